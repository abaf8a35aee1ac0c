"""A page of the claims of a bulk layer, each with what the layer keeps of it."""

from __future__ import annotations

from typing import Any

from muster.query.bulk.layer import Layer
from muster.query.engine import Question, ask_page
from muster.query.selection import Selection

PAGE = 50
_COLUMNS = (
    "position, claim_id, statement_id, document_id, tier, originator_id, publisher_id, attribution, assertion_id, kind, stance, "
    "troop_origin, place_id, place_role, place_text, geo_precision, event_start, event_end, known_earliest, known_latest, "
    "count_low, count_best, count_high, count_unit, count_scope, count_hedge, reliability, credibility"
)


def claims_page(
    layer: Layer, question: Question, selection: Selection, *, offset: int = 0, limit: int = PAGE
) -> dict[str, Any]:
    """Return `total`, how many claims a question of `muster.query.pages` finds, and a page of them in their order.

    Documents and assertions have their ids; `label` is the assertion's, `place` the name of the place.
    """
    found, total = ask_page(layer, question, selection, order="position", offset=offset, limit=limit)
    judged = {row["position"]: row for row in found}
    rows = _details(layer, judged)
    documents = layer.described("documents", "document", (row["document_id"] for row in rows))
    asserted = (row["assertion_id"] for row in rows if row["assertion_id"] is not None)
    assertions = layer.described("assertions", "assertion", asserted)
    for row in rows:
        row["document_id"] = documents[row["document_id"]]["document_id"]
        assertion = assertions.get(row["assertion_id"])
        row["assertion_id"] = assertion and assertion["assertion_id"]
        row["label"] = assertion["label"] if assertion else ""
        row["place"] = layer.places.get(row["place_id"], "")
        judgement = judged[row.pop("position")]
        row["window"], row["known"] = judgement["window"], judgement["known"]
        del row["statement_id"]
    return {"total": total, "offset": offset, "claims": rows}


def _details(layer: Layer, positions: dict[int, Any]) -> list[dict[str, Any]]:
    if not positions:
        return []
    wanted = ", ".join(str(position) for position in positions)
    return layer.rows(f"SELECT {_COLUMNS} FROM claims WHERE position IN ({wanted}) ORDER BY position")
