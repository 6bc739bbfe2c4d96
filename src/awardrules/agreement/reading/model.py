"""The reading model: what every document format is read into."""

from __future__ import annotations

from typing import Literal

from awardrules.diagnostics import Diagnostic
from awardrules.record import Record

Part = Literal["body", "table", "footnote", "endnote", "header", "footer", "textbox", "comment"]
Format = Literal["docx", "pdf", "markdown", "text"]


class Box(Record):
    """A rectangle on a page, in points from the lower left corner; `page` counts from 1. Covers `start`–`end` of the block's own text."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    start: int
    end: int


class Block(Record):
    """A paragraph, a table cell, a footnote: text as it stands in the accepted view, where it is, and the number a reader sees.

    `start` and `end` place it in the running text of the document (all blocks joined by line feeds; `end` is exclusive). `number` is the
    clause number as printed or as Word computes it (`第三条`, `3.1`, `（二）`), `clause` the number of the clause it stands in, from the
    top (`第三条（二）`); both empty where there is none. `row` and `column` place a table cell within table `table`; all three count from 1,
    and a cell holds several blocks where its paragraphs are clauses. `place` is what a writer needs to find it again (docx:
    `word/document.xml#17,18`, the part and the indexes, from 0, of its paragraphs among all `w:p` of the part; text: the line, from 1).
    A number that Word computes stands in `number` only, a printed one in `text` too. `checked` holds the place of each ☑ and ☐
    in `text`, and whether it is ticked. Lines within a block are parted by line feeds.
    """

    text: str
    part: Part
    start: int
    end: int
    number: str = ""
    clause: str = ""
    heading: bool = False
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    place: str = ""
    boxes: tuple[Box, ...] = ()
    checked: tuple[tuple[int, bool], ...] = ()


class Document(Record):
    """A document as read: blocks in reading order, and what the reader found that is no text of the agreement.

    `findings` are tracked changes, hidden text, comments, pages without text and the like: they are shown, and never become facts.
    """

    name: str
    format: Format
    sha256: str
    blocks: tuple[Block, ...]
    findings: tuple[Diagnostic, ...] = ()
    pages: int | None = None

    @property
    def text(self) -> str:
        """The running text: all blocks joined by line feeds."""
        return "\n".join(block.text for block in self.blocks)

    def block_at(self, offset: int) -> Block:
        """The block a place of the running text lies in."""
        from bisect import bisect_right

        return self.blocks[max(bisect_right(self.blocks, offset, key=lambda block: block.start) - 1, 0)]
