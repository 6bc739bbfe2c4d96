"""The sixty rules as trees of one notation, and as a pack folder that the loader reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Tree = Any
ARITHMETIC = frozenset({"+", "-", "*"})
QUANTIFIERS = frozenset({"some", "all", "none"})


@dataclass(frozen=True, slots=True)
class MeasuredRule:
    """A rule: its id and what it requires, as data of `rules.yaml` (dates are `date`, decimals floats with their shortest text)."""

    id: str
    require: Tree

    @property
    def exact(self) -> bool:
        """Whether it computes with decimals, so that binary fractions may judge it wrongly at a threshold."""
        return any(operator in ARITHMETIC for operator in operators(self.require))

    @property
    def people(self) -> bool:
        """Whether it runs over the people of the deal."""
        return any(operator in QUANTIFIERS for operator in operators(self.require))


def operators(tree: Tree) -> Iterator[str]:
    """Every operator of a tree."""
    if isinstance(tree, dict):
        for operator, arguments in tree.items():
            yield operator
            yield from operators(arguments)
    elif isinstance(tree, list):
        for item in tree:
            yield from operators(item)


@lru_cache(maxsize=1)
def measured_rules() -> tuple[MeasuredRule, ...]:
    """The rules of `rules.yaml` in order."""
    data = yaml.safe_load(Path(__file__).with_name("rules.yaml").read_text(encoding="utf-8"))
    return tuple(MeasuredRule(item["id"], item["require"]) for item in data["rules"])


def write_pack(folder: Path, *, copies: int = 1) -> Path:
    """A pack folder with the rules, `copies` times over; the edition folder."""
    edition = folder / "measured" / "2024"
    edition.mkdir(parents=True)
    words = "{zh: 用于测量, en: for measuring}"
    (edition / "pack.yaml").write_text(f"city: {words}\ntitle: {words}\nstatus: in_force\n", encoding="utf-8")
    clauses, rules = ["clauses:"], ["mechanism: scope", "applies_to: [any]", "rules:"]
    for copy in range(copies):
        for rule in measured_rules():
            name = f"measured.{rule.id}" + (f"-{copy}" if copy else "")
            clauses += [
                f"- id: {name}",
                f'  locator: "{rule.id}"',
                "  mechanism: scope",
                "  modality: shall",
                f'  anchor: "{rule.id[:20]}"',
                f'  hash: "{copy:016x}"',
                "  span: [[0, 1]]",
                f"  gist: {{zh: 规则 {rule.id}, en: rule {rule.id}}}",
            ]
            rules += [f"- cite: {name}", f"  require: {flow(rule.require)}", f"  remedy: {{zh: 满足规则 {rule.id}, en: meet rule {rule.id}}}"]
    (edition / "clauses.yaml").write_text("\n".join(clauses) + "\n", encoding="utf-8")
    (edition / "scope.yaml").write_text("\n".join(rules) + "\n", encoding="utf-8")
    return edition


def flow(tree: Tree) -> str:
    """A tree in YAML as an author writes it in one line."""
    if isinstance(tree, dict):
        return (
            "{"
            + ", ".join(f"{key if key.isalpha() or '_' in key else f'{chr(34)}{key}{chr(34)}'}: {flow(value)}" for key, value in tree.items())
            + "}"
        )
    if isinstance(tree, list):
        return "[" + ", ".join(map(flow, tree)) + "]"
    if isinstance(tree, bool):
        return "true" if tree else "false"
    return tree.isoformat() if isinstance(tree, date) else str(tree)
