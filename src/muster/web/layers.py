"""What the map's frame asks of a bulk layer: what it is, the cells of a view, the sums of a selection, its days.

Every answer is a few hundred numbers, made by the bulk questions and compressed once. A question is an address: the page's own
parameters (`from`, `to`, `asof`, `originator` ...), in which `~3` stands for the third value of the layer's own order,
so that no text from data passes through the map's script.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isfinite
from typing import Any

from muster.errors import SelectionError, shorten
from muster.query.bulk import Layer, questions
from muster.query.cells import Grid, grid_for
from muster.query.days import LONGEST_SPREAD_DAYS, happened_by_day, how_shown, said_by_day
from muster.query.derived import GRID_BITS
from muster.query.engine import ask, ask_shown
from muster.query.selection import LISTS, PARAMETERS, SEPARATOR, TERMS, Selection
from muster.vocabulary import Known, SourceKind, Window
from muster.web.answers import Prepared
from muster.web.layer_places import area_places, overall
from muster.web.payload import EPOCH, day_number

MOST_CELLS = 40_000
"""The most cells that one answer may cover: four times those of a wide screen."""
NUMBERED = "~"
_KEPT = 400
_VIEW = ("box", "level")
_CELL_COUNTS = ("claims", "present", "planned", "answers", "elsewhere", "denials", "origins", "kinds")
_NOWHERE = Grid(GRID_BITS, 0, 0, 0, 0)
"""One cell of the finest grid, at a corner of the world: what is vaguer than any cell depends on no grid."""
_KINDS = tuple(str(kind) for kind in SourceKind)


def order_of(layer: Layer, name: str) -> Sequence[str]:
    """Return the values of one of a selection's lists in the layer's own order; claims apart, which have positions."""
    if name in TERMS:
        return TERMS[name]
    if name == "places":
        return _keys(layer)[1]
    return layer.troop_origins if name == "troop_origins" else _keys(layer)[0]


@lru_cache(maxsize=8)
def _keys(layer: Layer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(layer.sources), tuple(layer.places)


@lru_cache(maxsize=8)
def place_numbers(layer: Layer) -> Mapping[str, int]:
    """Return the number of each place in the layer's order."""
    return {key: i for i, key in enumerate(layer.places)}


def read_selection(layer: Layer, params: Mapping[str, str]) -> Selection:
    """Return the selection of an address. Raises one SelectionError for everything that cannot be asked of the layer."""
    unknown = sorted(set(params) - {*PARAMETERS, *_VIEW})
    if unknown:
        known = ", ".join((*PARAMETERS, *_VIEW))
        raise SelectionError([f"{shorten(unknown[0])} is no parameter; there are: {known}."])
    plain = dict(params)
    for name, key in LISTS.items():
        if NUMBERED in plain.get(key, ""):
            plain[key] = SEPARATOR.join(_named(layer, name, key, plain[key].split(SEPARATOR)))
    selection = Selection.from_params(plain)
    selection.check(layer)
    return selection


def _named(layer: Layer, name: str, key: str, values: Sequence[str]) -> list[str]:
    """Return values with those that are numbers (`~3`) replaced by what they stand for."""
    numbers = [value.removeprefix(NUMBERED) for value in values if value.startswith(NUMBERED)]
    bad = [number for number in numbers if not (number.isascii() and number.isdecimal() and len(number) < 10)]
    if bad:
        raise SelectionError(
            [f"{key}: {shorten(NUMBERED + bad[0])} is no number; write ~ and a whole number."]
        )
    positions = [int(number) for number in numbers]
    every = () if name == "claims" else order_of(layer, name)
    count = layer.total if name == "claims" else len(every)
    beyond = [position for position in positions if position >= count]
    if beyond:
        raise SelectionError([f"{key}: ~{beyond[0]} does not exist; there are {count}, from ~0 on."])
    found = layer.claims_by_id.at(positions) if name == "claims" else tuple(every[i] for i in positions)
    return [*(value for value in values if not value.startswith(NUMBERED)), *found]


def read_grid(params: Mapping[str, str]) -> Grid:
    """Return the grid that `box` (west,south,east,north in degrees) and `level` ask for. Raises SelectionError."""
    text, level = params.get("box", ""), params.get("level", "")
    if not (level.isascii() and level.isdecimal() and len(level) < 3 and int(level) <= GRID_BITS):
        raise SelectionError([f"level: {shorten(level)} is no level of the grid; write 0 to {GRID_BITS}."])
    try:
        west, south, east, north = (float(part) for part in text.split(SEPARATOR))
    except ValueError:
        raise SelectionError(
            [f"box: {shorten(text)} is no box; write west,south,east,north in degrees."]
        ) from None
    inside = all(isfinite(n) for n in (west, south, east, north)) and abs(south) <= 90 and abs(north) <= 90
    if not inside or abs(west) > 720 or abs(east) > 720 or south >= north or west >= east:
        raise SelectionError(
            [
                f"box: {shorten(text)} has no inside; write west,south,east,north, west before east, south before north."
            ]
        )
    grid = grid_for((west, south, east, north), int(level))
    count = (grid.east - grid.west + 1) * (grid.south - grid.north + 1)
    if count > MOST_CELLS:
        raise SelectionError(
            [
                f"level: {level} gives {count:,} cells in this box, and {MOST_CELLS:,} are the most; ask for a lower level."
            ]
        )
    return grid


