"""Working days of China, make-up days included, as far as the arrangements for a year are published.

The State Council fixes holidays and make-up working days one year at a time, in the autumn before. Beyond the last year the library knows
nothing is guessed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from awardrules.facts.quantity import show_date
from awardrules.language import Text
from awardrules.record import Record


class Workday(Record):
    """Whether a day is a working day, and the first working day from it on; both None where the arrangements are not known."""

    working: bool | None
    following: int | None


UNKNOWN = Workday(None, None)


def _library() -> Any:
    import chinese_calendar

    return chinese_calendar


def years_known() -> tuple[int, int]:
    """The first and last year whose arrangements are known."""
    holidays = _library().constants.holidays
    return min(holidays).year, max(holidays).year


def workday(day: int) -> Workday:
    """What a day (a day number) is; unknown outside the years that are known."""
    try:
        if _is_workday(day):
            return Workday(True, day)
        following = day + 1
        while not _is_workday(following):
            following += 1
        return Workday(False, following)
    except NotImplementedError:
        return UNKNOWN if _beyond(day) else Workday(False, None)


def _is_workday(day: int) -> bool:
    return bool(_library().is_workday(date.fromordinal(day)))


def _beyond(day: int) -> bool:
    first, last = years_known()
    return not first <= date.fromordinal(day).year <= last


def notice(days: list[int]) -> Text | None:
    """What to say about the days that could not be judged; None where all could."""
    first, last = years_known()
    unknown = [day for day in days if not first <= date.fromordinal(day).year <= last]
    if not unknown:
        return None
    shown = [show_date(day) for day in sorted(set(unknown))]
    return Text(
        f"节假日和调休安排只公布到 {last} 年，{'、'.join(shown)} 是否工作日不作推算，公布后请更新 chinesecalendar 再查。",
        f"Holidays and make-up working days are published up to {last} only; so nothing is said of {', '.join(shown)}. "
        "Update chinesecalendar once they are published.",
    )
