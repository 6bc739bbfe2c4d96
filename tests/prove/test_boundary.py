"""Boundary deals: one fact and one step apart, and decided differently."""

from __future__ import annotations

import pytest

from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date
from awardrules.prove.boundary import STEPS, boundaries

DAY = parse_date("2025-06-01") or 0
PATIENT = 60_000  # ms for a question, so that a busy machine settles the same pairs
EXPECTED = {  # clause: fact, value at the figure, value just beyond it
    "shenzhen@2024": {
        "ownership.team-share-min": ("grant.team_share", 700_000, 699_900),
        "publicity.grant-days": ("grant.publicity.days", 15_000_000, 14_000_000),
        "use-right.term-min": ("use_right.term_years", 10_000_000, 9_990_000),
    },
    "ganzhou@2023": {
        "proceeds.award-pool-range": ("proceeds.award_pool_ratio", 600_000, 599_900),
        "proceeds.principal-completer-min": ("proceeds.principal_completer_award_ratio", 500_000, 499_900),
    },
}


@pytest.fixture(scope="module", params=["shenzhen@2024", "shenzhen@draft", "guangzhou@guideline", "shanghai@draft", "ganzhou@2023"])
def found(request):
    return boundaries(editions(request.param, DAY)[0], DAY, timeout_ms=PATIENT)


def test_each_pair_is_one_step_apart_and_decided_differently(found):
    assert len(found.pairs) >= 8
    assert found.unsettled == ()
    vocabulary = found.edition.vocabulary
    for pair in found.pairs:
        differing = {path for path in {*pair.inside, *pair.outside} if pair.inside.get(path) != pair.outside.get(path)}
        assert differing == {pair.path}
        assert abs(pair.inside[pair.path] - pair.outside[pair.path]) == STEPS[vocabulary.facts[pair.path].type]
        outcomes = tuple(
            decide(Deal(dict(facts)), found.edition, DAY, subject=pair.rule.subject, hypothetical=True).outcome(pair.rule)
            for facts in (pair.inside, pair.outside)
        )
        assert outcomes == pair.outcomes
        assert len(set(outcomes)) == 2
        assert "fail" in outcomes


@pytest.mark.parametrize("reference", EXPECTED)
def test_the_printed_figures_have_their_pairs(reference):
    pairs = boundaries(editions(reference, DAY)[0], DAY).pairs
    seen = {(clause, pair.path, pair.inside[pair.path], pair.outside[pair.path]) for pair in pairs for clause in pair.rule.clauses}
    assert {(clause, *values) for clause, values in EXPECTED[reference].items()} <= seen
