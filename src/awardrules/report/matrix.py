"""Editions side by side for a reader: text in columns (or edition by edition where the page is narrow), Markdown, HTML, CSV, data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardrules.compare.figures import Figure
from awardrules.compare.matrix import Entry, Matrix, Row, Verdict
from awardrules.decision.explain import accounts
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text, counted, joined
from awardrules.pack.edition import MODALITY_WORDS, Edition, Rule
from awardrules.report.catalogue import STATUS_WORDS
from awardrules.report.grid import Flow, columns_for, flowing, ruled, side_by_side
from awardrules.report.layout import BLANK, Line, Segment, line
from awardrules.report.outline import Block, Cell, Heading, Item, Paragraph, Table, as_markdown, detail
from awardrules.report.text import MARKS, OUTCOME_WORDS, SEVERITY_WORDS, STATUS, mechanism_name

SILENT = Text("未作规定", "not printed")
UNENCODED = Text("未编码", "not encoded")
EXCEPT = Text("例外：", "except: ")
NOT_LAW = Text("草案，不是现行规定", "a draft, not law in force")
ASSUMED = Text("按在适用范围和有效期内判断", "decided as if in scope and in force")
OUTSIDE = Text("该交易本不在其适用范围或有效期内", "as it stands the deal is outside its scope or term")
GRAVE = {"violation": "bad", "deviation": "warn", "suggestion": "warn", "information": "dim"}


def name_of(edition: Edition) -> Text:
    """The name of an edition; a draft always says that it is one."""
    name = edition.name
    if edition.status != "draft" or "草案" in name.zh:
        return name
    return Text(f"{name.zh}〔草案〕", f"{name.en} [draft]")


# --- what a cell says ---


def lead(entry: Entry, title: Text) -> Text:
    """Modality and figures: `应当 ≥70%`. What the row's title already names is not said again."""
    shown = [figure.bare if _named(figure, title) else figure.text for figure in entry.figures if not figure.choice]
    words = EMPTY if entry.modality == "fact" else MODALITY_WORDS[entry.modality]
    listed = joined(shown, "；", "; ") if shown else EMPTY
    return Text(f"{words.zh} {listed.zh}".strip(), f"{words.en} {listed.en}".strip())


def _named(figure: Figure, title: Text) -> bool:
    return bool(figure.values) and figure.label != EMPTY and title.zh.startswith(figure.label.zh)


def exceptions(entry: Entry) -> Text:
    """The printed exceptions; nothing where there are none."""
    if not entry.exceptions:
        return EMPTY
    listed = joined(list(entry.exceptions), "；", "; ")
    return Text(f"{EXCEPT.zh}{listed.zh}", f"{EXCEPT.en}{listed.en}")


def outcome(entry: Entry) -> tuple[Text, Segment] | None:
    """How the entry came out for the deal: in words, and as a mark with its style."""
    if entry.outcome is None:
        return None
    mark, style = MARKS[entry.outcome]
    if entry.outcome == "fail":
        return SEVERITY_WORDS[entry.severity or "information"], (mark, GRAVE[entry.severity or "information"])
    return OUTCOME_WORDS[entry.outcome], (mark, style)


def _place(entry: Entry) -> Text:
    note = EMPTY if entry.encoded else Text(f"，{UNENCODED.zh}", f", {UNENCODED.en}")
    return Text(f"{entry.clause.locator}{note.zh}", f"{entry.clause.locator}{note.en}")


def cell_text(entries: Sequence[Entry], title: Text) -> Text:
    """A cell in one line, for tables that cannot hold more."""
    return joined([_entry_text(entry, title) for entry in entries], "；", "; ") if entries else SILENT


def _entry_text(entry: Entry, title: Text) -> Text:
    said, first, place, other = outcome(entry), lead(entry, title), _place(entry), exceptions(entry)
    gist = Text(entry.clause.gist.zh.rstrip("。"), entry.clause.gist.en.rstrip("."))
    mark = Text(f"[{said[0].zh}] ", f"[{said[0].en}] ") if said else EMPTY
    zh = "。".join(part for part in (first.zh, gist.zh, other.zh) if part)
    en = ". ".join(part for part in (first.en, gist.en, other.en) if part)
    return Text(f"{mark.zh}{zh}（{place.zh}）", f"{mark.en}{en} ({place.en})")


