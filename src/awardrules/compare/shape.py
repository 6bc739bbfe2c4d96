"""What the form of two sets of rules already settles: that they are the same, or that one asks at least what the other asks.

Only what follows from the form is said: `implies` is sound, not complete. What it cannot settle is a prover's to settle, or open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from awardrules.expression import core
from awardrules.expression.core import Core
from awardrules.facts.quantity import Number
from awardrules.pack.compiler import Lowered, lowered
from awardrules.pack.edition import Edition, Rule

Settled = Literal["same", "tightened", "loosened", "equivalent"]
DILIGENCE = "due-diligence-exemption"
RANK = {"information": 0, "suggestion": 1, "deviation": 2, "violation": 3}


class Forms:
    """The rules of two editions in core form on one day, each made once."""

    def __init__(self, a: Edition, b: Edition, day: int) -> None:
        self.editions, self.day = (a, b), day
        self.given = tuple({rule.gives: rule for rule in edition.rules if rule.gives} for edition in self.editions)
        self._forms: dict[Rule, Lowered] = {}
        self._alike: dict[str, bool] = {}

    def of(self, rule: Rule) -> Lowered:
        """A rule in core form."""
        form = self._forms.get(rule)
        if form is None:
            form = self._forms[rule] = lowered(rule, self.day)
        return form

    def same(self, one: Rule, other: Rule) -> bool:
        """Whether two rules are the same formula with the same gravity, over facts that both editions find in the same way."""
        x, y = self.of(one), self.of(other)
        return (
            (x.when, x.unless, x.require, x.table) == (y.when, y.unless, y.require, y.table)
            and (one.subject, set(one.applies_to), one.for_each, one.gives, one.severity)
            == (other.subject, set(other.applies_to), other.for_each, other.gives, other.severity)
            and self.inputs_agree((x, y))
        )

    def inputs_agree(self, forms: Iterable[Lowered]) -> bool:
        """Whether both editions compute alike, or not at all, every fact the rules read."""
        return all(self._agree(path) for form in forms for path in read_by(form))

    def _agree(self, path: str) -> bool:
        known = self._alike.get(path)
        if known is None:
            self._alike[path] = True  # derivations have no cycles; equal ones read the same facts
            one, other = (given.get(path) for given in self.given)
            known = self._alike[path] = one is other or (one is not None and other is not None and self.same(one, other))
        return known

    def settle(self, a: tuple[Rule, ...], b: tuple[Rule, ...]) -> Settled | None:
        """How two sets of rules stand to each other as far as their form tells; None where it does not.

        `same`: rule by rule the same formula. `tightened`: whatever fails A fails B, as gravely or worse.
        """
        if len(a) == len(b) and all(any(self.same(one, other) for other in b) for one in a) and all(any(self.same(o, x) for o in a) for x in b):
            return "same"
        if any(rule.gives for rule in (*a, *b)) and not self._derivations_same(a, b):
            return None
        checks = tuple(tuple(self.of(rule) for rule in rules if not rule.gives) for rules in (a, b))
        if not self.inputs_agree((*checks[0], *checks[1])):
            return None
        forward, backward = _all_covered(checks[0], checks[1]), _all_covered(checks[1], checks[0])
        if forward and backward:
            return "equivalent"
        return "tightened" if forward else "loosened" if backward else None

    def _derivations_same(self, a: tuple[Rule, ...], b: tuple[Rule, ...]) -> bool:
        one, other = ({rule.gives: rule for rule in rules if rule.gives} for rules in (a, b))
        return one.keys() == other.keys() and all(self.same(one[path], other[path]) for path in one)


def _all_covered(mild: Sequence[Lowered], strict: Sequence[Lowered]) -> bool:
    """Whether a deal that one set of rules lets pass worse than the other does is ruled out by form.

    What `strict` asks must be at least what `mild` asks; and every relief that `strict` grants, `mild` grants.
    """
    duties = all(any(covers(other, one) for other in strict if not favours(other.rule)) for one in mild if not favours(one.rule))
    reliefs = all(any(covers(other, one) for one in mild if favours(one.rule)) for other in strict if favours(other.rule))
    return duties and reliefs


def read_by(form: Lowered) -> set[str]:
    """The facts and outputs a rule reads."""
    parts = [form.when, form.unless, form.require, *(part for row in form.table for part in row if part is not None)]
    return set().union(*(core.columns(part) | core.prescriptions(part) for part in parts))


def favours(rule: Rule) -> bool:
    """Whether passing the rule is a relief that it grants (an exemption, a condition of diligence), not a duty that is met."""
    return rule.kind == "check" and (rule.modality == "exemption" or (rule.modality == "deeming" and rule.mechanism == DILIGENCE))


def _kinds_within(inner: Rule, outer: Rule) -> bool:
    return not outer.applies_to or (bool(inner.applies_to) and set(inner.applies_to) <= set(outer.applies_to))


def covers(strict: Lowered, mild: Lowered) -> bool:
    """Whether every deal that fails `mild` fails `strict` at least as gravely, by form; of reliefs: that whoever has the one has the other."""
    one, other = strict.rule, mild.rule
    if favours(one) or favours(other):
        return favours(one) and favours(other) and one.for_each == other.for_each and _kinds_within(one, other) and _grants(strict, mild)
    kinds = _kinds_within(other, one)
    return (
        kinds
        and (one.subject, one.for_each) == (other.subject, other.for_each)
        and RANK[one.severity] >= RANK[other.severity]
        and implies(mild.when, strict.when)
        and implies(strict.unless, mild.unless)
        and implies(strict.require, mild.require)
    )


def _grants(strict: Lowered, mild: Lowered) -> bool:
    """Whether a relief is granted wherever a stricter one is."""
    granted = core.conjunction([strict.when, strict.require, core.negation(strict.unless)])
    return implies(granted, mild.when) and implies(granted, mild.require) and implies(mild.unless, strict.unless)


def implies(x: Core, y: Core) -> bool:
    """Whether `y` holds wherever `x` does, by form; False where the form does not tell."""
    if x == y or y == core.TRUE or x == core.FALSE:
        return True
    if isinstance(y, core.And):
        return all(implies(x, item) for item in y.items)
    if isinstance(x, core.Or):
        return all(implies(item, y) for item in x.items)
    if isinstance(x, core.And) and any(implies(item, y) for item in x.items):
        return True
    if isinstance(y, core.Or):
        return any(implies(x, item) for item in y.items)
    if isinstance(x, core.Not) and isinstance(y, core.Not):
        return implies(y.item, x.item)
    if isinstance(x, core.Some) and isinstance(y, core.Some):
        return x.records == y.records and implies(x.body, y.body)
    if isinstance(x, core.Member) and isinstance(y, core.Member) and x.item == y.item:
        few, many = _names(x.among), _names(y.among)
        return few is not None and many is not None and few <= many
    return _within(x, y)


def _names(node: Core) -> frozenset[str] | None:
    return node.value if isinstance(node, core.Lit) and isinstance(node.value, frozenset) else None


def _within(x: Core, y: Core) -> bool:
    """Whether one range of a quantity lies in another: x ≥ 20 in x > 15."""
    one, other = _limit(x), _limit(y)
    if one is None or other is None or one[0] != other[0]:
        return False
    (_, low, strict_low), (_, floor, strict) = one, other
    return low > floor or (low == floor and (strict_low or not strict))


def _limit(node: Core) -> tuple[object, Number, bool] | None:
    """A comparison with a constant as (quantity and side, limit counted towards that side, whether the limit is left out)."""
    if isinstance(node, core.Ratio) and isinstance(node.value, core.Lit):
        quantity: object = (node.above, node.below)
        operator, value = node.operator, node.value.value
    elif isinstance(node, core.Compare) and isinstance(node.right, core.Lit):
        quantity, operator, value = node.left, node.operator, node.right.value
    elif isinstance(node, core.Compare) and isinstance(node.left, core.Lit):
        quantity, operator, value = node.right, core.MIRROR[node.operator], node.left.value
    else:
        return None
    if isinstance(value, bool | str | frozenset) or value is None or operator == "==":
        return None
    up = operator in (">", ">=")
    return (quantity, up), value if up else -value, operator in (">", "<")
