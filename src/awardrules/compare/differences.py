"""What two editions say differently in one notion: each difference with its kind and what either side says, in words.

Read from the rules: parameters and constants, the facts asked, conditions, exceptions, modality, kinds of deal, people.
"""

from __future__ import annotations

from collections.abc import Iterable

from awardrules.compare.detail import KIND_WORDS, NOTHING_FURTHER, SILENT, UNENCODED, Detail, Kind
from awardrules.compare.pairing import Notion, Side, matched, repeats
from awardrules.compare.prover import Compared
from awardrules.compare.shape import Forms, read_by
from awardrules.decision.explain import writer
from awardrules.decision.reference import reads
from awardrules.expression import core
from awardrules.expression.lower import lower
from awardrules.expression.operators import DURATIONS
from awardrules.expression.prose import Writer
from awardrules.expression.term import Literal as Constant
from awardrules.expression.term import Part, Term
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import MODALITY_WORDS, Edition, Rule, TableRow

SUBJECTS = {"deal": Text("每项交易", "the deal"), "institution": Text("单位", "the institution")}
PEOPLE = {"recipients": Text("受奖人逐人判断", "each recipient")}
BINDING = frozenset({"shall", "shall_not"})  # to demand a thing and to forbid its want is one and the same
CONTAINMENT = frozenset({"includes_all", "includes_any", "in"})


def differences(notion: Notion, compared: Compared) -> tuple[Detail, ...]:
    """Every difference of a notion that stands in both editions, the weightier kinds first."""
    found: list[Detail] = []
    for one, other in matched(notion.a.rules, notion.b.rules):
        if one is not None and other is not None:
            found += _of_rules(one, other, compared)
        elif one is not None and not any(repeats(one, host) for host in notion.b.rules):
            found.append(_alone(one, compared.a, compared.as_of, True, forgotten=_forgotten(notion.b)))
        elif other is not None and not any(repeats(other, host) for host in notion.a.rules):
            found.append(_alone(other, compared.b, compared.as_of, False, forgotten=_forgotten(notion.a)))
    found += _of_clauses(notion, compared)
    order = list(KIND_WORDS)
    return tuple(sorted(dict.fromkeys(found), key=lambda detail: order.index(detail.kind)))


def of_inputs(notion: Notion, compared: Compared, forms: Forms) -> tuple[Detail, ...]:
    """Where the rules of a notion are the same, and yet not: the facts they read that the two editions find in different ways."""
    given = forms.given
    rules = (*notion.a.rules, *notion.b.rules)
    paths = sorted({path for rule in rules for path in read_by(forms.of(rule)) if path in given[0] or path in given[1]})
    found: list[Detail] = []
    for path in paths:
        one, other = given[0].get(path), given[1].get(path)
        if one is not None and other is not None:
            found += [] if forms.same(one, other) else [detail for detail in _of_rules(one, other, compared) if detail.kind != "modality"]
        elif one is not None:
            found.append(_alone(one, compared.a, compared.as_of, True))
        elif other is not None:
            found.append(_alone(other, compared.b, compared.as_of, False))
    return tuple(found)


def _forgotten(side: Side) -> bool:
    """Whether an edition prints the notion, yet its pack has neither a rule nor a reason for having none."""
    return bool(side.clauses) and not side.rules and all(clause.reason is None for clause in side.clauses)


def _alone(rule: Rule, edition: Edition, day: int, in_a: bool, *, forgotten: bool = False) -> Detail:
    """A rule of the notion that has no like in the other edition, or none in its pack (`forgotten`)."""
    kind: Kind = "definition" if rule.gives else "requirement"
    words, silent = _whole(rule, edition, day), UNENCODED if forgotten else SILENT[kind]
    return Detail(kind, words, silent, _about(rule, edition)) if in_a else Detail(kind, silent, words, _about(rule, edition))


def _about(rule: Rule, edition: Edition) -> Text:
    return edition.vocabulary.label(rule.gives) if rule.gives else EMPTY


def _whole(rule: Rule, edition: Edition, day: int) -> Text:
    """A rule in words: how binding it is, when it applies, what it asks or gives."""
    words = writer(rule, edition.vocabulary, day)
    asked = words.condition(rule.body.require) if rule.body.require is not None else _table(rule.body.table, words)
    if rule.kind == "check":
        asked = _with_modality(rule, asked)
    if rule.body.when:
        gate = words.all_of(rule.body.when)
        asked = Text(f"{gate.zh}的，{asked.zh}", f"{asked.en}, where {gate.en}")
    return asked


