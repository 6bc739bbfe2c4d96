"""Whose a value is: the party that holds, takes or is given it, by the words around the value."""

from __future__ import annotations

import re

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.figures import roles_of
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.values.pairing import paired
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE

_ANY = wording.PARTIES + wording.PERSON + wording.NOBODY
_ROLE = {wording.TEAM: "team", wording.UNIT: "unit", wording.OTHER: "other", wording.PERSON: "person", wording.NOBODY: "nobody"}
_OTHERS = {"team": "unit", "unit": "team"}
_GIVE = (
    "转移至|转移给|变更至|变更给|登记至|过户给|划入|归属于|归属|归|属于|属|赋予|给予|奖励给|奖励|分配给|分给|支付给|让渡给|让渡|授予|"
    "转让给|转让|划归|划拨给|返还|交付|发放给|给|交由|由|向|让与|拨付给|上交|上缴|支付|(?<![保自])留(?:给|归|于|在)?|"
    " (?:in|to|for) ?|(?:支付|拨付|划付|转付|付|拨|分|分配|让|划|转|汇|打|奖|发|派|计)(?:予|至|到|入|归|与|往)|算(?:作|是)?|"
    "拨付|划付|转付|汇给|转给|打给|划给|派给|入|付|拨|交|予|派|奖"
)
_HOLD = "享有|持有|占有|拥有|取得|获得|分得|保留|留存|所占|占|享|得|为|提取|收取|受让|持|分享|分配|提留|拿走|分走|取走|留下|拿|取|收|留|分(?=$)"
_AFTER = regex(f"[^，,。；;\n｜：{_ANY}]{{0,14}}?(?:{_GIVE})(?:[\u4e00-\u9fff]{{2,8}}?(?=[{wording.TEAM}]))?(?P<party>[{_ANY}])")
_BY = regex(
    f"[^，,。；;\n｜：{_ANY}]{{0,10}}?由(?P<party>[{_ANY}])[^，,。；;\n｜{_ANY}]{{0,4}}(?:{_HOLD}|所有)"
    f"|[^，,。；;\n｜：{_ANY}]{{0,10}}?由(?:甲方|乙方|[{_ANY}])[^，,。；;\n｜：{_ANY}]{{0,20}}(?:支付|拨付|划付|转付|付|拨|划|发放)(?:给|予|至)?(?P<paid>[{_ANY}])"
    f"| ?(?:to|for) (?:the )?(?P<to>[{_ANY}])"
    f"|[为是](?P<is>[{_ANY}])(?:一?方)?(?:应得|所得|应有|所有|之)"
)
_GIVEN = regex(f"(?:{_GIVE})(?P<party>[{_ANY}])[^，,。；;\n｜{_ANY}]{{0,16}}$")
_PAIRED = regex(f"[^{_ANY}{wording.VALUES}]*[{wording.RATIO}][ 　]?[{_ANY}](?:[ 　]*[/／、和与及][ 　]*)$")
_BESIDE = regex(f"）[、，；]?(?P<party>[{wording.TEAM}{wording.UNIT}])[ 　]?$")
_BEHIND = regex(f"[ 　]?(?P<party>[{wording.TEAM}{wording.UNIT}])(?:一?方|所有|持有|享有|留存|保留|自留|的)?[。；，\n]?")
_OWN_NAME = regex("(?:^|[，。；、：])(?:其中)?第[一二三四]人(?:占|持有?|享有|分得?|得|拿|取得?)$")
_IS_OF = regex(f"(?:为|属|归于?)(?P<party>[{wording.TEAM}{wording.UNIT}])(?:一?方)?(?:所有|所得)?(?=[、，,。；;（\n]|$)")
_DIRECT = regex(f"[ 　]?(?P<party>[{_ANY}])")
_JUST = regex(f"(?:归于?|属于?|给|赋予|归属)(?P<party>[{_ANY}])(?:占|得|为|的)?[ 　]?$")
_FROM = regex("(?:从|自|按照?|依据|根据|经|对|以|代表|及其|向|与|同)$")
_THEIRS = regex("^(?:的?(?:规定|制度|办法|同意|批准|名下(?!登记|所?持)|财务|账户|名义|要求|书面)|所在)")
_NO_NAMES = (
    "其中|分别|各自|合计|共计|总计|份额|比例|占比|权属|收益|双方|各方|所有权|"
    "自留|自行|自得|自己|专利权|净收入|净收益|剩余|其余|余下|另外|约定|团队|单位|学校|医院|三方|名下|部分"
)
_PERSON_PART = regex(f"(?:^|[（(、，,；;：按])(?:其中)?(?!{_NO_NAMES})[\u4e00-\u9fff]{{2,3}}(?:占|得|分得|享有|持有)?$")
_PEOPLE_PARTS = regex(f"(?<=[（(、，,；;：\n按])(?:其中)?(?!{_NO_NAMES})[\u4e00-\u9fff]{{2,3}}(?:占|得|分得|享有|持有)?[{wording.RATIO}]")
_OWNED = regex("(?:(?:其|所)?(?:持有|保留|留存|所持|拥有)的|所留的?|自留的)$")
_YIELDED = regex(
    f"(?P<party>[{wording.TEAM}{wording.UNIT}])[^，,。；;\n｜：{_ANY}{wording.VALUES}]{{0,10}}"
    f"(?:让出|分出|划出|匀出|切出|腾出|割让)[^，,。；;\n｜：{_ANY}{wording.VALUES}]{{0,10}}$"
)
_TO_SOMEBODY = regex(
    "(?:的?(?:份额|所有权|权利|产权))?(?:分给|赋予|给予|授予|归|给|赋给|让给|分归)(?P<name>[\u4e00-\u9fff]{2,8})(?:[所享]有)?[，。；]"
)
_COMPLETERS = regex("(?:[二两三四五六七八九几]位?(?:发明人|完成人|设计人|育种人|老师|同志|教授|人)|课题组|研究组|项目组|小组|团队)$")
_NOBODYS = regex("公司|企业|集团|基金|财政|国库|国家|成员|个人|负责|骨干|其他|其余|主要|合作|双方|各方|处$|科$|部$|系$|贡献|[的前后]|自己|归己")
_REST_TO = regex(
    f"[，；]?(?:其余|剩余|余下|剩下|余者|余)(?:的?部分|的)?(?:[均都仍则皆]|仍旧|依旧)?(?:归|属|由|留|给|为)(?P<party>[{wording.TEAM}{wording.UNIT}])"
)
_GAVE_US = regex(f"{wording.UNIT}[^，。；{_ANY}]{{0,6}}给(?:我们|咱们|我组|大家|本组)[^，。；{_ANY}]{{0,6}}$")  # 学院给我们的是六成产权
_UNIT_GIVES = regex(f"{wording.UNIT}[^，。；]{{0,10}}(?:将|把)[^，。；{_ANY}]*$")
_PAID_BY = regex(f"由[{_ANY}][^，。；]{{0,20}}$")
_PAID = regex("(?:的比例|的标准)?(?:支付|缴纳?|交纳?|上缴|上交|付|计付|计缴)(?![给与予至到归])")
_AS_FEE = regex("的?(?:作为|用作|作|为|算作?|充作)[^，。；]{0,10}，")
_TO_NEXT = regex(f"[^，。；{_ANY}]{{0,16}}(?:交|缴|付|给|归|上缴|上交|支付|划|拨)(?:给|予|与|至|到|归)?(?P<party>[{_ANY}])")
_SOLD = regex("^[^，。；]{0,10}(?:转让|让渡|出让|出售|卖)")
_KEPT = regex("[、，]?(?:自留|自持|自存|自行保留|自行持有|自己留下?)(?:其余|剩余)?(?:的)?$")
_TO_SELF = regex("(?:则|都|均|全部)?(?:归于?自己|归己|留给自己|自留|自用|自得|由其自行|归其自)")
_OWN = regex("自己|自身|自留|自持|自行保留|^(?:(?:其余|剩余)?(?:留存|保留)(?:的)?(?:份额|比例)(?:为|是)?)$")
# a bearer that is no party of the document: 学院保留20%, 科研处建议70%, 10%归学院
_BEARER = "(?:学院|院系|系|处|部|科|室|部门|科室|公司|企业|中心|基金会|投资人|创始人|发起人|股东|厂)"
_OF_ANOTHER = regex(f"{_BEARER}(?:保留|留存|留|占|得|享有|持有|分得|取得|提取|建议|主张|认为|要求|提出|提议)[^，,。；;：\n{_ANY}]{{0,6}}$")
_TO_ANOTHER = regex(f"[^，,。；;、\n｜：{_ANY}]{{0,8}}(?:归|上缴|上交|划归|留给|分给|给)[^，,。；;、\n｜：{_ANY}]{{0,6}}{_BEARER}")
# 其余15%留所: the unit's, by the last sign of its name
_OURS = regex("(?:其中)?(?:由|归)?(?:我们|咱们|我组|本?(?:小组|课题组|研究组|项目组|团队|实验室|课题组成员))(?![\u4e00-\u9fff]{0,2}负责人)")
_KEPT_HERE = regex("(?:（[^）]{0,12}）)?[^，,。；;：｜\n（]{0,6}?(?:留|归|交|上交)(?:本|我)?(?:所|院|校|公)(?![有得属需长里方])")
_RESPECTIVE = regex(
    f"分别|依次|各自|各(?=(?:占|享有|享|持有|持|得|分得|拥有|拿)?(?:所有权|份额|产权|收益)?(?:的)?[{wording.RATIO}][、，和与及][{wording.RATIO}])"
)
_EACH = regex("各(?:自)?(?:占|享有|持有|持|享|得|分得|拥有|承担|取得)?(?:有)?$|(?:双方|两方)(?:均|都|平均|各)[^，。；]{0,6}$")
_EACH_PERSON = regex(f"(?:^|、)(?!{_NO_NAMES})[\u4e00-\u9fff]{{2,3}}、(?!{_NO_NAMES})[\u4e00-\u9fff]{{2,3}}各[^，。；]{{0,4}}$")  # 钱帆、孙立各占两成

