"""The examination of a template: what is missing, what its own words break, and what a permitted filling would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from awardrules.agreement.extraction.found import Extraction, Quote
from awardrules.agreement.review.notes import quotes_of
from awardrules.agreement.template.blanks import Blank, blanks_of, preset
from awardrules.agreement.template.domain import Reach
from awardrules.agreement.template.filling import MOST_DECISIONS, Breach, Trial, breaches
from awardrules.agreement.template.limiting import is_amount
from awardrules.agreement.template.proposing import demanded, limit_words
from awardrules.agreement.template.provisions import SETTLED, TERMS, Lack, is_agreement, missing_terms, sentence, silent
from awardrules.decision.decide import Decision
from awardrules.decision.explain import accounts
from awardrules.decision.missing import open_facts
from awardrules.decision.reference import reads
from awardrules.expression.kleene import members
from awardrules.facts.deal import Value, show
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import NUMERIC, Fact
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import Edition, Rule
from awardrules.pack.program import COMPLEMENTS
from awardrules.record import Record

Kind = Literal["printed", "term", "floor", "ceiling", "range", "option", "filling", "default", "provision", "depends"]
UNSPECIFIED = "unspecified"  # what nobody can agree on
ORDER: tuple[Kind, ...] = ("printed", "term", "provision", "floor", "ceiling", "range", "option", "default", "filling", "depends")


class Filled(Record):
    """A blank and what is written into it."""

    path: str
    label: Text
    value: Value
    shown: Text


class Fault(Record):
    """One finding on a template. `filling` is empty where no filling is needed; `rules` and `clauses` are those that print the demand.

    `about` names what it is about in a way that stays: the paths of the blanks, the term that is missing.
    """

    kind: Kind
    severity: str
    rules: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    title: Text
    message: Text
    remedy: Text
    filling: tuple[Filled, ...] = ()
    quotes: tuple[Quote, ...] = ()
    about: tuple[str, ...] = ()


class Examination(Record):
    """A template against one edition on one day. `tried` fillings were decided; `complete` is false where the limit ended the search.

    `decision` is that of the printed text alone, as if in scope and in force. A paper that `settles` nothing (a notice, a form) is not asked for
    the provisions of an agreement.
    """

    extraction: Extraction
    edition: Edition
    as_of: int
    decision: Decision
    kinds: frozenset[str]
    blanks: tuple[Blank, ...]
    faults: tuple[Fault, ...]
    tried: int
    complete: bool
    settles: bool = True


def examine(extraction: Extraction, edition: Edition, as_of: int, facts: Mapping[str, Value]) -> Examination:
    """Examine a template. `facts` are those the template states and those given beside it (they settle a blank)."""
    known, certain = dict(facts), _as_printed(facts)
    blanks = blanks_of(extraction, edition.vocabulary, frozenset({*certain, TERMS}))  # what terms there are is asked one by one
    ticked = preset(extraction, edition.vocabulary, facts)
    blanks = (*blanks, *(blank for blank in ticked if blank.path != TERMS))
    trial = Trial(edition, as_of, certain, extraction.document.name, {blank.path: blank.beside for blank in ticked})
    reach = Reach(edition, as_of)
    printed = Trial(edition, as_of, known, extraction.document.name)
    decision = printed.decide({})
    faults = [*_printed(printed, decision, extraction), *_printed_perhaps(printed, decision, extraction)]
    settles = is_agreement(extraction.document)
    if settles:
        faults += [_of_term(lack, trial, reach, extraction) for lack in missing_terms(trial)]
        faults += [_of_silence(lack, trial, reach) for lack in silent(printed, _open(blanks))]
    own = {rule for fault in faults for rule in fault.rules if fault.kind == "printed"}
    faults += [_of_breach(breach, trial) for breach in breaches(trial, blanks, reach) if breach.rule.id not in own]
    kinds = facts.get("deal.kinds")
    return Examination(
        extraction,
        edition,
        as_of,
        decision,
        members(kinds)[0],
        blanks,
        tuple(sorted(_merged(faults), key=lambda fault: (fault.severity != "violation", ORDER.index(fault.kind)))),
        trial.count,
        trial.count < MOST_DECISIONS,
        settles,
    )


def _open(blanks: tuple[Blank, ...]) -> frozenset[str]:
    """What the blanks leave open; of two parts of a whole the one says the other."""
    paths = {blank.path for blank in blanks}
    return frozenset(paths | {other for pair in COMPLEMENTS for one, other in (pair, pair[::-1]) if one in paths})


def _as_printed(facts: Mapping[str, Value]) -> dict[str, Value]:
    """The facts without those that are open within limits; a set has the members that were found in it: what a template does not print it lacks."""
    printed: dict[str, Value] = {}
    for path, value in facts.items():
        if not isinstance(value, Bound):
            printed[path] = value
        elif value.of_set:
            printed[path] = members(value)[0]
    return printed


def _clauses(edition: Edition, *rules: Rule) -> tuple[tuple[str, str], ...]:
    return tuple((edition.clauses[clause].locator, clause) for clause in dict.fromkeys(clause for rule in rules for clause in rule.clauses))


def _message(decision: Decision, rule: Rule) -> Text:
    told = [account.message for account in accounts(decision, rule) if account.finding.outcome == "fail"]
    return joined(told, "；", "; ") if told else EMPTY


def _printed(trial: Trial, decision: Decision, extraction: Extraction) -> Iterator[Fault]:
    """What the printed words break whatever is filled in; missing terms are reported one by one elsewhere."""
    fact = trial.edition.vocabulary.get("agreement.terms")
    every = frozenset(fact.values or ()) if fact is not None else frozenset[str]()
    complete = trial.outcomes({"agreement.terms": every})
    for index in trial.watched:
        rule = trial.edition.rules[index]
        if decision.outcomes[index] != "fail" or complete[index] != "fail":
            continue
        told = [account for account in accounts(decision, rule) if account.finding.outcome == "fail"]
        quotes = {(q.start, q.end): q for a in told for used in a.facts for q in quotes_of(decision, used.path, extraction)}
        listed = tuple(quotes[key] for key in sorted(quotes))
        yield Fault(
            "printed", rule.severity, (rule.id,), _clauses(trial.edition, rule), rule.title, _message(decision, rule), rule.remedy, (), listed
        )


def _printed_perhaps(trial: Trial, decision: Decision, extraction: Extraction) -> Iterator[Fault]:
    """Printed figures that break a rule if only it applies, which the template does not say."""
    vocabulary = trial.edition.vocabulary
    for index in trial.watched:
        rule = trial.edition.rules[index]
        told = [a for a in accounts(decision, rule) if a.finding.require is not None and a.finding.require.value is False]
        if decision.outcomes[index] != "unknown" or not told:
            continue
        required = reads(rule.body.require) if rule.body.require is not None else frozenset()
        figures = [path for path in sorted(required) if _is_figure(trial.known.get(path), vocabulary.get(path))]
        if not figures:
            continue
        said = joined([_is(vocabulary.label(path), show(trial.known[path], vocabulary.get(path))) for path in figures], "，", ", ")
        waits = joined([vocabulary.label(path) for path in dict.fromkeys(open_facts(decision, rule))], "、", ", ")
        message = Text(
            f"{said.zh}，应为：{told[0].expected.zh}；是否适用取决于范本没有说明的事实：{waits.zh}（可用 --facts 写明）",
            f"{said.en}; required: {told[0].expected.en}; whether it applies depends on facts not stated: {waits.en} (state them with --facts)",
        )
        quotes = {(q.start, q.end): q for path in figures for q in quotes_of(decision, path, extraction)}
        listed = tuple(quotes[key] for key in sorted(quotes))
        clauses = _clauses(trial.edition, rule)
        yield Fault("depends", rule.severity, (rule.id,), clauses, rule.title, message, rule.remedy, (), listed, tuple(figures))


def _is_figure(value: Value | None, fact: Fact | None) -> bool:
    return value is not None and is_amount(value) and fact is not None and fact.type in NUMERIC


def _is(label: Text, shown: Text) -> Text:
    return Text(f"{label.zh}为“{shown.zh}”", f"{label.en} is “{shown.en}”")


def _of_term(lack: Lack, trial: Trial, reach: Reach, extraction: Extraction) -> Fault:
    edition = trial.edition
    fact = edition.vocabulary.get(lack.path)
    label = show(lack.term, fact)
    known = extraction.get(lack.path)
    message = Text(f"条文要求约定“{label.zh}”，范本没有这一条", f"the text demands a provision on {label.en}; the template has none")
    if not lack.certain:
        message = Text(f"{message.zh}（是否适用取决于尚未说明的事实）", f"{message.en} (whether it applies depends on facts not stated)")
    added = sentence(lack.term, label, demanded(trial, reach, SETTLED.get(lack.term, {})))
    severity = "violation" if any(rule.severity == "violation" for rule in lack.rules) else "deviation"
    title = Text(f"缺少条款：{label.zh}", f"missing provision: {label.en}")
    remedy = Text(f"增列一条，例如：“{added.zh}”", f"add a provision, for instance: “{added.en}”")
    quotes = known.evidence if known is not None and known.state != "stated" else ()
    return Fault(
        "term",
        severity,
        tuple(r.id for r in lack.rules),
        _clauses(edition, *lack.rules),
        title,
        message,
        remedy,
        (),
        quotes,
        (f"{lack.path}={lack.term}",),
    )


def _of_silence(lack: Lack, trial: Trial, reach: Reach) -> Fault:
    edition = trial.edition
    label = edition.vocabulary.label(lack.path)
    asked = "、".join(rule.title.zh for rule in lack.rules[:3]), "; ".join(rule.title.en for rule in lack.rules[:3])
    title = Text(f"没有约定：{label.zh}", f"not settled: {label.en}")
    message = Text(
        f"范本没有写明{label.zh}，无法判断是否符合：{asked[0]}", f"the template is silent on {label.en}, so this cannot be judged: {asked[1]}"
    )
    fact = edition.vocabulary.get(lack.path)
    named = [label for value, label in (fact.values or {}).items() if value != UNSPECIFIED] if fact is not None and fact.type == "enum" else []
    options = joined(named, "、", " / ") if named else EMPTY
    if options == EMPTY:
        options = demanded(trial, reach, {})(lack.path)
    listed = Text(f"（{options.zh}）", f" ({options.en})") if options != EMPTY else EMPTY
    remedy = Text(f"增列一条，写明{label.zh}{listed.zh}", f"add a provision on {label.en}{listed.en}")
    return Fault(
        "provision", "violation", tuple(r.id for r in lack.rules), _clauses(edition, *lack.rules), title, message, remedy, (), (), (lack.path,)
    )


def _of_breach(breach: Breach, trial: Trial) -> Fault:
    filling = tuple(Filled(blank.path, trial.edition.vocabulary.label(blank.path), value, show(value, blank.fact)) for blank, value in breach.filling)
    decision = trial.decide({blank.path: value for blank, value in breach.filling})
    blank = breach.filling[0][0]
    kind, remedy = _way_out(breach, blank)
    if breach.cause == "depends":
        return _of_dependence(breach, remedy, trial)
    if breach.cause == "default":
        kind = "default"
        title = Text(f"默认值不符合：{filling[0].label.zh}", f"the default breaks a rule: {filling[0].label.en}")
        remedy = Text(
            f"改掉默认值“{filling[0].shown.zh}”：{breach.rule.remedy.zh}", f"change the default “{filling[0].shown.en}”: {breach.rule.remedy.en}"
        )
    else:
        title = (_TITLES if blank.empty else _RANGES)[kind](filling[0].label)
    written = joined([Text(f"{f.label.zh}填“{f.shown.zh}”", f"{f.label.en}: “{f.shown.en}”") for f in filling], "，", ", ")
    reason = _message(decision, breach.rule)
    message = Text(f"按范本可以这样填写：{written.zh}。结果：{reason.zh}", f"the template permits {written.en}; then: {reason.en}")
    quotes = {(q.start, q.end): q for one, _ in breach.filling for q in one.quotes}
    listed = tuple(quotes[key] for key in sorted(quotes))
    rule = breach.rule
    return Fault(
        kind, rule.severity, (rule.id,), _clauses(trial.edition, rule), title, message, remedy, filling, listed, tuple(f.path for f in filling)
    )


def _of_dependence(breach: Breach, remedy: Text, trial: Trial) -> Fault:
    """A limit that is lacking where the rule applies, which the template does not say; no filling is shown, for none is certain to break it."""
    (blank, _), vocabulary, rule = breach.filling[0], trial.edition.vocabulary, breach.rule
    label = vocabulary.label(blank.path)
    waits = joined([vocabulary.label(path) for path in breach.waits], "、", ", ")
    title = Text(f"空白处可能须印明界限：{label.zh}", f"the blank may need a printed limit: {label.en}")
    if breach.bad:
        title = Text(f"选项可能不符合：{label.zh}", f"an option may break a rule: {label.en}")
    message = Text(
        f"填写{label.zh}可能不符合“{rule.title.zh}”，是否适用取决于范本没有说明的事实：{waits.zh}（可用 --facts 写明）",
        f"a filling of {label.en} may break “{rule.title.en}”; whether it applies depends on facts not stated: {waits.en} (state them with --facts)",
    )
    quotes = {(q.start, q.end): q for q in blank.quotes}
    listed = tuple(quotes[key] for key in sorted(quotes))
    return Fault("depends", rule.severity, (rule.id,), _clauses(trial.edition, rule), title, message, remedy, (), listed, (blank.path,))


_TITLES = {
    "floor": lambda label: Text(f"空白处没有足够的下限：{label.zh}", f"no sufficient floor printed: {label.en}"),
    "ceiling": lambda label: Text(f"空白处没有足够的上限：{label.zh}", f"no sufficient ceiling printed: {label.en}"),
    "range": lambda label: Text(f"空白处没有印明上下限：{label.zh}", f"no sufficient range printed: {label.en}"),
    "option": lambda label: Text(f"选项不符合：{label.zh}", f"an option breaks a rule: {label.en}"),
    "filling": lambda label: Text(f"填写后可能不符合：{label.zh}", f"a filling can break a rule: {label.en}"),
}


_RANGES = {
    **_TITLES,
    "floor": lambda label: Text(f"印明的下限不够：{label.zh}", f"the printed floor is too low: {label.en}"),
    "ceiling": lambda label: Text(f"印明的上限不够：{label.zh}", f"the printed ceiling is too high: {label.en}"),
    "range": lambda label: Text(f"印明的范围不够：{label.zh}", f"the printed range is too wide: {label.en}"),
}


def _way_out(breach: Breach, blank: Blank) -> tuple[Kind, Text]:
    """What to print so that the rule cannot be broken through this blank."""
    limit, fact = breach.limit, blank.fact
    if limit is not None and (limit.low is not None or limit.high is not None):
        both = limit_words(limit, fact)
        kind: Kind = "floor" if limit.high is None else "ceiling" if limit.low is None else "range"
        if not blank.empty:
            return kind, Text(f"改为“{both.zh}”", f"change it to “{both.en}”")
        return kind, Text(f"在空白处印明“{both.zh}”", f"print “{both.en}” at the blank")
    if breach.bad:
        bad = joined([show(value, fact) for value in breach.bad], "、", ", ")
        return "option", Text(f"删去或限定选项：{bad.zh}", f"strike out or limit the option: {bad.en}")
    return "filling", breach.rule.remedy


def _merged(faults: list[Fault]) -> list[Fault]:
    """Findings that ask for the same at the same blank as one, with the clauses of all."""
    found: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        key = (fault.kind, fault.severity, fault.title, fault.remedy, tuple(f.path for f in fault.filling)) if fault.filling else (id(fault),)
        if key in found:
            first = found[key]
            clauses = tuple(dict.fromkeys((*first.clauses, *fault.clauses)))
            found[key] = Fault(**{**first.__dict__, "rules": (*first.rules, *fault.rules), "clauses": clauses})
        else:
            found[key] = fault
    return list(found.values())
