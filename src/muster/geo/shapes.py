"""Geometries as the browser and the figures need them: contiguous, simple, delta-coded, with a point for the label.

Every geometry is (x = longitude, y = latitude) in degrees, WGS 84.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from muster.errors import GeoError

Encoded = dict[str, Any]


def unwrap(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry without the cut at 180 degrees, its parts side by side and fused.

    The smaller side is moved by 360 degrees to the larger: Chukotka to longitudes above 180, the western
    Aleutians to below -180. A geometry that is not cut, or that goes round the world, comes back as it is.
    """
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    if not parts or geometry.bounds[2] - geometry.bounds[0] <= 180:
        return geometry
    spans = sorted((part.bounds[0], part.bounds[2]) for part in parts)
    reach, gap, gap_from = spans[0][1], 0.0, spans[0][1]
    for west, east in spans[1:]:
        if west - reach > gap:
            gap, gap_from = west - reach, reach
        reach = max(reach, east)
    if 360 - gap >= geometry.bounds[2] - geometry.bounds[0]:
        return geometry
    western = [part for part in parts if part.bounds[2] <= gap_from]
    eastern = [part for part in parts if part.bounds[2] > gap_from]
    if _size(western) < _size(eastern):
        western = [_shift(part, 360) for part in western]
    else:
        eastern = [_shift(part, -360) for part in eastern]
    return shapely.unary_union([*western, *eastern])


def simplify(geometry: BaseGeometry, tolerance_deg: float) -> BaseGeometry:
    """Return a valid geometry with fewer vertices, each within the tolerance in degrees.

    One geometry at a time: neighbours simplified apart no longer fit. The boundaries file is fitted already.
    """
    simple = shapely.simplify(geometry, tolerance_deg, preserve_topology=True)
    return simple if simple.is_valid else shapely.make_valid(simple)


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """Return (lon, lat) for a label: inside the largest polygon, far from its edges; on the longest line, half-way.

    Longitudes are between -180 and 180, also for a geometry across the antimeridian.
    """
    part = _largest(unwrap(geometry))
    if part.length and part.area:
        stretch = max(float(np.cos(np.radians(part.centroid.y))), 0.05)
        flat = shapely.transform(part, lambda xy: xy * np.array([stretch, 1.0]))
        circle = shapely.maximum_inscribed_circle(flat, tolerance=max(np.sqrt(flat.area) / 200, 1e-6))
        lon, lat = float(circle.coords[0][0] / stretch), float(circle.coords[0][1])
        if not part.contains(shapely.Point(lon, lat)):
            lon, lat = part.representative_point().coords[0]
    else:
        lon, lat = part.interpolate(0.5, normalized=True).coords[0] if part.length else part.coords[0]
    return (float(lon) + 180) % 360 - 180, float(lat)


def encode(geometry: BaseGeometry, q: int = 1000) -> Encoded:
    """Return `{"t": "polygon" | "line", "q": q, "c": ...}` of whole numbers, in units of 1/q degree.

    A polygon's `c` is a list of polygons, each a list of rings, the outer one first; a line's is a list of lines.
    A ring or line is flat: `[x0, y0, dx1, dy1, ...]`. A ring's last point is not repeated: it closes by itself.
    Rings and lines that shrink to nothing at this scale are left out.
    """
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    if parts and all(part.geom_type == "Polygon" for part in parts):
        return {"t": "polygon", "q": q, "c": encode_polygons(parts, q)}
    if parts and all(part.geom_type in {"LineString", "LinearRing"} for part in parts):
        return {"t": "line", "q": q, "c": encode_lines(parts, q)}
    raise GeoError(
        f"a {geometry.geom_type} can't be drawn: give polygons or lines, not a mixture or an empty one."
    )


def encode_polygons(polygons: Iterable[BaseGeometry], q: int) -> list[list[list[int]]]:
    """Return the rings of each polygon, delta-coded; holes and polygons of less than three points are left out."""
    encoded = []
    for polygon in polygons:
        rings = [_deltas(ring.coords, q, closed=True) for ring in (polygon.exterior, *polygon.interiors)]
        if rings[0]:
            encoded.append([ring for ring in rings if ring])
    return encoded


def encode_lines(lines: Iterable[BaseGeometry], q: int) -> list[list[int]]:
    """Return each line delta-coded; lines of one point are left out."""
    return [line for line in (_deltas(line.coords, q, closed=False) for line in lines) if line]


def decode(encoded: Encoded) -> BaseGeometry:
    """Return the MultiPolygon or MultiLineString that was encoded, to the nearest 1/q degree."""
    q = encoded["q"]
    if encoded["t"] == "line":
        return shapely.MultiLineString([decode_points(line, q) for line in encoded["c"]])
    polygons = [[decode_points(ring, q) for ring in rings] for rings in encoded["c"]]
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])


def decode_points(deltas: Sequence[int], q: int) -> list[tuple[float, float]]:
    """Return the (lon, lat) points of one delta-coded ring or line."""
    points = np.cumsum(np.asarray(deltas, dtype=np.int64).reshape(-1, 2), axis=0) / q
    return [(float(x), float(y)) for x, y in points]


def _deltas(coords: Iterable[Sequence[float]], q: int, *, closed: bool) -> list[int]:
    points = np.rint(np.asarray([point[:2] for point in coords]) * q).astype(np.int64)
    moved = np.diff(points, axis=0).any(axis=1)
    kept = points[np.concatenate([[True], moved])]
    if closed and (kept[0] == kept[-1]).all():
        kept = kept[:-1]
    if len(kept) < (3 if closed else 2):
        return []
    deltas: list[int] = np.diff(kept, axis=0, prepend=[(0, 0)]).ravel().tolist()
    return deltas


def _largest(geometry: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    if not parts:
        raise GeoError("an empty geometry has no place for a label.")
    return max(parts, key=lambda part: (part.area, part.length))


def _size(parts: Sequence[BaseGeometry]) -> tuple[float, float]:
    return sum(part.area for part in parts), sum(part.length for part in parts)


def _shift(geometry: BaseGeometry, degrees: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: xy + np.array([degrees, 0.0]))
