"""From shapes, parameters and fields to rules: what a pack says and what the edition holds."""

from __future__ import annotations

from typing import get_args

import pytest

from awardrules.pack.edition import KINDS
from awardrules.pack.models import Kind
from awardrules.report.catalogue import rule_data
from pack.cities import HEAD, city, day, decided, outcomes, write_city

ONE = {"c.one": "shall"}
HOLDS = "require: {var: trial.holds}"


# --- shapes ---


def test_a_shape_is_filled_with_its_parameters(tmp_path):
    edition = city(tmp_path, "- {use: publicity/grant-days, with: {floor: 20}}", {"publicity.grant-days": "shall"})
    [rule] = edition.rules
    assert rule.id == "publicity/grant-days"  # by the name of the shape, and so its clause
    assert rule.clauses == ("publicity.grant-days",)
    assert rule.shape == "publicity/grant-days"
    assert "20" in rule.title.zh
    assert "20" in rule.title.en
    assert "20" in rule.remedy.en
    assert [decided(edition, f"grant: {{publicity: {{days: {n}}}}}").outcomes[0] for n in (19, 20)] == ["fail", "pass"]


def test_what_a_rule_says_itself_goes_before_the_shape(tmp_path):
    rule = """
        - use: publicity/grant-days
          cite: c.one
          id: longer
          with: {floor: 20}
          title: {zh: 公示 {floor} 日, en: publicised for {floor} days}
          when: {var: trial.when}
          require: {var: trial.holds}
          applies_to: [reward]
        """.replace("{zh: 公示 {floor} 日, en: publicised for {floor} days}", '{zh: "公示 {floor} 日", en: "publicised {{for}} {floor} days"}')
    [bound] = city(tmp_path, rule, ONE).rules
    assert (bound.id, bound.clauses, bound.applies_to) == ("publicity/longer", ("c.one",), ("reward",))
    assert bound.title == ("公示 20 日", "publicised {for} 20 days")
    data = rule_data(city(tmp_path, rule, ONE), bound, day("2025-01-01"), "en")
    assert data["require"].startswith("trial holds")
    assert data["when"].startswith("trial when")


def test_the_conditions_of_shape_and_rule_are_joined(tmp_path):
    rule = "- {use: publicity/price-days, cite: c.one, with: {floor: 15}, when: {var: trial.when}}"
    edition = city(tmp_path, rule, ONE)
    deal = "{{trial: {{when: {}}}, conversion: {{pricing_method: {}, price_publicity: {{days: 3}}}}}}"
    states = [("true", "agreement"), ("false", "agreement"), ("true", "auction")]
    assert [decided(edition, deal.format(*state)).outcomes[0] for state in states] == ["fail", "not_applicable", "not_applicable"]


SHAPED = """
shapes:
  at-least-days:
    params: {run: path, floor: int}
    title: {zh: '{run}不少于 {floor} 日', en: '{run}: at least {floor} days'}
    require: {">=": [{var: "{run}.days"}, {param: floor}]}
    remedy: {zh: 延长, en: extend}
"""


def test_a_path_parameter_stands_in_a_path(tmp_path, catalogue):
    rules = """
        - {use: trial/at-least-days, cite: c.one, with: {run: grant.publicity, floor: 15}}
        - {use: trial/at-least-days, cite: c.two, with: {run: conversion.price_publicity, floor: 10}}
        """
    edition = catalogue(SHAPED, rules, {"c.one": "shall", "c.two": "shall"})
    deal = "{grant: {publicity: {days: 12}}, conversion: {price_publicity: {days: 12}}}"
    assert outcomes(decided(edition, deal)) == {"one": "fail", "two": "pass"}


@pytest.mark.parametrize(
    ("with_", "codes"),
    [
        ("{run: grant.publicty, floor: 15}", ["unknown-fact"]),
        ("{rum: grant.publicity, floor: 15}", ["unknown-parameter", "missing-parameter"]),
        ("{floor: 15}", ["missing-parameter"]),
    ],
)
def test_a_path_that_leads_nowhere_is_a_fault(tmp_path, catalogue, with_, codes):
    assert catalogue.faults(SHAPED, f"- {{use: trial/at-least-days, cite: c.one, with: {with_}}}", ONE) == codes


