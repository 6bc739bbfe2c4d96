"""A repair for a reader: what has to change, what has to be settled besides, or what makes every repair impossible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from awardrules.expression.kleene import members
from awardrules.facts.deal import plain, show
from awardrules.facts.quantity import Bound, show_date
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.pack.edition import Edition
from awardrules.report.layout import Segment
from awardrules.report.outline import Block, Heading, Item, Paragraph, detail
from awardrules.report.text import STATUS

if TYPE_CHECKING:
    from awardrules.prove.repair import Change, Obstacle, Proposal, Repair

MARKS: dict[str, Segment] = {"negotiate": ("✎", "warn"), "do": ("●", "warn"), "confirm": ("?", "open")}
KIND_WORDS: dict[str, Text] = {
    "negotiate": Text("协商", "to be agreed"),
    "do": Text("补办", "to be done"),
    "confirm": Text("核实", "to be confirmed"),
}
# what the deal leaves open may be so already
OPEN_WORDS: dict[str, Text] = {
    "negotiate": Text("核实或约定", "to be confirmed or agreed"),
    "do": Text("核实或补办", "to be confirmed or done"),
    "confirm": Text("核实", "to be confirmed"),
}
SIDE_WORDS: dict[str, Text] = {"least": Text("不低于 ", "at least "), "most": Text("不高于 ", "at most ")}


def repair_document(found: Repair, lang: Lang) -> dict[str, Any]:
    """The repair as data (schema `awardrules/repair/1`)."""
    statuses = {decision.edition.reference: decision.status for decision in found.decisions}
    worst = ("out_of_scope", "non_compliant", "undetermined", "not_decided", "deviating", "compliant")
    return {
        "schema": "awardrules/repair/1",
        "as_of": show_date(found.decisions[0].as_of),
        "status": min(statuses.values(), key=worst.index),
        "statuses": statuses,
        "proposals": [_proposal(found, proposal, lang) for proposal in found.proposals],
        "blocked_by": [_obstacle(found, obstacle, lang) for obstacle in found.obstacles],
        "rules": [{"pack": edition, "rule": rule} for edition, rule in found.rules],
        "settled": found.settled,
    }


def _proposal(found: Repair, proposal: Proposal, lang: Lang) -> dict[str, Any]:
    vocabulary = found.decisions[0].edition.vocabulary
    changes = []
    for change in proposal.changes:
        fact = vocabulary.get(change.path)
        item = {"fact": change.path, "from": plain(change.before, fact), "to": _plain(change, vocabulary), "kind": change.kind}
        item["label"] = vocabulary.label(change.path).of(lang)
        if change.side:
            item["side"] = change.side
        if change.supposed:
            item["supposed"] = True
        if change.others:
            item["or"] = [plain(other, fact) for other in change.others]
        changes.append(item)
    return {
        "changes": changes,
        "cost": proposal.cost,
        "status_after": {decision.edition.reference: decision.status for decision in proposal.decisions},
    }


def _plain(change: Change, vocabulary: Vocabulary) -> object:
    if not isinstance(change.after, tuple):
        return plain(change.after, vocabulary.get(change.path))
    fields = vocabulary.records[change.path]
    return [{name: plain(value, fields[name]) for name, value in record.items()} for record in change.after]


def _obstacle(found: Repair, obstacle: Obstacle, lang: Lang) -> dict[str, Any]:
    vocabulary = found.decisions[0].edition.vocabulary
    fact = vocabulary.get(obstacle.path)
    value = plain(obstacle.value, fact)
    rules = [{"pack": edition, "rule": rule} for edition, rule in obstacle.rules]
    return {"fact": obstacle.path, "value": value, "label": vocabulary.label(obstacle.path).of(lang), "rules": rules}


def repair_blocks(found: Repair) -> Iterator[Block]:
    """The repair as an outline."""
    yield Heading(Text("如何使该事项符合规定", "What would make this deal comply"), 1)
    for decision in found.decisions:
        words, style = STATUS[decision.status]
        yield Paragraph(Text(f"{decision.edition.name.zh} {words.zh}", f"{decision.edition.name.en} {words.en}"), Text("目前", "now"), style)
    yield Paragraph(Text(show_date(found.decisions[0].as_of), show_date(found.decisions[0].as_of)), Text("判断日", "decided as of"))
    if found.proposals:
        yield from _proposals(found)
    elif found.obstacles or found.rules:
        yield from _impossible(found)
    elif found.settled:
        yield Paragraph(Text("已符合规定，无需修改", "it complies; nothing needs to change"), style="good")
    if not found.settled:
        yield Paragraph(
            Text(
                "求解器未能在时限内完成，可能还有代价更小的办法；可用 --timeout 放宽时限",
                "the solver ran out of its time: there may be smaller changes; raise it with --timeout",
            ),
            Text("提示", "note"),
            "warn",
        )


def _proposals(found: Repair) -> Iterator[Block]:
    several = len(found.proposals) > 1
    common = {change.path for change in found.proposals[0].changes if several and all(_shares(p, change) for p in found.proposals)}
    for number, proposal in enumerate(found.proposals, 1):
        yield Heading(Text(f"办法 {number}", f"Proposal {number}") if several else Text("办法", "Proposal"))
        supposed = [change for change in proposal.changes if change.supposed]
        if supposed:
            yield Paragraph(Text("仅当下列事实属实时可行，须先查明", "only if this is so; find out first"), style="warn")
        for change in supposed:
            yield _change(found, change)
        if not proposal.mends:
            yield Paragraph(Text("所载内容无需修改，只需补齐事实", "nothing stated has to change; facts have to be supplied"))
        for change in proposal.mends:
            yield _change(found, change)
        yield from _settled(found, [c for c in proposal.changes if c.settles and not c.supposed and c.path not in common], several=several)
        after = "、".join(f"{d.edition.name.zh}{STATUS[d.status][0].zh}" for d in proposal.decisions)
        then = ", ".join(f"{d.edition.name.en}: {STATUS[d.status][0].en}" for d in proposal.decisions)
        yield Paragraph(Text(after, then), Text("改后", "then"), "good")
    shared = [change for change in found.proposals[0].changes if change.path in common]
    if shared:
        yield Heading(Text("各办法均须另行补齐", "Needed besides, whichever way"))
        yield from _settled(found, shared)


def _shares(proposal: Proposal, change: Change) -> bool:
    """Whether a proposal too would have a fact settled so."""
    return any(c.settles and not c.supposed and (c.path, c.after) == (change.path, change.after) for c in proposal.changes)


def _settled(found: Repair, changes: Sequence[Change], *, several: bool = False) -> Iterator[Block]:
    """What the deal leaves open: what is shown would comply, what is so has to be found out."""
    if changes and not several:
        yield Paragraph(
            Text(
                "以下为未载明的事项，所列只是一种符合规定的情形，请据实核对",
                "not stated; what follows is one way that complies: check what is so",
            )
        )
    for change in changes:
        yield _change(found, change)


def _change(found: Repair, change: Change) -> Item:
    vocabulary = found.decisions[0].edition.vocabulary
    fact = vocabulary.get(change.path)
    label, after = vocabulary.label(change.path), show(change.after, fact)
    place = _person(change.path)
    if isinstance(change.before, Bound) and change.before.of_set and isinstance(change.after, Bound):
        further = show(change.after.low - members(change.before)[0], fact)
        text = Text(f"{place.zh}{label.zh}：还包括{further.zh}", f"{place.en}{label.en}: also {further.en}")
    elif change.settles:
        # of a day that nobody stated only one that would do can be named
        example = Text("如 ", "such as ") if change.before is None and fact is not None and fact.type == "date" else EMPTY
        side = SIDE_WORDS.get(change.side or "", example)
        text = Text(f"{place.zh}{label.zh}：{side.zh}{after.zh}", f"{place.en}{label.en}: {side.en}{after.en}")
    elif isinstance(change.before, frozenset) and change.before and isinstance(change.after, frozenset):
        moved = _members(change.before, change.after, fact)
        text = Text(f"{place.zh}{label.zh}：{moved.zh}", f"{place.en}{label.en}: {moved.en}")
    else:
        before = show(change.before, fact)
        text = Text(f"{place.zh}{label.zh}：由 {before.zh} 改为 {after.zh}", f"{place.en}{label.en}: from {before.en} to {after.en}")
    details = []
    if isinstance(change.before, Bound):
        details.append(detail(Text("目前所知", "known so far"), show(change.before, fact)))
    if isinstance(change.after, tuple):
        details += [_record(vocabulary.records[change.path], record) for record in change.after if record]
    if change.others:
        others = [show(other, fact) for other in change.others]
        details.append(detail(Text("亦可", "or"), joined(others, "、", ", ")))
    return Item(MARKS[change.kind], text, (OPEN_WORDS if change.settles else KIND_WORDS)[change.kind], tuple(details))


def _record(fields: Mapping[str, Fact], record: Mapping[str, Any]) -> tuple[Text, Text, str]:
    """The fields of a record that is to be stated, as an example."""
    shown = [(fields[name].label, show(value, fields[name])) for name, value in record.items()]
    return detail(Text("如", "such as"), joined([Text(f"{label.zh}为{value.zh}", f"{label.en}: {value.en}") for label, value in shown], "，", ", "))


def _members(before: frozenset[str], after: frozenset[str], fact: Fact | None) -> Text:
    """What is added to a set and what is left out of it."""
    pieces = []
    if added := after - before:
        shown = show(added, fact)
        pieces.append(Text(f"增加 {shown.zh}", f"add {shown.en}"))
    if gone := before - after:
        shown = show(gone, fact)
        pieces.append(Text(f"去掉 {shown.zh}", f"leave out {shown.en}"))
    return joined(pieces, "，", ", ")


def _person(path: str) -> Text:
    if "[" not in path:
        return EMPTY
    index = int(path.partition("[")[2].partition("]")[0]) + 1
    return Text(f"第 {index} 人的", f"person {index}: ")


def _impossible(found: Repair) -> Iterator[Block]:
    vocabulary = found.decisions[0].edition.vocabulary
    yield Heading(Text("无法补正", "No repair exists"))
    why = Text("下列既成事实与下列要求不能并存，而这些事实不能改变", "these facts, which cannot change, and these demands cannot go together")
    if not found.obstacles:
        why = Text("在这一判断日，下列要求无论如何都不能满足", "on this day nothing can meet these demands")
    yield Paragraph(why, style="bad")
    for obstacle in found.obstacles:
        fact = vocabulary.get(obstacle.path)
        label, value, place = vocabulary.label(obstacle.path), show(obstacle.value, fact), _person(obstacle.path)
        yield Item(("✗", "bad"), Text(f"{place.zh}{label.zh}：{value.zh}", f"{place.en}{label.en}: {value.en}"))
    editions = {decision.edition.reference: decision.edition for decision in found.decisions}
    for reference, rule in found.rules:
        yield Item(("§", "dim"), demand(editions[reference], rule), editions[reference].name, style="")


def demand(edition: Edition, rule_id: str) -> Text:
    """What a rule asks, in words; `scope` is the scope and the term of the edition."""
    rule = edition.rule(rule_id)
    if rule is None:
        return Text("适用范围与有效期", "scope and term")
    locators = "、".join(edition.clauses[clause].locator for clause in rule.clauses if clause in edition.clauses)
    return Text(f"{rule.title.zh}（{locators}）", f"{rule.title.en} ({locators})")
