"""Witness deals as data and as cases, decided again as they are written."""

from __future__ import annotations

import shutil
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


def test_editions_that_agree_have_no_witness():
    edition = shipped("ganzhou@2023")
    found = compare(edition, edition, DAY, prover(edition, edition, DAY))
    assert list(witnesses(found)) == []
    assert all(text.endswith("cases: []\n") for text in case_files(found).values())
