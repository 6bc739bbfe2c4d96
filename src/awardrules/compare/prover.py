"""What a comparison asks of a prover, and what it gets back. The prover itself is handed in; comparing needs none."""

from __future__ import annotations

from typing import Literal, Protocol

from awardrules.facts.deal import Deal
from awardrules.pack.edition import Edition, Rule
from awardrules.record import Record

Relation = Literal["tightened", "loosened", "incomparable", "equivalent"]


class Witness(Record):
    """A deal that two editions judge differently, as decided (not as solved).

    `a` and `b` are the statuses; `decisive` the paths of the facts that make the difference (the others only make the deal whole), of the
    records of a list those of their fields (`recipients[].role`);
    `outcomes` how the rules of the notion came out in each edition, by rule id. `as_of` is the day of both decisions; `accepted_by` the
    side that asks less. Of rules about an institution, the statuses are those of `assess` (`subject`).
    """

    deal: Deal
    as_of: int
    a: str
    b: str
    decisive: tuple[str, ...]
    outcomes: tuple[dict[str, str], dict[str, str]]
    accepted_by: Literal["a", "b"]
    subject: Literal["deal", "institution"] = "deal"


class Judgement(Record):
    """How two sets of rules stand to each other, seen from a deal.

    `tightened`: some deal passes A's rules and fails B's, none the other way round. `proved` is false where the solver ran out of its time
    (`relation` is then what the witnesses found show). `partial` says whether deals that leave facts open can come out differently
    (None: not settled). `tighter` and `looser` are the witnesses of each direction.
    """

    relation: Relation
    proved: bool
    tighter: Witness | None = None
    looser: Witness | None = None
    partial: bool | None = None


def together(one: Judgement, other: Judgement) -> Judgement:
    """Two judgements of parts of one notion as one."""
    relations = {one.relation, other.relation} - {"equivalent"}
    relation: Relation = "incomparable" if len(relations) > 1 else next(iter(relations), "equivalent")
    partial = True if one.partial or other.partial else None if None in (one.partial, other.partial) else False
    return Judgement(relation, one.proved and other.proved, one.tighter or other.tighter, one.looser or other.looser, partial)


class Prover(Protocol):
    """Settles how rules of two editions stand to each other."""

    def judge(self, a: tuple[Rule, ...], b: tuple[Rule, ...]) -> Judgement:
        """The rules of one notion in both editions (either side may be empty: only one edition prints it)."""
        ...

    def editions(self) -> Judgement:
        """The two editions as a whole: which deals one accepts (compliant or deviating) and the other does not."""
        ...


class Compared(Record):
    """The two editions and the day they are compared on."""

    a: Edition
    b: Edition
    as_of: int
