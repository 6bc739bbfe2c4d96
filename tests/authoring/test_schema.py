"""The JSON Schemas accept what the readers accept and the reports write, and refuse what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from awardrules.cli.main import run
from awardrules.facts.reading import NO, YES, deal_from
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def schema(what: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["schema", what, "--lang", "en"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(data)
    return data


def as_written(path: Path) -> Any:
    """The deal with dates and numbers as JSON has them."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))


def test_every_example_deal_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    validator = jsonschema.Draft202012Validator(schema("deal", capsys))
    assert EXAMPLES
    faults = {path.name: [e.message for e in validator.iter_errors(as_written(path))] for path in EXAMPLES}
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.parametrize(
    "own",
    [
        {"issue_date": "2024-12-30"},
        {"edition": {"issue_date": "2024-12-30"}, "pilot": {"start_date": "2024-02-03", "end_date": None}},
        {"pilot.end_date": "2027-02-02", "edition.issue_date": "2024-12-30"},
        None,
    ],
)
def test_facts_of_one_edition_are_described_as_they_are_read(own: object, capsys: pytest.CaptureFixture[str]) -> None:
    deal = {"deal": {"kinds": ["reward"]}, "editions": {"guangzhou": own}}
    deal_from(deal, shared_vocabulary(data_root()))
    assert not list(jsonschema.Draft202012Validator(schema("deal", capsys)).iter_errors(deal))


@pytest.mark.parametrize(
    "deal",
    [
        pytest.param({"grant": {"teamshare": 0.7}}, id="misspelt fact"),
        pytest.param({"grant": {"team_share": 1.7}}, id="share above one"),
        pytest.param({"grant": {"co_ownership_form": "shared"}}, id="value outside its domain"),
        pytest.param({"deal": {"kinds": "reward"}}, id="a set that is no list"),
        pytest.param({"agreement": {"terms": {"min": ["costs"]}}}, id="a set known in part by an unknown name"),
        pytest.param({"agreement": {"terms": {}}}, id="a set known in part of which nothing is said"),
        pytest.param({"recipients": [{"name": "Li"}]}, id="unknown field of a person"),
        pytest.param({"agreement": {"date": "20 March 2025"}}, id="no date"),
        pytest.param({"proceeds": {"award_pool_amount": "70%"}}, id="money in percent"),
        pytest.param({"grant": {"publicity": {"days": "1500%"}}}, id="days in percent"),
        pytest.param({"use_right": {"term_years": {"min": "1000%"}}}, id="years in percent"),
        pytest.param({"unit": {"fiscally_funded": "1"}}, id="a number for yes"),
        pytest.param({"editions": {"guangzhou": {"issue_dat": "2024-12-30"}}}, id="a misspelt fact of one edition"),
        pytest.param({"editions": {"guangzhou": {"issue_date": "soon"}}}, id="no date of one edition"),
        pytest.param({"editions": {"guangzhou": {"grant": {"team_share": 0.7}}}}, id="a fact of the deal for one edition"),
        pytest.param({"editions": {"guangzhou": {"evaluation_date": "2025-01-01"}}}, id="a day of decision for one edition"),
        pytest.param({"editions": {"guangzhou": 5}}, id="no facts for an edition"),
    ],
)
def test_what_the_reader_refuses_is_invalid(deal: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert list(jsonschema.Draft202012Validator(schema("deal", capsys)).iter_errors(deal))


@pytest.mark.parametrize("word", sorted(YES | NO))
def test_a_word_for_yes_or_no_is_one_in_quotes_too(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    deal = {"unit": {"fiscally_funded": word}}
    assert not list(jsonschema.Draft202012Validator(schema("deal", capsys)).iter_errors(deal))
    assert deal_from(deal, shared_vocabulary(data_root())).facts == {"unit.fiscally_funded": word in YES}


def test_a_set_known_in_part_is_valid_and_so_is_its_decision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deal = {
        "agreement": {"terms": {"min": ["cost_sharing"]}},
        "recipients": [{"publicity_items": {"min": ["share"], "max": ["share", "contribution"]}}],
    }
    assert not list(jsonschema.Draft202012Validator(schema("deal", capsys)).iter_errors(deal))
    validator = jsonschema.Draft202012Validator(schema("decision", capsys))
    (tmp_path / "deal.json").write_text(json.dumps(deal), encoding="utf-8")
    run(["check", str(tmp_path / "deal.json"), "--pack", "shenzhen@2024", "--format", "json"])
    decision = json.loads(capsys.readouterr().out)
    assert any("members" in item for item in decision["missing"])
    assert not [e.message for e in validator.iter_errors(decision)]


@pytest.mark.parametrize("subject", ["check", "assess"])
def test_every_decision_is_valid(subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    validator = jsonschema.Draft202012Validator(schema("decision", capsys))
    for path in EXAMPLES:
        run([subject, str(path), "--pack", path.name.split("-")[0], "--format", "json", "--lang", "en"])
        assert not [e.message for e in validator.iter_errors(json.loads(capsys.readouterr().out))]


def test_the_files_of_the_shipped_packs_are_valid(capsys: pytest.CaptureFixture[str]) -> None:
    data = schema("pack", capsys)
    validator = jsonschema.Draft202012Validator(data)
    texts = {path: yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in sorted((ROOT / "packs" / "ganzhou").glob("*/*.yaml"))}  # noqa: S506
    clauses = next(text for path, text in texts.items() if path.name == "clauses.yaml")
    assert "clauses" in clauses
    assert list(validator.iter_errors({"clauses": [{"id": "x"}]}))
    assert {"RulesModel", "ClausesModel", "PackModel", "CasesModel", "ShapesModel"} <= set(data["$defs"])
