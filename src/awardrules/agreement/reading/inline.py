"""The text of a paragraph of a Word document, as the accepted view shows it, and what stands beside it.

Inserted text counts, deleted, hidden and struck text does not; fields show their result; boxes that are ticked or not are ☑ and ☐;
controls and form fields that nobody filled in are shown as blanks: 【提示】, 【甲/乙】, ____.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.package import Element, W, on, value, whole
from awardrules.agreement.reading.styles import PLAIN, TOGGLES, Style, Styles
from awardrules.agreement.reading.symbols import is_symbolic, spelled, symbol
from awardrules.record import State

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHECKED = (_W14, "{http://schemas.microsoft.com/office/word/2012/wordml}")
_PICTURES = frozenset({"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"})
_DIAGRAMS = ("/diagram", "/chart", "/chartex")
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_GENERATED = frozenset({"TOC", "INDEX", "TOA", "TC", "XE", "RD"})  # lists that repeat the text of the document, and their marks
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BLANK = "____"
_RULED = regex("[ \u00a0\u3000]{2,}")
_MOST_OPEN = 50  # comments that stand at one place
_ANCHOR = 120  # characters of the text a comment stands at


class Change(NamedTuple):
    """A revision nobody accepted or rejected yet: `kind` is `inserted` or `deleted`."""

    kind: str
    text: str
    author: str
    date: str


class Inline(State):
    """A paragraph as read.

    `boxes` are the text boxes anchored in it, `notes` the part and id of the notes it refers to, `ruled` the places of underlined pieces.
    """

    pieces: list[str]
    hidden: list[str]
    struck: list[str]
    changes: list[Change]
    notes: list[tuple[str, str]]
    boxes: list[Element]
    ruled: set[int]
    pictures: int = 0
    embedded: int = 0
    page: int = 0

    def show_blanks(self) -> None:
        """Underlined room in which nothing is written is a line to write on: shown as one, as long as it was."""
        for ruled, places in groupby(range(len(self.pieces)), key=self.ruled.__contains__):
            run = [*places]
            if ruled and not "".join(map(self.pieces.__getitem__, run)).strip():
                for place in run:
                    self.pieces[place] = _RULED.sub(lambda room: "_" * len(room[0]), self.pieces[place])

    @property
    def text(self) -> str:
        """The text of the accepted view."""
        return "".join(self.pieces)


class _Field(State):
    """An open field: its instruction, its form data, and where its result begins."""

    form: Element | None
    owner: Inline
    instruction: str = ""
    result: bool = False
    start: int = 0

    @property
    def name(self) -> str:
        return self.instruction.split(None, 1)[0].upper() if self.instruction.strip() else ""


class Reader:
    """Reads the paragraphs of one part in order: fields, comments and pages run on from one to the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._muted = 0  # open fields of which nothing is shown: instructions, and lists that Word generates
        self._deleting: list[tuple[str, str, list[str]]] = []
        self._style: Style = PLAIN
        self._out = _new()
        self._open_comments: set[str] = set()
        self.anchors: dict[str, str] = {}
        self.page = 1
        self._handlers: dict[str, Callable[[Element], None]] = {
            W + "r": self._run,
            W + "del": self._deleted,
            W + "moveFrom": self._deleted,
            W + "ins": self._inserted,
            W + "moveTo": self._inserted,
            W + "sdt": self._control,
            W + "fldSimple": self._simple_field,
            W + "commentRangeStart": self._comment,
            W + "commentRangeEnd": lambda element: self._open_comments.discard(value(element, "id")),
            _MC + "AlternateContent": self._choice,
            _M + "oMath": self._formula,
            _M + "oMathPara": self._formula,
        }
        for name in ("hyperlink", "smartTag", "customXml", "bdo", "dir", "sdtContent"):
            self._handlers[W + name] = self._walk

    def read(self, paragraph: Element, style: Style) -> Inline:
        """The text of a paragraph and what stands beside it."""
        self._out, self._style = _new(), style
        self._walk(paragraph)
        self._out.show_blanks()
        self._out.page = self._out.page or self.page
        return self._out

    def _walk(self, element: Element) -> None:
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child)

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        hidden, struck, font = self._shown(properties)
        before = len(self._out.pieces)
        for child in run:
            tag = child.tag
            if tag == W + "t" or tag == W + "delText":
                if child.text:
                    self._emit(spelled(child.text, font) if font else child.text, hidden, struck)
            elif tag.startswith(W) and tag[len(W) :] in _SIGNS:
                self._emit(_SIGNS[tag[len(W) :]], hidden, struck)
            elif tag == W + "br":
                if value(child, "type") != "page":
                    self._emit("\n", hidden, struck)
            elif tag == W + "sym":
                self._emit(symbol(_hexadecimal(value(child, "char")), value(child, "font")), hidden, struck)
            elif tag == W + "fldChar":
                self._field(child)
            elif tag == W + "instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].instruction += child.text or ""
            elif tag == W + "footnoteReference" or tag == W + "endnoteReference":
                if not hidden and not self._deleting:
                    self._out.notes.append((tag[len(W) : -len("Reference")], value(child, "id")))
            elif tag == W + "lastRenderedPageBreak":
                self.page += 1
            elif tag == W + "ruby":
                for base in child.iterchildren(W + "rubyBase"):
                    self._walk(base)
            elif tag == _MC + "AlternateContent":
                for chosen in _chosen(child):
                    self._drawing(chosen, hidden)
            elif tag == W + "drawing" or tag == W + "pict" or tag == W + "object":
                self._drawing(child, hidden)

        if properties is not None and value(properties.find(W + "u"), "val") not in ("", "none"):
            self._out.ruled |= set(range(before, len(self._out.pieces)))

    def _shown(self, properties: Element | None) -> tuple[bool, bool, str]:
        """Whether a run is hidden, whether it is struck through, and its font where that is one of symbols.

        Hidden text and strike-through are toggles (ECMA-376 part 1, 17.7.3): a run style turns over what the paragraph style says.
        """
        base = self._style.on
        if properties is None:
            return self._styles.hidden or "vanish" in base, bool(base & {"strike", "dstrike"}), ""
        style = properties.find(W + "rStyle")
        toggles = base ^ self._styles.of(value(style)).on if style is not None else base
        state = {toggle: toggle in toggles for toggle in TOGGLES}
        state["vanish"] = state["vanish"] or self._styles.hidden
        for toggle in TOGGLES:
            direct = on(properties.find(W + toggle))
            if direct is not None:
                state[toggle] = direct
        fonts = properties.find(W + "rFonts")
        font = (value(fonts, "ascii") or value(fonts, "hAnsi")) if fonts is not None else ""
        return state["vanish"], state["strike"] or state["dstrike"], font if is_symbolic(font) else ""

    def _emit(self, text: str, hidden: bool = False, struck: bool = False) -> None:
        if self._muted:
            return
        out = self._out
        if self._deleting:
            self._deleting[-1][2].append(text)
        elif hidden:
            out.hidden.append(text)
        elif struck:
            out.struck.append(text)
        elif text:
            if not out.pieces:
                out.page = self.page
            out.pieces.append(text)
            for comment in self._open_comments:
                self.anchors[comment] = (self.anchors.get(comment, "") + text)[:_ANCHOR]

    def _deleted(self, element: Element) -> None:
        self._deleting.append((value(element, "author"), value(element, "date"), []))
        self._walk(element)
        author, date, pieces = self._deleting.pop()
        self._note("deleted", "".join(pieces), author, date)

    def _inserted(self, element: Element) -> None:
        before = len(self._out.pieces)
        self._walk(element)
        if not self._deleting:
            self._note("inserted", "".join(self._out.pieces[before:]), value(element, "author"), value(element, "date"))

    def _note(self, kind: str, text: str, author: str, date: str) -> None:
        """Adds a change; those that follow each other by the same hand are one."""
        changes = self._out.changes
        if not text:
            return
        if changes and changes[-1].kind == kind and changes[-1].author == author:
            changes[-1] = changes[-1]._replace(text=changes[-1].text + text)
        else:
            changes.append(Change(kind, text, author, date))

    def _comment(self, element: Element) -> None:
        if len(self._open_comments) < _MOST_OPEN:
            self._open_comments.add(value(element, "id"))

    def _field(self, mark: Element) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(mark.find(W + "ffData"), self._out))
            self._muted += 1
        elif kind == "separate" and self._fields and not self._fields[-1].result:
            field = self._fields[-1]
            field.result, field.start = True, len(self._out.pieces)
            self._muted -= field.name not in _GENERATED
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            self._muted -= not field.result or field.name in _GENERATED
            if field.form is not None and field.owner is self._out:
                self._form(field, field.form)

    def _form(self, field: _Field, form: Element) -> None:
        """A form field of the old kind: its box, its choice, or a blank where nothing was filled in."""
        box, choices = form.find(W + "checkBox"), form.find(W + "ddList")
        if box is not None:
            checked = box.find(W + "checked")
            self._emit("☑" if on(checked if checked is not None else box.find(W + "default")) else "☐")
        elif choices is not None:
            entries = [value(entry) for entry in choices.iterchildren(W + "listEntry")]
            chosen = whole(value(choices.find(W + "result")))
            untouched = chosen is None or not 0 <= chosen < len(entries)
            self._emit(f"【{'/'.join(entries)}】" if untouched else entries[chosen or 0])
        elif field.result and not self._deleting and not "".join(self._out.pieces[field.start :]).strip():
            del self._out.pieces[field.start :]
            self._emit(_BLANK)

    def _simple_field(self, element: Element) -> None:
        instruction = value(element, "instr").split()
        if not instruction or instruction[0].upper() not in _GENERATED:
            self._walk(element)

    def _control(self, element: Element) -> None:
        """A content control: a box to tick, a choice or a text to fill in, or just its content."""
        properties = element.find(W + "sdtPr")
        box = None if properties is None else next((found for space in _CHECKED if (found := properties.find(space + "checkbox")) is not None), None)
        if box is not None:
            checked = box.find(_W14 + "checked")
            self._emit("☑" if checked is not None and checked.get(_W14 + "val") in ("1", "true", "on") else "☐")
            return
        if properties is None or not on(properties.find(W + "showingPlcHdr")):
            self._walk(element)
            return
        before = len(self._out.pieces)
        self._walk(element)
        prompt = "".join(self._out.pieces[before:])
        del self._out.pieces[before:]
        self._emit(unfilled(prompt, choices_of(properties)))

    def _choice(self, element: Element) -> None:
        for chosen in _chosen(element):
            self._walk(chosen)

    def _formula(self, element: Element) -> None:
        for part in element.iter(_M + "t", _M + "den"):
            self._emit("/" if part.tag == _M + "den" else part.text or "")

    def _drawing(self, element: Element, hidden: bool) -> None:
        """Text boxes, pictures and embedded objects in a drawing; of a choice, only the chosen form."""
        if self._deleting or hidden:
            return
        pending = [element]
        while pending:
            item = pending.pop()
            if item.tag == W + "txbxContent":
                self._out.boxes.append(item)
            elif item.tag == _MC + "AlternateContent":
                pending += reversed([child for chosen in _chosen(item) for child in chosen])
            else:
                self._out.pictures += item.tag in _PICTURES
                self._out.embedded += item.tag == W + "object" or (item.tag == _GRAPHIC and (item.get("uri") or "").endswith(_DIAGRAMS))
                pending += reversed(item)


def _new() -> Inline:
    return Inline([], [], [], [], [], [], set())


def _chosen(element: Element) -> list[Element]:
    """The form of an alternative that a reader of today shows: the first choice, else the fallback."""
    choices: list[Element] = element.findall(_MC + "Choice") or element.findall(_MC + "Fallback")
    return choices[:1]


def choices_of(properties: Element) -> list[str]:
    """What a content control lets a person choose from."""
    items = [item for kind in ("dropDownList", "comboBox") for item in properties.iterfind(f"{W}{kind}/{W}listItem")]
    named = [value(item, "displayText") or value(item, "value") for item in items if value(item, "value")]
    return [name for name in named if name]


def unfilled(prompt: str, choices: list[str]) -> str:
    """A control that nobody filled in, as a blank with its choices or its prompt."""
    if choices:
        return f"【{'/'.join(choices)}】"
    prompt = prompt.strip()
    if not prompt:
        return _BLANK
    return prompt if prompt[0] in "【[［_" else f"【{prompt}】"


def _hexadecimal(text: str) -> int:
    try:
        return int(text, 16) if len(text) <= 8 else 0
    except ValueError:
        return 0
