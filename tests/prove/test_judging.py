"""How notions of two editions stand to each other: proved, with witnesses that are decided as they are shown."""

from __future__ import annotations

from itertools import combinations

import pytest
import z3

from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.facts.quantity import parse_date
from awardrules.prove.judging import prover

DAY = parse_date("2025-06-01") or 0
PAIRS = [("shenzhen@draft", "shenzhen@2024"), ("shanghai@draft", "guangzhou@guideline"), ("ganzhou@2023", "shenzhen@2024")]


def edition(reference):
    return editions(reference, DAY)[0]


def citing(found, clause):
    return tuple(rule for rule in found.rules if clause in rule.clauses)


@pytest.mark.parametrize(("a", "b", "clause", "relation"), [
    ("shenzhen@draft", "shenzhen@2024", "ownership.team-share-min", "equivalent"),
    ("shenzhen@draft", "shenzhen@2024", "use-right.term-min", "equivalent"),
    ("shenzhen@draft", "shenzhen@2024", "ownership.split-conversion", "tightened"),
    ("shenzhen@draft", "shenzhen@2024", "registration.register-results", "tightened"),
    ("shenzhen@draft", "shenzhen@2024", "leadership.publicity-report", "tightened"),
    ("shenzhen@2024", "shenzhen@draft", "leadership.publicity-report", "loosened"),
])  # fmt: skip
def test_the_class_of_a_change(a, b, clause, relation):
    one, other = edition(a), edition(b)
    found = prover(one, other, DAY).judge(citing(one, clause), citing(other, clause))
    assert (found.relation, found.proved) == (relation, True)
    assert bool(found.tighter) == (relation in ("tightened", "incomparable"))
    assert bool(found.looser) == (relation in ("loosened", "incomparable"))


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_witness_is_decided_as_it_is_shown(a, b):
    one, other = edition(a), edition(b)
    judged = prover(one, other, DAY)
    shared = sorted({c for r in one.rules for c in r.clauses} & {c for r in other.rules for c in r.clauses})[::4]
    witnesses = []
    for clause in shared:
        found = judged.judge(citing(one, clause), citing(other, clause))
        assert found.proved, clause
        witnesses += [(clause, w) for w in (found.tighter, found.looser) if w is not None]
    assert witnesses
    for clause, witness in witnesses:
        first, second = (decide(witness.deal, e, witness.as_of, subject=witness.subject) for e in (one, other))
        assert (first.status, second.status) == (witness.a, witness.b), clause
        assert witness.outcomes == tuple({r.id: d.outcome(r) or "" for r in citing(d.edition, clause)} for d in (first, second)), clause
        assert {path.partition("[].")[0] for path in witness.decisive} <= set(witness.deal.facts)


def test_a_witness_has_no_fact_it_can_do_without():
    one, other = edition("shenzhen@draft"), edition("shenzhen@2024")
    clause = "ownership.split-conversion"
    witness = prover(one, other, DAY).judge(citing(one, clause), citing(other, clause)).tighter
    assert witness is not None
    assert (witness.a, witness.b) == ("compliant", "non_compliant")
    assert set(witness.decisive) == {
        "deal.kinds",
        "grant.completed",
        "grant.share_conversion_modes_differ",
        "grant.share_conversion_same_counterparty",
    }


@pytest.mark.parametrize(("a", "b"), list(combinations(("shenzhen@2024", "guangzhou@guideline", "shanghai@draft", "ganzhou@2023"), 2)))
def test_editions_of_different_cities_part_ways_in_both_directions(a, b):
    found = prover(edition(a), edition(b), DAY).editions()
    assert (found.relation, found.proved) == ("incomparable", True)
    for witness, sides in ((found.tighter, (a, b)), (found.looser, (a, b))):
        assert witness is not None
        statuses = [decide(witness.deal, edition(reference), DAY).status for reference in sides]
        assert statuses == [witness.a, witness.b]
        assert {"non_compliant"} < set(statuses) <= {"non_compliant", "compliant", "deviating"}


@pytest.mark.parametrize("reference", ["shenzhen@2024", "ganzhou@2023"])
def test_an_edition_is_equivalent_to_itself(reference):
    found = prover(edition(reference), edition(reference), DAY).editions()
    assert (found.relation, found.proved, found.tighter, found.looser, found.partial) == ("equivalent", True, None, None, False)


def test_a_solver_out_of_time_says_so(monkeypatch):
    monkeypatch.setattr(z3.Solver, "check", lambda *_: z3.unknown)
    one, other = edition("shenzhen@draft"), edition("shenzhen@2024")
    clause = "leadership.publicity-report"
    found = prover(one, other, DAY).judge(citing(one, clause), citing(other, clause))
    assert (found.proved, found.tighter, found.looser, found.partial) == (False, None, None, None)


def judged_alone(pack, other, clause):
    one, second = edition(pack), edition(other)
    return prover(one, second, DAY).judge(citing(one, clause), citing(second, clause))


def test_what_takes_years_is_shown_with_days_that_people_live_to_see():
    witness = judged_alone("shenzhen@2024", "ganzhou@2023", "use-right.sublicense").looser
    assert witness is not None
    days = [value for path, value in witness.deal.facts.items() if one_type(path) == "date"]
    assert days
    assert all(DAY - 20 * 366 <= day <= DAY for day in days)


def test_no_example_gives_a_reward_and_says_that_none_is_given():
    found = judged_alone("shenzhen@2024", "ganzhou@2023", "proceeds.award-pool-min")
    for witness in filter(None, (found.tighter, found.looser)):
        facts = witness.deal.facts
        assert not (facts.get("proceeds.no_further_reward") and facts.get("proceeds.award_pool_amount"))


def test_of_people_only_what_matters_is_named():
    witness = judged_alone("ganzhou@2023", "shenzhen@2024", "leadership.principal-no-trading").looser
    assert witness is not None
    named = {path for path in witness.decisive if path.startswith("recipients")}
    assert named == {"recipients[].role", "recipients[].reward_form", "recipients[].equity_traded_in_tenure"}


def test_an_exemption_that_both_give_as_a_value_is_compared_by_it():
    one, other = edition("shenzhen@2024"), edition("ganzhou@2023")
    sides = [tuple(r for r in e.rules if "diligence.general" in r.clauses) for e in (one, other)]
    found = prover(one, other, DAY).judge(*sides)
    assert (found.relation, found.proved, found.looser) == ("incomparable", True, None)
    assert found.tighter is not None
    values = [decide(found.tighter.deal, e, DAY).derived["diligence.exemption"] for e in (one, other)]
    assert values[0] != values[1]
    assert None not in values


def one_type(path):
    fact = edition("shenzhen@2024").vocabulary.get(path)
    return fact.type if fact else None
