"""Mutation run: change one thing of an edition at a time and see whether its cases notice.

Changed are figures (one step either way), members of lists, operators, conditions (left out), exceptions, rows of tables, the kinds of
deal a rule is for, and modalities. A change that no case notices survives: either a case is missing, or the change means nothing.
A case that comes out otherwise than it expects before anything is changed notices nothing, and is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awardrules.authoring.cases import Case, differences, read_cases
from awardrules.decision.decide import Decision, _settle, decide
from awardrules.decision.reference import combined, examine
from awardrules.diagnostics import AwardrulesError
from awardrules.expression.term import Literal, Part, Term
from awardrules.facts.quantity import SCALE
from awardrules.language import Text
from awardrules.pack.edition import KINDS, Body, Edition, Parameter, Proviso, Rule, TableRow
from awardrules.record import Record

OPERATOR_SWAPS = {
    ">=": (">",), ">": (">=",), "<=": ("<",), "<": ("<=",), "==": ("!=",), "!=": ("==",), "and": ("or",), "or": ("and",),
    "includes_all": ("includes_any",), "includes_any": ("includes_all",), "some": ("all",), "all": ("some",), "none": ("some",),
    "min": ("max",), "max": ("min",), "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "add_days": ("add_months",),
    "add_months": ("add_days",), "add_years": ("add_months",), "last_day": ("add_years",),
}  # fmt: skip
MODALITY_SWAPS = {
    "shall": "should", "shall_not": "should", "should": "shall", "encouraged": "shall", "may": "encouraged", "exemption": "shall",
    "deeming": "shall", "definition": "shall", "fact": "shall",
}  # fmt: skip
STEPS = {"int": SCALE, "decimal": SCALE, "share": SCALE // 100, "money": SCALE, "date": 1}


KIND_WORDS = {
    "figure": Text("数值", "figure"),
    "condition": Text("条件", "condition"),
    "exception": Text("例外", "exception"),
    "operator": Text("运算符", "operator"),
    "row": Text("表行", "row"),
    "modality": Text("语气", "modality"),
    "kinds": Text("事项类型", "kinds"),
}
ONE_LESS, ONE_MORE = Text("减一级", "one step less"), Text("加一级", "one step more")
Variant = tuple[str, Text, Part]


class Mutant(Record):
    """One change: what kind, of which rule, in words, and the changed rule."""

    kind: str
    rule: str
    change: Text
    mutated: Rule


class Outcome(Record):
    """What became of the mutants of an edition, and how many of its cases failed unchanged and were left out."""

    edition: Edition
    noticed: int
    survivors: tuple[Mutant, ...]
    failing: int = 0

    @property
    def total(self) -> int:
        """How many changes were tried."""
        return self.noticed + len(self.survivors)


def mutants(edition: Edition) -> Iterator[Mutant]:
    """Every change of every rule."""
    for rule in edition.rules:
        yield from _parameters(rule)
        yield from _bodies(rule)
        yield from _frame(rule)


def _with(rule: Rule, **changes: Any) -> Rule:
    fields = {name: getattr(rule, name) for name in rule.__match_args__} | {"_body": rule.body, "packed": b""} | changes
    return Rule(**fields)


def _parameters(rule: Rule) -> Iterator[Mutant]:
    for name, parameter in rule.parameters.items():
        for index, (start, value) in enumerate(parameter.dated):
            for change, other in _values(value, parameter.type.name):
                dated = (*parameter.dated[:index], (start, other), *parameter.dated[index + 1 :])
                changed = {**rule.parameters, name: Parameter(parameter.type, dated)}
                yield Mutant("figure", rule.id, _at(name, change), _with(rule, parameters=changed))


def _at(place: str, change: Text) -> Text:
    return Text(f"{place}：{change.zh}", f"{place}: {change.en}")


def _to(before: object, after: str) -> Text:
    return Text(f"{before} → {after}", f"{before} → {after}")


def _without(zh: str, en: str) -> Text:
    return Text(f"去掉{zh}", f"without {en}")


def _values(value: Any, kind: str) -> Iterator[tuple[Text, Any]]:
    if isinstance(value, frozenset):
        for item in sorted(value):
            yield _without(f" {item}", item), value - {item}
    elif kind in STEPS and not isinstance(value, bool):
        step = STEPS[kind]
        yield ONE_LESS, value - step
        yield ONE_MORE, value + step


def _bodies(rule: Rule) -> Iterator[Mutant]:
    body = rule.body
    for index, part in enumerate(body.when):
        rest, left = (*body.when[:index], *body.when[index + 1 :]), _without(f"第 {index + 1} 个条件", f"condition {index + 1}")
        yield Mutant("condition", rule.id, left, _with(rule, _body=_body(body, when=rest)))
        for kind, change, other in variants(part):
            yield Mutant(
                kind, rule.id, _at("when", change), _with(rule, _body=_body(body, when=(*body.when[:index], other, *body.when[index + 1 :])))
            )
    for index, item in enumerate(body.unless):
        rest_u, left = (*body.unless[:index], *body.unless[index + 1 :]), _without(f"第 {index + 1} 个例外", f"exception {index + 1}")
        yield Mutant("exception", rule.id, left, _with(rule, _body=_body(body, unless=rest_u)))
        for kind, change, other in variants(item.when):
            changed = (*body.unless[:index], Proviso(other, item.clause), *body.unless[index + 1 :])
            yield Mutant(kind, rule.id, _at("unless", change), _with(rule, _body=_body(body, unless=changed)))
    if body.require is not None:
        for kind, change, other in variants(body.require):
            yield Mutant(kind, rule.id, _at("require", change), _with(rule, _body=_body(body, require=other)))
    for index, row in enumerate(body.table):
        if len(body.table) > 1:
            rest_t = (*body.table[:index], *body.table[index + 1 :])
            yield Mutant("row", rule.id, _without(f"第 {index + 1} 行", f"row {index + 1}"), _with(rule, _body=_body(body, table=rest_t)))
        for name in ("when", "value"):
            part_ = getattr(row, name)
            for kind, change, other in variants(part_) if part_ is not None else ():
                new = TableRow(other if name == "when" else row.when, other if name == "value" else row.value, row.clause)
                changed_t = (*body.table[:index], new, *body.table[index + 1 :])
                place = Text(f"第 {index + 1} 行 {name}：{change.zh}", f"row {index + 1} {name}: {change.en}")
                yield Mutant(kind, rule.id, place, _with(rule, _body=_body(body, table=changed_t)))


def _body(body: Body, **changes: Any) -> Body:
    return Body(**({name: getattr(body, name) for name in body.__match_args__} | changes))


def _frame(rule: Rule) -> Iterator[Mutant]:
    if rule.kind == "check":
        other = MODALITY_SWAPS[rule.modality]
        yield Mutant("modality", rule.id, _to(rule.modality, other), _with(rule, modality=other))
    for kind in rule.applies_to:
        rest = tuple(k for k in rule.applies_to if k != kind) or tuple(k for k in KINDS if k != kind)[:1]
        yield Mutant("kinds", rule.id, Text(f"不适用于 {kind}", f"not for {kind}"), _with(rule, applies_to=rest))


def variants(part: Part) -> Iterator[Variant]:
    """Each single change of an expression: its kind, in words, and the changed expression."""
    if isinstance(part, Literal):
        kind = part.type.name if part.type else ""
        if isinstance(part.value, bool):
            yield "figure", _to(part.raw, str(not part.value).lower()), _literal(part, not part.value)
        for change, other in _values(part.value, kind):
            yield "figure", Text(f"{part.raw} {change.zh}", f"{part.raw} {change.en}"), _literal(part, other)
        if kind == "enum" and part.type is not None and part.type.values:
            other_name = next((name for name in part.type.values if name != part.value), None)
            if other_name is not None:
                yield "figure", _to(part.raw, other_name), _literal(part, other_name)
        return
    if part.operator == "!":
        yield "operator", _without(" !", "!"), part.arguments[0]
    for other_operator in OPERATOR_SWAPS.get(part.operator, ()):
        if part.operator in ("and", "or", "min", "max") and len(part.arguments) < 2:
            continue
        if part.operator in ("includes_all", "includes_any") and _single(part.arguments[1]):
            continue
        yield "operator", _to(part.operator, other_operator), _term(part, operator=other_operator)
    if part.operator in ("and", "or") and len(part.arguments) > 1:
        for index in range(len(part.arguments)):
            rest = (*part.arguments[:index], *part.arguments[index + 1 :])
            change = _without(f" `{part.operator}` 的第 {index + 1} 项", f"part {index + 1} of `{part.operator}`")
            yield "condition", change, _term(part, arguments=rest)
    for index, argument in enumerate(part.arguments):
        for kind, change, other in variants(argument):
            yield kind, change, _term(part, arguments=(*part.arguments[:index], other, *part.arguments[index + 1 :]))


def _single(part: Part) -> bool:
    return isinstance(part, Literal) and isinstance(part.value, frozenset) and len(part.value) == 1


def _literal(part: Literal, value: Any) -> Literal:
    made = Literal(part.raw, part.plain, part.line, part.column)
    made.value, made.type = value, part.type
    return made


def _term(part: Term, **changes: Any) -> Term:
    made = Term(changes.get("operator", part.operator), changes.get("arguments", part.arguments), part.name, part.line, part.column)
    made.type = part.type
    return made


class Runner:
    """The cases of an edition with their decisions, ready to meet changed rules."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        decided = [(case, self._decided(case, edition)) for case in read_cases(Path(edition.folder), edition)]
        self.cases = [(case, decision) for case, decision in decided if not differences(case, decision)]
        self.failing = len(decided) - len(self.cases)

    @staticmethod
    def _decided(case: Case, edition: Edition) -> Decision:
        return decide(case.deal, edition, case.as_of, subject=case.subject, hypothetical=case.hypothetical)

    def run(self, chosen: list[Mutant]) -> Outcome:
        """Which of the changes the cases notice."""
        survivors = [mutant for mutant in chosen if not self.notices(mutant)]
        return Outcome(self.edition, len(chosen) - len(survivors), tuple(survivors), self.failing)

    def notices(self, mutant: Mutant) -> bool:
        """Whether some case comes out differently than expected."""
        rules = tuple(mutant.mutated if rule.id == mutant.rule else rule for rule in self.edition.rules)
        fields = {name: getattr(self.edition, name) for name in self.edition.__match_args__}
        changed = Edition(**{**fields, "rules": rules, "programs": {}})
        if mutant.mutated.gives:
            return self._whole(changed, mutant)
        position = next(i for i, rule in enumerate(rules) if rule.id == mutant.rule)
        return any(self._replaced(case, before, changed, position) for case, before in self.cases)

    def _whole(self, changed: Edition, mutant: Mutant) -> bool:
        named = set(mutant.mutated.clauses) | {mutant.mutated.gives}
        first = sorted(self.cases, key=lambda pair: not named & {*(pair[0].expect.get("clauses") or {}), *(pair[0].expect.get("derived") or {})})
        try:
            return any(differences(case, self._decided(case, changed)) for case, _ in first)
        except (AwardrulesError, TypeError):
            return True  # a change that no longer compiles is noticed at once

    @staticmethod
    def _replaced(case: Case, before: Decision, changed: Edition, position: int) -> bool:
        rule, old = changed.rules[position], before.edition.rules[position]
        if rule.subject != before.subject:
            return False
        outcome = combined(examine(rule, before.facts, before.as_of)) if not before.out_of_scope else "not_applicable"
        if outcome == before.outcomes[position] and rule.modality == old.modality:
            return False
        after = Decision(
            before.deal, changed, before.as_of, before.subject, before.hypothetical, dict(before.derived),
            before.conflicts, before.facts, before._derivations,
        )  # fmt: skip
        every: list[str | None] = [before.outcomes[i] or "not_applicable" for i in range(len(changed.rules))]
        every[position] = outcome
        _settle(after, every)
        return bool(differences(case, after))


def sampled(edition: Edition, count: int | None, seed: int) -> list[Mutant]:
    """All changes, or `count` of them drawn with a seed."""
    every = list(mutants(edition))
    if count is None or count >= len(every):
        return every
    return random.Random(seed).sample(every, count)  # noqa: S311 - a repeatable sample, no secret
