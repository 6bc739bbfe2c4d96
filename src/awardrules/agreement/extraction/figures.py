"""Figures that only their surroundings make values: `甲三乙七`, and plain numbers in a column of yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.normalise import Normalised
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.quantity import SCALE, parse_number, scaled

_DIGITS = "一二三四五六七八九"
_LABELLED = regex(f"([甲乙])方?([{_DIGITS}])成?[、，,]?([甲乙])方?([{_DIGITS}])(?:成|开)?(?![{_DIGITS}十百千万年月日个])")
_YUAN = regex("[（(／/]?(?P<scale>万)?元[）)]?")
_DECLARED = regex("(?:金额|货币)?单位[：:]\\s*(?:人民币)?(?P<scale>万)?元")
_PERCENT = regex("单位[：:]\\s*[%％]")
_HUNDREDTHS = regex("(?:份额|比例|占比|权重|百分比)[（(／/]?[%％][）)]?$")
_PARTS = regex("份额|比例|占比|权重|百分比")
_MONEYED = regex("收入|收益|费|税|成本|价|款|金额|奖|支出|所得|合计|总计|小计|净")


def labelled(text: Normalised) -> Iterator[Mention]:
    """`甲三乙七` as a split; its text keeps the names, for they say whose each part is."""
    for found in _LABELLED.finditer(text.text):
        first, second = _DIGITS.index(found[2]) + 1, _DIGITS.index(found[4]) + 1
        if first + second == 10 and found[1] != found[3]:
            values = (first * SCALE // 10, second * SCALE // 10)
            yield Mention("split", found.start(), found.end(), *text.raw_span(found.start(), found.end()), found[0], values, "share")


_CHOICE = regex("【([^【】/／]{1,20}(?:[/／][^【】/／]{1,20}){1,7})】")


def undecided(text: Normalised) -> Iterator[Mention]:
    """`【按份共有/共同共有】` as a choice of which nothing is ticked."""
    for found in _CHOICE.finditer(text.text):
        options = tuple(re.split("[/／]", found[1]))
        if not all(option.strip().isdigit() for option in options):
            yield Mention("tick", found.start(), found.end(), *text.raw_span(found.start(), found.end()), found[0], options=options)


def names_of(mention: Mention) -> tuple[str, ...]:
    """The parties that a split itself names, in order."""
    found = _LABELLED.fullmatch(mention.text)
    return (f"{found[1]}方", f"{found[3]}方") if found else ()


def declared(text: str) -> str:
    """The unit of the figures below (`单位：万元`); empty where the text declares none."""
    found = _DECLARED.search(text) or _DECLARED.search("".join(text.split()))
    if found is None:
        return "%" if _PERCENT.search(text) else ""
    return "万元" if found["scale"] else "元"


def amount_in(cell: Block, head: Block, declared: str = "") -> Mention | None:
    """A cell that is a plain number in a column of yuan (`金额（元）`) or per cent (`份额（%）`), or of a declared unit, as money or a ratio."""
    named = "".join(head.text.split())
    if _HUNDREDTHS.search(named) or (declared == "%" and _PARTS.search(named)):
        part = parse_number("".join(cell.text.split()))
        share = scaled(part / 100) if part is not None else None
        return Mention("ratio", 0, len(cell.text), 0, len(cell.text), cell.text, (share,), "share") if share is not None and share <= SCALE else None
    unit = _YUAN.search(named) or (_YUAN.search(declared) if _MONEYED.search(named) else None)
    written = "".join(cell.text.split()).lstrip("￥¥")
    number = parse_number(written) if unit and written and written[-1] not in "%％" else None
    if unit is None or number is None:
        return None
    value = scaled(number * (10_000 if unit["scale"] else 1))
    return Mention("money", 0, len(cell.text), 0, len(cell.text), cell.text, (value,), "yuan")


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
