"""What goes with a decision: cautions of rules, notices of the whole, and facts stated for one edition only."""

from __future__ import annotations

from datetime import date

import pytest

from awardrules.decision.explain import cautions, last_day_of_term, notices
from awardrules.pack.references import Library
from awardrules.report.document import decision_document
from pack.cities import HEAD, city, decided

CAUTIONED = """
- gives: grant.publicity.days
  cite: c.counted
  value: {days_inclusive: [{var: grant.publicity.start}, {var: grant.publicity.end}]}
- {use: publicity/grant-days, cite: c.one, with: {floor: 15}, unless: [{when: {var: trial.unless}}], when: {var: trial.when}}
"""


@pytest.mark.parametrize(
    ("end", "outcome", "cautioned"),
    [
        ("2025-03-14", "fail", False),  # 14 days by either count
        ("2025-03-15", "pass", True),  # 15 days with both end days, 14 without the first (Civil Code art. 201)
        ("2025-03-16", "pass", False),
    ],
)
def test_fifteen_days_that_need_both_end_days_carry_a_caution(trial, end, outcome, cautioned):
    edition = trial(CAUTIONED, {"c.counted": "definition", "c.one": "shall"})
    decision = decided(edition, f"{{trial: {{when: true, unless: false}}, grant: {{publicity: {{start: 2025-03-01, end: {end}}}}}}}")
    result = next(r for r in decision_document(decision, "en")["results"] if r["rule"] == "publicity/one")
    assert result["outcome"] == outcome
    assert [("art. 201" in text) for text in result["cautions"]] == ([True] if cautioned else [])


@pytest.mark.parametrize(("stated", "shown"), [("when: true, ", True), ("when: false, ", False), ("when: true, unless: true, ", True), ("", True)])
def test_a_caution_is_shown_unless_the_rule_does_not_apply(trial, stated, shown):
    edition = trial(CAUTIONED, {"c.counted": "definition", "c.one": "shall"})
    decision = decided(edition, f"{{trial: {{{stated}other: true}}, grant: {{publicity: {{start: 2025-03-01, end: 2025-03-15}}}}}}")
    rule = edition.rule("publicity/one")
    assert rule is not None
    assert bool(cautions(decision, rule)) is shown


def test_a_caution_of_a_rule_over_people_needs_one_of_them(trial):
    rule = """
        - cite: c.one
          for_each: recipients
          require: {var: item.publicity_done}
          cautions: [{when: {">": [{var: item.amount}, 100]}, text: {zh: 数额较大, en: a large amount}}]
        """
    edition = trial(rule, {"c.one": "shall"})
    assert [text.en for text in cautions(decided(edition, "recipients: [{amount: 5}, {amount: 120}]"), edition.rules[0])] == ["a large amount"]
    assert cautions(decided(edition, "recipients: [{amount: 5}, {}]"), edition.rules[0]) == []


# --- notices ---


def told(decision) -> str:
    return "\n".join(notice.en for notice in notices(decision))


def head(status: str = "in_force", term: str = "", more: str = "") -> str:
    return HEAD.replace("in_force", status) + (f"term: {term}\n" if term else "") + more


@pytest.fixture
def built(tmp_path):
    return lambda text: city(tmp_path, "- {cite: c.one, require: {var: trial.holds}}", {"c.one": "shall"}, head=text)


@pytest.mark.parametrize(("status", "draft"), [("draft", True), ("in_force", False)])
def test_a_draft_always_says_that_it_is_no_law(built, status, draft):
    decision = decided(built(head(status)), "trial: {holds: true}")
    assert ("draft, not law in force" in told(decision)) is draft
    assert any("征求意见稿" in notice.zh for notice in notices(decision)) is draft


def test_the_remarks_of_an_edition_go_with_every_decision(built):
    decision = decided(built(head(more="notices: [{zh: 附注, en: a remark}]")), "trial: {holds: true}")
    assert told(decision) == "a remark"


# three years from 2024-08-01: the last day is 2027-07-31
@pytest.mark.parametrize(
    ("as_of", "left"),
    [("2027-05-01", None), ("2027-05-02", "90 days"), ("2027-07-30", "1 day"), ("2027-07-31", "0 days"), ("2027-08-01", None), ("2024-08-01", None)],
)
def test_the_last_ninety_days_of_a_term_are_announced(built, as_of, left):
    decision = decided(built(head(term="{from: 2024-08-01, years: 3}")), "trial: {holds: true}", as_of=as_of)
    last = last_day_of_term(decision)
    assert last == date(2027, 7, 31).toordinal()
    assert told(decision) == (f"The document expires on 2027-07-31, {left} from the date of decision." if left else "")


