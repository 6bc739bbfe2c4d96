"""The hand-written function."""

from __future__ import annotations

from benchmarks import handwritten
from benchmarks.contestants import Contestant
from benchmarks.deals import for_peers


def contestants() -> list[Contestant]:
    """Two-valued Python over parsed data."""
    note = "raises an error where a fact is missing"
    return [Contestant("hand-written Python", for_peers, handwritten.verdicts, list, complete_only=True, note=note)]
