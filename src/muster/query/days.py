"""What lies behind the two clocks: claims by day and kind of source. Unbound Ibis, for any number of claims.

The rule of `histogram.js`: on a day, counted whole, is what may be that day in an interval that is given; by a bound alone,
what gives only that; what spans more than a month counts on its last day, as a bound.
"""

from __future__ import annotations

from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.roles import Role
from muster.query.select import judge_claims
from muster.query.selection import Selection
from muster.vocabulary import Bin

LONGEST_SPREAD_DAYS = 31
_DRAWN = tuple(str(name) for name in (Bin.SHOWN, Bin.NO_PLACE))


def said_by_day(selection: Selection) -> Any:
    """Return `day`, `kind`, `is_bound` and `claims`: when what passes the filters was said. Ask without either clock."""
    claims = judge_claims(selection)
    passing = claims.filter(claims.bin.isin(_DRAWN))
    first, last = passing.known_earliest, passing.known_latest
    days = passing.select(
        day=first.fill_null(last), kind=passing.originator_kind, is_bound=~(first == last).fill_null(False)
    )
    return _counted(days.filter(days.day.notnull()), "is_bound")


def happened_by_day(selection: Selection) -> Any:
    """Return the edges of what is drawn: `day`, `kind`, `edge`, `claims`. Ask without a window.

    `starts` and `stops` are those of intervals (what starts less what stopped until a day is what may be that day;
    `stops` stands on the last day); `bounds` stands on the one bound that is given.
    """
    claims = judge_claims(selection)
    shown = claims.filter(claims.bin == str(Bin.SHOWN)).select(
        "event_start", "event_end", kind=claims.originator_kind
    )
    span = shown.event_end.delta(shown.event_start, unit="day")
    is_interval = (span <= LONGEST_SPREAD_DAYS).fill_null(False)
    intervals, bounds = shown.filter(is_interval), shown.filter(~is_interval)
    edges = (
        intervals.select("kind", day=intervals.event_start, edge=ibis.literal("starts")),
        intervals.select("kind", day=intervals.event_end, edge=ibis.literal("stops")),
        bounds.select(
            "kind", day=bounds.event_end.fill_null(bounds.event_start), edge=ibis.literal("bounds")
        ),
    )
    every = edges[0].union(edges[1], edges[2])
    return _counted(every.filter(every.day.notnull()), "edge")


def _counted(days: Any, by: str) -> Any:
    return days.group_by("day", "kind", by).agg(claims=days.count())


def how_shown(shown: Any) -> Any:
    """Return how the shown claims stand to both clocks: `window`, `known`, `is_elsewhere` and how many `claims`."""
    away = shown.is_elsewhere & (shown.role != int(Role.ANSWER))
    return shown.group_by("window", "known", is_elsewhere=away).agg(claims=shown.count())
