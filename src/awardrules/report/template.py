"""The examination of a template for a reader, as JSON, and as a verdict for the formats of CI."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from awardrules import __version__
from awardrules.agreement.extraction.dealing import cited
from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.reading.model import Document
from awardrules.agreement.template.blanks import Blank, others
from awardrules.agreement.template.examination import Examination, Fault
from awardrules.decision.decide import Status
from awardrules.diagnostics import Span
from awardrules.facts.deal import Cited, plain, show
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.report.agreement import PART_WORDS
from awardrules.report.document import edition_document
from awardrules.report.outline import Block, Cell, Heading, Item, Paragraph, Table, detail
from awardrules.report.waived import refusal_words
from awardrules.waiving.issues import Issue, hash_of, sentence_words
from awardrules.waiving.issues import Kind as IssueKind
from awardrules.waiving.waivers import Excuse, Refused, Verdict

SCHEMA = "awardrules/template/1"
CLEAN = Text(
    "没有发现问题：条文要求的条款齐备，没有找到会导致不符合的填法",
    "nothing found: every provision that is demanded is there, and no filling was found that breaks a rule",
)
HARMLESS = Text("没有发现问题：没有找到会导致不符合的填法", "nothing found: no filling was found that breaks a rule")
UNTOLD = Text("未能检验：没有认出这是哪一类协议", "not examined: the kind of agreement was not recognised")
GROUPS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("printed",), Text("固定文字不符合", "Printed text that breaks a rule")),
    (("term", "provision"), Text("缺少的条款", "Missing provisions")),
    (("floor", "ceiling", "range"), Text("空白处须印明界限", "Blanks that need a printed limit")),
    (("option",), Text("选项不符合", "Options that break a rule")),
    (("default",), Text("默认值不符合", "Defaults that break a rule")),
    (("filling",), Text("填写后可能不符合", "Fillings that break a rule")),
    (("depends",), Text("是否适用取决于未说明的事实", "Whether these apply depends on facts not stated")),
)


def template_blocks(
    made: Examination, standing: Iterable[Fault], excused: Iterable[tuple[Fault, Text]] = (), refused: Iterable[Refused] = ()
) -> list[Block]:
    """The report: verdict first, then the findings that stand by kind, those excused and why, waivers that do not count, and the blanks."""
    edition, document = made.edition, made.extraction.document
    faults, waived = list(standing), list(excused)
    number = Text(edition.document or edition.title.zh, edition.document or edition.title.en)
    against = Text(
        f"依据 {number.zh}（{edition.reference}），判断日 {show_date(made.as_of)}，范本 {document.name}",
        f"against {number.en} ({edition.reference}), as of {show_date(made.as_of)}, template {document.name}",
    )
    title = Text(f"范本检查 · {edition.name.zh}", f"Check of a template · {edition.name.en}")
    blocks: list[Block] = [Heading(title, 1), Paragraph(against, style="dim"), _verdict(made, faults, len(waived))]
    blocks += [Paragraph(text, Text("提示", "Note"), label_style="warn") for text in _notes(made)]
    for kinds, heading in GROUPS:
        chosen = [fault for fault in faults if fault.kind in kinds]
        if chosen:
            blocks.append(Heading(Text(f"{heading.zh}（{len(chosen)}）", f"{heading.en} ({len(chosen)})")))
            blocks += [_item(fault, document) for fault in chosen]
    if waived:
        blocks.append(Heading(Text(f"已豁免（{len(waived)}）", f"Waived ({len(waived)})")))
        blocks += [_item(fault, document, why) for fault, why in waived]
    for item in refused:
        why = refusal_words(item)
        label = Text(f"豁免无效 {item.waiver.target}", f"waiver without effect {item.waiver.target}")
        blocks.append(Paragraph(why, label, label_style="bad"))
    return [*blocks, *_blank_table(made), *_further_choices(made)]


def _verdict(made: Examination, faults: list[Fault], waived: int) -> Paragraph:
    label = Text("结论", "Verdict")
    grave = sum(fault.severity == "violation" for fault in faults)
    light = len(faults) - grave
    if not faults and waived:
        return Paragraph(Text(f"{waived} 个问题均已豁免，见下", "every finding is waived, see below"), label, "warn")
    if not faults:
        return Paragraph(UNTOLD, label, "open") if not made.kinds else Paragraph(CLEAN if made.settles else HARMLESS, label, "good")
    found = [Text(f"{grave} 个问题须修改", f"{grave} to be corrected")] if grave else []
    found += [Text(f"{light} 个偏离“原则上”的要求", f"{light} depart from a principle")] if light else []
    return Paragraph(joined(found, "，", ", "), label, "bad" if grave else "warn")


def _notes(made: Examination) -> list[Text]:
    found = list(made.edition.notices)
    if made.edition.status == "draft":
        found.insert(0, Text("本文件为草案，不是现行有效的规定。", "This document is a draft, not law in force."))
    if not made.kinds:
        found.append(
            Text(
                "没有认出这是哪一类协议，多数规则无从适用；用 --facts 写明 deal.kinds。",
                "The kind of agreement was not recognised, so most rules cannot be applied; state deal.kinds with --facts.",
            )
        )
    if not made.settles:
        found.append(
            Text(
                "这份范本是公示、表单一类的文件，不要求写有协议条款；只检查固定文字、空白和选项。",
                "This template is a notice or a form: only its words, blanks and options are checked, no provisions are demanded of it.",
            )
        )
    if not made.complete:
        found.append(Text(f"填法过多，只试了 {made.tried} 种。", f"There are too many fillings; {made.tried} were tried."))
    return found


def _item(fault: Fault, document: Document, why: Text | None = None) -> Item:
    details = [detail(Text("条款", "clause"), Text("；".join(f"{a} {b}" for a, b in fault.clauses), "; ".join(f"{a} {b}" for a, b in fault.clauses)))]
    places = [_place(quote, document) for quote in fault.quotes[:3]]
    if places:
        details.append(detail(Text("位置", "place"), joined(places, "；", "; ")))
    details.append(detail(Text("理由", "reason"), fault.message))
    if fault.remedy != EMPTY:
        details.append(detail(Text("修改", "change"), fault.remedy, "good"))
    if why is not None:
        details.append(detail(Text("豁免", "waived"), why, "warn"))
    sign = ("~", "warn") if why is not None else ("✗", "bad") if fault.severity == "violation" else ("!", "warn")
    return Item(
        sign, Text(fault.title.zh.rstrip("。"), fault.title.en.rstrip(".")), Text(f"[{fault.rules[0]}]", f"[{fault.rules[0]}]"), tuple(details)
    )


def _place(quote: Quote, document: Document) -> Text:
    """Clause, part, page or line, and the words."""
    block = document.block_at(quote.start)
    parts = [Text(quote.clause, quote.clause)] if quote.clause else []
    parts += [PART_WORDS[quote.part]] if quote.part in PART_WORDS else []
    if quote.page is not None and document.format == "pdf":
        parts.append(Text(f"第 {quote.page} 页", f"page {quote.page}"))
    if block.line is not None:
        parts.append(Text(f"第 {block.line} 行", f"line {block.line}"))
    words = " ".join(quote.text.split())
    where = joined(parts, "，", ", ") if parts else Text("正文", "text")
    return Text(f"{where.zh}：“{words}”", f"{where.en}: “{words}”")


def _blank_table(made: Examination) -> list[Block]:
    if not made.blanks:
        return []
    head = (Text("空白", "blank"), Text("印明的界限或选项", "printed limits or options"), Text("默认值", "default"), Text("位置", "place"))
    rows: list[tuple[Cell, ...]] = []
    for blank in made.blanks:
        place = _place(blank.quotes[0], made.extraction.document) if blank.quotes else EMPTY
        default = show(blank.default, blank.fact) if blank.default is not None else EMPTY
        rows.append(((made.edition.vocabulary.label(blank.path), "strong"), (_permitted(blank), ""), (default, "dim"), (place, "dim")))
    return [Heading(Text(f"已识别的空白（{len(rows)}）", f"Blanks that are facts ({len(rows)})")), Table(head, tuple(rows))]


def _further_choices(made: Examination) -> list[Block]:
    rows = others(made.extraction, made.blanks)
    if not rows:
        return []
    head = (Text("选项", "choice"), Text("印出的选项", "as printed"), Text("位置", "place"))
    cells: list[tuple[Cell, ...]] = [
        (
            (Text(row.label or "—", row.label or "—"), "strong"),
            (as_printed(row.options), ""),
            (_place(row.quote, made.extraction.document), "dim"),
        )
        for row in rows
    ]
    return [Heading(Text(f"未识别为事实的选项（{len(rows)}）", f"Choices that no fact is read from ({len(rows)})")), Table(head, tuple(cells))]


def _permitted(blank: Blank) -> Text:
    if blank.printed and len(blank.printed) > len(blank.options) + blank.free:
        return as_printed(blank.printed)
    if blank.options:
        shown = joined([show(value, blank.fact) for value in blank.options], "、", " / ")
        if not blank.free:
            return shown
        limit = _limited(blank)
        further = Text(f"，或另填（{limit.zh}）", f", or another ({limit.en})") if limit != EMPTY else Text("，或另填", ", or another")
        return Text(shown.zh + further.zh, shown.en + further.en)
    limit = _limited(blank)
    return limit if limit != EMPTY else Text("未印", "none")


def as_printed(options: Iterable[str]) -> Text:
    """Choices in the words of the template."""
    shown = " ".join(f"□{option}" for option in options)
    return Text(shown, shown)


def _limited(blank: Blank) -> Text:
    if blank.bound is not None and (blank.above or blank.below):
        low, high = blank.bound.low, blank.bound.high
        ends = [
            (low, blank.above, Text("大于", "more than"), Text("不少于", "at least")),
            (high, blank.below, Text("小于", "less than"), Text("不超过", "at most")),
        ]
        said = [(strict if open_end else plainly, show(end, blank.fact)) for end, open_end, strict, plainly in ends if end is not None]
        return joined([Text(f"{words.zh} {shown.zh}", f"{words.en} {shown.en}") for words, shown in said], "，", ", ")
    if blank.bound is not None:
        return show(blank.bound, blank.fact)
    return EMPTY


def template_document(made: Examination, standing: Iterable[Fault], excused: Iterable[tuple[Fault, Text]], lang: Lang) -> dict[str, Any]:
    """The examination as JSON (`awardrules/template/1`): exact numbers are strings, dates ISO."""
    edition, document = made.edition, made.extraction.document
    faults = list(standing)
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "document": {"name": document.name, "format": document.format, "sha256": document.sha256},
        "pack": edition_document(edition, lang),
        "as_of": show_date(made.as_of),
        "kinds": sorted(made.kinds),
        "status": "findings" if faults else "clean",
        "findings": [_fault_document(made, fault, lang) for fault in faults],
        "waived": [{**_fault_document(made, fault, lang), "reason": why.of(lang)} for fault, why in excused],
        "blanks": [
            {
                "fact": blank.path,
                "label": blank.fact.label.of(lang),
                "bound": plain(blank.bound, blank.fact),
                "options": [plain(value, blank.fact) for value in blank.options],
                "free": blank.free,
                "printed": list(blank.printed),
                "default": plain(blank.default, blank.fact),
                "evidence": [_evidence(quote, document) for quote in blank.quotes],
            }
            for blank in made.blanks
        ],
        "choices": [
            {"label": row.label, "options": list(row.options), "chosen": list(row.chosen), "evidence": [_evidence(row.quote, document)]}
            for row in others(made.extraction, made.blanks)
        ],
        "notices": [text.of(lang) for text in _notes(made)],
        "tried": made.tried,
        "complete": made.complete,
    }


def _fault_document(made: Examination, fault: Fault, lang: Lang) -> dict[str, Any]:
    vocabulary, number = made.edition.vocabulary, made.edition.document or made.edition.title.of(lang)
    return {
        "kind": fault.kind,
        "severity": fault.severity,
        "rules": list(fault.rules),
        "citations": [{"clause": clause, "locator": locator, "document": number} for locator, clause in fault.clauses],
        "title": fault.title.of(lang),
        "message": fault.message.of(lang),
        "remedy": fault.remedy.of(lang) or None,
        "filling": [{"fact": item.path, "value": plain(item.value, vocabulary.get(item.path))} for item in fault.filling],
        "evidence": [_evidence(quote, made.extraction.document) for quote in fault.quotes],
    }


def _evidence(quote: Quote, document: Document) -> dict[str, Any]:
    line = document.block_at(quote.start).line
    return {
        "text": quote.text,
        "part": quote.part,
        "clause": quote.clause,
        "page": quote.page,
        "line": line,
        "start": quote.start,
        "end": quote.end,
    }


def issue_of(made: Examination, fault: Fault) -> Issue:
    """A finding as an issue of a repository: what a waiver covers and CI annotates at its line."""
    document = made.extraction.document
    line = next((block.line for quote in fault.quotes if (block := document.block_at(quote.start)).line is not None), 1)
    rule = made.edition.rule(fault.rules[0])
    kind: IssueKind = "violation" if fault.severity == "violation" else "deviation"
    facts = (fault.kind, *fault.about)
    clause = fault.clauses[0][1] if fault.clauses else fault.rules[0]
    span = Span(document.name, line or 1, 1)
    sentence = cited(made.extraction, fault.quotes[0] if fault.quotes else None)
    where = sentence if isinstance(sentence, Cited) else None
    values = hash_of(made.decision, fault.about)
    said = sentence_words(where)
    public = Text(fault.message.zh + said.zh, fault.message.en + said.en)
    return Issue(made.edition, rule, clause, kind, fault.title, fault.message, public, fault.remedy, facts, span, where, values)


def verdict_of(made: Examination, standing: Iterable[Fault], excused: Iterable[Excuse], refused: Iterable[Refused]) -> Verdict:
    """An examination as CI formats take it: the findings as issues of a decision about the template."""
    issues = tuple(issue_of(made, fault) for fault in standing)
    waived = tuple(excused)
    before = _status([*issues, *(excuse.issue for excuse in waived)])
    return Verdict(made.decision, Span(made.extraction.document.name, 1), before, _status(issues), issues, (), waived, tuple(refused))


def _status(issues: Iterable[Issue]) -> Status:
    kinds = {issue.kind for issue in issues}
    return "non_compliant" if "violation" in kinds else "deviating" if kinds else "compliant"
