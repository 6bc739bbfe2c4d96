"""Repairs: the smallest changes that comply, never of history, each decided again."""

from __future__ import annotations

import pytest

from awardrules.api import editions, read
from awardrules.decision.decide import decide
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.quantity import Bound, parse_date
from awardrules.prove import world
from awardrules.prove.changing import changed, value_at
from awardrules.prove.repair import repair

DAY = parse_date("2025-03-20") or 0
BASE = {
    "deal": {"kinds": ["ownership_grant", "reward"], "date": "2025-03-20"},
    "unit": {"type": "university", "fiscally_funded": True, "located_in_city": True},
    "result": {"ip_type": "invention_patent", "title_clear": True, "state_secret": False, "national_interest_risk": False},
    "grant": {
        "co_ownership_form": "by_shares",
        "team_share": "60%",
        "publicity": {"places": ["unit"], "start": "2025-03-01", "end": "2025-03-10"},
    },
    "agreement": {
        "signed": True,
        "date": "2025-03-20",
        "terms": ["proceeds_split", "decision_mechanism", "conversion_period", "cost_sharing", "ip_maintenance_cost"],
    },
    "recipients": [
        {"role": "principal_leader", "contribution": ["completer"], "reward_form": ["cash"], "amount": "120000.00", "publicity_items": ["share"]}
    ],
}


def edition(reference):
    return editions(reference, DAY)[0]


def mended(*packs, **more):
    chosen = [edition(pack) for pack in packs]
    data = {**BASE, **{key: {**BASE.get(key, {}), **value} if isinstance(value, dict) else value for key, value in more.items()}}
    return repair(read(data, chosen[0]), chosen, DAY), chosen


def test_a_deal_with_five_faults_is_mended_by_as_many_changes():
    found, (shenzhen,) = mended("shenzhen@2024")
    assert found.decisions[0].status == "non_compliant"
    assert found.settled
    first = found.proposals[0]
    assert {change.path for proposal in found.proposals for change in proposal.mends} >= {
        "grant.team_share", "grant.co_ownership_form", "grant.publicity.end", "agreement.terms", "recipients[0].publicity_items",
    }  # fmt: skip
    assert [decision.status for decision in first.decisions] == ["compliant"]
    assert decide(first.deal, shenzhen, DAY).status == "compliant"


def test_more_records_than_a_solver_can_take_are_refused_before_it_begins(monkeypatch):
    monkeypatch.setattr(world, "MOST_SLOTS", 3)
    assert world.slots_for({"recipients": ({}, {}, {})}) == 3
    monkeypatch.setattr(world.World, "__init__", None)
    with pytest.raises(AwardrulesError) as refused:
        mended("shenzhen@2024", recipients=BASE["recipients"] * 4)
    assert [fault.code for fault in refused.value.diagnostics] == ["too-many-records"]


def test_raising_the_share_and_agreeing_on_joint_ownership_are_alternatives():
    found, _ = mended("shenzhen@2024")
    ways = [{change.path: change.after for change in proposal.mends} for proposal in found.proposals]
    shares = [way["grant.team_share"] for way in ways if "grant.team_share" in way]
    assert shares == [700_000]  # to the floor, no further
    assert any("grant.team_share" not in way and way.get("grant.co_ownership_form") in ("joint", "sole_team") for way in ways)


def test_days_are_added_no_further_than_the_figure():
    publicity = {"places": ["unit"], "start": "2025-03-15", "end": "2025-03-24"}  # still running on the day
    found, _ = mended("shenzhen@2024", grant={"team_share": "70%", "publicity": publicity})
    days = {(change.path, change.after) for p in found.proposals for change in p.mends if change.path.startswith("grant.publicity")}
    assert days == {("grant.publicity.end", parse_date("2025-03-29"))}


def test_a_publicity_that_is_over_begins_anew():
    found, _ = mended("shenzhen@2024")  # from 1 to 10 March; the day is 20 March
    days = {(change.path, change.after) for p in found.proposals for change in p.mends if change.path.startswith("grant.publicity")}
    assert days == {("grant.publicity.start", DAY), ("grant.publicity.end", DAY + 14)}


@pytest.mark.parametrize("packs", [("shenzhen@2024",), ("guangzhou@guideline",)])
def test_no_date_is_moved_to_a_day_gone_by(packs):
    found, chosen = mended(*packs, recipients=[])
    stated = read({**BASE, "recipients": []}, chosen[0]).facts
    moved = [c for p in found.proposals for c in p.mends if c.path in stated and chosen[0].vocabulary.get(c.path).type == "date"]
    assert moved
    assert all(change.after >= DAY for change in moved)


