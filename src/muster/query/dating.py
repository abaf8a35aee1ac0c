"""The claims that count under a selection, with the days of what they assert: Ibis expressions, bound to no engine.

An assertion's last day is the earliest last day of its claims; its first day the latest first day that is not after
that, of the claims that also give a last day. "From that day on" narrows nothing that another claim leaves open: where
no claim gives both ends, the first day is the earliest, and open where any claim leaves it so. So no claim that is
added, an echo least of all, can ever make an assertion newer.

`shown_claims` is asked first; the questions of presence and strength are asked of its answer, the table `shown`, and are
the same for every selection.
"""

from functools import cache
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.model import PRESENT_STANCES
from muster.query.frame import TABLE, unbound
from muster.query.roles import Role
from muster.query.select import is_not_yet_known, judge_claims
from muster.query.selection import Selection
from muster.vocabulary import Bin, Status, Tier

SHOWN = "shown"
COARSEST = 9
"""Stands for a precision that is not given: coarser than any."""


def date_assertions(selection: Selection) -> Any:
    """Return `assertion_id`, `role`, `first_day` and `last_day` (null where open) of all that is asserted or confirmed.

    Of the selection only `as_of` matters: what dates an assertion does not depend on what is looked at. Background
    dates nothing.
    """
    claims = unbound(TABLE)
    dating = claims.filter(
        claims.assertion_id.notnull(),
        claims.tier != Tier.SECONDARY.value,
        claims.stance.isin(sorted(str(stance) for stance in PRESENT_STANCES)),
        ~is_not_yet_known(claims, selection),
    ).select("assertion_id", "role", "event_start", "event_end")
    ends = dating.group_by("assertion_id", "role").agg(last_day=dating.event_end.min())
    both = dating.join(ends, ["assertion_id", "role"])
    bounded = ibis.cases(
        (both.event_end.notnull() & (both.event_start <= both.last_day), both.event_start),
        else_=ibis.null("date"),
    )
    found = (
        both.mutate(start_bounded=bounded, has_open_start=ibis.cases((both.event_start.isnull(), 1), else_=0))
        .group_by("assertion_id", "role")
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
    return found.select("assertion_id", "role", "last_day", first_day=first_day)


def shown_claims(selection: Selection) -> Any:
    """Return the claims in the bin `shown`, with `first_day` and `last_day` of what they say and `is_elsewhere`.

    `is_elsewhere`: the claim may lie in the window, but another claim of its assertion dates that outside. Claims
    without an assertion have their own days. `last_known` is the latest day on which the claim was made, as far as that
    is told, and not after the day of knowledge. `is_disputed` and `is_denied`: a claim that was or may have been known
    by then, shown or not, disputes or denies what this one asserts.
    """
    claims = judge_claims(selection)
    shown = claims.filter(claims.bin == Bin.SHOWN.value)
    days = date_assertions(selection).rename(dated_assertion="assertion_id", dated_role="role")
    both = shown.left_join(
        days, [shown.assertion_id == days.dated_assertion, shown.role == days.dated_role]
    ).drop("dated_role")
    is_dated = both.dated_assertion.notnull()
    first = ibis.cases((is_dated, both.first_day), else_=both.event_start)
    last = ibis.cases((is_dated, both.last_day), else_=both.event_end)
    outside = ibis.literal(False)
    if selection.event_from is not None:
        outside |= (both.last_day < selection.event_from).fill_null(False)
    if selection.event_to is not None:
        outside |= (both.first_day > selection.event_to).fill_null(False)
    last_known = both.known_latest.fill_null(both.known_earliest)
    if selection.as_of is not None:
        last_known = ibis.cases(
            (last_known > selection.as_of, ibis.literal(selection.as_of)), else_=last_known
        )
    dated = both.mutate(
        first_day=first, last_day=last, is_elsewhere=is_dated & outside, last_known=last_known
    ).drop("dated_assertion")
    against = _challenged(selection)
    marked = dated.left_join(against, dated.assertion_id == against.against_id).drop("against_id")
    flags = ("is_disputed", "is_denied")
    return marked.mutate(**{name: (marked[name].fill_null(0) > 0) for name in flags})


def _challenged(selection: Selection) -> Any:
    """Return `against_id`, the assertions that a known claim disputes or denies, with 1 or 0 for each of the two."""
    claims, links = unbound(TABLE), unbound("challenges")
    if selection.as_of is not None:
        known = claims.filter(~is_not_yet_known(claims, selection)).select("claim_id")
        links = links.join(known, "claim_id")
    disputes, denies = (
        ibis.cases((links.status == status.value, 1), else_=0) for status in (Status.DISPUTED, Status.DENIED)
    )
    return links.group_by(against_id="assertion_id").agg(is_disputed=disputes.max(), is_denied=denies.max())


@cache
def unbound_shown() -> Any:
    """Return the table `shown` that the answer of `shown_claims` makes, bound to no engine."""
    return ibis.table(shown_claims(Selection()).schema(), name=SHOWN)


def present_claims(shown: Any) -> Any:
    """Return the shown claims that report presence in the window, and whether each gives its number at the finest place.

    `key` names what a number belongs to: the assertion, or the claim where it carries none.
    """
    here = shown.filter(shown.role == int(Role.PRESENT), ~shown.is_elsewhere)
    here = here.mutate(
        key=here.assertion_id.fill_null(here.group_id), fineness=here.geo_precision.fill_null(COARSEST)
    )
    numbers = here.filter(here.gives_people)
    finest = numbers.group_by("key").agg(finest=numbers.fineness.min()).rename(finest_key="key")
    both = here.left_join(finest, here.key == finest.finest_key)
    counts = (both.gives_people & (both.fineness == both.finest)).fill_null(False)
    return both.mutate(counts_here=counts).drop("finest", "finest_key")
