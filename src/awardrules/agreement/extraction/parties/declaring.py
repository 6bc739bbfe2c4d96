"""Where an agreement says who its parties are: `甲方：某大学` in its opening, `某大学（以下称“大学”）` and `“团队”指…` in running text.

A party is told by what its bearer is called (大学, 课题组, 公司, people by name), then by the role written beside it (赋权单位, 受让方). Its label
may be any word that ends as such words do (受领方, 共享人).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.extraction.script.pasted import pasted
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex
from awardrules.record import Record

_SO_CALLED = "(?:(?:以下|下面|下文|下)(?:[简合统自又均]?称|叫)|[简合统自]称)"
_ALIAS = regex(
    rf"{_SO_CALLED}(?:为|作)?[：:]?[“\"「『‘']?([^”\"」』’'）)，。；、｜\n“]{{1,12}})[”\"」』’']?(?:[或、和][“\"「『]([^”\"」』]{{1,12}})[”\"」』])?"
)
_DEFINED = regex(
    rf"([^，。；：:｜\n（(《》]{{2,40}})[（(][^（()）]{{0,12}}?{_SO_CALLED}(?:为|作)?[：:]?[“\"「『‘']?([^”\"」』’'）)，。；\n]{{1,12}})"
)
# （A）某大学，…，下面叫“大学”
_CALLED_AFTER = regex(
    rf"(?:^|(?<=[\n；：）)]))\s*([^，。；：:｜\n（()）《》]{{2,40}})(?:[（(][^（()）]{{1,12}}[）)])?，(?:[^。；\n]{{0,40}}，)?{_SO_CALLED}(?:为|作)?[“\"「『]?([^”\"」』，。；\n（）()]{{1,8}})(?:[”\"」』]|(?=[，。；\n]))"
)
_BRACKETED = regex(
    r"([^。；：:｜\n（(《》]{2,60})[（(](?:本(?:协议|合同|函)里)?[合简统]?称?[“\"「『]([^”\"」』]{1,8})[”\"」』](?:[，,][^）)]{1,60})?[）)]"
)
_QUOTED = regex(r"[（(](?:本(?:协议|合同|函)里)?[合简统]?称?[“\"「『]([^”\"」』]{1,8})[”\"」』]")
_SO = regex(_SO_CALLED)
_CALLED, _MEANT = regex("[（(][^（()）]{0,12}?[简合统以下面文]{0,4}[称叫]"), regex('[”"」』](?:是|系)?指')
NAME_END = regex(r"[，,；;。（(｜\n　]|身份证|法定代表|地址|住所|住址|负责人|代表人|联系|统一社会|盖章|签字|电话|\s{2,}")
# 光量科技（深圳）有限公司: brackets within a name
_SEATED = regex(
    "[\u4e00-\u9fff]{2,12}[（(][\u4e00-\u9fff]{2,6}[）)][\u4e00-\u9fff]{0,14}(?:公司|集团|合伙企业|中心|研究院|研究所|医院|大学|学院|实验室)"
)
PERSONS = regex(r"[\u4e00-\u9fff·]{2,4}(?:[、，,和及][\u4e00-\u9fff·]{2,4})*(?:等[\u4e00-\u9fff\d]{0,4}人?)?")
_NUMBER = regex("(?:之?[一二三四1-4]|[（(][一二三四1-4][）)])(?=$|[（(：:\\s])")
_NOT_PARTY = ("成果", "协议", "合同", "专利", "软件", "技术", "项目", "方案", "办法", "指引", "条例", "意见", "公司法", "份额", "收入", "收益")
_SOMEBODY = ("组", "队", "方", "人", "人员", "公司", "中心", "单位")
OPENING = 40
_FIRST_PERSON = regex(r"^\s*([我本][校院所]|我|本人)(?=\s*$|[（(])")
# 单位类型：…, 团队份额：… are lines of a form, no party
_ASKED = regex(
    "变更|所在|住所|注册地|坐落|收益|收入|去向|用途|类型|性质|类别|属性|意愿|份额|比例|意见|情况|隶属|地址|电话|邮箱|审批|联系|方式|形式|材料|日期|时间|留存|保留|占|责任|获得|享有|取得|备案|决定|说明|规模|人数|编号|是否|协商|分配|公示|承担|承诺|声明|申明|保证|义务|权利(?!人)|职责|任务|目标(?!公司|企业)"
)
_OF_A_PART = regex("[^：]{0,8}(?:份额|比例|占比|权重)[^：]{0,4}：")
_SEALED = regex("盖章|签字|签章|公章|签名|方代表")
_ASIDE = regex("[（(]([^（()）]{2,24})[）)]")
_UNNAMED = regex("未|无|待|暂|尚|另行|不|见|[/—-]")  # 团队代表：未指定
# 权利人｜所有权份额: heads of columns
_HEAD = regex(
    "^(?:职务|职称|姓名|岗位|身份|贡献|形式|单位)$|(?:份额|比例|占比|金额|意见|情况|货币|现金|股权|实物|来源|日期|时间|标记|公示|备案|审核|决定"
    "|名称|类型|类别|方式|状态|编号|权属|归属)$"
)
FIRST = 16
# 1.1 技术方：…: parties may be listed as clauses of their own
_NAMING = regex(r"\s*(?:[（(]?[0-9一二三四五六.]{1,5}[）)、.]?\s*)?[\u4e00-\u9fff]{1,6}[方人](?:[（(][^）)]{1,20}[）)])?[：:]")
_CHOSEN = regex("(?:推选|推举|委托|授权|指定|公推)[\u4e00-\u9fff]{2,4}(?:代表|作为|担任|为)")  # 三人推选某某代表团队（“团队代表”）
# 受领方：…, 交出份额的一方：…: whatever ends as labels of parties do
_ANY_LABEL = regex(
    r"\s*(?:[（(]?[0-9一二三四五六.]{1,5}[）)、.]?\s*)?(?P<head>[甲乙]|[\u4e00-\u9fffA-D]{1,10}?(?:方|人|者|组|队)[一二三四1-4]?)(?:[（(][^）)]{1,24}[）)])?"
    r"(?:\s*[：:｜]\s*|[ \u3000]+)(?P<body>[^\n]{2,})"
)
# lines of a form that name somebody's office, or another's right
_NO_LABEL = regex(
    "收件|发件|登记|经手|填报|报送|主题|法定|代表|负责|联系|经办|代理|主持|记录|出席|列席|参会|到会|见证|鉴证|专利权|著作权|权利人|品种权|归属|权属|审批|审核|抄|签|证明|申报|填|制表|保证|担保|承办|责任|当事|收件|收文"
    "|完成人|发明人|设计人|参与|参加|合伙|投资|控股|持股|股东|牵头|带头|监督|复核|报告|听取|异议|主导|决策|决定|保管|介绍|推荐|评估|评审|公示|双方|各方|三方|多方|对方|地方|官方|官|关系|相关|第三|他人|任何|法人|自然人|[一二三四五六七八九十两几0-9]人"
)
_BEFORE_BRACKET = regex("^[^\u4e00-\u9fffA-D]*(?P<label>[\u4e00-\u9fffA-D]{1,10}(?:方|人))[（(]")  # 受领方（成果完成团队）：
_IN_BRACKET = regex("[（(](?P<label>[\u4e00-\u9fffA-D]{1,8}(?:方|人))[）)]")
_LABEL_BEHIND = regex("([^，。；：:｜\n（(《》]{3,40})[（(]([甲乙丙]方|[\u4e00-\u9fff]{1,6}(?:方|人))[）)]")  # 某大学（甲方）与某课题组（乙方）
_LABEL_BEFORE = regex(
    "([甲乙丙]方|另?一方)([^，。；：\n（(、《]{4,30})(?:[（(][^（()）]*[）)])?(?:，[^。：\n]{0,60})?"
)  # 甲方 某医院: a blank that closed
_PEOPLE_BEHIND = regex("([甲乙丙]方)[ \u3000]*([\u4e00-\u9fff·]{2,12}(?:[、，][\u4e00-\u9fff·]{2,12})+)(?:等[\u4e00-\u9fff0-9]{0,4}人?)?(?:[（(].*)?")
_LABEL_IS = regex("(?:^|(?<=[，。；：\n]))([甲乙丙]方)(?:为|系|是|即)([^，。；：｜\n（(《》、]{3,30})")  # 甲方为某大学，乙方为某小组
_SORT = regex("属|公立|公办|民|国有|全资|本科|高等|综合|专科|三级|事业|一家|一所|小微|中小|在职|[的在]")  # 甲方为市属公立医院: what it is, no name
_CALLED_ALONE = regex(rf"[ \u3000]*[（(]{_SO_CALLED}(?:为|作)?[：:]?[“\"「『]?([^”\"」』（()），。；]{{1,10}})[”\"」』]?[）)][ \u3000]*")
_PARTED = regex("；|，(?=另一方)")
_WARD = regex("^[\u4e00-\u9fff]{2,12}(?:科|室|部|中心|系|学院)[ \u3000]?(?=[\u4e00-\u9fff]{2,4}、)")  # 新生儿科 王玉兰、陈晨
_COUNTED = regex("等?(?:全体)?(?:[一二两三四五六七八九十0-9]+|全体)?[人名位](?:同志|老师|成员|同事)?$")
# 张三、李四（两位老师合称“受赋权人”）
_COUNTED_SO = regex(f"[（(](?P<who>[两二三四五六七八九][位名](?:老师|教授|同志|医[生师]|发明人|研究员|工程师))(?=[^（()）]{{0,6}}{_SO_CALLED})")
# 乙方（第二完成单位）：…: another institution than the one that grants
_SECOND = regex(
    "(?:第[二三四]|其他|其它|共同|合作|协作|参加|参与|联合|配合)(?:完成|申请|承担|研究|研发|研制|开发|权利|共有)?"
    "(?:单位|机构|院校|医院|专利权人|权利人)"
)
WHOLE_NAME = 6  # signs of a name by which a bearer is known again
_LETS_USE = regex("许可人|许可方|让与|转让|出让")
_MYSELF = frozenset({"本人", "我", "申请人本人"})
_TITLED = regex("[\u4e00-\u9fff]{0,16}(?:教授|研究员|老师|博士|讲师|工程师|[医技药农艺实验]师|副主任|主任)(?P<name>[\u4e00-\u9fff·]{2,4})")
_IN_TURN = regex("(?:分别|依次|各自?)[简合]?[称叫]")  # 某校与某组（分别称甲方、乙方）: not what the last is called
# 与张三、李四三名自然人，均系某校教师（合称
_PEOPLE_ARE = regex(
    r"[\s　]*(?:[（(]?[0-9一二三四A-D]{1,2}[）)、.．])?(?:以及|与|和|及|乙方：?)?"
    r"(?P<people>[\u4e00-\u9fff·]{2,4}(?:[、和及][\u4e00-\u9fff·]{2,4})*)"
    r"(?:等?[一二两三四五六七八九十0-9]{1,2}[名位人][\u4e00-\u9fff]{0,4})?(?:[（(][^（()）]{1,20}[）)])?"
    r"[，,]?(?:均|都|皆|各|同)?[系为是][^，。；（()）]{2,30}(?:，[^。；（()）]{2,40})?[（(]"
)
_FORM_UNIT = regex(
    "(?:^|(?<=[｜\n]))(?:填报|填表|申报|登记|备案|报送|申请|所属|所在|完成|试点|权利|发放)?单位(?:名称|全称)?｜(?P<name>[\u4e00-\u9fff]{4,24})(?=[｜\n（]|$)"
)
_ITEMS = regex("[①-⑳][ \u3000]*")
_MEANS_BARE = regex(r"(?:^|(?<=[。；\n]))([\u4e00-\u9fff]{1,4})，?(?:即|系|是)?指(?:的是)?([^。；;，,（(\n]{2,60})")  # 所里，指某研究所
_MEANS = regex(r"[“\"「『]([^”\"」』]{1,8})[”\"」』](?:是|系)?指(?:由)?([^。；;，,（(\n]{2,60})")


class Party(Record):
    """One party: the role, the names it goes by in this document, and where it is declared in the script."""

    role: str
    names: tuple[str, ...]
    start: int
    end: int


def declared(script: Script, patterns: Patterns) -> list[Party]:
    """The parties that a script declares, in this order: lines of its opening, definitions in running text, names beside which a label stands.

    Beside the institution that grants, a second one that took part (乙方（第二完成单位）：某医院) is somebody else, wherever it is named again.
    """
    found = list(_declared(script, patterns))
    joined = [party for party in found if party.role == "unit" and _SECOND.search(script.text[party.start : party.end].partition("：")[0])]
    first = {name for party in found if party.role == "unit" and party not in joined for name in party.names}
    if not first:
        return found
    bearers = {name for party in joined for name in party.names if len(name) >= WHOLE_NAME} - first
    for index, party in enumerate(found):
        if party.role == "unit" and any(name in script.text[party.start : party.end] for name in bearers):
            kept = tuple(name for name in party.names if name.endswith("方") or name in bearers)
            found[index] = Party("other", kept, party.start, party.end)
    return found


def _declared(script: Script, patterns: Patterns) -> Iterator[Party]:
    """The parties as each place by itself declares them."""
    yield from _in_lines_of_opening(script, patterns)
    yield from _in_forms(script, patterns)
    for pattern, mark in ((_DEFINED, _CALLED), (_BRACKETED, _QUOTED), (_CALLED_AFTER, _SO)):
        for match in _in_lines(pattern, mark, script.text):
            yield from _defined(script, patterns, match)
    for passage in script.passages[:FIRST]:
        yield from _beside_names(script, passage, patterns)
    for match in (
        *_in_lines(_MEANS, _MEANT, script.text),
        *(one for part in script.passages[:FIRST] for one in _MEANS_BARE.finditer(script.text, part.start, part.end)),
    ):
        named = _COUNTED.sub("", re.split("[，,（(]", match[2], maxsplit=1)[0])
        if not _is_thing(match[1]) and (role := _bearer(named, patterns)):
            yield Party(role, (match[1],), match.start(), match.end())


def _in_forms(script: Script, patterns: Patterns) -> Iterator[Party]:
    """The unit that a form is filled in by or for (填报单位｜某学院｜单位性质｜…)."""
    for passage in script.passages[:FIRST]:
        for match in _FORM_UNIT.finditer(script.text, passage.start, passage.end) if passage.block.part == "table" else ():
            if _bearer(match["name"], patterns) == "unit":
                yield Party("unit", (match["name"],), match.start("name"), match.end("name"))


def _in_lines_of_opening(script: Script, patterns: Patterns) -> Iterator[Party]:
    """`甲方（单位）：某大学`: lines of the opening that begin with a label."""
    labels = sorted(patterns.labels, key=len, reverse=True)
    label = "|".join([*map(re.escape, labels), "(?:[我本][校院所]|我|本人)(?=[（(][^）)]{1,12}[）)]\\s*[：:]|\\s*[：:])"])
    formal = "|".join(re.escape(one) for one in labels if one.endswith(("方", "人")) and "完成人" not in one)
    head = regex(
        rf"(?:(?<=[^被受再再\s；;])(?P<inner>(?:(?:{formal})[（(][^）)]{{1,24}}[）)]|[乙丙丁]方)(?=\s*[：:])))|(?:^|(?<=[\s；;]))(?P<head>(?:[^：:；;。｜\n，“]{{0,12}}[（(])?(?:{label})(?![式法案面内位向])[^：:；;。｜\n，]{{0,10}}?(?:[（(][^）)]{{0,24}}[）)])?)(?:\s*[：:｜]|\s{{2,}}|(?<=[甲乙丙]方)\s)(?P<body>[^\n]*)"
    )
    carried = pasted(script)
    for passage in (*script.passages[:OPENING], *(one for one in carried if one.index >= OPENING)):
        if passage.annex and passage not in carried:
            break
        text = script.text_of(passage)
        if passage.index >= FIRST and _SEALED.search(text.partition("：")[0]):
            continue
        if not passage.opening and passage not in carried and passage.block.part != "table" and not (passage.index < FIRST and _NAMING.match(text)):
            continue
        spots = [spot for spot in _spots(text, head) if not _ASKED.search(spot[1])]
        for number, (start, head_text) in enumerate(spots):
            stop = spots[number + 1][0] if number + 1 < len(spots) else len(text)
            body = text[start + len(head_text) + 1 : stop]
            yield _party(head_text, body, patterns, passage.start + start, passage.start + stop)
        if not spots:
            yield from _otherwise_labelled(script, passage, patterns)


def _beside_names(script: Script, passage: Passage, patterns: Patterns) -> Iterator[Party]:
    """`甲方 某医院`, `甲方为某大学`, `（以下简称校方）` beneath a name, `某大学（甲方）与某课题组（乙方）`."""
    text = script.text_of(passage)
    beside = _LABEL_BEFORE.fullmatch(text.strip(" 　"))
    if beside is not None and (role := _bearer(beside[2], patterns) or _titled(beside[2], patterns)):
        yield Party(role, (beside[1], beside[2]), passage.start, passage.end)
    people = _PEOPLE_BEHIND.fullmatch(text.strip(" 　"))
    if people is not None and all(is_name(part, patterns.people) or "·" in part for part in re.split("[、，]", people[2])):
        yield Party("team", (people[1],), passage.start, passage.end)
    for match in _LABEL_IS.finditer(script.text, passage.start, passage.end):
        if not _SORT.search(match[2]) and (role := _bearer(match[2], patterns)):
            yield Party(role, (match[1], match[2]), *match.span())
    called = _CALLED_ALONE.fullmatch(text)
    if called is not None and passage.index:
        name = script.text_of(script.passages[passage.index - 1]).strip(" 　")
        if role := _bearer(name, patterns):
            yield Party(role, (called[1], name), passage.start, passage.end)
    for match in _LABEL_BEHIND.finditer(script.text, passage.start, passage.end):
        name = re.split("[与和由及]", match[1])[-1].strip() if not _by_name(match[1], patterns) or "由" in match[1] else match[1].strip(" 　与和由及")
        name = name.rpartition("与")[2] if "与" in name and len(name.rpartition("与")[2]) >= 3 else name
        if not _NO_LABEL.search(match[2]) and (role := _bearer(name, patterns)):
            yield Party(role, (match[2], name), *match.span())


def _titled(name: str, patterns: Patterns) -> str:
    """`team` for somebody with a title: 首席研究员程某."""
    titled = _TITLED.fullmatch(name)
    return "team" if titled is not None and is_name(titled["name"], patterns.people) else ""


def _bearer(name: str, patterns: Patterns) -> str:
    """The role of a name that ends as names of bearers do; empty for a sentence that only speaks of one."""
    role = _by_name(name, patterns)
    return role if role and _ends(name, role, patterns) else ""


def _otherwise_labelled(script: Script, passage: Passage, patterns: Patterns) -> Iterator[Party]:
    """The parties of a line whose labels no list names (受领方：…；共享人：…): only where its bearer's name tells the role."""
    start = passage.start
    while start < passage.end:
        parted = _PARTED.search(script.text, start, passage.end)
        stop = parted.start() if parted is not None else passage.end
        found = _ANY_LABEL.match(script.text, start, stop)
        if found is not None and not _NO_LABEL.search(found["head"]) and (party := _by_bearer(found, patterns)) is not None:
            yield party
        start = stop + 1


