"""Asks a solver for a deal, and makes what it finds small: every step is decided again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from awardrules.facts.deal import Deal
from awardrules.prove.solver import TIMEOUT_MS, Truth, Unsettled, as_truth, new_solver, settled, z3
from awardrules.prove.world import World, number, truth

Facts = Mapping[str, Any]
MAX_CORRECTIONS = 200
DATES = ("agreement.date", "deal.date")


class Search:
    """Questions over one world, each in one solver that keeps what it learnt."""

    def __init__(self, world: World, as_of: int, timeout_ms: int = TIMEOUT_MS) -> None:
        self.world, self.as_of, self.timeout_ms = world, as_of, timeout_ms
        self.solver = new_solver(timeout_ms)
        self._told = 0
        self._nice, self._likely = z3.Bool("nice!"), z3.Bool("likely!")

    def find(self, *goal: Truth, plausible: bool = True, confirm: Callable[[Facts], bool] | None = None) -> dict[str, Any] | None:
        """The facts of a deal for which every condition of the goal holds, a plausible one where there is one; None if none exists.

        `confirm` decides a deal as it is found: one that it confirms needs no correction of dates that do not matter.
        Raises Unsettled where the solver ran out of its time.
        """
        if any(item is False for item in goal):
            return None
        self._tell()
        self.solver.push()
        try:
            self.solver.add(*[as_truth(item) for item in goal])
            for name, sensible in ((self._nice, self.world.sensible), (self._likely, self.world.conceivable)) if plausible else ():
                self.solver.add(*[z3.Implies(name, item) for item in sensible(self.as_of)])
                with suppress(Unsettled):  # no plausible deal in this time is no answer: any deal will do
                    found = self._solution(name, confirm=confirm)
                    if found is not None:
                        return found
            self.solver.add(z3.Not(self._nice), z3.Not(self._likely))
            return self._solution(confirm=confirm)
        finally:
            self.solver.pop()

    def most(self, goal: Truth, wishes: list[Truth]) -> dict[str, Any] | None:
        """A deal for which the goal holds and, taken one after the other, as many wishes as go with it; None if there is none."""
        self._tell()
        self.solver.push()
        try:
            self.solver.add(as_truth(goal))
            if not settled(self.solver.check()):
                return None
            model = self.solver.model()
            for wish in wishes:
                if truth(model, wish):
                    self.solver.add(as_truth(wish))
                    continue
                self.solver.push()
                self.solver.add(as_truth(wish))
                if settled(self.solver.check()):
                    model = self.solver.model()
                else:
                    self.solver.pop()
            return self._solution()
        finally:
            while self.solver.num_scopes():
                self.solver.pop()

    def _solution(self, *assumed: Any, confirm: Callable[[Facts], bool] | None = None) -> dict[str, Any] | None:
        for _ in range(MAX_CORRECTIONS):
            if not settled(self.solver.check(*assumed)):
                return None
            model = self.solver.model()
            if confirm is not None and confirm(facts := self.world.stated(model)):
                return facts
            lemmas = self.world.corrections(partial(number, model))
            if not lemmas:
                return self.world.stated(model)
            self.world.constraints += lemmas
            self.solver.add(*lemmas)
        settled(z3.unknown)
        return None

    def _tell(self) -> None:
        """What has come to hold in the world since the last question."""
        new = self.world.constraints[self._told :]
        self._told = len(self.world.constraints)
        self.solver.add(*[as_truth(item) for item in new])


def small(facts: Facts, holds: Callable[[Facts], bool], keep: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The facts without those, and without those members and records, that `holds` does without."""
    kept = dict(facts)
    paths = [path for path in kept if path not in keep]
    chunk = max(len(paths) // 2, 1)
    while paths:
        index = 0
        while index < len(paths):
            gone = paths[index : index + chunk]
            trial = {path: value for path, value in kept.items() if path not in gone}
            if holds(trial):
                kept = trial
                paths = [path for path in paths if path not in gone]
            else:
                index += chunk
        if chunk == 1:
            break
        chunk = max(chunk // 2, 1)
    fewer = fewest(kept, kept, holds)
    for path in [path for path in fewer if fewer != kept and path not in keep]:  # what fewer members made needless
        trial = {name: value for name, value in fewer.items() if name != path}
        if holds(trial):
            fewer = trial
    return fewer


def fewest(facts: Facts, paths: Iterable[str], holds: Callable[[Facts], bool]) -> dict[str, Any]:
    """The facts, those at `paths` without the members, records and fields that `holds` does without."""
    kept = dict(facts)
    for path in [path for path in paths if path in kept]:
        shrunk = True
        while shrunk:
            shrunk = False
            for less in _smaller(kept[path]):
                if holds({**kept, path: less}):
                    kept[path], shrunk = less, True
                    break
    return kept


def _smaller(value: Any) -> Iterator[Any]:
    """One member, one member less; one record less, one field less, fewer members of a field."""
    if isinstance(value, frozenset):
        yield from _fewer(value)
    elif isinstance(value, tuple):
        yield from (value[:index] + value[index + 1 :] for index in range(len(value) - 1, -1, -1) if len(value) > 1)
        for index, record in enumerate(value):
            for name, field in record.items():
                yield (*value[:index], {k: v for k, v in record.items() if k != name}, *value[index + 1 :])
                if isinstance(field, frozenset):
                    yield from ((*value[:index], {**record, name: less}, *value[index + 1 :]) for less in _fewer(field))


def _fewer(value: frozenset[str]) -> Iterator[frozenset[str]]:
    """One member, then one less; never none: a list of nothing is an odd thing to state."""
    names = sorted(value)
    if len(names) > 1:
        yield from (frozenset({name}) for name in names)
        yield from (value - {name} for name in names)


def deal(facts: Facts, name: str = "") -> Deal:
    """Facts as a deal."""
    return Deal(dict(facts), name=name)


def dated(facts: Facts, as_of: int) -> dict[str, Any]:
    """The facts with the day of decision as the date of the deal, where they name no other."""
    return dict(facts) if any(path in facts for path in DATES) else {**facts, "deal.date": as_of}
