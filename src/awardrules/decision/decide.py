"""`decide`: a deal against an edition on a day. Pure: no clock, no files, no dependence on order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from copy import copy
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, Literal

from awardrules.decision import reference
from awardrules.decision.reference import Conflict, Facts, Finding
from awardrules.diagnostics import Exit
from awardrules.expression import kleene
from awardrules.expression.evaluate import Scope, trace
from awardrules.facts.deal import Deal, Evidence
from awardrules.language import Text
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import OUTCOMES
from awardrules.record import Record, State

Status = Literal["not_decided", "out_of_scope", "undetermined", "non_compliant", "deviating", "compliant"]
Subject = Literal["deal", "institution"]
SUBJECTS: tuple[Subject, ...] = ("deal", "institution")

COVERAGE = "scope.coverage"
IN_FORCE = "edition.in_force"
SCOPE_OUTPUTS = frozenset({COVERAGE, IN_FORCE})
EXEMPTION_MECHANISM = "due-diligence-exemption"
EXIT_CODES: dict[str, Exit] = {
    "compliant": Exit.OK,
    "deviating": Exit.OK,
    "non_compliant": Exit.NON_COMPLIANT,
    "undetermined": Exit.UNDETERMINED,
    "out_of_scope": Exit.OUT_OF_SCOPE,
    "not_decided": Exit.CANNOT_DECIDE,
}


class Decision(State):
    """The decision of one deal. `outcomes` runs parallel to `edition.rules` (None for rules of the other subject).

    `remarks` is what whoever made the deal from a paper has to say of it; it goes with the notices.
    """

    deal: Deal
    edition: Edition
    as_of: int
    subject: Subject
    hypothetical: bool
    status: Status
    advisory: bool
    outcomes: tuple[str | None, ...]
    derived: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    scope_open: bool
    remarks: tuple[Text, ...]
    _facts: Facts | None
    _derivations: dict[str, Finding]
    _findings: dict[str, list[Finding]]

    def __init__(  # written out, for decisions are made by the thousand
        self,
        deal: Deal,
        edition: Edition,
        as_of: int,
        subject: Subject,
        hypothetical: bool,
        derived: dict[str, Any],
        conflicts: tuple[Conflict, ...] = (),
        facts: Facts | None = None,
        derivations: dict[str, Finding] | None = None,
        findings: dict[str, list[Finding]] | None = None,
    ) -> None:
        self.deal, self.edition, self.as_of, self.subject, self.hypothetical = deal, edition, as_of, subject, hypothetical
        self.status, self.advisory, self.outcomes, self.scope_open = "not_decided", False, (), False
        self.derived, self.conflicts, self.remarks, self._facts = derived, conflicts, (), facts
        self._derivations, self._findings = derivations or {}, findings or {}

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.__dict__,)

    @property
    def out_of_scope(self) -> bool:
        """Whether the institution or the day lies outside the edition."""
        return self.status == "out_of_scope"

    def outcome(self, rule: Rule) -> str | None:
        """How a rule came out."""
        return self.outcomes[self.edition.rules.index(rule)]

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """Where the facts that the edition sees were stated."""
        return self.deal.places(self.edition.pack, self.edition.edition)

    @property
    def facts(self) -> Facts:
        """All facts, stated and computed, as the reference interpreter has them."""
        if self._facts is None:
            facts = stated(self.deal, self.edition)
            if self.out_of_scope or self.conflicts:
                self._facts, self._derivations = reference.gather(self.edition, facts, self.as_of)
            else:
                self._facts = reference.settled(self.edition, facts, self.as_of, self.derived)
        return self._facts

    def findings(self, rule: Rule) -> list[Finding]:
        """The traced findings of a rule; one for each record where it runs over a list."""
        found = self._findings.get(rule.id)
        if found is None:
            facts = self._facts or self.facts
            if self.status == "out_of_scope" and rule.gives not in SCOPE_OUTPUTS:
                found = [Finding("not_applicable", "out_of_scope")]
            elif rule.gives:
                found = [self._derivations.get(rule.id) or reference.derivation(rule, self.edition, facts, self.as_of)]
            else:
                found = reference.examine(rule, facts, self.as_of)
            self._findings[rule.id] = found
        return found

    def clauses(self) -> dict[str, str]:
        """The outcome of every clause a rule of the subject cites: its check rules decide; derive rules where there is no check.

        A clause cited only as an exception passes where the exception is at hand.
        """
        checks: dict[str, set[str]] = {}
        derives: dict[str, set[str]] = {}
        exceptions: dict[str, set[str]] = {}
        for rule, outcome in zip(self.edition.rules, self.outcomes, strict=True):
            if outcome is not None:
                for clause in rule.clauses:
                    (derives if rule.gives else checks).setdefault(clause, set()).add(outcome)
                for clause in rule.exceptions:
                    exceptions.setdefault(clause, set()).add(self._exception(rule, clause))
        found = {**exceptions, **derives, **checks}
        order = ("fail", "unknown", "pass", "not_applicable")
        return {clause: next(o for o in order if o in found[clause]) for clause in self.edition.clauses if clause in found}

    def _exception(self, rule: Rule, clause: str) -> str:
        found: set[str] = set()
        for finding in self.findings(rule):
            for item, made in zip(rule.body.unless, finding.unless, strict=False):
                if item.clause == clause:
                    found.add(
                        "pass" if finding.cause == "exception" and made.value is True else "unknown" if made.value is None else "not_applicable"
                    )
        return next((o for o in ("pass", "unknown") if o in found), "not_applicable")


def _restored(fields: Mapping[str, Any]) -> Decision:
    """A decision with the fields of another."""
    decision = Decision.__new__(Decision)
    decision.__dict__.update(fields)
    return decision


def stated(deal: Deal, edition: Edition) -> Mapping[str, Any]:
    """The facts of a deal as an edition sees them."""
    return deal.for_edition(edition.pack, edition.edition) if deal.editions else deal.facts


def decide(deal: Deal, edition: Edition, as_of: int, *, subject: Subject = "deal", hypothetical: bool = False) -> Decision:
    """Decide a deal against an edition on the day `as_of` (a day number).

    `subject` picks the deal's rules or the institution's; `hypothetical` decides as if in scope and in force.
    """
    facts = stated(deal, edition)
    program = edition.program(as_of)
    result = program.run(facts, as_of) if deal.exact else None
    if result is not None:
        codes, values = result
        decision = Decision(deal, edition, as_of, subject, hypothetical, dict(zip(program.gives, values, strict=True)))
        _settle(decision, [OUTCOMES[code] for code in codes])
        return decision
    gathered, derivations = reference.gather(edition, facts, as_of)
    findings: dict[str, list[Finding]] = {}
    every: list[str | None] = []
    for rule in edition.rules:
        if rule.gives:
            every.append(derivations[rule.id].outcome)
        else:
            findings[rule.id] = reference.examine(rule, gathered, as_of)
            every.append(reference.combined(findings[rule.id]))
    decision = Decision(deal, edition, as_of, subject, hypothetical, gathered.given, tuple(gathered.conflicts), gathered, derivations, findings)
    _settle(decision, every)
    return decision


class _Standing(Record):
    """Places in the rules of an edition, seen from one subject: rules of the other, checks, and the checks that count by what a failure is."""

    others: tuple[int, ...]
    checks: tuple[int, ...]
    duties: tuple[int, ...]
    principles: tuple[int, ...]

    @cached_property
    def of_duties(self) -> Callable[[Sequence[str | None]], tuple[str | None, ...]]:
        """Picks the outcomes of the duties."""
        return _picker(self.duties)

    @cached_property
    def of_checks(self) -> Callable[[Sequence[str | None]], tuple[str | None, ...]]:
        """Picks the outcomes of the checks."""
        return _picker(self.checks)


def _picker(places: tuple[int, ...]) -> Callable[[Sequence[str | None]], tuple[str | None, ...]]:
    """Picks what stands at some places, as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda listed: tuple(listed[place] for place in places)