def _with_modality(rule: Rule, words: Text) -> Text:
    modality = MODALITY_WORDS[rule.modality]
    return Text(f"（{modality.zh}）{words.zh}", f"({modality.en}) {words.en}")


def _table(rows: Iterable[TableRow], words: Writer) -> Text:
    return joined([_row(row, words) for row in rows], "；", "; ")


def _row(row: TableRow, words: Writer) -> Text:
    boolean = row.value.type is not None and row.value.type.name == "bool" and isinstance(row.value, Term)
    value = words.condition(row.value) if boolean else words.value(row.value)
    if row.when is None:
        return Text(f"{value.zh}的，为是，否则为否", f"yes if {value.en}, no otherwise") if boolean else value
    condition = words.condition(row.when)
    return Text(f"{condition.zh}的，为{value.zh}", f"{value.en} if {condition.en}")


def _of_rules(one: Rule, other: Rule, compared: Compared) -> list[Detail]:
    """The differences of two rules that stand for the same thing."""
    found: list[Detail] = []
    if one.kind != other.kind:
        return [_alone(one, compared.a, compared.as_of, True), _alone(other, compared.b, compared.as_of, False)]
    if one.kind == "check" and one.modality != other.modality and not {one.modality, other.modality} <= BINDING:
        found.append(Detail("modality", MODALITY_WORDS[one.modality], MODALITY_WORDS[other.modality]))
    if one.subject != other.subject:
        found.append(Detail("addressee", SUBJECTS[one.subject], SUBJECTS[other.subject]))
    if set(one.applies_to) != set(other.applies_to):
        found.append(Detail("condition", _kinds(one, compared.a), _kinds(other, compared.b), Text("适用事项", "kinds of deal")))
    if one.for_each != other.for_each:
        found.append(Detail("addressee", *(PEOPLE.get(rule.for_each or "", SUBJECTS[rule.subject]) for rule in (one, other))))
    a, b = (_Reading(rule, edition, compared.as_of) for rule, edition in ((one, compared.a), (other, compared.b)))
    found += _conjuncts("condition", list(one.body.when), list(other.body.when), a, b)
    if one.kind == "check":
        found += _conjuncts("requirement", _required(one), _required(other), a, b)
    elif [a.row(row) for row in one.body.table] != [b.row(row) for row in other.body.table]:
        found.append(_definitions(one, other, a, b))
    found += _conjuncts("exception", [item.when for item in one.body.unless], [item.when for item in other.body.unless], a, b)
    return found


def _required(rule: Rule) -> list[Part]:
    return [rule.body.require] if rule.body.require is not None else []


def _kinds(rule: Rule, edition: Edition) -> Text:
    if not rule.applies_to:
        return Text("全部", "all")
    fact = edition.vocabulary.get("deal.kinds")
    values = (fact.values if fact else None) or {}
    return joined([values.get(kind, Text(kind, kind)) for kind in rule.applies_to], "、", ", ")


class _Reading:
    """A rule of one edition, ready to be read: its words, its figures, its vocabulary."""

    def __init__(self, rule: Rule, edition: Edition, day: int) -> None:
        self.rule, self.values, self.vocabulary = rule, rule.values(day), edition.vocabulary
        self.words = writer(rule, edition.vocabulary, day)

    def form(self, part: Part) -> core.Core:
        return lower(part, self.values)

    def row(self, row: TableRow) -> tuple[core.Core | None, core.Core]:
        return (self.form(row.when) if row.when is not None else None, self.form(row.value))

    def fact(self, path: str) -> Fact | None:
        return self.vocabulary.get(f"{self.rule.for_each}[].{path[5:]}" if path.startswith("item.") else path)


def _conjuncts(kind: Kind, one: list[Part], other: list[Part], a: _Reading, b: _Reading) -> list[Detail]:
    """What two lists of conditions do not share: those about the same facts side by side, the others alone."""
    left, right = [part for p in one for part in _flat(p)], [part for p in other for part in _flat(p)]
    forms = [a.form(part) for part in left], [b.form(part) for part in right]
    left = [part for part, form in zip(left, forms[0], strict=True) if form not in forms[1]]
    right = [part for part, form in zip(right, forms[1], strict=True) if form not in forms[0]]
    found: list[Detail] = []
    for alike in (_same_question, _same_facts, _some_fact, _same_figure):
        for part in list(left):
            like = next((candidate for candidate in right if alike(part, candidate)), None)
            if like is not None:
                found.append(_changed(kind, part, like, a, b))
                left.remove(part)
                right.remove(like)
    # one sentence of conditions on either side reads better than pieces that have nothing to do with each other
    silent = SILENT[kind]
    found += [Detail(kind, a.words.condition(part), silent) for part in left]
    found += [Detail(kind, silent, b.words.condition(part)) for part in right]
    return found


