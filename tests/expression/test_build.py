"""The strict builder: one operator an object, every fault with its place and the way out."""

from __future__ import annotations

import pytest

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic
from awardrules.expression.build import build
from awardrules.expression.operators import NAMED, TABLE
from awardrules.expression.term import Literal, Part, Term

# what is written, and each fault as `line:column code: message | help`
REFUSED = [
    (
        "{and: [{var: team.agreed}], or: [{var: team.named}]}",
        ["1:1 one-operator: one operator an object; here: and, or | join several conditions with `and`"],
    ),
    ("{}", ["1:1 one-operator: one operator an object; here: none | join several conditions with `and`"]),
    (
        "and:\n- {var: team.agreed}\nor:\n- {var: team.named}",
        ["1:1 one-operator: one operator an object; here: and, or | join several conditions with `and`"],
    ),
    ("{xor: [true, false]}", ["1:2 unknown-operator: unknown operator `xor` | did you mean `or`?"]),
    ("{'===': [1, 1]}", ["1:2 unknown-operator: unknown operator `===` | `==` is already strict"]),
    ("{'!==': [1, 1]}", ["1:2 unknown-operator: unknown operator `!==` | `!=` is already strict"]),
    ("{'!!': [true]}", ["1:2 unknown-operator: unknown operator `!!` | there is no truthiness; write the condition itself"]),
    ("{missing: [a]}", ["1:2 unknown-operator: unknown operator `missing` | what is not stated is unknown; no rule asks whether a fact is stated"]),
    (
        "{missing_some: [1, [a]]}",
        ["1:2 unknown-operator: unknown operator `missing_some` | what is not stated is unknown; no rule asks whether a fact is stated"],
    ),
    ("{not: [true]}", ["1:2 unknown-operator: unknown operator `not` | write `!`"]),
    ("{include_all: [{var: agreement.terms}, [split]]}", ["1:2 unknown-operator: unknown operator `include_all` | did you mean `includes_all`?"]),
    ("{'?:': [true, 1, 2]}", ["1:2 unknown-operator: unknown operator `?:` | write `if`"]),
    ("{'%': [1, 2]}", ["1:2 unknown-operator: unknown operator `%` | one of: …"]),
    ("{qqqqqq: 1}", ["1:2 unknown-operator: unknown operator `qqqqqq` | one of: …"]),
    ("{'==': [1]}", ["1:2 arity: `==` takes 2 arguments, not 1"]),
    ("{'==': [1, 2, 3]}", ["1:2 arity: `==` takes 2 arguments, not 3"]),
    ("{'<': [1, 2, 3, 4]}", ["1:2 arity: `<` takes 2 to 3 arguments, not 4"]),
    ("{'!': [true, false]}", ["1:2 arity: `!` takes 1 argument, not 2"]),
    ("{and: []}", ["1:2 arity: `and` takes at least 1 argument, not 0"]),
    ("{some: [{var: people}]}", ["1:2 arity: `some` takes 2 arguments, not 1"]),
    ("{if: [true, 1]}", ["1:2 arity: `if` takes at least 3 arguments, not 2"]),
    ("{days_inclusive: [2025-01-01]}", ["1:2 arity: `days_inclusive` takes 2 arguments, not 1"]),
    ("{var: [team.agreed, false]}", ["1:2 arity: `var` takes one name | no default value: what is not stated is unknown"]),
    ("{var: []}", ["1:2 arity: `var` takes one name"]),
    ("{var: }", ["1:2 arity: `var` takes one name"]),
    ("{var: {var: team.agreed}}", ["1:2 arity: `var` takes one name"]),
    ("{param: [a, b]}", ["1:2 arity: `param` takes one name"]),
    ("{'!': []}", ["1:2 arity: `!` takes 1 argument, not 0"]),
    ("{'==': [{var: unit.name}, null]}", ["1:27 null: null is no value | what is not stated is unknown; no rule asks whether a fact is stated"]),
    ("{'==': [{var: unit.name}, ~]}", ["1:27 null: null is no value | what is not stated is unknown; no rule asks whether a fact is stated"]),
    ("{and: [null, true]}", ["1:8 null: null is no value | what is not stated is unknown; no rule asks whether a fact is stated"]),
    ("{in: [a, [a, null]]}", ["1:14 bad-list: a list holds names only"]),
    ("{in: [a, [{var: unit.name}]]}", ["1:11 bad-list: a list holds names only"]),
    ("{var: '{runs}.days'}", ["1:7 unknown-parameter: no path parameter `runs` | did you mean `run`?"]),
    ("[a, {var: b}]", ["1:5 bad-list: a list holds names only"]),
    (
        "and:\n- {'>=': [{var: a}]}\n- {xor: [1, 2]}\n- {a: 1, b: 2}",
        [
            "2:4 arity: `>=` takes 2 arguments, not 1",
            "3:4 unknown-operator: unknown operator `xor` | did you mean `or`?",
            "4:3 one-operator: one operator an object; here: a, b | join several conditions with `and`",
        ],
    ),
]


