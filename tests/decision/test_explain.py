"""Why a rule came out as it did, in words a person can act on: the state, what was expected, the gap, the cause."""

from __future__ import annotations

import pytest

from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.decision.explain import accounts, cautions, requirement
from awardrules.facts.quantity import parse_date
from awardrules.facts.reading import deal_from
from pack.cities import decided

ONE = {"c.one": "shall", "c.exception": "may"}


def told(trial, rule: str, deal: str, **more: str):
    edition = trial(f"- {{cite: c.one, {rule}}}", ONE, **more)
    decision = decided(edition, deal)
    [account] = accounts(decision, edition.rules[0])
    return account


@pytest.mark.parametrize(
    ("rule", "deal", "en", "zh"),
    [
        (
            'require: {">=": [{var: trial.count}, 15]}',
            "trial: {count: 12}",
            "trial count is 12; required: trial count is at least 15 (short by 3)",
            "差 3",
        ),
        ('require: {"<=": [{var: trial.sum}, 100]}', "trial: {sum: 120.50}", "(short by CNY 20.50)", "差 20.50 元"),
        (
            'require: {">=": [{var: grant.team_share}, 70%]}',
            "grant: {team_share: 60%}",
            "team share is 60%; required: team share is at least 70% (short by 10 percentage points)",
            "差 10 个百分点",
        ),
        ('require: {"<=": [{var: trial.day}, 2025-03-01]}', "trial: {day: 2025-03-04}", "(3 days late)", "（晚 3 日）"),
        ('require: {"<": [2025-03-01, {var: trial.day}]}', "trial: {day: 2025-02-28}", "(1 day early)", "（早 1 日）"),
        ('require: {">=": [{var: trial.day}, 2025-03-01]}', "trial: {day: 2025-02-26}", "(3 days early)", "（早 3 日）"),
        ('require: {"<=": [2025-03-01, {var: trial.day}, 2025-03-09]}', "trial: {day: 2025-03-10}", "(1 day late)", "（晚 1 日）"),
        ('require: {"<=": [2025-03-01, {var: trial.day}, 2025-03-09]}', "trial: {day: 2025-02-27}", "(2 days early)", "（早 2 日）"),
        (
            'require: {">=": [{var: grant.team_share}, 70%]}',
            'grant: {team_share: "1/3"}',
            "(short by ≈36.6667 percentage points)",
            "差 ≈36.6667 个百分点",
        ),
        ('require: {"<=": [10, {var: trial.count}, 20]}', "trial: {count: 25}", "(short by 5)", "差 5"),
        (
            'require: {"==": [{var: trial.level}, high]}',
            "trial: {level: low}",
            "trial level is low; required: trial level is “high”",
            "试项 level为“低”",
        ),
        (
            "require: {includes_all: [{var: trial.items}, [low, high]]}",
            "trial: {items: [low]}",
            "trial items lack: high",
            "试项 items缺少：高",
        ),
        (
            "require: {includes_all: [{var: trial.items}, [low, middle, high]]}",
            "trial: {items: {min: [low], max: [low, middle]}}",
            "trial items lack: high",
            "试项 items缺少：高",
        ),
        (
            "require: {in: [high, {var: trial.items}]}",
            "trial: {items: {max: [low]}}",
            "trial items: includes at most low; required: trial items include “high”",
            "试项 items为“至多包括低”",
        ),
    ],
)
def test_a_failure_names_the_state_the_requirement_and_the_gap(trial, rule, deal, en, zh):
    account = told(trial, rule, deal)
    assert account.finding.outcome == "fail"
    assert en in account.message.en
    assert zh in account.message.zh


def test_of_several_conditions_only_those_not_met_are_named(trial):
    rule = 'require: {and: [{var: trial.holds}, {">=": [{var: trial.count}, 15]}, {or: [{var: trial.other}, {var: trial.when}]}]}'
    account = told(trial, rule, "trial: {holds: true, count: 12, other: false, when: true}")
    assert "trial count" in account.message.en
    for met in ("trial holds", "trial other", "trial when"):
        assert met not in account.message.en


KINDS = {"applies_to": "[conversion]"}


