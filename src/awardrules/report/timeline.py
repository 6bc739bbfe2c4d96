"""The timeline of a deal for a reader and as JSON: procedure, dates in order, breaches, open dates."""

from __future__ import annotations

from typing import Any

from awardrules.advice.procedure import Limit, State, Step
from awardrules.advice.timeline import Entry, Timeline, Violation
from awardrules.advice.workdays import Workday, notice
from awardrules.facts.deal import show
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text, counted, joined
from awardrules.report.outline import Block, Cell, Heading, Item, Paragraph, Table, detail
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

SCHEMA = "awardrules/timeline/1"
TITLE = Text("时间表", "Timeline")
KIND_WORDS = {
    "recorded": Text("记载", "recorded"),
    "computed": Text("推算", "computed"),
    "term": Text("文件", "document"),
    "deadline": Text("最迟", "no later than"),
    "earliest": Text("最早可为", "not before"),
}
STATES: dict[State, tuple[Text, str]] = {
    "in_order": (Text("符合次序", "in order"), "good"),
    "too_early": (Text("过早", "too early"), "bad"),
    "too_late": (Text("逾期", "too late"), "bad"),
    "follows": (Text("前序须补正，随之顺延", "moves with an earlier step"), "warn"),
    "to_do": (Text("未记载", "not recorded"), "open"),
    "open": (Text("尚不能判断", "open"), "open"),
}
NO_ORDER = Text("本版规则没有就所涉事项印明步骤先后。", "The rules of this edition print no order of steps for this deal.")
EARLIEST = Text(
    "“最早”按已记载的日期推算；尚未办理的步骤按其最早可为之日计。",
    "“Earliest” is worked out from the recorded dates; a step not taken yet counts on its own earliest day.",
)
CIVIL_CODE = Text(
    "最后一日是法定休假日的，《民法典》第二百零三条（外部）以休假日结束的次日为最后一日；本文件未另作规定。",
    "Where the last day is a public holiday, Civil Code art. 203 (external) moves it to the day after; the document itself says nothing.",
)


def timeline_blocks(found: Timeline) -> list[Block]:
    """The timeline of one edition."""
    blocks = head_blocks(found.decision, TITLE)
    if found.violations:
        blocks.append(Heading(Text(f"次序不符（{len(found.violations)}）", f"Wrong order ({len(found.violations)})"), style="bad"))
        blocks += [_violation(found, violation) for violation in found.violations]
    if found.steps:
        blocks += _procedure(found)
    elif not found.decision.out_of_scope:
        blocks += [Heading(Text("办理次序", "Procedure")), Paragraph(NO_ORDER)]
    if found.unordered and not found.decision.out_of_scope:
        names = Text("、".join(f.label.zh for f in found.unordered), ", ".join(f.label.en for f in found.unordered))
        blocks.append(Paragraph(names, Text("本版规则未印先后要求的日期", "dates without a printed order"), style="dim"))
    day = found.decision.as_of
    for title, chosen in (
        (Text(f"已过（{show_date(day)} 之前）", f"Past (before {show_date(day)})"), [e for e in found.entries if e.day < day]),
        (Text(f"当日及今后（{show_date(day)} 起）", f"To come (from {show_date(day)})"), [e for e in found.entries if e.day >= day]),
    ):
        if chosen:
            blocks += [Heading(title), *(_entry(found, entry) for entry in chosen)]
    if found.open:
        blocks.append(Heading(Text("未能推算的日期", "Dates that could not be worked out"), style="open"))
        for item in found.open:
            blocks += [Item(("·", "open"), item.label, Text(f"[{item.path}]", f"[{item.path}]")), *question_items(item.missing)]
    return [*blocks, *_footnotes(found)]


def _footnotes(found: Timeline) -> list[Block]:
    later = [entry for entry in found.entries if entry.working is not None]
    notes: list[Block] = []
    if any(entry.working is not None and entry.working.working is False and entry.kind != "recorded" for entry in later):
        notes.append(Paragraph(CIVIL_CODE, NOTE, label_style="warn"))
    unknown = notice([entry.day for entry in later])
    if unknown is not None:
        notes.append(Paragraph(unknown, NOTE, label_style="warn"))
    return [Heading(Text("工作日", "Working days")), *notes] if notes else []


def _violation(found: Timeline, violation: Violation) -> Item:
    decision = found.decision
    facts = tuple(detail(FACT, fact_words(decision, fact)) for fact in violation.facts)
    subject, because, day = violation.subject, violation.because, show_date(violation.day)
    side = Text("不晚于", "after") if violation.late else Text("不早于", "before")
    tail = Text(f"（依据{because.zh}）", f" (because of {because.en})") if because.zh != day else EMPTY
    return Item(
        ("✗", "bad"),
        Text(f"{subject.zh}须{side.zh} {day}{tail.zh}", f"{subject.en} must not lie {side.en} {day}{tail.en}"),
        Text(f"[{violation.rule.id}]", f"[{violation.rule.id}]"),
        (
            detail(CLAUSE, clause_words(decision.edition, violation.rule.clauses[:1])),
            *facts,
            *((detail(REMEDY, violation.rule.remedy, "good"),) if violation.rule.remedy != EMPTY else ()),
        ),
    )


