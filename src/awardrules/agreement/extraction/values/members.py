"""Rows of a table that are single people's: what each has is a part of what their party has, whoever stands in the first column.

权利人｜姓名｜份额: `乙方｜何嘉铭｜60%`, `乙方｜陆一鸣｜40%` tell how the team parts what is its own; the only person of a table is its party.
"""

from __future__ import annotations

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

MOST = 60  # rows among which another person is looked for
_NAMES = regex("(?:姓名|(?:团队|小组|课题组)?成员|完成人|发明人|设计人|育种人)(?:姓名|名单)?")
_PERSON = regex(f"{wording.PERSON}|[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z·. ]+")
_PART = f"(?:{wording.PERSON}|[\u4e00-\u9fff·]{{2,4}})[（(][^（()）]{{0,8}}[{wording.RATIO}{wording.MONEY}][^（()）]{{0,4}}[）)]"
_PARTS = regex(f"{_PART}(?:[；、，;,和及 ]+{_PART})+")
_NOBODY = regex("合计|小计|总计|共计|全体|其他|其余|无|暂无")


def of_one_of_several(script: Script, passage: Passage) -> bool:
    """Whether a row is one of several that name a person each."""
    found = script.one_of_several.get(passage.index)
    if found is None:
        found = script.one_of_several[passage.index] = _one_of_several(script, passage)
    return found


def _one_of_several(script: Script, passage: Passage) -> bool:
    first = script.first_rows.get(passage.block.table) if passage.block.part == "table" else None
    if first is None:
        return False
    heads = script.text_of(first).split("｜")
    column = next((index for index, head in enumerate(heads) if _NAMES.fullmatch(head.strip())), -1)
    if column < 0 or not _named(script, passage, column):
        return False
    rows = (one for one in script.passages[first.index + 1 : first.index + MOST] if one.block.table == passage.block.table)
    return any(one is not passage and _named(script, one, column) for one in rows)


def listed_with_parts(script: Script, place: int) -> bool:
    """Whether a value stands behind a name beside others with theirs: 丘某（占奖励总额50%）；熊某（30%）；廖某（20%）."""
    passage = script.passage_at(place)
    return any(found.start() < place < found.end() for found in _PARTS.finditer(script.text, passage.start, passage.end))


def _named(script: Script, row: Passage, column: int) -> bool:
    """Whether the cell of names in a row holds a person's."""
    cells = script.text_of(row).split("｜")
    if len(cells) <= column:
        return False
    label, colon, written = cells[column].rpartition("：")
    name = written.strip()
    return (not colon or _NAMES.fullmatch(label.strip()) is not None) and _PERSON.fullmatch(name) is not None and _NOBODY.fullmatch(name) is None