_NEXT_PART = regex(f"{wording.RATIO}、(?P<party>[{_ANY}])$")  # 乙方收益比例72%、甲方28%


def holders(script: Script, place: int, mention: Mention) -> list[tuple[str, Value | None]]:
    """The roles a value belongs to, each with its part; empty where the words do not tell."""
    from awardrules.agreement.extraction.values.quantities import before_of, value_of

    if mention.kind == "split":
        return _split(script, place, mention)
    value = value_of(mention, before_of(script, place))
    low, high = script.segment(place)
    sentence, _ = script.sentence(place)
    text = script.text
    before, after = text[low:place], text[place + 1 : high]
    pairs = _PAIRED.match(before)
    if pairs is not None:  # 70%课题组 / 30%所: the party stands behind its part
        before = before[pairs.end() :]
        if direct := _DIRECT.match(after):
            return [(_ROLE[direct["party"]], value)]
    if listed := _respective(script, place, sentence):
        return [(listed, value)]
    if told := paired(script, place):
        return [(told, value)]
    both = "双方" in before or re.search(f"[{_ANY}]", text[sentence:place])
    if both and _EACH.search(before) and not _EACH_PERSON.search(before):
        return [("team", value), ("unit", value)]
    if listed := _listed(script, place, low, high):
        return [(listed, value)]
    summed = _SUMMED.search(before)
    if summed and summed["party"] and value != SCALE:  # 团队合计65%（张某45%、李某20%）
        return [(_ROLE[summed["party"]], value)]
    if summed or _of_people(text, place, sentence, high) or _inner(script, place, sentence):
        return []
    if told := _handed(script, place, before, after):
        return [(told, value)]
    if _OF_ANOTHER.search(before) or _TO_ANOTHER.match(after):
        return []
    if (direct := _BEHIND.fullmatch(after)) and not re.search(f"[{_ANY}]", before):  # 净收益：80%课题组，20%所里
        return [(_ROLE[direct["party"]], value)]
    if (bare := _BARE.search(before)) and f"{bare['short']}方" in script.roles:
        return [(script.roles[f"{bare['short']}方"], value)]
    if (found := _IS_OF.match(after)) and not re.search(f"[{_ANY}]", before.rpartition("、")[2]):  # 以70%为乙方、30%为甲方
        return [(_ROLE[found["party"]], value)]
    if found := _BRACKETED.search(text, sentence, place):
        return [(_ROLE[found["party"]], value)]
    if _OWN.search(before) and not re.search(f"[{_ANY}]", before):
        return _keeper(text[sentence:low], value)
    if _KEPT.search(before) and re.search(f"[{_ANY}]", text[sentence:place]):  # 研究院将80%的所有权赋予团队、自留20%
        return _keeper(text[sentence:place], value)
    if _TO_SELF.match(after) and not re.search(f"[{_ANY}]", before):  # 乙方把两成交给甲方，剩余八成归自己
        subject = re.search(f"[{_ANY}]", text[sentence:low])
        return [(_ROLE[subject[0]], value)] if subject else []
    if yielded := _YIELDED.search(before):  # 甲方让出所有权的六成五: the other's
        return [(_OTHERS[_ROLE[yielded["party"]]], value)]
    owned = _OWNED.search(before)
    if owned and _SOLD.search(after) and (role := _before(before[: owned.start()], whole=True)):
        return [(role, value)]  # 将其持有的25%份额转让给…: the seller's
    if not re.search(f"[{_ANY}]", before) and _KEPT_HERE.match(after):
        return [("unit", value)]
    if (given := _JUST.search(before)) and "、" in after[:2]:  # 归乙方85%、归甲方15%
        return [(_ROLE[given["party"]], value)]
    if _PAID_BY.search(before) and _PAID.match(after):
        return []  # 由使用人按净收入的18%支付: what it pays
    if found := _BY.match(after) or _AFTER.match(after):
        return [(_ROLE[next(filter(None, found.groups()))], value)]
    if _GAVE_US.search(before):
        return [("team", value)]
    if role := _before(before):
        return [(role, value)]
    if wording.UNIT in text[sentence : script.sentence(place)[1]] and not re.search(f"[{_ANY}]", before) and _OURS.match(before.lstrip()):
        return [("team", value)]  # 我们分65%，中心分35%
    if _OWN_NAME.search(before):
        return []  # 第三人占60%: a name that nobody declared; it is not the subject of an earlier segment that goes on
    # the subject of an earlier segment goes on
    stop = low
    while stop > sentence:
        start, _ = script.segment(stop - 1)
        if start >= stop:
            break
        if role := _before(_cell(script, place, text[start:stop]), whole=True):
            return [(_OTHERS.get(role, role) if _rest_of(script, value, start, stop) else role, value)]
        stop = start
    if told := _paid_next(script, place, high):
        return [(told, value)]
    if not re.search(f"[{_ANY}]", before + after) and (rest := _REST_TO.match(script.text, high)):  # 使用费：净收益的12%，余下归团队
        return [(_OTHERS[_ROLE[rest["party"]]], value)]
    passage = script.passage_at(place)
    for start, end in script.above(passage):
        named = set(re.findall(f"[{_ANY}]", text[start:end]))
        if len(named) == 1:
            return [(_ROLE[named.pop()], value)]
        if named:
            return []
    return []


