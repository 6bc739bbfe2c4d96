"""The tracing interpreter: three values, exact numbers, bounds, and the one law every operator keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardrules.expression.evaluate import Trace, evaluate, trace
from awardrules.expression.kleene import equal, includes_all, includes_any, limits, member, members, narrower, shift, size, union
from awardrules.expression.types import Type
from awardrules.facts.quantity import SCALE, Bound
from strategies import KINDS, checked, conditions, deals, facts_of, outputs, quantities, scope_of, weakened

T, F, U = True, False, None
A, B = {"var": "team.agreed"}, {"var": "team.named"}


def value(expression: Any, deal: Mapping[str, Any], kind: str = "bool") -> Any:
    return evaluate(checked(expression, Type(kind)), scope_of(deal))


def flags(a: bool | None, b: bool | None = None) -> dict[str, Any]:
    return {"team.agreed": a, "team.named": b}


# --- truth tables ---

TABLES = {
    "and": {(T, T): T, (T, F): F, (F, T): F, (F, F): F, (T, U): U, (U, T): U, (F, U): F, (U, F): F, (U, U): U},
    "or": {(T, T): T, (T, F): T, (F, T): T, (F, F): F, (T, U): T, (U, T): T, (F, U): U, (U, F): U, (U, U): U},
    "==": {(T, T): T, (T, F): F, (F, T): F, (F, F): T, (T, U): U, (U, T): U, (F, U): U, (U, F): U, (U, U): U},
    "!=": {(T, T): F, (T, F): T, (F, T): T, (F, F): F, (T, U): U, (U, T): U, (F, U): U, (U, F): U, (U, U): U},
}


@pytest.mark.parametrize("operator", TABLES)
def test_truth_table(operator: str) -> None:
    assert {pair: value({operator: [A, B]}, flags(*pair)) for pair in TABLES[operator]} == TABLES[operator]


def test_not() -> None:
    assert [value({"!": [A]}, flags(a)) for a in (T, F, U)] == [F, T, U]


@pytest.mark.parametrize(
    ("condition", "then", "otherwise", "expected"),
    [
        (T, 1, 2, 1),
        (F, 1, 2, 2),
        (U, 1, 2, U),
        (U, 1, 1, 1),  # the branches agree, so the condition does not matter
        (T, 1, U, 1),
        (F, U, 2, 2),
        (U, 1, U, U),
        (U, U, U, U),
    ],
)
def test_if_with_an_unknown_condition_is_what_the_branches_share(condition: Any, then: Any, otherwise: Any, expected: Any) -> None:
    deal = {**flags(condition), "sale.price": then, "sale.cost": otherwise}
    found = value({"if": [A, {"var": "sale.price"}, {"var": "sale.cost"}]}, deal, "money")
    assert found == (None if expected is None else expected * 1_000_000)


def test_if_of_conditions_agrees_with_its_branches() -> None:
    same = {"if": [A, B, B]}
    assert [value(same, flags(U, b)) for b in (T, F, U)] == [T, F, U]


def test_if_takes_the_first_condition_that_holds() -> None:
    chain = {"if": [A, "direct", B, "advance", "staged"]}
    asked = {pair: value({"==": [{"var": "grant.model"}, chain]}, {**flags(*pair), "grant.model": "advance"}) for pair in TABLES["and"]}
    assert asked == {(T, T): F, (T, F): F, (F, T): T, (F, F): F, (T, U): F, (U, T): U, (F, U): U, (U, F): U, (U, U): U}


PEOPLE = {
    "nobody": ([], F, T, T),
    "all consent": ([T, T], T, T, F),
    "none consents": ([F, F], F, F, T),
    "one of two": ([T, F], T, F, F),
    "one unknown, one yes": ([T, U], T, U, F),
    "one unknown, one no": ([F, U], U, F, U),
    "unknown": ([U], U, U, U),
}


@pytest.mark.parametrize("case", PEOPLE)
def test_quantifiers_follow_or_and_and(case: str) -> None:
    consents, some, every, none = PEOPLE[case]
    deal = {"people": [{"consents": c, "role": "member"} for c in consents]}
    found = [value({operator: [{"var": "people"}, {"var": "consents"}]}, deal) for operator in ("some", "all", "none")]
    assert found == [some, every, none]


def test_quantifiers_over_an_unknown_list_are_unknown() -> None:
    assert [value({operator: [{"var": "people"}, {"var": "item.consents"}]}, {}) for operator in ("some", "all", "none")] == [U, U, U]


@pytest.mark.parametrize(
    ("expression", "stated", "empty", "unknown"),
    [
        ({"in": ["split", {"var": "agreement.terms"}]}, T, F, U),
        ({"includes_all": [{"var": "agreement.terms"}, ["split", "costs"]]}, F, F, U),
        ({"includes_any": [{"var": "agreement.terms"}, ["split", "costs"]]}, T, F, U),
        ({"includes_all": [{"var": "agreement.terms"}, []]}, T, T, T),  # any set holds all of none
        ({"includes_any": [{"var": "agreement.terms"}, []]}, F, F, F),
        ({"==": [{"size": [{"var": "agreement.terms"}]}, 1]}, T, F, U),
        ({"in": ["split", {"union": [{"var": "agreement.terms"}, ["split"]]}]}, T, T, U),
    ],
)
def test_sets(expression: Any, stated: Any, empty: Any, unknown: Any) -> None:
    """An empty set that is stated is a stated empty set; one that is not stated is unknown."""
    found = [value(expression, {"agreement.terms": terms}) for terms in (["split"], [], None)]
    assert found == [stated, empty, unknown]


# --- exact numbers ---

SHARE = {"var": "grant.share"}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("70%", [T, F, T]),
        ("0.7", [T, F, T]),
        ("7/10", [T, F, T]),
        ("0.699999", [F, F, F]),
        ("0.6999999999", [F, F, F]),
        ("0.7000000001", [T, T, F]),
        ("69.9999%", [F, F, F]),
    ],
)
def test_a_threshold_is_exact(stated: str, expected: list[bool]) -> None:
    found = [value({operator: [SHARE, "70%"]}, {"grant.share": stated}) for operator in (">=", ">", "==")]
    assert found == expected


@pytest.mark.parametrize("tenths", range(1, 10))
def test_tenths_add_up(tenths: int) -> None:
    """0.1 + 0.2 is 0.3: the sum of n tenths and the rest is one, always."""
    total = {"+": [SHARE, {"var": "grant.reward"}]}
    deal = {"grant.share": Fraction(tenths, 10), "grant.reward": Fraction(10 - tenths, 10)}
    assert value({"==": [total, 1]}, deal) is True


def test_a_third_is_a_third() -> None:
    deal = {"grant.share": "1/3"}
    assert value({"==": [{"*": [{"var": "grant.share"}, {"var": "grant.share"}]}, "1/9"]}, deal) is True
    assert value({"==": [{"+": [SHARE, SHARE, SHARE]}, 1]}, deal) is True
    assert value({">": [SHARE, "33.3333333333%"]}, deal) is True
    assert value({"<": [SHARE, "0.333333333334"]}, deal) is True


@pytest.mark.parametrize(("cost", "expected"), [("84000", T), ("83999.99", F), ("84000.01", T)])
def test_a_quotient_at_its_threshold(cost: str, expected: bool) -> None:
    """84,000 of 120,000 yuan is 70% exactly; one fen less is below it."""
    deal = {"sale.cost": cost, "sale.price": "120000"}
    assert value({">=": [{"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}, "70%"]}, deal) is expected
    assert value({"<=": ["70%", {"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}]}, deal) is expected


def test_a_range_includes_its_ends() -> None:
    band = {"<=": ["60%", SHARE, "95%"]}
    assert [value(band, {"grant.share": share}) for share in ("59.9999%", "60%", "95%", "95.0001%")] == [F, T, T, F]
    strict = {"<": ["60%", SHARE, "95%"]}
    assert [value(strict, {"grant.share": share}) for share in ("60%", "60.0001%", "94.9999%", "95%")] == [F, T, T, F]


def test_division_by_zero_is_unknown_and_says_so() -> None:
    quotient = {"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}
    part = checked({">=": [quotient, "70%"]})
    found = trace(part, scope_of({"sale.cost": 1, "sale.price": 0}))
    assert found.value is None
    assert found.children[0].cause == "division_by_zero"
    assert trace(part, scope_of({"sale.cost": 1})).children[0].cause is None
    assert value({"and": [{">=": [quotient, "70%"]}, A]}, {"sale.cost": 1, "sale.price": 0, "team.agreed": False}) is False


# --- dates ---


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"days_inclusive": ["2025-03-02", "2025-03-16"]}, 15),  # as notices are counted, both days included
        ({"days_inclusive": ["2025-03-02", "2025-03-02"]}, 1),
        ({"days_inclusive": ["2024-02-28", "2024-03-01"]}, 3),  # a leap year
        ({"days_inclusive": ["2023-02-28", "2023-03-01"]}, 2),
    ],
)
def test_days_are_counted_inclusively(expression: Any, expected: int) -> None:
    assert value(expression, {}, "int") == expected * 1_000_000


@pytest.mark.parametrize(
    ("operator", "start", "amount", "expected"),
    [
        ("add_days", "2024-02-28", 2, "2024-03-01"),
        ("add_days", "2025-01-01", -1, "2024-12-31"),
        ("add_days", "2025-01-01", "1.5", None),
        ("add_days", "9999-12-31", 1, None),
        ("add_days", "0001-01-01", -1, None),
        ("add_months", "2025-01-31", 1, "2025-02-28"),
        ("add_months", "2024-01-31", 1, "2024-02-29"),
        ("add_months", "2025-03-31", -1, "2025-02-28"),
        ("add_months", "2025-06-15", 6, "2025-12-15"),
        ("add_months", "9999-12-01", 1, None),
        ("add_years", "2024-02-29", 1, "2025-02-28"),
        ("last_day", "2024-08-01", 3, "2027-07-31"),
        ("last_day", "2024-02-28", 3, "2027-02-27"),
        ("last_day", "2024-02-29", 3, "2027-02-28"),  # there is no 29 February 2027: the month's last day
        ("last_day", "2024-02-29", 4, "2028-02-28"),
        ("last_day", "2024-03-01", 3, "2027-02-28"),
        ("last_day", "2025-03-01", 3, "2028-02-29"),
        ("last_day", "2024-08-31", "0.5", "2025-02-28"),
        ("last_day", "2024-08-30", "0.5", "2025-02-28"),
        ("last_day", "2024-08-28", "0.5", "2025-02-27"),
        ("last_day", "9999-01-02", 1, None),
        ("add_years", "2024-08-01", 3, "2027-08-01"),
        ("add_years", "2024-08-01", "2.99", "2027-07-01"),  # whole months, rounded down: 35 of 35.88
        ("add_years", "2024-08-01", "0.5", "2025-02-01"),
    ],
)
def test_dates_move_within_the_calendar(operator: str, start: str, amount: Any, expected: str | None) -> None:
    literal = Fraction(str(amount))
    found = value({operator: [start, literal]}, {}, "date")
    assert found == (date.fromisoformat(expected).toordinal() if expected else None)


def test_a_term_of_at_most_months_and_a_part_may_end_within_the_next_month() -> None:
    begin, later = (date.fromisoformat(day).toordinal() for day in ("2025-07-01", "2035-05-31"))
    years = Bound(Fraction(SCALE * 119, 12), Fraction(SCALE * 9998, 1000))
    assert shift("terms")([begin, years]) == Bound(later, date(2035, 6, 29).toordinal())
    assert shift("terms")([begin, Bound(SCALE * 9, SCALE * 10)]).high == date(2035, 6, 30).toordinal()


# --- bounds ---

DAYS = {"var": "notice.days"}


@pytest.mark.parametrize(
    ("bound", "at_least_15", "below_15", "is_15"),
    [
        ({"min": 15}, T, F, U),
        ({"min": 16}, T, F, F),
        ({"min": 14}, U, U, U),
        ({"max": 15}, U, U, U),
        ({"max": 14}, F, T, F),
        ({"min": 15, "max": 20}, T, F, U),
        ({"min": 15, "max": 15}, T, F, T),
        ({"min": 10, "max": 14}, F, T, F),
    ],
)
def test_comparisons_with_a_bound_are_three_valued(bound: dict[str, int], at_least_15: Any, below_15: Any, is_15: Any) -> None:
    deal = {"notice.days": bound}
    assert value({">=": [DAYS, 15]}, deal) is at_least_15
    assert value({"<=": [15, DAYS]}, deal) is at_least_15
    assert value({"<": [DAYS, 15]}, deal) is below_15
    assert value({"==": [DAYS, 15]}, deal) is is_15
    assert value({"!=": [DAYS, 15]}, deal) is (None if is_15 is None else not is_15)


def test_bounds_run_through_sums_days_and_dates() -> None:
    deal = {"notice.start": "2025-03-02", "notice.end": {"min": "2025-03-16"}, "sale.price": {"min": 100, "max": 120}, "sale.cost": {"max": 20}}
    assert value({">=": [{"days_inclusive": [{"var": "notice.start"}, {"var": "notice.end"}]}, 15]}, deal) is True
    assert value({"-": [{"var": "sale.price"}, {"var": "sale.cost"}]}, deal, "money") == Bound(80_000_000, None)
    assert value({"*": ["50%", {"var": "sale.price"}]}, deal, "money") == Bound(50_000_000, 60_000_000)
    assert value({">": [{"add_months": [{"var": "notice.end"}, 1]}, "2025-04-15"]}, deal) is True
    assert value({"/": [{"var": "sale.price"}, 2]}, deal, "money") is None
    assert value({"+": [{"var": "sale.cost"}, {"var": "sale.price"}]}, {**deal, "sale.price": {"min": 100}}, "money") is None
    assert value({"-": [{"var": "sale.cost"}]}, deal, "money") == Bound(-20_000_000, None)
    assert value({"min": [{"var": "sale.price"}, 110]}, deal, "money") == Bound(100_000_000, 110_000_000)


def test_a_product_of_bounds_is_known_only_without_a_sign() -> None:
    """Times a negative number the least becomes the greatest; rather than guess, it is unknown."""
    years, days = {"var": "term.years"}, {"var": "notice.days"}
    deal = {"term.years": {"min": 1, "max": 2}, "notice.days": 3}
    assert value({"*": [years, days]}, deal, "decimal") == Bound(3_000_000, 6_000_000)
    assert value({"*": [{"-": [years]}, days]}, deal, "decimal") is None
    assert value({"*": [years, {"-": [days]}]}, deal, "decimal") is None
    assert value({"*": [years, days]}, {**deal, "term.years": {"max": 2}}, "decimal") is None


def test_two_equal_bounds_are_no_common_value() -> None:
    """Else stating one of them exactly would turn true into unknown."""
    expression = {">=": [{"if": [A, {"var": "sale.price"}, {"var": "sale.cost"}]}, 100]}
    deal = {"sale.price": {"min": 100}, "sale.cost": {"min": 100}}
    assert value(expression, deal) is None
    assert value(expression, {**deal, "team.agreed": True}) is True


# --- sets known in part ---

TERMS = {"var": "agreement.terms"}
IN_PART = {  # at least split | at least split, at most split and costs | at most costs
    "in: split": ({"in": ["split", TERMS]}, [T, T, F]),
    "in: costs": ({"in": ["costs", TERMS]}, [U, U, U]),
    "in: period": ({"in": ["period", TERMS]}, [U, F, F]),
    "all: split": ({"includes_all": [TERMS, ["split"]]}, [T, T, F]),
    "all: split, costs": ({"includes_all": [TERMS, ["split", "costs"]]}, [U, U, F]),
    "all: split, period": ({"includes_all": [TERMS, ["split", "period"]]}, [U, F, F]),
    "all of none": ({"includes_all": [TERMS, []]}, [T, T, T]),
    "any: split, period": ({"includes_any": [TERMS, ["split", "period"]]}, [T, T, F]),
    "any: costs": ({"includes_any": [TERMS, ["costs"]]}, [U, U, U]),
    "any: period": ({"includes_any": [TERMS, ["period"]]}, [U, F, F]),
    "any of none": ({"includes_any": [TERMS, []]}, [F, F, F]),
    "size >= 1": ({">=": [{"size": [TERMS]}, 1]}, [T, T, U]),
    "size <= 2": ({"<=": [{"size": [TERMS]}, 2]}, [U, T, T]),
    "size > 2": ({">": [{"size": [TERMS]}, 2]}, [U, F, F]),
    "union: costs in": ({"in": ["costs", {"union": [TERMS, ["costs"]]}]}, [T, T, T]),
    "union: period in": ({"in": ["period", {"union": [TERMS, ["costs"]]}]}, [U, F, F]),
    "if: in either way": ({"in": ["split", {"if": [A, TERMS, ["split"]]}]}, [U, U, U]),  # two sets that may differ are no common value
    "some of the people": ({"some": [{"var": "people"}, {"in": ["costs", {"var": "item.forms"}]}]}, [U, U, U]),
}
KNOWN_IN_PART = [{"min": ["split"]}, {"min": ["split"], "max": ["split", "costs"]}, {"max": ["costs"]}]


@pytest.mark.parametrize("case", IN_PART)
def test_what_is_not_known_to_be_in_a_set_is_unknown_never_absent(case: str) -> None:
    expression, expected = IN_PART[case]
    assert [value(expression, {"agreement.terms": terms, "people": [{"forms": terms}]}) for terms in KNOWN_IN_PART] == expected


DOMAIN = ("a", "b", "c")
SETS = [frozenset(names) for count in range(4) for names in combinations(DOMAIN, count)]
PARTS = [Bound(low, high) for low in SETS for high in [*SETS, None] if high is None or low <= high]


def _named(known: Bound) -> str:
    return "{} to {}".format(*("any" if side is None else "".join(sorted(side)) or "none" for side in (known.low, known.high)))


def sets_within(known: Any) -> list[frozenset[str]]:
    """Every set that what is known leaves possible."""
    low, high = members(known)
    return [one for one in SETS if low <= one and (high is None or one <= high)]


def shared(values: Iterable[bool | None]) -> bool | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


@pytest.mark.parametrize("known", PARTS, ids=_named)
def test_a_set_known_in_part_answers_what_every_set_within_answers(known: Bound) -> None:
    """No less, for that would be guessing, and no more, for that would be withholding: for every bound over three names."""
    for name in DOMAIN:
        assert member((name, known)) is shared(name in one for one in sets_within(known))
    assert member(("another", known)) is (None if known.high is None else False)
    for other in SETS:
        within = sets_within(known)
        assert includes_all((known, other)) is shared(other <= one for one in within)
        assert includes_any((known, other)) is shared(bool(other & one) for one in within)
        assert equal(known, other) is equal(other, known) is _open(known, shared(one == other for one in within))
        joined = union([known, other])
        assert members(joined) == (known.low | other, None if known.high is None else known.high | other)
    counts = [len(one) for one in sets_within(known)]
    assert limits(size((known,))) == (min(counts) * 1_000_000, None if known.high is None else max(counts) * 1_000_000)


def _open(known: Bound, answer: bool | None) -> bool | None:
    """A set without a greatest may have names beyond the three, so it is surely no other set only where it lacks or has too much."""
    return None if answer is True and known.high is None else answer


@pytest.mark.parametrize("known", PARTS, ids=_named)
def test_two_statements_of_a_set_that_agree_say_what_both_say(known: Bound) -> None:
    for other in PARTS:
        both = [one for one in sets_within(known) if one in sets_within(other)]
        assert (equal(known, other) is False) == (not both)
        if both:
            assert sets_within(narrower(known, other)) == both
    for exact in sets_within(known):
        assert narrower(known, exact) == narrower(exact, known) == exact


# --- the trace ---


def test_the_trace_names_what_was_read_with_its_index() -> None:
    part = checked({"some": [{"var": "people"}, {"and": [{"var": "item.consents"}, {">=": [{"param": "floor"}, SHARE]}]}]})
    deal = {"people": [{"consents": True}, {"consents": False}], "grant.share": "1/2"}
    found = trace(part, scope_of(deal))

    def leaves(node: Trace) -> list[tuple[str, Any]]:
        if not node.children:
            return [(node.path, node.value)] if node.path else []
        return [leaf for child in node.children for leaf in leaves(child)]

    people = facts_of(deal)["people"]
    assert leaves(found) == [
        ("people", people), ("people[0].consents", True), ("grant.share", 500_000), ("people[1].consents", False), ("grant.share", 500_000),
    ]  # fmt: skip
    assert found.value is True


# --- the law ---


def _says_no_less(more: Any, less: Any) -> bool:
    """Whether `more` is a value that `less` left possible: the same, or any where less is unknown, or one within the bound."""
    if less is None:
        return True
    if not isinstance(less, Bound):
        return bool(more == less and more is not None)
    if less.of_set:
        (held, possible), (fewest, most) = members(more), members(less)
        return more is not None and fewest <= held and (most is None or (possible is not None and possible <= most))
    (low, high), (least, greatest) = limits(more), limits(less)
    return (
        more is not None and (least is None or (low is not None and low >= least)) and (greatest is None or (high is not None and high <= greatest))
    )


@given(conditions(), st.data(), outputs())
def test_saying_more_never_changes_what_was_decided(expression: Any, data: st.DataObject, prescribed: Any) -> None:
    """Stating an unknown fact, or narrowing a bound, turns unknown into something and leaves true and false as they are."""
    more = data.draw(deals(complete=data.draw(st.booleans()), bounded=True))
    less = data.draw(weakened(more))
    part = checked(expression)
    before, after = evaluate(part, scope_of(less, prescribed)), evaluate(part, scope_of(more, prescribed))
    assert before is None or after is before, (less, more)


@given(conditions(), st.data())
def test_saying_more_never_flips_even_at_the_ends_of_the_calendar(expression: Any, data: st.DataObject) -> None:
    """A date moved out of the calendar is unknown, though a bound that reaches so far was not; still nothing turns into its opposite."""
    more = data.draw(deals(complete=True, bounded=True, far=True))
    part = checked(expression)
    before, after = evaluate(part, scope_of(data.draw(weakened(more)))), evaluate(part, scope_of(more))
    assert {before, after} != {True, False}


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_saying_more_narrows_every_value(kind: str, data: st.DataObject) -> None:
    part = checked(data.draw(quantities(kind)), KINDS[kind])
    more = data.draw(deals(complete=True, bounded=True))
    less = data.draw(weakened(more))
    assert _says_no_less(evaluate(part, scope_of(more)), evaluate(part, scope_of(less))), (less, more)
