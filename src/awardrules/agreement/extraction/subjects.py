"""What a value is about: the nearest cue of a topic in its own segment, then in the segments before it, its lead, its heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.asking import PARTS, Asked, Cue, Cues, Subject, as_subject
from awardrules.agreement.extraction.script import Passage, Script
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import SCALE

_WEIGHT = regex("决策权|表决权|投票权|话语权|决策比例|表决比例|决策份额")
_OTHER_PART = regex("(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．])?[ 　]*(?:其中|其余|余下|剩余|剩下|结余|还剩|另)")
_OF_NET = regex("净(?:收入|收益|额|得|所得)[^，。；｜]{0,4}$")
_OWNED = regex("共有|所有权|产权|权属|按份")
_FOR = regex(f"(?:由[{wording.PARTIES}])?(?:专门|专项|专|全部)?(?:归于?|作为|用作|用于|用来|列为|奖励|奖给|发给|给|作)")
_TAKEN = ("中", "里", "之中", "内的", "之内")
_THAT_IS = regex("(?:占|即|相当于|为(?!主要)|也就是|折合|合)")
_SPENT = regex("[奖发付缴扣费]")
_DEDUCTED = regex("(?:再|先|在)?(?:刨去|扣除|扣掉|扣完|扣去|去掉|减去|减掉|除去|扣减|减除|剔除|核减|清偿|偿还|付清)")
_COUNTED = regex(f"(?:即|计|共计|合计|折合|也就是|就是|亦即|共|折)?(?:人民币)?{wording.MONEY}")
_IN_PARTS = regex("分[一二两三四五六2-6]?(?:期|次|笔|批|阶段)")
_WHOLE = regex("合计|共计|总计|总额|总价|一共")
_SOMEBODYS = regex(f"[{wording.PARTIES}{wording.PERSON}]的[^，。；｜]{{0,4}}$")  # 课题组的62.3万元由四人分配
_PART = f"[{wording.TEAM}{wording.UNIT}](?:占|享有|持有|拥有|各占)?(?:有)?[{wording.RATIO}](?:的份额)?"
_BARE_PARTS = regex(f"[0-9.、（）一二三四五六七八九十 　]*(?:其中)?[，：]?{_PART}[，、；]{_PART}[。；\n]?")
_BELOW = regex("[下附]表|如下[：:。]?\\s*$|见下|列下")
_TITLES = ("表", "一览", "清单", "分配", "归属", "比例", "份额", "安排", "约定", "分享", "分成", "权属", "权重", "如下", "：")
_OTHERS = regex("[（(]?[一二三四五六七八九十0-9]{0,2}[）)、.．]?\\s*(?:其[他它余]|一般|次要|参与|为转化|对转化|重要贡献)")
_REST = regex("(?:余下|剩下|剩余|其余|结余)(?:的)?(?:部分|款项|款)?$")
_IS = regex("(?:即|也就是|亦即|就是|[这此](?:就|便|即)?[是为])(?!按|以|由|从|自)")
_SUM = regex(f"(?:一共|总共|共计?|合计|总计|计|即|为|也就是|折合|金额为?)(?:人民币)?{wording.MONEY}(?:整|元)?[。；，\n]?$")
_NEAR = 3  # passages before a table of instalments that may name the price
_IN_ALL = regex(f"(?:合计|总计|共计|总共)为?(?:人民币)?{wording.MONEY}")
_TOTAL_ROW = regex("[ 　]*(?:合计|总计|共计)")
_INSTALMENTS = regex("期次|期数|期别|分期|付款|支付|缴付|缴纳|到账")
_NO_PRICE = regex("奖|姓名|成本|预算|明细|出资|认缴|经费|税费|每年|年度")


def subject_of(script: Script, place: int, kind: str, cues: Cues) -> Subject | None:
    """What a value at `place` is about, or none."""
    asked = Asked(script, cues, place, kind, script.passage_at(place), *script.segment(place))
    in_table = asked.passage.block.part == "table"
    if in_table and kind in ("money", "ratio") and asked.low > asked.passage.start:  # 主要完成人｜奖励金额：50万元
        told = [cue for cue in asked.within(*script.segment(asked.passage.start)) if cue[2].strong]
        if told:
            return as_subject(told[0])
        if kind == "ratio" and (pool := _of_pool(asked)):
            return pool
    if kind == "money" and (told_behind := _that_is(asked) or _totalled(asked) or _summed(asked)):
        return told_behind
    part_of = asked.low > script.sentence(place)[0] and _says_part(asked)  # …，占收益的3%: of what was said before
    if part_of and kind == "ratio" and (purpose := _purpose(asked)) and purpose.topic.strong:
        return purpose  # 提取12万元，占2%，作为…运行经费
    if not part_of:
        if found := _in_segment(asked):
            return found
        if kind == "money" and (purpose := _purpose(asked)):
            return purpose
    elif kind == "ratio" and (purpose := _purpose(asked)) and purpose.topic.strong:  # 提取12万元，占2%，作为…运行经费
        return purpose
    told_before, settled = _before(asked, part_of)
    if settled:
        return told_before
    if in_table:  # a row says itself what it is about, or the first cell above its columns does
        corner = _corner(script, asked.passage) if kind == "ratio" else None
        named = asked.within(*corner) if corner is not None else []
        return as_subject(named[-1]) if named else _captioned(asked)
    return _owned_later(asked) or _above(asked) or _going_on(asked)


def _of_pool(asked: Asked) -> Subject | None:
    """奖励总额｜315万元｜净收入的70%: the part that the pool of a row is of the net income."""
    low, high = asked.script.segment(asked.passage.start)
    found = asked.cues.found[bisect_left(asked.cues.starts, low) : bisect_left(asked.cues.starts, high)]
    pool = next((cue for cue in found if cue[2].name == "award-total"), None)
    award = next((cue[2] for cue in asked.cues.found if cue[2].name == "award"), None)
    if pool is None or award is None or not _OF_NET.search(asked.script.text, asked.low, asked.place):
        return None
    return Subject(award, pool[0], pool[1])


def _going_on(asked: Asked) -> Subject | None:
    """按份共有。 / 甲方占55%，乙方占45%: two parts of a whole of two parties, of which the paragraph before, without figures, says what it is."""
    script, passage = asked.script, asked.passage
    low, high = script.sentence(asked.place)
    parts = [script.values[place].values for place in range(low, high) if script.text[place] == wording.RATIO]
    if not passage.index or len(parts) != 2 or sum(int(part[0]) for part in parts if len(part) == 1) != SCALE:
        return None
    before = script.passages[passage.index - 1]
    if before.heading != passage.heading or any(sign in wording.VALUES for sign in script.text_of(before)):
        return None
    if not _BARE_PARTS.fullmatch(script.text, low, high):
        return None
    named = [cue for cue in asked.within(before.start, before.end) if _OWNED.search(script.text, cue[0], cue[1])]
    return as_subject(named[-1]) if named else None


def _in_segment(asked: Asked) -> Subject | None:
    """What the value's own segment says that it is about, or what the next one says that it is for."""
    found = [cue for cue in asked.within(asked.low, asked.high) if not _source(asked, cue) and not _next_part(asked, cue)]
    if not found:
        return None
    if asked.kind == "money":  # 净收入的80%即108万元: the amount is not that of the base
        text, cut = asked.script.text, _DEDUCTED.search(asked.script.text, asked.place, asked.high)
        rest = _REST.search(text, asked.low, asked.place) is not None  # 净收入余下的40万元
        found = [cue for cue in found if not (cue[2].whole and cue[1] <= asked.place and (rest or wording.RATIO in text[cue[1] : asked.place]))]
        found = [cue for cue in found if cut is None or cue[0] < cut.end()]  # 220万元里减掉税费13万元
        if not found:
            return _purpose(asked)
    found = _not_aside(asked, found)
    if asked.script.text.startswith("（", asked.place + 1):  # 乙方：70%（团队内部自行分配）
        found = [cue for cue in found if not (cue[2].name == "internal" and cue[0] > asked.place)]
        if not found:
            return None
    if any(cue[2].name == "decision" and _WEIGHT.match(asked.script.text, cue[0]) for cue in found):  # 表决时，课题组享有90%的决策权
        found = [cue for cue in found if cue[2].name != "vote"]
    barred = next((cue for cue in found if cue[2].veto), None)
    strong = [cue for cue in found if cue[2].strong]
    if barred is not None and not (strong and barred[2].name == "part-of-price"):
        return as_subject(barred)
    nearest = _nearest(strong or found, asked.place)
    if nearest.topic.whole and asked.script.text.startswith(_TAKEN, asked.place + 1):
        return nearest  # 从净收入223万元中提取80%用于奖励
    if not nearest.topic.strong and not _of_party(asked) and (purpose := _purpose(asked)):
        return purpose
    return nearest


