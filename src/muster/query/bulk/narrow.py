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
import pyarrow as pa
import pyarrow.parquet as pq

from muster.model import PRESENT_STANCES
from muster.query.bulk.encoding import (
    LONG_AGO,
    VOCABULARIES,
    Array,
    codes_of,
    days_of,
    numbered,
    open_day,
    terms_of,
    whole_of,
    write,
    write_links,
    write_table,
)
from muster.query.bulk.hold import LINKS
from muster.query.totals import UNGIVEN
from muster.vocabulary import (
    Kind,
    Reliability,
    SourceKind,
    Stance,
    Tier,
)

NARROW = "columns"
UNPLACED = -1
ODDS = ("contradicts", str(Stance.DENIES), str(Stance.DOUBTS), str(Stance.DECLINES))
_NEAR_DAYS = 32_000
_TOLD = ("source_id", "informant_id")
_TEXTS = ("claim_id", "place_text", "count_hedge")
TERMS: Mapping[str, Iterable[str]] = {
    name: VOCABULARIES[name] for name in ("attribution", "place_role", "count_unit", "count_scope")
}


def narrow(folder: Path, target: Path) -> None:
    """Make the files of a layer's folder in the folder `target`, which must not be there yet."""
    target.mkdir()
    try:
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in (*LINKS, "sources", "places")}
        claims = _Claims(folder)
        days = _day_kind([tables[name] for name in ("datings", "opposed")], claims)
        write(target, "claims", _rows(claims, tables, days))
        write_table(target, "texts", _texts(claims))
        assertions = pq.read_table(folder / "assertions.parquet")
        for name in ("wholes", "around", "inside", "updates"):
            one, other = (whole_of(tables[name][column], np.int32) for column in tables[name].column_names)
            # Asked for the parts of a whole; all others from the left.
            one, other = (other, one) if name == "inside" else (one, other)
            write_links(target, name, one, other, assertions.num_rows)
        ids = numbered(tables["sources"]["source_id"].to_pylist())
        source, informant = (codes_of(tables["informants"][c], ids, np.int32) for c in _TOLD)
        write_links(target, "informants", source, informant, len(ids))
        write(target, "datings", _datings(tables["datings"], days))
        write(target, "opposed", _opposed(tables["opposed"], claims, days))
        write(target, "sources", _sources(tables["sources"]))
        write(target, "places", _places(claims, tables["places"]))
        write_table(target, "assertions", assertions.drop_columns(["assertion", "judgement"]))
        documents = pq.read_table(folder / "documents.parquet")
        write_table(target, "documents", documents.drop_columns(["document"]))
        write_table(target, "named_sources", tables["sources"])
        write_table(target, "named_places", tables["places"].select(["place_id", "name"]))
        troops = pa.table({"troop_origin": troop_origins(claims["troop_origin"])})
        write_table(target, "troop_origins", troops)
        write_table(target, "scopes", pq.read_table(folder / "scopes.parquet", columns=["scope"]))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


