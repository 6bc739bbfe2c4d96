"""Amounts in yuan: formula, base, rounding to the fen, and the comparison with what the deal records."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.cities_of_advice import decided, trialville
from awardrules.advice.amounts import Amount, amounts
from awardrules.decision.decide import Decision, decide
from awardrules.facts.deal import show
from awardrules.facts.quantity import to_fen
from awardrules.facts.reading import deal_from
from awardrules.pack.edition import Edition
from awardrules.pack.references import Library
from awardrules.report.amounts import amounts_document

LIBRARY = Library()
UNIT = {"type": "university", "fiscally_funded": True, "located_in_city": True}
ALL_NET = {
    "transfer_licence_gross_income": Decimal("1000000.01"),
    "self_funded_development_cost": 120000,
    "related_taxes": Decimal("40000.46"),
    "ip_maintenance_cost": 5000,
    "third_party_service_fee": 10000,
    "transaction_direct_cost": 4999,
}


def edition(reference: str) -> Edition:
    return LIBRARY.load(LIBRARY.resolve(reference, 739000)[0])


def printed(reference: str, proceeds: dict[str, object], **more: object) -> dict[str, Amount]:
    found = edition(reference)
    data = {"deal": {"kinds": ["conversion", "reward"]}, "unit": UNIT, "conversion": {"mode": "licence"}, "proceeds": proceeds, **more}
    decision = decide(deal_from(data, found.vocabulary), found, 739400, hypothetical=True)
    return {amount.fact.path.partition(".")[2]: amount for amount in amounts(decision)}


TABLE = [
    # pack, proceeds, output, shown, exact, rounding, comparison, difference
    ("shenzhen", {"total": 1000000, "award_pool_amount": 700000}, "award_pool_min", "700,000.00", "700000", None, "met", None),
    ("shenzhen", {"total": 1000000, "award_pool_amount": 699999}, "award_pool_min", "700,000.00", "700000", None, "short", "1.00"),
    ("shenzhen", {"total": Decimal("0.01"), "award_pool_amount": 0}, "award_pool_min", "0.01", "0.007", "up", "short", "0.01"),
    ("shenzhen", {"total": 1000000}, "internal_service_min", "30,000.00", "30000", None, "not_recorded", None),
    ("shenzhen@draft", ALL_NET, "transfer_licence_net_income", "820,000.55", "820000.55", None, None, None),
    ("shenzhen@draft", {**ALL_NET, "award_pool_amount": 574000}, "award_pool_min", "574,000.39", "574000.385", "up", "short", "0.39"),
    ("shenzhen@draft", ALL_NET, "tto_operating_fund_min", "24,600.02", "24600.0165", "up", "not_recorded", None),
    ("ganzhou", {"net_income": Decimal("0.33"), "award_pool_amount": Decimal("0.32")}, "award_pool_max", "0.31", "0.3135", "down", "over", "0.01"),
    ("ganzhou", {"net_income": 100, "award_pool_amount": 95}, "award_pool_max", "95.00", "95", None, "met", None),
    ("ganzhou", {"net_income": 100, "award_pool_amount": 59}, "award_pool_min", "60.00", "60", None, "short", "1.00"),
    # measured on the pool, not on net income
    ("ganzhou", {"award_pool_amount": 60, "principal_completer_award_amount": 30}, "principal_completer_min", "30.00", "30", None, "met", None),
]  # fmt: skip


@pytest.mark.parametrize(("pack", "proceeds", "output", "shown", "exact", "rounding", "comparison", "difference"), TABLE)
def test_what_an_edition_fixes_in_yuan(pack, proceeds, output, shown, exact, rounding, comparison, difference):
    found = printed(pack, proceeds)[output]
    assert show(found.exact, found.fact).en == f"CNY {shown}"
    data = next(a for a in document(pack, proceeds)["amounts"] if a["output"].endswith(output))
    assert (data["exact"], data["value"], data["rounding"]) == (exact, shown.replace(",", ""), rounding)
    assert (data["comparison"], data["difference"]) == (comparison, difference)
    assert data["citations"]
    assert data["citations"][0]["locator"]


def document(pack: str, proceeds: dict[str, object]) -> dict:
    found = edition(pack)
    data = {"deal": {"kinds": ["conversion", "reward"]}, "unit": UNIT, "conversion": {"mode": "licence"}, "proceeds": proceeds}
    decision = decide(deal_from(data, found.vocabulary), found, 739400, hypothetical=True)
    return amounts_document(decision, amounts(decision), "en")


def test_a_formula_is_written_in_words_and_with_its_numbers():
    found = printed("shenzhen@draft", ALL_NET)
    assert found["award_pool_min"].formula.zh == "70% × 转让许可净收入"
    assert found["award_pool_min"].figures.zh == "70% × 820,000.55 元"
    assert found["transfer_licence_net_income"].figures.en == (
        "CNY 1,000,000.01 − (CNY 120,000.00 + CNY 40,000.46 + CNY 5,000.00 + CNY 10,000.00 + CNY 4,999.00)"
    )
    assert [fact.path for fact in found["award_pool_min"].base] == ["proceeds.transfer_licence_net_income"]


def test_without_its_base_an_amount_is_null_and_asks_for_it():
    found = printed("ganzhou", {"award_pool_amount": 100})["award_pool_min"]
    assert (found.exact, found.verdict, found.outcome) == (None, None, "unknown")
    assert [m.path for m in found.missing] == ["proceeds.net_income"]
    assert found.formula.en == "60% × net conversion income"


def test_a_figure_a_prior_agreement_replaces_is_not_binding():
    agreed = {"total": 1000, "award_pool_amount": 1, "distribution_agreement_prior": True, "distribution_agreement_date": "2025-01-10"}
    found = printed("shenzhen", agreed, conversion={"mode": "licence", "contract_date": "2025-01-10"})
    assert found["award_pool_min"].verdict == "not_binding"
    assert not found["award_pool_min"].binds
    assert any("仅供参照" in text.zh for text in found["award_pool_min"].cautions)
    assert printed("shenzhen", {"total": 1000, "award_pool_amount": 1})["award_pool_min"].binds
    later = printed("shenzhen", agreed, conversion={"mode": "licence", "contract_date": "2025-01-09"})
    assert later["award_pool_min"].binds, "whether a later agreement is one beforehand is open"
    assert printed("shenzhen", agreed)["award_pool_min"].binds, "so it is while a day is not stated"


def test_a_loss_has_no_least_amount():
    found = printed("shenzhen@draft", {**ALL_NET, "self_funded_development_cost": 2000000, "award_pool_amount": 0})
    assert {name: (found[name].outcome, found[name].exact) for name in ("award_pool_min", "tto_operating_fund_min")} == {
        "award_pool_min": ("not_applicable", None),
        "tto_operating_fund_min": ("not_applicable", None),
    }


def test_an_amount_of_another_kind_of_deal_does_not_apply():
    found = printed("shenzhen", {"total": 1000}, deal={"kinds": ["ownership_grant"]})["award_pool_min"]
    assert (found.outcome, found.exact, found.missing) == ("not_applicable", None, ())


def test_a_stated_net_income_is_taken_as_stated():
    found = printed("shenzhen@draft", {"transfer_licence_net_income": 1000})["transfer_licence_net_income"]
    assert found.stated is not None
    assert show(found.exact, found.fact).en == "CNY 1,000.00"
    assert printed("shenzhen@draft", ALL_NET)["transfer_licence_net_income"].stated is None


def test_two_contradicting_net_incomes_give_no_amount():
    found = printed("shenzhen@draft", {**ALL_NET, "transfer_licence_net_income": 5})
    assert found["award_pool_min"].exact is None
    assert "contradict" in found["award_pool_min"].reason.en


@pytest.mark.parametrize(("paid", "verdict"), [({"min": 700}, "met"), ({"max": 699}, "short"), ({"min": 600}, "open")])
def test_a_recorded_bound_is_compared_as_far_as_it_goes(paid, verdict):
    assert printed("shenzhen", {"total": 1000, "award_pool_amount": paid})["award_pool_min"].verdict == verdict


def test_an_edition_without_figures_has_no_amounts():
    assert printed("guangzhou", {"total": 1000}) == {}


def test_out_of_scope_nothing_is_worked_out():
    found = edition("shenzhen")
    data = {"deal": {"kinds": ["reward"]}, "unit": {"located_in_city": False, "opted_in_by_reference": False}, "proceeds": {"total": 1000}}
    decision = decide(deal_from(data, found.vocabulary), found, 739400)
    assert decision.out_of_scope
    assert {amount.exact for amount in amounts(decision)} == {None}
    assert {amount.outcome for amount in amounts(decision)} == {"not_applicable"}


# --- a city nobody has written Python for ---

RULES = """
- {{gives: pool.least, cite: c.least, value: {{"*": [{low}, {{var: pool.income}}]}}}}
- {{gives: pool.most, cite: c.most, value: {{"*": [{high}, {{var: pool.income}}]}}}}
- cite: c.least
  id: paid
  require: {{">=": [{{var: pool.paid}}, {{"*": [{low}, {{var: pool.income}}]}}]}}
  unless: [{{when: {{var: pool.agreed}}}}]
  remedy: {{zh: 补足, en: pay more}}
