"""An opened bulk layer: narrow columns mapped from the disk for the questions of the pages, its Parquet for all others."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import duckdb
import pyarrow.compute as pc

from muster.errors import LayerError
from muster.query.bulk.columns import Columns, open_columns
from muster.query.bulk.hold import HELD, LINKS, hold
from muster.query.engine import CLOSED_IN

MANIFEST = "layer.json"
MEMORY = "160MB"
"""What an engine that is asked of the Parquet may hold at once; it spills to the disk before it takes more."""


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

    @property
    def claims_by_id(self) -> Mapping[str, object]:
        """Empty: single claims cannot be asked for here, as their ids are not held."""
        return MappingProxyType({})

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

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """An engine that answers any question in Ibis from the Parquet: slower, and of what is not foreseen."""
        connection = duckdb.connect(config={**CLOSED_IN, "memory_limit": MEMORY})
        for name in ("claims", *LINKS):
            file = self.folder / ("claims/*/*.parquet" if name == "claims" else f"{name}.parquet")
            path = str(file).replace("'", "''")
            connection.execute(
                f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}', hive_partitioning = false)"
            )
        return connection


def open_layer(folder: Path) -> Layer:
    """Return the layer of a folder. Raises LayerError where there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        columns = _open_held(folder)
    except (OSError, ValueError) as error:
        raise LayerError(folder) from error
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


def _open_held(folder: Path) -> Columns:
    """Map the held columns; where they are of another making or cannot be read, make them anew from the Parquet."""
    with contextlib.suppress(OSError, ValueError):
        return open_columns(folder / HELD)
    making = folder / f".{HELD}-{os.getpid()}"
    try:
        hold(folder, making)
        shutil.rmtree(folder / HELD, ignore_errors=True)
        making.replace(folder / HELD)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return open_columns(folder / HELD)