# --- text ---


def matrix_lines(matrix: Matrix, lang: Lang, columns: int = 120) -> list[Line]:
    """The matrix in lines of at most `columns`: editions in columns where each is wide enough to read, else one below the other."""
    lines = flowing([(_heading(matrix).of(lang), "head")], columns)
    for edition in matrix.editions:
        lines += flowing(_introduced(edition, lang), columns, 2, 2)
    lines += _deal_lines(matrix, lang, columns)
    if not matrix.rows:
        return [*lines, BLANK, *flowing([(NOTHING.of(lang), "dim")], columns)]
    each = columns_for(len(matrix.editions), columns)
    lines += [BLANK, *flowing([(_legend(matrix).of(lang), "dim")], columns)]
    for mechanism in dict.fromkeys(row.mechanism for row in matrix.rows):
        rows = [row for row in matrix.rows if row.mechanism == mechanism]
        shared = [row for row in rows if row.printed > 1 or len(matrix.editions) == 1]
        lines += [*([] if lines[-1] == BLANK else [BLANK]), line((mechanism_name(mechanism, lang), "head"))]
        if each is not None and shared:
            lines += [*side_by_side([[[(name_of(edition).of(lang), "strong")]] for edition in matrix.editions], each), ruled(columns)]
        for row in shared:
            lines += _shared(row, matrix, lang, columns, each)
        lines += _lonely([row for row in rows if row not in shared], matrix, lang, columns)
    return lines


NOTHING = Text("所选文件在所选机制下均未作规定", "none of these editions prints anything on these mechanisms")


def _heading(matrix: Matrix) -> Text:
    day = show_date(matrix.as_of)
    return Text(f"{len(matrix.editions)} 份文件对照（{day}）", f"{counted(len(matrix.editions), 'edition')} side by side (as of {day})")


def _legend(matrix: Matrix) -> Text:
    marks = Text("；✓ 通过，✗ 不符合，? 未知，· 不适用", "; ✓ pass, ✗ fail, ? unknown, · not applicable") if matrix.verdicts else EMPTY
    return Text(
        f"“{SILENT.zh}”表示该文件没有印出相应内容；括注的基数为各文件自己的口径{marks.zh}",
        f'"{SILENT.en}" means the document is silent; a base in brackets is the one that document names{marks.en}',
    )


def _introduced(edition: Edition, lang: Lang) -> Flow:
    title, number = edition.title.of(lang), edition.document or ""
    status: Segment = (NOT_LAW.of(lang), "warn") if edition.status == "draft" else (STATUS_WORDS[edition.status].of(lang), "dim")
    return [(name_of(edition).of(lang), "strong"), (f"  {title} {number} · ", "dim"), status]


def _shared(row: Row, matrix: Matrix, lang: Lang, columns: int, each: int | None) -> list[Line]:
    lines = flowing([(row.title.of(lang), "strong"), (f"  {row.clauses[0]}", "dim")], columns)
    if each is not None:
        return [*lines, *side_by_side([_cell(cell, row, lang) for cell in row.cells], each), BLANK]
    for edition, cell in zip(matrix.editions, row.cells, strict=True):
        colon = "：" if lang == "zh" else ": "
        for index, entry in enumerate(cell or (None,)):
            opening: Flow = [(f"{name_of(edition).of(lang)}{colon}", "dim")] if index == 0 else []
            lines += flowing([*opening, *_run(entry, row, lang)], columns, 2, 2)
    return [*lines, BLANK]


