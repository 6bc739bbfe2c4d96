"""Shares: `70%`, `百分之七十`, `七成五`, `十分之七`, `3/4`, and how two or more share: `7:3`, `七比三`, `三七开`, `各半`, `均等`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from awardrules.agreement.grammar.numerals import Token
from awardrules.agreement.grammar.value import OVER_ONE, Source, Value
from awardrules.agreement.grammar.words import Words, any_of
from awardrules.agreement.programs import regex

_MOST_PARTS = 6
_COLON = regex(" ?(?:：(?!：)|比(?![例重])) ?")
_PERCENT_BEFORE = regex("（%）：? {0,3}$")  # 比例（%）：70
_SLASH = regex(" ?/ ?")
_ENDS_OF_FRACTION = "./-0123456789%页"
_HUNDREDS = {"百": 100, "千": 1000, "万": 10_000}


class Ratios:
    """The readers of shares, over the words of a city."""

    def __init__(self, words: Words) -> None:
        excluded = re.escape(words.signs["ratios.not_before_percent"])
        self.percent = regex(f" ?(?:{words.any_of('ratios.percent')}(?![{excluded}])|（%）)")
        self.thousandth = regex(f" ?{words.any_of('ratios.thousandth')}")
        self.parts = regex(f" ?{words.any_of('numerals.fractions')} ?")
        not_before = re.escape(words.signs["ratios.not_before_tenths"])
        self.tenths = regex(f" ?[{re.escape(words.signs['ratios.tenths'])}](?P<half>半)?+(?!(?!分[取得享配给归走])[{not_before}])")
        self.opened = regex(words.guarded("ratios.opened", "ratios.not_before_opened"))
        self.shared_by = regex(words.any_of("ratios.shared_by"))
        lists = words.lists
        named = [*lists["ratios.whole"], *lists["ratios.half"], *lists["ratios.halves"], *lists["ratios.equal"]]
        self.named = regex(any_of(named))
        self.whole, self.half, self.halves = (frozenset(lists[f"ratios.{key}"]) for key in ("whole", "half", "halves"))

    def read(self, source: Source, index: int) -> Value | None:
        """The share that begins at a number, or none."""
        token = source.tokens.all[index]
        return (
            self._fraction_words(source, token)
            or self._marked(source, index, token)
            or self._split(source, index, token)
            or self._opened(source, index, token)
            or self._slash(source, token)
        )

    def words(self, source: Source) -> Iterator[Value]:
        """Shares without a number: 全部, 一半, 各半, 均等. Where all share alike the number of parts is not said: no values."""
        for found in self.named.finditer(source.text):
            word, (start, end) = found[0], found.span()
            if word in self.whole:
                yield Value(start, end, "all", (Fraction(1),), "share")
            elif word in self.half:
                yield Value(start, end, "ratio", (Fraction(1, 2),), "share")
            elif word in self.halves:
                yield Value(start, end, "split", (Fraction(1, 2), Fraction(1, 2)), "share")
            else:
                yield Value(start, end, "split", (), "share")

    def _marked(self, source: Source, index: int, token: Token) -> Value | None:
        if token.value is None:
            return None
        for pattern, per in ((self.percent, 100), (self.thousandth, 1000)):
            if found := pattern.match(source.text, token.end):
                return _ratio(token.start, found.end(), token.value / per, index + 1, Fraction(per))
        if _PERCENT_BEFORE.search(text := source.text, max(token.start - 8, 0), token.start) and not text[token.end : token.end + 1].isalnum():
            return _ratio(token.start, token.end, token.value / 100, index + 1, Fraction(100))
        if (found := self.tenths.match(source.text, token.end)) and token.value <= 10 and not source.text.startswith("第", max(token.start - 1, 0)):
            value, end, after = token.value, found.end(), index + 1
            if found["half"]:
                value += Fraction(1, 2)
            elif (follow := source.tokens.at(end)) is not None:
                tail = source.tokens.all[follow]
                if tail.style == "words" and len(tail.text) == 1 and tail.value is not None and 0 < tail.value < 10:
                    value, end, after = value + tail.value / 10, tail.end, follow + 1
            return _ratio(token.start, end, value / 10, after, Fraction(10))
        return None

    def _fraction_words(self, source: Source, token: Token) -> Value | None:
        found = self.parts.match(source.text, token.end)
        below = token.value if token.value is not None else _HUNDREDS.get(token.text)
        if not found or not below:
            return None
        if (follow := source.tokens.at(found.end())) is None:
            return None
        above = source.tokens.all[follow]
        value = above.value if above.value is not None else _HUNDREDS.get(above.text)
        if value is None:
            return None
        return _ratio(token.start, above.end, Fraction(value) / below, follow + 1, Fraction(below))

    def _split(self, source: Source, index: int, token: Token) -> Value | None:
        parts = [token]
        end = token.end
        while len(parts) <= _MOST_PARTS and (found := _COLON.match(source.text, end)):
            follow = source.tokens.at(found.end())
            if follow is None:
                break
            parts.append(source.tokens.all[follow])
            end, index = parts[-1].end, follow
        values = [part.value for part in parts if part.value is not None]
        if len(parts) < 2 or len(values) < len(parts) or not _is_share(parts, values):
            return None
        text = source.text
        if self.percent.match(text, end):  # 30%:70% are two shares, 30:70% is neither
            return None
        total = sum(values, Fraction(0))
        if total not in (10, 100) and not self.shared_by.search(text, max(token.start - 14, 0), min(end + 8, len(text))):
            return None
        if opened := self.opened.match(text, end):
            end = opened.end() if text[opened.start() : opened.end()] in ("开", "分") else end
        return Value(token.start, end, "split", tuple(value / total for value in values), "share", next=index + 1)

    def _opened(self, source: Source, index: int, token: Token) -> Value | None:
        if token.style != "words" or len(token.text) != 2:
            return None
        found = self.opened.match(source.text, token.end)
        first, second = (_digit(sign) for sign in token.text)
        if not found or not first or not second or first + second != 10:
            return None
        return Value(token.start, token.end, "split", (Fraction(first, 10), Fraction(second, 10)), "share", next=index + 1)

    def _slash(self, source: Source, token: Token) -> Value | None:
        found = _SLASH.match(source.text, token.end)
        follow = source.tokens.at(found.end()) if found else None
        if follow is None:
            return None
        text, other = source.text, source.tokens.all[follow]
        if token.value is None or other.value is None or not token.value.denominator == other.value.denominator == 1:
            return None
        if token.style != "digits" or other.style != "digits" or token.text[0] == "0" or other.text[0] == "0":
            return None
        before, after = text[token.start - 1 : token.start], text[other.end : other.end + 1]
        alone = before in ("", "\n", " ") and after in ("", "\n", " ")  # 3/12 on a line of its own numbers pages
        if (
            token.value + other.value == 100
            and min(token.value, other.value) >= 5
            and not any(one and one in _ENDS_OF_FRACTION for one in (before, after))
        ):
            whole = Fraction(100)  # 份额（单位/团队）：25/75
            return Value(token.start, other.end, "split", (token.value / whole, other.value / whole), "share", next=follow + 1)
        if alone or (before and before in _ENDS_OF_FRACTION + "第") or (after and after in _ENDS_OF_FRACTION):
            return None
        if not 0 < token.value < other.value <= 100:
            return None
        return _ratio(token.start, other.end, token.value / other.value, follow + 1, None)


def _ratio(start: int, end: int, value: Fraction, next: int, per: Fraction | None) -> Value:
    found = Value(start, end, "ratio", (value,), "share", next=next, per=per)
    return found.doubted(OVER_ONE) if value > 1 else found


def _is_share(parts: list[Token], values: list[Fraction]) -> bool:
    """Whether numbers parted by colons can be parts of a whole: small, no time of day (9:30), no scale (1:500)."""
    if any(not 0 < value < 100 for value in values) or any(part.text[0] == "0" for part in parts):
        return False
    pairs = all(len(part.text) == 2 and part.style == "digits" for part in parts[1:])
    clock = pairs and len(parts) <= 3 and values[0] <= 24 and all(value < 60 for value in values[1:])
    return not clock or sum(values) == 100


def _digit(sign: str) -> int:
    return "一二三四五六七八九".find(sign) + 1
