"""People whom sentences reward, one after the other: what stands beside each name says the amount, the form, the contribution and the post.

`对主要完成人郝岭，奖现金50万元；对完成人倪川，奖现金10万元`, a numbered list of names, `莫霁、路遥分别奖励10万元、8万元`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import Person, Spoken, labelled, named, written_out
from awardrules.agreement.extraction.people.posts import NO_POST, researcher, role_of
from awardrules.agreement.extraction.people.referring import number_of
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value

_MONEY, _RATIO = wording.MONEY, wording.RATIO
_NAME = regex(
    "(?:^|(?<=[，,；;：:、。（(）)“”\\s｜的对给向为由系及和与人者员长任授师记岗士生位志中心办科处室部组理工监席励予放．.]))(?P<who>[\u4e00-\u9fff]{2,4}?)"
    f"(?=[，,；;、。：（(）)\\s{_MONEY}{_RATIO}]|$|获|奖|得|拿|领|分|系|为|属|给|发|领|不|未|没有|担任|现任|时任|兼任|任|作为|同时|负责|参与|牵头|牵线|联系|推动|协助|组织|对接|承担|完成|设计|主持|提出|虽|各|[一二两三四五六七八][人名位]|同志|教授|研究员|副|老师|个人|本人|现金|股权|的|合计|共|是|等|工程师|医师|助理|高级|主任|所长|院长|校长|书记|处长|科长|会计|经济师|讲师|实验师|技师|技术员|主管|护师|药师|馆员|干事|职员|首席|博士|教师|农艺师|党委|党组|及|和|与|对|均|都|皆|算|也是|平分|由|因|承担|参与|以|{wording.SPLIT})"
)
# 祝亭教授（主要完成人）、尹澜以及作出重要贡献的蒋禾
_TITLED = "(?:副?(?:教授|研究员|主任医师|主任|院长|所长)|(?:高级)?工程师|讲师|医师|农艺师|博士|老师|同志)?(?:[（(][^（）()]{0,20}[）)])?"
_SORTED = "(?:(?:第一|主要|其他|一般|成果)*(?:完成人|发明人)|(?:转化)?(?:有功|重要贡献|贡献)人员)"
_JOINED = regex(f"{_TITLED}(?:[、，和及与 ]{{0,2}}|、?以及)(?:[^，。；、：\n{_MONEY}{_RATIO}]{{0,18}}的|{_SORTED})?")
_OWN = regex(_TITLED)
# 10.5万元归主要完成人滕屿
_GIVEN_TO = regex(f"(?P<sum>{_MONEY})元?(?:应?归|由|给|奖给|发给|分给|付给|拨给|划给|奖励给|发放给|奖励|授予)[^，。；：{_MONEY}]{{0,12}}$")
_REST_TO = regex("，(?:其余|余下|剩余|另)[^，。；：]{0,30}$")  # 其余10%奖励给对转化作出重要贡献的褚蓓
_PER_HEAD = regex(f"(?:每人|人均|各)[^，；{_MONEY}]{{0,4}}(?P<sum>{_MONEY})")
_BEFORE_NAME = regex("(?:完成人|获奖人|受奖人|医师|研究员|教授|工程师|贡献人员?)$")
_FORM_NAME = regex("(?:受奖人|获奖人|奖励对象|领取人|申领人|获奖者|受奖者)[一二三四五六七八九十0-9]{0,2}(?:｜[^｜：]{0,6})?[｜：] ?$")
# 张弛（教授，主要完成人）63万元: an item of a list of people, whether its name is one that is known or not
_HEAD = regex(
    "(?:^|(?<=[。；\n]))[（(]?[一二三四五六七八九十0-9]{0,2}[）)、.．]?\\s*((?:第一|主要|其他|一般)?(?:成果)?(?:完成人|重要贡献(?:人员|者)?|有功人员|转化人员))："
)
_ITEM = regex(
    f"(?:^|[、，；：励])[^、，；：（）{_MONEY}]{{2,16}}（[^（）]{{0,40}}(?:完成人|贡献|职务|院长|所长|校长|教授|研究员|工程师|医师)[^（）]{{0,40}}）"
    f"[^（）{_MONEY}，。；]{{0,10}}{_MONEY}"
)
# 陈默和我一起做的，拿42万元: somebody gets a sum
_SOMEBODY_GETS = regex(
    "(?:^|[，；、。：])(?:我|本人|咱|[他她])?(?:分别|现金|实际|应|可|共)?(?:拿|得到?|分得?|获得?|领取?|奖励?|发放?)(?:了|现金|奖励|人民币)*"
    f"(?P<sum>{_MONEY})元?(?=[，；。、）]|$)"
)
TAGGED = regex(
    "[\u4e00-\u9fff·]{2,4}（(?:[^（）]{0,30}[，、/／])?(?:第一|主要|其他|成果)?(?:完成人|[^（）]{0,10}贡献(?:人员|者)?)[，、/／]?[^（）]{0,20}）"
)
_ITEM_BEHIND = regex("[，,（(](?:(?:第一|主要|成果)*(?:完成人|发明人)|[为对](?:成果)?转化)")
_LISTED = regex(
    f"(?:^|(?<=[。；\n]))[（(]?[一二三四五六七八九十0-9]{{0,2}}[）)、.．]?\\s*([\u4e00-\u9fff]{{2,4}})[，：（](?:第一|主要|其他)?(?:成果)?完成人[^。；\n]*{_MONEY}"
)
_BAR = regex("（[^（）]{0,20}(?:不得|不能|不可|不宜)[^（）]{0,16}）")  # （正职领导不得获取股权）
_NO_FORM = regex("不(?:再|另)?(?:发|给|付|领|搞|以|用|采用|采取|涉及|取得|获得|享有|持有|参与)[^，；。]{0,6}(?:现金|货币|钱|股权|股份)")
_BEHIND_NAME = regex("[，,：:（(]|不担任|未担任|虽|系|现任")
_NOT_NOW = regex(
    f"应当|应(?!发|得|付)|须|(?<![已业意定])将(?!其|所得|所获|[^，；。]{{0,14}}(?:股权|收入|收益|奖金)[的中])|拟(?!分配)|可以|有权|(?<![梁汤吴林沈苏许陆叶宋郑杨顾杜谢徐唐韩蒋彭曹魏蔡罗潘秦阮颜姚邓])若|如(?!下|数|期|实)|待|承诺|曾获|曾被|曾得|进步奖|大赛|此前|每年|预计|至多|最高|不超过|{wording.BLANK}"
)
_ALL_OF_THEM = regex("均|都|皆|二人|两人|三人|四人|上述|[二两三四五]位|[二三四五]名(?=[是系为均都皆])")
_COUNTED = regex("(?P<count>[二两三四五])[位人名](?:老师|同志|教授)?(?:均|都|皆)?(?:是|系|为|属于?)")
_TOGETHER = regex("合计|共计|共(?:获|得|奖)|[二两三四五六七八]人(?!各|均|分别)")
_EACH = regex("各(?:自|得|奖|获|发|分得)?")
_NO_COMPLETER = regex("(?:非|不是|并非|不属于?)(?:本|该)?(?:成果)?(?:主要)?完成人|(?<!主要)完成人(?:里面?|之?中|当中|之间|名单|排名|排序|署名)")
_PRINCIPAL = regex("(?<!非)正职(?!副职)|单位主要负责人")
_LEADER = regex(
    "担任领导职务|行政领导|领导人员|中层(?:领导)?干部|领导干部|副职|(?:纪委|党委副|党组副|总支副|是副|为副|任副)书记"
    "|(?:任|为|是|系|兼|我院|本院|我所|本所|研究院|研究所|医院|(?<![\u4e00-\u9fff])|对|给|向|由)(?:分管[^，。；]{1,8}的?)?副(?:院长|所长|校长|书记)|院领导|所领导|校领导|班子成员|非正职(?!副职|非副职)"
)
_SCHOLAR = regex("教授|研究员|工程师|医师|农艺师")
_DEAN = regex("副(?:院长|所长)")
_POSTED = regex("完成人|贡献|负责人|同志|教授|研究员|工程师|医师|老师|职工|院长|所长|校长|书记|主任")
_NO_NAME = regex("[的了均都皆共同其该本此各由以按为在将]|所有|之一|以外|以及|名单|姓名|签")
_SHORT = 16
_LISTING = regex(f"名单|下列|如下|以下|人员|同志|这样分|[{_MONEY}{_RATIO}]")
_LOOK_BACK = 8
_TITLES = regex(
    "(?:副|正|高级|助理|特聘|主治|主任|主管|讲席|资深)*(?:教授|研究员|工程师|医师|药师|技师|护师|农艺师|实验师|讲师|院长|所长|校长|书记|主任|处长|科长|组长|护士长|教师|博士|馆员|会计师)"
)
# 主要完成人三名：甲（消化内科主任，第一完成人）、乙（副院长）和丙
_LISTED_NAME = regex("(?P<who>[一-鿿]{2,4})(?P<post>[（(][^（）()]{1,40}[）)])?")
_AND = regex("(?<=[一-鿿）)])(?:和|及|与|以及)(?=[一-鿿]{2,4}(?:[（(]|$))")
_COUNTED_LIST = regex(
    "(?:^|(?<=[；，。、.．）) 　]))(?P<sort>(?:成果|其他|一般)?(?:主要|第一)?完成人员?|(?:为|对)?(?:成果)?(?:转化)?[作做]?出?重要贡献的?(?:人员|者)"
    "|受奖(?:人员?|者|对象)|奖励对象|获奖(?:人员?|者)|有功人员)(?:中)?(?:共|有|为|共有|共计)?(?P<count>[一二两三四五六七八九十])[名人位个]"
    "(?:，|：|，即|，分别是|，分别为|是|为|，为|，是|分别是|分别为)(?P<names>[^；。：]{2,200})(?=$|[；。])"
)


def rewarded_in_sentences(script: Script, setting: Setting, people: People, alone: bool = False, partly: bool = False) -> list[Person]:
    """The people whom sentences reward, in order; none where the words of one contradict another's or tell too little.

    With `alone` a single name is believed without words beside it, since others are known from a table; with `partly` the list need not be whole.
    """
    found: dict[str, Person] = {}
    told: dict[str, bool] = {}
    labels = labelled(script, people)
    for passage in script.passages:
        valued = any(sign in script.text_of(passage) for sign in (_MONEY, _RATIO))
        if (passage.block.part == "table" and not _form_row(script, passage)) or not valued or not _about_rewards(script, passage):
            continue
        for start, end in _sentences(script, passage):
            told_of = list(_in_sentence(script, setting, people, start, end, labels))
            given = {person.place for person, _ in told_of}
            further = any(found.start("sum") not in given for found in _SOMEBODY_GETS.finditer(script.text, start, end))
            spoken = written_out(script, start, end, labels=labels).text if told_of else ""
            tagged = max(len(_ITEM.findall(spoken)), len(TAGGED.findall(spoken)))
            missed = len(re.findall("完成人|重要贡献", spoken)) > len(told_of) < spoken.count(_MONEY) - 1  # 我拿12万元（主要完成人）；…
            if told_of and (tagged > len(told_of) or ((further or missed) and not partly)):
                return []  # somebody is told of whose name was not understood: the list would not be whole
            for person, known in told_of:
                person.fields = _headed(script, passage, people) | person.fields
                if person.name in found:
                    if found[person.name].fields.get("amount") != person.fields.get("amount"):
                        return []
                    continue
                found[person.name] = person
                told[person.name] = known
    if len(found) == 1 and not alone and not all(told.values()):
        return []
    whole = partly or len(found) < 2 or all(name.startswith(tuple(found)) for name in _listed(script))
    return list(found.values()) if whole else []  # somebody was not understood


def rewarded_without_sums(script: Script, setting: Setting, people: People) -> list[Person]:
    """The people whom a list of a reward still to be computed names (主要完成人三名：甲（主任）、乙（副院长）、丙): as many as it says there are."""
    found: list[Person] = []
    for passage in script.passages:
        if passage.block.part == "table" or not _about_rewards(script, passage):
            continue
        for start, end in _sentences(script, passage):
            said = written_out(script, start, end)
            for part in _COUNTED_LIST.finditer(said.text):
                listed = _AND.sub("、", part["names"].rstrip("，、"))
                names = list(_LISTED_NAME.finditer(listed))
                whole = len(names) == number_of(part["count"]) and "、".join(one[0] for one in names) == listed
                if not whole or not all(named(one["who"], people) for one in names):
                    continue
                if setting.at(said.places[part.start()], said.places[part.end() - 1] + 1) or says(said.text, people.barred, 0, len(said.text)):
                    continue
                for one in names:
                    place = said.places[part.start("names") + part["names"].index(one["who"])]
                    post = (one["post"] or "").strip("（()）")
                    fields = {field: value for field, value in words_say(post, people).items() if field in ("role", "is_researcher")}
                    if len(told := contributions(part["sort"], people) or contributions(post, people)) == 1:
                        fields["contribution"] = told
                    found.append(Person(one["who"], fields, script.quote(place, place + 1), None, post))
    return found if len({person.name for person in found}) == len(found) > 1 else []


def _form_row(script: Script, passage: Passage) -> bool:
    """Whether a row of a form tells of a reward in words (申领人一｜滕屿，主要完成人，现金奖励8.4万元)."""
    if script.text.count("｜", passage.start, passage.end) != 1:
        return False
    text = written_out(script, passage.start, passage.end).text
    return text.count("｜") == 1 and "，" in text.partition("｜")[2] and "奖" in text


def _about_rewards(script: Script, passage: Passage) -> bool:
    """Whether a passage, what it stands under, the title or a line before that announces a list speaks of rewards."""
    stretches = [(passage.start, passage.end), *script.above(passage), *((one.start, one.end) for one in script.passages[:2])]
    if any("奖" in script.text[start:end] for start, end in stretches):
        return True
    before = script.passages[max(passage.index - _LOOK_BACK, 0) : passage.index]
    return any("奖" in text and _LISTING.search(text) for text in map(script.text_of, before))


def _headed(script: Script, passage: Passage, people: People) -> dict[str, Value]:
    """What the heading of a list says of everyone in it (二、非领导人员)."""
    back = 1  # 贰、完成人 / 颜柳　奖励64000元 / 平川　奖励32000元: the head is above all of its lines
    while back <= _LOOK_BACK and passage.index > back and _figures(script.text_of(script.passages[passage.index - back])):
        back += 1
    before = script.passages[passage.index - back] if passage.index >= back else None
    lines = [script.text[start:end] for start, end in script.above(passage)]
    figured = before is not None and _figures(script.text_of(before))
    if before is not None and before.end - before.start <= _SHORT and before.block.part != "table" and not figured:
        lines.append(script.text_of(before))
    text = "，".join(line for line in lines if len(line) <= _SHORT)
    text = "".join("完成人" if sign == wording.TEAM else sign for sign in text)
    fields = words_say(text, people) if re.search("完成人|贡献|领导", text) else {}
    return {field: value for field, value in fields.items() if field in ("contribution", "role")}


def _figures(text: str) -> bool:
    return _MONEY in text or _RATIO in text


def _sentences(script: Script, passage: Passage) -> Iterator[tuple[int, int]]:
    for found in re.finditer("[^。！？\n]+", script.text[passage.start : passage.end]):
        yield passage.start + found.start(), passage.start + found.end()


def _listed(script: Script) -> Iterator[str]:
    """The names that open a line or a sentence which gives a completer an amount."""
    for passage in script.passages:
        if _MONEY in script.text_of(passage):
            yield from _LISTED.findall(written_out(script, passage.start, passage.end).text)


def _in_sentence(script: Script, setting: Setting, people: People, start: int, end: int, labels: Mapping[str, str]) -> Iterator[tuple[Person, bool]]:
    if not any(sign in script.text[start:end] for sign in (_MONEY, _RATIO)):
        return
    said = written_out(script, start, end, labels=labels)
    if says(said.text, people.barred, 0, len(said.text)):
        return
    names = list(_names(said.text, people))
    if labels:  # 乙方一为主要完成人，得126万元: whom the label declares, wherever it stands
        declared = list(re.finditer(f"(?P<who>{'|'.join(labels.values())})", said.text))
        apart = (one for one in names if not any(two.start() < one.end() and one.start() < two.end() for two in declared))
        names = sorted([*declared, *apart], key=re.Match.start)
    groups = _grouped(said.text, names)
    before: frozenset[str] = frozenset()  # what the name before contributed: 完成人苏麦20万元、纪稷18万元
    cuts = [0, *(_cut(said.text, one[-1].end("who"), two[0].start("who")) for one, two in pairwise(groups)), len(said.text)]
    for number, group in enumerate(groups):
        heads = _HEAD.findall(said.text, 0, group[0].start("who"))  # 主要完成人：甲30万元，乙15万元
        headed = _members(heads[-1], people.columns["contribution"][1]) if heads else frozenset[str]()
        headed -= {"completer"} if "principal_completer" in headed else frozenset()
        low, high = cuts[number], cuts[number + 1]
        lead = said.text[low : group[0].start("who")]
        behind = said.text[group[-1].end("who") : high]
        stop = _figured(said.text, group[-1].end("who"), high)  # what is to be done follows: 奖励3万元；其奖励情况应当公示
        spoken = lead + said.text[group[-1].end("who") : stop]
        if setting.at(said.places[group[0].start("who")], said.places[max(stop - 1, 0)] + 1) or _NOT_NOW.search(spoken):
            continue
        behind = behind if stop == high or not _NOT_NOW.search(behind) else said.text[group[-1].end("who") : stop]
        amounts = _amounts(script, said, group, behind, high, low)
        told_of = said.text if _MONEY not in said.text else lead + behind
        equity = _RATIO in lead + behind and ("奖" in said.text or "完成人" in lead) and re.search("股权|股份|出资", told_of) is not None
        shared = _shared(said.text, high)
        for index, name in enumerate(group):
            words = lead + "，" + behind
            fields = words_say(words, people, shared)
            if len(headed) == 1 and "contribution" not in fields:
                fields["contribution"] = headed
            own = _members(_own_words(said.text, group, index, low), people.columns["contribution"][1])
            own -= {"completer"} if "principal_completer" in own else frozenset()
            if own or (before and (index or (not lead and said.text[low - 1 : low] == "、" and "contribution" not in fields))):
                fields["contribution"] = own or before
            told = fields.get("contribution")
            before = own or (told if isinstance(told, frozenset) and not index else before)
            if index < len(amounts):
                fields["amount"] = amounts[index][0]
            elif not equity:
                continue
            if "reward_form" not in fields and equity and len(forms := _members(said.text, people.columns["reward_form"][1])) == 1:
                fields["reward_form"] = forms
            if "reward_form" not in fields and not equity and "现金" in said.text and "股" not in said.text:
                fields["reward_form"] = frozenset({"cash"})
            dean = _DEAN.search(words) if fields.get("role") in ("other_leader_researcher", "other_leader_admin") else None
            post = dean[0] if dean else said.text[max(low, name.start("who") - 8) : name.start("who")]
            place = said.places[name.start("who")]
            spot = amounts[index][1] if index < len(amounts) else -1
            yield Person(name["who"], fields, script.quote(place, place + 1), None, post, spot), _POSTED.search(words) is not None


def _figured(text: str, low: int, high: int) -> int:
    """Where the segment of the last figure of a stretch ends; the whole stretch where it holds none."""
    last = max(text.rfind(_MONEY, low, high), text.rfind(_RATIO, low, high))
    ends = [at for sign in "，；" if last >= 0 and (at := text.find(sign, last, high)) >= 0]
    return min(ends, default=high)


def _own_words(text: str, group: Sequence[re.Match[str]], index: int, low: int) -> str:
    """What stands beside one name of a group: from behind the one before it to the brackets after its own."""
    if len(group) == 1:
        return ""
    ends = [found.end() if (found := _OWN.match(text, name.end("who"))) else name.end("who") for name in group]
    start = ends[index - 1] if index else max(low, group[0].start("who") - 8)
    return text[start : ends[index]] if index or ends[0] > group[0].end("who") else text[group[0].end("who") : ends[0]]


def _names(text: str, people: People) -> Iterator[re.Match[str]]:
    at = 0
    while found := _NAME.search(text, at):
        if _is_name(text, found, people):
            yield found
            at = found.end("who")
        else:
            at = found.start("who") + 1


def _is_name(text: str, found: re.Match[str], people: People) -> bool:
    """Whether a stretch is a name: by its surname, or by the words it stands between (完成人禾苗不担任领导职务)."""
    who, start, end = found["who"], found.start("who"), found.end("who")
    if _TITLES.fullmatch(who):  # 陆某（副院长、教授，完成人）
        return False
    if named(who, people):
        return True
    if "和" in who[1:] and text[end : end + 1] in (*"，,：:（(", _MONEY):  # 宣和，
        return named(who.replace("和", "禾"), people)
    if _FORM_NAME.search(text, 0, start) and text[end : end + 1] in tuple("，、（("):  # 受奖人一｜海晏，工程师，…
        return len(who) <= 3 and not any(word in who for word in people.no_names)
    if (not start or text[start - 1] in "；\n 、.．）)｜") and _ITEM_BEHIND.match(text, end):  # 计然，对转化作出重要贡献，…; 于谦（完成人）
        return not any(word in who for word in people.no_names if len(word) > 1) and _NO_NAME.search(who[1:]) is None
    framed = _BEFORE_NAME.search(text, max(start - 6, 0), start) is not None and _BEHIND_NAME.match(text, end) is not None
    return framed and len(who) in (2, 3) and not any(word in who for word in people.no_names) and not _NO_NAME.search(who)


def _grouped(text: str, names: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Names that only a joint stands between are told of together (莫霁、路遥分别)."""
    groups: list[list[re.Match[str]]] = []
    for name in names:
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end("who") : name.start("who")]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _cut(text: str, start: int, end: int) -> int:
    """Where the words about one name end and those about the next begin."""
    given = _GIVEN_TO.search(text, start, end) or _REST_TO.search(text, start, end)
    if given is not None and (comma := text.rfind("，", start, given.start() + 1)) >= 0:
        return comma + 1
    for signs in ("；;", "，,", "、"):
        spots = [at for at in range(start, end) if text[at] in signs and text.count("（", start, at) == text.count("）", start, at)]
        # 马骁（主要完成人），30万元: what is said after a comma may still be of the first; the last amount parts them
        if spots:
            figures = [at for at in range(start, end) if text[at] in _MONEY + _RATIO]
            behind = [at for at in spots if not figures or at > figures[-1]]
            if signs == "；;" or behind:
                return (behind or spots)[0 if behind else -1] + 1
    return end


