"""What the rest of a document demands of a notion that it does not print by itself."""

from __future__ import annotations

import pytest

from awardrules.compare.diff import compare
from awardrules.prove.judging import prover
from compare.editions import DAY, PAIRS, shipped, two

ONE = "- {cite: c.one, %srequire: {var: trial.holds}, remedy: {zh: 改, en: mend}}"
MANY = "- {cite: c.many, %srequire: {and: [{var: trial.holds}, {var: trial.other}]}, remedy: {zh: 改, en: mend}}"
SHARED = "- {cite: c.many, require: {var: trial.other}, remedy: {zh: 改, en: mend}}"
LISTED, LISTED_B = {"c.many": "shall"}, {"c.many": "shall", "c.one": "shall"}


def added(tmp_path, a, b):
    """The change that B alone prints."""
    one, other = two(tmp_path, a, b, LISTED, LISTED_B)
    return next(change for change in compare(one, other, DAY, prover(one, other, DAY)).changes if change.change == "only_b")


def test_what_another_clause_demands_already_is_printed_anew_and_changes_nothing(tmp_path):
    found = added(tmp_path, MANY % "", f"{SHARED}\n{ONE % ''}")
    assert (found.effect, found.proved, found.judgement) == ("equivalent", True, None)
    assert [[rule.clauses[0] for rule in rules] for rules in found.elsewhere] == [["c.many"], []]


def test_where_the_other_clause_demands_it_in_some_cases_only_the_example_is_one_of_the_rest(tmp_path):
    found = added(tmp_path, MANY % "when: {var: trial.when}, ", f"{SHARED}\n{ONE % ''}")
    assert (found.effect, found.proved) == ("tightened", True)
    assert [[rule.clauses[0] for rule in rules] for rules in found.elsewhere] == [["c.many"], []]
    assert (found.judgement.tighter.deal.facts["trial.when"], found.judgement.tighter.deal.facts["trial.holds"]) == (False, False)


def test_what_is_asked_of_another_subject_is_no_such_clause(tmp_path):
    found = added(tmp_path, MANY % "subject: institution, ", f"{SHARED}\n{ONE % ''}")
    assert (found.effect, found.elsewhere) == ("tightened", ((), ()))


# the clause of one edition → the clauses of the other that demand some of it
BESIDE = {
    "ownership.decision-mechanism": ("a", ["timetable.unit-rules"]),
    "proceeds.mechanism": ("a", ["ownership.unit-system"]),
    "registration.register-results": ("a", ["registration.review"]),  # only what passed the review
    "negative-list.head-grant": ("b", ["security.ethics"]),
    "security.export": ("a", []),
    "use-right.extension-resign": ("a", []),
}


@pytest.mark.parametrize("clause", BESIDE)
def test_in_the_documents(clause):
    a, b = (shipped(reference) for reference in PAIRS[1])
    side, expected = BESIDE[clause]
    found = next(c for c in compare(a, b, DAY).changes if clause in {printed.id for side in (c.notion.a, c.notion.b) for printed in side.clauses})
    assert [rule.clauses[0] for rule in found.elsewhere["ab".index(side)]] == expected
