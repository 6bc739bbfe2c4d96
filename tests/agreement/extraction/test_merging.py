"""Facts beside an agreement: what is said exactly settles what the agreement says within limits or in part."""

from __future__ import annotations

from typing import Any

import pytest

from awardrules.agreement.extraction.dealing import merged, rounded
from awardrules.facts.deal import Deal, Evidence
from awardrules.facts.quantity import Bound, whole
from awardrules.pack.references import Library

DAYS, TERMS = "grant.publicity.days", "agreement.terms"
DAY = 740_000
READ, SAID = Evidence("draft.docx", 4, 1), Evidence("extra.yaml", 1, 9)


def names(*listed: str) -> frozenset[str]:
    return frozenset(listed)


@pytest.mark.parametrize(
    ("path", "read", "said", "known", "place"),
    [
        (DAYS, Bound(15_000_000, None), 16_000_000, 16_000_000, SAID),
        (DAYS, 16_000_000, Bound(15_000_000, None), 16_000_000, READ),
        (DAYS, Bound(15_000_000, None), Bound(10_000_000, 20_000_000), Bound(15_000_000, 20_000_000), SAID),
        (TERMS, Bound(names("proceeds_split"), None), names("proceeds_split", "cost_sharing"), names("proceeds_split", "cost_sharing"), SAID),
        (TERMS, Bound(names("proceeds_split"), None), Bound(names("cost_sharing"), None), Bound(names("proceeds_split", "cost_sharing"), None), SAID),
        (TERMS, Bound(names("proceeds_split"), None), Bound(names(), names("proceeds_split")), names("proceeds_split"), SAID),
    ],
)
def test_what_agrees_is_put_together(path: str, read: Any, said: Any, known: Any, place: Evidence) -> None:
    found = merged(Deal({path: read}, {path: READ}), Deal({path: said}, {path: SAID}))
    assert (found.deal.facts[path], found.deal.evidence[path], dict(found.readings)) == (known, place, {})


@pytest.mark.parametrize(
    ("path", "read", "said"),
    [
        (DAYS, Bound(15_000_000, None), 14_000_000),
        (TERMS, Bound(names("proceeds_split"), None), names("cost_sharing")),
        (TERMS, Bound(names("proceeds_split"), None), Bound(names(), names("cost_sharing"))),
    ],
)
def test_what_cannot_both_be_is_two_readings(path: str, read: Any, said: Any) -> None:
    found = merged(Deal({path: read}, {path: READ}), Deal({path: said}, {path: SAID}))
    assert path not in found.deal.facts
    assert found.readings[path] == ((read, READ), (said, SAID))


@pytest.mark.parametrize(
    ("ratio", "kept"),
    [
        (33_300, False),  # 3.33% of 12 million for 400 thousand: rounded
        (33_330, False),
        (34_500, True),
        (33_000, True),  # 3.3% is meant as it stands
    ],
)
def test_a_ratio_that_is_printed_rounded_is_left_to_its_amounts(ratio: int, kept: bool) -> None:
    library = Library(())
    edition = library.load(library.resolve("shenzhen@2024", DAY)[0])
    facts: dict[str, Any] = {
        "proceeds.total": whole(12_000_000),
        "proceeds.internal_service_award_amount": whole(400_000),
        "proceeds.internal_service_award_ratio": ratio,
    }
    assert ("proceeds.internal_service_award_ratio" not in rounded(facts, edition)) is kept
