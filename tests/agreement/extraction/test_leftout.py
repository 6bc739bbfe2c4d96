"""Matters that an agreement leaves unsettled are not among its terms; what is settled elsewhere, or asked of others, is no such word."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found
from awardrules.facts.quantity import Bound

USE_RIGHT = PARTIES.replace("所有权赋权", "长期使用权")
LEFT = [
    ("收益由双方按三七分配。成果的年费及其他维持费用，本协议不作约定，由双方到期前视情况再议。", "ip_maintenance_cost"),
    ("收益由双方按三七分配。专利年费由谁承担，双方暂不约定。", "ip_maintenance_cost"),
    ("收益由双方按三七分配。本协议对转化期限不作规定。", "conversion_period"),
    ("收益由双方按三七分配。关于转化决策机制，双方不作约定，也不留待日后补充。", "decision_mechanism"),
    ("收益由双方按三七分配。转化费用如何分担，本协议没有约定。", "cost_sharing"),
    ("收益由双方按三七分配。关于长期使用权人变动的处理方式，双方不作约定。", "use_right_holder_change"),
]
NOT_LEFT = [
    ("收益由双方按三七分配。专利年费由甲方承担，其他费用不作约定。", "ip_maintenance_cost"),
    ("收益由双方按三七分配。专利年费由甲方承担。除年费外，其余事项不作约定。", "ip_maintenance_cost"),
    ("收益由双方按三七分配。本协议未约定的转化费用，由双方另行协商。", "cost_sharing"),
    ("收益由双方按三七分配。原协议对转化期限不作约定，现改为三年内完成首次转化。", "conversion_period"),
    ("收益由双方按三七分配。如本协议对年费没有约定，按权属份额分担。", "ip_maintenance_cost"),
    ("收益由双方按三七分配。转化期限三年。除转化期限外，不作约定。", "conversion_period"),
]


def _sides(text: str) -> tuple[frozenset[str], frozenset[str] | None]:
    fact = found(text, "agreement.terms")
    assert fact is not None
    assert isinstance(fact.value, Bound)
    return fact.value.low, fact.value.high


@pytest.mark.parametrize(("text", "term"), LEFT)
def test_what_is_left_unsettled_is_none_of_the_terms(text: str, term: str) -> None:
    least, most = _sides(text)
    assert "proceeds_split" in least
    assert term not in least
    assert most is not None
    assert term not in most
    assert "rights_and_obligations" in most


@pytest.mark.parametrize(("text", "term"), NOT_LEFT)
def test_what_may_be_settled_is_not_left_out(text: str, term: str) -> None:
    _, most = _sides(text)
    assert most is None or term in most


def test_what_is_settled_elsewhere_is_a_term() -> None:
    least, most = _sides("收益由双方按三七分配。专利年费由甲方承担。备注：年费的缴纳时间，双方不作约定。")
    assert "ip_maintenance_cost" in least
    assert most is None


def test_what_a_definition_leaves_out_of_a_sum_is_not_settled_by_it() -> None:
    least, _ = _sides("收益由双方按三七分配。“费用”指评价、检测、差旅等支出，不含成果的申请费、年费等维持费用。费用由双方各半承担。")
    assert "ip_maintenance_cost" not in least
    assert "cost_sharing" in least