def _before(asked: Asked, part_of: bool) -> tuple[Subject | None, bool]:
    """What the segments before the value's own say that it is about, in its sentence and then in its passage; and whether they settle it."""
    script, kind = asked.script, asked.kind
    first, _ = script.sentence(asked.place)
    if kind == "money" and (told := [cue for cue in asked.within(first, asked.low) if cue[2].strong]):
        return as_subject(told[-1]), True
    stop = asked.low
    for before, stop in _segments_before(script, first, asked.low):
        deducted = _DEDUCTED.search(script.text, before, stop) if kind in PARTS else None
        found = [cue for cue in asked.within(before, stop) if not (kind == "money" and cue[2].whole and _apart(asked))]
        if deducted:  # 收入，刨去成本和税以后，…: what is deducted is not what is shared
            found = [cue for cue in found if cue[2].name == "proceeds" or (cue[1] <= deducted.start() and not cue[2].veto)]
        if found and not _other_cell(asked, before, stop):
            if kind == "money" and _IN_PARTS.search(script.text, before, asked.place) and not _WHOLE.search(script.text, asked.low, asked.place):
                return None, True  # 价款分两期支付：…付9万元
            last = max(_not_aside(asked, found), key=lambda cue: (part_of and cue[2].strong, not cue[2].veto, cue[1]))
            pool = [cue for cue in found if cue[2].name == "award-total" and not any(sign in wording.VALUES for sign in script.text[before : cue[0]])]
            if kind == "money" and pool and _SUM.match(script.text, asked.low, asked.high):  # 奖励总额按净收入的70%提取，共126万元
                return as_subject(pool[0]), True
            if kind == "money" and wording.RATIO in script.text[last[1] : stop]:
                return None, True  # 净收入的80%，即80万元: the amount is not that of the base
            return as_subject(last), True
    found = asked.within(asked.passage.start, first) if first > asked.passage.start else []
    if found := [cue for cue in found if not (kind == "money" and cue[2].whole and _apart(asked))]:
        return as_subject(max(found, key=lambda cue: (cue[1], cue[2].veto))), True
    return None, False


