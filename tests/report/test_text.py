"""The report for a reader: failures by severity, each with clause, reason, fact and place, remedy; then what is open; then the counts."""

from __future__ import annotations

import pytest

from awardrules.decision.decide import decide
from awardrules.facts.reading import read_deal
from awardrules.pack.edition import Edition
from awardrules.report.layout import BLANK, Line, as_plain, clean, line, padded, table, width
from awardrules.report.markdown import decision_markdown
from awardrules.report.text import decision_lines, overview_lines
from pack.cities import HEAD, city, day, decided

DRAFT = HEAD.replace("in_force", "draft") + "notices: [{zh: 仅为试验, en: a trial only}]\n"
RULES = """
- cite: p.people
  for_each: recipients
  when: {"==": [{var: item.role}, principal_leader]}
  require: {includes_all: [{var: item.publicity_items}, [contribution, share]]}
  remedy: {zh: 补公示, en: publicise the rest}
- {cite: p.duty, require: {">=": [{var: trial.count}, 15]}, remedy: {zh: 补足, en: add more}}
- {cite: p.principle, require: {"==": [{var: trial.level}, high]}, remedy: {zh: 记录理由, en: record why}}
- {cite: p.wish, require: {var: trial.other}, remedy: {zh: 考虑, en: consider it}}
- {cite: p.deeming, require: {var: trial.other}, remedy: {zh: 无, en: nothing}}
- {cite: p.open, require: {var: trial.holds}, remedy: {zh: 办理, en: do it}}
- cite: p.share
  require: {">=": [{var: grant.team_share}, 70%]}
  remedy: {zh: 提高, en: raise it}
  cautions: [{when: {"==": [{var: grant.team_share}, 70%]}, text: {zh: 恰好达到, en: only just}}]
- {gives: trial.prescribed, cite: p.figure, value: {"*": [2, {var: trial.count}]}}
"""
LISTED = {"p.duty": "shall", "p.people": "shall_not", "p.principle": "should", "p.wish": "encouraged", "p.deeming": "deeming"}
LISTED |= {"p.open": "shall", "p.share": "shall", "p.figure": "definition"}
DEAL = """
trial: {count: 12, level: low, other: false}
grant: {team_share: 70%}
recipients:
- {role: non_leader}
- {role: principal_leader, publicity_items: [share]}
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Edition:
    return city(tmp_path_factory.mktemp("report"), RULES, LISTED, head=DRAFT)


def report(edition: Edition, lang: str = "en", deal: str = DEAL, **more: bool) -> str:
    return as_plain(decision_lines(decided(edition, deal), lang, **more))  # type: ignore[arg-type]


EXPECTED = """\
Verdict: non-compliant
against Trialville (2025), 试字〔2025〕1号 (trialville@2025), as of 2025-03-20, deal deal.yaml
Note: This document is a draft, not law in force; the result is for information only.
Note: a trial only

violation (2)
  ✗ clause p.duty  [publicity/duty]
    clause: 第1条 p.duty (shall)
    reason: trial count is 12; required: trial count is at least 15 (short by 3)
    fact: trial count: 12 (deal.yaml:2:16)
    remedy: add more
  ✗ clause p.people  [publicity/people]
    clause: 第2条 p.people (shall not)
    reason: recipient 2: items publicised lack: contribution
    fact: items publicised: share (deal.yaml:6:45)
    fact: role of the recipient: principal leader (deal.yaml:6:10)
    remedy: publicise the rest

deviation, wants a recorded reason (1)
  ✗ clause p.principle  [publicity/principle]
    clause: 第3条 p.principle (in principle)
