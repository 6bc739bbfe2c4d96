"""Core form to Python source, in two tiers.

`plain` is two-valued Python, right while every fact read is stated. `true` and `false` are the Kleene pair: each is itself two-valued
Python that says whether the condition is certainly true, or certainly false. `value` gives None where a value is unknown.
The source holds only generated names and constants by index: no text of a pack ever enters it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import gcd, lcm
from typing import Any

from awardrules.expression import core
from awardrules.expression.core import Core
from awardrules.facts.quantity import SCALE

_SIMPLE = (core.Column, core.Element, core.Lit, core.Prescribed)
_NOTHING = core.Lit(None)
_CONDITIONS = (core.Compare, core.Ratio, core.Member, core.And, core.Or, core.Not, core.Some, core.Choice)


class Namespace:
    """The names of one generated module: facts `v0…`, outputs `p0…`, fields of the record at hand `e0…`, constants `K0…`."""

    def __init__(self) -> None:
        self.columns: dict[str, str] = {}
        self.outputs: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        self.constants: dict[str, Any] = {}
        self._known: dict[tuple[str, Any], str] = {}

    def column(self, path: str) -> str:
        """The variable of a fact."""
        return self.columns.setdefault(path, f"v{len(self.columns)}")

    def output(self, path: str) -> str:
        """The variable of a prescribed output."""
        return self.outputs.setdefault(path, f"p{len(self.outputs)}")

    def field(self, name: str) -> str:
        """The variable of a field of the record at hand."""
        return self.fields.setdefault(name, f"e{len(self.fields)}")

    def constant(self, value: Any) -> str:
        """A constant: small safe literals in place, all others by index."""
        if value is None or isinstance(value, bool) or type(value) is int:
            return repr(value)
        key = (type(value).__name__, value)
        if key not in self._known:
            name = f"K{len(self._known)}"
            self._known[key] = name
            self.constants[name] = value
        return self._known[key]


def plain_safe(node: Core) -> bool:
    """Whether the two-valued tier can run a node: no division, and no list but one settled beforehand."""
    return not any(
        isinstance(part, core.Ratio | core.Shift | core.Prescribed)
        or (isinstance(part, core.Arithmetic) and part.operator == "/")
        or (isinstance(part, core.Some) and not of_record(part))
        or part == _NOTHING
        for part in core.walk(node)
    )


def of_record(node: core.Some) -> bool:
    """Whether the condition reads nothing but the record: then one pass over the list settles it before any rule is judged."""
    return not any(isinstance(part, core.Column | core.Prescribed | core.Some) for part in core.walk(node.body))


def flat(node: Core) -> bool:
    """Whether no condition stands inside a value compared in it, so that it can be written out twice, as true and as false.

    Writing every condition out as a pair would double the source with each condition inside another.
    """
    match node:
        case core.Not(item):
            return flat(item)
        case core.And(items) | core.Or(items):
            return all(map(flat, items))
        case core.Some() | core.Choice():
            return False
    return not any(isinstance(part, _CONDITIONS) for child in core.children(node) for part in core.walk(child))


class Source:
    """Writes expressions over one namespace. The length of what it writes grows with the size of the node, no faster."""

    def __init__(self, names: Namespace) -> None:
        self.names = names
        self.passes: dict[str, dict[Core, str]] = {}

    def passed(self, node: core.Some) -> str:
        """The variable that holds what a list comes to: true, false or None."""
        self.names.column(node.records)
        count = sum(map(len, self.passes.values()))
        return self.passes.setdefault(node.records, {}).setdefault(node.body, f"s{count}")

    def settled(self, node: Core) -> set[str]:
        """The variables of the lists a node asks about."""
        return {self.passed(part) for part in core.walk(node) if isinstance(part, core.Some) and of_record(part)}

    def pass_lines(self) -> Iterator[str]:
        """One pass over each list, settling every condition on its records: true once one holds, else None once one is open."""
        for records, bodies in self.passes.items():
            listed, all_false = self.names.column(records), " = ".join(bodies.values())
            lines: list[str] = []
            outer, self.names.fields = self.names.fields, {}
            for body, variable in bodies.items():
                reads = {part.name: self.names.field(part.name) for part in core.walk(body) if isinstance(part, core.Element)}
                word = "if"
                if reads and plain_safe(body):
                    lines += [
                        f"if {' and '.join(f'{name} is not None' for name in reads.values())}:",
                        f"    if {self.plain(body)}: {variable} = True",
                    ]
                    word = "elif"
                lines += [
                    f"{word} {self.true(body)}: {variable} = True",
                    f"elif {variable} is False and not {self.false(body)}: {variable} = None",
                ]
            fields, self.names.fields = self.names.fields, outer
            yield f"{all_false} = None"
            yield f"if {listed} is not None:"
            yield f"    {all_false} = False"
            yield f"    for r in {listed}:"
            yield "        field = r.get"
            yield from (f"        {variable} = field({self.names.constant(name)})" for name, variable in fields.items())
            yield from (f"        {line}" for line in lines)

    def _atom(self, node: Core) -> str:
        match node:
            case core.Column(path):
                return self.names.column(path)
            case core.Element(name):
                return self.names.field(name)
            case core.Prescribed(path):
                return self.names.output(path)
            case core.Lit(value):
                return self.names.constant(value)
        raise TypeError(node)

    # --- two-valued tier ---

    def plain(self, node: Core) -> str:
        """The node while everything it reads is stated."""
        match node:
            case core.Column() | core.Element() | core.Prescribed() | core.Lit():
                return self._atom(node)
            case core.Arithmetic("*", a, b):
                return f"mul({self.plain(a)}, {self.plain(b)})"
            case core.Arithmetic(operator, a, b):
                return f"({self.plain(a)} {operator} {self.plain(b)})"
            case core.Choice(condition, then, otherwise):
                return f"({self.plain(then)} if {self.plain(condition)} else {self.plain(otherwise)})"
            case core.Some():
                return self.passed(node)
            case core.Days(start, end):
                return f"(({self.plain(end)} - {self.plain(start)} + 1) * {SCALE})"
            case core.Extreme(which, items):
                return f"{which}({', '.join(map(self.plain, items))})" if len(items) > 1 else self.plain(items[0])
            case core.Compare(operator, a, b):
                (left, over_left), (right, over_right) = self._quotient(a), self._quotient(b)
                common = gcd(over_left, over_right)
                return f"({_times(left, over_right // common)} {operator} {_times(right, over_left // common)})"
            case core.Member(item, among):
                return f"({self.plain(item)} in {self.plain(among)})"
            case core.Merged(items):
                return f"({' | '.join(map(self.plain, items))})"
            case core.Size(of):
                return f"(len({self.plain(of)}) * {SCALE})"
            case core.And(items):
                return f"({' and '.join(map(self.plain, items))})"
            case core.Or(items):
                return f"({' or '.join(map(self.plain, items))})"
            case core.Not(item):
                return f"(not {self.plain(item)})"
        raise TypeError(node)

    def _quotient(self, node: Core) -> tuple[str, int]:
        """A number as text over a whole divisor, so that products of millionths are compared without dividing."""
        if not isinstance(node, core.Arithmetic) or node.operator == "/":
            return self.plain(node), 1
        if node.operator == "*":
            for factor, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(factor, core.Lit) and type(factor.value) is int:
                    text, divisor = self._quotient(other)
                    common = gcd(factor.value, SCALE) or 1
                    return _times(text, factor.value // common), divisor * (SCALE // common)
        (left, over_left), (right, over_right) = self._quotient(node.left), self._quotient(node.right)
        if node.operator == "*":
            return f"({left} * {right})", over_left * over_right * SCALE
        divisor = lcm(over_left, over_right)
        return f"({_times(left, divisor // over_left)} {node.operator} {_times(right, divisor // over_right)})", divisor

    # --- three-valued tier ---

    def value(self, node: Core) -> str:
        """The node, or None where it is unknown."""
        match node:
            case core.Column() | core.Element() | core.Prescribed() | core.Lit():
                return self._atom(node)
            case core.Arithmetic(operator, a, b):
                return f"{ARITHMETIC[operator]}({self.value(a)}, {self.value(b)})"
            case core.Days(start, end):
                return f"days({self.value(start)}, {self.value(end)})"
            case core.Shift(unit, date, amount):
                return f"shift_{unit}({self.value(date)}, {self.value(amount)})"
            case core.Extreme(which, items):
                return f"{which}_of({', '.join(map(self.value, items))})"
            case core.Merged(items):
                return f"union({', '.join(map(self.value, items))})"
            case core.Size(of):
                return f"size({self.value(of)})"
            case core.Choice(condition, then, otherwise) if flat(condition):
                return f"choose({self.true(condition)}, {self.false(condition)}, {self.value(then)}, {self.value(otherwise)})"
            case core.Some() if of_record(node):
                return self.passed(node)
            case core.Choice(condition, then, otherwise):
                return f"pick({self.value(condition)}, {self.value(then)}, {self.value(otherwise)})"
        return f"pair({self.true(node)}, {self.false(node)})" if flat(node) else self._third(node)

    def _third(self, node: Core) -> str:
        """A condition as true, false or None, written once."""
        match node:
            case core.Not(item):
                return f"k_not({self.value(item)})"
            case core.And(items):
                return f"k_and({', '.join(map(self.value, items))})"
            case core.Or(items):
                return f"k_or({', '.join(map(self.value, items))})"
            case core.Compare(operator, a, b):
                return f"k_compare({operator!r}, {self.value(a)}, {self.value(b)})"
            case core.Ratio(operator, a, b, c):
                return f"ratio({operator!r}, {self.value(a)}, {self.value(b)}, {self.value(c)})"
            case core.Member(item, among):
                return f"k_in({self.value(item)}, {self.value(among)})"
            case core.Some(records, body):
                listed, each = self._over(records, lambda: self.value(body))
                return f"(None if {listed} is None else k_or(*[{each}]))"
        raise TypeError(node)

    def true(self, node: Core) -> str:
        """Whether the node is certainly true."""
        return self._truth(node, True)

    def false(self, node: Core) -> str:
        """Whether the node is certainly false."""
        return self._truth(node, False)

    def _truth(self, node: Core, wanted: bool) -> str:
        match node:
            case core.Lit(value):
                return repr(value is wanted)
            case core.Column() | core.Element() | core.Prescribed():
                return f"({self._atom(node)} is {wanted})"
            case core.Not(item):
                return self._truth(item, not wanted)
            case core.And(items) | core.Or(items):
                word = " and " if isinstance(node, core.And) == wanted else " or "
                return f"({word.join(self._truth(item, wanted) for item in items)})"
            case core.Compare(operator, a, b):
                return self._comparison(operator if wanted else OPPOSITE[operator], a, b)
            case core.Member(item, among):
                return self._guarded([item, among], f"{{0}} {'in' if wanted else 'not in'} {{1}}")
            case core.Ratio(operator, a, b, c):
                return f"{'ratio_true' if wanted else 'ratio_false'}({operator!r}, {self.value(a)}, {self.value(b)}, {self.value(c)})"
            case core.Some() if of_record(node):
                return f"({self.passed(node)} is {wanted})"
            case core.Some(records, body):
                return self._some(records, body, wanted)
            case core.Choice(condition, then, otherwise) if flat(condition) and flat(then) and flat(otherwise):
                yes, no = self.true(condition), self.false(condition)
                first, second = self._truth(then, wanted), self._truth(otherwise, wanted)
                return f"(({yes} and {first}) or ({no} and {second}) or ({first} and {second}))"
        return f"({self.value(node)} is {wanted})"

    def _comparison(self, operator: str, a: Core, b: Core) -> str:
        if isinstance(a, _SIMPLE) and isinstance(b, _SIMPLE):
            return self._guarded([a, b], f"{{0}} {operator} {{1}}")
        return f"{COMPARE[operator]}({self.value(a)}, {self.value(b)})"

    def _guarded(self, parts: list[Core], template: str) -> str:
        names = [self.value(part) for part in parts]
        guards = [f"{name} is not None" for name, part in zip(names, parts, strict=True) if not isinstance(part, core.Lit)]
        return f"({' and '.join([*guards, template.format(*names)])})"

    def _some(self, records: str, body: Core, wanted: bool) -> str:
        listed, each = self._over(records, lambda: self._truth(body, wanted))
        return f"({listed} is not None and {'any' if wanted else 'all'}({each}))"

    def _over(self, records: str, write: Callable[[], str]) -> tuple[str, str]:
        """The variable of a list, and what `write` writes for each of its records."""
        listed = self.names.column(records)
        outer, self.names.fields = self.names.fields, {}
        body = write()
        fields, self.names.fields = self.names.fields, outer
        # one-element tuples bind the fields of the record inside the generator expression
        bindings = "".join(f" for {variable} in (r.get({self.names.constant(name)}),)" for name, variable in fields.items())
        return listed, f"{body} for r in {listed}{bindings}"


def _times(text: str, factor: int) -> str:
    return text if factor == 1 else f"({text} * {factor})"


OPPOSITE = {"==": "!=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
ARITHMETIC = {"+": "n_add", "-": "n_sub", "*": "n_mul", "/": "n_div"}
COMPARE = {"==": "c_eq", "!=": "c_ne", "<": "c_lt", "<=": "c_le", ">": "c_gt", ">=": "c_ge"}
