"""A comparison as JSON: schema `awardrules/diff/1`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from awardrules import __version__
from awardrules.compare.detail import Detail, detail_words
from awardrules.compare.diff import Change, Comparison
from awardrules.compare.pairing import Notion, Side
from awardrules.compare.prover import Judgement, Witness
from awardrules.compare.ranking import sentence, summary, whole
from awardrules.compare.witnesses import deal_data
from awardrules.facts.quantity import show_date
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Lang
from awardrules.pack.edition import Edition

SCHEMA = "awardrules/diff/1"


def difference_document(comparison: Comparison, lang: Lang) -> dict[str, Any]:
    """The comparison as data."""
    compared = comparison.compared
    vocabulary = _united(compared.a.vocabulary, compared.b.vocabulary)
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "a": _edition(compared.a),
        "b": _edition(compared.b),
        "as_of": show_date(compared.as_of),
        "method": "structural" if comparison.behaviour is None else "proof",
        "equivalent": _equivalent(comparison),
        "counts": dict(Counter(change.change for change in comparison.changes)) | {"identical": len(comparison.identical)},
        "summary": [
            {"change": point.change, "mechanism": point.mechanism, "text": point.text.of(lang), "changes": list(point.changes)}
            for point in summary(comparison)
        ],
        "behaviour": _judgement(whole(comparison), vocabulary),
        "changes": [_change(change, comparison, vocabulary, lang) for change in comparison.changes],
        "identical": [_place(notion) for notion in comparison.identical],
        "vocabulary": [{"fact": one.path, "a": _type(one), "b": _type(other)} for one, other in comparison.clashes],
    }


def _equivalent(comparison: Comparison) -> bool | None:
    """Whether no complete deal comes out differently; None where that is not settled."""
    if comparison.behaviour is None:
        return True if not comparison.changes and not comparison.clashes else None
    found = comparison.behaviour
    return found.relation == "equivalent" if found.proved or found.relation != "equivalent" else None


def _united(a: Vocabulary, b: Vocabulary) -> Vocabulary:
    return a if a is b else a.extended([fact for fact in b if fact.path not in a])


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.pack,
        "edition": edition.edition,
        "document": edition.document,
        "title": edition.title.zh,
        "status": edition.status,
        "digest": edition.digest,
    }


def _change(change: Change, comparison: Comparison, vocabulary: Vocabulary, lang: Lang) -> dict[str, Any]:
    notion, found = change.notion, change.judgement
    first, second = (found.tighter, found.looser) if found else (None, None)
    if first is None:
        first, second = second, None
    return {
        **_place(notion),
        "rules": {"a": [rule.id for rule in notion.a.rules], "b": [rule.id for rule in notion.b.rules]},
        "change": change.change,
        "effect": change.effect,
        "proved": change.proved,
        "title": change.title.of(lang),
        "summary": sentence(change, comparison.names).of(lang),
        "details": [_detail(found, comparison, lang) for found in change.details],
        "elsewhere": {side: list(dict.fromkeys(rule.clauses[0] for rule in rules)) for side, rules in zip("ab", change.elsewhere, strict=True)},
        "partial": found.partial if found else None,
        "witness": _witness(first, vocabulary),
        "counter_witness": _witness(second, vocabulary),
    }


def _place(notion: Notion) -> dict[str, Any]:
    return {
        "clauses": {"a": _ids(notion.a), "b": _ids(notion.b)},
        "locators": {"a": _locators(notion.a), "b": _locators(notion.b)},
        "mechanism": notion.mechanism,
    }


def _ids(side: Side) -> list[str]:
    return [clause.id for clause in side.clauses]


def _locators(side: Side) -> list[str]:
    return list(dict.fromkeys(clause.locator for clause in side.clauses))


def _detail(found: Detail, comparison: Comparison, lang: Lang) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "about": found.about.of(lang) or None,
        "a": found.a.of(lang),
        "b": found.b.of(lang),
        "text": detail_words(found, comparison.names).of(lang),
    }


def _judgement(found: Judgement | None, vocabulary: Vocabulary) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "relation": found.relation,
        "proved": found.proved,
        "partial": found.partial,
        "accepted_by_a_only": _witness(found.tighter, vocabulary),
        "accepted_by_b_only": _witness(found.looser, vocabulary),
    }


def _witness(found: Witness | None, vocabulary: Vocabulary) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "deal": deal_data(found.deal, vocabulary),
        "as_of": show_date(found.as_of),
        "a": found.a,
        "b": found.b,
        "accepted_by": found.accepted_by,
        "decisive": list(found.decisive),
        "outcomes": {"a": found.outcomes[0], "b": found.outcomes[1]},
    }


def _type(fact: Fact) -> dict[str, Any]:
    return {"type": fact.type, "unit": fact.unit, "values": list(fact.values) if fact.values else None}
