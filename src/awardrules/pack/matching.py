"""Where the clauses of an edition stand in a copy of its document: at their spans, shifted, changed, or nowhere.

A clause's text is known only by its hash and an anchor phrase, so a text that moved is looked for around the anchor and at the
distances its neighbours moved, and a text that changed is what now stands between the neighbours that did not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

from awardrules.pack.edition import Clause
from awardrules.pack.headings import Outline
from awardrules.pack.sourcetext import sentences

Spans = tuple[tuple[int, int], ...]
State = Literal["found", "changed", "gone", "unrecorded"]

_OCCURRENCES = 64  # of one anchor
_WINDOWS = 4_000_000  # characters hashed around one anchor
_COMBINATIONS = 4096  # of shifts of a clause with several spans
_SLACK = 20  # characters a changed text may grow before only the sentence with the anchor is taken for it


@dataclass(frozen=True, slots=True)
class Place:
    """A clause and where it stands now; no spans where it is gone."""

    clause: Clause
    state: State
    spans: Spans = ()

    @property
    def shifted(self) -> bool:
        """Whether the text is unchanged but stands elsewhere than recorded."""
        return self.state == "found" and self.spans != self.clause.span


def text_at(flat: str, spans: Spans) -> str:
    """The text of spans, joined in order; empty where a span lies outside the text."""
    return "".join(flat[a:b] for a, b in spans) if all(0 <= a < b <= len(flat) for a, b in spans) else ""


def hash_of(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a clause's text (several spans joined)."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def matches(flat: str, spans: Spans, hash: str) -> bool:
    """Whether the text at the spans has that hash."""
    text = text_at(flat, spans)
    return bool(text) and hash_of(text) == hash


def match(clauses: Sequence[Clause], flat: str, outline: Outline) -> list[Place]:
    """Each clause's place, in the order given."""
    return _Matching(clauses, flat, outline).places()


