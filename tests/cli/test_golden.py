"""The reports of the example, word for word. After an intended change: `AWARDRULES_GOLDEN=write pytest tests/cli/test_golden.py`, then read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.calling import ROOT, call

GOLDEN = Path(__file__).parent / "golden"
CALLS = {
    "check": ("check", "examples/shenzhen-grant.yaml", "--pack", "shenzhen", "--format", "plain"),
    "explain": ("explain", "examples/shenzhen-grant.yaml", "--pack", "shenzhen", "--rule", "ownership.team-share-min", "--format", "plain"),
    "overview": (
        "check",
        "examples/shenzhen-grant.yaml",
        "examples/shenzhen-grant.yaml",
        "--pack",
        "shenzhen",
        "--as-of",
        "2027-06-30",
        "--format",
        "plain",
    ),
    "matrix": (
        "matrix",
        "--figures",
        "-m",
        "ownership-grant",
        "-m",
        "proceeds-distribution",
        "--deal",
        "examples/shenzhen-grant.yaml",
        "--as-of",
        "2025-03-20",
        "--format",
        "plain",
    ),
}
CODES = {"matrix": 0, "check": 1, "explain": 0, "overview": 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CALLS)
def test_the_example_reads_as_it_should(monkeypatch, name, lang):
    monkeypatch.chdir(ROOT)
    done = call(*CALLS[name], "--lang", lang)
    assert (done.code, done.err) == (CODES[name], "")
    golden = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get("AWARDRULES_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(done.out, encoding="utf-8")
    assert done.out == golden.read_text(encoding="utf-8")
