"""An opened bulk layer: narrow columns mapped from the disk for the questions that are foreseen, an engine for all others."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

import duckdb
import pyarrow.compute as pc

from muster.errors import LayerError, shorten
from muster.query.bulk.columns import Columns, open_columns
from muster.query.bulk.hold import HELD, hold
from muster.query.bulk.ids import ClaimIds
from muster.query.bulk.narrow import NARROW, narrow
from muster.query.engine import CLOSED_IN

MANIFEST = "layer.json"
AGAIN = "make it anew with muster layer make"
FORMAT = 2
"""Counts the ways in which layers have been written; another one is refused, never guessed at."""
MEMORY = "160MB"
"""What the engine may hold at once; it spills to the disk before it takes more."""


@dataclass(frozen=True, slots=True)
class BulkSource:
    """What a layer keeps of a source."""

    source_id: str
    kind: str
    reliability: str


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name to show."""

    name: str


@dataclass(frozen=True, eq=False)
class Layer:
    """A bulk layer that can be asked. It answers to the same `Selection` as a data set does."""

    folder: Path
    version: str
    total: int
    sources: Mapping[str, BulkSource]
    places: Mapping[str, str]
    """The name of each place."""
    troop_origins: tuple[str, ...]
    published_days: tuple[date, date] | None
    columns: Columns
    """What the questions of `muster.query.bulk.questions` go by."""
    _opened: list[duckdb.DuckDBPyConnection] = field(default_factory=list, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def claims_by_id(self) -> ClaimIds:
        """The claims' ids with their positions, looked up one by one."""
        return ClaimIds(self.connection, self.total)

    @cached_property
    def places_in_order(self) -> tuple[str, ...]:
        """The ids of the places, sorted: the columns have their numbers."""
        return tuple(sorted(self.places))

    @cached_property
    def named_places(self) -> Mapping[str, Named]:
        """The places by id, as comparisons want them."""
        return MappingProxyType({key: Named(name) for key, name in self.places.items()})

    @cached_property
    def sources_in_order(self) -> tuple[str, ...]:
        """The ids of the sources in their order: the columns have their numbers."""
        return tuple(self.sources)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """An engine that answers any question in Ibis, of what is held for it; opened when it is first asked for."""
        with self._lock:
            if not self._opened:
                connection = _open_held(self.folder)
                connection.execute(f"SET memory_limit = '{MEMORY}'")
                self._opened.append(connection)
            return self._opened[0]

    def rows(self, sql: str, parameters: Iterable[object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a statement of our own, by column; safe from several threads."""
        cursor = self.connection.cursor()
        try:
            found = cursor.execute(sql, list(parameters))
            columns = [column[0] for column in found.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
        finally:
            cursor.close()

    def described(self, table: str, key: str, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Return what is told of the numbers of `assertions`, `documents` or `scopes`, by number, which stands as `key`."""
        wanted = sorted({int(number) for number in numbers})
        rows = self.columns.told(table, wanted)
        return {number: {key: number, **row} for number, row in zip(wanted, rows, strict=True)}

    def close(self) -> None:
        """Let go of what the engine holds in memory."""
        with self._lock:
            while self._opened:
                self._opened.pop().close()


def open_layer(folder: Path) -> Layer:
    """Return the layer of a folder. Raises LayerError, which says whether it is missing, broken or of another version."""
    manifest = _read_manifest(folder)
    try:
        return _opened(folder, manifest)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise LayerError(folder, f"holds a broken layer ({shorten(reason)})", AGAIN) from error


def _read_manifest(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise LayerError(folder, "does not exist", "give the folder of a bulk layer")
    file = folder / MANIFEST
    if not file.is_file():
        raise LayerError(folder)
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LayerError(folder, f"holds a broken layer ({MANIFEST} cannot be read)", AGAIN) from error
    written = manifest.get("format") if isinstance(manifest, dict) else None
    if written != FORMAT:
        raise LayerError(
            folder,
            f"was written by another version of Muster (format {written or 'unknown'}, here {FORMAT})",
            AGAIN,
        )
    if not isinstance(manifest.get("version"), str) or not isinstance(manifest.get("claims"), int):
        raise LayerError(folder, f"holds a broken layer ({MANIFEST} lacks version or claims)", AGAIN)
    return dict(manifest)


def _opened(folder: Path, manifest: Mapping[str, Any]) -> Layer:
    columns = _open_columns(folder)
    texts = columns.texts
    first = pc.min(texts["documents"]["published_earliest"]).as_py()
    last = pc.max(texts["documents"]["published_latest"]).as_py()
    names = texts["named_places"]
    return Layer(
        folder,
        manifest["version"],
        manifest["claims"],
        MappingProxyType({row["source_id"]: BulkSource(**row) for row in texts["named_sources"].to_pylist()}),
        MappingProxyType(dict(zip(*(names[name].to_pylist() for name in ("place_id", "name")), strict=True))),
        tuple(texts["troop_origins"]["troop_origin"].to_pylist()),
        (first, last) if first and last else None,
        columns,
    )


def _open_columns(folder: Path) -> Columns:
    """Map the narrow columns; where they are of another making or cannot be read, make them anew from the Parquet."""
    with contextlib.suppress(OSError, ValueError):
        return open_columns(folder / NARROW)
    making = folder / f".{NARROW}-{os.getpid()}"
    try:
        narrow(folder, making)
        shutil.rmtree(folder / NARROW, ignore_errors=True)
        making.replace(folder / NARROW)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return open_columns(folder / NARROW)


def _open_held(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the held file; where another version of DuckDB made it, make it anew from the Parquet."""
    with contextlib.suppress(duckdb.Error):
        return duckdb.connect(str(folder / HELD), read_only=True, config=CLOSED_IN)
    making = folder / f".{HELD}-{os.getpid()}"
    try:
        hold(folder, making)
        making.replace(folder / HELD)
    finally:
        making.unlink(missing_ok=True)
    return duckdb.connect(str(folder / HELD), read_only=True, config=CLOSED_IN)
