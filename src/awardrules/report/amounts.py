"""Amounts in yuan for a reader and as JSON; several editions side by side."""

from __future__ import annotations

from typing import Any

from awardrules.advice.amounts import Amount
from awardrules.decision.decide import Decision
from awardrules.facts.deal import plain, show
from awardrules.facts.quantity import Bound, show_money, show_number, to_fen
from awardrules.language import EMPTY, Lang, Text
from awardrules.pack.edition import MODALITY_WORDS
from awardrules.report.outline import Block, Cell, Heading, Item, Paragraph, Table
from awardrules.report.preamble import (
    CAUTION,
    CLAUSE,
    NOTE,
    citations,
    clause_words,
    fact_document,
    fact_words,
    head_blocks,
    head_document,
    question_items,
    questions_document,
)

SCHEMA = "awardrules/amounts/1"
TITLE = Text("应计金额", "Amounts")
ROUNDING = Text(
    "金额精确计算，显示到分；不是整分的，下限向上进到分、上限向下舍到分，按所示金额执行即符合要求。比较以精确值为准。",
    "Amounts are computed exactly and shown to the fen; one that is no whole fen is rounded up if it is a minimum and down if it is a maximum, "
    "so paying the figure shown complies. Comparisons use the exact value.",
)
NONE = Text("本版规则没有以金额计的要求。", "The rules of this edition fix no amount in yuan.")
ROUNDED = {
    "up": Text("已进到分", "rounded up to the fen"),
    "down": Text("已舍到分", "rounded down to the fen"),
    "half_up": Text("已四舍五入到分", "rounded to the fen"),
}
SIDES = {"floor": Text("下限", "minimum"), "ceiling": Text("上限", "maximum"), "amount": Text("金额", "amount")}
VERDICTS = {
    "met": (Text("达到", "met"), "good"),
    "short": (Text("不足", "short"), "bad"),
    "over": (Text("超出", "over"), "bad"),
    "open": (Text("尚不能比较", "cannot be compared yet"), "open"),
    "not_binding": (Text("不受此限", "not bound by it"), "dim"),
    "not_recorded": (Text("实际金额未说明", "actual amount not stated"), "open"),
}


def amounts_blocks(decision: Decision, found: list[Amount]) -> list[Block]:
    """The amounts of one edition."""
    blocks = head_blocks(decision, TITLE)
    if not found:
        return [*blocks, Paragraph(NONE)]
    idle = [a for a in found if a.outcome == "not_applicable"]
    for amount in sorted((a for a in found if a not in idle), key=lambda a: a.exact is None):
        blocks += _blocks(decision, amount)
    if idle:
        blocks.append(Heading(Text("不适用", "Not applicable")))
        blocks += [Item(("·", "dim"), a.fact.label, a.reason, style="") for a in idle]
    blocks += [Heading(Text("取整", "Rounding")), Paragraph(ROUNDING)]
    return blocks


