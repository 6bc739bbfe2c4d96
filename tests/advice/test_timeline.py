"""The dates of a deal: what is recorded, computed, printed and due, in order; breaches; open dates; working days."""

from __future__ import annotations

from datetime import date

import pytest

from advice.cities_of_advice import decided, trialville
from awardrules.advice.timeline import Timeline, timeline
from awardrules.advice.workdays import notice, workday, years_known
from awardrules.decision.decide import decide
from awardrules.facts.quantity import show_date
from awardrules.facts.reading import read_deal
from awardrules.pack.references import Library
from pack.cities import day

LIBRARY = Library()


def found(pack: str, text: str, as_of: str = "2025-06-01") -> Timeline:
    edition = LIBRARY.load(LIBRARY.resolve(pack, day(as_of))[0])
    deal = read_deal(text, "deal.yaml", edition.vocabulary)
    return timeline(*(decide(deal, edition, day(as_of), subject=subject, hypothetical=True) for subject in ("deal", "institution")))


def dates(result: Timeline, *kinds: str) -> list[tuple[str, str | None]]:
    return [(show_date(entry.day), entry.path) for entry in result.entries if entry.kind in kinds]


USE_RIGHT = "{deal: {kinds: [use_right_grant]}, use_right: {agreement_effective_date: 2025-03-20, term_years: %s, extension_granted: %s%s}}"


@pytest.mark.parametrize(
    ("years", "extended", "expected"),
    [
        ("10", "false", ["2035-03-19"]),
        ("10.5", "false", ["2035-09-19"]),
        ("10", "true, extended_term_years: 5", ["2035-03-19", "2040-03-19"]),
    ],
)
@pytest.mark.parametrize("pack", ["shenzhen", "shenzhen@draft", "guangzhou", "shanghai", "ganzhou"])
def test_the_use_right_ends_the_day_before_its_anniversary(pack, years, extended, expected):
    result = found(pack, USE_RIGHT % (years, extended, ""))
    assert [d for d, path in dates(result, "computed") if path and path.startswith("use_right.")] == expected


@pytest.mark.parametrize(
    ("pack", "text", "expected"),
    [
        ("shenzhen", "deal: {kinds: [reward]}", [("2024-08-01", None), ("2027-07-31", None)]),
        ("shenzhen@draft", "deal: {kinds: [reward]}", []),
        ("guangzhou", "{deal: {kinds: [reward]}, edition: {issue_date: 2024-06-01}}", [("2027-05-31", None)]),
        ("guangzhou", "deal: {kinds: [reward]}", []),
        # the pilot's own rule gives the day: it is not said twice
        ("ganzhou", "{deal: {kinds: [reward]}, pilot: {approval_date: 2024-02-29}}", []),
        ("shanghai", "{deal: {kinds: [reward]}, pilot: {start_date: 2025-01-15}}", []),
    ],
)
def test_the_term_of_the_document(pack, text, expected):
    assert dates(found(pack, text), "term") == expected


@pytest.mark.parametrize(
    ("pack", "text", "expected"),
    [
        ("ganzhou", "pilot: {approval_date: 2024-02-29, start_date: 2024-02-29}",
         {"timetable.pilot_list_due": "2024-02-23", "timetable.internal_rules_due": "2024-08-29", "pilot.end_date": "2027-02-28"}),
        ("shanghai", "{pilot: {start_date: 2025-01-15}, edition: {issue_date: 2025-01-02}}",
         {"timetable.internal_rules_due": "2026-01-15", "pilot.end_date": "2028-01-14", "edition.annex_from": "2025-01-02",
          "edition.annex_latest_end": "2028-01-14"}),
    ],
)  # fmt: skip
def test_the_days_a_document_prints_or_computes(pack, text, expected):
    result = found(pack, text)
    assert {path: d for d, path in dates(result, "computed")}.items() >= expected.items()
    assert all(entry.clauses for entry in result.entries if entry.kind == "computed")


def test_what_is_recorded_comes_with_its_place_and_the_clauses_that_read_it():
    result = found("shenzhen", "deal: {kinds: [ownership_grant], date: 2025-05-02}\ngrant:\n  publicity: {start: 2025-04-01, end: 2025-04-15}\n")
    recorded = {entry.path: entry for entry in result.entries if entry.kind == "recorded"}
    assert set(recorded) == {"deal.date", "grant.publicity.start", "grant.publicity.end"}
    assert recorded["grant.publicity.end"].clauses == ("publicity.grant-days",)
    place = recorded["grant.publicity.start"].fact
    assert place is not None
    assert str(place.evidence) == "deal.yaml:3:22"
    assert [entry.day for entry in result.entries] == sorted(entry.day for entry in result.entries)


def test_the_last_day_of_publicity_follows_from_its_first():
    result = found("shenzhen", "{deal: {kinds: [ownership_grant]}, grant: {publicity: {start: 2025-06-02}}}")
    assert dates(result, "earliest") == [("2025-06-16", "grant.publicity.end")]
    step = result.steps[-1]
    assert step.after[0].basis.zh == "自赋权公示开始日起满 15 日（首尾均计）"
    assert any("第二百零一条" in text.zh for text in step.cautions)


def test_recorded_days_in_the_wrong_order_are_named_with_clause_and_remedy():
    text = """
deal: {kinds: [ownership_grant]}
edition: {issue_date: 2024-06-01}
grant: {approved: true, filed: true, publicity: {places: [unit], start: 2025-03-01, end: 2025-03-15}, filing_date: 2025-03-20}
agreement: {signed: true, date: 2025-03-18}
"""
    broken = found("guangzhou", text).violations
    assert [(v.rule.id, v.subject.zh, v.late, show_date(v.day)) for v in broken] == [
        ("agreement-terms/after-filing", "协议签署日", False, "2025-03-20")
    ]
    assert {fact.path for fact in broken[0].facts} == {"grant.filing_date", "agreement.date"}


