"""Cases: deals with expected outcomes. Those that are shipped hold, and one that does not is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.authoring.cases import read_cases, run_cases
from awardrules.diagnostics import AwardrulesError
from awardrules.pack.references import Library
from pack.cities import city

EDITIONS = ("ganzhou@2023", "guangzhou@guideline", "shanghai@draft", "shenzhen@2024", "shenzhen@draft")


@pytest.mark.parametrize("reference", EDITIONS)
def test_the_shipped_cases_hold(reference):
    library = Library()
    run = run_cases(library.load(library.resolve(reference, 1)[0]))
    assert [fault.render("en") for fault in run.faults] == []
    assert run.count >= 12
    seen, possible = run.coverage.share
    assert seen == possible, run.coverage.gaps()


@pytest.mark.parametrize("reference", EDITIONS)
def test_the_cases_of_an_edition_fail_somewhere_and_pass_somewhere(reference):
    library = Library()
    edition = library.load(library.resolve(reference, 1)[0])
    expected = {o for case in read_cases(Path(edition.folder), edition) for o in case.expect.get("clauses", {}).values()}
    assert {"pass", "unknown", "not_applicable"} <= expected
    assert expected & {"fail", "violation"}


RULES = """
- gives: grant.publicity.days
  cite: c.counted
  value: {days_inclusive: [{var: grant.publicity.start}, {var: grant.publicity.end}]}
- cite: c.days
  require: {">=": [{var: grant.publicity.days}, 15]}
  cautions: [{when: {"==": [{var: grant.publicity.days}, 15]}, text: {zh: 恰好, en: just so}}]
