"""Ways of saying each fact, fact by fact (`wordings/`): nothing is read that is not said, and of what is said nearly all is read."""

from __future__ import annotations

import pytest

from agreement.extraction.tables import FOLDER, cases, outcome

LEAST = 0.93
PLAIN = 0.87  # of how people without a pen for papers put it: `register-plain-…`


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_what_a_wording_says_is_read_and_nothing_else(name: str) -> None:
    outcomes = [outcome(case) for case in cases((name,))]
    assert [(one.case.fact, one.case.text, one.read) for one in outcomes if one.verdict == "wrong"] == []
    found = sum(one.verdict == "found" for one in outcomes)
    assert found >= (PLAIN if name.startswith("register-plain") else LEAST) * len(outcomes), [
        (one.case.fact, one.case.text) for one in outcomes if one.verdict == "missed"
    ]