@pytest.mark.parametrize(("stated", "last"), [("pilot: {start_date: 2024-02-29}", date(2027, 2, 28)), ("trial: {holds: true}", None)])
def test_a_term_may_start_on_a_day_that_a_fact_tells(built, stated, last):
    decision = decided(built(head(term="{from: pilot.start_date, years: 3}")), stated)
    assert last_day_of_term(decision) == (last.toordinal() if last else None)


def test_an_edition_without_a_printed_term_never_expires(built):
    assert last_day_of_term(decided(built(head()), "trial: {holds: true}")) is None


# --- what a text prints for the time after its term ---

PILOTS = {"ganzhou": ("pilot: {approval_date: 2022-04-01}", "三/（二）"), "shanghai": ("pilot: {start_date: 2022-04-01}", "二/（二）")}
USER = """{deal: {kinds: [KIND], date: 2025-03-20}, unit: {type: research_institute, located_in_city: true, pilot_listed: LISTED,
  fiscally_funded: true, fiscal_level: city, affiliation: municipal, is_public_institution: true}, PILOT, use_right: {term_years: 10EFFECTIVE}}"""


@pytest.mark.parametrize("city_name", PILOTS)
@pytest.mark.parametrize(
    ("change", "as_of", "expected"),
    [
        ({}, "2025-04-01", "still applies"),
        ({}, "2026-04-01", "still applies"),
        ({}, "2025-03-31", ""),  # the last day of the pilot: the rule itself speaks
        ({}, "2022-03-31", ""),  # before the pilot
        ({"EFFECTIVE": ", agreement_effective_date: 2025-04-01"}, "2025-05-01", ""),
        ({"EFFECTIVE": ""}, "2025-05-01", "is open (facts not stated: use-right agreement effective)"),
        ({"KIND": "ownership_grant"}, "2025-05-01", ""),
        ({"LISTED": "false, is_first_batch_pilot: false, selected_by_district: false, opted_in_by_reference: false"}, "2025-05-01", ""),
    ],
)
def test_an_agreement_of_the_pilot_continues_after_it(library, city_name, change, as_of, expected):
    pilot, locator = PILOTS[city_name]
    text = USER
    for word, value in {"KIND": "use_right_grant", "LISTED": "true", "PILOT": pilot, "EFFECTIVE": ", agreement_effective_date: 2025-03-31"}.items():
        text = text.replace(word, change.get(word, value))
    [found] = library.resolve(city_name, 1)
    decision = decided(library.load(found), text, as_of=as_of)
    assert decision.out_of_scope is (as_of != "2025-03-31")
    remarks = [notice for notice in notices(decision) if "The term is over" in notice.en]
    assert [expected in notice.en for notice in remarks] == ([True] if expected else [])
    assert all(locator in notice.zh for notice in remarks)


# --- facts for one edition ---


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


DEAL = "{deal: {kinds: [ownership_grant]}, unit: {type: university}, "


@pytest.mark.parametrize(
    ("stated", "guangzhou"),
    [
        ("other: {}", None),
        ("edition: {issue_date: 2024-05-01}", True),
        ("editions: {guangzhou: {issue_date: 2024-05-01}}", True),
        ("editions: {guangzhou@guideline: {issue_date: 2024-05-01}}", True),
        ("editions: {guangzhou: {edition.issue_date: 2024-05-01}}", True),
        ("editions: {guangzhou: {edition: {issue_date: 2024-05-01}}}", True),
        ("editions: {guangzhou: {issue_date: 2020-05-01}}", False),
        ("editions: {guangzhou: {issue_date: 2025-03-21}}", False),
        ("editions: {shanghai: {issue_date: 2024-05-01}}", None),
        ("edition: {issue_date: 2020-05-01}, editions: {guangzhou: {issue_date: 2024-05-01}}", True),
        ("editions: {guangzhou: {issue_date: 2020-05-01}, guangzhou@guideline: {issue_date: 2024-05-01}}", True),
    ],
)
def test_a_start_the_source_does_not_print_is_a_fact_of_that_edition_alone(library, stated, guangzhou):
    [found] = library.resolve("guangzhou", 1)
    text = DEAL + stated + "}" if "other" not in stated else DEAL.rstrip(", ") + "}"
    decision = decided(library.load(found), text)
    assert decision.derived["edition.in_force"] is guangzhou
    if guangzhou is None:
        assert decision.status == "undetermined"
        assert "edition.issue_date" in {item["fact"] for item in decision_document(decision, "en")["missing"]}


def test_facts_for_another_edition_are_not_seen(library):
    [found] = library.resolve("ganzhou", 1)
    edition = library.load(found)
    mine = decided(edition, DEAL + "editions: {ganzhou: {pilot.approval_date: 2024-05-01}}}")
    other = decided(edition, DEAL + "editions: {shenzhen: {pilot.approval_date: 2024-05-01}}}")
    assert (mine.derived["edition.in_force"], other.derived["edition.in_force"]) == (True, None)
