"""Characters of symbol fonts: a tick is a tick, however a form writes it.

Chinese forms tick boxes with letters of Wingdings (`þ`, `¨`) and Wingdings 2 (`R`, `£`), as symbols or as plain text in that font.
"""

from __future__ import annotations

_WINGDINGS = {
    0xFE: "☑", 0xFD: "☒", 0xFC: "√", 0xFB: "×", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐",
    0x6C: "●", 0x6E: "■", 0x9F: "•", 0xA7: "▪", 0x75: "◆", 0xD8: "➢", 0xE0: "→",
}  # fmt: skip
_WINGDINGS_2 = {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x51: "☒", 0x50: "√", 0x4F: "×", 0xA3: "☐", 0x2A: "☐", 0x30: "☐"}
_WEBDINGS = {0x61: "√", 0x72: "×", 0x63: "☐"}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0xB9: "≠", 0xB0: "°", 0xB7: "·", 0xB8: "÷", 0xBB: "≈"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)  # where Word keeps the codes of a symbol font


def is_symbolic(font: str) -> bool:
    """Whether the letters of a font are pictures."""
    return font.lower() in _FONTS


def symbol(code: int, font: str) -> str:
    """A character of a symbol font as Unicode; empty where it has no meaning in a text."""
    known = _FONTS.get(font.lower(), {})
    if code in _PRIVATE:
        return known.get(code & 0xFF, "")
    return known.get(code, chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else "")


def spelled(text: str, font: str) -> str:
    """A text typed in a symbol font."""
    if font.lower() == "symbol":  # its letters are Greek, and are mostly typed by mistake
        return text
    return "".join(symbol(ord(character), font) if character not in " \t\u3000" else character for character in text)
