"""Writes a source as a PDF: text set line by line in a Chinese font that is named, not embedded, as older office systems do.

The predefined encoding UniGB-UCS2-H carries the characters, so the text reads back without any font. `lines: verbatim` in the settings keeps the
line breaks of the source; `header` and `footer` are printed on every page, `{page}` in them is its number. Tables have no borders, but
`borders: drawn` (between all cells) and `borders: level` (between rows) draw them; `cells: centred` centres what stands in a cell both ways. The rows
of such tables keep to a page. Footnotes stand at the foot of the page under a short rule, smaller, their marks raised in the text; a paragraph with
marks keeps to a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreements.markup import Counter, Run, Source, accepted, accepted_runs, chinese, footnotes_of, levels_of, lines_of, runs_of

WIDTH, HEIGHT, LEFT, TOP, STEP, SIZE = 595, 842, 72, 760, 19, 11
PER_LINE, PER_PAGE = 40, 36
ABOVE, BESIDE = 13.5, 5.5  # from a line of text up to the border, from the text of a cell to the border at its left
SCAN = "scan"
BORDER = "\0"
SMALL, RAISED, RULE = 8, 5, 144  # size of a footnote and of its mark, points by which the mark is raised, length of the rule above footnotes
NOTE_LINE = PER_LINE * SIZE // SMALL
MARK = 0xE000  # the mark of the first footnote; those of the others follow
SMALLER = "\1"
NO_BREAK_BEFORE = "，。；：、？！）》”％%"
_MARKED = re.compile("([\ue000-\ue0ff])")


def pdf_bytes(source: Source) -> bytes:
    """The PDF of a source."""
    pages = [_stream(page, source, number) for number, page in enumerate(_pages(source), 1)]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        "/CapHeight 880 /StemV 93 >>",
    ]
    for number, stream in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {7 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")


def _stream(page: list[tuple[float, float, str]], source: Source, number: int) -> str:
    if page and page[0][2] == SCAN:
        return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 4 /H 4 /CS /G /BPC 8 /F /AHx ID {'C8F0' * 8}> EI Q"
    marks = [(LEFT, HEIGHT - 40, source.settings.get("header", "")), (LEFT + 180, 40, source.settings.get("footer", ""))]
    pieces = [(x, y, text.replace("{page}", str(number))) for x, y, text in marks if page] + page
    return "\n".join(text[1:] if text[0] == BORDER else _shown(x, y, text) for x, y, text in pieces if text)


def _shown(x: float, y: float, text: str) -> str:
    """A line as it is set, its marks raised and smaller."""
    size, text = (SMALL, text[1:]) if text[0] == SMALLER else (SIZE, text)
    shown = []
    for part in _MARKED.split(text):
        mark = _MARKED.fullmatch(part) is not None
        signs = str(ord(part) - MARK + 1) if mark else part
        if signs:
            at, height = (size // 2, y + RAISED * size / SIZE) if mark else (size, y)
            shown.append(f"BT /F1 {at} Tf {x} {height:g} Td <{signs.encode('utf-16-be').hex()}> Tj ET")
            x += at * len(signs)
    return "\n".join(shown)


def _pages(source: Source) -> list[list[tuple[float, float, str]]]:
    """The pages: pieces of text with their place, and borders as they are drawn (text after `BORDER`)."""
    pages: list[list[tuple[float, float, str]]] = [[]]
    used = 0
    texts, below = footnotes_of(source.body), list[str]()  # `below`: the lines of the footnotes of the page
    names = list(texts)

    def turn() -> None:
        nonlocal used
        if below:
            end = TOP - (PER_PAGE - len(below)) * STEP
            pages[-1].append((0, 0, f"{BORDER}0.5 w {LEFT} {end + SMALL + 1} m {LEFT + RULE} {end + SMALL + 1} l S"))
            pages[-1].extend((LEFT, end - number * STEP, text) for number, text in enumerate(below))
            below.clear()
        pages.append([])
        used = 0

    def put(pieces: list[tuple[int, str]]) -> None:
        nonlocal used
        if used + len(below) >= PER_PAGE:
            turn()
        pages[-1].extend((LEFT + x * SIZE, TOP - used * STEP, text) for x, text in pieces)
        used += 1

    def noted(runs: tuple[Run, ...], high: int = 0) -> str:
        """Text with the marks of its footnotes, which go to the foot of the page; `high` are the lines it takes where that is known."""
        notes = [run.text for run in runs if run.kind == "note" and run.text in texts]
        text = "".join(chr(MARK + names.index(run.text)) if run.text in notes else accepted_runs((run,)) for run in runs)
        lines = [SMALLER + part for name in notes for part in wrapped(chr(MARK + names.index(name)) + accepted(texts[name]), NOTE_LINE)]
        if lines and used + len(below) + len(lines) + (high or len(wrapped(text, PER_LINE))) + 1 > PER_PAGE:
            turn()
        below.extend(lines)
        return text

    def put_table(rows: list[tuple[str, ...]]) -> None:
        """The rows of a table, each on one page, with its borders."""
        nonlocal used
        for cells, after in zip(rows, [*rows[1:], ()], strict=False):
            high = max(map(len, _columns(cells)))
            cells = tuple(noted(runs_of(cell), high) if "[^" in cell else cell for cell in cells)
            if used + high + len(below) > PER_PAGE:
                turn()
            pages[-1].extend(_box(cells, after, TOP - used * STEP, source))
            used += high
        rows.clear()

    boxed = "borders" in source.settings or "cells" in source.settings
    if source.settings.get("lines") == "verbatim":
        for text in source.body.splitlines():
            put([(0, text)])
        return pages
    counter, chapters = Counter(levels_of(source.settings)), 0
    table: list[tuple[str, ...]] = []
    for line in lines_of(source.body):
        if line.kind != "row":
            put_table(table)
        if line.kind in ("page", "scan"):
            turn()
            pages[-1] += [(0, 0, SCAN)] if line.kind == "scan" else []
            used = PER_PAGE if line.kind == "scan" else 0
        elif line.kind == "row":
            if boxed:
                table.append(line.cells)
            else:
                _put_row(line.cells, put)
        elif line.kind == "textbox":
            for text in line.inner:
                for piece in wrapped(accepted(text), 20):
                    put([(18, piece)])
        else:
            text = noted(line.runs)
            if line.level is not None:
                text = f"{counter.next(line.level, line.restart)}　{text}"
            if line.kind == "heading" and source.settings.get("headings") == "numbered":
                chapters += 1
                text = f"第{chinese(chapters)}章　{text}"
            if line.kind == "title":
                put([(max(0, (PER_LINE - len(text)) // 2), text)])
                continue
            for piece in wrapped(("" if line.kind == "heading" else "　　") + text, PER_LINE):
                put([(0, piece)])
    put_table(table)
    if below:
        turn()
        pages.pop()
    return pages


def _columns(cells: tuple[str, ...]) -> list[list[str]]:
    """The lines of each cell of a row; one that is merged with those at its right is as wide as they are together."""
    found = []
    for at, cell in enumerate(cells):
        merged = next((count for count, other in enumerate(cells[at + 1 :]) if other != "<"), len(cells) - at - 1)
        texts = [""] if cell in "^<" else accepted(cell).split("<br>")
        found.append([line for text in texts for line in wrapped(text, (1 + merged) * (PER_LINE // len(cells)) - 1)])
    return found


def _put_row(cells: tuple[str, ...], put) -> None:  # type: ignore[no-untyped-def]
    width, columns = PER_LINE // len(cells), _columns(cells)
    for number in range(max(map(len, columns))):
        put([(at * width, column[number]) for at, column in enumerate(columns) if number < len(column) and column[number]])


def _box(cells: tuple[str, ...], below: tuple[str, ...], y: float, source: Source) -> Iterator[tuple[float, float, str]]:
    """The pieces of a row whose first line stands at a height, and the borders around its cells; merged cells have none between."""
    width, columns = PER_LINE // len(cells) * SIZE, _columns(cells)
    high, centred = max(map(len, columns)), source.settings.get("cells") == "centred"
    top, bottom = y + ABOVE, y + ABOVE - high * STEP
    for at, (cell, lines) in enumerate(zip(cells, columns, strict=True)):
        left = LEFT + at * width
        lower = (high - len(lines)) / 2 * STEP if centred else 0
        for number, text in enumerate(lines):
            yield left + (width - SIZE * (1 + len(text))) / 2 * centred, y - lower - number * STEP, text
        right = left + width
        level = [(left, top, right, top)] * (cell != "^") + [(left, bottom, right, bottom)] * (below[at : at + 1] != ("^",))
        upright = [(left, top, left, bottom)] * (cell != "<") + [(right, top, right, bottom)] * (at == len(cells) - 1)
        for x, upper, other_x, lower_y in {None: [], "level": level, "drawn": level + upright}[source.settings.get("borders")]:
            yield 0, 0, f"{BORDER}0.5 w {x - BESIDE} {upper} m {other_x - BESIDE} {lower_y} l S"


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters (one more where a mark may not begin a line)."""
    lines = []
    while len(text) > width:
        cut = width + 1 if text[width] in NO_BREAK_BEFORE else width
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text] if text or not lines else lines
