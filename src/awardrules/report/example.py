"""A witness deal in words: the facts that make the difference, and how each edition judges them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awardrules.compare.diff import Comparison
from awardrules.compare.pairing import Notion, Side
from awardrules.compare.prover import Witness
from awardrules.compare.shape import RANK, favours
from awardrules.decision.decide import decide
from awardrules.facts.deal import show
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import Edition
from awardrules.report.text import OUTCOME_WORDS, STATUS

OUTCOME_ORDER = ("fail", "unknown", "pass", "not_applicable")
FAILED: dict[str, Text] = {
    "violation": Text("不符合", "violation"),
    "deviation": Text("偏离", "deviation"),
    "suggestion": Text("未照建议办理", "suggestion not followed"),
    "information": Text("不符合（仅作说明）", "not met (information only)"),
}


def verdicts_words(witness: Witness, names: tuple[Text, Text]) -> Text:
    """The verdict of each edition on a witness."""
    one, other = STATUS[witness.a][0], STATUS[witness.b][0]
    return Text(f"{names[0].zh}：{one.zh}；{names[1].zh}：{other.zh}", f"{names[0].en}: {one.en}; {names[1].en}: {other.en}")


def facts_words(witness: Witness, *vocabularies: Vocabulary) -> Text:
    """The facts that make the difference, in words."""
    named: dict[str, set[str]] = {}
    for path in witness.decisive:
        listed, _, field = path.partition("[].")
        if listed in witness.deal.facts:
            named.setdefault(listed, set()).update({field} - {""})
    return joined([_fact(path, named.get(path) or set(), witness, vocabularies) for path in named or witness.deal.facts], "；", "; ")


def _fact(path: str, fields_shown: set[str], witness: Witness, vocabularies: Sequence[Vocabulary]) -> Text:
    """One fact; of the records of a list the fields that make the difference, or all where none is named."""
    vocabulary = next((v for v in vocabularies if path in v or path in v.records), vocabularies[0])
    value = witness.deal.facts[path]
    label = vocabulary.label(path)
    if not isinstance(value, tuple):
        shown = show(value, vocabulary.get(path))
        return Text(f"{label.zh}：{shown.zh}", f"{label.en}: {shown.en}")
    people = []
    for record in value:
        named = {name: field for name, field in record.items() if name in fields_shown} or record
        fields = [(vocabulary.label(f"{path}[].{name}"), show(field, vocabulary.get(f"{path}[].{name}"))) for name, field in named.items()]
        people.append(joined([Text(f"{name.zh} {shown.zh}", f"{name.en} {shown.en}") for name, shown in fields], "，", ", "))
    listed = joined(people, "；", "; ") if people else Text("无", "none")
    return Text(f"{label.zh}（{listed.zh}）", f"{label.en} ({listed.en})")


def outcomes_words(witness: Witness, notion: Notion, comparison: Comparison) -> Text:
    """How the notion comes out in each edition, and the verdict where that differs too."""
    names = comparison.names
    values = [_values(witness, notion, edition) for edition in (comparison.compared.a, comparison.compared.b)]
    if values[0] == values[1]:
        values = [_came_out(outcomes, side) for outcomes, side in zip(witness.outcomes, (notion.a, notion.b), strict=True)]
    said = joined([Text(f"{n.zh}：{v.zh}", f"{n.en}: {v.en}") for n, v in zip(names, values, strict=True)], "；", "; ")
    if witness.a == witness.b:
        return said
    one, other = STATUS[witness.a][0], STATUS[witness.b][0]
    return Text(f"{said.zh}（整体结论：{one.zh} / {other.zh}）", f"{said.en} (verdict: {one.en} / {other.en})")


def _came_out(outcomes: Mapping[str, str], side: Side) -> Text:
    """The outcome of a notion in one edition: that of its gravest rule."""
    if not side.rules:
        return Text("未作规定", "says nothing")
    checks = [rule for rule in side.rules if rule.kind == "check"]
    worst = min((OUTCOME_ORDER.index(outcomes.get(rule.id) or "not_applicable") for rule in checks), default=3)
    outcome = OUTCOME_ORDER[worst]
    if any(favours(rule) for rule in checks):
        return {"pass": Text("成立", "granted"), "unknown": Text("未知", "unknown")}.get(outcome, Text("不成立", "not granted"))
    if outcome == "fail":
        gravest = max((rule.severity for rule in checks if outcomes.get(rule.id) == "fail"), key=lambda severity: RANK[severity])
        return FAILED[gravest]
    return OUTCOME_WORDS[outcome]


def _values(witness: Witness, notion: Notion, edition: Edition) -> Text:
    """What an edition gives the facts that the notion computes in both; EMPTY where the notion is one of duties."""
    checks = [[rule for rule in side.rules if rule.kind == "check"] for side in (notion.a, notion.b)]
    if all(checks) or not all(favours(rule) for rule in (*checks[0], *checks[1])):
        return EMPTY
    given = decide(witness.deal, edition, witness.as_of, subject=witness.subject).derived
    shared = {rule.gives for rule in notion.a.rules} & {rule.gives for rule in notion.b.rules}
    vocabulary = edition.vocabulary
    pieces = []
    for path in sorted(path for path in shared if path):
        label = vocabulary.label(path)
        value = given.get(path)
        shown = show(value, vocabulary.get(path)) if value is not None else Text("无", "none")
        pieces.append(Text(f"{label.zh} {shown.zh}", f"{label.en} {shown.en}"))
    return joined(pieces, "，", ", ") if pieces else EMPTY
