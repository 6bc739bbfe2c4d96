"""The order of steps a document prints: date comparisons read out of what its rules require.

A rule that wants the agreement after the filing says so as a comparison of two dates; a rule that wants fifteen days of publicity fixes the
last day from the first. Both are held as one form: the later day is at least `gap` days after the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awardrules.decision.decide import Decision
from awardrules.decision.reference import applies
from awardrules.expression import kleene
from awardrules.expression.evaluate import Scope, evaluate, trace
from awardrules.expression.term import Part, Term
from awardrules.facts.quantity import SCALE, Bound
from awardrules.pack.edition import Rule
from awardrules.pack.program import AS_OF, KINDS_PATH
from awardrules.record import Record

_COMPARISONS = {"<": (0, 1, 1), "<=": (0, 1, 0), ">": (1, 0, 1), ">=": (1, 0, 0)}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Order(Record):
    """`later` is at least `gap` days after `earlier`, by a rule.

    `span` is the number of days a run must last, both ends counted, where the order comes from a run; `certain` is False while it is open
    whether the rule applies.
    """

    rule: Rule
    earlier: Part
    later: Part
    gap: int
    span: int | None
    certain: bool


def fact_of(part: Part) -> str | None:
    """The date fact a side of an order is, where it is nothing but that fact."""
    if isinstance(part, Term) and part.operator == "var" and not part.name.startswith("item.") and part.name != AS_OF:
        return part.name
    return None


def planning_scope(decision: Decision, rule: Rule) -> Scope:
    """The facts as they will be once every step of the procedure is taken: what orders a step binds before it is taken, too."""
    facts = decision.facts
    steps = {fact.date_of: True for fact in decision.edition.vocabulary if fact.date_of}
    return Scope({**facts.known, **steps}, facts.outputs, rule.values(decision.as_of))


def recorded_scope(decision: Decision, rule: Rule) -> Scope:
    """The facts as they are."""
    return Scope(decision.facts.known, decision.facts.outputs, rule.values(decision.as_of))


def orders(decision: Decision, *, planned: bool) -> list[Order]:
    """The orders of the rules that apply or may apply; `planned` reads them as they bind once every step is taken."""
    if decision.out_of_scope:
        return []
    runs = _runs(decision)
    found: list[Order] = []
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        if outcome is None or rule.gives or rule.for_each or rule.body.require is None:
            continue
        scope = planning_scope(decision, rule) if planned else recorded_scope(decision, rule)
        gate = kleene.conjunction([applies(rule, decision.facts.known.get(KINDS_PATH)), *(evaluate(part, scope) for part in rule.body.when)])
        excepted = kleene.disjunction([evaluate(item.when, scope) for item in rule.body.unless])
        if gate is False or excepted is True:
            continue
        certain = gate is True and excepted is False
        for part, wanted, settled in _required(rule.body.require, scope, wanted=True, settled=certain):
            found += [Order(rule, *side, settled) for side in _sides(part, wanted, scope, runs)]
    return found


def _required(part: Part, scope: Scope, *, wanted: bool, settled: bool) -> Iterator[tuple[Term, bool, bool]]:
    """The comparisons that have to hold, each with the truth it must have and whether no alternative can replace it."""
    if not isinstance(part, Term):
        return
    if part.operator == "!":
        yield from _required(part.arguments[0], scope, wanted=not wanted, settled=settled)
    elif part.operator in ("and", "or"):
        together = (part.operator == "and") == wanted
        values = [evaluate(argument, scope) for argument in part.arguments]
        for index, argument in enumerate(part.arguments):
            others = [value for position, value in enumerate(values) if position != index]
            if together:
                yield from _required(argument, scope, wanted=wanted, settled=settled)
            elif wanted not in others:
                yield from _required(argument, scope, wanted=wanted, settled=settled and None not in others)
    elif part.operator in _COMPARISONS:
        yield part, wanted, settled


def _sides(part: Term, wanted: bool, scope: Scope, runs: dict[str, Term]) -> Iterator[tuple[Part, Part, int, int | None]]:
    if not wanted and len(part.arguments) > 2:
        return
    operator = part.operator if wanted else _OPPOSITE[part.operator]
    first, second, strict = _COMPARISONS[operator]
    for index in range(len(part.arguments) - 1):
        pair = part.arguments[index : index + 2]
        if any(side.type is not None and side.type.name == "date" for side in pair):
            yield pair[first], pair[second], strict, None
            continue
        lengths = [_run(side, runs) for side in pair]
        for run, other, over in ((lengths[second], pair[first], True), (lengths[first], pair[second], False)):
            if run is not None and isinstance(days := evaluate(other, scope), int) and days % SCALE == 0:
                start, end = run.arguments
                span = days // SCALE - 1
                # over: at least so many days; under: the first day is at most so many days before the last
                yield (start, end, span + strict, span + strict + 1) if over else (end, start, strict - span, span - strict + 1)


def _run(part: Part, runs: dict[str, Term]) -> Term | None:
    """The count of days from a first to a last day behind a number."""
    if not isinstance(part, Term):
        return None
    return part if part.operator == "days_inclusive" else runs.get(part.name) if part.operator == "var" else None


def _runs(decision: Decision) -> dict[str, Term]:
    """Computed facts that count the days between two dates."""
    found: dict[str, Term] = {}
    for rule in decision.edition.rules:
        if rule.gives and len(rule.body.table) == 1:
            value = rule.body.table[0].value
            if isinstance(value, Term) and value.operator == "days_inclusive":
                found[rule.gives] = value
    return found


def day_of(part: Part, scope: Scope) -> int | None:
    """The day a side of an order is on; None while it is not known exactly."""
    value: Any = trace(part, scope).value
    return value if isinstance(value, int) and not isinstance(value, bool | Bound) else None
