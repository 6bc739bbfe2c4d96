"""Rows of boxes none of which is ticked, limits in another cell, days of a block of signatures."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, patterns, reading, value, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.found import Extraction
from awardrules.agreement.reading.documents import read_bytes
from awardrules.facts.quantity import Bound

USE = PARTIES.replace("所有权赋权", "长期使用权") + "甲方赋予乙方长期使用权。\n"
FORM, MODEL, TERM = "grant.co_ownership_form", "grant.model", "use_right.term_years"


def of_table(text: str, rows: tuple[tuple[str, ...], ...]) -> Extraction:
    """What a paper with a table states."""
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    table = "\n".join([head, "|" + "---|" * len(rows[0]), *others])
    paper = PARTIES.replace("\n", "\n\n") + f"{text}\n\n{table}\n"
    return extract_with(read_bytes(paper.encode(), "agreement.md"), vocabulary(), patterns())


@pytest.mark.parametrize(
    ("text", "path", "options"),
    [
        ("第三条 赋权方式：□按份共有 □共同共有。", FORM, ("by_shares", "joint")),
        ("赋权类型：（ ）按份共有 （ ）共同共有", FORM, ("by_shares", "joint")),
        ("赋权路径：□按份共有 □共同共有 □乙方单独所有", FORM, ("by_shares", "joint", "sole_team")),
        ("权利安排：□按份共有 □共同共有", FORM, ("by_shares", "joint")),
        ("赋权方式：□即时赋权 □协议赋权 □预约赋权", MODEL, ("immediate", "by_agreement", "reservation")),
        ("赋权方式：\n□按份共有\n□共同共有", FORM, ("by_shares", "joint")),
        ("赋权方式：\n　　□ 按份共有；\n　　□ 共同共有。", FORM, ("by_shares", "joint")),
    ],
)
def test_a_row_of_boxes_belongs_to_the_fact_whose_values_its_choices_are(text, path, options):
    fact = found(text, path)
    assert (fact and (fact.state, sorted(fact.values))) == ("placeholder", sorted(options))
    assert found(text, MODEL if path == FORM else FORM) is None
    assert found(text, "result.title_holder") is None


@pytest.mark.parametrize("text", ["赋权方式：□一次性 □分阶段", "赋权方式：\n□甲类\n□乙类"])
def test_choices_that_are_no_values_of_any_fact_leave_the_labelled_one_blank(text):
    fact = found(text, MODEL)
    assert (fact and (fact.state, fact.values)) == ("placeholder", ())
    assert [row.options for row in reading(text).choices] in ([("一次性", "分阶段")], [("甲类", "乙类")])


@pytest.mark.parametrize("text", ["支付方式：□一次性 □分期", "表决：□一致 □多数"])
def test_short_words_without_their_label_are_values_of_nothing(text):
    assert [fact.path for fact in reading(text).facts if fact.values] == []


@pytest.mark.parametrize(
    ("text", "years", "free", "bound"),
    [
        ("使用权期限：□8年 □10年 □15年", (8, 10, 15), False, None),
        ("使用权期限：\n□ 8年\n□ 10年\n□ 15年", (8, 10, 15), False, None),
        ("使用权期限：\n\n□8年；\n\n□10年。", (8, 10), False, None),
        ("使用权期限：□8年 □10年 □其他____年", (8, 10), True, None),
        ("使用权期限：□8年 □10年 □其他____年（不少于10年）", (8, 10), True, 10),
        ("使用权期限：□10年 □15年 □____年", (10, 15), True, None),
        ("使用权期限：□10年 □15年 □另行约定", (10, 15), True, None),
        ("使用权期限：□8年 □10年。\n附表\n使用权年限：____年", (8, 10), True, None),
    ],
)
def test_each_choice_of_a_figure_is_an_option_beside_what_may_be_written(text, years, free, bound):
    fact = found(text, TERM, USE)
    assert fact is not None
    assert (fact.state, fact.values, fact.free) == ("placeholder", tuple(year * 1_000_000 for year in years), free)
    assert fact.value == (Bound(bound * 1_000_000, None) if bound else None)


@pytest.mark.parametrize(
    "text",
    [
        "许可方式：\n□ 独占许可\n☑ 普通许可\n共有形式：\n□ 按份共有\n□ 共同共有",
        "第二条 许可方式：☑普通许可 □独占许可，共有形式：□按份共有 □共同共有",
        "第二条 许可方式：□普通许可 ☑独占许可 共有形式：□按份共有 □共同共有",
        "许可方式：☑普通许可 □独占许可；共有形式：□按份共有 □共同共有",
    ],
)
def test_a_tick_in_one_row_says_nothing_of_another(text):
    fact = found(text, FORM)
    assert (fact and (fact.state, fact.values)) == ("placeholder", ("by_shares", "joint"))


def test_the_room_behind_a_choice_is_no_label_of_another_row():
    assert value("公示结束，异议　□有，处理情况：　　　　☑无", "grant.publicity.objection_open") is False


@pytest.mark.parametrize(("text", "path"), [("乙方：____（课题组全体）", TERM), ("使用权期限：____年", "use_right.term_end")])
def test_room_for_a_name_or_a_number_of_years_is_no_other_blank(text, path):
    assert found(text, path, USE) is None


def test_a_publicity_of_so_many_days_left_blank_leaves_its_days_open_only():
    text = "公示期：____日（不少于15日）"
    assert [found(text, f"grant.publicity.{one}") is not None for one in ("days", "start", "end")] == [True, False, False]


SHARE, DAYS = "grant.team_share", "grant.publicity.days"


@pytest.mark.parametrize(
    ("rows", "path", "low", "high"),
    [
        ((("项目", "约定", "备注"), ("乙方份额", "____%", "不得低于70%")), SHARE, 0.7, None),
        ((("团队份额", "____%", "不得低于70%"), ("成果名称", "____", "")), SHARE, 0.7, None),
        ((("序号", "主体", "份额", "填写说明"), ("1", "甲方", "____%", "不超过30%"), ("2", "乙方", "____%", "70%以上")), SHARE, 0.7, None),
        ((("事项", "填写要求", "填写内容"), ("团队所有权份额", "不低于70%", "____%"), ("公示天数", "15日以上", "____日")), DAYS, 15, None),
        ((("事项", "内容", "填表说明"), ("乙方所有权比例", "____%", "填写百分比，不得低于70%，且不高于100%")), SHARE, 0.7, 1),
        ((("事项", "内容", "要求"), ("公示", "自____年__月__日至____年__月__日", "公示期不少于15日")), DAYS, 15, None),
    ],
)
def test_a_limit_in_another_cell_is_of_the_blank_in_its_row(rows, path, low, high):
    fact = of_table("甲方将本成果部分所有权赋予乙方，双方按份共有。", rows).get(path)
    assert (fact and fact.state) == "placeholder"
    assert fact.value == Bound(*(None if end is None else round(end * 1_000_000) for end in (low, high)))


@pytest.mark.parametrize(
    "rows",
    [
        (("事项", "内容", "备注"), ("团队份额", "____%", "另一成果为60%")),
        (("事项", "内容", "单位份额"), ("团队份额", "____%", "不高于30%")),
        (("事项", "内容", "备注"), ("团队份额", "____%", "公示不少于15日")),
    ],
)
def test_what_another_cell_says_of_something_else_is_no_limit(rows):
    fact = of_table("甲方将本成果部分所有权赋予乙方，双方按份共有。", rows).get(SHARE)
    assert fact is None or fact.value is None or fact.value == Bound(700_000, None)


BLANK_DAY = "____年__月__日"


@pytest.mark.parametrize(
    ("lines", "open_day"),
    [
        (f"甲方（盖章）：____　　乙方（签字）：____\n日期：{BLANK_DAY}　　日期：{BLANK_DAY}", True),
        (f"甲方（盖章）：\n法定代表人（签字）：\n{BLANK_DAY}\n乙方（签字）：\n{BLANK_DAY}", True),
        (f"签订日期：{BLANK_DAY}", True),
        (f"甲方（盖章）：　　乙方（签字）：\n本协议有效期至：{BLANK_DAY}", False),
        (f"甲方（盖章）：　　乙方（签字）：\n备案登记日期：{BLANK_DAY}", False),
        (f"学院意见：\n（盖章）　　{BLANK_DAY}\n科研处意见：\n（盖章）　　{BLANK_DAY}", False),
        (f"附件：公示情况表\n公示地点：校内\n经办人（签字）：\n{BLANK_DAY}", False),
        (f"制表人：____　　制表日期：{BLANK_DAY}", False),
    ],
)
def test_a_blank_day_is_of_the_agreement_only_where_its_parties_sign(lines, open_day):
    fact = found(f"第一条 双方按份共有，乙方份额为____%。\n第二条 本协议一式两份。\n{lines}", "agreement.date")
    assert (fact is not None and fact.state == "placeholder") is open_day