def _handed(script: Script, place: int, before: str, after: str) -> str:
    """研究所同意将专利权的60%分给三人，其余仍归研究所: who is given a part by the unit is the team, whatever they are called."""
    given = _TO_SOMEBODY.match(after)
    if given is None or _NOBODYS.search(given["name"]):
        return ""
    if (rest := _REST_TO.match(script.text, place + 1 + given.end())) is not None:
        return _OTHERS[_ROLE[rest["party"]]]
    return "team" if _UNIT_GIVES.search(before) or _COMPLETERS.search(given["name"]) else ""


def _paid_next(script: Script, place: int, high: int) -> str:
    """净收益中，15%作为许可费，于次年1月底以前交我校: whom the next segment says that a part goes to."""
    first, last = script.sentence(place)
    if not _AS_FEE.match(script.text, place + 1) or re.search(f"[{_ANY}]", script.text[first:high]):
        return ""
    found = _TO_NEXT.match(script.text, high, last)
    return _ROLE[found["party"]] if found else ""


def _keeper(told: str, value: Value | None) -> list[tuple[str, Value | None]]:
    """Who keeps a part: the subject of what is told before; where only the one is named that the rest is given to, the other."""
    subject = re.search(f"[{_ANY}]", told)
    if subject is None:
        return []
    given = re.search(f"{wording.RATIO}[^，。；]{{0,10}}?(?:{_GIVE})[{_ANY}]", told)  # 学院把专利的85%赋予宋老师，自留15%
    role = _ROLE[subject[0]]
    return [(_OTHERS.get(role, role) if given and given.end() == subject.end() else role, value)]


