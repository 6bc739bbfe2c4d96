"""What a deal states, and what two editions compute from it."""

from __future__ import annotations

from awardrules.compare.shape import read_by
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.compiler import lowered
from awardrules.pack.edition import Edition


def united(a: Vocabulary, b: Vocabulary) -> Vocabulary:
    """The facts of both."""
    if a is b:
        return a
    extra = [fact for fact in b if fact.path not in a]
    return a.extended(extra) if extra else a


def computed(edition: Edition) -> frozenset[str]:
    """The facts that an edition computes where a deal does not state them."""
    return frozenset(rule.gives for rule in edition.rules if rule.gives and (f := edition.vocabulary.get(rule.gives)) is not None and f.derived)


def only_computed(a: Edition, b: Edition, as_of: int) -> frozenset[str]:
    """The facts of which a deal states what they are computed from: both editions compute them; a yes or no is stated as such.

    A part of an amount also where only one edition does and the other does not ask for it: the amounts say it.
    """
    given = tuple({path for path in computed(one) if one.vocabulary.facts[path].type != "bool"} for one in (a, b))
    read = [set().union(*(read_by(lowered(rule, as_of)) for rule in edition.rules)) for edition in (a, b)]
    parts = {
        path
        for path in given[0] ^ given[1]
        if (fact := a.vocabulary.get(path) or b.vocabulary.get(path)) is not None
        and fact.type == "share"
        and all(path in own or path not in asked for own, asked in zip(given, read, strict=True))
    }
    return frozenset(given[0] & given[1] | parts)


def answers(a: Edition, b: Edition, as_of: int) -> dict[str, set[str]]:
    """Each yes or no that both editions compute and a deal may state as well, with what it is computed from."""
    paths = {path for path in computed(a) & computed(b) if a.vocabulary.facts[path].type == "bool"}
    return {rule.gives: read_by(lowered(rule, as_of)) for rule in a.rules if rule.gives in paths}
