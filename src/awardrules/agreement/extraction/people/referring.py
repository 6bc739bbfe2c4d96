"""Whom a sentence beside a list of people means without naming them, with their names written out in its place.

By number (第1、3行两人, 2号), by place (前两位, 末位), all of them (上列三人, 各受奖人), by post (所长受奖一事), by surname (管老师),
and who is left (除1号外，其余).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from awardrules.agreement.extraction.people.persons import Person, Spoken
from awardrules.agreement.programs import regex

_DIGITS = "一二三四五六七八九十"
_NO = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
_LIST = f"{_NO}号?(?:(?:[、，和及与]|以及|至|到|-|—|~|～)第?{_NO}号?){{0,5}}"
_WHO = "(?:的?(?:受奖|获奖|领奖)?(?:人员|完成人|同志|对象|人|者))?"
_OF_THEM = "(?:等?[二两三四五六][人位名](?:同志)?)?"
_NUMBERED = regex(
    f"(?:表[中内列]|上?[表列]|名单[中内上]?|其中)?(?:第(?P<row>{_LIST})(?:行|位|名|号|顺位)|序号(?:为|是|第)?(?P<serial>{_LIST})|(?:受奖|获奖|领奖)(?:人|对象|者)(?P<label>[①-⑳]|[（(]?{_NO}[）)]?)"
    f"|(?<![0-9A-Za-z.\\-月第令])(?![一二三四五六七八九十]{{1,2}}、 ?[0-9])(?P<mark>{_LIST}))"
    f"{_WHO}{_OF_THEM}"
)
_YEARED = regex("(?:20[0-9]{2}年?[〕）)】\\]]?|[字发文])$")
_MARKED = regex("[人员受本其两三二均都皆已未由为系是的、，。]|同志|和|及|与|以外|之外|外")
_PLACED = regex(
    f"(?:其中)?(?:(?P<side>前|后)(?P<many>[一二两三四五六])(?:位|名|人|行|者)|(?P<last>末[位名行]|末一[位名人]|(?:最后|末)[一1][位名人])|(?P<first>首[位名]|居首|排(?:名|在)第一的?|头一[位名])){_WHO}(?=[^次批期年单])"
)
_EVERYBODY = regex(
    "(?:(?P<back>上述|前述|以上)|上列|表列|[本上该]?表[中内]?所列|表[中内]|下列|[上下附]表|所列|名单[内中上]?(?:所列)?)的?(?:各|全部|全体|所有)?(?P<many>[二两三四五六七八九十]|[0-9]{1,2})?(?:[位名](?!单))?"
    "(?:受奖|获奖|领奖|奖励)?(?:人员|同志|对象|完成人|人(?!民|才)|者|(?<=[位名]))"
    "|(?:全体|所有|全部|各)(?:位|名)?(?:受奖|获奖|领奖)(?:人员|人|者|同志|对象)|(?:^|(?<=[，。；、]))各人(?=均|都|皆|的|所|已|未|无|不)"
    "|(?:^|(?<=[，。；\n]))(?P<count>[二两三四五六七八九])[人位](?:同志)?(?=均|都|皆|的?(?:贡献|奖励|获奖)|所得|已|未|没有|本次|此次)"
)
_REST = regex(
    "(?:其余|其他|余下)的?(?:各|[二两三四五六七八九十])?(?:[位名](?!次))?(?:受奖|获奖)?(?:人员|人|者|同志)?(?=均|都|皆|无|不担|未担|没有|为|系|是|非|的(?:贡献|奖励))"
)
_NAMES = "(?P<names>{0}(?:[、，和及与 ]{{0,2}}{0}){{0,8}})"
_BUT = (
    "除{0}(?:等?[二两三四五][人位])?(?:以外|之外|者外|外)，?(?:其余|其他|余下)?的?(?:各|[二两三四五六七八九十])?"
    "(?:位|名)?(?:受奖|获奖)?(?:人员|人|者|同志)?(?=均|都|皆|无|不|未|没|为|系|是|非|的)"
)
_TITLES = "副?(?:教授|研究员|所长|院长|主任|校长|书记|处长|站长)|老师|博士|医生|医师"
_ACT = "(?=的|所得|所获|受奖|获奖|本人|个人|一人|同志|已|未|获|取得)"
_CHIEF = ("principal_leader", "other_leader_researcher", "other_leader_admin")
_HINT = regex("[号行位名人者]|序号|其余|其他|老师|[教博][授士]|长|书记|主任|研究员|医[生师]")


def written_names(said: Spoken, everyone: Sequence[Person], before: str = "", *, complement: bool = True) -> Spoken:
    """A stretch with the names of those it refers to; without `complement` who is excepted is named, not who is left.

    上述人员 are everybody, unless the stretch or what stands `before` it names some of them.
    """
    if not everyone or not _HINT.search(said.text):
        return said
    said = _replaced(said, _NUMBERED, lambda found: _by_number(found, everyone))
    said = _replaced(said, _PLACED, lambda found: _by_place(found, everyone))
    said = _replaced(said, _EVERYBODY, lambda found: _all_of(found, everyone, before))
    for pattern, person in _own_words(everyone):
        said = _replaced(said, pattern, _just(person))
    if complement:
        name = f"(?:{'|'.join(re.escape(one.name) for one in everyone)})"
        said = _replaced(said, re.compile(_BUT.format(_NAMES.format(name))), lambda found: _without(found["names"], everyone))
        said = _replaced(said, _REST, lambda found: _without(_sentence_before(found), everyone, named=True))
    return said


def _just(person: Person) -> Callable[[re.Match[str]], list[Person]]:
    return lambda _: [person]


def _replaced(said: Spoken, pattern: re.Pattern[str], whom: Callable[[re.Match[str]], list[Person]]) -> Spoken:
    """A stretch with every match for which people are known written as their names."""
    signs: list[str] = []
    places: list[int] = []
    at = 0
    for found in pattern.finditer(said.text):
        people = whom(found)
        if not people:
            continue
        names = "、".join(person.name for person in people)
        signs += [said.text[at : found.start()], names]
        places += [*said.places[at : found.start()], *[said.places[found.start()]] * len(names)]
        at = found.end()
    return Spoken("".join(signs) + said.text[at:], (*places, *said.places[at:])) if at else said


def _by_number(found: re.Match[str], everyone: Sequence[Person]) -> list[Person]:
    written = found["row"] or found["serial"] or found["mark"] or found["label"].strip("（()）")
    if found["mark"] and ("号" not in written or written[-1] != "号" or not _MARKED.match(found.string, found.end("mark"))):
        return []  # 3人
    if found["mark"] and _YEARED.search(found.string, 0, found.start("mark")):
        return []  # 〔2024〕11号
    if (found["row"] or found["serial"]) and found.string[found.end() : found.end() + 1] in tuple("民条款期次批"):
        return []
    numbers: list[int] = []
    for part in re.split("[、，和及与]|以及", written.replace("号", "").replace("第", "")):
        ends = [number_of(one) for one in re.split("至|到|-|—|~|～", part)]
        if len(ends) > 2 or not all(ends):
            return []
        numbers += range(ends[0], ends[-1] + 1)
    known = {person.number or index: person for index, person in enumerate(everyone, 1)}
    return [known[number] for number in numbers] if all(number in known for number in numbers) else []


def number_of(text: str) -> int:
    """The number that marks somebody (2, ②, 二, 十二); 0 where a text is none."""
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if text.isdigit():
        return int(text)
    if len(text) == 2 and text[0] == "十":
        return 10 + _DIGITS.find(text[1]) + 1
    return _DIGITS.find("二" if text == "两" else text) + 1 if len(text) == 1 else 0


def _by_place(found: re.Match[str], everyone: Sequence[Person]) -> list[Person]:
    if len(everyone) < 2:
        return []
    if found["last"] or found["first"]:
        return [everyone[-1 if found["last"] else 0]]
    many = number_of(found["many"])
    if not 0 < many < len(everyone):
        return []
    return list(everyone[:many] if found["side"] == "前" else everyone[-many:])


def _all_of(found: re.Match[str], everyone: Sequence[Person], before: str) -> list[Person]:
    many = found["many"] or found["count"]
    if many:
        return list(everyone) if number_of(many) == len(everyone) else _just_named(found, everyone, before, number_of(many))
    if found["back"] and any(person.name in before + found.string[: found.start()] for person in everyone):
        return []  # those just named
    return list(everyone)


def _just_named(found: re.Match[str], everyone: Sequence[Person], before: str, many: int) -> list[Person]:
    """Those whom the sentence at hand or the one before it names, where they are as many as is said (甲系院长，乙系副院长。二人的贡献…)."""
    sentences = [one for one in re.split("[。\n]", (before or "") + "\n" + found.string[: found.start()]) if one.strip()]
    for sentence in reversed(sentences[-2:]):
        named = [person for person in everyone if person.name in sentence]
        if named:
            return named if len(named) == many else []
    return []


def _sentence_before(found: re.Match[str]) -> str:
    return found.string[max(found.string.rfind("。", 0, found.start()), found.string.rfind("\n", 0, found.start())) + 1 : found.start()]


def _without(text: str, everyone: Sequence[Person], named: bool = False) -> list[Person]:
    """Those whom a text does not name; with `named` nobody where it names none."""
    left = [person for person in everyone if person.name not in text]
    return left if not named or len(left) < len(everyone) else []


def _own_words(everyone: Sequence[Person]) -> list[tuple[re.Pattern[str], Person]]:
    """What only one of the people can be called: a surname with a title, a post of leading."""
    found: list[tuple[re.Pattern[str], Person]] = []
    begun = Counter(begin for one in everyone for begin in {one.name[:1], one.name[:2]})
    posts = Counter(one.post[:size] for one in everyone for size in range(2, min(len(one.post), 8) + 1))
    for person in everyone:
        surname = person.name[:2] if len(person.name) > 3 else person.name[0]
        if begun[surname] == 1:
            found.append((re.compile(f"(?:^|(?<=[，。；、：\\s）)由对给与和及中将把])){surname}(?:{_TITLES})(?:本人)?"), person))
        post = re.split("[（(、，,/；;]", person.post)[0]
        if 1 < len(post) < 9 and person.fields.get("role") in _CHIEF and posts[post] == 1:
            found.append((re.compile(f"(?:^|(?<=[，。；、：\\s）)由对给与和及中])){re.escape(post)}{_ACT}"), person))
    return found
