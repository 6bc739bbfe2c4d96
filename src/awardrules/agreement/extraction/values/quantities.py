"""Values tied to topic, party and base: `乙方持有70%的份额` is a share of title of the team, `净收入的70%` never is.

The topic is the nearest cue in the value's own segment; where that is silent, of the segments before it, of its lead, of its heading.
A value without a topic, or of two parties at once, is no fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches, says
from awardrules.agreement.extraction.patterns.patterns import Patterns, Quantity
from awardrules.agreement.extraction.people.recipients import Places
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.extraction.values.asking import Subject, cues_of
from awardrules.agreement.extraction.values.holders import holders
from awardrules.agreement.extraction.values.members import listed_with_parts, of_one_of_several
from awardrules.agreement.extraction.values.offering import beside_blank, each_option, proposed, up_to_blank
from awardrules.agreement.extraction.values.replacing import changed_by
from awardrules.agreement.extraction.values.subjects import subject_of
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound, Number

_TIERED = regex(
    f"[{wording.MONEY}](?:（含[^）]*）)?(?:元)?(?:以下|以上|以内|至(?!今)|到(?![账帐位期手款])|-|—)|[{wording.RANGE}](?:（[^）]*）)?(?:之间)?的?部分|超过[^，。；]{{0,6}}[{wording.MONEY}]|超过部分|超出部分|阶梯|超额累进"
    f"|[{wording.MONEY}](?:（[^）]*）)?元?(?:及|或)?(?:以[上下内])?的?(?:那)?部分|(?:首个?|头一?个?|前)[{wording.MONEY}]|再往上|以上部分|"
    f"第[一二三四五]个?年(?:至|起|度|按|内|，|的)|前[一二三两四五]年"
)
_ITS_PART = regex(f"元?(?:（[^）]*）)?[，：]?[^，。；]{{0,6}}[{wording.RATIO}]")
_BOUND_SIGNS = "≤≥<>＜＞⩽⩾"
# 不低于奖励总额的50%: the comparator stands before the base
_COMPARING = (
    (">=", regex("(?:不低于|不少于|不得低于|不得少于|不短于|至少为?|最低|不小于|应达到)[^，。；、]{0,12}$")),
    ("<=", regex("(?:不超过|不高于|不得超过|不得高于|不长于|至多|最高|最多|不大于)[^，。；、]{0,12}$")),
    (">", regex("(?:大于|超过|高于|多于)[^，。；、]{0,12}$")),
    ("<", regex("(?:小于|低于|少于|不足)[^，。；、]{0,12}$")),
    ("~", regex("(?:大约|约为|左右|预计|预估|估计)[^，。；、]{0,8}$")),
)
_TORN = regex("[0-9] $")  # 42 0万元: the end of a number that a line break tore
_TEAM_DOES = regex(f"，[{wording.TEAM}](?:方)?(?:和|与|同|跟|自行|自己|单独|将|会|可|再|负责|联合)")
_REMARK = regex("(?:备注|说明|附注|注)：")
_MEMBERS = regex(
    f"^(?:序号?｜)?(?:姓名|(?:团队|小组|课题组|[{wording.TEAM}])?成员(?:姓名)?|完成人(?:姓名)?|发明人|[{wording.TEAM}]|(?:份额)?(?:持有|权利|共有|所有)人)(?:｜|$)"
)
_SIDES = regex(f"｜?[{wording.TEAM}{wording.UNIT}](?:一?方)?(?:｜[{wording.PARTIES}](?:一?方)?)+")  # 乙方｜甲方: each has a column
_HEAD = regex("｜[^｜：]{1,16}：")
_NET_OF = regex(f"净(?:收入|收益|额|得|所得)[^，。；\n]{{0,20}}?{wording.MONEY}")
_STEP = regex(f"[^｜]{{0,6}}(?:{wording.RANGE}|{wording.MONEY}(?:元)?(?:（[^）]*）)?(?:以内|以下|以上|部分|的部分)|超过|不足|不满)[^｜]{{0,8}}｜")
_NEXT = regex(f"[、 　/；]|(?:所有权|净收益|收益|份额|净收入)[^、 　/；]{{0,4}}{wording.RATIO}")
_ROUGH = regex("[强弱余多]|左右|上下|以内的(?:任意|某)")
_MEASURED_AS = {"share": "ratio", "yuan": "money", "year": "duration", "month": "duration", "day": "duration"}  # what a blank wants
_FACTORS = {
    ("year", "year"): Fraction(1),
    ("year", "calendar year"): Fraction(1),
    ("month", "year"): Fraction(1, 12),
    ("day", "calendar day"): Fraction(1),
    ("week", "calendar day"): Fraction(7),
    ("day", "day"): Fraction(1),
    ("month", "month"): Fraction(1),
    ("year", "month"): Fraction(12),
}
_NAMES_WHO = wording.PARTIES + wording.PERSON + wording.NOBODY
_ROOM = regex(  # where a blank without a unit is room for a figure
    f"(?:[为占是达于按享持有得取｜ ]|(?<![号称名人方址话）{_NAMES_WHO}])：|不低于|不少于|不高于|不超过|大于|约定){wording.BLANK}"
    f"(?=$|[^”\u4e00-\u9fff{wording.PARTIES}{wording.PERSON}]|[的归给由提计])"
)
_ROWS = 12  # of an account, before and after a row
CONDITION, VOTING, PRINCIPAL, GROSS = "condition", "decision", "principal", "gross"
_PARTED = regex(f"元?[)）]?的?(?:[×xX*＊乘]|乘以|按)?{wording.RATIO}")  # 按净收入280万元的3%提取: what a part is taken of
_SHARED_IN = regex(
    "的(?:比例|份额|标准)?(?:来|去)?(?:参与|参加|分享|享有|取得|分得|获得|提取|享受)(?:本|该|上述|其)?(?:成果|项目|技术)?(?:的)?(?:转化|对外)?(?:的)?"
)
_PRODUCT = regex(f"{wording.RATIO}[=＝]$")
_COSTS = {"related-taxes", "upkeep-cost", "third-party-fee", "direct-cost"}
_WHOLES = {"net-income", "licence-net", "gross", "licence-gross", "price"}
_VOTED = regex("表决的，|投票的，|表决时|投票时")
_NOT_SO = regex(
    "(?:不是|并非|而非)(?!少于|低于)|(?:原先|起初|一度|曾经?)(?:主张|要求|提出|希望)|(?:申请|请求|要求|主张|希望)的[是为]?$|(?<![一差毫])不$"
    "|(?:未|没有)(?:予|作|曾)?(?:分配|奖励|发放|支付)[^，。；]{0,6}的$"
)
_TURNED = regex(
    f"(?:的)?(?:不算数|不作数|作废|失效)|(?:开|分成|的?比例|的?份额)?(?:改为|改成|改作|调整为|变更为|变为|提高[到至为]|增至|增加到|上调[到至为]|下调[到至为]|降[到至为])[^，。；]{{0,4}}[{wording.VALUES}]"
)
_QUOTED_BEFORE = regex(  # 第二条“课题组占60%、医院占40%”应为“…”
    "[^“”。；\n]{0,24}”[，,]?(?:自[^，。；]{0,8}起)?[，,]?(?:应?改为|应为|应改成|更正为|修改为|变更为|调整为|替换为|改成)"
)
_EXPIRING = regex("(?:届满|到期|期满)(?:之)?(?:后|起|之日起)?[，]?(?:再|顺延|继续)?(?:延长?|续展?|展期?)[^，。；可]{0,4}$")
_BOTH_ENDS = ("首尾", "头尾", "两端", "起止", "起讫", "首末")
PRICE, _USE_ONLY = "conversion.price", {"use_right_grant"}
PRINCIPAL = "principal"  # the topic of what principal completers get
POOL = "pool"  # what is set aside to reward people, as a base
_POOLED = regex("按照?|[为是取：]|(?:核|确)?定为?")
LAW = "law"  # the context of what is quoted
FORMER = "former"  # the context of what was agreed before and no longer holds
ALTERNATIVE = "alternative"  # the context of a wording that stands beside others to choose from
ENDS = {">=": (True, False), ">": (True, False), "<=": (False, True), "<": (False, True)}


def claims(script: Script, setting: Setting, patterns: Patterns, deals: set[str], where: Places) -> Iterator[Claim]:
    """Every claim that a value makes of a quantity; `deals` are the kinds of deal the document speaks of, `where` single people's rewards stand."""
    spotted = cues_of(script, patterns, setting.marks.get(LAW, bytearray(len(script.text))))
    by_topic: dict[str, list[Quantity]] = {}
    for quantity in patterns.quantities:
        if (quantity.deals and not quantity.deals & deals) or (quantity.path == PRICE and deals == _USE_ONLY):
            continue
        by_topic.setdefault(quantity.topic, []).append(quantity)
    heads = {table: script.text_of(head) for table, head in script.first_rows.items()}
    members = {table for table, head in heads.items() if _MEMBERS.search(head) and not _SIDES.fullmatch(head)}
    for place, mention in sorted(script.values.items()):
        if mention.kind in ("tick", "all", "date") or where.only_single(script, place):
            continue
        if mention.kind == "blank" and not mention.unit and not _ROOM.search(script.text, max(place - 3, 0), place + 2):
            continue  # “____”, ______大学: room for a name
        kind = "range" if mention.kind == "range" else mention.kind
        if script.text[place] in (wording.DATES, wording.NO_DATE) or (mention.kind == "blank" and "某" in mention.text):
            continue
        sought = _MEASURED_AS.get(mention.unit, kind) if kind == "blank" else kind
        if kind == "range" and mention.unit == "day" and script.text[max(place - 1, 0) : place] == "月":
            continue  # 元月13日到27日: days of a month
        if kind == "duration" and script.text[max(place - 2, 0) : place] in _BOTH_ENDS:
            continue  # 自…至…（首尾两日计入）: how days are counted
        if kind in ("money", "ratio") and _remarked(script, place):
            continue  # 许可费收入｜金额：420万元｜备注：佛山240万元、东莞180万元
        if kind in ("ratio", "split") and script.passage_at(place).block.table in members and _of_member(script, place):
            continue
        if kind in ("ratio", "split") and of_one_of_several(script, script.passage_at(place)):
            continue
        subject = subject_of(script, place, sought, spotted)
        if subject is not None and place in where.principal and subject.topic.name != PRINCIPAL:
            continue
        if subject is None or subject.topic.veto or (kind == "money" and _reckoned(script, place, subject)):
            continue
        for quantity in by_topic.get(subject.topic.name, ()):
            if kind in quantity.kinds and (sought == kind or sought in quantity.kinds):  # ____% is room for a part, not for an amount
                yield from _of(script, setting, patterns, quantity, subject, place, mention)


