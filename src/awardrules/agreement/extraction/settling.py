"""From claims to facts in states: one value stated, one derived, a blank, a conflict that names all values, or nothing settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.found import Found, Quote, State
from awardrules.agreement.extraction.script import Script
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound
from awardrules.facts.vocabulary import Vocabulary

MAX_QUOTES = 6
SHARES = ("grant.team_share", "grant.unit_share")
IN_PART = frozenset({"agreement.terms"})
"""Sets of which the members found are the least there are: what was not found may stand in words that were not understood."""


def settled(script: Script, claims: Iterable[Claim], vocabulary: Vocabulary) -> dict[str, Found]:
    """The facts the claims amount to, by path in the order of the vocabulary."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.path, []).append(claim)
    _other_shares(grouped)
    order = {path: index for index, path in enumerate(vocabulary.facts)}
    return {path: settle(script, path, grouped[path], vocabulary) for path in sorted(grouped, key=lambda p: order.get(p, len(order)))}


def settle(script: Script, path: str, claims: list[Claim], vocabulary: Vocabulary) -> Found:
    """One fact from its claims."""
    fact = vocabulary.get(path)
    read = _standing(script, [claim for claim in claims if claim.value is not None and not claim.blank and not claim.doubt], claims)
    if fact is not None and fact.type == "set" and read:
        union: frozenset[str] = frozenset().union(*(claim.value for claim in read if isinstance(claim.value, frozenset)))
        return Found(path, "stated", Bound(union, None) if path in IN_PART else union, (), quotes(script, read))
    if read and any(claim.blank for claim in claims) and all(isinstance(claim.value, Bound) for claim in read):
        # ____%，但不得低于50%: a blank with its limit
        blanks = [claim for claim in claims if claim.blank]
        return Found(path, "placeholder", readings(claim.value for claim in read if claim.value is not None)[0], (), quotes(script, [*blanks, *read]))
    values = readings(claim.value for claim in read if claim.value is not None)
    if len(values) > 1:
        return Found(path, "conflict", None, tuple(values), quotes(script, _one_each(read, values)))
    if values:
        state: State = "derived" if all(claim.derived for claim in read) else "stated"
        first = [claim for claim in read if claim.value == values[0]]
        return Found(path, state, values[0], (), quotes(script, first), "", next((claim.base for claim in first if claim.base), ""))
    blank = [claim for claim in claims if claim.blank]
    if blank:
        bound = next((claim.value for claim in blank if isinstance(claim.value, Bound)), None)
        options = dict.fromkeys(claim.value for claim in blank if claim.value is not None and not isinstance(claim.value, Bound))
        return Found(path, "placeholder", bound, tuple(options), quotes(script, blank))
    return Found(path, "not_stated", None, (), quotes(script, claims), next((claim.doubt for claim in claims if claim.doubt), ""))


def _standing(script: Script, read: list[Claim], claims: list[Claim]) -> list[Claim]:
    """The claims without those that a later clause replaces: a recital says 60%, 由60%提高至80% says that it is past. An annex stands."""
    replaced = [claim for claim in claims if claim.doubt == "former" and claim.value is not None]
    if not replaced:
        return read
    now = {script.sentence(claim.start) for claim in read}
    past = [claim for claim in replaced if script.sentence(claim.start) in now]  # the new value stands beside the old one
    return [claim for claim in read if not any(claim.value == one.value and claim.end <= one.start for one in past)] or read


def _other_shares(grouped: dict[str, list[Claim]]) -> None:
    """A former share of one party is the rest of the former share of the other."""
    for path, other in (SHARES, SHARES[::-1]):
        for claim in list(grouped.get(path, ())):
            if other in grouped and claim.doubt == "former" and isinstance(claim.value, int):
                grouped[other].append(Claim(other, SCALE - claim.value, claim.start, claim.end, doubt="former"))


def readings(values: Iterable[Value]) -> list[Value]:
    """The values that differ: a bound that holds the exact value beside it says no other thing."""
    distinct = list(dict.fromkeys(values))
    exact = [value for value in distinct if not isinstance(value, Bound)]
    loose = [value for value in distinct if isinstance(value, Bound) and not any(_within(one, value) for one in exact)]
    if not exact and len(loose) > 1:
        lows = [bound.low for bound in loose if bound.low is not None]
        highs = [bound.high for bound in loose if bound.high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is None or high is None or low <= high:
            return [Bound(low, high)]
    return [*exact, *loose]


def _within(value: Value, bound: Bound) -> bool:
    if isinstance(value, bool | str | frozenset | tuple | Bound):
        return False
    return (bound.low is None or bound.low <= value) and (bound.high is None or value <= bound.high)


def _one_each(read: list[Claim], values: list[Value]) -> list[Claim]:
    """A claim for every value first, so that no reading lacks its sentence."""
    first = [next(claim for claim in read if claim.value == value) for value in values if any(claim.value == value for claim in read)]
    return [*first, *(claim for claim in read if claim not in first)]


def quotes(script: Script, claims: Iterable[Claim]) -> tuple[Quote, ...]:
    """The sentences behind claims, each once."""
    found: dict[tuple[int, int], Quote] = {}
    for claim in claims:
        for start, end in ((claim.start, claim.end), *claim.also):
            if len(found) == MAX_QUOTES:
                return tuple(found.values())
            quote = script.quote(start, end)
            if quote.text:
                found.setdefault((quote.start, quote.end), quote)
    return tuple(found.values())


def merged(facts: Mapping[str, Found], further: Iterable[Found]) -> dict[str, Found]:
    """Facts with derived ones beside them; what is stated is never replaced."""
    out = dict(facts)
    for found in further:
        if found.path not in out or out[found.path].state == "not_stated":
            out[found.path] = found
    return out
