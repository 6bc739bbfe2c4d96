"""How far the words of a context reach: to the end of a segment, a sentence, a list, an item of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

# a party named, or the agreement itself, ends a quotation: from there on the parties speak
_RESUMES = regex(
    f"[{wording.PARTIES}]|双方|各方|本协议|本合同|认为(?=该|本|此|上述)|[{wording.DATES}]|已于[{wording.DATE}]|本次(?=转让|许可|交易|转化|投资|处置|赋权|出资|作价|入股|增资|奖励)|现(?=将|决定|就)|经协商|据此|(?<=》)(?=于?[{wording.DATE}])|(?<=，)(?:组织|邀请|聘请|委托)(?=[^，。；]{{0,24}}了)|(?<![应须需可要])经(?=[^，。；]{{0,14}}(?:会|审议|批准|研究|讨论|集体))"
)
AGENDA = regex("(?:议题|议程|议项|事项|议案)|第[一二三四五六七八九十]+(?:项|个)|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_MEETING = regex("纪要|会议|会商|例会|议事|记录|决议|简报|通报")  # an agreement numbers its articles too
_HEAD = 80  # signs in which a paper says what it is
_TITLE = 40  # signs of a line of its title
# 希望长期使用该专利，已于6月1日提出申请: what was done since
_DONE_SINCE = regex(
    f"(?<=[，；])(?:最[后终](?:定|决定|确定|采用|采取|同意|商定)|会议(?:决定|同意|最后|最终))"
    f"|(?<=[，；])(?:现|并|且|均|故|遂|因此|为此)?(?:已于|业已|已经|已(?=向|将|就|经|由|在)|在?此之?前(?=，)|于?[{wording.DATE}](?=[^，。；]{{0,24}}(?:了|提交|递交|申请|签[署订]|订立))"
    f"|[{wording.UNIT}](?:尊重|同意|决定|采纳))"
)
# …不再适用，换成…; 不同意延长，原协议照旧…: what holds in its place
_TURN = regex(
    "(?<=，)(?=(?:而|但|并|且|现|均|即|故|双方|各方)?(?:换成|改成|改为|改按|改由|改作|代之以|替换为|替以|换作|现为|修改为|变更为|修订为|仍按|仍由|仍照|仍旧|仍然|照旧|依旧|继续|维持|现行)"
    "|(?:原|现行|现有)(?:协议|合同|约定|条款|比例|分配)[^，。；]{0,12}(?:照旧|照常|继续|仍|不变|有效))"
)
# 学校按照规定程序将该成果…, 根据《办法》第八条，本成果已…: what is done by a rule, not what the rule says
_BY = regex("(?P<whose>[^，。；：｜\n]*?)(?:按照?|根据|依照|依据|遵照|遵循|依)[^，。；：｜\n]*[，：]?$")
_OURS = regex(f"[{wording.PARTIES}{wording.NOBODY}]|双方|各方|三方|[我本贵该][校院所组单]|会议|学校|医院|[处科部室]$|中心$")  # who does it
_MATTER = regex(
    f"[本该这此][项件批次笔个]|[本该]?(?:成果|专利|软件|品种)(?<=[本该这述].{{2}})|我[校院所组们]|[咱您]|本(?:院|校|所|单位|组|案)|已(?![有知])|业经|了(?!解)|[未没][曾有获经能被]|从未|至今|迄今"
    f"|目前|眼下|[去今]年|日前|此前|上[周月]|[{wording.DATE}{wording.DATES}{wording.MONEY}]|会议|[{wording.PERSON}]"
)
# 我校科技成果…: any of them
_NORM = regex(
    f"{wording.ALONE['应']}|{wording.ALONE['须']}|{wording.ALONE['可']}|不得|不[低少高超多]于?|至少"
    "|一般|原则上|最[高低多少]|鼓励|允许|支持|[的之](?:规定|要求)|(?:[我本](?:校|院|所|单位)|学校|医院)的?(?:全部|各类|所有)?职?务?科技成果"
)
_FROM_COMMA = ("wish", "waiting", "onward", "segment")
# words that hold a guard's sign and are none: 许可由双方商定 is no 可由双方商定
FIELD = (
    "模拟|虚拟|仿拟|比拟|拟合|拟南芥|拟人|拟态|拟除虫|拟杆菌|拟肽|应急|应激|应力|应变(?!更)|应邀|应聘|应届|应征|应允"
    "|感应|顺应|回应|照应|呼应|应答|应运|须弥|胡须|须根|将军|即刻|等待|期待|招待|接待|虐待|急需|所需|供需|内需|刚需|军需|按需"
)
_WORDS = regex(
    f"{FIELD}|如果(?=[蔬汁酒醋酱])|(?:根据|按照|依据|采纳|听取|吸收|结合|参照|按)(?:了)?[^，。；]{{0,4}}(?:专家|委员|律师|法务|顾问|教授|老师)[^，。；]{{0,4}}(?:建议|主张)"
    "|拟(?:出资|入股|作价)[作价入股出资]{0,4}(?:金额|价格|额)"
    "|许可|认可|主要|重要|必要|需要|纪要|概要|摘要|提要|首要|应用|反应|相应|响应|适应|效应|供应|对应|即将|待遇"
    "|[期届]?满后再(?=[延续展加增顺])"
    "|例如|自如|犹如|譬如|诸如|假如|比如|若干|平凡|非凡|原始|原材料|原料|原因|平原|高原|病原|抗原|还原|草原|中原|原理|原子|原位|原研|原创|原产|原油|原液|原则|复原|起源|原发"
)


def torn(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends within a longer word."""
    return any(found.start() < edge < found.end() for edge in (start, end) for found in _WORDS.finditer(text, max(edge - 9, 0), edge + 9))


