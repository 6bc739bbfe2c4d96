"""Papers about several results: what a list says of one of them is not said of the result that the paper is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.script.heads import heads_again
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.values.kinds import KINDS
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block

_NAMES = regex("(?:成果|专利|软件|品种|技术|知识产权|标的)(?:的)?(?:名称|全称)|(?:成果|专利|标的)|名称")
_RESULTS = regex("(?:成果|专利|软件|品种|技术|知识产权)(?:的)?(?:名称|全称)")
# 成果名称｜…｜类别｜…, and beneath it 完成人, 收到申请, 公示: a form, whose first column names matters and no results
_MATTERS = regex(
    "[^，。；：]{0,8}(?:人|团队|小组|负责人|情况|意见|日期?|时间|来源|方式|份额|比例|公示|备案|登记|签订|签署|约定|申请|声明|结果|决定|审议|单位|状态|状况|类[别型]|"
    "编号|秘密|经费|归属|权属|知识产权|材料|模式|期限|金额|收益|异议|协议|合同|评估|定价|企业|公司|说明|备注)"
)
_OF_EACH = "result."


def without_listed(script: Script, claims: list[Claim]) -> list[Claim]:
    """The claims without those that heads of columns make, and those in rows of a list of results that are not the same in every row."""
    lists, whole, heads = _lists(script.blocks), of_several(script), _heads(script)
    claims = [claim for claim in claims if claim.value is None or claim.path == KINDS or not any(low <= claim.start < high for low, high in heads)]
    if not lists:
        return claims
    said: dict[tuple[int, str], dict[int, set[object]]] = defaultdict(lambda: defaultdict(set))
    rows_of: dict[int, tuple[int, int]] = {}
    for number, claim in enumerate(claims):
        block = script.passage_at(claim.start).block  # a row is one passage
        if (
            claim.value is not None
            and claim.path != KINDS
            and block.table in lists
            and block.row is not None
            and (claim.path.startswith(_OF_EACH) or block.table in whole)
        ):
            said[block.table, claim.path][block.row].add(claim.value)
            rows_of[number] = block.table, block.row
    differing = {
        key
        for key, rows in said.items()
        if (key[1].startswith(_OF_EACH) and set(rows) != lists[key[0]]) or len({frozenset(values) for values in rows.values()}) > 1
    }
    return [claim for number, claim in enumerate(claims) if number not in rows_of or (rows_of[number][0], claim.path) not in differing]


def _heads(script: Script) -> list[tuple[int, int]]:
    """The rows of heads of columns: what they name side by side (权利人｜完成人) is not said."""
    rows = ((row, script.passages[row.index + 1 : row.index + 2]) for row in script.first_rows.values())
    return [
        (row.start, row.end)
        for row, below in rows
        if len(cells := script.text_of(row).split("｜")) > 2 and below and f"｜{cells[1]}：" in script.text_of(below[0])
    ]


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
        names = {row: "".join(cell.text.split()) for row in rest for cell in rows[row] if cell.column == column and cell.text.strip()}
        form = 2 * sum(_MATTERS.fullmatch(text) is not None for text in names.values()) >= len(names)
        stacked = any(heads_again(rows[row], [rows[below]]) for row, below in pairwise(rest))
        if column is not None and len(head) >= 3 and len(names) >= 2 and not form and not stacked:
            found[number] = set(names)
    return found
