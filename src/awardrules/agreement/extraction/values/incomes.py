"""Parts of the proceeds that differ by where the proceeds come from (转让净收入的80%、股权收益的75%归团队): none of them is the share of all."""

from __future__ import annotations

from collections.abc import Iterable

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.values.holders import holders
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value

PATH = "proceeds.team_proceeds_share"
_KIND = regex(
    "(?:(?P<sale>转让)|(?P<licence>许可)|(?P<equity>作价|入股|股权|股份|分红)|(?P<own>自行实施|自主实施))"
    f"[^，。；：、或{wording.VALUES}{wording.PARTIES}]{{0,8}}?(?:收入|收益|所得|价款|费|分红|款项)"
)


def by_income(script: Script, read: Iterable[Claim]) -> bool:
    """Whether every claim is of one kind of income, and the paragraphs they stand in give the team different parts of different kinds."""
    told: dict[str, set[Value | None]] = {}
    for passage in {script.passage_at(claim.start).index: script.passage_at(claim.start) for claim in read}.values():
        marks = sorted((found.start(), found.lastgroup or "") for found in _KIND.finditer(script.text, passage.start, passage.end))
        for place in range(passage.start, passage.end):
            if script.text[place] != wording.RATIO:
                continue
            kind = next((name for at, name in reversed(marks) if script.sentence(place)[0] <= at < place), "")
            parts = {value for role, value in holders(script, place, script.values[place]) if role == "team"}
            if parts and not kind:
                return False
            told.setdefault(kind, set()).update(parts)
    values = {frozenset(parts) for parts in told.values() if parts}
    return len(values) > 1
