"""Choices: options that are paragraphs of their own, options that a sentence goes on from, days left blank."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, value


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
