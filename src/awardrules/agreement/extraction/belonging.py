"""Whether a paragraph speaks of the matter at hand: long papers tell of other companies, other results and other business in the same words.

Two things tell it. A sentence that names others, in a paragraph that names nothing of this matter, is of those others. And some facts, which
a word or two could state of anything (会议同意…, 期限三年), are believed only in a paragraph that names the matter. What is short stands under
what it belongs to, and what is in a table has its heads: neither is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.matching import matches, says
from awardrules.agreement.extraction.patterns import Patterns, Wording
from awardrules.agreement.extraction.script import Passage, Script
from awardrules.agreement.programs import regex

OTHERS = "others"  # the context, and the doubt
SHORT = 30  # signs of a paragraph that need not name what it belongs to
HEADING = 22  # signs of a line that heads what stands under it
_SOME = "某"  # 某高校: it matters not which
_NAMED = wording.PARTIES + wording.PERSON
_GRANTED = wording.UNIT + wording.TEAM + wording.PERSON
# the title heads everything, and tells nothing of a paragraph
_WHOLE_PAPER = regex("(?:协议|合同|纪要|方案|决定|通知|报告|函|书|表)(?:（.*）)?\\s*$")


def of_others(script: Script, patterns: Patterns) -> Iterator[tuple[str, int, int]]:
    """The sentences that speak of others, each with the name of the context."""
    tells = patterns.belonging
    for place in {found.start() for found in matches(script.text, tells.others)}:
        passage = script.passage_at(place)
        if not _short(passage) and not _names(script, tells.own, passage.start, passage.end):
            yield OTHERS, *script.sentence(place)
    unnamed = [place for place, mention in script.values.items() if mention.kind == "blank" and mention.text.startswith(_SOME)]
    common = frozenset(noun for nouns in patterns.soft.values() for noun in nouns)
    for place in sorted({*unnamed, *(found.start() for found in matches(script.text, tells.far))}):
        if not _short(script.passage_at(place)):
            yield from ((OTHERS, low, high) for low, high in _onward(script, place, tells.here, common))


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
    return [_doubted(claim) if _astray(script, claim, patterns) else claim for claim in claims]


def _doubted(claim: Claim) -> Claim:
    return Claim(claim.path, None, claim.start, claim.end, doubt=OTHERS)


def _astray(script: Script, claim: Claim, patterns: Patterns) -> bool:
    if claim.doubt or (claim.value is None and not claim.blank):
        return False
    wanted = [say for of, say in patterns.belonging.wants if claim.path.startswith(of)]
    passage = script.passage_at(claim.start)
    if not wanted or _short(passage):
        return False
    places = [(passage.start, passage.end), *_heads(script, passage)]
    return not all(any(_names(script, say, low, high) for low, high in places) for say in wanted)


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
