"""Whom a fact or a finding is about: the number of a recipient, and the name where an agreement gave it."""

from __future__ import annotations

from awardrules.facts.deal import Deal
from awardrules.language import Text


def recipient(deal: Deal, path: str) -> Text:
    """The recipient of a path with an index (`recipients[1].role`)."""
    record = path.partition("]")[0] + "]"
    number, name = int(record.partition("[")[2].rstrip("]")) + 1, deal.called.get(record, "")
    return Text(f"第 {number} 位受奖人{name}", f"recipient {number} {name}".rstrip())


def of_whom(deal: Deal, path: str, label: Text) -> Text:
    """The label of a fact, with the recipient it is about."""
    if "[" not in path:
        return label
    who = recipient(deal, path)
    return Text(f"{who.zh}（{label.zh}）", f"{who.en} ({label.en})")
