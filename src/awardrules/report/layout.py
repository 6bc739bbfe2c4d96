"""Styled lines: one layout for the terminal and for plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from awardrules.record import Record

Segment = tuple[str, str]


class Line(Record):
    """Segments of text with a style name of `STYLES`, indented by `indent` columns."""

    segments: tuple[Segment, ...]
    indent: int = 0


STYLES = {
    "": "",
    "bad": "bold red",
    "warn": "yellow",
    "good": "green",
    "open": "magenta",
    "dim": "dim",
    "strong": "bold",
    "head": "bold underline",
}


def line(*segments: Segment | str, indent: int = 0) -> Line:
    """A line of segments; a bare text has no style."""
    return Line(tuple((s, "") if isinstance(s, str) else s for s in segments), indent)


BLANK = Line(())


def as_plain(lines: Iterable[Line]) -> str:
    """The lines as text without any control characters."""
    return "\n".join((" " * row.indent + "".join(clean(text) for text, _ in row.segments)).rstrip() for row in lines) + "\n"


def clean(text: str) -> str:
    """Text of a deal or pack without control characters (they could drive a terminal)."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


def width(text: str) -> int:
    """Columns a text takes on a terminal: two for East Asian wide characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """Text filled with spaces to a width."""
    return text + " " * max(0, columns - width(text))


def table(head: list[str], rows: list[list[Segment]], gap: int = 2, *, like: list[list[Segment]] | None = None) -> list[Line]:
    """A table with aligned columns; with `like`, further rows of a table that began with those rows, without its head."""
    widths = [max([width(title), *(width(row[i][0]) for row in like or rows)]) for i, title in enumerate(head)]
    lines = [] if like else [Line(tuple((padded(title, widths[i] + gap), "strong") for i, title in enumerate(head)))]
    for row in rows:
        cells = [(padded(text, max(widths[i], width(text)) + gap), style) for i, (text, style) in enumerate(row)]
        lines.append(Line(tuple(cells)))
    return lines


def print_rich(lines: Iterable[Line], *, width_limit: int | None = None) -> None:
    """The lines on a terminal, in colour, wrapped with hanging indents."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text as RichText

    console = Console(highlight=False, soft_wrap=False, width=width_limit)
    for row in lines:
        text = RichText.assemble(*((clean(part), STYLES[style]) for part, style in row.segments))
        console.print(Padding(text, (0, 0, 0, row.indent)))
