"""Every interpreter gives one answer: the tracing one, the compiled one in both tiers, and a reading of the expressions written here.

The reading below knows nothing of millionths, day numbers, types or the core form. It takes the data of the deal and of the expression
as they are written: fractions, dates, names, lists; None is unknown.
"""

from __future__ import annotations

import calendar
import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardrules.expression import core
from awardrules.expression.evaluate import evaluate
from awardrules.expression.generate import Namespace, Source
from awardrules.expression.lower import lower
from awardrules.expression.runtime import RUNTIME
from awardrules.expression.types import Type
from awardrules.facts.quantity import SCALE, scaled
from awardrules.yamlfile import MAX_DEPTH
from compiling import compiled
from strategies import (
    KINDS,
    PARAMETERS,
    VOCABULARY,
    checked,
    conditions,
    deals,
    outputs,
    parameter_values,
    quantities,
    scope_of,
    sets,
)

Deal = Mapping[str, Any]
WRITTEN = {"70%": Fraction(7, 10), "7/10": Fraction(7, 10), "33.3333%": Fraction(333_333, 1_000_000), "2025年3月1日": date(2025, 3, 1)}
COMPARE = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


# --- a plain reading of the semantics ---


def read(expression: Any, deal: Deal, prescribed: Deal, item: Deal | None = None) -> Any:
    """What an expression means for a deal."""
    if not isinstance(expression, dict):
        return _written(expression)
    ((name, given),) = expression.items()
    if name == "var":
        return _written(item.get(given[5:])) if item is not None and given.startswith("item.") else _written(deal.get(given))
    if name == "param":
        return _written(PARAMETERS[given])
    if name == "prescribed":
        return prescribed.get(given)
    if name in ("some", "all", "none"):
        people = read(given[0], deal, prescribed)
        if people is None:
            return None
        found = [read(given[1], deal, prescribed, person) for person in people]
        return _all(found) if name == "all" else _any(found) if name == "some" else _not(_any(found))
    return _apply(name, [read(argument, deal, prescribed, item) for argument in given])


def _written(value: Any) -> Any:
    if isinstance(value, list) and not (value and isinstance(value[0], dict)):
        return frozenset(value)
    return WRITTEN.get(value, value) if isinstance(value, str) else value


def _all(values: list[Any]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[Any]) -> bool | None:
    return True if True in values else None if None in values else False


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _apply(name: str, args: list[Any]) -> Any:
    if name == "and":
        return _all(args)
    if name == "or":
        return _any(args)
    if name == "if":
        *pairs, last = args
        for condition, value in reversed(list(zip(pairs[::2], pairs[1::2], strict=True))):
            last = value if condition is True else last if condition is False else value if value == last else None
        return last
    if name in ("<", "<=") and len(args) == 3:
        return _all([_apply(name, list(two)) for two in pairwise(args)])
    if name in ("includes_all", "includes_any") and args[1] == frozenset():
        return name == "includes_all"
    if None in args:
        return None
    return FUNCTIONS[name](*args)


