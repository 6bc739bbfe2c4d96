"""`awardrules check` in a repository: configuration, waivers, baseline, fail level, and the formats for CI."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import junitparser
import pytest

from agreements.markup import Source
from agreements.pdffile import pdf_bytes
from awardrules.cli.deciding import FOR_CI
from awardrules.report.schema import decision_schema
from cli.calling import call, process
from pack.cities import vocabulary, write_city
from waiving.repository import BAD, GOOD, LISTED, OPEN, SECRET, trialville

WAIVER = """
- clause: {clause}
  file: deals/bad.yaml
  reason: {{zh: 历史项目, en: from before}}
  approver: 张三
  legal_basis: {{zh: 会议纪要, en: minutes}}
  expires: {expires}
"""
WAIVERS = "waivers:" + WAIVER.format(clause="p.duty", expires="2999-12-31") + WAIVER.format(clause="p.people", expires="2999-12-31").lstrip("\n")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a pack, a bad deal and a good one; the working directory."""
    trialville(tmp_path / "packs")
    (tmp_path / "deals").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "deals" / "bad.yaml").write_text(BAD.lstrip(), encoding="utf-8")
    (tmp_path / "deals" / "good.yaml").write_text(GOOD.lstrip(), encoding="utf-8")
    configure(tmp_path, "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def configure(folder: Path, text: str, files: str = "deals/*.yaml") -> None:
    head = f"files: {files}\npack: packs/trialville/2025\nlang: en\n"
    (folder / "awardrules.yaml").write_text(head + text, encoding="utf-8")


def test_without_files_those_of_the_configuration_are_checked(repository):
    done = call("check", "--format", "json")
    assert [Path(d["deal"]).as_posix() for d in done.lines()] == ["deals/bad.yaml", "deals/good.yaml"]
    assert (done.code, done.err) == (1, "")


def test_the_configuration_is_found_from_a_folder_below(repository, monkeypatch):
    monkeypatch.chdir(repository / "deals")
    done = call("check", "good.yaml", "--format", "json")
    assert (done.code, done.data()["status"]) == (0, "compliant")


def test_a_waived_finding_is_shown_with_the_verdict_without_it(repository):
    configure(repository, WAIVERS)
    done = call("check", "deals/bad.yaml")
    assert (done.code, done.err) == (0, "")
    assert "Verdict: compliant with deviations (without waivers: non-compliant)" in done.out
    assert "violation (" not in done.out
    assert "waived (2)\n  ○ clause p.duty  [publicity/duty]\n    without the waiver: violation; trial count is 12" in done.out
    assert "    approved by: 张三; basis: minutes; valid to 2999-12-31 inclusive" in done.out


def test_json_says_what_is_waived_in_further_keys(repository):
    configure(repository, WAIVERS)
    data = call("check", "deals/bad.yaml", "--format", "json").data()
    assert list(jsonschema.Draft202012Validator(decision_schema()).iter_errors(data)) == []
    assert (data["status"], data["status_before_waivers"]) == ("deviating", "non_compliant")
    assert [(w["clause"], w["by"], w["approver"], w["expires"]) for w in data["waived"]] == [
        ("p.duty", "waiver", "张三", "2999-12-31"), ("p.people", "waiver", "张三", "2999-12-31"),
    ]  # fmt: skip
    assert [r["outcome"] for r in data["results"] if r["rule"] == "publicity/duty"] == ["fail"]


def test_markdown_says_it_too(repository):
    configure(repository, WAIVERS)
    assert "### waived (2)" in call("check", "deals/bad.yaml", "--format", "markdown").out


@pytest.mark.parametrize("flag", ["--no-config", None])
def test_without_configuration_nothing_is_waived(repository, flag):
    configure(repository, WAIVERS)
    done = call("check", "deals/bad.yaml", "--pack", "packs/trialville/2025", *([flag] if flag else []), "--format", "json")
    assert (done.code, "waived" in done.data()) == ((1, False) if flag else (0, True))


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        ("2020-01-01", "the waiver expired after 2020-01-01"),
        ("soon", "`soon` is no date, so the waiver counts as expired"),
        ('""', "it has no `expires`, so it counts as expired"),
    ],
)
def test_an_expired_waiver_covers_nothing_and_says_so(repository, expires, said):
    configure(repository, "waivers:" + WAIVER.format(clause="p.duty", expires=expires))
    done = call("check", "deals/bad.yaml")
    assert done.code == 1
    assert "waivers without effect (1)" in done.out
    assert said in done.out


def test_what_the_pack_protects_cannot_be_waived(repository):
    (repository / "deals" / "bad.yaml").write_text(SECRET.lstrip(), encoding="utf-8")
    configure(repository, "waivers:" + WAIVER.format(clause="p.secret", expires="2999-12-31"))
    done = call("check", "deals/bad.yaml")
    assert done.code == 1
    assert "the rule cannot be waived: the law says so" in done.out
    assert call("check", "deals/bad.yaml", "--write-baseline", "known.json").code == 1


@pytest.mark.parametrize(
    ("clause", "files", "called", "said"),
    [
        ("p.open", "deals/*.yaml", [], "the waiver of `p.open` covers nothing"),
        ("p.opne", "deals/*.yaml", [], "no pack has `p.opne`; the waiver covers nothing\n  help: did you mean `p.open`?"),
        ("p.duty", "deals/good.yaml", [], "no file fits `deals/bad.yaml`"),
        ("p.open", "deals/*.yaml", ["deals/good.yaml"], ""),
        ("p.open", "deals/*.yaml", ["deals/bad.yaml"], "the waiver of `p.open` covers nothing"),
    ],
)
def test_a_waiver_that_covers_nothing_is_reported_where_its_files_were_checked(repository, clause, files, called, said):
    configure(repository, "waivers:" + WAIVER.format(clause=clause, expires="2999-12-31"), files)
    done = call("check", *called, "--format", "json")
    assert done.err.startswith("awardrules.yaml:5:3: warning[unused-waiver]: ") is bool(said)
    assert said in done.err


def test_a_baseline_lets_old_findings_pass_and_new_ones_fail(repository):
    assert call("check", "deals/bad.yaml", "--write-baseline", "known.json").code == 0
    assert len(json.loads((repository / "known.json").read_text("utf-8"))["findings"]) == 4
    configure(repository, "baseline: known.json\n")
    moved = "# moved\n" + BAD.lstrip()
    (repository / "deals" / "bad.yaml").write_text(moved, encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--format", "json")
    assert (done.code, done.err, done.data()["status"]) == (0, "", "compliant")
    assert {w["by"] for w in done.data()["waived"]} == {"baseline"}
    (repository / "deals" / "bad.yaml").write_text(moved.replace("holds: true", "holds: false"), encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--format", "json")
    assert (done.code, done.data()["status"]) == (1, "non_compliant")
    (repository / "deals" / "other.yaml").write_text(BAD.lstrip(), encoding="utf-8")
    assert call("check", "deals/other.yaml").code == 1


def test_entries_of_the_baseline_that_are_gone_are_reported(repository):
    call("check", "deals/bad.yaml", "--write-baseline", "known.json")
    (repository / "deals" / "bad.yaml").write_text(BAD.lstrip().replace("count: 12", "count: 15"), encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--baseline", "known.json")
    assert done.code == 0
    assert "warning[stale-baseline]: the baseline holds what is gone: deals/bad.yaml p.duty (1)" in done.err


def test_a_baseline_may_lie_beside_no_configuration(repository):
    (repository / "awardrules.yaml").unlink()
    flags = ("--pack", "packs/trialville/2025", "--lang", "en")
    assert call("check", "deals/bad.yaml", *flags).code == 1
    assert call("check", "deals/bad.yaml", *flags, "--write-baseline", "known.json").code == 0
    assert call("check", "deals/bad.yaml", *flags, "--baseline", "known.json").code == 0


@pytest.mark.parametrize(
    ("deal", "setting", "flags", "code"),
    [
        ("deviating", "", [], 0),
        ("deviating", "fail_level: deviation\n", [], 1),
        ("deviating", "strict: true\n", [], 1),
        ("deviating", "", ["--fail-level", "deviation"], 1),
        ("deviating", "", ["--strict"], 1),
        ("deviating", "fail_level: suggestion\n", ["--fail-level", "violation"], 0),
        ("suggested", "", ["--fail-level", "deviation"], 0),
        ("suggested", "", ["--fail-level", "suggestion"], 1),
        ("open", "", [], 3),
        ("open", "allow_unknown: true\n", [], 0),
        ("open", "", ["--allow-unknown"], 0),
        ("open and suggested", "", ["--allow-unknown", "--fail-level", "suggestion"], 1),
        ("open and deviating", "", ["--allow-unknown", "--strict"], 1),
        ("open and deviating", "", ["--allow-unknown", "--strict", "--no-config", "--pack", "packs/trialville/2025"], 1),
    ],
)
def test_the_fail_level_moves_the_exit_code(repository, deal, setting, flags, code):
    text = OPEN if "open" in deal else GOOD
    text = text.replace("level: high", "level: low") if "deviating" in deal else text
    text = text.replace("other: true", "other: false") if "suggested" in deal else text
    (repository / "deals" / "it.yaml").write_text(text.lstrip(), encoding="utf-8")
    configure(repository, setting)
    assert call("check", "deals/it.yaml", *flags).code == code


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ("none/*.yaml", 2, "awardrules.yaml:1:8: error[no-files]: no file fits `files`: none/*.yaml"),
        ("[]", 2, "awardrules.yaml: error[no-files]: no files to check"),
        ("[deals/good.yaml, none/*.yaml]", 0, "awardrules.yaml:1:8: warning[no-files]: no file fits `none/*.yaml`"),
    ],
)
def test_no_file_is_never_a_pass(repository, files, code, said):
    configure(repository, "", files)
    done = call("check")
    assert done.code == code
    assert said in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--no-config", "--pack", "shenzhen"], "error[no-files]: no files to check"),
        (["check", "deals/good.yaml", "--no-config"], "--pack: error[usage]: no pack is named"),
        (["check", "deals/good.yaml", "--fail-level", "grave"], "`--fail-level` cannot be `grave`"),
        (["check", "deals/good.yaml", "--config", "none.yaml"], "none.yaml: error[file-missing]"),
        (["check", "deals/good.yaml", "--baseline", "none.json"], "none.json: error[file-missing]"),
        (["check", "deals/good.yaml", "--baseline", "deals/good.yaml"], "deals/good.yaml:1:1: error[bad-baseline]"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_would(repository, arguments, said):
    done = call(*arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_faulty_configuration_is_refused_before_anything_is_checked(repository):
    configure(repository, "waiver: []\nfail_level: none\n")
    done = call("check", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "unknown key `waiver`\n  help: did you mean `waivers`?" in done.err
    assert "`fail_level` cannot be `none`" in done.err


# --- formats ---


def test_github_annotates_the_line_and_appends_a_summary(repository, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))
    (repository / "summary.md").write_text("# before\n", encoding="utf-8")
    done = call("check", "--format", "github")
    assert done.code == 1
    assert done.out.startswith("::error file=deals/bad.yaml,line=2,col=10,title=clause p.duty (trialville@2025/p.duty)::trial count is 12")
    summary = (repository / "summary.md").read_text("utf-8")
    assert summary.startswith("# before\n## Check of grants\n")
    assert "| deals/good.yaml | `trialville@2025` |" in summary


def test_no_text_of_a_deal_becomes_a_workflow_command(repository):
    (repository / "deals" / "bad.yaml").write_text('trial: {level: "x\\n::error::owned\\n##[add-mask]x"}\n', encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--format", "github")
    assert done.code == 2
    lines = (done.out + done.err).splitlines()
    assert [line for line in lines if line.lstrip().startswith("::") and not line.startswith("::error file=deals/bad.yaml,")] == []
    assert "##[" not in done.err


def test_sarif_of_good_and_bad_input_is_one_log(repository):
    (repository / "deals" / "broken.yaml").write_text("trial: [\n", encoding="utf-8")
    done = call("check", "--format", "sarif", "--output", "out.sarif")
    [run] = json.loads((repository / "out.sarif").read_text("utf-8"))["runs"]
    assert (done.code, len(run["results"]), run["invocations"][0]["executionSuccessful"]) == (2, 4, False)
    assert run["automationDetails"]["id"] == "awardrules/packs-trialville-2025/"
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert uris == {"deals/bad.yaml"}


def test_paths_are_those_of_the_repository_wherever_the_call_is_made(repository, monkeypatch):
    monkeypatch.chdir(repository / "deals")
    configure(repository, "")
    text = call("check", "bad.yaml", "--format", "sarif").out
    assert '"uri": "deals/bad.yaml"' in text


def test_junit_of_many_deals_is_a_suite_each(repository):
    lines = "\n".join(json.dumps({"trial": {"count": n, "level": "high", "other": True, "holds": True, "when": True}}) for n in range(13, 17))
    (repository / "many.jsonl").write_text(lines, encoding="utf-8")
    done = call("check", "many.jsonl", "--format", "junit", "--allow-unknown")
    suites = list(junitparser.JUnitXml.fromstring(done.out.encode()))
    assert [(suite.name, suite.failures) for suite in suites] == [(f"many.jsonl:{n} · trialville@2025", int(n < 3)) for n in range(1, 5)]


@pytest.mark.parametrize("format", FOR_CI)
def test_a_format_for_ci_needs_no_configuration_and_serves_assess_too(repository, format):
    (repository / "awardrules.yaml").unlink()
    done = call("check", "deals/bad.yaml", "--pack", "packs/trialville/2025", "--format", format)
    assert (done.code, "p.duty" in done.out or "publicity/duty" in done.out) == (1, True)
    done = call("assess", "deals/bad.yaml", "--pack", "packs/trialville/2025", "--format", format)
    assert (done.code, bool(done.out)) == (2, True)


def test_values_to_be_kept_out_of_logs_are_not_in_the_formats_for_ci(repository):
    facts = vocabulary().replace('"path": "trial.sum"', '"redact": "true", "path": "trial.sum"')
    rules = '- {cite: p.duty, require: {">=": [{var: trial.sum}, 1000]}, remedy: {zh: 补, en: add}}'
    write_city(repository / "packs", rules, LISTED, files={"vocabulary.yaml": facts})
    (repository / "deals" / "bad.yaml").write_text("trial: {sum: 777.25}\n", encoding="utf-8")
    for format in FOR_CI:
        done = call("check", "deals/bad.yaml", "--format", format)
        assert (done.code, "777.25" in done.out, "required: trial sum is at least" in done.out) == (1, False, True)
    assert "777.25" in call("check", "deals/bad.yaml").out


def test_a_long_run_is_written_as_it_goes(repository):
    lines = b"".join(json.dumps({"trial": {"count": n % 30, "level": "low"}}).encode() + b"\n" for n in range(300))
    done = process("check", "-", "--format", "sarif", "--allow-unknown", stdin=lines)
    [run] = done.data()["runs"]
    assert len({r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]}) == len(run["results"]) > 300


AGREEMENT = """# 职务科技成果赋权协议

甲方：深圳某大学
乙方：张三科研团队（成果完成人）

第一条 甲方将本专利所有权的60%赋予乙方，双方按份共有，甲方享有40%。

第二条 本协议签订日期：2025年3月20日。
"""


def test_an_agreement_is_annotated_at_the_line_of_its_sentence_and_passes_with_a_waiver(repository):
    (repository / "agreements").mkdir()
    (repository / "agreements" / "grant.md").write_text(AGREEMENT, encoding="utf-8")
    call_of = ("check", "agreements/grant.md", "--pack", "shenzhen", "--allow-unknown", "--format", "github")
    done = call(*call_of)
    said = [line for line in done.out.splitlines() if "ownership.team-share-min" in line]
    assert (done.code, len(said), said[0].startswith("::error file=agreements/grant.md,line=6,")) == (1, 1, True)
    assert "(第一条 “第一条 甲方将本专利所有权的60%25赋予乙方" in said[0]
    excused = "".join(
        WAIVER.format(clause=clause, expires="2999-12-31").replace("deals/bad.yaml", "agreements/**").lstrip("\n")
        for clause in ("ownership.team-share-min", "agreement.terms", "agreement.rights-obligations")
    )
    configure(repository, f"waivers:\n{excused}")
    assert call(*call_of).code == 0


def test_a_finding_in_a_pdf_names_its_article_and_page(repository):
    (repository / "agreements").mkdir()
    body = AGREEMENT.replace("\n\n", "\n")
    (repository / "agreements" / "grant.pdf").write_bytes(pdf_bytes(Source("grant", {"as": "pdf"}, body)))
    [run] = call("check", "agreements/grant.pdf", "--pack", "shenzhen", "--allow-unknown", "--format", "sarif").data()["runs"]
    [location] = next(result for result in run["results"] if result["ruleId"].endswith("/ownership.team-share-min"))["locations"]
    assert location["logicalLocations"] == [{"name": "第一条", "fullyQualifiedName": "page 1/第一条", "kind": "clause"}]
    region = location["physicalLocation"]["region"]
    assert (region["startLine"], "60%赋予乙方" in region["snippet"]["rendered"]["text"]) == (1, True)
