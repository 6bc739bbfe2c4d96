"""What a norm says is no statement of the parties, however a paper introduces it; what they do by it is."""

from __future__ import annotations

import pytest

from agreement.extraction.said import told, value

SAID = [
    "单位内公示期不少于15日",
    "成果完成人（团队）所占份额不低于70%",
    "可赋予科研人员不低于10年的长期使用权",
    "可从转化净收入中提取60%至95%用于奖励，主要完成人不低于奖励总额的50%",
    "团队份额不低于70%，收益分配不低于80%",
    "赋权事项应在单位内公示，公示期满无异议后由单位备案",
    "应当签订书面协议，约定收益分配比例、转化决策机制",
    "重大事项由领导班子集体决策",
    "单位应制定成果转化管理制度并听取科研人员意见",
    "涉及国家秘密的成果不得赋权",
    "赋权前应经单位领导班子集体审议，并在单位内公示15日",
    "主要完成人可持有不低于50%的份额",
]
# {} is where a norm speaks
INTRODUCED = [
    "《深圳市试点实施方案》：“{}。”",
    "《工作指引》说，“{}”。",
    "《管理办法》第五条规定：“{}。”",
    "《试点实施方案》原文：“{}。”",
    "《试点实施方案》（深科创规〔2024〕2号）三、（一）1．{}。",
    "据《试点实施方案》，{}。",
    "依《试点实施方案》之规定，{}。",
    "按照赣市府办字〔2023〕108号文，{}。",
    "深科创〔2024〕102号文规定，{}。",
    "学校的《管理办法》写得清楚：{}。",
    "按学校规定，{}。",
    "根据市里的政策，{}。",
    "市里的文件讲得明白：{}。",
    "上级文件的精神是：{}。",
    "主管部门规定：{}。",
    "国家法律要求，{}。",
    "市科创局的通知要求各单位：{}。",
    "我们知道文件里有一条：{}。",
    "政策依据：{}。",
    "试点方案明确{}。",
    "试点政策允许：{}。",
    "为贯彻试点部署，落实“{}”之要求，双方订立本协议。",
    "根据《试点实施方案》关于“{}”的规定，双方协商一致。",
    "所谓“{}”，出自《试点实施方案》。",
]


@pytest.mark.parametrize("introduced", INTRODUCED)
def test_what_a_norm_says_is_no_fact(introduced: str) -> None:
    for said in SAID:
        assert told(introduced.format(said)) == set(), introduced.format(said)


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("根据《试点实施方案》，双方约定乙方占成果所有权的70%，甲方占30%。", "grant.team_share", "0.7"),
        ("按学校规定，本次赋权已于2025年3月3日至2025年3月18日在校内公示。", "grant.publicity.start", "2025-03-03"),
        ("依据市里的政策，经甲方院长办公会2025年2月20日集体研究，批准了本次赋权。", "grant.decision_date", "2025-02-20"),
        ("按照《管理办法》，双方约定转化净收益的80%归乙方。", "proceeds.team_proceeds_share", "0.8"),
        ("甲方遵照深科创〔2024〕102号文，已于2025年3月3日至2025年3月18日在校内公示。", "grant.publicity.end", "2025-03-18"),
    ],
)
def test_what_the_parties_do_by_a_norm_is_a_fact(text: str, path: str, wanted: object) -> None:
    assert value(text, path) == wanted


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("公示12天，自2025年6月3日至6月14日在院内公告栏公示。\n审计科：按规定公示时间不少于15日，请留意。", "grant.publicity.days", "12"),
        ("赋权事项在所内公示。15天是有些地方的要求，我们这次公示12天。", "grant.publicity.days", "12"),
        ("赋权事项在院内公示12天。会议还提醒：公示应当不少于15日。", "grant.publicity.days", "12"),
        ("团队份额为70%。有人问可否提到80%，会议没有采纳。", "grant.team_share", "0.7"),
        ("赋权事项在院内公示12天。同期公示的“保温毯”实用新型转让（公示7日），另文公告。", "grant.publicity.days", "12"),
    ],
)
def test_what_is_said_of_rules_and_of_other_notices_leaves_the_figure_alone(text: str, path: str, wanted: str) -> None:
    assert str(value(text, path)) == wanted
