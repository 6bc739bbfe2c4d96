"""Two editions compared: what changes from A to B, how each change stands to a deal, and what stays as it is.

The class of a change is seen from a deal: what passed A and fails B is a tightening. It is `proved` only where a prover settled it; without
one, what the form of the rules settles is named and the rest says that it is not settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from awardrules.compare.detail import Detail
from awardrules.compare.differences import clashes, differences, of_inputs
from awardrules.compare.elsewhere import Elsewhere
from awardrules.compare.pairing import Notion, Side, notions
from awardrules.compare.prover import Compared, Judgement, Prover
from awardrules.compare.shape import Forms, read_by
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import EDITION_WORDS, Edition, Rule
from awardrules.pack.references import Found
from awardrules.record import Record

Class = Literal["tightened", "loosened", "incomparable", "wording", "only_a", "only_b", "text", "unsettled"]
Effect = Literal["tightened", "loosened", "incomparable", "equivalent", "unsettled"]


class Change(Record):
    """What changes in one notion.

    `effect` is what it does to deals, also where only one edition has the notion (None where no rule stands behind it). `proved` says that
    a prover settled the effect. `title` names the notion, `details` what differs. `elsewhere` are the rules of A and of B outside the notion
    that demand something which only the other edition demands in it.
    """

    notion: Notion
    change: Class
    effect: Effect | None
    proved: bool
    title: Text
    details: tuple[Detail, ...] = ()
    judgement: Judgement | None = None
    elsewhere: tuple[tuple[Rule, ...], tuple[Rule, ...]] = ((), ())


class Comparison(Record):
    """Two editions compared on a day. `behaviour` is how they stand as a whole; None without a prover. `clashes` are facts of two types."""

    compared: Compared
    changes: tuple[Change, ...]
    identical: tuple[Notion, ...]
    clashes: tuple[tuple[Fact, Fact], ...]
    behaviour: Judgement | None = None

    @property
    def names(self) -> tuple[Text, Text]:
        """What a reader calls the two editions."""
        return short_names(self.compared.a, self.compared.b)


def compare(a: Edition, b: Edition, as_of: int, prover: Prover | None = None) -> Comparison:
    """What changes from A to B on a day, notion by notion in the order of B."""
    compared = Compared(a, b, as_of)
    forms = Forms(a, b, as_of)
    clashing = clashes(a.vocabulary, b.vocabulary)
    foreign = frozenset(fact.path for fact, _ in clashing)
    changes: list[Change] = []
    identical: list[Notion] = []
    elsewhere = Elsewhere(a, b)
    for notion in notions(a, b):
        change = _change(notion, compared, forms, prover, foreign)
        change = change and _beside(change, elsewhere.of(notion), prover)
        if change is None:
            identical.append(notion)
        else:
            changes.append(change)
    behaviour = prover.editions() if prover is not None and not foreign else None
    return Comparison(compared, tuple(changes), tuple(identical), clashing, behaviour)


def comparison_day(found: Sequence[Found], today: int) -> tuple[int, Text]:
    """The day to compare on and why: today, else the nearest day on which every printed term runs; today where there is none."""
    starts = [item.start for item in found if item.start is not None]
    ends = [item.last for item in found if item.last is not None]
    low, high = max(starts, default=today), min(ends, default=today)
    if low <= today <= high or not starts:
        return today, Text("（今天）", " (today)")
    if low <= high:
        reason = Text("（离今天最近、两个版本均在有效期内的一日）", " (the day nearest to today on which both terms run)")
        return min(max(today, low), high), reason
    return today, Text("（今天；两个版本的有效期不重叠）", " (today; the two terms do not overlap)")


def _change(notion: Notion, compared: Compared, forms: Forms, prover: Prover | None, foreign: frozenset[str]) -> Change | None:
    """What changes in a notion; None where neither its words nor what it does changes."""
    a, b = notion.a, notion.b
    title = _title(notion)
    if not a.rules and not b.rules:
        if not a.clauses or not b.clauses:
            return Change(notion, "only_b" if not a.clauses else "only_a", None, False, title)
        return None if _same_words(notion) else Change(notion, "text", None, False, title, differences(notion, compared))
    settled = forms.settle(a.rules, b.rules)
    if settled == "same" and _same_words(notion):
        return None
    judgement: Judgement | None = None
    effect: Effect | None
    if settled == "same":
        effect, proved = "equivalent", prover is not None
    elif _reads_any((*a.rules, *b.rules), forms, foreign):
        effect, proved = "unsettled", False
    elif prover is not None and all(rule.gives for rule in (*a.rules, *b.rules)) and not (a.rules and b.rules):
        effect, proved = None, False  # a value that only one edition computes asks nothing by itself
    elif prover is not None:
        judgement = prover.judge(a.rules, b.rules)
        effect, proved = _relation(judgement), judgement.proved
    else:
        effect, proved = settled or "unsettled", False
    if not a.clauses or not b.clauses:
        return Change(notion, "only_b" if not a.clauses else "only_a", effect, proved, title, judgement=judgement)
    details = differences(notion, compared)
    if effect is None or effect == "equivalent":
        return Change(notion, "wording", effect, proved, title, details, judgement)
    if all(detail.kind == "citation" for detail in details):
        details = (*of_inputs(notion, compared, forms), *details)
    return Change(notion, effect, effect, proved, title, details, judgement)


def _beside(change: Change, elsewhere: tuple[tuple[Rule, ...], tuple[Rule, ...]], prover: Prover | None) -> Change:
    """A change with what the rest of either document demands of it; what one edition alone prints is judged with that."""
    if not any(elsewhere):
        return change
    judgement, effect, proved = change.judgement, change.effect, change.proved
    silent = elsewhere[0] if change.change == "only_b" else elsewhere[1]
    if change.change in ("only_a", "only_b") and silent and prover is not None and effect in ("tightened", "loosened"):
        again = prover.judge(silent, change.notion.b.rules) if change.change == "only_b" else prover.judge(change.notion.a.rules, silent)
        if again.relation in (effect, "incomparable"):
            tighter, looser = (again.tighter, None) if effect == "tightened" else (None, again.looser)
            judgement, proved = Judgement(effect, again.proved, tighter, looser, again.partial), again.proved
        elif again.proved:
            judgement, effect = None, "equivalent"
    return Change(change.notion, change.change, effect, proved, change.title, change.details, judgement, elsewhere)


def _reads_any(rules: Sequence[Rule], forms: Forms, paths: frozenset[str]) -> bool:
    return bool(paths) and any(read_by(forms.of(rule)) & paths for rule in rules)


def _same_words(notion: Notion) -> bool:
    """Whether both editions print the notion in the same words, wherever it stands."""
    one, other = ({clause.id: clause.hash for clause in side.clauses} for side in (notion.a, notion.b))
    return one == other


def _relation(judgement: Judgement) -> Effect:
    """What a prover found; that it found no difference in its time is no proof that there is none."""
    return "unsettled" if judgement.relation == "equivalent" and not judgement.proved else judgement.relation


def _title(notion: Notion) -> Text:
    """The notion in a few words: as both editions call it, or as A and then B do."""
    one, other = (title_of(side) for side in (notion.a, notion.b))
    return Text(*(f"{x} → {y}" if x and y and x != y else y or x for x, y in zip(one, other, strict=True)))


def title_of(side: Side) -> Text:
    """What one edition calls a notion: the titles of its rules, else the gist of its clause."""
    if not side.clauses:
        return EMPTY
    checks = [rule.title for rule in side.rules if rule.kind == "check"] or [rule.title for rule in side.rules]
    words = joined(list(dict.fromkeys(checks))[:2], "；", "; ") if checks else side.clauses[0].gist
    return Text(words.zh.rstrip("。"), words.en.rstrip("."))


def short_names(a: Edition, b: Edition) -> tuple[Text, Text]:
    """What tells two editions apart: the edition where they are of one city, else the city."""
    if a.pack == b.pack:
        return _edition_word(a), _edition_word(b)
    return (a.city, b.city) if a.city != b.city else (a.name, b.name)


def only(name: Text) -> Text:
    """That something stands in one edition alone; a name that begins with a digit or a Latin letter stands apart."""
    return Text(f"仅{' ' if name.zh[:1].isascii() else ''}{name.zh}", f"only {name.en}")


def _edition_word(edition: Edition) -> Text:
    word = EDITION_WORDS.get(edition.edition)
    if word is not None:
        return Text(word.zh, f"the {word.en}")
    return (
        Text(f"{edition.edition} 年版", f"the {edition.edition} edition")
        if edition.edition.isdigit()
        else Text(f"{edition.edition} 版", edition.edition)
    )
