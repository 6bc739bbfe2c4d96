"""Gaps and broken lines: which to close, which to keep.

Readers of scans set signs apart (`百 分 之 七 十`), forms leave room to write (`不少于     日`), files break lines anywhere. A gap is closed
only where that cannot make one number of two: in doubt it stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from awardrules.agreement.grammar.characters import BREAK, GONE
from awardrules.agreement.grammar.numerals import NUMERALS
from awardrules.agreement.programs import regex

GAP = regex("[\0 \t\u3000\n]++")
WIDE = 3  # half characters from which a gap is room left to write in
_BROKEN = 15  # characters from which a line is long enough to have been broken
_BREAKS = regex("\n(?:[ \t\u3000\0]{0,9}+\n)*+")
_DOUBLE_SPACED = 12  # blank lines from which a text with few other breaks is taken to be set with a blank line behind every line
_SPACES = " \t\u3000"
_CLOSED = "，。；：、（）《》〈〉“”‘’「」？！…"
_STOPS = "。；：？！…"
_BOXES = "□☐○◯▢■●◉☑☒√✓✔[]"
_OPENING, _CLOSING = "（[【{", "）]】}"
_TERMS = frozenset("年月日天号周个元万亿成")

# a value between underscores or asterisks is written there, they only underline it: `不少于__15__日`
_BARED = regex(
    f"(?:_{{1,20}}+|\\*\\*) {{0,2}}+(?P<body>[0-9{NUMERALS}][0-9{NUMERALS}.,]{{0,19}}+[%年月日天元整个工作]{{0,6}}+) {{0,2}}+(?:_{{1,20}}+|\\*\\*)"
)
# letters set apart evenly, five or more in a row
_SET_APART = regex("(?<![^ \t\u3000\n，。；：、（“])[^ \t\u3000\n]( {1,4}|\u3000|\t)(?:[^ \t\u3000\n]\\1(?![ \t\u3000])){3,}+")
_SINGLE = regex("[^ \t\u3000\n](?![^ \t\u3000\n，。；：、）])")
_PERCENT = regex("(?<![0-9.])(?<![0-9] )(?P<digits>[0-9](?: {1,2}[0-9.]){1,5}+) {1,2}%")
_POINTED = regex("(?<![0-9.])(?<![0-9] )[0-9]{1,3} {1,2}\\. {1,2}[0-9]{1,2}(?= {0,2}%)")
_HUNDREDTHS = regex(f"[百千万] {{0,2}}分 {{0,2}}之(?: {{0,2}}[{NUMERALS}点](?![{NUMERALS}点])){{1,8}}+")
# numbers that a scan or a line break cut where nothing but one number can be meant: 百分之七 十五, 202 5年1月1 0日, 3,5 00,000元
_TENS = regex(
    f"百分之 {{0,2}}[二三四五六七八九贰叁肆伍陆柒捌玖]? {{0,2}}[十拾](?: {{0,2}}[一二三四五六七八九])?"
    f"(?=[^ \n{NUMERALS}点日天个年月元周次项件份台条款])"
)
_FORMAL = regex("[壹贰叁肆伍陆柒捌玖][ \n]{1,9}[拾佰仟]")
_YEAR = regex("(?<![0-9.])(?<![0-9] )(?:19|20|1[ \n]{1,4}9|2[ \n]{1,4}0)[ \n]{0,4}[0-9][ \n]{0,4}[0-9][ \n]{0,4}年")
_DAY = regex("年[ \n]{0,4}(?:1[ \n]{1,4}[0-2]|[0-9]{1,2})[ \n]{0,4}月(?:[ \n]{0,4}(?:[1-3][ \n]{1,4}[0-9]|[0-9]{1,2})[ \n]{0,4}日)?")
_MARKED = regex("(?<![0-9./-])(?:19|20)[0-9]{2}[ \n]?(?P<mark>[-./])[ \n]?(?:[01][ \n]?)?[0-9][ \n]?(?P=mark)[ \n]?(?:[0-3][ \n]?)?[0-9](?![0-9./-])")
_HAN = "[〇零一二三四五六七八九]"
_HAN_DAY = regex(
    f"(?<![{NUMERALS}])(?<![{NUMERALS}] )[一二](?:[ \n]{{0,4}}+{_HAN}){{3}}+[ \n]{{0,4}}+年"
    "(?:(?:[ \n]{0,4}+[一二三四五六七八九十]){1,2}+[ \n]{0,4}+月(?:(?:[ \n]{0,4}+[一二三四五六七八九十廿卅]){1,3}+[ \n]{0,4}+日)?+)?+"
)
_COUNTED = regex(  # 十 五年, 六月十 七日
    "(?<![第〇零一二三四五六七八九十百])[二三四五六七八九]?十[ \n]{1,4}[一二三四五六七八九](?=[ \n]?(?:[年月日号天周]|个))"
    "|(?<=月)[ \n]{0,4}[二三][ \n]{1,4}十[ \n]{0,4}[一二三四五六七八九]?(?=[ \n]?[日号])"
)
_GROUPED = regex("(?<![0-9.,])[0-9]{1,3}+(?:,[0-9]{3})*+,(?:[0-9][ \n]{1,9}[0-9]{2}|[0-9]{2}[ \n]{1,9}[0-9])(?![0-9])")
_APART = regex("(?<![0-9.,，：:-])[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,3}+(?:\\.[0-9]{1,2}+)?+(?=[ ]?(?:元|圆))")  # 1 800 000元
# each with the signs of which it holds one: most texts hold none
_CUTS = (
    (_POINTED, "%"),
    (_HUNDREDTHS, "分"),
    (_TENS, "分"),
    (_COUNTED, "十"),
    (_FORMAL, "拾佰仟"),
    (_YEAR, "年"),
    (_DAY, "年"),
    (_HAN_DAY, "年"),
    (_MARKED, "-./"),
    (_GROUPED, ","),
    (_APART, "元圆"),
)
# what opens a line that is no continuation of the one before
_OPENER = regex(
    f"第[0-9{NUMERALS}]{{1,6}}+[条章节款项编]|[{NUMERALS}]{{1,3}}+[、.]|（[0-9{NUMERALS}]{{1,3}}+）|[0-9]{{1,3}}+(?:[、）]|\\.(?![0-9]))"
    "|[0-9]{1,2}+(?:\\.[0-9]{1,2}+){1,3}+(?![0-9%])|[①-⑳⑴-⒇⒈-⒛]|[-*•·●◆|#>＊]"
    "|(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|[-./][0-9]{1,2}[-./][0-9]{1,2})[ \u3000]{0,4}[｜|：:—]"  # a line of a log
    "|[甲乙丙丁戊][ \u3000]{0,4}+方(?=[ \u3000]{0,4}(?:[:：（(\n]|$|代表|盖章|签|印|法定|负责人|联系|地址))|附[件表录]|签订|签署|盖章|[□☐☑☒■√]"
)
_RULED = regex("[|｜]")
_LABEL = regex("[\u4e00-\u9fff]{2,8}(?:（[^（）\n]{1,8}）)?[：:]")
# ☑权属清晰 □有质押 涉及国家秘密：□是 ☑否: what the next boxes answer
_BOXED = regex(
    "(?:[\u4e00-\u9fff、/]{2,24}(?:（[^（）\n]{1,12}）)?[：:？?]|(?:是否|有无)[\u4e00-\u9fff、]{2,20})"
    f"[ \u3000]{{0,2}}[{re.escape(_BOXES[:-2])}]"
)
_PARTY = regex("[\u4e00-\u9fff]{1,5}(?:方|人)(?:（[^（）\n]{1,8}）)?[：:]")  # 授予人：某大学 受领人：某小组
# 出让方一　某大学: who a line is about, set off by one wide space
_PARTY_OPENS = regex("[ \u3000]{0,4}[\u4e00-\u9fff]{1,6}(?:方|人)[一二三四]?")
_SIGNS = ("代表", "签", "盖", "法定", "负责", "经办", "授权", "应", "有权", "承")
_TITLE = regex(
    f"[ \t\u3000]{{0,8}}+(?:#|第[ \u3000]?[0-9{NUMERALS}]{{1,6}}+[ \u3000]?[条章节编]|[{NUMERALS}]{{1,3}}+、)[^，。；：\n]{{0,60}}+(?:\n|$)"
)


def bared(plain: str) -> str:
    """The text without the marks that underline a value (each becomes `GONE`, so no place moves)."""
    if "_" not in plain and "**" not in plain:
        return plain

    def bare(found: re.Match[str]) -> str:
        start, end = found.start("body") - found.start(), found.end("body") - found.start()
        return GONE * start + found["body"] + GONE * (len(found[0]) - end)

    return _BARED.sub(bare, plain)


class Joins:
    """What stands in place of each gap of one text."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        spans = sorted(_apart(plain)) if any(sign in plain for sign in " \t\u3000\n") else []
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.breaks = 2 if _is_double_spaced(plain) else 1  # line feeds between two lines
        self.line = 0  # where the line of the gap begins

    def between(self, start: int, end: int) -> str:
        """Nothing, a space, three spaces (room to write) or a line feed for the gap `start`–`end`; gaps are asked for in order."""
        plain = self.plain
        gap = plain[start:end]
        broken = BREAK in gap
        if start == 0 or end == len(plain):
            self._next_line(start, gap)
            return " "
        if broken and not self._apart(start, end) and not self._continues(start, end, gap):
            self._next_line(start, gap)
            return BREAK
        width = 1 if broken else gap.count(" ") + 2 * gap.count("\u3000") + 4 * gap.count("\t")
        if not self._apart(start, end) and _BOXED.match(plain, end) and any(box in plain[self.line : start] for box in _BOXES[:-2]):
            self._next_line(start, gap)
            return BREAK
        if (
            (width >= 2 or _PARTY.match(plain, end))
            and not broken
            and _LABEL.match(plain, end)
            and "：" in plain[self.line : start].replace(":", "：")
        ):
            return BREAK  # 公示地点：公告栏　异议：无
        if gap == "\u3000" and _PARTY_OPENS.fullmatch(plain, self.line, start) and not plain.startswith(_SIGNS, end) and _is_han(plain[end]):
            return "   "
        self._next_line(start, gap)
        if self._apart(start, end) and plain[start - 1] + plain[end] not in ("年月", "月日"):
            return ""
        return _between(plain, start, end, width)

    def _next_line(self, start: int, gap: str) -> None:
        if BREAK in gap:
            self.line = start + gap.rindex(BREAK) + 1

    def _continues(self, start: int, end: int, gap: str) -> bool:
        """Whether the next line goes on with the sentence of this one."""
        plain = self.plain
        if gap.count(BREAK) > self.breaks or start - self.line < _BROKEN or plain[start - 1] in _STOPS:
            return False
        if _RULED.search(plain, self.line, start) and _RULED.search(plain, end, max(plain.find(BREAK, end), end + _BROKEN)):
            return False  # 2025年3月6日｜递交申请: lines of a log
        return not _OPENER.match(plain, end) and not _TITLE.match(plain, self.line)

    def _apart(self, start: int, end: int) -> bool:
        found = bisect_right(self.starts, start) - 1
        return found >= 0 and end <= self.ends[found]


