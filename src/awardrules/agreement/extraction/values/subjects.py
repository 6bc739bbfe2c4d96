"""What a value is about: the nearest cue of a topic in its own segment, then in the segments before it, its lead, its heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.values.asking import PARTS, Asked, Cue, Cues, Subject, as_subject
from awardrules.agreement.extraction.values.bareparts import going_on
from awardrules.agreement.extraction.values.replacing import changed_by
from awardrules.agreement.extraction.values.wholes import IN_PARTS, corner_of, summed, that_is, totalled
from awardrules.agreement.programs import regex

_WEIGHT = regex("决策权|表决权|投票权|话语权|决策比例|表决比例|决策份额")
_OF_NET = regex("净(?:收入|收益|额|得|所得)[^，。；｜]{0,4}$")
_OTHER_PART = regex("(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．])?[ 　]*(?:其中|其余|余下|剩余|剩下|结余|还剩|另)")
SPOKEN = 600  # signs of a paragraph before a value in which its subject may be named
_OWNED = regex("共有|所有权|产权|权属|按份")
_REMAINING = regex(f"[ 　]*(?:其余|余下|剩余|剩下|结余|还剩|所余|余)(?:的|部分|款|款项|资金)*{wording.MONEY}")
_NAMED = regex("[\u4e00-\u9fff]{0,6}(?:人员|完成人|成员|参与人|贡献者|工作者)[：为得共合计]{0,3}$")
_FOR = regex(f"(?:由[{wording.PARTIES}])?(?:专门|专项|专|全部)?(?:归于?|作为|用作|用于|用来|列为|奖励|奖给|发给|给|作)")
_TAKEN = ("中", "里", "之中", "内的", "之内")
_THAT_IS = regex("(?:占|即|[是系](?!指|否|统|列)|相当于|为(?!主要)|也就是|折合|合)")
_SPENT = regex("[奖发付缴扣费]")
_DEDUCTED = regex("(?:再|先|在)?(?:(?:刨|扣|减|除|抛|剔)(?:去|掉|除|完|减|开|出|了)|去掉|核减|减(?![少免半轻值低弱缓持])|清偿|偿还|付清)")
_PART_OF = regex(f"(?:为|占|即|相当于|系)[^，。；]{{0,10}}{wording.RATIO}[，；]?$")  # 提取33000元，为净收入的2%，作…运行经费
_COUNTED = regex(f"(?:即|计|共计|合计|折合|也就是|就是|亦即|共|折)?(?:人民币)?{wording.MONEY}")
_SAID_TWICE = regex(f"[{wording.VALUES}]（[{wording.VALUES}]）")  # 壹佰贰拾万元整（¥1,210,000.00）: about what the words are about
_WHOLE = regex("合计|共计|总计|总额|总价|一共")
_SOMEBODYS = regex(f"[{wording.PARTIES}{wording.PERSON}]的[^，。；｜]{{0,4}}$")  # 课题组的62.3万元由四人分配
_BELOW = regex("[下附]表|如下[：:。]?\\s*$|见下|列下")
_TITLES = ("表", "一览", "清单", "分配", "归属", "比例", "份额", "安排", "约定", "分享", "分成", "权属", "权重", "如下", "：")
_OTHERS = regex("[（(]?[一二三四五六七八九十0-9]{0,2}[）)、.．]?\\s*(?:其[他它余]|一般|次要|参与|为转化|对转化|重要贡献)")
_REST = regex("(?:余下|剩下|剩余|其余|结余)(?:的)?(?:部分|款项|款)?$")
_SUM = regex(f"(?:一共|总共|共计?|合计|总计|计|即|为|也就是|折合|金额为?)(?:人民币)?{wording.MONEY}(?:整|元)?[。；，\n]?$")
_NO_TERM = regex(
    f"每|连续|已|试[种用验行]|评估|检查|{wording.DURATION}(?:之)?[内后前]|届满|逾期|宽限|保密|提前|以上|以下|公司|企业|{wording.OTHER}|保存|聘|任期|工作|未实施|不实施|闲置|免"
)
_LIMIT = regex("^（[^（）]{0,16}）")  # 十二年（10年以上）: says nothing of what the value is
_BETWEEN = regex(f"[{wording.UNIT}](?:与|和|同|跟|及|、)$")  # 在甲方与乙方之间: between the parties
_APPRAISED = regex("评估|底价|挂牌|起拍|保留价")
_SPENT_ON = regex(
    f"费|经费|出资|出{wording.RATIO}|支付|缴|投入|税|罚|违约|赔|奖|责任|风险|承担|负担|分担|垫|贷|利息|工作量|贡献|进度|合格|误差|浓度|纯度|准确|效率|产量|增长|以上|超过|低于|为限|registered"
)
_OUT_OF = regex("扣除|扣减|扣掉|减去|刨去|(?<=[，；])(?:净?余|其余|余下|剩)|(?<![保])[留转]$")
_FIGURED = regex(f"[{wording.RATIO}{wording.MONEY}]")
_ITEM = regex("(?:费|税|费用|支出|开支|成本)[：为共计]{0,2}$")
_LEFT = regex(f"[{wording.PARTIES}]|留存|留归|留用|学院|学校|财政|其余|剩余")
_COSTS = {"related-taxes", "upkeep-cost", "third-party-fee", "direct-cost", "expense"}
_SCHEDULE = regex("(?:支付|付款|缴付|给付)[^。；]{0,20}：\\s*$|(?:付款|支付)(?:安排|计划|进度|方式|时点|节点)")


def subject_of(script: Script, place: int, kind: str, cues: Cues) -> Subject | None:
    """What a value at `place` is about, or none."""
    asked = Asked(script, cues, place, kind, script.passage_at(place), *script.segment(place))
    if _SAID_TWICE.match(script.text, max(place - 2, 0)) and (said := script.values.get(place - 2)) and said.kind == kind:
        return subject_of(script, place - 2, kind, cues)
    in_table = asked.passage.block.part == "table"
    if in_table and kind in ("money", "ratio") and asked.low > asked.passage.start:  # 主要完成人｜奖励金额：50万元
        told = [cue for cue in asked.within(*script.segment(asked.passage.start)) if cue[2].strong]
        if told:
            return as_subject(told[0])
        if kind == "ratio" and (pool := _of_pool(asked)):
            return pool
    if kind == "money" and (told_behind := that_is(asked) or totalled(asked) or summed(asked)):
        return told_behind
    part_of = asked.low > script.sentence(place)[0] and _says_part(asked)  # …，占收益的3%: of what was said before
    if part_of and kind == "ratio" and (purpose := _purpose(asked)) and purpose.topic.strong:
        return purpose  # 提取12万元，占2%，作为…运行经费
    if not part_of:
        if found := _in_segment(asked):
            return _bare_share(asked, found) or found
        if kind == "money" and (purpose := _purpose(asked)):
            return purpose
    elif kind == "ratio" and (purpose := _purpose(asked)) and purpose.topic.strong:  # 提取12万元，占2%，作为…运行经费
        return purpose
    told_before, settled = _before(asked, part_of)
    if settled:
        return told_before
    if in_table:  # a row says itself what it is about, or the first cell above its columns does
        corner = corner_of(script, asked.passage) if kind == "ratio" else None
        named = asked.within(*corner) if corner is not None else []
        return as_subject(named[-1]) if named else _captioned(asked)
    return _owned_later(asked) or _above(asked) or going_on(asked)


def _bare_share(asked: Asked, found: Subject) -> Subject | None:
    """What a clause is about whose heading or lead names it, where a value in it is only called a share (收益安排：乙方份额为80%)."""
    if asked.kind == "money" or asked.script.text[found.start : found.end] != "份额" or asked.passage.block.part == "table":
        return None
    if _OWNED.search(asked.script.text, *asked.script.sentence(asked.place)):
        return None
    above = _above(asked)
    return Subject(above.topic, found.start, found.end) if above is not None and above.topic.name in ("proceeds", "decision") else None


def _of_pool(asked: Asked) -> Subject | None:
    """奖励总额｜315万元｜净收入的70%: the part that the pool of a row is of the net income."""
    low, high = asked.script.segment(asked.passage.start)
    found = asked.cues.found[bisect_left(asked.cues.starts, low) : bisect_left(asked.cues.starts, high)]
    pool = next((cue for cue in found if cue[2].name == "award-total"), None)
    if pool is None or not _OF_NET.search(asked.script.text, asked.low, asked.place):
        return None
    award = next((cue[2] for cue in asked.cues.found if cue[2].name == "award"), None)
    return Subject(award, pool[0], pool[1]) if award is not None else None


def _in_segment(asked: Asked) -> Subject | None:
    """What the value's own segment says that it is about, or what the next one says that it is for."""
    found = [cue for cue in asked.within(asked.low, asked.high) if not _source(asked, cue) and not _next_part(asked, cue)]
    if not found:
        return None
    if asked.kind == "money":  # 净收入的80%即108万元: the amount is not that of the base
        text, cut = asked.script.text, _DEDUCTED.search(asked.script.text, asked.place, asked.high)
        rest = _REST.search(text, asked.low, asked.place) is not None  # 净收入余下的40万元
        found = [  # 净收入200万元（收入240万元减税费…）: that has its amount
            cue for cue in found if not (cue[2].whole and cue[1] <= asked.place and (rest or _FIGURED.search(text, cue[1], asked.place)))
        ]
        found = [cue for cue in found if cut is None or cue[0] < cut.end()]  # 220万元里减掉税费13万元
        if not found:
            return _purpose(asked)
    found = [cue for cue in _not_aside(asked, found) if not (cue[2].veto and _noted(asked, cue))]
    if not found:
        return None
    if asked.script.text.startswith("（", asked.place + 1):  # 乙方：70%（团队内部自行分配）
        found = [cue for cue in found if not (cue[2].name in ("internal", "award", "vote") and cue[0] > asked.place)]  # 团队占80%（含奖励）
        if not found:
            return None
    if any(cue[2].name == "decision" and _WEIGHT.match(asked.script.text, cue[0]) for cue in found):  # 表决时，课题组享有90%的决策权
        found = [cue for cue in found if cue[2].name != "vote"]
    found = [cue for cue in found if not (cue[2].name == "internal" and _BETWEEN.search(asked.script.text, asked.low, cue[0]))] or found
    barred = next((cue for cue in found if cue[2].veto), None)
    if barred is not None and _APPRAISED.match(asked.script.text, barred[0]):  # 参考评估值协议定价为1,200万元
        priced = [cue for cue in found if cue[2].name == "price" and barred[1] <= cue[0] and cue[1] <= asked.place <= cue[1] + 2]
        if priced and not any(sign in wording.VALUES for sign in asked.script.text[barred[1] : priced[-1][0]]):
            return as_subject(priced[-1])
    strong = [cue for cue in found if cue[2].strong]
    if barred is not None and not (strong and barred[2].name == "part-of-price"):
        return as_subject(barred)
    nearest = _nearest(strong or found, asked.place, asked.script.text)
    if nearest.topic.whole and asked.script.text.startswith(_TAKEN, asked.place + 1):
        return nearest  # 从净收入223万元中提取80%用于奖励
    if not nearest.topic.strong and not _of_party(asked) and (purpose := _purpose(asked)):
        return purpose
    return nearest