def _segments_before(script: Script, first: int, low: int) -> Iterator[tuple[int, int]]:
    stop = low
    while stop > first:
        before, _ = script.segment(stop - 1)
        if before >= stop:
            return
        yield before, stop
        stop = before


def _other_cell(asked: Asked, before: int, stop: int) -> bool:
    """Whether a segment is a cell of the row that is none of the value's: a row names what it holds at its head, or in the cell before."""
    if asked.passage.block.part != "table" or before <= asked.passage.start:
        return False
    if "｜" not in asked.script.text[before : asked.low]:  # a cell of several clauses
        return False
    return stop < asked.low or any(sign in wording.VALUES for sign in asked.script.text[before:stop])


def _owned_later(asked: Asked) -> Subject | None:
    """甲方三成，乙方七成，按份共有: what the words behind the value say, where they say one thing."""
    later = asked.within(asked.high, asked.script.sentence(asked.place)[1]) if asked.kind in PARTS else []
    own = [cue for cue in later if _OWNED.match(asked.script.text, cue[0])]
    alone = len({cue[2].name for cue in later}) == 1 and not any(cue[2].veto for cue in later)
    return as_subject(own[0]) if own and alone else None


def _above(asked: Asked) -> Subject | None:
    """What the lead and the headings of the passage say; what is spent or paid is no income that they name."""
    text = asked.script.text
    spent = asked.kind == "money" and (_apart(asked) or _SPENT.search(text, asked.low, asked.high) or _SOMEBODYS.search(text, asked.low, asked.place))
    first, last = asked.script.sentence(asked.place)
    spent = spent or (asked.kind == "money" and text.count(wording.MONEY, first, last) > 2)
    for low, high in asked.script.above(asked.passage):
        named = [cue for cue in asked.within(low, high) if not (spent and cue[2].whole) and 1 not in asked.cues.quoted[cue[0] : cue[1]]]
        named = [cue for cue in named if cue[2].name != "principal" or not _OTHERS.match(text, first)]  # 其他完成人2人，共27万元
        if named:
            return as_subject(named[-1])
    return None