def test_a_missed_printed_day_is_a_breach_of_its_own():
    text = "{unit: {affiliation: municipal, type: university, pilot_applied: true}, pilot: {plan_submission_date: 2024-01-20}}"
    broken = found("ganzhou", text).violations
    assert [(v.subject.zh, v.late, show_date(v.day)) for v in broken] == [("试点方案报送日", True, "2024-01-19")]


def test_a_step_no_rule_orders_is_listed_as_such():
    result = found("shenzhen", "{deal: {kinds: [ownership_grant]}, agreement: {date: 2025-04-20}}")
    assert [fact.path for fact in result.unordered] == ["agreement.date"]
    assert found("guangzhou", "{deal: {kinds: [ownership_grant]}, agreement: {date: 2025-04-20}}").unordered == ()


def test_a_file_of_an_institution_is_not_asked_for_the_dates_of_a_use_right():
    text = "pilot: {approval_date: 2024-02-20}"
    assert not [item.path for item in found("ganzhou", text).open if item.path.startswith("use_right")]
    about = text + "\nuse_right: {term_years: 10}"
    assert "use_right.term_end" in {item.path for item in found("ganzhou", about).open}


def test_a_day_that_lacks_facts_is_open_with_its_question():
    result = found("ganzhou", "deal: {kinds: [use_right_grant]}")
    lacking = {item.path: [m.path for m in item.missing] for item in result.open}
    assert lacking["use_right.term_end"] == ["use_right.term_years", "use_right.agreement_effective_date"]
    assert lacking["timetable.internal_rules_due"] == ["pilot.start_date"]


def test_a_deadline_of_a_rule_is_shown_once(tmp_path):
    rules = """
        - {gives: due.report, cite: c.one, id: due, value: 2025-07-05}
        - {cite: c.one, require: {"<=": [{var: report.sent}, 2025-07-05]}, remedy: {zh: 改, en: mend}}
        - {cite: c.two, require: {"<=": [{var: report.sent}, {var: report.fixed}]}, remedy: {zh: 改, en: mend}}
        """
    edition = trialville(tmp_path, rules, {"c.one": "shall", "c.two": "shall"})
    deal = "report: {fixed: 2025-06-30}"
    both = [decided(edition, deal, subject=subject) for subject in ("deal", "institution")]
    result = timeline(*both)
    assert dates(result, "computed", "deadline") == [("2025-06-30", "report.sent"), ("2025-07-05", "due.report")]
    future = {entry.path: entry.working for entry in result.entries if entry.kind == "computed"}
    assert future["due.report"] is not None
    assert (future["due.report"].working, show_date(future["due.report"].following or 0)) == (False, "2025-07-07")


# --- working days (the State Council's arrangements for 2025 and 2026) ---


@pytest.mark.parametrize(
    ("text", "working", "following"),
    [
        ("2025-09-28", True, "2025-09-28"),  # a Sunday worked for the National Day week
        ("2025-10-01", False, "2025-10-09"),  # eight days off
        ("2025-10-11", True, "2025-10-11"),  # a Saturday worked
        ("2025-06-07", False, "2025-06-09"),  # an ordinary weekend
        ("2026-02-14", True, "2026-02-14"),  # a Saturday worked before the Spring Festival
    ],
)
def test_make_up_working_days_are_known(text, working, following):
    result = workday(day(text))
    assert (result.working, show_date(result.following or 0)) == (working, following)


def test_beyond_the_published_years_nothing_is_guessed():
    first, last = years_known()
    later, earlier = date(last + 1, 3, 1).toordinal(), date(first - 1, 3, 1).toordinal()
    assert (workday(later).working, workday(later).following) == (None, None)
    assert workday(earlier).working is None
    said = notice([later, date(last, 3, 1).toordinal()])
    assert said is not None
    assert f"{last + 1}-03-01" in said.zh
    assert f"{last}-03-01" not in said.en
    assert notice([date(last, 3, 1).toordinal()]) is None


def test_the_basis_of_a_last_day_says_its_unit_once():
    result = found("shenzhen", USE_RIGHT % ("10", "false", ""))
    (basis,) = [entry.basis for entry in result.entries if entry.path == "use_right.term_end"]
    assert basis.zh.endswith(" = 自2025-03-20起 10 年的最后一日")
    assert basis.en.endswith(" = the last day of 10 years from 2025-03-20")


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        (
            "9.99",
            "9.99 年合 119.88 个月，不满一个月的部分不计，按 119 个月推算日期。",
            "9.99 years are 119.88 months; the part of a month is not counted",
        ),
        ("{min: 10, max: 10.3}", None, None),  # no one day is found
        ("10.5", None, None),
        ("1/12", None, None),
    ],
)
@pytest.mark.parametrize("pack", ["shenzhen", "shenzhen@draft", "guangzhou", "shanghai", "ganzhou"])
def test_months_that_are_rounded_are_remarked_upon(pack, years, zh, en):
    result = found(pack, USE_RIGHT % (years, "false", ""))
    remarks = [text for entry in result.entries if entry.path == "use_right.term_end" for text in entry.cautions]
    assert [text.zh for text in remarks] == ([] if zh is None else [zh])
    assert all(text.en.startswith(en) for text in remarks)
