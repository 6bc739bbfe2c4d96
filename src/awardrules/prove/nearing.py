"""A solution brought near to the deal: what need not change is taken back, what is to change changes no further than it has to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from awardrules.expression.kleene import members
from awardrules.facts.quantity import SCALE, Bound
from awardrules.facts.vocabulary import NUMERIC, Fact, Vocabulary
from awardrules.pack.program import COMPLEMENTS
from awardrules.prove.changing import changed, subsets, value_at, with_value
from awardrules.prove.world import STEP

Facts = Mapping[str, Any]
GRID = {"share": SCALE // 100, "decimal": SCALE, "money": 100 * SCALE}  # a person's: whole percents and units, hundred yuan
OTHER = {**dict(COMPLEMENTS), **{other: one for one, other in COMPLEMENTS}}


def nearest(
    before: Facts,
    facts: Facts,
    vocabulary: Vocabulary,
    complies: Callable[[Facts], bool],
    weight: Callable[[str], int],
    computed: Callable[[Facts], Facts],
) -> dict[str, Any]:
    """The facts of a solution with every change taken back or made smaller that need not be (so large), heaviest first.

    `computed` gives what the editions work out from the facts of a deal: that is to be established rather than amounts nobody knows.
    """
    near = _Nearing(before, vocabulary, complies)
    for _ in range(2):  # what was taken back may let the rest come nearer
        for path in sorted(changed(before, facts), key=lambda path: (-weight(path), path)):
            facts = near.taken_back(path, facts)
    days = [path for path in changed(before, facts) if type(value_at(facts, path)) is int and near.is_of(path, "date")]
    for _ in days:  # one day waits for the other
        earlier = [value_at(facts, path) for path in days]
        for path in sorted(days, key=lambda path: (value_at(facts, path) or 0, path)):
            facts = near.taken_back(path, facts)
        if [value_at(facts, path) for path in days] == earlier:
            break
    facts = near.worked_out(facts, computed(facts))
    opened = [path for path in sorted(changed(before, facts)) if value_at(before, path) is None]
    for path in opened:
        facts = near.plainer(path, facts)
    for path in opened:  # what stands in a plainer way may do without more
        less = with_value(facts, path, None)
        facts = less if complies(less) else facts
    return dict(facts)


def side_of(value: Any, fact: Fact, complies: Callable[[Any], bool]) -> Literal["least", "most"] | None:
    """Whether a number to be established is the least, or the most, that would do."""
    if fact.type not in NUMERIC or type(value) is not int:
        return None
    step = grid(fact)
    more, less = complies(value + step), value >= step and complies(value - step)
    top = SCALE if fact.type == "share" else None
    return "least" if (more or value == top) and not less and value != top else "most" if less and not more and value != top else None


def grid(fact: Fact | None) -> int:
    """The step in which a person would write a number."""
    return GRID.get(fact.type, STEP.get(fact.type, 1)) if fact else 1


class _Nearing:
    """The deal as it stands, and what tells whether a change of it complies."""

    def __init__(self, before: Facts, vocabulary: Vocabulary, complies: Callable[[Facts], bool]) -> None:
        self.before, self.vocabulary, self.complies = before, vocabulary, complies

    def taken_back(self, path: str, facts: Facts) -> Facts:
        """The facts with one as the deal has it, or as near to that as complies."""
        for nearer in self._nearer(path, facts):
            trial = self._with(path, nearer, facts)
            if self.complies(trial):
                return trial
        return facts

    def worked_out(self, facts: Facts, computed: Facts) -> Facts:
        """The facts with a ratio in place of amounts that the deal does not state, where that will do."""
        for path, value in computed.items():
            trial = {**facts, path: value}
            for amount in [name for name in trial if name not in self.before and self.is_of(name, "money")]:
                less = {name: kept for name, kept in trial.items() if name != amount}
                trial = less if self.complies(less) else trial
            if len(trial) <= len(facts) and trial.keys() != {*facts, path} and self.complies(trial):
                facts = trial
        return facts

    def plainer(self, path: str, facts: Facts) -> Facts:
        """The facts with one that the deal leaves open as a person would put it first: the smallest number, the first name that will do."""
        fact, value = self.vocabulary.get(path), value_at(facts, path)
        if fact is not None and fact.type == "enum":
            names = [name for name in fact.values or {} if name not in fact.vague]
            for name in names[: names.index(value)] if value in names else ():
                trial = with_value(facts, path, name)
                if self.complies(trial):
                    return trial
        elif fact is not None and fact.type in NUMERIC and type(value) is int:
            return with_value(facts, path, self._between(path, facts, 0, value))
        return facts

    def is_of(self, path: str, type_name: str) -> bool:
        """Whether a fact is of a type."""
        fact = self.vocabulary.get(path)
        return fact is not None and fact.type == type_name

    def _with(self, path: str, value: Any, facts: Facts) -> dict[str, Any]:
        """The facts with another value, and the other share of a title with what is left where the deal states both."""
        trial = with_value(facts, path, value)
        other = OTHER.get(path, "")
        if other in self.before and isinstance(value, int) and other in facts:
            trial[other] = SCALE - value
        return trial

    def _nearer(self, path: str, facts: Facts) -> Iterator[Any]:
        """Values nearer to what the deal has, nearest first."""
        before, after = value_at(self.before, path), value_at(facts, path)
        yield before
        if isinstance(before, str) and (fact := self.vocabulary.get(path)) is not None:
            yield from (name for name in fact.values or {} if name not in fact.vague and name != before)
        if isinstance(after, frozenset):
            old = before if isinstance(before, frozenset) else members(before)[0]
            added, removed = sorted(after - old), sorted(old - after)
            if isinstance(before, Bound) and len(added) <= 8:
                for size in range(1, len(added) + 1):
                    yield from (_raised(before, held) for held in subsets(old, added, [], size))
            if len(added) + len(removed) <= 8:
                for size in range(len(added) + len(removed)):
                    yield from (nearer for nearer in subsets(old, added, removed, size) if nearer or not old)
            return
        if isinstance(before, Bound) and type(after) is int:
            before = before.high if before.high is not None and after > before.high else before.low
        if type(after) is int and isinstance(before, int | Fraction) and not isinstance(before, bool):
            yield self._between(path, facts, before, after)

    def _between(self, path: str, facts: Facts, before: int | Fraction, after: int) -> int:
        """The value nearest to what the deal has that complies, by halving on a person's grid."""
        step = grid(self.vocabulary.get(path))
        low, high = before // step, after // step + (after % step != 0 and after > before)
        if not self.complies(self._with(path, high * step, facts)):
            return after
        while abs(high - low) > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.complies(self._with(path, middle * step, facts)) else (middle, high)
        return high * step


def _raised(bound: Bound, held: frozenset[str]) -> frozenset[str] | Bound:
    """A set known in part that has further members too."""
    possible = None if bound.high is None else bound.high | held
    return held if held == possible else Bound(held, possible)
