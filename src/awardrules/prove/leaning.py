"""What a proposal leans on: history that nobody stated, and that lifts a duty which would otherwise have to be met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from awardrules.decision.decide import Decision, counts
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.edition import Rule
from awardrules.prove.changing import with_value

Facts = Mapping[str, Any]


def leaned_on(before: Facts, facts: Facts, vocabulary: Vocabulary, decided: Callable[[Facts], tuple[Decision, ...]]) -> Iterator[str]:
    """The facts of history that the deal leaves open, and without which a duty would not be lifted that what it states does not meet.

    A printed exception is leant on whether or not the deal states enough to tell that the duty is not met.
    """
    open_history = [path for path, fact in vocabulary.facts.items() if path in facts and path not in before and fact.change == "history"]
    if not open_history:
        return
    lifted = [(index, rule) for index, decision in enumerate(decided(facts)) for rule in _duties(decision) if _lifted(decision, rule)]
    stated = decided(before) if lifted else ()
    for path in open_history if lifted else ():
        without = decided(with_value(facts, path, None))
        if any(_asked(without[index], rule) and (_excepted(without[index], rule) or _broken(stated[index], rule)) for index, rule in lifted):
            yield path


def _duties(decision: Decision) -> Iterable[Rule]:
    return (rule for rule in decision.edition.rules if counts(rule) and rule.modality in ("shall", "shall_not", "should"))


def _lifted(decision: Decision, rule: Rule) -> bool:
    """Whether a duty is not asked for because of what the deal is, not of the kind it is."""
    return decision.outcome(rule) == "not_applicable" and any(found.cause in ("exception", "condition") for found in decision.findings(rule))


def _asked(decision: Decision, rule: Rule) -> bool:
    return decision.outcome(rule) in ("fail", "unknown")


def _excepted(decision: Decision, rule: Rule) -> bool:
    """Whether nobody knows if a printed exception lifts a duty."""
    return any(trace.value is None for finding in decision.findings(rule) for trace in finding.unless)


def _broken(decision: Decision, rule: Rule) -> bool:
    """Whether a deal does not have what a duty asks, if it is asked for."""
    return any(finding.require is not None and finding.require.value is False for finding in decision.findings(rule))
