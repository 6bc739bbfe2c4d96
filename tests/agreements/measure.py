"""Measures the extraction on the corpus: what is found, missed and invented against the answer keys.

`python tests/agreements/measure.py [SET …]`; exit code 1 if a value was invented or a conflict missed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.building import SETS, build, key_file, sources
from agreements.keys import Key, flat, read_key
from agreements.markup import read_source
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.deal import Value, show
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

GRADES = ("平常", "一般", "杂乱")


class Score(NamedTuple):
    """How one agreement came out; `wanted` counts the values of its key, the lists name facts with what was read.

    `lost` is what the missed values weigh: one each, of a set read as `at least these` the part of its members that is not among them.
    """

    name: str
    grade: str
    wanted: int
    missed: list[str]
    lost: Fraction
    invented: list[str]
    conflicts: int
    missed_conflicts: list[str]
    extra_conflicts: list[str]
    placeholders: int
    missed_placeholders: list[str]
    evidence: int
    wrong_evidence: list[str]

    @property
    def found(self) -> float:
        return round(float(self.wanted - self.lost), 2)


class Reading(NamedTuple):
    """One fact as extracted: state, value, readings and the quoted words."""

    state: str
    value: Value | None
    values: tuple[Value, ...]
    quotes: tuple[str, ...]


def readings(extraction: Any) -> dict[str, Reading]:
    """The facts of an extraction by path; those of each person under a path of their own."""
    out: dict[str, Reading] = {}
    for fact in extraction.facts:
        quotes = tuple(quote.text for quote in fact.evidence)
        values = flat({fact.path: fact.value}) if isinstance(fact.value, tuple) else {fact.path: fact.value}
        for path, value in values.items():
            out[path] = Reading(fact.state, value, tuple(fact.values), quotes)
    return out


def score(name: str, key: Key, read: Mapping[str, Reading], vocabulary: Vocabulary, grade: str = "") -> Score:
    """An extraction against its key; `grade` is how plain the paper is (平常, 一般, 杂乱), where its source says so."""

    def said(path: str, value: Value | None) -> str:
        return f"{path} = {show(value, vocabulary.get(path)).zh}"

    missed, invented, missed_conflicts, wrong_evidence = [], [], [], []
    lost = Fraction()
    settled = {path: item for path, item in read.items() if item.state in ("stated", "derived") and item.value is not None}
    for path, value in key.facts.items():
        part = part_missed(value, settled[path].value, key.optional.get(path, ())) if path in settled else Fraction(1)
        if part:
            lost += part
            missed.append(said(path, value) + (f" (read {show(settled[path].value, vocabulary.get(path)).zh})" if path in settled else ""))
    for path, item in settled.items():
        if path in key.facts:
            sound = agrees(key.facts[path], item.value, key.optional.get(path, ()), part=True)
        else:
            sound = any(agrees(reading, item.value, (), part=True) for reading in key.optional.get(path, ()))
        if not sound:
            invented.append(said(path, item.value) + f" 「{'…'.join(item.quotes)[:80]}」")
    for path, values in key.conflicts.items():
        item = read.get(path)
        if item is None or item.state != "conflict" or not set(values) <= set(item.values):
            missed_conflicts.append(path + (f" ({item.state})" if item else ""))
    missed_placeholders = [
        path + (f" ({read[path].state})" if path in read else "")
        for path in key.placeholders
        if path not in read or read[path].state != "placeholder"
    ]
    for path, words in key.evidence.items():
        if path in read and not any(bare(words) in bare(quote) for quote in read[path].quotes):
            wrong_evidence.append(path)
    return Score(
        name=name,
        grade=grade,
        wanted=len(key.facts),
        missed=missed,
        lost=lost,
        invented=invented,
        conflicts=len(key.conflicts),
        missed_conflicts=missed_conflicts,
        extra_conflicts=[path for path, item in read.items() if item.state == "conflict" and path not in key.conflicts],
        placeholders=len(key.placeholders),
        missed_placeholders=missed_placeholders,
        evidence=len(key.evidence),
        wrong_evidence=wrong_evidence,
    )


def part_missed(wanted: Value, value: Value | None, optional: Iterable[Value]) -> Fraction:
    """How much of a wanted value was not read: nothing or all of it; of a set read as `at least these` the part of its members not among them."""
    if isinstance(wanted, frozenset) and wanted and isinstance(value, Bound) and value.of_set and value.high is None:
        return Fraction(len(wanted - value.low), len(wanted))
    return Fraction(0 if agrees(wanted, value, optional) else 1)


def agrees(wanted: Value, value: Value | None, optional: Iterable[Value], part: bool = False) -> bool:
    """Whether a value is the wanted one; a set may hold optional members, and with `part` may lack some; `at least these` says no more than these."""
    if isinstance(value, Bound) and value.of_set and value.high is None:
        return part and agrees(wanted, value.low, optional, part)
    if isinstance(wanted, frozenset) and isinstance(value, frozenset):
        allowed = wanted.union(*(item for item in optional if isinstance(item, frozenset)))
        return value <= allowed and (part or wanted <= value)
    return value == wanted or (part and value in tuple(optional))


def bare(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def measured(name: str) -> list[Score]:
    """The scores of a set."""
    from awardrules.agreement.extraction.extract import extract
    from awardrules.agreement.reading.documents import read

    vocabulary = shared_vocabulary(data_root())
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sources(name):
            key = read_key(key_file(path), vocabulary)
            file = build(path, Path(folder))
            try:
                facts = readings(extract(read(file), vocabulary))
            except AwardrulesError as refusal:  # nothing is read: everything in the key is missed
                print(f"REFUSED {file.name}: {refusal.diagnostics[0].message.en}")
                facts = {}
            scores.append(score(file.name, key, facts, vocabulary, grade_of(read_source(path).settings)))
    return scores


def grade_of(settings: Mapping[str, str]) -> str:
    """How plain a paper is, by the first word of its traits; empty where they begin otherwise."""
    return next((grade for grade in GRADES if settings.get("traits", "").startswith(grade)), "")


def summary(name: str, scores: Iterable[Score]) -> str:
    """What a set, or a part of it, comes to."""
    scores = list(scores)
    wanted, found = sum(each.wanted for each in scores), sum(each.found for each in scores)
    blanks, unseen = sum(each.placeholders for each in scores), sum(len(each.missed_placeholders) for each in scores)
    invented = sum(len(each.invented) for each in scores)
    return (
        f"== {name}: stated {wanted}, found {found:.1f} ({100 * found / max(wanted, 1):.1f}%), invented {invented}, "
        f"conflicts missed {sum(len(each.missed_conflicts) for each in scores)}/{sum(each.conflicts for each in scores)}, "
        f"false conflicts {sum(len(each.extra_conflicts) for each in scores)}, placeholders found {blanks - unseen}/{blanks}, "
        f"other evidence {sum(len(each.wrong_evidence) for each in scores)}/{sum(each.evidence for each in scores)}"
    )


def main(arguments: list[str]) -> int:
    bad = False
    for name in [each for each in arguments if each in SETS] or SETS:
        scores = measured(name)
        print(f"== {name}: {len(scores)} agreements")
        for each in scores:
            print(
                f"{each.name}: found {each.found}/{each.wanted}, invented {len(each.invented)}, conflicts missed "
                f"{len(each.missed_conflicts)}/{each.conflicts}, placeholders missed {len(each.missed_placeholders)}/{each.placeholders}"
            )
            for label, items in (
                ("missed", each.missed),
                ("INVENTED", each.invented),
                ("CONFLICT MISSED", each.missed_conflicts),
                ("conflict not in the key", each.extra_conflicts),
                ("placeholder missed", each.missed_placeholders),
                ("other evidence", each.wrong_evidence),
            ):
                for item in items:
                    print(f"    {label}: {item}")
        for grade in GRADES:
            if of_grade := [each for each in scores if each.grade == grade]:
                print(summary(f"{name}, {grade}, {len(of_grade)} agreements", of_grade))
        print(summary(name, scores))
        bad = bad or any(each.invented or each.missed_conflicts for each in scores)

    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
