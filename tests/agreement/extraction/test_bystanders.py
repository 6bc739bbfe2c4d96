"""What is said of bystanders states nothing of the matter: the company's own affairs, other houses and years, advice, blank forms, rules."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found

STATE_NOTHING = [
    ("丙公司的厂房系2022年经司法拍卖取得。", "conversion.pricing_method"),
    ("丙公司为办理贷款，对自有厂房做了资产评估。", "conversion.appraisal_done"),
    ("全校已赋权的二十三项成果中，团队份额平均为百分之七十六。", "grant.team_share"),
    ("课题组五年间共转让专利十一件，成交价一百万元。", "conversion.price"),
    ("会议提到，某公立医院去年列入试点名单。", "unit.pilot_listed"),
    ("照市第一人民医院的口径，许可净收入为112万元。", "proceeds.net_income"),
    ("财务科的测算表假定奖励总额140万元，仅供讨论。", "proceeds.award_pool_amount"),
    ("申请书请您本月二十日前送到科研处。", "grant.application_submitted"),
    ("由哪一位代表团队签字，请您们商量一致后报来。", "team.representative_designated"),
    ("转化方式（转让／许可／作价投资／其他，限选一项）：", "conversion.mode"),
    ("学校审批意见（同意／不同意，签字盖章并注明日期）：", "grant.approved"),
    ("协议定价的，在本单位公示成果名称和拟交易价格，公示期不少于15日。", "conversion.price_publicity.days"),
    ("赣州的遴选标准是权属清晰、应用前景明朗。", "result.title_clear"),
    ("与团队共同共有的做法相比，按份共有在清算时更为便利。", "grant.co_ownership_form"),
    ("“海敷”商标由完成人按份共有，各占三分之一。", "grant.co_ownership_form"),
    ("团队于2025年3月6日向市科创委递交了重点专项申报书。", "grant.application_submitted"),
    ("甲方已批准乙方使用二号车间，批准日为2025年4月2日。", "grant.approved"),
]
STATE = [
    ("本次转化经拍卖确定价格，成交价100万元。", "conversion.pricing_method"),
    ("团队份额为百分之七十六。", "grant.team_share"),
    ("甲方已列入试点名单。", "unit.pilot_listed"),
    ("乙方于2025年3月6日提交了赋权申请书。", "grant.application_submitted"),
    ("转化方式：转让。", "conversion.mode"),
    ("甲方批准本次赋权，批准日为2025年4月2日。", "grant.approved"),
    ("双方按份共有该成果，乙方占70%，甲方占30%。", "grant.co_ownership_form"),
]


@pytest.mark.parametrize(("text", "path"), STATE_NOTHING)
def test_what_is_said_of_bystanders_is_no_fact(text: str, path: str) -> None:
    fact = found(text, path)
    assert fact is None or fact.state == "not_stated", fact


@pytest.mark.parametrize(("text", "path"), STATE)
def test_the_same_words_of_the_matter_itself_are(text: str, path: str) -> None:
    fact = found(text, path)
    assert fact is not None
    assert fact.state in ("stated", "derived")
