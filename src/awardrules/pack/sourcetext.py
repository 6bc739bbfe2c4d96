"""The text of a document as citations count it: flattened, cut into sentences, its norms found by their modal words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = "-‐‑‒–—―－─~～·"
_PAGE_NUMBER = re.compile(rf"[{_DASHES}]{{0,2}} ?\d{{1,4}} ?[{_DASHES}]{{0,2}}|第 ?\d{{1,4}} ?页(?: ?[,，/]? ?共 ?\d{{1,4}} ?页)?")
_LONGEST_PAGE_LINE = 24
# invisible characters that copies from web pages and word processors carry; they are no white space to Python
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

_TITLE_OF_A_TEXT = re.compile(r"《[^《》]{0,120}》")
# the modal words of policy texts; compounds that only look like one (应用, 许可, 可能, 资金支持…) are left out
_MODAL = re.compile(
    "应当|不得|不可(?!抗|或缺|逆|分割)|可以|原则上|不低于|不少于|不超过|不高于|不予|不纳入|允许|免除|视为|禁止|严禁|鼓励"
    "|支持(?![。，、；：】》）力作体下])"
    "|(?<![相适供反响效对顺呼感])应(?![用对急变付届运])"
    "|须(?!知)"
    "|(?<![许认不])可(?![以能控靠见持观操比信追]|行(?!使))"
)


@dataclass(frozen=True, slots=True)
class Flattened:
    """A copy of a document in the form that citations count in, and where in it the lines of the copy began."""

    text: str
    line_starts: frozenset[int]


def flattened(text: str) -> Flattened:
    """The text without lines that hold only a page number and without any white space (U+3000 included).

    Spans count in it and hashes are taken of it, so line wraps, page breaks and indents of a copy do not matter.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for line in text.translate(_INVISIBLE).splitlines():
        bare = "".join(line.split())
        if bare and not is_page_number(line):
            starts.append(length)
            pieces.append(bare)
            length += len(bare)
    return Flattened("".join(pieces), frozenset(starts))


def is_page_number(line: str) -> bool:
    """Whether a line holds a page number and nothing else: `- 15 -`, `—7—`, `7`, `第 7 页 共 20 页`."""
    bare = " ".join(line.split()) if len(line) < 400 else ""
    return 0 < len(bare) <= _LONGEST_PAGE_LINE and _PAGE_NUMBER.fullmatch(bare) is not None


def sentences(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a part of the flattened text, as offsets, each with its closing mark."""
    at = start
    for mark in re.finditer(r"[。；！？][”』」）]?", flat[start:end]):
        yield at, start + mark.end()
        at = start + mark.end()
    if at < end:
        yield at, end


def modal_words(flat: str) -> list[int]:
    """Where a modal word begins in the flattened text; titles of other texts in 《》 are passed over."""
    masked = _TITLE_OF_A_TEXT.sub(lambda found: "《" + "　" * (len(found[0]) - 2) + "》", flat)
    return [found.start() for found in _MODAL.finditer(masked)]


def excerpt(text: str, longest: int = 40) -> str:
    """A text of at most `longest` characters, cut with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
