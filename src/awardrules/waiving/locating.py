"""Where the configuration of a repository lies, and which files a pattern names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

NAME = "awardrules.yaml"


def repository_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that git calls its own."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def configuration_file(start: Path) -> Path | None:
    """`awardrules.yaml` of `start` or of a folder above it within the repository; outside a repository only that of `start`."""
    root = repository_root(start)
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        if root is None or folder == root:
            return None
    return None


def relative_name(file: str, folder: Path) -> str:
    """A file as seen from a folder, with `/` on every system; its whole path where it lies elsewhere, and `stdin` for standard input."""
    if file == "<stdin>":
        return "stdin"
    path, base = Path(os.path.realpath(file)), Path(os.path.realpath(folder))
    name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()
    return name.encode(errors="replace").decode()  # a name that is no text can stand in no report


def matches(name: str, pattern: str) -> bool:
    """Whether a relative name fits a pattern: `*` and `?` stay within a folder, `**` stands for any folders, `folder/` for all below it."""
    if pattern.endswith("/"):
        pattern += "**"
    return _fits(name.split("/"), pattern.removeprefix("./").split("/"))


def _fits(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Part by part, in time proportional to the product of their numbers."""
    reached = {0}
    for pattern in wanted:
        if pattern == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], pattern)}
    return len(parts) in reached


def files_of(patterns: Sequence[str], folder: Path) -> dict[str, list[Path]]:
    """The files below a folder that each pattern names, in order; hidden folders are not searched."""
    found: dict[str, list[Path]] = {pattern: [] for pattern in patterns}
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(here) / file
            name = path.relative_to(folder).as_posix()
            for pattern in patterns:
                if matches(name, pattern):
                    found[pattern].append(path)
    return found
