"""Deciding a deal that states a fact in several ways: a rule comes out as it does under every reading, or stays unknown.

So a rule fails only where every reading fails. The fact itself is in conflict, and the decision names all its readings.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from awardrules.decision.decide import Decision, Subject, decide, status_of
from awardrules.decision.reference import Conflict, Finding, reads_of
from awardrules.facts.deal import Deal, Evidence, Value
from awardrules.pack.edition import Edition

MAX_COMBINATIONS = 32

Readings = Mapping[str, tuple[tuple[Value, Evidence | None], ...]]


def decide_readings(
    deal: Deal, readings: Readings, edition: Edition, as_of: int, *, subject: Subject = "deal", hypothetical: bool = False
) -> Decision:
    """Decide a deal whose `readings` (fact to values, each with its place) are what its agreement says in several ways.

    The deal itself states none of them. Beyond 32 combinations the rules that read them stay unknown.
    """
    paths = [path for path in readings if path in edition.vocabulary and path not in deal.facts]
    base = decide(deal, edition, as_of, subject=subject, hypothetical=hypothetical)
    if not paths:
        return base
    combinations = 1
    for path in paths:
        combinations *= len(readings[path])
    if combinations <= MAX_COMBINATIONS:
        _agree(base, [_with(deal, dict(zip(paths, chosen, strict=True))) for chosen in product(*(readings[path] for path in paths))])
    _mark(base, frozenset(paths))
    base.conflicts = (
        *base.conflicts,
        *(Conflict(path, readings[path][0][0], readings[path][-1][0], readings=tuple(readings[path])) for path in paths),
    )
    return base


def _with(deal: Deal, chosen: dict[str, tuple[Value, Evidence | None]]) -> Deal:
    facts = dict(deal.facts) | {path: value for path, (value, _) in chosen.items()}
    evidence: dict[str, Any] = dict(deal.evidence) | {path: place for path, (_, place) in chosen.items() if place is not None}
    return Deal(facts, evidence, deal.editions, deal.name)


def _agree(base: Decision, deals: list[Deal]) -> None:
    """Settle the rules that come out alike under every reading."""
    decisions = [decide(deal, base.edition, base.as_of, subject=base.subject, hypothetical=base.hypothetical) for deal in deals]
    outcomes = list(base.outcomes)
    for index, rule in enumerate(base.edition.rules):
        found = {decision.outcomes[index] for decision in decisions}
        if outcomes[index] == "unknown" and len(found) == 1 and (outcome := found.pop()) != "unknown":
            outcomes[index] = outcome
            base._findings[rule.id] = decisions[0].findings(rule)
    base.outcomes = tuple(outcomes)
    for path, value in list(base.derived.items()):
        values = [decision.derived.get(path) for decision in decisions]
        if value is None and all(one == values[0] for one in values):
            base.derived[path] = values[0]
    base.status = status_of(base)


def _mark(base: Decision, paths: frozenset[str]) -> None:
    """Say of an unknown rule that reads a contradictory fact that this is why."""
    for rule, outcome in zip(base.edition.rules, base.outcomes, strict=True):
        if outcome == "unknown" and not rule.gives and reads_of(rule.body) & paths:
            base._findings[rule.id] = [
                Finding("unknown", "conflict", one.when, one.require, one.unless, one.table, one.place) if one.outcome == "unknown" else one
                for one in base.findings(rule)
            ]
