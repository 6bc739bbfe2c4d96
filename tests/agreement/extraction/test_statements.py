"""Words that state a fact, and the contexts in which they state none."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, value

STATED = [
    ("双方对本成果按份共有。", "grant.co_ownership_form", "by_shares"),
    ("双方选择共同共有，不区分份额。", "grant.co_ownership_form", "joint"),
    ("双方采用预约赋权方式。", "grant.model", "reservation"),
    ("本成果为职务科技成果，已获授权发明专利，专利号ZL202310456789.1。", "result.ip_type", "invention_patent"),
    ("本成果为职务科技成果，已获授权发明专利，专利号ZL202310456789.1。", "result.ip_status", "granted"),
    ("双方对上述软件属于职务科技成果没有分歧。", "result.is_service_result", True),
    ("本成果权属清晰，不涉及国家秘密。", "result.state_secret", False),
    ("本成果权属清晰，不涉及国家秘密。", "result.title_clear", True),
    ("本成果应用符合科技伦理要求。", "result.ethics_compliant", True),
    ("甲方于2025年2月12日经校长办公会集体讨论，同意向乙方赋权。", "grant.decision_date", "2025-02-12"),
    ("甲方自2025年2月17日起至2025年3月5日止在校内公示，期间未收到异议。", "grant.publicity.start", "2025-02-17"),
    ("甲方自2025年2月17日起至2025年3月5日止在校内公示，期间未收到异议。", "grant.publicity.places", ["unit"]),
    ("甲方自2025年2月17日起至2025年3月5日止在校内公示，期间未收到异议。", "grant.publicity.objection_open", False),
    ("甲方应在院内公示，公示期不少于15日。", "grant.publicity.days", {"min": 15}),
    ("乙方已取得所有权份额，甲方不再就同一成果另行发放转化奖励。", "proceeds.no_further_reward", True),
    ("甲方取得的收益全部留归甲方，不上缴国库。", "proceeds.remitted_to_treasury", False),
    ("乙方于2025年1月8日向甲方递交了赋权申请。", "grant.application_date", "2025-01-08"),
    ("团队的申请表落款为2025年1月6日，学校科研处于2025年1月8日签收。", "grant.application_date", "2025-01-08"),
    ("赋权方案于6月9日（2025年）经校长办公会审定通过。", "grant.decision_date", "2025-06-09"),
    ("已收材料：1.赋权申请书；2.合作意向书；3.身份证明。", "grant.application_materials", ["application", "identity_proof", "letter_of_intent"]),
    ("经赋权后现由甲方（5%）与乙方（95%）按份共有。", "grant.team_share", "0.95"),
    ("甲方将所有权的80%赋予乙方，留存份额为20%。", "grant.unit_share", "0.2"),
    ("双方商定：甲方三成，乙方七成，按份共有。", "grant.team_share", "0.7"),
    ("单位审批意见：不同意赋权，理由为权属尚有争议。", "grant.approved", False),
    ("本协议于2025年3月20日签订。", "agreement.date", "2025-03-20"),
    ("是否涉及国家秘密：□是　☑否", "result.state_secret", False),
    ("甲方按照规定程序将本成果向乙方赋权的方案于2025年2月12日经校长办公会集体讨论，同意赋权。", "grant.decision_date", "2025-02-12"),
    ("依据甲方《科技成果转化办法》第八条，本成果所有权的70%已赋予乙方。", "grant.team_share", "0.7"),
    ("双方按份共有。\n2.2 约定按份共有的，乙方持有65%，甲方持有35%。", "grant.team_share", "0.65"),
    ("双方☑按份共有 □共同共有。\n约定按份共有的，乙方持有65%（不低于70%），甲方持有35%。", "grant.team_share", "0.65"),
    ("本次赋权由分管科研的副校长审批决定，不再提交校长办公会讨论。", "grant.collective_decision", False),
]


@pytest.mark.parametrize(("text", "path", "wanted"), STATED, ids=[f"{path}-{text[:8]}" for text, path, _ in STATED])
def test_words_state_a_fact(text, path, wanted):
    assert value(text, path) == wanted


NOTHING = [
    ("双方□按份共有 □共同共有。\n约定按份共有的，乙方持有65%，甲方持有35%。", "grant.team_share"),
    ("双方可以按份共有或者共同共有。约定按份共有的，乙方持有65%，甲方持有35%。", "grant.team_share"),
    ("成果的转让、许可，由甲方分管副校长一人批准。", "grant.approved"),
    ("校级正职领导参与分配的，只给予现金奖励，□不给予股权激励 □经批准可给予股权激励。", "grant.prior_incentive_for_same_conversion"),
    ("若本成果涉及国家秘密，按有关规定办理。", "result.state_secret"),
    ("甲方拟于2025年5月8日至2025年5月23日在校内公示。", "grant.publicity.start"),
    ("乙方应在本协议生效后向甲方提出赋权申请。", "grant.application_submitted"),
    ("今后双方如改为按份共有，另行签订补充协议。", "grant.co_ownership_form"),
    ("乙方可以与其他单位共同实施，也可以单独实施。", "use_right.implementation_mode"),
    ("公示期满无异议的，双方签订协议。", "grant.publicity.objection_open"),
    ("《职务科技成果长期使用权协议》另行签订。", "use_right.licence_type"),
    ("甲方可以将收益用于科研或者上缴国库。", "proceeds.remitted_to_treasury"),
    ("本合同经主管部门批准后生效。", "conversion.authority_approval_obtained"),
    ("未经批准，乙方不得向境外转移该成果。", "security.overseas_transfer"),
    ("甲方可采取协议定价、挂牌交易或者拍卖方式确定价格。", "conversion.pricing_method"),
    ("甲方将按照规定公示15日，公示无异议后生效。", "grant.publicity.days"),
    ("本成果尚未办理权属变更登记，2025年6月前办理。", "agreement.title_change_date"),
]


@pytest.mark.parametrize(("text", "path"), NOTHING)
def test_conditions_plans_and_permissions_state_nothing(text, path):
    assert value(text, path) is None


def test_a_doubt_keeps_its_sentence():
    fact = found("甲方拟于2025年5月8日至2025年5月23日在校内公示。", "grant.publicity.start")
    assert (fact.state, fact.doubt, fact.evidence[0].text) == ("not_stated", "ahead", "甲方拟于2025年5月8日至2025年5月23日在校内公示。")


def test_a_document_with_a_company_has_a_contract_date_and_no_date_of_the_agreement():
    head = "专利权转让合同\n受让方（甲方）：锐储新能源有限公司\n让与方（乙方）：前湾能源研究院\n"
    text = "第一条 乙方将其拥有的发明专利的专利权转让给甲方，转让价款为人民币120万元。\n甲方（盖章）　　　乙方（盖章）\n签订日期：2025年4月2日\n"
    assert value(text, "conversion.contract_date", head) == "2025-04-02"
    assert value(text, "agreement.date", head) is None
    assert value(text, "conversion.price", head) == "1200000.00"


def test_what_the_document_does_is_told_by_its_title_and_its_grant():
    assert value("", "deal.kinds") == ["ownership_grant"]
    assert value("", "deal.kinds", PARTIES.replace("所有权赋权", "长期使用权")) == ["use_right_grant"]


def test_the_terms_that_clauses_settle_are_listed():
    text = (
        "第一条 乙方持有份额70%。\n第二条 转化净收益乙方分得75%。\n第三条 本成果的处置由乙方负责人牵头决定。\n"
        "第四条 专利年费由甲方承担，转化费用由乙方承担。\n第五条 乙方应自生效之日起三年内启动转化。\n"
    )
    wanted = {"title_shares", "proceeds_split", "decision_mechanism", "cost_sharing", "ip_maintenance_cost", "conversion_period"}
    assert wanted <= set(value(text, "agreement.terms")["min"])
