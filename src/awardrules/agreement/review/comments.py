"""Puts comments into a Word file, each at the exact words it speaks of, without touching a word of the text."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.reading.model import Document
from awardrules.agreement.review.package import Package, parse, written
from awardrules.agreement.review.places import Atlas, Letter, Stretch, letters_of, lines_in, local, squeezed
from awardrules.agreement.review.wording import Remark

AUTHOR = "awardrules"
INITIALS = "AR"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_IN_TEXT = ("body", "table", "textbox")


def with_comments(data: bytes, document: Document, remarks: Iterable[Remark], written_on: str | None = None) -> bytes:
    """The Word file `data` with remarks as comments by `awardrules`.

    `document` is the reading of the same bytes; `written_on` an ISO time, left out where None. A remark on a footnote stands at its mark,
    one on a text box at the paragraph that holds the box (Word takes no comments inside either), one without a place at the title.
    """
    package = Package(data)
    root = parse(package.read(package.main))
    places = _Places(package, root, document)
    name = package.related("comments")
    store = parse(package.read(name)) if name else _element(places.space, "comments", nsmap={"w": places.space})
    number = 1 + max((int(i) for i in _ids(places.space, store, root)), default=-1)
    style = _mark_style(package, places.space)
    for remark in remarks:
        _anchor(places.of(remark.quote), places.space, str(number), style)
        store.append(_comment(remark, places.space, str(number), written_on))
        number += 1
    package.changed[package.main] = written(root)
    if name:
        package.changed[name] = written(store)
    else:
        package.add_comments(store)
    return package.packed()


class _Places:
    """Where quotes of a reading stand in the main document."""

    def __init__(self, package: Package, root: Any, document: Document) -> None:
        self.space = root.tag.partition("}")[0].lstrip("{")
        self.document = document
        self.lines = lines_in(root)
        self.atlas = Atlas(self.lines, [block for block in document.blocks if block.part in _IN_TEXT])
        self.notes = dict(self._marks(package, root, "footnote")) | dict(self._marks(package, root, "endnote"))
        filled = [line for line in self.lines if line.text] or self.lines
        self.title = Stretch(filled[0].element, 0, len(filled[0].text) - 1) if filled else None

    def _marks(self, package: Package, root: Any, kind: str) -> Iterator[tuple[tuple[str, str], Any]]:
        """The runs with the marks of footnotes, by the text of the note."""
        name = package.related(f"{kind}s")
        if name is None:
            return
        marks = {mark.get(f"{{{self.space}}}id"): mark.getparent() for mark in root.iter(f"{{{self.space}}}{kind}Reference")}
        for note in parse(package.read(name)).iterchildren():
            run = marks.get(note.get(f"{{{self.space}}}id"))
            if run is not None and local(run) == "r":
                for line in lines_in(note):
                    yield (kind, line.text), run

    def of(self, quote: Quote | None) -> Stretch | None:
        if quote is None:
            return self.title
        block = self.document.block_at(quote.start)
        start, end = quote.start - block.start, min(quote.end, block.end) - block.start
        if block.part in ("footnote", "endnote"):
            run = self.notes.get((block.part, squeezed(block.text)))
            return _around(run) if run is not None else self.title
        found = self.atlas.stretch(block, start, end) if block.part in _IN_TEXT else None
        if found is None:
            return self.title
        box = _ancestor(found.paragraph, "txbxContent")
        if box is None:
            return found
        run = _ancestor(box, "r")
        return _around(run) if run is not None else self.title


def _around(run: Any) -> Stretch:
    return Stretch(_ancestor(run, "p"), run=run)


def _ancestor(element: Any, name: str) -> Any:
    """The nearest element of a name around one; the outermost run for `r`, for a text box may stand in another."""
    found = None
    for above in element.iterancestors():
        if local(above) == name:
            if name != "r":
                return above
            found = above
    return found


def _anchor(stretch: Stretch | None, space: str, number: str, style: str | None) -> None:
    """The marks of a comment around a stretch, and behind it the run that refers to the comment."""
    if stretch is None:
        return
    start, end = _element(space, "commentRangeStart", id=number), _element(space, "commentRangeEnd", id=number)
    reference = _element(space, "r")
    if style:
        reference.append(_element(space, "rPr"))
        reference[0].append(_element(space, "rStyle", val=style))
    reference.append(_element(space, "commentReference", id=number))
    first, last = (stretch.run, stretch.run) if stretch.run is not None else _cut_out(stretch)
    if first is None:
        properties = [child for child in stretch.paragraph if local(child) == "pPr"]
        stretch.paragraph.insert(len(properties), start)
        stretch.paragraph.extend([end, reference])
        return
    first.addprevious(start)
    last.addnext(end)
    after = end
    while after.getparent() is not stretch.paragraph:
        after = after.getparent()
    after.addnext(reference)


def _cut_out(stretch: Stretch) -> tuple[Any, Any]:
    """The runs a stretch begins and ends with, cut so that they hold no more than it; none where it has no characters."""
    if stretch.last < stretch.first:
        return None, None
    _end_at(letters_of(stretch.paragraph)[stretch.last])
    _begin_at(letters_of(stretch.paragraph)[stretch.first])
    letters = letters_of(stretch.paragraph)
    return letters[stretch.first].run, letters[stretch.last].run


def _begin_at(letter: Letter) -> None:
    """Cuts off what stands before a character in its run."""
    before = list(letter.run)[: list(letter.run).index(letter.child)]
    if letter.offset or any(local(child) != "rPr" for child in before):
        _cut(letter.run, letter.child, letter.offset)


def _end_at(letter: Letter) -> None:
    """Cuts off what follows a character in its run."""
    if local(letter.child) == "t" and letter.offset + 1 < len(letter.child.text):
        _cut(letter.run, letter.child, letter.offset + 1)
    elif letter.child.getnext() is not None:
        _cut(letter.run, letter.child.getnext(), 0)


def _cut(run: Any, child: Any, offset: int) -> None:
    """Two runs of one, with the same properties; the second begins with `child` from `offset` on."""
    second = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    properties = next((item for item in run if local(item) == "rPr"), None)
    if properties is not None:
        second.append(copy.deepcopy(properties))
    moved = list(run)[list(run).index(child) :]
    if offset:
        rest = child.makeelement(child.tag, dict(child.attrib))
        rest.text, child.text = child.text[offset:], child.text[:offset]
        for part in (child, rest):
            part.set(_SPACE, "preserve")
        second.append(rest)
        moved = moved[1:]
    for item in moved:
        second.append(item)
    second.tail, run.tail = run.tail, None
    run.addnext(second)


def _comment(remark: Remark, space: str, number: str, written_on: str | None) -> Any:
    comment = _element(space, "comment", id=number, author=AUTHOR, initials=INITIALS)
    if written_on:
        comment.set(f"{{{space}}}date", written_on)
    for index, paragraph in enumerate(remark.paragraphs):
        line = _element(space, "p")
        if index == 0:
            line.append(_element(space, "r"))
            line[0].append(_element(space, "annotationRef"))
        run = _element(space, "r")
        if paragraph.strong:
            run.append(_element(space, "rPr"))
            run[0].append(_element(space, "b"))
        text = _element(space, "t")
        text.text = "".join(sign for sign in paragraph.text if sign.isprintable() or sign == "\u3000")
        text.set(_SPACE, "preserve")
        run.append(text)
        line.append(run)
        comment.append(line)
    return comment


def _ids(space: str, *roots: Any) -> Iterator[str]:
    names = {"comment", "commentRangeStart", "commentRangeEnd", "commentReference"}
    for root in roots:
        for name in names:
            for element in root.iter(f"{{{space}}}{name}"):
                number = str(element.get(f"{{{space}}}id", ""))
                if number.isascii() and number.isdigit():
                    yield number


def _mark_style(package: Package, space: str) -> str | None:
    """The style this document has for the marks of comments, whatever it is called here; none where it has none."""
    name = package.related("styles")
    for style in parse(package.read(name)).iterchildren(f"{{{space}}}style") if name else ():
        named = style.find(f"{{{space}}}name")
        if named is not None and str(named.get(f"{{{space}}}val")).lower() == "annotation reference":
            return str(style.get(f"{{{space}}}styleId"))
    return None


def _element(space: str, name: str, nsmap: dict[str, str] | None = None, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(f"{{{space}}}{name}", {f"{{{space}}}{key}": value for key, value in attributes.items()}, nsmap=nsmap or {"w": space})
