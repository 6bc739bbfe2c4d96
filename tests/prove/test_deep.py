"""Lint by proof: what can never apply, never pass or never fail, what is implied, what cannot go together, what a table leaves open."""

from __future__ import annotations

import shutil

import pytest

from awardrules.api import editions
from awardrules.facts.quantity import parse_date
from awardrules.pack.references import Library
from awardrules.prove.deep import lint_deep
from cli.calling import ROOT

DAY = parse_date("2025-06-01") or 0


def codes(found):
    return {(diagnostic.code, diagnostic.severity) for diagnostic in found}


@pytest.fixture
def altered(tmp_path):
    """A copy of an edition with rules added to one of its files."""

    def make(rules: str, name: str = "leadership.yaml", change: tuple[str, str] = ("", "")):
        folder = tmp_path / "shenzhen" / "trial"
        shutil.copytree(ROOT / "packs" / "shenzhen" / "2024", folder)
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(*change) + rules, encoding="utf-8")
        library = Library((tmp_path,))
        return library.load(library.resolve(f"{folder}/", DAY)[0])

    return make


RULE = """
- id: {id}
  cite: leadership.publicity-report
  applies_to: [{kind}]
  title: {{zh: 试, en: trial}}
  remedy: {{zh: 改, en: mend}}
  when: {when}
  require: {require}
"""


@pytest.mark.parametrize(("when", "require", "code", "severity"), [
    ('{and: [{">": [{var: grant.team_share}, 80%]}, {"<": [{var: grant.team_share}, 20%]}]}', "{var: agreement.signed}", "never-applies", "warning"),
    ("{var: agreement.signed}", '{and: [{">": [{var: grant.team_share}, 80%]}, {"<": [{var: grant.team_share}, 20%]}]}', "never-passes", "warning"),
    ('{">": [{var: grant.team_share}, 80%]}', '{">": [{var: grant.team_share}, 70%]}', "never-fails", "note"),
])  # fmt: skip
def test_a_rule_that_settles_itself(altered, when, require, code, severity):
    edition = altered(RULE.format(id="trial", kind="ownership_grant", when=when, require=require))
    found = [d for d in lint_deep(edition, DAY) if "`leadership/trial`" in d.message.en]
    assert (code, severity) in codes(found)
    assert all(d.span.line for d in found)


def test_a_duty_that_another_one_implies_is_told_with_its_name(altered):
    rules = RULE.format(id="half", kind="ownership_grant", when="{var: agreement.signed}", require='{">": [{var: grant.team_share}, 50%]}')
    rules += RULE.format(id="most", kind="ownership_grant", when="{var: agreement.signed}", require='{">": [{var: grant.team_share}, 60%]}')
    found = [
        d for d in lint_deep(altered(rules), DAY) if d.code == "implied" and d.message.en.startswith("every deal that fails rule `leadership/half`")
    ]
    assert len(found) == 1
    assert "`leadership/most`" in found[0].message.en


def test_duties_at_odds_are_shown_with_an_example(altered):
    rules = RULE.format(id="high", kind="ownership_grant", when="{var: agreement.signed}", require='{">": [{var: grant.team_share}, 80%]}')
    rules += RULE.format(id="low", kind="ownership_grant", when="{var: agreement.signed}", require='{"<": [{var: grant.team_share}, 75%]}')
    found = [
        d
        for d in lint_deep(altered(rules), DAY)
        if d.code == "never-together" and "leadership/high" in d.message.en and "leadership/low" in d.message.en
    ]
    assert len(found) == 1
    assert "written agreement signed: yes" in found[0].message.en
    assert "已签署书面协议为是" in found[0].message.zh


@pytest.mark.parametrize("reference", ["guangzhou@guideline", "ganzhou@2023"])
def test_the_editions_hold_no_rule_that_is_surely_wrong(reference):
    found = lint_deep(editions(reference, DAY)[0], DAY)
    assert [d for d in found if d.severity != "note"] == []
    assert "table-overlap" in {d.code for d in found}
