"""A publicity that was broken off for some days: whether these days count, and whether it began anew, no figure of the paper settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.settling.known import at_odds, known
from awardrules.agreement.extraction.settling.settling import quotes
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound

_BROKEN = regex(f"中断|暂停|(?:停止公示|停了)(?=[^。；]{{0,12}}(?:{wording.DURATION}|恢复))|停机|断网|(?:无法|不能|未能)(?:访问|打开|显示|查看|浏览)")
_OF_PUBLICITY = regex("公示|公告|其间|期间|其中|网站|系统|页面|故障")
_DENIED = regex("(?:未|没有|没|无|不|不得|不曾|并未|从未|不存在)[^，。；]{0,6}$")
_SUPPOSED = regex("(?:^|[，。；：])(?:如|若|倘|凡|一旦|遇|因故)|(?:的|时|者)，|应当|不得")
_NEXT = 1  # sentences behind the days that may tell of the break


def broken_off(script: Script, facts: dict[str, Found], claims: Iterable[Claim], run: str) -> None:
    """The days of a publicity that the paper says was broken off: counted whole they are one reading, without the break another."""
    days, start, end = f"{run}.days", known(facts, f"{run}.start"), known(facts, f"{run}.end")
    counted = known(facts, days)
    if not isinstance(counted, int) or isinstance(counted, bool):
        return
    told = [claim for claim in claims if claim.path.startswith(f"{run}.") and claim.value in (start, end, counted) and claim.value is not None]
    for low, high in dict.fromkeys(one for claim in told for one in _sentences(script, claim.start)):
        found = _BROKEN.search(script.text, low, high)
        if found is None or _SUPPOSED.search(script.text, low, high) or _DENIED.search(script.text, low, found.start()):
            continue
        if not _OF_PUBLICITY.search(script.text, low, high):
            continue
        lost = _lost(script, *script.segment(found.start())) or _lost(script, found.start(), high)
        less: Value = counted - lost * SCALE if 0 < lost * SCALE < counted else Bound(None, counted - SCALE)
        broken = quotes(script, [Claim(days, None, found.start(), found.end())])
        facts[days] = at_odds(days, (counted, facts[days].evidence), (less, broken))
        return


def _sentences(script: Script, place: int) -> Iterator[tuple[int, int]]:
    """The sentence of a place, and the one behind it in the same paragraph."""
    low, high = script.sentence(place)
    yield low, high
    end = script.passage_at(place).end
    for _ in range(_NEXT):
        if high + 1 < end:
            _, high = script.sentence(high + 1)
            yield low, high


def _lost(script: Script, low: int, high: int) -> int:
    """How many days a stretch says were lost; 0 where it tells none."""
    for place in range(low, high):
        mention = script.values.get(place)
        if mention is None or not mention.values:
            continue
        first, last = mention.values[0], mention.values[-1]
        if mention.kind == "duration" and mention.unit == "day" and len(mention.values) == 1 and isinstance(first, int):
            return 0 if script.text[place - 1] in "、和" else first // SCALE  # 3月8日、9日: two days of a month
        if mention.kind == "range" and not mention.unit and isinstance(first, int) and isinstance(last, int):
            return last - first + 1
    return 0
