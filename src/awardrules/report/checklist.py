"""The self-assessment of an institution for a reader: a checklist to hand to its leadership."""

from __future__ import annotations

from awardrules.advice.checklist import Checklist, Due, Duty, Point, Section, checklist
from awardrules.advice.workdays import notice
from awardrules.decision.decide import Decision
from awardrules.decision.explain import FactUsed
from awardrules.facts.deal import show
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text, counted, joined
from awardrules.pack.edition import MODALITY_WORDS
from awardrules.report.layout import Line
from awardrules.report.outline import Block, Cell, Heading, Item, Paragraph, Table, as_lines, as_markdown, detail
from awardrules.report.preamble import CLAUSE, FACT, NOTE, REMEDY, clause_words, fact_words, head_blocks, question_items
from awardrules.report.text import STATUS, mechanism_name

TITLE = Text("单位自查清单", "Checklist of the institution")
STANDINGS = {
    "done": (Text("已办", "done"), ("✓", "good")),
    "owed": (Text("未办结", "not done"), ("✗", "bad")),
    "late": (Text("逾期办结", "done late"), ("✗", "bad")),
    "overdue": (Text("逾期未办结", "overdue"), ("✗", "bad")),
    "open": (Text("未说明", "not stated"), ("?", "open")),
}
NO_DAY = Text("条文未印具体日期", "no date printed")
NO_ADDRESSEE = Text("见条文", "as the clause says")


def checklist_lines(decision: Decision, lang: Lang, *, verbose: bool = False) -> list[Line]:
    """The checklist for a terminal or plain text."""
    return as_lines(checklist_blocks(checklist(decision), verbose=verbose), lang)


def checklist_markdown(decision: Decision, lang: Lang, *, verbose: bool = False) -> str:
    """The checklist as Markdown."""
    return as_markdown(checklist_blocks(checklist(decision), verbose=verbose), lang)


def checklist_blocks(found: Checklist, *, verbose: bool = False) -> list[Block]:
    """Verdict, summary, duties with addressee and date, then each mechanism."""
    decision = found.decision
    title, *rest = head_blocks(decision, TITLE)
    words, style = STATUS[decision.status]
    advisory = Text("（仅供参考）", " (advisory)") if decision.advisory else EMPTY
    blocks: list[Block] = [title, Paragraph(Text(words.zh + advisory.zh, words.en + advisory.en), Text("结论", "Verdict"), style, "strong"), *rest]
    if found.scope:
        blocks.append(Heading(Text("先确定文件是否适用", "First settle whether the document applies"), style="open"))
        blocks += question_items(found.scope)
    if found.sections:
        blocks += _summary(found)
    if found.duties:
        blocks.append(Heading(Text(f"报送和期限（{len(found.duties)}）", f"Reports and time limits ({len(found.duties)})")))
        blocks += [_duty(found, duty) for duty in found.duties]
        days = notice([due.day for duty in found.duties for due in duty.due if due.working is not None and due.day is not None])
        blocks += [Paragraph(days, NOTE, label_style="warn")] if days else []
    asked: set[str] = set()
    for section in found.sections:
        blocks += _section(found, section, asked)
    blocks += _idle(found, verbose)
    return blocks


def _summary(found: Checklist) -> list[Block]:
    head = (
        Text("事项", "mechanism"),
        Text("欠缺", "lacking"),
        Text("待核实", "open"),
        Text("可改进", "advised"),
        Text("已落实", "in order"),
    )
    rows: list[tuple[Cell, ...]] = []
    total = [0, 0, 0, 0]
    for section in found.sections:
        counts = [len(part) for part in (section.lacking, section.open, section.advised, section.in_order)]
        total = [a + b for a, b in zip(total, counts, strict=True)]
        rows.append(((_mechanism(section.mechanism), ""), *_counted(counts)))
    rows.append(((Text("合计", "total"), "strong"), *_counted(total)))
    return [Heading(Text("概览", "Overview")), Table(head, tuple(rows))]


def _counted(counts: list[int]) -> list[Cell]:
    return [(Text(str(n), str(n)), style if n else "dim") for n, style in zip(counts, ("bad", "open", "warn", "good"), strict=True)]


def _mechanism(name: str) -> Text:
    words = Text(mechanism_name(name, "zh"), mechanism_name(name, "en"))
    return Text(words.zh, words.en[:1].upper() + words.en[1:])


def _duty(found: Checklist, duty: Duty) -> Item:
    decision = found.decision
    rule = duty.rules[0]
    words, mark = STANDINGS[duty.standing]
    gist = decision.edition.clauses[rule.clauses[0]].gist
    details = [detail(CLAUSE, clause_words(decision.edition, rule.clauses[:1]))]
    if _title(gist) != _title(rule.title):
        details.append(detail(Text("要求", "asked"), gist))
    if duty.fact is not None or duty.reported:
        details.append(detail(Text("报送对象", "to"), _addressees(duty)))
    details.append(detail(Text("时限", "by"), joined([_due(duty, due, decision.as_of) for due in duty.due], "；", "; ") if duty.due else NO_DAY))
    return Item(mark, _title(rule.title), words, tuple(details))


