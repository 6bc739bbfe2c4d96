"""The headings of a document, read from its flattened text: which locator a place stands under.

Chinese official texts number their headings 一、 → （一） → 1. → （1）, or by articles 第一条 → （一） → 1. → （1）, with or without chapters.
A number counts as a heading only where it continues the numbering and stands where a heading can stand, so figures and references in
the body are passed over. Where lines begin plays no part, except to save a heading after a sentence whose full stop is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from awardrules.pack.sourcetext import Flattened

NOTICE, PREAMBLE = "印发通知", "前言"

_N = "零〇一二三四五六七八九十百"
_MARKER = re.compile(
    rf"(?P<chapter>第[{_N}]{{1,5}}[编章节])|(?P<article>第[{_N}]{{1,6}}条)|(?P<chinese>[{_N}]{{1,4}}、)|(?P<paren>[（(][{_N}]{{1,4}}[）)])"
    r"|(?P<digit>(?<![\d.．\-—–/第件表图款项])\d{1,2}[.．、](?!\d))|(?P<item>[（(]\d{1,2}[）)])"
)
_LEVEL = {"chapter": 0, "article": 1, "chinese": 1, "paren": 2, "digit": 3, "item": 4}
_TOP = 1
_SENTENCE_END = "。；！？"
_STRONG = _SENTENCE_END + "：:】〕」”"
_LONGEST_TITLE = 60
_LONGEST_FRONT = 4000  # the last section of a part, then title and preamble of the next
_MOST_SKIPPED = 3
_REFERENCE_AFTER = re.compile(r"规定|所|的|至|和|或|及|第|中|款|项|，|、|；|。|）")
_REFERENCE_BEFORE = re.compile(r"(?:依据|根据|按照|违反|适用|依照|本办法|本法|第|至|和|或|及)$")
_POINTING = tuple("第条款项至和或与及见、")
_POINTED = re.compile(r"项(?!目)|款(?![项式])|[至、和或][（(]")
_ANNEX = re.compile(rf"(?<![（(见《、和及])附件[\d{_N}]*(?:[-—－]\d+)?(?![：:、）)》\d])")
_SIGNED = re.compile(r"(?:^|[。！])[^。，；：（《]{0,120}?\d{4}年\d{1,2}月\d{1,2}日")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's own text: from its number to the next heading. `path` is its locator's parts, `body` where the number ends."""

    path: tuple[str, ...]
    start: int
    body: int
    end: int
    level: int

    @property
    def locator(self) -> str:
        """As clauses print it: `三/（一）/1`."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a text in order. `aliases` are names of parts in locators that no heading carries: they name the main part."""

    sections: tuple[Section, ...]
    aliases: frozenset[str] = frozenset()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _first: Mapping[tuple[str, ...], Section] = field(default_factory=dict, repr=False)

    def at(self, position: int) -> Section | None:
        """The section a place of the flattened text stands in; None in an empty text."""
        found = bisect_right(self._starts, position) - 1
        return self.sections[max(found, 0)] if self.sections else None

    def same(self, locator: str, section: Section) -> bool:
        """Whether a locator names that section; chapters in the locator are passed over, since articles are numbered through."""
        return section.path == self._path(locator)

    def named(self, locator: str) -> Section | None:
        """The first section of that locator."""
        return self._first.get(self._path(locator))

    def _path(self, locator: str) -> tuple[str, ...]:
        path = split(locator)
        return path[1:] if path and path[0] in self.aliases else path


@lru_cache(maxsize=4096)
def split(locator: str) -> tuple[str, ...]:
    """The parts of a locator in the form of section paths: full-width brackets, no chapters, no closing mark of a number."""
    parts = [part.strip().replace("(", "（").replace(")", "）").rstrip("、.．") for part in locator.split("/")]
    return tuple(part for part in parts if part and not re.fullmatch(rf"第[{_N}]+[编章节]", part))


def part_names(locators: Iterable[str]) -> list[str]:
    """The names of document parts that locators begin with (`操作指引`, `附件1-1`), longest first."""
    heads = {path[0] for locator in locators if (path := split(locator))} - {NOTICE, PREAMBLE}
    return sorted((name for name in heads if not _is_number(name)), key=lambda name: (-len(name), name))


def _is_number(name: str) -> bool:
    return re.fullmatch(rf"[{_N}]+|第[{_N}]+条|（[{_N}]+）|（?\d+）?", name) is not None


