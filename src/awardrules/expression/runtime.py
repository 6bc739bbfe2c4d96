"""The functions generated programs call: Kleene arithmetic on values that may be None, ratios without division, choices."""

from __future__ import annotations

from typing import Any

from awardrules.expression import kleene
from awardrules.facts.quantity import SCALE


def _n_add(a: Any, b: Any) -> Any:
    return None if a is None or b is None else kleene.exact(a + b)


def _n_sub(a: Any, b: Any) -> Any:
    return None if a is None or b is None else kleene.exact(a - b)


def _n_mul(a: Any, b: Any) -> Any:
    return None if a is None or b is None else kleene.multiply(a, b)


def _n_div(a: Any, b: Any) -> Any:
    return None if a is None or b is None else kleene.divide(a, b)


def _days(start: Any, end: Any) -> Any:
    return None if start is None or end is None else (end - start + 1) * SCALE


def _shift(unit: str) -> Any:
    move = kleene.SHIFTS[unit]
    return lambda day, amount: None if day is None or amount is None else move(day, amount)


def _ratio(operator: str, above: Any, below: Any, value: Any) -> bool | None:
    """above / below compared with value by the sign of below: no division."""
    if above is None or below is None or value is None or below == 0:
        return None
    left, right = above * SCALE, value * below
    if below < 0:
        left, right = -left, -right
    if operator == "==":
        return bool(left == right)
    return bool(left >= right if operator == ">=" else left > right if operator == ">" else left <= right if operator == "<=" else left < right)


def _choose(yes: bool, no: bool, then: Any, otherwise: Any) -> Any:
    if yes:
        return then
    if no:
        return otherwise
    return then if then is not None and then == otherwise and type(then) is type(otherwise) else None


def _compare(operator: str, a: Any, b: Any) -> bool | None:
    return None if a is None or b is None else kleene.COMPARE[operator]([a, b])


def _union(*sets: Any) -> Any:
    return None if any(s is None for s in sets) else frozenset().union(*sets)


RUNTIME: dict[str, Any] = {
    "mul": kleene.multiply,
    "n_add": _n_add,
    "n_sub": _n_sub,
    "n_mul": _n_mul,
    "n_div": _n_div,
    "days": _days,
    "shift_days": _shift("days"),
    "shift_months": _shift("months"),
    "shift_years": _shift("years"),
    "shift_terms": _shift("terms"),
    "min_of": lambda *items: None if any(i is None for i in items) else min(items),
    "max_of": lambda *items: None if any(i is None for i in items) else max(items),
    "union": _union,
    "size": lambda items: None if items is None else len(items) * SCALE,
    "choose": _choose,
    "pick": lambda condition, then, otherwise: _choose(condition is True, condition is False, then, otherwise),
    "k_not": lambda item: kleene.negation([item]),
    "k_and": lambda *items: kleene.conjunction(items),
    "k_or": lambda *items: kleene.disjunction(items),
    "k_compare": _compare,
    "k_in": lambda item, among: kleene.member([item, among]),
    "ratio": _ratio,
    "pair": lambda yes, no: True if yes else False if no else None,
    "ratio_true": lambda operator, a, b, c: _ratio(operator, a, b, c) is True,
    "ratio_false": lambda operator, a, b, c: _ratio(operator, a, b, c) is False,
    "c_eq": lambda a, b: a is not None and b is not None and a == b,
    "c_ne": lambda a, b: a is not None and b is not None and a != b,
    "c_lt": lambda a, b: a is not None and b is not None and a < b,
    "c_le": lambda a, b: a is not None and b is not None and a <= b,
    "c_gt": lambda a, b: a is not None and b is not None and a > b,
    "c_ge": lambda a, b: a is not None and b is not None and a >= b,
    "any": any,
    "all": all,
    "len": len,
    "min": min,
    "max": max,
    "__builtins__": {},
}
