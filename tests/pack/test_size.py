"""Rules from strangers: what a short rule expands to is bounded before it is compiled, and what is within the bounds compiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pack.cities import city, decided, faults_of, outcomes

WHEN, OTHER, ITEMS = {"var": "trial.when"}, {"var": "trial.other"}, {"var": "trial.items"}


def check(require: Any) -> str:
    """A check rule that requires an expression."""
    return f"- {{cite: c.one, require: {json.dumps(require)}, remedy: {{zh: 改, en: mend}}}}"


def table(rows: int, value: Any) -> str:
    """A derive rule of so many rows, each with the same value."""
    first = [{"when": {"==": [{"var": "trial.count"}, number]}, "value": value} for number in range(rows)]
    return f"- {{cite: c.one, gives: trial.prescribed, first: {json.dumps(first)}}}"


def inclusions(levels: int) -> Any:
    """A set that holds three names of a set that … : each level writes what is inside it out three times."""
    inner: Any = ITEMS
    for _ in range(levels):
        inner = {"if": [{"includes_all": [inner, ["low", "middle", "high"]]}, ITEMS, ["low"]]}
    return {"in": ["low", inner]}


def choices(levels: int) -> Any:
    """A number inside a condition inside a number …"""
    inner: Any = {"var": "trial.count"}
    for _ in range(levels):
        inner = {"if": [{"<": [inner, 5]}, {"var": "trial.count"}, 1]}
    return inner


@pytest.mark.parametrize(
    "rules",
    [check(inclusions(9)), table(65, 1), check({"if": [part for _ in range(60) for part in (WHEN, OTHER)] + [WHEN]})],
    ids=["inclusions in inclusions", "rows", "alternatives"],
)
def test_a_rule_too_large_is_refused_at_its_place(tmp_path: Path, rules: str) -> None:
    (fault,) = faults_of(tmp_path, rules, {"c.one": "definition" if "gives" in rules else "shall"})
    assert (fault.code, fault.span.line) == ("rule-too-large", 4)
    assert fault.message.zh
    assert fault.help.en == "split it into several rules"


@pytest.mark.parametrize(
    "rules",
    [
        check({"<": [choices(9), 9]}),
        check({"==": [OTHER, {"==": [OTHER, {"==": [OTHER, {"==": [OTHER, {"==": [WHEN, WHEN]}]}]}]}]}),
        check({"or": [{"==": [{"var": "trial.count"}, number]} for number in range(300)]}),
        check({"<": [{"+": [{"var": "trial.count"}] * 300}, 10_000]}),
        check({"if": [part for _ in range(40) for part in (WHEN, OTHER)] + [WHEN]}),
        table(64, choices(9)),
    ],
    ids=["choices", "equalities", "a long or", "a long sum", "alternatives", "a long table of deep values"],
)
def test_a_large_rule_within_the_limits_compiles(tmp_path: Path, rules: str) -> None:
    edition = city(tmp_path, rules, {"c.one": "definition" if "gives" in rules else "shall"})
    decision = decided(edition, "trial: {when: true, other: true, count: 3}")
    assert outcomes(decision) == {"one": "pass"}
