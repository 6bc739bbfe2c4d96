"""The search for a permitted filling that breaks a rule: one blank, then two; every answer is one that `decide` gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import combinations
from typing import Literal

from awardrules.agreement.template.blanks import Blank
from awardrules.agreement.template.domain import UNITS, Reach, candidates
from awardrules.agreement.template.limiting import Limit, is_amount, limit_between, refined, telling
from awardrules.decision.decide import Decision, counts, decide
from awardrules.decision.missing import open_facts
from awardrules.facts.deal import Deal, Value
from awardrules.facts.quantity import SCALE, Number
from awardrules.facts.vocabulary import NUMERIC
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import COMPLEMENTS
from awardrules.record import Record

Outcomes = tuple[str | None, ...]
MOST_DECISIONS = 6_000
MOST_IN_PAIRS = 14


class Breach(Record):
    """A rule that a filling breaks. `limit` or `bad` (options) say what of the blank breaks it, where one blank alone does.

    What `depends` breaks it only if the rule applies, which facts decide that the template leaves open (`waits`).
    """

    rule: Rule
    filling: tuple[tuple[Blank, Value], ...]
    cause: Literal["blank", "default", "depends"] = "blank"
    limit: Limit | None = None
    bad: tuple[Value, ...] = ()
    waits: tuple[str, ...] = ()


class Trial:
    """Decides fillings of a template against an edition, as if in scope and in force: a template has no institution and no day yet."""

    def __init__(
        self, edition: Edition, day: int, known: Mapping[str, Value], name: str = "", beside: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """`beside` names what is known only as long as a choice stays as it is ticked beforehand."""
        self.edition, self.day, self.known, self.name, self.beside = edition, day, known, name, beside or {}
        self.count = 0
        self.watched = [
            index
            for index, rule in enumerate(edition.rules)
            if not rule.gives and rule.subject == "deal" and counts(rule) and rule.severity in ("violation", "deviation")
        ]

    def decide(self, filling: Mapping[str, Value]) -> Decision:
        """The decision of a filling."""
        self.count += 1
        changed = [path for path in self.beside if path in filling and filling[path] != self.known.get(path)]
        gone = {path for one in changed for path in self.beside[one]}
        facts = {**{path: value for path, value in self.known.items() if path not in gone}, **filling}
        return decide(Deal(facts, name=self.name), self.edition, self.day, hypothetical=True)

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
        for breach in (found for one in _parts(blank) for found in _single(trial, one, reach, open_rules, counterparts.get(blank.path))):
            found.append(breach)
            broken.add(trial.edition.rules.index(breach.rule))
        if blank.default is not None:
            after = trial.outcomes({blank.path: blank.default})
            found += [Breach(trial.edition.rules[i], ((blank, blank.default),), "default") for i in sorted(open_rules) if after[i] == "fail"]
    left = {index for index in open_rules - broken if base[index] in ("unknown", "pass")}
    pairs = _pairs(trial, listed, reach, left, printed)
    told = broken | {trial.edition.rules.index(breach.rule) for breach in pairs}
    waiting = {index for index in open_rules - told if base[index] == "unknown"}
    limited = {blank.path for breach in (*found, *pairs) for blank, _ in breach.filling}
    limited |= {other for pair in COMPLEMENTS for one, other in (pair, pair[::-1]) if one in limited}
    free = [one for blank in listed if blank.path not in limited for one in _parts(blank)]  # what has to be limited anyway is told so
    return found + pairs + [breach for blank in free for breach in _depending(trial, blank, reach, waiting, counterparts.get(blank.path))]


def limits_of(trial: Trial, blank: Blank, reach: Reach) -> list[Limit]:
    """The limits that the rules set for a blank of a figure: those that surely apply, else those that may."""
    base = trial.outcomes({})
    open_rules = {index for index in trial.watched if base[index] != "fail"}
    found = [breach.limit for breach in _single(trial, blank, reach, open_rules, None) if breach.limit is not None]
    waiting = {index for index in open_rules if base[index] == "unknown"}
    return found or [breach.limit for breach in _depending(trial, blank, reach, waiting, None) if breach.limit is not None]


def _parts(blank: Blank) -> tuple[Blank, ...]:
    """The choices of a blank and what may be written beside them, each by itself."""
    if not blank.options or not blank.free or blank.fact.type not in NUMERIC:
        return (blank,)
    alone = {"options": (), "free": False}
    return Blank(**{**blank.__dict__, "free": False, "bound": None}), Blank(**{**blank.__dict__, **alone})


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
        if counterpart is not None and is_amount(value) and not counterpart.permits(SCALE - value):
            continue
        rows.append((value, trial.outcomes({blank.path: value})))
    found = []
    for index in sorted(open_rules & reach.readers.get(blank.path, set())):
        bad = [value for value, outcomes in rows if outcomes[index] == "fail"]
        good = [value for value, outcomes in rows if outcomes[index] != "fail"]
        if bad:
            limit, first = _limited(trial, blank, bad, good, partial(_fails, trial, index, blank.path, {}))
            choices = tuple(bad) if (blank.fact.type in ("enum", "bool", "set") and good) or blank.options else ()
            found.append(Breach(trial.edition.rules[index], ((blank, first),), "blank", limit, choices))
    return found


def _limited(trial: Trial, blank: Blank, bad: list[Value], good: list[Value], breaks: Callable[[Number], bool]) -> tuple[Limit | None, Value]:
    """The limit that a blank for a figure would have to print, and the filling to show."""
    limit = limit_between(bad, good) if blank.fact.type in NUMERIC and not blank.options else None
    if limit is None:
        return None, telling(bad, None)
    limit, further = refined(limit, bad, UNITS[blank.fact.type], blank.fact.type in ("share", "decimal"), breaks, lambda: trial.spent)
    return limit, telling([*bad, *(value for value in further if blank.permits(value))], limit)


def _depending(trial: Trial, blank: Blank, reach: Reach, waiting: set[int], counterpart: Blank | None) -> list[Breach]:
    """The limits that a blank for a figure lacks, or its wrong choices, for rules of which nothing in the template says whether they apply."""
    asked = sorted(waiting & reach.readers.get(blank.path, set()))
    if not asked or blank.fact.type not in NUMERIC or not blank.empty:
        return []
    values = [value for value in candidates(blank, reach, trial.known, trial.day) if is_amount(value)]
    values = [value for value in values if counterpart is None or counterpart.permits(SCALE - value)]
    found = []
    for index in asked:
        rule = trial.edition.rules[index]
        if trial.spent:
            break
        bad = [value for value in values if _would_fail(trial, blank, rule, value)]
        good = [value for value in values if value not in bad]
        if bad and blank.options:
            waits = tuple(dict.fromkeys(open_facts(trial.decide({blank.path: bad[0]}), rule)))
            found.append(Breach(rule, ((blank, bad[0]),), "depends", None, tuple(bad), waits))
        elif bad and good:
            limit, first = _limited(trial, blank, [*bad], [*good], partial(_would_fail, trial, blank, rule))
            waits = tuple(dict.fromkeys(open_facts(trial.decide({blank.path: first}), rule)))
            if limit is not None and (limit.low or limit.high is not None):
                found.append(Breach(rule, ((blank, first),), "depends", limit, (), waits))
    return found


def _fails(trial: Trial, index: int, path: str, beside: Mapping[str, Value], value: Number) -> bool:
    """Whether a value in a blank breaks a rule, with what is filled in beside it."""
    return trial.outcomes({**beside, path: value})[index] == "fail"


def _would_fail(trial: Trial, blank: Blank, rule: Rule, value: Number) -> bool:
    """Whether a filling breaks a rule if only it applies."""
    findings = trial.decide({blank.path: value}).findings(rule)
    return any(finding.outcome == "unknown" and finding.require is not None and finding.require.value is False for finding in findings)


def _kept(decision: Decision, printed: Mapping[str, Blank]) -> bool:
    """Whether what is computed from a filling (days of a publicity from its ends) lies within what is printed for it."""
    return all(
        value in blank.options or blank.permits(value)
        for path, value in decision.facts.known.items()
        if (blank := printed.get(path)) is not None and is_amount(value)
    )


def _pairs(trial: Trial, blanks: list[Blank], reach: Reach, left: set[int], printed: Mapping[str, Blank]) -> list[Breach]:
    """What two blanks break together: of each rule one filling, and one more for figures that are printed choices."""
    found: dict[tuple[int, frozenset[str]], Breach] = {}
    for one, other in combinations([part for blank in blanks for part in _parts(blank)], 2):
        offered = frozenset(blank.path for blank in (one, other) if blank.options and blank.fact.type in NUMERIC)
        shared = reach.readers.get(one.path, set()) & reach.readers.get(other.path, set()) & left
        if one.path == other.path or not (shared := {index for index in shared if (index, offered) not in found}):
            continue
        for first in candidates(one, reach, trial.known, trial.day)[:MOST_IN_PAIRS]:
            for second in candidates(other, reach, {**trial.known, one.path: first}, trial.day)[:MOST_IN_PAIRS]:
                if trial.spent or not shared:
                    break
                if other.path == one.fact.not_before and _later(second, first):
                    continue
                decision = trial.decide({one.path: first, other.path: second})
                broken = [index for index in sorted(shared) if decision.outcomes[index] == "fail"]
                for index in broken if broken and _kept(decision, printed) else ():
                    found[index, offered] = Breach(trial.edition.rules[index], ((one, first), (other, second)))
                    shared.discard(index)
    return [
        _sharper(trial, found[index, offered], index, reach, printed) for index, offered in sorted(found, key=lambda key: (key[0], sorted(key[1])))
    ]


def _sharper(trial: Trial, breach: Breach, index: int, reach: Reach, printed: Mapping[str, Blank]) -> Breach:
    """A pair of which one is a figure: with the limit that this one lacks (or the choices of it that are wrong) where the other is filled in so,
    and the filling closest to it."""
    for (blank, _), (other, chosen) in (breach.filling, breach.filling[::-1]):
        if blank.fact.type not in NUMERIC or trial.spent:
            continue
        beside: dict[str, Value] = {other.path: chosen}
        rows = [
            (value, trial.outcomes({**beside, blank.path: value})[index]) for value in candidates(blank, reach, {**trial.known, **beside}, trial.day)
        ]
        bad, good = [value for value, outcome in rows if outcome == "fail"], [value for value, outcome in rows if outcome != "fail"]
        if not bad:
            continue
        if blank.options:
            return Breach(breach.rule, ((blank, bad[0]), (other, chosen)), "blank", None, tuple(bad))
        limit, first = _limited(trial, blank, bad, good, partial(_fails, trial, index, blank.path, beside))
        if limit is not None and _kept(trial.decide({**beside, blank.path: first}), printed):
            return Breach(breach.rule, ((blank, first), (other, chosen)), "blank", limit)
    return breach


def _later(one: Value, other: Value) -> bool:
    return type(one) is int and type(other) is int and one > other
