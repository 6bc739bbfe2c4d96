"""The lines of an opening that begin with a label: `甲方：某大学`, `受领方：某课题组`, and forms of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.extraction.parties.bearers import (
    COUNTED,
    FIRST,
    ITEMS,
    NO_LABEL,
    NOT_PARTY,
    PERSONS,
    QUOTED,
    SO_CALLED,
    Party,
    ends_as,
    is_thing,
    role_by_name,
)
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.extraction.script.pasted import pasted
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

_ALIAS = regex(
    rf"{SO_CALLED}(?:为|作)?[：:]?[“\"「『‘']?([^”\"」』’'）)，。；、｜\n“]{{1,12}})[”\"」』’']?(?:[或、和][“\"「『]([^”\"」』]{{1,12}})[”\"」』])?"
)
NAME_END = regex(r"[，,；;。（(｜\n　]|身份证|法定代表|地址|住所|住址|负责人|代表人|联系|统一社会|盖章|签字|电话|\s{2,}")
# 光量科技（深圳）有限公司: brackets within a name
_SEATED = regex(
    "[\u4e00-\u9fff]{2,12}[（(][\u4e00-\u9fff]{2,6}[）)][\u4e00-\u9fff]{0,14}(?:公司|集团|合伙企业|中心|研究院|研究所|医院|大学|学院|实验室)"
)
_NUMBER = regex("(?:之?[一二三四1-4]|[（(][一二三四1-4][）)])(?=$|[（(：:\\s])")
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
# 1.1 技术方：…: parties may be listed as clauses of their own
_NAMING = regex(r"\s*(?:[（(]?[0-9一二三四五六.]{1,5}[）)、.]?\s*)?[\u4e00-\u9fff]{1,6}[方人](?:[（(][^）)]{1,20}[）)])?[：:]")
# 受领方：…, 交出份额的一方：…: whatever ends as labels of parties do
_ANY_LABEL = regex(
    r"\s*(?:[（(]?[0-9一二三四五六.]{1,5}[）)、.]?\s*)?(?P<head>[甲乙]|[\u4e00-\u9fffA-D]{1,10}?(?:方|人|者|组|队)[一二三四1-4]?)(?:[（(][^）)]{1,24}[）)])?"
    r"(?:\s*[：:｜]\s*|[ \u3000]+)(?P<body>[^\n]{2,})"
)
_BEFORE_BRACKET = regex("^[^\u4e00-\u9fffA-D]*(?P<label>[\u4e00-\u9fffA-D]{1,10}(?:方|人))[（(]")  # 受领方（成果完成团队）：
_IN_BRACKET = regex("[（(](?P<label>[\u4e00-\u9fffA-D]{1,8}(?:方|人))[）)]")
_PARTED = regex("；|，(?=另一方)")
_WARD = regex("^[\u4e00-\u9fff]{2,12}(?:科|室|部|中心|系|学院)[ \u3000]?(?=[\u4e00-\u9fff]{2,4}、)")  # 新生儿科 王玉兰、陈晨
# 张三、李四（两位老师合称“受赋权人”）
_COUNTED_SO = regex(f"[（(](?P<who>[两二三四五六七八九][位名](?:老师|教授|同志|医[生师]|发明人|研究员|工程师))(?=[^（()）]{{0,6}}{SO_CALLED})")
_LETS_USE = regex("许可人|许可方|让与|转让|出让")


def in_lines_of_opening(script: Script, patterns: Patterns) -> Iterator[Party]:
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


def _otherwise_labelled(script: Script, passage: Passage, patterns: Patterns) -> Iterator[Party]:
    """The parties of a line whose labels no list names (受领方：…；共享人：…): only where its bearer's name tells the role."""
    start = passage.start
    while start < passage.end:
        parted = _PARTED.search(script.text, start, passage.end)
        stop = parted.start() if parted is not None else passage.end
        found = _ANY_LABEL.match(script.text, start, stop)
        if found is not None and not NO_LABEL.search(found["head"]) and (party := _by_bearer(found, patterns)) is not None:
            yield party
        start = stop + 1


