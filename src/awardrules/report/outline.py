"""A report as an outline of blocks, written out as styled lines or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from awardrules.language import EMPTY, Lang, Text
from awardrules.record import Record
from awardrules.report.layout import BLANK, Line, Segment, clean, line, table

Cell = tuple[Text, str]


class Heading(Record):
    """A heading; `level` 1 is the title."""

    text: Text
    level: int = 2
    style: str = "strong"


class Paragraph(Record):
    """A line of text behind a label."""

    text: Text
    label: Text = EMPTY
    style: str = ""
    label_style: str = "dim"


class Item(Record):
    """A point with a mark, a dim remark behind it, and its details: label, text and style of each."""

    mark: Segment
    text: Text
    remark: Text = EMPTY
    details: tuple[tuple[Text, Text, str], ...] = ()
    style: str = "strong"


class Table(Record):
    """Rows of cells under a head."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Item | Table


def detail(label: Text, text: Text, style: str = "") -> tuple[Text, Text, str]:
    """One detail of an item."""
    return label, text, style


def colon(label: Text) -> Text:
    """A label with the colon of its language."""
    return EMPTY if label == EMPTY else Text(f"{label.zh}：", f"{label.en}: ")


def as_lines(blocks: Iterable[Block], lang: Lang) -> list[Line]:
    """The outline for a terminal or plain text."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Heading):
            if lines:
                lines.append(BLANK)
            lines.append(line((block.text.of(lang), "head" if block.level == 1 else block.style)))
        elif isinstance(block, Paragraph):
            lines.append(line((colon(block.label).of(lang), block.label_style), (block.text.of(lang), block.style)))
        elif isinstance(block, Item):
            lines += _item_lines(block, lang)
        else:
            rows: list[list[Segment]] = [[(text.of(lang), style) for text, style in row] for row in block.rows]
            lines += [Line(row.segments, 2) for row in table([title.of(lang) for title in block.head], rows)]
    return lines


def _item_lines(item: Item, lang: Lang) -> list[Line]:
    mark, style = item.mark
    remark = item.remark.of(lang)
    lines = [line((f"{mark} ", style), (item.text.of(lang), item.style), (f"  {remark}" if remark else "", "dim"), indent=2)]
    lines += [line((colon(label).of(lang), "dim"), (text.of(lang), shown), indent=4) for label, text, shown in item.details]
    return lines


def as_markdown(blocks: Iterable[Block], lang: Lang) -> str:
    """The outline as Markdown."""
    out: list[str] = []
    listed = False
    for block in blocks:
        if listed and not isinstance(block, Item):
            out.append("")
        listed = isinstance(block, Item)
        if isinstance(block, Heading):
            out += ["", f"{'#' * (block.level + 1)} {_inline(block.text, lang)}", ""]
        elif isinstance(block, Paragraph):
            label = _inline(colon(block.label), lang).rstrip()
            out += [f"{f'**{label}** ' if label else ''}{_inline(block.text, lang)}", ""]
        elif isinstance(block, Item):
            remark = _inline(block.remark, lang)
            bold = "**" if block.style == "strong" else ""
            out.append(f"- {escaped(block.mark[0])} {bold}{_inline(block.text, lang)}{bold}{f' {remark}' if remark else ''}")
            out += [f"  - {_inline(colon(label), lang)}{_inline(text, lang)}" for label, text, _ in block.details]
        else:
            out += ["", f"| {' | '.join(_inline(title, lang) or ' ' for title in block.head)} |", f"|{' --- |' * len(block.head)}"]
            out += [f"| {' | '.join(_inline(text, lang) or ' ' for text, _ in row)} |" for row in block.rows] + [""]
    kept: list[str] = []
    for text in out:
        if text or (kept and kept[-1]):
            kept.append(text)
    return "\n".join(kept).rstrip() + "\n"


def _inline(text: Text, lang: Lang) -> str:
    return escaped(clean(text.of(lang)).replace("\n", " "))


def escaped(text: str) -> str:
    """Text without the signs that mean something in Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_<>|#[]" else c for c in text)
