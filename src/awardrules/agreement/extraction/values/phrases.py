"""Words that state a fact: a form of ownership, a place of publicity, a step that was taken, a matter that a clause settles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.setting import EARLIER, OF_THE_RESULT, Setting, denied_within
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import likely, matches, says
from awardrules.agreement.extraction.patterns.patterns import Patterns, Phrase, Wording
from awardrules.agreement.extraction.script.guidance import is_bare
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.extraction.values.kinds import GRANTS, KINDS, TITLE_PASSAGES, is_history, is_title, kinds_of, titles, weighed, without_told
from awardrules.agreement.extraction.values.quantities import in_measure, tiered, value_of
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value

_SIGNED = regex("盖章|代章|[（(]公?[章印][）)]|用印|签字|签章|签署|公章|签名|签订日|签约日")
_BESIDE = regex(
    f"[{wording.PARTIES}{wording.PERSON}{wording.DATE}｜；\\s　：:（）()_、]|盖章|签字|公章|签章|签名|代表|负责人|法定代表人|授权|委托人|日期|时间"
    "|签订|签署|签约|落款|日|或|章"
)
_NAMES = regex("[\u4e00-\u9fff]{2,4}(?:[ \u3000、]+[\u4e00-\u9fff]{2,4}){0,9}")  # 周宁　吴昊　郑可
_SIGNS_FOR = regex(f"[{wording.PARTIES}](?:代表人?)?[：:\\s]*[\u4e00-\u9fff\u3000 ]{{2,14}}")  # 团队 周启明尹爽葛兆: names that stand close
_BOTH_SIGN = regex(f"(?:[{wording.PARTIES}]代表人?[：:\\s]*[\u4e00-\u9fff\u3000 ]{{2,14}}){{2}}")  # 甲方代表 顾维钧　　乙方代表 宋言
_ITEM = regex(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]|[①-⑳])")
_GOES_ON = regex("(?:主要|专项|专门|优先|全部|统一|并)?(?:用途|用于|用作|用来|投入|列入|纳入|编入|不上缴|不缴|上缴|免缴|无需上缴|无须上缴)")
_RUN_IN = regex("(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．，]|第[一二三四五六七八九十]+[条，、]?)? ?[\u4e00-\u9fff、]{2,10}。")
_RESOLVED = regex("(?:同意|批准|决定|审定|议定|通过|决议|准予)[^，。；]{0,8}：\\s*$")
_TO_UNIT = regex(  # 致某大学成果转化处：
    f"(?:(?:致|呈|呈报|敬呈)?[：: ]?[^，。；：｜]{{0,12}}[{wording.UNIT}]|"
    "(?:致|呈|呈报|敬呈)[：: ]?[^，。；：｜]{2,14}?(?:大学|学院|学校|医院|研究[院所]))"
    "(?:[^，。；：｜]{2,12}(?:处|部|科|办公室|中心))?(?:领导|各位领导|负责同志)?[：:]"
)
# …的日期为4月2日, …的时间是4月28日: a day that is told of what stands before it; a meeting is held on the day that it is told of
_DAY_IS = regex("(?<!会)(?<!议)(?<!开)的?(?:日期|时间|日子)(?:则|就|也)?(?:为|是|系)$")
_OWN_DAY = regex(f"[^，。；：｜\n{wording.DATE}]{{0,6}}?的?(?:日期|时间|日子)(?:则|就|也)?(?:为|是|系)[于在]?[{wording.DATE}]")
MOST_LISTED = 8  # items under a lead that are looked through
_RETOLD = regex("终止|解除|声明|意见|报告|说明|答复|复函|台账|补充|邮件|公示")  # titles of papers that tell of an agreement
MOST_BENEATH, LONGEST_SEAL = 4, 30  # passages between a seal and its day, signs of a line of seals
_OPINION = regex("[^，。；：:]{0,14}意见[）)]?(?:[：:]|$|[ \u3000]*[（(]?(?:盖|签|公)章)")  # 科研处意见：…（盖章） ____年__月__日
_OTHERS_SEAL = regex("(?:经办|制表|填表|审核|复核|见证|鉴证|公证|备案|登记|受理|校对|记录)(?:人员?|单位|机构|机关|部门|员)?[^，。；]{0,6}[：:（(]")
_AGREED = regex(  # 赋权协议已经签署，收益分配为…；转化期限…
    "(?:赋权|使用权|共有|权属|赋予)?协议书?(?:文本)?(?:已经|已|业已|均已|已由双方)(?:拟好|拟定|拟就|签好|签妥|签订|签署|商定|议定|约定|载明|写明)[^。；，：]{0,4}[，：]"
)
LONGEST_REST = 4  # of a line of signatures, beside the names of who signs
TERMS, PAPER, SIGNED = "agreement.terms", "agreement.date", "agreement.signed"
LAW = "law"  # the context of what is quoted
IN_PARTS = frozenset({"tiered"})  # what is told in parts is agreed all the same
OPEN = "open"  # the context of what is left open on its face


def claims(script: Script, setting: Setting, patterns: Patterns, roles: Mapping[str, str], *, rewarding: int | None = None) -> list[Claim]:
    """Every claim that words make; what the document is about is read first, for much is said of one kind of agreement only.

    `rewarding` is where a list of people begins who are rewarded; None where there is none.
    """
    bound = set(roles.values())
    named_too = {role for role, sign in (("unit", wording.UNIT), ("team", wording.TEAM)) if sign in script.text}
    spoken = bound if "other" in bound else bound | named_too  # 所里与课题组: who is not declared but named all through
    signature = signature_start(script)
    title = title_of(script)
    possible = likely(script.text, patterns)
    first = [phrase for phrase in possible if phrase.path == KINDS]
    rest = [phrase for phrase in possible if phrase.path != KINDS]
    found: list[Claim] = []
    for last in (False, True):
        if not any(claim.value for claim in (without_told(script, found) if "other" in bound else found)):
            found += [claim for phrase in first if phrase.last is last for claim in _all(script, setting, phrase, spoken, signature, title)]
    found = weighed(script, found, bound, rewarding)
    kinds = kinds_of(script, patterns, found)
    if kinds & GRANTS:  # a grant is between these two, whatever they are called
        bound = spoken | {"unit", "team"}
    named = {kind for kind, wordings in patterns.about.items() if says(script.text, wordings, 0, len(script.text))}
    # a paper of these two that does not say what it is settles matters between them
    untold = not kinds and rewarding is None and spoken == {"unit", "team"} and (bound == spoken or bool(named & GRANTS))
    for phrase in sorted(rest, key=lambda phrase: phrase.last):
        if phrase.last and {phrase.path, *phrase.gives} & {claim.path for claim in found if claim.value is not None}:
            continue
        if kinds and kinds <= phrase.not_kinds:
            continue
        if not phrase.kinds or phrase.kinds & kinds or (untold and (phrase.path == TERMS or bool(phrase.kinds & GRANTS))):
            found.extend(_all(script, setting, phrase, bound, signature, title))
        elif phrase.kinds & named:
            about = tuple(wording for kind in phrase.kinds for wording in patterns.about.get(kind, ()))
            found.extend(_all(script, setting, phrase, bound, signature, title, about))
    if not kinds & GRANTS or "other" in bound or _RETOLD.search(title):  # what an earlier agreement settled is told here, not settled
        found = [claim for claim in found if claim.path != TERMS or not is_history(script, claim)]
    if _is_letter(script):
        found = [claim for claim in found if claim.path != TERMS and not (claim.path == PAPER and _of_the_letter(script, claim, signature))]
    return found


def _is_letter(script: Script) -> bool:
    """Whether a paper begins by addressing the unit (致某医院：): what its writers say binds nobody else."""
    return any(_TO_UNIT.fullmatch(script.text_of(passage).strip()) for passage in script.passages[:TITLE_PASSAGES])


def _of_the_letter(script: Script, claim: Claim, signature: int) -> bool:
    """Whether a day stands by itself where a letter is signed: the letter is of that day."""
    passage = script.passage_at(claim.start)
    return claim.start >= signature and not passage.annex and script.text_of(passage).strip(" \u3000。") == script.text[claim.start : claim.end]


def _all(
    script: Script, setting: Setting, phrase: Phrase, bound: set[str], signature: int, title: str, about: tuple[Wording, ...] = ()
) -> Iterator[Claim]:
    """The claims of one phrase; with `about` only where the sentence, or what it stands under, says one of these."""
    if not phrase.parties <= bound or phrase.no_parties & bound:
        return
    if phrase.title and not says(title, phrase.title, 0, len(title)):
        return
    barred = bool(phrase.not_title) and _barred(title, phrase)
    if barred and phrase.path != TERMS:
        return
    if phrase.lacks and says(script.text, phrase.lacks, 0, len(script.text)):
        return
    for match in matches(script.text, phrase.say):
        if barred and not _AGREED.search(script.text, script.passage_at(match.start()).start, match.start()):
            continue  # minutes settle nothing between the two, but where they tell what the agreement has
        if _placed(script, phrase, match, signature) and (not about or _speaks_of(script, setting, about, match.start())):
            yield from _claimed(script, setting, phrase, match)


def _barred(title: str, phrase: Phrase) -> bool:
    """Whether the title says one of the words that bar a phrase, not within words that say another thing as well (赋权暨作价投资协议)."""
    if not phrase.titled:
        return says(title, phrase.not_title, 0, len(title))
    both = [found.span() for found in matches(title, phrase.titled)]
    barred = [found.span() for found in matches(title, phrase.not_title)]
    return any(not any(low <= start and end <= high for low, high in both) for start, end in barred)


def _speaks_of(script: Script, setting: Setting, about: tuple[Wording, ...], place: int) -> bool:
    """Whether the sentence at a place, or what it stands under, says one of some wordings, not only in the name of a law."""
    stretches = (script.sentence(place), *script.above(script.passage_at(place)))
    return any(setting.at(*found.span()) != LAW for low, high in stretches for found in matches(script.text, about, low, high))


def title_of(script: Script) -> str:
    """The title of the document, in a piece."""
    return "".join(script.text_of(passage) for passage in titles(script))


def signature_start(script: Script) -> int:
    """Where the signatures begin: the last short passages that speak of seals or signing, or only name who signs, before any annex; behind the
    annexes where there are none before."""
    start = _signed_from(script, [passage for passage in script.passages if not passage.annex])
    return start if start < len(script.text) else _signed_from(script, script.passages)


def _signed_from(script: Script, body: Sequence[Passage]) -> int:
    start, bare = len(script.text), True
    for passage in reversed(body):
        text = script.text_of(passage)
        bare = bare and (
            len(_BESIDE.sub("", text)) <= LONGEST_REST
            or _NAMES.fullmatch(text.strip()) is not None
            or _SIGNS_FOR.fullmatch(text.strip()) is not None
            or _BOTH_SIGN.fullmatch(text.strip()) is not None
        )
        named = bare and (_NAMES.fullmatch(text.strip()) is not None or any(sign in text for sign in wording.PARTIES + wording.PERSON))
        if named or (_SIGNED.search(text) and not text.rstrip().endswith(("。", "；"))):
            start = passage.start
        elif passage.start < start and len(text) > 60:
            break
    return start


def _placed(script: Script, phrase: Phrase, match: re.Match[str], signature: int) -> bool:
    if phrase.where == "any":
        return True
    place = match.start()
    passage = script.passage_at(place)
    if phrase.where == "heading":
        return passage.block.heading or (bool(passage.block.number) and is_title(script, passage))
    if phrase.where == "alone":
        rest = script.text[passage.start : place] + script.text[match.end() : passage.end]
        return place >= signature and _by_parties(script, passage, signature) and not _BESIDE.sub("", rest)
    if phrase.where == "title":
        return passage in titles(script)
    if phrase.where == "opening":
        return passage.opening
    return place >= signature and _by_parties(script, passage, signature)


def _by_parties(script: Script, passage: Passage, signature: int) -> bool:
    """Whether a passage among the signatures is of the parties': no annex behind them, and not beneath the opinion or the seal of somebody else."""
    if not _beside(script, passage, signature):
        return False
    for one in reversed(script.passages[max(passage.index - MOST_BENEATH, 0) : passage.index + 1]):
        text = script.text_of(one).strip()
        if _OPINION.match(text):
            return False
        if any(sign in text for sign in wording.PARTIES + wording.PERSON) or (len(text) > LONGEST_SEAL and one is not passage):
            return True
        if _OTHERS_SEAL.match(text):
            return False
    return True


