"""What an edition fixes in yuan: every amount its rules compute, with formula, figures and the amount recorded beside it.

An amount is exact; where it is no whole fen, the least that is due is shown rounded up and the most that is allowed rounded down, so
that whoever pays the figure shown complies. Comparisons are made on the exact amount.
"""

from __future__ import annotations

from typing import Any, Literal

from awardrules.advice.wording import chosen_row, figures_for, missing_for, paths_read, row_clauses, used
from awardrules.decision.decide import Decision
from awardrules.decision.explain import CAUSES, FactUsed, accounts, cautions, requirement_in_words, writer_for
from awardrules.decision.missing import Missing, missing
from awardrules.expression import kleene
from awardrules.facts.deal import rounding_of
from awardrules.facts.quantity import Bound, Number, Rounding, to_fen
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Text
from awardrules.pack.edition import Rule
from awardrules.record import Record

Side = Literal["floor", "ceiling", "amount"]
Verdict = Literal["met", "short", "over", "open", "not_binding", "not_recorded"]


class Amount(Record):
    """One amount of an edition for one deal.

    `formula` is in words, `figures` the same with its numbers; `base` are the amounts it is taken of. `exact` is in millionths of a yuan
    and None where facts are lacking or the rule does not apply; `shown` is `exact` on a whole fen. `recorded` is the amount the deal states
    for what this one limits, `verdict` how the two compare, `difference` by how much the recorded amount falls short or goes over;
    `rounding` is None where nothing was rounded. `standing` holds the check rules on the same clause with their outcome and,
    where they do not apply or are open, the reason.
    """

    fact: Fact
    rule: Rule
    clauses: tuple[str, ...]
    side: Side
    outcome: str
    reason: Text
    stated: FactUsed | None
    formula: Text
    figures: Text
    base: tuple[FactUsed, ...]
    exact: Number | Bound | None
    shown: Number | Bound | None
    rounding: Rounding | None
    recorded: FactUsed | None
    verdict: Verdict | None
    difference: Number | None
    standing: tuple[tuple[Rule, str, Text], ...]
    missing: tuple[Missing, ...]
    cautions: tuple[Text, ...]

    @property
    def binds(self) -> bool:
        """Whether a check rule on the same clause applies, or may apply; true where there is none."""
        return not self.standing or any(outcome != "not_applicable" for _, outcome, _ in self.standing)


def amounts(decision: Decision) -> list[Amount]:
    """Every amount in yuan that the rules of the decision's edition compute, in the order of the rules."""
    vocabulary = decision.edition.vocabulary
    found: list[Amount] = []
    open_facts = missing(decision)
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        fact = vocabulary.get(rule.gives) if rule.gives else None
        if outcome is not None and fact is not None and fact.type == "money":
            found.append(_amount(decision, rule, fact, outcome, open_facts))
    return found


def _amount(decision: Decision, rule: Rule, fact: Fact, outcome: str, open_facts: list[Missing]) -> Amount:
    finding = decision.findings(rule)[0]
    chosen = chosen_row(finding)
    words = writer_for(decision, rule)
    value = rule.body.table[chosen[0]].value if chosen else None
    formula = words.value(value) if value is not None else requirement_in_words(rule, words)
    figures = figures_for(decision, rule).value(value) if value is not None and outcome == "pass" else EMPTY
    exact = decision.derived.get(fact.path)
    shown = rounded(exact, fact)
    side: Side = "floor" if fact.floor_of else "ceiling" if fact.ceiling_of else "amount"
    own = used(decision, fact.path)
    limited = fact.floor_of or fact.ceiling_of
    recorded = used(decision, limited) if limited else None
    standing = _standing(decision, rule)
    verdict, difference = _compared(side, exact, recorded, standing)
    return Amount(
        fact=fact,
        rule=rule,
        clauses=row_clauses(rule, chosen[0] if chosen else None),
        side=side,
        outcome=outcome,
        reason=_reason(decision, rule, outcome),
        stated=own if own.evidence is not None and own.value is not None else None,
        formula=formula,
        figures=figures,
        base=tuple(used(decision, path) for path in (paths_read(value) if value is not None else ()) if _is_money(decision, path)),
        exact=exact,
        shown=shown,
        rounding=None if exact == shown else rounding_of(fact),
        recorded=recorded,
        verdict=verdict,
        difference=difference,
        standing=standing,
        missing=missing_for(decision, rule, open_facts),
        cautions=tuple(cautions(decision, rule)),
    )


def _is_money(decision: Decision, path: str) -> bool:
    fact = decision.edition.vocabulary.get(path)
    return fact is not None and fact.type == "money"


def _reason(decision: Decision, rule: Rule, outcome: str) -> Text:
    """Why there is no amount."""
    if outcome == "pass":
        return EMPTY
    if decision.out_of_scope:
        return CAUSES["out_of_scope"]
    return accounts(decision, rule)[0].message


def rounded(exact: Any, fact: Fact) -> Any:
    """An amount on a whole fen: the least rounded up, the most rounded down, any other half up."""
    if exact is None:
        return None
    if isinstance(exact, Bound):
        return Bound(rounded(exact.low, fact), rounded(exact.high, fact))
    return to_fen(exact, rounding_of(fact))


def _standing(decision: Decision, rule: Rule) -> tuple[tuple[Rule, str, Text], ...]:
    found = []
    for other, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        if outcome is None or other.gives or not set(other.clauses) & set(rule.clauses):
            continue
        reason = EMPTY
        if outcome in ("not_applicable", "unknown"):
            told = [a for a in accounts(decision, other) if a.finding.outcome == outcome]
            reason = CAUSES["out_of_scope"] if decision.out_of_scope else told[0].message
        found.append((other, outcome, reason))
    return tuple(found)


def _compared(
    side: Side, exact: Any, recorded: FactUsed | None, standing: tuple[tuple[Rule, str, Text], ...]
) -> tuple[Verdict | None, Number | None]:
    if recorded is None or exact is None:
        return None, None
    idle = bool(standing) and all(outcome == "not_applicable" for _, outcome, _ in standing)
    if recorded.value is None:
        return "not_binding" if idle else "not_recorded", None
    paid: Any = recorded.value
    enough = kleene.at_least(paid, exact) if side == "floor" else kleene.at_least(exact, paid)
    difference = None
    if enough is False and not isinstance(paid, Bound) and not isinstance(exact, Bound):
        difference = abs(paid - exact)
    if idle:
        return "not_binding", difference
    if enough is None:
        return "open", None
    return ("met" if enough else "short" if side == "floor" else "over"), difference
