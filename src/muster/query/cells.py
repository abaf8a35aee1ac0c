"""Grid cells for a view of the map: how many claims fall in each, and how many speak independently there.

A cell holds claims at precision 1 and 2 alone. What is vaguer has no cell: `areas` counts it for its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import partial
from math import asinh, floor, pi, radians, tan
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.derived import GRID_BITS
from muster.query.frame import unbound
from muster.query.plan import Plan
from muster.query.roles import Role
from muster.vocabulary import SourceKind, Stance

KINDS = tuple(str(kind) for kind in SourceKind)
COLUMNS = (
    "originator_id",
    "originator_kind",
    "stance",
    "role",
    "place_id",
    "grid_x",
    "grid_y",
    "is_elsewhere",
    "is_disputed",
    "is_denied",
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a level (2**level columns over the world) between two columns and two rows, both included."""

    level: int
    west: int
    north: int
    east: int
    south: int

    @property
    def cell(self) -> int:
        """How many columns of the finest grid one cell has."""
        return 1 << (GRID_BITS - self.level)


def grid_for(bounds: tuple[float, float, float, float], level: int) -> Grid:
    """Return the cells that cover (west, south, east, north) in degrees. East beyond 180 goes on around the world."""
    west, south, east, north = bounds
    size = 1 << level
    left, right = floor((west + 180) / 360 * size), floor((east + 180) / 360 * size)
    return Grid(level, left, _row(north, size), min(right, left + size - 1), _row(south, size))


