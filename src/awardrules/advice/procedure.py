"""The steps of a procedure: what each has to wait for, the earliest and latest day for it, and how it stands."""

from __future__ import annotations

from typing import Literal

from awardrules.advice.orders import Order, day_of, fact_of, orders, planning_scope
from awardrules.advice.wording import figures_for, used
from awardrules.decision.decide import Decision
from awardrules.decision.explain import FactUsed, writer_for
from awardrules.expression.evaluate import Scope, evaluate
from awardrules.expression.term import Part
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Text, counted
from awardrules.pack.edition import Rule
from awardrules.record import Record

State = Literal["in_order", "too_early", "too_late", "follows", "to_do", "open"]


class Limit(Record):
    """One reason why a step cannot come before (or after) a day; `day` is None while that is open, `other` the date it depends on."""

    rule: Rule
    day: int | None
    other: str | None
    basis: Text
    certain: bool


class Step(Record):
    """A step of the procedure. `earliest` counts in earlier steps that are not taken yet, or were taken too early, at their own earliest day."""

    fact: Fact
    recorded: FactUsed
    earliest: int | None
    latest: int | None
    state: State
    after: tuple[Limit, ...]
    before: tuple[Limit, ...]
    cautions: tuple[Text, ...]


def steps_of(decision: Decision) -> list[Step]:
    """The dates that orders of the edition bind, each after what it has to wait for."""
    known = decision.facts.known
    sides = [(order, [path for path in (fact_of(order.earlier), fact_of(order.later)) if path]) for order in orders(decision, planned=True)]
    # an order that only may apply says nothing of a step nobody has taken
    found = [order for order, paths in sides if order.certain or all(isinstance(known.get(path), int) for path in paths)]
    vocabulary = decision.edition.vocabulary
    plan = Plan(decision, found)
    paths = dict.fromkeys(p for order in found for p in (fact_of(order.earlier), fact_of(order.later)) if p)
    steps = []
    for path in sorted(paths, key=lambda p: (plan.depth(p), list(vocabulary.facts).index(p))):
        fact = vocabulary.get(path)
        if fact is not None and not fact.output and not fact.derived:
            steps.append(plan.step(fact))
    return steps