def _beside(script: Script, passage: Passage, signature: int) -> bool:
    """Whether a passage is no annex behind the signatures."""
    return not passage.annex or script.passage_at(signature).annex


def _claimed(script: Script, setting: Setting, phrase: Phrase, match: re.Match[str]) -> Iterator[Claim]:
    start, end = match.span()
    low, high = script.sentence(start)
    if phrase.needs and not any(says(script.text, phrase.needs, a, b) for a, b in _heard(script, start, low, high)):
        return
    if phrase.unless and says(script.text, phrase.unless, low, script.sentence(max(end - 1, start))[1]):
        return
    near = script.segment(start)[0], script.segment(max(end - 1, start))[1]
    if phrase.but and says(script.text, phrase.but, *near):
        return
    path = phrase.path or next(iter(phrase.gives))
    if setting.open_question(start, end):
        yield Claim(path, None, start, end, doubt="question")
        return
    if path == TERMS and is_bare(script, script.passage_at(start)):
        yield Claim(path, None, start, end, doubt="bare")
        return
    despite = phrase.despite | EARLIER if phrase.path in OF_THE_RESULT else phrase.despite
    if phrase.path == TERMS:
        despite = despite | IN_PARTS
    context = setting.at(start, end, despite, despite if phrase.path == TERMS else frozenset())  # a clause settles its matter whatever it waits for
    if context:
        yield Claim(path, None, start, end, doubt=context)
        if context == OPEN:  # 集体决策｜□是 □否，日期____: what is left blank beside boxes
            given = (claim for slot, name in phrase.gives.items() for claim in _given(script, slot, name, match, phrase.measures.get(slot, "")))
            yield from (claim for claim in given if claim.blank)
        return
    denied = setting.denied(start, end) != denied_within(match)
    if not denied and phrase.path != TERMS and setting.permitted(start, end, not any(word in match.re.pattern for word in ("可", "不得"))):
        yield Claim(path, None, start, end, doubt="optional-choice")
        return
    if denied and phrase.negated is None:
        yield Claim(path, None, start, end, doubt="denied")
        return
    blank = phrase.mode == "done" and not denied and (_left_blank(script, start) or (path == SIGNED and wording.NO_DATE in script.text[start:end]))
    if phrase.mode == "done" and not denied and setting.ahead(start, end):
        yield Claim(path, None, start, end, doubt="ahead")
        return
    if blank:
        yield Claim(path, None, start, end, doubt=OPEN)
    elif phrase.path:
        if phrase.copies:
            yield Claim(path, None, start, end, base=f"={phrase.copies}", derived=True)
        elif (value := phrase.negated if denied else phrase.value) is not None:
            yield Claim(path, value, start, end)
    if not denied:
        said = [claim for given, slot in phrase.gives.items() for claim in _given(script, given, slot, match, phrase.measures.get(given, ""))]
        if len(said) == 1 or not any(claim.doubt and script.values[claim.start].kind == "duration" for claim in said):
            yield from said  # 十七日，自…至…: days are no term of years, nor its days


