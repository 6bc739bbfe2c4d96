"""The limits that a provision proposed for a template prints at its blanks: those of the rules of the edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from awardrules.agreement.template.blanks import Blank
from awardrules.agreement.template.domain import Reach
from awardrules.agreement.template.filling import Trial, limits_of
from awardrules.agreement.template.limiting import Limit
from awardrules.facts.deal import Value, show
from awardrules.facts.quantity import Number
from awardrules.facts.vocabulary import NUMERIC, Fact
from awardrules.language import EMPTY, Text, joined

_SLOT = re.compile(r"\{([a-z_.]+)\}")


def limit_words(limit: Limit, fact: Fact) -> Text:
    """A limit as a template prints it (不低于 70%, 大于 50%)."""
    if limit.low is not None and limit.low == limit.high:
        shown = show(limit.low, fact)
        return Text(f"为 {shown.zh}", f"exactly {shown.en}")
    low = _end(limit.low, fact, Text("大于", "more than") if limit.above else Text("不低于", "not less than"))
    high = _end(limit.high, fact, Text("小于", "less than") if limit.below else Text("不超过", "not more than"))
    return joined([text for text in (low, high) if text != EMPTY], "且", " and ")


def _end(value: Number | None, fact: Fact, words: Text) -> Text:
    if value is None:
        return EMPTY
    shown = show(value, fact)
    return Text(f"{words.zh} {shown.zh}", f"{words.en} {shown.en}")


def demanded(trial: Trial, reach: Reach, assumed: Mapping[str, Value]) -> Callable[[str], Text]:
    """What limit the edition demands for a figure that the template is silent on, with what the provision itself settles; empty for none."""
    beside = Trial(trial.edition, trial.day, {**assumed, **trial.known}, trial.name)

    def of(path: str) -> Text:
        fact = trial.edition.vocabulary.get(path)
        if fact is None or fact.type not in NUMERIC or path in trial.known:
            return EMPTY
        limits = limits_of(beside, Blank(path, fact, None, (), None, ()), reach)
        trial.count += beside.count
        beside.count = 0
        return limit_words(_narrowest(limits), fact) if limits else EMPTY

    return of


def _narrowest(limits: list[Limit]) -> Limit:
    """One limit that keeps all of some."""
    low = max((one for one in limits if one.low is not None), key=lambda one: (one.low or 0, one.above), default=Limit())
    high = min((one for one in limits if one.high is not None), key=lambda one: (one.high or 0, not one.below), default=Limit())
    return Limit(low.low, high.high, low.above, high.below)


def with_limits(text: Text, of: Callable[[str], Text]) -> Text:
    """A sentence with the limit that is demanded behind each blank that names its fact (`____%{grant.team_share}`)."""
    told = {path: of(path) for path in _SLOT.findall(text.zh)}
    zh = _SLOT.sub(lambda slot: f"（{told[slot[1]].zh}）" if told.get(slot[1], EMPTY) != EMPTY else "", text.zh)
    en = _SLOT.sub(lambda slot: f" ({told[slot[1]].en})" if told.get(slot[1], EMPTY) != EMPTY else "", text.en)
    return Text(zh, en)
