"""PDFs as word processors print them: footnotes, blanks in a sentence, headings behind full lines, numbers that a line cuts, forms over pages."""

from __future__ import annotations

import pytest

from agreement.reading.making import Line, pdf, reading, texts
from agreements.markup import Source
from agreements.pdffile import pdf_bytes
from awardrules.agreement.reading.breaks import cut_figure, joint
from awardrules.agreement.reading.model import Document

FULL = "甲方将职务科技成果的所有权份额按照协议约定授予乙方团队，双方应当按照"  # 34 characters of 12 points: 90 to 498
MORE = "和承担费用的约定办理登记手续，登记费用由双方按照份额负担；逾期不办理"
STOP = "约定转化收入扣除成本之后的余额由双方按照各自份额的比例分配给成果方。"
assert {len(FULL), len(MORE), len(STOP)} == {34}


def built(body: str, **settings: str) -> Document:
    return reading(pdf_bytes(Source("a", settings, body)), "a.pdf")


def page(*lines: tuple[str, float]) -> list[Line]:
    """Lines one under another, 18 points apart."""
    return [Line(text, left, 700 - 18 * at) for at, (text, left) in enumerate(lines)]


PARAGRAPHS: list[tuple[str, list[tuple[str, float]], list[str]]] = [
    ("a heading behind a full line", [(FULL, 90), (STOP, 90), ("模块二 缔约基础", 90), (MORE, 90)], [f"{FULL}\n{STOP}", "模块二 缔约基础", MORE]),
    ("who signs behind a full line", [(FULL, 90), (STOP, 90), ("某市某医院", 90)], [f"{FULL}\n{STOP}", "某市某医院"]),
    ("the last words of a sentence", [(FULL, 90), (MORE, 90), ("的除外", 90)], [f"{FULL}\n{MORE}\n的除外"]),
    (
        "paragraphs of one full line",
        [(FULL[:32], 114), (MORE, 90), ("完。", 90), (STOP[2:], 114), (f"乙方：{FULL[3:32]}", 114), ("完。", 90)],
        [f"{FULL[:32]}\n{MORE}\n完。", STOP[2:], f"乙方：{FULL[3:32]}\n完。"],
    ),
    (
        "labels behind full lines",
        [(f"附记：{STOP[3:]}", 114), (f"附记：{STOP[3:20]}", 114)],
        [f"附记：{STOP[3:]}", f"附记：{STOP[3:20]}"],
    ),
    (
        "a box that a paragraph goes on with",
        [(f"类型：☐发明{FULL[6:33]}权", 90), ("☒软件著作权", 90)],
        [f"类型：☐发明{FULL[6:33]}权 ☒软件著作权"],
    ),
    ("boxes one under another", [(f"☐{FULL[1:]}", 90), (f"☒{MORE[1:20]}", 90)], [f"☐{FULL[1:]}", f"☒{MORE[1:20]}"]),
]


@pytest.mark.parametrize(("name", "lines", "expected"), PARAGRAPHS, ids=[name for name, _, _ in PARAGRAPHS])
def test_where_paragraphs_end(name: str, lines: list[tuple[str, float]], expected: list[str]) -> None:
    body = [Line(f"{word}{FULL[1:]}", 90, 400 - 18 * at) for at, word in enumerate("子丑寅卯")]
    assert texts(reading(pdf([[*page(*lines), *body]]), "a.pdf"))[:-1] == expected


def test_blanks_of_a_sentence_are_no_columns() -> None:
    body = [
        "第二条　甲方将该成果☐全部　☐部分所有权赋予乙方。部分赋权的，乙方享有　　　％，甲方留存　　　％，乙方的份额不得高于90％。",
        "第三条　双方对成果按份共有，公示自2025年　　月　　日起至2026年　　月　　日止，公示期不少于十五日，期间无异议的，按本协议办理。",
    ]
    document = built("\n".join(body))
    assert [(block.part, "".join(block.text.split())) for block in document.blocks] == [("body", "".join(text.split())) for text in body]


