"""Which figures of people stand, worked out in the engine: the rule of `totals.standing_totals`, for a window or by day."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.frame import POSITION, unbound
from muster.query.plan import Plan
from muster.query.reduced import combine_ranges, first_said
from muster.query.roles import Role
from muster.query.totals import NOBODY, UNGIVEN
from muster.vocabulary import GeoPrecision

DAYS = "days"
WINDOW_KEYS = ("role",)
DAY_KEYS = ("day", "role")
NUMBER_COLUMNS = (
    "role",
    "assertion_id",
    "group_id",
    "statement_id",
    "originator_id",
    "troop_origin",
    "is_desertion",
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
)
TAKEN = (*NUMBER_COLUMNS, "geo_precision", "gives_people", "is_elsewhere")
CARRIED = ("group_id", "originator_id", "troop_origin")


def unbound_days() -> Any:
    """Return the table `days`, one column `day`: the days of a series, bound to no engine."""
    return ibis.table({"day": "date"}, name=DAYS)


def strength_plan() -> Plan:
    """Return `figures`, those that stand among all shown claims, one row each, and `ranges`, theirs by role."""
    plan = Plan()
    figures = _standing(plan, _numbers(plan, WINDOW_KEYS), WINDOW_KEYS)
    kept = plan.keep("figures", figures)
    plan.answers["figures"] = kept
    plan.answers["ranges"] = combine_ranges(plan, kept, WINDOW_KEYS)
    return plan


def series_plan() -> Plan:
    """Return `ranges`: those of the figures that stand on each day of the table `days`, by day and role."""
    plan = Plan()
    figures = _standing(plan, _numbers(plan, DAY_KEYS), DAY_KEYS)
    plan.answers["ranges"] = combine_ranges(plan, figures, DAY_KEYS)
    return plan


def _numbers(plan: Plan, keys: tuple[str, ...]) -> Any:
    """Keep the numbers of people, with the first and the last day on which each may hold, for ever where open.

    Deserters are left out where somebody counts others of the same troops.
    """
    wanted = [int(Role.PRESENT), int(Role.PLANNED)]
    taken = plan.take(
        "given",
        TAKEN,
        lambda t: (t.gives_people, t.assertion_id.notnull(), t.role.isin(wanted), ~t.is_elsewhere),
    )
    first, last = ibis.literal(date.min), ibis.literal(date.max)
    every = plan.keep(
        "every_number",
        taken.mutate(troop_origin=taken.troop_origin.fill_null("")).select(
            *NUMBER_COLUMNS,
            precision=taken.geo_precision.fill_null(UNGIVEN),
            on_from=ibis.greatest(taken.event_start.fill_null(first), taken.first_day.fill_null(first)),
            on_to=ibis.least(taken.event_end.fill_null(last), taken.last_day.fill_null(last)),
        ),
    )
    others = every.filter(~every.is_desertion)
    spans = others.select("role", "troop_origin", "on_from", "on_to").distinct()
    counted = plan.keep("counted", _on_days(spans, keys).select(*keys, "troop_origin").distinct())
    fled = _on_days(every.filter(every.is_desertion), keys)
    fled = fled.anti_join(counted, [*keys, "troop_origin"])
    if keys != WINDOW_KEYS:
        fled = fled.mutate(on_from=fled.day, on_to=fled.day)
    return plan.keep("numbers", others.union(fled.select(*others.columns)))


def _on_days(numbers: Any, keys: tuple[str, ...]) -> Any:
    """Return each number once for each day on which it may hold, or as it is where no days are asked."""
    if keys == WINDOW_KEYS:
        return numbers
    days = unbound_days()
    both = numbers.cross_join(days)
    return both.filter(both.on_from <= both.day, both.on_to >= both.day)


def _merged(plan: Plan, name: str, numbers: Any, keys: tuple[str, ...]) -> Any:
    """Return the numbers without those that another one of the same assertion, said earlier of the same days, hides."""
    if keys == WINDOW_KEYS:
        return numbers
    same = ("role", "assertion_id", "on_from", "on_to")
    carry = ("statement_id", "said_order", *CARRIED)
    said = first_said(plan, f"{name}_merged", numbers, same, carry=carry)
    finest = numbers.group_by(*same).agg(precision=numbers.precision.min())
    return plan.keep(f"{name}_distinct", said.join(finest, list(same)))


def _standing(plan: Plan, numbers: Any, keys: tuple[str, ...]) -> Any:
    contained = _contained(plan, numbers, keys)
    coarse = plan.keep(
        "coarse",
        numbers.filter(numbers.precision >= int(GeoPrecision.AREA))
        .select("role", coarse_id="assertion_id")
        .distinct(),
    )
    is_coarse = [numbers.role == coarse.role, numbers.assertion_id == coarse.coarse_id]
    wide = _uncontained(plan, "wide", numbers.semi_join(coarse, is_coarse), contained, keys)
    totals = wide.filter(wide.is_total)
    of_troops = (*keys, "troop_origin")
    largest = plan.keep("largest_total", totals.group_by(*of_troops).agg(largest=totals["size"].max()))
    fine = plan.keep("fine", numbers.anti_join(coarse, is_coarse))
    exceeding = _exceeding(plan, fine, largest, keys)
    local = wide.filter(~wide.is_total).union(
        _uncontained(plan, "local", exceeding, contained, keys).select(*wide.columns)
    )
    beside = local.left_join(largest, list(of_troops)).drop(*(f"{key}_right" for key in of_troops))
    beside = plan.keep(
        "beside", beside.filter(beside["size"] > beside.largest.fill_null(NOBODY)).drop("largest")
    )
    tops = plan.keep(
        "tops",
        totals.union(_first_of_largest(plan, beside, (*of_troops, "originator_id")).select(*totals.columns)),
    )
    figures = tops.anti_join(_repeats(plan, tops, keys), [*keys, POSITION])
    parts = _parts(plan, tops, numbers, keys)
    both = figures.left_join(parts, [*keys, "assertion_id"]).drop(
        *(f"{key}_right" for key in (*keys, "assertion_id"))
    )
    return both.mutate(count_low=ibis.coalesce(both.count_low, both.part_size))


def _contained(plan: Plan, numbers: Any, keys: tuple[str, ...]) -> Any:
    """Return which assertions another one here contains or replaces, by the keys."""
    around = unbound("around")
    inner = numbers.select("role", "assertion_id").distinct()
    pairs = plan.keep("pairs_around", around.semi_join(inner, "assertion_id"))
    holding = _on_days(numbers.semi_join(pairs, numbers.assertion_id == pairs.other_id), keys)
    holders = plan.keep("holders", holding.select(*keys, other_id="assertion_id").distinct())
    return plan.keep("contained", holders.join(pairs, "other_id").select(*keys, "assertion_id").distinct())


def _uncontained(plan: Plan, name: str, some: Any, contained: Any, keys: tuple[str, ...]) -> Any:
    by_key = (*keys, "assertion_id")
    held = _on_days(_merged(plan, name, some, keys), keys).anti_join(contained, list(by_key))
    held = plan.keep(f"{name}_held", held)
    finest = held.group_by(*by_key).agg(finest=held.precision.min())
    said = first_said(plan, f"{name}_said", held, by_key, carry=CARRIED)
    both = said.join(finest, list(by_key))
    return plan.keep(name, both.mutate(is_total=both.finest >= int(GeoPrecision.AREA)))


def _exceeding(plan: Plan, fine: Any, largest: Any, keys: tuple[str, ...]) -> Any:
    """Return those numbers that can stand beside a total somewhere: of assertions larger than the least of the largest."""
    of_troops = ("role", "troop_origin")
    if keys == WINDOW_KEYS:
        floors = largest.select(*of_troops, floor="largest")
    else:
        days = unbound_days()
        found = largest.group_by(*of_troops).agg(covered=largest.count(), floor=largest.largest.min())
        both = found.cross_join(days.agg(asked=days.count()))
        floors = both.select(
            *of_troops, floor=ibis.cases((both.covered == both.asked, both.floor), else_=NOBODY)
        )
    floors = plan.keep("floors", floors)
    bounded = fine.left_join(floors, list(of_troops)).drop(*(f"{key}_right" for key in of_troops))
    exceeding = bounded.filter(bounded["size"] > bounded.floor.fill_null(NOBODY))
    ids = plan.keep("exceeding", exceeding.select("role", "assertion_id").distinct())
    return fine.semi_join(ids, ["role", "assertion_id"])


def _first_of_largest(plan: Plan, figures: Any, keys: tuple[str, ...]) -> Any:
    most = figures.group_by(*keys).agg(size=figures["size"].max())
    tops = plan.keep("largest_local", figures.semi_join(most, [*keys, "size"]))
    first = tops.group_by(*keys).agg(position=tops[POSITION].min())
    return tops.semi_join(first, [*keys, POSITION])


def _repeats(plan: Plan, tops: Any, keys: tuple[str, ...]) -> Any:
    """Return who only repeats, of a matter that is borne out, the number of somebody that informs him."""
    told = unbound("informants")
    repeating = plan.keep("repeating", tops.join(told, tops.originator_id == told.source_id))
    others = tops.select(
        **{f"other_{key}": key for key in keys},
        other_group="group_id",
        other_size="size",
        other_id="originator_id",
    )
    same = [repeating[key] == others[f"other_{key}"] for key in keys] + [
        repeating.group_id == others.other_group,
        repeating["size"] == others.other_size,
        repeating.informant_id == others.other_id,
    ]
    return plan.keep("repeats", repeating.join(others, same).select(*keys, POSITION).distinct())


def _parts(plan: Plan, tops: Any, numbers: Any, keys: tuple[str, ...]) -> Any:
    """Return, for each "up to" alone, the largest number that it contains or replaces, where that is no town's.

    That bounds it from below.
    """
    inside = unbound("inside")
    bounded = tops.filter(tops.count_low.isnull() & tops.count_best.isnull())
    ids = bounded.select(whole_id="assertion_id").distinct()
    wanted = plan.keep("pairs_inside", inside.semi_join(ids, "whole_id"))
    wide = numbers.filter(numbers.precision >= int(GeoPrecision.AREA)).semi_join(wanted, "assertion_id")
    said = first_said(plan, "part_said", _on_days(wide, keys), (*keys, "assertion_id"))
    held = bounded.select(*keys, whole_id="assertion_id").join(wanted, "whole_id")
    parts = plan.keep(
        "parts",
        held.join(said, [*keys, "assertion_id"]).select(
            *keys, "whole_id", part_id="assertion_id", part_size="size", part_position=POSITION
        ),
    )
    largest = parts.group_by(*keys, "whole_id").agg(part_size=parts.part_size.max())
    best = plan.keep("best_parts", parts.semi_join(largest, [*keys, "whole_id", "part_size"]))
    first = best.group_by(*keys, "whole_id").agg(part_position=best.part_position.min())
    chosen = best.semi_join(first, [*keys, "whole_id", "part_position"])
    return plan.keep("chosen_parts", chosen.rename(assertion_id="whole_id"))
