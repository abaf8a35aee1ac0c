"""Which claims a selection takes, and why not the others: the question behind the map, the list and the exports.

One Ibis expression over the `claims` table, bound to no engine: comparisons, `isin` and `case` only.
"""

from functools import reduce
from operator import and_, or_
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.frame import POSITION, TABLE, unbound
from muster.query.selection import NOTHING, Selection
from muster.vocabulary import Bin, Known, Tier, Window

FILTERS = {
    "originators": "originator_id",
    "publishers": "publisher_id",
    "kinds": "kind",
    "stances": "stance",
    "tiers": "tier",
    "troop_origins": "troop_origin",
    "places": "place_id",
    "reliabilities": "reliability",
    "credibilities": "credibility",
    "claims": "claim_id",
}


NO = ibis.literal(False)
YES = ibis.literal(True)


def select_claims(selection: Selection) -> Any:
    """Return an unbound table: each claim's `bin`, `window`, `known` and `is_listed`, in the order of the data set."""
    columns = (POSITION, "claim_id", "bin", "window", "known", "is_listed")
    return judge_claims(selection).select(*columns).order_by(POSITION)


def judge_claims(selection: Selection) -> Any:
    """Return the unbound `claims` with four columns more: `bin`, `window`, `known` and `is_listed`.

    `window` and `known` are null where they were not asked, and where the event is surely outside or the claim surely
    not made yet. `bin` is the first of the tally's bins that fits. `is_listed` holds for each claim that passes the
    filters, was or may have been known, and is not outside the window: background and unplaced ones too.
    """
    return _judged(unbound(TABLE), selection)


def judge_shown(selection: Selection) -> Any:
    """Return what `judge_claims` does, of the claims in the bin `shown` alone."""
    return _judged(shown_only(selection), selection)


def _judged(claims: Any, selection: Selection) -> Any:
    is_filtered = _is_filtered(claims, selection)
    is_undated = claims.event_start.isnull() & claims.event_end.isnull() if selection.asks_window else NO
    lacks_date = NO if selection.undated else is_undated
    is_outside = _is_outside(claims, selection)
    unknown_yet = is_not_yet_known(claims, selection)
    leaves = [
        (condition, name.value)
        for condition, name in (
            (claims.tier == Tier.SECONDARY.value, Bin.BACKGROUND),
            (is_filtered, Bin.FILTERED),
            (unknown_yet, Bin.NOT_YET_KNOWN),
            (~claims.has_place, Bin.NO_PLACE),
            (lacks_date, Bin.NO_DATE),
            (is_outside, Bin.OUTSIDE),
        )
        if condition is not NO
    ]
    reasons = [reason for reason in (is_filtered, unknown_yet, lacks_date, is_outside) if reason is not NO]
    return claims.mutate(
        bin=ibis.cases(*leaves, else_=Bin.SHOWN.value),
        window=_window(claims, selection, is_undated, is_outside),
        known=_known(claims, selection, unknown_yet),
        is_listed=~reduce(or_, reasons) if reasons else YES,
    )


def shown_only(selection: Selection) -> Any:
    """Return the unbound `claims` of the bin `shown`: the conditions of `judge_claims`, as an engine can scan by them."""
    claims = unbound(TABLE)
    wanted = [claims.tier != Tier.SECONDARY.value, claims.has_place, *_passes(claims, selection)]
    if selection.as_of is not None:
        wanted.append(claims.known_earliest.isnull() | (claims.known_earliest <= selection.as_of))
    if selection.event_from is not None:
        wanted.append(claims.event_end.isnull() | (claims.event_end >= selection.event_from))
    if selection.event_to is not None:
        wanted.append(claims.event_start.isnull() | (claims.event_start <= selection.event_to))
    if selection.asks_window and not selection.undated:
        wanted.append(claims.event_start.notnull() | claims.event_end.notnull())
    return claims.filter(*wanted)


def _passes(claims: Any, selection: Selection) -> list[Any]:
    return [
        claims[column].isin(_values(column, values)).fill_null(False)
        for name, column in FILTERS.items()
        if (values := getattr(selection, name))
    ]


def _is_filtered(claims: Any, selection: Selection) -> Any:
    passes = _passes(claims, selection)
    return ~reduce(and_, passes) if passes else NO


def _values(column: str, asked: tuple[str, ...]) -> list[Any]:
    return [int(value) for value in asked if value != NOTHING] if column == "credibility" else list(asked)


def _is_outside(claims: Any, selection: Selection) -> Any:
    outside = []
    if selection.event_from is not None:
        outside.append((claims.event_end < selection.event_from).fill_null(False))
    if selection.event_to is not None:
        outside.append((claims.event_start > selection.event_to).fill_null(False))
    return reduce(or_, outside) if outside else NO


def _window(claims: Any, selection: Selection, is_undated: Any, is_outside: Any) -> Any:
    """The rule of `muster.dates.window_fit`, over columns."""
    if not selection.asks_window:
        return ibis.null("string")
    inside = [claims.event_start.notnull(), claims.event_end.notnull()]
    if selection.event_from is not None:
        inside.append((claims.event_start >= selection.event_from).fill_null(False))
    if selection.event_to is not None:
        inside.append((claims.event_end <= selection.event_to).fill_null(False))
    return ibis.cases(
        (is_undated, Window.UNDATED.value),
        (is_outside, ibis.null("string")),
        (reduce(and_, inside), Window.CERTAIN.value),
        else_=Window.POSSIBLE.value,
    )


def is_not_yet_known(claims: Any, selection: Selection) -> Any:
    """Return whether a claim had surely not been made by the day that is asked; never where none is."""
    if selection.as_of is None:
        return NO
    return (claims.known_earliest > selection.as_of).fill_null(False)


def _known(claims: Any, selection: Selection, unknown_yet: Any) -> Any:
    """The rule of `muster.dates.known_on`, over columns."""
    if selection.as_of is None:
        return ibis.null("string")
    return ibis.cases(
        ((claims.known_latest <= selection.as_of).fill_null(False), Known.KNOWN.value),
        (unknown_yet, ibis.null("string")),
        else_=Known.POSSIBLY.value,
    )
