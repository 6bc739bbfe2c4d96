"""Trialville with the facts advice needs: steps with their flags, amounts with their limits, reports with their addressees."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from awardrules.decision.decide import Decision, decide
from awardrules.facts.reading import read_deal
from awardrules.pack.edition import Edition
from pack.cities import city, day

FACTS: list[dict[str, Any]] = [
    {"path": "step.asked", "type": "date", "date_of": "step.asked_done"},
    {"path": "step.asked_done", "type": "bool"},
    {"path": "step.opened", "type": "date"},
    {"path": "step.closed", "type": "date"},
    {"path": "step.days", "type": "int", "unit": "calendar day", "derived": "true"},
    {"path": "step.filed", "type": "date", "date_of": "step.filed_done"},
    {"path": "step.filed_done", "type": "bool"},
    {"path": "step.signed", "type": "date", "date_of": "step.signed_done"},
    {"path": "step.signed_done", "type": "bool"},
    {"path": "step.hurried", "type": "bool"},
    {"path": "report.sent", "type": "date"},
    {"path": "report.fixed", "type": "date"},
    {
        "path": "report.to",
        "type": "set",
        "addressees": "true",
        "values": {"bureau": {"zh": "科技局", "en": "bureau"}, "mayor": {"zh": "市长", "en": "mayor"}},
    },
    {"path": "due.report", "type": "date", "output": "true"},
    {"path": "pool.income", "type": "money"},
    {"path": "pool.agreed", "type": "bool"},
    {"path": "pool.paid", "type": "money"},
    {"path": "pool.least", "type": "money", "output": "true", "floor_of": "pool.paid"},
    {"path": "pool.most", "type": "money", "output": "true", "ceiling_of": "pool.paid"},
    {"path": "pool.part", "type": "money", "output": "true"},
]


def vocabulary() -> str:
    """The facts above as a vocabulary file."""
    facts = []
    for fact in FACTS:
        name = fact["path"].replace(".", " ")
        facts.append({**fact, "label": {"zh": f"〈{name}〉", "en": name}, "question": {"zh": f"{name}？", "en": f"What is {name}?"}})
    return json.dumps({"facts": facts}, ensure_ascii=False)


def trialville(folder: Path, rules: str | Mapping[str, str], listed: Mapping[str, str], **more: Any) -> Edition:
    """An edition of Trialville with these facts."""
    return city(folder, rules, listed, files={"vocabulary.yaml": vocabulary()}, **more)


def decided(edition: Edition, deal: str, as_of: str = "2025-06-01", **options: Any) -> Decision:
    """A deal in YAML, decided."""
    return decide(read_deal(deal, "deal.yaml", edition.vocabulary), edition, day(as_of), **options)
