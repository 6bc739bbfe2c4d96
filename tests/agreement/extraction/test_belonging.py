"""Whether a paragraph speaks of the matter at hand: what it tells of others states nothing, what it tells of the matter does."""

from __future__ import annotations

import pytest

from agreement.extraction.said import told, value

OTHERS = [
    # organisations that are no party
    "恒达机械厂改制时的设备作价318万元，经职工代表会议集体表决通过，公示15日后由主管局批准备案。",
    "某省另一所高校的课题组取得其软件著作权百分之八十的所有权份额，公示15日后办理了变更登记。",
    "南京一家研究所2021年以挂牌方式转让一项专利，成交价425万元，净收入的70%奖励给研究人员。",
    # goods, buildings, people: other business of a meeting
    "会议同意续聘法律顾问一年，顾问费18万元分两期支付，诉讼代理费另行商定，会议一致表决通过。",
    "会议审议通过班车线路调整的建议，自9月1日起试运行三年，试运行期间的票价由后勤部门测算并公布。",
    "食堂承包合同期限五年，到期日为2031年6月30日，承包人按净收入的百分之十缴纳管理费，设备维护费自理。",
    # the press, statistics, cases, books
    "据报道，沿海有教师团队以专利作价240万元入股一家企业，占股百分之三十，成为媒体所称的先行案例。",
    "调查报告显示，受访高校中建有成果台账的占六成，净收入平均七成用于奖励，公示期多为15日。",
    "判例中，法院认定发酵工艺不是职务发明，理由是发明人没有使用单位的设备，判决日期为2017年11月8日。",
    # forms and definitions
    "填写“成果来源”栏时，财政资金填11，企业委托填41，自选项目填51；来源多于一项的，填经费最多的一项。",
    "“质押登记”，指出质人与质权人就专利权办理的登记，质权自登记时设立，出质后不得许可他人使用。",
    "附件为《备案回执》空白样式，右下角加盖已备案印章，年月日由窗口填写，样式仅供识别真伪。",
    # what a group of sentences goes on to tell of others
    "华中某医院有一项手术器械专利。底价180万元，经挂牌竞价以425万元成交。扣除费用后的七成奖励给了发明人。",
]


@pytest.mark.parametrize("paragraph", OTHERS)
def test_what_is_told_of_others_states_nothing(paragraph: str) -> None:
    assert {path for path, _ in told(paragraph)} <= {"agreement.terms"}


OWN = [
    ("经省资产评估有限公司评估，该成果评估值为318万元，甲方以此作价入股东岭传感有限公司。", "conversion.appraisal_done", True),
    ("甲方校长办公会2025年3月12日集体审议，同意将本成果所有权的七成赋予乙方，并责成科研处办理手续。", "grant.collective_decision", True),
    ("拟赋权事项自2025年3月3日至2025年3月18日在校园网和院系公告栏公示，公示期满没有人提出异议。", "grant.publicity.start", "2025-03-03"),
    ("该成果系利用省自然科学基金项目经费取得，经费由省科技厅拨付，没有使用企业委托的资金。", "result.made_in_unit_task", None),
    ("“本成果”指“柔性压力传感阵列”发明专利，权属清晰，未设质押，也未许可其他企业使用，不涉及国家秘密。", "result.state_secret", False),
    ("乙方负责人曾在东岭传感有限公司任顾问，已向甲方披露；该成果权属清晰，不涉及国家秘密。", "result.title_clear", True),
]


@pytest.mark.parametrize(("paragraph", "path", "wanted"), OWN)
def test_what_is_told_of_the_matter_is_a_fact_beside_others(paragraph: str, path: str, wanted: object) -> None:
    assert value(paragraph, path) == wanted


def test_what_is_short_need_not_name_what_it_belongs_to() -> None:
    assert value("期限：十年。", "use_right.term_years", "使用权赋权协议\n甲方（单位）：南岭大学\n乙方（团队）：薄膜课题组\n二、使用权\n") == "10"
