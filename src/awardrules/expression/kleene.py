"""Three-valued functions of the operators: None is unknown, a Bound is a value known only within limits.

The law they all keep: replacing None by a value, or a Bound by a value inside it, never turns true into false or false into true.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from awardrules.facts.quantity import SCALE, Bound, Number, add_months, term_end

# a value as the evaluator passes it: bool, number in millionths, day number, name, set, Bound, or None
V = Any


def conjunction(args: Sequence[V]) -> bool | None:
    """Strong Kleene `and`."""
    value: bool | None = True
    for a in args:
        if a is False:
            return False
        if a is not True:
            value = None
    return value


def disjunction(args: Sequence[V]) -> bool | None:
    """Strong Kleene `or`."""
    value: bool | None = False
    for a in args:
        if a is True:
            return True
        if a is not False:
            value = None
    return value


def negation(args: Sequence[V]) -> bool | None:
    """Strong Kleene `not`."""
    return None if args[0] is None else not args[0]


def limits(value: V) -> tuple[Number | None, Number | None]:
    """The least and greatest value possible; None where that side is open."""
    if value is None:
        return None, None
    if isinstance(value, Bound):
        return value.low, value.high
    return value, value


def at_least(a: V, b: V) -> bool | None:
    """a ≥ b."""
    if a is None or b is None:
        return None
    if not isinstance(a, Bound) and not isinstance(b, Bound):
        return bool(a >= b)
    (a_low, a_high), (b_low, b_high) = limits(a), limits(b)
    if a_low is not None and b_high is not None and a_low >= b_high:
        return True
    if a_high is not None and b_low is not None and a_high < b_low:
        return False
    return None


def equal(a: V, b: V) -> bool | None:
    """a = b; false for bounds that do not meet."""
    if a is None or b is None:
        return None
    if not isinstance(a, Bound) and not isinstance(b, Bound):
        return bool(a == b)
    if isinstance(a, frozenset) or isinstance(b, frozenset) or (isinstance(a, Bound) and a.of_set):
        return _same_members(a, b)
    (a_low, a_high), (b_low, b_high) = limits(a), limits(b)
    if (a_high is not None and b_low is not None and a_high < b_low) or (b_high is not None and a_low is not None and b_high < a_low):
        return False
    return True if a_low is not None and a_low == a_high == b_low == b_high else None


def members(value: V) -> tuple[frozenset[str], frozenset[str] | None]:
    """The members a set certainly has, and all that it can have; None where any name is possible."""
    if isinstance(value, Bound):
        return value.low or _NOBODY, value.high
    return (_NOBODY, None) if value is None else (value, value)


_NOBODY: frozenset[str] = frozenset()


def _same_members(a: V, b: V) -> bool | None:
    (a_low, a_high), (b_low, b_high) = members(a), members(b)
    if (b_high is not None and not a_low <= b_high) or (a_high is not None and not b_low <= a_high):
        return False
    return True if a_low == a_high == b_low == b_high else None


def narrower(a: V, b: V) -> V:
    """What is known of a value by two statements that agree with each other, at least one of them a bound."""
    if not isinstance(a, Bound) or not isinstance(b, Bound):
        return b if isinstance(a, Bound) else a
    lows: list[Any] = [v.low for v in (a, b) if v.low is not None]
    highs: list[Any] = [v.high for v in (a, b) if v.high is not None]
    low: Any = None
    if a.of_set or b.of_set:
        low, high = _NOBODY.union(*lows), highs[0].intersection(*highs) if highs else None
    else:
        low, high = max(lows, default=None), min(highs, default=None)
    return low if low is not None and low == high else Bound(low, high)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _chain(compare: Callable[[V, V], bool | None]) -> Callable[[Sequence[V]], bool | None]:
    """A comparison of two values, or of three as a range."""
    return lambda args: compare(args[0], args[1]) if len(args) == 2 else conjunction([compare(a, b) for a, b in pairwise(args)])


COMPARE: dict[str, Callable[[Sequence[V]], bool | None]] = {
    "==": lambda args: equal(args[0], args[1]),
    "!=": lambda args: _not(equal(args[0], args[1])),
    ">=": _chain(at_least),
    ">": _chain(lambda a, b: _not(at_least(b, a))),
    "<=": _chain(lambda a, b: at_least(b, a)),
    "<": _chain(lambda a, b: _not(at_least(a, b))),
}


def exact(value: Number) -> Number:
    """A fraction with denominator one as an int."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def multiply(a: Number, b: Number) -> Number:
    """Two numbers in millionths multiplied, in millionths."""
    product = a * b
    if isinstance(product, int):
        quotient, rest = divmod(product, SCALE)
        return quotient if not rest else Fraction(product, SCALE)
    return exact(product / SCALE)


def divide(a: Number, b: Number) -> Number | None:
    """Two numbers in millionths divided, in millionths; None where b is zero."""
    if b == 0:
        return None
    return exact(Fraction(a) * SCALE / b)


def _monotone(args: Sequence[V], function: Callable[[list[Number]], Number | None]) -> V:
    """A function that grows with every argument, over values and bounds."""
    if any(a is None for a in args):
        return None
    if not any(isinstance(a, Bound) for a in args):
        return function(list(args))
    lows, highs = zip(*(limits(a) for a in args), strict=True)
    low = None if any(v is None for v in lows) else function(list(lows))
    high = None if any(v is None for v in highs) else function(list(highs))
    return None if low is None and high is None else Bound(low, high)


def add(args: Sequence[V]) -> V:
    """The sum."""
    return _monotone(args, lambda values: exact(sum(values[1:], values[0])))


def _negated(value: V) -> V:
    if isinstance(value, Bound):
        return Bound(None if value.high is None else -value.high, None if value.low is None else -value.low)
    return None if value is None else -value


