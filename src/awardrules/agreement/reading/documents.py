"""Reading a document of any format: what it is, is seen from its content; the name only tells Markdown from plain text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from awardrules import inputs
from awardrules.agreement.reading import limits
from awardrules.agreement.reading.assembly import Remark, document, refused
from awardrules.agreement.reading.encoding import decode
from awardrules.agreement.reading.model import Document
from awardrules.diagnostics import AwardrulesError, refusal
from awardrules.language import Text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEAD = 1024
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_AS_DOCX = Text("请在 Word 或 WPS 中另存为 .docx", "save it as .docx in Word or WPS")
_FORMATS = Text("请提供 .docx、.pdf、.md 或 .txt 文件", "give a .docx, .pdf, .md or .txt file")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def read(path: Path) -> Document:
    """The document in a file; the file itself is only read.

    Raises AwardrulesError: missing, unreadable, too large, of a format that is not read, encrypted, broken, or beyond a limit.
    """
    return read_bytes(_bytes(path), str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """The document in bytes; `name` is used in messages, and its suffix tells Markdown from plain text."""
    digest = sha256(data).hexdigest()
    if not data.strip():
        raise refused("empty-document", name, Text("文件是空的", "the file is empty"))
    if data.startswith(_ZIP):
        from awardrules.agreement.reading import word

        return document(name, "docx", digest, word.read(data, name))
    if data.find(b"%PDF-", 0, _HEAD) >= 0:
        from awardrules.agreement.reading import pdf

        return document(name, "pdf", digest, pdf.read(data, name))
    _refuse_others(data, name)
    return _text(data, name, digest)


def _bytes(path: Path) -> bytes:
    """The bytes of a file within the limit."""
    name = str(path)
    inputs.note(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.FILE_BYTES + 1)
    except FileNotFoundError:
        raise refused("file-missing", name, Text("文件不存在", "no such file"), Text("请核对路径", "check the path")) from None
    except (OSError, ValueError) as fault:
        why = refusal(fault) if isinstance(fault, OSError) else Text("路径无效", "the path is not valid")
        raise refused("file-unreadable", name, Text(f"无法读取：{why.zh}", f"cannot be read: {why.en}")) from None
    if len(data) > limits.FILE_BYTES:
        mib = limits.FILE_BYTES // 1024 // 1024
        message = Text(f"文件超过 {mib} MiB 的上限", f"the file is larger than the limit of {mib} MiB")
        raise refused("file-too-large", name, message, Text("请压缩或删去其中的图片", "compress or remove its pictures"))
    return data


def _text(data: bytes, name: str, digest: str) -> Document:
    """A text file: Markdown by its name, else plain text."""
    decoded = decode(data, name)
    if decoded.text.count("\n") > limits.BLOCKS:
        raise refused("document-too-long", name, Text(f"超过 {limits.BLOCKS:,} 行", f"more than {limits.BLOCKS:,} lines"))
    suffix = Path(name).suffix.lower()
    if suffix in _MARKDOWN:
        from awardrules.agreement.reading import markdown

        contents = markdown.read(decoded.text, name)
    else:
        from awardrules.agreement.reading import plain

        contents = plain.read(decoded.text)
    contents.remarks[:0] = _notes(suffix, decoded.encoding)
    return document(name, "markdown" if suffix in _MARKDOWN else "text", digest, contents)


def _notes(suffix: str, encoding: str) -> list[Remark]:
    """What a reader should know of how a text was read."""
    notes = []
    if encoding != "UTF-8":
        help = Text("另存为 UTF-8 可避免误读", "saved as UTF-8 it cannot be misread")
        notes.append(Remark("encoding", Text(f"按 {encoding} 编码读取", f"read as {encoding}"), help))
    if suffix in (".docx", ".doc", ".pdf"):
        message = Text(f"扩展名是 {suffix}，内容是纯文本；按纯文本读取", f"named {suffix}, but its content is plain text; read as such")
        notes.append(Remark("suffix", message))
    return notes


def _refuse_others(data: bytes, name: str) -> None:
    """Formats that are known and not read, each with the way out."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = head.lower()
    if data.startswith(_OLE):
        raise _ole(data, name)
    if lowered.startswith(b"{\\rtf"):
        raise refused("format", name, Text("这是 RTF 文件，不能读取", "this is an RTF file, which is not read"), _AS_DOCX)
    if b"<?mso-application" in lowered or b"<pkg:package" in lowered or b"<w:worddocument" in lowered:
        raise refused("format", name, Text("这是 Word XML 文件，不能读取", "this is a Word XML file, which is not read"), _AS_DOCX)
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered:
        raise refused("format", name, Text("这是网页文件，不能读取", "this is a web page, which is not read"), _AS_DOCX)
    if data.startswith(_PICTURES) and b"\0" in data[:_HEAD]:
        help = Text("请提供带文字的文件，或先作文字识别并核对", "give a file with text, or recognise the text first and proofread it")
        raise refused("format", name, Text("这是图片，其中没有可读的文字", "this is a picture: it has no text that can be read"), help)


def _ole(data: bytes, name: str) -> AwardrulesError:
    """An OLE container: an encrypted .docx, a .doc of Word 97–2003, or something else of that age."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        help = Text("请在 Word 中去除打开密码后另存", "remove the password in Word and save it again")
        return refused("encrypted", name, Text("文件有打开密码，无法读取", "the file is encrypted with a password"), help)
    if "WordDocument".encode("utf-16-le") in data:
        return refused("format", name, Text("这是旧版 Word 的 .doc 文件，不能读取", "this is a .doc of Word 97–2003, which is not read"), _AS_DOCX)
    return refused("format", name, Text("这不是 Word 文档", "this is no Word document"), _FORMATS)
