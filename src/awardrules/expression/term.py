"""The surface tree: what the author wrote, with its place. Trace and prose read it; it lowers to the core form.

A term is a virtual subclass of `jsonlogic.core.Operator` (operators.py registers it), so the tree is at home in that library
without importing it to read a compiled edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awardrules.expression.types import Type

Raw = str | tuple[str, ...]


class Literal:
    """A written constant. Its value is fixed by the type it meets, once, when the expression is checked."""

    __slots__ = ("column", "line", "plain", "raw", "tracer", "type", "value")

    def __init__(self, raw: Raw, plain: bool, line: int = 0, column: int = 0) -> None:
        self.raw, self.plain, self.line, self.column = raw, plain, line, column
        self.value: Any = None
        self.type: Type | None = None
        self.tracer: Any = None  # evaluate.py keeps the function that traces the part here

    def __reduce__(self) -> tuple[Any, ...]:
        return _literal, (self.raw, self.plain, self.line, self.column, self.value, self.type)

    def __repr__(self) -> str:
        return f"Literal({self.raw!r})"


class Term:
    """An operator applied to its arguments; `var`, `param` and `prescribed` hold their name as `name`."""

    __slots__ = ("arguments", "column", "line", "name", "operator", "tracer", "type")

    def __init__(self, operator: str, arguments: tuple[Part, ...] = (), name: str = "", line: int = 0, column: int = 0) -> None:
        self.operator, self.arguments, self.name, self.line, self.column = operator, arguments, name, line, column
        self.type: Type | None = None
        self.tracer: Any = None

    def __reduce__(self) -> tuple[Any, ...]:
        return _term, (self.operator, self.arguments, self.name, self.line, self.column, self.type)

    def __repr__(self) -> str:
        inner = repr(self.name) if self.name else ", ".join(map(repr, self.arguments))
        return f"Term({self.operator} {inner})"


Part = Term | Literal
NAMES = frozenset({"var", "param", "prescribed"})


def json_of(part: Part) -> Any:
    """The part as JsonLogic data: one-key objects, lists, texts."""
    if isinstance(part, Literal):
        return list(part.raw) if isinstance(part.raw, tuple) else part.raw
    if part.operator in NAMES:
        return {part.operator: part.name}
    return {part.operator: [json_of(argument) for argument in part.arguments]}


def _literal(raw: Raw, plain: bool, line: int, column: int, value: Any, kind: Type | None) -> Literal:
    made = Literal(raw, plain, line, column)
    made.value, made.type = value, kind
    return made


def _term(operator: str, arguments: tuple[Part, ...], name: str, line: int, column: int, kind: Type | None) -> Term:
    made = Term(operator, arguments, name, line, column)
    made.type = kind
    return made
