"""Our own engine: the sixty rules as a pack, read by the loader and compiled."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from awardrules.decision.decide import Decision, decide
from awardrules.decision.explain import Account, accounts
from awardrules.decision.reference import Finding
from awardrules.facts.deal import Deal
from awardrules.facts.reading import deal_from
from awardrules.pack.edition import Edition
from awardrules.pack.loading import load_edition
from benchmarks.contestants import Contestant, Verdicts
from benchmarks.deals import Data
from benchmarks.rules import write_pack

DAY = 739_500
VERDICT: dict[int, bool | None] = {0: True, 1: False, 3: None}
OUTCOME: dict[str | None, bool | None] = {"pass": True, "fail": False, "unknown": None}


def edition_of(copies: int = 1) -> Edition:
    """The pack of the sixty rules, `copies` times over, loaded from a folder made for it."""
    with tempfile.TemporaryDirectory() as folder:
        return load_edition(write_pack(Path(folder), copies=copies))


def traced(deal: Deal, edition: Edition) -> tuple[Decision, list[list[Finding]]]:
    """The decision, and for every rule that did not pass its findings with their traces."""
    decision = decide(deal, edition, DAY)
    return decision, [decision.findings(rule) for rule, outcome in zip(edition.rules, decision.outcomes, strict=True) if outcome != "pass"]


def explained(deal: Deal, edition: Edition) -> tuple[Decision, list[list[Account]]]:
    """The decision, and for every rule that did not pass its findings with their traces, each with its message in both languages."""
    decision = decide(deal, edition, DAY)
    return decision, [accounts(decision, rule) for rule, outcome in zip(edition.rules, decision.outcomes, strict=True) if outcome != "pass"]


def contestants(edition: Edition) -> list[Contestant]:
    """Verdicts on deals already read, verdicts with the reading, verdicts with traces, and with traces in words."""
    run, vocabulary = edition.program(DAY).run, edition.vocabulary

    def read(data: Data) -> Deal:
        return deal_from(data, vocabulary)

    def codes(result: Any) -> Verdicts:
        return [VERDICT[code] for code in result[0]]

    def outcomes(result: tuple[Decision, Any]) -> Verdicts:
        return [OUTCOME[outcome] for outcome in result[0].outcomes]

    return [
        Contestant("awardrules", lambda data: read(data).facts, lambda facts: run(facts, DAY), codes, exact=True),
        Contestant("awardrules, typing the deal too", lambda data: data, lambda data: run(read(data).facts, DAY), codes, exact=True, kind="reading"),
        Contestant("awardrules, traces", read, lambda deal: traced(deal, edition), outcomes, exact=True, kind="explained"),
        Contestant("awardrules, explained", read, lambda deal: explained(deal, edition), outcomes, exact=True, kind="explained"),
    ]
