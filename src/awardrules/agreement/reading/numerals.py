"""Numbers as Word writes them in lists: the number formats of ECMA-376 part 1, 17.18.59 that Chinese documents use."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"], strict=True)
)
_MOST_LETTERS = 780  # 30 letters of one kind
_MOST_ROMAN = 4999


def formatted(number: int, style: str) -> str:
    """A number in a Word number format; one that is not known is written in digits."""
    if number < 0 or style == "none":
        return "" if style == "none" else str(number)
    return _FORMATS.get(style, str)(number)


def _spelled(number: int, digits: str, units: str, ten_thousand: str, *, one_before: bool, lone_ten: bool) -> str:
    """A number in units of ten: `one_before` writes 一百 rather than 百, `lone_ten` 十二 rather than 一十二."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        head = _spelled(high, digits, units, ten_thousand, one_before=one_before, lone_ten=lone_ten) + ten_thousand
        gap = digits[0] if 0 < low < 1000 else ""
        return head + (gap + _spelled(low, digits, units, ten_thousand, one_before=one_before, lone_ten=False) if low else "")
    if number == 0:
        return digits[0]
    text, pending = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            pending = bool(text)
            continue
        text += digits[0] if pending and one_before else ""
        pending = False
        first_ten = power == 1 and digit == 1 and not text and lone_ten
        bare = power > 0 and digit == 1 and (first_ten or not one_before)
        text += ("" if bare else digits[digit]) + (units[power - 1] if power else "")
    return text


def _thousand(number: int) -> str:
    return _spelled(number, _DIGITS, "十百千", "万", one_before=True, lone_ten=True)


def _each(number: int) -> str:
    """Digit by digit: 一〇, 一一."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Counted up to ninety-nine (十二, 二十), digit by digit from a hundred on (一〇〇)."""
    return _thousand(number) if number < 100 else _each(number)


def _japanese(number: int) -> str:
    return _spelled(number, _DIGITS, "十百千", "万", one_before=False, lone_ten=True)


def _legal(number: int) -> str:
    return _spelled(number, _LEGAL, "拾佰仟", "万", one_before=True, lone_ten=False)


def _run(first: int, last: int, start: str) -> Callable[[int], str]:
    """A row of characters, one for each number; digits beyond it."""
    return lambda number: chr(ord(start) + number - first) if first <= number <= last else str(number)


def _circled(number: int) -> str:
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return "⓪" if number == 0 else _run(1, 20, "①")(number)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb, …: Word repeats the letter."""

    def letter(number: int) -> str:
        return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 1 <= number <= _MOST_LETTERS else str(number)

    return letter


def _roman(number: int) -> str:
    if not 1 <= number <= _MOST_ROMAN:
        return str(number)
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text


def _cycle(*rows: str) -> Callable[[int], str]:
    """Characters in turn, one of each row together (甲子, 乙丑)."""
    return lambda number: "".join(row[(number - 1) % len(row)] for row in rows) if number else "0"


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run(1, 20, "⒈"),
    "decimalEnclosedParen": _run(1, 20, "⑴"),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": _legal,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousand,
    "taiwaneseDigital": _each,
    "ideographDigital": _each,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _each,
    "japaneseLegal": _legal,
    "koreanDigital2": _each,
    "ideographLegalTraditional": lambda number: _spelled(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬", one_before=True, lone_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _cycle(_STEMS, _BRANCHES),
    "ideographEnclosedCircle": _run(1, 10, "㊀"),
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
