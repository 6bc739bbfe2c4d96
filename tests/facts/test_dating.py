"""The day a deal is decided for where nobody names one."""

from __future__ import annotations

from datetime import date

import pytest

from awardrules import yamlfile
from awardrules.facts.dating import day_in, day_of_deal
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date

TODAY = date.today().toordinal()
DAYS = [
    ("agreement: {date: 2025-03-20}\nconversion: {contract_date: 2023-05-10}\ndeal: {kinds: [conversion]}\n", "2025-03-20"),
    ("deal: {kinds: [conversion], date: 2024-01-02}\nconversion: {contract_date: 2023-05-10}\n", "2024-01-02"),
    ("deal: {kinds: [conversion]}\nconversion: {contract_date: 2023-05-10}\n", "2023-05-10"),
    ("deal.kinds: [conversion, reward]\nconversion.contract_date: 2023-05-10\n", "2023-05-10"),
    ("deal: {kinds: [reward]}\nconversion: {contract_date: 2023-05-10}\n", None),  # of the conversion that is rewarded
    ("deal: {kinds: [conversion]}\n", None),
]


@pytest.mark.parametrize(("text", "wanted"), DAYS)
def test_the_day_of_a_deal_that_is_not_typed(tmp_path, text, wanted):
    file = tmp_path / "deal.yaml"
    file.write_text(text, encoding="utf-8")
    assert day_in(yamlfile.load(file)) == (TODAY if wanted is None else parse_date(wanted))


@pytest.mark.parametrize(("kinds", "wanted"), [({"conversion"}, "2023-05-10"), ({"ownership_grant"}, None)])
def test_the_day_of_a_typed_deal(kinds, wanted):
    deal = Deal({"deal.kinds": frozenset(kinds), "conversion.contract_date": parse_date("2023-05-10")})
    assert day_of_deal(deal) == (TODAY if wanted is None else parse_date(wanted))
