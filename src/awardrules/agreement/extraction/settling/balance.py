"""Accounts of net income: an income, what is deducted from it item by item, and what remains; as rows of a table or in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex
from awardrules.record import Record

_INCOME = regex("收入|收益|价款|转让费|许可费|到账|转让款|所得|总额")
_NET = regex("净(?:收入|收益|额|所得|得|余)")
_DEDUCTED = regex("减[：:去]|扣[除减]|费|税|成本|支出|开支")
_SUBTOTAL = regex("小计|合计|共计")
_REMAINS = regex("(?:余额|余下|剩余|所余|其余|后)[^。；，]{0,6}(?:为|作为|即)[^。；，]{0,6}净(?:收入|收益)")
_OTHER = regex(f"奖励|提取|违约|首付|预付|尾款|其中|按{wording.RATIO}|预计|约为|不超过|年收入|上年|若|如果|例如|假设")
MOST_ITEMS = 12


class Balance(Record):
    """One account: what remains of the income once every item is deducted (`rest`), and the net income it states itself, if any."""

    rest: int
    net: int | None
    quotes: tuple[Quote, ...]


def balances(script: Script) -> Iterator[Balance]:
    """Every account of a document that can be followed item by item."""
    tables: dict[int, list[tuple[str, int, int]]] = {}
    for passage in script.passages:
        text = script.text_of(passage)
        if passage.block.part == "table" and passage.block.table is not None:
            items = _items(script, passage.start, passage.end)
            if len(items) == 1:
                tables.setdefault(passage.block.table, []).append((text, *items[0][1:]))
        elif "净" in text and any(sign in text for sign in "扣减"):
            for sentence in re.finditer("[^。；\n]+", text):
                if "净" in sentence[0] and not _OTHER.search(sentence[0]):
                    start = passage.start + sentence.start()
                    yield from _balance(script, _items(script, start, start + len(sentence[0])), sentence[0])
    for items in tables.values():
        yield from _balance(script, items, "")


def _items(script: Script, start: int, end: int) -> list[tuple[str, int, int]]:
    """The amounts of a stretch, each with the words before it and its place."""
    found, last = [], start
    for place in range(start, end):
        mention = script.values.get(place)
        if mention is None or mention.kind != "money":
            continue
        if mention.comparator != "=" or len(mention.values) != 1 or not isinstance(mention.values[0], int):
            return []
        found.append((script.text[last:place], mention.values[0], place))
        last = place + 1
    return found


def _balance(script: Script, items: Sequence[tuple[str, int, int]], sentence: str) -> Iterator[Balance]:
    """The account that items make: income first, then at least one deduction, the net income last or said to be the rest."""
    start = next((index for index, (label, _, _) in enumerate(items) if _INCOME.search(label) and not _NET.search(label)), None)
    if start is None or len(items) > MOST_ITEMS:
        return
    foot = next((index for index, (label, _, _) in enumerate(items) if index > start and _NET.search(label)), None)
    deducted = [item for item in items[start + 1 : foot] if not _SUBTOTAL.search(item[0])]
    whole = sum(value for _, value, _ in deducted)
    if len(deducted) > 2:  # 扣除项目16；税费3；…: what the items come to is no item
        deducted = [item for item in deducted if 2 * item[1] != whole or re.search("扣除|成本|合计|支出|减[：:去]", item[0]) is None]
    if not deducted or not all(_DEDUCTED.search(label) for label, _, _ in deducted):
        return
    if foot is None and not _REMAINS.search(sentence):
        return
    if sentence and not re.search("扣除|扣减|减去|减除", script.text[items[start][2] : deducted[0][2]]):
        return
    rest = items[start][1] - sum(value for _, value, _ in deducted)
    places = [items[start][2], *(place for _, _, place in deducted), *([items[foot][2]] if foot is not None else [])]
    quotes = dict.fromkeys(script.quote(place, place + 1) for place in places)
    yield Balance(rest, items[foot][1] if foot is not None else None, tuple(quotes))
