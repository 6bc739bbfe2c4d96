"""Plain text: lines to paragraphs."""

from __future__ import annotations

import pytest

from agreement.reading.making import reading

WRAPPED = """　　第一条 甲方将职务科技成果的所有权份额授予乙方团队，团队
持有百分之七十，甲方持有百分之三十；双方按照份额分享收益
和承担费用。
　　第二条 期限为十年，自协议签订之日起计算；期满以前六个月
内，双方协商续期。
"""


def lines(text: str) -> list[tuple[int | None, str]]:
    return [(block.line, block.text) for block in reading(text.encode(), "a.txt").blocks]


def test_each_line_is_a_paragraph_where_the_text_was_not_broken_at_a_width() -> None:
    assert lines("赋权协议\n\n甲方：某大学\n　　团队持有70%。\n") == [(1, "赋权协议"), (3, "甲方：某大学"), (4, "团队持有70%。")]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    found = lines(WRAPPED)
    assert [line for line, _ in found] == [1, 4]
    assert found[0][1].split("\n")[1].startswith("持有百分之七十")
    assert found[0][1].endswith("和承担费用。")


def test_lines_of_a_short_form_are_not_taken_for_cut_ones() -> None:
    form = ["赋权办理表", "成果名称：肝癌早筛微流控芯片", "完成人（团队）：钱穆清团队", "赋权一事经本院办公会审议通过。"]
    assert [text for _, text in lines("\n".join(form))] == form


def test_a_number_after_a_full_stop_begins_a_paragraph_even_after_a_full_line() -> None:
    full = "团" * 29 + "。"
    assert len(lines("\n".join([full, f"1. {'队' * 28}。", full, full[:-1] + "队", "第一条所述份额"]))) == 2


def test_a_form_feed_begins_a_page() -> None:
    document = reading("第一条\n\f第二条\n".encode(), "a.txt")
    assert [(block.page, block.text) for block in document.blocks] == [(1, "第一条"), (2, "第二条")]
    assert document.pages == 2


@pytest.mark.parametrize(
    ("text", "heading"),
    [("第一条 份额", True), ("一、定义", True), ("附件一", True), ("第一条 团队持有七成。", False), ("1. 份额", False), ("份额", False)],
)
def test_a_numbered_title_is_a_heading(text: str, heading: bool) -> None:
    assert [block.heading for block in reading(text.encode(), "a.txt").blocks] == [heading]


def test_boxes_are_found() -> None:
    (block,) = reading("☑直接 ☐转让".encode(), "a.txt").blocks
    assert block.checked == ((0, True), (4, False))
    assert block.place == "1"
