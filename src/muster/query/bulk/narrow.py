"""What questions need of a layer, as narrow columns in files that are mapped, not read: made from its Parquet at any time.

Claims stand in the order of what they assert, those of one assertion in the order of the data set, those that assert
nothing last. Every column is a whole number: ids, days since 1970, terms by their place in the vocabulary.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from muster.model import PRESENT_STANCES
from muster.query.bulk.hold import LINKS
from muster.query.totals import UNGIVEN
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

NARROW = "columns"
MAKE = b"1"
"""Names this way of making them; files of another are made anew."""

UNPLACED = -1
ODDS = ("contradicts", str(Stance.DENIES), str(Stance.DOUBTS), str(Stance.DECLINES))
_LONG_AGO = -719_162
"""The first of January of the year 1, which stands for a day of knowledge that is not told."""
_NEAR_DAYS = 32_000
_TOLD = ("source_id", "informant_id")
_TEXTS = ("claim_id", "place_text", "count_hedge")
TERMS: Mapping[str, Iterable[str]] = {
    "attribution": Attribution,
    "place_role": PlaceRole,
    "count_unit": CountUnit,
    "count_scope": CountScope,
}


def open_day(kind: Any) -> tuple[int, int]:
    """Return what stands for "since ever" and "for ever" in a column of days of a type."""
    limits = np.iinfo(kind)
    return int(limits.min), int(limits.max)


def narrow(folder: Path, target: Path) -> None:
    """Make the files of a layer's folder in the folder `target`, which must not be there yet."""
    target.mkdir()
    try:
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in (*LINKS, "sources", "places")}
        claims = _Claims(folder)
        days = _day_kind([tables[name] for name in ("datings", "opposed")], claims)
        _write(target, "claims", _rows(claims, tables, days))
        _write(target, "texts", _texts(claims))
        assertions = pq.read_table(folder / "assertions.parquet")
        for name in ("wholes", "around", "inside", "updates"):
            one, other = (_whole(tables[name][column], np.int32) for column in tables[name].column_names)
            # Asked for the parts of a whole; all others from the left.
            one, other = (other, one) if name == "inside" else (one, other)
            _write_links(target, name, one, other, assertions.num_rows)
        ids = _index(tables["sources"]["source_id"].to_pylist())
        source, informant = (_codes(tables["informants"][c], ids, np.int32) for c in _TOLD)
        _write_links(target, "informants", source, informant, len(ids))
        _write(target, "datings", _datings(tables["datings"], days))
        _write(target, "opposed", _opposed(tables["opposed"], claims, days))
        _write(target, "sources", _sources(tables["sources"]))
        _write(target, "places", _places(claims, tables["places"]))
        _write_table(target, "assertions", assertions.drop_columns(["assertion", "judgement"]))
        documents = pq.read_table(folder / "documents.parquet")
        _write_table(target, "documents", documents.drop_columns(["document"]))
        _write_table(target, "named_sources", tables["sources"])
        _write_table(target, "named_places", tables["places"].select(["place_id", "name"]))
        troops = pa.table({"troop_origin": troop_origins(claims["troop_origin"])})
        _write_table(target, "troop_origins", troops)
        _write_table(target, "scopes", pq.read_table(folder / "scopes.parquet", columns=["scope"]))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


