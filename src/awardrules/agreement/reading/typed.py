"""Tables typed into a text: rows whose cells tabs, bars or drawn rules part.

Nothing but signs tells such a table, so a lone row is none; lines that a table does not hold stay lines.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.clauses import printed
from awardrules.record import Record

_BLANK = "\u3000 \t\ufeff"
_PLACEHOLDER = regex(r"\{\{[^{}\n]*\}\}")
_BARS = "|｜│┃║¦"
_BAR = regex(f"[{_BARS}]")
_DRAWN = regex(f"(?=.*[-=─━═┄┈╌])[-=+:_─━═┄┈╌┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╰╯{_BARS} \t\u3000]{{3,}}")
_ACROSS = regex(r"[-+:|｜ \t\u3000]+")  # |---|---|: it parts the heads from the rows, the rows themselves are lines
_TAB = regex(r"(?<=[^\t \u3000])[ \u3000]*\t")
_SIGNED = regex(
    r"(?:盖章|签字|签章|签名|公章|印章|代表人?|代理人|负责人|日期)(?:[）)])?[ \u3000]*[：:]?[ \u3000_]*|[_ \u3000]*年[_ \u3000]*月[_ \u3000]*日"
)
_KINDS = {  # of values that one column holds
    "figure": regex(r"[¥￥]?[\d][\d,，.]*[万亿]?元?[%％]?"),
    "date": regex(r"[\d]{4}[-年./][\d]{1,2}[-月./][\d]{1,2}日?"),
    "choice": regex(r"[是否有无]"),
    "reward": regex(r"现金|股权|股份|出资比例"),
    "post": regex(r".{0,4}(?:教授|研究员|工程师|[医技农讲]师|实验师|农艺师)"),
}
_SUM = regex(r".{0,4}[合总小共]计(?:[（(].{1,6}[）)])?|总额")
_SIDE = regex(r".{0,8}(?:[甲乙丙丁]|方|团队|单位|完成人)")
# wide blanks; none within brackets or a date that are to be filled in
_WIDE = regex(r"(?<=[^ \u3000【（(\[_])(?: {3,}|[ \u3000]*\u3000[ \u3000]+)(?!(?:[年月日％%元号]|个月)(?![\u4e00-\u9fff]))(?=[^ \u3000）)】\]_])")
_TWO = regex("[ \u3000]{2,}")
_LETTER = regex("[\u4e00-\u9fff](?:[ \u3000：:]|$)")
_STROKE = regex("[-—－=＝─━═ ]{8,}")
_BOX = regex("[☐☑☒□■√○●]")
_LABEL = regex("[^，。；：、☐☑□]{1,16}")
_LABELLED = regex("[^：:，。；]{1,12}[：:]")
_FEWEST_ROWS = 2
_INDENT = 4  # columns by which a line goes on a cell further right


class TypedCell(Record):
    """A cell: its row and its column, both from 1, the line it begins in (from 0), and its text."""

    row: int
    column: int
    line: int
    text: str


class TypedTable(Record):
    """A table of lines `start` to `end` (from 0, `end` exclusive); cells without text are left out."""

    start: int
    end: int
    cells: tuple[TypedCell, ...]


_Rows = list[tuple[int, list[str]]]  # the line of each row and its cells


def tables(lines: Sequence[str], full: int = 0) -> Iterator[TypedTable]:
    """The tables among lines, from the top down; a line of `full` signs was cut, and blanks in it make no column."""
    at = 0
    passed = [0, 0, 0]  # up to where each kind of table was looked for in vain
    while at < len(lines):
        for kind, look in enumerate((_barred, _tabbed, _spaced)):
            if at < passed[kind]:
                continue
            found, end = look(lines, at, full)
            if found is not None:
                yield found
                at = found.end - 1
                break
            passed[kind] = end
        at += 1


def _barred(lines: Sequence[str], start: int, _full: int) -> tuple[TypedTable | None, int]:
    """The table of bars that begins in a line, and up to where one was looked for.

    Where rules are drawn between the rows, all lines between two of them are one row.
    """
    end, drawn, rows = start, [], list[tuple[int, list[str]]]()
    while end < len(lines) and lines[end].strip(_BLANK):
        if _DRAWN.fullmatch(lines[end].strip(_BLANK)):
            drawn.append(end)
        elif cells := cells_between_bars(lines[end]):
            rows.append((end, cells))
        else:
            break
        end += 1
    ruled = [at for at in drawn if not _ACROSS.fullmatch(lines[at].strip(_BLANK)) or "+" in lines[at]]
    if len(ruled) > 2 and all(len(cells) == len(rows[0][1]) for _, cells in rows):
        rows = _merged(rows, ruled)
    return _made(rows, start, end) if len(rows) >= _FEWEST_ROWS else None, end


def cells_between_bars(line: str) -> list[str]:
    """The cells of a line that bars part; none where there are fewer than two."""
    bare = _PLACEHOLDER.sub(lambda found: "\0" * len(found[0]), line).strip(_BLANK)
    line = line.strip(_BLANK)
    at = [found.start() for found in _BAR.finditer(bare) if bare[max(found.start() - 1, 0)] != "\\"]
    edges = [-1, *at, len(line)]
    cells = [line[low + 1 : high].strip(_BLANK) for low, high in pairwise(edges)]
    if at and not cells[0]:
        cells = cells[1:]
    if at and cells and not cells[-1] and at[-1] == len(line) - 1:
        cells = cells[:-1]
    return cells if len(cells) > 1 or (len(at) > 1 and cells) else []


def _merged(rows: _Rows, ruled: Sequence[int]) -> _Rows:
    """Rows whose lines stand between the same two rules as one: a cell that was broken goes on in the line below."""
    found: _Rows = []
    for _, group in groupby(rows, key=lambda row: bisect(ruled, row[0])):
        between = list(group)
        if _each_a_row([cells for _, cells in between]):
            found += between
        else:
            found.append((between[0][0], ["".join(parts) for parts in zip(*(cells for _, cells in between), strict=True)]))
    return found


def _each_a_row(lines: Sequence[Sequence[str]]) -> bool:
    """Whether lines without a rule between them are rows: all cells are filled, and in one column every cell is a whole value of one kind."""
    kinds = [{_kind(cell) for cell in column} for column in zip(*lines, strict=True)]
    return all(all(cells) for cells in lines) and any(len(told) == 1 and told != {""} for told in kinds)


def _tabbed(lines: Sequence[str], start: int, _full: int) -> tuple[TypedTable | None, int]:
    """The table of tabs that begins in a line, and up to where one was looked for.

    A number before its clause (第一条→…) and places to sign are none; labels with their values above the heads (填表单位：…→日期：…) are no row.
    """
    end = start
    while end < len(lines) and _is_row(lines[end]):
        end += 1
    if end - start > _FEWEST_ROWS and _labelled(_cells_between_tabs(lines[start])) and not _labelled(_cells_between_tabs(lines[start + 1])):
        start += 1
    if end == start or not (end - start >= _FEWEST_ROWS or _beside(lines, start, end)) or all(map(_is_signed, lines[start:end])):
        return None, end
    own = [line.rstrip() for line in lines[start:end]]
    shallow = min(len(line) - len(line.lstrip("\t")) for line in own)
    rows = [[cell.strip(_BLANK) for cell in line[shallow:].split("\t")] for line in own]
    if len({len(cells) for cells in rows}) > 1:  # tabs that only set the columns right
        rows = [[cell.strip(_BLANK) for cell in re.split("\t+", line.strip(_BLANK))] for line in own]
    return _made(list(enumerate(rows, start)), start, end), end


def _is_row(line: str) -> bool:
    if not _TAB.search(line.rstrip()):
        return False
    cells = _cells_between_tabs(line)
    number = printed(cells[0] + " 文")
    hung = len(cells) == 2 and number is not None and number.end >= len(cells[0])
    return len(cells) > 1 and not hung


def _cells_between_tabs(line: str) -> list[str]:
    return [cell.strip(_BLANK) for cell in line.split("\t") if cell.strip(_BLANK)]


def _is_signed(line: str) -> bool:
    return all(map(_SIGNED.search, _cells_between_tabs(line)))


def spaced(line: str) -> bool:
    """Whether a line may be a row whose cells only blanks part."""
    return "\t" in line.strip(_BLANK) or _WIDE.search(line.strip(_BLANK)) is not None


def _spaced(lines: Sequence[str], start: int, full: int) -> tuple[TypedTable | None, int]:
    """The table of wide blanks that begins in a line, and up to where one was looked for; strokes drawn between its rows are left out.

    Numbered lines, labels with their values side by side (甲方：…　　乙方：…), places to sign and boxes to tick are none; where cells are
    broken over lines, which only the place of their parts tells, the lines stay lines.
    """
    end, rows = start, list[tuple[int, list[str]]]()
    while end < len(lines):
        cells = _between_blanks(lines[end])
        if len(cells) > 1 and (rows or not _labelled(cells)):
            rows.append((end, cells))
        elif not rows or not _STROKE.fullmatch(lines[end].strip(_BLANK)):
            break
        end += 1
    cut = full > 0 and any(len(lines[at]) == full for at, _ in rows[:-1])
    if cut or len(rows) < _FEWEST_ROWS or all(all(map(_SIGNED.search, cells)) or _numbered(cells) for _, cells in rows):
        return None, end
    told = [cell for _, cells in rows for cell in cells]
    indents = [len(line) - len(line.lstrip(_BLANK)) for line in lines[start : end + 1] if line.strip(_BLANK) and not _STROKE.fullmatch(line.strip())]
    if 2 * sum(_LABELLED.match(cell) is not None for cell in told) > len(told) or max(indents) >= min(indents) + _INDENT:
        return None, end
    widest = max(len(cells) for _, cells in rows)
    closer = [(at, cells if len(cells) == widest else _between_fewer(lines[at], widest) or cells) for at, cells in rows]
    return _made(closer, start, end), end


def _numbered(cells: Sequence[str]) -> bool:
    """Whether cells are those of a numbered line, not of a label with its number and its value (1.2 团队　　…)."""
    return printed(cells[0]) is not None and (len(cells) > 2 or not _LABEL.fullmatch(cells[0]))


def _labelled(cells: Sequence[str]) -> bool:
    return all(_LABELLED.match(cell) for cell in cells)


def _between_blanks(line: str) -> list[str]:
    """The cells of a line that wide blanks part."""
    bare = line.strip(_BLANK)
    cells, at = list[str](), 0
    for gap in _WIDE.finditer(bare):
        if _BOX.match(bare, gap.end()) and _BOX.search(bare, at, gap.start()):
            continue  # ☑独占　　☐排他
        if gap.start() == at + 1 and _LETTER.match(bare, gap.end()):
            continue  # 时　　间：
        cells.append(bare[at : gap.start()])
        at = gap.end()
    cells.append(bare[at:])
    number = printed(cells[0] + " 文")
    return [] if number is not None and number.end >= len(cells[0]) and len(cells) == 2 else cells


def _between_fewer(line: str, count: int) -> list[str]:
    """The cells of a line where a full one left but two blanks to the next; none where they are not as many."""
    cells = _TWO.split(line.strip(_BLANK))
    return cells if len(cells) == count else []


def _beside(lines: Sequence[str], start: int, end: int) -> bool:
    """Whether a lone row belongs to a form whose other rows stand above or below a line that heads them."""
    return any(0 < at < len(lines) - 1 and lines[at].strip(_BLANK) and _is_row(lines[at + step]) for at, step in ((start - 1, -1), (end, 1)))


def _made(rows: _Rows, start: int, end: int) -> TypedTable:
    told = places([cells for _, cells in rows])
    return TypedTable(
        start,
        end,
        tuple(
            TypedCell(row, column, line, cell)
            for row, ((line, cells), own) in enumerate(zip(rows, told, strict=True), 1)
            for column, cell in zip(own, cells, strict=True)
            if cell
        ),
    )


def places(rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """The column of each cell, from 1, where merged cells were left out: rows that lack cells are told by the kinds of values about them.

    A sum stands at the left of its row and its figures at the right; the names of sides stand above their figures; any other row lacks the
    cells at its left, which are merged downwards.
    """
    found: list[list[int]] = []
    full: Sequence[str] = ()
    for row, below in zip(rows, [*rows[1:], ()], strict=True):
        filled = _filled(row)
        lacking = len(full) - filled
        kept, by = 0, 0  # the cells that stay at the left, and how far the others stand to the right
        if filled > 1 and row[0]:
            if lacking > 0:
                kept, by = _lacking(row[:filled], full, lacking)
            by = by or _above(row[:filled], below[: _filled(below)])
        if lacking <= 0:
            full = row[:filled]
        found.append([column + by if column > kept else column for column in range(1, len(row) + 1)])
    return found


def _filled(row: Sequence[str]) -> int:
    return len(row) - next((at for at, cell in enumerate(reversed(row)) if cell), len(row))


def _lacking(row: Sequence[str], full: Sequence[str], lacking: int) -> tuple[int, int]:
    """How many cells of a row that lacks some stand at its left, and by how many columns the others stand further right than they are."""
    if _SUM.fullmatch("".join(row[0].split())) or (len(row) == 2 and lacking > 1 and _kind(row[0]) == ""):  # merged across: 团队合计｜80
        return (1, lacking) if _alike(row[1:], full[lacking + 1 :]) > max(_alike(row[1:], full[1:]), 0) else (0, 0)
    section = printed(full[0]) is not None and printed(row[0]) is None and lacking == 1  # 一、基本情况, merged downwards
    told = _alike(row, full[lacking:])
    sure = told > 1 or (told == 1 and _SIDE.fullmatch(row[0]) is not None and _SIDE.fullmatch(full[lacking]) is not None)
    return (0, lacking) if section or (sure and told > _alike(row, full)) else (0, 0)


def _above(row: Sequence[str], below: Sequence[str]) -> int:
    """By how many columns the names of sides stand further right, whose figures the next row gives at its end."""
    figures = below[len(below) - len(row) :]
    named = len(below) > len(row) and all(_SIDE.fullmatch(cell) for cell in row) and not any(_SIDE.fullmatch(cell) for cell in below)
    return len(below) - len(row) if named and all(_kind(cell) == "figure" for cell in figures) else 0


def _alike(row: Sequence[str], full: Sequence[str]) -> int:
    """How many values are of the kind of those above; -1 where one is not."""
    kinds = [(_kind(cell), _kind(above)) for cell, above in zip(row, full, strict=False)]
    return -1 if any(kind != other for kind, other in kinds) else sum(kind != "" for kind, _ in kinds)


def _kind(text: str) -> str:
    bare = "".join(text.split())
    return next((name for name, form in _KINDS.items() if form.fullmatch(bare)), "")
