"""panzi-json-logic: the list of all sixty rules, walked for every deal."""

from __future__ import annotations

from json_logic import jsonLogic

from benchmarks.contestants import Contestant
from benchmarks.deals import for_peers
from benchmarks.rules import measured_rules
from benchmarks.translate import json_logic


def contestants() -> list[Contestant]:
    """Verdicts on parsed dicts."""
    logic = [json_logic(rule.require) for rule in measured_rules()]
    return [
        Contestant(
            "panzi-json-logic",
            for_peers,
            lambda data: jsonLogic(logic, data),
            lambda values: [value if isinstance(value, bool) else None if value is None else bool(value) for value in values],
        )
    ]
