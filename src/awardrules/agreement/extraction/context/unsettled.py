"""What is left open on its face: boxes nobody ticked, a question of the form 要不要, what somebody has in mind to do; other business of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction.context.reaching import AGENDA, is_meeting, reaching
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex

# 收益进不进预算, 是不是职务成果: whether it is so is asked. 不论归不归 asks nothing, 是不是职务成果：是 is answered
_WHETHER = regex("(?<![不无])(?P<act>[要进合报缴交留给算计入走能该可是归受减做上评用成选分定转卖投续纳批好])不(?P=act)|(?<![不无管论])有没有")
_ANSWERED = regex("[^，,。；;\n]{0,24}?[：｜]")
_EITHER_WAY = regex("[不无]论|不管|任凭")
# 找哪家、卖不卖、什么价，由负责人主导: a matter that somebody decides
# 给不给，由院里决定: whether there will be a grant
_DECIDED = regex("[^。；\n]{0,24}(?:由|归|听|以|须经?|应经|让)[^，。；]{0,20}(?:主意|[决商议]定|决策|拍板|主导|[作做]主|说了算|定夺|牵头|来定|为准)")
_GIVEN = tuple("给批赋准")
_IN_MIND = regex("(?<![不没无未])(?:打算|(?:想|琢磨|盘算|筹划|寻思)着)")
# 一、关于手术室净化改造: an item of a meeting that has nothing to do with results
_ITEM = regex("(?:[^，。；：关]{0,8})关于")
_OF_RESULTS = regex(
    "成果|赋权|确权|转化|专利|技术|软件|著作权|知识产权|品种|配方|工艺|发明|所有权|使用权|份额|共有|作价|入股|许可|奖励|收益|科研|研究"
    "|团队|课题|完成人"
)
# 4月2日审议未通过，4月16日再次审议通过: what was decided first holds no more
_PASSED_AGAIN = regex(
    "(?:未(?:获得?|予|能|被)?(?:审议|表决)?(?:通过|批准|同意)|(?:不予?|没有)(?:同意|通过|批准)|否决|暂缓|缓议|退回)[^。；\n]{0,40}?[，；]"
    "(?P<again>(?:[^，。；\n拟待应须将若如]{0,14}[，])?[^，。；\n拟待应须将若如]{0,14}(?:再次|重新|第二次|二次|再度|复议|复审)"
    "[^，。；\n未不没拟待应须将]{0,14}(?:通过|同意|批准)(?!后?(?:方|才|再|的)))"
)
_BRACKETS = ("【", "[", "［", "（", "(")  # 【直接/转让】: words to choose from, in a sentence that is a statement but for them


def unsettled(script: Script) -> Iterator[tuple[str, int, int]]:
    """The stretches of a script that settle nothing, each with the name of its context."""
    for place, mention in script.values.items():
        if script.text[place] == wording.TICK and not mention.chosen and not mention.text.startswith(_BRACKETS):
            yield "open", *_asked_by_boxes(script, place)
    for found in _WHETHER.finditer(script.text):
        low = script.segment(found.start())[0]
        settled = _ANSWERED.match(script.text, found.end()) or (found["act"] not in _GIVEN and _DECIDED.match(script.text, found.end()))
        if not settled and not _EITHER_WAY.search(script.text, low, found.start()):
            yield "open", low, script.sentence(found.start())[1]
    for found in _PASSED_AGAIN.finditer(script.text):
        yield "former", script.sentence(found.start())[0], found.start("again")
    for found in _IN_MIND.finditer(script.text):
        yield "plan", *reaching(script, "wish", found.start(), found.end(), frozenset())


def other_business(script: Script) -> Iterator[tuple[str, int, int]]:
    """What stands under the items of a meeting that speak of no result, where another item does."""
    if not is_meeting(script):
        return
    items: dict[int, list[tuple[int, int]]] = {}
    for passage in script.passages:
        head = script.text_of(script.passages[passage.heading[0]]) if passage.heading else ""
        if AGENDA.match(head) and _ITEM.match(head):
            items.setdefault(passage.heading[0], []).append((passage.start, passage.end))
    own = {item for item, under in items.items() if any(_OF_RESULTS.search(script.text, *one) for one in (*under, _whole(script, item)))}
    for item, under in items.items():
        if own and item not in own:
            yield from (("apart", *one) for one in under)


def _whole(script: Script, index: int) -> tuple[int, int]:
    return script.passages[index].start, script.passages[index].end


def _asked_by_boxes(script: Script, place: int) -> tuple[int, int]:
    """What boxes ask about: their own segment with its label, in a row the cell before (`备案｜□是 □否`) and the remark behind."""
    low, high = script.segment(place)
    if low > 0 and script.text[low - 1] == "｜":
        low = script.segment(low - 1)[0]
        while low > 0 and script.text[low - 1] in "，,":
            low = script.segment(low - 1)[0]
    if script.text[high - 1 : high] == "｜":
        high = script.segment(high)[1]
    return low, min(high, script.passage_at(place).end)
