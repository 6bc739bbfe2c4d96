"""Every call has a cache of its own, no packs but the shipped ones, and no locale."""

from __future__ import annotations

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
