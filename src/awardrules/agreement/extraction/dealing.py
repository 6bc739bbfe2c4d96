"""From an extraction to a deal: what is stated or follows becomes facts with the sentence as evidence; a contradiction becomes readings."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from awardrules.agreement.extraction.found import Extraction, Found, Quote
from awardrules.decision.readings import Readings
from awardrules.expression.kleene import equal, narrower
from awardrules.facts.deal import Cited, Deal, Evidence, Value, own_place
from awardrules.facts.quantity import SCALE, Bound
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.edition import Edition
from awardrules.record import Record

KINDS = "deal.kinds"
# what a ratio of an agreement is a part of, by the fact an edition takes for its base
BASES = {"proceeds.total": "proceeds", "proceeds.net_income": "net", "proceeds.transfer_licence_net_income": "net"}

PLAIN = SCALE // 1000  # a ratio of so many millionths has one decimal of a percent at most, and is meant as it stands


class Draft(Record):
    """The deal an agreement amounts to for one edition: the deal itself, what is stated in several ways, and what was left out with its reason.

    `each` is what is stated of several results, one value of each.
    """

    deal: Deal
    readings: Readings
    set_aside: tuple[Found, ...] = ()
    each: Readings = MappingProxyType({})


def cited(extraction: Extraction, quote: Quote | None) -> Evidence:
    """A quote as the evidence of a deal; `line` is that of the text file, 0 where the format has no lines."""
    name = extraction.document.name
    if quote is None:
        return Evidence(name, 0, 0)
    block = extraction.document.block_at(quote.start)
    return Cited(name, block.line or 0, 1 if block.line else 0, quote.text, quote.clause, quote.page, quote.start, quote.end)


def draft(extraction: Extraction, edition: Edition | None, vocabulary: Vocabulary, extra: Deal | None = None) -> Draft:
    """The deal, with the facts of `extra` merged in: a fact that both state differently is in conflict, both places named; which matters are to be
    checked (`deal.kinds`) is as `extra` has it.

    Facts that the edition's vocabulary lacks, ratios of a base that is not the edition's, and what is said of another city are left out: no base
    is converted, and who is on the list of one city is on none of another.
    """
    facts: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    readings: dict[str, tuple[tuple[Value, Evidence | None], ...]] = {}
    each: dict[str, tuple[tuple[Value, Evidence | None], ...]] = {}
    aside: list[Found] = []
    called: dict[str, str] = {}
    for found in extraction.facts:
        if found.path != "recipients" and found.path not in vocabulary:
            continue
        if found.state == "conflict":
            readings[found.path] = tuple((value, _place(extraction, found, index)) for index, value in enumerate(found.values))
        elif found.state == "not_stated" and found.values:
            each[found.path] = tuple((value, _place(extraction, found, index)) for index, value in enumerate(found.values))
        elif found.state in ("stated", "derived") and found.value is not None:
            if edition is not None and ((found.base and not _same_base(found, edition)) or (found.city and found.city != edition.city.zh)):
                aside.append(found)
                continue
            facts[found.path] = found.value
            evidence[found.path] = _place(extraction, found, 0)
            if isinstance(found.value, tuple):
                called |= {f"{found.path}[{index}]": name for index, name in enumerate(found.names) if name}
                for index, record in enumerate(found.value):
                    place = _place(extraction, found, index)
                    evidence |= {f"{found.path}[{index}].{name}": place for name in record}
    for path in rounded(facts, edition) if edition is not None else ():
        facts.pop(path)
        evidence.pop(path, None)
    if extra is not None:
        _merge(facts, evidence, readings, extra)
        evidence |= _of_editions(extra)
    deal = Deal(facts, evidence, extra.editions if extra is not None else {}, extraction.document.name, called)
    return Draft(deal, readings, tuple(aside), {path: told for path, told in each.items() if path not in facts and path not in readings})


def merged(deal: Deal, extra: Deal) -> Draft:
    """A deal with the facts of another beside it."""
    facts, evidence = dict(deal.facts), _of_editions(extra) | dict(deal.evidence)
    readings: dict[str, tuple[tuple[Value, Evidence | None], ...]] = {}
    _merge(facts, evidence, readings, extra)
    own = {name: {**extra.editions.get(name, {}), **deal.editions.get(name, {})} for name in (*extra.editions, *deal.editions)}
    return Draft(Deal(facts, evidence, own, deal.name, deal.called), readings)


def _of_editions(deal: Deal) -> dict[str, Evidence]:
    """Where facts were stated for one edition only."""
    return {own_place(name, path): deal.evidence[own_place(name, path)] for name, facts in deal.editions.items() for path in facts}


def _place(extraction: Extraction, found: Found, index: int) -> Evidence:
    quotes = found.places or found.evidence
    return cited(extraction, quotes[min(index, len(quotes) - 1)] if quotes else None)


def _same_base(found: Found, edition: Edition) -> bool:
    """Whether a ratio is a part of what the edition divides by; where the edition computes no such ratio there is nothing to compare."""
    rule = next((rule for rule in edition.rules if rule.gives == found.path), None)
    if rule is None:
        return True
    from awardrules.decision.reference import reads

    named = {BASES[path] for row in rule.body.table for path in reads(row.value) if path in BASES}
    return not named or found.base in named


def rounded(facts: Mapping[str, Value], edition: Edition) -> list[str]:
    """Ratios that are printed to two decimals and more, and are the quotient of amounts beside them but for the rounding (40万元，占1200万元的3.33%):
    the edition computes them."""
    from awardrules.decision.reference import reads

    found = []
    for rule in edition.rules:
        path = rule.gives or ""
        ratio, amount = facts.get(path), facts.get(path.removesuffix("ratio") + "amount")
        if not path.endswith("_ratio") or not isinstance(ratio, int) or not isinstance(amount, int) or ratio % PLAIN == 0:
            continue
        unit = max(power for power in (1, 10, 100) if ratio % power == 0)
        bases = {base for row in rule.body.table for base in reads(row.value) if base in BASES}
        wholes = [whole for base in bases if isinstance(whole := facts.get(base), int) and whole > 0]
        if any(0 < abs(Fraction(amount, whole) * SCALE - ratio) <= Fraction(unit, 2) for whole in wholes):
            found.append(path)
    return found


def _merge(
    facts: dict[str, Value], evidence: dict[str, Evidence], readings: dict[str, tuple[tuple[Value, Evidence | None], ...]], extra: Deal
) -> None:
    for path, value in extra.facts.items():
        own = facts.get(path)
        place = extra.evidence.get(path)
        if path == KINDS:  # what is to be checked is for whoever asks to say
            readings.pop(path, None)
            facts[path] = value
            evidence |= {path: place} if place is not None else {}
        elif path in readings:
            known = [one for one, _ in readings[path]]
            readings[path] = readings[path] if value in known else (*readings[path], (value, place))
        elif own is None or own == value:
            facts[path] = value
            if place is not None and own is None:
                evidence[path] = place
                evidence |= {name: one for name, one in extra.evidence.items() if name.startswith(f"{path}[")}
        elif (isinstance(own, Bound) or isinstance(value, Bound)) and equal(own, value) is not False:
            facts[path] = narrower(own, value)
            if place is not None and isinstance(own, Bound) and facts[path] != own:
                evidence[path] = place
        else:
            readings[path] = ((own, evidence.get(path)), (value, place))
            del facts[path]
