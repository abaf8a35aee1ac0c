"""Geometries that a data set makes from boundaries: unions, and the line where two groups meet (areas.csv)."""

import csv
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from muster.errors import GeoError
from muster.geo.boundaries import Boundaries
from muster.model import Area
from muster.vocabulary import AreaMake


class AreaError(GeoError):
    """A row of areas.csv that makes no geometry."""

    def __init__(self, geometry_id: str, problem: str) -> None:
        super().__init__(f"areas.csv, {geometry_id!r}: {problem}")
        self.geometry_id = geometry_id
        self.problem = problem


def load_world_areas(path: Path) -> dict[str, Area]:
    """Return the areas of a world-areas.csv by geometry id: each a union of boundaries. Raises GeoError when it is missing."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise GeoError(f"{path} cannot be read ({error.strerror}).") from error
    return {
        row["geometry_id"]: Area(
            geometry_id=row["geometry_id"],
            name=row["name"],
            make=AreaMake.UNION,
            members=(tuple(row["members"].split("|")),),
            basis=row["basis"],
            note=row["note"],
        )
        for row in rows
    }


def make_area(area: Area, boundaries: Boundaries) -> BaseGeometry:
    """Return a valid polygon (union) or line (shared border) in degrees, EPSG:4326.

    Raises AreaError for a missing, empty or superfluous group of members and for groups that do not meet in a
    line; UnknownGeometryError for a member that is no boundary.
    """
    wanted = 1 if area.make is AreaMake.UNION else 2
    if len(area.members) != wanted or not all(area.members):
        example = "RU-KRS|RU-BRY" if wanted == 1 else "RU-KRS|RU-BRY/UA"
        text = "/".join("|".join(group) for group in area.members)
        problem = f"members are {text!r}; a {area.make} has {wanted} group(s), as in {example}."
        raise AreaError(area.geometry_id, problem)
    unions = [shapely.union_all([boundaries.polygon(member) for member in group]) for group in area.members]
    return unions[0] if wanted == 1 else _shared_line(area, unions[0], unions[1])


def _shared_line(area: Area, one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Return what two outlines have in common, in as few lines as possible; neighbours share their vertices."""
    common = shapely.intersection(one.boundary, other.boundary)
    lines = [part for part in shapely.get_parts(common) if part.geom_type == "LineString" and part.length]
    if not lines:
        groups = " and ".join("|".join(group) for group in area.members)
        raise AreaError(area.geometry_id, f"{groups} do not meet in a line.")
    return shapely.line_merge(shapely.MultiLineString(lines))
