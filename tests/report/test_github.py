"""Workflow commands: at the line, escaped, the gravest first within the limits of a step; and the summary of the step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from awardrules.diagnostics import Span, error, warning
from awardrules.facts.deal import Cited
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.report import github
from awardrules.report.ci import Manner
from awardrules.report.github import GithubStream, command
from awardrules.waiving.issues import Issue
from awardrules.waiving.waivers import Verdict
from waiving.repository import BAD, GOOD, OPEN, judged, trialville, waiver


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return trialville(tmp_path_factory.mktemp("packs"))


def stream(*verdicts: Any, **more: Any) -> GithubStream:
    manner = Manner(**({"lang": "en", "level": "violation", "allow_unknown": False, "root": Path.cwd(), "pack": "trialville"} | more))
    made = GithubStream(manner)
    assert [made.add(verdict) for verdict in verdicts] == [""] * len(verdicts)
    return made


@pytest.mark.parametrize(
    ("message", "title", "written"),
    [
        ("plain", "t", "::error file=a.yaml,line=3,col=7,title=t::plain"),
        ("70%: a, b", "70%: a, b", "::error file=a.yaml,line=3,col=7,title=70%25%3A a%2C b::70%25: a, b"),
        ("one\ntwo", "one\ntwo", "::error file=a.yaml,line=3,col=7,title=one two::one%0Atwo"),
        ("x\r\n::error::y", "t", "::error file=a.yaml,line=3,col=7,title=t::x�%0A::error::y"),
    ],
)
def test_data_and_properties_are_escaped(message, title, written):
    assert command("error", message, "a.yaml", 3, 7, title) == written


def test_a_place_may_be_a_file_or_nothing():
    assert command("error", "m", "a,b:c.yaml", 0, 0, "t") == "::error file=a%2Cb%3Ac.yaml,line=1,title=t::m"
    assert command("error", "m", "", 0, 0, "t") == "::error title=t::m"


def test_what_fails_the_step_is_an_error_the_rest_a_warning_or_a_notice(edition):
    *lines, tally = stream(judged(edition, BAD)).close(()).splitlines()
    assert [line.split("::")[1].split(",title")[0] for line in lines] == [
        "error file=deal.yaml,line=3,col=10",
        "error file=deal.yaml,line=11,col=21",
        "warning file=deal.yaml,line=4,col=10",
        "notice file=deal.yaml,line=5,col=10",
    ]
    assert tally == "1 decisions: 2 errors, 1 warnings, 1 notices"
    strict = stream(judged(edition, BAD), level="suggestion").close(()).splitlines()
    assert [line.split()[0] for line in strict[:-1]] == ["::error"] * 4


def test_a_step_shows_ten_of_a_kind_the_gravest_first_and_counts_the_rest(edition):
    made = stream(*[judged(edition, OPEN)] * 4, *[judged(edition, BAD)] * 4, level="suggestion")
    assert made.refuse([error("x", Span("b.yaml", 2), Text("错", "wrong"))]) == ""
    *lines, tally = made.close(()).splitlines()
    titles = [line.partition("title=")[2].partition("::")[0] for line in lines]
    assert titles == ["x", *["clause p.duty (trialville@2025/p.duty)", "clause p.people (trialville@2025/p.people)"] * 4, titles[-1]]
    assert titles[-1] == "clause p.principle (trialville@2025/p.principle)"
    assert tally == "8 decisions: 21 errors, 0 warnings, 0 notices; 11 more not annotated"


def test_rules_that_wait_for_facts_are_one_annotation(edition):
    waiting = judged(edition, "trial: {count: 15, level: high, other: true, when: true}")
    assert len(waiting.obstacles) == 2
    *lines, _ = stream(waiting).close(()).splitlines()
    assert len(lines) == 1
    assert "2 rules waiting for facts that are not stated (2): recipients, trial.holds" in lines[0]
    assert stream(waiting, allow_unknown=True).close(()).startswith("::warning ")


def test_what_the_run_says_of_its_waivers_is_a_warning(edition):
    said = stream(judged(edition, GOOD)).close([warning("unused-waiver", Span("awardrules.yaml", 7, 3), Text("无用", "of no use"))])
    assert said.splitlines()[0] == "::warning file=awardrules.yaml,line=7,col=3,title=unused-waiver::of no use"


def test_the_summary_lists_each_decision_with_its_verdict(edition):
    made = stream(judged(edition, BAD, waiver(), waiver("p.people")))
    made.close(())
    text = made.summary()
    assert text.startswith("## Check of grants\n\n1 decisions: 0 errors, 1 warnings, 1 notices\n")
    assert "| deal.yaml | `trialville@2025` | 2025-03-20 | compliant with deviations (without waivers: non-compliant) |" in text


def test_a_summary_stays_within_its_limit(edition, monkeypatch):
    monkeypatch.setattr(github, "MAX_SUMMARY", 4_096 + 1_500)
    made = stream(*[judged(edition, BAD)] * 20)
    made.close(())
    text = made.summary()
    assert len(text.encode()) <= 4_096 + 1_500
    listed = text.count("| `trialville@2025` |")
    assert 0 < listed < 20
    assert f"{20 - listed} more deals are not listed." in text


def test_text_of_a_deal_cannot_break_the_table():
    assert github._cell("a|b\n<img>[x]") == "a\\|b \\<img\\>\\[x\\]"


def test_the_summary_names_the_article_of_a_file_without_lines(edition):
    verdict = judged(edition, BAD)
    for cited, zh, en in (
        (Cited("a.docx", 0, 0, "六成", "第三条", 2, 0, 2), "第三条 第2页)", "第三条 p. 2)"),
        (Cited("a.docx", 0, 0, "六成", "", None, 0, 2), ", 3)", ", 3)"),
        (Cited("a.md", 3, 1, "六成", "第三条", None, 0, 2), ", 3)", ", 3)"),
    ):
        standing = tuple(Issue(**(issue.__dict__ | {"cited": cited})) for issue in verdict.standing)
        moved = Verdict(**(verdict.__dict__ | {"standing": standing}))
        assert zh in stream(moved, lang="zh").summary()
        assert en in stream(moved).summary()