def _flat(part: Part) -> list[Part]:
    if isinstance(part, Term) and part.operator == "and":
        return [inner for argument in part.arguments for inner in _flat(argument)]
    return [part]


def _same_question(one: Part, other: Part) -> bool:
    return isinstance(one, Term) and isinstance(other, Term) and one.operator == other.operator and _same_facts(one, other)


def _same_facts(one: Part, other: Part) -> bool:
    return bool(reads(one)) and reads(one) == reads(other)


def _some_fact(one: Part, other: Part) -> bool:
    return bool(reads(one) & reads(other))


def _same_figure(one: Part, other: Part) -> bool:
    """Whether two comparisons hold different facts against the same printed number."""
    if not isinstance(one, Term) or not isinstance(other, Term) or one.operator != other.operator:
        return False
    figures = [{part.value for part in side.arguments if isinstance(part, Constant) and _numeric(part)} for side in (one, other)]
    return bool(figures[0]) and figures[0] == figures[1]


def _changed(kind: Kind, one: Part, other: Part, a: _Reading, b: _Reading) -> Detail:
    """A condition that both editions have, in other words: what about it changed."""
    one, other = _without_shared(one, other, a, b)
    paths = (reads(one) ^ reads(other)) or reads(one)
    facts = [fact for path in sorted(paths) if (fact := a.fact(path) or b.fact(path)) is not None]
    members = _members(one, other, a, b)
    if members is not None:
        return Detail(_topic(facts, "members"), *members)
    said = Detail(kind, a.words.condition(one), b.words.condition(other))
    if kind == "exception":
        return said
    if _skeleton(one) == _skeleton(other):
        return Detail("period" if _lasting(facts) or _shifts(one) else "figure", said.a, said.b) if _numeric(one) else said
    timed = all(_lasting([fact for path in reads(part) if (fact := a.fact(path) or b.fact(path)) is not None]) for part in (one, other))
    return Detail(_topic(facts, kind, timed=timed), said.a, said.b)


def _lasting(facts: list[Fact]) -> bool:
    return any(fact.unit in DURATIONS for fact in facts)


def _without_shared(one: Part, other: Part, a: _Reading, b: _Reading) -> tuple[Part, Part]:
    """The one alternative of each side that the other has not, where two lists of alternatives share the rest."""
    if not (isinstance(one, Term) and isinstance(other, Term) and one.operator == other.operator == "or"):
        return one, other
    forms = [a.form(part) for part in one.arguments], [b.form(part) for part in other.arguments]
    left = [part for part, form in zip(one.arguments, forms[0], strict=True) if form not in forms[1]]
    right = [part for part, form in zip(other.arguments, forms[1], strict=True) if form not in forms[0]]
    return (left[0], right[0]) if len(left) == len(right) == 1 else (one, other)


def _topic(facts: list[Fact], default: Kind, *, timed: bool = False) -> Kind:
    """What a difference is about, by the facts it asks; `timed` says that either side asks for a length of time."""
    names = {fact.name.rpartition(".")[2] for fact in facts}
    if any(name == "places" or name.endswith("_places") for name in names):
        return "place"
    if any(fact.addressees for fact in facts) or any(name == "role" or name.endswith("_role") for name in names):
        return "addressee"
    return "period" if timed and default == "requirement" and _lasting(facts) else default


def _members(one: Part, other: Part, a: _Reading, b: _Reading) -> tuple[Text, Text] | None:
    """Two lists asked of the same fact in the same way: the names only either has."""
    if not isinstance(one, Term) or not isinstance(other, Term) or one.operator != other.operator or one.operator not in CONTAINMENT:
        return None
    names = _names(one, a), _names(other, b)
    if names[0] is None or names[1] is None or reads(one) != reads(other):
        return None
    shared = names[0] & names[1]
    if not shared:
        return None
    fact = next((found for path in reads(one) if (found := a.fact(path) or b.fact(path)) is not None), None)
    subject = fact.label if fact else EMPTY
    sides = []
    for own, rest in ((names[0] - shared, names[1] - shared), (names[1] - shared, names[0] - shared)):
        words = joined([_name(item, fact) for item in sorted(own)], "、", ", ") if own else EMPTY
        if own:
            sides.append(Text(f"{subject.zh}另列 {words.zh}", f"{subject.en}: also {words.en}"))
        else:
            lacking = joined([_name(item, fact) for item in sorted(rest)], "、", ", ")
            sides.append(Text(f"{subject.zh}不含 {lacking.zh}", f"{subject.en}: without {lacking.en}"))
    return sides[0], sides[1]