def _of(script: Script, setting: Setting, patterns: Patterns, quantity: Quantity, subject: Subject, place: int, mention: Mention) -> Iterator[Claim]:
    if quantity.units and mention.kind not in ("blank", "ratio", "split") and mention.unit not in quantity.units:
        return
    low, high = script.sentence(place)
    passage = script.passage_at(place)
    own = (passage.start, passage.end) if quantity.complement else (low, high)
    named = script.sentence(subject.start) if mention.kind in ("duration", "range") else own  # 二、多少年。共十二年
    stretches = (own, named, *_account(script, passage, mention), *script.above(passage))
    if quantity.topic in _COSTS and script.text.count(wording.MONEY, passage.start, passage.end) > 2:  # 收入240万元；税费14万元；净额200万元
        stretches = (*stretches, (passage.start, passage.end))
    if quantity.needs and not any(says(script.text, quantity.needs, a, b) for a, b in stretches):
        return
    if says(script.text, quantity.unless, *_item(script, place, mention)) or says(script.text, quantity.never, low, _told_until(script, place, high)):
        return
    if quantity.topic == PRINCIPAL and listed_with_parts(script, place):
        return
    if quantity.topic == GROSS and script.text.startswith(("分配", "的分配"), subject.end) and _leads(script, subject.start, passage):
        return  # 就转化收益分配约定：…: what the lines beneath give is of each
    base = base_of(script, patterns, place)
    if quantity.bases and base not in quantity.bases:
        return
    shares = [
        (share, one is mention.otherwise)
        for one in each_option(mention)
        for share in (
            [value for role, value in holders(script, place, one) if role == quantity.party]
            if quantity.party
            else [value_of(one, before_of(script, place))]
        )
    ]
    for value, free in ((_measured(share, mention, quantity), free) for share, free in shares):
        context = "" if mention.kind == "blank" else setting.at(place, place + 1)
        if context == CONDITION and quantity.topic == VOTING and _VOTED.search(script.text, low, place):
            context = ""  # 确需表决的，团队享有90%的决策权: weights are for votes
        if mention.kind == "duration" and script.text.startswith(("来，", "来,", "间，", "以来"), place + 1):
            continue  # 五年来，使用人依约履行
        if not context and mention.kind != "blank" and _NOT_SO.search(before_of(script, place)):
            context = "denied"  # 期限八年，不是你们申请的十二年
        if not context and mention.kind != "blank" and (_TURNED.match(script.text, place + 1) or _QUOTED_BEFORE.match(script.text, place + 1)):
            context = FORMER  # 专利对半开改成六四开
        if context in (CONDITION, FORMER) and quantity.topic == "extension" and _EXPIRING.search(script.text, low, place):
            context = ""  # 原协议期限届满后再延长5年: what is agreed now for then
        if context and context != ALTERNATIVE:
            yield Claim(quantity.path, value if context == FORMER else None, place, place + 1, doubt=context)
        elif context == ALTERNATIVE or mention.kind == "blank" or beside_blank(script, place):
            bound = up_to_blank(script, place, value) if mention.values and context != ALTERNATIVE else None
            yield Claim(quantity.path, bound, place, place + 1, blank=True, proposed=proposed(mention), free=free)
        elif value is None or mention.comparator == "~" or _rough(script, place):
            yield Claim(quantity.path, None, place, place + 1, doubt="approximate")
        elif quantity.done and not isinstance(value, Bound) and setting.ahead(place, place + 1):
            yield Claim(quantity.path, None, place, place + 1, doubt="ahead")
        elif tiered(script, place):
            yield Claim(quantity.path, None, place, place + 1, doubt="tiered")
        elif _fits(quantity, value):
            if quantity.exact and isinstance(value, Bound):
                continue
            kept = value
            if quantity.complement:
                if not isinstance(value, int | Fraction):
                    continue
                kept = SCALE - value
            yield Claim(quantity.path, kept, place, place + 1, base, derived=quantity.complement, also=((subject.start, subject.end),))


