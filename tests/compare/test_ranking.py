"""The drafter's summary: what comes first, and what does not."""

from __future__ import annotations

import pytest

from awardrules.compare.diff import compare
from awardrules.compare.ranking import summary, weight, whole
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
    PAIRS[1]: [
        "scope.units-covered",  # a list of pilots → every unit of fiscal funds
        "ownership.team-share-min",  # in principle the larger share
        "ownership.may-grant",
        "ownership.unit-approval",  # the agreement after the publicity
        "publicity.use-right-days",
        "exclusion.national-interest",
        "exclusion.state-secret",
        "diligence.case-by-case",
        "leadership.publicity",
        "tax.contribution-instalments",
        "award.in-total",
        "stage.class-research",  # the guideline on separate listing, and with it stages and accounting
        "accounting.capitalise",
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
    ],
}


@pytest.mark.parametrize("pair", FIRST, ids="-".join)
def test_what_a_reader_would_tell_first_is_in_the_summary(pair):
    a, b = shipped(pair[0]), shipped(pair[1])
    found = compare(a, b, DAY, prover(a, b, DAY))
    named = {clause.id for point in summary(found) for i in point.changes for side in _sides(found.changes[i].notion) for clause in side.clauses}
    assert [clause for clause in FIRST[pair] if clause not in named] == []


@pytest.mark.parametrize("pair", [*PAIRS, ("shenzhen@2024", "shanghai@draft")], ids="-".join)
def test_an_edition_said_to_be_silent_on_something_prints_no_clause_of_it(pair):
    a, b = shipped(pair[0]), shipped(pair[1])
    found = compare(a, b, DAY, prover(a, b, DAY))
    grouped = [point for point in summary(found) if "全无规定" in point.text.zh]
    assert grouped
    for point in grouped:
        silent = b if point.change == "only_a" else a
        mechanisms = {found.changes[index].notion.mechanism for index in point.changes}
        assert mechanisms.isdisjoint(clause.mechanism for clause in silent.clauses.values())


TWO = "- {cite: c.one, %s, remedy: {zh: 改, en: mend}}\n- {cite: c.two, %s, remedy: {zh: 改, en: mend}}"


@pytest.mark.parametrize(
    ("modality", "require", "together"),
    [
        ("shall_not", ("require: {'!': [{var: trial.holds}]}", "require: {'!': [{var: trial.other}]}"), True),
        ("shall", ("require: {var: trial.holds}", "require: {var: trial.other}"), False),
    ],
)
def test_what_one_edition_alone_forbids_is_told_in_one_line(tmp_path, modality, require, together):
    a, b = two(tmp_path, "", TWO % require, {"c.none": "fact"}, {"c.one": modality, "c.two": modality, "c.none": "fact"})
    points = summary(compare(a, b, DAY, Told("tightened")))
    assert sorted(len(point.changes) for point in points) == ([2] if together else [1, 1])


def test_the_editions_as_a_whole_are_shown_by_the_weightiest_change_that_turns_a_verdict():
    a, b = (shipped(reference) for reference in PAIRS[1])
    found = compare(a, b, DAY, prover(a, b, DAY))
    shown = whole(found)
    assert shown is not None
    assert (shown.relation, shown.proved) == (found.behaviour.relation, found.behaviour.proved)
    assert {(shown.tighter.accepted_by, shown.tighter.b), (shown.looser.accepted_by, shown.looser.a)} == {
        ("a", "non_compliant"),
        ("b", "non_compliant"),
    }
    by_weight = sorted(found.changes, key=weight, reverse=True)
    places = [
        next(i for i, c in enumerate(by_weight) if c.judgement and w in (c.judgement.tighter, c.judgement.looser))
        for w in (shown.tighter, shown.looser)
    ]
    assert all(place < 10 for place in places)


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


def _sides(notion):
    return notion.a, notion.b
