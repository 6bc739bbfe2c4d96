"""Templates: what is missing, what a permitted filling breaks, and which limit to print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.template.forms import DAY, GRANT, TERMS, examined, form
from awardrules.agreement.template.blanks import value_in_words
from awardrules.api import editions
from awardrules.decision.decide import decide
from awardrules.facts.deal import Deal, Value
from awardrules.facts.quantity import SCALE, Bound, parse_date, whole

FULL = {**GRANT, "agreement.terms": TERMS, "grant.team_share": 700_000}
OPEN = {**GRANT, "agreement.terms": TERMS}
USE = {
    "deal.kinds": frozenset({"use_right_grant"}),
    "agreement.terms": frozenset({"conversion_duty", "licence_mode", "licence_term", "fee_payment", "proceeds_split"}),
}
SHARE = ("grant.team_share", "乙方占____%", None)
DAYS = ("grant.publicity.days", "公示____日", None)
YEARS = ("use_right.term_years", "期限____年", None)


def kinds(made):  # type: ignore[no-untyped-def]
    return [(fault.kind, fault.clauses[0][1]) for fault in made.faults]


@pytest.mark.parametrize(
    ("pack", "facts", "blank", "clause", "shown", "remedy"),
    [
        ("shenzhen", OPEN, SHARE, "ownership.team-share-min", "69%", "在空白处印明“不低于 70%”"),
        ("shenzhen", FULL, DAYS, "publicity.grant-days", "14 日", "在空白处印明“不低于 15 日”"),
        ("shenzhen", USE, YEARS, "use-right.term-min", "9 年", "在空白处印明“不低于 10 年”"),
        ("guangzhou", OPEN, SHARE, "ownership.team-share-min", "50%", "在空白处印明“大于 50%”"),
    ],
)
def test_a_blank_without_a_floor_is_found_with_the_floor_to_print(pack, facts, blank, clause, shown, remedy):
    made = examined(form(blank), facts, pack)
    (fault,) = made.faults
    assert (fault.kind, fault.clauses[0][1]) == ("floor", clause)
    assert [item.shown.zh for item in fault.filling] == [shown]
    assert fault.remedy.zh == remedy
    assert fault.quotes[0].text == blank[1]


def test_a_sufficient_floor_is_clean_and_a_low_one_is_not():
    path, line, _ = SHARE
    assert examined(form((path, line, Bound(whole(7) // 10, None))), OPEN).faults == ()
    (fault,) = examined(form((path, line, Bound(whole(6) // 10, None))), OPEN).faults
    assert fault.kind == "floor"
    assert fault.filling[0].value == 690_000


def test_an_option_that_breaks_a_rule_is_named():
    facts = {"deal.kinds": frozenset({"ownership_grant"}), "agreement.terms": TERMS, "grant.unit_share_transferred_to_team": False}
    blank = ("grant.co_ownership_form", "□共同共有 □团队单独所有", None, ("joint", "sole_team"))
    (fault,) = examined(form(blank), facts).faults
    assert (fault.kind, fault.filling[0].value) == ("option", "sole_team")
    assert "团队单独所有" in fault.remedy.zh
    assert "共同共有" not in fault.remedy.zh


def test_two_blanks_that_only_together_break_a_rule():
    blanks = (("grant.publicity.start", "自____起", None), ("grant.publicity.end", "至____止", None))
    made = examined(form(*blanks), FULL)
    (fault,) = [fault for fault in made.faults if fault.clauses[0][1] == "publicity.grant-days"]
    assert fault.kind == "filling"
    start, end = (item.value for item in fault.filling)
    assert 0 <= end - start + 1 < 15


def test_where_a_tick_decides_the_limit_to_print_is_said():
    facts = {"deal.kinds": frozenset({"ownership_grant"}), "agreement.terms": TERMS}
    form_of = ("grant.co_ownership_form", "□按份共有 □共同共有", None, ("by_shares", "joint"))
    (fault,) = examined(form(form_of, SHARE), facts).faults
    assert (fault.kind, fault.remedy.zh) == ("floor", "在空白处印明“不低于 70%”")
    assert [item.shown.zh for item in fault.filling] == ["69%", "按份共有"]
    assert examined(form(form_of, (*SHARE[:2], Bound(SCALE * 7 // 10, None))), facts).faults == ()


def test_the_filling_shown_is_the_closest_to_what_would_be_right():
    (fault,) = examined(form(("grant.unit_share", "甲方占____%，其余归乙方", Bound(None, SCALE * 4 // 10))), OPEN).faults
    assert (fault.kind, fault.filling[0].shown.zh, fault.remedy.zh) == ("ceiling", "31%", "在空白处印明“不超过 30%”")
    pool = ("proceeds.award_pool_ratio", "提取____%奖励团队", None)
    made = examined(form(pool), {"deal.kinds": frozenset({"reward"}), "proceeds.net_income": whole(100)}, "ganzhou")
    assert [fault.filling[0].shown.zh for fault in made.faults if fault.kind == "range"] == ["59%"]


def test_a_limit_that_depends_on_facts_not_stated_is_no_clean_template():
    reward: dict[str, Value] = {"deal.kinds": frozenset({"reward"})}
    pool = ("proceeds.award_pool_ratio", "提取____%奖励团队", None)
    (fault,) = examined(form(pool), reward).faults
    assert (fault.kind, fault.filling, fault.remedy.zh) == ("depends", (), "在空白处印明“不低于 70%”")
    assert "收益分配事前有约定" in fault.message.zh
    assert examined(form((*pool[:2], Bound(SCALE * 7 // 10, None))), reward).faults == ()
    (fault,) = examined(form(), reward | {"proceeds.award_pool_ratio": SCALE * 4 // 10}).faults
    assert fault.kind == "depends"
    assert "40%" in fault.message.zh
    assert examined(form(), reward | {"proceeds.award_pool_ratio": SCALE * 7 // 10}).faults == ()


@pytest.mark.parametrize(
    ("title", "demanded"),
    [
        ("关于某团队赋权事项的公示（范本）", False),
        ("职务科技成果赋权申请表", False),
        ("职务科技成果赋权协议（范本）", True),
        ("赋权协议公示稿", False),
    ],
)
def test_a_notice_or_a_form_is_not_asked_for_the_provisions_of_an_agreement(title, demanded):
    made = examined(form(("agreement.date", title, None)), {"deal.kinds": frozenset({"ownership_grant"})})
    assert any(fault.kind in ("term", "provision") for fault in made.faults) is demanded
    assert made.settles is demanded


def test_a_default_is_no_fact_but_one_that_breaks_a_rule_is_found():
    made = examined(form(("grant.publicity.days", "公示{{天数|10}}日，不少于15日", Bound(whole(15), None))), FULL)
    (fault,) = made.faults
    assert (fault.kind, fault.filling[0].shown.zh) == ("default", "10 日")
    assert examined(form(("grant.publicity.days", "公示{{天数|20}}日", Bound(whole(15), None))), FULL).faults == ()


def test_each_missing_provision_comes_with_its_clause_and_a_sentence():
    made = examined(form(), {**FULL, "agreement.terms": TERMS - {"conversion_period", "cost_sharing"}})
    assert [fault.title.zh for fault in made.faults] == ["缺少条款：转化期限", "缺少条款：转化费用分担"]
    assert all(fault.clauses == (("三/（一）/4", "agreement.terms"),) and "____" in fault.remedy.zh for fault in made.faults)
    assert examined(form(), FULL).faults == ()


def test_a_form_of_ownership_that_nothing_speaks_of_is_a_missing_provision():
    made = examined(form(), {"deal.kinds": frozenset({"ownership_grant"}), "agreement.terms": TERMS})
    assert [(fault.kind, fault.title.zh) for fault in made.faults] == [("provision", "没有约定：共有形式")]


def test_printed_words_that_break_a_rule_whatever_is_filled_in():
    made = examined(form(), {**FULL, "grant.team_share": 600_000})
    assert kinds(made) == [("printed", "ownership.team-share-min")]
    assert examined(form(), {**FULL, "grant.publicity.days": Bound(None, whole(10))}).faults[0].kind == "printed"


def test_a_fact_given_beside_the_template_settles_its_blank():
    assert examined(form(SHARE), {**FULL, "grant.team_share": 800_000}).faults == ()


@pytest.mark.parametrize(
    ("path", "words", "value"),
    [
        ("grant.team_share", "70%", 700_000),
        ("grant.team_share", "百分之七十", None),
        ("grant.publicity.days", "15日", whole(15)),
        ("conversion.price", "120万元", whole(1_200_000)),
        ("grant.co_ownership_form", "按份共有", "by_shares"),
        ("agreement.signed", "是", True),
        ("agreement.date", "2025年3月1日", parse_date("2025-03-01")),
        ("grant.team_share", "若干", None),
    ],
)
def test_defaults_as_they_are_written(path, words, value):
    fact = editions("shenzhen", DAY)[0].vocabulary.get(path)
    assert fact is not None
    assert value_in_words(words, fact) == value


def test_of_several_defaults_in_a_line_none_is_taken_for_another():
    blank = ("proceeds.principal_completer_award_ratio", "提取{{pool|70}}%奖励团队，其中主要完成人{{main|40}}%", Bound(whole(6) // 10, None))
    assert [fault.kind for fault in examined(form(blank), {"deal.kinds": frozenset({"reward"})}, "ganzhou").faults if fault.kind == "default"] == []


def test_an_offered_figure_that_breaks_a_rule_is_an_option_to_strike_out():
    offered = ("use_right.term_years", "□5年 □10年", None, (whole(5), whole(10)))
    (fault,) = examined(form(offered), USE).faults
    assert (fault.kind, fault.remedy.zh) == ("option", "删去或限定选项：5 年")
    assert examined(form((*offered[:3], (whole(10), whole(20)))), USE).faults == ()


def test_days_whose_number_is_limited_need_no_further_limit():
    ends = (("grant.publicity.start", "自____起", None), ("grant.publicity.end", "至____止", None))
    made = examined(form(*ends, ("grant.publicity.days", "共____日（不少于15日）", Bound(whole(15), None))), FULL)
    assert "publicity.grant-days" not in [fault.clauses[0][1] for fault in made.faults]


def test_of_two_parts_of_a_whole_the_one_says_the_other():
    made = examined(form(("grant.unit_share", "甲方占____%，其余归乙方", Bound(None, whole(3) // 10))), OPEN)
    assert made.faults == ()


def test_nobody_is_told_to_agree_on_not_agreeing():
    (fault,) = examined(form(), {"deal.kinds": frozenset({"ownership_grant"}), "agreement.terms": TERMS}).faults
    assert "未约定" not in fault.remedy.zh


def test_no_filling_leaves_every_box_empty():
    places = ("grant.publicity.places", "□校内公告栏 □校园网", None, ("unit",))
    assert examined(form(places), FULL).faults == ()


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["shenzhen", "guangzhou", "ganzhou", "shanghai"]),
    st.sampled_from(["ownership_grant", "use_right_grant", "reward"]),
    st.one_of(st.none(), st.integers(0, 100)),
    st.one_of(st.none(), st.integers(0, 30)),
)
def test_law_every_filling_shown_is_permitted_and_breaks_its_rule(pack, kind, percent, days):
    low_share = None if percent is None else Bound(SCALE * percent // 100, None)
    low_days = None if days is None else Bound(whole(days), None)
    facts = {**OPEN, "deal.kinds": frozenset({kind})}
    blanks = form(
        ("grant.team_share", "占____%", low_share),
        ("grant.publicity.days", "公示____日", low_days),
        YEARS,
        ("proceeds.award_pool_ratio", "奖励____%", None),
    )
    made = examined(blanks, facts, pack)
    bounds = {blank.path: blank.bound for blank in made.blanks}
    for fault in made.faults:
        if not fault.filling:
            continue
        decided = decide(Deal({**facts, **{item.path: item.value for item in fault.filling}}), made.edition, DAY, hypothetical=True)
        assert all(decided.outcome(made.edition.rule(rule)) == "fail" for rule in fault.rules)
        for item in fault.filling:
            bound = bounds[item.path]
            assert bound is None or bound.low is None or item.value >= bound.low


@pytest.mark.parametrize("pack", ["shenzhen", "shenzhen@draft", "guangzhou", "ganzhou", "shanghai"])
def test_law_with_the_advised_limits_printed_the_template_is_clean(pack):
    facts = {**OPEN, "deal.kinds": frozenset({"ownership_grant", "use_right_grant"})}
    blanks = [SHARE, DAYS, YEARS]
    for fault in examined(form(*blanks), facts, pack).faults:
        if fault.kind == "floor":
            (item,) = fault.filling
            unit = SCALE // 100 if item.path == "grant.team_share" else SCALE
            blanks = [(path, line, Bound(item.value + unit, None)) if path == item.path else (path, line, bound) for path, line, bound in blanks]
    assert [fault for fault in examined(form(*blanks), facts, pack).faults if fault.filling] == []
