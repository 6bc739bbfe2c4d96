"""`trace`: an edition's citations checked against a copy of its document, and what the document says that no clause covers.

A clause is verified where its text stands unchanged in the copy (its hash fits), holds its anchor, and stands under its locator; that it
moved as a whole does not matter. The copy is compared in its flattened form, so wraps, page numbers and white space do not matter either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from awardrules.language import Text
from awardrules.pack.coverage import Normative, Uncovered, coverage
from awardrules.pack.edition import Clause
from awardrules.pack.headings import Outline, outline, part_names
from awardrules.pack.matching import Place, hash_of, match, occurrences, text_at
from awardrules.pack.sourcetext import excerpt, flattened

Code = Literal["anchor", "hash", "locator"]
Relation = Literal["same", "other-text", "other-document"]

# A text of the same document keeps most anchors under their headings. Between two documents of the same subject a few
# phrases agree, hardly ever under the same numbers (one clause in a hundred among the editions of the package; two texts of one plan share half).
_KIN = 0.15
_MOST_ANCHORS = 0.6  # with more anchors than this, the document was only renumbered
_ENOUGH_TO_JUDGE = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one citation: its anchor, its hash or its locator."""

    code: Code
    message: Text


@dataclass(frozen=True, slots=True)
class Failure:
    """A clause that could not be verified, why, and what the copy says where it stood (`now`, at most 40 characters)."""

    place: Place
    problems: tuple[Problem, ...]
    stands_under: str | None
    now: str
    found_hash: str | None

    @property
    def clause(self) -> Clause:
        """The clause of the edition."""
        return self.place.clause

    @property
    def kind(self) -> str:
        """`changed`, `gone` or `unrecorded` text, else `misplaced` (locator) or `miscited` (anchor)."""
        if self.place.state != "found":
            return self.place.state
        return "misplaced" if any(p.code == "locator" for p in self.problems) else "miscited"


@dataclass(frozen=True, slots=True)
class SectionTally:
    """Under one heading: its normative characters, those covered, and its clauses by how they are treated."""

    locator: str
    normative: int
    covered: int
    encoded: int
    reasoned: int
    neither: int

    @property
    def complete(self) -> bool:
        """Whether all norms are covered and all clauses encoded or reasoned."""
        return self.covered == self.normative and not self.neither


@dataclass(frozen=True, slots=True)
class Trace:
    """The outcome: what is verified (and of that, what moved), what failed, what no clause covers, and tallies by heading."""

    relation: Relation
    verified: tuple[Place, ...]
    failures: tuple[Failure, ...]
    uncovered: tuple[Uncovered, ...]
    sections: tuple[SectionTally, ...]
    encoded: tuple[str, ...]
    reasoned: tuple[str, ...]
    neither: tuple[str, ...]

    @property
    def clauses(self) -> int:
        """How many clauses were checked."""
        return len(self.verified) + len(self.failures)

    @property
    def shifted(self) -> tuple[Place, ...]:
        """The verified clauses whose text moved as a whole."""
        return tuple(place for place in self.verified if place.shifted)

    @property
    def clean(self) -> bool:
        """Whether there is nothing to report but shifts."""
        return not self.failures and not self.uncovered


def trace(clauses: Sequence[Clause], copy: str, encoded: Iterable[str] = ()) -> Trace:
    """Check clauses against a copy of their document. `encoded` are the ids that a rule cites."""
    source = flattened(copy)
    flat, headings = source.text, outline(source, part_names(clause.locator for clause in clauses))
    places = match(clauses, flat, headings)
    verified: list[Place] = []
    failures: list[Failure] = []
    for place in places:
        problems = _problems(place, flat, headings)
        if problems:
            failures.append(_failure(place, problems, flat, headings))
        else:
            verified.append(place)
    left_out, shares = coverage(flat, headings, [span for place in places for span in place.spans])
    rules = set(encoded)
    return Trace(
        relation=_relation(clauses, flat, headings, len(verified) == len(clauses) and not left_out),
        verified=tuple(verified),
        failures=tuple(failures),
        uncovered=tuple(left_out),
        sections=_tally(clauses, shares, headings, rules),
        encoded=tuple(c.id for c in clauses if c.id in rules),
        reasoned=tuple(c.id for c in clauses if c.id not in rules and c.reason is not None),
        neither=tuple(c.id for c in clauses if c.id not in rules and c.reason is None),
    )


