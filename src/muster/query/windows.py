"""When an assertion is said to have happened: what its claims have in common. An echo never makes it newer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from muster.dates import known_on, window_fit
from muster.model import PRESENT_STANCES, Claim, Dataset
from muster.query.selection import Selection
from muster.vocabulary import Kind, Stance, Tier

Days = tuple[date | None, date | None]


class Role(IntEnum):
    """What a claim does for the picture: only `PRESENT` is presence, and `PLANNED` is never added to it."""

    OTHER = 0
    PRESENT = 1
    PLANNED = 2
    ANSWER = 3


def role_of(claim: Claim) -> Role:
    """Return whether a claim reports presence, plans it, answers another claim, or does none of these."""
    if claim.is_present:
        return Role.PRESENT
    if claim.stance in {Stance.DENIES, Stance.DOUBTS, Stance.DECLINES}:
        return Role.ANSWER
    return Role.PLANNED if claim.kind is Kind.PLANNED else Role.OTHER


@lru_cache(maxsize=32)
def event_windows(dataset: Dataset, as_of: date | None = None) -> Mapping[tuple[str, Role], Days]:
    """Return the first and last day of every assertion, None where open, by assertion and role of its claims.

    It is the intersection of the windows of the claims that assert or confirm it, background apart; with `as_of`, of
    those that were or may have been known by then. Where they have no day in common, those that start after the
    earliest last day are passed over: so no claim that is added can ever make an assertion newer.
    """
    claims = _dating(dataset)
    if as_of is not None:
        claims = tuple(c for c in claims if known_on(dataset.known_span(c), as_of) is not None)
    last: dict[tuple[str, Role], date] = {}
    for claim in claims:
        key = (claim.assertion_id or "", role_of(claim))
        last[key] = min(last.get(key, date.max), claim.event_end or date.max)
    first = dict.fromkeys(last, date.min)
    for claim in claims:
        key = (claim.assertion_id or "", role_of(claim))
        if claim.event_start is not None and claim.event_start <= last[key]:
            first[key] = max(first[key], claim.event_start)
    return MappingProxyType(
        {
            key: (None if first[key] == date.min else first[key], None if end == date.max else end)
            for key, end in last.items()
        }
    )


@lru_cache(maxsize=4)
def _dating(dataset: Dataset) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in dataset.claims
        if claim.assertion_id and claim.tier is not Tier.SECONDARY and claim.stance in PRESENT_STANCES
    )


def dated_elsewhere(dataset: Dataset, claim: Claim, selection: Selection) -> Days | None:
    """Return the days of a claim's assertion where they lie wholly outside the window that is asked, else None.

    The claim alone may leave the window possible ("not after 6 November"), while another claim of the same assertion
    dates it ("16 October"). It stays listed, and is not drawn as present in the window.
    """
    if not selection.asks_window or claim.assertion_id is None:
        return None
    days = event_windows(dataset, selection.as_of).get((claim.assertion_id, role_of(claim)))
    if days is None or window_fit(*days, selection.event_from, selection.event_to) is not None:
        return None
    return days
