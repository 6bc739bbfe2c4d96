"""The reference decision: every rule by the tracing interpreter, for bounds, conflicts and explanations.

The compiled program gives the same outcomes wherever it decides at all (property test).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from awardrules.expression import kleene
from awardrules.expression.evaluate import Scope, Trace, trace, tracer
from awardrules.expression.term import Literal, Part
from awardrules.facts.quantity import SCALE, Bound
from awardrules.pack.edition import Body, Edition, Rule
from awardrules.pack.program import AS_OF, COMPLEMENTS, KINDS_PATH
from awardrules.record import Record

Outcome = str


class Conflict(Record):
    """A fact stated as one value and computed as another; `other` is the stated fact it was computed from, where there is one.

    A fact that two places state differently has all its `readings`, each with its place, instead.
    """

    path: str
    stated: Any
    computed: Any
    rule: str | None = None
    other: str | None = None
    readings: tuple[tuple[Any, Any], ...] = ()


class Finding:
    """How one rule came out, for the deal or for one record of a list (`place`), with the traces behind it."""

    __slots__ = ("cause", "outcome", "place", "require", "table", "unless", "when")

    def __init__(
        self,
        outcome: Outcome,
        cause: str | None,
        when: tuple[Trace, ...] = (),
        require: Trace | None = None,
        unless: tuple[Trace, ...] = (),
        table: tuple[tuple[Trace | None, Trace], ...] = (),
        place: str = "",
    ) -> None:
        self.outcome, self.cause, self.when, self.require = outcome, cause, when, require
        self.unless, self.table, self.place = unless, table, place


_NONE: frozenset[str] = frozenset()


class Facts:
    """The facts an edition reasons over: stated, completed and computed; without those in conflict."""

    __slots__ = ("conflicts", "given", "known", "outputs")

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known
        self.outputs: dict[str, Any] = {}
        self.given: dict[str, Any] = {}
        self.conflicts: list[Conflict] = []

    @property
    def conflicted(self) -> frozenset[str]:
        """The paths in conflict."""
        return frozenset(c.path for c in self.conflicts) if self.conflicts else _NONE


def complete(known: dict[str, Any], conflicts: list[Conflict]) -> None:
    """One share from the other: the two shares of a title add up to one, and contradict each other where they do not."""
    for a, b in COMPLEMENTS:
        x, y = known.get(a), known.get(b)
        if x is None and y is not None:
            known[a] = kleene.subtract([SCALE, y])
        elif y is None and x is not None:
            known[b] = kleene.subtract([SCALE, x])
        elif x is not None and kleene.equal(kleene.add([x, y]), SCALE) is False:
            conflicts.append(Conflict(a, x, kleene.subtract([SCALE, y]), other=b))
            conflicts.append(Conflict(b, y, kleene.subtract([SCALE, x]), other=a))
            del known[a], known[b]


def applies(rule: Rule, kinds: Any) -> bool | None:
    """Whether the rule is for a kind of this deal."""
    if not rule.applies_to:
        return True
    if kinds is None or isinstance(kinds, Bound):
        return kleene.includes_any([kinds, frozenset(rule.applies_to)])
    return not kinds.isdisjoint(rule.applies_to)


def gather(edition: Edition, stated: Mapping[str, Any], day: int) -> tuple[Facts, dict[str, Finding]]:
    """All facts with what the derive rules give, and the finding of every derive rule."""
    known = {path: value for path, value in stated.items() if value is not None}
    known[AS_OF] = day
    facts = Facts(known)
    complete(known, facts.conflicts)
    by_path = {rule.gives: rule for rule in edition.rules if rule.gives}
    findings: dict[str, Finding] = {}
    for path in edition.program(day).gives:
        rule = by_path[path]
        value, finding = _derive(rule, facts, day)
        fact = edition.vocabulary.get(path)
        if fact is not None and fact.derived:
            own = known.get(path)
            if own is None:
                if value is not None:
                    known[path] = value
            elif value is None:
                value = own
                if finding.outcome == "unknown":
                    finding = Finding("pass", None, finding.when, table=finding.table)
            elif kleene.equal(own, value) is False:
                facts.conflicts.append(Conflict(path, own, value, rule.id))
                del known[path]
                value = None
                finding = Finding("unknown", "conflict", finding.when, table=finding.table)
            elif isinstance(own, Bound) or isinstance(value, Bound):
                value = known[path] = kleene.narrower(own, value)
        else:
            facts.outputs[path] = value
            if fact is not None and fact.output and value is not None:
                known[path] = value
        facts.given[path] = value
        findings[rule.id] = finding
    return facts, findings


def settled(edition: Edition, stated: Mapping[str, Any], day: int, given: Mapping[str, Any]) -> Facts:
    """All facts of a deal without contradictions, with the values `given` that the compiled program computed."""
    known = dict(stated)
    if None in known.values():
        known = {path: value for path, value in known.items() if value is not None}
    known[AS_OF] = day
    facts = Facts(known)
    complete(known, facts.conflicts)
    facts.given.update(given)
    shown = _shown(edition)
    for path, value in given.items():
        is_output, is_known = shown[path]
        if is_output:
            facts.outputs[path] = value
        if is_known and value is not None:
            known[path] = value
    return facts


@lru_cache(maxsize=8)
def _shown(edition: Edition) -> dict[str, tuple[bool, bool]]:
    """Of each value that an edition computes, whether it is shown as an output, and whether as a fact."""
    facts = {rule.gives: edition.vocabulary.get(rule.gives) for rule in edition.rules if rule.gives}
    return {path: (fact is None or not fact.derived, fact is not None and (fact.derived or fact.output)) for path, fact in facts.items()}


def derivation(rule: Rule, edition: Edition, facts: Facts, day: int) -> Finding:
    """The finding of a derive rule where all facts are settled: a value the deal states itself leaves nothing unknown."""
    value, finding = _derive(rule, facts, day)
    fact = edition.vocabulary.get(rule.gives or "")
    if value is None and finding.outcome == "unknown" and fact is not None and fact.derived and fact.path in facts.known:
        return Finding("pass", None, finding.when, table=finding.table)
    return finding


def _derive(rule: Rule, facts: Facts, day: int) -> tuple[Any, Finding]:
    scope = Scope(facts.known, facts.outputs, rule.values(day))
    when = tuple(trace(part, scope) for part in rule.body.when)
    table = tuple((trace(row.when, scope) if row.when is not None else None, trace(row.value, scope)) for row in rule.body.table)
    gate = kleene.conjunction([applies(rule, facts.known.get(KINDS_PATH)), *(t.value for t in when)])
    arguments: list[Any] = []
    for condition, result in table:
        arguments += [result.value] if condition is None else [condition.value, result.value]
    if len(arguments) % 2 == 0:
        arguments.append(None)
    value = kleene.choice([gate, kleene.choice(arguments), None])
    if value is not None:
        return value, Finding("pass", None, when, table=table)
    nothing = gate is False or (all(c is not None for c, _ in table) and all(c is not None and c.value is False for c, _ in table))
    if nothing:
        return None, Finding("not_applicable", "kinds" if applies(rule, facts.known.get(KINDS_PATH)) is False else "condition", when, table=table)
    return None, Finding("unknown", _unknown_cause([*when, *(t for row in table for t in row if t is not None)], facts), when, table=table)


def _unknown_cause(traces: list[Trace], facts: Facts) -> str:
    leaves = [leaf for t in traces for leaf in _leaves(t)]
    if any(leaf.path in facts.conflicted for leaf in leaves):
        return "conflict"
    if any(node.cause for t in traces for node in _nodes(t)):
        return "division_by_zero"
    if any(isinstance(leaf.value, Bound) for leaf in leaves) and not any(leaf.path and leaf.value is None for leaf in leaves):
        return "bound"
    return "missing_facts"


def _nodes(root: Trace) -> list[Trace]:
    found, pending = [], [root]
    while pending:
        node = pending.pop()
        found.append(node)
        pending.extend(node.children)
    return found


def _leaves(root: Trace) -> list[Trace]:
    return [node for node in _nodes(root) if node.path]


def reads(part: Part) -> set[str]:
    """The facts an expression reads by path (`item.role` for a field of the record at hand)."""
    found: set[str] = set()
    pending: list[Part] = [part]
    while pending:
        node = pending.pop()
        if isinstance(node, Literal):
            continue
        if node.operator == "var":
            found.add(node.name)
        pending.extend(node.arguments)
    return found


def examine(rule: Rule, facts: Facts, day: int) -> list[Finding]:
    """The findings of a check rule: one, or one for each record."""
    known = facts.known
    kinds = applies(rule, known.get(KINDS_PATH)) if rule.applies_to else True
    scope = Scope(known, facts.outputs, rule.values(day))
    if not rule.for_each:
        return [_examine(rule, facts, scope, kinds, "")]
    records = facts.known.get(rule.for_each)
    if kinds is False:
        return [Finding("not_applicable", "kinds")]
    if records is None:
        return [Finding("unknown", "missing_facts")]
    found = [_examine(rule, facts, scope.within(r, f"{rule.for_each}[{i}]"), kinds, f"{rule.for_each}[{i}]") for i, r in enumerate(records)]
    return found or [Finding("not_applicable", "no_records")]


def _examine(rule: Rule, facts: Facts, scope: Scope, kinds: bool | None, place: str) -> Finding:
    if kinds is False:
        return Finding("not_applicable", "kinds", place=place)
    body = rule.body
    if kinds is True and body.require is not None and not (body.when or body.unless or facts.conflicts):  # nothing but what it requires
        only = tracer(body.require)(scope)
        if only.value is None:
            return Finding("unknown", _unknown_cause([only], facts), (), only, (), (), place)
        return Finding("pass" if only.value else "fail", None, (), only, (), (), place)
    when = tuple([tracer(part)(scope) for part in body.when]) if body.when else ()
    unless = tuple([tracer(item.when)(scope) for item in body.unless]) if body.unless else ()
    require = tracer(body.require)(scope) if body.require is not None else None
    gate = kleene.conjunction([kinds, *[t.value for t in when]]) if when else kinds
    excepted = kleene.disjunction([t.value for t in unless]) if unless else False
    outcome, cause = "unknown", None
    if gate is False:
        outcome, cause = "not_applicable", "condition"
    elif excepted is True:
        outcome, cause = "not_applicable", "exception"
    elif require is None or require.value is True:
        outcome = "pass"
    elif require.value is False and gate is True and excepted is False:
        outcome = "fail"
    if outcome != "not_applicable" and facts.conflicts and reads_of(body) & facts.conflicted:
        outcome, cause = "unknown", "conflict"
    if outcome == "unknown" and cause is None:
        cause = _unknown_cause([t for t in (*when, *unless, *([require] if require else [])) if t.value is None], facts)
    return Finding(outcome, cause, when, require, unless, (), place)


def reads_of(body: Body) -> set[str]:
    """The facts a check rule reads by path."""
    parts = [*body.when, *(item.when for item in body.unless), *([body.require] if body.require is not None else [])]
    return set().union(*(reads(part) for part in parts))


def combined(findings: list[Finding]) -> str:
    """The outcome of a rule from its findings: fail, else unknown, else pass, else not applicable."""
    outcomes = {finding.outcome for finding in findings}
    return next(outcome for outcome in ("fail", "unknown", "pass", "not_applicable") if outcome in outcomes or outcome == "not_applicable")
