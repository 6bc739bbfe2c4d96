"""An institution's self-assessment: what it lacks, what it owes to whom by when, what is open, and what is in order, by mechanism."""

from __future__ import annotations

from typing import Any, Literal

from awardrules.advice.orders import fact_of, orders, recorded_scope
from awardrules.advice.procedure import Plan
from awardrules.advice.workdays import Workday, workday
from awardrules.decision.decide import SCOPE_OUTPUTS, Decision
from awardrules.decision.explain import Account, accounts, guilty_facts
from awardrules.decision.missing import Missing, missing
from awardrules.decision.reference import reads
from awardrules.expression.evaluate import trace
from awardrules.expression.term import Literal as Constant
from awardrules.expression.term import Part, Term
from awardrules.facts.vocabulary import Fact
from awardrules.language import Text
from awardrules.pack.edition import Rule
from awardrules.record import Record

REPORTS = "report."
Standing = Literal["done", "late", "owed", "overdue", "open"]
ORDER = ("fail", "unknown", "pass")
SEVERITIES = ("violation", "deviation", "suggestion", "information")


class Due(Record):
    """A last day (None while open), in words, whether it is a working day, and by how many days what was done came `late`."""

    day: int | None
    basis: Text
    working: Workday | None
    late: int


class Duty(Record):
    """Something owed: to whom, by when, and how it stands.

    `to` are the addressees the rules name and `sent` those on record (None where the deal says nothing); `reported` tells a report from a
    duty that is only due by a day.
    """

    rules: tuple[Rule, ...]
    fact: Fact | None
    to: tuple[str, ...]
    sent: frozenset[str] | None
    reported: bool
    due: tuple[Due, ...]
    standing: Standing


class Point(Record):
    """One rule with its outcome, in words, and the questions that are open."""

    rule: Rule
    outcome: str
    accounts: tuple[Account, ...]
    missing: tuple[Missing, ...]


class Section(Record):
    """The points of one mechanism by outcome; `advised` are encouragements not taken up."""

    mechanism: str
    lacking: tuple[Point, ...]
    advised: tuple[Point, ...]
    open: tuple[Point, ...]
    in_order: tuple[Point, ...]


class Checklist(Record):
    """Everything `assess` shows; `scope` are the questions that settle whether the document applies at all."""

    decision: Decision
    duties: tuple[Duty, ...]
    sections: tuple[Section, ...]
    idle: tuple[Rule, ...]
    scope: tuple[Missing, ...]


def checklist(decision: Decision) -> Checklist:
    """The checklist of a decision on an institution."""
    pairs = [(r, o) for r, o in zip(decision.edition.rules, decision.outcomes, strict=True) if o is not None and not r.gives]
    found = missing(decision)
    scope = {rule.id for rule in decision.edition.rules if rule.gives in SCOPE_OUTPUTS}
    points = [_point(decision, rule, outcome, found) for rule, outcome in pairs if outcome != "not_applicable"]
    sections = [_section(name, [p for p in points if p.rule.mechanism == name]) for name in dict.fromkeys(p.rule.mechanism for p in points)]
    sections.sort(key=lambda s: (not s.lacking, not s.open and not s.advised))
    return Checklist(
        decision,
        tuple(_duties(decision, [(r, o) for r, o in pairs if o != "not_applicable"])),
        tuple(sections),
        tuple(rule for rule, outcome in pairs if outcome == "not_applicable"),
        tuple(m for m in found if decision.scope_open and scope & set(m.blocks)),
    )


def _point(decision: Decision, rule: Rule, outcome: str, found: list[Missing]) -> Point:
    told = [a for a in accounts(decision, rule) if a.finding.outcome == outcome]
    return Point(rule, outcome, tuple(told), tuple(m for m in found if rule.id in m.blocks))


def _section(mechanism: str, points: list[Point]) -> Section:
    failed = [p for p in points if p.outcome == "fail"]
    return Section(
        mechanism,
        tuple(p for p in failed if p.rule.severity in ("violation", "deviation")),
        tuple(p for p in failed if p.rule.severity not in ("violation", "deviation")),
        tuple(sorted((p for p in points if p.outcome == "unknown"), key=lambda p: SEVERITIES.index(p.rule.severity) + (p.rule.modality == "may"))),
        tuple(p for p in points if p.outcome == "pass"),
    )


