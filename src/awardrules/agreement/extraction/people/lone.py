"""The one person a paper rewards, where no list names people: what its sentences, or a single row, say beside the name.

`蒋牧川系束流诊断成果之主要完成人`, `决定奖励武一舟人民币30万元`, `1｜骆文静｜主要完成人｜现金奖励`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import Person, Spoken, named, written_out
from awardrules.agreement.extraction.people.posts import members, researcher, role_of
from awardrules.agreement.extraction.people.rewardcells import remarked
from awardrules.agreement.extraction.people.roster import TAGGED, contributions, words_say
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value

_MONEY = wording.MONEY
_LISTS = regex("名单(?:如下|见|附后|：)|下列人员|下表|附表|明细表?(?:如下|见|：)|(?:姓名|受奖人|获奖人|奖励对象)[^\n]{0,20}｜")
_BEFORE = "(?:^|(?<=[，,；;：:、。（(）)“”\\s｜的对给向为由系及和与人者员长任授师记岗士生位志办科处室部组理工监席励予放．.方就准认经发象]))"
_BEHIND = (
    "[，,；;、。：:（(）)\\s｜之的既因所应得是在现这那获就也至尚已担身承属参拿虽将未没无本曾均]|$|系|副|教授|研究员|院长|所长|校长|书记|处长|主任|老师|同志|领取|奖|为|占|具备|任|"
    "管|跑|专|仅|只|说|左|领|团队|股权|股份|现金|人民币|不|依|就|这|陈述|拿|到|有|被"
)
_NAME = regex(f"{_BEFORE}(?P<who>[\u4e00-\u9fff]{{2,4}}?)(?={_BEHIND})")
_AFTER = regex("[，、（(]|为|系|是|现任|担任|获|得|领")
_ABOUT = regex("奖|完成人|贡献|领导|正职|副[院所校书主]|书记|科研|公示|逐级|个人(?:有关)?事项|个人收入|收益分配|股权|拿|得")
_NO_PARTY = regex("签名|签字|盖章|经办|复核|监督|见证|落款|负责人[：:]|主持|记录[：:]")
_NOT_NOW = regex(
    "应当|应(?!发|得|付|获|予奖励|列)|须|拟(?!分配)|可以|有权|若|如(?!下|数|期|实)|待(?!遇)|承诺|曾获|进步奖|此前|每年|预计|至多|最高|不超过|建议|能否|是否"
)
_GIVEN = regex("奖|得|领|拿|分配|所获|兑现")
_GETS = regex(f"(?:拿|得到?|分得?|获得?|领取?)(?:了|现金|奖励)*{_MONEY}")
_OTHER_SUM = regex("费用|出差|报销|列支|经费|工资|津贴|税款|服务费|许可费|转让费|价款|总额|合计|净收入")


def rewarded_alone(script: Script, setting: Setting, people: People) -> list[Person]:
    """The only person whom sentences say something of as rewarded; none where they speak so of several, or a list is spoken of."""
    if not any("奖" in script.text_of(one) or "收益分配" in script.text_of(one) for one in script.passages[:3]) or _LISTS.search(script.text):
        return []
    found: dict[str, Person] = {}
    for passage in script.passages[1:]:
        for start, end in _sentences(script, passage):
            said = written_out(script, start, end)
            if not _ABOUT.search(said.text) or says(said.text, people.barred, 0, len(said.text)):
                continue
            if len(TAGGED.findall(said.text)) > 1 or len(_GETS.findall(said.text)) > 1:
                return []  # several are told of whose list was not understood
            name = _only_name(said, passage, people)
            if name is None:
                continue
            fields, place = _said(script, setting, said, name, people)
            if passage.block.part == "table":
                for cell in said.text.split("｜"):
                    fields |= {field: value for field, value in remarked(cell.strip(), people).items() if field not in fields}
                if not fields:
                    continue
            at = said.places[said.text.index(name)]
            known = found.setdefault(name, Person(name, {}, script.quote(at, at + 1)))
            known.fields = fields | known.fields
            known.place = max(known.place, place)
    return list(found.values()) if len(found) == 1 else []


def _sentences(script: Script, passage: Passage) -> Iterator[tuple[int, int]]:
    for found in re.finditer("[^。！？\n]+", script.text[passage.start : passage.end]):
        yield passage.start + found.start(), passage.start + found.end()


def _only_name(said: Spoken, passage: Passage, people: People) -> str | None:
    """The person a sentence speaks of: the first it names, before whoever signs or checks."""
    text = said.text
    if passage.block.part == "table":
        cells = [cell.rpartition("：")[2] for cell in text.split("｜")]
        bare = [re.sub("[（(].*?[）)]", "", cell).strip() for cell in cells]
        return next((cell for cell in bare[:2] if named(cell, people, cell=True)), None)
    at = 0
    while found := _NAME.search(text, at):
        who = found["who"]
        if named(who, people) and not _NO_PARTY.search(text, max(found.start() - 6, 0), found.start()):
            longer = who + text[found.end() : found.end() + 1]  # 姚敬之为我所纪委书记
            return longer if len(who) == 2 and named(longer, people) and _AFTER.match(text, found.end() + 1) else who
        at = found.start() + 1
    return None


def _said(script: Script, setting: Setting, said: Spoken, name: str, people: People) -> tuple[dict[str, Value], int]:
    """What a sentence says of somebody, and the place of the amount it gives."""
    parts = list(re.finditer("(?:[（(][^）)]*[）)]|[^，；｜（(])+", said.text))
    kept = [part for part in parts if not _NOT_NOW.search(part[0]) and not setting.at(said.places[part.start()], said.places[part.end() - 1] + 1)]
    first = said.text.index(name)
    kept = [part for part in kept if part.end() > first]  # what stands before may be said of everybody
    words = "，".join(part[0] for part in kept)
    fields = words_say(words.replace(name, ""), people)
    both = contributions(words, people)
    if len(both) == 2 and re.search("既|又|同时|两项|也", words):
        fields["contribution"] = both
    if "role" not in fields and (role := _role(words.replace(name, "，"), people)) is not None:
        fields["role"] = role
    if "is_researcher" not in fields and (kind := researcher(words.replace(name, "，"))) is not None:
        fields["is_researcher"] = kind
    kept = [part for part in kept if not _OTHER_SUM.search(part[0])]
    places = [said.places[part.start() + at] for part in kept for at, sign in enumerate(part[0]) if sign == _MONEY]
    mentions = [script.values[place] for place in places if place in script.values]
    sums = {one.values[0] for one in mentions if one.comparator == "=" and len(one.values) == 1 and isinstance(one.values[0], int)}
    if len(sums) == 1 and _GIVEN.search(words):
        fields["amount"] = next(iter(sums))
        return fields, places[0]
    return fields, -1


def _role(words: str, people: People) -> str | None:
    for part in re.split("[，；｜]", words):
        if (role := role_of(part.strip(), people.columns["role"][1])) is not None and members(part, {role: people.columns["role"][1].get(role, ())}):
            return role
    return None
