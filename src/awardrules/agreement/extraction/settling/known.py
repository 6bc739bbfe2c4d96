"""What the facts found so far settle, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from awardrules.agreement.extraction.found import Found, Quote
from awardrules.facts.deal import Value


def known(facts: Mapping[str, Found], path: str) -> Value | None:
    """The value of a fact that is stated or derived."""
    found = facts.get(path)
    return found.value if found is not None and found.state in ("stated", "derived") else None


def at_odds(path: str, *told: tuple[Value, tuple[Quote, ...]]) -> Found:
    """A fact that is told in several ways: each value with the sentences it rests on, the one that tells it first. No value comes twice."""
    values = dict.fromkeys(value for value, _ in told)
    quotes = [next(quotes for value, quotes in told if value == one) for one in values]
    places = tuple(one[0] for one in quotes if one)
    evidence = tuple(dict.fromkeys((*places, *(quote for one in quotes for quote in one))))
    return Found(path, "conflict", None, tuple(values), evidence, places=places if len(places) == len(values) else ())


def readings(found: Found) -> tuple[tuple[Value, tuple[Quote, ...]], ...]:
    """What a fact is told to be, each value with its sentences."""
    if found.state != "conflict":
        return ((found.value, found.evidence),) if found.value is not None else ()
    placed = found.places if len(found.places) == len(found.values) else ()
    return tuple((value, placed[index : index + 1] or found.evidence) for index, value in enumerate(found.values))


def put(facts: dict[str, Found], path: str, value: Value | None, *sources: str) -> None:
    """Adds a derived fact that rests on the evidence of others; what is told already stays."""
    if value is None or (path in facts and facts[path].state != "not_stated"):
        return
    evidence = tuple(dict.fromkeys(quote for source in sources for quote in facts[source].evidence))
    facts[path] = Found(path, "derived", value, (), evidence)
