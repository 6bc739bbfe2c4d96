"""Expressions in words, in Chinese and English, from the surface tree and the prose of the operator table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any

from awardrules.expression.operators import DURATIONS, OF_DATES, OF_DURATIONS, OPPOSITE, TABLE
from awardrules.expression.term import Literal, Part, Term
from awardrules.expression.types import Type
from awardrules.facts.deal import show
from awardrules.facts.quantity import show_number
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import EMPTY, Text, counted, joined


def as_fact(kind: Type | None) -> Fact | None:
    """A nameless fact of a type, to show a value by."""
    if kind is None:
        return None
    return Fact("", kind.name, EMPTY, EMPTY, kind.unit, kind.values) if kind.values else _nameless(kind.name, kind.unit)


@lru_cache(maxsize=64)
def _nameless(kind: str, unit: str | None) -> Fact:
    return Fact("", kind, EMPTY, EMPTY, unit)


def _once(write: Callable[[Writer, Part], Text]) -> Callable[[Writer, Part], Text]:
    """Keeps what a writer wrote: a part reads the same on every deal."""

    @wraps(write)
    def kept(writer: Writer, part: Part) -> Text:
        key = (write, part)
        said = writer.said.get(key)
        if said is None:
            said = writer.said[key] = write(writer, part)
        return said

    return kept


COMPARED = frozenset({"<", "<=", ">", ">=", "==", "!="})
SHIFTS = {"add_days": Text("日", "day"), "add_months": Text("个月", "month"), "add_years": Text("年", "year"), "last_day": Text("年", "year")}


class Writer:
    """Writes parts with the labels of a vocabulary and the parameter values of one date."""

    def __init__(self, vocabulary: Vocabulary, parameters: Mapping[str, tuple[Any, Type]] | None = None, record: str | None = None) -> None:
        self.vocabulary, self.record = vocabulary, record
        self.parameters = parameters or {}
        self.said: dict[Any, Text] = {}

    @_once
    def condition(self, part: Part) -> Text:
        """A condition as a clause without final stop."""
        if isinstance(part, Literal):
            return Text("恒成立", "always") if part.value else Text("恒不成立", "never")
        if part.operator in TABLE:
            return self._operator(part)
        words = self.value(part)
        return Text(f"{words.zh}：是", f"{words.en}: yes")

    @_once
    def denial(self, part: Part) -> Text:
        """The opposite of a condition."""
        if isinstance(part, Term):
            if part.operator == "!":
                return self.condition(part.arguments[0])
            if part.operator not in TABLE:
                words = self.value(part)
                return Text(f"{words.zh}：否", f"{words.en}: no")
            row = TABLE[part.operator]
            if part.operator == "in" and isinstance(part.arguments[0], Literal):
                name, among = self.value(part.arguments[0]), self.value(part.arguments[1])
                return Text(f"{among.zh}不包括{name.zh}", f"{among.en} do not include {name.en}")
            if row.negated != EMPTY and len(part.arguments) == 2:
                opposite = _comparing(OPPOSITE[part.operator], part) if part.operator in OPPOSITE else None
                return self._filled(opposite or row.negated, part)
        words = self.condition(part)
        return Text(f"并非（{words.zh}）", f"not ({words.en})")

    @_once
    def value(self, part: Part) -> Text:
        """A value: the label of a fact, a constant in words, or a formula."""
        if isinstance(part, Literal):
            return self._constant(part.value, part.type)
        if part.operator == "var":
            return self._label(part.name)
        if part.operator == "prescribed":
            words = self.vocabulary.label(part.name)
            return Text(f"规定的{words.zh}", f"the prescribed {words.en}")
        if part.operator == "param":
            value, kind = self.parameters.get(part.name, (None, None))
            return self._constant(value, kind)
        return self._operator(part)

    def _constant(self, value: Any, kind: Type | None) -> Text:
        words = show(value, as_fact(kind))
        if kind is not None and kind.name in ("enum", "text"):
            return Text(f"“{words.zh}”", f"“{words.en}”")
        if kind is not None and kind.name == "set":
            return Text(f"“{words.zh}”", f"“{words.en}”")
        return words

    def _label(self, path: str) -> Text:
        if path.startswith("item."):
            return self.vocabulary.label(f"{self.record}[].{path[5:]}")
        return self.vocabulary.label(path)

    def _operator(self, part: Term) -> Text:
        row = TABLE[part.operator]
        if part.operator == "!":
            return self.denial(part.arguments[0])
        if part.operator == "if":
            return self._table(part)
        if row.binds:
            listed, body = part.arguments
            inner = Writer(self.vocabulary, self.parameters, listed.name if isinstance(listed, Term) else None)
            return _fill(row.prose, [self.value(listed), inner.condition(body)])
        if part.operator in ("and", "or"):
            return joined([self._grouped(argument, part.operator) for argument in part.arguments], row.join.zh, row.join.en)
        if part.operator in ("<", "<=") and len(part.arguments) == 3:
            low, middle, high = self._measured(part)
            both = part.operator == "<="
            return Text(
                f"{middle.zh}在 {low.zh} 至 {high.zh} 之间（{'含' if both else '不含'}两端）",
                f"{middle.en} is between {low.en} and {high.en} ({'inclusive' if both else 'exclusive'})",
            )
        if part.operator == "in" and isinstance(part.arguments[0], Literal):
            name, among = self.value(part.arguments[0]), self.value(part.arguments[1])
            return Text(f"{among.zh}包括{name.zh}", f"{among.en} include {name.en}")
        if part.operator == "-" and len(part.arguments) == 1:
            words = self._operand(part.arguments[0])
            return Text(f"负的{words.zh}", f"minus {words.en}")
        if part.operator in SHIFTS:
            return self._shifted(part)
        if row.join != EMPTY:
            return _fill(
                Text(row.prose.zh.replace("{*}", "\0"), row.prose.en.replace("{*}", "\0")),
                [],
                joined([self._operand(a) for a in part.arguments], row.join.zh, row.join.en),
            )
        return self._filled(_comparing(part.operator, part) or row.prose, part)

    def _shifted(self, part: Term) -> Text:
        """A date moved: by a written number of units, or by what a fact says."""
        start, amount = part.arguments
        day, unit = self.value(start), SHIFTS[part.operator]
        number = amount.value if isinstance(amount, Literal) else self.parameters.get(amount.name, (None,))[0] if amount.operator == "param" else None
        if part.operator == "last_day":
            term = show(number, _nameless("decimal", "year")) if isinstance(number, int) else self.value(amount)
            counted_by = f" {term.zh}" if _apart(term.zh) else f"按{term.zh}计"
            return Text(f"自{day.zh}起{counted_by}的最后一日", f"the last day of {term.en} from {day.en}")
        if isinstance(start, Term) and start.operator in TABLE:
            day = Text(f"（{day.zh}）", f"({day.en})")
        if not isinstance(number, int):
            words = self.value(amount)
            return Text(f"{day.zh} + {words.zh}", f"{day.en} plus {words.en}")
        shown = show_number(abs(number))
        many = counted(shown, unit.en)
        if number < 0:
            return Text(f"{day.zh}的前 {shown} {unit.zh}", f"{many} before {day.en}")
        return Text(f"{day.zh}后 {shown} {unit.zh}", f"{many} after {day.en}")

    def _filled(self, prose: Text, part: Term) -> Text:
        return _fill(prose, self._measured(part))

    def _measured(self, part: Term) -> list[Text]:
        """The operands of a term; a bare number beside what has a unit is a number of that."""
        unit = next((argument.type.unit for argument in part.arguments if argument.type is not None and argument.type.unit), None)
        found = [self._operand(argument) for argument in part.arguments]
        if unit is None or part.operator not in COMPARED:
            return found
        for index, argument in enumerate(part.arguments):
            number = self._number(argument)
            if number is not None:
                found[index] = show(number, _nameless("decimal", unit))
        return found

    def _number(self, part: Part) -> Any:
        """A written number, or that of a parameter; None for what is none."""
        value, kind = (part.value, part.type) if isinstance(part, Literal) else self.parameters.get(part.name, (None, None))
        if isinstance(part, Term) and part.operator != "param":
            return None
        return value if kind is not None and kind.name in ("int", "decimal") else None

    def _operand(self, part: Part) -> Text:
        words = (
            self.value(part)
            if isinstance(part, Literal) or part.type is None or part.type.name != "bool" or part.operator not in TABLE
            else self.condition(part)
        )
        if isinstance(part, Term) and part.operator in ("+", "-", "*", "/"):
            return Text(f"（{words.zh}）", f"({words.en})")
        return words

    def all_of(self, parts: Sequence[Part]) -> Text:
        """Conditions that must all hold; an alternative among several stands in brackets."""
        if len(parts) == 1:
            return self.condition(parts[0])
        return joined([self._grouped(part, "and") for part in parts], TABLE["and"].join.zh, TABLE["and"].join.en)

    def _grouped(self, part: Part, outer: str) -> Text:
        words = self.condition(part)
        if isinstance(part, Term) and part.operator in ("and", "or") and part.operator != outer and len(part.arguments) > 1:
            return Text(f"（{words.zh}）", f"({words.en})")
        return words

    def _table(self, part: Term) -> Text:
        pieces: list[Text] = []
        arguments = part.arguments
        for index in range(0, len(arguments) - 1, 2):
            condition, then = self.condition(arguments[index]), self.value(arguments[index + 1])
            pieces.append(Text(f"{condition.zh}的，为{then.zh}", f"{then.en} if {condition.en}"))
        last = self.value(arguments[-1])
        pieces.append(Text(f"否则为{last.zh}", f"otherwise {last.en}"))
        return joined(pieces, "；", "; ")


def _comparing(operator: str, part: Term) -> Text | None:
    """The words that compare two dates or two lengths of time; None for other quantities."""
    kinds = [argument.type for argument in part.arguments if argument.type is not None]
    if any(kind.name == "date" for kind in kinds):
        return OF_DATES.get(operator)
    return OF_DURATIONS.get(operator) if any(kind.unit in DURATIONS for kind in kinds) else None


def _apart(words: str) -> str:
    """A blank before a number with its unit (不少于 15 日), as it has one within."""
    return " " if words[:1].isdigit() and " " in words else ""


def _fill(prose: Text, arguments: list[Text], whole: Text = EMPTY) -> Text:
    zh, en = prose
    for index, words in enumerate(arguments):
        zh, en = zh.replace(f"{{{index}}}", f"{_apart(words.zh) if index else ''}{words.zh}"), en.replace(f"{{{index}}}", words.en)
    return Text(zh.replace("\0", whole.zh), en.replace("\0", whole.en))