class _Claims:
    """The columns of a layer's claims, one read at a time, in the order in which they are held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "claims"
        self.has_assertion = self._read("assertion_id").is_valid().to_numpy(zero_copy_only=False)
        key = np.where(
            self.has_assertion, _whole(self._read("assertion_id"), np.int32), self.numbers("group_id")
        )
        self._order = np.lexsort((self.numbers("position"), key))
        self.key = key[self._order]
        self.has_assertion = self.has_assertion[self._order]

    _order: Array | slice = slice(None)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        column = self._read(name)
        return column.take(pa.array(self._order))

    def numbers(self, name: str, kind: Any = np.int32, null: int = -1) -> Array:
        return _whole(self._read(name), kind, null)[self._order]

    def _read(self, name: str) -> pa.ChunkedArray:
        return pq.read_table(self._folder, columns=[name], partitioning=None)[name]


_DAY_COLUMNS = ("event_start", "event_end", "known_earliest", "known_latest", "disputed_from", "denied_from")


def _day_kind(tables: Sequence[pa.Table], claims: _Claims) -> Any:
    """Return the narrowest type that holds all days, with room for those that stand for an open end."""
    columns = [
        table[field.name] for table in tables for field in table.schema if pa.types.is_date(field.type)
    ]
    columns += [claims[name] for name in _DAY_COLUMNS]
    farthest = 0
    for column in columns:
        given = _whole(column.drop_null(), np.int64)
        given = np.abs(given[given != _LONG_AGO])
        farthest = max(farthest, int(given.max(initial=0)))
    return np.int16 if farthest < _NEAR_DAYS else np.int32


def _days(column: pa.ChunkedArray, kind: Any, *, open_end: bool) -> Array:
    """Return days since 1970; where none is given, or the first day of all, the day that stands for an open end."""
    since, until = open_day(kind)
    found = _whole(column, np.int64, until if open_end else since)
    found[found == _LONG_AGO] = since
    return found.astype(kind)


def _rows(claims: _Claims, tables: Mapping[str, pa.Table], days: Any) -> dict[str, Array]:
    sources = _index(tables["sources"]["source_id"].to_pylist())
    places = _index(sorted(tables["places"]["place_id"].to_pylist()))
    troops = _index(troop_origins(claims["troop_origin"]))
    tier = _terms(claims["tier"], Tier)
    stance = _terms(claims["stance"], Stance)
    start = _days(claims["event_start"], days, open_end=False)
    end = _days(claims["event_end"], days, open_end=True)
    known = _days(claims["known_earliest"], days, open_end=False)
    latest = _days(claims["known_latest"], days, open_end=False)
    never, ever = open_day(days)
    role = claims.numbers("role", np.uint8)
    present = [list(Stance).index(term) for term in PRESENT_STANCES]
    return {
        "key": claims.key,
        "has_assertion": claims.has_assertion,
        **{
            name: claims.numbers(name)
            for name in ("position", "group_id", "statement_id", "document_id", "said_order")
        },
        "start": start,
        "end": end,
        "is_undated": (start == never) & (end == ever),
        "known": known,
        "last_known": np.where(latest == never, known, latest),
        "disputed_from": _days(claims["disputed_from"], days, open_end=True),
        "denied_from": _days(claims["denied_from"], days, open_end=True),
        "dating": _slots(tables["datings"], claims.key, role),
        "originator": _codes(claims["originator_id"], sources, np.uint16),
        "publisher": _codes(claims["publisher_id"], sources, np.uint16),
        "place": _codes(claims["place_id"], places, np.int32),
        "kind": _terms(claims["kind"], Kind),
        "stance": stance,
        "tier": tier,
        "troop_origin": _codes(claims["troop_origin"], troops, np.int16),
        "credibility": claims.numbers("credibility", np.uint8, 0),
        "precision": claims.numbers("geo_precision", np.uint8, UNGIVEN),
        "role": role,
        "is_background": tier == list(Tier).index(Tier.SECONDARY),
        "has_place": claims.numbers("has_place", np.uint8).astype(bool),
        "is_asserting": np.isin(stance, present),
        "is_denial": stance == list(Stance).index(Stance.DENIES),
        "is_alone": claims.numbers("is_alone", np.uint8, 1).astype(bool),
        "gives_people": claims.numbers("gives_people", np.uint8, 0).astype(bool),
        **{name: claims.numbers(name) for name in ("count_low", "count_best", "count_high", "size")},
    }


def troop_origins(column: pa.ChunkedArray) -> tuple[str, ...]:
    """Return the different values that are given, sorted."""
    return tuple(sorted(value for value in column.unique().to_pylist() if value is not None))


def _slots(datings: pa.Table, key: Array, role: Array) -> Array:
    """Return for each claim the number of its assertion and role among those with different days; -1 for none."""
    dated = np.unique(_dated_keys(datings))
    mine = key.astype(np.int64) * 4 + role
    found = np.searchsorted(dated, mine).clip(max=max(len(dated) - 1, 0))
    if not len(dated):
        return np.full(len(key), -1, np.int32)
    return np.where(dated[found] == mine, found, -1).astype(np.int32)


def _dated_keys(datings: pa.Table) -> Array:
    return _whole(datings["assertion_id"], np.int64) * 4 + _whole(datings["role"], np.int64)


def _datings(datings: pa.Table, days: Any) -> dict[str, Array]:
    keys = _dated_keys(datings)
    return {
        "slot": np.searchsorted(np.unique(keys), keys).astype(np.int32),
        "since": _days(datings["since"], days, open_end=False),
        "until": _days(datings["until"], days, open_end=True),
        "first": _days(datings["first_day"], days, open_end=False),
        "last": _days(datings["last_day"], days, open_end=True),
    }


def _opposed(opposed: pa.Table, claims: _Claims, days: Any) -> dict[str, Array]:
    position = claims.numbers("position")
    row_of = np.empty(len(position), np.int32)
    row_of[position] = np.arange(len(position), dtype=np.int32)
    by_position = _whole(opposed["by_position"], np.int32)
    kind = _codes(opposed["kind"], _index(ODDS), np.uint8)
    of_id, by_key = (_whole(opposed[name], np.int32) for name in ("of_id", "by_key"))
    sides = np.stack((kind.astype(np.int32), of_id, by_key), axis=1)
    return {
        "kind": kind,
        "of": of_id,
        "by": _whole(opposed["by_id"], np.int32),
        "by_row": np.where(by_position >= 0, row_of[by_position], -1).astype(np.int32),
        "sides": np.unique(sides, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32),
        "of_from": _days(opposed["of_from"], days, open_end=False),
        "by_from": _days(opposed["by_from"], days, open_end=False),
    }


def _sources(sources: pa.Table) -> dict[str, Array]:
    return {
        "kind": _terms(sources["kind"], SourceKind),
        "reliability": _terms(sources["reliability"], Reliability),
    }


def _places(claims: _Claims, places: pa.Table) -> dict[str, Array]:
    """Return the columns and rows of the finest grid of the places, by their order; UNPLACED where there is none.

    They are those that the claims placed there at precision 1 and 2 have.
    """
    grid = {name: np.full(len(places), UNPLACED, np.int32) for name in ("grid_x", "grid_y")}
    place = _codes(claims["place_id"], _index(sorted(places["place_id"].to_pylist())), np.int32)
    for name, column in grid.items():
        found = claims.numbers(name)
        given = found >= 0
        column[place[given]] = found[given]
    return grid


def _texts(claims: _Claims) -> pa.Table:
    """Return what is told of single claims, in the order in which they are held; terms by their place, -1 for none."""
    terms = {name: _codes(claims[name], _index(map(str, terms)), np.int8) for name, terms in TERMS.items()}
    return pa.table({**{name: claims[name] for name in _TEXTS}, **terms})


def _index(values: Iterable[str]) -> dict[str, int]:
    return {str(value): i for i, value in enumerate(values)}


def _terms(column: pa.ChunkedArray, terms: Iterable[str]) -> Array:
    return _codes(column, _index(terms), np.uint8)


def _codes(column: pa.ChunkedArray, index: Mapping[str, int], kind: Any) -> Array:
    """Return the numbers of a column's texts; -1 where none is given, which an unsigned type must not meet."""
    encoded = column.combine_chunks().dictionary_encode()
    table = np.array([index[text] for text in encoded.dictionary.to_pylist()] + [-1], np.int64)
    places = encoded.indices.fill_null(len(table) - 1).to_numpy(zero_copy_only=False)
    found: Array = table[places]
    limits = np.iinfo(kind)
    fits = not found.size or (found.min() >= limits.min and found.max() <= limits.max)
    return found.astype(kind if fits else np.int32)


