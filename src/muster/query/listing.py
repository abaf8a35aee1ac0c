"""The claims that a selection lists, as plain objects for JSON."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from muster.dates import DateSpan
from muster.model import Claim, Dataset, Place
from muster.query.engine import answer
from muster.query.selection import Selection
from muster.tables.cells import SEPARATOR
from muster.tables.schema import CLAIMS, GAZETTEER


def claims_json(dataset: Dataset, selection: Selection) -> list[dict[str, Any]]:
    """Return each listed claim with the fields of claims.csv, `published_at`, `place`, `window` and `known`.

    Values stand as in the tables, but numbers are numbers and blanks are None; `place` is the gazetteer's row or None.
    Background is listed too; what the filters, the day of knowledge or the window leave out is not.
    """
    return [
        {
            **_row(dataset.claims_by_id[row.claim_id], tuple(CLAIMS.readers)),
            "published_at": dataset.documents[
                dataset.claims_by_id[row.claim_id].document_id
            ].published_at.text
            or None,
            "place": _place(dataset, dataset.claims_by_id[row.claim_id]),
            "window": _plain(row.window),
            "known": _plain(row.known),
        }
        for row in answer(dataset, selection).rows
        if row.is_listed
    ]


def _place(dataset: Dataset, claim: Claim) -> dict[str, Any] | None:
    return None if claim.place_id is None else _row(dataset.places[claim.place_id], tuple(GAZETTEER.readers))


def _row(record: Claim | Place, columns: Sequence[str]) -> dict[str, Any]:
    return {column: _plain(getattr(record, column)) for column in columns}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DateSpan):
        return value.text
    if isinstance(value, tuple):
        parts = (part if isinstance(part, str) else ":".join(part) for part in value)
        return SEPARATOR.join(parts) or None
    return None if value == "" else value
