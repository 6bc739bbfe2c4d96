"""How far the words of a context reach: to the end of a segment, a sentence, a list, an item of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.script import Passage, Script
from awardrules.agreement.programs import regex

# a party named, or the agreement itself, ends a quotation: from there on the parties speak
_RESUMES = regex(
    f"[{wording.PARTIES}]|双方|各方|本协议|本合同|认为(?=该|本|此|上述)|本次(?=转让|许可|交易|转化|投资|处置|赋权|出资|作价|入股|增资|奖励)|现(?=将|决定|就)|经协商|据此|(?<=》)(?=于?[{wording.DATE}])|(?<=，)(?:组织|邀请|聘请|委托)(?=[^，。；]{{0,24}}了)|经(?=[^，。；]{{0,14}}(?:会|审议|批准|研究|讨论|集体))"
)
_AGENDA = regex("(?:议题|议程|议项|事项|议案)|第[一二三四五六七八九十]+(?:项|个)|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_MEETING = regex("纪要|会议|会商|例会|议事|记录|决议|简报|通报")  # an agreement numbers its articles too
_HEAD = 80  # signs in which a paper says what it is
# 希望长期使用该专利，已于6月1日提出申请: what was done since
_DONE_SINCE = regex(f"(?<=，)(?:现|并|且|均|故|遂|因此|为此)?(?:已于|业已|已经|已(?=向|将|就|经|由|在)|[{wording.UNIT}](?:尊重|同意|决定|采纳))")


def under(script: Script, place: int) -> Iterator[Passage]:
    """What stands under the line whose last words end at a place: the items of a lead, the text of a heading."""
    head = script.passage_at(place - 1)
    if any(stop in script.text[place : head.end].rstrip("：: \u3000") for stop in "。；，"):
        return
    for passage in script.passages[head.index + 1 :]:
        if passage.lead == head.index or head.index in passage.heading:
            yield passage


def of_the_same_item(script: Script, place: int) -> Iterator[Passage]:
    """What stands under the same heading as a place, where the headings number what a meeting took up (议题二 …)."""
    here = script.passage_at(place - 1)
    if here.heading and _MEETING.search(script.text, 0, _HEAD) and _AGENDA.match(script.text_of(script.passages[here.heading[0]])):
        yield from (passage for passage in script.passages if passage.heading[:1] == here.heading[:1])


def reaching(script: Script, reach: str, start: int, end: int, nouns: frozenset[str]) -> tuple[int, int]:
    """The stretch that words from `start` to `end` take out; `nouns` are words for a party that a quoted text may use itself."""
    if reach == "match":
        return start, end
    if reach == "segment":
        return script.segment(start)[0], script.segment(max(end - 1, start))[1]
    if reach in ("passage", "section"):
        passage = script.passage_at(start)
        return passage.start, passage.end
    if reach == "sentence":
        return script.sentence(start)
    if reach in ("period", "led"):
        stop, last = script.text.find("。", end), script.passage_at(start).end
        return script.segment(start)[0], stop if 0 <= stop < last else last
    if reach == "bracket":
        close = script.text.find("】", start, script.passage_at(start).end)
        return start, close + 1 if close >= 0 else end
    if reach == "quote":
        close = script.text.find("”", end, script.passage_at(start).end)
        return start, close + 1 if close >= 0 else end
    if reach == "onward":
        return script.segment(start)[0], script.sentence(max(end - 1, start))[1]
    if reach == "wish":
        stop = script.sentence(max(end - 1, start))[1]
        done = _DONE_SINCE.search(script.text, end, stop)
        return script.segment(start)[0], done.start() if done else stop
    stop = script.sentence(max(end - 1, start))[1]
    for resumed in _RESUMES.finditer(script.text, end, stop):
        # 成果完成人 and 单位 are words of the quoted text too, even where the agreement calls its parties so
        if script.raw(resumed.start()) not in nouns:
            return start, resumed.start()
    return start, stop
