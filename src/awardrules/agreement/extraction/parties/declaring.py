"""Where an agreement says who its parties are: `甲方：某大学` in its opening, `某大学（以下称“大学”）` and `“团队”指…` in running text.

A party is told by what its bearer is called (大学, 课题组, 公司, people by name), then by the role written beside it (赋权单位, 受让方). Its label
may be any word that ends as such words do (受领方, 共享人).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.extraction.parties.bearers import (
    COUNTED,
    FIRST,
    ITEMS,
    NO_LABEL,
    PERSONS,
    QUOTED,
    SO_CALLED,
    Party,
    ends_as,
    is_thing,
    role_by_name,
)
from awardrules.agreement.extraction.parties.opening import in_lines_of_opening
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

_DEFINED = regex(rf"([^，。；：:｜\n（(《》]{{2,40}})[（(][^（()）]{{0,12}}?{SO_CALLED}(?:为|作)?[：:]?[“\"「『‘']?([^”\"」』’'）)，。；\n]{{1,12}})")
# （A）某大学，…，下面叫“大学”
_CALLED_AFTER = regex(
    rf"(?:^|(?<=[\n；：）)]))\s*([^，。；：:｜\n（()）《》]{{2,40}})(?:[（(][^（()）]{{1,12}}[）)])?，(?:[^。；\n]{{0,40}}，)?{SO_CALLED}(?:为|作)?[“\"「『]?([^”\"」』，。；\n（）()]{{1,8}})(?:[”\"」』]|(?=[，。；\n]))"
)
_BRACKETED = regex(
    r"([^。；：:｜\n（(《》]{2,60})[（(](?:本(?:协议|合同|函)里)?[合简统]?称?[“\"「『]([^”\"」』]{1,8})[”\"」』](?:[，,][^）)]{1,60})?[）)]"
)
_SO = regex(SO_CALLED)
_CALLED, _MEANT = regex("[（(][^（()）]{0,12}?[简合统以下面文]{0,4}[称叫]"), regex('[”"」』](?:是|系)?指')
_CHOSEN = regex("(?:推选|推举|委托|授权|指定|公推)[\u4e00-\u9fff]{2,4}(?:代表|作为|担任|为)")  # 三人推选某某代表团队（“团队代表”）
_LABEL_BEHIND = regex("([^，。；：:｜\n（(《》]{3,40})[（(]([甲乙丙]方|[\u4e00-\u9fff]{1,6}(?:方|人))[）)]")  # 某大学（甲方）与某课题组（乙方）
_LABEL_BEFORE = regex(
    "([甲乙丙]方|另?一方)([^，。；：\n（(、《]{4,30})(?:[（(][^（()）]*[）)])?(?:，[^。：\n]{0,60})?"
)  # 甲方 某医院: a blank that closed
_PEOPLE_BEHIND = regex("([甲乙丙]方)[ \u3000]*([\u4e00-\u9fff·]{2,12}(?:[、，][\u4e00-\u9fff·]{2,12})+)(?:等[\u4e00-\u9fff0-9]{0,4}人?)?(?:[（(].*)?")
_LABEL_IS = regex("(?:^|(?<=[，。；：\n]))([甲乙丙]方)(?:为|系|是|即)([^，。；：｜\n（(《》、]{3,30})")  # 甲方为某大学，乙方为某小组
_SORT = regex("属|公立|公办|民|国有|全资|本科|高等|综合|专科|三级|事业|一家|一所|小微|中小|在职|[的在]")  # 甲方为市属公立医院: what it is, no name
_CALLED_ALONE = regex(rf"[ \u3000]*[（(]{SO_CALLED}(?:为|作)?[：:]?[“\"「『]?([^”\"」』（()），。；]{{1,10}})[”\"」』]?[）)][ \u3000]*")
# 乙方（第二完成单位）：…: another institution than the one that grants
_SECOND = regex(
    "(?:第[二三四]|其他|其它|共同|合作|协作|参加|参与|联合|配合)(?:完成|申请|承担|研究|研发|研制|开发|权利|共有)?"
    "(?:单位|机构|院校|医院|专利权人|权利人)"
)
WHOLE_NAME = 6  # signs of a name by which a bearer is known again
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
_MEANS_BARE = regex(r"(?:^|(?<=[。；\n]))([\u4e00-\u9fff]{1,4})，?(?:即|系|是)?指(?:的是)?([^。；;，,（(\n]{2,60})")  # 所里，指某研究所
_MEANS = regex(r"[“\"「『]([^”\"」』]{1,8})[”\"」』](?:是|系)?指(?:由)?([^。；;，,（(\n]{2,60})")

# “科交中心”指某产权交易中心: where things are traded and shown is no party
_VENUE = regex("(?:交易|产权|登记|拍卖)[^，。；]{0,4}(?:中心|所|机构|市场|平台)$")


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
    yield from in_lines_of_opening(script, patterns)
    yield from _in_forms(script, patterns)
    for pattern, mark in ((_DEFINED, _CALLED), (_BRACKETED, QUOTED), (_CALLED_AFTER, _SO)):
        for match in _in_lines(pattern, mark, script.text):
            yield from _defined(script, patterns, match)
    for passage in script.passages[:FIRST]:
        yield from _beside_names(script, passage, patterns)
    for match in (
        *_in_lines(_MEANS, _MEANT, script.text),
        *(one for part in script.passages[:FIRST] for one in _MEANS_BARE.finditer(script.text, part.start, part.end)),
    ):
        named = COUNTED.sub("", re.split("[，,（(]", match[2], maxsplit=1)[0])
        if not is_thing(match[1]) and not _VENUE.search(named) and (role := _bearer(named, patterns)):
            yield Party(role, (match[1],), match.start(), match.end())


def _in_forms(script: Script, patterns: Patterns) -> Iterator[Party]:
    """The unit that a form is filled in by or for (填报单位｜某学院｜单位性质｜…)."""
    for passage in script.passages[:FIRST]:
        for match in _FORM_UNIT.finditer(script.text, passage.start, passage.end) if passage.block.part == "table" else ():
            if _bearer(match["name"], patterns) == "unit":
                yield Party("unit", (match["name"],), match.start("name"), match.end("name"))


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
        name = (
            re.split("[与和由及]", match[1])[-1].strip()
            if not role_by_name(match[1], patterns) or "由" in match[1]
            else match[1].strip(" 　与和由及")
        )
        name = name.rpartition("与")[2] if "与" in name and len(name.rpartition("与")[2]) >= 3 else name
        if not NO_LABEL.search(match[2]) and (role := _bearer(name, patterns)):
            yield Party(role, (match[2], name), *match.span())


def _titled(name: str, patterns: Patterns) -> str:
    """`team` for somebody with a title: 首席研究员程某."""
    titled = _TITLED.fullmatch(name)
    return "team" if titled is not None and is_name(titled["name"], patterns.people) else ""


def _bearer(name: str, patterns: Patterns) -> str:
    """The role of a name that ends as names of bearers do; empty for a sentence that only speaks of one."""
    role = role_by_name(name, patterns)
    return role if role and ends_as(name, role, patterns) else ""


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
    if is_thing(alias) or len(alias) > 10 or _CHOSEN.search(match[1]) or _IN_TURN.search(match[0]):
        return
    people = re.split("[，,（()）：｜；“”]|\\s{2,}", match[1])[-1].strip()
    if ("、" in people and PERSONS.fullmatch(people)) or _people_told(script, match.start(2), patterns):  # 沈知白、罗一帆（合称“创始人”）
        yield Party("team", (alias,), match.start(), match.end())
        return
    name = re.split("[，,、（()）：｜；“”]|\\s{2,}", match[1])[-1].strip(' 　\t"与和由及甲乙丙方')
    for joint in ("与", "和", "由", "及", "转让给", "许可给", "出售给", "授权给"):
        name = name.rpartition(joint)[2] if joint in name and len(name.rpartition(joint)[2]) >= 3 else name
    role = role_by_name(name, patterns) if any(ends_as(name, role, patterns) for role in patterns.roles) else ""
    if alias in _MYSELF or ((titled := _TITLED.fullmatch(name)) is not None and is_name(titled["name"], patterns.people)):
        role = "team"  # 化学系教授尹伯谦（以下自称“本人”）
    heads: tuple[str, ...] = (name,) if role and len(name) >= 3 and not name.startswith(("为", "系", "是", "属")) else ()
    role = role or next((role for role in patterns.roles if alias in patterns.soft[role]), "")
    if not role:
        for candidate in ("unit", "other", "team"):
            place = match.start(2) if ITEMS.search(match[1]) else match.start()
            if heads := _first_name(script, place, candidate, patterns):
                role = candidate
                break
    if not role:
        role = next((role for role, groups in patterns.roles.items() if alias in (*groups.get("called", ()), *groups.get("nouns", ()))), "")
        role = role or role_by_name(alias, patterns)
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
    *_, said = ITEMS.split(script.text[low:place])
    name = re.split("[，,（(：｜]|\\s{2,}", said.strip(), maxsplit=1)[0].strip(" 　“”与和由及甲乙丙方")
    return (name,) if 4 <= len(name) <= 30 and ends_as(name, role, patterns) else ()
