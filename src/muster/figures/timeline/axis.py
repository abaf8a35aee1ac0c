"""The time axis: from when to when, and which days are named on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from muster.dates import known_on
from muster.model import Dataset
from muster.query.selection import Selection
from muster.vocabulary import Kind, Tier

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ONE = timedelta(days=1)
_ZOOM = 0.12
"""A window that takes less than this share of the whole is shown close up."""


@dataclass(frozen=True, slots=True)
class Name:
    """A named day: `words` for the line of days, `above` for the line of months and years ("" where that goes on).

    `shorter` is what `above` may be cut to where the next follows soon, the longest first.
    """

    day: date
    words: str
    above: str
    shorter: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def whole_span(dataset: Dataset, as_of: date | None = None) -> tuple[date, date]:
    """Return the first and last day that any claim but background gives, of its event or of its saying.

    With `as_of` only what can have been said by then counts, and that day itself up to the last of all: what had been said by
    then was not said later, nor had it happened later, unless it is planned.
    """
    days: set[date] = set()
    known: set[date] = set()
    for claim in dataset.claims:
        if claim.tier is Tier.SECONDARY:
            continue
        span = dataset.known_span(claim)
        happened = [day for day in (claim.event_start, claim.event_end) if day is not None]
        said = [day for day in (span.earliest, span.latest) if day is not None]
        days.update(happened, said)
        if as_of is not None and known_on(span, as_of) is not None:
            known.update(min(day, as_of) for day in said)
            known.update(day if claim.kind is Kind.PLANNED else min(day, as_of) for day in happened)
    if not days:
        return date(2000, 1, 1), date(2000, 1, 31)
    if as_of is None or not known:
        return min(days), max(days)
    return min(known), max(*known, min(as_of, max(days)))


def span_of(dataset: Dataset, selection: Selection) -> tuple[date, date]:
    """Return the days that the axis runs over: all that was said, so that filters never move it, or close up a short window.

    As known on a day, days that only later reports speak of are none of it.

    There is room before the first day: what is open at its start fades in there.
    """
    first, last = whole_span(dataset, selection.as_of)
    if selection.asks_window:
        start = max(selection.event_from or first, first)
        end = min(selection.event_to or last, last)
        if start <= end and (end - start).days + 1 < _ZOOM * (last - first).days:
            room = max(3, 2 * (end - start).days)
            first, last = max(first, start - room * _ONE), min(last, end + room * _ONE)
    total = (last - first).days + 1
    return _moved(first, -max(3, round(total * 0.07))), _moved(last, max(1, round(total * 0.02)))


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal() - 1))


def names_of(first: date, last: date, most: int) -> list[Name]:
    """Return at most about `most` days to name, evenly: days, weeks from Monday, months, or years."""
    total = (last - first).days + 1
    for step in (1, 2, 7, 14):
        if total / step <= most:
            return list(_days(first, last, step))
    months = total / 30.4
    for step in (1, 3, 6):
        if months / step <= most:
            return list(_months(first, last, step))
    years = total / 365.25
    step = next(n * 10**e for e in range(5) for n in (1, 2, 5) if years / (n * 10**e) <= most)
    found = [y for y in range(first.year, last.year + 1) if y % step == 0 and date(y, 1, 1) >= first]
    return [Name(date(y, 1, 1), str(y), "") for y in found]


def fit_names(
    names: Sequence[Name],
    px_of: Callable[[date], float],
    width: Callable[[str], float],
    *,
    right: float,
    gap: float,
) -> list[Name]:
    """Return the names of which every day stands under its own month or year, whose words end before the next and `right`.

    `px_of` tells where a name begins and `width` how wide the words above are. Where not even the shortest words fit, the
    days that they are of have no name either: under the words before they would read as days of another month.
    """
    groups: list[list[Name]] = []
    for name in names:
        if name.above or not groups:
            groups.append([])
        groups[-1].append(name)
    kept: list[list[Name]] = []
    for head, *rest in reversed(groups):
        start = px_of(head.day)
        forms = (head.above, *head.shorter)
        fitting = next((words for words in forms if not words or start + width(words) <= right), None)
        if fitting is not None:
            kept.append([replace(head, above=fitting, shorter=()), *rest])
            right = start - gap if fitting else right
    return [name for group in reversed(kept) for name in group]


def _days(first: date, last: date, step: int) -> Iterable[Name]:
    day = first + ((7 - first.weekday()) % 7) * _ONE if step >= 7 else first
    shown = None
    while day <= last:
        month = (day.year, day.month)
        name = MONTHS[day.month - 1]
        yield (
            Name(day, str(day.day), "")
            if month == shown
            else Name(day, str(day.day), f"{name} {day.year}", (f"{name[:3]} {day.year}", name[:3]))
        )
        shown = month
        day += step * _ONE


def _months(first: date, last: date, step: int) -> Iterable[Name]:
    shown = None
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(count, 12)
        day = date(year, month + 1, 1)
        if month % step == 0 and first <= day <= last:
            yield Name(day, MONTHS[month][:3], "" if year == shown else str(year))
            shown = year