NOTED = """本协议所称净收入为1,600,000.00元。[^a]
团队占份额的70[^b]%，单位占30%；该成果权属清晰，双方均无异议，份额自本协议生效之日起由双方按份共有，任何一方不得单独处分。
| 项目 | 比例 |
| 团队 | 100[^c] |
[^a]: 净收入口径：转让价款扣减评估费4万元、代理费6万元以及税费30万元之后的余额，由财务部门核定，双方对此均没有异议，并以此作为分配依据。
[^b]: 参见示范文本。
[^c]: 以整体为100%计。"""


def test_footnotes_stand_behind_the_paragraph_that_refers_to_them() -> None:
    document = built(NOTED, borders="drawn")
    assert [(block.part, block.text.replace("\n", "")) for block in document.blocks] == [
        ("body", "本协议所称净收入为1,600,000.00元。"),
        ("footnote", NOTED.split("[^a]: ")[1].split("\n")[0]),
        ("body", NOTED.split("\n")[1].replace("[^b]", "")),
        ("footnote", "参见示范文本。"),
        ("table", "项目"), ("table", "比例"), ("table", "团队"), ("table", "100"),
        ("footnote", "以整体为100%计。"),
    ]  # fmt: skip


def test_a_line_of_a_footnote_that_begins_with_a_number_is_no_further_note() -> None:
    lines = [Line("团队占七成1，单位占三成", 90, 700), Line("1公示自2025年6月20日至7月", 90, 100, 9), Line("4日，校内无人提出异议。", 90, 88, 9)]
    document = reading(pdf([lines], drawn="90 112 m 234 112 l S"), "a.pdf")
    assert texts(document, "footnote") == ["公示自2025年6月20日至7月\n4日，校内无人提出异议。"]


def test_a_number_that_has_no_room_in_a_line_goes_on_the_paragraph() -> None:
    lines = [(FULL, 90), (f"{MORE[:26]}专利号", 90), ("ZL202010334455.6，系职务科技成果。", 90), (FULL, 114), (MORE, 90), (FULL[2:], 90)]
    assert texts(reading(pdf([page(*lines)]), "a.pdf"))[0] == f"{FULL}\n{MORE[:26]}专利号\nZL202010334455.6，系职务科技成果。"


def test_a_footnote_does_not_break_the_paragraph_that_runs_over_the_page() -> None:
    body = "\n".join(["第一项是关于份额的约定。"] * 31 + ["第二项的说明见脚注。[^a]", f"{FULL}{MORE}{FULL}{STOP}", "[^a]: 说明。"])
    blocks = built(body).blocks
    assert [(block.part, block.page) for block in blocks[-3:]] == [("body", 1), ("footnote", 1), ("body", 1)]
    assert blocks[-1].text.replace("\n", "") == f"　　{FULL}{MORE}{FULL}{STOP}".strip()
    assert {box.page for box in blocks[-1].boxes} == {1, 2}


def test_short_rules_above_other_text_make_no_footnotes() -> None:
    lines = [Line("甲方：某大学", 90, 700), Line("授权代表：", 90, 660), Line("1号附件", 90, 640)]
    document = reading(pdf([lines], drawn="90 680 m 220 680 l S"), "a.pdf")
    assert {block.part for block in document.blocks} == {"body"}


@pytest.mark.parametrize(
    ("size", "raise_by", "text"),
    [(6, 5, "余额为30²%"), (6, 0, "余额为302%"), (12, 0, "余额为302%")],
    ids=["raised", "lower than the line", "of the line"],
)
def test_a_raised_figure_is_no_digit_of_the_number_before_it(size: float, raise_by: float, text: str) -> None:
    line = [Line("余额为30", 90, 700), Line("2", 138, 700 + raise_by, size), Line("%以上", 138 + size / 2, 700)]
    assert texts(reading(pdf([line]), "a.pdf")) == [f"{text}以上"]


