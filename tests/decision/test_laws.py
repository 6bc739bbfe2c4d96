"""Laws that hold for every deal against every shipped edition.

Deals are the deals of the shipped cases mixed with each other, with facts left out and facts added at random: so they come near the
thresholds of the rules, and say less and more than any case does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from awardrules.authoring.cases import read_cases
from awardrules.decision import reference
from awardrules.decision.decide import Decision, decide
from awardrules.decision.missing import missing
from awardrules.expression import kleene
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import SCALE, Bound
from awardrules.facts.reading import deal_from
from awardrules.facts.vocabulary import Fact
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import KINDS_PATH, OUTCOMES
from awardrules.pack.references import Library
from pack.cities import day
from strategies import values

EDITIONS = ("ganzhou@2023", "guangzhou@guideline", "shanghai@draft", "shenzhen@2024", "shenzhen@draft")
DAYS = [day(text) for text in ("2020-01-01", "2024-07-31", "2024-08-01", "2025-03-20", "2026-12-31", "2027-07-31", "2027-08-01")]
Facts = Mapping[str, Any]

every_edition = pytest.mark.parametrize("reference_of", EDITIONS)


@cache
def edition_of(name: str) -> Edition:
    library = Library()
    return library.load(library.resolve(name, DAYS[0])[0])


@cache
def case_facts(name: str) -> list[dict[str, Any]]:
    """The facts of the deals of the shipped cases."""
    edition = edition_of(name)
    return [dict(case.deal.facts) for case in read_cases(Path(edition.folder), edition)]


@cache
def settled_facts(name: str) -> list[dict[str, Any]]:
    """Those of deals that state all that matters."""
    edition = edition_of(name)
    settled = ("compliant", "deviating", "non_compliant")
    return [facts for facts in case_facts(name) if decide(Deal(facts), edition, day("2025-03-20"), hypothetical=True).status in settled]


def test_the_editions_of_the_laws_are_all_there_are():
    assert {f"{found.pack}@{found.edition}" for found in Library().all()} == set(EDITIONS)


# --- deals ---


@st.composite
def value_of(draw: st.DrawFn, edition: Edition, fact: Fact) -> Any:
    """A value of a fact, as the engine holds it."""
    data = draw(values(fact))
    if fact.record:
        return deal_from({fact.record: [{fact.name: data}]}, edition.vocabulary).facts[fact.record][0][fact.name]  # type: ignore[index, union-attr]
    return deal_from({fact.path: data}, edition.vocabulary).facts[fact.path]


@st.composite
def stated_facts(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """The facts of a deal that two cases and chance make up."""
    edition, known = edition_of(name), case_facts(name)
    facts = dict(draw(st.sampled_from(draw(st.sampled_from([known, settled_facts(name)])))))
    other = draw(st.sampled_from(known))
    changes = draw(st.sampled_from([1, 2, 6]))
    for path in draw(st.sets(st.sampled_from(sorted(other)), max_size=2 * changes)) if other else ():
        facts[path] = other[path]
    loose = [fact for fact in edition.vocabulary if not fact.output and not fact.record]
    for fact in draw(st.lists(st.sampled_from(loose), max_size=changes)):
        facts[fact.path] = draw(value_of(edition, fact))
    for path in draw(st.sets(st.sampled_from(sorted(facts)), max_size=changes)) if facts else ():
        del facts[path]
    return facts


@st.composite
def said_less(draw: st.DrawFn, facts: Facts) -> dict[str, Any]:
    """The same deal, stated less: facts left out, fields of people left out, numbers and dates given as bounds, sets in part."""
    less = dict(facts)
    for path in draw(st.sets(st.sampled_from(sorted(facts)), max_size=10)) if facts else ():
        value = facts[path]
        if isinstance(value, tuple) and draw(st.booleans()):
            less[path] = tuple({k: draw(in_part(v)) for k, v in record.items() if draw(st.booleans())} for record in value)
        elif isinstance(value, frozenset) and draw(st.booleans()):
            less[path] = draw(in_part(value))
        elif type(value) is int and draw(st.booleans()):
            step = 1 if path.endswith(("date", "start", "end")) else SCALE
            low, high = draw(st.sampled_from([(value, None), (None, value), (value - step, value + step), (value - step, None)]))
            less[path] = Bound(low, high)
        else:
            del less[path]
    return less


@st.composite
def in_part(draw: st.DrawFn, value: Any) -> Any:
    """A set with some of its members stated, or with others it could have; any other value as it is."""
    if not isinstance(value, frozenset) or draw(st.booleans()):
        return value
    held = frozenset(draw(st.sets(st.sampled_from(sorted(value))))) if value else value
    return Bound(held, draw(st.sampled_from([None, value, value | {"other"}])))


# --- the compiled program and the reference interpreter ---


def without_bounds(facts: Facts) -> dict[str, Any]:
    """The facts that are stated exactly, and the records with those of their fields."""
    exact = {path: value for path, value in facts.items() if not isinstance(value, Bound)}
    return {
        path: tuple({name: v for name, v in record.items() if not isinstance(v, Bound)} for record in value) if isinstance(value, tuple) else value
        for path, value in exact.items()
    }


@every_edition
@given(data=st.data())
def test_the_compiled_program_gives_what_the_reference_interpreter_gives(reference_of, data):
    edition = edition_of(reference_of)
    drawn, as_of = data.draw(stated_facts(reference_of)), data.draw(st.sampled_from(DAYS))
    facts = without_bounds(drawn)  # a deal with bounds is the reference interpreter's, `decide` never runs the program on it
    result = edition.program(as_of).run(facts, as_of)
    gathered, derivations = reference.gather(edition, facts, as_of)
    if result is None:
        event("conflict")
        assert gathered.conflicts, "only a deal that contradicts itself is left to the reference interpreter"
        return
    assert not gathered.conflicts
    codes, given_values = result
    assert dict(zip(edition.program(as_of).gives, given_values, strict=True)) == gathered.given
    for rule, code in zip(edition.rules, codes, strict=True):
        found = [derivations[rule.id]] if rule.gives else reference.examine(rule, gathered, as_of)
        assert OUTCOMES[code] == reference.combined(found), rule.id


@every_edition
@given(data=st.data())
@settings(max_examples=30)
def test_a_decision_traces_to_the_outcomes_it_reports(reference_of, data):
    edition = edition_of(reference_of)
    deal = Deal(data.draw(stated_facts(reference_of)))
    subject = data.draw(st.sampled_from(["deal", "institution"]))
    decision = decide(deal, edition, data.draw(st.sampled_from(DAYS)), subject=subject)
    for rule, outcome in zip(edition.rules, decision.outcomes, strict=True):
        assert (outcome is None) == (rule.subject != subject)
        if outcome is not None:
            assert reference.combined(decision.findings(rule)) == outcome, rule.id


# --- monotonicity ---


def open_applicability(decision: Decision, rule: Rule) -> bool:
    """Whether it was not settled that a rule that passed applies (to each record)."""
    kinds = reference.applies(rule, decision.facts.known.get(KINDS_PATH))
    for finding in decision.findings(rule):
        gate = kleene.conjunction([kinds, *(t.value for t in finding.when), kleene.negation([kleene.disjunction([t.value for t in finding.unless])])])
        if gate is None:
            return True
    return False


@every_edition
@given(data=st.data())
def test_stating_more_never_turns_a_pass_into_a_fail_or_a_fail_into_a_pass(reference_of, data):
    edition, as_of = edition_of(reference_of), data.draw(st.sampled_from(DAYS))
    facts = data.draw(stated_facts(reference_of))
    subject = data.draw(st.sampled_from(["deal", "institution"]))
    more = decide(Deal(facts), edition, as_of, subject=subject, hypothetical=True)
    assume(not more.conflicts)
    less = decide(Deal(data.draw(said_less(facts))), edition, as_of, subject=subject, hypothetical=True)
    assert not less.conflicts, "saying less of a deal that agrees with itself cannot make it disagree"
    for rule, before, after in zip(edition.rules, less.outcomes, more.outcomes, strict=True):
        if before == after or before in (None, "unknown"):
            continue
        assert (before, after) == ("pass", "not_applicable"), rule.id
        assert open_applicability(less, rule), rule.id
    for path, value in less.derived.items():
        if value is not None and not isinstance(value, Bound):
            assert more.derived[path] == value, path


# --- facts that cannot decide ---


@st.composite
def answer(draw: st.DrawFn, edition: Edition, facts: dict[str, Any], path: str) -> dict[str, Any]:
    """The deal with an open fact stated; `recipients[1].role` is stated of that person."""
    facts = dict(facts)
    if path in edition.vocabulary.records:
        fields = edition.vocabulary.records[path].values()
        facts[path] = tuple({f.name: draw(value_of(edition, f)) for f in fields if draw(st.booleans())} for _ in range(draw(st.integers(0, 2))))
        return facts
    fact = edition.vocabulary.get(path)
    assert fact is not None, path
    value = draw(value_of(edition, fact))
    if fact.record:
        number = int(path.partition("[")[2].partition("]")[0])
        people = [dict(record) for record in facts[fact.record]]
        people[number][fact.name] = value
        facts[fact.record] = tuple(people)
    else:
        facts[path] = value
    return facts


@every_edition
@given(data=st.data())
def test_a_fact_that_does_not_decide_never_changes_the_status_when_it_is_stated(reference_of, data):
    edition, as_of = edition_of(reference_of), data.draw(st.sampled_from(DAYS[3:5]))
    facts = data.draw(stated_facts(reference_of))
    before = decide(Deal(facts), edition, as_of)
    idle = [item.path for item in missing(before) if not item.decides]
    assume(idle)
    event(before.status)
    for path in data.draw(st.lists(st.sampled_from(idle), min_size=1, max_size=4, unique=True)):
        after = decide(Deal(data.draw(answer(edition, facts, path))), edition, as_of)
        if not after.conflicts:
            assert after.status == before.status, path


@every_edition
@given(data=st.data())
def test_an_undetermined_decision_says_what_would_decide_it(reference_of, data):
    edition = edition_of(reference_of)
    facts = data.draw(stated_facts(reference_of))
    decision = decide(Deal(data.draw(st.sampled_from([facts, data.draw(said_less(facts))]))), edition, data.draw(st.sampled_from(DAYS[3:5])))
    assume(decision.status == "undetermined" and not decision.conflicts)
    assert [item for item in missing(decision) if item.decides]


# --- sets known in part ---


@every_edition
@given(data=st.data())
@settings(max_examples=40)
def test_of_a_set_known_in_part_only_the_names_that_are_asked_matter(reference_of, data):
    """Whether any other name is in it changes none of the rules that wait for it."""
    edition, as_of = edition_of(reference_of), data.draw(st.sampled_from(DAYS[3:5]))
    facts = data.draw(stated_facts(reference_of))
    facts |= {path: data.draw(in_part(value)) for path, value in facts.items()}
    before = decide(Deal(facts), edition, as_of, hypothetical=True)
    asked = [item for item in missing(before) if item.members and "[" not in item.path]
    assume(asked)
    for item in asked:
        held, possible = facts[item.path].low, facts[item.path].high
        names = edition.vocabulary.facts[item.path].values if possible is None else possible
        chosen = held | data.draw(st.sets(st.sampled_from(item.members)))
        others = frozenset(data.draw(st.sets(st.sampled_from(sorted(names))))) - frozenset(item.members)
        few, many = (decide(Deal({**facts, item.path: value}), edition, as_of, hypothetical=True) for value in (chosen, chosen | others))
        rules = {rule.id: rule for rule in edition.rules}
        assert [few.outcome(rules[rule]) for rule in item.blocks] == [many.outcome(rules[rule]) for rule in item.blocks]
        assert not held & frozenset(item.members)