- {cite: c.wish, require: {var: trial.holds}}
- {gives: trial.prescribed, cite: c.doubled, value: {"*": [2, {var: trial.count}]}}
- {gives: trial.granted, cite: c.granted, value: {var: trial.when}}
- {gives: trial.level, cite: c.level, first: [{when: {var: trial.when}, value: high}]}
- {gives: trial.items, cite: c.items, first: [{when: {var: trial.when}, value: [low, high]}]}
- {gives: trial.day, cite: c.day, value: {add_days: [{var: grant.publicity.end}, 1]}}
- {gives: trial.sum, cite: c.sum, value: {"*": [{var: proceeds.total}, 1/3]}}
"""
LISTED = dict.fromkeys(("c.counted", "c.days"), "shall") | {"c.wish": "encouraged"}
LISTED |= {f"c.{name}": "definition" for name in ("doubled", "granted", "level", "items", "day", "sum")}
BASE = "{grant: {publicity: {start: 2025-03-01, end: 2025-03-15}}, trial: {holds: true}}"


def run(folder: Path, case: str, bases: str = f"{{base: {BASE}}}"):
    cases = f"bases: {bases}\ncases:\n- {{name: {{zh: 案例, en: a case}}, {case}}}\n"
    return run_cases(city(folder, RULES, LISTED, files={"cases/trial.yaml": cases}))


@pytest.mark.parametrize(
    "case",
    [
        "base: base, expect: {status: compliant, clauses: {c.days: pass}, rules: {publicity/wish: pass}, derived: {grant.publicity.days: 15}}",
        "base: base, with: {grant.publicity.end: 2025-03-14}, expect: {status: non_compliant, clauses: {c.days: fail}}",
        "base: base, with: {grant: {publicity: {end: 2025-03-14}}}, expect: {clauses: {c.days: violation}}",
        "base: base, with: {trial.holds: false}, expect: {status: compliant, clauses: {c.wish: suggestion}}",
        "base: base, without: [grant.publicity.end], expect: {clauses: {c.days: unknown}, missing: [grant.publicity.end]}",
        "base: base, without: grant.publicity, expect: {clauses: {c.days: unknown}, missing: [grant.publicity.start]}",
        "base: base, without: [grant.never.stated], expect: {clauses: {c.days: pass}}",
        "base: base, with: {grant.publicity.days: 20}, expect: {conflicts: [grant.publicity.days], clauses: {c.days: unknown}}",
        "base: base, with: {grant.publicity.end: {min: 2025-03-15}}, expect: {clauses: {c.days: pass}}",
        "base: base, expect: {cautions: [publicity/days, c.days]}",
        "deal: {trial: {count: 3}}, expect: {derived: {trial.prescribed: 6, trial.granted: null, scope.coverage: absent}}",
        "deal: {trial: {when: true}}, expect: {derived: {trial.granted: true, trial.level: high, trial.items: [high, low]}}",
        "base: base, expect: {derived: {trial.day: 2025-03-16}}",
        "deal: {proceeds: {total: 100}}, expect: {derived: {trial.sum: 33.33}}",  # to the fen, as it is shown
        "deal: {grant: null, trial: {holds: true}}, with: {grant.publicity.days: 15}, expect: {clauses: {c.days: pass}}",
    ],
)
def test_a_case_says_what_should_come_out(tmp_path, case):
    done = run(tmp_path, case)
    assert (done.count, [fault.message.en for fault in done.faults]) == (1, [])


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ("status: deviating", "expected status deviating, got compliant"),
        ("clauses: {c.days: fail}", "expected fail of `c.days`, got pass"),
        ("clauses: {c.dayz: pass}", "no clause `c.dayz`"),
        ("rules: {publicity/days: unknown}", "expected unknown of rule `publicity/days`, got pass"),
        ("derived: {grant.publicity.days: 14}", "expected 14 for `grant.publicity.days`, got 15"),
        ("derived: {trial.granted: false}", "expected False for `trial.granted`, got None"),
        ("derived: {trial.granted: absent}", "expected absent for `trial.granted`, got None"),
        ("missing: [trial.holds]", "`trial.holds` is not among the missing facts"),
        ("conflicts: [grant.publicity.days]", "no conflict over `grant.publicity.days`"),
        ("cautions: [publicity/wish]", "rule `publicity/wish` carries no caution"),
    ],
)
def test_a_case_that_comes_out_otherwise_is_a_fault_at_its_place(tmp_path, expect, message):
    [fault] = run(tmp_path, f"base: base, expect: {{{expect}}}").faults
    assert fault.message.en.lower() == f"a case: {message}".lower()
    assert fault.message.zh.startswith("案例：")
    assert (fault.code, fault.span.line, fault.span.file.rpartition("/")[2]) == ("case-failed", 3, "trial.yaml")


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("base: bass, expect: {status: compliant}", "bad-case"),
        ("base: base, expect: {}", "bad-case"),
        ("base: base, expect: {clauses: {}}", "bad-case"),
        ("base: base, expect: {state: compliant}", "pack-shape"),
        ("base: base, expect: {status: fine}", "pack-shape"),
        ("base: base, expect: {clauses: [c.days]}", "pack-shape"),
        ("base: base, expect: {clauses: {c.days: passes}}", "pack-shape"),
        ("base: base", "pack-shape"),
        ("deal: text, expect: {status: compliant}", "pack-shape"),
        ("deal: {trial: {hold: true}}, expect: {status: compliant}", "unknown-fact"),
        ("deal: {trial: {holds: maybe}}, expect: {status: compliant}", "wrong-type"),
        ("deal: {}, expect: {status: compliant}", "empty-deal"),
        ("base: base, as_of: soon, expect: {status: compliant}", "pack-shape"),
        ("base: base, subject: unit, expect: {status: compliant}", "pack-shape"),
    ],
)
def test_a_case_that_makes_no_sense_is_a_fault_at_its_place(tmp_path, case, code):
    with pytest.raises(AwardrulesError) as caught:
        run(tmp_path, case)
    assert [(fault.code, fault.span.line) for fault in caught.value.diagnostics] == [(code, 3)]


def test_every_fault_of_every_file_of_cases_is_reported(tmp_path):
    one = "cases: [{name: {zh: 甲, en: a}, deal: {trial: {hold: true}}, expect: {status: compliant}}]"
    with pytest.raises(AwardrulesError) as caught:
        run_cases(city(tmp_path, RULES, LISTED, files={"cases/a.yaml": one, "cases/b.yaml": "cases: [", "cases/c.yaml": one}))
    assert [(f.span.file.rpartition("/")[2], f.code) for f in caught.value.diagnostics] == [
        ("a.yaml", "unknown-fact"),
        ("b.yaml", "yaml-syntax"),
        ("c.yaml", "unknown-fact"),
    ]


@pytest.mark.parametrize(
    ("case", "status"),
    [
        ("deal: {agreement: {date: 2025-03-01}, deal: {date: 2027-01-01}}", "compliant"),
        ("deal: {deal: {date: 2027-01-01}}", "non_compliant"),
        ("deal: {deal: {date: 2025-03-01}}, as_of: 2027-01-01", "non_compliant"),
        ("deal: {edition: {evaluation_date: 2025-03-01}, agreement: {date: 2027-01-01}}", "compliant"),
    ],
)
def test_a_case_is_decided_for_the_day_its_deal_tells(tmp_path, case, status):
    rules = '- {cite: c.days, require: {"<": [{var: edition.evaluation_date}, 2026-01-01]}}'
    files = {"cases/trial.yaml": f"cases: [{{name: {{zh: 甲, en: a}}, {case}, expect: {{status: {status}}}}}]"}
    assert run_cases(city(tmp_path, rules, {"c.days": "shall"}, files=files)).faults == []


def test_coverage_names_the_outcomes_no_case_shows(tmp_path):
    done = run(tmp_path, "base: base, expect: {status: compliant}")
    assert done.coverage.gaps() == [("publicity/days", ["fail"]), ("publicity/wish", ["fail"])]
    assert done.coverage.share == (2, 4)