def _procedure(found: Timeline) -> list[Block]:
    head = (Text("步骤", "step"), Text("记载", "recorded"), Text("最早", "earliest"), Text("判断", "standing"), Text("依据", "because of"))
    rows: list[tuple[Cell, ...]] = []
    for step in found.steps:
        value = step.recorded.value
        recorded = show(value, step.fact) if value is not None else Text("—", "—")
        earliest = show(step.earliest, step.fact) if step.earliest is not None else Text("—", "—")
        words, style = STATES[step.state]
        decisive = _decisive(step)
        basis = joined(list(dict.fromkeys(limit.basis for limit in decisive)), "；", "; ")
        rows.append(((step.fact.label, ""), (recorded, ""), (earliest, ""), (words, style), (basis, "dim")))
    cautions = dict.fromkeys(text for step in found.steps for text in step.cautions)
    return [
        Heading(Text("办理次序", "Procedure")),
        Table(head, tuple(rows)),
        Paragraph(EARLIEST, style="dim"),
        *(Paragraph(text, CAUTION, label_style="warn") for text in cautions),
    ]


def _decisive(step: Step) -> list[Limit]:
    """What fixes the earliest day of a step; every limit while that is open."""
    if step.earliest is None:
        return list(step.after)
    return [limit for limit in step.after if limit.day == step.earliest]


def _entry(found: Timeline, entry: Entry) -> Item:
    decision = found.decision
    distance = entry.day - decision.as_of
    when = Text("判断日当日", "on the day of decision")
    if distance:
        days = counted(abs(distance), "day")
        when = Text(f"还有 {distance} 日", f"in {days}") if distance > 0 else Text(f"{-distance} 日前", f"{days} ago")
    kind = KIND_WORDS[entry.kind]
    if entry.kind == "computed" and entry.basis == EMPTY:
        kind = Text("印明", "printed")
    elif entry.kind == "earliest" and distance <= 0:
        kind = Text("已可办理，最早自", "may be done since")
    elif entry.kind == "deadline" and distance < 0:
        kind = Text("最迟，未见完成记载", "no later than, not recorded as done")
    clauses = clause_words(decision.edition, entry.clauses[:2])
    details = [detail(CLAUSE, clauses)] if entry.clauses else []
    if entry.basis != EMPTY:
        details.append(detail(Text("依据", "basis"), entry.basis))
    details += [detail(CAUTION, text, "warn") for text in entry.cautions]
    if entry.fact is not None and entry.fact.evidence is not None:
        details.append(detail(FACT, Text(str(entry.fact.evidence), str(entry.fact.evidence))))
    if entry.working is not None and entry.working.working is not None and (entry.kind != "recorded" or not entry.working.working):
        details.append(detail(Text("工作日", "working day"), _workday(entry.working), "" if entry.working.working else "warn"))
    mark = ("●", "dim") if distance < 0 else ("○", "strong")
    return Item(mark, Text(f"{show_date(entry.day)}  {entry.label.zh}", f"{show_date(entry.day)}  {entry.label.en}"),
                Text(f"{kind.zh} · {when.zh}", f"{kind.en} · {when.en}"), tuple(details), style="" if distance < 0 else "strong")  # fmt: skip


def _workday(working: Workday) -> Text:
    if working.working:
        return Text("是", "yes")
    if working.following is None:
        return Text("否，下一工作日的安排尚未公布", "no; the next one is not published yet")
    return Text(f"否，下一工作日为 {show_date(working.following)}", f"no; the next one is {show_date(working.following)}")


def timeline_document(found: Timeline, lang: Lang) -> dict[str, Any]:
    """The timeline of one edition as JSON."""
    decision = found.decision
    later = notice([entry.day for entry in found.entries if entry.working is not None])
    return {
        **head_document(decision, SCHEMA, lang),
        "entries": [_entry_document(found, entry, lang) for entry in found.entries],
        "procedure": [_step_document(found, step, lang) for step in found.steps],
        "violations": [
            {
                "rule": violation.rule.id,
                "citations": citations(decision.edition, violation.rule.clauses),
                "subject": violation.subject.of(lang),
                "not_after" if violation.late else "not_before": show_date(violation.day),
                "because_of": violation.because.of(lang),
                "facts": [fact_document(decision, fact) for fact in violation.facts],
                "remedy": violation.rule.remedy.of(lang) or None,
            }
            for violation in found.violations
        ],
        "open": [{"output": item.path, "label": item.label.of(lang), "missing": questions_document(item.missing, lang)} for item in found.open],
        "working_days_notice": later.of(lang) if later else None,
    }


def _entry_document(found: Timeline, entry: Entry, lang: Lang) -> dict[str, Any]:
    distance = entry.day - found.decision.as_of
    working = entry.working
    return {
        "date": show_date(entry.day),
        "kind": entry.kind,
        "fact": entry.path,
        "label": entry.label.of(lang),
        "citations": citations(found.decision.edition, entry.clauses),
        "basis": entry.basis.of(lang) or None,
        "cautions": [text.of(lang) for text in entry.cautions],
        "evidence": fact_document(found.decision, entry.fact)["evidence"] if entry.fact else None,
        "relation": "past" if distance < 0 else "future" if distance else "today",
        "days": distance,
        "working_day": working.working if working else None,
        "next_working_day": show_date(working.following) if working and working.following is not None else None,
    }


def _step_document(found: Timeline, step: Step, lang: Lang) -> dict[str, Any]:
    def limits(listed: tuple[Limit, ...]) -> list[dict[str, Any]]:
        return [
            {
                "rule": limit.rule.id,
                "citations": citations(found.decision.edition, limit.rule.clauses[:1]),
                "date": show_date(limit.day) if limit.day is not None else None,
                "depends_on": limit.other,
                "basis": limit.basis.of(lang),
                "certain": limit.certain,
            }
            for limit in listed
        ]

    return {
        "fact": step.fact.path,
        "label": step.fact.label.of(lang),
        "recorded": fact_document(found.decision, step.recorded),
        "earliest": show_date(step.earliest) if step.earliest is not None else None,
        "latest": show_date(step.latest) if step.latest is not None else None,
        "state": step.state,
        "cautions": [text.of(lang) for text in step.cautions],
        "after": limits(step.after),
        "before": limits(step.before),
    }
