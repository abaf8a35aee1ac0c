"""Which part of the world, in which projection, and where each point of it falls on the picture."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.transforms import Affine2D
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from muster.errors import FigureError, list_values, shorten
from muster.figures.canvas import Box
from muster.geo.measure import WGS84
from muster.geo.places import PlaceShape, shape_of
from muster.model import Dataset

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees; east is above 180 where the antimeridian lies between."""

ALL = "All"
LEAST_DEGREES = 0.4


def suited(bounds: Bounds) -> str:
    """Return an equal-area projection, as PROJ reads it, that suits an extent.

    A wide one away from the equator gets Albers's conic, with parallels a sixth from the top and bottom (Snyder 1987,
    p. 99); the rest Lambert's azimuthal; more than half of the world the Equal Earth.
    """
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    lon = (lon + 180) % 360 - 180
    if east - west > 190 or north - south > 120:
        return f"+proj=eqearth +lon_0={lon:.4f} +datum=WGS84 +units=m"
    is_wide = (east - west) * math.cos(math.radians(lat)) > 0.9 * (north - south)
    if is_wide and abs(lat) > 12 and north < 84 and south > -84 and (south > 0) == (north > 0):
        sixth = (north - south) / 6
        return (
            f"+proj=aea +lat_1={south + sixth:.4f} +lat_2={north - sixth:.4f} +lat_0={lat:.4f} +lon_0={lon:.4f} "
            "+datum=WGS84 +units=m"
        )
    return f"+proj=laea +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84 +units=m"


def read_projection(text: str, bounds: Bounds) -> str:
    """Return a projection by what PROJ or EPSG calls it, or the suited one for "". Raises FigureError."""
    if not text:
        return suited(bounds)
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        raise FigureError(
            f"{shorten(text)} is no projection; write what PROJ reads, such as EPSG:3576 or "
            '"+proj=laea +lat_0=60 +lon_0=90", or leave it out for one that suits the extent.'
        ) from None
    if not crs.is_projected:
        raise FigureError(
            f"{shorten(text)} is in degrees, not on a plane; name a projection such as EPSG:3576."
        )
    return text


@lru_cache(maxsize=64)
def transformer(projection: str) -> Transformer:
    """Return what turns degrees (x = longitude) into the projection's metres."""
    return Transformer.from_crs("EPSG:4326", CRS.from_user_input(projection), always_xy=True)


