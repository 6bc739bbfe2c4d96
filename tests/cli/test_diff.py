"""`awardrules diff`: formats, the contract of its JSON, the day, and what it refuses."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date

import pytest

from awardrules.compare.diff import comparison_day
from awardrules.pack.references import Found
from cli.calling import ROOT, call
from pack.cities import write_city

PAIR = ("shenzhen@draft", "shenzhen@2024")
STRUCTURAL = ("diff", *PAIR, "--structural", "--as-of", "2026-01-01")
CHANGES = {"tightened", "loosened", "incomparable", "wording", "only_a", "only_b", "text", "unsettled"}
RULE = "- {cite: c.one, require: {'>=': [{var: trial.count}, %d]}, remedy: {zh: 改, en: mend}}"


def test_the_json_keeps_the_contract():
    data = call(*STRUCTURAL, "--format", "json", "--lang", "en").data()
    assert data["schema"] == "awardrules/diff/1"
    assert {"a", "b", "changes", "identical"} <= data.keys()
    assert (data["a"]["id"], data["a"]["edition"], data["b"]["edition"], data["as_of"]) == ("shenzhen", "draft", "2024", "2026-01-01")
    assert (data["method"], data["behaviour"]) == ("structural", None)
    for change in data["changes"]:
        assert {"clauses", "mechanism", "change", "proved", "summary", "details", "witness"} <= change.keys()
        assert change["change"] in CHANGES
        assert change["proved"] is False
        assert change["summary"]
        assert change["clauses"].keys() == {"a", "b"}
    assert len(data["summary"]) == 10
    place = next(change for change in data["changes"] if "publicity.grant-place-unit" in change["clauses"]["b"])
    assert (place["change"], place["clauses"]["a"]) == ("tightened", ["publicity.grant-place"])
    assert {detail["kind"] for detail in place["details"]} == {"place", "requirement"}
    assert "publicity.grant-days" in [clause for same in data["identical"] for clause in same["clauses"]["a"]]


def test_a_proof_comes_with_its_witness():
    data = call("diff", *PAIR, "--format", "json").data()
    place = next(change for change in data["changes"] if "publicity.grant-place-unit" in change["clauses"]["b"])
    assert (place["proved"], place["witness"]["a"], place["witness"]["b"]) == (True, "compliant", "non_compliant")
    assert "unit" not in place["witness"]["deal"]["grant"]["publicity"]["places"]
    assert "grant.publicity.places" in place["witness"]["decisive"]
    assert (data["method"], data["equivalent"], data["behaviour"]["relation"]) == ("proof", False, "incomparable")
    assert data["behaviour"]["accepted_by_a_only"]["b"] == "non_compliant"
    assert data["behaviour"]["accepted_by_b_only"]["a"] == "non_compliant"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            [
                "摘要",
                "▲ 在单位或本市技术交易场所公示 → 赋权在单位内公示",
                "［收紧，未证明］",
                "仅 2024 年版有",
                "仅按规则的结构比较",
                "草案，不是现行有效的规定",
            ],
        ),
        ("en", ["Summary", "[tightened, not proved]", "only in the 2024 edition", "Structural comparison only", "is a draft, not law in force"]),
    ],
)
def test_the_report_says_first_what_matters(lang, said):
    done = call(*STRUCTURAL, "--format", "plain", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert [text for text in said if text not in done.out] == []
    head, _, rest = done.out.partition(said[0])
    assert len(head.splitlines()) <= 8
    assert len(rest.split("\n\n")[0].splitlines()) == 12
    assert "publicity.grant-place" not in done.out  # no names of ours


@pytest.mark.parametrize(("format", "mark"), [("markdown", "## 版本对比"), ("html", '<html lang="zh-CN">'), ("plain", "版本对比")])
def test_every_format_holds_every_change(format, mark):
    changes = call(*STRUCTURAL, "--format", "json", "--lang", "zh").data()["changes"]
    out = call(*STRUCTURAL, "--format", format, "--lang", "zh").out
    assert mark in out
    missing = [change["title"] for change in changes if change["title"].replace("→", "").split()[0] not in out]
    assert missing == []


def test_an_edition_with_itself_is_equivalent_and_that_is_proved():
    data = call("diff", "ganzhou", "ganzhou@2023", "--format", "json").data()
    assert (data["changes"], data["equivalent"], data["behaviour"]["relation"], data["behaviour"]["proved"]) == ([], True, "equivalent", True)
    done = call("diff", "ganzhou", "ganzhou@2023", "--format", "plain", "--lang", "en")
    assert "the two editions always agree (proved)" in done.out


def test_the_witnesses_are_saved_as_cases(tmp_path):
    done = call("diff", *PAIR, "--save-witnesses", tmp_path / "w", "--output", tmp_path / "out.txt")
    assert (done.code, done.out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "w").iterdir()) == ["shenzhen-2024.yaml", "shenzhen-draft.yaml"]
    folder = tmp_path / "packs" / "shenzhen" / "draft"
    shutil.copytree(ROOT / "packs" / "shenzhen" / "draft", folder, ignore=shutil.ignore_patterns("cases"))
    (folder / "cases").mkdir()
    shutil.copy(tmp_path / "w" / "shenzhen-draft.yaml", folder / "cases")
    tested = call("test", folder, "--format", "json")
    assert [fault for fault in tested.data()["diagnostics"] if fault["severity"] == "error"] == []


def test_two_folders_of_packs(tmp_path):
    a = write_city(tmp_path / "a", RULE % 15)
    b = write_city(tmp_path / "b", RULE % 20)
    done = call("diff", f"{a}/", f"{b}/", "--format", "json", "--lang", "en")
    (change,) = done.data()["changes"]
    assert (change["change"], change["proved"], [detail["kind"] for detail in change["details"]]) == ("tightened", True, ["figure"])


def test_facts_of_two_types_are_reported_and_the_rest_compared(tmp_path):
    rules = RULE % 15 + "\n- {cite: c.two, require: {var: trial.holds}, remedy: {zh: 改, en: mend}}"
    listed = {"c.one": "shall", "c.two": "shall"}
    a = write_city(tmp_path / "a", rules, listed)
    b = write_city(tmp_path / "b", rules.replace("trial.holds", "trial.other").replace("15", "20"), listed)
    facts = json.loads((b / "vocabulary.yaml").read_text(encoding="utf-8"))
    next(fact for fact in facts["facts"] if fact["path"] == "trial.count")["type"] = "decimal"
    (b / "vocabulary.yaml").write_text(json.dumps(facts), encoding="utf-8")
    done = call("diff", f"{a}/", f"{b}/", "--format", "json")
    data = done.data()
    assert [(clash["fact"], clash["a"]["type"], clash["b"]["type"]) for clash in data["vocabulary"]] == [("trial.count", "int", "decimal")]
    assert {change["clauses"]["a"][0]: change["change"] for change in data["changes"]} == {"c.one": "unsettled", "c.two": "incomparable"}
    assert "trial count" in call("diff", f"{a}/", f"{b}/", "--format", "plain", "--lang", "en").out


REFUSED = {
    "no pack": (("diff", "shenzen", "ganzhou"), "unknown-pack", "did you mean `shenzhen`?"),
    "both unknown": (("diff", "shenzen", "ganzho"), "unknown-pack", "did you mean `ganzhou`?"),
    "no edition": (("diff", "shenzhen@2023", "ganzhou"), "unknown-edition", "2024"),
    "a folder that is no pack": (("diff", "./tests", "ganzhou"), "no-pack", "name the folder of an edition"),
    "all": (("diff", "all", "ganzhou"), "usage", "awardrules matrix"),
    "a format": (("diff", *PAIR, "--format", "pdf"), "usage", "one of: text, plain, markdown, html, json"),
    "a day": (("diff", *PAIR, "--as-of", "tomorrow"), "usage", "write 2025-03-01"),
    "a time limit": (("diff", *PAIR, "--timeout", "0"), "usage", "above zero"),
    "witnesses without proofs": (("diff", *PAIR, "--structural", "--save-witnesses", "x"), "usage", "proves nothing"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_the_way_out(monkeypatch, name):
    monkeypatch.chdir(ROOT)
    arguments, code, way = REFUSED[name]
    done = call(*arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert f"error[{code}]" in done.err
    assert way in done.err


def test_without_the_solver_it_names_the_extra_and_the_way_without(monkeypatch):
    for module in [name for name in sys.modules if name == "z3" or name.startswith(("z3.", "awardrules.prove."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "z3", None)
    done = call("diff", *PAIR, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "error[missing-extra]" in done.err
    assert 'pip install "awardrules[prove]"' in done.err
    assert "--structural" in done.err
    assert call(*STRUCTURAL).code == 0


def found(start: str | None, last: str | None) -> Found:
    days = [date.fromisoformat(text).toordinal() if text else None for text in (start, last)]
    return Found("city", "edition", ROOT, "in_force", days[0], days[1], None)


TODAY = date(2026, 6, 1).toordinal()
DAYS = {
    "no printed term": (found(None, None), found(None, None), "2026-06-01"),
    "in force today": (found("2024-08-01", "2027-07-31"), found(None, None), "2026-06-01"),
    "ran out": (found("2020-01-01", "2025-12-31"), found(None, None), "2025-12-31"),
    "not yet": (found("2020-01-01", "2030-12-31"), found("2027-01-01", "2029-12-31"), "2027-01-01"),
    "one after the other": (found("2020-01-01", "2022-12-31"), found("2023-01-01", "2029-12-31"), "2026-06-01"),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_day_is_today_or_the_nearest_on_which_both_are_in_force(name):
    one, other, expected = DAYS[name]
    day, reason = comparison_day([one, other], TODAY)
    assert date.fromordinal(day).isoformat() == expected
    assert reason.zh
    assert ("do not overlap" in reason.en) == (name == "one after the other")


@pytest.mark.parametrize("heading", ["One repair", "One matrix"])
def test_the_page_shows_what_repair_and_matrix_print(heading, monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = section.split("```\n$ awardrules ")[1:]
    assert blocks
    for block in blocks:
        command, *shown = block.partition("\n```")[0].splitlines()
        printed = call(*command.split(), "-f", "plain").out.splitlines()
        assert len(shown) > 4
        assert [line for line in shown if line != "…" and line not in printed] == []


def test_the_page_shows_what_the_command_prints():
    page = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    excerpt = page.partition("\n```\n版本对比")[2].partition("\n```\n")[0]
    shown = [line for line in f"版本对比{excerpt}".splitlines() if line != "…" and "示例" not in line]
    printed = call("diff", "shenzhen@draft", "shenzhen@2024", "--as-of", "2025-03-20", "--lang", "zh").out.splitlines()
    assert len(shown) > 12
    assert [line for line in shown if line not in printed] == []
