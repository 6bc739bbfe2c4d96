"""The lines of PDF pages, and the paragraphs they make: pieces of text with their boxes in, drafts out.

A PDF knows no paragraphs. A line goes on the paragraph where the line before it is full, and neither an indent, a gap, another size
of type nor a clause number after a full stop says that something begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Draft
from awardrules.agreement.reading.breaks import BOXES, cut_figure, first_word
from awardrules.agreement.reading.clauses import printed
from awardrules.agreement.reading.model import Box
from awardrules.agreement.reading.plain import SENTENCE_END, is_heading, ticks
from awardrules.record import State

WIDE_GAP = 1.5  # em: a column begins
_SPACE = 0.3  # em: a space
_BROAD_SPACE = 0.75  # em: a space as broad as a character
_INDENT = 1.2  # em
_SHORT = 2.2  # em from the right margin: the line is the last of its paragraph
_SIZE = 0.2  # difference of sizes, as a share
_GAP = 1.6  # times the usual distance of lines
_SHARED = 0.3  # of the lines end there
_JUMBLED = 0.2  # of the steps go up the page: the order of drawing is not that of reading
_NARROWEST = 0.75  # of the width of a page: the right margin lies no further left
_DRAWN_APART = 4  # lines at the start or end of what is drawn that can be of the edges of the page
_FEWEST = 4  # lines that end at one place make a margin
_BODY_LINE = 12  # characters from which a line tells something of the margins
_ASIDE = 0.6  # em by which a line is off the margin it stands at
_STOPS = tuple("。；！")
_NAMED_TABLE = regex(r"[表图][ \u3000]?[0-9一二三四五六七八九十]{1,3}(?![年月日个])")
_TITLED = regex("[^，。；：、！？]{2,20}")
_LABELLED = regex(r"[^。；，：:]{2,16}[：:]")
_ROOM = 8.0  # em that such a blank takes at the start of a line
_CLOSERS = tuple("，。；、）％%")
_UNIT = regex(r"[月日年](?=[起止至前内，。；、）(（\t \u3000]|$)")
BLANK = regex(r"\t(?:[，。；：、）)》」”]|[％%][^\t]|[年月](?:\t|$|[^\t]{0,3}[月日])|日(?:起|止|至|前|，|。))")  # the sentence goes on behind a blank


class Piece(NamedTuple):
    """A stretch of a line, with its box in points from the lower left, the height of its characters,
    its small gaps, and where the text behind a stop begins.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    cuts: tuple[Sequence[float], ...] = ()
    stops: tuple[Sequence[float], ...] = ()

    def parts(self) -> list[Piece]:
        """The piece cut at its small gaps: each cut is the end of the text before, its right edge, the start of the text behind, its left edge."""
        found: list[Piece] = []
        start, left = 0, self.left
        for end, right, behind, edge in (*self.cuts, (len(self.text), self.right, 0, 0.0)):
            stops = tuple((at - start, x) for at, x in self.stops if start < at < end)
            found.append(Piece(self.text[start : int(end)], left, self.bottom, right, self.top, self.em, (), stops))
            start, left = int(behind), edge
        return [part for part in found if part.text.strip()]

    def cut_before(self, left: float) -> tuple[Piece, Piece] | None:
        """The piece in two where the text behind a stop begins at a place; None where it does not."""
        at = next((int(at) for at, x in self.stops if abs(x - left) < _SPACE * self.em), None)
        if at is None:
            return None
        stops = tuple((place - at, x) for place, x in self.stops if place > at)
        first = Piece(self.text[:at], self.left, self.bottom, left, self.top, self.em)
        return first, Piece(self.text[at:], left, self.bottom, self.right, self.top, self.em, (), stops)


class Row(State):
    """A line of a page as a reader sees it: its pieces from left to right."""

    page: int
    pieces: list[Piece]

    @property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return min(piece.bottom for piece in self.pieces)

    @property
    def top(self) -> float:
        return max(piece.top for piece in self.pieces)

    @property
    def em(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.text)).em

    def spelled(self) -> list[tuple[str, Piece]]:
        """Each piece with what parts it from the one before: nothing, a space, a broad space, or a tab where a column begins."""
        found: list[tuple[str, Piece]] = []
        for before, piece in zip([None, *self.pieces], self.pieces, strict=False):
            gap = 0.0 if before is None else (piece.left - before.right) / max(piece.em, 1.0)
            mark = "\t" if gap > WIDE_GAP else "\u3000" if gap > _BROAD_SPACE else " " if gap > _SPACE else ""
            found.append((mark, piece))
        return found

    @property
    def text(self) -> str:
        return "".join(mark + piece.text for mark, piece in self.spelled())