@lru_cache(maxsize=64)
def central_meridian(projection: str) -> float:
    """Return the longitude that the projection is centred on, 0 where it has none."""
    given = re.search(r"\+lon_0=([-0-9.]+)", projection)
    if given:
        return float(given[1])
    operation = CRS.from_user_input(projection).coordinate_operation
    for parameter in operation.params if operation else ():
        if "ongitude" in parameter.name:
            return float(parameter.value)
    return 0.0


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world in a box of the picture. `scale` is pixels to a metre of the projection."""

    projection: str
    box: Box
    left_m: float
    top_m: float
    scale: float

    def place(self, lon: Any, lat: Any) -> Any:
        """Return the pixels of points in degrees, as (x, y) or two arrays; not finite where the projection has none."""
        x, y = transformer(self.projection).transform(lon, lat)
        return self.box[0] + (np.asarray(x) - self.left_m) * self.scale, self.box[1] + (
            self.top_m - np.asarray(y)
        ) * self.scale

    @property
    def to_pixels(self) -> Affine2D:
        """Metres of the projection to pixels."""
        return (
            Affine2D()
            .translate(-self.left_m, -self.top_m)
            .scale(self.scale, -self.scale)
            .translate(self.box[0], self.box[1])
        )

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in metres of the projection."""
        left, top, right, bottom = self.box
        return (
            self.left_m,
            self.top_m - (bottom - top) / self.scale,
            self.left_m + (right - left) / self.scale,
            self.top_m,
        )

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Return whether a pixel lies in the box, or within `margin` of it."""
        left, top, right, bottom = self.box
        return left - margin <= x <= right + margin and top - margin <= y <= bottom + margin

    def degrees(self, steps: int = 24) -> Bounds:
        """Return the bounds in degrees of what is seen, longitudes about the central meridian."""
        left, bottom, right, top = self.bounds_m
        xs, ys = np.meshgrid(np.linspace(left, right, steps), np.linspace(bottom, top, steps))
        lon, lat = transformer(self.projection).transform(xs, ys, direction="INVERSE")
        centre = central_meridian(self.projection)
        good = np.isfinite(lon) & np.isfinite(lat)
        if not good.any():
            return (-180, -90, 180, 90)
        near = (lon[good] - centre + 180) % 360 - 180 + centre
        west, east, south, north = (
            float(near.min()),
            float(near.max()),
            float(lat[good].min()),
            float(lat[good].max()),
        )
        pole = transformer(self.projection).transform(centre, math.copysign(90, (south + north) / 2))
        if left <= pole[0] <= right and bottom <= pole[1] <= top:
            west, east = centre - 180, centre + 180
            south, north = (south, 90.0) if north > 0 else (-90.0, north)
        return (west, south, east, north)

    def metres_per_pixel(self) -> float:
        """Return what a pixel measures along the ground, from left to right in the middle of the map."""
        left, bottom, right, top = self.bounds_m
        x, y, half = (left + right) / 2, (bottom + top) / 2, 40 / self.scale
        lons, lats = transformer(self.projection).transform([x - half, x + half], [y, y], direction="INVERSE")
        if not np.isfinite([*lons, *lats]).all():
            return 1 / self.scale
        _, _, ground = WGS84.inv(lons[0], lats[0], lons[1], lats[1])
        return float(ground) / 80


def view_of(
    bounds: Bounds,
    box: Box,
    projection: str = "",
    *,
    pad: tuple[float, float, float, float] = (0, 0, 0, 0),
    least_degrees: float = LEAST_DEGREES,
) -> View:
    """Return the view that shows the whole of some bounds inside a box less its padding (left, top, right, bottom).

    Bounds smaller than `least_degrees` are looked at from farther away, so that one town is seen with what lies round it.
    Raises FigureError where the projection does not reach that far.
    """
    west, south, east, north = _not_too_small(bounds, least_degrees)
    named = projection or suited((west, south, east, north))
    # The edges alone: a bow of the top lies on one of them.
    along = np.linspace(0, 1, 41)
    lon = np.concatenate(
        [west + (east - west) * along, west + (east - west) * along, np.full(41, west), np.full(41, east)]
    )
    lat = np.concatenate(
        [
            np.full(41, south),
            np.full(41, north),
            south + (north - south) * along,
            south + (north - south) * along,
        ]
    )
    try:
        x, y = transformer(named).transform(lon, lat, errcheck=True)
    except ProjError as error:
        raise FigureError(
            f"the extent {_written(bounds)} does not lie in the projection {shorten(named)}."
        ) from error
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise FigureError(f"the extent {_written(bounds)} does not lie in the projection {shorten(named)}.")
    wide, high = box[2] - box[0] - pad[0] - pad[2], box[3] - box[1] - pad[1] - pad[3]
    if wide <= 8 or high <= 8:
        raise FigureError(
            "there is no room for a map at this size; make the figure larger or its words fewer."
        )
    scale = min(wide / max(float(np.ptp(x)), 1.0), high / max(float(np.ptp(y)), 1.0))
    left = (x.min() + x.max()) / 2 - (pad[0] + wide / 2) / scale
    top = (y.min() + y.max()) / 2 + (pad[1] + high / 2) / scale
    return View(named, box, float(left), float(top), float(scale))


def _not_too_small(bounds: Bounds, least: float) -> Bounds:
    west, south, east, north = bounds
    lat = (south + north) / 2
    add_y = max(0.0, least - (north - south)) / 2
    add_x = max(0.0, least / max(math.cos(math.radians(lat)), 0.1) - (east - west)) / 2
    return (west - add_x, max(south - add_y, -90), east + add_x, min(north + add_y, 90))


def _written(bounds: Bounds) -> str:
    return ",".join(f"{value:g}" for value in bounds)


def read_extent(dataset: Dataset, text: str) -> Bounds | None:
    """Return the bounds that an extent's name or `W,S,E,N` means; None for all that is drawn. Raises FigureError."""
    wanted = text.strip()
    if not wanted or wanted.casefold() == ALL.casefold():
        return None
    for extent in dataset.extents:
        if extent.name.casefold() == wanted.casefold():
            return extent.bounds or around(box for key in extent.places if (box := box_of(dataset, key)))
    try:
        west, south, east, north = (float(part) for part in wanted.split(","))
    except ValueError:
        names = list_values([ALL, *(extent.name for extent in dataset.extents)])
        raise FigureError(
            f"{shorten(text)} is no extent. There are: {names}; or write W,S,E,N in degrees."
        ) from None
    if not (
        all(map(math.isfinite, (west, south, east, north)))
        and -90 <= south < north <= 90
        and -180 <= west <= 360
        and -180 <= east <= 360
    ):
        raise FigureError(
            f"the extent {shorten(text)} is none: south must be below north, both in -90..90; west and east in -180..180."
        )
    if east <= west:
        east += 360
    if not 0 < east - west <= 360:
        raise FigureError(f"the extent {shorten(text)} is none: it goes round the world more than once.")
    return (west, south, east, north)


@lru_cache(maxsize=8192)
def shape(dataset: Dataset, place_id: str) -> PlaceShape:
    """Return what a place's name covers, made once."""
    return shape_of(dataset, dataset.places[place_id])


def box_of(dataset: Dataset, place_id: str) -> Bounds | None:
    """Return the bounds in degrees of what a place's name covers; None where it is not on the map."""
    return shape(dataset, place_id).box


def around(boxes: Iterable[Bounds]) -> Bounds | None:
    """Return the smallest bounds around some boxes, the shorter way round the world; None for none."""
    found = [((w + 180) % 360 - 180, s, e - w, n) for w, s, e, n in boxes]
    if not found:
        return None
    south, north = min(box[1] for box in found), max(box[3] for box in found)
    # The bounds begin where the widest gap ends.
    spans = sorted((west, west + wide) for west, _, wide, _ in found)
    reach, gap, start = spans[0][1], -1.0, spans[0][0]
    for west, east in (*spans[1:], (spans[0][0] + 360, spans[0][1] + 360)):
        if west - reach > gap:
            gap, start = west - reach, west
        reach = max(reach, east)
    if gap <= 0:
        return (-180.0, south, 180.0, north)
    west = (start + 180) % 360 - 180
    return (west, south, west + 360 - gap, north)
