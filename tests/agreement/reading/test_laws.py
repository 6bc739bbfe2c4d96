"""Laws of reading: blocks lie in the running text as they say, and no bytes end in anything but a document or a diagnostic."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.reading.making import Line, docx, levels, numbered, numbering, p, pdf, r, reading, unzipped, zipped
from awardrules.agreement.reading.model import Document
from awardrules.diagnostics import AwardrulesError

TABLE = f"<w:tbl><w:tr><w:tc>{p('团队') + p('份额')}</w:tc><w:tc>{p('')}</w:tc></w:tr></w:tbl>"
WORD = docx(
    numbered("份额") + p(r("持有") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("密", "<w:vanish/>")) + TABLE + p("☑直接 ☐转让"),
    numbering=numbering(levels(("chineseCountingThousand", "第%1条"))),
    footnotes=f'<w:footnote w:id="1">{p("指净收益")}</w:footnote>',
    header=p("机密"),
)
PAGES = pdf([[Line("第一条 份额", 114, 700), Line("团队持有70%", 90, 682), Line("- 1 -", 280, 40)]])
TEXTS = st.lists(
    st.sampled_from(
        [
            "第一条 份额",
            "团队持有70%。",
            "",
            "　　",
            "☑是",
            "| 甲 | 乙 |",
            "|---|---|",
            "1. 甲",
            "- [x] 乙",
            "~~旧~~新",
            "<!--x-->",
            "____",
            "\f",
            "```",
            "[^1]: 注",
        ]
    ),
    max_size=12,
).map("\n".join)


def holds(document: Document) -> None:
    """What is true of every document."""
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    assert [block for block in document.blocks if any(block.text[place] not in "☑☐☒" for place, _ in block.checked)] == []
    assert all(document.block_at(block.start) is block for block in document.blocks)
    assert all(0 <= box.start < box.end <= len(block.text) for block in document.blocks for box in block.boxes)
    assert all(finding.message.zh and finding.message.en for finding in document.findings)


@pytest.mark.parametrize(("data", "name"), [(WORD, "a.docx"), (PAGES, "a.pdf")])
def test_blocks_lie_in_the_running_text(data: bytes, name: str) -> None:
    document = reading(data, name)
    assert len(document.blocks) >= 2
    holds(document)


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_blocks_of_any_text_lie_in_the_running_text(text: str, name: str) -> None:
    with suppress(AwardrulesError):
        holds(reading(text.encode(), name))


def mutated(data: bytes) -> st.SearchStrategy[bytes]:
    """A few bytes changed, taken out or doubled."""
    change = st.tuples(st.integers(0, len(data) - 1), st.sampled_from(["set", "cut", "twice"]), st.integers(0, 255), st.integers(1, 40))

    def apply(changes: list[tuple[int, str, int, int]]) -> bytes:
        found = bytearray(data)
        for place, kind, byte, length in changes:
            place = min(place, max(len(found) - 1, 0))
            if kind == "set":
                found[place : place + 1] = bytes([byte])
            elif kind == "cut":
                del found[place : place + length]
            else:
                found[place:place] = found[place : place + length]
        return bytes(found)

    return st.lists(change, min_size=1, max_size=4).map(apply)


def survives(data: bytes, name: str) -> None:
    with suppress(AwardrulesError):
        holds(reading(data, name))


@given(mutated(WORD))
def test_a_damaged_package_is_read_or_refused(data: bytes) -> None:
    survives(data, "a.docx")


PARTS = sorted(name for name in unzipped(WORD) if name != "[Content_Types].xml")


@given(st.sampled_from(PARTS).flatmap(lambda part: st.tuples(st.just(part), mutated(unzipped(WORD)[part]))))
def test_a_damaged_part_is_read_or_refused(change: tuple[str, bytes]) -> None:
    part, content = change
    survives(zipped(unzipped(WORD) | {part: content}), "a.docx")


@given(st.sampled_from(PARTS), st.data())
def test_elements_in_the_wrong_place_are_read_or_refused(part: str, data: st.DataObject) -> None:
    """Tags exchanged for others keep the XML whole and its meaning broken."""
    content = unzipped(WORD)[part].decode()
    names = [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:pPr",
        "w:rPr",
        "w:numPr",
        "w:body",
        "w:lvl",
        "w:num",
        "w:footnote",
        "w:val",
        "w:ilvl",
        "w:id",
    ]
    old, new = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    survives(zipped(unzipped(WORD) | {part: content.replace(old, new)}), "a.docx")


@settings(max_examples=20)
@given(mutated(PAGES))
def test_damaged_pages_are_read_or_refused(data: bytes) -> None:
    survives(data, "a.pdf")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.sampled_from(["a.txt", "a.md", "a.docx"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes, name: str) -> None:
    survives(head + data, name)
