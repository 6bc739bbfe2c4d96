"""What may become of a fact of a deal: what is stated stays stated, history stays as it is, what can only grow does not shrink."""

from __future__ import annotations

from typing import Any

from awardrules.expression.kleene import members
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import Fact
from awardrules.prove.solver import Truth, both, either, opposite
from awardrules.prove.values import Condition, Day, Names, Value, known
from awardrules.prove.world import STEP, pin
from awardrules.record import Record

CONFIRM = 1  # a fact to be stated weighs less than any fact to be changed
CHANGE = 16


class Movable(Record):
    """A fact of the deal, or of one of its records, as the solver sees it."""

    path: str
    fact: Fact
    value: Value
    variable: Any
    given: Any
    as_of: int = 0

    @property
    def same(self) -> Truth:
        """The fact is as the deal has it: what it states as a bound is some value within."""
        if isinstance(self.given, Bound):
            return both([known(self.value), _within(self, self.given)])
        return pin(self.fact, self.value, self.variable, self.given)

    @property
    def cost(self) -> int:
        """What a change of it weighs."""
        return CONFIRM if self.given is None else CHANGE * max(self.fact.cost, 1)

    @property
    def history(self) -> bool:
        """Whether it is stated and cannot become otherwise."""
        return self.given is not None and self.fact.change == "history"

    def allowed(self) -> Truth:
        """What may become of it: what is stated stays stated, and moves only in the one direction there is; a date to no day gone by."""
        if isinstance(self.value, Day) and self.given is not None:
            return either([self.same, both([self._one_way(), self.variable >= self.as_of])])
        return self._one_way()

    def _one_way(self) -> Truth:
        given = self.given
        if isinstance(self.value, Names) and self.value.single and self.fact.vague and self.fact.change != "history":
            aimless = [self.variable[name] for name in sorted(self.fact.vague) if name != given]
            return both([opposite(either(aimless)), True if given is None else self.value.known])
        if given is None:
            return True
        if isinstance(given, Bound):
            kept = {"more": Bound(given.low, None), "less": Bound(None, given.high)}.get(self.fact.only or "")
            return both([known(self.value), _within(self, kept) if kept else True])
        if isinstance(self.value, Condition):
            fixed = self.fact.only is not None and given == (self.fact.only == "more")
            return self.same if fixed else known(self.value)
        if isinstance(self.value, Names) and not self.value.single and self.fact.only:
            keep = [flag if name in given else True for name, flag in self.variable.items()]
            less = [opposite(flag) if name not in given else True for name, flag in self.variable.items()]
            return both([self.value.known, *(keep if self.fact.only == "more" else less)])
        if isinstance(self.value, Names) and given:  # who is rewarded in no form at all is not rewarded otherwise
            return both([self.value.known, either(list(self.variable.values()))])
        if self.fact.only and not isinstance(self.value, Names):
            step = STEP.get(self.fact.type, 1)
            limit = given // step
            return both([known(self.value), self.variable >= limit if self.fact.only == "more" else self.variable <= limit])
        return known(self.value)


def _within(item: Movable, bound: Bound) -> Truth:
    if bound.of_set:
        held, possible = members(bound)
        has = [flag for name, flag in item.variable.items() if name in held]
        lacks = [opposite(flag) for name, flag in item.variable.items() if possible is not None and name not in possible]
        return both([*has, *lacks])
    step = STEP.get(item.fact.type, 1)
    low = [item.variable * step >= bound.low] if isinstance(bound.low, int) else []
    high = [item.variable * step <= bound.high] if isinstance(bound.high, int) else []
    return both([*low, *high])
