"""Who is who in one agreement: the names that its opening and its definitions give to unit, team and others.

甲方 may be the unit, the team or a company; only the document itself says. A name is bound by what its bearer is called (大学, 团队, 公司),
then by the role written beside it (赋权单位, 完成人, 受让方); a party that neither tells stays unbound, and its figures are not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set

from awardrules.agreement.extraction.context.neighbours import other_groups
from awardrules.agreement.extraction.parties.bearers import FIRST, PERSONS, Party
from awardrules.agreement.extraction.parties.calling import called
from awardrules.agreement.extraction.parties.declaring import declared
from awardrules.agreement.extraction.parties.granting import granted
from awardrules.agreement.extraction.parties.introducing import introduced
from awardrules.agreement.extraction.parties.opening import NAME_END, OPENING
from awardrules.agreement.extraction.parties.pointing import pointed
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.extraction.script.script import Script, replaced
from awardrules.agreement.programs import regex

_LABELS = regex("[甲乙丙丁]方|第[一二]方(?=[^，。；]{0,2}(?:占|享|持|得|分|拥|取|承|应|将|同))|第三方(?=[^，。；]{0,1}(?:占|享有|持有))")
SIGNS = {"nobody": wording.NOBODY, "unit": wording.UNIT, "team": wording.TEAM, "other": wording.OTHER, "person": wording.PERSON}
_LEADERS = regex(
    r"(?:团队代表|代表人?|负责人|带头人|牵头人|组长|联系人|成员|成果完成人|完成人)[：:｜]\s*([\u4e00-\u9fff·]{2,4})(?=[，,；;。、）)（(｜\s\n]|$)"
)
# 负责人某某，成员某某、某某
_MEMBERS = regex(
    r"(?:(?:负责人|组长|带头人|首席)(?:为|是|系|：)?([\u4e00-\u9fff·]{2,4})[，,、；;]\s*)?"
    r"成员(?:为|有|是|包括|即|系|：)?\s*([\u4e00-\u9fff·]{2,4}(?:、[\u4e00-\u9fff·]{2,4})+)(?=[，,；;。）)（(｜\n]|等|[二三四五六七八九十]人|$)"
)
# 主要完成人, 其他单位, 公立医院, 单位内: words of their own, no party
_COMMON = frozenset(
    {"单位", "学校", "医院", "研究院", "研究所", "公司", "企业", "团队", "完成人", "大学", "成果完成人", "发明人", "课题组", "项目组", "科研人员"}
)
_ALSO_WORDS = frozenset({"权利人", "专利权人", "申请人"})
_OTHERS = frozenset("其他它要")
_SORTS = frozenset(
    {"公立", "公办", "民办", "私立", "民营", "市属", "省属", "部属", "区属", "县属", "高等", "职业", "技工", "专科"}
)  # 市属公立医院: what it is, not its name
# 县人民医院, 另一所大学, 参赛团队: somebody else
_SOME_OTHER = regex("(?:[一二三两几数多各某另][家所个支]|人民|参赛|外包|销售|研发|设计|施工|运维|外校|兄弟|外地|第[一二三四五六七八九十])$")
_APART_BEFORE = frozenset("点其他它位要等立办属各原外管业有部用")
_OF_A_NAME = frozenset("限份任团子分母估务价评询术机技")  # 资产评估有限公司 is not the party called 公司
_BODIES = frozenset({"领导", "工作", "专家", "评审", "评议", "审查", "监督", "调查", "核查", "验收", "议事"})  # 领导小组 is no team
_EITHER = frozenset("另任何单某每各哪同")  # 任何一方 is either of them
_APART_AFTER = frozenset("内名类性长主城里科们")
_GROUP = regex("(?:^|(?<=[。；，、：\n（ 　]))([\u4e00-\u9fff]{1,6}?(?:小组|团队|组|队))由(?=[^。；\n]{2,70}(?:组成|构成))")
# 甲占四成, 归乙: one sign that is a party where it is called so
_BEFORE_ONE, _AFTER_ONE = (
    regex("[，。；：、（\n 　和与由给归向经对于为属交及同被将以益入]"),
    regex("[占享持得的应、和与及，。；：（须将可分出负向给于对同留拥承就已在把按提收不自乙两双六七八九三四五一二0-9]"),
)
_PRONOUNS, _NO_PRONOUN, _OF_OTHERS = frozenset("他她你"), frozenset("其吉利"), frozenset("人方们用日处项山校院所单")  # 其他人 is somebody else
_LONE_GROUP = regex("(?:^|[，。；：\n由经向于在对与和及给将为归从该本])小组(?=[享占持取获得分承应负可有须将已，、的在向与和由对])")
_A_GROUP = regex("[\u4e00-\u9fff]{2,9}(?:组|团队)(?![织成建合装长员内])")
_COLLEGE = "学院"
_OF_COLLEGE = regex("([\u4e00-\u9fff]{4,20}学院)(?:$|(?:第[^，。；]{1,8}次)?(?:院长|党委|院务|校务|党政|关于|办公会|会议))")
_OTHER_COLLEGE = regex("[^，。；：、（\n｜由向给归与和对经为以按让把将及于从该若益入得本我成行年中〇]学院")
_NAMED_COLLEGE = regex("[\u4e00-\u9fff]{3,12}(?:职业|技术|技师|医|师范|工|农|商)[\u4e00-\u9fff]{0,2}学院")
_BARE_COLLEGE = regex("(?:^|[，。；：、\n由向给归与和对经])学院(?=[与将按占享持拿得分取应须可同愿已的和负责有是为不在每派交])")
_GROUPS = ("团队", "组")
OFTEN = 3  # times a group is named of which a paper speaks throughout
_SELF = regex("(?:^|\n)我[：:]")


def bind(script: Script, patterns: Patterns) -> tuple[Script, dict[str, str], tuple[Party, ...]]:
    """The script with every named party as a sign, and the role of each name."""
    found = declared(script, patterns)
    signing = _signing(script, found, patterns)
    found = [Party(party.role, tuple(name for name in party.names if name not in signing), party.start, party.end) for party in found]
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
    roles |= _also_called(script, patterns, roles, doubtful)
    _complete(script, roles, labels)
    nouns = _by_nouns(script, roles, patterns)
    alone = "team" not in {*roles.values(), *nouns.values()}
    roles |= granted(script.text, roles, patterns.people, alone=alone)
    roles |= introduced(script, roles, nouns, patterns)
    people = _people(script, found, patterns) | signing
    others = [(start, end, SIGNS["nobody"]) for start, end in other_groups(script, {**nouns, **roles}, people)]
    bound = pointed(replaced(script, [*others, *_stretches(script, roles, nouns, people)]))
    told = {*roles.values()}
    open_roles = {"unit", "team"} if not told - {"other"} else {"unit"} - told  # who is told by a common noun alone
    named = {noun: role for noun, role in nouns.items() if role in open_roles} | roles
    bound.roles.update(named)
    return bound, named, tuple(found)


def _also_called(script: Script, patterns: Patterns, roles: Mapping[str, str], doubtful: Set[str]) -> dict[str, str]:
    """What the opening calls its parties besides; a word that it says of two of them tells nobody."""
    said: dict[str, set[str]] = {}
    opening = [one for one in script.passages[:OPENING] if (one.opening or one.index < FIRST) and not one.annex]
    for word, role in called(opening, script.text, patterns, {*roles.values()}):
        said.setdefault(word, set()).add(role)
    return {word: role for word, (role, *more) in said.items() if not more and word not in roles and word not in doubtful}


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
    found = {noun: role for role in ("unit", "team") for noun in patterns.soft[role] if noun in script.text and noun not in roles}
    units, foreign = ([name for name, role in roles.items() if role == one] for one in ("unit", "other"))
    for noun in [noun for noun, role in found.items() if role == "unit"]:  # 医院 beside a second unit that is one
        if any(name.endswith(noun) for name in foreign) and not any(name.endswith(noun) for name in units):
            del found[noun]
    colleges = sorted((name for name, role in roles.items() if role == "unit" and name.endswith(_COLLEGE)), key=len, reverse=True)
    if not colleges:  # 某职业学院 above 院长办公会纪要: whose minutes they are
        heads = (_OF_COLLEGE.match(script.text_of(passage)) for passage in script.passages[:2])
        colleges = [found[1] for found in heads if found is not None]
    if colleges and _COLLEGE not in roles and not _OTHER_COLLEGE.search(re.sub("|".join(map(re.escape, colleges)), "〇", script.text)):
        found[_COLLEGE] = "unit"  # 某职业学院 is the only one there is
    elif "unit" not in roles.values() and _acts_alone(script.text):
        found[_COLLEGE] = "unit"  # 学院与课题组商定如下：…, and no other one is named
    bodies = any(f"{body}小组" in script.text for body in _BODIES)
    others = any(name.endswith("组") and not (role == "team" and name.endswith("小组")) for name, role in roles.items())
    if "小组" not in roles and not bodies and not others and _LONE_GROUP.search(script.text):  # 检验科液体活检小组 is 小组 too
        found["小组"] = "team"
    if "team" not in roles.values():  # 选育小组由我所…三人组成: what its members form is the team
        own = {group[1] for group in _GROUP.finditer(script.text) if group[1][:-2] not in _BODIES and not any(body in group[1] for body in _BODIES)}
        found |= dict.fromkeys(own - roles.keys(), "team")
        if "team" not in found.values() and (group := _group_spoken_of(script.text)):
            found[group] = "team"
    return found


def _acts_alone(text: str) -> bool:
    """Whether a paper speaks of one college throughout, by the noun alone or by its one name."""
    names = {found[0] for found in _NAMED_COLLEGE.finditer(text)}
    return len(_BARE_COLLEGE.findall(text)) >= OFTEN and all(one.endswith(other) or other.endswith(one) for one in names for other in names)


def _group_spoken_of(text: str) -> str:
    """The name of the one group that a paper speaks of throughout (湿法冶金组), as minutes do; empty where there are two such, or none."""
    counts: Counter[str] = Counter()
    for found in _A_GROUP.finditer(text):
        if not any(body in found[0] for body in (*_BODIES, "领导")):
            counts.update(found[0][start:] for start in range(len(found[0]) - 2))
    often = {name: count for name, count in counts.items() if count >= OFTEN}
    whole = [
        name for name, count in often.items() if not any(other != name and other.endswith(name) and often[other] * 3 >= count * 2 for other in often)
    ]
    return whole[0] if len(whole) == 1 else ""


def _signing(script: Script, parties: list[Party], patterns: Patterns) -> set[str]:
    """Who signs for a team that is another's name or several people's: 乙方：薄膜团队 at the head of a paper, 乙方：某某 at its foot."""
    teams = [party for party in parties if party.role == "team"]
    people = {name for party in teams for name in party.names if is_name(name, patterns.people)}
    labels = {label for party in teams for label in party.names if label in patterns.labels}
    groups = {label for party in teams for label in labels & {*party.names} if _of_a_group(script, party, patterns)}
    return {name for name in people if all(groups & {*party.names} for party in teams if name in party.names)}


def _of_a_group(script: Script, party: Party, patterns: Patterns) -> bool:
    """Whether a party is declared by the name of a group, or by several people's."""
    names = [name for name in party.names if name not in patterns.labels and not is_name(name, patterns.people)]
    return bool(_members(script, party)) or any(name.endswith(_GROUPS) for name in names)


