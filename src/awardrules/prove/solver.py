"""The solver, and the small algebra of truths that folds away what is already settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Text

try:
    import z3 as z3  # the other modules take it from here, so that whichever is asked for first says which extra is missing
except ImportError:
    message = Text("此功能需要求解器 z3，尚未安装", "this needs the solver z3, which is not installed")
    help = Text('请运行 pip install "awardrules[prove]"', 'run pip install "awardrules[prove]"')
    raise AwardrulesError([error("missing-extra", Span("z3"), message, help)]) from None

# a z3 Bool, or a Python bool where the value is already known
Truth = Any
# a z3 Int, or a Python int
Whole = Any

TIMEOUT_MS = 2_000


class Unsettled(Exception):
    """The solver ran out of its time."""


def _joined(make: Any, kept: list[Truth]) -> Truth:
    """`And` or `Or` of terms that are truths already: z3's own functions look at every part again, which is most of their time."""
    context = z3.main_ctx()
    parts = (z3.Ast * len(kept))(*[item.ast for item in kept])
    return z3.BoolRef(make(context.ref(), len(kept), parts), context)


def both(items: Iterable[Truth]) -> Truth:
    """All hold; settled parts are folded away."""
    kept: list[Truth] = []
    for item in items:
        if item is False:
            return False
        if item is not True:
            kept.append(item)
    return True if not kept else kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_and, kept)


def either(items: Iterable[Truth]) -> Truth:
    """At least one holds; settled parts are folded away."""
    kept: list[Truth] = []
    for item in items:
        if item is True:
            return True
        if item is not False:
            kept.append(item)
    return False if not kept else kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_or, kept)


def opposite(item: Truth) -> Truth:
    """It does not hold."""
    return (not item) if isinstance(item, bool) else _negated(item)


def _negated(item: Truth) -> Truth:
    """`Not` of a term that is a truth already, without another look at it."""
    context = z3.main_ctx()
    return z3.BoolRef(z3.Z3_mk_not(context.ref(), item.ast), context)


def same(a: Truth, b: Truth) -> Truth:
    """Both hold or neither does."""
    if isinstance(a, bool):
        return b if a else opposite(b)
    if isinstance(b, bool):
        return a if b else opposite(a)
    return a == b


def chosen(condition: Truth, then: Any, otherwise: Any) -> Any:
    """One of two numbers or truths."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then is otherwise:
        return then
    if isinstance(then, bool) or isinstance(otherwise, bool):
        if isinstance(then, bool) and isinstance(otherwise, bool):
            return condition if then and not otherwise else opposite(condition) if otherwise and not then else then
        if isinstance(then, bool):
            return either([condition, otherwise]) if then else both([opposite(condition), otherwise])
        return both([condition, then]) if otherwise is False else either([opposite(condition), then])
    return z3.If(condition, then, otherwise)


def as_truth(item: Truth) -> Any:
    """A term the solver takes."""
    return z3.BoolVal(item) if isinstance(item, bool) else item


def new_solver(timeout_ms: int) -> Any:
    """A solver for linear questions over whole numbers and truths."""
    solver = z3.SolverFor("QF_LIA")
    solver.set("timeout", timeout_ms)
    solver.set("phase_selection", 0)  # try false first: facts unstated, sets small
    return solver


def settled(answer: Any) -> bool:
    """Whether there is a solution. Raises Unsettled where the solver gave up."""
    if answer == z3.unknown:
        raise Unsettled
    return bool(answer == z3.sat)
