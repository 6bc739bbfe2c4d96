"""Two editions tied together notion by notion.

A clause id is the same notion in every edition, so clauses of one id stand together, with the rules whose first clause they are. What only
one edition names so is tied to the other by what it does: the shape of its rule, the output it gives, the facts its rules ask in the same
mechanism. Every clause and every rule of both editions ends up in exactly one notion; one that holds nothing of A is only in B.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from awardrules.decision.reference import reads
from awardrules.pack.edition import Clause, Edition, Rule
from awardrules.pack.program import AS_OF, KINDS_PATH
from awardrules.record import Record


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
    for key in (_output, _name, _asked):
        ties.tie_alike(key)
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
        """A clause that no rule implements first goes with the first rule that cites it besides another, where one edition says so."""
        first = {rule.clauses[0] for edition in self.editions for rule in edition.rules}
        attached: set[str] = set()
        for edition in self.editions:
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
    return sorted(pairs, key=lambda pair: order[(pair[1] or pair[0]).id])  # type: ignore[union-attr]


def _id(rule: Rule) -> Hashable:
    return rule.id


def _asked_of_anyone(rule: Rule) -> Hashable:
    return frozenset(reads(rule.body.require)) if rule.body.require is not None else None


def _kind(rule: Rule) -> Hashable:
    """The last resort: two rules that both demand something, or both give something."""
    return rule.kind
