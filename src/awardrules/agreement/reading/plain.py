"""Plain text to blocks: a paragraph a line, or the lines of a paragraph that was broken at a fixed width."""

from __future__ import annotations

import re

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Contents, Draft
from awardrules.agreement.reading.clauses import printed

SENTENCE_END = tuple("。；：！？.;:!?”】）)")
_BLANK = "\u3000 \t\ufeff"
_BOX = regex("[☐☑☒]")
_WRAPPED_SHARE = 0.3  # of the lines end within a word of the longest: the text was broken at a width
_NEAR = 4  # columns
_LABELLED = regex(r"[^。；，：:]{1,16}[：:]|\|")  # 成果名称：… and a row are lines of their own
_WIDTHS = range(20, 133)
_FEWEST_LINES = 4
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


def read(text: str) -> Contents:
    """The blocks of a text, and its pages where it has form feeds."""
    lines = text.split("\n")
    width, paged = _width(lines), "\f" in text
    found: list[Draft] = []
    held: list[str] = []
    start, page, first_page = 0, 1, 1

    def close() -> None:
        if held:
            found.append(_draft(held, start, first_page if paged else None))
            held.clear()

    for number, line in enumerate(lines, start=1):
        page += line.count("\f")
        line = line.replace("\f", "").rstrip()
        if not line.strip(_BLANK):
            close()
            continue
        if _PAGE_NUMBER.fullmatch(line):  # left by whoever made text of pages: the sentence goes on behind it
            continue
        if not held or not _runs_on(held[-1], width, line):
            close()
            start, first_page = number, page
        held.append(line)
    close()
    return Contents(found, [], page if paged else None)


def _draft(held: list[str], start: int, page: int | None) -> Draft:
    text = "\n".join(line.strip(_BLANK) for line in held)
    return Draft(text, page=page, line=start, place=str(start), checked=ticks(text), heading=is_heading(text))


def ticks(text: str) -> tuple[tuple[int, bool], ...]:
    """The place of each ☑ and ☐ of a text; what √ or □ mean is left to the grammar, which knows the words around them."""
    return tuple((found.start(), found[0] != "☐") for found in _BOX.finditer(text))


def is_heading(text: str) -> bool:
    """Whether a text is the heading of an article, a chapter or an annex: its number, and a title without punctuation."""
    found = printed(text) if len(text) <= _LONGEST_HEADING else None
    return found is not None and found.kind in ("article", "chapter", "chinese", "annex") and not re.search("[。；，,;：:]", text[found.end :])


def _runs_on(before: str, width: int, line: str) -> bool:
    """Whether a line goes on the paragraph: the one before is full or leaves a bracket open, and this one is neither indented nor begins a clause."""
    if line[0] not in _BLANK and not printed(line) and _OPEN_BRACKET.search(before):
        return True
    if any(len(part.findall(before)) >= least and len(part.findall(line)) >= also for part, least, also in _COLUMNS):
        return False
    if before.endswith(("元", "%", "％", "整")) and _ITEM.match(line.strip(_BLANK)):
        return False
    if not width or columns(before) < width - _NEAR or line[0] in _BLANK:
        return False
    return not (printed(line) and before.endswith(SENTENCE_END))


def _width(lines: list[str]) -> int:
    """The width at which the text was broken, in columns; 0 where every line is a paragraph.

    A quarter of the lines that reach the width must have been cut: they neither end a sentence nor name a thing and its value.
    """
    taken = [columns(line.rstrip()) for line in lines if line.strip()]
    widest = max(taken, default=0)
    full = [line.rstrip() for line in lines if line.strip() and columns(line.rstrip()) >= widest - _NEAR]
    cut = sum(1 for line in full if not line.endswith(SENTENCE_END) and not _LABELLED.match(line.strip(_BLANK)))
    wrapped = len(taken) >= _FEWEST_LINES and widest in _WIDTHS and len(full) >= _WRAPPED_SHARE * len(taken) and 4 * cut >= len(full)
    return widest if wrapped else 0


def columns(line: str) -> int:
    """The columns a line takes: one for ASCII, two for a Chinese character (one and three bytes of UTF-8)."""
    return (len(line) + len(line.encode("utf-8", "replace"))) // 2
