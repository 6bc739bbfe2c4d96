"""The exemption dossier for a reader and as JSON."""

from __future__ import annotations

from typing import Any

from awardrules.advice.dossier import Dossier, Duty, Element, Part, Path, State
from awardrules.decision.decide import Decision
from awardrules.language import EMPTY, Lang, Text
from awardrules.report.layout import Segment
from awardrules.report.outline import Block, Heading, Item, Paragraph, detail
from awardrules.report.preamble import (
    CAUTION,
    CLAUSE,
    FACT,
    NOTE,
    REMEDY,
    citations,
    clause_words,
    fact_document,
    fact_words,
    head_blocks,
    head_document,
    question_items,
    questions_document,
)
from awardrules.report.text import MARKS, OUTCOME_WORDS

SCHEMA = "awardrules/dossier/1"
TITLE = Text("尽职免责材料清单", "Exemption dossier")
STATES: dict[State, tuple[Text, Segment]] = {
    "met": (Text("具备", "met"), ("✓", "good")),
    "lacking": (Text("不具备", "lacking"), ("✗", "bad")),
    "unknown": (Text("未说明", "unknown"), ("?", "open")),
}
STANDING: dict[State, Text] = {
    "met": Text("成立", "made out"),
    "lacking": Text("不成立", "not made out"),
    "unknown": Text("未定", "open"),
}
TRUTH: dict[State, Text] = {"met": Text("是", "yes"), "lacking": Text("否", "no"), "unknown": Text("未定", "open")}
RESULT_STYLE = {"exempt": "good", "may_be_exempt": "good", "correction_first": "warn", "unit_rules_decide": "warn", "not_exempt": "bad"}
FOLLOWS = {
    "exempt": Text(
        "条件和情形同时成立，按本文件免除该项责任；仍须由有权机关（单位）依程序作出认定结论后适用，其他法律责任不在此列。",
        "Conditions and situation both hold, and the document exempts from this liability. The competent body or the unit still has to reach "
        "its conclusion by due procedure; other liability under law is not touched.",
    ),
    "may_be_exempt": Text(
        "本文件要求的各项均已具备，可以免除；是否免除由有权机关（单位）裁量认定，不是当然免除。",
        "All that the document asks for is there, so exemption may be given. Whether it is lies with the competent body or the unit; "
        "it does not follow of itself.",
    ),
    "correction_first": Text(
        "尽职成立的，对过错以责令纠正为主；本文件没有为其印明免责情形，不得写作“免责”。",
        "Diligence holds, so the fault is corrected in the first place. The document prints no exemption for this person; do not call it one.",
    ),
    "unit_rules_decide": Text(
        "本文件未印免责条件和情形，由单位按自定制度一事一议认定；请附上单位制度并完成调查、听取意见和结论。",
        "The document prints neither conditions nor situations: the unit decides case by case under its own rules. Attach them, and complete "
        "inquiry, hearing and conclusion.",
    ),
    "not_exempt": Text(
        "按已说明的事实，本文件规定的免责不成立；缺少的各项见下，补充材料后可重新判断。",
        "On the facts stated the exemption is not made out. What is lacking is listed below; decide again once it is supplied.",
    ),
}
OPEN = Text("尚不能判断", "open")
OPEN_FOLLOWS = Text(
    "仍有事实未说明，不能得出免责结论；仅有尽职条件不足以免责的，还须有印明的情形。",
    "Facts are still open, so there is no result. Conditions alone do not exempt where a printed situation is needed as well.",
)
NOT_PRINTED = Text("本版规则没有尽职免责的规定。", "The rules of this edition have nothing on exemption.")
ASSERTED = Text("仅直接写明结论，下列各项须有材料支持", "asserted as such; each element below needs evidence")
UNSETTLED = Text("是否适用尚未说明", "not known whether it applies")
OTHERWISE = Text("以上均不成立的", "where none of the above holds")


