"""Forms that give each rewarded person rows of labels and values: 受奖人①｜居正（中心主任，正职）, 贡献／形式／金额｜完成人／现金／6万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awardrules.agreement.extraction.found import quoted
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import Person, named
from awardrules.agreement.extraction.people.posts import members, role_of
from awardrules.agreement.extraction.people.referring import number_of
from awardrules.agreement.extraction.people.rewardcells import answer
from awardrules.agreement.extraction.people.rewardtables import amount_of, cells_of
from awardrules.agreement.extraction.people.roster import posted
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value

_SOMEBODY = regex(
    "(?:受奖|获奖|领奖|受奖励|被奖励|奖励)(?:人|人员|对象|者)(?:之)?(?P<number>[①-⑳]|[（(]?[一二三四五六七八九十0-9]{1,2}[）)]?)(?:姓名)?"
)
_NAME = regex("(?P<who>[\u4e00-\u9fff·]{2,4})(?:[（(，,、/／](?P<rest>.*?)[）)]?)?")
_APART = "[／/]"


def in_forms(rows: Sequence[Sequence[Block]], people: People, unit: str) -> list[Person]:
    """The people whom the rows of a form tell of one after the other; none for any other table."""
    found: list[Person] = []
    current: Person | None = None
    for row in rows:
        cells = cells_of(row)
        if len(cells) != 2:
            current = None
            continue
        label, value = (cells[column] for column in sorted(cells))
        told, name = _SOMEBODY.fullmatch(label), _NAME.fullmatch(value)
        if told is not None:
            if name is None or not named(name["who"], people, cell=True):
                return []  # somebody whose name is not understood
            current = _person(name, number_of(told["number"].strip("（()）")), people, row[-1])
            found.append(current)
        elif current is not None:
            fields = _fields(label, value, people, unit)
            current.fields = fields | current.fields
            current = current if fields else None
    return found if len(found) > 1 and all("amount" in person.fields or "reward_form" in person.fields for person in found) else []


def _person(name: re.Match[str], number: int, people: People, block: Block) -> Person:
    rest = name["rest"] or ""
    return Person(name["who"], posted(rest, people), quoted(block), post=rest, number=number)


def _fields(label: str, value: str, people: People, unit: str) -> dict[str, Value]:
    """What one row says: its label holds the head of one column, or of several that strokes part, as its value does."""
    heads, texts = re.split(_APART, label), re.split(_APART, value)
    if len(heads) != len(texts):
        heads, texts = [label], [value]
    fields: dict[str, Value] = {}
    for head, text in zip(heads, texts, strict=True):
        told = max(
            ((len(word), field) for field, (words, _) in people.columns.items() for word in words if len(word) > 1 and word in head), default=None
        )
        if told is None:
            continue
        field, values = told[1], people.columns[told[1]][1]
        what: Value | None = (
            amount_of(text, head if "元" in head else head + unit)
            if field == "amount"
            else role_of(text, values)
            if field == "role"
            else answer(text)
            if field == "is_researcher" or field in people.said
            else members(text, values)
            if field in ("contribution", "reward_form")
            else None
        )
        if what is not None:
            fields[field] = what
    return fields