def _duties(decision: Decision, pairs: list[tuple[Rule, str]]) -> list[Duty]:
    """Binding rules that name addressees, set a last day, or ask for a report; rules on one clause are one duty."""
    plan = Plan(decision, [order for order in orders(decision, planned=True) if order.certain])
    grouped: dict[str, list[tuple[Rule, str]]] = {}
    for rule, outcome in pairs:
        if rule.severity == "violation" and rule.body.require is not None:
            grouped.setdefault(rule.clauses[0], []).append((rule, outcome))
    duties = []
    for clause, rules in grouped.items():
        asked = [_addressees(decision, rule) for rule, _ in rules]
        due = _due(decision, plan, clause, [rule for rule, _ in rules])
        reported = any(path.startswith(REPORTS) for rule, _ in rules if rule.body.require is not None for path in reads(rule.body.require))
        if not any(asked) and not due and not reported:
            continue
        fact, to, sent = next((found for found in asked if found), (None, (), None))
        outcome = min((o for _, o in rules), key=ORDER.index)
        duties.append(Duty(tuple(r for r, _ in rules), fact, to, sent, reported, due, _stands(decision, rules, outcome, due)))
    return duties


def _stands(decision: Decision, rules: list[tuple[Rule, str]], outcome: str, due: tuple[Due, ...]) -> Standing:
    """What was done after its day, and lacks nothing else, is late; overdue is what is still to be done."""
    if outcome != "fail":
        return "done" if outcome == "pass" else "open"
    failing = [finding for rule, came in rules if came == "fail" for finding in decision.findings(rule) if finding.outcome == "fail"]
    guilty = [decision.edition.vocabulary.get(path) for finding in failing for path in guilty_facts(decision, finding)]
    if any(d.late for d in due) and all(fact is not None and fact.type == "date" for fact in guilty):
        return "late"
    return "overdue" if any(d.day is not None and d.day < decision.as_of for d in due) else "owed"


def _addressees(decision: Decision, rule: Rule) -> tuple[Fact, tuple[str, ...], frozenset[str] | None] | None:
    """To whom a rule wants something sent, and to whom it was."""
    required: dict[str, dict[str, None]] = {}
    scope = recorded_scope(decision, rule)

    def walk(part: Part) -> None:
        if not isinstance(part, Term):
            return
        if part.operator in ("includes_all", "in"):
            whole, names = part.arguments if part.operator == "includes_all" else reversed(part.arguments)
            path = fact_of(whole)
            fact = decision.edition.vocabulary.get(path) if path else None
            value: Any = trace(names, scope).value
            if path and fact is not None and fact.addressees and value is not None:
                chosen = {value} if isinstance(value, str) else value
                listed = [name for name in (fact.values or chosen) if name in chosen]
                required.setdefault(path, {}).update(dict.fromkeys(listed))
        for argument in part.arguments:
            walk(argument)

    if rule.body.require is not None:
        walk(rule.body.require)
    for path, names in required.items():
        sent = decision.facts.known.get(path)
        fact = decision.edition.vocabulary.get(path)
        if fact is not None:
            return fact, tuple(names), sent if isinstance(sent, frozenset) else None
    return None


def _due(decision: Decision, plan: Plan, clause: str, rules: list[Rule]) -> tuple[Due, ...]:
    """The last days of a duty: what its rules compare dates with, and the days the edition computes on the same clause."""
    found: dict[int | None, Due] = {}
    for rule in rules:
        for path in reads(rule.body.require) if rule.body.require is not None and not isinstance(rule.body.require, Constant) else ():
            for limit in plan.before(path):
                if limit.rule.id == rule.id:
                    found.setdefault(limit.day, _at(limit.day, limit.basis, decision.as_of, plan.recorded(path)))
    for rule in decision.edition.rules:
        fact = decision.edition.vocabulary.get(rule.gives) if rule.gives else None
        if fact is not None and fact.type == "date" and fact.output and clause in rule.clauses:
            day = decision.derived.get(fact.path)
            known = day if isinstance(day, int) else None
            if known not in found:
                found[known] = _at(known, fact.label, decision.as_of)
    known_days = [due for day, due in found.items() if day is not None]
    return tuple(sorted(known_days, key=lambda d: d.day or 0)) or tuple(found.values())


def _at(day: int | None, basis: Text, as_of: int, done: int | None = None) -> Due:
    late = done - day if day is not None and done is not None and day < done <= as_of else 0
    return Due(day, basis, workday(day) if day is not None and day >= as_of else None, late)
