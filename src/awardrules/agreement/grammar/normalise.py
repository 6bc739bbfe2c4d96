"""Text in the characters of the grammar, with a map back to the raw text.

Evidence is always the raw text. What changes: characters (by the table of `characters`), gaps and broken lines (by `spacing`). Give it one
block of a document at a time: whether two lines are one sentence can only be judged within a block.
"""

from __future__ import annotations

from awardrules.agreement.grammar.characters import GONE, characters
from awardrules.agreement.grammar.spacing import GAP, bared, joins
from awardrules.agreement.programs import regex
from awardrules.record import Record

_MOST_ROUNDS = 4
_FIRST_MONTH = regex("(?:^|(?<=[年，。；：（、于自从在到至\n ]))元月(?=[0-9一二三十初份底])")  # 2025年元月9日; 三千元月薪 is none


class Normalised(Record):
    """`text`, and for each of its characters the stretch of `raw` it stands for (`offsets`: start and end, end exclusive).

    Offsets never run backwards. What was left out between two characters belongs to neither; at the edges of the text it belongs to the
    first and the last, so that the whole text stands for the whole raw text.
    """

    text: str
    offsets: tuple[tuple[int, int], ...]
    raw: str

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the raw text that `text[start:end]` stands for; an empty stretch where it is empty."""
        if not self.offsets:
            return 0, len(self.raw)
        if start >= end:
            place = self.offsets[start][0] if start < len(self.offsets) else len(self.raw)
            return place, place
        return self.offsets[start][0], self.offsets[end - 1][1]


def normalise(raw: str) -> Normalised:
    """A text as the grammar reads it; takes time linear in its length.

    What a sign like O or ○ stands for depends on its neighbours, which are others once a gap is closed: such signs are judged again, so that a
    normalised text reads as it is.
    """
    text, closed = _normalised(raw)
    for _ in range(_MOST_ROUNDS):
        if not closed or not characters().doubtful.search(text.text):
            break
        again, closed = _normalised(text.text)
        text = Normalised(again.text, tuple(text.raw_span(start, end) for start, end in again.offsets), raw)
    return text


def _normalised(raw: str) -> tuple[Normalised, bool]:
    """A text with its characters read once, and whether signs came together that were apart."""
    plain = bared(characters().plain(raw))
    if "元月" in plain:
        plain = _FIRST_MONTH.sub("1月", plain)
    joined = joins(plain)
    pieces: list[str] = []
    offsets: list[tuple[int, int]] = []
    at, closed = 0, False
    for gap in GAP.finditer(plain):
        start, end = gap.span()
        pieces.append(plain[at:start])
        offsets.extend(zip(range(at, start), range(at + 1, start + 1), strict=True))
        at = end
        between = "" if gap[0].strip(GONE) == "" else joined.between(start, end)
        closed = closed or not between
        if between:
            pieces.append(between)
            # the last character of a gap stands for the rest of it; where one tab is room for three, each stands for the tab
            last = len(between) - 1
            offsets.extend((min(start + step, end - 1), min(start + step + 1, end)) for step in range(last))
            offsets.append((min(start + last, end - 1), end))
    pieces.append(plain[at:])
    offsets.extend(zip(range(at, len(plain)), range(at + 1, len(plain) + 1), strict=True))
    if offsets:
        offsets[0] = (0, offsets[0][1])
        offsets[-1] = (offsets[-1][0], len(raw))
    return Normalised("".join(pieces), tuple(offsets), raw), closed
