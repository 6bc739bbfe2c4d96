"""Amounts of yuan: `壹佰贰拾万元整`, `人民币120万元`, `¥1,200,000.00`, `3万5千元`, and `120万` where nothing else is counted."""

from __future__ import annotations

from fractions import Fraction

from awardrules.agreement.grammar.value import Source, Value
from awardrules.agreement.grammar.words import Words, any_of, guarded
from awardrules.agreement.programs import regex

_BRACKET = regex("（(?:单位：?)?(?P<unit>亿元|万元|千元|元)）")
_BRACKET_BEFORE = regex("（(?:单位：?|人民币)?(?P<unit>亿元|万元|千元|元)）：? {0,3}$")
_FACTORS = {"亿元": 100_000_000, "万元": 10_000, "千元": 1000, "元": 1}
_PARTS = regex(" ?(?P<unit>[角分])(?!之|成|钟|公|别|红|享)")
_LOOK_BEHIND = 14
_BOOKED = regex("[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}+[.][0-9]{2}")
_BELOW_ZERO = regex("(?:(?<![自担肩欠抱胜])负|亏损?[了约]?)[ 　]?$")
LEAST = 10_000  # of 3,200,000.00 as accountants write it, without a unit: yuan to the last two places


class Money:
    """The readers of amounts, over the words of a city."""

    def __init__(self, words: Words) -> None:
        lists = words.lists
        self.before = regex(f"{any_of(lists['money.before'])} ?$")
        self.foreign_before = regex(f"{any_of(lists['money.foreign_before'])} ?$")
        self.foreign = regex(f" ?{any_of(lists['money.foreign'])}")
        self.yuan = regex(f" ?{guarded(lists['money.yuan'], words.beside['money.not_before'])}(?:{any_of(lists['money.closing'])})?+")
        self.closing = regex(f"{any_of(lists['money.closing'])}")
        self.alone_before = frozenset(words.signs["money.alone_before"])

    def read(self, source: Source, index: int) -> Value | None:
        """The amount that begins at a number, or none. The words before it (人民币, ¥) are part of it; an amount of another currency, or of a
        loss, is a number."""
        token, text = source.tokens.all[index], source.text
        if token.value is None:
            return None
        window = text[max(token.start - _LOOK_BEHIND, 0) : token.start]
        if self.foreign_before.search(window) or self.foreign.match(text, token.end):
            return Value(token.start, token.end, "number", (token.value,), next=index + 1)
        named = self.before.search(window)
        start = token.start - (len(window) - named.start()) if named else token.start
        if _BELOW_ZERO.search(text, max(start - 5, 0), start):
            return Value(token.start, token.end, "number", (token.value,), next=index + 1)
        if found := self.yuan.match(text, token.end):
            value, end, after = self._with_parts(source, index, token.value, found.end())
            return Value(start, end, "money", (value,), "yuan", next=after)
        if found := _BRACKET.match(text, token.end):
            return Value(start, found.end(), "money", (token.value * _FACTORS[found["unit"]],), "yuan", next=index + 1)
        if (above := _BRACKET_BEFORE.search(window)) and self._ends(text, token.end):
            return Value(token.start, token.end, "money", (token.value * _FACTORS[above["unit"]],), "yuan", next=index + 1)
        if named and not (token.end < len(text) and text[token.end].isalpha() and text[token.end].isascii()):
            end = closed.end() if (closed := self.closing.match(text, token.end)) else token.end
            return Value(start, end, "money", (token.value,), "yuan", next=index + 1)
        if _BOOKED.fullmatch(token.text) and token.value >= LEAST and self._ends(text, token.end):
            return Value(token.start, token.end, "money", (token.value,), "yuan", next=index + 1)
        if token.text[-1] in "万亿" and (self._ends(text, token.end) or text[token.end] in self.alone_before):
            return Value(token.start, token.end, "money", (token.value,), "yuan", next=index + 1)
        return None

    def _ends(self, text: str, end: int) -> bool:
        return end == len(text) or not (text[end].isalnum() or text[end] in "%‰")

    def _with_parts(self, source: Source, index: int, value: Fraction, end: int) -> tuple[Fraction, int, int]:
        """角 and 分 behind the 元."""
        after = index + 1
        for unit, per in (("角", 10), ("分", 100)):
            follow = source.tokens.at(end)
            if follow is None:
                break
            part = source.tokens.all[follow]
            found = _PARTS.match(source.text, part.end)
            if found and found["unit"] == unit and part.value is not None and part.value < 10:
                value, end, after = value + part.value / per, found.end(), follow + 1
                if closed := self.closing.match(source.text, end):
                    end = closed.end()
        return value, end, after
