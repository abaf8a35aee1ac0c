"""A page of echoes of a bulk layer: the few claims of a few assertions, compared as those of a data set are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from muster.model import Claim
from muster.query import reduced
from muster.query.bulk.layer import Layer
from muster.query.echoes import compare
from muster.query.engine import ask_among
from muster.query.selection import Selection
from muster.vocabulary import Attribution, CountScope, CountUnit, GeoPrecision, Kind, PlaceRole, Stance, Tier

_COLUMNS = (
    "position, claim_id, statement_id, document_id, tier, originator_id, attribution, assertion_id, kind, stance, "
    "place_id, place_role, place_text, geo_precision, event_start, event_end, count_low, count_best, count_high, "
    "count_unit, count_scope, count_hedge"
)


@dataclass(frozen=True, slots=True)
class _Named:
    name: str


def echo_page(layer: Layer, selection: Selection, carried: Sequence[int]) -> list[dict[str, Any]]:
    """Return the assertions that are numbered, in that order, with what each listed claim changed on the way."""
    if not carried:
        return []
    rows = ask_among(layer, reduced.carrying_claims, selection, column="assertion_id", values=carried)
    positions = ", ".join(str(row["position"]) for row in rows)
    details = layer.rows(f"SELECT {_COLUMNS} FROM claims WHERE position IN ({positions}) ORDER BY position")
    documents = layer.described("documents", "document", (row["document_id"] for row in details))
    named = layer.described("assertions", "assertion", carried)
    places = MappingProxyType({key: _Named(name) for key, name in layer.places.items()})
    claims: dict[int, list[Claim]] = {}
    for row in details:
        claims.setdefault(row["assertion_id"], []).append(_claim(row))
    found = []
    for number in carried:
        mine = claims[number]
        said = {c.claim_id: documents[int(c.document_id)]["published_latest"] or date.max for c in mine}
        first, changes = compare(places, mine, partial(_published, said))
        days = [documents[int(c.document_id)]["published_earliest"] for c in mine]
        given = [day for day in days if day is not None]
        found.append(
            {
                "assertion_id": named[number]["assertion_id"],
                "originator": named[number]["originator_id"],
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


def _claim(row: dict[str, Any]) -> Claim:
    """Return what a comparison needs of a claim; its texts stay on the disk. Ids of a layer are whole numbers."""
    return Claim(
        claim_id=row["claim_id"],
        statement_id=str(row["statement_id"]),
        document_id=str(row["document_id"]),
        locator="",
        tier=Tier(row["tier"]),
        originator_id=row["originator_id"],
        attribution=Attribution(row["attribution"]),
        assertion_id=str(row["assertion_id"]),
        kind=Kind(row["kind"]),
        stance=Stance(row["stance"]),
        about=(),
        troop_origin="",
        place_text=row["place_text"] or "",
        place_id=row["place_id"],
        place_role=row["place_role"] and PlaceRole(row["place_role"]),
        geo_precision=row["geo_precision"] and GeoPrecision(row["geo_precision"]),
        place_basis=None,
        event_start=row["event_start"],
        event_end=row["event_end"],
        date_precision=None,
        date_text="",
        date_basis=None,
        reported_on=None,
        count_low=row["count_low"],
        count_best=row["count_best"],
        count_high=row["count_high"],
        count_unit=row["count_unit"] and CountUnit(row["count_unit"]),
        count_text=row["count_hedge"] or "",
        count_scope=row["count_scope"] and CountScope(row["count_scope"]),
        credibility=None,
        summary="",
        judgement="",
    )
