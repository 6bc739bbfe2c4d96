"""Lint by proof: rules that can never apply or never fail, rules that others imply, duties no deal can keep together, tables with gaps.

What is surely a fault is a warning; what may be meant so (a duty printed twice, a table that leaves cases open) is a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from awardrules.authoring.cases import possible_outcomes
from awardrules.decision.decide import counts, decide
from awardrules.diagnostics import Diagnostic, Span, note, warning
from awardrules.facts.deal import show
from awardrules.language import Text, counted
from awardrules.pack.edition import Edition, Rule
from awardrules.prove.encoding import Encoding
from awardrules.prove.search import Facts, Search, deal, small
from awardrules.prove.solver import TIMEOUT_MS, Truth, Unsettled, both, either, opposite
from awardrules.prove.values import equal
from awardrules.prove.world import World

SHOWN = 6  # facts of an example


class _Deep:
    """One edition over all deals that state everything."""

    def __init__(self, edition: Edition, as_of: int, timeout_ms: int) -> None:
        self.edition, self.as_of, self.timeout_ms = edition, as_of, timeout_ms
        self.world = World(edition.vocabulary, open_facts=True)
        self.encoding = Encoding(edition, self.world, as_of)
        self.search = Search(self.world, as_of, timeout_ms)
        self.checks = [rule for rule in edition.rules if not rule.gives]
        self.duties = [rule for rule in self.checks if rule.severity == "violation" and counts(rule) and rule.subject == "deal"]
        self.unsettled = 0

    def find(self, *goal: Truth) -> Facts | bool | None:
        """A deal, None if there is none, False where the solver could not say."""
        try:
            return self.search.find(*goal, plausible=False)
        except Unsettled:
            self.unsettled += 1
            return False

    def local(self, goal: Any, *, shown: bool = False, computed: frozenset[str] = frozenset()) -> Facts | bool | None:
        """The same in a world of its own, where nobody states what is `computed`. `goal` makes the question from an encoding.

        What is `shown` is a plausible deal.
        """
        world = World(self.edition.vocabulary, open_facts=True, computed=computed)
        question = goal(Encoding(self.edition, world, self.as_of))
        try:
            return Search(world, self.as_of, self.timeout_ms).find(question, plausible=shown)
        except Unsettled:
            self.unsettled += 1
            return False

    # --- single rules ---

    def rules(self) -> Iterator[Diagnostic]:
        """Rules that never apply, never pass or never fail though their form could."""
        for rule in self.checks:
            if self.local(lambda e, rule=rule: e.outcome(rule).exercised) is None:
                message = Text(f"规则 `{rule.id}` 对任何事项都不会适用", f"rule `{rule.id}` can apply to no deal")
                yield warning(
                    "never-applies", rule.span, message, Text("核对 `when`、`unless` 与 `applies_to`", "check `when`, `unless` and `applies_to`")
                )
                continue
            if self.local(lambda e, rule=rule: both([e.outcome(rule).exercised, e.outcome(rule).passes])) is None:
                message = Text(f"规则 `{rule.id}` 没有任何事项能够满足", f"no deal can satisfy rule `{rule.id}`")
                yield warning("never-passes", rule.span, message, Text("核对 `require`", "check `require`"))
            possible = possible_outcomes(rule, self.edition.vocabulary)
            if "fail" in possible and self.local(lambda e, rule=rule: e.outcome(rule).fails) is None:
                message = Text(f"规则 `{rule.id}` 对任何事项都不会不符", f"rule `{rule.id}` can fail for no deal")
                help = Text("其要求已包含在适用条件之中", "what it requires is implied by what it applies to")
                yield note("never-fails", rule.span, message, help)

    def implied(self) -> Iterator[Diagnostic]:
        """Duties that are broken only where another duty is broken too."""
        outcomes = {rule.id: self.encoding.outcome(rule) for rule in self.duties}
        for rule in self.duties:
            others = [outcomes[other.id].fails for other in self.duties if other is not rule]
            if self.find(outcomes[rule.id].fails, opposite(either(others))) is not None:
                continue
            if self.find(outcomes[rule.id].fails) is None:
                continue
            stronger = [o.id for o in self.duties if o is not rule and self._implies(rule, o)]
            names = "、".join(f"`{name}`" for name in stronger[:3]) or "其他规则"
            words = ", ".join(f"`{name}`" for name in stronger[:3]) or "other rules"
            message = Text(f"凡不符规则 `{rule.id}` 的事项，也必不符 {names}", f"every deal that fails rule `{rule.id}` fails {words} too")
            yield note("implied", rule.span, message, Text("如条款确有重复，可不处理", "leave it where the document says so twice"))

    def _implies(self, rule: Rule, other: Rule) -> bool:
        return self.local(lambda e: both([e.outcome(rule).fails, opposite(e.outcome(other).fails)])) is None

    # --- pairs ---

    def pairs(self) -> Iterator[Diagnostic]:
        """Duties that can both apply, and that no deal can both keep."""
        together = self._seen_together()
        for one, other in combinations(self.duties, 2):
            if (one.id, other.id) in together:
                continue
            if self.local(lambda e, a=one, b=other: both([e.outcome(a).passes, e.outcome(b).passes])) is not None:
                continue
            facts = self.local(lambda e, a=one, b=other: both([e.outcome(a).exercised, e.outcome(b).exercised]), shown=True)
            if not facts:
                continue
            assert isinstance(facts, dict)  # noqa: S101 - neither None nor False
            shown = self._example(facts, one, other)
            message = Text(
                f"规则 `{one.id}` 与 `{other.id}` 可同时适用，但无法同时满足：{shown.zh}",
                f"rules `{one.id}` and `{other.id}` can both apply, and no deal keeps both: {shown.en}",
            )
            help = Text("如文件本意如此，可不处理；否则核对两条规则的适用条件", "leave it where the document means it; else check when each applies")
            yield note("never-together", one.span, message, help)

    def _seen_together(self) -> set[tuple[str, str]]:
        """The pairs of duties that some drawn deal keeps: most of them, so that few need a proof."""
        seen: set[tuple[str, str]] = set()
        for rule in self.duties:
            met = {name for pair in seen if rule.id in pair for name in pair}
            rest = [self.encoding.outcome(other).passes for other in self.duties if other.id not in met]
            if not rest:
                continue
            try:
                facts = self.search.most(self.encoding.outcome(rule).passes, rest)
            except Unsettled:
                continue
            if facts is None:
                continue
            decision = decide(deal(facts), self.edition, self.as_of, hypothetical=True)
            passed = [r.id for r in self.duties if decision.outcome(r) == "pass"]
            seen |= set(combinations(passed, 2))
        return seen

    def _example(self, facts: Facts, *rules: Rule) -> Text:
        def holds(trial: Facts) -> bool:
            decision = decide(deal(trial), self.edition, self.as_of, hypothetical=True)
            return all(decision.outcome(rule) in ("pass", "fail") for rule in rules) and any(decision.outcome(rule) == "fail" for rule in rules)

        return self._words(small(facts, holds) if holds(facts) else facts)

    def _words(self, facts: Facts) -> Text:
        vocabulary = self.edition.vocabulary
        shown = [(vocabulary.label(path), show(value, vocabulary.get(path))) for path, value in list(facts.items())[:SHOWN]]
        return Text("，".join(f"{label.zh}为{value.zh}" for label, value in shown), ", ".join(f"{label.en}: {value.en}" for label, value in shown))

    # --- tables ---

    def tables(self) -> Iterator[Diagnostic]:
        """Tables whose rows leave cases without a value, or say two things of one case."""
        for rule in self.edition.rules:
            if rule.gives and len(rule.body.table) > 1:
                yield from self._gap(rule)
                yield from self._overlaps(rule)

    def _gap(self, rule: Rule) -> Iterator[Diagnostic]:
        item = self.encoding.lowered(rule)
        if any(condition is None for condition, _ in item.table):
            return

        def open_case(e: Encoding) -> Truth:
            rows = [e.condition(condition).no for condition, _ in item.table if condition is not None]
            return both([e.applies(rule).yes, e.condition(item.when).yes, *rows])

        facts = self.local(open_case, shown=True)
        if isinstance(facts, dict):
            read = {path: value for path, value in facts.items() if path != "deal.kinds"}
            shown = self._words(read)
            message = Text(f"`{rule.gives}` 的表未覆盖：{shown.zh}", f"the table of `{rule.gives}` leaves open: {shown.en}")
            yield note("table-gap", rule.span, message, Text("如文件未作规定，可不处理", "leave it where the document is silent"))

    def _overlaps(self, rule: Rule) -> Iterator[Diagnostic]:
        table = self.encoding.lowered(rule).table
        found: list[tuple[int, int]] = []
        for (i, (first, one)), (j, (second, other)) in combinations(enumerate(table, 1), 2):
            if first is None or second is None:
                continue

            def both_match(e: Encoding, a: Any = (first, one), b: Any = (second, other)) -> Truth:
                x, y = e.value(a[1]), e.value(b[1])
                unlike = equal(x, y).no if x is not None and y is not None else True
                return both([e.condition(a[0]).yes, e.condition(b[0]).yes, unlike])

            if isinstance(self.local(both_match), dict):
                found.append((i, j))
        if found:
            zh = "；".join(f"第 {i} 与第 {j} 行" for i, j in found)
            en = "; ".join(f"{i} and {j}" for i, j in found)
            message = Text(f"`{rule.gives}` 的表有重叠，取前一行：{zh}", f"rows of the table of `{rule.gives}` overlap, the first wins: {en}")
            yield note("table-overlap", rule.span, message, Text("如先后次序有意为之，可不处理", "leave it where the order is meant"))


def lint_deep(edition: Edition, as_of: int, *, timeout_ms: int = TIMEOUT_MS) -> list[Diagnostic]:
    """What proofs find in an edition on a day, by place; a last note counts the questions the solver could not settle in time."""
    deep = _Deep(edition, as_of, timeout_ms)
    found = [*deep.rules(), *deep.implied(), *deep.pairs(), *deep.tables()]
    found.sort(key=lambda d: (d.span.file, d.span.line, d.code))
    if deep.unsettled:
        message = Text(f"{deep.unsettled} 个问题求解器未能在时限内回答", f"{counted(deep.unsettled, 'question')} not settled in the time limit")
        found.append(note("unsettled", Span(edition.folder), message, Text("用 --timeout 放宽时限", "raise it with --timeout")))
    return found
