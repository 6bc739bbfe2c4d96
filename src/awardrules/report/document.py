"""The decision as JSON data (contract: `awardrules/decision/1`)."""

from __future__ import annotations

from typing import Any

from awardrules import __version__
from awardrules.decision.decide import SCOPE_OUTPUTS, Decision
from awardrules.decision.explain import accounts, cautions, notices
from awardrules.decision.missing import missing
from awardrules.facts.deal import plain
from awardrules.facts.quantity import show_date, show_money
from awardrules.language import EMPTY, Lang, joined
from awardrules.pack.edition import Edition, Rule

SCHEMA = "awardrules/decision/1"


def decision_document(decision: Decision, lang: Lang) -> dict[str, Any]:
    """The whole decision: every rule of the subject, derived outputs, missing facts, conflicts, notices."""
    edition = decision.edition
    results = [_result(decision, rule, outcome, lang) for rule, outcome in zip(edition.rules, decision.outcomes, strict=True) if outcome is not None]
    counts = {name: sum(1 for r in results if r["outcome"] == name) for name in ("pass", "fail", "unknown", "not_applicable")}
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "pack": edition_document(edition, lang),
        "deal": decision.deal.name,
        "as_of": show_date(decision.as_of),
        "status": decision.status,
        "advisory": decision.advisory,
        "hypothetical": decision.hypothetical,
        "clauses": decision.clauses(),
        "results": results,
        "derived": derived_document(decision),
        "missing": [
            {"fact": m.path, "question": m.question.of(lang), "blocks": list(m.blocks), "decides": m.decides}
            | ({"members": list(m.members)} if m.members else {})
            for m in missing(decision)
        ],
        "conflicts": [_conflict(decision, item, lang) for item in decision.conflicts],
        "notices": [text.of(lang) for text in notices(decision)],
        "summary": counts,
    }


def edition_document(edition: Edition, lang: Lang) -> dict[str, str | None]:
    """Which edition decided, with the digest of its files."""
    return {
        "id": edition.pack,
        "edition": edition.edition,
        "document": edition.document,
        "title": edition.title.of(lang),
        "status": edition.status,
        "digest": edition.digest,
    }


def derived_document(decision: Decision) -> dict[str, Any]:
    """The outputs and computed facts of the edition by path; null where facts are lacking."""
    subject = {rule.gives for rule in decision.edition.rules if rule.subject == decision.subject}
    found = {
        path: plain(value, decision.edition.vocabulary.get(path))
        for path, value in decision.derived.items()
        if path in subject or path in SCOPE_OUTPUTS
    }
    if found.get("edition.in_force", True) is None:
        found["edition.in_force"] = "unknown"
    return found


def _result(decision: Decision, rule: Rule, outcome: str, lang: Lang) -> dict[str, Any]:
    edition = decision.edition
    told = accounts(decision, rule)
    chosen = [a for a in told if a.finding.outcome == outcome] or told
    facts = {fact.path: fact for account in chosen for fact in account.facts}
    gap = joined([a.gap for a in chosen if a.gap != EMPTY], "；", "; ").of(lang)
    failing = outcome == "fail"
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "clauses": list(rule.clauses),
        "subject": rule.subject,
        "mechanism": rule.mechanism,
        "modality": rule.modality,
        "outcome": outcome,
        "severity": rule.severity if failing else None,
        "cause": next((a.finding.cause for a in chosen if a.finding.cause), None),
        "title": rule.title.of(lang),
        "message": joined([a.message for a in chosen], "；", "; ").of(lang),
        "gap": gap or None,
        "remedy": rule.remedy.of(lang) or None,
        "cautions": [text.of(lang) for text in cautions(decision, rule)],
        "citations": [
            {"clause": c, "locator": edition.clauses[c].locator, "document": edition.document or edition.title.of(lang)} for c in rule.clauses
        ],
        "facts": [
            {
                "path": fact.path,
                "value": plain(fact.value, edition.vocabulary.get(fact.path), edition.vocabulary),
                "evidence": fact.evidence.data() if fact.evidence else None,
            }
            for fact in facts.values()
        ],
        "expected": chosen[0].expected.of(lang) if chosen else "",
        "parameters": {name: plain_parameter(rule, name, decision.as_of) for name in rule.parameters},
    }


def plain_parameter(rule: Rule, name: str, day: int) -> Any:
    """A figure of a rule for JSON."""
    from awardrules.expression.prose import as_fact

    parameter = rule.parameters[name]
    return plain(parameter.at(day), as_fact(parameter.type))


def _conflict(decision: Decision, item: Any, lang: Lang) -> dict[str, Any]:
    vocabulary = decision.edition.vocabulary
    fact = vocabulary.get(item.path)
    evidence = decision.evidence.get(item.path)
    return {
        "fact": item.path,
        "label": vocabulary.label(item.path).of(lang),
        "stated": plain(item.stated, fact),
        "computed": plain(item.computed, fact),
        "from": item.other or item.rule,
        "evidence": evidence.data() if evidence else None,
        **({"readings": [{"value": plain(v, fact), "evidence": p.data() if p else None} for v, p in item.readings]} if item.readings else {}),
    }


__all__ = ["SCHEMA", "decision_document", "derived_document", "plain_parameter", "show_money"]
