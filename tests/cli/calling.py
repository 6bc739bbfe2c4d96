"""Calls of the command line: in this process (fast), or as a process of its own where streams, signals or imports matter."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from awardrules.cli import options
from awardrules.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "shenzhen-grant.yaml"


class Result(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str

    def data(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def call(*arguments: object, stdin: str | bytes = b"") -> Result:
    """The command line in this process."""
    options._LANG.clear()  # a process has one language; each call here is a process to the user
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    given = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin), "utf-8")
    before, sys.stdin = sys.stdin, given
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([str(argument) for argument in arguments])
            out.flush(), err.flush()
    finally:
        sys.stdin = before
    return Result(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def process(*arguments: object, stdin: bytes = b"", **environment: str | None) -> Result:
    """The command line as a process; environment variables are set, or taken away with None."""
    done = subprocess.run(
        [sys.executable, "-m", "awardrules", *(str(argument) for argument in arguments)],
        input=stdin,
        capture_output=True,
        env={k: v for k, v in (dict(os.environ) | environment).items() if v is not None},
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
