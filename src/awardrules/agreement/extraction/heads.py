"""What heads the columns of a table: which rows have a head, and which words of it stand before a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from awardrules.agreement.extraction.figures import names_side
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block

_NAMES = frozenset(("项目", "事项", "内容", "科目", "栏目", "要素", "类别", "指标", "权利"))
_STATES = frozenset(("变更前", "变更后", "调整前", "调整后", "赋权前", "赋权后", "修订前", "修订后"))
_VALUE = regex("[0-9][0-9年月日.,，/%％万元至起止-]*")


def headed(head: Mapping[int | None, Block], cell: Block) -> bool:
    """Whether a column has a head that is another cell and says something."""
    return head.get(cell.column) not in (None, cell) and bool(head[cell.column].text.strip())


def is_figure(cell: Block) -> bool:
    """Whether a cell is a figure, with its unit or without."""
    return re.fullmatch("[￥¥]?[0-9][0-9,，.]*(?:万?元|%|％)?", "".join(cell.text.split())) is not None


def is_drawn(cell: Block) -> bool:
    """Whether a cell was told from blanks (`lines.columns`): a second piece of it is the same line going on."""
    return cell.table is not None and cell.table < 0


def joined_heads(head: dict[int | None, Block], cells: Sequence[Block]) -> dict[int | None, Block]:
    """The heads of columns, of drawn ones with all their pieces."""
    for cell in cells:
        if is_drawn(cell) and head[cell.column] is not cell:
            head[cell.column] = Block(**(head[cell.column].__dict__ | {"text": head[cell.column].text + cell.text}))
    return head


def head_label(text: str) -> str:
    """A head as it stands before the cells of its column."""
    return "".join(text.split()).replace("，", "、").replace("。", "")[:30]


def has_head(rows: Sequence[Sequence[Block]]) -> bool:
    """Whether the first row names columns: short words without digits over at least three columns, or two where rows below hold digits."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = ["".join(cell.text.split()) for cell in rows[0]]
    if any(len(text) > 14 or any(c.isdigit() for c in text) or "：" in text or "☑" in text or "□" in text or "☐" in text for text in first):
        return False
    widths = {len(row) for row in rows}
    if len(first) == 2:
        if first[0] in _NAMES and (names_side(first[1]) or first[1] in _STATES):
            return True
        return any(word in first[1] for word in ("份额", "比例", "金额", "甲方", "乙方"))
    if len(first) == 4 and len(widths) == 1:  # two pairs of name and value in a row look like four columns
        named = any(word in "".join(first) for word in ("序号", "姓名", "甲方", "乙方", "备注", "项目", "比例"))
        figures = any(is_figure(one) and is_figure(other) for row in rows[1:] for one, other in pairwise(row))  # no pairs: columns
        values = any(_VALUE.fullmatch("".join(row[2].text.split())) for row in rows[1:])  # the name of a second pair would stand there
        return named or figures or values or any(text.endswith("方") for text in first)
    return True