def _cell(script: Script, place: int, stretch: str) -> str:
    """An earlier stretch; of a cell what stands in it, without the head of its column (医院｜在团队中的分工：无｜份额：25%)."""
    first = script.first_rows.get(script.passage_at(place).block.table)
    head, _, written = stretch.partition("：")
    return written if first is not None and written and head in script.text_of(first).split("｜") else stretch


def _rest_of(script: Script, value: Value | None, start: int, stop: int) -> bool:
    """Whether a stretch before a value has a part that leaves just this value (团队得70%，所得30%): it is the other's."""
    parts = [script.values[at].values[0] for at in range(start, stop) if script.text[at] == wording.RATIO and script.values[at].values]
    return isinstance(value, int) and len(parts) == 1 and parts[0] + value == SCALE and value * 2 != SCALE


def _inner(script: Script, place: int, sentence: int) -> bool:
    """Whether a value is one of those in brackets behind a part that they add up to (团队合计65%（张某45%，李某20%）)."""
    text = script.text
    opened, closed = text.rfind("（", sentence, place), text.rfind("）", sentence, place)
    if opened <= max(closed, sentence) or text[opened - 1] != wording.RATIO:
        return False
    end = text.find("）", place)
    parts = [script.values[at].values for at in range(opened, end) if text[at] == wording.RATIO]
    whole = script.values[opened - 1].values
    return len(parts) > 1 and len(whole) == 1 and sum(part[0] for part in parts if part) == whole[0]