@lru_cache(maxsize=8)
def _standing(edition: Edition, subject: Subject) -> _Standing:
    placed = list(enumerate(edition.rules))
    checks = [(index, rule) for index, rule in placed if rule.subject == subject and not rule.gives]
    return _Standing(
        tuple(index for index, rule in placed if rule.subject != subject),
        tuple(index for index, _ in checks),
        tuple(index for index, rule in checks if violates(rule, "fail")),
        tuple(index for index, rule in checks if rule.severity == "deviation" and counts(rule)),
    )


def _settle(decision: Decision, every: list[str | None]) -> None:
    edition, derived = decision.edition, decision.derived
    coverage = derived.get(COVERAGE, "covered")
    in_force = derived.get(IN_FORCE, True)
    decision.advisory = coverage == "by_reference"
    outside = (coverage == "not_covered" or in_force is False) and not decision.hypothetical
    decision.scope_open = (coverage is None or in_force is None) and not outside and not decision.hypothetical
    own = _standing(edition, decision.subject)
    outcomes = every
    if outside:
        outcomes = [outcome if rule.gives in SCOPE_OUTPUTS else "not_applicable" for rule, outcome in zip(edition.rules, every, strict=True)]
    for index in own.others:
        outcomes[index] = None
    decision.outcomes = tuple(outcomes)
    decision.status = _status(decision, outside, own)
    if outside:
        decision._findings.clear()
        for path in derived:
            if path not in SCOPE_OUTPUTS:
                derived[path] = None