def _by_bearer(found: re.Match[str], patterns: Patterns) -> Party | None:
    """The party of a label and the name behind it."""
    seated = _SEATED.match(found["body"])
    name = seated[0] if seated is not None else NAME_END.split(found["body"], maxsplit=1)[0].strip()
    role = next((role for role in patterns.roles if _ends(name, role, patterns)), "") and _by_name(name, patterns)
    people = [part.strip() for part in re.split("[、，和及与]", _COUNTED.sub("", name))]
    invests = "资" in found["head"]
    if not role and not invests and sum(is_name(part, patterns.people) for part in people) * 2 > len(people) and PERSONS.fullmatch(name):
        role = "team"
    if not role:
        return None
    if role == "unit" and found["head"].endswith(("团队", "组")):  # 申请团队：某实验室
        role = "team"
    names = [found["head"], *_QUOTED.findall(found["body"]), *(alias for aliases in _ALIAS.findall(found["body"]) for alias in aliases if alias)]
    if role == "team" and (counted := _COUNTED_SO.search(found["body"])) is not None:
        names.append(counted["who"])
    if len(people) == 1:
        names.append(people[0])
    return Party(role, tuple(dict.fromkeys(one for one in names if not _is_thing(one))), *found.span())


def _in_lines(pattern: re.Pattern[str], mark: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that stays within a line, looked for only where its mark stands."""
    at = 0
    while (found := mark.search(text, at)) is not None:
        start, stop = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        at = len(text) if stop < 0 else stop
        yield from pattern.finditer(text, start, at)


def _defined(script: Script, patterns: Patterns, match: re.Match[str]) -> Iterator[Party]:
    """A party defined in running text: the bearer named before the brackets, else at the head of the sentence, tells the role."""
    alias = match[2]
    if _is_thing(alias) or len(alias) > 10 or _CHOSEN.search(match[1]) or _IN_TURN.search(match[0]):
        return
    people = re.split("[，,（()）：｜；“”]|\\s{2,}", match[1])[-1].strip()
    if ("、" in people and PERSONS.fullmatch(people)) or _people_told(script, match.start(2), patterns):  # 沈知白、罗一帆（合称“创始人”）
        yield Party("team", (alias,), match.start(), match.end())
        return
    name = re.split("[，,、（()）：｜；“”]|\\s{2,}", match[1])[-1].strip(' 　\t"与和由及甲乙丙方')
    for joint in ("与", "和", "由", "及", "转让给", "许可给", "出售给", "授权给"):
        name = name.rpartition(joint)[2] if joint in name and len(name.rpartition(joint)[2]) >= 3 else name
    role = _by_name(name, patterns) if any(_ends(name, role, patterns) for role in patterns.roles) else ""
    if alias in _MYSELF or ((titled := _TITLED.fullmatch(name)) is not None and is_name(titled["name"], patterns.people)):
        role = "team"  # 化学系教授尹伯谦（以下自称“本人”）
    heads: tuple[str, ...] = (name,) if role and len(name) >= 3 and not name.startswith(("为", "系", "是", "属")) else ()
    role = role or next((role for role in patterns.roles if alias in patterns.soft[role]), "")
    if not role:
        for candidate in ("unit", "other", "team"):
            place = match.start(2) if _ITEMS.search(match[1]) else match.start()
            if heads := _first_name(script, place, candidate, patterns):
                role = candidate
                break
    if not role:
        role = next((role for role, groups in patterns.roles.items() if alias in (*groups.get("called", ()), *groups.get("nouns", ()))), "")
        role = role or _by_name(alias, patterns)
    if role:
        yield Party(role, (alias, *heads), match.start(), match.end())


def _people_told(script: Script, place: int, patterns: Patterns) -> bool:
    """Whether the sentence up to a place begins with people by name and says who they are: 与甲某、乙某三名自然人，均系大学教师（合称“…”."""
    low, _ = script.sentence(place)
    found = _PEOPLE_ARE.match(script.text, low, place)
    return found is not None and all(is_name(one, patterns.people) for one in re.split("[、，和及与]", found["people"]))


def _first_name(script: Script, place: int, role: str, patterns: Patterns) -> tuple[str, ...]:
    """The full name at the head of the sentence that an alias stands in, or of its item (① 某院（简称“我院”）　② 某团队，由…组成（简称“骨干”）)."""
    low, _ = script.sentence(place)
    *_, said = _ITEMS.split(script.text[low:place])
    name = re.split("[，,（(：｜]|\\s{2,}", said.strip(), maxsplit=1)[0].strip(" 　“”与和由及甲乙丙方")
    return (name,) if 4 <= len(name) <= 30 and _ends(name, role, patterns) else ()


def _is_thing(alias: str) -> bool:
    """Whether an alias names a thing the paper speaks of (本成果, 标的专利) and nobody: 项目组 and 技术方 are somebody."""
    return any(word in alias for word in _NOT_PARTY) and not alias.endswith(_SOMEBODY)


def _ends(name: str, role: str, patterns: Patterns) -> bool:
    """Whether a name is that of a bearer, and not a sentence that speaks of one."""
    return any(name.endswith(word) for word in patterns.roles[role].get("names", ()))


def _spots(text: str, head: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    place = 0
    while found := head.search(text, place):
        named = found["inner"] or found["head"]
        yield found.start(), named
        place = found.start() + len(named) + 1


def _party(head: str, body: str, patterns: Patterns, start: int, end: int) -> Party:
    blank, *items = _ITEMS.split(body)
    if len(items) > 1 and not blank.strip(" \t　："):  # 技术股东：① 某院（简称“我院”）　② 某团队（简称“骨干”）
        body = items[0]
    whole = f"{head}：{body}"
    name = seated[0] if (seated := _SEATED.match(body.strip(" \t　："))) is not None else NAME_END.split(body.strip(" \t　："), maxsplit=1)[0].strip()
    name = "" if name in patterns.labels or _OF_A_PART.match(name) else name  # 乙方｜甲方, 学校｜团队内部比例：60%
    names = [_numbered(head, label) for label in patterns.labels if _labelled(head, label)]
    names += _FIRST_PERSON.findall(head)
    names += [found["label"] for found in (*_BEFORE_BRACKET.finditer(head), *_IN_BRACKET.finditer(head)) if not _NO_LABEL.search(found["label"])]
    names += [alias for found in _ALIAS.finditer(whole) for alias in found.groups() if alias and not any(word in alias for word in _NOT_PARTY[:6])]
    names += [alias for alias in _QUOTED.findall(head) if not any(word in alias for word in _NOT_PARTY[:6])]
    told = "team" if head.strip() in patterns.soft["team"] or head.strip().endswith("团队") else ""  # 团队：检验科分子诊断实验室四人 is no unit
    # 让与人：张三、李四: people are no unit
    by_name = len(people_named := re.split("[、，和及]", name)) > 1 and all(is_name(part, patterns.people) for part in people_named)
    role = told or _by_name(name, patterns) or ("team" if by_name else _by_role(head, patterns))
    if role == "unit" and not _by_name(name, patterns) and any(one in patterns.roles["team"].get("called", ()) for one in _QUOTED.findall(body)):
        role = "team"  # 出让方二：某某（“发明人”）
    if role == "unit" and _LETS_USE.search(head) and is_name(name, patterns.people):  # 许可人：张三, who sublicenses what the unit let him use
        role = "team"
    if not name and any(_NUMBER.search(one) for one in names):  # 许可方二：　　 at the end of a paper says nothing of who that is
        role = ""
    if role == "other" and PERSONS.fullmatch(name):  # people who take a result over are its team
        role = "team"
    aside = _ASIDE.search(body)
    if not role and PERSONS.fullmatch(name) and (len(name) <= 4 or (aside is not None and _by_name(aside[1], patterns) == "team")):
        role = "team"
    if not role and "、" in name and all(is_name(part, patterns.people) for part in re.split("[、，和及]", _COUNTED.sub("", _WARD.sub("", name)))):
        role = "team"  # 乙方：张三、李四、王五
    people = PERSONS.fullmatch(name) is not None
    named = len(name) >= 2 and "、" not in name if people and role == "team" else len(name) >= 3 and not (people and role == "team")
    valued = "：" in name or any(sign in name for sign in wording.VALUES)
    if role and named and not valued and not _UNNAMED.match(name) and not _HEAD.search(name):
        names.append(name)
    if role == "team" and (counted := _COUNTED_SO.search(body)) is not None:
        names.append(counted["who"])
    return Party(role, tuple(dict.fromkeys(names)), start, end)


def _numbered(head: str, label: str) -> str:
    """The label with the number that tells it from its like (许可方一：…, 许可方二：…)."""
    behind = _NUMBER.match(head, head.find(label) + len(label))
    return label + (behind[0] if behind else "")


def _labelled(head: str, label: str) -> bool:
    place = head.find(label)
    return place >= 0 and not (label.startswith(("赋权", "许可", "让", "转让")) and head[:place].endswith(("被", "受")))


def _by_name(name: str, patterns: Patterns) -> str:
    """The role that what a bearer is called tells: the last word of its name counts (大学科技园有限公司 is a company)."""
    best, role = (-1, 0), ""
    for candidate, groups in patterns.roles.items():
        for word in groups.get("names", ()):
            place = name.rfind(word)
            if place >= 0 and (place + len(word), len(word)) > best:
                best, role = (place + len(word), len(word)), candidate
    if role == "unit" and is_name(name[best[0] :].strip(), patterns.people):  # 机电学院郑伯钧: somebody of the unit
        return "team"
    return role


def _by_role(head: str, patterns: Patterns) -> str:
    longest, role = 0, ""
    for candidate, groups in patterns.roles.items():
        for word in groups.get("called", ()):
            if word in head and len(word) > longest:
                longest, role = len(word), candidate
    return role
