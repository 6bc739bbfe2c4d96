"""Whether a paragraph speaks of the matter at hand: long papers tell of other companies, other results and other business in the same words.

Two things tell it. A sentence that names others, in a paragraph that names nothing of this matter, is of those others. And some facts, which
a word or two could state of anything (会议同意…, 期限三年), are believed only in a paragraph that names the matter. What is short stands under
what it belongs to, and what is in a table has its heads: neither is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches, says
from awardrules.agreement.extraction.patterns.patterns import Patterns, Wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

OTHERS = "others"  # the context, and the doubt
SHORT = 30  # signs of a paragraph that need not name what it belongs to
HEADING = 22  # signs of a line that heads what stands under it
_SOME = "某"  # 某高校: it matters not which
_NAMED = wording.PARTIES + wording.PERSON
_GRANTED = wording.UNIT + wording.TEAM + wording.PERSON
_SHOWN_PRICE = "conversion.price_publicity."
_STEP = regex("(?:[^｜]{0,6}｜)?(?:[^｜：]{0,6}：)?[^｜：]{0,4}(?:申请|决定|决策|审议|公示|备案|签约|签署|协议|变更|登记)[^｜]{0,4}｜")
_FEWEST_STEPS = 3
_PRICED = regex("价|挂牌|转让|许可费|作价")
# the title heads everything, and tells nothing of a paragraph
_WHOLE_PAPER = regex("(?:协议|合同|纪要|方案|决定|通知|报告|函|书|表)(?:（.*）)?\\s*$")


def of_others(script: Script, patterns: Patterns) -> Iterator[tuple[str, int, int]]:
    """The sentences that speak of others, each with the name of the context."""
    tells = patterns.belonging
    speaking: dict[int, list[int]] = {}  # the places of others by paragraph
    for found in matches(script.text, tells.others):
        speaking.setdefault(script.passage_at(found.start()).index, []).append(found.start())
    for index, places in speaking.items():
        passage = script.passages[index]
        if not _short(passage) and not _names(script, tells.own, passage.start, passage.end):
            yield from ((OTHERS, *sentence) for sentence in dict.fromkeys(map(script.sentence, places)))
    unnamed = [place for place, mention in script.values.items() if mention.kind == "blank" and mention.text.startswith(_SOME)]
    common = frozenset(noun for nouns in patterns.soft.values() for noun in nouns)
    reached = 0
    for place in sorted({*unnamed, *(found.start() for found in matches(script.text, tells.far))}):
        if place < reached or _short(script.passage_at(place)):
            continue
        for low, high in _onward(script, place, tells.here, common):
            reached = high
            yield OTHERS, low, high


def _onward(script: Script, place: int, here: tuple[Wording, ...], common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The sentence of a place and those behind it in its paragraph, up to the first that speaks of the matter at hand.

    Others have a team and a hospital too, and a company that is a party has other business besides: neither tells the matter.
    """
    low, high = script.sentence(place)
    end = script.passage_at(place).end
    while low < high:
        own = any(script.text[at] in _GRANTED and script.raw(at) not in common for at in range(low, high))
        if own or says(script.text, here, low, high):
            return
        yield low, high
        if high >= end or script.text[high] == "\n":
            return
        low, high = script.sentence(high)
        if "：" in script.text[low:high]:
            return


def without_others(script: Script, claims: Iterable[Claim], patterns: Patterns) -> list[Claim]:
    """Claims, those in doubt that stand in a paragraph which does not name what they are of."""
    named: dict[tuple[int, int], bool] = {}  # by paragraph and what is wanted of it

    def names(passage: Passage, want: int) -> bool:
        if (passage.index, want) not in named:
            places = ((passage.start, passage.end), *_heads(script, passage))
            named[passage.index, want] = any(_names(script, patterns.belonging.wants[want][1], low, high) for low, high in places)
        return named[passage.index, want]

    def astray(claim: Claim) -> bool:
        wanted = [want for want, (of, _) in enumerate(patterns.belonging.wants) if claim.path.startswith(of)]
        passage = script.passage_at(claim.start)
        return bool(wanted) and not _short(passage) and not all(names(passage, want) for want in wanted)

    granting = _steps_of_grants(script)
    return [
        _doubted(claim)
        if not claim.doubt and (astray(claim) or (claim.path.startswith(_SHOWN_PRICE) and script.passage_at(claim.start).block.table in granting))
        else claim
        for claim in claims
    ]


def _steps_of_grants(script: Script) -> set[int | None]:
    """The tables that tell step by step how a right was granted, and nothing of a price: what was shown there is the grant."""
    rows: dict[int | None, list[str]] = {}
    for passage in script.passages:
        if passage.block.part == "table":
            rows.setdefault(passage.block.table, []).append(script.text_of(passage))
    return {
        table
        for table, texts in rows.items()
        if sum(_STEP.match(text) is not None for text in texts) >= _FEWEST_STEPS and "赋权" in (told := "".join(texts)) and not _PRICED.search(told)
    }


def _doubted(claim: Claim) -> Claim:
    return Claim(claim.path, None, claim.start, claim.end, doubt=OTHERS)


def _heads(script: Script, passage: Passage) -> Iterator[tuple[int, int]]:
    """What a passage stands under, but for the title of the paper."""
    for low, high in script.above(passage):
        text = script.text[low:high]
        if text.rstrip().endswith("：") or (len(text) <= HEADING and not _WHOLE_PAPER.search(text)):
            yield low, high


def _short(passage: Passage) -> bool:
    return passage.block.part == "table" or passage.end - passage.start < SHORT


def _names(script: Script, words: tuple[Wording, ...], low: int, high: int) -> bool:
    """Whether a stretch names a party, somebody of the team, or one of some words."""
    return any(sign in script.text[low:high] for sign in _NAMED) or says(script.text, words, low, high)