class Plan:
    """The earliest day of each step, found once for all that depend on it."""

    def __init__(self, decision: Decision, found: list[Order]) -> None:
        self.decision, self.orders = decision, found
        self._earliest: dict[str, int | None] = {}
        self._depth: dict[str, int] = {}

    def scope(self, rule: Rule) -> Scope:
        return planning_scope(self.decision, rule)

    def recorded(self, path: str) -> int | None:
        value = self.decision.facts.known.get(path)
        return value if isinstance(value, int) else None

    def depth(self, path: str) -> int:
        """How many steps come before one."""
        if path not in self._depth:
            self._depth[path] = 0
            before = [fact_of(o.earlier) for o in self.orders if fact_of(o.later) == path and self.waits(o)]
            self._depth[path] = max((self.depth(p) + 1 for p in before if p), default=0)
        return self._depth[path]

    def effective(self, path: str) -> int | None:
        """The day a step counts from: the recorded one, or the earliest it may be where it was taken too early or not yet."""
        recorded, earliest = self.recorded(path), self.earliest(path)
        return earliest if recorded is None else recorded if earliest is None else max(recorded, earliest)

    def earliest(self, path: str) -> int | None:
        """The earliest day for a step; None where nothing known bounds it or part of what bounds it is open."""
        if path not in self._earliest:
            self._earliest[path] = None
            limits = [limit.day for limit in self.after(path) if limit.certain]
            self._earliest[path] = max(d for d in limits if d is not None) if limits and None not in limits else None
        return self._earliest[path]

    def after(self, path: str) -> list[Limit]:
        """What a step has to wait for."""
        return [self._limit(o, o.earlier, o.gap) for o in self.orders if fact_of(o.later) == path and self.waits(o)]

    def before(self, path: str) -> list[Limit]:
        """What a step must not come after: a day fixed beforehand, not a later step."""
        return [self._limit(o, o.later, -o.gap) for o in self.orders if fact_of(o.earlier) == path and not self.waits(o)]

    def waits(self, order: Order) -> bool:
        """Whether the later day has to wait for the earlier one, rather than being fixed beforehand as its deadline.

        The last day of a run waits for the first; a step waits for what comes before it.
        """
        if order.span is not None:
            return order.gap >= 0
        path = fact_of(order.later)
        fact = self.decision.edition.vocabulary.get(path) if path else None
        return fact is not None and (fact.date_of is not None or any(fact_of(o.earlier) == path for o in self.orders))

    def _limit(self, order: Order, part: Part, gap: int) -> Limit:
        path = fact_of(part)
        day = self.effective(path) if path else day_of(part, self.scope(order.rule))
        words = writer_for(self.decision, order.rule).value(part)
        shown = figures_for(self.decision, order.rule).value(part) if not path else EMPTY
        basis = _run_words(words, order.span) if order.span is not None else _gap_words(words, shown, gap)
        return Limit(order.rule, None if day is None else day + gap, path, basis, order.certain)

    def step(self, fact: Fact) -> Step:
        """A step with its limits and how it stands."""
        after, before = self.after(fact.path), self.before(fact.path)
        known = [limit.day for limit in before if limit.day is not None and limit.certain]
        recorded, earliest, latest = self.recorded(fact.path), self.earliest(fact.path), min(known, default=None)
        state: State = "in_order"
        if recorded is None:
            state = "to_do"
        elif latest is not None and recorded > latest:
            state = "too_late"
        elif self._breaks(fact.path, recorded):
            state = "too_early"
        elif earliest is not None and recorded < earliest:
            state = "follows"
        elif any(limit.day is None or not limit.certain for limit in after):
            state = "open"
        return Step(fact, used(self.decision, fact.path), earliest, latest, state, tuple(after), tuple(before), self._cautions(fact.path, after))

    def _cautions(self, path: str, after: list[Limit]) -> tuple[Text, ...]:
        """The remarks of the rules that bind a step, as they hold on the day it was taken or may first be taken."""
        day = self.recorded(path) or self.earliest(path)
        found: dict[Text, None] = {}
        for rule in {limit.rule.id: limit.rule for limit in after}.values():
            scope = self.scope(rule)
            then = Scope({**scope.facts, path: day}, scope.outputs, scope.parameters)
            found |= {item.text: None for item in rule.body.cautions if evaluate(item.when, then) is True}
        return tuple(found)

    def _breaks(self, path: str, recorded: int) -> bool:
        """Whether a recorded day breaks an order with the days as they are recorded."""
        for order in self.orders:
            if order.certain and fact_of(order.later) == path and self.waits(order):
                day = day_of(order.earlier, self.scope(order.rule))
                if day is not None and recorded < day + order.gap:
                    return True
        return False


def _run_words(words: Text, span: int) -> Text:
    return Text(f"自{words.zh}起满 {span} 日（首尾均计）", f"{counted(span, 'day')} from {words.en}, both ends counted")


def _gap_words(words: Text, shown: Text, gap: int) -> Text:
    tail = Text(f"（{shown.zh}）", f" ({shown.en})") if shown not in (EMPTY, words) else EMPTY
    zh, en = f"{words.zh}{tail.zh}", f"{words.en}{tail.en}"
    if gap == 0:
        return Text(f"不早于{zh}", f"not before {en}")
    if gap > 0:
        return Text(f"{zh}后第 {gap} 日" if gap > 1 else f"{zh}次日", f"{gap} days after {en}" if gap > 1 else f"the day after {en}")
    return Text(f"{zh}前 {-gap} 日", f"{-gap} days before {en}" if gap < -1 else f"the day before {en}")
