"""Which claims stand behind a part of the answer: those of a cell, of a place, or in a bin of the tally.

Each is a question of its own (a frozen value, so that it is compiled once), to be asked page by page in the order of
`position`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from muster.query.cells import Grid, bounds_of, inside
from muster.query.frame import POSITION
from muster.query.select import judge_claims, judge_shown
from muster.query.selection import Selection
from muster.vocabulary import Bin

COLUMNS = (POSITION, "window", "known")


@dataclass(frozen=True, slots=True)
class InCell:
    """The shown claims that fall in one cell: see `muster.query.cells`."""

    level: int
    x: int
    y: int

    def __call__(self, selection: Selection) -> Any:
        shown = judge_shown(selection)
        bounds = bounds_of(Grid(self.level, self.x, self.y, self.x, self.y))
        return shown.filter(*inside(shown, bounds)).select(*COLUMNS)


@dataclass(frozen=True, slots=True)
class AtPlace:
    """The shown claims of one place, however exactly they know it."""

    place_id: str

    def __call__(self, selection: Selection) -> Any:
        shown = judge_shown(selection)
        return shown.filter(shown.place_id == self.place_id).select(*COLUMNS)


@dataclass(frozen=True, slots=True)
class InBin:
    """The claims of one bin of the tally; with no bin, all of them."""

    bin: Bin | None = None

    def __call__(self, selection: Selection) -> Any:
        claims = judge_claims(selection)
        found = claims if self.bin is None else claims.filter(claims.bin == str(self.bin))
        return found.select(*COLUMNS)


@dataclass(frozen=True, slots=True)
class Listed:
    """The claims that pass the filters and both clocks, background and unplaced ones too: what `muster claims` lists."""

    def __call__(self, selection: Selection) -> Any:
        claims = judge_claims(selection)
        return claims.filter(claims.is_listed).select(*COLUMNS)
