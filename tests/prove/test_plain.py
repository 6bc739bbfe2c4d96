"""A witness said as a person would state it."""

from __future__ import annotations

from awardrules.prove.plain import filled, outright
from strategies import VOCABULARY

NAMED, ALL = frozenset({"split"}), frozenset(VOCABULARY.facts["agreement.terms"].values or ())


def test_an_empty_list_gets_a_name_that_changes_nothing():
    facts = {"agreement.terms": frozenset(), "team.agreed": True}
    assert filled(facts, VOCABULARY, lambda trial: len(trial["agreement.terms"]) < len(ALL))["agreement.terms"] in [{name} for name in ALL]
    assert filled(facts, VOCABULARY, lambda trial: trial["agreement.terms"] <= NAMED) == {**facts, "agreement.terms": NAMED}


def test_a_list_that_must_be_empty_stays_empty():
    facts = {"agreement.terms": frozenset()}
    assert filled(facts, VOCABULARY, lambda trial: not trial["agreement.terms"]) == facts


def test_a_yes_or_no_stands_for_what_it_is_computed_from():
    facts = {"notice.start": 1, "notice.end": 2, "result.secret": False}
    answers, given = [("team.agreed", {"notice.start", "notice.end"})], {"team.agreed": True}
    assert outright(facts, answers, given, lambda trial: True) == {"result.secret": False, "team.agreed": True}
    assert outright(facts, answers, given, lambda trial: "notice.end" in trial) == facts
    assert outright(facts, answers, {"team.agreed": None}, lambda trial: True) == facts
    assert outright({"result.secret": False}, answers, given, lambda trial: True) == {"result.secret": False}
