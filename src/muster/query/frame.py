"""The tables that every question is asked of: `claims`, one row a claim in the order of the data set, and its companions.

The companions hold the links, walked to their end ahead of any question: `COMPANIONS` names them. Days are dates, a day
that is open or unknown is null, blank ids and terms are null. No geometry, only lat and lon and whole numbers of a
grid, so that the same questions run on any engine. An id is opaque: a question only ever compares it, so that a bulk
layer keeps whole numbers in its stead.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

import duckdb
import ibis  # type: ignore[import-untyped]
import pyarrow as pa

from muster.model import Claim, Dataset
from muster.query.derived import BASE, derive
from muster.query.links import informants, linked, replaced_by, wholes_of
from muster.query.roles import size_of
from muster.query.said import counts_deserters, counts_people, role_in

TABLE = "claims"
POSITION = "position"

Column = tuple[pa.DataType, Callable[[Dataset, Claim], Any]]


def has_place(dataset: Dataset, claim: Claim) -> bool:
    """Return whether there is anything to draw for a claim: a place, with coordinates or a polygon."""
    if claim.place_id is None:
        return False
    place = dataset.places[claim.place_id]
    return place.lat is not None or place.geometry_id is not None


def group_of(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim is counted with: all that `supports` joins, or the claim alone where it carries nothing."""
    return linked(dataset)[claim.assertion_id] if claim.assertion_id else f"claim {claim.claim_id}"


COLUMNS: dict[str, Column] = {
    "claim_id": (pa.string(), lambda _, claim: claim.claim_id),
    "statement_id": (pa.string(), lambda _, claim: claim.statement_id),
    "document_id": (pa.string(), lambda _, claim: claim.document_id),
    "publisher_id": (pa.string(), lambda dataset, claim: dataset.publisher_id(claim)),
    "originator_id": (pa.string(), lambda _, claim: claim.originator_id),
    "originator_kind": (pa.string(), lambda dataset, claim: dataset.sources[claim.originator_id].kind.value),
    "reliability": (
        pa.string(),
        lambda dataset, claim: dataset.sources[claim.originator_id].reliability.value,
    ),
    "assertion_id": (pa.string(), lambda _, claim: claim.assertion_id),
    "group_id": (pa.string(), group_of),
    "tier": (pa.string(), lambda _, claim: claim.tier.value),
    "kind": (pa.string(), lambda _, claim: claim.kind.value),
    "stance": (pa.string(), lambda _, claim: claim.stance.value),
    "troop_origin": (pa.string(), lambda _, claim: claim.troop_origin or None),
    "role": (pa.int64(), lambda dataset, claim: int(role_in(dataset, claim))),
    "place_id": (pa.string(), lambda _, claim: claim.place_id),
    "place_role": (pa.string(), lambda _, claim: claim.place_role and claim.place_role.value),
    "has_place": (pa.bool_(), has_place),
    "geo_precision": (pa.int64(), lambda _, claim: claim.geo_precision),
    "lat": (pa.float64(), lambda dataset, claim: _coordinate(dataset, claim, "lat")),
    "lon": (pa.float64(), lambda dataset, claim: _coordinate(dataset, claim, "lon")),
    "event_start": (pa.date32(), lambda _, claim: claim.event_start),
    "event_end": (pa.date32(), lambda _, claim: claim.event_end),
    "known_earliest": (pa.date32(), lambda dataset, claim: _known(dataset, claim, "earliest")),
    "known_latest": (pa.date32(), lambda dataset, claim: _known(dataset, claim, "latest")),
    "count_low": (pa.int64(), lambda _, claim: claim.count_low),
    "count_best": (pa.int64(), lambda _, claim: claim.count_best),
    "count_high": (pa.int64(), lambda _, claim: claim.count_high),
    "count_unit": (pa.string(), lambda _, claim: claim.count_unit and claim.count_unit.value),
    "count_scope": (pa.string(), lambda _, claim: claim.count_scope and claim.count_scope.value),
    "gives_people": (pa.bool_(), counts_people),
    "is_desertion": (pa.bool_(), counts_deserters),
    "size": (pa.int64(), lambda _, claim: size_of(claim)),
    "credibility": (pa.int64(), lambda _, claim: claim.credibility),
}


