"""What is still open: the facts behind every unknown rule, most decisive first, each with its question and the rules it blocks."""

from __future__ import annotations

import pytest

from awardrules.decision.missing import missing
from awardrules.pack.edition import Edition
from pack.cities import decided

DUTY = "- {cite: c.one, require: {var: trial.holds}}"


def open_paths(edition: Edition, deal: str, **options: object) -> list[str]:
    return [item.path for item in missing(decided(edition, deal, **options))]


@pytest.mark.parametrize(
    ("rule", "deal", "paths"),
    [
        # only what can still settle the rule is asked for
        ("when: {var: trial.when}, require: {var: trial.holds}", "other: true", ["trial.when", "trial.holds"]),
        ("when: {var: trial.when}, require: {var: trial.holds}", "when: true", ["trial.holds"]),
        ("when: {var: trial.when}, require: {var: trial.holds}", "when: false", []),
        ("when: {var: trial.when}, require: {var: trial.holds}", "holds: true", []),
        ("when: {var: trial.when}, require: {var: trial.holds}", "holds: false", ["trial.when"]),
        ("unless: [{when: {var: trial.unless}}], require: {var: trial.holds}", "holds: false", ["trial.unless"]),
        ("require: {and: [{var: trial.holds}, {var: trial.other}]}", "holds: true", ["trial.other"]),
        ("require: {and: [{var: trial.holds}, {var: trial.other}]}", "holds: false", []),
        ("require: {or: [{var: trial.holds}, {var: trial.other}]}", "holds: false", ["trial.other"]),
        ('require: {">=": [{var: trial.count}, 15]}', "other: true", ["trial.count"]),
        ('require: {">=": [{var: trial.count}, 15]}', "count: {min: 14}", ["trial.count"]),
        ('require: {">=": [{var: trial.count}, 15]}', "count: {min: 15}", []),
        ('require: {in: [low, {var: trial.items}]}', "other: true", ["trial.items"]),
        ('require: {in: [low, {var: trial.items}]}', "items: []", []),
        ('require: {in: [low, {var: trial.items}]}', "items: {min: [high]}", ["trial.items"]),
        ('require: {in: [low, {var: trial.items}]}', "items: {min: [low]}", []),
        ('require: {in: [low, {var: trial.items}]}', "items: {max: [high]}", []),
        ('require: {if: [{var: trial.when}, {var: trial.holds}, {var: trial.other}]}', "when: true", ["trial.holds"]),
    ],
)  # fmt: skip
def test_the_facts_that_leave_a_rule_open(trial, rule, deal, paths):
    edition = trial(f"- {{cite: c.one, {rule}}}", {"c.one": "shall"})
    assert open_paths(edition, f"trial: {{{deal}}}") == paths


@pytest.mark.parametrize(
    ("condition", "items", "members"),
    [
        ("{in: [low, {var: trial.items}]}", "{min: [high]}", ("low",)),
        ("{includes_all: [{var: trial.items}, [low, middle, high]]}", "{min: [middle]}", ("low", "high")),
        ("{includes_any: [{var: trial.items}, [low, high]]}", "{min: [middle]}", ("low", "high")),
        ("{includes_any: [{var: trial.items}, [low, high]]}", "{min: [middle], max: [middle, high]}", ("high",)),
        ("{includes_all: [{union: [{var: trial.items}, [low]]}, [low, high]]}", "{min: [middle]}", ("high",)),
        ("{includes_all: [{if: [{var: trial.when}, {var: trial.items}, [low]]}, [low, high]]}", "{min: [low]}", ("high",)),
        ("{or: [{in: [low, {var: trial.items}]}, {includes_all: [{var: trial.items}, [high]]}]}", "{min: [middle]}", ("low", "high")),
        ('{">=": [{size: [{var: trial.items}]}, 2]}', "{min: [low]}", ()),  # any name will do
        ("{in: [low, {var: trial.items}]}", "null", ()),  # the whole set is to be stated
    ],
)  # fmt: skip
def test_of_a_set_known_in_part_it_says_which_members_are_to_be_settled(trial, condition, items, members):
    edition = trial(f"- {{cite: c.one, require: {condition}}}", {"c.one": "shall"})
    found = {item.path: item for item in missing(decided(edition, f"trial: {{holds: true, when: true, items: {items}}}"))}
    item = found["trial.items"]
    assert item.members == members
    asked = "、".join({"low": "低", "middle": "中", "high": "高"}[name] for name in members)
    assert item.question.zh == (f"items 如何？（待明确：{asked}）" if members else "items 如何？")


