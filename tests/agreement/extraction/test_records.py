"""Records, recitals and rows: which day counts, what an earlier paper agreed, and whose a figure in a table is."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, patterns, value, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.reading.documents import read_bytes
from awardrules.facts.deal import plain

CONTRACT = "专利权转让合同\n转让方（甲方）：南岭大学\n转让方（乙方）：薄膜课题组\n受让方（丙方）：深圳蓝湾科技有限公司\n"
SUPPLEMENT = PARTIES.replace("赋权协议", "赋权协议之补充协议")


@pytest.mark.parametrize(
    ("head", "path", "wanted", "text"),
    [
        (PARTIES, "grant.application_date", "2025-03-05", "乙方于2025年3月3日提交书面申请，甲方于2025年3月5日收到。"),
        (PARTIES, "grant.application_date", "2025-03-03", "乙方于2025年3月3日提交书面申请，甲方已收到。"),
        (PARTIES, "grant.publicity.end", "2025-04-28", "甲方自2025年4月11日起在校内公示，至2025年4月28日届满，未收到异议。"),
        (PARTIES, "grant.decision_date", "2025-04-09", "本项目由甲方立项，2024年9月2日经校长办公会批准。\n甲方校长办公会于2025年4月9日同意赋权。"),
        (PARTIES, "grant.unit_share_transferred_to_team", True, "甲方以技术转让方式，将其保留的40%份额转让给乙方。"),
        (SUPPLEMENT, "grant.team_share", "0.8", "双方于2023年4月10日签订主协议，约定乙方占60%的份额。\n乙方份额由60%提高至80%。"),
        (SUPPLEMENT, "grant.unit_share", "0.2", "双方约定甲方占40%的份额，乙方占60%的份额。\n乙方份额由60%提高至80%，甲方份额相应降为20%。"),
        (CONTRACT, "deal.kinds", ["conversion"], "根据甲方与乙方于2024年5月21日签订的赋权协议，专利由双方按份共有。"),
        (CONTRACT, "agreement.date", "2024-05-21", "根据甲方与乙方于2024年5月21日签订的赋权协议，专利由双方按份共有。"),
    ],
)
def test_what_is_told_of_steps_and_earlier_papers(head, path, wanted, text):
    assert value(text, path, head) == wanted


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("grant.filed", "专利权人变更手续已于2025年6月2日办理完毕，并已报甲方科技处备案。"),
        ("grant.decision_lead", "本专利的转让未作资产评估，由甲方自主决定。"),
        ("conversion.team_startup_founded", "甲方书面同意乙方利用本成果创办企业。"),
        ("conversion.team_startup_founded", "乙方创办的企业中，乙方成员持股不得低于51%。"),
        ("proceeds.award_pool_ratio", "甲方从转化净收入中提取10%，计12万元，作为技术转移机构的运行经费。"),
    ],
)
def test_what_looks_like_it_is_none(path, text):
    assert value(text, path) is None


def test_a_share_that_an_annex_still_prints_contradicts_its_change():
    fact = found("乙方份额由60%提高至80%。\n附件一\n乙方所有权份额：60%", "grant.team_share", SUPPLEMENT)
    assert fact is not None
    assert fact.state == "conflict"


ROWS = """# 职务科技成果所有权赋权协议

甲方（单位）：南岭大学

乙方（成果完成人团队）：薄膜课题组

双方按份共有，份额见附件。甲方校长办公会于2025年6月11日审议通过本次赋权。

## 附件一

| 事项 | 内容 | 备注 |
|---|---|---|
| 成果名称 | 薄膜 | 无 |
|  | 甲方 | 乙方 |
| 所有权份额 | 15% | 85% |

## 附件二

| 环节 | 时间 | 说明 |
|---|---|---|
| 赋权申请 | 2025年5月20日 | 乙方提交 |
| 集体决策 | 2025年6月13日 | 审议通过 |
| 备案 | 2025年7月4日 | 科研处 |
"""


def test_rows_say_of_what_their_days_and_shares_are():
    read = extract_with(read_bytes(ROWS.encode(), "agreement.md"), vocabulary(), patterns())
    said = {fact.path: plain(fact.value, vocabulary().get(fact.path)) for fact in read.facts if fact.state in ("stated", "derived")}
    wanted = {
        "grant.team_share": "0.85",
        "grant.unit_share": "0.15",
        "grant.application_date": "2025-05-20",
        "grant.filing_date": "2025-07-04",
    }
    assert {path: said.get(path) for path in wanted} == wanted
    decided = read.get("grant.decision_date")
    assert decided is not None
    assert (decided.state, len(decided.values)) == ("conflict", 2)


def test_rows_of_a_schedule_state_nothing():
    planned = ROWS.replace("## 附件二", "## 附件二 工作计划")
    read = extract_with(read_bytes(planned.encode(), "agreement.md"), vocabulary(), patterns())
    for path in ("grant.application_date", "grant.filing_date", "grant.application_submitted", "grant.filed"):
        fact = read.get(path)
        assert fact is None or (fact.state, fact.value) == ("not_stated", None), path
