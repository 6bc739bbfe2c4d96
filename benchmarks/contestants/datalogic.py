"""datalogic-py: one JsonLogic rule, a list of all sixty, compiled once."""

from __future__ import annotations

import json
from typing import Any

import datalogic_py

from benchmarks.contestants import Contestant, Verdicts
from benchmarks.deals import for_peers
from benchmarks.rules import measured_rules
from benchmarks.translate import json_logic


def _booleans(values: Any) -> Verdicts:
    return [value if isinstance(value, bool) else None if value is None else bool(value) for value in values]


def contestants() -> list[Contestant]:
    """Verdicts on parsed dicts, on documents in the engine's own memory, and with its trace (which takes and gives JSON text)."""
    logic = [json_logic(rule.require) for rule in measured_rules()]
    engine = datalogic_py.Engine()
    compiled, session, text = engine.compile(logic), engine.session(), json.dumps(logic)
    return [
        Contestant("datalogic", for_peers, compiled.evaluate, _booleans, note="one array rule, parsed dicts"),
        Contestant(
            "datalogic, native document",
            lambda data: datalogic_py.DataHandle(for_peers(data)),
            lambda handle: session.evaluate_data(compiled, handle),
            _booleans,
            kind="native",
            note="the deal already in the engine's own memory",
        ),
        Contestant(
            "datalogic, trace",
            lambda data: json.dumps(for_peers(data)),
            lambda line: engine.evaluate_with_trace(text, line),
            lambda envelope: _booleans(json.loads(envelope)["result"]),
            kind="explained",
            note="JSON text in and out, as its interface has it",
        ),
    ]
