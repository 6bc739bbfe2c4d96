"""Which results a paper calls by name, and what it says of those it is not about: a report tells of four, minutes decide on one of three.

The results a paper is about are those it introduces (成果名称：…, “…”（以下称“标的成果”）), stands under, or comes back to. What is said of another
one reaches from its name to the end of the paragraph, unless the paper turns back; where a whole section or an item of a meeting names only
others, nothing in it is said of the result at hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from awardrules.agreement.extraction.context.reaching import AGENDA, is_meeting, title_end
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import Patterns, Wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

ANOTHER = "another"  # the context of what is said of another result
MOST = 80  # names of results: a register is about all of them
SHARED = 0.7  # part of the signs of a shorter name that a longer one of the same result has: “低温菌剂”, “一种低温复合菌剂及其制备方法”
_COMMON = regex("^一种|(?:的|及其|及)?(?:制备|使用|检测|控制|实现|生产|应用)?(?:方法|装置|系统|应用|软件|平台|专利|技术|成果)$")
_QUOTED = regex("“(?P<name>[^“”，。；：｜\n]{4,40})”")
_NOUNS = "成果|专利|实用新型|发明|外观设计|软件|著作权|技术|品种|配方|工艺|装置|标的|布图设计"
_ENDS = regex(
    "(?:方法|装置|系统|工艺|软件|平台|菌剂|制剂|试剂盒?|设备|仪器?|机|膜|材料|涂料|技术|配方|算法|模型|器|结构|合金|疫苗|[一-鿿]号|支架|探头|贴片|传感器|"
    "芯片|电池|肥料?|饲料|品种|催化剂|胶|剂|制备|检测|电极|车|床|炉|泵|阀)$"
)
_ACTS = "赋权|奖励|转让|许可|作价|转化"
# “微球缓释载体”一宗, “鲜叶识别终端”奖励, “环氧导热垫”现金奖励案: one matter among several
_BEHIND = regex(
    f"[^，。；“”]{{0,6}}?(?:{_NOUNS})|(?:等)?[一二两三四五六七八九十]+(?:宗|件|项|例|案|起)|(?:的)?(?:现金|股权)?(?:{_ACTS})(?!权|方|人|合同|协议)"
)
_BEFORE = regex(f"(?:{_NOUNS}|名称)[^，。；“”]{{0,4}}$")
# what is quoted and is no result: papers, projects, marks of a ledger, words that are defined
_NONE = regex(
    "(?:协议|合同|办法|细则|规定|方案|书|表|纪要|通知|计划|项目|课题|任务|工程|专项|行动|公司|中心|大赛|条例|制度|指引|清单|台账|研究|阶段|状态|机制|原则|许可|"
    "转化|团队|小组|平方|"
    "付费|使用权|所有权|净收[益入]|收[益入]|[已未可准]?[\u4e00-\u9fff]{0,3}成果|权利|方式|变化|销售|[金术有]股|单位|企业|学校|医院)$"
)
_POINTING = "这该本此上前"  # “这项工艺”: a word that the paper defines
_PROJECT = regex(
    "”(?:[^，。；]{0,6}(?:获[^，。；]{0,24})?立项|(?:这个|的)?(?:重点|重大|专项|研发|科技|市级|省级|国家)?(?:项目|课题|任务|计划|专项|工程))"
)
_INTRODUCED = regex(
    f"(?:名称|全称|名字|题目)(?:为|是|系|叫|叫做)?[：:｜]?$|标的(?:{_NOUNS})?[^，。；“”]{{0,12}}$|(?:{_NOUNS})(?:系|为|是|即|指|系指|是指|[：:｜])[^，。；“”]{{0,8}}$"
    f"|(?:将|把|对|就|本合同|本协议|本次)[^，。；“”]{{0,16}}$"
)
_ELSEWHERE = regex("另(?!行)|曾|此外|其他|以前|之前|早在|往年|去年|[12][09][0-9]{2}年")
_OF_OTHERS = regex("另(?!行)|其他")
_DEFINED = regex("[^。；]{0,30}?(?:以下|下)(?:统|简|合)?称|[^，。；]{0,6}?（[^）]{0,12}(?:下称|简称|本成果|标的)")
_TAKES_UP = regex("^[^，。；]{0,10}(?:关于|议题|审议|研究|听取|传达|通报|汇报)")
_THE_REST = regex("其[他它]|补充|通报")
_OF_THIS = regex(f"(?:该|本|此|这)(?:项|件|个)?(?:{_NOUNS})|上述(?:{_NOUNS})|同一(?:{_NOUNS})|赋权|长期使用权|所有权")
_GRANT = regex("赋权|长期使用权|(?:赋予|授予)[^，。；]{0,20}(?:使用权|所有权|份额)|所有权[^，。；]{0,12}(?:赋予|授予)")
_CALLED = regex("“([^“”，。；：｜\n]{2,40})”")
_CLOSING = regex("[ \u3000]*(?:附[：:件录表]|附后|出席|列席|参会|主持|记录|抄送|分送|以上|上述|会议[强要])")  # behind the items of a meeting
_GIVEN_UP = regex("放弃|(?:终止|不再)(?:维持|缴)")
_LINE = regex(
    "[ \u3000]*(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]|[①-⑳-])[ \u3000]*[^，。；：｜\n]{4,30}[，（]"
    "(?:发明专利|实用新型|外观设计|软件著作权|计算机软件|集成电路|植物新品种|专有技术|技术秘密)"
)
_ATTACHED = regex("[ \u3000]*附(?:[：:件录表]|后)")  # behind the items of a meeting
_ONE_OF_THEM = regex("[^，。；：｜\n]{0,6}第[0-9一二三四五六七八九十]{1,2}项")
_SEVERAL = 3  # items of a meeting that each take up a matter
_FEW = 2  # paragraphs in which a result is named that the paper comes back to


class _Named(NamedTuple):
    """A result as a paper calls it at one place."""

    name: str
    start: int
    end: int
    passage: Passage


def of_another(script: Script, patterns: Patterns) -> Iterator[tuple[str, int, int]]:
    """The stretches that speak of a result the paper is not about, each with the name of the context."""
    yield from ((ANOTHER, passage.start, passage.end) for passage in _beside_the_grant(script))
    named = list(_named(script))
    if len({one.name for one in named}) > MOST:
        return
    names = _same(named)
    own = _own(script, named, names)
    if own:
        others = [one for one in named if names[one.name] not in own]
    else:  # 甲方曾将另一组人员完成的“…”专利许可给…, in a paper that has no name for its own
        spoken = {names[one.name] for one in named if not _OF_OTHERS.search(script.text, script.sentence(one.start)[0], one.start)}
        others = [one for one in named if names[one.name] not in spoken]
    yield from ((ANOTHER, passage.start, passage.end) for passage in _sections(script, named, names, own, patterns.belonging.here))
    yield from ((ANOTHER, passage.start, passage.end) for passage in _listed(script))
    places = [one.start for one in named if names[one.name] in own]
    reached = 0
    for one in others:
        if one.start >= reached:
            low, reached = _reached(script, one, places, patterns.belonging.here)
            yield ANOTHER, low, reached


def _listed(script: Script) -> Iterator[Passage]:
    """The lines that list one result after the other with what each is (1. 晶圆比对软件，软件著作权，70:30，尚未转化), and the paragraphs behind
    them that begin with one of the list (第4项的受让方…)."""
    run: list[Passage] = []
    several = False
    for passage in script.passages:
        if _LINE.match(script.text, passage.start, passage.end):
            run.append(passage)
        else:
            run = []
        if len(run) == _SEVERAL:
            several = True
            yield from run
        elif len(run) > _SEVERAL or (several and _ONE_OF_THEM.match(script.text, passage.start, passage.end)):
            yield passage


def _named(script: Script) -> Iterator[_Named]:
    """Where results are called by a name."""
    for found in _QUOTED.finditer(script.text):
        name, start, end = found["name"], found.start(), found.end()
        if (
            _NONE.search(name)
            or name[0] in _POINTING
            or _PROJECT.match(script.text, end - 1)
            or any(sign in name for sign in wording.PARTIES + wording.VALUES)
        ):
            continue
        if name.startswith("一种") or _ENDS.search(name) or _BEHIND.match(script.text, end) or _BEFORE.search(script.text, max(start - 12, 0), start):
            yield _Named(name, start, end, script.passage_at(start))


def _same(named: list[_Named]) -> dict[str, str]:
    """The name by which each result is known: the first of those that call the same one."""
    known: dict[str, str] = {}
    for one in named:
        if one.name not in known:
            known[one.name] = next((first for first in known.values() if _alike(first, one.name)), one.name)
    return known


def _alike(one: str, other: str) -> bool:
    first, second = sorted((_COMMON.sub("", name) for name in (one, other)), key=len)
    return bool(first) and len(set(first) & set(second)) >= SHARED * len(set(first))


def _own(script: Script, named: list[_Named], names: dict[str, str]) -> set[str]:
    """The results a paper is about; none where it does not tell."""
    head = script.passage_at(title_end(script)).index
    if is_meeting(script) and (item := _main_item(script, named)) is not None:
        return {names[one.name] for one in named if _item(script, one.passage) == item and not _told_of(script, one)}
    introduced = {
        names[one.name]
        for one in named
        if not _told_of(script, one)
        and (
            one.passage.index <= head
            or one.passage.block.heading
            or _INTRODUCED.search(script.text, script.sentence(one.start)[0], one.start)
            or _DEFINED.match(script.text, one.end)
        )
    }
    if introduced:
        return introduced
    often = Counter(name for name, _ in {(names[one.name], one.passage.index) for one in named})
    return {name for name, count in often.items() if count >= _FEW}


def _told_of(script: Script, one: _Named) -> bool:
    """Whether a result is called by its name only to tell of it (另有“…”专利, 曾将“…”许可)."""
    return _ELSEWHERE.search(script.text, script.sentence(one.start)[0], one.start) is not None


def _item(script: Script, passage: Passage) -> int | None:
    """The item of a meeting that a passage is of: its outermost heading with a number."""
    heads = passage.heading
    if AGENDA.match(script.text_of(passage)):  # 议题二 stands beside 议题一, not under it
        beside = not passage.block.clause
        heads = (passage.index, *(index for index in heads if not (beside and not script.passages[index].block.clause)))
    return next((index for index in reversed(heads) if AGENDA.match(script.text_of(script.passages[index]))), None)


def _main_item(script: Script, named: list[_Named]) -> int | None:
    """The item of a meeting that says most of those that name a result."""
    length: Counter[int] = Counter()
    last: int | None = None
    for passage in script.passages:
        item = _item(script, passage)
        if item is None and last is not None and not passage.annex and not _CLOSING.match(script.text, passage.start):
            item = last  # under a line of its own within the item
        if item is not None:
            length[item] += passage.end - passage.start
        last = item
    with_results = {item for one in named if (item := _item(script, one.passage)) is not None}
    return max(with_results, key=lambda item: length[item], default=None)


def _sections(script: Script, named: list[_Named], names: dict[str, str], own: set[str], here: tuple[Wording, ...]) -> Iterator[Passage]:
    """The passages of the sections that name other results only."""
    meeting = is_meeting(script)
    under: dict[int, list[Passage]] = defaultdict(list)
    of: dict[int, set[str]] = defaultdict(set)
    if not own:
        return

    def section(passage: Passage) -> int | None:
        if meeting:
            return _item(script, passage)
        return passage.index if passage.block.heading else next(iter(passage.heading), None)

    for passage in script.passages:
        if meeting and (passage.annex or _ATTACHED.match(script.text, passage.start)):
            break
        if (index := section(passage)) is not None:
            under[index].append(passage)
    for one in named:
        if (index := section(one.passage)) is not None:
            of[index].add(names[one.name])
    apart = _items_apart(script, under) if meeting else set()
    for index in {**of, **dict.fromkeys(apart)}:
        if of.get(index, set()) & own:
            continue
        if meeting or not any(_turns_back(script, *_span(passage), here) for passage in under[index]):
            yield from under[index]


def _items_apart(script: Script, items: Mapping[int, list[Passage]]) -> set[int]:
    """The items of a meeting that takes up one matter after the other (一、关于…的议题); parts of one matter (一、基本情况) are none."""
    heads = {index: script.text_of(script.passages[index]) for index in items}
    if sum(_TAKES_UP.search(head) is not None for head in heads.values()) < _SEVERAL:
        return set()
    return {
        index
        for index, head in heads.items()
        if (_TAKES_UP.search(head) or _THE_REST.search(head)) and not any(_OF_THIS.search(script.text, *_span(one)) for one in items[index])
    }


def _beside_the_grant(script: Script) -> Iterator[Passage]:
    """The items of a meeting that grants rights in one item, in which it takes up another result: by a name of its own, or to give it up."""
    if not is_meeting(script):
        return
    items: dict[int, list[Passage]] = defaultdict(list)
    item: int | None = None
    for passage in script.passages:
        if passage.annex or (items and _CLOSING.match(script.text, passage.start)):
            break
        own = _item(script, passage)
        item = own if own is not None else passage.index if AGENDA.match(script.text_of(passage)) else item
        if item is not None:
            items[item].append(passage)
    told = {index: "\n".join(map(script.text_of, passages)) for index, passages in items.items()}
    granting = [text for text in told.values() if _GRANT.search(text)]
    for index, text in told.items() if granting else ():
        head = script.text_of(script.passages[index])
        if _OF_THIS.search(text) or not _TAKES_UP.search(head):
            continue
        names = [name for name in _CALLED.findall(text) if _BEHIND.match(text, text.index(name) + len(name) + 1)]
        given_up = _GIVEN_UP.search(head) is not None
        if (names or given_up) and not any(name in other for name in names for other in granting):
            yield from items[index]


def _span(passage: Passage) -> tuple[int, int]:
    return passage.start, passage.end


def _turns_back(script: Script, start: int, end: int, here: tuple[Wording, ...]) -> bool:
    """Whether a stretch speaks of the matter at hand, or of the team."""
    return wording.TEAM in script.text[start:end] or says(script.text, here, start, end)


def _reached(script: Script, one: _Named, own: list[int], here: tuple[Wording, ...]) -> tuple[int, int]:
    """From the sentence that names another result to the end of its paragraph, or to where the paper turns back; `own` are the places that
    name a result it is about."""
    low, high = script.sentence(one.start)
    end = one.passage.end
    near = bisect_left(own, low)
    back = own[near] if near < len(own) else end
    if back < high:
        return one.start, one.end  # both in a sentence: it cannot be told which
    while high < end:
        start, stop = script.sentence(high)
        if start >= end or stop <= high or back < stop or _turns_back(script, start, stop, here):
            break
        high = stop
    return low, min(high, end)
