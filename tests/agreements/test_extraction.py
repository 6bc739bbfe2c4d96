"""The extraction against the corpus: nine tenths and more of what agreements say is found, nothing is invented, no conflict is missed."""

from __future__ import annotations

import pytest

from agreements.building import SETS
from agreements.measure import measured


@pytest.mark.parametrize("name", SETS)
def test_what_agreements_say_is_found_and_nothing_else(name: str) -> None:
    scores = measured(name)
    assert [(each.name, each.invented) for each in scores if each.invented] == []
    assert [(each.name, each.missed_conflicts) for each in scores if each.missed_conflicts] == []
    assert sum(each.found for each in scores) >= 0.95 * sum(each.wanted for each in scores)
