"""A deal that states a fact in several ways: a rule fails only where every reading fails."""

from __future__ import annotations

from functools import cache

import pytest

from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.decision.readings import MAX_COMBINATIONS, decide_readings
from awardrules.facts.deal import Deal, Evidence
from awardrules.facts.quantity import SCALE, parse_date
from awardrules.facts.reading import deal_from

DAY = parse_date("2025-03-20")
RULE = "ownership-grant/team-share-min"


@cache
def shenzhen():
    return editions("shenzhen", DAY)[-1]


def deal(**facts):
    known = {
        "deal": {"kinds": ["ownership_grant"], "date": "2025-03-20"},
        "unit": {"type": "university", "fiscally_funded": True, "located_in_city": True},
        "grant": {"co_ownership_form": "by_shares"} | facts,
    }
    return deal_from(known, shenzhen().vocabulary)


def shares(*values):
    return {"grant.team_share": tuple((value * 10_000, Evidence("a.docx", line, 1)) for line, value in enumerate(values, 1))}


def outcome(decision):
    return decision.outcome(decision.edition.rule(RULE))


CASES = [((60, 65), "fail", "non_compliant"), ((60, 75), "unknown", "undetermined"), ((70, 75), "pass", "undetermined")]


@pytest.mark.parametrize(("values", "wanted", "status"), CASES)
def test_a_rule_comes_out_as_under_every_reading_or_stays_unknown(values, wanted, status):
    decision = decide_readings(deal(), shares(*values), shenzhen(), DAY)
    assert (outcome(decision), decision.status) == (wanted, status)


def test_the_decision_names_every_reading_with_its_place():
    decision = decide_readings(deal(), shares(60, 75), shenzhen(), DAY)
    (conflict,) = [item for item in decision.conflicts if item.path == "grant.team_share"]
    assert [(value, str(place)) for value, place in conflict.readings] == [(600_000, "a.docx:1:1"), (750_000, "a.docx:2:1")]


def test_an_unknown_rule_that_reads_the_fact_says_that_it_is_contradictory():
    decision = decide_readings(deal(), shares(60, 75), shenzhen(), DAY)
    assert {finding.cause for finding in decision.findings(decision.edition.rule(RULE))} == {"conflict"}


def test_a_failure_under_every_reading_is_explained_by_one_of_them():
    decision = decide_readings(deal(), shares(60, 65), shenzhen(), DAY)
    (finding,) = decision.findings(decision.edition.rule(RULE))
    assert (finding.outcome, finding.require.value) == ("fail", False)


def test_without_readings_it_is_the_plain_decision():
    plain, read = decide(deal(team_share="60%"), shenzhen(), DAY), decide_readings(deal(team_share="60%"), {}, shenzhen(), DAY)
    assert (plain.outcomes, plain.status, plain.derived) == (read.outcomes, read.status, read.derived)


def test_no_reading_turns_into_the_other():
    """Law: an outcome that is settled is that of every single reading."""
    readings = shares(60, 70, 80) | {"grant.publicity.days": ((14_000_000, None), (15_000_000, None))}
    merged = decide_readings(deal(), readings, shenzhen(), DAY)
    for share, _ in readings["grant.team_share"]:
        for days, _ in readings["grant.publicity.days"]:
            own = deal()
            one = decide(Deal(dict(own.facts) | {"grant.team_share": share, "grant.publicity.days": days}), shenzhen(), DAY)
            pairs = zip(merged.outcomes, one.outcomes, strict=True)
            assert all(settled in ("unknown", None) or settled == single for settled, single in pairs)


def both(team, unit):
    return shares(*team) | {"grant.unit_share": tuple((value * 10_000, Evidence("a.docx", line, 2)) for line, value in enumerate(unit, 1))}


PAIRS = [
    ((60, 50), (40, 50), "fail", "non_compliant"),
    ((60, 75), (40, 25), "unknown", "undetermined"),
    ((70, 75), (30, 25), "pass", "undetermined"),
    ((60, 50), (40, 25), "unknown", "undetermined"),
    ((60, 50), (30, 45), "unknown", "undetermined"),
]


@pytest.mark.parametrize(("team", "unit", "wanted", "status"), PAIRS)
def test_of_two_shares_each_reading_of_one_goes_with_the_rest(team, unit, wanted, status):
    decision = decide_readings(deal(), both(team, unit), shenzhen(), DAY)
    assert (outcome(decision), decision.status) == (wanted, status)


@pytest.mark.parametrize(("team", "unit", "wanted"), [((60, 75), "40%", "unknown"), ((60, 75), "25%", "unknown"), ((60, 50), "40%", "fail")])
def test_the_share_of_the_other_decides_between_no_readings(team, unit, wanted):
    decision = decide_readings(deal(unit_share=unit), shares(*team), shenzhen(), DAY)
    assert outcome(decision) == wanted
    assert {item.path for item in decision.conflicts} == {"grant.team_share", "grant.unit_share"}


def test_beyond_the_limit_of_combinations_nothing_is_settled():
    many = shares(*range(10, 10 + MAX_COMBINATIONS + 1))
    assert outcome(decide_readings(deal(), many, shenzhen(), DAY)) == "unknown"


@pytest.mark.parametrize(("days", "wanted"), [((15, 12), "unknown"), ((15, 16), "unknown"), ((12, 11), "unknown")])
def test_what_is_computed_does_not_settle_what_is_told_in_several_ways(days, wanted):
    dated = deal(publicity={"start": "2025-03-03", "end": "2025-03-14", "places": ["unit"]})
    told = {"grant.publicity.days": tuple((value * SCALE, Evidence("a.docx", line, 1)) for line, value in enumerate(days, 1))}
    decision = decide_readings(dated, told, shenzhen(), DAY)
    assert decision.outcome(decision.edition.rule("publicity/grant-days")) == wanted
    assert decision.derived["grant.publicity.days"] is None
