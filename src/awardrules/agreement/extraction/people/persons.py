"""People by name: sentences that reward a person (张三获得现金奖励30万元), and what sentences say of those who are rewarded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches, says
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.posts import called_researcher, members, researcher, told_post, word_of
from awardrules.agreement.extraction.people.rewardcells import answered_of
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.record import Record, State

_SIGNS = regex(f"[{wording.PARTIES}{wording.PERSON}{wording.NOBODY}]")
_LABEL = 10
_LABELS = regex("(?:[甲乙丙丁戊己][ 　]?方|(?:受奖|获奖|完成|领取|受益)(?:人|者))[ 　]?[（(]?[一二三四五六七八九十0-9]{0,2}[）)]?")
_DECLARED = regex("[\u4e00-\u9fff]{2,3}(?=$|[（(，,；;。 \u3000])")
_THEY = regex(
    "(?:[（(]?[一二三四五六七八九十\\d.]+[）)、.]?\\s*)?(?:这?[二两三][人位]|四位|[两三四]名|该同志|其(?=取得|所得|所获|获得|获奖|受奖|本人|奖励|任|已|未|不)|上述人员|上述[二两三四][人位]|以上[二两三四][人位])"
)
_GOES_ON = regex(
    "^(?:[（(]?[一二三四五六七八九十\\d.]+[）)、.]?\\s*)?(?:该同志|并|且|均|其(?![余他中它])|本人|这?[二两三四][人位]|[两二三四]名|上述|前述|以上|该等|该项|该笔|此项|也|亦|已|同时|还|个人(?:收入|事项|有关)|(?:报告|汇报|情况)(?:也|已|都)|逐级|收益|奖励情况|贡献情况|经|未|不|没有|.{0,6}?(?:年度)?述职)"
)
_CONFIRMED = regex(
    "^[^，。；]{2,8}(?:核查|审查|调查|核实|查实|认定|核对)[^，。；]{0,6}，"
    "(?=(?:[均都]?(?:未|没有?)(?:曾|有|见|发现|查见|查到)?)?(?:其(?![余他中它])|该同志|本人|[上前]述|[二两三四][人位]))"
)
_PRONOUN = regex("[两二三四五]人(?:都|均|皆|也|已)|(?<!其)[他她](?![们人方日国处用项山])")
_CALLED = regex("(?<!非)(?:科研|科技|研究)人员")
_SORTS = (
    "(?<![非不])(?P<sort>(?:(?:主要|第一|其他|一般|成果)*完成人|(?:为|对)?(?:成果)?(?:转化)?[作做]?出?重要贡献的?(?:人员|者)))"
    "(?:[共有]{0,2}[一二两三四五六七八九十][名人位])?(?:分别|依次)?(?:为|是|有|即|包括|：)?"
)
# what only a leader's reward goes through, of no person by name
_OF_LEADER = regex(
    "^(?:[（(]?[一二三四五六七八九十\\d.]+[）)、.．]?\\s*)?(?:该(?:项|笔|份)|此(?:项|笔)|这(?:笔|份|项))(?:股权|现金|个人)?(?:奖励|收益|所得|收入|奖金)"
    "(?=[^，。；]{0,20}(?:逐级|批准|批复|个人(?:有关)?事项|述职))|^其[^，。；]{0,8}述职"
)
_LEADERS = regex("领导人员|领导干部|(?:上述|以上|两位|前述|担任|相关|有关|各位|涉及的|所涉)领导|正职领导|领导同志")
_REPORTED = regex("^[^，。；]{0,8}(?:已|业经)[^，。；]{0,4}逐级(?:报|上报|呈报)")  # 领导人员的奖励已公示；中心已逐级报告
# what was published in part, what was not, what is still to be done
_PARTLY = regex("(?:贡献|占比|比例|方式|其余|其他)[^，；]{0,6}(?:未|没)|(?:未|没有)(?:公示|公布)其?(?:贡献|占比|比例|方式|其余|其他)")
_UNPUBLISHED = regex("(?:^|(?<=[，；]))[^，；]*(?:未予?|没有?|漏)(?:公示|公布|列|写|载)[^，；]*")
_TO_DO = regex(
    "[，；][^，；。]{0,6}请(?!示)|(?:办结|办妥|补办)(?:之)?后再?|(?<=无异议)(?:之)?后[再方才]|(?<=期满)(?:之)?后[再方才]"
    "|[，；][^，；。]{0,4}留(?:待|到|至)"  # 述职报告中的说明，留待下年一并作出
)
_MAY = regex(
    "应当|应(?!得|获|发|付|领)|须|(?<![已业])将(?!其)|拟(?!分配|提取|奖励的)|可以|有权|若|如(?!下|数|期|实)|待"
    "|(?:不|无需|无须|不必|不用|毋须|不需|不须|免于?)(?:再|要|走|用|办|必|经)*逐级"  # 不走逐级报告
    f"|等(?=下|到|[^人级，]{{0,6}}(?:完|后|过))|承诺|{wording.BLANK}"
    "|由[^，。；｜]{2,10}(?:处|科|部|办|室|中心)(?:负责)?(?:按照?(?:有关)?规定|依规)[^，。；]{0,4}公示$"  # charged with it
)
_TOLD = regex("负责人|完成人|发明人|带头人|成员|骨干|主任|人员")
_POSTED = regex("个人|本人|同志|教授|副教授|研究员|老师|博士|工程师|医师|农艺师")
_POST = regex("(?:教授|副教授|研究员|老师|博士|同志|主任|医师|工程师|本人|个人)$")


_JOINTS = regex(
    "^(?:[①-⑳]|[（(]?[一二三四五六七八九十\\d]+[）)、.．])?\\s*(?:[、，和及与]|同志|老师|[一二两三四五六七八][人位名]|其|上述人员|均|都|皆|亦|也|分别|则)*"
)
_IS = regex("(?:均|都|皆|同)?(?:为|系|是|属于?)(?:本|该|此|上述)?(?:项)?(?:成果|专利|技术)?的?(?P<what>[^，。；、]{2,20})$")  # 霍然为主要完成人
_HELPED = regex("(?:均|都|皆)?(?:为|对)[^，。；]{0,8}转化[^，。；完]{0,6}(?:重要|突出|较大)贡献$")  # 对转化有重要贡献
_TO_COMMA = regex("(?:[（(][^）)]*[）)]|[^，（(])*")
_LEADS = regex("(?:均|都|皆)?(?:系|为|是|属于?)[^，。；非正]{0,6}领导(?:人员|干部|班子成员)")  # 系中层领导人员
_SCHOLARS = regex("[为系是属]|均|都|从事")


class Person(State):
    """One rewarded person: the fields of the record, the quote it rests on, the part of the whole and the post where they are said."""

    name: str
    fields: dict[str, Value]
    quote: Quote
    ratio: int | None = None
    post: str = ""
    place: int = -1  # of the amount in the script, where a sentence says it
    number: int = 0  # that the table gives
    serving: bool = False  # the conversion, and no completer


# 应当逐级报告，在下一次个人有关事项报告中填报，并在述职报告中说明: all of it is still owed
_OWED = regex("(?:应当?(?![得获发付领])|必须|须|需|今后|以后|届时|下一?次|明年|来年|次年|将于?)[^。；\n]*，(?![^。；\n]*[已了过])[^。；\n]*$")


class Spoken(Record):
    """A stretch of the script with names written out: the text and where each character stands in the script."""

    text: str
    places: tuple[int, ...]


Told = Sequence[tuple[Passage, Spoken]]


def bare(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def labelled(script: Script, people: People) -> dict[str, str]:
    """The people whom a label of their own declares (乙方一：褚时健（院长）), by label."""
    told: dict[str, str] = {}
    for passage in script.passages:
        head, colon, body = script.text_of(passage).partition("：")
        if not colon or "｜" in head or len(head) > _LABEL or not any(sign in wording.PARTIES + wording.NOBODY for sign in head):
            continue
        raw = "".join(script.raw(passage.start + at) if _SIGNS.match(sign) else sign for at, sign in enumerate(head)).strip()
        at = len(head) + 1 + len(body) - len(body.lstrip())
        name = script.raw(passage.start + at) if _SIGNS.match(script.text, passage.start + at) else body.strip()
        bearer = script.roles.get(bare(raw), "team") == "team" and _LABELS.fullmatch(raw) is not None
        if bearer and (found := _DECLARED.match(name)) is not None and not any(word in found[0] for word in people.no_names if len(word) > 1):
            told[bare(raw)] = found[0]
    return told if len(told) > 1 and any(named(name, people) for name in told.values()) else {}


def written_out(script: Script, start: int, end: int, names: Collection[str] = (), labels: Mapping[str, str] | None = None) -> Spoken:
    """A stretch with the names that signs stand for: all of them, or those of `names`; for `labels` the names of those they declare."""
    signs: list[str] = []
    places: list[int] = []
    at = start
    for found in _SIGNS.finditer(script.text, start, end):
        place, name = found.start(), script.raw(found.start())
        name = labels.get(bare(name), name) if labels else name
        if names and bare(name) not in names:
            continue
        name = bare(name) if names else name
        signs += [script.text[at:place], name]
        places += [*range(at, place), *[place] * len(name)]
        at = place + 1
    return Spoken("".join(signs) + script.text[at:end], (*places, *range(at, end)))


def named(text: str, people: People, cell: bool = False) -> bool:
    """Whether a text is a person's name: a surname with one or two characters behind, no word of rewards or posts.

    In a `cell` of its own a name may hold characters that are words in a sentence (黎元).
    """
    if not re.fullmatch("[\u4e00-\u9fff]{2,4}", text) or any(word in text for word in people.no_names if not cell or len(word) > 1):
        return False
    if text[:2] in people.surnames and len(text) in (3, 4):
        return True
    return text[0] in people.surnames and len(text) in (2, 3)


def listed_in_prose(script: Script, setting: Setting, people: People) -> list[Person]:
    """The people that sentences reward by name, each with an amount of money; a person rewarded twice is none that can be told."""
    found: dict[str, Person] = {}
    twice: set[str] = set()
    taken: set[int] = set()  # each amount is one person's
    lone: dict[str, bool] = {}  # whether something beside the figure says that this is a person
    for match in matches(script.text, people.prose):
        who, place = match["who"] if "who" in match.re.groupindex else "", match.start("sum")
        who = _trimmed(who, people)
        mention = script.values.get(place)
        if not who or place in taken or mention is None or mention.kind != "money" or mention.comparator != "=" or len(mention.values) != 1:
            continue
        low, high = script.sentence(place)
        if setting.at(match.start(), match.end()) or _MAY.search(script.text[script.segment(match.start())[0] : match.end()]):
            continue
        above = [script.text[a:b] for a, b in script.above(script.passage_at(place))]
        if says(script.text, people.barred, low, high) or not any("奖" in text for text in (script.text[low:high], *above)):
            continue
        amount = mention.values[0]
        taken.add(place)
        if who in found:
            if found[who].fields["amount"] != amount:
                twice.add(who)
            continue
        if not isinstance(amount, int):
            continue
        fields: dict[str, Value] = {"amount": amount}
        around = script.text[match.start() : min(match.end() + 12, high)]
        before = script.text[max(low, match.start() - 24) : match.start("who")]
        own = re.split("[、，；]", before)[-1]
        for field, text in (("reward_form", around), ("contribution", own)):
            members = frozenset(value for value, words in people.columns[field][1].items() if any(len(w) > 1 and w in text for w in words))
            if field == "contribution" and "principal_completer" in members:
                members -= {"completer"}
            if len(members) == 1:
                fields[field] = members
        found[who] = Person(who, fields, script.quote(place, place + 1), place=place)
        told = bool(_TOLD.search(script.text[max(low, match.start("who") - 8) : match.start("who")]) or _POSTED.match(script.text, match.end("who")))
        lone.setdefault(who, told)
    if twice or (len(found) == 1 and not all(lone.values())):
        return []
    return list(found.values())


def _trimmed(text: str, people: People) -> str:
    """The name a stretch ends with, a post behind it aside."""
    text = _POST.sub("", text)
    for size in (3, 2, 4):
        if len(text) >= size and named(text[-size:], people) and not (size == 2 and len(text) >= 3 and named(text[-3:], people)):
            return text[-size:]
    return ""


def said_of(script: Script, setting: Setting, person: Person, everyone: Sequence[Person], people: People, told: Told) -> dict[str, Value]:
    """What sentences say of a person by name, or of the leaders among those listed; `told` are the passages that hold sentences."""
    others = [one.name for one in everyone if one.name != person.name]
    said = answered_of(script, person.name, others, people)
    values = people.columns["role"][1] if "role" in people.columns else {}
    leads = _is_leader(person)
    alone = leads and not any(_is_leader(one) for one in everyone if one is not person)
    for start, end, written in _clauses(script, told, person.name, others, leads, alone):
        for field, words in people.said.items():
            for value in ("false", "true"):
                if field in said or value not in words:
                    continue
                for match in matches(script.text, words[value], start, end):
                    low = max(script.segment(match.start())[0], start)
                    spoken_of = script.text[start : match.end()]  # 均已按照规定报告
                    done = frozenset({"law"}) if re.search("已|了|过|符合", spoken_of) else frozenset[str]()
                    done |= {"plan"} if value == "false" else frozenset()  # 奖励未公示，暂缓发放
                    own = script.text[low : script.segment(match.end() - 1)[1]]
                    if (value == "false" and field == "publicity_done" and _PARTLY.search(own)) or _TO_DO.search(script.text, match.end(), end):
                        continue  # 贡献情况未予公示: of what was published; 逐级报告程序，请所办办理
                    if (
                        not setting.at(match.start(), match.end(), ignoring=done)
                        and not _MAY.search(_nameless(script.text[low : match.end()], person, others))
                        and not _OWED.search(script.text, max(start, script.sentence(match.start())[0]), match.end())
                    ):
                        said[field] = value == "true"
                        break
        post = _nameless(written, person, others)
        if any(sign in wording.VALUES for sign in post):
            post = _first(post)  # 系单位正职领导，其奖励情况已于2月10日公示
        if "是否" not in post and not any(sign in wording.VALUES for sign in post):
            post = _JOINTS.sub("", post)
            if "role" not in said and (role := told_post(post, values) or told_post(_first(post), values)) is not None:
                said["role"] = role
            kind = person.fields.get("is_researcher")
            if not {"role"} & {*said, *person.fields} and isinstance(kind, bool) and _LEADS.match(post):
                said["role"] = "other_leader_researcher" if kind else "other_leader_admin"
            if "contribution" not in said and (contribution := _told_contribution(_first(post), people)):
                said["contribution"] = contribution
            if "is_researcher" not in said and _SCHOLARS.search(post) and (kind := researcher(post)) is not None:
                said["is_researcher"] = kind
        if "is_researcher" not in said and "是否" not in written and (called := called_researcher(_nameless(written, person, others))) is not None:
            said["is_researcher"] = called
        for field, (needed, listed) in people.listed.items():
            text = _UNPUBLISHED.sub("", written)
            members = frozenset(value for value, spoken in listed.items() if any(word in text for word in spoken))
            if field not in said and needed in text and members and said.get("publicity_done") is True:
                said[field] = members
    return said


def _is_leader(person: Person) -> bool:
    return person.fields.get("role") in ("principal_leader", "other_leader_researcher", "other_leader_admin")


def appose(script: Script, everyone: Sequence[Person], told: Sequence[Spoken]) -> None:
    """Who is called a researcher beside the name (科研人员鲍以宁、阮青萝; 曾令仪、廖向东两名科研人员)."""
    for said in told if any("is_researcher" not in person.fields for person in everyone) else ():
        text = spelled(script, said, 0, len(said.text))
        if not _CALLED.search(text) or not any(person.name in said.text for person in everyone):
            continue
        for found in _CALLED.finditer(text):
            name = f"(?:{'|'.join(re.escape(person.name) for person in everyone)})"
            before = re.search(f"(?:{name}[、和及与]?)+(?:等?[二两三四五]?[名位人](?:同志)?)?$", text[: found.start()])
            behind = re.match(f"(?:{name}[、和及与]?)+", text[found.end() :])
            for person in everyone:
                if any(one is not None and person.name in one[0] for one in (before, behind)):
                    person.fields.setdefault("is_researcher", True)


def sort_out(setting: Setting, everyone: Sequence[Person], people: People, told: Sequence[Spoken]) -> None:
    """Whom a sentence counts among the completers or the contributors (主要完成人为甲、乙两人，完成人为丙，另有重要贡献人员丁)."""
    lacking = [person for person in everyone if "contribution" not in person.fields]
    if not lacking:
        return
    one = "|".join(re.escape(person.name) for person in everyone)
    names = re.compile(f"{_SORTS}(?P<names>(?:(?:{one})(?:[（(][^（）()]{{0,30}}[）)])?(?:[、和及与]|以及)?)+)")
    for said in told:
        for found in names.finditer(said.text):
            contribution = word_of(found["sort"], people.columns["contribution"][1])
            if contribution is None or setting.at(said.places[found.start()], said.places[found.end() - 1] + 1):
                continue
            for person in lacking:
                if person.name in found["names"]:
                    person.fields.setdefault("contribution", frozenset({contribution}))


def drop_deans(everyone: Sequence[Person]) -> None:
    """At a university 副院长 is of a school or of a hospital: whether a leader of the unit is anybody's guess."""
    for person in everyone:
        if re.search("领导职务|领导人员|校领导", person.post):  # 副院长，担任领导职务的科研人员
            continue
        deputy = person.post.startswith(("副院长", "副所长", "副主任", "中心副", "基地副", "实验室副")) and person.fields.get("role") in (
            "other_leader_researcher",
            "other_leader_admin",
        )
        head = person.post.startswith(("院长", "所长", "书记")) and person.fields.get("role") == "principal_leader" and "正职" not in person.post
        if deputy or head:
            del person.fields["role"]