def dossier_blocks(found: Dossier) -> list[Block]:
    """The dossier of one edition."""
    decision = found.decision
    blocks = head_blocks(decision, TITLE)
    if not found.printed:
        return [*blocks, Paragraph(NOT_PRINTED)]
    if decision.out_of_scope:
        return blocks
    blocks += _conclusion(found)
    if found.claim:
        blocks.append(Heading(Text("当事人和主张", "Person and claim")))
    blocks += [
        Item(("·" if fact.value is not None else "?", "dim" if fact.value is not None else "open"), fact_words(decision, fact), style="")
        for fact in found.claim
    ]
    for part in found.parts:
        blocks += _part_blocks(decision, part)
    if any(path.elements for path in found.paths):
        blocks.append(Heading(Text("各项结论及其前提（依次，先成立者为准）", "Results and what each takes (the first that holds decides)")))
        for path in found.paths:
            blocks += _path_blocks(decision, path)
    blocks += _duty_blocks(decision, Text("程序和其他要求", "Procedure and other requirements"), found.duties)
    blocks += _duty_blocks(decision, Text("单位制度", "The unit's own rules"), found.unit)
    blocks += _open_facts(found)
    blocks += [Paragraph(text, CAUTION, label_style="warn") for text in found.cautions]
    return blocks


def _open_facts(found: Dossier) -> list[Block]:
    """The questions; while it is open who claims what, only those."""
    if not found.missing:
        return []
    claims = {fact.path for fact in found.claim}
    first = [m for m in found.missing if m.path in claims] or list(found.missing)
    left = len(found.missing) - len(first)
    blocks: list[Block] = [
        Heading(Text(f"待补事实（{len(found.missing)}）", f"Open facts ({len(found.missing)})"), style="open"),
        *question_items(first),
    ]
    if left:
        blocks.append(Paragraph(Text(f"其余 {left} 项视以上回答而定。", f"{left} more depend on these answers."), style="dim"))
    return blocks


def _conclusion(found: Dossier) -> list[Block]:
    label = found.label if found.result is not None else OPEN
    style = RESULT_STYLE.get(str(found.result), "open")
    blocks: list[Block] = [Paragraph(label, Text("结论", "Result"), style, "strong")]
    follows = FOLLOWS.get(str(found.result), EMPTY) if found.result is not None else OPEN_FOLLOWS
    if follows != EMPTY:
        blocks.append(Paragraph(follows, Text("后果", "What follows"), label_style="strong"))
    if found.result is not None:
        blocks.append(Paragraph(clause_words(found.decision.edition, found.clauses), CLAUSE))
    for part in found.parts:
        bare = sum(1 for element in part.elements if element.state != "met")
        if part.asserted is not None and part.state == "met" and bare:
            label = part.label
            note = Text(
                f"结论以直接写明的“{label.zh}”为据，其中 {bare} 项尚无事实支持。",
                f"The result rests on “{label.en}” as asserted; {bare} of its elements have no fact behind them.",
            )
            blocks.append(Paragraph(note, NOTE, label_style="warn"))
    return blocks


def _part_blocks(decision: Decision, part: Part) -> list[Block]:
    words, style = TRUTH[part.state], STATES[part.state][1][1]
    if part.excluded != EMPTY:
        words, style = Text("不适用于该当事人", "not for this person"), "dim"
    heading = Text(f"{part.label.zh}：{words.zh}", f"{part.label.en[:1].upper()}{part.label.en[1:]}: {words.en}")
    blocks: list[Block] = [Heading(heading, style=style)]
    if part.clauses:
        blocks.append(Paragraph(clause_words(decision.edition, part.clauses), CLAUSE))
    if part.excluded != EMPTY:
        return [*blocks, Paragraph(part.excluded, NOTE, label_style="warn")]
    if part.asserted is not None:
        note = ASSERTED if part.elements else Text("文件未逐项列出条件，须附履职材料", "the document lists no elements; file proof of performance")
        said = fact_words(decision, part.asserted)
        blocks.append(Paragraph(Text(f"{said.zh}；{note.zh}", f"{said.en}; {note.en}"), NOTE, label_style="warn"))
    elif not part.elements and part.clauses:
        blocks.append(
            Paragraph(Text("主张的情形未说明，无从核对", "the situation claimed is not stated, so nothing can be checked"), NOTE, label_style="warn")
        )
    return [*blocks, *(_element(decision, element) for element in part.elements)]


