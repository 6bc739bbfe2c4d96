"""What patterns say (`rules/agreement/*.yaml`): topics of values, words that state facts, contexts that take text out, names of parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from awardrules.facts.deal import Value
from awardrules.record import Record, State

if TYPE_CHECKING:
    from awardrules.agreement.extraction.patterns.shelf import Shelf

ROLES = ("unit", "team", "other")


class Wording(NamedTuple):
    """One way to say something: as written, its regular expression, how far a match can go, and its cues. There are thousands to be fetched.

    Cues are groups of texts: one of each group stands in every match, in their order. `rarest` are the first signs of the cues of the group that
    few texts hold. A `literal` wording is the text as written, nothing else.
    """

    written: str
    regex: str
    reach: str
    cues: tuple[tuple[str, ...], ...] = ()
    rarest: tuple[str, ...] = ()
    literal: bool = False


class Topic(Record):
    """What values are about. `cues` name it, `kinds` are the values that can belong to it.

    `veto` topics give no fact, `strong` ones win over others in a segment. Of `whole` ones amounts are taken: 净收入中的43万元 is not the net income.
    """

    name: str
    cues: tuple[Wording, ...]
    kinds: frozenset[str]
    veto: bool
    strong: bool
    whole: bool = False


class Quantity(Record):
    """A fact that is a value of a topic, of one party where `party` is named, of a base where `bases` are named.

    `unless` forbids in the segment, `never` in the sentence; with `deals` it is a fact only of deals of these kinds. With `complement` it
    is what the value leaves of the whole, with `exact` a bound is no fact, with `done` a figure that is only promised is none (a bound is).
    `measure` is the unit the fact is counted in.
    """

    path: str
    topic: str
    kinds: frozenset[str]
    party: str
    units: frozenset[str]
    bases: frozenset[str]
    needs: tuple[Wording, ...]
    unless: tuple[Wording, ...]
    never: tuple[Wording, ...]
    deals: frozenset[str]
    complement: bool
    exact: bool
    done: bool
    measure: str


class Phrase(Record):
    """Facts that words state. `value` holds for the wording as it stands, `negated` for its denial (None: a denial settles nothing).

    `gives` names facts by the values a wording names (`measures`: the unit each is counted in; `day.start`, `day.end` of a
    stretch, `term.exact` whatever compares it), `copies` the fact whose value is carried over (按份额比例分配).
    `mode` `done` wants an accomplished act: an undertaking is no fact. `needs` must occur in the sentence, its heading or lead; `unless` in
    the sentence forbids, `but` in the segments of the match. `where` limits it to a part of the document, `title` and `not_title` to
    documents so called (but where one of `titled` holds the barred words: 赋权暨投资协议), `kinds` to those of such a kind; `parties` must
    be bound, `no_parties` must not; `despite` names contexts that do not matter. `last` ones are asked only where no other phrase tells
    their fact, and nothing is asked of documents that are of `not_kinds` only, or say one of what they `lacks`.
    """

    path: str
    value: Value | None
    negated: Value | None
    gives: Mapping[str, str]
    say: tuple[Wording, ...]
    needs: tuple[Wording, ...]
    unless: tuple[Wording, ...]
    mode: str
    where: str
    despite: frozenset[str]
    copies: str
    parties: frozenset[str]
    no_parties: frozenset[str]
    kinds: frozenset[str]
    title: tuple[Wording, ...]
    not_title: tuple[Wording, ...]
    but: tuple[Wording, ...]
    measures: Mapping[str, str] = {}
    last: bool = False
    not_kinds: frozenset[str] = frozenset()
    lacks: tuple[Wording, ...] = ()
    titled: tuple[Wording, ...] = ()


class Label(Record):
    """How forms and tables name a fact (`names`) and its values (`values`); with `run` a stretch of time, its first and its last day.

    In a document whose title says one of `not_title` it names something else.
    """

    path: str
    names: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    run: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    not_title: tuple[Wording, ...] = ()


class Restated(Record):
    """How a value that the document has stated is named where it is said again: in a row, a form, an annex.

    `names` are the words for the matter, one of which the label holds; `needs` must, `unless` must not stand in the row or line. `kind` is the
    sort of value, `party` whose it is; of a stretch of days `side` is the end meant. With `complement` the fact is what the value leaves of the
    whole. Where the paper tells nothing of `alone`, the words of `needs` need not stand there.
    """

    path: str
    kind: str
    party: str
    side: str
    names: tuple[Wording, ...]
    needs: tuple[Wording, ...]
    unless: tuple[Wording, ...]
    complement: bool
    alone: str = ""


class Context(Record):
    """Words that take the text within their reach out of what is stated: quoted law, conditions, examples, plans.

    With `title` only in papers whose title says one of these, with `not_title` in all others; with `parties` where the paper names them.
    """

    name: str
    reach: str
    say: tuple[Wording, ...]
    title: tuple[Wording, ...] = ()
    not_title: tuple[Wording, ...] = ()
    parties: frozenset[str] = frozenset()


class Belonging(Record):
    """What tells whether a paragraph speaks of the matter at hand.

    A sentence that says one of `others`, in a paragraph that says none of `own`, is of others; so is one that says one of `far` and none of `here`.
    `wants` are, by how paths of facts begin, words of which the paragraph of such a fact says one.
    """

    own: tuple[Wording, ...] = ()
    others: tuple[Wording, ...] = ()
    far: tuple[Wording, ...] = ()
    here: tuple[Wording, ...] = ()
    wants: tuple[tuple[tuple[str, ...], tuple[Wording, ...]], ...] = ()


class People(Record):
    """How tables and sentences that reward people are read.

    `name` are the heads of the column of names, `heads` words without which a table rewards nobody, `columns` the heads and words of each field.
    `said` and `listed` are what sentences say of a person by name. `barred` names lists of other things (shareholders, fees of experts),
    `prose` sentences that reward a person (`who` and `sum`), `all_in` those that say which form every reward has.
    """

    name: tuple[str, ...]
    heads: tuple[str, ...]
    columns: Mapping[str, tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]]
    said: Mapping[str, Mapping[str, tuple[Wording, ...]]]
    listed: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]]
    barred: tuple[Wording, ...] = ()
    prose: tuple[Wording, ...] = ()
    all_in: Mapping[str, tuple[Wording, ...]] = {}
    surnames: frozenset[str] = frozenset()
    no_names: tuple[str, ...] = ()


class Patterns(State):
    """All patterns of `rules/agreement`. `about` is how papers that are no such deal themselves speak of a kind of deal.

    `alike` leads words that mean the same wherever they stand to the one that patterns use (台帐 to 台账, 签立 to 签订), `cities` the names of
    places to the city they lie in.
    """

    words: dict[str, tuple[str, ...]]
    labels: tuple[str, ...]
    roles: dict[str, dict[str, tuple[str, ...]]]
    topics: dict[str, Topic]
    bases: dict[str, tuple[Wording, ...]]
    quantities: list[Quantity]
    phrases: Shelf
    contexts: list[Context]
    people: People = People((), (), {}, {}, {})
    labelled: tuple[Label, ...] = ()
    about: Mapping[str, tuple[Wording, ...]] = {}
    restated: tuple[Restated, ...] = ()
    restated_bars: tuple[Wording, ...] = ()
    restated_apart: tuple[Wording, ...] = ()
    alike: Mapping[str, str] = {}
    cities: Mapping[str, str] = {}
    belonging: Belonging = Belonging()

    @property
    def soft(self) -> dict[str, tuple[str, ...]]:
        """The common nouns that stand for a role, by role."""
        return {role: self.roles.get(role, {}).get("nouns", ()) for role in ROLES}
