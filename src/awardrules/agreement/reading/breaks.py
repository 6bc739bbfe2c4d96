"""What stands between two lines that a page breaks: where a line is full, a word or a figure may go on in the next."""

from __future__ import annotations

from awardrules.agreement.programs import regex

_TAIL = regex(r"[0-9][0-9.,]*$")
_HEAD = regex(r"[0-9.,]+")
_GROUPED = regex(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DATE = regex(r"(?=((?:19|20)[0-9]{2}年|年[0-9]{1,2}月|月[0-9]{1,2}日))")
_UNIT = regex(r"[%％‰]|[百千万亿]*元|[万亿]|个?[年月日天]|个工作日")
_LONG_NUMBER = 9
_LONGEST_DATE = 8
_BOXES = "☐☑☒□■"


def joint(before: str, after: str) -> str:
    """What stands between two lines of a cell that are one sentence: nothing in Chinese, a space between words of letters and before a box.

    Figures on both sides are one figure only where they can be nothing else; else they stay apart.
    """
    if before[-1:].isdigit() and after[:1].isdigit():
        return "" if cut_figure(before, after) else "\n"
    letters = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return " " if letters or after[:1] in tuple(_BOXES) else ""


def cut_figure(before: str, after: str) -> bool:
    """Whether a line ends within a figure that the next goes on with: `1,440,0` and `00`, `10月2` and `5日`, `42` and `0万元`, a long number."""
    tail, head = _TAIL.search(before), _HEAD.match(after)
    if tail is None or head is None:
        return False
    whole, cut = tail[0] + head[0], len(before)
    if _GROUPED.fullmatch(whole):
        return not _GROUPED.fullmatch(tail[0])
    if not whole.replace(".", "", 1).isdigit():
        return False
    dates = _DATE.finditer(before + after, max(cut - _LONGEST_DATE, 0))
    return len(whole) >= _LONG_NUMBER or _UNIT.match(after, head.end()) is not None or any(d.start(1) < cut < d.end(1) for d in dates)
