"""The table of statuses: the first row that matches decides (docs: decisions)."""

from __future__ import annotations

import pytest

from awardrules.decision.decide import EXIT_CODES, Decision
from awardrules.decision.explain import notices
from awardrules.decision.missing import missing
from awardrules.diagnostics import Exit
from awardrules.pack.edition import Edition
from awardrules.report.document import decision_document
from awardrules.report.text import STATUS
from pack.cities import city, decided, outcomes

LISTED = {
    "p.duty": "shall",
    "p.ban": "shall_not",
    "p.principle": "should",
    "p.wish": "encouraged",
    "p.permission": "may",
    "p.deeming": "deeming",
    "d.condition": "due-diligence-exemption:shall",
    "i.system": "reporting:shall",
    "s.covered": "scope:definition",
    "v.term": "validity:definition",
}
RULES = {
    "publicity": """
        - {cite: p.duty, applies_to: [reward], require: {">=": [{var: trial.count}, 10]}}
        - {cite: p.ban, applies_to: [reward], require: {"!": [{var: trial.other}]}}
        - {cite: p.principle, applies_to: [reward], require: {"==": [{var: trial.level}, high]}}
        - {cite: p.wish, applies_to: [reward], require: {includes_all: [{var: trial.items}, [high]]}}
        - cite: p.permission
          applies_to: [reward]
          when: {var: trial.when}
          unless: [{when: {var: trial.unless}, cite: p.deeming}]
          require: {var: trial.holds}
        """,
    "due-diligence-exemption": "- {cite: d.condition, applies_to: [reward], require: {var: diligence.performed}}",
    "reporting": "- {cite: i.system, subject: institution, require: {var: unit.is_public}}",
    "scope": """
        - gives: scope.coverage
          cite: s.covered
          first:
          - {when: {"==": [{var: unit.type}, university]}, value: covered}
          - {when: {"==": [{var: unit.type}, enterprise]}, value: by_reference}
          - {value: not_covered}
        """,
    "validity": """
        - {gives: edition.in_force, cite: v.term, value: {"<=": [{var: pilot.start_date}, {var: edition.evaluation_date}]}}
        """,
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Edition:
    return city(tmp_path_factory.mktemp("statuses"), RULES, LISTED)


GOOD = {
    "deal.kinds": "[reward]",
    "unit.type": "university",
    "pilot.start_date": "2024-01-01",
    "trial.count": "12",
    "trial.other": "false",
    "trial.level": "high",
    "trial.items": "[high]",
    "trial.when": "false",
    "diligence.performed": "true",
}


def deal(**changes: str | None) -> str:
    """The deal that complies, with facts changed (`trial_count="9"`) or left out (None)."""
    stated = GOOD | {name.replace("_", ".", 1): value for name, value in changes.items()}
    return "\n".join(f"{path}: {value}" for path, value in stated.items() if value is not None)


NOT_STATED = None

STATUSES = [
    # (what changes against the deal that complies, status); in the order of the table
    ("no rule for its kind", {"deal_kinds": "[abandonment]"}, "not_decided"),
    ("no kind at all", {"deal_kinds": "[]"}, "not_decided"),
    ("institution not covered", {"unit_type": "other"}, "out_of_scope"),
    ("before the term", {"pilot_start_date": "2025-03-21"}, "out_of_scope"),
    ("not covered, with a violation", {"unit_type": "other", "trial_count": "9"}, "out_of_scope"),
    ("not covered, term unknown", {"unit_type": "other", "pilot_start_date": NOT_STATED}, "out_of_scope"),
    ("scope unknown", {"unit_type": NOT_STATED}, "undetermined"),
    ("term unknown", {"pilot_start_date": NOT_STATED}, "undetermined"),
    ("scope unknown, with a violation", {"unit_type": NOT_STATED, "trial_count": "9"}, "undetermined"),
    ("a duty not met", {"trial_count": "9"}, "non_compliant"),
    ("a ban broken", {"trial_other": "true"}, "non_compliant"),
    ("a permission exercised outside its conditions", {"trial_when": "true", "trial_unless": "false", "trial_holds": "false"}, "non_compliant"),
    ("a violation beside an open duty", {"trial_count": "9", "trial_other": NOT_STATED}, "non_compliant"),
    ("a violation beside a deviation", {"trial_count": "9", "trial_level": "low"}, "non_compliant"),
    ("a duty open", {"trial_count": NOT_STATED}, "undetermined"),
    ("a ban open", {"trial_other": NOT_STATED}, "undetermined"),
    ("a duty open beside a deviation", {"trial_count": NOT_STATED, "trial_level": "low"}, "undetermined"),
    ("a permission exercised, condition open", {"trial_when": "true", "trial_unless": "false", "trial_holds": NOT_STATED}, "undetermined"),
    ("a principle not followed", {"trial_level": "low"}, "deviating"),
    ("a principle not followed, a wish open", {"trial_level": "low", "trial_items": NOT_STATED}, "deviating"),
    ("a wish not followed", {"trial_items": "[low]"}, "compliant"),
    ("a principle open", {"trial_level": NOT_STATED}, "compliant"),
    ("a wish open", {"trial_items": NOT_STATED}, "compliant"),
    ("a permission perhaps exercised", {"trial_when": NOT_STATED, "trial_holds": "false"}, "compliant"),
    ("a permission excepted", {"trial_when": "true", "trial_unless": "true", "trial_holds": "false"}, "compliant"),
    ("a condition of diligence not met", {"diligence_performed": "false"}, "compliant"),
    ("a condition of diligence open", {"diligence_performed": NOT_STATED}, "compliant"),
    ("a duty of the institution open", {}, "compliant"),
    ("a duty of the institution broken", {"unit_is_public": "false"}, "compliant"),
]


@pytest.mark.parametrize(("changes", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES])
def test_the_first_row_that_matches_gives_the_status(edition, changes, status):
    assert decided(edition, deal(**changes)).status == status


def test_the_table_reaches_every_status():
    assert {row[2] for row in STATUSES} == set(EXIT_CODES) == set(STATUS)


def test_exit_codes_follow_the_status():
    assert EXIT_CODES == {
        "compliant": Exit.OK,
        "deviating": Exit.OK,
        "non_compliant": Exit.NON_COMPLIANT,
        "undetermined": Exit.UNDETERMINED,
        "out_of_scope": Exit.OUT_OF_SCOPE,
        "not_decided": Exit.CANNOT_DECIDE,
    }


# --- out of scope ---


def test_out_of_scope_every_other_rule_is_not_applicable_and_says_why(edition):
    document = decision_document(decided(edition, deal(unit_type="other", trial_count="9")), "en")
    scope = {"scope/covered", "validity/term"}
    others = [result for result in document["results"] if result["rule"] not in scope]
    assert others
    assert {(result["outcome"], result["cause"]) for result in others} == {("not_applicable", "out_of_scope")}
    assert {r["rule"]: r["outcome"] for r in document["results"] if r["rule"] in scope} == {"scope/covered": "pass", "validity/term": "pass"}
    assert document["missing"] == []
    assert document["derived"] == {"scope.coverage": "not_covered", "edition.in_force": True}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"unit_type": "other"}, "compliant"),
        ({"unit_type": "other", "trial_count": "9"}, "non_compliant"),
        ({"pilot_start_date": "2026-01-01"}, "compliant"),
        ({"unit_type": NOT_STATED, "trial_count": "9"}, "non_compliant"),
        ({"pilot_start_date": NOT_STATED}, "compliant"),
        ({"unit_type": "other", "deal_kinds": "[abandonment]"}, "not_decided"),
    ],
)
def test_hypothetical_decides_as_if_in_scope_and_in_force_and_says_so(edition, changes, status):
    decision = decided(edition, deal(**changes), hypothetical=True)
    assert decision.status == status
    assert any("hypothetically" in notice.en and "假设" in notice.zh for notice in notices(decision))
    assert decision_document(decision, "en")["hypothetical"] is True


