"""Two editions side by side for a test: two of Trialville written from a few lines, or two that are shipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from awardrules.compare.prover import Judgement, Relation
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.references import Library
from pack.cities import city, clauses, day

DAY = day("2025-03-20")
PAIRS = (("shenzhen@draft", "shenzhen@2024"), ("shanghai@draft", "guangzhou@guideline"), ("shenzhen@2024", "ganzhou@2023"))


@cache
def shipped(reference: str) -> Edition:
    """A shipped edition."""
    library = Library()
    return library.load(library.resolve(reference, DAY)[0])


def two(
    folder: Path,
    a: str | Mapping[str, str],
    b: str | Mapping[str, str],
    listed: Mapping[str, str],
    listed_b: Mapping[str, str] | None = None,
    *,
    reworded: tuple[str, ...] = (),
) -> tuple[Edition, Edition]:
    """Two editions of Trialville; B prints the clauses of `reworded` in other words."""
    printed = json.loads(clauses(listed_b or listed))
    for clause in printed["clauses"]:
        if clause["id"] in reworded:
            clause["hash"] = "f" * 16
    one = city(folder / "a", a, listed)
    return one, city(folder / "b", b, listed_b or listed, files={"clauses.yaml": json.dumps(printed)})


class Told:
    """A prover that says what it was told, and remembers what it was asked."""

    def __init__(self, relation: Relation = "equivalent", *, proved: bool = True) -> None:
        self.judgement = Judgement(relation, proved)
        self.asked: list[tuple[list[str], list[str]]] = []

    def judge(self, a: tuple[Rule, ...], b: tuple[Rule, ...]) -> Judgement:
        self.asked.append(([rule.id for rule in a], [rule.id for rule in b]))
        return self.judgement

    def editions(self) -> Judgement:
        return self.judgement
