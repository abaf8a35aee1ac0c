"""The places of a view as Linked Places: each once, with the claims that are of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from muster.export.gazetteer import CONTEXT, linked_place
from muster.model import Dataset


def write_linked(
    dataset: Dataset,
    records: list[dict[str, Any]],
    _shapes: list[BaseGeometry | None],
    what: dict[str, Any],
    path: Path,
) -> int:
    """Write the places of the claims of a view; return how many places there are.

    Each has the ids of its claims (`properties.claims`), and as `when` the spans of days in which they say that something
    happened there; a span that is open stays open.
    """
    of_place: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        if record["place_id"]:
            of_place.setdefault(record["place_id"], []).append(record)
    features = []
    for place_id, claims in of_place.items():
        feature = linked_place(dataset, dataset.places[place_id])
        feature["properties"]["claims"] = [claim["claim_id"] for claim in claims]
        spans = [span for claim in claims if (span := _span(claim))]
        if spans:
            feature["when"] = {"timespans": list({json.dumps(span): span for span in spans}.values())}
        features.append(feature)
    document = {"type": "FeatureCollection", "@context": CONTEXT, "muster": what, "features": features}
    path.write_text(
        json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n", "utf-8"
    )
    return len(features)


def _span(claim: dict[str, Any]) -> dict[str, Any]:
    ends = (("start", claim["event_start"]), ("end", claim["event_end"]))
    return {name: {"in": str(day)} for name, day in ends if day}
