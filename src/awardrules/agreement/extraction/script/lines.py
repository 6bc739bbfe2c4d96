"""Lines as they were meant: sentences that a line break cut are joined, columns that only blanks part are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from awardrules.agreement.extraction.script.heads import BRACKETED, LABELLED
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block, Box

_NUMBERED = regex(
    r"(?:第[一二三四五六七八九十百\d]+[条章节款]|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+[、.]|[（(][一二三四五六七八九十\d]+[）)]|\d++(?:\.\d++)*+[.、．]?+(?![\d,，]*[%％年月日万亿元])|[①-⑳]|附[件表录]|[-*·•])"
)
_LABELLED = regex("[^。；]{1,24}[：:]")
_ENDS = "。；：！？;:!?”」）)"
_MIDST = "，、的和与及于在向对由将把"  # a line that ends so goes on, whatever follows
_CUT = regex(r"[0-9]\n[年月日号个万亿元%％]|[0-9]年\n[0-9]{1,2}月|[0-9]月\n[0-9]{1,2}日")
_ITEM_OVER = regex("[：:）)][^，。；：:]{0,8}[0-9.,]+(?:[万亿]?元整?|[%％])$")  # 骆冰（工程师，完成人）：42万元
_ITEM_OPENS = regex("[\u4e00-\u9fff·]{2,4}[（(][^（）()，。；]{2,40}[）)][^，。；]{0,6}(?:[:：→]|—|-|[0-9])")  # 孟繁（教授/主要完成人）→27万元
_ENTRY = regex("[\u4e00-\u9fff（）()、/／]{2,16}(?: {2,}|[ \u3000]*[\t\u3000][ \t\u3000]*)[^ \t\u3000]")  # 成果名称  一种检测试剂盒
_RULE = ("|", "｜")
_RULED = regex(r"\s*[|｜](?:[^|｜\n]*[|｜]){2,}\s*")
_BARRED = regex(r"[^|｜\n]+(?:[|｜][^|｜\n]*){2,}")  # 序 | 姓名 | 身份: a row without its outer rules
_DRAWN = regex("[|｜:：\\s-]*-[|｜:：\\s-]*")
_STROKE = regex("[-—－=＝─━]{8,}")
_GAP = regex("[ \t\u3000]{3,}|\t+")
_BLANKS = regex("[ \t\u3000]+")
_DOTS = "[ \t\u3000]*(?:…|[.．·⋯‥・]{3}|(?:\\. ){3})[.．·⋯‥・… \t\u3000]*"
_DOTTED = regex(
    f"[ \t\u3000]*(?:其中[：:]?[ \t\u3000]*)?(?P<label>[^…。；\n]*?[\u4e00-\u9fff）)]){_DOTS}"
    "(?P<value>[￥¥-]?[0-9][0-9,，.]*[万亿]?元?[%％]?)(?P<note>[^0-9…\n][^…\n]{0,40})?"
)
_OPENS_PARTY = regex("\\s*(?:被?[\u4e00-\u9fff]{1,4}[方人]|[甲乙丙]方|单位|团队)[ \t\u3000]+[\u4e00-\u9fff]{4}")  # 被许可方　某公司
_SIGNED = regex("盖章|签字|签章|公章|签名|日期")
_DAY_LINE = regex("[^，。；]{0,8}年.{0,6}月.{0,6}日")
_TITLED = regex(
    "(?:协议|合同|协议书|合同书|决议|纪要|办法|的(?:约定|决定|通知|公告|公示|批复|函|报告|说明)|(?:申请|审批|登记|备案|备查)表|申请书|备忘录|(?:审查|审核|评议|复核|处理)意见|情况说明)(?:（.*）)?$"
)
# the number of a clause that hangs before its text (2.1   出让方…) makes no column of it
_HUNG = regex(r"\s*(?:第 ?[一二三四五六七八九十百\d]+ ?[条章节款]|\d{1,2}(?:\.\d{1,2})+)[.、．]?[ \t\u3000]+(?=\S*[\u4e00-\u9fff])")
_NOTES = regex("\\s*(?:附?注|备注|说明|附注|附)[：:]?\\s*")
FEWEST_LISTED = 3
_BOOK = regex("^\\s*(?:序号|凭证号?)?\\s*(?:日期|年月日)\\s+[^：:0-9]*(?:摘要|事由|用途|支出|收入)")  # the heads of a book
_PERSON_LINE = regex(
    "[ \t\u3000]*[\u4e00-\u9fff·]{2,4}(?:[ \t\u3000]+[^ \t\u3000。；：:]{1,30}){1,5}[ \t\u3000]+[￥¥]?[0-9][0-9,，.]*(?:万?元|万)[；;，,。]?"
)
_LED = regex("[.．·⋯‥・…][ \t\u3000]*$")
BROKEN = 15
LONGEST_NAME = 60
FORM_LINES = 3  # that a form of lines has at least


_PARTY = regex("[^，。；：:]{0,12}[甲乙丙丁][方][^，。；：:]{0,14}[：:][^，。；]*|[^，。；：:]{0,16}方(?:[（(][^）)]*[）)])?[：:][^，。；]*")


_NAMED = regex("\\s*[\u4e00-\u9fff（）()]{1,10}[：:][^：:]+")  # 学校：… above 团队：…


def parted(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with a line that names a party (`甲方：…`) apart from the lines that follow it, and with each row of a ruled table apart."""
    out: list[Block] = []
    for block in blocks:
        if block.part == "body" and _STROKE.fullmatch(block.text.strip()):
            continue  # a line drawn between the rows of a typed table
        if block.part != "body" or "\n" not in block.text:
            out.append(block)
            continue
        at, lines = 0, block.text.split("\n")
        form = sum(LABELLED.match(line) is not None for line in lines) >= FORM_LINES
        for number, line in enumerate(lines[:-1]):
            end = sum(len(one) + 1 for one in lines[: number + 1])
            party = _PARTY.fullmatch(line.strip()) or (_NAMED.match(line) and _NAMED.match(lines[number + 1]))
            ruled = _RULED.fullmatch(line) is not None or _RULED.fullmatch(lines[number + 1]) is not None
            bracketed = any(BRACKETED.match(one) or (form and LABELLED.match(one)) for one in lines[number : number + 2])
            if ruled or bracketed or (len(line.strip()) <= LONGEST_NAME and party):
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
    if _DOTTED.fullmatch(block.text) or _DOTTED.fullmatch(last.text.rpartition("\n")[2]):
        return False  # 交易税费………18.00
    if block.text.startswith(_RULE) or last.text.startswith(_RULE):
        return False
    if block.text[:1] in "\u3000\t" or block.text.startswith("  ") or (last.clause == "" and _TITLED.search("".join(last.text.split()))):
        return False
    before, after = "".join(last.text.split()), "".join(block.text.split())
    if len(before.rpartition("\n")[2]) < BROKEN or not after or before[-1] in _ENDS:
        return False
    if all(_LABELLED.match(part) for part in re.split("[，,]", before)) and not re.search("[。；]", before) and not _NUMBERED.match(before):
        return False  # 甲方：…，负责人：… stands alone
    if _PERSON_LINE.fullmatch(last.text.rpartition("\n")[2]) and not block.text.startswith(("，", "、")):
        return False
    if before[-1] == after[-1] == "元" and max(len(before), len(after)) <= LONGEST_NAME:
        return False  # 颜柳（副主任医师）　奖励64000元: one line of a list
    if _BARRED.fullmatch(block.text) and _BARRED.fullmatch(last.text.rpartition("\n")[2]):
        return False
    if _ITEM_OVER.search(before[-24:]) and after[0] not in "，。；、）)整即":
        return False
    torn = _CUT.search(f"{before[-3:]}\n{after[:3]}") is not None  # …已于2024年3月 | 1日约定：…, 批复日期为2024年 | 2月20日
    cut = before[-1] in _MIDST or torn
    if all(map(_ENTRY.match, (last.text.rpartition("\n")[2], block.text))):
        return False  # 权属安排  按份共有：… above 拟转化方式  作价投资，…
    if _ITEM_OPENS.match(after) or BRACKETED.match(block.text) or (LABELLED.match(block.text) and LABELLED.match(last.text.rpartition("\n")[2])):
        return False
    if (
        _OPENS_PARTY.match(block.text)
        or _NUMBERED.match(after)
        or (_LABELLED.match(after) and not cut)
        or (not torn and (_SIGNED.search(after) or _SIGNED.search(before[-12:])))
        or any(_DAY_LINE.fullmatch("".join(line.split())) for line in (block.text, last.text.rpartition("\n")[2]))
    ):
        return False
    return not _GAP.search(_HUNG.sub("", last.text.strip(), count=1)) and not _GAP.search(block.text.strip())


