"""Lint finds what loads but is not as it should be, at its place, and fixes what is safe to fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.authoring.lint import apply_fixes, lint_edition
from awardrules.cli.main import run
from awardrules.pack.loading import load_edition
from pack.cities import HEAD, write_city

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


TERM = HEAD + "term: {from: 2025-01-01, years: 2}\n"
IN_FORCE = """
- gives: edition.in_force
  cite: c.one
  value:
    and:
    - {"<=": [2025-01-01, {var: edition.evaluation_date}]}
    - {"<": [{var: edition.evaluation_date}, {add_years: [2025-01-01, YEARS]}]}
"""
SHARE = "- {cite: c.one, require: {'>=': [{var: grant.team_share}, 80%]}, title: {zh: 至少 TOLD, en: TOLD}, remedy: {zh: 改为八成, en: raise it}}"


@pytest.mark.parametrize(
    ("rules", "head", "found"),
    [
        pytest.param(IN_FORCE.replace("YEARS", "2"), TERM, None, id="term and rule agree"),
        pytest.param(IN_FORCE.replace("YEARS", "3"), TERM, "term-mismatch", id="term ends earlier than the rule says"),
        pytest.param(IN_FORCE.replace("2025-01-01", "2025-02-01").replace("YEARS", "2"), TERM, "term-mismatch", id="term begins earlier"),
        pytest.param(CLEAN, TERM, "term-undecided", id="term that no rule decides"),
        pytest.param(SHARE.replace("TOLD", "80%"), HEAD, None, id="share of the rule"),
        pytest.param(SHARE.replace("TOLD", "75%"), HEAD, "figure-mismatch", id="share the rule does not have"),
        pytest.param(f"- {{cite: c.one, require: {{'>=': [{{var: trial.counted}}, 3]}}, {REMEDY}}}", HEAD, "not-computed", id="count not computed"),
        pytest.param(
            f"- {{cite: c.one, require: {{'>=': [{{var: trial.counted}}, 3]}}, {REMEDY}}}\n"
            "- {cite: c.one, id: counting, gives: trial.counted, value: {'+': [{var: trial.count}, 1]}}",
            HEAD, None, id="count that a rule computes",
        ),
    ],
)  # fmt: skip
def test_what_a_pack_says_twice_has_to_agree(tmp_path: Path, rules: str, head: str, found: str | None) -> None:
    told = {"term-mismatch", "term-undecided", "figure-mismatch", "not-computed"} & set(codes(write_city(tmp_path, rules, head=head)))
    assert told == ({found} if found else set())


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
