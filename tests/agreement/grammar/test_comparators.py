"""What the words around a value say of it."""

from __future__ import annotations

import pytest

from agreement.grammar.said import said

COMPARED = [
    ("不低于70%", "ratio >=70%"),
    ("不少于70%", "ratio >=70%"),
    ("不得低于70%", "ratio >=70%"),
    ("不得少于70%", "ratio >=70%"),
    ("不应低于70%", "ratio >=70%"),
    ("均不低于70%", "ratio >=70%"),
    ("至少70%", "ratio >=70%"),
    ("最低70%", "ratio >=70%"),
    ("最低份额60%", "ratio >=60%"),
    ("≥70%", "ratio >=70%"),
    ("≧70%", "ratio >=70%"),
    (">=70%", "ratio >=70%"),
    ("70%以上", "ratio >=70%"),
    ("70%及以上", "ratio >=70%"),
    ("70%（含）以上", "ratio >=70%"),
    ("70%（含本数）以上", "ratio >=70%"),
    ("高于70%", "ratio >70%"),
    ("超过70%", "ratio >70%"),
    ("大于70%", "ratio >70%"),
    ("多于70%", "ratio >70%"),
    (">70%", "ratio >70%"),
    ("70%（不含）以上", "ratio >70%"),
    ("70%以上（不含70%）", "ratio >70%"),
    ("不少于70%（不含70%）", "ratio >70%"),
    ("超过70%（含）", "ratio >=70%"),
    ("30日以外", "duration >30 day"),
    ("不超过30%", "ratio <=30%"),
    ("不高于30%", "ratio <=30%"),
    ("不得超过30%", "ratio <=30%"),
    ("不得高于30%", "ratio <=30%"),
    ("未超过30%", "ratio <=30%"),
    ("没有超过30%", "ratio <=30%"),
    ("至多30%", "ratio <=30%"),
    ("最高不超过30%", "ratio <=30%"),
    ("上限为30%", "ratio <=30%"),
    ("≤30%", "ratio <=30%"),
    ("30%以下", "ratio <=30%"),
    ("30%以内", "ratio <=30%"),
    ("15日内", "duration <=15 day"),
    ("15天之内", "duration <=15 day"),
    ("低于30%", "ratio <30%"),
    ("少于30%", "ratio <30%"),
    ("不足30%", "ratio <30%"),
    ("不满3年", "duration <3 year"),
    ("未满三年", "duration <3 year"),
    ("未达到30%", "ratio <30%"),
    ("满10年", "duration >=10 year"),
    ("约70%", "ratio ~70%"),
    ("大约10年", "duration ~10 year"),
    ("近三年", "duration ~3 year"),
    ("70%左右", "ratio ~70%"),
    ("10年上下", "duration ~10 year"),
    # the base stands between the comparator and its value
    ("提取不低于转让净收入70%的比例", "ratio >=70%"),
    ("不超过净收益的30%", "ratio <=30%"),
    ("低于评估价的90%", "ratio <90%"),
    ("公示时间不少于：15日", "duration >=15 day"),
    ("不少于人民币120万元", "money >=1200000 yuan"),
    ("不低于 70 ％", "ratio >=70%"),
    # turned round from a distance
    ("不得以任何理由超过15日", "duration <=15 day"),
    ("不得在任何情况下低于70%", "ratio >=70%"),
    # each value has its own
    ("60%以上95%以下", "ratio >=60%;ratio <=95%"),
    ("不少于10年但不超过15年", "duration >=10 year;duration <=15 year"),
    ("不低于70%，奖励30%", "ratio >=70%;ratio 30%"),
    ("超过15日的，按0.05%支付", "duration >15 day;ratio 0.05%"),
    ("不低于70%以上", "ratio >=70%"),
]
PLAIN = [
    ("约定70%归乙方", "ratio 70%"),
    ("本合约10年", "duration 10 year"),
    ("公约30%", "ratio 30%"),
    ("超过部分按30%", "ratio 30%"),
    ("超额部分30%", "ratio 30%"),
    ("逾期每日按0.05%", "ratio 0.05%"),
    ("70%上下级", "ratio 70%"),
    ("15日内部公示", "duration 15 day"),
    ("10年以下简称", "duration 10 year"),
    ("70%以上述收益为限", "ratio 70%"),
    ("自公示期满15日", "duration 15 day"),
    ("不低于市场价；份额70%", "ratio 70%"),
    ("不低于70%以下", "? 70%"),
]


@pytest.mark.parametrize(("raw", "expected"), [*COMPARED, *PLAIN])
def test_words_around_a_value_compare(raw: str, expected: str) -> None:
    assert said(raw) == expected.split(";")


@pytest.mark.parametrize(("raw", "expected"), [row for row in COMPARED if ";" not in row[1]])
def test_a_comparator_is_the_same_behind_another_clause(raw: str, expected: str) -> None:
    assert said(f"甲方享有30%，余下{raw}。") == ["ratio 30%", expected]
