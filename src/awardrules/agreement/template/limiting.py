"""The limit that parts the fillings of a blank that break a rule from those that keep it, and the filling to show for it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeGuard

from awardrules.facts.deal import Value
from awardrules.facts.quantity import Number
from awardrules.record import Record


class Limit(Record):
    """What a blank would have to print so that a rule cannot be broken through it; None: no limit on that side.

    `above` says that the value has to lie above `low`, `below` that it has to lie below `high`; else the limit itself is permitted.
    """

    low: Number | None = None
    high: Number | None = None
    above: bool = False
    below: bool = False


def limit_between(bad: list[Value], good: list[Value]) -> Limit | None:
    """The limit that parts what breaks a rule from what keeps it; None where they are mixed.

    Nothing at all (0%) parts nothing: a rule may not apply to it.
    """
    low: list[Number] = [value for value in bad if is_amount(value)]
    fine: list[Number] = [value for value in good if is_amount(value)]
    if not fine or not low:
        return None
    if any(min(fine) < value < max(fine) for value in low):
        return limit_between(bad, [value for value in good if value != 0]) if 0 in fine else None
    floor = min(fine) if min(low) < min(fine) else None
    ceiling = max(fine) if max(low) > max(fine) else None
    return Limit(floor, ceiling)


def refined(
    limit: Limit, bad: list[Value], unit: int, parts: bool, breaks: Callable[[Number], bool], spent: Callable[[], bool]
) -> tuple[Limit, list[Number]]:
    """The limit to the unit a person writes in, and whether it is itself permitted; with the values closest to it that break the rule.

    `parts` says that a value may lie between two units (50.5%).
    """
    amounts: list[Number] = [value for value in bad if is_amount(value)]
    low, above, high, below = limit.low, False, limit.high, False
    beside: list[Number] = []
    if low is not None:
        floor: Number = low
        low, above, near = _edge(max([value for value in amounts if value < floor], default=floor), floor, unit, parts, breaks, spent)
        beside.append(near)
    if high is not None:
        ceiling: Number = high
        high, below, near = _edge(min([value for value in amounts if value > ceiling], default=ceiling), ceiling, unit, parts, breaks, spent)
        beside.append(near)
    return Limit(low, high, above, below), beside


def _edge(
    bad: Number, good: Number, unit: int, parts: bool, breaks: Callable[[Number], bool], spent: Callable[[], bool]
) -> tuple[Number, bool, Number]:
    """Between a value that breaks a rule and one that keeps it: the first on the good side, or the last bad one where all beyond it keeps.

    Behind it the last bad one.
    """
    while max(good, bad) - min(good, bad) >= 2 * unit and not spent():
        step = (max(good, bad) - min(good, bad)) // (2 * unit) * unit
        middle = bad + (step if good > bad else -step)
        if breaks(middle):
            bad = middle
        else:
            good = middle
    beside = bad + (1 if good > bad else -1)  # a millionth beyond
    strict = parts and good != bad and not spent() and not breaks(beside)
    return (bad, True, bad) if strict else (good, False, bad)


def is_amount(value: Value) -> TypeGuard[Number]:
    """Whether a value is a number or a day."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def telling(bad: list[Value], limit: Limit | None) -> Value:
    """The filling to show: the one closest to what would be right, which no one notices by itself."""
    amounts: list[Number] = [value for value in bad if is_amount(value)]
    if limit is not None and (floor := limit.low) is not None:
        short = [floor] if limit.above else [value for value in amounts if value < floor]
        if short:
            return max(short)
    if limit is not None and (ceiling := limit.high) is not None:
        over = [ceiling] if limit.below else [value for value in amounts if value > ceiling]
        if over:
            return min(over)
    return bad[0]
