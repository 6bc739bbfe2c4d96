"""Expressions in words, Chinese and English."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given

from awardrules.expression.operators import TABLE
from awardrules.expression.prose import Writer
from awardrules.expression.term import Literal, Part
from awardrules.expression.types import Type
from awardrules.language import Text
from strategies import EXAMPLES, KINDS, PARAMETER_TYPES, VOCABULARY, checked, conditions, parameter_values

WRITER = Writer(VOCABULARY, {name: (value, PARAMETER_TYPES[name]) for name, value in parameter_values().items()})
LEFT_OVER = re.compile(r"\{[0-9*]\}|\x00|None|Term\(|Literal\(")


def typed(expression: Any) -> Part:
    """The checked expression, whatever its type."""
    for kind in (Type("bool"), Type("set"), *KINDS.values()):
        try:
            return checked(expression, kind)
        except AssertionError:
            continue
    raise AssertionError(expression)


def written(expression: Any) -> Text:
    part = typed(expression)
    return WRITER.condition(part) if part.type is not None and part.type.name == "bool" else WRITER.value(part)


def labels(part: Part) -> list[Text]:
    """The labels of all facts a part reads, outside quantifiers."""
    if isinstance(part, Literal):
        return []
    if part.operator == "var":
        return [VOCABULARY.label(part.name)]
    return [label for argument in part.arguments for label in labels(argument)]


@pytest.mark.parametrize("name", TABLE)
def test_every_operator_has_words_in_both_languages(name: str) -> None:
    words = written(EXAMPLES[name])
    assert re.search(r"[一-鿿]", words.zh)
    assert not re.search(r"[一-鿿]", words.en)
    assert not LEFT_OVER.search(words.zh + words.en)
    if not TABLE[name].binds:
        for label in labels(typed(EXAMPLES[name])):
            assert label.zh in words.zh
            assert label.en in words.en


GOLDEN = [
    ({">=": [{"var": "grant.share"}, "70%"]}, "团队份额不低于70%", "team share is at least 70%"),
    ({"<": [{"var": "grant.share"}, "70%"]}, "团队份额低于70%", "team share is below 70%"),
    ({"<=": ["60%", {"var": "grant.share"}, "95%"]}, "团队份额在 60% 至 95% 之间（含两端）", "team share is between 60% and 95% (inclusive)"),
    ({"==": [{"var": "grant.model"}, "direct"]}, "赋权模式为“直接赋权”", "grant model is “direct grant”"),
    ({"in": ["split", {"var": "agreement.terms"}]}, "约定事项包括“收益分配”", "agreed terms include “split of proceeds”"),
    ({">=": [{"var": "grant.share"}, {"param": "floor"}]}, "团队份额不低于70%", "team share is at least 70%"),
    ({"<=": [{"var": "notice.start"}, {"var": "notice.end"}]}, "公示开始不晚于公示结束", "start of publicity is no later than end of publicity"),
    ({">": [{"var": "notice.end"}, "2025-03-01"]}, "公示结束晚于2025-03-01", "end of publicity is after 2025-03-01"),
    ({">=": [{"var": "notice.days"}, {"param": "days"}]}, "公示天数不少于 15 日", "days of publicity is at least 15 days"),
    ({"-": [{"var": "sale.price"}]}, "负的转让价款", "minus sale price"),
    ({"last_day": [{"var": "notice.start"}, 3]}, "自公示开始起 3 年的最后一日", "the last day of 3 years from start of publicity"),
    ({"last_day": [{"var": "notice.start"}, 1]}, "自公示开始起 1 年的最后一日", "the last day of 1 year from start of publicity"),
    (
        {"last_day": [{"add_days": [{"var": "notice.start"}, 1]}, {"var": "term.years"}]},
        "自公示开始后 1 日起按使用权年限计的最后一日",
        "the last day of term of use from 1 day after start of publicity",
    ),
    (
        {"*": [{"+": [{"var": "sale.price"}, {"var": "sale.cost"}]}, {"var": "grant.share"}]},
        "（转让价款 + 转化成本） × 团队份额",
        "(sale price + sale cost) × team share",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "zh", "en"), GOLDEN, ids=[en for _, _, en in GOLDEN])
def test_words(expression: Any, zh: str, en: str) -> None:
    assert written(expression) == Text(zh, en)


DENIED = [
    ({">=": [{"var": "grant.share"}, "70%"]}, "团队份额低于70%", "team share is below 70%"),
    ({"<": [{"var": "grant.share"}, "70%"]}, "团队份额不低于70%", "team share is at least 70%"),
    ({"<=": [{"var": "notice.start"}, {"var": "notice.end"}]}, "公示开始晚于公示结束", "start of publicity is after end of publicity"),
    ({">=": [{"var": "notice.days"}, 15]}, "公示天数少于 15 日", "days of publicity is below 15 days"),
    ({"in": ["split", {"var": "agreement.terms"}]}, "约定事项不包括“收益分配”", "agreed terms do not include “split of proceeds”"),
    ({"!": [{"==": [{"var": "grant.model"}, "direct"]}]}, "赋权模式为“直接赋权”", "grant model is “direct grant”"),
]


@pytest.mark.parametrize(("expression", "zh", "en"), DENIED, ids=[en for _, _, en in DENIED])
def test_a_denial_says_the_opposite_plainly(expression: Any, zh: str, en: str) -> None:
    assert WRITER.denial(checked(expression)) == Text(zh, en)
    assert written({"!": [expression]}) == Text(zh, en)


def test_or_within_and_is_bracketed() -> None:
    either = {"or": [{"var": "team.agreed"}, {"var": "team.named"}]}
    words = written({"and": [either, {"var": "result.secret"}]})
    assert words.zh.startswith("（")
    assert words.en.startswith("(")
    assert words.en != written({"or": [{"var": "team.agreed"}, {"and": [{"var": "team.named"}, {"var": "result.secret"}]}]}).en


@given(conditions())
def test_every_condition_can_be_said_and_denied(expression: Any) -> None:
    part = checked(expression)
    said, denied = WRITER.condition(part), WRITER.denial(part)
    for words in (said, denied):
        assert words.zh
        assert words.en
        assert not LEFT_OVER.search(words.zh + words.en)
    assert said.zh != denied.zh
    assert said.en != denied.en
