"""What a supplement replaces: what the earlier paper said of a matter (原文是：…, 原协议约定…), where a clause says what it is now (改为：…)."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

_CHANGED = regex("[改变修调更换][改更订整换]?(?:为|成|按|至|到)|(?:提高|上调|下调|降低?)[到至为]")
_CHANGED_BELOW = regex("(?:改为|修改为|变更为|调整为|改成|修订为|替换为)[：:]\\s*$")
HOLDER = "result.title_holder"
_NOW_HELD = regex("变更[^。；\n]{0,50}(?<![\u4e00-\u9fff])现(?:已|时)?(?:由|为|归|登记|[专品]?[利种]?权?利?权?人)")
TERM_END, BEGINS = "use_right.term_end", "use_right.agreement_effective_date"
_LONGER = regex("延长|延期|展期|续期|顺延|延至|延到|再延|续展")  # the last day of a term that was made longer is none of the term
_INTO = regex("(?:许可|使用|方式|实施)?(?:改为|改成|变更为|调整为|变为)")  # 由排他许可改为独占许可
_ADDED = regex(f"(?:延长|延期|展期|续期|顺延|再延|续展)[^，。；]{{0,6}}{wording.DURATION}[^。；]{{0,12}}$")
_IN_EFFECT = regex("(?:协议|合同|授予书)[^，。；]{0,24}(?:生效|发生效力)|生效日")
_EARLIER = regex(
    "原(?:先|来|定|约定|协议|合同|文|条款?|第|为|是|写|载|签)|曾|此前|先前|早先|旧(?:约|协议|合同)|上次|前次|最初|起初|补充(?:协议|约定)[（(][一二三四]"
)

# the column of what was before (项目组份额｜原协议：60%｜补充后：75%)
_BEFORE = regex("(?:原|旧|现行|此前|变更前|修改前|补充前|调整前|改动前|修订前)[^，。；：｜]{0,6}：[^｜]*$")
_AFTER = regex("｜(?:本|此次|新|现|补充协议|补充后|变更后|修改后|调整后|改动后|修订后|改为|本次|变更为|拟改)[^，。；：｜]{0,6}：")


# 三、申请事项｜所有权份额｜团队65%: what is asked for, where another row says what was decided
_ASKED_FOR = regex("[^｜，。；]{0,4}(?:申请|申报|呈报|拟报)(?:事项|内容|意见|方案|情况)(?:[｜：]|$)")
_DECIDED = regex("(?:同意|决定|批准|准予|核定|审定)[^，。；｜]{0,10}(?:按|将|把|为|赋予|授予|以)")


def current(script: Script, read: list[Claim]) -> list[Claim]:
    """The claims without those of an earlier paper that a later clause of this one replaces. What stands behind that clause is none of them."""
    read = [claim for claim in read if not of_old_column(script, claim.start, claim.end)] or read
    read = [claim for claim in read if claim.path != TERM_END or not _LONGER.search(_said(script, claim))] or read
    read = [claim for claim in read if not _INTO.match(script.text, claim.end)] or read
    read = decided(script, read, read)
    read = _since_the_change(script, read)
    changed = [claim for claim in read if _changed(script, claim)]
    if not changed:
        return read
    last = max(changed, key=lambda claim: claim.start)
    return [claim for claim in read if claim.value == last.value or claim.start > last.start or not _EARLIER.search(_said(script, claim))]


def decided(script: Script, claims: list[Claim], beside: list[Claim]) -> list[Claim]:
    """The claims without what a form only asks for, where one `beside` says what was decided."""
    told = [claim for claim in beside if claim.value is not None and not claim.doubt and _DECIDED.search(script.text, *script.sentence(claim.start))]
    if all(_asked_for(script, claim) for claim in told):
        return claims
    return [claim for claim in claims if not _asked_for(script, claim)]


def _since_the_change(script: Script, read: list[Claim]) -> list[Claim]:
    """The claims of who holds the title without those of before, where a step says who holds it now that it was changed (变更｜已办结，现由…共有)."""
    now = [
        claim for claim in read if claim.path == HOLDER and claim.value and _NOW_HELD.search(script.text, script.sentence(claim.start)[0], claim.end)
    ]
    return [claim for claim in read if claim.value in (None, now[-1].value) or claim.start > now[-1].start] if now else read


def changed_by(script: Script, passage: Passage) -> Iterator[tuple[int, int]]:
    """The paragraph that says what a passage puts in its place (原第七条写的是…，改为：), where the one before says such a thing."""
    before = script.passages[passage.index - 1] if passage.index else None
    if before is not None and _CHANGED_BELOW.search(script.text_of(before)):
        yield before.start, before.end


def of_the_first_term(script: Script, read: list[Claim]) -> list[Claim]:
    """The claims without a first day of what a term is made longer by (再延长六年，自2025年4月1日起算). The first day of a term is none of the
    agreement where that says itself when it takes effect."""
    read = [claim for claim in read if claim.path != BEGINS or not _ADDED.search(_said(script, claim))]
    effective = [claim for claim in read if claim.path == BEGINS and _IN_EFFECT.search(script.text[slice(*script.segment(claim.start))])]
    return effective or read


def _changed(script: Script, claim: Claim) -> bool:
    """Whether a claim stands in a sentence, or beneath one, that says what is so from now on."""
    if _CHANGED.search(_said(script, claim) + script.text[claim.start : claim.end]):
        return True
    index = script.passage_at(claim.start).index
    return index > 0 and _CHANGED_BELOW.search(script.text_of(script.passages[index - 1])) is not None


def _said(script: Script, claim: Claim) -> str:
    """The words before a claim from the last full stop of its passage."""
    start = script.passage_at(claim.start).start
    return script.text[max(script.text.rfind("。", start, claim.start) + 1, start) : claim.start]


def _asked_for(script: Script, claim: Claim) -> bool:
    """Whether a claim stands in the part of a form in which the team says what it asks for."""
    passage = script.passage_at(claim.start)
    return any(_ASKED_FOR.match(script.text, low, high) for low, high in ((passage.start, claim.start), *script.above(passage)))


def of_old_column(script: Script, start: int, end: int) -> bool:
    """Whether a stretch stands in the column of what was before (原来), in a row that also says what is now."""
    passage = script.passage_at(start)
    if passage.block.part != "table":
        return False
    cell = max(script.text.rfind("｜", passage.start, start) + 1, passage.start)
    return _BEFORE.match(script.text, cell, end) is not None and _AFTER.search(script.text, passage.start, passage.end) is not None