def _told_until(script: Script, place: int, high: int) -> int:
    """Where what is told with a term of years ends: before what the team does with it (使用8年，乙方与一家公司共同实施)."""
    if script.values[place].unit not in ("year", "month"):
        return high
    goes_on = _TEAM_DOES.search(script.text, script.segment(place)[1] - 1, high)
    return goes_on.start() + 1 if goes_on is not None else high


def _item(script: Script, place: int, mention: Mention) -> tuple[int, int]:
    """The segment of a value; of several parts in one segment (所有权70%、净收益80%) what stands between the value before and the next sign."""
    low, high = script.segment(place)
    if mention.kind != "ratio" or script.text.count(wording.RATIO, low, high) < 2:
        return low, high
    before = script.text.rfind(wording.RATIO, low, place)
    behind = _NEXT.search(script.text, place + 1, high)
    return (before + 1 if before >= 0 else low), (behind.start() if behind else high)


def _of_member(script: Script, place: int) -> bool:
    """Whether a part stands in the row of a single person (何嘉铭｜份额：32%), in a list of the people of one party."""
    row = _HEAD.sub("｜", script.text_of(script.passage_at(place)))  # 在团队中的分工：总体设计 is of a person
    return script.values[place].values == (SCALE,) or not any(sign in row for sign in wording.PARTIES)  # 团队合计｜100%: of itself


