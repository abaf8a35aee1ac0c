"""One place as the gazetteer's map reads it: its name, and its extent with how that is to be drawn."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from muster.errors import GeoError
from muster.gazetteer.world import shipped_world
from muster.geo.places import UNITS_PER_DEGREE, geometry_of, shape_of
from muster.geo.shapes import encode, unwrap
from muster.model import Dataset, Place
from muster.vocabulary import PlaceKind
from muster.web.answers import Prepared

_HATCHED = frozenset({PlaceKind.AREA, PlaceKind.MACRO_REGION})
_UNITS = 100_000
"""Coordinates in an order are whole numbers of 1/100,000 degree: no text and no fraction passes folium."""


def find_place(dataset: Dataset, place_id: str) -> Place | None:
    """Return a place of the data set, else of the world, by its id; None where neither has it."""
    if place_id in dataset.places:
        return dataset.places[place_id]
    number = shipped_world().number_of(place_id)
    return None if number is None else shipped_world().place(number)


def how_drawn(place: Place, encoded: Mapping[str, Any] | None) -> str:
    """Return `circle`, `polygon`, `hatch`, `outline`, `line`, or `nothing` for a place without coordinates."""
    if encoded is None:
        return "nothing" if place.lat is None or place.lon is None else "circle"
    if place.kind is PlaceKind.COUNTRY:
        return "outline"
    if encoded["t"] == "line":
        return "line"
    return "hatch" if place.kind in _HATCHED else "polygon"


def place_document(dataset: Dataset, place: Place) -> dict[str, Any]:
    """Return the whole answer as plain values; `anchor` is [lon, lat], `radius_m` metres, `shape` the overview's outline."""
    shape = shape_of(dataset, place)
    return {
        "id": place.place_id,
        "name": place.name,
        "kind": str(place.kind),
        "lat": place.lat,
        "lon": place.lon,
        "radius_m": place.radius_m,
        "anchor": list(shape.anchor) if shape.anchor else None,
        "draw": how_drawn(place, shape.encoded),
        "shape": shape.encoded,
        "coarse": shape.is_coarse,
    }


def prepared_place(dataset: Dataset, place_id: str) -> Prepared:
    """Return one place, compressed and tagged. Raises GeoError for an id that the gazetteer does not have."""
    place = find_place(dataset, place_id)
    if place is None:
        raise GeoError(f"{place_id!r} is no place of this gazetteer.")
    return _prepared(dataset, place)


def prepared_outline(dataset: Dataset, place_id: str) -> Prepared:
    """Return the outline of one place as exact as the boundaries are. Raises GeoError for a place that has none."""
    place = find_place(dataset, place_id)
    if place is None or place.geometry_id is None:
        raise GeoError(f"{place_id!r} has no boundary: only places with a geometry_id do.")
    return _outline(dataset, place.geometry_id)


@functools.lru_cache(maxsize=64)
def _outline(dataset: Dataset, geometry_id: str) -> Prepared:
    shape = encode(unwrap(geometry_of(dataset, geometry_id)), UNITS_PER_DEGREE)
    return Prepared.of(json.dumps(shape, separators=(",", ":")).encode(), "application/json")


@functools.lru_cache(maxsize=512)
def _prepared(dataset: Dataset, place: Place) -> Prepared:
    body = json.dumps(place_document(dataset, place), ensure_ascii=False, separators=(",", ":")).encode()
    return Prepared.of(body, "application/json")


def order_item(
    n: int,
    *,
    place_id: str = "",
    at: tuple[float, float] | None = None,
    radius_m: float | None = None,
    is_minor: bool = False,
) -> dict[str, Any]:
    """Return one numbered candidate of an order: by id, or, where the id has no record, by (lat, lon) and radius.

    The first view makes no room for a minor one.
    """
    item: dict[str, Any] = {"n": n}
    if place_id:
        item["id"] = place_id
    if at is not None:
        item["at"] = [round(degrees * _UNITS) for degrees in at]
    if radius_m:
        item["radius_m"] = round(radius_m)
    if is_minor:
        item["minor"] = True
    return item


def order_for(items: Sequence[Mapping[str, Any]], *, chosen: int, state: str) -> dict[str, Any]:
    """Return the command that draws these candidates; `chosen` is a number among them or -1, `state` names an empty map."""
    return {"items": list(items), "chosen": chosen, "state": state}