class Seen(NamedTuple):
    """A row with its measures, taken once."""

    row: Row
    text: str
    left: float
    right: float
    bottom: float
    top: float
    em: float


def seen(row: Row) -> Seen:
    """A row with its measures."""
    return Seen(row, row.text, row.left, row.right, row.bottom, row.top, row.em)


def rows_of(page: int, pieces: Sequence[Piece], fields: Iterable[Piece] = ()) -> list[Row]:
    """The lines of a page in reading order; what the fields of a form hold stands where the fields are."""
    rows = _joined(page, pieces)
    ups = sum(1 for before, after in pairwise(rows) if after.pieces[0].bottom > before.pieces[0].top)
    if ups > _JUMBLED * len(rows):
        rows = _joined(page, sorted(pieces, key=lambda piece: (-round(piece.bottom / max(piece.em, 1.0)), piece.left)))
    rows = _edges_in_place(rows)
    for field in fields:
        _put(field, page, rows)
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.left)
    return rows


def _edges_in_place(rows: list[Row]) -> list[Row]:
    """Lines with a footer that is drawn before the text behind it, and a header that is drawn after the text before it."""
    if len(rows) < _FEWEST:
        return rows
    found = list(rows)
    for row in rows[:_DRAWN_APART]:
        if all(row.top < other.bottom for other in found if other is not row):
            found.remove(row)
            found.append(row)
    for row in rows[-_DRAWN_APART:]:
        if all(row.bottom > other.top for other in found if other is not row):
            found.remove(row)
            found.insert(0, row)
    return found


def rows_by_height(page: int, pieces: Iterable[Piece]) -> list[Row]:
    """The lines that pieces make by their height alone, from the top down."""
    rows = _joined(page, sorted(pieces, key=lambda piece: (-(piece.bottom + piece.top), piece.left)))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.left)
    return rows


def _joined(page: int, pieces: Iterable[Piece]) -> list[Row]:
    """Pieces that stand beside each other are one line."""
    rows: list[Row] = []
    for piece in pieces:
        if rows and all(_beside(piece, other) for other in rows[-1].pieces):
            rows[-1].pieces.append(piece)
        else:
            rows.append(Row(page, [piece]))
    return rows


def _beside(one: Piece, other: Piece) -> bool:
    apart = one.left >= other.right - _SPACE * one.em or other.left >= one.right - _SPACE * one.em
    return apart and _overlap(one, other) >= 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def _overlap(one: Piece, other: Piece) -> float:
    return min(one.top, other.top) - max(one.bottom, other.bottom)


def _put(field: Piece, page: int, rows: list[Row]) -> None:
    """A field goes into the line at its height; where there is none, it is a line of its own in its place."""
    best = max(rows, key=lambda row: max(_overlap(field, piece) for piece in row.pieces), default=None)
    if best is not None and max(_overlap(field, piece) for piece in best.pieces) > 0:
        best.pieces.append(field)
        return
    below = next((index for index, row in enumerate(rows) if row.pieces[0].top < field.top), len(rows))
    rows.insert(below, Row(page, [field]))


class Margins(NamedTuple):
    """From where to where the lines of the text run, and their usual distance."""

    left: float
    right: float
    pitch: float
    indented: bool = False  # a paragraph begins further in than it goes on


def paragraphs(rows: Sequence[Seen], margins: Margins) -> list[Draft]:
    """Lines joined to paragraphs."""
    drafts: list[Draft] = []
    held: list[Seen] = []
    for row in rows:
        if held and not _goes_on(held, row, margins):
            drafts.append(draft_of(held))
            held = []
        held.append(row)
    return [*drafts, draft_of(held)] if held else drafts


