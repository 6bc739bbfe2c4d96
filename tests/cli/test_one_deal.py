"""Every command that takes a deal reads it alike: the day it is decided for, and what it states for one edition only."""

from __future__ import annotations

import pytest

from awardrules import api
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.quantity import parse_date
from cli.calling import call

COMMANDS = ["check", "assess", "explain", "amounts", "timeline", "dossier", "repair", "matrix"]
DAY = parse_date("2025-05-10")


def asked(command: str, deal: object, *more: object):
    given = ("--deal", deal, "--mechanism", "pricing") if command == "matrix" else (deal,)
    return call(command, *given, "--pack", "shenzhen@2024", "--lang", "en", *more)


SAID = [
    "{deal: {kinds: [conversion]}, conversion: {contract_date: 2025-05-10}}",
    "{deal: {kinds: [成果转化]}, conversion: {contract_date: 2025-05-10}}",
    "{deal: {kinds: {min: [conversion]}}, conversion: {contract_date: {min: 2025-05-10, max: 2025年5月10日}}}",
    "{deal: {kinds: [conversion]}, agreement: {date: {min: 2025-05-10, max: 2025-05-10}}}",
]


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("command", COMMANDS)
def test_however_a_deal_says_its_day_it_is_that_day(command, text, tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(text, encoding="utf-8")
    assert "as of 2025-05-10" in asked(command, deal).out.replace("as of: ", "as of ")


@pytest.mark.parametrize("text", SAID)
def test_and_for_a_program(text, tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(text, encoding="utf-8")
    assert api.check(deal, "shenzhen@2024").as_of == DAY
    assert api.matrix(["shenzhen@2024"], deal, mechanisms=["pricing"]).as_of == DAY


DEAL = "{deal: {kinds: [reward], date: 2025-03-20}, editions: {%s: {issue_date: 2024-12-30}}}"


@pytest.mark.parametrize("command", [*COMMANDS, "ask"])
def test_a_name_of_no_edition_is_refused(command, tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL % "guangzho", encoding="utf-8")
    done = asked(command, deal, "-o", tmp_path / "out")
    assert done.code == 2
    assert "deal.yaml:1:56: error[unknown-edition]: no pack or edition `guangzho`" in done.err
    assert "did you mean `guangzhou`?" in done.err


def test_and_by_a_program_and_in_facts_beside(tmp_path):
    data = {"deal": {"kinds": ["reward"]}, "editions": {"guangzhou@guidelin": {"issue_date": "2024-12-30"}}}
    (edition,) = api.editions("guangzhou")
    for read in (lambda: api.check(data, "guangzhou"), lambda: api.read(data, edition), lambda: api.matrix(["guangzhou"], data)):
        with pytest.raises(AwardrulesError) as fault:
            read()
        assert [(d.code, d.help.en) for d in fault.value.diagnostics] == [("unknown-edition", "did you mean `guangzhou@guideline`?")]
    deal, facts = tmp_path / "deal.yaml", tmp_path / "facts.yaml"
    deal.write_text("deal: {kinds: [reward], date: 2025-03-20}", encoding="utf-8")
    facts.write_text("editions: {hangzhou: {issue_date: 2024-12-30}}", encoding="utf-8")
    assert "error[unknown-edition]" in asked("check", deal, "--facts", facts).err


@pytest.mark.parametrize("name", ["guangzhou", "guangzhou@guideline", "shenzhen"])
def test_a_deal_may_speak_of_other_editions(name, tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL % name, encoding="utf-8")
    assert "error" not in asked("check", deal).err


def test_a_fact_of_one_edition_is_quoted_from_where_it_stands(tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL % "guangzhou", encoding="utf-8")
    place = "deal.yaml:1:80"
    assert f"issue date of the document: 2024-12-30  ({tmp_path}/{place})" in call("explain", deal, "--pack", "guangzhou", "--lang", "en").out
    shown = call("timeline", deal, "--pack", "guangzhou", "--format", "json").data()
    (entry,) = [entry for entry in shown["entries"] if entry["fact"] == "edition.issue_date"]
    assert entry["evidence"] == {"file": str(deal), "line": 1, "column": 80}


def test_a_fact_of_one_edition_beside_a_deal_is_quoted_and_takes_nothing_from_the_deals_own(tmp_path):
    deal, facts = tmp_path / "deal.yaml", tmp_path / "facts.yaml"
    deal.write_text("{deal: {kinds: [reward], date: 2025-03-20}, editions: {guangzhou: {pilot: {start_date: 2024-12-30}}}}", encoding="utf-8")
    facts.write_text("editions: {guangzhou: {issue_date: 2024-12-30}}", encoding="utf-8")
    shown = call("check", deal, "--facts", facts, "--pack", "guangzhou", "--format", "json").data()
    used = {fact["path"]: fact for result in shown["results"] for fact in result["facts"]}
    assert used["edition.issue_date"]["value"] == "2024-12-30"
    assert used["edition.issue_date"]["evidence"] == {"file": str(facts), "line": 1, "column": 36}
