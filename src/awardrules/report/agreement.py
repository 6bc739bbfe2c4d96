"""The agreement beside its findings as one HTML page: highlights linked to findings and back, a summary first, fit to be printed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from awardrules.agreement.extraction.found import Extraction, Found, Quote
from awardrules.agreement.extraction.patterns.doubts import doubt_words
from awardrules.agreement.reading.clauses import printed
from awardrules.agreement.reading.model import Block, Document
from awardrules.agreement.review.notes import KIND_WORDS, KINDS, QUIET, Basis, Note, notes
from awardrules.decision.decide import Decision
from awardrules.decision.explain import notices
from awardrules.decision.missing import asked
from awardrules.facts.deal import show
from awardrules.facts.quantity import show_date
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.record import Record, State
from awardrules.report.extraction import people
from awardrules.report.html import render
from awardrules.report.text import STATUS

PART_WORDS: dict[str, Text] = {
    "footnote": Text("脚注", "footnote"),
    "endnote": Text("尾注", "endnote"),
    "header": Text("页眉", "header"),
    "footer": Text("页脚", "footer"),
    "textbox": Text("文本框", "text box"),
    "comment": Text("批注", "comment"),
}
STATE_WORDS: dict[str, Text] = {
    "stated": Text("写明", "stated"),
    "derived": Text("推算", "derived"),
    "placeholder": Text("留空", "left blank"),
    "conflict": Text("前后矛盾", "contradictory"),
    "not_stated": Text("未能认定", "not settled"),
}
ROLE_WORDS: dict[str, Text] = {
    "unit": Text("单位", "the unit"),
    "team": Text("成果完成人（团队）", "the team"),
    "transferee": Text("受让方", "the transferee"),
    "other": Text("其他方", "another party"),
}


class Ref(Record):
    """A link from a highlight: its target, the sign a reader sees, its kind, and what it leads to."""

    target: str
    sign: str
    kind: str
    name: Text


class Mark(State):
    """A highlighted stretch of the running text, with what rests on it; its own anchor is `name`."""

    name: str
    start: int
    end: int
    refs: list[Ref]

    @property
    def kind(self) -> str:
        """The weightiest kind among what rests on it; `fact` where it is evidence alone."""
        order = (*KINDS, "fact")
        return min((ref.kind for ref in self.refs), key=order.index)

    @property
    def shown(self) -> list[Ref]:
        """The links a reader sees behind it: all findings to act on, else the first of the rest."""
        loud = [ref for ref in self.refs if ref.kind not in QUIET and ref.kind != "fact"]
        return loud or self.refs[:1]


class Segment(Record):
    """Text under the same marks; `begins` names the marks that begin with it, `refs` are the links of those that end with it."""

    text: str
    marks: tuple[Mark, ...]
    begins: frozenset[str]
    refs: tuple[Ref, ...]


class Place(Record):
    """Where a fact was read: the anchor in the text (empty: a place in a file), where that is, and the words."""

    anchor: str
    where: Text
    words: str


def agreement_page(decisions: Sequence[Decision], lang: Lang, extraction: Extraction | None = None, waived: Sequence[Mapping[str, Text]] = ()) -> str:
    """The page for decisions of one agreement (or, without an extraction, of one deal given as data).

    `waived` gives for each decision, by rule, why a finding was waived. Every text from outside is escaped.
    """
    found = [notes(decision, extraction, waived[index] if waived else None, quiet=True) for index, decision in enumerate(decisions)]
    numbered = _numbered(found)
    vocabulary = decisions[0].edition.vocabulary
    listed = [item for item in extraction.facts if item.state != "not_stated" or item.evidence] if extraction else []
    marks = _marks(extraction.document, numbered, listed, vocabulary) if extraction else []
    by_span = {(mark.start, mark.end): mark for mark in marks}
    return render(
        "agreement.html.j2",
        lang,
        title=_title(decisions, extraction),
        verdicts=[_verdict(decision, list(group), by_span, extraction) for decision, group in zip(decisions, numbered, strict=True)],
        passages=list(_passages(extraction.document, _by_block(extraction.document, marks))) if extraction else [],
        facts=[_fact(number, item, by_span, extraction, vocabulary) for number, item in enumerate(listed, 1)]
        if extraction
        else _stated(decisions[0]),
        warnings=list(dict.fromkeys((*extraction.document.findings, *extraction.findings))) if extraction else [],
        parties=[(name, ROLE_WORDS.get(role, Text(role, role))) for name, role in extraction.parties.items()] if extraction else [],
        read=extraction is not None,
    )


def _title(decisions: Sequence[Decision], extraction: Extraction | None) -> Text:
    name = extraction.document.name if extraction else decisions[0].deal.name
    return Text(f"审查报告 · {name}", f"Review · {name}")


def _numbered(found: Iterable[tuple[Note, ...]]) -> list[tuple[Note, ...]]:
    """Notes with numbers that run through all decisions."""
    out, last = [], 0
    told: set[str] = set()  # a contradiction is the agreement's own: it is shown once, whatever the editions
    for group in found:
        kept = [note for note in group if note.rule not in told]
        told |= {note.rule for note in kept if note.kind == "conflict"}
        out.append(tuple(Note(**{**note.__dict__, "number": last + number}) for number, note in enumerate(kept, 1)))
        last += len(kept)
    return out


# ---- highlights


def _marks(document: Document, found: Iterable[tuple[Note, ...]], facts: Iterable[Found], vocabulary: Vocabulary) -> list[Mark]:
    """A mark for every distinct stretch that a finding or a fact rests on, in the order of the text."""
    refs: dict[tuple[int, int], dict[str, Ref]] = {}
    length = len(document.text)

    def add(quote: Quote, ref: Ref) -> None:
        if 0 <= quote.start < quote.end <= length:
            refs.setdefault((quote.start, quote.end), {}).setdefault(ref.target, ref)

    for group in found:
        for note in group:
            for quote in note.quotes:
                add(quote, Ref(f"n{note.number}", str(note.number), note.kind, note.title))
    for number, item in enumerate(facts, 1):
        for quote in item.evidence:
            add(quote, Ref(f"f{number}", f"F{number}", "fact", vocabulary.label(item.path)))
    ordered = sorted(refs.items(), key=lambda item: (item[0][0], -item[0][1]))
    return [Mark(f"s{number}", start, end, list(found.values())) for number, ((start, end), found) in enumerate(ordered, 1)]


def _by_block(document: Document, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks that cover part of a block, by where the block starts."""
    blocks, found = document.blocks, dict[int, list[Mark]]()
    for mark in marks:
        index = max(bisect_right(blocks, mark.start, key=lambda block: block.start) - 1, 0)
        while index < len(blocks) and blocks[index].start < mark.end:
            if mark.start < blocks[index].end:
                found.setdefault(blocks[index].start, []).append(mark)
            index += 1
    return found


