"""The table of characters, `rules/agreement/grammar/characters.yaml`, checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

from awardrules import yamlfile
from awardrules.agreement.grammar.sections import Sections
from awardrules.agreement.programs import regex
from awardrules.diagnostics import AwardrulesError, did_you_mean
from awardrules.language import Text
from awardrules.pack import store
from awardrules.pack.files import data_root
from awardrules.record import Record

GONE = "\0"  # stands for a dropped character until its neighbours have been looked at
WIDTHS = {"1": " ", "2": "\u3000", "4": "\t"}
BREAK = "\n"
_POINT = regex(r"U\+([0-9A-F]{4,5})(?:-U\+([0-9A-F]{4,5}))?")
_MOST_OF_A_RANGE = 0x8000
_THROUGH = 4


class Reading(Record):
    """Runs of `members` are read as `to` behind a character of `left` and before one of `right` (regular classes; empty: any).

    `runs` is a pattern of the runs of which that may be so.
    """

    runs: str
    members: str
    left: frozenset[str]
    right: frozenset[str]
    to: str

    @cached_property
    def signs(self) -> re.Pattern[str]:
        """`runs`, compiled."""
        return regex(self.runs)


class Characters(Record):
    """`readings` come first, then `table` turns every character into one, so that no place moves; `GONE` is left out later.

    `changing` is a pattern of signs that one of the readings would change.
    """

    table: dict[int, str]
    readings: tuple[Reading, ...]
    dropped: frozenset[str]
    changing: str

    @cached_property
    def doubtful(self) -> re.Pattern[str]:
        """`changing`, compiled."""
        return regex(self.changing)

    @cached_property
    def read(self) -> re.Pattern[str]:
        """Any sign that a reading may change."""
        return regex(_class(frozenset().union(*(reading.members for reading in self.readings))))

    def plain(self, raw: str) -> str:
        """The text in the characters of the grammar, exactly as long as it was."""
        for reading in self.readings if self.read.search(raw) else ():
            raw = reading.signs.sub(_reader(reading, self.dropped), raw)
        return raw.replace("\r\n", f"{GONE}\n").translate(self.table)


def _changing(reading: Reading) -> str:
    """A pattern of signs that a reading changes, dropped characters aside."""
    signs = _class(frozenset(reading.members))
    other = (
        f"(?={re.escape(reading.to)}*+{_class(frozenset(reading.members) - {reading.to})})" if reading.to and reading.to in reading.members else ""
    )
    behind = f"(?<={_class(reading.left)})" if reading.left else ""
    before = f"(?={_class(reading.right)})" if reading.right else ""
    return f"{behind}{other}{signs}++{before}"


def _runs(members: frozenset[str], left: frozenset[str], right: frozenset[str], dropped: frozenset[str]) -> str:
    """A pattern of whole runs of signs between neighbours of two classes (empty: any); a dropped character may hide a neighbour."""
    signs = _class(members)
    behind = f"(?<={_class(left | dropped)}{signs})" if left else ""
    before = f"(?={_class(right | dropped)})" if right else ""
    return f"{signs}(?<!{signs}{signs}){behind}{signs}*+{before}"


def _class(signs: frozenset[str]) -> str:
    """A class of the signs, ranges of them as ranges: one of all Chinese characters is short."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in runs) + "]"


def _reader(reading: Reading, dropped: frozenset[str]) -> Callable[[re.Match[str]], str]:
    left, right, to = reading.left, reading.right, reading.to or GONE

    def read(found: re.Match[str]) -> str:
        text, start, end = found.string, *_neighbours(found, dropped)
        if left and (start == 0 or text[start - 1] not in left):
            return found[0]
        if right and (end == len(text) or text[end] not in right):
            return found[0]
        return to * len(found[0])

    return read


def _neighbours(found: re.Match[str], dropped: frozenset[str]) -> tuple[int, int]:
    """Where the neighbours of a match end and begin; a few characters that say nothing are looked through."""
    text, start, end = found.string, found.start(), found.end()
    first, last = max(start - _THROUGH, 0), min(end + _THROUGH, len(text))
    while start > first and text[start - 1] in dropped:
        start -= 1
    while end < last and text[end] in dropped:
        end += 1
    return start, end


@cache
def characters(path: Path | None = None) -> Characters:
    """The table in a file, by default the one that comes with the package. Raises AwardrulesError with every fault found."""
    file = path or data_root() / "rules" / "agreement" / "grammar" / "characters.yaml"
    return store.kept(Characters, [file], file.parent, lambda: _read(file), compilers=("agreement/grammar",))


