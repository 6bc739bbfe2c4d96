"""Ranges: two values with 至, —, ~ between them, or 在…和…之间, that share a unit: `60%—95%`, `10至15年`, `100-200万元`."""

from __future__ import annotations

from fractions import Fraction

from awardrules.agreement.grammar.mention import Unit
from awardrules.agreement.grammar.numerals import Token
from awardrules.agreement.grammar.value import MIXED_RANGE, OVER_ONE, REVERSED, Source, Value
from awardrules.agreement.programs import regex

TO = regex(" ?(?:至|到|-{1,2}+|~|起至) ?")
_AND = regex(" ?[和与] ?")
_BETWEEN = regex("(?:之间|之内|间)")
_LABELS = "件表图录条款项章节编号"
_MONTHS: dict[str, int] = {"month": 1, "year": 12}
_DAYS: dict[str, int] = {"day": 1, "week": 7}
_SUMMED: tuple[tuple[dict[str, int], Unit], ...] = ((_MONTHS, "month"), (_DAYS, "day"))


def closes(source: Source, first: Value, second: Value) -> Value | None:
    """The range from a value to the next; None where what stands between them is no 至."""
    separator = _separator(source.text, first.end, second.start, second.end)
    if separator is None or first.kind not in ("ratio", "money", "duration") or first.kind != second.kind:
        return None
    end = max(second.end, separator)
    low, high, unit = _common(first, second)
    whole = Value(first.start, end, "range", (low, high), unit or second.unit, next=second.next)
    if unit is None:
        return whole.doubted(MIXED_RANGE)
    if low > high:
        return whole.doubted(REVERSED)
    return whole.doubted(OVER_ONE) if unit == "share" and high > 1 else whole


def opens(source: Source, token: Token, second: Value) -> Value | None:
    """The range from a bare number to a value: `10至15年`, `60-95%`, `100至200万元`."""
    before = source.text[token.start - 1 : token.start]
    if token.value is None or second.kind not in ("ratio", "money", "duration") or not second.values:
        return None
    separator = _separator(source.text, token.end, second.start, second.end)
    if separator is None or (before and before in _LABELS + "-/._") or (token.text[0] == "0" and token.value >= 1):
        return None
    value = token.value
    if second.kind == "ratio":
        if second.per is None:
            return None
        value /= second.per
    elif second.kind == "money":
        follow = source.tokens.at(second.start)
        last = source.tokens.all[follow] if follow is not None else None
        if last and last.mantissa is not None and token.factor == 1 and value < last.mantissa:
            value *= last.factor
    elif second.unit == "month" and _half(source.text, second):
        return None
    first = Value(token.start, token.end, second.kind, (value,), second.unit)
    return closes(source, first, second)


def shares(source: Source, first: Value, token: Token) -> Value | None:
    """The range from a share in words to a bare number: `百分之六十至九十五`."""
    if first.per is None or token.style != "words" or token.value is None or not source.text.startswith("分之", first.start + 1):
        return None
    return closes(source, first, Value(token.start, token.end, "ratio", (token.value / first.per,), "share"))


def _separator(text: str, start: int, end: int, after: int) -> int | None:
    """Where the range ends, if the text `start`–`end` stands between its ends."""
    if end - start > 4:
        return None
    if TO.fullmatch(text, start, end):
        return after
    if _AND.fullmatch(text, start, end) and (close := _BETWEEN.match(text, after)):
        return close.end()
    return None


def _common(first: Value, second: Value) -> tuple[Fraction, Fraction, Unit | None]:
    """Both ends in one unit; None as the unit where there is none."""
    low, high = first.values[0], second.values[0]
    if first.unit == second.unit:
        return low, high, first.unit
    for factors, unit in _SUMMED:
        if first.unit in factors and second.unit in factors:
            return low * factors[first.unit], high * factors[second.unit], unit
    return low, high, None


def _half(text: str, value: Value) -> bool:
    return "半" in text[value.start : value.end]
