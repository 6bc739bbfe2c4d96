"""The operators in the registry of `jsonlogic`, and agreement with that library's own operators where both have them.

It is two-valued and knows neither units nor lists of records, so the comparison is over complete deals and shared operators; its
numbers are the fractions it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonlogic.core import JSONLogicExpression, JSONLogicSyntaxError, Operator
from jsonlogic.evaluation import evaluate as evaluate_theirs
from jsonlogic.operators import operator_registry as theirs
from jsonlogic.registry import UnknownOperator
from jsonlogic.resolving import DotReferenceParser

from awardrules.expression.evaluate import evaluate
from awardrules.expression.library import registry
from awardrules.expression.operators import NAMED, TABLE
from awardrules.expression.term import Literal, Term
from awardrules.expression.types import Type
from awardrules.facts.quantity import scaled
from strategies import DECIMALS, VOCABULARY, checked, deals, scope_of

SHARED = {"var", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "if"}


def test_every_operator_is_registered() -> None:
    ours = registry()
    for name in (*TABLE, *NAMED):
        assert ours.get(name) is not None
    with pytest.raises(UnknownOperator):
        ours.get("missing")
    assert issubclass(Term, Operator)
    assert {"var", *TABLE} & set(theirs._registry) == SHARED


def test_a_registered_operator_counts_its_arguments() -> None:
    ours: Any = registry()
    one = Literal("1", True)
    assert repr(ours.get("==").from_expression("==", [one, one])) == "Term(== Literal('1'), Literal('1'))"
    with pytest.raises(JSONLogicSyntaxError) as fault:
        ours.get("==").from_expression("==", [one])
    assert fault.value.message == "`==` takes 2 arguments, not 1"
    with pytest.raises(JSONLogicSyntaxError) as fault:
        ours.get("var").from_expression("var", [one, one])
    assert fault.value.message == "`var` takes one name"


NUMBERS = [{"var": path} for path in ("term.years", "notice.days", "notice.objections")]
FLAGS = [{"var": path} for path in ("team.agreed", "team.named", "result.secret")]
PATHS = [operand["var"] for operand in (*NUMBERS, *FLAGS)]


def numbers(depth: int) -> st.SearchStrategy[Any]:
    leaf = st.sampled_from([*NUMBERS, *DECIMALS])
    if not depth:
        return leaf
    below = numbers(depth - 1)
    several = st.tuples(st.sampled_from(["+", "*"]), st.lists(below, min_size=2, max_size=3)).map(lambda a: {a[0]: a[1]})
    two = st.tuples(st.sampled_from(["-", "/"]), below, below).map(lambda a: {a[0]: [a[1], a[2]]})
    return st.one_of(leaf, several, two, below.map(lambda a: {"-": [a]}), _choice(depth, below))


def flags(depth: int) -> st.SearchStrategy[Any]:
    leaf: st.SearchStrategy[Any] = st.sampled_from(FLAGS)
    if not depth:
        return leaf
    compare = st.tuples(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), numbers(depth - 1), numbers(depth - 1))
    same = st.tuples(st.sampled_from(["==", "!="]), flags(depth - 1), flags(depth - 1))
    return st.one_of(leaf, st.one_of(compare, same).map(lambda a: {a[0]: [a[1], a[2]]}), _choice(depth, flags(depth - 1)))


def _choice(depth: int, branch: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(flags(depth - 1), branch, flags(depth - 1), branch, branch).map(lambda a: {"if": list(a)})


def by_their_evaluation(expression: Any, deal: Mapping[str, Any]) -> Any:
    tree = JSONLogicExpression.from_json(expression).as_operator_tree(theirs)
    nested: dict[str, dict[str, Any]] = {}
    for path, value in deal.items():
        record, name = path.split(".")
        nested.setdefault(record, {})[name] = value
    return evaluate_theirs(tree, nested, None, {"reference_parser": DotReferenceParser()})


@given(flags(3), deals(complete=True, paths=PATHS))
def test_both_evaluate_shared_operators_alike(expression: Any, deal: Mapping[str, Any]) -> None:
    try:
        expected = by_their_evaluation(expression, deal)
    except ZeroDivisionError:
        assume(False)
    try:
        part = checked(expression)
    except AssertionError:
        assume(False)  # a quotient of two counts is a share, which no count is compared with
    assert evaluate(part, scope_of(deal)) is expected


@pytest.mark.parametrize(
    ("expression", "kind", "expected"),
    [
        ({"+": [{"var": "term.years"}, Fraction(1, 2)]}, "decimal", Fraction(2)),
        ({"*": [{"var": "term.years"}, Fraction(2)]}, "decimal", Fraction(3)),
        ({"/": [{"var": "term.years"}, {"var": "notice.days"}]}, "share", Fraction(1, 10)),
        ({"-": [{"var": "notice.days"}]}, "int", Fraction(-15)),
        ({"if": [{"var": "team.agreed"}, {"var": "notice.days"}, Fraction(0)]}, "int", Fraction(15)),
    ],
)
def test_both_compute_the_same_value(expression: Any, kind: str, expected: Fraction) -> None:
    deal = {"term.years": Fraction(3, 2), "notice.days": Fraction(15), "team.agreed": True}
    assert by_their_evaluation(expression, deal) == expected
    assert evaluate(checked(expression, Type(kind)), scope_of(deal)) == scaled(expected)


def test_what_the_library_does_otherwise() -> None:
    """Why its own `from_json` and evaluation are not used: a second key is dropped, a default replaces what is not stated."""
    two_keys = {"==": [1, 1], "!=": [1, 1]}
    assert by_their_evaluation(two_keys, {}) is True
    with pytest.raises(AssertionError, match="one operator an object"):
        checked(two_keys)
    assert by_their_evaluation({"var": ["a.b", False]}, {"a.c": 1}) is False
    with pytest.raises(AssertionError, match="no default value"):
        checked({"var": ["team.agreed", False]})
    assert VOCABULARY.get("team.agreed") is not None
