"""The exemption dossier of a person: conditions and situation, each with its evidence, and what follows under the edition.

Nothing here knows what makes an exemption. The rule that gives `diligence.exemption` is read row by row, and what it rests on
(`diligence.performed`, `diligence.situation_met`) is opened up to the facts it is made of. So conditions alone never exempt where the
edition wants a situation as well.
"""

from __future__ import annotations

from typing import Any, Literal

from awardrules.advice.wording import chosen_row, missing_for, row_clauses, rule_reads, used
from awardrules.decision.decide import EXEMPTION_MECHANISM, Decision
from awardrules.decision.explain import FactUsed, accounts, cautions, writer_for
from awardrules.decision.missing import Missing
from awardrules.decision.reference import Finding, reads
from awardrules.expression.evaluate import Trace
from awardrules.expression.prose import as_fact
from awardrules.expression.term import Literal as Constant
from awardrules.expression.term import Term
from awardrules.facts.deal import show
from awardrules.language import EMPTY, Text
from awardrules.pack.edition import Rule
from awardrules.record import Record

EXEMPTION = "diligence.exemption"
PERFORMED = "diligence.performed"
SITUATION = "diligence.situation_met"
GROUP = EXEMPTION.partition(".")[0]

State = Literal["met", "lacking", "unknown"]


class Element(Record):
    """One thing an exemption rests on: in words, how it stands, the clause, the facts with their place, what to file, and its question."""

    text: Text
    state: State
    clauses: tuple[str, ...]
    facts: tuple[FactUsed, ...]
    remedy: Text


class Path(Record):
    """One result the edition prints, with what it takes; `value` is None for a result that is not fixed. `elements` is empty for “otherwise”."""

    value: Any
    label: Text
    state: State
    clauses: tuple[str, ...]
    elements: tuple[Element, ...]


class Part(Record):
    """A fact an exemption rests on (diligence, the situation), opened up.

    `asserted` is the fact where the deal states it as such; `excluded` says why the edition does not look at it for this person.
    """

    path: str
    label: Text
    state: State
    asserted: FactUsed | None
    excluded: Text
    clauses: tuple[str, ...]
    elements: tuple[Element, ...]


class Duty(Record):
    """A check rule of the mechanism beside the conditions: the inquiry, a write-off, the unit's own rules.

    `applies` is False while it is open whether the rule applies.
    """

    rule: Rule
    outcome: str
    applies: bool
    message: Text
    facts: tuple[FactUsed, ...]


class Dossier(Record):
    """Everything `dossier` shows. `printed` is False where the edition has no rule on exemption; `result` is None while it is open."""

    decision: Decision
    printed: bool
    claim: tuple[FactUsed, ...]
    result: Any
    label: Text
    clauses: tuple[str, ...]
    paths: tuple[Path, ...]
    parts: tuple[Part, ...]
    duties: tuple[Duty, ...]
    unit: tuple[Duty, ...]
    missing: tuple[Missing, ...]
    cautions: tuple[Text, ...]


def dossier(deal: Decision, institution: Decision) -> Dossier:
    """The dossier of the person a deal describes, with the unit's own rules from the decision on the institution."""
    edition = deal.edition
    rule = _giving(deal, EXEMPTION)
    finding = deal.findings(rule)[0] if rule else None
    result = None if deal.out_of_scope else deal.derived.get(EXEMPTION)
    fact = edition.vocabulary.get(EXEMPTION)
    rests_on = {path for row in (rule.body.table if rule else ()) if row.when is not None for path in reads(row.when)}
    parts = [_part(deal, path) for path in (PERFORMED, SITUATION) if path in rests_on]
    remarks = [text for r in edition.rules if r.mechanism == EXEMPTION_MECHANISM and r.subject == "deal" for text in cautions(deal, r)]
    chosen = chosen_row(finding) if finding else None
    return Dossier(
        decision=deal,
        printed=rule is not None,
        claim=_claim(deal),
        result=result,
        label=show(result, fact) if result is not None else EMPTY,
        clauses=row_clauses(rule, chosen[0] if chosen else None) if rule else (),
        paths=tuple(_paths(deal, rule, finding)) if rule and finding else (),
        parts=tuple(part for part in parts if part is not None),
        duties=tuple(_duties(deal, rule)),
        unit=tuple(_duties(institution, None)),
        missing=missing_for(deal, rule) if rule else (),
        cautions=tuple(dict.fromkeys(remarks)),
    )


def _claim(decision: Decision) -> tuple[FactUsed, ...]:
    """Who claims what: the named facts of the group, as far as the edition reads them or the deal states them."""
    named = [f for f in decision.edition.vocabulary if f.path.startswith(f"{GROUP}.") and f.type == "enum" and not f.output]
    return tuple(used(decision, f.path) for f in named if _read(decision, f.path) or f.path in decision.evidence)


def _giving(decision: Decision, path: str) -> Rule | None:
    return next((rule for rule in decision.edition.rules if rule.gives == path), None)


def _read(decision: Decision, path: str) -> bool:
    """Whether a rule of the mechanism reads a fact."""
    rules = [rule for rule in decision.edition.rules if rule.mechanism == EXEMPTION_MECHANISM and rule.subject == "deal"]
    return any(path in rule_reads(rule) for rule in rules)


