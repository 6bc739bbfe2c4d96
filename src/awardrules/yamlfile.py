"""YAML text to nodes that know their line and column, within limits.

The events of libyaml are read one by one and checked before anything is built, so depth, size, aliases, anchors and tags of a
hostile file cost nothing. Scalars stay text: what `no`, `010` or `12:30` means is settled by the schema, never by YAML 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error, refusal
from awardrules.language import EMPTY, Text
from awardrules.record import Record

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 400_000
MAX_FAULTS = 200

# JSON writes a character beyond the first plane as two escapes, which libyaml refuses; the pair becomes one escape of eight digits
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_FILLER = "\ufdd0\ufdd1"  # noncharacters that keep the columns behind a joined pair, and are taken out again
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


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


def read_text(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """The text of a UTF-8 file within the byte limit.

    Raises AwardrulesError: missing, unreadable, too large or not text.
    """
    span = Span(str(path))
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
    faults: list[Diagnostic] = []
    if "\\u" in text and text.lstrip()[:1] in ("{", "["):
        text = _PAIR.sub(_joined, text)
    try:
        root = _build(text, file, limits, line_offset, faults)
    except yaml.YAMLError as fault:
        faults.append(_syntax_fault(fault, text, file, line_offset))
        root = None
    except UnicodeEncodeError:
        faults.append(error("not-text", Span(file), Text("含有孤立的代理字符", "holds a lone surrogate character")))
        root = None
    if faults:
        raise AwardrulesError(faults)
    return root


def load(path: Path, limits: Limits = DEFAULT_LIMITS) -> Node | None:
    """`parse` of a file."""
    return parse(read_text(path, limits), str(path), limits)


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08x}{_FILLER}"


_PROBLEMS = {  # what libyaml says, by how it begins
    "mapping values are not allowed": "此处不能出现“键: 值”（多为缩进不一致，或文字中有未加引号的冒号）",
    "block sequence entries are not allowed": "此处不能出现列表项（多为缩进不一致）",
    "did not find expected ',' or '}'": "缺少逗号 `,` 或右花括号 `}`",
    "did not find expected ',' or ']'": "缺少逗号 `,` 或右方括号 `]`",
    "did not find expected key": "此处应为一个键（多为缩进不一致）",
    "did not find expected '-' indicator": "此处应为列表项 `-`（多为缩进不一致）",
    "did not find expected node content": "此处缺少内容",
    "could not find expected ':'": "缺少冒号 `:`",
    "found unexpected end of stream": "文件意外结束（引号或括号未成对）",
    "found unexpected document indicator": "引号未成对",
    "found character that cannot start any token": "文字不能以此字符开头（制表符不能用于缩进；@、`、% 须加引号）",
    "found a tab character": "缩进不能使用制表符",
    "found unknown escape character": "未知的转义字符",
    "did not find expected hexdecimal number": "转义字符中应为十六进制数",
    "invalid Unicode character escape code": "转义字符不是有效的 Unicode 字符",
    "control characters are not allowed": "不能含有控制字符",
    "did not find expected alphabetic": "锚点或别名缺少名称",
    "did not find expected whitespace": "此处应有空格",
}


def _syntax_fault(fault: yaml.YAMLError, text: str, file: str, line_offset: int) -> Diagnostic:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    span = Span(file, mark.line + 1 + line_offset, mark.column + 1) if mark else Span(file)
    lines = text.rstrip().splitlines() or [""]
    if mark and mark.line >= len(lines):  # the file ends too early: behind its last character, not on the line after it
        span = Span(file, len(lines) + line_offset, len(lines[-1]) + 1)
    if isinstance(fault, yaml.reader.ReaderError):  # knows a byte, no line
        before = text.encode()[: fault.position].decode(errors="ignore").split("\n")
        span = Span(file, len(before) + line_offset, len(before[-1]) + 1)
    problem = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or fault).strip()
    if problem == "did not find expected <document start>":
        return _several(span)
    context = str(getattr(fault, "context", "") or "").strip()
    detail = f"{context}: {problem}" if context else problem
    said = next((zh for en, zh in _PROBLEMS.items() if problem.startswith(en)), detail)
    return error(
        "yaml-syntax",
        span,
        Text(f"YAML 语法错误：{said}", f"broken YAML: {detail}"),
        Text(
            "请检查该处的缩进、冒号后的空格和括号、引号是否成对",
            "check indentation, the space after a colon, and paired brackets and quotes",
        ),
    )


def _several(span: Span) -> Diagnostic:
    message = Text("一个文件只能有一个 YAML 或 JSON 文档", "more than one YAML or JSON document in the file")
    help = Text("多个交易请分文件存放，或使用 JSON Lines（.jsonl）", "use one file per deal, or JSON Lines (.jsonl)")
    return error("several-documents", span, message, help)


def _scalar(event: Any, file: str, offset: int, faults: list[Diagnostic]) -> Scalar:
    text, mark = event.value, event.start_mark
    if _FILLER in text:
        text = text.replace(_FILLER, "")
    if _CONTROL.search(text):
        message = Text("文字中含有控制字符", "the text holds a control character")
        faults.append(error("control-character", Span(file, mark.line + 1 + offset, mark.column + 1), message))
        text = _CONTROL.sub("", text)
    return Scalar(text, event.implicit[0], mark.line + 1 + offset, mark.column + 1)


def _build(text: str, file: str, limits: Limits, offset: int, faults: list[Diagnostic]) -> Node | None:
    parser: Any = CParser(text)
    escapes = "\\" in text
    next_event = parser.get_event
    root: Node | None = None
    # each open collection: (node, pending key); the key is None while a mapping waits for one, False in a sequence
    stack: list[list[Any]] = []
    top: list[Any] | None = None
    count = documents = 0
    while len(faults) < MAX_FAULTS:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            mark = event.start_mark
            node: Node = (
                _scalar(event, file, offset, faults) if escapes else Scalar(event.value, event.implicit[0], mark.line + 1 + offset, mark.column + 1)
            )
            if event.anchor is not None or event.tag is not None:
                faults.append(_refused(event, file, offset))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            line, column = mark.line + 1 + offset, mark.column + 1
            node = Mapping({}, line, column) if kind is MappingStartEvent else Sequence([], line, column)
            if event.anchor is not None or event.tag is not None:
                faults.append(_refused(event, file, offset))
            if len(stack) >= limits.depth:
                message = Text(f"嵌套超过 {limits.depth} 层", f"nested deeper than {limits.depth} levels")
                faults.append(error("too-deep", Span(file, line, column), message))
                return None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            top = stack[-1] if stack else None
            continue
        elif kind is AliasEvent:
            faults.append(_refused(event, file, offset))
            mark = event.start_mark
            node = Scalar("", True, mark.line + 1 + offset, mark.column + 1)
        elif kind is StreamEndEvent:
            return root
        else:
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    faults.append(_several(Span(file, event.start_mark.line + 1 + offset, 1)))
                    return root
            continue

        count += 1
        if count > limits.nodes:
            message = Text(f"超过 {limits.nodes} 个节点的上限", f"more than {limits.nodes} nodes")
            faults.append(error("too-many-nodes", Span(file, node.line, node.column), message))
            return None
        if top is None:
            root = node
        elif top[1] is False:
            top[0].items.append(node)
        elif top[1] is None:
            if isinstance(node, Scalar):
                top[1] = node
            else:
                message = Text("键必须是文字", "a key must be plain text")
                faults.append(error("bad-key", Span(file, node.line, node.column), message))
                top[1] = Scalar(f"\0{count}", False, node.line, node.column)
        else:
            _put(top, node, file, faults)
        if not isinstance(node, Scalar):
            top = [node, None if isinstance(node, Mapping) else False]
            stack.append(top)
    return root


def _put(top: list[Any], node: Node, file: str, faults: list[Diagnostic]) -> None:
    mapping, key = top
    top[1] = None
    earlier = mapping.entries.get(key.text)
    if earlier is None:
        mapping.entries[key.text] = (key, node)
        return
    first = earlier[0]
    faults.append(
        error(
            "duplicate-key",
            Span(file, key.line, key.column),
            Text(f"键 `{key.text}` 重复，首次出现在第 {first.line} 行", f"key `{key.text}` is repeated; first on line {first.line}"),
            Text("只保留一处", "keep one of them"),
        )
    )


def _refused(event: Any, file: str, offset: int) -> Diagnostic:
    span = Span(file, event.start_mark.line + 1 + offset, event.start_mark.column + 1)
    if event.__class__ is AliasEvent or event.anchor is not None:
        message = Text("不接受 YAML 锚点与别名（& 和 *）", "YAML anchors and aliases (& and *) are refused")
        help = Text("请把内容写全；以 * 或 & 开头的文字请加引号", "write the content out; quote a text that starts with * or &")
        return error("yaml-alias", span, message, help)
    message = Text(f"不接受 YAML 标签 `{event.tag}`", f"YAML tag `{event.tag}` is refused")
    return error("yaml-tag", span, message, Text("以 ! 开头的文字请加引号", "quote a text that starts with !"))


def from_data(value: object, *, line: int = 0, column: int = 0) -> Node:
    """Python data (as a program passes it) as nodes without a place."""
    if isinstance(value, dict):
        return Mapping({str(k): (Scalar(str(k), True, line, column), from_data(v, line=line, column=column)) for k, v in value.items()}, line, column)
    if isinstance(value, list | tuple):
        return Sequence([from_data(v, line=line, column=column) for v in value], line, column)
    if isinstance(value, set | frozenset):
        return Sequence([from_data(v, line=line, column=column) for v in sorted(value, key=str)], line, column)
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
