"""What is in the way of a label or a line: boxes and straight lines, asked about for many places at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.figures.grid import Grid
from muster.figures.ink import Box

Segment = tuple[float, float, float, float]
"""From x, y to x, y, in pixels."""


_HIDES, _NEARER = 70.0, 200.0
"""What it costs to hide hatching, and to stand nearer to another area than to the own one, in the units of `placing`."""


class Taken:
    """Boxes and lines that are taken. Each box may have an owner, whose own line may touch it.

    An area is in the way of words; a line may pass over it where there is no other way.
    """

    def __init__(self) -> None:
        self._boxes = np.empty((64, 4))
        self._many = 0
        self._owners: list[str] = []
        self._areas: list[bool] = []
        self._lines: list[Segment] = []

    def add(self, box: Box, owner: str = "", *, is_area: bool = False) -> None:
        if self._many == len(self._boxes):
            self._boxes = np.concatenate([self._boxes, np.empty_like(self._boxes)])
        self._boxes[self._many] = box
        self._many += 1
        self._areas.append(is_area)
        self._owners.append(owner)

    def add_line(self, line: Segment) -> None:
        self._lines.append(line)

    def copy(self) -> Taken:
        other = Taken()
        other.take_over(self)
        return other

    def take_over(self, other: Taken) -> None:
        """Hold what another holds."""
        self._boxes, self._many = other._boxes.copy(), other._many
        self._owners, self._areas, self._lines = list(other._owners), list(other._areas), list(other._lines)

    def _near(self, reach: Box, owner: str, *, areas: bool = True) -> np.ndarray:
        """Return the boxes that touch a reach, those of an owner left aside, and areas too where they do not count."""
        held = self._boxes[: self._many]
        touching = (
            (held[:, 0] < reach[2])
            & (held[:, 2] > reach[0])
            & (held[:, 1] < reach[3])
            & (held[:, 3] > reach[1])
        )
        found = np.flatnonzero(touching)
        if owner:
            found = found[[self._owners[index] != owner for index in found]]
        if not areas:
            found = found[[not self._areas[index] for index in found]]
        return held[found]

    def free(self, boxes: np.ndarray, owner: str = "") -> np.ndarray:
        """Return for each box (left, top, right, bottom) whether nothing lies in it; what is the owner's own does not count."""
        if not len(boxes):
            return np.zeros(0, bool)
        held = self._near(_reach(boxes), owner)
        over = (
            (boxes[:, None, 0] < held[None, :, 2])
            & (boxes[:, None, 2] > held[None, :, 0])
            & (boxes[:, None, 1] < held[None, :, 3])
            & (boxes[:, None, 3] > held[None, :, 1])
        )
        result: np.ndarray = np.logical_not(over.any(axis=1))
        if self._lines and result.any():
            result[result] = ~_pass(np.array(self._lines), boxes[result]).any(axis=0)
        return result

    def hits(self, box: Box) -> bool:
        """Return whether anything lies in a box."""
        return not self.free(np.array([box], float))[0]

    def clear(self, lines: np.ndarray, owner: str, end: tuple[float, float], *, areas: bool) -> np.ndarray:
        """Return for each line to a mark at `end` whether it passes over no box but its owner's, and over no other line.

        What lies over the end itself, such as a larger symbol about a smaller one, it must leave anyhow. `areas`: whether
        those of others count.
        """
        if not len(lines):
            return np.zeros(0, bool)
        corners = np.concatenate([lines[:, :2], lines[:, 2:]])
        reach = (*(corners.min(axis=0) - 1), *(corners.max(axis=0) + 1))
        held = self._near(reach, owner, areas=areas)
        about = (held[:, 0] < end[0]) & (held[:, 2] > end[0]) & (held[:, 1] < end[1]) & (held[:, 3] > end[1])
        held = held[~about]
        result: np.ndarray = np.ones(len(lines), bool)
        if len(held):
            result = np.logical_not(_pass(lines, held).any(axis=1))
        if self._lines and result.any():
            result[result] = ~_cross(lines[result], np.array(self._lines)).any(axis=1)
        return result


