"""Word's automatic numbering as a reader sees it."""

from __future__ import annotations

import pytest

from agreement.reading.making import docx, levels, numbered, numbering, p, reading
from awardrules.agreement.reading.numerals import formatted

NUMERALS: list[tuple[str, list[int], list[str]]] = [
    ("decimal", [1, 10, 100], ["1", "10", "100"]),
    ("decimalZero", [1, 10], ["01", "10"]),
    ("chineseCounting", [1, 10, 11, 20, 21, 99, 100], ["一", "十", "十一", "二十", "二十一", "九十九", "一〇〇"]),
    (
        "chineseCountingThousand",
        [1, 10, 12, 20, 100, 101, 110, 111, 1005, 10000],
        ["一", "十", "十二", "二十", "一百", "一百〇一", "一百一十", "一百一十一", "一千〇五", "一万"],
    ),
    ("chineseLegalSimplified", [1, 10, 12, 101], ["壹", "壹拾", "壹拾贰", "壹佰零壹"]),
    ("ideographDigital", [1, 10, 11, 20], ["一", "一〇", "一一", "二〇"]),
    ("taiwaneseCountingThousand", [12, 101], ["十二", "一百〇一"]),
    ("japaneseCounting", [1, 10, 11, 20, 100, 110], ["一", "十", "十一", "二十", "百", "百十"]),
    ("japaneseDigitalTenThousand", [10], ["一〇"]),
    ("decimalEnclosedCircle", [1, 20, 21, 36, 50, 51], ["①", "⑳", "㉑", "㊱", "㊿", "51"]),
    ("decimalEnclosedCircleChinese", [3], ["③"]),
    ("decimalEnclosedParen", [2], ["⑵"]),
    ("decimalEnclosedFullstop", [2], ["⒉"]),
    ("decimalFullWidth", [12], ["１２"]),
    ("ideographTraditional", [1, 10, 11], ["甲", "癸", "甲"]),
    ("ideographZodiac", [1, 12], ["子", "亥"]),
    ("ideographZodiacTraditional", [1, 2, 11], ["甲子", "乙丑", "甲戌"]),
    ("ideographEnclosedCircle", [1, 10], ["㊀", "㊉"]),
    ("lowerLetter", [1, 26, 27], ["a", "z", "aa"]),
    ("upperLetter", [2], ["B"]),
    ("lowerRoman", [4, 9, 14], ["iv", "ix", "xiv"]),
    ("upperRoman", [1994], ["MCMXCIV"]),
    ("none", [3], [""]),
    ("someFormatOfTomorrow", [3], ["3"]),
]


@pytest.mark.parametrize(("style", "numbers", "written"), NUMERALS, ids=[style for style, _, _ in NUMERALS])
def test_number_formats(style: str, numbers: list[int], written: list[str]) -> None:
    assert [formatted(number, style) for number in numbers] == written


CHINESE = levels(("chineseCountingThousand", "第%1条"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
DECIMAL = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))


def labels(body: str, xml: str, **parts: str) -> list[str]:
    """The clauses of the blocks of a document with these lists."""
    return [block.clause for block in reading(docx(body, numbering=xml, **parts)).blocks]


def levelled(*given: int, number: int = 1) -> str:
    return "".join(numbered("文字", level, number) for level in given)


def test_levels_count_and_start_again_under_a_new_number() -> None:
    body = levelled(0, 1, 1, 2, 2, 1, 0, 1)
    assert labels(body, numbering(CHINESE)) == [
        "第一条",
        "第一条（一）",
        "第一条（二）",
        "第一条（二）1",
        "第一条（二）2",
        "第一条（三）",
        "第二条",
        "第二条（一）",
    ]


def test_the_number_stands_beside_the_text_and_not_in_it() -> None:
    (block,) = reading(docx(levelled(0), numbering=numbering(CHINESE))).blocks
    assert (block.number, block.text, block.place) == ("第一条", "文字", "word/document.xml#0")


def test_decimals_show_the_levels_above() -> None:
    assert labels(levelled(0, 1, 2, 1, 0, 1), numbering(DECIMAL)) == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]


def test_a_level_that_was_not_used_shows_its_start() -> None:
    assert labels(levelled(1, 1, 0), numbering(DECIMAL)) == ["1.1", "1.2", "1"]


