"""Of which city a fact about the unit's city speaks: 住所在赣州 and 列入赣州市试点单位名单 say nothing of a unit of Shenzhen."""

from __future__ import annotations

from collections.abc import Mapping

from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.patterns.patterns import Patterns

OF_THE_CITY = ("unit.located_in_city", "unit.pilot_listed", "unit.fiscal_level", "unit.affiliation", "unit.opted_in_by_reference")
"""Facts that mean the city whose document is applied."""
_ANYWHERE = ("central", "provincial", "none", False)  # values that hold whatever the city is


def located(facts: Mapping[str, Found], patterns: Patterns) -> dict[str, Found]:
    """The facts, with the city that their sentences name where it is one alone."""
    out = dict(facts)
    for path in OF_THE_CITY:
        found = facts.get(path)
        if found is not None and found.value is not None and found.value not in _ANYWHERE:
            named = {city for quote in found.evidence for place, city in patterns.cities.items() if place in quote.text}
            if len(named) == 1:
                out[path] = Found(**(found.__dict__ | {"city": named.pop()}))
    return out
