"""Smaller maps on the map, for groups of places that the wide view piles up; each is framed on the wide map, as in an atlas."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from muster.figures.canvas import Box, Canvas
from muster.figures.marks import Mark
from muster.figures.projection import Bounds, View, box_of, read_extent, view_of
from muster.figures.summaries import Summary
from muster.model import Dataset

CROWDED, LEAST_PLACES, MOST = 260.0, 2, 2
HEAD = 34.0


@dataclass(frozen=True, slots=True)
class Inset:
    """A smaller map: its name, the box of the whole, its own view, and its frame on the wide map as a ring of pixels."""

    name: str
    box: Box
    view: View
    ring: np.ndarray
    places: frozenset[str]

    @property
    def on_map(self) -> Box:
        return _around(self.ring)


def _around(ring: np.ndarray) -> Box:
    return (
        float(ring[:, 0].min()),
        float(ring[:, 1].min()),
        float(ring[:, 0].max()),
        float(ring[:, 1].max()),
    )


def insets_of(
    dataset: Dataset, canvas: Canvas, view: View, found: Sequence[Summary], marks: Sequence[Mark]
) -> list[Inset]:
    """Return the insets that a wide view needs and has room for, the most crowded first in line, no two over one another."""
    unit = canvas.unit
    wide, high = view.box[2] - view.box[0], view.box[3] - view.box[1]
    if wide < 620 * unit or high < 420 * unit:
        return []
    crowded = []
    for extent in dataset.extents:
        bounds = read_extent(dataset, extent.name)
        if bounds is None:
            continue
        ring = _ring(bounds, view, 12 * unit)
        places = places_in(dataset, found, bounds)
        if ring is None or len(places) < LEAST_PLACES:
            continue
        own = _around(ring)
        is_small = max(own[2] - own[0], own[3] - own[1]) <= CROWDED * unit
        if is_small and view.holds((own[0] + own[2]) / 2, (own[1] + own[3]) / 2):
            crowded.append((extent.name, bounds, ring, places))
    crowded.sort(key=lambda item: -len(item[3]))
    chosen = crowded[:MOST]
    size = (min(490 * unit, wide * 0.36), min(345 * unit, high * 0.45))
    placed: list[Inset] = []
    for name, bounds, ring, places in sorted(chosen, key=lambda item: item[2][:, 0].mean()):
        rings = [_around(other[2]) for other in chosen]
        box = _room(
            view,
            size,
            _around(ring),
            avoid=[*rings, *(_box(mark) for mark in marks if mark.is_point or mark.small)],
            held=[i.box for i in placed],
            unit=unit,
        )
        if box is None:
            continue
        inner = (box[0], box[1] + HEAD * unit, box[2], box[3])
        around = view_of(bounds, inner, pad=(86 * unit, 46 * unit, 86 * unit, 46 * unit))
        placed.append(Inset(name, box, around, ring, places))
    return placed


def places_in(dataset: Dataset, found: Sequence[Summary], bounds: Bounds) -> frozenset[str]:
    """Return the places that an inset names: those that lie in it, but neither a country nor an area that reaches far beyond."""
    west, south, east, north = bounds
    inside = set()
    for summary in found:
        box = box_of(dataset, summary.place_id)
        if box is None:
            continue
        shift = 360 * round(((west + east) / 2 - (box[0] + box[2]) / 2) / 360)
        left, right = box[0] + shift, box[2] + shift
        over_x, over_y = min(right, east) - max(left, west), min(box[3], north) - max(box[1], south)
        centred = west <= (left + right) / 2 <= east and south <= (box[1] + box[3]) / 2 <= north
        if centred and over_x >= 0.6 * (right - left) and over_y >= 0.6 * (box[3] - box[1]):
            inside.add(summary.place_id)
    return frozenset(inside)


def _ring(bounds: Bounds, view: View, pad: float) -> np.ndarray | None:
    west, south, east, north = bounds
    along = np.linspace(0, 1, 25)
    lon = np.concatenate(
        [west + (east - west) * along, np.full(25, east), east + (west - east) * along, np.full(25, west)]
    )
    lat = np.concatenate(
        [
            np.full(25, north),
            north + (south - north) * along,
            np.full(25, south),
            south + (north - south) * along,
        ]
    )
    x, y = view.place(lon, lat)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        return None
    ring = np.column_stack([x, y])
    centre = ring.mean(axis=0)
    away = ring - centre
    grown: np.ndarray = centre + away * (1 + pad / np.maximum(np.hypot(*away.T), 1)[:, None])
    return grown


def _box(mark: Mark) -> Box:
    if mark.small:
        return mark.small
    r = mark.radius
    return (mark.x - r, mark.y - r, mark.x + r, mark.y + r)


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _room(
    view: View, size: tuple[float, float], own: Box, *, avoid: Sequence[Box], held: Sequence[Box], unit: float
) -> Box | None:
    """Return the box in the view that covers nothing reported and lies nearest to what it shows; None where there is none."""
    pad = 18 * unit
    left, top, right, bottom = view.box
    best: tuple[float, Box] | None = None
    middle = ((own[0] + own[2]) / 2, (own[1] + own[3]) / 2)
    for x in np.linspace(left + pad, right - pad - size[0], 15):
        for y in np.linspace(top + pad, bottom - pad - size[1], 11):
            box = (float(x), float(y), float(x) + size[0], float(y) + size[1])
            wider = (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)
            if any(_overlap(wider, other) for other in held) or any(
                _overlap(wider, other) for other in avoid
            ):
                continue
            # Room is left for the scale bar, which stands at the bottom left.
            corner = (left, bottom - 90 * unit, left + 380 * unit, bottom)
            distance = np.hypot((box[0] + box[2]) / 2 - middle[0], (box[1] + box[3]) / 2 - middle[1])
            edge = 0.0 if y == bottom - pad - size[1] or y == top + pad else 40 * unit
            cost = float(distance) + edge + (400 * unit if _overlap(box, corner) else 0)
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best else None


def draw_frames(canvas: Canvas, view: View, insets: Sequence[Inset]) -> None:
    """Draw on the wide map where each inset lies, and lines from there to it."""
    theme = canvas.theme
    for inset in insets:
        for line in _tangents(inset.ring, inset.box):
            canvas.lines([line], stroke=theme.ink, width=1.1, alpha=0.5, box=view.box, group="inset-line")
        ring = [tuple(point) for point in inset.ring]
        canvas.lines(
            [[*ring, ring[0]]], stroke=theme.ink, width=1.6, alpha=0.8, box=view.box, group="inset-frame"
        )


def _tangents(ring: np.ndarray, box: Box) -> list[list[tuple[float, float]]]:
    """Return the two lines from a ring to a box that touch both and cross neither: the bridges of their common hull."""
    frame = shapely.box(*box)
    around = shapely.convex_hull(shapely.union_all([shapely.Polygon(ring), frame]))
    corners = set(frame.exterior.coords)
    edge = list(around.exterior.coords)
    return [[p, q] for p, q in itertools.pairwise(edge) if (p in corners) != (q in corners)]


def draw_inset_frame(canvas: Canvas, inset: Inset) -> None:
    """Draw the frame of an inset with its name, below which its map stands."""
    theme, unit = canvas.theme, canvas.unit
    left, top, right, _ = inset.box
    canvas.box((left, top, right, top + HEAD * unit), fill=theme.page)
    canvas.box(inset.box, stroke=theme.ink, width=1.6, group="inset")
    canvas.words(
        left + 12 * unit,
        top + 23.5 * unit,
        canvas.cut(inset.name, 19.0, right - left - 24 * unit, "bold"),
        size=19.0,
        style="bold",
        group="inset-name",
    )
