"""How the rules of two editions stand to each other: which deals one passes and the other fails, each found by a solver and decided again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from awardrules.compare.prover import Judgement, Relation, Witness, together
from awardrules.compare.shape import DILIGENCE, favours, read_by
from awardrules.decision.decide import Decision, Subject, counts, decide
from awardrules.pack.compiler import lowered
from awardrules.pack.edition import Edition, Rule
from awardrules.prove.encoding import Encoding
from awardrules.prove.grading import GRAVITY, at_least, graver, higher, one_only, relief
from awardrules.prove.plain import filled, outright
from awardrules.prove.reading import at_hand, named, places, read_in
from awardrules.prove.search import Facts, Search, dated, deal, fewest, small
from awardrules.prove.solver import TIMEOUT_MS, Truth, Unsettled, both, either, opposite
from awardrules.prove.stating import answers, only_computed, united
from awardrules.prove.values import equal
from awardrules.prove.world import World
from awardrules.record import Record

PATIENCE_MS = 500  # for a nicer witness of what is settled already
WEIGHED = ("violation", "deviation")
ACCEPTED = ("compliant", "deviating")
Side = Literal["a", "b"]
SIDES: tuple[Side, Side] = ("a", "b")


class _Sides(Record):
    """The two editions over one world."""

    world: World
    a: Encoding
    b: Encoding


class _Notion(Record):
    """The rules of one notion in both editions."""

    a: tuple[Rule, ...]
    b: tuple[Rule, ...]
    subject: Subject

    @property
    def given(self) -> tuple[str, ...]:
        """The paths both sides derive."""
        return tuple(sorted({rule.gives for rule in self.a if rule.gives} & {rule.gives for rule in self.b if rule.gives}))

    @property
    def relief_given(self) -> bool:
        """Whether both sides give a relief as a value, which one side alone says over again as a check: then the value tells."""
        both_give = any(rule.gives in self.given and rule.mechanism == DILIGENCE for rule in self.a)
        return both_give and any(map(favours, self.a)) != any(map(favours, self.b))


class Pair:
    """A prover for two editions on one day. `timeout_ms` bounds each question."""

    def __init__(self, a: Edition, b: Edition, as_of: int, timeout_ms: int = TIMEOUT_MS) -> None:
        self.a, self.b, self.as_of, self.timeout_ms = a, b, as_of, timeout_ms
        self.vocabulary = united(a.vocabulary, b.vocabulary)
        self._places = places(self.vocabulary)
        self.computed = only_computed(a, b, as_of)
        self._answers = answers(a, b, as_of)
        self._whole: tuple[_Sides, Search] | None = None
        self._bases: dict[frozenset[str], tuple[Facts, Facts] | None] = {}
        self._reads: list[tuple[set[str], str | None]] | None = None

    # --- what is asked ---

    def judge(self, a: tuple[Rule, ...], b: tuple[Rule, ...]) -> Judgement:
        """The rules of one notion in both editions; those about the institution apart from those about a deal."""
        apart = [tuple(rule for rule in rules if not rule.gives and rule.subject == "institution") for rules in (a, b)]
        if any(apart) and _subject(a, b) == "deal":
            rest = [tuple(rule for rule in rules if rule not in institution) for rules, institution in zip((a, b), apart, strict=True)]
            return together(self.judge(*rest), self.judge(*apart))
        sides = self._sides()
        search = Search(sides.world, self.as_of, self.timeout_ms)
        notion = _Notion(a, b, _subject(a, b))
        proved = True
        for directions in (self._checks, self._derivations):
            found: list[Facts | None] = []
            for goal, side in zip(directions(sides, notion), (*SIDES, None, None), strict=False):
                try:
                    found.append(None if any(found[2:]) else search.find(goal, confirm=self._claim(notion, side)))
                except Unsettled:
                    found.append(None)
                    proved = False
            if any(found):
                break
        more, less = (self._witness(facts, notion, side) for facts, side in zip(found, SIDES, strict=False))
        other = self._witness(next(filter(None, found[2:]), None), notion, None) if not more and not less else None
        relation: Relation = "tightened" if more else "loosened" if less else "equivalent"
        if (more and less) or any(found[2:]):
            relation = "incomparable"
        partial = self._partial(notion) if relation == "equivalent" else True
        return Judgement(relation, proved, more or other, less, partial)

    def editions(self) -> Judgement:
        """The two editions as a whole: complete deals that one accepts and the other refuses."""
        sides, search = self._complete()
        standings = sides.a.standing(), sides.b.standing()
        proved = True
        found: list[Witness | None] = []
        for one, other, side in ((0, 1, "a"), (1, 0, "b")):
            try:
                facts = search.find(standings[one].accepted, standings[other].refused, confirm=self._refusing("a" if side == "a" else "b"))
            except Unsettled:
                facts, proved = None, False
            found.append(self._edition_witness(facts, "a" if side == "a" else "b") if facts is not None else None)
        more, less = found
        relation: Relation = "incomparable" if more and less else "tightened" if more else "loosened" if less else "equivalent"
        partial: bool | None = True
        if relation == "equivalent":
            partial = self._partial(_Notion(self.a.rules, self.b.rules, "deal"))
        return Judgement(relation, proved, more, less, partial)

    # --- goals ---

    def _checks(self, sides: _Sides, notion: _Notion) -> tuple[Truth, ...]:
        """What some deal passes in A and fails in B; and the other way round."""
        bad_a, bad_b = graver(sides.a, notion.a), graver(sides.b, notion.b)
        worse = [(at_least(bad_a, level), at_least(bad_b, level)) for level in sorted({*bad_a, *bad_b})]
        tighter = [both([opposite(in_a), in_b]) for in_a, in_b in worse]
        looser = [both([opposite(in_b), in_a]) for in_a, in_b in worse]
        # an exemption is no duty: it is tighter where somebody who had it has it no longer
        if not notion.relief_given:
            (granted_a, withheld_a), (granted_b, withheld_b) = relief(sides.a, notion.a), relief(sides.b, notion.b)
            tighter.append(both([granted_a, withheld_b]))
            looser.append(both([granted_b, withheld_a]))
        return either(tighter), either(looser)

    def _derivations(self, sides: _Sides, notion: _Notion) -> tuple[Truth, ...]:
        """A floor computed higher or a ceiling lower in B; the other way round; another value; a value in one edition alone."""
        tighter: list[Truth] = []
        looser: list[Truth] = []
        unlike: list[Truth] = []
        alone: list[Truth] = []
        for path in notion.given:
            fact = self.vocabulary.get(path)
            one, other = sides.a.given(path), sides.b.given(path)
            if fact is not None and (fact.floor_of or fact.ceiling_of):
                up, down = higher(one, other), higher(other, one)
                tighter.append(up if fact.floor_of else down)
                looser.append(down if fact.floor_of else up)
            else:
                unlike.append(equal(one, other).no)
            alone.append(one_only(one, other))
        return either(tighter), either(looser), either(unlike), either(alone)

    def _partial(self, notion: _Notion) -> bool | None:
        """Whether some deal that leaves facts open comes out differently; None where that is not settled."""
        sides = self._sides(open_facts=True)
        search = Search(sides.world, self.as_of, self.timeout_ms)
        sets = [[encoding.outcome(r) for r in rules if not r.gives] for encoding, rules in ((sides.a, notion.a), (sides.b, notion.b))]
        fails = [either([o.fails for o in outcomes]) for outcomes in sets]
        opens = [either([o.open for o in outcomes]) for outcomes in sets]
        waits = either([both([opens[0], opposite(opens[1])]), both([opens[1], opposite(opens[0])])])
        unlike = [both([opposite(fails[0]), opposite(fails[1]), waits]), *self._checks(sides, notion), *self._derivations(sides, notion)]
        try:
            return search.find(either(unlike), plausible=False) is not None
        except Unsettled:
            return None

    def _sides(self, *, open_facts: bool = False) -> _Sides:
        world = World(self.vocabulary, open_facts=open_facts, computed=frozenset() if open_facts else self.computed)
        return _Sides(world, Encoding(self.a, world, self.as_of), Encoding(self.b, world, self.as_of))

    def _complete(self) -> tuple[_Sides, Search]:
        if self._whole is None:
            sides = self._sides()
            self._whole = sides, Search(sides.world, self.as_of, self.timeout_ms)
        return self._whole

    # --- witnesses ---

    def _decided(self, facts: Facts, subject: Subject = "deal", *, hypothetical: bool = False) -> tuple[Decision, ...]:
        one = deal(facts)
        return tuple(decide(one, edition, self.as_of, subject=subject, hypothetical=hypothetical) for edition in (self.a, self.b))

    def _witness(self, facts: Facts | None, notion: _Notion, side: Side | None) -> Witness | None:
        """The smallest deal of this kind, within one that is otherwise in order where a verdict hangs on it."""
        if facts is None:
            return None
        holds = self._claim(notion, side)
        if not holds(facts):
            raise AssertionError(f"a deal found by the solver is decided otherwise: {[r.id for r in notion.a]} {dict(facts)}")
        for plainer in (self._claim(notion, side, settled=True), self._claim(notion, side, settled=True, both_given=side is None)):
            holds = plainer if plainer(facts) else holds
        decisive = small(facts, holds)
        final: Facts = decisive
        if side is not None and notion.subject == "deal":
            final = self._whole_deal(decisive, notion, side, holds) or decisive
            if any(final.get(path) != value for path, value in decisive.items()):
                decisive = small(final, holds)
        if side is not None:
            shown = {*decisive, *(path for path, inputs in self._answers.items() if inputs & decisive.keys())}
            final = self._stated_plainly(final, notion, holds)
            decisive = {path: decisive.get(path, value) for path, value in final.items() if path in shown}
        if holds(day := dated(final, self.as_of)):
            final = day
        final, decisive = ({path: facts[path] for path in sorted(facts, key=self._places.__getitem__)} for facts in (final, decisive))
        one, other = (decide(deal(final), edition, self.as_of, subject=notion.subject) for edition in (self.a, self.b))
        outcomes = ({r.id: one.outcome(r) or "" for r in notion.a}, {r.id: other.outcome(r) or "" for r in notion.b})
        return Witness(deal(final), self.as_of, one.status, other.status, tuple(named(decisive)), outcomes, side or "a", notion.subject)

    def _stated_plainly(self, facts: Facts, notion: _Notion, holds: Callable[[Facts], bool]) -> Facts:
        """The deal as a person would state it, with the same verdicts."""

        def statuses(trial: Facts) -> list[str]:
            return [decide(deal(trial), edition, self.as_of, subject=notion.subject).status for edition in (self.a, self.b)]

        before = statuses(facts)
        given = decide(deal(facts), self.a, self.as_of, subject=notion.subject, hypothetical=True).derived
        same = lambda trial: holds(trial) and statuses(trial) == before  # noqa: E731 - a name for two calls
        return filled(outright(facts, self._answers.items(), given, same), self.vocabulary, same)

    def _claim(self, notion: _Notion, side: Side | None, *, settled: bool = False, both_given: bool = False) -> Callable[..., bool]:
        """Whether a deal shows what is claimed.

        `settled`: also that a value that one side does not give is not open for want of facts, nor whether a relief is at hand at all;
        `both_given`: that both sides give the value.
        """
        places = [[(rule, edition.rules.index(rule)) for rule in rules] for rules, edition in ((notion.a, self.a), (notion.b, self.b))]

        def holds(facts: Facts, decided: tuple[Decision, ...] = ()) -> bool:
            runs = decided or self._decided(facts, notion.subject, hypothetical=True)
            worst, relieved = [], []
            for run, placed in zip(runs, places, strict=True):
                outcomes = [(rule, run.outcomes[index]) for rule, index in placed if not rule.gives]
                if any(outcome == "unknown" for _, outcome in outcomes):
                    return False
                if settled and any(rule.gives in notion.given and run.outcomes[index] == "unknown" for rule, index in placed):
                    return False
                granted = [rule for rule, outcome in outcomes if outcome == "pass" and favours(rule)]
                if settled and not all(at_hand(run, rule) for rule in granted):
                    return False
                worst.append(max((GRAVITY[rule.severity] for rule, outcome in outcomes if outcome == "fail" and not favours(rule)), default=0))
                relieved.append(not notion.relief_given and bool(granted))
            if side is not None and (worst[0] != worst[1] or relieved[0] != relieved[1]):
                passed, failed = (0, 1) if side == "a" else (1, 0)
                return worst[failed] > worst[passed] or relieved[passed] > relieved[failed]
            values = [(path, runs[0].derived.get(path), runs[1].derived.get(path)) for path in notion.given]
            return any(self._apart(path, one, other, side) for path, one, other in values if not both_given or None not in (one, other))

        return holds

    def _apart(self, path: str, one: Any, other: Any, side: Side | None) -> bool:
        """Whether two derived values differ, in the direction that `side` passes and the other does not."""
        if one == other or one is None or other is None:
            return side is None and one != other
        fact = self.vocabulary.get(path)
        if fact is not None and (fact.floor_of or fact.ceiling_of):
            return side is not None and ((other > one) == bool(fact.floor_of)) == (side == "a")
        return side is None

    def _whole_deal(self, decisive: Facts, notion: _Notion, side: Side, holds: Callable[..., bool]) -> Facts | None:
        """A deal that is in order but for this: one edition accepts it and the other does not, or finds a deviation."""
        own = frozenset(rule.id for rule in (notion.b if side == "a" else notion.a) if not rule.gives and counts(rule) and rule.severity in WEIGHED)
        if not own:
            return None
        refusing = self._decided(decisive)[side == "a"]
        own |= _failing(refusing)  # what else the document says of the very same facts

        def turns(trial: Facts) -> bool:
            decided = self._decided(trial)
            passed, failed = decided if side == "a" else decided[::-1]
            if not (passed.status in ACCEPTED and failed.status == "non_compliant") and (passed.status, failed.status) != ("compliant", "deviating"):
                return False
            return _failing(failed) <= own and holds(trial, decided)  # in scope of both, so decided as if it were

        bases = self._in_order(decisive.get("deal.kinds", frozenset()))
        near = self._read_along(frozenset(decisive))
        if bases is not None:
            least, whole = bases
            for facts in ({**least, **decisive}, {**least, **{path: whole[path] for path in whole if path in near}, **decisive}):
                if turns(facts):
                    return self._trimmed(facts, decisive, near, turns)
            if turns(facts := {**whole, **decisive}):
                return small(facts, turns, keep=frozenset(decisive))
            found = self._turning(notion, side, own, {path: value for path, value in whole.items() if path not in near}, turns)
            if found is not None and turns(trial := {path: value for path, value in found.items() if path in least or path in near}):
                return self._trimmed(trial, decisive, near, turns)
        found = self._turning(notion, side, own, {}, turns)
        return small(found, turns, keep=frozenset(decisive)) if found is not None and turns(found) else None

    def _trimmed(self, facts: Facts, decisive: Facts, near: set[str], turns: Callable[[Facts], bool]) -> Facts:
        """The facts without those that the decisive ones made needless: what no rule reads along with them is needed as before.

        Of what is shown (the decisive facts) no member stays that does nothing."""
        for path in [path for path in facts if path in near and path not in decisive]:
            trial = {name: value for name, value in facts.items() if name != path}
            if turns(trial):
                facts = trial
        return fewest(facts, decisive, turns)

    def _read_along(self, paths: frozenset[str]) -> set[str]:
        """The facts that rules of either edition read together with some of the paths, or with what is computed from them."""
        if self._reads is None:
            rules = [rule for edition in (self.a, self.b) for rule in edition.rules if rule.subject == "deal"]
            self._reads = [(read_by(lowered(rule, self.as_of)), rule.gives) for rule in rules]
        reached, found = set(paths), set[str]()
        growing = True
        while growing:
            growing = False
            for read, gives in self._reads:
                if read & reached:
                    found |= read
                    if gives and gives not in reached:
                        reached.add(gives)
                        growing = True
        return found

    def _turning(self, notion: _Notion, side: Side, own: frozenset[str], fixed: Facts, turns: Callable[[Facts], bool]) -> Facts | None:
        """A deal that the rules `own` alone turn, with some facts as they are; None also where that is not found soon."""
        sides, search = self._complete()
        passing, failing = (sides.a, sides.b) if side == "a" else (sides.b, sides.a)
        ok, bad = passing.standing(), failing.standing()
        turned = either([both([ok.accepted, bad.refused]), both([ok.compliant, bad.accepted, bad.deviates])])
        others = [rule for rule in failing.edition.rules if rule.subject == "deal" and not rule.gives and counts(rule) and rule.id not in own]
        sound = opposite(either([failing.outcome(rule).fails for rule in others if rule.severity in WEIGHED]))
        kept = sides.world.pinned(fixed, fixed).values()
        search.solver.set("timeout", min(PATIENCE_MS, self.timeout_ms))
        try:
            return search.find(turned, sound, self._checks(sides, notion)[SIDES.index(side)], *kept, confirm=turns)
        except Unsettled:
            return None
        finally:
            search.solver.set("timeout", self.timeout_ms)

    def _in_order(self, kinds: frozenset[str]) -> tuple[Facts, Facts] | None:
        """A deal of the kinds asked for that both editions accept: without all it can do without, and stating everything."""
        if kinds not in self._bases:
            sides, search = self._complete()
            members = getattr(sides.world.fact("deal.kinds"), "members", {})
            asked = [flag for name, flag in members.items() if name in kinds]
            others = [opposite(flag) for name, flag in members.items() if name not in kinds] if kinds else []
            goal = (sides.a.standing().accepted, sides.b.standing().accepted, *asked)
            try:
                found = search.find(*goal, *others, confirm=lambda trial: self._accepted(trial, kinds))
                if found is None and others:  # such a deal is only in order where it is about something else too
                    found = search.find(*goal, confirm=lambda trial: self._accepted(trial, kinds))
            except Unsettled:
                found = None
            self._bases[kinds] = None if found is None else (small(found, lambda trial: self._accepted(trial, kinds)), found)
        return self._bases[kinds]

    def _accepted(self, trial: Facts, kinds: frozenset[str]) -> bool:
        return kinds <= trial.get("deal.kinds", frozenset()) and all(decision.status in ACCEPTED for decision in self._decided(trial))

    def _refusing(self, side: Side) -> Callable[[Facts], bool]:
        """Whether the edition of `side` accepts a deal that the other refuses; a deal of no kind at all is none."""

        def holds(trial: Facts) -> bool:
            statuses = [decision.status for decision in self._decided(trial)]
            passed, failed = statuses if side == "a" else statuses[::-1]
            return passed in ACCEPTED and failed == "non_compliant" and bool(trial.get("deal.kinds"))

        return holds

    def _edition_witness(self, facts: dict[str, Any], side: Side) -> Witness:
        holds = self._refusing(side)
        if not holds(facts):
            raise AssertionError(f"a deal found by the solver is decided otherwise: {dict(facts)}")
        final = dated(small(facts, holds), self.as_of)
        one, other = self._decided(final)
        refusing = other if side == "a" else one
        failing = [rule for rule in refusing.edition.rules if rule.id in _failing(refusing) and rule.severity == "violation"]
        accepting = one if side == "a" else other
        likewise = [rule for rule in accepting.edition.rules if not rule.gives and rule.clauses[0] in {failed.clauses[0] for failed in failing}]
        asked = [*((refusing, rule) for rule in failing), *((accepting, rule) for rule in likewise)]
        reads = {path for decision, rule in asked for path in read_in(decision, rule)}
        outcomes: tuple[dict[str, str], dict[str, str]] = ({}, {r.id: "fail" for r in failing})
        return Witness(
            deal(final),
            self.as_of,
            one.status,
            other.status,
            tuple(p for p in final if p in reads),
            outcomes if side == "a" else outcomes[::-1],
            side,
        )


def prover(a: Edition, b: Edition, as_of: int, *, timeout_ms: int = TIMEOUT_MS) -> Pair:
    """A prover for two editions on the day `as_of` (compare/prover.py)."""
    return Pair(a, b, as_of, timeout_ms)


def _failing(decision: Decision) -> set[str]:
    """The rules whose failure weighs on the status."""
    pairs = zip(decision.edition.rules, decision.outcomes, strict=True)
    return {rule.id for rule, outcome in pairs if outcome == "fail" and not rule.gives and counts(rule) and rule.severity in WEIGHED}


def _subject(a: Iterable[Rule], b: Iterable[Rule]) -> Subject:
    """`institution` where every rule is about the institution."""
    return "institution" if {rule.subject for rule in (*a, *b)} == {"institution"} else "deal"
