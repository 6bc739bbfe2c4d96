"""Tables of rewarded people: which of a document's tables are such, how they are laid out, which column says what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import bare, named
from awardrules.agreement.extraction.people.posts import ASIDE, members, role_of
from awardrules.agreement.extraction.people.rewardcells import in_pairs, spread, told_beside, turned
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.quantity import SCALE, parse_number, scaled
from awardrules.record import State

TOTAL = regex("合计|总计|小计|共计|^(?:奖励|奖金)?总额$")
PART = regex(  # of some of the people
    "(?:完成人|贡献(?:者|人员)|(?:转化|服务|专职|其他|辅助|领导)人员|领导|科研人员|第?[一二三四五])[^，。]{0,6}小计"
)
NAME = regex("[\u4e00-\u9fff·]{2,6}")
SORT = regex("完成人|人员|贡献|团队|课题组|其他|其它|单位|部门")  # sorts of people, no person
RANK = regex("职称|技术职务|专业职务|技术资格|专业技术|^(?:工作)?岗位$|^身份$")
_HEAD_ROWS = 3
_OTHER_WAY = regex("(?:转化|定价|许可|实施|合作|付款|支付|交易)(?:的)?(?:方式|形式)")
_UNITS = ("元", "万元")  # alone such a head is of amounts
_CAPITAL = regex("^[所各]?(?:占|得|获|持|对应|折合)?(?:的)?出资额")
SERVICE = regex("(?:单位|[本我]?[院所校])?(?:内部|专职|成果)*(?:转化|转移|技术转移)?(?:专职|管理)?服务(?:的)?(?:专职)?(?:人员|工作)?")
_AWARDED = regex("奖励|奖酬|受奖|获奖|得奖")
_HOLDERS = regex("股东|认缴|实缴|跟投|现金出资")
_IN_SHARES = regex("(?:奖励|授予).{0,4}(?:股权|股份)|(?:股权|股份)奖励|(?:取得|获得|所获|分得|获授)的?(?:股权|股份)")
_GROUPS = ("类别", "人员类别")  # heads of what the cells show to be contributions
_TITLE = 2  # passages a title may take
_IN_YUAN = 1000  # a figure without a unit that is less may well be 万元


class Layout(State):
    """How a table is laid out: the row of its heads (-1 where it has none), the column of names, that of each field, and the heads."""

    head: int
    name: int
    columns: dict[str, int]
    heads: dict[int, str]


def tables_of(script: Script) -> list[list[list[Block]]]:
    """The rows of each table of a document that has more than one."""
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in script.blocks:
        if block.part == "table" and block.table is not None and block.row is not None:
            tables.setdefault(block.table, {}).setdefault(block.row, []).append(block)
    return [[rows[row] for row in sorted(rows)] for rows in tables.values() if len(rows) > 1]


def cells_of(row: Iterable[Block]) -> dict[int, str]:
    """The text of each column; the lines of a wrapped cell as one, its paragraphs apart."""
    cells: dict[int, str] = {}
    for block in row:
        column, text = block.column or 0, bare(block.text)
        cells[column] = cells[column] + ("、" if (block.table or 0) > 0 else "") + text if column in cells else text
    return cells


def laid_out(script: Script, setting: Setting, rows: list[list[Block]], people: People) -> tuple[list[list[Block]], Layout | None]:
    """The rows of a table of rewarded people with its layout; a table on its side is turned, of a form that holds one only that part is taken."""
    if (form := in_pairs(rows, people)) and (layout := _layout(script, setting, form, people)) is not None:
        return form, layout
    layout = _layout(script, setting, rows, people)
    if layout is None and (opened := told_beside(rows)) and (layout := _layout(script, setting, opened, people)) is not None:
        return opened, layout
    for start in range(1, len(rows) - 1) if layout is None else ():
        if len(rows[start]) > 1 and any(text in people.name for text in cells_of(rows[start]).values()):
            stop = next((at for at in range(start + 1, len(rows)) if len(rows[at]) == 1), len(rows))
            if (layout := _layout(script, setting, rows[start:stop], people)) is not None:
                return rows[start:stop], layout
    if layout is None and (other := turned(rows, people)):
        return other, _layout(script, setting, other, people)
    return rows, layout


def _layout(script: Script, setting: Setting, rows: list[list[Block]], people: People) -> Layout | None:
    """The layout of a table of rewarded people; None for any other table."""
    around = _around(script, rows)
    if says(around, people.barred, 0, len(around)) or setting.at(*place_of(script, rows), ignoring=frozenset({"law"})):
        return None
    if _lists_somebody(rows[0], people):
        return _without_heads(rows, around, people)
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        heads = cells_of(row)
        if _of_others(heads, around, people) or any(_merged(block.text, people) for block in row):
            return None
        name = _name_column(heads, [cells_of(one) for one in rows[index + 1 :]], people)
        if name is None:
            continue
        if named(plain_name(heads.get(name, "")), people, cell=True) and heads[name] not in people.name:
            break  # somebody's name is no head
        columns = _columns({column: text for column, text in heads.items() if column != name}, people)
        _by_content(columns, name, spread(rows[index + 1 :], name, people), people)
        if "role" not in columns:  # 类别｜主要完成人 was none: another head may be of posts
            further = _columns({column: text for column, text in heads.items() if column != name and column not in columns.values()}, people)
            columns |= {field: column for field, column in further.items() if field == "role" and heads[column] not in _GROUPS}
        rewarded = any(word in text for text in (*heads.values(), around) for word in people.heads)
        rewarded = rewarded or ({"amount", "contribution"} <= columns.keys() and "奖" in script.text)  # who did what gets how much
        people_named = any(_is_name(cells_of(one).get(name, "")) for one in rows[index + 1 :])
        told = rewarded and ("amount" in columns or "reward_form" in columns or any(_IN_SHARES.search(text) for text in heads.values()))
        if people_named and (told or ("ratio" in columns and "award" in columns)):
            return Layout(index, name, columns, heads)
        break
    return _without_heads(rows, around, people)


def _of_others(heads: Mapping[int, str], around: str, people: People) -> bool:
    """Whether a head is one of lists of other things; contributed capital is what is awarded where another head or the line before says so."""
    barred = [text for text in heads.values() if says(text, people.barred, 0, len(text))]
    if not barred or not all(_CAPITAL.match(text) for text in barred):
        return bool(barred)
    told = "\n".join([around.partition("\n")[0], *(text for text in heads.values() if text not in barred)])
    return _AWARDED.search(told) is None or _HOLDERS.search(told) is not None


def _merged(head: str, people: People) -> bool:
    """Whether a head is that of two columns which the reader of a page took for one (身份 贡献): its cells cannot be told apart."""
    told: set[str] = set()
    for part in head.split():
        spots = [(len(word), field) for field, (words, _) in people.columns.items() for word in words if len(word) > 1 and word in part]
        told |= {max(spots)[1]} if spots else set()
    return len(told) > 1


def _lists_somebody(row: list[Block], people: People) -> bool:
    """Whether a row begins with a name and holds an amount with its unit: it is no head."""
    cells = cells_of(row)
    sums = any(re.search("[元万]", text) and amount_of(text, "") for text in cells.values())
    return sums and any(named(cells[column], people, cell=True) for column in sorted(cells)[:2])


def beside(script: Script, setting: Setting, rows: list[list[Block]], names: Collection[str] | None, people: People) -> Layout | None:
    """The layout of a table that says more of people another table rewards: every name in it is one of theirs; of any people without `names`."""
    around, heads, body = _around(script, rows), cells_of(rows[0]), [cells_of(row) for row in rows[1:]]
    told = (around, *heads.values())
    if any(says(text, people.barred, 0, len(text)) for text in told) or setting.at(*place_of(script, rows), ignoring=frozenset({"law"})):
        return None
    name = _name_column(heads, body, people)
    listed = [plain_name(cells.get(name, "")) for cells in body if not any(TOTAL.search(text) for text in cells.values())] if name is not None else []
    if name is None or not listed or not (names is None or all(one in names for one in listed)):
        return None
    columns = _columns({column: text for column, text in heads.items() if column != name}, people)
    _by_content(columns, name, rows[1:], people)
    return Layout(0, name, columns, heads)


def _without_heads(rows: list[list[Block]], around: str, people: People) -> Layout | None:
    """A table of names and amounts whose heads are missing: every row but a total begins with a name and holds an amount with its unit."""
    body = [cells for cells in map(cells_of, rows) if not any(TOTAL.search(text) for text in cells.values())]
    if len(body) < 2 or not any(word in around for word in people.heads):
        return None
    name = next((column for column in sorted(body[0])[:2] if all(named(cells.get(column, ""), people, cell=True) for cells in body)), None)
    told = (
        column for column in sorted(body[0]) if all(re.search("[元万]", cells.get(column, "")) and amount_of(cells[column], "") for cells in body)
    )
    amount = next(told, None)
    if name is None or amount is None:
        return None
    columns = {"amount": amount}
    _by_content(columns, name, rows, people)
    roles = people.columns["role"][1] if "role" in people.columns else {}
    posts = (one for one in sorted(body[0]) if one not in (name, *columns.values()) and all(role_of(cells.get(one, ""), roles) for cells in body))
    if (post := next(posts, None)) is not None:
        columns["role"] = post
    texts = [one for one in sorted(set().union(*body)) if one not in (name, *(columns[field] for field in columns if field != "role"))]
    if not texts and "role" not in columns and columns.get("contribution") is not None:
        texts = [columns["contribution"]]  # 项目负责人，主要完成人，没有领导职务
    if len(texts) == 1:  # who somebody is and what was done, in one cell
        columns["said"] = texts[0]
    return Layout(-1, name, columns, {})


def _name_column(heads: Mapping[int, str], body: Sequence[Mapping[int, str]], people: People) -> int | None:
    """The column of names: a head that is such a word, or holds one and no field's, over a name; else the column in which every cell is a name."""
    exact = [column for column, text in heads.items() if text in people.name]
    loose = [
        column
        for column, text in heads.items()
        if not text.startswith("是否") and any(text.endswith(word) or text.startswith(word) for word in people.name)
    ]
    for column in (*exact, *loose):
        if any(_is_name(cells.get(column, "")) for cells in body):
            return column
    own = [cells for cells in body if not any(TOTAL.search(text) for text in cells.values())]
    return next((column for column in heads if len(own) > 1 and _all_names([plain_name(cells.get(column, "")) for cells in own], people)), None)


