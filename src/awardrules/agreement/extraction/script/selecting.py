"""Ways to choose from by number: 按下列第____种方式确定：（1）70%；（2）80%.

A number that is filled in leaves its own item, a blank leaves them all open.
"""

from __future__ import annotations

import re

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Passage, Script, replaced
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex

_DIGITS = "一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_OF_THESE = regex(
    f"(?:以下|下列|下述|如下|下面)(?:的)?[^，。；：\\n]{{0,6}}?第 ?(?P<pick>{wording.BLANK}|[（(]? ?[1-9{_DIGITS}{_CIRCLED}] ?[）)]?) ?"
    "(?:种|项|款|类|条|个|方式|方案)[^。；：\\n]{0,14}(?P<end>：|。?(?=\\n))"
)
_MARK = regex(
    f"(?:(?<=[：；。，、\\n 　])|^)(?:[（(] ?(?P<bracketed>[1-9{_DIGITS}]) ?[）)]|(?P<circled>[{_CIRCLED}])"
    f"|(?P<plain>[1-9{_DIGITS}])[.、．)）](?![0-9]))"
)
_OPTIONS = frozenset({"ratio", "duration", "money"})
_UNITS = {"ratio": "share", "money": "yuan"}
_ENDS = regex("[；;，,、。. 　或]*")
MOST = 9


def selected(script: Script) -> Script:
    """The script without the items that a number did not choose; the values of items that nothing chooses yet are options of a blank."""
    gone: list[tuple[int, int, str]] = []
    for found in _OF_THESE.finditer(script.text):
        items = _items(script, found)
        if len(items) < 2:
            continue
        pick = _number(found["pick"].strip("（）() "))
        if pick == 0:
            gone += _open(script, found.start("pick"), items)
        elif pick <= len(items):
            gone += _but(script, items, pick)
    for start, end, text in gone:
        for place in range(start, end) if not text else ():
            script.values.pop(place, None)
    return replaced(script, gone) if gone else script


def _but(script: Script, items: list[tuple[int, int]], pick: int) -> list[tuple[int, int, str]]:
    """The items that are not chosen; within a paragraph what stands before and behind the one that is."""
    if script.passage_at(items[0][0]) is not script.passage_at(items[-1][0]):
        return [(start, end, "") for number, (start, end) in enumerate(items, 1) if number != pick]
    start, end = items[pick - 1]
    while script.text[end - 1] in "；，、 ":
        end -= 1
    return [one for one in ((items[0][0], start, ""), (end, items[-1][1], "")) if one[0] < one[1]]


def _open(script: Script, place: int, items: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Makes of the values that the items offer options: where items are nothing but a value, of the blank that is to choose; else each of its own."""
    alone = [spot for start, end in items if (spot := _lone(script, start, end)) is not None]
    offered = [script.values[spot] for spot in alone]
    if len(offered) > 1 and len({(one.kind, one.unit) for one in offered}) == 1 and place in script.values:
        told = {"values": tuple(one.values[0] for one in offered), "options": tuple(one.text for one in offered)}
        unit = _UNITS.get(offered[0].kind, offered[0].unit)
        script.values[place] = Mention(**(script.values[place].__dict__ | told | {"unit": unit}))
        return [(spot, spot + 1, "") for spot in alone]
    return [(spot, spot + 1, wording.BLANK) for start, end in items for spot in range(start, end) if _offered(script, spot)]


def _lone(script: Script, start: int, end: int) -> int | None:
    """Where the value stands that is all that an item says."""
    spots = [place for place in range(start, end) if _is_option(script.values.get(place))]
    return spots[0] if len(spots) == 1 and not script.text[start : spots[0]].strip() and _ENDS.fullmatch(script.text, spots[0] + 1, end) else None


def _items(script: Script, found: re.Match[str]) -> list[tuple[int, int]]:
    """The items behind the words, in their order: in the same paragraph, else each in one of its own."""
    passage = script.passage_at(found.start())
    inline = _numbered(script.text, found.end(), passage.end)
    return inline if len(inline) > 1 else _paragraphs(script, passage)


def _numbered(text: str, start: int, end: int) -> list[tuple[int, int]]:
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text, start, end):
        if _number(mark["bracketed"] or mark["circled"] or mark["plain"]) == len(marks) + 1 and (not marks or mark.lastgroup == marks[0].lastgroup):
            marks.append(mark)
    stops = [*(mark.start() for mark in marks[1:]), end]
    if marks and (closed := text.find("。", marks[-1].end(), end)) >= 0:
        stops[-1] = closed
    return [(mark.end(), stop) for mark, stop in zip(marks, stops, strict=False)]


def _paragraphs(script: Script, passage: Passage) -> list[tuple[int, int]]:
    """The paragraphs behind one, each of which begins with the next number."""
    found: list[tuple[int, int]] = []
    for one in script.passages[passage.index + 1 : passage.index + 1 + MOST]:
        mark = _MARK.match(script.text, one.start, one.end)
        written = (mark["bracketed"] or mark["circled"] or mark["plain"]) if mark is not None else one.block.number.strip("（）()、.． ")
        if _number(written) != len(found) + 1:
            break
        found.append((mark.end() if mark is not None else one.start, one.end))
    return found


def _number(written: str) -> int:
    """The number a mark stands for; 0 where it is none."""
    if len(written) != 1:
        return 0
    place = max(signs.find(written) for signs in ("123456789", _DIGITS, _CIRCLED))
    return place + 1


def _is_option(mention: Mention | None) -> bool:
    return mention is not None and mention.kind in _OPTIONS and len(mention.values) == 1 and mention.comparator == "="


def _offered(script: Script, place: int) -> bool:
    """Makes of a value that an item offers the option of a blank; whether there is one."""
    mention = script.values.get(place)
    if mention is None or not _is_option(mention):
        return False
    script.values[place] = Mention(
        **(mention.__dict__ | {"kind": "blank", "unit": _UNITS.get(mention.kind, mention.unit), "options": (mention.text,)})
    )
    return True
