"""Modality × truth → outcome and severity; `when`, `unless` and `require` → outcome and cause (the table of docs: rules)."""

from __future__ import annotations

from itertools import product

import pytest

from awardrules.decision import reference
from awardrules.pack.edition import Edition
from awardrules.report.document import decision_document
from pack.cities import decided, outcomes

CHECKED = ("shall", "shall_not", "should", "encouraged", "may", "exemption", "deeming")
STATED = {"true": "trial: {holds: true}", "false": "trial: {holds: false}", "unknown": "trial: {other: true}"}

SEVERITY = {
    "shall": "violation",
    "shall_not": "violation",
    "should": "deviation",
    "encouraged": "suggestion",
    "may": "violation",
    "exemption": "information",
    "deeming": "information",
}


@pytest.fixture
def by_modality(trial) -> Edition:
    rules = "\n".join(f"- {{cite: c.{number}, require: {{var: trial.holds}}}}" for number in range(len(CHECKED)))
    return trial(rules, {f"c.{number}": name for number, name in enumerate(CHECKED)})


@pytest.mark.parametrize("modality", CHECKED)
@pytest.mark.parametrize(("truth", "outcome"), [("true", "pass"), ("false", "fail"), ("unknown", "unknown")])
def test_the_truth_of_the_requirement_decides_the_outcome_and_the_modality_the_severity(by_modality, modality, truth, outcome):
    decision = decided(by_modality, STATED[truth])
    [result] = [r for r in decision_document(decision, "en")["results"] if r["modality"] == modality]
    assert result["outcome"] == outcome
    assert result["severity"] == (SEVERITY[modality] if outcome == "fail" else None)
    assert result["cause"] == ("missing_facts" if outcome == "unknown" else None)


def test_a_rule_may_deviate_from_the_modality_of_its_clause_with_a_reason(trial):
    reason = "modality_reason: {zh: 附件作了放宽, en: the annex relaxes it}"
    edition = trial(f"- {{cite: c.one, require: {{var: trial.holds}}, modality: should, {reason}}}", {"c.one": "shall"})
    decision = decided(edition, STATED["false"])
    assert edition.rules[0].severity == "deviation"
    assert edition.clauses["c.one"].modality == "shall"
    assert decision.status == "deviating"


RULE = "- {cite: c.one, when: {var: trial.when}, unless: [{when: {var: trial.unless}, cite: c.exception}], require: {var: trial.holds}}"
T, F, U = "true", "false", None
NOT_MET, EXCEPTED, OPEN = ("not_applicable", "condition"), ("not_applicable", "exception"), ("unknown", "missing_facts")
PASS, FAIL = ("pass", None), ("fail", None)

# (when, unless, require): with `when` false it does not apply; with an exception neither; with either unknown a pass still stands, a fail does not
OUTCOME_OF = {
    (T, F, T): PASS,
    (T, F, F): FAIL,
    (T, F, U): OPEN,
    (T, U, T): PASS,
    (T, U, F): OPEN,
    (T, U, U): OPEN,
    (T, T, T): EXCEPTED,
    (T, T, F): EXCEPTED,
    (T, T, U): EXCEPTED,
    (U, F, T): PASS,
    (U, F, F): OPEN,
    (U, F, U): OPEN,
    (U, U, T): PASS,
    (U, U, F): OPEN,
    (U, U, U): OPEN,
    (U, T, T): EXCEPTED,
    (U, T, F): EXCEPTED,
    (U, T, U): EXCEPTED,
    (F, F, T): NOT_MET,
    (F, F, F): NOT_MET,
    (F, F, U): NOT_MET,
    (F, U, T): NOT_MET,
    (F, U, F): NOT_MET,
    (F, U, U): NOT_MET,
    (F, T, T): NOT_MET,
    (F, T, F): NOT_MET,
    (F, T, U): NOT_MET,
}


def test_the_table_of_outcomes_is_complete():
    assert set(OUTCOME_OF) == set(product((T, F, U), repeat=3))


@pytest.mark.parametrize(("states", "expected"), OUTCOME_OF.items(), ids=str)
def test_when_unless_and_require_decide_together(trial, states, expected):
    edition = trial(RULE, {"c.one": "shall", "c.exception": "fact"})
    stated = "".join(f"{name}: {value}, " for name, value in zip(("when", "unless", "holds"), states, strict=True) if value)
    decision = decided(edition, f"trial: {{{stated}other: true}}")
    [finding] = decision.findings(edition.rules[0])
    assert (decision.outcomes[0], finding.cause) == expected
    assert finding.outcome == decision.outcomes[0]