def _amounts(script: Script, said: Spoken, group: Sequence[re.Match[str]], behind: str, high: int, first: int = 0) -> list[tuple[int, int]]:
    """The amounts of a group of names with their places: in their order, or one for each; what is given to a name stands before it."""
    low = group[-1].end("who")
    given = _GIVEN_TO.search(said.text, first, group[0].start("who")) if len(group) == 1 else _PER_HEAD.search(said.text, low, high)
    each = script.values.get(said.places[given.start("sum")]) if given is not None else None
    if given is not None and each is not None and each.comparator == "=" and len(each.values) == 1 and isinstance(each.values[0], int):
        return [(each.values[0], said.places[given.start("sum")])] * len(group)
    found: list[tuple[int, int]] = []
    for at in range(low, high):
        mention = script.values.get(said.places[at]) if said.text[at] == _MONEY else None
        if mention is not None and mention.comparator == "=" and len(mention.values) == 1 and isinstance(mention.values[0], int):
            found.append((mention.values[0], said.places[at]))
    if _TOGETHER.search(behind) and len(found) < max(len(group), 2) and not _EACH.search(behind):
        return []
    if len(group) == 1:
        return found[:1]
    if len(found) == len(group):
        return found
    return found * len(group) if len(found) == 1 and _EACH.search(behind) else []


