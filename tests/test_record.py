"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import pickle

import pytest

from awardrules.record import Record, State


class Point(Record):
    x: int
    y: int = 0


class Named(Point):
    name: str = ""


class Counter(State):
    count: int
    step: int = 1


def test_fields_come_by_place_by_name_and_by_default() -> None:
    assert (Point(1, 2).x, Point(1, y=2).y, Point(x=1).y) == (1, 2, 0)
    assert (Named(1, name="a").y, Named(1, name="a").name) == (0, "a")


@pytest.mark.parametrize("call", [Point, lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(1, x=2)])
def test_a_wrong_call_is_refused(call: object) -> None:
    with pytest.raises(TypeError):
        call()  # type: ignore[operator]


def test_records_of_one_class_are_equal_where_their_fields_are() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Named(1, 2)
    assert len({Point(1, 2), Point(1, 2), Point(2, 1)}) == 2


def test_a_record_is_frozen_and_a_state_is_not() -> None:
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]
    counter = Counter(1)
    counter.count += counter.step
    assert counter.count == 2
    assert Counter(1) != Counter(1)


def test_records_match_print_and_pickle() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert pickle.loads(pickle.dumps(Named(1, 2, "a"))) == Named(1, 2, "a")  # noqa: S301