def _of_people(text: str, place: int, low: int, high: int) -> bool:
    """Whether the value is one of several that single people are named with (张三占60%、李四占40%)."""
    others = len(_PEOPLE_PARTS.findall(text, low, min(high + 40, len(text))))
    if text[place - 1] == wording.PERSON and others:
        return True
    return _PERSON_PART.search(text, low, place) is not None and others >= 2


def _before(text: str, *, whole: bool = False) -> str:
    """The party a stretch before a value speaks of."""
    if not whole and (beside := _BESIDE.search(text)):  # 乙方75%（由全体成员共同享有）、甲方25%
        return _ROLE[beside["party"]]
    if not whole and (then := _NEXT_PART.search(text)):
        return _ROLE[then["party"]]
    given = _GIVEN.search(text)
    if given and not whole:
        start = given.start()
        if not re.search("由$", text[start : start + 1]):
            return _ROLE[given["party"]]
    spots = [
        match.start()
        for match in re.finditer(f"[{_ANY}]", text)
        if (not _FROM.search(text[max(match.start() - 3, 0) : match.start()]) or _parted(text, match))
        and not _THEIRS.search(text[match.end() : match.end() + 4])
    ]
    if not spots:
        return ""
    if whole:
        received = list(re.finditer(f"(?:{_GIVE})([{_ANY}])", text))
        if received:
            return _ROLE[received[-1][1]]
        return _ROLE[text[spots[-1]]]
    verbs = [match for match in re.finditer(_HOLD, text) if any(spot < match.start() for spot in spots)]
    if verbs and verbs[-1][0] not in ("为", "分配"):
        verb = verbs[-1]
        return _ROLE[text[max(spot for spot in spots if spot < verb.start())]]
    return _ROLE[text[spots[-1]]]


def _parted(text: str, party: re.Match[str]) -> bool:
    """Whether a party stands right before its part (按甲方75%、乙方25%的比例): then 按 is said of the parts, not of the party."""
    return party.end() == len(text) and text[: party.start()].endswith(("按", "按照", "以"))


