"""The places of a bulk layer that are known without a point: what to draw of each, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from shapely.geometry.base import BaseGeometry

from muster.errors import GeoError
from muster.geo.areas import make_area
from muster.geo.places import UNITS_PER_DEGREE, boundaries, world_areas
from muster.geo.shapes import encode, label_point, simplify, unwrap
from muster.query.bulk import Layer

_WORLD = (-180.0, -60.0, 180.0, 80.0)
_SHARE_OF_WIDTH = 1 / 1500
_COUNTRY_LETTERS = 2
_VAGUE = (
    "SELECT place_id::VARCHAR AS place_id, min(geo_precision) AS finest, max(geo_precision) AS vaguest FROM claims "
    "WHERE grid_x IS NULL AND place_id IS NOT NULL AND tier <> 'secondary' GROUP BY 1"
)
_BOUNDS = "SELECT min(lon) w, min(lat) s, max(lon) e, max(lat) n FROM claims WHERE grid_x IS NOT NULL AND tier <> 'secondary'"
_AREA_BOUNDS = "SELECT min(lon) w, min(lat) s, max(lon) e, max(lat) n FROM claims WHERE tier <> 'secondary'"


@lru_cache(maxsize=8)
def _geometry_ids(layer: Layer) -> Mapping[str, str | None]:
    rows = layer.rows(
        "SELECT place_id, geometry_id FROM read_parquet(?)", [str(layer.folder / "places.parquet")]
    )
    return {row["place_id"]: row["geometry_id"] for row in rows}


def _geometry(geometry_id: str) -> BaseGeometry | None:
    """Return what a boundary of ours has for an id; None for one that only the layer's makers know."""
    try:
        area = world_areas().get(geometry_id)
        return make_area(area, boundaries()) if area is not None else boundaries().polygon(geometry_id)
    except GeoError:
        return None


def area_places(layer: Layer, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the places that claims know without a point, each with its number, name, and how it is to be drawn.

    `draw` is `country` (an outline), `region` (a tint) or `area` (hatched) where there is a boundary for it, else "": then
    it is listed and not drawn. `box` and `anchor` are in degrees.
    """
    found = []
    for row in layer.rows(_VAGUE):
        key = str(row["place_id"])
        geometry_id = _geometry_ids(layer).get(key)
        placed = _extent(geometry_id) if geometry_id else None
        vague = (row["vaguest"] or 0) >= 5
        country = geometry_id is not None and len(geometry_id) == _COUNTRY_LETTERS
        draw = "" if placed is None else "country" if country else "area" if vague else "region"
        found.append(
            {
                "place": numbers[key],
                "id": key,
                "name": layer.places[key],
                "draw": draw,
                "precision": row["finest"],
                "box": placed and placed[0],
                "anchor": placed and placed[1],
            }
        )
    return sorted(found, key=lambda area: int(area["place"]))


@lru_cache(maxsize=512)
def _extent(geometry_id: str) -> tuple[list[float], list[float]] | None:
    geometry = _geometry(geometry_id)
    if geometry is None:
        return None
    whole = unwrap(geometry)
    west, south, east, north = whole.bounds
    lon, lat = label_point(simplify(whole, max(east - west, north - south) * _SHARE_OF_WIDTH))
    return [west, south, east, north], [lon, lat]


def shape_of_place(layer: Layer, number: int, *, exact: bool = False) -> dict[str, Any]:
    """Return the outline of a place by its number, generalised for a whole view or exact. Raises GeoError for none."""
    places = tuple(layer.places)
    geometry_id = _geometry_ids(layer).get(places[number]) if number < len(places) else None
    geometry = _geometry(geometry_id) if geometry_id else None
    if geometry is None:
        raise GeoError(f"place {number} has no boundary here.")
    whole = unwrap(geometry)
    west, south, east, north = whole.bounds
    if not exact:
        whole = simplify(whole, max(east - west, north - south) * _SHARE_OF_WIDTH)
    return encode(whole, UNITS_PER_DEGREE)


def overall(layer: Layer, areas: Sequence[Mapping[str, Any]]) -> list[float]:
    """Return the box of all that has a point and of the regions, else of the anchors of places, else the inhabited world.

    In degrees: west, south, east, north.
    """
    boxes = [area["box"] for area in areas if area["draw"] == "region"]
    for sql in (_BOUNDS, _AREA_BOUNDS):
        row = layer.rows(sql)[0]
        if row["w"] is not None and row["s"] is not None:
            boxes.append([row["w"] - 0.5, row["s"] - 0.5, row["e"] + 0.5, row["n"] + 0.5])
        if boxes:
            west, south, east, north = zip(*boxes, strict=True)
            return [min(west), min(south), max(east), max(north)]
    return list(_WORLD)
