"""What reading makes of verdicts: on agreements the rules were written with, on others, and on papers whose verdicts a lawyer wrote down."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from agreements.judged import judged
from agreements.verdicts import measured


class Held(NamedTuple):
    """The least number of rules alike (as expected), and the most that are decided otherwise."""

    alike: int
    otherwise: int


AS_BY_THE_KEY = [  # set, one in so many of its agreements, what is held
    ("tuned", 8, Held(645, 1)),
    ("unseen", 1, Held(314, 17)),
    ("dense-tuned", 1, Held(374, 4)),
    ("dense-unseen", 1, Held(140, 25)),
    ("long-tuned", 1, Held(459, 0)),
    ("long-unseen", 1, Held(197, 28)),
]


@pytest.mark.parametrize(("name", "step", "held"), AS_BY_THE_KEY)
def test_rules_come_out_as_by_the_key(name: str, step: int, held: Held) -> None:
    found = measured(name, step)
    assert sum(each.alike for each in found) >= held.alike
    assert sum(len(each.otherwise) for each in found) <= held.otherwise


AS_EXPECTED = [("learnt", Held(258, 1)), ("held", Held(189, 19))]


@pytest.mark.parametrize(("name", "held"), AS_EXPECTED)
def test_rules_come_out_as_a_lawyer_expects(name: str, held: Held) -> None:
    found = judged(name)
    assert sum(each.alike for each in found) >= held.alike
    assert sum(len(each.otherwise) for each in found) <= held.otherwise