def kinship(clauses: Sequence[Clause], flat: str, headings: Outline) -> float:
    """The share of clauses whose anchor the text has under the clause's own locator: near 1 for the same text, near 0 for another document."""
    at_home = 0
    for clause in clauses:
        sections = (headings.at(at) for at in occurrences(flat, clause.anchor))
        at_home += any(section is not None and headings.same(clause.locator, section) for section in sections)
    return at_home / len(clauses) if clauses else 1.0


def resembles(clauses: Sequence[Clause], copy: str) -> float:
    """`kinship` of clauses and a copy of some document."""
    source = flattened(copy)
    return kinship(clauses, source.text, outline(source, part_names(clause.locator for clause in clauses)))


def _relation(clauses: Sequence[Clause], flat: str, headings: Outline, all_well: bool) -> Relation:
    if all_well:
        return "same"
    anchored = sum(clause.anchor in flat for clause in clauses)
    few = anchored < _MOST_ANCHORS * len(clauses) if len(clauses) >= _ENOUGH_TO_JUDGE else anchored == 0 and len(clauses) > 1
    return "other-document" if few and kinship(clauses, flat, headings) < _KIN else "other-text"


def _problems(place: Place, flat: str, headings: Outline) -> tuple[Problem, ...]:
    clause = place.clause
    problems: list[Problem] = []
    text = text_at(flat, place.spans)
    if place.state == "unrecorded":
        problems.append(Problem("hash", Text("条款表未记录位置和摘要", "clauses.yaml records no span and hash")))
    elif place.state == "gone":
        problems.append(Problem("hash", Text("原文已不见于该处", "the text is gone")))
    elif place.state == "changed":
        problems.append(Problem("hash", Text("文字已变，摘要不符", "text changed: the hash differs")))
    if clause.anchor not in (text or flat):
        nearest = next(iter(occurrences(flat, clause.anchor)), None)
        section = headings.at(nearest) if nearest is not None else None
        if section is None:
            message = Text(f"找不到锚点“{clause.anchor}”", f"anchor not found: {clause.anchor}")
        else:
            message = Text(
                f"锚点“{clause.anchor}”不在该条款文字中，见于 {section.locator}",
                f"anchor not found in the clause's text but under {section.locator}: {clause.anchor}",
            )
        problems.insert(0, Problem("anchor", message))
    section = headings.at(place.spans[0][0]) if place.spans else None
    if section is not None and not headings.same(clause.locator, section):
        message = Text(f"位于 {section.locator}，条款表写作 {clause.locator}", f"stands under {section.locator}, not under {clause.locator}")
        problems.append(Problem("locator", message))
    return tuple(problems)


def _failure(place: Place, problems: tuple[Problem, ...], flat: str, headings: Outline) -> Failure:
    text = text_at(flat, place.spans)
    section = headings.at(place.spans[0][0]) if place.spans else None
    return Failure(
        place,
        problems,
        section.locator if section else None,
        _around(text, place.clause.anchor),
        hash_of(text) if text else None,
    )


def _around(text: str, anchor: str, longest: int = 40) -> str:
    """At most `longest` characters of a text, with its anchor in them."""
    at = max(0, text.find(anchor))
    start = max(0, min(at - (longest - len(anchor)) // 2, len(text) - longest))
    return excerpt("…" + text[start + 1 :] if start else text, longest)


def _tally(clauses: Sequence[Clause], shares: Sequence[Normative], headings: Outline, encoded: set[str]) -> tuple[SectionTally, ...]:
    """Norms and clauses by heading, in the order of the text; locators that the text does not have come last."""
    by_locator = {share.locator: share for share in shares}
    grouped: dict[str, list[Clause]] = {section.locator: [] for section in headings.sections}
    for clause in clauses:
        section = headings.named(clause.locator)
        grouped.setdefault(section.locator if section else clause.locator, []).append(clause)
    rows = []
    for locator, group in grouped.items():
        share = by_locator.get(locator, Normative(locator, 0, 0))
        rules = sum(clause.id in encoded for clause in group)
        reasons = sum(clause.id not in encoded and clause.reason is not None for clause in group)
        if group or share.length:
            rows.append(SectionTally(locator, share.length, share.covered, rules, reasons, len(group) - rules - reasons))
    return tuple(rows)
