"""An edition as terms of a solver: core form to truths and numbers, over the facts of a world.

The same three values as everywhere: a condition is a pair (certainly true, certainly false), a value has a flag that says whether it is
known. What the compiled program and the tracing interpreter say of a deal, this says too (differential test).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any, NamedTuple

from awardrules.decision.decide import COVERAGE, IN_FORCE, counts
from awardrules.expression import core
from awardrules.expression.core import Core
from awardrules.facts.deal import NOTHING
from awardrules.facts.quantity import SCALE, add_months, term_end
from awardrules.pack.compiler import Lowered, lowered
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import AS_OF, COMPLEMENTS, KINDS_PATH
from awardrules.prove.solver import Truth, Whole, as_truth, both, chosen, either, opposite, z3
from awardrules.prove.values import (
    ARITHMETIC,
    Condition,
    Day,
    Names,
    Quantity,
    Value,
    choose,
    compare,
    divide,
    equal,
    extreme,
    known,
    literal,
    member,
    merged,
    pick,
    subtract,
)
from awardrules.prove.world import Slot, World

_OTHER_SHARE = {path: other for pair in COMPLEMENTS for path, other in (pair, pair[::-1])}


class Outcome(NamedTuple):
    """How a rule comes out; exactly one holds. `exercised`: it certainly applies."""

    passes: Truth
    fails: Truth
    off: Truth
    open: Truth
    exercised: Truth


class Standing(NamedTuple):
    """Where a deal stands: outside the scope or the term, scope open, a duty broken, a duty open, a principle not kept, some rule applied."""

    outside: Truth
    scope_open: Truth
    broken: Truth
    held_up: Truth
    deviates: Truth
    applied: Truth

    @property
    def accepted(self) -> Truth:
        """Compliant or deviating."""
        return both([opposite(self.outside), opposite(self.scope_open), opposite(self.broken), opposite(self.held_up), self.applied])

    @property
    def compliant(self) -> Truth:
        """Compliant."""
        return both([self.accepted, opposite(self.deviates)])

    @property
    def refused(self) -> Truth:
        """Non-compliant."""
        return both([opposite(self.outside), opposite(self.scope_open), self.broken])


class Encoding:
    """One edition on one day over a world. Terms are made when they are asked for, once.

    `settled` are facts that are no question: they are what they are.
    """

    def __init__(self, edition: Edition, world: World, as_of: int, settled: Mapping[str, Any] = NOTHING) -> None:
        self.edition, self.world, self.as_of, self.settled = edition, world, as_of, settled
        self.derivations = {rule.gives: rule for rule in edition.rules if rule.gives}
        self._columns: dict[str, Value | None] = {}
        self._given: dict[str, Value | None] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._lowered: dict[str, Lowered] = {}

    # --- facts ---

    def column(self, path: str) -> Value | None:
        """A fact as this edition knows it: stated, else the other share's complement, else computed."""
        if path not in self._columns:
            self._columns[path] = self._column(path)
        return self._columns[path]

    def _column(self, path: str) -> Value | None:
        if path == AS_OF:
            return Day(True, self.as_of)
        fact = self.world.vocabulary.get(path)
        if fact is not None and fact.output:
            return self.given(path)
        own = literal(self.settled[path]) if path in self.settled else self.world.fact(path)
        if path in _OTHER_SHARE:
            return self._share(path, own)
        if fact is not None and fact.derived and path in self.derivations:
            return self._merged(own, self.given(path))
        return own

    def _share(self, path: str, own: Value | None) -> Value:
        twin = _OTHER_SHARE[path]
        other = literal(self.settled[twin]) if twin in self.settled else self.world.fact(twin)
        assert isinstance(own, Quantity)  # noqa: S101 - shares are numbers
        rest = subtract(Quantity(True, SCALE, 1), other)
        assert isinstance(rest, Quantity)  # noqa: S101
        contradiction = compare("==", own, rest).no
        self.world.constraints.append(opposite(contradiction))
        return Quantity(either([own.known, rest.known]), chosen(own.known, own.above, rest.above), chosen(own.known, own.below, rest.below))

    def _merged(self, own: Value | None, computed: Value | None) -> Value | None:
        """Stated, else computed; where both are, they agree."""
        if computed is None or own is None:
            return own or computed
        agree = equal(own, computed)
        self.world.constraints.append(opposite(agree.no))
        return pick(known(own), own, computed)

    def given(self, path: str) -> Value | None:
        """What the edition's derivation gives for a path; None where it can give nothing."""
        if path not in self._given:
            rule = self.derivations.get(path)
            self._given[path] = self._derive(rule) if rule is not None else None
        return self._given[path]

    def _derive(self, rule: Rule) -> Value | None:
        item = self.lowered(rule)
        value: Value | None = None
        for condition, result in reversed(item.table):
            given = self.value(result)
            value = given if condition is None else choose(self.condition(condition), given, value)
        applies, when = self.applies(rule), self.condition(item.when)
        gate = Condition(both([applies.yes, when.yes]), either([applies.no, when.no]))
        return choose(gate, value, None)

    def lowered(self, rule: Rule) -> Lowered:
        """A rule in core form on the day."""
        if rule.id not in self._lowered:
            self._lowered[rule.id] = lowered(rule, self.as_of)
        return self._lowered[rule.id]

    def applies(self, rule: Rule) -> Condition:
        """Whether the rule is for a kind of this deal."""
        if not rule.applies_to:
            return Condition(True, False)
        kinds = self.column(KINDS_PATH)
        assert isinstance(kinds, Names)  # noqa: S101 - the vocabulary says so
        some = either([kinds.members[kind] for kind in rule.applies_to if kind in kinds.members])
        return Condition(both([kinds.known, some]), both([kinds.known, opposite(some)]))

    # --- rules ---

    def outcome(self, rule: Rule) -> Outcome:
        """How a check rule comes out."""
        found = self._outcomes.get(rule.id)
        if found is None:
            found = self._outcomes[rule.id] = self._each(rule) if rule.for_each else self._outcome(rule, None)
        return found

    def _outcome(self, rule: Rule, slot: Slot | None) -> Outcome:
        item, applies = self.lowered(rule), self.applies(rule)
        when, unless, require = (self.condition(part, slot) for part in (item.when, item.unless, item.require))
        off = either([applies.no, when.no, unless.yes])
        exercised = both([applies.yes, when.yes])
        passes = both([opposite(off), require.yes])
        fails = both([exercised, unless.no, require.no])
        return Outcome(passes, fails, off, opposite(either([passes, fails, off])), both([exercised, opposite(unless.yes)]))

    def _each(self, rule: Rule) -> Outcome:
        stated, slots = self.world.records(rule.for_each or "")
        never = self.applies(rule).no
        each = [(slot.used, self._outcome(rule, slot)) for slot in slots]
        fails = either([both([used, one.fails]) for used, one in each])
        opens = either([both([used, one.open]) for used, one in each])
        passes = either([both([used, one.passes]) for used, one in each])
        exercised = either([both([used, one.exercised]) for used, one in each])
        seen = both([stated, opposite(never)])
        failed, open_ = both([seen, fails]), either([both([opposite(stated), opposite(never)]), both([seen, opposite(fails), opens])])
        passed = both([seen, opposite(fails), opposite(opens), passes])
        return Outcome(passed, failed, opposite(either([failed, open_, passed])), open_, both([stated, exercised]))

    def standing(self, subject: str = "deal", *, hypothetical: bool = False) -> Standing:
        """Where a deal stands, by the table of statuses."""
        outside, scope_open = (False, False) if hypothetical else self._scope()
        broken: list[Truth] = []
        held_up: list[Truth] = []
        deviates: list[Truth] = []
        applied: list[Truth] = []
        for rule in self.edition.rules:
            if rule.gives or rule.subject != subject:
                continue
            outcome = self.outcome(rule)
            applied += [outcome.passes, outcome.fails]
            if not counts(rule):
                continue
            if rule.severity == "violation":
                broken.append(outcome.fails)
                held_up.append(both([outcome.open, outcome.exercised]) if rule.modality == "may" else outcome.open)
            elif rule.severity == "deviation":
                deviates.append(outcome.fails)
        return Standing(outside, scope_open, either(broken), either(held_up), either(deviates), either(applied))

    def demands(self, *, open_allowed: bool = False, hypothetical: bool = False) -> dict[str, Truth]:
        """What has to hold for a deal to be compliant: of each rule that weighs on the status, by its id; under `scope` what no rule says.

        `open_allowed`: what is not known may stay so.
        """
        outside, scope_open = (False, False) if hypothetical else self._scope()
        found: dict[str, Truth] = {}
        applied: list[Truth] = []
        for rule in self.edition.rules:
            if rule.gives or rule.subject != "deal":
                continue
            outcome = self.outcome(rule)
            applied += [outcome.passes, outcome.fails]
            if counts(rule) and rule.severity in ("violation", "deviation"):
                kept = opposite(outcome.fails)
                if rule.severity == "violation" and not open_allowed:
                    kept = both([kept, opposite(both([outcome.open, outcome.exercised]) if rule.modality == "may" else outcome.open)])
                found[rule.id] = kept
        scope = both([opposite(outside), True if open_allowed else opposite(scope_open), either(applied)])
        return {"scope": scope, **found}

    def _scope(self) -> tuple[Truth, Truth]:
        outside: list[Truth] = []
        unsettled: list[Truth] = []
        if COVERAGE in self.derivations:
            coverage = self.given(COVERAGE)
            assert isinstance(coverage, Names)  # noqa: S101 - the vocabulary says so
            outside.append(both([coverage.known, coverage.members.get("not_covered", False)]))
            unsettled.append(opposite(coverage.known))
        if IN_FORCE in self.derivations:
            in_force = self.given(IN_FORCE)
            assert isinstance(in_force, Condition)  # noqa: S101 - the vocabulary says so
            outside.append(in_force.no)
            unsettled.append(both([opposite(in_force.yes), opposite(in_force.no)]))
        out = either(outside)
        return out, both([either(unsettled), opposite(out)])

    # --- expressions ---

    def condition(self, node: Core, slot: Slot | None = None) -> Condition:
        """A condition as a pair."""
        match node:
            case core.Lit(value):
                return Condition(value is True, value is False)
            case core.Not(item):
                inner = self.condition(item, slot)
                return Condition(inner.no, inner.yes)
            case core.And(items):
                parts = [self.condition(item, slot) for item in items]
                return Condition(both([p.yes for p in parts]), either([p.no for p in parts]))
            case core.Or(items):
                parts = [self.condition(item, slot) for item in items]
                return Condition(either([p.yes for p in parts]), both([p.no for p in parts]))
            case core.Compare(operator, left, right):
                return compare(operator, self.value(left, slot), self.value(right, slot))
            case core.Ratio(operator, above, below, value):
                return compare(operator, divide(self.value(above, slot), self.value(below, slot)), self.value(value, slot))
            case core.Member(item, among):
                return member(self.value(item, slot), self.value(among, slot))
            case core.Some(records, body):
                stated, slots = self.world.records(records)
                each = [(one.used, self.condition(body, one)) for one in slots]
                yes = either([both([used, c.yes]) for used, c in each])
                no = both([either([opposite(used), c.no]) for used, c in each])
                return Condition(both([stated, yes]), both([stated, no]))
        found = self.value(node, slot)
        if found is None:
            return Condition(False, False)
        assert isinstance(found, Condition), node  # noqa: S101 - expressions are type-checked
        return found

    def value(self, node: Core, slot: Slot | None = None) -> Value | None:
        """A value; None where it is certainly unknown."""
        match node:
            case core.Column(path):
                return self.column(path)
            case core.Prescribed(path):
                return self.given(path)
            case core.Element(name):
                assert slot is not None  # noqa: S101 - expressions are type-checked
                return slot.fields[name]
            case core.Lit(value):
                return literal(value)
            case core.Arithmetic(operator, left, right):
                return ARITHMETIC[operator](self.value(left, slot), self.value(right, slot))
            case core.Days(start, end):
                first, last = self.value(start, slot), self.value(end, slot)
                if not isinstance(first, Day) or not isinstance(last, Day):
                    return None
                return Quantity(both([first.known, last.known]), (last.day - first.day + 1) * SCALE, 1)
            case core.Shift(unit, start, amount):
                return self._shift(unit, self.value(start, slot), self.value(amount, slot))
            case core.Extreme(which, items):
                return reduce(lambda a, b: extreme(which, a, b), [self.value(item, slot) for item in items])
            case core.Merged(items):
                return merged([self.value(item, slot) for item in items])
            case core.Size(of):
                among = self.value(of, slot)
                if not isinstance(among, Names):
                    return None
                return Quantity(among.known, z3.Sum([z3.If(as_truth(flag), SCALE, 0) for flag in among.members.values()]) if among.members else 0, 1)
            case core.Choice(condition, then, otherwise):
                return choose(self.condition(condition, slot), self.value(then, slot), self.value(otherwise, slot))
        return self.condition(node, slot)

    def _shift(self, unit: str, start: Value | None, amount: Value | None) -> Value | None:
        """A date moved; of a fraction of a year, whole months, rounded down."""
        if isinstance(start, Quantity) and isinstance(start.above, int):
            start = Day(start.known, start.above)  # a date among the parameters is a plain number in core form
        if not isinstance(start, Day) or not isinstance(amount, Quantity):
            return None
        certain = both([start.known, amount.known])
        if unit == "days":
            whole, count = self._whole(amount, 1)
            return Day(both([certain, whole]), start.day + count)
        whole, months = self._whole(amount, 1 if unit == "months" else 12)
        if unit != "months":
            whole = True
        return Day(both([certain, whole]), self.world.shifted(start.day, months, term_end if unit == "terms" else add_months))

    def _whole(self, amount: Quantity, times: int) -> tuple[Truth, Whole]:
        """How many whole units an amount is, and whether it is a whole number of them."""
        above, below = amount.above * times, amount.below * SCALE
        count = self.world.count(above, below)
        return above == count * below, count