def _names(part: Term, reading: _Reading) -> frozenset[str] | None:
    for argument in part.arguments:
        form = reading.form(argument)
        if isinstance(form, core.Lit) and isinstance(form.value, frozenset):
            return form.value
    return None


def _name(item: str, fact: Fact | None) -> Text:
    return (fact.values or {}).get(item, Text(item, item)) if fact else Text(item, item)


def _skeleton(part: Part) -> object:
    """A part without its constants."""
    if isinstance(part, Constant):
        return None
    if part.operator == "param":
        return None
    return part.operator, part.name, tuple(_skeleton(argument) for argument in part.arguments)


def _numeric(part: Part) -> bool:
    """Whether a constant of the part is a number or a date."""
    if isinstance(part, Constant) or part.operator == "param":
        return part.type is not None and part.type.ordered
    return any(_numeric(argument) for argument in part.arguments)


def _shifts(part: Part) -> bool:
    return isinstance(part, Term) and (
        part.operator.startswith("add_") or part.operator == "last_day" or any(_shifts(argument) for argument in part.arguments)
    )


def _definitions(one: Rule, other: Rule, a: _Reading, b: _Reading) -> Detail:
    """Two ways to find the same value: another base, another figure, or another table."""
    about, likewise = a.vocabulary.label(one.gives or ""), b.vocabulary.label(other.gives or "")
    if about != likewise:
        about = Text(f"{about.zh} → {likewise.zh}", f"{about.en} → {likewise.en}")
    rows = one.body.table, other.body.table
    shared = {a.row(row) for row in rows[0]} & {b.row(row) for row in rows[1]}
    left_rows = [row for row in rows[0] if a.row(row) not in shared]
    right_rows = [row for row in rows[1] if b.row(row) not in shared]
    one_row, other_row = rows if len(rows[0]) == len(rows[1]) == 1 else (left_rows, right_rows)
    if len(one_row) == len(other_row) == 1 and one_row[0].when is None and other_row[0].when is None:
        left, right = one_row[0].value, other_row[0].value
        figures, bases = _skeleton(left) == _skeleton(right), _operators(left) == _operators(right)
        kind: Kind = "figure" if figures else "base" if bases and ("/" in _operators(left) or "*" in _operators(left)) else "definition"
        return Detail(kind, a.words.value(left), b.words.value(right), about)
    return Detail(
        "definition",
        _table(left_rows, a.words) if left_rows else NOTHING_FURTHER,
        _table(right_rows, b.words) if right_rows else NOTHING_FURTHER,
        about,
    )


def _operators(part: Part) -> tuple[str, ...]:
    if isinstance(part, Constant):
        return ()
    return (part.operator, *(name for argument in part.arguments for name in _operators(argument)))


def _of_clauses(notion: Notion, compared: Compared) -> list[Detail]:
    """Where the notion stands, how binding its words are, and whether it is encoded, where the clauses themselves differ."""
    found: list[Detail] = []
    if bool(notion.a.rules) != bool(notion.b.rules):
        found.append(Detail("encoding", _encoding(notion.a), _encoding(notion.b)))
    if not notion.a.rules and not notion.b.rules:
        found += [
            Detail("modality", MODALITY_WORDS[one.modality], MODALITY_WORDS[other.modality])
            for one, other in notion.common
            if one.modality != other.modality
        ]
    if compared.a.pack == compared.b.pack:
        places = [list(dict.fromkeys(clause.locator for clause in side.clauses)) for side in (notion.a, notion.b)]
        if set(places[0]) != set(places[1]):
            found.append(Detail("citation", *(Text("、".join(names), ", ".join(names)) for names in places)))
    return found


def _encoding(side: Side) -> Text:
    if side.rules:
        return Text("已编码为规则", "encoded as a rule")
    reasons = [clause.reason for clause in side.clauses if clause.reason is not None]
    return joined(reasons, "；", "; ") if reasons else Text("未编码", "not encoded")


def clashes(a: Vocabulary, b: Vocabulary) -> tuple[tuple[Fact, Fact], ...]:
    """The facts that both vocabularies name alike and type differently (type, unit or values)."""
    return tuple(
        (fact, other)
        for path, fact in a.facts.items()
        if (other := b.facts.get(path)) is not None
        and (fact.type, fact.unit, set(fact.values or ())) != (other.type, other.unit, set(other.values or ()))
    )
