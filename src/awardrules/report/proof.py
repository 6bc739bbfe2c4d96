"""A proof for a reader: what was asked, the answer, and the deal that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awardrules.compare.witnesses import deal_data, written_case
from awardrules.decision.decide import holds_up
from awardrules.facts.deal import Deal, show
from awardrules.facts.quantity import show_date
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from awardrules.report.outline import Block, Heading, Item, Paragraph, detail

if TYPE_CHECKING:
    from awardrules.prove.boundary import Boundaries, Boundary
    from awardrules.prove.properties import Proof, Target

QUESTIONS: Mapping[str, Text] = {
    "never_errors": Text("事实齐备时总能得出结论", "always decided where every fact is stated"),
    "always_allows": Text("从不认定不符合", "never refuses a deal"),
    "always_denies": Text("没有任何事项能够通过", "no deal passes"),
    "implies": Text("前者通过的，后者也通过", "what the first allows, the second allows"),
    "equivalent": Text("二者结论总是相同", "both always come out the same"),
    "disjoint": Text("没有事项能同时通过二者", "no deal passes both"),
}
VIEWS: Mapping[str, Text] = {
    "allow": Text("通过", "passes"),
    "deny": Text("不符合", "fails"),
    "open": Text("尚不能判断", "undetermined"),
    "off": Text("不适用", "does not apply"),
}


def target_words(target: Target) -> Text:
    """The edition, and the rules where some are named."""
    name = target.edition.name
    return Text(f"{name.zh}：{target.name}", f"{name.en}: {target.name}") if target.rules else name


def proof_document(proof: Proof) -> dict[str, Any]:
    """The proof as data (schema `awardrules/proof/1`)."""
    document: dict[str, Any] = {
        "schema": "awardrules/proof/1",
        "property": proof.property,
        "targets": [{"pack": target.edition.reference, "rules": [rule.id for rule in target.rules]} for target in proof.targets],
        "as_of": show_date(proof.as_of),
        "holds": proof.holds,
        "counterexample": None,
    }
    if proof.counterexample is not None:
        vocabulary = proof.targets[0].edition.vocabulary
        statuses = [decision.status for decision in proof.decisions]
        document["counterexample"] = {"deal": deal_data(proof.counterexample, vocabulary), "views": list(proof.views), "statuses": statuses}
    return document


def proof_blocks(proof: Proof) -> Iterator[Block]:
    """The proof as an outline."""
    question = QUESTIONS[proof.property]
    yield Heading(Text(f"求证：{question.zh}", f"To prove: {question.en}"), 1)
    for target in proof.targets:
        yield Paragraph(target_words(target))
    day = show_date(proof.as_of)
    yield Paragraph(Text(day, day), Text("判断日", "as of"))
    if proof.holds is None:
        yield Paragraph(
            Text("求解器未能在时限内回答；可用 --timeout 放宽时限", "not settled in the time limit; raise it with --timeout"), style="open"
        )
    elif proof.holds:
        yield Paragraph(Text("成立，已证明（就事实齐备的事项而言）", "it holds: proved for all deals that state every fact"), style="good")
    else:
        yield Paragraph(Text("不成立，反例如下", "it does not hold; a counterexample"), style="bad")
        assert proof.counterexample is not None  # noqa: S101 - a property that fails has one
        if proof.property == "never_errors":
            yield from _open_rules(proof)
        else:
            yield from deal_blocks(proof.counterexample, proof.targets[0].edition.vocabulary)
        for target, view in zip(proof.targets, proof.views, strict=True):
            yield Paragraph(VIEWS[view], target_words(target))


def _open_rules(proof: Proof) -> Iterator[Block]:
    """The rules that stay open though every fact is stated, each with why, and of the deal only the facts that they read."""
    from awardrules.decision.explain import CAUSES
    from awardrules.prove.reading import read_in

    assert proof.counterexample is not None  # noqa: S101 - a property that fails has one
    target, decision = proof.targets[0], proof.decisions[0]
    read = {"deal.kinds"}
    for rule in decision.edition.rules:
        if decision.outcome(rule) != "unknown" or not (rule in target.rules if target.rules else not rule.gives and holds_up(decision, rule)):
            continue
        own = read_in(decision, rule)
        read |= own
        givers = [giver for giver in decision.edition.rules if giver.gives in own and decision.derived.get(giver.gives or "") is None]
        causes = [CAUSES[f.cause] for one in givers or [rule] for f in decision.findings(one) if f.outcome == "unknown" and f.cause in CAUSES]
        yield Item(
            ("?", "open"), rule.title, Text(rule.id, rule.id), tuple(detail(Text("原因", "because"), cause) for cause in dict.fromkeys(causes))
        )
    facts = {path: value for path, value in proof.counterexample.facts.items() if path in read}
    yield Paragraph(
        Text("所读事实如下；其余事实与此无关，--format json 给出全部", "the facts they read; the others do not matter here, --format json has all"),
        style="dim",
    )
    yield from deal_blocks(Deal(facts), decision.edition.vocabulary)


def deal_blocks(deal: Deal, vocabulary: Vocabulary) -> Iterator[Block]:
    """The facts of a deal, one line each; the fields of a person below their number."""
    for path, value in deal.facts.items():
        if isinstance(value, tuple):
            for index, record in enumerate(value, 1):
                facts = {name: vocabulary.get(f"{path}[].{name}") for name in record}
                details = [detail(f.label if f else Text(name, name), show(record[name], f)) for name, f in facts.items()]
                yield Item(("·", "dim"), Text(f"第 {index} 人", f"person {index}"), details=tuple(details), style="")
        else:
            label, shown = vocabulary.label(path), show(value, vocabulary.get(path))
            yield Item(("·", "dim"), Text(f"{label.zh}：{shown.zh}", f"{label.en}: {shown.en}"), style="")


def boundaries_document(found: Boundaries) -> dict[str, Any]:
    """The pairs as data (schema `awardrules/boundaries/1`)."""
    vocabulary = found.edition.vocabulary

    def side(facts: Any, outcome: str) -> dict[str, Any]:
        return {"deal": deal_data(Deal(dict(facts)), vocabulary), "outcome": outcome}

    return {
        "schema": "awardrules/boundaries/1",
        "pack": found.edition.reference,
        "as_of": show_date(found.as_of),
        "pairs": [
            {"rule": pair.rule.id, "fact": pair.path, "at": side(pair.inside, pair.outcomes[0]), "beyond": side(pair.outside, pair.outcomes[1])}
            for pair in found.pairs
        ],
        "without": [{"rule": rule.id, "fact": path} for rule, path in found.without],
        "unsettled": [{"rule": rule.id, "fact": path} for rule, path in found.unsettled],
    }


def boundaries_blocks(found: Boundaries) -> Iterator[Block]:
    """The pairs as an outline: the figure, the value just beyond it, and what becomes of the rule."""
    from awardrules.report.text import OUTCOME_WORDS

    vocabulary = found.edition.vocabulary
    name = found.edition.name
    yield Heading(Text(f"界限用例 · {name.zh}", f"Boundary cases · {name.en}"), 1)
    for pair in found.pairs:
        fact = vocabulary.get(pair.path)
        yield Item(("≷", "strong"), pair.rule.title, vocabulary.label(pair.path), tuple(_sides(pair, fact, OUTCOME_WORDS)))
    for rule, path in found.without:
        label = vocabulary.label(path)
        yield Item(("–", "dim"), rule.title, Text(f"{label.zh}：该数值不改变结论", f"{label.en}: the figure never decides"), style="")
    for rule, path in found.unsettled:
        label = vocabulary.label(path)
        yield Item(("?", "open"), rule.title, Text(f"{label.zh}：未能在时限内求出", f"{label.en}: not settled in the time limit"), style="")


def _sides(pair: Boundary, fact: Any, words: Any) -> Iterator[tuple[Text, Text, str]]:
    for facts, outcome in zip((pair.inside, pair.outside), pair.outcomes, strict=True):
        shown, said = show(facts[pair.path], fact), words[outcome]
        yield detail(shown, said)


def boundary_cases(found: Boundaries) -> str:
    """The pairs as a file of cases."""
    edition, cases = found.edition, []
    for pair in found.pairs:
        for facts, outcome in zip((pair.inside, pair.outside), pair.outcomes, strict=True):
            label, value = edition.vocabulary.label(pair.path), show(facts[pair.path], edition.vocabulary.get(pair.path))
            title = pair.rule.title
            name = Text(f"{title.zh}：{label.zh}为{value.zh}", f"{title.en}: {label.en} {value.en}")
            expect = {"rules": {pair.rule.id: outcome}}
            deal = Deal(dict(facts))
            cases.append(written_case(name, deal, edition.vocabulary, found.as_of, expect, subject=pair.rule.subject, hypothetical=True))
    return f"# {edition.reference}: deals on both sides of every figure\ncases:\n{''.join(cases)}"
