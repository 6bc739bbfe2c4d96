"""The core form: the small language every expression lowers to and every interpreter runs.

Numbers are millionths, dates day numbers (facts/quantity.py). `Ratio` compares a quotient without dividing: a/b ≥ c is decided by
the sign of b and a product, and is unknown where b is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Literal

from awardrules.facts.quantity import Number
from awardrules.record import Record

Constant = bool | Number | str | frozenset[str] | None
Comparison = Literal["==", "<", "<=", ">", ">="]


class Column(Record):
    """A fact of the deal, by path."""

    path: str


class Prescribed(Record):
    """What a derive rule of the edition gives for a path."""

    path: str


class Element(Record):
    """A field of the record at hand."""

    name: str


class Lit(Record):
    """A constant; `Lit(None)` is the value of a table in which nothing applies."""

    value: Constant


class Arithmetic(Record):
    """`+`, `-`, `*` or `/` of two numbers."""

    operator: Literal["+", "-", "*", "/"]
    left: Core
    right: Core


class Days(Record):
    """Calendar days from one date to another, both counted."""

    start: Core
    end: Core


class Shift(Record):
    """A date moved by a number of days, months or years, or to the last day of a term of years."""

    unit: Literal["days", "months", "years", "terms"]
    date: Core
    amount: Core


class Extreme(Record):
    """The least or greatest of several values."""

    which: Literal["min", "max"]
    items: tuple[Core, ...]


class Compare(Record):
    """Two values of one type compared."""

    operator: Comparison
    left: Core
    right: Core


class Ratio(Record):
    """`above / below` compared with `value`, without division."""

    operator: Comparison
    above: Core
    below: Core
    value: Core


class Member(Record):
    """Whether a name is in a set."""

    item: Core
    among: Core


class Merged(Record):
    """All members of several sets."""

    items: tuple[Core, ...]


class Size(Record):
    """How many members a set has."""

    of: Core


class And(Record):
    """All hold."""

    items: tuple[Core, ...]


class Or(Record):
    """At least one holds."""

    items: tuple[Core, ...]


class Not(Record):
    """Does not hold."""

    item: Core


class Some(Record):
    """Whether the body holds for at least one record of a list."""

    records: str
    body: Core


class Choice(Record):
    """One of two values; where the condition is unknown, their common value."""

    condition: Core
    then: Core
    otherwise: Core


Core = (
    Column
    | Prescribed
    | Element
    | Lit
    | Arithmetic
    | Days
    | Shift
    | Extreme
    | Compare
    | Ratio
    | Member
    | Merged
    | Size
    | And
    | Or
    | Not
    | Some
    | Choice
)

TRUE = Lit(True)
FALSE = Lit(False)


def conjunction(items: list[Core]) -> Core:
    """`and` of the items, flattened; true where there are none."""
    flat: list[Core] = []
    for item in items:
        if isinstance(item, And):
            flat.extend(item.items)
        elif item != TRUE:
            flat.append(item)
    return TRUE if not flat else flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(items: list[Core]) -> Core:
    """`or` of the items, flattened; false where there are none."""
    flat: list[Core] = []
    for item in items:
        if isinstance(item, Or):
            flat.extend(item.items)
        elif item != FALSE:
            flat.append(item)
    return FALSE if not flat else flat[0] if len(flat) == 1 else Or(tuple(flat))


def negation(item: Core) -> Core:
    """`not`, without a double negation."""
    if isinstance(item, Not):
        return item.item
    if isinstance(item, Lit) and isinstance(item.value, bool):
        return Lit(not item.value)
    return Not(item)


def comparison(operator: Comparison, left: Core, right: Core) -> Core:
    """A comparison; one with a quotient on either side becomes a ratio."""
    if isinstance(left, Arithmetic) and left.operator == "/":
        return Ratio(operator, left.left, left.right, right)
    if isinstance(right, Arithmetic) and right.operator == "/":
        return Ratio(MIRROR[operator], right.left, right.right, left)
    return Compare(operator, left, right)


MIRROR: dict[Comparison, Comparison] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


_PAIR = attrgetter("left", "right")
_CHILDREN: dict[type, Callable[[Any], tuple[Core, ...]]] = {
    Arithmetic: _PAIR,
    Compare: _PAIR,
    Member: attrgetter("item", "among"),
    Days: attrgetter("start", "end"),
    Shift: attrgetter("date", "amount"),
    Extreme: attrgetter("items"),
    Merged: attrgetter("items"),
    And: attrgetter("items"),
    Or: attrgetter("items"),
    Ratio: attrgetter("above", "below", "value"),
    Choice: attrgetter("condition", "then", "otherwise"),
    Not: lambda node: (node.item,),
    Size: lambda node: (node.of,),
    Some: lambda node: (node.body,),
}


def children(node: Core) -> tuple[Core, ...]:
    """The parts of a node."""
    parts = _CHILDREN.get(node.__class__)
    return parts(node) if parts else ()


def walk(node: Core) -> Iterator[Core]:
    """The node and all below it."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(children(current))


MAX_PARTS = 5_000
MAX_LEVELS = 48


def exceeds(node: Core, parts: int = MAX_PARTS, levels: int = MAX_LEVELS) -> bool:
    """Whether a node is larger or deeper than generated code may be: what a short expression lowers to can be long."""
    pending = [(node, 1)]
    count = 0
    while pending:
        current, level = pending.pop()
        count += 1
        if count > parts or level > levels:
            return True
        pending.extend((child, level + 1) for child in children(current))
    return False


def columns(node: Core) -> set[str]:
    """The paths of the facts a node reads; a list it runs over counts as its path."""
    found: set[str] = set()
    for part in walk(node):
        if isinstance(part, Column):
            found.add(part.path)
        elif isinstance(part, Some):
            found.add(part.records)
    return found


def prescriptions(node: Core) -> set[str]:
    """The outputs a node reads."""
    return {part.path for part in walk(node) if isinstance(part, Prescribed)}