def subtract(args: Sequence[V]) -> V:
    """The difference; of one argument, its negative."""
    return _negated(args[0]) if len(args) == 1 else add([args[0], _negated(args[1])])


def product(args: Sequence[V]) -> V:
    """The product; of bounds only where none can be negative."""
    if any(a is None for a in args):
        return None
    if any(isinstance(a, Bound) for a in args):
        if any((low := limits(a)[0]) is None or low < 0 for a in args):
            return None
        return _monotone(args, _product)
    return _product(list(args))


def _product(values: list[Number]) -> Number:
    result = values[0]
    for value in values[1:]:
        result = multiply(result, value)
    return result


def quotient(args: Sequence[V]) -> V:
    """The quotient; unknown for a zero divisor or a bound."""
    a, b = args
    if a is None or b is None or isinstance(a, Bound) or isinstance(b, Bound):
        return None
    return divide(a, b)


def least(args: Sequence[V]) -> V:
    """The least."""
    return _monotone(args, min)


def greatest(args: Sequence[V]) -> V:
    """The greatest."""
    return _monotone(args, max)


def member(args: Sequence[V]) -> bool | None:
    """Whether the first is in the second."""
    item, among = args
    if item is None or among is None:
        return None
    if isinstance(among, Bound):
        held, possible = members(among)
        return True if item in held else False if possible is not None and item not in possible else None
    return item in among


def includes_all(args: Sequence[V]) -> bool | None:
    """Whether the first set holds all of the second; any set holds all of none."""
    whole, part = args
    if type(whole) is frozenset and type(part) is frozenset:
        return part <= whole
    (held, possible), (asked, most) = members(whole), members(part)
    if most is not None and most <= held:
        return True
    return None if possible is None or asked <= possible else False


def includes_any(args: Sequence[V]) -> bool | None:
    """Whether the first set holds one of the second; no set holds one of none."""
    whole, part = args
    if type(whole) is frozenset and type(part) is frozenset:
        return not whole.isdisjoint(part)
    (held, possible), (asked, most) = members(whole), members(part)
    if not held.isdisjoint(asked):
        return True
    if most is None:
        return None
    return False if not most or (possible is not None and possible.isdisjoint(most)) else None


def union(args: Sequence[V]) -> V:
    """All members."""
    if any(a is None for a in args):
        return None
    if not any(isinstance(a, Bound) for a in args):
        return frozenset().union(*args)
    lows, highs = zip(*map(members, args), strict=True)
    low, high = _NOBODY.union(*lows), None if None in highs else _NOBODY.union(*highs)
    return low if low == high else Bound(low, high)


def size(args: Sequence[V]) -> V:
    """How many members."""
    value = args[0]
    if not isinstance(value, Bound):
        return None if value is None else len(value) * SCALE
    held, possible = members(value)
    least, most = len(held) * SCALE, None if possible is None else len(possible) * SCALE
    return least if least == most else Bound(least, most)


def days_inclusive(args: Sequence[V]) -> V:
    """Calendar days from one date to another, both counted."""
    start, end = args
    if start is None or end is None:
        return None
    if isinstance(start, Bound) or isinstance(end, Bound):
        return _monotone([_negated(start), end], lambda values: (values[1] + values[0] + 1) * SCALE)
    return (end - start + 1) * SCALE


def shift_days(day: int, amount: Number) -> int | None:
    """A date moved by whole days."""
    moved = day + int(amount // SCALE)
    return moved if 1 <= moved <= 3_652_059 and amount % SCALE == 0 else None


def shift_months(day: int, amount: Number) -> int | None:
    """A date moved by whole months."""
    return add_months(day, int(amount // SCALE)) if amount % SCALE == 0 else None


def shift_years(day: int, amount: Number) -> int | None:
    """A date moved by years; of a fraction of a year, whole months, rounded down."""
    return add_months(day, int(amount * 12 // SCALE))


def shift_terms(day: int, amount: Number) -> int | None:
    """The last day of a term of years that begins on a date; of a fraction of a year, whole months, rounded down."""
    return term_end(day, int(amount * 12 // SCALE))


SHIFTS: dict[str, Callable[[int, Number], int | None]] = {
    "days": shift_days,
    "months": shift_months,
    "years": shift_years,
    "terms": shift_terms,
}


def shift(unit: str) -> Callable[[Sequence[V]], V]:
    """The function that moves a date by `unit`."""
    move = SHIFTS[unit]

    def moved(args: Sequence[V]) -> V:
        found = _monotone(args, lambda values: move(int(values[0]), values[1]))
        return _into_the_month(args, found, move) if unit in ("years", "terms") else found

    return moved


def _into_the_month(args: Sequence[V], moved: V, move: Callable[[int, Number], int | None]) -> V:
    """A date moved by at most some months and a part of the next: the days of that part are possible too, all but its last."""
    start, amount = args
    if not isinstance(moved, Bound) or moved.high is None or not isinstance(amount, Bound) or not amount.high * 12 % SCALE:
        return moved
    latest = limits(start)[1]
    last = None if latest is None else move(int(latest), Fraction((amount.high * 12 // SCALE + 1) * SCALE, 12))
    return Bound(moved.low, None if last is None else last - 1)


def choice(args: Sequence[V]) -> V:
    """`if` with any number of condition–value pairs and a last value; an unknown condition gives the branches' common value.

    Two equal bounds are no common value: the values within them may differ, and narrowing one must not lose what was decided.
    """
    result = args[-1]
    for index in range(len(args) - 3, -1, -2):
        condition, then = args[index], args[index + 1]
        if condition is True:
            result = then
        elif condition is None:
            agreed = then is not None and then == result and type(then) is type(result) and not isinstance(then, Bound)
            result = then if agreed else None
    return result
