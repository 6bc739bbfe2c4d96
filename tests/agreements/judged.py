"""Papers with the verdicts a lawyer expects: `judged/*/NAME.source.md` beside `NAME.expect.yaml`, written from the documents of the cities alone.

An expectation names the pack, what the paper itself does, and for some rules how they come out, with the reason. This holds reading, packs and
engine to account together. `python tests/agreements/judged.py [learnt|held]` prints how many rules come out as expected, are left open, or
come out otherwise; exit code 1 for the last. `learnt` may be looked at while rules and patterns are written, `held` may not.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.building import HERE, build
from agreements.keys import plainly
from agreements.verdicts import DAY
from awardrules.agreement.deciding import decided
from awardrules.agreement.extraction.extract import extract
from awardrules.agreement.reading.documents import read
from awardrules.pack.files import data_root
from awardrules.pack.references import Library
from awardrules.pack.shared import shared_vocabulary

SETS = ("learnt", "held")
OUTCOMES = {"pass", "fail", "unknown", "not_applicable"}


class Judged(NamedTuple):
    """One paper: how many rules came out as expected, which were left open, which came out otherwise; its kinds if they were misread."""

    name: str
    met: int
    open: list[str]
    otherwise: list[str]
    kinds: str


def papers(name: str) -> list[Path]:
    """The sources of a set, in order."""
    return sorted((HERE / "judged" / name).glob("*.source.md"))


def expected(path: Path) -> Mapping[str, Any]:
    """What a lawyer expects of a paper."""
    return dict(plainly(path.with_name(path.name.replace(".source.md", ".expect.yaml"))))


def judged(name: str) -> list[Judged]:
    """The papers of a set, decided by their packs."""
    vocabulary, library, out = shared_vocabulary(data_root()), Library(()), []
    with tempfile.TemporaryDirectory() as folder:
        for path in papers(name):
            wanted = expected(path)
            edition = library.load(library.resolve(wanted["pack"], DAY)[0])
            extraction = extract(read(build(path, Path(folder))), vocabulary)
            made = decided(extraction, edition, DAY)
            house = decided(extraction, edition, DAY, subject="institution").decision
            found = {rule.id: one or other for rule, one, other in zip(edition.rules, made.decision.outcomes, house.outcomes, strict=True)}
            met, left_open, otherwise = 0, [], []
            for rule, entry in wanted["rules"].items():
                outcome, got = entry["outcome"], found[rule]
                if got == outcome:
                    met += 1
                elif got == "unknown":
                    left_open.append(f"{rule}: {outcome}")
                else:
                    otherwise.append(f"{rule}: {outcome}, came out {got} ({entry['why']})")
            kinds = made.decision.deal.facts.get("deal.kinds")
            said = "" if kinds == frozenset(wanted["kinds"]) else f"{sorted(wanted['kinds'])}, read as {kinds and sorted(kinds)}"
            out.append(Judged(path.name, met, left_open, otherwise, said))
    return out


def summary(name: str, found: Iterable[Judged]) -> str:
    """What a set comes to."""
    found = list(found)
    opened = Counter(entry.rpartition(": ")[2] for each in found for entry in each.open)
    turned = Counter(entry.partition(": ")[2].partition(" (")[0] for each in found for entry in each.otherwise)
    return (
        f"== {name}: {len(found)} papers, rules as expected {sum(each.met for each in found)}, left open {dict(opened)}, "
        f"otherwise {dict(turned)} in {sum(1 for each in found if each.otherwise)} papers, kinds misread in {sum(1 for each in found if each.kinds)}"
    )


def main(arguments: list[str]) -> int:
    bad = False
    for name in [each for each in arguments if each in SETS] or SETS:
        found = judged(name)
        for each in found:
            for entry in [*each.otherwise, *(f"open {entry}" for entry in each.open), *([f"kinds {each.kinds}"] if each.kinds else [])]:
                print(f"{each.name}: {entry}")
        print(summary(name, found))
        bad = bad or any(each.otherwise for each in found)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
