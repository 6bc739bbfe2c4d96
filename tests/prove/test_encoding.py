"""The solver's encoding and the evaluator agree: rule by rule, and on the status, over random deals of every edition.

`AWARDRULES_DEALS=10000` asks for more deals than the sample of every run.
"""

from __future__ import annotations

import os

import pytest

from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date
from awardrules.prove.encoding import Encoding
from awardrules.prove.world import World, truth
from prove.drawing import Draw
from prove.evaluating import disagreements, model_of

DAY = parse_date("2025-06-01") or 0
REFERENCES = ("shenzhen@2024", "shenzhen@draft", "guangzhou@guideline", "shanghai@draft", "ganzhou@2023")
DEALS = int(os.environ.get("AWARDRULES_DEALS", "60"))


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize("complete", [True, False], ids=["complete", "partial"])
def test_every_rule_comes_out_as_decided(reference, complete):
    edition = editions(reference, DAY)[0]
    draw = Draw(edition, seed=11, as_of=DAY)
    encoding = Encoding(edition, World(edition.vocabulary, open_facts=True), DAY)
    assert list(disagreements(encoding, (draw.deal(complete=complete) for _ in range(DEALS)))) == []


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize("hypothetical", [True, False], ids=["hypothetical", "as it is"])
def test_the_standing_is_the_status(reference, hypothetical):
    edition = editions(reference, DAY)[0]
    draw = Draw(edition, seed=5, as_of=DAY)
    encoding = Encoding(edition, World(edition.vocabulary, open_facts=True), DAY)
    standing = encoding.standing(hypothetical=hypothetical)
    seen = set()
    for number in range(min(DEALS, 60)):
        facts = draw.deal(complete=number % 3 > 0)
        decision = decide(Deal(facts), edition, DAY, hypothetical=hypothetical)
        if decision.conflicts:
            continue
        model = model_of(encoding.world, facts)
        assert truth(model, standing.accepted) == (decision.status in ("compliant", "deviating")), facts
        assert truth(model, standing.compliant) == (decision.status == "compliant"), facts
        assert truth(model, standing.refused) == (decision.status == "non_compliant"), facts
        seen.add(decision.status)
    assert "non_compliant" in seen or not hypothetical
    assert seen


def test_a_comparison_at_a_figure_is_exact():
    edition = editions("shenzhen@2024", DAY)[0]
    rule = next(rule for rule in edition.rules if "ownership.team-share-min" in rule.clauses)
    encoding = Encoding(edition, World(edition.vocabulary, open_facts=True), DAY)
    shares = [699_999, 700_000, 700_001]
    deals = [{"deal.kinds": frozenset({"ownership_grant"}), "grant.co_ownership_form": "by_shares", "grant.team_share": share} for share in shares]
    assert list(disagreements(encoding, deals)) == []
    outcomes = [truth(model_of(encoding.world, facts), encoding.outcome(rule).fails) for facts in deals]
    assert outcomes == [True, False, False]