def _left_blank(script: Script, place: int) -> bool:
    """Whether a row of a table leaves its day blank: the step it names has not been taken (权属变更登记办结｜日期：____)."""
    passage = script.passage_at(place)
    if passage.block.part != "table":
        return False
    signs = [sign for sign in script.text_of(passage) if sign in wording.VALUES]
    return wording.NO_DATE in signs and wording.DATE not in signs and wording.DATES not in signs


def _heard(script: Script, place: int, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The sentence of a place and what belongs to it: what it stands under, and what it lists under itself."""
    yield low, high
    passage = script.passage_at(place)
    yield from script.above(passage)
    yield from _listed_under(script, passage.start, low)
    yield from _listing(script, passage, high)


def _listed_under(script: Script, start: int, low: int) -> Iterator[tuple[int, int]]:
    """What an item of a list within a passage stands under (已收材料：1.申请书；2.意向书): the words up to the colon."""
    if low > start and script.text[low - 1] in "；;" and _GOES_ON.match(script.text, low):  # …留归甲方；用于科学研究
        yield script.sentence(low - 1)
    if low > start and (bar := script.text.find("｜", start, low)) >= 0:  # 单位收益去向｜留归单位；不上缴国库
        yield start, bar
    if low > start and (run_in := _RUN_IN.match(script.text, start, low)):  # 三、公示。2025年3月6日起在公告屏播放
        yield run_in.span()
    if low <= start or (colon := script.text.rfind("：", start, low)) < 0:
        return
    if _ITEM.match(script.text, low):
        yield start, script.text.find("：", start, low) + 1
    elif "。" not in script.text[colon:low] and "\n" not in script.text[colon:low]:  # 用途限定为：科学研究；转化服务
        yield max(start, script.text.rfind("。", start, colon) + 1), colon + 1


def _listing(script: Script, passage: Passage, high: int) -> Iterator[tuple[int, int]]:
    """What a lead lists under it (会议一致同意：（一）将长期使用权赋予课题组；…), which is what it speaks of."""
    if high < passage.end - 1 or not _RESOLVED.search(script.text_of(passage)):
        return
    for under in script.passages[passage.index + 1 : passage.index + 1 + MOST_LISTED]:
        if under.lead != passage.index:
            return
        yield under.start, under.end


def _given(script: Script, path: str, slot: str, match: re.Match[str], measure: str) -> Iterator[Claim]:
    name, _, side = slot.partition(".")
    place = match.start(name)
    mention = script.values.get(place)
    if mention is None or (mention.kind == "date" and _day_of_another(script, place, match)):
        return
    value: Value | None
    if side == "exact":  # 十年内有权使用: the words around make no bound of it
        value = in_measure(mention.values[0], mention, measure) if len(mention.values) == 1 else None
    elif side:
        value = mention.values[0 if side == "start" else 1] if len(mention.values) == 2 else None
    elif mention.kind == "date":
        value = mention.values[0] if mention.values and mention.comparator == "=" else None
    else:
        value = in_measure(value_of(mention), mention, measure)
    if mention.kind == "blank":
        yield Claim(path, None, place, place + 1, blank=True)
    elif value is None:
        yield Claim(path, None, place, place + 1, doubt="approximate")
    elif mention.kind == "ratio" and tiered(script, place):
        yield Claim(path, None, place, place + 1, doubt="tiered")
    else:
        yield Claim(path, value, place, place + 1)


def _day_of_another(script: Script, place: int, match: re.Match[str]) -> bool:
    """Whether a day is named by the words before it, or the words behind it name a day of their own, and a wording ties the two.

    递交申请的日期为3月10日，办公会同意的日期为4月2日: neither is the day of what stands between them.
    """
    if place + 1 == match.end():
        return False
    if _OWN_DAY.match(script.text, match.end()):
        return True
    return match.start() == place and _DAY_IS.search(script.text, script.segment(place)[0], place) is not None
