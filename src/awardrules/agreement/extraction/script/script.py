"""The script: a document as the patterns read it.

Each paragraph, and each row of a table, is one passage of a single text. Every value and every named party is one sign in it
(`wording`), so that a pattern sees `乙方持有70%的份额` as team, 持有, ratio. Ticked options stand as plain words, those not ticked are gone.
`spans` leads every character back to the running text of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.figures import declared
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block, Document
from awardrules.record import State

_STOPS = regex(f"[{re.escape(wording.STOPS)}]")
_BREAKS = regex(f"[{re.escape(wording.STOPS)}，,｜]")
LONGEST = 800  # signs: no sentence that a person writes is longer
_TICK_BEHIND = regex("[ \u3000]?[☑√✓✔■▣☒](?=$|[ \u3000，。；;,\n])")


class Passage(State):
    """A stretch `start`–`end` of the script: a paragraph or a row. `heading` and `lead` are the places of the passages it stands under."""

    start: int
    end: int
    block: Block
    index: int
    heading: tuple[int, ...] = ()
    lead: int | None = None
    annex: bool = False
    opening: bool = False


class Script(State):
    """The text with its signs, where each character comes from, and the values by place."""

    document: Document
    text: str
    spans: list[tuple[int, int]]
    values: dict[int, Mention]
    numbers: dict[int, Mention]
    passages: list[Passage]
    roles: dict[str, str]
    blocks: list[Block]

    @cached_property
    def titled(self) -> dict[int, bool]:
        """Of the passages that were asked about, by index, whether each is a title."""
        return {}

    @cached_property
    def one_of_several(self) -> dict[int, bool]:
        """Of the rows that were asked about, by index, whether each is one of several that name a person."""
        return {}

    @cached_property
    def starts(self) -> list[int]:
        """Where the passages begin."""
        return [passage.start for passage in self.passages]

    @cached_property
    def first_rows(self) -> dict[int | None, Passage]:
        """The first row of each table."""
        return {passage.block.table: passage for passage in reversed(self.passages) if passage.block.part == "table"}

    @cached_property
    def pairs(self) -> list[list[str]]:
        """The rows of two cells."""
        rows = (self.text_of(passage).strip().split("｜") for passage in self.passages if passage.block.part == "table")
        return [cells for cells in rows if len(cells) == 2]

    @cached_property
    def sentences(self) -> tuple[list[int], list[int]]:
        """Where the sentences begin and end; one that is longer than any is taken part by part."""
        return _in_parts(*_cut(self.text, _STOPS), self.segments[1])

    @cached_property
    def segments(self) -> tuple[list[int], list[int]]:
        """Where the segments (between commas) begin and end."""
        starts, ends = _cut(self.text, _BREAKS)
        return _in_parts(starts, ends, range(len(self.text)))

    @cached_property
    def units(self) -> tuple[list[int], list[str]]:
        """Where the document declares a unit for its amounts (`单位：元`), and which."""
        told = [(block.start, found) for block in self.blocks if (found := declared(block.text)) and found != "%"]
        return [start for start, _ in told], [unit for _, unit in told]

    def unit_of(self, block: Block) -> str:
        """The unit that is declared for the amounts of a block: by the line nearest above it, else by the first one; empty where none is."""
        places, units = self.units
        return units[max(bisect_right(places, block.start) - 1, 0)] if units else ""

    def passage_at(self, place: int) -> Passage:
        """The passage a place lies in."""
        return self.passages[max(bisect_right(self.starts, place) - 1, 0)]

    def text_of(self, passage: Passage) -> str:
        """The text of a passage."""
        return self.text[passage.start : passage.end]

    def raw(self, place: int) -> str:
        """The raw text that a sign stands for."""
        start, end = self.spans[place]
        block = self.block_of(place)
        return block.text[start - block.start : end - block.start]

    def above(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """The stretches a passage stands under: its lead, then its headings from near to far."""
        if passage.lead is not None:
            lead = self.passages[passage.lead]
            yield self.sentence(lead.end - 1)[0] if lead.end > lead.start else lead.start, lead.end  # 双方约定如下：, not what is told before it
        for index in passage.heading:
            heading = self.passages[index]
            yield heading.start, heading.end

    def block_of(self, place: int) -> Block:
        """The paragraph or cell a place of the script comes from."""
        passage, at = self.passage_at(place), self.spans[place][0]
        if passage.block.start <= at <= passage.block.end:
            return passage.block
        return self.document.block_at(at)

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence around a place."""
        return _around(place, *self.sentences)

    def segment(self, place: int) -> tuple[int, int]:
        """The segment (between commas) around a place."""
        return _around(place, *self.segments)

    def quote(self, start: int, end: int) -> Quote:
        """The raw sentence that a stretch of the script lies in, as evidence; of a table the cell."""
        low, _ = self.sentence(start)
        _, high = self.sentence(max(end - 1, start))
        block = self.block_of(start)
        stop = max(block.end, block.start + 1)
        spans = [span for span in self.spans[low:high] if block.start <= span[0] < stop] or [self.spans[start]]
        first, last = min(map(itemgetter(0), spans)), min(max(map(itemgetter(1), spans)), block.end)
        if (tick := _TICK_BEHIND.match(block.text, last - block.start)) is not None:
            last += len(tick[0])  # 是□ 否☑
        raw = block.text[first - block.start : last - block.start]
        lead = len(raw) - len(raw.lstrip())
        raw = raw.strip()
        first += lead
        boxes = tuple(box for box in block.boxes if box.start < first + len(raw) - block.start and box.end > first - block.start)
        return Quote(raw, block.part, block.clause, block.page, first, first + len(raw), boxes)