def columns(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with runs of lines in columns as the cells of a table: at least two lines of the same number of columns, three or more.

    A line with fewer pieces goes on in the cells above that were full; where a row lacks a cell, the widest piece holds two. Lines that
    rules part (`| 定价方式 | 协议定价 |`) are rows as they stand.
    """
    out: list[Block] = []
    place, tables = 0, 0
    while place < len(blocks):
        rows = _ruled(blocks, place) or _dotted(blocks, place) or _run(blocks, place) or _listed(blocks, place)
        if rows:
            tables += 1
            for row, cells in enumerate(rows, 1):
                for column, block, piece in sorted(cells, key=lambda cell: cell[0]):
                    out.append(_cell(block, piece, -tables, row, column))
            place += len({id(block) for cells in rows for _, block, _ in cells})
            continue
        out.append(blocks[place])
        place += 1
    return out


Piece = tuple[int, int]  # from, to in the text of a block


def _ruled(blocks: Sequence[Block], place: int) -> list[list[tuple[int, Block, Piece]]]:
    """The rows of a table whose cells stand between rules, one line a row; dashes beneath the heads say nothing."""
    rows: list[list[tuple[int, Block, Piece]]] = []
    bars = -1
    for block in blocks[place:]:
        if block.part != "body" or block.table is not None:
            break
        ruled = _RULED.fullmatch(block.text) is not None
        if not ruled and not _BARRED.fullmatch(block.text):
            break
        rules = [at for at, sign in enumerate(block.text) if sign in _RULE]
        if not ruled:
            if rows and len(rules) != bars:
                break
            rules = [-1, *rules, len(block.text)]
        elif rows and bars >= 0:
            break
        bars = len(rules) - 2 if rules[0] < 0 else -1
        drawn = _DRAWN.fullmatch(block.text) is not None
        cells = [_trimmed(block.text, low + 1, low + 1 if drawn else high) for low, high in pairwise(rules)]
        rows.append([(column, block, cell) for column, cell in enumerate(cells, 1)])
    return rows if bars < 0 or len(rows) > 1 else []


def _dotted(blocks: Sequence[Block], place: int) -> list[list[tuple[int, Block, Piece]]]:
    """The rows of an account whose figures dots lead to (交易税费………18.00), what stands behind a figure as a cell of its own."""
    rows: list[list[tuple[int, Block, Piece]]] = []
    for block in blocks[place:]:
        found = _DOTTED.fullmatch(block.text) if block.part == "body" and block.table is None and not block.heading else None
        if found is None:
            break
        rows.append([(column, block, found.span(name)) for column, name in enumerate(("label", "value", "note"), 1) if found[name]])
    return rows if len(rows) > 1 else []


def _listed(blocks: Sequence[Block], place: int) -> list[list[tuple[int, Block, Piece]]]:
    """The rows of a list of people without heads, its parts set off by blanks (梁启航　所长　完成人　12.6万)."""
    rows: list[list[tuple[int, Block, Piece]]] = []
    for block in blocks[place:]:
        pieces = _pieces(block, _BLANKS) if block.part == "body" and block.table is None and _PERSON_LINE.fullmatch(block.text) else []
        if len(pieces) < FEWEST_LISTED or (rows and len(pieces) != len(rows[0])):
            break
        rows.append([(column, block, piece) for column, piece in enumerate(pieces, 1)])
    return rows if len(rows) > 1 else []


def dotted(cell: Block, text: str) -> bool:
    """Whether dots lead to a cell in the running text of its document."""
    return _LED.search(text, max(cell.start - 4, 0), cell.start) is not None


def _trimmed(text: str, low: int, high: int) -> Piece:
    cell = text[low:high]
    return low + len(cell) - len(cell.lstrip()) if cell.strip() else low, low + len(cell.rstrip())


MOST_WRAPPED = 14
FEWEST_TOLD = 4
_TO_FILL = regex("(?:签[名字领收章]|领款人|签收人|备注)[ \u3000]*$")
_SPACED = regex("(?:[\u4e00-\u9fff] ){2}")
_TWO = regex("[ \t\u3000]{2,}")
_SUM = regex("合计|总计|小计|总额$")


def _run(blocks: Sequence[Block], place: int) -> list[list[tuple[int, Block, Piece]]]:
    """The rows of a table that begins with a block: of each cell its column, and the pieces it is made of."""
    strict = _width(blocks[place])
    apart = _SPACED.search(blocks[place].text) is not None  # a scan sets every letter apart: one blank between them says nothing
    loose = strict >= 2 and not apart and len(_pieces(blocks[place], _BLANKS)) > strict  # narrow columns leave but one blank between them
    gap = _BLANKS if loose else _GAP
    wide = len(_pieces(blocks[place], gap))
    if strict < 2 and not apart and _heads(blocks[place]) and len(_pieces(blocks[place], _TWO)) >= FEWEST_TOLD:
        loose, gap, wide, strict = False, _TWO, len(_pieces(blocks[place], _TWO)), 2  # heads that two blanks part
    if strict < 2 or ((loose or wide == 2) and not _heads(blocks[place])):
        return []
    rows: list[list[tuple[int, Block, Piece]]] = []
    unsigned = _TO_FILL.search(blocks[place].text) is not None  # the last column is still to be filled in
    full: list[int] = []
    limit = 0
    for block in blocks[place:]:
        if not _width(block) or (rows and _NOTES.fullmatch(block.text)):
            break
        pieces = _pieces(block, gap)
        if len(pieces) != wide:  # 温 岚  副院长、教授  成果完成人  22: two blanks part its cells, where they are that many
            closer = (_pieces(block, narrower) for narrower in ((_TWO,) if apart else (_TWO, _BLANKS)))
            pieces = next((one for one in closer if len(one) == wide), pieces)
        if wide == 2 and rows and not any(sign.isdigit() for sign in block.text[slice(*pieces[-1])]):
            break
        if len(pieces) == wide - 1 and rows and unsigned:
            rows.append([(column, block, piece) for column, piece in enumerate(pieces, 1)])
            continue
        if len(pieces) == wide - 1 and rows and gap is _BLANKS and limit:
            pieces = _parted(block, pieces, limit)
        if len(pieces) == wide:
            full = _full(block, pieces)
            cells = [(column, block, piece) for column, piece in enumerate(pieces, 1)]
            limit = max([limit, *(pieces[column - 1][1] - pieces[column - 1][0] for column in full)])
            rows.append(cells)
        elif rows and len(pieces) == 2 and _SUM.search("".join(block.text[slice(*pieces[0])].split())):
            rows.append([(1, block, pieces[0]), (wide, block, pieces[1])])
        elif rows and 0 < len(pieces) <= max(len(full), 1) and all(high - low <= MOST_WRAPPED for low, high in pieces) and full:
            rows[-1].extend((column, block, piece) for column, piece in zip(full[-len(pieces) :] if gap is _GAP else full, pieces, strict=False))
        else:
            break
    return rows if len(rows) >= (2 if wide > 2 else 3) else []


def _heads(block: Block) -> bool:
    return bool(re.search("姓名|人员|金额|比例|项目|名称|对象", "".join(block.text.split()))) and not re.search("[。；：，]", block.text)


def _pieces(block: Block, gap: re.Pattern[str]) -> list[Piece]:
    found, at = [], 0
    for blank in [*gap.finditer(block.text), None]:
        end = blank.start() if blank is not None else len(block.text)
        if block.text[at:end].strip():
            found.append((at + len(block.text[at:end]) - len(block.text[at:end].lstrip()), end))
        at = blank.end() if blank is not None else end
    return found


def _full(block: Block, pieces: Sequence[Piece]) -> list[int]:
    """The columns whose cells reach to the next one: what does not fit goes on below."""
    narrow = [column for column, ((_, end), (start, _)) in enumerate(pairwise(pieces), 1) if start == end or block.text[end:start] == " "]
    return narrow or [max(range(1, len(pieces) + 1), key=lambda column: pieces[column - 1][1] - pieces[column - 1][0])]


def _parted(block: Block, pieces: list[Piece], limit: int) -> list[Piece]:
    """Pieces with the one that two full cells make cut at the width of a full cell; a stop hangs over its edge."""
    index = max(range(len(pieces)), key=lambda at: pieces[at][1] - pieces[at][0])
    low, high = pieces[index]
    cut = low + limit + (block.text[low + limit : low + limit + 1] in ("、", "，", "）"))
    return [*pieces[:index], (low, cut), (cut, high), *pieces[index + 1 :]] if high - low > limit + 2 else pieces


def _width(block: Block) -> int:
    if (
        block.part != "body"
        or block.table is not None
        or (_SIGNED.search(block.text) and not _BOOK.search(block.text) and len(_TWO.findall(block.text.strip())) < FEWEST_TOLD)
    ):
        return 0
    return len(_GAP.split(_HUNG.sub("", block.text.strip(), count=1)))


def _cell(block: Block, piece: Piece, table: int, row: int, column: int) -> Block:
    low, high = piece
    return Block(
        block.text[low:high], "table", block.start + low, block.start + high, "", block.clause, False, block.page,
        table, row, column, block.line, block.place,
    )  # fmt: skip
