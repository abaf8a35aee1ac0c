"""What the tables say of places, held against the boundaries: polygons that exist, points that lie where they say."""

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from muster.errors import GeoError
from muster.geo.areas import make_area
from muster.geo.boundaries import Boundaries, UnknownGeometryError
from muster.geo.measure import circle_polygon, distance_m
from muster.model import Area
from muster.tables.columns import Table
from muster.tables.schema import AREAS, GAZETTEER
from muster.vocabulary import PlaceKind

NEAR_M = 20_000
"""A point this near to a polygon may be of it: boundaries are simplified, ports lie on the water."""
FAR_M = 100_000
"""A point farther than this from its country or division is wrong whatever the reason."""
AT_LARGE = frozenset({PlaceKind.AREA, PlaceKind.BORDER, PlaceKind.MACRO_REGION})
"""Kinds whose point may lie outside any country: a sea, a border."""


def check_places(tables: Mapping[str, Table], boundaries: Boundaries) -> None:
    """Add a fault for each polygon that does not exist and each point that does not lie where its row says.

    Raises GeoError when there are no boundaries.
    """
    gazetteer, areas = tables.get(GAZETTEER.file), tables.get(AREAS.file)
    if areas is not None:
        _check_areas(areas, boundaries)
    if gazetteer is not None:
        for index in range(len(gazetteer.ids)):
            _check_polygon(gazetteer, index, boundaries)
            _check_point(gazetteer, index, boundaries)


def _check_areas(areas: Table, boundaries: Boundaries) -> None:
    for index, values in enumerate(areas.records()):
        area = Area(*values)
        if not area.members or area.make is None:
            continue  # the cell itself is the fault
        unknown = {member for group in area.members for member in group if member not in boundaries}
        for member in sorted(unknown):
            areas.fault(
                index, "members", f"names {member}, which has no boundary", _suggest(member, boundaries)
            )
        if unknown or len(area.members) != (2 if area.make == "shared_border" else 1):
            continue
        try:
            make_area(area, boundaries)
        except GeoError as error:
            areas.fault(index, "members", f"makes no geometry ({error})", "name members that touch")


def _check_polygon(gazetteer: Table, index: int, boundaries: Boundaries) -> None:
    geometry_id = gazetteer.values["geometry_id"][index]
    if geometry_id and not geometry_id.startswith("area-") and geometry_id not in boundaries:
        gazetteer.fault(index, "geometry_id", "has no boundary", _suggest(geometry_id, boundaries))


def _suggest(geometry_id: str, boundaries: Boundaries) -> str:
    try:
        boundaries.polygon(geometry_id)
    except UnknownGeometryError as error:
        if error.close_matches:
            return f"did you mean {' or '.join(error.close_matches)}? countries are like 'UA', divisions like 'UA-14'"
    return "use a country such as 'UA' or a division such as 'UA-14'"


def _check_point(gazetteer: Table, index: int, boundaries: Boundaries) -> None:
    row = {column: gazetteer.values[column][index] for column in ("lat", "lon", "radius_m", "kind", "admin1")}
    lat, lon = row["lat"], row["lon"]
    if lat is None or lon is None:
        return
    if row["radius_m"] is not None:
        try:
            circle_polygon(lat, lon, row["radius_m"])
        except GeoError as error:
            gazetteer.fault(
                index, "radius_m", f"makes no circle ({error})", "write a smaller radius, in metres"
            )
    if row["kind"] in AT_LARGE:
        return
    for column in ("admin1", "country"):
        named = [gazetteer.values[column][index]]
        if column == "country":
            named.append(gazetteer.values["de_facto"][index])
        polygons = [boundaries.polygon(name) for name in named if name and name in boundaries]
        if polygons and not _check_within(gazetteer, index, str(named[0]), polygons):
            return


def _check_within(gazetteer: Table, index: int, name: str, polygons: list[BaseGeometry]) -> bool:
    """Return whether the point lies in one of the polygons or near; else add what is likely wrong with it."""
    lat, lon = gazetteer.values["lat"][index], gazetteer.values["lon"][index]
    distance = away_m(lat, lon, polygons)
    if distance <= NEAR_M:
        return True
    turned = {
        "lat and lon look swapped": (lon, lat),
        "lat looks to have the wrong sign": (-lat, lon),
        "lon looks to have the wrong sign": (lat, -lon),
    }
    for problem, (other_lat, other_lon) in turned.items():
        if abs(other_lat) <= 90 and away_m(other_lat, other_lon, polygons) <= NEAR_M:
            gazetteer.fault(
                index,
                "lat",
                f"{problem}: ({lat}, {lon}) is outside {name}",
                _turned_remedy(other_lat, other_lon),
            )
            return False
    if distance > FAR_M:
        away = f"{distance / 1000:,.0f} km outside {name}"
        gazetteer.fault(
            index,
            "lat",
            f"with lon {lon} lies {away}",
            "correct the coordinate, or the country and admin1",
        )
        return False
    return True


def _turned_remedy(lat: float, lon: float) -> str:
    return f"write lat {lat} and lon {lon} if that is so"


def away_m(lat: float, lon: float, polygons: list[BaseGeometry]) -> float:
    """Return how far the point is from the nearest of the polygons, 0 inside; exact enough to tell 20 km from 100."""
    point = shapely.Point(lon, lat)
    shortest = []
    for polygon in polygons:
        if polygon.intersects(point):
            return 0.0
        near = shapely.get_point(shapely.shortest_line(polygon, point), 0)
        shortest.append(distance_m(lat, lon, near.y, near.x))
    return min(shortest)