def _first(post: str) -> str:
    """The words of a clause up to a comma outside brackets."""
    found = _TO_COMMA.match(post)
    return found[0] if found is not None else ""


def _told_contribution(post: str, people: People) -> frozenset[str] | None:
    """What a sentence says that somebody contributed (系主要完成人)."""
    if _HELPED.match(post):
        return frozenset({"major_contributor"})
    told = _IS.match(post)
    found = members(told["what"], people.columns["contribution"][1]) if told is not None and "contribution" in people.columns else None
    return found if found is not None and len(found) == 1 else None


def speaks(passage: Passage, text: str) -> bool:
    """Whether a passage holds sentences: a row of a table does where its one answer is such (公示与报告｜1号的奖励已公示，并…)."""
    return passage.block.part != "table" or "。" in text or (text.count("｜") == 1 and "，" in text.partition("｜")[2])


def all_spelled(script: Script, said: Spoken) -> Spoken:
    """A stretch with whatever signs stand for parties and people written out."""
    if not _SIGNS.search(said.text):
        return said
    pieces = [(script.raw(place) if _SIGNS.match(sign) else sign, place) for sign, place in zip(said.text, said.places, strict=True)]
    return Spoken("".join(text for text, _ in pieces), tuple(place for text, place in pieces for _ in text))