@pytest.mark.parametrize(
    ("kinds", "outcome", "cause"),
    [
        ("[conversion]", "fail", None),
        ("[reward, conversion]", "fail", None),
        ("[reward]", "not_applicable", "kinds"),
        ("[]", "not_applicable", "kinds"),
        ("null", "unknown", "missing_facts"),
    ],
)
def test_a_rule_applies_to_the_kinds_it_is_for(trial, kinds, outcome, cause):
    edition = trial("- {cite: c.one, require: {var: trial.holds}}", {"c.one": "shall"}, applies_to="[conversion]")
    decision = decided(edition, f"{{deal: {{kinds: {kinds}}}, trial: {{holds: false}}}}")
    [finding] = decision.findings(edition.rules[0])
    assert (decision.outcomes[0], finding.cause) == (outcome, cause)


@pytest.mark.parametrize("kind", ["ownership_grant", "use_right_grant", "conversion", "reward", "abandonment"])
def test_a_rule_for_any_kind_applies_to_each_and_to_a_deal_without_a_kind(trial, kind):
    edition = trial("- {cite: c.one, require: {var: trial.holds}}", {"c.one": "shall"})
    assert outcomes(decided(edition, f"{{deal: {{kinds: [{kind}]}}, trial: {{holds: false}}}}")) == {"one": "fail"}
    assert outcomes(decided(edition, "{trial: {holds: false}}")) == {"one": "fail"}


def test_a_shall_not_rule_says_what_must_hold(trial):
    edition = trial('- {cite: c.one, require: {"!": [{var: trial.holds}]}}', {"c.one": "shall_not"})
    assert outcomes(decided(edition, STATED["true"])) == {"one": "fail"}
    assert outcomes(decided(edition, STATED["false"])) == {"one": "pass"}


DERIVES = """
- {gives: trial.granted, cite: c.one, when: {var: trial.when}, value: {var: trial.holds}}
- gives: trial.prescribed
  cite: c.two
  first:
  - {when: {"==": [{var: trial.level}, low]}, value: 1}
  - {when: {"==": [{var: trial.level}, middle]}, value: 2}
"""


@pytest.mark.parametrize(
    ("deal", "one", "two", "granted", "prescribed"),
    [
        ("{when: true, holds: true, level: low}", "pass", "pass", True, 1_000_000),
        ("{when: true, holds: false, level: middle}", "pass", "pass", False, 2_000_000),
        ("{when: false, holds: true, level: high}", "not_applicable", "not_applicable", None, None),
        ("{when: true}", "unknown", "unknown", None, None),
        ("{holds: true, level: low}", "unknown", "pass", None, 1_000_000),
        ("{holds: false, level: low}", "unknown", "pass", None, 1_000_000),
    ],
)
def test_a_derive_rule_passes_where_it_gave_a_value(trial, deal, one, two, granted, prescribed):
    edition = trial(DERIVES, {"c.one": "definition", "c.two": "definition"})
    decision = decided(edition, f"trial: {deal}")
    assert outcomes(decision) == {"one": one, "two": two}
    assert decision.derived == {"trial.granted": granted, "trial.prescribed": prescribed}


def test_an_otherwise_row_gives_its_value_only_where_every_row_before_is_false(trial):
    rows = "first: [{when: {var: trial.when}, value: 1}, {value: 2}]"
    edition = trial(f"- {{gives: trial.prescribed, cite: c.one, {rows}}}", {"c.one": "definition"})
    assert [decided(edition, f"trial: {{{state}other: true}}").derived["trial.prescribed"] for state in ("when: true, ", "when: false, ", "")] == [
        1_000_000,
        2_000_000,
        None,
    ]


def test_rows_that_agree_give_their_value_without_knowing_which_matches(trial):
    rows = "first: [{when: {var: trial.when}, value: 3}, {value: 3}]"
    edition = trial(f"- {{gives: trial.prescribed, cite: c.one, {rows}}}", {"c.one": "definition"})
    assert decided(edition, "trial: {other: true}").derived["trial.prescribed"] == 3_000_000


PEOPLE = """
- cite: c.one
  for_each: recipients
  when: {"==": [{var: item.role}, principal_leader]}
  require: {var: item.publicity_done}
"""
LEADER = "role: principal_leader"


