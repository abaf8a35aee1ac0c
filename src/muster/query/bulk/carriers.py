"""A page of echoes of a bulk layer: the few claims of a few assertions, compared as those of a data set are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import numpy as np

from muster.model import Claim
from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.narrow import TERMS
from muster.query.bulk.runs import plain
from muster.query.echoes import Change, compare
from muster.query.totals import UNGIVEN
from muster.vocabulary import Attribution, GeoPrecision, Kind, Stance, Tier

Day = TypeVar("Day")


def echo_page(layer: Layer, carried: Sequence[Array]) -> list[dict[str, Any]]:
    """Return assertions, each given by where its listed claims stand, with what each of these changed on the way."""
    if not carried:
        return []
    columns = layer.columns
    rows = np.concatenate(carried)
    ids = iter(row["claim_id"] for row in columns.told("texts", rows.tolist(), only=("claim_id",)))
    numbers = np.unique(columns.claims.document_id[rows]).tolist()
    documents = dict(zip(numbers, columns.told("documents", numbers), strict=True))
    named = columns.told("assertions", [int(columns.claims.key[mine[0]]) for mine in carried])
    several = [mine for mine in carried if len(mine) > 1]  # of one claim alone there is nothing to compare
    compared = _claims(layer, np.concatenate(several)) if several else iter(())
    found = []
    for assertion, where in zip(named, carried, strict=True):
        mine = [documents[number] for number in columns.claims.document_id[where].tolist()]
        claim_ids = list(islice(ids, len(where)))
        first_id = claim_ids[0]
        changes: list[Change] = []
        if len(where) > 1:
            surely = {
                key: of["published_latest"] or date.max for key, of in zip(claim_ids, mine, strict=True)
            }
            days = columns.claims.last_known[where]
            said = dict(
                zip(claim_ids, np.where(days == columns.never, columns.ever, days).tolist(), strict=True)
            )
            first, changes = compare(
                layer.named_places,
                list(islice(compared, len(where))),
                partial(_day_of, surely),
                partial(_day_of, said),
            )
            first_id = first.claim_id
        given = [of["published_earliest"] for of in mine if of["published_earliest"] is not None]
        found.append(
            {
                "assertion_id": assertion["assertion_id"],
                "originator": assertion["originator_id"],
                "documents": list(dict.fromkeys(of["document_id"] for of in mine)),
                "claims": claim_ids,
                "first_published": min(given, default=None),
                "compared_with": first_id,
                "changes": [
                    (change.claim_id, change.change, change.before, change.after) for change in changes
                ],
            }
        )
    return found


def _day_of(said: Mapping[str, Day], claim: Claim) -> Day:
    return said[claim.claim_id]


_OPEN: dict[str, tuple[Any, ...]] = {
    name: tuple(TERMS[name]) for name in ("place_role", "count_unit", "count_scope")
}
"""Terms that a claim may lack."""
_TIERS, _KINDS, _STANCES, _ATTRIBUTIONS = tuple(Tier), tuple(Kind), tuple(Stance), tuple(Attribution)


def _claims(layer: Layer, rows: Array) -> Iterator[Claim]:
    """Yield what a comparison needs of claims; the rest stays on the disk. Ids of a layer are whole numbers."""
    columns, claims = layer.columns, layer.columns.claims
    names = (
        "statement_id",
        "document_id",
        "key",
        "originator",
        "tier",
        "kind",
        "stance",
        "place",
        "precision",
    )
    numbers = (getattr(claims, name)[rows].tolist() for name in names)
    counts = (plain(getattr(claims, name)[rows]) for name in ("count_low", "count_best", "count_high"))
    days = (columns.days(days[rows]) for days in (claims.start, claims.end))
    for text, number, count, (start, end) in zip(
        columns.told("texts", rows.tolist()),
        zip(*numbers, strict=True),
        zip(*counts, strict=True),
        zip(*days, strict=True),
        strict=True,
    ):
        statement, document, assertion, originator, tier, kind, stance, place, precision = number
        low, best, high = count
        role, unit, scope = (terms[text[name]] if text[name] >= 0 else None for name, terms in _OPEN.items())
        yield Claim(
            claim_id=text["claim_id"],
            statement_id=str(statement),
            document_id=str(document),
            locator="",
            tier=_TIERS[tier],
            originator_id=layer.sources_in_order[originator],
            attribution=_ATTRIBUTIONS[text["attribution"]],
            assertion_id=str(assertion),
            kind=_KINDS[kind],
            stance=_STANCES[stance],
            about=(),
            troop_origin="",
            place_text=text["place_text"] or "",
            place_id=layer.places_in_order[place] if place >= 0 else None,
            place_role=role,
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
            count_unit=unit,
            count_text=text["count_hedge"] or "",
            count_scope=scope,
            credibility=None,
            summary="",
            judgement="",
        )
