"""What rules turn on and papers tell in passing: that a paper was signed, what it leaves out, what a meeting's other items say."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, patterns, value, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.found import Extraction
from awardrules.agreement.reading.documents import read_bytes
from awardrules.facts.quantity import SCALE, Bound

USE = "使用权延期协议\n甲方（成果持有单位）：南岭研究院\n乙方（成果完成人）：薄膜课题组\n"
REPLY = "南岭研究院\n关于延长“冷凝膜袋”长期使用权的审批通知\n保鲜材料组（池月溪、付朝阳）：\n"
SALE = "专利转让合同\n转让方：南岭研究院（以下称甲方）\n受让方：江西赣澜水务设备有限公司（以下称乙方，民营）\n"
REWARD = "南岭研究院关于涂料成果转化奖励的决定\n各部门：\n我院涂料专利已经作价投资，现就奖励决定如下。\n"
MINUTES = (
    "# 江畔研究院赋权领导小组会议纪要\n\n时间：2026年3月18日\n\n### 议题一　2025年赋权工作回顾\n\n"
    "共办理两宗。其中“微球缓释载体”一宗，团队占80%、研究院占20%，在院内公示15日后签约。\n\n"
    "### 议题二　“耐热木聚糖酶菌株及应用”赋权事宜\n\n"
    "会议一致同意向甘棣、乔若彤团队赋予该成果所有权，双方按份共有，各占二分之一。公示期不得少于10日。\n"
)

SAYS = [
    (PARTIES, "本协议于2026年6月8日由双方签署。", "agreement.signed", True),
    (USE, "双方于2026年1月15日重新签署本协议。", "agreement.signed", True),
    (PARTIES, "本协议应于2026年6月8日前由双方签署。", "agreement.signed", None),
    (PARTIES, "本协议于2026年__月__日由双方签署。", "agreement.signed", None),
    (PARTIES, "双方于2024年1月15日签署的原协议继续有效。", "agreement.signed", None),
    (USE, "甲方主任办公会于2025年11月3日审批同意延长。", "grant.approved", True),
    (REPLY, "经中心办公会2025年12月11日研究同意，现通知如下：\n一、批准将你组的长期使用权延长八年。", "grant.approved", True),
    (REPLY, "延长事宜待中心办公会研究同意后另行通知。", "grant.approved", None),
    (PARTIES, "乙方希望采取先赋权后转化，甲方予以采纳，按先赋权后转化执行。", "grant.incentive_mode", "grant_then_convert"),
    (PARTIES, "乙方希望按先赋权后转化执行。", "grant.incentive_mode", None),
    (PARTIES, "双方按份共有，乙方享有70%，甲方享有30%，所有权由此确权分割。", "grant.split_done", True),
    (PARTIES, "双方按份共有，待登记后所有权由此确权分割。", "grant.split_done", None),
    (PARTIES, "该成果专利市场应用前景明确。", "result.prospect_clear", True),
    (PARTIES, "市科技局要求赋权成果应用前景明确。", "result.prospect_clear", None),
    (PARTIES, "本成果已获发明专利授权，专利号ZL202310456789.1。", "result.exists", True),
    (SALE, "自授权至今五年有余，甲方一直没有转化该专利。", "result.unconverted_years", "5"),
    (SALE, "专利自完成至今不满两年。", "result.unconverted_years", {"max": "2"}),
    (SALE, "甲方于2026年1月5日至2026年1月26日，在院内网站对拟转让事项予以公示。", "conversion.price_publicity.places", ["unit"]),
    (
        SALE,
        "甲方在院内公告栏对拟转让事项予以公示，所登信息为成果名称、专利号和受让方名称。",
        "conversion.price_publicity.items",
        ["other", "result_name"],
    ),
    (SALE, "法人治理结构的完善事项，安排在2026年第四季度办理。", "conversion.corporate_governance_in_place", None),
    (REWARD, "账上有一笔以“作价投资奖励预支”名义付给欧阳穗的5万元。", "grant.prior_incentive_for_same_conversion", True),
    (REWARD, "该款与“此前没有给过激励”的说法不一致。", "grant.prior_incentive_for_same_conversion", None),
    (REWARD, "团队因2024年的赋权已经就此次转化分得价款。", "grant.prior_incentive_for_same_conversion", True),
]


@pytest.mark.parametrize(("head", "text", "path", "wanted"), SAYS, ids=[f"{path}-{text[:12]}" for _, text, path, _ in SAYS])
def test_words_in_passing(head, text, path, wanted):
    assert value(text, path, head) == wanted


TERM = "use_right_holder_change"


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("关于长期使用权人变动的处理方式，双方不作约定。", False),
        ("关于长期使用权人变动的处理方式，双方不作约定，另行签订补充协议。", None),
        ("关于长期使用权人变动的处理方式，双方约定由其余成员继续使用。", True),
    ],
)
def test_a_matter_said_not_to_be_settled_is_no_term(text: str, settled: bool | None) -> None:
    terms = found(f"双方按份共有，乙方享有70%，甲方享有30%。\n{text}\n", "agreement.terms")
    assert terms is not None
    assert isinstance(terms.value, Bound)
    least, most = terms.value.low, terms.value.high
    assert isinstance(least, frozenset)
    assert (TERM in least) is (settled is True)
    assert (isinstance(most, frozenset) and TERM not in most) is (settled is False)


def in_markdown(text: str) -> Extraction:
    """What a paper in Markdown states."""
    return extract_with(read_bytes(text.encode(), "agreement.md"), vocabulary(), patterns())


def test_items_of_a_meeting_stand_side_by_side() -> None:
    told = in_markdown(MINUTES)
    days, share = told.get("grant.publicity.days"), told.get("grant.team_share")
    assert days is None or days.value is None or isinstance(days.value, Bound)
    assert share is not None
    assert share.value == SCALE // 2


@pytest.mark.parametrize(
    ("paper", "kinds"),
    [
        ("南岭研究院院务会议纪要\n一、软件转让奖励方案\n成果办报告：该软件为我院著作权，2024年11月我院以书面协议将所有权的一半赋予研发团队，2026年1月整体转让。会议同意从净收入中提取450,000元奖励团队，现金发放，名单如下：\n"
         "| 姓名 | 类别 | 金额（元） |\n|---|---|---|\n| 叶茂林 | 主要完成人 | 300,000 |\n| 崔若水 | 其他完成人 | 150,000 |\n", {"reward"}),
        ("权属让渡协议书\n学校：南岭大学\n团队：毕昭团队（负责人毕昭）\n一、依学校2025年2月27日的审批决定，团队取得上述专利60%的份额，学校留40%，按份共有。\n"
         "二、学校将所留40%以技术转让的方式转给团队，价款18万元。\n", {"ownership_grant", "conversion"}),
        ("立约书\n甲方：南岭研究院\n乙方：薄膜课题组\n一、甲方以上述专利所有权之六成赋予乙方，自留四成，双方按份共有。\n"
         "二、甲方所留四成，以技术转让之方式一并让渡于乙方，价款48万元。\n", {"ownership_grant", "conversion"}),
    ],
)  # fmt: skip
def test_what_a_paper_does_itself(paper: str, kinds: set[str]) -> None:
    told = in_markdown(paper.replace("\n", "\n\n").replace("|\n\n|", "|\n|")).get("deal.kinds")
    assert told is not None
    assert told.value == frozenset(kinds)


@pytest.mark.parametrize("name", ["“心音贴片”", '"心音贴片"'])
def test_a_name_in_straight_marks_is_a_name(name: str) -> None:
    paper = f"甲方将“低温菌剂”专利所有权的70%赋予乙方。\n{name}专利赋权已于2025年办结，当时公示20日。\n"
    assert value(paper, "grant.publicity.days") is None
