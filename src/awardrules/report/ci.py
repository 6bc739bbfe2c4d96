"""What the formats for CI share: how they are told what to write, stable fingerprints, and the format of each name.

A format is an object that is given verdicts one by one and returns what to write next, so that a run of any length needs little memory.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from awardrules.diagnostics import Diagnostic
from awardrules.language import Lang
from awardrules.record import Record
from awardrules.waiving.baseline import Key, key_of
from awardrules.waiving.issues import Issue
from awardrules.waiving.locating import relative_name
from awardrules.waiving.waivers import Level, Verdict

FORMATS = {"sarif": "SarifStream", "junit": "JunitStream", "github": "GithubStream"}


class Manner(Record):
    """How a run is reported: language, what makes it fail, the folder paths are relative to, the pack asked for, waived findings kept."""

    lang: Lang
    level: Level
    allow_unknown: bool
    root: Path
    pack: str
    keep_waived: bool = False

    def fails(self, verdict: Verdict, issue: Issue) -> bool:
        """Whether an issue fails the run."""
        return verdict.fails(issue, self.level, allow_unknown=self.allow_unknown)

    def name(self, file: str) -> str:
        """A file as the repository knows it."""
        return relative_name(file, self.root)


class Stream(Protocol):
    """A format for CI."""

    def add(self, verdict: Verdict) -> str:
        """What to write for a verdict."""

    def refuse(self, faults: Iterable[Diagnostic]) -> str:
        """What to write for input that cannot be decided."""

    def close(self, warnings: Iterable[Diagnostic]) -> str:
        """What to write at the end, with what the run says of its waivers and baseline."""


def stream_of(format: str, manner: Manner) -> Stream:
    """The format of a name."""
    return cast(Stream, getattr(import_module(f"awardrules.report.{format}"), FORMATS[format])(manner))


class Fingerprints:
    """Names of issues that stay when lines move: the hash of the baseline's key, and how often it came before in the run."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.seen: Counter[Key] = Counter()

    def of(self, issue: Issue) -> tuple[str, int]:
        """The hash, and the number of the occurrence from 1."""
        key = key_of(issue, self.manner.name(issue.span.file))
        self.seen[key] += 1
        return hashlib.sha256("\0".join([*key[:4], *key.facts]).encode(errors="surrogateescape")).hexdigest()[:32], self.seen[key]


def shortened(text: str, limit: int) -> str:
    """Text of at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
