"""What a blank offers: the choices that are printed for it, and what it proposes itself."""

from __future__ import annotations

from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex

_PROPOSED_UNIT = regex(r"[】\]}] ?([^】\]}]*)$")


def each_option(mention: Mention) -> tuple[Mention, ...]:
    """A mention; of a blank with choices one for each of them."""
    if mention.kind != "blank" or not mention.options:
        return (mention,)
    return tuple(Mention(**(mention.__dict__ | {"values": (value,), "options": ()})) for value in mention.values)


def proposed(mention: Mention) -> str:
    """What a blank proposes, with its unit (【60】% is 60%)."""
    if not mention.default:
        return ""
    unit = _PROPOSED_UNIT.search(mention.text)
    return mention.default + (unit[1] if unit is not None and unit[1] else "%" if mention.unit == "share" else "")