def _addressees(duty: Duty) -> Text:
    if duty.fact is None:
        return NO_ADDRESSEE
    wanted = show(frozenset(duty.to), duty.fact)
    if duty.sent is None:
        return Text(f"{wanted.zh}（是否送达未说明）", f"{wanted.en} (not stated whether sent)")
    lacking = frozenset(duty.to) - duty.sent
    if not lacking and duty.standing == "done":
        return Text(f"{wanted.zh}（均已送达）", f"{wanted.en} (all sent)")
    if not lacking:
        return Text(f"{wanted.zh}（收件单位已齐，内容未齐）", f"{wanted.en} (addressees complete, contents not)")
    left = show(lacking, duty.fact)
    return Text(f"{wanted.zh}（未送：{left.zh}）", f"{wanted.en} (not sent to: {left.en})")


def _due(duty: Duty, due: Due, as_of: int) -> Text:
    if due.day is None:
        return Text(f"{due.basis.zh}，尚不能推算", f"{due.basis.en}, cannot be worked out yet")
    day, left = show_date(due.day), due.day - as_of
    if duty.standing == "done":
        return Text(day, day)
    if duty.standing == "late":
        return Text(f"{day}（晚 {due.late} 日）", f"{day} ({counted(due.late, 'day')} late)") if due.late else Text(day, day)
    when = Text(f"还有 {left} 日", f"in {counted(left, 'day')}") if left >= 0 else Text(f"已过 {-left} 日", f"{counted(-left, 'day')} ago")
    tail = EMPTY
    if due.working is not None and due.working.working is False:
        tail = Text("，非工作日", ", no working day")
        if due.working.following is not None:
            following = show_date(due.working.following)
            tail = Text(f"，非工作日，下一工作日 {following}", f", no working day, next {following}")
    return Text(f"{day}（{when.zh}{tail.zh}）", f"{day} ({when.en}{tail.en})")


def _title(words: Text) -> Text:
    return Text(words.zh.rstrip("。"), words.en.rstrip("."))


def _section(found: Checklist, section: Section, asked: set[str]) -> list[Block]:
    blocks: list[Block] = [Heading(_mechanism(section.mechanism))]
    blocks += [_failed(found.decision, point, ("✗", "bad")) for point in section.lacking]
    blocks += [_failed(found.decision, point, ("△", "warn")) for point in section.advised]
    for point in section.open:
        blocks.append(_open(found.decision, point, asked))
    for point in section.in_order:
        blocks.append(Item(("✓", "good"), _title(point.rule.title), clause_words(found.decision.edition, point.rule.clauses[:1]), style=""))
    return blocks


def _failed(decision: Decision, point: Point, mark: tuple[str, str]) -> Item:
    rule = point.rule
    facts: dict[str, FactUsed] = {fact.path: fact for account in point.accounts for fact in account.facts}
    details = [
        detail(CLAUSE, clause_words(decision.edition, rule.clauses[:3])),
        *(detail(Text("理由", "reason"), account.message) for account in point.accounts),
        *(detail(FACT, fact_words(decision, fact)) for fact in facts.values()),
    ]
    if rule.remedy != EMPTY:
        details.append(detail(REMEDY, rule.remedy, "good"))
    return Item(mark, _title(rule.title), MODALITY_WORDS[rule.modality], tuple(details))


def _open(decision: Decision, point: Point, asked: set[str]) -> Item:
    rule = point.rule
    fresh = [m for m in point.missing if m.path not in asked]
    asked |= {m.path for m in point.missing}
    details = [detail(CLAUSE, clause_words(decision.edition, rule.clauses[:1]))]
    details += [detail(Text("须核实", "to find out"), Text(f"{m.question.zh}  [{m.path}]", f"{m.question.en}  [{m.path}]")) for m in fresh]
    if not fresh and point.missing:
        details.append(detail(EMPTY, Text("须核实的事实同上", "the same facts as above"), "dim"))
    return Item(("?", "open"), _title(rule.title), MODALITY_WORDS[rule.modality], tuple(details))


def _idle(found: Checklist, verbose: bool) -> list[Block]:
    if not found.idle or found.decision.out_of_scope:
        return []
    count = Text(f"另有 {len(found.idle)} 项不适用于本单位", f"{len(found.idle)} more do not apply to this institution")
    if not verbose:
        return [Heading(count, style="dim")]
    edition = found.decision.edition
    return [
        Heading(count, style="dim"),
        *(Item(("·", "dim"), _title(rule.title), clause_words(edition, rule.clauses[:1]), style="") for rule in found.idle),
    ]
