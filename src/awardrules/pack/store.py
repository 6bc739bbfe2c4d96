"""What was read and compiled once, kept on disk: editions, vocabularies, patterns, addressed by the digest of everything they were made from.

An entry is read only where it belongs to the user, nobody else can write it, and its content has the digest written beside it. The
folder can be deleted at any time; `AWARDRULES_CACHE` moves it, `AWARDRULES_CACHE=off` does without.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from awardrules import __version__
from awardrules.pack.files import digest_of

_MAGIC = b"awardrules-store-2\n"
T = TypeVar("T")
_COMPILERS = ("expression", "pack", "facts")


def cache_folder() -> Path | None:
    """Where compiled editions are kept; None where caching is off."""
    setting = os.environ.get("AWARDRULES_CACHE")
    if setting is not None:
        return None if setting.lower() in ("", "off", "0", "no") else Path(setting)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "awardrules" / "cache" if base else None
    base = os.environ.get("XDG_CACHE_HOME")
    home = os.environ.get("HOME")
    return Path(base) / "awardrules" if base else Path(home) / ".cache" / "awardrules" if home else None


def _engine_mark(compilers: Iterable[str]) -> str:
    """Changes with the engine: its version, the Python that compiled, and the state of the source files in the folders that compile."""
    package = Path(__file__).resolve().parent.parent
    marks = [__version__, sys.version, sys.implementation.cache_tag or ""]
    for folder in compilers:
        with os.scandir(package / folder) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    marks.append(f"{entry.name}:{found.st_size}:{found.st_mtime_ns}")
    return "\0".join(marks)


def key_of(kind: type, *parts: str, compilers: Iterable[str] = _COMPILERS) -> str:
    """The address of a thing of a kind: `parts` say what it was read from (a digest among them), `compilers` which folders of the package made it."""
    return hashlib.sha256("\0".join([kind.__name__, *parts, _engine_mark(compilers)]).encode()).hexdigest()


def fetch(kind: type[T], key: str) -> T | None:
    """What is kept under a key, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        with (folder / f"{key}.{kind.__name__.lower()}").open("rb") as stream:
            found = os.fstat(stream.fileno())
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
                return None
            data = stream.read()
    except OSError:
        return None
    head = len(_MAGIC)
    payload = memoryview(data)[head + 64 :]  # not copied: some entries have megabytes
    if data[:head] != _MAGIC or data[head : head + 64] != hashlib.sha256(payload).hexdigest().encode():
        return None
    try:
        kept_there = pickle.loads(payload)  # noqa: S301 - own file, digest checked above
    except Exception:
        return None
    return kept_there if isinstance(kept_there, kind) else None


def keep(key: str, made: object) -> None:
    """Write what was made, whole or not at all; a folder that cannot be written is no fault."""
    folder = cache_folder()
    if folder is None:
        return
    payload = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MAGIC + hashlib.sha256(payload).hexdigest().encode() + payload)
            os.replace(name, folder / f"{key}.{type(made).__name__.lower()}")
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


def kept(kind: type[T], files: Iterable[Path], root: Path, make: Callable[[], T], *, compilers: Iterable[str]) -> T:
    """What `make` makes of some files under a root, made once for each state of them and of the folders of the package that make it."""
    key = key_of(kind, digest_of(files, root), str(root), compilers=compilers)
    found = fetch(kind, key)
    if found is None:
        found = make()
        keep(key, found)
    return found
