"""The smallest changes that make a deal comply: what can be agreed or still be done may change, what is history never does.

A solver proposes, `decide` disposes: every proposal is decided again, made smaller while it still complies, and only then given out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from awardrules.decision.decide import Decision, decide, stated
from awardrules.expression.kleene import equal
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import NUMERIC, Fact, Vocabulary
from awardrules.pack.edition import Edition
from awardrules.prove.changing import changed, value_at, with_value
from awardrules.prove.encoding import Encoding
from awardrules.prove.leaning import leaned_on
from awardrules.prove.listing import listed_briefly
from awardrules.prove.movable import CHANGE, CONFIRM, Movable
from awardrules.prove.nearing import nearest, side_of
from awardrules.prove.reading import read_by
from awardrules.prove.search import Search
from awardrules.prove.solver import TIMEOUT_MS, Truth, Unsettled, as_truth, both, either, opposite, z3
from awardrules.prove.values import Day, Names, known
from awardrules.prove.world import Slot, World, pin, slots_for
from awardrules.record import Record

Kind = Literal["negotiate", "do", "confirm"]
KINDS: Mapping[str, Kind] = {"negotiable": "negotiate", "doable": "do", "history": "confirm"}
ROUNDS = 40
EFFORT = {"date": 3, "money": 3, "decimal": 3, "share": 3, "int": 3}  # a figure is harder to come by than a yes
AHEAD = 730  # days within which what is still to be done is done
CORE_MS = 60  # to leave one claim out of a contradiction; what takes longer stays in


class Change(Record):
    """One fact to be otherwise: `before` is None, or a bound around `after`, where the deal leaves it open (then it is to be settled so).

    A set of which some members are known (`before.low`) is to have those of `after.low`, or to be `after`.
    `others` are values that would do as well in place of `after`; of a number to be established, `side` says that any greater (`least`) or
    any smaller one (`most`) would.
    """

    path: str
    before: Any
    after: Any
    kind: Kind
    cost: int
    others: tuple[Any, ...] = ()
    side: Literal["least", "most"] | None = None
    supposed: bool = False

    @property
    def settles(self) -> bool:
        """Whether it settles what the deal leaves open, and changes nothing that it states."""
        return settled_by(self.before, self.after)


def settled_by(before: Any, after: Any) -> bool:
    """Whether a value only settles what was open: there was none, or a bound that allows it."""
    return before is None or (isinstance(before, Bound) and equal(before, after) is not False)


class Proposal(Record):
    """Changes that together make the deal comply, the deal with them, and its decisions in the order of the editions."""

    changes: tuple[Change, ...]
    deal: Deal
    decisions: tuple[Decision, ...]

    @property
    def mends(self) -> tuple[Change, ...]:
        """The changes of what the deal states."""
        return tuple(change for change in self.changes if not change.settles)

    @property
    def cost(self) -> int:
        """What it costs: what has to change first, then how much has to be established."""
        return sum(change.cost for change in self.changes)


class Obstacle(Record):
    """A fact that cannot change and keeps the deal from complying, with the rules it stands against (reference of the edition, rule id).

    The rule id `scope` stands for the scope and the term of the edition.
    """

    path: str
    value: Any
    rules: tuple[tuple[str, str], ...]


class Repair(Record):
    """What was found: decisions as the deal stands, proposals (cheapest first), or what makes every repair impossible.

    Where there is no proposal, the facts of `obstacles` and the demands of `rules` (edition, rule id) cannot go together.
    `settled` is false where the solver ran out of its time before it could say that there is nothing (cheaper) to be found.
    """

    decisions: tuple[Decision, ...]
    proposals: tuple[Proposal, ...]
    obstacles: tuple[Obstacle, ...]
    rules: tuple[tuple[str, str], ...]
    settled: bool


class _Workshop:
    """One deal, the editions it is to satisfy, and the solver that knows both. `doubting`: history too is a claim, so that it can be blamed."""

    def __init__(
        self, deal: Deal, editions: Sequence[Edition], as_of: int, timeout_ms: int, *, hypothetical: bool, open_allowed: bool, doubting: bool = False
    ) -> None:
        self.deal, self.editions, self.as_of, self.doubting = deal, editions, as_of, doubting
        self.hypothetical, self.open_allowed = hypothetical, open_allowed
        self.vocabulary: Vocabulary = editions[0].vocabulary
        self.world = World(self.vocabulary, open_facts=True, slots=slots_for(deal.facts), ahead=AHEAD)
        self.demands = {key: demand for edition in editions for key, demand in self._demands(edition).items()}
        self.items = list(self._items())
        self.search = Search(self.world, as_of, timeout_ms)
        self.history = {item.path: item.same for item in self.items if item.history}
        self.settled = True
        dates = [fact for fact in self.vocabulary if fact.type == "date" and fact.path in deal.facts]
        self.days = [(fact.path, deal.facts[fact.path], fact.not_before or "") for fact in dates]
        self.torn = {conflict.path for decision in self.decided(deal.facts) for conflict in decision.conflicts}

    def _demands(self, edition: Edition) -> dict[tuple[str, str], Truth]:
        own = stated(self.deal, edition)
        exact = {path: value for path, value in own.items() if self._certain(path, value)}
        encoding = Encoding(edition, self.world, self.as_of, exact)
        demands = encoding.demands(open_allowed=self.open_allowed, hypothetical=self.hypothetical)
        return {(edition.reference, rule): demand for rule, demand in demands.items()}

    def _certain(self, path: str, value: Any) -> bool:
        """Whether a fact is no question: history (unless it is to be found out what history stands in the way), or stated for one edition."""
        fact = self.vocabulary.get(path)
        if fact is None or isinstance(value, Bound | tuple):
            return False
        if isinstance(value, Fraction) or value is not self.deal.facts.get(path):
            return True
        return self._fact(path).change == "history" and not fact.derived and not self.doubting

    def _items(self) -> Iterator[Movable]:
        facts = self.deal.facts
        for path, value in list(self.world.facts.items()):
            if known(value) is not False:
                yield Movable(path, self._fact(path), value, self.world.variables.get(path), facts.get(path), self.as_of)
        for path, (_, slots) in self.world.lists.items():
            records: Any = facts.get(path) or ()
            for index, slot in enumerate(slots):
                for name, value in slot.fields.items():
                    given = records[index].get(name) if index < len(records) else None
                    field = f"{path}[{index}].{name}"
                    yield Movable(field, self.vocabulary.records[path][name], value, self.world.variables[field], given, self.as_of)

    def _fact(self, path: str) -> Fact:
        """A fact as it can change on the day: what stood open until a date is history once that has come."""
        fact = self.vocabulary.facts[path]
        ended = self.deal.facts.get(fact.until) if fact.until else None
        gone = isinstance(ended, int) and ended <= self.as_of
        return Fact(**{**vars(fact), "change": "history", "only": None, "cost": 0}) if gone else fact

    def _begun_anew(self) -> Truth:
        """What is over cannot be prolonged: a run of days whose last day has gone by is to begin anew."""
        days = {item.path: item for item in self.items if isinstance(item.value, Day)}
        kept: list[Truth] = []
        for item in days.values():
            start = days.get(item.fact.not_before or "")
            if start is not None and self._over(item.given):
                kept.append(either([item.same, start.variable >= self.as_of]))
        return both(kept)

    def _over(self, end: Any) -> bool:
        """Whether a stated day has surely gone by."""
        last = end.high if isinstance(end, Bound) else end
        return isinstance(last, int) and last < self.as_of

    def _still_possible(self, facts: Mapping[str, Any]) -> bool:
        """Whether what changed can still be so: no date moved to a day gone by, no run of days prolonged that is over."""
        for path, given, begun in self.days:
            value, start = facts[path], facts.get(begun)
            if value == given or settled_by(given, value):
                continue
            if value < self.as_of or (self._over(given) and isinstance(start, int) and start < self.as_of):
                return False
        return True

    def _lists(self) -> Truth:
        """As many records as the deal has; a list it leaves open stays open, or has one record: an empty one would meet every duty."""
        kept: list[Truth] = []
        for path, (listed, slots) in self.world.lists.items():
            records = self.deal.facts.get(path)
            count = len(records) if isinstance(records, tuple) else 1
            kept += [slot.used if index < count else opposite(slot.used) for index, slot in enumerate(slots)]
            kept += [listed] if isinstance(records, tuple) else [_named(slot) for slot in slots[:1]]
        return both(kept)

    # --- solving ---

    def proposals(self, limit: int) -> list[Proposal]:
        """Proposals whose mends differ, cheapest first."""
        rules = [self._lists(), self._begun_anew(), *(item.allowed() for item in self.items if not item.history), *self.history.values()]
        base = both([*self.demands.values(), *rules])
        mendable = [item for item in self.items if item.given is not None and not item.history]
        found: list[Proposal] = []
        blocked: list[Truth] = []
        while len(found) < limit:
            proposal = self._cheapest(both([base, *blocked]), mendable)
            if proposal is None:
                break
            found.append(self._explored(proposal))
            mended = {change.path for change in proposal.mends}
            if not mended:
                break
            blocked.append(either([item.same for item in mendable if item.path in mended]))
        if found and len(found) < limit:
            found += [self._explored(other) for other in self._otherwise(found[0], base, mendable)]
        return sorted(found, key=lambda proposal: (proposal.cost, len(proposal.changes)))

    def _otherwise(self, first: Proposal, base: Truth, mendable: list[Movable]) -> Iterator[Proposal]:
        """What would do if the history were otherwise that a proposal supposes, where there is something to be agreed or done instead."""
        items = {item.path: item for item in self.items}
        tried: set[str] = set()
        proposal, goals = first, [base]
        while left := [path for path in self._supposed(proposal.deal.facts) if path not in tried and path in items]:
            path = left[0]
            tried.add(path)
            item, value = items[path], proposal.deal.facts[path]
            goal = both([known(item.value), opposite(pin(item.fact, item.value, item.variable, value))])
            other = self._cheapest(both([*goals, goal]), mendable)
            if other is not None:
                proposal, goals = other, [*goals, goal]
        acts = [{(c.path, c.after) for c in one.changes if c.kind != "confirm"} for one in (first, proposal)]
        if acts[1] - acts[0]:
            yield proposal

    def _supposed(self, facts: Mapping[str, Any]) -> list[str]:
        return list(leaned_on(self.deal.facts, facts, self.vocabulary, self.decided))

    def _cheapest(self, goal: Truth, mendable: list[Movable]) -> Proposal | None:
        """The proposal that changes least of what the deal states; then, by taking back what need not be, establishes little."""
        weights = [(opposite(item.same), item.cost) for item in mendable if not isinstance(item.same, bool)]
        fixed = sum(item.cost for item in mendable if item.same is False)
        best: Proposal | None = None
        try:
            for _ in range(ROUNDS):
                spent = sum(change.cost for change in best.mends) if best else 0
                cheaper = [z3.PbLe(weights, spent - 1 - fixed)] if best else []
                facts = self.search.find(goal, *cheaper, confirm=self._confirmed) if spent or best is None else None
                if facts is None:
                    break
                proposal = self._refined(facts)
                if best is not None and sum(change.cost for change in proposal.mends) >= spent:
                    break
                best = proposal
        except Unsettled:
            self.settled = False
        return best

    def _explored(self, proposal: Proposal) -> Proposal:
        """The proposal, with the other values that would do as well, and what it supposes."""
        facts = proposal.deal.facts
        supposed = self._supposed(facts)
        changes = [self._change(c.path, c.before, c.after, facts, supposed=c.path in supposed) for c in proposal.changes]
        return Proposal(tuple(changes), proposal.deal, proposal.decisions)

    def obstacles(self) -> tuple[tuple[Obstacle, ...], tuple[tuple[str, str], ...]]:
        """A smallest set of stated history, and of rules (edition, rule), that cannot go together."""
        claims = {("", path): same for path, same in self.history.items()} | self.demands
        names = {key: z3.Bool(f"claim {index}") for index, key in enumerate(claims)}
        solver = self.search.solver
        solver.push()
        try:
            rules = [self._lists(), self._begun_anew(), *(item.allowed() for item in self.items if not item.history)]
            solver.add(as_truth(both(rules)), *[z3.Implies(names[key], as_truth(claim)) for key, claim in claims.items() if claim is not True])
            if solver.check(*names.values()) != z3.unsat:
                self.settled = False
                return (), ()
            named = {str(name) for name in solver.unsat_core()}
            kept = [key for key, name in names.items() if str(name) in named]
            solver.set("timeout", CORE_MS)
            for key in list(kept):
                rest = [other for other in kept if other != key]
                if solver.check(*[names[other] for other in rest]) == z3.unsat:
                    kept = rest
        finally:
            solver.set("timeout", self.search.timeout_ms)
            solver.pop()
        broken = tuple(key for key in kept if key[0])
        return tuple(self._obstacle(path, broken) for edition, path in kept if not edition), broken

    def _obstacle(self, path: str, broken: tuple[tuple[str, str], ...]) -> Obstacle:
        editions = {edition.reference: edition for edition in self.editions}
        rules = tuple((ref, rule) for ref, rule in broken if rule == "scope" or path.split("[", 1)[0] in read_by(editions[ref], rule, self.as_of))
        return Obstacle(path, value_at(self.deal.facts, path), rules)

    # --- replaying ---

    def complies(self, facts: Mapping[str, Any]) -> bool:
        """Whether every edition says so of a deal that can still be, and that does not contradict itself where it did not before."""
        return self._still_possible(facts) and all(map(self._fine, self.decided(facts)))

    def _confirmed(self, found: Mapping[str, Any]) -> bool:
        return self.complies({**self.deal.facts, **found})

    def _fine(self, decision: Decision) -> bool:
        if not {conflict.path for conflict in decision.conflicts} <= self.torn:
            return False
        return decision.status == "compliant" or (self.open_allowed and decision.status == "undetermined" and "fail" not in _weighed(decision))

    def decided(self, facts: Mapping[str, Any]) -> tuple[Decision, ...]:
        """The decisions of every edition."""
        one = Deal(dict(facts), self.deal.evidence, self.deal.editions, self.deal.name, self.deal.called)
        return tuple(decide(one, edition, self.as_of, hypothetical=self.hypothetical) for edition in self.editions)

    def _refined(self, found: Mapping[str, Any]) -> Proposal:
        """The solution, with every change taken back or made smaller that need not be (so large)."""
        before, facts = self.deal.facts, {**self.deal.facts, **found}
        if not self.complies(facts):
            raise AssertionError(f"a repair found by the solver is decided otherwise: {facts}")
        facts = nearest(before, facts, self.vocabulary, self.complies, self._weight, self._computed)
        for path in [path for path in self.world.lists if path in facts and path not in before]:
            facts = listed_briefly(facts, path, self.vocabulary.records[path], self.complies)
        order = {path: index for index, path in enumerate(self.vocabulary.facts)}  # a beginning before its end
        paths = sorted(changed(before, facts), key=lambda path: (order.get(path, len(order)), path))
        changes = tuple(self._change(path, value_at(before, path), value_at(facts, path), {}) for path in paths)
        return Proposal(changes, Deal(facts, self.deal.evidence, self.deal.editions, self.deal.name, self.deal.called), self.decided(facts))

    def _computed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What the editions compute alike from the facts of a deal that does not state it; a fraction rounded up to a millionth."""
        found = [decision.derived for decision in self.decided(facts)]
        paths = [fact.path for fact in self.vocabulary if fact.derived and fact.type in NUMERIC and fact.path not in facts]
        alike = {path: found[0].get(path) for path in paths if len({one.get(path) for one in found}) == 1}
        return {path: ceil(value) for path, value in alike.items() if isinstance(value, int | Fraction)}

    def _weight(self, path: str) -> int:
        """What is tried first to be taken back: what could be computed instead, then what weighs most."""
        fact = self.vocabulary.get(path)
        before = value_at(self.deal.facts, path)
        if fact is not None and fact.derived and before is None:
            return 1_000
        return self._change(path, before, None, {}).cost * 4 + (EFFORT.get(fact.type, 1) if fact else 1)

    def _change(self, path: str, before: Any, after: Any, facts: Mapping[str, Any], *, supposed: bool = False) -> Change:
        fact = self.vocabulary.get(path)
        if fact is None:
            return Change(path, before, after, "confirm", CONFIRM)
        settles = settled_by(before, after)
        cost = CONFIRM if settles else CHANGE * max(fact.cost, 1)
        others: tuple[Any, ...] = ()
        if facts and fact.type == "enum":
            names = [name for name in fact.values or {} if name not in (after, before) and (name not in fact.vague or fact.change == "history")]
            others = tuple(name for name in names if self.complies(with_value(facts, path, name)))
        known_in_part = settles and isinstance(before, Bound) and before.of_set  # an agreement is read again, not made anew
        mark = self._fact(path).change if path in self.vocabulary.facts else fact.change
        side = side_of(after, fact, lambda value: self.complies(with_value(facts, path, value))) if facts and before is None else None
        return Change(path, before, after, "confirm" if known_in_part else KINDS[mark], cost, others, side, supposed)


