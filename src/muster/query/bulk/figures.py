"""Which figures of people stand, over the narrow columns of a layer: the rule of `muster.query.totals.standing_totals`.

For a window or for each of its days in one go: a number holds from a day to a day, and so does what follows from it. A
window is one day on which all of its numbers hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from typing import Any, Self

import numpy as np

from muster.query.bulk import covers, runs
from muster.query.bulk.columns import EPOCH, Columns
from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.ranges import Ranges, combine, figures_of
from muster.query.bulk.runs import given
from muster.query.bulk.taking import dated, shown
from muster.query.roles import Role
from muster.query.selection import Selection
from muster.vocabulary import GeoPrecision

ROLES = (Role.PRESENT, Role.PLANNED)
TOGETHER = 366
"""How many days of a series are worked out in one go."""
UNSAID = -1
BEYOND = 1 << 40


@dataclass(frozen=True, slots=True)
class Spells:
    """Numbers by where their claims stand, each with the days from first to last, counted from 0, on which it holds."""

    rows: Array
    first: Array
    last: Array

    def only(self, which: Array) -> Self:
        """Return those that are flagged or numbered."""
        return type(self)(*(getattr(self, field.name)[which] for field in fields(self)))

    def beside(self, other: Self) -> Self:
        """Return these and the others."""
        both = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return type(self)(*(np.concatenate(pair) for pair in both))


@dataclass(frozen=True, slots=True)
class Standing(Spells):
    """Numbers that stand for their assertions.

    `is_total`: no claim of the assertion is of less than an area. `part` is the largest number on these days that it
    contains or replaces, where it has an upper bound alone; UNSAID where there is none.
    """

    is_total: Array
    part: Array

    def without(self, which: Array, first: Array, last: Array, days: int) -> Standing:
        """Return what is left where days are taken from those that are numbered."""
        first, last = np.maximum(first, self.first[which]), np.minimum(last, self.last[which])
        meets = first <= last
        if not meets.any():
            return self
        taken = (first[meets], last[meets])
        left, begin, end = covers.without(self.first, self.last, which[meets], taken, days)
        return Standing(self.rows[left], begin, end, self.is_total[left], self.part[left])


def strength_of(layer: Layer, selection: Selection) -> dict[Role, tuple[Standing, Ranges]]:
    """Return for each role the figures that stand among all its numbers, the largest first, and their one range."""
    columns, found = layer.columns, {}
    for role, rows, *_ in _numbers(layer, selection):
        day = np.zeros(len(rows), np.int64)
        figures = _standing(columns, Spells(rows, day, day), 1)
        order = np.lexsort((columns.claims.position[figures.rows], -columns.claims.size[figures.rows]))
        found[role] = (figures.only(order), _ranges(columns, figures, 1))
    return found


def series_of(layer: Layer, selection: Selection, begin: date, days: int) -> dict[Role, dict[str, list[Any]]]:
    """Return for each role the ranges of so many days, as columns."""
    found = {}
    for role, rows, first, last in _numbers(layer, selection):
        parts = []
        for start in range((begin - EPOCH).days, (begin - EPOCH).days + days, TOGETHER):
            length = min(TOGETHER, (begin - EPOCH).days + days - start)
            mine = np.flatnonzero((first < start + length) & (last >= start) & (first <= last))
            spells = Spells(
                rows[mine],
                np.maximum(first[mine] - start, 0),
                np.minimum(last[mine] - start, length - 1),
            )
            parts.append(_ranges(layer.columns, _standing(layer.columns, spells, length), length).listed())
        found[role] = {name: [value for part in parts for value in part[name]] for name in parts[0]}
    return found


def _numbers(layer: Layer, selection: Selection) -> Iterator[tuple[Role, Array, Array, Array]]:
    """Yield each role with the claims that give its numbers of people, and the first and last day on which each may hold."""
    columns = layer.columns
    claims = columns.claims
    counting = shown(layer, selection) & claims.gives_people & claims.has_assertion
    counting &= (claims.role == int(Role.PRESENT)) | (claims.role == int(Role.PLANNED))
    found = dated(layer, selection, np.flatnonzero(counting))
    found = found.only(~found.is_elsewhere)
    first = _wide(np.maximum(claims.start[found.rows], found.first), columns)
    last = _wide(np.minimum(claims.end[found.rows], found.last), columns)
    role = claims.role[found.rows]
    for wanted in ROLES:
        mine = role == int(wanted)
        yield wanted, found.rows[mine], first[mine], last[mine]


def _wide(days: Array, columns: Columns) -> Array:
    """Return days that may be reckoned with, those that are open beyond any other."""
    found = days.astype(np.int64)
    found[days == columns.never] = -BEYOND
    found[days == columns.ever] = BEYOND
    return found


def _standing(columns: Columns, numbers: Spells, days: int) -> Standing:
    numbers = _without_deserters(columns, numbers, days)
    figures = _uncontained(columns, numbers, _stand(columns, numbers, days), days)
    totals, local = figures.only(figures.is_total), figures.only(~figures.is_total)
    tops = totals.beside(_largest_local(columns, local, _largest_totals(columns, totals, days), days))
    return _bounded(columns, numbers, _unrepeated(columns, tops, days), days)


def _stand(columns: Columns, numbers: Spells, days: int) -> Standing:
    """Return the number of each assertion on each day, of numbers that stand in the order of the claims."""
    claims = columns.claims
    key = claims.key[numbers.rows]
    at = runs.starts(key)
    is_lone = (runs.lengths(at, len(key)) == 1)[runs.run_of(at, len(key))]
    lone, several, key = numbers.only(is_lone), numbers.only(~is_lone), key[~is_lone].astype(np.int64)
    # Between two turns of an assertion the same of its numbers hold.
    width = days + 1
    begin, end = key * width + several.first, key * width + several.last + 1
    turns = runs.distinct(np.concatenate((begin, end)))
    low = np.searchsorted(turns, begin)
    whose, which = runs.spread(np.searchsorted(turns, end) - low)
    turn = low[whose] + which
    order = np.argsort(turn, kind="stable")
    turn, rows = turn[order], several.rows[whose[order]]
    at = runs.starts(turn)
    chosen = rows[runs.first_said(claims, rows, at)]
    coarse = int(GeoPrecision.AREA)
    between = turn[at]
    is_total = (claims.precision[lone.rows] >= coarse, runs.least(claims.precision[rows], at) >= coarse)
    return Standing(
        np.concatenate((lone.rows, chosen)),
        np.concatenate((lone.first, turns[between] % width)),
        np.concatenate((lone.last, turns[between + 1] % width - 1)),
        np.concatenate(is_total),
        np.full(len(lone.rows) + len(chosen), UNSAID),
    )


def _uncontained(columns: Columns, numbers: Spells, figures: Standing, days: int) -> Standing:
    """Return what is left of the figures on the days on which nothing here contains or replaces them."""
    claims = columns.claims
    which, around = runs.linked(columns.around, claims.key[figures.rows])
    pair, number = _numbers_of(columns, numbers, around)
    return figures.without(which[pair], numbers.first[number], numbers.last[number], days)


def _numbers_of(columns: Columns, numbers: Spells, assertions: Array) -> tuple[Array, Array]:
    """Return, for each number of one of the assertions, the place of the assertion and the place of the number."""
    key = columns.claims.key[numbers.rows]
    low = np.searchsorted(key, assertions)
    whose, which = runs.spread(np.searchsorted(key, assertions, side="right") - low)
    return whose, low[whose] + which


def _without_deserters(columns: Columns, numbers: Spells, days: int) -> Spells:
    """Return the numbers without those of deserters on the days on which somebody counts others of the same troops."""
    claims = columns.claims
    is_fled = claims.is_desertion[numbers.rows]
    if not is_fled.any():
        return numbers
    others, fled = numbers.only(~is_fled), numbers.only(is_fled)
    bands = _bands(columns, days)
    begin = _band(columns, others.rows, days)
    is_bare = covers.count_by_day(begin + others.first, begin + others.last, bands) == 0
    # Where one origin's days end another's begin.
    edges = np.diff(np.pad(is_bare.reshape(-1, days), ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    starts, ends = row * days + start, row * days + np.nonzero(edges == -1)[1] - 1
    begin = _band(columns, fled.rows, days)
    low = np.searchsorted(ends, begin + fled.first)
    whose, which = runs.spread(np.searchsorted(starts, begin + fled.last, side="right") - low)
    run = low[whose] + which
    left = Spells(
        fled.rows[whose],
        np.maximum(fled.first[whose], starts[run] - begin[whose]),
        np.minimum(fled.last[whose], ends[run] - begin[whose]),
    )
    both = others.beside(left)
    return both.only(np.argsort(both.rows, kind="stable"))


def _band(columns: Columns, rows: Array, days: int) -> Array:
    """Return for each claim the first of the days that are set apart for its origin of troops."""
    found: Array = (columns.claims.troop_origin[rows].astype(np.int64) + 1) * days
    return found


def _bands(columns: Columns, days: int) -> int:
    """Return how many days the origins of troops make together, with those of none."""
    return (int(columns.claims.troop_origin.max(initial=-1)) + 2) * days


def _largest_totals(columns: Columns, totals: Standing, days: int) -> Array:
    """Return the largest total on each day, the days of each origin of troops one after the other."""
    begin, size = _band(columns, totals.rows, days), columns.claims.size[totals.rows]
    return covers.most_by_day(begin + totals.first, begin + totals.last, size, _bands(columns, days))


def _largest_local(columns: Columns, local: Standing, largest: Array, days: int) -> Standing:
    """Return on each day the largest that each originator says of less than an area, where it is larger than each total."""
    claims = columns.claims
    band = _band(columns, local.rows, days)
    local = local.only(
        claims.size[local.rows] > covers.least_within(largest, band + local.first, band + local.last)
    )
    size = claims.size[local.rows]
    order = np.lexsort((claims.position[local.rows], -size))
    local, size = local.only(order), size[order]
    band = _band(columns, local.rows, days)
    speakers, own = np.unique(
        claims.originator[local.rows].astype(np.int64) * len(largest) + band, return_inverse=True
    )
    first, last = own * days + local.first, own * days + local.last
    rank = covers.least_by_day(first, last, np.arange(len(order)), len(speakers) * days)
    cell = np.flatnonzero(rank != covers.MUCH)
    found, day = rank[cell], cell % days
    exceeds = size[found] > largest[band[found] + day]
    return replace(local.only(found[exceeds]), first=day[exceeds], last=day[exceeds])


def _unrepeated(columns: Columns, tops: Standing, days: int) -> Standing:
    """Return the figures without who only repeats, of a matter that is borne out, the number of one that informs him."""
    claims = columns.claims
    beside = np.flatnonzero(~claims.is_alone[tops.rows])
    rows = tops.rows[beside]
    speaker = claims.originator[rows].astype(np.int64)
    matter = (
        claims.group_id[rows].astype(np.int64) * (int(claims.size[rows].max(initial=0)) + 1)
        + claims.size[rows]
    )
    matter = np.searchsorted(runs.distinct(matter), matter)
    sources = len(columns.sources)
    said = matter * sources + speaker
    order = np.argsort(said, kind="stable")
    whose, informant = runs.linked(columns.informants, claims.originator[rows])
    wanted = matter[whose] * sources + informant
    low = np.searchsorted(said[order], wanted)
    pair, which = runs.spread(np.searchsorted(said[order], wanted, side="right") - low)
    other = beside[order[low[pair] + which]]
    return tops.without(beside[whose[pair]], tops.first[other], tops.last[other], days)


def _bounded(columns: Columns, numbers: Spells, figures: Standing, days: int) -> Standing:
    """Return the figures with what bounds each "up to" alone from below: the largest number of its parts.

    What is said of one town bounds nothing.
    """
    claims = columns.claims
    is_open = (claims.count_low[figures.rows] < 0) & (claims.count_best[figures.rows] < 0)
    open_ones = np.flatnonzero(is_open)
    which, inside = runs.linked(columns.inside, claims.key[figures.rows[open_ones]])
    wide = numbers.only(claims.precision[numbers.rows] >= int(GeoPrecision.AREA))
    wide = wide.only(runs.is_in(runs.distinct(inside), claims.key[wide.rows]))
    parts = _stand(columns, wide, days)
    parts = parts.only(np.argsort(parts.rows, kind="stable"))
    pair, part = _numbers_of(columns, parts, inside)
    whole = open_ones[which[pair]]
    first = np.maximum(parts.first[part], figures.first[whole])
    last = np.minimum(parts.last[part], figures.last[whole])
    meets = first <= last
    if not meets.any():
        return figures
    touched, row = np.unique(whole[meets], return_inverse=True)
    largest = np.full((len(touched), days), UNSAID, np.int64)
    each, day = runs.spread(last[meets] - first[meets] + 1)
    day += first[meets][each]
    np.maximum.at(largest, (row[each], day), claims.size[parts.rows[part[meets]]][each])
    whose, day = runs.spread(figures.last[touched] - figures.first[touched] + 1)
    day += figures.first[touched][whose]
    by_day = replace(figures.only(touched[whose]), first=day, last=day, part=largest[whose, day])
    untouched = np.ones(len(figures.rows), bool)
    untouched[touched] = False
    return figures.only(untouched).beside(by_day)


def _ranges(columns: Columns, figures: Standing, days: int) -> Ranges:
    said = figures_of(columns.claims, figures.rows)
    return combine(
        replace(said, low=given(said.low, figures.part)),
        covers.count_by_day(figures.first, figures.last, days),
        least=partial(_by_day, covers.least_by_day, figures, days),
        most=partial(_by_day, covers.most_by_day, figures, days),
    )


def _by_day(reduce: Callable[..., Array], figures: Standing, days: int, values: Array) -> Array:
    return reduce(figures.first, figures.last, values, days)
