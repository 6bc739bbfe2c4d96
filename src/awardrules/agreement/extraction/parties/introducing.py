"""Parties that a paper introduces by speaking of them, without a label: 某所与工程师某某商定, ②某某、某某二人, 罗组, 我们六人, 前者 and 后者, 他.

What is found here never changes what the opening declares; it tells who else goes by which word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from awardrules.agreement.extraction.parties.calling import acts
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex

THROUGHOUT = 3  # times that a paper calls its parties 前者 and 后者
FIRST = 12  # passages in which a paper says between whom it is
_HAN = "[\u4e00-\u9fff·]"
_PEOPLE = f"{_HAN}{{2,4}}?(?:[、和及]{_HAN}{{2,4}}?){{0,9}}"
_COUNT = "(?:等?[一二两三四五六七八九十0-9]{1,2}[人位名])?"
_TITLE = f"(?:{_HAN}{{0,14}}(?:教授|研究员|老师|博士|讲师|工程师|技术员|[医技药农艺实验护]师|主任|所长|院长|同志))?"
_AGREES = "(?:拟|已|将)?(?:商定|约定|议定|签订|签署|订立|达成|立约|协商|就|共同|特|双方|经|之间)"
# 某研究所（市属，下称所里）同所里助理工程师曾某商定: who agrees with the unit
_WITH = regex(f"[同与和跟及]{_TITLE}(?P<people>{_PEOPLE}){_COUNT}(?:[（(][^（()）]{{1,40}}[）)])?，?(?:[^，。；\n]{{0,12}}，)?{_AGREES}")
# 立约双方：某监测站（下称站里）与站里工程师罗某
_LINED = regex(
    f"(?:^|\n)(?:立约|订约|签约|缔约|协议|合同)?(?:双方|当事人|各方|人)[：:][^。；\n]{{2,60}}[同与和跟及]{_TITLE}(?P<people>{_PEOPLE}){_COUNT}(?:[（(][^（()）]{{1,40}}[）)])?(?=\n)"
)
# ②杜某、白某二人，…: an item that is people
_ITEM = regex(
    rf"\s*(?:[①-⑳]|[（(]?[0-9一二三四]{{1,2}}[）)、.．])?\s*{_TITLE}(?P<people>{_HAN}{{2,4}}(?:[、和及]{_HAN}{{2,4}}?){{1,9}})(?P<count>{_COUNT})(?=[，。；（(\n]|$)"
)
# 学院教师邹某、钱某（二人）
_ALIASED = regex(f"{_TITLE}(?P<people>{_HAN}{{2,4}}(?:[、和及]{_HAN}{{2,4}}?){{1,9}})[（(](?P<count>[一二两三四五六七八九十]{{1,2}}[人位])[）)]")
_COMPLETER = regex(
    f"(?:完成人|发明人|设计人)[｜：](?P<name>{_HAN}{{2,4}})(?:[（(][^（()）]{{0,4}}(?:一人|独立|单独)[^（()）]{{0,4}}[）)])?(?=[｜\\n，。；]|$)"
)
_GROUPS = frozenset("团组队课项小研")
_NO_LAST = frozenset("由归给与和向对为人员")  # 年费由团队, 完成人团队
_NO_NAME = frozenset("商约议签订立达共同就双经之于在为是系等二两三四五六七八九十和与及的，。；（）、")
_GROUP = regex(f"(?P<name>{_HAN}{{2,4}}?)(?P<kind>课题组|项目组|研究组|小组|团队|组)(?![织成建合装长员内])")
_WE = regex(
    "我们(?:[一二两三四五六七八九十0-9]{1,2}[人位]|全体|[组课]|(?:[是系]|作为)[^。；\n]{0,30}(?:完成人|发明人|团队|课题组|小组)|(?:现|谨|特|兹)?(?:申请|恳请|请求|声明))"
)
_OUR_HOUSE = regex("我们(?:学校|医院|大学|学院|单位|研究[院所]|[所院校站](?:里|的|领导|决定|同意))")
SELF_NAMES = 2  # what one person goes by who writes in the first person: a name, and what the contract calls its bearer
_MYSELF = regex("(?:^|[，。；、：\n ])我(?:是|系)[^，。；]{0,12}(?:技术员|教授|研究员|工程师|医师|老师|职工|教师|人员|在职)")
_TO_ONE = regex(f"(?P<name>{_HAN}{{2,4}}?)(?:同志|老师|教授|博士|医生|先生|女士)?[：:]")
_TO_YOU = regex("[归给予由]你(?!们)|你们?的?(?:团队|课题组|项目组|[这那](?:项|件|个)?(?:成果|技术|专利|发明))")
_FIRM = regex("(?:[和与及、以]|^|[：:（(])(?P<name>[\u4e00-\u9fff]{4,20}公司)(?=[。，；、（(\n就])")
_ACTING = regex(
    "公司[（(](?:公?章|盖章)[）)]|[由给向与]公司(?=[，。；、承负分支缴交另自])|(?:^|[，。；：\n])公司(?=[应须将可逾支付未不按承保负有取得受])"
)
_SINGLE = regex("(?:一人|独自|单独|唯一|独立)[^，。；]{0,40}(?:完成|发明|做出|搞出|研制|写成)|唯一的?(?:完成人|发明人|设计人)")
_COUNTED = {
    2: ("二人", "两人", "二位", "两位", "俩人"),
    3: ("三人", "三位"),
    4: ("四人", "四位"),
    5: ("五人", "五位"),
    6: ("六人", "六位"),
    7: ("七人", "七位"),
}
_PAIRS = (("前者", "后者"), ("一方", "另一方"))
_CALLED_IN_TURN = regex(f'分别(?:以下)?[简合]?称(?:为|作)?[“"]?(?P<one>{_HAN}{{1,5}})[”"]?[、和与][“"]?(?P<other>{_HAN}{{1,5}})')
_OPPOSITE = {"unit": "team", "team": "unit"}
_LETTER = regex(f"({_HAN}{{4,24}})[：:]")
_SIGNED = regex(f"({_HAN}{{4,24}})(?:[（(](?:公?章|盖章)[）)])?")
# 收件人：某中心科研部某主任: whom an e-mail is to, or from whom it is
_FIRM_MAILED = regex(f"{_HAN}{{2,20}}(?:[（(]{_HAN}{{2,6}}[）)])?{_HAN}{{0,12}}?公司")
_MAILED = regex(f"(?m:^)(?:(?P<to>收件人?|收信人|寄往|致)|发件人?|发信人)[：:][ \u3000]*(?P<whom>{_HAN}[^\n]*)")
_SHORT = ("中心", "实验室", "研究院", "研究所", "医院", "大学", "学院", "学校", "试验站", "监测站", "植物园")
_OFFICE = regex(
    "(?:主任|院长|所长|校长|站长|院务|所务|校务|室务|站务|党委|党组|党政|领导小组|委员会|办公会|会议|纪要|文件|关于|科研[处科]|成果[处科])"
)


def introduced(script: Script, roles: Mapping[str, str], nouns: Mapping[str, str], patterns: Patterns) -> dict[str, str]:
    """Further names of unit and team that a paper introduces in its sentences, with their roles."""
    opening = "".join(script.text_of(passage) + "\n" for passage in script.passages[:FIRST] if not passage.annex)
    told = {*roles.values(), *nouns.values()}
    found: dict[str, str] = {}
    if "unit" not in told:
        found |= dict.fromkeys(_institution(script, opening, patterns), "unit")
    people = _people(opening, patterns) if "team" not in roles.values() else []
    if people:
        found |= dict.fromkeys(people if len(people) == 1 else _COUNTED.get(len(people), ()), "team")
    found |= _addressed(script, patterns) if "team" not in {*roles.values(), *found.values()} else {}
    if "other" not in {*roles.values(), *found.values()}:
        found |= _company(script, opening) or _company_mailed(opening)
    found |= _group(script.text, roles, patterns)
    if "team" not in roles.values() and _WE.search(script.text) and not _OUR_HOUSE.search(script.text):
        found["我们"] = "team"
    found |= _sole(opening, patterns) if "team" not in {*roles.values(), *found.values()} else {}
    found |= _in_turn(script.text, {**roles, **found})
    everybody = {**nouns, **roles, **found}
    team = [name for name, role in everybody.items() if role == "team" and name not in nouns]
    named = any(is_name(name, patterns.people) for name in team)
    if "other" not in everybody.values() and len(team) == 1 and named and _SINGLE.search(script.text):
        found |= {"他": "team", "她": "team"}
    if "unit" in everybody.values() and len(team) <= SELF_NAMES and named and _MYSELF.search(script.text):
        found["我"] = "team"
    return {name: role for name, role in found.items() if name not in roles and (role == "unit" or name in script.text)}


def _people(opening: str, patterns: Patterns) -> list[str]:
    """The people by name with whom the unit agrees, or who are an item of the list of those who do."""
    for pattern in (_WITH, _LINED, _ITEM, _ALIASED):
        for match in pattern.finditer(opening):
            if pattern is _ITEM and match.start() and opening[match.start() - 1] != "\n":
                continue
            people = _named(re.split("[、和及]", match["people"]), opening[match.end("people") : match.end("people") + 1], patterns)
            if people:
                return people
    return []


def _named(parts: list[str], behind: str, patterns: Patterns) -> list[str]:
    """The names of people that a list holds; of the first what stands before the name is a title, the last may go on `behind`."""
    if behind and behind in _GROUPS:  # 与姜维团队签订: no person
        return []
    if len(parts[-1]) == 2 and behind and behind[0] not in _NO_NAME and is_name(parts[-1] + behind[0], patterns.people):
        parts = [*parts[:-1], parts[-1] + behind[0]]
    first = next((parts[0][-size:] for size in (3, 2, 4) if len(parts[0]) >= size and is_name(parts[0][-size:], patterns.people)), "")
    people = [first, *parts[1:]]
    return people if all(part and is_name(part, patterns.people) for part in people) else []


def _addressed(script: Script, patterns: Patterns) -> dict[str, str]:
    """The one person whom a letter or decision addresses (孟某同志：), and 你."""
    for passage in script.passages[:FIRST] if _TO_YOU.search(script.text) else ():
        match = _TO_ONE.fullmatch(script.text_of(passage).strip())
        if match is not None and is_name(match["name"], patterns.people):
            return {match["name"]: "team", "你": "team"}
    return {}


def _company(script: Script, opening: str) -> dict[str, str]:
    """The company that a paper names with the others at its head and goes on to call 公司."""
    names = {match[0] for match in _FIRM.finditer(opening)}
    return {"公司": "other"} if len(names) == 1 and _ACTING.search(script.text) else {}


def _company_mailed(opening: str) -> dict[str, str]:
    """The one company that the head of an e-mail names, and 贵司 where it is whom the e-mail is to."""
    heads = [(found["to"], company[0]) for found in _MAILED.finditer(opening) if (company := _FIRM_MAILED.match(found["whom"])) is not None]
    if len({name for _, name in heads}) != 1:
        return {}
    return {heads[0][1]: "other", **(dict.fromkeys(("贵司", "贵公司"), "other") if heads[0][0] else dict.fromkeys(("我司", "我公司"), "other"))}


def _sole(opening: str, patterns: Patterns) -> dict[str, str]:
    """The one person whom a form names as the one who completed it (完成人｜郭某（仅一人）)."""
    names = {match["name"] for match in _COMPLETER.finditer(opening)}
    name = next(iter(names), "")
    return {name: "team"} if len(names) == 1 and is_name(name, patterns.people) else {}


def _group(text: str, roles: Mapping[str, str], patterns: Patterns) -> dict[str, str]:
    """A group that goes by the name of its leader (罗松龄组), and by the surname (罗组)."""
    groups: dict[str, set[str]] = {}
    for match in _GROUP.finditer(text):
        leader = next((match["name"][-size:] for size in (3, 2) if is_name(match["name"][-size:], patterns.people)), "")
        if leader and leader[-1] not in _NO_LAST:
            groups.setdefault(leader, set()).add(match["kind"])
    if len(groups) != 1:
        return {}
    leader, kinds = next(iter(groups.items()))
    if "team" in roles.values() and not any(leader in name for name, role in roles.items() if role == "team"):
        return {}
    return {**{f"{leader}{kind}": "team" for kind in kinds}, **({f"{leader[0]}组": "team"} if f"{leader[0]}组" in text else {})}


def _in_turn(text: str, roles: Mapping[str, str]) -> dict[str, str]:
    """The other one of 前者 and 后者, of 一方 and 另一方, of two words that parties are called by in turn, where one is told."""
    found: dict[str, str] = {}
    pairs = [*_PAIRS, *((match["one"], match["other"]) for match in _CALLED_IN_TURN.finditer(text))]
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            if other not in roles and roles.get(one) in _OPPOSITE and (acts(other, text, sure=True) or f"\n{other}" in text):
                found[other] = _OPPOSITE[roles[one]]
    return _former_and_latter(text, {**roles, **found}) | found


def _former_and_latter(text: str, roles: Mapping[str, str]) -> dict[str, str]:
    """Who 前者 and 后者 are in a paper that calls its parties so throughout: the one that it introduces first, and the other."""
    pair = _PAIRS[0]
    if set(pair) & roles.keys() or any(text.count(word) < THROUGHOUT or not acts(word, text) for word in pair):
        return {}
    places = [min((text.find(name) for name, of in roles.items() if of == role and name in text), default=-1) for role in _OPPOSITE]
    if min(places) < 0:
        return {}
    first = min(zip(places, _OPPOSITE, strict=True))[1]
    return {pair[0]: first, pair[1]: _OPPOSITE[first]}


def _mailed(lines: Sequence[str], names: Sequence[str]) -> list[str]:
    """The one institution that the head of an e-mail names, as the bearer of whoever writes or reads it."""
    ends = regex(f"({_HAN}{{4,20}}?(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))}))")
    heads = [found["whom"] for line in lines if (found := _MAILED.match(line))]
    named = {found[1] for whom in heads for part in re.split("[；;、，, \u3000]", whom) if (found := ends.match(part))}
    return [*named] if len(named) == 1 else []


def _institution(script: Script, opening: str, patterns: Patterns) -> Iterator[str]:
    """The unit that a paper without parties is of: whom it addresses, whose meeting it minutes, who signs it; and the word it goes by."""
    names = patterns.roles.get("unit", {}).get("names", ())
    lines = [line.strip() for line in opening.splitlines()]
    last = [script.text_of(passage).strip() for passage in script.passages[-4:]]
    told = [match[1] for line in lines[:4] if (match := _LETTER.fullmatch(line))]
    told += [line[: found.start()] for line in lines[:3] if (found := _OFFICE.search(line))]
    told += [match[1] for line in last if (match := _SIGNED.fullmatch(line))]
    told += _mailed(lines, names)
    for name in told:
        name = name.strip()
        if 4 <= len(name) <= 24 and any(name.endswith(word) for word in names):
            yield name
            short = next((word for word in _SHORT if name.endswith(word)), "")
            if short and acts(short, script.text, sure=True):
                yield short
            return
