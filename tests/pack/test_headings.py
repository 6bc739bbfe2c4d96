"""Headings: which locator a place of a document stands under."""

from __future__ import annotations

import pytest

from awardrules.pack.headings import number, outline, part_names, split
from awardrules.pack.sourcetext import flattened
from pack.ordinance import COPY


def locators(text: str, *names: str) -> list[str]:
    return [section.locator for section in outline(flattened(text), names).sections]


def test_notice_ordinance_and_annex_in_order() -> None:
    assert locators(COPY) == [
        "印发通知", "前言", "一", "一/（一）", "二", "二/（一）", "二/（一）/1", "二/（一）/2", "二/（二）", "二/（二）/1", "二/（二）/2", "三",
        "附件1/前言", "附件1/第一条", "附件1/第二条", "附件1/第三条", "附件1/第三条/（一）", "附件1/第三条/（二）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n内容。\n二、乙\n内容。", ["一", "二"]),
        ("一、甲\n（一）子\n内容。\n（二）丑\n内容。\n二、乙\n内容。", ["一", "一/（一）", "一/（二）", "二"]),
        ("四个步骤。\n一、甲\n1.内容；\n2.内容。\n二、乙", ["前言", "一", "一/1", "一/2", "二"]),
        ("一、甲\n1.内容：\n（1）子；\n（2）丑。\n2.内容。", ["一", "一/1", "一/1/（1）", "一/1/（2）", "一/2"]),
        ("一、甲\n(一)子\n内容。\n(二)丑", ["一", "一/（一）", "一/（二）"]),
        ("第一章 总则\n第一条 内容。\n第二章 分则\n第二条 内容。", ["第一章", "第一条", "第二章", "第二条"]),
        ("第九条 甲。\n第十条 乙。\n第十一条 丙。", ["前言"]),
        ("第一条 甲。\n第二条 乙。\n第四条 丁。", ["第一条", "第二条", "第四条"]),
        # what only looks like a heading
        ("第一条 甲依照第二条规定办理。\n第二条 乙。", ["第一条", "第二条"]),
        ("一、甲\n占比2.5，分为一、二、三等。\n二、乙", ["一", "二"]),
        ("一、甲\n依照前款第（一）项办理，按表1.办理，共3.2倍。\n二、乙", ["一", "二"]),
        ("一、甲\n会期为2025年3月1日。\n二、乙", ["一", "二"]),
        ("一、甲\n（一）目的\n内容。\n（二）项目管理\n内容。\n二、乙", ["一", "一/（一）", "一/（二）", "二"]),
        ("", []),
        ("没有标题的文字。", ["前言"]),
    ],
)
def test_numbers_that_continue_are_headings(text: str, expected: list[str]) -> None:
    assert locators(text) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("一、甲。\n二、乙。\n果园操作指引\n为办事，制定本指引。\n一、丙。", ["操作指引"], ["一", "二", "操作指引/前言", "操作指引/一"]),
        ("一、甲。\n二、乙。\n果园操作指引\n为办事，制定本指引。\n一、丙。", [], ["一", "二", "第2部分/前言", "第2部分/一"]),
        ("一、甲。\n附件：1-1.细则\n附件1-1\n细则\n第一条 丙。\n第二条 丁。", [], ["一", "附件1-1/前言", "附件1-1/第一条", "附件1-1/第二条"]),
        ("一、甲（见附件）。\n附件\n提纲\n一、丙。\n二、丁。", ["附件"], ["一", "附件/前言", "附件/一", "附件/二"]),
        ("第一条 甲，依照本办法\n第一条规定。\n第二条 乙。", [], ["第一条", "第二条"]),
    ],
)
def test_numbering_that_begins_anew_opens_a_part(text: str, names: list[str], expected: list[str]) -> None:
    assert locators(text, *names) == expected


def test_a_heading_after_a_missing_full_stop_is_saved_by_its_line() -> None:
    text = "一、甲\n{}内容，没有写完\n二、乙".format("很长的" * 30)
    assert locators(text) == ["一", "二"]
    assert locators(text.replace("\n", "")) == ["一"]


def test_a_name_that_no_heading_carries_names_the_main_part() -> None:
    found = outline(flattened("一、甲。\n二、乙。"), ["方案"])
    section = found.named("方案/二")
    assert section is not None
    assert section.locator == "二"
    assert found.named("细则/二") is None


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("三/（一）/1", ("三", "（一）", "1")),
        ("第二章/第四条/(一)", ("第四条", "（一）")),
        ("三、/1.", ("三", "1")),
        ("附件1-1/第七条/（三）", ("附件1-1", "第七条", "（三）")),
    ],
)
def test_locators_are_read_in_one_form(locator: str, expected: tuple[str, ...]) -> None:
    assert split(locator) == expected


def test_names_of_parts_are_what_locators_begin_with() -> None:
    assert part_names(["三/（一）", "第四条", "附件1-1/第一条", "操作指引/一", "前言", "印发通知", "1"]) == ["附件1-1", "操作指引"]


@pytest.mark.parametrize(("numeral", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百零三", 103), ("17", 17)])
def test_numerals(numeral: str, value: int) -> None:
    assert number(numeral) == value
