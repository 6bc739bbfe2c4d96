"""The changes that matter most to somebody who drafts or applies a document: weighed, and said in one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from awardrules.compare.detail import UNENCODED, Detail, detail_words
from awardrules.compare.diff import Change, Comparison, only, title_of
from awardrules.compare.pairing import Side
from awardrules.compare.prover import Judgement, Witness
from awardrules.decision.decide import COVERAGE
from awardrules.expression.term import Literal, Part
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import MECHANISM_WORDS, Rule
from awardrules.record import Record

POINTS = 10
OF_ONE_MECHANISM = 4
SEVERAL = 3
EXEMPTION = "diligence.exemption"
ACCEPTED = ("compliant", "deviating")
SAID = 2  # clauses of a notion that a sentence repeats

_CLASS = {"tightened": 7.0, "loosened": 7.0, "incomparable": 7.0, "unsettled": 5.0, "only_a": 5.0, "only_b": 5.0, "text": 0.0, "wording": -6.0}
_MODALITY = {"shall": 3.0, "shall_not": 3.5, "may": 2.0, "should": 2.0, "encouraged": -2.0, "exemption": 1.0, "deeming": 0.5}
_KIND = {
    "modality": 3.0,
    "figure": 3.0,
    "period": 3.0,
    "base": 2.5,
    "place": 1.5,
    "exception": 1.5,
    "members": 1.5,
    "requirement": 1.0,
    "addressee": 1.0,
}
_MECHANISM = {
    "ownership-grant": 4.0, "use-right": 3.5, "proceeds-distribution": 4.0, "publicity": 3.5, "exclusion": 7.5, "negative-list": 3.0,
    "leadership": 3.0, "pricing": 2.0, "scope": 5.0, "grant-models": 2.5, "validity": 2.0, "revocation": 2.5, "asset-appraisal": 2.0,
    "agreement-terms": 2.0, "security-ethics": 2.0, "tax": 2.0, "due-diligence-exemption": 0.5, "single-list-management": 1.5,
    "award-accounting": 1.5, "asset-disposal": 1.0, "disclosure": 1.0, "registration": 0.5, "stage-classification": 0.5,
    "accounting-recognition": 0.5, "reporting": 0.0, "personnel": -1.0, "operations-org": -1.0, "timetable": -1.0,
}  # fmt: skip


class Point(Record):
    """One line of the summary: a change, or a whole mechanism that one edition alone has, with the places of its changes."""

    change: str
    mechanism: str
    text: Text
    changes: tuple[int, ...]


def summary(comparison: Comparison) -> tuple[Point, ...]:
    """The ten changes that matter, weightiest first; at most four of one mechanism while others wait."""
    names = comparison.names
    changes = comparison.changes
    grouped = _mechanisms_of_one(comparison)
    inside = {index for indices in grouped.values() for index in indices}
    weighed: list[tuple[float, Point]] = []
    for side in ("only_a", "only_b"):
        blocks = {mechanism: indices for (mechanism, change), indices in grouped.items() if change == side}
        if blocks:
            heaviest = max(weight(changes[index]) for indices in blocks.values() for index in indices)
            on_deals = sum(_on_deals(changes[index]) for indices in blocks.values() for index in indices)
            weighed.append((heaviest + min(on_deals, 24) / 3, _whole_mechanisms(blocks, side, names)))
    for indices in _alike(changes, inside, comparison.compared.as_of):
        first = changes[indices[0]]
        weighed.append((weight(first), Point(first.change, first.notion.mechanism, _with_others(changes, indices, names), tuple(indices))))
    weighed.sort(key=lambda pair: -pair[0])
    return tuple(_spread([point for _, point in weighed])[:POINTS])


def whole(comparison: Comparison) -> Judgement | None:
    """How the editions stand as a whole, each witness that of the weightiest change that turns a verdict; None without a prover."""
    found = comparison.behaviour
    if found is None:
        return None
    turning: dict[str, Witness] = {}
    for change in sorted(comparison.changes, key=weight, reverse=True):
        for witness in (change.judgement.tighter, change.judgement.looser) if change.judgement else ():
            if witness is not None and _turns(witness):
                turning.setdefault(witness.accepted_by, witness)
    tighter, looser = (turning.get(side, own) if own is not None else None for side, own in (("a", found.tighter), ("b", found.looser)))
    return Judgement(found.relation, found.proved, tighter, looser, found.partial)


def _turns(witness: Witness) -> bool:
    """Whether one edition accepts the deal and the other refuses it."""
    accepting, refusing = (witness.a, witness.b) if witness.accepted_by == "a" else (witness.b, witness.a)
    return witness.subject == "deal" and accepting in ACCEPTED and refusing == "non_compliant"


def _alike(changes: Sequence[Change], inside: set[int], day: int) -> Iterable[list[int]]:
    """The changes that are to be named, weightiest first: together those that change the same things in the same way, and of what one
    edition alone has in one mechanism the prohibitions and what prints the same figure."""
    found: dict[object, list[int]] = {}
    for index, change in sorted(enumerate(changes), key=lambda pair: -weight(pair[1])):
        if index in inside or change.change in ("wording", "text"):
            continue
        said = tuple(detail for detail in change.details if detail.kind != "citation")
        kinds = frozenset(detail.kind for detail in said)
        pattern: object = said or index
        if "place" in kinds:
            pattern = (change.notion.mechanism, kinds)
        elif change.change in ("only_a", "only_b") and _forbids(change):
            pattern = (change.notion.mechanism, "forbidden")
        elif change.change in ("only_a", "only_b") and (figures := _figures(change, day)):
            pattern = (change.notion.mechanism, figures)
        found.setdefault((change.change, pattern), []).append(index)
    return found.values()


def _figures(change: Change, day: int) -> frozenset[object]:
    """The figures that a notion prints as parameters of its rules."""
    rules = [rule for rule in (*change.notion.a.rules, *change.notion.b.rules) if rule.kind == "check"]
    return frozenset(rule.values(day)[name] for rule in rules for name, parameter in rule.parameters.items() if parameter.type.numeric)


def _forbids(change: Change) -> bool:
    """Whether all that a notion demands is that something is not."""
    checks = [rule for rule in (*change.notion.a.rules, *change.notion.b.rules) if rule.kind == "check"]
    return bool(checks) and all(rule.modality == "shall_not" for rule in checks)


def _with_others(changes: Sequence[Change], indices: Sequence[int], names: tuple[Text, Text]) -> Text:
    said = sentence(changes[indices[0]], names)
    if len(indices) == 1:
        return said
    if changes[indices[0]].change in ("only_a", "only_b"):
        notions = [changes[index].notion for index in indices[1:]]
        further = joined([_gist(notion.b if notion.b.clauses else notion.a) for notion in notions[: SEVERAL - 1]], "；", "; ")
        count = Text(f"；等 {len(indices)} 项", f"; {len(indices)} in all") if len(notions) >= SEVERAL else EMPTY
        return Text(f"{said.zh}；{further.zh}{count.zh}", f"{said.en}; {further.en}{count.en}")
    others = joined([title_of(changes[index].notion.b) for index in indices[1:]], "；", "; ")
    return Text(f"{said.zh}（同样改动：{others.zh}）", f"{said.en} (likewise: {others.en})")


def _spread(points: list[Point]) -> list[Point]:
    """The points with the fifth and further of a mechanism behind the others."""
    seen: dict[str, int] = {}
    first: list[Point] = []
    later: list[Point] = []
    for point in points:
        seen[point.mechanism] = seen.get(point.mechanism, 0) + 1
        (first if seen[point.mechanism] <= OF_ONE_MECHANISM else later).append(point)
    return first + later


def _mechanisms_of_one(comparison: Comparison) -> dict[tuple[str, str], list[int]]:
    """The mechanisms on which one edition is silent throughout, with their changes."""
    changes = comparison.changes
    shared = {clause.mechanism for notion in comparison.identical for clause in (*notion.a.clauses, *notion.b.clauses)}
    of: dict[str, list[int]] = {}
    for index, change in enumerate(changes):
        for mechanism in {clause.mechanism for clause in (*change.notion.a.clauses, *change.notion.b.clauses)} - shared:
            of.setdefault(mechanism, []).append(index)
    found: dict[tuple[str, str], list[int]] = {}
    for mechanism, indices in of.items():
        classes: set[str] = {changes[index].change for index in indices}
        if len(indices) >= SEVERAL and len(classes) == 1 and classes <= {"only_a", "only_b"} and any(changes[i].effect for i in indices):
            found[mechanism, classes.pop()] = indices
    return found


def _whole_mechanisms(blocks: Mapping[str, Sequence[int]], change: str, names: tuple[Text, Text]) -> Point:
    """What one edition alone deals with, in one line."""
    has, lacks = names if change == "only_a" else names[::-1]
    ranked = sorted(blocks.items(), key=lambda block: -len(block[1]))
    words = [(MECHANISM_WORDS.get(mechanism, Text(mechanism, mechanism)), len(indices)) for mechanism, indices in ranked]
    listed = joined([Text(f"{name.zh}（{count} 项）", f"{name.en} ({count})") for name, count in words], "、", ", ")
    text = Text(f"{has.zh}有、{lacks.zh}全无规定：{listed.zh}", f"{has.en} regulates, {lacks.en} does not: {listed.en}")
    return Point(change, ranked[0][0], text, tuple(index for _, indices in ranked for index in indices))


def weight(change: Change) -> float:
    """How much a change matters: what it does to deals, how binding it is, what it is about, and whether figures move."""
    rules = (*change.notion.a.rules, *change.notion.b.rules)
    checks = [rule for rule in rules if rule.kind == "check"]
    total = _CLASS[change.change] + _MECHANISM.get(change.notion.mechanism, 0.0)
    strongest = [max(found) for side in (change.notion.a, change.notion.b) if (found := [_bite(rule) for rule in side.rules if rule.kind == "check"])]
    total += sum(strongest) / len(strongest) if strongest else 0.0
    kinds = {detail.kind for detail in change.details} - ({"modality"} if _as_binding(change) or _only_advised(change) else set())
    total += sum(sorted((_KIND.get(kind, 0.0) for kind in kinds), reverse=True)[:2])
    if not rules:
        total -= 6.0
    elif any(rule.gives == COVERAGE for rule in rules):
        total += 4.5  # whether a document speaks to a unit at all comes before what it says
    elif any(rule.gives == EXEMPTION for rule in change.notion.a.rules) and any(rule.gives == EXEMPTION for rule in change.notion.b.rules):
        total += 7.0  # the one value that sums up all conditions and situations of exemption
    elif not checks:
        total -= 2.0
    if checks and all(rule.subject == "institution" for rule in checks):
        total -= 5.0
    if change.change in ("only_a", "only_b"):
        total += (4.5 if any(_has_figure(rule) for rule in checks) else 0.0) - (2.0 if change.effect == "equivalent" else 0.0)
    return total


def _on_deals(change: Change) -> bool:
    """Whether a duty of each deal changes, not only one of the institution or a value."""
    return any(rule.kind == "check" and rule.subject == "deal" for rule in (*change.notion.a.rules, *change.notion.b.rules))


def _bite(rule: Rule) -> float:
    return _MODALITY.get(rule.modality, 0.0)


def _as_binding(change: Change) -> bool:
    """Whether both editions bind as much, a duty being printed as 应 in one and as 不得 in the other."""
    sides = ({rule.modality for rule in side.rules if rule.kind == "check"} for side in (change.notion.a, change.notion.b))
    return all(side <= {"shall", "shall_not"} for side in sides)


def _only_advised(change: Change) -> bool:
    """Whether one edition merely advises: that the other permits the same makes little difference."""
    sides = ({rule.severity for rule in side.rules if rule.kind == "check"} for side in (change.notion.a, change.notion.b))
    return any(side == {"suggestion"} for side in sides)


def _has_figure(rule: Rule) -> bool:
    """Whether a rule demands a printed number, or one amount against another."""
    require = rule.body.require
    return any(p.type.numeric for p in rule.parameters.values()) or (require is not None and _number_in(require))


def _number_in(part: Part) -> bool:
    if isinstance(part, Literal):
        return part.type is not None and part.type.numeric and bool(part.value)
    measured = [argument for argument in part.arguments if not isinstance(argument, Literal) and argument.type is not None and argument.type.numeric]
    if part.operator in ("<", "<=", ">", ">=") and len(measured) == len(part.arguments):
        return True
    return any(_number_in(argument) for argument in part.arguments)


def sentence(change: Change, names: tuple[Text, Text]) -> Text:
    """A change in one sentence that names both editions."""
    notion = change.notion
    if not notion.a.clauses or not notion.b.clauses:
        side, has = (notion.b, names[1]) if notion.b.clauses else (notion.a, names[0])
        gist, alone = _gist(side), only(has)
        return Text(f"{alone.zh}：{gist.zh}", f"{alone.en}: {gist.en}")
    one, other = _gist(notion.a), _gist(notion.b)
    if one != other and not any(UNENCODED in (detail.a, detail.b) for detail in change.details):
        said = Text(f"{names[0].zh}：{one.zh}；{names[1].zh}：{other.zh}", f"{names[0].en}: {one.en}; {names[1].en}: {other.en}")
        besides = [detail_words(detail, names) for detail in change.details if detail.kind in ("modality", "exception")]
        besides += _further_results(change, names)
        more = joined(besides[:2], "，", ", ") if besides else None
        return Text(f"{said.zh}（{more.zh}）", f"{said.en} ({more.en})") if more else said
    if change.details:
        said = joined([detail_words(detail, names) for detail in _told(change)], "；", "; ")
        return Text(f"{change.title.zh}。{said.zh}", f"{change.title.en}. {said.en}")
    return change.title


def _told(change: Change) -> list[Detail]:
    """The first difference; where the words bind otherwise, that and what they demand otherwise."""
    first, *rest = change.details
    demands, binding = ("figure", "period", "requirement"), ("modality",)
    further = {**dict.fromkeys(demands, binding), "modality": demands}.get(first.kind, ())
    return [first, *[detail for detail in rest if detail.kind in further][:1]]


def _further_results(change: Change, names: tuple[Text, Text]) -> list[Text]:
    """Of two ways to find the same value: which results one edition has and the other has not."""
    one, other = ({path: _results(rule) for rule in side.rules if (path := rule.gives) is not None} for side in (change.notion.a, change.notion.b))
    found = []
    for name, own, rest in ((names[0], one, other), (names[1], other, one)):
        further = [words for path in own.keys() & rest.keys() for value, words in own[path].items() if value not in rest[path]]
        if further:
            listed = joined([Text(f"“{words.zh}”", f"“{words.en}”") for words in further], "、", ", ")
            found.append(Text(f"{name.zh}另有结果{listed.zh}", f"{name.en} also knows {listed.en}"))
    return found


def _results(rule: Rule) -> dict[str, Text]:
    """The named results that a rule gives."""
    values = [row.value for row in rule.body.table if isinstance(row.value, Literal)]
    return {
        value.value: value.type.values.get(value.value, Text(value.value, value.value))
        for value in values
        if isinstance(value.value, str) and value.type is not None and value.type.values
    }


def _gist(side: Side) -> Text:
    """What an edition prints of a notion, in a few words: the clauses that its rules implement, else all."""
    cited = {clause for rule in side.rules if rule.kind == "check" for clause in rule.clauses[:1]}
    gists = [clause.gist for clause in side.clauses if not cited or clause.id in cited] or [clause.gist for clause in side.clauses]
    said = [Text(gist.zh.rstrip("。"), gist.en.rstrip(".")) for gist in dict.fromkeys(gists)]
    words = joined(said[:SAID], "，", "; ")
    return Text(f"{words.zh}等", f"{words.en}; and more") if len(said) > SAID else words
