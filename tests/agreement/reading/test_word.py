"""Word documents: the text of the accepted view in reading order, and what stands beside it as findings."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from agreement.reading.making import codes, docx, message, p, r, reading, texts

LINE, NO_LINE = '<w:u w:val="single"/>', '<w:u w:val="none"/>'
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def text_of(content: str, properties: str = "", **parts: str) -> str:
    """The text of a document of one paragraph."""
    return "\n".join(texts(reading(docx(p(content, properties) + p("完"), **parts)), "body")).removesuffix("完").removesuffix("\n")


def field(instruction: str, result: str) -> str:
    return FIELD.format("begin") + r(instruction, tag="instrText") + FIELD.format("separate") + result + FIELD.format("end")


def form(data: str, instruction: str, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return begin + r(instruction, tag="instrText") + FIELD.format("separate") + result + FIELD.format("end")


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def ins(content: str) -> str:
    return f'<w:ins w:author="张三" w:date="2025-03-01T08:00:00Z">{content}</w:ins>'


def gone(text: str, tag: str = "del") -> str:
    return f'<w:{tag} w:author="张三" w:date="2025-03-01T08:00:00Z">{r(text, tag="delText")}</w:{tag}>'


TEXTS: list[tuple[str, str, str]] = [
    ("runs", r("团队") + r("持有") + r("70%"), "团队持有70%"),
    ("tabs and breaks", "<w:r><w:t>甲方：</w:t><w:tab/><w:t>某</w:t><w:br/><w:t>乙方</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲方：\t某\n乙方\n丙"),
    ("hyphens", "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>", "A-1"),
    ("a page break is no text", '<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲乙"),
    (
        "a tick as a symbol",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t>否</w:t></w:r>',
        "☑是☐否",
    ),
    ("a tick typed in a symbol font", r("R", '<w:rFonts w:ascii="Wingdings 2"/>') + r("是"), "☑是"),
    ("a symbol without meaning", '<w:r><w:t>甲</w:t><w:sym w:font="Nobody" w:char="F033"/></w:r>', "甲"),
    ("a sign of comparison", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>70%</w:t></w:r>', "≥70%"),
    ("the result of a field", r("第") + field(" REF _a ", r("三")) + r("条"), "第三条"),
    ("a field within a field", field(" IF " + "1", field(" REF b ", r("三"))), "三"),
    ("a simple field", '<w:fldSimple w:instr="REF a">' + r("三") + "</w:fldSimple>", "三"),
    ("a link, a smart tag", f"<w:hyperlink>{r('网')}</w:hyperlink><w:smartTag>{r('址')}</w:smartTag>", "网址"),
    ("ruby", f"<w:r><w:ruby><w:rt>{r('ju')}</w:rt><w:rubyBase>{r('据')}</w:rubyBase></w:ruby></w:r>", "据"),
    ("inserted and moved text", r("持有") + ins(r("70%")) + f'<w:moveTo w:author="a">{r("份额")}</w:moveTo>', "持有70%份额"),
    (
        "underlined room is a line to write on",
        r("占") + r("　　  ", '<w:u w:val="single"/>') + r("，为期") + r("   ", '<w:u w:val="none"/>') + r("年"),
        "占____，为期   年",
    ),
    ("underlined room around what is written", r("占") + r("  ", LINE) + r("70", LINE) + r("%"), "占  70%"),
    ("deleted and moved text", r("持有") + gone("60%") + gone("份额", "moveFrom"), "持有"),
    ("text inserted and then deleted", ins(gone("60%") + r("70%")), "70%"),
    ("a ticked control", control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', r("☒")) + r("是"), "☑是"),
    ("an open control", control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', r("☐")) + r("是"), "☐是"),
    ("a control with content", control("<w:text/>", r("70%")), "70%"),
    ("a control that shows its prompt", control("<w:showingPlcHdr/><w:text/>", r("单击输入比例")), "【单击输入比例】"),
    ("a prompt that is a blank already", control("<w:showingPlcHdr/><w:text/>", r("____")), "____"),
    (
        "a choice nobody made",
        control(
            '<w:showingPlcHdr/><w:dropDownList><w:listItem w:displayText="选择" w:value=""/><w:listItem w:displayText="直接" w:value="1"/>'
            '<w:listItem w:displayText="转让" w:value="2"/></w:dropDownList>',
            r("选择"),
        ),
        "【直接/转让】",
    ),
    ("an old box that is ticked", form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', " FORMCHECKBOX ") + r("是"), "☑是"),
    ("an old box that is not", form('<w:checkBox><w:default w:val="0"/></w:checkBox>', " FORMCHECKBOX ") + r("是"), "☐是"),
    (
        "an old choice",
        form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="直接"/><w:listEntry w:val="转让"/></w:ddList>', " FORMDROPDOWN "),
        "转让",
    ),
    (
        "an old choice nobody made",
        form('<w:ddList><w:listEntry w:val="直接"/><w:listEntry w:val="转让"/></w:ddList>', " FORMDROPDOWN "),
        "【直接/转让】",
    ),
    ("an old text", form("<w:textInput/>", " FORMTEXT ", r("70%")), "70%"),
    ("an old text nobody wrote", r("占") + form("<w:textInput/>", " FORMTEXT ", r("\u2002\u2002\u2002")) + r("%"), "占____%"),
    ("hidden text", r("持有70%") + r("内部60%", "<w:vanish/>"), "持有70%"),
    ("text that is not hidden after all", r("持有") + r("70%", '<w:vanish w:val="0"/>'), "持有70%"),
    ("struck text", r("持有") + r("60%", "<w:strike/>") + r("70%"), "持有70%"),
    ("a note leaves no mark", r("70%") + '<w:r><w:footnoteReference w:id="9"/></w:r>' + r("。"), "70%。"),
    (
        "a formula",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num><m:r><m:t>7</m:t></m:r></m:num>'
        "<m:den><m:r><m:t>10</m:t></m:r></m:den></m:f></m:oMath>",
        "7/10",
    ),
]


@pytest.mark.parametrize(("name", "content", "expected"), TEXTS, ids=[name for name, _, _ in TEXTS])
def test_the_text_of_a_paragraph(name: str, content: str, expected: str) -> None:
    assert text_of(content) == expected


def test_boxes_are_known_by_their_place() -> None:
    content = control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', r("☒")) + r("是 ") + control("<w14:checkbox/>", r("☐")) + r("否")
    (block,) = reading(docx(p(content))).blocks
    assert block.text == "☑是 ☐否"
    assert block.checked == ((0, True), (3, False))


HIDING = (
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="q"/><w:basedOn w:val="P"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="c"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("style", "run", "hidden"),
    [
        ("", "", False),
        ("P", "", True),
        ("Q", "", True),
        ("", '<w:rStyle w:val="C"/>', True),
        ("P", '<w:rStyle w:val="C"/>', False),
        ("P", '<w:vanish w:val="0"/>', False),
    ],
)
def test_text_is_hidden_by_its_styles_too(style: str, run: str, hidden: bool) -> None:
    document = reading(docx(p(r("密", run), f'<w:pStyle w:val="{style}"/>') + p("明"), styles=HIDING))
    assert ("密" in document.text) is not hidden
    assert codes(document) == (["hidden-text"] if hidden else [])


def test_what_is_no_text_of_the_agreement_is_a_finding_at_its_clause() -> None:
    body = p("第三条 份额") + p(r("持有") + gone("60%") + ins(r("70%")) + r("内部", "<w:vanish/>") + r("旧", "<w:dstrike/>"))
    document = reading(docx(body))
    assert codes(document) == ["revision", "hidden-text", "struck-text"]
    assert message(document, "revision") == "第三条：有未处理的修订：删除“60%”，插入“70%”（张三 2025-03-01）"
    assert message(document, "hidden-text") == "第三条：有隐藏文字“内部”，未作为协议内容"
    assert all(finding.severity == "warning" and finding.message.en and finding.help.zh for finding in document.findings)


def test_paragraphs_whose_mark_is_deleted_or_hidden_run_on() -> None:
    deleted, hidden = '<w:rPr><w:del w:author="a"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>"
    document = reading(docx(p("团队", deleted) + p("持有", hidden) + p("70%") + p("完", deleted)))
    assert [(block.text, block.place) for block in document.blocks] == [("团队持有70%", "word/document.xml#0,1,2"), ("完", "word/document.xml#3")]


def test_comments_are_findings_with_the_text_they_stand_at() -> None:
    body = p('<w:commentRangeStart w:id="4"/>' + r("持有70%") + '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>')
    document = reading(docx(body, comments=f'<w:comment w:id="4" w:author="李四" w:date="2025-01-02T00:00:00Z">{p("是否应为60%？")}</w:comment>'))
    assert texts(document) == ["持有70%"]
    assert message(document, "comment") == "批注“是否应为60%？”（李四 2025-01-02），针对“持有70%”"


def test_headers_stand_at_the_end_and_page_numbers_are_dropped() -> None:
    document = reading(docx(p("正文"), header=p("机密文件"), footer=p(r("第 ") + field(" PAGE ", r("1")) + r(" 页"))))
    assert [(block.part, block.text) for block in document.blocks] == [("body", "正文"), ("header", "机密文件")]
    assert message(document, "header-text") == "页眉页脚有文字“机密文件”，未作为协议内容"


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    mark = '<w:r><w:{}noteReference w:id="{}"/></w:r>'
    line = f'<w:footnote w:id="0" w:type="separator">{p("——")}</w:footnote>'
    notes = f'{line}<w:footnote w:id="1">{p("指净收益")}</w:footnote><w:footnote w:id="2">{p("无人提及")}</w:footnote>'
    body = p("第一条 份额") + p(r("持有70%") + mark.format("foot", 1)) + p(r("十年") + mark.format("end", 1)) + p("第二条 期限")
    document = reading(docx(body, footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("自登记之日起")}</w:endnote>'))
    assert [(block.part, block.text, block.clause) for block in document.blocks] == [
        ("body", "第一条 份额", "第一条"), ("body", "持有70%", "第一条"), ("footnote", "指净收益", "第一条"),
        ("body", "十年", "第一条"), ("endnote", "自登记之日起", "第一条"), ("body", "第二条 期限", "第二条"),
    ]  # fmt: skip
    assert document.blocks[2].place == "word/footnotes.xml#1"


def test_a_note_of_deleted_text_is_gone() -> None:
    body = p(r("持有") + '<w:del w:author="a"><w:r><w:footnoteReference w:id="1"/></w:r></w:del>')
    assert texts(reading(docx(body, footnotes=f'<w:footnote w:id="1">{p("旧注")}</w:footnote>'))) == ["持有"]


BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_text_boxes_follow_their_paragraph_once() -> None:
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX.format(p("框内30%"))}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{OLD_BOX.format(p('框内30%'))}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = reading(docx(p(r("前") + both + r("后")) + p(f"<w:r>{OLD_BOX.format(p('旧框'))}</w:r>") + p("完")))
    assert [(block.part, block.text, block.place.rpartition("#")[2]) for block in document.blocks] == [
        ("body", "前后", "0"), ("textbox", "框内30%", "1"), ("textbox", "旧框", "4"), ("body", "完", "5"),
    ]  # fmt: skip


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(row if row.startswith('<w:tr>') else f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cells(body: str) -> list[tuple[object, ...]]:
    return [(block.table, block.row, block.column, block.text) for block in reading(docx(body)).blocks if block.part == "table"]


def test_cells_know_their_row_and_column() -> None:
    assert cells(tbl(tc(p("份额")) + tc(p("70%")), tc(p("期限")) + tc(p("")))) == [
        (1, 1, 1, "份额"),
        (1, 1, 2, "70%"),
        (1, 2, 1, "期限"),
        (1, 2, 2, ""),
    ]


def test_merged_cells_are_read_once_where_they_begin() -> None:
    across, begin, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(tc(p("表头"), across) + tc(p("备注")), tc(p("份额"), begin) + tc(p("甲")) + tc(p("30%")), tc(p(""), on) + tc(p("乙")) + tc(p("70%")))
    assert cells(body) == [
        (1, 1, 1, "表头"), (1, 1, 3, "备注"), (1, 2, 1, "份额"), (1, 2, 2, "甲"), (1, 2, 3, "30%"), (1, 3, 2, "乙"), (1, 3, 3, "70%"),
    ]  # fmt: skip


def test_a_row_can_begin_further_right() -> None:
    assert cells(tbl(f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc(p("乙"))}{tc(p("丙"))}</w:tr>'))[0] == (1, 1, 2, "乙")


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    assert cells(tbl(tc(p("外")) + tc(tbl(tc(p("内")) + tc(p("70%"))) + p("")))) == [
        (1, 1, 1, "外"),
        (1, 1, 2, ""),
        (2, 1, 1, "内"),
        (2, 1, 2, "70%"),
    ]


def test_the_paragraphs_of_a_cell_are_one_block_unless_they_are_clauses() -> None:
    document = reading(docx(tbl(tc(p("团队") + p("份额")) + tc(p("70%")), tc(p("约定")) + tc(p("1. 甲") + p("2. 乙")))))
    assert [(block.text, block.number) for block in document.blocks] == [
        ("团队\n份额", ""),
        ("70%", ""),
        ("约定", ""),
        ("1. 甲", "1"),
        ("2. 乙", "2"),
    ]
    assert document.blocks[0].place == "word/document.xml#0,1"


def test_a_table_of_one_cell_is_a_frame() -> None:
    assert [row[3] for row in cells(tbl(tc(p("甲方：") + p("乙方："))))] == ["甲方：", "乙方："]


def test_rows_and_cells_whose_deletion_is_open_are_gone_and_said() -> None:
    row = f'<w:tr><w:trPr><w:del w:author="a"/></w:trPr>{tc(p("旧60%"))}</w:tr>'
    document = reading(docx(tbl(row, tc(p("份额")) + tc(p("70%")))))
    assert texts(document) == ["份额", "70%"]
    assert message(document, "revision") == "有未处理的修订：删除“旧60%”"


def test_controls_around_paragraphs_rows_and_cells_are_read_through() -> None:
    row = control("", f"<w:tr>{tc(p('份额'))}{control('', tc(p('70%')))}</w:tr>")
    document = reading(docx(control("", p("一段")) + f"<w:tbl>{row}</w:tbl>" + control("<w:showingPlcHdr/>", p("在此输入期限"))))
    assert texts(document) == ["一段", "份额", "70%", "【在此输入期限】"]


def test_a_table_of_contents_is_no_text() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    listed = p(FIELD.format("begin") + r(" TOC ", tag="instrText") + FIELD.format("separate") + r("第一条 1")) + p(
        r("第二条 2") + FIELD.format("end")
    )
    assert texts(reading(docx(control(gallery, p("第一条 1")) + listed + p("第一条 份额")))) == ["第一条 份额"]


def test_headings_come_from_styles_and_outlines() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="条"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="正文"/></w:style>'
    )
    body = "".join(p("文", f'<w:pStyle w:val="{name}"/>') for name in "123") + p("文", '<w:outlineLvl w:val="9"/>')
    assert [block.heading for block in reading(docx(body, styles=styles)).blocks] == [True, True, False, False]


def test_pages_are_those_of_the_last_layout() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = reading(docx(p("一") + p(turn + r("二")) + p(r("三") + turn + r("三")) + p("四")))
    assert [block.page for block in document.blocks] == [1, 2, 2, 3]
    assert document.pages == 3
    assert [block.page for block in reading(docx(p("一"))).blocks] == [None]


def test_pictures_embedded_files_and_formatting_revisions_are_said() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    embedded = '<w:r><w:object/></w:r><w:r><w:drawing><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    document = reading(docx(p(r("文") + picture + embedded, "<w:pPrChange/>") + "<w:altChunk/>"))
    assert codes(document) == ["embedded", "picture", "embedded", "revision"]


def test_the_strict_form_of_the_standard_is_read() -> None:
    from agreement.reading.making import unzipped, zipped

    files = unzipped(docx(p("第一条 份额")))
    usual, strict = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    files["word/document.xml"] = files["word/document.xml"].replace(usual, strict)
    assert texts(reading(zipped(files))) == ["第一条 份额"]


def test_a_document_made_by_a_library() -> None:
    made = python_docx.Document()
    made.add_heading("赋权协议", 0)
    made.add_paragraph("甲方：某大学")
    made.add_paragraph("直接赋权", style="List Number")
    made.add_paragraph("长期使用权", style="List Number")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "份额", "70%"
    stream = io.BytesIO()
    made.save(stream)
    document = reading(stream.getvalue())
    assert [(block.part, block.number, block.text, block.heading) for block in document.blocks] == [
        ("body", "", "赋权协议", True), ("body", "", "甲方：某大学", False), ("body", "1", "直接赋权", False), ("body", "2", "长期使用权", False),
        ("table", "", "份额", False), ("table", "", "70%", False),
    ]  # fmt: skip
    assert document.findings == ()
