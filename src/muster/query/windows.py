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
    those that were or may have been known by then. They are taken in the order in which they were made, and one that
    has no day in common with those before it is passed over: who repeats a report cannot date it anew.
    """
    found: dict[tuple[str, Role], Days] = {}
    for claim in _in_order_made(dataset):
        if as_of is not None and known_on(dataset.known_span(claim), as_of) is None:
            continue
        key = (claim.assertion_id or "", role_of(claim))
        start, end = found.get(key, (None, None))
        first = max((day for day in (start, claim.event_start) if day), default=None)
        last = min((day for day in (end, claim.event_end) if day), default=None)
        if not (first and last and first > last):
            found[key] = (first, last)
        else:
            found.setdefault(key, (start, end))
    return MappingProxyType(found)


@lru_cache(maxsize=4)
def _in_order_made(dataset: Dataset) -> tuple[Claim, ...]:
    claims = [
        claim
        for claim in dataset.claims
        if claim.assertion_id and claim.tier is not Tier.SECONDARY and claim.stance in PRESENT_STANCES
    ]

    def made(claim: Claim) -> tuple[date, date]:
        span = dataset.known_span(claim)
        return span.latest or date.max, span.earliest or date.max

    return tuple(sorted(claims, key=made))


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
