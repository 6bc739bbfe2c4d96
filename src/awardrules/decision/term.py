"""The term of an edition is told twice: by `pack.yaml`, which lists and references go by, and by the rule on `edition.in_force`."""

from __future__ import annotations

from awardrules.decision.decide import IN_FORCE, decide
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date
from awardrules.pack.edition import Edition
from awardrules.pack.references import last_day

EXAMPLE = parse_date("2025-03-20") or 0  # a start that only a fact tells


def term_at_odds(edition: Edition) -> tuple[int, bool] | None:
    """The first day on which the two differ, and whether the edition is in force then by `pack.yaml`; None where they agree or one is missing."""
    validity = edition.validity
    if validity is None or not any(rule.gives == IN_FORCE for rule in edition.rules):
        return None
    start = EXAMPLE if isinstance(validity.start, str) else validity.start
    stated = {validity.start: start} if isinstance(validity.start, str) else {}
    end = last_day(start, validity.years)
    days = ((start - 1, False), (start, True), (end, True), (end + 1, False)) if end is not None else ()
    return next(((day, inside) for day, inside in days if decide(Deal(dict(stated)), edition, day).derived.get(IN_FORCE) is not inside), None)
