"""What is still unknown: the facts that leave a rule or an output open, most decisive first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from awardrules.decision.decide import SCOPE_OUTPUTS, Decision, counts, holds_up, nothing_applied, violates
from awardrules.decision.reference import Finding, applies
from awardrules.decision.whom import recipient
from awardrules.expression import kleene
from awardrules.expression.evaluate import Trace
from awardrules.expression.term import Part, Term, json_of
from awardrules.facts.deal import Cited, show
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import LIST_QUESTIONS
from awardrules.language import Text
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import COMPLEMENTS, KINDS_PATH
from awardrules.record import Record

SHOWN, FEWEST = 12, 4  # questions that a short report shows: of all headings together, and of each at least
OPEN_FACTS = Text("待补事实，能改变结论", "Open facts that can change the verdict")
OF_THE_DRAFT = Text("协议没有写明的约定，能改变结论", "What the agreement leaves unsettled, and can change the verdict")
OF_THE_FILE = Text("协议之外待补的事实，能改变结论", "Open facts beside the agreement that can change the verdict")


class Missing(Record):
    """A fact not stated (or stated only as a bound), its question, the rules it blocks, and whether it can still change the status.

    Of a set known in part, `members` are the names that the rules wait for: whether they are in it.
    """

    path: str
    question: Text
    blocks: tuple[str, ...]
    decides: bool
    members: tuple[str, ...] = ()


def missing(decision: Decision, *, decisive_only: bool = False) -> list[Missing]:
    """The open facts of a decision, or only those that can still change its status. Empty where the deal is out of scope."""
    if decision.out_of_scope:
        return []
    can_change = status_changers(decision)
    blocked: dict[str, dict[str, None]] = {}
    asked: dict[str, set[str]] = {}
    decisive: set[str] = set()
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        if outcome is None and rule.gives in SCOPE_OUTPUTS:
            # scope and term decide for both subjects
            outcome = "unknown" if decision.derived.get(rule.gives) is None else "pass"
        if outcome != "unknown":
            continue
        can = can_change(rule)
        if (decisive_only and not can) or (rule.gives and applies(rule, decision.facts.known.get(KINDS_PATH)) is False):
            continue
        for path, names in _open(decision, rule):
            blocked.setdefault(path, {})[rule.id] = None
            asked.setdefault(path, set()).update(names)
            if can:
                decisive.add(path)
    order = {fact.path: index for index, fact in enumerate(decision.edition.vocabulary)}
    by_id = {rule.id: rule for rule in decision.edition.rules}

    def rank(item: Missing) -> tuple[object, ...]:
        """What settles scope comes first, then what the rules for this kind of deal wait for, then the rest."""
        rules = [by_id[rule_id] for rule_id in item.blocks]
        settles_scope = any(rule.gives in SCOPE_OUTPUTS for rule in rules)
        specific = sum(1 for rule in rules if rule.applies_to and not rule.gives)
        place = order.get(_plain(item.path), len(order))
        return (not item.decides, item.path != KINDS_PATH, not settles_scope, -specific, -len(rules), place, item.path)

    found = []
    for path, rules in blocked.items():
        members = _in_order(decision, path, asked[path])
        found.append(Missing(path, _question(decision, path, members), tuple(rules), path in decisive, members))
    return sorted(found, key=rank)


class Asked(Record):
    """Open facts under one heading: all of them, and how many a short report shows."""

    heading: Text
    items: tuple[Missing, ...]
    shown: int

    @property
    def left(self) -> int:
        """How many a short report leaves out."""
        return len(self.items) - self.shown


def asked(decision: Decision) -> tuple[Asked, ...]:
    """The facts that can still change the status, as they are asked for.

    Of an agreement those come first, and apart, that its parties agree on: what the draft does not say, and can. The others no draft says.
    """
    found = tuple(item for item in missing(decision, decisive_only=True) if item.decides)
    if not any(isinstance(evidence, Cited) for evidence in decision.evidence.values()):
        groups = [(OPEN_FACTS, found)]
    else:
        agreed = tuple(item for item in found if _is_agreed(decision, item.path))
        groups = [(OF_THE_DRAFT, agreed), (OF_THE_FILE, tuple(item for item in found if item not in agreed))]
    made: list[Asked] = []
    for heading, items in groups:
        room = max(SHOWN - sum(one.shown for one in made), FEWEST)
        made += [Asked(heading, items, min(len(items), room))] if items else []
    return tuple(made)


def _is_agreed(decision: Decision, path: str) -> bool:
    fact = decision.edition.vocabulary.get(_plain(path))
    return fact is not None and fact.change == "negotiable"


def _in_order(decision: Decision, path: str, names: set[str]) -> tuple[str, ...]:
    fact = decision.edition.vocabulary.get(path)
    return tuple(name for name in (fact.values if fact is not None and fact.values else sorted(names)) if name in names)


def _plain(path: str) -> str:
    return f"{path.partition('[')[0]}[]{path.partition(']')[2]}" if "[" in path else path


def _question(decision: Decision, path: str, names: tuple[str, ...]) -> Text:
    if path in LIST_QUESTIONS:
        return LIST_QUESTIONS[path]
    fact = decision.edition.vocabulary.get(path)
    if fact is None:
        return Text(path, path)
    asked = fact.question
    if names:
        which = show(frozenset(names), fact)
        asked = Text(f"{asked.zh}（待明确：{which.zh}）", f"{asked.en} (to be settled: {which.en})")
    if "[" in path:
        who = recipient(decision.deal, path)
        return Text(f"{who.zh}：{asked.zh}", f"R{who.en[1:]}: {asked.en}")
    return asked


def status_changers(decision: Decision) -> Callable[[Rule], bool]:
    """Tells of an unknown rule whether settling it can still give the decision another status."""
    checks = [(rule, outcome) for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True) if outcome == "fail"]
    violated = any(violates(rule, outcome) for rule, outcome in checks)
    deviating = any(rule.severity == "deviation" and counts(rule) for rule, _ in checks)
    held_up = any(o == "unknown" and holds_up(decision, r) for r, o in zip(decision.edition.rules, decision.outcomes, strict=True) if not r.gives)
    idle = nothing_applied(decision) and not held_up and not decision.scope_open

    def can(rule: Rule) -> bool:
        if decision.status == "not_decided":
            return True
        if rule.gives in SCOPE_OUTPUTS:
            return decision.scope_open
        if idle and not rule.gives:
            return True
        if rule.gives or violated or not counts(rule) or repeats_its_condition(rule):
            return False
        return rule.severity == "violation" or (rule.severity == "deviation" and not deviating)

    return can


def repeats_its_condition(rule: Rule) -> bool:
    """Whether a rule requires only what it applies to, as a permission without a printed condition does: it cannot fail."""
    if rule.body.require is None:
        return True
    asked = [json_of(part) for one in rule.body.when for part in _conjuncts(one)]
    return all(json_of(part) in asked for part in _conjuncts(rule.body.require))


def _conjuncts(part: Part) -> list[Part]:
    if isinstance(part, Term) and part.operator == "and":
        return [inner for argument in part.arguments for inner in _conjuncts(argument)]
    return [part]


# an open fact, and of a set known in part the names that are asked of it
Open = tuple[str, frozenset[str]]
_NONE: frozenset[str] = frozenset()


def open_facts(decision: Decision, rule: Rule) -> Iterator[str]:
    """The facts behind an unknown rule, followed through computed facts to what a deal states."""
    return (path for path, _ in _open(decision, rule))


def _open(decision: Decision, rule: Rule) -> Iterator[Open]:
    kinds = decision.facts.known.get(KINDS_PATH)
    if applies(rule, kinds) is None:
        yield KINDS_PATH, _unsettled(kinds, frozenset(rule.applies_to))
    for finding in decision.findings(rule):
        if finding.outcome != "unknown":
            continue
        if rule.for_each and finding.require is None and not finding.when:
            yield rule.for_each, _NONE
        yield from _of_finding(decision, finding, {rule.gives or ""})


def _unsettled(value: Any, names: frozenset[str]) -> frozenset[str]:
    """Which of the names a set known in part may or may not have."""
    if not (isinstance(value, Bound) and value.of_set):
        return _NONE
    held, possible = kleene.members(value)
    return (names if possible is None else names & possible) - held


def _asked(node: Trace, names: frozenset[str]) -> frozenset[str]:
    """The names that a part asks of the sets below it; `names` are those asked of the part itself."""
    operator = node.part.operator if isinstance(node.part, Term) else ""
    if operator in ("union", "if"):
        return names
    if operator in ("includes_all", "includes_any"):
        whole, part = node.children
        return kleene.members(part.value)[0] - kleene.members(whole.value)[0]
    if operator == "in" and isinstance(node.children[0].value, str):
        return frozenset({node.children[0].value})
    return _NONE


def _of_finding(decision: Decision, finding: Finding, seen: set[str]) -> Iterator[Open]:
    for part in (*finding.when, *finding.unless, *([finding.require] if finding.require else [])):
        if part.value is None:
            yield from _of_trace(decision, part, seen)
    for condition, value in finding.table:
        if condition is not None and condition.value is None:
            yield from _of_trace(decision, condition, seen)
        if (value.value is None or isinstance(value.value, Bound)) and (condition is None or condition.value is not False):
            yield from _of_trace(decision, value, seen)
        if condition is not None and condition.value is True:
            break


def _of_trace(decision: Decision, node: Trace, seen: set[str]) -> Iterator[Open]:
    for path, names in open_leaves(node):
        yield from _of_path(decision, path, seen, names)


def open_leaves(node: Trace, names: frozenset[str] = _NONE) -> Iterator[Open]:
    """The open facts read by an open part; of a set known in part, with the names the part waits for."""
    if node.path and not node.children:
        if node.value is None or isinstance(node.value, Bound):
            yield node.path, _unsettled(node.value, names)
        return
    below = _asked(node, names)
    for child in _reached(node):
        if child.value is None or isinstance(child.value, Bound):
            yield from open_leaves(child, below)


def _reached(node: Trace) -> Iterator[Trace]:
    """The parts that bear on a value: of a choice, no branch that its condition rules out."""
    if not (isinstance(node.part, Term) and node.part.operator == "if"):
        yield from node.children
        return
    *pairs, otherwise = node.children
    for condition, branch in zip(pairs[::2], pairs[1::2], strict=True):
        yield condition
        if condition.value is not False:
            yield branch
        if condition.value is True:
            return
    yield otherwise


@lru_cache(maxsize=8)
def _derivations(edition: Edition) -> dict[str, Rule]:
    """The derive rules by what they give."""
    return {rule.gives: rule for rule in edition.rules if rule.gives}


def _of_path(decision: Decision, path: str, seen: set[str], names: frozenset[str]) -> Iterator[Open]:
    if path in seen:
        return
    seen = seen | {path}
    if path in decision.facts.conflicted:
        return
    rule = _derivations(decision.edition).get(path)
    if rule is not None:
        deeper = [item for finding in decision.findings(rule) for item in _of_finding(decision, finding, seen)]
        if deeper:
            yield from deeper
            return
    for a, b in COMPLEMENTS:
        if path == b:
            path = a
    fact = decision.edition.vocabulary.get(path)
    if fact is None or not fact.output:
        yield path, names
