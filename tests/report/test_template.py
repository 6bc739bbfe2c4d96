"""The examination of a template for a reader, as JSON, and for CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agreement.template.forms import GRANT, TERMS, examined, form
from awardrules.facts.quantity import Bound, whole
from awardrules.language import Text
from awardrules.report.layout import as_plain
from awardrules.report.outline import as_lines, as_markdown
from awardrules.report.template import issue_of, template_blocks, template_document, verdict_of

GOLDEN = Path(__file__).parent / "golden"
BLANKS = form(
    ("grant.team_share", "乙方占____%", None),
    ("grant.publicity.days", "公示{{天数|10}}日", None),
    ("use_right.term_years", "期限____年，大于5年", Bound(whole(5), None)),
    ("result.ip_type", "□发明专利 □实用新型专利", None, ("invention_patent", "utility_model")),
)


def made(**more):  # type: ignore[no-untyped-def]
    return examined(BLANKS, {**GRANT, "agreement.terms": TERMS - {"cost_sharing"}, **more})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_reads_as_it_should(lang):
    text = as_plain(as_lines(template_blocks(made(), made().faults), lang))
    golden = GOLDEN / f"template.{lang}.txt"
    if os.environ.get("AWARDRULES_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_every_finding_in_text_is_in_markdown_and_in_json():
    one = made()
    markdown = as_markdown(template_blocks(one, one.faults), "zh")
    data = template_document(one, one.faults, (), "zh")
    assert data["schema"] == "awardrules/template/1"
    assert data["status"] == "findings"
    assert [finding["title"] for finding in data["findings"]] == [fault.title.zh for fault in one.faults]
    assert all(fault.title.zh in markdown for fault in one.faults)
    (floor,) = [finding for finding in data["findings"] if finding["kind"] == "floor" and finding["filling"][0]["fact"] == "grant.team_share"]
    assert floor["filling"] == [{"fact": "grant.team_share", "value": "0.69"}]
    assert floor["citations"][0]["locator"] == "三/（一）/1"
    assert floor["evidence"][0]["line"] == 1
    assert [(blank["fact"], blank["default"]) for blank in data["blanks"]][1] == ("grant.publicity.days", 10)


def test_waived_findings_are_shown_with_the_reason_and_do_not_count():
    one = made()
    why = Text("经批准", "approved")
    lines = as_plain(as_lines(template_blocks(one, (), [(fault, why) for fault in one.faults]), "zh"))
    assert f"{len(one.faults)} 个问题均已豁免" in lines
    assert lines.count("豁免：经批准") == len(one.faults)
    assert template_document(one, (), [(one.faults[0], why)], "en")["waived"][0]["reason"] == "approved"


def test_a_clean_template_says_so():
    one = examined(form(), {**GRANT, "grant.team_share": 700_000, "agreement.terms": TERMS})
    assert "没有发现问题" in as_plain(as_lines(template_blocks(one, one.faults), "zh"))
    assert template_document(one, one.faults, (), "zh")["status"] == "clean"


def test_a_template_of_no_known_kind_says_what_to_do():
    one = examined(form(), {})
    assert "--facts" in as_plain(as_lines(template_blocks(one, one.faults), "zh"))


def test_each_finding_is_an_issue_at_its_line_with_a_name_of_its_own():
    one = made()
    issues = [issue_of(one, fault) for fault in one.faults]
    assert {issue.span.line for issue in issues if "grant.team_share" in issue.facts} == {1}
    assert {issue.span.line for issue in issues if "grant.publicity.days" in issue.facts} == {2}
    assert len({(issue.code, issue.facts) for issue in issues}) == len(issues)
    verdict = verdict_of(one, one.faults, (), ())
    assert (verdict.status, len(verdict.issues)) == ("non_compliant", len(issues))
    assert verdict_of(one, (), (), ()).status == "compliant"
