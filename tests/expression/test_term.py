"""The surface tree: what the author wrote, as data again."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from awardrules import yamlfile
from awardrules.expression.build import build
from awardrules.expression.term import Part, json_of
from strategies import checked, conditions


def tree(data: Any) -> Part:
    faults: list[Any] = []
    part = build(yamlfile.from_data(data), "rule.yaml", faults)
    assert part is not None, faults
    return part


@given(conditions())
def test_json_logic_round_trip(expression: Any) -> None:
    """`json_of` gives JsonLogic that builds the same tree, also after the check has read it, and through JSON text."""
    part = tree(expression)
    assert repr(tree(json_of(part))) == repr(part)
    typed = checked(expression)
    assert repr(tree(json_of(typed))) == repr(typed)
    assert json.loads(json.dumps(json_of(part))) == json_of(part)


def test_json_of_is_plain_json_logic() -> None:
    written = {"and": [{">=": [{"var": "grant.share"}, "70%"]}, {"in": [{"var": "grant.model"}, ["direct", "staged"]]}, {"!": {"var": "team.named"}}]}
    assert json_of(tree(written)) == {
        "and": [{">=": [{"var": "grant.share"}, "70%"]}, {"in": [{"var": "grant.model"}, ["direct", "staged"]]}, {"!": [{"var": "team.named"}]}]
    }