def test_a_footer_that_is_drawn_before_the_text_stands_behind_it() -> None:
    lines = [
        Line("校内使用", 270, 40),
        Line("第一条 份额", 90, 700),
        Line("第二条 期限", 90, 680),
        Line("第三条 费用", 90, 660),
        Line("内部", 270, 800),
    ]
    assert texts(reading(pdf([lines]), "a.pdf")) == ["内部", "第一条 份额", "第二条 期限", "第三条 费用", "校内使用"]


@pytest.mark.parametrize("number", ["共2页 第1页", "共 12 页，第 3 页", "（第1页 共2页）", "Page 1 of 3"])
def test_page_numbers(number: str) -> None:
    assert texts(reading(pdf([[Line("第一条 份额", 114, 700), Line(number, 280, 40)]]), "a.pdf")) == ["第一条 份额"]


CELLS: list[tuple[str, str, list[str]]] = [
    ("noughts of a number", "| 姓名 | 职务 | 贡献 | 形式 | 备注 | 金额 |\n| 某甲 | 院长 | 完成人 | 现金 | 无 | 200000 |", ["200000"]),
    ("a number of letters and digits", "| 登记情况 | ☑已登记（登记号2024SR0345678） |", ["☑已登记（登记号2024SR0345678）"]),
    ("an amount in words", "| 收入 | 转让净收入为人民币三百四十五万元 |", ["转让净收入为人民币三百四十五万元"]),
    ("paragraphs", "| 意见 | 拟同意。<br>经办：某甲 | < | < |", ["拟同意。\n经办：某甲"]),
    (
        "a merged cell",
        "| 审批 | 经集体讨论，同意赋权，双方按份共有，团队占70%，单位占30% | < | < |",
        ["经集体讨论，同意赋权，双方按份共有，团队占70%，单位占30%"],
    ),
    ("room left to write in", "| 决策权比例 | 团队　　　%（不低于75%） |", ["团队   %（不低于75%）"]),
]


@pytest.mark.parametrize(("name", "rows", "expected"), CELLS, ids=[name for name, _, _ in CELLS])
def test_what_a_cell_holds(name: str, rows: str, expected: list[str]) -> None:
    document = built(f"{rows}\n| 单位 | 某大学 | {'| '.join(['无'] * (rows.split(chr(10))[0].count('|') - 3))}|", borders="drawn")
    assert set(expected) <= {block.text for block in document.blocks}


def test_a_table_goes_on_over_the_page_with_fewer_columns() -> None:
    rows = [f"| 第{n}项 | 内容{n} | 第{n}类 | 说明{n} |" for n in range(1, 36)]
    wide = [f"| 意见{n} | 同意第{n}项 | < | < |" for n in range(1, 4)]
    cells = [block for block in built("\n".join([*rows, *wide]), borders="drawn").blocks if block.part == "table"]
    assert {block.table for block in cells} == {1}
    assert [(block.row, block.column, block.text) for block in cells[-2:]] == [(38, 1, "意见3"), (38, 2, "同意第3项")]


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("净收入为人民币壹佰", "贰拾万元整", True), ("研究所占百分之", "四十五，", True), ("不少于三", "十五日", True),
        ("于二〇二", "五年三月", True),
        ("不少于三", "一经发现", False), ("见附件一", "二、份额", False), ("登记号202", "4SR0561237）", True), ("2024SR03456", "78）", True),
        ("1,260,000.0", "0元，即", True), ("1,440,000", "500元", False), ("patent", "right", False),
        ("团队与大学以80:", "20的比例", True), ("以80", "：20的比例", True), ("比例为：", "20", False),
    ],
)  # fmt: skip
def test_whether_a_line_cuts_a_figure(before: str, after: str, cut: bool) -> None:
    assert cut_figure(before, after) is cut
    assert (joint(before, after) == "") >= cut
