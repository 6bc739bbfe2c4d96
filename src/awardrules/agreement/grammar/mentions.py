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
from awardrules.agreement.grammar.limits import OPENS_OTHERWISE, OTHERWISE, bounded, limits, unit_of
from awardrules.agreement.grammar.mention import Comparator, Mention, Unit
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
_GOES_ON = "，,。；;） 的用归给作为奖分提享计"  # what may stand behind the last of several values to choose from
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
            found.append(_choice(reader, text, one) or _tick(text, one))
        elif isinstance(one, Blank):
            found.append(_blank(reader, text, one, floor))
        else:
            mention = _mention(reader, text, one, floor)
            if isinstance(mention, Doubt):
                doubts.append(mention)
            else:
                found.append(mention)
        floor = end
    agreed, within = bounded(text, _agreed(text, found))
    within |= {second for first, second in pairwise(agreed) if limits(text, first, second)}
    doubts += (Doubt(one.start, one.end, one.raw_start, one.raw_end, one.text, LIMIT) for one in within)
    return Found(tuple(one for one in agreed if one not in within), tuple(sorted(doubts, key=lambda doubt: doubt.start)))


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


def _choice(reader: Grammar, text: Normalised, row: Row) -> Mention | None:
    """Boxes none of which is ticked as a blank, where each offers a value: □10年 □15年 □其他：____年."""
    if len(row.boxes) < 2 or any(box.ticked for box in row.boxes):
        return None
    named = [text.text[box.low : box.high] for box in row.boxes]
    goes_on = OPENS_OTHERWISE.match(named[-1])
    if goes_on is not None:  # □50% □其他____% 用于奖励
        named[-1] = goes_on[0]
    offered = [option for option in named if not OTHERWISE.fullmatch(option)]
    read = [next((one for one in reader.numbers.values(option) if one.start == 0 and one.doubt is None), None) for option in offered]
    values = [one for one in read if one is not None and one.kind in ("ratio", "duration", "money") and len(one.values) == 1]
    if not values or len(values) < len(offered) or len({(one.kind, one.unit) for one in values}) > 1:
        return None
    if any(one.end < len(option) for one, option in zip(values[:-1], offered[:-1], strict=True)):
        return None
    end = row.boxes[-1].low + len(named[-1]) if goes_on is not None else row.end
    if offered[-1] == named[-1] and values[-1].end < len(named[-1]):  # □70% □80%，其余归甲方
        end = row.boxes[-1].low + values[-1].end
        if text.text[end] not in _GOES_ON:
            return None
    unit = unit_of(values[0].kind, values[0].unit)
    free = len(offered) < len(named)  # whatever is written behind 其他
    options = tuple(option[: one.end] for one, option in zip(values, offered, strict=True))
    numbers = tuple(scaled(one.values[0]) for one in values)
    otherwise = _otherwise(reader, text, row, named, unit) if free else None
    raw = text.raw_span(row.start, end)
    return Mention("blank", row.start, end, *raw, text.text[row.start : end], numbers, unit, "=", options, (), "", otherwise)


def _otherwise(reader: Grammar, text: Normalised, row: Row, named: list[str], unit: Unit) -> Mention:
    """What stands beside the values that boxes offer: the blank behind 其他 with its limit; where none is printed, whatever is written there."""
    low, option = next((box.low, option) for box, option in zip(row.boxes, named, strict=True) if OTHERWISE.fullmatch(option))
    high = low + len(option)
    part = Normalised(option, text.offsets[low:high], text.raw)
    blank = next((one for one in read(part, reader).mentions if one.kind == "blank" and one.unit in ("", unit)), None)
    if blank is not None:
        return Mention(**(blank.__dict__ | {"start": blank.start + low, "end": blank.end + low, "unit": unit}))
    return Mention("blank", low, high, *text.raw_span(low, high), option, (), unit)


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
