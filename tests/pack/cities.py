"""A city invented for a test: a pack folder with facts, clauses and rules of its own, written from a few lines of YAML.

Trialville prints no policy; its facts (`trial.*`) stand for whatever a test needs, so that no test of the engine moves with a real document.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from awardrules.decision.decide import Decision, decide
from awardrules.diagnostics import AwardrulesError, Diagnostic
from awardrules.facts.quantity import parse_date
from awardrules.facts.reading import read_deal
from awardrules.pack.edition import Edition
from awardrules.pack.loading import load_edition

AS_OF = "2025-03-20"

HEAD = """
city: {zh: 试城, en: Trialville}
title: {zh: 试城工作方案, en: Trialville Plan}
document: 试字〔2025〕1号
status: in_force
"""

_FACTS = {
    "trial.when": "bool",
    "trial.unless": "bool",
    "trial.holds": "bool",
    "trial.other": "bool",
    "trial.count": "int",
    "trial.sum": "money",
    "trial.day": "date",
    "trial.level": "enum",
    "trial.items": "set",
    "trial.prescribed": "int",
    "trial.granted": "bool",
    "trial.counted": "int",
}
_OUTPUTS = {"trial.prescribed", "trial.granted"}
_DERIVED = {"trial.counted"}
_LEVELS = {"low": {"zh": "低", "en": "low"}, "middle": {"zh": "中", "en": "middle"}, "high": {"zh": "高", "en": "high"}}


def vocabulary() -> str:
    """The facts of Trialville."""
    facts = []
    for path, kind in _FACTS.items():
        name = path.partition(".")[2]
        fact: dict[str, Any] = {"path": path, "type": kind, "label": {"zh": f"试项 {name}", "en": f"trial {name}"}}
        fact["question"] = {"zh": f"{name} 如何？", "en": f"What is {name}?"}
        if kind in ("enum", "set"):
            fact["values"] = _LEVELS
        if path in _OUTPUTS:
            fact["output"] = "true"
        if path in _DERIVED:
            fact["derived"] = "true"
        facts.append(fact)
    return json.dumps({"facts": facts}, ensure_ascii=False, indent=1)


def clauses(listed: Mapping[str, str], mechanism: str = "publicity") -> str:
    """`clauses.yaml` from clause ids and modalities; `leadership:shall` names the mechanism too."""
    rows = []
    for number, (clause, modality) in enumerate(listed.items(), 1):
        group, _, word = modality.rpartition(":")
        rows.append(
            {
                "id": clause, "locator": f"第{number}条", "mechanism": group or mechanism, "modality": word, "anchor": clause[:20],
                "hash": f"{number:016x}", "span": [[number, number + 1]], "gist": {"zh": f"条款 {clause}。", "en": f"clause {clause}."},
            }
        )  # fmt: skip
    return json.dumps({"clauses": rows}, ensure_ascii=False, indent=1)


def write_city(
    folder: Path,
    rules: str | Mapping[str, str] = "",
    listed: Mapping[str, str] | None = None,
    *,
    head: str = HEAD,
    mechanism: str = "publicity",
    applies_to: str = "[any]",
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write `<folder>/trialville/2025` and return it.

    `rules` is the list under `rules:` of one mechanism, or such lists by mechanism; `listed` maps clauses to modalities; `files` adds or
    replaces whole files.
    """
    edition = folder / "trialville" / "2025"
    edition.mkdir(parents=True, exist_ok=True)
    written = {"pack.yaml": head, "vocabulary.yaml": vocabulary(), "clauses.yaml": clauses(listed or {"c.one": "shall"}, mechanism)}
    for name, text in ({mechanism: rules} if isinstance(rules, str) else rules).items():
        body = textwrap.dedent(text).strip("\n")
        listing = f"rules:\n{body}\n" if body else "rules: []\n"
        written[f"{name}.yaml"] = f"mechanism: {name}\napplies_to: {applies_to}\n{listing}"
    for name, text in (written | dict(files or {})).items():
        (edition / name).parent.mkdir(exist_ok=True)
        (edition / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return edition


def city(folder: Path, rules: str | Mapping[str, str] = "", listed: Mapping[str, str] | None = None, **more: Any) -> Edition:
    """The edition of a city written by `write_city`."""
    return load_edition(write_city(folder, rules, listed, **more))


def faults_of(folder: Path, rules: str | Mapping[str, str] = "", listed: Mapping[str, str] | None = None, **more: Any) -> list[Diagnostic]:
    """The faults of a city that cannot be loaded; an empty list where it can."""
    try:
        city(folder, rules, listed, **more)
    except AwardrulesError as fault:
        return list(fault.diagnostics)
    return []


def day(text: str) -> int:
    """A date as a day number."""
    found = parse_date(text)
    assert found is not None, text
    return found


def decided(edition: Edition, deal: str, *, as_of: str = AS_OF, **options: Any) -> Decision:
    """The decision of a deal given as YAML."""
    return decide(read_deal(textwrap.dedent(deal), "deal.yaml", edition.vocabulary), edition, day(as_of), **options)


def outcomes(decision: Decision) -> dict[str, str]:
    """The outcome of every rule of the subject, by rule id without its mechanism."""
    pairs = zip(decision.edition.rules, decision.outcomes, strict=True)
    return {rule.id.partition("/")[2]: outcome for rule, outcome in pairs if outcome is not None}
