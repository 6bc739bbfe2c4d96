"""前者 and 后者: which of the two parties named last they point to (实验室与研究组已签协议，前者占25%，后者占75%)."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script, replaced
from awardrules.agreement.programs import regex

_POINTING = regex(
    f"(?P<which>前者|后者)(?=[二两三四五六七八九]人|[{wording.VALUES}]|[合各]?(?:占|得|分|享|持|取|拿|收|留|保留|出|负责|承担|同意|办理|缴|自行|全部)"
    "|[应将把须可有按已曾由]|不得|的?(?:份额|比例|所得))"
)
_PAIR = regex(
    f"([{wording.TEAM}{wording.UNIT}])[^，,。；;：\n]{{0,6}}?(?:与|和|、|同|及|跟|向)[^，,。；;：\n]{{0,6}}?([{wording.TEAM}{wording.UNIT}])"
)
_BACK, _NEAR = 3, 400  # passages, and signs, in which the two are named


def pointed(script: Script) -> Script:
    """The script with 前者 and 后者 as signs of the parties they point to."""
    found = list(_stretches(script))
    return replaced(script, found) if found else script


def _stretches(script: Script) -> Iterator[tuple[int, int, str]]:
    for found in _POINTING.finditer(script.text):
        passage = script.passage_at(found.start())
        start = max(script.passages[max(passage.index - _BACK, 0)].start, found.start() - _NEAR)
        pairs = [pair for pair in _PAIR.finditer(script.text, start, found.start()) if pair[1] != pair[2]]
        if pairs:
            yield found.start(), found.end("which"), pairs[-1][1 if found["which"] == "前者" else 2]
