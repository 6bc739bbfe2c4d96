"""Steps, shares and terms in the words of clerks, lawyers and secretaries, and what is close to them and says nothing."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, value

USE_RIGHT = PARTIES.replace("所有权赋权", "长期使用权")
TRANSFER = (
    "专利权转让合同\n转让方（甲方）：深圳某信息技术研究院\n受让方（乙方）：深圳市某感知科技股份有限公司\n"
    "甲方将“点云聚类方法”发明专利转让给乙方，双方采取协议方式确定转让价款为680万元。\n"
)
MINUTES = (
    "某研究所所务会会议纪要\n2025年12月4日\n一、审议“深水采样舱”成果赋权\n“深水采样舱”成果由装备室五人完成，系职务科技成果，权利归本所。\n"
    "会议同意将该成果所有权赋予装备室团队，双方按份共有，团队占82%，本所占18%。\n"
)
GIVEN_UP = (
    "职务科技成果放弃处理记录\n单位：某商业大学\n发明专利“多温区调度方法”，专利权人为学校，完成人荆晚林等三人。\n"
    "学校审核同意放弃该专利，2025年9月15日至9月30日公示放弃事项。\n"
)
CHARTER = "职务科技成果赋权结果通告\n某航运学院技术转移办公室\n学校将“调度平台”软件著作权所有权的70%赋予航运智能团队，学校留存30%，双方按份共有。\n"

# opening, sentence, fact, value; None: it settles nothing
SAID = [
    # shares and interests
    (PARTIES, "甲方将成果所有权的40%赋予乙方，甲方留存60%。甲方暂不转让留存的60%。", "grant.unit_share_transferred_to_team", False),
    (PARTIES, "甲方将成果所有权的70%赋予乙方，甲方留存30%，留存份额不转让。", "grant.unit_share_transferred_to_team", False),
    (PARTIES, "甲方留存30%，留存份额不转让给第三方。", "grant.unit_share_transferred_to_team", None),
    (PARTIES, "未经乙方同意，甲方不得转让留存的30%。", "grant.unit_share_transferred_to_team", None),
    (PARTIES, "甲方先确定自己的转化权益：品种推广收益的15%归甲方。", "grant.unit_interest_defined", True),
    (PARTIES, "甲方权益：甲方保留收益的20%，且对境外许可有一票否决权。", "grant.unit_interest_defined", True),
    (PARTIES, "甲方应先确定自己的转化权益：收益的多少归甲方，届时另行商定。", "grant.unit_interest_defined", None),
    # rows and habits
    (CHARTER, "事项｜时间｜说明\n申请｜2025-08-27｜代表递交\n审批｜2025-09-11｜校长办公会同意", "grant.approved", True),
    (CHARTER, "事项｜时间｜说明\n申请｜2025-08-27｜代表递交\n审批｜2025-09-11｜校长办公会暂缓审议，未同意", "grant.approved", False),
    (CHARTER, "学校对赋权成果一贯公示不少于15日。本次公示为2025年9月16日至9月29日。", "grant.publicity.days", 14),
    # signed
    (USE_RIGHT, "本协议一式四份。甲方盖章、乙方代表签字：2025年10月20日。", "agreement.signed", True),
    (USE_RIGHT, "本协议一式四份。甲方盖章、乙方代表签字：2025年10月20日。", "agreement.date", "2025-10-20"),
    (USE_RIGHT, "本协议自甲方盖章、乙方代表签字后生效。", "agreement.signed", None),
    (
        "长期使用权协议（课题组整理稿，双方已签）\n甲方：南岭研究院\n乙方：电解质课题组\n",
        "甲方把成果的长期使用权交给乙方。",
        "agreement.signed",
        True,
    ),
    (
        "长期使用权协议（课题组整理稿，双方未签）\n甲方：南岭研究院\n乙方：电解质课题组\n",
        "甲方把成果的长期使用权交给乙方。",
        "agreement.signed",
        False,
    ),
    # the right to use
    (USE_RIGHT, "甲方让乙方在十五年里长期使用该成果，首日2025年11月1日，末日2040年10月31日。", "use_right.term_years", "15"),
    (USE_RIGHT, "甲方让乙方在十五年里长期使用该成果，首日2025年11月1日，末日2040年10月31日。", "use_right.term_end", "2040-10-31"),
    (USE_RIGHT, "乙方提交了使用权申请，同时交了转化实施方案，里面写了三年产线计划。", "use_right.term_years", None),
    (USE_RIGHT, "期满前六个月，乙方想续的再谈，甲方不承诺一定续。", "use_right.extension_granted", False),
    (USE_RIGHT, "期满前六个月，乙方想续的再谈。", "use_right.extension_granted", None),
    (USE_RIGHT, "乙方已把使用权许可给深圳市固跃新能源有限公司，合同2025年9月15日签的。", "use_right.sublicense_date", "2025-09-15"),
    # a company of the team
    (USE_RIGHT, "完成人于2025年8月26日以本技术注册上海肤识科技有限公司，持股七成。", "conversion.team_startup_founded", True),
    (USE_RIGHT, "完成人计划于2025年8月26日以本技术注册上海肤识科技有限公司。", "conversion.team_startup_founded", None),
    (
        USE_RIGHT,
        "你8月4日关于以该成果创办企业的报告收悉。经院务会8月19日研究，同意你创办上海肤识科技有限公司，请按时办理手续。",
        "conversion.unit_consent_to_startup",
        True,
    ),
    (USE_RIGHT, "是否同意你创办上海肤识科技有限公司，院务会下月研究。", "conversion.unit_consent_to_startup", None),
    (USE_RIGHT, "上海触界医疗机器人有限公司已签承接意向书。", "result.recipient_identified", True),
    (USE_RIGHT, "课题组全员签名表示愿意转化、意愿强烈。", "team.conversion_willing", True),
    # a right given up
    (GIVEN_UP, "荆晚林2025年9月1日书面提出放弃，理由为技术已被替代。", "result.abandonment_requested", True),
    (GIVEN_UP, "财务处10月15日完成无形资产转销入账。", "result.disposal_booked", True),
    (GIVEN_UP, "财务处应于10月15日前完成无形资产转销入账。", "result.disposal_booked", None),
    (GIVEN_UP, "该成果没有任何开发阶段证据，一直按研究阶段管理。", "result.stage", "research"),
    # where the price was shown, and who holds to what in a contract
    (
        TRANSFER,
        "附表 公示情况确认\n事项｜内容\n公示内容｜成果名称、拟交易价格680万元\n公示渠道｜科交中心网站，仅此一处；院内网站改版，未上院内任何平台",
        "conversion.price_publicity.places",
        ["city_registered_national_exchange"],
    ),
    (TRANSFER, "附表 公示情况确认\n事项｜内容\n公示渠道｜院内公告栏", "conversion.price_publicity.places", ["unit"]),
    (
        TRANSFER,
        "“先前赋权”指甲方2024年10月将标的专利70%的份额赋予某课题组一事。为该事项，甲方曾于2024年10月11日至10月20日在院内公示，协议已履行完毕。",
        "conversion.price_publicity.places",
        None,
    ),
    (
        TRANSFER,
        "甲方曾委托深圳某科技评估有限公司从市场、技术、法律风险三个方面开展评价，出具评价报告，作为议价参考。",
        "conversion.price_evaluation_by_third_party",
        True,
    ),
    (TRANSFER, "甲方拟委托深圳某科技评估有限公司开展评价，作为议价参考。", "conversion.price_evaluation_by_third_party", None),
    (TRANSFER, "成果库管理：变更登记手续办结后，甲方将标的成果移出职务科技成果库。", "result.left_library", None),
    (TRANSFER, "变更登记手续办结后，甲方已于2025年6月3日将标的成果移出职务科技成果库。", "result.left_library", True),
    # proceeds that went to the treasury
    (
        TRANSFER,
        "附件 收款指示\n款项｜比例｜收款账户\n价款｜90%｜甲方基本户\n价款｜10%｜市财政局国库收入专户（由甲方上缴）",
        "proceeds.remitted_to_treasury",
        True,
    ),
    (TRANSFER, "款项｜比例｜收款账户\n价款｜100%｜甲方基本户", "proceeds.remitted_to_treasury", None),
    # a supplement
    (
        PARTIES,
        "双方对标的成果按份共有。乙方所持份额不低于60%，具体比例由双方另签《份额确认书》载明。",
        "grant.co_ownership_form",
        "by_shares",
    ),
    (PARTIES, "《赋权管理办法》载明：双方按份共有。", "grant.co_ownership_form", None),
    # a secret among what is granted
    (MINUTES, "丙项2024年7月经定密责任人核定，尚未解密。三项一并赋权。", "result.state_secret", True),
    (MINUTES, "丙项2024年7月经定密责任人核定，尚未解密，不纳入本次赋权。", "result.state_secret", None),
    (MINUTES, "丙｜声学加固方案｜技术秘密｜秘密级（保密期5年）", "result.state_secret", True),
    (MINUTES, "编号｜名称｜密级可选\n甲｜舱体结构｜公开｜秘密级｜机密级", "result.state_secret", None),
    # what minutes tell of the agreement
    (MINUTES, "赋权协议已经拟好，转化期限五年；转化费用由团队承担。", "agreement.terms", {"min": ["conversion_period", "cost_sharing"]}),
    (MINUTES, "会议建议转化期限五年，转化费用由团队承担。", "agreement.terms", None),
]


@pytest.mark.parametrize(("opening", "sentence", "path", "wanted"), SAID)
def test_what_an_office_writes_is_read_as_meant(opening: str, sentence: str, path: str, wanted: object) -> None:
    said = value(sentence, path, opening)
    if path == "agreement.terms" and wanted is not None:
        assert isinstance(said, dict)
        assert isinstance(wanted, dict)
        assert set(wanted["min"]) <= set(said["min"])
    else:
        assert said == wanted


def test_a_term_a_day_short_by_its_dates_is_less_than_its_years() -> None:
    from agreement.extraction.said import found
    from awardrules.facts.quantity import Bound, whole

    fact = found("使用权自2025年7月1日起，至2035年6月29日止。", "use_right.term_years", USE_RIGHT)
    assert fact is not None
    assert isinstance(fact.value, Bound)
    assert whole(9) < fact.value.low < fact.value.high < whole(10)
    fact = found("使用权自2025年7月1日起，至2035年6月30日止。", "use_right.term_years", USE_RIGHT)
    assert fact is not None
    assert fact.value == whole(10)
