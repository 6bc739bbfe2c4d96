"""Who is who in one agreement: the names that its opening and its definitions give to unit, team and others.

甲方 may be the unit, the team or a company; only the document itself says. A name is bound by what its bearer is called (大学, 团队, 公司),
then by the role written beside it (赋权单位, 完成人, 受让方); a party that neither tells stays unbound, and its figures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.patterns import Patterns
from awardrules.agreement.extraction.script import Script, replaced
from awardrules.record import Record

_LABELS = re.compile("[甲乙丙丁]方|第[一二]方(?=[^，。；]{0,2}(?:占|享|持|得|分|拥|取|承|应|将|同))|第三方(?=[^，。；]{0,1}(?:占|享有|持有))")
SIGNS = {"nobody": wording.NOBODY, "unit": wording.UNIT, "team": wording.TEAM, "other": wording.OTHER, "person": wording.PERSON}
_SO_CALLED = "(?:(?:以下|下面|下文|下)(?:[简合统]?称|叫)|[简合统]称)"
_QUOTES = "“”\"'「」『』‘’《》"
_ALIAS = re.compile(
    rf"{_SO_CALLED}(?:为|作)?[：:]?[“\"「『‘']?([^”\"」』’'）)，。；、｜\n“]{{1,12}})[”\"」』’']?(?:[或、和][“\"「『]([^”\"」』]{{1,12}})[”\"」』])?"
)
_DEFINED = re.compile(
    rf"([^，。；：:｜\n（(《》]{{2,40}})[（(][^（()）]{{0,12}}?{_SO_CALLED}(?:为|作)?[：:]?[“\"「『‘']?([^”\"」』’'）)，。；\n]{{1,12}})"
)
# （A）某大学，…，下面叫“大学”
_CALLED_AFTER = re.compile(
    rf"(?:^|(?<=[\n；）)]))\s*([^，。；：:｜\n（()）《》]{{2,40}})(?:[（(][^（()）]{{1,12}}[）)])?，(?:[^。；\n]{{0,40}}，)?{_SO_CALLED}(?:为|作)?[“\"「『]([^”\"」』，。；\n]{{1,8}})[”\"」』]"
)
_BRACKETED = re.compile(
    r"([^。；：:｜\n（(《》]{2,60})[（(](?:本(?:协议|合同|函)里)?[合简统]?称?[“\"「『]([^”\"」』]{1,8})[”\"」』](?:[，,][^）)]{1,60})?[）)]"
)
_QUOTED = re.compile(r"[（(](?:本(?:协议|合同|函)里)?[合简统]?称?[“\"「『]([^”\"」』]{1,8})[”\"」』]")
_SO = re.compile(_SO_CALLED)
_CALLED, _MEANT = re.compile("[（(][^（()）]{0,12}?[简合统以下面文]{0,4}[称叫]"), re.compile('[”"」』](?:是|系)?指')
_NAME_END = re.compile(r"[，,；;。（(｜\n　]|身份证|法定代表|地址|住所|住址|负责人|代表人|联系|统一社会|盖章|签字|电话|\s{2,}")
# 光量科技（深圳）有限公司: brackets within a name
_SEATED = re.compile(
    "[\u4e00-\u9fff]{2,12}[（(][\u4e00-\u9fff]{2,6}[）)][\u4e00-\u9fff]{0,14}(?:公司|集团|合伙企业|中心|研究院|研究所|医院|大学|学院|实验室)"
)
_PERSONS = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[、，,和及][\u4e00-\u9fff·]{2,4})*(?:等[\u4e00-\u9fff\d]{0,4}人?)?")
_NUMBER = re.compile("(?:之?[一二三四1-4]|[（(][一二三四1-4][）)])(?=$|[（(：:\\s])")
_LEADERS = re.compile(
    r"(?:团队代表|代表人?|负责人|带头人|牵头人|组长|联系人|成员|成果完成人|完成人)[：:｜]\s*([\u4e00-\u9fff·]{2,4})(?=[，,；;。、）)（(｜\s\n]|$)"
)
_NOT_PARTY = ("成果", "协议", "合同", "专利", "软件", "技术", "项目", "方案", "办法", "指引", "条例", "意见", "公司法", "份额", "收入", "收益")
_OPENING = 40
# 主要完成人, 其他单位, 公立医院, 单位内: words of their own, no party
_COMMON = frozenset(
    {"单位", "学校", "医院", "研究院", "研究所", "公司", "企业", "团队", "完成人", "大学", "成果完成人", "发明人", "课题组", "项目组", "科研人员"}
)
_ALSO_WORDS = frozenset({"权利人", "专利权人", "申请人"})
_FIRST_PERSON = re.compile(r"^\s*([我本][校院所]|我|本人)(?=\s*$|[（(])")
_OTHERS = frozenset("其他它要")
_SORTS = frozenset({"公立", "公办", "民办", "私立", "民营", "市属", "省属", "部属", "区属", "县属"})  # 市属公立医院: what it is, not its name
_APART_BEFORE = frozenset("点其他它位要等立办属各原外管业有部用")
_OF_A_NAME = frozenset("限份任团子分母估务价评询术机技")  # 资产评估有限公司 is not the party called 公司
_BODIES = frozenset({"领导", "工作", "专家", "评审", "评议", "审查", "监督", "调查", "核查", "验收", "议事"})  # 领导小组 is no team
_APART_AFTER = frozenset("内名类性长主城里科们")
# 单位类型：…, 团队份额：… are lines of a form, no party
_ASKED = re.compile(
    "收益|收入|去向|用途|类型|性质|类别|属性|意愿|份额|比例|意见|情况|隶属|地址|电话|邮箱|审批|联系|方式|形式|材料|日期|时间|留存|保留|占|责任|获得|享有|取得|备案|决定|说明|规模|人数|编号|是否|协商|分配|公示|承担|承诺|声明|申明|保证"
)
_SEALED = re.compile("盖章|签字|签章|公章|签名|方代表")
_ASIDE = re.compile("[（(]([^（()）]{2,24})[）)]")
_SELF = re.compile("(?:^|\n)我[：:]")
_HEAD = re.compile("(?:份额|比例|占比|金额|意见|情况|货币|现金|股权|实物)$")  # 权利人｜所有权份额: heads of columns
_FIRST = 16
# 1.1 技术方：…: parties may be listed as clauses of their own
_NAMING = re.compile(r"\s*(?:[（(]?[0-9一二三四五六.]{1,5}[）)、.]?\s*)?[\u4e00-\u9fff]{1,6}[方人](?:[（(][^）)]{1,20}[）)])?[：:]")
_CHOSEN = re.compile("(?:推选|推举|委托|授权|指定|公推)[\u4e00-\u9fff]{2,4}(?:代表|作为|担任|为)")  # 三人推选某某代表团队（“团队代表”）
_MEANS = re.compile(r"[“\"「『]([^”\"」』]{1,8})[”\"」』](?:是|系)?指(?:由)?([^。；;，,（(\n]{2,60})")


class Party(Record):
    """One party: the role, the names it goes by in this document, and where it is declared in the script."""

    role: str
    names: tuple[str, ...]
    start: int
    end: int


def bind(script: Script, patterns: Patterns) -> tuple[Script, dict[str, str], tuple[Party, ...]]:
    """The script with every named party as a sign, and the role of each name."""
    found = list(_declared(script, patterns))
    roles: dict[str, str] = {}
    doubtful: set[str] = set()
    labels: list[str] = []
    for party in found:
        for name in party.names:
            if party.role and roles.get(name, party.role) != party.role:
                doubtful.add(name)
            if party.role:
                roles[name] = party.role
            elif name in patterns.labels:
                labels.append(name)
    for name in doubtful:
        del roles[name]
    for name in _ALSO_WORDS & roles.keys():  # 权利人：某大学 in a form names a holder, no party, where the unit goes by another name
        if any(other in patterns.labels and other not in _ALSO_WORDS for other in roles):
            del roles[name]
    _complete(script, roles, labels)
    nouns = _by_nouns(script, roles, patterns)
    people = _people(script, found)
    bound = replaced(script, list(_stretches(script, roles, nouns, people)))
    named = roles or {noun: role for noun, role in nouns.items() if role != "other"}
    bound.roles.update(named)
    return bound, named, tuple(found)


def _declared(script: Script, patterns: Patterns) -> Iterator[Party]:
    labels = sorted(patterns.labels, key=len, reverse=True)
    label = "|".join([*map(re.escape, labels), "(?:[我本][校院所]|我|本人)(?=[（(][^）)]{1,12}[）)]\\s*[：:]|\\s*[：:])"])
    formal = "|".join(re.escape(one) for one in labels if one.endswith(("方", "人")) and "完成人" not in one)
    head = re.compile(
        rf"(?:(?<=[^被受再再\s；;])(?P<inner>(?:(?:{formal})[（(][^）)]{{1,24}}[）)]|[乙丙丁]方)(?=\s*[：:])))|(?:^|(?<=[\s；;]))(?P<head>(?:[^：:；;。｜\n，“]{{0,12}}[（(])?(?:{label})(?![式法案面内位向])[^：:；;。｜\n，]{{0,10}}?(?:[（(][^）)]{{0,24}}[）)])?)(?:\s*[：:｜]|\s{{2,}})(?P<body>[^\n]*)"
    )
    for passage in script.passages[:_OPENING]:
        if passage.annex:
            break
        text = script.text_of(passage)
        if _SEALED.search(text.partition("：")[0]):
            continue
        if not passage.opening and passage.block.part != "table" and not (passage.index < _FIRST and _NAMING.match(text)):
            continue
        spots = [spot for spot in _spots(text, head) if not _ASKED.search(spot[1])]
        for number, (start, head_text) in enumerate(spots):
            stop = spots[number + 1][0] if number + 1 < len(spots) else len(text)
            body = text[start + len(head_text) + 1 : stop]
            yield _party(head_text, body, patterns, passage.start + start, passage.start + stop)
    for pattern, mark in ((_DEFINED, _CALLED), (_BRACKETED, _QUOTED), (_CALLED_AFTER, _SO)):
        for match in _in_lines(pattern, mark, script.text):
            yield from _defined(script, patterns, match)
    for match in _in_lines(_MEANS, _MEANT, script.text):
        named = re.split("[，,（(]", match[2], maxsplit=1)[0]
        role = _by_name(named, patterns)
        if role and not any(word in match[1] for word in _NOT_PARTY) and _ends(named, role, patterns):
            yield Party(role, (match[1],), match.start(), match.end())


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
    if any(word in alias for word in _NOT_PARTY) or len(alias) > 10 or _CHOSEN.search(match[1]):
        return
    people = re.split("[，,（()）：｜；“”]|\\s{2,}", match[1])[-1].strip()
    if "、" in people and _PERSONS.fullmatch(people):  # 沈知白、罗一帆（合称“创始人”）
        yield Party("team", (alias,), match.start(), match.end())
        return
    name = re.split("[，,、（()）：｜；“”]|\\s{2,}", match[1])[-1].strip(' 　\t"与和由及甲乙丙方')
    for joint in ("与", "和", "由", "及"):
        name = name.rpartition(joint)[2] if joint in name and len(name.rpartition(joint)[2]) >= 3 else name
    role = _by_name(name, patterns) if any(_ends(name, role, patterns) for role in patterns.roles) else ""
    heads: tuple[str, ...] = (name,) if role and len(name) >= 3 else ()
    role = role or next((role for role in patterns.roles if alias in patterns.soft[role]), "")
    if not role:
        for candidate in ("unit", "other", "team"):
            if heads := _first_name(script, match.start(), candidate, patterns):
                role = candidate
                break
    if not role:
        role = next((role for role, groups in patterns.roles.items() if alias in (*groups.get("called", ()), *groups.get("nouns", ()))), "")
        role = role or _by_name(alias, patterns)
    if role:
        yield Party(role, (alias, *heads), match.start(), match.end())


def _first_name(script: Script, place: int, role: str, patterns: Patterns) -> tuple[str, ...]:
    """The full name at the head of the sentence that an alias stands in."""
    low, _ = script.sentence(place)
    name = re.split("[，,（(：｜]|\\s{2,}", script.text[low:place].strip(), maxsplit=1)[0].strip(" 　“”与和由及甲乙丙方")
    return (name,) if 4 <= len(name) <= 30 and _ends(name, role, patterns) else ()


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
    whole = f"{head}：{body}"
    named_whole = _SEATED.match(body.strip(" \t　："))
    name = named_whole[0] if named_whole is not None else _NAME_END.split(body.strip(" \t　："), maxsplit=1)[0].strip()
    names = [_numbered(head, label) for label in patterns.labels if _labelled(head, label)]
    names += _FIRST_PERSON.findall(head)
    names += [alias for found in _ALIAS.finditer(whole) for alias in found.groups() if alias and not any(word in alias for word in _NOT_PARTY[:6])]
    names += [alias for alias in _QUOTED.findall(head) if not any(word in alias for word in _NOT_PARTY[:6])]
    told = "team" if head.strip() in patterns.soft["team"] else ""  # 团队：检验科分子诊断实验室四人 is no unit
    role = told or _by_name(name, patterns) or _by_role(head, patterns)
    if not name and any(_NUMBER.search(one) for one in names):  # 许可方二：　　 at the end of a paper says nothing of who that is
        role = ""
    if role == "other" and _PERSONS.fullmatch(name):  # people who take a result over are its team
        role = "team"
    aside = _ASIDE.search(body)
    if not role and _PERSONS.fullmatch(name) and (len(name) <= 4 or (aside is not None and _by_name(aside[1], patterns) == "team")):
        role = "team"
    people = _PERSONS.fullmatch(name) is not None
    named = len(name) >= 2 and "、" not in name if people and role == "team" else len(name) >= 3 and not (people and role == "team")
    if role and named and "：" not in name and not any(sign in name for sign in wording.VALUES) and not _HEAD.search(name):
        names.append(name)
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
    return role


def _by_role(head: str, patterns: Patterns) -> str:
    longest, role = 0, ""
    for candidate, groups in patterns.roles.items():
        for word in groups.get("called", ()):
            if word in head and len(word) > longest:
                longest, role = len(word), candidate
    return role


def _complete(script: Script, roles: dict[str, str], open_labels: list[str]) -> None:
    """Of two parties to a grant one is the unit, the other the team: the one that is told tells the other."""
    main = [label for label in ("甲方", "乙方") if label in roles or label in open_labels]
    told = [label for label in main if label in roles]
    title = "".join(script.text_of(p) for p in script.passages[:3])
    if len(main) == 2 and len(told) == 1 and "丙方" not in script.text and ("赋权" in title or "使用权" in title):
        other = next(label for label in main if label not in told)
        roles[other] = {"unit": "team", "team": "unit"}.get(roles[told[0]], "")
        if not roles[other]:
            del roles[other]


def _by_nouns(script: Script, roles: dict[str, str], patterns: Patterns) -> dict[str, str]:
    """The common nouns that stand for unit and team beside the declared names (乙方 is the team, and 课题组 too)."""
    return {noun: role for role in ("unit", "team") for noun in patterns.soft[role] if noun in script.text and noun not in roles}


def _people(script: Script, parties: list[Party]) -> set[str]:
    """The members of a team by name: their figures are not the team's."""
    people: set[str] = set()
    for party in parties:
        if party.role != "team":
            continue
        body = script.text[party.start : party.end].partition("：")[2].strip(" 　")
        name = _NAME_END.split(body, maxsplit=1)[0]
        if "、" in name and _PERSONS.fullmatch(name):
            people.update(re.split(r"[、，,和及]", re.sub(r"等.*$", "", name)))
    for passage in script.passages[:_OPENING]:
        people.update(found for found in _LEADERS.findall(script.text_of(passage)))
    alone = {name for party in parties if party.role == "team" for name in party.names}
    return {name for name in people if len(name) >= 2} - alone