def _shared(text: str, at: int) -> str:
    """What the same clause says of all who are named in it (均为完成人)."""
    low = max(text.rfind(sign, 0, max(at - 1, 0)) for sign in "；;") + 1
    ends = [spot for sign in "；;" if (spot := text.find(sign, at - 1)) >= 0]
    clause = text[low : min(ends, default=len(text))]
    found = _ALL_OF_THEM.search(clause)
    if found is not None and (counted := _COUNTED.match(clause, found.start())) is not None:
        behind = clause[found.start() :].partition("，")[0]  # 甲20万元、乙10万元，两位是主要完成人，合计30万元，丙5万元
        place = low + found.start()
        return behind if place >= at - 1 and sum(sign in _MONEY + _RATIO for sign in text[at - 1 : place]) < number_of(counted["count"]) else ""
    return clause[found.start() :] if found else ""


def words_say(words: str, people: People, shared: str = "") -> dict[str, Value]:
    """What the words beside a name say of somebody; `shared` is said of all of them."""
    fields: dict[str, Value] = {}
    words = _NO_FORM.sub("", _BAR.sub("", words))
    contribution = contributions(words, people) or contributions(shared, people)
    if len(contribution) == 1:
        fields["contribution"] = contribution
    form = _members(words, people.columns["reward_form"][1])
    if form:
        fields["reward_form"] = form
    if NO_POST.search(words):
        fields["role"] = "non_leader"
    elif _PRINCIPAL.search(words):
        fields["role"] = "principal_leader"
    elif _LEADER.search(words) and ((kind := researcher(words)) is not None or _SCHOLAR.search(words)):
        fields["role"] = "other_leader_admin" if kind is False else "other_leader_researcher"
    if (kind := researcher(words)) is not None:
        fields["is_researcher"] = kind
    return fields


def posted(words: str, people: People) -> dict[str, Value]:
    """What the words behind a name in a cell say of somebody, where a bare title (主任) tells the post too."""
    told = role_of(words, people.columns["role"][1]) if words else None
    return ({"role": told} if told is not None else {}) | words_say(words, people)


def contributions(words: str, people: People) -> frozenset[str]:
    """The contributions that words name; a principal completer is a completer too."""
    found = _members(_NO_COMPLETER.sub("", words), people.columns["contribution"][1])
    return found - {"completer"} if "principal_completer" in found else found


def _members(text: str, values: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(value for value, words in values.items() if any(len(word) > 1 and word in text for word in words))
