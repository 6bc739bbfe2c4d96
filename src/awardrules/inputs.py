"""Which files a call reads, noted where they are opened, so that no output takes the place of one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_CALLS: list[set[str]] = []


@contextlib.contextmanager
def noting() -> Iterator[None]:
    """Note the files read while a call runs; a program that uses the library notes none."""
    _CALLS.append(set())
    try:
        yield
    finally:
        _CALLS.pop()


def note(path: Path) -> None:
    """This file is read."""
    if _CALLS:
        _CALLS[-1].add(str(path))


def was_read(path: Path, apart_from: Iterable[Path | None] = ()) -> bool:
    """Whether the call has read the file, by this name or another; not where it is one of `apart_from`, which may be written anew."""
    if not _CALLS or not path.exists() or any(other is not None and same_file(path, other) for other in apart_from):
        return False
    return any(same_file(path, Path(other)) for other in _CALLS[-1])


def same_file(one: Path, other: Path) -> bool:
    """Whether two names are of one file: by links, by another spelling, or by a second name on the disk."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)
