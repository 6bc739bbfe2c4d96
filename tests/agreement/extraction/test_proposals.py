"""What somebody proposed, an earlier draft said or a sample shows was not agreed, whatever it says."""

from __future__ import annotations

import pytest

from agreement.extraction.said import told, value

SAID = [
    "单位内公示期不少于15日",
    "乙方占成果所有权的70%，甲方占30%",
    "转化净收益的80%归乙方，其余20%留归甲方",
    "2025年3月3日至2025年3月18日在校内公示，没有人提出异议",
    "甲方院长办公会2025年2月20日集体研究，批准了赋权",
    "成果归双方按份共有",
    "以排他许可方式给乙方使用十二年",
    "专利变更登记于2025年4月2日办结",
    "从净收入中提取70%奖励完成人",
    "成果权属清晰，不涉及国家秘密",
]
# {} is what was proposed
PROPOSED = [
    "草案第一稿写的是“{}”，定稿时删去。",
    "以下为填写说明：{}。",
    "以下为参考样例：{}。",
    "（示例）{}。",
    "本条备选方案二：{}。",
    "专家建议：{}。",
    "甲方法务提示，{}的，应另行报批。",
    "乙方承诺今后争取{}。",
    "有人问是否{}，会上没有定。",
]


@pytest.mark.parametrize("proposed", PROPOSED)
def test_what_was_only_proposed_is_no_fact(proposed: str) -> None:
    for said in SAID:
        facts = {path for path, _ in told(proposed.format(said))}
        assert facts <= {"agreement.terms"}, proposed.format(said)


def test_a_wish_that_was_refused_refuses_no_grant() -> None:
    assert value("乙方希望单位内公示期不少于30日，甲方未予同意。", "grant.approved") is None
    assert value("乙方申请赋权，甲方院长办公会2025年2月20日研究，不同意赋权。", "grant.approved") is False


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("专家评审后建议赋权，甲方院长办公会2025年2月20日集体研究，批准了赋权。", "grant.decision_date", "2025-02-20"),
        ("经对初稿修改，双方约定乙方占成果所有权的70%，甲方占30%。", "grant.team_share", "0.7"),
        ("乙方提出申请，甲方于2025年3月3日至2025年3月18日在校内公示。", "grant.publicity.start", "2025-03-03"),
    ],
)
def test_what_follows_a_proposal_is_a_fact(text: str, path: str, wanted: object) -> None:
    assert value(text, path) == wanted
