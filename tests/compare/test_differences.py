"""What two rules that stand for the same thing say differently, in words, each difference by its kind."""

from __future__ import annotations

import pytest

from awardrules.compare.detail import detail_words
from awardrules.compare.differences import clashes, differences
from awardrules.compare.pairing import notions
from awardrules.compare.prover import Compared
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from compare.editions import DAY, shipped, two

HEAD = "- {cite: c.one, remedy: {zh: 改, en: mend}, "


def details(a, b):
    compared = Compared(a, b, DAY)
    return [detail for notion in notions(a, b) if notion.a.clauses and notion.b.clauses for detail in differences(notion, compared)]


CHANGES = {
    "a figure": (
        "require: {'>=': [{var: trial.count}, 15]}}", "require: {'>=': [{var: trial.count}, 20]}}",
        [("figure", "trial count is at least 15", "trial count is at least 20")],
    ),
    "one demand of several": (
        "require: {and: [{var: trial.holds}, {'>=': [{var: trial.count}, 15]}]}}",
        "require: {and: [{'>=': [{var: trial.count}, 3]}, {var: trial.holds}]}}",
        [("figure", "trial count is at least 15", "trial count is at least 3")],
    ),
    "strict or not": (
        "require: {'>=': [{var: trial.count}, 15]}}", "require: {'>': [{var: trial.count}, 15]}}",
        [("requirement", "trial count is at least 15", "trial count is above 15")],
    ),
    "a date moved by months": (
        "require: {'<=': [{var: trial.day}, {add_months: [2025-01-01, 3]}]}}", "require: {'<=': [{var: trial.day}, {add_months: [2025-01-01, 6]}]}}",
        [("period", "trial day is no later than 3 months after 2025-01-01", "trial day is no later than 6 months after 2025-01-01")],
    ),
    "the same number of something else": (
        "require: {'>=': [{var: trial.count}, 15]}}", "require: {'>=': [{var: trial.counted}, 15]}}",
        [("requirement", "trial count is at least 15", "trial counted is at least 15")],
    ),
    "a further demand": (
        "require: {var: trial.holds}}", "require: {and: [{var: trial.holds}, {var: trial.other}]}}",
        [("requirement", "does not require it", "trial other: yes")],
    ),
    "a condition": (
        "require: {var: trial.holds}}", "when: {var: trial.when}, require: {var: trial.holds}}",
        [("condition", "has no such condition", "trial when: yes")],
    ),
    "an exception": (
        "unless: [{when: {var: trial.unless}}], require: {var: trial.holds}}", "require: {var: trial.holds}}",
        [("exception", "trial unless: yes", "has no such exception")],
    ),
    "members of a list": (
        "require: {includes_all: [{var: trial.items}, [low, middle]]}}", "require: {includes_all: [{var: trial.items}, [low, high]]}}",
        [("members", "trial items: also middle", "trial items: also high")],
    ),
    "a member more": (
        "require: {in: [{var: trial.level}, [low]]}}", "require: {in: [{var: trial.level}, [low, high]]}}",
        [("members", "trial level: without high", "trial level: also high")],
    ),
    "kinds of deal": (
        "applies_to: [reward], require: {var: trial.holds}}", "applies_to: [reward, conversion], require: {var: trial.holds}}",
        [("condition", "reward from conversion proceeds", "reward from conversion proceeds, conversion of the result")],
    ),
    "whom it binds": (
        "subject: institution, require: {var: trial.holds}}", "require: {var: trial.holds}}",
        [("addressee", "the institution", "the deal")],
    ),
    "one of two alternatives": (
        "require: {or: [{var: trial.holds}, {'>=': [{var: trial.count}, 1]}]}}",
        "require: {or: [{var: trial.holds}, {'>=': [{var: trial.count}, 2]}]}}",
        [("figure", "trial count is at least 1", "trial count is at least 2")],
    ),
    "nothing but the order": (
        "require: {and: [{var: trial.holds}, {var: trial.other}]}}", "require: {and: [{var: trial.other}, {var: trial.holds}]}}", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_difference_is_named_with_what_either_side_says(tmp_path, name):
    a, b, expected = CHANGES[name]
    found = details(*two(tmp_path, HEAD + a, HEAD + b, {"c.one": "shall"}))
    assert [(detail.kind, detail.a.en, detail.b.en) for detail in found] == expected
    assert all(detail.a.zh and detail.b.zh for detail in found)


def test_how_binding_it_is(tmp_path):
    rule = HEAD + "require: {var: trial.holds}}"
    found = details(*two(tmp_path, rule, rule, {"c.one": "shall"}, {"c.one": "should"}))
    assert [(detail.kind, detail.a.en, detail.b.en) for detail in found] == [("modality", "shall", "in principle")]


VALUE = "- {gives: trial.prescribed, cite: c.one, value: %s}"
DEFINITIONS = {
    "a figure": ("{'*': [2, {var: trial.count}]}", "{'*': [3, {var: trial.count}]}", "figure"),
    "a base": ("{'*': [2, {var: trial.count}]}", "{'*': [2, {var: trial.counted}]}", "base"),
    "something else": ("{'*': [2, {var: trial.count}]}", "{'+': [2, {var: trial.count}]}", "definition"),
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_how_a_value_is_found(tmp_path, name):
    a, b, kind = DEFINITIONS[name]
    found = details(*two(tmp_path, VALUE % a, VALUE % b, {"c.one": "definition"}))
    assert [(detail.kind, detail.about.en) for detail in found] == [(kind, "trial prescribed")]


def test_of_a_table_only_the_rows_that_differ_are_told(tmp_path):
    table = (
        "- {gives: trial.prescribed, cite: c.one, first: [{when: {var: trial.when}, value: 1}, {when: {var: trial.other}, value: %d}, {value: 9}]}"
    )
    (found,) = details(*two(tmp_path, table % 2, table % 3, {"c.one": "definition"}))
    assert (found.kind, found.a.en, found.b.en) == ("definition", "2 if trial other: yes", "3 if trial other: yes")


def test_a_rule_on_one_side_of_a_notion_is_told_in_full(tmp_path):
    one = HEAD + "id: first, require: {var: trial.holds}}"
    other = one + "\n" + HEAD + "id: second, when: {var: trial.when}, require: {var: trial.other}}"
    (found,) = details(*two(tmp_path, one, other, {"c.one": "shall"}))
    assert (found.kind, found.a.en) == ("requirement", "does not require it")
    assert (found.b.zh, found.b.en) == ("试项 when：是的，（应当）试项 other：是", "(shall) trial other: yes, where trial when: yes")


def test_a_rule_left_out_of_a_pack_is_not_told_as_a_demand_the_document_dropped(tmp_path):
    listed = {"c.one": "shall", "c.two": "shall"}
    one = HEAD + "require: {var: trial.holds}}\n- {cite: c.two, remedy: {zh: 改, en: mend}, require: {var: trial.other}}"
    a, b = two(tmp_path, one, HEAD + "require: {var: trial.holds}}", listed)
    found = [(d.kind, d.a.en, d.b.en) for d in details(a, b)]
    assert found[0] == ("requirement", "(shall) trial other: yes", "prints it, but its pack has no rule for it")
    assert ("encoding", "encoded as a rule", "not encoded") in found


def test_an_edition_compared_with_itself_has_no_difference():
    edition = shipped("shenzhen@2024")
    assert details(edition, edition) == []


def test_a_difference_in_one_sentence_names_both_editions(tmp_path):
    (found,) = details(
        *two(tmp_path, HEAD + "require: {var: trial.holds}}", HEAD + "when: {var: trial.when}, require: {var: trial.holds}}", {"c.one": "shall"})
    )
    said = detail_words(found, (Text("甲", "A"), Text("乙", "B")))
    assert said == Text("前提：甲无此前提；乙「试项 when：是」", "condition: A has no such condition; B “trial when: yes”")


# read against the two documents
DOCUMENTS = {
    ("shenzhen@draft", "shenzhen@2024", "publicity.grant-place-unit"): {"place", "requirement"},
    ("shenzhen@draft", "shenzhen@2024", "proceeds.award-pool-min"): {"base", "condition", "exception"},
    ("shenzhen@draft", "shenzhen@2024", "leadership.publicity-report"): {"requirement"},
    ("shenzhen@draft", "shenzhen@2024", "ownership.split-conversion"): {"requirement"},
    ("shenzhen@2024", "ganzhou@2023", "publicity.price-days"): {"condition"},
    ("shenzhen@2024", "ganzhou@2023", "agreement.terms"): {"members"},
    ("shanghai@draft", "guangzhou@guideline", "use-right.agreement-terms"): {"members"},
}


@pytest.mark.parametrize(("first", "second", "clause"), DOCUMENTS)
def test_the_kinds_of_difference_between_documents(first, second, clause):
    a, b = shipped(first), shipped(second)
    notion = next(n for n in notions(a, b) if clause in [c.id for c in n.b.clauses])
    kinds = {detail.kind for detail in differences(notion, Compared(a, b, DAY))} - {"citation"}
    assert kinds == DOCUMENTS[first, second, clause]


def test_facts_that_two_vocabularies_type_differently(tmp_path):
    rule = HEAD + "require: {var: trial.holds}}"
    a, b = two(tmp_path, rule, rule, {"c.one": "shall"})
    changed = a.vocabulary.facts["trial.sum"]
    other = Vocabulary(
        [*(fact for fact in b.vocabulary if fact.path != "trial.sum"), type(changed)("trial.sum", "int", changed.label, changed.question)]
    )
    assert clashes(a.vocabulary, b.vocabulary) == ()
    assert [(one.type, two.type) for one, two in clashes(a.vocabulary, other)] == [("money", "int")]
