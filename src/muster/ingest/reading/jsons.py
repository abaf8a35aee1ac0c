"""JSON as it comes: GeoJSON features and TimeMap events, one after the other; the whole is never held.

A file is read event by event, so that ten million vertices, or a list a million deep, are refused where they pass the
bound, and not when the memory is full.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import ijson
from ijson.common import IncompleteJSONError, JSONError, ObjectBuilder

from muster.errors import RefusedFileError
from muster.ingest.reading.rows import Finding, Row, Shape, Source
from muster.ingest.reading.safety import (
    LONGEST_CELL,
    MEGABYTE,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_VERTICES,
    MOST_VERTICES_OF_ONE,
    clean,
    shown_name,
)
from muster.ingest.reading.shapes import shape_of_points

_DEEPEST = 64
_MOST_EVENTS_OF_ONE = 4 * MOST_VERTICES_OF_ONE
_LONGEST_STRING = 2 * MEGABYTE
_OF_NUMBERS = b"0123456789+-.eE,[]{}: \t\r\nnulltruefals"
_SCANNED = 1_000
"""Columns are those of the first features; what comes up later is added to them where it is mapped."""
_WGS84_NAMES = ("crs84", "4326")


def read_geojson(path: Path, prefix: str = "features.item") -> Source:
    """Return the properties of a FeatureCollection as columns, and its features as rows, the first being row 1."""
    return Source(
        "geojson",
        _columns(path, prefix, _feature_row),
        lambda: _rows(path, prefix, _feature_row),
        has_shapes=True,
        row_word="feature",
    )


def read_feature(path: Path) -> Source:
    """Return a single feature of GeoJSON as the one row of `read_geojson`."""
    return read_geojson(path, "")


def read_events(path: Path) -> Source:
    """Return the objects of a JSON list as rows: TimeMap's `api.json`, or its export with `events`."""
    prefix = _events_prefix(path)
    return Source(
        "json",
        _columns(path, prefix, _object_row),
        lambda: _rows(path, prefix, _object_row),
        row_word="event",
    )


class _Watched:
    """A file that is refused where one text in it does not end: to put it together would take all the time there is."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path, self._length = file, path, 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises RefusedFileError once there are 2 MB of one text among them."""
        chunk = self._file.read(size)
        is_inside = b'"' not in chunk and (b"," not in chunk or bool(chunk.translate(None, _OF_NUMBERS)))
        self._length = self._length + len(chunk) if is_inside else 0
        if self._length > _LONGEST_STRING:
            raise RefusedFileError(
                f"{shown_name(self._path)} holds a text of more than {_LONGEST_STRING // MEGABYTE} MB; it is not read."
            )
        return chunk


def _events(file: IO[bytes], path: Path) -> Iterator[tuple[str, str, Any]]:
    """Yield (prefix, event, value), refusing what is nested too deep before its prefixes fill the memory."""
    outer: list[tuple[str, bool]] = []  # the prefix of what is open around here, and whether it is a list
    prefix = ""
    for event, value in ijson.basic_parse(_Watched(file, path)):
        if event == "map_key":
            yield outer[-1][0], event, value
            prefix = f"{outer[-1][0]}.{value}" if outer[-1][0] else str(value)
            continue
        if event in {"end_map", "end_array"}:
            prefix, _ = outer.pop()
            yield prefix, event, value
            prefix = _inside(outer)
            continue
        if outer and outer[-1][1]:
            prefix = _inside(outer)
        yield prefix, event, value
        if event in {"start_map", "start_array"}:
            outer.append((prefix, event == "start_array"))
            if len(outer) > _DEEPEST:
                raise RefusedFileError(
                    f"{shown_name(path)} is nested more than {_DEEPEST} deep; it is not read."
                )


def _inside(outer: list[tuple[str, bool]]) -> str:
    """Return the prefix of an item of the list that is open."""
    if not outer or not outer[-1][1]:
        return outer[-1][0] if outer else ""
    return f"{outer[-1][0]}.item" if outer[-1][0] else "item"


def sniff_json(path: Path) -> str:
    """Return `geojson`, `feature` (a single one), `events` or "" by the first few hundred events of a JSON file."""
    try:
        with path.open("rb") as file:
            for count, (prefix, event, value) in enumerate(_events(file, path)):
                if prefix == "type" and event == "string":
                    return {"FeatureCollection": "geojson", "Feature": "feature"}.get(value, "")
                if prefix in {"features", "features.item"} and event in {"start_array", "start_map"}:
                    return "geojson"
                if prefix in {"item", "events.item"} and event == "start_map":
                    return "events"
                if count > 5_000:
                    return ""
    except (JSONError, ValueError, OSError, RecursionError):
        return ""
    return ""


def _events_prefix(path: Path) -> str:
    with path.open("rb") as file:
        try:
            first = next(iter(_events(file, path)), None)
        except JSONError as error:
            raise _refused(path, error) from None
    return "item" if first and first[1] == "start_array" else "events.item"


