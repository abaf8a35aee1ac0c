"""The honest extent of every place: what its name covers, never a point in the middle of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from muster import paths
from muster.errors import GeoError
from muster.geo.areas import load_world_areas, make_area
from muster.geo.boundaries import Boundaries, load_boundaries
from muster.geo.measure import circle_polygon
from muster.geo.shapes import encode, label_point, simplify, unwrap
from muster.model import Area, Dataset, Place

UNITS_PER_DEGREE = 1000
_EXACT_DEG = 0.01
"""What is no coarser than this on the overview is drawn alike at every zoom."""
_SHARE_OF_WIDTH = 1 / 1500


@dataclass(frozen=True, slots=True)
class PlaceShape:
    """The extent of a place in the forms that maps need; all None where it has no coordinates.

    `geometry` is in EPSG:4326 (x=lon, y=lat, may exceed 180 where unwrapped); `anchor` is (lon, lat) for a label;
    `box` is (west, south, east, north) in degrees; `encoded` is the geometry for the browser's overview, generalised
    where `is_coarse`.
    """

    geometry: BaseGeometry | None
    anchor: tuple[float, float] | None
    box: tuple[float, float, float, float] | None
    encoded: dict[str, Any] | None
    is_coarse: bool = False


@functools.cache
def boundaries() -> Boundaries:
    """Return the shipped boundaries, read once."""
    return load_boundaries(paths.BOUNDARIES)


@functools.cache
def world_areas() -> Mapping[str, Area]:
    """Return the areas of the world that are kept by hand (geodata/world-areas.csv), by geometry id."""
    return load_world_areas(paths.WORLD_AREAS)


def geometry_of(dataset: Dataset, geometry_id: str) -> BaseGeometry:
    """Return the polygon or line of a boundary, of an area of the data set or of the world, in EPSG:4326.

    Raises GeoError for an id that neither has.
    """
    area = dataset.areas.get(geometry_id) or world_areas().get(geometry_id)
    return make_area(area, boundaries()) if area is not None else boundaries().polygon(geometry_id)


def shape_of(dataset: Dataset, place: Place) -> PlaceShape:
    """Return the extent of one place: its polygon, else the circle of `radius_m` about its point, else nothing."""
    if place.geometry_id:
        geometry = unwrap(geometry_of(dataset, place.geometry_id))
        west, south, east, north = geometry.bounds
        tolerance = max(east - west, north - south) * _SHARE_OF_WIDTH
        is_coarse = tolerance > _EXACT_DEG
        drawn = simplify(geometry, tolerance) if is_coarse else geometry
        anchor = (
            (place.lon, place.lat) if place.lon is not None and place.lat is not None else label_point(drawn)
        )
        box = (west, south, east, north)
        return PlaceShape(geometry, anchor, box, encode(drawn, UNITS_PER_DEGREE), is_coarse)
    if place.lat is None or place.lon is None:
        return PlaceShape(None, None, None, None)
    circle = circle_polygon(place.lat, place.lon, place.radius_m or 1)
    west, south, east, north = circle.bounds
    return PlaceShape(circle, (place.lon, place.lat), (west, south, east, north), None)


def exact_shape(dataset: Dataset, place_id: str) -> dict[str, Any]:
    """Return the whole geometry of a place for the browser, as exact as the boundaries are.

    Raises GeoError for a place that has no polygon or line.
    """
    place = dataset.places.get(place_id)
    if place is None or place.geometry_id is None:
        raise GeoError(f"{place_id!r} has no boundary: only places with a geometry_id do.")
    return encode(unwrap(geometry_of(dataset, place.geometry_id)), UNITS_PER_DEGREE)


def shapes_of(dataset: Dataset, place_ids: Iterable[str]) -> dict[str, PlaceShape]:
    """Return the extent of each place, by id, in the order asked."""
    return {key: shape_of(dataset, dataset.places[key]) for key in place_ids}
