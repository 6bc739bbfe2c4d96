"""A naive three-valued evaluator over the deal as stated: exact numbers, no code shared with the package.

It says what each rule comes to: true, false, or None where the stated facts leave it open (strong Kleene logic).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from benchmarks.deals import Data
from benchmarks.rules import MeasuredRule, Tree

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def expected(rules: tuple[MeasuredRule, ...], deal: Data) -> list[bool | None]:
    """The verdict of every rule on a deal."""
    return [evaluate(rule.require, deal, {}) for rule in rules]


def evaluate(tree: Tree, deal: Data, person: Data) -> Any:
    """The value of a tree; None where it is unknown."""
    if not isinstance(tree, dict):
        return _exact(tree)
    ((operator, arguments),) = tree.items()
    if operator == "var":
        return _fact(arguments, deal, person)
    if operator == "!":
        value = evaluate(arguments, deal, person)
        return None if value is None else not value
    if operator in ("some", "all", "none"):
        people = _fact(arguments[0]["var"], deal, person)
        if people is None:
            return None
        found = [evaluate(arguments[1], deal, each) for each in people]
        if operator == "all":
            return _and(found)
        return _or(found) if operator == "some" else _not(_or(found))
    values = [evaluate(item, deal, person) for item in arguments]
    if operator == "and":
        return _and(values)
    if operator == "or":
        return _or(values)
    if operator == "if":
        condition, then, otherwise = values
        if condition is None:
            return then if then is not None and then == otherwise else None
        return then if condition else otherwise
    if operator in COMPARE and len(values) == 3:
        return _and([_compare(operator, values[0], values[1]), _compare(operator, values[1], values[2])])
    if any(value is None for value in values):
        return None
    return _known(operator, values)


def _known(operator: str, values: list[Any]) -> Any:
    match operator:
        case "+":
            return sum(values)
        case "-":
            return values[0] - values[1]
        case "*":
            return values[0] * values[1]
        case "in":
            return values[0] in values[1]
        case "includes_all":
            return all(name in values[0] for name in values[1])
        case "includes_any":
            return any(name in values[0] for name in values[1])
        case "days_inclusive":
            return Fraction((values[1] - values[0]).days + 1)
    return COMPARE[operator](*values)


def _compare(operator: str, a: Any, b: Any) -> bool | None:
    return None if a is None or b is None else COMPARE[operator](a, b)


def _and(values: list[Any]) -> bool | None:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def _or(values: list[Any]) -> bool | None:
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _fact(path: str, deal: Data, person: Data) -> Any:
    if path.startswith("item."):
        return _exact(person.get(path[5:]))
    value: Any = deal
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value if path == "recipients" else _exact(value)


def _exact(value: Any) -> Any:
    if value is None or isinstance(value, bool | str | date | list):
        return value
    return Fraction(str(value))
