"""`amounts`, `timeline`, `dossier` and `assess`: formats, languages, exit codes, what they refuse, and what an officer reads."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from awardrules.cli.main import run

DEAL = """\
deal: {kinds: [ownership_grant, conversion, reward], date: 2025-03-20}
edition: {issue_date: 2024-06-01}
unit: {type: university, fiscally_funded: true, located_in_city: true, affiliation: municipal, is_public_institution: true, pilot_listed: true}
pilot: {approval_date: 2024-02-20, start_date: 2024-02-23}
conversion: {mode: licence}
grant:
  approved: true
  decision_date: 2025-02-26
  filed: true
  filing_date: 2025-03-12
  publicity: {places: [unit], start: 2025-03-01, end: 2025-03-10}
agreement: {signed: true, date: 2025-03-11}
proceeds: {total: 1000000.01, net_income: 820000.55, award_pool_amount: 700000, distribution_agreement_prior: false}
diligence: {person_role: leader, exemption_situation: dispute, decision_error_area: grant, unit_loss_occurred: true}
report: {annual_submitted: true, annual_recipients: [competent_authority]}
"""
COMMANDS = ("amounts", "timeline", "dossier", "assess")
PACKS = ("shenzhen", "shenzhen@draft", "guangzhou", "shanghai", "ganzhou")


@pytest.fixture
def deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "deal.yaml").write_text(DEAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "deal.yaml"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("pack", PACKS)
def test_every_report_is_written_in_both_languages(command, pack, deal, capsys):
    texts = {}
    for lang in ("zh", "en"):
        for form in ("text", "plain", "markdown"):
            code = run([command, deal, "--pack", pack, "--lang", lang, "--format", form])
            texts[lang, form] = capsys.readouterr().out
            assert code in ((0,) if command != "assess" else (0, 1, 3))
    for lang in ("zh", "en"):
        assert texts[lang, "text"] == texts[lang, "plain"]
        assert texts[lang, "markdown"].startswith("## ")
    chinese, left = (sum("\u4e00" <= c <= "\u9fff" for c in texts[lang, "plain"]) for lang in ("zh", "en"))
    assert chinese > 3 * left  # what is Chinese in the English text is locators and titles as printed


@pytest.mark.parametrize("command", COMMANDS[:3])
def test_json_is_one_object_for_an_edition_and_a_list_for_all(command, deal, capsys):
    assert run([command, deal, "--pack", "guangzhou", "--format", "json"]) == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["schema"], one["pack"]["id"], one["deal"], one["as_of"]) == (f"awardrules/{command}/1", "guangzhou", "deal.yaml", "2025-03-11")
    assert run([command, deal, "--pack", "all", "--format", "json"]) == 0
    every = json.loads(capsys.readouterr().out)
    assert [(d["pack"]["id"], d["pack"]["edition"]) for d in every] == [
        ("ganzhou", "2023"), ("guangzhou", "guideline"), ("shanghai", "draft"), ("shenzhen", "draft"), ("shenzhen", "2024"),
    ]  # fmt: skip
    assert next(d for d in every if d["pack"]["id"] == "guangzhou") == one


def test_assess_json_stays_a_decision_about_the_institution(deal, capsys):
    run(["assess", deal, "--pack", "shenzhen", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "awardrules/decision/1"
    assert {result["subject"] for result in data["results"]} == {"institution"}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("grant: {team_shar: 70%}\nproceeds: {total: much}\n", ["unknown-fact", "wrong-type"]),
        ("grant: {team_share: 70%\n", ["yaml-syntax"]),
    ],
)
def test_a_faulty_deal_exits_2_with_every_fault(command, text, codes, tmp_path, capsys):
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    assert run([command, str(path), "--pack", "shenzhen", "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert [line.partition("[")[2].partition("]")[0] for line in said.err.splitlines() if "error[" in line] == codes
    assert said.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_usage_errors_exit_2_with_the_nearest_name(command, deal, capsys):
    for arguments, hint in (
        ([deal, "--pack", "shenzen"], "did you mean `shenzhen`"),
        ([deal, "--pack", "shenzhen", "--format", "jsn"], "did you mean `json`"),
        ([deal, "--pack", "shenzhen", "--as-of", "soon"], "write 2025-03-01"),
        (["none.yaml", "--pack", "shenzhen"], "none.yaml"),
    ):
        assert run([command, *arguments, "--lang", "en"]) == 2
        assert hint in capsys.readouterr().err


def test_standard_input_and_a_file_for_output(deal, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DEAL.encode())))
    assert run(["amounts", "-", "--pack", "ganzhou", "--lang", "en", "--output", "out.txt"]) == 0
    assert capsys.readouterr().out == ""
    written = (tmp_path / "out.txt").read_text(encoding="utf-8")
    run(["amounts", deal, "--pack", "ganzhou", "--lang", "en"])
    assert written == capsys.readouterr().out.replace("deal.yaml", "<stdin>")


def test_out_of_scope_says_so_and_hypothetical_goes_on(deal, capsys):
    for command in COMMANDS[:3]:
        assert run([command, deal, "--pack", "shenzhen", "--lang", "en", "--as-of", "2030-01-01"]) == 0
        assert "--hypothetical" in capsys.readouterr().out
        assert run([command, deal, "--pack", "shenzhen", "--lang", "en", "--as-of", "2030-01-01", "--hypothetical"]) == 0
        assert "Decided hypothetically" in capsys.readouterr().out


def test_what_an_officer_reads_of_amounts(deal, capsys):
    run(["amounts", deal, "--pack", "shenzhen", "--lang", "zh"])
    text = capsys.readouterr().out
    assert (
        """
