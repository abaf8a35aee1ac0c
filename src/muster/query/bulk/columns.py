"""The narrow columns of a layer, as files map them: nothing is read before it is needed, and pages are shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from muster.query.bulk.encoding import MAKE, Array, making, open_day

EPOCH = date(1970, 1, 1)
TABLES = ("claims", "datings", "opposed", "sources", "places")
LINKS = ("wholes", "around", "inside", "updates", "informants")
TEXTS = ("texts", "assertions", "documents", "scopes", "named_sources", "named_places", "troop_origins")


class Table:
    """Columns of one length by name, whole numbers and truth values."""

    def __init__(self, table: pa.Table) -> None:
        self._columns = {field.name: _array(table[field.name], field) for field in table.schema}

    def __getattr__(self, name: str) -> Array:
        try:
            return self._columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))


def _array(column: pa.ChunkedArray, field: pa.Field) -> Array:
    found: Array = column.chunk(0).to_numpy() if column.num_chunks else column.to_numpy()
    return found.view(bool) if field.metadata else found


@dataclass(frozen=True, slots=True)
class Links:
    """What each number is linked with: `one` and `other` are pairs, sorted, those of a number n from `at[n]` on."""

    one: Array
    other: Array
    at: Array


@dataclass(frozen=True, eq=False)
class Columns:
    """What the questions go by: the claims, and what stands beside them."""

    claims: Table
    wholes: Links
    around: Links
    inside: Links
    updates: Links
    informants: Links
    datings: Table
    opposed: Table
    sources: Table
    places: Table
    texts: dict[str, pa.Table]

    @cached_property
    def never(self) -> int:
        """The day that stands for "since ever"; `ever` the one for "for ever"."""
        return open_day(self.claims.start.dtype)[0]

    @cached_property
    def ever(self) -> int:
        return open_day(self.claims.start.dtype)[1]

    def number(self, day: date) -> int:
        """Return a day as its number, one beyond all that are held where it lies outside of what their type holds."""
        return max(self.never + 1, min(self.ever - 1, (day - EPOCH).days))

    def days(self, numbers: Array) -> list[date | None]:
        """Return the days of numbers, None for those that are open."""
        wide = numbers.astype(np.int64)
        wide[(wide == self.never) | (wide == self.ever)] = np.iinfo(np.int64).min
        found: list[date | None] = wide.view("datetime64[D]").tolist()
        return found

    @cached_property
    def assertions(self) -> int:
        """How many assertions there are: their ids are the whole numbers below."""
        return int(self.texts["assertions"].num_rows)

    def told(self, name: str, numbers: Iterable[int], *, only: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return rows of a table of texts, in the order of their numbers given, or some of their columns."""
        table = self.texts[name].select(list(only)) if only else self.texts[name]
        rows: list[dict[str, Any]] = table.take(pa.array(list(numbers), pa.int64())).to_pylist()
        return rows


def open_columns(folder: Path) -> Columns:
    """Map the files that `narrow` made. Raises OSError or ValueError where they are none of this making."""
    parts: dict[str, Any] = {name: Table(_open(folder / f"{name}.arrow")) for name in TABLES}
    for name in LINKS:
        pairs, at = (Table(_open(folder / f"{file}.arrow")) for file in (name, f"{name}_at"))
        parts[name] = Links(pairs.one, pairs.other, at.at)
    return Columns(**parts, texts={name: _open(folder / f"{name}.arrow") for name in TEXTS})


def _open(file: Path) -> pa.Table:
    table = pa.ipc.open_file(pa.memory_map(str(file))).read_all()
    if (table.schema.metadata or {}).get(MAKE) != making():
        raise ValueError(f"{file} is of another making")
    return table
