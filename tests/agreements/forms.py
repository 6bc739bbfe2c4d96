"""The same agreement in other forms: a Word source as a PDF, and what was read of a file as plain text or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from agreements.markup import Source
from agreements.pdffile import pdf_bytes
from awardrules.agreement.reading.model import Block, Document

WORD_ONLY = ("{+", "{-", "{~", "{!", ":::box")  # revisions, comments and text boxes, which no other form has
WIDTH = 36  # signs of a broken line


def as_pdf(source: Source, borders: bool) -> bytes:
    """A source as a PDF, its tables ruled or told by their columns only."""
    settings = (
        {name: value for name, value in source.settings.items() if name != "borders"} | {"as": "pdf"} | ({"borders": "drawn"} if borders else {})
    )
    return pdf_bytes(Source(**{**source._asdict(), "settings": settings}))


def as_text(document: Document, broken: bool = False) -> str:
    """The lines of a document with their numbers, the cells of a row parted by tabs; with `broken` no line is longer than `WIDTH`."""
    lines: list[str] = []
    for row, blocks in _rows(document):
        if row:
            lines.append("\t".join(_one_line(block.text, "；") for block in blocks))
        else:
            line = _numbered(blocks[0])
            lines += [line[at : at + WIDTH] for at in range(0, len(line), WIDTH)] if broken else [line]
    return "\n".join(lines) + "\n"


def as_markdown(document: Document) -> str:
    """The same with headings and tables of Markdown."""
    lines: list[str] = []
    for table, rows in groupby(_rows(document), key=lambda row: row[0] and row[0][0]):
        if not table:
            lines += [("## " if blocks[0].heading else "") + _numbered(blocks[0]) + "\n" for _, blocks in rows]
            continue
        cells = [[_one_line(block.text, "<br>").replace("|", "\\|") for block in blocks] for _, blocks in rows]
        width = max(map(len, cells))
        lines += ["", *(f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in cells), ""]
        lines.insert(len(lines) - len(cells), f"|{'---|' * width}")
    return "\n".join(lines) + "\n"


def _rows(document: Document) -> Iterator[tuple[tuple[int, int] | None, list[Block]]]:
    """The paragraphs, each alone, and the rows of tables with their table and number."""
    blocks = [block for block in document.blocks if block.part not in ("header", "footer")]
    for _, group in groupby(blocks, key=lambda block: (block.table, block.row) if block.table is not None else block.start):
        cells = list(group)
        yield ((cells[0].table, cells[0].row or 0) if cells[0].table is not None else None), cells


def _numbered(block: Block) -> str:
    number = "" if block.text.startswith(block.number) else block.number
    return number + (" " if number and not number.endswith(("、", "．", "）")) else "") + block.text


def _one_line(text: str, between: str) -> str:
    return re.sub(r"\s*\n\s*", between, text)
