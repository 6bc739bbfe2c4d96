"""Sentences that a hasty reader would take a fact from, and that state none: examples, other papers, plans, conditions, powers, namesakes."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, reading, value, vocabulary
from awardrules.facts.deal import plain

USE_RIGHT = PARTIES.replace("所有权赋权", "长期使用权")
PRINCIPAL_PART = "proceeds.principal_completer_award_ratio"
TITLE = {"deal.kinds", "result.is_service_result", "agreement.terms"}  # what the title of these papers says; the matters a clause settles

TRAPS = [
    "如公示期内有人提出异议，则另行研究。",
    "如经双方同意延长，另行书面约定。",
    "甲方可在日后以技术转让方式将所保留的份额让渡给乙方。",
    "权属变更登记办完之后，由乙方书面告知甲方。",
    "公示期满无异议后，方办理备案。",
    # other agreements, other results, the past
    "本单位已签订的协议多为团队占70%的份额。",
    "学校与另一团队签订的协议中，团队持有60%的所有权。",
    "同类项目中，完成人一般享有所有权的80%。",
    "原协议约定乙方份额为60%，现已终止。",
    "乙方此前的另一项成果已于2023年5月6日完成赋权公示。",
    "甲方2022年对其他成果的赋权曾在校内公示30日。",
    "其他团队的成果采取共同共有。",
    "省内其他高校多采用即时赋权方式。",
    "甲方另一项专利已于2024年3月1日办理专利权人变更登记。",
    "乙方负责人曾于2021年3月4日签订过另一份赋权协议。",
    "甲方与某公司于2022年6月1日签订的技术服务合同已经履行完毕。",
    "上一轮试点中，甲方未列入名单的成果由上级单位审批同意。",
    # examples, drafting notes
    "例如，甲方占30%、乙方占70%的，按份共有。",
    "示例：使用权期限为10年，自2025年1月1日起算。",
    "填写说明：公示时间应填写如“2025年1月1日至2025年1月16日”。",
    "【填写说明：共有形式可填写按份共有。】",
    "假设乙方持有90%的所有权，则决策由乙方主导。",
    "比如公示15日无异议后即可办理。",
    # the future and plans
    "将来设立公司的，乙方持有公司70%的股权。",
    "甲方拟于2025年5月8日召开校长办公会审议赋权事项。",
    "甲方计划在校园网公示15日。",
    "乙方将于2025年6月1日前提交转化实施方案。",
    "双方将在协议生效后办理专利权人变更登记。",
    "乙方应于2025年12月31日前推举团队代表。",
    "甲方应当在收到申请之日起30日内审批。",
    "权属变更登记预计于2025年8月1日完成。",
    "甲方须将本次赋权备案。",
    "本协议待甲方批准后生效。",
    "乙方承诺协议签订后书面约定内部收益分配比例。",
    "乙方准备向甲方申请延长使用权期限。",
    "甲方力争在2025年底前列入试点单位名单。",
    "双方下一步将共同申请专利。",
    "乙方争取与企业签订意向书，合作企业另行确定。",
    # conditions
    "如乙方提出申请，甲方可同意赋权。",
    "若公示期间未收到异议，双方签订协议。",
    "经甲方书面同意，乙方可将使用权再许可给第三方。",
    "公示无异议后，甲方予以备案。",
    "如双方协商一致，可改为共同共有。",
    "如甲方放弃份额，则乙方享有全部所有权。",
    "乙方一旦离职，份额由甲方收回50%。",
    "甲方未在30日内答复的，视为同意乙方的申请。",
    "除非双方另有约定，共有形式为共同共有。",
    "在团队协商一致的前提下，可以推举代表。",
    "经集体决策同意赋权的，应当公示。",
    "需要延长使用权期限的，乙方应在届满前提出申请。",
    "甲方同意延长期限的，双方重新签订协议。",
    "倘若本成果涉及国家秘密，应先行解密。",
    # rules that are quoted or explained
    "根据《指引》，赋权应在单位内公示不少于15日。",
    "《管理办法》规定，赋予团队的份额不低于70%。",
    "依据政策，单位可以将不低于10年的长期使用权赋予完成人。",
    "按照规定，集体决策后应当公示。",
    "文件要求申请材料包括申请书、身份证明。",
    "民法典规定，共有人对共有的不动产或者动产没有约定为按份共有的，视为共同共有。",
    "相关政策允许先赋权后转化。",
    "条例第二十条规定收益的50%以上用于奖励。",
    # powers and procedures
    "甲方有权收回使用权。",
    "乙方可以单独实施，也可以与其他单位共同实施。",
    "乙方可选择先赋权后转化或者先转化后奖励。",
    "甲方可以在校内公示，也可以在技术交易市场公示。",
    "双方可以约定按份共有或共同共有。",
    "乙方有权向甲方提出延长使用权期限的申请。",
    "甲方有权对乙方的转化情况进行检查。",
    "甲方可视情况将留存份额转让给乙方。",
    "共有人可以共同申请专利。",
    "甲方可自主决定是否进行资产评估。",
    # filings, dates and votes about something else
    "乙方已于2024年11月1日向国家知识产权局提交发明专利申请。",
    "该技术合同已于2025年4月1日办理登记备案。",
    "甲方的管理办法已于2023年1月1日报主管部门备案。",
    "该项目于2020年1月1日立项，2022年12月31日结题，经专家组验收通过。",
    "伦理审查委员会于2023年4月1日审查同意该研究方案。",
    "该论文于2024年5月1日在线发表。",
    "甲方于2024年9月1日公示了拟聘任人员名单，无异议。",
    "甲方招标结果于2025年1月2日至2025年1月9日在校内公示。",
    "奖学金评选结果公示期间未收到异议。",
    "乙方负责人于2025年2月1日通过职称评审。",
    "本协议一式四份，甲方执三份，乙方执一份，备案一份。",
    "经济责任审计报告已报上级备案。",
    "放弃专利的公示期为30日。",
    # figures of something else
    "违约方应按份额价值的30%支付违约金。",
    "乙方投入工作时间的70%用于本项目。",
    "合作期内知识产权维持费用由乙方承担70%。",
    "团队成员的贡献比例为甲60%、乙40%。",
    "共有人会议须经持有三分之二以上份额的共有人同意。",
    "保密义务在协议终止后10年内有效。",
    "专利有效期为20年。",
    "争议应在15日内协商解决。",
    "甲方应在15日内将公示结果告知乙方。",
    "产品良率不低于95%，所有权随货物交付转移给买方。",
    "设备的所有权归甲方，乙方有10年的使用权。",
    "乙方应每年向甲方报告转化情况。",
    "双方应对协议内容保密。",
    "新产生的知识产权由双方按5:5共有。",
    "乙方完成的后续改进归乙方单独所有。",
    "衍生成果由双方共同共有。",
    # denials and questions
    "是否按份共有，由双方另行商定。",
    "乙方提出的份额90%的方案未被采纳。",
    "会议不同意乙方提出的共同共有方案。",
    "共有形式暂定为按份共有，最终以补充协议为准。",
    "双方初步商定乙方占75%，另行签订协议确定。",
    "上述比例仅供参考，不构成约定。",
]

USE_TRAPS = [
    "乙方对外许可的期限不得超过5年。",
    "对外许可合同应采用普通许可方式。",
    "乙方拟与第三方签订独占许可合同。",
    "第三方取得的许可为普通许可。",
    "使用权期限届满前，乙方可申请延长5年。",
    "乙方未经甲方同意不得再许可。",
    "如转为排他许可，双方另行签订补充协议。",
    "甲方与其他企业此前签订的普通许可合同继续有效。",
    "软件的免费使用期为3年。",
    "每年1月31日前，乙方提交上一年度使用权转化报告。",
    "项目建设期自2025年1月1日至2026年12月31日。",
]


# whole papers in short: what they settle of some facts, decoys around; None: nothing
MINUTES = "会议纪要\n滨江职业大学第12次校长办公会\n"
AWARD = "关于成果转化收益分配的决定\n滨江大学\n"
PLAN = "职务科技成果转化奖励分配方案\n"
PARTS = "\n姓名\t贡献\t{head}\n程立军\t主要完成人\t{part}\n苏婉\t完成人\t55%"
COMPANY = "专利权转让合同\n转让方（甲方）：滨江大学\n受让方（乙方）：宏图机械有限公司\n"
DECOYS = [
    # a part of the award: the same again, of several together, of another whole
    (PLAN, "主要完成人程立军占奖励总额的45%。" + PARTS.format(head="比例", part="45%"), {PRINCIPAL_PART: "0.45"}),
    (PLAN, "主要完成人程立军占奖励总额的50%。" + PARTS.format(head="占净收入比例", part="45%"), {PRINCIPAL_PART: "0.5"}),
    (PLAN, "主要完成人程立军占奖励总额的50%。" + PARTS.format(head="比例", part="35%"), {PRINCIPAL_PART: "0.5"}),
    (PLAN, PARTS.format(head="占奖励总额比例", part="45%"), {PRINCIPAL_PART: "0.45"}),
    (PLAN, PARTS.format(head="比例", part="45%"), {PRINCIPAL_PART: None}),
    (PLAN, "主要完成人易水寒、路遥取得奖励总额的75%。\n附件：明细\n易水寒（主要完成人）　45%　　787,500元", {PRINCIPAL_PART: "0.75"}),
    (
        PLAN,
        "奖励总额100万元。\n易水寒作为主要完成人，取得奖励总额的60%。\n附件：明细\n易水寒（主要完成人）　45%　　600,000元",
        {PRINCIPAL_PART: "0.6"},
    ),
    (PLAN, "主要完成人 | 丘长庚（占奖励总额40%）；熊丽萍（35%）；廖有根（25%）\n奖励形式 | 现金", {PRINCIPAL_PART: None}),
    (PARTIES, "上批赋权成果的团队份额为50%。\n双方按份共有，乙方占70%，甲方占30%。", {"grant.team_share": "0.7"}),
    # an earlier batch; what lines beneath a clause give to each
    (
        "职务科技成果转化现金奖励发放表（2025年第二批）\n",
        "奖励总额：350万元\n上批（2024年第一批）奖励总额为120万元，已发放完毕，不在本表。",
        {"proceeds.award_pool_amount": "3500000.00", "reward.cash_paid_amount": None},
    ),
    (
        "职务科技成果转化收益分配协议\n",
        "为落实学校与乙方签订的赋权协议，就“缺陷识别软件”转化收益分配，约定：\n"
        "　　　　 简宁　　　　25%　　437,500元\n　技术转移中心（3%）　　　　75,000元",
        {"proceeds.total": None},
    ),
    # what the seller holds; a contract that is only to be concluded
    (
        "关于铜铬锆合金专利转让事宜的函\n",
        "就我校与贵司拟订立的专利转让合同，现将我校意见函告如下：\n净收入的80%用于奖励团队。\n第六条 本专利由让与方按份共有，我校占30%，团队占70%。",
        {"deal.kinds": ["conversion", "reward"], "result.conversion_contract_signed": None},
    ),
    # what was bargained for, refused, done before
    (
        PARTIES,
        "2023年双方曾就本成果谈判，乙方要求占90%，甲方未予同意，谈判终止。\n校长办公会于2025年3月6日审议同意本次赋权。",
        {"grant.approved": True, "grant.team_share": None},
    ),
    (PARTIES, "2022年甲方校长办公会审议过该事项，未通过。\n甲方校长办公会于2025年3月6日讨论同意赋权。", {"grant.approved": True}),
    (PARTIES, "2022年乙方曾申请所有权赋权，要求占70%份额，因当时未建立制度，未予受理。", {"grant.team_share": None}),
    (
        PARTIES,
        "当时约定乙方占65%，甲方占35%；转化净收益乙方得60%。\n原协议第三条修改为：“双方按份共有，乙方占80%，甲方占20%。”",
        {"grant.team_share": "0.8", "proceeds.team_proceeds_share": None},
    ),
    (PARTIES, "份额由乙方65%、甲方35%调整为乙方80%、甲方20%。", {"grant.team_share": "0.8", "grant.unit_share": "0.2"}),
    (PARTIES, "一家企业愿意出300万元受让全部权利，双方尚在谈判。", {"conversion.price": None}),
    (PARTIES, "该团队另一专利不在本协议范围内，已由甲方以60万元转让。", {"conversion.price": None}),
    (MINUTES, "团队申请赋予90%的所有权，科研处建议70%，财务处建议60%。经讨论，会议同意赋予荧光粉团队80%的所有权。", {"grant.team_share": "0.8"}),
    (MINUTES, "科技处建议赋予团队70%的所有权。", {"grant.team_share": None}),
    # powers, conditions, purposes, duties
    (PARTIES, "许可方式为排他许可；经双方协商一致可以改为独占许可。", {"grant.decision_lead": None}),
    (PARTIES, "乙方的义务：\n1. 办理备案手续。", {"grant.filed": None}),
    (PARTIES, "甲方出具办理登记、备案所需的文件。", {"grant.filed": None}),
    (PARTIES, "本合同由乙方办理技术合同认定登记。", {"conversion.tech_contract_registered": None}),
    (PARTIES, "来源：甲方自有资金项目，2021年6月18日校长办公会批准立项。", {"grant.approved": None}),
    (PARTIES, "甲方有意在两年后评估，届时可考虑赋予不低于70%的份额。", {"grant.team_share": None, "grant.unit_share": None}),
    (
        USE_RIGHT,
        "期满前一年内，转化已有积极进展且收益情况良好的，可以申请延长。",
        {"use_right.conversion_progress_positive": None, "use_right.proceeds_good": None},
    ),
    (USE_RIGHT, "使用权期限15年。甲方已于2023年许可某公司生产，许可期限5年，该许可不受本协议影响。", {"use_right.term_years": "15"}),
    # tiers, shares of a company, of people, of others
    (PARTIES, "转化净收益在500万元以下的部分，乙方得70%；500万元至1000万元的部分，乙方得75%。", {"proceeds.team_proceeds_share": None}),
    (PARTIES, "净收益乙方得70%，甲方得30%。其中负责人分得乙方部分的50%。", {"proceeds.team_proceeds_share": "0.7"}),
    (PARTIES, "双方按份共有，乙方持有70%，甲方持有30%。甲方将其持有的30%份额转让给乙方，转让后乙方持有100%的所有权。", {"grant.team_share": "0.7"}),
    (PARTIES, "双方按份共有，乙方占70%，甲方占30%。乙方可以按10%的比例参与销售提成。", {"grant.team_share": "0.7"}),
    (AWARD, "净收入的70%即62.3万元奖励课题组，20%即17.8万元归学院，10%即8.9万元归学校。", {"proceeds.award_pool_amount": "623000.00"}),
    (AWARD, "净收入100万元。\n人员分配：侯景行81.9万元，汤若水49.14万元，闻人杰32.76万元。", {"proceeds.total": None}),
    # prices in parts
    (COMPANY, "转让价款18万元。\n价款分两期支付：签约后10日内付9万元，2025年12月31日前付9万元。", {"conversion.price": "180000.00"}),
    (COMPANY, "专利整体作价1200万元，其中甲方份额折合360万元，完成人份额折合840万元。", {"conversion.price": "12000000.00"}),
    ("成果赋权谈判纪要\n滨江大学与智能焊接团队\n", "时间：2025年3月12日\n双方尚未就份额达成一致。", {"grant.decision_date": None}),
    (USE_RIGHT, "乙方提出续期的，续期一般为5年，使用权期限由甲方决定。", {"grant.decision_lead": None}),
    (
        COMPANY.replace("受让方（乙方）", "完成人（丙方）：推进器团队\n受让方（乙方）"),
        "甲方、丙方将各自持有的份额一并转让给乙方，转让总价500万元，其中甲方份额作价100万元，丙方份额作价400万元。",
        {"grant.share_conversion_modes_differ": False, "conversion.price": "5000000.00"},
    ),
    (PARTIES, "受让方：光量科技（深圳）有限公司\n受让方占30%，乙方占70%，双方按份共有。", {"grant.team_share": "0.7"}),
    # several results
    (PARTIES, "成果1的净收益，乙方得85%，甲方得15%；成果2的净收益，乙方得70%，甲方得30%。", {"proceeds.team_proceeds_share": None}),
    (
        PARTIES,
        "专利A由乙方享有70%的份额，甲方享有30%的份额；软件B由乙方享有90%的份额，甲方享有10%的份额。",
        {"grant.team_share": None, "grant.unit_share": None},
    ),
    # what repeats itself in other words contradicts nothing
    (
        PARTIES,
        "乙方占百分之七十二（72%），甲方占百分之二十八（28%），双方按份共有。\n附件 份额表\n"
        "| 共有人 | 份额 | 净收益 | 表决权 |\n| 乙方 | 72% | 80% | 50% |\n| 甲方 | 28% | 20% | 50% |",
        {"grant.team_share": "0.72", "grant.unit_share": "0.28", "proceeds.team_proceeds_share": "0.8"},
    ),
    (
        PARTIES,
        "乙方享有专利权70%的份额，甲方享有30%的份额。\n附件\n经双方确认，上述专利权由乙方占七成、甲方占三成。",
        {"grant.team_share": "0.7", "grant.unit_share": "0.3"},
    ),
    (
        PARTIES,
        "一、甲方将成果的所有权部分赋予乙方，双方按份共有。\n二、乙方占55%，甲方占45%。",
        {"grant.team_share": "0.55", "grant.unit_share": "0.45"},
    ),
]

# each is a conflict that names all its values
CONTRADICTIONS = [
    (PLAN, "主要完成人程立军占奖励总额的50%。" + PARTS.format(head="比例", part="45%"), {PRINCIPAL_PART: {"0.5", "0.45"}}),
    (PLAN, "主要完成人程立军占奖励总额的50%。" + PARTS.format(head="占奖励总额比例", part="40%"), {PRINCIPAL_PART: {"0.5", "0.4"}}),
    (
        PLAN,
        "主要完成人程立军占奖励总额的50%。" + PARTS.format(head="分配比例（%）", part="45").replace("55%", "55"),
        {PRINCIPAL_PART: {"0.5", "0.45"}},
    ),
    (
        "职务科技成果转化收益分配协议\n",
        "易水寒作为主要完成人，取得奖励总额的55%。\n附件：收益分配明细\n易水寒（主要完成人）　45%　　787,500元",
        {PRINCIPAL_PART: {"0.55", "0.45"}},
    ),
    (
        PARTIES,
        "双方按份共有，乙方占70%，甲方占30%。\n附件 权属比例表\n| 共有人 | 份额 |\n| 甲方 | 25% |\n| 乙方 | 75% |",
        {"grant.team_share": {"0.7", "0.75"}, "grant.unit_share": {"0.3", "0.25"}},
    ),
    (PARTIES, "双方按份共有，乙方占百分之七十（75%）。", {"grant.team_share": {"0.7", "0.75"}}),
    (PARTIES, "双方按份共有，乙方占70%，甲方占40%。", {"grant.team_share": {"0.7", "0.6"}, "grant.unit_share": {"0.4", "0.3"}}),
    (PARTIES, "“团队份额”指乙方享有的百分之七十的所有权份额。\n双方按份共有，乙方占75%。", {"grant.team_share": {"0.7", "0.75"}}),
    (
        PARTIES,
        "校党委会2025年1月16日讨论同意赋权。\n附件\n2025年1月18日，校党委会讨论同意赋权。",
        {"grant.decision_date": {"2025-01-16", "2025-01-18"}},
    ),
    (PARTIES, "双方对专利共同共有。\n双方按照份额行使权利，属于按份共有。", {"grant.co_ownership_form": {"joint", "by_shares"}}),
    (PARTIES, "公示期为20日，自2025年5月6日至2025年5月20日，在校内公示，无异议。", {"grant.publicity.days": {20, 15}}),
    (USE_RIGHT, "使用权期限15年，从2025年7月1日起至2035年6月30日止。\n附件：要点\n使用权期限：12年", {"use_right.term_years": {"15", "12", "10"}}),
    (USE_RIGHT, "使用权期限十年，自2025年6月1日起至2037年5月31日止。", {"use_right.term_years": {"10", "12"}}),
    (COMPANY, "转让价款为人民币壹佰贰拾万元整（¥1,020,000.00元）。", {"conversion.price": {"1200000.00", "1020000.00"}}),
    (AWARD, "净收入的70%用于奖励。\n奖励比例为净收入的75%。", {"proceeds.award_pool_ratio": {"0.7", "0.75"}}),
    (AWARD, "净收入234万元。\n净收入的70%用于奖励，奖励总额为168.3万元。", {"proceeds.award_pool_amount": {"1683000.00", "1638000.00"}}),
]


def settled(text: str, head: str) -> set[str]:
    """The facts a text settles beyond what its title does."""
    own = ("grant.", "use_right.", "agreement.", "unit.", "team.", "proceeds.", "deal.", "pilot.")
    found = {fact.path for fact in reading(text, head).facts if fact.state in ("stated", "derived", "conflict", "placeholder")}
    return {path for path in found - TITLE if path.startswith(own)}


@pytest.mark.parametrize("text", TRAPS)
def test_no_fact_is_taken_from_it(text):
    assert settled(text, PARTIES) == set()


@pytest.mark.parametrize("text", USE_TRAPS)
def test_no_fact_of_a_use_right_is_taken_from_it(text):
    assert settled(text, USE_RIGHT) == set()


@pytest.mark.parametrize(("head", "text", "expected"), DECOYS)
def test_decoys_change_nothing(head, text, expected):
    read = reading(text, head)
    said = {path: read.get(path) for path in expected}
    states = {path: fact.state for path, fact in said.items() if fact is not None and fact.state in ("conflict", "placeholder")}
    assert (states, {path: value(text, path, head) for path in expected}) == ({}, expected)


@pytest.mark.parametrize(("head", "text", "expected"), CONTRADICTIONS)
def test_a_contradiction_names_every_value(head, text, expected):
    read = reading(text, head)
    facts = {path: read.get(path) for path in expected}
    told = {
        path: {plain(one, vocabulary().get(path)) for one in fact.values}
        for path, fact in facts.items()
        if fact is not None and fact.state == "conflict"
    }
    assert told == expected