def _is_double_spaced(plain: str) -> bool:
    if plain.count(BREAK) < _DOUBLE_SPACED:
        return False
    breaks = [found[0].count(BREAK) for found in _BREAKS.finditer(plain)]
    blank = sum(count > 1 for count in breaks)
    return blank >= _DOUBLE_SPACED and blank > 4 * (len(breaks) - blank)


def joins(plain: str) -> Joins:
    """How the gaps of a text are to be read."""
    return Joins(plain)


def _apart(plain: str) -> list[tuple[int, int]]:
    """The stretches whose signs are set apart evenly, and belong together."""
    spans: list[tuple[int, int]] = []
    for found in _SET_APART.finditer(plain):
        start, end = found.span()
        if not _SINGLE.match(plain, end):
            end -= len(found[1])
        words = sum(1 for sign in plain[start : end + 1] if _is_han(sign) and sign not in NUMERALS)
        if words >= 3:
            spans.append((start, end))
    for found in _PERCENT.finditer(plain):
        digits = found["digits"].replace(" ", "")
        if digits.count(".") <= 1 and digits[-1] != "." and float(digits) <= 100:
            spans.append(found.span())
    for cut, signs in _CUTS:
        if any(sign in plain for sign in signs):
            spans.extend(found.span() for found in cut.finditer(plain) if " " in found[0] or BREAK in found[0])
    # stretches that meet become one, so that the last that begins before a gap is the one that may hold it
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _between(plain: str, start: int, end: int, width: int) -> str:
    left, right = plain[start - 1], plain[end]
    kept = "   " if width >= WIDE else " "
    if left in _OPENING and right in _CLOSING:
        return kept
    counted, counts = _is_digit(left) or left in NUMERALS, _is_digit(right) or right in NUMERALS
    if left + right in ("年月", "月日"):  # to be dated: 年  月  日
        return kept
    if right in "%‰" and counted:
        return ""
    if counted and counts:
        return "" if _is_digit(left) and right in "万亿千百" else " "
    if _is_digit(left) and right in _TERMS:
        return " " if _numbered(plain, start) else ""
    if width >= WIDE:
        return "" if _lone(plain, start, end) else kept
    if left in _BOXES or right in _BOXES:
        return " "
    if _is_digit(left) and _is_han(right):
        return " " if _numbered(plain, start) else ""
    if (_is_word(left) and _is_letter(right)) or (_is_letter(left) and _is_word(right)):  # A 方占
        return ""
    tight = _tight(left) or left in "%_¥" or _is_digit(left)
    return "" if tight and (_tight(right) or right in "%_¥" or _is_digit(right)) and (_tight(left) or _tight(right)) else " "


