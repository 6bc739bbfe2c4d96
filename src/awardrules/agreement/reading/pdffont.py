"""A font for text whose own is not in the file: whatever the machine has installed, the same text is read at the same places.

A PDF may name a font and not carry it. The library then looks for one on the machine, and leaves out what stands alone and has no shape there: a
"无" in a cell, or a whole paper set character by character. Nothing is drawn here, so every character is given one and the same rectangle.
Stands alone, like the process that reads (`pdfworker`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from struct import pack
from typing import Any

_UNITS, _FOOT, _HEAD = 1000, -120, 880  # of the em square, as Chinese fonts have them
_BOX = (100, 0, 900, 700)  # well inside the character, for what is set bold is made bolder
_LAST = 0x10FFFF
_HANDLE = 1


def rectangles() -> bytes:
    """A TrueType font in which every character is the same filled rectangle (OpenType 1.9: `cmap` of format 13, one glyph for all)."""
    left, bottom, right, top = _BOX
    box = pack(">5h", 1, *_BOX)
    sides = pack(">8h", left, right - left, 0, left - right, bottom, 0, top - bottom, 0)  # four corners, each from the one before
    glyph = box + pack(">HH", 3, 0) + bytes([1] * 4) + sides
    glyph += bytes(-len(glyph) % 4)
    numbers = pack(">4HL", 0, 1, 3, 10, 12) + pack(">2H3L", 13, 0, 28, 0, 1) + pack(">3L", ord("!"), _LAST, 1)
    tables = {
        b"cmap": numbers,
        b"glyf": glyph,
        b"head": pack(">4L2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _UNITS, 0, 0, *_BOX, 0, 8, 2, 1, 0),
        b"hhea": pack(">L3hH6h8xhH", 0x10000, _HEAD, _FOOT, 0, _UNITS, left, _UNITS - right, right, 1, 0, 0, 0, 1),
        b"hmtx": pack(">H2h", _UNITS, 0, left),
        b"loca": pack(">3L", 0, 0, len(glyph)),  # the first glyph, of what is no character, is empty
        b"maxp": pack(">L14H", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    at = 12 + 16 * len(tables)
    listed, body = pack(">L4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, table in tables.items():  # in the order of their names
        listed += tag + pack(">3L", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return listed + body


def offer(pdfium: Any) -> Any:
    """Makes the library take this font wherever it would look for one on the machine.

    What is given back must outlive the library, which is let go when the process ends.
    """
    font = rectangles()

    def data(_this: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
        if table:  # asked for one table of a collection of fonts
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    answers: dict[str, Callable[..., Any]] = {
        "Release": lambda _this: None,
        "EnumFonts": lambda _this, _mapper: None,
        "MapFont": lambda _this, _weight, _italic, _charset, _family, _face, _exact: _HANDLE,
        "GetFont": lambda _this, _face: _HANDLE,
        "GetFontData": data,
        "GetFaceName": lambda _this, _handle, _buffer, _size: 0,
        "GetFontCharset": lambda _this, _handle: 1,  # any
        "DeleteFont": lambda _this, _handle: None,
    }
    info = pdfium.FPDF_SYSFONTINFO(version=1)
    kinds = dict(info._fields_)
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info
