"""The rule that dates an assertion by its claims, as an Ibis expression over any table of them."""

from __future__ import annotations

from typing import Any

import ibis  # type: ignore[import-untyped]

_LATER = 1 << 40
"""Added to the order of what dates an assertion only where nothing before it does."""


def common_days(dating: Any, *keys: str) -> Any:
    """Return the keys with `first_day` and `last_day` (null where open): what the claims of each key have in common.

    What was said first (the least `said_order`) dates it, or where that gives no day, what first gives a last one: claims that have no day in common with that are passed over, and
    nothing widens it. The last day is the earliest last day; the first day the latest first day that is not after that,
    of what was said first and of the claims that also give a last day. Another's "from that day on" narrows nothing that is
    left open: else the first day is the earliest, and open where any claim leaves it so.
    """
    first = dating.group_by(*keys).agg(first_said=dating.said_order.min())
    told = dating.join(first, list(keys))
    is_dated = told.event_start.notnull() | told.event_end.notnull()
    later = ibis.cases(
        ((told.said_order == told.first_said) & is_dated, 0),
        (told.event_end.notnull(), _LATER),
        else_=2 * _LATER,
    )
    ordered = told.mutate(dating_order=told.said_order.cast("int64") + later).drop("first_said")
    order = ordered.group_by(*keys).agg(first_order=ordered.dating_order.min())
    ranked = ordered.join(order, list(keys))
    opening = ranked.filter(ranked.dating_order == ranked.first_order).select(
        *keys, opening_start="event_start", opening_end="event_end"
    )
    beside = ranked.join(opening, list(keys))
    starts_late = (beside.event_start > beside.opening_end).fill_null(False)
    ends_early = (beside.event_end < beside.opening_start).fill_null(False)
    fitting = beside.filter(~starts_late & ~ends_early)
    ends = fitting.group_by(*keys).agg(last_day=fitting.event_end.min())
    both = fitting.join(ends, list(keys))
    bounding = both.event_end.notnull() | (both.dating_order == both.first_order)
    bounded = ibis.cases(
        (bounding & (both.last_day.isnull() | (both.event_start <= both.last_day)), both.event_start),
        else_=ibis.null("date"),
    )
    found = (
        both.mutate(start_bounded=bounded, has_open_start=ibis.cases((both.event_start.isnull(), 1), else_=0))
        .group_by(*keys)
        .agg(
            bounded=lambda t: t.start_bounded.max(),
            earliest=lambda t: t.event_start.min(),
            open_starts=lambda t: t.has_open_start.sum(),
            last_day=lambda t: t.last_day.max(),
        )
    )
    is_shared = (found.open_starts == 0) & (found.last_day.isnull() | (found.earliest <= found.last_day))
    first_day = ibis.cases(
        (found.bounded.notnull(), found.bounded), (is_shared, found.earliest), else_=ibis.null("date")
    )
    return found.select(*keys, "last_day", first_day=first_day)
