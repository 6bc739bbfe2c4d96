"""Tables typed into plain text and Markdown: which lines are rows, and which columns their cells stand in."""

from __future__ import annotations

import pytest

from agreement.reading.making import reading

Grid = dict[tuple[int, int], str]


def grid(text: str, name: str = "a.txt") -> Grid:
    """The cells of the tables of a text, by row and column."""
    return {(block.row or 0, block.column or 0): block.text for block in reading(text.encode(), name).blocks if block.part == "table" and block.text}


FORM: Grid = {(1, 1): "成果名称", (1, 2): "干燥窑", (2, 1): "异议情况", (2, 2): "无"}
SHARES: Grid = {(1, 1): "权利人", (1, 2): "份额", (2, 1): "某大学", (2, 2): "20%", (3, 1): "某团队", (3, 2): "80%"}
BROKEN: Grid = {(1, 1): "事项", (1, 2): "内容", (2, 1): "成果名称", (2, 2): "干燥窑"}
TYPED: list[tuple[str, str, Grid]] = [
    ("tabs", "成果名称\t干燥窑\n异议情况\t无", FORM),
    ("several tabs", "成果名称\t\t干燥窑\n异议情况\t无", FORM),
    ("bars", "成果名称 | 干燥窑\n异议情况 | 无", FORM),
    ("bars at the edges", "| 成果名称 | 干燥窑 |\n| 异议情况 | 无 |", FORM),
    ("full-width bars", "成果名称｜干燥窑\n异议情况｜无", FORM),
    ("blanks", "成果名称    干燥窑\n异议情况    无", FORM),
    ("full-width blanks", "成果名称　　干燥窑\n异议情况　　无", FORM),
    ("strokes between the rows", "成果名称    干燥窑\n----------\n异议情况    无", FORM),
    ("rules all around", "┌──┬──┐\n│成果名称│干燥窑│\n├──┼──┤\n│异议情况│无│\n└──┴──┘", FORM),
    ("rules at the edges", "┏━━┓\n┃成果名称┃干燥窑┃\n┃异议情况┃无┃\n┗━━┛", FORM),
    ("rows of figures without rules between", "┌──┬──┐\n│权利人│份额│\n├──┼──┤\n│某大学│20%│\n│某团队│80%│\n└──┴──┘", SHARES),
    ("a cell broken beneath the heads", "┌──┬──┐\n│事项│内容│\n├──┼──┤\n│成果│干燥│\n│名称│窑│\n└──┴──┘", BROKEN),
    ("a cell broken between rules", "+--+--+\n|成果名称|干燥|\n||窑|\n+--+--+\n|异议情况|无|\n+--+--+", FORM),
    ("an empty line between all lines", "审批表\n\n成果名称\t干燥窑\n\n异议情况\t无\n\n完", FORM),
    ("a page number between rows", "成果名称\t干燥窑\n— 1 —\n异议情况\t无", FORM),
    ("line ends of Windows, blanks behind", "成果名称\t干燥窑  \r\n异议情况\t无  \r\n", FORM),
    ("an empty cell", "姓名\t职务\t金额\n张三\t\t8万元", {(1, 1): "姓名", (1, 2): "职务", (1, 3): "金额", (2, 1): "张三", (2, 3): "8万元"}),
    ("labels above the heads", "单位：某院    日期：5月\n成果名称    干燥窑\n异议情况    无", FORM),
    ("numbered labels", "1.1 学校    某大学\n1.2 团队    某团队", {(1, 1): "1.1 学校", (1, 2): "某大学", (2, 1): "1.2 团队", (2, 2): "某团队"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), TYPED, ids=[name for name, _, _ in TYPED])
def test_a_typed_table(name: str, text: str, expected: Grid) -> None:
    assert grid(text) == expected


def test_a_lone_row_below_a_heading_belongs_to_the_form_above_it() -> None:
    blocks = reading("成果名称\t干燥窑\n类型\t专利\n二、审批\n异议情况\t无\n".encode(), "a.txt").blocks
    assert [(block.table, block.row) for block in blocks] == [(1, 1), (1, 1), (1, 2), (1, 2), (None, None), (2, 1), (2, 1)]


NO_TABLE = [
    "甲方（盖章）\t乙方（签字）\n日期：\t日期：",  # places to sign
    "甲方：某大学　　乙方：某团队\n住所：某路　　住所：某街",  # labels with their values
    "第一条\t份额\n第二条\t期限",  # numbers of clauses
    "☑独占许可　　☐排他许可\n☑单独实施　　☐共同实施",  # boxes
    "3.1 乙方于【　　】年申请。\n3.2 甲方于【　　】年决定。",  # blanks to fill in
    "时　　间：九时\n地　　点：三楼",  # letters set apart
    "二〇二五年    月    日\n二〇二六年    月    日",
    "转让 | 许可",  # a lone line
    "{{share|70%}}\n{{term|10年}}",
]


@pytest.mark.parametrize("text", NO_TABLE)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert [block.text for block in reading(text.encode(), "a.txt").blocks] == text.split("\n")


PEOPLE = "类别\t姓名\t职称\t金额\n主要完成人\t张三\t教授\t50\n李四\t副教授\t30\n合计\t80"
LACKING: list[tuple[str, str, list[tuple[int, int]]]] = [
    # text, where the cells of the rows that lack some stand
    ("a cell merged downwards", PEOPLE, [(3, 2), (3, 3), (3, 4), (4, 1), (4, 4)]),
    ("sides", "份额\t甲方\t35%\n乙方\t65%", [(2, 2), (2, 3)]),
    ("a section merged downwards", "一、情况\t名称\t干燥窑\n类型\t专利", [(2, 2), (2, 3)]),
    ("sides above their figures", "状态\t未授权\n甲方\t乙方\n份额\t35%\t65%", [(1, 1), (1, 2), (2, 2), (2, 3)]),
    ("nothing tells", "税费\t发票\t已付\n评估\t收据", [(2, 1), (2, 2)]),
]


@pytest.mark.parametrize(("name", "text", "places"), LACKING, ids=[name for name, _, _ in LACKING])
@pytest.mark.parametrize("form", ["a.txt", "a.md"])
def test_rows_that_lack_merged_cells(name: str, text: str, places: list[tuple[int, int]], form: str) -> None:
    if form == "a.md":
        head, *rows = (line.replace("\t", " | ") for line in text.split("\n"))
        text = "\n".join([f"| {head} |", "|" + "---|" * (head.count("|") + 1), *(f"| {row} |" for row in rows)])
    rows_lacking = {row for row, _ in places}
    assert [place for place in grid(text, form) if place[0] in rows_lacking] == places


def test_a_row_of_markdown_keeps_the_cells_beyond_its_head() -> None:
    assert grid("| 项目 | 约定 |\n|---|---|\n| 份额 | 团队 | 70% | 单位 |", "a.md")[2, 4] == "单位"


def test_a_table_without_dashes_is_read_in_markdown() -> None:
    blocks = reading("前文。\n成果名称 | 干燥窑\n异议情况 | 无\n\n后文".encode(), "a.md").blocks
    assert [(block.part, block.line, block.text) for block in blocks] == [
        ("body", 1, "前文。"), ("table", 2, "成果名称"), ("table", 2, "干燥窑"), ("table", 3, "异议情况"), ("table", 3, "无"), ("body", 5, "后文"),
    ]  # fmt: skip
