"""What the form of rules settles is so; what it does not settle stays open."""

from __future__ import annotations

import pytest

from awardrules.compare.pairing import notions
from awardrules.compare.shape import Forms, implies
from awardrules.expression.core import FALSE, TRUE, And, Column, Compare, Lit, Member, Not, Or, Ratio, Some
from awardrules.prove.judging import prover
from compare.editions import DAY, shipped, two

X, Y = Compare("==", Column("x"), Lit("a")), Compare("==", Column("y"), Lit("b"))
SHARE = Column("share")


def at_least(number: int) -> Compare:
    return Compare(">=", SHARE, Lit(number))


IMPLIED = [
    (X, X),
    (X, TRUE),
    (FALSE, X),
    (And((X, Y)), X),
    (X, Or((X, Y))),
    (And((X, Y)), And((Y, X))),
    (Not(Or((X, Y))), Not(X)),
    (at_least(20), at_least(15)),
    (Compare(">", SHARE, Lit(15)), at_least(15)),
    (Compare("<=", Lit(20), SHARE), at_least(20)),
    (Compare("<", SHARE, Lit(3)), Compare("<=", SHARE, Lit(3))),
    (Ratio(">=", Column("a"), Column("b"), Lit(7)), Ratio(">", Column("a"), Column("b"), Lit(6))),
    (Member(SHARE, Lit(frozenset("a"))), Member(SHARE, Lit(frozenset("ab")))),
    (Some("people", And((X, Y))), Some("people", X)),
]
OPEN = [
    (X, Y),
    (X, FALSE),
    (Or((X, Y)), X),
    (X, And((X, Y))),
    (Not(X), Not(Or((X, Y)))),
    (at_least(15), at_least(20)),
    (at_least(15), Compare(">", SHARE, Lit(15))),
    (at_least(15), Compare("<=", SHARE, Lit(20))),
    (at_least(15), Compare(">=", Column("other"), Lit(10))),
    (Ratio(">=", Column("a"), Column("b"), Lit(7)), Ratio(">=", Column("a"), Column("c"), Lit(7))),
    (Member(SHARE, Lit(frozenset("ab"))), Member(SHARE, Lit(frozenset("a")))),
    (Some("people", X), Some("recipients", X)),
]


@pytest.mark.parametrize(("x", "y"), IMPLIED, ids=[f"implied {number}" for number in range(len(IMPLIED))])
def test_what_follows_by_form(x, y):
    assert implies(x, y)


@pytest.mark.parametrize(("x", "y"), OPEN, ids=[f"open {number}" for number in range(len(OPEN))])
def test_what_does_not_follow_by_form(x, y):
    assert not implies(x, y)


CHECK = "- {{cite: c.one, {more}require: {require}, remedy: {{zh: 改, en: mend}}}}"
FLOOR = "{'>=': [{var: trial.count}, %s]}"


def settled(tmp_path, a: str, b: str, modality: str = "shall", modality_b: str | None = None):
    one, other = two(tmp_path, a, b, {"c.one": modality}, {"c.one": modality_b or modality})
    return Forms(one, other, DAY).settle(one.rules, other.rules)


SETTLED = {
    "the same": (CHECK.format(more="", require=FLOOR % 15), CHECK.format(more="", require=FLOOR % 15), "same"),
    "a higher floor": (CHECK.format(more="", require=FLOOR % 15), CHECK.format(more="", require=FLOOR % 20), "tightened"),
    "a lower floor": (CHECK.format(more="", require=FLOOR % 20), CHECK.format(more="", require=FLOOR % 15), "loosened"),
    "a further condition": (
        CHECK.format(more="", require=FLOOR % 15), CHECK.format(more="when: {var: trial.when}, ", require=FLOOR % 15), "loosened",
    ),
    "a further exception": (
        CHECK.format(more="", require=FLOOR % 15), CHECK.format(more="unless: [{when: {var: trial.unless}}], ", require=FLOOR % 15), "loosened",
    ),
    "a higher floor on fewer deals": (
        CHECK.format(more="", require=FLOOR % 15), CHECK.format(more="when: {var: trial.when}, ", require=FLOOR % 20), None,
    ),
    "other kinds of deal": (
        CHECK.format(more="applies_to: [reward], ", require=FLOOR % 15), CHECK.format(more="applies_to: [reward, conversion], ", require=FLOOR % 15),
        "tightened",
    ),
    "something else": (CHECK.format(more="", require=FLOOR % 15), CHECK.format(more="", require="{var: trial.holds}"), None),
    "the order of two demands": (
        CHECK.format(more="", require="{and: [{var: trial.holds}, {var: trial.other}]}"),
        CHECK.format(more="", require="{and: [{var: trial.other}, {var: trial.holds}]}"), "equivalent",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SETTLED)
def test_rules_compared_by_form(tmp_path, name):
    a, b, expected = SETTLED[name]
    assert settled(tmp_path, a, b) == expected


def test_the_same_demand_made_in_principle_only_asks_less(tmp_path):
    rule = CHECK.format(more="", require=FLOOR % 15)
    assert settled(tmp_path, rule, rule, "shall", "should") == "loosened"


def test_an_exemption_for_fewer_is_tighter(tmp_path):
    wide = CHECK.format(more="", require="{var: trial.holds}")
    narrow = CHECK.format(more="when: {var: trial.when}, ", require="{var: trial.holds}")
    assert settled(tmp_path, wide, narrow, "exemption") == "tightened"
    assert settled(tmp_path, wide, narrow, "shall") == "loosened"


def test_the_same_rule_over_a_fact_that_is_computed_otherwise_is_not_the_same(tmp_path):
    rule = "- {cite: c.one, require: {'>=': [{var: trial.counted}, 3]}, remedy: {zh: 改, en: mend}}\n"
    counted = "- {gives: trial.counted, cite: c.two, value: {'*': [TIMES, {var: trial.count}]}}"
    a, b = two(tmp_path, rule + counted.replace("TIMES", "1"), rule + counted.replace("TIMES", "2"), {"c.one": "shall", "c.two": "definition"})
    assert Forms(a, b, DAY).settle((a.rules[0],), (b.rules[0],)) is None
    assert Forms(a, a, DAY).settle((a.rules[0],), (a.rules[0],)) == "same"


@pytest.mark.parametrize("pair", [("shenzhen@draft", "shenzhen@2024")], ids="-".join)
def test_a_solver_confirms_what_the_form_settles(pair):
    a, b = (shipped(reference) for reference in pair)
    forms, judge = Forms(a, b, DAY), prover(a, b, DAY).judge
    allowed = {"equivalent": {"equivalent"}, "tightened": {"tightened", "equivalent"}, "loosened": {"loosened", "equivalent"}}
    wrong = []
    for notion in notions(a, b):
        found = forms.settle(notion.a.rules, notion.b.rules)
        if found in allowed and any(not rule.gives for rule in (*notion.a.rules, *notion.b.rules)):
            judged = judge(notion.a.rules, notion.b.rules)
            if judged.proved and judged.relation not in allowed[found]:
                wrong.append((found, judged.relation, [rule.id for rule in (*notion.a.rules, *notion.b.rules)]))
    assert wrong == []
