"""GeoPackage (through pyogrio) and Parquet or GeoParquet (through pyarrow), batch by batch."""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from muster.errors import RefusedFileError
from muster.ingest.reading.rows import Finding, Row, Shape, Source
from muster.ingest.reading.safety import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_VERTICES_OF_ONE,
    clean,
    shown_name,
)
from muster.ingest.reading.shapes import from_wkb, shape_of_geometry

_BATCH = 2_000
_LONGEST_VIEW_S = 10
_GROUP_BYTES = 1 << 30
_WGS84 = CRS.from_epsg(4326)
_BAD = (pa.ArrowException, DataSourceError, DataLayerError, OSError, RuntimeError, ValueError, KeyError)


def read_geopackage(path: Path, *, layer: str = "") -> Source:
    """Return the columns and rows of a layer: the named one, else the first with geometry, else the first."""
    _check_sqlite(path)
    try:
        layers = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
        names = [name for name, _ in layers]
        if layer and layer not in names:
            raise RefusedFileError(f"{shown_name(path)} has no layer {layer!r}; it has {', '.join(names)}.")
        chosen = layer or next((name for name, kind in layers if kind), names[0] if names else "")
        if not chosen:
            raise RefusedFileError(f"{shown_name(path)} has no layer.")
        about = pyogrio.read_info(path, layer=chosen)
    except _BAD as error:
        raise _refused(path, "GeoPackage", error) from None
    columns = tuple(str(name) for name in about["fields"])
    _check_width(path, columns, about["features"])
    has_shapes = bool(about.get("geometry_type"))
    turn = _transformer(path, about.get("crs")) if has_shapes else None
    return Source(
        "geopackage",
        columns,
        lambda: _layer_rows(path, chosen, columns, turn),
        has_shapes=has_shapes,
        row_word="fid",
        notes=(f"Layer {chosen}; rows are named by their fid.",),
    )


def _layer_rows(path: Path, layer: str, columns: tuple[str, ...], turn: Transformer | None) -> Iterator[Row]:
    try:
        with pyogrio.open_arrow(path, layer=layer, batch_size=_BATCH, use_pyarrow=True, return_fids=True) as (
            about,
            reader,
        ):
            name = about.get("geometry_name") or "wkb_geometry"
            yield from _rows(reader, columns, name, turn, fids=about.get("fid_column") or "OGC_FID")
    except _BAD as error:
        raise _refused(path, "GeoPackage", error) from None


def read_parquet(path: Path) -> Source:
    """Return the columns and rows of a Parquet file, with the primary geometry of a GeoParquet one."""
    try:
        file = pq.ParquetFile(path)
        about = file.metadata
        groups = [about.row_group(number) for number in range(about.num_row_groups)]
        geo = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"null"))
        names = file.schema_arrow.names
    except _BAD as error:
        raise _refused(path, "Parquet file", error) from None
    if any(group.total_byte_size > _GROUP_BYTES for group in groups):
        raise RefusedFileError(
            f"{shown_name(path)} would unpack to more than 1,024 MB at once; it is not read."
        )
    geometry, turn = _geo_column(path, geo, names)
    columns = tuple(name for name in names if name != geometry)
    _check_width(path, columns, about.num_rows)
    return Source(
        "parquet",
        columns,
        lambda: _parquet_rows(path, columns, geometry, turn),
        has_shapes=bool(geometry),
        row_word="record",
    )


def _geo_column(path: Path, geo: Any, names: list[str]) -> tuple[str, Transformer | None]:
    if not isinstance(geo, dict):
        return "", None
    name = str(geo.get("primary_column", ""))
    about = geo.get("columns", {}).get(name)
    if name not in names or not isinstance(about, dict) or about.get("encoding") != "WKB":
        return "", None
    crs = about.get("crs")
    return name, None if crs is None else _transformer(path, json.dumps(crs))


def _parquet_rows(
    path: Path, columns: tuple[str, ...], geometry: str, turn: Transformer | None
) -> Iterator[Row]:
    try:
        with pq.ParquetFile(path) as file:
            yield from _rows(file.iter_batches(_BATCH), columns, geometry, turn)
    except _BAD as error:
        raise _refused(path, "Parquet file", error) from None


