"""The operator table: one row an operator. A new operator is one row and its tests.

A row has the name, the arity, the type rule, the Kleene function, the prose in zh and en, and the lowering to the core form.
In prose `{0}`, `{1}` stand for arguments and `{*}` for all of them joined by the words in `join`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from awardrules.expression import core, kleene, types
from awardrules.expression.core import Core
from awardrules.language import EMPTY, Text
from awardrules.record import Record

Kleene = Callable[[Sequence[Any]], Any]
Lowering = Callable[[Sequence[Core]], Core]


class Row(Record):
    """One operator. `most` None means any number of arguments; `binds` that the last argument is a condition on a record."""

    name: str
    least: int
    most: int | None
    typed: types.Rule
    kleene: Kleene | None
    lower: Lowering | None
    prose: Text
    join: Text = EMPTY
    negated: Text = EMPTY
    binds: bool = False


def _range(operator: core.Comparison) -> Lowering:
    return lambda a: core.conjunction([core.comparison(operator, left, right) for left, right in pairwise(a)])


def _fold(operator: Any) -> Lowering:
    """A sum or product of any length, in halves so that a long one is no deep one; exact numbers give the same either way."""

    def lower(args: Sequence[Core]) -> Core:
        if len(args) == 1:
            return args[0]
        middle = (len(args) + 1) // 2
        return core.Arithmetic(operator, lower(args[:middle]), lower(args[middle:]))

    return lower


def _minus(args: Sequence[Core]) -> Core:
    return core.Arithmetic("-", core.Lit(0), args[0]) if len(args) == 1 else core.Arithmetic("-", args[0], args[1])


def _each_in(args: Sequence[Core], combine: Callable[[list[Core]], Core]) -> Core:
    whole, part = args
    if isinstance(part, core.Lit) and isinstance(part.value, frozenset):
        return combine([core.Member(core.Lit(item), whole) for item in sorted(part.value)])
    raise TypeError("the second set of includes_all and includes_any is written out")


def _equal(args: Sequence[Core]) -> Core:
    return core.comparison("==", args[0], args[1])


def _choice(args: Sequence[Core]) -> Core:
    result = args[-1]
    for index in range(len(args) - 3, -1, -2):
        result = core.Choice(args[index], args[index + 1], result)
    return result


AND, OR, COMMA = Text("，且", ", and "), Text("，或", ", or "), Text("、", ", ")

ROWS = (
    Row("and", 1, None, types.booleans, kleene.conjunction, lambda a: core.conjunction(list(a)), Text("{*}", "{*}"), AND),
    Row("or", 1, None, types.booleans, kleene.disjunction, lambda a: core.disjunction(list(a)), Text("{*}", "{*}"), OR),
    Row("!", 1, 1, types.booleans, kleene.negation, lambda a: core.negation(a[0]), Text("并非（{0}）", "not ({0})")),
    Row("==", 2, 2, types.alike, kleene.COMPARE["=="], _equal, Text("{0}为{1}", "{0} is {1}"), negated=Text("{0}不为{1}", "{0} is not {1}")),
    Row(
        "!=",
        2,
        2,
        types.alike,
        kleene.COMPARE["!="],
        lambda a: core.negation(_equal(a)),
        Text("{0}不为{1}", "{0} is not {1}"),
        negated=Text("{0}为{1}", "{0} is {1}"),
    ),
    Row(
        "<",
        2,
        3,
        types.ordered,
        kleene.COMPARE["<"],
        _range("<"),
        Text("{0}低于{1}", "{0} is below {1}"),
        negated=Text("{0}不低于{1}", "{0} is at least {1}"),
    ),
    Row(
        "<=",
        2,
        3,
        types.ordered,
        kleene.COMPARE["<="],
        _range("<="),
        Text("{0}不超过{1}", "{0} is at most {1}"),
        negated=Text("{0}大于{1}", "{0} is above {1}"),
    ),
    Row(
        ">",
        2,
        2,
        types.ordered,
        kleene.COMPARE[">"],
        _range(">"),
        Text("{0}大于{1}", "{0} is above {1}"),
        negated=Text("{0}不超过{1}", "{0} is at most {1}"),
    ),
    Row(
        ">=",
        2,
        2,
        types.ordered,
        kleene.COMPARE[">="],
        _range(">="),
        Text("{0}不低于{1}", "{0} is at least {1}"),
        negated=Text("{0}低于{1}", "{0} is below {1}"),
    ),
    Row(
        "in",
        2,
        2,
        types.membership,
        kleene.member,
        lambda a: core.Member(a[0], a[1]),
        Text("{0}属于{1}", "{0} is one of {1}"),
        negated=Text("{0}不属于{1}", "{0} is not one of {1}"),
    ),
    Row(
        "includes_all",
        2,
        2,
        types.inclusion,
        kleene.includes_all,
        lambda a: _each_in(a, core.conjunction),
        Text("{0}包括{1}", "{0} include {1}"),
        negated=Text("{0}未全部包括{1}", "{0} do not include all of {1}"),
    ),
    Row(
        "includes_any",
        2,
        2,
        types.inclusion,
        kleene.includes_any,
        lambda a: _each_in(a, core.disjunction),
        Text("{0}包括{1}之一", "{0} include one of {1}"),
        negated=Text("{0}不包括{1}中任何一项", "{0} include none of {1}"),
    ),
    Row("union", 1, None, types.sets, kleene.union, lambda a: core.Merged(tuple(a)), Text("{*}", "{*}"), Text("与", " with ")),
    Row("size", 1, 1, types.size, kleene.size, lambda a: core.Size(a[0]), Text("{0}的项数", "the number of {0}")),
    Row("+", 2, None, types.numbers, kleene.add, _fold("+"), Text("{*}", "{*}"), Text(" + ", " + ")),
    Row("-", 1, 2, types.numbers, kleene.subtract, _minus, Text("{*}", "{*}"), Text(" − ", " − ")),
    Row("*", 2, None, types.scaled_numbers, kleene.product, _fold("*"), Text("{*}", "{*}"), Text(" × ", " × ")),
    Row("/", 2, 2, types.quotient, kleene.quotient, _fold("/"), Text("{0} ÷ {1}", "{0} ÷ {1}")),
    Row(
        "min",
        1,
        None,
        types.extreme,
        kleene.least,
        lambda a: core.Extreme("min", tuple(a)),
        Text("{*}中的最小值", "the least of {*}"),
        COMMA,
    ),
    Row(
        "max",
        1,
        None,
        types.extreme,
        kleene.greatest,
        lambda a: core.Extreme("max", tuple(a)),
        Text("{*}中的最大值", "the greatest of {*}"),
        COMMA,
    ),
    Row("if", 3, None, types.choice, kleene.choice, _choice, Text("", "")),
    Row(
        "days_inclusive",
        2,
        2,
        types.day_count,
        kleene.days_inclusive,
        lambda a: core.Days(a[0], a[1]),
        Text("{0}至{1}的天数（首尾均计）", "days from {0} to {1}, both counted"),
    ),
    Row(
        "add_days",
        2,
        2,
        types.shifted,
        kleene.shift("days"),
        lambda a: core.Shift("days", a[0], a[1]),
        Text("{0}后 {1} 日", "{1} days after {0}"),
    ),
    Row(
        "add_months",
        2,
        2,
        types.shifted,
        kleene.shift("months"),
        lambda a: core.Shift("months", a[0], a[1]),
        Text("{0}后 {1} 个月", "{1} months after {0}"),
    ),
    Row(
        "add_years",
        2,
        2,
        types.shifted,
        kleene.shift("years"),
        lambda a: core.Shift("years", a[0], a[1]),
        Text("{0}后 {1} 年", "{1} years after {0}"),
    ),
    Row(
        "last_day",
        2,
        2,
        types.shifted,
        kleene.shift("terms"),
        lambda a: core.Shift("terms", a[0], a[1]),
        Text("自{0}起 {1} 年的最后一日", "the last day of {1} years from {0}"),
    ),
    Row("some", 2, 2, types.quantified, None, None, Text("{0}中有人满足：{1}", "for some of {0}: {1}"), binds=True),
    Row("all", 2, 2, types.quantified, None, None, Text("{0}中每人均满足：{1}", "for all of {0}: {1}"), binds=True),
    Row("none", 2, 2, types.quantified, None, None, Text("{0}中无人满足：{1}", "for none of {0}: {1}"), binds=True),
)

TABLE: dict[str, Row] = {row.name: row for row in ROWS}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
DURATIONS = frozenset({"day", "calendar day", "working day", "month", "year", "calendar year"})
# a date is earlier or later, not less or more; a length of time is more or less, not higher or lower
OF_DATES = {
    "<": Text("{0}早于{1}", "{0} is before {1}"),
    "<=": Text("{0}不晚于{1}", "{0} is no later than {1}"),
    ">": Text("{0}晚于{1}", "{0} is after {1}"),
    ">=": Text("{0}不早于{1}", "{0} is no earlier than {1}"),
}
OF_DURATIONS = {
    "<": Text("{0}少于{1}", "{0} is below {1}"),
    "<=": Text("{0}不超过{1}", "{0} is at most {1}"),
    ">": Text("{0}超过{1}", "{0} is above {1}"),
    ">=": Text("{0}不少于{1}", "{0} is at least {1}"),
}
NAMED = {"var": Text("事实", "fact"), "param": Text("参数", "parameter"), "prescribed": Text("规定结果", "prescribed output")}
