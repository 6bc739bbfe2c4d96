"""A fact stated one way and computed another is a conflict: both values are named, and no rule that reads it is decided by one of them."""

from __future__ import annotations

import pytest

from awardrules.pack.edition import Edition
from awardrules.report.document import decision_document
from awardrules.report.layout import as_plain
from awardrules.report.text import decision_lines
from pack.cities import city, decided, outcomes

RULES = """
- {gives: grant.publicity.days, cite: p.counted, value: {days_inclusive: [{var: grant.publicity.start}, {var: grant.publicity.end}]}}
- {cite: p.days, require: {">=": [{var: grant.publicity.days}, 15]}}
- {cite: p.days-or, require: {or: [{">=": [{var: grant.publicity.days}, 15]}, {var: trial.holds}]}}
- {cite: p.days-if, when: {">": [{var: grant.publicity.days}, 5]}, require: {var: trial.holds}}
- {cite: p.days-unless, unless: [{when: {">": [{var: grant.publicity.days}, 5]}, cite: p.exception}], require: {var: trial.holds}}
- {cite: p.days-never, when: {var: trial.when}, require: {">=": [{var: grant.publicity.days}, 15]}}
- {gives: trial.prescribed, cite: p.twice, value: {"*": [2, {var: grant.publicity.days}]}}
- {cite: p.twice-days, require: {">=": [{var: trial.prescribed}, 30]}}
- {cite: p.start, require: {"<=": [{var: grant.publicity.start}, 2025-03-01]}}
- {cite: p.team, require: {">=": [{var: grant.team_share}, 70%]}}
- {cite: p.unit, require: {"<=": [{var: grant.unit_share}, 30%]}}
"""
LISTED = dict.fromkeys(
    ["p.counted", "p.days", "p.days-or", "p.days-if", "p.days-unless", "p.exception", "p.days-never", "p.twice", "p.twice-days", "p.start"], "shall"
) | {"p.team": "shall", "p.unit": "shall"}
DATES = "start: 2025-03-01, end: 2025-03-15"  # fifteen days, both counted


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Edition:
    return city(tmp_path_factory.mktemp("conflicts"), RULES, LISTED)


def test_days_stated_as_twenty_and_counted_as_fifteen(edition):
    decision = decided(edition, f"{{grant: {{publicity: {{days: 20, {DATES}}}}}, trial: {{holds: true, when: false}}}}")
    document = decision_document(decision, "en")
    assert document["conflicts"] == [
        {
            "fact": "grant.publicity.days",
            "label": "days of grant publicity",
            "stated": 20,
            "computed": 15,
            "from": "publicity/counted",
            "evidence": {"file": "deal.yaml", "line": 1, "column": 28},
        }
    ]
    assert document["derived"]["grant.publicity.days"] is None
    found = {r["rule"].partition("/")[2]: (r["outcome"], r["cause"]) for r in document["results"]}
    for rule in ("counted", "days", "days-or", "days-if", "days-unless"):
        assert found[rule] == ("unknown", "conflict"), rule
    assert found["days-never"] == ("not_applicable", "condition")  # false `when`: what it would require does not matter
    assert found["start"] == ("pass", None)  # reads a fact the conflict leaves alone
    assert found["twice"] == ("unknown", "conflict")
    assert found["twice-days"][0] == "unknown"
    assert document["clauses"]["p.days"] == "unknown"
    assert document["status"] == "undetermined"


def test_a_conflict_is_no_fact_to_ask_for(edition):
    document = decision_document(decided(edition, f"grant: {{publicity: {{days: 20, {DATES}}}}}"), "en")
    assert "grant.publicity.days" not in {item["fact"] for item in document["missing"]}


@pytest.mark.parametrize(
    ("publicity", "days", "conflict"),
    [
        (f"{{days: 15, {DATES}}}", 15, False),
        (f"{{{DATES}}}", 15, False),
        ("{days: 20}", 20, False),
        ("{days: 20, start: 2025-03-01}", 20, False),
        (f"{{days: {{min: 10}}, {DATES}}}", 15, False),
        (f"{{days: {{min: 16}}, {DATES}}}", None, True),
        (f"{{days: {{max: 14}}, {DATES}}}", None, True),
        (f"{{days: 14, {DATES}}}", None, True),
    ],
)
def test_a_statement_that_agrees_with_the_computed_value_is_none(edition, publicity, days, conflict):
    document = decision_document(decided(edition, f"grant: {{publicity: {publicity}}}"), "en")
    assert document["derived"]["grant.publicity.days"] == days
    assert bool(document["conflicts"]) is conflict


