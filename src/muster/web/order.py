"""A selection as the map's layer takes it: indices, days and switches alone, never text from data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from muster.model import Dataset
from muster.query.selection import NOTHING, Selection
from muster.vocabulary import CREDIBILITY_LABELS, Kind, Reliability, Stance, Tier
from muster.web.payload import troop_origins, used_places


def _indices(chosen: Sequence[str], every: Sequence[str]) -> list[int] | None:
    """The positions of what is chosen; None where everything passes."""
    if not chosen:
        return None
    wanted = {*chosen} - {NOTHING}
    return [i for i, key in enumerate(every) if key in wanted]


def selection_order(dataset: Dataset, asked: Selection) -> dict[str, Any]:
    """Return the filters of a selection for `Claims.choose` in the layer."""
    selection = {
        "originators": _indices(asked.originators, list(dataset.sources)),
        "publishers": _indices(asked.publishers, list(dataset.sources)),
        "kinds": _indices(asked.kinds, [str(k) for k in Kind]),
        "stances": _indices(asked.stances, [str(k) for k in Stance]),
        "tiers": _indices(asked.tiers, [str(k) for k in Tier]),
        "troops": _indices(asked.troop_origins, troop_origins(dataset)),
        "places": _indices(asked.places, used_places(dataset)),
        "reliabilities": _indices(asked.reliabilities, [str(r) for r in Reliability]),
        "credibilities": _indices(asked.credibilities, [str(c) for c in CREDIBILITY_LABELS]),
        "claims": _indices(asked.claims, [c.claim_id for c in dataset.claims]),
    }
    return {key: value for key, value in selection.items() if value is not None}
