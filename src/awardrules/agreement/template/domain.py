"""What may be written into a blank and make a difference: options, printed bounds, the figures of the rules and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awardrules.agreement.template.blanks import Blank
from awardrules.decision.reference import reads
from awardrules.expression.term import Literal, Part
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound, Number
from awardrules.facts.vocabulary import NUMERIC, Fact
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import COMPLEMENTS

# one unit of a filling: a percentage point, a yuan, a day or a year; what a person would write who misses a figure
UNITS: dict[str, int] = {"share": SCALE // 100, "money": SCALE, "int": SCALE, "decimal": SCALE}
MOST_DAYS = 400
MOST = 40


class Reach:
    """Which rules of an edition a fact bears on, through whatever is computed from it, and the figures of those rules."""

    def __init__(self, edition: Edition, day: int) -> None:
        self.readers: dict[str, set[int]] = {}
        self.numbers = [list(_numbers(rule, day)) for rule in edition.rules]
        given: dict[int, str] = {}
        for index, rule in enumerate(edition.rules):
            if rule.gives:
                given[index] = rule.gives
            for part in _parts(rule):
                for path in reads(part):
                    self.readers.setdefault(path, set()).add(index)
        for one, other in COMPLEMENTS:
            both = self.readers.get(one, set()) | self.readers.get(other, set())
            self.readers[one], self.readers[other] = set(both), set(both)
        grown = True
        while grown:
            grown = False
            for read in self.readers.values():
                more = set().union(*(self.readers.get(given[index], set()) for index in read if index in given)) - read
                if more:
                    read |= more
                    grown = True

    def figures(self, fact: Fact) -> set[Number]:
        """The figures that a value of the fact may be measured against, directly or through what is computed from it."""
        kinds = {"date": {"int", "decimal"}, "int": {"int", "decimal"}, "decimal": {"int", "decimal"}}.get(fact.type, {fact.type})
        return {value for index in self.readers.get(fact.path, ()) for kind, value in self.numbers[index] if kind in kinds}


def _parts(rule: Rule) -> Iterator[Part]:
    body = rule.body
    yield from body.when
    yield from (item.when for item in body.unless)
    if body.require is not None:
        yield body.require
    for row in body.table:
        yield from (row.value,) if row.when is None else (row.when, row.value)


def _numbers(rule: Rule, day: int) -> Iterator[tuple[str, Number]]:
    for name, parameter in rule.parameters.items():
        if parameter.type.name in NUMERIC:
            yield parameter.type.name, rule.values(day)[name]
    pending = list(_parts(rule))
    while pending:
        node = pending.pop()
        if isinstance(node, Literal):
            if node.type is not None and node.type.name in NUMERIC and _is_number(node.value):
                yield node.type.name, node.value
        else:
            pending.extend(node.arguments)


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool | str | frozenset | tuple | Bound) and value is not None


def candidates(blank: Blank, reach: Reach, known: Mapping[str, Value], day: int) -> list[Value]:
    """Values to try in a blank, the most telling first: none outside its type, its options or its printed bounds."""
    fact = blank.fact
    if blank.options:
        further = _amounts(fact, reach, blank.bound) if blank.free and fact.type in NUMERIC else []
        offered = _choices(blank.options, fact)
        return [*offered, *(value for value in further if blank.permits(value) and value not in offered)][:MOST]
    if blank.printed and fact.type in ("enum", "set"):  # choices that are not understood
        return []
    if fact.type == "bool":  # a box that is left empty denies nothing: only a choice between yes and no is one (it has options)
        return []
    if fact.type == "enum":
        return list(fact.values or ())
    if fact.type == "set":
        return _choices(tuple(fact.values or ()), fact)
    if fact.type == "date":
        amounts = _days(fact, reach, known, day)
    elif fact.type in NUMERIC:
        amounts = _amounts(fact, reach, blank.bound)
    else:
        return []
    permitted: list[Value] = [value for value in amounts if blank.permits(value)]
    return permitted[:MOST]


def _choices(options: tuple[Value, ...], fact: Fact) -> list[Value]:
    if fact.type != "set":
        return list(options)
    names = [
        name for option in options for name in ([option] if isinstance(option, str) else sorted(option) if isinstance(option, frozenset) else [])
    ]
    every = frozenset(names)
    sets = [*(frozenset([name]) for name in names), *(every - {name} for name in names), every]
    return [one for one in dict.fromkeys(sets) if one]  # boxes that are all left empty deny nothing


def _amounts(fact: Fact, reach: Reach, bound: Bound | None) -> list[Number]:
    """Each figure with what lies one unit below and above it, then the ends of what is printed and of the domain."""
    unit = UNITS[fact.type]
    found: list[Number] = []
    for figure in sorted(reach.figures(fact)):
        found += [figure - unit, figure, figure + unit]
    for end in (bound.low, bound.high) if bound else ():
        found += [end, end + unit, end - unit] if end is not None else []
    found += [0, SCALE] if fact.type == "share" else [unit, 0]
    highest = SCALE if fact.type == "share" else None
    return [value for value in dict.fromkeys(found) if value >= 0 and (highest is None or value <= highest)]


def _days(fact: Fact, reach: Reach, known: Mapping[str, Value], day: int) -> list[Number]:
    """Days around what is known and the day of decision, at the distances the rules count."""
    anchors = [value for path, value in known.items() if type(value) is int and _looks_like_day(value) and path.endswith((".start", ".end", "date"))]
    distances = {0, 1}
    for figure in reach.figures(fact):
        whole = figure // SCALE
        if 0 < whole <= MOST_DAYS:
            distances |= {whole - 2, whole - 1, whole, whole + 1}
    floor = known.get(fact.not_before or "")
    found: list[Number] = []
    for anchor in [*anchors, day]:
        for distance in sorted(distances):
            found += [anchor + distance, anchor - distance]
    earliest = floor if type(floor) is int else 1
    return [value for value in dict.fromkeys(found) if value >= earliest]


def _looks_like_day(value: int) -> bool:
    return 693_596 <= value <= 767_010  # 1900 to 2100
