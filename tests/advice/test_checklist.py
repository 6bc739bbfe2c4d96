"""An institution's checklist: what it lacks, owes, has open and in order, by mechanism."""

from __future__ import annotations

import pytest

from advice.cities_of_advice import trialville
from awardrules.advice.checklist import Checklist, Duty, checklist
from awardrules.decision.decide import decide
from awardrules.facts.quantity import show_date
from awardrules.facts.reading import read_deal
from awardrules.pack.edition import Edition
from awardrules.pack.references import Library
from pack.cities import day

LIBRARY = Library()


def of(edition: Edition, text: str, as_of: str = "2026-06-10", *, hypothetical: bool = True) -> Checklist:
    deal = read_deal(text, "unit.yaml", edition.vocabulary)
    return checklist(decide(deal, edition, day(as_of), subject="institution", hypothetical=hypothetical))


def found(pack: str, text: str, **options: object) -> Checklist:
    return of(LIBRARY.load(LIBRARY.resolve(pack, 739400)[0]), text, **options)  # type: ignore[arg-type]


def duties(result: Checklist) -> dict[str, Duty]:
    return {duty.rules[0].clauses[0]: duty for duty in result.duties}


SHENZHEN = "unit: {single_list_enabled: true}"
THREE = ("competent_authority", "science_department", "finance_department")


@pytest.mark.parametrize(
    ("pack", "text", "clause", "to", "standing"),
    [
        ("shenzhen", f"{{{SHENZHEN}, report: {{single_list_recipients: [finance_department]}}}}", "reporting.single-list-annual", THREE, "owed"),
        ("shenzhen", f"report: {{asset_recipients: [{', '.join(THREE)}]}}", "reporting.annual-assets", THREE, "done"),
        ("shenzhen", "report: {reform_plan: true}", "reporting.implementation", ("competent_authority",), "open"),
        ("guangzhou", "report: {annual_submitted: true, annual_recipients: [science_department]}", "reporting.annual", THREE[:2], "owed"),
        ("ganzhou", "report: {annual_submitted: false}", "reporting.implementation", THREE[:2], "owed"),
        ("shanghai", "report: {asset_recipients: [unit_finance]}", "reporting.annual-assets", ("unit_finance", "unit_state_assets"), "owed"),
    ],
)  # fmt: skip
def test_a_report_is_owed_to_the_addressees_the_rule_names(pack, text, clause, to, standing):
    duty = duties(found(pack, text))[clause]
    assert (set(duty.to), duty.standing, duty.reported) == (set(to), standing, True)


def test_a_duty_that_does_not_apply_is_not_owed():
    assert "reporting.single-list-annual" not in duties(found("shenzhen", "unit: {single_list_enabled: false}"))


@pytest.mark.parametrize(
    ("pack", "text", "clause", "due", "standing"),
    [
        ("ganzhou", "{pilot: {start_date: 2026-01-05}}", "timetable.unit-rules", "2026-07-05", "open"),
        ("ganzhou", "{pilot: {start_date: 2025-01-05, internal_rules_completed_date: 2025-08-01}}", "timetable.unit-rules", "2025-07-05", "late"),
        ("ganzhou", "{pilot: {start_date: 2025-01-05, internal_rules_completed_date: 2025-07-05}}", "timetable.unit-rules", "2025-07-05", "done"),
        ("shanghai", "{pilot: {start_date: 2025-09-01}}", "timetable.unit-rules", "2026-09-01", "open"),
        ("shanghai", "report: {asset_fixed_date: 2026-06-30}", "reporting.annual-assets", "2026-06-30", "open"),
        ("shanghai", "{}", "timetable.unit-rules", None, "open"),
    ],
)
def test_a_duty_has_the_last_day_its_rules_compute(pack, text, clause, due, standing):
    duty = duties(found(pack, text if text != "{}" else "unit: {type: university}"))[clause]
    assert [show_date(d.day) if d.day else None for d in duty.due] == [due]
    assert duty.standing == standing
    future = duty.due[0].day is not None and duty.due[0].day >= day("2026-06-10")
    assert (duty.due[0].working is not None) == future


LATE = "{pilot: {start_date: 2025-01-05, internal_rules_completed_date: %s}}"


