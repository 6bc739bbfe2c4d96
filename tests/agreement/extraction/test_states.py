"""Derived, blank and contradictory facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import awardrules
from agreement.extraction.said import PARTIES, found, patterns, reading, value
from awardrules.agreement.extraction.context.belonging import OTHERS
from awardrules.agreement.extraction.patterns.doubts import DOUBTS
from awardrules.facts.quantity import SCALE, Bound, parse_date

USE_RIGHT = "职务科技成果长期使用权协议\n甲方（单位）：南岭医院\n乙方（成果完成人团队）：监护课题组\n"


def test_days_of_publicity_follow_from_the_dates():
    fact = found("甲方于2025年2月17日至2025年3月5日在校内公示。", "grant.publicity.days")
    assert (fact.state, fact.value) == ("derived", 17 * SCALE)
    assert fact.evidence[0].text == "甲方于2025年2月17日至2025年3月5日在校内公示。"


def test_the_last_day_of_publicity_follows_from_the_first_and_the_days():
    fact = found("甲方自2025年3月24日起在校内进行了公示，公示期共二十个自然日。", "grant.publicity.end")
    assert (fact.state, fact.value) == ("derived", parse_date("2025-04-12"))


def test_a_day_without_its_year_takes_that_of_the_day_before_it():
    text = "甲方于2025年5月6日集体决定同意赋权，5月8日至5月23日在学校公告栏公示。"
    assert (value(text, "grant.publicity.start"), value(text, "grant.publicity.end")) == ("2025-05-08", "2025-05-23")


def test_the_end_of_a_use_right_follows_from_its_term():
    text = "使用权期限为10年。本协议自2025年6月1日起生效。"
    assert value(text, "use_right.term_end", USE_RIGHT) == "2035-05-31"


CONFLICTS = [
    (
        "body against annex",
        "第一条 乙方持有所有权的60%，甲方持有40%。\n附件一\n所有权比例   甲方   乙方\n登记份额   45%   55%\n",
        "grant.team_share",
        (0.60, 0.55),
    ),
    ("words against digits", "乙方的所有权份额为百分之七十（60%）。", "grant.team_share", (0.7, 0.6)),
    ("two clauses", "乙方的所有权份额为70%。登记时乙方的份额为75%。", "grant.team_share", (0.7, 0.75)),
    ("shares beyond the whole", "乙方持有所有权的70%，甲方持有40%。", "grant.team_share", (0.7, 0.6)),
    ("a bound that excludes the value", "乙方的所有权份额不低于70%。乙方的所有权份额为60%。", "grant.team_share", None),
]


@pytest.mark.parametrize(("text", "path", "wanted"), [case[1:] for case in CONFLICTS], ids=[case[0] for case in CONFLICTS])
def test_a_conflict_names_all_readings_and_takes_none(text, path, wanted):
    fact = found(text, path)
    assert (fact.state, fact.value) == ("conflict", None)
    assert len(fact.values) == 2
    if wanted:
        assert {float(reading) / SCALE for reading in fact.values} == set(wanted)


PLACED = [
    (
        "（一）甲方将该成果的所有权赋予乙方，双方按份共有。\n（二）乙方持有65%，甲方持有35%。\n附件一\n份额\n乙方持有70%，甲方持有30%。",
        "grant.team_share",
        ["（二）乙方持有65%", "乙方持有70%"],
    ),
    ("使用权期限为十年。本协议自2025年5月1日起生效，使用权至2034年4月30日止。", "use_right.term_years", ["使用权期限为十年", "本协议自"]),
    ("公示期为十五天。甲方于2025年6月16日至6月27日在校内公示。", "grant.publicity.days", ["公示期为十五天", "甲方于2025年"]),
]


@pytest.mark.parametrize(("text", "path", "wanted"), PLACED, ids=[case[1] for case in PLACED])
def test_every_reading_of_a_conflict_is_quoted_where_it_stands(text, path, wanted):
    fact = found(text, path, USE_RIGHT if path.startswith("use_right") else PARTIES)
    assert [quote.text[: len(words)] for quote, words in zip(fact.places, wanted, strict=True)] == wanted


def test_amounts_in_words_and_digits_that_differ_are_a_conflict():
    head = "专利权转让合同\n受让方（甲方）：锐储新能源有限公司\n让与方（乙方）：前湾能源研究院\n"
    fact = found("转让价款为人民币壹佰贰拾万元整（￥1,000,000.00）。", "conversion.price", head)
    assert (fact.state, set(fact.values)) == ("conflict", {1_200_000 * SCALE, 1_000_000 * SCALE})


def test_a_range_that_the_term_does_not_reach_is_a_conflict():
    text = "使用权期限为10年，自2025年1月1日至2034年6月30日止。"
    fact = found(text, "use_right.term_years", USE_RIGHT)
    assert (fact.state, set(fact.values)) == ("conflict", {10 * SCALE, 19 * SCALE // 2})
    assert value(text, "use_right.term_end", USE_RIGHT) is None


def test_days_that_the_dates_do_not_give_are_a_conflict():
    fact = found("甲方于2025年6月16日至6月27日在校内公示15天。", "grant.publicity.days")
    assert (fact.state, set(fact.values)) == ("conflict", {15 * SCALE, 12 * SCALE})


def test_a_restatement_is_no_conflict():
    fact = found("乙方的所有权份额为百分之七十（70%）。", "grant.team_share")
    assert (fact.state, fact.value) == ("stated", 700000)


def test_the_first_day_not_counted_is_no_conflict():
    assert found("甲方于2025年3月2日至2025年3月17日在校内公示15日。", "grant.publicity.days").value == 16 * SCALE


def test_a_blank_is_a_placeholder_with_its_printed_bound():
    fact = found("乙方所有权比例为____%（应大于50%）。", "grant.team_share")
    assert (fact.state, fact.value) == ("placeholder", Bound(500000, None))


def test_boxes_of_which_none_is_ticked_are_a_placeholder_with_their_options():
    fact = found("成果类型：□发明专利 □实用新型专利", "result.ip_type")
    assert (fact.state, fact.value, set(fact.values)) == ("placeholder", None, {"invention_patent", "utility_model"})


def test_a_ticked_box_is_said_and_the_others_are_not():
    assert value("成果类型：□发明专利 ☑计算机软件著作权", "result.ip_type") == "software_copyright"


def test_alternatives_in_brackets_settle_nothing():
    fact = found("双方对该成果【按份共有/共同共有】。", "grant.co_ownership_form")
    assert (fact.state, fact.value) == ("placeholder", None)


def test_a_default_is_no_fact():
    assert found("转化净收益中，乙方分得 {{team|70}}%。", "proceeds.team_proceeds_share").state == "placeholder"


def test_an_annex_table_states_what_the_body_leaves_to_it():
    text = "第一条 双方的份额见附件。\n附件一\n项目   甲方   乙方\n所有权比例   35%   65%\n收益分配比例   30%   70%\n"
    assert (value(text, "grant.team_share"), value(text, "proceeds.team_proceeds_share")) == ("0.65", "0.7")


def test_parties_are_shown_by_name():
    assert reading("").parties["甲方"] == "unit"
    assert reading("", PARTIES).parties["薄膜课题组"] == "team"


REGISTERED = "成果由甲方和乙方按份共有。专利权人变更登记已于2025年4月8日办理完毕。"


@pytest.mark.parametrize(("text", "holder"), [(REGISTERED, "co_owned"), ("成果由甲方和乙方按份共有。", None)])
def test_a_shared_title_that_is_registered_is_held_by_both(text, holder):
    assert value(text, "result.title_holder") == holder


def test_every_doubt_has_words_in_both_languages() -> None:
    """A reader sees why a place settles nothing, never the name that code and patterns give the reason."""
    folder = Path(awardrules.__file__).parent / "agreement" / "extraction"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    named = set(re.findall(r'(?:doubt=|doubt = |yield |yield from \(\()"([a-z-]+)"', code)) | {context.name for context in patterns().contexts}
    assert {"others", "apart", "plan", "denied"} <= named | {OTHERS}
    assert named - {"earlier", "conflict"} <= DOUBTS.keys()
    for words in DOUBTS.values():
        assert words.zh
        assert words.en
        assert words.zh != words.en


def test_several_results_settled_differently_are_to_be_checked_one_by_one():
    both = reading("成果一：“分割软件”软件著作权，乙方占60%，甲方占40%；\n成果二：“评分方法”发明专利，乙方占50%，甲方占50%。\n")
    (told,) = [finding for finding in both.findings if finding.code == "several-results"]
    assert "团队份额" in told.message.zh
    assert "逐项检查" in told.help.zh
    one = reading("成果一：“分割软件”软件著作权，乙方占60%，甲方占40%。\n")
    assert "several-results" not in {finding.code for finding in one.findings}


AWARD = "职务科技成果转化收益分配协议\n甲方：南岭大学\n乙方：薄膜课题组\n"

# opening, text, fact that is left blank, printed bound
BLANKS = [
    (AWARD, "从转化收益中提取____%用于奖励成果完成人（团队）和对转化作出重要贡献的人员。", "proceeds.award_pool_ratio", None),
    (AWARD, "从转化收益中提取____%（不低于70%）奖励团队。", "proceeds.award_pool_ratio", (70, None)),
    (AWARD, "奖励总额为转化收益的____%。", "proceeds.award_pool_ratio", None),
    (PARTIES, "双方对本成果按份共有。\n乙方占____%（不低于60%），甲方占其余份额。", "grant.team_share", (60, None)),
    (PARTIES, "双方对本成果按份共有。\n乙方持有____%（不低于50%），其余归甲方。", "grant.team_share", (50, None)),
    (PARTIES, "双方对本成果按份共有。\n甲方持有____%（不超过40%），其余归乙方。", "grant.unit_share", (None, 40)),
    (PARTIES, "乙方所有权份额：70%至____%。", "grant.team_share", (70, None)),
    (PARTIES, "乙方所有权份额：____%至90%。", "grant.team_share", (None, 90)),
]


@pytest.mark.parametrize(("head", "text", "path", "ends"), BLANKS, ids=[text for _, text, _, _ in BLANKS])
def test_a_blank_is_about_what_a_figure_in_its_place_would_be_about(head, text, path, ends):
    fact = found(text + "\n", path, head)
    assert fact is not None
    assert fact.state == "placeholder"
    assert fact.value == (None if ends is None else Bound(*(None if end is None else end * SCALE // 100 for end in ends)))


def test_room_for_a_part_is_none_for_an_amount():
    text = "从转化收益中提取____%（不低于3%）用于内部转化服务人员奖励。\n"
    assert found(text, "proceeds.internal_service_award_amount", AWARD) is None
    assert found(text, "proceeds.internal_service_award_ratio", AWARD) is not None


def test_a_limit_of_a_part_of_the_term_is_none_of_the_whole():
    fact = found("期限____年。其中前____年为独占许可，不少于3年。\n", "use_right.term_years", USE_RIGHT)
    assert fact is not None
    assert (fact.state, fact.value) == ("placeholder", None)
