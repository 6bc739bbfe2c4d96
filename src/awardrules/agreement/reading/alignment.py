"""Tables without vertical borders: lines of a page whose pieces keep to the same columns, and which of these lines are one row.

Nothing but the place of the text tells such a table. In doubt there is none: the lines then stay lines, with a tab where a column begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.clauses import printed
from awardrules.agreement.reading.pagelines import BLANK, WIDE_GAP, Piece, Row
from awardrules.agreement.reading.pagetables import Cell, Table
from awardrules.agreement.reading.ruling import Line, seams
from awardrules.record import State

_SMALL_GAP = 0.45  # em: columns are no closer
_FAR = 4.0  # em between lines: the table has ended
_INDENT = 2.5  # em
_HALF_LINE = 1.0  # em: lines that are closer belong to cells centred against each other
_CROSSING = 0.5  # em by which a piece reaches into a further column
_LONGEST_LINE = 0.55  # of the width of the text: a lone piece that is wider is a sentence
_BOXES = "☐☑☒□■√○●"
_BRIDGED = 0.2  # of the lines may have text across the border of a column
_FEWEST_LINES = 4  # from which one may
# what is looked at to tell the columns of one table; where there is more, it is none
_MOST_TELLING = 120  # lines
_MOST_PIECES = 1_200
_MOST_PLACES = 100
_MOST_TRIES = 5  # lines at which a table may begin after one that began none
_SHORT_OF = 1.5  # em that the first of two lines of a cell may be short of the widest line of its column
_GUTTER = 4.0  # em that a full cell is away from the next column at most
_ASIDE = 1.3  # em that a line of a cell is off its column: a blank may lead it
_NARROWEST_FIRST = 3.5  # em: a first column that wraps is wider than a name
_ROW_GAP = 1.3  # times the least distance of lines: where rows are set apart
_FEWEST_PAIRS = 3  # rows of two cells that make a table
_LONGEST_LABEL = 16
_LABELLED_SHARE = 0.4

_TOTAL = regex(r"[合总小]\s*计|总\s*额$|备\s*注")
_FIGURE = regex(r"[¥￥]?\s*[0-9][0-9,.]*\s*[%％]?\s*[万亿]?元?|[0-9.]+\s*[%％]")
_GROUP = regex(r"[0-9]{3}(?:\.[0-9]{1,2})?")
_SIGNED = regex(r"[（(][^（）()]{0,8}(?:盖章|签字|签章|签名|公章)|(?:盖章|签字|签章|签名|日期|代表人?|代理人)[^：:]{0,6}[：:]")
_DATED = regex(r"[0-9〇○一二三四五六七八九十_\s]*年[0-9一二三四五六七八九十_\s]*月[0-9一二三四五六七八九十_\s]*日")
_CUT_DAY = regex("(?:[0-9]年\n[0-9]{1,2}|年[0-9]{1,2}\n[0-9]?)月|月(?:\n[0-9]{1,2}|[0-9]\n[0-9])日")
_SENTENCE = regex("[，。；！？]")
_HUNG = regex(r"第\s?[0-9一二三四五六七八九十百]{1,4}\s?[条章节]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.．、]?")

Columns = list[tuple[float, float]]


class Placed(NamedTuple):
    """A line and the height of its middle in a document whose pages hang under each other."""

    row: Row
    middle: float


class _Aligned(State):
    """A line of a table: of each column (from 0) the piece in it."""

    row: Row
    pieces: dict[int, Piece]
    middle: float
    em: float


def open_tables(lines: Sequence[Placed], level: Sequence[Line]) -> Iterator[tuple[Table, Sequence[Placed]]]:
    """The tables among lines (from the top down), each with its lines; `level` are the rules drawn, placed as the lines are."""
    if not lines:
        return
    edge = min(line.row.left for line in lines)
    width = max(line.row.right for line in lines) - edge
    place, tries = 0, 0
    while place < len(lines):
        if not _wide(lines[place].row) or _SIGNED.search(lines[place].row.text):
            place += 1
            continue
        end = place + 1
        while end < len(lines) and _near(lines[end - 1], lines[end]) and _is_of_table(lines[end].row, edge, width):
            end += 1
        start = place
        while start and lines[start - 1].middle - lines[start].middle < _HALF_LINE * lines[start].row.em:
            start -= 1  # the upper lines of cells that are centred against the first
        found = _table(lines[start:end], level)
        if found is not None:
            table, count = found
            yield table, lines[start : start + count]
            place, tries = start + count, 0
        elif tries < _MOST_TRIES:
            place, tries = place + 1, tries + 1
            while place < end and _wide(lines[place].row):
                place += 1
        else:
            place, tries = end, 0


def _wide(row: Row) -> bool:
    """Whether a wide gap parts the pieces of a line.

    The number of a clause that hangs before its text (2.1　出让方…) is no column, nor is what stands behind a blank (享有　　％，自　　年).
    """
    if BLANK.search(row.text):
        return False
    pieces = row.pieces[1:] if len(row.pieces) == 2 and _HUNG.fullmatch(row.pieces[0].text.strip()) else row.pieces
    return any(after.left - before.right > WIDE_GAP * max(after.em, 1.0) for before, after in pairwise(pieces))


def _near(line: Placed, after: Placed) -> bool:
    return line.middle - after.middle <= _FAR * max(line.row.em, after.row.em)


def _is_of_table(row: Row, edge: float, width: float) -> bool:
    """Whether a line may be of a table: none that is signed, nor one that is long without a gap or begins with a number."""
    if _wide(row):
        return not _SIGNED.search(row.text)
    number = printed(row.text)
    numbered = number is not None and (row.left < edge + _INDENT * row.em or number.kind in ("article", "chapter", "annex"))
    parted = len(row.pieces) > 1 or len(row.pieces[0].parts()) > 1
    return not numbered and (parted or row.right - row.left <= _LONGEST_LINE * width)


def _table(lines: Sequence[Placed], level: Sequence[Line]) -> tuple[Table, int] | None:
    """The table that the first lines make, and how many lines it has; None where they make none."""
    columns = _columns([line.row for line in lines if _wide(line.row)])
    if len(columns) < 2:
        return None
    groups = _grouped(_that_keep_to(lines, columns), columns, seams(level, columns[0][0], columns[-1][1]))
    while groups and all(set(line.pieces) == {0} for line in groups[-1]):  # short lines that follow the table
        groups.pop()
    if not _is_table(groups, len(columns)):
        return None
    return _made(groups, columns), sum(map(len, groups))


def _that_keep_to(lines: Sequence[Placed], columns: Columns) -> list[_Aligned]:
    """The first lines, as far as they keep to the columns."""
    found: list[_Aligned] = []
    for line in lines:
        aligned = _aligned(line, columns)
        if aligned is None:
            break
        found.append(aligned)
    return found


def _made(groups: Sequence[Sequence[_Aligned]], columns: Columns) -> Table:
    """The table of rows; heads that are printed again on a further page are left out."""
    first = groups[0][0].row
    heads = [_texts(line) for line in groups[0]]
    rows = [group for group in groups if group[0].row.page == first.page or [_texts(line) for line in group] != heads]
    cells = [
        Cell(number, at + 1, [Row(line.row.page, [line.pieces[at]]) for line in row if at in line.pieces], left, right, wrapped=True)
        for number, row in enumerate(rows, start=1)
        for at, (left, right) in enumerate(columns)
        if any(at in line.pieces for line in row)
    ]
    bottom = min(line.row.bottom for row in rows for line in row if line.row.page == first.page)
    return Table(first.page, first.top, bottom, cells, tuple(left for left, _ in columns), ruled=False)


def _texts(line: _Aligned) -> list[tuple[int, str]]:
    return sorted((at, piece.text) for at, piece in line.pieces.items())


def _columns(rows: Sequence[Row]) -> Columns:
    """From where to where each column runs: borders are where many of the first lines have a gap, and few have text."""
    lines = [[part for piece in row.pieces for part in piece.parts()] for row in rows[:_MOST_TELLING]]
    parts = [part for line in lines for part in line]
    places = {round(part.left, 0): part.left for part in parts}
    if not 1 < len(parts) <= _MOST_PIECES or len(places) > _MOST_PLACES:
        return []
    em = median(part.em for part in parts)
    allowed = max(_BRIDGED * len(lines), 1 if len(lines) >= _FEWEST_LINES else 0)
    borders: list[tuple[int, float, list[_Gap]]] = []
    for at in sorted(left - 0.2 * em for left in places.values()):
        gaps, bridges = _gaps(lines, at, em)
        if bridges > allowed or len(gaps) <= bridges:
            continue
        if borders and not any(borders[-1][1] < (part.left + part.right) / 2 < at for part in parts):
            borders[-1] = max(borders[-1], (len(gaps) - bridges, at, gaps))
        else:
            borders.append((len(gaps) - bridges, at, gaps))
    if not borders:
        return []
    ends = [*(at for _, at, _ in borders[1:]), float("inf")]
    return _between([at for (_, at, gaps), end in zip(borders, ends, strict=True) if _tells(gaps, end, em)], parts)


class _Gap(NamedTuple):
    """How wide a gap of a line is, and where the text behind it begins."""

    width: float
    behind: float


def _tells(gaps: Sequence[_Gap], end: float, em: float) -> bool:
    """Whether gaps before a column that ends at a place tell it: one is wide, or they are too many to be gaps between words of a cell."""
    own = [gap.width for gap in gaps if gap.behind < end]
    return len(own) >= _FEWEST_LINES or any(width > WIDE_GAP * em for width in own)


def _gaps(lines: Sequence[Sequence[Piece]], at: float, em: float) -> tuple[list[_Gap], int]:
    """The gaps that lines have at a place, and how many lines have text across it."""
    gaps, bridges = [], 0
    for line in lines:
        before = max((part for part in line if part.right <= at + 0.25 * em), key=lambda part: part.right, default=None)
        after = min((part for part in line if part.left >= at - 0.1 * em), key=lambda part: part.left, default=None)
        across = next((part for part in line if part.left < at - 0.1 * em and part.right > at + 0.25 * em), None)
        if across is not None:
            bridges += across.cut_before(at + 0.2 * em) is None
        elif before is not None and after is not None:
            grouped = _GROUP.fullmatch(after.text) is not None and before.text[-1].isdecimal()
            words = (len(before.text) > 1 or len(after.text) > 1) and after.text[0] not in _BOXES and not grouped
            if after.left - before.right > (_SMALL_GAP if words else WIDE_GAP) * em:  # `张 三` is one name, `☑是 ☐否` one cell, `520 000` one figure
                gaps.append(_Gap(after.left - before.right, after.left))
    return gaps, bridges


def _between(borders: Sequence[float], parts: Sequence[Piece]) -> Columns:
    """The columns between borders: as wide as the pieces that lie within them."""
    columns: Columns = []
    for low, high in pairwise([float("-inf"), *borders, float("inf")]):
        own = [part for part in parts if part.left >= low - 1.0 and part.right <= high + 0.25 * part.em]
        if not own:
            return []
        columns.append((min(part.left for part in own), max(part.right for part in own)))
    return columns


def _aligned(line: Placed, columns: Columns) -> _Aligned | None:
    """A line by columns; None where it does not keep to them."""
    row = line.row
    em = max(row.em, 1.0)
    pieces: dict[int, Piece] = {}
    several = _wide(row)
    whole = [part for piece in row.pieces for part in piece.parts()]
    inside = several or row.left > columns[0][0] + em  # text that follows the table begins at its left
    for part in [cut for each in whole for cut in (_cut(each, columns) if inside else [each])]:
        reached = [at for at, (left, right) in enumerate(columns) if min(part.right, right) - max(part.left, left) > _CROSSING * em]
        if not reached or part.left < columns[0][0] - em or (len(reached) > 1 and not several):
            return None
        at = reached[0]
        pieces[at] = _together(pieces[at], part) if at in pieces else part
    if not several and not all(_keeps_to(piece, columns[at]) for at, piece in pieces.items()):
        return None
    return _Aligned(row, pieces, line.middle, em)


def _keeps_to(part: Piece, column: tuple[float, float]) -> bool:
    """Whether a piece stands at the left of a column, in its middle, or at its right without beginning before it."""
    left, right = column
    aside = min(abs(part.left - left), abs(part.left + part.right - left - right) / 2)
    return aside < _ASIDE * part.em or (abs(part.right - right) < _ASIDE * part.em and part.left > left - part.em)


def _cut(piece: Piece, columns: Columns) -> list[Piece]:
    """A piece in two where a stop that hangs over the edge of a full cell closes the gap to the next column."""
    for left, _ in columns[1:]:
        if left < piece.right and (halves := piece.cut_before(left)) is not None:
            return [halves[0], *_cut(halves[1], columns)]
    return [piece]


def _together(one: Piece, other: Piece) -> Piece:
    gap = " " if other.left - one.right > 0.3 * one.em else ""
    sides = min(one.left, other.left), min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top)
    return Piece(one.text + gap + other.text, *sides, one.em)


def _grouped(lines: Sequence[_Aligned], columns: Columns, borders: Sequence[float]) -> list[list[_Aligned]]:
    """The lines by rows: by the rules between them, by the distances that set rows apart, else by what goes on and what begins."""
    if not lines:
        return []
    within = [at for at in borders if lines[-1].middle < at < lines[0].middle]
    if len(within) > 1:
        return _parted(lines, [any(after.middle < at < before.middle for at in within) for before, after in pairwise(lines)])
    rooms = _rooms(columns)
    steps = [before.middle - after.middle for before, after in pairwise(lines) if before.row.page == after.row.page]
    if steps and min(steps) < _HALF_LINE * lines[0].em:
        return _around_names(lines)
    if steps and max(steps) > _ROW_GAP * min(steps):
        apart = [
            _begins(after, before.pieces, rooms) if before.row.page != after.row.page else before.middle - after.middle > _ROW_GAP * min(steps)
            for before, after in pairwise(lines)
        ]
        groups = _parted(lines, apart)
        if all(sum(len(line.pieces) == len(columns) for line in group) <= 1 for group in groups):
            return groups
    groups = []
    for line in lines:
        if groups and not _begins(line, groups[-1][-1].pieces, rooms):
            groups[-1].append(line)
        elif groups and set(line.pieces) == {0} and not _TOTAL.search(line.pieces[0].text):
            break  # a short line at the left that goes on nothing: the table has ended
        else:
            groups.append([line])
    return groups


def _parted(lines: Sequence[_Aligned], breaks: Sequence[bool]) -> list[list[_Aligned]]:
    groups = [[lines[0]]]
    for line, new in zip(lines[1:], breaks, strict=True):
        if new:
            groups.append([])
        groups[-1].append(line)
    return groups


def _around_names(lines: Sequence[_Aligned]) -> list[list[_Aligned]]:
    """Rows whose cells are centred against each other: each line belongs to the nearest that has a first cell."""
    anchors = [line for line in lines if 0 in line.pieces] or [lines[0]]
    groups: list[list[_Aligned]] = [[] for _ in anchors]
    for line in lines:
        nearest = min(range(len(anchors)), key=lambda at: (abs(anchors[at].middle - line.middle), at))
        groups[nearest].append(line)
    return groups


class _Room(NamedTuple):
    """How wide the widest piece of a column is, and where the next column begins."""

    widest: float
    next: float


def _rooms(columns: Columns) -> list[_Room]:
    nexts = [*(left for left, _ in columns[1:]), float("inf")]
    return [_Room(right - left, after) for (left, right), after in zip(columns, nexts, strict=True)]


def _begins(line: _Aligned, above: Mapping[int, Piece], rooms: Sequence[_Room]) -> bool:
    """Whether a line begins a row, or goes on cells of the line above."""
    if _TOTAL.search(line.pieces.get(0, next(iter(line.pieces.values()))).text):
        return True
    on = [_may_go_on(above.get(at), piece, rooms[at], line.em) for at, piece in line.pieces.items()]
    if 0 in line.pieces:
        wraps = rooms[0].widest >= _NARROWEST_FIRST * line.em and printed(line.pieces[0].text) is None
        return len(line.pieces) == len(rooms) or not all(on) or not wraps
    if len(rooms) == 2:
        return 1 in above and _FIGURE.fullmatch(above[1].text) is not None
    return len(line.pieces) == len(rooms) - 1 and not all(on)


def _may_go_on(above: Piece | None, piece: Piece, room: _Room, em: float) -> bool:
    """Whether the cell above fills its column, and may go on with a piece: a figure that is complete goes on with no other."""
    if above is None or above.right - above.left < room.widest - _SHORT_OF * em:
        return False
    if room.next - above.right > _GUTTER * em and room.next < float("inf"):
        return False
    return not (_FIGURE.fullmatch(above.text) and piece.text[:1].isdigit()) or (len(piece.text) > 1 and not piece.text.strip("0"))


def _lines_of(groups: Sequence[Sequence[_Aligned]]) -> list[_Aligned]:
    return [line for group in groups for line in group]


def _is_table(groups: Sequence[Sequence[_Aligned]], columns: int) -> bool:
    """Whether rows are those of a table, and no signatures or pairs of a label and what it names."""
    rows = [{at: "".join(line.pieces[at].text for line in group if at in line.pieces) for at in range(columns)} for group in groups]
    rows = [{at: text for at, text in row.items() if text} for row in rows]
    texts = [text for row in rows for text in row.values()]
    if any(all(_DATED.fullmatch(text) for text in row.values()) for row in rows):  # below signatures
        return False
    if any(0 in after.pieces and _CUT_DAY.search(f"{before.row.text}\n{after.pieces[0].text}") for before, after in pairwise(_lines_of(groups))):
        return False  # one sentence with wide gaps
    if sum(1 for text in texts if "：" in text or ":" in text) > _LABELLED_SHARE * len(texts):
        return False
    if columns > 2:
        return sum(1 for row in rows if len(row) >= columns - 1) > 1
    pairs = [row for row in rows if len(row) == columns]
    counted = all(any(sign.isdigit() for sign in row[1]) for row in pairs[1:])
    return len(pairs) >= _FEWEST_PAIRS and all((counted or len(row[0]) <= _LONGEST_LABEL) and not _SENTENCE.search(row[0]) for row in pairs)