def segments(block: Block, here: Sequence[Mark]) -> list[Segment]:
    """The text of a block cut at the borders of its marks, so that each character stands under exactly the marks that cover it."""
    borders = {block.start, block.end} | {max(mark.start, block.start) for mark in here} | {min(mark.end, block.end) for mark in here}
    cuts = sorted(borders)
    out = []
    for start, end in pairwise(cuts):
        over = tuple(mark for mark in here if mark.start <= start and end <= mark.end)
        begins = frozenset(mark.name for mark in over if mark.start == start)
        refs = {ref.target: ref for mark in over if mark.end == end for ref in mark.shown}
        out.append(Segment(block.text[start - block.start : end - block.start], over, begins, tuple(refs.values())))
    return out


# ---- the text of the agreement


def _passages(document: Document, marks: dict[int, list[Mark]]) -> Iterator[dict[str, Any]]:
    """The blocks as a page shows them: paragraphs, headings, tables, parts apart, and where a page begins."""
    page: int | None = None
    for table, group in groupby(document.blocks, key=lambda block: block.table if block.part == "table" else None):
        blocks = list(group)
        for block in blocks if table is None else blocks[:1]:
            if block.page is not None and block.page != page and block.part not in ("footnote", "endnote"):
                page = block.page
                yield {"kind": "page", "page": page}
            if table is None:
                yield {"kind": "heading" if block.heading else "paragraph", **_block(block, marks)}
        if table is not None:
            yield {"kind": "table", "table": table, "rows": _rows(blocks, marks)}


def _block(block: Block, marks: dict[int, list[Mark]]) -> dict[str, Any]:
    found = printed(block.text) if block.number else None
    return {
        "part": PART_WORDS.get(block.part),
        "number": "" if found is not None and found.number == block.number else block.number,
        "segments": segments(block, marks.get(block.start, [])),
    }