DERIVED: dict[str, pa.DataType] = {
    "said_order": pa.int64(),
    "disputed_from": pa.date32(),
    "denied_from": pa.date32(),
    "is_alone": pa.bool_(),
    "grid_x": pa.int64(),
    "grid_y": pa.int64(),
}
"""Columns of `claims` that come of the whole table: see `muster.query.derived`."""

_ID, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int64()
COMPANIONS: dict[str, dict[str, pa.DataType]] = {
    "informants": {"source_id": _ID, "informant_id": _ID},
    "datings": {
        "assertion_id": _ID,
        "role": _NUMBER,
        "since": _DAY,
        "until": _DAY,
        "first_day": _DAY,
        "last_day": _DAY,
    },
    "wholes": {"assertion_id": _ID, "whole_id": _ID},
    "around": {"assertion_id": _ID, "other_id": _ID},
    "inside": {"assertion_id": _ID, "whole_id": _ID},
    "updates": {"assertion_id": _ID, "old_id": _ID},
    "opposed": {
        "place_in_order": _NUMBER,
        "kind": pa.string(),
        "of_id": _ID,
        "by_id": _ID,
        "by_position": _NUMBER,
        "by_key": _ID,
        "of_from": _DAY,
        "by_from": _DAY,
    },
}
"""`informants`: each source with each that informs it, at any remove. `datings`: the days of an assertion from one day
of knowledge until another, where its claims give different ones. `wholes`: what an assertion is inside of, at any remove.
`around`: what contains or replaces it, be it through what bears it out. `inside`: the same without that, for parts.
`updates`: what it replaces, as it is written. `opposed`: what is at odds with what, with the days from which both sides
were known."""


@cache
def unbound(name: str) -> Any:
    """Return one of the tables as an Ibis table that is bound to no engine."""
    return ibis.table(ibis.Schema.from_pyarrow(_schema(name)), name=name)


def _schema(name: str) -> pa.Schema:
    if name != TABLE:
        return pa.schema(list(COMPANIONS[name].items()))
    columns = ((column, kind) for column, (kind, _) in COLUMNS.items())
    return pa.schema([(POSITION, pa.int64()), *columns, *DERIVED.items()])


def claims_table(dataset: Dataset) -> pa.Table:
    """Return what each claim says by itself; `position` counts them from 0."""
    columns = {
        name: pa.array([value(dataset, claim) for claim in dataset.claims], type=kind)
        for name, (kind, value) in COLUMNS.items()
    }
    return pa.table({POSITION: pa.array(range(len(dataset.claims)), type=pa.int64()), **columns})


def base_tables(dataset: Dataset) -> dict[str, pa.Table]:
    """Return the claims and the links of a data set as `derive` wants them."""
    position = {claim.claim_id: i for i, claim in enumerate(dataset.claims)}
    assertions = dataset.assertions.values()
    rows: dict[str, list[tuple[Any, ...]]] = {
        "informants": list(informants(dataset)),
        "wholes": [(key, whole) for key, found in wholes_of(dataset).items() for whole in sorted(found)],
        "newer": [(key, new) for key, found in replaced_by(dataset).items() for new in sorted(found)],
        "updates": [(a.assertion_id, old) for a in assertions for old in a.updates],
        "contradicts": [(a.assertion_id, other) for a in assertions for other in a.contradicts],
        "answers": [(position[c.claim_id], target) for c in dataset.claims for target in c.about],
    }
    links = {
        name: pa.table(
            {
                c: pa.array([row[i] for row in rows[name]], type=kind)
                for i, (c, kind) in enumerate(columns.items())
            }
        )
        for name, columns in BASE.items()
    }
    return {"base": claims_table(dataset), **links}


def tables_of(dataset: Dataset) -> Mapping[str, pa.Table]:
    """Return all the tables of a data set by name, for any engine."""
    with duckdb.connect() as connection:
        for name, table in base_tables(dataset).items():
            connection.from_arrow(table).create(name)
        derive(connection)
        return {
            name: connection.sql(f"SELECT * FROM {name}").to_arrow_table().cast(_schema(name))  # noqa: S608 - our names
            for name in (TABLE, *COMPANIONS)
        }


def _coordinate(dataset: Dataset, claim: Claim, axis: str) -> float | None:
    return None if claim.place_id is None else getattr(dataset.places[claim.place_id], axis)


def _known(dataset: Dataset, claim: Claim, bound: str) -> date | None:
    day: date | None = getattr(dataset.known_span(claim), bound)
    return day
