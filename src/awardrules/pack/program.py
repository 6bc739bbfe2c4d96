"""The compiled program of an edition: generated Python, run on the facts of a deal and the day of decision.

It gives the outcome of every rule and the value of every derivation, or None for a deal it is not made for (a stated value that
contradicts a computed one): the reference interpreter decides those. compiler.py writes it.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from sys import intern
from typing import TYPE_CHECKING, Any

from awardrules.record import State

if TYPE_CHECKING:
    from types import CodeType

PASS, FAIL, NOT_APPLICABLE, UNKNOWN = range(4)
OUTCOMES = ("pass", "fail", "not_applicable", "unknown")
AS_OF = "edition.evaluation_date"
KINDS_PATH = "deal.kinds"
COMPLEMENTS = (("grant.team_share", "grant.unit_share"),)

Run = Callable[[Mapping[str, Any], int], "tuple[list[int], tuple[Any, ...]] | None"]


class Program(State):
    """Generated code for one period: the order of `rules` is that of the outcomes; `gives` of the derived values."""

    source: str
    constants: Mapping[str, Any]
    rules: tuple[str, ...]
    gives: tuple[str, ...]
    code: bytes
    _run: Run | None = None

    @property
    def run(self) -> Run:
        """The function; made on first use."""
        if self._run is None:
            from awardrules.expression.runtime import RUNTIME

            namespace: dict[str, Any] = {**RUNTIME, **{name: _shared(value) for name, value in self.constants.items()}}
            code: CodeType = marshal.loads(self.code)  # noqa: S302 - compiled here, or digest-checked by store.py
            exec(code, namespace)  # noqa: S102 - generated names and constants only
            self._run = namespace["decide"]
        return self._run

    def __reduce__(self) -> tuple[Any, ...]:
        return Program, (self.source, self.constants, self.rules, self.gives, self.code)


def _shared(value: Any) -> Any:
    """A constant with the very texts a deal's facts are keyed by (facts/reading.py), so that look-ups compare no characters."""
    if type(value) is frozenset:
        return frozenset(map(_shared, value))
    return intern(value) if type(value) is str else value
