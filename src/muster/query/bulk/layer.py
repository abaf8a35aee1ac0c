"""An opened bulk layer: the columns that questions need held compactly in DuckDB, the rest left on the disk."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from muster.errors import LayerError, shorten
from muster.query.bulk.hold import HELD, hold
from muster.query.bulk.ids import ClaimIds
from muster.query.engine import CLOSED_IN

MANIFEST = "layer.json"
AGAIN = "make it anew with muster layer make"
FORMAT = 1
"""Counts the ways in which layers have been written; another one is refused, never guessed at."""
MEMORY = "160MB"
"""What the engine may hold at once; it spills to the disk before it takes more."""


@dataclass(frozen=True, slots=True)
class BulkSource:
    """What a layer keeps of a source."""

    source_id: str
    kind: str
    reliability: str


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
    connection: duckdb.DuckDBPyConnection

    @property
    def claims_by_id(self) -> ClaimIds:
        """The claims' ids with their positions, looked up one by one."""
        return ClaimIds(self.connection, self.total)

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
        """Return rows of a table that stays on the disk (`assertions`, `documents`, `scopes`), by number."""
        wanted = sorted({int(number) for number in numbers})
        if not wanted:
            return {}
        rows = self.rows(
            f"SELECT * FROM read_parquet(?) WHERE {key} BETWEEN {wanted[0]} AND {wanted[-1]} "
            f"AND {key} IN ({', '.join(map(str, wanted))})",
            [str(self.folder / f"{table}.parquet")],
        )
        return {row[key]: row for row in rows}

    def close(self) -> None:
        """Let go of what is held in memory."""
        self.connection.close()


def open_layer(folder: Path) -> Layer:
    """Return the layer of a folder. Raises LayerError, which says whether it is missing, broken or of another version."""
    manifest = _read_manifest(folder)
    try:
        return _opened(folder, manifest)
    except (OSError, duckdb.Error) as error:
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
    connection = _open_held(folder)
    connection.execute(f"SET memory_limit = '{MEMORY}'")

    def column(file: str, columns: str) -> list[tuple[Any, ...]]:
        sql = f"SELECT {columns} FROM read_parquet(?)"
        return connection.execute(sql, [str(folder / file)]).fetchall()

    days = column("documents.parquet", "min(published_earliest), max(published_latest)")[0]
    troops = connection.execute("SELECT unnest(enum_range(NULL::troop_origin_terms))::VARCHAR").fetchall()
    sources = {row[0]: BulkSource(*row) for row in column("sources.parquet", "source_id, kind, reliability")}
    return Layer(
        folder,
        manifest["version"],
        manifest["claims"],
        MappingProxyType(sources),
        MappingProxyType(dict(column("places.parquet", "place_id, name"))),
        tuple(sorted(row[0] for row in troops[:-1])),
        (days[0], days[1]) if days[0] and days[1] else None,
        connection,
    )


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