def _row(lat: float, size: int) -> int:
    inside = max(-85.0, min(85.0, lat))
    return max(0, min(size - 1, floor((1 - asinh(tan(radians(inside))) / pi) / 2 * size)))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The columns and rows of the finest grid that the cells of a grid have; `west` after `east` goes around the world."""

    cell: int
    west: int
    east: int
    north: int
    south: int

    @property
    def goes_around(self) -> bool:
        return self.west > self.east


def bounds_of(grid: Grid) -> Bounds:
    """Return what the cells of a grid cover, in columns and rows of the finest one."""
    size = 1 << grid.level
    whole = grid.east - grid.west + 1 >= size
    left, right = (0, size - 1) if whole else (grid.west % size, grid.east % size)
    north, south = grid.north * grid.cell, (grid.south + 1) * grid.cell - 1
    return Bounds(grid.cell, left * grid.cell, (right + 1) * grid.cell - 1, north, south)


def inside(shown: Any, bounds: Bounds) -> tuple[Any, ...]:
    """Return the conditions that a claim falls within bounds."""
    x, low, high = shown.grid_x, bounds.west, bounds.east
    columns = (x >= low) | (x <= high) if bounds.goes_around else x.between(low, high)
    return x.notnull(), columns, shown.grid_y.between(bounds.north, bounds.south)


_MARKS = (
    Bounds(2000000011, 2000000033, 2000000063, 2000000087, 2000000089),
    Bounds(2000000011, 2000000063, 2000000033, 2000000087, 2000000089),
)
"""Bounds that stand in for any other, straight and around the world: no question has such numbers itself."""


def marked_cells(grid: Grid, *, areas: bool = True) -> tuple[Callable[[], Plan], dict[int, int]]:
    """Return the plan of `cells_plan`, the same for all grids, and the numbers that make it that of a grid.

    What is vaguer than a cell depends on no grid: `areas` says whether it is asked for too.
    """
    bounds = bounds_of(grid)
    marks = _MARKS[bounds.goes_around]
    numbers = dict(zip(astuple(marks), astuple(bounds), strict=True))
    return _PLANS[areas][bounds.goes_around], numbers


def _floor(column: Any, size: int) -> Any:
    """Whole division of whole numbers that are not negative, without leaving them on any engine."""
    return ((column - column % size) / size).cast("int64")


def cells_plan(grid: Grid) -> Plan:
    """Return `cells`, one row for each cell of a grid with anything in it, and `areas`, one for each vaguer place.

    `present`, `planned`, `answers` and `elsewhere` count their claims; `origins` the originators who report presence
    there and whom none of the others there informs; `disputed`: presence of which all is disputed or denied; `kinds` has
    a bit for each kind of source that reports presence, or speaks at all where nobody does.
    """
    return _plan_within(bounds_of(grid))


def _plan_within(bounds: Bounds, *, areas: bool = True) -> Plan:
    plan = Plan()
    placed = plan.take("placed", COLUMNS, lambda t: inside(t, bounds))
    celled = placed.mutate(x=_floor(placed.grid_x, bounds.cell), y=_floor(placed.grid_y, bounds.cell))
    plan.answers["cells"] = _counted(plan, "cells", celled, ("x", "y"))
    if areas:
        vague = plan.take("vague", COLUMNS, lambda t: (t.grid_x.isnull(), t.place_id.notnull()))
        plan.answers["areas"] = _counted(plan, "areas", vague, ("place_id",))
    return plan


_PLANS = tuple(
    tuple(partial(_plan_within, marks, areas=areas) for marks in _MARKS) for areas in (False, True)
)


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """The plan that gives `place`: what `cells_plan` counts, for all claims of one place, however exactly they know it."""

    place_id: str

    def __call__(self) -> Plan:
        plan = Plan()
        here = plan.take("here", COLUMNS, lambda t: (t.place_id == self.place_id,))
        plan.answers["place"] = _counted(plan, "place", here, ("place_id",))
        return plan


def _counted(plan: Plan, name: str, rows: Any, keys: tuple[str, ...]) -> Any:
    is_answer = rows.role == int(Role.ANSWER)
    away = rows.is_elsewhere & ~is_answer
    parts = {
        "present": (rows.role == int(Role.PRESENT)) & ~away,
        "planned": (rows.role == int(Role.PLANNED)) & ~away,
        "answers": (is_answer | (rows.role == int(Role.OTHER))) & ~away,
        "elsewhere": away,
        "doubtful": (rows.role == int(Role.PRESENT)) & ~away & (rows.is_disputed | rows.is_denied),
        "denials": rows.stance == Stance.DENIES.value,
    }
    flags = {part: ibis.cases((condition, 1), else_=0) for part, condition in parts.items()}
    marked = plan.keep(f"{name}_marked", rows.select(*keys, "originator_id", "originator_kind", **flags))
    base = marked.group_by(*keys).agg(
        claims=marked.count(), **{part: marked[part].sum().cast("int64") for part in parts}
    )
    here = marked.filter(marked.present == 1)
    speakers = plan.keep(f"{name}_speakers", here.select(*keys, "originator_id").distinct())
    told = unbound("informants")
    led = speakers.join(told, speakers.originator_id == told.informant_id).select(
        *keys, originator_id="source_id"
    )
    independent = speakers.anti_join(led.distinct(), [*keys, "originator_id"])
    origins = independent.group_by(*keys).agg(origins=independent.count())
    speaking = marked.select(*keys, "originator_kind", "present").distinct()
    bit = ibis.cases(*((speaking.originator_kind == kind, 1 << i) for i, kind in enumerate(KINDS)), else_=0)
    bits = speaking.mutate(bit=bit)
    masks = bits.group_by(*keys).agg(
        present_kinds=ibis.cases((bits.present == 1, bits.bit), else_=0).sum().cast("int64"),
        other_kinds=ibis.cases((bits.present == 0, bits.bit), else_=0).sum().cast("int64"),
    )
    for part in (origins, masks):
        base = base.left_join(part, list(keys)).drop(*(f"{key}_right" for key in keys))
    return base.mutate(
        origins=base.origins.fill_null(0),
        kinds=ibis.cases((base.present > 0, base.present_kinds), else_=base.other_kinds),
        disputed=(base.present > 0) & (base.doubtful == base.present),
    ).drop("present_kinds", "other_kinds", "doubtful")
