"""Bytes to text: UTF-8, UTF-16 with or without its mark, GB18030; which one is said, and a file of two encodings is refused at its line.

GB18030 gives some character for nearly every pair of bytes, so that it decodes is no proof: the text must also read as Chinese.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from awardrules.agreement.reading import limits
from awardrules.agreement.reading.assembly import refused
from awardrules.diagnostics import AwardrulesError
from awardrules.language import Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SAVE = Text("请另存为 UTF-8 编码的文本文件", "save it as a UTF-8 text file")
_SAMPLE = 20_000  # characters that are looked at to tell whether a text reads as Chinese
_READS = 0.9
_SURE = 6  # bytes of well-formed UTF-8 beyond ASCII that no other encoding gives by chance


class Decoded(NamedTuple):
    """A text with line feeds only, and the name of its encoding."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file. Raises AwardrulesError with the line where it is in no encoding, in two, or no text at all."""
    if len(data) > 4 * limits.TEXT:
        raise _too_long(name)
    text, encoding = _decode(data, name)
    if "\0" in text:
        raise refused("not-text", name, Text("这是二进制文件", "this is a binary file"), _FORMATS)
    if len(text) > limits.TEXT:
        raise _too_long(name)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


_FORMATS = Text("请提供 .docx、.pdf、.md 或 .txt 文件", "give a .docx, .pdf, .md or .txt file")


def _too_long(name: str) -> AwardrulesError:
    return refused(
        "document-too-long",
        name,
        Text(f"文本超过 {limits.TEXT:,} 字", f"more than {limits.TEXT:,} characters"),
        Text("请只提供协议文本", "give the text of the agreement only"),
    )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, encoding, name), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _without_mark(data, fault, name)
    return _unmarked_utf16(data) or (text, "UTF-8")


def _strictly(data: bytes, codec: str, encoding: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].decode(codec, "replace").count("\n") + 1
        message = Text(f"不是有效的 {encoding} 文本（第 {fault.start} 字节）", f"not valid {encoding} text (byte {fault.start})")
        raise refused("not-text", name, message, _SAVE, line=line) from None


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark shows by its zero bytes: ASCII characters have one each."""
    if b"\0" not in data[: 4 * _SAMPLE] or len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _reads(text) >= _READS:
            return text, "UTF-16"
    return None


def _without_mark(data: bytes, fault: UnicodeDecodeError, name: str) -> tuple[str, str]:
    """What is not UTF-8 as a whole: GB18030, UTF-16, two encodings in one file, or none."""
    found = _unmarked_utf16(data)
    if found:
        return found
    mixed = _first_of_the_other(data)
    if mixed:
        message = Text("文件混用了两种编码：有的行是 UTF-8，这一行不是", "two encodings in one file: some lines are UTF-8, this one is not")
        raise refused("mixed-encodings", name, message, _SAVE, line=mixed)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text and _reads(text) >= _READS:
        return text, "GB18030"
    if b"\0" in data:
        raise refused("not-text", name, Text("这是二进制文件", "this is a binary file"), _FORMATS)
    line = data.count(b"\n", 0, fault.start) + 1
    message = Text("不是 UTF-8、UTF-16 或 GB18030 文本", "neither UTF-8, UTF-16 nor GB18030 text")
    raise refused("not-text", name, message, _SAVE, line=line)


def _first_of_the_other(data: bytes) -> int:
    """The first line that is not UTF-8 in a file that has lines which surely are; 0 where there is no such mixture."""
    first = sure = 0
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            first = first or number
            continue
        beyond = "".join(character for character in text if character > "\x7f")
        if len(beyond.encode()) >= _SURE and _reads(beyond) >= _READS:
            sure = sure or number
    return first if sure else 0


def _reads(text: str) -> float:
    """The share of characters that a Chinese or Western text is made of."""
    sample = text[:_SAMPLE]
    return sum(map(_usual, sample)) / max(len(sample), 1)


def _usual(character: str) -> bool:
    if character < "\x7f":
        return character >= " " or character in "\t\n\r\f"
    if "\u4e00" <= character <= "\u9fff":
        try:
            character.encode("gb2312")  # the characters of ordinary texts; a wrong decoding is full of others
        except UnicodeEncodeError:
            return False
        return True
    return (
        "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uffe5" or "\u2000" <= character <= "\u27bf" or "\xa0" <= character <= "\xff"
    )
