"""cedarpy: a permit policy for each rule; those that allow a request are the rules that hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import cedarpy

from benchmarks.contestants import Contestant, Verdicts
from benchmarks.deals import Data, for_peers
from benchmarks.rules import measured_rules
from benchmarks.translate import HUNDREDTHS, NotExpressibleError, cedar


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items() if key != "recipients"}
    return round(value * HUNDREDTHS) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _request(data: Data) -> dict[str, Any]:
    dated = for_peers({key: item for key, item in data.items() if key == "deal"})
    context = _whole(_with_days(data)) | {"deal": dated["deal"]}
    return {"principal": 'Unit::"unit"', "action": 'Action::"check"', "resource": 'Deal::"deal"', "context": context}


def _with_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_days(item) for key, item in value.items()}
    return value.toordinal() if hasattr(value, "toordinal") else value


def contestants() -> list[Contestant]:
    """Verdicts as the reasons of one authorisation; a policy in error gives none."""
    names: list[str] = []
    lacks: list[str] = []
    policies: list[str] = []
    for rule in measured_rules():
        try:
            condition = cedar(rule.require)
        except NotExpressibleError:
            lacks.append(rule.id)
            continue
        names.append(rule.id)
        policies.append(f'@id("{rule.id}")\npermit(principal, action, resource) when {{ {condition} }};')
    compiled, entities = cedarpy.PolicySet.from_str("\n".join(policies)), cedarpy.Entities.from_json_str("[]")
    order = {name: f"policy{index}" for index, name in enumerate(names)}

    def verdicts(result: Any) -> Verdicts:
        holding, failed = set(result.diagnostics.reasons), " ".join(map(str, result.diagnostics.errors))
        found: Verdicts = []
        for rule in measured_rules():
            policy = order.get(rule.id, "")
            missing = not policy or f"`{policy}`" in failed or f"`{rule.id}`" in failed
            found.append(None if missing else policy in holding or rule.id in holding)
        return found

    return [
        Contestant(
            "cedarpy",
            _request,
            lambda request: cedarpy.is_authorized(request, compiled, entities),
            verdicts,
            lacks=frozenset(lacks),
            exact=True,
            note=f"{len(lacks)} rules over people left out: it has no quantifier over records; numbers as whole hundredths",
        )
    ]
