"""Exact values: numbers in millionths, dates as day numbers, and bounds.

Every number, whatever its unit, is held as an integer count of millionths (0.7 is 700000, 120000.50 yuan is 120000500000), so
comparisons and sums are integer arithmetic. A number that is no multiple of a millionth (1/3) stays an exact fraction of millionths.
A date is its proleptic Gregorian ordinal.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from awardrules.record import Record

SCALE = 1_000_000
FEN = SCALE // 100
Number = int | Fraction
Rounding = Literal["up", "down", "half_up"]

_DIGITS = str.maketrans("０１２３４５６７８９．％，／－＋", "0123456789.%,/-+")
# `[0-9]`, for `\d` is any digit of any script
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{0,18})?(?:[eE][+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{0,18})?")
_RATIO = re.compile(r"([+-]?[0-9]{1,18})\s*/\s*([0-9]{1,18})")
_PLAIN = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,6}))?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CHINESE_DATE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")


class Bound(Record):
    """A value known only to lie between `low` and `high`, both included; None leaves that side open.

    Of a number or a date the least and the greatest; of a set (frozensets of names) the members it has at least, and all it can have.
    """

    low: Any
    high: Any

    @property
    def of_set(self) -> bool:
        """Whether it bounds a set."""
        return isinstance(self.high if self.low is None else self.low, frozenset)


def scaled(value: Fraction) -> Number:
    """A rational number in millionths: an int wherever it is a whole number of them."""
    product = value * SCALE
    return product.numerator if product.denominator == 1 else product


def whole(value: int) -> int:
    """An integer in millionths."""
    return value * SCALE


def unscaled(value: Number) -> Fraction:
    """Millionths as the number they stand for."""
    return Fraction(value) / SCALE


def parse_number(text: str) -> Fraction | None:
    """`0.7`, `70%`, `70％`, `7/10`, `1,200,000.50` exactly; None where it is no number."""
    plain = text.strip().translate(_DIGITS)
    percent = plain.endswith("%")
    if percent:
        plain = plain[:-1].rstrip()
    if ratio := _RATIO.fullmatch(plain):
        denominator = int(ratio[2])
        if denominator == 0 or percent:  # 7/10% could be meant either way
            return None
        value = Fraction(int(ratio[1]), denominator)
    elif _NUMBER.fullmatch(plain):
        value = Fraction(plain)
    elif _GROUPED.fullmatch(plain):
        value = Fraction(plain.replace(",", ""))
    else:
        return None
    return value / 100 if percent else value


def parse_millionths(text: str) -> int | None:
    """`120000.50` in millionths; None for whatever is not plain digits with at most six decimals (`parse_number` reads it)."""
    found = _PLAIN.fullmatch(text)
    return int(found[1]) * SCALE + int((found[2] or "").ljust(6, "0")) if found else None


def parse_date(text: str) -> int | None:
    """`2025-03-01` or `2025年3月1日` as a day number; None where it is no date of the calendar."""
    plain = text.strip().translate(_DIGITS)
    found = _ISO_DATE.fullmatch(plain) or _CHINESE_DATE.fullmatch(plain)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    except ValueError:
        return None


def show_number(value: Number, *, places: int | None = None) -> str:
    """The shortest exact decimal text, or a fraction `p/q` where there is none; `places` fixes the decimals (half up)."""
    if type(value) is int and places is None:
        whole, rest = divmod(abs(value), SCALE)
        sign = "-" if value < 0 else ""
        return f"{sign}{whole}.{rest:06}".rstrip("0") if rest else f"{sign}{whole}"
    exact = unscaled(value)
    if places is not None:
        return _fixed(exact, places)
    if exact.denominator == 1:
        return str(exact.numerator)
    decimals = _decimals(exact.denominator)
    return f"{exact.numerator}/{exact.denominator}" if decimals is None else _fixed(exact, decimals)


def _decimals(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def _fixed(exact: Fraction, places: int) -> str:
    units = exact * 10**places
    rounded = (2 * abs(units.numerator) + units.denominator) // (2 * units.denominator)
    digits = str(rounded).rjust(places + 1, "0")
    sign = "-" if exact < 0 and rounded else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def show_percent(value: Number) -> str:
    """A share as a percentage, exact where it is a finite decimal, else to four decimals with a leading `≈`."""
    if type(value) is int:
        return f"{show_number(value * 100)}%"
    exact = unscaled(value) * 100
    if _decimals(exact.denominator) is None:
        return f"≈{_fixed(exact, 4)}%"
    return f"{show_number(scaled(exact))}%"


def show_money(value: Number) -> str:
    """Yuan with grouped thousands and two decimals, rounded half up to the fen."""
    if type(value) is int and value % FEN == 0:
        yuan, fen = divmod(abs(value) // FEN, 100)
        return f"{'-' if value < 0 else ''}{yuan:,}.{fen:02}"
    text = show_number(value, places=2)
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    integer, decimals = digits.split(".")
    return f"{sign}{int(integer):,}.{decimals}"


def to_fen(value: Number, rounding: Rounding) -> Number:
    """Yuan on a whole fen; what is one already stays as it is."""
    if type(value) is int and value % FEN == 0:
        return value
    exact = unscaled(value) * 100
    if rounding == "up":
        whole = -((-exact.numerator) // exact.denominator)
    elif rounding == "down":
        whole = exact.numerator // exact.denominator
    else:
        whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator) * (1 if exact >= 0 else -1)
    return scaled(Fraction(whole, 100))


def show_date(ordinal: int) -> str:
    """A day number as an ISO date."""
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=4096)
def add_months(ordinal: int, months: int) -> int | None:
    """The same day `months` later, or the month's last day where that month is shorter; None outside the calendar."""
    found = _month(ordinal, months)
    if found is None:
        return None
    year, month, day, length = found
    return date(year, month, min(day, length)).toordinal()


@lru_cache(maxsize=4096)
def term_end(ordinal: int, months: int) -> int | None:
    """The last day of a term of months that begins on a day: the day before the same date, or the month's last day where that month is
    shorter (six months from 31 August end on 28 February); None outside the calendar."""
    found = _month(ordinal, months)
    if found is None:
        return None
    year, month, day, length = found
    return (date(year, month, day).toordinal() - 1 if day <= length else date(year, month, length).toordinal()) or None


def _month(ordinal: int, months: int) -> tuple[int, int, int, int] | None:
    """The year and the month that lie `months` after a day, its day of the month, and how many days that month has."""
    start = date.fromordinal(ordinal)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return (year, month + 1, start.day, calendar.monthrange(year, month + 1)[1]) if 1 <= year <= 9999 else None
