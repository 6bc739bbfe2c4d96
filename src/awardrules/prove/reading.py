"""What a decision read: which facts a rule hung on, and whether it applied for certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awardrules.decision.decide import Decision
from awardrules.expression import core
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.compiler import lowered
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import KINDS_PATH
from awardrules.prove.search import Facts


def at_hand(run: Decision, rule: Rule) -> bool:
    """Whether a rule that passed is known to apply; what it asks may be met where that is still open."""
    return any(finding.outcome == "pass" and all(when.value is True for when in finding.when) for finding in run.findings(rule))


def read_in(decision: Decision, rule: Rule) -> set[str]:
    """The facts that a rule read in a decision, and those that what it read was computed from."""
    givers = {other.gives: other for other in decision.edition.rules if other.gives}
    found: set[str] = set()
    pending = [rule]
    while pending:
        reached = {path for finding in decision.findings(pending.pop()) for path in _paths(finding)} - found
        found |= reached
        pending += [givers[path] for path in reached if path in givers and path not in decision.deal.facts]
    return found


def read_by(edition: Edition, rule_id: str, as_of: int) -> set[str]:
    """The facts a rule reads as it is written, those behind what it reads included."""
    rule = edition.rule(rule_id)
    derivations = {rule.gives: rule for rule in edition.rules if rule.gives}
    pending, found = [rule] if rule else [], set[str]()
    while pending:
        item = lowered(pending.pop(), as_of)
        for part in (item.when, item.unless, item.require, *(p for row in item.table for p in row if p is not None)):
            new = (core.columns(part) | core.prescriptions(part)) - found
            found |= new
            pending += [derivations[path] for path in new if path in derivations]
        found |= ({item.rule.for_each} if item.rule.for_each else set()) | ({KINDS_PATH} if item.rule.applies_to else set())
    return found


def _paths(finding: Any) -> set[str]:
    pending = [t for t in (*finding.when, finding.require, *finding.unless, *(part for row in finding.table for part in row)) if t is not None]
    found: set[str] = set()
    while pending:
        node = pending.pop()
        if node.path:
            found.add(node.path.split("[", 1)[0])
        pending.extend(node.children)
    return found


def places(vocabulary: Vocabulary) -> dict[str, tuple[bool, int]]:
    """Where each fact stands when a deal is told: what the deal is comes first, the rest as the vocabulary has it."""
    paths = dict.fromkeys(path.partition("[")[0] for path in vocabulary.facts)
    return {path: (not path.startswith("deal."), place) for place, path in enumerate(paths)}


def named(facts: Facts) -> Iterator[str]:
    """The paths of facts; of the records of a list those of the fields they state (`recipients[].role`)."""
    for path, value in facts.items():
        fields = dict.fromkeys(name for record in value for name in record) if isinstance(value, tuple) else {}
        yield from (f"{path}[].{name}" for name in fields) if fields else (path,)
