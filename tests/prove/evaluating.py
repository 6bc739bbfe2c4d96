"""The solver's encoding of an edition, evaluated at one deal: every variable set as the deal has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import z3

from awardrules.expression.kleene import SHIFTS
from awardrules.facts.quantity import FEN, SCALE
from awardrules.facts.vocabulary import Fact
from awardrules.prove.encoding import Encoding, Outcome
from awardrules.prove.world import FIRST_DAY, World, number, truth

STEP = {"int": SCALE, "decimal": 1, "share": 1, "money": FEN, "date": 1}


def model_of(world: World, facts: Mapping[str, Any]) -> z3.ModelRef:
    """A model in which the world's variables are as a deal states them, and the auxiliary ones as they must be."""
    model = z3.Model()
    for variable, value in _settings(world, facts):
        model.update_value(variable.decl(), value)
    for above, below, count in world.counts.values():
        model.update_value(count.decl(), z3.IntVal(number(model, above) // number(model, below)))
    for shift in world.shifts.values():
        moved = SHIFTS["months"](number(model, shift.start), number(model, shift.months) * SCALE)
        model.update_value(shift.end.decl(), z3.IntVal(moved or 0))
    return model


def _settings(world: World, facts: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    for path in world.facts:
        yield z3.Bool(f"{path}?"), z3.BoolVal(facts.get(path) is not None)
        yield from _fact(world.vocabulary.facts[path], world.variables.get(path), facts.get(path))
    for path, (_, slots) in world.lists.items():
        records = facts.get(path)
        yield z3.Bool(f"{path}?"), z3.BoolVal(records is not None)
        for index, _slot in enumerate(slots):
            record = records[index] if records and index < len(records) else None
            yield z3.Bool(f"{path}[{index}]?"), z3.BoolVal(record is not None)
            for name, fact in world.vocabulary.records[path].items():
                field, value = f"{path}[{index}].{name}", (record or {}).get(name)
                yield z3.Bool(f"{field}?"), z3.BoolVal(value is not None)
                yield from _fact(fact, world.variables[field], value)


def _fact(fact: Fact, variable: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if fact.type == "bool":
        yield variable, z3.BoolVal(bool(value))
    elif fact.type in ("enum", "set"):
        chosen = {value} if isinstance(value, str) else value or frozenset()
        yield from ((flag, z3.BoolVal(name in chosen)) for name, flag in variable.items())
    else:
        yield variable, z3.IntVal((value if value is not None else FIRST_DAY * STEP[fact.type]) // STEP[fact.type])


def outcome_at(model: z3.ModelRef, outcome: Outcome) -> list[str]:
    """Which of the four outcomes hold; exactly one should."""
    names = ("pass", "fail", "not_applicable", "unknown")
    return [name for name, item in zip(names, (outcome.passes, outcome.fails, outcome.off, outcome.open), strict=True) if truth(model, item)]


def disagreements(encoding: Encoding, deals: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, list[str], Mapping[str, Any]]]:
    """Every check rule of every deal that the encoding and the compiled program see differently: rule, decided, encoded, deal."""
    from awardrules.pack.program import OUTCOMES

    edition = encoding.edition
    program = edition.program(encoding.as_of)
    checks = [(index, rule, encoding.outcome(rule)) for index, rule in enumerate(edition.rules) if not rule.gives]
    for facts in deals:
        result = program.run(facts, encoding.as_of)
        if result is None:  # the deal contradicts itself
            continue
        model = model_of(encoding.world, facts)
        for index, rule, outcome in checks:
            found = outcome_at(model, outcome)
            if found != [OUTCOMES[result[0][index]]]:
                yield rule.id, OUTCOMES[result[0][index]], found, facts
