"""The type check: every fact known, every operator given what it takes, every literal of the type it meets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic
from awardrules.expression.build import build
from awardrules.expression.check import Checker
from awardrules.expression.operators import TABLE
from awardrules.expression.term import Literal, Part, Term
from awardrules.expression.types import BOOL, Type
from strategies import EXAMPLES, PARAMETER_TYPES, VOCABULARY, checked, conditions

# what is written, and each fault as `line:column code: message | help`
REFUSED = [
    ("{if: [true, {var: grant.share}, false, 1]}", ["1:2 arity: `if` ends with the value of `else`"]),
    ("{var: team.agred}", ["1:7 unknown-fact: unknown fact `team.agred` | did you mean `team.agreed`?"]),
    ("{var: grant.shares}", ["1:7 unknown-fact: unknown fact `grant.shares` | did you mean `grant.share`?"]),
    ("{var: award.floor}", ["1:7 wrong-type: expected bool, found money | a condition is a bool, there is no truthiness: compare it with a value"]),
    ("{var: zzz}", ["1:7 unknown-fact: unknown fact `zzz`"]),
    ("{var: 'people[].role'}", ["1:7 unknown-fact: unknown fact `people[].role`"]),
    ("{var: item.role}", ["1:7 unknown-fact: unknown fact `item.role` | did you mean `team.agreed`?"]),
    ("{param: flor}", ["1:9 unknown-parameter: no parameter `flor` | did you mean `floor`?"]),
    ("{prescribed: award.flor}", ["1:14 unknown-fact: unknown fact `award.flor` | did you mean `award.floor`?"]),
    ("{some: [{var: people}, {'==': [{var: item.rol}, leader]}]}", ["1:38 unknown-fact: `people` has no field `rol` | did you mean `role`?"]),
    ("{some: [{var: people}, {'==': [{var: role}, boss]}]}", ["1:45 wrong-type: `boss` is not among leader, member"]),
    ("{some: [{var: agreement.terms}, true]}", ["1:15 wrong-type: expected a list of records (such as recipients)"]),
    ("{some: [{if: [true, {var: people}, {var: people}]}, true]}", ["1:10 wrong-type: expected a list of records (such as recipients)"]),
    (
        "{and: [{var: grant.share}, true]}",
        ["1:14 wrong-type: expected bool, found share | a condition is a bool, there is no truthiness: compare it with a value"],
    ),
    ("{and: [1, true]}", ["1:8 wrong-type: `1` is no bool | a condition is a bool, there is no truthiness: compare it with a value"]),
    (
        "{and: ['true', yes]}",
        [
            "1:8 wrong-type: `true` is no bool | a condition is a bool, there is no truthiness: compare it with a value",
            "1:16 wrong-type: `yes` is no bool | a condition is a bool, there is no truthiness: compare it with a value",
        ],
    ),
    (
        "{'!': {var: unit.name}}",
        ["1:13 wrong-type: expected bool, found text | a condition is a bool, there is no truthiness: compare it with a value"],
    ),
    ("{'==': [{var: grant.share}, {var: sale.price}]}", ["1:2 wrong-type: share and money do not mix"]),
    ("{'>=': [{var: grant.share}, a lot]}", ["1:29 wrong-type: `a lot` is no share"]),
    ("{'>=': [{var: notice.start}, 15]}", ["1:30 wrong-type: `15` is no date"]),
    ("{'>=': [{var: grant.model}, direct]}", ["1:2 wrong-type: a name has no order"]),
    ("{'<': [{var: team.agreed}, true]}", ["1:2 wrong-type: a bool has no order"]),
    ("{'==': [{var: grant.model}, dirct]}", ["1:29 wrong-type: `dirct` is not among direct, advance, staged | did you mean `direct`?"]),
    (
        "{in: [{var: grant.model}, [direct, advanced]]}",
        ["1:27 wrong-type: `advanced` is not among direct, advance, staged | did you mean `advance`?"],
    ),
    ("{in: [splitt, {var: agreement.terms}]}", ["1:7 wrong-type: `splitt` is not among split, costs, period | did you mean `split`?"]),
    ("{in: [{var: grant.share}, [70%]]}", ["1:2 wrong-type: the left of `in` is a name"]),
    ("{in: [{var: grant.model}, {var: unit.name}]}", ["1:33 wrong-type: the right of `in` is a set or a list"]),
    ("{in: [{var: team.agreed}, [true]]}", ["1:2 wrong-type: the left of `in` is a name"]),
    ("{includes_all: [{var: agreement.terms}, [splits]]}", ["1:41 wrong-type: `splits` is not among split, costs, period | did you mean `split`?"]),
    ("{includes_all: [{var: agreement.terms}, {var: agreement.missing}]}", ["1:47 wrong-type: the names on the right are written out"]),
    ("{includes_any: [{var: grant.model}, [direct]]}", ["1:23 wrong-type: expected a set"]),
    ("{'==': [{var: agreement.terms}, [split]]}", ["1:2 wrong-type: `==` takes no set | ask sets with `in`, `includes_all` or `includes_any`"]),
    (
        "{'==': [{var: people}, {var: people}]}",
        ["1:2 wrong-type: `==` takes no list of records | ask sets with `in`, `includes_all` or `includes_any`"],
    ),
    ("{'==': [1, '1']}", ["1:2 wrong-type: text and int do not mix"]),
    ("{'>': ['2', 1]}", ["1:2 wrong-type: text and int do not mix"]),
    ("{'>': [{'+': [{var: notice.start}, 1]}, 2]}", ["1:36 wrong-type: `1` is no date"]),
    ("{'>': [{'*': [{var: sale.price}, {var: sale.cost}]}, 1]}", ["1:9 wrong-type: amounts cannot be multiplied with each other"]),
    ("{'>': [{'/': [{var: grant.share}, {var: sale.cost}]}, 1]}", ["1:9 wrong-type: values of different units cannot be divided"]),
    ("{'>': [{max: [{var: unit.name}, x]}, y]}", ["1:9 wrong-type: min and max take numbers or dates", "1:2 wrong-type: a text has no order"]),
    ("{'>': [{size: [{var: grant.model}]}, 1]}", ["1:22 wrong-type: expected set, found name"]),
    ("{'>': [{add_days: [{var: notice.days}, 1]}, 2025-01-01]}", ["1:26 wrong-type: expected date, found int"]),
    ("{'>': [{add_days: [{var: notice.start}, {var: grant.share}]}, 2025-01-01]}", ["1:47 wrong-type: expected a number of days, months or years"]),
    ("{'>': [{add_days: [2025-02-30, 1]}, 2025-01-01]}", ["1:20 wrong-type: `2025-02-30` is no date"]),
    (
        "{'==': [{var: grant.model}, {if: [{var: team.agreed}, dirct, advance]}]}",
        ["1:55 wrong-type: `dirct` is not among direct, advance, staged | did you mean `direct`?"],
    ),
    ("{var: '{run}.days'}", ["1:7 wrong-type: expected bool, found int | a condition is a bool, there is no truthiness: compare it with a value"]),
    ("70%", ["1:1 wrong-type: `70%` is no bool | a condition is a bool, there is no truthiness: compare it with a value"]),
    ("direct", ["1:1 wrong-type: `direct` is no bool | a condition is a bool, there is no truthiness: compare it with a value"]),
    ("[a, b]", ["1:1 wrong-type: expected bool, not a list | a condition is a bool, there is no truthiness: compare it with a value"]),
    (
        "and:\n- {'>=': [{var: grant.shar}, 70%]}\n- {'==': [{var: grant.model}, dirct]}\n- {'>=': [{var: notice.days}, soon]}",
        [
            "2:17 unknown-fact: unknown fact `grant.shar` | did you mean `grant.share`?",
            "3:31 wrong-type: `dirct` is not among direct, advance, staged | did you mean `direct`?",
            "4:31 wrong-type: `soon` is no int",
        ],
    ),
]


def check(text: str, wanted: Type = BOOL, record: str | None = None) -> tuple[Part, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    node = yamlfile.parse(text, "rule.yaml")
    assert node is not None
    part = build(node, "rule.yaml", faults, {"run": "notice"})
    assert part is not None, [f.render("en") for f in faults]
    checker = Checker(VOCABULARY, "rule.yaml", PARAMETER_TYPES, record)
    checker.expect(part, wanted)
    return part, checker.faults


def told(faults: list[Diagnostic]) -> list[str]:
    return [f"{f.span.line}:{f.span.column} {f.code}: {f.message.en}" + (f" | {f.help.en}" if f.help.en else "") for f in faults]


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[text for text, _ in REFUSED])
def test_refused(text: str, expected: list[str]) -> None:
    _, faults = check(text)
    assert told(faults) == expected
    assert all(f.message.zh and bool(f.help.zh) == bool(f.help.en) for f in faults)


def test_a_fault_reads_well_in_both_languages() -> None:
    _, (fault,) = check("and:\n- {'>=': [{var: grant.shar}, 70%]}\n")
    assert fault.render("en") == "rule.yaml:2:17: error[unknown-fact]: unknown fact `grant.shar`\n  help: did you mean `grant.share`?"
    assert fault.render("zh") == "rule.yaml:2:17: 错误[unknown-fact]: 未知的事实 `grant.shar`\n  建议: 是否指 `grant.share`？"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("{'>=': [{var: grant.share}, 70%]}", "share", 700_000),
        ("{'>=': [{var: grant.share}, 0.7]}", "share", 700_000),
        ("{'>=': [7/10, {var: grant.share}]}", "share", 700_000),
        ("{'>=': [{var: sale.price}, '1,200,000.50']}", "money", 1_200_000_500_000),
        ("{'>=': [{var: notice.days}, 010]}", "int", 10_000_000),
        ("{'>=': [{var: notice.start}, 2025-03-01]}", "date", 739_311),
        ("{'>=': [{var: notice.start}, 2025年3月1日]}", "date", 739_311),
        ("{'==': [{var: unit.name}, no]}", "text", "no"),
        ("{'==': [{var: unit.name}, 010]}", "text", "010"),
        ("{'==': [{var: grant.model}, direct]}", "enum", "direct"),
        ("{'==': [{var: team.agreed}, false]}", "bool", False),
        ("{'==': [{if: [{var: team.agreed}, direct, staged]}, {var: grant.model}]}", "enum", "direct"),
        ("{'>': [{if: [{var: team.agreed}, 0.5, 70%]}, {var: grant.share}]}", "share", 500_000),
        ("{in: [split, {var: agreement.terms}]}", "enum", "split"),
        ("{in: [{var: grant.model}, [direct, staged]]}", "set", frozenset({"direct", "staged"})),
        ("{includes_any: [{var: agreement.terms}, [split]]}", "set", frozenset({"split"})),
    ],
)
def test_a_literal_takes_the_type_of_what_it_meets(text: str, kind: str, value: Any) -> None:
    part, faults = check(text)
    assert told(faults) == []

    def literals(one: Part) -> list[Literal]:
        return [one] if isinstance(one, Literal) else [found for argument in one.arguments for found in literals(argument)]

    first = literals(part)[0]
    assert first.type is not None
    assert (first.type.name, first.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{'+': [{var: sale.price}, 1]}", "money"),
        ("{'*': [{var: sale.price}, 70%]}", "money"),
        ("{'*': [{var: grant.share}, {var: grant.reward}]}", "share"),
        ("{'/': [{var: sale.price}, {var: sale.cost}]}", "share"),
        ("{'/': [{var: sale.price}, 12]}", "money"),
        ("{'+': [{var: term.years}, {var: notice.days}]}", "decimal"),
        ("{days_inclusive: [{var: notice.start}, 2025-03-01]}", "int"),
        ("{add_years: [{var: notice.start}, {var: term.years}]}", "date"),
        ("{max: [{var: notice.start}, {var: notice.end}]}", "date"),
        ("{union: [{var: agreement.terms}, [split]]}", "set"),
        ("{size: [{var: agreement.terms}]}", "int"),
        ("{if: [{var: team.agreed}, {var: sale.price}, 0]}", "money"),
        ("{prescribed: award.floor}", "money"),
        ("{param: floor}", "share"),
    ],
)
def test_the_type_of_a_formula(text: str, kind: str) -> None:
    part, faults = check(text, Type(kind))
    assert told(faults) == []
    assert isinstance(part, Term)
    assert part.type is not None
    assert part.type.name == kind


def test_a_record_at_hand_may_be_named_or_not() -> None:
    """Inside a quantifier `role` and `item.role` are the same field; a fact of the deal keeps its full path."""
    part, faults = check("{some: [{var: people}, {and: [{var: consents}, {'==': [{var: item.role}, leader]}, {var: team.agreed}]}]}")
    assert told(faults) == []
    assert isinstance(part, Term)
    body = part.arguments[1]
    assert repr(body) == "Term(and Term(var 'item.consents'), Term(== Term(var 'item.role'), Literal('leader')), Term(var 'team.agreed'))"
    assert told(check("{var: item.consents}", record="people")[1]) == []


def test_a_parameter_takes_the_domain_it_meets() -> None:
    part, faults = check("{in: [{var: grant.model}, {param: listed}]}")
    assert told(faults) == []
    assert isinstance(part, Term)
    kind = part.arguments[1].type
    assert kind is not None
    assert sorted(kind.values or ()) == ["advance", "direct", "staged"]


@given(conditions())
def test_whatever_the_strategies_write_is_well_typed(expression: Any) -> None:
    part = checked(expression)
    assert part.type is not None
    assert part.type.name == "bool"


@pytest.mark.parametrize("name", TABLE)
def test_no_operator_takes_what_it_is_not_made_for(name: str) -> None:
    """In the place of each argument a list of people, which only quantifiers take; in their place a text. There is no coercion anywhere."""
    example = EXAMPLES[name]
    assert name in example
    for index in range(len(example[name])):
        wrong = {"var": "unit.name"} if TABLE[name].binds and index == 0 else {"var": "people"}
        arguments = [*example[name][:index], wrong, *example[name][index + 1 :]]
        faults: list[Diagnostic] = []
        part = build(yamlfile.from_data({name: arguments}), "rule.yaml", faults)
        assert part is not None
        checker = Checker(VOCABULARY, "rule.yaml", PARAMETER_TYPES)
        checker.type(part)
        assert {fault.code for fault in checker.faults} == {"wrong-type"}, arguments
