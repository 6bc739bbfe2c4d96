"""What the grammar reads in a text, one short line for each value: `ratio >=70%`, `duration 15 day`, `? <why it is none>`."""

from __future__ import annotations

from fractions import Fraction

from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.mentions import read
from awardrules.agreement.grammar.normalise import normalise
from awardrules.facts.quantity import Number, show_date, show_number, show_percent


def said(raw: str) -> list[str]:
    """Every value and doubt of a raw text, in order."""
    found = read(normalise(raw))
    lines = [(one.start, line(one)) for one in found.mentions]
    lines += [(doubt.start, f"? {doubt.text}") for doubt in found.doubts]
    return [text for _, text in sorted(lines)]


def line(one: Mention) -> str:
    """One value: its kind, comparator, values and unit."""
    sign = "" if one.comparator == "=" else one.comparator
    if one.kind == "tick":
        return "tick " + " | ".join(f"{option}*" if option in one.chosen else option for option in one.options)
    if one.kind == "blank":
        printed = (" | " if one.options else ", ").join(shown(one, value) for value in one.values)
        beside = f"({line(one.otherwise)})" if one.otherwise is not None else ""
        return " ".join(word for word in ("blank", sign + one.unit, printed, f"[{one.default}]" if one.default else "", beside) if word)
    between = {"range": "..", "split": ":"}.get(one.kind, "")
    unit = "" if one.unit == "share" else one.unit
    return " ".join(word for word in (one.kind, sign + between.join(shown(one, value) for value in one.values), unit) if word)


def shown(one: Mention, value: Number) -> str:
    """A value as a reader writes it."""
    if one.unit == "share":
        return show_percent(value) if Fraction(value).denominator == 1 else show_number(value)
    if one.kind == "date" or (one.kind == "range" and not one.unit):
        return show_date(int(value))
    return show_number(value)