def test_days_that_wait_for_each_other_all_come_near():
    grant = {
        "application_date": "2025-01-06",
        "decision_date": "2025-02-10",
        "filed": True,
        "filing_date": "2025-03-15",
        "publicity": {"places": ["unit"], "start": "2025-02-13", "end": "2025-02-20", "objection_open": False},
    }
    found, _ = mended("guangzhou@guideline", grant={**BASE["grant"], **grant}, recipients=[])
    assert found.proposals
    for proposal in found.proposals:
        facts = proposal.deal.facts
        assert (facts["grant.publicity.start"], facts["grant.publicity.end"]) == (DAY, DAY + 14)
        assert facts["grant.publicity.end"] < facts["grant.filing_date"] <= facts["agreement.date"] <= DAY + 16


def test_a_reward_is_paid_otherwise_not_in_no_form_at_all():
    head = {**BASE["recipients"][0], "reward_form": ["equity"], "equity_traded_in_tenure": True, "contribution": ["principal_completer"]}
    found, _ = mended("ganzhou@2023", deal={"kinds": ["reward"], "date": "2025-03-20"}, recipients=[head])
    forms = [c.after for p in found.proposals for c in p.mends if c.path == "recipients[0].reward_form"]
    assert forms == [frozenset({"cash"})]


CONVERSION = {
    "deal": {"kinds": ["conversion"], "date": "2025-03-20"},
    "conversion": {"mode": "assignment", "pricing_method": "unpriced"},
}


@pytest.mark.parametrize(("signed", "changes"), [("2025-03-25", True), ("2025-03-10", False)])
def test_how_a_price_is_set_is_history_once_the_contract_is_signed(signed, changes):
    found, _ = mended("shenzhen@2024", **{**CONVERSION, "conversion": {**CONVERSION["conversion"], "contract_date": signed}}, recipients=[])
    mends = {change.path for proposal in found.proposals for change in proposal.mends}
    assert ("conversion.pricing_method" in mends) is changes
    assert ("conversion.pricing_method" in {obstacle.path for obstacle in found.obstacles}) is not changes


def test_two_stated_shares_move_together():
    found, _ = mended("shenzhen@2024", grant={**BASE["grant"], "unit_share": "40%"}, recipients=[])
    ways = [{change.path: change.after for change in proposal.mends} for proposal in found.proposals]
    shares = [(way.get("grant.team_share"), way.get("grant.unit_share")) for way in ways if way.keys() & {"grant.team_share", "grant.unit_share"}]
    assert shares == [(700_000, 300_000)]
    assert all(decision.conflicts == () for proposal in found.proposals for decision in proposal.decisions)


def test_of_what_is_not_known_the_ratio_is_asked_and_the_least_that_will_do():
    found, _ = mended("shenzhen@2024", proceeds={"distribution_agreement_prior": False}, team={"holds_right_in_result": False})
    ratios = {c.path: (c.after, c.side) for p in found.proposals for c in p.changes if c.path.endswith("_ratio")}
    assert ratios["proceeds.award_pool_ratio"] == (700_000, "least")
    assert not any(c.path == "proceeds.total" for p in found.proposals for c in p.changes)  # nobody can know what it is to be


REWARD = {
    "deal": {"kinds": ["reward"], "date": "2025-03-20"},
    "unit": BASE["unit"],
    "conversion": {"mode": "licence", "contract_date": "2025-01-10"},
    "grant": {
        "incentive_mode": "convert_then_reward",
        "preferred_incentive_mode": "convert_then_reward",
        "prior_incentive_for_same_conversion": False,
    },
    "proceeds": {
        "total": 1_000_000,
        "award_pool_amount": 600_000,
        "internal_service_award_amount": 30_000,
        "retained_by_unit": True,
        "remitted_to_treasury": False,
        "broker_fee_amount": 0,
    },
    "team": {"holds_right_in_result": False},
}


def repaired(data):
    shenzhen = edition("shenzhen@2024")
    return repair(read(data, shenzhen), [shenzhen], DAY)


