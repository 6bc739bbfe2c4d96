"""A value whose subject is sought: the cues around it, each with the topic it names."""

from __future__ import annotations

from bisect import bisect_left

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches
from awardrules.agreement.extraction.patterns.patterns import Patterns, Topic
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex
from awardrules.record import Record, State

_DISOWNED = regex("(?:不|非|而非|并非)(?:再|是)?(?:跟着?|照|按照?|随着?|依照?|比照|参照|同|与|等同于?|等于|以|取决于|受)[^，。；]{0,6}$")
# 表决权比例与所有权份额一致，即…: what a part is only compared with
_COMPARED = regex("(?:与|同|跟|和)[^，。；]{0,8}$")
_LIKE = regex("[^，。；]{0,6}?(?:一致|相同|相等|等同|对应|挂钩|相当|同比例)")
# 应就净收益向大学支付百分之十二: a part of what is left is no instalment of a price
_OF_NET = regex("净(?:收益|收入|额|利润|所得)[^。；]{0,16}$")
INSTALMENT = "instalment"
PARTS = ("ratio", "split")

Cue = tuple[int, int, Topic]  # from, to in the script, and what it names


class Cues(State):
    """Every cue of a script in order of place, and where each starts."""

    found: list[Cue]
    starts: list[int]
    quoted: bytearray


class Subject(Record):
    """What a value is about: its topic, and the stretch whose words say so."""

    topic: Topic
    start: int
    end: int


class Asked(State):
    """A value whose subject is sought: its place and kind, its passage, its segment `low`–`high`."""

    script: Script
    cues: Cues
    place: int
    kind: str
    passage: Passage
    low: int
    high: int

    def within(self, low: int, high: int) -> list[Cue]:
        """The cues of a stretch that can name a value of this kind."""
        found = self.cues.found[bisect_left(self.cues.starts, low) : bisect_left(self.cues.starts, high)]
        own = longest([cue for cue in found if self.kind in cue[2].kinds and cue[1] <= high])
        text = self.script.text
        if self.kind in PARTS:  # 收益的分成不跟份额走
            own = [cue for cue in own if not _DISOWNED.search(text, max(cue[0] - 12, 0), cue[0])]
        if self.kind in PARTS and len(own) > 1:
            own = [cue for cue in own if not (_LIKE.match(text, cue[1]) and _COMPARED.search(text, max(cue[0] - 12, 0), cue[0]))] or own
        return own

    def above(self) -> list[tuple[int, int]]:
        """The stretches that the value stands under; of a term a heading comes before what opens the whole paper (双方约定如下：)."""
        found = list(self.script.above(self.passage))
        headed = self.kind in ("duration", "range") and self.passage.heading and (self.passage.lead or 0) < self.passage.heading[0]
        return sorted(found, reverse=True) if headed else found


def cues_of(script: Script, patterns: Patterns, quoted: bytearray) -> Cues:
    """The cues of a script; `quoted` marks what is quoted law, which names nothing that stands below it."""
    text = _filled(script)
    found = [(match.start(), match.end(), topic) for topic in patterns.topics.values() for match in matches(text, topic.cues)]
    found = [cue for cue in found if not (cue[2].name == INSTALMENT and _OF_NET.search(script.text, script.sentence(cue[0])[0], cue[0]))]
    # of cues at one place the longest counts: 知识产权份额 is title, 知识产权维持费 is cost
    found.sort(key=lambda cue: (cue[0], -cue[1]))
    return Cues(found, [cue[0] for cue in found], quoted)


def _filled(script: Script) -> str:
    """The text with a part for each blank that is room for one: 提取____%用于奖励 is about what 提取70%用于奖励 is about."""
    if wording.BLANK not in script.text:
        return script.text
    signs = list(script.text)
    for place, mention in script.values.items():
        if signs[place] == wording.BLANK and mention.unit == "share":
            signs[place] = wording.RATIO
    return "".join(signs)


def as_subject(cue: Cue) -> Subject:
    """What a cue names as the subject."""
    return Subject(cue[2], cue[0], cue[1])


def longest(cues: list[Cue]) -> list[Cue]:
    """Of cues at one place the longest: 知识产权份额 is title, 知识产权维持费 is cost."""
    kept: list[Cue] = []
    for cue in cues:
        if not any(cue[0] >= other[0] and cue[1] <= other[1] and cue[1] - cue[0] < other[1] - other[0] for other in kept[-6:]):
            kept.append(cue)
    return kept
