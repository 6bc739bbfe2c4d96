"""Bytes to text: which encoding, and where a file breaks."""

from __future__ import annotations

import pytest

from agreement.reading.making import codes, message, reading, texts
from awardrules.agreement.reading.encoding import decode
from awardrules.diagnostics import AwardrulesError

TEXT = "第一条 份额\n团队持有百分之七十（70％）。\n第二条 期限：十年。\n"
READ: list[tuple[str, bytes, str]] = [
    ("UTF-8", TEXT.encode(), "UTF-8"),
    ("UTF-8 with its mark", TEXT.encode("utf-8-sig"), "UTF-8"),
    ("UTF-16 with its mark", TEXT.encode("utf-16"), "UTF-16"),
    ("UTF-16, the other order", b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
    ("UTF-16 without a mark", TEXT.encode("utf-16-le"), "UTF-16"),
    ("UTF-32 with its mark", b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "UTF-32"),
    ("GB18030", TEXT.encode("gb18030"), "GB18030"),
    ("lines of another system", TEXT.replace("\n", "\r\n").encode("gb18030"), "GB18030"),
]


@pytest.mark.parametrize(("name", "data", "encoding"), READ, ids=[name for name, _, _ in READ])
def test_an_encoding_is_recognised(name: str, data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (TEXT, encoding)


def test_an_encoding_other_than_utf8_is_said() -> None:
    document = reading(TEXT.encode("gb18030"), "a.txt")
    assert message(document, "encoding") == "按 GB18030 编码读取"
    assert codes(reading(TEXT.encode(), "a.txt")) == []


BROKEN: list[tuple[str, bytes, str, int]] = [
    ("two encodings", "第一条 份额\n".encode() + "团队持有七成。\n".encode("gb18030") + "第三条\n".encode(), "mixed-encodings", 2),
    ("one line of UTF-8", "第一条 份额\n".encode("gb18030") + "团队持有七成。\n".encode(), "mixed-encodings", 1),
    ("a broken character", "团队持有七成。\n第二条".encode() + b"\xe5\x8d" + "份额。".encode(), "mixed-encodings", 2),
    ("an encoding of Japan", ("これは職務発明の契約書である。" * 4).encode("shift_jis"), "not-text", 1),
    ("half a character of UTF-16", "第一条\n".encode("utf-16") + b"\x00", "not-text", 2),
    ("zero bytes", b"abc\x00\x01\x02" * 9, "not-text", 0),
]


@pytest.mark.parametrize(("name", "data", "code", "line"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_a_text_that_breaks_is_refused_at_its_line(name: str, data: bytes, code: str, line: int) -> None:
    with pytest.raises(AwardrulesError) as caught:
        decode(data, "a.txt")
    (found,) = caught.value.diagnostics
    assert (found.code, found.span.line) == (code, line)


def test_a_short_text_in_gb18030_that_happens_to_be_utf8_is_taken_as_utf8() -> None:
    assert texts(reading("联通".encode("gb18030") + "，甲方。".encode("gb18030"), "a.txt")) == ["联通，甲方。"]
