"""Who is who by what they do: whoever lets go of title or rewards is the unit, whoever receives title the team, whatever they are called.

`会议同意计量院将该成果所有权的七成赋予时频团队，计量院保留三成` names both, and no opening has to say what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from awardrules.agreement.extraction.parties.calling import acts
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import named as is_name
from awardrules.agreement.programs import regex

_RUN = "[\u4e00-\u9fffA-Za-z“”·]"
_LETS = "(?:赋予|授予|给予|让给|划给|转给|分给|赋给|授给|让渡给|转让给|让与|交给|给)"
_TITLE = "(?:所有权|专利权|著作权|品种权|份额|使用权|成果权属|产权|专利|软件|成果|发明|ZL)"
_OFFER = "(?:同意|批准|决定|愿意?|拟|现|已经?|自愿|承诺|兹|即日起)"
# what is done, and what may stand between it and the name of who does it
_GIVES = regex(f"(?:将|把)[^。；\n]{{2,60}}?{_LETS}{_RUN}")
_GIVER = regex(f"(?P<name>{_RUN}{{2,14}}?){_OFFER}*(?:[自于从][{wording.DATE}]起?，?)?$")
_REWARDS = regex("(?:提取|拿出|计提)[^。；\n]{0,30}?(?:奖励|奖给|发给)")
_REWARDER = regex(f"(?P<name>{_RUN}{{2,14}}?){_OFFER}*(?:从[^。；\n]{{2,30}}?)?$")
_KEEPS = regex(f"(?:保留|留存|留)(?:其余|剩余|余下|另外)?的?[{wording.RATIO}]")
_KEEPER = regex(f"(?P<name>{_RUN}{{2,14}}?)(?:则|仍|自己|继续|自)?$")
_TAKER = regex(f"(?:将|把)[^。；\n]{{0,40}}?(?:{_TITLE}|[{wording.RATIO}])[^。；\n]{{0,40}}?{_LETS}(?P<name>{_RUN}{{2,14}})")
_USER = regex(f"(?:将|把)[^。；\n]{{2,60}}?(?:交给|交由|交|许可|授权)(?P<name>{_RUN}{{2,14}}?)(?:长期|独占|排他|无偿|独家)*使用")
_PAIR = regex(f"(?:让给|分给|给)(?P<taker>{_RUN}{{2,12}}?)(?:“[^”。；\n]{{2,20}}”)?{_TITLE}?的?[{wording.RATIO}]的?{_TITLE}")
_GIVEN_BY = regex(f"(?P<name>{_RUN}{{2,10}})$")
MOST = 60  # acts of a sort that are looked at: a paper tells its own parties early and often
_BEFORE = 48  # signs before an act in which its doer is looked for
# what is no name of a party: things, authorities, words that only lead to one
_THING = regex(
    "[权奖证]|专利|份额|成果|收益|收入|称号|资格|国家|政府|上级|主管|部门|登记|公司|企业|集团|厂$|总额|金额|净额|费用|会议|双方|各方|对方|第三|他人|其他|任何|个人|名义|方式|人员$|方案|一方|甲|乙|丙|协议|合同|约定|长期|使用|申请|共同|职务|科技|发明专|主要"
)
_LEADING = frozenset("的将把给予由与和对向为归从经在意议定拟现该其及或后前内并且则也仍均应可须被请求让使就按依据如若凡各每有是")
_TRAILING = frozenset("的所之并且与和及等后使其享占取获为作以按均各在，将长")
_TWO_SIGNS = regex("[^本我该贵全各学医法两单省市县][大院所校站台馆园]")  # 科大, 二院
_NO_TEAM = ("大学", "学院", "医院", "研究院", "研究所", "学校")
_SHORT, _OFTEN = 3, 2


def granted(text: str, roles: Mapping[str, str], people: People, *, alone: bool) -> dict[str, str]:
    """The names of those who let go of title and of those who receive it, with their roles; only names that a text uses more than once.

    With `alone` no team is told otherwise: then somebody by name may be it.
    """
    found: dict[str, set[str]] = {}
    for act, doer in ((_GIVES, _GIVER), (_REWARDS, _REWARDER), (_KEEPS, _KEEPER), (_PAIR, _GIVEN_BY)):
        for match in islice(act.finditer(text), MOST):
            if (done := doer.search(text[max(match.start() - _BEFORE, 0) : match.start()])) is not None:
                for name in _whole(done["name"], text, at_end=True):
                    found.setdefault(name, set()).add("unit")
    for act, taker in ((_TAKER, "name"), (_USER, "name"), (_PAIR, "taker")):
        for match in islice(act.finditer(text), MOST):
            for name in _whole(match[taker], text, at_end=False):
                found.setdefault(name, set()).add("team")
    return {
        name: role
        for name, (role, *more) in ((name, sorted(told)) for name, told in found.items())
        if not more
        and name not in roles
        and not (role == "team" and name.endswith(_NO_TEAM))
        and not _belongs_to(name, role, roles)
        and (alone or not is_name(name, people))
        and acts(name, text, sure=True)
    }


def _belongs_to(name: str, role: str, roles: Mapping[str, str]) -> bool:
    """Whether a name ends as that of a declared party of another role does."""
    return any(name.endswith(known) and told != role for known, told in roles.items())


def _whole(run: str, text: str, *, at_end: bool) -> Iterator[str]:
    """The name at the end, or the beginning, of a run of signs: the longest part that the text uses about as often as its shorter parts."""
    parts = [run[-size:] if at_end else run[:size] for size in range(2, len(run) + 1)]
    parts = [part for part in parts if part[0] not in _LEADING and part[-1] not in _TRAILING and not _THING.search(part)]
    counts = {part: text.count(part) for part in parts}
    most = max((count for part, count in counts.items() if len(part) >= _SHORT), default=0)
    often = [part for part, count in counts.items() if count >= _OFTEN and count * 3 >= most * 2 and len(part) >= _SHORT]
    if often:
        yield max(often, key=len)
    elif parts == [run] and counts[run] >= _SHORT and _TWO_SIGNS.fullmatch(run):
        yield run
