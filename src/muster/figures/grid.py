"""Which part of a view an area covers, as a grid of cells that answers for any box at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path

from muster.figures.projection import View

_MOST_CELLS = 220


@dataclass(frozen=True, slots=True)
class Grid:
    """`sums` counts the covered cells above and left of each corner; cells are `step` pixels wide, the first at `left, top`."""

    left: float
    top: float
    step: float
    inside: np.ndarray
    sums: np.ndarray

    def share(self, boxes: np.ndarray) -> np.ndarray:
        """Return which share of each box (left, top, right, bottom) is covered, to a cell."""
        high, wide = self.inside.shape
        low_x = np.clip(np.floor((boxes[:, 0] - self.left) / self.step), 0, wide).astype(int)
        low_y = np.clip(np.floor((boxes[:, 1] - self.top) / self.step), 0, high).astype(int)
        high_x = np.clip(np.ceil((boxes[:, 2] - self.left) / self.step), 0, wide).astype(int)
        high_y = np.clip(np.ceil((boxes[:, 3] - self.top) / self.step), 0, high).astype(int)
        covered = (
            self.sums[high_y, high_x]
            - self.sums[low_y, high_x]
            - self.sums[high_y, low_x]
            + self.sums[low_y, low_x]
        )
        result: np.ndarray = covered / np.maximum((high_x - low_x) * (high_y - low_y), 1)
        return result

    def points(self) -> np.ndarray:
        """Return the middles of the covered cells, in pixels."""
        rows, columns = np.nonzero(self.inside)
        return np.column_stack([self.left + (columns + 0.5) * self.step, self.top + (rows + 0.5) * self.step])


@lru_cache(maxsize=256)
def grid_of(path: Path, view: View) -> Grid:
    """Return what a path in metres covers of a view. Paths are told apart as objects: those that are kept are found again."""
    left, top, right, bottom = view.box
    step = max((right - left) / _MOST_CELLS, (bottom - top) / _MOST_CELLS, 1.0)
    wide, high = max(1, int((right - left) / step)), max(1, int((bottom - top) / step))
    renderer = RendererAgg(wide, high, 72)  # type: ignore[no-untyped-call]
    gc = renderer.new_gc()
    gc.set_linewidth(0)
    to_cells = np.array([[1 / step, 0, -left / step], [0, -1 / step, high + top / step], [0, 0, 1]])
    renderer.draw_path(gc, path, to_cells @ view.to_pixels.get_matrix(), (0.0, 0.0, 0.0, 1.0))  # type: ignore[no-untyped-call]
    pixels = np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
    inside = pixels[..., 3] > 127
    sums = np.zeros((high + 1, wide + 1), int)
    sums[1:, 1:] = inside.cumsum(axis=0).cumsum(axis=1)
    return Grid(left, top, step, inside, sums)
