"""The order of steps, read out of what rules require: earliest and latest day, standing, and the laws behind them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advice.cities_of_advice import decided, trialville
from awardrules.advice.procedure import Step, steps_of
from awardrules.advice.timeline import timeline
from awardrules.decision.decide import Decision, decide
from awardrules.facts.quantity import show_date
from awardrules.facts.reading import deal_from
from awardrules.pack.edition import Edition
from awardrules.pack.references import Library

LIBRARY = Library()


def steps(decision: Decision) -> dict[str, Step]:
    return {step.fact.path.partition(".")[2]: step for step in steps_of(decision)}


def shown(day: int | None) -> str | None:
    return None if day is None else show_date(day)[5:]


ONE = "- {{cite: c.one, require: {require}, remedy: {{zh: 改, en: mend}}}}"
OPENED = "step: {opened: 2025-05-10}"
NOT_SIGNED = "step: {opened: 2025-05-10, signed_done: false}"


@pytest.mark.parametrize(
    ("require", "stated", "earliest"),
    [
        ('{"<": [{var: step.opened}, {var: step.signed}]}', OPENED, "05-11"),
        ('{"<=": [{var: step.opened}, {var: step.signed}]}', OPENED, "05-10"),
        ('{">": [{var: step.signed}, {var: step.opened}]}', OPENED, "05-11"),
        ('{">=": [{var: step.signed}, {var: step.opened}]}', OPENED, "05-10"),
        ('{"!": {">": [{var: step.opened}, {var: step.signed}]}}', OPENED, "05-10"),
        ('{"!": {"<": [{var: step.signed}, {var: step.opened}]}}', OPENED, "05-10"),
        ('{"<=": [{var: step.opened}, {var: step.closed}, {var: step.signed}]}', "step: {opened: 2025-05-10, closed: 2025-05-20}", "05-20"),
        ('{"<=": [{add_days: [{var: step.opened}, 5]}, {var: step.signed}]}', OPENED, "05-15"),
        ('{"<=": [2025-05-07, {var: step.signed}]}', "step: {hurried: true}", "05-07"),
        # a step not taken binds all the same once it is taken
        ('{or: [{"!": {var: step.signed_done}}, {"<": [{var: step.opened}, {var: step.signed}]}]}', NOT_SIGNED, "05-11"),
        # another way out makes the order idle
        ('{or: [{var: step.hurried}, {"<": [{var: step.opened}, {var: step.signed}]}]}', "step: {opened: 2025-05-10, hurried: true}", None),
        ('{or: [{var: step.hurried}, {"<": [{var: step.opened}, {var: step.signed}]}]}', "step: {opened: 2025-05-10, hurried: false}", "05-11"),
        # while it is open whether another way out is taken, nobody is bound
        ('{or: [{var: step.hurried}, {"<": [{var: step.opened}, {var: step.signed}]}]}', OPENED, None),
        # a count of days is a last day
        ('{">=": [{days_inclusive: [{var: step.opened}, {var: step.signed}]}, 15]}', OPENED, "05-24"),
        ('{">": [{days_inclusive: [{var: step.opened}, {var: step.signed}]}, 15]}', OPENED, "05-25"),
        ('{"<=": [15, {days_inclusive: [{var: step.opened}, {var: step.signed}]}]}', OPENED, "05-24"),
        ('{"==": [{var: step.opened}, {var: step.signed}]}', OPENED, None),
    ],
)  # fmt: skip
def test_the_earliest_day_of_a_step(tmp_path, require, stated, earliest):
    edition = trialville(tmp_path, ONE.format(require=require), {"c.one": "shall"})
    found = steps(decided(edition, stated)).get("signed")
    assert shown(found.earliest if found else None) == earliest


def test_an_exception_lifts_the_order_and_a_step_that_is_its_condition_does_not(tmp_path):
    rule = """
        - cite: c.one
          when: {var: step.asked_done}
          require: {"<": [{var: step.opened}, {var: step.signed}]}
          unless: [{when: {var: step.hurried}}]
          remedy: {zh: 改, en: mend}
        """
    edition = trialville(tmp_path, rule, {"c.one": "shall"})
    bound = {"hurried: false": "05-11", "hurried: true": None, "days: 3": None}
    for stated, earliest in bound.items():
        found = steps(decided(edition, f"step: {{opened: 2025-05-10, {stated}}}")).get("signed")
        assert shown(found.earliest if found else None) == earliest, stated


CHAIN = """
- {cite: c.open, require: {"<=": [{var: step.asked}, {var: step.opened}]}, remedy: {zh: 改, en: mend}}
- {gives: step.days, cite: c.days, id: counted, value: {days_inclusive: [{var: step.opened}, {var: step.closed}]}}
- {cite: c.days, require: {">=": [{var: step.days}, 9]}, remedy: {zh: 改, en: mend}}
- {cite: c.file, require: {">": [{var: step.filed}, {var: step.closed}]}, remedy: {zh: 改, en: mend}}
- {cite: c.sign, require: {and: [{var: step.signed_done}, {"<=": [{var: step.filed}, {var: step.signed}]}]}, remedy: {zh: 改, en: mend}}
"""
CLAUSES = {"c.open": "shall", "c.days": "shall", "c.file": "shall", "c.sign": "shall"}


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return trialville(tmp_path_factory.mktemp("chain"), CHAIN, CLAUSES)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # asked, opened, closed, filed, signed: earliest and standing
        ("asked: 2025-05-01", [(None, "in_order"), ("05-01", "to_do"), ("05-09", "to_do"), ("05-10", "to_do"), ("05-10", "to_do")]),
        (
            "asked: 2025-05-01, opened: 2025-05-03, closed: 2025-05-11, filed: 2025-05-12, signed: 2025-05-12",
            [(None, "in_order"), ("05-01", "in_order"), ("05-11", "in_order"), ("05-12", "in_order"), ("05-12", "in_order")],
        ),
        # a day short: what follows was right by its own rule and still has to move
        (
            "asked: 2025-05-01, opened: 2025-05-03, closed: 2025-05-10, filed: 2025-05-11, signed: 2025-05-11",
            [(None, "in_order"), ("05-01", "in_order"), ("05-11", "too_early"), ("05-12", "follows"), ("05-12", "follows")],
        ),
        ("opened: 2025-05-03, signed: 2025-05-04", [(None, "to_do"), (None, "open"), ("05-11", "to_do"), ("05-12", "to_do"), ("05-12", "follows")]),
    ],
)
def test_a_procedure_is_followed_step_by_step(chain, stated, expected):
    found = list(steps(decided(chain, f"step: {{{stated}}}")).values())
    assert [step.fact.path.partition(".")[2] for step in found] == ["asked", "opened", "closed", "filed", "signed"]
    assert [(shown(step.earliest), step.state) for step in found] == expected


def test_a_fixed_day_is_a_deadline_and_a_later_step_is_none(tmp_path):
    rules = """
        - {cite: c.one, require: {"<=": [{var: report.sent}, {add_months: [{var: step.opened}, 1]}]}, remedy: {zh: 改, en: mend}}
        - {cite: c.two, require: {"<=": [{var: step.opened}, {var: step.signed}]}, remedy: {zh: 改, en: mend}}
        """
    edition = trialville(tmp_path, rules, {"c.one": "shall", "c.two": "shall"})
    found = steps(decided(edition, "step: {opened: 2025-01-31}"))
    assert shown(found["sent"].latest) == "02-28"
    assert found["opened"].latest is None
    late = steps(decided(edition, "{step: {opened: 2025-01-31}, report: {sent: 2025-03-01}}"))
    assert (late["sent"].state, late["opened"].state) == ("too_late", "in_order")


def test_out_of_scope_and_without_dates_there_are_no_steps(tmp_path):
    edition = trialville(tmp_path, "- {cite: c.one, require: {var: step.hurried}, remedy: {zh: 改, en: mend}}", {"c.one": "shall"})
    assert steps(decided(edition, "step: {opened: 2025-01-31}")) == {}


# --- the order Guangzhou prints, without a line about Guangzhou ---

GZ = LIBRARY.load(LIBRARY.resolve("guangzhou", 739000)[0])
PROCEDURE = ["grant.application_date", "grant.decision_date", "grant.publicity.start", "grant.publicity.end", "grant.filing_date", "agreement.date",
             "agreement.title_change_date"]  # fmt: skip
DONE = {
    "deal.kinds": ["ownership_grant"], "edition.issue_date": date(2024, 6, 1), "result.exists": True, "grant.model": "direct", "grant.filed": True,
    "grant.approved": True, "grant.collective_decision": True, "agreement.signed": True, "agreement.title_change_registered": True,
    "grant.publicity.places": ["unit"], "grant.publicity.objection_open": False, "grant.application_submitted": True,
}  # fmt: skip


def guangzhou(days: dict[str, date]) -> Decision:
    data: dict[str, object] = {}
    for path, value in {**DONE, **days}.items():
        group = data
        *parents, leaf = path.split(".")
        for name in parents:
            group = group.setdefault(name, {})  # type: ignore[assignment]
        group[leaf] = value
    return decide(deal_from(data, GZ.vocabulary), GZ, date(2025, 1, 1).toordinal(), hypothetical=True)


def test_guangzhou_goes_from_application_to_the_change_of_title():
    found = steps_of(guangzhou({"grant.application_date": date(2025, 3, 1)}))
    assert [step.fact.path for step in found] == PROCEDURE
    assert [shown(step.earliest) for step in found] == [None, "03-01", "03-01", "03-15", "03-16", "03-16", "03-16"]


@settings(max_examples=40)
@given(st.dates(date(2024, 7, 1), date(2027, 5, 1)), st.lists(st.integers(0, 40), min_size=7, max_size=7))
def test_law_the_earliest_days_are_compliant_and_no_day_earlier_is(first: date, waits: list[int]):
    days = {PROCEDURE[0]: first}
    for path, wait in zip(PROCEDURE[1:], waits, strict=False):
        step = next(s for s in steps_of(guangzhou(days)) if s.fact.path == path)
        assert step.earliest is not None
        days[path] = date.fromordinal(step.earliest) + timedelta(days=wait)
    decision = guangzhou(days)
    found = timeline(decision, decide(decision.deal, GZ, decision.as_of, subject="institution", hypothetical=True))
    assert found.violations == ()
    assert {step.state for step in found.steps} == {"in_order"}
    for path, wait in zip(PROCEDURE[1:], waits, strict=False):
        early = guangzhou({**days, path: days[path] - timedelta(days=wait + 1)})
        broken = timeline(early, decide(early.deal, GZ, early.as_of, subject="institution", hypothetical=True))
        assert next(s for s in broken.steps if s.fact.path == path).state == "too_early"
        assert broken.violations