def _members(script: Script, party: Party) -> list[str]:
    """The people that a party is declared to be, where they are several."""
    body = script.text[party.start : party.end].partition("：")[2].strip(" 　")
    name = NAME_END.split(body, maxsplit=1)[0]
    return re.split(r"[、，,和及]", re.sub(r"等.*$", "", name)) if "、" in name and PERSONS.fullmatch(name) else []


def _people(script: Script, parties: list[Party], patterns: Patterns) -> set[str]:
    """The members of a team by name: their figures are not the team's."""
    people = {name for party in parties if party.role == "team" for name in _members(script, party)}
    for passage in script.passages[:OPENING]:
        people.update(found for found in _LEADERS.findall(script.text_of(passage)) if is_name(found, patterns.people))
        for leader, listed in _MEMBERS.findall(script.text_of(passage)):
            names = [*filter(None, [leader]), *listed.split("、")]
            if all(is_name(name, patterns.people) for name in names):
                people.update(names)
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
    # 我：…: the one who completed it writes
    if "我" in roles or _SELF.search("\n".join(script.text_of(passage) for passage in script.passages[:FIRST])):
        yield from ((match.start(), match.end(), SIGNS["team"]) for match in re.finditer("我(?![校院所们国单公司市省处部方会])", script.text))
    if not names:
        return
    if people and (groups := [noun for noun, role in names.items() if role == "team" and noun.endswith(_GROUPS)]):  # 陆承志团队 is one party
        whole = re.compile(f"(?:{'|'.join(map(re.escape, people))})等?(?:{'|'.join(map(re.escape, groups))})")
        yield from ((match.start(), match.end(), SIGNS["team"]) for match in whole.finditer(script.text))
    pattern = re.compile("|".join(re.escape(name) for name in names if name != "我"))
    for match in pattern.finditer(script.text):
        before = script.text[match.start() - 1 : match.start()]
        after = script.text[match.end() : match.end() + 1]
        apart = _APART_BEFORE if match[0] in nouns or match[0] == "单位" else _OTHERS
        if match[0] in _PRONOUNS:
            if before not in _NO_PRONOUN and after not in _OF_OTHERS:
                yield match.start(), match.end(), SIGNS[names[match[0]]]
            continue
        if len(match[0]) == 1 and not (_BEFORE_ONE.search(before or "，") and _AFTER_ONE.search(after or "，")):
            continue
        if match[0] == "一方" and before in _EITHER:
            continue
        if match[0] == "公司" and before in _OF_A_NAME:
            continue
        if match[0] == "小组" and script.text[match.start() - 2 : match.start()] in _BODIES:
            continue
        if match[0] in _COMMON and script.text[match.start() - 2 : match.start()] in _SORTS:
            continue
        if match[0] in nouns and _SOME_OTHER.search(script.text, max(match.start() - 4, 0), match.start()):
            continue
        if (
            match[0] in _COMMON
            and before
            and (before in apart or (after and after in _APART_AFTER and script.text[match.end() : match.end() + 2] != "名下"))
        ):
            continue
        if (after == "式" and match[0].endswith("方")) or (after in "法案" and after and match[0].endswith("方") and len(match[0]) > 2):
            continue  # 以转让方式
        if before == "被" or (before in ("受", "再") and match[0].startswith(("让", "许可"))):
            continue
        yield match.start(), match.end(), SIGNS[names[match[0]]]
