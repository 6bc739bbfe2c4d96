"""Figures that only their surroundings make values: `甲三乙七`, and plain numbers in a column of yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from awardrules.agreement.grammar.mention import Mention, Unit
from awardrules.agreement.grammar.money import LEAST
from awardrules.agreement.grammar.normalise import Normalised
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.quantity import SCALE, parse_number, scaled

_DIGITS = "一二三四五六七八九"
_NOUNS = {
    **dict.fromkeys(("团队", "课题组", "项目组", "小组", "研究组", "完成人"), "team"),
    **dict.fromkeys(("学校", "单位", "医院", "研究所", "研究院", "学院", "所里", "院里", "校里", "院方", "校方", "所方"), "unit"),
}
_SIDE = "|".join(("[甲乙]方?", *_NOUNS))
_LABELLED = regex(f"({_SIDE})得?([{_DIGITS}])成?[、，,]?({_SIDE})得?([{_DIGITS}])(?:成|开)?(?![{_DIGITS}十百千万年月日个人名位项件条])")
_YUAN = regex("[（(／/]?(?P<scale>万)?元[）)]?")
_DECLARED = regex("(?:单位[：:]|(?:金额|货币|计量)单位(?:均|统一|一律)?[为是以按])\\s*(?:人民币)?(?P<scale>万)?元")
_HEADED = regex("[（(](?:单位[：:])?(?:人民币)?(万?元)[）)][：:]?$")
_PERCENT = regex("单位[：:]\\s*[%％]")
_HUNDREDTHS = regex("(?:份额|比例|占比|权重|百分比)[（(／/]?[%％][）)]?$")
_PARTS = regex("份额|比例|占比|权重|百分比")
_OWN_TERM = regex("[（(](年|个?月|日|天)[）)]$")
_OWN_UNIT = regex("[（(](?:人民币)?(?:万?元|[%％])[）)]$")
_FILLED = regex("^(?:填写)?(?:内容|数值|数额|填写|结果|情况|值|具体内容)$")
_MONEYED = regex("(?:出资|认缴|实缴|入股|投资)(?:总?额|金额|数额?|$)|注册资本|收入|收益|费|税|成本|价|款|金额|奖|支出|所得|合计|总计|小计|净")


def labelled(text: Normalised) -> Iterator[Mention]:
    """`甲三乙七` as a split; its text keeps the names, for they say whose each part is."""
    for found in _LABELLED.finditer(text.text):
        first, second = _DIGITS.index(found[2]) + 1, _DIGITS.index(found[4]) + 1
        if first + second == 10 and found[1][0] != found[3][0] and _NOUNS.get(found[1], "") != _NOUNS.get(found[3], " "):
            values = (first * SCALE // 10, second * SCALE // 10)
            yield Mention("split", found.start(), found.end(), *text.raw_span(found.start(), found.end()), found[0], values, "share")


# 课题组占七，所里占三; 团队70、单位30; 七归课题组，三归所里: plain numbers beside two parties that make the whole
_BEARER = (
    "(?:[甲乙A-B][ 　]?方|课题组|研究组|项目组|攻关组|小组|团队|完成人|发明人|单位|大学|学校|学院|医院|研究院|研究所|中心|我们|咱们|"
    "[所院校组站台馆]里|[所院校站]方|[本我你][所院校组站]|[所院校组站]|[二两三四五六]人|老师|你们|他们|[我他她])(?:方面|这边|那边|一方)?"
)
_TAKES = "(?:各?(?:自)?(?:占有?|居|得|拿|分得?|持有?|享有?|留|取|保留|为|是))?[：: ]?"
_PART = "(?:0[.．][0-9]{1,2}|[0-9]{1,2}|[一二三四五六七八九])"
_NO_COUNT = "(?![0-9成十百千万亿年月日号时点名人位票条项次个天周%％元份倍万件台期款章页户家岁度.．:：/、分股]|工作日)"
_FIRST = regex(f"{_BEARER}{_TAKES}$")
_BEHIND = regex(f"(?P<first>{_PART})[，,、；; /／]{{0,2}}{_BEARER}{_TAKES}(?P<second>{_PART}){_NO_COUNT}")
_GIVEN = regex(f"(?P<first>{_PART})分?(?:归|给|属于?){_BEARER}[，,、；; ](?:其余)?(?P<second>{_PART})分?(?:归|给|属于?)(?={_BEARER})")
_BOOKED = regex("[0-9]{1,3}(?:,[0-9]{3})+[.][0-9]{2}")  # as accountants write yuan
_HALVES = regex("(?<![0-9一二三四五六七八九十百千万.第])([一二三四五六七八九])五[、，,：:比对]?([一二三四五六七八九])五(?=开|分(?!之)|的?比例)")


def bare_parts(text: Normalised) -> Iterator[Mention]:
    """Two plain numbers that two parties have of a whole (课题组占七，所里占三), each as a ratio; `七五、二五分` as a split."""
    for pattern, signs in ((_BEHIND, _DIGITS + "0123456789"), (_GIVEN, "归给属")):
        for found in pattern.finditer(text.text) if any(sign in text.text for sign in signs) else ():
            parts = [_part(found["first"]), _part(found["second"])]
            if None in parts or (pattern is _BEHIND and not _FIRST.search(text.text, max(found.start() - 14, 0), found.start())):
                continue
            whole = sum(part for part in parts if part is not None)
            if whole not in (1, 10, 100) or (whole == 1 and "0" not in found["first"]) or (whole == 10) != (len(found["first"]) == 1):
                continue
            for name, part in zip(("first", "second"), parts, strict=True):
                value = scaled(Fraction(part or 0) / Fraction(whole))
                yield Mention("ratio", *found.span(name), *text.raw_span(*found.span(name)), found[name], (value,), "share")
    for found in _HALVES.finditer(text.text):
        values = tuple((_DIGITS.index(sign) + 1) * SCALE // 10 + SCALE // 20 for sign in found.groups())
        if sum(values) == SCALE:
            yield Mention("split", *found.span(), *text.raw_span(*found.span()), found[0], values, "share")


def _part(written: str) -> Fraction | None:
    if written in _DIGITS:
        return Fraction(_DIGITS.index(written) + 1)
    number = parse_number(written.replace("．", "."))
    return Fraction(number) if number is not None else None


_CHOICE = regex("【([^【】/／]{1,20}(?:[/／][^【】/／]{1,20}){1,7})】")


def undecided(text: Normalised) -> Iterator[Mention]:
    """`【按份共有/共同共有】` as a choice of which nothing is ticked."""
    for found in _CHOICE.finditer(text.text):
        options = tuple(re.split("[/／]", found[1]))
        if not all(option.strip().isdigit() for option in options):
            yield Mention("tick", found.start(), found.end(), *text.raw_span(found.start(), found.end()), found[0], options=options)


def roles_of(mention: Mention, roles: Mapping[str, str]) -> tuple[str, ...]:
    """The roles of the parties that a split itself names, in order; an empty text for one that has none."""
    found = _LABELLED.fullmatch(mention.text)
    names = (found[1], found[3]) if found else ()
    return tuple(roles.get(f"{name[0]}方" if name[0] in "甲乙" else name) or _NOUNS.get(name, "") for name in names)


def declared(text: str) -> str:
    """The unit of the figures below (`单位：万元`); empty where the text declares none."""
    found = _DECLARED.search(text) or _DECLARED.search("".join(text.split()))
    if found is None:
        return "%" if _PERCENT.search(text) else ""
    return "万元" if found["scale"] else "元"


def headed_unit(text: str) -> str:
    """The unit that the line above a table gives for its figures: `一、收入与扣除（万元）`."""
    found = _HEADED.search(text.rstrip())
    return found[1] if found is not None else ""


def amount_in(cell: Block, head: Block, declared: str = "", item: str = "") -> Mention | None:
    """A cell that is a plain number in a column of yuan (`金额（元）`) or per cent (`份额（%）`), or of a declared unit, as money or a ratio.

    Of a declared unit the head of the column tells that it holds amounts, or the `item` of the row.
    """
    named = "".join(head.text.split())
    if _HUNDREDTHS.search(named) or (declared == "%" and _PARTS.search(named)):
        part = parse_number("".join(cell.text.split()))
        share = scaled(part / 100) if part is not None else None
        return Mention("ratio", 0, len(cell.text), 0, len(cell.text), cell.text, (share,), "share") if share is not None and share <= SCALE else None
    unit = _YUAN.search(named) or (_YUAN.search(declared) if _MONEYED.search(named) or (_FILLED.search(named) and _MONEYED.search(item)) else None)
    written = "".join(cell.text.split()).lstrip("￥¥")
    number = parse_number(written) if unit and written and written[-1] not in "%％" else None
    if unit is None or number is None:
        return None
    value = scaled(number * (10_000 if unit["scale"] and not (_BOOKED.fullmatch(written) and number >= LEAST) else 1))
    return Mention("money", 0, len(cell.text), 0, len(cell.text), cell.text, (value,), "yuan")


def amount_of(row: Sequence[Block], position: int, head: Block | None, declared: str) -> Mention | None:
    """The cell of a row as an amount: by the head of its column, or by the label of a row that has one value, or one for each party."""
    money = amount_in(row[position], head, declared, row[0].text) if head is not None else None
    alone = position == 1 and len(row) == 2
    per_cent = _HUNDREDTHS.search("".join(row[0].text.split())) is not None
    of_side = position > 0 and per_cent and head is not None and names_side(head.text)  # 份额（%）｜72｜28 below 乙方｜甲方
    return amount_beside(row[position], row[0]) if money is None and (alone or of_side) else money


def amount_beside(cell: Block, label: Block) -> Mention | None:
    """A cell that is a plain number beside a label with a unit of its own: `赋权份额（%）｜70`, `转让价款（万元）｜120`."""
    named, written = "".join(label.text.split()), "".join(cell.text.split())
    if (term := _OWN_TERM.search(named)) and written.isascii() and written.isdigit():
        unit: Unit = "year" if term[1] == "年" else "month" if "月" in term[1] else "day"
        return Mention("duration", 0, len(cell.text), 0, len(cell.text), cell.text, (int(written) * SCALE,), unit)
    return amount_in(cell, label) if _OWN_UNIT.search(named) else None


def plain_amount(text: str, label: str, declared: str) -> int | None:
    """A number that a line of a form begins with, as an amount in yuan; its label or the document names the unit."""
    found = re.match("[￥¥]?([0-9][0-9,，]*(?:\\.[0-9]+)?)(?=$|[，,。；（( 　])", text)
    unit = re.search("[（(](万)?元[）)]", label) or _DECLARED.search(f"单位：{declared}")
    if found is None or unit is None:
        return None
    number = parse_number(found[1].replace("，", ",").rstrip(","))
    value = scaled(number * (10_000 if unit[1] else 1)) if number is not None else None
    return value if isinstance(value, int) else None


_SIDES = regex(
    "[\u4e00-\u9fff]{0,4}[方组院校所](?:[（(].{1,8}[）)])?|[\u4e00-\u9fff]{0,4}团队|单位|大学|中心|(?:成果)?完成人|发明人|研发人员|科研人员|使用人|权利人"
)


def names_side(text: str) -> bool:
    """Whether a cell names one party and nothing else."""
    return _SIDES.fullmatch("".join(text.split())) is not None


def names_parties(row: Sequence[Block], below: Sequence[Sequence[Block]]) -> bool:
    """Whether a row in the middle of a table names the parties as heads of what follows: nothing else in it, and a row of more cells below."""
    columns = {cell.column for cell in row}
    if len(columns) < 2 or not all(names_side(cell.text) for cell in row):
        return False
    return any(columns < {cell.column for cell in one} for one in below)
