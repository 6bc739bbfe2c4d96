"""Cells of tables of rewarded people beside amounts and posts: answers (是否公示｜是), remarks (奖励情况未公示), tables on their side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.posts import ASIDE
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value

_YES = regex("[√✓☑]?(?:是|有|√|✓|☑|已(?!经?不)[^未不无没]{0,12})")
_NO = regex("[☑]?(?:否|无|未|没有|×|尚未|不)[^已]{0,12}")
_NONE = regex("[无—\\-/／0零]*(?:\\.0+)?%?")
_HAN_NAME = regex("[\u4e00-\u9fff·]{2,4}")
_NAMED = regex("(?P<who>[\u4e00-\u9fff·]{2,4})(?:[\\s\u3000]+(?P<words>.+))?")
_SUM = regex("[0-9０-９一二三四五六七八九十百千].{0,12}[元万]")
_REMARK = 5  # signs from which on a cell says more than a mark
_ORDER = regex("^(?:[（(]?[一二三四五六七八九十]+[）)、.．]|\\d+[、.．])")
_LEADING = regex("是(?:否|不是)[^，。；]{0,6}领导|领导(?:与|是)否")
_BOXES = regex("[□☐☑✓√■▣]")
_TICKED = regex("[☑✓√■▣]\\s*([^□☐☑✓√■▣\\s、，；/／]+)")
_WHOLE = regex("合计|总计|小计|共计")
_TO_COME = regex("应当?|须|待|拟|尚需|要求|如|若")


def answer(text: str) -> bool | None:
    """What a cell answers to the yes or no of its head; None where it answers neither."""
    if _NO.fullmatch(text):
        return False
    return True if _YES.fullmatch(text) else None


def remarked(text: str, people: People) -> dict[str, Value]:
    """What a remark in a row says of the person of the row (奖励情况未公示，收益分配未逐级报告)."""
    found: dict[str, Value] = {}
    if len(text) < _REMARK:
        return found
    for part in re.split("[，,；;。]", text):
        if _TO_COME.search(part):
            continue
        for field, words in people.said.items():
            told = next((value for value in ("false", "true") if value in words and says(part, words[value], 0, len(part))), None)
            if told is not None:
                found.setdefault(field, told == "true")
    for field, (needed, listed) in people.listed.items():
        members = frozenset(value for value, spoken in listed.items() if any(word in text for word in spoken))
        if needed in text and members and found.get("publicity_done") is True:
            found[field] = members
    return found


def ticked(text: str) -> str:
    """The options of a cell that are ticked (□现金　☑股权), as a list; any other cell as it is."""
    if len(_BOXES.findall(text)) < 2:
        return text
    return "、".join(_TICKED.findall(text))


def led(cells: Mapping[int, str], heads: Mapping[int, str], role: int | None) -> bool | None:
    """What a column of its own answers to whether somebody leads the unit (是否院领导｜是（副职）); None where none does."""
    for column, head in heads.items():
        text = ASIDE.sub("", ticked(cells.get(column, "")))
        if column != role and _LEADING.search(head) and (told := answer(text)) is not None:
            return told
    return None


def in_pairs(rows: Sequence[Sequence[Block]], people: People) -> list[list[Block]]:
    """A form about one person whose rows hold two labels with their values (姓名｜杜某｜职务｜院长) as a row of heads and one of cells.

    None for any other table.
    """
    cells = [sorted(row, key=lambda block: block.column or 0) for row in rows]
    known = {word for words, _ in people.columns.values() for word in words if len(word) > 1}
    first = ["".join(block.text.split()) for block in cells[0]]
    if len(first) != 4 or first[0] not in people.name or first[2] in people.name or not any(word in first[2] for word in known):
        return []
    if not _HAN_NAME.fullmatch(first[1]) or any(word in first[1] for word in known) or sum(len(row) == 4 for row in cells) < 2:
        return []
    labels = [block for row in cells if len(row) in (2, 4) for block in row[::2]]
    values = [block for row in cells if len(row) in (2, 4) for block in row[1::2]]
    if sum(any(word in "".join(block.text.split()) for word in known) for block in labels) < 3:
        return []
    return [[_placed(block, at + 1) for at, block in enumerate(line)] for line in (labels, values)]


def answered_of(script: Script, name: str, others: Sequence[str], people: People) -> dict[str, Value]:
    """What rows that ask something of a person answer (邵燕是否申报个人有关事项｜已申报)."""
    said: dict[str, Value] = {}
    for cells in script.pairs:
        if name not in cells[0] or any(other in cells[0] for other in others):
            continue
        told = answer(cells[1].rpartition("：")[2].strip("。 "))
        for field in people.said:
            if told is not None and any(word in cells[0] for word in people.columns.get(field, ((), {}))[0]):
                said.setdefault(field, told)
        for field, (needed, listed) in people.listed.items():
            members = frozenset(value for value, spoken in listed.items() if any(word in cells[0] for word in spoken))
            if needed in cells[0] and members and told is True:
                said[field] = members
    return said


def equity_beside(heads: Mapping[int, str], cells: Mapping[int, str]) -> bool:
    """Whether a row gives a share of a company in a column of its own (现金｜股权)."""
    return any(
        re.search("股权|股份", head) and not re.search("现金|金额|形式|方式", head) and not _NONE.fullmatch(cells.get(column, ""))
        for column, head in heads.items()
    )


def no_equity(heads: Mapping[int, str]) -> bool:
    """Whether no column is one of shares in a company."""
    return not any(re.search("股权|股份", head) for head in heads.values())


def turned(rows: Sequence[Sequence[Block]], people: People) -> list[list[Block]]:
    """The rows of a table that stands on its side (受奖人｜戚衡, 职务｜所长, …): its first column holds the heads; none where it does not."""
    firsts = ["".join(block.text.split()) for row in rows for block in row if block.column == 1]
    known = {word for words, _ in people.columns.values() for word in words}
    heads = sum(any(word in text for word in known) and len(text) <= 12 for text in firsts)
    people_first = [_HAN_NAME.fullmatch("".join(block.text.split())) for block in rows[0] if block.column != 1]
    if heads < 2 or not (any(text in people.name for text in firsts) or (heads > 2 and people_first and all(people_first))):
        return []
    columns = sorted({block.column or 0 for row in rows for block in row})
    return [[_turned(block) for row in rows for block in row if (block.column or 0) == column] for column in columns]


def told_beside(rows: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Lines of a name, words and an amount (某某　项目负责人，主要完成人　　308,000元) as rows of three cells; none where other lines are between."""
    found: list[list[Block]] = []
    for row in rows:
        cells = sorted(row, key=lambda block: block.column or 0)
        head = _NAMED.fullmatch(" ".join(block.text.strip() for block in cells[:-1]))
        if head is None or not _SUM.search(cells[-1].text) or len({block.column for block in cells}) != len(cells):
            return []
        words = [_placed(cells[0], 2, head["words"])] if head["words"] else []
        found.append([_placed(cells[0], 1, head["who"]), *words, _placed(cells[-1], 3)])
    return found if any(len(row) > 2 for row in found) else []


