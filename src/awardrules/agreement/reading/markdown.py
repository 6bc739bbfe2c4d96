"""Markdown to blocks: headings, paragraphs, lists, tables, footnotes. Struck text is deleted, HTML comments are comments.

The parser is markdown-it (CommonMark with tables and strike-through). What drafters of agreements write and Markdown takes for a mark is
put aside first: blanks of underscores, and the bar in `{{name|default}}`. Four spaces make no code: they are a Chinese indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Contents, Draft, Remark, excerpt, refused
from awardrules.agreement.reading.clauses import printed
from awardrules.agreement.reading.plain import SENTENCE_END, columns, is_heading, ticks, typed_draft
from awardrules.agreement.reading.series import numbered
from awardrules.agreement.reading.typed import cells_between_bars, places, tables
from awardrules.language import Text
from awardrules.record import State

_UNDERSCORE, _BAR, _STAR = "\ue05f", "\ue07c", "\ue02a"  # private characters that stand for `_`, `|` and `*` while Markdown is parsed
_MASKED = regex(r"(?<=[0-9A-Za-z*])\*{4,}|(?<!\*)\*{4,}(?=[0-9A-Za-z])")  # 91360**********2K
_DASHES = regex(r"[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BLANKS = regex(r"_{3,}|(?<![_\w])__(?!_)(?=[^\w_]|$)")
_RULE = regex(r"[ \t]{0,3}(?:___|_ _ _)[ \t]*")  # more of them are a blank on a line of its own
_PLACEHOLDER = regex(r"\{\{[^{}\n]*\}\}")
_NOTE = regex(r"\[\^([^\]\s]{1,40})\]:[ \t]*")
_NOTE_MARK = regex(r"\[\^[^\]\s]{1,40}\]")
_FRONT = regex(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_COMMENT = regex(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TASK = regex(r"\[([ xX√✓✔])\][ \u3000]")
# marks that Markdown does not take for marks beside Chinese text or a percent sign: `~~60%~~70%`, `**70%**的`
_LEFT_STRUCK, _LEFT_STRONG = regex(r"~~(?=\S)(.+?)~~"), regex(r"(?<!\*)\*{2,3}(?!\*)")
_TAG = regex(r"</?\s*([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_DELETED_TAGS = frozenset({"del", "s", "strike"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "table"})
_STRUCK = Text("请删去划去的文字后重新检查", "delete it, and check again")
_SETTLE = Text("请处理批注后再签署", "settle it before signing")
_DEEPEST = 100
_MOST_LINKS = 5_000
_WRAPPED = 40  # columns: a line that is shorter was ended by its writer, not by the width of a window


def read(text: str, name: str) -> Contents:
    """The contents of a Markdown text. Raises AwardrulesError where it is nested too deeply."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        message = Text("读取 Markdown 需要 markdown-it-py，尚未安装", "reading Markdown needs markdown-it-py, which is not installed")
        help = Text('请运行 pip install "awardrules[agreement]"', 'run pip install "awardrules[agreement]"')
        raise refused("missing-extra", "markdown_it", message, help) from None
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).disable(["code", "reference"])
    if text.count("[") > _MOST_LINKS:
        parser.disable(["link", "image"])  # the parser looks for the end of each bracket anew
    tokens = parser.parse(_put_aside(text))
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 1:  # the parser leaves out what lies deeper
        raise refused("document-too-long", name, Text("引用或列表嵌套过深", "quotes or lists are nested too deeply"))
    reading = _Reading()
    reading.blocks(tokens)
    return Contents(numbered(reading.drafts), reading.remarks)


def _put_aside(text: str) -> str:
    """The text with its blanks and placeholders out of Markdown's reach, and without front matter; every line keeps its number."""
    front = _FRONT.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    text = _PLACEHOLDER.sub(lambda found: found[0].replace("|", _BAR).replace("_", _UNDERSCORE), text)
    text = _widened(_MASKED.sub(lambda found: _STAR * len(found[0]), text))
    if "__" not in text:
        return text
    lines = text.split("\n")
    return "\n".join(line if _RULE.fullmatch(line) else _BLANKS.sub(lambda found: _UNDERSCORE * len(found[0]), line) for line in lines)


