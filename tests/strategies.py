"""Shared Hypothesis strategies: a small vocabulary, deals over any vocabulary, and well-typed expressions over the small one.

Deals are data as a program hands it to `deal_from`: paths to Fractions, dates, names, lists, `{min, max}`. Expressions are JsonLogic
data. So a test can judge both by a reading of its own, without the numbers in millionths and the day numbers of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from awardrules import yamlfile
from awardrules.expression.build import build
from awardrules.expression.check import Checker
from awardrules.expression.evaluate import Scope
from awardrules.expression.term import Part
from awardrules.expression.types import BOOL, Type
from awardrules.facts.quantity import scaled
from awardrules.facts.reading import deal_from
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Text

Data = Any


# --- the small vocabulary ---


def _fact(path: str, kind: str, zh: str, en: str, values: Mapping[str, Text] | None = None, **more: Any) -> Fact:
    return Fact(path, kind, Text(zh, en), Text(f"{zh}？", f"{en}?"), values=values, **more)


MODELS = {"direct": Text("直接赋权", "direct grant"), "advance": Text("提前赋权", "advance grant"), "staged": Text("过程赋权", "in-process grant")}
TERMS = {"split": Text("收益分配", "split of proceeds"), "costs": Text("费用分担", "sharing of costs"), "period": Text("转化期限", "period")}
ROLES = {"leader": Text("主要领导", "principal leader"), "member": Text("普通成员", "member")}

VOCABULARY = Vocabulary(
    [
        _fact("team.agreed", "bool", "团队一致同意", "team agreed"),
        _fact("team.named", "bool", "名单已公布", "names published"),
        _fact("result.secret", "bool", "涉密", "state secret"),
        _fact("grant.share", "share", "团队份额", "team share"),
        _fact("grant.reward", "share", "奖励比例", "reward share"),
        _fact("sale.price", "money", "转让价款", "sale price"),
        _fact("sale.cost", "money", "转化成本", "sale cost"),
        _fact("notice.days", "int", "公示天数", "days of publicity", unit="calendar day"),
        _fact("notice.objections", "int", "异议次数", "objections", unit="times"),
        _fact("term.years", "decimal", "使用权年限", "term of use", unit="year"),
        _fact("notice.start", "date", "公示开始", "start of publicity"),
        _fact("notice.end", "date", "公示结束", "end of publicity", not_before="notice.start"),
        _fact("grant.model", "enum", "赋权模式", "grant model", MODELS),
        _fact("grant.wanted", "enum", "意愿模式", "wanted model", MODELS),
        _fact("agreement.terms", "set", "约定事项", "agreed terms", TERMS),
        _fact("agreement.missing", "set", "欠缺事项", "missing terms", TERMS),
        _fact("unit.name", "text", "单位名称", "name of the unit"),
        _fact("award.floor", "money", "奖励下限", "least award", output=True),
        _fact("people[].role", "enum", "身份", "role", ROLES),
        _fact("people[].consents", "bool", "同意", "consents"),
        _fact("people[].amount", "money", "金额", "amount"),
        _fact("people[].joined", "date", "加入日期", "date of joining"),
        _fact("people[].forms", "set", "奖励事项", "rewarded terms", TERMS),
    ]
)
PARAMETER_TYPES = {"floor": Type("share"), "days": Type("int"), "listed": Type("set"), "amount": Type("money")}
PARAMETERS: dict[str, Data] = {"floor": Fraction(7, 10), "days": Fraction(15), "listed": ["direct", "staged"], "amount": Fraction(120_000)}
OUTPUTS = ("award.floor",)


def parameter_values() -> dict[str, Any]:
    """The values of the parameters as the engine holds them."""
    return {name: frozenset(v) if isinstance(v, list) else scaled(v) for name, v in PARAMETERS.items()}


# --- deals over any vocabulary ---

SHARES = [Fraction(text) for text in ("0", "0.1", "0.2", "0.3", "1/3", "1/2", "2/3", "0.699999", "0.7", "0.7000001", "0.95", "1")]
MONEY = [Fraction(text) for text in ("0", "0.01", "0.10", "0.30", "100", "83999.99", "84000", "120000", "120000.50", "999999999999.99")]
COUNTS = [Fraction(n) for n in (0, 1, 2, 3, 14, 15, 16, 30)]
DECIMALS = [Fraction(text) for text in ("0", "0.5", "1", "1.5", "2.99", "3", "10")]
DATES = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 12, 31), date(2025, 3, 1), date(2025, 3, 15), date(2025, 3, 16)]
FAR = [date(1, 1, 1), date(9999, 12, 31)]
NAMES = ["甲", "乙大学", "institute", "no", "010"]
POOLS: dict[str, list[Any]] = {"share": SHARES, "money": MONEY, "int": COUNTS, "decimal": DECIMALS, "date": DATES, "text": NAMES}


def values(fact: Fact, *, bounded: bool = False, far: bool = False) -> st.SearchStrategy[Data]:
    """What a deal may state for a fact; with `bounded` also bounds of numbers, dates and sets, with `far` the ends of the calendar."""
    if fact.type == "bool":
        return st.booleans()
    if fact.type == "enum":
        return st.sampled_from(sorted(fact.values or {}))
    if fact.type == "set":
        names = sorted(fact.values or NAMES)
        listed = st.lists(st.sampled_from(names), max_size=3, unique=True)
        return st.one_of(listed, known_in_part(names)) if bounded else listed
    exact = st.sampled_from([*POOLS[fact.type], *(FAR if far and fact.type == "date" else [])])
    return st.one_of(exact, bounds(fact)) if bounded and fact.type != "text" else exact


def bounds(fact: Fact) -> st.SearchStrategy[Data]:
    """`{min}`, `{max}` or `{min, max}` of a number or date."""
    pair = st.lists(st.sampled_from(POOLS[fact.type]), min_size=2, max_size=2).map(sorted)
    both = pair.map(lambda p: {"min": p[0], "max": p[1]})
    return st.one_of(both, pair.map(lambda p: {"min": p[0]}), pair.map(lambda p: {"max": p[1]}))


def known_in_part(names: list[str]) -> st.SearchStrategy[Data]:
    """`{min}`, `{max}` or `{min, max}` of a set: what it has at least, and all it can have."""
    held = st.lists(st.sampled_from(names), max_size=2, unique=True)
    possible = st.one_of(st.none(), st.lists(st.sampled_from(names), max_size=3, unique=True))
    return st.tuples(held, possible).map(lambda p: {"min": p[0]} if p[1] is None else {"min": p[0], "max": sorted({*p[0], *p[1]})})


@st.composite
def deals(
    draw: st.DrawFn,
    vocabulary: Vocabulary = VOCABULARY,
    *,
    complete: bool = False,
    bounded: bool = False,
    far: bool = False,
    paths: Iterable[str] | None = None,
    people: int = 3,
) -> dict[str, Data]:
    """A deal that `deal_from` accepts: facts by dotted path, lists as lists of mappings.

    `complete` states everything (of `paths`, where given); otherwise each fact may be left out. No end lies before its start.
    """
    wanted = set(paths) if paths is not None else None
    deal: dict[str, Data] = {}
    for fact in vocabulary:
        if fact.record or fact.output or (wanted is not None and fact.path not in wanted):
            continue
        if complete or draw(st.booleans()):
            deal[fact.path] = draw(values(fact, bounded=bounded, far=far))
    for name, fields in vocabulary.records.items():
        if (wanted is None or name in wanted) and (complete or draw(st.booleans())):
            count = draw(st.integers(0, people))
            records = [
                {key: draw(values(f, bounded=bounded, far=far)) for key, f in fields.items() if complete or draw(st.booleans())} for _ in range(count)
            ]
            deal[name] = [record or {next(iter(fields)): None} for record in records]
    for fact in vocabulary:
        start = deal.get(fact.not_before or "")
        end = deal.get(fact.path)
        if start is not None and end is not None:
            deal[fact.path], deal[fact.not_before or ""] = _in_order(start, end)
    return deal or {next(f.path for f in vocabulary if not f.record): None}


def _in_order(start: Data, end: Data) -> tuple[Data, Data]:
    """(end, start) such that the end does not certainly lie before the start."""
    earliest = start.get("min") if isinstance(start, dict) else start
    latest = end.get("max") if isinstance(end, dict) else end
    return (start, end) if earliest is not None and latest is not None and latest < earliest else (end, start)


@st.composite
def weakened(draw: st.DrawFn, deal: Mapping[str, Data], *, bounded: bool = True) -> dict[str, Data]:
    """A deal that says less: facts left out, exact values, sets and bounds widened. The deal itself is one way to say more."""

    def less(value: Data) -> Data:
        choice = draw(st.sampled_from(["keep", "keep", "drop", "widen"]))
        if choice == "drop":
            return None
        if choice == "widen" and bounded:
            return draw(_wider(value))
        return value

    weaker: dict[str, Data] = {}
    for path, value in deal.items():
        if path in VOCABULARY.records and value is not None:
            weaker[path] = None if draw(st.integers(0, 4)) == 0 else [{k: less(v) for k, v in record.items()} for record in value]
        else:
            weaker[path] = less(value)
    return weaker


def _wider(value: Data) -> st.SearchStrategy[Data]:
    if isinstance(value, bool | str) or value is None:
        return st.just(value)
    if isinstance(value, list) or (isinstance(value, dict) and isinstance(value.get("min"), list)):
        held, most = (value, value) if isinstance(value, list) else (value["min"], value.get("max"))
        fewer = st.lists(st.sampled_from(held), unique=True) if held else st.just([])
        return st.tuples(fewer, st.sampled_from([None, most])).map(lambda p: {"min": p[0]} if p[1] is None else {"min": p[0], "max": p[1]})
    low = value.get("min") if isinstance(value, dict) else value
    high = value.get("max") if isinstance(value, dict) else value
    step: Any = timedelta(days=1) if isinstance(low if low is not None else high, date) else Fraction(1, 100)
    lows = [None] if low is None else [None, low, *([low - step] if _within(low, -1) else [])]
    highs = [None] if high is None else [None, high, *([high + step] if _within(high, 1) else [])]
    sides = st.tuples(st.sampled_from(lows), st.sampled_from(highs))
    return sides.map(lambda s: {k: v for k, v in zip(("min", "max"), s, strict=True) if v is not None} or None)


def _within(value: Data, direction: int) -> bool:
    """Whether a step in a direction stays inside every domain (a share lies between 0 and 1, a count is whole)."""
    if isinstance(value, date):
        return date.min < value < date.max
    return 0 < value < 1 and value.denominator in (2, 4, 5, 10, 20, 100) and 0 <= value + Fraction(direction, 100) <= 1


def facts_of(deal: Mapping[str, Data], vocabulary: Vocabulary = VOCABULARY) -> dict[str, Any]:
    """The facts of a deal as the engine holds them."""
    stated = {path: value for path, value in deal.items() if value is not None}
    return dict(deal_from(dict(deal), vocabulary).facts) if stated else {}


def outputs() -> st.SearchStrategy[dict[str, Data]]:
    """Prescribed outputs by path; some are unknown."""
    return st.fixed_dictionaries({}, optional={"award.floor": st.sampled_from(MONEY)})


def scope_of(deal: Mapping[str, Data], prescribed: Mapping[str, Data] | None = None) -> Scope:
    """What an expression over the small vocabulary reads for a deal."""
    return Scope(facts_of(deal), {path: scaled(value) for path, value in (prescribed or {}).items()}, parameter_values())


# --- expressions over the small vocabulary ---


def checked(data: Data, wanted: Type = BOOL, *, record: str | None = None) -> Part:
    """The checked term of JsonLogic data; an AssertionError with the faults where it has any."""
    faults: list[Any] = []
    part = build(yamlfile.from_data(data), "rule.yaml", faults)
    assert part is not None, [fault.render("en") for fault in faults]
    checker = Checker(VOCABULARY, "rule.yaml", PARAMETER_TYPES, record)
    checker.expect(part, wanted)
    assert not checker.faults, (data, [fault.render("en") for fault in checker.faults])
    return part


KINDS = {"share": Type("share"), "money": Type("money"), "int": Type("int"), "decimal": Type("decimal"), "date": Type("date")}
LITERALS: dict[str, list[Data]] = {
    "share": [*SHARES, "70%", "7/10", "33.3333%"],
    "money": MONEY,
    "int": COUNTS,
    "decimal": DECIMALS,
    "date": [*DATES, "2025年3月1日"],
}


def _variables(kind: str, item: bool) -> list[Data]:
    """Everything of a type that can be read; a field of the person at hand with `item`."""
    found: list[Data] = [{"var": f.path} for f in VOCABULARY if f.type == kind and not f.record and not f.output]
    if item:
        found += [{"var": f"item.{f.name}"} for f in VOCABULARY if f.type == kind and f.record]
    found += [{"param": name} for name, known in PARAMETER_TYPES.items() if known.name == kind and kind in KINDS]
    if kind == "money":
        found += [{"prescribed": path} for path in OUTPUTS]
    return found


@cache
def quantities(kind: str, depth: int = 2, item: bool = False, literal: bool = False) -> st.SearchStrategy[Data]:
    """Numbers of one unit, or dates. Without `literal` the type is plain from the expression itself, as type rules ask."""
    leaf: st.SearchStrategy[Data] = st.sampled_from(_variables(kind, item))
    if literal:
        leaf = st.one_of(leaf, st.sampled_from(LITERALS[kind]))
    if depth <= 0:
        return leaf
    own, other = quantities(kind, depth - 1, item), quantities(kind, depth - 1, item, True)
    condition = conditions(depth - 1, item)
    options = [
        leaf,
        _calls(("min", "max"), _mixed(own, other, 1, 3)),
        st.tuples(condition, own, other).map(lambda a: {"if": list(a)}),
        st.tuples(condition, other, condition, own, other).map(lambda a: {"if": list(a)}),
    ]
    if kind == "date":
        amount = st.sampled_from([*COUNTS, Fraction(-1), Fraction(400)])
        options += [
            st.tuples(st.sampled_from(["add_days", "add_months"]), own, amount).map(lambda a: {a[0]: [a[1], a[2]]}),
            st.tuples(st.sampled_from(["add_years", "last_day"]), own, quantities("decimal", depth - 1, item)).map(lambda a: {a[0]: [a[1], a[2]]}),
        ]
        return _evenly(options)
    options += [
        _calls(("+",), _mixed(own, other, 2, 3)),
        _calls(("-",), st.one_of(_mixed(own, other, 2, 2), own.map(lambda a: [a]))),
    ]
    if kind in ("share", "int"):
        options.append(st.lists(own, min_size=2, max_size=2).map(lambda a: {"*": a}))
    if kind == "share":
        options += [st.lists(quantities(unit, depth - 1, item), min_size=2, max_size=2).map(lambda a: {"/": a}) for unit in ("money", "int", "share")]
    if kind == "money":
        share = quantities("share", depth - 1, item, True)
        options += [st.tuples(share, own).map(lambda a: {"*": list(a)}), st.tuples(own, share).map(lambda a: {"/": list(a)})]
    if kind == "int":
        dates = quantities("date", depth - 1, item, True)
        options += [
            st.tuples(dates, dates).map(lambda a: {"days_inclusive": list(a)}),
            sets(depth - 1, item).map(lambda a: {"size": [a]}),
        ]
    return _evenly(options)


def _mixed(own: st.SearchStrategy[Data], other: st.SearchStrategy[Data], least: int, most: int) -> st.SearchStrategy[list[Data]]:
    """Arguments of one type, one of which shows it, in any order."""
    return st.tuples(own, st.lists(other, min_size=least - 1, max_size=most - 1)).flatmap(lambda a: st.permutations([a[0], *a[1]]))


def _evenly(options: list[st.SearchStrategy[Data]]) -> st.SearchStrategy[Data]:
    """One of the options, each as likely as any other, however many it is made of (`one_of` joins nested ones into one list)."""
    return st.integers(0, len(options) - 1).flatmap(lambda index: options[index])


def _calls(operators: tuple[str, ...], arguments: st.SearchStrategy[list[Data]]) -> st.SearchStrategy[Data]:
    return st.tuples(st.sampled_from(operators), arguments).map(lambda a: {a[0]: list(a[1])})


@cache
def sets(depth: int = 2, item: bool = False) -> st.SearchStrategy[Data]:
    """Sets of agreed terms."""
    leaf = st.sampled_from(_variables("set", item))
    if depth <= 0:
        return leaf
    own = sets(depth - 1, item)
    listed = term_lists()
    return st.one_of(
        leaf,
        st.tuples(own, st.one_of(own, listed)).map(lambda a: {"union": list(a)}),
        st.tuples(conditions(depth - 1, item), own, listed).map(lambda a: {"if": list(a)}),
    )


def term_lists() -> st.SearchStrategy[list[str]]:
    """Written lists of agreed terms, the empty one too."""
    return st.lists(st.sampled_from(sorted(TERMS)), max_size=3, unique=True)


@cache
def conditions(depth: int = 3, item: bool = False) -> st.SearchStrategy[Data]:
    """Well-typed conditions. Those inside a quantifier read the person at hand."""
    leaf: st.SearchStrategy[Data] = st.one_of(st.sampled_from(_variables("bool", item)), st.booleans())
    if depth <= 0:
        return leaf
    inner = conditions(depth - 1, item)
    options = [leaf, leaf, _comparisons(depth, item), _comparisons(depth, item), _memberships(depth, item)]
    options += [
        _calls(("and", "or"), st.lists(inner, min_size=1, max_size=3)),
        inner.map(lambda a: {"!": [a]}),
        st.tuples(st.sampled_from(["==", "!="]), inner, inner).map(lambda a: {a[0]: [a[1], a[2]]}),
        st.tuples(inner, inner, inner).map(lambda a: {"if": list(a)}),
        st.tuples(st.sampled_from(["some", "all", "none"]), conditions(depth - 1, True)).map(lambda a: {a[0]: [{"var": "people"}, a[1]]}),
    ]
    return _evenly(options)


def _comparisons(depth: int, item: bool) -> st.SearchStrategy[Data]:
    options: list[st.SearchStrategy[Data]] = []
    for kind in KINDS:
        pair = _mixed(quantities(kind, depth - 1, item), quantities(kind, depth - 1, item, True), 2, 2)
        three = _mixed(quantities(kind, depth - 1, item), quantities(kind, 0, item, True), 3, 3)
        options += [_calls(("==", "!=", "<", "<=", ">", ">="), pair), _calls(("<", "<="), three)]
    return _evenly(options)


def _memberships(depth: int, item: bool) -> st.SearchStrategy[Data]:
    models = st.sampled_from([{"var": "grant.model"}, {"var": "grant.wanted"}])
    listed = st.lists(st.sampled_from(sorted(MODELS)), max_size=3, unique=True)
    options: list[st.SearchStrategy[Data]] = [
        st.tuples(models, st.one_of(listed, st.just({"param": "listed"}))).map(lambda a: {"in": list(a)}),
        st.tuples(st.sampled_from(["==", "!="]), models, st.one_of(models, st.sampled_from(sorted(MODELS)))).map(lambda a: {a[0]: [a[1], a[2]]}),
        st.tuples(st.sampled_from(sorted(TERMS)), sets(depth - 1, item)).map(lambda a: {"in": list(a)}),
        st.tuples(st.sampled_from(["includes_all", "includes_any"]), sets(depth - 1, item), term_lists()).map(lambda a: {a[0]: [a[1], a[2]]}),
        st.sampled_from(NAMES).map(lambda name: {"==": [{"var": "unit.name"}, name]}),
    ]
    if item:
        options.append(st.sampled_from(sorted(ROLES)).map(lambda role: {"==": [{"var": "item.role"}, role]}))
    return _evenly(options)


# --- one well-typed example of every operator ---

_SHARE, _PRICE, _COST, _START, _END = ({"var": path} for path in ("grant.share", "sale.price", "sale.cost", "notice.start", "notice.end"))
_AGREED, _NAMED, _TERMS = {"var": "team.agreed"}, {"var": "team.named"}, {"var": "agreement.terms"}

EXAMPLES: dict[str, dict[str, list[Data]]] = {
    "and": {"and": [_AGREED, _NAMED]},
    "or": {"or": [_AGREED, _NAMED]},
    "!": {"!": [_AGREED]},
    "==": {"==": [{"var": "grant.model"}, "direct"]},
    "!=": {"!=": [{"var": "grant.model"}, "direct"]},
    "<": {"<": [_SHARE, "70%"]},
    "<=": {"<=": ["60%", _SHARE, "95%"]},
    ">": {">": [_PRICE, _COST]},
    ">=": {">=": [_SHARE, "70%"]},
    "in": {"in": [{"var": "grant.model"}, ["direct", "staged"]]},
    "includes_all": {"includes_all": [_TERMS, ["split", "costs"]]},
    "includes_any": {"includes_any": [_TERMS, ["split", "costs"]]},
    "union": {"union": [_TERMS, {"var": "agreement.missing"}]},
    "size": {"size": [_TERMS]},
    "+": {"+": [_PRICE, _COST, Fraction(1)]},
    "-": {"-": [_PRICE, _COST]},
    "*": {"*": ["70%", _PRICE]},
    "/": {"/": [_COST, _PRICE]},
    "min": {"min": [_PRICE, _COST]},
    "max": {"max": [_START, _END]},
    "if": {"if": [_AGREED, _PRICE, _COST]},
    "days_inclusive": {"days_inclusive": [_START, _END]},
    "add_days": {"add_days": [_START, Fraction(15)]},
    "add_months": {"add_months": [_START, Fraction(6)]},
    "add_years": {"add_years": [_START, {"var": "term.years"}]},
    "last_day": {"last_day": [_START, {"var": "term.years"}]},
    "some": {"some": [{"var": "people"}, {"var": "item.consents"}]},
    "all": {"all": [{"var": "people"}, {"==": [{"var": "item.role"}, "leader"]}]},
    "none": {"none": [{"var": "people"}, {"var": "item.consents"}]},
}
