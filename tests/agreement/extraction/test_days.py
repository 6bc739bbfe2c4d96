"""Days written without their year: which year they have, and when nobody can say."""

from __future__ import annotations

import pytest

from agreement.extraction.said import value

BODY = "一、乙方{day}向甲方提交了赋权申请书。\n\n二、本协议自{other}起二十年有效。\n\n{end}"
CASES = [
    # the day as written, another day of the paper, its end: the day that is read
    ("2025年4月29日", "2026年1月1日", "2025年6月26日", "2025-04-29"),
    ("今年4月29日", "2026年1月1日", "签订日期：2025年6月26日", "2025-04-29"),
    ("4月29日", "2026年1月1日", "2025年6月26日", "2025-04-29"),
    ("四月二十九日", "2026年1月1日", "二〇二五年六月二十六日", "2025-04-29"),
    ("4月29日", "2025年1月1日", "签订日期：2025年6月26日", "2025-04-29"),
    ("9月29日", "2026年1月1日", "2025年6月26日", None),  # later than the paper: of the year before, or still to come
    ("4月29日", "2026年1月1日", "甲方（盖章）　　乙方（签字）", "2026-04-29"),  # the one year there is
    ("4月29日", "2026年1月1日至2031年12月31日", "甲方（盖章）　　乙方（签字）", None),
    ("去年9月29日", "2026年1月1日", "2025年6月26日", "2024-09-29"),
    ("去年9月29日", "2026年1月1日", "甲方（盖章）　　乙方（签字）", None),  # of a year that nobody told
    ("2025年元月9日", "2026年1月1日", "2025年6月26日", "2025-01-09"),
]


@pytest.mark.parametrize(("day", "other", "end", "read"), CASES)
def test_the_year_of_a_day_is_that_of_the_paper_or_nobodys(day: str, other: str, end: str, read: str | None) -> None:
    assert value(BODY.format(day=day, other=other, end=end), "grant.application_date") == read


def test_days_of_a_yearly_duty_have_no_year() -> None:
    text = "一、乙方应于每年4月29日向甲方报告。\n\n2025年6月26日\n"
    assert value(text, "grant.application_date") is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024年12月乙方开过会，商量好以后，12月16日把赋权申请书交到甲方。\n\n二、本协议自2025年1月1日起生效。\n\n2025年2月14日\n", "2024-12-16"),
    ],
)
def test_a_year_told_in_the_sentence_is_that_of_its_days(text: str, read: str | None) -> None:
    assert value(text, "grant.application_date") == read


LOG = "附：办理流水\n{}\n\n2025年8月15日\n"


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("  2.20    乙方提交赋权申请书\n  3.12    收到评估报告\n  4.7     公示", "2025-02-20"),
        ("  2.1    乙方提交赋权申请书\n  2.2    收到评估报告\n  2.3    公示", None),  # numbers of clauses
        ("  2.20    乙方提交赋权申请书\n  3.12    收到评估报告", None),  # two lines are no log
        ("  4.7    乙方提交赋权申请书\n  3.12    收到评估报告\n  2.20    公示", None),  # not day after day
    ],
)
def test_lines_of_a_log_begin_with_days(lines: str, read: str | None) -> None:
    assert value(LOG.format(lines), "grant.application_date") == read