def _before(asked: Asked, part_of: bool) -> tuple[Subject | None, bool]:
    """What the segments before the value's own say that it is about, in its sentence and then in its passage; and whether they settle it."""
    script, kind = asked.script, asked.kind
    first, _ = script.sentence(asked.place)
    remains = _REMAINING.match(script.text, asked.low, asked.high) is not None  # 5%作运行经费，其余50万元留院
    if kind == "money" and not remains and (told := [cue for cue in asked.within(first, asked.low) if cue[2].strong]):
        settled = wording.MONEY in script.text[told[-1][1] : asked.low] and _NAMED.match(script.text, asked.low, asked.place) is not None
        return (None, True) if settled else (as_subject(told[-1]), True)  # 主要完成人84万元，…，转化人员14万元: each has its own
    stop = asked.low
    for before, stop in _segments_before(script, first, asked.low):
        deducted = _DEDUCTED.search(script.text, before, stop) if kind in PARTS else None
        found = [
            cue for cue in asked.within(before, stop) if not (kind == "money" and ((cue[2].whole and _apart(asked)) or (remains and cue[2].strong)))
        ]
        if deducted:  # 收入，刨去成本和税以后，…: what is deducted is not what is shared
            found = [cue for cue in found if cue[2].name == "proceeds" or (cue[1] <= deducted.start() and not cue[2].veto)]
        if kind == "money":  # 从净收入中提取，比例70%，金额98万元; 年费3万元，评估5万元: these have their figures
            found = [cue for cue in found if not ((cue[2].whole or cue[2].name in _COSTS) and _told(asked, cue[1]))]
        if kind == "money" and wording.RATIO in script.text[asked.low : asked.place]:  # 净得200万元，院留30%即60万元
            found = [cue for cue in found if not cue[2].whole]
        if kind == "money" and _OUT_OF.search(script.text, asked.low, asked.place):  # 价款到账后，扣除税2万元，余42万元；学校留10.5万元
            found = [cue for cue in found if cue[2].name != "price"]
        if kind in PARTS and found and all(_aside(asked, cue) for cue in found):
            continue  # 团队占80%（含奖励），医院占20%
        if found and not _other_cell(asked, before, stop):
            if kind == "money" and IN_PARTS.search(script.text, before, asked.place) and not _WHOLE.search(script.text, asked.low, asked.place):
                return None, True  # 价款分两期支付：…付9万元
            last = max(_not_aside(asked, found), key=lambda cue: (part_of and cue[2].strong, not cue[2].veto, cue[1]))
            pool = [cue for cue in found if cue[2].name == "award-total" and not any(sign in wording.VALUES for sign in script.text[before : cue[0]])]
            if kind == "money" and pool and _SUM.match(script.text, asked.low, asked.high):  # 奖励总额按净收入的70%提取，共126万元
                return as_subject(pool[0]), True
            if kind == "money" and wording.RATIO in script.text[last[1] : stop]:
                return None, True  # 净收入的80%，即80万元: the amount is not that of the base
            return as_subject(last), True
    if kind == "money" and _ITEM.search(script.text, asked.low, asked.place):  # 税费9万元；年费2万元: an item of its own
        return None, True
    found = asked.within(max(asked.passage.start, first - SPOKEN), first) if first > asked.passage.start else []
    if _LEFT.search(script.text, asked.low, asked.place):  # …运行经费10万元；学校50万元: not of what was set apart before
        found = [cue for cue in found if not cue[2].strong and cue[2].name not in ("award", "award-total") and not (kind == "money" and cue[2].whole)]
    if kind == "money" and wording.RATIO in script.text[first : asked.low]:  # 研究院得25%，即60万元: not of the whole that a sentence before has
        found = [cue for cue in found if not cue[2].whole]
    if kind == "money" and _OUT_OF.search(script.text, asked.low, asked.place):
        found = [cue for cue in found if cue[2].name != "price"]
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
    cells = [cell for cell in asked.script.text[stop : asked.low].split("｜") if cell]
    if asked.kind in PARTS and cells and all(any(sign in wording.VALUES for sign in cell) for cell in cells):
        return any(sign in wording.VALUES for sign in asked.script.text[before:stop])  # 2｜净收益分配｜甲方：20%｜乙方：80%
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
    for low, high in asked.above():
        if asked.kind == "money" and IN_PARTS.search(text, low, high) and not _WHOLE.search(text, asked.low, asked.high):
            return None  # 价款分三期支付： / （1）…付30万元
        if asked.kind == "money" and _SCHEDULE.search(text, low, high) and "付" in text[asked.low : asked.high]:
            return None
        named = [cue for cue in asked.within(low, high) if not (spent and cue[2].whole) and 1 not in asked.cues.quoted[cue[0] : cue[1]]]
        named = [cue for cue in named if cue[2].name != "principal" or not _OTHERS.match(text, first)]  # 其他完成人2人，共27万元
        if asked.kind in ("duration", "range") and _NO_TERM.search(
            text[asked.low : asked.place + 1] + _LIMIT.sub("", text[asked.place + 1 : asked.high])
        ):  # 已试种五年 under 长期使用权
            named = [cue for cue in named if cue[2].name != "use-term"]
        if asked.kind in PARTS and _SPENT_ON.search(text, asked.low, asked.high):  # 项目经费甲方出60% under 所有权
            named = [cue for cue in named if cue[2].name != "title"]
        if named:
            return as_subject(named[-1])
    for low, high in changed_by(asked.script, asked.passage) if asked.kind in PARTS else ():
        if named := asked.within(low, high):
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
    corner = corner_of(asked.script, asked.passage)
    index = (asked.passage if corner is None else asked.script.passage_at(corner[0])).index
    before = asked.script.passages[index - 1] if index else None
    return (before.start, before.end) if before is not None and _BELOW.search(asked.script.text_of(before)) else None


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
            rewarding = (
                cue
                for cue in cues
                if (cue[2].name in ("award", "award-total") and "奖" in text[:8])
                or (cue[2].name == "price" and text.startswith("作为") and not cues[0][2].veto)
            )
            chosen = next((cue for cue in cues if cue[2].strong), None) or next(rewarding, None)
            return as_subject(chosen) if chosen is not None else None
        if not _PART_OF.match(text) and (wording.RATIO in text or not _COUNTED.match(text)):
            return None
        start = end
    return None


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


