"""A page of echoes of a bulk layer: the few claims of a few assertions, compared as those of a data set are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from muster.model import Claim
from muster.query.bulk.hold import UNGIVEN, Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.runs import plain
from muster.query.echoes import compare
from muster.vocabulary import Attribution, CountScope, CountUnit, GeoPrecision, Kind, PlaceRole, Stance, Tier

def echo_page(layer: Layer, carried: Sequence[Array]) -> list[dict[str, Any]]:
    """Return assertions, each given by where its listed claims stand, with what each of these changed on the way."""
    if not carried:
        return []
    columns = layer.columns
    rows = np.concatenate(carried)
    claims = iter(_claims(layer, rows))
    numbers = columns.claims.document_id[rows]
    wanted = np.unique(numbers).tolist()
    documents = dict(zip(wanted, columns.told("documents", wanted), strict=True))
    named = columns.told("assertions", [int(columns.claims.key[mine[0]]) for mine in carried])
    found = []
    for assertion, where in zip(named, carried, strict=True):
        mine = list(islice(claims, len(where)))
        said = {c.claim_id: documents[int(c.document_id)]["published_latest"] or date.max for c in mine}
        first, changes = compare(layer.named_places, mine, partial(_published, said))
        days = [documents[int(c.document_id)]["published_earliest"] for c in mine]
        given = [day for day in days if day is not None]
        found.append(
            {
                "assertion_id": assertion["assertion_id"],
                "originator": assertion["originator_id"],
                "documents": [
                    documents[int(d)]["document_id"] for d in dict.fromkeys(c.document_id for c in mine)
                ],
                "claims": [c.claim_id for c in mine],
                "first_published": min(given, default=None),
                "compared_with": first.claim_id,
                "changes": [
                    (change.claim_id, change.change, change.before, change.after) for change in changes
                ],
            }
        )
    return found


def _published(said: Mapping[str, date], claim: Claim) -> date:
    return said[claim.claim_id]


def _claims(layer: Layer, rows: Array) -> Iterator[Claim]:
    """Yield what a comparison needs of claims; the rest stays on the disk. Ids of a layer are whole numbers."""
    columns, claims = layer.columns, layer.columns.claims
    numbers = (claims.statement_id, claims.document_id, claims.key, claims.originator)
    counts = (claims.count_low, claims.count_best, claims.count_high)
    for text, start, end, precision, place, ids, number in zip(
        columns.told("texts", rows.tolist()),
        columns.days(claims.start[rows]),
        columns.days(claims.end[rows]),
        claims.precision[rows].tolist(),
        claims.place[rows].tolist(),
        zip(*(column[rows].tolist() for column in numbers), strict=True),
        zip(*(plain(column[rows]) for column in counts), strict=True),
        strict=True,
    ):
        statement, document, assertion, originator = ids
        low, best, high = number
        yield Claim(
            claim_id=text["claim_id"],
            statement_id=str(statement),
            document_id=str(document),
            locator="",
            tier=Tier(text["tier"]),
            originator_id=layer.sources_in_order[originator],
            attribution=Attribution(text["attribution"]),
            assertion_id=str(assertion),
            kind=Kind(text["kind"]),
            stance=Stance(text["stance"]),
            about=(),
            troop_origin="",
            place_text=text["place_text"] or "",
            place_id=layer.places_in_order[place] if place >= 0 else None,
            place_role=text["place_role"] and PlaceRole(text["place_role"]),
            geo_precision=None if precision == UNGIVEN else GeoPrecision(precision),
            place_basis=None,
            event_start=start,
            event_end=end,
            date_precision=None,
            date_text="",
            date_basis=None,
            reported_on=None,
            count_low=low,
            count_best=best,
            count_high=high,
            count_unit=text["count_unit"] and CountUnit(text["count_unit"]),
            count_text=text["count_hedge"] or "",
            count_scope=text["count_scope"] and CountScope(text["count_scope"]),
            credibility=None,
            summary="",
            judgement="",
        )
