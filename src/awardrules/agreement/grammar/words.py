"""The words of values, `rules/agreement/grammar/values.yaml`, checked when they are loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from awardrules import yamlfile
from awardrules.agreement.grammar.mention import Comparator, Unit
from awardrules.agreement.grammar.sections import LONGEST, Sections
from awardrules.diagnostics import AwardrulesError
from awardrules.language import Text
from awardrules.pack import store
from awardrules.pack.files import data_root
from awardrules.record import Record

UNITS: tuple[Unit, ...] = ("year", "month", "week", "day", "working_day")
SIGNS: tuple[Comparator, ...] = (">=", ">", "<=", "<", "~")
Lists = Mapping[str, tuple[str, ...]]

# section → its lists of words, its sets of characters, its words with the characters that may not stand beside them
_LISTS = {
    "comparators": ("above", "below", "at_least", "at_most", "negations", "distant_negations", "partings"),
    "durations": (*UNITS, "months"),
    "money": ("before", "yuan", "closing", "foreign", "foreign_before"),
    "ratios": ("percent", "thousandth", "opened", "whole", "half", "halves", "equal", "shared_by"),
    "numerals": ("with_one", "ordinals", "vague_behind", "fractions", "not_units"),
    "ticks": (),
    "blanks": ("hints", "someone"),
}
_CHARACTERS = {
    "durations": ("not_behind_half", "not_behind_one"),
    "money": ("alone_before",),
    "ratios": ("not_before_percent", "tenths", "not_before_tenths"),
    "numerals": ("vague_before", "not_behind_vague", "counted"),
    "ticks": ("ticked", "crossed", "empty", "ticked_within", "closing"),
    "blanks": ("placeholders",),
}
_BESIDE = {"comparators": ("not_behind", "not_before"), "durations": ("not_before",), "money": ("not_before",), "ratios": ("not_before_opened",)}
_BY_SIGN = {"comparators": ("touching", "behind", "behind_days")}


class Words(Record):
    """`lists`, `signs` (sets of characters) and `beside` (word → characters) by `section.key`; `by_sign` by comparator."""

    lists: Lists
    signs: Mapping[str, str]
    beside: Mapping[str, Mapping[str, str]]
    by_sign: Mapping[str, Mapping[Comparator, tuple[str, ...]]]

    def any_of(self, *keys: str) -> str:
        """A regular expression of every word of some lists, the longest first."""
        return any_of(word for key in keys for word in self.lists[key])

    def guarded(self, key: str, beside: str) -> str:
        """`any_of` a list, each word only where none of its excluded characters follows."""
        return guarded(self.lists[key], self.beside[beside])


def any_of(words: Iterable[str]) -> str:
    """A regular expression of words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


def guarded(words: Iterable[str], excluded: Mapping[str, str]) -> str:
    """A regular expression of words, the longest first, each only where none of its excluded characters follows."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) + (_not_before(excluded[word]) if word in excluded else "") for word in ordered) + ")"


def _not_before(signs: str) -> str:
    """None of some signs follows; 年终 is another word, and 满十五年终止 is not."""
    return f"(?!(?!终止)[{re.escape(signs)}])"


@cache
def words(path: Path | None = None) -> Words:
    """The words in a file, by default those that come with the package. Raises AwardrulesError with every fault found."""
    file = path or data_root() / "rules" / "agreement" / "grammar" / "values.yaml"
    return store.kept(Words, [file], file.parent, lambda: _read(file), compilers=("agreement/grammar",))


def _read(file: Path) -> Words:
    reader = Sections(str(file))
    root = reader.mapping(yamlfile.load(file), _LISTS)
    lists: dict[str, tuple[str, ...]] = {}
    signs: dict[str, str] = {}
    beside: dict[str, dict[str, str]] = {}
    by_sign: dict[str, dict[Comparator, tuple[str, ...]]] = {}
    for name, keys in _LISTS.items():
        maps = (_LISTS, _CHARACTERS, _BESIDE, _BY_SIGN)
        section = reader.section(root, name, [key for kinds in maps for key in kinds.get(name, ())])
        for key in keys:
            lists[f"{name}.{key}"] = reader.words(section, key)
        for key in _CHARACTERS.get(name, ()):
            signs[f"{name}.{key}"] = _characters(reader, section, key)
        for key in _BESIDE.get(name, ()):
            beside[f"{name}.{key}"] = {word: reader.text(value, at) for word, at, value in reader.pairs(section, key)}
        for key in _BY_SIGN.get(name, ()):
            by_sign[f"{name}.{key}"] = _by_sign(reader, reader.section(section, key))
    _check_units(reader, root, lists)
    if reader.faults:
        raise AwardrulesError(reader.faults)
    return Words(lists, signs, beside, by_sign)


def _characters(reader: Sections, section: yamlfile.Mapping, key: str) -> str:
    node = section.get(key)
    text = reader.text(node, section)
    if isinstance(node, yamlfile.Scalar) and not text:
        reader.fault("bad-word", node, Text(f"`{key}` 不能为空", f"`{key}` is empty"))
    return text


def _by_sign(reader: Sections, section: yamlfile.Mapping) -> dict[Comparator, tuple[str, ...]]:
    found: dict[Comparator, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for name, key, value in section.pairs():
        sign = next((sign for sign in SIGNS if sign == name), None)
        if sign is None:
            help = Text("可用：" + " ".join(SIGNS), "one of: " + " ".join(SIGNS))
            reader.fault("bad-comparator", key, Text(f"没有比较符 `{name}`", f"no comparator `{name}`"), help)
            continue
        found[sign] = reader.words(section, sign)
        for word in found[sign]:
            if word in owners:
                message = Text(f"词语 `{word}` 同时属于 `{owners[word]}` 与 `{sign}`", f"word `{word}` is in both `{owners[word]}` and `{sign}`")
                reader.fault("duplicate-word", value, message)
            owners[word] = sign
    return found


def _check_units(reader: Sections, root: yamlfile.Mapping, lists: Lists) -> None:
    """A word counts one unit, and compares in one direction."""
    for section, keys in (("durations", UNITS), ("comparators", ("above", "below", "at_least", "at_most"))):
        owners: dict[str, str] = {}
        for key in keys:
            for word in lists[f"{section}.{key}"]:
                if word in owners:
                    message = Text(f"词语 `{word}` 同时属于 `{owners[word]}` 与 `{key}`", f"word `{word}` is in both `{owners[word]}` and `{key}`")
                    reader.fault("duplicate-word", root.get(section), message)
                owners[word] = key


__all__ = ["LONGEST", "SIGNS", "UNITS", "Words", "any_of", "guarded", "words"]
