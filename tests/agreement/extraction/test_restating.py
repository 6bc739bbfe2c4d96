"""A figure or a day said a second time, in a table, a form or a summary: the same, or a contradiction; other matters are neither."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found
from awardrules.facts.quantity import SCALE, parse_date

GRANT = "职务科技成果所有权赋权协议\n甲方（单位）：南岭大学\n乙方（成果完成人团队）：薄膜课题组\n"
SHARED = "一、标的专利由双方按份共有，乙方占70%，甲方占30%。\n二、转化净收益，乙方得80%，甲方得20%。\n"
END = "甲方（盖章）  乙方（签字）\n2025年6月18日\n"


def parts(*values: float) -> set[int]:
    return {int(value * SCALE) for value in values}


CONTRADICTED = [
    ("a note below the signatures", SHARED + END + "签署页附记\n权利份额：课题组六成，学校四成\n", "grant.team_share", parts(0.7, 0.6)),
    (
        "the only one of a team, by name",
        SHARED + END + "附件 份额明细\n| 权利人 | 姓名 | 份额 |\n|---|---|---|\n| 乙方 | 赵启 | 60% |\n| 甲方 | — | 40% |\n",
        "grant.team_share",
        parts(0.7, 0.6),
    ),
    (
        "a table whose caption names the matter",
        SHARED + END + "附表 权属比例确认\n| 权利人 | 所占比例 |\n|---|---|\n| 课题组 | 75% |\n| 学校 | 25% |\n",
        "grant.team_share",
        parts(0.7, 0.75),
    ),
    (
        "the foot of a list of people, in per cent",
        SHARED + END + "附件 份额明细\n单位：%\n| 姓名 | 职称 | 份额 |\n|---|---|---|\n| 赵启 | 教授 | 75 |\n| 团队合计 | | 75 |\n| 学校 | | 25 |\n",
        "grant.unit_share",
        parts(0.3, 0.25),
    ),
    (
        "the share of the other party",
        SHARED + END + "附表\n| 事项 | 学校 |\n|---|---|\n| 转化净收益 | 25% |\n",
        "proceeds.team_proceeds_share",
        parts(0.8, 0.75),
    ),
    (
        "a line that a blank parts",
        "甲方于2025年3月3日至2025年3月18日在校内公告栏公示，无异议。\n" + END + "流程记录\n公示开始  2025-03-03\n公示截止  2025-03-17\n",
        "grant.publicity.end",
        {parse_date("2025-03-18"), parse_date("2025-03-17")},
    ),
    (
        "a day before its step",
        "乙方权利人变更登记已于2025年7月2日办理完毕。\n" + END + "注：2025年7月5日，权属变更登记办理完毕。\n",
        "agreement.title_change_date",
        {parse_date("2025-07-02"), parse_date("2025-07-05")},
    ),
    (
        "a sentence that names the matter",
        "赋权事项已在甲方校内公示15日，无异议。\n" + END + "回执\n今收到正本一份，公示期限为十二天。\n",
        "grant.publicity.days",
        parts(15, 12),
    ),
    (
        "an act behind its day",
        "2025年3月1日，乙方向甲方提交赋权申请书。\n" + END + "备注：本次赋权依据乙方2025年3月4日提交的申请办理。\n",
        "grant.application_date",
        {parse_date("2025-03-01"), parse_date("2025-03-04")},
    ),
    (
        "the share of the one is that of the other",
        SHARED + END + "附件二 一览\n| 事项 | 内容 |\n|---|---|\n| 学校权属份额比例 | 20% |\n",
        "grant.team_share",
        parts(0.7, 0.8),
    ),
    (
        "the foot of a list of holders",
        SHARED + END + "附件 份额明细\n| 持有人 | 在团队中的分工 | 份额 |\n|---|---|---|\n| 赵启 | 设计 | 45% |\n| 钱帆 | 试验 | 30% |\n"
        "| 团队小计 | 无 | 75% |\n| 学校 | 无 | 25% |\n",
        "grant.unit_share",
        parts(0.3, 0.25),
    ),
    (
        "a row of a list of steps",
        "2025年5月20日，甲方校长办公会集体研究，同意向乙方赋权。\n"
        + END
        + "附件 办理经过\n| 环节 | 办理日 |\n|---|---|\n| 校长办公会审议 | 2025年5月22日 |\n",
        "grant.decision_date",
        {parse_date("2025-05-20"), parse_date("2025-05-22")},
    ),
]


@pytest.mark.parametrize(("text", "path", "values"), [case[1:] for case in CONTRADICTED], ids=[case[0] for case in CONTRADICTED])
def test_a_second_statement_that_differs_is_a_conflict(text, path, values):
    fact = found(text, path, GRANT)
    assert (fact.state, set(fact.values)) == ("conflict", values)


NOT_CONTRADICTED = [
    (
        "the column of what was before",
        "附表 变更\n| 条款 | 原来 | 改为 |\n|---|---|---|\n| 收益分配 | 课题组七成，学校三成 | 课题组八成，学校二成 |\n",
    ),
    ("the same again", "附表\n| 事项 | 课题组 | 学校 |\n|---|---|---|\n| 所有权 | 70% | 30% |\n| 净收益 | 80% | 20% |\n"),
    ("parts within the team", "附表 内部分配\n| 姓名 | 份额 |\n|---|---|\n| 赵启 | 50% |\n| 钱帆 | 50% |\n"),
    (
        "what each of a team has, beside the team's name",
        "附件 份额明细\n| 权利人 | 姓名 | 份额 |\n|---|---|---|\n| 乙方 | 赵启 | 42% |\n| 乙方 | 钱帆 | 28% |\n| 甲方 | — | 30% |\n",
    ),
    (
        "parts of the team's own share, person by person",
        "附件 内部份额\n| 权利人 | 姓名 | 占团队份额比例 |\n|---|---|---|\n| 乙方 | 赵启 | 60% |\n| 乙方 | 钱帆 | 40% |\n",
    ),
    ("costs", "附表 费用\n| 项目 | 课题组 | 学校 |\n|---|---|---|\n| 专利年费 | 60% | 40% |\n| 维权费用 | 50% | 50% |\n"),
    ("another result", "附件 另一成果的安排\n| 事项 | 内容 |\n|---|---|\n| 课题组份额 | 55% |\n| 课题组收益比例 | 55% |\n"),
    (
        "a list of results",
        "附：学校已赋权成果清单\n| 成果名称 | 团队份额 | 收益比例 |\n|---|---|---|\n| 一种轴承 | 66% | 40% |\n| 一种阀门 | 40% | 66% |\n",
    ),
    ("what the law asks for", "附件 政策摘编\n1. 团队所持份额不低于85%。\n2. 团队所得收益一般为90%。\n"),
    ("the former project", "前一项目由课题组占50%的所有权，净收益课题组得60%。\n"),
    ("a fee", "课题组每年按当年实施收入的2%补缴使用费。\n"),
    ("an agreement that is no more", "附表 2021年旧协议（已终止）\n| 项目 | 课题组 | 学校 |\n|---|---|---|\n| 所有权 | 50% | 50% |\n"),
    ("shares of a company", "附表 股权结构\n| 股东 | 持股比例 |\n|---|---|\n| 课题组 | 35% |\n| 学校 | 5% |\n"),
    ("what was before a change", "附表 登记变更\n| 事项 | 变更前 |\n|---|---|\n| 所有权份额 | 学校100% |\n"),
]


@pytest.mark.parametrize("annex", [case[1] for case in NOT_CONTRADICTED], ids=[case[0] for case in NOT_CONTRADICTED])
@pytest.mark.parametrize(("path", "value"), [("grant.team_share", 0.7), ("grant.unit_share", 0.3), ("proceeds.team_proceeds_share", 0.8)])
def test_figures_of_other_matters_contradict_nothing(annex, path, value):
    fact = found(SHARED + END + annex, path, GRANT)
    assert (fact.state, fact.value) == ("stated", int(value * SCALE))
