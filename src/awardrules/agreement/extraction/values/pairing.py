"""Two parts of one whole beside two names, of which the document binds one or none (四人占六成、研究院占四成; 罗组51%，中心49%).

Where two parts that stand side by side make the whole, whose the one is tells whose the other is: of a unit and a team there are but two.
A name that no declaration binds tells by its last word what it is (…组, 老师, 他; …中心, 所里).
"""

from __future__ import annotations

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import SCALE

_SIGNED = {wording.TEAM: "team", wording.UNIT: "unit"}
_HELD = "享有|持有|占有|拥有|取得|获得|分得|保留|留存|占|享|得|持|拿|留|收|提|分"
_SAY = f"(?:(?:合计|各自|则|仍|应|可|各|共)?(?:{_HELD})[\u4e00-\u9fff]{{0,8}}?|合计|共|的?(?:份额|比例)?[为是]?)?[ 　]?$"
_BETWEEN = 20  # signs between two parts that stand side by side
_CUT = regex("[，,。；;、：:｜\n（）()“”]")
_TEAM = regex(
    f"(?:组里?|团队|小队|[二两三四五六七八九几数诸]人|老师|教授|博士|医师|同志|先生|女士|[他她]们?|你们|[我咱]们|完成人|发明人|设计人|育种人){_SAY}"
)
_UNIT = regex(f"(?:中心|(?<!市)(?<!现)(?<!立)[院所校站馆台场园]里?|医院|学院|实验室|单位|大学|局|推广站|[院所校站]方|公家){_SAY}")
# what may be a name nobody declared: the whole of a clause, but for what is done with the part
_NAMED = regex(f"(?:其中|即|则|而|由|归|属|(?:规定|约定|草稿约定)|[ 　])*(?:[\u4e00-\u9fff]{{2,6}}?|[{wording.PERSON}]{{1,3}}){_SAY}")
_APART = regex(
    "成员|负责|骨干|其他|其余|其它|个人|公司|企业|集团|基金|学生|董事|股东|双方|各方|三方|合作|买|受让|投资|代表|主任|处(?:占|得|留|提)|科(?:占|得|留|提)|系(?:占|得|留|提)"
    "|财政|国库|国家|政府|首|每|第(?!三人)|以上|内部|销售|平均|贡献"
)
# 自留20%, 留存份额为20%, 净收益70%: no name
_NO_NAME = regex(
    "^[自其即为约按共合将把以从另再先后剩余留保所]|份额|比例|占比|权属|所有权|专利|著作|品种|收益|收入|净|款|费|分别|总计|小计|约定|变更"
)


def paired(script: Script, place: int) -> str:
    """The role that holds a part by the name beside it and the part that it makes the whole with; empty where that tells nothing."""
    value = _part(script, place)
    if value is None:
        return ""
    low, high = script.sentence(place)
    own, bound = _clause(script, low, place)
    if not own or bound or _APART.search(own):
        return ""
    for other in (_next(script, place, high), _last(script, place, low)):
        if other < 0 or _part(script, other) != SCALE - value:
            continue
        return _told(own, *_clause(script, low, other))
    return ""


def _told(own: str, other: str, sign: str) -> str:
    """Whose a part is whose name no declaration binds, by the party or the name of the other part."""
    if not sign and _APART.search(other):
        return ""
    mine, theirs = _sort(own), sign or _sort(other)
    if mine == theirs:
        return ""
    if mine:
        return mine
    named = _NAMED.fullmatch(own) is not None and not _NO_NAME.search(own)
    return "team" if theirs == "unit" and named else ""  # who is no body beside a unit are the people; 岭岳35% beside 陈组 might be anybody


def _sort(clause: str) -> str:
    return "team" if _TEAM.search(clause) else "unit" if _UNIT.search(clause) else ""


def _part(script: Script, place: int) -> int | None:
    mention = script.values.get(place)
    if mention is None or mention.kind != "ratio" or mention.comparator != "=" or len(mention.values) != 1:
        return None
    value = mention.values[0]
    return value if isinstance(value, int) and 0 < value < SCALE else None


def _next(script: Script, place: int, high: int) -> int:
    return next((at for at in range(place + 1, min(place + _BETWEEN, high)) if script.text[at] in wording.VALUES), -1)


def _last(script: Script, place: int, low: int) -> int:
    return next((at for at in range(place - 1, max(place - _BETWEEN, low) - 1, -1) if script.text[at] in wording.VALUES), -1)


def _clause(script: Script, low: int, place: int) -> tuple[str, str]:
    """The words right before a part, in its own clause, and the role of the party that they name; no words where others are named."""
    start = low
    for cut in _CUT.finditer(script.text, low, place):
        start = cut.end()
    start = max([start, *(at + 1 for at in range(start, place) if script.text[at] in wording.VALUES)])
    clause = script.text[start:place]
    signs = [sign for sign in clause if sign in _SIGNED]
    if signs:
        return "", _SIGNED[signs[0]] if len(signs) == 1 else ""
    return ("", "") if wording.OTHER in clause or wording.NOBODY in clause else (clause, "")
