"""Groups that a paper names besides its own: what is told of them is no fact of it, and the team keeps what is told of the team."""

from __future__ import annotations

import pytest

from agreement.extraction.said import reading
from awardrules.facts.quantity import SCALE

OPENING = "职务科技成果所有权赋权协议\n\n甲方（单位）：南岭大学\n\n乙方（成果完成人团队）：薄膜课题组（负责人：周以宁）\n\n"
OWN = "一、甲方将“柔性薄膜”发明专利所有权的60%赋予乙方，甲方保留40%。\n\n"

OTHERS = [
    "遥感课题组2024年取得其软件80%的所有权，学校留20%。",
    "高分子所李老师那个组2023年走的是所有权赋权，团队占八成，公示了三十天。",
    "药学系吴团队的缓释微球技术给予长期使用权，期限十年，独占。",
    "声学组去年赋权，组里拿八成。",
    "冬瓜团队2024年取得其专利75%的所有权，公示二十天。",
    "前年木作组榫卯检测仪一案，该组得七成，学校得三成。",
    "生理学系团队的血氧算法专利以180万元转让，净收入的80%计112万元作为奖励。",
]


@pytest.mark.parametrize("told", OTHERS)
def test_what_is_told_of_another_group_is_no_fact(told: str) -> None:
    alone, beside = reading(OWN, OPENING), reading(OWN + "二、" + told + "\n", OPENING)
    stated = {fact.path: (fact.state, fact.value) for fact in alone.facts}
    assert {fact.path: (fact.state, fact.value) for fact in beside.facts if fact.state != "not_stated"} == {
        path: said for path, said in stated.items() if said[0] != "not_stated"
    }


OURS = [
    ("二、转化净收益由薄膜课题组取得80%。\n", "proceeds.team_proceeds_share", 8 * SCALE // 10),
    ("二、周以宁教授团队2024年取得的转化净收益，其80%归团队。\n", "grant.team_share", 6 * SCALE // 10),
    ("二、课题组2025年3月1日提交赋权申请书。\n", "grant.application_submitted", True),
    ("二、经研究，同意授予课题组2025年起使用。转化净收益课题组得70%。\n", "proceeds.team_proceeds_share", 7 * SCALE // 10),
]


@pytest.mark.parametrize(("told", "path", "value"), OURS)
def test_what_is_told_of_the_team_is_kept(told: str, path: str, value: object) -> None:
    fact = reading(OWN + told, OPENING).get(path)
    assert fact is not None
    assert fact.value == value


def test_what_is_told_of_the_team_behind_another_group_is_kept() -> None:
    told = "二、声学组去年拿了八成，我们这次不同，转化净收益由乙方取得75%。\n"
    facts = reading(OWN + told, OPENING)
    assert facts.get("grant.team_share").value == 6 * SCALE // 10
    assert facts.get("proceeds.team_proceeds_share").value == 75 * SCALE // 100


def test_a_group_that_minutes_speak_of_throughout_is_their_own() -> None:
    minutes = (
        "赋权工作会议纪要\n\n一、湿法冶金组提交了申请。湿法冶金组2024年完成该成果。\n\n二、会议同意将该工艺的长期使用权赋予湿法冶金组，期限15年。\n\n"
        "三、转化净收益湿法冶金组得80%，本院得20%。\n\n钨材料研究院办公室\n"
    )
    assert reading(minutes, "").get("proceeds.team_proceeds_share").value == 8 * SCALE // 10
