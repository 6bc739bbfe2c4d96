"""Packs for a reader: the list of editions, and one edition in prose with its clauses."""

from __future__ import annotations

from typing import Any

from awardrules.decision.explain import requirement_in_words, writer
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.pack.edition import MODALITY_WORDS, Edition, Rule
from awardrules.pack.references import Found
from awardrules.report.document import plain_parameter
from awardrules.report.layout import BLANK, Line, Segment, line, table
from awardrules.report.text import mechanism_name

UNWAIVABLE = Text("不可豁免", "cannot be waived")
STATUS_WORDS = {"in_force": Text("正式文件", "final"), "draft": Text("草案", "draft")}


def packs_data(pairs: list[tuple[Found, Edition]], lang: Lang) -> list[dict[str, Any]]:
    """`packs list` as JSON."""
    return [
        {
            "id": edition.pack,
            "edition": edition.edition,
            "title": edition.title.of(lang),
            "document": edition.document,
            "status": edition.status,
            "valid_from": show_date(found.start) if found.start else None,
            "valid_to": show_date(found.last) if found.last else None,
            "digest": edition.digest,
        }
        for found, edition in pairs
    ]


def packs_lines(pairs: list[tuple[Found, Edition]], lang: Lang) -> list[Line]:
    """`packs list` as a table."""
    titles = [
        Text("规则包", "pack"),
        Text("性质", "status"),
        Text("有效期", "term"),
        Text("规则", "rules"),
        Text("条款", "clauses"),
        Text("文件", "document"),
    ]
    rows: list[list[Segment]] = []
    for found, edition in pairs:
        words = STATUS_WORDS[edition.status].of(lang)
        rows.append(
            [
                (edition.reference, "strong"),
                (words, "warn" if edition.status == "draft" else "good"),
                (_term(found, edition, lang), ""),
                (str(len(edition.rules)), ""),
                (str(len(edition.clauses)), ""),
                (edition.document or edition.title.of(lang), "dim"),
            ]
        )
    return table([t.of(lang) for t in titles], rows)


def _term(found: Found, edition: Edition, lang: Lang) -> str:
    validity = edition.validity
    if validity is None:
        return Text("未印", "not printed").of(lang)
    if found.start is not None and found.last is not None:
        return f"{show_date(found.start)} – {show_date(found.last)}"
    label = edition.vocabulary.label(str(validity.start))
    return Text(f"自{label.zh}起 {validity.years} 年", f"{validity.years} years from {label.en}").of(lang)


def rule_data(edition: Edition, rule: Rule, day: int, lang: Lang) -> dict[str, Any]:
    """One rule in prose as JSON."""
    words = writer(rule, edition.vocabulary, day)
    when = words.all_of(rule.body.when)
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "subject": rule.subject,
        "mechanism": rule.mechanism,
        "modality": rule.modality,
        "severity": rule.severity,
        "clauses": list(rule.clauses),
        "exceptions": list(rule.exceptions),
        "applies_to": list(rule.applies_to) or ["any"],
        "for_each": rule.for_each,
        "gives": rule.gives,
        "parameters": {name: plain_parameter(rule, name, day) for name in rule.parameters},
        "title": rule.title.of(lang),
        "when": when.of(lang) or None,
        "require": requirement_in_words(rule, words).of(lang),
        "unless": [words.condition(item.when).of(lang) for item in rule.body.unless],
        "remedy": rule.remedy.of(lang) or None,
        "modality_reason": rule.modality_reason.of(lang) if rule.modality_reason else None,
        "waivable": rule.waivable,
        "waivable_reason": rule.unwaivable.of(lang) if rule.unwaivable else None,
        "cautions": [item.text.of(lang) for item in rule.body.cautions],
    }


def encoding(edition: Edition) -> dict[str, list[str]]:
    """The rules that cite each clause, as an implementation, a row or an exception."""
    cited: dict[str, list[str]] = {clause: [] for clause in edition.clauses}
    for rule in edition.rules:
        rows = [row.clause for row in rule.body.table if row.clause]
        for clause in dict.fromkeys((*rule.clauses, *rows, *rule.exceptions)):
            cited[clause].append(rule.id)
    return cited


