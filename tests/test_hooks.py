"""The hooks for pre-commit, the GitHub Action and the snippets of docs/ci.md name what there is."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from awardrules.cli.main import COMMANDS
from awardrules.facts.documents import AGREEMENTS
from awardrules.waiving.configuration import read_configuration
from cli.calling import ROOT, call

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
SNIPPETS = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]


def test_every_hook_calls_a_command_that_there_is():
    assert [hook["id"] for hook in HOOKS] == ["awardrules-check", "awardrules-template", "awardrules-lint"]
    for hook in HOOKS:
        name, command = hook["entry"].split()
        assert (name, command in COMMANDS, hook["language"]) == ("awardrules", True, "python")


@pytest.mark.parametrize(
    ("hook", "file", "fits"),
    [
        ("awardrules-check", "deals/2026/a.yaml", True),
        ("awardrules-check", "agreements/协议.docx", True),
        ("awardrules-check", "docs/a.yaml", False),
        ("awardrules-check", "deals/readme.rst", False),
        ("awardrules-check", "agreements/旧协议.doc", True),
        ("awardrules-check", "agreements/A.DOCX", True),
        ("awardrules-check", "deals/all.ndjson", True),
        ("awardrules-check", "deals/README.md", False),
        ("awardrules-check", "deals/2026/readme.txt", False),
        ("awardrules-template", "templates/a.docx", True),
        ("awardrules-template", "templates/a.wps", True),
        ("awardrules-template", "templates/README.md", False),
        ("awardrules-lint", "packs/xian/2025/pack.yaml", True),
    ],
)
def test_a_hook_is_for_the_files_of_its_folder(hook, file, fits):
    [found] = [found for found in HOOKS if found["id"] == hook]
    assert (bool(re.search(found["files"], file)) and not re.search(found.get("exclude", "^$"), file)) is fits


def test_the_hook_takes_every_file_that_check_knows():
    [pattern] = [found["files"] for found in HOOKS if found["id"] == "awardrules-check"]
    assert [suffix for suffix in (*AGREEMENTS, ".jsonl", ".ndjson", ".json", ".yaml", ".yml") if not re.search(pattern, f"deals/a{suffix}")] == []


def test_the_extras_of_a_hook_are_those_of_the_package():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for hook in HOOKS:
        assert [wanted for wanted in hook.get("additional_dependencies", ()) if f'"{wanted}"' not in text] == []


def test_no_input_of_the_action_is_part_of_a_script():
    steps = ACTION["runs"]["steps"]
    assert [step["name"] for step in steps if "${{" in step.get("run", "")] == []
    handed = " ".join(value for step in steps for value in [*step.get("env", {}).values(), *step.get("with", {}).values()])
    assert [name for name in ACTION["inputs"] if f"inputs.{name} " not in handed] == []


STAND_IN = """#!/usr/bin/env bash
printf "%s\\n" "$@" "--" >> "$RUNNER_TEMP/called"
for one in "$@"; do case $one in --output=nowhere*) ;; --output=*) touch "${one#--output=}" ;; esac; done
exit "${STAND_IN_CODE:-3}"
"""


@pytest.fixture
def act(tmp_path: Path):
    """The check step of the action, run by bash with a stand-in for the command that writes down its arguments."""
    stand_in = tmp_path / "awardrules" / "bin" / "awardrules"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text(STAND_IN, encoding="utf-8")
    stand_in.chmod(0o755)
    for name in ("deals/a b.yaml", "deals/deep/c.yaml", "deals/协议[终稿1].md", "deals/协议终.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    def run(stand_in_code: int = 3, **inputs: str) -> tuple[int, list[str], str]:
        [step] = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
        given = {name: str(described.get("default", "")) for name, described in ACTION["inputs"].items()} | {
            k.replace("_", "-"): v for k, v in inputs.items()
        }
        env = {name: given[value.split("inputs.")[1].split()[0]] for name, value in step["env"].items()}
        env |= {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "out"), "STAND_IN_CODE": str(stand_in_code)}
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=env, check=False, timeout=30)
        return done.returncode, (tmp_path / "called").read_text("utf-8").splitlines(), (tmp_path / "out").read_text("utf-8")

    return run


def test_the_action_hands_its_inputs_on_as_they_are(act, tmp_path):
    evil = f'$(touch {tmp_path}/owned)`touch {tmp_path}/owned`"; touch {tmp_path}/owned; "'
    code, called, out = act(files=f"deals/**/*.yaml\n{evil}", pack=evil, fail_level="deviation", args="--lang=en\n--allow-unknown", facts="unit.yaml")
    assert (code, out) == (3, "exit-code=3\n")
    options = ["check", "--format=github", f"--pack={evil}", "--fail-level=deviation", "--facts=unit.yaml", "--lang=en", "--allow-unknown"]
    assert called == [*options, "--", "deals/a b.yaml", "deals/deep/c.yaml", evil, "--"]
    assert not (tmp_path / "owned").exists()


def test_the_action_writes_sarif_as_well_where_it_is_asked(act):
    code, called, out = act(sarif_file="out.sarif")
    assert (code, out) == (3, "sarif-file=out.sarif\nexit-code=3\n")
    assert called == ["check", "--format=sarif", "--output=out.sarif", "--", "--", "check", "--format=github", "--", "--"]


@pytest.mark.parametrize(
    ("inputs", "code"),
    [({"sarif_file": "out.sarif"}, 2), ({"sarif_file": "nowhere.sarif"}, 1)],
    ids=["where not everything could be decided", "where none was written"],
)
def test_the_action_offers_no_sarif(act, inputs, code):
    assert act(stand_in_code=code, **inputs)[::2] == (code, f"exit-code={code}\n")


@pytest.mark.parametrize("further", ["--output=other", "--format=text"])
def test_the_sarif_file_is_one_whatever_further_arguments_say(act, further):
    called = act(sarif_file="out.sarif", args=further)[1]
    assert called[: called.index("--")] == ["check", further, "--format=sarif", "--output=out.sarif"]


@pytest.mark.parametrize(
    ("files", "handed"),
    [
        ("deals/协议[终稿1].md", ["deals/协议[终稿1].md"]),
        ("  deals/deep/*.yaml \r\n\tdeals/a b.yaml\n   \n", ["deals/deep/c.yaml", "deals/a b.yaml"]),
        ("deals/none*.yaml", ["deals/none*.yaml"]),
    ],
)
def test_a_file_goes_before_a_pattern_and_lines_may_be_indented(act, files, handed):
    called = act(files=files)[1]
    assert called[called.index("--") + 1 : -1] == handed


def test_the_configuration_in_the_docs_is_one(tmp_path):
    (tmp_path / "awardrules.yaml").write_text(PAGE.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    found = read_configuration(tmp_path / "awardrules.yaml")
    assert (len(found.waivers), found.waivers[0].expires is None, found.pack) == (1, False, "shenzhen")


def test_the_snippets_name_hooks_inputs_and_options_that_there_are():
    [hooks] = [found for found in SNIPPETS if "repos" in found]
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} <= {hook["id"] for hook in HOOKS}
    [workflow] = [found for found in SNIPPETS if "jobs" in found]
    [used] = [step for step in workflow["jobs"]["check"]["steps"] if "/awardrules@" in step["uses"]]
    assert set(used["with"]) <= set(ACTION["inputs"])
    helped = call("check", "--help").out
    named = set(re.findall(r"--[a-z][a-z-]+", PAGE)) - {"--export"}
    assert {option for option in named if option not in helped} == set()
