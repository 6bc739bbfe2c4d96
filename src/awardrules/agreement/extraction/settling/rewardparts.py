"""The part of the award that lists give the principal completers: a column of parts (占奖励总额), and lines of a name, its part and its sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.found import Found, Quote, quoted
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.posts import members
from awardrules.agreement.extraction.people.rewardrows import PRINCIPAL, ratio_of
from awardrules.agreement.extraction.people.rewardtables import NAME, TOTAL, Layout, amount_of, beside, cells_of, laid_out, plain_name, tables_of
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.settling.known import at_odds, known, readings
from awardrules.agreement.extraction.values.phrases import title_of
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE
from awardrules.record import Record

PART, POOL = "proceeds.principal_completer_award_ratio", "proceeds.award_pool_amount"
_OF_POOL = regex("(?:奖励|奖金|奖酬)(?:金|资金)?总|占(?:本次|本批|全部)?(?:奖励|奖金|奖酬)")
_OF_ELSE = regex("净|收入|收益|所有权|份额|产权|股|出资|贡献|工作量|系数|价款|许可费|转让费")
_LINE = regex(
    "(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．])?[ \u3000]*(?:其中)?[：:]?[ \u3000]*"
    "(?P<who>[\u4e00-\u9fff·]{2,4})[（(](?:[^（()）]{0,8}[、，])?"
    "(?:主要|第一)完成人[）)][ \u3000]*(?:占|得)?[ \u3000]*(?P<part>[\\d.]+%)[ \u3000]+(?P<sum>[\\d,，.]+万?元)[。；]?"
)
_FIGURE = regex("\\d{1,3}(?:\\.\\d+)?")
_NEAR = SCALE // 100  # rounding


class Part(Record):
    """What a list gives the principal completers, the sum beside it, and whether the list says that it is a part of the award.

    `name` is whom a single line names, which does not say who else is a principal completer.
    """

    value: int
    quote: Quote
    amount: int | None
    told: bool = False
    name: str = ""


def told_parts(facts: dict[str, Found], script: Script, setting: Setting, people: People) -> None:
    """Sets what lists give the principal completers against what the document says of them, and gives it where nothing else does.

    A part whose base the list does not say has to come to the sum beside it by the award that is told, where one is.
    """
    pools = [value for value, _ in readings(facts[POOL]) if isinstance(value, int)] if POOL in facts else []
    for part in _parts(script, setting, people) if people.columns else ():
        if not part.told and pools and part.amount is not None and not any(_comes_to(part, pool) for pool in pools):
            continue
        found = facts.get(PART)
        if found is None or found.state == "not_stated":
            if part.told:
                facts[PART] = Found(PART, "stated", part.value, (), (part.quote,))
        elif _settled(facts) and _of_the_same(part, found) and all(_differs(part, value) for value, _ in readings(found)):
            facts[PART] = at_odds(PART, *readings(found), (part.value, (part.quote,)))


def _settled(facts: dict[str, Found]) -> bool:
    return facts[PART].state == "conflict" or isinstance(known(facts, PART), int)


def _of_the_same(part: Part, found: Found) -> bool:
    """Whether what is told is told of the one person whom a line names, not of several (易水寒、路遥合计得55%)."""
    told = found.evidence[0].text if found.evidence else ""
    beside = re.search(f"[、和与及]{re.escape(part.name)}|{re.escape(part.name)}[、和与及等]", told)
    return not part.name or (part.name in told and beside is None)


def _differs(part: Part, value: Value) -> bool:
    return isinstance(value, int) and abs(value - part.value) >= _NEAR


def _comes_to(part: Part, pool: int) -> bool:
    return part.amount is not None and abs(pool * part.value // SCALE - part.amount) * 100 < pool


def _parts(script: Script, setting: Setting, people: People) -> Iterator[Part]:
    for lines in tables_of(script):
        rows, layout = laid_out(script, setting, lines, people)
        if layout is None:
            rows, layout = lines, beside(script, setting, lines, None, people)
        if layout is not None and layout.head >= 0 and (part := _of_rows(script, rows, layout, people)) is not None:
            yield part
    lines_of = [(passage, found) for passage in script.passages if (found := _LINE.fullmatch(passage.block.text.strip())) is not None]
    for passage, found in lines_of if len(lines_of) == 1 else ():
        value = ratio_of(found["part"])
        if value is not None and passage.block.part != "table" and not setting.at(passage.start, passage.end):
            yield Part(value, quoted(passage.block), amount_of(found["sum"], ""), name=found["who"])


def _of_rows(script: Script, rows: Sequence[Sequence[Block]], layout: Layout, people: People) -> Part | None:
    """What the rows of the principal completers come to; none where a row does not say who is one, or whose part it is."""
    if not {"ratio", "contribution"} <= layout.columns.keys():
        return None
    head = layout.heads.get(layout.columns["ratio"], "")
    told = _OF_POOL.search(head) is not None
    if _OF_ELSE.search(head) or not (told or "奖" in title_of(script) + head):
        return None
    whole, value, amount, quotes = 0, 0, 0, list[Quote]()
    for row in rows[layout.head + 1 :]:
        cells = cells_of(row)
        if any(TOTAL.search(text) for text in cells.values()):
            continue
        written = cells.get(layout.columns["ratio"], "")
        ratio = ratio_of(written + "%" if _FIGURE.fullmatch(written) and re.search("[%％]", head) else written)
        whole += ratio or 0
        if members(cells.get(layout.columns["contribution"], ""), people.columns["contribution"][1]) != PRINCIPAL:
            continue
        if ratio is None or not NAME.fullmatch(plain_name(cells.get(layout.name, ""))):
            return None
        value += ratio
        amount += amount_of(cells.get(layout.columns.get("amount", -1), ""), layout.heads.get(layout.columns.get("amount", -1), "")) or 0
        quotes.append(quoted(next(block for block in row if block.column == layout.columns["ratio"])))
    if not quotes or not 0 < value <= SCALE or not (told or whole == SCALE):
        return None
    return Part(value, quotes[0], amount or None, told)
