"""The measure counts what it says it counts."""

from __future__ import annotations

from types import SimpleNamespace as Thing
from typing import Any

import pytest

from agreements.keys import Key, alternatives, typed
from agreements.measure import Score, readings, score
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

VOCABULARY = shared_vocabulary(data_root())


def valued(path: str, value: Any) -> Any:
    """A value typed as a deal's is; a field of a person stands in a list of one."""
    if "[" in path:
        name = path.partition("].")[2]
        return typed({"recipients": [{name: value}]}, VOCABULARY)[f"recipients[0].{name}"]
    return typed({path: value}, VOCABULARY)[path]


def found(path: str, value: Any = None, state: str = "stated", values: tuple[Any, ...] = (), quote: str = "") -> Thing:
    """One fact as an extraction gives it; values as a deal states them."""
    held = valued(path, value) if value is not None else None
    read = tuple(valued(path, each) for each in values)
    return Thing(path=path, state=state, value=held, values=read, evidence=(Thing(text=quote),) if quote else ())


def scored(*facts: Thing, **entries: Any) -> Score:
    """The score of an extraction against a key of these entries."""
    key = Key(
        facts=typed(entries.get("facts", {}), VOCABULARY),
        derived=frozenset(),
        conflicts={path: tuple(typed({path: v}, VOCABULARY)[path] for v in values) for path, values in entries.get("conflicts", {}).items()},
        placeholders=dict.fromkeys(entries.get("placeholders", ())),
        decoys=frozenset(),
        optional=alternatives(entries.get("optional", {}), VOCABULARY),
        evidence=entries.get("evidence", {}),
        expect={},
    )
    return score("trial", key, readings(Thing(facts=facts)), VOCABULARY)


SHARE = {"grant.team_share": "70%"}
TERMS = {"agreement.terms": ["proceeds_split", "cost_sharing"]}


@pytest.mark.parametrize(
    ("facts", "entries", "hit", "invented"),
    [
        ((found("grant.team_share", "70%"),), {"facts": SHARE}, 1, 0),
        ((found("grant.team_share", "70%", state="derived"),), {"facts": SHARE}, 1, 0),
        ((), {"facts": SHARE}, 0, 0),
        ((found("grant.team_share", "70%", state="not_stated"),), {"facts": SHARE}, 0, 0),
        ((found("grant.team_share", "60%"),), {"facts": SHARE}, 0, 1),
        ((found("grant.team_share", {"min": "70%"}),), {"facts": SHARE}, 0, 1),
        ((found("grant.team_share", {"min": "70%"}),), {"facts": {"grant.team_share": {"min": "70%"}}}, 1, 0),
        ((found("grant.team_share", "70%"),), {}, 0, 1),
        ((found("grant.team_share", "70%"),), {"optional": SHARE}, 0, 0),
        ((found("grant.team_share", "60%"),), {"optional": {"grant.team_share": {"any": ["70%", "60%"]}}}, 0, 0),
        ((found("grant.team_share", "50%"),), {"optional": {"grant.team_share": {"any": ["70%", "60%"]}}}, 0, 1),
        ((found("agreement.terms", ["cost_sharing"]),), {"facts": TERMS}, 0, 0),
        ((found("agreement.terms", ["proceeds_split", "cost_sharing", "other"]),), {"facts": TERMS}, 0, 1),
        (
            (found("agreement.terms", ["proceeds_split", "cost_sharing", "other"]),),
            {"facts": TERMS, "optional": {"agreement.terms": ["other"]}},
            1,
            0,
        ),
    ],
)
def test_found_and_invented(facts: tuple[Thing, ...], entries: dict[str, Any], hit: int, invented: int) -> None:
    result = scored(*facts, **entries)
    assert (result.found, len(result.invented)) == (hit, invented)


@pytest.mark.parametrize(
    ("fact", "missed"),
    [
        (found("grant.team_share", state="conflict", values=("60%", "55%")), 0),
        (found("grant.team_share", state="conflict", values=("60%", "70%")), 1),
        (found("grant.team_share", "60%"), 1),
    ],
)
def test_a_conflict_counts_only_with_every_reading(fact: Thing, missed: int) -> None:
    assert len(scored(fact, conflicts={"grant.team_share": ["60%", "55%"]}).missed_conflicts) == missed


def test_people_are_compared_by_their_place_in_the_list() -> None:
    people = [{"role": "non_leader", "amount": "100.00"}, {"role": "principal_leader"}]
    key = {"recipients": people}
    whole = Thing(path="recipients", state="stated", value=tuple(_person(p) for p in people), values=(), evidence=())
    assert scored(whole, facts=key).missed == []
    single = (found("recipients[0].role", "non_leader"), found("recipients[0].amount", "100.00"))
    assert [each.split(" =")[0] for each in scored(*single, facts=key).missed] == ["recipients[1].role"]


def _person(person: dict[str, str]) -> dict[str, Any]:
    return {path.partition("].")[2]: value for path, value in typed({"recipients": [person]}, VOCABULARY).items()}


def test_blanks_and_evidence() -> None:
    blank = found("agreement.date", state="placeholder")
    assert scored(blank, placeholders=["agreement.date"]).missed_placeholders == []
    assert scored(placeholders=["agreement.date"]).missed_placeholders == ["agreement.date"]
    share = found("grant.team_share", "70%", quote="乙方持有 70% 的份额")
    assert scored(share, facts=SHARE, evidence={"grant.team_share": "持有70%"}).wrong_evidence == []
    assert scored(share, facts=SHARE, evidence={"grant.team_share": "保留30%"}).wrong_evidence == ["grant.team_share"]
