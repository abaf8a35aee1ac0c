"""The range that figures make which stand beside each other: the rule of `muster.query.totals.combine`, over columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from muster.query.bulk.columns import Table
from muster.query.bulk.encoding import Array
from muster.query.bulk.runs import given, plain

Reduce = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers as columns; -1 stands for one that is not given."""

    low: Array
    best: Array
    high: Array
    size: Array


@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges as columns, with how many figures each is of; -1 stands for none."""

    low: Array
    best: Array
    high: Array
    figures: Array

    def listed(self) -> dict[str, list[Any]]:
        """Return the columns by name, None for none."""
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}


def figures_of(claims: Table, rows: Array) -> Figures:
    """Return the numbers of claims, by where they stand."""
    return Figures(
        claims.count_low[rows], claims.count_best[rows], claims.count_high[rows], claims.size[rows]
    )


def combine(figures: Figures, number: Array, *, least: Reduce, most: Reduce) -> Ranges:
    """Return the ranges of figures that are reduced alike: `number` says of how many each is.

    One figure is given as it was said; of several `low` is the smallest and `high` the largest number among them, and
    `best` is given only where all say the same.
    """
    low, high = given(figures.low, figures.best), given(figures.high, figures.best)
    is_alone = number == 1
    best = most(figures.best)
    lowest = np.where(is_alone, most(low), least(given(low, figures.size)))
    return Ranges(
        np.where(number > 0, lowest, -1),
        np.where(best == least(figures.best), best, -1),
        np.where(is_alone, most(high), most(given(high, figures.size))),
        number,
    )
