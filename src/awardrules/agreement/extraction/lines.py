"""Lines as they were meant: sentences that a line break cut are joined, columns that only blanks part are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from awardrules.agreement.reading.model import Block, Box

_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[条章节款]|[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*[.、．]?(?!\d*[%年月日万元])|[①-⑳]|附[件表录]|[-*·•])"
)
_LABELLED = re.compile("[^。；]{1,24}[：:]")
_ENDS = "。；：！？;:!?”」）)"
_GAP = re.compile("[ \t\u3000]{3,}|\t+")
_SIGNED = re.compile("盖章|签字|签章|公章|签名|^[^，。；]{0,8}年.{0,6}月.{0,6}日$|日期")
_TITLED = re.compile("(?:协议|合同|协议书|合同书|决议|纪要|办法)(?:（.*）)?$")
BROKEN = 15
LONGEST_NAME = 60


_PARTY = re.compile("[^，。；：:]{0,12}[甲乙丙丁][方][^，。；：:]{0,14}[：:][^，。；]*|[^，。；：:]{0,16}方(?:[（(][^）)]*[）)])?[：:][^，。；]*")


def parted(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with a line that names a party (`甲方：…`) apart from the lines that follow it."""
    out: list[Block] = []
    for block in blocks:
        if block.part != "body" or "\n" not in block.text:
            out.append(block)
            continue
        at, lines = 0, block.text.split("\n")
        for number, line in enumerate(lines[:-1]):
            end = sum(len(one) + 1 for one in lines[: number + 1])
            if len(line.strip()) <= LONGEST_NAME and _PARTY.fullmatch(line.strip()):
                out.append(_slice(block, at, end - 1))
                at = end
        out.append(_slice(block, at, len(block.text)) if at else block)
    return out


def _slice(block: Block, start: int, end: int) -> Block:
    boxes = [box for box in block.boxes if box.start < end and box.end > start]
    return Block(
        block.text[start:end], block.part, block.start + start, block.start + end, block.number if start == 0 else "", block.clause,
        block.heading, block.page, None, None, None, block.line, block.place, tuple(_shifted(boxes, -start)),
        tuple((at - start, on) for at, on in block.checked if start <= at < end),
    )  # fmt: skip


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the lines of one sentence as one; a line goes on where it ends without a stop and the next opens nothing of its own."""
    out: list[Block] = []
    for block in blocks:
        if out and _goes_on(out[-1], block):
            last = out[-1]
            whole = last.text + "\n" + block.text
            out[-1] = Block(
                whole, last.part, last.start, block.end, last.number, last.clause, last.heading, last.page,
                None, None, None, last.line, last.place, (*last.boxes, *_shifted(block.boxes, block.start - last.start)),
                (*last.checked, *((at + block.start - last.start, on) for at, on in block.checked)),
            )  # fmt: skip
        else:
            out.append(block)
    return out


def _shifted(boxes: Iterable[Box], by: int) -> list[Box]:
    return [Box(box.page, box.left, box.bottom, box.right, box.top, box.start + by, box.end + by) for box in boxes]


def _goes_on(last: Block, block: Block) -> bool:
    if last.part != "body" or block.part != "body" or last.end + 1 != block.start or last.heading or block.heading or block.number:
        return False
    if block.text[:1] in "\u3000\t" or block.text.startswith("  ") or (last.clause == "" and _TITLED.search(last.text.strip())):
        return False
    before, after = "".join(last.text.split()), "".join(block.text.split())
    if len(before.rpartition("\n")[2]) < BROKEN or not after or before[-1] in _ENDS:
        return False
    if _LABELLED.match(before) and not re.search("[，。；]", before) and not _NUMBERED.match(before):  # 甲方：… stands alone
        return False
    if _NUMBERED.match(after) or _LABELLED.match(after) or _SIGNED.search(after) or _SIGNED.search(before[-12:]):
        return False
    return not _GAP.search(last.text.strip()) and not _GAP.search(block.text.strip())


def columns(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with runs of lines in columns as the cells of a table: at least two lines of the same number of columns, three or more."""
    out: list[Block] = []
    place, tables = 0, 0
    while place < len(blocks):
        wide = _width(blocks[place])
        last = place + 1
        while wide >= 3 and last < len(blocks) and _width(blocks[last]) == wide:
            last += 1
        if wide >= 3 and last - place >= 2:
            tables += 1
            for row, block in enumerate(blocks[place:last], 1):
                out.extend(_cells(block, -tables, row))
        else:
            out.extend(blocks[place:last])
        place = last
    return out


def _width(block: Block) -> int:
    if block.part != "body" or block.table is not None or _SIGNED.search(block.text):
        return 0
    return len(_GAP.split(block.text.strip()))


def _cells(block: Block, table: int, row: int) -> list[Block]:
    cells: list[Block] = []
    at = 0
    for piece in re.finditer("(?:[^ \t\u3000]|[ \u3000]{1,2}(?![ \t\u3000]))+", block.text):
        text = piece[0].strip()
        if not text:
            continue
        at = block.text.index(text, piece.start())
        cells.append(
            Block(
                text, "table", block.start + at, block.start + at + len(text), "", block.clause, False, block.page,
                table, row, len(cells) + 1, block.line, block.place,
            )
        )  # fmt: skip
    return cells
