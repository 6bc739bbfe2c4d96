"""Findings as notes on an agreement, and as the words of a comment."""

from __future__ import annotations

import pytest

from agreement.review.opinions import decision, document, extraction, quote
from awardrules.agreement.deciding import decided
from awardrules.agreement.extraction.found import Extraction, Found
from awardrules.agreement.review.notes import notes
from awardrules.agreement.review.wording import remarks
from awardrules.api import editions
from awardrules.decision.missing import asked
from awardrules.facts.quantity import parse_date
from awardrules.language import Text

DAY = parse_date("2025-03-20") or 0


def test_notes_come_weightiest_first_each_with_clause_reason_remedy_and_sentences():
    first, second, *_ = notes(decision(), extraction())
    assert (first.number, first.kind, first.clauses) == (1, "violation", (("三/（一）/1", "ownership.team-share-min"),))
    assert "60%" in first.reason.zh
    assert "70%" in first.remedy.zh
    assert [quote.text for quote in first.quotes] == ["双方按份共有本成果，乙方占60%", "乙方占60%", "60%，甲方占40%"]
    assert (second.kind, [quote.text for quote in second.quotes]) == ("conflict", ["10日", "公示期为15日"])
    assert "10 日、15 日" in second.reason.zh


def test_passes_are_notes_only_on_request():
    assert "pass" not in {note.kind for note in notes(decision(), extraction())}
    assert "pass" in {note.kind for note in notes(decision(), extraction(), quiet=True)}


def test_a_waived_finding_says_so_and_why():
    why = Text("经批准", "approved")
    found = notes(decision(), extraction(), {"ownership-grant/team-share-min": why})
    (waived,) = [note for note in found if note.kind == "waived"]
    assert waived.remarks[0] == why
    assert "violation" not in {note.kind for note in found}


def test_without_an_extraction_notes_rest_on_places_of_the_deal():
    (first, *_) = notes(decision())
    assert first.quotes == ()
    assert [basis.label.zh for basis in first.basis] == ["团队份额", "共有形式"]


def test_an_open_rule_that_the_agreement_speaks_of_rests_on_that_sentence():
    found = notes(decision(team_share="80%"), extraction())
    (written,) = [note for note in found if note.rule.endswith("agreement/written") or "agreement.written" in {c for _, c in note.clauses}]
    assert written.kind == "unknown"
    assert [quote.text for quote in written.quotes] == ["甲方"]


@pytest.mark.parametrize(
    ("lang", "head", "lines"),
    [
        ("zh", "【不符合】按份共有时团队份额不低于 70%", ["条款：三/（一）/1（ownership.team-share-min）", "理由：", "补救："]),
        (
            "en",
            "[violation] Owned by shares, the team holds at least 70%",
            ["clause: 三/（一）/1 (ownership.team-share-min)", "reason: ", "remedy: "],
        ),
    ],
)
def test_a_comment_says_outcome_clause_reason_and_remedy(lang, head, lines):
    summary, comment, *_ = remarks([decision()], extraction(), lang)
    assert summary.quote is None
    first, *rest = comment.paragraphs
    assert (first.text, first.strong) == (head, True)
    assert [paragraph.text[: len(line)] for paragraph, line in zip(rest, lines, strict=True)] == lines


def test_the_summary_lists_what_has_no_sentence_and_what_is_to_be_asked():
    unread = extraction().__class__(extraction().document, {}, ())
    (summary, *placed) = remarks([decision(team_share="60%")], unread, "zh")
    texts = [paragraph.text for paragraph in summary.paragraphs]
    assert texts[0].startswith("结论：不符合。依据 深圳（2024）")
    assert "1. 【不符合】按份共有时团队份额不低于 70%" in texts
    assert placed == []
    (asking, *_) = remarks([decision(team_share="80%")], unread, "zh")
    assert any(paragraph.text.startswith("1. ") and paragraph.text.endswith("？") for paragraph in asking.paragraphs)


def test_a_finding_on_several_paragraphs_stands_in_full_once_and_is_named_elsewhere():
    comments = [c for c in remarks([decision()], extraction(), "zh") if c.quote is not None and "前后不一" in c.paragraphs[0].text]
    assert [c.quote.text for c in comments if c.quote] == ["10日", "公示期为15日"]
    assert comments[1].paragraphs[1].text.startswith("详见")


def test_a_failure_stands_in_full_at_the_value_that_is_at_fault():
    read = document([("双方按份共有本成果。", "body", "第一条"), ("乙方占60%，甲方占40%。", "body", "第二条")])
    facts = (
        Found("grant.co_ownership_form", "stated", "by_shares", (), (quote(read, "双方按份共有本成果"),)),
        Found("grant.team_share", "stated", 600_000, (), (quote(read, "乙方占60%"),)),
    )
    _, full, named, *_ = remarks([decision()], Extraction(read, {}, facts), "zh")
    assert (full.quote and full.quote.text, full.paragraphs[1].text[:3]) == ("乙方占60%", "条款：")
    assert (named.quote and named.quote.text, named.paragraphs[1].text) == ("双方按份共有本成果", "详见“第二条”处的批注。")


def test_what_the_draft_leaves_unsettled_is_asked_first_and_apart():
    made = decided(extraction(), editions("guangzhou", DAY)[0], DAY).decision
    (summary, *_) = remarks([made], extraction(), "zh")
    texts = [paragraph.text for paragraph in summary.paragraphs]
    draft, file = (next(i for i, text in enumerate(texts) if text.startswith(head)) for head in ("以下事项须由双方约定", "以下事实须另行说明"))
    assert draft < file
    first, second = asked(made)
    changes = [{fact.change for item in group.items if (fact := made.edition.vocabulary.get(item.path))} for group in (first, second)]
    assert changes[0] == {"negotiable"}
    assert "negotiable" not in changes[1]
    assert texts[draft + 1 : file] == [f"{number}. {item.question.zh}" for number, item in enumerate(first.items[: first.shown], 1)]


def test_a_deal_that_is_no_agreement_is_asked_in_one_list():
    assert len(asked(decision(team_share="80%"))) == 1


def test_with_several_editions_each_comment_names_its_own():
    found = remarks([decision(), decision("guangzhou")], extraction(), "zh")
    assert sum(remark.quote is None for remark in found) == 2
    named = [remark for remark in found if "前后不一" not in remark.paragraphs[0].text]
    assert all("深圳" in remark.paragraphs[0].text or "广州" in remark.paragraphs[0].text for remark in named)
    assert sum("有不同写法" in paragraph.text for remark in found for paragraph in remark.paragraphs) == 1
