"""Witness deals as data and as cases: what two editions decide differently, written so that each edition's cases can keep it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from awardrules.compare.diff import Comparison
from awardrules.compare.prover import Witness
from awardrules.decision.decide import decide
from awardrules.facts.deal import Deal, plain
from awardrules.facts.quantity import show_date
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from awardrules.pack.edition import Edition, Rule


def deal_data(deal: Deal, vocabulary: Vocabulary) -> dict[str, Any]:
    """The facts of a deal as nested data, as a deal file states them; those of one edition under `editions`."""
    data = _grouped(deal.facts, vocabulary)
    own = {edition: _grouped(facts, vocabulary) for edition, facts in deal.editions.items() if facts}
    return {**data, "editions": own} if own else data


def _grouped(facts: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path, value in sorted(facts.items(), key=lambda pair: (pair[0].partition(".")[0] != "deal", pair[0])):
        group = data
        *parents, leaf = path.split(".")
        for name in parents:
            group = group.setdefault(name, {})
        if isinstance(value, tuple):
            group[leaf] = [{name: plain(field, vocabulary.get(f"{path}[].{name}")) for name, field in record.items()} for record in value]
        else:
            group[leaf] = plain(value, vocabulary.get(path))
    return data


def witnesses(comparison: Comparison) -> Iterator[tuple[Text, Witness, tuple[Rule, ...], tuple[Rule, ...]]]:
    """Every witness of a comparison with what it is about and the rules of either side; of the editions as a whole first."""
    whole = Text("整体比较", "The editions as a whole")
    found = comparison.behaviour
    for witness in (found.tighter, found.looser) if found else ():
        if witness is not None:
            yield whole, witness, (), ()
    for change in comparison.changes:
        judgement = change.judgement
        for witness in (judgement.tighter, judgement.looser) if judgement else ():
            if witness is not None:
                yield change.title, witness, change.notion.a.rules, change.notion.b.rules


def case_files(comparison: Comparison) -> dict[str, str]:
    """For each edition the witnesses as a file of cases (name of the file: its text). Each case is decided again as it is written."""
    compared = comparison.compared
    files: dict[str, str] = {}
    for index, (own, other) in enumerate(((compared.a, compared.b), (compared.b, compared.a))):
        cases = [
            _case(f"{title.zh}（{number}）", f"{title.en} ({number})", witness, own, (a, b)[index])
            for number, (title, witness, a, b) in enumerate(witnesses(comparison), 1)
        ]
        head = f"# {own.reference} | {other.reference}: deals that the two decide differently\n"
        files[f"{own.pack}-{own.edition}.yaml"] = f"{head}cases:\n{''.join(cases)}" if cases else f"{head}cases: []\n"
    return files


def _case(zh: str, en: str, witness: Witness, edition: Edition, rules: tuple[Rule, ...]) -> str:
    decision = decide(witness.deal, edition, witness.as_of, subject=witness.subject)
    checks = [rule for rule in rules if rule.kind == "check" and rule.subject == witness.subject]
    expect: dict[str, Any] = {"status": decision.status}
    if checks:
        expect["rules"] = {rule.id: decision.outcome(rule) for rule in checks}
    return written_case(Text(zh, en), witness.deal, edition.vocabulary, witness.as_of, expect, subject=witness.subject)


def written_deal(deal: Deal, vocabulary: Vocabulary) -> str:
    """A deal as the YAML of a deal file."""
    return "\n".join(_lines(deal_data(deal, vocabulary), 0)) + "\n"


def written_case(
    name: Text, deal: Deal, vocabulary: Vocabulary, as_of: int, expect: Mapping[str, Any], *, subject: str = "deal", hypothetical: bool = False
) -> str:
    """One case as the YAML of a list entry under `cases:`."""
    case: dict[str, Any] = {"name": {"zh": name.zh, "en": name.en}, "deal": deal_data(deal, vocabulary), "as_of": show_date(as_of)}
    if subject == "institution":
        case["subject"] = subject
    if hypothetical:
        case["hypothetical"] = True
    case["expect"] = expect
    lines = list(_lines(case, 2))
    return "\n".join(["- " + lines[0][2:], *lines[1:]]) + "\n"


# what YAML reads as the text it is: names, plain numbers, ISO dates
_PLAIN = re.compile(r"[a-z][a-z0-9_./-]*|-?[0-9]+(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def _lines(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    """A mapping as lines of YAML: groups as blocks, lists and values in flow style."""
    for key, value in data.items():
        if isinstance(value, dict) and value and key not in ("name", "rules"):
            yield f"{' ' * indent}{_scalar(key)}:"
            yield from _lines(value, indent + 2)
        else:
            yield f"{' ' * indent}{_scalar(key)}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text not in _RESERVED else json.dumps(text, ensure_ascii=False)