def _all_names(cells: Sequence[str], people: People) -> bool:
    """Whether every cell may be a name, and most are by their surnames."""
    likely = sum(named(cell, people, cell=True) for cell in cells)
    return 2 * likely > len(cells) and all(_is_name(cell) and not any(word in cell for word in people.no_names if len(word) > 1) for cell in cells)


def _is_name(cell: str) -> bool:
    who = plain_name(cell)
    return NAME.fullmatch(who) is not None and not SORT.search(who)


def _columns(heads: Mapping[int, str], people: People) -> dict[str, int]:
    """The column of each field: the longest word of a head decides which field it is, and each column is of one field."""
    spots = [
        (len(word) + 100 * (text == word) + 200 * (field == "role" and "职务" in text and not RANK.search(text)), -column, field, column)
        for column, text in heads.items()
        for field, (words, _) in people.columns.items()
        for word in words
        if (word in text if word not in _UNITS else word == text) and not (field == "reward_form" and _OTHER_WAY.search(text))
    ]
    columns: dict[str, int] = {}
    for _, _, field, column in sorted(spots, reverse=True):
        if field not in columns and column not in columns.values():
            columns[field] = column
    return columns


def _by_content(columns: dict[str, int], name: int, rows: list[list[Block]], people: People) -> None:
    """Fields whose head tells nothing, by cells that all say one of the words of the field."""
    body = [cells for cells in map(cells_of, rows) if not any(TOTAL.search(text) for text in cells.values())]
    for column in sorted({column for cells in body for column in cells}):
        texts = [cells[column] for cells in body if cells.get(column)]
        done = [text for text in texts if not SERVICE.fullmatch(text)]  # who serves the conversion is no completer
        if columns.get("role") == column and done and all(members(text, people.columns["contribution"][1]) for text in done):
            del columns["role"]  # 身份｜主要完成人
        if column == name or column in columns.values():
            continue
        for field in ("contribution", "reward_form"):
            told = done if field == "contribution" else texts
            if field not in columns and len(texts) == len(body) and told and all(members(text, people.columns[field][1]) for text in told):
                columns[field] = column
                break


