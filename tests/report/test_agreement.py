"""The agreement beside its findings: every piece of evidence highlighted once and linked both ways, everything escaped, summary first."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.review.opinions import EVIL, LINES, decision, document, extraction, quote
from awardrules.agreement.extraction.found import Extraction, Found, Quote
from awardrules.language import Text
from awardrules.report.agreement import agreement_page

GOLDEN = Path(__file__).parent / "golden"
VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


class Page(HTMLParser):
    """A page as a browser sees it: text under each mark, anchors, links, headings, scripts, what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marked: dict[str, str] = {}
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.headings: list[tuple[int, str]] = []
        self.text = ""
        self.unlabelled: list[str] = []
        self.to_act_on: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if given.get("id"):
            self.anchors.append(given["id"])
        if tag == "article" and not {"pass", "open"} & set(given["class"].split()):
            self.to_act_on.add(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag in ("section", "article") and not (given.get("aria-label") or given.get("aria-labelledby")):
            self.unlabelled.append(tag)
        if tag not in VOID:
            self.open.append((tag, given.get("data-of", "")))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        names = {name for tag, name in self.open if tag == "mark"}
        tags = {tag for tag, _ in self.open}
        for name in names:
            self.marked[name] = self.marked.get(name, "") + data
        heading = next((int(tag[1]) for tag, _ in self.open if re.fullmatch("h[1-6]", tag)), 0)
        if heading and data.strip():
            self.headings.append((heading, data.strip()))
        if not tags & {"style", "sup"}:
            self.text += data


def page_of(made: Extraction | None, lang: str = "zh", **more) -> Page:
    found = Page(agreement_page([decision()], lang, made, **more))
    assert found.open == []
    return found


def spans(made: Extraction) -> set[tuple[int, int]]:
    return {(q.start, q.end) for fact in made.facts for q in fact.evidence}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_piece_of_evidence_is_highlighted_exactly_once_and_linked_both_ways(lang):
    made = extraction()
    page = page_of(made, lang)
    read = made.document.text
    assert sorted(page.marked.values()) == sorted(read[start:end].replace("\n", "") for start, end in spans(made))
    assert len(page.anchors) == len(set(page.anchors))
    assert {link[1:] for link in page.links} <= set(page.anchors)
    for name in page.marked:
        assert name in page.anchors
        assert f"#{name}" in page.links
    assert page.to_act_on
    assert page.to_act_on <= {link[1:] for link in page.links}


CUTS = st.lists(st.tuples(st.integers(0, len(document().text)), st.integers(1, 30)), max_size=6)


@settings(max_examples=40, deadline=None)
@given(CUTS)
def test_law_spans_of_any_kind_are_highlighted_once_and_the_text_stays(cuts):
    read = document()
    quotes = tuple(Quote("", "body", "", None, start, min(start + length, len(read.text))) for start, length in cuts)
    made = Extraction(read, {}, (Found("grant.team_share", "stated", 600_000, (), quotes),))
    page = page_of(made)
    wanted = {(q.start, q.end): read.text[q.start : q.end].replace("\n", "") for q in quotes if q.start < q.end}
    assert sorted(page.marked.values()) == sorted(text for text in wanted.values() if text)
    shown = re.sub(r"\s+", "", page.text)
    assert all(re.sub(r"\s+", "", line) in shown for line, _, _ in LINES)


def test_hostile_texts_are_text():
    page = page_of(extraction())
    assert page.text.count(EVIL) >= 2
    assert "script" not in page.tags
    assert "49" not in page.text
    raw = agreement_page([decision()], "zh", extraction())
    assert "Content-Security-Policy" in raw
    assert "default-src 'none'" in raw


def test_the_summary_comes_first_with_status_failures_and_what_is_waived():
    why = Text("经主管部门批准", "approved by the authority")
    text = page_of(extraction(), waived=[{"ownership-grant/team-share-min": why}]).text
    assert text.index("结论：") < text.index("前后矛盾（1）") < text.index("已豁免（1）") < text.index(LINES[2][0][:8])
    assert "经主管部门批准" in text
    assert "不符合（1）" not in text


def test_parts_are_shown_as_such_and_pages_of_a_pdf_are_numbered():
    page = page_of(extraction(page=3, format="pdf"))
    assert "脚注" in page.text
    assert page.tags.count("table") == 2
    assert "第 3 页" in page.text
    assert "第 3 页" not in page_of(extraction()).text


def test_a_page_can_be_read_without_seeing_it():
    page = page_of(extraction())
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 2 for earlier, later in pairwise(levels))
    assert page.unlabelled == []


def test_a_deal_given_as_data_has_findings_and_facts_without_a_text():
    page = page_of(None)
    assert page.marked == {}
    assert "协议文本" not in page.text
    assert "团队份额" in page.text
    assert "按份共有时团队份额不低于 70%" in page.text


def test_several_editions_share_one_text_and_number_their_findings_through():
    page = Page(agreement_page([decision(), decision("guangzhou")], "zh", extraction()))
    numbers = [anchor for anchor in page.anchors if re.fullmatch(r"n\d+", anchor)]
    assert len(numbers) == len(set(numbers)) > 3
    assert "广州" in page.text
    assert page.text.count(LINES[2][0]) == 1


def test_a_quote_outside_the_text_is_left_out():
    made = Extraction(document(), {}, (Found("grant.team_share", "stated", 600_000, (), (Quote("x", "body", "", None, 9_000, 9_010),)),))
    assert page_of(made).marked == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_reads_as_it_should(lang):
    made = extraction()
    raw = agreement_page([decision()], lang, made)
    body = re.sub(r"awardrules \d+\.\d+\.\d+", "awardrules", raw[raw.index("<body>") :])
    golden = GOLDEN / f"agreement.{lang}.html"
    if os.environ.get("AWARDRULES_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(body, encoding="utf-8")
    assert body == golden.read_text(encoding="utf-8")
    assert quote(made.document, "乙方占60%").text in body
