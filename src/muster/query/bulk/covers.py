"""Spells over days: what holds on each day, of things that hold from one day to another, and spells less other spells."""

from __future__ import annotations

import numpy as np

from muster.query.bulk.encoding import Array

NOTHING = -1
MUCH = np.iinfo(np.int64).max


def most_by_day(first: Array, last: Array, values: Array, days: int) -> Array:
    """Return the largest value that holds on each day, NOTHING where none does. Spells lie within the days.

    Each spell is laid down as two stretches of a power of two of days that overlap; these are then halved, down to days.
    """
    level = _level(last - first + 1)
    table = np.full((int(level.max(initial=0)) + 1, days), NOTHING, np.int64)
    np.maximum.at(table.ravel(), level * days + first, values)
    np.maximum.at(table.ravel(), level * days + last - (1 << level) + 1, values)
    for upper in range(len(table) - 1, 0, -1):
        half = 1 << (upper - 1)
        np.maximum(table[upper - 1], table[upper], out=table[upper - 1])
        np.maximum(table[upper - 1, half:], table[upper, : days - half], out=table[upper - 1, half:])
    found: Array = table[0]
    return found


def least_by_day(first: Array, last: Array, values: Array, days: int) -> Array:
    """Return the least value that holds on each day, MUCH where none does; values are no less than NOTHING."""
    found = most_by_day(first, last, MUCH - 1 - values.astype(np.int64), days)
    return np.where(found == NOTHING, MUCH, MUCH - 1 - found)


def count_by_day(first: Array, last: Array, days: int) -> Array:
    """Return how many spells hold on each day."""
    begun = np.bincount(first, minlength=days + 1)
    ended = np.bincount(last + 1, minlength=days + 1)
    found: Array = np.cumsum(begun - ended)[:days]
    return found


def least_within(by_day: Array, first: Array, last: Array) -> Array:
    """Return for each spell the least of the values of its days."""
    table = [by_day]
    while 2 ** len(table) <= len(by_day):
        half = 1 << (len(table) - 1)
        table.append(np.minimum(table[-1], np.append(table[-1][half:], [MUCH] * half)))
    level = _level(last - first + 1)
    every = np.stack(table)
    found: Array = np.minimum(every[level, first], every[level, last - (1 << level) + 1])
    return found


def without(
    first: Array, last: Array, which: Array, taken: tuple[Array, Array], days: int
) -> tuple[Array, ...]:
    """Return which spells are left, and their days, where others are taken away: `taken` from those numbered `which`.

    What is left of a spell may be several; spells of which nothing is taken come first, in their order.
    """
    touched, row = np.unique(which, return_inverse=True)
    turns = np.zeros((len(touched), days + 1), np.int32)
    np.add.at(turns, (row, taken[0]), 1)
    np.add.at(turns, (row, taken[1] + 1), -1)
    is_left = np.cumsum(turns, axis=1)[:, :days] == 0
    day = np.arange(days)
    is_left &= (day >= first[touched, None]) & (day <= last[touched, None])
    edges = np.diff(np.pad(is_left, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    whose, begin = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    whole = np.ones(len(first), bool)
    whole[touched] = False
    kept = np.flatnonzero(whole)
    return (
        np.concatenate((kept, touched[whose])),
        np.concatenate((first[kept], begin)),
        np.concatenate((last[kept], end - 1)),
    )


def _level(length: Array) -> Array:
    """Return the largest power of two that is no longer."""
    return np.frexp(length.astype(np.float64))[1] - 1
