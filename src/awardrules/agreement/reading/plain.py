"""Plain text to blocks: a paragraph a line, or the lines of a paragraph that was broken at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Contents, Draft
from awardrules.agreement.reading.breaks import cut_figure
from awardrules.agreement.reading.clauses import printed
from awardrules.agreement.reading.series import bare_number, numbered
from awardrules.agreement.reading.typed import TypedCell, spaced, tables

SENTENCE_END = tuple("。；：！？.;:!?”】）)")
_BLANK = "\u3000 \t\ufeff"
_BOX = regex("[☐☑☒]")
_WRAPPED_SHARE = 0.3  # of the lines end within a word of the longest: the text was broken at a width
_NEAR = 4  # columns
_LABELLED = regex(r"[^。；，：:]{1,16}[：:]|\|")  # 成果名称：… and a row are lines of their own
_WIDTHS = range(20, 133)
_FEWEST_LINES = 4
_SIGNS = range(20, 81)
_COMMA = regex("[，。；、：“（]")
_PAUSE = regex("[，。；,;]")
_LATIN = regex(r" ?[0-9A-Za-z.,%％]")
_NEVER_FIRST = "，。；：、）》】％%”"
_LONGEST_HEADING = 40


# what stands between the columns of a typed table, how often in a line of it at least, and in the next
_COLUMNS = (
    (regex("\\S(?:[ \u3000]{3,}|\\t+)(?=\\S)"), 2, 1),
    (regex("\\S[ \u3000]{2,}(?=\\S)"), 3, 2),
    (regex("\\S[ \u3000]{2,}(?=\\S)"), 2, 3),
    (regex("[|｜]"), 2, 2),
)
_ITEM = regex("[\u4e00-\u9fff·]{2,4}[（(][^（）()，。；]{2,40}[）)]|[壹贰叁肆伍陆柒捌玖拾][、.．]")  # a line of a list of people
_OPEN_BRACKET = regex("[（(][^（）()：:]{1,30}$")
_PAGE_NUMBER = regex(
    r"[ \t\u3000]*(?:[-—–－]{1,4}[ \t\u3000]*[0-9]{1,4}[ \t\u3000]*[-—–－]{1,4}"
    r"|第[ \u3000]*[0-9]{1,4}[ \u3000]*页(?:[ \u3000]*[，,/]?[ \u3000]*共[ \u3000]*[0-9]{1,4}[ \u3000]*页)?)[ \t\u3000]*"
)


class _Line(NamedTuple):
    """A line of a text: its number and its page, both from 1, and the text with the blanks at its end."""

    text: str
    number: int
    page: int
    whole: str


def read(text: str) -> Contents:
    """The blocks of a text, and its pages where it has form feeds."""
    lines = _lines(text)
    texts = [line.text for line in lines]
    typed = {table.start: (number, table) for number, table in enumerate(tables(texts, _signs(texts)), start=1)}
    within = {at for _, table in typed.values() for at in range(table.start, table.end)}
    cut = _Cut([line for at, line in enumerate(lines) if at not in within])
    paged = "\f" in text
    found: list[Draft] = []
    held: list[_Line] = []

    def close() -> None:
        if held:
            found.append(_draft(cut.joined(held), held[0].number, held[0].page if paged else None))
            held.clear()

    for at, line in enumerate(lines):
        if at in typed:
            close()
            number, table = typed[at]
            found.extend(typed_draft(cell, number, lines[cell.line].number, lines[cell.line].page if paged else None) for cell in table.cells)
        if at in within:
            continue
        if not held or not line.text.strip(_BLANK) or not cut.runs_on(held[-1], line):
            close()
        if line.text.strip(_BLANK):
            held.append(line)
    close()
    return Contents(numbered(found), [], text.count("\f") + 1 if paged else None)


def _lines(text: str) -> list[_Line]:
    """The lines of a text without page numbers, and without the empty lines that a sentence goes on behind or that stand between all lines."""
    found: list[_Line] = []
    page, over, last = 1, False, ""  # over: from one page to the next
    for number, line in enumerate(text.split("\n"), start=1):
        page += line.count("\f")
        whole = line.replace("\f", "")
        line = whole.rstrip()
        if _PAGE_NUMBER.fullmatch(line):  # left by whoever made text of pages
            over = not last.endswith(SENTENCE_END)
            while over and found and not found[-1].text:
                found.pop()
        elif line.strip(_BLANK):
            found.append(_Line(line, number, page, whole))
            over, last = False, line
        elif not over:
            found.append(_Line("", number, page, ""))
    written = [line for line in found if line.text]
    apart = len(written) >= _FEWEST_LINES and not any(one.text and other.text for one, other in pairwise(found))
    return written if apart else found


def _draft(text: str, start: int, page: int | None) -> Draft:
    return Draft(text, page=page, line=start, place=str(start), checked=ticks(text), heading=is_heading(text))


def typed_draft(cell: TypedCell, table: int, line: int, page: int | None = None) -> Draft:
    """A cell of a typed table as a block."""
    return Draft(cell.text, "table", page=page, table=table, row=cell.row, column=cell.column, line=line, place=str(line), checked=ticks(cell.text))


def ticks(text: str) -> tuple[tuple[int, bool], ...]:
    """The place of each ☑ and ☐ of a text; what √ or □ mean is left to the grammar, which knows the words around them."""
    return tuple((found.start(), found[0] != "☐") for found in _BOX.finditer(text))


def is_heading(text: str) -> bool:
    """Whether a text is the heading of an article, a chapter or an annex: its number, and a title without punctuation."""
    found = printed(text) if len(text) <= _LONGEST_HEADING else None
    return found is not None and found.kind in ("article", "chapter", "chinese", "annex") and not re.search("[。；，,;：:]", text[found.end :])


class _Cut:
    """How a text was broken into lines: at a width in columns, after a number of signs, or not at all, where every line is a paragraph."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        texts = [line.text for line in lines if line.text]
        self.width, self.signs = _width(texts), _signs(texts)
        self.exact = 2 * sum(line.text != line.whole for line in lines) < len(texts)  # blanks at the end of a line were cut there

    def runs_on(self, before: _Line, line: _Line) -> bool:
        """Whether a line goes on the paragraph: the one before is full or leaves a bracket open, this one is not indented and begins no clause."""
        above, text = before.text, line.text
        begins = printed(text) is not None or bare_number(text) is not None
        if text[0] not in _BLANK and not begins and (_OPEN_BRACKET.search(above) or (text[0] in _NEVER_FIRST and not above.endswith(SENTENCE_END))):
            return True
        if any(len(part.findall(above)) >= least and len(part.findall(text)) >= also for part, least, also in _COLUMNS):
            return False
        if above.endswith(("元", "%", "％", "整")) and _ITEM.match(text.strip(_BLANK)):
            return False
        full = (self.width and columns(above) >= self.width - _NEAR) or self._cut_off(before)
        return bool(full) and (text[0] not in _BLANK or self._cut_in_blanks(before, text)) and not (begins and above.endswith(SENTENCE_END))

    def joined(self, lines: Sequence[_Line]) -> str:
        """The lines of a paragraph, parted by line feeds but where one was cut within what belongs together."""
        parts = [lines[0].text.strip(_BLANK)]
        for before, line in pairwise(lines):
            blanks = before.whole[len(before.text) :] if self.exact and self._cut_off(before) else ""
            parts.append((blanks if self._within(before, line.text) else "\n") + line.text.strip(_BLANK))
        return "".join(parts)

    def _within(self, before: _Line, text: str) -> bool:
        """Whether a line was cut within a figure, a word of letters, or what brackets and quotes hold together."""
        above = before.text
        latin = self._cut_off(before) and _LATIN.match(above[-1]) is not None and _LATIN.match(text) is not None
        return latin or cut_figure(above, text) or any(above.count(mark) > above.count(end) for mark, end in ("（）", "“”"))

    def _cut_off(self, line: _Line) -> bool:
        return self.signs > 0 and self.signs in (len(line.text), len(line.whole) if self.exact else 0)

    def _cut_in_blanks(self, before: _Line, text: str) -> bool:
        return self._cut_off(before) and text[0] == " " and text[1:2] not in _BLANK


