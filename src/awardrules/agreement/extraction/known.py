"""What the facts found so far settle, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from awardrules.agreement.extraction.found import Found
from awardrules.facts.deal import Value


def known(facts: Mapping[str, Found], path: str) -> Value | None:
    """The value of a fact that is stated or derived."""
    found = facts.get(path)
    return found.value if found is not None and found.state in ("stated", "derived") else None


def put(facts: dict[str, Found], path: str, value: Value | None, *sources: str) -> None:
    """Adds a derived fact that rests on the evidence of others; what is told already stays."""
    if value is None or (path in facts and facts[path].state != "not_stated"):
        return
    evidence = tuple(dict.fromkeys(quote for source in sources for quote in facts[source].evidence))
    facts[path] = Found(path, "derived", value, (), evidence)
