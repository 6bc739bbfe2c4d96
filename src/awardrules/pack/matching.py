"""Where the clauses of an edition stand in a copy of its document: at their spans, shifted, changed, or nowhere.

A clause's text is known only by its hash and an anchor phrase, so a text that moved is looked for around the anchor and at the
distances its neighbours moved, and a text that changed is what now stands between the neighbours that did not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import Literal

from awardrules.pack.edition import Clause
from awardrules.pack.headings import Outline, Section
from awardrules.pack.sourcetext import sentences

Spans = tuple[tuple[int, int], ...]
State = Literal["found", "changed", "gone", "unrecorded"]

_OCCURRENCES = 64  # of one anchor
_WINDOWS = 4_000_000  # characters hashed around one anchor
_COMBINATIONS = 4096  # of shifts of a clause with several spans
_SLACK = 20  # characters a changed text may grow before only the sentence with the anchor is taken for it
_ALIKE, _UNLIKE = 0.5, 0.25  # shares of the anchor's pairs of characters
_TELLING = 6  # characters of an anchor that by itself identifies a text elsewhere
_LONGEST_TITLE = 150


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


def overlap(left: Spans, right: Spans) -> bool:
    """Whether two sets of spans share a character."""
    return any(a < y and x < b for a, b in left for x, y in right)


def match(clauses: Sequence[Clause], flat: str, outline: Outline) -> list[Place]:
    """Each clause's place, in the order given."""
    return _Matching(clauses, flat, outline).places()


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch of the old text that was not found again, and the stretch of the new text in its place."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Matching:
    def __init__(self, clauses: Sequence[Clause], flat: str, outline: Outline) -> None:
        self.clauses, self.flat, self.outline = clauses, flat, outline
        self.found: dict[str, Spans] = {}

    def places(self) -> list[Place]:
        for clause in self.clauses:
            if matches(self.flat, clause.span, clause.hash):
                self.found[clause.id] = clause.span
        # a place under the clause's own heading first: the same words may stand under several
        for own_heading in (True, False):
            for clause in sorted(self.clauses, key=lambda c: (len(c.span), c.span)):
                if clause.id not in self.found and clause.span:
                    spans = self.elsewhere(clause, own_heading)
                    if spans is not None:
                        self.found[clause.id] = spans
        return [self.place(clause) for clause in self.clauses]

    def place(self, clause: Clause) -> Place:
        if clause.id in self.found:
            return Place(clause, "found", self.found[clause.id])
        if not clause.span:
            return self.unrecorded(clause)
        region = self.region(clause)
        return Place(clause, "changed", (region,)) if region else Place(clause, "gone")

    def elsewhere(self, clause: Clause, own_heading: bool) -> Spans | None:
        """The place nearest to the expected one where the clause's text stands unchanged."""
        expected = clause.span[0][0] + self.shift_before(clause.span[0][0])
        fitting = []
        for spans in dict.fromkeys((*self.by_shift(clause), *self.by_anchor(clause, expected))):
            section = self.outline.at(spans[0][0])
            at_home = section is not None and self.outline.same(clause.locator, section)
            if at_home == own_heading and not self.belongs_to_another(clause, spans):
                fitting.append(spans)
        return min(fitting, key=lambda spans: abs(spans[0][0] - expected), default=None)

    def belongs_to_another(self, clause: Clause, spans: Spans) -> bool:
        """Whether a place was found to be that of a clause which never overlapped this one: the same words, printed twice."""
        return any(
            overlap(spans, self.found.get(other.id, ())) and not overlap(clause.span, other.span) for other in self.clauses if other is not clause
        )

    def by_shift(self, clause: Clause) -> Iterable[Spans]:
        """The places at distances that other clauses moved; each span of the clause may have moved by its own."""
        usual = self.shift_before(clause.span[0][0])
        near = sorted(self.shifts(), key=lambda shift: abs(shift - usual))
        for moved in islice(product(near, repeat=len(clause.span)), _COMBINATIONS):
            spans = tuple((a + shift, b + shift) for (a, b), shift in zip(clause.span, moved, strict=True))
            if all(left[1] <= right[0] for left, right in pairwise(spans)) and matches(self.flat, spans, clause.hash):
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
        """What stands now where a clause stood: under its heading, between the neighbours found; or the sentence its anchor moved to."""
        home = self.outline.named(clause.locator)
        gap = self.gap(clause, home) if home is not None else None
        length = clause.span[-1][1] - clause.span[0][0]
        region = self.part_of(clause, gap) if gap is not None else (0, 0)
        if gap is not None:
            traces = self.traces(clause, gap)
            if any(region[0] <= a and b <= region[1] for a, b in traces) and region[1] - region[0] <= length + _SLACK:
                return region
            if traces:
                return sentence_around(self.flat, self.outline, traces[0], (gap.new_start, gap.new_end))
        moved = self.astray(clause)
        if moved is not None:
            return moved
        unlike = gap is not None and self.shared(clause, gap) and likeness(clause, self.flat[slice(*region)]) < _UNLIKE
        if unlike or region[1] - region[0] < max(4, length // 3):
            return None
        return region[0], min(region[1], region[0] + length + _SLACK)

    def astray(self, clause: Clause) -> tuple[int, int] | None:
        """The nearest sentence with the anchor that is not mostly accounted for by clauses found; a short anchor tells nothing."""
        if len(clause.anchor) < _TELLING:
            return None
        settled = [span for spans in self.found.values() for span in spans]
        for at in sorted(occurrences(self.flat, clause.anchor), key=lambda at: abs(at - clause.span[0][0]))[:_OCCURRENCES]:
            a, b = sentence_around(self.flat, self.outline, (at, at + len(clause.anchor)), (max(0, at - 500), min(len(self.flat), at + 500)))
            if sum(max(0, min(b, y) - max(a, x)) for x, y in settled) < (b - a) / 2:
                return a, b
        return None

    def traces(self, clause: Clause, gap: _Gap) -> list[tuple[int, int]]:
        """Where the anchor stands in a gap; in a gap that several clauses share, else the words most like it."""
        text = self.flat[gap.new_start : gap.new_end]
        exact = [(gap.new_start + at, gap.new_start + at + len(clause.anchor)) for at in occurrences(text, clause.anchor)]
        if exact or not self.shared(clause, gap):
            return exact
        region = self.part_of(clause, gap)
        if likeness(clause, self.flat[slice(*region)]) >= _ALIKE:
            return [region]
        pieces = [(found.start(), found.end()) for found in re.finditer("[^，。；：]+[，。；：]?", text)]
        best = max(pieces, key=lambda piece: likeness(clause, text[slice(*piece)]), default=(0, 0))
        return [(gap.new_start + best[0], gap.new_start + best[1])] if likeness(clause, text[slice(*best)]) >= _ALIKE else []

    def shared(self, clause: Clause, gap: _Gap) -> bool:
        """Whether another clause that was not found stood in the same gap."""
        start, end = clause.span[0][0], clause.span[-1][1]
        inside = (c.span for c in self.clauses if c.span and c.id not in self.found and c is not clause)
        return any(gap.old_start <= span[0][0] < gap.old_end and (span[-1][1] <= start or span[0][0] >= end) for span in inside)

    def gap(self, clause: Clause, home: Section) -> _Gap:
        """The stretch under a clause's heading that nothing found accounts for, in the old and in the new text."""
        start, end = clause.span[0][0], clause.span[-1][1]
        beside = [c for c in self.clauses if c.span and self.outline.same(c.locator, home)]
        before = max(((old[1], new[1]) for old, new in self.moved() if old[1] <= start), default=(0, 0))
        after = min(((old[0], new[0]) for old, new in self.moved() if old[0] >= end), default=(end, len(self.flat) + 1))
        if before[1] <= home.start:
            first = min((c.span[0][0] for c in beside if c.span[0][0] >= before[0]), default=start)
            lost = any(c.span and before[0] <= c.span[0][0] < first for c in self.clauses)
            expected = first - before[0] + before[1]
            keeps_title = not lost and home.start <= expected <= min(home.end, home.body + _LONGEST_TITLE)
            before = (first, expected if keeps_title else home.start)
        if not home.start <= after[1] < home.end:
            last = max((c.span[-1][1] for c in beside if c.span[-1][1] >= end), default=end)
            lost = any(c.span and last <= c.span[0][0] < after[0] for c in self.clauses)
            expected = last - after[0] + after[1]
            after = (last, expected if not lost and before[1] <= expected <= home.end else home.end)
        return _Gap(min(before[0], start), max(after[0], end), before[1], max(before[1], after[1]))

    def part_of(self, clause: Clause, gap: _Gap) -> tuple[int, int]:
        """A clause's part of a gap that it may share: in proportion, from one punctuation mark to another."""
        ends = [gap.new_start, gap.new_end]
        ends += [gap.new_start + found.end() for found in re.finditer("[，。；：]", self.flat[gap.new_start : gap.new_end])]
        scale = (gap.new_end - gap.new_start) / max(1, gap.old_end - gap.old_start)
        a, b = (min(ends, key=lambda at: abs(at - gap.new_start - (x - gap.old_start) * scale)) for x in (clause.span[0][0], clause.span[-1][1]))
        return (a, b) if a < b else (a, min((at for at in ends if at > a), default=gap.new_end))

    def unrecorded(self, clause: Clause) -> Place:
        """A clause without span and hash: the sentence with its anchor under its own heading, as a proposal."""
        proposed = under(self.flat, self.outline, clause.locator, clause.anchor)
        return Place(clause, "unrecorded", (proposed,) if proposed else ())


def sentence_around(flat: str, outline: Outline, stretch: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """The sentences that a stretch touches, not beyond the given bounds and the heading it stands under."""
    start, end = within
    section = outline.at(stretch[0])
    if section is not None:
        start, end = max(start, section.start), min(end, section.end)
    touched = [(a, b) for a, b in sentences(flat, start, max(end, stretch[1])) if a < stretch[1] and b > stretch[0]]
    return touched[0][0], touched[-1][1]


def under(flat: str, outline: Outline, clause_locator: str, anchor: str) -> tuple[int, int] | None:
    """The first sentence with an anchor under a locator's heading."""
    for at in occurrences(flat, anchor):
        section = outline.at(at)
        if section is not None and outline.same(clause_locator, section):
            return sentence_around(flat, outline, (at, at + len(anchor)), (section.start, section.end))
    return None


def likeness(clause: Clause, text: str) -> float:
    """The share of the anchor's pairs of neighbouring characters that a text has."""
    pairs = {a + b for a, b in pairwise(clause.anchor)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def occurrences(flat: str, phrase: str) -> list[int]:
    """Where a phrase begins, overlapping occurrences included."""
    found: list[int] = []
    at = flat.find(phrase) if phrase else -1
    while at >= 0 and len(found) < 10_000:
        found.append(at)
        at = flat.find(phrase, at + 1)
    return found
