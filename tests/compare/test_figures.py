"""What a rule prints in figures: limits with the fact they measure, ranges, the base of a ratio, terms, orders of days, lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.compare.figures import Figure, figures
from pack.cities import city, day

TABLE = [
    ('{">=": [{var: grant.team_share}, 70%]}', ["团队份额 ≥70%"], ["team share ≥70%"]),
    ('{"<": [70%, {var: grant.team_share}]}', ["团队份额 >70%"], ["team share >70%"]),
    ('{">": [{var: grant.team_share}, {var: grant.unit_share}]}', ["团队份额 > 单位份额"], ["team share > unit share"]),
    ('{">=": [{var: grant.publicity.days}, 15]}', ["赋权公示天数 ≥15 日"], ["days of grant publicity ≥15 days"]),
    ('{">=": [{var: use_right.term_years}, 1]}', ["长期使用权年限 ≥1 年"], ["term of the use right ≥1 year"]),
    ('{"<=": [{var: agreement.date}, 2024-01-19]}', ["协议签署日 ≤ 2024-01-19"], ["date of the agreement ≤ 2024-01-19"]),
    (
        '{"<=": [{var: agreement.date}, {add_months: [{var: pilot.start_date}, 6]}]}',
        ["协议签署日 ≤ 自试点启动日起 6 个月"],
        ["date of the agreement ≤ 6 months from start of the pilot"],
    ),
    ('{"<=": [10%, {var: grant.team_share}, 95%]}', ["团队份额 10%–95%"], ["team share 10%–95%"]),
    ('{"<": [10%, {var: grant.team_share}, 95%]}', ["团队份额 10%–95%（不含两端）"], ["team share 10%–95% (ends excluded)"]),
    (
        "{includes_all: [{var: agreement.terms}, [cost_sharing, proceeds_split]]}",
        ["协议约定事项含：收益分配比例、转化费用分担"],
        ["terms of the agreement include: split of proceeds, sharing of conversion costs"],
    ),
    (
        '{and: [{var: agreement.signed}, {">=": [{var: grant.team_share}, 70%]}, {"<=": [{var: use_right.term_years}, 20]}]}',
        ["团队份额 ≥70%", "长期使用权年限 ≤20 年"],
        ["team share ≥70%", "term of the use right ≤20 years"],
    ),
    # no figure: presence, a flag, one way of several, a single name, a list that leaves nothing out
    ('{">": [{var: proceeds.award_pool_amount}, 0]}', [], []),
    ("{var: agreement.signed}", [], []),
    ('{or: [{var: agreement.signed}, {">=": [{var: grant.team_share}, 70%]}]}', [], []),
    ("{in: [unit, {var: grant.publicity.places}]}", [], []),
    ("{in: [{var: grant.decision_lead}, [team_leader, unit, joint]]}", [], []),
]


def of(tmp_path: Path, rule: str, on: str = "2025-03-20", listed: dict[str, str] | None = None) -> tuple[Figure, ...]:
    edition = city(tmp_path, rule, listed or {"publicity.grant-days": "shall"})
    return tuple(figure for one in edition.rules for figure in figures(one, edition, day(on)))


@pytest.mark.parametrize(("require", "zh", "en"), TABLE, ids=[row[0] for row in TABLE])
def test_figures_of_a_requirement(tmp_path: Path, require: str, zh: list[str], en: list[str]) -> None:
    found = of(tmp_path, f"- cite: publicity.grant-days\n  remedy: {{zh: 改, en: mend}}\n  require: {require}")
    assert [figure.text.zh for figure in found] == zh
    assert [figure.text.en for figure in found] == en


def test_a_list_that_only_says_what_will_do_is_a_choice(tmp_path: Path) -> None:
    require = "{in: [{var: conversion.pricing_method}, [agreement, listing, auction]]}"
    (found,) = of(tmp_path, f"- cite: publicity.grant-days\n  remedy: {{zh: 改, en: mend}}\n  require: {require}")
    assert found.choice
    assert found.values == ("agreement", "listing", "auction")
    assert found.text.zh == "定价方式为其一：协议定价、技术交易市场挂牌交易、拍卖"


def test_a_ratio_names_its_base(tmp_path: Path) -> None:
    rules = """
    - cite: c.pool
      remedy: {zh: 改, en: mend}
      require: {">=": [{var: proceeds.award_pool_ratio}, 70%]}
    - cite: c.pool
      id: ratio
      gives: proceeds.award_pool_ratio
      value: {"/": [{var: proceeds.award_pool_amount}, {var: proceeds.net_income}]}
    """
    (found,) = of(tmp_path, rules, listed={"c.pool": "shall"})
    assert found.text.zh == "奖励总额比例 ≥70%（占转化净收入）"
    assert (found.path, found.base_path, found.values) == ("proceeds.award_pool_ratio", "proceeds.net_income", (700_000,))


def test_the_figure_is_that_of_the_day(tmp_path: Path) -> None:
    rule = """
    - use: publicity/grant-days
      with: {floor: [{from: 2024-08-01, value: 15}, {from: 2026-01-01, value: 20}]}
    """
    assert [of(tmp_path, rule, on)[0].bare.zh for on in ("2025-12-31", "2026-01-01")] == ["≥15 日", "≥20 日"]


GIVEN = [
    ("edition.in_force", '{"<": [{var: edition.evaluation_date}, {add_years: [{var: edition.issue_date}, 3]}]}', ["自文件发布日起 3 年"]),
    ("edition.in_force", '{"<": [{var: edition.evaluation_date}, {add_years: [2024-08-01, 3]}]}', ["自2024-08-01起 3 年"]),
    ("trial.prescribed", "37", ["试项 prescribed =37"]),
    ("trial.prescribed", '{"+": [{var: trial.count}, 1]}', []),
]


@pytest.mark.parametrize(("path", "value", "zh"), GIVEN, ids=[f"{path} {value}" for path, value, _ in GIVEN])
def test_figures_of_what_a_rule_gives(tmp_path: Path, path: str, value: str, zh: list[str]) -> None:
    found = of(tmp_path, f"- cite: publicity.grant-days\n  gives: {path}\n  value: {value}")
    assert [figure.text.zh for figure in found] == zh


def test_a_figure_of_people_is_named_by_their_field(tmp_path: Path) -> None:
    rule = """
    - cite: publicity.grant-days
      for_each: recipients
      remedy: {zh: 改, en: mend}
      require: {includes_all: [{var: item.publicity_items}, [contribution, share]]}
    """
    (found,) = of(tmp_path, rule)
    assert (found.path, found.sign) == ("recipients[].publicity_items", "all_of")
