"""Polygons of countries and first-order divisions, by id: `RU`, `RU-KRS`."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.geometry.base import BaseGeometry

from muster.errors import GeoError

COLUMNS = ["geometry_id", "level", "name", "country", "de_facto", "geometry"]


class UnknownGeometryError(GeoError):
    """No boundary has this id; `close_matches` are ids that look like it."""

    def __init__(self, geometry_id: str, close_matches: tuple[str, ...], file: Path) -> None:
        hint = (
            f"did you mean {' or '.join(close_matches)}?"
            if close_matches
            else "countries are like UA, divisions like UA-14."
        )
        super().__init__(f"{geometry_id!r} is not in {file.name}: {hint}")
        self.geometry_id = geometry_id
        self.close_matches = close_matches
        self.file = file


@dataclass(frozen=True, slots=True)
class Boundary:
    """What a polygon is. `country` is the internationally recognised one; `de_facto` is blank unless another holds it."""

    geometry_id: str
    level: str
    name: str
    country: str
    de_facto: str


def load_boundaries(path: Path) -> "Boundaries":
    """Return the boundaries of a GeoParquet file. Nothing is read before the first question."""
    return Boundaries(path)


class Boundaries:
    """Countries and divisions, sorted by level, then id. Each polygon is decoded when first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._polygons: dict[str, BaseGeometry] = {}

    def __contains__(self, geometry_id: str) -> bool:
        return geometry_id in self._positions

    def __iter__(self) -> Iterator[Boundary]:
        columns = [self._table.column(name).to_pylist() for name in COLUMNS[:-1]]
        return (Boundary(*row) for row in zip(*columns, strict=True))

    def __len__(self) -> int:
        return len(self._positions)

    def boundary(self, geometry_id: str) -> Boundary:
        """Raises UnknownGeometryError."""
        row = self._table.slice(self._position(geometry_id), 1).to_pylist()[0]
        return Boundary(*(row[name] for name in COLUMNS[:-1]))

    def polygon(self, geometry_id: str) -> BaseGeometry:
        """Return a valid Polygon or MultiPolygon in degrees, EPSG:4326, x = longitude between -180 and 180.

        What crosses the antimeridian is cut there; `shapes.unwrap` joins it. Raises UnknownGeometryError.
        """
        if geometry_id not in self._polygons:
            wkb = self._table.column("geometry")[self._position(geometry_id)].as_py()
            self._polygons[geometry_id] = shapely.from_wkb(wkb)
        return self._polygons[geometry_id]

    def containing(self, lat: float, lon: float) -> tuple[Boundary, ...]:
        """Return what the point lies in, countries first; empty at sea, several on a border. Reads every polygon once."""
        rows = sorted(self._tree.query(shapely.Point(lon, lat), predicate="intersects").tolist())
        return tuple(self.boundary(self._ids[row]) for row in rows)

    @cached_property
    def _table(self) -> pa.Table:
        if not self.path.is_file():
            raise GeoError(f"{self.path} is missing: run scripts/build_geodata.")
        try:
            return pq.read_table(self.path, columns=COLUMNS)
        except (pa.ArrowException, KeyError) as error:
            raise GeoError(
                f"{self.path} is not a file of boundaries ({error}): run scripts/build_geodata."
            ) from error

    @cached_property
    def _ids(self) -> list[str]:
        ids: list[str] = self._table.column("geometry_id").to_pylist()
        return ids

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {geometry_id: position for position, geometry_id in enumerate(self._ids)}

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(
            shapely.from_wkb(np.array(self._table.column("geometry").to_pylist(), dtype=object))
        )

    def _position(self, geometry_id: str) -> int:
        if geometry_id not in self._positions:
            near = tuple(get_close_matches(geometry_id.upper(), self._ids, n=3, cutoff=0.7))
            raise UnknownGeometryError(geometry_id, near, self.path)
        return self._positions[geometry_id]
