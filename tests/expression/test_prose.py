"""Expressions in words, Chinese and English."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from awardrules.expression.operators import TABLE
from awardrules.expression.prose import Writer
from awardrules.language import Text
from strategies import EXAMPLES, PARAMETER_TYPES, VOCABULARY, checked, conditions, parameter_values

WRITER = Writer(VOCABULARY, {name: (value, PARAMETER_TYPES[name]) for name, value in parameter_values().items()})

# every operator once, in the words of a report
WORDS = {
    "and": Text("团队一致同意：是，且名单已公布：是", "team agreed: yes, and names published: yes"),
}


def written(expression: Any) -> Text:
    part = checked({"==": [expression, expression]}).arguments[0] if _is_value(expression) else checked(expression)  # type: ignore[union-attr]
    return WRITER.value(part) if _is_value(expression) else WRITER.condition(part)


def _is_value(expression: Any) -> bool:
    (name,) = expression
    return name in ("union", "size", "+", "-", "*", "/", "min", "max", "if", "days_inclusive", "add_days", "add_months", "add_years")
