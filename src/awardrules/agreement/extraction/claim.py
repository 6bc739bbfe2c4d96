"""A claim: one reading of one fact at one place, before it is settled what the agreement as a whole says."""

from __future__ import annotations

from awardrules.facts.deal import Value
from awardrules.record import Record


class Claim(Record):
    """`value` of `path` as read at `start`–`end` of the script; None with a `doubt` where the place settles nothing, or a blank.

    Of a blank `value` is the limit or a choice that is printed for it, `proposed` what it proposes itself; `free` is one
    that stands beside choices. `base` names what a ratio is a
    part of. `also` are further stretches the reading rests on. `derived` marks a reading by inference.
    """

    path: str
    value: Value | None
    start: int
    end: int
    base: str = ""
    blank: bool = False
    doubt: str = ""
    derived: bool = False
    also: tuple[tuple[int, int], ...] = ()
    proposed: str = ""
    free: bool = False
