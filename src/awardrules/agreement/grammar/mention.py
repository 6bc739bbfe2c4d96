"""A mention: one value as a text writes it."""

from __future__ import annotations

from typing import Literal

from awardrules.facts.quantity import Number
from awardrules.record import Record

Kind = Literal["ratio", "split", "money", "number", "duration", "date", "range", "tick", "blank", "all"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Unit = Literal["", "year", "month", "week", "day", "working_day", "yuan", "share"]


class Mention(Record):
    """One value in a normalised text, with its place in it and in the raw text (`raw_start`–`raw_end`, end exclusive).

    `values` holds one value, the two ends of a range, or the parts of a split (`7:3` is 700000 and 300000): numbers in millionths of
    `unit` (a ratio: millionths of one), dates as day numbers. Of a blank they are the limit that is printed for it, or its `options`, each
    a value. `options` are the choices of a blank or of ticked boxes, `chosen` those ticked;
    `default` the text a blank proposes, `otherwise` the blank that stands beside its options (□其他____年). `comparator` is what the words
    around say (不低于 is `>=`); `~` means about (约), which is no value.
    """

    kind: Kind
    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    values: tuple[Number, ...] = ()
    unit: Unit = ""
    comparator: Comparator = "="
    options: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    default: str = ""
    otherwise: Mention | None = None
