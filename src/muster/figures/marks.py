"""What is reported, to be drawn honestly: the extent of what a name covers and, apart from it, a symbol for the number.

The rules are those of the web map (`marks.js`): a region is a polygon, an area is hatched, a country is an outline, and
only a site or town has a symbol.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from muster.figures.basemap import path_of
from muster.figures.canvas import Box
from muster.figures.palette import Family
from muster.figures.projection import Bounds, View, central_meridian, shape
from muster.figures.summaries import Summary, families
from muster.figures.symbols import ELSEWHERE
from muster.geo.measure import circle_polygon
from muster.geo.places import PlaceShape
from muster.model import Dataset, Place
from muster.vocabulary import GeoPrecision, PlaceKind

SMALLEST, LARGEST = 10.0, 34.0
ROOMY, LEAST_SHARE = 160, 0.26
NUMBER_FROM = 20.0
_MOST_NUMBERED = 200
_POINTS = frozenset({GeoPrecision.SITE, GeoPrecision.TOWN, GeoPrecision.DISTRICT})
_ROUND = frozenset({GeoPrecision.TOWN, GeoPrecision.DISTRICT, GeoPrecision.REGION, GeoPrecision.AREA})
_VAGUE = frozenset({GeoPrecision.AREA, GeoPrecision.COUNTRY, GeoPrecision.SEA_OR_AIR})


@dataclass(slots=True)
class Mark:
    """One place in one view. `x, y` are pixels of its label's anchor, `radius` pixels of its symbol, 0 where it has none.

    `small` is the box of a polygon that is too small to hold its own name. `level` orders what lies below what.
    """

    summary: Summary
    place: Place
    families: tuple[Family, ...]
    tone: str
    extent: str
    x: float
    y: float
    radius: float
    ground: float
    level: int
    path: Path | None = None
    small: Box | None = None
    is_numbered: bool = False
    cells: tuple[Box, ...] = ()
    """What a small polygon covers, as boxes of a coarse grid."""

    @property
    def is_point(self) -> bool:
        return self.radius > 0


def has_symbol(place: Place, summary: Summary) -> bool:
    """Return whether a place gets a symbol: a point that is known to the site, the town or the district."""
    return place.lat is not None and not place.geometry_id and bool(summary.precisions & _POINTS)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large symbols are: `largest` is the number that the largest one stands for, `share` what crowding leaves of all."""

    largest: int
    share: float

    def radius(self, size: int | None, *, tone: str = "present") -> float:
        """Return the radius of a symbol in units: its area goes with the number, not below a smallest that is seen."""
        if tone == "elsewhere":
            return ELSEWHERE * self.share
        if not size:
            return SMALLEST * self.share
        return self.share * max(SMALLEST, min(LARGEST, LARGEST * math.sqrt(size / self.largest)))


def scale_of(dataset: Dataset, found: Iterable[Summary]) -> Scale:
    """Return the scale of some places. Where hundreds have a symbol, all are smaller, so that none is buried."""
    points = [s for s in found if has_symbol(dataset.places[s.place_id], s)]
    share = max(LEAST_SHARE, min(1.0, math.sqrt(ROOMY / max(len(points), 1))))
    sizes = [s.size or 0 for s in points if s.tone == "present"]
    return Scale(max(sizes, default=0) or 1, share)


@lru_cache(maxsize=1024)
def _outline(dataset: Dataset, place_id: str, projection: str, tolerance_m: int) -> Path | None:
    geometry = shape(dataset, place_id).geometry
    if geometry is None:
        return None
    return _near(geometry, projection, tolerance_m)


@lru_cache(maxsize=4096)
def _ground(lat: float, lon: float, radius_m: float, projection: str) -> Path | None:
    return _near(circle_polygon(lat, lon, radius_m), projection, 0)


def _near(geometry: Any, projection: str, tolerance_m: int) -> Path | None:
    """Return a geometry's path about the central meridian, cut where the projection is."""
    centre = central_meridian(projection)
    window = (centre - 179.95, -89.9, centre + 179.95, 89.9)
    pieces = []
    for shift in (-360, 0, 360):
        moved = (
            shapely.transform(geometry, lambda xy, by=shift: xy + np.array([by, 0.0])) if shift else geometry
        )
        west, south, east, north = moved.bounds
        if east < window[0] or west > window[2]:
            continue
        inside = west >= window[0] and east <= window[2] and south >= window[1] and north <= window[3]
        pieces.append(moved if inside else shapely.clip_by_rect(moved, *window))
    if not pieces:
        return None
    return path_of(shapely.segmentize(np.array(pieces, dtype=object), 0.5), projection, tolerance_m)


def marks_of(dataset: Dataset, found: Sequence[Summary], view: View, unit: float, scale: Scale) -> list[Mark]:
    """Return what a view shows, the lowest first: wide and vague below, exact and small above, larger numbers below smaller."""
    made = [mark for summary in found if (mark := _mark(dataset, summary, view, unit, scale)) is not None]
    made.sort(key=lambda m: (m.level, -m.radius, m.place.place_id))
    _number(made, unit)
    return made


