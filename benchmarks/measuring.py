"""Interleaved measuring: in every round each contestant takes a turn, and ratios are taken within the round.

Other work on the machine then slows all turns of a round alike, so the median of the rounds' ratios is steady where times are not.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

Sense = Literal["at least", "at most"]
Turn = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: deals in a data set, rounds, seconds a turn should take, deals of the streaming runs."""

    deals: int = 10_000
    rounds: int = 15
    turn: float = 0.12
    processes: int = 15
    checked: int = 10_000
    streamed: tuple[int, int] = (1_000, 10_000)


SMOKE = Plan(deals=300, rounds=3, turn=0.01, processes=2, checked=60, streamed=(20, 60))


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table: a ratio (median, least and greatest of the rounds) or a count, with its target where there is one."""

    section: str
    name: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: str = "×"
    sense: Sense | None = None
    target: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.sense == "at least" else self.value <= self.target


@dataclass(slots=True)
class Times:
    """The seconds of every contestant, one for each round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def ratio(self, section: str, name: str, over: str, under: str, **more: Any) -> Row:
        """The row for `over / under`, taken within each round."""
        ratios = [a / b for a, b in zip(self.seconds[over], self.seconds[under], strict=True)]
        return Row(section, name, statistics.median(ratios), min(ratios), max(ratios), **more)

    def median(self, name: str) -> float:
        """The median seconds of a contestant."""
        return statistics.median(self.seconds[name])


def interleaved(turns: Mapping[str, Turn], rounds: int, label: str = "") -> Times:
    """`rounds` rounds in which each contestant takes a turn that returns its seconds; the order turns by one each round."""
    names = list(turns)
    gc.collect()
    gc.freeze()  # what is prepared is no garbage: collections between turns need not walk it
    times = Times({name: [] for name in names})
    for number in range(rounds):
        progress(f"{label} {number + 1}/{rounds}")
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            times.seconds[name].append(turns[name]())
    gc.unfreeze()
    progress("")
    return times


def per_item(function: Callable[[Any], Any], items: Sequence[Any], turn: float) -> Turn:
    """A turn over as many items as fill `turn` seconds (at least one), going on from where the last turn ended; seconds for one item."""
    count = min(len(items), fitting(function, items, turn))
    state = {"next": 0}

    def run() -> float:
        chosen = [items[(state["next"] + i) % len(items)] for i in range(count)]
        state["next"] = (state["next"] + count) % len(items)
        return timed(function, chosen) / count

    return run


def fitting(function: Callable[[Any], Any], items: Sequence[Any], turn: float) -> int:
    """How many items a turn has time for, judged by the first twenty after a warm-up; at least one."""
    some = items[:20]
    timed(function, some)
    return max(1, int(turn / max(timed(function, some) / len(some), 1e-9)))


def timed(function: Callable[[Any], Any], items: Sequence[Any]) -> float:
    """The seconds a function takes for all items; an item it refuses with an error counts with the time that takes."""
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        for item in items:
            try:  # noqa: SIM105 - `suppress` would cost more than some of what is measured
                function(item)
            except Exception:  # noqa: S110 - a refusal is part of what is measured
                pass
        return perf_counter() - start
    finally:
        gc.enable()


@contextmanager
def one_processor() -> Iterator[None]:
    """Within, this process runs on one processor where the system allows it.

    Engines with threads of their own then neither gain nor wait for a processor that other work holds. Threads keep what they start with,
    so engines are made within.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def progress(text: str) -> None:
    """A line on standard error that the next one replaces; nothing where that is no terminal."""
    if sys.stderr.isatty():
        print(f"\r{text:<70}\r", end="", file=sys.stderr, flush=True)