def _reckoned(script: Script, place: int, subject: Subject) -> bool:
    """Whether an amount is only what a part is taken of, or a whole only the product (净收入280万元×75%=210万元)."""
    if subject.topic.name in _WHOLES:
        return _PRODUCT.search(script.text, max(place - 2, 0), place) is not None
    return _PARTED.match(script.text, place + 1) is not None


def _remarked(script: Script, place: int) -> bool:
    """Whether an amount or a part stands in the remarks of a row that has another."""
    low, _ = script.segment(place)
    sign, begun = script.text[place], script.passage_at(place).start
    low = low if _REMARK.match(script.text, low) else max(script.text.rfind("｜", begun, low) + 1, begun)
    return _REMARK.match(script.text, low) is not None and sign in script.text[begun:low]


def _account(script: Script, passage: Passage, mention: Mention) -> Iterator[tuple[int, int]]:
    """The rows of the table that an amount stands in: an account says in one row what the others are items of."""
    if mention.kind == "money" and passage.block.part == "table":
        for one in script.passages[max(passage.index - _ROWS, 0) : passage.index + _ROWS]:
            if one is not passage and one.block.part == "table" and one.block.table == passage.block.table:
                yield one.start, one.end


def _rough(script: Script, place: int) -> bool:
    """Whether a value is but about (10多万元), or not the whole of what was written."""
    if script.text[place] == wording.DURATION in (script.text[max(place - 1, 0)], script.text[place + 1 : place + 2]):
        return True  # 两周零一天: neither is the whole
    return _ROUGH.match(script.text, place + 1) is not None or _TORN.search(script.text, max(place - 2, 0), place) is not None


