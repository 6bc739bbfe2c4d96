"""A .docx to blocks in reading order: paragraphs, cells of tables, text boxes and notes after what refers to them, headers at the end."""

from __future__ import annotations

from itertools import islice

from awardrules.agreement.reading import limits
from awardrules.agreement.reading.assembly import Contents, Draft, Remark, of_headers, refused
from awardrules.agreement.reading.beside import of_comments, of_paragraph, of_rest, row_deleted
from awardrules.agreement.reading.clauses import LONG_CELL, begins_clause
from awardrules.agreement.reading.inline import Change, Inline, Reader, choices_of, unfilled
from awardrules.agreement.reading.model import Part
from awardrules.agreement.reading.numbering import Numbering
from awardrules.agreement.reading.package import Element, Package, Relation, W, on, value, whole
from awardrules.agreement.reading.plain import ticks
from awardrules.agreement.reading.styles import Style, Styles
from awardrules.language import Text
from awardrules.record import State

_BLANK = "\u3000 \t\n"
_PASSED = frozenset({W + "customXml", W + "ins", W + "moveTo"})


def read(data: bytes, name: str) -> Contents:
    """The contents of a .docx. Raises AwardrulesError: broken, encrypted, unsafe, or beyond a limit."""
    try:
        return _Word(Package(data, name)).contents()
    except (RecursionError, MemoryError):
        message = Text("文档结构嵌套过深", "the structure of the document is nested too deeply")
        raise refused("docx-too-large", name, message) from None


class _Held(State):
    """A paragraph whose mark is deleted or hidden: it runs on into the next one."""

    inlines: list[Inline]
    places: list[int]
    properties: Element | None = None