def test_history_that_nobody_stated_is_supposed_and_what_would_do_without_it_is_shown():
    leaning, without = repaired(REWARD).proposals
    supposed = [(c.path, c.kind) for c in leaning.changes if c.supposed]
    assert ("proceeds.distribution_agreement_prior", "confirm") in supposed
    assert {path for path, _ in supposed} <= {"proceeds.distribution_agreement_prior", "proceeds.distribution_agreement_date"}
    assert leaning.mends == ()
    assert [(c.path, c.after) for c in without.mends] == [("proceeds.award_pool_amount", 700_000_000_000)]
    assert not any(c.supposed or c.path == "proceeds.distribution_agreement_prior" for c in without.changes)


def test_history_that_is_stated_is_not_supposed():
    [only] = repaired({**REWARD, "proceeds": {**REWARD["proceeds"], "distribution_agreement_prior": False}}).proposals
    assert [c.path for c in only.mends] == ["proceeds.award_pool_amount"]
    assert not any(c.supposed for c in only.changes)


def test_nobody_is_rewarded_by_an_empty_list():
    listed = [c.after for p in repaired(REWARD).proposals for c in p.changes if c.path == "recipients"]
    assert listed
    assert all(len(people) == 1 and people[0]["role"] == "non_leader" for people in listed)


@pytest.mark.parametrize("packs", [("shenzhen@2024",), ("ganzhou@2023",), ("shenzhen@2024", "shenzhen@draft")])
def test_what_is_history_never_changes_and_what_only_grows_never_shrinks(packs):
    found, chosen = mended(*packs, recipients=[])
    assert found.proposals
    vocabulary = chosen[0].vocabulary
    for proposal in found.proposals:
        before = read({**BASE, "recipients": []}, chosen[0]).facts
        assert {change.path for change in proposal.changes} == changed(before, proposal.deal.facts)
        for change in proposal.mends:
            fact = vocabulary.get(change.path)
            assert fact.change != "history", change.path
            if fact.only == "more" and isinstance(change.before, frozenset):
                assert change.before < change.after
            elif fact.only == "more":
                assert change.before < change.after, change.path


@pytest.mark.parametrize("packs", [("shenzhen@2024",), ("guangzhou@guideline", "shenzhen@2024")])
def test_no_change_can_be_left_out(packs):
    found, chosen = mended(*packs, recipients=[])
    before = read({**BASE, "recipients": []}, chosen[0]).facts
    for proposal in found.proposals:
        for change in proposal.changes:
            if change.path == "grant.publicity.start":
                continue  # the old one would do for the rules, but a publicity that is over cannot be prolonged
            facts = {path: value for path, value in proposal.deal.facts.items() if path != change.path}
            if value_at(before, change.path) is not None:
                facts[change.path] = value_at(before, change.path)
            statuses = {decide(type(proposal.deal)(facts), one, DAY).status for one in chosen}
            assert statuses != {"compliant"}, change.path


def test_other_values_that_would_do_are_named_and_do():
    found, (shenzhen,) = mended("shenzhen@2024", recipients=[])
    named = [(proposal, change) for proposal in found.proposals for change in proposal.changes if change.others]
    assert named
    for proposal, change in named:
        for other in change.others:
            assert decide(type(proposal.deal)({**proposal.deal.facts, change.path: other}), shenzhen, DAY).status == "compliant"


@pytest.mark.parametrize(("section", "path", "rule"), [
    ({"result": {"state_secret": True}}, "result.state_secret", "exclusion/state-secret"),
    ({"unit": {"type": "enterprise"}}, "unit.type", "scope"),
])  # fmt: skip
def test_history_that_stands_in_the_way_is_named_with_what_it_stands_against(section, path, rule):
    found, _ = mended("shenzhen@2024", **section)
    assert (found.proposals, found.settled) == ((), True)
    assert path in {obstacle.path for obstacle in found.obstacles}
    assert ("shenzhen@2024", rule) in found.rules


def test_several_editions_are_satisfied_at_once_or_shown_to_be_at_odds():
    found, chosen = mended("shenzhen@2024", "ganzhou@2023")
    assert found.proposals == ()
    assert found.rules == (("ganzhou@2023", "leadership/leaders-allowed"),)
    assert {obstacle.path for obstacle in found.obstacles} == {"deal.kinds", "recipients[0].role", "recipients[0].contribution"}
    together, chosen = mended("shenzhen@2024", "ganzhou@2023", recipients=[])
    assert together.proposals
    assert {decide(together.proposals[0].deal, one, DAY).status for one in chosen} == {"compliant"}


