"""Every value of a text: what each reader finds, the longest reading of a place, with the comparator around it.

Numbers are found once and read by what stands around them, every look is bounded, so the whole takes time linear in the text (but for a
sort of what was found).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from awardrules.agreement.grammar.blanks import Blank, Blanks
from awardrules.agreement.grammar.comparators import Comparators
from awardrules.agreement.grammar.mention import Comparator, Mention
from awardrules.agreement.grammar.normalise import Normalised
from awardrules.agreement.grammar.numbers import Numbers
from awardrules.agreement.grammar.ticks import Row, Ticks
from awardrules.agreement.grammar.value import LIMIT, OPPOSED, SIGNED, Value
from awardrules.agreement.grammar.words import Words, words
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import Number, scaled
from awardrules.language import Text
from awardrules.record import Record

_BETWEEN_READINGS = regex("[（）()，,、：；\\s大小写即计合共¥为]{0,12}")
# 8年（10年以上）, 60%（应不低于70%）: what a form prints behind a blank stays when it is filled in
_LIMIT_BEFORE = regex(r"\s?（[^（），。；：0-9其含包另每]{0,8}")
_LIMIT_BEHIND = regex(r"\s?(?:及|或|或者|及其|（含）)?(?:以上|以下|以内|之内|为限|封顶|起)?(?:（含[^（）]{0,4}）)?）")
_MINUS_AFTER = " ：（，为是\n"


class Doubt(Record):
    """A place that looks like a value and settles nothing, and why: a day that does not exist, digits set apart, a range that runs backwards."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    reason: Text


