"""Ten times the rules, ten times the deals: times grow with them, memory of a stream does not."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from awardrules.decision.decide import decide
from awardrules.facts.reading import deal_from
from benchmarks.contestants import own
from benchmarks.deals import Data, as_line, deals
from benchmarks.edition import in_scope
from benchmarks.measuring import Plan, Row, interleaved, per_item, progress, timed
from benchmarks.rules import write_pack
from benchmarks.startup import command, decided, environment

SECTION = "scaling"
TENFOLD = 10
SOME = 200
FLAT = 1.05


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """Times in memory, then memory and time of streams through the command line."""
    return [*in_memory(plan), *streamed(plan)], {}, []


def in_memory(plan: Plan) -> list[Row]:
    """Verdicts of ten times the rules on the same deals, and ten times the deals read and decided."""
    once, tenfold = own.edition_of(), own.edition_of(copies=TENFOLD)
    data = deals(min(plan.deals, TENFOLD * SOME))
    few = data[: max(1, len(data) // TENFOLD)]
    facts = [deal_from(deal, once.vocabulary).facts for deal in data]
    run, run_tenfold = once.program(own.DAY).run, tenfold.program(own.DAY).run

    def decided_from(deal: Data) -> object:
        return decide(deal_from(deal, once.vocabulary), once, own.DAY)

    turns = {
        "rules": per_item(lambda stated: run(stated, own.DAY), facts, plan.turn),
        "rules, tenfold": per_item(lambda stated: run_tenfold(stated, own.DAY), facts, plan.turn),
        "deals": lambda: timed(decided_from, few),
        "deals, tenfold": lambda: timed(decided_from, data),
    }
    times = interleaved(turns, plan.rounds, SECTION)
    rules = len(once.rules)
    return [
        times.ratio(
            SECTION,
            f"{rules * TENFOLD} rules beside {rules}",
            "rules, tenfold",
            "rules",
            sense="at most",
            target=11.0,
            note="over the same facts, which are looked up once",
        ),
        times.ratio(SECTION, f"{len(data):,} deals beside {len(few):,}, read and decided", "deals, tenfold", "deals", sense="at most", target=10.5),
    ]


def streamed(plan: Plan) -> list[Row]:
    """JSON Lines through `awardrules check`: peak memory and time of the process, more deals beside fewer."""
    few, many = plan.streamed
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        edition = write_pack(folder / "packs")
        lines = [as_line(in_scope(deal)) for deal in deals(few)]
        for count in (few, many):
            with (folder / f"{count}.jsonl").open("w", encoding="utf-8") as stream:
                stream.writelines(f"{lines[i % few]}\n" for i in range(count))
        for form in ("json", "plain"):
            found = {}
            for count in (few, many):
                progress(f"streaming {count} deals, {form}")
                arguments = [*command(), "check", str(folder / f"{count}.jsonl"), "--pack", str(edition), "--format", form]
                found[count] = _peak(arguments, folder)
            memory, seconds = found[many][1] / found[few][1], found[many][0] / found[few][0]
            note = f"{many:,} deals beside {few:,}"
            flat = FLAT if form == "json" else None  # the text ends in a table with a line for each deal
            rows += [
                Row(SECTION, f"memory of a stream, {form}", memory, sense="at most" if flat else None, target=flat, note=note),
                Row(SECTION, f"time of a stream, {form}", seconds, note=f"{note}, once"),
            ]
    progress("")
    return rows


# a process starts with the memory of the one that made it on its account, so a small one stands between
LAUNCHER = """import resource, subprocess, sys
code = subprocess.call(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.DEVNULL)
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _peak(arguments: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and peak resident memory (in the units of the system) of a process that writes to a file."""
    output = folder / "output"
    start = perf_counter()
    launched = subprocess.run(
        [sys.executable, "-c", LAUNCHER, str(output), *arguments], env=environment(folder / "cache"), capture_output=True, text=True, check=True
    )
    seconds = perf_counter() - start
    code, peak = map(int, launched.stdout.split())
    decided(code, output.stat().st_size)
    return seconds, peak
