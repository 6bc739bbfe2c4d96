"""Compiles the rules of an edition to one generated Python function, in two tiers (expression/generate.py)."""

from __future__ import annotations

import marshal
from collections.abc import Sequence

from awardrules.diagnostics import AwardrulesError, error
from awardrules.expression import core
from awardrules.expression.core import Core
from awardrules.expression.generate import Namespace, Source, plain_safe
from awardrules.expression.lower import lower
from awardrules.facts.quantity import SCALE
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from awardrules.pack.edition import Rule
from awardrules.pack.program import AS_OF, COMPLEMENTS, KINDS_PATH, Program
from awardrules.record import Record


class Lowered(Record):
    """A rule in core form."""

    rule: Rule
    when: Core
    unless: Core
    require: Core
    table: tuple[tuple[Core | None, Core], ...]


MAX_ROWS = 64


def lowered(rule: Rule, day: int) -> Lowered:
    """A rule in core form, with its parameters on a day. Raises AwardrulesError for one too large to compile."""
    values, body = rule.values(day), rule.body
    item = Lowered(
        rule,
        core.conjunction([lower(part, values) for part in body.when]),
        core.disjunction([lower(item.when, values) for item in body.unless]),
        lower(body.require, values) if body.require is not None else core.TRUE,
        tuple((lower(row.when, values) if row.when is not None else None, lower(row.value, values)) for row in body.table),
    )
    parts = [item.when, item.unless, item.require, *(part for row in item.table for part in row if part is not None)]
    if len(item.table) > MAX_ROWS or any(map(core.exceeds, parts)):
        message = Text(f"规则 `{rule.id}` 展开后过大或嵌套过深", f"rule `{rule.id}` expands to something too large or too deep")
        raise AwardrulesError([error("rule-too-large", rule.span, message, Text("请拆分为几条规则", "split it into several rules"))])
    return item


def ordered(rules: Sequence[Lowered], vocabulary: Vocabulary) -> list[Lowered]:
    """Derivations in an order in which each comes after what it reads. Raises AwardrulesError for a cycle."""
    by_path = {item.rule.gives: item for item in rules if item.rule.gives}
    done: list[Lowered] = []
    state: dict[str, int] = {}
    for start in by_path:
        stack: list[tuple[str, list[str]]] = [(start or "", [])]
        while stack:
            path, trail = stack.pop()
            if path.startswith("\0"):
                done.append(by_path[path[1:]])
                state[path[1:]] = 2
                continue
            if state.get(path) == 2:
                continue
            if state.get(path) == 1:
                loop = [*trail[trail.index(path) :], path]
                rule = by_path[path].rule
                names = " → ".join(loop)
                raise AwardrulesError([error("derivation-cycle", rule.span, Text(f"推导成环：{names}", f"derivations form a cycle: {names}"))])
            state[path] = 1
            stack.append((f"\0{path}", trail))
            reads = sorted(r for r in _reads(by_path[path], vocabulary) if r in by_path and state.get(r) != 2)
            if path in reads:
                rule = by_path[path].rule
                raise AwardrulesError(
                    [error("derivation-cycle", rule.span, Text(f"`{path}` 的推导读取了自身", f"the derivation of `{path}` reads itself"))]
                )
            stack.extend((r, [*trail, path]) for r in reads)
    return done


def _reads(item: Lowered, vocabulary: Vocabulary) -> set[str]:
    paths: set[str] = set()
    for node in (item.when, *(c for row in item.table for c in row if c is not None)):
        paths |= core.prescriptions(node)
        paths |= {p for p in core.columns(node) if (f := vocabulary.get(p)) is not None and (f.derived or f.output)}
    return paths


def compile_rules(rules: Sequence[Rule], vocabulary: Vocabulary, day: int) -> Program:
    """The program for the figures of one day. Raises AwardrulesError for derivations in a cycle."""
    items = [lowered(rule, day) for rule in rules]
    order = ordered(items, vocabulary)
    writer = _Writer(vocabulary)
    for item in order:
        writer.derivation(item, items.index(item))
    for index, item in enumerate(items):
        if not item.rule.gives:
            writer.check(item, index)
    source = writer.function(len(items))
    code = compile(source, "<edition>", "exec", optimize=2)
    return Program(source, writer.names.constants, tuple(r.id for r in rules), tuple(i.rule.gives or "" for i in order), marshal.dumps(code))


