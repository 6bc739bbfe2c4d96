"""Comments in Word files: at the exact words, with the accepted text and every other part as they were."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.review.drafts import W, accepted, document, draft, everything, parts, root_of
from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.reading.model import Block, Document
from awardrules.agreement.review.comments import with_comments
from awardrules.agreement.review.wording import Paragraph, Remark

PLAIN = draft()
BROKEN = draft(runs="broken")
TEXT = document(PLAIN).text


def quoted(words: str, data: bytes = PLAIN) -> Quote:
    """A quote of words of the draft."""
    read = document(data)
    start = read.text.index(words)
    block = read.block_at(start)
    return Quote(words, block.part, "", None, start, start + len(words))


def remark(words: str | None, *lines: str, data: bytes = PLAIN) -> Remark:
    return Remark(tuple(Paragraph(line, index == 0) for index, line in enumerate(lines or ("说明",))), quoted(words, data) if words else None)


def commented(data: bytes, *remarks: Remark) -> bytes:
    return with_comments(data, document(data), remarks)


def anchored(data: bytes, number: str) -> str:
    """The accepted words between the marks of a comment."""
    on, words = False, ""
    for node in root_of(data).iter():
        if node.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd") and node.get(f"{W}id") == number:
            on = node.tag == f"{W}commentRangeStart"
        elif (
            on
            and node.tag == f"{W}t"
            and not any(a.tag.endswith("}Fallback") or a.find(f"{W}rPr/{W}vanish") is not None for a in node.iterancestors())
        ):
            words += node.text or ""
    return words


def own(data: bytes) -> dict[str, str]:
    """The comments by `awardrules`: id and text."""
    found = docx.Document(io.BytesIO(data)).comments
    return {str(comment.comment_id): comment.text for comment in found if comment.author == "awardrules"}


@pytest.mark.parametrize("data", [PLAIN, BROKEN], ids=["whole runs", "broken runs"])
@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("团队占60%", "团队占60%"),  # from the middle of a run into another
        ("按份共有", "按份共有"),  # from a tracked insertion over a deletion
        ("双方按份", "双方按份"),
        ("职务科技成果赋权协议", "职务科技成果赋权协议"),
        ("70%", "70%"),  # in a cell
        ("30%", "30%"),
        ("三年", "三年"),  # where a colleague commented already
        ("另行约定　费用分担", "另行约定　费用分担"),  # after hidden text
        ("公示期为10日", "公示期为10日。"),  # Word takes no comment in a text box: at the box
        ("登记前团队份额为60%", ""),  # nor in a footnote: at its mark
    ],
)
def test_a_comment_stands_at_the_exact_words(data, words, at):
    done = commented(data, remark(words, "团队份额偏低", data=data))
    (number,) = own(done)
    assert anchored(done, number) == at
    assert own(done)[number] == "团队份额偏低"


def test_a_comment_on_a_footnote_stands_at_its_mark():
    done = commented(PLAIN, remark("登记前团队份额为60%"))
    start = next(e for e in root_of(done).iter(f"{W}commentRangeStart") if e.get(f"{W}id") in own(done))
    assert start.getnext().find(f"{W}footnoteReference") is not None


def test_a_comment_on_a_text_box_stands_outside_it():
    done = commented(PLAIN, remark("公示期为10日"))
    start = next(e for e in root_of(done).iter(f"{W}commentRangeStart") if e.get(f"{W}id") in own(done))
    assert f"{W}txbxContent" not in {a.tag for a in start.iterancestors()}


def test_what_has_no_place_stands_at_the_title_as_a_list():
    done = commented(PLAIN, remark(None, "没有对应的语句：", "1. 未约定费用分担", "2. 未约定转化期限"))
    (number,) = own(done)
    assert anchored(done, number) == "职务科技成果赋权协议"
    assert own(done)[number] == "没有对应的语句：\n1. 未约定费用分担\n2. 未约定转化期限"


def test_a_block_whose_words_are_not_in_the_file_has_no_place_but_the_title():
    read = Document("draft.docx", "docx", "", (Block("另一份协议的一句话。", "body", 0, 10, place="word/document.xml#1"),))
    done = with_comments(PLAIN, read, [Remark((Paragraph("说明"),), Quote("一句话", "body", "", None, 6, 9))])
    (number,) = own(done)
    assert anchored(done, number) == "职务科技成果赋权协议"


def test_the_comments_of_others_stay():
    done = commented(PLAIN, remark("三年"))
    before, after = (root_of(d, "word/comments.xml") for d in (PLAIN, done))
    assert [c.get(f"{W}author") for c in after] == ["经办人", "awardrules"]
    assert next(c.text for c in docx.Document(io.BytesIO(done)).comments) == "改为五年？"
    assert len({c.get(f"{W}id") for c in after}) == len(before) + 1


def test_only_what_comments_need_is_changed():
    first = draft(BODY_WITHOUT_COMMENTS)
    done = with_comments(first, document(first), [Remark((Paragraph("说明"),))])
    was, now = parts(first), parts(done)
    assert {name for name in was if was[name] != now[name]} == {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert now.keys() - was.keys() == {"word/comments.xml"}
    second = commented(PLAIN, remark("三年"))
    assert {name for name in parts(PLAIN) if parts(PLAIN)[name] != parts(second)[name]} == {"word/document.xml", "word/comments.xml"}


BODY_WITHOUT_COMMENTS = "# 协议\n团队占60%。\n"


def test_a_comment_carries_no_control_characters():
    done = commented(PLAIN, remark("三年", "甲\x00\x0b乙<w:t>&"))
    assert list(own(done).values()) == ["甲乙<w:t>&"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 40)), max_size=6), st.sampled_from([PLAIN, BROKEN]))
def test_law_the_accepted_text_is_that_of_the_original(spans, data):
    read = document(data)
    remarks = [Remark((Paragraph("说明"),), Quote("", read.block_at(a).part, "", None, a, a + n)) for a, n in spans]
    done = with_comments(data, read, remarks)
    assert accepted(done) == accepted(data)
    assert everything(done) == everything(data)
    assert len(own(done)) == len(spans)
    marks = [e.get(f"{W}id") for e in root_of(done).iter(f"{W}commentRangeStart")]
    assert len(marks) == len(set(marks)) == len([*root_of(done).iter(f"{W}commentReference")])