def _columns(path: Path, prefix: str, make: Any) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for count, row in enumerate(_rows(path, prefix, make)):
        names.update(dict.fromkeys(row.cells))
        if count >= _SCANNED:
            break
    if len(names) > MOST_COLUMNS:
        raise RefusedFileError(
            f"{shown_name(path)} has {len(names):,} properties; at most {MOST_COLUMNS} are read."
        )
    return tuple(names)


def _rows(path: Path, prefix: str, make: Any) -> Iterator[Row]:
    vertices = number = 0
    for number, (value, size) in enumerate(_objects(path, prefix), 1):
        vertices += size
        if number > MOST_ROWS:
            raise RefusedFileError(f"{shown_name(path)} has more than {MOST_ROWS:,} rows; split it.")
        if vertices > 2 * MOST_VERTICES:
            raise RefusedFileError(
                f"{shown_name(path)} has more than {MOST_VERTICES:,} vertices; simplify its shapes."
            )
        yield make(number, value)
    if number == 0:
        what = "features" if prefix.startswith("features") else "events"
        raise RefusedFileError(f"{shown_name(path)} has no {what}.")


def _objects(path: Path, prefix: str) -> Iterator[tuple[Any, int]]:
    """Yield each value under `prefix`, and how many numbers stand in its lists."""
    builder, depth, events, numbers = None, 0, 0, 0
    try:
        with path.open("rb") as file:
            for current, event, value in _events(file, path):
                if builder is None:
                    if prefix == "features.item" and current == "crs.properties.name":
                        _check_crs(path, str(value))
                    if current != prefix or event == "end_array":
                        continue
                    builder, depth, events, numbers = ObjectBuilder(), 0, 0, 0
                builder.event(event, value)
                events += 1
                numbers += event == "number"
                depth += event in {"start_map", "start_array"}
                depth -= event in {"end_map", "end_array"}
                if events > _MOST_EVENTS_OF_ONE:
                    raise RefusedFileError(
                        f"{shown_name(path)} has a feature of more than {MOST_VERTICES_OF_ONE:,} vertices; simplify it."
                    )
                if depth > _DEEPEST:
                    raise RefusedFileError(
                        f"{shown_name(path)} is nested more than {_DEEPEST} deep; it is not read."
                    )
                if depth == 0:
                    yield builder.value, numbers
                    builder = None
    except (JSONError, IncompleteJSONError, UnicodeError, ValueError, RecursionError) as error:
        raise _refused(path, error) from None


def _check_crs(path: Path, name: str) -> None:
    if not any(known in name.casefold() for known in _WGS84_NAMES):
        raise RefusedFileError(
            f"{shown_name(path)} says that it is in {clean(name)[:60]!r}; GeoJSON is WGS 84 (longitude, latitude). Save it so."
        )


def _refused(path: Path, error: Exception) -> RefusedFileError:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:100]
    return RefusedFileError(f"{shown_name(path)} is no JSON that can be read ({clean(reason)}).")


def _object_row(number: int, value: Any) -> Row:
    if not isinstance(value, dict):
        return Row(number, {}, faults=(Finding(number, "", _text(value)[:200], "is no object"),))
    return Row(number, {clean(str(name)): _text(cell) for name, cell in value.items()})


def _feature_row(number: int, value: Any) -> Row:
    if not isinstance(value, dict):
        return Row(number, {}, faults=(Finding(number, "", _text(value)[:200], "is no feature"),))
    properties = value.get("properties")
    cells = {}
    if isinstance(properties, dict):
        cells = {clean(str(name)): _text(cell) for name, cell in properties.items()}
    if "id" not in cells and value.get("id") is not None:
        cells["id"] = _text(value["id"])
    geometry = value.get("geometry")
    if geometry is None:
        return Row(number, cells)
    if _is_empty(geometry):
        return Row(number, cells)
    shape = _shape(geometry)
    faults = () if shape else (Finding(number, "geometry", "", "lies off the Earth or is no geometry"),)
    return Row(number, cells, shape, faults)


def _is_empty(geometry: Any) -> bool:
    """Return whether a geometry is one without any point: as good as none."""
    if not isinstance(geometry, dict):
        return False
    parts = geometry.get("geometries" if geometry.get("type") == "GeometryCollection" else "coordinates")
    return parts == []


def _shape(geometry: Any) -> Shape | None:
    if not isinstance(geometry, dict):
        return None
    waiting: list[Any] = [geometry]
    points: list[tuple[float, float]] = []
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [part.get("coordinates"), *(part.get("geometries") or [])]
        elif isinstance(part, list) and len(part) >= 2 and not isinstance(part[0], list | dict):
            if not all(isinstance(value, int | float | Decimal) for value in part[:2]):
                return None
            points.append((float(part[0]), float(part[1])))
        elif isinstance(part, list):
            waiting += part
    return shape_of_points(points)


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < 40 else str(value)
    if isinstance(value, list):
        return " | ".join(_text(item) for item in value)[:LONGEST_CELL]
    if isinstance(value, dict):
        known = next((value[key] for key in ("title", "path", "url", "id") if key in value), "")
        return _text(known)
    return clean(str(value))[:LONGEST_CELL]
