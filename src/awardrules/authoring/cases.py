"""Cases: deals with expected outcomes, which a lawyer can read, and the coverage of rules by outcome."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from awardrules import yamlfile
from awardrules.decision.decide import Decision, decide
from awardrules.decision.explain import cautions
from awardrules.decision.missing import missing
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, did_you_mean, error
from awardrules.expression import core
from awardrules.facts.deal import Deal, plain
from awardrules.facts.quantity import Bound, parse_date, parse_number, unscaled
from awardrules.facts.reading import deal_of
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from awardrules.pack.compiler import lowered
from awardrules.pack.dating import day_of_deal
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.models import CasesModel, validated
from awardrules.record import Record

SEVERITIES = ("violation", "deviation", "suggestion", "information")


class Case(Record):
    """One case: its name, place, deal and expectations."""

    name: Text
    span: Span
    deal: Deal
    as_of: int
    subject: Any
    hypothetical: bool
    expect: dict[str, Any]


@dataclass(slots=True)
class Coverage:
    """Which outcomes the cases saw of each rule, and which a rule can have."""

    seen: dict[str, set[str]] = field(default_factory=dict)
    possible: dict[str, frozenset[str]] = field(default_factory=dict)

    def gaps(self) -> list[tuple[str, list[str]]]:
        """The rules with outcomes that no case shows."""
        return [
            (rule, sorted(possible - self.seen.get(rule, set()))) for rule, possible in self.possible.items() if possible - self.seen.get(rule, set())
        ]

    @property
    def share(self) -> tuple[int, int]:
        """How many of the possible outcomes were seen, and how many there are."""
        total = sum(len(possible) for possible in self.possible.values())
        return total - sum(len(missed) for _, missed in self.gaps()), total


@dataclass(slots=True)
class Run:
    """The cases of one edition run: how many, the faults, the coverage."""

    edition: Edition
    count: int
    faults: list[Diagnostic]
    coverage: Coverage


def read_cases(folder: Path, edition: Edition) -> list[Case]:
    """The cases under `cases/` of an edition's folder. Raises AwardrulesError with every fault."""
    faults: list[Diagnostic] = []
    cases: list[Case] = []
    for path in sorted((folder / "cases").glob("*.yaml")):
        try:
            root = yamlfile.load(path)
        except AwardrulesError as fault:
            faults.extend(fault.diagnostics)
            continue
        model = validated(CasesModel, root, str(path), faults, frozenset())
        if model is None:
            continue
        for index, item in enumerate(model.cases):
            span = yamlfile.span_of(yamlfile.locate(root, ("cases", index)), str(path))
            try:
                data = _deal_data(item, model.bases, span)
                deal = deal_of(yamlfile.from_data(data, line=span.line, column=span.column), str(path), edition.vocabulary, name=item.name.zh)
            except AwardrulesError as fault:
                faults.extend(fault.diagnostics)
                continue
            expect = item.expect.model_dump(exclude_unset=True)
            if not any(expect.values()):
                faults.append(error("bad-case", span, Text("`expect` 为空", "`expect` is empty"), Text("写明应得的结果", "say what should come out")))
                continue
            day = item.as_of or day_of_deal(deal)
            cases.append(Case(item.name.text, span, deal, day, item.subject, item.hypothetical, expect))
    if faults:
        raise AwardrulesError(faults)
    return cases


def _deal_data(item: Any, bases: dict[str, Any], span: Span) -> dict[str, Any]:
    if item.base is not None and item.base not in bases:
        raise AwardrulesError(
            [error("bad-case", span, Text(f"没有基础交易 `{item.base}`", f"no base `{item.base}`"), did_you_mean(item.base, bases))]
        )
    data: dict[str, Any] = {}
    for source in (bases.get(item.base) if item.base else None, item.deal, item.with_):
        for path, value in _flat(source or {}):
            _set(data, path, value)
    for path in item.without:
        _drop(data, path)
    return data


def _flat(data: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict) and not set(value) <= {"min", "max"}:
            yield from _flat(value, f"{path}.")
        else:
            yield path, copy.deepcopy(value)


def _set(data: dict[str, Any], path: str, value: Any) -> None:
    *parents, leaf = path.split(".")
    for name in parents:
        if not isinstance(data.get(name), dict):
            data[name] = {}
        data = data[name]
    data[leaf] = value


def _drop(data: dict[str, Any], path: str) -> None:
    *parents, leaf = path.split(".")
    for name in parents:
        group = data.get(name)
        if not isinstance(group, dict):
            return
        data = group
    data.pop(leaf, None)


def run_cases(edition: Edition) -> Run:
    """Run the cases of an edition and collect what came out differently."""
    cases = read_cases(Path(edition.folder), edition)
    run = Run(
        edition,
        len(cases),
        [],
        Coverage(possible={rule.id: possible_outcomes(rule, edition.vocabulary) for rule in edition.rules if rule.kind == "check"}),
    )
    for case in cases:
        decision = decide(case.deal, edition, case.as_of, subject=case.subject, hypothetical=case.hypothetical)
        for rule, outcome in zip(edition.rules, decision.outcomes, strict=True):
            if outcome is not None:
                run.coverage.seen.setdefault(rule.id, set()).add(outcome)
        run.faults += [
            error("case-failed", case.span, Text(f"{case.name.zh}：{m.zh}", f"{case.name.en}: {m.en}")) for m in differences(case, decision)
        ]
    return run