- cite: c.most
  id: capped
  require: {{"<=": [{{var: pool.paid}}, {{"*": [{high}, {{var: pool.income}}]}}]}}
  remedy: {{zh: 收回, en: pay less}}
"""


@pytest.fixture(scope="module")
def sixth(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    rules = RULES.format(low='"1/3"', high='"2/3"')
    return trialville(tmp_path_factory.mktemp("sixth"), rules, {"c.least": "shall", "c.most": "shall"})


def paying(edition: Edition, income: Decimal, paid: Decimal) -> tuple[Decision, dict[str, Amount]]:
    decision = decided(edition, f"{{deal: {{kinds: [reward]}}, pool: {{income: {income}, paid: {paid}, agreed: false}}}}")
    return decision, {amount.fact.path: amount for amount in amounts(decision)}


cents = st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)


@given(cents)
def test_law_paying_the_figure_shown_complies_and_a_fen_off_does_not(sixth: Edition, income: Decimal):
    _, first = paying(sixth, income, Decimal(0))
    for path, rule, step in (("pool.least", "publicity/paid", -1), ("pool.most", "publicity/capped", 1)):
        shown = Decimal(int(first[path].shown * 100 / 1_000_000)) / 100
        decision, found = paying(sixth, income, shown)
        rules = {r.id: decision.outcome(r) for r in sixth.rules}
        assert (rules[rule], found[path].verdict) == ("pass", "met")
        off = shown + Decimal(step) / 100
        if off >= 0:
            decision, found = paying(sixth, income, off)
            assert found[path].verdict == ("short" if step < 0 else "over")
            assert {r.id: decision.outcome(r) for r in sixth.rules}[rule] == "fail"
            assert to_fen(found[path].difference or 0, "up") == 10_000


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000))
def test_law_a_fen_is_never_further_than_one_fen_away(value: Fraction):
    exact = value * 1_000_000
    up, down, near = (to_fen(exact, side) for side in ("up", "down", "half_up"))
    assert down <= exact <= up
    assert up - down in (0, 10_000)
    assert near in (up, down)
    assert abs(near - exact) * 2 <= 10_000


def test_the_verdict_of_a_sixth_city_comes_from_its_pack_alone(sixth: Edition, tmp_path: Path):
    _, found = paying(sixth, Decimal("100"), Decimal("20"))
    assert (found["pool.least"].verdict, found["pool.least"].rounding, found["pool.most"].rounding) == ("short", "up", "down")
    assert show(found["pool.least"].exact, found["pool.least"].fact).zh == "33.34 元"
    assert show(found["pool.most"].exact, found["pool.most"].fact).zh == "66.66 元"
    agreed = decided(sixth, "{deal: {kinds: [reward]}, pool: {income: 100, paid: 20, agreed: true}}")
    assert {a.fact.path: a.verdict for a in amounts(agreed)}["pool.least"] == "not_binding"
