"""Markdown: blocks with their line, and the marks that agreements use themselves."""

from __future__ import annotations

import pytest

from agreement.reading.making import reading
from awardrules.diagnostics import AwardrulesError

Row = tuple[int | None, str, str]


def rows(text: str) -> list[Row]:
    """Line, number and text of each block."""
    return [(block.line, block.number, block.text) for block in reading(text.encode(), "a.md").blocks]


READ: list[tuple[str, str, list[Row]]] = [
    ("a heading and emphasis", "# 赋权协议\n\n团队持有 **70%**。", [(1, "", "赋权协议"), (3, "", "团队持有 70%。")]),
    (
        "clauses on lines of their own",
        "第一条 份额\n团队持有七成\n第二条 期限",
        [(1, "第一条", "第一条 份额"), (2, "", "团队持有七成"), (3, "第二条", "第二条 期限")],
    ),
    (
        "a wrapped paragraph",
        "甲方将职务科技成果的所有权份额按照协议的约定授予乙方\n团队。",
        [(1, "", "甲方将职务科技成果的所有权份额按照协议的约定授予乙方\n团队。")],
    ),
    ("a list", "1. 直接赋权\n2. 转让\n   - 甲\n", [(1, "1", "直接赋权"), (2, "2", "转让"), (3, "", "甲")]),
    ("emphasis that is none", "**70%**的收益", [(1, "", "70%的收益")]),
    ("a numbered heading", "## 第三条 份额", [(1, "第三条", "第三条 份额")]),
    ("blanks are no emphasis", "甲方：____，乙方：____，占__%。", [(1, "", "甲方：____，乙方：____，占__%。")]),
    ("a blank on a line of its own", "其他约定：\n________\n\n完", [(1, "", "其他约定："), (2, "", "________"), (4, "", "完")]),
    ("a placeholder", "占{{team_share|70%}}，{{my__name}}。", [(1, "", "占{{team_share|70%}}，{{my__name}}。")]),
    ("an indent is no code", "前\n\n    第一条 份额", [(1, "", "前"), (3, "第一条", "第一条 份额")]),
    ("code is text", "```\n团队持有70%\n```", [(2, "", "团队持有70%")]),
    ("tasks", "- [x] 直接赋权\n- [ ] 转让", [(1, "", "☑直接赋权"), (2, "", "☐转让")]),
    ("front matter is none", "---\nshare: 70%\n---\n正文", [(4, "", "正文")]),
    ("tags are none", "<div>\n团队<b>持有</b>70%<br>\n</div>\n", [(2, "", "团队持有70%")]),
    ("a break", "甲方：某大学某某某某某某某某某某某某某<br>乙方", [(1, "", "甲方：某大学某某某某某某某某某某某某某"), (1, "", "乙方")]),
    ("a masked number", "代码913607**********2K，**70%**", [(1, "", "代码913607**********2K，70%")]),
    ("an entity", "A&amp;B \\* C", [(1, "", "A&B * C")]),
]


@pytest.mark.parametrize(("name", "text", "expected"), READ, ids=[name for name, _, _ in READ])
def test_blocks(name: str, text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_a_table() -> None:
    document = reading("| 项目 | 约定 |\n|---|---|\n| 份额 | {{share|70%}} |\n| 空 | |\n".encode(), "a.md")
    assert [(block.part, block.table, block.row, block.column, block.line, block.text) for block in document.blocks] == [
        ("table", 1, 1, 1, 1, "项目"), ("table", 1, 1, 2, 1, "约定"), ("table", 1, 2, 1, 3, "份额"), ("table", 1, 2, 2, 3, "{{share|70%}}"),
        ("table", 1, 3, 1, 4, "空"), ("table", 1, 3, 2, 4, ""),
    ]  # fmt: skip


def test_a_footnote() -> None:
    document = reading("第一条 团队持有70%[^1]。\n\n[^1]: 指净收益。\n".encode(), "a.md")
    assert [(block.part, block.text, block.clause) for block in document.blocks] == [
        ("body", "第一条 团队持有70%。", "第一条"),
        ("footnote", "指净收益。", "第一条"),
    ]


SAID: list[tuple[str, str, str, int, str]] = [
    # text, what remains, code, line, message
    ("一\n\n持有 ~~60%~~70%。", "持有 70%。", "struck-text", 3, "有加删除线的文字“60%”，视为已删去"),
    ("一\n\n持有<del>60%</del>70%。", "持有70%。", "struck-text", 3, "有加删除线的文字“60%”，视为已删去"),
    ("一\n\n持有70%<!-- 底线60% -->。", "持有70%。", "comment", 3, "注释“底线60%”，未作为协议内容"),
    ("一\n\n<!-- 甲\n\n底线60% -->\n\n完", "完", "comment", 3, "注释“甲 底线60%”，未作为协议内容"),
    ("一\n\n<div><s>旧</s>新</div>", "新", "struck-text", 3, "有加删除线的文字“旧”，视为已删去"),
]


@pytest.mark.parametrize(("text", "remains", "code", "line", "said"), SAID)
def test_struck_text_and_comments_are_findings(text: str, remains: str, code: str, line: int, said: str) -> None:
    document = reading(text.encode(), "a.md")
    assert document.blocks[-1].text == remains
    (finding,) = document.findings
    assert (finding.code, finding.span.line, finding.message.zh) == (code, line, said)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(AwardrulesError, match="nested too deeply"):
        reading(("> " * 5000 + "文").encode(), "a.md")
    assert reading(("> " * 30 + "文").encode(), "a.md").text == "文"