class _Word:
    """What the parts of a document share: styles, lists, notes, and the findings."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.document()
        relations: dict[str, list[Relation]] = {}
        for relation in package.relations(self.main):
            if package.has(relation.target):
                relations.setdefault(relation.kind, []).append(relation)
        self.relations = relations
        self.styles = Styles(self.part("styles"))
        self.numbering = Numbering(self.part("numbering"), self.styles)
        self.remarks: list[Remark] = []
        self.tables = 0
        self.notes: dict[str, tuple[_Story, dict[str, Element]]] = {}

    def part(self, kind: str) -> Element | None:
        """The root of the one part of a kind; None where there is none."""
        found = self.relations.get(kind)
        return self.package.parse(found[0].target) if found else None

    def contents(self) -> Contents:
        root = self.package.parse(self.main)
        body = root.find(W + "body")
        if body is None:
            message = Text("正文部分没有内容", "the main part has no body")
            raise refused("docx-broken", self.package.name, message)
        for kind in ("footnotes", "endnotes"):
            notes = self.part(kind)
            if notes is not None:
                story = _Story(self, notes, self.relations[kind][0].target)
                self.notes[kind[:-1]] = story, {value(note, "id"): note for note in notes if value(note, "type") in ("", "normal")}
        story = _Story(self, root, self.main)
        drafts = story.blocks(body, "body")
        paged = story.reader.page > 1
        for draft in drafts if not paged else ():
            draft.page = None
        heads = self.headers()
        self.remarks += of_comments(self.part("comments"), {**story.reader.anchors})
        self.remarks += of_headers(heads)
        self.remarks += of_rest(root, story.pictures, story.embedded)
        return Contents(drafts + heads, self.remarks, story.reader.page if paged else None)

    def headers(self) -> list[Draft]:
        """The texts of headers and footers, each once; page numbers are none."""
        found: dict[tuple[str, str], Draft] = {}
        kinds: tuple[Part, ...] = ("header", "footer")
        for kind in kinds:
            for relation in self.relations.get(kind, ()):
                root = self.package.parse(relation.target)
                for draft in _Story(self, root, relation.target).blocks(root, kind):
                    draft.part, draft.page = kind, None
                    if draft.text.strip(_BLANK + "0123456789-—–/第页共") and (kind, draft.text) not in found:
                        found[kind, draft.text] = draft
        return list(found.values())


class _Story:
    """One part of the package that holds text."""

    def __init__(self, word: _Word, root: Element, name: str) -> None:
        self.word, self.name = word, name
        self.reader = Reader(word.styles)
        self.index = {paragraph: number for number, paragraph in enumerate(islice(root.iter(W + "p"), limits.BLOCKS + 1))}
        if len(self.index) > limits.BLOCKS:
            message = Text(f"段落超过 {limits.BLOCKS:,} 个", f"more than {limits.BLOCKS:,} paragraphs")
            raise refused("document-too-long", word.package.name, message)
        self.prompts = {paragraph: properties for properties in _unfilled(root) for paragraph in properties.getparent().iter(W + "p")}
        self.pictures = self.embedded = 0
        self._rows = 0  # how many tables are open: notes wait until the outermost ends
        self._waiting: list[Draft] = []

    def blocks(self, container: Element, part: Part) -> list[Draft]:
        """The blocks of a body, a cell, a text box or a note."""
        drafts: list[Draft] = []
        held = _Held([], [])
        for element in _content(container):
            if element.tag == W + "p":
                held = self._paragraph(element, part, held, drafts)
            elif element.tag == W + "tbl":
                held = self._close(held, part, drafts)
                drafts += self._table(element)
            elif element.tag == W + "altChunk":
                message = Text("文档嵌入了另一份文件，其内容未读取", "another file is embedded in the document; its content is not read")
                self.word.remarks.append(
                    Remark("embedded", message, Text("在 Word 中打开并另存后再检查", "open it in Word, save it, and check again"))
                )
        self._close(held, part, drafts)
        return drafts

    def _paragraph(self, element: Element, part: Part, held: _Held, drafts: list[Draft]) -> _Held:
        """Reads a paragraph into the drafts, or holds it where its mark is deleted."""
        properties = element.find(W + "pPr")
        style = self.word.styles.of_paragraph(_style(properties))
        inline = self.reader.read(element, style)
        if element in self.prompts:
            inline.pieces = [unfilled(inline.text, choices_of(self.prompts[element]))]
        mark = properties.find(W + "rPr") if properties is not None else None
        removed = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        if not any(each.text for each in held.inlines):
            held.properties = properties
        held.inlines.append(inline)
        held.places.append(self.index[element])
        if removed or (mark is not None and on(mark.find(W + "vanish"))):
            return held
        return self._close(held, part, drafts, counted=True)

    def _close(self, held: _Held, part: Part, drafts: list[Draft], *, counted: bool = False) -> _Held:
        """Ends a paragraph: its number, its block, its findings, then the boxes and notes that hang on it."""
        if not held.inlines:
            return held
        style_id = _style(held.properties)
        style = self.word.styles.of_paragraph(style_id)
        text = "".join(inline.text for inline in held.inlines)
        label = self.word.numbering.label(held.properties, style_id or self.word.styles.paragraph, style) if counted or text else ""
        draft = Draft(
            text.strip(_BLANK),
            part,
            label=label,
            heading=_is_heading(held.properties, style),
            page=next((inline.page for inline in held.inlines if inline.pieces), held.inlines[0].page),
            place=f"{self.name}#{','.join(map(str, held.places))}",
        )
        draft.checked = ticks(draft.text)
        listed = bool(draft.text or label) and not style.contents
        self._hang(held, draft, drafts, listed)
        return _Held([], [])

    def _hang(self, held: _Held, draft: Draft, drafts: list[Draft], listed: bool) -> None:
        """A block, what was found in it, and what hangs on it."""
        if listed:
            drafts.append(draft)
        after: list[Draft] = []
        for inline in held.inlines:
            self.pictures += inline.pictures
            self.embedded += inline.embedded
            for box in inline.boxes:
                drafts += self._nested(box, "textbox")
            for kind, identity in inline.notes:
                after += self._note(kind, identity)
        self.word.remarks += of_paragraph(held.inlines, draft if listed else None)
        if self._rows:
            self._waiting += after
        else:
            drafts += after

    def _nested(self, element: Element, part: Part) -> list[Draft]:
        """The blocks of a text box; what is open in the paragraph around it is put aside."""
        reader, self.reader = self.reader, Reader(self.word.styles)
        self.reader.page = reader.page
        drafts = self.blocks(element, part)
        reader.anchors |= self.reader.anchors
        self.reader = reader
        return drafts

    def _note(self, kind: str, identity: str) -> list[Draft]:
        """The blocks of a note, once: it stands in the clause that refers to it."""
        story, notes = self.word.notes.get(kind, (None, {}))
        element = notes.pop(identity, None)
        if story is None or element is None:
            return []
        drafts = story.blocks(element, "footnote" if kind == "footnote" else "endnote")
        for draft in drafts:
            draft.follows, draft.page = True, self.reader.page
        return drafts

    def _table(self, table: Element) -> list[Draft]:
        """The cells of a table, row by row; merged cells once, where they begin; the notes of the table after it."""
        self.word.tables += 1
        number = self.word.tables
        self._rows += 1
        drafts: list[Draft] = []
        rows = [row for row in _content(table) if row.tag == W + "tr"]
        lone = len(rows) == 1 and sum(1 for cell in _content(rows[0]) if cell.tag == W + "tc") == 1
        for place, row in enumerate(rows, start=1):
            if row_deleted(row):
                self._drop(row)
                continue
            column = 1 + (whole(value(row.find(f"{W}trPr/{W}gridBefore")), 0) or 0)
            for cell in _content(row):
                if cell.tag != W + "tc":
                    continue
                properties = cell.find(W + "tcPr")
                merged = None if properties is None else properties.find(W + "vMerge")
                gone = properties is not None and properties.find(W + "cellDel") is not None
                if gone:
                    self._drop(cell)
                elif merged is None or value(merged) == "restart":
                    drafts += self._cell(cell, number, place, column, lone)
                column += max(whole(value(None if properties is None else properties.find(W + "gridSpan")), 1) or 1, 1)
        self._rows -= 1
        if not self._rows:
            drafts += self._waiting
            self._waiting = []
        return drafts

    def _cell(self, cell: Element, table: int, row: int, column: int, lone: bool) -> list[Draft]:
        """A cell as one block; its paragraphs as blocks where they are clauses, or long. An empty cell is an empty block."""
        found = self.blocks(cell, "table")
        own = [draft for draft in found if draft.part == "table" and draft.table is None]
        for draft in own:
            draft.table, draft.row, draft.column = table, row, column
        length = sum(len(draft.text) for draft in own)
        if lone or length > LONG_CELL or any(draft.label or begins_clause(draft.text) for draft in own):
            return found
        rest = [draft for draft in found if not any(draft is each for each in own)]
        if not own:
            return [Draft("", "table", table=table, row=row, column=column, page=self.reader.page), *rest]
        if len(own) == 1:
            return found
        first = own[0]
        places = [draft.place.rpartition("#")[2] for draft in own]
        first.text = "\n".join(draft.text for draft in own)
        first.checked, first.place = ticks(first.text), f"{self.name}#{','.join(places)}"
        moved = {id(draft) for draft in own[1:]}
        for remark in self.word.remarks:
            if id(remark.at) in moved:
                remark.at = first
        return [first, *rest]

    def _drop(self, element: Element) -> None:
        """A row or cell whose deletion nobody accepted yet."""
        texts = ("".join(each.text or "" for each in paragraph.iter(W + "t", W + "delText")) for paragraph in element.iter(W + "p"))
        change = Change("deleted", " ".join(text for text in texts if text), "", "")
        inline = Inline([], [], [], [change] if change.text else [], [], [], set())
        self.word.remarks += of_paragraph([inline], None)


def _content(container: Element) -> list[Element]:
    """The paragraphs and tables (or rows, or cells) of a container, through content controls and the like; no tables of contents."""
    found: list[Element] = []
    pending = list(reversed(container))
    while pending:
        element = pending.pop()
        tag = element.tag
        if tag == W + "sdt":
            content = element.find(W + "sdtContent")
            if content is not None and not _is_contents(element):
                pending += reversed(content)
        elif tag in _PASSED:
            pending += reversed(element)
        elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
            pending += reversed(element[0] if len(element) else [])
        else:
            found.append(element)
    return found


def _unfilled(root: Element) -> list[Element]:
    """The properties of the content controls around whole paragraphs that show their prompt."""
    found = (control.find(W + "sdtPr") for control in root.iter(W + "sdt"))
    return [properties for properties in found if properties is not None and on(properties.find(W + "showingPlcHdr"))]


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"


def _style(properties: Element | None) -> str:
    return "" if properties is None else value(properties.find(W + "pStyle"))


def _is_heading(properties: Element | None, style: Style) -> bool:
    outline = None if properties is None else properties.find(W + "outlineLvl")
    return (whole(value(outline), 9) or 0) < 9 if outline is not None else style.heading
