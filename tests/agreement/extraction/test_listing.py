"""Sets that a sentence lists: where the list names what was not understood, the members found are the least there are."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found
from awardrules.facts.quantity import Bound

PRICE = (
    "专利权转让合同\n转让方（甲方）：南岭大学\n受让方（乙方）：南岭传感科技有限公司\n"
    "标的为职务科技成果“柔性阵列”发明专利，转让价款120万元，由双方协议定价。\n"
)
MATERIALS = "2025年3月3日，乙方向甲方提交了"

# text, fact, members, whether these are all
LISTS = [
    ("签约前，成果名称、拟交易价格在校园网和交易中心同时公示，自2025年6月9日至6月25日。", "conversion.price_publicity.places", {"unit"}, False),
    ("签约前，成果名称、拟交易价格在校园网和校内公告栏同时公示，自2025年6月9日至6月25日。", "conversion.price_publicity.places", {"unit"}, True),
    ("签约前，成果名称、拟交易价格在校园网公示，自2025年6月9日至6月25日。", "conversion.price_publicity.places", {"unit"}, True),
    (MATERIALS + "赋权申请书、成果转化实施方案。", "grant.application_materials", {"application", "conversion_plan"}, True),
    (MATERIALS + "赋权申请书、成果转化实施方案等材料。", "grant.application_materials", {"application", "conversion_plan"}, False),
]


@pytest.mark.parametrize(("text", "path", "members", "whole"), LISTS)
def test_what_a_list_holds_besides_leaves_it_open(text: str, path: str, members: set[str], whole: bool) -> None:
    fact = found(text, path, PRICE) if path.startswith("conversion") else found(text, path)
    assert fact is not None
    assert fact.value == (frozenset(members) if whole else Bound(frozenset(members), None))


# text, fact, the least number of days (None: nothing is told)
WORKING_DAYS = [
    ("赋权方案已在校内公示15个工作日，无异议。", 15),
    ("本次赋权在校内公示栏公示，公示期不少于二十个工作日。", 20),
    ("赋权事项应在校内公示7个工作日。", 7),
    ("赋权事项在校内公示，时间不超过10个工作日。", None),
    ("赋权事项公示结束后5个工作日内，双方签订补充协议。", None),
]


@pytest.mark.parametrize(("text", "least"), WORKING_DAYS)
def test_working_days_are_as_many_days_at_the_least(text: str, least: int | None) -> None:
    fact = found(text, "grant.publicity.days")
    told = fact.value if fact is not None else None
    assert told == (Bound(least * 1_000_000, None) if least else None)
