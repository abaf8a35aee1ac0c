"""The claims that count under a selection, with the days of what they assert: Ibis expressions, bound to no engine.

What was said first dates an assertion (`rule_of_days`): other claims narrow its days where they have some in common, and
are passed over where not. So no claim that is added, an echo least of all, can ever make an assertion newer or older.

`shown_claims` is asked first; the questions of presence and strength are asked of its answer, the table `shown`, and are
the same for every selection.
"""

from functools import cache
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.model import PRESENT_STANCES
from muster.query.frame import TABLE, unbound
from muster.query.roles import Role
from muster.query.rule_of_days import common_days
from muster.query.select import is_not_yet_known, judge_shown
from muster.query.selection import Selection
from muster.vocabulary import Tier

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
    ).select("assertion_id", "role", "event_start", "event_end", "said_order")
    return common_days(dating, "assertion_id", "role")


def shown_claims(selection: Selection) -> Any:
    """Return the claims in the bin `shown`, with `first_day` and `last_day` of what they say and `is_elsewhere`.

    `is_elsewhere`: the claim may lie in the window, but another claim of its assertion dates that outside. Claims
    without an assertion have their own days. `last_known` is the latest day on which the claim was made, as far as that
    is told, and not after the day of knowledge. `is_disputed` and `is_denied`: a claim that was or may have been known
    by then, shown or not, disputes or denies what this one asserts.
    """
    shown = judge_shown(selection)
    days = _datings(selection).rename(dated_assertion="assertion_id", dated_role="role")
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
    return dated.mutate(
        is_disputed=_holds_from(dated.disputed_from, selection),
        is_denied=_holds_from(dated.denied_from, selection),
    )


def _datings(selection: Selection) -> Any:
    """Return the days that hold on the day of knowledge, of the assertions whose claims give different ones.

    They are those of `date_assertions`; where all claims of an assertion give the same days, each has them itself.
    """
    datings = unbound("datings")
    if selection.as_of is None:
        holds = datings.until.isnull()
    else:
        holds = (datings.since <= selection.as_of) & (
            datings.until.isnull() | (datings.until > selection.as_of)
        )
    return datings.filter(holds).drop("since", "until")


def _holds_from(day: Any, selection: Selection) -> Any:
    return day.notnull() if selection.as_of is None else (day <= selection.as_of).fill_null(False)


@cache
def unbound_shown() -> Any:
    """Return the table `shown` that the answer of `shown_claims` makes, bound to no engine."""
    return ibis.table(shown_claims(Selection()).schema(), name=SHOWN)


def present_claims(shown: Any) -> Any:
    """Return the shown claims that report presence in the window, and whether each gives its number at the finest place.

    `key` names what a number belongs to: the assertion, or the claim where it carries none.
    """
    here = keyed(shown.filter(shown.role == int(Role.PRESENT), ~shown.is_elsewhere))
    finest = _finest(here.filter(here.gives_people))
    both = here.left_join(finest, here.key == finest.finest_key)
    counts = (both.gives_people & (both.fineness == both.finest)).fill_null(False)
    return both.mutate(counts_here=counts).drop("finest", "finest_key")


def keyed(present: Any) -> Any:
    """Return claims that report presence with their `key` and `fineness`: see `present_claims`."""
    return present.mutate(
        key=present.assertion_id.fill_null(present.group_id),
        fineness=present.geo_precision.fill_null(COARSEST),
    )


def _finest(numbers: Any) -> Any:
    return numbers.group_by("key").agg(finest=numbers.fineness.min()).rename(finest_key="key")


def at_the_finest(numbers: Any) -> Any:
    """Return those of keyed numbers that count at their place: what `present_claims` marks with `counts_here`."""
    finest = _finest(numbers)
    both = numbers.join(finest, numbers.key == finest.finest_key)
    return both.filter(both.fineness == both.finest).drop("finest", "finest_key")
