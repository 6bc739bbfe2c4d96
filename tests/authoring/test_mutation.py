"""The mutation run changes one thing at a time and tells which changes the cases notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.authoring.mutation import Runner, mutants, sampled
from awardrules.cli.main import run
from awardrules.pack.edition import Edition
from awardrules.pack.loading import load_edition
from pack.cities import write_city

RULES = """
- cite: c.one
  applies_to: [reward]
  when: {var: trial.when}
  require: {">=": [{var: trial.count}, 15]}
  unless:
  - when: {var: trial.unless}
"""
STRONG = """
bases:
  deal: {deal: {kinds: [reward]}, trial: {when: true, unless: false, count: 15}}
cases:
- {name: {zh: 恰好, en: just enough}, base: deal, expect: {clauses: {c.one: pass}}}
- {name: {zh: 差一, en: one short}, base: deal, with: {trial.count: 14}, expect: {clauses: {c.one: violation}}}
- {name: {zh: 前提不成立, en: not asked}, base: deal, with: {trial.when: false, trial.count: 1}, expect: {clauses: {c.one: not_applicable}}}
- {name: {zh: 例外, en: excepted}, base: deal, with: {trial.unless: true, trial.count: 1}, expect: {clauses: {c.one: not_applicable}}}
"""
WEAK = """
cases:
- {name: {zh: 远超, en: far above}, deal: {deal: {kinds: [reward]}, trial: {when: true, unless: false, count: 99}}, expect: {clauses: {c.one: pass}}}
"""


def edition(tmp_path: Path, cases: str) -> Edition:
    return load_edition(write_city(tmp_path, RULES, files={"cases/one.yaml": cases}))


def test_every_part_of_a_rule_is_changed_once(tmp_path: Path) -> None:
    found = {(m.kind, m.change.en) for m in mutants(edition(tmp_path, WEAK))}
    assert found == {
        ("condition", "without condition 1"),
        ("exception", "without exception 1"),
        ("figure", "require: 15 one step less"),
        ("figure", "require: 15 one step more"),
        ("operator", "require: >= → >"),
        ("modality", "shall → should"),
        ("kinds", "not for reward"),
    }


def test_cases_on_both_sides_of_everything_notice_every_change(tmp_path: Path) -> None:
    strong = edition(tmp_path, STRONG)
    outcome = Runner(strong).run(list(mutants(strong)))
    assert (outcome.noticed, outcome.survivors) == (7, ())


def test_a_case_far_from_the_figure_lets_changes_pass_and_they_are_listed(tmp_path: Path) -> None:
    weak = edition(tmp_path, WEAK)
    outcome = Runner(weak).run(list(mutants(weak)))
    assert {m.change.en for m in outcome.survivors} == {
        "without condition 1", "without exception 1", "require: 15 one step less", "require: 15 one step more", "require: >= → >", "shall → should",
    }  # fmt: skip


WRONG = """
- {name: {zh: 不符, en: wrong}, deal: {deal: {kinds: [reward]}, trial: {when: true, unless: false, count: 99}}, expect: {clauses: {c.one: violation}}}
"""


def test_a_case_that_fails_with_nothing_changed_notices_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weak, broken = edition(tmp_path / "weak", WEAK), edition(tmp_path / "broken", WEAK + WRONG.lstrip("\n"))
    before, after = (Runner(one).run(list(mutants(one))) for one in (weak, broken))
    assert (after.noticed, after.failing, before.failing) == (before.noticed, 1, 0)
    assert run(["mutate", broken.folder, "--lang", "en", "--at-least", "10"]) == 1
    assert "warning[case-failed]: cases that fail with nothing changed, left out: 1" in capsys.readouterr().out


def test_survivors_are_told_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_city(tmp_path, RULES, files={"cases/one.yaml": WEAK})
    run(["mutate", str(folder), "--lang", "zh"])
    told = capsys.readouterr().out
    assert "  未发现：条件 1、例外 1、数值 2、语气 1、运算符 1" in told
    assert "publicity/one：require：15 减一级（数值）" in told
    assert "publicity/one：去掉第 1 个条件（条件）" in told


def test_a_sample_is_repeatable(tmp_path: Path) -> None:
    one = edition(tmp_path, STRONG)
    assert [m.change for m in sampled(one, 3, 7)] == [m.change for m in sampled(one, 3, 7)]
    assert len(sampled(one, 3, 7)) == 3


def test_the_command_fails_below_the_least_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_city(tmp_path, RULES, files={"cases/one.yaml": WEAK})
    assert run(["mutate", str(folder), "--lang", "en"]) == 1
    assert "publicity/one: require: >= → > (operator)" in capsys.readouterr().out
    assert run(["mutate", str(folder), "--lang", "en", "--at-least", "10"]) == 0
