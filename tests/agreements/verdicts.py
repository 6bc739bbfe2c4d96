"""What the extraction makes of verdicts: each agreement judged by the edition of its city as it was read, and as its answer key has it.

A value that is missed leaves a rule open; a value that is invented can make it pass or fail. `python tests/agreements/verdicts.py [SET …]` counts
how the rules come out: alike, left open, and decided otherwise than the key decides them; exit code 1 if a rule was decided otherwise.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.building import SETS, build, key_file, sources
from agreements.keys import Key, read_key
from agreements.markup import read_source
from agreements.measure import agrees
from awardrules.agreement.deciding import decided
from awardrules.agreement.extraction.extract import extract
from awardrules.agreement.reading.documents import read
from awardrules.decision.decide import Decision
from awardrules.decision.readings import Readings, decide_readings
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.deal import Deal, Value
from awardrules.facts.quantity import Bound
from awardrules.pack.edition import Edition
from awardrules.pack.files import data_root
from awardrules.pack.references import Library
from awardrules.pack.shared import shared_vocabulary

DAY = date(2025, 6, 1).toordinal()  # every edition in force is in force
DECIDED = ("pass", "fail")


class Compared(NamedTuple):
    """How the rules of one paper come out beside what is wanted: how many alike, which are left open, which otherwise (rule: wanted, came out).

    `kinds` says how its kinds of deal were misread, where they were and that is compared.
    """

    name: str
    alike: int
    open: list[str]
    otherwise: list[str]
    kinds: str = ""


def compared(name: str, by_key: Decision, as_read: Decision) -> Compared:
    """Two decisions of one agreement, rule by rule; what the key leaves open and reading decides is otherwise, too."""
    alike, left_open, otherwise = 0, [], []
    for rule, wanted, got in zip(by_key.edition.rules, by_key.outcomes, as_read.outcomes, strict=True):
        if rule.gives or wanted is None:
            continue
        if got == wanted:
            alike += got in DECIDED
        elif got == "unknown":
            left_open.append(f"{rule.id}: {wanted}")
        else:
            otherwise.append(f"{rule.id}: {wanted}, read as {got}")
    return Compared(name, alike, left_open, otherwise)


def key_deal(key: Key, read_as: Deal) -> tuple[Deal, Readings]:
    """The deal of a key, with what was read where careful lawyers differ."""
    facts: dict[str, Value] = {path: value for path, value in key.facts.items() if "[" not in path}
    people: dict[int, dict[str, Value]] = {}
    for path, value in key.facts.items():
        if "[" in path:
            index, _, name = path.removeprefix("recipients[").partition("].")
            people.setdefault(int(index), {})[name] = value
    for path, value in read_as.facts.items():
        if path == "recipients" and isinstance(value, tuple):
            for index, record in enumerate(value):
                for name, told in record.items():
                    if any(agrees(one, told, (), part=True) for one in key.optional.get(f"recipients[{index}].{name}", ())):
                        people.setdefault(index, {}).setdefault(name, told)
        elif path in key.optional and path not in key.facts and any(agrees(one, value, (), part=True) for one in key.optional[path]):
            facts[path] = value
        elif path in facts and (members := _members(value)):
            facts[path] = _members(facts[path]) | members & frozenset[Any]().union(*map(_members, key.optional.get(path, ())))
    if people:
        facts["recipients"] = tuple(people.get(index, {}) for index in range(max(people) + 1))
    return Deal(facts, {}, {}, "key"), {path: tuple((value, None) for value in values) for path, values in key.conflicts.items()}


def _members(value: Value) -> frozenset[Any]:
    """The members of a set, or of what is at least these; none of another value."""
    if isinstance(value, Bound) and value.of_set:
        value = value.low
    return value if isinstance(value, frozenset) else frozenset()


def measured(name: str, step: int = 1) -> list[Compared]:
    """The agreements of a set, or one in `step` of them, each judged twice."""
    vocabulary, library, out = shared_vocabulary(data_root()), Library(()), []
    editions: dict[str, Edition] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in sources(name)[::step]:
            city = read_source(path).settings["city"]
            if city not in editions:
                editions[city] = library.load(library.resolve(city, DAY)[0])
            edition = editions[city]
            try:
                extraction = extract(read(build(path, Path(folder))), vocabulary)
            except AwardrulesError:
                continue
            made = decided(extraction, edition, DAY)
            as_read = made.decision
            deal, readings = key_deal(read_key(key_file(path), vocabulary), as_read.deal)
            aside = {found.path for found in made.set_aside}  # of another base than the edition's, or said of another city
            kept = {one: value for one, value in deal.facts.items() if one not in aside and (one == "recipients" or one in edition.vocabulary)}
            out.append(compared(path.name, decide_readings(Deal(kept, {}, {}, "key"), readings, edition, DAY), as_read))
    return out


def summary(name: str, found: Iterable[Compared]) -> str:
    """What a set comes to; a reason in brackets behind an entry is left out."""
    found = list(found)
    opened = Counter(entry.rpartition(": ")[2] for each in found for entry in each.open)
    turned = Counter(entry.partition(": ")[2].partition(" (")[0] for each in found for entry in each.otherwise)
    return (
        f"== {name}: {len(found)} papers, rules alike {sum(each.alike for each in found)}, left open {dict(opened)}, "
        f"otherwise {dict(turned)} in {sum(1 for each in found if each.otherwise)} papers"
    )


def shown(names: Iterable[str], measure: Callable[[str], list[Compared]], entries: Callable[[Compared], Iterable[str]]) -> int:
    """Prints some entries of each paper and what each set comes to; 1 if a rule came out otherwise."""
    bad = False
    for name in names:
        found = measure(name)
        for each in found:
            for entry in entries(each):
                print(f"{each.name}: {entry}")
        print(summary(name, found))
        bad = bad or any(each.otherwise for each in found)
    return int(bad)


def main(arguments: list[str]) -> int:
    return shown([each for each in arguments if each in SETS] or SETS, measured, lambda each: each.otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