def _rows(blocks: list[Block], marks: dict[int, list[Mark]]) -> list[list[list[dict[str, Any]]]]:
    """The cells of a table by row and column; a cell that others are merged into leaves theirs empty."""
    cells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for block in blocks:
        cells.setdefault((block.row or 1, block.column or 1), []).append(_block(block, marks))
    rows, columns = sorted({row for row, _ in cells}), range(1, max(column for _, column in cells) + 1)
    return [[cells.get((row, column), []) for column in columns] for row in rows]


# ---- findings and facts


def _verdict(decision: Decision, found: list[Note], by_span: Mapping[tuple[int, int], Mark], extraction: Extraction | None) -> dict[str, Any]:
    edition = decision.edition
    words, style = STATUS[decision.status]
    groups = [(kind, [note for note in found if note.kind == kind]) for kind in KINDS]
    told = [(kind, KIND_WORDS[kind], [_note(note, by_span, extraction) for note in chosen]) for kind, chosen in groups if chosen]
    return {
        "name": edition.name,
        "reference": edition.reference,
        "document": Text(edition.document or edition.title.zh, edition.document or edition.title.en),
        "status": words,
        "style": style,
        "advisory": decision.advisory,
        "as_of": show_date(decision.as_of),
        "notices": notices(decision),
        "groups": [made for made in told if made[0] not in QUIET],
        "folded": [made for made in told if made[0] in QUIET],
        "questions": asked(decision),
    }


def _note(note: Note, by_span: Mapping[tuple[int, int], Mark], extraction: Extraction | None) -> dict[str, Any]:
    return {
        "number": note.number,
        "kind": note.kind,
        "word": KIND_WORDS[note.kind],
        "title": Text(note.title.zh.rstrip("。"), note.title.en.rstrip(".")),
        "rule": note.rule if ":" not in note.rule else "",
        "clauses": note.clauses,
        "reason": note.reason,
        "remedy": note.remedy,
        "remarks": note.remarks,
        "basis": [_basis(item, by_span, extraction) for item in note.basis],
    }


def _basis(item: Basis, by_span: Mapping[tuple[int, int], Mark], extraction: Extraction | None) -> dict[str, Any]:
    places = [_place(quote, by_span, extraction) for quote in item.quotes]
    if item.place:
        places.append(Place("", Text(item.place, item.place), ""))
    return {"label": item.label, "shown": item.shown, "places": places}


def _place(quote: Quote, by_span: Mapping[tuple[int, int], Mark], extraction: Extraction | None) -> Place:
    mark = by_span.get((quote.start, quote.end))
    pages = extraction is not None and extraction.document.format == "pdf"
    parts = [Text(quote.clause, quote.clause)] if quote.clause else []
    if quote.part in PART_WORDS:
        parts.append(PART_WORDS[quote.part])
    elif quote.part == "table":
        parts.append(Text("表格", "table"))
    if quote.page is not None and (pages or not parts):
        parts.append(Text(f"第 {quote.page} 页", f"page {quote.page}"))
    where = joined(parts, "，", ", ") if parts else Text("正文", "text")
    return Place(mark.name if mark else "", where, " ".join(quote.text.split()))


def _fact(number: int, item: Found, by_span: Mapping[tuple[int, int], Mark], extraction: Extraction, vocabulary: Vocabulary) -> dict[str, Any]:
    fact = vocabulary.get(item.path)
    values = item.values or ((item.value,) if item.value is not None else ())
    shown = joined([show(value, fact) for value in values], "、", " / ") if values else EMPTY
    if told := people(item, vocabulary):
        shown = joined(told, "；", "; ")
    return {
        "anchor": f"f{number}",
        "sign": f"F{number}",
        "label": vocabulary.label(item.path),
        "path": item.path,
        "shown": shown,
        "state": STATE_WORDS[item.state],
        "doubt": doubt_words(item.doubt),
        "places": [_place(quote, by_span, extraction) for quote in item.evidence],
    }


def _stated(decision: Decision) -> list[dict[str, Any]]:
    """The facts of a deal given as data, with their places in its file."""
    vocabulary, evidence = decision.edition.vocabulary, decision.evidence
    return [
        {
            "anchor": f"f{number}",
            "sign": f"F{number}",
            "label": vocabulary.label(path),
            "path": path,
            "shown": show(value, vocabulary.get(path)),
            "state": STATE_WORDS["stated"],
            "doubt": EMPTY,
            "places": [Place("", Text(str(evidence[path]), str(evidence[path])), "")] if path in evidence else [],
        }
        for number, (path, value) in enumerate(decision.deal.facts.items(), 1)
    ]
