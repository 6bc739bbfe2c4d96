"""Numbers as Chinese texts write them: digits, numerals of every form, and both together (`3万5千`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from awardrules.agreement.programs import regex

Style = Literal["digits", "words", "mixed"]

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_FORMAL = {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_POWERS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
_TENS = {"廿": 20, "卅": 30}
_VALUES = _DIGITS | _FORMAL
NUMERALS = "".join([*_VALUES, *_POWERS, *MYRIADS, *_TENS])
_DIGIT_SIGNS = "".join(_VALUES)
_POWER_SIGNS = "".join([*_POWERS, *MYRIADS])
_LONGEST_WORDS = 32  # signs; a longer run is no number
_LONGEST_DIGITS = 18

# every quantifier is possessive: a sign is looked at once. A number does not begin within a word, a number or a decimal.
_TOKEN = regex(
    f"""(?:(?<![0-9A-Za-z])|(?<=RMB)|(?<=CNY))(?<![0-9][.,])(?P<digits>[0-9]++(?:[.,][0-9]++)*+)
          (?P<powers>(?:[{_POWER_SIGNS}]++(?:[0-9]++(?:\\.[0-9]++)?+(?=[{_POWER_SIGNS}])|[0-9]{{3,8}}+(?![0-9年.,]))?+)*+)
      | (?P<words>[{NUMERALS}]++(?:点[{_DIGIT_SIGNS}]++)?+)""",
    re.VERBOSE,
)
_PLAIN = regex(r"[0-9]{1,18}+(?:\.[0-9]{1,12}+)?+")
_GROUPED = regex(r"[0-9]{1,3}+(?:,[0-9]{3}){1,5}+(?:\.[0-9]{1,12}+)?+")
_PART = regex(f"([0-9]++(?:\\.[0-9]++)?+)([{_POWER_SIGNS}]*+)")


class Token:
    """A number at `start`–`end`: its value, or None where it is none (`3.1.2`, `三五`); `about` where it names two neighbours (三五, 七八).

    `mantissa` is the number before a closing 万 or 亿 (in 200万 it is 200), for `100至200万`.
    """

    __slots__ = ("about", "end", "mantissa", "start", "style", "text", "value")

    def __init__(self, start: int, end: int, text: str, style: Style, value: Fraction | None, about: bool = False) -> None:
        self.start, self.end, self.text, self.style, self.value, self.about = start, end, text, style, value, about
        self.mantissa: Fraction | None = None
        if value is not None and text[-1] in MYRIADS:
            self.mantissa = value / MYRIADS[text[-1]]

    @property
    def factor(self) -> int:
        """What a closing 万 or 亿 multiplies by, else 1."""
        return MYRIADS.get(self.text[-1], 1) if self.value is not None else 1


class Tokens:
    """All numbers of a text, in order, and by where they begin."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.all = tokens
        self.starts = [token.start for token in tokens]

    def at(self, start: int) -> int | None:
        """The index of the number that begins at `start`."""
        found = bisect_left(self.starts, start)
        return found if found < len(self.starts) and self.starts[found] == start else None


def tokens_of(text: str, words_with_one: re.Pattern[str]) -> Tokens:
    """The numbers of a text. `words_with_one` matches a word that begins with 一 (一次性), which is no part of the number before it."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["words"] is None:
            value = _mixed(match["digits"], match["powers"])
            found.append(Token(start, end, match[0], "mixed" if match["powers"] else "digits", value))
            continue
        written = match[0]
        if written[-1] == "一" and words_with_one.match(text, end - 1):
            written, end = written[:-1], end - 1
            if not written:
                continue
        found.append(Token(start, end, written, "words", words_value(written), is_about(written)))
    return Tokens(found)


def _mixed(digits: str, powers: str) -> Fraction | None:
    if _PLAIN.fullmatch(digits):
        first = Fraction(int(digits)) if digits.isdecimal() else Fraction(digits)
    elif _GROUPED.fullmatch(digits):
        first = Fraction(digits.replace(",", ""))
    else:
        return None
    if not powers:
        return first
    if "," in digits and not all(sign in MYRIADS for sign in powers):
        return None
    total, last = Fraction(0), None
    for number, signs in _PART.findall(("0" if "," in digits else digits) + powers):
        if len(number) > _LONGEST_DIGITS + 8 or len(signs) > 3:
            return None
        factor = 1
        for sign in signs:
            factor *= _POWERS.get(sign) or MYRIADS[sign]
        value = first if last is None and "," in digits else Fraction(number)
        if last is not None and (value * factor >= last or (not signs and len(number) < len(str(last)) - 1)):
            return None  # 3万50 could be meant in two ways
        total += value * factor
        last = factor
    return total


def is_about(written: str) -> bool:
    """Whether a numeral names two neighbours (三五, 七八, 二三十): a guess, no number."""
    pairs = pairwise(written)
    touching = [(a, b) for a, b in pairs if _VALUES.get(a) and _VALUES.get(b)]
    positional = all(sign in _VALUES for sign in written)
    return bool(touching) and (len(written) == 2 or not positional)


def words_value(written: str) -> Fraction | None:
    """A numeral as a number: 一百二十, 二〇二五, 壹拾万零伍佰, 七十点五. None where it is none, or only about a number."""
    whole, _, decimals = written.partition("点")
    if len(written) > _LONGEST_WORDS or is_about(whole):
        return None
    value = _positional(whole) if all(sign in _VALUES for sign in whole) else _structured(whole)
    if value is None:
        return None
    if not decimals:
        return Fraction(value)
    return value + Fraction(int("".join(str(_VALUES[sign]) for sign in decimals)), 10 ** len(decimals))


def _positional(written: str) -> int | None:
    if "两" in written and len(written) > 1:
        return None
    return int("".join(str(_VALUES[sign]) for sign in written)) if written else None


def _structured(written: str) -> int | None:
    """Units from large to small, each with its digit; a zero only where a unit is skipped."""
    total = section = 0  # what is below 亿, and below 万
    power = 10_000  # the unit before, in this section
    myriad = 10**12  # the 万 or 亿 before
    digit: int | None = None
    zero = False
    for sign in written:
        if sign in _VALUES:
            if digit is not None:
                return None
            if _VALUES[sign]:
                digit = _VALUES[sign]
            elif zero:
                return None
            else:
                zero = True
        elif sign in _POWERS or sign in _TENS:
            unit = _POWERS.get(sign, 10)
            if unit >= power or (digit is not None and sign in _TENS):
                return None
            if digit is None and sign not in _TENS and (unit != 10 or (section and not zero)):
                return None  # only a ten may stand without its one: 十五, not 百五
            section += _TENS.get(sign, (digit or 1) * unit)
            power, digit, zero = unit, None, False
        else:
            unit = MYRIADS[sign]
            section += digit or 0
            if unit >= myriad or not section:
                return None
            total += section * unit
            section, power, digit, zero, myriad = 0, 10_000, None, False, unit
    if digit is not None:
        section += digit * _tail(written, zero)
    return total + section


def _tail(written: str, zero: bool) -> int:
    """What the last digit counts: ones, or in speech the unit below the one before it (一百五, 三万五)."""
    before = written[-2] if len(written) > 1 else ""
    if zero or written[-1] in _FORMAL:
        return 1
    return (_POWERS.get(before) or MYRIADS.get(before) or 10) // 10
