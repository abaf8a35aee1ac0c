"""Questions whose answers stay small however many claims there are: everything is reduced in the engine.

Unbound Ibis expressions over the same tables as the others, for a data set in memory and for a bulk layer alike.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.model import PRESENT_STANCES
from muster.query.dating import at_the_finest, keyed
from muster.query.frame import POSITION, unbound
from muster.query.plan import Plan
from muster.query.presence import presence_of
from muster.query.roles import Role
from muster.query.select import judge_claims
from muster.query.selection import Selection
from muster.vocabulary import Tier

LONG_AGO = date.min
STANCES = sorted(str(stance) for stance in PRESENT_STANCES)


def tally_by_bin(selection: Selection) -> Any:
    """Return `bin` and `claims`, unbound; bins with none are not there."""
    claims = judge_claims(selection)
    return claims.group_by("bin").agg(claims=claims.count())


def flag(condition: Any) -> Any:
    """Return 1 where a condition holds and 0 where it does not or is not known."""
    return ibis.cases((condition, 1), else_=0)


def first_said(
    plan: Plan, name: str, numbers: Any, keys: tuple[str, ...], *, carry: tuple[str, ...] = ()
) -> Any:
    """Return one row for each set of keys: the number that `totals.stand` takes, by its `said_order`.

    It is the largest of the statement that was made first, a headline only where there is nothing else; of equal ones
    the first of the data set. `carry` names columns that are to come along.
    """
    firsts = numbers.group_by(*keys).agg(first_order=numbers.said_order.min(), among=numbers.count())
    marked = plan.keep(f"{name}_ranked", numbers.join(firsts, list(keys)))
    columns = (*keys, POSITION, "size", "count_low", "count_best", "count_high", *carry)
    alone = marked.filter(marked.among == 1).select(*columns)
    several = plan.keep(f"{name}_several", marked.filter(marked.among > 1))
    opening = several.filter(several.said_order == several.first_order).select(
        *keys, opening_id="statement_id"
    )
    together = several.join(opening, list(keys))
    together = plan.keep(f"{name}_opening", together.filter(together.statement_id == together.opening_id))
    largest = together.group_by(*keys).agg(size=together["size"].max())
    best = together.join(largest, [*keys, "size"]).group_by(*keys).agg(position=lambda t: t[POSITION].min())
    chosen = together.join(best, [*keys, POSITION]).select(*columns)
    return plan.keep(name, alone.union(chosen))


PRESENCE_COLUMNS = (
    POSITION,
    "statement_id",
    "assertion_id",
    "group_id",
    "originator_id",
    "stance",
    "role",
    "place_id",
    "geo_precision",
    "known_earliest",
    "last_known",
    "first_day",
    "last_day",
    "count_low",
    "count_best",
    "count_high",
    "gives_people",
    "size",
    "said_order",
    "is_alone",
    "is_elsewhere",
    "is_disputed",
    "is_denied",
)


def presence_plan() -> Plan:
    """Return `places`, one row for each place where presence is reported, and `ranges`, those of its numbers.

    Ranges keep the rule of `totals.combine`, no part beside its whole: `figures` counts those that stand.
    """
    plan = Plan()
    reporting = plan.take(
        "reporting",
        PRESENCE_COLUMNS,
        lambda t: (t.role == int(Role.PRESENT), ~t.is_elsewhere, t.place_id.notnull()),
    )
    plan.answers["places"] = presence_of(keyed(reporting))
    given = plan.keep("given", keyed(reporting.filter(reporting.gives_people)))
    numbers = plan.keep("numbers", at_the_finest(given))
    wholes = unbound("wholes")
    parts = numbers.join(wholes, numbers.key == wholes.assertion_id).select("place_id", "key", "whole_id")
    held = numbers.select(holding_place="place_id", holding_key="key").distinct()
    contained = plan.keep(
        "contained",
        parts.join(held, [parts.place_id == held.holding_place, parts.whole_id == held.holding_key])
        .select("place_id", "key")
        .distinct(),
    )
    uncontained = plan.keep("uncontained", numbers.anti_join(contained, ["place_id", "key"]))
    standing = first_said(plan, "said", uncontained, ("place_id", "key"))
    plan.answers["ranges"] = combine_ranges(plan, standing, ("place_id",))
    return plan


def combine_ranges(plan: Plan, standing: Any, keys: tuple[str, ...]) -> Any:
    """Return `low`, `best`, `high` and `figures` by the keys: the rule of `totals.combine`."""
    low = ibis.coalesce(standing.count_low, standing.count_best)
    high = ibis.coalesce(standing.count_high, standing.count_best)
    measured = plan.keep(
        "measured",
        standing.mutate(
            low_alone=low,
            high_alone=high,
            low_beside=ibis.coalesce(low, standing["size"]),
            high_beside=ibis.coalesce(high, standing["size"]),
        ),
    )
    found = plan.keep(
        "combined",
        measured.group_by(*keys).agg(
            figures=measured.count(),
            low_alone=measured.low_alone.min(),
            high_alone=measured.high_alone.max(),
            low_beside=measured.low_beside.min(),
            high_beside=measured.high_beside.max(),
            best_least=measured.count_best.min(),
            best_most=measured.count_best.max(),
            with_best=measured.count_best.count(),
        ),
    )
    alone = found.figures == 1
    agrees = (found.with_best == found.figures) & (found.best_least == found.best_most)
    return found.select(
        *keys,
        "figures",
        low=ibis.cases((alone, found.low_alone), else_=found.low_beside),
        best=ibis.cases((agrees, found.best_least), else_=ibis.null("int64")),
        high=ibis.cases((alone, found.high_alone), else_=found.high_beside),
    )


def speakers_by_source(selection: Selection) -> Any:
    """Return one unbound row for each originator of a listed claim that is no background: the counts of `Speaker`."""
    claims = judge_claims(selection)
    said = claims.filter(claims.is_listed, claims.tier != Tier.SECONDARY.value)
    base = said.group_by("originator_id").agg(claims=said.count(), first_said=said.known_earliest.min())
    # Who carries it on makes nobody speak again: each assertion counts by its first saying.
    opened = said.group_by("originator_id", "assertion_id", "group_id").agg(day=said.known_earliest.min())
    latest = opened.group_by("originator_id").agg(last_said=opened.day.max())
    base = base.left_join(latest, "originator_id").drop("originator_id_right")
    pairs = said.filter(said.assertion_id.notnull()).select("originator_id", "assertion_id").distinct()
    asserting = said.filter(said.stance.isin(STANCES))
    lone = asserting.filter(asserting.is_alone).select("originator_id", "group_id").distinct()
    shared = asserting.filter(~asserting.is_alone)
    days = shared.group_by("group_id", "originator_id").agg(day=shared.known_earliest.min())
    parts = (
        pairs.group_by("originator_id").agg(assertions=pairs.count()),
        lone.group_by("originator_id").agg(alone=lone.count()),
        _matters(days),
    )
    for part in parts:
        base = base.left_join(part, "originator_id").drop("originator_id_right")
    counts = ("assertions", "alone", "first", "alone_beside", "corroborated_later")
    filled = base.mutate(**{name: base[name].fill_null(0) for name in counts})
    return filled.mutate(alone=filled.alone + filled.alone_beside).drop("alone_beside")


def _matters(days: Any) -> Any:
    """Count, for each originator, the matters that others speak of too: `days` has a row for each and its first day."""
    told = unbound("informants")
    other = days.rename(other_id="originator_id", other_day="day", other_group="group_id")
    both = days.join(other, days.group_id == other.other_group)
    both = both.filter(both.originator_id != both.other_id)
    linked = told.union(told.select(source_id="informant_id", informant_id="source_id"), distinct=True)
    linked = linked.select("source_id", "informant_id", tie=ibis.literal(1))
    both = both.left_join(
        linked, [both.originator_id == linked.source_id, both.other_id == linked.informant_id]
    )
    later = both.other_day.notnull() & both.day.notnull() & (both.day <= both.other_day)
    each = both.group_by("group_id", "originator_id").agg(
        others=both.count(),
        beaten=flag(both.day.isnull() | (both.other_day.notnull() & (both.other_day < both.day))).max(),
        apart=flag(both.tie.isnull()).max(),
        later=flag(both.tie.isnull() & later).max(),
    )
    every = days.left_join(each, ["group_id", "originator_id"])
    return every.group_by("originator_id").agg(
        first=flag(every.others.notnull() & (every.beaten == 0)).sum(),
        alone_beside=flag(every.others.isnull() | (every.apart == 0)).sum(),
        corroborated_later=flag(every.later == 1).sum(),
    )


def carried_assertions(selection: Selection) -> Any:
    """Return each assertion that listed claims carry, background apart, with how many do: what `echoes` lists."""
    claims = judge_claims(selection)
    said = claims.filter(claims.is_listed, claims.tier != Tier.SECONDARY.value, claims.assertion_id.notnull())
    return said.group_by("assertion_id").agg(claims=said.count())


def news_by_assertion(selection: Selection, since: date) -> Any:
    """Return the assertions that claims carry which were not known at the end of `since`, as known on `as_of`.

    `fresh` counts those claims; `is_carried`: 1 where another was or may have been known before.
    """
    claims = judge_claims(selection)
    said = claims.filter(claims.is_listed, claims.tier != Tier.SECONDARY.value, claims.assertion_id.notnull())
    is_fresh = (said.known_earliest > since).fill_null(False)
    fresh = said.filter(is_fresh)
    new = fresh.group_by("assertion_id").agg(fresh=fresh.count())
    old = said.filter(~is_fresh)
    earlier = old.semi_join(new, "assertion_id").select("assertion_id").distinct()
    earlier = earlier.select(old_id="assertion_id", before=ibis.literal(1))
    both = new.left_join(earlier, new.assertion_id == earlier.old_id)
    carried = both.select("assertion_id", "fresh", is_carried=both.before.fill_null(0))
    updates = unbound("updates").semi_join(new, "assertion_id")
    now = (
        said.semi_join(updates, said.assertion_id == updates.old_id).select(now_id="assertion_id").distinct()
    )
    changing = updates.join(now, updates.old_id == now.now_id).select(newer_id="assertion_id").distinct()
    changing = changing.mutate(change=ibis.literal(1))
    marked = carried.left_join(changing, carried.assertion_id == changing.newer_id)
    return marked.select("assertion_id", "fresh", "is_carried", is_change=marked.change.fill_null(0))


def disagreements_listed(selection: Selection) -> Any:
    """Return what is at odds and known, where a listed claim stands on either side: its `place_in_order` and sides."""
    claims, pairs = judge_claims(selection), unbound("opposed")
    if selection.as_of is not None:
        pairs = pairs.filter(pairs.of_from <= selection.as_of, pairs.by_from <= selection.as_of)
    listed = claims.filter(claims.is_listed).select(POSITION, "assertion_id")
    of_side = pairs.semi_join(listed, pairs.of_id == listed.assertion_id).select("place_in_order")
    by_assertion = pairs.filter(pairs.by_position.isnull())
    by_side = by_assertion.semi_join(listed, by_assertion.by_id == listed.assertion_id).select(
        "place_in_order"
    )
    by_claim = pairs.semi_join(listed, pairs.by_position == listed[POSITION]).select("place_in_order")
    found = of_side.union(by_side, distinct=True).union(by_claim, distinct=True)
    return pairs.semi_join(found, "place_in_order").select(
        "place_in_order", "kind", "of_id", "by_id", "by_position", "by_key"
    )


def disagreements_since(selection: Selection, since: date) -> Any:
    """Return those of `disagreements_listed` that did not stand at the end of `since`."""
    sides = ("kind", "of_id", "by_key")
    before = disagreements_listed(replace(selection, as_of=since)).select(*sides).distinct()
    return disagreements_listed(selection).anti_join(before, list(sides))