def before_of(script: Script, place: int) -> str:
    """The words of a value's segment before it, from the last value on."""
    low, _ = script.segment(place)
    text = script.text[low:place]
    last = max((at for at, sign in enumerate(text) if sign in wording.VALUES), default=-1)
    return text[last + 1 :]


def _leads(script: Script, place: int, passage: Passage) -> bool:
    """Whether a place stands in words that lead to a passage behind them."""
    return place < passage.start and script.text_of(script.passage_at(place)).rstrip().endswith(("：", ":"))


def base_of(script: Script, patterns: Patterns, place: int) -> str:
    """What a ratio is a part of: the last base named before it in its sentence, or by what stands above."""
    low, high = script.sentence(place)
    start = script.passage_at(place).start
    while low > start and script.text[low - 1] in "；;":  # 收益分配比例：甲方35%；乙方65%
        low, _ = script.sentence(low - 1)
    best, name = -1, ""
    for base, wordings in patterns.bases.items():
        for match in matches(script.text, wordings, low, high):
            if base == POOL and _POOLED.fullmatch(script.text, match.end(), max(place, match.end())):
                continue  # 净收入200万元，奖励总额按70%提取
            rank = match.end() if match.end() <= place else -1
            if rank > best or (rank == best and rank >= 0 and len(match[0]) > 3):
                best, name = rank, base
    if name:
        return name
    behind = script.text[place + 1 : place + 4]
    for base, wordings in patterns.bases.items():  # 95%的转化收益; 6%（以净收益为基数）
        if behind.startswith("的") and any(match.start() == place + 2 for match in matches(script.text, wordings, place + 2, high)):
            return base
        if any(_SHARED_IN.fullmatch(script.text, place + 1, match.start()) for match in matches(script.text, wordings, place + 2, high)):
            return base  # 以75%的比例参与净收益分配
        if behind.startswith(("（以", "（占")) and any(match.start() <= place + 6 for match in matches(script.text, wordings, place + 1, high)):
            return base
    if _of_net(script, place):
        return "net"
    passage = script.passage_at(place)
    for start, end in (*script.above(passage), *changed_by(script, passage)):
        for base, wordings in patterns.bases.items():
            if says(script.text, wordings, start, end):
                return base
    return ""


