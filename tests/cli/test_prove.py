"""`awardrules prove` and `awardrules repair` as a person calls them."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from cli.calling import ROOT, call

DEAL = """deal: {kinds: [ownership_grant], date: 2025-03-20}
unit: {type: university, fiscally_funded: true, located_in_city: true}
result: {state_secret: %s}
grant: {co_ownership_form: by_shares, team_share: %s}
agreement: {signed: true, date: 2025-03-20}
"""


@pytest.fixture
def deal(tmp_path):
    def make(share="60%", classified="false"):
        path = tmp_path / "deal.yaml"
        path.write_text(DEAL % (classified, share), encoding="utf-8")
        return path

    return make


def test_what_stays_open_is_named_with_the_facts_it_reads_and_no_others():
    found = call("prove", "never_errors", "shenzhen@2024", "--lang", "en")
    lines = found.out.splitlines()
    assert found.code == 1
    assert any(line.startswith("  ? ") and line.endswith("proceeds-distribution/internal-service-min") for line in lines)
    assert "    because: division by zero" in lines
    assert "  · conversion proceeds: CNY 0.00" in lines
    assert len(lines) < 25


def test_a_clause_that_no_rule_checks_is_told_from_one_that_is_not_there():
    found = call("prove", "always_denies", "shenzhen@2024:validity.interpretation", "--lang", "en")
    assert found.code == 2
    assert "clause `validity.interpretation` of `shenzhen@2024` has no check rule" in found.err
    assert "did you mean" not in found.err


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["always_allows", "shenzhen:ownership.team-share-min"], 1, "a counterexample"),
    (["equivalent", "shenzhen@2024:ownership.team-share-min", "shenzhen@draft:ownership.team-share-min"], 0, "it holds"),
    (["implies", "shenzhen@2024", "shenzhen@2024"], 0, "it holds"),
    (["disjoint", "ganzhou", "guangzhou"], 1, "a counterexample"),
])  # fmt: skip
def test_a_property_is_answered(arguments, code, said):
    found = call("prove", *arguments, "--lang", "en", "--as-of", "2025-06-01")
    assert (found.code, found.err) == (code, "")
    assert said in found.out


def test_a_counterexample_is_data_that_can_be_checked(tmp_path):
    found = call("prove", "implies", "shenzhen@2024", "ganzhou", "--format", "json", "--as-of", "2025-06-01")
    data = found.data()
    assert (found.code, data["schema"], data["holds"]) == (1, "awardrules/proof/1", False)
    path = tmp_path / "witness.json"
    path.write_text(json.dumps(data["counterexample"]["deal"]), encoding="utf-8")
    for reference, status in zip(("shenzhen@2024", "ganzhou"), data["counterexample"]["statuses"], strict=True):
        assert call("check", path, "--pack", reference, "--as-of", "2025-06-01", "--format", "json").data()["status"] == status


def test_boundary_deals_are_cases_that_pass(tmp_path):
    folder = tmp_path / "ganzhou" / "2023"
    shutil.copytree(ROOT / "packs" / "ganzhou" / "2023", folder)
    for path in (folder / "cases").glob("*.yaml"):
        path.unlink()
    written = folder / "cases" / "figures.yaml"
    found = call("prove", "boundaries", "ganzhou", "--format", "yaml", "--as-of", "2025-06-01", "-o", written)
    assert (found.code, found.err) == (0, "")
    assert written.read_text(encoding="utf-8").count("- name:") >= 30
    tested = call("test", folder, "--lang", "en", "--format", "json")
    assert [fault for fault in tested.data()["diagnostics"] if fault["code"] == "case-failed"] == []


def test_boundaries_are_told_in_both_languages():
    assert "团队份额" in call("prove", "boundaries", "shenzhen", "--lang", "zh", "--as-of", "2025-06-01").out
    assert "69.99%: fail" in call("prove", "boundaries", "shenzhen", "--lang", "en", "--as-of", "2025-06-01").out


@pytest.mark.parametrize(("arguments", "said"), [
    (["always_right", "shenzhen"], "PROPERTY"),
    (["implies", "shenzhen"], "is asked of two"),
    (["never_errors", "shenzhen", "ganzhou"], "is asked of one"),
    (["never_errors", "shenzen"], "did you mean"),
    (["never_errors", "all"], "is not one edition"),
    (["never_errors", "shenzhen:ownership.team-share-mn"], "did you mean `ownership.team-share-min`"),
    (["never_errors", "shenzhen", "--format", "yaml"], "--format"),
])  # fmt: skip
def test_what_cannot_be_asked_is_refused(arguments, said):
    found = call("prove", *arguments, "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_a_repair_is_told_and_saved(deal, tmp_path):
    saved = tmp_path / "better.yaml"
    found = call("repair", deal(), "--pack", "shenzhen", "--lang", "en", "--save", saved)
    assert (found.code, found.err) == (0, "")
    assert "from 60% to 70%" in found.out
    assert call("check", saved, "--pack", "shenzhen").code == 0
    assert "由 60% 改为 70%" in call("repair", deal(), "--pack", "shenzhen", "--lang", "zh").out


def test_what_is_stated_for_one_edition_is_saved_too(tmp_path):
    text = "\n".join(
        line.replace("50%", "40%") if "team_share" in line else line.replace("50%", "60%") if "unit_share:" in line else line
        for line in (ROOT / "examples/guangzhou-grant.yaml").read_text(encoding="utf-8").splitlines()
    )
    (tmp_path / "grant.yaml").write_text(text, encoding="utf-8")
    assert call("repair", tmp_path / "grant.yaml", "--pack", "guangzhou", "--save", tmp_path / "better.yaml").code == 0
    assert "issue_date: 2024-12-30" in (tmp_path / "better.yaml").read_text(encoding="utf-8")
    assert call("check", tmp_path / "better.yaml", "--pack", "guangzhou").code == 0


def test_of_a_set_what_is_added_is_told_not_the_whole(tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(
        "deal: {kinds: [use_right_grant], date: 2025-03-20}\nunit: {type: university, fiscally_funded: true, located_in_city: true}\n"
        "agreement: {signed: true, date: 2025-03-20, terms: [proceeds_split, licence_term, conversion_duty]}\n",
        encoding="utf-8",
    )
    out = call("repair", deal, "--pack", "shenzhen", "--lang", "zh").out
    assert "协议约定事项：增加 许可方式、许可费支付方式" in out
    assert "terms of the agreement: add type of licence, payment of licence fees" in call("repair", deal, "--pack", "shenzhen", "--lang", "en").out


def test_a_repair_as_data(deal):
    data = call("repair", deal(), "--pack", "shenzhen", "--format", "json").data()
    assert data["status"] == "non_compliant"
    assert [p["status_after"] for p in data["proposals"]] == [{"shenzhen@2024": "compliant"}] * len(data["proposals"])
    changes = [change for proposal in data["proposals"] for change in proposal["changes"]]
    assert {"fact": "grant.team_share", "from": "0.6", "to": "0.7"}.items() <= next(c for c in changes if c["fact"] == "grant.team_share").items()
    assert data["blocked_by"] == []


@pytest.mark.parametrize(("text", "code", "said"), [
    (DEAL % ("true", "70%"), 1, "involves state secrets: yes"),
    (DEAL.replace("type: university", "type: enterprise") % ("false", "70%"), 4, "type of unit: enterprise"),
])  # fmt: skip
def test_what_cannot_be_mended_is_said_with_the_reason(tmp_path, text, code, said):
    path = tmp_path / "deal.yaml"
    path.write_text(text, encoding="utf-8")
    found = call("repair", path, "--pack", "shenzhen", "--lang", "en")
    assert found.code == code
    assert "No repair exists" in found.out
    assert said in found.out


def test_lint_goes_deep_where_it_is_asked_to():
    plain = call("lint", ROOT / "packs" / "ganzhou" / "2023", "--lang", "en")
    deep = call("lint", ROOT / "packs" / "ganzhou" / "2023", "--deep", "--lang", "en")
    assert (plain.code, deep.code) == (0, 0)
    assert "note[table-overlap]" in deep.out
    assert "note[" not in plain.out


@pytest.mark.parametrize("arguments", [["prove", "never_errors", "ganzhou"], ["repair", "DEAL", "--pack", "shenzhen"], ["lint", "--deep"]])
def test_without_the_solver_the_extra_is_named(arguments, deal, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("awardrules.prove") or name == "z3"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    found = call(*(deal() if argument == "DEAL" else argument for argument in arguments), "--lang", "en")
    assert (found.code, found.out) == (2, "")
    assert 'pip install "awardrules[prove]"' in found.err
