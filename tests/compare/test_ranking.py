"""The drafter's summary: what comes first, and what does not."""

from __future__ import annotations

import pytest

from awardrules.compare.diff import Change, compare
from awardrules.compare.pairing import Notion, Side
from awardrules.compare.ranking import summary, weight
from awardrules.language import Text
from awardrules.prove.judging import prover
from compare.editions import DAY, PAIRS, Told, shipped, two

# what a reader of the two documents would tell first
FIRST = {
    PAIRS[0]: [
        "proceeds.award-pool-min",  # the base of the 70%
        "proceeds.internal-service-min",  # 3% for running costs → 3% within the pool
        "publicity.grant-place-unit",  # unit or exchange → unit
        "ownership.split-conversion",  # one counterparty
        "scope.units-covered",  # chosen units → all
        "leadership.publicity-report",
        "disclosure.duty",  # the guideline is new
    ],
    PAIRS[2]: [
        "proceeds.award-pool-min",
        "leadership.principal-no-equity",
        "ownership.may-grant",
        "scope.units-covered",
        "ownership.team-share-min",
        "proceeds.internal-service-min",
        "proceeds.principal-completer-min",
        "exclusion.state-secret",
        "disclosure.duty",
        "pricing.methods",
    ],
}


@pytest.mark.parametrize("pair", FIRST, ids="-".join)
def test_what_a_reader_would_tell_first_is_in_the_summary(pair):
    a, b = shipped(pair[0]), shipped(pair[1])
    found = compare(a, b, DAY, prover(a, b, DAY))
    named = {clause.id for point in summary(found) for i in point.changes for side in _sides(found.changes[i].notion) for clause in side.clauses}
    assert [clause for clause in FIRST[pair] if clause not in named] == []


@pytest.mark.parametrize(
    ("heavier", "lighter"),
    [
        # a figure before a bare duty, a duty before a recommendation, a deal before an institution
        ("require: {'>=': [{var: trial.count}, 15]}", "require: {var: trial.holds}"),
        ("require: {var: trial.holds}", "modality: encouraged, modality_reason: {zh: 鼓励, en: encouraged}, require: {var: trial.holds}"),
        ("require: {var: trial.holds}", "require: {var: trial.holds}, subject: institution"),
        # that something is there at all is no figure
        ("require: {'>=': [{var: trial.count}, 15]}", "require: {'>': [{var: trial.count}, 0]}"),
    ],
)
def test_what_weighs_more(tmp_path, heavier, lighter):
    weights = []
    for index, rule in enumerate((heavier, lighter)):
        text = f"- {{cite: c.one, {rule}, remedy: {{zh: 改, en: mend}}}}"
        a, b = two(tmp_path / str(index), "", text, {"c.none": "fact"}, {"c.one": "shall", "c.none": "fact"})
        weights += [weight(change) for change in compare(a, b, DAY, Told("tightened")).changes if change.notion.b.rules]
    assert weights[0] > weights[1]


def test_a_duty_printed_as_a_prohibition_is_no_change_of_force(tmp_path):
    rule = "- {cite: c.one, require: {var: trial.holds}, remedy: {zh: 改, en: mend}}"
    a, b = two(tmp_path, rule, rule, {"c.one": "shall"}, {"c.one": "shall_not"}, reworded=("c.one",))
    sides = (Side(tuple(a.clauses.values()), a.rules), Side(tuple(b.clauses.values()), b.rules))
    detail = compare(a, b, DAY, Told("tightened")).changes[0].details
    notion = Notion("publicity", *sides)
    plain, worded = (Change(notion, "tightened", "tightened", True, Text("", ""), details) for details in ((), detail))
    assert [found.kind for found in detail] == ["modality"]
    assert weight(plain) == weight(worded)


def _sides(notion):
    return notion.a, notion.b