def _whole(column: pa.ChunkedArray, kind: Any, null: int = -1) -> Array:
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    elif pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    found: Array = column.fill_null(pa.scalar(null, column.type)).to_numpy()
    return found.astype(kind)


def _write_links(folder: Path, name: str, one: Array, other: Array, ones: int) -> None:
    """Write what each of so many is linked with, and from where to where that stands for each."""
    order = np.lexsort((other, one))
    _write(folder, name, {"one": one[order], "other": other[order]})
    starts = np.searchsorted(one[order], np.arange(ones + 1)).astype(np.int32)
    _write(folder, f"{name}_at", {"at": starts})


def _write(folder: Path, name: str, columns: Mapping[str, Array] | pa.Table) -> None:
    if isinstance(columns, pa.Table):
        _write_table(folder, name, columns)
        return
    arrays = {key: pa.array(a.view(np.uint8) if a.dtype == bool else a) for key, a in columns.items()}
    fields = [
        pa.field(key, arrays[key].type, metadata={b"yes": b"1"} if a.dtype == bool else None)
        for key, a in columns.items()
    ]
    _write_table(folder, name, pa.table(list(arrays.values()), schema=pa.schema(fields)))


def _write_table(folder: Path, name: str, table: pa.Table) -> None:
    whole = table.combine_chunks().replace_schema_metadata({b"make": MAKE})
    with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as file:
        file.write_table(whole)