@pytest.mark.parametrize(
    ("recipients", "outcome", "findings"),
    [
        (f"[{{{LEADER}, publicity_done: true}}]", "pass", ["pass"]),
        (f"[{{{LEADER}, publicity_done: true}}, {{{LEADER}, publicity_done: false}}]", "fail", ["pass", "fail"]),
        (f"[{{{LEADER}, publicity_done: true}}, {{{LEADER}}}]", "unknown", ["pass", "unknown"]),
        (f"[{{{LEADER}}}, {{{LEADER}, publicity_done: false}}]", "fail", ["unknown", "fail"]),
        (f"[{{role: non_leader}}, {{{LEADER}, publicity_done: true}}]", "pass", ["not_applicable", "pass"]),
        ("[{role: non_leader, publicity_done: false}]", "not_applicable", ["not_applicable"]),
        ("[{publicity_done: false}]", "unknown", ["unknown"]),
        ("[{publicity_done: true}]", "pass", ["pass"]),
        ("[]", "not_applicable", ["not_applicable"]),
        ("null", "unknown", ["unknown"]),
    ],
)
def test_one_finding_a_person_and_the_worst_of_them_for_the_rule(trial, recipients, outcome, findings):
    edition = trial(PEOPLE, {"c.one": "shall"})
    decision = decided(edition, f"recipients: {recipients}")
    found = decision.findings(edition.rules[0])
    assert decision.outcomes[0] == outcome
    assert [f.outcome for f in found] == findings
    assert reference.combined(found) == outcome


def test_a_finding_names_the_person_by_index_in_facts_and_by_number_in_words(trial):
    edition = trial(PEOPLE, {"c.one": "shall"})
    decision = decided(edition, f"recipients: [{{{LEADER}, publicity_done: true}}, {{{LEADER}, publicity_done: false}}]")
    [result] = decision_document(decision, "en")["results"]
    assert {fact["path"] for fact in result["facts"]} == {"recipients[1].role", "recipients[1].publicity_done"}
    assert result["message"].startswith("recipient 2: ")
    assert decision_document(decision, "zh")["results"][0]["message"].startswith("第 2 位受奖人：")
    assert [f.place for f in decision.findings(edition.rules[0])] == ["recipients[0]", "recipients[1]"]


def test_division_by_zero_is_unknown_and_says_so(trial):
    rule = '- {cite: c.one, require: {">=": [{"/": [{var: trial.sum}, {var: proceeds.total}]}, 50%]}}'
    edition = trial(rule, {"c.one": "shall"})
    decision = decided(edition, "{trial: {sum: 10}, proceeds: {total: 0}}")
    [finding] = decision.findings(edition.rules[0])
    assert (finding.outcome, finding.cause) == ("unknown", "division_by_zero")
    assert outcomes(decided(edition, "{trial: {sum: 10}, proceeds: {total: 20}}")) == {"one": "pass"}


@pytest.mark.parametrize(
    ("days", "outcome", "cause"),
    [
        ("{min: 15}", "pass", None),
        ("{min: 16}", "pass", None),
        ("{max: 14}", "fail", None),
        ("{min: 14}", "unknown", "bound"),
        ("{max: 15}", "unknown", "bound"),
        ("{min: 10, max: 14}", "fail", None),
        ("{min: 15, max: 15}", "pass", None),
        ("{min: 10, max: 20}", "unknown", "bound"),
    ],
)
def test_a_bound_decides_where_every_value_within_it_decides_alike(trial, days, outcome, cause):
    edition = trial('- {cite: c.one, require: {">=": [{var: trial.count}, 15]}}', {"c.one": "shall"})
    decision = decided(edition, f"trial: {{count: {days}}}")
    [finding] = decision.findings(edition.rules[0])
    assert (decision.outcomes[0], finding.cause) == (outcome, cause)


@pytest.mark.parametrize(("bound", "outcome"), [("{max: 2025-03-01}", "pass"), ("{min: 2025-03-02}", "fail"), ("{min: 2025-01-01}", "unknown")])
def test_a_date_may_be_a_bound_too(trial, bound, outcome):
    edition = trial('- {cite: c.one, require: {"<=": [{var: trial.day}, 2025-03-01]}}', {"c.one": "shall"})
    assert outcomes(decided(edition, f"trial: {{day: {bound}}}")) == {"one": outcome}
