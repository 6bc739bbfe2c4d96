"""Label and value: `单位类型：高等院校`, `是否涉及国家秘密｜否`. Forms and tables say most of what they say so, whatever the fact.

A label is one of the vocabulary (`赋权公示开始日`) or another listed name of the fact, written as such and nothing else; the value must be of the
fact's type and say one thing. What is planned, conditional or says several things is no value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.naming import PARTY_NAMES, plain_label
from awardrules.agreement.extraction.patterns.patterns import Label, Patterns
from awardrules.agreement.extraction.script.figures import plain_amount
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.extraction.values.answers import named, offered, yes_or_no
from awardrules.agreement.extraction.values.boxes import named_parties
from awardrules.agreement.extraction.values.kinds import titles
from awardrules.agreement.extraction.values.offering import each_option, proposed
from awardrules.agreement.extraction.values.quantities import in_measure, value_of
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import NUMERIC, Fact, Vocabulary

LONGEST = 24
_UNITS = {"share": "share", "money": "yuan"}
_ENDS = "。；;！\n｜"
_PAIR = regex(f"(?:^|(?<=[{_ENDS}，,]))(?P<label>(?:[减加][：:])?[^{_ENDS}，,：:]{{2,{LONGEST}}})[：:](?P<value>[^{_ENDS}]{{1,80}})")
_CELLS = regex(f"(?:^|(?<=[｜\n]))(?P<label>(?:[减加]：)?[^｜\n。；，：]{{2,{LONGEST}}})｜(?P<value>[^｜\n]{{1,80}})")
# 摘要：相关税费｜支出：￥: a row of a book, whose item is a cell under a head of its own
_BOOKED = regex(
    f"(?:^|(?<=[｜\n]))(?:摘要|用途|事由|内容|项目|科目|名目|款项|明细|说明|[收支]支?[项出入]?(?:项目|内容)|(?:费用|扣除|支出|收入)(?:项目|名称|内容|类别)?)："
    f"(?P<label>[^｜\n。；，：]{{2,{LONGEST}}})｜(?P<value>(?:[^｜\n：{wording.VALUES}]{{1,6}}：)?{wording.MONEY}[^｜\n]{{0,20}})"
)
_WHOSE = regex("^(?:(?:本次|所内|院内|校内)?赋权|单位|团队)")
_OPEN = regex(
    "拟|将于|预计|计划|届时|待|如果|^如|若|尚需|应当?|须|另行|暂定|(?<![许认])可(?!研)|或者|约(?!定)|左右|以[内上下]|之后|视(?=情|实际|具体|项目|进展|需)|原[为定]|变更|调整|改为|不详|同上|见附|另见"
)
_BRACKETED = regex(f"(?<=[{wording.VALUES}])[^（(]{{0,6}}[（(]")
_SINCE = regex(f"(?<=[{wording.VALUES}])整?[，、 　]?(?:自|从|由|即|起|至|到)")
_ASIDES = regex(f"(?<=[\u4e00-\u9fff{wording.BLANK}])[（(][^）)]*[）)]$")
_ASIDE = regex("其他|其它|另一|此前|历史|往期|以往|原协议|参考|示例|样例|范例|说明：|对照|相关案例|背景技术")
_OTHER = regex("其[他它](?:$|[（(，,：:“])")
# 专利权人：学校、某某团队
_AND = regex("[、和与及／/]")
_BOTH = regex(
    f"{wording.UNIT}(?:[（(][^（()）]*[）)])?[、和与及同/／][^，。；（]{{0,6}}?[{wording.TEAM}{wording.PERSON}]"
    f"|[{wording.TEAM}{wording.PERSON}](?:[（(][^（()）]*[）)])?[、和与及同/／][^，。；（]{{0,6}}?{wording.UNIT}"
    # 某大学、张三等四人
    f"|{wording.UNIT}[、和与及](?:[\u4e00-\u9fff]{{2,4}}[、和与及])*[\u4e00-\u9fff]{{1,3}}[^院部系所校室会司团组心处站厂局委\\W]"
    "(?:等[二两三四五六七八九十]*[位名]?人)?$"
)
_PLANNED = regex("(?<!转化)(?<!项目)计划|进度安排|时间安排|日程|预计|拟办|流程")
# 权利归属｜情况：学校｜备注：无争议: a column of answers says of itself nothing of the matter
_ANSWER = regex("(?:填写|填报|具体|核实|核对|审核|主要|基本|查验|核查)?(?:内容|情况|结果|信息|说明|结论|事实|状态|意见)")
_MATTER = regex(
    "(?:(?:序号|编号|项次|序)：[^｜]*｜)?(?:(?:核对|核查|审查)?(?:事项|项目|栏目|栏次|要素|条目|问题|类目)：)?(?P<what>[^｜：\n]{2,24})｜"
)
_WHEN = regex("(?:办理|办结|完成|起止|发生|签署|实际|具体)?(?:时间|日期)")
_ORDINAL = regex("(?:(?:序号?|编号|项次|步骤|次序)：)?[（(]?[0-9一二三四五六七八九十]{1,3}[）).、]?")
_PERSON = regex("(?:^|｜)(?:姓名|完成人|获奖人|人员)(?:姓名)?：")  # a row about one person says nothing of the deal
_LISTED = regex("[^｜\n。；;：:]*(?:[；;][^｜\n。；;：:]+(?=$|[；;。｜\n]))*")
_BLANKS = wording.BLANK + wording.NO_DATE + wording.TICK


def claims(script: Script, setting: Setting, patterns: Patterns, vocabulary: Vocabulary, deals: set[str]) -> Iterator[Claim]:
    """Every claim that a label and its value make; `deals` are the kinds of deal the document speaks of."""
    asked = list(_asked(script))
    names = {name for ways, *_ in asked for name in ways}
    known: dict[str, list[Label]] = {}
    title = "".join(script.text_of(passage) for passage in titles(script))
    for label in patterns.labelled:
        if (not label.kinds or label.kinds & deals) and not (label.not_title and says(title, label.not_title, 0, len(title))):
            for name in names.intersection(label.names):
                known.setdefault(name, []).append(label)
    for ways, written, start, end in asked:
        for label in next((known[name] for name in ways if name in known), []):
            yield from _of(script, setting, label, start, end, vocabulary, ways[0], written)


def _asked(script: Script) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    """Every label, in the ways in which it can be read and as written, and from where to where its value stands."""
    for passage in script.passages:
        text, around = script.text_of(passage), "".join(script.text[a:b] for a, b in script.above(passage))
        if passage.block.part == "table" and _PERSON.search(text):
            continue
        if not any(sign in text for sign in "：:｜") or _ASIDE.search(around) or (passage.block.part == "table" and _PLANNED.search(around)):
            continue
        for name, start, end, written in _pairs(text, passage, _goes_on(script, passage)):
            raw = passage.start + text.rfind(written, 0, start - passage.start)
            yield (name, _WHOSE.sub("", name), _raw_label(script, raw, written)), written, start, end


def _raw_label(script: Script, start: int, written: str) -> str:
    """A label that names a party, as it is printed: 科研人员勤勉尽职 rather than 团队勤勉尽职."""
    if not any(sign in PARTY_NAMES for sign in written):
        return ""
    return plain_label("".join(script.raw(start + at) if sign in PARTY_NAMES else sign for at, sign in enumerate(written)))


def _goes_on(script: Script, passage: Passage) -> bool:
    """Whether a row is about a further step of the one above (its merged first cell): it does not name that step itself."""
    if passage.block.part != "table" or not passage.index:
        return False
    above, (first, _, rest) = script.passages[passage.index - 1], script.text_of(passage).partition("｜")
    return above.block.table == passage.block.table and script.text_of(above).partition("｜")[0] == first and first not in rest


def _pairs(text: str, passage: Passage, goes_on: bool = False) -> Iterator[tuple[str, int, int, str]]:
    seen: set[tuple[int, int]] = set()
    for pattern in (_PAIR, _CELLS, _BOOKED) if wording.MONEY in text and passage.block.part == "table" else (_PAIR, _CELLS):
        place = 0
        while found := pattern.search(text, place):
            place = found.end("label") + (0 if pattern is _CELLS else 1)
            low, high = found.span("value")
            if (low, high) not in seen:
                seen.add((low, high))
                name = plain_label(found["label"])
                if passage.block.part == "table" and _WHEN.fullmatch(name) and "｜" in text[: found.start()] and not goes_on:
                    name = _step(text) + "时间"  # 集体决策｜时间：…: the row says of what
                elif passage.block.part == "table" and _ANSWER.fullmatch(found["label"].strip()):
                    matter = _MATTER.fullmatch(text[: found.start()])
                    name = plain_label(matter["what"]) if matter else name
                yield name, passage.start + low, passage.start + high, found["label"]


def _step(text: str) -> str:
    """What a row is about: its first cell, behind the number of the row (序：5｜环节：协议签署)."""
    first, *more = text.split("｜")
    return plain_label(more[0].rpartition("：")[2] if more and _ORDINAL.fullmatch(first) else first)


def _of(script: Script, setting: Setting, label: Label, start: int, end: int, vocabulary: Vocabulary, asked: str, written: str) -> Iterator[Claim]:
    text = script.text[start:end]
    lead = len(text) - len(text.lstrip(" 　：:"))
    start, text = start + lead, text.strip(" 　：:")
    if not text:
        return
    fact = vocabulary.get(label.path)
    if wording.TICK in text:
        yield from _boxes(script, label, fact, start + text.index(wording.TICK), asked)
        return
    if any(sign in _BLANKS for sign in text):
        if len(_ASIDES.sub("", text)) <= 12:
            yield from _blank(script, label, fact, start, text)
        return
    said = _ASIDES.sub("", text) if fact is not None and fact.type == "enum" else text  # 排他（单位可自用）
    if setting.at(start, start + len(said)) or _OPEN.search(said):
        return
    if label.run:
        yield from _run(script, label, start, start + len(text))
        return
    if fact is None:
        return
    if fact.type == "set":  # 技术研发；人才引进
        text = _to_the_end(script, start, text)
    value = _value(script, label, fact.type, fact.unit or "", start, text, fact.values or (), asked)
    if value is None and fact.type == "money":
        value = plain_amount(text, written, script.unit_of(script.block_of(start)))
    if value is not None:
        yield Claim(label.path, value, start, start + len(text))


def _boxes(script: Script, label: Label, fact: Fact | None, place: int, asked: str) -> Iterator[Claim]:
    """The values of the labelled fact that boxes offer; where none of them is one, a blank whose choices are not understood."""
    if fact is None:
        return
    values = [
        value for option in script.values[place].options if (value := offered(fact, label.values, named_parties(script, option), asked)) is not None
    ]
    for value in dict.fromkeys(values):
        yield Claim(label.path, value, place, place + 1, blank=True)
    if not values and fact.type in ("enum", "set"):
        yield Claim(label.path, None, place, place + 1, blank=True)


def _blank(script: Script, label: Label, fact: Fact | None, start: int, text: str) -> Iterator[Claim]:
    """What a label asks for and nobody filled in: with its limit, or each of its choices. A number of days is no first or last day."""
    mention = next((script.values[start + at] for at, sign in enumerate(text) if sign == wording.BLANK), None)
    each = [one for one in each_option(mention) if (fact is not None and _fits(one, fact))] if mention is not None and mention.options else []
    if mention is not None and fact is not None and each:
        for one in each:
            value = in_measure(value_of(one), one, fact.unit or "")
            yield Claim(label.path, value, start, start + 1, blank=True, free=one is mention.otherwise)
    elif label.path and (mention is not None or fact is None or fact.type == "date" or wording.NO_DATE not in text):
        yield Claim(label.path, _limit(mention, fact), start, start + 1, blank=True, proposed=proposed(mention) if mention else "")
    counted = mention is not None and (mention.unit or mention.options) and text.count(wording.BLANK) == 1
    for path in label.run if not counted else ():
        yield Claim(path, None, start, start + 1, blank=True, proposed=proposed(mention) if mention else "")


def _fits(mention: Mention, fact: Fact) -> bool:
    return fact.type in NUMERIC and _UNITS.get(fact.type, mention.unit) == mention.unit


def _limit(mention: Mention | None, fact: Fact | None) -> Value | None:
    """The limit that is printed for a blank."""
    if mention is None or fact is None or mention.options or not _fits(mention, fact):
        return None
    bound = in_measure(value_of(mention), mention, fact.unit or "")
    return bound if isinstance(bound, Bound) else None


def _to_the_end(script: Script, start: int, text: str) -> str:
    """What a cell or a line lists, to its end: semicolons part the members too, unless another label stands behind one."""
    told = _LISTED.match(script.text, start, script.passage_at(start).end)
    return told[0] if told is not None and len(told[0]) > len(text) else text


def _run(script: Script, label: Label, start: int, end: int) -> Iterator[Claim]:
    """The first and the last day of a stretch of time."""
    spots = [place for place in range(start, end) if script.text[place] in wording.DATE + wording.DATES]
    if len(spots) == 1 and script.text[spots[0]] == wording.DATES:
        days = script.values[spots[0]].values
    elif len(spots) == 2 and re.fullmatch(
        f"(?:自)?{wording.DATE}(?:起)?[，,]?(?:至|到|—|-|－|~|～)+{wording.DATE}.{{0,20}}", script.text[spots[0] : end], re.DOTALL
    ):
        days = tuple(value for spot in spots for value in script.values[spot].values)
    else:
        return
    if len(days) == 2:
        for path, day in zip(label.run, days, strict=True):
            yield Claim(path, day, start, end)


def _value(
    script: Script, label: Label, kind: str, measure: str, start: int, text: str, values: Collection[str] = (), asked: str = ""
) -> Value | None:
    """A value of a type as a form writes it; None where it says none, or several."""
    if kind == "bool":
        return yes_or_no(label.values, text, asked)
    if kind in ("enum", "set"):
        if "co_owned" in label.values and _AND.search(text):
            return "co_owned" if _BOTH.search(text) else None  # with whom else, is not told
        names = named(label.values, text)
        if not names and kind == "enum" and "other" in values and _OTHER.match(text):
            return "other"
        if kind == "set":
            return frozenset(names) or None
        return names[0] if len(names) == 1 else None
    if noted := _BRACKETED.search(text):  # 12年（2025年4月1日至2037年3月31日）; 金额（元）：8000 is not cut
        text = text[: noted.end() - 1]
    if kind not in ("date", "share", "money") and (since := _SINCE.search(text)):  # 拾年，自2025年9月1日起算
        text = text[: since.start()]
    signs = [start + at for at, sign in enumerate(text) if sign in wording.VALUES]
    if len(signs) != 1 or text.index(script.text[signs[0]]) > 6:
        return None
    mention = script.values.get(signs[0])
    if mention is None or not mention.values or mention.comparator == "~":
        return None
    if kind == "date":
        return mention.values[0] if mention.kind == "date" and mention.comparator == "=" else None
    wanted = {"share": "ratio", "money": "money"}.get(kind, "duration")
    return in_measure(value_of(mention), mention, measure) if mention.kind == wanted else None