def place_of(script: Script, rows: list[list[Block]]) -> tuple[int, int]:
    """Where the first row of a table stands."""
    passage = next((one for one in script.passages if one.block.start == rows[0][0].start), None)
    return (passage.start, passage.end) if passage is not None else (0, 0)


def _around(script: Script, rows: list[list[Block]]) -> str:
    """The words a table stands under: its lead, its headings, the line before it."""
    passage = next((one for one in script.passages if one.block.start == rows[0][0].start), None)
    if passage is None:
        return ""
    line = script.text_of(script.passages[passage.index - 1]).rstrip("。；") if passage.index else ""
    before = [re.split("[。；]", line)[-1][-60:]]
    first = [text for one in script.passages[: min(_TITLE, passage.index)] if not (text := script.text_of(one)).endswith(("。", "；"))]
    return "\n".join([*before, *(script.text[start:end][-60:] for start, end in script.above(passage)), *first])


def amount_of(text: str, head: str) -> int | None:
    """The amount of a cell in yuan; its head may name the unit. A small figure without any is no amount."""
    factor = 10_000 if text.endswith(("万元", "万")) or ("万" in head and not text.endswith("元")) else 1
    number = parse_number(re.sub("^(?:人民币|现金|￥|¥)+", "", text).removesuffix("整").removesuffix("元").removesuffix("万"))
    if number is not None:
        if number < _IN_YUAN and not any(sign in text + head for sign in "元万¥￥"):
            return None  # 99: yuan or 万元, for all that the table says
        value = scaled(number * factor)
        return value if isinstance(value, int) and value * 100 % SCALE == 0 else None
    money = [one for one in grammar.read(normalise(text)).mentions if one.kind == "money" and one.comparator == "="]
    found = {one.values[0] for one in money if one.values}
    only = next(iter(found)) if len(found) == 1 else None
    return only if isinstance(only, int) else None


def plain_name(text: str) -> str:
    """A name without what stands in brackets behind it."""
    return ASIDE.sub("", text)
