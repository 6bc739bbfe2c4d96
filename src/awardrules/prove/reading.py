"""What a decision read: which facts a rule hung on, and whether it applied for certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awardrules.decision.decide import Decision
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.edition import Rule
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
