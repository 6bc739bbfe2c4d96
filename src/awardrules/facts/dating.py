"""The day a deal is decided for where nobody names one: as the deal evaluates it, the agreement's, the deal's, that of
the contract where it is a conversion, else today."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from awardrules import yamlfile
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date

PATHS = ("edition.evaluation_date", "agreement.date", "deal.date")
KINDS, CONVERSION, CONTRACT = "deal.kinds", "conversion", "conversion.contract_date"


def day_in(root: yamlfile.Node | None) -> int:
    """The day of a deal that is not typed yet."""
    kinds = {
        one.text for node in _nodes(root, KINDS) if isinstance(node, yamlfile.Sequence) for one in node.items if isinstance(one, yamlfile.Scalar)
    }
    for path in _paths(kinds):
        for node in _nodes(root, path):
            if isinstance(node, yamlfile.Scalar) and (day := parse_date(node.text)) is not None:
                return day
    return date.today().toordinal()


def day_of_deal(deal: Deal) -> int:
    """The day of a typed deal."""
    kinds = deal.facts.get(KINDS)
    for path in _paths(kinds if isinstance(kinds, frozenset) else ()):
        value = deal.facts.get(path)
        if type(value) is int:
            return value
    return date.today().toordinal()


def _paths(kinds: Collection[str]) -> tuple[str, ...]:
    """The facts that may say the day, in order. The contract that a reward or a grant goes back to is older than these."""
    return (*PATHS, CONTRACT) if CONVERSION in kinds else PATHS


def _nodes(root: yamlfile.Node | None, path: str) -> Iterator[yamlfile.Node | None]:
    """What stands at a path, nested or with dots."""
    for steps in (tuple(path.split(".")), (path,)):
        yield yamlfile.locate(root, steps)
