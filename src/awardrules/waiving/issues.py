"""What a decision finds wrong, one by one, each with its place in the file: what CI reports, a waiver covers and a baseline remembers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from awardrules.decision.decide import SCOPE_OUTPUTS, Decision, Status, counts, holds_up
from awardrules.decision.explain import Account, accounts, guilty_facts
from awardrules.decision.missing import open_facts, status_changers
from awardrules.diagnostics import Span
from awardrules.facts.deal import Cited, Evidence, Value, show
from awardrules.facts.quantity import Bound
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import Edition, Rule
from awardrules.record import Record

Kind = Literal["violation", "deviation", "suggestion", "open", "conflict", "outside", "idle"]
FAILING = ("violation", "deviation", "suggestion")

AT_ODDS = "facts-at-odds"
OUTSIDE = "out-of-scope"
IDLE = "no-rule-applied"
OPEN = "undetermined"
MAX_QUOTE = 60
WHOLE: dict[str, Text] = {
    AT_ODDS: Text("事实互相矛盾", "facts contradict each other"),
    OUTSIDE: Text("不适用本文件", "out of scope of the document"),
    IDLE: Text("没有可适用的规则", "no rule applied"),
    OPEN: Text("尚不能判断", "undetermined"),
}


class Issue(Record):
    """One thing wrong with one deal.

    `kind` says how grave: a failed duty (violation), principle (deviation) or encouragement (suggestion), or what keeps a deal from being
    decided. `clause` is the first clause the rule cites, or a name of `WHOLE` where the deal as a whole is meant and `rule` is None.
    `facts` are the stated facts behind it; `span` is the place of the first of them, else the first line of the deal. `public` is the
    message without the values the vocabulary keeps out of logs. `cited` is the sentence of an agreement that says it, without its words
    where they are kept out of logs. `values` is a hash of what the facts state, for the baseline.
    """

    edition: Edition
    rule: Rule | None
    clause: str
    kind: Kind
    title: Text
    message: Text
    public: Text
    remedy: Text
    facts: tuple[str, ...]
    span: Span
    cited: Cited | None = None
    values: str = ""

    @property
    def code(self) -> str:
        """The stable name of the requirement: `shenzhen@2024/ownership.team-share-min`."""
        return f"{self.edition.reference}/{self.clause}"


def failures(decision: Decision, place: Span) -> list[Issue]:
    """The failed check rules that bear on the deal, one issue for each record where a rule runs over a list, gravest first."""
    found = [
        _failure(decision, rule, account, place)
        for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True)
        if outcome == "fail" and not rule.gives and rule.severity in FAILING and counts(rule)
        for account in accounts(decision, rule)
        if account.finding.outcome == "fail"
    ]
    return sorted(found, key=lambda issue: FAILING.index(issue.kind))


def _failure(decision: Decision, rule: Rule, account: Account, place: Span) -> Issue:
    facts = guilty_facts(decision, account.finding)
    if account.finding.place and not any(path.startswith(account.finding.place) for path in facts):
        facts.append(account.finding.place)
    kind: Kind = "violation" if rule.severity == "violation" else "deviation" if rule.severity == "deviation" else "suggestion"
    message, expected = account.message, account.expected
    secret = any(_redacted(decision, path) for path in (*facts, *(fact.path for fact in account.facts)))
    public = Text(f"应为：{expected.zh}", f"required: {expected.en}") if secret else message
    cited = _cited((decision.evidence.get(path) for path in facts), quoted=not secret)
    where = sentence_words(cited)
    public = Text(public.zh + where.zh, public.en + where.en)
    span = _span(decision, facts, place)
    return Issue(
        decision.edition, rule, rule.clauses[0], kind, rule.title, message, public, rule.remedy, tuple(facts), span, cited, hash_of(decision, facts)
    )


def hash_of(decision: Decision, facts: Iterable[str]) -> str:
    """A hash of what facts state; of those that are not stated, that they are not."""
    known = decision.deal.for_edition(decision.edition.pack, decision.edition.edition)
    stated = "\0".join(f"{path}={_plain(_value(known, path))}" for path in facts)
    return hashlib.sha256(stated.encode(errors="replace")).hexdigest()[:16]


def _value(known: Mapping[str, Value], path: str) -> Value | Mapping[str, Value] | None:
    """What a path says: of a fact, of a record (`recipients[1]`) or of a field of one (`recipients[1].role`)."""
    name, _, rest = path.partition("[")
    number, _, field = rest.partition("]")
    value = known.get(name)
    if not rest or not isinstance(value, tuple):
        return known.get(path)
    record = value[int(number)] if number.isdecimal() and int(number) < len(value) else {}
    return record.get(field.removeprefix(".")) if field else record


def _plain(value: object) -> str:
    """A value in a notation that depends on nothing but the value."""
    if isinstance(value, Bound):
        value = {"low": value.low, "high": value.high}
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_plain(item)}' for name, item in sorted(value.items()))}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_plain, value))}]"
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


def _redacted(decision: Decision, path: str) -> bool:
    """Whether the value of a fact is to stay out of logs."""
    fact = decision.edition.vocabulary.get(path)
    return fact is not None and fact.redact


def _cited(evidence: Iterable[Evidence | None], *, quoted: bool) -> Cited | None:
    """The first sentence of an agreement among what states the facts; its place alone where its words are kept out of logs."""
    cited = next((found for found in evidence if isinstance(found, Cited)), None)
    if cited is None or quoted:
        return cited
    return Cited(cited.file, cited.line, cited.column, "", cited.clause, cited.page, cited.start, cited.end)


def sentence_words(cited: Cited | None) -> Text:
    """Where an agreement says it, since a line alone does not tell: article, page and the beginning of the sentence."""
    if cited is None:
        return EMPTY
    said = " ".join(cited.quote.split())
    quote = f"“{said[:MAX_QUOTE]}{'…' if len(said) > MAX_QUOTE else ''}”" if said else ""
    zh = [part for part in (cited.clause, f"第{cited.page}页" if cited.page else "", quote) if part]
    en = [part for part in (cited.clause, f"p. {cited.page}" if cited.page else "", quote) if part]
    return Text(f"（{' '.join(zh)}）", f" ({' '.join(en)})") if zh else EMPTY


def _span(decision: Decision, facts: list[str], place: Span) -> Span:
    evidence = next((found for path in facts if (found := decision.evidence.get(path)) is not None), None)
    if evidence is None:  # a record of a list is where its first field is stated
        evidence = next((found for path in facts for key, found in decision.evidence.items() if key.startswith(f"{path}.")), None)
    return Span(evidence.file, evidence.line, evidence.column) if evidence is not None and evidence.line else place


def obstacles(decision: Decision, status: Status, place: Span) -> Iterator[Issue]:
    """What keeps a decision of a status from being a verdict: open rules, contradictions, no rule, out of scope. None where it is one."""
    edition = decision.edition
    if status == "out_of_scope":
        message = Text("单位或判断日不在本文件适用范围内", "the institution or the day lies outside the document")
        yield _whole(edition, OUTSIDE, "outside", message, place)
    elif status == "not_decided":
        message = Text("规则包中没有一条规则适用于该事项，请核对 `deal.kinds`", "no rule of the pack applies to this deal; check `deal.kinds`")
        yield _whole(edition, IDLE, "idle", message, place)
    elif status == "undetermined":
        yield from _conflicts(decision, place)
        found = [_open(decision, rule, place) for rule in _open_rules(decision)]
        yield from found
        if not found and not decision.conflicts:
            yield _whole(edition, OPEN, "open", WHOLE[OPEN], place)


def _whole(edition: Edition, clause: str, kind: Kind, message: Text, place: Span) -> Issue:
    return Issue(edition, None, clause, kind, WHOLE[clause], message, message, EMPTY, (), place)


def _open_rules(decision: Decision) -> list[Rule]:
    """The unknown rules the verdict waits for."""
    unknown = [rule for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True) if outcome == "unknown"]
    if decision.scope_open:
        scope = [rule for rule in decision.edition.rules if rule.gives in SCOPE_OUTPUTS and decision.derived.get(rule.gives or "") is None]
        return scope
    duties = [rule for rule in unknown if not rule.gives and holds_up(decision, rule)]
    return duties or [rule for rule in unknown if not rule.gives and status_changers(decision)(rule)]


def _open(decision: Decision, rule: Rule, place: Span) -> Issue:
    vocabulary = decision.edition.vocabulary
    paths = tuple(dict.fromkeys(open_facts(decision, rule)))
    names = joined([Text(f"{label.zh}（{path}）", f"{label.en} ({path})") for path in paths for label in [vocabulary.label(path)]], "、", ", ")
    message = Text(f"事实未说明，尚不能判断：{names.zh}", f"undetermined, facts not stated: {names.en}") if paths else WHOLE[OPEN]
    remedy = Text("在交易中写明上述事实", "state these facts in the deal") if paths else EMPTY
    return Issue(decision.edition, rule, rule.clauses[0], "open", rule.title, message, message, remedy, paths, place)


def _conflicts(decision: Decision, place: Span) -> Iterator[Issue]:
    vocabulary = decision.edition.vocabulary
    for item in decision.conflicts:
        fact, label = vocabulary.get(item.path), vocabulary.label(item.path)
        stated, computed = show(item.stated, fact), show(item.computed, fact)
        message = (
            _readings(label, [show(value, fact) for value, _ in item.readings])
            if item.readings
            else Text(
                f"{label.zh}写为 {stated.zh}，按其他事实应为 {computed.zh}",
                f"{label.en} is stated as {stated.en}; by other facts it is {computed.en}",
            )
        )
        public = Text(f"{label.zh}与其他事实不一致", f"{label.en} is at odds with other facts") if _redacted(decision, item.path) else message
        remedy = Text("核实后改为一致", "make them agree")
        span = _span(decision, [item.path], place)
        first = next((where for _, where in item.readings if where is not None and where.line), None)
        span = Span(first.file, first.line, first.column) if first is not None else span
        cited = _cited([decision.evidence.get(item.path), *(where for _, where in item.readings)], quoted=public is message)
        yield Issue(decision.edition, None, AT_ODDS, "conflict", WHOLE[AT_ODDS], message, public, remedy, (item.path,), span, cited)


def _readings(label: Text, values: list[Text]) -> Text:
    listed = joined(values, "；", "; ")
    return Text(f"{label.zh}有不同写法：{listed.zh}", f"{label.en} is stated in different ways: {listed.en}")
