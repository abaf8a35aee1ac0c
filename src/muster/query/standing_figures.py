"""Which figures of people stand, worked out in the engine: the rule of `totals.standing_totals`, for a window or by day."""

from __future__ import annotations

from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.frame import POSITION, unbound
from muster.query.reduced import combine_ranges, first_given, first_said
from muster.query.roles import Role
from muster.query.totals import UNGIVEN
from muster.vocabulary import GeoPrecision

DAYS = "days"
WINDOW_KEYS = ("role",)
DAY_KEYS = ("day", "role")
NOBODY = -1
"""Less than any number: there is no total that a local figure would have to exceed."""


def unbound_days() -> Any:
    """Return the table `days`, one column `day`: the days of a series, bound to no engine."""
    return ibis.table({"day": "date"}, name=DAYS)


def figures_in_window(shown: Any) -> Any:
    """Return the figures that stand among all shown claims, unbound, by role: one row each, and what gave it."""
    return _standing(_numbers(shown), WINDOW_KEYS)


def ranges_in_window(shown: Any) -> Any:
    """Return the range of the figures that stand, unbound, by role."""
    return combine_ranges(figures_in_window(shown), *WINDOW_KEYS)


def ranges_by_day(shown: Any) -> Any:
    """Return the range of the figures that stand on each day of the table `days`, unbound, by day and role."""
    return combine_ranges(_standing(_numbers(shown), DAY_KEYS), *DAY_KEYS)


def _numbers(shown: Any) -> Any:
    wanted = shown.role.isin([int(Role.PRESENT), int(Role.PLANNED)])
    counting = shown.filter(shown.gives_people, shown.assertion_id.notnull(), wanted, ~shown.is_elsewhere)
    return counting.select(
        "role",
        "assertion_id",
        "group_id",
        "statement_id",
        "originator_id",
        POSITION,
        "said_order",
        "size",
        "count_low",
        "count_best",
        "count_high",
        "event_start",
        "event_end",
        "first_day",
        "last_day",
        precision=counting.geo_precision.fill_null(UNGIVEN),
    )


def _on_days(numbers: Any, keys: tuple[str, ...]) -> Any:
    """Return each number once for each day on which it may hold, or as it is where no days are asked."""
    if keys == WINDOW_KEYS:
        return numbers
    days = unbound_days()
    bounds = [
        numbers[name].isnull() | (numbers[name] <= days.day) for name in ("event_start", "first_day")
    ] + [numbers[name].isnull() | (numbers[name] >= days.day) for name in ("event_end", "last_day")]
    return numbers.join(days, bounds)


def _standing(numbers: Any, keys: tuple[str, ...]) -> Any:
    around = unbound("around")
    holding = _on_days(numbers.semi_join(around, numbers.assertion_id == around.other_id), keys)
    holders = holding.select(*keys, other_id="assertion_id").distinct()
    contained = holders.join(around, "other_id").select(*keys, "assertion_id").distinct()

    def uncontained(some: Any) -> Any:
        by_key = (*keys, "assertion_id")
        finest = some.group_by(*by_key).agg(finest=some.precision.min())
        said = first_said(some, *by_key).anti_join(contained, list(by_key))
        return said.join(finest, list(by_key)).mutate(is_total=lambda t: t.finest >= int(GeoPrecision.AREA))

    coarse = (
        numbers.filter(numbers.precision >= int(GeoPrecision.AREA))
        .select("role", coarse_id="assertion_id")
        .distinct()
    )
    is_coarse = [numbers.role == coarse.role, numbers.assertion_id == coarse.coarse_id]
    wide = uncontained(_on_days(numbers.semi_join(coarse, is_coarse), keys))
    totals = wide.filter(wide.is_total)
    largest = totals.group_by(*keys).agg(largest=totals["size"].max())
    fine = numbers.anti_join(coarse, is_coarse)
    local = wide.filter(~wide.is_total).union(
        uncontained(_on_days(_exceeding(fine, largest, keys), keys)).select(*wide.columns)
    )
    beside = local.left_join(largest, list(keys)).drop(*(f"{key}_right" for key in keys))
    beside = beside.filter(beside["size"] > beside.largest.fill_null(NOBODY)).drop("largest")
    tops = totals.union(_first_of_largest(beside, keys).select(*totals.columns))
    return _with_parts(_without_repeats(tops, numbers, keys), numbers, keys)


