"""What of a document its clauses cover: normative sentences that no clause reaches, and the share covered under each heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from awardrules.pack.headings import NOTICE, PREAMBLE, Outline, Section
from awardrules.pack.sourcetext import excerpt, modal_words, sentences

_LONGEST_TITLE = 40
_LONGEST_SHORT_TITLE = 30


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A normative sentence, or the rest of one, outside every clause."""

    locator: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normative:
    """Under one heading: how many characters of normative sentences there are, and how many of them clauses cover."""

    locator: str
    length: int
    covered: int


def coverage(flat: str, outline: Outline, spans: Iterable[tuple[int, int]]) -> tuple[list[Uncovered], list[Normative]]:
    """What the spans leave out, and the coverage of each section that has norms. Titles of headings are no norms."""
    reached = bytearray(len(flat))
    for a, b in spans:
        reached[max(a, 0) : b] = b"\1" * max(0, min(b, len(flat)) - max(a, 0))
    modal = modal_words(flat)
    titled = _titled_runs(flat, outline)
    left_out: list[Uncovered] = []
    shares: list[Normative] = []
    for section in outline.sections:
        length = covered = 0
        for a, b in sentences(flat, section.start, section.end):
            words = modal[bisect_left(modal, a) : bisect_left(modal, b)]
            a = _after_title(flat, reached, section, titled, a, b)
            norms = [at for at in words if at >= a]
            if not norms:
                continue
            length += b - a
            covered += sum(reached[a:b])
            for x, y in _gaps(reached, a, b):
                if any(x <= at < y for at in norms):
                    left_out.append(Uncovered(section.locator, excerpt(flat[x:y]), x, y))
        if length:
            shares.append(Normative(section.locator, length, covered))
    return left_out, shares


def _gaps(reached: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a sentence that no span reaches."""
    return [(start + found.start(), start + found.end()) for found in re.finditer(rb"\0+", reached[start:end])]


def _after_title(flat: str, reached: bytearray, section: Section, titled: frozenset[Section], start: int, end: int) -> int:
    """Where the sentence begins that a heading's title may run into, the text being flattened.

    A title is in brackets after the number of an article; a first sentence of its own, where all headings beside it have one too; all
    that stands between two headings without a full stop; or the uncovered words, without any punctuation, before a clause's text begins.
    """
    if start != section.start or section.level > 2:
        return start
    lead = re.compile(r"[（【〔(][^（）【】〔〕()]{1,40}[）】〕)]").match(flat, section.body, end)
    if lead and section.path[-1].startswith("第"):
        return lead.end()
    body = flat[section.body : end]
    if section in titled or (end == section.end and not re.search("[。；：，]", body) and len(body) <= _LONGEST_TITLE):
        return end
    run = next(iter(_gaps(reached, start, end)), (end, end))
    if run[0] != start:
        return start
    words = flat[section.body : run[1]]
    if section.path[-1] in (NOTICE, PREAMBLE):
        return section.body + len(re.split("[，。；：]", words)[0])
    is_title = run[1] < end and len(words) <= _LONGEST_TITLE and not re.search("[，。；：]|应|须|不得|可以", words)
    return run[1] if is_title else start


def _titled_runs(flat: str, outline: Outline) -> frozenset[Section]:
    """The sections whose first sentence is a title: short, without a comma, with more text after it, and so for all beside it."""
    beside: dict[tuple[tuple[str, ...], int], list[Section]] = {}
    for section in outline.sections:
        if section.level in (1, 2):
            beside.setdefault((section.path[:-1], section.level), []).append(section)
    parents = {section.path[:-1] for section in outline.sections}
    titled: set[Section] = set()
    for group in beside.values():
        if len(group) > 1 and all(_has_short_title(flat, section, section.path in parents) for section in group):
            titled.update(group)
    return frozenset(titled)


def _has_short_title(flat: str, section: Section, is_parent: bool) -> bool:
    stop = flat.find("。", section.body, section.end)
    title = flat[section.body : stop]
    return 0 <= stop < section.end - (0 if is_parent else 1) and len(title) <= _LONGEST_SHORT_TITLE and "，" not in title and "；" not in title