def _path_blocks(decision: Decision, path: Path) -> list[Block]:
    words, (mark, style) = STANDING[path.state], STATES[path.state][1]
    remark = clause_words(decision.edition, path.clauses)
    label = path.label if path.elements else Text(f"{OTHERWISE.zh}，{path.label.zh}", f"{OTHERWISE.en}: {path.label.en}")
    parts = []
    for element in path.elements:
        sign, shown = STATES[element.state][1]
        values = _values(decision, element)
        parts.append(detail(EMPTY, Text(f"{sign} {element.text.zh}{values.zh}", f"{sign} {element.text.en}{values.en}"), shown))
    return [Item((mark, style), Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}") if path.elements else label, remark, tuple(parts))]


def _values(decision: Decision, element: Element) -> Text:
    if element.state != "lacking":
        return EMPTY
    said = [fact_words(decision, fact) for fact in element.facts]
    return Text(f" —— {'；'.join(s.zh for s in said)}", f" — {'; '.join(s.en for s in said)}")


def _element(decision: Decision, element: Element) -> Item:
    words, mark = STATES[element.state]
    details = [detail(CLAUSE, clause_words(decision.edition, element.clauses))]
    details += [detail(FACT, fact_words(decision, fact)) for fact in element.facts]
    if element.remedy != EMPTY:
        details.append(detail(Text("应备材料", "to file"), element.remedy, "good"))
    return Item(mark, element.text, words, tuple(details))


def _duty_blocks(decision: Decision, title: Text, duties: tuple[Duty, ...]) -> list[Block]:
    if not duties:
        return []
    blocks: list[Block] = [Heading(title)]
    for duty in duties:
        details = [detail(CLAUSE, clause_words(decision.edition, duty.rule.clauses[:1]))]
        if not duty.applies:
            blocks.append(Item(("?", "open"), _title(duty), UNSETTLED, tuple(details), style=""))
            continue
        if duty.outcome != "pass":
            details.append(detail(Text("理由", "reason"), duty.message))
        details += [detail(FACT, fact_words(decision, fact)) for fact in duty.facts]
        if duty.outcome == "fail" and duty.rule.remedy != EMPTY:
            details.append(detail(REMEDY, duty.rule.remedy, "good"))
        blocks.append(Item(MARKS[duty.outcome], _title(duty), OUTCOME_WORDS[duty.outcome], tuple(details)))
    return blocks


def _title(duty: Duty) -> Text:
    return Text(duty.rule.title.zh.rstrip("。"), duty.rule.title.en.rstrip("."))


def dossier_document(found: Dossier, lang: Lang) -> dict[str, Any]:
    """The dossier of one edition as JSON."""
    decision = found.decision
    result = found.result
    follows = FOLLOWS.get(str(result), EMPTY) if result is not None else OPEN_FOLLOWS
    return {
        **head_document(decision, SCHEMA, lang),
        "printed": found.printed,
        "claim": [fact_document(decision, fact) for fact in found.claim],
        "result": {
            "value": result,
            "label": (found.label if result is not None else OPEN).of(lang),
            "follows": follows.of(lang),
            "citations": citations(decision.edition, found.clauses) if result is not None else [],
        },
        "parts": [
            {
                "fact": part.path,
                "label": part.label.of(lang),
                "state": part.state,
                "excluded": part.excluded.of(lang) or None,
                "asserted": fact_document(decision, part.asserted) if part.asserted else None,
                "citations": citations(decision.edition, part.clauses),
                "elements": [_element_document(decision, element, lang) for element in part.elements],
            }
            for part in found.parts
        ],
        "paths": [
            {
                "value": path.value,
                "label": path.label.of(lang),
                "state": path.state,
                "citations": citations(decision.edition, path.clauses),
                "elements": [_element_document(decision, element, lang) for element in path.elements],
            }
            for path in found.paths
        ],
        "duties": [_duty_document(decision, duty, lang) for duty in found.duties],
        "unit": [_duty_document(decision, duty, lang) for duty in found.unit],
        "missing": questions_document(found.missing, lang),
        "cautions": [text.of(lang) for text in found.cautions],
    }


def _element_document(decision: Decision, element: Element, lang: Lang) -> dict[str, Any]:
    return {
        "text": element.text.of(lang),
        "state": element.state,
        "citations": citations(decision.edition, element.clauses),
        "facts": [fact_document(decision, fact) for fact in element.facts],
        "remedy": element.remedy.of(lang) or None,
    }


def _duty_document(decision: Decision, duty: Duty, lang: Lang) -> dict[str, Any]:
    return {
        "rule": duty.rule.id,
        "title": duty.rule.title.of(lang),
        "outcome": duty.outcome,
        "message": duty.message.of(lang),
        "citations": citations(decision.edition, duty.rule.clauses),
        "facts": [fact_document(decision, fact) for fact in duty.facts],
        "remedy": duty.rule.remedy.of(lang) or None,
    }
