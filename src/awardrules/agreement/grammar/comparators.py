"""What the words around a value say of it: 不低于 `>=`, 超过 `>`, 以内 `<=`, 不足 `<`, 约 `~`.

以上, 以下 and 以内 include the number itself; 不满, 超过 and 以外 do not (Civil Code, article 1259).
"""

from __future__ import annotations

import re

from awardrules.agreement.grammar.mention import Comparator
from awardrules.agreement.grammar.words import Words, any_of, guarded
from awardrules.agreement.programs import regex

_REACH = 18  # characters between a comparator and its value: 不低于转让净收入的70%
_NEAR = 6  # the same for 最高, 下限: 最低份额60%
_WINDOW = 44  # characters before a value that are looked at, its distant negation included
_BREAKS = "，。；、！？\n"
_SKIPPED = ' ：:“"（【[<《_为是的'
_INCLUDED = regex(" ?（(?P<not>不)?含(?:本数|本日|当日|[0-9百零一二三四五六七八九十][^（）\n]{0,9}+)?）")
_INVERSE: dict[Comparator, Comparator] = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_SENSES: tuple[tuple[str, Comparator], ...] = (("above", ">"), ("below", "<"), ("at_least", ">="), ("at_most", "<="))
_DISTANCE = 10  # characters between 不得 and the comparator it turns round


class Comparators:
    """The words that compare, over the words of a city."""

    def __init__(self, words: Words) -> None:
        lists = words.lists
        self.senses: dict[str, Comparator] = {}
        for key, sense in _SENSES:
            self.senses |= dict.fromkeys(lists[f"comparators.{key}"], sense)
        self.negation = regex(f"{any_of(lists['comparators.negations'])}$")
        negated = f"(?P<not>{any_of(lists['comparators.negations'])})?"  # given back where it begins a word: 不足
        self.before = regex(f"{negated}(?P<word>{any_of(self.senses)})")
        self.distant = regex(f"{any_of(lists['comparators.distant_negations'])}[^{_BREAKS}]{{0,{_DISTANCE}}}$")
        self.partings = regex(any_of(lists["comparators.partings"]))
        touching = words.by_sign["comparators.touching"]
        self.touching: dict[str, Comparator] = {word: sign for sign, listed in touching.items() for word in listed}
        # a lookbehind of one character is enough to tell 约 from 合约
        not_behind = words.beside["comparators.not_behind"]
        ordered = sorted(self.touching, key=lambda word: (-len(word), word))
        touches = ((f"(?<![{re.escape(not_behind[word])}])" if word in not_behind else "") + re.escape(word) for word in ordered)
        self.touch = regex(f"(?P<word>{'|'.join(touches)})[{re.escape(_SKIPPED)}]{{0,3}}$")
        behind = words.by_sign["comparators.behind"]
        self.sign_behind: dict[str, Comparator] = {word: sign for sign, listed in behind.items() for word in listed}
        days = words.by_sign["comparators.behind_days"]
        self.sign_behind_days: dict[str, Comparator] = {word: sign for sign, listed in days.items() for word in listed}
        self.behind_days = regex(f" ?(?P<word>{guarded(self.sign_behind_days, words.beside['comparators.not_before'])})")
        self.behind = regex(f" ?(?P<word>{guarded(self.sign_behind, words.beside['comparators.not_before'])})")

    def of(self, text: str, start: int, end: int, floor: int, *, day: bool = False) -> tuple[Comparator, bool]:
        """The comparator of the value at `start`–`end`, and whether the words around it agree. Nothing before `floor` belongs to it."""
        before, after = self._before(text, start, end - start, floor), self._behind_day(text, end) if day else self._behind(text, end)
        if before and after and before != after:
            same = before[0] == after[0] or "~" in (before, after)
            return ("~" if not same or "~" in (before, after) else before), same
        return before or after or "=", True

    def _before(self, text: str, start: int, length: int, floor: int) -> Comparator | None:
        low = max(start - _WINDOW, floor)
        window = text[low:start]
        if found := self.touch.search(window, max(len(window) - 10, 0)):
            return self.touching[found["word"]]
        near = max(len(window) - _REACH - 8, 0)
        last = None
        for found in self.before.finditer(window, near):
            last = found
        if last is None or len(window) - last.end() > _REACH:
            return None
        between = window[last.end() :]
        if any(sign in _BREAKS for sign in between) or self.partings.search(between):
            return None
        sense = self.senses[last["word"]]
        if sense in (">=", "<=") and len(between) > _NEAR:
            return None
        negated = bool(last["not"]) or bool(self.negation.search(window, 0, last.start()))
        if not negated and sense in "<>":
            negated = self.distant.search(window[: last.start()]) is not None
        sense = _INVERSE[sense] if negated else sense
        return _included(sense, _INCLUDED.search(between) or _INCLUDED.match(text, start + length))

    def _behind_day(self, text: str, end: int) -> Comparator | None:
        found = self.behind_days.match(text, end)
        return self.sign_behind_days[found["word"]] if found else None

    def _behind(self, text: str, end: int) -> Comparator | None:
        included = _INCLUDED.match(text, end)
        found = self.behind.match(text, included.end() if included else end)
        if not found:
            return None
        sign = self.sign_behind[found["word"]]
        return _included(sign, included or _INCLUDED.match(text, found.end()))


def _included(sign: Comparator, said: re.Match[str] | None) -> Comparator:
    """A comparator with what a bracket says of the number itself: 超过60%（含）, 以上（不含本数）."""
    if said is None:
        return sign
    turned: dict[Comparator, Comparator] = {">=": ">", "<=": "<"} if said["not"] else {">": ">=", "<": "<="}
    return turned.get(sign, sign)
