"""Faults as data: code, severity, place, message and the way out, in both languages.

A fault is never printed where it is found. A reader collects all faults of a file and raises them once.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Literal

from awardrules.language import EMPTY, Lang, Text
from awardrules.record import Record

Severity = Literal["error", "warning", "note"]


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    NON_COMPLIANT = 1
    CANNOT_DECIDE = 2
    UNDETERMINED = 3
    OUT_OF_SCOPE = 4
    INTERRUPTED = 130


class Span(Record):
    """A place in a file; `line` and `column` count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


class Diagnostic(Record):
    """One fault: a stable `code`, the place, what is wrong and what to do about it."""

    code: str
    severity: Severity
    span: Span
    message: Text
    help: Text = EMPTY

    def render(self, lang: Lang) -> str:
        """`file:line:column: error[code]: message`, then the help on a line of its own."""
        word = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "note": Text("提示", "note")}[self.severity].of(lang)
        lines = [f"{_line(str(self.span))}: {word}[{self.code}]: {self.message.of(lang)}"]
        if self.help != EMPTY:
            lines.append(f"  {Text('建议', 'help').of(lang)}: {self.help.of(lang)}")
        return "\n".join(lines)

    def at(self, span: Span) -> Diagnostic:
        """The same fault at another place."""
        return Diagnostic(self.code, self.severity, span, self.message, self.help)

    def data(self, lang: Lang) -> dict[str, object]:
        """The fault as a JSON object (contract: `lint --format json`)."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.span.file,
            "line": self.span.line,
            "column": self.span.column,
            "message": self.message.of(lang),
            "help": self.help.of(lang),
        }


class AwardrulesError(Exception):
    """Input, pack or usage is unusable; carries every fault found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.render("en") for d in self.diagnostics))


def error(code: str, span: Span, message: Text, help: Text = EMPTY) -> Diagnostic:
    """A fault that makes the input unusable. What it quotes of the input is cut to a length that can be read, and to one line."""
    return Diagnostic(code, "error", span, _readable(message), _readable(help))


def warning(code: str, span: Span, message: Text, help: Text = EMPTY) -> Diagnostic:
    """A fault that leaves the input usable."""
    return Diagnostic(code, "warning", span, _readable(message), _readable(help))


def note(code: str, span: Span, message: Text, help: Text = EMPTY) -> Diagnostic:
    """A remark on what may well be meant so."""
    return Diagnostic(code, "note", span, _readable(message), _readable(help))


_QUOTED, _WHOLE = 80, 2000  # characters of a quoted value, of a message
_LONG_QUOTE = rf"`([^`]{{{_QUOTED + 1},}})`"
_BREAK = r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*|\t"
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # could drive a terminal, or turn a line round


def _readable(text: Text) -> Text:
    return Text(_line(text.zh), _line(text.en))


def _line(text: str) -> str:
    """One line with quoted values cut in their middle."""
    if len(text) > _QUOTED:
        text = _cut(re.sub(_LONG_QUOTE, lambda quoted: f"`{_cut(quoted[1], _QUOTED)}`", text), _WHOLE)
    return text if text.isprintable() else re.sub(_CONTROL, "\ufffd", re.sub(_BREAK, " ", text))


def _cut(text: str, most: int) -> str:
    """Text of at most so many characters: its beginning and its end."""
    return text if len(text) <= most else f"{text[: most * 2 // 3]}…{text[1 - most // 3 :]}"


_REFUSALS: dict[int, Text] = {
    errno.ENOENT: Text("没有这个文件或文件夹", "no such file or folder"),
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "part of the path is no folder"),
    errno.EISDIR: Text("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.EACCES: Text("没有权限", "no permission"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.EROFS: Text("磁盘只读", "the disk is read-only"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Text("文件名过长", "the file name is too long"),
    errno.EMFILE: Text("打开的文件过多", "too many open files"),
    errno.ELOOP: Text("链接互相指向，没有尽头", "the links lead round in a circle"),
    errno.EBADF: Text("没有打开", "it is not open"),
    errno.EIO: Text("读写失败", "reading or writing failed"),
}


def refusal(fault: OSError) -> Text:
    """Why the system refuses, in words; in its own words where it is none of the usual reasons."""
    own = fault.strerror or str(fault)
    return _REFUSALS.get(fault.errno or 0, Text(own, own))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to `word`, or none that is close enough to suggest."""
    if len(word) > _QUOTED:  # no name is so long, and to compare takes the longer
        return None
    from difflib import get_close_matches

    pool = list(known)
    found = get_close_matches(word, pool, n=1, cutoff=0.6)
    if found:
        return found[0]
    folded = {w.lower().replace("-", "_"): w for w in pool}
    return folded.get(word.lower().replace("-", "_"))


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """The help text that names the nearest known word; empty where none is near."""
    near = nearest(word, known)
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else EMPTY
