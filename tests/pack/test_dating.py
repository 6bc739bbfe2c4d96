"""The day a deal is decided for where nobody names one."""

from __future__ import annotations

from datetime import date

import pytest

from awardrules import yamlfile
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import parse_date
from awardrules.facts.reading import read_deal
from awardrules.pack.dating import day_in, day_of_deal
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

TODAY = date.today().toordinal()
DAYS = [
    ("agreement: {date: 2025-03-20}\nconversion: {contract_date: 2023-05-10}\ndeal: {kinds: [conversion]}\n", "2025-03-20"),
    ("deal: {kinds: [conversion], date: 2024-01-02}\nconversion: {contract_date: 2023-05-10}\n", "2024-01-02"),
    ("deal: {kinds: [conversion]}\nconversion: {contract_date: 2023-05-10}\n", "2023-05-10"),
    ("deal.kinds: [conversion, reward]\nconversion.contract_date: 2023-05-10\n", "2023-05-10"),
    ("deal: {kinds: [reward]}\nconversion: {contract_date: 2023-05-10}\n", None),  # of the conversion that is rewarded
    ("deal: {kinds: [conversion]}\n", None),
    # said otherwise, the same is said
    ("deal: {kinds: [成果转化]}\nconversion: {contract_date: 2023-05-10}\n", "2023-05-10"),
    ("deal: {kinds: [conversion of the result]}\nconversion: {contract_date: 2023年5月10日}\n", "2023-05-10"),
    ("deal: {kinds: {min: [conversion]}}\nconversion: {contract_date: 2023-05-10}\n", "2023-05-10"),
    ("deal: {kinds: {min: [成果转化], max: [成果转化]}}\nconversion: {contract_date: {min: 2023-05-10, max: 2023-05-10}}\n", "2023-05-10"),
    ("deal: {kinds: {max: [conversion]}}\nconversion: {contract_date: 2023-05-10}\n", None),  # what it may be is not what it is
    ("agreement: {date: {min: 2025-03-20, max: 2025年3月20日}}\n", "2025-03-20"),
    ("agreement: {date: {min: 2025-03-20}}\ndeal: {date: 2024-01-02}\n", "2024-01-02"),
    ("edition.evaluation_date: {min: 2025-03-20, max: 2025-03-20}\n", "2025-03-20"),
    ("agreement: {date: null}\nagreement.date: 2025-03-20\n", "2025-03-20"),
]


@pytest.mark.parametrize(("text", "wanted"), DAYS)
def test_the_day_of_a_deal_that_is_not_typed(tmp_path, text, wanted):
    file = tmp_path / "deal.yaml"
    file.write_text(text, encoding="utf-8")
    assert day_in(yamlfile.load(file)) == (TODAY if wanted is None else parse_date(wanted))


@pytest.mark.parametrize(("text", "wanted"), DAYS)
def test_a_typed_deal_has_the_same_day(text, wanted):
    deal = read_deal(text, "deal.yaml", shared_vocabulary(data_root()))
    assert day_of_deal(deal) == (TODAY if wanted is None else parse_date(wanted))


BESIDE = [
    ("deal: {kinds: [成果转化]}", "conversion: {contract_date: 2023-05-10}", "2023-05-10"),
    ("agreement: {date: 2025-03-20}", "agreement: {date: {min: 2025-03-20, max: 2025-03-20}}", "2025-03-20"),
    ("agreement: {date: 2025-03-20}", "{agreement: {date: 2025-03-21}, deal: {date: 2024-01-02}}", "2024-01-02"),  # in conflict
]


@pytest.mark.parametrize(("text", "beside", "wanted"), BESIDE)
def test_the_day_of_a_deal_with_facts_beside_it(text, beside, wanted):
    assert day_in(yamlfile.parse(text, "deal.yaml"), yamlfile.parse(beside, "facts.yaml")) == parse_date(wanted)


@pytest.mark.parametrize(("kinds", "wanted"), [({"conversion"}, "2023-05-10"), ({"ownership_grant"}, None)])
def test_the_day_of_a_typed_deal(kinds, wanted):
    deal = Deal({"deal.kinds": frozenset(kinds), "conversion.contract_date": parse_date("2023-05-10")})
    assert day_of_deal(deal) == (TODAY if wanted is None else parse_date(wanted))
