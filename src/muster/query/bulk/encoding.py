"""How columns of a layer become whole numbers, and how they are written as files that are mapped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from muster.vocabulary import (
    Attribution,
    CountScope,
    CountUnit,
    Kind,
    PlaceRole,
    Reliability,
    SourceKind,
    Stance,
    Tier,
)

Array = npt.NDArray[Any]

MAKE = b"make"
VOCABULARIES: Mapping[str, type[StrEnum]] = {
    "attribution": Attribution,
    "count_scope": CountScope,
    "count_unit": CountUnit,
    "kind": Kind,
    "place_role": PlaceRole,
    "reliability": Reliability,
    "originator_kind": SourceKind,
    "stance": Stance,
    "tier": Tier,
}
"""The columns of claims that hold terms, and which."""
LONG_AGO = -719_162
"""The first of January of the year 1, which stands for a day of knowledge that is not told."""


@cache
def making() -> bytes:
    """Return what names this way of making files: also the order of the vocabularies, as terms are told by their place."""
    terms = [[str(term) for term in vocabulary] for vocabulary in VOCABULARIES.values()]
    return f"1 {hashlib.sha256(repr(terms).encode()).hexdigest()[:12]}".encode()


def open_day(kind: Any) -> tuple[int, int]:
    """Return what stands for "since ever" and "for ever" in a column of days of a type."""
    limits = np.iinfo(kind)
    return int(limits.min), int(limits.max)


def days_of(column: pa.ChunkedArray, kind: Any, *, open_end: bool) -> Array:
    """Return days since 1970; where none is given, or the first day of all, the day that stands for an open end."""
    since, until = open_day(kind)
    found = whole_of(column, np.int64, until if open_end else since)
    found[found == LONG_AGO] = since
    return found.astype(kind)


def numbered(values: Iterable[str]) -> dict[str, int]:
    """Return each value with its place."""
    return {str(value): i for i, value in enumerate(values)}


def terms_of(column: pa.ChunkedArray, terms: Iterable[str]) -> Array:
    """Return the places of a column's terms, all of which are given."""
    return codes_of(column, numbered(terms), np.uint8)


def codes_of(column: pa.ChunkedArray, index: Mapping[str, int], kind: Any) -> Array:
    """Return the numbers of a column's texts; -1 where none is given, which an unsigned type must not meet."""
    encoded = column.combine_chunks().dictionary_encode()
    table = np.array([index[text] for text in encoded.dictionary.to_pylist()] + [-1], np.int64)
    places = encoded.indices.fill_null(len(table) - 1).to_numpy(zero_copy_only=False)
    found: Array = table[places]
    limits = np.iinfo(kind)
    fits = not found.size or (found.min() >= limits.min and found.max() <= limits.max)
    return found.astype(kind if fits else np.int32)


def whole_of(column: pa.ChunkedArray, kind: Any, null: int = -1) -> Array:
    """Return a column of whole numbers, days or truth values, with a number for what is not given."""
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    elif pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    found: Array = column.fill_null(pa.scalar(null, column.type)).to_numpy()
    return found.astype(kind)


def write_links(folder: Path, name: str, one: Array, other: Array, ones: int) -> None:
    """Write what each of so many is linked with, and from where to where that stands for each."""
    order = np.lexsort((other, one))
    write(folder, name, {"one": one[order], "other": other[order]})
    starts = np.searchsorted(one[order], np.arange(ones + 1)).astype(np.int32)
    write(folder, f"{name}_at", {"at": starts})


def write(folder: Path, name: str, columns: Mapping[str, Array]) -> None:
    """Write columns of one length under a name. Truth values are bytes, and marked as what they are."""
    arrays = {key: pa.array(a.view(np.uint8) if a.dtype == bool else a) for key, a in columns.items()}
    fields = [
        pa.field(key, arrays[key].type, metadata={b"yes": b"1"} if a.dtype == bool else None)
        for key, a in columns.items()
    ]
    write_table(folder, name, pa.table(list(arrays.values()), schema=pa.schema(fields)))


def write_table(folder: Path, name: str, table: pa.Table) -> None:
    """Write a table in one piece, so that each column is found whole where the file is mapped."""
    whole = table.combine_chunks().replace_schema_metadata({MAKE: making()})
    with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as file:
        file.write_table(whole)
