"""A deal: the facts stated about one grant, conversion or reward, each with the place it was stated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from awardrules.facts.quantity import Bound, Number, Rounding, show_date, show_money, show_number, show_percent, to_fen, unscaled
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Text, counted, joined
from awardrules.record import Record

# bool; number in millionths or day number; name or text; set; records; a number, date or set known within bounds
Value: TypeAlias = "bool | Number | str | frozenset[str] | tuple[Mapping[str, Value], ...] | Bound"


class Evidence(Record):
    """Where a value was stated; `line` and `column` count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def words(self) -> Text:
        """The place for a reader."""
        return Text(str(self), str(self))

    def data(self) -> dict[str, object]:
        """The place as a JSON object."""
        return {"file": self.file, "line": self.line, "column": self.column}


class Cited(Evidence):
    """A sentence of an agreement that a value was read from: the raw words, the clause they stand in, the page, the span in the running text."""

    quote: str
    clause: str
    page: int | None
    start: int
    end: int

    @property
    def words(self) -> Text:
        """File, clause, page and the sentence itself."""
        said = " ".join(self.quote.split())
        page = Text(f" 第{self.page}页", f" p. {self.page}") if self.page else Text("", "")
        clause = f" {self.clause}" if self.clause else ""
        return Text(f"{self.file}{clause}{page.zh}：“{said}”", f"{self.file}{clause}{page.en}: “{said}”")

    def data(self) -> dict[str, object]:
        """The place and the sentence as a JSON object."""
        more = {"quote": self.quote, "clause": self.clause, "page": self.page, "start": self.start, "end": self.end}
        return super().data() | more


def own_place(edition: str, path: str) -> str:
    """The key of evidence for a fact that is stated for one edition only."""
    return f"editions.{edition}.{path}"


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Deal(Record):
    """Stated facts by path; what is absent is unknown.

    `facts["recipients"]` holds a tuple of records. `evidence` is keyed by path with index (`recipients[1].role`), that of one
    edition's facts with `editions.guangzhou.` before it.
    `editions` holds facts stated for one edition only (`guangzhou` or `guangzhou@guideline` to facts by path). `called` names people whom an
    agreement lists, by path with index (`recipients[1]`).
    """

    __slots__ = ("_exact",)

    facts: Mapping[str, Value]
    evidence: Mapping[str, Evidence] = NOTHING
    editions: Mapping[str, Mapping[str, Value]] = NOTHING
    name: str = ""
    called: Mapping[str, str] = NOTHING

    @property
    def exact(self) -> bool:
        """Whether no fact is stated as a bound; found once, for a deal may meet many editions."""
        found: bool | None = getattr(self, "_exact", None)
        if found is None:
            found = not bounded(self.facts) and not any(map(bounded, self.editions.values()))
            object.__setattr__(self, "_exact", found)
        return found

    def places(self, pack: str, edition: str) -> Mapping[str, Evidence]:
        """Where the facts that edition sees were stated."""
        if not self.editions:
            return self.evidence
        found = {path: place for path, place in self.evidence.items() if not path.startswith("editions.")}
        for key in (pack, f"{pack}@{edition}"):
            for path in self.editions.get(key, {}):
                found.pop(path, None)  # that place states another value
                if (place := self.evidence.get(own_place(key, path))) is not None:
                    found[path] = place
        return found

    def for_edition(self, pack: str, edition: str) -> dict[str, Value]:
        """The facts as that edition sees them."""
        facts = dict(self.facts)
        for key in (pack, f"{pack}@{edition}"):
            facts.update(self.editions.get(key, {}))
        return facts


def show(value: Value | None, fact: Fact | None) -> Text:
    """A value in words: labels of enumerations, percentages, yuan, ISO dates."""
    if value is None:
        return Text("未说明", "not stated")
    if isinstance(value, Bound):
        return _show_bound(value, fact)
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, frozenset):
        order = list((fact.values if fact else None) or ())  # as the vocabulary lists them
        words = [_word(item, fact) for item in sorted(value, key=lambda item: (order.index(item) if item in order else len(order), item))]
        return Text(_listed([w.zh for w in words], "、", "；") or "（空）", _listed([w.en for w in words], ", ", "; ") or "(none)")
    if isinstance(value, str):
        return _word(value, fact)
    if isinstance(value, tuple):
        return Text(f"{len(value)} 人", counted(len(value), "record"))
    kind = fact.type if fact else "decimal"
    if kind == "date":
        return Text(show_date(int(value)), show_date(int(value)))
    if kind == "share":
        shown = show_percent(value)
        return Text(f"{shown}（基数为负，不成比例）", f"{shown} (of a base below zero: no ratio)") if value < 0 else Text(shown, shown)
    if kind == "money":
        shown = show_money(to_fen(value, rounding_of(fact)))
        return Text(f"{shown} 元", f"CNY {shown}")
    number = show_number(value)
    if fact and fact.unit == "year" and "/" in number and (months := unscaled(value) * 12).denominator == 1 and months > 0:
        return _years_and_months(months.numerator)
    unit = UNITS.get(fact.unit or "", Text("", "")) if fact else Text("", "")
    return Text(f"{number} {unit.zh}".strip(), counted(number, unit.en) if unit.en else number)