def _months_later(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_day(day: date, months: int) -> date | None:
    """Where the same date exists the day before it, else the last of its month (Civil Code art. 202)."""
    same = _months_later(day, months)
    if same is None or day == date.min:
        return None
    return same if same.day != day.day else _days_later(same, Fraction(-1))


def _days_later(day: date, days: Fraction) -> date | None:
    try:
        return day + timedelta(days=int(days)) if days.denominator == 1 else None
    except OverflowError:
        return None


def _product(*args: Fraction) -> Fraction:
    result = Fraction(1)
    for factor in args:
        result *= factor
    return result


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **COMPARE,
    "!": operator.not_,
    "in": lambda one, many: one in many,
    "includes_all": lambda whole, part: whole >= part,
    "includes_any": lambda whole, part: bool(whole & part),
    "union": lambda *all_sets: frozenset().union(*all_sets),
    "size": lambda one: Fraction(len(one)),
    "+": lambda *terms: sum(terms, Fraction(0)),
    "-": lambda first, *second: first - second[0] if second else -first,
    "*": _product,
    "/": lambda a, b: a / b if b else None,
    "min": lambda *items: min(items),
    "max": lambda *items: max(items),
    "days_inclusive": lambda start, end: Fraction((end - start).days + 1),
    "add_days": _days_later,
    "add_months": lambda day, months: _months_later(day, int(months)) if months.denominator == 1 else None,
    "add_years": lambda day, years: _months_later(day, int(years * 12 // 1)),
    "last_day": lambda day, years: _last_day(day, int(years * 12 // 1)),
}


def as_held(value: Any) -> Any:
    """A value of the reading as the engine holds it."""
    if isinstance(value, bool) or value is None or isinstance(value, str | frozenset):
        return value
    return value.toordinal() if isinstance(value, date) else scaled(value)


# --- the laws ---


@given(conditions(), deals(far=True), outputs())
def test_trace_compiled_and_plain_reading_agree_on_conditions(expression: Any, deal: Deal, prescribed: Deal) -> None:
    part, scope = checked(expression), scope_of(deal, prescribed)
    expected = read(expression, deal, prescribed)
    found = compiled(part, parameter_values())(scope)
    assert evaluate(part, scope) is expected
    assert found["value"] is expected
    assert (found["true"], found["false"]) == (expected is True, expected is False)


@given(conditions(), deals(complete=True, far=True), outputs())
def test_the_two_valued_tier_agrees_on_complete_deals(expression: Any, deal: Deal, prescribed: Deal) -> None:
    part, scope = checked(expression), scope_of(deal, prescribed)
    found = compiled(part, parameter_values())(scope)
    assert found.get("plain", found["value"]) is read(expression, deal, prescribed)


@given(
    st.one_of([st.tuples(st.just(KINDS[kind]), quantities(kind, 3)) for kind in KINDS] + [st.tuples(st.just(Type("set")), sets(3))]),
    deals(far=True),
    outputs(),
)
def test_trace_compiled_and_plain_reading_agree_on_values(typed: tuple[Type, Any], deal: Deal, prescribed: Deal) -> None:
    kind, expression = typed
    part, scope = checked(expression, kind), scope_of(deal, prescribed)
    expected = as_held(read(expression, deal, prescribed))
    found = compiled(part, parameter_values())(scope)
    assert evaluate(part, scope) == expected
    assert found["value"] == expected
    if "plain" in found:
        assert found["plain"] == expected


def test_the_plain_reading_is_not_the_engine_in_disguise() -> None:
    """A few answers fixed by hand, so that a common error of both would show."""
    deal = {"sale.price": Fraction(120_000), "sale.cost": Fraction(84_000), "notice.start": date(2025, 3, 1), "notice.end": date(2025, 3, 15)}
    cases = [
        ({">=": [{"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}, "70%"]}, True),
        ({">": [{"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}, "70%"]}, False),
        ({"==": [{"days_inclusive": [{"var": "notice.start"}, {"var": "notice.end"}]}, 15]}, True),
        ({"and": [{"var": "team.agreed"}, {"<": [{"var": "sale.price"}, {"var": "sale.cost"}]}]}, False),
        ({"or": [{"var": "team.agreed"}, {"<": [{"var": "sale.price"}, {"var": "sale.cost"}]}]}, None),
        ({"/": [{"var": "sale.price"}, 0]}, None),
    ]
    for expression, expected in cases:
        wanted = Type("money") if "/" in expression else Type("bool")
        assert read(expression, deal, {}) is expected
        assert evaluate(checked(expression, wanted), scope_of(deal)) is expected


def test_a_quotient_is_compared_by_the_sign_of_its_divisor() -> None:
    """Every sign of dividend, divisor and threshold, with the quotient on either side: what is compiled never divides."""
    above, below = {"-": [{"var": "sale.price"}, 2]}, {"-": [{"var": "sale.cost"}, 2]}
    deals_of_signs = [{"sale.price": Fraction(a), "sale.cost": Fraction(b)} for a in range(5) for b in range(5)] + [{}]
    asked = 0
    for name in COMPARE:
        for threshold in ("-1", "-1/2", "0", "1/2", "1"):
            for expression in ({name: [{"/": [above, below]}, Fraction(threshold)]}, {name: [Fraction(threshold), {"/": [above, below]}]}):
                part = checked(expression)
                run = compiled(part)
                for deal in deals_of_signs:
                    expected, scope = read(expression, deal, {}), scope_of(deal)
                    assert evaluate(part, scope) is expected
                    found = run(scope)
                    assert (found["value"], found["true"], found["false"]) == (expected, expected is True, expected is False), (expression, deal)
                    asked += 1
    assert asked == 6 * 5 * 2 * 26


A, B, PRICE, COST, PEOPLE = ({"var": path} for path in ("team.agreed", "team.named", "sale.price", "sale.cost", "people"))
AROUND: dict[str, Callable[[Any], Any]] = {
    "equal": lambda inner: {"==": [inner, B]},
    "otherwise": lambda inner: {"if": [B, A, inner]},
    "condition": lambda inner: {"if": [inner, B, A]},
    "some": lambda inner: {"==": [{"some": [{"var": "people"}, {"var": "item.consents"}]}, inner]},
    "ratio": lambda inner: {">": [{"/": [{"if": [inner, PRICE, COST]}, COST]}, "70%"]},
}


def nested(around: str, levels: int) -> Any:
    """A condition inside a condition, so many levels deep."""
    inner: Any = A
    for _ in range(levels):
        inner = AROUND[around](inner)
    return inner


@pytest.mark.parametrize("name", ["some", "all", "none"])
@pytest.mark.parametrize("reads_deal", [False, True], ids=["of the record alone", "of record and deal"])
def test_quantifiers_agree_for_every_list(name: str, reads_deal: bool) -> None:
    """Lists of up to three, each entry true, false or unknown, in every order: one true entry is not lost behind an unknown one."""
    body = {"or": [{"var": "item.consents"}, A]} if reads_deal else {"var": "item.consents"}
    part = checked({name: [PEOPLE, body]})
    run = compiled(part)
    for length in range(4):
        for consents in product((True, False, None), repeat=length):
            deal = {"team.agreed": False, "people": [{"consents": c} for c in consents]}
            scope, expected = scope_of(deal), read({name: [PEOPLE, body]}, deal, {})
            found = run(scope)
            assert evaluate(part, scope) is expected
            assert (found["value"], found["true"], found["false"]) == (expected, expected is True, expected is False), deal
    assert run(scope_of({}))["value"] is None


def test_conditions_inside_conditions_agree_for_every_deal() -> None:
    """Where a condition stands inside a value, the generated code takes another way than for plain ones."""
    truths, prices = (True, False, None), (Fraction(0), Fraction(3), None)
    asked = 0
    for around in AROUND:
        for levels in (1, 2, 3):
            expression = nested(around, levels)
            part = checked(expression)
            run = compiled(part)
            for a, b, price, consents in product(truths, truths, prices, truths):
                deal = {"team.agreed": a, "team.named": b, "sale.price": price, "sale.cost": Fraction(2), "people": [{"consents": consents}]}
                scope = scope_of(deal)
                expected = read(expression, deal, {})
                found = run(scope)
                assert evaluate(part, scope) is expected
                assert (found["value"], found["true"], found["false"]) == (expected, expected is True, expected is False), (expression, deal)
                asked += 1
    assert asked == len(AROUND) * 3 * 81


FORMULAS = [
    {"*": ["70%", PRICE]},
    {"*": [PRICE, Fraction("0.000001")]},
    {"*": [Fraction(1, 3), PRICE]},
    {"*": [Fraction(3, 5), "70%", PRICE]},
    {"*": [{"var": "grant.share"}, PRICE]},
    {"*": [{"var": "grant.share"}, {"var": "grant.share"}, PRICE]},
    {"*": ["70%", {"-": [PRICE, COST]}]},
    {"*": [Fraction(0), PRICE]},
    {"-": [{"*": ["70%", PRICE]}, {"*": [Fraction(3, 100), COST]}]},
    {"+": [{"*": ["70%", PRICE]}, {"*": [Fraction(1, 7), COST]}, Fraction(1, 100)]},
    {"-": [{"*": ["70%", PRICE]}]},
    {"min": [{"*": ["70%", PRICE]}, COST]},
]


@pytest.mark.parametrize("formula", FORMULAS, ids=repr)
def test_formulas_are_compared_exactly_at_the_fen(formula: Any) -> None:
    """On either side of a comparison, with an amount, with another formula, and a hundredth of a fen to both sides of equality."""
    fen = Fraction(1, 100)
    for price, cost, share in product(
        (Fraction(0), fen, Fraction(120_000)), (Fraction(0), Fraction(84_000), Fraction("83999.99")), (Fraction(7, 10), Fraction(1, 3))
    ):
        deal = {"sale.price": price, "sale.cost": cost, "grant.share": share}
        exact = read(formula, deal, {})
        for other in (exact, exact + fen / 100, exact - fen / 100, {"*": ["7/10", PRICE]}, COST):
            for name in ("==", "<", ">="):
                for expression in ({name: [formula, other]}, {name: [other, formula]}):
                    part, scope = checked(expression), scope_of(deal)
                    found = compiled(part)(scope)
                    expected = read(expression, deal, {})
                    assert evaluate(part, scope) is expected
                    assert (found["value"], found["plain"]) == (expected, expected), (expression, deal)


# --- the generated source stays small ---


def test_source_grows_with_the_expression_and_no_faster() -> None:
    """Written out as a pair of certain truth and certain falsehood, each level would double what is inside it."""
    for around in AROUND:
        sizes = [len(Source(Namespace()).true(lower(checked(nested(around, levels)), {}))) for levels in (5, 10)]
        assert sizes[1] < 3 * sizes[0], around


def levels(expression: object) -> int:
    """How deep an expression is as YAML."""
    inner = expression.values() if isinstance(expression, dict) else expression if isinstance(expression, list) else ()
    return 1 + max(map(levels, inner), default=0) if isinstance(expression, dict | list) else 0


def test_long_and_deep_expressions_compile() -> None:
    """Python refuses 200 nested brackets: neither a long sum nor nesting to the limit of the core form may come near."""
    long_sum = {">": [{"+": [{"var": "sale.price"}] * 500}, 1]}
    scope = scope_of({"sale.price": Fraction(1), "team.agreed": True, "team.named": True})
    assert compiled(checked(long_sum), parameter_values())(scope)["value"] is True
    deal = {"team.agreed": True, "team.named": True, "people": [{"consents": True}], "sale.price": Fraction(1), "sale.cost": Fraction(1)}
    for around in AROUND:
        expression = max((nested(around, depth) for depth in range(1, 16) if levels(nested(around, depth)) <= MAX_DEPTH), key=levels)
        part = checked(expression)
        assert compiled(part, parameter_values())(scope_of(deal))["value"] is read(expression, deal, {}) is True


def test_an_expression_that_lowers_to_too_much_is_known_before_it_is_compiled() -> None:
    """Inclusion writes its set out once for each name; nested, a short expression becomes an endless one."""
    inner: Any = {"var": "agreement.terms"}
    for _ in range(9):
        inner = {"if": [{"includes_all": [inner, ["split", "costs", "period"]]}, {"var": "agreement.missing"}, ["split"]]}
    node = lower(checked({"in": ["split", inner]}), {})
    assert core.exceeds(node)
    assert not core.exceeds(lower(checked({"in": ["split", {"var": "agreement.terms"}]}), {}))


def test_generated_source_holds_no_text_of_the_rule() -> None:
    """Names, paths and texts of a pack are constants by index: what an author writes cannot become code."""
    hostile = "x'); __import__('os').system('id'); ('"
    part = checked(
        {"and": [{"==": [{"var": "unit.name"}, hostile]}, {"in": [{"var": "grant.model"}, ["direct"]]}, {">": [{"var": "grant.share"}, "1/3"]}]}
    )
    names = Namespace()
    source = Source(names)
    node = lower(part, {})
    for text in (source.true(node), source.false(node), source.plain(node)):
        assert "import" not in text
        assert "direct" not in text
        assert "grant" not in text
    assert hostile in names.constants.values()
    assert RUNTIME["__builtins__"] == {}


def test_every_type_of_the_vocabulary_is_exercised() -> None:
    assert {fact.type for fact in VOCABULARY} == {"bool", "share", "money", "int", "decimal", "date", "enum", "set", "text"}
    assert SCALE == 1_000_000
