"""What heads the columns of a table: which rows have a head, and which words of it stand before a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from awardrules.agreement.extraction.script.figures import names_side
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block

_NAMES = frozenset(("项目", "事项", "内容", "科目", "栏目", "要素", "类别", "指标", "权利"))
_STATES = frozenset(("变更前", "变更后", "调整前", "调整后", "赋权前", "赋权后", "修订前", "修订后"))
_COLUMNS = ("序号", "姓名", "甲方", "乙方", "备注", "项目", "比例", "职称", "职务", "份额", "金额")
_LABEL = regex(".{0,4}(?:名称|种类|类别|类型|情况|状态|状况|方式|权利人|专利权人|著作权人|完成人|年限|期限|编号|证号|登记号|知识产权)")
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


def _in_pairs(rows: Sequence[Sequence[Block]]) -> bool:
    """Whether the rows before those of another width hold two pairs of name and value each (合同签订日｜2024年12月9日｜净收入｜300万元)."""
    texts = [["".join(cell.text.split()) for cell in row] for row in takewhile(lambda row: len(row) == len(rows[0]), rows[1:])]
    told = [[any(sign.isdigit() for sign in text) for text in row] for row in texts]
    return bool(told) and all(not row[0] and not row[2] and (row[1] or row[3]) for row in told)


def has_head(rows: Sequence[Sequence[Block]]) -> bool:
    """Whether the first row names columns: short words without digits over at least three columns, or two where rows below hold digits."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = ["".join(cell.text.split()) for cell in rows[0]]
    if any(len(text) > 14 or any(c.isdigit() for c in text) or "：" in text or "☑" in text or "□" in text or "☐" in text for text in first):
        return False
    if len(first) == 2:
        if first[0] in _NAMES and (names_side(first[1]) or first[1] in _STATES):
            return True
        return any(word in first[1] for word in ("份额", "比例", "金额", "甲方", "乙方"))
    if len(first) == 3 and (rows[1][0].column or 0) > 1:  # 一、基本情况｜成果名称｜…, the first cell merged downwards: names and values
        return False
    if len(first) == 4 and not any(text in _COLUMNS for text in first) and len({len(row) for row in rows}) > 1 and _in_pairs(rows):
        return False
    if len(first) == 4:  # two pairs of name and value in a row look like four columns
        named = any(word in text for word in _COLUMNS for text in first if len(text) <= 7)  # a head is short: 市级财政科研项目 is a value
        figures = any(is_figure(one) and is_figure(other) for row in rows[1:] for one, other in pairwise(row))  # no pairs: columns
        values = any(
            len(row) == 4 and _VALUE.fullmatch("".join(row[2].text.split())) for row in rows[1:]
        )  # the name of a second pair would stand there
        below = "".join(rows[1][0].text.split())
        labels = len(rows[1]) == 4 and all(_LABEL.fullmatch(text) for text in first) and not _LABEL.fullmatch(below)
        return named or figures or values or labels or any(text.endswith("方") for text in first)
    return True


_MATTER = regex(
    "[^0-9]{0,8}(?:名称|种类|类别|类型|情况|状态|状况|方式|来源|[权请成办利]人|受让方|受让人|年限|期限|编号|证号|登记号?|知识产权|标记|日期?|时间|审核|审查|审议|评估|定价|公示|备案|"
    "决定|决策|意见|结果|份额|比例|所占|所得|价格|价款|金额|费用?|收益|归[\u4e00-\u9fff]{1,4}|协议|合同|异议|去向|用途|共有|团队|代表|单位|企业|归属|材料|约定|阶段|对方|次数|批准|价)(?:（[^（）]{1,6}）)?"
)


def heads_again(row: Sequence[Block], below: Sequence[Sequence[Block]]) -> bool:
    """Whether a row names the columns of the next one (labels above, values beneath, one pair of rows under the other)."""
    if len(row) < 3 or not below or len(below[0]) != len(row):
        return False
    names, values = (["".join(cell.text.split()) for cell in one] for one in (row, below[0]))
    if any(len(text) > 14 or any(c.isdigit() or c in "，。；：" for c in text) for text in names):
        return False
    told = sum(_MATTER.fullmatch(text) is not None for text in names)
    return told >= max(3, len(names) - 1) and 2 * sum(_MATTER.fullmatch(text) is not None for text in values) < len(values)


# 协议　2024年11月5日签署，…。（1）决定与公示　领导小组于…。: a head set off by a space; names of who signs, or where, are no such heads
_RUN_IN = regex(
    "[ \t\u3000]*(?:\\*\\*)?(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}条|[-•·●])?[ \t\u3000]*"
    "(?P<head>(?!第[一二三四五六七八九十])[\u4e00-\u9fff、]{2,8})(?P<gap>\u3000++| {2,}+)(?=[^\n]{7,}[。；]|[^\n]{7,}$)"
)
_MANY = regex("[与和及、]")
# 【权利归属】学校: a label in brackets at the head of its line
BRACKETED = regex("[ \t\u3000]*【(?!单击|点击|请|输入|填写|选择|此处)[\u4e00-\u9fff]{2,10}】(?=[ \t\u3000]*[^\\s：:，。；、）)【_])")


# 归属　某研究院: the name of a matter at the head of a line of a form, set off by a wide space, the only one of its line
LABELLED = regex(
    "[ \t\u3000]*(?:成果|专利|软件|标的|权利|知识产权|完成|经费|资金|披露|审核|登记|转化|合同|许可|受让|价格|价款|定价|评估|公示"
    "|账务|资产|变更|来源|归属|形态|形式|类别|类型|状态|权属|申请|审批|审议|决定|协议|份额|收益|期限|备案|异议|附注|备注)"
    "[\u4e00-\u9fff]{0,3}(?:\u3000+| {2,})(?=[^\u3000\n]{4,}$)"
)


def run_in(block: Block) -> tuple[int, str]:
    """Where the text behind a run-in head of a paragraph begins, and the mark to set between the two; -1 where there is none."""
    if block.part == "body" and (named := BRACKETED.match(block.text) or LABELLED.match(block.text)) is not None:
        return named.end(), "："
    found = _RUN_IN.match(block.text) if block.part == "body" else None
    if found is None or not any(stop in block.text for stop in "。；"):
        return -1, ""
    return found.end(), "。" if _MANY.search(found["head"]) else "："
