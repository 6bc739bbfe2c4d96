"""The search for a permitted filling that breaks a rule: one blank, then two; every answer is one that `decide` gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Literal, TypeGuard

from awardrules.agreement.template.blanks import Blank
from awardrules.agreement.template.domain import UNITS, Reach, candidates
from awardrules.decision.decide import Decision, counts, decide
from awardrules.facts.deal import Deal, Value
from awardrules.facts.quantity import SCALE, Number
from awardrules.facts.vocabulary import NUMERIC
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import COMPLEMENTS
from awardrules.record import Record

Outcomes = tuple[str | None, ...]
MOST_DECISIONS = 6_000
MOST_IN_PAIRS = 14


class Limit(Record):
    """What a blank would have to print so that a rule cannot be broken through it; None: no limit on that side.

    `above` says that the value has to lie above `low`, `below` that it has to lie below `high`; else the limit itself is permitted.
    """

    low: Number | None = None
    high: Number | None = None
    above: bool = False
    below: bool = False


class Breach(Record):
    """A rule that a filling breaks. `limit` or `bad` (options) say what of the blank breaks it, where one blank alone does."""

    rule: Rule
    filling: tuple[tuple[Blank, Value], ...]
    cause: Literal["blank", "default"] = "blank"
    limit: Limit | None = None
    bad: tuple[Value, ...] = ()


class Trial:
    """Decides fillings of a template against an edition, as if in scope and in force: a template has no institution and no day yet."""

    def __init__(self, edition: Edition, day: int, known: Mapping[str, Value], name: str = "") -> None:
        self.edition, self.day, self.known, self.name = edition, day, known, name
        self.count = 0
        self.watched = [
            index
            for index, rule in enumerate(edition.rules)
            if not rule.gives and rule.subject == "deal" and counts(rule) and rule.severity in ("violation", "deviation")
        ]

    def decide(self, filling: Mapping[str, Value]) -> Decision:
        """The decision of a filling."""
        self.count += 1
        return decide(Deal({**self.known, **filling}, name=self.name), self.edition, self.day, hypothetical=True)

    def outcomes(self, filling: Mapping[str, Value]) -> Outcomes:
        """How every rule comes out under a filling."""
        return self.decide(filling).outcomes

    @property
    def spent(self) -> bool:
        """Whether no further filling is to be tried."""
        return self.count >= MOST_DECISIONS


def breaches(trial: Trial, blanks: Iterable[Blank], reach: Reach) -> list[Breach]:
    """The rules that a permitted filling breaks though the template alone does not, each by the smallest filling that was found."""
    printed = {blank.path: blank for blank in blanks}
    listed = [blank for blank in printed.values() if trial.watched and set(reach.readers.get(blank.path, ())) & set(trial.watched)]
    base = trial.outcomes({})
    open_rules = {index for index in trial.watched if base[index] != "fail"}
    found: list[Breach] = []
    broken: set[int] = set()
    counterparts = _counterparts(listed)
    for blank in listed:
        for breach in _single(trial, blank, reach, open_rules, counterparts.get(blank.path)):
            found.append(breach)
            broken.add(trial.edition.rules.index(breach.rule))
        if blank.default is not None:
            after = trial.outcomes({blank.path: blank.default})
            found += [Breach(trial.edition.rules[i], ((blank, blank.default),), "default") for i in sorted(open_rules) if after[i] == "fail"]
    left = {index for index in open_rules - broken if base[index] in ("unknown", "pass")}
    return found + _pairs(trial, listed, reach, left, printed)


def _counterparts(blanks: Iterable[Blank]) -> dict[str, Blank]:
    """For a share of a whole, the blank of the other share: what is printed there limits this one too."""
    by_path = {blank.path: blank for blank in blanks}
    pairs = [pair for one, other in COMPLEMENTS for pair in ((one, other), (other, one))]
    return {one: by_path[other] for one, other in pairs if one in by_path and other in by_path}


def _single(trial: Trial, blank: Blank, reach: Reach, open_rules: set[int], counterpart: Blank | None) -> list[Breach]:
    rows: list[tuple[Value, Outcomes]] = []
    for value in candidates(blank, reach, trial.known, trial.day):
        if trial.spent:
            break
        if counterpart is not None and _is_amount(value) and not counterpart.permits(SCALE - value):
            continue
        rows.append((value, trial.outcomes({blank.path: value})))
    found = []
    for index in sorted(open_rules & reach.readers.get(blank.path, set())):
        bad = [value for value, outcomes in rows if outcomes[index] == "fail"]
        good = [value for value, outcomes in rows if outcomes[index] != "fail"]
        if bad:
            limit = limit_between(bad, good) if blank.fact.type in NUMERIC and not blank.options else None
            limit = _refined(trial, blank, index, limit, bad) if limit is not None else None
            first = telling(bad, limit)
            choices = tuple(bad) if (blank.fact.type in ("enum", "bool", "set") and good) or blank.options else ()
            found.append(Breach(trial.edition.rules[index], ((blank, first),), "blank", limit, choices))
    return found


def limit_between(bad: list[Value], good: list[Value]) -> Limit | None:
    """The limit that parts what breaks a rule from what keeps it; None where they are mixed."""
    low: list[Number] = [value for value in bad if _is_amount(value)]
    fine: list[Number] = [value for value in good if _is_amount(value)]
    if not fine or not low:
        return None
    if any(min(fine) < value < max(fine) for value in low):
        return None
    floor = min(fine) if min(low) < min(fine) else None
    ceiling = max(fine) if max(low) > max(fine) else None
    return Limit(floor, ceiling)


def _refined(trial: Trial, blank: Blank, index: int, limit: Limit, bad: list[Value]) -> Limit:
    """The limit to the unit a person writes in, and whether it is itself permitted."""
    amounts: list[Number] = [value for value in bad if _is_amount(value)]
    low, above, high, below = limit.low, False, limit.high, False
    if low is not None:
        floor: Number = low
        low, above = _edge(trial, blank, index, max([value for value in amounts if value < floor], default=floor), floor)
    if high is not None:
        ceiling: Number = high
        high, below = _edge(trial, blank, index, min([value for value in amounts if value > ceiling], default=ceiling), ceiling)
    return Limit(low, high, above, below)


def _edge(trial: Trial, blank: Blank, index: int, bad: Number, good: Number) -> tuple[Number, bool]:
    """Between a value that breaks a rule and one that keeps it: the first on the good side, or the last bad one where all beyond it keeps."""
    unit = UNITS[blank.fact.type]

    def breaks(value: Number) -> bool:
        return trial.outcomes({blank.path: value})[index] == "fail"

    while max(good, bad) - min(good, bad) >= 2 * unit and not trial.spent:
        step = (max(good, bad) - min(good, bad)) // (2 * unit) * unit
        middle = bad + (step if good > bad else -step)
        if breaks(middle):
            bad = middle
        else:
            good = middle
    beside = bad + (1 if good > bad else -1)  # a millionth beyond
    strict = blank.fact.type in ("share", "decimal") and good != bad and not breaks(beside)
    return (bad, True) if strict else (good, False)


def _is_amount(value: Value) -> TypeGuard[Number]:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def telling(bad: list[Value], limit: Limit | None) -> Value:
    """The filling to show: the one closest to what would be right, which no one notices by itself."""
    amounts: list[Number] = [value for value in bad if _is_amount(value)]
    if limit is not None and (floor := limit.low) is not None:
        short = [floor] if limit.above else [value for value in amounts if value < floor]
        if short:
            return max(short)
    if limit is not None and (ceiling := limit.high) is not None:
        over = [ceiling] if limit.below else [value for value in amounts if value > ceiling]
        if over:
            return min(over)
    return bad[0]


def _kept(decision: Decision, printed: Mapping[str, Blank]) -> bool:
    """Whether what is computed from a filling (days of a publicity from its ends) lies within what is printed for it."""
    return all(blank.permits(value) for path, value in decision.facts.known.items() if (blank := printed.get(path)) is not None and _is_amount(value))


def _pairs(trial: Trial, blanks: list[Blank], reach: Reach, left: set[int], printed: Mapping[str, Blank]) -> list[Breach]:
    found: dict[int, Breach] = {}
    for one, other in combinations(blanks, 2):
        shared = reach.readers.get(one.path, set()) & reach.readers.get(other.path, set()) & left
        if not shared - found.keys():
            continue
        for first in candidates(one, reach, trial.known, trial.day)[:MOST_IN_PAIRS]:
            for second in candidates(other, reach, {**trial.known, one.path: first}, trial.day)[:MOST_IN_PAIRS]:
                if trial.spent or not shared - found.keys():
                    break
                if other.path == one.fact.not_before and _later(second, first):
                    continue
                decision = trial.decide({one.path: first, other.path: second})
                broken = [index for index in shared - found.keys() if decision.outcomes[index] == "fail"]
                for index in broken if broken and _kept(decision, printed) else ():
                    found[index] = Breach(trial.edition.rules[index], ((one, first), (other, second)))
    return [found[index] for index in sorted(found)]


def _later(one: Value, other: Value) -> bool:
    return type(one) is int and type(other) is int and one > other
