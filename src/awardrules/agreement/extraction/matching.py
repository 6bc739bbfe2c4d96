"""Where wordings match in a text. Most of many thousand wordings match nowhere: what a wording cannot do without is looked for first.

A text is cut into segments, sentences and lines, and for each two signs that stand together it is noted in which segments. A wording is
tried only in the pieces that hold its cues (`wording.cues`) one behind the other, and its regular expression is compiled only then.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.patterns import Wording
from awardrules.agreement.programs import wording_regex
from awardrules.record import State

_SEGMENT = re.compile(f"[^{re.escape(wording.BREAKS)}]*[{re.escape(wording.BREAKS)}]|[^{re.escape(wording.BREAKS)}]+$")
_ENDS = {"segment": frozenset(wording.BREAKS), "sentence": frozenset(wording.STOPS), "line": frozenset("\n")}
_LONG = 400  # a text this long is worth cutting up
_at_hand: dict[str, _Pieces] = {}


class _Pieces(State):
    """A text in pieces. `spans` and `owners` are by reach, `segments` by one or two signs.

    A span is where a piece begins and ends, and the number of the first piece that reads the same behind the same sign: what one of them
    does not hold, none does. The owner of a segment is the piece it belongs to.
    """

    spans: dict[str, list[tuple[int, int, int]]]
    owners: dict[str, list[int]]
    segments: dict[str, list[int]]
    bits: dict[tuple[str, str | tuple[str, ...]], int]

    def holding(self, reach: str, signs: str) -> int:
        """The pieces that hold a sign or two signs together, one bit each."""
        found = self.bits.get((reach, signs))
        if found is None:
            owners, marks = self.owners[reach], bytearray(len(self.spans[reach]) // 8 + 1)
            for segment in self.segments.get(signs, ()):
                piece = owners[segment]
                marks[piece >> 3] |= 1 << (piece & 7)
            found = self.bits[reach, signs] = int.from_bytes(marks, "little")
        return found

    def holding_one(self, reach: str, cues: tuple[str, ...]) -> int:
        """The pieces that may hold one of several texts: every two signs of it stand together in them. Lists of words are shared by many wordings."""
        found = self.bits.get((reach, cues))
        if found is None:
            found = 0
            for cue in cues:
                bits = self.holding(reach, cue[:2])
                for place in range(1, len(cue) - 1):
                    bits &= self.holding(reach, cue[place : place + 2])
                found |= bits
            self.bits[reach, cues] = found
        return found

    def of(self, one: Wording) -> Iterator[tuple[int, int, int]]:
        """The pieces that may hold a wording."""
        bits = -1
        for group in one.cues:
            bits &= self.holding_one(one.reach, group)
            if not bits:
                return
        spans = self.spans[one.reach]
        while bits:
            yield spans[(bits & -bits).bit_length() - 1]
            bits &= bits - 1


def _pieces(text: str) -> _Pieces:
    """The pieces of a text, remembered for the text at hand."""
    pieces = _at_hand.get(text)
    if pieces is None:
        _at_hand.clear()
        spans: dict[str, list[tuple[int, int, int]]] = {reach: [] for reach in _ENDS}
        alike: dict[tuple[str, str], int] = {}
        owners: dict[str, list[int]] = {reach: [] for reach in _ENDS}
        segments: dict[str, list[int]] = defaultdict(list)
        begun = dict.fromkeys(_ENDS, 0)
        for number, found in enumerate(_SEGMENT.finditer(text)):
            start, end = found.span()
            for one in {*text[start:end], *map("".join, pairwise(text[start : end + 1]))}:
                segments[one].append(number)
            for reach, ends in _ENDS.items():
                owners[reach].append(len(spans[reach]))
                if end == len(text) or text[end - 1] in ends:
                    first = begun[reach]
                    same = alike.setdefault((reach, text[max(first - 1, 0) : end]), len(spans[reach]))
                    spans[reach].append((first, end, same))
                    begun[reach] = end
        pieces = _at_hand.setdefault(text, _Pieces(spans, owners, segments, {}))
    return pieces


def _one_behind_the_other(text: str, groups: Iterable[tuple[str, ...]], start: int, stop: int) -> bool:
    """Whether a stretch of text holds a cue of every group, in their order."""
    for group in groups:
        ends = [place + len(cue) for cue in group if (place := text.find(cue, start, stop)) >= 0]
        if not ends:
            return False
        start = min(ends)
    return True


@lru_cache(maxsize=8192)
def compiled(expression: str) -> re.Pattern[str]:
    """A regular expression, compiled when first used."""
    return wording_regex(expression)


def matches(text: str, wordings: Iterable[Wording], start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Every match of some wordings within a stretch of text."""
    stop = len(text) if end is None else end
    whole = start == 0 and stop == len(text) > _LONG
    for one in wordings:
        barren: set[int] = set()
        for first, last, same in _pieces(text).of(one) if whole and one.cues else ((start, stop, 0),):
            if same in barren:
                continue
            barren.add(same)
            if _one_behind_the_other(text, one.cues, first, last):
                for found in compiled(one.regex).finditer(text, first, last):
                    barren.discard(same)
                    yield found


def says(text: str, wordings: Iterable[Wording], start: int, end: int) -> bool:
    """Whether a stretch of text holds one of some wordings."""
    return any(
        text.find(one.written, start, end) >= 0
        if one.cues == ((one.written,),) and one.regex == one.written
        else next(matches(text, (one,), start, end), None) is not None
        for one in wordings
    )