class Found(Record):
    """The values of a text and the doubts, both in order and apart from each other."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]


_Placed = tuple[int, int, Row | Blank | Value]


class Grammar:
    """All readers over the words of one file."""

    def __init__(self, of: Words) -> None:
        self.comparators, self.ticks, self.blanks = Comparators(of), Ticks(of), Blanks(of)
        self.numbers = Numbers(of)


@cache
def grammar(path: Path | None = None) -> Grammar:
    """The readers over the words of a file, by default those of the package. Raises AwardrulesError with every fault of the file."""
    return Grammar(words(path))


def mentions(text: Normalised, using: Grammar | None = None) -> tuple[Mention, ...]:
    """Every value of a text, sorted and apart from each other; where two readings overlap the longer stands."""
    return read(text, using).mentions


def read(text: Normalised, using: Grammar | None = None) -> Found:
    """Every value of a text, and every place that looks like one and settles nothing."""
    reader = using or grammar()
    rows = list(reader.ticks.find(text.text))
    values = reader.numbers.values(text.text)
    placed: list[_Placed] = [
        *((row.start, row.end, row) for row in rows),
        *((blank.start, blank.end, blank) for blank in reader.blanks.find(text.text)),
        *((value.start, value.end, value) for value in values),
    ]
    found: list[Mention] = []
    doubts: list[Doubt] = []
    floor = 0
    for _, end, one in _longest(placed, len(text.text)):
        if isinstance(one, Row):
            found.append(_tick(text, one))
        elif isinstance(one, Blank):
            found.append(_blank(reader, text, one, floor))
        else:
            mention = _mention(reader, text, one, floor)
            if isinstance(mention, Doubt):
                doubts.append(mention)
            else:
                found.append(mention)
        floor = end
    agreed = _agreed(text, found)
    limits = {second for first, second in pairwise(agreed) if _limits(text, first, second)}
    doubts += (Doubt(one.start, one.end, one.raw_start, one.raw_end, one.text, LIMIT) for one in limits)
    return Found(tuple(one for one in agreed if one not in limits), tuple(sorted(doubts, key=lambda doubt: doubt.start)))


def _limits(text: Normalised, first: Mention, second: Mention) -> bool:
    """Whether the second of two neighbours only says, in a bracket, within which limit the first was to be."""
    if (first.kind, first.unit) != (second.kind, second.unit) or first.values == second.values or not first.values:
        return False
    bound = first.comparator == "=" and second.comparator in ("<", "<=", ">", ">=")
    between = _LIMIT_BEFORE.fullmatch(text.text, first.end, second.start)
    return bound and between is not None and _LIMIT_BEHIND.match(text.text, second.end) is not None


def _agreed(text: Normalised, found: list[Mention]) -> tuple[Mention, ...]:
    """What compares one of two readings of a value compares both: 不超过伍拾万元（¥500,000）, 十五（15）日以内."""
    for place in range(len(found) - 1):
        first, second = found[place], found[place + 1]
        if first.values != second.values and first.comparator == "=":
            continue  # 8年（10年以上）
        if first.comparator != second.comparator and "=" in (first.comparator, second.comparator) and restated(text, first, second):
            comparator = first.comparator if second.comparator == "=" else second.comparator
            found[place], found[place + 1] = (Mention(**(one.__dict__ | {"comparator": comparator})) for one in (first, second))
    return tuple(found)


def chosen(text: Normalised, tick: Mention, using: Grammar | None = None) -> tuple[Mention, ...]:
    """The values within the ticked options of a choice (`☑10年 □20年` holds 10 years), with their places in `text`."""
    reader = using or grammar()
    low, high = tick.start, tick.end
    row = next((row for row in reader.ticks.find(text.text[low:high])), None)
    if tick.kind != "tick" or row is None:
        return ()
    found: list[Mention] = []
    for box in row.boxes:
        if box.ticked:
            part = Normalised(text.text[low + box.low : low + box.high], text.offsets[low + box.low : low + box.high], text.raw)
            for one in read(part, reader).mentions:
                shift = low + box.low
                values = one.__dict__ | {"start": one.start + shift, "end": one.end + shift}
                found.append(Mention(**values))
    return tuple(found)


def restated(text: Normalised, first: Mention, second: Mention) -> bool:
    """Whether the second of two neighbours says the first again: 壹佰万元（¥1,000,000）, 十五（15）日. Where the values differ, it is a conflict."""
    if (first.kind, first.unit) != (second.kind, second.unit):
        return False
    between = text.text[first.end : second.start]
    return ("（" in between or "写" in between) and _BETWEEN_READINGS.fullmatch(between) is not None


def _longest(placed: list[_Placed], length: int) -> list[_Placed]:
    """Of overlapping readings the longest, in order of place."""
    taken = bytearray(length)
    kept: list[_Placed] = []
    for one in sorted(placed, key=lambda place: (place[0] - place[1], place[0])):
        start, end, _ = one
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(one)
    kept.sort(key=lambda place: place[:2])
    return kept


def _tick(text: Normalised, row: Row) -> Mention:
    options = [(text.text[box.low : box.high], box.ticked) for box in row.boxes]
    raw = text.raw_span(row.start, row.end)
    return Mention(
        "tick", row.start, row.end, *raw, text.text[row.start : row.end], (), "", "=",
        tuple(option for option, _ in options), tuple(option for option, ticked in options if ticked), "",
    )  # fmt: skip


def _blank(reader: Grammar, text: Normalised, blank: Blank, floor: int) -> Mention:
    comparator, _ = reader.comparators.of(text.text, blank.start, blank.end, floor)
    raw = text.raw_span(blank.start, blank.end)
    return Mention("blank", blank.start, blank.end, *raw, text.text[blank.start : blank.end], (), blank.unit, comparator, (), (), blank.default)


def _mention(reader: Grammar, text: Normalised, value: Value, floor: int) -> Mention | Doubt:
    start, end = value.start, value.end
    written, raw = text.text[start:end], text.raw_span(start, end)
    comparator: Comparator = "="
    if value.doubt is None and value.kind not in ("split", "all"):
        comparator, agreed = reader.comparators.of(text.text, start, end, floor, day=value.kind == "date")
        if not agreed:
            value.doubted(OPPOSED)
        elif value.kind == "range" and comparator != "~":
            comparator = "="
    if value.doubt is None and text.text[start - 1 : start] == "-" and (start == 1 or text.text[start - 2] in _MINUS_AFTER):
        value.doubted(SIGNED)
    if value.doubt is not None:
        return Doubt(start, end, *raw, written, value.doubt)
    days = value.kind == "date" or (value.kind == "range" and not value.unit)
    numbers: tuple[Number, ...] = tuple(int(number) if days else scaled(number) for number in value.values)
    return Mention(value.kind, start, end, *raw, written, numbers, value.unit, comparator, (), (), "")
