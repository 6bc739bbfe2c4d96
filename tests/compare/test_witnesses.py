"""Witness deals as data and as cases, decided again as they are written."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from awardrules import yamlfile
from awardrules.authoring.cases import run_cases
from awardrules.compare.diff import compare
from awardrules.compare.witnesses import case_files, deal_data, witnesses
from awardrules.decision.decide import decide
from awardrules.facts.deal import Deal
from awardrules.facts.reading import deal_of
from awardrules.pack.loading import load_edition
from awardrules.prove.judging import prover
from cli.calling import ROOT
from compare.editions import DAY, PAIRS, shipped

FACTS = {
    "deal.kinds": frozenset({"reward", "conversion"}),
    "deal.date": DAY,
    "grant.team_share": 333_333,
    "grant.co_ownership_form": "by_shares",
    "proceeds.total": 1_000_000 * 1_000_000,
    "recipients": ({"role": "principal_leader", "reward_form": frozenset({"cash"}), "amount": 50_000 * 1_000_000},),
}


def test_a_deal_as_data_is_the_same_deal_when_read_again():
    vocabulary = shipped("shenzhen@2024").vocabulary
    data = deal_data(Deal(FACTS), vocabulary)
    assert next(iter(data)) == "deal"
    read = deal_of(yamlfile.from_data(data), "deal", vocabulary)
    assert {**read.facts, "recipients": tuple(dict(record) for record in read.facts["recipients"])} == FACTS


@pytest.mark.parametrize("pair", PAIRS[:1], ids="-".join)
def test_witnesses_are_cases_that_both_editions_pass(tmp_path, pair):
    editions = tuple(shipped(reference) for reference in pair)
    found = compare(*editions, DAY, prover(*editions, DAY))
    shown = list(witnesses(found))
    assert len(shown) > 20
    for _, witness, _, _ in shown:
        statuses = [decide(witness.deal, edition, witness.as_of, subject=witness.subject).status for edition in editions]
        assert statuses == [witness.a, witness.b]
    files = case_files(found)
    assert sorted(files) == sorted(f"{edition.pack}-{edition.edition}.yaml" for edition in editions)
    for edition in editions:
        folder = tmp_path / edition.pack / edition.edition
        shutil.copytree(Path(edition.folder), folder, ignore=shutil.ignore_patterns("cases"))
        (folder / "cases").mkdir()
        (folder / "cases" / "witnesses.yaml").write_text(files[f"{edition.pack}-{edition.edition}.yaml"], encoding="utf-8")
        run = run_cases(load_edition(folder, root=ROOT))
        assert (run.count, run.faults) == (len(shown), [])


@cache
def shenzhen():
    editions = tuple(shipped(reference) for reference in PAIRS[0])
    return compare(*editions, DAY, prover(*editions, DAY))


def judged(clause: str):
    """The witnesses of the notion of a clause: what is asked more, and what less."""
    change = next(c for c in shenzhen().changes if clause in {each.id for side in (c.notion.a, c.notion.b) for each in side.clauses})
    return change.judgement.tighter, change.judgement.looser


# clause, direction → what the example must state, and what it must leave to be computed
STATED = {
    ("proceeds.internal-service-min", 0): (
        {"proceeds.total", "proceeds.internal_service_award_amount"}, {"proceeds.internal_service_award_ratio"},
    ),
    ("proceeds.internal-service-min", 1): (
        {"proceeds.transfer_licence_net_income", "proceeds.tto_operating_fund_amount"}, {"proceeds.tto_operating_fund_ratio"},
    ),
    ("proceeds.award-pool-min", 0): ({"conversion.mode", "proceeds.total", "proceeds.award_pool_amount"}, {"proceeds.award_pool_ratio"}),
    ("diligence.researcher-fault", 1): ({"diligence.person_role"}, set()),
    ("registration.exit-library", 0): ({"result.left_library"}, {"result.library_exit_date"}),
}  # fmt: skip


@pytest.mark.parametrize(("clause", "direction"), STATED)
def test_what_an_example_states(clause, direction):
    witness, (stated, left) = judged(clause)[direction], STATED[clause, direction]
    assert stated <= set(witness.decisive) <= set(witness.deal.facts)
    assert left.isdisjoint(witness.deal.facts)


@pytest.mark.parametrize("clause", ["scope.units-covered", "single-list.asset-scope", "diligence.general"])
def test_of_a_value_found_in_another_way_the_example_is_given_one_by_each(clause):
    witness, _ = judged(clause)
    editions = (shipped(reference) for reference in PAIRS[0])
    change = next(c for c in shenzhen().changes if clause in {each.id for each in c.notion.b.clauses})
    (path,) = {rule.gives for rule in change.notion.a.rules if rule.gives}
    values = [decide(witness.deal, edition, witness.as_of).derived[path] for edition in editions]
    assert None not in values
    assert len(set(values)) == 2


@pytest.mark.parametrize("clause", ["disclosure.items", "registration.exchange-guided"])
def test_an_example_lists_something_where_something_will_do(clause):
    witness, _ = judged(clause)
    assert frozenset() not in [witness.deal.facts[path] for path in witness.decisive if path in witness.deal.facts]


def test_the_example_of_the_whole_states_what_the_verdict_hangs_on():
    for witness in (shenzhen().behaviour.tighter, shenzhen().behaviour.looser):
        assert len(witness.decisive) >= 1
        for edition, status in zip(PAIRS[0], (witness.a, witness.b), strict=True):
            assert decide(witness.deal, shipped(edition), witness.as_of).status == status
    ratios = {"proceeds.award_pool_ratio", "proceeds.tto_operating_fund_ratio", "proceeds.internal_service_award_ratio"}
    assert ratios.isdisjoint(path for found in (shenzhen().behaviour.tighter, shenzhen().behaviour.looser) for path in found.decisive)


def test_editions_that_agree_have_no_witness():
    edition = shipped("ganzhou@2023")
    found = compare(edition, edition, DAY, prover(edition, edition, DAY))
    assert list(witnesses(found)) == []
    assert all(text.endswith("cases: []\n") for text in case_files(found).values())