@dataclass(frozen=True, slots=True)
class Room:
    """Where labels may stand: within a frame, better not over what is hatched, nor nearer to the area of another place.

    `hatched` and `areas` are each with the place that they are of; an area is small, as boxes of a coarse grid.
    """

    frame: Box
    hatched: tuple[tuple[str, Grid], ...]
    areas: tuple[tuple[str, np.ndarray], ...]

    def astray(self, boxes: np.ndarray, owner: str) -> np.ndarray:
        """Return what it costs that a label could be taken for that of another area: it stands nearer to that."""
        own = next((cells for place_id, cells in self.areas if place_id == owner), None)
        others = [cells for place_id, cells in self.areas if place_id != owner]
        if own is None or not others:
            return np.zeros(len(boxes))
        nearer = _distance(boxes, np.concatenate(others)) < _distance(boxes, own)
        result: np.ndarray = np.where(nearer, _NEARER, 0.0)
        return result

    def hidden(self, boxes: np.ndarray, owner: str) -> np.ndarray:
        """Return what it costs to hide hatching by standing in boxes: of others all that is covered, of the own area its share."""
        costs = np.zeros(len(boxes))
        sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        for place_id, grid in self.hatched:
            shares = grid.share(boxes)
            if place_id != owner:
                costs += _HIDES * shares
                continue
            whole = max(float(grid.inside.sum()) * grid.step**2, 1.0)
            costs += np.minimum(_HIDES * shares, 4 * _HIDES * shares * sizes / whole)
        return costs


def _distance(boxes: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return how far each box is from the nearest of some cells."""
    left, top, right, bottom = (boxes[:, k, None] for k in range(4))
    across = np.maximum(np.maximum(cells[:, 0] - right, left - cells[:, 2]), 0)
    down = np.maximum(np.maximum(cells[:, 1] - bottom, top - cells[:, 3]), 0)
    result: np.ndarray = np.sqrt((across * across + down * down).min(axis=1))
    return result


def _reach(boxes: np.ndarray) -> Box:
    low, high = boxes.min(axis=0), boxes.max(axis=0)
    return (float(low[0]), float(low[1]), float(high[2]), float(high[3]))


def _pass(lines: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return for each line and box whether the line passes through the box (Liang and Barsky's cut)."""
    # Each axis by itself: numpy is slow where it reduces an axis of two.
    firsts, lasts = [], []
    for axis in (0, 1):
        start, step = lines[:, None, axis], lines[:, None, axis + 2] - lines[:, None, axis]
        step = np.where(np.abs(step) < 1e-9, 1e-9, step)
        one, other = (boxes[None, :, axis] - start) / step, (boxes[None, :, axis + 2] - start) / step
        firsts.append(np.minimum(one, other))
        lasts.append(np.maximum(one, other))
    first, last = np.maximum(*firsts), np.minimum(*lasts)
    result: np.ndarray = (first < last) & (last > 0) & (first < 1)
    return result


def crosses(lines: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return for each line whether it crosses another."""
    result: np.ndarray = _cross(lines, other[None, :])[:, 0]
    return result


def _cross(lines: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return for each line and each of the others whether they cross."""
    ax, ay, bx, by = (lines[:, None, k] for k in range(4))
    cx, cy, dx, dy = (others[None, :, k] for k in range(4))
    first = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) * ((bx - ax) * (dy - ay) - (by - ay) * (dx - ax))
    second = ((dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)) * ((dx - cx) * (by - cy) - (dy - cy) * (bx - cx))
    result: np.ndarray = (first < 0) & (second < 0)
    return result


def passes(line: Segment, boxes: Sequence[Box]) -> bool:
    """Return whether a line passes through any of some boxes."""
    return bool(len(boxes) and _pass(np.array([line], float), np.array(boxes, float)).any())