def _widened(text: str) -> str:
    """The text with the head of each table as wide as its widest row: Markdown leaves out the cells beyond the head, an agreement loses none."""
    lines = text.split("\n")
    head = -1  # the line of the heads of the table that is being read
    for at, line in enumerate(lines):
        if not line.strip():
            head = -1
        elif head >= 0:
            more = len(cells_between_bars(line)) - len(cells_between_bars(lines[head]))
            if more > 0 and "|" in line:
                lines[head], lines[head + 1] = _longer(lines[head], "   |", more), _longer(lines[head + 1], "---|", more)
        elif at and "|" in line and _DASHES.fullmatch(line) and len(cells_between_bars(lines[at - 1])) == len(cells_between_bars(line)) > 0:
            head = at - 1
    return "\n".join(lines)


def _longer(row: str, cell: str, more: int) -> str:
    row = row.rstrip()
    return row + ("" if row.endswith("|") else "|") + cell * more


def _restored(text: str) -> str:
    return text.replace(_UNDERSCORE, "_").replace(_BAR, "|").replace(_STAR, "*")


class _Line(State):
    """A line of an inline text that is being put together."""

    text: str
    number: int


class _Reading:
    """The blocks found so far, and where the parser stands: in which list, which table, which heading."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.remarks: list[Remark] = []
        self.label = ""
        self.heading = False
        self.tables = self.row = self.column = 0
        self.in_table = False
        self.notes = False

    def blocks(self, tokens: Sequence[Any]) -> None:
        """Reads the tokens of the parser in order."""
        line = 0
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            kind = token.type
            if kind == "heading_open":
                self.heading = True
            elif kind == "heading_close":
                self.heading = False
            elif kind == "list_item_open":
                self.label = f"{token.info}{token.markup}" if token.info else ""
            elif kind == "table_open":
                self.tables, self.row, self.in_table = self.tables + 1, 0, True
            elif kind == "table_close":
                self.in_table = False
                self._place()
            elif kind == "tr_open":
                self.row, self.column = self.row + 1, 0
            elif kind in ("td_open", "th_open"):
                self.column += 1
            elif kind == "inline":
                self._inline(token, line)
            elif kind == "html_block":
                self._html(token.content, line)
            elif kind in ("fence", "code_block"):
                self._plain(token.content, line + (kind == "fence"))

    def _inline(self, token: Any, line: int) -> None:
        """A paragraph, a heading or a cell."""
        lines = self._lines(token.children or (), line)
        if self.in_table:
            text = "\n".join(each.text for each in lines).strip()
            self.drafts.append(
                Draft(text, "table", table=self.tables, row=self.row, column=self.column, line=line, place=str(line), checked=ticks(text))
            )
            return
        at = 0
        for table in tables([each.text for each in lines]):
            self._paragraph(lines[at : table.start])
            self.tables += 1
            self.drafts.extend(typed_draft(cell, self.tables, lines[cell.line].number) for cell in table.cells)
            at = table.end
        self._paragraph(lines[at:])

    def _paragraph(self, lines: Sequence[_Line]) -> None:
        for text, start in _paragraphs(lines):
            self._add(text, start)

    def _place(self) -> None:
        """Puts the cells of the table just read below the ones they belong to, where its merged cells were left out."""
        own = [draft for draft in self.drafts if draft.table == self.tables]
        rows = [list(row) for _, row in groupby(own, key=lambda draft: draft.row)]
        for row, told in zip(rows, places([[draft.text for draft in row] for row in rows]), strict=True):
            for draft, column in zip(row, told, strict=True):
                draft.column = column

    def _add(self, text: str, line: int) -> None:
        """A paragraph, or a footnote where it begins like one."""
        note = _NOTE.match(text)
        text = _NOTE_MARK.sub("", text[note.end() :] if note else text).strip(" \t\u3000")
        task = _TASK.match(text)
        if task:
            text = ("☐" if task[1] == " " else "☑") + text[task.end() :]
        if not text:
            return
        draft = Draft(
            text, line=line, place=str(line), checked=ticks(text), heading=self.heading or is_heading(text), label="" if note else self.label
        )
        if note:
            draft.part, draft.follows = "footnote", True
        self.label = ""
        self.drafts.append(draft)

    def _plain(self, text: str, line: int) -> None:
        """Text that Markdown does not touch: one block a line."""
        for number, each in enumerate(_restored(text).split("\n"), start=line):
            self._add(each, number)

    def _html(self, content: str, line: int) -> None:
        """HTML between paragraphs: its text, without tags, comments and what is marked as deleted."""
        self._comments(content, line)
        bare = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), content)
        lines = [_Line("", line)]
        self._tagged(bare, lines, [0])
        for each in lines:
            self._add(_restored(each.text), each.number)

    def _comments(self, content: str, line: int) -> None:
        for found in _COMMENT.finditer(content):
            quoted = excerpt(_restored(found[1]), 80)
            message = Text(f"注释“{quoted}”，未作为协议内容", f"comment `{quoted}`, not read as text")
            self.remarks.append(Remark("comment", message, _SETTLE, line=line + content.count("\n", 0, found.start())))

    def _tagged(self, content: str, lines: list[_Line], deleted: list[int]) -> None:
        """HTML with its tags taken out; `deleted` counts the open tags of deletion."""
        at = 0
        for tag in [*_TAG.finditer(content), None]:
            self._say(content[at : tag.start() if tag else len(content)], lines, bool(deleted[0]))
            if tag is None:
                return
            at, name = tag.end(), tag[1].lower()
            if name in _DELETED_TAGS:
                deleted[0] = max(deleted[0] + (-1 if tag[0].startswith("</") else 1), 0)
            elif name in _BREAKS:
                lines.append(_Line("", lines[-1].number))

    def _say(self, text: str, lines: list[_Line], struck: bool) -> None:
        if struck:
            self._struck(text, lines[-1].number)
            return
        first, *rest = text.split("\n")
        lines[-1].text += first
        for each in rest:
            lines.append(_Line(each, lines[-1].number + 1))

    def _struck(self, text: str, line: int) -> None:
        quoted = excerpt(_restored(text))
        if not quoted:
            return
        message = Text(f"有加删除线的文字“{quoted}”，视为已删去", f"struck-through text `{quoted}`, taken as deleted")
        self.remarks.append(Remark("struck-text", message, _STRUCK, line=line))

    def _lines(self, children: Sequence[Any], line: int) -> list[_Line]:
        """The lines of an inline text as a reader sees them."""
        lines = [_Line("", line)]
        deleted = 0
        for child in children:
            kind = child.type
            if kind == "s_open" or (kind == "html_inline" and _is_deletion(child.content, opening=True)):
                deleted += 1
            elif kind == "s_close" or (kind == "html_inline" and _is_deletion(child.content, opening=False)):
                deleted = max(deleted - 1, 0)
            elif kind in ("softbreak", "hardbreak"):
                lines.append(_Line("", lines[-1].number + 1))
            elif kind == "html_inline":
                self._comments(child.content, lines[-1].number)
                if _TAG.match(child.content) and child.content.lower().startswith("<br"):
                    lines.append(_Line("", lines[-1].number))
                lines[-1].number += child.content.count("\n")
            elif kind in ("text", "code_inline", "text_special", "image"):
                if deleted:
                    self._struck(child.content, lines[-1].number)
                else:
                    lines[-1].text += _restored(child.content)
        for each in lines:
            for left in _LEFT_STRUCK.finditer(each.text):
                self._struck(left[1], each.number)
            each.text = _LEFT_STRONG.sub("", _LEFT_STRUCK.sub("", each.text))
        return lines


def _is_deletion(tag: str, *, opening: bool) -> bool:
    found = _TAG.match(tag)
    return found is not None and found[1].lower() in _DELETED_TAGS and tag.startswith("</") != opening


def _paragraphs(lines: Sequence[_Line]) -> Iterator[tuple[str, int]]:
    """Lines as paragraphs: Markdown joins lines that are not parted by an empty one, where a drafter means clauses and sentences."""
    held: list[_Line] = []
    for line in lines:
        if held and _ends(held[-1].text.rstrip(), line.text):
            yield "\n".join(each.text.strip() for each in held), held[0].number
            held = []
        if line.text.strip():
            held.append(line)
    if held:
        yield "\n".join(each.text.strip() for each in held), held[0].number


def _ends(before: str, line: str) -> bool:
    """Whether a paragraph ends before this line."""
    begins = not line.strip() or printed(line) is not None or _NOTE.match(line) is not None
    return begins or before.endswith(SENTENCE_END) or columns(before) < _WRAPPED