def _respective(script: Script, place: int, sentence: int) -> str:
    """甲方、乙方分别占30%和70%: parties and values in one order."""
    text = script.text
    _, end = script.sentence(place)
    word = _RESPECTIVE.search(text, sentence, end)
    if not word:
        return ""
    parties = [m[0] for m in re.finditer(f"[{_ANY}]", text[sentence : word.start() + 12]) if m.start() + sentence < end]
    ordered = list(dict.fromkeys(parties))
    values = [at for at in range(word.end(), end) if text[at] == text[place]]
    if len(ordered) >= 2 and len(values) == len(ordered) and place in values:
        return _ROLE[ordered[values.index(place)]]
    return ""


_SHORT = regex(
    "(?:(?<![\u4e00-\u9fff])|(?<=[益入额得润由按成配]))([甲乙])[、和与：/比对]?([甲乙])(?:之间|双方|两方)?(?:的?比例)?(?:按照?|以|依|为|是|[=：｜])?$"
)
_BARE = regex("(?<![\u4e00-\u9fff])(?P<short>[甲乙丙])(?:占|得|持|享|分)?$")  # 乙80%甲20%
_SUMMED = regex(f"(?P<party>[{wording.TEAM}{wording.UNIT}]?)(?:合计|小计|总计)[：为]?$")
_BRACKETED = regex(
    f"(?P<party>[{_ANY}])(?:的?(?:份额|比例|部分|占比|一方))?（(?:共有人|权利人|所有权|份额|比例|占比?|持有?|享有?|计|即|[为，：])*$"
)  # 某大学（共有人，份额40%）
_TWO = regex(f"(?P<first>[{wording.RATIO}]) ?(?:与|和|、|及|对|:|：|比|/|／|∶) ?(?P<second>[{wording.RATIO}])")