class _Writer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.names = Namespace()
        self.text = Source(self.names)
        self.lines: list[str] = []
        self.groups: dict[tuple[str, ...], int] = {}
        self.given: list[str] = []
        self.outcomes: dict[int, str] = {}

    def derivation(self, item: Lowered, index: int) -> None:
        rule = item.rule
        applies, never = self._applies(rule)
        value = "None"
        otherwise = False
        for condition, result in reversed(item.table):
            if condition is None:
                value, otherwise = self.text.value(result), True
            else:
                value = f"choose({self.text.true(condition)}, {self.text.false(condition)}, {self.text.value(result)}, {value})"
        yes, no = _both(applies, self.text.true(item.when)), _either(never, self.text.false(item.when))
        if (yes, no) != ("True", "False"):
            value = f"choose({yes}, {no}, {value}, None)"
        nothing = no
        if not otherwise:
            nothing = _either(no, " and ".join(self.text.false(c) for c, _ in item.table if c is not None) or "False")
        name = f"d{len(self.given)}"
        self.lines.append(f"{name} = {value}")
        self.lines.append(f"o{index} = 0 if {name} is not None else 2 if {nothing} else 3")
        fact = self.vocabulary.get(rule.gives or "")
        if fact is not None and fact.derived:
            variable = self.names.column(rule.gives or "")
            self.lines += [
                f"if {variable} is None: {variable} = {name}",
                f"elif {name} is None: {name} = {variable}; o{index} = 0 if o{index} != 2 else 2",
                f"elif {name} != {variable}: return None",
            ]
        else:
            self.lines.append(f"{self.names.output(rule.gives or '')} = {name}")
            if fact is not None and fact.output:
                self.lines.append(f"{self.names.column(rule.gives or '')} = {name}")
        self.given.append(name)

    def check(self, item: Lowered, index: int) -> None:
        rule = item.rule
        applies, never = self._applies(rule)
        if rule.for_each:
            self._each(item, index, applies, never)
            return
        outcome = self._outcome(item, applies)
        reads = sorted(core.columns(item.when) | core.columns(item.unless) | core.columns(item.require))
        if reads and all(plain_safe(node) for node in (item.when, item.unless, item.require)):
            asked = sorted(set().union(*(self.text.settled(node) for node in (item.when, item.unless, item.require))))
            stated = [*(self.names.column(path) for path in reads), *asked]
            known = " and ".join([*([applies] if applies != "True" else []), *(f"{name} is not None" for name in stated)])
            result = f"0 if {self.text.plain(item.require)} else 1"
            if item.unless != core.FALSE:
                result = f"2 if {self.text.plain(item.unless)} else {result}"
            if item.when != core.TRUE:
                result = f"({result}) if {self.text.plain(item.when)} else 2"
            outcome = f"({result}) if {known} else {outcome}"
        self.outcomes[index] = f"{f'2 if {never} else ' if never != 'False' else ''}{outcome}"

    def _outcome(self, item: Lowered, applies: str) -> str:
        t, f = self.text.true, self.text.false
        off = _either(f(item.when), t(item.unless))
        fails = _both(applies, t(item.when), f(item.unless), f(item.require))
        head = f"2 if {off} else " if off != "False" else ""
        return f"({head}0 if {t(item.require)} else 1 if {fails} else 3)"

    def _each(self, item: Lowered, index: int, applies: str, never: str) -> None:
        records = self.names.column(item.rule.for_each or "")
        outer, self.names.fields = self.names.fields, {}
        outcome = self._outcome(item, applies)
        fields, self.names.fields = self.names.fields, outer
        self.lines.append(f"o{index} = 2 if {never} else 3")
        self.lines.append(f"if {records} is not None and not {never}:" if never != "False" else f"if {records} is not None:")
        self.lines.append("    found = []")
        self.lines.append(f"    for r in {records}:")
        self.lines += [f"        {variable} = r.get({self.names.constant(name)})" for name, variable in fields.items()]
        self.lines.append(f"        found.append({outcome})")
        self.lines.append(f"    o{index} = 1 if 1 in found else 3 if 3 in found else 0 if 0 in found else 2")

    def _applies(self, rule: Rule) -> tuple[str, str]:
        if not rule.applies_to:
            return "True", "False"
        number = self.groups.setdefault(rule.applies_to, len(self.groups))
        return f"a{number}", f"n{number}"

    def function(self, count: int) -> str:
        names = self.names
        if any(path in names.columns for pair in COMPLEMENTS for path in pair):
            for pair in COMPLEMENTS:
                for path in pair:
                    names.column(path)
        kinds = names.column(KINDS_PATH) if self.groups else ""
        passes = list(self.text.pass_lines())
        head = ["get = facts.get"]
        for path, variable in names.columns.items():
            fact = self.vocabulary.get(path)
            if path == AS_OF:
                head.append(f"{variable} = as_of")
            elif fact is not None and fact.output:
                head.append(f"{variable} = None")
            else:
                head.append(f"{variable} = get({names.constant(path)})")
        head += [f"{variable} = None" for variable in names.outputs.values()]
        for a, b in COMPLEMENTS:
            if a in names.columns:
                x, y = names.columns[a], names.columns[b]
                head += [
                    f"if {x} is None:",
                    f"    if {y} is not None: {x} = {SCALE} - {y}",
                    f"elif {y} is None: {y} = {SCALE} - {x}",
                    f"elif {x} + {y} != {SCALE}: return None",
                ]
        for group, number in self.groups.items():
            test = " or ".join(f"{names.constant(kind)} in {kinds}" for kind in group)
            head.append(f"a{number} = {kinds} is not None and ({test})")
            head.append(f"n{number} = {kinds} is not None and not a{number}")
        head += passes
        results = ", ".join(self.outcomes.get(i, f"o{i}") for i in range(count))
        tail = f"return [{results}], ({', '.join(self.given)}{',' if self.given else ''})"
        return "def decide(facts, as_of):\n" + "\n".join(f"    {line}" for line in [*head, *self.lines, tail]) + "\n"


def _both(*conditions: str) -> str:
    parts = [c for c in conditions if c != "True"]
    if "False" in parts:
        return "False"
    return " and ".join(parts) or "True"


def _either(*conditions: str) -> str:
    parts = [c if " " not in c or c.startswith("(") else f"({c})" for c in conditions if c != "False"]
    if "True" in parts:
        return "True"
    return " or ".join(parts) or "False"
