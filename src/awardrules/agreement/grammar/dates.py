"""Days of the calendar, and ranges of them: `2025年3月1日`, `二〇二五年三月一日`, `贰零贰伍年叁月壹日`, `2025-03-01`, `2025年3月1日至16日`.

What is no day of the calendar (2025年2月30日) or not the whole of one (2025年3月) is no date, but a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from awardrules.agreement.grammar.numerals import words_value
from awardrules.agreement.grammar.value import NO_DAY, NO_SUCH_DAY, REVERSED, Value
from awardrules.agreement.programs import regex

_WORDS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_YEAR = f"(?:(?:19|20|21)[0-9]{{2}}|[一二壹贰][{_WORDS}]{{3}})"
_PART = f"(?:[0-9]{{1,2}}+|[{_WORDS}十拾廿卅]{{1,3}}+)"
_WEEKDAY = "(?:（[^（）\n]{1,8}）)?+"
# 2025年3月6日（星期四）上午9时30分: the weekday and the hour are of the day
_CLOCK = "[0-9]{1,2} ?(?:[时点:：] ?[0-9]{0,2} ?[分半]?|时整)"
_HOUR = f"(?:[（(](?:星期|周|礼拜)[一二三四五六日天][）)])?+(?: ?(?:上午|下午|中午|晚上|早上|傍晚)(?: ?{_CLOCK})?+)?+"
_TO = "(?:起|起算|开始|始)?+ ?(?:至|到|-{1,2}+>?|~|起至|→|⇒|=>|直至|直到|一直到|to|until) ?"


def _day(name: str) -> str:
    return f"(?P<y{name}>{_YEAR}) ?年 ?(?P<m{name}>{_PART}) ?月 ?(?P<d{name}>{_PART}) ?[日号]"


def _ends(name: str) -> str:
    """A day whose year, or year and month, may be left out."""
    return f"(?:(?:(?P<y{name}>{_YEAR}) ?年 ?|(?P<next{name}>(?:次|翌|第二)年的? ?))?+(?P<m{name}>{_PART}) ?月 ?)?+(?P<d{name}>{_PART}) ?[日号]"


_MARKED = "(?P<y3>(?:19|20|21)[0-9]{2}) ?(?P<s3>[-/.]) ?(?P<m3>[0-9]{1,2}+) ?(?P=s3) ?(?P<d3>[0-9]{1,2}+)"
_MARKED_END = "(?:(?P<y4>(?:19|20|21)[0-9]{2}) ?(?P=s3) ?)?+(?P<m4>[0-9]{1,2}+) ?(?P=s3) ?(?P<d4>[0-9]{1,2}+)"
# ；2.4月8日所内备案: the number of an item
_NOT_WITHIN = f"(?<![0-9{_WORDS}A-Za-z])(?:(?<![0-9][-/.])|(?<=[：；。\n][0-9][.])|(?<=^[0-9][.])|(?<=^[0-9]{{2}}[.]))"
_DATE = regex(
    f"{_NOT_WITHIN}(?:{_day('1')}(?P<hour>{_HOUR}){_WEEKDAY}(?P<range>{_TO}{_ends('2')}{_HOUR})?+|{_MARKED}(?P<marked>{_WEEKDAY}(?:{_TO}|/(?=[0-9]{{4}})){_MARKED_END})?+(?![0-9]|[-/.][0-9])"
    f"|(?P<one>{_YEAR} ?年 ?{_PART}) ?月 ?(?P<first>{_PART}) ?(?:至|到|-|~) ?(?P<last>{_PART}) ?[日号])"
)
_SEPARATED = regex("[0-9] ?[-/.] ?[0-9]")
# part of a date: a month of a year, a day of a month, a year written with two digits
_PARTIAL = regex(
    f"{_NOT_WITHIN}(?:{_YEAR} ?年 ?{_PART} ?月(?!份?[度薪])|(?:[0-9]{{2}}|[{_WORDS}]{{2}}) ?年 ?{_PART} ?月 ?{_PART} ?[日号]"
    f"|{_PART} ?月 ?{_PART} ?[日号]|[同当]月 ?{_PART} ?[日号](?![前内])|(?P<year>{_YEAR} ?年))"
)


def dates(text: str) -> Iterator[Value]:
    """Every date and range of dates; partial and impossible ones as doubts (a bare year, without values, is no doubt either: it only is no term)."""
    if "年" not in text and "月" not in text and not _SEPARATED.search(text):
        return
    at = 0
    for found in _DATE.finditer(text):
        yield from _partial(text, at, found.start())
        yield _date(found)
        at = found.end()
    yield from _partial(text, at, len(text))


def _partial(text: str, start: int, end: int) -> Iterator[Value]:
    if text.find("年", start, end) < 0 and text.find("月", start, end) < 0:
        return
    for found in _PARTIAL.finditer(text, start, end):
        part = Value(found.start(), found.end(), "date", ())
        yield part if found["year"] else part.doubted(NO_DAY)


def _date(found: re.Match[str]) -> Value:
    start, end = found.span()
    if found["y3"]:
        first = _ordinal(found["y3"], found["m3"], found["d3"])
        last = _ordinal(found["y4"] or found["y3"], found["m4"], found["d4"]) if found["marked"] else None
        ranged = bool(found["marked"])
    elif found["one"]:
        year, _, month = found["one"].replace(" ", "").partition("年")
        first, last, ranged = _ordinal(year, month, found["first"]), _ordinal(year, month, found["last"]), True
    else:
        first, ranged = _ordinal(found["y1"], found["m1"], found["d1"]), bool(found["range"])
        last = _ordinal(found["y2"] or found["y1"], found["m2"] or found["m1"], found["d2"], bool(found["next2"])) if ranged else None
        end = end if ranged else found.end("hour")  # another bracket behind it belongs to a range only
    if first is None or (ranged and last is None):
        return Value(start, end, "date", ()).doubted(NO_SUCH_DAY)
    if not ranged or last is None:
        return Value(start, end, "date", (Fraction(first),))
    if last < first:
        return Value(start, end, "range", ()).doubted(REVERSED)
    return Value(start, end, "range", (Fraction(first), Fraction(last)))


def _ordinal(year: str, month: str, day: str, next_year: bool = False) -> int | None:
    numbers = [int(part) if part.isascii() else words_value(part) for part in (year, month, day)]
    if any(number is None for number in numbers):
        return None
    try:
        whole = [int(number) for number in numbers if number is not None]
        return date(whole[0] + next_year, *whole[1:]).toordinal()
    except ValueError:
        return None
