"""What the cells of a list of rewarded people say: the post somebody holds, and the words of a field that a cell names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules.agreement.programs import regex

PROFESSORS = ("教授", "副教授")
ASIDE = regex("[（(【].*?[）)】]|等?\\d+人|[*＊①-⑳]")
SEVERAL = regex("[、，,；;/／和及+＋与]")
_OFFICE = regex(
    "非科研|行政人员|管理人员|不(?:做|搞|从事|参与|参加|承担)(?:科研|研究|研发)|不(?:是|属于?|系|具备|算|在)[^，。；]{0,4}科研|未(?:参与|参加|从事)(?:科研|研究|研发)|专职(?:行政|党务|管理)"
    "|党务(?:干部|人员|工作)|行政管理|(?:管理|行政|党务)岗"
)
_SCIENCE = regex(
    "科研人员|科技人员|研究人员|研究员|(?:从事|兼做|承担|参与|仍做|在做)(?:一线)?(?:科研|科学研究|研发)|科研(?:岗|骨干)|(?:学科|学术)带头人|首席科学家"
    "|首席专家|(?:跟着|一起|亲自|也|同时|参加|参与|下场|带队|牵头)?(?:做|搞)(?:了|过)?[^，。；]{0,6}(?:实验|试验|科研|研究|研发)(?!室|所|院|中心|管理)"
    "|(?:课题|科研项目|研究方向)(?:组)?(?:负责人|主持人|组长|带头人)|一线科研|承担[^，。；不]{0,6}科研"
)
_OWN_WORD = regex(
    "(?:^|，)[^，。；不未非]{0,4}(?:属于?|系|是|为)(?:我院|本院|我所|本所|担任[^，。；]{0,6}职务)?的?(?:科研|科技|研究)人员(?:$|，|。|；|、)"
)
_NO_OWN_WORD = regex("(?:不属于?|不是|并非|非)(?:我院|本院|我所|本所)?的?(?:科研|科技|研究)人员(?:$|，|。|；|、)")
_CHARGED = regex("行政|管理|党务|行政管理|后勤|(?:分管|主管|管|抓|负责)(?:行政|后勤|党务|人事|财务|基建|和|与|、)+(?:工作|事务)?")
_LEADS = regex("(?:长|书记|处长|主任|董事|总经理|负责人|首席|总工程师|总工|总会计师|总经济师|委员|主席|干部|[厅局处]级)(?!医师|护师|技师|检验)")
NO_POST = regex(  # what says of somebody that no leading post is held
    "(?:未|不|没有|没|无|从未|均未|并未|不带|未兼)(?:担)?(?:任)?(?:任何|行政|领导|党政|管理|单位|其他|院内|所内|校内|中层|[院所校](?=领导))*(?:职务|领导)"
    "|(?:非|不是|不属于?|并非|不系)(?:单位|[院所校]|本[院所校])?(?:的)?(?:领导|班子)(?:班子成员|成员|人员|干部|职务|岗位)?|非正职非副职"
    "|不带长|(?:没有?|不|未|没有)当(?:过)?(?:任何)?(?:领导|干部|官)|(?:普通|一般)的?(?:行政|科研|技术|管理)?(?:职工|人员|教师|员工|职员|干部|研究人员)"
)
_HEADS = regex("(?<![非副视同于])正职(?!副职)|(?:单位|[院所校])主要负责人|^主要负责人$|法定代表人|一把手")
_LEADER = regex("担任(?:其他|单位|行政|党政)?领导职务|(?:其他|副职|单位|行政|党政|[院所校])领导|领导班子|班子成员|领导人员|领导干部|副职")
_NO_SENTENCE = regex("报告|公示|申报|同意|批准|应当?|须|审议|主持|奖励|贡献|分配|若|如|拟|由|除|其余|其他")
_POST_TOLD = regex(
    "(?:^|[为系是任]|担任|现任|兼任)(?P<post>(?:我|本)?(?:研究|医|学)?[院所校]?(?:分管[^，。；]{1,8}的?)?"
    "(?:副?(?:院长|所长|校长)|(?:党委|党组|纪委|党总支)?副?书记|[院所校]领导|领导班子成员|担任(?:其他)?领导职务的)[^。；]{0,30})"
)
_RESEARCH = regex("(?:教授|研究员|工程师|医师|农艺师|实验师|技师|药师)$")
CHARGE = regex(
    "^(?:(?:分管|主管|协管|负责)[^，。；]{1,10}?的?(?=副|党)|(?:业务|科研|行政|常务)(?=副)|(?:我|本|研究|医|学)?[院所校](?=副|党)|[本该我]?(?:中心|基地|实验室|馆|站|台|园)(?=副))"
)
DEPUTY = regex(
    "副(?:院长|所长|校长|书记|主任|馆长|站长|台长|园长|场长)|纪委书记|(?:党委|党组|党总支|总支|党支部)副书记|班子成员|院领导|所领导|校领导"
)


def researcher(text: str) -> bool | None:
    """Whether a post is said to be that of a researcher; None where it is not said."""
    if _OFFICE.search(text):
        return False
    if _SCIENCE.search(text):
        return True
    if any(_CHARGED.fullmatch(part) for part in re.split("[、，,（()）/]", text)[1:]):
        return False
    parts = re.split("[、，,（()）/]", text)
    if len(parts) > 1 and any(part in PROFESSORS for part in parts):
        return True
    return True if any(word in re.split("[、，,（(/]", text)[1:] for word in ("教授", "副教授", "教授）", "教授)")) else None


def called_researcher(text: str) -> bool | None:
    """Whether one segment of a sentence says that somebody is a researcher (任院长，也承担项目，属科研人员); None where none says it."""
    if _NO_OWN_WORD.search(text):
        return False
    return True if _OWN_WORD.search(text) else None


def role_of(text: str, values: Mapping[str, tuple[str, ...]]) -> str | None:
    """The role a post tells: only a post known as such counts, for the dean of a school is not the head of the university."""
    if (whole := next((value for value, words in values.items() if text in words), None)) is not None:
        return whole
    said = NO_POST.sub("", text)
    parts = [part for part in re.split("[（()）、，,；;/]|兼任?", said) if part]
    told = [next((value for value, words in values.items() if part in words), None) for part in parts]
    if any(_HEADS.search(part) for part in parts):
        return "principal_leader"
    kind = researcher(text) if researcher(text) is not None else (True if any(_RESEARCH.search(part) for part in parts[1:]) else None)
    if _LEADER.search(said) or (len(parts) > 1 and any(DEPUTY.fullmatch(CHARGE.sub("", part)) for part in parts[:2])):
        return None if kind is None else "other_leader_researcher" if kind else "other_leader_admin"
    if said != text:
        return "non_leader"
    if "视同" in text or (told and told[0] == "principal_leader"):
        return None if "视同" in text else told[0]
    if len(parts) > 1 and told[-1] is not None and text.endswith(("）", ")")) and told[0] in (None, told[-1]):
        return told[-1]
    known = [word for word in values.get("non_leader", ()) if len(word) > 1]
    return "non_leader" if not _LEADS.search(text) and any(part.endswith(word) for part in parts for word in known) else None


def leads(text: str) -> bool:
    """Whether a post is said to be one of leading, without saying whether that of the head."""
    return _LEADER.search(NO_POST.sub("", text)) is not None


def told_post(text: str, values: Mapping[str, tuple[str, ...]]) -> str | None:
    """The role that a sentence about somebody tells (为副所长，属担任领导职务的科研人员; 均未担任领导职务); None where it tells none."""
    if _NO_SENTENCE.search(text):
        return None
    told = _POST_TOLD.search(NO_POST.sub("", text))  # 不是院领导
    if told is not None:
        return role_of(told["post"], values)
    return role_of(text, values) if NO_POST.search(text) or _HEADS.search(text) or "领导职务" in text else None


def members(text: str, values: Mapping[str, tuple[str, ...]]) -> frozenset[str] | None:
    """The values a cell names, or none where a part of it is no word of the field."""
    if (whole := word_of(text, values)) is not None and not SEVERAL.search(text):
        return frozenset({whole})
    several = [word_of(part, values) for part in SEVERAL.split(ASIDE.sub("", text)) if part]
    if several and several[0] is not None and re.search("[，,；;]", text):  # 主要完成人，提出并验证技术路线
        several = [one for one in several if one is not None]
    if several and None in several and "major_contributor" in values:  # 对接企业、起草合同，为转化作出重要贡献
        told = {value for value, words in values.items() for part in SEVERAL.split(ASIDE.sub("", text)) for word in words if _is(part, word)}
        told -= {"completer"} if "principal_completer" in told else set()
        return frozenset(told) if len(told) == 1 else None
    return frozenset(one for one in several if one is not None) if several and None not in several else None


def _is(part: str, word: str) -> bool:
    """Whether a part of a cell says that somebody is what a word names (系主要完成人), not whom or what was helped (协助主要完成人)."""
    before = part.removesuffix(word) if part.endswith(word) else part
    return len(word) > 2 and (part == word or (before != part and re.search("非|不|未|协助|配合|支持|帮助|代表|联系|与|和", before) is None))


def word_of(text: str, values: Mapping[str, tuple[str, ...]]) -> str | None:
    """The value whose longest word the cell is, or holds."""
    best, chosen = 0, None
    for value, words in values.items():
        for word in words:
            if (text == word and len(word) * 10 > best) or (len(word) >= 2 and word in text and len(word) > best):
                best, chosen = (len(word) * 10 if text == word else len(word)), value
    return chosen
