"""Boxes none of which is ticked (赋权方式：□按份共有 □共同共有): a row of them belongs to the fact whose values its choices are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches, offered, says
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.vocabulary import Vocabulary

FEWEST = 4  # signs of a word that names a value without its label
_CALLED = {"team": wording.TEAM, "unit": wording.UNIT, "other": wording.OTHER}
_ENDS = regex("[（(][^）)]*[）)]$|[，,。；;、 　]+$|^(?:由|为|即|按照?|采[取用]|以)")


def named_parties(script: Script, option: str) -> str:
    """A choice with the parties by their roles (乙方单独所有 as 团队单独所有)."""
    for name in sorted(script.roles, key=len, reverse=True):
        if len(name) > 1 and script.roles[name] in _CALLED:
            option = option.replace(name, _CALLED[script.roles[name]])
    return option


def rows(script: Script) -> Iterator[tuple[int, Mention]]:
    """Every row of boxes none of which is ticked, with its place."""
    yield from ((place, mention) for place, mention in script.values.items() if script.text[place] == wording.TICK and not mention.chosen)


def unticked(script: Script, patterns: Patterns) -> Iterator[Claim]:
    """A placeholder of every fact that one of the choices would state, but for what only follows from the values of another fact."""
    boxes = list(rows(script))
    each = {option: named_parties(script, option) for _, mention in boxes for option in mention.options}
    signs = set().union(*each.values())
    said: dict[int, dict[str, dict[Value, set[str]]]] = {}
    for phrase in offered(each.values(), patterns) if boxes else ():
        if not phrase.path or phrase.value is None:
            continue
        say = [one for one in phrase.say if all(any(signs.issuperset(cue) for cue in group) for group in one.cues)]
        for place, mention in boxes if say else ():
            by = {option for option in mention.options if next(matches(each[option], say), None)}
            if by and not says(script.text, phrase.unless, *script.sentence(place)):
                said.setdefault(place, {}).setdefault(phrase.path, {}).setdefault(phrase.value, set()).update(by)
    for place, facts in said.items():
        for path, values in facts.items():
            if not any(_says_more(facts[other], values) for other in facts if other != path):
                yield from (Claim(path, value, place, place + 1, blank=True) for value in values)


def _says_more(values: Mapping[Value, set[str]], than: Mapping[Value, set[str]]) -> bool:
    """Whether the choices that say something of one fact tell more values of another one apart: of that one they are the choices."""
    return len(values) > len(than) and set().union(*than.values()) <= set().union(*values.values())


def belonging(script: Script, claims: Iterable[Claim], patterns: Patterns, vocabulary: Vocabulary, deals: set[str]) -> list[Claim]:
    """The claims, with those that a label alone makes of a row of boxes only where its choices are values of no other fact."""
    found = list(claims)
    boxes = dict(rows(script))
    if not boxes:
        return found
    told = {claim.start for claim in found if claim.start in boxes and claim.blank and claim.value is not None}
    words = _words(patterns, vocabulary, deals) if len(told) < len(boxes) else {}
    for place, mention in boxes.items():
        if place not in told and (own := _of_one_fact([named_parties(script, option) for option in mention.options], words)):
            told.add(place)
            found += [Claim(path, value, place, place + 1, blank=True) for path, value in own]
    return [claim for claim in found if claim.value is not None or not claim.blank or claim.start not in told]


def _words(patterns: Patterns, vocabulary: Vocabulary, deals: set[str]) -> Mapping[str, set[tuple[str, str]]]:
    """What values of enumerations are called, and of which fact each is one."""
    found: dict[str, set[tuple[str, str]]] = {}
    for label in patterns.labelled:
        fact = vocabulary.get(label.path)
        if fact is None or fact.type not in ("enum", "set") or (label.kinds and not label.kinds & deals):
            continue
        for value, words in label.values.items():
            own = (fact.values or {})[value].zh if value in (fact.values or {}) else ""
            for word in (one for one in words if one == own or len(one) >= FEWEST):
                found.setdefault(word, set()).add((fact.path, value))
    return found


def _of_one_fact(options: list[str], words: Mapping[str, set[tuple[str, str]]]) -> list[tuple[str, Value]]:
    """The values of the only fact of which two choices or more are called by their names."""
    told: dict[str, list[str]] = {}
    for option in options:
        for path, value in sorted(words.get(_ENDS.sub("", option.strip()), ())):
            if value not in told.setdefault(path, []):
                told[path].append(value)
    most = [path for path, values in told.items() if len(values) > 1]
    return [(most[0], value) for value in told[most[0]]] if len(most) == 1 else []
