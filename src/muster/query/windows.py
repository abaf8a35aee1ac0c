"""When an assertion is said to have happened: what its claims have in common. An echo never makes it newer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from muster.dates import window_fit
from muster.model import Claim, Dataset
from muster.query.dating import date_assertions
from muster.query.engine import ask
from muster.query.roles import Role
from muster.query.said import role_in
from muster.query.selection import Selection

Days = tuple[date | None, date | None]


@lru_cache(maxsize=32)
def event_windows(dataset: Dataset, as_of: date | None = None) -> Mapping[tuple[str, Role], Days]:
    """Return the first and last day of every assertion, None where open, by assertion and role of its claims.

    It is what was said first, narrowed by the other claims that assert or confirm it, background apart; with `as_of`, of
    those that were or may have been known by then: see `rule_of_days.common_days`.
    """
    rows = ask(dataset, date_assertions, Selection(as_of=as_of))
    return MappingProxyType(
        {(row["assertion_id"], Role(row["role"])): (row["first_day"], row["last_day"]) for row in rows}
    )


def dated_elsewhere(dataset: Dataset, claim: Claim, selection: Selection) -> Days | None:
    """Return the days of a claim's assertion where they lie wholly outside the window that is asked, else None.

    The claim alone may leave the window possible ("not after 6 November"), while another claim of the same assertion
    dates it ("16 October"). It stays listed, and is not drawn as present in the window.
    """
    if not selection.asks_window or claim.assertion_id is None:
        return None
    days = event_windows(dataset, selection.as_of).get((claim.assertion_id, role_in(dataset, claim)))
    if days is None or window_fit(*days, selection.event_from, selection.event_to) is not None:
        return None
    return days