def _captioned(asked: Asked) -> Subject | None:
    """What the caption of a table says that its rows are about (权属比例确认表), where it says one thing."""
    caption = next(asked.script.above(asked.passage), None) if asked.kind == "ratio" else None
    if asked.kind == "ratio" and (before := _line_before(asked)) is not None:
        caption = before
    elif caption is None or not asked.script.text[slice(*caption)].strip().endswith(_TITLES):
        return None
    found = asked.within(*caption)
    return as_subject(found[-1]) if len({cue[2].name for cue in found}) == 1 and not found[-1][2].veto else None


def _line_before(asked: Asked) -> tuple[int, int] | None:
    """The line before a table that says what the table tells (转化净收益按下表分享)."""
    corner = _corner(asked.script, asked.passage)
    index = (asked.passage if corner is None else asked.script.passage_at(corner[0])).index
    before = asked.script.passages[index - 1] if index else None
    return (before.start, before.end) if before is not None and _BELOW.search(asked.script.text_of(before)) else None


def _corner(script: Script, passage: Passage) -> tuple[int, int] | None:
    """The first cell of the table that a row is of, where it is not of that row."""
    first = script.first_rows[passage.block.table]
    return None if first is passage else (first.start, script.segment(first.start)[1])


def _purpose(asked: Asked) -> Subject | None:
    """What a value is taken for, where the next words say so (提取10%，计12万元，作为…运行经费); none where other figures stand there."""
    script, start = asked.script, asked.high
    last = script.sentence(start - 1)[1]
    while start < last:
        _, end = script.segment(start)
        text = script.text[start:end]
        if script.text[start - 1] == "｜":
            return None
        if _FOR.match(text) and wording.RATIO not in text and wording.MONEY not in text:
            cues = asked.within(start, end)
            rewarding = (cue for cue in cues if cue[2].name in ("award", "award-total") and "奖" in text[:8])
            chosen = next((cue for cue in cues if cue[2].strong), None) or next(rewarding, None)
            return as_subject(chosen) if chosen is not None else None
        if wording.RATIO in text or not _COUNTED.match(text):
            return None
        start = end
    return None


def _that_is(asked: Asked) -> Subject | None:
    """What the next words say that an amount is (以上四人合计120万元，即本次奖励总额)."""
    script, start = asked.script, asked.high
    if start >= script.sentence(start - 1)[1] or script.text[start - 1] != "，":
        return None
    end = script.segment(start)[1]
    if not _IS.match(script.text, start) or any(sign in wording.VALUES for sign in script.text[start:end]):
        return None
    found = [cue for cue in asked.within(start, end) if end - cue[1] <= 1]
    return as_subject(max(found, key=lambda cue: (cue[2].name == "award-total", cue[1]))) if found else None