class _Matching:
    def __init__(self, clauses: Sequence[Clause], flat: str, outline: Outline) -> None:
        self.clauses, self.flat, self.outline = clauses, flat, outline
        self.found: dict[str, Spans] = {}
        self.taken: dict[tuple[str, Spans], Spans] = {}  # text and place: the recorded spans it was taken for

    def places(self) -> list[Place]:
        for clause in self.clauses:
            if matches(self.flat, clause.span, clause.hash):
                self.take(clause, clause.span)
        # a place under the clause's own heading first: the same words may stand under several
        for own_heading in (True, False):
            for clause in sorted(self.clauses, key=lambda c: (len(c.span), c.span)):
                if clause.id not in self.found and clause.span:
                    spans = self.elsewhere(clause, own_heading)
                    if spans is not None:
                        self.take(clause, spans)
        return [self.place(clause) for clause in self.clauses]

    def take(self, clause: Clause, spans: Spans) -> None:
        self.found[clause.id] = spans
        self.taken.setdefault((clause.hash, spans), clause.span)

    def place(self, clause: Clause) -> Place:
        if clause.id in self.found:
            return Place(clause, "found", self.found[clause.id])
        if not clause.span:
            return self.unrecorded(clause)
        region = self.region(clause)
        return Place(clause, "changed", (region,)) if region else Place(clause, "gone")

    def elsewhere(self, clause: Clause, own_heading: bool) -> Spans | None:
        """The place nearest to the expected one where the clause's text stands unchanged, and for which no equal text was taken."""
        expected = clause.span[0][0] + self.shift_before(clause.span[0][0])
        fitting = []
        for spans in dict.fromkeys((*self.by_shift(clause), *self.by_anchor(clause, expected))):
            section = self.outline.at(spans[0][0])
            at_home = section is not None and self.outline.same(clause.locator, section)
            if at_home == own_heading and self.taken.get((clause.hash, spans), clause.span) == clause.span:
                fitting.append(spans)
        return min(fitting, key=lambda spans: abs(spans[0][0] - expected), default=None)

    def by_shift(self, clause: Clause) -> Iterable[Spans]:
        """The places at distances that other clauses moved; each span of the clause may have moved by its own."""
        near = sorted(self.shifts(), key=lambda shift: abs(shift - self.shift_before(clause.span[0][0])))
        for moved in islice(product(near, repeat=len(clause.span)), _COMBINATIONS):
            spans = tuple((a + shift, b + shift) for (a, b), shift in zip(clause.span, moved, strict=True))
            if all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False)) and matches(self.flat, spans, clause.hash):
                yield spans

    def by_anchor(self, clause: Clause, expected: int) -> Iterable[Spans]:
        """The places around an occurrence of the anchor, for a clause of one span."""
        if len(clause.span) != 1 or not clause.anchor:
            return
        length = clause.span[0][1] - clause.span[0][0]
        budget = _WINDOWS
        for at in sorted(occurrences(self.flat, clause.anchor), key=lambda at: abs(at - expected))[:_OCCURRENCES]:
            for start in range(max(0, at - length + len(clause.anchor)), min(at, len(self.flat) - length) + 1):
                budget -= length
                if budget < 0:
                    return
                if matches(self.flat, ((start, start + length),), clause.hash):
                    yield ((start, start + length),)

    def shifts(self) -> set[int]:
        """By how much the clauses found so far moved, and not at all."""
        return {0} | {new[0][0] - clause.span[0][0] for clause in self.clauses if (new := self.found.get(clause.id))}

    def moved(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Old and new spans of everything found."""
        pairs: list[tuple[tuple[int, int], tuple[int, int]]] = []
        for clause in self.clauses:
            pairs += zip(clause.span, self.found.get(clause.id, ()), strict=False)
        return pairs

    def shift_before(self, position: int) -> int:
        """By how much the nearest text found before a place moved."""
        before = [(old[1], new[1] - old[1]) for old, new in self.moved() if old[1] <= position]
        return max(before)[1] if before else 0

    def region(self, clause: Clause) -> tuple[int, int] | None:
        """What stands now where a clause stood, judged by its neighbours; where nothing does, the sentence its anchor moved to."""
        start, end = clause.span[0][0], clause.span[-1][1]
        left = self.shift_before(start)
        after = [(old[0], new[0] - old[0]) for old, new in self.moved() if old[0] >= end]
        right = min(after)[1] if after else left
        a, b = max(0, start + left), min(len(self.flat), end + right)
        anchors = occurrences(self.flat, clause.anchor)
        inside = [at for at in anchors if a <= at and at + len(clause.anchor) <= b]
        if inside and b - a <= end - start + _SLACK:
            return a, b
        if inside:
            return self.sentence(inside[0], len(clause.anchor), a, b)
        astray = [at for at in anchors if not any(x <= at < y for spans in self.found.values() for x, y in spans)]
        if astray:
            at = min(astray, key=lambda at: abs(at - a))
            return self.sentence(at, len(clause.anchor), max(0, at - 500), min(len(self.flat), at + 500))
        return (a, min(b, a + end - start + _SLACK)) if b - a >= max(4, (end - start) // 3) else None

    def sentence(self, at: int, length: int, start: int, end: int) -> tuple[int, int]:
        """The sentences of a stretch of text that an anchor touches, not beyond the heading it stands under."""
        section = self.outline.at(at)
        if section is not None:
            start, end = max(start, section.start), min(end, section.end)
        touched = [(x, y) for x, y in sentences(self.flat, start, max(end, at + length)) if x < at + length and y > at]
        return touched[0][0], touched[-1][1]

    def unrecorded(self, clause: Clause) -> Place:
        """A clause without span and hash: the sentence with its anchor under its own heading, as a proposal."""
        for at in occurrences(self.flat, clause.anchor):
            section = self.outline.at(at)
            if section is not None and self.outline.same(clause.locator, section):
                return Place(clause, "unrecorded", (self.sentence(at, len(clause.anchor), section.start, section.end),))
        return Place(clause, "unrecorded")


def occurrences(flat: str, phrase: str) -> list[int]:
    """Where a phrase begins, overlapping occurrences included."""
    found: list[int] = []
    at = flat.find(phrase) if phrase else -1
    while at >= 0 and len(found) < 10_000:
        found.append(at)
        at = flat.find(phrase, at + 1)
    return found
