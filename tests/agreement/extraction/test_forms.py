"""Forms, minutes, lists and pasted lines: what a tick, an item, a row or a day of its own decides."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, reading, value

GRANT = "职务科技成果所有权赋权协议\n甲方：赣江钨钼研究所\n乙方（成果完成人团队）：谢丽华、钟启明\n"
USE = "职务科技成果长期使用权授予协议\n甲方：赣江稀土研究院\n乙方：曾广源团队（成果完成人）\n"
FORM = "职务科技成果赋权申请表\n成果名称\t术中神经监测电极\n申请赋权类型\t{}\n申请使用权期限\t8年\n申请人\t陶然\n单位意见\t同意。　2025年6月20日\n"
PASSED_ON = "职务科技成果赋权申请表\n成果名称\t术中神经监测电极\n申请赋权类型\t□所有权　☑长期使用权\n申请人\t陶然\n{}\n"
MINUTES = (
    "浦江医院院长办公会会议纪要\n时间：2025年4月9日\n一、审议张庭轩团队职务科技成果赋权申请。同意将发明专利“骨钉”所有权部分赋予张庭轩团队，"
    "团队占百分之六十五，医院占百分之三十五。\n{}\n"
)
REWARD = "关于“烧结工艺”专利转让收益奖励分配的决定\n转化净收入1,000,000.00元，按75%提取奖励750,000.00元，以现金奖励。\n"
PAID = (
    "成果转化现金奖励支付说明\n摘要：发放“烧结工艺”转让项目现金奖励\n收款人\t身份\t应发（元）\t实发（元）\n谢丽华\t主要完成人\t600,000.00\t540,000.00\n"
    "{}\t150,000.00\t135,000.00\n合计\t\t750,000.00\t675,000.00\n"
    "说明：1．转化净收入1,000,000.00元，奖励比例75%。2．以上款项已于2025年8月19日通过网上银行一次付清。\n"
)
SHOWN = (
    "关于拟赋予职务科技成果所有权的公示\n经廖振邦等4名科研人员申请、我院2025年2月26日院务会集体研究，拟将下列职务科技成果所有权赋予成果完成人团队，"
    "现予公示\n团队代表\t廖振邦\n完成人\t廖振邦、温秀兰\n"
)
NOTICE = "关于拟赋予职务科技成果所有权的公示\n成果名称  一种检测试剂盒\n完成人  廖振邦、温秀兰\n"

STATED = [
    # what a form ticks is what it is about, whoever agrees to it
    (FORM.format("□所有权　☑长期使用权"), "deal.kinds", ["use_right_grant"]),
    (FORM.format("□所有权　☑长期使用权"), "use_right.term_years", "8"),
    (FORM.format("☑所有权　□长期使用权"), "deal.kinds", ["ownership_grant"]),
    # a day that is told of what stands before it
    (GRANT + "乙方2025年3月10日提出申请，所长办公会同意的日期为4月2日。", "grant.decision_date", "2025-04-02"),
    (GRANT + "乙方2025年3月10日提出申请，所长办公会同意的日期为4月2日。", "grant.application_date", "2025-03-10"),
    (GRANT + "乙方递交赋权申请的日期为2025年3月10日，甲方所长办公会审议同意的日期为2025年4月2日。", "grant.decision_date", "2025-04-02"),
    (GRANT + "甲方批准的时间是2025年4月2日，签约的时间是2025年4月28日。", "agreement.date", "2025-04-28"),
    (GRANT + "甲方批准的时间是2025年4月2日，签约的时间是2025年4月28日。", "grant.decision_date", "2025-04-02"),
    # with whom the team converts says nothing against its term
    (USE + "使用权给乙方8年，普通许可，乙方和龙南市一家矿业服务公司一起做转化。", "use_right.term_years", "8"),
    # another item of a meeting is of another result
    (MINUTES.format("二、审议检验科“离心管”实用新型专利放弃维持事项。会议同意。"), "result.ip_type", "invention_patent"),
    # a day, or a pasted line, that the next line goes on with or does not
    (GRANT + "　　甲方于 2024 年 2 月 20 日列入改革试点单位名单，试点批复日期为 2024 年\n2 月 20 日；", "pilot.approval_date", "2024-02-20"),
    (NOTICE + "权属安排  按份共有：完成人团队65%，我院35%\n拟转化方式  作价投资，拟合作企业为某生物科技有限公司\n", "grant.team_share", "0.65"),
    (GRANT + "甲方所长办公会2024年12月30日审议同意，2024年12月31日至次年1月20日在所内公示。", "grant.publicity.end", "2025-01-20"),
    (GRANT + "甲方所长办公会2024年12月30日审议同意，2024年12月31日至次年1月20日在所内公示。", "grant.publicity.start", "2024-12-31"),
    # what passed on a second reading
    (GRANT + "所长办公会2025年4月2日审议未通过，2025年4月16日再次审议通过。", "grant.approved", True),
    (GRANT + "所长办公会2025年4月2日审议未通过，2025年4月16日再次审议通过。", "grant.decision_date", "2025-04-16"),
    (GRANT + "所长办公会2025年4月2日审议未通过，2025年4月16日再次审议通过。", "grant.collective_decision", True),
    (GRANT + "所长办公会2025年4月2日审议未通过，2025年4月16日再次审议仍未通过。", "grant.approved", False),
    (GRANT + "所长办公会2025年4月2日审议未通过，拟于2025年4月16日再次审议。", "grant.approved", False),
    # a notice of what is to be granted
    (SHOWN, "grant.decision_date", "2025-02-26"),
    (SHOWN, "team.representative_designated", True),
    # ordinary words of signing
    (GRANT + "本协议已于2025年4月28日经双方签字盖章。", "agreement.signed", True),
    (GRANT + "本协议已于2025年4月28日经双方签字盖章。", "agreement.date", "2025-04-28"),
    (GRANT + "双方已于2025年4月28日签字盖章。", "agreement.date", "2025-04-28"),
    # paid by a bank, said behind another sentence
    (PAID.format("钟启明\t完成人"), "reward.cash_paid_date", "2025-08-19"),
    (PAID.format("钟启明\t完成人"), "reward.cash_paid_amount", "750000.00"),
    # who serves the conversion is no completer
    (PAID.format("邹婷\t转化服务人员"), "proceeds.principal_completer_award_amount", "600000.00"),
    (
        REWARD + "姓名\t职务\t贡献\t金额（元）\n谢丽华\t研究员\t主要完成人\t450,000.00\n钟启明\t副研究员\t完成人\t150,000.00\n"
        "邹婷\t成果转化办专员\t转化服务\t150,000.00\n合计\t\t\t750,000.00\n",
        "proceeds.principal_completer_award_amount",
        "450000.00",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "wanted"), STATED, ids=[f"{path}-{at}" for at, (_, path, _) in enumerate(STATED)])
def test_a_paper_states(text, path, wanted):
    assert str(value(text, path, "")) == str(wanted)


SILENT = [
    # what passes a paper on to whoever decides
    (PASSED_ON.format("科室意见  同意上报。　主任：周牧之　2025年6月11日"), "grant.approved"),
    (PASSED_ON.format("所在学院意见：同意推荐。"), "grant.approved"),
    (FORM.format("□所有权　□长期使用权"), "deal.kinds"),
    (GRANT + "本协议自双方签字盖章之日起生效。", "agreement.signed"),
    (GRANT + "江西虔泰硬质合金有限公司已与乙方洽谈并表达受让意愿。", "conversion.counterparty_type"),
    (MINUTES.format("二、审议放弃维持部分专利事项。检验科“离心管”实用新型专利，完成人已申请放弃维持。会议同意放弃，由医学转化中心按规定公示。"),
     "diligence.publicity_given"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path"), SILENT, ids=[path for _, path in SILENT])
def test_a_paper_settles_nothing(text, path):
    assert value(text, path, "") is None


def test_an_item_on_the_same_result_is_heard():
    paper = MINUTES.format("二、审议“骨钉”发明专利收益分配事项。会议同意转化净收益由团队享有70%、医院享有30%。")
    assert value(paper, "proceeds.team_proceeds_share", "") == "0.7"


def test_each_of_a_list_keeps_what_it_is():
    people = reading(PAID.format("邹婷\t转化服务人员"), "").get("recipients")
    assert people is not None
    assert isinstance(people.value, tuple)
    assert [dict(one).get("contribution") for one in people.value] == [frozenset({"principal_completer"}), None]


def test_what_was_shown_of_a_leader():
    rows = "姓名\t职务\t贡献\t金额（元）\n谢丽华\t研究员\t主要完成人\t450,000.00\n刘宗敏\t所长\t重要贡献\t300,000.00\n合计\t\t\t750,000.00\n"
    people = reading(REWARD + rows + "所长刘宗敏获奖的贡献情况、奖励方式和比例已于2025年7月22日至8月5日在所内公示。", "").get("recipients")
    assert people is not None
    assert isinstance(people.value, tuple)
    assert dict(people.value[1])["publicity_items"] == frozenset({"contribution", "reward_form", "share"})


def test_what_was_decided_first_is_no_conflict():
    fact = found("所长办公会2025年4月2日审议未通过，2025年4月16日再次审议通过。", "grant.approved", GRANT)
    assert fact is not None
    assert fact.state == "stated"


@pytest.mark.parametrize("answer", ["是□ 否☑", "是□ 否√", "□是 ☑否"])
def test_a_quote_shows_the_tick(answer):
    fact = found(f"是否涉及国家秘密：{answer}\n", "result.state_secret", GRANT)
    assert fact is not None
    assert fact.value is False
    assert fact.evidence[0].text.endswith(answer)
