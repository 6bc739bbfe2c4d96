"""`python -m benchmarks`: every figure in one run (README.md)."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from benchmarks import table
from benchmarks.measuring import SMOKE, Plan, Row

PARTS = ("verdicts", "edition", "loading", "startup", "scaling", "proofs", "agreements")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, return 0: a missed target is shown, never an error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a run of a few seconds; its figures say little")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (may be repeated)")
    chosen = parser.parse_args(arguments)
    plan = SMOKE if chosen.smoke else Plan()
    rows: list[Row] = []
    versions: dict[str, str] = {}
    missing: list[str] = []
    for part in chosen.only or PARTS:
        found, seen, absent = import_module(f"benchmarks.{part}").measure(plan)
        rows += found
        versions |= seen
        missing += absent
    sys.stdout.write(table.document(rows, versions, missing) if chosen.json else table.text(rows, versions, missing))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
