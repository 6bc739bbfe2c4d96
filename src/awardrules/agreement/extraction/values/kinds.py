"""What kind of deal a document is, once its words have been heard: what it only tells of, and what its parties and lists make of it.

A contract with a company tells of an earlier grant, a reward of the conversion before it. Neither does these again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.script.pasted import pasted
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

KINDS, SHARE = "deal.kinds", "grant.team_share"
CONVERSION, REWARD = "conversion", "reward"
GRANTS = {"ownership_grant", "use_right_grant"}
TITLE_PASSAGES = 3
SUBJECT_PASSAGES = 8
LONGEST_TOPIC = 40  # signs of a line that says what a paper is about (事由：…)
_ASIDE = regex("[（(][^）)]*[）)]|[^，。；：〔\\[]{0,10}[〔\\[] ?(?:19|20)[0-9]{2} ?[〕\\]] ?第? ?[0-9]+ ?号")  # and 校科〔2024〕6号
_SUBTITLED = regex("([^：，。；｜]{0,20}(?:协议|协议书|合同|决定|纪要|通知|方案|约定|公告|公示|批复|意见|报告))：[^：，。；｜]{1,40}$")
_DAY = f"[{wording.DATE}{wording.DATES}]"
_NOT_DUE = "".join(f"(?<!{to}{at})" for to in "应当须需要将" for at in "于在") + "(?<!最迟)(?<!至迟)(?<!迟于)(?<!晚于)"
# 2024年11月我院…, 去年团队…: a month or a year at the head of a segment; not 2026年第2次会议, 2026年3月底前
_MONTH = (
    "(?:^|(?<=[，；：。\\n]))(?:早在|于|在)?(?:(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月|[上下]半年|[初中底末春夏秋冬])?|去年|前年|上年)"
    "(?![0-9度初底末内]|[^，。；]{0,4}[第前起])"
)
_TOLD = regex(f"{_NOT_DUE}{_DAY}(?![之以]?前)|{_MONTH}|已|曾|此前|前期|早前|业经|原有|赋权(?:工作|手续)|[签办]了|现[^，。；]{{0,12}}共有")
_NOW = regex("本协议|本合同|现将|现由|兹|自本|生效之?日|签[订署]之?日|同时|一并(?!转让|作价|许可|卖)|届满后再?(?:延长|续期|展期)|(?:届满|到期)日改为")
_BACKGROUND = regex("背景|鉴于|缘[由起]|前[言情提]|来[由历源]|由来|情况|经过|沿革|说明")
_DEALS = regex("(?:共同|联合|合作)实施|许可|转让|让与|作价|入股|出资|增资|出让|受让")
_AGREED = regex("(?:协议|合同|约定|契约|合约)书?$")
_PRICES = regex("许可费|使用费|转让[价费]|价款|作价|出资额|入股")
_TALKS = regex("洽谈|不构成任何|意向协议|保密协议")  # papers that come before a contract
_SUBJECT = regex("(?:事项|事由|主题|议题|标题)：[^，。；\n]*")  # the line that says what a paper is about
_REPORTS = regex("报告|汇报|说明")
_OF_A_GRANT = regex("赋权|使用权")
_ENOUGH = 3  # times that a contract with a company speaks of letting it use, have or hold the result


def weighed(script: Script, found: list[Claim], bound: Set[str], rewarding: int | None) -> list[Claim]:
    """The claims of kinds without what the document only tells of, and with what its parties and lists tell by themselves."""
    titled = spoken_of(claim for claim in found if _in_title(script, claim))
    kept = found
    about = _subject(script)
    if "other" in bound and not titled & GRANTS and not _OF_A_GRANT.search(about):
        kept = without_told(script, found)
        if not spoken_of(kept) and not _DEALS.search(_head(script)) and len(_PRICES.findall(script.text)) < _ENOUGH:
            kept = found  # a grant beside which a company stands
    elif rewarding is not None and "other" not in bound and titled == {CONVERSION} and _REPORTS.search(_head(script)):
        kept = [*found, Claim(KINDS, frozenset({REWARD}), rewarding, rewarding + 1)]  # a report on a sale that lists who is rewarded
    elif rewarding is not None and "other" not in bound and titled == {REWARD}:
        kept = without_told(script, found)
    elif rewarding is not None and "other" not in bound and not titled:
        kept = [
            claim for claim in found if _headed(script, claim) or (claim.value != {CONVERSION} and not (claim.value and is_history(script, claim)))
        ]
        if not spoken_of(kept) - {CONVERSION}:
            kept.append(Claim(KINDS, frozenset({REWARD}), rewarding, rewarding + 1))
    if "other" in bound and not spoken_of(kept):
        deals = list(_DEALS.finditer(script.text))
        if len(deals) >= _ENOUGH and not _TALKS.search(script.text):
            kept = [*kept, Claim(KINDS, frozenset({CONVERSION}), *deals[0].span())]
    return kept


def spoken_of(claims: Iterable[Claim]) -> set[str]:
    """The kinds of deal that claims speak of."""
    return set().union(*(claim.value for claim in claims if claim.path == KINDS and isinstance(claim.value, frozenset)))


def _in_title(script: Script, claim: Claim) -> bool:
    return script.passage_at(claim.start) in titles(script)


def _subject(script: Script) -> str:
    """The line of an opening that says what a paper is about (事由：…), empty where there is none."""
    lines = (_SUBJECT.search(script.text, one.start, one.end) for one in script.passages[:SUBJECT_PASSAGES])
    return next((line[0] for line in lines if line is not None), "")


def _headed(script: Script, claim: Claim) -> bool:
    """Whether what a claim says is what an item of a paper is about: it stands in its heading or in the line that names the subject."""
    passage = script.passage_at(claim.start)
    if passage.index < SUBJECT_PASSAGES and (line := _SUBJECT.search(script.text, passage.start, passage.end)) is not None:
        return line.start() <= claim.start < line.end()
    return is_title(script, passage)


def _head(script: Script) -> str:
    """The first short lines of a document."""
    return "".join(script.text_of(passage) for passage in titles(script))


def without_told(script: Script, found: list[Claim]) -> list[Claim]:
    """The claims of kinds without the grants that the document tells of."""
    return [claim for claim in found if not (spoken_of([claim]) & GRANTS and is_history(script, claim))]


def by_shares(script: Script, claims: Iterable[Claim], bound: Set[str]) -> Iterator[Claim]:
    """An agreement of a unit and its team that states shares of title, and does not say what it is, grants ownership."""
    shares = [claim for claim in claims if claim.path == SHARE and claim.value is not None and not claim.doubt]
    if shares and bound == {"unit", "team"} and _AGREED.search(_head(script)):
        yield Claim(KINDS, frozenset({"ownership_grant"}), shares[0].start, shares[0].end)


def is_history(script: Script, claim: Claim) -> bool:
    """Whether a sentence tells of what was done before: with its day, as done, or where a paper says how it came about."""
    low, high = script.sentence(claim.start)
    if _NOW.search(script.text, low, high):
        return False
    above = script.above(script.passage_at(claim.start))
    return _TOLD.search(script.text, low, high) is not None or any(_BACKGROUND.search(script.text, *stretch) for stretch in above)


def kinds_of(script: Script, patterns: Patterns, found: Iterable[Claim]) -> set[str]:
    """The kinds of deal that claims speak of; of a paper that is none itself (minutes, a notice) those its opening names."""
    kinds = spoken_of(found)
    opening = [one for one in script.passages if one.opening and one.end - one.start <= LONGEST_TOPIC]
    return kinds or {
        kind for kind, wordings in patterns.about.items() if any(says(script.text, wordings, passage.start, passage.end) for passage in opening)
    }


def titles(script: Script) -> list[Passage]:
    """The lines that say what a document is: the first short ones before anything else is said, and the title of a contract in an e-mail."""
    return [passage for passage in (*script.passages[:TITLE_PASSAGES], *pasted(script)[:1]) if is_title(script, passage)]


def is_title(script: Script, passage: Passage) -> bool:
    """Whether a passage is a short line that says nothing, as titles are; 赋权协议：钨尾矿浮选药剂 at the head is one with its subject."""
    if (known := script.titled.get(passage.index)) is None:
        known = script.titled[passage.index] = _is_title(script, passage)
    return known


def _is_title(script: Script, passage: Passage) -> bool:
    text = _ASIDE.sub("", script.text_of(passage))
    if not passage.index and (named := _SUBTITLED.match(text)) is not None:
        text = named[1]
    if passage.block.part == "table" and "｜" in text:  # a row of a form is no title
        return False
    return len(text.strip()) <= LONGEST_TOPIC and not any(sign in text for sign in "。；，：")