def _of_net(script: Script, place: int) -> bool:
    """Whether a part comes with an amount that is just that part of the net income of a paragraph before (净收入130万元 / 70%（91万元）奖励…)."""
    passage = script.passage_at(place)
    high = passage.end if passage.block.part == "table" else script.segment(place)[1]
    amount = script.values.get(script.text.find(wording.MONEY, place, high))
    ratio = script.values[place].values
    if amount is None or len(amount.values) != 1 or len(ratio) != 1:
        return False
    last = passage.index + (_ROWS if passage.block.part == "table" else 0)
    for one in script.passages[max(passage.index - _ROWS, 0) : last]:
        for found in _NET_OF.finditer(script.text, one.start, one.end):
            net = script.values[found.end() - 1].values
            if len(net) == 1 and Fraction(net[0]) * Fraction(ratio[0]) == Fraction(amount.values[0]) * SCALE:
                return True
    return False


def tiered(script: Script, place: int) -> bool:
    """Whether a value is agreed for one tier of an income."""
    low, high = script.sentence(place)
    passage = script.passage_at(place)
    if passage.block.part == "table" and _STEP.match(script.text, passage.start, place):
        return True  # 100万元至500万元｜80%｜20%
    return _TIERED.search(script.text, low, high) is not None or _is_step(script, low, high)


def _is_step(script: Script, low: int, high: int) -> bool:
    """Whether a sentence gives a part for a range of amounts (100万—500万元，乙方80%; ≤100万元，乙方70%)."""
    for place in range(low, high):
        mention = script.values.get(place)
        if mention is None or mention.unit != "yuan" or not _ITS_PART.match(script.text, place + 1):
            continue
        if mention.kind == "range" or script.text[max(place - 1, 0)] in _BOUND_SIGNS:
            return True
    return False


def _fits(quantity: Quantity, value: Value) -> bool:
    if "ratio" not in quantity.kinds:
        return True
    ends = [value.low, value.high] if isinstance(value, Bound) else [value]
    return all(0 <= end <= SCALE for end in ends if isinstance(end, int | Fraction))


def _measured(value: Value | None, mention: Mention, quantity: Quantity) -> Value | None:
    """A duration in the unit the fact is counted in; None where the one is no whole number of the other."""
    return in_measure(value, mention, quantity.measure)


def in_measure(value: Value | None, mention: Mention, measure: str) -> Value | None:
    """A value of a mention in the unit `measure` (working days as the least number of days); None where the one is no whole number of the other."""
    if mention.kind not in ("duration", "range", "blank") or value is None or mention.unit in ("", "share", "yuan"):
        return value
    if mention.unit == "working_day" and measure in ("day", "calendar day"):  # so many working days are as many days at the least
        least = value.low if isinstance(value, Bound) else value
        return None if least is None else Bound(least, None)
    factor = _FACTORS.get((mention.unit, measure))
    if factor is None:
        return None
    ends = [value.low, value.high] if isinstance(value, Bound) else [value]
    turned = [_whole(end * factor) if isinstance(end, int | Fraction) else None for end in ends]
    return Bound(turned[0], turned[1]) if isinstance(value, Bound) else turned[0]


def _whole(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


def value_of(mention: Mention, before: str = "") -> Value | None:
    """A mention as a value: a number, a bound where its comparator, a range or the words `before` say so; None where it says none."""
    if not mention.values:
        return None
    if mention.kind in ("range", "blank") and len(mention.values) == 2 and not mention.options:
        return Bound(mention.values[0], mention.values[1])
    value: Number = mention.values[0]
    comparator: str = mention.comparator
    if comparator == "=" and before:
        comparator = next((sign for sign, words in _COMPARING if words.search(before)), "=")
    if comparator in ENDS:
        low, high = ENDS[comparator]
        return Bound(value if low else None, value if high else None)
    return value if comparator == "=" else None
