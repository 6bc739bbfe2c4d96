"""The engines measured: one module each, imported only where its package is installed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata
from typing import Any

from benchmarks.deals import Data

Verdicts = list[bool | None]


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to decide the sixty rules.

    `read` makes the engine's own form of a deal and is not timed; `decide` is timed and gives whatever the engine gives; `verdicts`
    reads that: True, False, or None where the engine gives no answer. `lacks` are rules the engine cannot express; `exact` engines
    compute without binary fractions; `complete_only` ones know no missing facts. `kind` says what is compared with what.
    """

    name: str
    read: Callable[[Data], Any]
    decide: Callable[[Any], Any]
    verdicts: Callable[[Any], Verdicts]
    lacks: frozenset[str] = frozenset()
    exact: bool = False
    complete_only: bool = False
    kind: str = "verdicts"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """A distribution and the module of this folder that drives it."""

    distribution: str
    module: str


PEERS = (
    Peer("datalogic-py", "datalogic"),
    Peer("zen-engine", "zen"),
    Peer("panzi-json-logic", "panzi"),
    Peer("python-jsonlogic", "jsonlogic"),
    Peer("cedarpy", "cedar"),
)


def installed(peer: Peer) -> str | None:
    """The version of a peer, or None where it is not installed."""
    try:
        return metadata.version(peer.distribution)
    except metadata.PackageNotFoundError:
        return None


def peers() -> tuple[list[Contestant], dict[str, str], list[str]]:
    """The contestants of the installed peers, the versions of those, and the names of the missing."""
    found: list[Contestant] = []
    versions: dict[str, str] = {}
    missing: list[str] = []
    for peer in PEERS:
        version = installed(peer)
        if version is None:
            missing.append(peer.distribution)
            continue
        versions[peer.distribution] = version
        found += import_module(f"benchmarks.contestants.{peer.module}").contestants()
    return found, versions, missing


def judged(contestant: Contestant, item: Any, count: int) -> Verdicts:
    """The verdicts on a deal already read; None for every rule where the engine refuses the deal."""
    try:
        return contestant.verdicts(contestant.decide(item))
    except Exception:  # each engine has errors of its own
        return [None] * count
