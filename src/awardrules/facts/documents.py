"""Deals and agreements one by one, from files and from standard input."""

from __future__ import annotations

import itertools
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from awardrules import inputs, yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error
from awardrules.facts.reading import MAX_LINE
from awardrules.language import Text

Refuse = Callable[[AwardrulesError], None]
AGREEMENTS = frozenset({".docx", ".pdf", ".md", ".markdown", ".mdown", ".mkd", ".txt", ".doc", ".wps"})


class Paper:
    """An agreement in place of the nodes of a deal; `line` is where it begins."""

    line = 1

    def __init__(self, path: Path) -> None:
        self.path = path


def nodes_of(path: Path) -> tuple[str, yamlfile.Node | None]:
    """The one deal of a file or of standard input, with its name. Raises AwardrulesError: of an agreement, that one is made of it first."""
    if str(path) == "-":
        name = "<stdin>"
        return name, yamlfile.parse(yamlfile.decode(sys.stdin.buffer.read(yamlfile.MAX_BYTES + 1), name), name)
    try:
        root = yamlfile.load(path)
    except AwardrulesError as fault:
        if path.suffix.lower() not in AGREEMENTS or not path.is_file():
            raise
        raise AwardrulesError([*fault.diagnostics, _no_deal(path)]) from None
    if path.suffix.lower() in AGREEMENTS and not isinstance(root, yamlfile.Mapping):
        raise AwardrulesError([_no_deal(path)])
    return str(path), root


def _no_deal(path: Path) -> Diagnostic:
    return error("deal-shape", Span(str(path)), Text("这不是交易文件", "this is no deal"), yamlfile.OF_AN_AGREEMENT)


def documents(paths: list[Path], refuse: Refuse) -> Iterator[tuple[str, yamlfile.Node | Paper | None, str]]:
    """The deals of the files as nodes; a file that cannot be read is reported and the others go on."""
    for path in paths:
        try:
            if str(path) == "-":
                yield from _stream(sys.stdin.buffer, "<stdin>", refuse)
            elif path.suffix.lower() in (".jsonl", ".ndjson"):
                if not path.is_file():
                    yamlfile.read_text(path)
                inputs.note(path)
                with path.open("rb") as stream:
                    yield from _lines(stream, str(path), refuse)
            elif path.suffix.lower() in AGREEMENTS:
                yield str(path), Paper(path), str(path)
            else:
                yield str(path), yamlfile.load(path), str(path)
        except AwardrulesError as fault:
            refuse(fault)


def _stream(stream: Any, file: str, refuse: Refuse) -> Iterator[tuple[str, yamlfile.Node | None, str]]:
    """Standard input: JSON Lines where the first line is a whole JSON object and another document follows, else one YAML or JSON deal."""
    begun = list(_until_told(stream))
    said = [line for line in begun if not _says_nothing(line)]
    if len(said) > 1 and _is_object(said[0]):
        yield from _lines(_Chained(itertools.chain(begun, iter(lambda: stream.readline(MAX_LINE + 1), b""))), file, refuse)
        return
    data = b"".join(begun) + stream.read(yamlfile.MAX_BYTES + 1)
    yield file, yamlfile.parse(yamlfile.decode(data, file), file), file


def _until_told(stream: Any) -> Iterator[bytes]:
    """Lines to the one that tells whether each is a deal: the first that says something, or the second where the first is a whole object."""
    said = size = 0
    while size <= yamlfile.MAX_BYTES and (line := stream.readline(MAX_LINE + 1)):
        yield line
        size += len(line)
        said += not _says_nothing(line)
        if said == 2 or (said == 1 and not _says_nothing(line) and not _is_object(line)):
            return


def _says_nothing(line: bytes) -> bool:
    """Whether a line is blank or, in YAML, a comment or the end of the document."""
    said = line.removeprefix(BOM_UTF8).strip()
    return said in (b"", b"...") or said.startswith(b"#")


def _is_object(line: bytes) -> bool:
    said = line.removeprefix(BOM_UTF8).strip()
    return said.startswith(b"{") and said.endswith(b"}")


class _Chained:
    """Lines as a stream with `readline`."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines

    def readline(self, _limit: int = -1) -> bytes:
        return next(self.lines, b"")


def _lines(stream: Any, file: str, refuse: Refuse) -> Iterator[tuple[str, yamlfile.Node | None, str]]:
    """The deals of JSON Lines. Raises AwardrulesError where there is no line: an export that failed is no pass."""
    number = read = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if not line.removeprefix(BOM_UTF8).strip():
            continue
        read += 1
        try:
            if len(line) > MAX_LINE:
                raise AwardrulesError([error("line-too-long", Span(file, number), Text("该行超过 1 MiB", "the line is longer than 1 MiB"))])
            yield file, yamlfile.parse(yamlfile.decode(line, file, line=number), file, line_offset=number - 1), f"{file}:{number}"
        except AwardrulesError as fault:
            refuse(fault)
            if len(line) > MAX_LINE:
                return
    if not read:
        raise AwardrulesError([error("no-deals", Span(file), Text("没有读到任何交易", "no deal was read"))])
