"""The six named properties: what holds is proved, what does not has a counterexample that is decided so."""

from __future__ import annotations

import pytest
import z3

from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.facts.quantity import parse_date
from awardrules.prove.properties import OF_TWO, PROPERTIES, Target, prove, view

DAY = parse_date("2025-06-01") or 0


def edition(reference):
    return editions(reference, DAY)[0]


def target(reference, clause=""):
    found = edition(reference)
    return Target(found, tuple(rule for rule in found.rules if clause in rule.clauses), clause)


def whole(reference):
    return Target(edition(reference))


@pytest.mark.parametrize(("name", "targets", "holds"), [
    ("never_errors", [("guangzhou@guideline", "")], True),
    ("never_errors", [("shenzhen@2024", "")], False),
    ("never_errors", [("shenzhen@2024", "ownership.team-share-min")], True),
    ("never_errors", [("shenzhen@2024", "proceeds.internal-service-min")], False),
    ("always_allows", [("shenzhen@2024", "")], False),
    ("always_allows", [("shenzhen@2024", "ownership.team-share-min")], False),
    ("always_denies", [("ganzhou@2023", "")], False),
    ("always_denies", [("shanghai@draft", "")], False),
    ("implies", [("shenzhen@2024", ""), ("ganzhou@2023", "")], False),
    ("implies", [("ganzhou@2023", ""), ("ganzhou@2023", "")], True),
    ("implies", [("shenzhen@2024", "leadership.publicity-report"), ("shenzhen@draft", "leadership.publicity-report")], True),
    ("implies", [("shenzhen@draft", "leadership.publicity-report"), ("shenzhen@2024", "leadership.publicity-report")], False),
    ("equivalent", [("shenzhen@2024", "ownership.team-share-min"), ("shenzhen@draft", "ownership.team-share-min")], True),
    ("equivalent", [("shenzhen@2024", ""), ("shenzhen@draft", "")], False),
    ("disjoint", [("shenzhen@2024", ""), ("ganzhou@2023", "")], False),
    ("disjoint", [("shenzhen@2024", "ownership.team-share-min"), ("shenzhen@2024", "use-right.term-min")], False),
])  # fmt: skip
def test_a_property(name, targets, holds):
    asked = tuple(target(*one) if one[1] else whole(one[0]) for one in targets)
    proof = prove(name, asked, DAY)
    assert proof.holds is holds
    assert (proof.counterexample is None) == holds
    if proof.counterexample is not None:
        assert proof.views == tuple(view(one, proof.counterexample.facts, DAY)[0] for one in asked)


def test_a_share_below_the_floor_is_the_counterexample_to_always_allows():
    asked = target("shenzhen@2024", "ownership.team-share-min")
    proof = prove("always_allows", (asked,), DAY)
    assert proof.counterexample is not None
    facts = proof.counterexample.facts
    assert facts.get("grant.team_share", 1_000_000 - facts.get("grant.unit_share", 0)) < 700_000
    assert decide(proof.counterexample, asked.edition, DAY, hypothetical=True).outcome(asked.rules[0]) == "fail"
    assert len(facts) == 4
    assert {"deal.kinds", "deal.date", "grant.co_ownership_form"} < set(facts)


def test_a_division_by_zero_is_the_error_that_is_found():
    proof = prove("never_errors", (target("shenzhen@2024", "proceeds.internal-service-min"),), DAY)
    assert proof.counterexample is not None
    assert proof.counterexample.facts["proceeds.total"] == 0


def test_the_names_are_those_of_the_contract():
    assert PROPERTIES == ("never_errors", "always_allows", "always_denies", "implies", "equivalent", "disjoint")
    assert {"implies", "equivalent", "disjoint"} == OF_TWO


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_solver_out_of_time_settles_nothing(monkeypatch, name):
    monkeypatch.setattr(z3.Solver, "check", lambda *_: z3.unknown)
    asked = (whole("ganzhou@2023"), whole("shenzhen@2024")) if name in OF_TWO else (whole("ganzhou@2023"),)
    proof = prove(name, asked, DAY)
    assert (proof.holds, proof.counterexample) == (None, None)
