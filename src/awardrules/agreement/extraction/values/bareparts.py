"""Parts of a whole of two parties in a paragraph of their own, of which the paragraph before says what they are parts of."""

from __future__ import annotations

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.values.asking import Asked, Subject, as_subject
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import SCALE

_OWNED = regex("共有|所有权|产权|权属|按份")
_SHARED = regex(f"份额|{_OWNED.pattern}")
_NOTES = ("footnote", "endnote", "textbox")
_PARTY = f"[{wording.TEAM}{wording.UNIT}]"
_PART = f"{_PARTY}(?:占|享有|持有|拥有|各占)?(?:有)?[{wording.RATIO}](?:的份额)?"
_OPENING = "[0-9.、（）一二三四五六七八九十 　]*(?:其中)?[，：]?"
_BARE_PARTS = regex(f"{_OPENING}{_PART}[，、；]{_PART}[。；\n]?")
_BLANK = f"{_PARTY}(?:占|享有|持有|拥有)?(?:有)?{wording.BLANK}(?:的份额)?(?:（[^（）]{{0,20}}）)?"
_REST = (
    f"(?:(?:其余|剩余|余下)(?:的)?(?:部分|份额)?(?:由|归|为){_PARTY}(?:所有|持有|享有)?"
    f"|{_PARTY}(?:占|享有|持有|拥有)(?:其余|剩余|余下)(?:的)?(?:部分|份额)*)"
)
_BARE_BLANKS = regex(f"{_OPENING}{_BLANK}[，、；](?:{_BLANK}|{_REST})[。；\n]?")


def going_on(asked: Asked) -> Subject | None:
    """按份共有。 / 甲方占55%，乙方占45%: two parts of a whole of two parties, of which the paragraph before, without figures, says what it is.

    Parts told once more (in the next paragraph, in a note or a box that hangs on it) are of the same; a note is about what it hangs on. Parts
    that are left blank are such parts too (乙方占____%，其余归甲方).
    """
    script, passage = asked.script, asked.passage
    low, high = script.sentence(asked.place)
    if not passage.index or not _are_parts(asked, low, high):
        return None
    before = script.passages[passage.index - 1]
    while before.index and before.heading == passage.heading and _BARE_PARTS.fullmatch(script.text, before.start, before.end):
        before = script.passages[before.index - 1]
    noted = passage.block.part in _NOTES
    if before.heading != passage.heading or (not noted and any(sign in wording.VALUES for sign in script.text_of(before))):
        return None
    cues = asked.within(before.start, before.end)
    owned = _SHARED if {cue[2].name for cue in cues} == {"title"} else _OWNED
    named = [cue for cue in cues if owned.search(script.text, cue[0], cue[1])]
    return as_subject(named[-1]) if named and (not noted or owned is _SHARED) else None


def _are_parts(asked: Asked, low: int, high: int) -> bool:
    """Whether a sentence gives the two parts of a whole and nothing else, in figures or blank."""
    script = asked.script
    if _BARE_BLANKS.fullmatch(script.text, low, high):
        return True
    parts = [script.values[place].values for place in range(low, high) if script.text[place] == wording.RATIO]
    whole = len(parts) == 2 and sum(int(part[0]) for part in parts if len(part) == 1) == SCALE
    return whole and _BARE_PARTS.fullmatch(script.text, low, high) is not None
