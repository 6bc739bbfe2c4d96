"""Wordings fact by fact (`wordings/*.yaml`), written without a look at the patterns: what each settles, or that it settles nothing.

`python tests/agreement/extraction/tables.py [NAME …]` prints which wordings are read otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agreement.extraction.said import patterns, vocabulary
from agreements.keys import flat, typed
from agreements.measure import agrees, readings
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.reading.documents import read_bytes
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.deal import Value
from awardrules.facts.quantity import Bound

FOLDER = Path(__file__).parent / "wordings"


class Case(NamedTuple):
    """One wording under the opening of a paper: the fact, the value it states (None: it settles nothing), and where it is listed."""

    file: str
    fact: str
    value: Any
    text: str


class Outcome(NamedTuple):
    """How a wording was read: `found`, `missed`, or `wrong` (another value, or one where none is stated); `read` is what was taken from it."""

    case: Case
    verdict: str
    read: str


def cases(names: tuple[str, ...] = ()) -> Iterator[Case]:
    """Every wording of the tables."""
    for path in sorted(FOLDER.glob("*.yaml")):
        if names and path.stem not in names:
            continue
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
        for item in data["cases"]:
            for line in item["say"]:
                value = None if item["value"] in ("null", "", "~") else item["value"]
                yield Case(path.stem, item["fact"], value, f"{data['frames'][item['in']]}\n{line}")


def outcome(case: Case) -> Outcome:
    """How a wording is read."""
    try:
        read = readings(extract_with(read_bytes(case.text.encode(), "agreement.txt"), vocabulary(), patterns()))
    except AwardrulesError as fault:
        return Outcome(case, "missed", fault.diagnostics[0].code)
    if case.value is None:
        return _settles_nothing(case, {path: one for path, one in read.items() if path == case.fact or path.startswith(f"{case.fact}[")})
    wanted = flat(typed(_keyed(case.fact, case.value), vocabulary()))
    worst = Outcome(case, "found", "")
    for path, value in wanted.items():
        one = read.get(path)
        if one is None or one.state not in ("stated", "derived") or one.value is None:
            worst = Outcome(case, "missed", one.state if one else "") if worst.verdict == "found" else worst
        elif _least_holds(value, one.value):  # a clause may settle further matters
            continue
        elif not agrees(value, one.value, (), part=True):
            worst = Outcome(case, "wrong" if not isinstance(one.value, Bound) or not one.value.of_set else "missed", str(one.value))
        elif not agrees(value, one.value, ()):
            worst = Outcome(case, "missed", str(one.value)) if worst.verdict == "found" else worst
    return worst


def _keyed(fact: str, value: Any) -> dict[str, Any]:
    """A value under its path; of one person (`recipients[0].role`) as a list of people."""
    listed, person, field = fact.partition("[0].")
    return {listed: [{field: value}]} if person else {fact: value}


def _least_holds(wanted: Value, read: Value) -> bool:
    """Whether a least set that was read holds all that was wanted."""
    low = getattr(read, "low", None)
    return isinstance(wanted, frozenset) and isinstance(low, frozenset) and wanted <= low


def _settles_nothing(case: Case, read: dict[str, Any]) -> Outcome:
    stated = {
        path: one.value for path, one in read.items() if one.state in ("stated", "derived") and one.value is not None and not _is_range(one.value)
    }
    return Outcome(case, "wrong" if stated else "found", str(stated) if stated else "")


def _is_range(value: Value) -> bool:
    """Whether a number is only bounded, as by a duty that lies ahead."""
    return isinstance(value, Bound) and not value.of_set


def main(names: list[str]) -> int:
    outcomes = [outcome(case) for case in cases(tuple(names))]
    for one in outcomes:
        if one.verdict != "found":
            line = one.case.text.rpartition("\n")[2]
            print(f"{one.verdict.upper():6} {one.case.file} {one.case.fact} = {one.case.value} | {line}" + (f"  [{one.read}]" if one.read else ""))
    for file in sorted({one.case.file for one in outcomes}):
        own = [one.verdict for one in outcomes if one.case.file == file]
        print(f"== {file}: {len(own)} wordings, found {own.count('found')}, missed {own.count('missed')}, wrong {own.count('wrong')}")
    return int(any(one.verdict == "wrong" for one in outcomes))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
