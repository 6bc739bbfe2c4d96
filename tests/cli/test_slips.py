"""Slips of a call in a repository: an output that is an input, an empty export, a run of a few files, names that are no text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from awardrules.cli.deciding import FOR_CI, FORMATS
from cli.calling import EXAMPLE, call, process
from cli.test_ci import AGREEMENT, WAIVER, configure, repository
from pack.cities import write_city
from waiving.repository import BAD, GOOD, LISTED, OPEN, RULES

__all__ = ["repository"]
PACK = ("--pack", "packs/trialville/2025")
WASTED = "the place of a"


def findings(file: str = "known.json") -> list[tuple[str, str, int]]:
    """What a baseline holds: file, clause, count."""
    return [(entry["file"], entry["clause"], entry["count"]) for entry in json.loads(Path(file).read_text("utf-8"))["findings"]]


# --- outputs ---


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (["check", "deals/bad.yaml", "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["check", "deals/bad.yaml", "-o", "./deals/../deals/bad.yaml"], "deals/bad.yaml"),
        (["check", "deals/bad.yaml", "-o", "link.yaml"], "deals/bad.yaml"),
        (["check", "-o", "deals/good.yaml"], "deals/good.yaml"),
        (["check", "-o", "awardrules.yaml"], "awardrules.yaml"),
        (["check", "deals/bad.yaml", "--write-baseline", "deals/bad.yaml"], "deals/bad.yaml"),
        (["check", "--write-baseline", "awardrules.yaml"], "awardrules.yaml"),
        (["check", "deals/good.yaml", "--facts", "deals/bad.yaml", "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["check", "deals/good.yaml", "--baseline", "known.json", "-o", "known.json"], "known.json"),
        (["check", "deals/good.yaml", "--write-baseline", "new", "-o", "./new"], None),
        (["assess", "deals/bad.yaml", *PACK, "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["explain", "deals/bad.yaml", *PACK, "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["amounts", "deals/bad.yaml", *PACK, "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["timeline", "deals/bad.yaml", *PACK, "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["dossier", "deals/bad.yaml", *PACK, "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["matrix", "--deal", "deals/bad.yaml", *PACK, "-o", "deals/bad.yaml"], "deals/bad.yaml"),
        (["check", "c.md", "--pack", "shenzhen", "-o", "c.md"], "c.md"),
        (["template", "c.md", "--pack", "shenzhen", "-o", "c.md"], "c.md"),
        (["template", "c.md", "--pack", "shenzhen", "--write-baseline", "c.md"], "c.md"),
        (["extract", "c.md", "-o", "c.md"], "c.md"),
    ],
)
def test_no_output_takes_the_place_of_an_input_or_of_another_output(repository, arguments, kept):
    (repository / "c.md").write_text(AGREEMENT, encoding="utf-8")
    (repository / "link.yaml").symlink_to(repository / "deals" / "bad.yaml")
    (repository / "known.json").write_text('{"schema": "awardrules/baseline/1", "findings": []}', encoding="utf-8")
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    done = call(*arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "error[output]" in done.err
    assert WASTED in done.err
    if kept is not None:
        assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


def test_a_baseline_takes_the_place_of_a_baseline_only(repository):
    (repository / "notes.yaml").write_text("a: 1\n", encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--write-baseline", "notes.yaml", "--lang", "en")
    assert (done.code, (repository / "notes.yaml").read_text("utf-8")) == (2, "a: 1\n")
    assert "notes.yaml: error[output]: `--write-baseline` takes the place of a baseline only" in done.err
    (repository / "new.json").touch()
    assert call("check", "deals/bad.yaml", "--write-baseline", "new.json").code == 0
    assert call("check", "deals/bad.yaml", "--baseline", "new.json", "--write-baseline", "new.json").code == 0


def test_devices_take_anything(repository):
    assert call("check", "deals/good.yaml", "-o", "/dev/null", "--write-baseline", "/dev/null").code == 0


# --- a baseline ---


def test_a_known_finding_that_gets_worse_is_new(repository):
    call("check", "deals/bad.yaml", "--write-baseline", "known.json")
    deal = repository / "deals" / "bad.yaml"
    deal.write_text(BAD.lstrip().replace("count: 12", "count: 1"), encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--baseline", "known.json")
    assert done.code == 1
    assert "the facts state something else than in the baseline, so the finding is new: deals/bad.yaml p.duty (1)" in done.err
    deal.write_text(BAD.lstrip().replace("[contribution]", "[]"), encoding="utf-8")  # a field of a record
    assert call("check", "deals/bad.yaml", "--baseline", "known.json").code == 1
    deal.write_text(BAD.lstrip().replace("count: 12", "count: 12.0"), encoding="utf-8")
    done = call("check", "deals/bad.yaml", "--baseline", "known.json")
    assert (done.code, done.err) == (0, "")


def test_a_baseline_of_a_few_files_keeps_what_it_holds_of_the_others(repository):
    (repository / "deals" / "more.yaml").write_text(BAD.lstrip(), encoding="utf-8")
    call("check", "--write-baseline", "known.json")
    both = findings()
    assert {file for file, _, _ in both} == {"deals/bad.yaml", "deals/more.yaml"}
    assert call("check", "deals/good.yaml", "--write-baseline", "known.json").code == 0
    assert findings() == both
    (repository / "deals" / "bad.yaml").write_text(BAD.lstrip().replace("count: 12", "count: 15"), encoding="utf-8")
    call("check", "deals/bad.yaml", "--write-baseline", "known.json")
    assert sorted(set(both) - set(findings())) == [("deals/bad.yaml", "p.duty", 1)]
    (repository / "deals" / "more.yaml").unlink()
    call("check", "--write-baseline", "known.json")
    assert {file for file, _, _ in findings()} == {"deals/bad.yaml"}


def test_a_baseline_keeps_what_it_holds_of_what_cannot_be_read(repository):
    line = json.dumps({"trial": {"count": 1, "level": "high", "other": True, "holds": True, "when": True}})
    (repository / "many.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    call("check", "many.jsonl", "deals/bad.yaml", "--write-baseline", "known.json", "--allow-unknown")
    both = findings()
    assert ("many.jsonl", "p.duty", 2) in both
    (repository / "many.jsonl").write_text(f"{line}\n{{broken\n", encoding="utf-8")
    (repository / "deals" / "bad.yaml").write_text("trial: [\n", encoding="utf-8")
    done = call("check", "many.jsonl", "deals/bad.yaml", "--write-baseline", "known.json", "--allow-unknown")
    assert (done.code, findings()) == (2, both)


def test_templates_have_a_baseline_and_a_fail_level_too(repository):
    (repository / "templates").mkdir()
    (repository / "templates" / "grant.md").write_text(AGREEMENT, encoding="utf-8")
    of_template = ("template", "templates/grant.md", "--pack", "shenzhen")
    assert call(*of_template).code == 1
    call("check", "--write-baseline", "known.json")
    deals = findings()
    assert call(*of_template, "--write-baseline", "known.json").code == 0
    held = findings()
    assert set(deals) < set(held)
    configure(repository, "baseline: known.json\n")
    done = call(*of_template, "--fail-level", "deviation")
    assert (done.code, done.err) == (0, "")
    done = call("check")
    assert (done.code, done.err) == (0, "")
    call("check", "--write-baseline", "known.json")
    assert findings() == held
    assert call(*of_template, "--fail-level", "grave").code == 2


# --- waivers ---


@pytest.mark.parametrize(
    ("clause", "file", "called", "said"),
    [
        ("p.duty", "deals/**", ["deals/good.yaml"], ""),
        ("p.duty", "**", ["deals/good.yaml"], ""),
        ("p.open", "deals/good.yaml", ["deals/good.yaml"], "covers nothing"),
        ("p.open", "deals/**", [], "covers nothing"),
        ("p.open", "deals/open.yaml", ["deals/open.yaml"], ""),
    ],
)
def test_only_a_waiver_that_no_file_can_need_is_to_be_removed(repository, clause, file, called, said):
    configure(repository, "waivers:" + WAIVER.format(clause=clause, expires="2999-12-31").replace("deals/bad.yaml", f'"{file}"'))
    if "open.yaml" in file:
        (repository / "deals" / "open.yaml").write_text(OPEN.lstrip(), encoding="utf-8")
    done = call("check", *called, "--allow-unknown")
    assert (said in done.err) if said else done.err == ""


def test_a_waiver_for_a_pack_that_is_none_is_reported(repository):
    written = WAIVER.format(clause="p.duty", expires="2999-12-31")
    configure(repository, f"waivers:{written}  pack: trialvile@2025\n{written.lstrip()}  pack: shenzhen\n{written.lstrip()}  pack: trialville\n")
    done = call("check")
    assert done.err.count("unused-waiver") == 1
    assert "no pack `trialvile@2025`; the waiver covers nothing\n  help: did you mean `trialville@2025`?" in done.err


@pytest.mark.parametrize("format", FOR_CI)
def test_every_report_says_why_a_waiver_does_not_count(repository, format):
    configure(repository, "waivers:" + WAIVER.format(clause="p.duty", expires="2020-01-01"))
    done = call("check", "deals/bad.yaml", "--format", format)
    assert (done.code, done.out.count("The waiver has no effect: the waiver expired after 2020-01-01")) == (1, 1)


@pytest.mark.parametrize(("waived", "known", "said"), [(True, False, "waivers"), (False, True, "the baseline"), (True, True, "waivers and baseline")])
def test_the_verdict_without_excuses_names_the_excuses(repository, waived, known, said):
    configure(repository, "waivers:" + WAIVER.format(clause="p.duty", expires="2999-12-31") if waived else "")
    other = () if known else ("--fail-level", "violation")
    text = BAD.lstrip() if known else BAD.lstrip().replace("[contribution]", "[share]")
    (repository / "deals" / "bad.yaml").write_text(text, encoding="utf-8")
    done = call("check", "deals/bad.yaml", *(("--write-baseline", "known.json") if known else other))
    assert f"(without {said}: non-compliant)" in done.out


# --- exit codes ---


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("text", "flags", "code"), [(BAD, [], 1), (GOOD, [], 0), (GOOD.replace("high", "low"), ["--strict"], 1)])
def test_where_the_scope_is_open_the_formats_for_ci_and_a_fail_level_judge_what_is_found(tmp_path, monkeypatch, format, text, flags, code):
    scope = "- {gives: scope.coverage, cite: s.covered, first: [{when: {var: unit.located_in_city}, value: covered}, {value: not_covered}]}"
    write_city(tmp_path / "packs", {"publicity": RULES, "scope": scope}, LISTED | {"s.covered": "scope:definition"})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deal.yaml").write_text(text.lstrip(), encoding="utf-8")
    assert call("check", "deal.yaml", *PACK, "--format", format).code == 3
    judged = format in FOR_CI or "--strict" in flags
    assert call("check", "deal.yaml", *PACK, "--format", format, "--allow-unknown", *flags).code == (code if judged else 0)
    assert call("check", "deal.yaml", *PACK, "--format", format, "--allow-unknown", "--fail-level", "violation").code == int(text is BAD)


@pytest.mark.parametrize(("format", "said"), [("github", "::error file=deals/out.yaml"), ("junit", "<error message=")])
def test_what_is_out_of_scope_is_an_error_since_it_fails_the_build(repository, format, said):
    (repository / "deals" / "out.yaml").write_text("unit: {located_in_city: false}\ndeal: {kinds: [reward]}\n", encoding="utf-8")
    done = call("check", "deals/out.yaml", "--pack", "shenzhen", "--format", format)
    assert (done.code, said in done.out) == (4, True)


@pytest.mark.parametrize("text", ["", "\n \n"])
@pytest.mark.parametrize("format", ["text", *FOR_CI])
def test_an_empty_export_beside_another_file_is_no_pass(repository, format, text):
    (repository / "empty.jsonl").write_text(text, encoding="utf-8")
    done = call("check", "deals/good.yaml", "empty.jsonl", "--format", format)
    assert (done.code, "error[no-deals]" in done.err) == (2, True)
    if format == "sarif":
        [invocation] = json.loads(done.out)["runs"][0]["invocations"]
        assert (invocation["executionSuccessful"], invocation["toolExecutionNotifications"][0]["descriptor"]["id"]) == (False, "no-deals")
    if format == "junit":
        assert 'classname="empty.jsonl" name="no-deals"' in done.out


@pytest.mark.parametrize("format", ["text", "sarif", "github"])
def test_an_unknown_pack_is_said_once_where_it_is_written(repository, format):
    configure(repository, "")
    text = (repository / "awardrules.yaml").read_text("utf-8").replace("packs/trialville/2025", "shenzen")
    (repository / "awardrules.yaml").write_text(text, encoding="utf-8")
    done = call("check", "--format", format)
    assert (done.code, done.err.count("unknown-pack")) == (2, 1)
    assert "awardrules.yaml:2:7: error[unknown-pack]" in done.err
    assert "--pack: error[unknown-pack]" in call("check", "--pack", "shenzen").err


def test_a_page_of_several_files_is_refused_once(repository):
    done = call("check", "--format", "html")
    assert (done.code, done.out, done.err.count("error[one-file]")) == (2, "", 1)


# --- standard input ---

LINE = json.dumps({"trial": {"count": 15, "level": "high", "other": True, "holds": True, "when": True}})


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE}\n{LINE}\n",
        f"{LINE}\n\n\n{LINE}\n",
        f"\n{LINE}\n{LINE}",
        f"\ufeff{LINE}\n{LINE}\n",
        f"{LINE}\nbroken: [\n{LINE}\n",
        f"\ufeff\n{LINE}\n",
    ],
)
def test_lines_on_standard_input_are_read_as_from_a_file(repository, text):
    (repository / "it.jsonl").write_text(text, encoding="utf-8")
    flags = (*PACK, "--allow-unknown", "--format", "json", "--lang", "en")
    from_file, from_input = call("check", "it.jsonl", *flags), call("check", "-", *flags, stdin=text)
    assert from_input.code == from_file.code
    assert from_input.out.count('"status"') == from_file.out.count('"status"')


@pytest.mark.parametrize("end", ["# a comment\n", "\n# one\n\n# more\n", "...\n"])
def test_one_deal_with_a_comment_on_standard_input_is_one_deal(repository, end):
    done = call("check", "-", *PACK, "--allow-unknown", "--format", "json", stdin=f"{LINE}\n{end}")
    assert (done.code, done.err, done.data()["deal"]) == (0, "", "<stdin>")


# --- names ---


@pytest.mark.skipif(os.name != "posix", reason="names are bytes here only")
@pytest.mark.parametrize("command", ["check", "explain", "amounts", "timeline", "dossier", "extract", "template"])
def test_a_name_that_is_no_text_is_no_traceback(tmp_path, command):
    name = os.fsencode(tmp_path) + "/协议".encode("gbk")
    path = os.fsdecode(name + (b".md" if command in ("extract", "template") else b".yaml"))
    Path(path).write_text(AGREEMENT if path.endswith(".md") else EXAMPLE.read_text("utf-8"), encoding="utf-8")
    pack = () if command == "extract" else ("--pack", "shenzhen")
    done = process(command, path, *pack, "--format", "json")
    assert (done.code in (0, 1), done.err, bool(done.data())) == (True, "", True)
    assert process(command, path, *pack, "--format", "json", "-o", tmp_path / "out.json").code == done.code
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))


def test_a_chinese_name_stays_itself_in_an_ascii_locale(tmp_path):
    deal = tmp_path / "交易.yaml"
    deal.write_text(EXAMPLE.read_text("utf-8"), encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = process("check", deal, "--pack", "shenzhen", "--format", "json", **ascii_only)
    assert (done.code, done.data()["deal"]) == (1, str(deal))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is kept from root")
def test_a_file_that_may_not_be_read_is_said_of_that_file(repository):
    (repository / "deals" / "bad.yaml").chmod(0)
    done = call("check", "--format", "junit")
    assert (done.code, "no permission" in done.out, "deals/good.yaml · trialville@2025" in done.out) == (2, True, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "deals/good.yaml", "--baseline", "known.json", "--config", "awardrules.yaml"],
        *([name, "deals/good.yaml", *PACK] for name in ("assess", "explain", "amounts", "timeline", "dossier", "repair")),
        ["matrix", "--deal", "deals/good.yaml", *PACK],
        ["check", "deals/good.yaml", "--facts", "deals/open.yaml"],
        ["extract", "c.md"],
        ["template", "c.md", "--pack", "shenzhen"],
    ],
)
def test_the_framework_asks_of_no_file_whether_it_may_be_read(repository, monkeypatch, arguments):
    (repository / "c.md").write_text(AGREEMENT, encoding="utf-8")
    (repository / "deals" / "open.yaml").write_text("trial: {}\n", encoding="utf-8")
    (repository / "known.json").write_text('{"schema": "awardrules/baseline/1", "findings": []}', encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert "is not readable" not in call(*arguments).err


# --- a file named twice ---


def test_a_file_named_twice_is_judged_once_where_findings_are_counted(repository):
    (repository / "link.yaml").symlink_to(repository / "deals" / "bad.yaml")
    once, more = (
        call("check", "deals/bad.yaml", "-f", "github"),
        call("check", "deals/bad.yaml", "./deals/bad.yaml", "deals/good.yaml", "-f", "github"),
    )
    assert once.out.count("::error") == more.out.count("::error")
    assert more.out.splitlines()[-1].startswith("2 ")
    assert call("check", "deals/bad.yaml", "link.yaml", "-f", "github").out.splitlines()[-1].startswith("2 ")  # another name, with its own waivers


# --- a call that never comes to its files ---


@pytest.mark.parametrize("format", FOR_CI)
@pytest.mark.parametrize(
    ("configuration", "arguments", "code"),
    [
        ("pack: packs/trialville/2025\nfiles: [nothing/*.yaml]\n", (), "no-files"),
        ("pack: packs/trialville/2025\n x: [\n", ("deals/good.yaml",), "yaml-syntax"),
        ("lang: zh\n", ("deals/good.yaml",), "usage"),
        ("pack: packs/trialville/2025\nbaseline: deals/good.yaml\n", ("deals/good.yaml",), "bad-baseline"),
    ],
)
def test_a_fault_before_the_first_file_is_reported_where_ci_looks(repository, format, configuration, arguments, code):
    (repository / "awardrules.yaml").write_text(configuration, encoding="utf-8")
    done = call("check", *arguments, "-f", format, "-o", "report")
    report = (repository / "report").read_text("utf-8")
    assert (done.code, code in report) == (2, True)
    assert {"sarif": '"executionSuccessful": false', "junit": "<error ", "github": "::error "}[format] in report
    assert code in done.err


@pytest.mark.parametrize("format", ["github", "sarif"])
def test_so_it_is_of_a_template(repository, format):
    (repository / "c.md").write_text(AGREEMENT, encoding="utf-8")
    done = call("template", "c.md", "--pack", "nowhere", "-f", format)
    assert (done.code, "unknown-pack" in done.out, "unknown-pack" in done.err) == (2, True, True)


def test_a_faulty_configuration_is_not_overwritten_by_the_report_of_its_fault(repository):
    (repository / "awardrules.yaml").write_text("pack: [\n", encoding="utf-8")
    done = call("check", "-f", "junit", "-o", "awardrules.yaml")
    assert (done.code, (repository / "awardrules.yaml").read_text("utf-8")) == (2, "pack: [\n")


# --- packs the call reads ---

HEAD = "packs/trialville/2025/pack.yaml"


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        *((["check", "deals/good.yaml", *PACK, "-f", format], HEAD) for format in FORMATS),
        (["check", "deals/good.yaml", "-p", "trialville", "--packs-dir", "packs"], "packs/trialville/2025/clauses.yaml"),
        *(([name, "deals/good.yaml", *PACK], HEAD) for name in ("assess", "explain", "dossier", "amounts", "timeline")),
        (["packs", "show", "packs/trialville/2025"], HEAD),
        (["packs", "list", "--packs-dir", "packs"], HEAD),
        (["lint", "packs"], HEAD),
        (["test", "packs"], "packs/trialville/2025/cases/one.yaml"),
        (["mutate", "packs"], "packs/trialville/2025/cases/one.yaml"),
        (["diff", "packs/trialville/2025", "packs/trialville/2025", "--structural"], HEAD),
        (["matrix", *PACK], HEAD),
        (["schema", "deal", *PACK], HEAD),
        (["template", "c.md", *PACK], HEAD),
    ],
)
def test_no_output_takes_the_place_of_a_file_of_the_pack(repository, arguments, kept):
    (repository / "c.md").write_text(AGREEMENT, encoding="utf-8")
    cases = repository / "packs" / "trialville" / "2025" / "cases"
    cases.mkdir(exist_ok=True)
    (cases / "one.yaml").write_text("cases: []\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    for written in (kept, f"./packs/../{kept}"):
        done = call(*arguments, "--lang", "en", "-o", written)
        assert (done.code, "error[output]" in done.err, WASTED in done.err) == (2, True, True), done
    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


def test_a_deal_gone_on_from_is_saved_in_its_own_place(repository):
    done = call("ask", "deals/good.yaml", *PACK, "-o", "deals/good.yaml")
    assert done.code in (0, 1, 3)
    assert "error[" not in done.err
    assert "error[output]" in call("ask", "deals/good.yaml", *PACK, "--lang", "en", "-o", HEAD).err


# --- a pack named twice ---


@pytest.mark.parametrize("command", ["check", "assess", "explain", "ask", "amounts", "timeline", "dossier", "template"])
@pytest.mark.parametrize("packs", [("-p", "shenzhen", "-p", "ganzhou"), ("--pack=shenzhen", "-pganzhou"), (*PACK, "--pack", "shenzhen")])
def test_a_second_pack_is_refused_where_one_decides(repository, command, packs):
    done = call(command, "deals/good.yaml", *packs, "--lang", "en")
    assert (done.code, done.out, done.err.startswith("--pack: error[usage]")) == (2, "", True)
    assert call("schema", "deal", *packs).code == 2


def test_several_packs_stay_where_several_are_asked(repository):
    assert call("matrix", "-p", "shenzhen", "-p", "ganzhou").code == 0
    assert call("repair", "deals/good.yaml", "-p", "shenzhen", "-p", "ganzhou").err.count("[usage]") == 0
    assert call("check", "deals/good.yaml", "--", "-p").code == 2  # a file of that name, which is not there


# --- what stands in the place of a deal ---

ONE_DEAL = ("explain", "amounts", "timeline", "dossier", "repair")


@pytest.mark.parametrize("arguments", [*((command,) for command in ONE_DEAL), ("ask",), ("matrix", "--deal")])
@pytest.mark.parametrize("text", [AGREEMENT, "一份协议\n", "---\na: [\n---\n"])
@pytest.mark.parametrize("name", ["c.md", "c.txt"])
def test_of_an_agreement_a_deal_is_to_be_made_first(repository, arguments, text, name):
    (repository / name).write_text(text, encoding="utf-8")
    done = call(*arguments, name, *PACK, "--lang", "en")
    assert (done.code, done.out, "awardrules extract AGREEMENT" in done.err) == (2, "", True)


@pytest.mark.parametrize("arguments", [*((command,) for command in ONE_DEAL), ("matrix", "--deal")])
def test_standard_input_is_a_deal_wherever_one_is_read(repository, arguments):
    text = (repository / "deals" / "good.yaml").read_text("utf-8")
    flags = (*PACK, "--format", "json", "--lang", "en")
    piped, named = call(*arguments, "-", *flags, stdin=text), call(*arguments, "deals/good.yaml", *flags)
    assert (piped.code, piped.out.replace("<stdin>", "deals/good.yaml"), piped.err) == (named.code, named.out, named.err)


def test_standard_input_is_for_the_answers_of_an_interview(repository):
    done = call("ask", "-", *PACK, "--lang", "en", stdin="trial: {}\n")
    assert (done.code, "error[usage]: standard input is for the answers" in done.err) == (2, True)


def test_an_edition_is_named_where_the_sign_for_one_is(repository):
    done = call("check", "deals/good.yaml", "-p", "shenzhen@", "--lang", "en")
    assert (done.code, "error[unknown-edition]" in done.err, "2024" in done.err) == (2, True, True)


@pytest.mark.parametrize("width", ["39", "1001", "1000000000"])
def test_a_width_is_that_of_something_one_can_read(width):
    assert call("matrix", "--width", width).code == 2


@pytest.mark.parametrize(
    ("arguments", "said", "not_said"),
    [
        (("packs", "show"), "today", "markdown"),
        (("assess",), "sarif", "csv"),
        (("trace",), "heading", "every rule"),
        (("diff",), "0.01 to 600", "协议日"),
        (("prove",), "0.01 to 600", "协议日"),
    ],
)
def test_the_help_says_what_the_command_takes(arguments, said, not_said):
    text = " ".join(call(*arguments, "--help").out.split())
    assert (said in text, not_said in text) == (True, False)