def _read(file: Path) -> Characters:
    reader = Sections(str(file))
    root = reader.mapping(yamlfile.load(file), {"classes", "between", "same", "dropped", "spaces", "breaks"})
    classes = {name: frozenset(_signs(reader, value)) for name, _, value in reader.pairs(root, "classes")}
    table: dict[int, str] = {}
    for item in reader.items(root, "same"):
        _same(reader, item, table)
    for item in reader.items(root, "dropped"):
        _put(reader, item, _signs(reader, item), GONE, table)
    for width, key, value in reader.pairs(root, "spaces"):
        if width in WIDTHS:
            _put(reader, value, _signs(reader, value), WIDTHS[width], table)
        else:
            reader.fault("bad-width", key, Text(f"没有宽度 `{width}`", f"no width `{width}`"), Text("可用：1、2、4", "one of: 1, 2, 4"))
    breaks = root.get("breaks")
    _put(reader, breaks, _signs(reader, breaks), BREAK, table)
    dropped = frozenset(chr(code) for code, sign in table.items() if sign == GONE)
    readings = [found for item in reader.items(root, "between") if (found := _between(reader, item, classes, dropped))]
    if reader.faults:
        raise AwardrulesError(reader.faults)
    changing = "|".join(map(_changing, readings)) or "(?!)"
    return Characters({code: sign for code, sign in table.items() if chr(code) != sign}, tuple(readings), dropped, changing)


def _between(reader: Sections, item: yamlfile.Node, classes: dict[str, frozenset[str]], dropped: frozenset[str]) -> Reading | None:
    rule = reader.mapping(item, {"signs", "left", "right", "to"})
    signs = "".join(_signs(reader, rule.get("signs")))
    to = reader.text(rule.get("to"), item)
    sides: list[frozenset[str]] = []
    for side in ("left", "right"):
        names = list(reader.items(rule, side)) if rule.get(side) else []
        for name in names:
            if reader.text(name, item) not in classes:
                word = reader.text(name, item)
                reader.fault("unknown-class", name, Text(f"没有字符类 `{word}`", f"no class of characters `{word}`"), did_you_mean(word, classes))
        sides.append(frozenset().union(*(classes.get(reader.text(name, item), frozenset()) for name in names)))
    if len(to) > 1:
        reader.fault("bad-character", rule.get("to"), Text("`to` 至多一个字符", "`to` is at most one character"))
    if not any(rule.get(side) for side in ("left", "right")):
        reader.fault("missing-key", item, Text("须有 `left` 或 `right`", "needs `left` or `right`"))
    if not signs:
        return None
    return Reading(_runs(frozenset(signs), sides[0], sides[1], dropped), signs, sides[0], sides[1], to)


def _same(reader: Sections, item: yamlfile.Node, table: dict[int, str]) -> None:
    rule = reader.mapping(item, {"from", "to"})
    source, target = reader.text(rule.get("from"), item), reader.text(rule.get("to"), item)
    if len(target) not in (1, len(source)):
        reader.fault("bad-character", item, Text("`to` 须为一个字符，或与 `from` 一样长", "`to` is one character, or as long as `from`"))
        return
    for place, sign in enumerate(source):
        _put(reader, item, [sign], target if len(target) == 1 else target[place], table)


def _put(reader: Sections, node: yamlfile.Node | None, signs: list[str], to: str, table: dict[int, str]) -> None:
    for sign in signs:
        if ord(sign) in table:
            name = f"U+{ord(sign):04X}"
            reader.fault("duplicate-character", node, Text(f"字符 `{sign}`（{name}）重复", f"character `{sign}` ({name}) is listed twice"))
        table[ord(sign)] = to


def _signs(reader: Sections, node: yamlfile.Node | None) -> list[str]:
    """The characters a text lists: itself, or code points and ranges of them."""
    text = reader.text(node, node)
    if not text.startswith("U+"):
        return list(dict.fromkeys(text))
    return list(dict.fromkeys(sign for word in text.split() for sign in _points(reader, node, word)))


def _points(reader: Sections, node: yamlfile.Node | None, word: str) -> Iterator[str]:
    found = _POINT.fullmatch(word)
    first, last = (int(found[1], 16), int(found[2] or found[1], 16)) if found else (1, 0)
    if not found or not 0 <= last - first <= _MOST_OF_A_RANGE:
        reader.fault("bad-character", node, Text(f"`{word}` 不是字符编码，应如 U+200B", f"`{word}` is no code point such as U+200B"))
        return
    yield from map(chr, range(first, last + 1))
