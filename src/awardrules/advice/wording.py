"""Formulas with their numbers, and the facts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awardrules.decision.decide import Decision
from awardrules.decision.explain import FactUsed, writer_for
from awardrules.decision.missing import Missing, missing
from awardrules.decision.reference import Finding, reads
from awardrules.expression.evaluate import Trace
from awardrules.expression.prose import Writer, as_fact
from awardrules.expression.term import Part, Term
from awardrules.facts.deal import show
from awardrules.language import Text
from awardrules.pack.edition import Rule

READS = frozenset({"var", "prescribed"})


class Figures(Writer):
    """Writes a formula with the values of its facts in place of their names; a fact that is not known stays a name in brackets."""

    def __init__(self, words: Writer, values: Mapping[str, Any]) -> None:
        super().__init__(words.vocabulary, words.parameters, words.record)
        self.values = values

    def value(self, part: Part) -> Text:
        """A value: the fact's own where it is known."""
        if not isinstance(part, Term) or part.operator not in READS:
            return super().value(part)
        known = self.values.get(part.name)
        if known is None:
            label = self.vocabulary.label(part.name)
            return Text(f"〔{label.zh}〕", f"[{label.en}]")
        return show(known, self.vocabulary.get(part.name) or as_fact(part.type))


def figures_for(decision: Decision, rule: Rule) -> Figures:
    """A writer with the figures of a rule and the facts of a decision."""
    return Figures(writer_for(decision, rule), {**decision.facts.known, **{k: v for k, v in decision.facts.outputs.items() if v is not None}})


def chosen_row(finding: Finding) -> tuple[int, Trace] | None:
    """The row of a table that gave the value, by number, with the trace of its value; None where that is not settled."""
    for index, (condition, value) in enumerate(finding.table):
        if condition is None or condition.value is True:
            return index, value
        if condition.value is None:
            return None
    return None


def row_clauses(rule: Rule, row: int | None) -> tuple[str, ...]:
    """The clauses behind a row of a table: its own, else those of the rule."""
    own = rule.body.table[row].clause if row is not None else None
    return (own,) if own else rule.clauses


def used(decision: Decision, path: str) -> FactUsed:
    """A fact with its value and the place it was stated."""
    return FactUsed(path, decision.facts.known.get(path), decision.evidence.get(path))


def paths_read(part: Part) -> tuple[str, ...]:
    """The facts an expression reads, in the order they are written."""
    found: dict[str, None] = {}

    def walk(node: Part) -> None:
        if isinstance(node, Term):
            if node.operator in READS and not node.name.startswith("item."):
                found[node.name] = None
            for argument in node.arguments:
                walk(argument)

    walk(part)
    return tuple(found)


def rule_reads(rule: Rule) -> set[str]:
    """Every fact a rule reads, in its conditions, exceptions, requirement or table."""
    body = rule.body
    parts = [*body.when, *(item.when for item in body.unless), *([body.require] if body.require is not None else [])]
    parts += [part for row in body.table for part in (row.when, row.value) if part is not None]
    return {path for part in parts for path in reads(part)}


def missing_for(decision: Decision, rule: Rule, found: list[Missing] | None = None) -> tuple[Missing, ...]:
    """The facts that leave a rule open, with their questions."""
    return tuple(m for m in (missing(decision) if found is None else found) if rule.id in m.blocks)
