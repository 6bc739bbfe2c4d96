"""How different drafters state conversion, proceeds, rewards and the result: in clauses, letters, minutes and forms."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, value

GRANT = PARTIES
DEAL = "技术合同\n甲方（许可方/转让方）：南岭大学\n乙方（受让方）：深圳蓝湾科技有限公司\n"
AWARD = "南岭大学关于科技成果转化奖励的决定\n各学院：\n学校专利转化项目已经完成，现就转化收益的奖励决定如下。\n"

# head, fact, value, the ways to say it
WAYS = [
    (DEAL, "conversion.mode", "assignment", ["甲方将本专利转让给乙方。", "转化方式：转让", "甲方以转让方式转化本成果。", "甲方同意将上述专利权全部转让予乙方。", "本次转化采取专利权转让的方式。", "转化方式：☑转让 □许可 □作价投资"]),
    (DEAL, "conversion.mode", "licence", ["甲方许可乙方实施本专利。", "转化方式：许可", "甲方以普通许可方式许可乙方使用本成果。", "本次转化采用实施许可的方式。", "甲方授予乙方实施上述专利的独占许可。", "甲方将该专利以排他许可的方式许可乙方实施。"]),
    (DEAL, "conversion.mode", "equity_contribution", ["甲方以本专利作价入股乙方。", "转化方式：作价投资", "甲方将该成果作价300万元投资乙方。", "甲方以上述专利权作价出资，取得乙方20%的股权。", "本次转化采用作价入股方式。"]),
    (DEAL, "conversion.counterparty_type", "wholly_state_owned_enterprise", ["乙方系国有全资企业。", "受让方性质：国有全资公司", "乙方为市国资委下属的国有全资企业。", "乙方是国有独资公司。"]),
    (DEAL, "conversion.counterparty_type", "small_or_medium_enterprise", ["乙方系中小微企业。", "受让方企业性质：小微企业", "乙方为科技型中小企业。", "乙方（中小企业）声明其符合中小企业划型标准。", "乙方是一家小型微利企业。"]),
    (DEAL, "conversion.pricing_method", "agreement", ["交易价格由双方协议定价。", "定价方式：协议定价", "价格以协议定价方式确定为80万元。", "双方经协商以协议方式确定转让价格。", "本次交易采用协议定价。", "价款由双方协商确定。"]),
    (DEAL, "conversion.pricing_method", "listing", ["本次转让通过在技术交易市场挂牌交易方式确定价格。", "定价方式：挂牌交易", "甲方将本专利在深圳联合产权交易所公开挂牌，乙方摘牌受让。", "经公开挂牌成交，转让价格为90万元。"]),
    (DEAL, "conversion.pricing_method", "auction", ["本次转让通过拍卖方式确定价格。", "定价方式：拍卖", "乙方以最高价竞得，拍卖成交价为60万元。", "经公开拍卖，乙方竞买成交。"]),
    (DEAL, "conversion.price", "800000.00", ["转让价款为人民币80万元。", "转让价格：80万元", "乙方应向甲方支付转让费共计人民币捌拾万元整（¥800,000.00）。", "本专利的成交价格为800,000元。", "合同总价：人民币80万元", "许可使用费总额为人民币捌拾万元。", "双方确认交易价款为80万元，一次性付清。"]),
    (DEAL, "conversion.appraisal_done", True, ["转让前，甲方委托评估机构进行了资产评估。", "资产评估：已完成", "该专利已经资产评估机构评估，评估值为80万元。", "鹏信资产评估有限公司于2025年3月1日出具了资产评估报告。", "是否评估：是"]),
    (DEAL, "conversion.appraisal_done", False, ["本次转让不进行资产评估。", "是否评估：否", "甲方研究决定不对该专利进行评估。", "未作资产评估。", "本次转化未经资产评估。"]),
    (DEAL, "conversion.authority_approval_obtained", True, ["本次转让已报经主管部门批准。", "本次转让已获主管部门审批同意。", "主管部门已批准本次转让。", "主管部门审批：已批准"]),
    (DEAL, "conversion.price_publicity.items", ["intended_price", "result_name"], ["甲方已在校内公示成果名称和拟交易价格，公示期自2025年3月1日至2025年3月16日。", "价格公示内容：成果名称、拟交易价格", "成果名称及拟交易价格已于2025年3月1日至2025年3月16日在学校网站公示。"]),
    (DEAL, "conversion.price_publicity.start", "2025-03-01", ["甲方已在校内公示成果名称和拟交易价格，公示期自2025年3月1日至2025年3月16日。", "拟交易价格自2025年3月1日起在甲方网站公示十五日。", "价格公示时间：2025年3月1日至2025年3月16日", "价格公示开始日期：2025年3月1日"]),
    (DEAL, "conversion.payment_mode", "use_first_pay_later", ["本合同采用先使用后付费方式。", "付费方式：先使用后付费", "乙方先使用本专利，后支付许可费。", "双方约定先用后付。"]),
    (GRANT, "conversion.team_startup_founded", True, ["乙方成员张伟已于2024年创办深圳蓝海科技有限公司。", "团队已设立公司实施本成果。", "乙方已注册成立蓝海科技有限公司承接本成果。", "乙方创办企业：是"]),
    (GRANT, "conversion.unit_consent_to_startup", True, ["甲方已同意乙方成员创办企业。", "经甲方批准，乙方成员创办了蓝海科技有限公司。", "单位同意创办企业：是", "甲方同意乙方利用本成果创办公司。"]),
    (DEAL, "conversion.tech_contract_registered", True, ["本合同已办理技术合同认定登记。", "技术合同认定登记：已办理", "技术合同已经认定登记。", "本合同已在技术合同登记机构完成认定登记。"]),
    (DEAL, "conversion.equity_structure", "technology_plus_cash", ["本项目以技术股+现金股的方式组合持股。", "股权结构：技术股+现金股", "甲方采用技术股与现金股组合的方式投资。", "本项目采取“技术股+现金股”模式。"]),
    (DEAL, "conversion.contract_date", "2025-04-02", ["本合同于2025年4月2日签订。", "签订日期：2025年4月2日", "甲乙双方于2025年4月2日在深圳签署本合同。"]),
    # ---- proceeds
    (AWARD, "proceeds.net_income", "1000000.00", ["本次转化净收入为100万元。", "经财务处核定，转化净收入为人民币壹佰万元整。", "转化净收入：1,000,000.00元", "扣除税费等成本后，净收入为100万元。", "转让收入110万元，扣除税费6万元、代理费4万元，净收入100万元。", "转让收入110万元，扣除税费6万元、代理费4万元，余额为净收入。"]),
    (AWARD, "proceeds.award_pool_ratio", "0.7", ["从转化净收入中提取70%用于奖励。", "学校按净收入的70%提取奖励。", "奖励比例：净收入的70%", "将净收入的百分之七十奖励给成果完成人团队。", "按照转化净收入70%的比例给予奖励。", "从净收入中拿出七成奖励团队。", "奖励总额为净收入的70%。"]),
    (AWARD, "proceeds.award_pool_amount", "700000.00", ["奖励总额为70万元。", "奖励总额：人民币柒拾万元整", "从净收入中提取70%，即70万元，用于奖励。", "奖励资金总额共计700,000.00元。", "提取70万元作为奖励总额。", "奖金总额为人民币70万元。"]),
    (AWARD, "proceeds.principal_completer_award_ratio", "0.6", ["主要完成人所得占奖励总额的60%。", "其中主要完成人获得奖励总额的60%。", "主要完成人分配奖励总额的六成。", "主要完成人的奖励份额为奖励总额的60%。"]),
    (AWARD, "proceeds.principal_completer_award_amount", "420000.00", ["主要完成人共获得奖励42万元。", "其中主要完成人所得42万元。", "主要完成人奖励额为42万元。", "主要完成人奖励额：420,000.00元"]),
    (AWARD, "proceeds.remitted_to_treasury", False, ["收益不上缴国库。", "其余收益留归学校，不上缴国库。", "上缴国库：否", "收益无需上缴国库。", "收益全部留归单位，不用上缴财政。"]),
    (AWARD, "proceeds.retained_by_unit", True, ["收益全部留归学校。", "转化收益全部留归本单位使用。", "转化收入全额留归单位。", "收益由学校全额留用。"]),
    (AWARD, "proceeds.in_unit_budget", True, ["收益纳入单位预算。", "留存部分的收益纳入学校预算统一管理。", "收入纳入本单位预算，实行统一核算。", "收益纳入单位预算：是"]),
    (AWARD, "proceeds.use", ["rnd", "conversion_work"], ["留存收益主要用于科学技术研究开发与成果转化等工作。", "收益留归学校，用于科研和成果转化工作。", "留存收益用途：科学技术研发、成果转化工作"]),
    (GRANT, "proceeds.no_further_reward", True, ["乙方取得所有权后，甲方不再给予成果转化奖励。", "甲方已赋权，不再另行给予乙方奖励和报酬。", "乙方获得份额的，甲方不再就该成果给予奖励。", "赋权后，乙方不再享受职务科技成果转化奖励。", "赋权后不再另外发放奖励。"]),
    (GRANT, "proceeds.distribution_agreement_prior", True, ["双方在转化前已就收益分配作出书面约定。", "双方事先约定了收益分配比例。", "收益分配已事前约定。", "转化前，双方已约定收益分配方式。"]),
    (GRANT, "proceeds.broker_fee_agreement_exists", True, ["中介服务报酬由双方另行书面约定。", "中介机构的报酬按照中介服务合同的约定支付。", "第三方技术经纪机构的报酬已由甲方与其书面约定。", "甲方已与经纪机构签订中介服务合同，约定了佣金。"]),
    # ---- the books, tax
    (AWARD, "reward.cash_in_performance_total", True, ["现金奖励计入当年绩效工资总量。", "上述奖励计入单位当年绩效工资总量，但不受总量限制。", "奖励金计入绩效工资总量：是", "现金奖励纳入本单位绩效工资总量管理。"]),
    (AWARD, "reward.cash_subject_to_cap", False, ["现金奖励不受单位绩效工资总量限制。", "奖励计入绩效工资总量，不受核定总量的限制。", "受绩效工资总量限制：否", "现金奖励不受当年绩效工资总量的限制。"]),
    (AWARD, "reward.cash_in_next_year_base", False, ["不纳入绩效工资总量基数。", "不作为下一年度核定绩效工资总量的基数。", "不计入次年绩效工资总量核定基数。", "奖励不作为下年度总量基数。"]),
    (AWARD, "reward.cash_in_social_insurance_base", False, ["不作为社会保险缴费基数。", "现金奖励不计入社保缴费基数。", "不纳入社会保险费缴费基数。"]),
    (AWARD, "reward.cash_paid_date", "2025-06-10", ["奖励已于2025年6月10日发放。", "学校已于2025年6月10日发放奖励。", "奖金发放日期：2025年6月10日", "2025年6月10日，学校向获奖人员发放了现金奖励。"]),
    (AWARD, "tax.option", "deferral", ["获奖人员选择递延纳税。", "股权奖励的个人所得税，选择递延至转让股权时缴纳。", "纳税方式：递延纳税", "获奖人选择适用递延纳税政策。"]),
    (AWARD, "tax.option", "instalments", ["获奖人员选择分期缴纳个人所得税。", "纳税方式：分期缴纳", "个人所得税分五年分期缴纳。", "获奖人选择分期缴税。"]),
    (AWARD, "tax.filing_done", True, ["已向主管税务机关备案。", "学校已办理税务备案。", "税务备案：已办理", "递延纳税事项已向税务机关办理备案。"]),
    # ---- place, secrecy, diligence
    (GRANT, "security.first_conversion_place", "in_city", ["乙方应在深圳市内首先实施本成果。", "本成果首次转化地：深圳", "双方约定本成果优先在本市转化。", "成果应首先在本市实施转化。"]),
    (GRANT, "security.overseas_transfer", False, ["本成果不向境外转移转化。", "向境外转让或者许可：否", "本次转化不涉及向境外转移。", "乙方未向境外组织转让或许可本成果。"]),
    (GRANT, "security.confidentiality_agreement_signed", True, ["双方已签订保密协议。", "双方另行签署的保密协议已经生效，双方已签署保密协议。", "保密协议：已签订", "甲乙双方已就本项目签订了保密协议。"]),
    (DEAL, "diligence.related_party_deal", True, ["本次交易属于关联交易。", "乙方系甲方教师创办的企业，本次许可构成关联交易。", "关联交易：是", "甲方已就本次关联交易履行审批程序。"]),
    (DEAL, "diligence.related_party_procedure_done", True, ["甲方已就本次关联交易履行审批程序。", "该关联交易已按规定履行披露和审批程序。", "本次关联交易已经甲方审查批准。", "关联交易程序：已履行"]),
    (GRANT, "report.annual_submitted", True, ["甲方已向主管部门报送年度执行情况。", "2024年度试点总结情况已报送市科技局。", "年度情况已报送：是", "甲方已报送2024年度执行情况。"]),
    # ---- the result
    (GRANT, "result.ip_type", "utility_model", ["本成果为实用新型专利。", "成果类型：实用新型专利", "专利类型：实用新型", "本协议所称成果是指实用新型专利“一种夹具”。"]),
    (GRANT, "result.ip_type", "trade_secret", ["本成果系技术秘密。", "成果类型：技术秘密", "本成果以技术秘密形式存在。", "标的成果为一项技术秘密。"]),
    (GRANT, "result.ip_type", "software_copyright", ["本成果为计算机软件著作权。", "成果类型：软件著作权", "本成果是软件“智慧水务平台V1.0”的著作权（计算机软件著作权登记号2024SR0123456）。"]),
    (GRANT, "result.ip_status", "granted", ["该发明专利已获授权。", "专利状态：已授权", "该发明专利于2023年5月6日获得授权。", "本成果已取得发明专利证书。", "发明专利（专利号：ZL202310456789.1）。", "国家知识产权局已授予该成果发明专利权。", "该专利已于2023年获得国家知识产权局授权。", "专利法律状态：授权有效"]),
    (GRANT, "result.ip_status", "applied", ["该成果已提交发明专利申请。", "专利状态：申请中", "该发明专利申请已被受理，尚未授权。", "专利申请正处于实质审查阶段。", "专利法律状态：实质审查", "该成果已于2024年申请发明专利。"]),
    (GRANT, "result.ip_status", "not_applied", ["该成果尚未申请专利。", "专利状态：未申请", "本成果未申请知识产权。", "双方尚未就本成果申请专利。"]),
    (GRANT, "result.title_holder", "unit", ["专利权人为甲方。", "专利权人：南岭大学", "本专利的权利人登记为甲方。", "本成果的知识产权归甲方所有。", "甲方是该专利的唯一专利权人。", "甲方合法拥有该专利的专利权。", "专利权人：甲方"]),
    (GRANT, "result.funding_source", "local_fiscal", ["本成果由深圳市科技计划项目资助完成。", "经费来源：市级财政资金", "本成果系承担深圳市科技创新委员会项目形成。", "本成果形成于市级财政资金支持的科研项目。"]),
    (GRANT, "result.funding_source", "other_fiscal", ["本成果由国家自然科学基金资助完成。", "经费来源：国家重点研发计划", "本成果来源于广东省重点领域研发计划项目。", "本成果系执行国家科技重大专项形成。"]),
    (GRANT, "result.funding_source", "enterprise_commission", ["本成果系接受企业委托研发形成。", "经费来源：企业委托", "本成果来源于横向课题。", "本成果是甲方受南海电子有限公司委托完成的。"]),
    (GRANT, "result.funding_source", "unit_own_funds", ["本成果由甲方自有资金立项完成。", "经费来源：单位自筹", "研发经费由甲方自筹。", "本成果系甲方利用自有资金研发。"]),
    (GRANT, "result.is_service_result", True, ["本成果为职务科技成果。", "成果性质：职务科技成果", "该专利系乙方执行甲方工作任务完成的职务发明。", "职务科技成果：是"]),
    (GRANT, "result.made_in_unit_task", True, ["本成果系乙方执行甲方工作任务完成。", "本成果是执行单位科研任务形成的。", "该成果是乙方承担甲方任务期间完成的。", "成果由乙方在履行本职工作中完成。"]),
    (GRANT, "result.mainly_uses_unit_resources", True, ["本成果主要利用甲方的物质技术条件完成。", "该成果主要是利用单位的设备和资金完成的。", "本成果主要利用甲方设备、资金等物质技术条件形成。"]),
    (GRANT, "result.title_clear", True, ["本成果权属清晰。", "权属是否清晰：是", "本成果不存在权属争议。", "双方确认成果权属无争议。", "该专利权属明确、无纠纷。", "甲方保证对本成果拥有完整权利，无任何权属纠纷。"]),
    (GRANT, "result.state_secret", False, ["本成果不涉及国家秘密。", "涉及国家秘密：否", "成果不属于国家秘密。", "该成果未涉密。", "是否涉密：否"]),
    (GRANT, "result.national_interest_risk", False, ["本成果不影响国家安全和社会公共利益。", "本成果不存在危害国家安全的情形。", "该成果转化不会损害社会公共利益。", "可能影响国家安全：否", "本成果不涉及国家安全、国家利益和重大社会公共利益。"]),
    (GRANT, "result.ethics_compliant", True, ["本成果符合科技伦理。", "本成果的应用符合科技伦理要求。", "成果已通过伦理审查。", "符合科技伦理：是", "该成果的研发和应用不违反科技伦理。"]),
    (GRANT, "result.prospect_clear", True, ["成果应用前景明朗。", "应用前景明朗：是", "该成果市场前景明朗。", "本成果具有明确的应用前景。"]),
    (GRANT, "result.recipient_identified", True, ["成果承接对象明确。", "承接对象明确：是", "本成果已有明确的转化承接对象。", "成果的承接企业已经确定。"]),
    (GRANT, "result.disclosure_date", "2024-09-05", ["乙方于2024年9月5日向甲方披露本成果。", "披露日期：2024年9月5日", "2024年9月5日，乙方向甲方科研处披露了该成果。", "该成果已于2024年9月5日披露。"]),
    (GRANT, "result.registered_in_ledger", True, ["本成果已纳入职务科技成果台账。", "登记入库：已完成", "该成果已登记入库。", "该成果已录入甲方成果台账。", "甲方已将本成果列入台账管理。"]),
    (GRANT, "result.conversion_status", "unconverted", ["本成果尚未转化。", "转化状态：未转化", "截至目前，该成果未实施转化。"]),
    (GRANT, "result.evaluated", True, ["甲方已组织对该成果进行评估。", "赋权前，甲方对成果进行了评价。", "成果评价：已完成", "该成果已经专家评价。"]),
    (GRANT, "result.key_core_technology", False, ["本成果不属于关键核心技术。", "本成果不涉及关键核心技术。", "关键核心技术：否"]),
    (GRANT, "result.has_ip_certificate", True, ["本成果已取得发明专利证书。", "甲方已领取专利证书。", "该软件已取得计算机软件著作权登记证书。", "专利证书：已取得"]),
]  # fmt: skip
CASES = [(head, path, wanted, text) for head, path, wanted, texts in WAYS for text in texts]


@pytest.mark.parametrize(("head", "path", "wanted", "text"), CASES, ids=[f"{path}-{text[:14]}" for _, path, _, text in CASES])
def test_every_way_to_say_it_is_understood(head, path, wanted, text):
    read = value(text, path, head)
    assert (sorted(read) if isinstance(read, list) else read) == (sorted(wanted) if isinstance(wanted, list) else wanted)
