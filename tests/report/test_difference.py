"""A comparison in words: what each class, effect and example says."""

from __future__ import annotations

import pytest

from awardrules.compare.diff import compare
from awardrules.compare.prover import Judgement
from awardrules.language import Text
from awardrules.prove.judging import prover
from awardrules.report.difference import behaviour_words, difference_blocks, remark
from awardrules.report.layout import as_plain
from awardrules.report.outline import as_lines
from compare.editions import DAY, PAIRS, Told, shipped, two
from pack.cities import HEAD, city

NAMES = (Text("甲", "A"), Text("乙", "B"))
FLOOR = "- {cite: c.one, require: {'>=': [{var: trial.count}, %d]}, remedy: {zh: 改, en: mend}}"
GIVEN = "- {gives: trial.prescribed, cite: c.one, value: {'*': [%d, {var: trial.count}]}}"
RELIEF = "- {cite: c.one, %srequire: {var: trial.holds}, remedy: {zh: 改, en: mend}}"


def plain(comparison, lang="en") -> str:
    return as_plain(as_lines(difference_blocks(comparison), lang))


@pytest.mark.parametrize(
    ("relation", "proved", "said"),
    [
        ("equivalent", True, "For complete deals the two editions always agree (proved)."),
        ("tightened", True, "B asks more: it accepts no deal that A refuses (proved)."),
        ("loosened", True, "B asks less: it refuses no deal that A accepts (proved)."),
        ("incomparable", False, "Neither asks more throughout: each accepts deals that the other refuses (not proved: the solver ran out of time)."),
    ],
)
def test_the_editions_as_a_whole(relation, proved, said):
    assert behaviour_words(Judgement(relation, proved), NAMES).en == said


def test_an_example_names_the_facts_and_how_each_edition_judges_them(tmp_path):
    a, b = two(tmp_path, FLOOR % 15, FLOOR % 20, {"c.one": "shall"})
    out = plain(compare(a, b, DAY, prover(a, b, DAY)))
    assert "figure: the 2025 edition “trial count is at least 15”; the 2025 edition “trial count is at least 20”" in out
    (example,) = [line for line in out.splitlines() if line.strip().startswith("example:")]
    count = int(example.partition("trial count: ")[2].partition(" ")[0])
    assert 15 <= count < 20
    assert "the 2025 edition: pass; the 2025 edition: violation (verdict: compliant / non-compliant)" in example


def test_of_a_computed_value_the_example_shows_both_values(tmp_path):
    a, b = two(tmp_path, GIVEN % 2, GIVEN % 3, {"c.one": "definition"})
    comparison = compare(a, b, DAY, prover(a, b, DAY))
    assert remark(comparison.changes[0], NAMES).en == "[gives another result, proved]"
    (example,) = [line for line in plain(comparison).splitlines() if line.strip().startswith("example:")]
    assert example.count("trial prescribed") == 2
    assert "pass" not in example


def test_an_exemption_is_granted_or_not(tmp_path):
    a, b = two(tmp_path, RELIEF % "", RELIEF % "when: {var: trial.when}, ", {"c.one": "exemption"})
    comparison = compare(a, b, DAY, prover(a, b, DAY))
    assert remark(comparison.changes[0], NAMES).zh == "［收紧，已证明］"
    assert "the 2025 edition: granted; the 2025 edition: not granted" in plain(comparison)


def test_a_permission_of_one_edition_alone_is_not_called_stricter(tmp_path):
    permission = "- {cite: c.one, when: {var: trial.when}, require: {var: trial.holds}, remedy: {zh: 改, en: mend}}"
    a, b = two(tmp_path, "", permission, {"c.none": "fact"}, {"c.none": "fact", "c.one": "may"})
    (change,) = [change for change in compare(a, b, DAY, prover(a, b, DAY)).changes if change.change == "only_b"]
    assert change.effect == "tightened"
    assert remark(change, NAMES).zh == "［仅乙有，乙对此附了条件，已证明］"
    assert remark(change, NAMES).en == "[only in B; B sets conditions for this, proved]"


def test_what_the_other_document_demands_elsewhere_is_pointed_at(tmp_path):
    one = "- {cite: c.one, require: {var: trial.holds}, remedy: {zh: 改, en: mend}}"
    many = "- {cite: c.many, require: {and: [{var: trial.holds}, {var: trial.other}]}, remedy: {zh: 改, en: mend}}"
    other = "- {cite: c.many, require: {var: trial.other}, remedy: {zh: 改, en: mend}}"
    a, b = two(tmp_path, many, f"{other}\n{one}", {"c.many": "shall"}, {"c.many": "shall", "c.one": "shall"})
    comparison = compare(a, b, DAY, prover(a, b, DAY))
    change = next(change for change in comparison.changes if change.change == "only_b")
    assert remark(change, NAMES).en == "[only in B; changes no outcome, proved]"
    assert "see also: the 2025 edition demands this already in" in plain(comparison)
    assert "已有此要求" in plain(comparison, "zh")


def test_what_ran_out_of_time_is_not_called_proved(tmp_path):
    a, b = two(tmp_path, FLOOR % 15, RELIEF % "", {"c.one": "shall"})
    assert remark(compare(a, b, DAY, Told("tightened", proved=False)).changes[0], NAMES).en == "[tightened, not proved]"
    assert remark(compare(a, b, DAY, Told(proved=False)).changes[0], NAMES).en == "[effect not settled]"


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_of_documents_reads_without_gaps(pair, lang):
    comparison = compare(shipped(pair[0]), shipped(pair[1]), DAY)
    out = plain(comparison, lang)
    assert "�" not in out
    assert "{" not in out
    assert "None" not in out
    names = {rule.id for edition in (comparison.compared.a, comparison.compared.b) for rule in edition.rules}
    assert [name for name in names if name in out] == []
    assert out.count("\n\n") >= len({change.notion.mechanism for change in comparison.changes})


def test_the_head_says_how_long_each_edition_runs():
    a, b = shipped(PAIRS[0][0]), shipped(PAIRS[0][1])
    draft, final = plain(compare(a, b, DAY), "zh").splitlines()[1:3]
    assert "未印有效期" in draft
    assert "有效期 2024-08-01 至 2027-07-31" in final
    pilot = plain(compare(b, shipped("ganzhou@2023"), DAY)).splitlines()[2]
    assert "in force 3 years from the" in pilot


def test_a_listed_term_that_the_rules_do_not_keep_is_pointed_at(tmp_path):
    rule = """
- gives: edition.in_force
  cite: c.one
  value: {and: [{"<=": [2025-01-01, {var: edition.evaluation_date}]}, {"<=": [{var: edition.evaluation_date}, {last_day: [2025-01-01, 2]}]}]}
- {cite: c.two, require: {var: trial.holds}}
"""
    listed = {"c.one": "definition", "c.two": "shall"}
    kept, not_kept = (city(tmp_path / name, rule, listed, head=HEAD + f"term: {{from: 2025-01-01, years: {name}}}\n") for name in "23")
    out = plain(compare(kept, not_kept, DAY))
    assert out.count("disagrees with its rule") == 1
    assert "disagrees with its rule, on 2027-12-31 for one" in out


def test_values_that_differ_are_not_counted_as_tighter_or_looser(tmp_path):
    a, b = two(tmp_path, GIVEN % 2, GIVEN % 3, {"c.one": "definition"})
    out = plain(compare(a, b, DAY, prover(a, b, DAY)))
    assert "gives another result: 1" in out
    assert "tighter in some cases" not in out
