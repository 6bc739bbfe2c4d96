"""Days written without their year (5月8日至5月23日): the year of the day before them, or the one year the document speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from awardrules.agreement.extraction import wording
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.normalise import Normalised

if TYPE_CHECKING:
    from awardrules.agreement.extraction.script import Script

_SAME_MONTH = re.compile(rf"{wording.DATE}起?(?:至|到|-|~)$")
_DAY = re.compile("([0-9]{1,2})日")
_SHORT = re.compile(r"(?<![0-9年])(1[0-2]|0?[1-9])月(3[01]|[12][0-9]|0?[1-9])[日号]")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年(?![0-9])")


def short_days(text: str, start: int, normal: Normalised) -> Iterator[Mention]:
    """The days without a year in a stretch that settled nothing; each a mention without a value."""
    for found in _SHORT.finditer(text):
        low, high = start + found.start(), start + found.end()
        yield Mention("date", low, high, *normal.raw_span(low, high), found[0])


def complete_days(script: Script) -> None:
    """Gives days without a year the year of the last whole day before them in their passage, else the only year there is.

    A day that would lie before the day it follows stays open: its year is anybody's guess.
    """
    years = {
        date.fromordinal(int(value)).year for one in script.values.values() if one.kind in ("date", "range") and not one.unit for value in one.values
    }
    whole: list[tuple[int, int]] = []  # place and day of the whole days so far
    for place, mention in sorted(script.values.items()):
        if mention.kind in ("date", "range") and not mention.unit and mention.values:
            whole.append((place, int(mention.values[-1])))
        if mention.kind != "date" or mention.values:
            continue
        found = _SHORT.fullmatch(mention.text)
        if found is None:
            continue
        passage = script.passage_at(place)
        earlier = [whole[-1][1]] if whole and whole[-1][0] >= passage.start else []
        beside = {int(year) for year in _YEAR.findall(script.text_of(passage))}  # 6月9日（2025年）, 2024年第21次会议（12月30日）
        known = beside or years
        year = date.fromordinal(earlier[-1]).year if earlier else next(iter(known)) if len(known) == 1 else 0
        try:
            day = date(year, int(found[1]), int(found[2])).toordinal()
        except ValueError:
            continue
        if earlier and day < earlier[-1] and len(years) > 1:
            continue
        whole.append((place, day))
        script.values[place] = Mention(**(mention.__dict__ | {"values": (day,)}))
    _same_month(script)


def _same_month(script: Script) -> None:
    """4月7日至21日: what reads like a number of days behind a day is a later day of its month."""
    text = list(script.text)
    for place, mention in sorted(script.values.items()):
        found = _DAY.fullmatch(mention.text) if mention.kind == "duration" and mention.unit == "day" else None
        before = _SAME_MONTH.search(script.text, max(place - 3, 0), place) if found else None
        if found is None or before is None or not script.values[before.start()].values:
            continue
        first = date.fromordinal(int(script.values[before.start()].values[-1]))
        try:
            day = first.replace(day=int(found[1])).toordinal()
        except ValueError:
            continue
        text[place] = wording.DATE
        script.values[place] = Mention(**(mention.__dict__ | {"kind": "date", "unit": "", "values": (day,), "comparator": "="}))
    script.text = "".join(text)
