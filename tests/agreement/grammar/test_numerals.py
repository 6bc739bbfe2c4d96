"""Numerals as numbers, and what is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardrules.agreement.grammar.numerals import is_about, words_value
from awardrules.agreement.reading.numerals import formatted

NUMERALS = [
    ("零", 0),
    ("〇", 0),
    ("一", 1),
    ("两", 2),
    ("十", 10),
    ("十五", 15),
    ("二十", 20),
    ("廿五", 25),
    ("卅", 30),
    ("一百", 100),
    ("两百", 200),
    ("一百零五", 105),
    ("一百五", 150),
    ("一百一十一", 111),
    ("一千零一十", 1010),
    ("三千五", 3500),
    ("三万五", 35_000),
    ("二万三千四百五十六", 23_456),
    ("十二万", 120_000),
    ("一百二十万", 1_200_000),
    ("一千万", 10_000_000),
    ("一亿二千万", 120_000_000),
    ("二十亿零五百", 2_000_000_500),
    ("壹佰贰拾万", 1_200_000),
    ("壹佰贰拾万零伍佰", 1_200_500),
    ("壹拾万零伍佰元"[:-1], 100_500),
    ("柒仟捌佰玖拾", 7_890),
    ("二〇二五", 2025),
    ("二零二五", 2025),
    ("一二〇", 120),
    ("七〇", 70),
    ("一零零", 100),
    ("七十点五", Fraction(141, 2)),
    ("零点零五", Fraction(1, 20)),
]
NONE = [
    "十十",
    "十百",
    "百",
    "千",
    "万",
    "亿",
    "百五",
    "千万",
    "一二三十",
    "两〇",
    "一百一百",
    "一万一万",
    "零零五十",
    "三五",
    "七八",
    "二三十",
    "一" * 40,
]


@pytest.mark.parametrize(("written", "value"), NUMERALS)
def test_a_numeral_is_a_number(written: str, value: int | Fraction) -> None:
    assert words_value(written) == value


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_numeral(written: str) -> None:
    assert words_value(written) is None


@pytest.mark.parametrize(
    ("written", "about"), [("三五", True), ("七八", True), ("二三十", True), ("十五六", True), ("二〇二五", False), ("十五", False)]
)
def test_two_neighbours_are_about_a_number(written: str, about: bool) -> None:
    assert is_about(written) is about


@given(st.integers(1, 9_999_999), st.sampled_from(["chineseCountingThousand", "chineseLegalSimplified"]))
def test_a_number_written_out_is_read_back(number: int, style: str) -> None:
    assert words_value(formatted(number, style)) == number


@given(st.integers(1000, 9999))
def test_a_number_written_digit_by_digit_is_read_back(number: int) -> None:
    digits = "〇一二三四五六七八九"
    assert words_value("".join(digits[int(digit)] for digit in str(number))) == number