def test_kinds_known_in_part_are_asked_for_by_name(trial):
    edition = trial(DUTY, {"c.one": "shall"}, applies_to="[conversion, reward]")
    item = missing(decided(edition, "{deal: {kinds: {min: [ownership_grant]}}, trial: {holds: false}}"))[0]
    assert (item.path, set(item.members), item.decides) == ("deal.kinds", {"conversion", "reward"}, True)


def test_an_open_fact_comes_with_its_question_and_the_rules_it_blocks(trial):
    edition = trial(f"{DUTY}\n- {{cite: c.two, require: {{var: trial.holds}}}}", {"c.one": "shall", "c.two": "should"})
    [item] = missing(decided(edition, "{trial: {other: true}}"))
    assert item.path == "trial.holds"
    assert (item.question.zh, item.question.en) == ("holds 如何？", "What is holds?")
    assert item.blocks == ("publicity/one", "publicity/two")
    assert item.decides


@pytest.mark.parametrize(
    ("listed", "deal", "decides"),
    [
        # (modalities of a rule on `holds` and one on `other`), what is stated, whether `holds` can still change the status
        (("shall", "shall"), "other: true", True),
        (("shall", "shall"), "other: false", False),  # a violation stands: nothing can mend the verdict
        (("should", "shall"), "other: true", True),
        (("should", "shall"), "other: false", False),
        (("should", "should"), "other: false", False),  # already deviating
        (("shall", "should"), "other: false", True),
        (("encouraged", "shall"), "other: true", False),
        (("deeming", "shall"), "other: true", False),
        (("exemption", "shall"), "other: true", False),
        (("may", "shall"), "other: true", True),
        (("shall", "encouraged"), "other: false", True),
        (("encouraged", "encouraged"), "level: low", True),  # so far no rule was applied at all
        (("encouraged", "encouraged"), "other: true", False),
    ],
)  # fmt: skip
def test_whether_an_open_fact_can_still_change_the_status(trial, listed, deal, decides):
    rules = f"{DUTY}\n- {{cite: c.two, require: {{var: trial.other}}}}"
    edition = trial(rules, {"c.one": listed[0], "c.two": listed[1]})
    found = {item.path: item.decides for item in missing(decided(edition, f"trial: {{{deal}}}"))}
    assert found["trial.holds"] is decides


def test_where_nothing_could_be_applied_every_open_fact_decides(trial):
    edition = trial("- {cite: c.one, when: {var: trial.when}, require: {var: trial.holds}}", {"c.one": "encouraged"}, applies_to="[reward]")
    decision = decided(edition, "trial: {other: true}")
    assert decision.status == "undetermined"
    assert {item.path: item.decides for item in missing(decision)} == dict.fromkeys(["deal.kinds", "trial.when", "trial.holds"], True)
    assert open_paths(edition, "deal: {kinds: [conversion]}") == []


def test_conditions_of_diligence_decide_nothing(trial):
    edition = trial(
        {"due-diligence-exemption": DUTY, "publicity": "- {cite: c.two, require: {var: trial.other}}"},
        {"c.one": "due-diligence-exemption:shall", "c.two": "shall"},
    )
    assert {item.path: item.decides for item in missing(decided(edition, "trial: {level: low}"))} == {"trial.other": True, "trial.holds": False}


ORDERED = """
- {cite: c.wish, require: {var: trial.unless}}
- {cite: c.one, require: {and: [{var: trial.when}, {var: trial.other}]}}
- {cite: c.two, require: {var: trial.other}}
- {cite: c.special, applies_to: [reward], require: {var: trial.holds}}
- {gives: scope.coverage, cite: c.scope, first: [{when: {var: unit.located_in_city}, value: covered}, {value: not_covered}]}
"""
ORDERED_CLAUSES = {"c.wish": "encouraged", "c.one": "shall", "c.two": "shall", "c.special": "shall", "c.scope": "definition"}


def test_most_decisive_first_scope_then_the_rules_of_the_kind_then_by_how_much_they_block(trial):
    edition = trial(ORDERED, ORDERED_CLAUSES)
    deal = "deal: {kinds: [reward]}"
    assert open_paths(edition, deal) == ["unit.located_in_city", "trial.holds", "trial.other", "trial.when", "trial.unless"]
    decisive = [item.path for item in missing(decided(edition, deal), decisive_only=True)]
    assert decisive == ["unit.located_in_city", "trial.holds", "trial.other", "trial.when"]


