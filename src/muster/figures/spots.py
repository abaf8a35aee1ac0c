"""Where a name may stand about its mark, and the line that leads to it from there; what is in the way is none of this."""

from __future__ import annotations

import numpy as np

from muster.figures.grid import grid_of
from muster.figures.marks import Mark
from muster.figures.projection import View

FAR = 22.0
"""What it costs to stand off, about in units of distance."""
_WITHIN, STEPS = (25, 21), (20, 34, 50, 70, 95, 125, 160, 200, 250, 310)
_TURNS = tuple(range(0, 360, 15))
_INSIDE = 0.8


def leaders(mark: Mark, boxes: np.ndarray) -> np.ndarray:
    """Return the lines from the edges of labels to their mark: to the rim of a symbol, to the nearest part of a small area."""
    if mark.cells:
        cells = np.array(mark.cells)
        middles = np.column_stack([(cells[:, 0] + cells[:, 2]) / 2, (cells[:, 1] + cells[:, 3]) / 2])
        # Not its very edge: well towards the middle.
        middles = middles + 0.4 * (middles.mean(axis=0) - middles)
        across = middles[None, :, 0] - np.clip(middles[None, :, 0], boxes[:, None, 0], boxes[:, None, 2])
        down = middles[None, :, 1] - np.clip(middles[None, :, 1], boxes[:, None, 1], boxes[:, None, 3])
        end = middles[np.hypot(across, down).argmin(axis=1)]
    else:
        end = np.tile([mark.x, mark.y], (len(boxes), 1))
    start = np.column_stack(
        [np.clip(end[:, 0], boxes[:, 0], boxes[:, 2]), np.clip(end[:, 1], boxes[:, 1], boxes[:, 3])]
    )
    away = start - end
    length = np.maximum(np.hypot(*away.T), 1e-6)[:, None]
    return np.column_stack([start, end + away / length * mark.radius])


def spots(  # noqa: PLR0917
    mark: Mark, view: View, w: float, h: float, unit: float, reach: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what it costs to stand in each of many boxes, the boxes, and whether a line then leads to the mark."""
    near = _near(mark, w, h, unit)
    within, shares = _within(mark, view, w, h, unit)
    far_costs, far = _far(mark, w, h, unit, reach)
    costs = np.concatenate([np.arange(len(near), dtype=float), shares, far_costs])
    led = np.zeros(len(costs), bool)
    led[len(near) + len(within) :] = True
    return costs, np.concatenate([near, within, far]), led


def _near(mark: Mark, w: float, h: float, unit: float) -> np.ndarray:
    """Return the boxes that touch a mark, the best first: at its right, left, below, above."""
    x, y = mark.x, mark.y
    if mark.small:
        left, top, right, bottom = mark.small
        cx, cy, step = (left + right) / 2, (top + bottom) / 2, 4 * unit
        corners = (
            (right + step, cy - h / 2), (left - w - step, cy - h / 2), (cx - w / 2, top - h - step), (cx - w / 2, bottom + step),
            (right + step, top - h / 2), (right + step, bottom - h / 2), (left - w - step, top - h / 2), (left - w - step, bottom - h / 2),
            *((cx - w * share, y) for share in (0.3, 0.7, 0.1, 0.9) for y in (top - h - step, bottom + step)),
        )  # fmt: skip
    elif mark.is_point:
        r = mark.radius + 5 * unit
        corners = (
            (x + r, y - h / 2), (x - r - w, y - h / 2), (x - w / 2, y + r), (x - w / 2, y - r - h),
            (x + r * 0.75, y + r * 0.5), (x + r * 0.75, y - r * 0.5 - h), (x - r * 0.75 - w, y + r * 0.5), (x - r * 0.75 - w, y - r * 0.5 - h),
        )  # fmt: skip
    else:
        return np.empty((0, 4))
    found = np.array(corners)
    return np.column_stack([found, found + np.array([w, h])])


def _within(mark: Mark, view: View, w: float, h: float, unit: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the boxes that lie in a large area or nearly, and what they cost: the nearer to the point that it is named at, the less."""
    if mark.path is None or mark.small or mark.extent not in {"hatch", "polygon"}:
        return np.empty((0, 4)), np.empty(0)
    left, top, right, bottom = view.box
    xs, ys = np.meshgrid(
        np.linspace(left + w / 2, right - w / 2, _WITHIN[0]),
        np.linspace(top + h / 2, bottom - h / 2, _WITHIN[1]),
    )
    middles = np.concatenate([[(mark.x, mark.y)], np.column_stack([xs.ravel(), ys.ravel()])])
    half = np.array([w / 2, h / 2])
    boxes = np.column_stack([middles - half, middles + half])
    share = grid_of(mark.path, view).share(boxes)
    costs = np.hypot(*(middles - (mark.x, mark.y)).T) / unit / 12 + 60 * (1 - share)
    kept = share > _INSIDE
    if mark.extent == "hatch" and not kept[0]:
        kept[0], costs[0] = True, 40.0
    return boxes[kept], costs[kept]


_RING = np.radians(np.array(_TURNS))
_OUT = np.array(
    [
        (step, across, down)
        for step in STEPS
        for across, down in zip(np.cos(_RING), np.sin(_RING), strict=True)
    ]
)


def _far(mark: Mark, w: float, h: float, unit: float, reach: int) -> tuple[np.ndarray, np.ndarray]:
    """Return boxes ever farther round a mark, to which a line joins them, and what they cost."""
    if mark.small:
        reach_x, reach_y = (mark.small[2] - mark.small[0]) / 2, (mark.small[3] - mark.small[1]) / 2
        x, y = (mark.small[0] + mark.small[2]) / 2, (mark.small[1] + mark.small[3]) / 2
    else:
        x, y, reach_x = mark.x, mark.y, mark.radius
        reach_y = reach_x
    step, across, down = _OUT[: reach * len(_TURNS)].T
    left = x + (reach_x + step * unit) * across - w / 2 + across * w / 2
    top = y + (reach_y + step * unit) * down - h / 2 + down * h / 2
    # Across is read more easily than up and down.
    return FAR + step / 3 + 6 * np.abs(down), np.column_stack([left, top, left + w, top + h])
