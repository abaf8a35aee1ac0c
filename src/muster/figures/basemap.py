"""Land, water, borders and names beneath a map: Natural Earth as the web map has it, projected once and kept."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path

from muster import paths
from muster.errors import FigureError
from muster.figures.canvas import Canvas
from muster.figures.projection import Bounds, View, central_meridian, transformer
from muster.geo.shapes import decode_points

FILLS = ("land", "lakes")
LINES = ("rivers", "coast", "admin1", "countries", "disputed")
_TILE = 15
_MOST_TILES = 36
_FINE_M = 3200
"""What is seen at fewer metres to a pixel of a slide gets the fine tiles."""
_EDGE_DEGREES = 0.5


@dataclass(frozen=True, slots=True)
class _Shapes:
    """One layer: coordinates of all parts in degrees, where each begins, and the box of each."""

    geometries: np.ndarray
    boxes: np.ndarray


@cache
def _read(name: str) -> Mapping[str, _Shapes]:
    file = paths.BASEMAP / name
    try:
        raw = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise FigureError(f"{file} cannot be read ({error.strerror}): run scripts/build_geodata.") from error
    found = {}
    for layer in (*FILLS, *LINES):
        parts: list[Any] = []
        for coded in raw.get(layer, ()):
            if layer in FILLS:
                rings = [decode_points(ring, raw["q"]) for ring in coded]
                parts.append(shapely.Polygon(rings[0], rings[1:]))
            else:
                parts.append(shapely.LineString(decode_points(coded, raw["q"])))
        geometries = np.array(parts, dtype=object)
        if layer in FILLS and len(geometries):
            # Straight edges of tiles must bend with the parallels.
            geometries = shapely.segmentize(geometries, _EDGE_DEGREES)
        found[layer] = _Shapes(
            geometries, shapely.bounds(geometries) if len(geometries) else np.empty((0, 4))
        )
    return found


@cache
def _labels() -> tuple[list[dict[str, Any]], np.ndarray]:
    """Return the names of the base map, and beside them longitude, latitude and the zoom from which each is shown."""
    found: list[dict[str, Any]] = json.loads((paths.BASEMAP / "labels.json").read_text("utf-8"))
    return found, np.array([(label["x"], label["y"], label["z"]) for label in found], dtype=float)


def _tiles(bounds: Bounds) -> list[str]:
    west, south, east, north = bounds
    names = []
    for x in range(math.floor((west + 180) / _TILE), math.floor((east + 180) / _TILE) + 1):
        for y in range(
            max(0, math.floor((south + 90) / _TILE)), min(11, math.floor((north + 90) / _TILE)) + 1
        ):
            name = f"tiles/{x % (360 // _TILE)}_{y}.json"
            if name not in names and (paths.BASEMAP / name).is_file():
                names.append(name)
    return names


@lru_cache(maxsize=24)
def _projected(
    projection: str, names: tuple[str, ...], bounds: Bounds, tolerance_m: int
) -> Mapping[str, Path]:
    """Return each layer as one path in metres, of what lies within bounds (about the central meridian)."""
    centre = central_meridian(projection)
    window = (max(bounds[0], centre - 179.95), bounds[1], min(bounds[2], centre + 179.95), bounds[3])
    found: dict[str, Path] = {}
    for layer in (*FILLS, *LINES):
        pieces: list[Any] = []
        for name in names:
            shapes = _read(name)[layer]
            if not len(shapes.geometries):
                continue
            for shift in (-360, 0, 360):
                west, east = shapes.boxes[:, 0] + shift, shapes.boxes[:, 2] + shift
                touches = (west <= window[2]) & (east >= window[0])
                touches &= (shapes.boxes[:, 1] <= window[3]) & (shapes.boxes[:, 3] >= window[1])
                picked = shapes.geometries[touches]
                if not len(picked):
                    continue
                picked = (
                    shapely.transform(picked, lambda xy, by=shift: xy + np.array([by, 0.0]))
                    if shift
                    else picked
                )
                outside = (
                    (west[touches] < window[0])
                    | (east[touches] > window[2])
                    | (shapes.boxes[touches, 1] < window[1])
                    | (shapes.boxes[touches, 3] > window[3])
                )
                if outside.any():
                    cut = picked.copy()
                    cut[outside] = shapely.clip_by_rect(picked[outside], *window)
                    picked = cut
                pieces.append(picked)
        if pieces:
            path = path_of(np.concatenate(pieces), projection, tolerance_m)
            if path is not None:
                found[layer] = path
    return found


def path_of(geometries: Iterable[Any], projection: str, tolerance_m: float = 0.0) -> Path | None:
    """Return geometries in degrees as one path in metres of a projection; None where nothing is left."""
    flat = shapely.get_parts(np.atleast_1d(np.array(list(geometries), dtype=object)))
    flat = flat[~shapely.is_empty(flat)]
    if not len(flat):
        return None
    to = transformer(projection)
    flat = shapely.transform(flat, lambda xy: np.column_stack(to.transform(xy[:, 0], xy[:, 1])))
    if tolerance_m:
        flat = shapely.simplify(flat, tolerance_m, preserve_topology=False)
        flat = shapely.get_parts(flat[~shapely.is_empty(flat)])
    # A hole goes the other way round, so that it stays one when all is filled together.
    flat = shapely.orient_polygons(flat)
    is_area = shapely.get_dimensions(flat) == 2
    rings = np.concatenate([shapely.get_rings(flat[is_area]), flat[~is_area]])
    if not len(rings):
        return None
    points, index = shapely.get_coordinates(rings, return_index=True)
    good = np.isfinite(points).all(axis=1)
    points, index = points[good], index[good]
    if not len(points):
        return None
    first = np.r_[True, np.diff(index) > 0]
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[first] = Path.MOVETO
    closed = np.isin(
        index,
        np.flatnonzero(np.r_[np.ones(len(rings) - (~is_area).sum(), bool), np.zeros((~is_area).sum(), bool)]),
    )
    last = np.r_[np.diff(index) > 0, True]
    codes[last & closed & ~first] = Path.CLOSEPOLY
    return Path(points, codes)


def draw_basemap(canvas: Canvas, view: View) -> None:
    """Draw water, land, lakes, rivers, coast and borders in a view's box."""
    key = (view.projection, view.left_m, view.top_m, view.scale)
    canvas.layer(key, view.box, lambda alone: _draw(alone, view))


