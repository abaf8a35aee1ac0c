"""The rule that dates an assertion by its claims, as an Ibis expression over any table of them."""

from __future__ import annotations

from typing import Any

import ibis  # type: ignore[import-untyped]


def common_days(dating: Any, *keys: str) -> Any:
    """Return the keys with `first_day` and `last_day` (null where open): what the claims of each key have in common.

    The last day is the earliest last day; the first day the latest first day that is not after that, of the claims that
    also give a last day. "From that day on" narrows nothing that another claim leaves open: where no claim gives both
    ends, the first day is the earliest, and open where any claim leaves it so.
    """
    ends = dating.group_by(*keys).agg(last_day=dating.event_end.min())
    both = dating.join(ends, list(keys))
    bounded = ibis.cases(
        (both.event_end.notnull() & (both.event_start <= both.last_day), both.event_start),
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
