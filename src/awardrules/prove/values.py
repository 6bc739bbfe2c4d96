"""Values as a solver sees them, and their algebra: the three-valued functions of expression/kleene.py over terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import gcd, lcm
from typing import Any, NamedTuple

from awardrules.facts.quantity import SCALE
from awardrules.prove.solver import Truth, Whole, both, chosen, either, opposite, same, z3

COMPARE: Mapping[str, Callable[[Any, Any], Truth]] = {
    "==": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Condition(NamedTuple):
    """A Kleene truth: certainly true, certainly false."""

    yes: Truth
    no: Truth


class Quantity(NamedTuple):
    """`above / below` millionths; `below` is positive wherever the value is known."""

    known: Truth
    above: Whole
    below: Whole


class Day(NamedTuple):
    """A day number."""

    known: Truth
    day: Whole


class Names(NamedTuple):
    """A name (exactly one member where known) or a set: which members are in it."""

    known: Truth
    members: Mapping[str, Truth]
    single: bool


Value = Condition | Quantity | Day | Names


def known(value: Value | None) -> Truth:
    """Whether a value is known."""
    if value is None:
        return False
    return either([value.yes, value.no]) if isinstance(value, Condition) else value.known


def literal(value: Any) -> Value | None:
    """A constant."""
    if value is None:
        return None
    if isinstance(value, bool):
        return Condition(value, not value)
    if isinstance(value, str):
        return Names(True, {value: True}, True)
    if isinstance(value, frozenset):
        return Names(True, dict.fromkeys(sorted(value), True), False)
    return Quantity(True, value.numerator, value.denominator)


def _quantity(value: Value) -> Quantity:
    """A number; a day as its number."""
    if isinstance(value, Day):
        return Quantity(value.known, value.day, 1)
    assert isinstance(value, Quantity), value  # noqa: S101 - expressions are type-checked
    return value


def _numbers(a: Value | None, b: Value | None) -> tuple[Truth, Whole, Whole] | None:
    """Two numbers or two days over one divisor, to be compared."""
    if not isinstance(a, Quantity | Day) or not isinstance(b, Quantity | Day):
        return None
    a, b = _quantity(a), _quantity(b)
    certain = both([a.known, b.known])
    if isinstance(a.below, int) and isinstance(b.below, int):
        common = gcd(a.below, b.below)
        return certain, a.above * (b.below // common), b.above * (a.below // common)
    return certain, a.above * b.below, b.above * a.below


def compare(operator: str, a: Value | None, b: Value | None) -> Condition:
    """A comparison."""
    if a is None or b is None:
        return Condition(False, False)
    if operator == "==" and not isinstance(a, Quantity | Day):
        return equal(a, b)
    numbers = _numbers(a, b)
    if numbers is None:
        return Condition(False, False)
    certain, left, right = numbers
    holds = COMPARE[operator](left, right)
    return Condition(both([certain, holds]), both([certain, opposite(holds)]))


def equal(a: Value | None, b: Value | None) -> Condition:
    """Whether two values are the same."""
    if isinstance(a, Condition) and isinstance(b, Condition):
        return Condition(either([both([a.yes, b.yes]), both([a.no, b.no])]), either([both([a.yes, b.no]), both([a.no, b.yes])]))
    if isinstance(a, Names) and isinstance(b, Names):
        certain = both([a.known, b.known])
        names = {**a.members, **b.members}
        if a.single and b.single:
            holds = either([both([a.members.get(name, False), b.members.get(name, False)]) for name in names])
        else:
            holds = both([same(a.members.get(name, False), b.members.get(name, False)) for name in names])
        return Condition(both([certain, holds]), both([certain, opposite(holds)]))
    numbers = _numbers(a, b)
    if numbers is None:
        return Condition(False, False)
    certain, left, right = numbers
    return Condition(both([certain, left == right]), both([certain, opposite(left == right)]))


def member(item: Value | None, among: Value | None) -> Condition:
    """Whether a name is in a set."""
    if not isinstance(item, Names) or not isinstance(among, Names):
        return Condition(False, False)
    certain = both([item.known, among.known])
    inside = either([both([flag, among.members.get(name, False)]) for name, flag in item.members.items()])
    return Condition(both([certain, inside]), both([certain, opposite(inside)]))


def merged(sets: list[Value | None]) -> Value | None:
    """All members of several sets."""
    if not all(isinstance(one, Names) for one in sets):
        return None
    found = [one for one in sets if isinstance(one, Names)]
    names = {name: None for one in found for name in one.members}
    return Names(both([one.known for one in found]), {name: either([one.members.get(name, False) for one in found]) for name in names}, False)


def _over_one(a: Quantity, b: Quantity) -> tuple[Whole, Whole, Whole]:
    """Two numbers over one divisor."""
    if isinstance(a.below, int) and isinstance(b.below, int):
        below = lcm(a.below, b.below)
        return a.above * (below // a.below), b.above * (below // b.below), below
    return a.above * b.below, b.above * a.below, a.below * b.below


def add(a: Value | None, b: Value | None) -> Value | None:
    """The sum."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return None
    left, right, below = _over_one(a, b)
    return Quantity(both([a.known, b.known]), left + right, below)


