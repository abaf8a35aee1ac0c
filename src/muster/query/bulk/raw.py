"""The raw tables that a bulk layer is made of, and how a data set in memory gives them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from muster.errors import LayerError, shorten
from muster.model import Claim, Dataset
from muster.words import bound_word

_ID, _DAY, _NUMBER, _YES = pa.string(), pa.date32(), pa.int64(), pa.bool_()

RAW: dict[str, dict[str, pa.DataType]] = {
    "sources": {"source_id": _ID, "kind": _ID, "reliability": _ID},
    "informed": {"source_id": _ID, "informant_id": _ID},
    "documents": {"document_id": _ID, "source_id": _ID, "published_earliest": _DAY, "published_latest": _DAY},
    "places": {"place_id": _ID, "name": _ID, "lat": pa.float64(), "lon": pa.float64(), "geometry_id": _ID},
    "assertions": {"assertion_id": _ID, "originator_id": _ID, "label": _ID, "judgement": _ID},
    "links": {"assertion_id": _ID, "link": _ID, "other_id": _ID},
    "answers": {"position": _NUMBER, "assertion_id": _ID},
    "claims": {
        "position": _NUMBER,
        **dict.fromkeys(
            ("claim_id", "statement_id", "document_id", "tier", "originator_id", "attribution"), _ID
        ),
        **dict.fromkeys(("assertion_id", "kind", "stance", "troop_origin", "place_text", "place_id"), _ID),
        "place_role": _ID,
        "geo_precision": _NUMBER,
        "event_start": _DAY,
        "event_end": _DAY,
        "is_reported": _YES,
        "reported_earliest": _DAY,
        "reported_latest": _DAY,
        **dict.fromkeys(("count_low", "count_best", "count_high"), _NUMBER),
        **dict.fromkeys(("count_unit", "count_scope", "count_hedge"), _ID),
        "credibility": _NUMBER,
        "scope": _ID,
    },
}
"""Columns of the raw tables. `links` holds `part_of`, `updates`, `supports` and `contradicts` in the order of the
assertions; `is_reported` says whether the claim has a day of its own on which it was said; `count_hedge` is the word that
hedges its number (`about`, `over`); `scope` its judgement or summary."""


def read_raw(folder: Path) -> Mapping[str, pa.Table]:
    """Return the raw tables of a folder of Parquet files, one for each of `RAW`, with the columns that it names.

    Raises LayerError for the first file that is missing, cannot be read, or has other columns or types.
    """
    found = {}
    for name, columns in RAW.items():
        file = folder / f"{name}.parquet"
        remedy = f"the raw tables are {', '.join(f'{key}.parquet' for key in RAW)}"
        if not file.is_file():
            raise LayerError(file, "is missing", remedy)
        try:
            table = pq.read_table(file)
            missing = [column for column in columns if column not in table.column_names]
            if missing:
                raise LayerError(file, f"lacks the column {missing[0]!r}", f"it has {', '.join(columns)}")
            found[name] = table.select(list(columns)).cast(pa.schema(list(columns.items())))
        except pa.ArrowException as error:
            reason = str(error).partition("\n")[0]
            raise LayerError(file, f"cannot be read as a raw table ({shorten(reason)})", remedy) from error
    return found


def raw_tables(dataset: Dataset) -> Mapping[str, pa.Table]:
    """Return the raw tables of a data set, ids as they are."""
    position = {claim.claim_id: i for i, claim in enumerate(dataset.claims)}
    assertions = dataset.assertions.values()
    links = [
        (a.assertion_id, link, other)
        for link in ("part_of", "updates", "supports", "contradicts")
        for a in assertions
        for other in _others(getattr(a, link))
    ]
    documents = dataset.documents.values()
    rows: dict[str, list[tuple[Any, ...]]] = {
        "sources": [(s.source_id, str(s.kind), str(s.reliability)) for s in dataset.sources.values()],
        "informed": [(s.source_id, other) for s in dataset.sources.values() for other in s.informed_by],
        "documents": [
            (d.document_id, d.source_id, d.published_at.earliest, d.published_at.latest) for d in documents
        ],
        "places": [(p.place_id, p.name, p.lat, p.lon, p.geometry_id) for p in dataset.places.values()],
        "assertions": [(a.assertion_id, a.originator_id, a.label, a.judgement) for a in assertions],
        "links": links,
        "answers": [(position[c.claim_id], target) for c in dataset.claims for target in c.about],
        "claims": [(i, *_claim(claim)) for i, claim in enumerate(dataset.claims)],
    }
    return {
        name: pa.table(
            {
                c: pa.array([row[i] for row in rows[name]], type=kind)
                for i, (c, kind) in enumerate(columns.items())
            }
        )
        for name, columns in RAW.items()
    }


def _others(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _claim(claim: Claim) -> tuple[Any, ...]:
    said = claim.reported_on
    return (
        claim.claim_id,
        claim.statement_id,
        claim.document_id,
        str(claim.tier),
        claim.originator_id,
        str(claim.attribution),
        claim.assertion_id,
        str(claim.kind),
        str(claim.stance),
        claim.troop_origin or None,
        claim.place_text,
        claim.place_id,
        claim.place_role and str(claim.place_role),
        claim.geo_precision,
        claim.event_start,
        claim.event_end,
        said is not None,
        said and said.earliest,
        said and said.latest,
        claim.count_low,
        claim.count_best,
        claim.count_high,
        claim.count_unit and str(claim.count_unit),
        claim.count_scope and str(claim.count_scope),
        bound_word(claim),
        claim.credibility,
        claim.judgement or claim.summary,
    )
