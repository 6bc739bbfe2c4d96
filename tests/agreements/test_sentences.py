"""Single sentences as they are read: what the held ones reach is kept, so that no change loses it (`docs/agreements.md` gives the figures)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from agreements.sentences import PARTS, measured, sentences


class Held(NamedTuple):
    """The least share found, the most values invented per hundred stated."""

    found: float
    invented: float


HELD = [("learnt", 5, Held(0.85, 0.03)), ("held", 2, Held(0.60, 0.09))]


@pytest.mark.parametrize(("part", "step", "held"), HELD)
def test_what_a_sentence_states_is_found(part: str, step: int, held: Held) -> None:
    scores = measured(part, step)
    wanted = sum(each.wanted for each in scores)
    assert sum(each.wanted - float(each.lost) for each in scores) >= held.found * wanted
    assert sum(len(each.invented) for each in scores) <= held.invented * wanted


def test_no_sentence_is_in_both_parts_and_none_stands_twice() -> None:
    said = [sentence.says for part in PARTS for sentence in sentences(part)]
    assert len(said) > 4000
    assert len(set(said)) > 0.99 * len(said)
    learnt, held = ({sentence.says for sentence in sentences(part)} for part in PARTS)
    assert not learnt & held
