"""Cells side by side: text wrapped by the columns it takes on a terminal, Chinese and Latin, and laid out as lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awardrules.report.layout import Line, Segment, clean, width

Flow = Sequence[Segment]  # a paragraph: pieces of text with their styles
LEAST = 20  # columns below which a cell is no longer read with ease
GAP = 2

_UNITS = re.compile(r"\s+|[!-~À-ɏ≤≥–%]+|.", re.DOTALL)
_CLOSING = frozenset("，。、；：？！）》」』】〕”’…％")
_OPENING = frozenset("（《「『【〔“‘")


def columns_for(count: int, columns: int) -> int | None:
    """How wide each of `count` cells is in a line of `columns`; None where they would be too narrow to read."""
    each = (columns - GAP * (count - 1)) // count if count else columns
    return each if each >= LEAST else None


def wrapped(flow: Flow, columns: int, hanging: int = 0) -> list[list[Segment]]:
    """A paragraph in lines of at most `columns`; lines after the first begin with `hanging` spaces.

    Breaks between Chinese characters and at spaces, never before a closing or after an opening mark; a word longer than a line is cut.
    """
    lines: list[list[Segment]] = []
    row: list[Segment] = []
    used = 0
    for text, style in _units(flow, columns - hanging):
        size = width(text)
        if used + size > columns and used > (hanging if lines else 0):
            lines.append(row)
            row, used = ([(" " * hanging, "")] if hanging else []), hanging
            if text.isspace():
                continue
        row.append((text, style))
        used += size
    return [_merged(line) for line in [*lines, row] if line]


def _units(flow: Flow, columns: int) -> list[Segment]:
    """What is never broken: a word, a character with the marks that belong to it."""
    units: list[Segment] = []
    opened = False
    for text, style in flow:
        if style == "dim" and " " not in text and width(text) <= columns:
            units.append((clean(text), style))  # a place in a document is not torn apart
            continue
        for unit in _UNITS.findall(clean(text).replace("\n", " ")):
            before = units[-1] if units else ("", style)
            joins = opened or (unit[0] in _CLOSING and before[0] and not before[0].isspace())
            opened = unit[-1] in _OPENING
            if joins and before[1] == style and width(before[0] + unit) <= columns:
                units[-1] = (before[0] + unit, style)
            else:
                units += [(piece, style) for piece in _cut(unit, columns)]
    return units


def _cut(unit: str, columns: int) -> list[str]:
    if width(unit) <= columns or unit.isspace():
        return [" " if unit.isspace() else unit]
    return [unit[at : at + columns] for at in range(0, len(unit), columns)]


def _merged(line: Sequence[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for text, style in line:
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + text, style)
        else:
            found.append((text, style))
    return found


def flowing(flow: Flow, columns: int, indent: int = 0, hanging: int = 0) -> list[Line]:
    """A paragraph as indented lines."""
    return [Line(tuple(line), indent) for line in wrapped(flow, columns - indent, hanging)]


def side_by_side(cells: Sequence[Sequence[Flow]], columns: int) -> list[Line]:
    """Cells of some paragraphs each beside one another, every cell `columns` wide, `GAP` apart."""
    blocks = [[line for flow in cell for line in wrapped(flow, columns)] for cell in cells]
    lines = []
    for index in range(max((len(block) for block in blocks), default=0)):
        row: list[Segment] = []
        for block in blocks:
            line = block[index] if index < len(block) else []
            row += line
            row.append((" " * (columns + GAP - sum(width(text) for text, _ in line)), ""))
        lines.append(Line(tuple(row)))
    return lines


def ruled(columns: int) -> Line:
    """A rule across the page."""
    return Line((("─" * columns, "dim"),))
