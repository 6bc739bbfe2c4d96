"""What a waiver covers, what it cannot, until when, and the status that follows."""

from __future__ import annotations

import pytest

from awardrules.pack.edition import Edition
from pack.cities import day
from waiving.repository import BAD, GOOD, OPEN, SECRET, TODAY, judged, trialville, waiver

ALL = (waiver("p.duty"), waiver("p.people"), waiver("p.principle"), waiver("p.wish"))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return trialville(tmp_path_factory.mktemp("packs"))


def clauses(issues: object) -> list[str]:
    return [issue.clause for issue in issues]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("waivers", "status", "standing"),
    [
        ((), "non_compliant", ["p.duty", "p.people", "p.principle", "p.wish"]),
        (ALL[:1], "non_compliant", ["p.people", "p.principle", "p.wish"]),
        (ALL[:2], "deviating", ["p.principle", "p.wish"]),
        (ALL[:3], "compliant", ["p.wish"]),
        (ALL, "compliant", []),
    ],
)
def test_the_status_follows_from_what_is_left(edition, waivers, status, standing):
    verdict = judged(edition, BAD, *waivers)
    assert (verdict.before, verdict.status) == ("non_compliant", status)
    assert clauses(verdict.standing) == standing
    assert clauses(e.issue for e in verdict.excused) == clauses(judged(edition, BAD).standing)[: len(waivers)]


def test_waiving_changes_nothing_of_the_decision(edition):
    verdict = judged(edition, BAD, *ALL)
    assert verdict.decision.status == "non_compliant"
    assert verdict.shown.status == "compliant"
    assert verdict.shown.outcomes == verdict.decision.outcomes


@pytest.mark.parametrize(
    ("given", "covers"),
    [
        ({}, True),
        ({"clause": None, "rule": "publicity/duty"}, True),
        ({"clause": "p.people"}, False),
        ({"clause": None, "rule": "publicity/people"}, False),
        ({"file": "*.yaml"}, True),
        ({"file": "deals/*.yaml"}, False),
        ({"file": "**"}, True),
        ({"pack": "trialville"}, True),
        ({"pack": "trialville@2025"}, True),
        ({"pack": "trialville@2024"}, False),
        ({"pack": "shenzhen"}, False),
    ],
)
def test_a_waiver_covers_its_rule_or_clause_in_its_files_and_pack(edition, given, covers):
    verdict = judged(edition, BAD, waiver(**given))
    assert ("p.duty" in clauses(e.issue for e in verdict.excused)) is covers
    assert ("p.duty" in clauses(verdict.standing)) is not covers


@pytest.mark.parametrize(
    ("expires", "today", "why"),
    [
        ("2026-06-30", "2026-06-30", None),
        ("2026-06-30", "2026-07-01", "expired"),
        ("2026-06-31", "2026-06-01", "no-date"),
        ("明年", "2026-06-01", "no-date"),
        ("", "2026-06-01", "no-date"),
        ("2026年12月31日", "2026-06-30", None),
    ],
)
def test_the_last_day_is_included_and_no_date_is_none(edition, expires, today, why):
    verdict = judged(edition, BAD, waiver(expires=expires), today=day(today))
    assert [refused.why for refused in verdict.refused] == ([why] if why else [])
    assert ("p.duty" in clauses(verdict.standing)) is (why is not None)


def test_what_a_pack_marks_so_cannot_be_waived_and_no_baseline_knows_it(edition):
    verdict = judged(edition, SECRET, waiver("p.secret"), known=lambda _: True)
    assert (verdict.status, verdict.excused) == ("non_compliant", ())
    assert [(r.issue.clause, r.why) for r in verdict.refused] == [("p.secret", "not-waivable")]
    assert clauses(verdict.standing) == ["p.secret"]


def test_a_second_waiver_takes_the_place_of_one_that_expired(edition):
    verdict = judged(edition, BAD, waiver(expires="2020-01-01"), waiver())
    assert ("p.duty" in clauses(verdict.standing), verdict.refused) == (False, ())


def test_what_is_not_known_is_not_waived(edition):
    verdict = judged(edition, OPEN, waiver("p.open"))
    assert (verdict.status, verdict.excused) == ("undetermined", ())
    assert [(i.kind, i.clause, i.facts, i.span.line) for i in verdict.obstacles] == [("open", "p.open", ("trial.holds",), 1)]


def test_a_rule_counts_as_passed_only_where_every_record_is_excused(edition):
    both = BAD.replace("publicity_items: [share]", "publicity_items: [contribution]")
    one = judged(edition, both, waiver(), known=lambda issue: "recipients[0].publicity_items" in issue.facts)
    assert (one.status, clauses(one.standing)) == ("non_compliant", ["p.people", "p.principle", "p.wish"])
    every = judged(edition, both, waiver(), known=lambda issue: issue.clause == "p.people")
    assert every.status == "deviating"


def test_the_baseline_is_asked_after_the_waivers(edition):
    asked: list[str] = []
    judged(edition, BAD, waiver(), known=lambda issue: bool(asked.append(issue.clause)))
    assert asked == ["p.people", "p.principle", "p.wish"]


def test_a_good_deal_has_nothing_to_excuse(edition):
    verdict = judged(edition, GOOD, *ALL)
    assert (verdict.status, verdict.issues, verdict.excused, verdict.refused) == ("compliant", (), (), ())


def test_an_issue_stands_where_its_fact_is_stated(edition):
    places = {issue.clause: (issue.span.line, issue.facts) for issue in judged(edition, BAD).standing}
    assert places == {
        "p.duty": (3, ("trial.count",)),
        "p.people": (11, ("recipients[1].publicity_items",)),
        "p.principle": (4, ("trial.level",)),
        "p.wish": (5, ("trial.other",)),
    }


@pytest.mark.parametrize(("level", "failing"), [("violation", 2), ("deviation", 3), ("suggestion", 4)])
def test_the_fail_level_says_which_issues_fail(edition, level, failing):
    verdict = judged(edition, BAD, today=TODAY)
    assert sum(verdict.fails(issue, level, allow_unknown=False) for issue in verdict.issues) == failing
