"""The day a deal is decided for where nobody names one: as the deal evaluates it, the agreement's, the deal's, that of
the contract where it is a conversion, else today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from awardrules import yamlfile
from awardrules.expression.kleene import equal, narrower
from awardrules.facts.deal import Deal, Value
from awardrules.facts.quantity import Bound
from awardrules.facts.reading import value_of
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

PATHS = ("edition.evaluation_date", "agreement.date", "deal.date")
KINDS, CONVERSION, CONTRACT = "deal.kinds", "conversion", "conversion.contract_date"


def day_in(*roots: yamlfile.Node | None) -> int:
    """The day of a deal that is not typed yet, given in one file or with facts beside it; what these state differently says no day."""
    found: dict[str, list[Value]] = {}
    for root in roots:
        for path in (KINDS, *PATHS, CONTRACT):
            value = _typed(root, path)
            if value is not None:
                found.setdefault(path, []).append(value)
    return _day({path: value for path, values in found.items() if (value := _agreed(values)) is not None})


def _agreed(values: list[Value]) -> Value | None:
    """What statements of one fact come to together; None where they contradict each other."""
    first, *rest = values
    for one in rest:
        if equal(first, one) is False:
            return None
        first = narrower(first, one)
    return first


def day_of_deal(deal: Deal) -> int:
    """The day of a typed deal."""
    return _day(deal.facts)


def _day(facts: Mapping[str, Any]) -> int:
    kinds = facts.get(KINDS)
    known = kinds.low if isinstance(kinds, Bound) else kinds
    # the contract that a reward or a grant goes back to is older than these
    for path in (*PATHS, CONTRACT) if known and CONVERSION in known else PATHS:
        value = facts.get(path)
        if isinstance(value, Bound) and value.low == value.high:
            value = value.low
        if type(value) is int:
            return value
    return date.today().toordinal()


def _typed(root: yamlfile.Node | None, path: str) -> Value | None:
    """What a deal states at a path, whatever way it is written; None where that is nothing or at fault."""
    for node in _nodes(root, path):
        fact = shared_vocabulary(data_root()).facts.get(path)
        value, faults = value_of(fact, node, "") if fact is not None else (None, [])
        if value is not None and not faults:
            return value
    return None


def _nodes(root: yamlfile.Node | None, path: str) -> Iterator[yamlfile.Node]:
    """What stands at a path, nested or with dots."""
    if isinstance(root, yamlfile.Mapping):
        group, _, name = path.partition(".")
        inner = root.get(group)
        for node in (inner.get(name) if isinstance(inner, yamlfile.Mapping) else None, root.get(path)):
            if node is not None:
                yield node
