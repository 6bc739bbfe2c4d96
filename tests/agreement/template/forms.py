"""Templates made by hand: a line of text for each blank, and what was read from it."""

from __future__ import annotations

from awardrules.agreement.extraction.found import Extraction, Found, Quote
from awardrules.agreement.reading.model import Block, Document
from awardrules.agreement.template.examination import Examination, examine
from awardrules.api import editions
from awardrules.facts.deal import Value
from awardrules.facts.quantity import Bound, parse_date

DAY = parse_date("2025-03-20") or 0
GRANT: dict[str, Value] = {"deal.kinds": frozenset({"ownership_grant"}), "grant.co_ownership_form": "by_shares"}
TERMS = frozenset(
    {"proceeds_split", "decision_mechanism", "conversion_period", "cost_sharing", "ip_maintenance_cost", "rights_and_obligations", "title_shares"}
)


def form(*blanks: tuple[str, str, Bound | None] | tuple[str, str, Bound | None, tuple[Value, ...]]) -> Extraction:
    """A template with a line for each blank: path, line, printed bound, options."""
    blocks, facts, at = [], [], 0
    for number, (path, line, bound, *options) in enumerate(blanks, 1):
        blocks.append(Block(line, "body", at, at + len(line), clause=f"第{number}条", line=number))
        quote = Quote(line, "body", f"第{number}条", None, at, at + len(line))
        facts.append(Found(path, "placeholder", bound, options[0] if options else (), (quote,)))
        at += len(line) + 1
    return Extraction(Document("范本.md", "markdown", "0" * 64, tuple(blocks)), {"甲方": "unit"}, tuple(facts))


def examined(extraction: Extraction, facts: dict[str, Value], pack: str = "shenzhen") -> Examination:
    return examine(extraction, editions(pack, DAY)[0], DAY, facts)