def _listed(script: Script, place: int, low: int, high: int) -> str:
    """甲乙双方的比例为60%与40%, 按28%、72%的比例在单位和团队之间: two parts of the whole beside two parties, in one order."""
    text = script.text
    for found in _TWO.finditer(text, low, high):
        if place not in (found.start("first"), found.start("second")):
            continue
        parts = [script.values[found.start(name)].values for name in ("first", "second")]
        if sum(int(part[0]) for part in parts if len(part) == 1) != SCALE:
            continue
        first, end = script.sentence(place)
        if compared := _COMPARED.search(text, first, low):  # 乙方的份额比甲方多四十个百分点，即70%对30%
            larger = (script.values[place].values[0] > SCALE // 2) == (compared["how"] in "多高大")
            return _ROLE[compared["one" if larger else "two"]]
        named = text[first:low] if text[low - 1] in "：｜" else ""  # 份额（甲方/乙方）：30%/70%
        paid = text[high:end] if text.startswith(("分别", "依次"), high) else ""  # 价款按30%与70%的比例，分别支付至甲方与乙方的账户
        for stretch in (text[low : found.start()], text[found.end() : high], named, text[first:low], paid):
            ordered = list(dict.fromkeys(re.findall(f"[{_ANY}]", stretch)))
            if len(ordered) == 2 and re.search(f"[{_ANY}](?:与|和|、|及|/|／|:|：|比|对)?[{_ANY}]", stretch):
                return _ROLE[ordered[int(place == found.start("second"))]]
    return ""


_SIDE = f"[{wording.TEAM}{wording.UNIT}]"
_PART_NAMED = regex(
    f"[^，。；（：]{{0,6}}(?:（|[，：](?:其中)?)(?:(?P<party>{_SIDE})(?:占|得|为|拿|取|享|持|分)?(?P<part>[一二三四五六七八九])"
    f"|(?P<given>[一二三四五六七八九])(?:归|给|属于?)(?P<to>{_SIDE}))(?=[，。；）、\n]|$)"
)
_COMPARED = regex(
    f"(?P<one>{_SIDE})[^，。；{_ANY}{wording.VALUES}]{{0,10}}比(?P<two>{_SIDE})[^，。；{_ANY}{wording.VALUES}]{{0,8}}?(?P<how>[多高大少低小])"
)
_ALIKE = ("平分", "均分", "平均分", "平均分配", "平均分享", "平均享有")
_OF_A_PART = regex("其余|剩余|余下|剩下|余额|结余|超出|超过|部分")
_HALF_NAMED = regex(
    f"(?:(?P<first>{_SIDE})(?:与|和|、|同|跟)(?!成员|公司|企业)[\u4e00-\u9fff]{{2,6}}?"
    f"|(?:^|[，。；：]|由|在)(?!成员|公司|企业)[\u4e00-\u9fff]{{2,6}}?(?:与|和|、|同|跟)(?P<second>{_SIDE}))(?:之间|双方|两家)?(?:按照?|以|照|依)$"
)


def _split(script: Script, place: int, mention: Mention) -> list[tuple[str, Value | None]]:
    """甲乙双方按3:7分配: the parts go to the parties in the order they are named; unnamed, the order is anybody's guess."""
    sentence, end = script.sentence(place)
    low, _ = script.segment(place)
    text = script.text
    if named := roles_of(mention, script.roles):
        return [(role, value) for role, value in zip(named, mention.values, strict=True) if role]
    short = _SHORT.search(text, low, place)
    if short is not None and len(mention.values) == 2 and all(f"{short[side]}方" in script.roles for side in (1, 2)):  # 甲乙二八分账
        return [(script.roles[f"{short[side]}方"], value) for side, value in zip((1, 2), mention.values, strict=True)]
    if mention.text in _ALIKE and _between_two(text[sentence:place], text[low:place]):
        return [("team", SCALE // 2), ("unit", SCALE // 2)]
    if len(set(mention.values)) == 1 and len(mention.values) == 2:  # 各半: the order does not matter
        return [("team", mention.values[0]), ("unit", mention.values[0])]
    if (told := _PART_NAMED.match(text, place + 1)) and len(mention.values) == 2:  # 二八分成（学校二）
        part, role = "一二三四五六七八九".index(told["part"] or told["given"]) + 1, _ROLE[told["party"] or told["to"]]
        return [(role, part * SCALE // 10), (_OTHERS[role], SCALE - part * SCALE // 10)] if part * SCALE // 10 in mention.values else []
    if half := _HALF_NAMED.search(text[low:place]):  # 团队与中心按八二开分配: whoever 中心 is, it is the other
        role = _ROLE[half["first"] or half["second"]]
        if len(mention.values) != 2:
            return []
        mine, theirs = mention.values if half["first"] else mention.values[::-1]
        return [(role, mine), (_OTHERS[role], theirs)]
    if not re.search(f"[{_ANY}]", text[low:place]) and _told_behind(script, place, mention):  # 四六开：六成归乙方，四成归甲方
        return []
    for stretch in (text[low:place], text[sentence:place], text[place + 1 : end]):
        parties = re.findall(f"[{_ANY}]", stretch)
        if stretch == text[place + 1 : end]:  # behind the value the parties named first
            ordered = list(dict.fromkeys(parties))[: len(mention.values)]
        else:  # of a longer sentence the parties named last, in their order
            ordered = list(dict.fromkeys(reversed(parties)))[: len(mention.values)][::-1]
        if len(ordered) == len(mention.values) >= 2:
            return [(_ROLE[sign], value) for sign, value in zip(ordered, mention.values, strict=True)]
    return []


def _between_two(sentence: str, segment: str) -> bool:
    """Whether what is divided alike is a whole, and unit and team the ones who divide it (专利权由甲乙双方平分)."""
    both = wording.TEAM in segment and wording.UNIT in segment
    return (
        (both or "双方" in segment)
        and not re.search(f"[{wording.OTHER}{wording.NOBODY}{wording.VALUES}]", segment)
        and not _OF_A_PART.search(sentence)
    )


def _told_behind(script: Script, place: int, mention: Mention) -> bool:
    """Whether the rest of the sentence says which party has which part of a split."""
    told = ((at, script.values[at]) for at in range(place + 1, script.sentence(place)[1]) if script.text[at] == wording.RATIO)
    return any(one.values[0] in mention.values and {role for role, _ in holders(script, at, one)} & _OTHERS.keys() for at, one in told if one.values)
