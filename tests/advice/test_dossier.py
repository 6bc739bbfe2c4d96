"""The exemption dossier: what an exemption rests on, with its evidence, and what follows. Conditions alone never exempt."""

from __future__ import annotations

import itertools

import pytest

from awardrules.advice.dossier import Dossier, dossier
from awardrules.decision.decide import decide
from awardrules.facts.reading import deal_from, read_deal
from awardrules.pack.references import Library
from pack.cities import day

LIBRARY = Library()
CONDITIONS = {
    "democratic_decision": True, "information_publicity": True, "reasonable_care": True, "supervision": True, "law_compliance": True,
    "no_illegal_benefit": True,
}  # fmt: skip
UNIT = {"has_result_mgmt_rules": True, "has_asset_finance_rules": True}
ABANDONED = {
    "exemption_situation": "ip_abandoned", "notice_given": True, "inform_given": True, "publicity_given": True, "researcher_consulted": True,
    "ip_abandoned": True, "unit_loss_occurred": True,
}  # fmt: skip
OTHER = {"exemption_situation": "other", "action_under_internal_rules": True, "unit_loss_occurred": True}
AREA = {
    "decision_error_area": "pricing",
    "performed": True,
    "decision_rules_followed": True,
    "publicity_rules_followed": True,
    "no_illegal_benefit": True,
}


def found(pack: str, diligence: dict[str, object], *, hypothetical: bool = True, **more: object) -> Dossier:
    edition = LIBRARY.load(LIBRARY.resolve(pack, 739400)[0])
    deal = deal_from({"deal": {"kinds": ["conversion"]}, "unit": UNIT, "diligence": diligence, **more}, edition.vocabulary)
    return dossier(*(decide(deal, edition, 739400, subject=subject, hypothetical=hypothetical) for subject in ("deal", "institution")))


@pytest.mark.parametrize(
    ("pack", "facts", "result"),
    [
        # Shenzhen: managers and leaders, conditions and a situation; researchers are corrected first
        ("shenzhen", {**CONDITIONS, **ABANDONED, "person_role": "manager"}, "may_be_exempt"),
        ("shenzhen", {**CONDITIONS, **ABANDONED, "researcher_consulted": False, "person_role": "leader"}, "not_exempt"),
        ("shenzhen", {**CONDITIONS, **OTHER, "person_role": "researcher"}, "correction_first"),
        ("shenzhen", {**CONDITIONS, "person_role": "manager"}, None),
        ("shenzhen", {**CONDITIONS, "law_compliance": False, **ABANDONED, "person_role": "manager"}, "not_exempt"),
        ("shenzhen@draft", {**CONDITIONS, **OTHER, "person_role": "researcher"}, "may_be_exempt"),
        ("shenzhen@draft", {**CONDITIONS, **ABANDONED, "person_role": "researcher"}, "not_exempt"),
        # Shanghai does not ask for the consultation
        ("shanghai", {**CONDITIONS, **ABANDONED, "researcher_consulted": False, "person_role": "manager"}, "exempt"),
        ("shanghai", {**CONDITIONS, **ABANDONED, "person_role": "researcher"}, "not_exempt"),
        # Ganzhou: an area, not a situation; leaders and officials of the area
        ("ganzhou", {**AREA, "person_role": "leader"}, "may_be_exempt"),
        ("ganzhou", {**AREA, "decision_error_area": "other", "person_role": "leader"}, "not_exempt"),
        ("ganzhou", {**AREA, "person_role": "researcher"}, "not_exempt"),
        # Guangzhou prints neither
        ("guangzhou", {**CONDITIONS, "person_role": "leader"}, "unit_rules_decide"),
    ],
)
def test_what_follows_under_each_edition(pack, facts, result):
    one = found(pack, facts)
    assert one.result == result
    assert one.printed
    assert (one.result is None) == bool(one.missing)
    if one.paths:
        assert [path.value for path in one.paths if path.state == "met"] == ([result] if result else [])


@pytest.mark.parametrize("pack", ["shenzhen", "shenzhen@draft", "shanghai", "ganzhou"])
@pytest.mark.parametrize("role", ["researcher", "manager", "leader", "area_official"])
def test_law_conditions_alone_never_exempt(pack, role):
    for asserted in ({}, {"performed": True}):
        one = found(pack, {**CONDITIONS, **asserted, "person_role": role})
        assert one.result not in ("exempt", "may_be_exempt")


