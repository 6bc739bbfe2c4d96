"""Where the text of an agreement stands in a Word file: each block to its paragraphs, each character to its run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from awardrules.agreement.reading.model import Block
from awardrules.record import Record

ALIKE = 0.7
_BOXES = frozenset("□■☐☑☒☓✓✔✕✖✗✘√⊠⬜⬛▢▣◻◼❎✅")
# what an accepted view does not show, and what is no text of the paragraph it stands in
_OUTSIDE = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "rPr", "pPr", "ruby"})


class Letter(Record):
    """One visible character: the run it is in, the child of that run, and its place in the text of the child."""

    run: Any
    child: Any
    offset: int


class Line(Record):
    """A paragraph of a Word file and its visible characters that count (`squeezed`); `index` counts from 0 all paragraphs of the part."""

    element: Any
    text: str
    index: int


class Stretch(Record):
    """Part of a paragraph: from one visible character to another, both included; or one `run` of it.

    Characters are named by number, not by their runs: runs are cut while comments are put in, and the count stays true.
    """

    paragraph: Any
    first: int = 0
    last: int = -1
    run: Any = None


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def lines_in(root: Any) -> list[Line]:
    """The paragraphs below an element in the order of the file; those of a text box follow the one that holds it, once."""
    found = []
    paragraphs = (element for element in root.iter() if local(element) == "p" and element.tag.partition("}")[0] == root.tag.partition("}")[0])
    for index, element in enumerate(paragraphs):
        if not any(local(above) == "Fallback" for above in element.iterancestors()):
            found.append(Line(element, "".join(sign for sign, _ in _letters(element)), index))
    return found


def letters_of(paragraph: Any) -> list[Letter]:
    """The visible characters of a paragraph that count (`squeezed`)."""
    return [letter for _, letter in _letters(paragraph)]


def _letters(element: Any) -> Iterator[tuple[str, Letter]]:
    for child in element.iterchildren():
        name = local(child)
        if name == "r":
            if not _hidden(child):
                yield from _of_run(child)
        elif name not in _OUTSIDE and name != "p":
            yield from _letters(child)


def _of_run(run: Any) -> Iterator[tuple[str, Letter]]:
    for child in run.iterchildren():
        if local(child) == "t":
            yield from ((sign, Letter(run, child, offset)) for offset, sign in enumerate(child.text or "") if not passed_over(sign))
        elif local(child) == "noBreakHyphen":
            yield "-", Letter(run, child, 0)
        elif local(child) == "ruby":
            for base in child.iterchildren():
                if local(base) == "rubyBase":
                    yield from _letters(base)


def _hidden(run: Any) -> bool:
    for properties in run.iterchildren():
        if local(properties) == "rPr":
            return any(local(item) == "vanish" and not {"0", "false", "off"} & set(item.attrib.values()) for item in properties.iterchildren())
    return False


def squeezed(text: str) -> str:
    """Text without what a reading may write otherwise than the file: white space, lines to write on and the signs of boxes to tick."""
    return "".join(sign for sign in text if not passed_over(sign))


def passed_over(sign: str) -> bool:
    """Whether a sign does not count in comparing a reading with its file."""
    return sign.isspace() or sign == "_" or sign in _BOXES


class Atlas:
    """Finds blocks of a reading in the paragraphs of a part: where the reading says they are, else by their text in the order of the file.

    Nothing is taken on trust: the text of a block has to be that of its paragraphs. Where a form field or a symbol font makes the reading
    differ in a few signs, the paragraphs it names are its place all the same; where it differs in more, it has none.
    """

    def __init__(self, lines: list[Line], blocks: Iterable[Block]) -> None:
        self.found: dict[int, tuple[Line, ...]] = {}
        self.alike: dict[int, tuple[Line, ...]] = {}
        self.lines = lines
        self._by_index = {line.index: line for line in lines}
        position = {line.index: number for number, line in enumerate(lines)}
        self._by_text: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            self._by_text.setdefault(line.text, []).append(number)
        reached = 0
        for block in blocks:
            wanted = squeezed(block.text)
            if not wanted:
                continue
            named = self._named(block.place)
            span = named if "".join(line.text for line in named) == wanted else self._following(wanted, reached)
            if not span and named and _alike("".join(line.text for line in named), wanted):
                self.alike[block.start] = named
            if span:
                self.found[block.start] = span
                reached = position[span[-1].index] + 1

    def _named(self, place: str) -> tuple[Line, ...]:
        """The paragraphs a reading names (`word/document.xml#17,18`)."""
        numbers = place.partition("#")[2].split(",")
        return tuple(self._by_index[int(n)] for n in numbers if n.isdigit() and int(n) in self._by_index)

    def _following(self, wanted: str, reached: int) -> tuple[Line, ...]:
        """The paragraph, or the paragraphs in a row, that hold a text: from the place reached on, else anywhere."""
        whole = self._by_text.get(wanted)
        if whole:
            return (self.lines[next((i for i in whole if i >= reached), whole[0])],)
        for start in (*range(reached, len(self.lines)), *range(reached)):
            text, end = "", start
            while end < len(self.lines) and len(text) < len(wanted) and wanted.startswith(self.lines[end].text, len(text)):
                text += self.lines[end].text
                end += 1
            if text == wanted and self.lines[start].text:
                return tuple(self.lines[start:end])
        return ()

    def stretch(self, block: Block, start: int, end: int) -> Stretch | None:
        """Where the characters `start`–`end` of a block's text stand; None where the block has no place."""
        lines = self.found.get(block.start)
        if not lines:
            return self._roughly(block, squeezed(block.text[start:end]))
        before, within = len(squeezed(block.text[:start])), len(squeezed(block.text[start:end]))
        for line in lines:
            if before < len(line.text):
                # a comment over several paragraphs of a cell would cross their borders: it stands at those of the first
                return Stretch(line.element, before, min(before + within, len(line.text)) - 1)
            before -= len(line.text)
        return Stretch(lines[0].element, 0, len(lines[0].text) - 1)

    def _roughly(self, block: Block, words: str) -> Stretch | None:
        """Where words stand in the paragraphs of a block that was read a little otherwise; its first paragraph where they are not found."""
        lines = self.alike.get(block.start)
        if not lines:
            return None
        for line in lines:
            at = line.text.find(words)
            if words and at >= 0:
                return Stretch(line.element, at, at + len(words) - 1)
        return Stretch(lines[0].element, 0, len(lines[0].text) - 1)


def _alike(one: str, other: str) -> bool:
    """Whether two texts share nearly all their signs."""
    shared = sum((Counter(one) & Counter(other)).values())
    return shared >= ALIKE * max(len(one), len(other))