def _mark(dataset: Dataset, summary: Summary, view: View, unit: float, scale: Scale) -> Mark | None:
    place, tone = dataset.places[summary.place_id], summary.tone
    covered = shape(dataset, summary.place_id)
    if covered.anchor is None:
        return None
    px, py = view.place(*covered.anchor)
    x, y = float(px), float(py)
    if not (math.isfinite(x) and math.isfinite(y)):
        return None
    extent = _extent(place, covered, summary)
    radius = scale.radius(summary.size, tone=tone) * unit if has_symbol(place, summary) else 0.0
    if not extent and not radius:
        return None
    path: Path | None = None
    ground = 0.0
    if place.geometry_id:
        path = _outline(dataset, summary.place_id, view.projection, round(0.4 / view.scale))
    elif extent == "circle" and place.lat is not None and place.lon is not None:
        ground = (place.radius_m or 0.0) * view.scale
        if ground > max(4 * unit, radius + 2 * unit):
            path = _ground(place.lat, place.lon, place.radius_m or 1.0, view.projection)
    if path is None and (not radius or not view.holds(x, y, 60 * unit)):
        return None
    if path is not None and not _touches(path, view):
        return None
    level = {"country": 0, "hatch": 1, "line": 2, "polygon": 3}.get(extent, 4)
    small = _small(path, view, unit) if extent in {"polygon", "hatch"} and path is not None else None
    cells = _cells(path, view, small) if small and path is not None else ()
    return Mark(
        summary,
        place,
        families(dataset, summary),
        tone,
        extent,
        x,
        y,
        radius,
        ground,
        level,
        path,
        small,
        cells=cells,
    )


def _extent(place: Place, covered: PlaceShape, summary: Summary) -> str:
    if place.geometry_id:
        if place.kind is PlaceKind.COUNTRY:
            return "country"
        if shapely.get_dimensions(covered.geometry) == 1:
            return "line"
        vague = bool(summary.precisions & _VAGUE) or place.kind in {PlaceKind.AREA, PlaceKind.MACRO_REGION}
        return "hatch" if vague else "polygon"
    return "circle" if place.lat is not None and summary.precisions & _ROUND and place.radius_m else ""


def ground_of(dataset: Dataset, summary: Summary) -> Bounds | None:
    """Return the bounds in degrees of the circle within which a place is meant; None where none is drawn."""
    place = dataset.places[summary.place_id]
    is_round = _extent(place, shape(dataset, place.place_id), summary) == "circle"
    if not is_round or place.lat is None or place.lon is None:
        return None
    west, south, east, north = circle_polygon(place.lat, place.lon, place.radius_m or 1.0).bounds
    return (west, south, east, north)


@lru_cache(maxsize=4096)
def pixels_of(path: Path, view: View) -> Box:
    """Return the box of a path in a view. Paths are told apart as objects: those that are kept are found again."""
    extents = path.get_extents(view.to_pixels)
    return (extents.x0, extents.y0, extents.x1, extents.y1)


def _touches(path: Path, view: View) -> bool:
    left, top, right, bottom = pixels_of(path, view)
    return right >= view.box[0] and left <= view.box[2] and bottom >= view.box[1] and top <= view.box[3]


def is_within(mark: Mark, view: View) -> bool:
    """Return whether anything of a mark lies in the box of its view."""
    left, top, right, bottom = view.box
    if mark.is_point and view.holds(mark.x, mark.y, mark.radius):
        return True
    box = Bbox([[left, top], [right, bottom]])
    return mark.path is not None and bool(
        mark.path.transformed(view.to_pixels).intersects_bbox(box, filled=mark.extent != "line")
    )


def _small(path: Path, view: View, unit: float) -> Box | None:
    box = pixels_of(path, view)
    return box if box[2] - box[0] < 320 * unit and box[3] - box[1] < 240 * unit else None


@lru_cache(maxsize=1024)
def _cells(path: Path, view: View, box: Box) -> tuple[Box, ...]:
    xs, ys = np.linspace(box[0], box[2], 13), np.linspace(box[1], box[3], 11)
    dx, dy = (xs[1] - xs[0]) / 2, (ys[1] - ys[0]) / 2
    points = np.array([(x + dx, y + dy) for x in xs[:-1] for y in ys[:-1]])
    inside = path.contains_points(points, transform=view.to_pixels)
    return tuple((float(x - dx), float(y - dy), float(x + dx), float(y + dy)) for x, y in points[inside])


def _number(marks: list[Mark], unit: float) -> None:
    """A ring carries its number only where no other symbol lies over it."""
    points = [mark for mark in marks if mark.is_point]
    if len(points) > _MOST_NUMBERED:
        return
    for mark in points:
        mark.is_numbered = mark.radius >= NUMBER_FROM * unit and not any(
            other is not mark
            and math.hypot(other.x - mark.x, other.y - mark.y) < other.radius + mark.radius * 0.75
            for other in points
        )