def _blocks(decision: Decision, amount: Amount) -> list[Block]:
    edition = decision.edition
    value = _shown(amount)
    blocks: list[Block] = [Heading(Text(f"{amount.fact.label.zh}：{value.zh}", f"{_capital(amount.fact.label.en)}: {value.en}"))]
    blocks.append(Paragraph(_formula(amount), Text("算式", "formula")))
    if amount.rounding:
        exact = _exact(amount)
        blocks.append(
            Paragraph(Text(f"{exact} 元，{ROUNDED[amount.rounding].zh}", f"CNY {exact}, {ROUNDED[amount.rounding].en}"), Text("精确值", "exact"))
        )
    if amount.stated is None:
        blocks += [Paragraph(fact_words(decision, fact), Text("基数", "base")) for fact in amount.base]
    else:
        blocks.append(Paragraph(fact_words(decision, amount.stated), Text("已写明", "stated")))
    blocks.append(
        Paragraph(
            Text(
                f"{clause_words(edition, amount.clauses).zh}（{MODALITY_WORDS[amount.rule.modality].zh}）",
                f"{clause_words(edition, amount.clauses).en} ({MODALITY_WORDS[amount.rule.modality].en})",
            ),
            CLAUSE,
        )
    )
    comparison, style = comparison_words(decision, amount)
    if comparison != EMPTY:
        blocks.append(Paragraph(comparison, Text("比较", "compared"), style=style))
    if not amount.binds or amount.verdict in ("short", "over"):
        silent = [(rule, why) for rule, outcome, why in amount.standing if outcome in ("not_applicable", "unknown")]
        blocks += [Paragraph(Text(f"{rule.title.zh}：{why.zh}", f"{rule.title.en}: {why.en}"), NOTE) for rule, why in silent]
    blocks += [Paragraph(text, CAUTION, label_style="warn") for text in amount.cautions]
    return [*blocks, *question_items(amount.missing)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(amount: Amount) -> Text:
    if amount.exact is None:
        return Text("缺少事实，未能算出", "not computable, facts missing") if amount.missing else amount.reason
    return show(amount.exact, amount.fact)


def _exact(amount: Amount) -> str:
    exact = amount.exact
    if isinstance(exact, Bound) or exact is None:
        return ""
    whole, point, decimals = show_number(exact).partition(".")
    return f"{int(whole):,}{point}{decimals}" if "/" not in whole else whole


def _formula(amount: Amount) -> Text:
    if amount.stated is not None:
        return Text(f"{amount.formula.zh}（按已写明的数额）", f"{amount.formula.en} (taken as stated)")
    if amount.figures == EMPTY:
        return amount.formula
    value = Text(f"{_exact(amount)} 元", f"CNY {_exact(amount)}") if amount.rounding and _exact(amount) else show(amount.shown, amount.fact)
    return Text(f"{amount.formula.zh} = {amount.figures.zh} = {value.zh}", f"{amount.formula.en} = {amount.figures.en} = {value.en}")


def comparison_words(decision: Decision, amount: Amount) -> tuple[Text, str]:
    """The recorded amount against what the edition fixes."""
    if amount.verdict is None or amount.recorded is None:
        return EMPTY, ""
    words, style = _verdict(amount)
    label = decision.edition.vocabulary.label(amount.recorded.path)
    if amount.recorded.value is None:
        tail = Text(f"，{words.zh}", f", {words.en}") if amount.verdict == "not_binding" else EMPTY
        return Text(f"{label.zh}未说明{tail.zh}", f"{label.en} not stated{tail.en}"), style
    recorded = fact_words(decision, amount.recorded)
    if amount.difference is not None:
        gap = show_money(to_fen(amount.difference, "up"))
        by = {"floor": Text(f"低 {gap} 元", f"CNY {gap} below"), "ceiling": Text(f"高 {gap} 元", f"CNY {gap} above")}[amount.side]
        return Text(f"{recorded.zh}，{words.zh}，{by.zh}", f"{recorded.en}, {words.en}, {by.en}"), style
    return Text(f"{recorded.zh}，{words.zh}", f"{recorded.en}, {words.en}"), style


def _verdict(amount: Amount) -> Cell:
    if amount.verdict is None:
        return EMPTY, ""
    if amount.verdict == "met" and amount.side == "ceiling":
        return Text("未超出", "not exceeded"), "good"
    return VERDICTS[amount.verdict]


def side_by_side(pairs: list[tuple[Decision, list[Amount]]]) -> list[Block]:
    """Each amount with what every edition fixes for it; the base stands beside the figure, for no two editions share one by name."""
    labels: dict[str, Text] = {a.fact.path: a.fact.label for _, found in pairs for a in found}
    blocks: list[Block] = [
        Heading(Text("各地对照", "Editions side by side"), 1),
        Paragraph(
            Text("各文件所用基数不同，数额不能直接互换。", "Each document has a base of its own; the figures are not interchangeable."),
            NOTE,
            label_style="warn",
        ),
    ]
    for path, label in labels.items():
        rows: list[tuple[Cell, ...]] = []
        silent: list[str] = []
        for decision, found in pairs:
            amount = next((a for a in found if a.fact.path == path), None)
            if amount is None:
                silent.append(decision.edition.reference)
                continue
            rows.append(((Text(decision.edition.reference, decision.edition.reference), "strong"), *_row(amount)))
        head = (Text("规则包", "pack"), Text("金额", "amount"), Text("比较", "compared"), Text("算式", "formula"))
        blocks += [Heading(Text(label.zh, _capital(label.en))), Table(head, tuple(rows))]
        if silent:
            blocks.append(Paragraph(Text("、".join(silent), ", ".join(silent)), Text("未印此项", "not printed in"), style="dim"))
    return blocks


def _row(amount: Amount) -> tuple[Cell, ...]:
    if amount.exact is None:
        why = Text("缺少事实", "facts missing") if amount.missing else amount.reason
        return (why, "open" if amount.missing else "dim"), (EMPTY, ""), (amount.formula if amount.outcome != "not_applicable" else EMPTY, "dim")
    words, style = _verdict(amount)
    if amount.difference is not None:
        gap = show_money(to_fen(amount.difference, "up"))
        words = Text(f"{words.zh} {gap} 元", f"{words.en} by CNY {gap}")
    return (show(amount.exact, amount.fact), ""), (words, style), (amount.formula, "dim")


def amounts_document(decision: Decision, found: list[Amount], lang: Lang) -> dict[str, Any]:
    """The amounts of one edition as JSON."""
    return {
        **head_document(decision, SCHEMA, lang),
        "rounding": ROUNDING.of(lang),
        "amounts": [_document(decision, amount, lang) for amount in found],
    }


def _document(decision: Decision, amount: Amount, lang: Lang) -> dict[str, Any]:
    exact = amount.exact
    return {
        "output": amount.fact.path,
        "label": amount.fact.label.of(lang),
        "kind": {"floor": "minimum", "ceiling": "maximum", "amount": "amount"}[amount.side],
        "rule": amount.rule.id,
        "modality": amount.rule.modality,
        "citations": citations(decision.edition, amount.clauses),
        "outcome": amount.outcome,
        "reason": amount.reason.of(lang) or None,
        "formula": amount.formula.of(lang),
        "figures": amount.figures.of(lang) or None,
        "base": [fact_document(decision, fact) for fact in amount.base],
        "exact": None if exact is None else plain(exact, amount.fact) if isinstance(exact, Bound) else show_number(exact),
        "value": plain(amount.shown, amount.fact),
        "rounding": amount.rounding,
        "stated": fact_document(decision, amount.stated) if amount.stated else None,
        "recorded": fact_document(decision, amount.recorded) if amount.recorded else None,
        "comparison": amount.verdict,
        "difference": show_money(to_fen(amount.difference, "up")).replace(",", "") if amount.difference is not None else None,
        "rules": [{"rule": rule.id, "outcome": outcome, "reason": why.of(lang) or None} for rule, outcome, why in amount.standing],
        "cautions": [text.of(lang) for text in amount.cautions],
        "missing": questions_document(amount.missing, lang),
    }
