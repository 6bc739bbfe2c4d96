"""Whole processes: `awardrules check` of one deal beside a trivial command of the same framework that prints a line."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Plan, Row, interleaved

SECTION = "start-up, whole process, beside a trivial Typer command"
TRIVIAL = """import typer

app = typer.Typer()


@app.command()
def main() -> None:
    typer.echo("one line")


app()
"""
DEAL = """deal: {kinds: [ownership_grant, reward], date: 2025-03-20}
unit: {type: university, fiscally_funded: true, located_in_city: true}
result: {ip_type: invention_patent, title_clear: true, state_secret: false, national_interest_risk: false}
grant: {co_ownership_form: by_shares, team_share: 60%, publicity: {places: [unit], start: 2025-03-01, end: 2025-03-16}}
agreement: {signed: true, date: 2025-03-20, terms: [proceeds_split, decision_mechanism, conversion_period]}
recipients:
- {role: principal_leader, contribution: [completer], reward_form: [cash], amount: 120000.00}
"""


def command() -> list[str]:
    """The `awardrules` command beside the running Python, else the module."""
    script = Path(sys.executable).with_name("awardrules")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "awardrules"]


def environment(cache: Path) -> dict[str, str]:
    """The environment with its own cache; byte code is kept, as in any installed package."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "AWARDRULES_PACKS")}
    return {**kept, "AWARDRULES_CACHE": str(cache), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def decided(code: int, written: int) -> None:
    """Raises RuntimeError where a process failed or wrote nothing: the time of a failure measures nothing."""
    if code not in (0, 1, 3) or not written:
        raise RuntimeError(f"a measured process ended with exit code {code} after {written} bytes")


def piped(arguments: Sequence[str], env: dict[str, str]) -> float:
    """Seconds of a process that writes to a pipe."""
    start = perf_counter()
    process = subprocess.run(arguments, env=env, capture_output=True, check=False)
    seconds = perf_counter() - start
    decided(process.returncode, len(process.stdout))
    return seconds


def on_terminal(arguments: Sequence[str], env: dict[str, str]) -> float:
    """Seconds of a process that writes to a terminal."""
    master, slave = pty.openpty()
    start = perf_counter()
    process = subprocess.Popen(arguments, env=env, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    written = 0
    try:
        while data := os.read(master, 65_536):
            written += len(data)
    except OSError:
        pass  # the terminal is closed with the last process that holds it
    process.wait()
    seconds = perf_counter() - start
    os.close(master)
    decided(process.returncode, written)
    return seconds


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """Plain with a warm cache, in colour with a warm cache, plain with an empty cache."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "trivial.py").write_text(TRIVIAL, encoding="utf-8")
        (folder / "deal.yaml").write_text(DEAL, encoding="utf-8")
        warm, cold = folder / "warm", folder / "cold"
        trivial = [sys.executable, str(folder / "trivial.py")]
        check = [*command(), "check", str(folder / "deal.yaml"), "--pack", "shenzhen@2024"]

        def emptied() -> float:
            shutil.rmtree(cold, ignore_errors=True)
            return piped(check, environment(cold))

        turns = {
            "trivial": lambda: piped(trivial, environment(warm)),
            "trivial, terminal": lambda: on_terminal(trivial, environment(warm)),
            "plain": lambda: piped(check, environment(warm)),
            "rich": lambda: on_terminal(check, environment(warm)),
            "cold": emptied,
        }
        for turn in turns.values():
            turn()
        times = interleaved(turns, plan.processes, SECTION)
    rows = [
        times.ratio(SECTION, "check, plain", "plain", "trivial", sense="at most", target=1.25, note="piped, compiled edition in the cache"),
        times.ratio(SECTION, "check, in colour", "rich", "trivial, terminal", sense="at most", target=1.5, note="both on a pseudo-terminal"),
        times.ratio(SECTION, "check, nothing cached", "cold", "trivial", sense="at most", target=2.0, note="edition read, checked and compiled"),
    ]
    return rows, {}, []