def built(text: str, paths: dict[str, str] | None = None) -> tuple[Part | None, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    node = yamlfile.parse(text, "rule.yaml")
    assert node is not None
    return build(node, "rule.yaml", faults, paths), faults


def told(faults: list[Diagnostic]) -> list[str]:
    lines = [f"{f.span.line}:{f.span.column} {f.code}: {f.message.en}" + (f" | {f.help.en}" if f.help.en else "") for f in faults]
    return [line.partition(" | one of: ")[0] + (" | one of: …" if " | one of: " in line else "") for line in lines]


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[text for text, _ in REFUSED])
def test_refused(text: str, expected: list[str]) -> None:
    part, faults = built(text, {"run": "notice"})
    assert part is None
    assert told(faults) == expected
    assert all(f.message.zh and bool(f.help.zh) == bool(f.help.en) for f in faults)


def test_a_fault_reads_well_in_both_languages() -> None:
    _, (fault,) = built("and:\n- {var: [team.agreed, false]}\n")
    assert fault.render("en") == ("rule.yaml:2:4: error[arity]: `var` takes one name\n  help: no default value: what is not stated is unknown")
    assert fault.render("zh") == "rule.yaml:2:4: 错误[arity]: `var` 后应为一个名称\n  建议: 不接受缺省值：未说明即未知"
    _, (fault,) = built("{includes_all: [{var: a}]}")
    assert fault.render("zh") == "rule.yaml:1:2: 错误[arity]: `includes_all` 应有 2 个参数，这里有 1 个"


def test_an_unknown_operator_is_told_all_there_are() -> None:
    _, (fault,) = built("{qqqqqq: 1}")
    assert fault.help.en.removeprefix("one of: ").split(" ") == [*TABLE, *NAMED]


@pytest.mark.parametrize("name", TABLE)
def test_arity(name: str) -> None:
    """One argument too few or too many is refused; the least and the most are taken."""
    row = TABLE[name]

    def codes(count: int) -> list[str]:
        return [fault.code for fault in built(f"{{'{name}': [{', '.join(['1'] * count)}]}}")[1]]

    assert codes(row.least - 1) == ["arity"]
    assert codes(row.least) == []
    if row.most is None:
        assert codes(40) == []
    else:
        assert codes(row.most) == []
        assert codes(row.most + 1) == ["arity"]


def test_a_single_argument_needs_no_list() -> None:
    short, long = built("{'!': {var: a}}")[0], built("{'!': [{var: [a]}]}")[0]
    assert repr(short) == repr(long) == "Term(! Term(var 'a'))"


def test_every_part_keeps_its_place() -> None:
    """An operator stands at its key, a name and a constant where they are written."""
    part, faults = built("and:\n- {'>=': [{var: grant.share}, 70%]}\n- in:\n  - {var: grant.model}\n  - [direct, staged]\n")
    assert not faults
    assert isinstance(part, Term)
    places = {}

    def walk(one: Part) -> None:
        places[repr(one)[:20]] = (one.line, one.column)
        for argument in getattr(one, "arguments", ()):
            walk(argument)

    walk(part)
    assert places == {
        "Term(and Term(>= Ter": (1, 1),
        "Term(>= Term(var 'gr": (2, 4),
        "Term(var 'grant.shar": (2, 17),
        "Literal('70%')": (2, 31),
        "Term(in Term(var 'gr": (3, 3),
        "Term(var 'grant.mode": (4, 11),
        "Literal(('direct', '": (5, 5),
    }


def test_scalars_stay_text() -> None:
    """What `no`, `010` or `12:30` means is for the type they meet, never for YAML."""
    part, _ = built("{'==': [no, 010, 12:30, 1e3, 2025-03-01, 70%, \"7/10\"]}")
    assert part is None
    listed, _ = built('[no, 010, 12:30, 1e3, 2025-03-01, 70%, "7/10"]')
    assert isinstance(listed, Literal)
    assert listed.raw == ("no", "010", "12:30", "1e3", "2025-03-01", "70%", "7/10")


def test_path_parameters_fill_names() -> None:
    part, faults = built("{var: '{run}.days'}", {"run": "notice"})
    assert not faults
    assert isinstance(part, Term)
    assert part.name == "notice.days"


def test_an_expression_as_deep_as_a_file_may_be_is_built() -> None:
    part, faults = built("{'!': " * 64 + "true" + "}" * 64)
    assert not faults
    assert repr(part).count("Term(!") == 64
