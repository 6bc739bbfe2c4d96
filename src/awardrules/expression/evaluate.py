"""The reference interpreter: walks the surface tree with the Kleene functions of the table and keeps the trace.

It reads bounds and partly stated lists, and is what explanations show. The compiled program must agree with it on every deal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awardrules.expression import kleene
from awardrules.expression.operators import TABLE
from awardrules.expression.term import Literal, Part, Term


class Scope:
    """What an expression can read: facts by path (unknown ones absent), prescribed outputs, parameters, the record at hand."""

    __slots__ = ("facts", "outputs", "parameters", "place", "record")

    def __init__(
        self,
        facts: Mapping[str, Any],
        outputs: Mapping[str, Any] | None = None,
        parameters: Mapping[str, Any] | None = None,
        record: Mapping[str, Any] | None = None,
        place: str = "",
    ) -> None:
        self.facts, self.outputs, self.parameters, self.record, self.place = facts, outputs or {}, parameters or {}, record, place

    def within(self, record: Mapping[str, Any], place: str) -> Scope:
        """The same scope with a record (`recipients[1]`) at hand."""
        return Scope(self.facts, self.outputs, self.parameters, record, place)


class Trace:
    """A part with the value it had, and how its arguments came out. `path` is the fact read, with its index."""

    __slots__ = ("cause", "children", "part", "path", "value")

    def __init__(self, part: Part, value: Any, children: tuple[Trace, ...] = (), path: str = "", cause: str | None = None) -> None:
        self.part, self.value, self.children, self.path, self.cause = part, value, children, path, cause


def trace(part: Part, scope: Scope) -> Trace:
    """The value of a checked part with the whole reasoning."""
    if isinstance(part, Literal):
        return Trace(part, part.value)
    row = TABLE.get(part.operator)
    if row is None:
        return _named(part, scope)
    if row.kleene is None:
        return _quantified(part.operator, part, scope)
    below = tuple([trace(argument, scope) for argument in part.arguments])
    value = row.kleene([child.value for child in below])
    cause = "division_by_zero" if part.operator == "/" and value is None and below[1].value == 0 and below[0].value is not None else None
    return Trace(part, value, below, "", cause)


def _named(part: Term, scope: Scope) -> Trace:
    match part.operator:
        case "var":
            if part.name.startswith("item."):
                name = part.name[5:]
                value = None if scope.record is None else scope.record.get(name)
                return Trace(part, value, path=f"{scope.place}.{name}")
            return Trace(part, scope.facts.get(part.name), path=part.name)
        case "param":
            return Trace(part, scope.parameters[part.name])
    return Trace(part, scope.outputs.get(part.name), path=part.name)


def _quantified(operator: str, part: Any, scope: Scope) -> Trace:
    listed, body = part.arguments
    records = scope.facts.get(listed.name)
    head = Trace(listed, records, path=listed.name)
    if records is None:
        return Trace(part, None, (head,))
    below = tuple(trace(body, scope.within(record, f"{listed.name}[{index}]")) for index, record in enumerate(records))
    values = [child.value for child in below]
    if operator == "all":
        value = kleene.conjunction(values)
    else:
        value = kleene.disjunction(values)
        if operator == "none" and value is not None:
            value = not value
    return Trace(part, value, (head, *below))


def evaluate(part: Part, scope: Scope) -> Any:
    """The value of a checked part: true, false or None for a condition."""
    return trace(part, scope).value
