"""Where wordings match in a text. Most of many thousand wordings match nowhere: what a wording cannot do without is looked for first.

A text is cut into segments, sentences and lines, and for each two signs that stand together it is noted in which segments. A wording is
tried only in the pieces that hold its cues (`wording.cues`) one behind the other, and its regular expression is compiled only then.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
    does not hold, none does. The owner of a segment is the piece it belongs to. The living of several texts are those that any piece may hold.
    """

    spans: dict[str, list[tuple[int, int, int]]]
    owners: dict[str, list[int]]
    starts: dict[str, list[int]]
    segments: dict[str, list[int]]
    bits: dict[tuple[str, str | tuple[str, ...]], int]
    masks: dict[str, int]
    living: dict[tuple[str, tuple[str, ...]], tuple[str, ...]]

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
            found, living = 0, []
            for cue in cues:
                bits = self.holding(reach, cue[:2])
                for place in range(1, len(cue) - 1):
                    if not bits:
                        break
                    bits &= self.holding(reach, cue[place : place + 2])
                if bits:
                    living.append(cue)
                    found |= bits
            self.bits[reach, cues] = found
            self.living[reach, cues] = tuple(living)
        return found

    def holding_all(self, one: Wording) -> int:
        """The pieces that may hold a wording, one bit each."""
        bits = self.masks.get(one.regex)
        if bits is None:
            bits = -1
            for group in one.cues:
                bits &= self.holding_one(one.reach, group)
                if not bits:
                    break
            self.masks[one.regex] = bits
        return bits

    def alive(self, one: Wording) -> list[tuple[str, ...]]:
        """The cues of a wording, those apart that stand nowhere in the text; of a wording that a piece may hold."""
        return [self.living[one.reach, group] for group in one.cues]

    def of(self, one: Wording) -> Iterator[tuple[int, int, int]]:
        """The pieces that may hold a wording."""
        bits, spans = self.holding_all(one), self.spans[one.reach]
        while bits:
            yield spans[(bits & -bits).bit_length() - 1]
            bits &= bits - 1

    def within(self, one: Wording, start: int, end: int) -> bool:
        """Whether a piece that meets a stretch of the text may hold a wording."""
        bits, starts = self.holding_all(one), self.starts[one.reach]
        first = max(bisect_right(starts, start) - 1, 0)
        return bits != 0 and bits >> first & ((1 << bisect_left(starts, end, first) - first) - 1) != 0


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
        starts = {reach: [first for first, _, _ in listed] for reach, listed in spans.items()}
        pieces = _at_hand.setdefault(text, _Pieces(spans, owners, starts, segments, {}, {}, {}))
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
    pieces = _pieces(text) if len(text) > _LONG else None
    whole = start == 0 and stop == len(text)
    for one in wordings:
        spans: Iterable[tuple[int, int, int]] = ((start, stop, 0),)
        groups: Iterable[tuple[str, ...]] = one.cues
        if pieces is not None and one.cues:
            if not pieces.within(one, start, stop):
                continue
            spans = pieces.of(one) if whole else spans
            groups = pieces.alive(one)
        barren: set[int] = set()
        for first, last, same in spans:
            if same in barren:
                continue
            barren.add(same)
            if _one_behind_the_other(text, groups, first, last):
                for found in compiled(one.regex).finditer(text, first, last):
                    barren.discard(same)
                    yield found


def says(text: str, wordings: Iterable[Wording], start: int, end: int) -> bool:
    """Whether a stretch of text holds one of some wordings."""
    for one in wordings:
        if one.literal:
            if text.find(one.written, start, end) >= 0:
                return True
        elif next(matches(text, (one,), start, end), None) is not None:
            return True
    return False
