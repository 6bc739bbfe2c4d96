"""The shares of a title: one from the other, both from a conflict of one, the form that they make."""

from __future__ import annotations

from collections.abc import Mapping

from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.settling.known import at_odds, known, put, readings
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import SCALE

SHARED, SOLD, KINDS = "grant.co_ownership_form", "grant.unit_share_transferred_to_team", "deal.kinds"
SHARES = (("grant.team_share", "grant.unit_share"), ("grant.unit_share", "grant.team_share"))
_TWO_OWN = regex("[与和及同][^，。；、与和及]{1,14}按份共有")
_BOTH = ("由双方", "为双方", "双方按份", "二者", "两者", "两家按份", "甲、乙双方", "甲乙双方")


def rest_of_the_whole(facts: dict[str, Found], roles: Mapping[str, str]) -> None:
    """The two shares of a title make the whole; what is more or less than the whole is a conflict of both (unless a third holds a part)."""
    team, unit = (known(facts, path) for path in SHARES[0])
    if isinstance(team, int) and isinstance(unit, int):
        if team + unit != SCALE and "other" not in roles.values():
            ours, theirs = (facts[path].evidence for path in SHARES[0])
            facts[SHARES[0][0]] = at_odds(SHARES[0][0], (team, ours), (SCALE - unit, theirs))
            facts[SHARES[0][1]] = at_odds(SHARES[0][1], (unit, theirs), (SCALE - team, ours))
        return
    if known(facts, SHARED) == "sole_team" and known(facts, SOLD) is None:
        for path, part in zip(SHARES[0], (SCALE, 0), strict=True):
            put(facts, path, part, SHARED)
        return
    by_shares = known(facts, SHARED) == "by_shares"
    alone = "other" not in roles.values() or (by_shares and (known(facts, KINDS) == frozenset({"ownership_grant"}) or _of_both(facts[SHARED])))
    if known(facts, SHARED) in ("by_shares", None) and alone:  # 团队占六成: of two the other holds what is left
        for path, other in SHARES:
            if isinstance(value := known(facts, other), int) and 0 < value < SCALE:
                put(facts, path, SCALE - value, other)


def _of_both(shared: Found) -> bool:
    """Whether the title is said to be shared by two (标的专利由双方按份共有), whoever else is a party to the paper."""
    told = [quote.text for quote in shared.evidence]
    return any(word in text for text in told for word in _BOTH) or any(_TWO_OWN.search(text) and "三方" not in text for text in told)


def balanced(facts: dict[str, Found], roles: Mapping[str, str]) -> None:
    """Which share one party has decides the other's: where the one is in conflict, so is the other (unless a third holds a part)."""
    for path, other in SHARES:
        told, rest = facts.get(other), known(facts, path)
        if told is None or told.state != "conflict" or not isinstance(rest, int) or "other" in roles.values():
            continue
        parts = [(SCALE - value, quotes) for value, quotes in readings(told) if isinstance(value, int)]
        if len(parts) == len(told.values) and rest in [part for part, _ in parts]:
            facts[path] = at_odds(path, (rest, facts[path].evidence), *parts)


def form_of_shares(facts: dict[str, Found]) -> None:
    """Who agree on the share of each own by shares (Civil Code, art. 298)."""
    told = [facts[path] for path in SHARES[0] if path in facts]
    parts = [value for one in told for value in (one.values if one.state == "conflict" else [one.value])]
    if len(told) == 2 and parts and all(isinstance(part, int) and 0 < part < SCALE for part in parts):
        put(facts, SHARED, "by_shares", *SHARES[0])