def _lonely(rows: Sequence[Row], matrix: Matrix, lang: Lang, columns: int) -> list[Line]:
    """What only one edition prints, edition by edition."""
    lines: list[Line] = []
    for index, edition in enumerate(matrix.editions):
        own = [row for row in rows if row.cells[index]]
        if own:
            name = name_of(edition)
            lines += flowing([(Text(f"只有{name.zh}规定（{len(own)}）", f"Only {name.en} ({len(own)})").of(lang), "strong")], columns)
        for row in own:
            for number, entry in enumerate(row.cells[index]):
                opening: Flow = [(f"{row.title.of(lang)}  ", "")] if number == 0 else []
                lines += flowing([*opening, *_run(entry, row, lang)], columns, 2, 2)
    return lines


def _cell(entries: Sequence[Entry], row: Row, lang: Lang) -> list[Flow]:
    """A cell as paragraphs: modality and figures, the gist, exceptions, the place."""
    if not entries:
        return [[(SILENT.of(lang), "dim")]]
    paragraphs: list[Flow] = []
    for entry in entries:
        paragraphs += [[*_mark(entry), (lead(entry, row.title).of(lang), "strong")], [(entry.clause.gist.of(lang).rstrip("。."), "")]]
        if entry.exceptions:
            paragraphs.append([(exceptions(entry).of(lang), "")])
        paragraphs.append([(_place(entry).of(lang), "dim")])
    return [flow for flow in paragraphs if any(text for text, _ in flow)]


def _run(entry: Entry | None, row: Row, lang: Lang) -> Flow:
    """A cell as one paragraph."""
    if entry is None:
        return [(SILENT.of(lang), "dim")]
    stop = "。" if lang == "zh" else ". "
    first, gist, other = lead(entry, row.title).of(lang), entry.clause.gist.of(lang).rstrip("。."), exceptions(entry).of(lang)
    place = f"（{_place(entry).zh}）" if lang == "zh" else f" ({_place(entry).en})"
    return [
        *_mark(entry),
        (f"{first}{stop}" if first else "", "strong"),
        (gist + (f"{stop}{other}" if other else ""), ""),
        (place, "dim"),
    ]


def _mark(entry: Entry) -> list[Segment]:
    said = outcome(entry)
    return [(f"{said[1][0]} ", said[1][1])] if said else []


# --- the deal ---


def remark(verdict: Verdict) -> Text:
    """What else is to be known of a verdict."""
    return OUTSIDE if verdict.outside else EMPTY


def _counts(verdict: Verdict) -> Text:
    found = [entry for entry in verdict.decision.outcomes if entry is not None]
    grave = sum(1 for rule in verdict.failing if rule.severity == "violation")
    soft, unknown = len(verdict.failing) - grave, sum(1 for item in found if item == "unknown")
    return Text(f"不符合 {grave}，偏离 {soft}，未知 {unknown}", f"{counted(grave, 'violation')}, {counted(soft, 'deviation')}, {unknown} unknown")


def _deal_blocks(matrix: Matrix) -> list[Block]:
    """The verdicts, and what would have to differ for each edition."""
    if not matrix.verdicts:
        return []
    deal = matrix.deal or ""
    title = Text(f"交易 {deal} 在各文件下的结论（{ASSUMED.zh}）", f"How each edition judges the deal {deal} ({ASSUMED.en})")
    blocks: list[Block] = [Heading(title)]
    for edition, verdict in zip(matrix.editions, matrix.verdicts, strict=True):
        words, style = STATUS[verdict.status]
        mark = {"good": "✓", "bad": "✗", "warn": "!", "open": "?"}.get(style, "·")
        counts = _counts(verdict)
        said = Text(f"{name_of(edition).zh}：{words.zh}（{counts.zh}）", f"{name_of(edition).en}: {words.en} ({counts.en})")
        blocks.append(Item((mark, style), said, remark(verdict)))
    if any(verdict.failing for verdict in matrix.verdicts):
        blocks.append(Heading(Text("须作的改变", "What would have to differ")))
    for edition, verdict in zip(matrix.editions, matrix.verdicts, strict=True):
        if verdict.failing:
            blocks.append(Heading(name_of(edition), level=3))
        for rule in verdict.failing:
            severity = SEVERITY_WORDS[rule.severity]
            why, remedy = detail(Text("理由", "reason"), reason(verdict, rule)), detail(Text("补救", "remedy"), rule.remedy, "good")
            blocks.append(Item(("✗", GRAVE[rule.severity]), rule.title, Text(f"（{severity.zh}）", f"({severity.en})"), (why, remedy)))
    return blocks


