"""Sentences that sound like a fact and state none: conditions, permissions, bans, plans, examples, other results, other sums."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, reading

GRANT = PARTIES
DEAL = "专利实施许可合同\n许可方（甲方）：南岭大学\n被许可方（乙方）：深圳蓝湾科技有限公司\n"
AWARD = "南岭大学关于科技成果转化奖励的决定\n各学院：\n学校与湾区化工有限公司的专利转让项目已经完成，现就转化收益的奖励决定如下。\n"

# head, text, the facts that must not be settled
SILENT = [
    # ---- a loss, and what may be a minus
    (AWARD, "转化净收入：负110万元。", ["proceeds.net_income"]),
    (AWARD, "转化净收入为亏损110万元。", ["proceeds.net_income"]),
    (AWARD, "转化净收入－110万元。", ["proceeds.net_income"]),
    # ---- what a rule says, though something is done by it; what is only repeated, denied or struck out
    (GRANT, "按照有关规定，单位应当将转化净收入的70%奖励给完成人。", ["proceeds.award_pool_ratio"]),
    (GRANT, "根据《某省条例》，高校可以将成果所有权的70%赋予完成人。", ["grant.team_share"]),
    (GRANT, "按照《某省成果转化办法》规定，本单位各类科技成果转化净收入的70%奖励给完成人。", ["proceeds.award_pool_ratio"]),
    (GRANT, "其他单位的协议里写着：“双方对成果按份共有，团队占80%。”", ["grant.co_ownership_form", "grant.team_share"]),
    (GRANT, "甲方于2025年2月12日经校长办公会集体讨论，同意向乙方赋权（本条已删除）。", ["grant.approved", "grant.decision_date"]),
    (GRANT, "并不存在“甲方不再就同一成果另行发放转化奖励”的约定。", ["proceeds.no_further_reward"]),
    (GRANT, "异议人声称：本成果涉及国家秘密，甲方不予认可。", ["result.state_secret"]),
    (GRANT, "下一步工作计划：甲方不再就同一成果另行发放转化奖励。", ["proceeds.no_further_reward"]),
    (GRANT, "除非甲方不再就同一成果另行发放转化奖励，否则本条不适用。", ["proceeds.no_further_reward"]),
    # ---- steps that something waits for: they have not been taken
    (GRANT, "学校审议同意并公示不少于15日、无异议之后，本协议生效。", ["grant.approved", "grant.collective_decision", "grant.publicity.days"]),
    (GRANT, "经校长办公会批准、公示十五日无异议之日，乙方取得前述份额。", ["grant.approved", "grant.collective_decision", "grant.publicity.days"]),
    (GRANT, "校长办公会通过、公示期满无异议，方可办理专利权人变更。", ["grant.approved", "grant.publicity.objection_open"]),
    (GRANT, "党委常委会批准、公示结束、无人异议的，双方签署正式文本。", ["grant.approved", "grant.collective_decision"]),
    (GRANT, "经甲方办公会批准，乙方可以对外许可。", ["grant.approved", "grant.collective_decision"]),
    (GRANT, "转化方案由甲方校长办公会和乙方共同表决通过后实施。", ["grant.approved", "grant.collective_decision"]),
    (GRANT, "甲方院务会审议本协议后生效。", ["grant.collective_decision"]),
    (GRANT, "起算日以甲方院务会决议载明的日期为准。", ["grant.collective_decision"]),
    # ---- what was only recommended, or is to be done by somebody
    (GRANT, "初审意见：科研处建议将本事项提交院长办公会集体研究决定。", ["grant.approved", "grant.collective_decision"]),
    (GRANT, "科技处建议提交校长办公会审议通过后实施。", ["grant.approved", "grant.collective_decision"]),
    (
        "南岭大学校长办公会议纪要\n时间：2025年4月9日\n",
        "同意将发明专利“骨钉”所有权的65%赋予张庭轩团队。由科研处于4月14日至4月30日在校内公示。",
        ["grant.publicity.start", "grant.publicity.days"],
    ),
    # ---- conversion
    # ---- what is listed under a vote, and what became of other matters
    (DEAL, "下列事项须经全体成员同意：\n（一）向境外许可标的专利；\n（二）增加注册资本。", ["security.overseas_transfer"]),
    (GRANT, "我校已印发成果披露办法，并建立了成果台账。", ["result.disclosed", "result.registered_in_ledger"]),
    (GRANT, "学院历年已转化成果八十余项。", ["result.conversion_status"]),
    (GRANT, "2021年7月2日完成软件著作权登记，同日完成公示。", ["result.completion_date"]),
    (GRANT, "赋权备案已完成，合同已报科研处备案。", ["tax.filing_done"]),
    (DEAL, "许可费分期缴纳，每年一期。", ["tax.option"]),
    (GRANT, "团队成员将来设立公司承接成果的，须经甲方同意。", ["conversion.team_startup_founded", "conversion.unit_consent_to_startup"]),
    (GRANT, "乙方成员可以依法创办企业实施该成果。", ["conversion.team_startup_founded", "conversion.unit_consent_to_startup"]),
    (GRANT, "未经甲方同意，乙方不得创办公司转化本成果。", ["conversion.team_startup_founded", "conversion.unit_consent_to_startup"]),
    (GRANT, "乙方拟在深圳设立公司，由该公司实施转化。", ["conversion.team_startup_founded"]),
    (GRANT, "如乙方成立公司实施转化，双方另行签订协议。", ["conversion.team_startup_founded"]),
    (GRANT, "甲方鼓励乙方成员创办企业，具体事项另行审批。", ["conversion.team_startup_founded", "conversion.unit_consent_to_startup"]),
    (GRANT, "本成果可以采用转让、许可、作价投资等方式转化。", ["conversion.mode"]),
    (GRANT, "以许可方式转化的，许可费由双方按份额分配。", ["conversion.mode"]),
    (GRANT, "成果作价投资时，乙方应当提前三十日通知甲方。", ["conversion.mode"]),
    (GRANT, "一方转让其份额的，另一方在同等条件下享有优先购买权。", ["conversion.mode", "conversion.counterparty_type"]),
    (GRANT, "转让合同、许可合同的文本由甲方审核后签署。", ["conversion.mode", "conversion.contract_date"]),
    (GRANT, "交易价格可以通过协议定价、挂牌交易、拍卖等方式确定。", ["conversion.pricing_method"]),
    (GRANT, "采用协议定价的，应当在单位内公示成果名称和拟交易价格。", ["conversion.pricing_method", "conversion.price_publicity.places"]),
    (GRANT, "转化价格的确定方式由双方另行商定。", ["conversion.pricing_method", "conversion.price"]),
    (GRANT, "拟交易价格应当公示十五日。", ["conversion.price_publicity.days", "conversion.price_publicity.items"]),
    (GRANT, "今后转让本成果的价格不得低于100万元。", ["conversion.price"]),
    (GRANT, "该成果的评估值为300万元，最终价格以成交为准。", ["conversion.price"]),
    (DEAL, "乙方曾报价200万元，甲方未接受。", ["conversion.price"]),
    (DEAL, "甲方要价200万元，双方尚未就价格达成一致。", ["conversion.price"]),
    (DEAL, "挂牌底价为120万元，以最终成交价为准。", ["conversion.price"]),
    (DEAL, "乙方应在签约后十日内支付首期许可费30万元。", ["conversion.price"]),
    (DEAL, "乙方已交纳交易保证金20万元。", ["conversion.price"]),
    (DEAL, "乙方注册资本为1000万元，其中甲方认缴出资100万元。", ["conversion.price"]),
    (DEAL, "乙方逾期付款的，每日按应付额的万分之五支付违约金。", ["conversion.price", "proceeds.team_proceeds_share"]),
    (DEAL, "同类技术去年以500万元转让给另一家企业。", ["conversion.price"]),
    (DEAL, "乙方年销售额达到1000万元时，另付提成费。", ["conversion.price"]),
    (GRANT, "需要评估的，由双方共同委托评估机构进行评估。", ["conversion.appraisal_done", "conversion.third_party_appraisal_commissioned"]),
    (GRANT, "转让前应当委托第三方机构进行资产评估。", ["conversion.appraisal_done", "conversion.third_party_appraisal_commissioned"]),
    (GRANT, "是否评估由甲方决定。", ["conversion.appraisal_done"]),
    (GRANT, "评估费用由双方按份额承担。", ["conversion.appraisal_done"]),
    (GRANT, "本次转化须报主管部门审批。", ["conversion.authority_approval_obtained"]),
    (GRANT, "技术合同应当办理认定登记。", ["conversion.tech_contract_registered"]),
    (GRANT, "乙方负责于合同签订后三十日内办理技术合同认定登记。", ["conversion.tech_contract_registered"]),
    (DEAL, "乙方若为中小微企业，可以申请先使用后付费。", ["conversion.counterparty_type", "conversion.payment_mode"]),
    (DEAL, "本合同不采用先使用后付费的方式。", ["conversion.payment_mode"]),
    (DEAL, "甲方可以选择以先使用后付费方式许可中小企业。", ["conversion.payment_mode"]),
    (GRANT, "将来转让给国有全资企业的，可以不进行评估。", ["conversion.counterparty_type", "conversion.appraisal_done"]),
    (GRANT, "采用技术股加现金股方式的，另行履行审批程序。", ["conversion.equity_structure"]),
    (GRANT, "科研人员可以以现金出资参与跟投。", ["conversion.coinvestor_roles"]),
    # ---- proceeds
    (GRANT, "若转化收益超过1000万元，双方另行商定分配比例。", ["proceeds.total", "proceeds.net_income"]),
    (GRANT, "预计三年内可实现转化收入2000万元。", ["proceeds.total", "proceeds.net_income"]),
    (GRANT, "甲方2023年度转化净收入为860万元。", ["proceeds.net_income"]),
    (GRANT, "该公司2024年净利润300万元。", ["proceeds.net_income"]),
    (GRANT, "例如，净收入为100万元的，乙方得70万元。", ["proceeds.net_income", "proceeds.award_pool_amount"]),
    (GRANT, "乙方违约的，甲方可以扣减其收益的20%。", ["proceeds.team_proceeds_share"]),
    (GRANT, "主管部门文件规定，奖励比例不低于净收入的50%。", ["proceeds.award_pool_ratio"]),
    (GRANT, "先转化后奖励的，从净收入中提取不低于70%奖励团队。", ["proceeds.award_pool_ratio"]),
    (GRANT, "甲方可以从净收入中提取10%用于奖励中介人员。", ["proceeds.award_pool_ratio", "proceeds.broker_fee_amount"]),
    (GRANT, "奖励总额不超过绩效工资总量的20%。", ["proceeds.award_pool_ratio"]),
    (GRANT, "奖励分两次发放，首次发放60%。", ["proceeds.award_pool_ratio"]),
    (AWARD, "奖励首期发放50万元，其余待验收后发放。", ["proceeds.award_pool_amount", "reward.cash_amount"]),
    (AWARD, "学校上一年度共发放转化奖励320万元。", ["proceeds.award_pool_amount", "reward.cash_amount"]),
    (AWARD, "奖励以实际到账的收入1000万元为基数。", ["proceeds.award_pool_amount"]),
    (GRANT, "经董事会三分之二以上表决同意，可以调整收益比例。", ["proceeds.team_proceeds_share"]),
    (GRANT, "乙方持有公司30%的股权，注册资本500万元。", ["proceeds.team_proceeds_share", "proceeds.total"]),
    (GRANT, "收益可以用于奖励和科学研究。", ["proceeds.use"]),
    (GRANT, "收益是否上缴国库，按财政部门的答复执行。", ["proceeds.remitted_to_treasury"]),
    (GRANT, "如收益应当上缴国库，由甲方办理。", ["proceeds.remitted_to_treasury"]),
    (GRANT, "乙方放弃收益分配的，收益全部留归甲方。", ["proceeds.retained_by_unit"]),
    (GRANT, "双方解除协议后，成果全部归甲方。", ["proceeds.retained_by_unit"]),
    (GRANT, "乙方取得赋权后是否另行给予奖励，由甲方研究决定。", ["proceeds.no_further_reward"]),
    (GRANT, "如有第三方中介服务，其报酬按约定支付，不超过成交额的5%。", ["proceeds.broker_fee_agreement_exists", "proceeds.broker_fee_amount"]),
    (AWARD, "主要完成人的奖励份额不低于奖励总额的50%，由团队自行商定。", ["proceeds.principal_completer_award_amount"]),
    # ---- rewards in the books, tax
    (GRANT, "现金奖励是否计入绩效工资总量，按规定执行。", ["reward.cash_in_performance_total"]),
    (AWARD, "奖励应于2025年6月30日前发放。", ["reward.cash_paid_date", "reward.cash_paid_amount"]),
    (AWARD, "奖励拟于2025年6月30日发放。", ["reward.cash_paid_date"]),
    (AWARD, "获奖人员可以选择分期缴纳或者递延纳税。", ["tax.option"]),
    (AWARD, "符合条件的，可以递延至转让股权时缴纳个人所得税。", ["tax.option"]),
    (AWARD, "学校应当向主管税务机关办理备案。", ["tax.filing_done"]),
    (AWARD, "尚需向税务机关备案。", ["tax.filing_done"]),
    # ---- people
    (AWARD, "张三负责奖励金额的核算，经费30万元由财务处拨付。", ["recipients"]),
    (AWARD, "任何成员获得奖励50万元以上的，应当公示。", ["recipients"]),
    (AWARD, "例如，张伟获得奖励30万元、李强获得奖励20万元。", ["recipients"]),
    (AWARD, "若王芳教授获得现金奖励30万元，应缴个人所得税。", ["recipients"]),
    # ---- place, secrecy
    (GRANT, "向境外转移须经双方同意。", ["security.overseas_transfer"]),
    (GRANT, "如需向境外转让或者许可，应依法办理审批。", ["security.overseas_transfer"]),
    (GRANT, "若在本市首先转化，甲方给予支持。", ["security.first_conversion_place"]),
    (GRANT, "鼓励成果首先在境内实施。", ["security.first_conversion_place"]),
    (GRANT, "双方可以另行签订保密协议。", ["security.confidentiality_agreement_signed"]),
    (GRANT, "接触技术资料的人员应当签订保密协议。", ["security.confidentiality_agreement_signed"]),
    (GRANT, "成果涉及国家秘密的，依照保密规定办理。", ["result.state_secret"]),
    # ---- the result
    (GRANT, "本成果后续改进形成的实用新型专利归乙方。", ["result.ip_type", "result.title_holder"]),
    (GRANT, "乙方可以就改进技术另行申请发明专利。", ["result.ip_type", "result.ip_status"]),
    (GRANT, "引证文件为发明专利ZL201110000000.1。", ["result.ip_type", "result.ip_status"]),
    (GRANT, "新产生的软件著作权由双方共有。", ["result.ip_type", "result.title_holder"]),
    (GRANT, "职务科技成果包括发明专利、实用新型专利、软件著作权等。", ["result.ip_type"]),
    (GRANT, "专利授权后，双方共同办理登记。", ["result.ip_status"]),
    (GRANT, "专利申请获得授权的，份额不变。", ["result.ip_status"]),
    (GRANT, "协议终止后，成果归甲方所有。", ["result.title_holder"]),
    (GRANT, "实验设备归甲方所有。", ["result.title_holder"]),
    (GRANT, "权属不清晰的成果不得赋权。", ["result.title_clear"]),
    (GRANT, "乙方应当确保成果权属清晰。", ["result.title_clear"]),
    (GRANT, "双方今后可以申报国家自然科学基金项目。", ["result.funding_source"]),
    (GRANT, "甲方自有资金500万元用于建设中试平台。", ["result.funding_source"]),
    (GRANT, "乙方应当及时向甲方披露成果。", ["result.disclosed", "result.disclosure_date"]),
    (GRANT, "成果应当纳入台账管理。", ["result.registered_in_ledger"]),
    (GRANT, "成果超过两年未转化的，甲方可以收回。", ["result.unconverted_years", "result.conversion_status"]),
    (GRANT, "赋权前应当对成果进行评估。", ["result.evaluated"]),
    (GRANT, "成果转化后应当确认为无形资产。", ["result.intangible_asset_recognised", "result.booking_treatment"]),
    (GRANT, "成果应当符合科技伦理。", ["result.ethics_compliant"]),
    (GRANT, "属于关键核心技术的成果，按有关规定办理。", ["result.key_core_technology"]),
    # ---- diligence, reports
    (GRANT, "存在关联交易的，应当如实披露并履行审批程序。", ["diligence.related_party_deal", "diligence.related_party_procedure_done"]),
    (GRANT, "相关负责人勤勉尽责、未牟取非法利益的，免除责任。", ["diligence.performed", "diligence.no_illegal_benefit"]),
    (GRANT, "因市场变化导致价值贬损的，不追究决策责任。", ["diligence.value_changed_materially"]),
    (GRANT, "甲方应当每年向主管部门报送年度执行情况。", ["report.annual_submitted", "report.annual_recipients"]),
    (GRANT, "乙方应当定期报告成果转化情况。", ["team.reports_holding_and_conversion"]),
    # ---- a paper made final, terms with a company, services of the licensor, costs laid out, the day of a letter
    ("邮件\n", "主题：冯建业团队长期使用权赋权协议定稿要点，请审", ["team.consensus_reached"]),
    (GRANT, "本方案由胡蝶团队与深圳电芯时代有限公司协商一致，以专利许可方式实施转化。", ["team.consensus_reached"]),
    (DEAL, "被许可人另向许可人支付技术服务费30万元（独立于许可费，另订合同）。", ["proceeds.broker_fee_agreement_exists"]),
    (GRANT, "转化收益先弥补乙方垫付的中试费用28万元，余额由乙方得85%，甲方得15%。", ["proceeds.total", "proceeds.use"]),
    (
        "致北岭科技大学知识产权与成果转化处：\n",
        "我们申请长期使用权，你处发来的协议稿已阅，转化收益团队75%，学校25%。\n申请人　汪海棠\n2025年5月9日\n",
        ["agreement.date", "agreement.terms"],
    ),
    ("致滨江大学科技成果转化处：\n", "我们团队拟按赋权协议得转化收益70%。\n薄膜课题组\n2025年5月9日\n", ["agreement.date"]),
]


@pytest.mark.parametrize(("head", "text", "paths"), SILENT, ids=[text[:16] for _, text, _ in SILENT])
def test_nothing_is_settled(head, text, paths):
    facts = {fact.path: fact for fact in reading(text, head).facts if fact.path in paths}
    assert {path: fact.value for path, fact in facts.items() if fact.state in ("stated", "derived")} == {}
