"""The grids that the lines drawn on a page make: tables whose cells are told by their borders.

A border is drawn as one line or as many, as a thin rectangle or as the edges of each cell. Lines that lie on each other become one; lines
that meet belong to one grid. A cell is a field of the grid, or several where no border parts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from awardrules.record import State

NEAR = 3.0  # points within which two lines are one, or meet
_OPEN = 12.0  # points by which a line stands out beyond the last that crosses it: the table has no border there
_MOST_LINES = 200  # in one direction
_MOST_FIELDS = 5_000

Field = tuple[int, int]


class Sides(NamedTuple):
    """The edges of a cell, in points from the lower left of the page."""

    left: float
    bottom: float
    right: float
    top: float


class Line(NamedTuple):
    """A straight line: where it lies across its direction, and from where to where it runs."""

    at: float
    low: float
    high: float


class Grid(State):
    """The borders of a table: `xs` from left to right, `ys` from the top down; `owner` is for each field (row, column, from 0) that of its cell."""

    xs: list[float]
    ys: list[float]
    owner: dict[Field, Field]
    sides: dict[Field, Sides]

    def cell_at(self, x: float, y: float) -> Field | None:
        """The cell a place lies in."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda edge: -edge) - 1
        return self.owner.get((row, column))

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[0] - self.ys[-1])


def lines_of(rules: Iterable[Sequence[float]]) -> tuple[list[Line], list[Line]]:
    """The horizontal and the vertical lines of a page, each once; none where they are too many for a table."""
    level, upright = [], []
    for left, bottom, right, top in rules:
        if right - left >= top - bottom:
            level.append(Line((bottom + top) / 2, left, right))
        else:
            upright.append(Line((left + right) / 2, bottom, top))
    found = _merged(level), _merged(upright)
    return found if max(map(len, found)) <= _MOST_LINES else ([], [])


def _merged(lines: list[Line]) -> list[Line]:
    """Lines on one height that touch as one."""
    merged: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines):
        if band and line.at - band[0].at > NEAR:
            merged += _run_together(band)
            band = []
        band.append(line)
    return merged + _run_together(band)


def _run_together(band: list[Line]) -> list[Line]:
    found: list[Line] = []
    for line in sorted(band, key=lambda each: each.low):
        if found and line.low <= found[-1].high + NEAR:
            found[-1] = Line(found[-1].at, found[-1].low, max(found[-1].high, line.high))
        else:
            found.append(line)
    return found


def grids(level: Sequence[Line], upright: Sequence[Line]) -> list[Grid]:
    """The grids of at least two columns, the smaller first: one may lie within a cell of another."""
    group = list(range(len(level)))  # of each level line the first of its group
    meeting: list[int] = []

    def first(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for wall in upright:
        met = [first(index) for index, line in enumerate(level) if _meet(line, wall)]
        for other in met[1:]:
            group[first(other)] = first(met[0])
        meeting.append(met[0] if met else -1)
    walls_of: dict[int, list[Line]] = {}
    for wall, met_first in zip(upright, meeting, strict=True):
        if met_first >= 0:
            walls_of.setdefault(first(met_first), []).append(wall)
    lines_in: dict[int, list[Line]] = {}
    for index, line in enumerate(level):
        lines_in.setdefault(first(index), []).append(line)
    found = [grid for root, walls in walls_of.items() if (grid := _grid(lines_in[root], walls)) is not None]
    return sorted(found, key=lambda grid: grid.area)


def _meet(line: Line, wall: Line) -> bool:
    return line.low - NEAR <= wall.at <= line.high + NEAR and wall.low - NEAR <= line.at <= wall.high + NEAR


def _grid(level: list[Line], walls: list[Line]) -> Grid | None:
    xs, ys = _edges(walls, level), _edges(level, walls)[::-1]
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_FIELDS:
        return None
    fields = [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    owner = {field: field for field in fields}
    at_x = [[wall for wall in walls if abs(wall.at - x) <= NEAR] for x in xs]
    at_y = [[line for line in level if abs(line.at - y) <= NEAR] for y in ys]

    def cell(field: Field) -> Field:
        while owner[field] != field:
            field = owner[field]
        return field

    def join(one: Field, other: Field) -> None:
        low, high = sorted((cell(one), cell(other)))
        owner[high] = low

    for row, column in fields:
        middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if column + 2 < len(xs) and not any(wall.low <= middle_y <= wall.high for wall in at_x[column + 1]):
            join((row, column), (row, column + 1))
        if row + 2 < len(ys) and not any(line.low <= middle_x <= line.high for line in at_y[row + 1]):
            join((row, column), (row + 1, column))
    owner = {field: cell(field) for field in fields}
    sides: dict[Field, Sides] = {}
    for (row, column), of in owner.items():
        own = Sides(xs[column], ys[row + 1], xs[column + 1], ys[row])
        known = sides.get(of, own)
        sides[of] = Sides(min(own.left, known.left), min(own.bottom, known.bottom), max(own.right, known.right), max(own.top, known.top))
    return Grid(xs, ys, owner, sides)


def _edges(lines: list[Line], crossing: list[Line]) -> list[float]:
    """Where the lines of one direction lie, and the ends of those that cross them where these stand out: a table open at its side."""
    edges: list[float] = []
    for at in sorted(line.at for line in lines):
        if not edges or at - edges[-1] > NEAR:
            edges.append(at)
    low, high = min(line.low for line in crossing), max(line.high for line in crossing)
    return [*([low] if low < edges[0] - _OPEN else []), *edges, *([high] if high > edges[-1] + _OPEN else [])]


def seams(level: Sequence[Line], left: float, right: float) -> list[float]:
    """The heights of the lines that part the rows of a table which has no vertical ones: those that run over most of its width."""
    long = [line.at for line in level if min(line.high, right) - max(line.low, left) >= 0.6 * (right - left)]
    return [at for at, after in pairwise([*sorted(long), float("inf")]) if after - at > NEAR]