def reason(verdict: Verdict, rule: Rule) -> Text:
    """Why a rule fails: what is, and what should be."""
    return joined([account.message for account in accounts(verdict.decision, rule) if account.finding.outcome == "fail"], "；", "; ")


def _deal_lines(matrix: Matrix, lang: Lang, columns: int) -> list[Line]:
    lines: list[Line] = []
    for block in _deal_blocks(matrix):
        if isinstance(block, Heading):
            lines += [BLANK] if block.level < 3 else []
            lines += flowing([(block.text.of(lang), "strong")], columns, 0 if block.level < 3 else 2)
        elif isinstance(block, Item):
            lines += flowing([(f"{block.mark[0]} ", block.mark[1]), (block.text.of(lang), ""), (f"  {block.remark.of(lang)}", "dim")], columns, 2, 2)
            for label, text, style in block.details:
                colon = "：" if lang == "zh" else ": "
                lines += flowing([(f"{label.of(lang)}{colon}", "dim"), (text.of(lang), style)], columns, 4, 2)
    return lines


# --- Markdown, HTML ---


def matrix_markdown(matrix: Matrix, lang: Lang) -> str:
    """A table for every mechanism."""
    blocks: list[Block] = [Heading(_heading(matrix), 1)]
    for edition in matrix.editions:
        status = NOT_LAW if edition.status == "draft" else STATUS_WORDS[edition.status]
        number = f" {edition.document}" if edition.document else ""
        said = Text(f"{edition.title.zh}{number} · {status.zh}", f"{edition.title.en}{number} · {status.en}")
        blocks.append(Item(("·", "dim"), name_of(edition), said))
    blocks += _deal_blocks(matrix)
    blocks.append(Paragraph(_legend(matrix) if matrix.rows else NOTHING))
    for mechanism in dict.fromkeys(row.mechanism for row in matrix.rows):
        head = (Text("事项", "notion"), *(name_of(edition) for edition in matrix.editions))
        rows: list[tuple[Cell, ...]] = [
            ((row.title, ""), *((cell_text(cell, row.title), "") for cell in row.cells)) for row in matrix.rows if row.mechanism == mechanism
        ]
        blocks += [Heading(Text(mechanism_name(mechanism, "zh"), mechanism_name(mechanism, "en"))), Table(head, tuple(rows))]
    return as_markdown(blocks, lang)


def matrix_html(matrix: Matrix, lang: Lang) -> str:
    """A page with a table for every mechanism, printable across."""
    from awardrules.report.html import render

    return render(
        "matrix.html.j2",
        lang,
        title=_heading(matrix),
        legend=_legend(matrix) if matrix.rows else NOTHING,
        editions=[
            {
                "name": name_of(edition),
                "title": edition.title,
                "document": edition.document or "",
                "status": NOT_LAW if edition.status == "draft" else STATUS_WORDS[edition.status],
                "draft": edition.status == "draft",
            }
            for edition in matrix.editions
        ],
        deal=_deal_blocks(matrix),
        mechanisms=[
            {
                "name": Text(mechanism_name(mechanism, "zh"), mechanism_name(mechanism, "en")),
                "anchor": mechanism,
                "rows": [_html_row(row) for row in matrix.rows if row.mechanism == mechanism],
            }
            for mechanism in dict.fromkeys(row.mechanism for row in matrix.rows)
        ],
        silent=SILENT,
    )


def _html_row(row: Row) -> dict[str, Any]:
    return {
        "title": row.title,
        "clause": row.clauses[0],
        "cells": [
            [
                {
                    "lead": lead(entry, row.title),
                    "gist": entry.clause.gist,
                    "exceptions": exceptions(entry),
                    "place": _place(entry),
                    "outcome": outcome(entry),
                }
                for entry in cell
            ]
            for cell in row.cells
        ],
    }
