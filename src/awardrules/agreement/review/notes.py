"""A decision as notes on an agreement: each finding with its clause, reason and remedy, and the sentences it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from awardrules.agreement.extraction.found import Extraction, Quote
from awardrules.agreement.extraction.patterns.doubts import doubt_words
from awardrules.decision.decide import Decision, counts
from awardrules.decision.explain import Account, FactUsed, accounts, cautions
from awardrules.decision.missing import open_facts, status_changers
from awardrules.decision.whom import of_whom
from awardrules.facts.deal import Cited, Value, show
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import Rule
from awardrules.pack.program import COMPLEMENTS
from awardrules.record import Record

Kind = Literal["violation", "conflict", "deviation", "unknown", "suggestion", "waived", "open", "pass"]

KINDS: tuple[Kind, ...] = ("violation", "conflict", "deviation", "unknown", "suggestion", "waived", "open", "pass")
QUIET: frozenset[str] = frozenset({"open", "pass"})  # nothing an agreement says, nothing to act on
KIND_WORDS: dict[Kind, Text] = {
    "violation": Text("不符合", "violation"),
    "conflict": Text("前后矛盾", "contradiction"),
    "deviation": Text("偏离“原则上”的要求", "deviation"),
    "unknown": Text("尚不能判断", "undetermined"),
    "suggestion": Text("建议", "suggestion"),
    "waived": Text("已豁免", "waived"),
    "open": Text("待补事实", "wants facts"),
    "pass": Text("符合", "met"),
}
MAKE_AGREE = Text("各处改为一致，并以其中一处为准。", "Make the places agree, and say which one prevails.")
WRITE_REASON = Text("确需保留的，请书面记录理由。", "Where it has to stay, record the reason in writing.")


class Basis(Record):
    """A fact a note rests on: its value in words, and the sentences (or the place in a file) it was read from."""

    path: str
    label: Text
    shown: Text
    quotes: tuple[Quote, ...] = ()
    place: str = ""


class Note(Record):
    """One finding for a reader of the agreement. `number` counts from 1 in order of weight; `clauses` are locators as printed with their ids."""

    number: int
    kind: Kind
    rule: str
    title: Text
    clauses: tuple[tuple[str, str], ...]
    reason: Text
    remedy: Text = EMPTY
    basis: tuple[Basis, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The sentences the note rests on, in the order of the text."""
        found = {(quote.start, quote.end): quote for basis in self.basis for quote in basis.quotes}
        return tuple(found[key] for key in sorted(found))


def notes(
    decision: Decision, extraction: Extraction | None = None, waived: Mapping[str, Text] | None = None, *, quiet: bool = False
) -> tuple[Note, ...]:
    """The findings of a decision, weightiest first: violations, contradictions, deviations, what is open, suggestions, waived.

    A rule is `unknown` where the agreement speaks of a fact it waits for and settles nothing (a blank, two readings, an undertaking). With
    `quiet` there are also the rules that wait for facts no sentence speaks of and can still change the status (`open`), and those that pass.
    `waived` gives, by rule, why a finding was waived. Without an extraction the notes rest on places of the deal.
    """
    found: list[Note] = [*_contradictions(decision, extraction)]
    can_change = status_changers(decision)
    for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True):
        kind = _kind(decision, rule, outcome)
        if kind is None or (kind == "pass" and not quiet):
            continue
        note = _note(decision, rule, kind, outcome or "", extraction)
        if note.kind == "open" and not (quiet and can_change(rule)):
            continue
        if waived and rule.id in waived and kind in ("violation", "deviation"):
            note = _with(note, kind="waived", remarks=(waived[rule.id], *note.remarks))
        found.append(note)
    found.sort(key=lambda note: KINDS.index(note.kind))
    return tuple(_with(note, number=number) for number, note in enumerate(found, 1))


def _with(note: Note, **changes: Any) -> Note:
    return Note(**{**note.__dict__, **changes})


def _kind(decision: Decision, rule: Rule, outcome: str | None) -> Kind | None:
    if rule.gives or not counts(rule) or decision.out_of_scope:
        return None
    if outcome == "fail":
        severity = rule.severity
        return None if severity == "information" else severity
    if outcome == "unknown":
        return "unknown" if rule.severity == "violation" or rule.severity == "deviation" else None
    return "pass" if outcome == "pass" else None


def _note(decision: Decision, rule: Rule, kind: Kind, outcome: str, extraction: Extraction | None) -> Note:
    told = [a for a in accounts(decision, rule) if a.finding.outcome == outcome] or accounts(decision, rule)
    reason = joined([account.message for account in told], "；", "; ") if told else EMPTY
    remedy = rule.remedy if kind in ("violation", "deviation", "suggestion") else EMPTY
    if kind == "unknown" and told:
        remedy = told[0].expected
    remarks = [*cautions(decision, rule)]
    if kind == "deviation":
        remarks.append(WRITE_REASON)
    basis = [*_read(decision, told, extraction)]
    if kind == "unknown":
        known = {item.path for item in basis}
        paths = [path for path in dict.fromkeys(open_facts(decision, rule)) if path not in known]
        doubtful = [item for path in paths if (item := _doubtful(decision, path, extraction))]
        basis = [*doubtful, *basis]
        if not doubtful and not any(_unsettled(fact.value) for account in told for fact in account.facts) and not _at_issue(told):
            kind = "open"
    return Note(0, kind, rule.id, rule.title, located(decision, rule), reason, remedy, tuple(basis), tuple(remarks))


