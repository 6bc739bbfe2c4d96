"""JUnit XML, read back with a parser of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import junitparser
import pytest

from awardrules.diagnostics import Span, error
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.report.ci import Manner
from awardrules.report.junit import JunitStream
from waiving.repository import BAD, OPEN, judged, trialville, waiver


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return trialville(tmp_path_factory.mktemp("packs"))


def written(*verdicts: Any, faults: Any = (), warnings: Any = (), **more: Any) -> str:
    manner = Manner(**({"lang": "en", "level": "violation", "allow_unknown": False, "root": Path.cwd(), "pack": "trialville"} | more))
    stream = JunitStream(manner)
    text = "".join(stream.add(verdict) for verdict in verdicts)
    text += stream.refuse(faults) if faults else ""
    return text + stream.close(warnings)


def report(*verdicts: Any, **more: Any) -> list[junitparser.TestSuite]:
    return list(junitparser.JUnitXml.fromstring(written(*verdicts, **more).encode()))


def outcomes(suite: junitparser.TestSuite) -> dict[str, list[str]]:
    return {case.name.split()[0].partition("/")[2]: [type(result).__name__ for result in case.result] for case in suite}


def test_a_deal_is_a_suite_and_each_rule_that_came_to_bear_a_case(edition):
    [suite] = report(judged(edition, BAD))
    assert (suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) == ("deal.yaml · trialville@2025", 7, 2, 0, 2)
    assert outcomes(suite) == {
        "duty": ["Failure"], "people": ["Failure"], "principle": ["Skipped"], "wish": ["Skipped"], "open": [], "secret": [], "deeming": [],
    }  # fmt: skip
    told = {p.name: p.value for p in suite.properties()}
    assert (told["pack"], told["status"], told["as_of"]) == ("trialville@2025", "non_compliant", "2025-03-20")


@pytest.mark.parametrize(("level", "failures"), [("violation", 2), ("deviation", 3), ("suggestion", 4)])
def test_what_the_fail_level_fails_is_a_failure(edition, level, failures):
    assert report(judged(edition, BAD), level=level)[0].failures == failures


def test_a_failure_names_file_line_and_column(edition):
    failure = next(case for case in report(judged(edition, BAD))[0] if "/duty" in case.name).result[0]
    assert failure.type == "violation"
    assert failure.text.startswith("deal.yaml:3:10: clause p.duty. trial count is 12; required")


@pytest.mark.parametrize(("allowed", "kind"), [(False, "Error"), (True, "Skipped")])
def test_facts_not_stated_are_an_error_unless_they_are_allowed(edition, allowed, kind):
    [suite] = report(judged(edition, OPEN), allow_unknown=allowed)
    assert outcomes(suite)["open"] == [kind]


def test_a_waived_rule_is_skipped_with_reason_and_approval(edition):
    [suite] = report(judged(edition, BAD, waiver()))
    [skipped] = next(case for case in suite if "/duty" in case.name).result
    assert skipped.message.startswith("waived (from before; approved by 张三; basis: minutes; valid to 2026-12-31 inclusive): trial count is 12")
    assert {p.name: p.value for p in suite.properties()}["status_before_waivers"] == "non_compliant"


def test_input_that_cannot_be_decided_is_an_error_of_its_own(edition):
    fault = error("yaml-syntax", Span("a.yaml", 4, 2), Text("坏", "broken"))
    first, second = report(judged(edition, BAD), faults=[fault])
    assert (first.errors, second.errors, [case.classname for case in second]) == (0, 1, ["a.yaml:4"])


def test_characters_that_xml_does_not_have_are_replaced():
    fault = error("x", Span("a\x1b\ufffe\udc80.yaml", 1, 1), Text("坏\x08\ud800<&>", "bad\x08\ud800<&>\U0001f600"))
    text = written(faults=[fault])
    [suite] = junitparser.JUnitXml.fromstring(text.encode())
    [case] = suite
    assert case.result[0].message == "bad��<&>😀"
    assert case.classname == "a��?.yaml:1"


def test_a_report_of_nothing_is_still_a_report():
    assert report() == []
