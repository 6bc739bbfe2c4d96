"""Two editions tied together notion by notion.

A clause id is the same notion in every edition, so clauses of one id stand together, with the rules whose first clause they are. What only
one edition names so is tied to the other by what it does: the shape of its rule, the output it gives, the facts its rules ask in the same
mechanism, what they demand in whole or in part, what they permit. Every clause and every rule of both editions ends up in exactly one
notion; one that holds nothing of A is only in B.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from awardrules.compare.shape import RANK, favours
from awardrules.decision.reference import reads
from awardrules.expression.term import Part, Term, json_of
from awardrules.pack.edition import Clause, Edition, Rule
from awardrules.pack.program import AS_OF, KINDS_PATH
from awardrules.record import Record

MODAL_ENDINGS = ("-may", "-should", "-encouraged", "-supported", "-allowed")


class Side(Record):
    """What one edition prints of a notion: its clauses in printed order, and the rules that implement them."""

    clauses: tuple[Clause, ...] = ()
    rules: tuple[Rule, ...] = ()


class Notion(Record):
    """One notion in both editions; a side without clauses is silent on it."""

    mechanism: str
    a: Side
    b: Side

    @property
    def common(self) -> tuple[tuple[Clause, Clause], ...]:
        """The clauses that both editions name alike."""
        other = {clause.id: clause for clause in self.b.clauses}
        return tuple((clause, other[clause.id]) for clause in self.a.clauses if clause.id in other)


def notions(a: Edition, b: Edition) -> list[Notion]:
    """The notions of two editions, in the order in which B prints them, and those it does not print at the place A gives them."""
    ties = _Ties(a, b)
    ties.attach_cited()
    ties.tie_alike(_shape, restated=True)
    for key in (_output, _name, _asked, _demanded, _permitted, _but_for_modality, _of_people):
        ties.tie_alike(key)
    if a.pack == b.pack:
        ties.tie_alike(_figure_at({clause.id: clause.locator for edition in (a, b) for clause in edition.clauses.values()}))
    ties.tie_parts()
    ties.attach_restated()
    left, right = ties.sides(a), ties.sides(b)
    found = []
    for root in _in_order(list(left), list(right)):
        one, other = left.get(root, Side()), right.get(root, Side())
        found.append(Notion((other.clauses or one.clauses)[0].mechanism, one, other))
    return found


class _Ties:
    """Clause ids joined to notions (a union-find; the root of a notion is its smallest id)."""

    def __init__(self, a: Edition, b: Edition) -> None:
        self.editions = (a, b)
        self.parent = {clause: clause for clause in (*a.clauses, *b.clauses)}

    def root(self, clause: str) -> str:
        while self.parent[clause] != clause:
            clause = self.parent[clause]
        return clause

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.parent[high] = low

    def attach_cited(self) -> None:
        """A clause that no rule implements first goes with the first rule that cites it besides another, where one edition says so.

        Which edition is asked first does not hang on which is A.
        """
        first = {rule.clauses[0] for edition in self.editions for rule in edition.rules}
        attached: set[str] = set()
        for edition in sorted(self.editions, key=lambda edition: edition.reference):
            for rule in edition.rules:
                for clause in rule.clauses[1:]:
                    if clause not in first and clause not in attached:
                        attached.add(clause)
                        self.join(rule.clauses[0], clause)

    def sides(self, edition: Edition) -> dict[str, Side]:
        """What an edition prints of each notion, in printed order."""
        clauses: dict[str, list[Clause]] = {}
        rules: dict[str, list[Rule]] = {}
        for clause in edition.clauses.values():
            clauses.setdefault(self.root(clause.id), []).append(clause)
        for rule in edition.rules:
            rules.setdefault(self.root(rule.clauses[0]), []).append(rule)
        return {root: Side(tuple(printed), tuple(rules.get(root, ()))) for root, printed in clauses.items()}

    def tie_alike(self, key: Callable[[Rule], Hashable], *, restated: bool = False) -> None:
        """Ties what only one edition names so to the rules of the other that are alike by a key.

        A notion that stands in both takes in a further clause of one of them only where that restates it.
        """
        a, b = ({self.root(clause) for clause in edition.clauses} for edition in self.editions)
        lonely = a ^ b
        alike: dict[Hashable, tuple[list[str], list[str]]] = {}
        for index, edition in enumerate(self.editions):
            for rule in edition.rules:
                name = key(rule)
                if name is not None and (restated or self.root(rule.clauses[0]) in lonely):
                    alike.setdefault(name, ([], []))[index].append(rule.clauses[0])
        for left, right in alike.values():
            if left and right and any(self.root(clause) in lonely for clause in (*left, *right)):
                for clause in (*left, *right):
                    self.join(left[0], clause)

    def tie_parts(self) -> None:
        """Ties what only one edition demands by itself to the rule of the other that demands it among other things."""
        lonely = [[rule for rule in edition.rules if not self.stands_in(rule, other)] for edition, other in (self.editions, self.editions[::-1])]
        for one, other in ((x, y) for x in lonely[0] for y in lonely[1]):
            if _comparable(one, other) and (demands(one) < demands(other) or demands(other) < demands(one)):
                self.join(one.clauses[0], other.clauses[0])

    def attach_restated(self) -> None:
        """A rule of one edition alone that only repeats part of another rule of its document goes with that, where both editions have it."""
        for edition, other in (self.editions, self.editions[::-1]):
            shared = [rule for rule in edition.rules if self.stands_in(rule, other)]
            for rule in edition.rules:
                host = next((host for host in shared if repeats(rule, host)), None) if rule not in shared else None
                if host is not None:
                    self.join(rule.clauses[0], host.clauses[0])

    def stands_in(self, rule: Rule, other: Edition) -> bool:
        """Whether the notion of a rule stands in another edition too."""
        root = self.root(rule.clauses[0])
        return any(self.root(clause) == root for clause in other.clauses)


def _shape(rule: Rule) -> Hashable:
    """Rules of one shape of the catalogue say the same thing."""
    return rule.shape


def _output(rule: Rule) -> Hashable:
    """Rules that give the same fact."""
    return rule.gives


def _name(rule: Rule) -> Hashable:
    """Rules that their authors gave the same name in the same mechanism."""
    return rule.id if rule.kind == "check" else None


def _asked(rule: Rule) -> Hashable:
    """Check rules of one mechanism that demand something of the same facts, of the same kinds of deal and the same people."""
    if rule.body.require is None:
        return None
    asked = frozenset(reads(rule.body.require) - {AS_OF, KINDS_PATH})
    return (rule.mechanism, rule.subject, rule.applies_to, rule.for_each, asked) if asked else None


def _demanded(rule: Rule) -> Hashable:
    """Check rules that demand the very same thing, whichever mechanism they stand in; of people only where it is of the same."""
    demanded = demands(rule)
    return (rule.subject, demanded) if demanded and rule.for_each is None else None


def _permitted(rule: Rule) -> Hashable:
    """Permissions of one mechanism that are made use of in the same case."""
    if rule.modality != "may" or not rule.body.when:
        return None
    case = frozenset(path for part in rule.body.when for path in reads(part))
    return (rule.mechanism, rule.subject, rule.for_each, case)


def _but_for_modality(rule: Rule) -> Hashable:
    """Rules whose clauses are named alike but for how binding they are: what one text permits, another encourages."""
    clause = rule.clauses[0]
    return (rule.subject, next((clause.removesuffix(ending) for ending in MODAL_ENDINGS if clause.endswith(ending)), clause))


def _of_people(rule: Rule) -> Hashable:
    """Rules on the same people in the same case, which one text forbids and another allows under conditions: the names they tell them by."""
    if rule.for_each is None or rule.kind != "check" or rule.body.require is None:
        return None
    named = frozenset(found for part in (*rule.body.when, rule.body.require) for found in _named(part))
    return (rule.mechanism, rule.for_each, named) if len({path for path, _ in named}) > 1 else None


def _named(part: Part) -> Iterator[tuple[frozenset[str], Hashable]]:
    """The names that the facts of a condition are compared with, with the facts."""
    if not isinstance(part, Term):
        return
    for argument in part.arguments:
        if isinstance(argument, Term):
            yield from _named(argument)
        elif isinstance(argument.value, str | frozenset):
            yield frozenset(reads(part)), argument.value


def _figure_at(places: Mapping[str, str]) -> Callable[[Rule], Hashable]:
    """Rules of two editions of one document that print the same figure at the same place: what it is measured on or for has changed."""

    def key(rule: Rule) -> Hashable:
        found = frozenset(_figures(rule.body.require)) if rule.body.require is not None else None
        return (places[rule.clauses[0]], rule.mechanism, rule.subject, rule.modality, found) if found else None

    return key


def _figures(part: Part) -> Iterator[tuple[str, Hashable]]:
    """The numbers that a condition prints, with what they count."""
    if isinstance(part, Term):
        for argument in part.arguments:
            yield from _figures(argument)
    elif part.type is not None and part.type.numeric and part.value:
        yield part.type.name, part.value


def demands(rule: Rule) -> frozenset[str]:
    """Each thing a check rule without parameters demands, as its author wrote it; empty for any other rule."""
    if rule.kind != "check" or rule.body.require is None or rule.parameters:
        return frozenset()
    return frozenset(json.dumps(json_of(part), sort_keys=True) for part in conjuncts(rule.body.require))


def conjuncts(part: Part) -> list[Part]:
    """A condition as the list of those that it joins by `and`."""
    if isinstance(part, Term) and part.operator == "and":
        return [inner for argument in part.arguments for inner in conjuncts(argument)]
    return [part]


def _comparable(one: Rule, other: Rule) -> bool:
    """Whether two rules demand something in the same mechanism, of the same subject and the same people."""
    alike = (one.mechanism, one.subject, one.for_each) == (other.mechanism, other.subject, other.for_each)
    return alike and bool(demands(one)) and bool(demands(other)) and not favours(one) and not favours(other)


def repeats(rule: Rule, host: Rule) -> bool:
    """Whether a rule demands nothing beyond what another demands already, of no other deals and no more gravely."""
    return (
        _comparable(rule, host)
        and demands(rule) <= demands(host)
        and (not host.applies_to or (bool(rule.applies_to) and set(rule.applies_to) <= set(host.applies_to)))
        and not host.body.when
        and not host.body.unless
        and RANK[rule.severity] <= RANK[host.severity]
    )


def _in_order(a: list[str], b: list[str]) -> Iterator[str]:
    """The names of both lists in B's order, those of A alone behind what precedes them in A."""
    known = set(b)
    waiting: dict[str | None, list[str]] = {}
    last: str | None = None
    for name in a:
        if name in known:
            last = name
        else:
            waiting.setdefault(last, []).append(name)
    yield from waiting.get(None, ())
    for name in b:
        yield name
        yield from waiting.get(name, ())


def matched(a: Iterable[Rule], b: Iterable[Rule]) -> list[tuple[Rule | None, Rule | None]]:
    """The rules of one notion side by side: alike by id, else by shape, output, facts asked; what has no like stands alone."""
    left, right = list(a), list(b)
    pairs: list[tuple[Rule | None, Rule | None]] = []
    for key in (_id, _shape, _output, _asked, _asked_of_anyone, _kind):
        for rule in list(left):
            name = key(rule)
            like = next((other for other in right if name is not None and key(other) == name), None)
            if like is not None:
                pairs.append((rule, like))
                left.remove(rule)
                right.remove(like)
    order = {rule.id: index for index, rule in enumerate([*b, *a])}
    pairs += [(rule, None) for rule in left]
    pairs += [(None, rule) for rule in right]
    return sorted(pairs, key=lambda pair: next(order[rule.id] for rule in (pair[1], pair[0]) if rule is not None))


def _id(rule: Rule) -> Hashable:
    return rule.id


def _asked_of_anyone(rule: Rule) -> Hashable:
    return frozenset(reads(rule.body.require)) if rule.body.require is not None else None


def _kind(rule: Rule) -> Hashable:
    """The last resort: two rules that both demand something, or both give something."""
    return rule.kind
