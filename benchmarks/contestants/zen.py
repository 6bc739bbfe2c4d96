"""zen-engine: a decision graph whose one node holds sixty expressions."""

from __future__ import annotations

import json
from typing import Any

import zen

from benchmarks.contestants import Contestant, Verdicts
from benchmarks.deals import for_peers
from benchmarks.rules import measured_rules
from benchmarks.translate import zen as expression


def _graph() -> str:
    rules = measured_rules()
    place = {"x": 0, "y": 0}
    expressions = [{"id": rule.id, "key": f"r{index}", "value": expression(rule.require)} for index, rule in enumerate(rules)]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": place},
        {"id": "rules", "name": "rules", "type": "expressionNode", "position": place, "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode", "position": place},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def _verdicts(response: Any) -> Verdicts:
    result = response["result"]
    return [result[f"r{index}"] for index in range(len(measured_rules()))]


def contestants() -> list[Contestant]:
    """Verdicts on parsed dicts, without and with its trace."""
    decision = zen.ZenEngine().create_decision(_graph())
    note = "refuses a whole deal where a fact is missing"
    return [
        Contestant("zen", for_peers, decision.evaluate, _verdicts, note=note),
        Contestant("zen, trace", for_peers, lambda data: decision.evaluate(data, {"trace": True}), _verdicts, kind="explained", note=note),
    ]
