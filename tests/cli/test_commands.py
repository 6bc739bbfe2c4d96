"""`explain`, `packs list`, `packs show` and `test` for a reader, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.calling import EXAMPLE, call
from pack.cities import write_city

RULES = """
- cite: c.one
  when: {"==": [{var: trial.level}, high]}
  require: {">=": [{var: trial.count}, 15]}
  unless: [{when: {var: trial.unless}, cite: c.exception}]
  remedy: {zh: 补足, en: add more}
- {gives: trial.granted, cite: c.granted, first: [{when: {var: trial.when}, value: true}, {value: false}]}
- {cite: c.institution, subject: institution, require: {var: trial.holds}}
"""
LISTED = {"c.one": "shall", "c.exception": "may", "c.granted": "definition", "c.institution": "shall"}
DEAL = "trial: {level: high, count: 12, unless: false, when: true}\n"
CASE = "cases: [{name: {zh: 甲, en: a}, deal: {trial: {when: true}}, expect: {derived: {trial.granted: WANTED}}}]"


@pytest.fixture
def packs(tmp_path) -> Path:
    write_city(tmp_path / "packs", RULES, LISTED)
    return tmp_path / "packs"


@pytest.fixture
def explain(packs, tmp_path):
    (tmp_path / "deal.yaml").write_text(DEAL, encoding="utf-8")

    def run(*more: object, lang: str = "en"):
        return call("explain", tmp_path / "deal.yaml", "--pack", "trialville", "--packs-dir", packs, "--as-of", "2025-03-20", "--lang", lang, *more)

    return run


# --- explain ---


def test_explain_shows_every_rule_with_its_conditions_down_to_the_facts(explain, tmp_path):
    done = explain()
    assert done.code == 0
    for text in ("Verdict: non-compliant", "[publicity/one]", "[publicity/granted]", "applies when", "requires", "unless", "c.exception"):
        assert text in done.out
    assert f"trial count: 12  ({tmp_path / 'deal.yaml'}:1:{DEAL.index('12') + 1})" in done.out
    assert "[publicity/institution]" not in done.out


@pytest.mark.parametrize("name", ["publicity/one", "c.one"])
def test_explain_one_rule_by_its_name_or_its_clause(explain, name):
    done = explain("--rule", name)
    assert "[publicity/one]" in done.out
    assert "[publicity/granted]" not in done.out


def test_explain_follows_the_subject_and_the_language(explain):
    assert "[publicity/institution]" in explain("--subject", "institution").out
    chinese = explain(lang="zh").out
    assert "结论：不符合" in chinese
    assert "试项 count" in chinese


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (["--rule", "publicity/on"], "trialville@2025 has no rule or clause `publicity/on`"),
        (["--subject", "team"], "`--subject` cannot be `team`; one of: deal, institution"),
        (["--format", "markdown"], "`--format` cannot be `markdown`"),
    ],
)
def test_explain_refuses_what_there_is_not(explain, flags, text):
    done = explain(*flags)
    assert (done.code, done.out) == (2, "")
    assert text in done.err


def test_explain_suggests_the_nearest_rule(explain):
    assert "did you mean `publicity/one`?" in explain("--rule", "publicity/on").err


def test_a_list_of_people_is_explained_as_json_with_their_fields():
    done = call("explain", EXAMPLE, "--pack", "shenzhen", "--format", "json")
    assert done.code == 0
    assert '"reward_form": [' in done.out


def test_explain_several_editions():
    done = call("explain", EXAMPLE, "--pack", "all", "--rule", "scope.coverage", "--lang", "en")
    assert done.code == 2  # a name every edition must know
    done = call("explain", EXAMPLE, "--pack", "all", "--lang", "en")
    assert done.code == 0
    assert done.out.count("Verdict: ") == 5


def test_a_table_is_explained_row_by_row(explain):
    shown = explain("--rule", "c.granted").out
    assert [line.strip() for line in shown.splitlines() if line.strip() in ("if:", "then:", "otherwise:", "= yes", "= no")] == [
        "if:", "then:", "= yes", "otherwise:", "= no",
    ]  # fmt: skip


# --- packs ---


def test_packs_list_is_a_table():
    for lang, titles in (("zh", ["规则包", "性质"]), ("en", ["pack", "status"])):
        done = call("packs", "list", "--lang", lang)
        rows = done.out.splitlines()
        assert done.code == 0
        assert rows[0].split()[:2] == titles
        assert [row.split()[0] for row in rows[1:]] == ["ganzhou@2023", "guangzhou@guideline", "shanghai@draft", "shenzhen@draft", "shenzhen@2024"]


def test_packs_show_writes_a_pack_in_prose(packs):
    done = call("packs", "show", "trialville", "--packs-dir", packs, "--lang", "en")
    assert done.code == 0
    for text in ("Trialville Plan", "trial count", "clause: ", "unless: "):
        assert text in done.out
    assert "{" not in done.out
    chinese = call("packs", "show", "trialville", "--packs-dir", packs, "--lang", "zh").out
    assert "试城工作方案" in chinese
    assert "{" not in chinese


@pytest.mark.parametrize("reference", ["ganzhou", "guangzhou", "shanghai", "shenzhen@draft", "shenzhen@2024"])
def test_every_shipped_pack_reads_as_prose(reference):
    for lang in ("zh", "en"):
        done = call("packs", "show", reference, "--lang", lang)
        assert (done.code, done.err) == (0, "")
        for sign in ("{var", "{param", "'var'", "==", "None", "Term(", "Text("):
            assert sign not in done.out, (reference, lang, sign)


def test_packs_show_one_rule(packs):
    done = call("packs", "show", "trialville", "--packs-dir", packs, "--rule", "c.one", "--lang", "en")
    assert "[publicity/one]" in done.out
    assert "[publicity/granted]" not in done.out
    unknown = call("packs", "show", "trialville", "--packs-dir", packs, "--rule", "c.on", "--lang", "en")
    assert (unknown.code, unknown.out) == (2, "")
    assert "did you mean `c.one`?" in unknown.err


def test_packs_show_takes_the_figures_of_the_day(tmp_path):
    dated = "- {use: publicity/grant-days, cite: c.one, with: {floor: [{from: 2024-01-01, value: 15}, {from: 2026-01-01, value: 20}]}}"
    write_city(tmp_path, dated, {"c.one": "shall"})
    for day, floor in (("2025-01-01", 15), ("2026-01-01", 20)):
        shown = call("packs", "show", "trialville", "--packs-dir", tmp_path, "--as-of", day, "--format", "json").data()
        assert [rule["parameters"] for rule in shown["rules"]] == [{"floor": floor}]


@pytest.mark.parametrize(
    "arguments", [["packs", "show", "shenzen"], ["check", EXAMPLE, "--pack", "shenzen"], ["explain", EXAMPLE, "--pack", "shenzen"]]
)
def test_an_unknown_pack_is_refused_with_the_nearest_name(arguments):
    done = call(*arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err == "--pack: error[unknown-pack]: no pack `shenzen`\n  help: did you mean `shenzhen`?\n"


# --- test ---


@pytest.mark.parametrize(("wanted", "code"), [("true", 0), ("false", 1)])
def test_test_runs_the_cases_of_a_folder(tmp_path, wanted, code):
    folder = write_city(tmp_path, RULES, LISTED, files={"cases/a.yaml": CASE.replace("WANTED", wanted)})
    for path in (folder, tmp_path):
        done = call("test", path, "--lang", "en")
        assert done.code == code
        assert f"trialville@2025: 1 case, {code} failed" in done.out
    assert ("error[case-failed]: a: expected false" in done.out.lower()) is (code == 1)


def test_test_lists_gaps_when_asked(tmp_path):
    folder = write_city(tmp_path, RULES, LISTED, files={"cases/a.yaml": CASE.replace("WANTED", "true")})
    assert "publicity/one: " not in call("test", folder).out
    assert "publicity/one: " in call("test", folder, "--verbose").out


@pytest.mark.parametrize(
    ("files", "code"),
    [({"cases/a.yaml": "cases: ["}, "yaml-syntax"), ({"publicity.yaml": "mechanism: publicity\nrules: [{cite: c.on}]\n"}, "unknown-clause")],
)
def test_a_pack_that_cannot_be_tested_exits_2(tmp_path, files, code):
    folder = write_city(tmp_path, RULES, LISTED, files=files)
    done = call("test", folder, "--lang", "en")
    assert done.code == 2
    assert f"error[{code}]" in done.out


def test_a_folder_without_packs_exits_2(tmp_path):
    done = call("test", tmp_path, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "error[no-pack]" in done.err


# --- usage ---


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check"],
        ["check", "deal.yaml"],
        ["check", "deal.yaml", "--pack"],
        ["check", "--packs", "x"],
        ["packs", "shew"],
        ["--no-such-option"],
    ],
)
def test_usage_errors_exit_2_and_say_so(arguments):
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err
    assert "Traceback" not in done.err


def test_help_and_version_exit_0():
    assert call("--version").out.startswith("awardrules ")
    shown = call("--help")
    assert shown.code == 0
    for command in ("check", "assess", "explain", "packs", "test"):
        assert command in shown.out
        assert call(command, "--help").code == 0