def _named(slot: Slot) -> Truth:
    """No set of a record is empty."""
    sets = [value for value in slot.fields.values() if isinstance(value, Names) and not value.single]
    return both([either([opposite(value.known), *value.members.values()]) for value in sets])


def _weighed(decision: Decision) -> set[str | None]:
    pairs = zip(decision.edition.rules, decision.outcomes, strict=True)
    return {outcome for rule, outcome in pairs if rule.severity in ("violation", "deviation") and not rule.gives}


def repair(
    deal: Deal,
    editions: Sequence[Edition],
    as_of: int,
    *,
    limit: int = 5,
    timeout_ms: int = TIMEOUT_MS,
    hypothetical: bool = False,
    open_allowed: bool = False,
) -> Repair:
    """The smallest changes that make a deal compliant in every edition, as at most `limit` alternatives, cheapest first.

    `open_allowed` asks only that nothing fails: what is not known may stay so. Nothing is proposed for a deal that complies.
    """
    shop = _Workshop(deal, editions, as_of, timeout_ms, hypothetical=hypothetical, open_allowed=open_allowed)
    before = shop.decided(deal.facts)
    if all(map(shop._fine, before)):
        return Repair(before, (), (), (), True)
    proposals = shop.proposals(limit)
    obstacles: tuple[Obstacle, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    if not proposals and shop.settled:
        doubting = _Workshop(deal, editions, as_of, timeout_ms, hypothetical=hypothetical, open_allowed=open_allowed, doubting=True)
        obstacles, rules = doubting.obstacles()
        shop.settled = doubting.settled
    return Repair(before, tuple(proposals), obstacles, rules, shop.settled)