BARS = """
- {gives: exclusion.negative_list_hits, cite: p.hits, first: [{when: {var: trial.when}, value: [state_secret]}]}
- {cite: p.clean, require: {"!": [{includes_any: [{var: exclusion.negative_list_hits}, [state_secret, ethics]]}]}}
"""


@pytest.mark.parametrize(
    ("hits", "clean", "conflict"),
    [
        ("{min: [state_secret]}", "fail", False),
        ("{max: [state_secret, ethics]}", "fail", False),
        ("{min: [state_secret, ethics]}", "unknown", True),
        ("{max: [ethics]}", "unknown", True),
        ("{max: []}", "unknown", True),
    ],
)
def test_a_set_known_in_part_contradicts_a_computed_one_that_it_cannot_be(trial, hits, clean, conflict):
    edition = trial(BARS, {"p.hits": "definition", "p.clean": "shall"})
    decision = decided(edition, f"{{trial: {{when: true}}, exclusion: {{negative_list_hits: {hits}}}}}")
    assert outcomes(decision)["clean"] == clean
    assert bool(decision.conflicts) is conflict


def test_two_shares_of_one_title_that_do_not_add_up(edition):
    document = decision_document(decided(edition, "grant: {team_share: 70%, unit_share: 40%}"), "en")
    named = {item["fact"]: (item["stated"], item["computed"], item["from"]) for item in document["conflicts"]}
    assert named == {
        "grant.team_share": ("0.7", "0.6", "grant.unit_share"),
        "grant.unit_share": ("0.4", "0.3", "grant.team_share"),
    }
    found = {r["rule"]: (r["outcome"], r["cause"]) for r in document["results"]}
    assert found["publicity/team"] == found["publicity/unit"] == ("unknown", "conflict")


@pytest.mark.parametrize(
    ("grant", "team", "unit"),
    [
        ("{team_share: 70%, unit_share: 30%}", "pass", "pass"),
        ("{team_share: 60%}", "fail", "fail"),
        ("{unit_share: 30%}", "pass", "pass"),
        ("{team_share: 2/3, unit_share: 1/3}", "fail", "fail"),
        ("{unit_share: {max: 30%}}", "pass", "pass"),
        ("{team_share: {min: 60%}}", "unknown", "unknown"),
        ("{team_share: null}", "unknown", "unknown"),
    ],
)
def test_one_share_gives_the_other(edition, grant, team, unit):
    decision = decided(edition, f"{{grant: {grant}, trial: {{holds: true}}}}")
    assert {name: outcome for name, outcome in outcomes(decision).items() if name in ("team", "unit")} == {"team": team, "unit": unit}
    assert decision.conflicts == ()


@pytest.mark.parametrize(
    ("grant", "zh", "en"),
    [
        (
            f"{{publicity: {{days: 20, {DATES}}}}}",
            "赋权公示天数写为 20 日（deal.yaml:1:28），按赋权公示开始日、赋权公示结束日应为 15 日；两处须一致",
            "days of grant publicity is stated as 20 days (deal.yaml:1:28); by start of grant publicity, end of grant publicity it is 15 days; make",
        ),
        (
            "{team_share: 70%, unit_share: 40%}",
            "团队份额写为 70%（deal.yaml:1:22），按单位份额应为 60%；两处须一致",
            "team share is stated as 70% (deal.yaml:1:22); by unit share it is 60%; make them agree",
        ),
    ],
    ids=["days", "shares"],
)
def test_the_report_names_both_values_where_they_come_from_and_the_place(edition, grant, zh, en):
    decision = decided(edition, f"{{grant: {grant}}}")
    assert zh in as_plain(decision_lines(decision, "zh"))
    assert en in as_plain(decision_lines(decision, "en"))