def possible_outcomes(rule: Rule, vocabulary: Vocabulary) -> frozenset[str]:
    """The outcomes a check rule can have, as far as its form tells.

    It cannot fail where it requires only what it is applied for, or what every value of a fact satisfies.
    """
    form = lowered(rule, 1)
    asked = set(form.when.items) if isinstance(form.when, core.And) else {form.when}
    required = set(form.require.items) if isinstance(form.require, core.And) else {form.require}
    possible = {"pass"}
    required -= {item for item in required if _always(item, rule, vocabulary)}
    if not required <= asked | {core.TRUE}:
        possible.add("fail")
    if rule.applies_to or form.when != core.TRUE or form.unless != core.FALSE or rule.for_each:
        possible.add("not_applicable")
    return frozenset(possible)


def _severity(decision: Decision, clause: str) -> str:
    """How grave the failure of a clause is: the gravest of its failing rules."""
    failing = {r.severity for r, outcome in zip(decision.edition.rules, decision.outcomes, strict=True) if outcome == "fail" and clause in r.clauses}
    return next((severity for severity in SEVERITIES if severity in failing), "fail")


def _always(item: core.Core, rule: Rule, vocabulary: Vocabulary) -> bool:
    """Whether every value of the fact satisfies a membership."""
    if not (isinstance(item, core.Member) and isinstance(item.among, core.Lit) and isinstance(item.among.value, frozenset)):
        return False
    match item.item:
        case core.Column(path):
            fact = vocabulary.get(path)
        case core.Element(name):
            fact = vocabulary.get(f"{rule.for_each}[].{name}")
        case _:
            return False
    return fact is not None and fact.values is not None and set(fact.values) <= item.among.value


def differences(case: Case, decision: Decision) -> list[Text]:
    """What came out otherwise than the case expects."""
    found: list[Text] = []
    expect, edition = case.expect, decision.edition
    if "status" in expect and expect["status"] != decision.status:
        found.append(Text(f"结论应为 {expect['status']}，实为 {decision.status}", f"expected status {expect['status']}, got {decision.status}"))
    clauses = decision.clauses()
    for clause, outcome in (expect.get("clauses") or {}).items():
        got = clauses.get(clause)
        if got == "fail" and outcome in SEVERITIES:
            got = _severity(decision, clause)
        if clause not in edition.clauses:
            found.append(Text(f"没有条款 `{clause}`", f"no clause `{clause}`"))
        elif got != outcome:
            found.append(Text(f"`{clause}` 应为 {outcome}，实为 {got}", f"expected {outcome} of `{clause}`, got {got}"))
    by_id = {rule.id: outcome for rule, outcome in zip(edition.rules, decision.outcomes, strict=True)}
    for rule, outcome in (expect.get("rules") or {}).items():
        if by_id.get(rule) != outcome:
            found.append(Text(f"规则 `{rule}` 应为 {outcome}，实为 {by_id.get(rule)}", f"expected {outcome} of rule `{rule}`, got {by_id.get(rule)}"))
    for path, wanted in (expect.get("derived") or {}).items():
        got = decision.derived.get(path, "absent") if path in decision.derived else "absent"
        if not _same(wanted, got, decision, path):
            shown = got if got == "absent" else plain(got, edition.vocabulary.get(path))
            found.append(Text(f"`{path}` 应为 {wanted}，实为 {shown}", f"expected {wanted} for `{path}`, got {shown}"))
    open_paths = {m.path for m in missing(decision)} if expect.get("missing") else set()
    found += [
        Text(f"待补事实中没有 `{path}`", f"`{path}` is not among the missing facts") for path in expect.get("missing") or [] if path not in open_paths
    ]
    at_odds = {c.path for c in decision.conflicts}
    found += [Text(f"没有关于 `{path}` 的冲突", f"no conflict over `{path}`") for path in expect.get("conflicts") or [] if path not in at_odds]
    for rule_id in expect.get("cautions") or []:
        rule = edition.rule(rule_id) or next((r for r in edition.rules if rule_id in r.clauses), None)
        if rule is None or not cautions(decision, rule):
            found.append(Text(f"规则 `{rule_id}` 没有提示", f"rule `{rule_id}` carries no caution"))
    return found


def _same(wanted: Any, got: Any, decision: Decision, path: str) -> bool:
    if got == "absent" or wanted == "absent":
        return bool(wanted == got)
    if wanted is None or got is None:
        return got is None and wanted in (None, "unknown")
    if isinstance(got, Bound):
        return False  # an expected value is an exact one
    if isinstance(wanted, list):
        return isinstance(got, frozenset) and frozenset(wanted) == got
    if isinstance(got, bool):
        return str(wanted) == str(got).lower()
    if isinstance(got, str):
        return str(wanted) == got
    fact = decision.edition.vocabulary.get(path)
    if fact is not None and fact.type == "date":
        return bool(parse_date(str(wanted)) == got)
    number = parse_number(str(wanted))
    if number is None:
        return False
    if fact is not None and fact.type == "money":
        return number == parse_number(str(plain(got, fact)))
    return bool(number == unscaled(got))
