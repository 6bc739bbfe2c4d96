"""The dates of a deal: what is recorded, what the edition computes, deadlines, the earliest day each step may be taken, and breaches of order."""

from __future__ import annotations

from typing import Literal

from awardrules.advice.orders import day_of, fact_of, orders, recorded_scope
from awardrules.advice.procedure import Limit, Plan, Step, steps_of
from awardrules.advice.wording import chosen_row, figures_for, missing_for, row_clauses, rule_reads, used
from awardrules.advice.workdays import Workday, workday
from awardrules.decision.decide import IN_FORCE, Decision
from awardrules.decision.explain import FactUsed, cautions, last_day_of_term, writer_for
from awardrules.decision.missing import Missing, missing
from awardrules.decision.reference import applies
from awardrules.expression.term import Part, Term
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import Rule, Validity
from awardrules.pack.program import AS_OF, KINDS_PATH
from awardrules.record import Record

Kind = Literal["recorded", "computed", "term", "deadline", "earliest"]
KINDS: tuple[Kind, ...] = ("recorded", "computed", "term", "earliest", "deadline")


class Entry(Record):
    """A day with what falls on it, the clause behind it and how it was found. `working` is filled for days still to come."""

    day: int
    kind: Kind
    path: str | None
    label: Text
    clauses: tuple[str, ...]
    basis: Text
    fact: FactUsed | None
    working: Workday | None
    cautions: tuple[Text, ...] = ()


class Violation(Record):
    """A recorded day on the wrong side of another: `subject` lies before `day` where it must not (`late` False), or after it.

    `because` is the other date of the order.
    """

    rule: Rule
    subject: Text
    late: bool
    day: int
    because: Text
    facts: tuple[FactUsed, ...]


class Open(Record):
    """A date the edition computes or a step whose earliest day is open, with the questions that would settle it."""

    label: Text
    path: str
    missing: tuple[Missing, ...]


class Timeline(Record):
    """Everything `timeline` shows for one edition; `steps` are the deal's, `duties` the institution's."""

    decision: Decision
    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    duties: tuple[Step, ...]
    violations: tuple[Violation, ...]
    open: tuple[Open, ...]

    @property
    def unordered(self) -> tuple[Fact, ...]:
        """Recorded steps that no order of the edition binds."""
        bound = {step.fact.path for step in (*self.steps, *self.duties)}
        recorded = {entry.path for entry in self.entries if entry.kind == "recorded"}
        return tuple(f for f in self.decision.edition.vocabulary if f.date_of and f.path in recorded and f.path not in bound)


def timeline(deal: Decision, institution: Decision) -> Timeline:
    """The dates of one deal and its institution: the same facts decided for both subjects."""
    steps, duties = steps_of(deal), steps_of(institution)
    entries = [*_recorded(deal, institution), *_computed(deal), *_computed(institution), *_term(deal)]
    entries += _projected([*steps, *duties], entries)
    day = deal.as_of
    timed = [e if e.day < day else _with_workday(e) for e in entries]
    timed.sort(key=lambda e: (e.day, KINDS.index(e.kind)))
    return Timeline(
        deal,
        tuple(timed),
        tuple(steps),
        tuple(duties),
        tuple(v for decision in (deal, institution) for v in _violations(decision)),
        tuple(_open(deal) + _open(institution)),
    )


def _with_workday(entry: Entry) -> Entry:
    return Entry(entry.day, entry.kind, entry.path, entry.label, entry.clauses, entry.basis, entry.fact, workday(entry.day), entry.cautions)


def _recorded(decision: Decision, institution: Decision) -> list[Entry]:
    found = []
    for fact in decision.edition.vocabulary:
        value = decision.facts.known.get(fact.path)
        own = used(decision, fact.path)
        if fact.type == "date" and fact.path != AS_OF and isinstance(value, int) and own.evidence is not None:
            found.append(Entry(value, "recorded", fact.path, fact.label, _readers((decision, institution), fact.path), EMPTY, own, None))
    return found


def _readers(decisions: tuple[Decision, ...], path: str) -> tuple[str, ...]:
    """The clauses whose rules read a fact and apply, or may apply."""
    found: dict[str, None] = {}
    for rule, outcome in ((rule, d.outcomes[i]) for d in decisions for i, rule in enumerate(d.edition.rules)):
        if outcome not in (None, "not_applicable") and path in rule_reads(rule):
            found[rule.clauses[0]] = None
    return tuple(found)


