"""Which part of the world a map has to show."""

from __future__ import annotations

from collections.abc import Sequence

from muster.figures.marks import ground_of
from muster.figures.projection import Bounds, around, box_of
from muster.figures.summaries import Summary
from muster.model import Dataset
from muster.vocabulary import PlaceKind, Tier

_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.MACRO_REGION, PlaceKind.AREA, PlaceKind.BORDER})


def is_seen(dataset: Dataset, place_id: str, bounds: Bounds) -> bool:
    """Return whether what a place's name covers lies in some bounds, or partly."""
    box = box_of(dataset, place_id)
    if box is None:
        return False
    west, south, east, north = bounds
    shift = 360 * round(((west + east) / 2 - (box[0] + box[2]) / 2) / 360)
    return box[0] + shift <= east and box[2] + shift >= west and box[1] <= north and box[3] >= south


def fitting_bounds(dataset: Dataset, found: Sequence[Summary]) -> Bounds:
    """Return the bounds of what is shown: of all that is exact, and of a vast area only where it lies apart from that.

    A country counts only where there is nothing else. Where nothing is shown, the bounds of all that the data set could show.
    """
    keys = [summary.place_id for summary in found]
    everything = list(
        dict.fromkeys(c.place_id for c in dataset.claims if c.place_id and c.tier is not Tier.SECONDARY)
    )
    for chosen in (keys, everything):
        small = [key for key in chosen if dataset.places[key].kind not in _WIDE]
        vast = [key for key in chosen if dataset.places[key].kind in _WIDE - {PlaceKind.COUNTRY}]
        grounds = [ground for summary in found if (ground := ground_of(dataset, summary))]
        bounds = _around(dataset, small, grounds if chosen is keys else [])
        if bounds is not None:
            return (
                _around(
                    dataset, [*small, *(key for key in vast if not is_seen(dataset, key, bounds))], [bounds]
                )
                or bounds
            )
        for group in (vast, chosen):
            bounds = _around(dataset, group, [])
            if bounds is not None:
                return bounds
    return (-180.0, -60.0, 180.0, 80.0)


def _around(dataset: Dataset, place_ids: Sequence[str], boxes: Sequence[Bounds]) -> Bounds | None:
    return around([*(box for key in place_ids if (box := box_of(dataset, key))), *boxes])
