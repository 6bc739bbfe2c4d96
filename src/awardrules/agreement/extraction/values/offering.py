"""What a blank offers: the choices that are printed for it, what it proposes itself, and the limits beside it."""

from __future__ import annotations

import re
from fractions import Fraction

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import Bound

_PROPOSED_UNIT = regex(r"[】\]}] ?([^】\]}]*)$")
NEAR = 12  # signs between blank days and their limit
_BLANK_BEHIND = regex(f" ?[至到—–~～-]{{1,2}} ?{wording.BLANK}")
_BLANK_BEFORE = regex(f"{wording.BLANK} ?[至到—–~～-]{{1,2}} ?$")


def each_option(mention: Mention) -> tuple[Mention, ...]:
    """A mention; of a blank with choices one for each of them, and the blank beside them."""
    if mention.kind != "blank" or not mention.options:
        return (mention,)
    each = tuple(Mention(**(mention.__dict__ | {"values": (value,), "options": (), "otherwise": None})) for value in mention.values)
    return (*each, mention.otherwise) if mention.otherwise is not None else each


def proposed(mention: Mention) -> str:
    """What a blank proposes, with its unit (【60】% is 60%)."""
    if not mention.default:
        return ""
    unit = _PROPOSED_UNIT.search(mention.text)
    return mention.default + (unit[1] if unit is not None and unit[1] else "%" if mention.unit == "share" else "")


def beside_blank(script: Script, place: int) -> bool:
    """Whether a value only says what a blank before it may hold: ____%（应大于50%）."""
    low, _ = script.sentence(place)
    if script.values[place].kind == "duration" and script.text.rfind(wording.NO_DATE, low, place) > place - NEAR:
        return True  # 自____年__月__日起至____年__月__日止，不少于15日: the limit of blank days
    if script.values[place].kind in ("ratio", "duration") and (
        _BLANK_BEHIND.match(script.text, place + 1) or _BLANK_BEFORE.search(script.text, max(place - 3, 0), place)
    ):
        return True  # 70%至____%
    before = script.text[max(low, place - 14) : place]
    return wording.BLANK in before and re.search(f"{wording.BLANK}[^（，。]{{0,4}}（[^）]*$", before) is not None


def up_to_blank(script: Script, place: int, value: Value | None) -> Value | None:
    """A value beside a blank, as the bound it is of what the blank may hold (70%至____%)."""
    if isinstance(value, int | Fraction) and script.values[place].kind != "blank":
        if _BLANK_BEHIND.match(script.text, place + 1):
            return Bound(value, None)
        if _BLANK_BEFORE.search(script.text, max(place - 3, 0), place):
            return Bound(None, value)
    return value
