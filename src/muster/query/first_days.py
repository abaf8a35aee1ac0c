"""What a window of days says where claims name no first day: they rule no day out before, and put nothing there.

`claims.js` and `headline.js` say the same on the map, frame by frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from muster.model import Claim, Dataset
from muster.query.selection import Selection
from muster.vocabulary import Tier


@lru_cache(maxsize=8)
def first_day(dataset: Dataset) -> date | None:
    """Return the earliest day that any claim is dated to or was said on, background apart; None where no day is told."""
    days: list[date | None] = []
    for claim in dataset.claims:
        if claim.tier is not Tier.SECONDARY:
            span = dataset.known_span(claim)
            days += [claim.event_start, claim.event_end, span.earliest, span.latest]
    return min((day for day in days if day is not None), default=None)


def is_before_all(dataset: Dataset, selection: Selection) -> bool:
    """Return whether the window ends before the first day of all claims: only what names no first day reaches there."""
    first = first_day(dataset)
    return first is not None and selection.event_to is not None and selection.event_to < first


def missing_day(claims: Iterable[Claim]) -> str:
    """Return what none of some claims names: `first day`, or `day` where they name none at all; "" where one names its first."""
    every = list(claims)
    if not every or any(claim.event_start is not None for claim in every):
        return ""
    return "day" if all(claim.event_end is None for claim in every) else "first day"
