"""SARIF as code scanning takes it, held against the models of a package and against what its documentation requires."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sarif_pydantic
from pydantic import BaseModel

from awardrules.diagnostics import Span, error, warning
from awardrules.facts.deal import Cited
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.report import sarif
from awardrules.report.ci import Manner
from awardrules.report.sarif import SarifStream
from awardrules.waiving.issues import Issue
from awardrules.waiving.waivers import Verdict
from waiving.repository import BAD, GOOD, OPEN, judged, trialville, waiver

# of the standard, but not in the models of the package
UNMODELLED = {"columnKind", "toolExecutionNotifications", "suppressions"}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return trialville(tmp_path_factory.mktemp("packs"))


def log(*verdicts: Any, lang: str = "en", faults: Any = (), warnings: Any = (), **more: Any) -> dict[str, Any]:
    manner = Manner(**({"lang": lang, "level": "violation", "allow_unknown": False, "root": Path.cwd(), "pack": "trialville"} | more))
    stream = SarifStream(manner)
    text = "".join(stream.add(verdict) for verdict in verdicts) + stream.refuse(faults) + stream.close(warnings)
    data: dict[str, Any] = json.loads(text)
    return data


def unknown_properties(part: Any) -> set[str]:
    if isinstance(part, BaseModel):
        own = set(part.model_extra or {})
        return own.union(*(unknown_properties(getattr(part, name)) for name in type(part).model_fields))
    return set().union(*map(unknown_properties, part)) if isinstance(part, list) else set()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("deal", [BAD, GOOD, OPEN])
def test_a_log_has_the_shape_of_the_standard(edition, deal, lang):
    told = [error("x", Span("deal.yaml", 2, 1), Text("错", "wrong"))]
    data = log(judged(edition, deal, waiver()), lang=lang, keep_waived=True, faults=told, warnings=told)
    assert unknown_properties(sarif_pydantic.Sarif.model_validate(data)) <= UNMODELLED


def test_what_code_scanning_requires_is_there(edition):
    data = log(judged(edition, BAD), judged(edition, OPEN))
    assert (data["version"], data["$schema"].rpartition("/")[2]) == ("2.1.0", "sarif-2.1.0.json")
    [run] = data["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "awardrules/trialville/"
    assert run["invocations"] == [{"executionSuccessful": True}]
    driver = run["tool"]["driver"]
    assert (driver["name"], bool(driver["version"])) == ("awardrules", True)
    for rule in driver["rules"]:
        assert all(rule[name] for name in ("id", "name"))
        assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["precision"] == "very-high"
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert 1 <= len(rule["properties"]["tags"]) <= 10
        assert len(rule["shortDescription"]["text"]) <= 1024 >= len(rule["fullDescription"]["text"])
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        [location] = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert (artifact["uri"], artifact["uriBaseId"]) == ("deal.yaml", "%SRCROOT%")
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        assert result["partialFingerprints"]["primaryLocationLineHash"]


def test_each_clause_is_one_rule_and_each_failure_one_result_at_its_line(edition):
    [run] = log(judged(edition, BAD), judged(edition, BAD))["runs"]
    assert [rule["id"].partition("/")[2] for rule in run["tool"]["driver"]["rules"]] == ["p.duty", "p.people", "p.principle", "p.wish"]
    found = [(r["ruleId"], r["level"], r["locations"][0]["physicalLocation"]["region"]["startLine"]) for r in run["results"]]
    violations = [("trialville@2025/p.duty", "error", 3), ("trialville@2025/p.people", "error", 11)]
    others = [("trialville@2025/p.principle", "warning", 4), ("trialville@2025/p.wish", "note", 5)]
    assert found == violations * 2 + others * 2


def test_facts_not_stated_are_a_result_at_the_first_line_of_the_deal(edition):
    [result] = log(judged(edition, OPEN))["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("trialville@2025/p.open", "warning")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert "trial.holds" in result["message"]["text"]


def fingerprints(data: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in data["runs"][0]["results"]]


def test_fingerprints_stay_when_lines_move_and_tell_results_apart(edition):
    plain, moved = log(judged(edition, BAD)), log(judged(edition, "# one\n# two\n" + BAD))
    assert fingerprints(plain) == fingerprints(moved)
    assert len(set(fingerprints(log(judged(edition, BAD), judged(edition, BAD))))) == 8


def test_waived_results_stay_out_unless_they_are_asked_for(edition):
    verdict = judged(edition, BAD, waiver(), waiver("p.people"))
    assert [r["ruleId"].partition("/")[2] for r in log(verdict)["runs"][0]["results"]] == ["p.principle", "p.wish"]
    kept = log(verdict, keep_waived=True)["runs"][0]["results"]
    suppressed = {r["ruleId"].partition("/")[2]: r["suppressions"] for r in kept if "suppressions" in r}
    said = "from before; approved by 张三; basis: minutes; valid to 2026-12-31 inclusive"
    accepted = [{"kind": "external", "status": "accepted", "justification": said}]
    assert suppressed == {"p.duty": accepted, "p.people": accepted}


def test_beyond_the_limit_violations_go_before_the_rest_and_the_log_says_how_many_are_left_out(edition, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_RESULTS", 5)
    [run] = log(*(judged(edition, BAD) for _ in range(2)))["runs"]
    assert [r["level"] for r in run["results"]] == ["error", "error", "error", "error", "warning"]
    assert [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]] == ["3 more results left out (limit 5)"]
    [run] = log(*(judged(edition, BAD) for _ in range(4)))["runs"]
    assert [r["level"] for r in run["results"]] == ["error"] * 5
    assert [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]] == ["11 more results left out (limit 5)"]


def test_texts_are_cut_to_what_a_viewer_takes(edition, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_MESSAGE", 30)
    monkeypatch.setattr(sarif, "MAX_DESCRIPTION", 12)
    [run] = log(judged(edition, BAD))["runs"]
    assert all(len(r["message"]["text"]) <= 30 for r in run["results"])
    assert all(len(r["shortDescription"]["text"]) <= 12 for r in run["tool"]["driver"]["rules"])


def test_input_that_cannot_be_decided_is_a_notification_and_the_run_failed():
    fault = error("deal-shape", Span("甲 乙.yaml", 3, 2), Text("不是交易", "no deal"), Text("改", "mend it"))
    note = warning("unused-waiver", Span("awardrules.yaml", 7, 1), Text("无用", "of no use"))
    [run] = log(faults=[fault], warnings=[note])["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    first, second = run["invocations"][0]["toolExecutionNotifications"]
    assert (first["level"], first["descriptor"]["id"], first["message"]["text"]) == ("error", "deal-shape", "no deal (mend it)")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E7%94%B2%20%E4%B9%99.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 2}
    assert (second["level"], second["descriptor"]["id"]) == ("warning", "unused-waiver")


def test_a_file_outside_the_repository_has_a_whole_address(edition, tmp_path):
    [run] = log(judged(edition, BAD), root=tmp_path)["runs"]
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": f"file://{(Path.cwd() / 'deal.yaml').resolve().as_posix()}"}


def cited_in(verdict: Any, *, line: int = 0, **more: Any) -> Any:
    """The verdict as if each finding rested on a sentence of an agreement."""
    words = {"quote": "团队持有\n60%](x)的份额", "clause": "第三条（二）", "page": 2} | more
    cited = Cited("grant.docx", line, 1 if line else 0, words["quote"], words["clause"], words["page"], 10, 20)
    standing = tuple(Issue(**(issue.__dict__ | {"cited": cited})) for issue in verdict.standing)
    return Verdict(**(verdict.__dict__ | {"standing": standing}))


def test_a_sentence_of_a_file_without_lines_has_its_article_page_and_words(edition):
    data = log(cited_in(judged(edition, BAD)))
    assert unknown_properties(sarif_pydantic.Sarif.model_validate(data)) <= UNMODELLED
    for result in data["runs"][0]["results"]:
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1  # code scanning shows no result without it
        assert region["snippet"] == {"rendered": {"text": "团队持有 60%] (x)的份额"}}
        assert location["logicalLocations"] == [{"name": "第三条（二）", "fullyQualifiedName": "page 2/第三条（二）", "kind": "clause"}]


def test_a_sentence_of_a_text_file_stands_at_its_line_and_what_is_kept_out_of_logs_is_not_quoted(edition):
    for more in ({"line": 3}, {"quote": ""}):
        [location] = log(cited_in(judged(edition, BAD), **more))["runs"][0]["results"][0]["locations"]
        assert "snippet" not in location["physicalLocation"]["region"]
        assert location["logicalLocations"][0]["name"] == "第三条（二）"


def test_what_a_sentence_does_not_tell_is_left_out(edition):
    def logical(**more: Any) -> Any:
        return log(cited_in(judged(edition, BAD), **more))["runs"][0]["results"][0]["locations"][0].get("logicalLocations")

    assert logical(clause="") == [{"name": "page 2", "fullyQualifiedName": "page 2", "kind": "page"}]
    assert logical(page=None) == [{"name": "第三条（二）", "fullyQualifiedName": "第三条（二）", "kind": "clause"}]
    assert logical(clause="", page=None) is None