def _unsettled(value: Value | None) -> bool:
    """Whether a fact is known only within limits."""
    return isinstance(value, Bound)


def _at_issue(told: list[Account]) -> bool:
    """Whether a rule waits for a contradiction to be resolved."""
    return any(account.finding.cause == "conflict" for account in told)


def located(decision: Decision, rule: Rule) -> tuple[tuple[str, str], ...]:
    """The clauses of a rule: locator as printed, and id."""
    return tuple((decision.edition.clauses[clause].locator, clause) for clause in dict.fromkeys(rule.clauses))


def _read(decision: Decision, told: Iterable[Account], extraction: Extraction | None) -> Iterator[Basis]:
    seen: set[str] = set()
    vocabulary = decision.edition.vocabulary
    for account in told:
        for fact in account.facts:
            if fact.path not in seen:
                seen.add(fact.path)
                quotes = tuple(quotes_of(decision, fact.path, extraction))
                place = "" if quotes or fact.evidence is None else str(fact.evidence)
                label = of_whom(decision.deal, fact.path, vocabulary.label(fact.path))
                yield Basis(fact.path, label, _shown(fact, vocabulary), quotes, place)


def _shown(fact: FactUsed, vocabulary: Vocabulary) -> Text:
    return show(fact.value, vocabulary.get(fact.path))


def quotes_of(decision: Decision, path: str, extraction: Extraction | None) -> Iterator[Quote]:
    """The sentences a fact rests on; those of its inputs where it is computed."""
    if extraction is None:
        return
    evidence = decision.evidence.get(path)
    if "[" in path and isinstance(evidence, Cited) and evidence.start < evidence.end:  # a person of a list has a line of its own
        block = extraction.document.block_at(evidence.start)
        yield Quote(evidence.quote, block.part, evidence.clause, evidence.page, evidence.start, evidence.end)
        return
    yield from _quotes(decision, path, extraction, set())


def _quotes(decision: Decision, path: str, extraction: Extraction, seen: set[str]) -> Iterator[Quote]:
    if path in seen:
        return
    seen.add(path)
    found = extraction.get(path) or extraction.get(path.partition("[")[0])
    if found is not None and found.evidence:
        yield from found.places or found.evidence
        return
    for a, b in COMPLEMENTS:
        if path in (a, b):
            yield from _quotes(decision, b if path == a else a, extraction, seen)
    for rule in decision.edition.rules:
        if rule.gives == path:
            for account in accounts(decision, rule):
                for fact in account.facts:
                    yield from _quotes(decision, fact.path, extraction, seen)


def _doubtful(decision: Decision, path: str, extraction: Extraction | None) -> Basis | None:
    """What the agreement says of an open fact without settling it."""
    found = extraction.get(path) if extraction else None
    if found is None or not found.evidence:
        return None
    vocabulary = decision.edition.vocabulary
    if found.state == "conflict":
        shown = joined([show(value, vocabulary.get(path)) for value in found.values], "、", " / ")
    elif found.state == "placeholder":
        shown = Text("留空待填", "left blank")
    else:
        why = doubt_words(found.doubt)
        shown = Text(f"未能认定（{why.zh}）", f"not settled ({why.en})") if found.doubt else Text("未能认定", "not settled")
    return Basis(path, vocabulary.label(path), shown, found.evidence)


def _contradictions(decision: Decision, extraction: Extraction | None) -> Iterator[Note]:
    """A note for each fact that is given in several ways, and for each that its other facts contradict."""
    vocabulary = decision.edition.vocabulary
    named: set[str] = set()
    for item in decision.conflicts:
        if item.path in named:
            continue
        named.add(item.path)
        quotes = tuple(quotes_of(decision, item.path, extraction))
        if item.readings:
            places = [str(evidence) for _, evidence in item.readings if evidence is not None and not isinstance(evidence, Cited)]
            yield _several(vocabulary, item.path, [value for value, _ in item.readings], quotes, "，".join(places))
            continue
        label, fact = vocabulary.label(item.path), vocabulary.get(item.path)
        stated, computed = show(item.stated, fact), show(item.computed, fact)
        reason = Text(
            f"{label.zh}写为 {stated.zh}，按其他内容推算应为 {computed.zh}",
            f"{label.en} is given as {stated.en}; the rest of it makes it {computed.en}",
        )
        evidence = decision.evidence.get(item.path)
        basis = Basis(item.path, label, stated, quotes, "" if quotes or evidence is None else str(evidence))
        yield Note(0, "conflict", f"conflict:{item.path}", _at_odds(label), (), reason, MAKE_AGREE, (basis,))
    for found in extraction.facts if extraction else ():
        if found.state == "conflict" and found.path not in named:
            yield _several(vocabulary, found.path, list(found.values), found.places or found.evidence)


def _several(vocabulary: Vocabulary, path: str, values: list[Value], quotes: tuple[Quote, ...], place: str = "") -> Note:
    label, fact = vocabulary.label(path), vocabulary.get(path)
    shown = joined([show(value, fact) for value in values], "、", " / ")
    reason = Text(f"{label.zh}有不同写法：{shown.zh}", f"{label.en} is given in different ways: {shown.en}")
    return Note(0, "conflict", f"conflict:{path}", _at_odds(label), (), reason, MAKE_AGREE, (Basis(path, label, shown, quotes, place),))


def _at_odds(label: Text) -> Text:
    return Text(f"{label.zh}前后不一", f"{label.en} is contradictory")
