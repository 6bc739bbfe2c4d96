"""What stands between two lines that a page breaks: where a line is full, a word or a figure may go on in the next."""

from __future__ import annotations

from awardrules.agreement.programs import regex

_TAIL = regex(r"[0-9][0-9.,]*$")
_HEAD = regex(r"[0-9.,]+")
_GROUPED = regex(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DATE = regex(r"(?=((?:19|20)[0-9]{2}年|年[0-9]{1,2}月|月[0-9]{1,2}日))")
_UNIT = regex(r"[%％‰]|[百千万亿]*元|[万亿]|个?[年月日天]|个工作日")
_HAN = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_HAN_TAIL = regex(f"(?:百分之|千分之|[{_HAN}点])$")
# a number that goes on: 壹佰 | 贰拾万元, 百分之 | 七十, 三十 | 五日; 三 | 一经 is none
_HAN_HEAD = regex(f"[{_HAN}]*[十百千万亿拾佰仟壹贰叁肆伍陆柒捌玖]|[{_HAN}]+(?=[年月日号天周个元圆成点名人项份件%％，。；）])")
_IDENTIFIER = regex("[0-9A-Za-z]+$"), regex("[0-9A-Za-z]+")
_RATIO = regex(r"[0-9](?:[:：]\n|\n[:：])[0-9]{1,3}(?![0-9])")
_LONG_NUMBER = 9
_LONGEST_DATE = 8
_NO_BREAK_BEFORE = "，。；：、？！）》”％%,.;:)"
_WORD = regex(r"[0-9A-Za-z][0-9A-Za-z.,%/-]*")
BOXES = tuple("☐☑☒□■")


def joint(before: str, after: str) -> str:
    """What stands between two lines of a cell that are one sentence: nothing in Chinese, a space between words of letters and before a box.

    Figures on both sides are one figure only where they can be nothing else; else they stay apart.
    """
    if before[-1:].isdigit() and after[:1].isdigit():
        return "" if cut_figure(before, after) or _is_cut(before, after) else "\n"
    letters = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return " " if letters or after.startswith(BOXES) else ""


def _is_cut(before: str, after: str) -> bool:
    """Whether a line of a narrow cell is a number whose last noughts stand on the next: `20000` and `0`."""
    return len(before) > 1 and before.isdigit() and after.strip("0") == ""


def cut_figure(before: str, after: str) -> bool:
    """Whether a line ends within a figure that the next goes on with.

    `1,440,0` and `00`, `10月2` and `5日`, `42` and `0万元`, `壹佰` and `贰拾万元`, a long number, a number of letters and digits.
    """
    if _HAN_TAIL.search(before) and _HAN_HEAD.match(after):
        return True
    if _is_identifier(before, after) or _RATIO.search(f"{before[-2:]}\n{after[:5]}"):
        return True
    tail, head = _TAIL.search(before), _HEAD.match(after)
    if tail is None or head is None:
        return False
    whole, cut = tail[0] + head[0], len(before)
    if _GROUPED.fullmatch(whole):
        return not _GROUPED.fullmatch(tail[0]) or whole[-3:-2] == "." != tail[0][-3:-2]
    if not whole.replace(".", "", 1).isdigit():
        return False
    dates = _DATE.finditer(before + after, max(cut - _LONGEST_DATE, 0))
    return len(whole) >= _LONG_NUMBER or _UNIT.match(after, head.end()) is not None or any(d.start(1) < cut < d.end(1) for d in dates)


def _is_identifier(before: str, after: str) -> bool:
    """Whether digits and letters on both sides are one number of a paper: `登记号202` and `4SR0561237`."""
    tail, head = _IDENTIFIER[0].search(before), _IDENTIFIER[1].match(after)
    if tail is None or head is None or tail[0].isalpha() or head[0].isalpha():
        return False
    whole = tail[0] + head[0]
    named = len(whole) >= _LONG_NUMBER and any(sign.isupper() for sign in whole) and any(sign.isdigit() for sign in whole)
    return named and _UNIT.match(after, head.end()) is None


def first_word(text: str) -> float:
    """The width in em of what no line break may part at the start of a line."""
    word = _WORD.match(text)
    end = word.end() if word else 1
    width = 0.55 * end if word else 1.0
    while end < len(text) and text[end] in _NO_BREAK_BEFORE:
        width, end = width + 1.0, end + 1
    return width
