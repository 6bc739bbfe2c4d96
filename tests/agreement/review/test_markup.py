"""Comments in the odd places of WordprocessingML: links, fields, content controls, moved text, strict files, files without links."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from agreement.review.drafts import W, accepted, document, draft, everything, parts, root_of
from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.reading.model import Block, Document
from awardrules.agreement.review.comments import with_comments
from awardrules.agreement.review.wording import Paragraph, Remark

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def with_paragraph(inner: str) -> bytes:
    """A draft with a paragraph of that markup."""
    return rewritten(draft("# 协议\n正文占位\n"), lambda name, text: text.replace(run("正文占位"), inner) if name == "word/document.xml" else text)


def rewritten(data: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts(data).items():
            changed = change(name, content.decode())
            if changed is not None:
                target.writestr(name, changed)
    return stream.getvalue()


def commented(data: bytes, words: str) -> bytes:
    read = document(data, "")
    start = read.text.index(words)
    return with_comments(data, read, [Remark((Paragraph("说明"),), Quote(words, "body", "", None, start, start + len(words)))])


def between(data: bytes) -> str:
    on, words = False, ""
    for node in root_of(data).iter():
        if node.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
            on = node.tag == f"{W}commentRangeStart"
        elif on and node.tag == f"{W}t":
            words += node.text or ""
    return words


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CASES = {
    "a link": (f'{run("见")}<w:hyperlink w:anchor="a">{run("团队占60%的约定")}</w:hyperlink>{run("。")}', "占60%"),
    "into a link": (f'{run("团队")}<w:hyperlink w:anchor="a">{run("占60%")}</w:hyperlink>{run("。")}', "团队占60%。"),
    "an insertion": (f'{run("团队")}<w:ins w:id="900" w:author="甲">{run("占60")}{run("%，")}</w:ins>{run("余归单位")}', "60%，余"),
    "moved text": (
        f'<w:moveFrom w:id="901" w:author="甲">{run("占60%")}</w:moveFrom>{run("团队")}<w:moveTo w:id="902" w:author="甲">{run("占60%")}</w:moveTo>',
        "队占6",
    ),
    "a content control": (f"{run('团队占')}<w:sdt><w:sdtPr/><w:sdtContent>{run('60%')}</w:sdtContent></w:sdt>{run('。')}", "占60%"),
    "a smart tag": (f'<w:smartTag w:element="e">{run("团队占60%")}</w:smartTag>', "占60"),
    "a field": (
        f"{run('团队占')}{FIELD.format('begin')}<w:r><w:instrText>REF a</w:instrText></w:r>"
        f"{FIELD.format('separate')}{run('60%')}{FIELD.format('end')}{run('。')}",
        "占60%。",
    ),
    "tabs and breaks": ("<w:r><w:t>团队</w:t><w:tab/><w:t>占60%</w:t><w:br/><w:t>单位占40%</w:t></w:r>", "占60%"),
    "properties": (run("团队占60%单位占40%", "<w:b/><w:u w:val='single'/>"), "60%"),
    "hidden text in between": (f"{run('团队占')}{run('作废', '<w:vanish/>')}{run('60%')}", "占60"),
    "ruby": (f"{run('团队占')}<w:r><w:ruby><w:rt>{run('shi')}</w:rt><w:rubyBase>{run('十')}</w:rubyBase></w:ruby></w:r>{run('成以上')}", "占十成以"),
}


@pytest.mark.parametrize(("inner", "words"), CASES.values(), ids=CASES)
def test_a_comment_finds_its_words(inner, words):
    data = with_paragraph(inner)
    assert between(commented(data, words)).replace("作废", "").replace("shi", "") == words


@pytest.mark.parametrize(("inner", "words"), CASES.values(), ids=CASES)
def test_no_word_changes(inner, words):
    data = with_paragraph(inner)
    read = document(data, "")
    remarks = [
        Remark((Paragraph("说明"),), Quote("", b.part, "", None, b.start + i, b.start + i + 2)) for b in read.blocks for i in range(len(b.text))
    ]
    done = with_comments(data, read, remarks)
    assert accepted(done) == accepted(data)
    assert everything(done) == everything(data)
    assert [c.text for c in docx.Document(io.BytesIO(done)).comments] == ["说明"] * len(remarks)


FORM = '<w:r><w:t>类型：</w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t>70%的份额归团队</w:t></w:r>'


def test_a_block_that_was_read_with_signs_of_a_form_keeps_its_place_and_another_has_none():
    data = with_paragraph(FORM)
    for text, words, at in (
        ("类型：≥70%的份额归团队", "份额归团队", "份额归团队"),
        ("类型：≥70%的份额归团队", "≥70%", "类型：70%的份额归团队"),
        ("全然不同的一句话在此", "一句", "协议"),
    ):
        read = Document(
            "a.docx",
            "docx",
            "",
            (Block("协议", "body", 0, 2, place="word/document.xml#0"), Block(text, "body", 3, 3 + len(text), place="word/document.xml#1")),
        )
        start = 3 + text.index(words)
        done = with_comments(data, read, [Remark((Paragraph("说明"),), Quote(words, "body", "", None, start, start + len(words)))])
        assert between(done) == at


def test_the_properties_of_a_run_go_with_both_halves():
    data = with_paragraph(run("团队占60%单位占40%", "<w:b/>"))
    runs = [r for r in root_of(commented(data, "60%")).iter(f"{W}r") if r.find(f"{W}t") is not None and r.find(f"{W}t").text != "协议"]
    assert [r.find(f"{W}t").text for r in runs] == ["团队占", "60%", "单位占40%"]
    assert all(r.find(f"{W}rPr/{W}b") is not None for r in runs)


def test_a_strict_file_gets_comments_of_its_own_kind():
    def strict(name: str, text: str) -> str:
        text = text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
        return text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/", "http://purl.oclc.org/ooxml/officeDocument/relationships/"
        )

    data = rewritten(draft("# 协议\n团队占60%\n"), strict)
    read = document(draft("# 协议\n团队占60%\n"), "")
    done = parts(with_comments(data, read, [Remark((Paragraph("说明"),), Quote("60%", "body", "", None, 6, 9))]))
    assert f'"{STRICT}"'.encode() in done["word/comments.xml"]
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in done["word/_rels/document.xml.rels"]


def test_a_file_whose_main_part_refers_to_nothing_gets_its_first_links():
    data = rewritten(draft("# 协议\n团队占60%\n"), lambda name, text: None if name == "word/_rels/document.xml.rels" else text)
    done = commented(data, "60%")
    assert between(done) == "60%"
    assert [c.text for c in docx.Document(io.BytesIO(done)).comments] == ["说明"]


def test_the_mark_has_the_style_the_document_has_for_it():
    style = '<w:style w:type="character" w:styleId="a7"><w:name w:val="annotation reference"/></w:style></w:styles>'
    data = rewritten(draft("# 协议\n团队占60%\n"), lambda name, text: text.replace("</w:styles>", style) if name == "word/styles.xml" else text)
    (mark,) = root_of(commented(data, "60%")).iter(f"{W}commentReference")
    assert mark.getparent().find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "a7"
