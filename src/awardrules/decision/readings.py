"""Deciding a deal that states a fact in several ways: a rule comes out as it does under every reading, or stays unknown.

So a rule fails only where every reading fails. The fact itself is in conflict, and the decision names all its readings.
The two shares of a title are read together: what one reading gives to the one it takes from the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Any

from awardrules.decision.decide import Decision, Subject, decide, status_of
from awardrules.decision.reference import Conflict, Finding, reads_of
from awardrules.expression import kleene
from awardrules.facts.deal import Deal, Evidence, Value
from awardrules.facts.quantity import SCALE
from awardrules.pack.edition import Edition
from awardrules.pack.program import COMPLEMENTS

MAX_COMBINATIONS = 32

Reading = tuple[Value, Evidence | None]
Readings = Mapping[str, tuple[Reading, ...]]


def decide_readings(
    deal: Deal,
    readings: Readings,
    edition: Edition,
    as_of: int,
    *,
    each: Readings = MappingProxyType({}),
    subject: Subject = "deal",
    hypothetical: bool = False,
) -> Decision:
    """Decide a deal whose `readings` (fact to values, each with its place) are what its agreement says in several ways.

    The deal itself states none of them. `each` is what it says of several results, one value of each: no contradiction, yet a rule comes out only
    as it does for all of them. Beyond 32 combinations the rules that read them stay unknown.
    """
    told: Readings = {path: one for path, one in {**each, **readings}.items() if path in edition.vocabulary and path not in deal.facts}
    deal, told = _of_the_whole(deal, told)
    first = {path: one[0][1] for path, one in told.items() if one[0][1] is not None}
    deal = Deal(deal.facts, {**deal.evidence, **first}, deal.editions, deal.name, deal.called)
    base = decide(deal, edition, as_of, subject=subject, hypothetical=hypothetical)
    if not told:
        return base
    readings = {path: one for path, one in told.items() if path not in each or path in readings}
    ways = _ways(told)
    if prod(map(len, ways)) <= MAX_COMBINATIONS:
        _agree(base, [_with(deal, {path: one for part in chosen for path, one in part.items()}) for chosen in product(*ways)])
    else:
        _agree(base, [_with(deal, one) for part in ways for one in part], settling=False)
    _mark(base, frozenset(readings))
    base.conflicts = (
        *base.conflicts,
        *(Conflict(path, told[0][0], told[-1][0], readings=tuple(told)) for path, told in readings.items()),
    )
    return base


def _of_the_whole(deal: Deal, readings: Readings) -> tuple[Deal, Readings]:
    """Where one share of a title is read in several ways and the other is told, each has the rests of the other among its readings."""
    for pair in COMPLEMENTS:
        if readings.keys().isdisjoint(pair) or not all(path in readings or path in deal.facts for path in pair):
            continue
        told = {path: [*readings.get(path, ())] or [(deal.facts[path], deal.evidence.get(path))] for path in pair}
        for path, other in (pair, pair[::-1]):
            rests = [(kleene.subtract([SCALE, value]), place) for value, place in readings.get(other) or told[other]]
            known = [value for value, _ in told[path]]
            told[path] += [one for one in rests if one[0] not in known]
        deal = Deal({path: value for path, value in deal.facts.items() if path not in pair}, deal.evidence, deal.editions, deal.name, deal.called)
        readings = {**readings, **{path: tuple(one) for path, one in told.items()}}
    return deal, readings


def _ways(readings: Readings) -> list[list[dict[str, Reading]]]:
    """The readings of every fact, of two shares of a title pair by pair."""
    apart = (path for path in readings if not any(path in pair and readings.keys() >= {*pair} for pair in COMPLEMENTS))
    ways = [[{path: one} for one in readings[path]] for path in apart]
    for first, second in COMPLEMENTS:
        if first in readings and second in readings:
            rests = {kleene.subtract([SCALE, value]): (value, place) for value, place in readings[second]}
            ways.append([{first: one, second: rests[one[0]]} for one in readings[first]])
    return ways


def _with(deal: Deal, chosen: dict[str, Reading]) -> Deal:
    facts = dict(deal.facts) | {path: value for path, (value, _) in chosen.items()}
    evidence: dict[str, Any] = dict(deal.evidence) | {path: place for path, (_, place) in chosen.items() if place is not None}
    return Deal(facts, evidence, deal.editions, deal.name, deal.called)


def _agree(base: Decision, deals: list[Deal], *, settling: bool = True) -> None:
    """Settle the rules that come out alike under every reading, and open those that do not."""
    decisions = [decide(deal, base.edition, base.as_of, subject=base.subject, hypothetical=base.hypothetical) for deal in deals]
    outcomes = list(base.outcomes)
    for index, rule in enumerate(base.edition.rules):
        found = {decision.outcomes[index] for decision in decisions}
        if outcomes[index] == "unknown":
            if not settling or len(found) > 1 or (outcome := found.pop()) == "unknown":
                continue
            outcomes[index] = outcome
            base._findings[rule.id] = decisions[0].findings(rule)
        elif found != {outcomes[index]}:  # it rests on what was computed in place of a fact told otherwise
            outcomes[index] = "unknown"
            open_one = next((one for one in decisions if one.outcomes[index] == "unknown"), None)
            base._findings[rule.id] = open_one.findings(rule) if open_one is not None else [_in_conflict(one) for one in base.findings(rule)]
    base.outcomes = tuple(outcomes)
    for path, value in list(base.derived.items()):
        values = [decision.derived.get(path) for decision in decisions]
        if value is None and settling and all(one == values[0] for one in values):
            base.derived[path] = values[0]
        elif value is not None and any(one != value for one in values):
            base.derived[path] = None
    base.status = status_of(base)


def _mark(base: Decision, paths: frozenset[str]) -> None:
    """Say of an unknown rule that reads a contradictory fact that this is why."""
    for rule, outcome in zip(base.edition.rules, base.outcomes, strict=True):
        if outcome == "unknown" and not rule.gives and reads_of(rule.body) & paths:
            base._findings[rule.id] = [_in_conflict(one) if one.outcome == "unknown" else one for one in base.findings(rule)]


def _in_conflict(one: Finding) -> Finding:
    return Finding("unknown", "conflict", one.when, one.require, one.unless, one.table, one.place)
