"""Sixty rules on nested deals: agreement, soundness, speed of verdicts and of explained verdicts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.contestants import Contestant, by_hand, judged, own, peers
from benchmarks.deals import MISSING, Data, deals
from benchmarks.measuring import Plan, Row, Turn, fitting, interleaved, one_processor, per_item, progress
from benchmarks.reference import expected
from benchmarks.rules import measured_rules

AGREEMENT = "agreement on complete deals"
SOUNDNESS = "soundness with 5% of facts missing"
SPEED = {"complete": "verdicts, complete deals", "missing": "verdicts, 5% of facts missing"}
EXPLAINED = {"complete": "explained verdicts, complete deals", "missing": "explained verdicts, 5% of facts missing"}
TARGETS = {
    ("verdicts", "complete", "datalogic"): 1.2,
    ("verdicts", "missing", "datalogic"): 0.9,
    ("verdicts", "complete", "panzi-json-logic"): 25.0,
    ("verdicts", "complete", "python-jsonlogic"): 25.0,
    ("explained", "complete", "datalogic, trace"): 20.0,
    ("explained", "complete", "zen, trace"): 10.0,
}
TRACES = "awardrules, traces"
OURS = {"verdicts": "awardrules", "native": "awardrules", "reading": "awardrules", "explained": "awardrules, explained"}


class DisagreementError(Exception):
    """An engine judges a rule otherwise than the reference on a complete deal."""


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """The rows of this part, the versions of the peers, and the peers that are missing."""
    with one_processor():
        others, versions, missing = peers()
        contestants = [*own.contestants(own.edition_of()), *by_hand.contestants(), *others]
        sets = {"complete": deals(plan.deals), "missing": deals(plan.deals, missing=MISSING)}
        rows = [*agreement(contestants, sets["complete"][: plan.checked]), *soundness(contestants, sets["missing"][: plan.checked])]
        for name, data in sets.items():
            rows += speed(contestants, name, data, plan)
    return rows, versions, missing


def agreement(contestants: list[Contestant], data: list[Data]) -> list[Row]:
    """How many verdicts differ from the reference.

    Engines with binary fractions may differ on rules that compute with amounts. Raises DisagreementError for any other difference.
    """
    rules = measured_rules()
    wanted = [expected(rules, deal) for deal in data]
    rows = []
    for contestant in contestants:
        if contestant.kind == "reading":
            continue
        progress(f"agreement: {contestant.name}")
        wrong: Counter[str] = Counter()
        for deal, verdicts in zip(data, wanted, strict=True):
            found = judged(contestant, contestant.read(deal), len(rules))
            wrong.update(r.id for r, a, b in zip(rules, found, verdicts, strict=True) if a is not b and r.id not in contestant.lacks)
        inexact = {rule.id for rule in rules if rule.exact}
        if strange := {name: count for name, count in wrong.items() if contestant.exact or name not in inexact}:
            raise DisagreementError(f"{contestant.name}: {strange}")
        note = "; ".join(filter(None, [contestant.note, f"amounts as doubles: {', '.join(wrong)}" if wrong else ""]))
        rows.append(Row(AGREEMENT, contestant.name, wrong.total(), unit=f"wrong of {len(data) * (len(rules) - len(contestant.lacks)):,}", note=note))
    progress("")
    return rows


def soundness(contestants: list[Contestant], data: list[Data]) -> list[Row]:
    """How often an open verdict is reported as pass or fail, and how often a settled one is lost."""
    rules = measured_rules()
    wanted = [expected(rules, deal) for deal in data]
    unknown = sum(verdict is None for verdicts in wanted for verdict in verdicts)
    rows = []
    for contestant in contestants:
        if contestant.kind not in ("verdicts", "explained") or (contestant.kind == "explained" and contestant.name != OURS["explained"]):
            continue
        progress(f"soundness: {contestant.name}")
        unsound = lost = other = 0
        for deal, verdicts in zip(data, wanted, strict=True):
            for rule, a, b in zip(rules, judged(contestant, contestant.read(deal), len(rules)), verdicts, strict=True):
                if a is b or rule.id in contestant.lacks:
                    continue
                unsound += b is None
                lost += a is None
                other += a is not None and b is not None
        ours = contestant.name.startswith("awardrules")
        rows.append(
            Row(
                SOUNDNESS,
                contestant.name,
                unsound + lost + other if ours else unsound,
                unit=f"{'differing' if ours else 'unknown told as pass or fail'}, of {unknown:,} unknown",
                sense="at most" if ours else None,
                target=0 if ours else None,
                note="" if ours else f"{lost:,} settled verdicts lost, {other:,} wrong",
            )
        )
    progress("")
    return rows


def speed(contestants: list[Contestant], name: str, data: list[Data], plan: Plan) -> list[Row]:
    """How many times longer than ours each contestant takes for a deal, in one interleaved run."""
    chosen = [c for c in contestants if name == "complete" or not c.complete_only]
    turns: dict[str, Turn] = {}
    shared: dict[Any, list[Any]] = {}
    for contestant in chosen:
        progress(f"{name}: reading for {contestant.name}")
        few = [contestant.read(deal) for deal in data[:20]]
        wanted = min(len(data), 1 + fitting(contestant.decide, few, plan.turn) * plan.rounds)
        items = shared.setdefault(contestant.read, few)
        items += [contestant.read(deal) for deal in data[len(items) : wanted]]
        turns[contestant.name] = per_item(contestant.decide, items, plan.turn)
    times = interleaved(turns, plan.rounds, SPEED[name])
    rows = []
    for contestant in chosen:
        ours = OURS[contestant.kind]
        if contestant.name in (ours, TRACES):
            continue
        target = TARGETS.get((contestant.kind, name, contestant.name))
        section = (EXPLAINED if contestant.kind == "explained" else SPEED)[name]
        row = times.ratio(section, contestant.name, contestant.name, ours, sense="at least" if target else None, target=target, note=contestant.note)
        rows.append(row)
    rows += [
        times.ratio(EXPLAINED[name], f"{peer.name}, beside our traces without words", peer.name, TRACES)
        for peer in chosen
        if peer.kind == "explained" and peer.name not in (TRACES, OURS["explained"])
    ]
    rows.append(times.ratio(EXPLAINED[name], "awardrules, explained, beside bare verdicts", "awardrules, explained", "awardrules"))
    return sorted(rows, key=lambda row: row.section, reverse=True)
