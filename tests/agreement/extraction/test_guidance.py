"""What a paper prints for whoever fills it in, or leaves empty, is no provision; what only looks like it still is one."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, reading, value

COSTS = "转化费用由甲乙双方各承担一半。\n"

# text, whether it settles who bears the costs of the conversion
PROVIDED = [
    ("第六条　转化费用分担\n转化费用由甲乙双方各承担一半。\n第七条　附则\n本协议一式两份。\n", True),
    ("第六条　转化费用分担\n（一）转化费用由甲乙双方各承担一半。\n第七条　附则\n本协议一式两份。\n", True),
    ("第六条　转化费用由甲乙双方各承担一半（本款不适用于年费）。\n", True),
    ("双方就下列事项作了约定：\n（一）收益分配\n（二）转化费用分担\n（三）权利和义务\n", True),
    ("〔起草说明：此处应写明转化费用如何分担〕\n", False),
    ("【起草说明：本条写明转化费用分担。\n可以约定转化费用由双方各承担一半。】\n", False),
    ("（填写说明：转化费用由双方各承担一半的，写明比例）\n", False),
    ("第六条　转化费用分担\n（本条不适用）\n第七条　附则\n本协议一式两份。\n", False),
    ("第六条　转化费用分担（本条不适用）\n第七条　附则\n本协议一式两份。\n", False),
    ("第六条　转化费用分担\n【空】\n第七条　附则\n本协议一式两份。\n", False),
    ("第六条　转化费用分担\n第七条　附则\n本协议一式两份。\n", False),
    ("第六条　转化费用分担\n", False),
    ("（可选：转化费用由双方各承担一半。）\n", False),
    ("【可选条款】转化费用由双方各承担一半。\n", False),
]


@pytest.mark.parametrize(("text", "settled"), PROVIDED, ids=[text for text, _ in PROVIDED])
def test_only_what_is_agreed_is_a_provision(text, settled):
    fact = found("第一条　标的\n甲方将“高温薄膜”专利的所有权赋予乙方。\n" + text, "agreement.terms")
    terms = fact.value.low if fact is not None and fact.value is not None else frozenset()
    assert ("cost_sharing" in terms) is settled


def test_a_clause_that_is_switched_off_states_no_figure():
    assert value("第二条　份额\n双方按份共有，乙方持有70%，甲方持有30%。\n", "grant.team_share") == "0.7"
    assert value("第二条　双方按份共有，乙方持有70%，甲方持有30%（本条不适用）。\n", "grant.team_share") is None
    assert value("第二条　双方按份共有，乙方持有70%，甲方持有30%（本条不适用于改进成果）。\n", "grant.team_share") == "0.7"
    assert value("（可选：双方按份共有，乙方持有70%，甲方持有30%。）\n", "grant.team_share") is None


@pytest.mark.parametrize("hint", ["按份共有的填写", "选择按份共有时填写", "按份共有者填报"])
def test_a_hint_at_a_label_states_nothing(hint):
    form = f"共有形式（申请所有权的填写）：□按份共有 ☑共同共有\n团队份额（{hint}）：/\n"
    assert value(form, "grant.co_ownership_form") == "joint"
    assert value(f"团队份额（{hint}）：____%\n", "grant.co_ownership_form") is None


def test_choices_behind_a_blank_say_nothing_of_what_was_chosen():
    text = "甲方已于2025年2月18日经校长办公会〔校长办公会/成果转化领导小组〕集体决策同意赋权。\n"
    assert value(text, "unit.has_grant_leading_group") is None
    assert value(text, "grant.collective_decision") is True
    assert value(text.replace("校长办公会/", "2024年校长办公会/"), "grant.collective_decision") is True


def test_the_number_of_a_document_is_no_hint():
    assert any(
        "〔2024〕" in quote.text for fact in reading("甲方已制定《职务科技成果管理办法》（校科〔2024〕6号）。\n").facts for quote in fact.evidence
    )
