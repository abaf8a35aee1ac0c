"""Runs of equal keys in sorted columns, and the joins that sorted columns make cheap."""

from __future__ import annotations

from typing import Any

import numpy as np

from muster.query.bulk.columns import Links, Table
from muster.query.bulk.encoding import Array


def starts(*keys: Array) -> Array:
    """Return where the runs of equal keys begin; keys are sorted, or at least stand together."""
    count = len(keys[0])
    is_new = np.zeros(count, bool)
    is_new[:1] = True
    for key in keys:
        is_new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(is_new)


def lengths(at: Array, count: int) -> Array:
    """Return how long each run is, of runs that begin `at` and end with a column of `count` rows."""
    return np.diff(at, append=count)


def run_of(at: Array, count: int) -> Array:
    """Return for each row the number of its run."""
    return np.repeat(np.arange(len(at)), lengths(at, count))


def least(values: Array, at: Array) -> Array:
    """Return the least of each run."""
    return np.minimum.reduceat(values, at) if len(at) else values[:0]


def most(values: Array, at: Array) -> Array:
    """Return the largest of each run."""
    return np.maximum.reduceat(values, at) if len(at) else values[:0]


def count(flags: Array, at: Array) -> Array:
    """Return how often each run is flagged."""
    return np.add.reduceat(flags, at, dtype=np.int64) if len(at) else np.zeros(0, np.int64)


def distinct(keys: Array) -> Array:
    """Return the different keys, sorted."""
    ordered = np.sort(keys)
    return ordered[starts(ordered)]


def is_in(ordered: Array, wanted: Array) -> Array:
    """Return which of the wanted are among keys that are sorted."""
    if not len(ordered):
        return np.zeros(len(wanted), bool)
    found = np.searchsorted(ordered, wanted)
    found[found == len(ordered)] = 0
    return np.asarray(ordered[found] == wanted)


def spread(counts: Array) -> tuple[Array, Array]:
    """Return, for so many of each, whose each is and the how manieth of them, from 0."""
    whose = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return whose, np.arange(len(whose)) - before[whose]


def linked(links: Links, keys: Array) -> tuple[Array, Array]:
    """Return, for each link from one of the keys, the place of the key and what it is linked with."""
    last = len(links.at) - 1
    low, high = links.at[np.minimum(keys, last)], links.at[np.minimum(keys.astype(np.int64) + 1, last)]
    whose, which = spread(high - low)
    return whose, links.other[low[whose] + which]


def first_said(claims: Table, rows: Array, at: Array) -> Array:
    """Return which of the rows each run takes as its number: that which `totals.stand` takes.

    It is the largest of the statement that was made first, a headline only where there is nothing else; of equal ones
    the first of the data set. Rows of a run stand in the order of the data set and give a number.
    """
    run = run_of(at, len(rows))
    order, statement = claims.said_order[rows], claims.statement_id[rows]
    opening = statement[order == least(order, at)[run]]
    size = np.where(statement == opening[run], claims.size[rows], -1)
    best = np.flatnonzero(size == most(size, at)[run])
    return best[starts(run[best])]


def independent(informants: Links, group: Array, speaker: Array) -> tuple[Array, Array]:
    """Return each group with each of its speakers whom no other one of the group informs, sorted, each once."""
    width = int(speaker.max(initial=0)) + 1
    pairs = distinct(group.astype(np.int64) * width + speaker)
    groups, speakers = pairs // width, pairs % width
    whose, informant = linked(informants, speakers)
    told = groups[whose] * width + informant
    is_told = np.zeros(len(pairs), bool)
    is_told[whose[(informant < width) & is_in(pairs, told)]] = True
    return groups[~is_told], speakers[~is_told]


def given(*columns: Array) -> Array:
    """Return the first of several numbers that is given; -1 stands for one that is not."""
    found = columns[-1]
    for column in reversed(columns[:-1]):
        found = np.where(column >= 0, column, found)
    return found


def plain(column: Array) -> list[Any]:
    """Return numbers as Python's, None for -1."""
    return [None if value < 0 else value for value in column.tolist()]