@pytest.fixture
def catalogue(tmp_path):
    """Builds an edition against a catalogue of its own (beside the shipped one)."""
    from awardrules.diagnostics import AwardrulesError
    from awardrules.pack.files import data_root
    from awardrules.pack.loading import load_edition

    def build(shapes, rules, listed):
        root = tmp_path / "root"
        for part in ("vocabulary", "catalogue"):
            (root / "rules" / part).mkdir(parents=True)
            for path in (data_root() / "rules" / part).glob("*.yaml"):
                (root / "rules" / part / path.name).write_bytes(path.read_bytes())
        (root / "rules" / "catalogue" / "trial.yaml").write_text(shapes, encoding="utf-8")
        return load_edition(write_city(root / "packs", rules, listed), root=root)

    def faults(shapes, rules, listed):
        with pytest.raises(AwardrulesError) as caught:
            build(shapes, rules, listed)
        return [fault.code for fault in caught.value.diagnostics]

    build.faults = faults
    return build


# --- parameters by day ---

DATED = "- {use: publicity/grant-days, cite: c.one, with: {floor: [{from: 2026-01-01, value: 20}, {from: 2024-08-01, value: 15}]}}"


@pytest.mark.parametrize(
    ("as_of", "floor"),
    [("2024-08-01", 15), ("2025-12-31", 15), ("2026-01-01", 20), ("2030-01-01", 20), ("2020-01-01", 15)],
)
def test_a_dated_parameter_has_the_value_of_the_day_of_decision(tmp_path, as_of, floor):
    edition = city(tmp_path, DATED, ONE)
    rule = edition.rules[0]
    assert rule_data(edition, rule, day(as_of), "en")["parameters"] == {"floor": floor}
    deal = "grant: {{publicity: {{days: {}}}}}"
    assert [decided(edition, deal.format(n), as_of=as_of).outcomes[0] for n in (floor - 1, floor)] == ["fail", "pass"]


def test_a_period_is_compiled_once(tmp_path):
    edition = city(tmp_path, DATED, ONE)
    first = edition.program(day("2025-01-01"))
    assert edition.program(day("2025-06-01")) is first
    assert edition.program(day("2026-06-01")) is not first
    assert len(edition.programs) == 2


def test_the_traced_requirement_has_the_value_of_the_day_too(tmp_path):
    edition = city(tmp_path, DATED, ONE)
    from awardrules.decision.explain import requirement

    deal = "grant: {publicity: {days: 12}}"
    shown = [requirement(decided(edition, deal, as_of=text), edition.rules[0]).en for text in ("2025-01-01", "2026-01-01")]
    assert ["15" in shown[0], "20" in shown[1]] == [True, True]


# --- names, modality, order ---


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (f"- {{cite: c.one, {HOLDS}}}", "publicity/one"),
        (f"- {{cite: [c.one, c.two.three], {HOLDS}}}", "publicity/one"),
        (f"- {{cite: c.two.three, {HOLDS}}}", "publicity/two.three"),
        (f"- {{cite: c.one, id: mine, {HOLDS}}}", "publicity/mine"),
    ],
)
def test_a_rule_is_named_by_its_mechanism_and_its_first_clause(tmp_path, rule, name):
    assert [r.id for r in city(tmp_path, rule, {"c.one": "shall", "c.two.three": "should"}).rules] == [name]


def test_the_first_clause_gives_modality_and_title(tmp_path):
    [rule] = city(tmp_path, f"- {{cite: [c.two, c.one], {HOLDS}}}", {"c.one": "shall", "c.two": "should"}).rules
    assert rule.modality == "should"
    assert rule.title == ("条款 c.two。", "clause c.two.")


@pytest.mark.parametrize(
    ("field", "modality", "reason"),
    [
        ("modality: should, modality_reason: {zh: 附件从宽, en: relaxed by the annex}", "should", "relaxed by the annex"),
        ("modality: shall", "shall", None),
        ("other: x", None, None),
    ],
)
def test_a_deviating_modality_keeps_its_reason(tmp_path, field, modality, reason):
    from pack.cities import faults_of

    rule = f"- {{cite: c.one, {field}, {HOLDS}}}"
    if modality is None:
        assert [fault.code for fault in faults_of(tmp_path, rule, ONE)] == ["pack-shape"]
        return
    [bound] = city(tmp_path, rule, ONE).rules
    assert (bound.modality, bound.modality_reason.en if bound.modality_reason else None) == (modality, reason)


@pytest.mark.parametrize(
    ("of_file", "of_rule", "applies"),
    [
        ("[any]", "", ()),
        ("[reward]", "", ("reward",)),
        ("reward", "", ("reward",)),
        ("[reward]", "applies_to: [conversion, abandonment], ", ("conversion", "abandonment")),
        ("[reward]", "applies_to: [any], ", ()),
    ],
)
def test_a_rule_may_deviate_from_the_kinds_of_its_file(tmp_path, of_file, of_rule, applies):
    [rule] = city(tmp_path, f"- {{cite: c.one, {of_rule}{HOLDS}}}", ONE, applies_to=of_file).rules
    assert rule.applies_to == applies


