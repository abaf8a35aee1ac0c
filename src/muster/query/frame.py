"""The tables that every question is asked of: `claims`, one row a claim in the order of the data set, and two small ones.

`informants` has each source with each that informs it, at any remove; `challenges` each assertion with each claim that
disputes or denies it.

Days are dates, a day that is open or unknown is null, blank ids and terms are null. No geometry, only lat and lon, so
that the same questions run on any engine.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import ibis  # type: ignore[import-untyped]
import pyarrow as pa

from muster.model import Claim, Dataset
from muster.query.links import challenges, informants, linked
from muster.query.roles import gives_people, role_of, size_of

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
    "role": (pa.int64(), lambda _, claim: int(role_of(claim))),
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
    "gives_people": (pa.bool_(), lambda _, claim: gives_people(claim)),
    "size": (pa.int64(), lambda _, claim: size_of(claim)),
    "credibility": (pa.int64(), lambda _, claim: claim.credibility),
}


COMPANIONS = {
    "informants": ("source_id", "informant_id"),
    "challenges": ("assertion_id", "claim_id", "status"),
}


@cache
def unbound(name: str) -> Any:
    """Return one of the tables as an Ibis table that is bound to no engine."""
    if name == TABLE:
        columns = [(POSITION, pa.int64()), *((column, kind) for column, (kind, _) in COLUMNS.items())]
    else:
        columns = [(column, pa.string()) for column in COMPANIONS[name]]
    return ibis.table(ibis.Schema.from_pyarrow(pa.schema(columns)), name=name)


def claims_table(dataset: Dataset) -> pa.Table:
    """Return the claims of a data set; `position` counts them from 0."""
    columns = {
        name: pa.array([value(dataset, claim) for claim in dataset.claims], type=kind)
        for name, (kind, value) in COLUMNS.items()
    }
    return pa.table({POSITION: pa.array(range(len(dataset.claims)), type=pa.int64()), **columns})


def tables_of(dataset: Dataset) -> Mapping[str, pa.Table]:
    """Return all the tables of a data set by name, for any engine."""
    rows: dict[str, Sequence[tuple[str, ...]]] = {
        "informants": informants(dataset),
        "challenges": challenges(dataset),
    }
    small = {
        name: pa.table(
            {c: pa.array([row[i] for row in rows[name]], type=pa.string()) for i, c in enumerate(columns)}
        )
        for name, columns in COMPANIONS.items()
    }
    return {TABLE: claims_table(dataset), **small}


def _coordinate(dataset: Dataset, claim: Claim, axis: str) -> float | None:
    return None if claim.place_id is None else getattr(dataset.places[claim.place_id], axis)


def _known(dataset: Dataset, claim: Claim, bound: str) -> date | None:
    day: date | None = getattr(dataset.known_span(claim), bound)
    return day