def _totalled(asked: Asked) -> Subject | None:
    """The last row of a table of instalments: its total is the price that the table stands under."""
    script, passage = asked.script, asked.passage
    row = script.text_of(passage)
    if passage.block.part != "table" or not _TOTAL_ROW.match(row) or row.count(wording.MONEY) != 1:
        return None
    corner = _corner(script, passage)
    if corner is None:
        return None
    above = list(script.above(passage))
    head = script.text_of(script.passage_at(corner[0]))
    around = head + "".join(script.text[low:high] for low, high in above)
    if not _INSTALMENTS.search(head) or _NO_PRICE.search(around):
        return None
    first = script.passage_at(corner[0]).index
    near = [(one.start, one.end) for one in reversed(script.passages[max(first - _NEAR, 0) : first]) if one.block.part == "body"]
    for low, high in [*above, *near]:
        if found := [cue for cue in asked.within(low, high) if cue[2].name == "price"]:
            return as_subject(found[-1])
    return None


def _summed(asked: Asked) -> Subject | None:
    """The sum of the instalments of a price named before (转让价款150万元。分两期：首期60万元，二期80万元，总计140万元)."""
    script, start = asked.script, asked.passage.start
    low = script.sentence(asked.place)[0]
    if not _IN_ALL.match(script.text, asked.low, asked.high) or script.text.count(wording.MONEY, low, asked.low) < 2:
        return None
    if not _IN_PARTS.search(script.text, start, asked.low) or _NO_PRICE.search(script.text, start, asked.high):
        return None
    named = [cue for cue in asked.within(start, asked.low) if cue[2].name == "price"]
    return as_subject(named[-1]) if named else None


def _says_part(asked: Asked) -> bool:
    """Whether a segment only says what part the amount before it is (计896万元，即收益的70%; 运行经费24万元，按净收入的8%提取)."""
    script = asked.script
    text = script.text[asked.low : asked.place].lstrip()
    if text.startswith("占"):  # 占奖励总额120万元的15%: the amount is that of the base
        return asked.kind != "money"
    said = script.text[script.sentence(asked.place)[0] : asked.low]
    if asked.kind != "ratio" or wording.MONEY not in said:
        return False
    if _THAT_IS.match(text):
        return True
    taken = re.search("提取|计提|计算", script.text[asked.place : asked.high]) is not None
    return taken and text.startswith("按") and re.search("经费|奖励|报酬", said) is not None


def _source(asked: Asked, cue: Cue) -> bool:
    """Whether an amount is taken out of what a cue names (从净收入中提取6万元)."""
    return asked.kind == "money" and cue[2].whole and cue[1] <= asked.place and asked.script.text.startswith(_TAKEN, cue[1])


def _not_aside(asked: Asked, cues: Iterable[Cue]) -> list[Cue]:
    """Cues without those that only stand in brackets before the value (专利维护费用（年费、代理费）：10万元), if there are others."""
    listed = list(cues)
    return [cue for cue in listed if not _aside(asked, cue)] or listed


def _aside(asked: Asked, cue: Cue) -> bool:
    script = asked.script
    if cue[1] > asked.place or "）" not in script.text[cue[1] : asked.place]:
        return False
    before = script.text[script.segment(cue[0])[0] : cue[0]]
    return before.rfind("（") > before.rfind("）")


def _next_part(asked: Asked, cue: Cue) -> bool:
    """Whether a cue names the next of several parts (课题组100万元、转化服务人员26万元)."""
    return cue[2].strong and cue[0] > asked.place and "、" in asked.script.text[asked.place : cue[0]]


def _apart(asked: Asked) -> bool:
    """Whether the segment speaks of a part of what was named before (其中24万元)."""
    return _OTHER_PART.match(asked.script.text, asked.low, asked.high) is not None


def _of_party(asked: Asked) -> bool:
    """Whether a party is said to hold or take the value."""
    held = f"[{wording.TEAM}{wording.UNIT}][^，。；]{{0,6}}(?:享有|取得|获得|分得|占|得)"
    return re.search(held, asked.script.text[asked.low : asked.place]) is not None


def _nearest(cues: list[Cue], place: int) -> Subject:
    def distance(cue: Cue) -> float:
        if cue[1] <= place:
            return place - cue[1]
        if cue[0] <= place:
            return -2  # the cue is made of the value too: 提取{ratio}
        return cue[0] - place - 1 + 1.5  # what stands before a value names it more often than what follows

    return as_subject(min(cues, key=lambda cue: (distance(cue), cue[0] - cue[1])))
