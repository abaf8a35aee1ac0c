"""Geometry of other people's files to where it lies and how far it reaches: never more exact than it is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from muster.geo.measure import distance_m
from muster.ingest.reading.rows import Shape

_HALF = 180


def shape_of_geometry(geometry: BaseGeometry | None) -> Shape | None:
    """Return where a geometry in WGS 84 (x = longitude) lies; None for an empty one and one that is off the Earth.

    What is no point reaches from the middle of its bounds to the farthest of their corners.
    """
    if geometry is None or geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    if not all(map(math.isfinite, (west, south, east, north))):
        return None
    if -180 <= west <= east <= 180 and east - west <= _HALF:
        return _shape(west, south, east, north)
    points = shapely.get_coordinates(geometry)
    return shape_of_points((float(lon), float(lat)) for lon, lat in points)


def shape_of_points(points: Iterable[tuple[float, float]]) -> Shape | None:
    """Return where points (lon, lat) lie together; None for none, and for some that are off the Earth."""
    found = list(points)
    if not found or not all(math.isfinite(value) for point in found for value in point):
        return None
    lons, lats = [lon for lon, _ in found], [lat for _, lat in found]
    if not (-180 <= min(lons) <= max(lons) <= 180):
        return None
    if max(lons) - min(lons) > _HALF:  # what reaches over the antimeridian is written with both signs
        turned = [lon % 360 for lon in lons]
        if max(turned) - min(turned) < max(lons) - min(lons):
            lons = turned
    return _shape(min(lons), min(lats), max(lons), max(lats))


def _shape(west: float, south: float, east: float, north: float) -> Shape | None:
    if not -90 <= south <= north <= 90:
        return None
    lat, lon = (south + north) / 2, (west + east) / 2
    lon = lon - 360 if lon > 180 else lon
    if west == east and south == north:
        return Shape(lat, lon)
    return Shape(
        lat,
        lon,
        max(distance_m(lat, lon, corner, side) for corner in (south, north) for side in (west, east)),
    )


def from_wkb(content: bytes | None) -> BaseGeometry | None:
    """Return the geometry of well-known bytes, None where they are none."""
    if not content:
        return None
    try:
        return shapely.from_wkb(content)
    except (ShapelyError, TypeError):
        return None
