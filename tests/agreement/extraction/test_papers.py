"""Papers whose form decides what they say: an e-mail that carries a contract, a form that asks and decides, minutes with other business, a
supplement with its old and new columns, parties that are called 前者 and 后者."""

from __future__ import annotations

import pytest

from agreement.extraction.said import patterns, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.reading.documents import read_bytes
from awardrules.facts.deal import plain

MAIL = """发件人：吴越
收件人：法务部
主题：合同请审

法务同事好：合同如下，请审。

专利实施许可合同
许可方：南岭大学
被许可方：深圳蓝天科技有限公司
第一条 许可方将发明专利“导热膜”以排他方式许可被许可方使用，期限五年。
第二条 许可费总额为人民币60万元。
第三条 我们团队负责技术指导。
许可方（盖章）　被许可方（盖章）
2025年8月1日
"""
FORM = """# 职务科技成果赋权审批表
成果名称：导热膜

| 栏目 | 内容 |
|---|---|
| 申请事项 | 所有权份额：团队80%，学校20% |
| 学校意见 | 同意按团队70%、学校30%赋予所有权 |
"""
MINUTES = """南岭学院院长办公会纪要
时间：2025年7月8日
一、关于食堂外包
会议同意续约三年，公示5天，中标单位不变。
二、关于“柔性屏”成果赋权
同意将该成果的长期使用权赋予周平课题组，期限十年，公示15日以上。
"""
SUPPLEMENT = """# 长期使用权补充协议
甲方：南岭研究所

乙方：陈立课题组

一、使用权期限届满后再延长三年。

二、使用方式由普通许可变更为排他许可。

变更情况表

| 项目 | 原协议 | 补充协议 |
|---|---|---|
| 期限 | 10年 | 原期满后再加{years}年 |
| 许可方式 | 普通许可 | 排他许可 |

2025年3月1日
"""
CALLED = """共有协议
一方：南岭大学
另一方：王小明团队
第一条　所有权由前者与后者按份共有，后者占70%，前者占30%。
第二条　净收益，后者得80%，前者得20%。
第三条　前者缴年费，后者牵头转化，任何一方不得擅自处分。
2025年3月1日
"""
LETTER = """致南岭大学：
我们五人（张三丰、李四光、王五一、赵六合、孙七宝）同意贵校3月5日校长办公会定的方案：使用权八年，独占许可，收益我们得八成，学校得两成。
2025年4月1日
"""
PRICE = """# 专利转让合同
转让方：南岭大学

受让方：深圳蓝天科技有限公司

一、转让价款总额为人民币100万元，分三期支付，见附件。

2025年8月1日

附件 付款分期表

| 期 | 时间 | 金额（万元） |
|---|---|---|
| 1 | 签约后 | 30 |
| 2 | 变更后 | 30 |
| 3 | 一年后 | 30 |
| 合计 | | 90 |
"""


@pytest.mark.parametrize(
    ("paper", "path", "expected"),
    [
        (MAIL, "conversion.contract_date", "2025-08-01"),
        (MAIL, "agreement.date", None),
        (FORM, "grant.team_share", "0.7"),
        (FORM, "grant.unit_share", "0.3"),
        (MINUTES, "grant.publicity.days", {"min": 15}),
        (SUPPLEMENT.format(years=3), "use_right.licence_type", "sole"),
        (SUPPLEMENT.format(years=3), "use_right.extended_term_years", "3"),
        (SUPPLEMENT.format(years=4), "use_right.extended_term_years", {"3", "4"}),
        (CALLED, "grant.team_share", "0.7"),
        (CALLED, "proceeds.team_proceeds_share", "0.8"),
        (LETTER, "agreement.terms", None),
        (PRICE, "conversion.price", {"1000000.00", "900000.00"}),
    ],
)
def test_what_a_paper_says(paper: str, path: str, expected: object) -> None:
    document = read_bytes(paper.encode(), "agreement.md" if "|---" in paper else "agreement.txt")
    found = extract_with(document, vocabulary(), patterns()).get(path)
    fact = vocabulary().get(path)
    if isinstance(expected, set):
        assert found is not None
        assert found.state == "conflict"
        assert {plain(value, fact) for value in found.values} == expected
    else:
        assert (plain(found.value, fact) if found is not None and found.state in ("stated", "derived") else None) == expected
