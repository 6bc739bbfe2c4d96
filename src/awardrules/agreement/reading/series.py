"""Numbers that stand before their clause with nothing but a blank between (一 权属, 1 双方按份共有): told by their counting."""

from __future__ import annotations

from collections.abc import Sequence

from awardrules.agreement.programs import regex
from awardrules.agreement.reading.assembly import Draft
from awardrules.agreement.reading.clauses import printed, worth

_N = "零〇一二三四五六七八九十"
_BARE = regex(rf"(?:(?P<chinese>[{_N}]{{1,3}})|(?P<digit>[0-9]{{1,2}}))[ \t\u3000]+(?=[\u4e00-\u9fff“《【☐☑□A-Za-z])")
_MEASURE = regex("[百千万亿]*元|年|个?月|日|天|倍|折|美元|人民币|平方|公里|米|吨|克|小时|人|名|件|份|项|次|周")
_STOPS = regex("[，。；：,;:]")
_BLANKS = regex("[ \t\u3000]")
_FEWEST = 2


def numbered(drafts: Sequence[Draft]) -> list[Draft]:
    """The blocks, those that a bare number opens with it as their number: where a 2 follows a 1, the numbers of that form count clauses.

    A number that goes on no count (`3 年内`, a row of a list, a lone `1`) stays text.
    """
    told = [(draft, *found) for draft in drafts if (found := _bare(draft)) is not None]
    reached: dict[str, int] = {}
    counting: set[str] = set()
    own = []
    for draft, kind, number, end in told:
        count = worth(number)
        if count == 1 or count == reached.get(kind, 0) + 1:
            counting |= {kind} if count >= _FEWEST else set()
            reached[kind] = count
            own.append((draft, kind, number, end))
    for draft, kind, number, end in own:
        if kind in counting:
            draft.label, draft.text = f"{number}、", draft.text[end:]
            draft.checked = tuple((at - end, on) for at, on in draft.checked)
    return list(drafts)


def _bare(draft: Draft) -> tuple[str, str, int] | None:
    return bare_number(draft.text) if draft.part == "body" and not draft.label else None


def bare_number(text: str) -> tuple[str, str, int] | None:
    """The kind of a number that only a blank parts from the text, the number, and where the text begins; none where a row begins so, or a measure."""
    found = _BARE.match(text)
    if found is None or (printed(text) is not None and found["digit"]):
        return None
    kind = str(found.lastgroup)
    rest = text[found.end() :]
    listed = _BLANKS.search(rest) is not None and not _STOPS.search(rest)  # 1 张三 教授: a row
    return None if listed or (kind == "digit" and _MEASURE.match(rest)) else (kind, found[kind], found.end())
