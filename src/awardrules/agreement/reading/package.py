"""A .docx as a package: the XML parts a reader asks for, unpacked and parsed within limits, and the relations between them.

The whole directory is checked before anything is unpacked; each part is counted while it unpacks. No DTD is accepted, so there are no
entities; relations to places outside the package are never followed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from typing import Any, NamedTuple

from awardrules.agreement.reading import limits
from awardrules.agreement.reading.assembly import refused
from awardrules.diagnostics import AwardrulesError
from awardrules.language import Text

try:
    from lxml import etree
except ImportError:
    raise refused(
        "missing-extra",
        "lxml",
        Text("读取 .docx 需要 lxml，尚未安装", "reading .docx needs lxml, which is not installed"),
        Text('请运行 pip install "awardrules[agreement]"', 'run pip install "awardrules[agreement]"'),
    ) from None

Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# the strict form of the standard has names of its own for the same things
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_ENTRY = b"PK\x01\x02"  # begins each entry of the directory of a zip
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
_CHUNK = 256 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, OverflowError, IndexError)
_OTHERS = {
    "xl/": Text("这是 Excel 工作簿，不能读取", "this is an Excel workbook, which is not read"),
    "ppt/": Text("这是 PowerPoint 演示文稿，不能读取", "this is a PowerPoint presentation, which is not read"),
}
_AGAIN = Text("请重新获取文件，或在 Word 中打开后另存为 .docx", "get the file again, or open it in Word and save it as .docx")
_FORMATS = Text("请提供 .docx、.pdf、.md 或 .txt 文件", "give a .docx, .pdf, .md or .txt file")


class Relation(NamedTuple):
    """A relation of a part to another part of the package; `kind` is the last step of its type (`styles`, `header`)."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a .docx. Every method raises AwardrulesError where the package is broken or beyond a limit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._read = 0
        if data.count(_ENTRY) > limits.ZIP_ENTRIES:
            raise self._beyond(f"压缩包内超过 {limits.ZIP_ENTRIES} 个文件", f"more than {limits.ZIP_ENTRIES} files in the package")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN:
            raise refused("docx-broken", name, Text("文件不完整或已损坏", "the file is truncated or damaged"), _AGAIN) from None
        if sum(entry.file_size for entry in entries) > limits.ZIP_TOTAL:
            raise self._beyond("解压后的大小超过上限", "the package unpacks to more than the limit")
        self._names = {entry.filename.lower(): entry for entry in entries}
        self._twice = {name for name, count in Counter(entry.filename.lower() for entry in entries).items() if count > 1}
        self._refuse_others()

    def has(self, part: str) -> bool:
        """Whether the package has a part; names differ in case only by mistake."""
        return part.lower() in self._names

    def document(self) -> str:
        """The name of the main part."""
        relations = self.relations("")
        named = [relation.target for relation in relations if relation.kind == "officeDocument" and self.has(relation.target)]
        part = named[0] if named else "word/document.xml"
        if not self.has(part):
            message = Text("文件中没有正文部分 `word/document.xml`", "the file has no main part `word/document.xml`")
            raise refused("docx-broken", self.name, message, _AGAIN)
        return part

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part to parts inside the package; of the package itself for an empty name."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(relations):
            return []
        found = []
        for item in self.parse(relations).iter(_RELATION):
            if item.get("TargetMode") == "External":
                continue
            target = item.get("Target") or ""
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append(Relation(item.get("Id") or "", (item.get("Type") or "").rpartition("/")[2], path))
        return found

    def parse(self, part: str) -> Element:
        """The root element of an XML part."""
        data = self._unpack(part)
        for strict, usual in _STRICT:
            if strict in data[:8192]:
                data = data.replace(strict, usual)
        if _DOCTYPE.search(data):
            message = Text(f"`{part}` 含有 DTD 声明，已拒绝", f"`{part}` carries a DTD, which is refused")
            raise refused(
                "docx-unsafe", self.name, message, Text("Word 不会写入 DTD；请核实文件来源", "Word writes none; check where the file comes from")
            )
        if data.count(b"<") > limits.TAGS:
            raise self._beyond(f"`{part}` 的标记过多", f"`{part}` has too many tags")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
            line = getattr(fault, "lineno", None) or 0
            message = Text(f"`{part}` 不是完整的 XML（第 {line} 行）", f"`{part}` is not well-formed XML (line {line})")
            raise refused("docx-broken", self.name, message, _AGAIN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise refused("docx-unsafe", self.name, Text(f"`{part}` 含有 DTD 声明，已拒绝", f"`{part}` carries a DTD, which is refused"))
        return root

    def _unpack(self, part: str) -> bytes:
        """The bytes of a part, counted while they unpack."""
        entry = self._names[part.lower()]
        if part.lower() in self._twice:  # another program may show the other
            message = Text(f"压缩包内有两个 `{part}`，不能确定以哪个为准", f"the package holds `{part}` twice: which one counts is not settled")
            raise refused("docx-broken", self.name, message, _AGAIN)
        if entry.flag_bits & 0x1:
            help = Text("请在 Word 中去除打开密码后另存", "remove the password and save it again")
            raise refused("encrypted", self.name, Text("压缩包有密码，无法读取", "the package is encrypted with a password"), help)
        most = min(limits.PART_BYTES, limits.PARTS_BYTES - self._read)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > most:
                        raise self._beyond(f"`{part}` 解压后超过上限", f"`{part}` unpacks to more than the limit")
                    if size > limits.RATIO_FROM and size > limits.RATIO * max(entry.compress_size, 1):
                        raise self._beyond(f"`{part}` 的压缩比异常", f"`{part}` is compressed beyond what a document reaches")
                    pieces.append(piece)
        except AwardrulesError:
            raise
        except (*_BROKEN, RuntimeError):
            message = Text(f"`{part}` 无法解压，文件不完整或已损坏", f"`{part}` cannot be unpacked: the file is truncated or damaged")
            raise refused("docx-broken", self.name, message, _AGAIN) from None
        self._read += size
        return b"".join(pieces)

    def _refuse_others(self) -> None:
        """Zip files that are no Word document."""
        if any(name.startswith("word/") for name in self._names):
            return
        for prefix, message in _OTHERS.items():
            if any(name.startswith(prefix) for name in self._names):
                raise refused("format", self.name, message, _FORMATS)
        if "mimetype" in self._names or "content.xml" in self._names:
            help = Text("请在原软件中另存为 .docx", "save it as .docx in the program it comes from")
            raise refused("format", self.name, Text("这是 OpenDocument 文件，不能读取", "this is an OpenDocument file, which is not read"), help)
        if "[content_types].xml" not in self._names:
            raise refused("format", self.name, Text("这是压缩包，不是 Word 文档", "this is a zip archive, no Word document"), _FORMATS)

    def _beyond(self, zh: str, en: str) -> AwardrulesError:
        """The fault of a package that costs too much to read."""
        help = Text("请核实文件来源；正常的协议文件远小于此限", "check where the file comes from: an agreement is far below this limit")
        return refused("docx-too-large", self.name, Text(zh, en), help)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of the WordprocessingML names; empty where the element or the attribute is absent."""
    return "" if element is None else (element.get(W + name) or "")


def whole(text: str, default: int | None = None) -> int | None:
    """A whole number of an attribute; the default where it is none."""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) <= 9 and text.isascii() else default


def on(element: Element | None) -> bool | None:
    """A property that is on or off; None where it is not given."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")
