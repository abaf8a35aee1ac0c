"""Smaller maps on the map, for groups of places that the wide view piles up; each is framed on the wide map, as in an atlas."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from muster.figures.canvas import Box, Canvas
from muster.figures.grid import Grid, grid_of
from muster.figures.marks import Mark
from muster.figures.obstacles import Segment, passes
from muster.figures.projection import Bounds, View, box_of, read_extent, view_of
from muster.figures.summaries import Summary
from muster.model import Dataset

CROWDED, LEAST_PLACES, MOST = 260.0, 2, 2
HEAD = 34.0
_SIZES = (1.0, 0.88, 0.76)
_TRIED = 70
PADS = (1.0, 1.45, 2.1)
"""How much of the room about what an inset shows is tried for names, the least first."""
_APART = 60.0
"""How far an inset keeps from the frames on the wide map, so that names find room between."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A smaller map: its name and bounds, the box of the whole, its own view, and its frame on the wide map as a ring of pixels."""

    name: str
    bounds: Bounds
    box: Box
    view: View
    ring: np.ndarray
    places: frozenset[str]
    link: Segment

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
    symbols = [_box(mark) for mark in marks if mark.is_point or mark.small]
    areas = _areas(view, marks)
    for many, share in itertools.product(range(min(MOST, len(crowded)), 0, -1), _SIZES):
        chosen = sorted(crowded[:many], key=lambda item: item[2][:, 0].mean())
        rings = [_around(item[2]) for item in chosen]
        size = (min(490 * unit, wide * 0.36) * share, min(345 * unit, high * 0.47) * share)
        near = [*(_grown(ring, _APART * unit) for ring in rings), *symbols]
        rooms = [_rooms(view, size, ring, near, areas, unit) for ring in rings]
        boxes = _together(rooms, rings, symbols, unit)
        if boxes is not None:
            break
    else:
        return []
    placed = []
    for (name, bounds, ring, places), box in zip(chosen, boxes, strict=True):
        around = inset_view(canvas, bounds, box)
        placed.append(Inset(name, bounds, box, around, ring, places, _link(_around(ring), ring, box)))
    return placed


def inset_view(canvas: Canvas, bounds: Bounds, box: Box, *, pad: float = 1.0) -> View:
    """Return the view of an inset in its box; `pad` multiplies the room that is left about its bounds."""
    inner = (box[0], box[1] + HEAD * canvas.unit, box[2], box[3])
    pad_x = min(86 * canvas.unit, (box[2] - box[0]) * 0.16) * pad
    pad_y = min(46 * canvas.unit, (inner[3] - inner[1]) * 0.13) * pad
    return view_of(bounds, inner, pad=(pad_x, pad_y, pad_x, pad_y))


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


def renamed(dataset: Dataset, insets: Sequence[Inset], found: Sequence[Summary]) -> list[Inset]:
    """Return the same insets for what is shown now, as on another frame of a film."""
    return [replace(inset, places=places_in(dataset, found, inset.bounds)) for inset in insets]


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


def _areas(view: View, marks: Sequence[Mark]) -> list[Grid]:
    """Return what is reported of areas: an inset had better not lie there."""
    return [grid_of(m.path, view) for m in marks if m.path is not None and m.extent in {"hatch", "polygon"}]


Room = tuple[float, Box]
"""What it costs to stand in a box."""


def _rooms(  # noqa: PLR0917
    view: View, size: tuple[float, float], own: Box, avoid: Sequence[Box], areas: Sequence[Grid], unit: float
) -> list[Room]:
    """Return the boxes in the view that cover no symbol, the best first: off what is reported, near to what they show."""
    pad = 18 * unit
    left, top, right, bottom = view.box
    middle = ((own[0] + own[2]) / 2, (own[1] + own[3]) / 2)
    # Room is left for the scale bar, which stands at the bottom left.
    corner = (left, bottom - 90 * unit, left + 380 * unit, bottom)
    xs = np.linspace(left + pad, right - pad - size[0], 25)
    ys = np.linspace(top + pad, bottom - pad - size[1], 15)
    corners = np.array([(x, y) for x in xs for y in ys])
    boxes = np.column_stack([corners, corners + size])
    covered = sum((area.share(boxes) for area in areas), start=np.zeros(len(boxes)))
    blocked = np.array([corner, *(_grown(other, pad) for other in avoid)])
    over = (
        (boxes[:, None, 0] < blocked[None, :, 2])
        & (boxes[:, None, 2] > blocked[None, :, 0])
        & (boxes[:, None, 1] < blocked[None, :, 3])
        & (boxes[:, None, 3] > blocked[None, :, 1])
    ).any(axis=1)
    distance = np.hypot(
        (boxes[:, 0] + boxes[:, 2]) / 2 - middle[0], (boxes[:, 1] + boxes[:, 3]) / 2 - middle[1]
    )
    edge = np.where((boxes[:, 1] == ys[0]) | (boxes[:, 1] == ys[-1]), 0.0, 40 * unit)
    costs = distance + edge + 12_000 * unit * covered
    found: list[Room] = [
        (cost, (row[0], row[1], row[2], row[3]))
        for cost, row in zip(costs[~over].tolist(), boxes[~over].tolist(), strict=True)
    ]
    return sorted(found)[:_TRIED]


def _together(
    rooms: Sequence[Sequence[Room]], rings: Sequence[Box], symbols: Sequence[Box], unit: float
) -> list[Box] | None:
    """Return the cheapest boxes of which no two overlap and whose lines to their rings pass over nothing; None for none."""
    groups = sorted(itertools.product(*rooms), key=lambda group: sum(room[0] for room in group))
    for group in groups:
        boxes = [room[1] for room in group]
        if any(_overlap(_grown(a, 18 * unit), b) for a, b in itertools.combinations(boxes, 2)):
            continue
        in_the_way = [
            [*symbols, *(other for other in (*rings, *boxes) if other not in {ring, box})]
            for ring, box in zip(rings, boxes, strict=True)
        ]
        links = [_link(ring, None, box) for ring, box in zip(rings, boxes, strict=True)]
        if not any(passes(link, others) for link, others in zip(links, in_the_way, strict=True)):
            return boxes
    return None


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _link(own: Box, ring: np.ndarray | None, box: Box) -> Segment:
    """Return the shortest line from a frame on the wide map to its inset."""
    points = (
        ring if ring is not None else np.array([(x, y) for x in (own[0], own[2]) for y in (own[1], own[3])])
    )
    nearest = np.column_stack([np.clip(points[:, 0], box[0], box[2]), np.clip(points[:, 1], box[1], box[3])])
    index = int(np.hypot(*(nearest - points).T).argmin())
    return (*(float(n) for n in points[index]), *(float(n) for n in nearest[index]))  # type: ignore[return-value]


def draw_frames(canvas: Canvas, view: View, insets: Sequence[Inset]) -> None:
    """Draw on the wide map where each inset lies, and a line from there to it."""
    theme = canvas.theme
    for inset in insets:
        x, y, ex, ey = inset.link
        for stroke, width in ((theme.land, 4.0), (theme.ink, 1.4)):
            canvas.lines(
                [[(x, y), (ex, ey)]], stroke=stroke, width=width, alpha=0.8, box=view.box, group="inset-line"
            )
        ring = [tuple(point) for point in inset.ring]
        canvas.lines(
            [[*ring, ring[0]]], stroke=theme.ink, width=1.6, alpha=0.8, box=view.box, group="inset-frame"
        )


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
