"""Which clauses and rules of two editions stand for the same notion."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from awardrules.compare.pairing import Notion, matched, notions
from compare.editions import shipped, two

REFERENCES = ("shenzhen@draft", "shenzhen@2024", "guangzhou@guideline", "shanghai@draft", "ganzhou@2023")
PAIRS = list(combinations(REFERENCES, 2))


def ids(notion: Notion) -> tuple[list[str], list[str]]:
    return [clause.id for clause in notion.a.clauses], [clause.id for clause in notion.b.clauses]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_clause_and_rule_of_both_editions_is_in_exactly_one_notion(pair):
    a, b = (shipped(reference) for reference in pair)
    found = notions(a, b)
    for side, edition in (("a", a), ("b", b)):
        clauses = Counter(clause.id for notion in found for clause in getattr(notion, side).clauses)
        rules = Counter(rule.id for notion in found for rule in getattr(notion, side).rules)
        assert clauses == Counter(edition.clauses.keys())
        assert rules == Counter(rule.id for rule in edition.rules)
    assert all(notion.a.clauses or notion.b.clauses for notion in found)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_a_clause_id_is_the_same_notion_in_both_editions(pair):
    a, b = (shipped(reference) for reference in pair)
    home = {(side, clause.id): index for index, notion in enumerate(notions(a, b)) for side in "ab" for clause in getattr(notion, side).clauses}
    apart = [clause for clause in a.clauses if clause in b.clauses and home["a", clause] != home["b", clause]]
    assert apart == []


TIES = {
    "the place of publicity, under other ids": (
        "shenzhen@draft", "shenzhen@2024", ["publicity.grant-place"], ["publicity.grant-place-unit", "publicity.grant-place-exchange"],
    ),
    "the award pool, a floor here and a range there": (
        "shenzhen@2024", "ganzhou@2023", ["proceeds.award-pool-min"], ["proceeds.award-pool-range"],
    ),
    "the same figure at the same place, on another base and for another use": (
        "shenzhen@draft", "shenzhen@2024", ["proceeds.tto-operating-fund-min"], ["proceeds.internal-service-min"],
    ),
    "the term, by the fact that it gives": ("shenzhen@2024", "ganzhou@2023", ["validity.effective", "validity.term"], ["validity.pilot-term"]),
    "equity of a principal, not allowed here as a rule and there under conditions": (
        "shenzhen@2024", "ganzhou@2023", ["leadership.principal-no-equity"],
        ["leadership.principal-equity-approval", "leadership.principal-no-trading"],
    ),
    "ethics, a bar to the grant here and a duty of conversion there": (
        "shanghai@draft", "guangzhou@guideline", ["negative-list.ethics"], ["security.ethics"],
    ),
    "the conditions of a grant, printed as a bar where they are not met": (
        "shenzhen@2024", "shanghai@draft", ["ownership.eligibility"], ["negative-list.ineligible"],
    ),
    "what a team does on its own, permitted on other terms": (
        "shanghai@draft", "guangzhou@guideline", ["ownership.team-full-autonomy"], ["decision.autonomy"],
    ),
    "the transfer of the rest, permitted here and encouraged there": (
        "shanghai@draft", "guangzhou@guideline", ["ownership.unit-share-transfer-may"], ["ownership.unit-share-transfer-encouraged"],
    ),
    "posts, of two things demanded here the one demanded there": (
        "shanghai@draft", "guangzhou@guideline", ["personnel.posts-and-grades"], ["personnel.posts"],
    ),
    "an article that repeats part of another of its document": (
        "shanghai@draft", "guangzhou@guideline", ["ownership.team-application"],
        ["ownership.team-application", "ownership.application-filed"],
    ),
    "an annex that restates the plan": (
        "shanghai@draft", "guangzhou@guideline", ["diligence.rule-contents", "a11.rule-contents"], ["diligence.rule-contents"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TIES)
def test_what_the_editions_name_differently_is_tied_by_what_it_does(name):
    first, second, left, right = TIES[name]
    pairs = [ids(notion) for notion in notions(shipped(first), shipped(second))]
    assert (left, right) in pairs


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_notions_are_the_same_from_either_side(pair):
    a, b = (shipped(reference) for reference in pair)

    def tied(found, flip):
        return {tuple(map(frozenset, ids(notion)[:: -1 if flip else 1])) for notion in found}

    assert tied(notions(a, b), flip=False) == tied(notions(b, a), flip=True)


PART = "- {cite: c.part, %srequire: {var: trial.holds}, remedy: {zh: 改, en: mend}}"
WHOLE = "- {cite: c.whole, require: {and: [{var: trial.holds}, {var: trial.other}]}, remedy: {zh: 改, en: mend}}"


def test_a_part_of_what_the_other_demands_is_tied_to_it(tmp_path):
    a, b = two(tmp_path, PART % "", WHOLE, {"c.part": "shall"}, {"c.whole": "shall"})
    assert [ids(notion) for notion in notions(a, b)] == [(["c.part"], ["c.whole"])]


def test_what_repeats_part_of_its_own_document_goes_with_that_unless_it_asks_it_of_more(tmp_path):
    listed, listed_b = {"c.whole": "shall"}, {"c.whole": "shall", "c.part": "shall"}
    a, b = two(tmp_path / "1", WHOLE, f"{WHOLE}\n{PART % ''}", listed, listed_b)
    assert [ids(notion) for notion in notions(a, b)] == [(["c.whole"], ["c.whole", "c.part"])]
    a, b = two(tmp_path / "2", WHOLE, f"{WHOLE}\n{PART % 'subject: institution, '}", listed, listed_b)
    assert ([], ["c.part"]) in [ids(notion) for notion in notions(a, b)]


def test_what_has_nothing_in_common_stays_apart():
    found = {tuple(map(tuple, ids(notion))) for notion in notions(shipped("shenzhen@draft"), shipped("shenzhen@2024"))}
    assert (("leadership.no-abuse",), ()) in found
    assert ((), ("leadership.declaration",)) in found
    assert (("single-list.equity-title-registration",), ()) in found


FIGURE = "- {{cite: {}, require: {{'>=': [{{var: {}}}, {}]}}, remedy: {{zh: 改, en: mend}}}}"


@pytest.mark.parametrize(("path", "figure", "tied"), [("trial.counted", 3, True), ("trial.counted", 5, False), ("trial.sum", 3, False)])
def test_one_document_prints_one_figure_at_one_place(tmp_path, path, figure, tied):
    rules = (FIGURE.format("c.one", "trial.count", 3), FIGURE.format("c.other", path, figure))
    a, b = two(tmp_path, *rules, {"c.one": "shall"}, {"c.other": "shall"})
    assert ((["c.one"], ["c.other"]) in [ids(notion) for notion in notions(a, b)]) is tied


def test_notions_stand_in_the_order_of_b_and_those_of_a_alone_behind_their_neighbours(tmp_path):
    a, b = two(tmp_path, "", "", {"c.one": "fact", "c.two": "fact", "c.three": "fact"}, {"c.three": "fact", "c.new": "fact", "c.one": "fact"})
    assert [ids(notion) for notion in notions(a, b)] == [
        (["c.three"], ["c.three"]),
        ([], ["c.new"]),
        (["c.one"], ["c.one"]),
        (["c.two"], []),
    ]


RULE = "- {{cite: {clause}, id: {name}, require: {{'>=': [{{var: trial.count}}, {floor}]}}, remedy: {{zh: 改, en: mend}}}}"


def test_rules_of_one_notion_are_matched_by_id_before_anything_else(tmp_path):
    one = "\n".join(RULE.format(clause="c.one", name=name, floor=floor) for name, floor in (("first", 1), ("second", 2)))
    other = "\n".join(RULE.format(clause="c.one", name=name, floor=floor) for name, floor in (("second", 1), ("third", 2)))
    a, b = two(tmp_path, one, other, {"c.one": "shall"})
    pairs = {(x and x.id.partition("/")[2], y and y.id.partition("/")[2]) for x, y in matched(a.rules, b.rules)}
    assert pairs == {("second", "second"), ("first", "third")}