def test_the_kind_of_the_deal_is_asked_for_before_anything_else(trial):
    edition = trial(ORDERED, ORDERED_CLAUSES)
    assert open_paths(edition, "unit: {type: university}")[0] == "deal.kinds"


def test_nothing_is_missing_of_a_deal_out_of_scope(trial):
    edition = trial(ORDERED, ORDERED_CLAUSES)
    outside = "{deal: {kinds: [reward]}, unit: {located_in_city: false}}"
    assert open_paths(edition, outside) == []
    assert "trial.holds" in open_paths(edition, outside, hypothetical=True)


COMPUTED = """
- {gives: trial.counted, cite: c.counted, value: {days_inclusive: [{var: grant.publicity.start}, {var: grant.publicity.end}]}}
- {gives: trial.prescribed, cite: c.doubled, value: {"*": [2, {var: trial.counted}]}}
- {cite: c.one, require: {">=": [{var: trial.prescribed}, 30]}}
"""
COMPUTED_CLAUSES = {"c.counted": "definition", "c.doubled": "definition", "c.one": "shall"}


@pytest.mark.parametrize(
    ("deal", "paths"),
    [
        ("trial: {other: true}", ["grant.publicity.start", "grant.publicity.end"]),
        ("grant: {publicity: {start: 2025-03-01}}", ["grant.publicity.end"]),
        ("grant: {publicity: {start: 2025-03-01, end: {min: 2025-03-02}}}", ["grant.publicity.end"]),
        ("trial: {counted: 15}", []),
        # an output is never asked for: a deal cannot state it
    ],
)
def test_computed_facts_are_followed_to_what_a_deal_states(trial, deal, paths):
    edition = trial(COMPUTED, COMPUTED_CLAUSES)
    found = missing(decided(edition, deal))
    assert [item.path for item in found if item.decides] == paths
    assert not {item.path for item in found} & {"trial.prescribed", "trial.counted"}


def test_an_output_of_another_kind_of_deal_is_not_missing(trial):
    rules = "- {gives: trial.granted, cite: c.one, applies_to: [conversion], value: {var: trial.holds}}\n- {cite: c.two, require: {var: trial.other}}"
    edition = trial(rules, {"c.one": "definition", "c.two": "shall"})
    assert open_paths(edition, "{deal: {kinds: [reward]}, trial: {other: true}}") == []
    assert open_paths(edition, "{deal: {kinds: [conversion]}, trial: {other: true}}") == ["trial.holds"]


PEOPLE = """
- cite: c.one
  for_each: recipients
  when: {"==": [{var: item.role}, principal_leader]}
  require: {var: item.publicity_done}
- {cite: c.two, require: {some: [{var: recipients}, {">=": [{var: item.amount}, 100]}]}}
"""


def test_facts_of_people_are_asked_for_by_person(trial):
    edition = trial(PEOPLE, {"c.one": "shall", "c.two": "encouraged"})
    found = missing(decided(edition, "recipients: [{role: principal_leader, amount: 120}, {role: principal_leader, publicity_done: true}, {}]"))
    assert [item.path for item in found] == ["recipients[2].role", "recipients[0].publicity_done", "recipients[2].publicity_done"]
    assert found[0].question.en.startswith("Recipient 3: ")
    assert found[0].question.zh.startswith("第 3 位受奖人：")


def test_the_list_itself_is_asked_for_where_it_is_not_stated(trial):
    edition = trial(PEOPLE, {"c.one": "shall", "c.two": "encouraged"})
    found = missing(decided(edition, "trial: {other: true}"))
    assert [(item.path, item.blocks) for item in found] == [("recipients", ("publicity/one", "publicity/two"))]
    assert found[0].question.zh.endswith("？")
    assert open_paths(edition, "recipients: []") == []


def test_one_of_two_shares_is_asked_for_once(trial):
    rules = '- {cite: c.one, require: {">=": [{var: grant.team_share}, 70%]}}\n- {cite: c.two, require: {"<=": [{var: grant.unit_share}, 30%]}}'
    edition = trial(rules, {"c.one": "shall", "c.two": "shall"})
    assert open_paths(edition, "trial: {other: true}") == ["grant.team_share"]
