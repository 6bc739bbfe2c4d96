"""The nodes of YAML files, which know their line and column, and what a file may cost.

Scalars stay text: what `no`, `010` or `12:30` means is settled by the schema, never by YAML 1.1. `yamlparse` makes the nodes of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awardrules import inputs
from awardrules.diagnostics import AwardrulesError, Span, error, refusal
from awardrules.language import EMPTY, Text
from awardrules.record import Record

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 400_000


class Scalar:
    """A scalar: its text, and whether it was written without quotes."""

    __slots__ = ("column", "line", "plain", "text")

    def __init__(self, text: str, plain: bool, line: int, column: int) -> None:
        self.text, self.plain, self.line, self.column = text, plain, line, column

    @property
    def is_null(self) -> bool:
        """Whether it is written as nothing, `null` or `~`."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Sequence:
    """A list of nodes."""

    __slots__ = ("column", "items", "line")

    def __init__(self, items: list[Node], line: int, column: int) -> None:
        self.items, self.line, self.column = items, line, column


class Mapping:
    """Keys in written order, each with its own node and the node of its value."""

    __slots__ = ("column", "entries", "line")

    def __init__(self, entries: dict[str, tuple[Scalar, Node]], line: int, column: int) -> None:
        self.entries, self.line, self.column = entries, line, column

    def get(self, key: str) -> Node | None:
        """The value of `key`, or none."""
        entry = self.entries.get(key)
        return entry[1] if entry else None

    def pairs(self) -> Iterator[tuple[str, Scalar, Node]]:
        """Each key, its node and the node of its value."""
        for key, (key_node, value) in self.entries.items():
            yield key, key_node, value


Node = Scalar | Sequence | Mapping


class Limits(Record):
    """What a file may cost: bytes, nesting, nodes."""

    max_bytes: int = MAX_BYTES
    depth: int = MAX_DEPTH
    nodes: int = MAX_NODES


DEFAULT_LIMITS = Limits()
OF_AN_AGREEMENT = Text(
    "若是协议，请先运行 `awardrules extract 协议 -o deal.yaml`", "of an agreement make one first: `awardrules extract AGREEMENT -o deal.yaml`"
)
_PAPERS = (b"%PDF-", b"PK\x03\x04")  # how files of PDF and Word begin


def read_text(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """The text of a UTF-8 file within the byte limit.

    Raises AwardrulesError: missing, unreadable, too large or not text.
    """
    span = Span(str(path))
    inputs.note(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.max_bytes + 1)
    except FileNotFoundError:
        help = Text("请核对路径", "check the path")
        raise AwardrulesError([error("file-missing", span, Text("文件不存在", "no such file"), help)]) from None
    except IsADirectoryError as fault:
        help = Text("请给出其中的文件", "name the files in it")
        raise AwardrulesError([error("file-unreadable", span, refusal(fault), help)]) from None
    except OSError as fault:
        why = refusal(fault)
        raise AwardrulesError([error("file-unreadable", span, Text(f"无法读取：{why.zh}", f"cannot be read: {why.en}"))]) from None
    return decode(data, str(path), limits)


def decode(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS, *, line: int = 0) -> str:
    """Bytes to text: UTF-8, with or without a byte order mark. `line` is the place of a record inside a larger file."""
    span = Span(file, line)
    if len(data) > limits.max_bytes:
        mib = limits.max_bytes / 1024 / 1024
        message = Text(f"文件超过 {mib:g} MiB 的上限", f"the file is larger than the limit of {mib:g} MiB")
        raise AwardrulesError([error("file-too-large", span, message)])
    if data.startswith(_PAPERS):
        raise AwardrulesError([error("not-text", span, Text("这是二进制文件", "this is a binary file"), OF_AN_AGREEMENT)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        message = Text(f"不是 UTF-8 文本（第 {fault.start} 字节）", f"not UTF-8 text (byte {fault.start})")
        help = Text("请另存为 UTF-8 编码的文本文件", "save it as a UTF-8 text file")
        raise AwardrulesError([error("not-text", span, message, help)]) from None
    if "\0" in text:
        raise AwardrulesError([error("not-text", span, Text("这是二进制文件", "this is a binary file"))])
    return text


def parse(text: str, file: str, limits: Limits = DEFAULT_LIMITS, *, line_offset: int = 0) -> Node | None:
    """The one document in `text` as nodes; None for an empty file.

    `line_offset` is added to every line (a record inside a larger file). Raises AwardrulesError with every fault found.
    """
    from awardrules import yamlparse  # where everything is read from the store no YAML is parsed, and PyYAML takes a while to import

    return yamlparse.parse(text, file, limits, line_offset)


def load(path: Path, limits: Limits = DEFAULT_LIMITS) -> Node | None:
    """`parse` of a file."""
    return parse(read_text(path, limits), str(path), limits)


def from_data(value: object, *, line: int = 0, column: int = 0) -> Node:
    """Python data (as a program passes it) as nodes without a place. Raises AwardrulesError for data nested deeper than a file may be."""
    return _made(value, line, column, MAX_DEPTH)


def _made(value: object, line: int, column: int, depth: int) -> Node:
    if isinstance(value, dict | list | tuple | set | frozenset):
        if depth == 0:
            message = Text(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")
            raise AwardrulesError([error("too-deep", Span("data"), message)])
        if isinstance(value, dict):
            return Mapping({str(k): (Scalar(str(k), True, line, column), _made(v, line, column, depth - 1)) for k, v in value.items()}, line, column)
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return Sequence([_made(v, line, column, depth - 1) for v in items], line, column)
    if value is None:
        return Scalar("", True, line, column)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", True, line, column)
    return Scalar(str(value), not isinstance(value, str), line, column)


def to_data(node: Node | None, keep: frozenset[str] = frozenset()) -> Any:
    """Nodes as dicts, lists and texts (`null` as None); the values of the keys in `keep` stay nodes."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [to_data(item, keep) for item in node.items]
    return {key: value if key in keep else to_data(value, keep) for key, _, value in node.pairs()}


def locate(root: Node | None, path: tuple[str | int, ...]) -> Node | None:
    """The deepest node on `path` (keys and indices) that exists."""
    node = root
    for step in path:
        found: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            found = node.items[step]
        if found is None:
            return node
        node = found
    return node


def span_of(node: Node | None, file: str) -> Span:
    """The place of a node in `file`."""
    return Span(file, node.line, node.column) if node is not None else Span(file)


__all__ = [
    "DEFAULT_LIMITS",
    "EMPTY",
    "Limits",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "decode",
    "from_data",
    "load",
    "locate",
    "parse",
    "read_text",
    "span_of",
    "to_data",
]
