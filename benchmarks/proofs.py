"""Comparison, proof and repair: seconds of whole processes and of calls, and what the solver found that `decide` does not confirm."""

from __future__ import annotations

import importlib.util
import statistics
import tempfile
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Plan, Row, progress
from benchmarks.startup import DEAL, command, environment, piped

SECTION = "comparison, proof and repair"
DAY = "2025-06-01"
DIFFS = (("shenzhen@draft", "shenzhen@2024"), ("shanghai", "guangzhou"), ("shenzhen@2024", "ganzhou"))
EDITIONS = ("shenzhen@2024", "guangzhou", "shanghai", "ganzhou")


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """Nothing where the solver is not installed."""
    if importlib.util.find_spec("z3") is None:
        return [], {}, ["z3-solver"]
    rounds = max(plan.rounds // 3, 1)
    return [*_processes(rounds), *_calls(rounds), *_replayed(plan)], {}, []


def _row(name: str, seconds: list[float], target: float, note: str = "") -> Row:
    return Row(SECTION, name, statistics.median(seconds), min(seconds), max(seconds), unit="s", sense="at most", target=target, note=note)


def _processes(rounds: int) -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        env = environment(Path(temporary))
        for a, b in DIFFS:
            for more, target in (((), 3.0), (("--structural",), 0.5)):
                call = [*command(), "diff", a, b, "--as-of", DAY, *more]
                piped(call, env)
                progress(f"{SECTION}: {a} {b}")
                name = f"diff {a} {b}{', structural only' if more else ''}"
                rows.append(_row(name, [piped(call, env) for _ in range(rounds)], target, "start-up included"))
    progress("")
    return rows


def _timed(function: Callable[[], object], rounds: int) -> list[float]:
    found = []
    for _ in range(rounds):
        start = perf_counter()
        function()
        found.append(perf_counter() - start)
    return found


def _calls(rounds: int) -> list[Row]:
    from awardrules import yamlfile
    from awardrules.api import editions
    from awardrules.facts.reading import deal_of
    from awardrules.prove.deep import lint_deep
    from awardrules.prove.repair import repair

    edition = editions("shenzhen@2024", DAY)[0]
    text = DEAL.replace("2025-03-16", "2025-03-10")
    deal = deal_of(yamlfile.parse(text, "deal"), "deal", edition.vocabulary)
    day = deal.facts["agreement.date"]
    assert isinstance(day, int)
    largest = max((found for found in editions("all", DAY)), key=lambda found: len(found.rules))
    return [
        _row("repair of a deal with five violations", _timed(lambda: repair(deal, [edition], day), rounds), 0.5),
        _row(f"deep lint of {largest.reference}", _timed(lambda: lint_deep(largest, day), min(rounds, 3)), 15.0, f"{len(largest.rules)} rules"),
    ]


def _replayed(plan: Plan) -> list[Row]:
    """Every witness of every pair of editions, decided again; a solution that is decided otherwise raises before it gets here."""
    from awardrules.api import editions
    from awardrules.compare.diff import compare
    from awardrules.compare.witnesses import witnesses
    from awardrules.decision.decide import decide
    from awardrules.facts.quantity import parse_date
    from awardrules.prove.judging import prover

    day = parse_date(DAY) or 0
    seen = rejected = 0
    for a, b in list(permutations(EDITIONS, 2))[: max(plan.rounds, 1)]:
        one, other = editions(a, day)[0], editions(b, day)[0]
        progress(f"{SECTION}: witnesses {a} {b}")
        for _, witness, _, _ in witnesses(compare(one, other, day, prover(one, other, day))):
            seen += 1
            found = tuple(decide(witness.deal, side, witness.as_of, subject=witness.subject).status for side in (one, other))
            rejected += found != (witness.a, witness.b)
    progress("")
    return [Row(SECTION, "witnesses decided otherwise than shown", rejected, unit=f"of {seen}", sense="at most", target=0)]