def test_legal_levels_write_chinese_numbers_above_them_in_digits() -> None:
    xml = levels(("chineseCountingThousand", "第%1条"), ("decimal", "%1.%2", "<w:isLgl/>"))
    assert labels(levelled(0, 1, 0, 1), numbering(xml)) == ["第一条", "第一条1.1", "第二条", "第二条2.1"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1", "1.1", "1.1.1", "1.2", "1.2.1"]),
        ('<w:lvlRestart w:val="0"/>', ["1", "1.1", "1.1.1", "1.2", "1.2.2"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "1.1", "1.1.1", "1.2", "1.2.2"]),
    ],
)
def test_what_starts_a_level_again(restart: str, expected: list[str]) -> None:
    xml = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3", restart))
    assert labels(levelled(0, 1, 2, 1, 2), numbering(xml)) == expected


def test_lists_of_one_definition_count_on_and_an_override_starts_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = levelled(0, 0) + levelled(0, number=2) + levelled(0, 0, number=3) + levelled(0)
    assert labels(body, numbering(CHINESE, "", again)) == ["第一条", "第二条", "第三条", "第一条", "第二条", "第三条"]


def test_an_override_can_replace_a_level() -> None:
    other = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>'
    )
    assert labels(levelled(0, number=2), numbering(CHINESE, other)) == ["5）"]


def style(name: str, properties: str) -> str:
    """A paragraph style; properties as XML, the one it is based on first."""
    based, _, rest = properties.partition("|")
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{above}<w:pPr><w:numPr>{rest}</w:numPr></w:pPr></w:style>'


STYLES = style("A1", '|<w:numId w:val="1"/>') + style("A2", 'A1|<w:ilvl w:val="1"/>') + style("A3", 'A1|<w:numId w:val="0"/>')


def styled(*names: str) -> str:
    return "".join(p("文字", f'<w:pStyle w:val="{name}"/>') for name in names)


def test_numbering_comes_from_styles_and_a_style_can_take_it_away() -> None:
    assert labels(styled("A1", "A2", "A2", "A3", "A1"), numbering(CHINESE), styles=STYLES) == [
        "第一条",
        "第一条（一）",
        "第一条（二）",
        "第一条（二）",
        "第二条",
    ]


def test_a_list_level_names_the_style_it_belongs_to() -> None:
    styles = style("H1", '|<w:numId w:val="1"/>') + style("H2", '|<w:numId w:val="1"/>')
    xml = levels(("chineseCountingThousand", "第%1条", '<w:pStyle w:val="H1"/>'), ("chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'))
    assert labels(styled("H1", "H2", "H2", "H1"), numbering(xml), styles=styles) == ["第一条", "第一条（一）", "第一条（二）", "第二条"]


def test_a_paragraph_can_refuse_the_number_of_its_style() -> None:
    body = styled("A1") + p("文字", '<w:pStyle w:val="A1"/><w:numPr><w:numId w:val="0"/></w:numPr>') + styled("A1")
    assert labels(body, numbering(CHINESE), styles=STYLES) == ["第一条", "第一条", "第二条"]


def test_a_definition_can_point_to_a_numbering_style() -> None:
    xml = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/>{CHINESE}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert labels(levelled(0, 1, number=2), xml, styles=styles) == ["第一条", "第一条（一）"]


def test_bullets_have_no_number_and_empty_numbered_paragraphs_count() -> None:
    body = levelled(0) + p("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + levelled(0)
    assert labels(body, numbering(CHINESE)) == ["第一条", "第二条", "第三条"]
    assert labels(levelled(0), numbering(levels(("bullet", "●")))) == [""]


def test_a_deleted_paragraph_is_not_counted() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:author="张三"/></w:rPr></w:pPr>'
        '<w:del w:author="张三"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    )
    assert labels(levelled(0) + gone + levelled(0), numbering(CHINESE)) == ["第一条", "第二条"]


@pytest.mark.parametrize(
    "xml",
    ['<w:num w:numId="1"/>', '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>', numbering('<w:lvl w:ilvl="x"/>'), numbering("<w:lvl/>")],
)
def test_broken_lists_number_nothing(xml: str) -> None:
    assert labels(levelled(0), xml) == [""]