def _by_bearer(found: re.Match[str], patterns: Patterns) -> Party | None:
    """The party of a label and the name behind it."""
    seated = _SEATED.match(found["body"])
    name = seated[0] if seated is not None else NAME_END.split(found["body"], maxsplit=1)[0].strip()
    role = next((role for role in patterns.roles if ends_as(name, role, patterns)), "") and role_by_name(name, patterns)
    people = [part.strip() for part in re.split("[、，和及与]", COUNTED.sub("", name))]
    invests = "资" in found["head"]
    if not role and not invests and sum(is_name(part, patterns.people) for part in people) * 2 > len(people) and PERSONS.fullmatch(name):
        role = "team"
    if not role:
        return None
    if role == "unit" and found["head"].endswith(("团队", "组")):  # 申请团队：某实验室
        role = "team"
    names = [found["head"], *QUOTED.findall(found["body"]), *(alias for aliases in _ALIAS.findall(found["body"]) for alias in aliases if alias)]
    if role == "team" and (counted := _COUNTED_SO.search(found["body"])) is not None:
        names.append(counted["who"])
    if len(people) == 1:
        names.append(people[0])
    return Party(role, tuple(dict.fromkeys(one for one in names if not is_thing(one))), *found.span())


def _spots(text: str, head: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    place = 0
    while found := head.search(text, place):
        named = found["inner"] or found["head"]
        yield found.start(), named
        place = found.start() + len(named) + 1


def _party(head: str, body: str, patterns: Patterns, start: int, end: int) -> Party:
    blank, *items = ITEMS.split(body)
    if len(items) > 1 and not blank.strip(" \t　："):  # 技术股东：① 某院（简称“我院”）　② 某团队（简称“骨干”）
        body = items[0]
    whole = f"{head}：{body}"
    name = seated[0] if (seated := _SEATED.match(body.strip(" \t　："))) is not None else NAME_END.split(body.strip(" \t　："), maxsplit=1)[0].strip()
    name = "" if name in patterns.labels or _OF_A_PART.match(name) else name  # 乙方｜甲方, 学校｜团队内部比例：60%
    names = [_numbered(head, label) for label in patterns.labels if _labelled(head, label)]
    names += _FIRST_PERSON.findall(head)
    names += [found["label"] for found in (*_BEFORE_BRACKET.finditer(head), *_IN_BRACKET.finditer(head)) if not NO_LABEL.search(found["label"])]
    names += [alias for found in _ALIAS.finditer(whole) for alias in found.groups() if alias and not any(word in alias for word in NOT_PARTY[:6])]
    names += [alias for alias in QUOTED.findall(head) if not any(word in alias for word in NOT_PARTY[:6])]
    told = "team" if head.strip() in patterns.soft["team"] or head.strip().endswith("团队") else ""  # 团队：检验科分子诊断实验室四人 is no unit
    # 让与人：张三、李四: people are no unit
    by_name = len(people_named := re.split("[、，和及]", name)) > 1 and all(is_name(part, patterns.people) for part in people_named)
    role = told or role_by_name(name, patterns) or ("team" if by_name else _by_role(head, patterns))
    if role == "unit" and not role_by_name(name, patterns) and any(one in patterns.roles["team"].get("called", ()) for one in QUOTED.findall(body)):
        role = "team"  # 出让方二：某某（“发明人”）
    if role == "unit" and _LETS_USE.search(head) and is_name(name, patterns.people):  # 许可人：张三, who sublicenses what the unit let him use
        role = "team"
    if not name and any(_NUMBER.search(one) for one in names):  # 许可方二：　　 at the end of a paper says nothing of who that is
        role = ""
    if role == "other" and PERSONS.fullmatch(name):  # people who take a result over are its team
        role = "team"
    aside = _ASIDE.search(body)
    if not role and PERSONS.fullmatch(name) and (len(name) <= 4 or (aside is not None and role_by_name(aside[1], patterns) == "team")):
        role = "team"
    if not role and "、" in name and all(is_name(part, patterns.people) for part in re.split("[、，和及]", COUNTED.sub("", _WARD.sub("", name)))):
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


def _by_role(head: str, patterns: Patterns) -> str:
    longest, role = 0, ""
    for candidate, groups in patterns.roles.items():
        for word in groups.get("called", ()):
            if word in head and len(word) > longest:
                longest, role = len(word), candidate
    return role