def _signs(lines: Sequence[str]) -> int:
    """The number of signs after which the text was broken, whatever their width; 0 where it was not.

    Several lines have just as many and none has more, and most of them were cut within a sentence; of two, both.
    """
    lines = [line for line in lines if not spaced(line)]
    most = max(map(len, lines), default=0)
    full = [line for line in lines if len(line) == most]
    cut = sum(1 for line in full if not line.endswith(SENTENCE_END) and _COMMA.search(line))
    return most if most in _SIGNS and cut >= 2 and 3 * cut >= (2 if len(full) > 2 else 3) * len(full) else 0


def _width(lines: Sequence[str]) -> int:
    """The width at which the text was broken, in columns; 0 where every line is a paragraph.

    A quarter of the lines that reach the width must have been cut: they neither end a sentence nor name a thing and its value, nor are they
    headings. Where no line at a cut has a mark of punctuation, there was no sentence to be cut.
    """
    written = [line.rstrip() for line in lines if line.strip()]
    widest = max(map(columns, written), default=0)
    full = [at for at, line in enumerate(written) if columns(line) >= widest - _NEAR]
    cut = [at for at in full if not (written[at].endswith(SENTENCE_END) or _LABELLED.match(written[at].strip(_BLANK)) or is_heading(written[at]))]
    wrapped = len(written) >= _FEWEST_LINES and widest in _WIDTHS and len(full) >= _WRAPPED_SHARE * len(written) and 4 * len(cut) >= len(full)
    return widest if wrapped and any(_PAUSE.search(line) for at in cut for line in written[max(at - 1, 0) : at + 2]) else 0


def columns(line: str) -> int:
    """The columns a line takes: one for ASCII, two for a Chinese character (one and three bytes of UTF-8)."""
    return (len(line) + len(line.encode("utf-8", "replace"))) // 2
