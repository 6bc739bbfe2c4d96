"""Any file: its format is seen from its content, and what cannot be read gets one clear answer."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agreement.reading.making import Line, docx, p, pdf, reading, saved, unzipped, zipped
from awardrules.agreement.reading import limits
from awardrules.agreement.reading.documents import read, read_bytes
from awardrules.diagnostics import AwardrulesError, Diagnostic

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = docx(p("第一条 份额"))
PAGE = [Line("第一条 份额", 90, 700)]


def fault(data: bytes, name: str = "协议.docx") -> Diagnostic:
    """The one fault of a file."""
    with pytest.raises(AwardrulesError) as caught:
        read_bytes(data, name)
    (found,) = caught.value.diagnostics
    return found


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The good document with one part changed."""
    files = unzipped(GOOD)
    files[part] = change(files[part])
    return zipped(files)


def without(part: str) -> bytes:
    return zipped({name: content for name, content in unzipped(GOOD).items() if name != part})


def doubled(name: str) -> bytes:
    """The good document with another part of that name behind."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr(name, unzipped(GOOD)[name.lower()])
    return out.getvalue()


def locked() -> bytes:
    """The good document with every entry marked as encrypted."""
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def damaged() -> bytes:
    """The good document with some packed bytes of its main part lost."""
    at = GOOD.find(b"word/document.xml") + 40
    return GOOD[:at] + bytes(20) + GOOD[at + 20 :]


XXE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
UTF16_DTD = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY a "ha">]><d>&a;</d>'.encode("utf-16")
DEEP = b"<w:sdt>" * 9000 + b"</w:sdt>" * 9000
CATALOG = "/Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "28" * 32 + "> /U <" + "29" * 32 + ">"

BAD: list[tuple[str, bytes, str]] = [
    ("an empty file", b"", "empty-document"),
    ("white space only", b" \n\t", "empty-document"),
    ("a document without text", docx(p("") + p("  ")), "empty-document"),
    ("an encrypted .docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("a .doc", OLE + "WordDocument".encode("utf-16-le"), "format"),
    ("another file of that age", OLE, "format"),
    ("an encrypted zip", locked(), "encrypted"),
    ("a zip cut in its middle", GOOD[: len(GOOD) // 2], "docx-broken"),
    ("a zip cut at its end", GOOD[:-30], "docx-broken"),
    ("a damaged entry", damaged(), "docx-broken"),
    ("a document with two main parts", doubled("word/document.xml"), "docx-broken"),
    ("a document with two main parts by case", doubled("word/Document.xml"), "docx-broken"),
    ("a document with two lists of relations", doubled("_rels/.rels"), "docx-broken"),
    ("a document without its main part", without("word/document.xml"), "docx-broken"),
    ("a main part that is no XML", changed("word/document.xml", lambda xml: xml[:-20]), "docx-broken"),
    ("a main part without a body", changed("word/document.xml", lambda xml: xml.replace(b"w:body", b"w:nobody")), "docx-broken"),
    ("an external entity", changed("word/document.xml", lambda xml: XXE + xml), "docx-unsafe"),
    ("entities of entities", changed("word/document.xml", lambda xml: LAUGHS + xml), "docx-unsafe"),
    ("a DTD in two-byte characters", changed("word/document.xml", lambda xml: UTF16_DTD), "docx-unsafe"),
    ("elements nested without end", changed("word/document.xml", lambda xml: xml.replace(b"</w:body>", DEEP + b"</w:body>")), "docx-broken"),
    ("a workbook", zipped({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "format"),
    ("a presentation", zipped({"ppt/presentation.xml": "<x/>"}), "format"),
    ("an OpenDocument text", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "format"),
    ("a zip of something", zipped({"a.txt": "a"}), "format"),
    ("a rich text file", b"{\\rtf1\\ansi }", "format"),
    ("a web page", b"<!DOCTYPE html><html></html>", "format"),
    ("a Word file as one XML", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "format"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(40), "format"),
    ("bytes", bytes(range(256)) * 8, "not-text"),
    ("a PDF cut short", pdf([PAGE])[:300], "pdf-broken"),
    ("a PDF header and nothing else", b"%PDF-1.7\n", "pdf-broken"),
    ("a PDF of pictures", pdf([[], []], picture=True), "pdf-scanned"),
    ("an encrypted PDF", pdf([PAGE], extra={9: f"<< {CATALOG} >>"}, trailer="/Encrypt 9 0 R /ID [<00> <00>]"), "encrypted"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[name for name, _, _ in BAD])
def test_what_cannot_be_read_is_refused_in_words(name: str, data: bytes, code: str) -> None:
    found = fault(data)
    assert found.code == code
    assert found.message.zh
    assert found.message.en
    assert found.message.en[0].islower() or found.message.en[0] in "`0123456789"
    assert not found.message.en.endswith(".")


def test_a_bomb_is_stopped_by_its_growth() -> None:
    assert fault(changed("word/document.xml", lambda xml: xml + b" " * 3_000_000)).code == "docx-too-large"


LIMITS: list[tuple[str, int, bytes, str]] = [
    ("ZIP_ENTRIES", 3, GOOD, "docx-too-large"),
    ("ZIP_TOTAL", 500, GOOD, "docx-too-large"),
    ("PART_BYTES", 500, GOOD, "docx-too-large"),
    ("PARTS_BYTES", 500, GOOD, "docx-too-large"),
    ("TAGS", 5, GOOD, "docx-too-large"),
    ("BLOCKS", 2, docx(p("一") * 3), "document-too-long"),
    ("BLOCKS", 2, "一\n二\n三".encode(), "document-too-long"),
    ("TEXT", 2, "一二三".encode(), "document-too-long"),
    ("TEXT", 2, pdf([PAGE]), "document-too-long"),
    ("PAGES", 2, pdf([PAGE] * 3), "document-too-long"),
    ("PAGE_CHARACTERS", 2, pdf([PAGE]), "document-too-long"),
]


@pytest.mark.parametrize(("limit", "value", "data", "code"), LIMITS, ids=[f"{limit}-{code}" for limit, _, _, code in LIMITS])
def test_beyond_a_limit_there_is_one_answer(limit: str, value: int, data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading(data).blocks
    monkeypatch.setattr(limits, limit, value)
    assert fault(data).code == code


def test_a_pdf_of_ten_thousand_pages_is_refused() -> None:
    found = fault(pdf([PAGE] * 10_000))
    assert found.code == "document-too-long"
    assert "10000 页" in found.message.zh


def test_a_reading_process_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_SECONDS", 0)
    assert fault(pdf([PAGE])).code in ("pdf-too-slow", "pdf-broken")


def test_a_missing_file_a_folder_and_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    for path, code in ((tmp_path / "none.docx", "file-missing"), (tmp_path, "file-unreadable"), (saved(tmp_path, "a.docx", GOOD), "file-too-large")):
        with pytest.raises(AwardrulesError) as caught:
            read(path)
        assert [found.code for found in caught.value.diagnostics] == [code]


def test_the_original_is_only_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.docx", GOOD)
    path.chmod(0o400)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    document = read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.docx"]
    assert (document.name, document.format) == (str(path), "docx")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", GOOD, "docx"), ("a.txt", GOOD, "docx"), ("a", pdf([PAGE]), "pdf"), ("a.docx", pdf([PAGE]), "pdf"),
        ("a.md", "第一条 份额".encode(), "markdown"), ("A.MARKDOWN", "第一条 份额".encode(), "markdown"),
        ("a.txt", "第一条 份额".encode(), "text"), ("a.docx", "第一条 份额".encode(), "text"), ("a", "第一条 份额".encode("gb18030"), "text"),
    ],
)  # fmt: skip
def test_the_content_tells_the_format(name: str, data: bytes, kind: str) -> None:
    document = reading(data, name)
    assert document.format == kind
    assert [(block.text, block.number) for block in document.blocks] == [("第一条 份额", "第一条")]
    assert len(document.sha256) == 64


def test_text_under_the_name_of_another_format_is_said() -> None:
    assert [finding.code for finding in reading("第一条".encode(), "a.docx").findings] == ["suffix"]


def test_relations_to_other_places_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: Any) -> None:
        raise AssertionError("the network is not asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outside = b'<Relationship Id="x" Type="a/styles" TargetMode="External" Target="http://127.0.0.1/styles.xml"/></Relationships>'
    document = reading(changed("word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", outside)))
    assert document.text == "第一条 份额"


def test_an_entry_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(docx(p("文" * 4000)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
    at = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", entry.file_size // 2)
    assert fault(bytes(data)).code == "docx-broken"


def test_findings_are_counted_beyond_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FINDINGS", 2)
    found = reading("".join(f"文字<!-- {number} -->\n\n" for number in range(5)).encode(), "a.md").findings
    assert [finding.code for finding in found] == ["comment", "comment", "more-findings"]
    assert found[-1].message.zh == "另有 3 处提示未列出"
