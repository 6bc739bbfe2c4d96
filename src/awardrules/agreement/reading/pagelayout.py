"""PDF pages to blocks: tables, paragraphs, and what repeats at the edges of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.alignment import Placed, open_tables
from awardrules.agreement.reading.assembly import Draft
from awardrules.agreement.reading.pagelines import Piece, Row, Seen, draft_of, margins_of, paragraphs, rows_by_height, rows_of, seen
from awardrules.agreement.reading.pagenotes import Note, notes_under, put_notes
from awardrules.agreement.reading.pagetables import Table, continued, drafts_of_table, ruled_tables
from awardrules.agreement.reading.ruling import Line, grids, lines_of
from awardrules.record import State

_MARGIN = 0.12  # of the height of a page: where headers and footers stand
_SHARED = 0.3  # of the pages carry a header
_LINE, _FAR = 1.5, 100.0  # em from line to line, and where there is none
_BESIDE = 0.05  # of the height: how far beyond a line is looked for what stands beside it
_CLOSE = 2.2  # em from line to line: a header is further from the text
_PAGE_NUMBER = regex(
    r"[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})\s*页?(?:\s*[/,，共]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*"
    r"|[（(]?共\s*\d{1,4}\s*页[\s,，]*第\s*\d{1,4}\s*页[）)]?|[（(]第\s*\d{1,4}\s*页[\s,，]*共\s*\d{1,4}\s*页[）)]"
    r"|(?i:page)\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?"
)
_DIGITS = regex(r"\d+")


Zone = Literal["header", "footer"]


class Page(State):
    """A page as the process that reads it hands it over: its pieces of text, the fields of a form, the lines drawn (left, bottom, right, top)."""

    number: int
    height: float
    pieces: list[Piece]
    fields: list[Piece]
    rules: list[list[float]]


class _Laid(State):
    """A page with its ruled tables and its footnotes apart from the rest.

    `edges` are the lines near its upper and lower edge, `rows` those of its text.
    """

    page: Page
    level: list[Line]
    tables: list[Table]
    rest: list[Piece]
    fields: list[Piece]
    edges: list[tuple[Row, Zone]]
    rows: list[Seen]
    notes: list[Note]

    def lay(self, gone: set[int]) -> None:
        """Makes the lines of the text without some pieces."""
        self.drop(gone)
        self.rows = [seen(row) for row in rows_of(self.page.number, self.rest, self.fields)]

    def drop(self, gone: set[int]) -> None:
        """Leaves some pieces out."""
        self.rest, self.fields = [p for p in self.rest if id(p) not in gone], [f for f in self.fields if id(f) not in gone]

    def part_notes(self) -> None:
        """Takes the footnotes out of the lines."""
        rows, self.notes = notes_under(self.rows, self.level)
        if self.notes:
            kept = {id(piece) for row in rows for piece in row.row.pieces}
            self.drop({id(piece) for row in self.rows for piece in row.row.pieces} - kept)
            self.rows = rows


def drafts_of(pages: Sequence[Page], width: float) -> tuple[list[Draft], list[Draft]]:
    """The blocks of a document, and its headers and footers; `width` is that of a page."""
    laid = [_laid(page) for page in pages]
    repeated = _repeated(laid)
    heads: dict[str, Draft] = {}
    for each in laid:
        each.lay(_heads(each, repeated, heads))
        each.part_notes()
    _part_open_tables(laid)
    blocks = _blocks([item for each in laid for item in _in_order(each)], width)
    notes = [note for each in laid for note in each.notes]
    return put_notes(blocks, notes) if notes else blocks, list(heads.values())


def _laid(page: Page) -> _Laid:
    level, upright = lines_of(page.rules)
    found = grids(level, upright) if upright else []
    tables, rest = ruled_tables(page.number, [*page.pieces, *page.fields], found) if found else ([], [*page.pieces, *page.fields])
    left = {id(piece) for piece in rest}
    pieces, fields = [p for p in page.pieces if id(p) in left], [f for f in page.fields if id(f) in left]
    return _Laid(page, level, tables, pieces, fields, _edges(page, pieces), [], [])


def _edges(page: Page, pieces: Sequence[Piece]) -> list[tuple[Row, Zone]]:
    """The lines that stand where headers or footers do; a line in columns close to another is one of a table, and none of these."""
    low, high = (_MARGIN + _BESIDE) * page.height, (1 - _MARGIN - _BESIDE) * page.height
    rows = rows_by_height(page.number, [piece for piece in pieces if piece.top < low or piece.bottom > high])
    found: list[tuple[Row, Zone]] = []
    for at, row in enumerate(rows):
        zone = _zone(page.height, row.bottom, row.top)
        beside = rows[at + 1 : at + 2] if zone == "header" else rows[max(at - 1, 0) : at]
        close = [each for each in beside if abs(each.bottom - row.bottom) <= _CLOSE * row.em]
        if zone and not any("\t" in row.text or "\t" in each.text for each in close):
            found.append((row, zone))
    return found


def _heads(laid: _Laid, repeated: set[str], heads: dict[str, Draft]) -> set[int]:
    """Puts the headers and footers of a page to `heads` (page numbers nowhere), takes them out of its tables, and tells their pieces."""
    gone: set[int] = set()
    for row, zone in laid.edges:
        key, text = _key(zone, row.bottom, row.text), row.text
        numbered = _PAGE_NUMBER.fullmatch(text) is not None
        if numbered or key in repeated:
            gone |= {id(piece) for piece in row.pieces}
        if key in repeated and not numbered and key not in heads:
            heads[key] = draft_of([seen(row)])
            heads[key].part = zone
    kept: list[Table] = []
    for table in laid.tables:
        at = _zone(laid.page.height, table.bottom, table.top)
        if at and (key := _key(at, table.bottom, table.text)) in repeated:
            heads.setdefault(key, Draft(table.text, at, page=table.page, place=f"page {table.page}"))
        else:
            kept.append(table)
    laid.tables = kept
    return gone


def _zone(height: float, bottom: float, top: float) -> Zone | None:
    """Whether something stands where headers or footers do."""
    if bottom > (1 - _MARGIN) * height:
        return "header"
    if top < _MARGIN * height:
        return "footer"
    return None


def _key(zone: Zone, bottom: float, text: str) -> str:
    """What repeats from page to page: the text without its numbers, at one height."""
    return f"{zone} {round(bottom / 6)} {_DIGITS.sub('#', text)}"


def _repeated(pages: Sequence[_Laid]) -> set[str]:
    counts: Counter[str] = Counter()
    for laid in pages:
        keys = {_key(zone, row.bottom, row.text) for row, zone in laid.edges}
        zones = [(table, _zone(laid.page.height, table.bottom, table.top)) for table in laid.tables]
        counts.update(keys | {_key(zone, table.bottom, table.text) for table, zone in zones if zone})
    return {key for key, count in counts.items() if count >= 2 and count >= _SHARED * len(pages)}


def _part_open_tables(pages: Sequence[_Laid]) -> None:
    """Takes the tables that have no borders out of the lines of the pages; one that runs over pages stands on its first."""
    columned = {at for at, laid in enumerate(pages) if any("\t" in row.text for row in laid.rows)}
    lines: list[Placed] = []
    level: list[Line] = []
    by_number = {laid.page.number: laid for laid in pages}
    for at, laid in enumerate(pages):
        if not columned & {at - 1, at, at + 1}:
            continue
        rows = rows_by_height(laid.page.number, [piece for row in laid.rows for piece in row.row.pieces])
        if rows:
            shift = _hung(pages, at, lines) - (rows[0].bottom + rows[0].top) / 2
            lines += [Placed(row, (row.bottom + row.top) / 2 + shift) for row in rows]
            level += [Line(each.at + shift, each.low, each.high) for each in laid.level]
    taken: set[int] = set()
    for table, used in open_tables(lines, level):
        by_number[table.page].tables.append(table)
        taken |= {id(piece) for line in used for piece in line.row.pieces}
    for laid in pages if taken else ():
        if any(id(piece) in taken for row in laid.rows for piece in row.row.pieces):
            laid.lay(taken)


def _hung(pages: Sequence[_Laid], at: int, lines: Sequence[Placed]) -> float:
    """Where the first line of a page comes to lie when the page hangs under the one before: next to its last line, or far from it."""
    if not lines:
        return 0.0
    last, before = lines[-1], pages[at - 1]
    follows = last.row.page + 1 == pages[at].page.number and not any(table.bottom < last.row.bottom for table in before.tables)
    return last.middle - (_LINE if follows else _FAR) * last.row.em


def _in_order(laid: _Laid) -> list[Seen | Table]:
    """Lines and tables of a page: a table stands before the first line below it."""
    found: list[Seen | Table] = list(laid.rows)
    for table in sorted(laid.tables, key=lambda each: each.top):
        below = (at for at, each in enumerate(found) if each.top <= table.top and (isinstance(each, Table) or each.bottom < table.bottom))
        found.insert(next(below, len(found)), table)
    return found


def _blocks(body: Sequence[Seen | Table], width: float) -> list[Draft]:
    """Paragraphs and cells in reading order."""
    lines = [each for each in body if isinstance(each, Seen)]
    margins = margins_of(lines, width)
    drafts: list[Draft] = []
    held: list[Seen] = []
    tables: list[Table] = []
    number = 0

    def close() -> None:
        nonlocal number
        for run in continued(tables):
            number += 1
            drafts.extend(drafts_of_table(number, run))
        tables.clear()
        drafts.extend(paragraphs(held, margins))
        held.clear()

    for each in body:
        if isinstance(each, Table):
            if held:
                close()
            tables.append(each)
        else:
            if tables:
                close()
            held.append(each)
    close()
    return drafts
