"""When an assertion is said to have happened: what its claims have in common. An echo never makes it newer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    those that were or may have been known by then. No claim that is added may make an assertion newer. So where they
    have no day in common, those that start after the earliest last day are passed over; and "from that day on", which
    is open at its end, narrows nothing that another claim leaves open at its start.
    """
    claims = _dating(dataset)
    if as_of is not None:
        claims = tuple(c for c in claims if known_on(dataset.known_span(c), as_of) is not None)
    together: dict[tuple[str, Role], list[Days]] = {}
    for claim in claims:
        key = (claim.assertion_id or "", role_of(claim))
        together.setdefault(key, []).append((claim.event_start, claim.event_end))
    return MappingProxyType({key: _shared(windows) for key, windows in together.items()})


def _shared(windows: Sequence[Days]) -> Days:
    last = min((end for _, end in windows if end), default=None)
    bounded = [start for start, end in windows if start and end and last and start <= last]
    starts = [start for start, _ in windows if start]
    if bounded:
        return max(bounded), last
    first = min(starts) if len(starts) == len(windows) else None
    return (first if first and (last is None or first <= last) else None), last


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
