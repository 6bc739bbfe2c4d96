"""Where wordings match in a text. Most of many thousand wordings match nowhere: what a wording cannot do without is looked for first.

A text is cut into segments, sentences and lines, and for each two signs that stand together it is noted where. A wording is tried only in
the pieces that hold its cues (`wording.cues`) one behind the other, and its regular expression is compiled only then.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.patterns import Patterns, Phrase, Wording
from awardrules.agreement.extraction.patterns.wording import GRAM, Group
from awardrules.agreement.programs import regex, wording_regex
from awardrules.record import State

_SEGMENT = regex(f"[^{re.escape(wording.BREAKS)}]*[{re.escape(wording.BREAKS)}]|[^{re.escape(wording.BREAKS)}]+$")
_ENDS = {"segment": frozenset(wording.BREAKS), "sentence": frozenset(wording.STOPS), "line": frozenset("\n")}
_LONG = 80  # a text this long is worth cutting up
_AT_HAND = 4  # texts: the script, and what is asked of it in turn


class _Pieces(State):
    """A text in pieces: `spans`, their `starts`, and the piece that each sign of the text belongs to (`owners`), by reach; the places where two
    signs stand together (`pairs`), and all signs that stand together up to `GRAM` (`grams`).

    A span is where a piece begins and ends, and the number of the first piece that reads the same behind the same sign: what one of them
    does not hold, none does. Remembered is which pieces hold which cue, one of a group of cues, all groups of a wording, by reach and with one
    bit each; which cues of a group are `living`, that is, in the text; and which of some wordings are `able` to match in it, by the identity of the
    list that holds them, which is kept beside them.
    """

    text: str
    spans: dict[str, list[tuple[int, int, int]]]
    owners: dict[str, list[int]]
    starts: dict[str, list[int]]
    pairs: dict[str, list[int]]
    grams: set[str]
    cues: dict[str, dict[str, int]]
    groups: dict[str, dict[Group, int]]
    living: dict[Group, Group]
    wordings: dict[str, int]
    able: dict[int, tuple[Sequence[Wording], list[Wording]]]

    def where(self, cue: str) -> Sequence[int]:
        """The places of a cue of two signs or more, found from those two of them that stand together least often."""
        if len(cue) == 2:
            return self.pairs[cue]
        count, behind = min((len(self.pairs.get(cue[place : place + 2], ())), place) for place in range(len(cue) - 1))
        rare = self.pairs[cue[behind : behind + 2]] if count else ()
        return [place - behind for place in rare if self.text.startswith(cue, place - behind)]

    def with_sign(self, reach: str, sign: str) -> Iterator[int]:
        """The pieces that hold a sign."""
        spans, owners = self.spans[reach], self.owners[reach]
        place = self.text.find(sign)
        while place >= 0:
            yield owners[place]
            place = self.text.find(sign, spans[owners[place]][1])

    def holding(self, reach: str, cue: str) -> int:
        """The pieces in which a cue begins that is in the text."""
        found = self.cues[reach].get(cue)
        if found is None:
            marks = bytearray(len(self.spans[reach]) // 8 + 1)
            for piece in self.with_sign(reach, cue) if len(cue) == 1 else set(map(self.owners[reach].__getitem__, self.where(cue))):
                marks[piece >> 3] |= 1 << (piece & 7)
            found = self.cues[reach][cue] = int.from_bytes(marks, "little")
        return found

    def holding_one(self, reach: str, group: Group) -> int:
        """The pieces that hold one of some cues. Lists of words are shared by many wordings."""
        found = self.groups[reach].get(group)
        if found is None:
            living = self.living.get(group)
            if living is None:
                living = self.living[group] = tuple(cue for cue in group if cue[:GRAM] in self.grams)
            found = 0
            for cue in living:
                found |= self.holding(reach, cue)
            self.groups[reach][group] = found
        return found

    def holding_all(self, one: Wording) -> int:
        """The pieces that may hold a wording: those that hold a cue of every group."""
        bits = self.wordings.get(one.regex)
        if bits is None:
            bits = 0 if self.grams.isdisjoint(one.rarest) else -1
            for group in one.cues if bits else ():
                bits &= self.holding_one(one.reach, group)
                if not bits:
                    break
            self.wordings[one.regex] = bits
        return bits

    def able_of(self, wordings: Sequence[Wording]) -> list[Wording]:
        """Those of some wordings that the text may hold somewhere."""
        known = self.able.get(id(wordings))
        if known is None:
            known = self.able[id(wordings)] = wordings, [one for one in wordings if not one.cues or self.holding_all(one)]
        return known[1]

    def of(self, one: Wording) -> Iterator[tuple[int, int, int]]:
        """The pieces that may hold a wording."""
        bits, spans = self.holding_all(one), self.spans[one.reach]
        while bits:
            yield spans[(bits & -bits).bit_length() - 1]
            bits &= bits - 1

    def within(self, one: Wording, start: int, end: int) -> bool:
        """Whether a piece that meets a stretch of the text may hold a wording."""
        bits = self.holding_all(one)
        if not bits:
            return False
        starts = self.starts[one.reach]
        first = max(bisect_right(starts, start) - 1, 0)
        return bits >> first & ((1 << bisect_left(starts, end, first) - first) - 1) != 0


def _pieces(text: str) -> _Pieces | None:
    """The pieces of a text that is worth cutting up, remembered for the texts at hand."""
    return _cut(text) if len(text) > _LONG else None


@lru_cache(maxsize=_AT_HAND)
def _cut(text: str) -> _Pieces:
    spans: dict[str, list[tuple[int, int, int]]] = {reach: [] for reach in _ENDS}
    owners: dict[str, list[int]] = {reach: [] for reach in _ENDS}
    alike: dict[tuple[str, str], int] = {}
    begun = dict.fromkeys(_ENDS, 0)
    for found in _SEGMENT.finditer(text):
        end = found.end()
        for reach, ends in _ENDS.items():
            if end == len(text) or text[end - 1] in ends:
                first, number = begun[reach], len(spans[reach])
                same = alike.setdefault((reach, text[max(first - 1, 0) : end]), number)
                spans[reach].append((first, end, same))
                owners[reach] += [number] * (end - first)
                begun[reach] = end
    pairs: dict[str, list[int]] = defaultdict(list)
    for place, pair in enumerate(map(add, text, text[1:])):
        pairs[pair].append(place)
    grams = _grams(text)
    starts = {reach: [first for first, _, _ in listed] for reach, listed in spans.items()}
    return _Pieces(text, spans, owners, starts, pairs, grams, {reach: {} for reach in _ENDS}, {reach: {} for reach in _ENDS}, {}, {}, {})


def _grams(text: str) -> set[str]:
    """All signs of a text that stand together, up to `GRAM`."""
    grams, together = set(text), list(text)
    for size in range(2, GRAM + 1):
        together = list(map(add, together, text[size - 1 :]))
        grams.update(together)
    return grams


def likely(text: str, patterns: Patterns) -> Sequence[Phrase]:
    """The phrases, in order, of which a wording may stand in a text, by the signs it cannot do without: one in ten or less."""
    pieces = _pieces(text)
    if pieces is None:
        return patterns.phrases.saying(_grams(text))
    return patterns.phrases.saying(pieces.grams, pieces.holding_all)


def offered(options: Iterable[str], patterns: Patterns) -> Sequence[Phrase]:
    """The phrases, in order, of which a wording may stand in one of some short texts."""
    return patterns.phrases.saying(set().union(*map(_grams, options)))


def _one_behind_the_other(text: str, groups: Iterable[Group], start: int, stop: int) -> bool:
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


def matches(text: str, wordings: Sequence[Wording], start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Every match of some wordings within a stretch of text."""
    stop = len(text) if end is None else end
    pieces = _pieces(text)
    if pieces is None:
        for one in wordings:
            yield from _found(text, one, one.cues, [(start, stop, 0)])
        return
    whole = start == 0 and stop == len(text)
    for one in pieces.able_of(wordings):
        if not one.cues:
            yield from _found(text, one, (), [(start, stop, 0)])
        elif whole or pieces.within(one, start, stop):
            yield from _found(text, one, [pieces.living[group] for group in one.cues], pieces.of(one) if whole else [(start, stop, 0)])


def _found(text: str, one: Wording, groups: Iterable[Group], spans: Iterable[tuple[int, int, int]]) -> Iterator[re.Match[str]]:
    """Every match of a wording in some pieces of a text. It is compiled only once a piece holds the cues of it that are in the text."""
    expression: re.Pattern[str] | None = None
    barren: set[int] = set()
    for first, last, same in spans:
        if same in barren:
            continue
        barren.add(same)
        if expression is None and _one_behind_the_other(text, groups, first, last):
            expression = compiled(one.regex)
        if expression is not None:
            for found in expression.finditer(text, first, last):
                barren.discard(same)
                yield found


def says(text: str, wordings: Sequence[Wording], start: int, end: int) -> bool:
    """Whether a stretch of text holds one of some wordings."""
    pieces = _pieces(text)
    for one in wordings if pieces is None else pieces.able_of(wordings):
        if one.literal:
            if text.find(one.written, start, end) >= 0:
                return True
            continue
        if pieces is not None and one.cues and not pieces.within(one, start, end):
            continue
        groups = one.cues if pieces is None else [pieces.living[group] for group in one.cues]
        if next(_found(text, one, groups, [(start, end, 0)]), None) is not None:
            return True
    return False
