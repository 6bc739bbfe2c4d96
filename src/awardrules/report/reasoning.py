"""The reasoning of a rule as a tree: every part with its value, down to the facts and where they were stated."""

from __future__ import annotations

from typing import Any

from awardrules.decision.decide import Decision
from awardrules.decision.explain import CAUSES, accounts, cautions, writer_for
from awardrules.expression.evaluate import Trace
from awardrules.expression.operators import TABLE
from awardrules.expression.prose import Writer, as_fact
from awardrules.expression.term import Literal, Term
from awardrules.facts.deal import plain, show
from awardrules.language import EMPTY, Lang, Text
from awardrules.pack.edition import MODALITY_WORDS, Rule
from awardrules.report.layout import Line, line
from awardrules.report.text import MARKS, OUTCOME_WORDS

_PARTS = {
    "when": Text("前提", "applies when"),
    "require": Text("要求", "requires"),
    "unless": Text("例外", "unless"),
    "table": Text("推算", "derivation"),
}


def reasoning_lines(decision: Decision, rule: Rule, lang: Lang) -> list[Line]:
    """The rule, its clauses and the tree of each of its conditions."""
    edition = decision.edition
    outcome = decision.outcome(rule) or "not_applicable"
    mark, style = MARKS[outcome]
    lines = [line((f"{mark} {OUTCOME_WORDS[outcome].of(lang)}  ", style), (rule.title.of(lang).rstrip("。."), "strong"), (f"  [{rule.id}]", "dim"))]
    for name in (*rule.clauses, *rule.exceptions):
        clause = edition.clauses[name]
        lines.append(
            line(
                (f"{clause.locator}  ", ""),
                clause.gist.of(lang),
                (Text(f"  {name}（{MODALITY_WORDS[clause.modality].zh}）", f"  {name} ({MODALITY_WORDS[clause.modality].en})").of(lang), "dim"),
                indent=4,
            )
        )
    for account in accounts(decision, rule):
        lines.append(line((Text("理由：", "reason: ").of(lang), "dim"), account.message.of(lang), indent=4))
        finding = account.finding
        words = writer_for(decision, rule)
        for name, traces in (
            ("when", finding.when),
            ("require", (finding.require,) if finding.require else ()),
            ("unless", finding.unless),
        ):
            for trace in traces:
                lines.append(line((f"{_PARTS[name].of(lang)}：" if lang == "zh" else f"{_PARTS[name].en}:", "dim"), indent=4))
                lines += _tree(decision, trace, words, lang, 6)
        rows = len(finding.table)
        for condition, value in finding.table:
            if condition is not None:
                lines.append(line((Text("如：", "if:").of(lang), "dim"), indent=4))
                lines += _tree(decision, condition, words, lang, 6)
            label = Text("则：", "then:") if condition is not None else Text("否则：", "otherwise:") if rows > 1 else Text("得出：", "gives:")
            lines.append(line((label.of(lang), "dim"), indent=4))
            lines += _tree(decision, value, words, lang, 6)
    lines += [line((Text("注意：", "caution: ").of(lang), "warn"), text.of(lang), indent=4) for text in cautions(decision, rule)]
    return lines


def _tree(decision: Decision, node: Trace, words: Writer, lang: Lang, indent: int) -> list[Line]:
    mark, style = _mark(node)
    text = _said(node, words)
    place = ""
    if node.path and not node.children:
        evidence = decision.evidence.get(node.path)
        place = f"  ({evidence})" if evidence else ""
    lines = [line((f"{mark} ", style), text.of(lang), (place, "dim"), indent=indent)]
    for child in node.children:
        if not isinstance(child.part, Literal) and not (isinstance(child.part, Term) and child.part.operator == "param"):
            lines += _tree(decision, child, words, lang, indent + 2)
    return lines


def _mark(node: Trace) -> tuple[str, str]:
    if isinstance(node.part, Literal):
        return "=", "dim"
    if node.value is None:
        return MARKS["unknown"]
    if node.value is True:
        return MARKS["pass"]
    return MARKS["fail"] if node.value is False else ("=", "dim")


def _said(node: Trace, words: Writer) -> Text:
    part = node.part
    kind = part.type
    shown = CAUSES[node.cause] if node.cause in CAUSES else show(node.value, words.vocabulary.get(node.path) or as_fact(kind))
    if isinstance(part, Literal):
        return shown
    is_condition = isinstance(part, Term) and part.operator in TABLE and kind is not None and kind.name == "bool"
    said = words.condition(part) if is_condition else words.value(part)
    if is_condition:
        return said
    return Text(f"{said.zh}：{shown.zh}", f"{said.en}: {shown.en}") if said != EMPTY else shown


def reasoning_data(decision: Decision, rule: Rule, lang: Lang) -> dict[str, Any]:
    """The same tree as JSON."""
    words = writer_for(decision, rule)
    findings = []
    for account in accounts(decision, rule):
        finding = account.finding
        findings.append(
            {
                "outcome": finding.outcome,
                "cause": finding.cause,
                "place": finding.place or None,
                "message": account.message.of(lang),
                "when": [_node(decision, t, words, lang) for t in finding.when],
                "require": _node(decision, finding.require, words, lang) if finding.require else None,
                "unless": [_node(decision, t, words, lang) for t in finding.unless],
                "first": [
                    {"when": _node(decision, c, words, lang) if c else None, "value": _node(decision, v, words, lang)} for c, v in finding.table
                ],
            }
        )
    return {
        "rule": rule.id,
        "clauses": list(rule.clauses),
        "outcome": decision.outcome(rule),
        "title": rule.title.of(lang),
        "findings": findings,
        "cautions": [text.of(lang) for text in cautions(decision, rule)],
    }


def _node(decision: Decision, node: Trace, words: Writer, lang: Lang) -> dict[str, Any]:
    evidence = decision.evidence.get(node.path) if node.path else None
    data: dict[str, Any] = {
        "text": _said(node, words).of(lang),
        "value": plain(node.value, words.vocabulary.get(node.path) or as_fact(node.part.type), words.vocabulary),
    }
    if node.path:
        data["fact"] = node.path
    if evidence:
        data["evidence"] = {"file": evidence.file, "line": evidence.line, "column": evidence.column}
    children = [_node(decision, child, words, lang) for child in node.children if not isinstance(child.part, Literal)]
    if children:
        data["parts"] = children
    return data