def test_each_element_has_its_clause_its_fact_and_what_to_file():
    text = """
deal: {kinds: [conversion]}
unit: {has_result_mgmt_rules: true}
diligence:
  person_role: manager
  exemption_situation: related_party
  democratic_decision: false
"""
    edition = LIBRARY.load(LIBRARY.resolve("shenzhen", 739400)[0])
    deal = read_deal(text, "deal.yaml", edition.vocabulary)
    one = dossier(*(decide(deal, edition, day("2025-06-01"), subject=subject, hypothetical=True) for subject in ("deal", "institution")))
    performed, situation = one.parts
    elements = {element.facts[0].path: element for element in performed.elements}
    assert {path: element.state for path, element in elements.items()} == {
        "unit.has_result_mgmt_rules": "met",
        "unit.has_asset_finance_rules": "unknown",
        "diligence.democratic_decision": "lacking",
        "diligence.information_publicity": "unknown",
        "diligence.reasonable_care": "unknown",
        "diligence.supervision": "unknown",
        "diligence.law_compliance": "unknown",
        "diligence.no_illegal_benefit": "unknown",
    }
    decision = elements["diligence.democratic_decision"]
    assert decision.clauses == ("diligence.cond-procedure",)
    assert str(decision.facts[0].evidence) == "deal.yaml:7:24"
    assert "民主决策记录" in decision.remedy.zh
    assert elements["unit.has_result_mgmt_rules"].remedy.zh == ""
    assert (performed.state, situation.state) == ("lacking", "unknown")
    assert situation.clauses == ("diligence.sit-related-party",)
    assert [element.facts[0].path for element in situation.elements] == [
        "diligence.related_party_procedure_done",
        "diligence.related_party_deal",
        "diligence.unit_loss_occurred",
    ]
    assert one.result == "not_exempt"


def test_diligence_that_is_only_asserted_is_marked_so():
    one = found("shenzhen", {**ABANDONED, "performed": True, "person_role": "manager"})
    performed = one.parts[0]
    assert one.result == "may_be_exempt"
    assert performed.asserted is not None
    assert {element.state for element in performed.elements} == {"met", "unknown"}
    assert found("shenzhen", {**CONDITIONS, **ABANDONED, "person_role": "manager"}).parts[0].asserted is None


def test_a_situation_that_is_not_for_the_person_is_not_opened_up():
    situation = found("shenzhen", {**CONDITIONS, **ABANDONED, "person_role": "researcher"}).parts[1]
    assert situation.elements == ()
    assert "科研人员" in situation.excluded.zh


def test_the_unit_and_the_inquiry_stand_beside_the_conditions():
    one = found("guangzhou", {"inquiry_opened": True, "exemption_inquiry_evidence_collected": True}, unit={"has_liability_exemption_rules": False})
    assert {duty.rule.id.partition("/")[2]: duty.outcome for duty in one.duties} == {
        "inquiry-evidence": "pass",
        "inquiry-hearing": "unknown",
        "inquiry-conclusion": "unknown",
    }
    assert {duty.rule.id.partition("/")[2]: duty.outcome for duty in one.unit}["internal-procedure"] == "fail"


def test_out_of_scope_there_is_no_result():
    one = found("shenzhen", {**CONDITIONS, **ABANDONED, "person_role": "manager"}, hypothetical=False,
                unit={**UNIT, "located_in_city": False, "opted_in_by_reference": False})  # fmt: skip
    assert one.decision.out_of_scope
    assert (one.result, one.missing, one.duties) == (None, (), ())


STATES = (True, False, None)


@pytest.mark.parametrize("pack", ["shenzhen", "shanghai"])
def test_law_the_state_of_the_whole_is_that_of_its_elements(pack):
    for supervision, loss in itertools.product(STATES, STATES):
        facts = {**CONDITIONS, **ABANDONED, "person_role": "manager", "supervision": supervision, "unit_loss_occurred": loss}
        for part in found(pack, {name: value for name, value in facts.items() if value is not None}).parts:
            states = {element.state for element in part.elements}
            assert part.state == next(state for state in ("lacking", "unknown", "met") if state in states)