def _computed(decision: Decision) -> list[Entry]:
    """The days that derive rules give, unless the deal states them itself."""
    found = []
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        fact = decision.edition.vocabulary.get(rule.gives) if rule.gives else None
        if outcome != "pass" or fact is None or fact.type != "date" or used(decision, fact.path).evidence is not None:
            continue
        value, chosen = decision.derived.get(fact.path), chosen_row(decision.findings(rule)[0])
        if not isinstance(value, int) or chosen is None:
            continue
        row, traced = chosen
        clauses = row_clauses(rule, row)
        basis, remarks = _formula(decision, rule, traced.part), tuple(cautions(decision, rule))
        found.append(Entry(value, "computed", fact.path, fact.label, clauses, basis, None, None, remarks))
    return found


def _formula(decision: Decision, rule: Rule, part: Part) -> Text:
    """How a day was found: in words and with its figures; nothing for a day that is printed as such."""
    if not isinstance(part, Term):
        return EMPTY
    words = writer_for(decision, rule).value(part)
    return words if not part.arguments else joined([words, figures_for(decision, rule).value(part)], " = ", " = ")


def _term(decision: Decision) -> list[Entry]:
    """The first and last day of the edition's own term; none where a rule of the edition gives that day already."""
    validity: Validity | None = decision.edition.validity
    last = last_day_of_term(decision)
    if validity is None or last is None:
        return []
    rule = next((r for r in decision.edition.rules if r.gives == IN_FORCE), None)
    clauses = rule.clauses if rule else ()
    given = {decision.derived.get(r.gives) for r in decision.edition.rules if r.gives and set(r.clauses) & set(clauses)}
    if last in given:
        return []
    start = validity.start
    years = Text(f"自施行之日起 {validity.years} 年", f"{validity.years} years from the first day")
    first = [Entry(start, "term", None, Text("文件施行", "document takes effect"), clauses, EMPTY, None, None)] if isinstance(start, int) else []
    return [*first, Entry(last, "term", None, Text("文件有效期最后一日", "last day of the document's term"), clauses, years, None, None)]


def _projected(steps: list[Step], entries: list[Entry]) -> list[Entry]:
    """The earliest day of each step not taken yet, and its deadline where no computed day says the same."""
    found = []
    taken = {(e.day, c) for e in entries if e.kind == "computed" for c in e.clauses}
    for step in steps:
        if isinstance(step.recorded.value, int):
            continue
        if step.earliest is not None:
            decisive = [limit for limit in step.after if limit.day == step.earliest]
            found.append(_entry(step, "earliest", step.earliest, decisive))
        if step.latest is not None:
            decisive = [limit for limit in step.before if limit.day == step.latest]
            if not any((step.latest, c) in taken for limit in decisive for c in limit.rule.clauses):
                found.append(_entry(step, "deadline", step.latest, decisive))
    return found


def _entry(step: Step, kind: Kind, day: int, limits: list[Limit]) -> Entry:
    clauses = tuple(dict.fromkeys(limit.rule.clauses[0] for limit in limits))
    basis = joined(list(dict.fromkeys(limit.basis for limit in limits)), "；", "; ")
    return Entry(day, kind, step.fact.path, step.fact.label, clauses, basis, None, None)


def _violations(decision: Decision) -> list[Violation]:
    """The orders of failed rules that the recorded days break."""
    found = []
    failed = {rule.id for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True) if outcome == "fail"}
    listed = orders(decision, planned=False)
    plan = Plan(decision, listed)
    for order in listed:
        scope = recorded_scope(decision, order.rule)
        earlier, later = day_of(order.earlier, scope), day_of(order.later, scope)
        if order.rule.id not in failed or earlier is None or later is None or later >= earlier + order.gap:
            continue
        words = writer_for(decision, order.rule)
        facts = tuple(used(decision, path) for path in (fact_of(order.earlier), fact_of(order.later)) if path)
        before, after = words.value(order.earlier), words.value(order.later)
        late = not plan.waits(order)
        if late:
            found.append(Violation(order.rule, before, late, later - order.gap, after, facts))
        else:
            found.append(Violation(order.rule, after, late, earlier + order.gap, before, facts))
    return found


def _open(decision: Decision) -> list[Open]:
    """The computed dates that lack facts; not those of a kind of deal that nothing in the file speaks of."""
    stated, kinds = decision.facts.known, decision.facts.known.get(KINDS_PATH)
    listed = missing(decision)
    found = []
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        fact = decision.edition.vocabulary.get(rule.gives) if rule.gives else None
        if applies(rule, kinds) is None and not any(path in stated for path in rule_reads(rule)):
            continue
        if outcome == "unknown" and fact is not None and fact.type == "date" and (lacking := missing_for(decision, rule, listed)):
            found.append(Open(fact.label, fact.path, lacking))
    return found
