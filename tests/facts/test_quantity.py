"""Exact numbers, dates and bounds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardrules.facts.quantity import (
    SCALE,
    add_months,
    parse_date,
    parse_number,
    scaled,
    show_date,
    show_money,
    show_number,
    show_percent,
    unscaled,
    whole,
)

NUMBERS = [
    ("0.7", "7/10"),
    ("70%", "7/10"),
    ("70 %", "7/10"),
    ("70％", "7/10"),
    ("７０％", "7/10"),
    ("7/10", "7/10"),
    ("7 / 10", "7/10"),
    ("７／１０", "7/10"),
    ("1/3", "1/3"),
    ("-1/3", "-1/3"),
    ("33.3333%", "333333/1000000"),
    ("0.1%", "1/1000"),
    ("1,200,000.50", "2400001/2"),
    ("1，200，000", "1200000"),
    ("1,200", "1200"),
    ("1e3", "1000"),
    ("1.5E-2", "3/200"),
    ("010", "10"),
    ("0", "0"),
    ("-0", "0"),
    ("+5", "5"),
    ("5.", "5"),
    (" 12 ", "12"),
    ("120000.50", "240001/2"),
    ("999999999999999999", "999999999999999999"),
    ("0.000000000000000001", "1/1000000000000000000"),
    ("1e99", "1" + "0" * 99),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_are_exact(text: str, value: str) -> None:
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "%", "abc", "1 2", "12:30", "0x10", "1_000", ".5", "1.2.3", "1,20", "12,3456", "1,,000", "1.000,50", "--1", "1e", "1e100",
        "1e+100", "e5", "1/0", "1/-3", "1/2/3", "0.5/2", "7/10%", "7%/10", "inf", "NaN", "-∞", "½", "七成", "70 percent", "120万", "¥5", "5元",
        "٣", "१२", "𝟕", "1" * 19, "0." + "1" * 19, "1\n2", "true", "2025-03-01",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    """Nothing is guessed: neither digits of other scripts, nor amounts in words, nor what could be meant in two ways."""
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-01", date(2025, 3, 1)),
        ("2025年3月1日", date(2025, 3, 1)),
        ("2025年03月01日", date(2025, 3, 1)),
        ("2025 年 3 月 1 日", date(2025, 3, 1)),
        ("２０２５年３月１日", date(2025, 3, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        (" 2025-03-01 ", date(2025, 3, 1)),
    ],
)
def test_dates(text: str, expected: date) -> None:
    assert parse_date(text) == expected.toordinal()


@pytest.mark.parametrize(
    "text",
    [
        "", "2025-02-29", "2025-02-30", "2025-13-01", "2025-00-10", "2025-3-1", "25-03-01", "20250301", "2025/03/01", "01-03-2025", "0000-01-01",
        "2025年3月", "2025年2月30日", "2025-03-01T00:00:00", "2025-03-01 00:00:00", "today", "٢٠٢٥-٠٣-٠١", "2025-03-011",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_decimal_of_six_places_is_a_whole_number_of_millionths(value: Decimal) -> None:
    """So whatever is stated to a millionth is compared and added as integers."""
    found = parse_number(format(value, "f"))
    assert found == Fraction(value)
    held = scaled(found)
    assert isinstance(held, int)
    assert held == int(value * SCALE)
    assert unscaled(held) == found


@given(st.fractions())
def test_a_number_survives_the_scale(value: Fraction) -> None:
    held = scaled(value)
    assert unscaled(held) == value
    assert isinstance(held, int) == ((value * SCALE).denominator == 1)


@given(st.integers(-(10**17), 10**17), st.integers(1, 10**17))
def test_a_shown_number_reads_back(above: int, below: int) -> None:
    value = Fraction(above, below)
    shown = show_number(scaled(value))
    assert Fraction(shown) == value


@pytest.mark.parametrize(
    ("value", "number", "percent", "money"),
    [
        ("0.7", "0.7", "70%", "0.70"),
        ("1", "1", "100%", "1.00"),
        ("0", "0", "0%", "0.00"),
        ("1/3", "1/3", "≈33.3333%", "0.33"),
        ("2/3", "2/3", "≈66.6667%", "0.67"),
        ("0.699999", "0.699999", "69.9999%", "0.70"),
        ("0.7000001", "0.7000001", "70.00001%", "0.70"),
        ("1200000.5", "1200000.5", "120000050%", "1,200,000.50"),
        ("0.005", "0.005", "0.5%", "0.01"),  # half up
        ("-0.005", "-0.005", "-0.5%", "-0.01"),
        ("-0.004", "-0.004", "-0.4%", "0.00"),
        ("-1234.5", "-1234.5", "-123450%", "-1,234.50"),
    ],
)
def test_shown(value: str, number: str, percent: str, money: str) -> None:
    held = scaled(Fraction(value))
    assert (show_number(held), show_percent(held), show_money(held)) == (number, percent, money)


def test_decimals_of_a_shown_number() -> None:
    assert show_number(scaled(Fraction(1, 3)), places=4) == "0.3333"
    assert show_number(scaled(Fraction(5, 2)), places=0) == "3"
    assert show_number(whole(15)) == "15"
    assert show_date(date(2025, 3, 1).toordinal()) == "2025-03-01"


@given(st.dates(), st.integers(-30_000, 30_000))
def test_months_keep_the_day_or_take_the_last_of_the_month(day: date, months: int) -> None:
    found = add_months(day.toordinal(), months)
    target = day.year * 12 + day.month - 1 + months
    if not 12 <= target < 120_000:
        assert found is None
        return
    assert found is not None
    moved = date.fromordinal(found)
    assert (moved.year, moved.month) == (target // 12, target % 12 + 1)
    assert moved.day == day.day or (moved.day < day.day and (moved == date.max or (moved + timedelta(days=1)).day == 1))