def spelled(script: Script, said: Spoken, low: int, high: int) -> str:
    """A piece of a stretch with the names that signs stand for."""
    signs = wording.PARTIES + wording.PERSON + wording.NOBODY
    spots = zip(said.text[low:high], said.places[low:high], strict=True)
    return "".join(script.raw(place) if sign in signs else sign for sign, place in spots)


def _nameless(text: str, person: Person, others: Sequence[str]) -> str:
    """A text without the names of those listed: 汤若兰 is no condition."""
    for name in (person.name, *others):
        text = text.replace(name, "")
    return text


def _first_of(clause: str, at: int, others: Sequence[str]) -> int:
    """Where the words about a person begin: with the first name it is joined to; at the head of the clause where no other name stands before."""
    while at and clause[at - 1] in "、和及与" and (joined := next((one for one in others if clause.endswith(one, 0, at - 1)), None)):
        at -= len(joined) + 1
    return at if any(one in clause[:at] for one in others) else 0


def _clauses(script: Script, told: Told, name: str, others: Sequence[str], leads: bool, only: bool) -> Iterator[tuple[int, int, str]]:
    """The clauses (between semicolons) whose subject is the person, with their words: they name the person, or go on from one that does.

    What is said of the reward of a leader (该项奖励未经贵委批准) is of the `only` one.
    """

    def told_of_leaders(text: str) -> bool:
        return bool((leads and _LEADERS.search(text)) or (only and _OF_LEADER.search(text)))

    current = False
    spoken_of = last = -1  # the passage that spoke of the person last, and the one before this, notes aside
    for passage, said in told:
        whole = said.text
        current = 0 <= spoken_of == last and (_THEY.match(whole) is not None or _CONFIRMED.match(whole) is not None)
        last = last if passage.block.part in ("footnote", "endnote", "textbox") else passage.index
        if name not in whole and not current and not told_of_leaders(whole):
            continue
        of_leaders = -1  # where a clause ends that is told of leaders
        for part in re.finditer("[^。；;\n]+", whole):
            clause, low = part[0], part.start()
            goes_on = leads and low == of_leaders + 1 and whole[of_leaders] in "；;" and _REPORTED.match(clause) is not None
            of_leaders = part.end() if told_of_leaders(clause) or goes_on else -1
            if name in clause:
                # a clause may name others behind the person: what follows them is said of them
                current = True
                at = clause.index(name)
                later = [clause.index(other) for other in others if other in clause and clause.index(other) > at]
                between = min(later, default=-1)
                alone = between >= 0 and re.search("[，；]", clause[at:between]) is not None
                at = _first_of(clause, at, others)
                end = at + clause[at:between].rindex("，") if alone and "，" in clause[at:between] else len(clause)
                yield said.places[low + at], said.places[low + end - 1] + 1, spelled(script, said, low + at, low + end)
                current = not alone
                spoken_of = passage.index
            elif not current and of_leaders < 0:
                continue
            elif any(other in clause for other in others):
                current = leads and bool(_LEADERS.search(clause))
            elif (current and any(way.search(clause) for way in (_GOES_ON, _CONFIRMED, _PRONOUN))) or of_leaders >= 0:
                yield said.places[low], said.places[part.end() - 1] + 1, spelled(script, said, low, part.end())
            else:
                current = False