def subtract(a: Value | None, b: Value | None) -> Value | None:
    """The difference."""
    return add(a, b._replace(above=-b.above)) if isinstance(b, Quantity) else None


def multiply(a: Value | None, b: Value | None) -> Value | None:
    """The product, in millionths."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return None
    above, below = a.above * b.above, a.below * b.below * SCALE
    for one, other in ((a, b), (b, a)):
        if isinstance(one.above, int) and isinstance(below, int):
            common = gcd(one.above, below) or 1
            above, below = other.above * (one.above // common), below // common
            break
    return Quantity(both([a.known, b.known]), above, below)


def divide(a: Value | None, b: Value | None) -> Value | None:
    """The quotient, in millionths, over a positive divisor; unknown for a divisor of zero."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return None
    above, below = a.above * b.below * SCALE, b.above * a.below
    if isinstance(below, int):
        if below == 0:
            return None
        return Quantity(both([a.known, b.known]), above if below > 0 else -above, abs(below))
    certain = both([a.known, b.known, below != 0])
    return Quantity(certain, z3.If(below < 0, -above, above), z3.If(below < 0, -below, below))


ARITHMETIC: Mapping[str, Callable[[Value | None, Value | None], Value | None]] = {"+": add, "-": subtract, "*": multiply, "/": divide}


def extreme(which: str, a: Value | None, b: Value | None) -> Value | None:
    """The lesser or the greater of two."""
    numbers = _numbers(a, b)
    if numbers is None or a is None or b is None:
        return None
    certain, left, right = numbers
    taken = pick(left <= right if which == "min" else left >= right, a, b)
    return taken._replace(known=certain) if isinstance(taken, Quantity | Day) else None


def pick(condition: Truth, then: Value, otherwise: Value) -> Value:
    """One of two values of one type."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if isinstance(then, Condition) and isinstance(otherwise, Condition):
        return Condition(chosen(condition, then.yes, otherwise.yes), chosen(condition, then.no, otherwise.no))
    if isinstance(then, Names) and isinstance(otherwise, Names):
        names = {**then.members, **otherwise.members}
        members = {name: chosen(condition, then.members.get(name, False), otherwise.members.get(name, False)) for name in names}
        return Names(chosen(condition, then.known, otherwise.known), members, then.single)
    if isinstance(then, Day) or isinstance(otherwise, Day):  # a date among the parameters is a plain number in core form
        return Day(chosen(condition, known(then), known(otherwise)), chosen(condition, _quantity(then).above, _quantity(otherwise).above))
    then, otherwise = _quantity(then), _quantity(otherwise)
    return Quantity(
        chosen(condition, then.known, otherwise.known), chosen(condition, then.above, otherwise.above), chosen(condition, then.below, otherwise.below)
    )


def choose(condition: Condition, then: Value | None, otherwise: Value | None) -> Value | None:
    """One of two values; where the condition is unknown, their common value."""
    if then is None and otherwise is None:
        return None
    if then is None or otherwise is None:
        side, value = (condition.yes, then) if otherwise is None else (condition.no, otherwise)
        assert value is not None  # noqa: S101 - one of them is a value
        return _where(side, value)
    agree = both([opposite(condition.yes), opposite(condition.no), equal(then, otherwise).yes])
    certain = either([both([condition.yes, known(then)]), both([condition.no, known(otherwise)]), agree])
    return _where(certain, pick(condition.yes, then, otherwise))


def _where(certain: Truth, value: Value) -> Value:
    """A value known only under a condition."""
    if isinstance(value, Condition):
        return Condition(both([certain, value.yes]), both([certain, value.no]))
    return value._replace(known=both([certain, value.known]))
