"""Lists within a sentence, of which some items were understood: 披露了成果的名称、来源、完成人以及… names what no wording knows, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex

_PART = regex("、| / |／|以及|及其|[和与及]|[（(][0-9一二三四五六七八九十]{1,2}[）)]")
_SAYS = regex("披露|公示|提交|包括|包含|[写载列填注讲]明|[了有含报写填交]|内容")
_WHERE = regex("[在于]|通过|经由?|借助")
_MADE_PUBLIC = regex("公示|公布|公开|公告|张贴|张榜|挂[出网]|发布|贴出")
_MARKET = regex("交易|技术市场|产权")
_SO_ON = regex("等(?:信息|内容|情况|事项|材料|资料|方面|要素)?[ 　]*$")


def goes_on(script: Script, claims: Iterable[Claim]) -> bool:
    """Whether a list that some claims are items of names more than they say: an item of its own, or 等 at its end."""
    return any(_more(script, low, high, places) for (low, high), places in _told(script, claims).items())


def elsewhere(script: Script, claims: Iterable[Claim]) -> bool:
    """Whether what is made public where claims say so is made public at a market too, by words no claim understood (在校园网和交易中心公示)."""
    return any(
        _MARKET.search(script.text, where.end(), verb.start())
        for low, high in _told(script, claims)
        for verb in _MADE_PUBLIC.finditer(script.text, low, high)
        for where in [*_WHERE.finditer(script.text, low, verb.start())][-1:]
    )


def _told(script: Script, claims: Iterable[Claim]) -> dict[tuple[int, int], set[int]]:
    """The signs that claims stand on, by the segment of a sentence."""
    items: dict[tuple[int, int], set[int]] = {}
    for claim in claims:
        for place in range(claim.start, claim.end):
            items.setdefault(script.segment(place), set()).add(place)
    return items


def _more(script: Script, low: int, high: int, places: set[int]) -> bool:
    parts = list(_parts(script, low, high))
    known = [index for index, (start, end) in enumerate(parts) if any(place in places for place in range(start, end))]
    if not known:
        return False
    behind = [part for index, part in enumerate(parts) if index > known[0] and index not in known]
    before = [(start, end) for start, end in parts[: known[0]] if script.text[end : end + 1] == "、" and _SAYS.search(script.text, low, end)]
    start, end = parts[known[-1]]
    return bool(behind or before) or _SO_ON.search(script.text, start, end) is not None


def _parts(script: Script, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The items of a list, where they begin and end; what stands before the first and behind the last word of it belongs to these."""
    start = low
    stop = high - 1 if script.text[high - 1] in "，,。；;：｜\n" else high
    for found in (*_PART.finditer(script.text, low, stop), None):
        end = found.start() if found else stop
        if script.text[start:end].strip():
            yield start, end
        start = found.end() if found else stop