def _turned(block: Block) -> Block:
    return Block(
        block.text, block.part, block.start, block.end, block.number, block.clause, block.heading, block.page, block.table,
        block.column, block.row, block.line, block.place, block.boxes, block.checked,
    )  # fmt: skip


def spread(rows: Sequence[Sequence[Block]], name: int, people: People) -> list[list[Block]]:
    """The rows with what is written once for several: a merged cell left of the names, a row that heads a group (一、主要完成人)."""
    words = {word for listed in people.columns["contribution"][1].values() for word in listed} if "contribution" in people.columns else set()
    above: dict[int, Block] = {}
    found: list[list[Block]] = []
    for row in rows:
        columns = {block.column or 0: block for block in row}
        if any(_WHOLE.search("".join(block.text.split())) for block in row):
            above = {}
        elif len(row) == 1 and _ORDER.sub("", ASIDE.sub("", "".join(row[0].text.split()))).rstrip("：:") in words:
            above = {0: _placed(row[0], 0)}
            continue
        elif name in columns:
            for column in sorted(one for one in columns if one < name):
                above = {one: block for one, block in above.items() if one < column} | {column: columns[column]}
            found.append([*(block for column, block in above.items() if column not in columns), *row])
            continue
        found.append(list(row))
    return found


def _placed(block: Block, column: int, text: str = "") -> Block:
    """A cell in another column, with other words where such are given."""
    return Block(
        text or block.text, block.part, block.start, block.end, block.number, block.clause, block.heading, block.page, block.table,
        block.row, column, block.line, block.place, block.boxes, block.checked,
    )  # fmt: skip
