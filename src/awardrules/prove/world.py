"""The facts of a deal as variables of a solver: one world for all the editions that are asked about one deal.

Numbers are whole millionths (counts and fen by multiplication), dates day numbers, a name or a set one truth for each member, a list of
records a few slots. A fact that may be left open has a flag that says whether it is stated. A deal in a world is consistent: dates are in
order, two shares of a title add up, and what is stated agrees with what is computed. Bounds (不少于15日) are not part of a world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.facts.quantity import FEN, SCALE
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Text
from awardrules.prove.solver import Truth, Whole, as_truth, both, either, opposite, z3
from awardrules.prove.values import Condition, Day, Names, Quantity, Value, known

CYCLE = date(2001, 3, 1).toordinal()
FIRST_DAY = date(1985, 1, 1).toordinal()
LAST_DAY = date(2085, 12, 31).toordinal()
LIMITS = {"int": 1_000_000, "decimal": 1_000 * SCALE, "share": SCALE, "money": 10**13}
STEP = {"int": SCALE, "decimal": 1, "share": 1, "money": FEN}
SLOTS = 2
MOST_SLOTS = 200  # records of a deal that a solver takes on
SIGNED = ("agreement.date", "deal.date")  # what a deal is decided on, unless a day is named


Move = Callable[[int, int], int | None]  # a day and a number of months


class Slot(NamedTuple):
    """One record of a list: whether it is there, and its fields."""

    used: Truth
    fields: dict[str, Value]


class Shifted(NamedTuple):
    """A date moved by months: the solver knows limits; what it makes up is corrected from the calendar (`World.corrections`)."""

    start: Whole
    months: Whole
    end: Any
    move: Move


def slots_for(facts: Mapping[str, Any]) -> int:
    """How many records a world needs for the lists of a deal. Raises AwardrulesError for a list that is too long to be reasoned about."""
    lists = {path: len(value) for path, value in facts.items() if isinstance(value, tuple)}
    faults = [
        error(
            "too-many-records",
            Span(path),
            Text(f"`{path}` 有 {size} 项，求解器最多处理 {MOST_SLOTS} 项", f"`{path}` has {size} entries; the solver takes at most {MOST_SLOTS}"),
            Text("先用 `awardrules check` 找出不符合的各项，只留这些再求解", "keep only the entries that `awardrules check` says fail"),
        )
        for path, size in lists.items()
        if size > MOST_SLOTS
    ]
    if faults:
        raise AwardrulesError(faults)
    return max(lists.values(), default=0) or 1


class World:
    """Variables for the facts that are asked for.

    `open_facts` lets facts be unstated; else a deal states everything (save what `computed` names: facts that every edition computes).
    `ahead` days may still be to come where a deal is plausible. Worlds share their variables, by path, but for the values of the facts that
    `apart` names: two worlds are two deals that differ there.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        open_facts: bool = False,
        computed: frozenset[str] = frozenset(),
        slots: int = SLOTS,
        apart: frozenset[str] = frozenset(),
        ahead: int = 0,
    ) -> None:
        self.vocabulary = vocabulary
        self.open_facts = open_facts
        self.computed = computed
        self.slots, self.ahead = slots, ahead
        self.apart, self.tick = apart, "'" if apart else ""
        self.facts: dict[str, Value] = {}
        self.lists: dict[str, tuple[Truth, list[Slot]]] = {}
        self.variables: dict[str, Any] = {}
        self.constraints: list[Any] = []
        self.plausible: list[Any] = []
        self.possible: list[Any] = []
        self.shifts: dict[tuple[int, int, Move], Shifted] = {}
        self.pins: dict[tuple[str, Any], Truth] = {}
        self.counts: dict[tuple[int, int], tuple[Whole, Whole, Any]] = {}

    # --- variables ---

    def fact(self, path: str) -> Value:
        """The value a deal states for a path."""
        found = self.facts.get(path)
        if found is None:
            fact = self.vocabulary.get(path)
            assert fact is not None, path  # noqa: S101 - expressions are checked against the vocabulary
            known = self._known(fact, path)
            found = self.facts[path] = self._variable(fact, path, known)
            if fact.not_before is not None and isinstance(found, Day):
                earlier = self.fact(fact.not_before)
                assert isinstance(earlier, Day)  # noqa: S101 - the vocabulary checks it
                self._always(either([opposite(both([found.known, earlier.known])), found.day >= earlier.day]))
            if fact.seldom and isinstance(found, Condition):
                self._unlikely(found.yes)
            if fact.none_if is not None and isinstance(found, Quantity):
                none = self.fact(fact.none_if)
                assert isinstance(none, Condition)  # noqa: S101 - the vocabulary checks it
                self._unlikely(both([none.yes, found.known, self.variables[path] > 0]))
        return found

    def records(self, path: str) -> tuple[Truth, list[Slot]]:
        """The records of a list: whether it is stated, and its slots."""
        found = self.lists.get(path)
        if found is None:
            known = z3.Bool(f"{path}?") if self.open_facts else True
            slots: list[Slot] = []
            for index in range(self.slots):
                used = z3.Bool(f"{path}[{index}]?")
                fields = {
                    name: self._variable(fact, f"{path}[{index}].{name}", z3.Bool(f"{path}[{index}].{name}?") if self.open_facts else True)
                    for name, fact in self.vocabulary.records[path].items()
                }
                if slots:
                    self._always(either([opposite(used), slots[-1].used]))
                slots.append(Slot(used, fields))
            found = self.lists[path] = (known, slots)
        return found

    def _name(self, path: str) -> str:
        return f"{path}'" if path in self.apart else path

    def _known(self, fact: Fact, path: str) -> Truth:
        if fact.output or path in self.computed:
            return False
        return z3.Bool(f"{path}?") if self.open_facts else True

    def _variable(self, fact: Fact, path: str, known: Truth) -> Value:
        if fact.type == "bool":
            flag = self.variables[path] = z3.Bool(self._name(path))
            return Condition(both([known, flag]), both([known, opposite(flag)]))
        if fact.type in ("enum", "set"):
            return self._names(fact, path, known)
        if fact.type == "date":
            day = self.variables[path] = z3.Int(self._name(path))
            self._always(z3.And(day >= FIRST_DAY, day <= LAST_DAY))
            return Day(known, day)
        number = self.variables[path] = z3.Int(self._name(path))
        limit = LIMITS.get(fact.type, SCALE)
        self._always(z3.And(number >= (-limit if fact.below_zero else 0), number <= limit))
        self._nice(fact, path, number)
        step = STEP[fact.type]
        return Quantity(known, number * step if step > 1 else number, 1)

    def _names(self, fact: Fact, path: str, known: Truth) -> Names:
        flags = {name: z3.Bool(f"{path}={name}") for name in fact.values or {}}
        self.variables[path] = flags
        if fact.type == "set":
            if path == "deal.kinds":
                self._always(either(list(flags.values())))
            return Names(known, flags, False)
        if known is False:
            return Names(False, dict.fromkeys(flags, False), True)
        self._always(z3.AtMost(*flags.values(), 1))
        some = either(list(flags.values()))
        self._always(some if known is True else known == some)
        return Names(known, flags, True)

    def _unlikely(self, condition: Truth) -> None:
        self.plausible.append(as_truth(opposite(condition)))
        self.possible.append(as_truth(opposite(condition)))

    def _always(self, constraint: Truth) -> None:
        if constraint is not True:
            self.constraints.append(constraint)

    def _nice(self, fact: Fact, path: str, number: Any) -> None:
        """Values a person would write: shares in steps of 5%, round amounts of at least 10,000 yuan, whole and small counts.

        Where these will not do: whole percents, no amount at all, any whole count."""
        step, finer = z3.Int(f"{path}#"), z3.Int(f"{path}##")
        if fact.type == "share":
            self.plausible.append(number == step * (SCALE // 20))
            self.possible.append(number == finer * (SCALE // 100))
        elif fact.type == "money":
            self.plausible.append(z3.And(number == step * 1_000_000, step >= 1, step <= 1_000))
            self.possible.append(z3.And(number == finer * 1_000_000, finer <= 1_000))
        elif fact.type == "decimal":
            self.plausible.append(z3.And(number == step * SCALE, step <= 100))
            self.possible.append(z3.And(number == finer * SCALE, finer <= 100))
        else:
            self.plausible.append(number <= 400)

    def sensible(self, as_of: int) -> list[Any]:
        """What makes a deal plausible on a day: nice numbers, dates of the last two years, signed on the day."""
        return [*self.plausible, *self._within(as_of, 730)]

    def conceivable(self, as_of: int) -> list[Any]:
        """The same less strictly, for what does not happen so soon: dates of the last twenty years."""
        return [*self.possible, *self._within(as_of, 7_300)]

    def _within(self, as_of: int, span: int) -> list[Any]:
        days = {path: value.day for path, value in self.facts.items() if isinstance(value, Day)}
        return [day == as_of if path in SIGNED else z3.And(day >= as_of - span, day <= as_of + self.ahead) for path, day in days.items()]

    # --- counts, and dates moved by months ---

    def count(self, above: Whole, below: Whole) -> Whole:
        """How many times `below`, which is positive, goes into `above`."""
        if isinstance(above, int) and isinstance(below, int):
            return above // below
        key = (_key(above), _key(below))
        if key not in self.counts:
            found = z3.Int(f"count{len(self.counts)}{self.tick}")
            self.counts[key] = (above, below, found)
            self.constraints.append(z3.And(found * below <= above, above < (found + 1) * below))
        return self.counts[key][2]

    def shifted(self, start: Whole, months: Whole, move: Move) -> Whole:
        """A date `months` later, as `move` has it. Exact for constants; else within limits that `corrections` make exact where it matters."""
        if isinstance(start, int) and isinstance(months, int):
            return move(start, months)
        key = (_key(start), _key(months), move)
        found = self.shifts.get(key)
        if found is None:
            end = z3.Int(f"shift{len(self.shifts)}{self.tick}")
            found = self.shifts[key] = Shifted(start, months, end, move)
            if isinstance(months, int):
                least, most = span_of(months, move)
                self.constraints.append(z3.And(end >= start + least, end <= start + most))
            else:  # 400 years are 146,097 days; no run of months strays from that pace by more than six days
                pace = 4800 * (end - start) - 146_097 * months
                self.constraints.append(z3.And(pace >= -6 * 4800, pace <= 6 * 4800))
        return found.end

    def corrections(self, value: Callable[[Any], int]) -> list[Any]:
        """Lemmas of the calendar that a solution breaks: `value` gives the number of a term in it."""
        lemmas: list[Any] = []
        for item in self.shifts.values():
            start, months, end = value(item.start), value(item.months), value(item.end)
            right = item.move(start, months)
            if right == end or right is None:
                continue
            fixed = [] if isinstance(item.months, int) else [item.months == months]
            day = date.fromordinal(start)
            if day.day <= 28 and not isinstance(item.start, int):
                first = start - day.day + 1
                lemmas.append(z3.Implies(z3.And(item.start >= first, item.start <= first + 27, *fixed), item.end == item.start + (right - start)))
            else:
                fixed += [] if isinstance(item.start, int) else [item.start == start]
                lemmas.append(z3.Implies(z3.And(*fixed), item.end == right))
        return lemmas

    # --- back to facts ---

    def stated(self, model: Any) -> dict[str, Any]:
        """The facts of a solution, as a deal holds them."""
        facts: dict[str, Any] = {}
        for path, value in self.facts.items():
            found = self._read(model, self.vocabulary.facts[path], self.variables.get(path), value)
            if found is not None:
                facts[path] = found
        for path, (listed, slots) in self.lists.items():
            if truth(model, listed):
                facts[path] = tuple(self._record(model, path, index, slot) for index, slot in enumerate(slots) if truth(model, slot.used))
        return facts

    def _record(self, model: Any, path: str, index: int, slot: Slot) -> dict[str, Any]:
        fields = self.vocabulary.records[path]
        read = {name: self._read(model, fields[name], self.variables[f"{path}[{index}].{name}"], value) for name, value in slot.fields.items()}
        return {name: value for name, value in read.items() if value is not None}

    def _read(self, model: Any, fact: Fact, variable: Any, value: Value) -> Any:
        if not truth(model, known(value)):
            return None
        if isinstance(value, Condition):
            return truth(model, variable)
        if isinstance(value, Names):
            names = frozenset(name for name, flag in variable.items() if truth(model, flag))
            return next(iter(names), None) if value.single else names
        return number(model, variable) * (1 if isinstance(value, Day) else STEP[fact.type])

    def pinned(self, facts: Mapping[str, Any], paths: Iterable[str] | None = None) -> dict[str, Any]:
        """For each fact of the world, the condition that it is as a deal states it (unstated where the deal leaves it out)."""
        wanted = self.facts.keys() if paths is None else set(paths)
        return {path: self._pin(path, value, facts.get(path)) for path, value in self.facts.items() if path in wanted}

    def _pin(self, path: str, value: Value, given: Any) -> Any:
        key = (path, given)
        if key not in self.pins:
            self.pins[key] = pin(self.vocabulary.facts[path], value, self.variables.get(path), given)
        return self.pins[key]


@lru_cache(maxsize=256)
def span_of(months: int, move: Move) -> tuple[int, int]:
    """The fewest and the most days that a number of months can be, between 1901 and 2099, where every fourth year is a leap year."""
    spans = [moved - day for day in range(CYCLE, CYCLE + 1461) if (moved := move(day, months)) is not None]
    return min(spans) - 1, max(spans) + 1  # by one more or less across 2100


def _key(item: Whole) -> int:
    """A number that tells terms apart as long as they live: negative for constants."""
    return -item - 1 if isinstance(item, int) else int(item.get_id())


def pin(fact: Fact, value: Value, variable: Any, given: Any) -> Truth:
    """The condition that a fact is stated as `given`, or left open where that is None."""
    stated = known(value)
    if given is None:
        return opposite(stated)
    if isinstance(value, Condition):
        return value.yes if given else value.no
    if isinstance(value, Names):
        wanted = {given} if value.single else given
        return both([stated, *(flag if name in wanted else opposite(flag) for name, flag in variable.items())])
    step = 1 if isinstance(value, Day) else STEP[fact.type]
    if given % step:
        return False
    return both([stated, variable == given // step])


def _value(model: Any, item: Any) -> tuple[Any, Any]:
    """The value of a term in a solution, by z3's own call: its wrapper costs ten times as much."""
    context, found = model.ctx.ref(), (z3.Ast * 1)()
    z3.Z3_model_eval(context, model.model, item.ast, True, found)
    return context, found[0]


def truth(model: Any, item: Truth) -> bool:
    """A truth in a solution; what the solution leaves open is false."""
    if isinstance(item, bool):
        return item
    return bool(z3.Z3_get_bool_value(*_value(model, item)) == z3.Z3_L_TRUE)


def number(model: Any, item: Whole) -> int:
    """A whole number in a solution."""
    return item if isinstance(item, int) else int(z3.Z3_get_numeral_string(*_value(model, item)))
