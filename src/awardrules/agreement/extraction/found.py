"""What an agreement says of a fact: its state, its value and the sentences it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from awardrules.agreement.reading.model import Block, Box, Document, Part
from awardrules.diagnostics import Diagnostic
from awardrules.facts.deal import Value
from awardrules.record import Record

State = Literal["stated", "derived", "placeholder", "conflict", "not_stated"]


class Quote(Record):
    """A stretch of the raw text that a fact rests on; `start`–`end` in the running text of the document, end exclusive."""

    text: str
    part: Part
    clause: str
    page: int | None
    start: int
    end: int
    boxes: tuple[Box, ...] = ()


def quoted(block: Block) -> Quote:
    """A whole block, where a fact rests on a cell or a line."""
    return Quote(block.text, block.part, block.clause, block.page, block.start, block.end, block.boxes)


class Found(Record):
    """One fact of an agreement.

    `value` is None unless the state is stated or derived (or a placeholder with printed bounds: then a Bound). `values` are all readings
    of a conflict, or the printed options of a placeholder. `places` tells where each reading of a conflict stands, one by one.
    `proposed` is what a blank itself proposes (【60】%), as it is written; `free` says that beside its options something else may be written.
    `doubt` says why a span that mentions the fact settled nothing (the state is then not_stated and `evidence` names the span).
    What is said of several results differently has the value of each among `values`.
    `base` names what a ratio is a part of, `city` the city that the sentence of a fact about the unit's own city names. `names` are those of
    the people of a list, in its order, whom `evidence` names in the same order.
    """

    path: str
    state: State
    value: Value | None = None
    values: tuple[Value, ...] = ()
    evidence: tuple[Quote, ...] = ()
    doubt: str = ""
    base: str = ""
    city: str = ""
    places: tuple[Quote, ...] = ()
    proposed: str = ""
    names: tuple[str, ...] = ()
    free: bool = False


class Choices(Record):
    """A row of boxes as it is printed: what it is called, its choices, which of them are ticked.

    `facts` holds for each fact that the ticked choice states, or that a row without a tick offers, what every choice would say of it, None
    where it says nothing. `offers` names all that a row without a tick offers, be it one value only.
    """

    quote: Quote
    label: str
    options: tuple[str, ...]
    chosen: tuple[str, ...]
    facts: Mapping[str, tuple[Value | None, ...]]
    offers: frozenset[str] = frozenset()


class Extraction(Record):
    """Everything read from one agreement. `parties` binds the names of the parties to roles (`甲方` to `unit`, `team`, `transferee`, …)."""

    document: Document
    parties: Mapping[str, str]
    facts: tuple[Found, ...]
    findings: tuple[Diagnostic, ...] = ()
    choices: tuple[Choices, ...] = ()

    def get(self, path: str) -> Found | None:
        """What was found of a fact."""
        return next((found for found in self.facts if found.path == path), None)