def _status(decision: Decision, outside: bool, own: _Standing) -> Status:
    if outside:
        return "out_of_scope"
    outcomes, rules = decision.outcomes, decision.edition.rules
    checked = own.of_checks(outcomes)
    if checked.count("not_applicable") == len(checked):
        return "not_decided"
    if decision.scope_open:
        return "undetermined"
    duties = own.of_duties(outcomes)
    if "fail" in duties:
        return "non_compliant"
    if "unknown" in duties and any(
        outcome == "unknown" and holds_up(decision, rules[index]) for index, outcome in zip(own.duties, duties, strict=True)
    ):
        return "undetermined"
    if "fail" in outcomes and deviates(decision):
        return "deviating"
    return "undetermined" if nothing_applied(decision) else "compliant"


def status_if(decision: Decision, excused: Set[str]) -> Status:
    """The status a decision would have if the rules with those ids had passed."""
    changed = copy(decision)
    pairs = zip(decision.edition.rules, decision.outcomes, strict=True)
    changed.outcomes = tuple("pass" if outcome == "fail" and rule.id in excused else outcome for rule, outcome in pairs)
    return _status(changed, decision.out_of_scope, _standing(decision.edition, decision.subject))


def status_of(decision: Decision) -> Status:
    """The status that the outcomes of a decision amount to."""
    return _status(decision, decision.out_of_scope, _standing(decision.edition, decision.subject))


def nothing_applied(decision: Decision) -> bool:
    """Whether no check rule came out as pass or fail: zero rules applied are never a pass."""
    pairs = zip(decision.edition.rules, decision.outcomes, strict=True)
    return not any(outcome in ("pass", "fail") for rule, outcome in pairs if not rule.gives)


def counts(rule: Rule) -> bool:
    """Whether a rule bears on the status: exemption rules decide an exemption, never a deal; the rules an institution owes do count."""
    return rule.mechanism != EXEMPTION_MECHANISM or rule.subject == "institution"


def violates(rule: Rule, outcome: str | None) -> bool:
    """Whether an outcome is a violation."""
    return outcome == "fail" and rule.severity == "violation" and counts(rule)


def deviates(decision: Decision) -> bool:
    """Whether a principle fails that bears on the status."""
    own = _standing(decision.edition, decision.subject)
    return any(decision.outcomes[index] == "fail" for index in own.principles)


def holds_up(decision: Decision, rule: Rule) -> bool:
    """Whether an unknown rule leaves the deal undetermined: a duty that may apply, or a permission that is exercised."""
    if rule.severity != "violation" or not counts(rule):
        return False
    return rule.modality != "may" or exercised(decision, rule)


def exercised(decision: Decision, rule: Rule) -> bool:
    """Whether the deal certainly makes use of a permission (for at least one record)."""
    facts = decision.facts
    if reference.applies(rule, facts.known.get("deal.kinds")) is not True:
        return False
    scope = Scope(facts.known, facts.outputs, rule.values(decision.as_of))
    scopes = [scope]
    if rule.for_each:
        scopes = [scope.within(r, f"{rule.for_each}[{i}]") for i, r in enumerate(facts.known.get(rule.for_each) or ())]
    for one in scopes:
        gate = kleene.conjunction([trace(part, one).value for part in rule.body.when])
        if gate is True and not any(trace(item.when, one).value is True for item in rule.body.unless):
            return True
    return False
