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
    "the term, by the fact that it gives": ("shenzhen@2024", "ganzhou@2023", ["validity.effective", "validity.term"], ["validity.pilot-term"]),
    "equity of a principal, not allowed here as a rule and there under conditions": (
        "shenzhen@2024", "ganzhou@2023", ["leadership.principal-no-equity"],
        ["leadership.principal-equity-approval", "leadership.principal-no-trading"],
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


def test_what_has_nothing_in_common_stays_apart():
    found = {tuple(map(tuple, ids(notion))) for notion in notions(shipped("shenzhen@draft"), shipped("shenzhen@2024"))}
    assert (("proceeds.tto-operating-fund-min",), ()) in found
    assert ((), ("proceeds.internal-service-min",)) in found
    assert (("leadership.no-abuse",), ()) in found


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
