"""An example of one record for a list that a deal leaves open, told in as few fields as will do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from awardrules.facts.vocabulary import Fact

Facts = Mapping[str, Any]


def listed_briefly(facts: Facts, path: str, fields: Mapping[str, Fact], complies: Callable[[Facts], bool]) -> dict[str, Any]:
    """The facts with the record of a list that needs least to be said: the plainest person, of whom nothing is told that no duty asks for."""

    def holds(record: Mapping[str, Any]) -> bool:
        return complies({**facts, path: (record,)})

    (found,) = facts[path]
    trials = []
    for name, fact in fields.items():
        if fact.type == "enum":
            trials += [{**found, name: value} for value in list(fact.values or ())[::-1] if value not in fact.vague]  # what is special comes first
    brief = [_brief(record, list(fields), holds) for record in (*trials, found) if holds(record)]
    return {**facts, path: (min(brief, key=len),)}


def _brief(record: Mapping[str, Any], names: list[str], holds: Callable[[Mapping[str, Any]], bool]) -> Mapping[str, Any]:
    """The record without the fields, and the members of sets, that are not asked for; what the person is goes last."""
    for name in [name for name in reversed(names) if name in record]:
        less = {key: value for key, value in record.items() if key != name}
        if holds(less):
            record = less
            continue
        for member in sorted(record[name]) if isinstance(record[name], frozenset) else ():
            fewer = {**record, name: record[name] - {member}}
            record = fewer if fewer[name] and holds(fewer) else record
    return record
