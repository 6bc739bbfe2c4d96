"""Papers with the verdicts a lawyer expects: `judged/*/NAME.source.md` beside `NAME.expect.yaml`, written from the documents of the cities alone.

An expectation names the pack, what the paper itself does, and for some rules how they come out, with the reason. This holds reading, packs and
engine to account together. `python tests/agreements/judged.py [learnt|held]` prints how many rules come out as expected, are left open, or
come out otherwise; exit code 1 for the last. `learnt` may be looked at while rules and patterns are written, `held` may not.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.building import HERE, build
from agreements.keys import plainly
from agreements.verdicts import DAY, Compared, shown
from awardrules.agreement.deciding import decided
from awardrules.agreement.extraction.extract import extract
from awardrules.agreement.reading.documents import read
from awardrules.pack.files import data_root
from awardrules.pack.references import Library
from awardrules.pack.shared import shared_vocabulary

SETS = ("learnt", "held")
OUTCOMES = {"pass", "fail", "unknown", "not_applicable"}


def papers(name: str) -> list[Path]:
    """The sources of a set, in order."""
    return sorted((HERE / "judged" / name).glob("*.source.md"))


def expected(path: Path) -> Mapping[str, Any]:
    """What a lawyer expects of a paper."""
    return dict(plainly(path.with_name(path.name.replace(".source.md", ".expect.yaml"))))


def judged(name: str) -> list[Compared]:
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
            out.append(Compared(path.name, met, left_open, otherwise, said))
    return out


def main(arguments: list[str]) -> int:
    return shown([each for each in arguments if each in SETS] or SETS, judged, _entries)


def _entries(paper: Compared) -> list[str]:
    return [*paper.otherwise, *(f"open {entry}" for entry in paper.open), *([f"kinds {paper.kinds}"] if paper.kinds else [])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
