"""Small papers that say a thing twice: a contradiction where both hold, one value where the other is replaced, proposed, a part or another's."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, reading, value
from awardrules.facts.quantity import SCALE, parse_date

SHARED = "一、标的专利由双方按份共有，乙方占70%，甲方占30%。\n"
TERM = "一、甲方将本成果的长期使用权赋予乙方，期限为十年。\n"
SALE = "技术转让（专利权）合同\n受让方（甲方）：广州联创光电股份有限公司\n让与方（乙方）：华南应用光学研究所\n"
REPORT = "关于成果赋权情况的报告\n我院与谢泽华团队于2024年5月完成该成果（发明专利ZL202211009988.7）的赋权。\n"

# opening, text, fact, what the readings are
CONTRADICTED = [
    (
        SALE,
        "3.3 转让价款依据拍卖成交确认书确定，拍卖机构为广州产权拍卖行。\n附件\n（二）定价过程：由双方协商，以协议定价方式确定转让价格。\n",
        "conversion.pricing_method",
        {"auction", "agreement"},
    ),
    (
        "关于专利拟转让价格的公示\n我中心与张弛团队共有的发明专利拟转让给深圳骨智科技有限公司。\n拟交易价格：人民币560万元\n",
        "附：转让方案要点\n1．价格：前期评估机构出具的评估值为540万元，经谈判提高，最终拟交易价格确定为650万元；\n",
        "conversion.price",
        {5_600_000 * SCALE, 6_500_000 * SCALE},
    ),
    (
        "",
        "职务科技成果转化公示\n单位：上海农业研究所\n完成人：殷素\n拟交易价格：1,350,000元\n公示期：2025年8月18日至2025年9月1日，15日\n公示日期：2025年8月18日—2025年8月29日\n",
        "conversion.price_publicity.end",
        {parse_date("2025-09-01"), parse_date("2025-08-29")},
    ),
    (
        "补充协议\n甲方：深圳市第七人民医院\n乙方：吴敏、蔡树人（成果完成人团队）\n丙方：深圳康润医疗器械有限公司\n"
        "2 甲乙双方以排他许可方式许可丙方在中国境内制造、销售专利产品，许可期限6年。\n",
        "4 价款按协议定价确定，拟交易价格及成果名称已在甲方院内网站公示，公示期自2025年6月3日起，至2025年6月17日止。\n"
        "附件　许可条件摘要\n——许可方式　　普通许可\n——期限　　　　六年\n——院内公示　　2025.6.3—2025.6.20\n",
        "conversion.price_publicity.end",
        {parse_date("2025-06-17"), parse_date("2025-06-20")},
    ),
    (
        "",
        "关于同意向陶然团队赋予职务科技成果长期使用权的批复\n经中心2025年3月25日主任办公会集体审议，同意将软件著作权的长期使用权赋予陶然团队。\n附：审批信息摘录\n决策会议：中心党委会，2025年3月28日\n",
        "grant.decision_date",
        {parse_date("2025-03-25"), parse_date("2025-03-28")},
    ),
    (
        "长期使用权协议\n甲方 上海云杉研究所（科研事业单位）\n乙方 皮埃尔·杜邦、宋清、毕海生（成果完成人）\n",
        "甲方将发明专利的长期使用权赋予乙方，期限十二年。\n附录A 术语\n"
        "“使用权期限”：指甲方授予乙方之长期使用权的期限，为十五年，自2025年1月22日起。\n",
        "use_right.term_years",
        {12 * SCALE, 15 * SCALE},
    ),
    (
        "职务科技成果赋权协议（长期使用权）\n甲方：广州水利科学研究所\n乙方：卜世仁团队\n",
        "1.2 “许可期间”：自本协议生效日起满十年。\n第3条 本协议于2025年1月1日生效，许可期间至2039年12月31日届满。\n",
        "use_right.term_years",
        {10 * SCALE, 15 * SCALE},
    ),
]


@pytest.mark.parametrize(("head", "text", "path", "readings"), CONTRADICTED, ids=[f"{row[2]} {row[1][:16]}" for row in CONTRADICTED])
def test_two_statements_that_hold_are_a_contradiction(head, text, path, readings):
    fact = found(text, path, head)
    assert fact is not None
    assert fact.state == "conflict"
    assert set(fact.values) == readings


PARTIES = "职务科技成果所有权赋权协议\n甲方（单位）：南岭大学\n乙方（成果完成人团队）：薄膜课题组\n"
# opening, text, fact, the one value
ONE = [
    (
        "专利权转让合同补充协议\n",
        "原合同转让价格320万元，现变更如下：\n第一条　转让价格由320万元变更为360万元，原价格不再适用。\n",
        "conversion.price",
        3_600_000,
    ),
    (
        "职务科技成果赋权补充协议\n甲方：南岭大学\n乙方：李明团队\n",
        "原协议约定乙方所有权份额60%，现变更如下：\n第一条 乙方所有权份额变更为80%，原比例不再适用。\n",
        "grant.team_share",
        0.8,
    ),
    ("", f"{PARTIES}{TERM}双方2021年《专利使用协议》约定使用期限五年，该协议由本协议取代。\n", "use_right.term_years", 10),
    ("", f"{PARTIES}{TERM}2020年签订的《使用协议》期限五年，现予解除。\n", "use_right.term_years", 10),
    ("", f"{PARTIES}{TERM}申请书载明的8年期限不再采用。\n", "use_right.term_years", 10),
    ("", f"{PARTIES}{TERM}2 乙方作为使用权人，向丙方授予分许可，分许可为排他许可，期限四年。\n", "use_right.term_years", 10),
    (PARTIES, f"{SHARED}2023年签订的协议约定乙方份额为60%，该协议已由本协议取代。\n", "grant.team_share", 0.7),
    (PARTIES, f"{SHARED}乙方每逾期一年，份额减少5%。\n", "grant.team_share", 0.7),
    (PARTIES, f"{SHARED}讨论稿中乙方份额为75%，正式文本以本条为准。\n", "grant.team_share", 0.7),
    (PARTIES, f"{SHARED}（注：上报稿误写为乙方60%，已更正。）\n", "grant.team_share", 0.7),
    (PARTIES, f"{SHARED}2023年已赋权的“岭甜12”份额为团队50%，维持不变，不适用本协议。\n", "grant.team_share", 0.7),
    (PARTIES, f"{SHARED}团队份额写70%没有错，不过其中我本人占50%，其他四位共50%。\n", "grant.team_share", 0.7),
    (PARTIES, f"{SHARED}这项成果与去年登记的“芯片封装夹具”（实用新型，团队60%）不是同一项。\n", "grant.team_share", 0.7),
    (
        "校长办公会议纪要\n议题三 关于谭永康团队职务科技成果赋权事项\n",
        "科技处负责人汇报：科技处审核建议团队占80%，学校占20%，按份共有。\n会议决定：同意将该专利所有权的75%赋予谭永康团队，学校保留25%，双方按份共有。\n",
        "grant.unit_share",
        0.25,
    ),
    (PARTIES, "南岭大学（共有人，份额40%）与薄膜课题组（共有人，份额60%，按份共有）共同持有标的专利。\n", "grant.unit_share", 0.4),
    (PARTIES, "南岭大学（份额40%）与薄膜课题组（份额60%）按份共有标的专利。\n", "grant.team_share", 0.6),
    (REPORT, "我院与金盾机电公司签订专利实施许可合同，许可费260万元，当年到账200万元，其余60万元待2025年支付。\n", "conversion.price", 2_600_000),
    (
        "专利实施许可合同\n许可人：华岭大学\n被许可人：广州绿能研究院有限公司\n",
        "许可标的：发明专利ZL201810778899.0。\n本合同尚未办理技术合同认定登记，由华岭大学办理。\n",
        "result.ip_status",
        "granted",
    ),
]


@pytest.mark.parametrize(("head", "text", "path", "one"), ONE, ids=[f"{row[2]} {row[1][-40:].strip()}" for row in ONE])
def test_what_is_replaced_proposed_a_part_or_anothers_contradicts_nothing(head, text, path, one):
    said = value(text, path, head)
    assert said == (str(one) if isinstance(one, float) else one) or float(said) == one


def test_the_day_of_another_paper_is_neither_that_of_this_one_nor_of_the_distribution():
    told = reading(
        "为落实学校与乙方2024年4月30日签订的赋权协议，就“缺陷识别软件”转化收益分配，约定：\n净收入的70%归乙方。\n双方于2025年4月18日签订。\n",
        "职务科技成果转化收益分配协议\n甲方：深圳科创职业技术大学（以下简称学校）\n乙方：职务科技成果完成人 易水寒、路遥\n",
    )
    assert told.get("agreement.date").value == parse_date("2025-04-18")
    assert told.get("proceeds.distribution_agreement_date") is None


def test_people_behind_a_label_without_a_colon_are_the_team():
    parties = reading("双方按份共有，乙方占70%。\n", "职务科技成果赋权协议\n甲方 上海云杉研究所\n乙方 杜宇、宋清、毕海生（成果完成人）\n").parties
    assert parties["乙方"] == "team"
