"""What an agreement tells of only to say that it does not hold, or of a right beside it; lists that go on; titles that say two things."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, reading, value

SHARES = "第一条 甲方将“导航软件”（下称“标的成果”）的部分所有权赋予乙方，双方按份共有，乙方占60%，甲方占40%。\n"
EQUITY = f"{SHARES}甲方、乙方以标的成果向目标公司作价投资，作价人民币1,200万元。\n"
COMPANY = "职务科技成果赋权暨作价投资协议\n甲方：广州市城南人民医院\n乙方：口腔数字诊疗团队，代表方既白\n丙方：广州启源医疗投资合伙企业（有限合伙）\n"

# text, fact: not settled
NOTHING = [
    ("5.4 2024年8月丙方曾出具的意向函所载300万元报价，各方确认不再有效。", "conversion.price"),
    ("2024年8月丙方的意向报价为人民币300万元，现已失效。", "conversion.price"),
    ("4.7 甲方以标的成果出资的股权，三年内不得转让，但甲方转让给其全资国有企业的除外。", "conversion.counterparty_type"),
    ("4.7 股权三年内不得转让，但甲方转让给其全资国有企业的除外。", "conversion.mode"),
    ("5.2 下列事项须经双方一致书面同意：放弃标的专利；向境外任何组织或者个人转让、许可或者出资。", "security.overseas_transfer"),
    ("12.2 有下列情形之一的，甲方得撤销赋权：乙方违约；第5.5款期限届满后六个月内标的成果仍未转化。", "result.conversion_status"),
    ("7.4 甲方留存部分用于成果转化工作及科研支出。", "proceeds.retained_by_unit"),
    ("6.4 从转化收入中先行扣除经双方书面确认的第三方服务费。", "grant.decision_lead"),
    ("2.6 本协议不涉及关联专利，附件一第3项专利已于2023年5月以普通许可方式许可给东莞市锂程新材料有限公司。", "conversion.mode"),
    ("2.6 关联专利甲方得依其另行决定许可他人，其中附件一第3项专利已以普通许可方式许可给东莞市锂程新材料有限公司。", "conversion.mode"),
    ("附件一第2项专利不属于标的成果，由甲方单独所有。", "result.title_holder"),
]
# text beside EQUITY, fact, value
STANDS = [
    ("14.2 2024年11月各方签署的《投资条款清单》所列作价1,350万元、团队所有权份额50%，在本协议签署后终止。", "conversion.price", 12000000),
    ("14.2 2024年11月各方签署的《投资条款清单》所列作价1,350万元、团队所有权份额50%，在本协议签署后失效。", "grant.team_share", 0.6),
    ("2024年8月丙方的意向报价为人民币300万元，现已失效。", "conversion.price", 12000000),
    ("3.3 评审中，反对意见认为团队份额应为55%；该意见未被采纳。", "grant.team_share", 0.6),
    ("3.3 评审中，二名委员反对，认为团队份额应为55%。", "grant.team_share", 0.6),
]
USE = (
    "职务科技成果长期使用权赋予暨专利实施许可合同\n甲方（赋权方）：华东海岸海洋装备研究院\n乙方（被赋权方）：水下传感课题组，由曹以宁、孟弘毅组成，代表人曹以宁\n"
    "丙方（被许可方）：上海澜度智能仪器有限公司\n"
)
TERM = "第一条 甲方将本项成果的长期使用权赋予乙方，使用权的期限为十二年。\n"
SPLIT = "第七条　收益分配\n7.1 丙方所付的许可费扣除第7.3款费用之后，85%归乙方、15%归甲方。\n"
# text beside TERM and SPLIT, fact, value
BESIDE = [
    ("4.1 乙方以普通许可方式许可丙方实施许可专利，许可期限自2025年1月16日至2030年1月15日，共五年。", "use_right.term_years", 12),
    ("8.3 就改进，丙方授予甲方一项研究用途的免费普通许可，期限十年。", "use_right.term_years", 12),
    (
        "附件一　专利一览\n序号\t名称\t类型\t许可/背景\n1\t低频水声探测方法\t发明\t许可专利\n3\t深海耐压连接器\t实用新型\t背景，另有许可，期限五年",
        "use_right.term_years",
        12,
    ),
    ("7.2 乙方所得由成员按《团队内部协议》分配，曹以宁占其中50%，孟弘毅占50%。", "proceeds.team_proceeds_share", 0.85),
]
AWARD = (
    "科技成果转化收益分配及奖励协议\n甲方：赣南稀土应用科学院\n乙方：高矫顽力磁体攻关组\n"
    "一、甲方于2024年将发明专利“一种磁体的方法”（以下称“本件成果”）转让给江西磁擎新材料有限公司（下称“受让企业”）。\n"
)
TITLES = [
    "职务科技成果赋权暨作价投资协议",
    "职务科技成果赋权和专利转让合同",
    "职务科技成果长期使用权赋予协议暨专利实施许可合同",
    "专利实施许可合同暨职务科技成果赋权协议",
]
CLAUSES = f"{SHARES}7.1 转化收益，乙方分得65%，甲方分得35%。\n6.3 转化的费用由甲乙双方各自按所有权份额承担。\n"
LISTS = [
    ("乙方向甲方披露了标的成果的名称、技术领域、来源、完成人以及权属。", {"name", "field", "source", "completers", "title"}, True),
    ("乙方填写《披露表》向甲方披露，写明名称、技术领域、来源、完成人和权属。", {"name", "field", "source", "completers", "title"}, True),
    ("乙方向甲方披露了标的成果的名称、技术领域、检索结论以及权属。", {"name", "field", "title"}, False),
    ("乙方向甲方披露了标的成果的名称、技术领域等信息。", {"name", "field"}, False),
    ("乙方向甲方披露了标的成果的名称、技术领域等二项信息。", {"name", "field"}, True),
]


@pytest.mark.parametrize(("text", "path"), NOTHING)
def test_what_does_not_hold_is_no_fact(text: str, path: str) -> None:
    fact = found(SHARES + text, path)
    assert fact is None or fact.state == "not_stated", fact


@pytest.mark.parametrize(("text", "path", "expected"), STANDS)
def test_it_contradicts_nothing(text: str, path: str, expected: float) -> None:
    assert value(EQUITY + text, path, COMPANY) == value(EQUITY, path, COMPANY)
    assert float(str(value(EQUITY, path, COMPANY))) == expected


@pytest.mark.parametrize(("text", "path", "expected"), BESIDE)
def test_terms_and_parts_of_others_contradict_nothing(text: str, path: str, expected: float) -> None:
    assert float(str(value(TERM + SPLIT + text, path, USE))) == expected


def test_a_fund_of_a_college_is_no_award_for_service() -> None:
    text = f"{SHARES}6.3 甲方所得转化收益全部留归甲方，用于科学研究及技术转移人才培养；其中不超过百分之五的部分可划拨学院作为发展基金。"
    assert found(text, "proceeds.internal_service_award_ratio") is None


def test_the_day_of_an_agreement_on_the_proceeds_is_not_that_of_the_contract() -> None:
    text = "签署日期：2025年4月10日\n第二条 甲方与受让企业于2024年10月28日签署《专利权转让合同》。"
    assert value(text, "conversion.contract_date", AWARD) == "2024-10-28"


@pytest.mark.parametrize("review", ["于2025年1月9日对赋权进行评审，五票同意。", "2025年1月9日评审，七名委员五票同意、二票反对。"])
def test_a_review_that_a_decision_follows_is_not_the_decision(review: str) -> None:
    text = f"{SHARES}3.3 甲方科技成果转化委员会{review}\n3.4 甲方院长办公会于2025年1月16日集体讨论同意赋权。"
    assert value(text, "grant.decision_date") == "2025-01-16"


def test_rows_that_are_not_put_in_and_a_head_of_two_words_tell_no_state() -> None:
    text = (
        f"{EQUITY}标的成果于2024年8月6日登记，甲方已取得《计算机软件著作权登记证书》。\n附件一　知识产权清单\n"
        "序\t名称\t类型\t证号或申请号\t权利人\t是否投入\n"
        "1\t导航软件\t软件著作权\t2024SR1104478\t甲方\t是\n2\t一种可拆卸种植导板夹具\t实用新型专利\tZL202321088471.6\t甲方\t否，另行许可"
    )
    assert value(text, "result.ip_status", COMPANY) == "granted"


@pytest.mark.parametrize("title", TITLES)
def test_a_grant_and_its_conversion_in_one_contract_settle_their_terms(title: str) -> None:
    fact = reading(CLAUSES, PARTIES.replace("职务科技成果所有权赋权协议", title)).get("agreement.terms")
    assert fact is not None
    assert {"proceeds_split", "cost_sharing"} <= fact.value.low


def test_a_licence_to_a_company_settles_no_terms_of_a_grant() -> None:
    fact = reading(CLAUSES, PARTIES.replace("职务科技成果所有权赋权协议", "专利实施许可合同")).get("agreement.terms")
    assert fact is None or fact.state == "not_stated"


def test_interest_on_what_is_paid_late_is_no_split() -> None:
    fact = found(f"{SHARES}11.4 乙方迟延支付甲方应得收益的，按日万分之五计付逾期利息。", "agreement.terms")
    assert fact is not None
    assert "proceeds_split" not in fact.value.low


@pytest.mark.parametrize(("text", "items", "whole"), LISTS)
def test_a_list_that_goes_on_is_the_least_there_is(text: str, items: set[str], whole: bool) -> None:
    fact = found(text, "result.disclosure_items")
    assert fact is not None
    assert (fact.value if whole else fact.value.low) == items


# what stands so in a whole paper was missed: head, text, fact, value
SAID = [
    (
        "职务科技成果赋权协议\n甲方：广州市城南人民医院，住所广州市海珠区新港中路368号，法定代表人梁仲恺\n乙方：口腔数字诊疗团队\n",
        SHARES,
        "unit.located_in_city",
        True,
    ),
    ("职务科技成果赋权协议\n甲方：广州市城南人民医院（事业单位法人）\n乙方：口腔数字诊疗团队\n", SHARES, "unit.is_public_institution", True),
    (PARTIES, f"{SHARES}（一）甲方是由上海市市级财政经费开办的公益二类科研事业单位。", "unit.fiscally_funded", True),
    (
        PARTIES,
        f"{SHARES}3.1 2024年11月15日，甲方第三十二次校长办公会议以应到十三人、实到十一人、十票赞成、一票弃权通过，同意本次赋权。",
        "grant.collective_decision",
        True,
    ),
    (AWARD, "四、乙方选择在转化之后领取奖励。", "grant.incentive_mode", "convert_then_reward"),
    (AWARD, "五、专利权已于2024年12月5日变更登记至受让企业名下，转让价款已全部付清。", "result.conversion_status", "converted"),
]
UNSAID = [
    (AWARD, "五、专利权应于2024年12月5日前变更登记至受让企业名下。", "result.conversion_status"),
    (AWARD, "四、乙方可以选择在转化之后领取奖励。", "grant.incentive_mode"),
    (PARTIES, f"{SHARES}丙公司，住所深圳市南山区科技园。", "unit.located_in_city"),
]


@pytest.mark.parametrize(("head", "text", "path", "expected"), SAID)
def test_wordings_of_whole_papers(head: str, text: str, path: str, expected: object) -> None:
    assert value(text, path, head) == expected


@pytest.mark.parametrize(("head", "text", "path"), UNSAID)
def test_the_same_words_owed_or_of_others_state_nothing(head: str, text: str, path: str) -> None:
    assert value(text, path, head) is None


def test_what_a_party_is_and_what_is_done_to_it_are_no_names() -> None:
    hospital = reading(SHARES, "职务科技成果赋权协议\n甲方：广州市城南人民医院（事业单位法人）\n乙方：口腔数字诊疗团队\n")
    assert "事业单位法人" not in hospital.parties
    assert "转让给江西磁擎新材料有限公司" not in reading("", AWARD).parties
