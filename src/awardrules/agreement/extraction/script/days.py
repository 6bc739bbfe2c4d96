"""Days written without their year (5月8日至5月23日): the year of the day before them, or the one year the document speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.normalise import Normalised
from awardrules.agreement.grammar.numerals import words_value
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block

if TYPE_CHECKING:
    from awardrules.agreement.extraction.script.script import Script

BACK = 200  # signs of its sentence before a day in which a year is looked for
ENDING = 8  # passages at the end of a paper in which its day is looked for
_SAME_MONTH = regex(rf"{wording.DATE}起?(?:至|到|-|~)$")
_WORDS = "[一二三四五六七八九十廿卅]{1,3}"
_DAY = regex(f"([0-9]{{1,2}}|{_WORDS})[日号]")
_SHORT = regex(f"(?<![0-9年])(1[0-2]|0?[1-9]|{_WORDS}|[同当]) ?月 ?(3[01]|[12][0-9]|0?[1-9]|{_WORDS}) ?[日号]")
_LOGGED = regex(r"\s*(1[0-2]|[1-9])\.(3[01]|[12][0-9]|[1-9])[ \u3000]{2,}(?=[\u4e00-\u9fff])")
_FEWEST_LOGGED = 3
_YEARLY = regex("(?:每|逐|各|历)年(?:的|度)?$")
_NAMED = regex(r"(?<![0-9])(20[0-9]{2})年(?:(?:1[0-2]|0?[1-9])月)?(?![0-9])")
_NEXT_YEAR = regex("(?:次|翌|第二|转过)年(?:的)?$")
_THIS_YEAR = regex("(?:今|本)年(?:的)?$")
_DATED = regex(f"^[^，。；\n]{{0,24}}{wording.DATE}[ \u3000]*(?:印发|签发|印|发)?$")  # 签订日期：… at the end of a paper, or the day alone
# 2025年7月10日，双方签字盖章: in a letter that is the contract
_SEALED = regex(
    f"(?:(?:双方|各方|三方)[^，。；\n{wording.DATE}]{{0,6}}{wording.DATE}|{wording.DATE}，?(?:双方|各方|三方))[^，。；\n]{{0,8}}(?:签[字章署订]|盖章|用印)"
)
_LAST_YEAR = regex("(?:(?P<two>前)|去|上|头)年(?:的|底)?$")
_HELD = regex(f"^(?:会议|会谈|召开|开会|签署|签订)?(?:时间|日期)[：｜] ?{wording.DATE}")
_SAME_YEAR = regex("(?:同|当|该)年(?:的)?$")
_YEAR = regex(r"(?<![0-9])(20[0-9]{2})年(?![0-9])")


def short_days(text: str, start: int, normal: Normalised) -> Iterator[Mention]:
    """The days without a year in a stretch that settled nothing; each a mention without a value."""
    for found in _SHORT.finditer(text):
        low, high = start + found.start(), start + found.end()
        yield Mention("date", low, high, *normal.raw_span(low, high), found[0])


def logged_days(blocks: Sequence[Block]) -> dict[int, Mention]:
    """The days that the lines of a log begin with (`7.28　签订转让合同`), by where the block starts, each without a value.

    A log has three such lines or more, day after day, that do not count on like the numbers of clauses (2.1, 2.2, 2.3).
    """
    logs: dict[int, Mention] = {}
    run: list[tuple[tuple[int, int], Block]] = []
    for block in (*blocks, None):
        found = _LOGGED.match(block.text) if block is not None and block.part == "body" else None
        day = (int(found[1]), int(found[2])) if found is not None else None
        if block is not None and day is not None and (not run or day >= run[-1][0]):
            run.append((day, block))
            continue
        counted = all(first[0] == second[0] and second[1] == first[1] + 1 for (first, _), (second, _) in pairwise(run))
        if len(run) >= _FEWEST_LOGGED and not counted:
            for (month, number), one in run:
                start = len(one.text) - len(one.text.lstrip())
                end = start + len(f"{one.text.split()[0]}")
                logs[one.start] = Mention("date", start, end, start, end, f"{month}月{number}日")
        run = [(day, block)] if block is not None and day is not None else []
    return logs


def complete_days(script: Script) -> None:
    """Gives days without a year the year of the last whole day before them in their passage, else the only year there is.

    A day that would lie before the day it follows stays open: its year is anybody's guess.
    """
    years = {
        date.fromordinal(int(value)).year for one in script.values.values() if one.kind in ("date", "range") and not one.unit for value in one.values
    }
    own = _written(script)
    whole: list[tuple[int, int]] = []  # place and day of the whole days so far
    in_order = sorted(script.values.items())
    dated = [place for place, one in in_order if one.kind in ("date", "range") and not one.unit and one.values]  # where whole days stand
    named_in: dict[int, set[int]] = {}  # the years that a passage names
    for place, mention in in_order:
        if mention.kind in ("date", "range") and not mention.unit and mention.values:
            whole.append((place, int(mention.values[-1])))
        if mention.kind != "date" or mention.values:
            continue
        found = _SHORT.fullmatch(mention.text)
        if found is None:
            continue
        passage = script.passage_at(place)
        told = script.text[max(passage.start, place - 4) : place]
        if _YEARLY.search(told):
            continue
        earlier = [whole[-1][1]] if whole and whole[-1][0] >= passage.start else []
        later = 1 if _NEXT_YEAR.search(told) else 0
        if (later or _SAME_YEAR.search(told)) and not earlier:
            earlier = [whole[-1][1]] if whole else []
        if _THIS_YEAR.search(told):  # 今年4月3日: the paper's year, else anybody's guess
            if not own:
                continue
            earlier = [date.fromordinal(own).replace(month=1, day=1).toordinal()]
        if ago := _LAST_YEAR.search(told):  # 去年十月十一号: counted from the paper's own day, else anybody's guess
            if not own:
                continue
            earlier = [date.fromordinal(own).replace(year=date.fromordinal(own).year - (2 if ago["two"] else 1), month=1, day=1).toordinal()]
        if passage.index not in named_in:
            named_in[passage.index] = {int(year) for year in _YEAR.findall(script.text_of(passage))}
        beside = named_in[passage.index]  # 6月9日（2025年）, 2024年第21次会议（12月30日）
        if not beside <= years and years:  # 该专利2022年获得授权。5月20日…: a year of something else, unless the sentence names it
            beside = {int(year) for year in _YEAR.findall(script.text, *script.sentence(place))}
        if not earlier and (
            named := _NAMED.findall(script.text, max(script.sentence(place)[0], place - BACK), place)
        ):  # 2024年12月开过会，12月16日交了申请书
            beside = {int(named[-1])}
        if not earlier and not beside:
            beside = _following(script, dated, place, passage.end)
        known = beside or years
        year = date.fromordinal(earlier[-1]).year + later if earlier else next(iter(known)) if len(known) == 1 else 0
        supposed = not year and not beside and own  # of the year of the paper, where it is not later than the paper
        if supposed:
            year = date.fromordinal(own).year
        if not earlier and found[1] in "同当":  # 【披露】2024年10月11日… above 【审核】同月25日…
            if not whole or script.passage_at(whole[-1][0]).index + 1 != passage.index:
                continue
            earlier, year, supposed = [whole[-1][1]], date.fromordinal(whole[-1][1]).year, False
        month = date.fromordinal(earlier[-1]).month if earlier and found[1] in "同当" else _number(found[1])
        try:
            day = date(year, month, _number(found[2])).toordinal()
        except ValueError:
            continue
        if supposed and day > own and whole:  # 12月30日 in a paper of March, told behind a 26 December: the steps are told in order
            day = _in_year(day, date.fromordinal(whole[-1][1]).year)
            if day < whole[-1][1]:
                continue
        if (earlier and day < earlier[-1] and len(years) > 1) or (supposed and not 0 < day <= own):
            continue
        whole.append((place, day))
        script.values[place] = Mention(**(mention.__dict__ | {"values": (day,)}))
    _same_month(script)


def _in_year(day: int, year: int) -> int:
    """The same day of another year; 0 where that year has no such day."""
    try:
        return date.fromordinal(day).replace(year=year).toordinal()
    except ValueError:
        return 0


def _following(script: Script, dated: list[int], place: int, end: int) -> set[int]:
    """The year of the next whole day of a row or paragraph, where nothing before tells it: 11月25日至12月9日｜2024年12月9日期满."""
    later = bisect_right(dated, place)
    return {date.fromordinal(int(script.values[dated[later]].values[0])).year} if later < len(dated) and dated[later] < end else set()


def _written(script: Script) -> int:
    """The day that stands alone at the end of a paper, before its annexes, or behind 时间： at its head: the paper's own; 0 where there is none."""
    for passage in reversed([one for one in script.passages if not one.annex][-ENDING:]):
        text = script.text_of(passage)
        if (
            (found := _SEALED.search(text))
            and (mention := script.values.get(passage.start + text.index(wording.DATE, found.start())))
            and mention.values
        ):
            return int(mention.values[0])
        if _DATED.search(text) and (mention := script.values.get(passage.start + text.rindex(wording.DATE))) is not None and mention.values:
            return int(mention.values[0])
    for passage in script.passages[:ENDING]:  # 会谈时间：2025年8月12日: minutes and memoranda tell it first
        text = script.text_of(passage)
        if (found := _HELD.search(text)) and (mention := script.values.get(passage.start + found.end() - 1)) is not None and mention.values:
            return int(mention.values[0])
    return 0


def _number(written: str) -> int:
    """A number of a day or month, in figures or in words; 0 where it is none."""
    value = int(written) if written.isascii() else words_value(written)
    return int(value) if value is not None else 0


def _same_month(script: Script) -> None:
    """4月7日至21日: what reads like a number of days behind a day is a later day of its month."""
    text = list(script.text)
    last = -1
    for place, mention in sorted(script.values.items()):
        if mention.kind in ("date", "range") and not mention.unit and mention.values:
            last = place
            continue
        found = _DAY.fullmatch(mention.text) if mention.kind == "duration" and mention.unit == "day" else None
        if found is None or last < script.passage_at(place).start or _SAME_MONTH.search(script.text, max(place - 3, last), place) is None:
            continue
        first = date.fromordinal(int(script.values[last].values[-1]))
        try:
            day = first.replace(day=_number(found[1])).toordinal()
        except ValueError:
            continue
        text[place] = wording.DATE
        script.values[place] = Mention(**(mention.__dict__ | {"kind": "date", "unit": "", "values": (day,), "comparator": "="}))
        last = place
    script.text = "".join(text)
