"""Tables in PDFs: cells by their borders or by the columns of the text, wrapped, centred, merged, broken over pages; and what is no table."""

from __future__ import annotations

import pytest

from agreement.reading.making import Line, pdf, reading, texts
from agreements.markup import Source
from agreements.pdffile import pdf_bytes
from awardrules.agreement.reading.breaks import joint
from awardrules.agreement.reading.model import Document

Rows = list[list[str]]
LAYOUTS = {
    "without borders": {},
    "borders": {"borders": "drawn"},
    "borders between rows": {"borders": "level"},
    "borders, centred": {"borders": "drawn", "cells": "centred"},
}
ALL = tuple(LAYOUTS)
PEOPLE = """
| 姓名 | 职务 | 贡献 | 金额（元） |
| 史宏 | 副院长、胸外科主任医师 | 主要完成人 | 620,000 |
| 区嘉敏 | 副主任医师 | 主要完成人 | 420,000 |
| 喻小曼 | 技术转移办公室职员 | 为转化作出重要贡献的人员 | 150,000 |
| 合计 | < | < | 1,190,000 |
"""
FEES = """
| 扣除项目 | 金额（元） |
| 相关税费 | 168,000 |
| 第三方技术转移机构服务费以及评估、鉴定费用 | 150,000 |
| 专利维护费用 | 32,000 |
"""
HANGING = """
| 序号 | 姓名 | 职务 | 贡献 | 奖励形式 |
| 1 | 沈卫国 | 副所长、研究员 | 主要完成人 | 股权 |
| 2 | 鲍慧 | 技术转移部职员，未担任领导职务 | 为转化作出重要贡献的人员 | 股权 |
| 3 | 陶然 | 助理研究员，未担任领导职务 | 主要完成人 | 股权 |
"""
PAIRS = """
| 项目 | 内容 |
| 成果名称 | 高纯氧化铽连续沉淀工艺及其配套在线检测装置的设计图纸 |
| 公示期间 | 2024年9月23日至2024年10月25日 |
| 登记权利人 | 某大学 |
"""
LONG_NUMBERS = """
| 事项 | 甲方 | 乙方 | 丙方 | 合计 |
| 出资额 | 1,000,000 | 3,000,000 | 120 | 10,000,000 |
| 份额 | 10% | 30% | 1% | 41% |
| 日期 | 2024年12月25日 | 2025年1月5日 | 无 | 无 |
"""
TABLES: list[tuple[str, str, tuple[str, ...]]] = [
    ("people, wrapped", PEOPLE, ALL),
    ("a first column that wraps", FEES, ALL),
    ("stops that hang over the edge of a cell", HANGING, ALL),
    ("labels and what they name", PAIRS, ALL),
    ("figures and dates that a line break cut", LONG_NUMBERS, ALL),
]


def built(body: str, **settings: str) -> Document:
    return reading(pdf_bytes(Source("a", settings, body)), "a.pdf")


def rows_of(body: str) -> Rows:
    """The rows of a source as its writer wrote them; merged cells are none."""
    return [[cell.strip() for cell in line.strip("|").split("|") if cell.strip() not in ("", "<", "^")] for line in body.split("\n") if line]


def rows_in(document: Document) -> Rows:
    """The rows of cells as they were read, empty cells left out."""
    rows: dict[tuple[int | None, int | None], list[str]] = {}
    for block in document.blocks:
        if block.part == "table" and block.text:
            rows.setdefault((block.table, block.row), []).append(block.text)
    return list(rows.values())


CASES = [pytest.param(body, LAYOUTS[layout], id=f"{name}, {layout}") for name, body, layouts in TABLES for layout in layouts]


@pytest.mark.parametrize(("body", "settings"), CASES)
def test_wrapped_cells_are_read_whole(body: str, settings: dict[str, str]) -> None:
    assert rows_in(built(f"三、分配如下。\n{body}\n以上各项无异议。", **settings)) == rows_of(body)


@pytest.mark.parametrize("layout", ALL)
def test_the_text_around_a_table_stays_text(layout: str) -> None:
    document = built(f"一、前文。\n{PEOPLE}\n二、后文。", **LAYOUTS[layout])
    assert [block.text for block in document.blocks if block.part == "body"] == ["一、前文。", "二、后文。"]
    assert [block.part for block in document.blocks][0 :: len(document.blocks) - 1] == ["body", "body"]


def test_cells_merged_downwards_stand_where_they_begin() -> None:
    body = "| 事项 | 一方 | 比例 |\n| 所有权份额 | 甲方 | 35% |\n| ^ | 乙方 | 65% |\n| 收益分配 | 甲方 | 30% |\n| ^ | 乙方 | 70% |\n"
    document = built(body, borders="drawn")
    cells = {(block.row, block.column): block.text for block in document.blocks if block.part == "table"}
    assert (cells[2, 1], cells[3, 2], cells[3, 3], cells[4, 1]) == ("所有权份额", "乙方", "65%", "收益分配")
    assert (3, 1) not in cells


@pytest.mark.parametrize("layout", [{}, {"borders": "drawn"}])
def test_a_table_that_runs_over_pages_is_one_and_its_heads_are_read_once(layout: dict[str, str]) -> None:
    rows = [f"| 项目{chr(0x4E00 + n)} | 第{n}年度的转化费用以及各项维护费用 | 第{n}笔 | {n},000 |" for n in range(1, 60)]
    head = "| 项目 | 用途 | 次序 | 金额（元） |"
    document = built("\n".join([head, *rows]), **layout)
    assert rows_in(document) == rows_of("\n".join([head, *rows]))
    assert {block.table for block in document.blocks} == {1}
    assert {block.page for block in document.blocks} > {1, 2}
    again = built("\n".join([head, *rows[:17], ":::page", head, *rows[17:20]]), **layout)
    assert rows_in(again) == rows_of("\n".join([head, *rows[:20]]))