def _cut(text: str, marks: re.Pattern[str]) -> tuple[list[int], list[int]]:
    """Where the pieces of a text begin and end; a mark belongs to the piece it closes, but for the end of a line, which belongs to none."""
    starts, ends = [0], []
    for found in marks.finditer(text):
        ends.append(found.start() if found[0] == "\n" else found.end())
        starts.append(found.end())
    return starts, [*ends, len(text)]


def _in_parts(starts: list[int], ends: list[int], cuts: Sequence[int]) -> tuple[list[int], list[int]]:
    """The pieces of a text, each that is too long cut at the first of some places (in order) behind every `LONGEST` signs of it."""
    first: list[int] = []
    last: list[int] = []
    for low, high in zip(starts, ends, strict=True):
        while high - low > LONGEST and (at := bisect_left(cuts, low + LONGEST)) < len(cuts) and cuts[at] < high:
            first.append(low)
            last.append(low := cuts[at])
        first.append(low)
        last.append(high)
    return first, last


def _around(place: int, starts: list[int], ends: list[int]) -> tuple[int, int]:
    piece = max(bisect_right(starts, place) - 1, 0)
    return starts[piece], ends[piece]


def replaced(script: Script, found: Iterable[tuple[int, int, str]]) -> Script:
    """The script with each stretch (start, end, text) written as that text: a sign, or another word. Of two that begin together the longer counts."""
    signs: list[str] = []
    spans: list[tuple[int, int]] = []
    place_of: list[int] = []
    at = 0

    def copy(start: int, end: int) -> None:
        signs.append(script.text[start:end])
        place_of.extend(range(len(spans), len(spans) + end - start))
        spans.extend(script.spans[start:end])

    for start, end, sign in sorted(found, key=lambda one: (one[0], -one[1])):
        if start < at:
            continue
        copy(at, start)
        place_of.extend([len(spans)] * (end - start))
        signs.append(sign)
        spans.extend([(script.spans[start][0], script.spans[end - 1][1])] * len(sign))
        at = end
    copy(at, len(script.text))
    place_of.append(len(spans))
    for passage in script.passages:
        passage.start, passage.end = place_of[passage.start], place_of[passage.end]
    return Script(
        script.document,
        "".join(signs),
        spans,
        {place_of[place]: value for place, value in script.values.items()},
        {place_of[place]: value for place, value in script.numbers.items()},
        script.passages,
        dict(script.roles),
        script.blocks,
    )
