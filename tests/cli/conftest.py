"""Every call has a cache of its own, no packs but the shipped ones, and no locale."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that is warm after the first call."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """What the machine that runs the tests has set does not matter."""
    monkeypatch.setenv("AWARDRULES_CACHE", str(cache))
    for name in ("AWARDRULES_PACKS", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "TERM", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that a test starts heed an interrupt, though the tests may run in the background of a shell, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
