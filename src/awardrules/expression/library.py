"""The operator table as `jsonlogic` operator classes in a `jsonlogic` registry.

The builder looks operators up here; an operator of ours is an `Operator` of that library, with its `from_expression`, `evaluate` and
`typecheck`. The library's own `from_json` is not used: it drops the second key of an object and knows no places.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonlogic.core import JSONLogicSyntaxError, Operator
from jsonlogic.registry import OperatorRegistry, UnknownOperator

from awardrules.expression.operators import NAMED, TABLE
from awardrules.expression.term import Part, Term
from awardrules.language import Text

__all__ = ["JSONLogicSyntaxError", "Operator", "UnknownOperator", "arity_words", "registry"]


class _Class:
    """What `jsonlogic` asks of an operator class: a constructor that checks the number of arguments."""

    name = ""

    @classmethod
    def from_expression(cls, operator: str, arguments: list[Part]) -> Term:
        """A term of the operator. Raises JSONLogicSyntaxError for a wrong number of arguments."""
        if operator in NAMED:
            if len(arguments) != 1:
                raise JSONLogicSyntaxError(f"`{operator}` takes one name")
            return Term(operator, (), str(getattr(arguments[0], "raw", "")))
        row = TABLE[operator]
        count = len(arguments)
        if count < row.least or (row.most is not None and count > row.most):
            noun = "argument" if row.least == (row.most or 1) == 1 else "arguments"
            raise JSONLogicSyntaxError(f"`{operator}` takes {arity_words(operator).en} {noun}, not {count}")
        return Term(operator, tuple(arguments))


def arity_words(operator: str) -> Text:
    """How many arguments an operator of the table takes, in words."""
    least, most = TABLE[operator].least, TABLE[operator].most
    if most is None:
        return Text(f"至少 {least} ", f"at least {least}")
    return Text(f" {least} ", f"{least}") if least == most else Text(f" {least} 至 {most} ", f"{least} to {most}")


@cache
def registry() -> OperatorRegistry:
    """Every operator of the table, and `var`, `param`, `prescribed`."""
    Operator.register(Term)
    filled = OperatorRegistry()
    for name in (*TABLE, *NAMED):
        operator_class: Any = type(f"Operator[{name}]", (_Class,), {"name": name})
        filled.register(name, operator_class)
    return filled