def test_derivations_may_stand_in_any_order_and_any_file(tmp_path):
    rules = {
        "pricing": "- {cite: p.check, require: {'>=': [{var: trial.prescribed}, 4]}}",
        "publicity": "- {gives: trial.prescribed, cite: c.second, value: {'*': [2, {var: trial.counted}]}}",
        "tax": "- {gives: trial.counted, cite: t.first, value: {'+': [{var: trial.count}, 1]}}",
    }
    edition = city(tmp_path, rules, {"p.check": "pricing:shall", "c.second": "shall", "t.first": "tax:shall"})
    assert edition.program(day("2025-01-01")).gives == ("trial.counted", "trial.prescribed")
    assert outcomes(decided(edition, "trial: {count: 1}"))["check"] == "pass"
    assert outcomes(decided(edition, "trial: {count: 0}"))["check"] == "fail"


def test_a_prescription_never_merges_with_what_is_recorded(tmp_path):
    rules = """
        - {gives: trial.level, cite: c.one, first: [{when: {var: trial.when}, value: high}, {value: low}]}
        - {cite: c.two, require: {"==": [{var: trial.level}, {prescribed: trial.level}]}}
        """
    edition = city(tmp_path, rules, {"c.one": "shall", "c.two": "shall"})
    decision = decided(edition, "trial: {when: true, level: low}")
    assert decision.derived["trial.level"] == "high"
    assert outcomes(decision)["two"] == "fail"
    assert decision.conflicts == ()
    assert outcomes(decided(edition, "trial: {when: true}"))["two"] == "unknown"  # prescribed, yet nothing recorded


def test_a_computed_fact_yields_to_the_statement_of_the_deal(tmp_path):
    edition = city(tmp_path, "- {gives: trial.counted, cite: c.one, value: {'+': [{var: trial.count}, 1]}}", ONE)
    assert decided(edition, "trial: {counted: 7}").derived["trial.counted"] == 7_000_000
    assert decided(edition, "trial: {count: 4}").derived["trial.counted"] == 5_000_000


def test_rules_stand_in_the_order_of_their_clauses(tmp_path):
    rules = f"- {{cite: c.last, {HOLDS}}}\n- {{cite: c.first, {HOLDS}}}"
    assert [r.id for r in city(tmp_path, rules, {"c.first": "shall", "c.last": "shall"}).rules] == ["publicity/first", "publicity/last"]


# --- the head and the digest ---


def test_an_edition_holds_what_its_document_prints(tmp_path):
    head = HEAD + "published: 2025-01-02\nterm: {from: 2025-01-01, years: 2}\nnotices: [{zh: 注, en: note}]\n"
    edition = city(tmp_path, f"- {{cite: c.one, {HOLDS}}}", ONE, head=head)
    assert (edition.pack, edition.edition, edition.reference) == ("trialville", "2025", "trialville@2025")
    assert (edition.title.en, edition.document, edition.status) == ("Trialville Plan", "试字〔2025〕1号", "in_force")
    assert edition.published == day("2025-01-02")
    assert edition.validity is not None
    assert (edition.validity.start, edition.validity.years) == (day("2025-01-01"), 2)
    assert edition.notices == (("注", "note"),)


def test_the_digest_covers_every_file_the_edition_was_read_from(tmp_path):
    text = f"- {{cite: c.one, {HOLDS}}}"
    first = city(tmp_path / "a", text, ONE).digest
    assert first.startswith("sha256:")
    assert len(first) == len("sha256:") + 64
    assert city(tmp_path / "b", text, ONE).digest == first  # where the folder lies does not matter
    for name, change in {"head": {"head": HEAD.replace("1号", "2号")}, "clauses": {}, "rules": {}}.items():
        changed = city(
            tmp_path / name,
            text + (" # changed" if name == "rules" else ""),
            {"c.one": "should"} if name == "clauses" else ONE,
            **change,
        )
        assert changed.digest != first, name
    with_cases = city(tmp_path / "cases", text, ONE, files={"cases/some.yaml": "cases: []\n"})
    assert with_cases.digest == first  # cases are no part of an edition


def test_a_rule_can_be_about_every_kind_of_deal_and_about_any() -> None:
    assert {*get_args(Kind)} == {*KINDS, "any"}
