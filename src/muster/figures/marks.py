"""What is reported, drawn honestly: the extent of what a name covers and, apart from it, a symbol for the number.

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
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from muster.figures.basemap import path_of
from muster.figures.canvas import CIRCLE, Box, Canvas
from muster.figures.palette import Family, Theme
from muster.figures.projection import View, central_meridian, shape
from muster.figures.signs import draw_sign
from muster.figures.summaries import Summary, families
from muster.geo.measure import circle_polygon
from muster.geo.places import PlaceShape
from muster.model import Dataset, Place
from muster.vocabulary import GeoPrecision, PlaceKind

SMALLEST, LARGEST, ELSEWHERE = 10.0, 34.0, 7.0
ROOMY, LEAST_SHARE = 160, 0.26
NUMBER_FROM = 20.0
_MOST_NUMBERED = 200
_POINTS = frozenset({GeoPrecision.SITE, GeoPrecision.TOWN, GeoPrecision.DISTRICT})
_ROUND = frozenset({GeoPrecision.TOWN, GeoPrecision.DISTRICT, GeoPrecision.REGION, GeoPrecision.AREA})
_VAGUE = frozenset({GeoPrecision.AREA, GeoPrecision.COUNTRY, GeoPrecision.SEA_OR_AIR})
_FADED = 0.55


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


def _pixels(path: Path, view: View) -> Box:
    extents = path.get_extents(view.to_pixels)
    return (extents.x0, extents.y0, extents.x1, extents.y1)


def _touches(path: Path, view: View) -> bool:
    left, top, right, bottom = _pixels(path, view)
    return right >= view.box[0] and left <= view.box[2] and bottom >= view.box[1] and top <= view.box[3]


def _small(path: Path, view: View, unit: float) -> Box | None:
    box = _pixels(path, view)
    return box if box[2] - box[0] < 320 * unit and box[3] - box[1] < 240 * unit else None


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


def draw_marks(canvas: Canvas, view: View, marks: Sequence[Mark]) -> None:
    """Draw the extents, then the symbols above them."""
    for mark in marks:
        if mark.path is not None:
            _draw_extent(canvas, view, mark)
    for mark in marks:
        if mark.is_point:
            draw_symbol(
                canvas, mark.x, mark.y, mark.radius, families=mark.families, tone=mark.tone,
                is_strong=mark.summary.origins >= 2, is_dashed=_is_dashed(mark), is_sure=mark.summary.is_sure,
                number=mark.summary.size if mark.is_numbered else None, box=view.box,
            )  # fmt: skip


def _is_dashed(mark: Mark) -> bool:
    return mark.summary.is_disputed or mark.summary.is_denied or mark.tone != "present"


def colours_of(shown: Sequence[Family], tone: str, theme: Theme) -> list[str]:
    """Return the colours that a mark shows: one for each family that speaks; one grey for what is no presence."""
    if tone in {"planned", "elsewhere"} or not shown:
        return [theme.planned]
    return [family.colour(theme) for family in shown]


def _draw_extent(canvas: Canvas, view: View, mark: Mark) -> None:
    theme = canvas.theme
    colours = colours_of(mark.families, mark.tone, theme)
    style: dict[str, Any] = {"transform": view.to_pixels, "box": view.box}
    path, faded = mark.path, 1.0 if mark.summary.is_sure else _FADED
    assert path is not None  # noqa: S101 - the caller draws only marks that have one
    dashed, strong = _is_dashed(mark), mark.summary.origins >= 2
    if mark.extent == "country":
        canvas.path(
            path,
            stroke=theme.quiet,
            width=2.0,
            alpha=(0.5 if theme.name == "dark" else 0.7) * faded,
            dash=(7, 6) if dashed else None,
            group="country",
            **style,
        )
        return
    if mark.extent == "line":
        shared_stroke(canvas, path, colours, width=4.0, dashed=True, alpha=faded, **style)
        return
    if mark.extent == "circle":
        if mark.tone == "present":
            canvas.path(path, fill=colours[0], alpha=theme.wash * faded, group="ground", **style)
        shared_stroke(
            canvas, path, colours, width=1.3, dashed=mark.tone != "present", alpha=0.6 * faded, **style
        )
        return
    if mark.tone == "present" and mark.extent == "hatch":
        hatch(canvas, view, path, colours, alpha=faded * (0.8 if strong else 0.5))
    elif mark.tone == "present":
        canvas.path(path, fill=theme.land, group="region", **style)
        fill = faded * (theme.solid if strong else theme.wash + 0.06)
        if len(colours) > 1:
            bands(canvas, view, path, colours, alpha=fill)
        else:
            canvas.path(path, fill=colours[0], alpha=fill, group="region", **style)
    width = 1.8 if mark.extent == "hatch" else 2.8
    shared_stroke(canvas, path, colours, width=width, dashed=dashed, alpha=faded, **style)


def shared_stroke(
    canvas: Canvas, path: Path, colours: Sequence[str], *, width: float, dashed: bool, **style: Any
) -> None:
    """Draw an outline that gives every kind of source its share of the line."""
    run, gap = (9.0, 7.0) if dashed else (13.0, 0.0)
    for index, colour in enumerate(colours):
        dash = None
        if len(colours) > 1 or dashed:
            period = (run + gap) * len(colours)
            dash = (run, period - run)
        canvas.path(path, stroke=colour, width=width, dash=dash, offset=-index * (run + gap), **style)


def _diagonals(view: View, path: Path, gap: float, offset: float, rising: bool) -> Path | None:
    """Return parallel lines at 45 degrees over what a path covers of the view, in pixels."""
    left, top, right, bottom = _pixels(path, view)
    left, right = max(left, view.box[0]), min(right, view.box[2])
    top, bottom = max(top, view.box[1]), min(bottom, view.box[3])
    if right <= left or bottom <= top:
        return None
    high = bottom - top
    # Counted from the corner of the view, so that neighbours' lines run on.
    start = math.floor((left - high) / gap) * gap + offset
    xs = np.arange(start, right + high + gap, gap)
    points = np.empty((2 * len(xs), 2))
    points[0::2] = np.column_stack([xs, np.full(len(xs), bottom)])
    points[1::2] = np.column_stack([xs + high, np.full(len(xs), top)])
    if not rising:
        points[:, 0] = left + right - points[:, 0]
    codes = np.tile([Path.MOVETO, Path.LINETO], len(xs)).astype(Path.code_type)
    return Path(points, codes)


def _within(path: Path, view: View) -> Path:
    """Return what of an area lies in the view, in pixels: an SVG clips to one thing alone."""
    left, top, right, bottom = view.box
    return path.transformed(view.to_pixels).clip_to_bbox(Bbox([[left, top], [right, bottom]]))


def hatch(canvas: Canvas, view: View, path: Path, colours: Sequence[str], *, alpha: float) -> None:
    """Fill an area with thin diagonal lines: it is larger or vaguer than a division."""
    gap = 14 * canvas.unit * max(1, len(colours))
    within = _within(path, view)
    for index, colour in enumerate(colours):
        lines = _diagonals(view, path, gap, index * gap / len(colours), rising=True)
        if lines is not None:
            canvas.path(
                lines,
                stroke=colour,
                width=1.5,
                alpha=alpha,
                clip=(within, IdentityTransform()),
                group="hatch",
            )


def bands(canvas: Canvas, view: View, path: Path, colours: Sequence[str], *, alpha: float) -> None:
    """Fill an area with flat bands in turn: several kinds of source speak of it, and no mixture of their colours does."""
    wide = 11.0
    gap = wide * canvas.unit * len(colours) * math.sqrt(2)
    within = _within(path, view)
    for index, colour in enumerate(colours):
        lines = _diagonals(view, path, gap, index * gap / len(colours), rising=False)
        if lines is not None:
            canvas.path(
                lines,
                stroke=colour,
                width=wide,
                alpha=alpha,
                clip=(within, IdentityTransform()),
                group="bands",
            )


@lru_cache(maxsize=64)
def _arc(index: int, count: int) -> Path:
    if count == 1:
        return CIRCLE
    turn = np.linspace(index, index + 1, 49) / count * 2 * np.pi - np.pi / 2
    return Path(np.column_stack([np.cos(turn), np.sin(turn)]))


@lru_cache(maxsize=64)
def _wedge(index: int, count: int) -> Path:
    if count == 1:
        return CIRCLE
    return Path(np.concatenate([[(0, 0)], _arc(index, count).vertices, [(0, 0)]]), closed=True)


def draw_symbol(
    canvas: Canvas, x: float, y: float, radius: float, *, families: Sequence[Family], tone: str = "present", is_strong: bool = False,
    is_dashed: bool = False, is_sure: bool = True, number: int | None = None, box: Box | None = None,
) -> None:  # fmt: skip
    """Draw the ring that stands for a number, divided among the kinds of source that speak, with the number where it fits.

    Hollow: one origin; filled: two or more. On paper each part of a divided ring has its kind's sign on it.
    """
    theme, unit = canvas.theme, canvas.unit
    colours = colours_of(families, tone, theme)
    faded = 1.0 if is_sure else _FADED
    strong = is_strong and tone == "present"
    move = Affine2D().scale(radius).translate(x, y)
    # A casing keeps the ring apart from whatever lies beneath it.
    share = min(1.0, radius / (ELSEWHERE * unit))
    canvas.circle(
        x,
        y,
        radius + 3.2 * unit * share,
        fill=theme.casing,
        alpha=0.92 if tone == "present" else 0.7,
        box=box,
    )
    width = share * (2.0 if tone == "elsewhere" else 4.0)
    dash = (
        (
            (2.2, 3.0)
            if tone == "elsewhere"
            else (max(4.0, radius / unit * 0.34), max(3.2, radius / unit * 0.28))
        )
        if is_dashed
        else None
    )
    for index, colour in enumerate(colours):
        if strong:
            canvas.path(_wedge(index, len(colours)), fill=colour, alpha=faded, transform=move, box=box)
        canvas.path(
            _arc(index, len(colours)),
            stroke=colour,
            width=width,
            alpha=faded,
            dash=dash,
            transform=move,
            box=box,
            group="ring",
        )
    if theme.name == "print" and tone in {"present", "answer"}:
        _sign_ring(canvas, x, y, radius, families, is_strong=strong, is_numbered=number is not None, box=box)
    if number is not None:
        words = f"{number:,}"
        if canvas.width(words, 17, "bold") <= 2 * radius - 9 * unit:
            colour = theme.casing if strong else theme.ink
            canvas.words(
                x,
                y + 6.2 * unit,
                words,
                size=17,
                style="bold",
                colour=colour,
                align="center",
                box=box,
                group="number",
            )


def _sign_ring(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    families: Sequence[Family],
    *,
    is_strong: bool,
    is_numbered: bool,
    box: Box | None,
) -> None:
    """Put the signs of the kinds of source on a ring: on its parts, or in its middle where one kind alone speaks."""
    unit = canvas.unit
    if len(families) == 1:
        if not is_numbered:
            draw_sign(
                canvas,
                families[0],
                x,
                y,
                min(0.42 * radius, 7 * unit),
                box=box,
                colour=canvas.theme.casing if is_strong else "",
            )
        return
    for index, family in enumerate(families):
        turn = (index + 0.5) / len(families) * 2 * np.pi - np.pi / 2
        sx, sy = x + radius * math.cos(turn), y + radius * math.sin(turn)
        canvas.circle(sx, sy, 7.5 * unit, fill=canvas.theme.casing, box=box)
        draw_sign(canvas, family, sx, sy, 5.5 * unit, box=box)
