"""The day a deal is decided for where nobody names one: as the deal evaluates it, the agreement's, the deal's, else today."""

from __future__ import annotations

from datetime import date

from awardrules import yamlfile
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date

PATHS = ("edition.evaluation_date", "agreement.date", "deal.date")


def day_in(root: yamlfile.Node | None) -> int:
    """The day of a deal that is not typed yet."""
    for path in PATHS:
        for steps in (tuple(path.split(".")), (path,)):
            node = yamlfile.locate(root, steps)
            if isinstance(node, yamlfile.Scalar) and (day := parse_date(node.text)) is not None:
                return day
    return date.today().toordinal()


def day_of_deal(deal: Deal) -> int:
    """The day of a typed deal."""
    for path in PATHS:
        value = deal.facts.get(path)
        if type(value) is int:
            return value
    return date.today().toordinal()