class _Claims:
    """The columns of a layer's claims, one read at a time, in the order in which they are held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "claims"
        self.has_assertion = self._read("assertion_id").is_valid().to_numpy(zero_copy_only=False)
        key = np.where(
            self.has_assertion, whole_of(self._read("assertion_id"), np.int32), self.numbers("group_id")
        )
        self._order = np.lexsort((self.numbers("position"), key))
        self.key = key[self._order]
        self.has_assertion = self.has_assertion[self._order]

    _order: Array | slice = slice(None)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        column = self._read(name)
        return column.take(pa.array(self._order))

    def numbers(self, name: str, kind: Any = np.int32, null: int = -1) -> Array:
        return whole_of(self._read(name), kind, null)[self._order]

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
        given = whole_of(column.drop_null(), np.int64)
        given = np.abs(given[given != LONG_AGO])
        farthest = max(farthest, int(given.max(initial=0)))
    return np.int16 if farthest < _NEAR_DAYS else np.int32


def _rows(claims: _Claims, tables: Mapping[str, pa.Table], days: Any) -> dict[str, Array]:
    sources = numbered(tables["sources"]["source_id"].to_pylist())
    places = numbered(sorted(tables["places"]["place_id"].to_pylist()))
    troops = numbered(troop_origins(claims["troop_origin"]))
    tier = terms_of(claims["tier"], Tier)
    stance = terms_of(claims["stance"], Stance)
    start = days_of(claims["event_start"], days, open_end=False)
    end = days_of(claims["event_end"], days, open_end=True)
    known = days_of(claims["known_earliest"], days, open_end=False)
    latest = days_of(claims["known_latest"], days, open_end=False)
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
        "disputed_from": days_of(claims["disputed_from"], days, open_end=True),
        "denied_from": days_of(claims["denied_from"], days, open_end=True),
        "dating": _slots(tables["datings"], claims.key, role),
        "originator": codes_of(claims["originator_id"], sources, np.uint16),
        "publisher": codes_of(claims["publisher_id"], sources, np.uint16),
        "place": codes_of(claims["place_id"], places, np.int32),
        "kind": terms_of(claims["kind"], Kind),
        "stance": stance,
        "tier": tier,
        "troop_origin": codes_of(claims["troop_origin"], troops, np.int16),
        "credibility": claims.numbers("credibility", np.uint8, 0),
        "precision": claims.numbers("geo_precision", np.uint8, UNGIVEN),
        "role": role,
        "is_background": tier == list(Tier).index(Tier.SECONDARY),
        "has_place": claims.numbers("has_place", np.uint8).astype(bool),
        "is_asserting": np.isin(stance, present),
        "is_denial": stance == list(Stance).index(Stance.DENIES),
        "is_alone": claims.numbers("is_alone", np.uint8, 1).astype(bool),
        "gives_people": claims.numbers("gives_people", np.uint8, 0).astype(bool),
        "is_desertion": claims.numbers("is_desertion", np.uint8, 0).astype(bool),
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
    return whole_of(datings["assertion_id"], np.int64) * 4 + whole_of(datings["role"], np.int64)


def _datings(datings: pa.Table, days: Any) -> dict[str, Array]:
    keys = _dated_keys(datings)
    return {
        "slot": np.searchsorted(np.unique(keys), keys).astype(np.int32),
        "since": days_of(datings["since"], days, open_end=False),
        "until": days_of(datings["until"], days, open_end=True),
        "first": days_of(datings["first_day"], days, open_end=False),
        "last": days_of(datings["last_day"], days, open_end=True),
    }


def _opposed(opposed: pa.Table, claims: _Claims, days: Any) -> dict[str, Array]:
    position = claims.numbers("position")
    row_of = np.empty(len(position), np.int32)
    row_of[position] = np.arange(len(position), dtype=np.int32)
    by_position = whole_of(opposed["by_position"], np.int32)
    kind = codes_of(opposed["kind"], numbered(ODDS), np.uint8)
    of_id, by_key = (whole_of(opposed[name], np.int32) for name in ("of_id", "by_key"))
    sides = np.stack((kind.astype(np.int32), of_id, by_key), axis=1)
    return {
        "kind": kind,
        "of": of_id,
        "by": whole_of(opposed["by_id"], np.int32),
        "by_row": np.where(by_position >= 0, row_of[by_position], -1).astype(np.int32),
        "sides": np.unique(sides, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32),
        "of_from": days_of(opposed["of_from"], days, open_end=False),
        "by_from": days_of(opposed["by_from"], days, open_end=False),
    }


def _sources(sources: pa.Table) -> dict[str, Array]:
    return {
        "kind": terms_of(sources["kind"], SourceKind),
        "reliability": terms_of(sources["reliability"], Reliability),
    }


def _places(claims: _Claims, places: pa.Table) -> dict[str, Array]:
    """Return the columns and rows of the finest grid of the places, by their order; UNPLACED where there is none.

    They are those that the claims placed there at precision 1 and 2 have.
    """
    grid = {name: np.full(len(places), UNPLACED, np.int32) for name in ("grid_x", "grid_y")}
    place = codes_of(claims["place_id"], numbered(sorted(places["place_id"].to_pylist())), np.int32)
    for name, column in grid.items():
        found = claims.numbers(name)
        given = found >= 0
        column[place[given]] = found[given]
    return grid


def _texts(claims: _Claims) -> pa.Table:
    """Return what is told of single claims, in the order in which they are held; terms by their place, -1 for none."""
    terms = {
        name: codes_of(claims[name], numbered(map(str, terms)), np.int8) for name, terms in TERMS.items()
    }
    return pa.table({**{name: claims[name] for name in _TEXTS}, **terms})
