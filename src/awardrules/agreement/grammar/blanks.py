"""Blanks to be filled in: `____`, `【　】`, `[  ]`, `（　　）`, `{{share|70}}`, `××`, `某`, room left before a unit.

A blank keeps the unit behind it (`____%`, `不少于____日`) or before it (`百分之____`, `人民币____元`). `【70】%` is a blank that proposes 70.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.grammar.mention import Unit
from awardrules.agreement.grammar.words import UNITS, Words, any_of, guarded
from awardrules.agreement.programs import regex
from awardrules.record import Record

_YEAR = regex("(?:19|20)[0-9]{2}")


class Blank(Record):
    """A blank at `start`–`end` with the unit it is counted in and the text it proposes."""

    start: int
    end: int
    unit: Unit
    default: str = ""
    options: tuple[str, ...] = ()


class Blanks:
    """The readers of blanks, over the words of a city."""

    def __init__(self, words: Words) -> None:
        lists = words.lists
        excluded = {**words.beside["durations.not_before"], **words.beside["money.not_before"]}
        self.units: dict[str, Unit] = {word: unit for unit in UNITS for word in lists[f"durations.{unit}"]}
        self.units |= dict.fromkeys((scale + word for word in lists["money.yuan"] for scale in ("", "万", "亿", "千", "百万")), "yuan")
        shares: dict[str, Unit] = dict.fromkeys((*lists["ratios.percent"], *lists["ratios.thousandth"], "％"), "share")
        self.units |= shares
        counted = guarded(self.units, excluded)
        tenths = f"{re.escape(words.signs['ratios.tenths'])}(?![{re.escape(words.signs['ratios.not_before_tenths'])}])"
        self.unit = regex(f"(?P<unit>{counted}|(?P<tenths>{tenths}))")
        self.unit_before = regex(
            f"(?P<share>[百千万十]分之|（%）：?)$|(?P<yuan>{any_of(lists['money.before'])}) {{0,3}}$|（(?P<named>[^（）\n]{{1,6}})）：? ?$"
        )
        signs, hints = re.escape(words.signs["blanks.placeholders"]), any_of(lists["blanks.hints"])
        number = "[0-9零〇一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟.,]{1,16}+"
        self.blank = regex(
            f"(?P<line>_{{2,200}}+(?: _{{2,200}}+){{0,3}}+|_(?=(?:{counted}))|[…⋯]{{2,20}}+(?=(?:{counted})))"
            f"|(?P<lenticular>【(?:[{signs}]{{0,80}}+|(?P<proposed>{number})|[ _]{{0,20}}+{hints}[ _]{{0,20}}+"
            f"|(?:请?(?:单击|点击|点按|输入|录入)|选择一项)[^【】]{{0,16}})】)"
            f"|(?P<square>\\[(?:[{signs}]{{2,80}}+|[{signs}]?(?=\\](?:{counted}))|(?P<set>{number})(?=\\](?:{counted})))\\])"
            "|(?P<round>（[ _]{1,80}+）)"
            "|(?P<braces>\\{\\{ {0,3}(?P<name>[^{}|\n]{1,40}+)(?:\\|(?P<default>[^{}\n]{0,60}+))?\\}\\})"
            f"|(?P<cross>(?<![0-9A-Za-z×])(?:×{{2,20}}+|[Xx]{{2,20}}+|\\*{{2,20}}+(?={counted})|○{{2,20}}+|[×Xx○](?=(?:{counted}|月)))(?![0-9A-Za-z×]))"
            f"|(?P<someone>{any_of(lists['blanks.someone'])})"
            "|(?P<nothing>(?<=[为占于达至：])(?=%))"
            f"|(?P<room>   (?={counted})(?![年日]期(?![满限届间])))"
        )
        self.looks = regex(f"[_…⋯【\\[{{×Xx*○%]|（ |   |{any_of(lists['blanks.someone'])}")  # a text without any of these has no blank
        slot = "(?:_{1,60}+| {1,3}|【[ _●•]{0,60}+】|\\[[ _●•]{1,60}+\\]|（[ _]{1,60}+）|[×Xx○]{1,8}+|某)"
        self.day = regex(
            f"(?P<y>(?:[0-9]{{2}})?{slot}|(?<![0-9])[0-9]{{4}}|(?<![0-9])20(?= ?年 {{1,3}}月)|(?<![^ ：（\n])) ?年"
            f"(?P<m> ?(?:{slot}|[0-9]{{1,2}})|) ?月(?:(?P<d> ?(?:{slot}|[0-9]{{1,2}})|) ?日)?+"
        )
        self.filled = regex("[0-9 ]{0,6}")

    def find(self, text: str) -> Iterator[Blank]:
        """Every blank of a text in order; the parts of a date left blank are one."""
        at = 0
        for day in self.day.finditer(text) if "月" in text else ():
            if not self._is_open(text, day):
                continue
            yield from self._plain(text, at, day.start())
            yield Blank(day.start(), day.end(), "")
            at = day.end()
        yield from self._plain(text, at, len(text))

    def _is_open(self, text: str, day: re.Match[str]) -> bool:
        """Whether a date has a part left blank; 年月日 without any room is a blank only as a whole, where nothing else surrounds it."""
        parts = [day["y"], day["m"], day["d"]]
        if all(part is not None and self.filled.fullmatch(part) and part.strip() for part in parts if part is not None):
            return False
        if day["y"] == "":
            closed = text[day.end() : day.end() + 1] in ("", " ", "\n", "）", "止", "起", "至")
            return day["d"] is not None and ((day["m"] != "" and day["d"] != "") or (day["m"] == day["d"] and closed))
        if day["m"] == "" or day["d"] == "":
            return False
        return day["d"] is not None or any("_" in part for part in parts if part)

    def _plain(self, text: str, start: int, end: int) -> Iterator[Blank]:
        if not self.looks.search(text, start, end):
            return
        for found in self.blank.finditer(text, start, end):
            low, high = found.span()
            if (found["room"] and text[low - 1 : low].isdigit()) or (found["cross"] and text[low - 1 : low].isdigit()):
                continue
            if found["proposed"] and _YEAR.fullmatch(found["proposed"]) and not text.startswith("年", high):
                continue  # the year of a document number
            unit, close = self._unit(text, low, high)
            if found["someone"]:
                unit, close = "", high
            default = (found["default"] or found["proposed"] or found["set"] or "").strip()
            yield Blank(low, close, unit, default)

    def _unit(self, text: str, start: int, end: int) -> tuple[Unit, int]:
        if found := self.unit.match(text, end + (text[end : end + 1] == " ")):
            return ("share" if found["tenths"] else self.units[found["unit"]]), found.end()
        before = self.unit_before.search(text, max(start - 14, 0), start)
        if before is None:
            return "", end
        if before["named"]:
            return self.units.get(before["named"], ""), end
        return ("share" if before["share"] else "yuan"), end
