"""Laws of contradiction: what an agreement says and an annex of it says otherwise is a conflict, never the one or the other."""

from __future__ import annotations

import pytest

from agreements.contradicting import AGAIN, tried

STEP = 17  # every 17th learnt agreement that states the fact; more of them are tried by hand
NOT_SEEN = 0.1  # of those tried, for any one fact; one where they are few


@pytest.mark.parametrize("fact", AGAIN)
def test_what_is_said_twice_differently_is_a_conflict(fact: str) -> None:
    outcome = tried(fact, STEP)
    assert outcome.tried
    assert len(outcome.misses) <= max(NOT_SEEN * outcome.tried, 1), outcome.misses
