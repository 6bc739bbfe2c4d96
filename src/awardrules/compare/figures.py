"""The figures a rule prints: limits, ranges, orders of days, terms and lists, each with the fact it measures and the base it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from awardrules.decision.explain import writer
from awardrules.expression.prose import Writer
from awardrules.expression.term import Literal as Constant
from awardrules.expression.term import Part, Term
from awardrules.facts.deal import Value, show
from awardrules.facts.vocabulary import NUMERIC, Fact, Vocabulary
from awardrules.language import EMPTY, Text, counted, joined
from awardrules.pack.edition import Edition, Rule
from awardrules.record import Record

Sign = Literal[">=", "<=", ">", "<", "==", "between", "all_of", "any_of", "one_of", "term"]

SIGNS: dict[str, Text] = {
    ">=": Text("≥", "≥"),
    "<=": Text("≤", "≤"),
    ">": Text(">", ">"),
    "<": Text("<", "<"),
    "==": Text("=", "="),
    "between": EMPTY,
    "all_of": Text("含：", "include: "),
    "any_of": Text("含其一：", "include one of: "),
    "one_of": Text("为其一：", "is one of: "),
    "term": EMPTY,
}
LISTS = frozenset({"all_of", "any_of", "one_of"})
MIRRORED: dict[Sign, Sign] = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "=="}
MEASURED = NUMERIC | {"date"}
SHIFTS = {"add_days": Text("日", "day"), "add_months": Text("个月", "month"), "add_years": Text("年", "year"), "last_day": Text("年", "year")}


class Figure(Record):
    """One figure: the fact it measures (none for a term that runs from a day), how it is limited, the value in words, the base of a ratio.

    `values` holds the limits (two for a range) or the names of a list as they are kept: numbers in millionths, dates as day numbers; it
    is empty where one fact is measured against another.
    """

    path: str | None
    label: Text
    sign: Sign
    shown: Text
    values: tuple[Value, ...] = ()
    base: Text | None = None
    base_path: str | None = None

    @property
    def choice(self) -> bool:
        """Whether it only lists what will do; how far such a list is closed is for the words of the clause to say."""
        return self.sign in ("any_of", "one_of")

    @property
    def text(self) -> Text:
        """The figure in short plain words: `团队份额 ≥70%`, `奖励总额比例 60%–95%（占转化净收入）`."""
        return self._written(self.label)

    @property
    def bare(self) -> Text:
        """The figure without the name of what it measures: `≥70%`."""
        return self._written(EMPTY)

    def _written(self, label: Text) -> Text:
        sign, base = SIGNS[self.sign], Text(f"（占{self.base.zh}）", f" (of {self.base.en})") if self.base else EMPTY
        lead = Text("" if self.sign in LISTS else " ", " ") if label != EMPTY else EMPTY
        # a number stands close to its sign, a day or a fact apart
        gap = " " if self.sign in MIRRORED and (not self.values or "-" in self.shown.zh) else ""
        return Text(f"{label.zh}{lead.zh}{sign.zh}{gap}{self.shown.zh}{base.zh}", f"{label.en}{lead.en}{sign.en}{gap}{self.shown.en}{base.en}")


def figures(rule: Rule, edition: Edition, day: int) -> tuple[Figure, ...]:
    """The figures of a rule on a day, in the order printed; a check rule's requirement, a derive rule's value and terms."""
    reading = _Reading(rule, edition, day)
    if rule.body.require is not None:
        found = [figure for part in conjuncts(rule.body.require) for figure in reading.limits(part)]
    else:
        found = [figure for row in rule.body.table for figure in reading.given(row.value)]
    return tuple(dict.fromkeys(found))


def conjuncts(part: Part) -> Iterator[Part]:
    """The parts that must all hold for a condition to hold."""
    if isinstance(part, Term) and part.operator == "and":
        for argument in part.arguments:
            yield from conjuncts(argument)
    else:
        yield part


class _Reading:
    """Reads the figures of one rule with the words of its edition and the parameters of one day."""

    def __init__(self, rule: Rule, edition: Edition, day: int) -> None:
        self.rule, self.edition = rule, edition
        self.vocabulary: Vocabulary = edition.vocabulary
        self.words: Writer = writer(rule, edition.vocabulary, day)
        self.parameters: Mapping[str, Any] = rule.values(day)

    def limits(self, part: Part) -> Iterator[Figure]:
        """The figures of one conjunct of a requirement."""
        if not isinstance(part, Term):
            return
        sign = next((sign for sign in MIRRORED if sign == part.operator), None)
        if sign is not None and len(part.arguments) == 2:
            yield from self._comparison(sign, *part.arguments)
        elif part.operator in ("<", "<=") and len(part.arguments) == 3:
            yield from self._range(part)
        elif part.operator in ("includes_all", "includes_any"):
            yield from self._list("all_of" if part.operator == "includes_all" else "any_of", *part.arguments)
        elif part.operator == "in":
            yield from self._list("one_of", *part.arguments)

    def given(self, part: Part) -> Iterator[Figure]:
        """The figures in what a derive rule gives: the constant itself, or the terms that run from a day."""
        fact = self.vocabulary.get(self.rule.gives or "")
        known, value = self._constant(part)
        if known and fact is not None and fact.type in MEASURED:
            yield Figure(fact.path, fact.label, "==", show(value, fact), (value,))
        elif fact is not None and fact.type in ("bool", "date"):
            yield from self._terms(part)

    def _comparison(self, sign: Sign, left: Part, right: Part) -> Iterator[Figure]:
        if self._constant(left)[0] or (self.path(left) is None and self.path(right) is not None):
            sign, left, right = MIRRORED[sign], right, left
        fact = self._fact(left)
        if fact is None or fact.type not in MEASURED:
            return
        known, value = self._constant(right)
        if known and (value == 0 or value is None):
            return  # that there is something at all is no figure
        base, base_path = self._base(fact)
        shown = show(value, fact) if known else self._formula(right)
        yield Figure(fact.path, fact.label, sign, shown, (value,) if known else (), base, base_path)

    def _range(self, part: Term) -> Iterator[Figure]:
        low, middle, high = part.arguments
        fact, (low_known, least), (high_known, most) = self._fact(middle), self._constant(low), self._constant(high)
        if fact is None or fact.type not in MEASURED:
            return
        base, base_path = self._base(fact)
        if low_known and high_known:
            ends = (show(least, fact), show(most, fact))
            outside = Text("（不含两端）", " (ends excluded)") if part.operator == "<" else EMPTY
            shown = Text(f"{ends[0].zh}–{ends[1].zh}{outside.zh}", f"{ends[0].en}–{ends[1].en}{outside.en}")
            yield Figure(fact.path, fact.label, "between", shown, (least, most), base, base_path)
        else:
            ends = (self._formula(low), self._formula(high))
            shown = Text(f"{ends[0].zh} – {ends[1].zh}", f"{ends[0].en} – {ends[1].en}")
            yield Figure(fact.path, fact.label, "between", shown, (), base, base_path)

    def _list(self, sign: Sign, item: Part, among: Part) -> Iterator[Figure]:
        fact, (known, names) = self._fact(item), self._constant(among)
        if fact is None or not known or not isinstance(names, frozenset) or len(names) < 2:
            return
        order = [name for name in (fact.values or {}) if name in names]
        if sign == "one_of" and len(order) == len(fact.values or {}):
            return  # any value will do: all that is asked is that it is known
        listed = [*order, *sorted(names - set(order))]
        shown = joined([(fact.values or {}).get(name, Text(name, name)) for name in listed], "、", ", ")
        yield Figure(fact.path, fact.label, sign, shown, tuple(listed))

    def _terms(self, part: Part) -> Iterator[Figure]:
        if not isinstance(part, Term):
            return
        if part.operator in SHIFTS:
            start, amount = part.arguments
            known, number = self._constant(amount)
            if known and isinstance(number, int) and number > 0:
                yield Figure(None, EMPTY, "term", self._from(start, part.operator, number), (number,))
                return
        for argument in part.arguments:
            yield from self._terms(argument)

    def _formula(self, part: Part) -> Text:
        """What a fact is measured against where that is no constant."""
        if isinstance(part, Term) and part.operator in SHIFTS:
            known, number = self._constant(part.arguments[1])
            if known and isinstance(number, int) and number > 0:
                return self._from(part.arguments[0], part.operator, number)
        return self.words.value(part)

    def _from(self, start: Part, operator: str, number: int) -> Text:
        day, unit = self.words.value(start), SHIFTS[operator]
        shown = show(number, None)
        return Text(f"自{day.zh}起 {shown.zh} {unit.zh}", f"{counted(shown.en, unit.en)} from {day.en}")

    def _base(self, fact: Fact) -> tuple[Text | None, str | None]:
        """What a ratio is a part of: the denominator of the rule that computes it."""
        giver = next((rule for rule in self.edition.rules if rule.gives == fact.path), None)
        for row in giver.body.table if giver else ():
            if isinstance(row.value, Term) and row.value.operator == "/":
                path = self.path(row.value.arguments[1])
                if path is not None:
                    return self.vocabulary.label(path), path
        return None, None

    def path(self, part: Part) -> str | None:
        """The fact a part names, with the list of its record."""
        if not isinstance(part, Term) or part.operator != "var":
            return None
        return f"{self.rule.for_each}[].{part.name[5:]}" if part.name.startswith("item.") else part.name

    def _fact(self, part: Part) -> Fact | None:
        path = self.path(part)
        return self.vocabulary.get(path) if path else None

    def _constant(self, part: Part) -> tuple[bool, Any]:
        """Whether a part is a constant on this day, and its value."""
        if isinstance(part, Constant):
            return True, part.value
        return (True, self.parameters[part.name]) if part.operator == "param" and part.name in self.parameters else (False, None)
