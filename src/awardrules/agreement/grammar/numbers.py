"""The numbers of a text, each read by what stands around it: a share, an amount, a term, an end of a range, or only a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.grammar import ranges
from awardrules.agreement.grammar.dates import dates
from awardrules.agreement.grammar.durations import Durations
from awardrules.agreement.grammar.money import Money
from awardrules.agreement.grammar.numerals import MYRIADS, NUMERALS, Token, Tokens, tokens_of
from awardrules.agreement.grammar.ratios import Ratios
from awardrules.agreement.grammar.value import APPROXIMATE, SPACED, UNREADABLE, Source, Value
from awardrules.agreement.grammar.words import Words, any_of
from awardrules.agreement.programs import regex

_RESTATED = regex(" ?（(?:即|大写：?|小写：?|¥)? {0,2}")
_CLOSED = regex(" {0,2}） ?")
_LOOK_BEHIND = 12
_INCLUDED = regex("（不?含(?:本数)?$")  # 不少于70%（含70%）: said of the number before
_ROW = ("至", "到", "-", "~", "、", "和", "与", "及")


class Numbers:
    """The readers of numbers, over the words of a city."""

    def __init__(self, words: Words) -> None:
        self.ratios, self.money, self.durations = Ratios(words), Money(words), Durations(words)
        self.with_one = regex(any_of(words.lists["numerals.with_one"]))
        self.ordinal = regex(f"{any_of(words.lists['numerals.ordinals'])} ?[（(]?$")
        self.not_unit = regex(f" ?{any_of(words.lists['numerals.not_units'])}")
        not_behind = re.escape(words.signs["numerals.not_behind_vague"])
        self.vague = regex(f"(?<![{not_behind}])[{re.escape(words.signs['numerals.vague_before'])}]$")
        self.counted = frozenset(words.signs["numerals.counted"])

    def values(self, text: str) -> list[Value]:
        """Every value of a text that is or holds a number, and those in words (一半, 半年), in no order; they may overlap."""
        source = Source(text, tokens_of(text, self.with_one))
        found: list[Value] = []
        days = list(dates(text))
        found.extend(day for day in days if day.values or day.doubt)
        found.extend(self.ratios.words(source))
        found.extend(self.durations.words(source))
        found.extend(self._numbers(source, days))
        return found

    def _numbers(self, source: Source, days: list[Value]) -> Iterator[Value]:
        tokens = source.tokens.all
        index = day = 0
        while index < len(tokens):
            token = tokens[index]
            while day < len(days) and days[day].end <= token.start:
                day += 1
            if day < len(days) and days[day].start <= token.start:
                index += 1
                continue
            known, after = self._at(source, index)
            yield from known
            index = max(after, index + 1)

    def _at(self, source: Source, index: int) -> tuple[list[Value], int]:
        """The values that begin at a number, and the index of the number behind them."""
        token = source.tokens.all[index]
        if self._is_no_value(source.text, token):
            return [], self._row(source, index)
        if parted := self._parted(source, index):
            return [parted], parted.next
        if twice := self._restated(source, index):
            return twice, index + 2
        value = self._read(source, index)
        following = source.tokens.all[value.next if value else index + 1 : (value.next if value else index + 1) + 1]
        if value is None:
            if following and (second := self._read(source, index + 1)) and (whole := ranges.opens(source, token, second)):
                return [whole], max(whole.next, index + 2)
            return self._bare(source, token), index + 1
        if following and _runs_on(source.text, value.end, following[0].start):
            value.end = following[0].end
            return [value.doubted(SPACED)], value.next + 1
        if following and value.doubt is None:
            second = self._read(source, value.next)
            whole = ranges.closes(source, value, second) if second and second.values else ranges.shares(source, value, following[0])
            if whole:
                whole = self._chained(source, whole)
                return [whole], max(whole.next, value.next + 1)
        return [value], max(value.next, index + 1)

    def _chained(self, source: Source, whole: Value) -> Value:
        """A range that goes on (60%-70%-80%) is none."""
        onward = ranges.TO.match(source.text, whole.end)
        follow = source.tokens.at(onward.end()) if onward else None
        third = self._read(source, follow) if follow is not None else None
        if follow is None or third is None or third.kind != {"share": "ratio", "yuan": "money"}.get(whole.unit, "duration"):
            return whole
        whole.end, whole.next = third.end, max(third.next, follow + 1)
        return whole.doubted(UNREADABLE)

    def _read(self, source: Source, index: int) -> Value | None:
        token = source.tokens.all[index]
        if token.value is not None and self.not_unit.match(source.text, token.end):
            return None
        return self.ratios.read(source, index) or self.money.read(source, index) or self.durations.read(source, index)

    def _is_no_value(self, text: str, token: Token) -> bool:
        """Whether a number orders (第七十条), names a thing (3D, 50×70), or only hints at a number (数十万)."""
        before, after = text[max(token.start - _LOOK_BEHIND, 0) : token.start], text[token.end : token.end + 2]
        if _INCLUDED.search(before):
            return True
        if before and (self.ordinal.search(before) or (token.style == "words" and token.text[0] in "十百千万亿" and self.vague.search(before))):
            return True
        part_of = after[:1] in ("%", "％") and not before[-2:-1].isascii()  # 280万元×75% is a part of it, 50×70% is none
        if before[-1:] in ("×", "*", "^") and before[-2:-1].isalnum() and not part_of:
            return True
        if after[:1] in ("×", "*") and after[1:].isalnum():
            return True
        return token.style != "words" and after[:1].isascii() and after[:1].isalpha()

    def _row(self, source: Source, index: int) -> int:
        """The index of the number behind a row of ordinals: 第1-3年, 第一、二年."""
        tokens, text = source.tokens.all, source.text
        if not self.ordinal.search(text, max(tokens[index].start - _LOOK_BEHIND, 0), tokens[index].start):
            return index + 1
        while index + 1 < len(tokens) and text[tokens[index].end : tokens[index + 1].start] in _ROW:
            index += 1
        return index + 1

    def _parted(self, source: Source, index: int) -> Value | None:
        """Two numbers that may be one: 1 5日, 3万 5千元, 3万5元. Neither is read."""
        tokens, text = source.tokens.all, source.text
        if index + 1 == len(tokens):
            return None
        token, other = tokens[index], tokens[index + 1]
        touching = other.start == token.end
        if not touching and (other.start != token.end + 1 or text[token.end] != " "):
            return None
        digits = token.style == "digits" and "." not in token.text and other.style in ("digits", "mixed")
        single = digits and other.text[1:2] in ("", ".", *"十百千万亿")
        words = token.style == other.style == "words"
        powers = token.factor > 1 or token.text[-1] in "十百千"
        if not (touching or single or words or powers):
            return None
        while index + 2 < len(tokens) and tokens[index + 2].start == other.end + 1 and text[other.end] == " " and len(other.text) == 1:
            index, other = index + 1, tokens[index + 2]
        unit = self._read(source, index + 1)
        end = max(unit.end, other.end) if unit else other.end
        return Value(token.start, end, "number", (), next=unit.next if unit else index + 2).doubted(UNREADABLE if touching else SPACED)

    def _restated(self, source: Source, index: int) -> list[Value]:
        """十五（15）个工作日: two readings of one number, with the unit behind both."""
        token, text = source.tokens.all[index], source.text
        opened = _RESTATED.match(text, token.end)
        follow = source.tokens.at(opened.end()) if opened else None
        if follow is None:
            return []
        other = source.tokens.all[follow]
        closed = _CLOSED.match(text, other.end)
        if not closed:
            return []
        readings = [self._read(Source(text, Tokens([_moved(one, text, closed.end())])), 0) for one in (token, other)]
        first, second = readings
        if first is None or second is None or first.kind == "number":
            return []
        first.end, second.start = token.end, other.start
        return [first, second]

    def _bare(self, source: Source, token: Token) -> list[Value]:
        """Only a number; one in words where it counts something, so that 一般 and 统一 are none."""
        after = source.text[token.end : token.end + 1]
        if token.value is None:
            units = (self.ratios.percent, self.ratios.tenths, self.money.yuan)
            marked = next((found for unit in units if (found := unit.match(source.text, token.end))), None)
            if marked and (token.style != "words" or token.about):
                return [Value(token.start, marked.end(), "number", ()).doubted(APPROXIMATE if token.about else UNREADABLE)]
            return []
        if token.style == "words" and len(token.text) == 1 and after not in self.counted:
            return []
        return [Value(token.start, token.end, "number", (token.value,))]


def _runs_on(text: str, end: int, start: int) -> bool:
    """Whether a value that closes with a numeral goes straight on to the next number: 百分之七 十五."""
    return text[end - 1] in NUMERALS + "0123456789" and text[end:start] in ("", " ")


def _moved(token: Token, text: str, end: int) -> Token:
    """A number whose unit, and whose 万 or 亿, stand at `end`."""
    factor = MYRIADS.get(text[end : end + 1], 1)
    value = None if token.value is None else token.value * factor
    return Token(token.start, end + (factor > 1), token.text, token.style, value, token.about)