"""


def test_the_report_reads_from_the_verdict_to_the_gravest_failures_and_their_remedies(edition):
    assert report(edition).startswith(EXPECTED)


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("en", ["violation (2)", "deviation, wants a recorded reason (1)", "suggestion (1)", "information (1)", "Derived"]),
        ("zh", ["不符合（2）", "偏离“原则上”的要求，须记录理由（1）", "建议（1）", "说明（1）", "推算结果"]),
    ],
)
def test_sections_stand_in_the_order_of_severity(edition, lang, headings):
    lines = report(edition, lang).splitlines()
    assert [text for text in lines if text in headings] == headings
    for heading in headings:
        assert lines[lines.index(heading) - 1] == ""


def test_cautions_figures_and_counts_follow(edition):
    told = report(edition)
    assert "Caution: only just  [publicity/share]" in told
    assert "  trial prescribed  24  trial.prescribed" in told
    assert told.splitlines()[-1] == "Rules: pass 2 · fail 5 · unknown 1 · not applicable 0"


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        ("trial: {count: 12}", "No open fact can change the verdict (--verbose lists them)"),  # a violation stands
        ("trial: {count: 15}", "Open facts that can change the verdict"),
        (
            "grant: {team_share: 70%, unit_share: 40%}\ntrial: {count: 15, holds: true, level: high}\nrecipients: []",
            "The contradiction has to be resolved",
        ),
    ],
)
def test_the_report_says_what_is_open(edition, deal, said):
    assert said in report(edition, deal=deal)


def test_verbose_lists_every_rule_and_every_open_fact(edition):
    told = report(edition, verbose=True)
    for text in ("pass (2)", "unknown (1)", "Open facts that cannot change the verdict (1)", "[trial.holds]", "requires: trial holds"):
        assert text in told
    for rule in edition.rules:
        assert f"[{rule.id}]" in told


def test_chinese_and_english_reports_have_the_same_lines(edition):
    for verbose in (False, True):
        zh, en = (report(edition, lang, verbose=verbose).splitlines() for lang in ("zh", "en"))
        assert [len(text) - len(text.lstrip()) for text in zh] == [len(text) - len(text.lstrip()) for text in en]


def test_several_decisions_are_summed_up_in_a_table(edition):
    decisions = [decided(edition, text) for text in (DEAL, "trial: {other: true}")]
    rows = as_plain(overview_lines(decisions, "en")).splitlines()
    assert [row.split()[-2:] for row in rows[1:]] == [["5", "1"], ["0", "6"]]
    assert "non-compliant" in rows[1]
    assert "undetermined" in rows[2]


# --- Markdown ---


def test_markdown_holds_the_same_text_with_headings_and_lists(edition):
    told = decision_markdown(decided(edition, DEAL), "en")
    lines = told.splitlines()
    assert lines[0] == "## Verdict: non-compliant"
    assert [text for text in lines if text.startswith("### ")] == [
        "### violation (2)",
        "### deviation, wants a recorded reason (1)",
        "### suggestion (1)",
        "### information (1)",
        "### Derived",
    ]
    assert "  - remedy: add more" in lines
    assert "\n\n\n" not in told


@pytest.mark.parametrize("hostile", ["<script>", "[x](javascript:1)", "# head", "a | b", "`code`", "**bold**", "_it_"])
def test_nothing_of_a_deal_is_markup(edition, hostile):
    deal = read_deal("trial: {count: 1}", f"{hostile}.yaml", edition.vocabulary)
    told = decision_markdown(decide(deal, edition, day("2025-03-20")), "en")
    assert "".join(f"\\{c}" if c in "`*_<>|#[]" else c for c in hostile) in told


# --- layout ---


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("深圳", 4), ("深a", 3), ("（）", 4), ("·", 1)],
)
def test_width_counts_the_columns_of_a_terminal(text, columns):
    assert width(text) == columns
    assert width(padded(text, 6)) == 6
    assert padded(text, 0) == text


@pytest.mark.parametrize(("text", "shown"), [("a\x1b[31mb", "a�[31mb"), ("a\nb", "a\nb"), ("\x07\u202e", "��"), ("深 圳", "深 圳"), ("\t", "�")])
def test_control_characters_never_reach_a_terminal(text, shown):
    assert clean(text) == shown
    assert as_plain([line(text)]) == f"{shown}\n"


def test_lines_are_indented_and_carry_no_trailing_space():
    assert as_plain([line("a ", ("b ", "strong"), indent=2), BLANK, Line((("", "dim"),), indent=4)]) == "  a b\n\n\n"


def test_a_table_is_aligned_by_columns():
    rows = table(["名称", "n"], [[("深圳", ""), ("1", "")], [("ab", "bad"), ("22", "")]])
    assert as_plain(rows).splitlines() == ["名称  n", "深圳  1", "ab    22"]
