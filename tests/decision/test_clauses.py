"""The outcome of a clause: its check rules together, derive rules only where no check rule cites it."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from pack.cities import decided

# what to state so that each of two rules comes out so
LEVELS = {"pass": "high", "fail": "middle", "unknown": None, "not_applicable": "low"}
COUNTS = {"pass": "2", "fail": "1", "unknown": None, "not_applicable": "0"}
ORDER = ("fail", "unknown", "pass", "not_applicable")
TWO = """
- {cite: c.one, id: a, when: {"!=": [{var: trial.level}, low]}, require: {"==": [{var: trial.level}, high]}}
- {cite: c.one, id: b, when: {"!=": [{var: trial.count}, 0]}, require: {"==": [{var: trial.count}, 2]}}
"""


@pytest.mark.parametrize("pair", list(combinations_with_replacement(ORDER, 2)), ids=" and ".join)
def test_fail_over_unknown_over_pass_over_not_applicable(trial, pair):
    edition = trial(TWO, {"c.one": "shall", "c.alone": "shall"})
    for first, second in (pair, pair[::-1]):
        stated = {"level": LEVELS[first], "count": COUNTS[second], "other": "true"}
        decision = decided(edition, "trial: {" + ", ".join(f"{k}: {v}" for k, v in stated.items() if v) + "}")
        assert decision.outcomes == (first, second)
        assert decision.clauses() == {"c.one": pair[0]}  # the earlier in ORDER; a clause no rule cites is left out


MIXED = """
- {gives: trial.granted, cite: [c.figure, c.both], value: {var: trial.when}}
- {cite: c.both, id: check, require: {var: trial.holds}}
"""


@pytest.mark.parametrize(
    ("stated", "both", "figure"),
    [
        ("when: true, holds: true", "pass", "pass"),
        ("holds: true", "pass", "unknown"),
        ("when: true", "unknown", "pass"),
        ("when: true, holds: false", "fail", "pass"),
    ],
)
def test_derive_rules_count_only_where_no_check_rule_cites_the_clause(trial, stated, both, figure):
    edition = trial(MIXED, {"c.figure": "definition", "c.both": "shall"})
    assert decided(edition, f"trial: {{{stated}}}").clauses() == {"c.figure": figure, "c.both": both}


def test_a_rule_counts_for_every_clause_it_cites(trial):
    edition = trial("- {cite: [c.one, c.two], require: {var: trial.holds}}", {"c.one": "shall", "c.two": "should"})
    assert decided(edition, "trial: {holds: false}").clauses() == {"c.one": "fail", "c.two": "fail"}


@pytest.mark.parametrize(
    ("unless", "outcome"),
    [("unless: true, ", "pass"), ("unless: false, ", "not_applicable"), ("", "unknown")],
)
def test_a_clause_that_prints_an_exception_passes_where_the_exception_is_at_hand(trial, unless, outcome):
    edition = trial(
        "- {cite: c.one, unless: [{when: {var: trial.unless}, cite: c.exception}], require: {var: trial.holds}}",
        {"c.one": "shall", "c.exception": "may"},
    )
    assert decided(edition, f"trial: {{{unless}holds: false}}").clauses()["c.exception"] == outcome


def test_clauses_come_in_the_order_of_the_document(trial):
    rules = "- {cite: c.last, require: {var: trial.holds}}\n- {cite: c.first, require: {var: trial.other}}"
    edition = trial(rules, {"c.first": "shall", "c.last": "shall"})
    assert list(decided(edition, "trial: {holds: true, other: true}").clauses()) == ["c.first", "c.last"]
