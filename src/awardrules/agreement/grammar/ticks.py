"""Boxes to be ticked: `☑独占 □排他`, `[x] 是 [ ] 否`, `（√）是 （ ）否`, `√ 是 □否`, and with the box behind: `是☑ 否□`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from awardrules.agreement.grammar.words import Words
from awardrules.agreement.programs import regex
from awardrules.record import Record

_LONGEST = 60  # characters of an option
_BLANKS = " \t\u3000"
_EDGES = " \t，,、/：:"
# □单位内 □技术市场   自2025年2月5日起   异议 □有 □无: behind a wide gap another matter begins; 年 and 元 are what is to be filled in
_APART = regex("(?<=[\u4e00-\u9fff）)])[ ]{3,}+(?=[\u4e00-\u9fff])(?![年月日天元个万号])")

# □拍卖 确定，并由甲方☑委托…: the sentence goes on to another choice
# □普通许可 □独占许可，支付方式：□一次性支付: a label of its own stands before the next box; 乙方占□60% □70%，甲方占□40%: another holder
_ONWARD = regex(
    "[，,](?:并|由|且|经|同时|其|再|另)[^，。；]{0,12}$"
    "|(?:[，,；;]|(?<=[\u4e00-\u9fff）)])[ \u3000])[ \u3000]{0,4}[\u4e00-\u9fff]{2,12}[：:][ \u3000]{0,2}$"
    "|[，,；;][^，。；]{1,8}(?:占|享有|持有|享|保留|承担|留存|获得|分得)$"
)


# □独占许可 □普通许可，期限____年: behind the last option the clause goes on to a figure
_GOES_ON = regex("[，,](?=(?:许可|使用)?(?:期限|年限|为期|期间)[^，。；]{0,6}[0-9_【])")


class Box(Record):
    """One box at `start`–`end`, whether it is ticked, and the stretch of its option."""

    start: int
    end: int
    ticked: bool
    low: int
    high: int


class Row(Record):
    """The boxes of one choice on one line."""

    start: int
    end: int
    boxes: tuple[Box, ...]


class Ticks:
    """The readers of boxes, over the signs of a city."""

    def __init__(self, words: Words) -> None:
        ticked, empty, within = (re.escape(words.signs[f"ticks.{key}"]) for key in ("ticked", "empty", "ticked_within"))
        self.box = regex(f"(?P<on>[{ticked}])|(?P<off>[{empty}])|[\\[（](?: {{0,2}}+(?P<in>[{within}]) {{0,2}}+| {{1,3}}+)[\\]）]|\\[\\]")
        self.drawn = regex(f"[{ticked}{empty}]|[\\[（(][ \u3000{within}]{{0,4}}[\\]）)]")  # what a raw text with boxes has at the least
        self.crossed = frozenset(words.signs["ticks.crossed"])
        self.closing = frozenset(words.signs["ticks.closing"])
        self.unit = regex("[年月日天元%个万号]|[^一-鿿A-Za-z0-9_ ]|$")

    def find(self, text: str) -> Iterator[Row]:
        """Every choice of a text in order."""
        marks: list[tuple[re.Match[str], bool]] = []
        for found in self.box.finditer(text):
            if marks and not self._goes_on(text, marks[-1][0].end(), found.start()):
                yield from self._rows(text, marks)
                marks = []
            marks.append((found, bool(found["on"] or found["in"])))
        yield from self._rows(text, marks)

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether the next box stands in the same choice: near, on the same line, in the same sentence."""
        if end - start > _LONGEST:
            return False
        between = text[start:end].rstrip(_EDGES)
        if _APART.search(between) or _ONWARD.search(text, start, end):
            return False
        return not any(sign in self.closing for sign in between.rstrip("；;"))

    def _rows(self, text: str, marks: list[tuple[re.Match[str], bool]]) -> Iterator[Row]:
        if not marks or not self._is_choice(text, marks):
            return
        behind = self._boxes_behind(text, marks)
        boxes: list[Box] = []
        for place, (mark, ticked) in enumerate(marks):
            if behind:
                low = marks[place - 1][0].end() if place else self._opening(text, mark.start())
                high = mark.start()
            else:
                low = mark.end()
                high = marks[place + 1][0].start() if place + 1 < len(marks) else self._closing(text, low)
            while low < high and text[low] in _EDGES + "；;":
                low += 1
            while high > low and text[high - 1] in _EDGES + "；;":
                high -= 1
            boxes.append(Box(mark.start(), mark.end(), ticked, low, high))
        last = boxes[-1]
        if len(boxes) > 1 and (cut := _GOES_ON.search(text, last.low, last.high)) and not any("，" in text[box.low : box.high] for box in boxes[:-1]):
            boxes[-1] = Box(last.start, last.end, last.ticked, last.low, cut.start())
        crossed = {box.start for box in boxes if text[box.start] in self.crossed}
        if any(box.ticked and box.start not in crossed for box in boxes):  # ☑是 ☒否: beside a tick a cross denies
            boxes = [Box(box.start, box.end, box.ticked and box.start not in crossed, box.low, box.high) for box in boxes]
        start = min(boxes[0].start, boxes[0].low)
        end = max(boxes[-1].end, boxes[-1].high)
        yield Row(start, end, tuple(boxes))

    def _is_choice(self, text: str, marks: list[tuple[re.Match[str], bool]]) -> bool:
        """Whether the marks are boxes: empty brackets are only beside a tick, or two of them before options; ○○ is a blank."""
        signs = [mark for mark, _ in marks if mark["on"] or mark["off"] or mark["in"]]
        if not signs:
            options = all(not self.unit.match(text, mark.end()) for mark, _ in marks)
            return options and (len(marks) > 1 or all(_opens_item(text, mark) for mark, _ in marks))
        return not all(_is_circle(text, mark) for mark, _ in marks)

    def _boxes_behind(self, text: str, marks: list[tuple[re.Match[str], bool]]) -> bool:
        """Whether each box stands behind its option (是□ 否□): nothing follows the last, an option stands before the first."""
        first, last = marks[0][0], marks[-1][0]
        rest = text[last.end() : last.end() + 1]
        touching = text[: first.start()].rstrip(_BLANKS if len(marks) > 1 else "")[-1:]
        gaps = [text[a.end() : b.start()].strip(_EDGES) for (a, _), (b, _) in pairwise(marks)]
        if gaps and all(text[max(mark.start() - 1, 0)] in _BLANKS and text[mark.end()] not in _BLANKS for mark, _ in marks[:-1]):
            return False  # 隶属关系　□市属　☑区属　□: an option that was cut off or left empty
        return (not rest or rest in self.closing or rest in "）") and _is_word(touching) and all(gaps)

    def _opening(self, text: str, end: int) -> int:
        low = end = len(text[:end].rstrip(_BLANKS))
        while low and end - low < 12 and text[low - 1] not in self.closing and text[low - 1] not in "：:，,（ ":
            low -= 1
        return low

    def _closing(self, text: str, start: int) -> int:
        high = start
        while high < len(text) and high - start < _LONGEST and text[high] not in self.closing:
            high += 1
        apart = _APART.search(text, start, high + 1)
        high = apart.start() if apart is not None else high
        box = self.box.search(text, start, high)
        onward = _ONWARD.search(text, start, box.start()) if box is not None else None
        return onward.start() if onward is not None else high


def _is_word(sign: str) -> bool:
    return bool(sign) and (sign.isalnum() or sign in "%）")


def _opens_item(text: str, mark: re.Match[str]) -> bool:
    """Whether square brackets open a line or an item of a list (`- [ ] 是`)."""
    start = mark.start()
    return mark[0][0] == "[" and (start == 0 or text[start - 1] == "\n" or (start > 1 and text[start - 2 : start] in ("- ", "* ")))


def _is_circle(text: str, mark: re.Match[str]) -> bool:
    """Whether a circle stands for a word that is left out (○○大学, ○年○月), and is no box."""
    before, after = text[max(mark.start() - 1, 0) : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] == "○" and (before == "○" or bool(after and after in "○年月日公"))