def _numbered(plain: str, end: int) -> bool:
    """Whether the digits that end at `end` open their line as a clause number (3.2): what follows is its heading, no unit."""
    start = end
    while start and end - start < 12 and (_is_digit(plain[start - 1]) or plain[start - 1] == "."):
        start -= 1
    first = start
    while first and start - first < 8 and plain[first - 1] in _SPACES + GONE:
        first -= 1
    return "." in plain[start:end] and (first == 0 or plain[first - 1] == BREAK)


def _lone(plain: str, start: int, end: int) -> bool:
    """Whether a wide gap sets apart two single characters (甲    方), neither of which is a unit before which one could write."""
    left, right = plain[start - 1], plain[end]
    before = plain[start - 2] if start > 1 else BREAK
    after = plain[end + 1] if end + 1 < len(plain) else BREAK
    alone = (before in _SPACES + BREAK or not _is_han(before)) and (after in _SPACES + BREAK or not _is_han(after))
    return alone and _is_han(left) and _is_han(right) and left not in _TERMS and right not in _TERMS


def _tight(sign: str) -> bool:
    return _is_han(sign) or sign in _CLOSED


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign == "〇"


def _is_word(sign: str) -> bool:
    return _is_han(sign) and sign not in NUMERALS


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _is_digit(sign: str) -> bool:
    return "0" <= sign <= "9"
