"""How many are said to be there, and how many are planned: apart, as a range, with the claims that gave each figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from muster.dates import window_fit
from muster.model import Dataset
from muster.query.engine import ask_shown
from muster.query.frame import POSITION
from muster.query.roles import Role
from muster.query.selection import Selection
from muster.query.totals import UNGIVEN, Number, Range, combine, standing_totals
from muster.vocabulary import Window


@dataclass(frozen=True, slots=True)
class Strength:
    """People reported present and people planned; never one number."""

    present: Range
    planned: Range


@dataclass(frozen=True, slots=True)
class Step:
    """The strength on one day: what a selection of that day alone gives."""

    day: date
    strength: Strength


NUMBER_COLUMNS = (
    POSITION,
    "claim_id",
    "statement_id",
    "said_order",
    "known_earliest",
    "assertion_id",
    "originator_id",
    "troop_origin",
    "is_desertion",
    "role",
    "geo_precision",
    "count_low",
    "count_best",
    "count_high",
    "event_start",
    "event_end",
    "first_day",
    "last_day",
)


def numbers_of_people(shown: Any) -> Any:
    """Return the numbers of people in shown claims that report presence or plan it, unbound, in the data set's order."""
    wanted = shown.role.isin([int(Role.PRESENT), int(Role.PLANNED)])
    counting = shown.filter(shown.gives_people, shown.assertion_id.notnull(), wanted, ~shown.is_elsewhere)
    return counting.select(*NUMBER_COLUMNS).order_by(POSITION)


def strength(dataset: Dataset, selection: Selection) -> Strength:
    """Return the strength in the window that is asked, or over all days. Raises SelectionError for a wrong selection."""
    return _strength(dataset, _numbers(dataset, selection))


def strength_by_day(dataset: Dataset, selection: Selection) -> list[Step]:
    """Return the strength on each day of the window, or of the span of the dated claims that count; none for no days.

    Where the window is open at an end, the dated claims bound it there. An undated claim counts on every day while the
    selection shows undated ones, a claim with an open end on every day of its side.
    """
    numbers = _numbers(dataset, selection)
    days = [day for _, n in numbers for day in (n.event_start, n.event_end, n.first_day, n.last_day) if day]
    first, last = selection.event_from, selection.event_to
    first = first or min([day for day in days if last is None or day <= last], default=last)
    last = last or max([day for day in days if first is None or day >= first], default=first)
    if first is None or last is None:
        return []
    one = timedelta(days=1)
    turns = {day for _, n in numbers for day in (n.event_start, n.first_day) if day}
    turns |= {day + one for _, n in numbers for day in (n.event_end, n.last_day) if day and day < date.max}
    steps: list[Step] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if not steps or day in turns:
            here = [(role, n) for role, n in numbers if _is_on(n, day, undated=selection.undated)]
            steps.append(Step(day, _strength(dataset, here)))
        else:
            steps.append(Step(day, steps[-1].strength))
    return steps


def strength_by_report(dataset: Dataset, selection: Selection) -> list[Step]:
    """Return the strength as it had, or may have, been said by each day on which a number of people was first said.

    Each step is what the selection gives as known on its day, and stands until the next; the first is of the first day on
    which any number can have been said. Numbers of which no such day is told count from the first step on, as they do
    for `as_of`. None where nobody counts people.
    """
    numbers = _numbers(dataset, selection)
    days = sorted({n.known_earliest for _, n in numbers if n.known_earliest is not None})
    if not days:
        return [] if not numbers else [Step(selection.as_of or date.min, _strength(dataset, numbers))]
    if selection.asks_window:
        return [
            Step(day, strength(dataset, replace(selection, as_of=day))) for day in _spread(days, MOST_ASKED)
        ]
    # With no window asked, a day of knowledge takes claims away and changes nothing about the others.
    return [
        Step(
            day,
            _strength(
                dataset, [(r, n) for r, n in numbers if n.known_earliest is None or n.known_earliest <= day]
            ),
        )
        for day in _spread(days, max(12, MOST_WEIGHED // len(numbers)))
    ]


MOST_ASKED, MOST_WEIGHED = 60, 60_000
"""How many days are asked of the engine one by one, and how many numbers are weighed over all days together. Of more days
so many are taken evenly, first and last among them: each step is then right on its day, and may have come before it."""


def _spread(days: list[date], most: int) -> list[date]:
    if len(days) <= most:
        return days
    return [days[round(i * (len(days) - 1) / (most - 1))] for i in range(most)]


def _is_on(number: Number, day: date, *, undated: bool) -> bool:
    fit = window_fit(number.event_start, number.event_end, day, day)
    if fit is None or (fit is Window.UNDATED and not undated):
        return False
    return window_fit(number.first_day, number.last_day, day, day) is not None


def _numbers(dataset: Dataset, selection: Selection) -> list[tuple[Role, Number]]:
    return [
        (
            Role(row["role"]),
            Number(
                row[POSITION],
                row["claim_id"],
                row["statement_id"],
                row["said_order"],
                row["known_earliest"],
                row["assertion_id"],
                row["originator_id"],
                row["geo_precision"] or UNGIVEN,
                row["count_low"],
                row["count_best"],
                row["count_high"],
                row["event_start"],
                row["event_end"],
                row["first_day"],
                row["last_day"],
                row["troop_origin"] or "",
                row["is_desertion"],
            ),
        )
        for row in sorted(ask_shown(dataset, numbers_of_people, selection), key=itemgetter(POSITION))
    ]


def _strength(dataset: Dataset, numbers: Iterable[tuple[Role, Number]]) -> Strength:
    found = list(numbers)

    def of(wanted: Role) -> Range:
        mine = [number for role, number in found if role is wanted]
        return combine(standing_totals(dataset, mine), {n.claim_id: n.position for n in mine})

    return Strength(of(Role.PRESENT), of(Role.PLANNED))