def _rows(
    batches: Any, columns: tuple[str, ...], geometry: str, turn: Transformer | None, *, fids: str = ""
) -> Iterator[Row]:
    """Yield rows by the number that the column `fids` has, else by where they stand, the first being 1."""
    count = 0
    for batch in batches:
        values = {name: batch.column(batch.schema.get_field_index(name)) for name in batch.schema.names}
        shapes = values.pop(geometry, None)
        own = values.pop(fids, None) if fids not in columns else None
        for index in range(batch.num_rows):
            count += 1
            number = count if own is None else int(own[index].as_py())
            cells = {name: _text(values[name][index].as_py()) if name in values else "" for name in columns}
            shape, fault = (None, "") if shapes is None else _shape(shapes[index].as_py(), turn)
            faults = (Finding(number, "geometry", "", fault),) if fault else ()
            yield Row(number, cells, shape, faults)


def _shape(content: Any, turn: Transformer | None) -> tuple[Shape | None, str]:
    geometry = from_wkb(content) if isinstance(content, bytes) else None
    if geometry is None or geometry.is_empty:
        return None, ""
    if len(content) > MOST_VERTICES_OF_ONE * 16:
        return None, f"has more than {MOST_VERTICES_OF_ONE:,} vertices; simplify it"
    found = shape_of_geometry(_turned(geometry, turn))
    return found, "" if found else "lies off the Earth; look at its coordinate system"


def _turned(geometry: BaseGeometry, turn: Transformer | None) -> BaseGeometry:
    if turn is None:
        return geometry
    return shapely.transform(
        geometry, lambda points: np.column_stack(turn.transform(points[:, 0], points[:, 1]))
    )


def _transformer(path: Path, crs: Any) -> Transformer | None:
    if not crs:
        raise RefusedFileError(
            f"{shown_name(path)} does not say in which coordinate system it is; save it in WGS 84 (EPSG:4326)."
        )
    try:
        known = CRS.from_user_input(crs)
    except CRSError:
        raise RefusedFileError(
            f"{shown_name(path)} is in a coordinate system that is not known; save it in WGS 84 (EPSG:4326)."
        ) from None
    if known.equals(_WGS84, ignore_axis_order=True) or known.to_authority() == ("OGC", "CRS84"):
        return None
    return Transformer.from_crs(known, _WGS84, always_xy=True)


def _check_sqlite(path: Path) -> None:
    try:
        raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            raw.execute("SELECT count(*) FROM gpkg_contents").fetchone()
            _check_views(path, raw)
        finally:
            raw.close()
    except sqlite3.Error as error:
        raise _refused(path, "GeoPackage", error) from None


def _check_views(path: Path, raw: sqlite3.Connection) -> None:
    """Raise RefusedFileError for a layer that is worked out by a query without an end, or nearly so."""
    views = raw.execute(
        "SELECT name FROM sqlite_master JOIN gpkg_contents ON name = table_name WHERE type = 'view'"
    ).fetchall()
    end = time.monotonic() + _LONGEST_VIEW_S
    raw.set_progress_handler(lambda: int(time.monotonic() > end), 10_000)
    for (name,) in views:
        quoted = str(name).replace('"', '""')
        query = f'SELECT count(*) FROM (SELECT 1 FROM "{quoted}" LIMIT {MOST_ROWS + 1})'  # noqa: S608 - quoted
        try:
            count = raw.execute(query).fetchone()[0]
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
            count = MOST_ROWS + 1
        if count > MOST_ROWS:
            raise RefusedFileError(
                f"{shown_name(path)}: the layer {clean(str(name))[:60]!r} is a query that gives too many rows or takes too "
                "long; save what it gives as a table."
            )


def _check_width(path: Path, columns: tuple[str, ...], rows: int) -> None:
    if len(columns) > MOST_COLUMNS or rows > MOST_ROWS:
        raise RefusedFileError(
            f"{shown_name(path)} has {len(columns):,} columns and {rows:,} rows; at most {MOST_COLUMNS} and "
            f"{MOST_ROWS:,} are read."
        )


def _refused(path: Path, what: str, error: Exception) -> RefusedFileError:
    if isinstance(error, RefusedFileError):
        return error
    reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
    return RefusedFileError(f"{shown_name(path)} is no {what} that can be read ({clean(reason)}).")


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bytes):
        return ""
    return clean(str(value))[:LONGEST_CELL]
