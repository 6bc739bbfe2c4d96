"""For every figure an edition prints, the pair of deals just inside and just outside: one fact apart, and judged differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from awardrules.decision.decide import decide
from awardrules.expression import core
from awardrules.expression.core import Core
from awardrules.pack.edition import Edition, Rule
from awardrules.prove.encoding import Encoding, Outcome
from awardrules.prove.search import Facts, Search, dated, deal, small
from awardrules.prove.solver import TIMEOUT_MS, Truth, Unsettled, both, either
from awardrules.prove.values import compare
from awardrules.prove.world import World
from awardrules.record import Record

# the least step a person would take: a hundredth of a percent, a fen, one day, one of a count, a hundredth of a year
STEPS = {"share": 100, "money": 10_000, "date": 1, "int": 1_000_000, "decimal": 10_000}


class Boundary(Record):
    """Two deals that differ in one fact by one step, and how the rule comes out for each: at the figure, and just beyond it."""

    rule: Rule
    path: str
    inside: Facts
    outside: Facts
    outcomes: tuple[str, str]


class Boundaries(Record):
    """The pairs of an edition; the figures (rule, fact) for which there is none, and those the solver could not settle in time."""

    edition: Edition
    as_of: int
    pairs: tuple[Boundary, ...]
    without: tuple[tuple[Rule, str], ...]
    unsettled: tuple[tuple[Rule, str], ...]


def boundaries(edition: Edition, as_of: int, *, timeout_ms: int = TIMEOUT_MS) -> Boundaries:
    """A pair for every comparison of a fact with a figure, in every check rule of an edition."""
    pairs: list[Boundary] = []
    without: list[tuple[Rule, str]] = []
    unsettled: list[tuple[Rule, str]] = []
    encoding = Encoding(edition, World(edition.vocabulary), as_of)
    for rule in edition.rules:
        if rule.gives or rule.for_each:
            continue
        for comparison, path in _comparisons(edition, encoding, rule):
            try:
                found = _pair(edition, rule, comparison, path, as_of, timeout_ms)
            except Unsettled:
                unsettled.append((rule, path))
                continue
            if found is None:
                without.append((rule, path))
            else:
                pairs.append(found)
    return Boundaries(edition, as_of, tuple(pairs), tuple(without), tuple(unsettled))


def _comparisons(edition: Edition, encoding: Encoding, rule: Rule) -> Iterator[tuple[core.Compare | core.Ratio, str]]:
    """Each comparison of numbers or dates in a rule, with the fact to be moved: the one it names first."""
    item = encoding.lowered(rule)
    seen: set[Core] = set()
    for part in (item.when, item.unless, item.require):
        for node in core.walk(part):
            if isinstance(node, core.Compare | core.Ratio) and node not in seen:
                seen.add(node)
                path = _moved(edition, node)
                if path is not None:
                    yield node, path


def _moved(edition: Edition, node: Core) -> str | None:
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, core.Column):
            fact = edition.vocabulary.get(current.path)
            if fact is not None and fact.type in STEPS and not fact.output and not current.path.startswith("edition.evaluation"):
                return current.path
        pending += reversed(core.children(current))
    return None


def _pair(edition: Edition, rule: Rule, node: core.Compare | core.Ratio, path: str, as_of: int, timeout_ms: int) -> Boundary | None:
    inside = World(edition.vocabulary, open_facts=True)
    outside = World(edition.vocabulary, open_facts=True, apart=frozenset({path}))
    worlds = [Encoding(edition, world, as_of) for world in (inside, outside)]
    outcomes = [encoding.outcome(rule) for encoding in worlds]
    here, there = inside.fact(path), outside.fact(path)
    fact = edition.vocabulary.facts[path]
    step = STEPS[fact.type]
    near: list[Truth] = []
    for delta in (step, -step):
        first, second = _number(here), _number(there)
        near.append(second == first + delta)
    inside.constraints += outside.constraints
    inside.shifts |= {(-1 - a, -1 - b, move): item for (a, b, move), item in outside.shifts.items()}
    facts = Search(inside, as_of, timeout_ms).find(_at_figure(worlds[0], node), either(near), _apart(*outcomes))
    if facts is None:
        return None
    return _replayed(edition, rule, path, step, facts, as_of)


def _decided(outcomes: Callable[[Facts], tuple[str, str]], wanted: tuple[str, str], trial: Facts) -> bool:
    """Whether a trial is decided as wanted on both sides of the figure."""
    return outcomes(trial) == wanted


def _number(value: Any) -> Any:
    return value.day if hasattr(value, "day") else value.above


def _at_figure(encoding: Encoding, node: core.Compare | core.Ratio) -> Truth:
    """Both sides of the comparison are the same."""
    if isinstance(node, core.Ratio):
        return encoding.condition(core.Ratio("==", node.above, node.below, node.value)).yes
    return compare("==", encoding.value(node.left), encoding.value(node.right)).yes


def _apart(one: Outcome, other: Outcome) -> Truth:
    """Both come out, and differently, at least one of them as pass or fail."""
    return either([both([one.passes, other.fails]), both([one.fails, other.passes]), both([one.off, other.fails]), both([one.fails, other.off])])


def _replayed(edition: Edition, rule: Rule, path: str, step: int, facts: Facts, as_of: int) -> Boundary | None:
    """The pair as decided, without the facts it does without."""
    for delta in (step, -step):

        def outcomes(trial: Facts, delta: int = delta) -> tuple[str, str]:
            if path not in trial:
                return "", ""
            return _outcome(edition, rule, trial, as_of), _outcome(edition, rule, {**trial, path: trial[path] + delta}, as_of)

        wanted = outcomes(facts)
        if set(wanted) <= {"pass", "fail", "not_applicable"} and len(set(wanted)) == 2 and facts[path] + delta >= 0:
            least = small(facts, partial(_decided, outcomes, wanted))
            whole = dated(least, as_of)
            least = whole if outcomes(whole) == wanted else least
            return Boundary(rule, path, least, {**least, path: least[path] + delta}, wanted)
    return None


def _outcome(edition: Edition, rule: Rule, facts: Facts, as_of: int) -> str:
    return decide(deal(facts), edition, as_of, subject=rule.subject, hypothetical=True).outcome(rule) or ""
