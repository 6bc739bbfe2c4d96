"""Footnotes of PDF pages: lines at the foot of a page under a short rule, smaller than the text, each note behind its mark."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Draft
from awardrules.agreement.reading.model import Box
from awardrules.agreement.reading.pagelines import Row, Seen, draft_of, seen
from awardrules.agreement.reading.ruling import Line
from awardrules.record import State

_SHORTEST, _LONGEST = 40.0, 260.0  # points: the rule above footnotes
_SMALLER = 0.92  # of the height of the text
_ASIDE = 2.0  # em from the left margin
_FAR = 2.5  # em between lines: what stands further down is no note
_MARK = regex(r"\s*(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[①-⑳]|\[\d{1,2}\]|\d{1,2}(?=[^\d.．、）)])|[*＊※]{1,3})\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")


class Note(State):
    """A footnote: the page it stands on, its mark, and its lines, without the mark; of a note that runs over pages the rest has no mark."""

    page: int
    mark: str
    rows: list[Seen]


def notes_under(rows: Sequence[Seen], level: Sequence[Line]) -> tuple[list[Seen], list[Note]]:
    """The lines of a page without those of its footnotes, and these."""
    for rule in sorted(level, reverse=True):
        if not _SHORTEST <= rule.high - rule.low <= _LONGEST:
            continue
        below = [row for row in rows if row.top < rule.at + 0.2 * row.em]
        above = [row for row in rows if row.top >= rule.at + 0.2 * row.em]
        if not below or not above or not _is_foot(rule, below, above):
            continue
        notes, left = _parted(below)
        if notes:
            return above + left, notes
    return list(rows), []


def _is_foot(rule: Line, below: Sequence[Seen], above: Sequence[Seen]) -> bool:
    em = median(row.em for row in above)
    edge = min(row.left for row in rows) if (rows := [*above, *below]) else 0.0
    return abs(rule.low - edge) <= _ASIDE * em and below[0].em <= _SMALLER * em and below[0].top > rule.at - _FAR * below[0].em


def _parted(below: Sequence[Seen]) -> tuple[list[Note], list[Seen]]:
    """The notes that lines make, and what stands further down."""
    notes: list[Note] = []
    marks: list[str] = []
    for at, row in enumerate(below):
        if at and below[at - 1].bottom - row.bottom > _FAR * row.em:
            return notes, list(below[at:])
        found = _MARK.match(row.text)
        if found is not None and found.end() < len(row.text) and (not notes or _follows(marks[-1], found["mark"])):
            marks.append(found["mark"])
            notes.append(Note(row.row.page, found["mark"].translate(_PLAIN), [_behind(row, found.end())]))
        elif notes:
            notes[-1].rows.append(row)
        else:
            return [], list(below)
    return notes, []


def _follows(before: str, mark: str) -> bool:
    """Whether a mark is the next after another: a line of a note can begin with a number too (… | 28日)."""
    if before[0] in "*＊※[" or mark[0] in "*＊※[":
        return before[0] == mark[0]
    if (before in _CIRCLED) != (mark in _CIRCLED) or (before[0] in _RAISED) != (mark[0] in _RAISED):
        return False
    return _worth(mark) == _worth(before) + 1


def _worth(mark: str) -> int:
    return _CIRCLED.index(mark) if mark in _CIRCLED else int(mark.translate(_PLAIN))


def _behind(row: Seen, mark: int) -> Seen:
    """A line without the mark of its note."""
    pieces, left = list(row.row.pieces), mark
    while pieces and len(pieces[0].text) <= left:
        left -= len(pieces.pop(0).text)
    if not pieces:
        return row
    first = pieces[0]
    return seen(Row(row.row.page, [first._replace(text=first.text[left:].lstrip(), cuts=(), stops=()), *pieces[1:]]))


def put_notes(drafts: list[Draft], notes: Sequence[Note]) -> list[Draft]:
    """The blocks of a document with each note behind the paragraph, or the table, that its mark stands in; else behind the last of its page.

    The mark is no text of the paragraph: it is left out, as it is where Word computes it.
    """
    behind: dict[int, list[Draft]] = {}
    for note in notes:
        draft = draft_of(note.rows)
        draft.part, draft.follows, draft.heading = "footnote", True, False
        behind.setdefault(_place(drafts, note), []).append(draft)
    return [each for at, draft in enumerate([None, *drafts], start=-1) for each in (*([draft] if draft else []), *behind.get(at, []))]


def _place(drafts: Sequence[Draft], note: Note) -> int:
    """The block that a note stands behind, by its place; takes the mark out of it."""
    own = [at for at, draft in enumerate(drafts) if any(box.page == note.page for box in draft.boxes)]
    marked = regex(f"(?<![{_RAISED}]){_raised(note.mark)}(?![{_RAISED}])")
    for at in own:
        found = marked.search(drafts[at].text)
        if found is not None:
            _cut(drafts[at], found.start(), found.end())
            return _end_of_table(drafts, at)
    return _end_of_table(drafts, own[-1]) if own else -1


def _end_of_table(drafts: Sequence[Draft], place: int) -> int:
    table = drafts[place].table
    return place if table is None else max(at for at, draft in enumerate(drafts) if draft.table == table)


def _cut(draft: Draft, start: int, end: int) -> None:
    """Takes a stretch out of the text of a block."""

    def moved(at: int) -> int:
        return at if at <= start else max(at - (end - start), start)

    draft.text = draft.text[:start] + draft.text[end:]
    draft.boxes = tuple(Box(box.page, box.left, box.bottom, box.right, box.top, moved(box.start), moved(box.end)) for box in draft.boxes)
    draft.checked = tuple((moved(at), on) for at, on in draft.checked)


def _raised(mark: str) -> str:
    return "".join(_RAISED[int(sign)] for sign in mark) if mark.isdecimal() and mark.isascii() else "".join("\\" + sign for sign in mark)
