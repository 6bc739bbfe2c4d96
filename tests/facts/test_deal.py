"""A deal as data, and its values in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from awardrules.facts.deal import Deal, Evidence, plain, show
from awardrules.facts.quantity import Bound, parse_date, scaled
from strategies import VOCABULARY

MONEY, SHARE, DATE, MODEL = "sale.price", "grant.share", "notice.start", "grant.model"
DAY = parse_date("2025-03-01")

SHOWN: list[tuple[str, Any, str, str, Any]] = [
    # path, value, zh, en, JSON
    (SHARE, 700_000, "70%", "70%", "0.7"),
    (SHARE, -500_000, "-50%（基数为负，不成比例）", "-50% (of a base below zero: no ratio)", "-0.5"),
    (SHARE, scaled(Fraction(1, 3)), "≈33.3333%", "≈33.3333%", "1/3"),
    (MONEY, 120_000_500_000, "120,000.50 元", "CNY 120,000.50", "120000.50"),
    ("notice.days", 15_000_000, "15 日", "15 days", 15),
    ("notice.days", 1_000_000, "1 日", "1 day", 1),
    ("notice.objections", 2_000_000, "2 次", "2 times", 2),
    ("term.years", 2_990_000, "2.99 年", "2.99 years", "2.99"),
    ("term.years", scaled(Fraction(115, 12)), "9 年 7 个月", "9 years 7 months", "115/12"),
    ("term.years", scaled(Fraction(1, 12)), "1 个月", "1 month", "1/12"),
    ("term.years", scaled(Fraction(1, 7)), "1/7 年", "1/7 years", "1/7"),
    (DATE, DAY, "2025-03-01", "2025-03-01", "2025-03-01"),
    (MODEL, "direct", "直接赋权", "direct grant", "direct"),
    ("agreement.terms", frozenset({"split", "costs"}), "收益分配、费用分担", "split of proceeds, sharing of costs", ["costs", "split"]),
    ("agreement.terms", frozenset(), "（空）", "(none)", []),
    ("team.agreed", True, "是", "yes", True),
    ("team.agreed", False, "否", "no", False),
    ("unit.name", "甲大学", "甲大学", "甲大学", "甲大学"),
    ("notice.days", Bound(15_000_000, None), "不少于 15 日", "at least 15 days", {"min": 15}),
    (DATE, Bound(None, DAY), "不晚于 2025-03-01", "no later than 2025-03-01", {"max": "2025-03-01"}),
    (SHARE, Bound(600_000, 950_000), "60%至95%之间", "between 60% and 95%", {"min": "0.6", "max": "0.95"}),
    (
        "agreement.terms",
        Bound(frozenset({"split", "costs"}), None),
        "至少包括收益分配、费用分担",
        "includes at least split of proceeds, sharing of costs",
        {"min": ["costs", "split"]},
    ),
    ("agreement.terms", Bound(frozenset(), frozenset({"split"})), "至多包括收益分配", "includes at most split of proceeds", {"max": ["split"]}),
    (
        "agreement.terms",
        Bound(frozenset({"costs"}), frozenset({"split", "costs"})),
        "至少包括费用分担；不包括转化期限",
        "includes at least sharing of costs; does not include period",
        {"min": ["costs"], "max": ["costs", "split"]},
    ),
    ("agreement.terms", Bound(frozenset(), None), "未说明", "not stated", {}),
    (SHARE, None, "未说明", "not stated", None),
]


@pytest.mark.parametrize(("path", "value", "zh", "en", "data"), SHOWN)
def test_a_value_in_words_and_as_json(path: str, value: Any, zh: str, en: str, data: Any) -> None:
    fact = VOCABULARY.get(path)
    assert show(value, fact) == (zh, en)
    assert plain(value, fact) == data


def test_records_are_counted() -> None:
    people: Any = ({"role": "leader"}, {"role": "member"})
    assert show(people, None) == ("2 人", "2 records")


def test_items_that_are_lists_themselves_are_told_apart() -> None:
    assert show(frozenset({"甲、乙", "丙"}), None).zh == "丙；甲、乙"
    assert show(frozenset({"a, b", "c"}), None).en == "a, b; c"
    assert show(frozenset({"甲", "丙"}), None).zh == "丙、甲"


def test_facts_of_one_edition_stand_before_those_of_all() -> None:
    """The narrower name wins: `guangzhou@guideline` over `guangzhou` over the deal."""
    deal = Deal(
        {"edition.issue_date": 1, "grant.share": 2},
        editions={"guangzhou": {"edition.issue_date": 3, "pilot.start_date": 4}, "guangzhou@guideline": {"pilot.start_date": 5}},
    )
    assert deal.for_edition("shanghai", "draft") == {"edition.issue_date": 1, "grant.share": 2}
    assert deal.for_edition("guangzhou", "other") == {"edition.issue_date": 3, "grant.share": 2, "pilot.start_date": 4}
    assert deal.for_edition("guangzhou", "guideline") == {"edition.issue_date": 3, "grant.share": 2, "pilot.start_date": 5}
    assert deal.facts["edition.issue_date"] == 1


def test_evidence_is_written_as_editors_open_it() -> None:
    assert str(Evidence("deal.yaml", 12, 15)) == "deal.yaml:12:15"
    assert str(Evidence("deal", 0, 0)) == "deal"