def _stretches(script: Script, roles: dict[str, str], nouns: dict[str, str], people: set[str]) -> Iterator[tuple[int, int, str]]:
    names = dict(sorted({**nouns, **dict.fromkeys(people, "person"), **roles}.items(), key=lambda item: -len(item[0])))
    joint = [(a, b) for a in ("甲", "乙", "丙") for b in ("甲", "乙", "丙") if a != b and f"{a}方" in roles and f"{b}方" in roles]
    for a, b in joint:
        for match in re.finditer(f"{a}[、和与]?{b}(?=(?:双方|两方|各方))", script.text):
            yield match.start(), match.start() + 1, SIGNS[roles[f"{a}方"]]
            yield match.end() - 1, match.end(), SIGNS[roles[f"{b}方"]]
    for match in _LABELS.finditer(script.text):  # a party whose role nobody tells stands in the way of wrong guesses
        if match[0] not in roles:
            yield match.start(), match.end(), SIGNS["nobody"]
    if _SELF.search("\n".join(script.text_of(passage) for passage in script.passages[:_FIRST])):  # 我：…: the one who completed it writes
        yield from ((match.start(), match.end(), SIGNS["team"]) for match in re.finditer("我(?![校院所们国单公司市省处部方会])", script.text))
    if not names:
        return
    pattern = re.compile("|".join(re.escape(name) for name in names))
    for match in pattern.finditer(script.text):
        before = script.text[match.start() - 1 : match.start()]
        after = script.text[match.end() : match.end() + 1]
        apart = _APART_BEFORE if match[0] in nouns or match[0] == "单位" else _OTHERS
        if match[0] == "公司" and before in _OF_A_NAME:
            continue
        if match[0] == "小组" and script.text[match.start() - 2 : match.start()] in _BODIES:
            continue
        if match[0] in _COMMON and script.text[match.start() - 2 : match.start()] in _SORTS:
            continue
        if match[0] in _COMMON and before and (before in apart or (after and after in _APART_AFTER)):
            continue
        if (after == "式" and match[0].endswith("方")) or (after in "法案" and after and match[0].endswith("方") and len(match[0]) > 2):
            continue  # 以转让方式
        if before == "被" or (before in ("受", "再") and match[0].startswith(("让", "许可"))):
            continue
        yield match.start(), match.end(), SIGNS[names[match[0]]]