奖励总额下限：700,000.01 元
算式：70% × 转化收益 = 70% × 1,000,000.01 元 = 700,000.007 元
精确值：700,000.007 元，已进到分
基数：转化收益：1,000,000.01 元（deal.yaml:13:19）
条款：三/（六）/1 proceeds.award-pool-min（应当）
比较：奖励总额：700,000.00 元（deal.yaml:13:73），不足，低 0.01 元
"""
        in text
    )
    run(["amounts", deal, "--pack", "ganzhou", "--lang", "en"])
    assert "formula: 95% × net conversion income = 95% × CNY 820,000.55 = CNY 779,000.5225\n" in capsys.readouterr().out


def test_all_editions_stand_side_by_side(deal, capsys):
    run(["amounts", deal, "--pack", "all", "--lang", "zh"])
    text = capsys.readouterr().out
    head = text[: text.index("应计金额")]
    lines = {line.split()[0]: line for line in head.splitlines() if "@" in line and "未印" not in line}
    assert {"ganzhou@2023", "shenzhen@draft", "shenzhen@2024"} <= lines.keys()
    assert "492,000.33 元" in head
    assert "60% × 转化净收入" in head
    assert "未印此项：guangzhou@guideline、shanghai@draft" in head
    assert "不能直接互换" in head


def test_what_an_officer_reads_of_the_order_of_steps(deal, capsys):
    run(["timeline", deal, "--pack", "guangzhou", "--lang", "zh"])
    text = capsys.readouterr().out
    assert (
        """次序不符（2）
  ✗ 赋权公示结束日须不早于 2025-03-15（依据赋权公示开始日）  [publicity/grant-days]
    条款：第五条/（五） publicity.grant-days
    事实：赋权公示开始日：2025-03-01（deal.yaml:11:38）
    事实：赋权公示结束日：2025-03-10（deal.yaml:11:55）
"""
        in text
    )
    assert "✗ 协议签署日须不早于 2025-03-12（依据单位备案日）" in text
    rows = {line.split()[0]: line.split() for line in text.splitlines() if line.startswith("  ") and "2025-03-1" in line and "✗" not in line}
    assert rows["赋权公示结束日"][1:4] == ["2025-03-10", "2025-03-15", "过早"]
    assert rows["单位备案日"][1:4] == ["2025-03-12", "2025-03-16", "前序须补正，随之顺延"]
    assert rows["协议签署日"][1:4] == ["2025-03-11", "2025-03-16", "过早"]


def test_what_an_officer_reads_of_a_dossier(deal, capsys):
    run(["dossier", deal, "--pack", "shenzhen", "--lang", "zh"])
    text = capsys.readouterr().out
    assert "结论：尚不能判断" in text
    assert "仅有尽职条件不足以免责的，还须有印明的情形" in text
    assert "  ? 履行民主决策程序  未说明\n    条款：三/（七）/1/（2） diligence.cond-procedure\n" in text
    assert "条款：三/（七）/2/（9） diligence.sit-dispute" in text


def test_what_the_leadership_reads_of_a_checklist(deal, capsys):
    assert run(["assess", deal, "--pack", "guangzhou", "--lang", "zh"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("单位自查清单 · 广州（工作指引）\n结论：不符合\n")
    assert (
        """报送和期限（1）
  ✗ 每年报告改革执行情况  未办结
    条款：第十条 reporting.annual
    要求：每年向主管部门和市科技局报告。
    报送对象：主管部门、科技部门（未送：科技部门）
    时限：条文未印具体日期
"""
        in text
    )
    assert "补救：将年度赋权改革总结同时报送主管部门和市科技局" in text


@pytest.mark.parametrize("command", COMMANDS[:3])
def test_the_commands_are_in_the_help(command, capsys):
    assert run(["--help"]) == 0
    assert f" {command} " in capsys.readouterr().out
    assert run([command, "--help"]) == 0
    assert "--pack" in capsys.readouterr().out
