"""The core form and the lowering to it."""

from __future__ import annotations

import types as python_types
import typing
from typing import Any

import pytest
from hypothesis import given

from awardrules.expression import core
from awardrules.expression.core import And, Column, Compare, Core, Lit, Member, Not, Or, Ratio, Some
from awardrules.expression.evaluate import evaluate
from awardrules.expression.lower import lower
from awardrules.expression.operators import TABLE
from awardrules.expression.types import Type
from strategies import EXAMPLES, checked, conditions, parameter_values, scope_of

NODES = typing.get_args(Core)
A, B = Column("team.agreed"), Column("team.named")


def lowered(expression: Any, kind: str = "bool") -> Core:
    return lower(checked(expression, Type(kind)), parameter_values())


@given(conditions())
def test_lowering_keeps_only_core_nodes(expression: Any) -> None:
    """No operator, parameter or quantifier but `some` is left, and nothing is left to divide in a comparison of two values."""
    node = lowered(expression)
    for part in core.walk(node):
        assert isinstance(part, NODES)
        if isinstance(part, Compare):
            assert not (isinstance(part.left, core.Arithmetic) and part.left.operator == "/")


def test_the_core_form_is_small() -> None:
    assert isinstance(Core, python_types.UnionType)
    assert len(NODES) == 18


@pytest.mark.parametrize("name", TABLE)
def test_every_operator_lowers(name: str) -> None:
    part = checked(EXAMPLES[name], _kind(name))
    node = lower(part, parameter_values())
    assert isinstance(node, NODES)
    assert core.columns(node)
    assert evaluate(part, scope_of({})) is None


def _kind(name: str) -> Type:
    kinds = {"union": "set", "size": "int", "max": "date", "days_inclusive": "int", "/": "share"}
    kinds |= dict.fromkeys(("+", "-", "*", "min", "if"), "money") | dict.fromkeys(("add_days", "add_months", "add_years", "last_day"), "date")
    return Type(kinds.get(name, "bool"))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"and": [{"var": "team.agreed"}, {"and": [{"var": "team.named"}, True]}]}, And((A, B))),
        ({"or": [{"or": [{"var": "team.agreed"}, False]}]}, A),
        ({"and": [True, True]}, core.TRUE),
        ({"!": [{"!": [{"var": "team.agreed"}]}]}, A),
        ({"!": [True]}, core.FALSE),
        ({"!=": [{"var": "grant.model"}, "direct"]}, Not(Compare("==", Column("grant.model"), Lit("direct")))),
        (
            {"<=": ["60%", {"var": "grant.share"}, "95%"]},
            And((Compare("<=", Lit(600_000), Column("grant.share")), Compare("<=", Column("grant.share"), Lit(950_000)))),
        ),
        ({">=": [{"var": "grant.share"}, {"param": "floor"}]}, Compare(">=", Column("grant.share"), Lit(700_000))),
        (
            {">=": [{"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}, "70%"]},
            Ratio(">=", Column("sale.cost"), Column("sale.price"), Lit(700_000)),
        ),
        (
            {"<": ["70%", {"/": [{"var": "sale.cost"}, {"var": "sale.price"}]}]},
            Ratio(">", Column("sale.cost"), Column("sale.price"), Lit(700_000)),
        ),
        ({"all": [{"var": "people"}, {"var": "consents"}]}, Not(Some("people", Not(core.Element("consents"))))),
        ({"none": [{"var": "people"}, {"var": "consents"}]}, Not(Some("people", core.Element("consents")))),
        (
            {"includes_any": [{"var": "agreement.terms"}, ["split", "costs"]]},
            Or((Member(Lit("costs"), Column("agreement.terms")), Member(Lit("split"), Column("agreement.terms")))),
        ),
    ],
)
def test_lowered_form(expression: Any, expected: Core) -> None:
    assert lowered(expression) == expected


def test_what_a_node_reads() -> None:
    node = lowered({"and": [{"some": [{"var": "people"}, {"var": "item.consents"}]}, {">": [{"prescribed": "award.floor"}, {"var": "sale.cost"}]}]})
    assert core.columns(node) == {"people", "sale.cost"}
    assert core.prescriptions(node) == {"award.floor"}


def test_a_node_over_its_limits_is_known_without_walking_all_of_it() -> None:
    wide = And((A,) * 10)
    for _ in range(12):
        wide = And((wide,) * 10)  # 10¹³ parts, of which none is copied
    assert core.exceeds(wide)
    deep: Core = A
    for _ in range(core.MAX_LEVELS):
        deep = Not(deep)
    assert core.exceeds(deep)
    assert not core.exceeds(Not(A))
