"""Which claims of a layer a selection takes: the conditions of `muster.query.select`, over narrow columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer
from muster.query.selection import NOTHING, TERMS, Selection
from muster.vocabulary import Bin

_FEW = 3
"""So many values are compared one by one; of more each claim's is looked up."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Claims with the days of what they say: since ever or for ever where open; see `muster.query.dating.shown_claims`."""

    rows: Array
    first: Array
    last: Array
    is_elsewhere: Array

    def only(self, flags: Array) -> Dated:
        """Return those that are flagged."""
        return Dated(self.rows[flags], self.first[flags], self.last[flags], self.is_elsewhere[flags])


def tally_bins(layer: Layer, selection: Selection) -> dict[Bin, int]:
    """Return how many claims stand in each bin, the first that fits."""
    left = ~layer.columns.claims.is_background
    remaining = int(np.count_nonzero(left))
    found = {**dict.fromkeys(Bin, 0), Bin.BACKGROUND: len(left) - remaining}
    for name, passes in _conditions(layer, selection):
        left &= passes
        before, remaining = remaining, int(np.count_nonzero(left))
        found[name] += before - remaining
    return {**found, Bin.SHOWN: remaining}


def _conditions(layer: Layer, selection: Selection) -> Iterator[tuple[Bin, Array]]:
    """Yield the bins of what does not pass with the condition that passes, in the order of the codebook.

    A condition is to be used before the next is asked for, which may be written over it.
    """
    claims, number = layer.columns.claims, layer.columns.number
    for passes in _filters(layer, selection):
        yield Bin.FILTERED, passes
    held = np.empty(layer.total, bool)
    if selection.as_of is not None:
        yield Bin.NOT_YET_KNOWN, np.less_equal(claims.known, number(selection.as_of), out=held)
    yield Bin.NO_PLACE, claims.has_place
    if selection.asks_window and not selection.undated:
        yield Bin.NO_DATE, np.logical_not(claims.is_undated, out=held)
    if selection.event_from is not None:
        yield Bin.OUTSIDE, np.greater_equal(claims.end, number(selection.event_from), out=held)
    if selection.event_to is not None:
        yield Bin.OUTSIDE, np.less_equal(claims.start, number(selection.event_to), out=held)


def listed(layer: Layer, selection: Selection) -> Array:
    """Return which claims pass the filters, were or may have been known and are not outside the window."""
    passes = np.ones(layer.total, bool)
    for name, fits in _conditions(layer, selection):
        if name is not Bin.NO_PLACE:
            passes &= fits
    return passes


def shown(layer: Layer, selection: Selection) -> Array:
    """Return which claims stand in the bin `shown`."""
    passes = ~layer.columns.claims.is_background
    for _, fits in _conditions(layer, selection):
        passes &= fits
    return passes


def dated(layer: Layer, selection: Selection, rows: Array) -> Dated:
    """Return claims, by where they stand, with the days that hold for them on the day of knowledge.

    `is_elsewhere`: another claim of its assertion dates it outside the window, in which it may lie by itself.
    """
    columns = layer.columns
    claims, datings = columns.claims, columns.datings
    first, last = claims.start[rows], claims.end[rows]
    is_elsewhere = np.zeros(len(rows), bool)
    if len(datings):
        if selection.as_of is None:
            holding = np.flatnonzero(datings.until == columns.ever)
        else:
            day = columns.number(selection.as_of)
            holding = np.flatnonzero((datings.since <= day) & (datings.until > day))
        current = np.full(int(datings.slot[-1]) + 2, -1, np.int32)
        current[datings.slot[holding]] = holding
        which = current[claims.dating[rows]]
        mine = np.flatnonzero(which >= 0)
        which = which[mine]
        first[mine], last[mine] = datings.first[which], datings.last[which]
        outside = np.zeros(len(mine), bool)
        if selection.event_from is not None:
            outside |= datings.last[which] < columns.number(selection.event_from)
        if selection.event_to is not None:
            outside |= datings.first[which] > columns.number(selection.event_to)
        is_elsewhere[mine] = outside
    return Dated(rows, first, last, is_elsewhere)


def holds_from(layer: Layer, selection: Selection, days: Array) -> Array:
    """Return which of the days from which something is known have come by the day of knowledge."""
    day = None if selection.as_of is None else layer.columns.number(selection.as_of)
    return days < layer.columns.ever if day is None else days <= day


def _filters(layer: Layer, selection: Selection) -> Iterator[Array]:
    """Yield which claims pass, for each thing that is filtered by. What is not given passes no filter."""
    claims, sources = layer.columns.claims, layer.columns.sources
    if selection.claims:
        positions = [layer.claims_by_id[value] for value in selection.claims if value != NOTHING]
        yield np.isin(claims.position, np.array(positions, claims.position.dtype))
    speaking = np.ones(len(sources), bool)
    if selection.originators:
        speaking &= _among(np.arange(len(sources)), _places_in(layer.sources, selection.originators))
    if selection.reliabilities:
        speaking &= _among(sources.reliability, _places_in(TERMS["reliabilities"], selection.reliabilities))
    if not speaking.all():
        yield _among(claims.originator, np.flatnonzero(speaking).tolist())
    for column, existing, asked in (
        (claims.publisher, layer.sources, selection.publishers),
        (claims.kind, TERMS["kinds"], selection.kinds),
        (claims.stance, TERMS["stances"], selection.stances),
        (claims.tier, TERMS["tiers"], selection.tiers),
        (claims.troop_origin, layer.troop_origins, selection.troop_origins),
        (claims.place, layer.places_in_order, selection.places),
    ):
        if asked:
            yield _among(column, _places_in(existing, asked))
    if selection.credibilities:
        yield _among(
            claims.credibility, [int(value) for value in selection.credibilities if value != NOTHING]
        )


def _places_in(existing: Iterable[str], asked: Iterable[str]) -> list[int]:
    wanted = frozenset(asked)
    return [i for i, value in enumerate(existing) if value in wanted]


def _among(column: Array, values: Sequence[int]) -> Array:
    """Return which numbers of a column are among the values; -1, which stands for none given, never is."""
    if len(values) <= _FEW:
        found = np.zeros(len(column), bool)
        for value in values:
            found |= column == value
        return found
    table = np.zeros(max(int(column.max(initial=0)), *values) + 2, bool)
    table[values] = True
    return table.take(column)