def test_scope_unknown_shows_failures_as_provisional(edition):
    decision = decided(edition, deal(unit_type=NOT_STATED, trial_count="9"))
    assert outcomes(decision)["duty"] == "fail"
    assert any("provisional" in notice.en and "暂定" in notice.zh for notice in notices(decision))
    assert not any("provisional" in notice.en for notice in notices(decided(edition, deal(trial_count="9"))))


def test_an_unknown_term_is_shown_as_unknown(edition):
    document = decision_document(decided(edition, deal(pilot_start_date=NOT_STATED)), "en")
    assert document["derived"]["edition.in_force"] == "unknown"
    assert "pilot.start_date" in {item["fact"] for item in document["missing"]}


# --- by reference ---


def test_an_institution_covered_by_reference_is_in_scope_and_its_decision_advisory(edition):
    decision = decided(edition, deal(unit_type="enterprise", trial_count="9"))
    assert (decision.status, decision.advisory) == ("non_compliant", True)
    assert EXIT_CODES[decision.status] == Exit.NON_COMPLIANT
    assert any("by reference" in notice.en and "参照" in notice.zh for notice in notices(decision))
    assert decided(edition, deal()).advisory is False


# --- the institution ---


@pytest.mark.parametrize(
    ("stated", "status"),
    [("true", "compliant"), ("false", "non_compliant"), (NOT_STATED, "undetermined")],
)
def test_rules_about_the_institution_are_the_subject_of_an_assessment_with_the_same_table(edition, stated, status):
    decision = decided(edition, deal(unit_is_public=stated, trial_count="9"), subject="institution")
    assert decision.status == status
    assert outcomes(decision).keys() == {"system"}


