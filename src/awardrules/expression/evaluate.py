"""The reference interpreter: walks the surface tree with the Kleene functions of the table and keeps the trace.

It reads bounds and partly stated lists, and is what explanations show. The compiled program must agree with it on every deal.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from awardrules.expression import kleene
from awardrules.expression.operators import TABLE, Kleene
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


Tracer = Callable[[Scope], Trace]

# what a comparison of two plain numbers comes to: the same as the Kleene function, which looks for bounds and unknowns first
PLAIN: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


def trace(part: Part, scope: Scope) -> Trace:
    """The value of a checked part with the whole reasoning."""
    return tracer(part)(scope)


def tracer(part: Part) -> Tracer:
    """The function that traces a part: made once, kept on the part, so that explaining many deals does not ask again what a part is."""
    made: Tracer | None = part.tracer
    if made is None:
        made = part.tracer = _literal(part) if isinstance(part, Literal) else _term(part)
    return made


def _literal(part: Literal) -> Tracer:
    always = Trace(part, part.value)
    return lambda _scope: always  # a literal reads nothing


def _term(part: Term) -> Tracer:
    row = TABLE.get(part.operator)
    if row is None:
        return _named(part)
    function = row.kleene
    if function is None:
        return _quantified(part)
    if part.operator == "/":
        return _division(part)
    if len(part.arguments) == 2:
        first, second = part.arguments
        if isinstance(first, Term) and first.operator == "var" and isinstance(second, Literal) and not first.name.startswith("item."):
            return _fact_and_literal(part, first, second, function)
        left, right = map(tracer, part.arguments)
        plain = PLAIN.get(part.operator)

        def of_two(scope: Scope) -> Trace:
            a, b = left(scope), right(scope)
            x, y = a.value, b.value
            if plain is not None and type(x) is int and type(y) is int:
                return Trace(part, plain(x, y), (a, b))
            return Trace(part, function((x, y)), (a, b))

        return of_two
    if len(part.arguments) == 1:
        below_it = tracer(part.arguments[0])

        def of_one(scope: Scope) -> Trace:
            a = below_it(scope)
            return Trace(part, function((a.value,)), (a,))

        return of_one
    below = [tracer(argument) for argument in part.arguments]

    def of_many(scope: Scope) -> Trace:
        children = tuple([one(scope) for one in below])
        return Trace(part, function([child.value for child in children]), children)

    return of_many


def _fact_and_literal(part: Term, fact: Term, literal: Literal, function: Kleene) -> Tracer:
    """The commonest condition, a fact beside a constant, traced in one step."""
    name, constant, always = fact.name, literal.value, Trace(literal, literal.value)
    plain = PLAIN.get(part.operator) if type(constant) is int else None

    def traced(scope: Scope) -> Trace:
        value = scope.facts.get(name)
        if plain is not None and type(value) is int:
            return Trace(part, plain(value, constant), (Trace(fact, value, (), name), always))
        return Trace(part, function((value, constant)), (Trace(fact, value, (), name), always))

    return traced


def _division(part: Term) -> Tracer:
    above, below = map(tracer, part.arguments)

    def divided(scope: Scope) -> Trace:
        a, b = above(scope), below(scope)
        value = kleene.quotient((a.value, b.value))
        cause = "division_by_zero" if value is None and b.value == 0 and a.value is not None else None
        return Trace(part, value, (a, b), "", cause)

    return divided


def _named(part: Term) -> Tracer:
    name = part.name
    if part.operator == "param":
        return lambda scope: Trace(part, scope.parameters[name])
    if part.operator == "prescribed":
        return lambda scope: Trace(part, scope.outputs.get(name), (), name)
    if name.startswith("item."):
        field = name[5:]
        return lambda scope: Trace(part, None if scope.record is None else scope.record.get(field), (), f"{scope.place}.{field}")
    return lambda scope: Trace(part, scope.facts.get(name), (), name)


def _quantified(part: Term) -> Tracer:
    listed, body = part.arguments
    assert isinstance(listed, Term)  # noqa: S101 - the type check lets nothing else through
    path, inner, quantifier = listed.name, tracer(body), part.operator

    def over_records(scope: Scope) -> Trace:
        records = scope.facts.get(path)
        head = Trace(listed, records, (), path)
        if records is None:
            return Trace(part, None, (head,))
        below = tuple([inner(scope.within(record, f"{path}[{index}]")) for index, record in enumerate(records)])
        values = [child.value for child in below]
        if quantifier == "all":
            value = kleene.conjunction(values)
        else:
            value = kleene.disjunction(values)
            if quantifier == "none" and value is not None:
                value = not value
        return Trace(part, value, (head, *below))

    return over_records


def evaluate(part: Part, scope: Scope) -> Any:
    """The value of a checked part: true, false or None for a condition."""
    return trace(part, scope).value
