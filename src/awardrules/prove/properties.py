"""Six named properties of editions and rules, each with a counterexample that is decided again before it is shown.

never_errors: no deal that states everything leaves it unknown. always_allows: nothing is refused. always_denies: nothing passes.
implies: what the first allows, the second allows. equivalent: both always come out the same. disjoint: no deal passes both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from awardrules.decision.decide import Decision, Subject, decide
from awardrules.facts.deal import Deal
from awardrules.pack.edition import Edition, Rule
from awardrules.prove.encoding import Encoding
from awardrules.prove.search import Facts, Search, dated, deal, small
from awardrules.prove.solver import TIMEOUT_MS, Truth, Unsettled, both, either, opposite
from awardrules.prove.stating import computed, united
from awardrules.prove.world import World
from awardrules.record import Record

Property = Literal["never_errors", "always_allows", "always_denies", "implies", "equivalent", "disjoint"]
View = Literal["allow", "deny", "open", "off"]
OF_TWO = frozenset({"implies", "equivalent", "disjoint"})
PROPERTIES: tuple[Property, ...] = ("never_errors", "always_allows", "always_denies", "implies", "equivalent", "disjoint")
VIEWS: Mapping[str, View] = {
    "compliant": "allow",
    "deviating": "allow",
    "non_compliant": "deny",
    "undetermined": "open",
    "out_of_scope": "off",
    "not_decided": "off",
}


class Target(Record):
    """What a property is asked of: an edition as a whole, or some of its rules (one, or those of one clause)."""

    edition: Edition
    rules: tuple[Rule, ...] = ()
    name: str = ""


class Proof(Record):
    """Whether a property holds; None where the solver ran out of its time. A counterexample comes with how each target saw it."""

    property: Property
    targets: tuple[Target, ...]
    as_of: int
    holds: bool | None
    counterexample: Deal | None = None
    views: tuple[View, ...] = ()
    decisions: tuple[Decision, ...] = ()


class _Truths(NamedTuple):
    allow: Truth
    deny: Truth
    open: Truth
    off: Truth


def _truths(target: Target, encoding: Encoding) -> _Truths:
    """How a target sees a deal, as truths."""
    if not target.rules:
        standing = encoding.standing()
        off = either([standing.outside, opposite(standing.applied)])
        deny, allow = standing.refused, standing.accepted
        return _Truths(allow, deny, opposite(either([allow, deny, off])), off)
    outcomes = [encoding.outcome(rule) for rule in target.rules if not rule.gives]
    deny = either([outcome.fails for outcome in outcomes])
    open_ = both([opposite(deny), either([outcome.open for outcome in outcomes])])
    allow = both([opposite(deny), opposite(open_), either([outcome.passes for outcome in outcomes])])
    return _Truths(allow, deny, open_, opposite(either([allow, deny, open_])))


def view(target: Target, facts: Facts, as_of: int) -> tuple[View, Decision]:
    """How a target sees a deal, as decided."""
    rules = [rule for rule in target.rules if not rule.gives]
    subject: Subject = "institution" if rules and all(rule.subject == "institution" for rule in rules) else "deal"
    decision = decide(deal(facts), target.edition, as_of, subject=subject, hypothetical=bool(rules))
    if not rules:
        return VIEWS[decision.status], decision
    outcomes = {decision.outcome(rule) for rule in rules}
    return ("deny" if "fail" in outcomes else "open" if "unknown" in outcomes else "allow" if "pass" in outcomes else "off"), decision


def _broken(name: Property, truths: list[_Truths], whole: bool) -> Truth:
    """What a counterexample is."""
    one, other = truths[0], truths[-1]
    match name:
        case "never_errors":
            return one.open
        case "always_allows":
            return one.deny
        case "always_denies":
            return one.allow
        case "implies":
            return both([one.allow, either([other.deny, other.off])]) if whole else both([either([one.allow, one.off]), other.deny])
        case "equivalent":
            pairs = [both([a, opposite(b)]) for a, b in zip(one, other, strict=True)]
            return both([opposite(one.open), opposite(other.open), either(pairs)])
    return both([one.allow, other.allow])


def _breaks(name: Property, views: list[View], whole: bool) -> bool:
    """The same, of a deal as decided."""
    one, other = views[0], views[-1]
    match name:
        case "never_errors":
            return one == "open"
        case "always_allows":
            return one == "deny"
        case "always_denies":
            return one == "allow"
        case "implies":
            return one == "allow" and other in ("deny", "off") if whole else one in ("allow", "off") and other == "deny"
        case "equivalent":
            return one != other and "open" not in (one, other)
    return one == other == "allow"


def prove(name: Property, targets: tuple[Target, ...], as_of: int, *, timeout_ms: int = TIMEOUT_MS, partial: bool = False) -> Proof:
    """Whether a property holds of one target, or of two, over all deals that state everything (`partial`: over all deals)."""
    editions = [target.edition for target in targets]
    vocabulary = editions[0].vocabulary
    for edition in editions[1:]:
        vocabulary = united(vocabulary, edition.vocabulary)
    every = frozenset.intersection(*map(computed, editions))
    world = World(vocabulary, open_facts=partial, computed=frozenset() if partial else every)
    whole = not any(target.rules for target in targets)
    encodings: dict[str, Encoding] = {}
    truths = [_truths(t, encodings.setdefault(t.edition.digest, Encoding(t.edition, world, as_of))) for t in targets]
    try:
        facts = Search(world, as_of, timeout_ms).find(_broken(name, truths, whole))
    except Unsettled:
        return Proof(name, targets, as_of, None)
    if facts is None:
        return Proof(name, targets, as_of, True)

    def holds(trial: Facts) -> bool:
        return _breaks(name, [view(target, trial, as_of)[0] for target in targets], whole)

    # a deal that leaves facts open is unknown for another reason than the one asked for
    shown = _shown(facts, holds if name != "never_errors" or partial else None, as_of)
    found = [view(target, shown, as_of) for target in targets]
    if not _breaks(name, [one for one, _ in found], whole):
        raise AssertionError(f"a counterexample found by the solver is decided otherwise: {dict(shown)}")
    return Proof(name, targets, as_of, False, deal(shown), tuple(one for one, _ in found), tuple(decision for _, decision in found))


def _shown(facts: Facts, holds: Callable[[Facts], bool] | None, as_of: int) -> dict[str, Any]:
    if holds is None:
        return dict(facts)
    least = small(facts, holds) if holds(facts) else dict(facts)
    with_day = dated(least, as_of)
    return with_day if holds(with_day) else least
