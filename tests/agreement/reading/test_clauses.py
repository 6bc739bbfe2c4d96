"""Clause numbers: which text begins with one, and the path of numbers a block stands under."""

from __future__ import annotations

import pytest

from awardrules.agreement.reading.assembly import Draft, laid_out
from awardrules.agreement.reading.clauses import kind_of, printed, shown

BEGINS: list[tuple[str, str, str]] = [
    # text, kind, number
    ("第三条 赋权份额", "article", "第三条"),
    ("第 三 条 赋权份额", "article", "第三条"),
    ("第12条　期限", "article", "第12条"),
    ("第二十一条之一 期限", "article", "第二十一条之一"),
    ("第一章 总则", "chapter", "第一章"),
    ("一、定义", "chinese", "一"),
    ("十二、定义", "chinese", "十二"),
    ("（二）收益分配", "paren", "（二）"),
    ("(二)收益分配", "paren", "（二）"),
    ("3.1 团队份额", "decimal", "3.1"),
    ("3.1.2团队份额", "decimal", "3.1.2"),
    ("3．1 团队份额", "decimal", "3.1"),
    ("1. 团队份额", "digit", "1"),
    ("1、团队份额", "digit", "1"),
    ("（1）团队份额", "item", "（1）"),
    ("1）团队份额", "item", "1）"),
    ("①团队份额", "circled", "①"),
    ("a) share", "letter", "a）"),
    ("附件一", "annex", "附件一"),
    ("附件1：收益分配表", "annex", "附件1"),
]
BEGINS_NOT = [
    "第三条所述份额", "第三条和第四条", "第三条第二款", "第三条，", "第三条约定执行", "第一部分", "第二条件",
    "1.5万元", "70.5%", "3.6 年", "2025.3.1", "2025年3月1日", "一般条款", "十五个工作日", "三七开", "7:3", "团队持有70%", "", "1",
    "附件由双方另行签订",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "number"), BEGINS)
def test_a_text_begins_with_a_number(text: str, kind: str, number: str) -> None:
    found = printed(text)
    assert found is not None
    assert (found.kind, found.number) == (kind, number)


@pytest.mark.parametrize("text", BEGINS_NOT)
def test_references_amounts_and_dates_are_no_numbers(text: str) -> None:
    assert printed(text) is None


@pytest.mark.parametrize(
    ("label", "kind"), [("第三条", "article"), ("（二）", "paren"), ("3.1", "decimal"), ("3.1.", "decimal"), ("1.", "digit"), ("A-1", "A-#")]
)
def test_a_number_that_word_computed_has_a_kind(label: str, kind: str) -> None:
    assert kind_of(label) == kind


def test_a_number_is_shown_without_closing_mark_and_with_wide_brackets() -> None:
    assert [shown(label) for label in ("3.1.", "一、", "(二)", "第 三 条", "1．")] == ["3.1", "一", "（二）", "第三条", "1"]


PATHS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "articles are numbered through, whatever chapter they stand in",
        [
            ("第一章 总则", "第一章"),
            ("第一条 目的", "第一条"),
            ("（一）范围", "第一条（一）"),
            ("1. 甲", "第一条（一）1"),
            ("2. 乙", "第一条（一）2"),
            ("（二）期限", "第一条（二）"),
            ("第二章 份额", "第二章"),
            ("第二条 份额", "第二条"),
        ],
    ),
    (
        "headings",
        [
            ("一、定义", "一"),
            ("（一）成果", "一（一）"),
            ("1. 甲", "一（一）1"),
            ("（1）子", "一（一）1（1）"),
            ("2. 乙", "一（一）2"),
            ("二、份额", "二"),
            ("1、丙", "二、1"),
        ],
    ),
    (
        "decimals carry the numbers above them",
        [("1. 定义", "1"), ("1.1 成果", "1.1"), ("1.1.1 专利", "1.1.1"), ("1.2 团队", "1.2"), ("2. 份额", "2"), ("2.1 比例", "2.1")],
    ),
    (
        "decimals under articles",
        [("第二条 份额", "第二条"), ("2.1 比例", "第二条2.1"), ("（1）甲", "第二条2.1（1）"), ("2.2 期限", "第二条2.2"), ("第三条 期限", "第三条")],
    ),
    (
        "an annex begins anew",
        [("第一条 份额", "第一条"), ("附件一 分配表", "附件一"), ("第一条 比例", "附件一第一条"), ("附件二", "附件二"), ("1. 甲", "附件二、1")],
    ),
    ("a list of annexes is none", [("第九条 附则", "第九条"), ("附件1：成果清单；", "第九条"), ("附件：1. 成果清单", "第九条")]),
    (
        "a number that goes on in the main part ends a list of annexes",
        [("第一条 份额", "第一条"), ("附件一：清单", "附件一"), ("附件二：明细", "附件二"), ("第二条 期限", "第二条"), ("附件", "附件")],
    ),
    (
        "the numbers of an annex go on in it",
        [("一、份额", "一"), ("二、期限", "二"), ("附件：分配表", "附件"), ("一、甲", "附件、一"), ("二、乙", "附件、二"), ("三、丙", "附件、三")],
    ),
    (
        "signatures and the day behind them stand in no clause",
        [
            ("第三条 生效", "第三条"),
            ("本协议自签署之日起生效。", "第三条"),
            ("甲方（盖章）：　　乙方（签字）：", ""),
            ("2025年3月20日", ""),
            ("附件：清单", "附件"),
        ],
    ),
    ("nor does what follows where the text is said to end", [("八、附则", "八"), ("（以下无正文）", ""), ("签署日期：2025年3月20日", "")]),
    ("signatures of an annex stand in the annex", [("附件一：分配表", "附件一"), ("一、比例", "附件一、一"), ("全体成员（签字）：", "附件一")]),
    (
        "a sentence about signatures is text",
        [("第九条 附则", "第九条"), ("甲方（盖章）、乙方（签字）后，本协议生效。", "第九条"), ("一式四份", "第九条")],
    ),
    ("text stands in the clause above it", [("前言", ""), ("第一条 份额", "第一条"), ("团队持有七成。", "第一条")]),
]


@pytest.mark.parametrize(("name", "steps"), PATHS, ids=[name for name, _ in PATHS])
def test_the_clause_is_the_path_from_the_top(name: str, steps: list[tuple[str, str]]) -> None:
    blocks = laid_out(Draft(text) for text, _ in steps)
    assert [block.clause for block in blocks] == [clause for _, clause in steps]


def test_headers_stand_in_no_clause_and_notes_in_that_of_the_block_before() -> None:
    blocks = laid_out([Draft("第一条 份额"), Draft("1. 指净收益", "footnote", follows=True), Draft("第二条 页眉", "header"), Draft("文字")])
    assert [(block.number, block.clause) for block in blocks] == [("第一条", "第一条"), ("", "第一条"), ("", ""), ("", "第一条")]
