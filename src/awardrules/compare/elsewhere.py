"""What the rest of a document demands of what one of its notions does not: a demand is not new where another clause makes it already."""

from __future__ import annotations

import json
from collections.abc import Iterable

from awardrules.compare.pairing import Notion, demands
from awardrules.compare.shape import favours
from awardrules.pack.edition import Edition, Rule


class Elsewhere:
    """The check rules of two editions by each thing that they demand, if only on a condition."""

    def __init__(self, a: Edition, b: Edition) -> None:
        self._by_demand = [_by_demand(edition.rules) for edition in (a, b)]

    def of(self, notion: Notion) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The rules of A and those of B that, outside the notion, demand something that only the other edition demands in it."""
        sides = notion.a.rules, notion.b.rules
        asked = [_demanded(rules) for rules in sides]
        found = []
        for index, by_demand in enumerate(self._by_demand):
            own, other = sides[index], sides[1 - index]
            lacking = asked[1 - index] - asked[index]
            rules = dict.fromkeys(rule for demand in sorted(lacking) for rule in by_demand.get(demand, ()) if rule not in own)
            found.append(tuple(rule for rule in rules if any(_of_the_same(rule, asking) for asking in other)))
        return found[0], found[1]


def _by_demand(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for demand in () if favours(rule) else demands(rule):
            for part in (demand, *_alternatives(demand)):
                found.setdefault(part, []).append(rule)
    return found


def _alternatives(demand: str) -> list[str]:
    """What a demand comes to where its condition holds: q of `not p or q`."""
    part = json.loads(demand)
    ways = part["or"] if isinstance(part, dict) and "or" in part else []
    duties = [way for way in ways if not (isinstance(way, dict) and "!" in way)]
    return [json.dumps(duties[0], sort_keys=True)] if len(duties) == 1 else []


def _demanded(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(demand for rule in rules if not favours(rule) for demand in demands(rule))


def _of_the_same(rule: Rule, asking: Rule) -> bool:
    """Whether two rules can meet in one deal, of the same people."""
    kinds = not rule.applies_to or not asking.applies_to or bool(set(rule.applies_to) & set(asking.applies_to))
    return kinds and (rule.subject, rule.for_each) == (asking.subject, asking.for_each)
