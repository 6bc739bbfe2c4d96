"""PDF: lines to paragraphs with their boxes; headers, notes, fields, and pages that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agreement.reading.making import Line, codes, message, pdf, reading, texts
from awardrules.agreement.reading.model import Document
from awardrules.agreement.reading.pdffont import rectangles

FULL = "甲方将职务科技成果的所有权份额按照协议约定授予乙方团队，双方应当按照"  # 34 characters of 12 points: 90 to 498
MORE = "和承担费用的约定办理登记手续，登记费用由双方按照份额负担；逾期不办理"  # as long, in other words
LAST = "乙方团队内部的收益分配由团队成员另行书面约定，并报甲方备案，备案不影响"[:34]
assert {len(FULL), len(MORE), len(LAST)} == {34}


def page(*lines: tuple[str, float] | Line, top: float = 700) -> list[Line]:
    """Lines one under another; those given as lines are put where they say."""
    return [line if isinstance(line, Line) else Line(line[0], line[1], top - 18 * index) for index, line in enumerate(lines)]


def of(*pages: list[Line], **more: object) -> Document:
    return reading(pdf(pages, **more), "协议.pdf")  # type: ignore[arg-type]


PARAGRAPHS: list[tuple[str, list[tuple[str, float] | Line], list[str]]] = [
    (
        "a first line set in",
        [(FULL[:32], 114), (MORE, 90), ("完。", 90), (LAST[:32], 114), ("止。", 90)],
        [f"{FULL[:32]}\n{MORE}\n完。", f"{LAST[:32]}\n止。"],
    ),
    ("an indent after a full line", [(FULL[:32], 114), (MORE, 90), (LAST[:32], 114), ("完。", 90)], [f"{FULL[:32]}\n{MORE}", f"{LAST[:32]}\n完。"]),
    ("a short line ends it", [(FULL, 90), ("完。", 90), (MORE, 90)], [f"{FULL}\n完。", MORE]),
    (
        "a number after a full stop",
        [(FULL[:33] + "。", 90), (MORE[:20], 90), ("1. " + LAST[:30], 90)],
        [f"{FULL[:33]}。\n{MORE[:20]}", "1. " + LAST[:30]],
    ),
    ("a full line, a full stop, a number", [(FULL[:33] + "。", 90), ("1. " + LAST[:30], 90)], [f"{FULL[:33]}。", "1. " + LAST[:30]]),
    ("a number at the start of a line that goes on", [(FULL, 90), ("第三条 的比例", 90)], [f"{FULL}\n第三条 的比例"]),
    (
        "lines that hang under a number",
        [("（一）" + FULL[:31], 90), (MORE[:31], 126), (LAST[:9], 126)],
        [f"（一）{FULL[:31]}\n{MORE[:31]}\n{LAST[:9]}"],
    ),
    ("another size of type", [Line(FULL[:26], 90, 700, 16), Line(MORE, 90, 670)], [FULL[:26], MORE]),
    (
        "a gap",
        [Line(FULL, 90, 700), Line(MORE, 90, 682), Line(LAST, 90, 664), Line("团队" + FULL[:32], 90, 610), Line("完。", 90, 592)],
        [f"{FULL}\n{MORE}\n{LAST}", f"团队{FULL[:32]}\n完。"],
    ),
    ("columns", [Line("份额", 90, 700), Line("70%", 300, 700), Line("期限", 90, 682), Line("十年", 300, 682)], ["份额\t70%", "期限\t十年"]),
    ("pieces of a line", [Line("团队持有", 90, 700), Line("70%", 138, 700)], ["团队持有70%"]),
    (
        "narrow lines",
        [(f"{word}{FULL[:19]}", 90) for word in "甲乙丙丁"] + [("完。", 90)],
        ["\n".join([f"{word}{FULL[:19]}" for word in "甲乙丙丁"] + ["完。"])],
    ),
    ("short lines", [("赋权协议", 240), ("甲方：某大学", 90), ("乙方：某团队", 90)], ["赋权协议", "甲方：某大学", "乙方：某团队"]),
]


@pytest.mark.parametrize(("name", "lines", "expected"), PARAGRAPHS, ids=[name for name, _, _ in PARAGRAPHS])
def test_lines_become_paragraphs(name: str, lines: list[tuple[str, float] | Line], expected: list[str]) -> None:
    assert texts(of([*page(*lines), Line("末行", 90, 150)]))[:-1] == expected


@pytest.mark.parametrize(
    ("end", "start", "whole"), [("42", "0万元", "420万元"), ("3,5", "00,000元", "3,500,000元"), ("202", "5年", "2025年"), ("第3", "0册", "第3\n0册")]
)
def test_a_figure_that_the_end_of_a_line_cuts_stays_one(end: str, start: str, whole: str) -> None:
    width = 34 - len(end) + sum(1 for sign in end if sign.isascii()) - (sum(1 for sign in end if sign.isascii()) + 1) // 2
    document = of(page((FULL[:width] + end, 90), (start + MORE[:20], 90), (LAST, 90), (LAST, 90)))
    assert whole in document.blocks[0].text


def test_a_paragraph_runs_over_the_page() -> None:
    document = of(page((FULL[:32], 114), (MORE, 90)), page((LAST, 90), ("完。", 90)))
    (block,) = document.blocks
    assert (block.page, [box.page for box in block.boxes]) == (1, [1, 1, 2, 2])
    assert document.pages == 2


def test_each_line_has_its_box() -> None:
    (block,) = of(page((FULL[:32], 114), ("完。", 90))).blocks
    assert [block.text[box.start : box.end] for box in block.boxes] == [FULL[:32], "完。"]
    first, last = block.boxes
    assert (first.page, round(first.left), round(first.right)) == (1, 114, 114 + 32 * 12)
    assert first.bottom < 700 < first.top
    assert last.top < first.top


def test_what_repeats_at_the_edge_of_pages_is_a_header_or_footer_and_page_numbers_are_dropped() -> None:
    pages = [
        [Line("某大学 机密", 240, 800, 9), Line(f"第{n}条 份额", 114, 700), Line(f"- {n} -", 280, 40, 9), Line(f"编号 2025-{n}", 90, 55, 9)]
        for n in (1, 2, 3)
    ]
    document = of(*pages)
    assert [(block.part, block.text) for block in document.blocks] == [
        ("body", "第1条 份额"), ("body", "第2条 份额"), ("body", "第3条 份额"), ("header", "某大学 机密"), ("footer", "编号 2025-1"),
    ]  # fmt: skip
    assert message(document, "header-text") == "页眉页脚有文字“某大学 机密”“编号 2025-1”，未作为协议内容"


@pytest.mark.parametrize("number", ["1", "- 1 -", "－ 1 －", "第1页", "第 1 页 共 3 页", "1 / 3", "— 12 —", "iv"])
def test_page_numbers(number: str) -> None:
    assert texts(of([Line("第一条 份额", 114, 700), Line(number, 280, 40)])) == ["第一条 份额"]


def test_the_order_of_drawing_is_not_that_of_reading() -> None:
    lines = [Line(f"第{n}条 份额", 114, 700 - 40 * place) for place, n in enumerate("一二三四五")]
    assert texts(of(lines[::-1])) == [line.text for line in lines]


def test_pages_without_text_are_said_and_not_guessed() -> None:
    document = of(page(("第一条 份额", 114)), [], page(("第二条 期限", 114)), picture=True)
    assert texts(document) == ["第一条 份额", "第二条 期限"]
    assert message(document, "page-without-text") == "第 2 页没有可读的文字（图片），未检查"


SET_APART = [Line("第一条", 114, 700), *(Line(character, 114 + 12 * place, 682) for place, character in enumerate("团队持有七成"))]


def test_characters_set_one_by_one_are_read_whatever_fonts_the_machine_has() -> None:
    document = of(SET_APART)
    assert texts(document) == ["第一条", "团队持有七成"]
    assert codes(document) == []


def test_characters_that_the_library_leaves_out_are_said() -> None:
    """A lone character that has no shape in the font of the file is left out."""
    font = rectangles().decode("latin-1")
    embedded = {
        5: "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 "
        "/StemV 80 /FontFile2 9 0 R >>",
        9: f"<< /Length {len(font)} /Length1 {len(font)} >>\nstream\n{font}\nendstream",
    }
    document = of(SET_APART, extra=embedded)
    assert texts(document) == ["第一条"]
    assert message(document, "page-incomplete") == "第 1 页有文字因字体不全而未能读取"


def test_invisible_text_over_a_picture_is_recognised_text() -> None:
    document = of([Line("第一条 份额", 114, 700, 12, 3)], picture=True)
    assert texts(document) == ["第一条 份额"]
    assert codes(document) == ["recognised-text"]


def test_invisible_text_without_a_picture_is_hidden() -> None:
    document = of([Line("第一条 份额70%", 114, 700), Line("内部60%", 114, 600, 12, 3)])
    assert texts(document) == ["第一条 份额70%"]
    assert message(document, "hidden-text") == "第 1 页有不可见的文字“内部60%”，未作为协议内容"


def test_a_watermark_is_said_and_no_text() -> None:
    aslant = f"BT /F1 48 Tf 0.7071 0.7071 -0.7071 0.7071 150 250 Tm <{'征求意见稿'.encode('utf-16-be').hex()}> Tj ET\n"
    upright = f"BT /F1 12 Tf 0 1 -1 0 60 250 Tm <{'侧排文字'.encode('utf-16-be').hex()}> Tj ET\n"
    document = of([Line("第一条 份额70%", 114, 700)], [Line("第二条 收益", 114, 700)], drawn=aslant)
    assert texts(document) == ["第一条 份额70%", "第二条 收益"]
    assert message(document, "watermark") == "第 1、2 页有斜排文字（水印）“征求意见稿”，未作为协议内容"
    assert "watermark" not in codes(of([Line("第一条 份额70%", 114, 700)], drawn=upright))


def test_notes_on_a_page_are_findings() -> None:
    note = "<< /Type /Annot /Subtype /{} /Rect [100 600 120 620] /Contents (lower to 60%) >>"
    document = of(page(("第一条 份额70%", 114)), extra={8: f"[{note.format('Text')} {note.format('FreeText')} {note.format('StrikeOut')}]"})
    assert texts(document) == ["第一条 份额70%"]
    assert codes(document) == ["comment"] * 3
    assert message(document, "comment") == "第 1 页有批注“lower to 60%”，未作为协议内容"


def test_what_the_fields_of_a_form_hold_stands_where_they_are() -> None:
    field = "<< /Type /Annot /Subtype /Widget /FT /{} /T ({}) /Rect [{} 698 {} 712] {} >>"
    fields = [
        field.format("Tx", "a", 140, 180, "/V (70%)"),
        field.format("Tx", "b", 214, 250, ""),
        field.format("Btn", "c", 262, 274, "/V /Yes /AS /Yes /AP << /N << /Yes 7 0 R /Off 7 0 R >> >>"),
    ]
    extra = {
        8: "[30 0 R 31 0 R 32 0 R]",
        30: fields[0],
        31: fields[1],
        32: fields[2],
        1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [30 0 R 31 0 R 32 0 R] >> >>",
    }
    document = of([Line("团队份额", 90, 700), Line("期限", 186, 700), Line("续期", 276, 700)], extra=extra)
    assert "".join(document.text.split()) == "团队份额70%期限____☑续期"


def test_the_process_that_reads_needs_pypdfium2(monkeypatch: pytest.MonkeyPatch) -> None:
    from awardrules.agreement.reading import pdf as reader
    from awardrules.diagnostics import AwardrulesError

    monkeypatch.setattr(reader, "find_spec", lambda name: None)
    with pytest.raises(AwardrulesError, match=r"awardrules\[agreement\]"):
        of(page(("第一条", 90)))


def test_this_process_does_not_load_the_reader_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "agreement.pdf"
    path.write_bytes(pdf([page(("第一条", 90))]))
    code = (
        "import sys; from pathlib import Path; from awardrules.agreement.reading.documents import read; "
        "print(len(read(Path(sys.argv[1])).blocks), any(name.startswith('pypdfium2') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["1", "False"]
