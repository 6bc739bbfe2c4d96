"""Editions invented for one test module, built once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from awardrules.pack.edition import Edition
from pack.cities import city


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Edition]:
    """Builds an edition of Trialville from rules and clauses; the same text gives the same edition."""
    built: dict[str, Edition] = {}

    def build(rules: Any, listed: Any, **more: Any) -> Edition:
        key = repr((rules, listed, more))
        if key not in built:
            built[key] = city(tmp_path_factory.mktemp("city"), rules, listed, **more)
        return built[key]

    return build
