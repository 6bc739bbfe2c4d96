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


def test_short_lines_without_sentences_are_not_taken_for_cut_ones() -> None:
    form = ["职务科技成果赋权协议", "甲方：南岭大学", "乙方：薄膜课题组", "一、权属安排", "二、团队内部分配"]
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


CUT = (
    "甲方将职务科技成果的所有权份额授予乙方团队，本次的转让价款为一百二十万元，另付1,260,000.00元，"
    "其中乙方团队持有份额的百分之七十即百分之70%，甲方持有百分之三十。"
)


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("behind", ["", "  "])
def test_lines_cut_after_a_number_of_signs_are_one_paragraph(indent: str, behind: str) -> None:
    """Whatever the width of the signs is: figures are narrower than letters."""
    text = indent + CUT
    cut = [text[at : at + 24] + behind for at in range(0, len(text), 24)]
    (paragraph, last) = lines("\r\n".join([*cut, indent + "第二条 期限为十年。"]))
    assert paragraph[1].replace("\n", "") == CUT
    assert "1,260,000.00元" in paragraph[1]
    assert last[1] == "第二条 期限为十年。"


def test_a_sentence_goes_on_behind_a_page_number() -> None:
    first, second, *_ = WRAPPED.split("\n")
    found = lines("\n".join([first, "", "— 1 —", "", *WRAPPED.split("\n")[1:]]))
    assert found[0][1].split("\n")[1] == second
    assert len(found) == 2


def test_empty_lines_between_all_lines_part_no_paragraphs() -> None:
    found = lines("\n\n".join(WRAPPED.rstrip().split("\n")))
    assert [line for line, _ in found] == [1, 7]


def test_a_mark_that_begins_no_paragraph_goes_on_the_line_before() -> None:
    assert lines("乙方的份额为　　\n％，甲方留存　　％。") == [(1, "乙方的份额为\n％，甲方留存　　％。")]


NUMBERED: list[tuple[str, list[tuple[str, str, str]]]] = [
    # text, then the number, the clause and the text of each block
    ("一 权属\n1 双方按份共有。\n2 共同登记。\n二 收益\n1 各半。", [
        ("一", "一", "权属"), ("1", "一、1", "双方按份共有。"), ("2", "一、2", "共同登记。"), ("二", "二", "收益"), ("1", "二、1", "各半。"),
    ]),
    ("3 年内转化。\n5 人签字。", [("", "", "3 年内转化。"), ("", "", "5 人签字。")]),
    ("1 双方按份共有。\n期限十年。", [("", "", "1 双方按份共有。"), ("", "", "期限十年。")]),
    ("1 张三 教授\n2 李四 讲师", [("", "", "1 张三 教授"), ("", "", "2 李四 讲师")]),
    ("（一） 份额\n（二） 期限", [("（一）", "（一）", "（一） 份额"), ("（二）", "（二）", "（二） 期限")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERED)
@pytest.mark.parametrize("form", ["a.txt", "a.md"])
def test_a_bare_number_is_a_clause_number_where_it_counts(text: str, expected: list[tuple[str, str, str]], form: str) -> None:
    assert [(block.number, block.clause, block.text) for block in reading(text.encode(), form).blocks] == expected
