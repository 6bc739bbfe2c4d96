"""Limits that a form prints in another cell (团队份额｜____%｜不得低于70%): they are of the blank in the same row."""

from __future__ import annotations

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script, replaced
from awardrules.agreement.grammar.limits import unit_of
from awardrules.agreement.grammar.mention import Comparator, Mention
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import Number

_NOTED = regex("[^｜：]{0,8}(?:备注|说明|提示|要求|限制|限额|标准|范围|规则|依据|约束|注意|须知|注)[^｜：]{0,4}：")
_HEAD = regex("[^｜：]{1,12}：")
# 填写百分比，不得低于70%，且不高于100%: nothing but the limit
_SAYS = regex(f"(?:[^，。；｜]{{0,10}}[，；])?[^，。；｜{wording.VALUES}]{{0,12}}[{wording.VALUES}][^，。；｜{wording.VALUES}]{{0,8}}")
_AND = regex(f"[，、；]?[^，。；｜{wording.VALUES}]{{0,10}}[{wording.VALUES}][^，。；｜{wording.VALUES}]{{0,8}}")
_LOW, _HIGH = (">", ">="), ("<", "<=")
_COUNTED = frozenset({"share", "year", "month", "day", "working_day"})

Limit = tuple[str, tuple[Number, ...], Comparator]  # its unit, its ends, how it compares


def limited(script: Script) -> Script:
    """The script with every limit that another cell of a row prints taken to the blank of the row."""
    changed: list[tuple[int, int, str]] = []
    for passage in script.passages:
        text = script.text_of(passage).rstrip("\n")
        if passage.block.part == "table" and "｜" in text and (wording.BLANK in text or wording.NO_DATE in text):
            changed += _of_row(script, passage.start, text)
    for low, high, sign in changed:
        for place in range(low, high) if not sign else ():
            script.values.pop(place, None)
    return replaced(script, changed) if changed else script


def _of_row(script: Script, start: int, text: str) -> list[tuple[int, int, str]]:
    cells: list[tuple[int, int]] = []
    for cell in text.split("｜"):
        low = cells[-1][1] + 1 if cells else start
        cells.append((low, low + len(cell)))
    rooms = [number for number, (low, high) in enumerate(cells) if set(script.text[low:high]) & {wording.BLANK, wording.NO_DATE}]
    if len(rooms) != 1:
        return []
    inner = [script.values[place] for place in range(*cells[rooms[0]]) if place in script.values]
    if any(one.kind != "blank" for one in inner):
        return []
    for number, (low, high) in enumerate(cells):
        noted = _NOTED.match(script.text, low, high) is not None
        next_to = number == rooms[0] + 1 and _HEAD.match(script.text, low, high) is None
        if number in (0, rooms[0]) or not (noted or next_to):
            continue
        limit = _limit(script, low, high)
        if limit is None:
            continue
        unit, values, comparator = limit
        told = {"unit": unit, "values": values, "comparator": comparator}
        if len(inner) == 1 and not inner[0].values and not inner[0].options and inner[0].unit in ("", unit) and "月" not in inner[0].text:
            place = next(place for place in range(*cells[rooms[0]]) if place in script.values)
            script.values[place] = Mention(**(inner[0].__dict__ | told))
            return [(low, high, "")]
        if wording.NO_DATE in script.text[slice(*cells[rooms[0]])] and unit == "day":  # how many days there are to be, of days left blank
            place = next(place for place in range(low, high) if place in script.values)
            script.values[place] = Mention(**(script.values[place].__dict__ | told | {"kind": "blank"}))
            return [(place, place + 1, wording.BLANK)]
    return []


def _limit(script: Script, low: int, high: int) -> Limit | None:
    """What a cell says where it says nothing but a limit."""
    head = _HEAD.match(script.text, low, high)
    low = head.end() if head is not None else low
    told = [script.values[place] for place in range(low, high) if place in script.values]
    text = script.text[low:high].rstrip("。； ")
    first = _SAYS.match(text)
    if not told or len(told) > 2 or first is None:
        return None
    if first.end() < len(text) and (len(told) < 2 or _AND.fullmatch(text, first.end()) is None):
        return None
    units = {unit_of(one.kind, one.unit) for one in told}
    unit = next(iter(units))
    if len(units) > 1 or unit not in _COUNTED or any(one.kind == "blank" for one in told):
        return None
    if len(told) == 1:
        (one,) = told
        bounded = one.comparator in (*_LOW, *_HIGH) or (one.kind == "range" and len(one.values) == 2)
        return (unit, one.values, one.comparator) if bounded else None
    least = [one.values[0] for one in told if one.comparator in _LOW]
    most = [one.values[0] for one in told if one.comparator in _HIGH]
    return (unit, (least[0], most[0]), "=") if len(least) == len(most) == 1 else None
