"""What the reports of advice share: the head with verdict, edition and notices, clauses, and facts with their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from awardrules import __version__
from awardrules.decision.decide import Decision
from awardrules.decision.explain import FactUsed, notices
from awardrules.decision.missing import Missing
from awardrules.facts.deal import plain, show
from awardrules.facts.quantity import show_date
from awardrules.language import Lang, Text, joined
from awardrules.pack.edition import Edition
from awardrules.report.document import edition_document
from awardrules.report.outline import Block, Heading, Item, Paragraph
from awardrules.report.text import CONFLICT, conflict_words

NOTE = Text("提示", "Note")
CLAUSE = Text("条款", "clause")
FACT = Text("事实", "fact")
REMEDY = Text("补救", "remedy")
CAUTION = Text("注意", "caution")
OUT_OF_SCOPE = Text(
    "该单位或判断日不在本文件的适用范围内，以下内容不作推算；可加 --hypothetical 按假设在范围内推算。",
    "The institution or the day lies outside this document, so nothing is worked out; --hypothetical does so as if it were inside.",
)


def head_blocks(decision: Decision, title: Text) -> list[Block]:
    """Title, edition, day and deal, then the notices and conflicts of the decision."""
    edition = decision.edition
    subject = Text("单位事实", "facts") if decision.subject == "institution" else Text("交易", "deal")
    document = Text(edition.document or edition.title.zh, edition.document or edition.title.en)
    against = Text(
        f"依据 {document.zh}（{edition.reference}），判断日 {show_date(decision.as_of)}，{subject.zh} {decision.deal.name}",
        f"against {document.en} ({edition.reference}), as of {show_date(decision.as_of)}, {subject.en} {decision.deal.name}",
    )
    named = Text(f"{title.zh} · {edition.name.zh}", f"{title.en} · {edition.name.en}")
    blocks: list[Block] = [Heading(named, 1), Paragraph(against, style="dim")]
    blocks += [Paragraph(text, NOTE, label_style="warn") for text in notices(decision)]
    blocks += [Paragraph(text, CONFLICT, label_style="bad") for text in conflict_words(decision)]
    if decision.out_of_scope:
        blocks.append(Paragraph(OUT_OF_SCOPE, NOTE, label_style="warn"))
    return blocks


def head_document(decision: Decision, schema: str, lang: Lang) -> dict[str, Any]:
    """The head of a JSON document of advice."""
    edition = decision.edition
    return {
        "schema": schema,
        "engine": __version__,
        "pack": edition_document(edition, lang),
        "deal": decision.deal.name,
        "as_of": show_date(decision.as_of),
        "out_of_scope": decision.out_of_scope,
        "advisory": decision.advisory,
        "hypothetical": decision.hypothetical,
        "notices": [text.of(lang) for text in notices(decision)],
        "conflicts": [text.of(lang) for text in conflict_words(decision)],
    }


def clause_words(edition: Edition, clauses: Iterable[str]) -> Text:
    """Locators as printed with the names of the clauses."""
    found = [f"{edition.clauses[c].locator} {c}" for c in dict.fromkeys(clauses)]
    return Text("；".join(found), "; ".join(found))


def citations(edition: Edition, clauses: Iterable[str]) -> list[dict[str, Any]]:
    """Clauses as JSON."""
    document = edition.document or edition.title.zh
    return [{"clause": c, "locator": edition.clauses[c].locator, "document": document} for c in dict.fromkeys(clauses)]


def fact_words(decision: Decision, fact: FactUsed) -> Text:
    """`label: value (place)`."""
    vocabulary = decision.edition.vocabulary
    label, shown = vocabulary.label(fact.path), show(fact.value, vocabulary.get(fact.path))
    if fact.path in decision.facts.conflicted:
        return Text(f"{label.zh}：互相矛盾，见上", f"{label.en}: contradictory, see above")
    if fact.value is None:
        return Text(f"{label.zh}：未说明", f"{label.en}: not stated")
    place = Text(f"（{fact.evidence}）", f" ({fact.evidence})") if fact.evidence else Text("（推算）", " (computed)")
    return Text(f"{label.zh}：{shown.zh}{place.zh}", f"{label.en}: {shown.en}{place.en}")


def fact_document(decision: Decision, fact: FactUsed) -> dict[str, Any]:
    """A fact as JSON: path, exact value, place."""
    evidence = fact.evidence
    return {
        "path": fact.path,
        "value": plain(fact.value, decision.edition.vocabulary.get(fact.path)),
        "evidence": {"file": evidence.file, "line": evidence.line, "column": evidence.column} if evidence else None,
    }


def question_items(found: Iterable[Missing]) -> list[Block]:
    """Open facts as questions."""
    return [Item(("?", "open"), m.question, Text(f"[{m.path}]", f"[{m.path}]"), style="") for m in found]


def questions_document(found: Iterable[Missing], lang: Lang) -> list[dict[str, Any]]:
    """Open facts as JSON."""
    return [{"fact": m.path, "question": m.question.of(lang)} for m in found]


def listed(texts: Iterable[Text]) -> Text:
    """Texts one after the other."""
    return joined(list(texts), "；", "; ")
