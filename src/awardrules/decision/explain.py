"""Why a rule came out as it did, in words: the message, what was expected, the gap, the facts, the cautions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from awardrules.decision.decide import COVERAGE, Decision
from awardrules.decision.missing import open_leaves
from awardrules.decision.reference import Finding, applies, derivation
from awardrules.decision.rounding import moves_years, roundings
from awardrules.decision.whom import of_whom, recipient
from awardrules.expression.evaluate import Scope, Trace, trace
from awardrules.expression.kleene import members
from awardrules.expression.operators import TABLE
from awardrules.expression.prose import Writer, as_fact
from awardrules.expression.term import Literal, Term
from awardrules.expression.types import Type
from awardrules.facts.deal import Evidence, Value, show
from awardrules.facts.quantity import SCALE, Bound, show_percent
from awardrules.language import EMPTY, Text, counted, joined
from awardrules.pack.edition import Rule
from awardrules.pack.program import KINDS_PATH
from awardrules.record import Record

CAUSES: dict[str, Text] = {
    "kinds": Text("本次事项不涉及", "the deal is not of this kind"),
    "condition": Text("前提不成立", "its condition does not hold"),
    "exception": Text("属于条文规定的例外", "a printed exception applies"),
    "out_of_scope": Text("不在适用范围内", "out of scope"),
    "no_records": Text("名单为空", "the list is empty"),
    "missing_facts": Text("事实未说明", "facts not stated"),
    "conflict": Text("事实互相矛盾", "facts contradict each other"),
    "division_by_zero": Text("除数为零，无法计算", "division by zero"),
    "bound": Text("只有界限，不足以判断", "known only within limits that do not settle it"),
}


IN_PART = Text("只知道一部分，不足以判断", "known only in part, which does not settle it")


class FactUsed(Record):
    """A fact a rule read: path with index, value, and where it was stated (None for a computed one)."""

    path: str
    value: Value | None
    evidence: Evidence | None


class Account(Record):
    """One finding in words."""

    finding: Finding
    message: Text
    expected: Text
    gap: Text
    facts: tuple[FactUsed, ...]


def writer_for(decision: Decision, rule: Rule) -> Writer:
    """A writer with the labels and figures of a rule on the day of decision."""
    return writer(rule, decision.edition.vocabulary, decision.as_of)


def writer(rule: Rule, vocabulary: Any, day: int) -> Writer:
    """A writer with the labels of a vocabulary and the figures of a rule on a day."""
    dated = any(len(parameter.dated) > 1 for parameter in rule.parameters.values())
    return _writer(rule, vocabulary, day if dated else 0)


@lru_cache(maxsize=1024)
def _writer(rule: Rule, vocabulary: Any, day: int) -> Writer:
    return Writer(vocabulary, {name: (p.at(day), p.type) for name, p in rule.parameters.items()}, rule.for_each)


def requirement(decision: Decision, rule: Rule) -> Text:
    """What the rule requires, in words; for a derive rule, how its value is found."""
    return requirement_in_words(rule, writer_for(decision, rule))


@lru_cache(maxsize=1024)
def requirement_in_words(rule: Rule, words: Writer) -> Text:
    """What a rule requires, or how it finds its value."""
    if rule.body.require is not None:
        return words.condition(rule.body.require)
    pieces: list[Text] = []
    for row in rule.body.table:
        kind = row.value.type
        value = words.condition(row.value) if kind is not None and kind.name == "bool" and isinstance(row.value, Term) else words.value(row.value)
        if row.when is None:
            pieces.append(Text(f"否则为{value.zh}", f"otherwise {value.en}") if pieces else value)
        else:
            condition = words.condition(row.when)
            pieces.append(Text(f"{condition.zh}的，为{value.zh}", f"{value.en} if {condition.en}"))
    return joined(pieces, "；", "; ")


def accounts(decision: Decision, rule: Rule) -> list[Account]:
    """Every finding of a rule in words."""
    return [_account(decision, rule, finding) for finding in decision.findings(rule)]


def _account(decision: Decision, rule: Rule, finding: Finding) -> Account:
    words = writer_for(decision, rule)
    expected = requirement_in_words(rule, words)
    facts = _facts(decision, finding)
    gap = EMPTY
    if finding.outcome == "fail" and finding.require is not None:
        reasons = [_reason(atom, wanted, words, decision) for atom, wanted in _culprits(finding.require, True)]
        message = joined([reason for reason, _ in reasons], "；", "; ")
        gap = joined([gap for _, gap in reasons if gap != EMPTY], "；", "; ")
    elif finding.outcome == "not_applicable":
        message = _why_not(decision, rule, finding, words)
    elif finding.outcome == "unknown":
        message = _why_unknown(decision, finding)
    elif rule.gives:
        value = decision.facts.given.get(rule.gives)
        fact = decision.edition.vocabulary.get(rule.gives)
        label, shown = decision.edition.vocabulary.label(rule.gives), show(value, fact)
        message = Text(f"{label.zh}：{shown.zh}", f"{label.en}: {shown.en}")
    else:
        message = Text(f"符合：{expected.zh}", f"met: {expected.en}")
    if finding.place:
        who = recipient(decision.deal, finding.place)
        message = Text(f"{who.zh}：{message.zh}", f"{who.en}: {message.en}")
    return Account(finding, message, expected, gap, facts)


def _why_not(decision: Decision, rule: Rule, finding: Finding, words: Writer) -> Text:
    cause = CAUSES[finding.cause or "condition"]
    if finding.cause == "condition":
        atoms = [a for t in finding.when if t.value is False for a in _culprits(t, True)]
        shown = joined([_state(atom, words, decision) for atom, _ in atoms], "；", "; ")
        return Text(f"{cause.zh}：{shown.zh}", f"{cause.en}: {shown.en}") if atoms else cause
    if finding.cause == "exception":
        for trace_, item in zip(finding.unless, rule.body.unless, strict=True):
            if trace_.value is True:
                said = words.condition(item.when)
                clause = decision.edition.clauses.get(item.clause or "")
                place = Text(f"（{clause.locator}）", f" ({clause.locator})") if clause else EMPTY
                return Text(f"{cause.zh}：{said.zh}{place.zh}", f"{cause.en}: {said.en}{place.en}")
    return cause


def _why_unknown(decision: Decision, finding: Finding) -> Text:
    cause = CAUSES[finding.cause or "missing_facts"]
    leaves: dict[str, Text] = {}
    vocabulary = decision.edition.vocabulary
    waited: dict[str, frozenset[str]] = {}  # of sets known in part
    for part in (
        *finding.when,
        *finding.unless,
        *([finding.require] if finding.require else []),
        *(t for row in finding.table for t in row if t),
    ):
        for leaf in _leaves(part):
            open_now = leaf.value is None or isinstance(leaf.value, Bound)
            wanted = leaf.path in decision.facts.conflicted if finding.cause == "conflict" else open_now
            if wanted:
                leaves[leaf.path] = vocabulary.label(leaf.path) if finding.place else of_whom(decision.deal, leaf.path, vocabulary.label(leaf.path))
        for path, names in open_leaves(part) if part.value is None else ():
            waited[path] = waited.get(path, frozenset()) | names
    for path, names in waited.items():
        if names and path in leaves:
            label, which = leaves[path], show(names, vocabulary.get(path))
            leaves[path] = Text(f"{label.zh}（待明确：{which.zh}）", f"{label.en} (to be settled: {which.en})")
    if finding.cause == "bound" and leaves and all(waited.get(path) for path in leaves):
        cause = IN_PART
    said = joined(list(leaves.values()), "、", ", ")
    return Text(f"{cause.zh}：{said.zh}", f"{cause.en}: {said.en}") if leaves else cause


def _leaves(root: Trace) -> list[Trace]:
    """The facts a trace read, in the order they are written."""
    if root.path and not root.children:
        return [root]
    return [leaf for child in root.children for leaf in _leaves(child)]


def _facts(decision: Decision, finding: Finding) -> tuple[FactUsed, ...]:
    seen: dict[str, FactUsed] = {}
    parts = [finding.require, *finding.when, *finding.unless, *(t for row in finding.table for t in row)]
    for part in parts:
        for leaf in _leaves(part) if part else ():
            if leaf.value is not None and leaf.path not in seen and not isinstance(leaf.value, tuple):
                seen[leaf.path] = FactUsed(leaf.path, leaf.value, decision.evidence.get(leaf.path))
    return tuple(seen.values())


def _culprits(node: Trace, wanted: bool) -> list[tuple[Trace, bool]]:
    """The smallest parts that make a condition differ from `wanted`, each with the truth it should have had."""
    part = node.part
    if isinstance(part, Term):
        if part.operator == "!":
            return _culprits(node.children[0], not wanted)
        if part.operator in ("and", "or"):
            guilty = [child for child in node.children if child.value is not None and child.value is not wanted]
            return [item for child in guilty for item in _culprits(child, wanted)] or [(node, wanted)]
        if TABLE.get(part.operator) is not None and TABLE[part.operator].binds:
            bodies = node.children[1:]
            inner = (part.operator != "none") == wanted
            guilty = [child for child in bodies if child.value is not None and child.value is not inner]
            return [item for child in guilty for item in _culprits(child, inner)] or [(node, wanted)]
    return [(node, wanted)]


def guilty_facts(decision: Decision, finding: Finding) -> list[str]:
    """The paths of the facts that make a finding fail, followed through computed facts to what the deal states, in the order they are read."""
    found = [leaf.path for atom, _ in _culprits(finding.require, True) for leaf in _leaves(atom)] if finding.require is not None else []
    return list(dict.fromkeys(path for leaf in found for path in _stated_behind(decision, leaf, frozenset())))


def _stated_behind(decision: Decision, path: str, seen: frozenset[str]) -> list[str]:
    rule = next((rule for rule in decision.edition.rules if rule.gives == path), None)
    if path in decision.evidence or path in seen or rule is None:
        return [path]
    inputs = [fact.path for account in accounts(decision, rule) for fact in account.facts]
    return [stated for one in inputs for stated in _stated_behind(decision, one, seen | {path})] or [path]


def _state(node: Trace, words: Writer, decision: Decision) -> Text:
    """How an atom actually stands: `label为value`."""
    part = node.part
    if isinstance(part, Term) and part.operator in TABLE and node.children:
        subject = next((child for child in node.children if child.path), None)
        if subject is not None:
            label, shown = words.value(subject.part), _shown(subject, decision)
            several = isinstance(subject.value, frozenset) or (isinstance(subject.value, Bound) and subject.value.of_set)
            verb = ":" if several else " is"
            return Text(f"{label.zh}为“{shown.zh}”", f"{label.en}{verb} {shown.en}")
        first = node.children[0]
        if first.children:
            label, shown = words.value(first.part), show(first.value, as_fact(first.part.type))
            return Text(f"{label.zh}为 {shown.zh}", f"{label.en} is {shown.en}")
    if node.path:
        label, shown = words.value(part), _shown(node, decision)
        return Text(f"{label.zh}为“{shown.zh}”", f"{label.en}: {shown.en}")
    return words.denial(part)


def _shown(node: Trace, decision: Decision) -> Text:
    return show(node.value, decision.edition.vocabulary.get(node.path) or as_fact(node.part.type))


def _reason(node: Trace, wanted: bool, words: Writer, decision: Decision) -> tuple[Text, Text]:
    """Why an atom is not as wanted, and by how much."""
    part = node.part
    should = words.condition(part) if wanted else words.denial(part)
    if isinstance(part, Term) and part.operator == "includes_all" and wanted:
        have, want = (child.value for child in node.children)
        possible = members(have)[1]
        lacking = show(want - (possible or frozenset()), as_fact(node.children[0].part.type))
        label = words.value(node.children[0].part)
        return Text(f"{label.zh}缺少：{lacking.zh}", f"{label.en} lack: {lacking.en}"), Text(f"缺 {lacking.zh}", f"lacking {lacking.en}")
    state = _state(node, words, decision)
    gap = _gap(node, wanted)
    tail = _by_how_much(node, gap) if gap != EMPTY else EMPTY
    return Text(f"{state.zh}，应为：{should.zh}{tail.zh}", f"{state.en}; required: {should.en}{tail.en}"), gap


def _gap(node: Trace, wanted: bool) -> Text:
    part = node.part
    if not isinstance(part, Term) or part.operator not in ("<", "<=", ">", ">=") or not wanted:
        return EMPTY
    values = [child.value for child in node.children]
    kind = next((child.part.type for child in node.children if child.part.type), None)
    if kind is None or any(v is None or isinstance(v, Bound) or (kind.name == "share" and v < 0) for v in values):
        return EMPTY
    if len(values) == 3:
        low, middle, high = values
        distance = low - middle if middle < low else middle - high
    else:
        distance = abs(values[0] - values[1])
    return _distance(distance, kind) if distance else EMPTY


def _by_how_much(node: Trace, gap: Text) -> Text:
    """A number falls short; a day is late or early, as seen from the date the reason names first."""
    values = [child.value for child in node.children]
    named = next((i for i, child in enumerate(node.children) if child.path), None)
    kind = node.children[named].part.type if named is not None else None
    if named is None or kind is None or kind.name != "date":
        return Text(f"（差 {gap.zh}）", f" (short by {gap.en})")
    late = values[named] > (values[-1] if named < len(values) - 1 else values[-2])
    return Text(f"（晚 {gap.zh}）", f" ({gap.en} late)") if late else Text(f"（早 {gap.zh}）", f" ({gap.en} early)")


def _distance(distance: Any, kind: Type) -> Text:
    if kind.name == "share":
        points = show_percent(distance).removesuffix("%")
        return Text(f"{points} 个百分点", f"{points} percentage point{'' if str(points) == '1' else 's'}")
    if kind.name == "date":
        return show(distance * SCALE, as_fact(Type("int", unit="day")))
    return show(distance, as_fact(kind))


def cautions(decision: Decision, rule: Rule) -> list[Text]:
    """The remarks of a rule whose condition is true, and that months were rounded; none where the rule does not apply."""
    if not remarkable(rule) or all(f.outcome == "not_applicable" and f.cause != "exception" for f in decision.findings(rule)):
        return []
    return list(dict.fromkeys([*_remarks(decision, rule), *(text for finding in decision.findings(rule) for text in roundings(finding))]))


@lru_cache(maxsize=2048)
def remarkable(rule: Rule) -> bool:
    """Whether a rule may carry a caution at all."""
    body = rule.body
    parts = ([body.require] if body.require is not None else []) + [row.value for row in body.table]
    return bool(body.cautions) or any(map(moves_years, parts))


def _remarks(decision: Decision, rule: Rule) -> list[Text]:
    facts = decision.facts
    scope = Scope(facts.known, facts.outputs, rule.values(decision.as_of))
    if not rule.for_each:
        return [item.text for item in rule.body.cautions if trace(item.when, scope).value is True]
    records = facts.known.get(rule.for_each) or ()
    scopes = [scope.within(record, f"{rule.for_each}[{i}]") for i, record in enumerate(records)]
    return [item.text for item in rule.body.cautions if any(trace(item.when, s).value is True for s in scopes)]


def part_of(node: Trace) -> Literal | Term:
    """The expression behind a trace."""
    return node.part


def notices(decision: Decision) -> list[Text]:
    """What goes with every decision: draft, by reference, hypothetical, provisional, term ending soon, remarks of the edition."""
    edition, found = decision.edition, [*decision.remarks]
    if edition.status == "draft":
        found.append(
            Text(
                "本文件为草案（征求意见稿），不是现行有效的规定，结论仅供参考。",
                "This document is a draft, not law in force; the result is for information only.",
            )
        )
    if decision.advisory:
        found.append(
            Text(
                "本单位属于参照执行，结论仅供参考，不构成违规认定。",
                "The institution follows this document by reference only; findings are advisory.",
            )
        )
    if decision.hypothetical:
        found.append(Text("按假设在适用范围内且在有效期内作出判断。", "Decided hypothetically, as if in scope and in force."))
    if decision.scope_open:
        found.append(Text("适用范围或有效期尚不能确定，以下不符合项均为暂定。", "Scope or term is not settled; failures are provisional."))
    last = last_day_of_term(decision)
    if decision.out_of_scope and last is not None and last < decision.as_of:
        found += _after_term(decision)
    if last is not None and 0 <= last - decision.as_of <= 90:
        from awardrules.facts.quantity import show_date

        left = last - decision.as_of
        found.append(
            Text(
                f"本文件将于 {show_date(last)} 届满（距判断日 {left} 日）。",
                f"The document expires on {show_date(last)}, {counted(left, 'day')} from the date of decision.",
            )
        )
    return found + list(edition.notices)


def _after_term(decision: Decision) -> list[Text]:
    """What a text prints for the time after its term and holds for the deal, or may hold; the verdict stays out of scope."""
    coverage, edition = decision.derived.get(COVERAGE, "covered"), decision.edition
    found = []
    for rule in edition.rules if decision.subject == "deal" and coverage != "not_covered" else ():
        if not rule.outlives_term or applies(rule, decision.facts.known.get(KINDS_PATH)) is not True:
            continue
        finding = derivation(rule, edition, decision.facts, decision.as_of)
        named = Text(
            f"“{rule.title.zh}”（{edition.clauses[rule.clauses[0]].locator}）", f"“{rule.title.en}” ({edition.clauses[rule.clauses[0]].locator})"
        )
        if finding.outcome == "pass" and coverage is not None:
            found.append(Text(f"有效期虽已届满，条文{named.zh}仍适用于本事项。", f"The term is over, but {named.en} still applies to this deal."))
        elif finding.outcome in ("pass", "unknown"):
            cause = _why_unknown(decision, finding) if finding.outcome == "unknown" else Text("适用范围未定", "scope is not settled")
            found.append(
                Text(
                    f"有效期已届满；条文{named.zh}是否仍适用于本事项，尚不能判断（{cause.zh}）。",
                    f"The term is over; whether {named.en} still applies to this deal is open ({cause.en}).",
                )
            )
    return found


def last_day_of_term(decision: Decision) -> int | None:
    """The last day of the edition's term, where its start is printed or stated."""
    from awardrules.pack.references import last_day

    validity = decision.edition.validity
    if validity is None:
        return None
    start = validity.start if isinstance(validity.start, int) else decision.facts.known.get(validity.start)
    return last_day(start, validity.years) if isinstance(start, int) else None