def _draw(canvas: Canvas, view: View) -> None:
    theme, box = canvas.theme, view.box
    metres = 1 / view.scale * canvas.unit
    west, south, east, north = view.degrees()
    margin = (east - west + north - south) / 40
    bounds = (west - margin, max(south - margin, -90), east + margin, min(north + margin, 90))
    names = tuple(_tiles(bounds)) if metres < _FINE_M else ()
    names = names if 0 < len(names) <= _MOST_TILES else ("world.json",)
    layers = _projected(view.projection, names, bounds, round(0.35 / view.scale))
    canvas.box(box, fill=theme.water, group="water")
    style: dict[str, Any] = {"transform": view.to_pixels, "box": box}
    close = metres < _FINE_M
    if "land" in layers:
        canvas.path(
            layers["land"], fill=theme.land, stroke=theme.land, width=0.7 / canvas.unit, group="land", **style
        )
    for name, colour, width, dash in (
        ("admin1", theme.admin, 1.4 if close else 1.0, None),
        ("rivers", theme.river, 1.6 if close else 1.1, None),
        ("coast", theme.coast, 1.2, None),
        ("countries", theme.country, 2.0 if close else 1.6, None),
        ("disputed", theme.country, 1.6, (6, 5)),
    ):
        if name == "rivers" and "lakes" in layers:
            canvas.path(layers["lakes"], fill=theme.water, **style)
        if name in layers and (close or name != "rivers" or metres < 9000):
            canvas.path(layers[name], stroke=colour, width=width, dash=dash, group=name, **style)


def base_labels(view: View, unit: float) -> list[tuple[float, float, dict[str, Any]]]:
    """Return the names of the base map that a view of this scale has room for, with their pixels, the weightiest first."""
    zoom = math.log2(40_075_017 / (256 * view.metres_per_pixel() * unit)) - 0.9
    labels, places = _labels()
    fitting = np.flatnonzero(places[:, 2] <= zoom)
    if not len(fitting):
        return []
    x, y = view.place(places[fitting, 0], places[fitting, 1])
    left, top, right, bottom = view.box
    seen = np.isfinite(x) & np.isfinite(y)
    seen[seen] &= (x[seen] >= left) & (x[seen] <= right) & (y[seen] >= top) & (y[seen] <= bottom)
    found = [
        (float(px), float(py), labels[index])
        for px, py, index in zip(x[seen], y[seen], fitting[seen], strict=True)
    ]
    return sorted(found, key=lambda item: (item[2]["r"], item[2]["z"]))
