"""Whole processes over a long agreement: read, extract, decide, report; start-up is the time of a Typer command that prints a line."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.measuring import Plan, Row, Times, interleaved
from benchmarks.startup import TRIVIAL, command, environment, piped

SECTION = "an agreement of 40 pages, whole process, less start-up"
PAGES = 40
WORD, PDF, LONG = "check of a .docx", "check of a .pdf", "check of a .docx of ten times the pages"
START, PACK = "start-up", "shenzhen@2024"


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """The rows, the versions of what was measured, and what is not installed."""
    if find_spec("docx") is None:
        return [], {}, ["awardrules[agreement]"]
    from benchmarks.paper import as_pdf, as_word

    pages = PAGES if plan.processes > 2 else PAGES // 10
    with tempfile.TemporaryDirectory(prefix="awardrules-bench-") as folder:
        base = Path(folder)
        files: dict[str, Path] = {}
        for name, writer, length in ((WORD, as_word, pages), (LONG, as_word, 10 * pages), (PDF, as_pdf, pages)):
            if writer is as_pdf and find_spec("reportlab") is None:
                continue
            files[name] = base / f"{len(files)}{'.pdf' if writer is as_pdf else '.docx'}"
            writer(files[name], length)
        trivial = base / "trivial.py"
        trivial.write_text(TRIVIAL, encoding="utf-8")
        env = environment(base / "cache")

        def turn(arguments: list[str]) -> Callable[[], float]:
            piped(arguments, env)  # what is compiled once is compiled here
            return lambda: piped(arguments, env)

        checks = {name: turn([*command(), "check", str(file), "--pack", PACK]) for name, file in files.items()}
        times = interleaved({START: turn([sys.executable, str(trivial)]), **checks}, plan.processes, SECTION)
    rows = [_seconds(name, _beyond(times, name), target) for name, target in ((WORD, 0.5), (PDF, 1.0)) if name in files]
    growth = [many / one for many, one in zip(_beyond(times, LONG), _beyond(times, WORD), strict=True)]
    rows.append(Row(SECTION, LONG, median(growth), min(growth), max(growth), sense="at most", target=11))
    missing = [] if find_spec("reportlab") else ["reportlab"]
    return rows, {name: version(name) for name in ("python-docx", "pypdfium2")}, missing


def _beyond(times: Times, name: str) -> list[float]:
    """The seconds of a check beyond those of the trivial command, round by round."""
    return [long - short for long, short in zip(times.seconds[name], times.seconds[START], strict=True)]


def _seconds(name: str, seconds: list[float], target: float) -> Row:
    return Row(SECTION, name, median(seconds), min(seconds), max(seconds), unit="s", sense="at most", target=target)
