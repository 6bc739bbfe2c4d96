"""What the terms of a deal say, and what words close by do not: firms, publicities, use rights, parts of an income, costs."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, value
from awardrules.facts.quantity import Bound, whole

USE_RIGHT = PARTIES.replace("所有权赋权", "长期使用权")
SUBLICENCE = USE_RIGHT + "丙方（被许可方）：上海澜度智能仪器有限公司\n甲方将本项成果的长期使用权赋予乙方，期限十二年。\n"
LICENCE = (
    "专利实施许可合同\n许可方（甲方）：南岭医院\n被许可方（乙方）：广州脉迅医疗器械股份有限公司\n"
    "甲方以排他许可方式许可乙方实施“输尿管支架”发明专利，许可费180万元。\n"
)
CONTRIBUTION = (
    "职务科技成果作价投资协议书\n甲方：南岭理工大学\n乙方：纪海棠、闵学勤（以下合称“成果完成团队”）\n丙方：深圳穹顶智能装备有限公司\n"
    "甲方以“光纤应变监测”发明专利作价1000万元投资丙方。\n"
)
AWARD = "科技成果转化收益分配协议\n甲方：南岭大学\n乙方：薄膜课题组\n一、“宽带减反膜”专利已许可青屏光电有限公司使用。\n"

# opening, sentence, fact, value; None: it settles nothing
TERMS = [
    # what a firm is not
    (LICENCE, "乙方为非国有全资企业，甲方院长办公会研究决定不进行资产评估。", "conversion.counterparty_type", "other_enterprise"),
    (LICENCE, "乙方性质：非国有全资企业，注册资本500万元。", "conversion.counterparty_type", "other_enterprise"),
    (LICENCE, "因乙方属非国有全资企业，甲方决定不进行资产评估。", "conversion.counterparty_type", "other_enterprise"),
    (LICENCE, "乙方为国有全资企业。", "conversion.counterparty_type", "wholly_state_owned_enterprise"),
    # a publicity, its breaks, its parts and what comes after it
    (PARTIES, "赋权公示期为2025年3月3日至3月20日，3月10日至3月12日因系统故障中断三天。", "grant.publicity.end", "2025-03-20"),
    (PARTIES, "赋权公示期为2025年3月3日至3月20日，3月10日至3月12日因系统故障中断三天。", "grant.publicity.start", "2025-03-03"),
    (PARTIES, "赋权事项于2025年3月3日至3月20日公示，其中3月10日至3月12日系统维护，暂停公示。", "grant.publicity.end", "2025-03-20"),
    (PARTIES, "赋权事项公示期为2025年3月3日至3月20日。2025年3月3日至3月7日为学院公示，其后转校级公示。", "grant.publicity.end", "2025-03-20"),
    (PARTIES, "赋权事项公示：2025年3月3日至3月20日。异议期为公示结束后3日。", "grant.publicity.days", 18),
    (PARTIES, "赋权事项在校内公示两周零一天，自2025年3月3日起。", "grant.publicity.days", None),
    (PARTIES, "第一次公示自2025年3月3日至3月12日，因时间不足，又于2025年4月1日至4月16日重新公示，无异议。", "grant.publicity.start", "2025-04-01"),
    (PARTIES, "赋权公示自2025年3月3日至3月20日，因系统故障，3月10日起中断，3月13日恢复。", "grant.publicity.start", "2025-03-03"),
    (PARTIES, "赋权公示自2025年3月3日至3月20日，公示期间未中断。", "grant.publicity.days", 18),
    (PARTIES, "赋权公示自2025年3月3日至3月20日。公示期间如有中断，应当重新公示。", "grant.publicity.days", 18),
    (PARTIES, "赋权事项自2025年3月3日起挂在校园网上公示，3月20日撤下。", "grant.publicity.days", 18),
    (PARTIES, "重要提示：甲方已于2025年3月3日至3月20日在校内公示赋权事项，无异议。", "grant.publicity.start", "2025-03-03"),
    (PARTIES, "重要提示：公示时间不少于15日，请填写公示起止日期。", "grant.publicity.days", None),
    # who holds the title, who talks
    (PARTIES, "许可期内专利权仍归甲方。", "grant.decision_lead", None),
    (PARTIES, "乙方代表主导日常谈判。", "grant.decision_lead", None),
    (PARTIES, "成果的转让、许可由乙方负责人主导决策。", "grant.decision_lead", "team_leader"),
    # how long a right to use lasts
    (USE_RIGHT, "使用期限由十年延长至十五年。", "use_right.extended_term_years", None),
    (USE_RIGHT, "使用期限由十年延长至十五年，即再延长五年。", "use_right.extended_term_years", "5"),
    (USE_RIGHT, "使用期限首期5年，期满续展5年，合计10年。", "use_right.extended_term_years", None),
    (USE_RIGHT, "使用期限首期5年，期满续展5年，合计10年。", "use_right.term_years", None),
    (USE_RIGHT, "使用期限首期5年，期满续展5年，合计10年。", "agreement.terms", {"min": ["licence_term"]}),
    (USE_RIGHT, "使用期限为十年，其中首期五年，续展五年。", "use_right.term_years", "10"),
    (USE_RIGHT, "乙方取得长期使用权，期限自2025年6月1日起算，满十五年终止。", "use_right.term_years", "15"),
    (USE_RIGHT, "乙方取得长期使用权，期限自2025年6月1日起算，满十五年终止。", "use_right.term_end", "2040-05-31"),
    (USE_RIGHT, "甲方代表 顾维钧      乙方代表 宋言\n2025年6月3日", "agreement.date", "2025-06-03"),
    (SUBLICENCE, "乙方以普通许可方式许可丙方实施许可专利。", "use_right.sublicensed", True),
    (SUBLICENCE, "经甲方书面同意，乙方可以普通许可方式许可丙方实施许可专利。", "use_right.sublicensed", None),
    # what was done, told in other words
    (PARTIES, "是否转让、转让给谁，乙方说了算。", "grant.decision_lead", "team_leader"),
    (PARTIES, "是否转让、转让给谁，乙方尚未考虑。", "grant.decision_lead", None),
    (PARTIES, "要先在国内转化，以后转到国外的，按技术出口规定办。", "security.first_conversion_place", "in_china"),
    (PARTIES, "收益由甲方享有12%，乙方享有88%。此项为甲方就该成果享有的全部转化权益。", "grant.unit_interest_defined", True),
    (PARTIES, "项目于2019年6月18日获准立项，项目任务合同于同年7月5日签署。", "result.project_contract_date", "2019-07-05"),
    (PARTIES, "四名完成人签订《团队内部协议》，就代表人及收益在成员间的划分取得一致。", "team.internal_split_written", True),
    (LICENCE, "甲方院长办公会研究认为无需评估。", "conversion.appraisal_decided_by_unit", True),
    (LICENCE, "乙方与甲方领导人员之间不存在任何投资、任职或其他关联关系。", "diligence.related_party_deal", False),
    (LICENCE, "本次交易由广州汇智技术经纪有限公司居间，双方与其订有服务合同。", "proceeds.broker_fee_agreement_exists", True),
    (AWARD, "奖金于2025年4月30日打入各人账户，共计224万元。", "reward.cash_paid_amount", "2240000.00"),
    (AWARD, "转化总收入200万元，扣除税费12万元、中介费5万元、评估费3万元后为净收入。", "proceeds.net_income", "1800000.00"),
    (AWARD, "甲方召开职工代表座谈会，听取科研人员对奖励办法和分配比例的意见。", "unit.distribution_rules_staff_consulted", True),
    (USE_RIGHT, "期限为10年，自2025年5月1日起至2035年4月30日止。本协议自2025年4月22日起生效。", "use_right.agreement_effective_date", "2025-04-22"),
    (USE_RIGHT, "期限为10年，自2025年5月1日起至2035年4月30日止。本协议自2025年4月22日起生效。", "use_right.term_end", "2035-04-30"),
    (USE_RIGHT, "期限为10年，自2025年5月1日起至2035年4月30日止。本协议自2025年4月22日起生效。", "use_right.term_years", "10"),
    (USE_RIGHT, "本协议自双方签字盖章之日（2025年4月22日）起生效。", "use_right.agreement_effective_date", "2025-04-22"),
    (USE_RIGHT, "前五年为独占许可，后五年为普通许可。", "use_right.licence_type", None),
    (USE_RIGHT, "使用权期限十年，其中前五年为独占许可。", "use_right.licence_type", None),
    (USE_RIGHT, "使用权期限十年，其中前五年为独占许可。", "use_right.term_years", "10"),
    (USE_RIGHT, "使用权期限十年，许可方式为独占许可。", "use_right.licence_type", "exclusive"),
    (USE_RIGHT, "期限____年。其中前____年为独占许可，不少于3年。", "use_right.licence_type", None),
    # parts for a tier or a kind of income
    (PARTIES, "转化收益分配如下：100万元及以下的部分，乙方得70%；超过100万元的部分，乙方得75%。", "proceeds.team_proceeds_share", None),
    (PARTIES, "转化收益分配如下：100万元及以下的部分，乙方得70%；超过100万元的部分，乙方得75%。", "proceeds.total", None),
    (PARTIES, "转化收益分配：≤100万元，乙方70%；100万元—500万元，乙方80%；>500万元，乙方90%。", "proceeds.team_proceeds_share", None),
    (PARTIES, "转化收益分配：头100万元乙方取70%，再往上的部分乙方取85%。", "proceeds.team_proceeds_share", None),
    (AWARD, "首个300万元内，乙方取得75%；其后取得80%。", "proceeds.team_proceeds_share", None),
    (PARTIES, "转化收益分配如下：许可收入乙方得70%，作价入股收益乙方得80%。", "proceeds.team_proceeds_share", None),
    (PARTIES, "收益分配：转让净收入的80%归乙方，20%归甲方；股权收益的75%归乙方，25%归甲方。", "proceeds.team_proceeds_share", None),
    (AWARD, "学校共收到许可收益人民币320万元。100万元及以下的部分，团队得70%；超过100万元的部分，团队得75%。", "proceeds.total", "3200000.00"),
    # what the unit's own people get
    (AWARD, "甲方按转化收益的3%提取5.4万元，用于技术转移办公室人员奖励。", "proceeds.award_pool_ratio", None),
    (AWARD, "甲方按转化收益的3%提取5.4万元，用于技术转移办公室人员奖励。", "proceeds.internal_service_award_ratio", "0.03"),
    (AWARD, "转化收益180万元，奖励团队126万元；再提5.4万元（3%）奖给成果转化中心职工。", "proceeds.award_pool_ratio", None),
    (AWARD, "奖励总额126万元，其中5.4万元给技术转移办公室，其余归团队。", "proceeds.award_pool_amount", "1260000.00"),
    (AWARD, "转化收益的70%奖励乙方，3%奖励科技成果转化处专职人员，27%留学校。", "proceeds.internal_service_award_ratio", "0.03"),
    (AWARD, "学校技术经理人奖励按转化收益的百分之三计提，计5.4万元。", "proceeds.internal_service_award_amount", "54000.00"),
    # who bears the one cost bears the other; what the parties call the grant; everything to the team
    (PARTIES, "转化费用及专利年费均由乙方承担。", "agreement.terms", {"min": ["cost_sharing", "ip_maintenance_cost"]}),
    (PARTIES, "转化费用、专利年费由甲乙双方各负担一半。", "agreement.terms", {"min": ["cost_sharing", "ip_maintenance_cost"]}),
    (PARTIES, "转化费用分担以及知识产权维持费用由双方按份额承担。", "agreement.terms", {"min": ["cost_sharing", "ip_maintenance_cost"]}),
    (PARTIES, "双方同意先行协议赋权。", "grant.model", "by_agreement"),
    (AWARD, "甲方不再参与收益分配，全部收益归乙方。", "proceeds.team_proceeds_share", "1"),
    # from a first day for so many days; a term in months
    (PARTIES, "甲方自2025年3月3日起在办公系统公告拟赋权事项，为期16日。", "grant.publicity.days", 16),
    (PARTIES, "甲方自2025年3月3日起在办公系统公告拟赋权事项，为期16日。", "grant.publicity.end", "2025-03-18"),
    (USE_RIGHT, "甲方授予乙方长期使用权，为期一百二十个月，采取排他许可。", "use_right.term_years", "10"),
    # put into a company
    (PARTIES, "该成果最终作价人民币800万元，投资入股丙方，折合丙方20%的股权。", "conversion.mode", "equity_contribution"),
    (PARTIES, "该专利以作价投资方式转化，作价800万元，投入青屏光电有限公司。", "deal.kinds", ["conversion", "ownership_grant"]),
    # a reward in shares of a company
    (CONTRIBUTION, "甲方以该专利作价所得股权，将其中70%奖励给成果完成团队，30%由甲方通过资产经营公司持有。", "proceeds.award_pool_ratio", "0.7"),
    (CONTRIBUTION, "作价所得股权的50%奖励给成果完成团队，其余50%由甲方资产经营公司持有。", "deal.kinds", ["conversion", "reward"]),
    # agreed before, and what waits for a signature
    (AWARD, "收益分配事前无约定。", "proceeds.distribution_agreement_prior", False),
    (AWARD, "甲乙双方此前未就收益分配另行约定。", "proceeds.distribution_agreement_prior", False),
    (PARTIES, "已有深圳锂元公司提出受让意向，双方商定在该公司签署转化协议的同时赋权。", "result.conversion_contract_signed", None),
]


@pytest.mark.parametrize(("head", "text", "path", "wanted"), TERMS, ids=[f"{path}-{text[:16]}" for _, text, path, _ in TERMS])
def test_terms_and_what_stands_close_by(head, text, path, wanted):
    read = value(text, path, head)
    assert (sorted(read) if isinstance(read, list) else read) == wanted
    fact = found(text, path, head)
    assert fact is None or fact.state != "conflict"


def test_a_term_shorter_than_it_says_is_a_conflict_of_the_term():
    fact = found("期限自2025年5月1日起至2034年12月31日止，共计十年。", "use_right.term_years", USE_RIGHT)
    ten, less = fact.values
    assert (fact.state, ten) == ("conflict", 10_000_000)
    assert less.high < ten


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("赋权公示期为2025年3月3日至3月20日，3月10日至3月12日因系统故障中断三天。", (whole(18), whole(15))),
        ("赋权公示自2025年3月3日至3月20日，共18日，其中中断三天。", (whole(18), whole(15))),
        ("赋权公示自2025年3月3日起，至3月20日止。因校园网检修，3月8日、9日公告页面无法访问。", (whole(18), Bound(None, whole(17)))),
    ],
)
def test_a_publicity_that_was_broken_off_does_not_count_whole(text, read):
    fact = found(text, "grant.publicity.days")
    assert (fact.state, fact.values) == ("conflict", read)