def pack_data(edition: Edition, found: Found, day: int, lang: Lang, only: str | None = None) -> dict[str, Any]:
    """`packs show` as JSON."""
    cited = encoding(edition)
    rules = [rule for rule in edition.rules if only is None or rule.id == only or only in rule.clauses]
    return {
        "pack": packs_data([(found, edition)], lang)[0],
        "rules": [rule_data(edition, rule, day, lang) for rule in rules],
        "clauses": [
            {
                "id": clause.id,
                "locator": clause.locator,
                "mechanism": clause.mechanism,
                "modality": clause.modality,
                "gist": clause.gist.of(lang),
                "status": "encoded" if cited[clause.id] else "not_encoded",
                "rules": cited[clause.id],
                "reason": clause.reason.of(lang) if clause.reason and not cited[clause.id] else None,
            }
            for clause in edition.clauses.values()
            if only is None or any(clause.id in rule.clauses for rule in rules)
        ],
    }


def pack_lines(edition: Edition, found: Found, day: int, lang: Lang, only: str | None = None) -> list[Line]:
    """`packs show` for a reader: rules by mechanism, then the clauses without a rule and why."""
    colon = "：" if lang == "zh" else ": "
    lines = [
        line((edition.title.of(lang), "head")),
        line(
            (
                f"{edition.reference} · {edition.document or ''} · {STATUS_WORDS[edition.status].of(lang)} · {_term(found, edition, lang)}",
                "dim",
            )
        ),
    ]
    mechanisms: dict[str, list[Rule]] = {}
    for rule in edition.rules:
        if only is None or rule.id == only or only in rule.clauses:
            mechanisms.setdefault(rule.mechanism, []).append(rule)
    for mechanism, rules in mechanisms.items():
        lines += [BLANK, line((mechanism_name(mechanism, lang), "head"))]
        for rule in rules:
            data = rule_data(edition, rule, day, lang)
            lines.append(line((data["title"].rstrip("。."), "strong"), (f"  [{rule.id}] {MODALITY_WORDS[rule.modality].of(lang)}", "dim"), indent=2))
            if data["when"]:
                lines.append(line((Text("前提", "when").of(lang) + colon, "dim"), data["when"], indent=4))
            label = Text("要求", "requires") if rule.kind == "check" else Text("得出", "gives")
            gives = f"{edition.vocabulary.label(rule.gives).of(lang)} = " if rule.gives else ""
            lines.append(line((label.of(lang) + colon, "dim"), gives + data["require"], indent=4))
            for text in data["unless"]:
                lines.append(line((Text("例外", "unless").of(lang) + colon, "dim"), text, indent=4))
            places = joined([Text(f"{edition.clauses[c].locator} {c}", f"{edition.clauses[c].locator} {c}") for c in rule.clauses], "；", "; ")
            lines.append(line((Text("条款", "clause").of(lang) + colon, "dim"), places.of(lang), indent=4))
            if rule.modality_reason not in (None, EMPTY):
                lines.append(line((Text("语气说明", "modality").of(lang) + colon, "dim"), data["modality_reason"], indent=4))
            if not rule.waivable:
                lines.append(line((UNWAIVABLE.of(lang) + colon, "dim"), data["waivable_reason"], indent=4))
    if only is None:
        cited = encoding(edition)
        silent = [clause for clause in edition.clauses.values() if not cited[clause.id]]
        if silent:
            lines += [BLANK, line((Text(f"未编码的条款（{len(silent)}）", f"Clauses not encoded ({len(silent)})").of(lang), "head"))]
            for clause in silent:
                reason = clause.reason.of(lang) if clause.reason else Text("尚未说明理由", "no reason given").of(lang)
                lines.append(line(f"{clause.locator} {clause.id}{colon}{reason}", indent=2))
    return lines