@pytest.mark.parametrize(
    ("done", "as_of", "standing", "late"),
    [("2025-07-05", "2025-08-01", "done", 0), ("2025-07-06", "2025-08-01", "late", 1), ("2025-08-02", "2025-08-01", "overdue", 0)],
)
def test_what_was_done_after_its_day_is_late_and_not_overdue(done, as_of, standing, late):
    duty = duties(found("ganzhou", LATE % done, as_of=as_of))["timetable.unit-rules"]
    assert (duty.standing, duty.due[0].late) == (standing, late)


def test_what_came_late_and_lacks_something_else_is_overdue(tmp_path):
    rules = """
        - cite: c.one
          subject: institution
          require: {and: [{"<=": [{var: report.sent}, {var: report.fixed}]}, {in: [bureau, {var: report.to}]}]}
          remedy: {zh: 补, en: do}
        """
    edition = trialville(tmp_path, rules, {"c.one": "shall"})
    stated = "report: {sent: 2026-06-02, fixed: 2026-06-01, to: [%s]}"
    assert duties(of(edition, stated % "bureau"))["c.one"].standing == "late"
    assert duties(of(edition, stated % "mayor"))["c.one"].standing == "overdue"


def test_points_are_grouped_by_mechanism_and_outcome():
    text = """
unit:
  has_grant_rules: true
  has_grant_workflow: true
  has_grant_decision_mechanism: false
  has_result_library: true
  tt_staff_in_engineering_series: false
"""
    sections = {section.mechanism: section for section in found("shenzhen", text).sections}
    assert [p.rule.id for p in sections["ownership-grant"].lacking] == ["ownership-grant/unit-system"]
    assert [p.rule.id for p in sections["personnel"].advised] == ["personnel/title-series"]
    assert [p.rule.id for p in sections["registration"].in_order] == ["registration/library"]
    assert [m.path for p in sections["operations-org"].open if p.rule.id == "operations-org/tto" for m in p.missing] == ["unit.has_tto"]
    assert next(iter(sections)) == "ownership-grant"  # what is lacking comes first


def test_every_rule_of_the_institution_is_in_one_place():
    result = found("shenzhen", "unit: {has_result_library: true, single_list_enabled: false}")
    placed = [p.rule.id for s in result.sections for part in (s.lacking, s.advised, s.open, s.in_order) for p in part]
    placed += [rule.id for rule in result.idle]
    edition = result.decision.edition
    assert sorted(placed) == sorted(r.id for r in edition.rules if r.subject == "institution" and not r.gives)


def test_while_scope_is_open_its_questions_come_first():
    result = found("shenzhen", "unit: {type: university, located_in_city: true}", hypothetical=False)
    assert "unit.fiscally_funded" in [m.path for m in result.scope]
    assert found("shenzhen", "unit: {type: university}", hypothetical=True).scope == ()
    settled = "unit: {type: university, located_in_city: true, fiscally_funded: true}"
    assert found("shenzhen", settled, hypothetical=False).scope == ()


def test_a_sixth_city_needs_no_python(tmp_path):
    rules = """
        - {gives: due.report, cite: c.one, id: due, value: 2026-07-01}
        - {cite: c.one, subject: institution, require: {includes_all: [{var: report.to}, [bureau, mayor]]}, remedy: {zh: 补报, en: send it}}
        - {cite: c.two, subject: institution, require: {in: [bureau, {var: report.to}]}, remedy: {zh: 补报, en: send it}}
        - {cite: c.three, subject: institution, require: {"<=": [{var: report.sent}, {var: report.fixed}]}, remedy: {zh: 补报, en: send it}}
        - {cite: c.four, subject: institution, require: {var: step.hurried}, remedy: {zh: 补, en: do}}
        """
    edition = trialville(tmp_path, rules, {"c.one": "shall", "c.two": "encouraged", "c.three": "shall", "c.four": "shall"})
    result = duties(of(edition, "report: {to: [bureau], sent: 2026-06-02, fixed: 2026-06-01}"))
    assert {clause: (duty.to, [show_date(d.day) for d in duty.due if d.day], duty.standing) for clause, duty in result.items()} == {
        "c.one": (("bureau", "mayor"), ["2026-07-01"], "owed"),
        "c.three": ((), ["2026-06-01"], "late"),
    }
    assert result["c.one"].sent == {"bureau"}
