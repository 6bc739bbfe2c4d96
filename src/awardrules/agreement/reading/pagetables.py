"""The tables of PDF pages as cells: by the borders drawn, else by the columns that the pieces of several lines keep to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Draft
from awardrules.agreement.reading.breaks import cut_figure, first_word, joint
from awardrules.agreement.reading.clauses import LONG_CELL, begins_clause, printed
from awardrules.agreement.reading.model import Box
from awardrules.agreement.reading.pagelines import Piece, Row, rows_by_height
from awardrules.agreement.reading.plain import SENTENCE_END, ticks
from awardrules.agreement.reading.ruling import Field, Grid
from awardrules.record import State

_MOST_PADDING = 12.0  # points between a border and the text
_FILLED = 0.2  # of the cells hold text
_SLACK = 0.4  # em that a line may leave free though the next word would have had room
_NEW_PARAGRAPH = 1.6  # times the least distance of lines in the cell
_SAME_COLUMNS = 6.0  # points by which the columns of a table may differ from page to page
_ROOM = "   "
_OPEN = regex(r"[（(][^（）()：:]{0,30}$|[“《][^“”《》]{0,30}$")  # a bracket that the line leaves open


class Cell(State):
    """A cell: its place (from 1), its lines from the top down, and the edges of the room its text has."""

    row: int
    column: int
    lines: list[Row]
    left: float
    right: float
    wrapped: bool = False  # its lines are known to be one paragraph


class Table(State):
    """A table on a page: its height there, its cells in order, and the left edges of its columns. `ruled`: told by its borders."""

    page: int
    top: float
    bottom: float
    cells: list[Cell]
    edges: tuple[float, ...]
    ruled: bool

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(cell.right for cell in self.cells)

    @property
    def text(self) -> str:
        """All that stands in it."""
        return " ".join(line.text for cell in self.cells for line in cell.lines)

    def first_row(self) -> list[tuple[int, str]]:
        """The columns and the texts of its first row."""
        return [(cell.column, "".join(line.text for line in cell.lines)) for cell in self.cells if cell.row == self.cells[0].row]


def ruled_tables(page: int, pieces: Sequence[Piece], grids: Iterable[Grid]) -> tuple[list[Table], list[Piece]]:
    """The tables that borders make, and the pieces that stand in none."""
    tables: list[Table] = []
    for grid in grids:
        inside: dict[tuple[int, int], list[Piece]] = {}
        rest: list[Piece] = []
        for piece in pieces:
            parts = [(grid.cell_at((part.left + part.right) / 2, (part.bottom + part.top) / 2), part) for part in piece.parts()]
            if any(field is None for field, _ in parts):
                rest.append(piece)
                continue
            for field, part in parts:
                inside.setdefault(field or (0, 0), []).append(part)
        if len({column for _, column in inside}) < 2 or len(inside) < _FILLED * len(grid.sides):  # a frame, an empty form, a drawing
            continue
        cells = [
            Cell(row + 1, column + 1, rows_by_height(page, inside.get((row, column), [])), side.left, side.right)
            for (row, column), side in sorted(grid.sides.items())
        ]
        tables.append(Table(page, grid.ys[0], grid.ys[-1], cells, tuple(grid.xs[:-1]), ruled=True))
        pieces = rest
    return tables, list(pieces)


def continued(tables: Sequence[Table]) -> list[list[Table]]:
    """The tables of a document in runs: one that goes on at the top of the next page with the same columns is one table."""
    runs: list[list[Table]] = []
    for table in tables:
        if runs and _goes_on(runs[-1][-1], table):
            runs[-1].append(table)
        else:
            runs.append([table])
    return runs


def _goes_on(last: Table, table: Table) -> bool:
    """Whether a table goes on another at the top of the next page: as wide, and with the same columns, or with fewer where cells are merged."""
    if last.page + 1 != table.page or not (last.ruled and table.ruled):
        return False
    few, many = sorted((last.edges, table.edges), key=len)
    ends = abs(last.right - table.right) <= _SAME_COLUMNS and abs(last.edges[0] - table.edges[0]) <= _SAME_COLUMNS
    return ends and all(any(abs(one - other) <= _SAME_COLUMNS for other in many) for one in few)


def drafts_of_table(number: int, run: Sequence[Table]) -> list[Draft]:
    """The blocks of a table, row by row: a cell is one block, its paragraphs are blocks where they are clauses, or long.

    On a further page the first row is left out where it is the heads again, and goes on the last row where it does not begin one.
    """
    cells: dict[Field, Cell] = {}
    last = 0
    edges = max((table.edges for table in run), key=len)
    for table in run:
        own = table.cells if len(table.edges) == len(edges) else [_in_columns(cell, table.edges, edges) for cell in table.cells]
        if last and table.first_row() == run[0].first_row():
            own = [cell for cell in own if cell.row > own[0].row]
        if not own:
            continue
        shift = last + 1 - own[0].row
        first = [cell for cell in own if cell.row == own[0].row]
        if last and _is_rest(first, last, cells):
            shift -= 1
        for cell in own:
            place = (cell.row + shift, cell.column)
            above = cells[place].lines if place in cells else []
            cells[place] = Cell(*place, above + cell.lines, cell.left, cell.right, cell.wrapped)
        last = max(row for row, _ in cells)
    padding = _padding(cells.values())
    return [draft for _, cell in sorted(cells.items()) for draft in _drafts(number, cell, padding, run[0].page)]


def _in_columns(cell: Cell, own: Sequence[float], edges: Sequence[float]) -> Cell:
    """A cell with the column it has where the table has more columns on another page."""
    left = own[cell.column - 1]
    column = min(range(len(edges)), key=lambda at: abs(edges[at] - left)) + 1
    return Cell(cell.row, column, cell.lines, cell.left, cell.right, cell.wrapped)


def _is_rest(first: Sequence[Cell], last: int, cells: Mapping[Field, Cell]) -> bool:
    """Whether the first row of a further page is the rest of the row that the page before broke off: nothing in its first cell, little in others."""
    filled = [cell for cell in first if cell.lines]
    held = [cell for cell in filled if (last, cell.column) in cells and cells[last, cell.column].lines]
    return bool(filled) and not first[0].lines and len(filled) < len(first) - 1 and len(held) == len(filled)


def _padding(cells: Iterable[Cell]) -> float:
    """The room between a border and the text."""
    rooms = [line.left - cell.left for cell in cells for line in cell.lines]
    return min(max(min(rooms, default=0.0), 0.0), _MOST_PADDING)


def _drafts(number: int, cell: Cell, padding: float, page: int) -> list[Draft]:
    written = [_written(lines) for lines in _paragraphs(cell, padding)]
    if sum(len(text) for text, _ in written) <= LONG_CELL and not any(begins_clause(text) for text, _ in written):
        written = [_under_each_other(written)]
    page = cell.lines[0].page if cell.lines else page
    return [
        Draft(text, "table", page=page, table=number, row=cell.row, column=cell.column, place=f"page {page}", boxes=boxes, checked=ticks(text))
        for text, boxes in written
    ]


def _paragraphs(cell: Cell, padding: float) -> list[list[Row]]:
    """The lines of a cell by paragraphs: one ends where its last line had room for what follows."""
    if cell.wrapped:
        return [cell.lines]
    least = min((before.bottom - after.bottom for before, after in zip(cell.lines, cell.lines[1:], strict=False)), default=0.0)
    found: list[list[Row]] = []
    for line in cell.lines:
        if found and _same_paragraph(found[-1][-1], line, cell, padding, least):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _same_paragraph(line: Row, after: Row, cell: Cell, padding: float, least: float) -> bool:
    """Whether a line of a cell goes on in the next; `least` is the least distance of its lines."""
    if line.page == after.page and line.bottom - after.bottom > _NEW_PARAGRAPH * max(least, line.em):
        return False
    if cut_figure(line.text, after.text) or _OPEN.search(line.text):
        return True
    return _full(line, after, cell, padding) and not (printed(after.text) and line.text.endswith(SENTENCE_END))


def _full(line: Row, after: Row, cell: Cell, padding: float) -> bool:
    """Whether a line of a cell had no room for the first word of the next."""
    em = max(line.em, 1.0)
    need = em * (first_word(after.text) + _SLACK)
    beside, around = cell.right - line.right - padding, cell.right - cell.left - (line.right - line.left) - 2 * padding
    return min(beside, around) <= need


class _Written(NamedTuple):
    text: str
    boxes: tuple[Box, ...]


def _written(lines: Sequence[Row]) -> _Written:
    """Lines as one line of text, with a box for every piece."""
    text, boxes = "", []
    for line in lines:
        text += joint(text, line.text) if text else ""
        for mark, piece in line.spelled():
            text += _room(text, mark, piece.text)
            boxes.append(Box(line.page, piece.left, piece.bottom, piece.right, piece.top, len(text), len(text) + len(piece.text)))
            text += piece.text
    return _Written(text, tuple(boxes))


def _room(text: str, mark: str, after: str) -> str:
    """What parts the words of a cell: a wide gap is room left to write in, but between the letters of a word set apart (姓　　名)."""
    alone = len(after) == 1 and (len(text) == 1 or text[-2:-1] == " ")
    return mark.replace("\t", " " if alone else _ROOM)


def _under_each_other(written: Sequence[_Written]) -> _Written:
    text, boxes = "", []
    for each in written:
        text += "\n" if text else ""
        boxes += [Box(box.page, box.left, box.bottom, box.right, box.top, box.start + len(text), box.end + len(text)) for box in each.boxes]
        text += each.text
    return _Written(text, tuple(boxes))
