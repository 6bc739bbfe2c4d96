"""Pages from templates: escaped, complete, in one language, with nothing loaded from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from awardrules.language import EMPTY, Text
from awardrules.report.html import TEMPLATES, render, visible
from awardrules.report.outline import Heading, Item, Paragraph, Table, detail

TITLE = Text("对比", "Comparison")
BLOCKS = [
    Heading(TITLE, 1),
    Paragraph(Text("两个版本", "two editions"), Text("说明", "note"), "dim"),
    Item(("+", "good"), Text("新增", "added"), Text("（一）", "(1)"), (detail(Text("条款", "clause"), Text("三/1", "3/1")), detail(EMPTY, TITLE))),
    Item(("-", "bad"), Text("删除", "removed"), style=""),
    Table((Text("项", "item"),), (((Text("甲", "A"), "strong"),),)),
]


class Tags(HTMLParser):
    """Which elements are open at the end, which closed wrongly, and everything that would be fetched."""

    VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href", "data") and value and not value.startswith(("#", "data:"))]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize(("lang", "mark", "present", "absent"), [("zh", "zh-CN", "新增", "added"), ("en", "en", "added", "新增")])
def test_a_page_is_whole_and_in_one_language(lang, mark, present, absent):
    page = render("outline.html.j2", lang, title=TITLE, blocks=BLOCKS)
    tags = Tags(page)
    assert (tags.open, tags.wrong, tags.fetched) == ([], [], [])
    assert f'<html lang="{mark}">' in page
    assert present in page
    assert absent not in page
    assert page.count("<li>") == 2


def test_what_comes_from_packs_and_deals_is_escaped():
    evil = Text("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    for lang in ("zh", "en"):
        page = render("outline.html.j2", lang, title=evil, blocks=[Heading(evil, 1), Item((evil.zh, "bad"), evil, evil, (detail(evil, evil),))])
        assert "<script" not in page
        assert "<img" not in page
        assert Tags(page).wrong == []


def test_a_name_that_the_data_lacks_is_an_error():
    with pytest.raises(UndefinedError):
        render("outline.html.j2", "zh", blocks=[])


@pytest.mark.parametrize(
    ("text", "shown"),
    [("甲\u202e乙", "甲\ufffd乙"), ("a\x1b[31mb", "a\ufffd[31mb"), ("第\u3000一条\n", "第\u3000一条\n"), ("\ud800", "\ufffd")],
)
def test_nothing_hides_in_a_text(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.j2")))
def test_templates_load_nothing_from_elsewhere(template):
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    assert re.findall(r"https?://|@import|url\(|<link|safe\b(?!-)", source) == []