def _paths(decision: Decision, rule: Rule, finding: Finding) -> list[Path]:
    """The rows of the rule on exemption; a row counts only as far as no earlier one holds."""
    fact = decision.edition.vocabulary.get(EXEMPTION)
    found = []
    settled: bool | None = False
    for index, (condition, value) in enumerate(finding.table):
        own = True if condition is None else condition.value
        standing = own if settled is False else False if settled is True else None if own is not False else False
        label = show(value.value, fact or as_fact(value.part.type))
        elements = _elements(decision, rule, condition, row_clauses(rule, index)) if condition is not None else ()
        found.append(Path(value.value, label, _state(standing), row_clauses(rule, index), elements))
        settled = True if settled is True or own is True else None if settled is None or own is None else False
    return found


def _state(value: Any) -> State:
    return "met" if value is True else "lacking" if value is False else "unknown"


def _part(decision: Decision, path: str) -> Part | None:
    """A fact an exemption rests on, opened up by the rule that computes it; a bare fact where none does."""
    label = decision.edition.vocabulary.label(path)
    state = _state(decision.facts.known.get(path))
    own = used(decision, path)
    asserted = own if own.evidence is not None else None
    rule = _giving(decision, path)
    if rule is None:
        return Part(path, label, state, asserted, EMPTY, (), ()) if asserted or state == "unknown" else None
    finding = decision.findings(rule)[0]
    if decision.out_of_scope or not finding.table:
        return None
    chosen = chosen_row(finding)
    if any(part.value is False for part in finding.when):
        return Part(path, label, "lacking", asserted, accounts(decision, rule)[0].message, rule.clauses, ())
    if chosen is None:
        return Part(path, label, state, asserted, EMPTY, rule.clauses, ())
    clauses = row_clauses(rule, chosen[0])
    return Part(path, label, state, asserted, EMPTY, clauses, _elements(decision, rule, chosen[1], clauses))


def _elements(decision: Decision, rule: Rule, node: Trace, clauses: tuple[str, ...]) -> tuple[Element, ...]:
    """What has to hold, one element for each part joined by “and”."""
    part = node.part
    if isinstance(part, Term) and part.operator == "and":
        return tuple(element for child in node.children for element in _elements(decision, rule, child, clauses))
    words = writer_for(decision, rule)
    check = _check_for(decision, node, clauses)
    return (
        Element(
            text=words.value(part) if isinstance(part, Term) and part.operator == "var" else words.condition(part),
            state=_state(node.value),
            clauses=(check.clauses[0],) if check else clauses,
            facts=tuple(used(decision, path) for path in _leaves(node)),
            remedy=check.remedy if check and node.value is not True else EMPTY,
        ),
    )


def _leaves(node: Trace) -> tuple[str, ...]:
    if node.path and not node.children:
        return (node.path,)
    return tuple(dict.fromkeys(path for child in node.children for path in _leaves(child)))


def _check_for(decision: Decision, node: Trace, clauses: tuple[str, ...]) -> Rule | None:
    """The check rule that says how to show an element: of the same clause, else the one whose requirement names its facts most narrowly.

    A rule on the clause of another row, as of another situation, says nothing about this one.
    """
    wanted = set(_leaves(node))
    rows = {row.clause for rule in decision.edition.rules if rule.mechanism == EXEMPTION_MECHANISM for row in rule.body.table if row.clause}
    found = []
    for rule in decision.edition.rules:
        if rule.gives or rule.mechanism != EXEMPTION_MECHANISM or rule.subject != "deal" or rule.body.require is None:
            continue
        read = reads(rule.body.require)
        own = set(rule.clauses) & set(clauses)
        if wanted <= read and (own or not set(rule.clauses) & rows):
            found.append((not own, len(read), rule))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _duties(decision: Decision, exemption: Rule | None) -> list[Duty]:
    """Check rules of the mechanism that apply and are not opened up above."""
    opened = set(exemption.clauses) if exemption else set()
    for path in (PERFORMED, SITUATION):
        rule = _giving(decision, path)
        if rule is not None and exemption is not None:
            opened |= {*rule.clauses, *(row.clause for row in rule.body.table if row.clause)}
    within = _conditions(decision) if exemption is not None else frozenset()
    found = []
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        if outcome in (None, "not_applicable") or rule.gives or rule.mechanism != EXEMPTION_MECHANISM or set(rule.clauses) & opened:
            continue
        if rule.body.require is not None and reads(rule.body.require) <= within:
            continue
        told = [a for a in accounts(decision, rule) if a.finding.outcome == outcome]
        certain = all(part.value is True for part in told[0].finding.when)
        found.append(Duty(rule, outcome or "", certain, told[0].message, told[0].facts))
    return found


def _conditions(decision: Decision) -> frozenset[str]:
    """The facts diligence is made of, and diligence itself."""
    rule = _giving(decision, PERFORMED)
    parts = [row.value for row in rule.body.table] if rule else []
    return frozenset({PERFORMED}).union(*(reads(part) for part in parts if not isinstance(part, Constant)))
