"""Grid cells for a view of the map, over the narrow columns of a layer: the counts of `muster.query.cells`."""

from __future__ import annotations

from typing import Any

import numpy as np

from muster.query.bulk import runs
from muster.query.bulk.columns import Table
from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.narrow import UNPLACED
from muster.query.bulk.taking import dated, holds_from, shown
from muster.query.cells import KINDS, Grid
from muster.query.roles import Role
from muster.query.selection import Selection
from muster.vocabulary import GeoPrecision

_PARTS = ("present", "planned", "answers", "elsewhere")
_PRESENT, _PLANNED, _ANSWERS, _ELSEWHERE = range(len(_PARTS))
_PART_OF_ROLE = np.array([_ANSWERS, _PRESENT, _PLANNED, _ANSWERS])  # by the number of the role


def cells_and_areas(
    layer: Layer, selection: Selection, grid: Grid, *, areas: bool
) -> dict[str, list[dict[str, Any]]]:
    """Return `cells`, those of a grid with anything in them, and, where they are wanted, `areas`: see `cells_plan`."""
    columns = layer.columns
    claims = columns.claims
    cell, x, y = _cells(columns.places, grid)
    rows = np.flatnonzero(shown(layer, selection) & (claims.place >= 0))
    place = claims.place[rows]
    is_exact = claims.precision[rows] <= int(GeoPrecision.TOWN)
    # A claim has the number of its cell, or one behind all cells for its place; of what is not wanted none.
    vague = len(x) + place if areas else np.full(len(place), UNPLACED)
    key = np.where(is_exact & (columns.places.grid_x >= 0)[place], cell[place], vague)
    counted = _counted(layer, selection, rows[key >= 0], key[key >= 0], len(x) + len(columns.places))
    keys = counted.pop("key").tolist()
    values = zip(*(values.tolist() for values in counted.values()), strict=True)
    listed = [(key, dict(zip(counted, row, strict=True))) for key, row in zip(keys, values, strict=True)]
    found = {"cells": [{"x": x[key], "y": y[key], **row} for key, row in listed if key < len(x)]}
    if areas:
        ids = layer.places_in_order
        found["areas"] = [{"place_id": ids[key - len(x)], **row} for key, row in listed if key >= len(x)]
    return found


def _cells(places: Table, grid: Grid) -> tuple[Array, list[int], list[int]]:
    """Return the number of each place's cell, -1 outside of the grid, and the column and the row of each cell."""
    x, y = places.grid_x // grid.cell, places.grid_y // grid.cell
    size = 1 << grid.level
    inside = (places.grid_x >= 0) & (y >= grid.north) & (y <= grid.south)
    if grid.east - grid.west + 1 < size:
        inside &= (x - grid.west) % size <= grid.east - grid.west
    found, number = np.unique(x[inside].astype(np.int64) * size + y[inside], return_inverse=True)
    cell = np.full(len(x), UNPLACED, np.int64)
    cell[inside] = number
    return cell, (found // size).tolist(), (found % size).tolist()


def _counted(layer: Layer, selection: Selection, rows: Array, key: Array, keys: int) -> dict[str, Array]:
    """Return columns with a value for each of the keys that any of the claims has, in their order."""
    columns = layer.columns
    claims = columns.claims
    found = dated(layer, selection, rows)
    role = claims.role[rows]
    part = _PART_OF_ROLE[role]
    part[found.is_elsewhere & (role != int(Role.ANSWER))] = _ELSEWHERE
    counts = np.bincount(key * len(_PARTS) + part, minlength=keys * len(_PARTS)).reshape(keys, -1)
    here = part == _PRESENT
    present, key_here = rows[here], key[here]
    is_doubtful = holds_from(layer, selection, claims.disputed_from[present])
    is_doubtful |= holds_from(layer, selection, claims.denied_from[present])
    doubtful = np.bincount(key_here[is_doubtful], minlength=keys)
    independent, _ = runs.independent(columns.informants, key_here, claims.originator[present])
    # The kinds of those who report presence, or of all where nobody does.
    speaks = here | (counts[:, _PRESENT] == 0)[key]
    kind = columns.sources.kind[claims.originator[rows[speaks]]]
    spoken = np.bincount(key[speaks] * len(KINDS) + kind, minlength=keys * len(KINDS)).reshape(keys, -1) > 0
    claims_there = counts.sum(axis=1)
    found_in = np.flatnonzero(claims_there)
    columns_of = {
        "claims": claims_there,
        **{name: counts[:, i] for i, name in enumerate(_PARTS)},
        "denials": np.bincount(key[claims.is_denial[rows]], minlength=keys),
        "origins": np.bincount(independent, minlength=keys),
        "kinds": spoken @ (1 << np.arange(len(KINDS))),
        "disputed": (counts[:, _PRESENT] > 0) & (doubtful == counts[:, _PRESENT]),
    }
    return {"key": found_in, **{name: values[found_in] for name, values in columns_of.items()}}