def test_a_check_leaves_the_rules_about_the_institution_out(edition):
    decision = decided(edition, deal(unit_is_public="false"))
    assert "system" not in outcomes(decision)
    assert "i.system" not in decision.clauses()
    assert "unit.is_public" not in {item.path for item in missing(decision)}


# --- nothing applied ---


@pytest.mark.parametrize("subject", ["deal", "institution"])
def test_zero_rules_are_never_a_pass(trial, subject):
    empty = trial("", {"c.one": "shall"})
    assert decided(empty, "{trial: {holds: true}}", subject=subject).status == "not_decided"


def test_derivations_alone_are_never_a_pass(trial):
    edition = trial("- {gives: trial.granted, cite: c.one, value: {var: trial.holds}}", {"c.one": "definition"})
    decision = decided(edition, "{trial: {holds: true}}")
    assert outcomes(decision) == {"one": "pass"}
    assert decision.status == "not_decided"


@pytest.mark.parametrize("modality", ["encouraged", "should", "deeming", "may"])
def test_open_rules_alone_are_never_a_pass(trial, modality):
    edition = trial("- {cite: c.one, when: {var: trial.when}, require: {var: trial.holds}}", {"c.one": modality})
    assert decided(edition, "{trial: {other: true}}").status == "undetermined"
    assert decided(edition, "{trial: {when: true, holds: true}}").status == "compliant"


def test_a_deal_of_which_all_rules_are_excepted_is_not_decided(trial):
    edition = trial("- {cite: c.one, unless: [{when: {var: trial.unless}}], require: {var: trial.holds}}", {"c.one": "shall"})
    assert decided(edition, "{trial: {unless: true, holds: false}}").status == "not_decided"


def test_a_decision_depends_on_nothing_but_deal_edition_and_day(edition):
    def told(decision: Decision) -> dict[str, object]:
        document = decision_document(decision, "zh")
        for result in document["results"]:
            result["facts"] = [(fact["path"], fact["value"]) for fact in result["facts"]]  # lines move with the order
        return document

    text = deal(unit_type=NOT_STATED, trial_count="9")
    first = told(decided(edition, text))
    decided(edition, deal(unit_type="other"))
    assert told(decided(edition, text)) == first
    shuffled = "\n".join(reversed(text.splitlines()))
    assert told(decided(edition, shuffled)) == first