def title_end(script: Script) -> int:
    """Where the first short lines of a document end, which say what it is."""
    end = 0
    for passage in script.passages[:3]:
        if passage.end - passage.start > _TITLE or any(stop in script.text[passage.start : passage.end] for stop in "。；，"):
            break
        end = passage.end
    return end


def under(script: Script, place: int) -> Iterator[Passage]:
    """What stands under the line whose last words end at a place: items of a lead, text of a heading, rows of the table with that caption."""
    head = script.passage_at(place - 1)
    if any(stop in script.text[place : head.end].rstrip("：: \u3000") for stop in "。；，"):
        return
    captioned = head.block.part != "table"
    for passage in script.passages[head.index + 1 :]:
        captioned = captioned and passage.block.part == "table"
        if captioned or passage.lead == head.index or head.index in passage.heading:
            yield passage


def is_meeting(script: Script) -> bool:
    """Whether a paper tells of a meeting; an agreement numbers its articles too."""
    return _MEETING.search(script.text, 0, _HEAD) is not None


def of_the_same_item(script: Script, place: int) -> Iterator[Passage]:
    """What stands under the same heading as a place, where the headings number what a meeting took up (议题二 …)."""
    here = script.passage_at(place - 1)
    if here.heading and is_meeting(script) and AGENDA.match(script.text_of(script.passages[here.heading[0]])):
        yield from (passage for passage in script.passages if passage.heading[:1] == here.heading[:1])


_OLD = regex("[ 　]?原(?:来|先|有|定|协议|合同)?(?:的|约定|确?定的)?(?:份额|比例|价格|价款|期限|年限|数额|金额|约定|条款|内容|安排|方案)")


def reaching(script: Script, reach: str, start: int, end: int, nouns: frozenset[str]) -> tuple[int, int]:
    """The stretch that words from `start` to `end` take out; `nouns` are words for a party that a quoted text may use itself."""
    if reach == "match":
        return start, end
    if script.text[start] in "，：" and reach in _FROM_COMMA:
        start += 1  # 把申请书交到…，请求…: what stands before the comma is said
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
        here = script.passage_at(start)
        close = script.text.find("”", end, here.end)
        if close < 0 and here.index + 1 < len(script.passages):  # a line that was broken goes on with what it quotes
            then = script.passages[here.index + 1]
            close = script.text.find("”", then.start, then.end)
            close = -1 if "“" in script.text[then.start : max(close, then.start)] else close
        return start, close + 1 if close >= 0 else end
    if reach == "onward":
        return script.segment(start)[0], script.sentence(max(end - 1, start))[1]
    if reach == "turned":
        low, stop = script.sentence(start)[0], script.sentence(max(end - 1, start))[1]
        turn = _TURN.search(script.text, end, stop)
        return low, turn.start() if turn else stop
    if reach in ("wish", "waiting"):
        stop = script.sentence(max(end - 1, start))[1]
        while reach == "wish" and script.text[stop - 1 : stop] in ("；", ";") and stop < script.passage_at(start).end:
            stop = script.sentence(stop)[1]  # 希望先赋权、后转化；份额我们占六成
        done = _DONE_SINCE.search(script.text, end, stop)
        if done and reach == "waiting":
            return start, start
        return script.segment(start)[0], done.start() if done else stop
    stop = script.sentence(max(end - 1, start))[1]
    for resumed in _RESUMES.finditer(script.text, end, stop):
        # 成果完成人 and 单位 are words of the quoted text too, even where the agreement calls its parties so
        if script.raw(resumed.start()) not in nouns:
            stop = resumed.start()
            break
    return start, min(stop, _at_hand(script, start, end))


def of_the_old(script: Script, place: int) -> int:
    """Where the words at a place begin to speak of what was: 份额变更为80%，原比例不再适用 sets nothing aside before its comma."""
    low = script.segment(place)[0]
    return low if _OLD.match(script.text, low) else 0


def _at_hand(script: Script, start: int, end: int) -> int:
    """Where a sentence that names a rule by which something is done goes on to tell of the matter at hand as it is; its end where it never does."""
    place, stop = end, script.sentence(max(end - 1, start))[1]
    by = _BY.match(script.text, script.segment(start)[0], end)
    if by is None:
        return stop
    while place < stop:
        close = script.segment(place)[1]
        told = _MATTER.search(script.text, place, close) or (place == end and _OURS.search(by["whose"]))
        if told and not _NORM.search(script.text, place, close):
            return start if place == end and not any(sign in wording.VALUES for sign in script.text[start:end]) else place
        place = max(close, place + 1)
    return stop
