"""Surface to core: parameters become constants, quantifiers `some`, everything else what its row says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awardrules.expression import core
from awardrules.expression.core import Core
from awardrules.expression.operators import TABLE
from awardrules.expression.term import Literal, Part


def lower(part: Part, parameters: Mapping[str, Any]) -> Core:
    """The core form of a checked part, with the parameter values of one date."""
    if isinstance(part, Literal):
        return core.Lit(part.value)
    match part.operator:
        case "var":
            return core.Element(part.name.removeprefix("item.")) if part.name.startswith("item.") else core.Column(part.name)
        case "param":
            return core.Lit(parameters[part.name])
        case "prescribed":
            return core.Prescribed(part.name)
        case "some" | "all" | "none":
            records, body = part.arguments
            inner = lower(body, parameters)
            name = records.name if not isinstance(records, Literal) else ""
            if part.operator == "all":
                return core.negation(core.Some(name, core.negation(inner)))
            return core.Some(name, inner) if part.operator == "some" else core.negation(core.Some(name, inner))
    function = TABLE[part.operator].lower
    assert function is not None  # noqa: S101 - only quantifiers have none
    return function([lower(argument, parameters) for argument in part.arguments])