def _exceeding(fine: Any, largest: Any, keys: tuple[str, ...]) -> Any:
    """Return those numbers that can stand beside a total somewhere: of assertions larger than the least of the largest."""
    if keys == WINDOW_KEYS:
        floors = largest.select("role", floor="largest")
    else:
        days = unbound_days()
        found = largest.group_by("role").agg(covered=largest.count(), floor=largest.largest.min())
        asked = days.agg(asked=days.count())
        both = found.cross_join(asked)
        floors = both.select("role", floor=ibis.cases((both.covered == both.asked, both.floor), else_=NOBODY))
    bounded = fine.left_join(floors, "role").drop("role_right")
    exceeding = bounded.filter(bounded["size"] > bounded.floor.fill_null(NOBODY))
    ids = exceeding.select("role", "assertion_id").distinct()
    return fine.semi_join(ids, ["role", "assertion_id"])


def _first_of_largest(figures: Any, keys: tuple[str, ...]) -> Any:
    most = figures.group_by(*keys).agg(size=figures["size"].max())
    tops = figures.semi_join(most, [*keys, "size"])
    first = tops.group_by(*keys).agg(position=tops[POSITION].min())
    return tops.semi_join(first, [*keys, POSITION])


def _without_repeats(tops: Any, numbers: Any, keys: tuple[str, ...]) -> Any:
    """Leave out who only repeats, of a matter that is borne out, the number of somebody that informs him."""
    speakers = numbers.select("role", POSITION, "group_id", "originator_id")
    said = tops.join(speakers, ["role", POSITION])
    told = unbound("informants")
    repeating = said.join(told, said.originator_id == told.source_id)
    others = said.select(
        **{f"other_{key}": key for key in keys}, other_group="group_id", other_size="size", other_id="originator_id"
    )
    same = [repeating[key] == others[f"other_{key}"] for key in keys] + [
        repeating.group_id == others.other_group,
        repeating["size"] == others.other_size,
        repeating.informant_id == others.other_id,
    ]
    repeats = repeating.join(others, same).select(*keys, POSITION).distinct()
    return said.anti_join(repeats, [*keys, POSITION])


def _with_parts(tops: Any, numbers: Any, keys: tuple[str, ...]) -> Any:
    """Give an "up to" alone the largest number that it contains or replaces as its low end, where that is no town's."""
    inside = unbound("inside")
    bounded = tops.filter(tops.count_low.isnull() & tops.count_best.isnull())
    wanted = bounded.select(*keys, whole_id="assertion_id").join(inside, "whole_id")
    wide = numbers.filter(numbers.precision >= int(GeoPrecision.AREA))
    near = wide.semi_join(inside, "assertion_id")
    said = first_said(_on_days(near, keys), *keys, "assertion_id")
    parts = wanted.join(said, [*keys, "assertion_id"]).select(
        *keys, whole_id="whole_id", part_id="assertion_id", part_size="size", part_position=POSITION
    )
    largest = parts.group_by(*keys, "whole_id").agg(part_size=parts.part_size.max())
    best = parts.semi_join(largest, [*keys, "whole_id", "part_size"])
    first = best.group_by(*keys, "whole_id").agg(part_position=best.part_position.min())
    chosen = best.semi_join(first, [*keys, "whole_id", "part_position"]).rename(assertion_id="whole_id")
    both = tops.left_join(chosen, [*keys, "assertion_id"]).drop(
        *(f"{key}_right" for key in (*keys, "assertion_id"))
    )
    return both.mutate(count_low=first_given(both.count_low, both.part_size))
