"""A term of years that is no whole number of months: which months counted is said wherever a day was found that way."""

from __future__ import annotations

from collections.abc import Iterator

from awardrules.decision.reference import Finding
from awardrules.expression.evaluate import Trace
from awardrules.expression.term import Part, Term
from awardrules.facts.quantity import SCALE, Bound, Number, show_number
from awardrules.language import Text, counted

OF_YEARS = frozenset({"add_years", "last_day"})


def moves_years(part: Part) -> bool:
    """Whether an expression moves a date by years."""
    return isinstance(part, Term) and (part.operator in OF_YEARS or any(map(moves_years, part.arguments)))


def roundings(finding: Finding) -> list[Text]:
    """A remark for every number of years by which the requirement or the value of a finding moved a date, and that was cut to whole months."""
    made = finding.require if finding.require is not None else _chosen(finding)
    amounts = dict.fromkeys(_years(made)) if made is not None else {}
    return [_words(amount) for amount in amounts]


def _chosen(finding: Finding) -> Trace | None:
    """The value of the row that gave it."""
    return next((value for condition, value in finding.table if condition is None or condition.value is True), None)


def _years(node: Trace) -> Iterator[Number]:
    if isinstance(node.part, Term) and node.part.operator in OF_YEARS and node.value is not None:
        amount = node.children[1].value
        for one in (amount.low, amount.high) if isinstance(amount, Bound) else (amount,):
            if one is not None and one * 12 % SCALE:
                yield one
    for child in node.children:
        yield from _years(child)


def _words(years: Number) -> Text:
    stated, exact, whole = show_number(years), show_number(years * 12), show_number(years * 12 // SCALE * SCALE)
    return Text(
        f"{stated} 年合 {exact} 个月，不满一个月的部分不计，按 {whole} 个月推算日期。",
        f"{counted(stated, 'year')} are {counted(exact, 'month')}; the part of a month is not counted, the date is worked out for "
        f"{counted(whole, 'month')}.",
    )
