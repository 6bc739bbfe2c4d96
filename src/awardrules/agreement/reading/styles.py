"""Styles of a Word document: what a paragraph or a run inherits — numbering, hidden text, strike-through, heading levels."""

from __future__ import annotations

import re
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.package import Element, W, on, value, whole

_LONGEST_CHAIN = 32
_HEADING = regex(r"(?:heading|标题|title|subtitle|副标题)\s*\d?$", re.IGNORECASE)
TOGGLES = ("vanish", "strike", "dstrike")


class Style(NamedTuple):
    """What a style gives after its whole chain: the number it hangs on, whether it is a heading, and which toggles are on."""

    numbering: str = ""  # numId
    level: int | None = None
    numbered_by: str = ""  # the style of the chain that carries the numId: a list level can name it
    heading: bool = False
    contents: bool = False
    on: frozenset[str] = frozenset()


PLAIN = Style()


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self.paragraph, self.hidden = "", False
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            identity = value(element, "styleId")
            self._elements.setdefault(identity, element)
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                self.paragraph = identity
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}vanish")
        self.hidden = bool(on(defaults))

    def of_paragraph(self, identity: str) -> Style:
        """The style of a paragraph; the default one where it names none."""
        return self.of(identity or self.paragraph)

    def of(self, identity: str) -> Style:
        """A style with all it inherits."""
        if identity not in self._resolved:
            self._resolved[identity] = self._resolve(identity)
        return self._resolved[identity]

    def numbering_of(self, identity: str) -> str:
        """The numId of a numbering style."""
        element = self._elements.get(identity)
        return "" if element is None else value(element.find(f"{W}pPr/{W}numPr/{W}numId"))

    def _resolve(self, identity: str) -> Style:
        numbering, level, numbered_by, heading = "", None, "", None
        toggles: dict[str, bool] = {}
        name = value(self._first(identity, "name"))
        seen: set[str] = set()
        while identity in self._elements and identity not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(identity)
            element = self._elements[identity]
            properties = element.find(W + "pPr")
            if properties is not None:
                number = properties.find(W + "numPr")
                if number is not None and not numbering:
                    numbering, numbered_by = value(number.find(W + "numId")), identity
                    level = whole(value(number.find(W + "ilvl")), level)
                outline = properties.find(W + "outlineLvl")
                if heading is None and outline is not None:
                    heading = (whole(value(outline), 9) or 0) < 9
            for toggle in TOGGLES:
                given = on(element.find(f"{W}rPr/{W}{toggle}"))
                if given is not None:
                    toggles.setdefault(toggle, given)
            identity = value(element.find(W + "basedOn"))
        is_heading = heading if heading is not None else _HEADING.match(name) is not None
        contents = name.lower().startswith(("toc ", "目录"))
        return Style(numbering, level, numbered_by, is_heading, contents, frozenset(t for t, given in toggles.items() if given))

    def _first(self, identity: str, tag: str) -> Element | None:
        element = self._elements.get(identity)
        return None if element is None else element.find(W + tag)
