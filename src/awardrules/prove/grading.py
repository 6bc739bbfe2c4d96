"""How gravely rules fail, which reliefs they grant and how values differ, as questions to a solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from awardrules.compare.shape import favours
from awardrules.pack.edition import Rule
from awardrules.prove.encoding import Encoding
from awardrules.prove.solver import Truth, both, either, opposite
from awardrules.prove.values import Day, Quantity, Value, compare, known

GRAVITY = {"violation": 4, "deviation": 3, "suggestion": 2, "information": 1}


def graver(encoding: Encoding, rules: Iterable[Rule]) -> dict[int, Truth]:
    """For each gravity, whether some rule of it fails."""
    found: dict[int, list[Truth]] = {}
    for rule in rules:
        if not rule.gives and not favours(rule):
            found.setdefault(GRAVITY[rule.severity], []).append(encoding.outcome(rule).fails)
    return {level: either(fails) for level, fails in found.items()}


def relief(encoding: Encoding, rules: Iterable[Rule]) -> tuple[Truth, Truth]:
    """Whether some rule grants a relief, and whether certainly none does."""
    outcomes = [encoding.outcome(rule) for rule in rules if favours(rule)]
    return either([o.passes for o in outcomes]), both([opposite(either([o.passes, o.open])) for o in outcomes])


def at_least(bad: Mapping[int, Truth], level: int) -> Truth:
    return either([fails for gravity, fails in bad.items() if gravity >= level])


def higher(one: Value | None, other: Value | None) -> Truth:
    """Whether both are known and the second is the higher."""
    return compare("<", one, other).yes if isinstance(one, Quantity | Day) else False


def one_only(one: Value | None, other: Value | None) -> Truth:
    """Whether one is known and the other is not."""
    return either([both([known(one), opposite(known(other))]), both([known(other), opposite(known(one))])])
