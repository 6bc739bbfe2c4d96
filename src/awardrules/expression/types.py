"""Types of expressions and the type rules of the operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from awardrules.diagnostics import did_you_mean
from awardrules.facts.quantity import parse_date, parse_number, scaled
from awardrules.facts.vocabulary import NUMERIC, Fact
from awardrules.language import EMPTY, Text
from awardrules.record import Record

if TYPE_CHECKING:
    from awardrules.expression.check import Checker
    from awardrules.expression.term import Literal, Part, Term


class Type(Record):
    """A type: its name, the names it ranges over (enum, set), the unit, and the record list it came from."""

    name: str
    values: Mapping[str, Text] | None = None
    unit: str | None = None
    records: str | None = None

    @property
    def numeric(self) -> bool:
        """Whether it is a number of any unit."""
        return self.name in NUMERIC

    @property
    def ordered(self) -> bool:
        """Whether values can be compared by size."""
        return self.numeric or self.name == "date"


BOOL = Type("bool")
INT = Type("int")
DECIMAL = Type("decimal")
SHARE = Type("share")
DATE = Type("date")

WORDS: dict[str, Text] = {
    "bool": Text("是非", "bool"),
    "int": Text("整数", "int"),
    "decimal": Text("数字", "decimal"),
    "share": Text("比例", "share"),
    "money": Text("金额", "money"),
    "date": Text("日期", "date"),
    "enum": Text("名称", "name"),
    "set": Text("集合", "set"),
    "text": Text("文字", "text"),
    "records": Text("名单", "list of records"),
}


def type_of(fact: Fact) -> Type:
    """The type of a fact."""
    return Type(fact.type, fact.values, fact.unit)


def same(a: Type, b: Type) -> bool:
    """Whether two types can be compared or joined: equal names, `int` with `decimal`, `enum` with `text`."""
    if a.name == b.name:
        return True
    return {a.name, b.name} <= {"int", "decimal"} or {a.name, b.name} <= {"enum", "text"}


def literal_value(literal: Literal, wanted: Type) -> tuple[Any, Text, Text]:
    """The value of a literal of type `wanted`, or None with the fault and its help."""
    raw = literal.raw
    if wanted.name == "set":
        if not isinstance(raw, tuple):
            return None, Text("应为列表", "expected a list of names"), EMPTY
        for item in raw:
            if wanted.values is not None and item not in wanted.values:
                return None, _outside(item, wanted), did_you_mean(item, wanted.values)
        return frozenset(raw), EMPTY, EMPTY
    if isinstance(raw, tuple):
        return None, Text(f"应为{WORDS[wanted.name].zh}，不是列表", f"expected {WORDS[wanted.name].en}, not a list"), EMPTY
    if wanted.name == "bool":
        if raw in ("true", "false") and literal.plain:
            return raw == "true", EMPTY, EMPTY
    elif wanted.numeric:
        number = parse_number(raw)
        if number is not None:
            return scaled(number), EMPTY, EMPTY
    elif wanted.name == "date":
        day = parse_date(raw)
        if day is not None:
            return day, EMPTY, EMPTY
    elif wanted.values is None or raw in wanted.values:
        return raw, EMPTY, EMPTY
    else:
        return None, _outside(raw, wanted), did_you_mean(raw, wanted.values)
    return None, Text(f"`{raw}` 不是{WORDS[wanted.name].zh}", f"`{raw}` is no {WORDS[wanted.name].en}"), EMPTY


def _outside(name: str, wanted: Type) -> Text:
    known = ", ".join(wanted.values or ())
    return Text(f"`{name}` 不在取值范围内（{known}）", f"`{name}` is not among {known}")


def guess(literal: Literal) -> Type:
    """The type of a literal that meets nothing typed."""
    raw = literal.raw
    if isinstance(raw, tuple):
        return Type("set")
    if raw in ("true", "false") and literal.plain:
        return BOOL
    number, percent = parse_number(raw), "%" in raw or "％" in raw
    if number is not None and (literal.plain or percent or "/" in raw):  # a quoted `7/10` can be nothing else
        return SHARE if percent else INT if number.denominator == 1 else DECIMAL
    return DATE if parse_date(raw) is not None else Type("text")


# --- type rules: each takes the checker and the term, types the arguments and returns the type of the whole ---

Rule = Callable[["Checker", "Term"], "Type | None"]


def booleans(checker: Checker, term: Term) -> Type | None:
    """and, or, !: booleans give a boolean."""
    for part in term.arguments:
        checker.expect(part, BOOL)
    return BOOL


def alike(checker: Checker, term: Term) -> Type | None:
    """== and !=: two values of one type, not sets: what a set lacks is said with `includes_all` and `includes_any`."""
    found = checker.unify(term, term.arguments)
    if found is not None and found.name in ("set", "records"):
        help = Text("集合用 `in`、`includes_all`、`includes_any` 判断", "ask sets with `in`, `includes_all` or `includes_any`")
        checker.fault("wrong-type", term, Text(f"{WORDS[found.name].zh}不能比较是否相等", f"`{term.operator}` takes no {WORDS[found.name].en}"), help)
    return BOOL


def ordered(checker: Checker, term: Term) -> Type | None:
    """< <= > >=: numbers or dates of one type."""
    found = checker.unify(term, term.arguments)
    if found is not None and not found.ordered:
        checker.fault("wrong-type", term, Text(f"{WORDS[found.name].zh}不能比较大小", f"a {WORDS[found.name].en} has no order"))
    return BOOL


def numbers(checker: Checker, term: Term) -> Type | None:
    """+ and -: numbers of one type give that type."""
    found = checker.unify(term, term.arguments)
    if found is not None and not found.numeric:
        checker.fault("wrong-type", term, Text("只能对数字加减", "only numbers can be added or subtracted"))
        return None
    return found


def scaled_numbers(checker: Checker, term: Term) -> Type | None:
    """*: plain numbers and shares times at most one amount give the amount."""
    found = [checker.type_numeric(part) for part in term.arguments]
    if any(t is None for t in found):
        return None
    amounts = [t for t in found if t is not None and t.name == "money"]
    if len(amounts) > 1:
        checker.fault("wrong-type", term, Text("金额不能相乘", "amounts cannot be multiplied with each other"))
        return None
    if amounts:
        return amounts[0]
    ranked = sorted((t for t in found if t is not None), key=lambda t: ("share", "int", "decimal").index(t.name))
    return ranked[-1]


def quotient(checker: Checker, term: Term) -> Type | None:
    """/: two values of one type give a share; anything by a plain number keeps its type."""
    left, right = (checker.type_numeric(part) for part in term.arguments)
    if left is None or right is None:
        return None
    if same(left, right):
        return SHARE
    if right.name in ("int", "decimal", "share"):
        return left
    checker.fault("wrong-type", term, Text("两数单位不同，不能相除", "values of different units cannot be divided"))
    return None


def extreme(checker: Checker, term: Term) -> Type | None:
    """min and max: numbers or dates of one type."""
    found = checker.unify(term, term.arguments)
    if found is not None and not found.ordered:
        checker.fault("wrong-type", term, Text("只能取数字或日期的最值", "min and max take numbers or dates"))
    return found


def membership(checker: Checker, term: Term) -> Type | None:
    """in: a name and a set or list of names."""
    item, among = term.arguments
    if checker.is_literal_list(among):
        kind = checker.type(item)
        if kind is not None:
            checker.expect(among, Type("set", kind.values))
            if kind.name not in ("enum", "text"):
                checker.fault("wrong-type", term, Text("`in` 的左边应为名称", "the left of `in` is a name"))
        return BOOL
    kind = checker.type(among)
    if kind is not None and kind.name != "set":
        checker.fault("wrong-type", among, Text("`in` 的右边应为集合或列表", "the right of `in` is a set or a list"))
    elif kind is not None:
        checker.expect(item, Type("enum", kind.values))
    return BOOL


def inclusion(checker: Checker, term: Term) -> Type | None:
    """includes_all, includes_any: two sets over the same names."""
    whole, part = term.arguments
    kind = checker.type(whole)
    if kind is not None and kind.name != "set":
        checker.fault("wrong-type", whole, Text("应为集合", "expected a set"))
    elif not checker.is_literal_list(part):
        checker.fault("wrong-type", part, Text("右边应逐一写出名称", "the names on the right are written out"))
    elif kind is not None:
        checker.expect(part, kind)
    return BOOL


def sets(checker: Checker, term: Term) -> Type | None:
    """union: sets give a set; names written out are of the domain of the others."""
    found = checker.unify(term, term.arguments)
    if found is not None and found.name != "set":
        checker.fault("wrong-type", term, Text("只能合并集合", "only sets can be joined"))
        return None
    return found


def size(checker: Checker, term: Term) -> Type | None:
    """size: a set gives an int."""
    checker.expect(term.arguments[0], Type("set"))
    return INT


def day_count(checker: Checker, term: Term) -> Type | None:
    """days_inclusive: two dates give days."""
    for part in term.arguments:
        checker.expect(part, DATE)
    return Type("int", unit="calendar day")


def shifted(checker: Checker, term: Term) -> Type | None:
    """add_days, add_months, add_years, last_day: a date and a number give a date."""
    date, amount = term.arguments
    checker.expect(date, DATE)
    kind = checker.type_numeric(amount)
    if kind is not None and kind.name not in ("int", "decimal"):
        checker.fault("wrong-type", amount, Text("应为天数、月数或年数", "expected a number of days, months or years"))
    return DATE


def choice(checker: Checker, term: Term) -> Type | None:
    """if: conditions and values in turn, then a last value; all values of one type."""
    values: list[Part] = []
    for index, part in enumerate(term.arguments):
        if index % 2 == 0 and index < len(term.arguments) - 1:
            checker.expect(part, BOOL)
        else:
            values.append(part)
    if len(term.arguments) % 2 == 0:
        checker.fault("arity", term, Text("`if` 须以“否则”的值结尾", "`if` ends with the value of `else`"))
        return None
    return checker.unify(term, tuple(values))


def quantified(checker: Checker, term: Term) -> Type | None:
    """some, all, none: a record list and a condition on the record."""
    records, body = term.arguments
    kind = checker.type(records)
    if kind is None or kind.records is None or getattr(records, "operator", "") != "var":
        if kind is not None:
            checker.fault("wrong-type", records, Text("应为名单（如 recipients）", "expected a list of records (such as recipients)"))
        return BOOL
    with checker.inside(kind.records):
        checker.expect(body, BOOL)
    return BOOL
