"""Papers about several results: what a list says of one of them is not said of the result that the paper is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.script import Script
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block

_NAMES = regex("(?:成果|专利|软件|品种|技术|知识产权|标的)(?:的)?(?:名称|全称)|(?:成果|专利|标的)|名称")
_RESULTS = regex("(?:成果|专利|软件|品种|技术|知识产权)(?:的)?(?:名称|全称)")
_OF_EACH = "result."


def without_listed(script: Script, claims: list[Claim]) -> list[Claim]:
    """The claims without those that stand in rows of a list of results and are not the same in every row."""
    lists, whole = _lists(script.blocks), of_several(script)
    if not lists:
        return claims
    said: dict[tuple[int, str], dict[int, set[object]]] = defaultdict(lambda: defaultdict(set))
    rows_of: dict[int, tuple[int, int]] = {}
    for number, claim in enumerate(claims):
        block = script.passage_at(claim.start).block  # a row is one passage
        if claim.value is not None and block.table in lists and block.row is not None and (claim.path.startswith(_OF_EACH) or block.table in whole):
            said[block.table, claim.path][block.row].add(claim.value)
            rows_of[number] = block.table, block.row
    differing = {
        key
        for key, rows in said.items()
        if (key[1].startswith(_OF_EACH) and set(rows) != lists[key[0]]) or len({frozenset(values) for values in rows.values()}) > 1
    }
    return [claim for number, claim in enumerate(claims) if number not in rows_of or (rows_of[number][0], claim.path) not in differing]


def of_several(script: Script) -> set[int]:
    """The tables that list two results or more by their names: what differs from row to row is of each, whatever the fact."""
    return {table for table in _lists(script.blocks) if (row := script.first_rows.get(table)) and _RESULTS.search(script.text_of(row))}


def _lists(blocks: Iterable[Block]) -> dict[int, set[int]]:
    """The tables that list two results or more, a row each, with these rows."""
    tables: dict[int, dict[int, list[Block]]] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        if block.part == "table" and block.table is not None and block.row is not None:
            tables[block.table][block.row].append(block)
    found: dict[int, set[int]] = {}
    for number, rows in tables.items():
        first, *rest = sorted(rows)
        head = ["".join(cell.text.split()) for cell in rows[first]]
        column = next((cell.column for cell, text in zip(rows[first], head, strict=True) if _NAMES.fullmatch(text)), None)
        named = {row for row in rest if any(cell.column == column and cell.text.strip() for cell in rows[row])}
        if column is not None and len(head) >= 3 and len(named) >= 2:
            found[number] = named
    return found