def _noted(asked: Asked, cue: Cue) -> bool:
    """Whether a cue stands in brackets behind an amount that say how it is made up (48万元（每年12万元，共4年）)."""
    text = asked.script.text
    if asked.kind != "money" or not text.startswith("（", asked.place + 1) or cue[0] <= asked.place:
        return False
    return any(sign in wording.VALUES for sign in text[asked.place + 1 : asked.high]) and "）" not in text[asked.place : cue[0]]


def _told(asked: Asked, end: int) -> bool:
    """Whether what ends at a place has its figure before the value; in a row of a table another column is none."""
    signs = wording.MONEY if asked.passage.block.part == "table" else wording.RATIO + wording.MONEY
    return any(sign in signs for sign in asked.script.text[end : asked.low])


def _next_part(asked: Asked, cue: Cue) -> bool:
    """Whether a cue names the next of several parts (课题组100万元、转化服务人员26万元)."""
    return (cue[2].strong or (cue[2].whole and asked.kind == "money")) and cue[0] > asked.place and "、" in asked.script.text[asked.place : cue[0]]


def _apart(asked: Asked) -> bool:
    """Whether the segment speaks of a part of what was named before (其中24万元)."""
    return _OTHER_PART.match(asked.script.text, asked.low, asked.high) is not None


def _of_party(asked: Asked) -> bool:
    """Whether a party is said to hold or take the value."""
    held = f"[{wording.TEAM}{wording.UNIT}][^，。；]{{0,6}}(?:享有|取得|获得|分得|占|得)"
    return re.search(held, asked.script.text[asked.low : asked.place]) is not None


def _nearest(cues: list[Cue], place: int, text: str) -> Subject:
    def distance(cue: Cue) -> float:
        if cue[1] <= place:  # 30%所有权、20%净收益: what stands behind the value before is that one's
            return place - cue[1] + (3 if text[cue[0] - 1] == wording.RATIO and text[cue[1] : place] in ("、", "和", "及") else 0)
        if cue[0] <= place:
            return -2  # the cue is made of the value too: 提取{ratio}
        return cue[0] - place - 1 + 1.5  # what stands before a value names it more often than what follows

    return as_subject(min(cues, key=lambda cue: (distance(cue), cue[0] - cue[1])))
