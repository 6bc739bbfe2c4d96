"""Terms: `拾年`, `120个月`, `十五个工作日`, `15个自然日`, `半年`, `一年半`, `1年6个月`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from awardrules.agreement.grammar.mention import Unit
from awardrules.agreement.grammar.value import APPROXIMATE, MIXED_TERM, Source, Value
from awardrules.agreement.grammar.words import UNITS, Words, any_of, guarded
from awardrules.agreement.programs import regex

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_BRACKET_BEFORE = regex("（(?P<unit>[^（）\n]{1,6})）：? {0,3}$")
_BRACKET = regex("（(?P<unit>[^（）\n]{1,6})）")
_AND = ("零", "又", "加")
_HALF = Fraction(1, 2)


class Durations:
    """The readers of terms, over the words of a city."""

    def __init__(self, words: Words) -> None:
        lists, excluded = words.lists, words.beside["durations.not_before"]
        self.units: dict[str, Unit] = {word: unit for unit in UNITS for word in lists[f"durations.{unit}"]}
        rough = any_of(lists["numerals.vague_behind"])
        counted = f"(?P<rough>{rough})?+(?P<unit>{guarded(self.units, excluded)})(?P<and_half>半(?!载|数|途|年|价))?+"
        self.unit = regex(f" ?(?:(?P<half>个半月)|{counted})")
        not_behind = re.escape(words.signs["durations.not_behind_half"])
        self.half = regex(f"(?<![{not_behind}])(?:半{guarded(['年'], excluded)}|半个月)")
        self.one = frozenset(words.signs["durations.not_behind_one"])
        self.in_month = regex(f"{any_of(lists['durations.months'])}(?:的)?$")
        self.bare_month = regex(" ?月(?!份|度|球|饼)")

    def read(self, source: Source, index: int) -> Value | None:
        """The term that begins at a number, or none."""
        token, text = source.tokens.all[index], source.text
        if token.about and (found := self.unit.match(text, token.end)):
            return Value(token.start, found.end(), "duration", (), self._unit(found), next=index + 1).doubted(APPROXIMATE)
        if token.value is None:
            return None
        if found := self.unit.match(text, token.end):
            return self._of(source, index, found)
        if token.value > 12 and token.style != "mixed" and (month := self.bare_month.match(text, token.end)):  # 120月: no month of a year
            return Value(token.start, month.end(), "duration", (token.value,), "month", next=index + 1)
        window = text[max(token.start - 10, 0) : token.start]
        if (unit := self._bracketed(_BRACKET_BEFORE.search(window))) and not text[token.end : token.end + 1].isalnum():
            return Value(token.start, token.end, "duration", (token.value,), unit, next=index + 1)
        if (found := _BRACKET.match(text, token.end)) and (unit := self._bracketed(found)):
            return Value(token.start, found.end(), "duration", (token.value,), unit, next=index + 1)
        return None

    def words(self, source: Source) -> Iterator[Value]:
        """Terms without a number: 半年, 半个月."""
        for found in self.half.finditer(source.text):
            if found[0] == "半年":
                yield Value(found.start(), found.end(), "duration", (Fraction(6),), "month")
            else:
                yield Value(found.start(), found.end(), "duration", (_HALF,), "month")

    def _unit(self, found: re.Match[str]) -> Unit:
        return "month" if found["half"] else self.units[found["unit"]]

    def _bracketed(self, found: re.Match[str] | None) -> Unit | None:
        return self.units.get(found["unit"]) if found else None

    def _of(self, source: Source, index: int, found: re.Match[str]) -> Value | None:
        token, text = source.tokens.all[index], source.text
        if token.value is None:
            return None
        value, unit, end = token.value, self._unit(found), found.end()
        if unit == "year" and _is_year(token.text, value):
            return None
        before = text[max(token.start - 6, 0) : token.start]
        if token.text == "一" and before[-1:] in self.one:
            return None
        if found["unit"] == "日" and self.in_month.search(before):
            return None
        whole = Value(token.start, end, "duration", (value,), unit, next=index + 1)
        if found["rough"]:
            return whole.doubted(APPROXIMATE)
        if found["half"] or found["and_half"]:
            value += _HALF
            whole.values, whole.unit = ((value * 12,), "month") if unit == "year" else ((value,), unit)
            return whole
        return self._compound(source, whole) if unit == "year" else whole

    def _compound(self, source: Source, years: Value) -> Value:
        """1年6个月: one term, in months."""
        follow = source.tokens.at(years.end)
        if follow is None and source.text[years.end : years.end + 1] in _AND:
            follow = source.tokens.at(years.end + 1)
        if follow is None:
            return years
        part = source.tokens.all[follow]
        found = self.unit.match(source.text, part.end)
        if part.value is None or not found or found["rough"] or (unit := self._unit(found)) == "year":
            return years
        if part.value >= 12 and unit == "month":  # 10年、120个月 say one thing twice
            return years
        months = part.value + (_HALF if found["half"] or found["and_half"] else 0)
        whole = Value(years.start, found.end(), "duration", (years.values[0] * 12 + months,), "month", next=follow + 1)
        return whole if unit == "month" else whole.doubted(MIXED_TERM)


def _is_year(text: str, value: Fraction) -> bool:
    """Whether a number before 年 names a year: 2025年, 二〇二五年."""
    return len(text) == 4 and value.denominator == 1 and _FIRST_YEAR <= value <= _LAST_YEAR and not set(text) & set("十百千万")
