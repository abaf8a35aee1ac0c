"""What the claims about each place come to: independent origins, never outlets; no echo and no part added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.model import Dataset
from muster.query.dating import present_claims
from muster.query.engine import ask_shown
from muster.query.frame import POSITION, unbound
from muster.query.selection import Selection
from muster.query.totals import UNGIVEN, Number, Range, by_assertion, combine, stand
from muster.vocabulary import Status


@dataclass(frozen=True, slots=True)
class PlacePresence:
    """What is reported of one place.

    `originators` counts the independent originators of the best supported presence, with or without a number; `people`
    is the range of the numbers that no other one there contains. `status` is that of what is asserted there: a denial of
    something else at the place is none of it; `partly` are those that some of it alone has. `first_event` and `last_event` are the outermost days
    that are given, None where all are open. Reports are dated by the earliest day that each can have been made on, the
    last also by its latest, and never after the day of knowledge. `age_days` is how long before the window's end (else
    the day of knowledge) the newest *assertion* was first reported: an echo never freshens; None where no day is asked.
    """

    place_id: str
    claims: int
    statements: int
    assertions: int
    originators: int
    people: Range
    status: tuple[Status, ...]
    partly: tuple[Status, ...]
    first_event: date | None
    last_event: date | None
    first_reported: date | None
    last_reported: date | None
    age_days: int | None


def presence_by_place(shown: Any) -> Any:
    """Return one unbound row for each place where presence is reported, by id, but for the numbers of people."""
    here = present_claims(shown).filter(lambda t: t.place_id.notnull())
    return presence_of(here).order_by("place_id")


def presence_of(here: Any) -> Any:
    """Return the rows of `presence_by_place` without an order, of claims that report presence at a place."""
    flags = {name: ibis.cases((here[name], 1), else_=0) for name in ("is_disputed", "is_denied")}
    base = (
        here.mutate(**flags)
        .group_by("place_id")
        .agg(
            claims=lambda t: t.count(),
            first_event=lambda t: t.first_day.min(),
            last_event=lambda t: t.last_day.max(),
            first_reported=lambda t: t.known_earliest.min(),
            last_reported=lambda t: t.last_known.max(),
            disputed=lambda t: t.is_disputed.max(),
            denied=lambda t: t.is_denied.max(),
            all_disputed=lambda t: t.is_disputed.min(),
            all_denied=lambda t: t.is_denied.min(),
        )
    )
    first_said = here.group_by("place_id", "key").agg(first_said=here.known_earliest.min())
    parts = [
        _distinct(here, "statement_id", "statements"),
        _distinct(here, "assertion_id", "assertions"),
        _origins(here),
        first_said.group_by("place_id").agg(newest=first_said.first_said.max()),
    ]
    for part in parts:
        base = base.left_join(part, "place_id").drop("place_id_right")
    counts = ("statements", "assertions", "originators")
    return base.mutate(**{name: base[name].fill_null(1 if name == "originators" else 0) for name in counts})


def _distinct(here: Any, column: str, name: str) -> Any:
    pairs = here.filter(here[column].notnull()).select("place_id", column).distinct()
    return pairs.group_by("place_id").agg(**{name: pairs.count()})


def _origins(here: Any) -> Any:
    """Count, for the best supported thing at each place, the speakers whom none of its other speakers informs.

    Where one speaks alone of each thing there is no row: it is one.
    """
    speakers = here.filter(~here.is_alone).select("place_id", "group_id", "originator_id").distinct()
    told = unbound("informants")
    others = speakers.join(told, speakers.originator_id == told.informant_id).select(
        "place_id", "group_id", originator_id="source_id"
    )
    independent = speakers.anti_join(others.distinct(), ["place_id", "group_id", "originator_id"])
    each = independent.group_by("place_id", "group_id").agg(number=independent.count())
    return each.group_by("place_id").agg(originators=each.number.max())


def numbers_by_place(shown: Any) -> Any:
    """Return the numbers of people of each place, unbound: each assertion at the most specific place that it gives."""
    here = present_claims(shown)
    columns = (
        POSITION,
        "claim_id",
        "statement_id",
        "said_order",
        "known_earliest",
        "place_id",
        "originator_id",
        "geo_precision",
    )
    return (
        here.filter(here.counts_here, here.place_id.notnull())
        .select(*columns, "key", "count_low", "count_best", "count_high")
        .order_by(POSITION)
    )


def presence(dataset: Dataset, selection: Selection) -> list[PlacePresence]:
    """Return each place where presence is reported, by id. Raises SelectionError for a wrong selection."""
    numbers: dict[str, list[Number]] = {}
    for row in sorted(ask_shown(dataset, numbers_by_place, selection), key=itemgetter(POSITION)):
        numbers.setdefault(row["place_id"], []).append(_number(row))
    end = selection.event_to or selection.as_of
    return [
        PlacePresence(
            row["place_id"],
            row["claims"],
            row["statements"],
            row["assertions"],
            row["originators"],
            place_range(dataset, numbers.get(row["place_id"], ())),
            _status(row),
            _partly(row),
            row["first_event"],
            row["last_event"],
            row["first_reported"],
            row["last_reported"],
            (end - row["newest"]).days if end and row["newest"] else None,
        )
        for row in sorted(ask_shown(dataset, presence_by_place, selection), key=itemgetter("place_id"))
    ]


def _number(row: dict[str, Any]) -> Number:
    counts = (row["count_low"], row["count_best"], row["count_high"])
    precision = row["geo_precision"] or UNGIVEN
    said = (row["statement_id"], row["said_order"], row["known_earliest"])
    return Number(row[POSITION], row["claim_id"], *said, row["key"], row["originator_id"], precision, *counts)


def place_range(dataset: Dataset, numbers: Sequence[Number]) -> Range:
    """Return the range of the numbers said of one place, those left out that another assertion there contains."""
    rows = by_assertion(numbers)
    tops = [stand(found) for key, found in rows.items() if not dataset.wholes(key) & rows.keys()]
    return combine(tops, {n.claim_id: n.position for n in numbers})


def _status(row: dict[str, Any]) -> tuple[Status, ...]:
    holds = {
        Status.CORROBORATED: row["originators"] >= 2,
        Status.DISPUTED: bool(row["disputed"]),
        Status.DENIED: bool(row["denied"]),
    }
    return tuple(status for status, is_so in holds.items() if is_so) or (Status.REPORTED,)


def _partly(row: dict[str, Any]) -> tuple[Status, ...]:
    given = {Status.DISPUTED: ("disputed", "all_disputed"), Status.DENIED: ("denied", "all_denied")}
    return tuple(status for status, (some, every) in given.items() if row[some] and not row[every])