def number(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral below a thousand."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = "一二三四五六七八九".find(character) + 1
    return total + digit


def outline(copy: Flattened, names: Iterable[str] = ()) -> Outline:
    """The sections of a text. `names` are the parts that locators name; annexes are found without."""
    scan = _Scan(copy, list(names))
    for marker in _MARKER.finditer(copy.text):
        scan.offer(marker)
    return scan.done()


class _Scan:
    """One pass over the text: the open headings, and the sections closed so far."""

    def __init__(self, copy: Flattened, names: list[str]) -> None:
        self.flat, self.line_starts, self.names = copy.text, copy.line_starts, names
        self.part: tuple[str, ...] = ()
        self.top: tuple[str, int] | None = None
        self.open: list[tuple[int, int, str]] = []
        self.found: list[tuple[tuple[str, ...], int, int, int]] = []
        self.last = 0
        self.nameless = 0  # up to here no part is named since the last heading, so that nothing is searched twice
        self.parts = 1

    def offer(self, marker: re.Match[str]) -> None:
        kind, start = str(marker.lastgroup), marker.start()
        if not self.can_stand(kind, marker):
            return
        label = re.sub(r"[、.．]$", "", marker[0]).replace("(", "（").replace(")", "）")
        value, level = number(re.sub(r"[^\d" + _N + "]", "", label)), _LEVEL[kind]
        if kind == "chapter":
            self.open = []
            self.add((*self.part, label), marker, level)
        elif level == _TOP:
            if self.continues_top(kind, value, start) or self.begins_part(kind, value, start):
                self.top = (kind, value)
                self.push(level, value, label, marker)
        elif self.continues(level, value, start):
            self.push(level, value, label, marker)

    def push(self, level: int, value: int, label: str, marker: re.Match[str]) -> None:
        self.open = [*(entry for entry in self.open if entry[0] < level), (level, value, label)]
        self.add((*self.part, *(entry[2] for entry in self.open)), marker, level)

    def add(self, path: tuple[str, ...], marker: re.Match[str], level: int) -> None:
        self.found.append((path, marker.start(), marker.end(), level))
        self.last = marker.end()

    def strong(self, start: int) -> bool:
        """Whether what stands before ends a sentence, a list's lead or another heading's number."""
        return start in (0, self.last) or self.flat[start - 1] in _STRONG

    def can_stand(self, kind: str, marker: re.Match[str]) -> bool:
        """Whether a heading may stand here: after the end of a sentence, right after the title of the heading before, or on a line."""
        start = marker.start()
        if kind in ("article", "chapter") and _REFERENCE_AFTER.match(self.flat, marker.end()):
            return False
        if _LEVEL[kind] > _TOP and start != self.last and (self.flat[start - 1] in _POINTING or _POINTED.match(self.flat, marker.end())):
            return False
        in_title = start - self.last <= _LONGEST_TITLE and not re.search(f"[{_SENTENCE_END}：]", self.flat[self.last : start])
        if self.strong(start) or self.flat[start - 1] in "）)" or in_title or start in self.line_starts:
            return True
        return _LEVEL[kind] == _TOP and self.title_before(start) is not None

    def continues(self, level: int, value: int, start: int) -> bool:
        """Whether a number below the top continues its run or begins one."""
        current = next((entry[1] for entry in self.open if entry[0] == level), None)
        if current is None:
            return (value == 1 and bool(self.open)) or (value <= _MOST_SKIPPED and self.strong(start))
        return value == current + 1 or (current < value <= current + _MOST_SKIPPED and self.strong(start))

    def continues_top(self, kind: str, value: int, start: int) -> bool:
        if self.top is None or self.top[0] != kind:
            return False
        return value == self.top[1] + 1 or (self.top[1] < value <= self.top[1] + _MOST_SKIPPED and self.strong(start))

    def begins_part(self, kind: str, value: int, start: int) -> bool:
        """Whether numbering begins: for the first time, or anew for a companion text or an annex, whose part is then opened."""
        if value != 1:
            return False
        if self.top is None:
            return True
        named = self.name_before(start)
        tail = self.title_before(start)
        if named is None and (self.top[0] != kind or tail is None):
            return False
        self.parts += 1
        if named is None:
            named = (f"第{self.parts}部分", start - len(tail or ""))
        self.part = (named[0],)
        self.open = []
        self.found.append(((*self.part, PREAMBLE), named[1], named[1], 0))
        return True

    def title_before(self, start: int) -> str | None:
        """The text since the last sentence, where it can be a title (none but empty after a full stop); None where it cannot."""
        floor = max(self.last, start - 3 * _LONGEST_TITLE)
        begin = max(self.flat.rfind(mark, floor, start) for mark in _SENTENCE_END) + 1
        tail = self.flat[max(begin, floor) : start]
        if begin <= floor != self.last or re.search("[，：]", tail.replace("附件：", "")) or _REFERENCE_BEFORE.search(tail):
            return None
        return tail

    def name_before(self, start: int) -> tuple[str, int] | None:
        """The name of a part that begins between the last heading and here, and where its title begins."""
        floor = max(self.last, start - _LONGEST_FRONT)
        begin = max(floor, self.nameless - _LONGEST_TITLE)
        for name in self.names:
            for found in re.compile(re.escape(name) + r"(?![\d：:、）)》\-—])").finditer(self.flat, begin, start):
                sentence = max(floor, *(self.flat.rfind(mark, floor, found.start()) + 1 for mark in _SENTENCE_END))
                lead = self.flat[sentence : found.start()]
                if name.startswith("附件") and not re.search(r"[（(见《、和及]$", lead):
                    return name, found.start()
                if not name.startswith("附件") and not re.search("[，《（]", lead):
                    return name, sentence
        annexes = list(_ANNEX.finditer(self.flat, begin, start))
        self.nameless = start
        return (annexes[-1][0], annexes[-1].start()) if annexes else None

    def done(self) -> Outline:
        first = self.found[0][1] if self.found else len(self.flat)
        rows = [*_front(self.flat, first), *self.found]
        ends = [*(row[1] for row in rows), len(self.flat)][1:]
        sections = tuple(Section(path, start, body, end, level) for (path, start, body, level), end in zip(rows, ends, strict=False))
        carried = {section.path[0] for section in sections}
        first_of = {section.path: section for section in reversed(sections)}
        return Outline(sections, frozenset(self.names) - carried, tuple(section.start for section in sections), first_of)


def _front(flat: str, first: int) -> list[tuple[tuple[str, ...], int, int, int]]:
    """What stands before the first heading: the covering notice up to its signature and date, then the title and preamble."""
    if first == 0:
        return []
    signed = _SIGNED.search(flat, 0, first)
    if signed is None or "通知" not in flat[: signed.start()]:
        return [((PREAMBLE,), 0, 0, 0)]
    return [((NOTICE,), 0, 0, 0), ((PREAMBLE,), signed.end(), signed.end(), 0)]
