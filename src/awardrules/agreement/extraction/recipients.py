"""People who are rewarded, by the table that lists them: one record a row, in the order of the table.

A row gives a field only where its cell holds a word the patterns know. What the text says of a person by name (公示, 批准) is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.patterns import People
from awardrules.agreement.extraction.script import Script
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, parse_number, scaled
from awardrules.facts.vocabulary import Vocabulary

_TOTAL = ("合计", "总计", "小计")
_NAME = re.compile("[\u4e00-\u9fff·]{2,6}")


def found(script: Script, vocabulary: Vocabulary, people: People) -> Found | None:
    """The list of recipients, or none where no table names people with their reward."""
    if "recipients" not in vocabulary.records or not people.columns:
        return None
    for rows in _tables(script):
        laid_out = _layout(rows, people)
        if laid_out is None:
            continue
        name, columns, head = laid_out
        records, blocks = [], []
        for row in rows[1:]:
            cells = {cell.column: cell for cell in row}
            who = _bare(cells[name].text) if name in cells else ""
            if not _NAME.fullmatch(who) or who in _TOTAL or any(_bare(cell.text) in _TOTAL for cell in row):
                continue
            record = _record(cells, columns, head, people)
            record |= _said(script, who, people)
            if record:
                records.append(record)
                blocks.append(cells[name])
        if records:
            return Found("recipients", "stated", tuple(records), (), tuple(_quote(block) for block in blocks))
    return None


def tables(script: Script, people: People) -> frozenset[int]:
    """The numbers of the tables that list people: their amounts are each person's."""
    return frozenset(rows[0][0].table or 0 for rows in _tables(script) if people.columns and _layout(rows, people) is not None)


def _layout(rows: list[list[Block]], people: People) -> tuple[int | None, dict[str, int | None], dict[int | None, str]] | None:
    """The column of names, the column of each field, and the heads; None for a table that lists no people."""
    head = {cell.column: _bare(cell.text) for cell in rows[0]}
    columns = _columns(head, people)
    name = next((column for column, text in head.items() if any(word in text for word in people.name)), None)
    if name is None or not any(any(word in text for word in people.heads) for text in head.values()) or len(columns) < 2:
        return None
    return name, columns, head


def _tables(script: Script) -> list[list[list[Block]]]:
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in script.blocks:
        if block.part == "table" and block.table is not None and block.row is not None:
            tables.setdefault(block.table, {}).setdefault(block.row, []).append(block)
    return [[rows[row] for row in sorted(rows)] for rows in tables.values() if len(rows) > 1]


def _columns(head: Mapping[int | None, str], people: People) -> dict[str, int | None]:
    columns: dict[str, int | None] = {}
    for field, (heads, _) in people.columns.items():
        spots = [(len(word), column) for column, text in head.items() for word in heads if word in text]
        if spots:
            columns[field] = max(spots, key=lambda spot: spot[0])[1]
    return columns


def _record(cells: Mapping[int | None, Block], columns: Mapping[str, int | None], head: Mapping[int | None, str], people: People) -> dict[str, Value]:
    record: dict[str, Value] = {}
    for field, column in columns.items():
        if column not in cells:
            continue
        text = _bare(cells[column].text)
        value: Value | None
        if field == "amount":
            value = _amount(text, head[column])
        elif field == "role":
            value = _role(text, people.columns[field][1])
        else:
            several = [_word(part, people.columns[field][1]) for part in re.split("[、，,/和及]", text) if part]
            value = frozenset(one for one in several if one is not None) if several and None not in several else None
        if value is not None:
            record[field] = value
    return record


_LEADS = re.compile("(?:长|书记|处长|主任|董事|总经理|负责人|首席)(?!医师|护师|技师|检验)")


def _role(text: str, values: Mapping[str, tuple[str, ...]]) -> str | None:
    """The role a post tells: only a post known as such counts, for the dean of a school is not the head of the university."""
    if (whole := next((value for value, words in values.items() if text in words), None)) is not None:
        return whole
    parts = [text, *re.split("[（()）]", text)]
    inner = next((value for part in reversed(parts) for value, words in values.items() if part and part in words and part != parts[1]), None)
    if text.endswith(("）", ")")) and inner is not None:
        return inner
    if any(word in text for word in ("非领导", "不担任领导", "无领导")):
        return "non_leader"
    return "non_leader" if not _LEADS.search(text) and any(text.endswith(word) for word in values.get("non_leader", ()) if len(word) > 1) else None


def _word(text: str, values: Mapping[str, tuple[str, ...]]) -> str | None:
    """The value whose longest word the cell is, or holds."""
    best, chosen = 0, None
    for value, words in values.items():
        for word in words:
            if (text == word and len(word) * 10 > best) or (len(word) >= 2 and word in text and len(word) > best):
                best, chosen = (len(word) * 10 if text == word else len(word)), value
    return chosen


def _amount(text: str, head: str) -> int | None:
    factor = 10_000 if text.endswith(("万元", "万")) or ("万元" in head and not text.endswith("元")) else 1
    number = parse_number(text.removesuffix("元").removesuffix("万").lstrip("￥¥"))
    if number is None:
        return None
    value = scaled(number * factor)
    return value if isinstance(value, int) and value * 100 % SCALE == 0 else None


def _said(script: Script, who: str, people: People) -> dict[str, Value]:
    """What sentences say of a person by name."""
    said: dict[str, Value] = {}
    text = script.document.text
    for match in re.finditer(re.escape(who) + "[^。；\n]{0,80}", text):
        for field, words in people.said.items():
            for value in ("false", "true"):
                if field not in said and any(word in match[0] for word in words.get(value, ())):
                    said[field] = value == "true"
        for field, (needed, words) in people.listed.items():
            members = frozenset(value for value, spoken in words.items() if any(word in match[0] for word in spoken))
            if field not in said and needed in match[0] and members:
                said[field] = members
    return {field: value for field, value in said.items() if not re.search(re.escape(who) + "[^。；\n]{0,20}(?:应|须|将|拟(?!分配))", text)}


def _bare(text: str) -> str:
    return "".join(text.split())


def _quote(block: Block):  # type: ignore[no-untyped-def]
    from awardrules.agreement.extraction.found import Quote

    return Quote(block.text, block.part, block.clause, block.page, block.start, block.end, block.boxes)