def test_a_deal_that_complies_needs_nothing():
    found, (shenzhen,) = mended("shenzhen@2024", recipients=[])
    again = repair(found.proposals[0].deal, [shenzhen], DAY)
    assert (again.proposals, again.obstacles, again.settled) == ((), (), True)
    assert again.decisions[0].status == "compliant"


def test_what_is_not_known_may_stay_so_where_that_is_asked():
    shenzhen = edition("shenzhen@2024")
    found = repair(read(BASE, shenzhen), [shenzhen], DAY, open_allowed=True)
    assert found.proposals
    for proposal in found.proposals:
        assert proposal.decisions[0].status == "undetermined"
        assert all(change.before is not None for change in proposal.changes)


def test_a_bound_is_no_value_and_can_be_settled_within_itself():
    found, _ = mended("shenzhen@2024", grant={"team_share": {"min": "65%"}}, recipients=[])
    shares = [change for proposal in found.proposals for change in proposal.changes if change.path == "grant.team_share"]
    assert shares
    assert all(change.kind == "negotiate" and change.after >= 700_000 for change in shares)


def test_a_third_is_kept_as_it_is():
    found, _ = mended("shenzhen@2024", proceeds={"total": "1000000.00", "award_pool_ratio": "1/3"}, recipients=[])
    for proposal in found.proposals:
        assert [decision.status for decision in proposal.decisions] == ["compliant"]


PART = {"signed": True, "date": "2025-03-20"}
FOUND = ["proceeds_split", "decision_mechanism", "conversion_period", "cost_sharing"]
LACKING = {"ip_maintenance_cost", "rights_and_obligations"}


def test_what_is_not_known_to_be_agreed_is_to_be_confirmed_not_negotiated():
    found, (shenzhen,) = mended("shenzhen@2024", agreement={**PART, "terms": {"min": FOUND}})
    for proposal in found.proposals:
        [terms] = [change for change in proposal.changes if change.path == "agreement.terms"]
        assert (terms.kind, terms.settles, terms.cost) == ("confirm", True, 1)
        assert terms.after == Bound(frozenset(FOUND) | LACKING, None)  # the terms that are lacking, and nothing said of any other
        assert terms not in proposal.mends
        assert decide(proposal.deal, shenzhen, DAY).status == "compliant"


def test_what_an_agreement_cannot_have_is_negotiated():
    found, _ = mended("shenzhen@2024", agreement={**PART, "terms": {"min": FOUND[:2], "max": FOUND}})
    assert found.proposals
    for proposal in found.proposals:
        [terms] = [change for change in proposal.mends if change.path == "agreement.terms"]
        assert (terms.kind, terms.settles) == ("negotiate", False)
        assert terms.after == frozenset(FOUND) | LACKING or terms.after.low >= LACKING


def test_history_known_in_part_stays_within_what_is_known():
    found, _ = mended("shenzhen@2024", exclusion={"conduct_violations": {"max": ["secrecy_breach"]}})
    assert found.proposals
    for proposal in found.proposals:
        value = proposal.deal.facts["exclusion.conduct_violations"]
        assert value in (frozenset(), frozenset({"secrecy_breach"}), Bound(frozenset(), frozenset({"secrecy_breach"})))


@pytest.mark.parametrize(("end", "kind", "settles", "to"), [
    ({"min": "2025-03-10"}, "do", True, "2025-03-15"),  # it may have lasted so long
    ({"max": "2025-03-10"}, "do", False, "2025-04-03"),  # it has not, and begins anew on the day
])  # fmt: skip
def test_a_bound_is_moved_only_as_far_as_it_has_to_be(end, kind, settles, to):
    publicity = {"places": ["unit"], "start": "2025-03-01", "end": end}
    found, _ = mended("shenzhen@2024", grant={"team_share": "70%", "publicity": publicity})
    changes = [change for proposal in found.proposals for change in proposal.changes if change.path == "grant.publicity.end"]
    assert {(change.after, change.kind, change.settles) for change in changes} == {(parse_date(to), kind, settles)}


@pytest.mark.parametrize(("agreed", "supposed"), [({}, False), ({"distribution_agreement_date": "2025-02-01"}, True)])
def test_an_exception_is_supposed_only_where_nothing_else_will_do(agreed, supposed):
    proceeds = {**REWARD["proceeds"], **agreed, "distribution_agreement_prior": True}
    leaning = repaired({**REWARD, "proceeds": proceeds}).proposals[0]
    assert leaning.mends == ()
    assert ("proceeds.late_agreement_recognised" in {change.path for change in leaning.changes}) is supposed
