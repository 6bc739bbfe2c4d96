"""Word's automatic numbering, computed as a reader sees it (ECMA-376 part 1, 17.9).

Lists that share an abstract definition count on in common. A list that overrides the start of a level starts it again when it is
first used; a level starts again when a level above it has been used, unless its definition says otherwise.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.numerals import formatted
from awardrules.agreement.reading.package import Element, W, on, value, whole
from awardrules.agreement.reading.styles import Style, Styles

_LEVELS = 9
_MOST = 1_000_000
_PLACE = regex(r"%([1-9])")


class Level(NamedTuple):
    """One level of a list; `restart` is the level, counted from 1, that starts it again: None any above, 0 none."""

    start: int
    style: str
    text: str
    legal: bool
    restart: int | None
    paragraph_style: str


class List(NamedTuple):
    """A list instance: the definition it counts with, its levels, and the starts it overrides."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document and where each counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        definitions = {value(element, "abstractNumId"): element for element in root.iterchildren(W + "abstractNum")}
        instances = {value(element, "numId"): element for element in root.iterchildren(W + "num")}
        levels: dict[str, dict[int, Level]] = {}
        for identity, instance in instances.items():
            definition = self._definition(value(instance.find(W + "abstractNumId")), definitions, instances)
            if definition not in levels:
                levels[definition] = _levels(definitions.get(definition))
            self._lists[identity] = _list(instance, definition, levels[definition])

    def label(self, properties: Element | None, style_id: str, style: Style) -> str:
        """Counts a paragraph in, and gives its number as a reader sees it; empty for bullets and paragraphs without a number."""
        direct = None if properties is None else properties.find(W + "numPr")
        identity = value(direct.find(W + "numId")) if direct is not None else ""
        level = whole(value(direct.find(W + "ilvl"))) if direct is not None else None
        identity, by_style = identity or style.numbering, not identity
        found = self._lists.get(identity)
        if found is None:
            return ""
        if level is None:
            level = _level_of_style(found, (style_id, style.numbered_by), style.level or 0) if by_style else 0
        return self._count(identity, found, level) if level in found.levels else ""

    def _count(self, identity: str, found: List, level: int) -> str:
        counts = self._counts.setdefault(found.definition, {})
        if level in found.starts and (identity, level) not in self._begun:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] = min(counts[level] + 1, _MOST)
        else:
            counts[level] = _start(found, level)
        self._begun.add((identity, level))
        for deeper in [each for each in counts if each > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return _shown(found, level, counts)

    def _definition(self, identity: str, definitions: dict[str, Element], instances: dict[str, Element]) -> str:
        """The definition that has the levels: one that only points to a numbering style is followed, once."""
        element = definitions.get(identity)
        link = value(element.find(W + "numStyleLink")) if element is not None else ""
        if not link:
            return identity
        instance = instances.get(self._styles.numbering_of(link))
        target = value(instance.find(W + "abstractNumId")) if instance is not None else ""
        return target if target in definitions else identity


def _level_of_style(found: List, styles: tuple[str, str], given: int) -> int:
    """The level that names one of these styles, else the level that the style gives."""
    return next((index for index, each in found.levels.items() if each.paragraph_style and each.paragraph_style in styles), given)


def _list(instance: Element, definition: str, levels: dict[int, Level]) -> List:
    """An instance with its own levels and starts."""
    starts: dict[int, int] = {}
    own = dict(levels)
    for override in instance.iterchildren(W + "lvlOverride"):
        index = _index(override)
        start = whole(value(override.find(W + "startOverride")))
        if start is not None:
            starts[index] = start
        replaced = _level(override.find(W + "lvl"), index)
        if replaced:
            own[index] = replaced
    return List(definition, own, starts)


def _levels(definition: Element | None) -> dict[int, Level]:
    """The levels of a definition by index."""
    elements = definition.iterchildren(W + "lvl") if definition is not None else ()
    read = [(_index(element), element) for element in elements]
    return {index: found for index, element in read if (found := _level(element, index))}


def _index(element: Element) -> int:
    index = whole(value(element, "ilvl"), -1)
    return -1 if index is None else index


def _level(element: Element | None, index: int) -> Level | None:
    """A level from its element; None for other elements."""
    if element is None or element.tag != W + "lvl" or not 0 <= index < _LEVELS:
        return None
    style = element.find(W + "numFmt")
    if style is None:  # a format of newer versions stands in a choice, the usual one in its fallback
        style = next(iter(element.iter(W + "numFmt")), None)
    kind = value(style) or "decimal"
    if kind == "custom" and value(style, "format").startswith("0"):
        kind = "decimalZero"
    return Level(
        whole(value(element.find(W + "start")), 0) or 0,
        kind,
        value(element.find(W + "lvlText")),
        bool(on(element.find(W + "isLgl"))),
        whole(value(element.find(W + "lvlRestart"))),
        value(element.find(W + "pStyle")),
    )


def _start(found: List, level: int) -> int:
    return found.starts[level] if level in found.starts else found.levels[level].start


def _shown(found: List, level: int, counts: dict[int, int]) -> str:
    """The text of a level with the numbers of the levels it names."""
    definition = found.levels[level]
    if definition.style == "bullet":
        return ""

    def number(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        if index not in found.levels or index > level:
            return ""
        style = found.levels[index].style
        count = counts[index] if index in counts else _start(found, index)
        return formatted(count, "decimal" if definition.legal and style != "none" else style)

    return _PLACE.sub(number, definition.text).strip()