def margins_of(rows: Sequence[Seen], width: float) -> Margins:
    """The margins of the text and the usual distance of its lines; where all lines are short, the right margin is taken from the page."""
    long = [row for row in rows if len(row.text) >= _BODY_LINE] or list(rows)
    if not long:
        return Margins(0.0, 0.0, 0.0)
    lefts, rights = sorted(row.left for row in long), sorted(row.right for row in long)
    steps = [before.bottom - after.bottom for before, after in pairwise(rows) if before.row.page == after.row.page]
    falls = [step for step in steps if step > 0]
    right, em = rights[len(rights) * 9 // 10], median(row.em for row in long)
    shared = sum(1 for each in rights if abs(each - right) <= em)
    if shared < max(_FEWEST, _SHARED * len(rights)) or len(long[0].text) < _BODY_LINE:
        right = max(right, _NARROWEST * width)
    left = lefts[len(lefts) // 20]
    left = min((row.left for before, row in pairwise(rows) if before.right >= right - _SHORT * em and row.left < left - _INDENT * em), default=left)
    margins = Margins(left, right, median(falls) if falls else 0.0)
    return margins._replace(indented=any(_sets_in(*pair, margins) for pair in pairwise(long)))


def _sets_in(line: Seen, after: Seen, margins: Margins) -> bool:
    """Whether a full line that is set in goes on at the margin."""
    full = line.right >= margins.right - _SHORT * line.em
    return full and not line.text.endswith(_STOPS) and line.left > margins.left + _INDENT * line.em and after.left <= margins.left + _ASIDE * line.em


def _goes_on(held: Sequence[Seen], row: Seen, margins: Margins) -> bool:
    """Whether a line goes on the paragraph of the lines before it."""
    before, first = held[-1], held[0]
    em = max(before.em, 1.0)
    if abs(row.em - before.em) > _SIZE * em:
        return False
    if _is_behind_blank(before, row, margins):
        return True
    if before.right < margins.right - _SHORT * em and not _has_no_room(before, row, margins):
        return False
    if ("\t" in row.text or "\t" in before.text) and not _is_broken(before, row, margins):
        return False
    if before.row.page == row.row.page and before.bottom - row.bottom > max(_GAP * margins.pitch, _GAP * em):
        return False
    if before.text.endswith(SENTENCE_END) and (printed(row.text) or _is_title(before, row, margins) or _are_labelled(first, row)):
        return False
    if row.text.startswith(BOXES) and first.text.startswith(BOXES):
        return False
    if len(held) > 1:
        return abs(row.left - before.left) <= _INDENT * em
    hanging = printed(first.text) is not None and row.left > first.left
    as_first = not hanging and row.left > margins.left + _INDENT * em and abs(row.left - first.left) < _ASIDE * em
    if as_first and (before.text.endswith(SENTENCE_END) or (margins.indented and _LABELLED.match(row.text))):
        return False
    return hanging or row.left <= max(margins.left, min(first.left, margins.left + _INDENT * em)) + _INDENT * em


def _is_behind_blank(before: Seen, row: Seen, margins: Margins) -> bool:
    """Whether a line goes on behind room to write in, at the end of the line before or at its own start (…至2026年　　月 | 日止)."""
    near = before.row.page != row.row.page or before.bottom - row.bottom <= max(_GAP * margins.pitch, _GAP * max(before.em, 1.0))
    unit = _UNIT.match(row.text) is not None and before.text.endswith(("年", "月", "至", "自", "为", "于"))
    return near and (unit or row.text.startswith(_CLOSERS)) and row.left <= margins.left + _ROOM * row.em


def _opens(text: str) -> bool:
    """Whether a line begins with a number: of a clause, or of a table (表一)."""
    return printed(text) is not None or _NAMED_TABLE.match(text) is not None


def _has_no_room(before: Seen, row: Seen, margins: Margins) -> bool:
    """Whether a line ends early because the long number that begins the next had no room in it (专利号 | ZL202010334455.6)."""
    room = first_word(row.text) * row.em
    return room > _SHORT * row.em and before.right + room > margins.right and not before.text.endswith(SENTENCE_END)


def _is_broken(before: Seen, row: Seen, margins: Margins) -> bool:
    """Whether a full line with room between its words is one sentence with the next: that stands at the margin, and in no columns with it."""
    em = max(before.em, 1.0)
    if before.text.endswith(SENTENCE_END) or row.left > margins.left + _ASIDE * em or _LABELLED.match(row.text) or _opens(row.text):
        return False
    lefts = [piece.left for piece in before.row.pieces[1:]]
    return not any(abs(piece.left - left) < em for piece in row.row.pieces[1:] for left in lefts)


def _are_labelled(first: Seen, row: Seen) -> bool:
    """Whether two lines name a thing each, and what it is (附记：…)."""
    return _LABELLED.match(first.text) is not None and _LABELLED.match(row.text) is not None


def _is_title(before: Seen, row: Seen, margins: Margins) -> bool:
    """Whether a short line without any mark behind a full stop is a heading, or who signs: the last line of a paragraph would end with a stop."""
    short = row.right < margins.right - _SHORT * row.em
    return short and before.text.endswith(_STOPS) and _TITLED.fullmatch(row.text.strip()) is not None


def draft_of(held: Sequence[Seen]) -> Draft:
    """The block of some lines, with a box for every piece of them."""
    text, boxes = "", []
    for row in held:
        if text and not cut_figure(text, row.text):
            text += " " if row.text.startswith(BOXES) else "\n"
        for mark, piece in row.row.spelled():
            text += mark
            box = Box(row.row.page, piece.left, piece.bottom, piece.right, piece.top, len(text), len(text) + len(piece.text))
            text += piece.text
            boxes.append(box)
    return Draft(text, page=held[0].row.page, boxes=tuple(boxes), checked=ticks(text), heading=is_heading(text), place=f"page {held[0].row.page}")