def test_a_row_of_a_table_at_the_edge_of_pages_is_no_header() -> None:
    """But for its numbers the row is the same on each page, as a header is."""
    body = [("甲方", "无"), ("乙方", "有"), ("丙方", "无")]
    pages = [
        [Line(text, x, 770 - 20 * at) for at, (name, word) in enumerate(body) for x, text in ((90, name), (250, f"{n}%"), (400, word))]
        for n in (1, 2, 3)
    ]
    document = reading(pdf(pages), "a.pdf")
    assert {block.part for block in document.blocks} == {"table"}


def test_the_box_of_a_cell_lies_around_its_text() -> None:
    document = built(PEOPLE, borders="drawn")
    (block,) = (block for block in document.blocks if block.text.startswith("副院长"))
    first, second = block.boxes
    assert [block.text[box.start : box.end] for box in (first, second)] == ["副院长、胸外科主任", "医师"]
    assert second.top < first.bottom + 1
    assert block.number == ""


def test_the_paragraphs_of_a_cell_are_told_by_lines_that_had_room_left() -> None:
    column = [Line("成果", 90, 700), Line("一种用于采样的装置", 204, 700), Line("（专利号另附）", 204, 684)]
    rows = [*column, Line("份额", 90, 660), Line("团队", 204, 660), Line("七成", 204, 644)]
    drawn = "".join(f"{x} 714 m {x} 636 l S " for x in (84, 198, 318)) + "".join(f"84 {y} m 318 {y} l S " for y in (714, 676.5, 636))
    document = reading(pdf([rows], drawn=drawn), "a.pdf")
    assert [block.text for block in document.blocks] == ["成果", "一种用于采样的装置（专利号另附）", "份额", "团队\n七成"]


def test_a_cell_of_clauses_is_read_clause_by_clause() -> None:
    cell = [Line("一、团队持有七成；", 204, 700), Line("二、单位持有三成。", 204, 684)]
    drawn = "".join(f"{x} 714 m {x} 676 l S " for x in (84, 198, 318)) + "".join(f"84 {y} m 318 {y} l S " for y in (714, 676))
    document = reading(pdf([[Line("约定", 90, 700), *cell]], drawn=drawn), "a.pdf")
    assert [(block.text, block.number, block.column) for block in document.blocks] == [
        ("约定", "", 1), ("一、团队持有七成；", "一", 2), ("二、单位持有三成。", "二", 2),
    ]  # fmt: skip


SIDE_BY_SIDE = {
    "signatures": [("甲方（盖章）：", "乙方（签字）："), ("代表人：", "负责人："), ("2025年3月1日", "2025年3月1日")],
    "names over dates": [("某大学", "某公司"), ("张某", "李某"), ("2025年3月1日", "2025年3月2日")],
    "labels and values": [(f"联系人{n}：某", f"邮箱{n}：某") for n in range(4)],
    "two lines in columns": [("份额", "70%"), ("期限", "十年")],
    "a line above an underlined blank": [("甲方", "某大学"), ("团队持有", ""), ("第二条 期限", "")],
}


@pytest.mark.parametrize("lines", SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_what_stands_in_columns_without_being_a_table_stays_lines(lines: list[tuple[str, str]]) -> None:
    page = [Line(text, x, 700 - 20 * at) for at, pair in enumerate(lines) for x, text in zip((90, 320), pair, strict=True) if text]
    document = reading(pdf([page], drawn="140 678 m 300 678 l S"), "a.pdf")
    assert {block.part for block in document.blocks} == {"body"}
    assert "".join(texts(document)).replace("\t", "") == "".join(line.text for line in page)


FRAMES = [
    ("a frame around the text", "60 60 500 700 re S"),
    ("a drawing", " ".join(f"{x} 60 m {x} 760 l S" for x in range(60, 560, 4)) + " " + " ".join(f"60 {y} m 560 {y} l S" for y in range(60, 760, 4))),
]


@pytest.mark.parametrize("drawn", [drawn for _, drawn in FRAMES], ids=[name for name, _ in FRAMES])
def test_lines_that_part_no_cells_make_no_table(drawn: str) -> None:
    document = reading(pdf([[Line("第一条 团队持有七成的份额", 90, 700), Line("第二条 期限为十年", 90, 680)]], drawn=drawn), "a.pdf")
    assert [(block.part, block.text) for block in document.blocks] == [("body", "第一条 团队持有七成的份额"), ("body", "第二条 期限为十年")]


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("副院长、胸外科主任", "医师", ""), ("1,440,0", "00元", ""), ("1,440,000", "1,200,000", "\n"), ("70", "30", "\n"),
        ("2024年10月2", "5日", ""),
        ("2024年1", "0月25日", ""), ("20", "24年10月", ""), ("ZL2024105", "67890.1", ""), ("patent", "right", " "), ("PCT", "专利", ""),
        ("第3", "0册", "\n"), ("42", "0万元", ""), ("7", "0%", ""), ("约定1", "5个工作日", ""), ("1,440,000", "500元", "\n"), ("☐是", "☐否", " "),
    ],
)  # fmt: skip
def test_what_stands_between_two_lines_of_a_cell(before: str, after: str, between: str) -> None:
    assert joint(before, after) == between
