"""The options of boxes to tick (□10年 □20年 ☑其他): where each stands, and where the last one ends."""

from __future__ import annotations

import re

from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.normalise import Normalised

RUNS_ON = 3  # signs by which the last option must be longer than the others to be cut


def option_at(text: str, option: str, start: int, end: int) -> int:
    """Where an option stands as a whole: 10年 is not the beginning of 10年以下; -1 where it does not."""
    whole = re.search(re.escape(option) + r"(?![\u4e00-\u9fff0-9])", text[:end][start:])
    return start + whole.start() if whole is not None else text.find(option, start, end)


def cut_short(mention: Mention, normal: Normalised) -> Mention:
    """Boxes whose last option the sentence goes on from (□全部 □部分所有权赋予乙方): where the others are of one length, it is of theirs."""
    options = mention.options
    if mention.kind != "tick" or len(options) < 2 or normal.text[mention.end - len(options[-1]) : mention.end] != options[-1]:
        return mention
    lengths = {len(option) for option in options[:-1]}
    size = next(iter(lengths))
    if len(lengths) > 1 or size > RUNS_ON + 1 or len(options[-1]) <= size + RUNS_ON or options[-1][size] in "（(：:，":
        return mention
    last = options[-1][:size]
    end = mention.end - len(options[-1]) + size
    raw = normal.raw_span(mention.start, end)
    chosen = tuple(last if one == options[-1] else one for one in mention.chosen)
    return Mention(**(mention.__dict__ | {"end": end, "raw_end": raw[1], "options": (*options[:-1], last), "chosen": chosen}))
