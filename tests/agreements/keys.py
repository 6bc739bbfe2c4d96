"""Answer keys: what an agreement says in the words of the vocabulary.

| entry | holds |
|---|---|
| `facts` | every value that the agreement states or that follows by arithmetic; a range as `{min: …, max: …}` |
| `derived` | those of `facts` that follow |
| `conflicts` | facts the agreement states twice, differently, with all readings |
| `placeholders` | facts left blank, with the printed bound where there is one |
| `not` | facts that a hasty reader would take from it, and that it does not state |
| `optional` | facts on which careful lawyers differ: neither found nor invented counts (`{any: […]}` for several readings; members of a set) |
| `evidence` | for some facts the words that must be among the quoted ones |
| `expect` | status under an edition where the facts settle it |
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from awardrules import yamlfile
from awardrules.facts.deal import Value
from awardrules.facts.reading import deal_of
from awardrules.facts.vocabulary import Vocabulary

ENTRIES = {"facts", "derived", "conflicts", "placeholders", "not", "optional", "evidence", "expect", "note"}


class Key(NamedTuple):
    """An answer key with its values typed by the vocabulary; facts of people by index (`recipients[0].role`)."""

    facts: Mapping[str, Value]
    derived: frozenset[str]
    conflicts: Mapping[str, tuple[Value, ...]]
    placeholders: Mapping[str, Value | None]
    decoys: frozenset[str]
    optional: Mapping[str, tuple[Value, ...]]
    evidence: Mapping[str, str]
    expect: Mapping[str, str]


def read_key(path: Path, vocabulary: Vocabulary) -> Key:
    """The key in a file. Raises AwardrulesError for values the vocabulary does not know, ValueError for entries that are none."""
    data = _entries(path)
    if unknown := set(data) - ENTRIES:
        raise ValueError(f"{path.name}: {sorted(unknown)}")
    conflicts = {name: tuple(typed({name: value}, vocabulary)[name] for value in values) for name, values in (data.get("conflicts") or {}).items()}
    placeholders = data.get("placeholders") or {}
    if isinstance(placeholders, list):
        placeholders = dict.fromkeys(placeholders)
    bounds = {name: None if value is None else typed({name: value}, vocabulary)[name] for name, value in placeholders.items()}
    return Key(
        facts=typed(data.get("facts") or {}, vocabulary),
        derived=frozenset(data.get("derived") or ()),
        conflicts=conflicts,
        placeholders=bounds,
        decoys=frozenset(data.get("not") or ()),
        optional=alternatives(data.get("optional") or {}, vocabulary),
        evidence=data.get("evidence") or {},
        expect=data.get("expect") or {},
    )


def stated_in(path: Path) -> dict[str, Any]:
    """The `facts` of a key as plain data, as a deal would state them."""
    return dict(_entries(path)["facts"])


def _entries(path: Path) -> dict[str, Any]:
    return dict(plainly(path))


def plainly(path: Path) -> Any:
    """A YAML file with every scalar but null as text, as deals are read."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader that keeps dates and numbers as text


class _Loader(yaml.SafeLoader):
    """YAML with every scalar but null as text, as deals are read."""


_LEFT_AS_TEXT = ("bool", "int", "float", "timestamp")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in _LEFT_AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def typed(facts: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Value]:
    """Facts typed as a deal's are."""
    if not facts:
        return {}
    return flat(deal_of(yamlfile.from_data(dict(facts)), "key", vocabulary).facts)


def alternatives(facts: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, tuple[Value, ...]]:
    """Optional facts with the readings that are sound."""
    out: dict[str, tuple[Value, ...]] = {}
    for path, value in facts.items():
        readings = value["any"] if isinstance(value, dict) and set(value) == {"any"} else [value]
        for reading in readings:
            for name, typed_value in typed({path: reading}, vocabulary).items():
                out[name] = (*out.get(name, ()), typed_value)
    return out


def flat(facts: Mapping[str, Value]) -> dict[str, Value]:
    """Facts with those of each person under a path of their own."""
    out: dict[str, Value] = {}
    for path, value in facts.items():
        if isinstance(value, tuple):
            for index, record in enumerate(value):
                out.update({f"{path}[{index}].{name}": inner for name, inner in record.items()})
        else:
            out[path] = value
    return out