def cells_document(layer: Layer, selection: Selection, grid: Grid) -> dict[str, Any]:
    """Return the cells with anything in them, as columns.

    `kinds` has a bit for each of `source_kinds`; `disputed` is 1 where all presence is disputed or denied.
    """
    cells = questions.cells(layer, selection, grid, areas=False)["cells"]
    columns = {"x": [row["x"] for row in cells], "y": [row["y"] for row in cells], **_counts(cells)}
    return {"level": grid.level, "cells": columns}


def areas_document(layer: Layer, selection: Selection) -> dict[str, Any]:
    """Return what is known to a place without a point, as the columns of `cells_document`, with the place's number."""
    numbers = place_numbers(layer)
    vague = questions.cells(layer, selection, _NOWHERE)["areas"]
    return {"areas": {"place": [numbers[str(row["place_id"])] for row in vague], **_counts(vague)}}


def _counts(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[int]]:
    counts = {name: [int(row[name]) for row in rows] for name in _CELL_COUNTS}
    return {**counts, "disputed": [int(bool(row["disputed"])) for row in rows]}


def tally_document(layer: Layer, selection: Selection) -> dict[str, Any]:
    """Return the tally of a selection, and how what is shown stands to the clocks."""
    tally: dict[str, int] = dict(questions.tally(layer, selection))
    parts = dict.fromkeys((*map(str, Window), "elsewhere", "perhaps"), 0)
    for row in ask_shown(layer, how_shown, selection):
        window = "elsewhere" if row["is_elsewhere"] else row["window"]
        if window in parts:
            parts[window] += row["claims"]
        if row["known"] == Known.POSSIBLY:
            parts["perhaps"] += row["claims"]
    return {"tally": {**tally, **parts}}


def strength_document(layer: Layer, selection: Selection) -> dict[str, Any]:
    """Return the reported strength of a selection: see `questions.strength`."""
    return {"strength": questions.strength(layer, selection)}


def days_document(layer: Layer, selection: Selection) -> dict[str, Any]:
    """Return what lies behind both clocks: claims by day and kind of source, for what passes the filters.

    `first` is the day of the first column. Solid: what may be that day, in an interval that is given; pale: what gives
    a bound only.
    """
    asked = replace(selection, event_from=None, event_to=None, as_of=None)
    first, last = domain(layer)
    size = last - first + 1
    lanes: dict[str, dict[str, dict[str, list[int]]]] = {
        name: {"solid": {}, "pale": {}} for name in ("happened", "known")
    }

    def lane(name: str, part: str, kind: str) -> list[int]:
        return lanes[name][part].setdefault(kind, [0] * size)

    def put(column: list[int], day: int, claims: int) -> None:
        if 0 <= day < size:
            column[day] += claims

    for row in ask(layer, said_by_day, asked):
        part = "pale" if row["is_bound"] else "solid"
        put(lane("known", part, row["kind"]), _number(row["day"]) - first, row["claims"])
    for row in ask(layer, happened_by_day, asked):
        part = "pale" if row["edge"] == "bounds" else "solid"
        day, sign = _number(row["day"]) - first, -1 if row["edge"] == "stops" else 1
        put(lane("happened", part, row["kind"]), day + (sign < 0), sign * row["claims"])
    for column in lanes["happened"]["solid"].values():
        for day in range(1, size):
            column[day] += column[day - 1]
    return {"first": first, "last": last, "longest_spread_days": LONGEST_SPREAD_DAYS, **lanes}


def _number(day: Any) -> int:
    return int((day - EPOCH).days)


@lru_cache(maxsize=8)
def domain(layer: Layer) -> tuple[int, int]:
    """Return the first and the last day of the date bar: a day beyond those of the claims on either side."""
    sql = (
        "SELECT min(least(event_start, event_end, known_earliest, known_latest)), "
        "max(greatest(event_start, event_end, known_earliest, known_latest)) FROM claims WHERE tier <> 'secondary'"
    )
    low, high = layer.rows(sql)[0].values()
    first, last = day_number(low), day_number(high)
    return (0, 1) if first is None or last is None else (first - 1, last + 1)


def about_document(layer: Layer) -> dict[str, Any]:
    """Return what the frame must know of a layer once: its days, its bounds, and the places that have no point."""
    first, last = domain(layer)
    areas = area_places(layer, place_numbers(layer))
    return {
        "version": layer.version,
        "claims": layer.total,
        "source_kinds": list(_KINDS),
        "q": 1000,
        "days": [first, last],
        "bounds": overall(layer, areas),
        "areas": areas,
    }


class Answers:
    """Prepared answers by their address, the newest few hundred; what two ask at once is made once."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._held: OrderedDict[tuple[str, ...], Prepared] = OrderedDict()
        self._making: dict[tuple[str, ...], threading.Lock] = {}
        self._lock = threading.Lock()

    def held(self, key: tuple[str, ...]) -> Prepared | None:
        """Return the answer of a key where it is kept."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def made(self, key: tuple[str, ...], make: Callable[[], object]) -> Prepared:
        """Return the answer of a key, made where it is not kept; who asks for what is being made waits for it."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            found = self.held(key)
            if found is None:
                body = json.dumps(make(), separators=(",", ":"), ensure_ascii=False).encode()
                found = Prepared.of(body, "application/json")
                self._keep(key, found)
        with self._lock:
            self._making.pop(key, None)
        return found

    def _keep(self, key: tuple[str, ...], prepared: Prepared) -> None:
        with self._lock:
            self._held[key] = prepared
            while len(self._held) > self._most:
                self._held.popitem(last=False)
