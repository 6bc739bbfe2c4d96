"""Facts by path, those of records too: what is at a path, the same facts with another value there, where two sets of facts differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any


def subsets(old: frozenset[str], added: list[str], removed: list[str], size: int) -> Iterator[frozenset[str]]:
    """The set after `size` of the additions and removals."""
    for taken in combinations([*((name, True) for name in added), *((name, False) for name in removed)], size):
        yield (old | {name for name, adds in taken if adds}) - {name for name, adds in taken if not adds}


def value_at(facts: Mapping[str, Any], path: str) -> Any:
    """The value at a path; `recipients[1].role` is looked up in its record."""
    if "[" not in path:
        return facts.get(path)
    name, _, rest = path.partition("[")
    index, _, field = rest.partition("].")
    records = facts.get(name) or ()
    return records[int(index)].get(field) if int(index) < len(records) else None


def with_value(facts: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The facts with one value; None leaves it out."""
    changed = dict(facts)
    if "[" in path:
        name, _, rest = path.partition("[")
        index, _, field = rest.partition("].")
        records = [dict(record) for record in changed[name]]
        records[int(index)] = {key: item for key, item in {**records[int(index)], field: value}.items() if item is not None}
        changed[name] = tuple(records)
    elif value is None:
        changed.pop(path, None)
    else:
        changed[path] = value
    return changed


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The paths at which two sets of facts differ; fields of records each by its own path."""
    found: set[str] = set()
    for path in {*before, *after}:
        old, new = before.get(path), after.get(path)
        if isinstance(new, tuple) and isinstance(old, tuple):
            pairs = zip(old, new, strict=True)
            found |= {f"{path}[{i}].{name}" for i, (one, other) in enumerate(pairs) for name in {*one, *other} if one.get(name) != other.get(name)}
        elif old != new:
            found.add(path)
    return found
