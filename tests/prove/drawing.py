"""Random deals for differential tests: every value near a figure of some rule as likely as any other of its domain."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

from awardrules.expression import core
from awardrules.facts.quantity import FEN, SCALE
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.pack.compiler import lowered
from awardrules.pack.edition import Edition

DAY = 739_000  # 2024-04-29
STEP = {"int": SCALE, "decimal": SCALE // 4, "share": 1, "money": FEN}


class Draw:
    """Draws deals for one edition. `complete` deals state every fact; others leave about a third of them open."""

    def __init__(self, edition: Edition, seed: int, as_of: int) -> None:
        self.edition, self.random, self.as_of = edition, random.Random(seed), as_of  # noqa: S311 - no secret
        self.vocabulary: Vocabulary = edition.vocabulary
        self.figures = figures(edition, as_of)
        self.read = sorted(reads(edition, as_of))
        self.complements = [("grant.team_share", "grant.unit_share")]

    def deal(self, *, complete: bool) -> dict[str, Any]:
        """The facts of one deal that contradicts itself nowhere."""
        facts: dict[str, Any] = {}
        for path in self.read:
            fact = self.vocabulary.get(path)
            if path in self.vocabulary.records:
                facts[path] = tuple(self.record(path, complete) for _ in range(self.random.randint(0, 2)))
            elif fact is not None and not fact.output and self.random.random() < (0.15 if fact.derived else 1 if complete else 0.66):
                facts[path] = self.value(fact)
        if "deal.kinds" in facts and not facts["deal.kinds"]:
            facts["deal.kinds"] = frozenset({"ownership_grant"})
        for share, other in self.complements:
            if share in facts and other in facts:
                facts[other] = SCALE - facts[share]
        for path in [path for path, fact in ((p, self.vocabulary.get(p)) for p in facts) if fact is not None and fact.not_before]:
            earlier = facts.get(self.vocabulary.facts[path].not_before or "")
            if earlier is not None and facts[path] < earlier:
                facts[path] = earlier + self.random.randint(0, 40)
        return facts

    def record(self, path: str, complete: bool) -> dict[str, Any]:
        """One record of a list."""
        fields = self.vocabulary.records[path].items()
        return {name: self.value(fact) for name, fact in fields if complete or self.random.random() < 0.66}

    def value(self, fact: Fact) -> Any:
        """A value of a fact's domain."""
        rng = self.random
        if fact.type == "bool":
            return rng.random() < 0.7
        if fact.type == "enum":
            return rng.choice(sorted(fact.values or {"x"}))
        if fact.type == "set":
            return frozenset(name for name in sorted(fact.values or {}) if rng.random() < 0.6)
        if fact.type == "date":
            return DAY + rng.choice([0, 1, 14, 15, 16, 30, 365, 366, 1095, 1096, rng.randint(0, 2000)])
        step = STEP[fact.type]
        near = self.figures.get(fact.type, [SCALE])
        number = rng.choice(near) + rng.choice([-1, 0, 0, 1]) * step if rng.random() < 0.8 else rng.randint(0, 40) * SCALE
        number -= number % (1 if fact.type == "decimal" else step)
        return min(max(number, 0), SCALE) if fact.type == "share" else max(number, 0)


def forms(edition: Edition, as_of: int) -> list[core.Core]:
    """The core form of every part of every rule."""
    items = [lowered(rule, as_of) for rule in edition.rules]
    return [part for item in items for part in (item.when, item.unless, item.require, *(p for row in item.table for p in row if p is not None))]


def figures(edition: Edition, as_of: int) -> dict[str, list[int]]:
    """The whole-millionth figures that comparisons name, for each type of number."""
    found = sorted(
        {part.value for form in forms(edition, as_of) for part in core.walk(form) if isinstance(part, core.Lit) and type(part.value) is int}
    )
    by_type: dict[str, list[int]] = defaultdict(list)
    for figure in found:
        if figure < 700_000 * 10:
            by_type["share"].append(min(figure, SCALE))
        by_type["int"].append(figure)
        by_type["decimal"].append(figure)
        by_type["money"].append(figure)
    return by_type


def reads(edition: Edition, as_of: int) -> set[str]:
    """The facts and lists that rules of an edition read."""
    paths = {path for form in forms(edition, as_of) for path in core.columns(form)}
    paths |= {rule.for_each for rule in edition.rules if rule.for_each} | {"deal.kinds"}
    return {path for path in paths if not path.startswith("edition.evaluation")}
