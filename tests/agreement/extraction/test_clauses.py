"""What the clauses of long agreements speak of besides the deal: what is made later, who else wanted it, what was thought of, what others do."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, told, value
from awardrules.agreement.extraction.patterns.doubts import DOUBTS

SILENT = [
    # what is made later on
    "双方合作产生的改进，由双方共同共有，各占一半，另行订立书面文件。",
    "乙方单独作出的改进归乙方，双方共同完成的新成果由双方按份共有，甲方占40%，乙方占60%。",
    "后续改进的专利申请权归双方，份额各为50%。",
    # who else wanted it
    "2023年，上海一家器械公司曾提出以200万元受让该成果，谈判于当年9月终止。",
    "又有江西一家企业来谈，想出80万元买断，因不愿在本市设厂，没谈成。",
    "2024年11月该成果在交易所挂牌，底价四百二十万元，公告二十个工作日，无人摘牌。",
    # a deal with a company that has no name here
    "甲方2021年把一款推床的外观设计专利独家许可给南康一家家具厂，为期三年，收了五万元。",
    # what was compared, thought of, asked for, proposed
    "同类成果去年转让价210万元，仅供双方谈判参考，不构成价格调整的依据。",
    "甲方曾研究对完成人赋予部分所有权，并起草过按份额六四开的草案，最终没有提交审议。",
    "第二种意见，所有权不动，给团队十年的长期使用权，采用独占许可，收益团队六成、学校四成。",
    "会上有委员主张采取先转化后奖励的办法，奖励总额按净收入的80%提取。",
    "团队最初提出要八成所有权，甲方科研处提出各占一半，来回谈了三次。",
    "另一可选办法是在五个公历年度内分期缴纳，经比较未采用。",
    # what the documents of a city say
    "依照本市现行文件，赋权公示不少于十五日，团队份额不低于70%。",
    "外市的文件规定团队份额不低于70%，那是外市的规矩，不能照搬。",
    # figures of a whole house, standing practice, what is elsewhere
    "全校去年转化收益合计2.3亿元，较上年增长两成。",
    "截至上月，学校成果库收录成果四百余项，均按年度建册。",
    "2024年，学校共获授权专利211件，同比增长一成二。",
    "凡已授权专利，均应自授权之日起三十日内登记。",
    "邻市岭南大学的试点于2024年7月1日获批。",
    "外省某高校试行先转化后奖励，三年共兑现奖金两千余万元，可资借鉴。",
    # claims that were denied, what only came up, what is asked
    "会议驳回了将奖励总额定为300万元的方案。",
    "会议讨论了设立技术转移中心的必要性，请人事处测算编制。",
    "企业来函询问，该成果的专利是否已经授权、证书是否已经领取。",
    "所需材料：申请书、身份证明、转化实施方案",
    # what the sentence takes out itself
    "该公司入股前对其自有设备作了资产评估，该评估不涉及本成果。",
    "刘洋团队于2025年2月6日提出了赋权申请，本成果不在其列。",
    # an earlier round
    "第一次申请。2022年3月14日，课题组申请取得为期八年的独占使用权，同年6月撤回申请，甲方未作任何决定。",
]


@pytest.mark.parametrize("clause", SILENT)
def test_such_a_clause_states_nothing(clause: str) -> None:
    assert {path for path, _ in told(clause)} <= {"agreement.terms", "result.conversion_contract_signed", "result.conversion_status"}


HEARD = [
    ("公示期间有老师对署名提出异议，经核查已书面撤回，甲方2025年3月12日集体讨论同意赋权。", "grant.collective_decision", True),
    ("有同志提出先转化后奖励，会议最后决定采取先赋权后转化的方式。", "grant.incentive_mode", "grant_then_convert"),
    ("按照本市文件，甲方已于2025年4月1日至2025年4月18日在校内公示该成果的赋权事项。", "grant.publicity.end", "2025-04-18"),
    ("该成果经协议定价，未采用拍卖或者挂牌，双方确认。", "conversion.pricing_method", "agreement"),
    ("甲方未将该成果许可给任何企业，该成果不涉及国家秘密。", "result.state_secret", False),
]


@pytest.mark.parametrize(("clause", "path", "wanted"), HEARD)
def test_what_was_done_is_heard_beside_it(clause: str, path: str, wanted: object) -> None:
    assert value(clause, path) == wanted


def test_what_was_once_asked_for_is_no_clause_of_the_agreement() -> None:
    terms = found("2023年5月，乙方曾请求取得十年的独占使用权，因材料不全未上会。", "agreement.terms")
    assert terms is None or terms.value is None


def test_a_row_whose_day_is_blank_says_that_the_step_was_not_taken() -> None:
    rows = "| 节点 | 日期 |\n|---|---|\n| 校内备案 | 2025年7月16日 |\n| 权属变更登记办结 | ＿＿＿＿年＿＿月＿＿日 |\n"
    fact = found(rows, "agreement.title_change_registered")
    assert fact is None or fact.value is None


def test_a_case_that_follows_from_another_is_supposed_from_its_beginning() -> None:
    assert value("甲方未配合办理专利权变更登记，致使乙方受损的，应承担实际支出的损失。", "agreement.title_change_registered") is None


def test_a_company_without_a_name_is_the_buyer_where_nobody_else_is() -> None:
    head = "关于成果转化奖励的决定\n本所把发明专利“海缆监测方法”转让给一家民营公司，合同2024年8月20日签订，价款230万元。\n"
    assert value("转化净收入的70%奖励完成人。\n", "conversion.mode", head=head) == "assignment"


def test_shares_as_the_one_form_of_reward() -> None:
    table = (
        "本次奖励全部采用股权形式，不发现金。\n| 姓名 | 职务 | 贡献 | 奖励金额（元） |\n|---|---|---|---|\n"
        "| 潘维钧 | 研究员 | 主要完成人 | 600000 |\n| 殷秋屏 | 工程师 | 完成人 | 400000 |\n"
    )
    people = found(table, "recipients", head="转化奖励决定\n某某研究所决定奖励成果完成人如下。\n")
    assert people is not None
    assert isinstance(people.value, tuple)
    assert [person["reward_form"] for person in people.value] == [frozenset({"equity"})] * 2


def test_a_table_has_the_unit_of_the_line_nearest_above_it() -> None:
    text = (
        "附表一（单位：万元）\n\n| 项目 | 金额 |\n|---|---|\n| 转让收入 | 360.00 |\n| 奖励总额 | 200.00 |\n\n"
        "附表二　奖励名单（单位：元）\n\n| 姓名 | 贡献 | 奖励金额 |\n|---|---|---|\n| 苏映秋 | 主要完成人 | 1200000 |\n| 霍景程 | 完成人 | 800000 |\n"
    )
    people = found(text, "recipients", head="转化奖励决定\n某某研究所决定奖励成果完成人如下。\n")
    assert people is not None
    assert isinstance(people.value, tuple)
    assert [person["amount"] for person in people.value] == [1_200_000 * 1_000_000, 800_000 * 1_000_000]


def test_every_new_doubt_has_words() -> None:
    assert {"another", "talks", "other-deal"} <= DOUBTS.keys()


BALLOT = """职务科技成果赋权领导小组会议纪要
会议研究了周以宁团队“柔性压力传感阵列”成果的赋权事项，参会八人。
附：表决票统计
方案　　　　　　　　　　　　　　　票数
长期使用权十年，排他许可　　　　　2
专利申请权转让给企业，再予奖励　　1
弃权　　　　　　　　　　　　　　　0
"""


def test_what_was_put_to_the_vote_is_not_what_was_decided() -> None:
    assert value(BALLOT, "conversion.mode", "") is None
    assert value(BALLOT, "use_right.licence_type", "") is None
