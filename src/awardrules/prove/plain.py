"""A witness said as a person would state it: no empty lists, and a yes or no in place of what it is computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from awardrules.facts.vocabulary import Vocabulary
from awardrules.prove.search import Facts


def filled(facts: Facts, vocabulary: Vocabulary, holds: Callable[[Facts], bool]) -> dict[str, Any]:
    """The facts with one name in every empty list that may have one; a list of nothing is an odd thing to state."""
    kept = dict(facts)
    for path, value in facts.items():
        if isinstance(value, tuple):
            fields = [(index, name) for index, record in enumerate(value) for name in record if record[name] == frozenset()]
            for index, name in fields:
                records = (
                    (*kept[path][:index], {**kept[path][index], name: members}, *kept[path][index + 1 :])
                    for members in _singles(vocabulary, f"{path}[].{name}")
                )
                kept[path] = next((trial for trial in records if holds({**kept, path: trial})), kept[path])
        elif value == frozenset():
            kept[path] = next((members for members in _singles(vocabulary, path) if holds({**kept, path: members})), value)
    return kept


def _singles(vocabulary: Vocabulary, path: str) -> Iterator[frozenset[str]]:
    fact = vocabulary.get(path)
    for name in (fact.values if fact else None) or ():
        yield frozenset({name})


def outright(facts: Facts, answers: Iterable[tuple[str, set[str]]], given: Mapping[str, Any], holds: Callable[[Facts], bool]) -> dict[str, Any]:
    """The facts with a yes or no stated outright where that will do.

    `answers` are paths with the facts that each is computed from, `given` what they were computed to be.
    """
    kept = dict(facts)
    for path, inputs in answers:
        if path not in kept and isinstance(given.get(path), bool) and inputs & kept.keys():
            trial = {**{name: value for name, value in kept.items() if name not in inputs}, path: given[path]}
            if holds(trial):
                kept = trial
    return kept
