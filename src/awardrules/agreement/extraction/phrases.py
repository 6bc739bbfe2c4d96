"""Words that state a fact: a form of ownership, a place of publicity, a step that was taken, a matter that a clause settles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.patterns import Patterns, Phrase
from awardrules.agreement.extraction.quantities import value_of
from awardrules.agreement.extraction.script import Passage, Script
from awardrules.agreement.extraction.setting import Setting, denied_within, matches, says
from awardrules.facts.deal import Value

_SIGNED = re.compile("盖章|[（(]章[）)]|签字|签章|签署|公章|签名|签订日|签约日")
_BESIDE = re.compile(
    f"[{wording.PARTIES}{wording.PERSON}{wording.DATE}｜\\s　：:（）()_、]|盖章|签字|公章|签章|签名|代表|负责人|法定代表人|授权|委托人|日期|时间"
    "|签订|签署|签约|落款|日|或|章"
)
_ASIDE = re.compile("[（(][^）)]*[）)]")
TITLE_PASSAGES = 3
KINDS = "deal.kinds"
TERMS = "agreement.terms"


def claims(script: Script, setting: Setting, patterns: Patterns, roles: Mapping[str, str]) -> list[Claim]:
    """Every claim that words make; what the document is about is read first, for much is said of one kind of agreement only."""
    bound = set(roles.values())
    signature = signature_start(script)
    title = title_of(script)
    first = [phrase for phrase in patterns.phrases if phrase.path == KINDS]
    rest = [phrase for phrase in patterns.phrases if phrase.path != KINDS]
    found = [claim for phrase in first for claim in _all(script, setting, phrase, bound, signature, title)]
    kinds = kinds_of(found)
    for phrase in rest:
        if not phrase.kinds or phrase.kinds & kinds:
            found.extend(_all(script, setting, phrase, bound, signature, title))
    return found


def kinds_of(found: Iterable[Claim]) -> set[str]:
    """The kinds of deal that claims speak of."""
    return set().union(*(claim.value for claim in found if claim.path == KINDS and isinstance(claim.value, frozenset)))


def _all(script: Script, setting: Setting, phrase: Phrase, bound: set[str], signature: int, title: str) -> Iterator[Claim]:
    if not phrase.parties <= bound or phrase.no_parties & bound:
        return
    if phrase.title and not says(title, phrase.title, 0, len(title)):
        return
    if phrase.not_title and says(title, phrase.not_title, 0, len(title)):
        return
    for match in matches(script.text, phrase.say):
        if _placed(script, phrase, match, signature):
            yield from _claimed(script, setting, phrase, match)


def title_of(script: Script) -> str:
    """The title of the document: its first short lines before anything else is said."""
    return "".join(script.text_of(passage) for passage in script.passages[:TITLE_PASSAGES] if _is_title(script, passage))


def signature_start(script: Script) -> int:
    """Where the signatures begin: the last short passages that speak of seals or signing, before any annex."""
    body = [passage for passage in script.passages if not passage.annex]
    start = len(script.text)
    for passage in reversed(body):
        text = script.text_of(passage)
        if _SIGNED.search(text) and not text.rstrip().endswith(("。", "；")):
            start = passage.start
        elif passage.start < start and len(text) > 60:
            break
    return start


def _placed(script: Script, phrase: Phrase, match: re.Match[str], signature: int) -> bool:
    if phrase.where == "any":
        return True
    place = match.start()
    passage = script.passage_at(place)
    if phrase.where == "heading":
        return passage.block.heading or (bool(passage.block.number) and _is_title(script, passage))
    if phrase.where == "alone":
        rest = script.text[passage.start : place] + script.text[match.end() : passage.end]
        return place >= signature and not passage.annex and not _BESIDE.sub("", rest)
    if phrase.where == "title":
        return passage.index < TITLE_PASSAGES and _is_title(script, passage)
    if phrase.where == "opening":
        return passage.opening
    return place >= signature and not passage.annex


def _is_title(script: Script, passage: Passage) -> bool:
    text = _ASIDE.sub("", script.text_of(passage))
    return len(text.strip()) <= 40 and not any(sign in text for sign in "。；，：")


def _claimed(script: Script, setting: Setting, phrase: Phrase, match: re.Match[str]) -> Iterator[Claim]:
    start, end = match.span()
    low, high = script.sentence(start)
    above = list(script.above(script.passage_at(start)))
    if phrase.needs and not any(says(script.text, phrase.needs, a, b) for a, b in ((low, high), *above)):
        return
    if phrase.unless and says(script.text, phrase.unless, low, high):
        return
    near = script.segment(start)[0], script.segment(max(end - 1, start))[1]
    if phrase.but and says(script.text, phrase.but, *near):
        return
    path = phrase.path or next(iter(phrase.gives))
    if setting.open_question(start, end):
        yield Claim(path, None, start, end, doubt="question")
        return
    context = setting.at(start, end, phrase.despite)
    if context:
        yield Claim(path, None, start, end, doubt=context)
        return
    denied = setting.denied(start, end) != denied_within(match)
    if not denied and phrase.path != TERMS and setting.permitted(start, end, not any(word in match.re.pattern for word in ("可", "不得"))):
        yield Claim(path, None, start, end, doubt="optional-choice")
        return
    if denied and phrase.negated is None:
        yield Claim(path, None, start, end, doubt="denied")
        return
    if phrase.mode == "done" and not denied and setting.ahead(start, end):
        yield Claim(path, None, start, end, doubt="ahead")
        return
    if phrase.path:
        if phrase.copies:
            yield Claim(path, None, start, end, base=f"={phrase.copies}", derived=True)
        elif (value := phrase.negated if denied else phrase.value) is not None:
            yield Claim(path, value, start, end)
    if not denied:
        for given, slot in phrase.gives.items():
            yield from _given(script, given, slot, match)


def _given(script: Script, path: str, slot: str, match: re.Match[str]) -> Iterator[Claim]:
    name, _, side = slot.partition(".")
    place = match.start(name)
    mention = script.values.get(place)
    if mention is None:
        return
    value: Value | None
    if side:
        value = mention.values[0 if side == "start" else 1] if len(mention.values) == 2 else None
    else:
        value = value_of(mention) if mention.kind != "date" else (mention.values[0] if mention.values and mention.comparator == "=" else None)
    if mention.kind == "blank":
        yield Claim(path, None, place, place + 1, blank=True)
    elif value is None:
        yield Claim(path, None, place, place + 1, doubt="approximate")
    else:
        yield Claim(path, value, place, place + 1)


def unticked(script: Script, patterns: Patterns) -> Iterator[Claim]:
    """Boxes none of which is ticked: a placeholder of every fact that an option would state."""
    for place, mention in script.values.items():
        if script.text[place] != wording.TICK or mention.chosen:
            continue
        for phrase in patterns.phrases:
            if phrase.path and phrase.value is not None and any(next(matches(option, phrase.say), None) for option in mention.options):
                yield Claim(phrase.path, phrase.value, place, place + 1, blank=True)
