"""Choices: options that are paragraphs of their own, options that a sentence goes on from, days left blank."""

from __future__ import annotations

import pytest

from agreement.extraction.said import PARTIES, found, value


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("☑按份共有。乙方享有70%，甲方享有30%。\n☐共同共有。双方不分份额地共同享有该成果的权利。", "by_shares"),
        ("二、☑按份共有。乙方享有70%，甲方享有30%。\n☐共同共有。双方不分份额地共同享有该成果的权利。", "by_shares"),
        ("□按份共有。乙方享有70%，甲方享有30%。\n■共同共有。双方不分份额地共同享有该成果的权利。", "joint"),
    ],
)
def test_a_paragraph_beside_the_one_that_is_ticked_says_nothing(text, form):
    assert value(text, "grant.co_ownership_form") == form
    assert (found(text, "grant.team_share") is not None) == (form == "by_shares")


def test_options_none_of_which_is_ticked_are_still_to_be_chosen():
    text = "□按份共有。乙方享有70%，甲方享有30%。\n□共同共有。双方不分份额地共同享有该成果的权利。"
    assert [fact.state if (fact := found(text, path)) else None for path in ("grant.co_ownership_form", "grant.team_share")] == ["placeholder", None]


def test_a_sentence_goes_on_behind_the_last_option():
    assert value("该成果由☑甲方单独 □甲方与他人共同 持有。", "result.title_holder") == "unit"


def test_days_left_blank_are_placeholders():
    text = "甲方在校内公示____日，自____起，至____止。"
    assert [fact.state if (fact := found(text, f"grant.publicity.{side}")) else None for side in ("start", "end")] == ["placeholder"] * 2


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("双方按份共有，乙方份额为____%（不低于70%），甲方份额为____%（不高于30%）。", ((700_000, None), (None, 300_000))),
        ("乙方持有本成果所有权的____%（大于50%），其余归甲方。", ((500_000, None), None)),
        ("本成果所有权按份共有，甲方持有____%（不高于40%），乙方持有剩余份额。", (None, (None, 400_000))),
    ],
)
def test_the_limit_behind_a_blank_is_of_that_blank_alone(text, bounds):
    for path, bound in zip(("grant.team_share", "grant.unit_share"), bounds, strict=True):
        fact = found(text, path)
        assert (fact and fact.value and (fact.value.low, fact.value.high)) == bound


@pytest.mark.parametrize("pick", ["（3）", "3", "三", "③"])
def test_a_number_chooses_among_the_ways_that_are_listed(pick):
    text = f"双方按份共有，乙方持有的所有权份额按以下第{pick}种方式确定：（1）70%；（2）80%；（3）60%。"
    assert value(text, "grant.team_share") == "0.6"


def test_a_number_chooses_among_paragraphs():
    text = "双方按份共有，所有权份额按以下第2种方式确定：\n（1）甲方持有30%，乙方持有70%。\n（2）甲方持有40%，乙方持有60%。\n本协议一式两份。"
    assert value(text, "grant.team_share") == "0.6"


@pytest.mark.parametrize(
    ("text", "path", "options"),
    [
        ("乙方持有的所有权份额按以下第____种方式确定：（1）70%；（2）80%；（3）60%。", "grant.team_share", (700_000, 800_000, 600_000)),
        ("所有权份额按以下第____种方式确定：\n（1）甲方30%，乙方70%。\n（2）甲方40%，乙方60%。", "grant.unit_share", (300_000, 400_000)),
        ("甲方赋予乙方长期使用权，使用权期限：□10年 □15年 □20年。", "use_right.term_years", (10_000_000, 15_000_000, 20_000_000)),
        ("甲方赋予乙方长期使用权，使用权期限为____年（可选10年、15年）。", "use_right.term_years", (10_000_000, 15_000_000)),
        ("乙方持有本成果所有权的□70% □80%，其余归甲方。", "grant.team_share", (700_000, 800_000)),
    ],
)
def test_printed_choices_of_a_figure_are_options_of_a_blank(text, path, options):
    head = PARTIES.replace("所有权赋权", "长期使用权") if path.startswith("use_right") else PARTIES
    fact = found(text, path, head)
    assert (fact and (fact.state, fact.values)) == ("placeholder", options)


def test_a_term_under_its_heading_keeps_its_limit():
    for blank, told in (("____", None), ("12", "12")):
        fact = found(f"甲方赋予乙方长期使用权。\n三、使用年限\n自本协议生效之日起{blank}年（10年以上）。", "use_right.term_years")
        assert fact is not None
        assert (fact.state, fact.value and getattr(fact.value, "low", fact.value)) == (
            ("placeholder", 10_000_000) if told is None else ("stated", 12_000_000)
        )


def test_what_stands_behind_boxes_is_none_of_them():
    text = "甲方赋予乙方长期使用权，许可方式为☑独占许可 □排他许可 □普通许可，期限8年（10年以上）。"
    assert value(text, "use_right.term_years") == "8"


def test_room_for_a_name_is_none_for_a_figure():
    text = "甲方将____________团队完成的职务科技成果“____________”的所有权赋予该团队。"
    assert [found(text, path) for path in ("grant.team_share", "grant.unit_share")] == [None, None]


@pytest.mark.parametrize(("blank", "proposed"), [("【60】%", "60%"), ("{{share|60}}%", "60%"), ("____%", "")])
def test_what_a_blank_proposes_is_kept_beside_it(blank, proposed):
    fact = found(f"乙方持有本成果所有权的{blank}，其余归甲方。", "grant.team_share")
    assert (fact and (fact.state, fact.proposed)) == ("placeholder", proposed)


def test_a_heading_says_more_of_a_term_than_the_opening_far_above_it():
    opening = "鉴于甲方已完成审批，并在校内公示18日，公示期满无异议，双方约定如下："
    text = f"{opening}\n一、标的\n甲方将本成果（专利号：____）的长期使用权赋予乙方。\n二、使用年限\n自本协议生效之日起8年（10年以上）。"
    assert value(text, "use_right.term_years", PARTIES.replace("所有权赋权", "长期使用权")) == "8"
