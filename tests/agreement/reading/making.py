"""Documents made for the tests: .docx by python-docx or as raw XML, .pdf by a writer of a few lines that needs no font on the machine."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from awardrules.agreement.reading.documents import read_bytes
from awardrules.agreement.reading.model import Document

W_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}


def docx(body: str, **parts: str) -> bytes:
    """A .docx of raw XML: what stands in the body, and in further parts by kind (`styles`, `numbering`, `footnotes`, …)."""
    relations = "".join(f'<Relationship Id="r{kind}" Type="{_TYPE}{kind}" Target="{kind}.xml"/>' for kind in parts)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{_TYPE}officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:document {W_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
    }
    files |= {f"word/{kind}.xml": f"<w:{_ROOTS[kind]} {W_NAMES}>{xml}</w:{_ROOTS[kind]}>" for kind, xml in parts.items()}
    return zipped(files)


def _relations(items: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def p(content: str, properties: str = "") -> str:
    """A paragraph: plain text, or runs as XML."""
    runs = content if content.startswith("<") else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def r(text: str, properties: str = "", tag: str = "t") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*formats: tuple[str, str] | tuple[str, str, str]) -> str:
    """The levels of a list: number format, text, and more XML."""
    return "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{given[0]}"/>{"".join(given[2:])}<w:lvlText w:val="{given[1]}"/></w:lvl>'
        for index, given in enumerate(formats)
    )


def numbering(xml: str, *instances: str) -> str:
    """One definition, and its instances: the first without overrides, then one for each text of overrides."""
    numbers = "".join(
        f'<w:num w:numId="{index}"><w:abstractNumId w:val="0"/>{overrides}</w:num>' for index, overrides in enumerate(("", *instances), start=1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{xml}</w:abstractNum>{numbers}'


def reading(data: bytes, name: str = "协议.docx") -> Document:
    """A document read from bytes."""
    return read_bytes(data, name)


def texts(document: Document, part: str | None = None) -> list[str]:
    """The texts of the blocks, or of those of one part."""
    return [block.text for block in document.blocks if part in (None, block.part)]


def codes(document: Document) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in document.findings]


def message(document: Document, code: str) -> str:
    """The Chinese message of the first finding of a code."""
    return next(finding.message.zh for finding in document.findings if finding.code == code)


class Line(NamedTuple):
    """A line of a PDF page: text, place of its first character in points, size, and text render mode (3 is invisible)."""

    text: str
    left: float
    bottom: float
    size: float = 12
    mode: int = 0


def pdf(
    pages: Iterable[Sequence[Line]], *, picture: bool = False, drawn: str = "", extra: Mapping[int, str] | None = None, trailer: str = ""
) -> bytes:
    """A PDF of A4 pages. Its font is not embedded, its codes are UTF-16, and a table gives them their meaning.

    `picture` lays a grey picture under each page; `drawn` are operators that draw on each; `extra` are further objects by number, `trailer`
    further entries of the trailer.
    """
    listed = [list(page) for page in pages]
    used = sorted({character for page in listed for line in page for character in line.text})
    first = 10
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(listed)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(listed)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 1000 /W [32 126 500] /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 "
        b"/StemV 80 >>",
        6: _stream(_meaning(used)),
        7: _stream(b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"),
    }
    for index, page in enumerate(listed):
        shown = "".join(
            f"BT /F1 {line.size} Tf {line.mode} Tr {line.left} {line.bottom} Td <{line.text.encode('utf-16-be').hex()}> Tj ET\n" for line in page
        )
        content = ("q 595 0 0 842 0 0 cm /I1 Do Q\n" if picture else "") + drawn + "\n" + shown
        number = first + 2 * index
        annotations = " /Annots 8 0 R" if extra and 8 in extra else ""
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R{annotations} "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 7 0 R >> >> >>"
        ).encode()
        objects[number + 1] = _stream(content.encode())
    objects |= {number: text.encode("latin-1") for number, text in (extra or {}).items()}
    return _file(objects, trailer)


def _stream(content: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n".encode() + packed + b"\nendstream"


def _meaning(characters: Sequence[str]) -> bytes:
    """The table from codes to characters."""
    lines = [f"<{ord(character):04x}> <{ord(character):04x}>" for character in characters]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    written, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in objects.items():
        places[number] = len(written)
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start, size = len(written), max(objects) + 1
    rows = "".join(f"{places[number]:010} 00000 n \n" if number in places else "0000000000 00001 f \n" for number in range(1, size))
    written += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(written)


def saved(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path
