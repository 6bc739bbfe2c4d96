"""What a comment says: outcome and finding, clause, reason, remedy; and one list for what has no sentence to stand at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from awardrules.agreement.extraction.found import Extraction, Quote
from awardrules.agreement.review.notes import KIND_WORDS, Note, notes
from awardrules.decision.decide import Decision
from awardrules.decision.missing import OF_THE_DRAFT, OF_THE_FILE, asked
from awardrules.language import Lang, Text
from awardrules.record import Record

FURTHER = 3
NAMED_ELSEWHERE = frozenset({"violation", "conflict", "deviation"})
UNPLACED = Text("以下各项在协议中没有对应的语句：", "The agreement has no sentence for the following:")
QUESTIONS = Text("以下事实协议没有写明，补充后才能得出结论：", "The agreement is silent on these facts, and the verdict depends on them:")
_ASKING = {
    OF_THE_DRAFT: Text("以下事项须由双方约定，协议没有写明：", "These the parties have to settle, and the agreement is silent on them:"),
    OF_THE_FILE: Text("以下事实须另行说明，不必写入协议：", "These facts have to be stated, not necessarily in the agreement:"),
}
STATUS_WORDS: dict[str, Text] = {
    "compliant": Text("符合", "compliant"),
    "deviating": Text("基本符合，有偏离", "compliant with deviations"),
    "non_compliant": Text("不符合", "non-compliant"),
    "undetermined": Text("尚不能判断", "undetermined"),
    "out_of_scope": Text("不适用本文件", "out of scope"),
    "not_decided": Text("没有可适用的规则", "no rule applied"),
}


class Paragraph(Record):
    """A paragraph of a comment."""

    text: str
    strong: bool = False


class Remark(Record):
    """A comment: its paragraphs, and the stretch of the agreement it stands at (none: the title)."""

    paragraphs: tuple[Paragraph, ...]
    quote: Quote | None = None


def remarks(decisions: Iterable[Decision], extraction: Extraction, lang: Lang, waived: Sequence[Mapping[str, Text]] = ()) -> tuple[Remark, ...]:
    """The comments on an agreement: a summary at the title for each decision, then every finding at its sentences.

    A failure or contradiction that rests on several paragraphs stands in full at the first that states what is at fault, and is named at up to
    three more. With several editions each comment names its own, but for contradictions, which are the agreement's and are told once. `waived`
    gives for each decision, by rule, why a finding was waived.
    """
    made = tuple(decisions)
    found: list[Remark] = []
    placed: list[Remark] = []
    told: set[str] = set()
    for index, decision in enumerate(made):
        edition = decision.edition.name if len(made) > 1 else None
        noted = notes(decision, extraction, waived[index] if waived else None)
        found.append(_summary(decision, noted, lang))
        for note in noted:
            at_odds = note.kind == "conflict"  # a contradiction is the agreement's own, whatever edition it is held against
            if at_odds and note.rule in told:
                continue
            told.add(note.rule if at_odds else "")
            placed += _at_its_places(note, extraction, None if at_odds else edition, lang)
    return (*found, *placed)


def _summary(decision: Decision, noted: tuple[Note, ...], lang: Lang) -> Remark:
    edition = decision.edition
    name = Text(f"{edition.name.zh}（{edition.reference}）", f"{edition.name.en} ({edition.reference})").of(lang)
    status = STATUS_WORDS[decision.status].of(lang)
    lines = [Paragraph(Text(f"结论：{status}。依据 {name}", f"Verdict: {status}, against {name}").of(lang), strong=True)]
    homeless = [note for note in noted if not note.quotes and note.kind != "unknown"]
    if homeless:
        lines.append(Paragraph(UNPLACED.of(lang)))
    for number, note in enumerate(homeless, 1):
        first, *rest = note_lines(note, None, lang)
        lines.append(Paragraph(f"{number}. {first.text}", strong=True))
        lines += rest
    for group in asked(decision):
        lines.append(Paragraph(_ASKING.get(group.heading, QUESTIONS).of(lang)))
        lines += [Paragraph(f"{number}. {item.question.of(lang)}") for number, item in enumerate(group.items[: group.shown], 1)]
        if group.left:
            lines.append(Paragraph(Text(f"另有 {group.left} 项，见检查报告。", f"{group.left} more in the report of the check.").of(lang)))
    return Remark(tuple(lines))


def note_lines(note: Note, edition: Text | None, lang: Lang) -> tuple[Paragraph, ...]:
    """A finding as the paragraphs of a comment."""
    kind = KIND_WORDS[note.kind].of(lang)
    named = f"{kind} · {edition.of(lang)}" if edition else kind
    title = note.title.of(lang).rstrip("。.")
    lines = [Paragraph(f"【{named}】{title}" if lang == "zh" else f"[{named}] {title}", strong=True)]
    clauses = "；".join(f"{locator}（{clause}）" for locator, clause in note.clauses)
    if lang == "en":
        clauses = "; ".join(f"{locator} ({clause})" for locator, clause in note.clauses)
    parts = [(Text("条款：", "clause: "), clauses), (Text("理由：", "reason: "), note.reason.of(lang))]
    parts.append((Text("要求：", "required: ") if note.kind == "unknown" else Text("补救：", "remedy: "), note.remedy.of(lang)))
    parts += [(Text("注意：", "note: "), remark.of(lang)) for remark in note.remarks]
    return (*lines, *(Paragraph(label.of(lang) + text) for label, text in parts if text))


def _at_its_places(note: Note, extraction: Extraction, edition: Text | None, lang: Lang) -> list[Remark]:
    first: dict[int, Quote] = {}
    # what keeps a rule open, or is at fault, stands first among its facts; what else a failure rests on is read from the top
    if note.kind == "unknown":
        quotes = [quote for basis in note.basis for quote in basis.quotes]
    else:
        at_fault = next((basis.quotes for basis in note.basis if basis.quotes), ())
        quotes = [*sorted(at_fault, key=lambda quote: quote.start), *note.quotes]
    for quote in quotes:
        first.setdefault(extraction.document.block_at(quote.start).start, quote)
    if not first:
        return []
    main, *more = first.values()
    if note.kind not in NAMED_ELSEWHERE:
        more = []
    lines = note_lines(note, edition, lang)
    found = [Remark(lines, main)]
    where = main.clause or main.text[:12]
    see = Text(f"详见“{where}”处的批注。", f"See the comment at “{where}”.").of(lang)
    found += [Remark((lines[0], Paragraph(see)), quote) for quote in more[:FURTHER]]
    return found
