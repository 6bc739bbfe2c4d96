"""Lint finds what loads but is not as it should be, at its place, and fixes what is safe to fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.authoring.lint import apply_fixes, lint_edition
from awardrules.cli.main import run
from awardrules.pack.loading import load_edition
from pack.cities import write_city

REMEDY = "remedy: {zh: 补做, en: do it}"
CLEAN = """
- cite: c.one
  when: {var: trial.when}
  require: {var: trial.holds}
  remedy: {zh: 补做, en: do it}
"""
CASES = """
cases:
- name: {zh: 通过, en: passes}
  deal: {trial: {when: true, holds: true}}
  expect: {clauses: {c.one: pass}}
- name: {zh: 不符合, en: fails}
  deal: {trial: {when: true, holds: false}}
  expect: {clauses: {c.one: violation}}
- name: {zh: 不适用, en: does not apply}
  deal: {trial: {when: false}}
  expect: {clauses: {c.one: not_applicable}}
"""


def codes(folder: Path) -> list[str]:
    return [finding.diagnostic.code for finding in lint_edition(load_edition(folder)) if finding.diagnostic.code != "unused-fact"]


def test_a_rule_with_remedy_and_cases_for_every_outcome_has_no_finding(tmp_path: Path) -> None:
    assert codes(write_city(tmp_path, CLEAN, files={"cases/one.yaml": CASES})) == []


@pytest.mark.parametrize(
    ("rules", "listed", "code"),
    [
        pytest.param("- {cite: c.one, require: {var: trial.holds}}", {"c.one": "shall"}, "no-remedy", id="no remedy"),
        pytest.param(CLEAN, {"c.one": "shall", "c.two": "shall"}, "clause-uncited", id="clause without rule or reason"),
        pytest.param(
            f"- {{cite: c.one, when: {{and: [{{var: trial.when}}, {{'!': [{{var: trial.when}}]}}]}}, require: {{var: trial.holds}}, {REMEDY}}}",
            {"c.one": "shall"}, "never-applies", id="condition contradicts itself",
        ),
        pytest.param(
            "- {cite: c.one, when: {and: [{'==': [{var: trial.level}, low]}, {in: [{var: trial.level}, [high]]}]},"
            f" require: {{var: trial.holds}}, {REMEDY}}}",
            {"c.one": "shall"}, "never-applies", id="two values at once",
        ),
        pytest.param(
            f"- {{cite: c.one, when: {{var: trial.when}}, require: {{var: trial.when}}, {REMEDY}}}",
            {"c.one": "shall"}, "never-fails", id="requires its own condition",
        ),
        pytest.param(CLEAN, {"c.one": "shall"}, "missing-case", id="no cases at all"),
        pytest.param(
            "- {cite: c.one, require: {var: trial.holds}, remedy: {zh: do it, en: do it}}",
            {"c.one": "shall"}, "missing-translation", id="no Chinese",
        ),
    ],
)  # fmt: skip
def test_each_fault_of_a_pack_has_its_code(tmp_path: Path, rules: str, listed: dict[str, str], code: str) -> None:
    assert code in codes(write_city(tmp_path, rules, listed))


def test_a_modality_that_repeats_the_clause_is_removed_and_nothing_else(tmp_path: Path) -> None:
    folder = write_city(tmp_path, CLEAN.replace("  require:", "  modality: shall\n  require:"), files={"cases/one.yaml": CASES})
    before = (folder / "publicity.yaml").read_text("utf-8")
    findings = lint_edition(load_edition(folder))
    assert "redundant-modality" in {f.diagnostic.code for f in findings}
    assert apply_fixes(findings) == 1
    assert (folder / "publicity.yaml").read_text("utf-8") == before.replace("  modality: shall\n", "")
    assert codes(folder) == []


def test_the_command_reports_places_and_exits_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_city(tmp_path, "- {cite: c.one, require: {var: trial.holds}}")
    assert run(["lint", str(folder), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert f"{folder}/publicity.yaml:4:3: warning[no-remedy]: rule `publicity/one` has no `remedy`" in out


def test_a_pack_that_does_not_load_exits_with_two_and_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_city(tmp_path, "- {cite: c.none, require: {var: trial.hold}}")
    assert run(["lint", str(folder), "--lang", "en"]) == 2
    out = capsys.readouterr().out
    assert "no clause `c.none`" in out
    assert "did you mean `trial.holds`?" in out


def test_the_shipped_packs_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--lang", "en"]) == 0, capsys.readouterr().out
    assert "5 editions, 0 findings" in capsys.readouterr().out