def _years_and_months(months: int) -> Text:
    """A term that is no decimal number of years: 9 年 7 个月."""
    years, rest = divmod(months, 12)
    zh, en = f"{rest} 个月", counted(rest, "month")
    return Text(f"{years} 年 {zh}", f"{counted(years, 'year')} {en}") if years else Text(zh, en)


def _listed(items: list[str], mark: str, stronger: str) -> str:
    """Items in a row; where an item has the mark itself, a stronger one tells them apart."""
    return (stronger if any(mark.strip() in item for item in items) else mark).join(items)


def rounding_of(fact: Fact | None) -> Rounding:
    """How an amount is brought to the fen: the least that is due up, the most that is allowed down, so that paying the figure complies."""
    if fact is not None and fact.floor_of:
        return "up"
    return "down" if fact is not None and fact.ceiling_of else "half_up"


UNITS = {
    "day": Text("日", "day"),
    "calendar day": Text("日", "day"),
    "working day": Text("个工作日", "working day"),
    "year": Text("年", "year"),
    "calendar year": Text("个公历年度", "calendar year"),
    "month": Text("个月", "month"),
    "times": Text("次", "time"),
}


def _word(name: str, fact: Fact | None) -> Text:
    if fact and fact.values and name in fact.values:
        return fact.values[name]
    return Text(name, name)


def _show_bound(bound: Bound, fact: Fact | None) -> Text:
    if bound.of_set:
        return _show_members(bound, fact)
    low = show(bound.low, fact) if bound.low is not None else None
    high = show(bound.high, fact) if bound.high is not None else None
    if low and high:
        return Text(f"{low.zh}至{high.zh}之间", f"between {low.en} and {high.en}")
    dated = fact is not None and fact.type == "date"
    if low:
        return Text(f"不早于 {low.zh}", f"no earlier than {low.en}") if dated else Text(f"不少于 {low.zh}", f"at least {low.en}")
    if high:
        return Text(f"不晚于 {high.zh}", f"no later than {high.en}") if dated else Text(f"不超过 {high.zh}", f"at most {high.en}")
    return Text("未说明", "not stated")


def _show_members(bound: Bound, fact: Fact | None) -> Text:
    """What a set known in part is known to hold, and what else it can hold at most, or what it does not hold where that is shorter."""
    said: list[Text] = []
    if bound.low:
        low = show(bound.low, fact)
        said.append(Text(f"至少包括{low.zh}", f"includes at least {low.en}"))
    absent = frozenset(fact.values or ()) - bound.high if fact is not None and isinstance(bound.high, frozenset) else frozenset[str]()
    if isinstance(bound.high, frozenset) and 0 < len(absent) < len(bound.high):
        out = show(absent, fact)
        said.append(Text(f"不包括{out.zh}", f"does not include {out.en}"))
    elif bound.high is not None:
        high = show(bound.high, fact)
        said.append(Text(f"至多包括{high.zh}", f"includes at most {high.en}"))
    return joined(said, "；", "; ") if said else Text("未说明", "not stated")


def plain(value: Value | None, fact: Fact | None, vocabulary: Vocabulary | None = None) -> object:
    """A value for JSON: exact numbers as strings, dates ISO, sets sorted; int facts as numbers. `vocabulary` knows the fields of records."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Bound):
        return {side: plain(v, fact) for side, v in (("min", value.low), ("max", value.high)) if v is not None and v != frozenset()}
    if isinstance(value, tuple):
        head = f"{fact.path}[]." if fact else ""
        return [{name: plain(item, vocabulary.get(head + name) if vocabulary else None) for name, item in record.items()} for record in value]
    kind = fact.type if fact else "decimal"
    if kind == "date":
        return show_date(int(value))
    if kind == "money":
        return show_number(to_fen(value, rounding_of(fact)), places=2)
    exact = unscaled(value)
    if kind == "int" and exact.denominator == 1:
        return exact.numerator
    return show_number(value)


def bounded(facts: Mapping[str, Any]) -> bool:
    """Whether some fact, or a field of some record, is a bound."""
    kinds = set(map(type, facts.values()))
    if Bound in kinds:
        return True
    return tuple in kinds and any(Bound in map(type, record.values()) for value in facts.values() if type(value) is tuple for record in value)
