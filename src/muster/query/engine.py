"""DuckDB in this process, which answers the questions of a data set. Safe to ask from several threads."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from types import MappingProxyType
from weakref import WeakKeyDictionary

import duckdb
import ibis  # type: ignore[import-untyped]

from muster.model import Dataset
from muster.query.frame import TABLE, claims_table
from muster.query.select import select_claims
from muster.query.selection import Selection
from muster.vocabulary import Bin, Known, Window

CLOSED_IN: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""The engine must never fetch anything from outside."""

_connections: WeakKeyDictionary[Dataset, duckdb.DuckDBPyConnection] = WeakKeyDictionary()
_connections_lock = Lock()


@dataclass(frozen=True, slots=True)
class Selected:
    """How one claim stands to a selection. `window` and `known` are None where not asked, and where surely not."""

    claim_id: str
    bin: Bin
    window: Window | None
    known: Known | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Every claim of the data set in its order, and how many stand in each bin; bins with none are there with 0."""

    rows: tuple[Selected, ...]
    tally: Mapping[Bin, int]

    @property
    def total(self) -> int:
        return len(self.rows)


def answer(dataset: Dataset, selection: Selection) -> Answer:
    """Return how every claim stands to a selection.

    Raises SelectionError for a selection that the data set cannot be asked.
    """
    selection.check(dataset)
    cursor = _connection(dataset).cursor()
    try:
        found = cursor.execute(_sql(selection)).fetchall()
    finally:
        cursor.close()
    rows = tuple(
        Selected(claim_id, _BINS[name], _WINDOWS[window], _KNOWN[known], is_listed)
        for _, claim_id, name, window, known, is_listed in found
    )
    counted = Counter(row.bin for row in rows)
    return Answer(rows, MappingProxyType({name: counted[name] for name in Bin}))


_BINS = {term.value: term for term in Bin}
_WINDOWS: dict[str | None, Window | None] = {None: None, **{term.value: term for term in Window}}
_KNOWN: dict[str | None, Known | None] = {None: None, **{term.value: term for term in Known}}


@lru_cache(maxsize=512)
def _sql(selection: Selection) -> str:
    return str(ibis.to_sql(select_claims(selection), dialect="duckdb", pretty=False))


def _connection(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """Return the connection whose `claims` are those of the data set; it goes when the data set does."""
    with _connections_lock:
        connection = _connections.get(dataset)
        if connection is None:
            connection = duckdb.connect(config=CLOSED_IN)
            connection.from_arrow(claims_table(dataset)).create(TABLE)
            _connections[dataset] = connection
        return connection