@pytest.mark.parametrize(
    ("rule", "deal", "more", "en", "zh"),
    [
        ("require: {var: trial.holds}", "deal: {kinds: [reward]}", KINDS, "the deal is not of this kind", "本次事项不涉及"),
        ("when: {var: trial.when}, require: {var: trial.holds}", "trial: {when: false}", {}, "its condition does not hold: ", "前提不成立："),
        (
            "unless: [{when: {var: trial.unless}, cite: c.exception}], require: {var: trial.holds}",
            "trial: {unless: true}",
            {},
            "a printed exception applies: trial unless: yes (第2条)",
            "属于条文规定的例外：",
        ),
        ("for_each: recipients, require: {var: item.publicity_done}", "recipients: []", {}, "the list is empty", "名单为空"),
        ("require: {var: trial.holds}", "trial: {other: true}", {}, "facts not stated: trial holds", "事实未说明：试项 holds"),
        (
            'require: {">=": [{var: trial.count}, 15]}',
            "trial: {count: {min: 10}}",
            {},
            "known only within limits that do not settle it: trial count",
            "只有界限，不足以判断：试项 count",
        ),
        (
            "require: {includes_all: [{var: trial.items}, [low, high]]}",
            "trial: {items: {min: [low]}}",
            {},
            "known only in part, which does not settle it: trial items (to be settled: high)",
            "只知道一部分，不足以判断：试项 items（待明确：高）",
        ),
        (
            'require: {">=": [{size: [{var: trial.items}]}, 2]}',
            "trial: {items: {min: [low]}}",
            {},
            "known only within limits that do not settle it: trial items",
            "只有界限，不足以判断：试项 items",
        ),
        (
            'require: {">=": [{var: grant.team_share}, 70%]}',
            "grant: {team_share: 70%, unit_share: 40%}",
            {},
            "facts contradict each other: team share",
            "事实互相矛盾：团队份额",
        ),
        (
            'require: {">=": [{"/": [{var: trial.sum}, {var: proceeds.total}]}, 50%]}',
            "{trial: {sum: 1}, proceeds: {total: 0}}",
            {},
            "division by zero",
            "除数为零，无法计算",
        ),
        ("require: {var: trial.holds}", "trial: {holds: true}", {}, "met: trial holds", "符合：试项 holds"),
    ],
)
def test_every_other_outcome_names_its_cause(trial, rule, deal, more, en, zh):
    account = told(trial, rule, deal, **more)
    assert account.message.en.startswith(en)
    assert account.message.zh.startswith(zh)


def test_the_facts_a_rule_read_come_with_their_places(trial):
    account = told(
        trial, 'when: {var: trial.when}, require: {">=": [{var: trial.count}, {var: trial.counted}]}', "trial: {when: true,\n  count: 3, counted: 4}"
    )
    assert {fact.path: str(fact.evidence) for fact in account.facts} == {
        "trial.count": "deal.yaml:2:10",
        "trial.counted": "deal.yaml:2:22",
        "trial.when": "deal.yaml:1:15",
    }


def test_a_computed_fact_has_no_place(trial):
    rules = """
        - {gives: trial.counted, cite: c.one, value: {"+": [{var: trial.count}, 1]}}
        - {cite: c.exception, require: {">=": [{var: trial.counted}, 15]}}
        """
    edition = trial(rules, ONE)
    [account] = accounts(decided(edition, "trial: {count: 3}"), edition.rules[1])
    assert [(fact.path, fact.evidence) for fact in account.facts] == [("trial.counted", None)]


def test_a_derivation_tells_its_value(trial):
    edition = trial("- {gives: grant.team_share, cite: c.one, value: 66.6667%}", ONE)
    [account] = accounts(decided(edition, "trial: {count: 3}"), edition.rules[0])
    assert account.message == ("团队份额：66.6667%", "team share: 66.6667%")
    assert requirement(decided(edition, "trial: {count: 3}"), edition.rules[0]).en == "66.6667%"


def test_facts_of_several_recipients_are_told_apart():
    edition = editions("ganzhou", parse_date("2025-03-20"))[-1]
    people = [{"role": "non_leader", "contribution": ["principal_completer"], "reward_form": ["cash"]}] * 2
    deal = deal_from({"deal": {"kinds": ["reward"]}, "recipients": people}, edition.vocabulary)
    decision = decide(deal, edition, parse_date("2025-03-20"), hypothetical=True)
    [account] = accounts(decision, next(rule for rule in edition.rules if rule.id == "award-accounting/paid-in-full"))
    assert "第 1 位受奖人（科研人员）、第 2 位受奖人（科研人员）" in account.message.zh
    assert "recipient 1 (is a researcher), recipient 2 (is a researcher)" in account.message.en


@pytest.mark.parametrize(
    ("years", "days", "remarks"),
    [
        ("2.99", "[{add_years: [{var: trial.day}, %s]}, {add_years: [2025-03-01, %s]}]", ["2.99 years are 35.88 months"]),  # said once
        ("2.5", "[{add_years: [{var: trial.day}, %s]}, {last_day: [2025-03-01, %s]}]", []),
        ("0.05", "[2025-03-01, {last_day: [{var: trial.day}, %s]}]", ["0.05 years are 0.6 months"]),
    ],
)
def test_a_check_that_rounds_months_says_so(trial, years, days, remarks):
    edition = trial(f"- {{cite: c.one, require: {{'<=': {days.replace('%s', years)}}}}}", ONE)
    decision = decided(edition, "trial: {day: 2025-03-01}")
    assert [text.en.partition(";")[0] for text in cautions(decision, edition.rules[0])] == remarks
