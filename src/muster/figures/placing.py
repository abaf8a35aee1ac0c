"""Where each name on the map stands: beside or within its mark, else farther off with a line to it, and never over anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from muster.figures.canvas import Box, Canvas
from muster.figures.grid import grid_of
from muster.figures.marks import Mark
from muster.figures.obstacles import Segment, Taken
from muster.figures.projection import View
from muster.figures.summaries import Label, label_of
from muster.model import Dataset

NAME, LINE = 22.0, 18.0
MOST, TRIES = 60, 180
_FEW, _MOVES = 24, 3
_WITHIN, _STEPS = (25, 21), (20, 34, 50, 70, 95, 125, 160, 200, 250, 310)
_TURNS = tuple(range(0, 360, 15))
_INSIDE = 0.8
_ALONG = (0.1, 0.3, 0.5, 0.7, 0.9)
_FAR, _SHORTER, _SPLIT, _OVER = 22.0, 45.0, 4.0, 25.0
"""What it costs to stand off, to say less, to take two lines, to lead over another area; about in units of distance."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands. `lines` is what of the words below its name found room; `leader` goes from it to its mark."""

    mark: Mark
    name: str
    lines: tuple[str, ...]
    box: Box
    leader: Segment | None


def place_labels(
    dataset: Dataset,
    canvas: Canvas,
    view: View,
    marks: Sequence[Mark],
    taken: Taken,
    *,
    elsewhere: frozenset[str] = frozenset(),
    blocked: Sequence[Box] = (),
) -> tuple[list[Placed], list[Mark]]:
    """Return where each label stands, and the marks for whose names there is no room.

    `taken` grows by what is set. `elsewhere` are the places that an inset names. Countries are listed beside the map.
    """
    unit = canvas.unit
    frame = _inset(view.box, 5 * unit)
    for mark in marks:
        if mark.is_point and view.holds(mark.x, mark.y, 60 * unit):
            r = mark.radius + 4 * unit
            taken.add((mark.x - r, mark.y - r, mark.x + r, mark.y + r), mark.place.place_id)
        for cell in mark.cells:
            taken.add(cell, mark.place.place_id, is_area=True)
        _name_in_view(mark, view, blocked)
        if not mark.is_point and mark.extent in {"hatch", "polygon", "line"}:
            r = 5 * unit
            taken.add((mark.x - r, mark.y - r, mark.x + r, mark.y + r), mark.place.place_id)
    wanted = [
        m
        for m in marks
        if m.extent != "country" and m.place.place_id not in elsewhere and view.holds(m.x, m.y)
    ]
    wanted.sort(key=_order)
    placed, left_out = _Setting(dataset, canvas, view, frame, taken, wanted[:TRIES]).result()
    for one in placed:
        _take(taken, one)
    return placed, [*left_out, *wanted[TRIES:]]


def _take(taken: Taken, one: Placed) -> None:
    taken.add(one.box)
    if one.leader:
        taken.add_line(one.leader)


def _order(mark: Mark) -> tuple[float, str]:
    summary = mark.summary
    counted = 1e6 + (summary.size or 0) if summary.figures else 0
    return (-counted - 10 * mark.level - len(summary.shown), mark.place.place_id)


class _Setting:
    """Names set one after the other; who finds no room may have one of the others move over."""

    def __init__(  # noqa: PLR0917
        self, dataset: Dataset, canvas: Canvas, view: View, frame: Box, ground: Taken, wanted: Sequence[Mark]
    ) -> None:
        self._dataset, self._canvas, self._view, self._frame = dataset, canvas, view, frame
        self._ground, self._wanted = ground, wanted
        self._reach = len(_STEPS) if len(wanted) <= 2 * _FEW else 4

    def result(self) -> tuple[list[Placed], list[Mark]]:
        """Return where each name stands, and the marks without one."""
        placed: list[Placed] = []
        left_out: list[Mark] = []
        taken = self._ground.copy()
        for mark in self._wanted:
            found = self._find(mark, taken) if len(placed) < MOST else None
            if found is not None:
                placed.append(found[1])
                _take(taken, found[1])
            elif (
                len(placed) < MOST and len(self._wanted) <= _FEW and (moved := self._move_over(mark, placed))
            ):
                placed = moved
                taken = self._taken_by(placed)
            else:
                left_out.append(mark)
        return placed, left_out

    def _taken_by(self, placed: Sequence[Placed]) -> Taken:
        taken = self._ground.copy()
        for one in placed:
            _take(taken, one)
        return taken

    def _move_over(self, mark: Mark, placed: Sequence[Placed]) -> list[Placed]:
        """Return the labels with one more, for which the cheapest of them moved out of its place; nothing where none can."""
        best: tuple[float, list[Placed]] | None = None
        for one in placed:
            others = [other for other in placed if other is not one]
            left = self._taken_by(others)
            for _ in range(_MOVES):
                left.add(one.box, is_area=True)
                moved = self._find(one.mark, left)
                if moved is None:
                    break
                taken = self._taken_by([*others, moved[1]])
                found = self._find(mark, taken)
                if found is not None:
                    if best is None or found[0] + moved[0] < best[0]:
                        best = found[0] + moved[0], [*others, moved[1], found[1]]
                    break
                left.add(moved[1].box, is_area=True)
        return best[1] if best else []

    def _find(self, mark: Mark, taken: Taken) -> tuple[float, Placed] | None:
        label = label_of(self._dataset, mark.summary)
        return _find_along(self._canvas, self._view, mark, label, self._frame, taken, self._reach)


def _name_in_view(mark: Mark, view: View, blocked: Sequence[Box]) -> None:
    """Move the anchor of an area whose middle is out of sight to the part that is seen.

    It goes to the point in it that is nearest to the middle of all that is seen.
    """
    if mark.path is None or mark.extent not in {"hatch", "polygon"}:
        return
    hidden = any(box[0] < mark.x < box[2] and box[1] < mark.y < box[3] for box in blocked)
    if view.holds(mark.x, mark.y) and not hidden:
        return
    points = grid_of(mark.path, view).points()
    inside = np.ones(len(points), bool)
    for box in blocked:
        inside &= ~(
            (points[:, 0] > box[0])
            & (points[:, 0] < box[2])
            & (points[:, 1] > box[1])
            & (points[:, 1] < box[3])
        )
    found = points[inside]
    if len(found):
        middle = found.mean(axis=0)
        mark.x, mark.y = (float(n) for n in found[np.hypot(*(found - middle).T).argmin()])


def _inset(box: Box, by: float) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def signs_width(canvas: Canvas, mark: Mark) -> float:
    """Return how much room the signs before a label's first line take."""
    unit = canvas.unit
    return len(mark.families) * 17 * unit + 3 * unit if mark.tone in {"present", "answer"} else 0.0


def _size(canvas: Canvas, mark: Mark, name: str, lines: Sequence[str]) -> tuple[float, float]:
    signs = signs_width(canvas, mark) if lines else 0.0
    widths = [canvas.width(line, LINE) + (signs if not index else 0) for index, line in enumerate(lines)]
    wide = max(canvas.width(name, NAME, "bold"), *widths, 0.0)
    return wide + 12 * canvas.unit, (NAME * 1.24 + LINE * 1.24 * len(lines) + 5) * canvas.unit


def _choices(canvas: Canvas, label: Label) -> list[tuple[float, tuple[str, ...]]]:
    """Return the words below a name with what each choice costs: all in one line, all in two, then ever less; what qualifies stays."""
    whole, *others = label.choices
    found: list[tuple[float, tuple[str, ...]]] = [(0.0, (whole,) if whole else ())]
    parts = whole.split(" · ")
    if len(parts) > 1:
        cuts = [(" · ".join(parts[:n]), " · ".join(parts[n:])) for n in range(1, len(parts))]
        found.append((_SPLIT, min(cuts, key=lambda cut: max(canvas.width(line, LINE) for line in cut))))
    for index, line in enumerate(others, start=1):
        found.append((_SHORTER * index, (line,) if line else ()))
    return found


def _find_along(  # noqa: PLR0917
    canvas: Canvas, view: View, mark: Mark, label: Label, frame: Box, taken: Taken, reach: int
) -> tuple[float, Placed] | None:
    """Return the cheapest place for a name: of a line, which may be named at any point of it, from wherever that is cheapest."""
    best = _find(canvas, view, mark, label, frame, taken, reach)
    if mark.extent != "line" or mark.path is None or (best is not None and best[0] < _FAR + _OVER):
        return best
    points = mark.path.vertices @ view.to_pixels.get_matrix()[:2, :2].T + view.to_pixels.get_matrix()[:2, 2]
    for share in _ALONG:
        x, y = points[int(share * (len(points) - 1))]
        if not view.holds(x, y, -8 * canvas.unit):
            continue
        found = _find(canvas, view, replace(mark, x=float(x), y=float(y)), label, frame, taken, reach)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return best


def _find(  # noqa: PLR0917
    canvas: Canvas, view: View, mark: Mark, label: Label, frame: Box, taken: Taken, reach: int
) -> tuple[float, Placed] | None:
    """Return the cheapest place of all that are free, with what it costs; None where there is none."""
    unit, owner = canvas.unit, mark.place.place_id
    best: tuple[float, Placed] | None = None
    for extra, lines in _choices(canvas, label):
        if best is not None and best[0] <= extra:
            break
        wide, high = _size(canvas, mark, label.name, lines)
        costs, boxes, led = _spots(mark, view, wide, high, unit, reach)
        costs = costs + extra
        fits = (
            (boxes[:, 0] >= frame[0])
            & (boxes[:, 1] >= frame[1])
            & (boxes[:, 2] <= frame[2])
            & (boxes[:, 3] <= frame[3])
        )
        if best is not None:
            fits &= costs < best[0]
        fits[fits] = _free(taken, boxes[fits], led[fits], owner)
        those = np.flatnonzero(led & fits)
        if len(those):
            leaders = _leaders(mark, boxes[those])
            fits[those] = taken.clear(leaders, owner, (mark.x, mark.y), areas=False)
            costs[those] += np.where(taken.clear(leaders, owner, (mark.x, mark.y), areas=True), 0.0, _OVER)
        if not fits.any():
            continue
        index = int(np.where(fits, costs, np.inf).argmin())
        cost, row = float(costs[index]), boxes[index].tolist()
        if best is None or cost < best[0]:
            box: Box = (row[0], row[1], row[2], row[3])
            leader = _leaders(mark, boxes[index : index + 1])[0].tolist() if led[index] else None
            best = cost, Placed(mark, label.name, lines, box, tuple(leader) if leader else None)
    if best is None and mark.small:
        best = _on_own(canvas, mark, label, frame, taken)
    return best


def _free(taken: Taken, boxes: np.ndarray, led: np.ndarray, owner: str) -> np.ndarray:
    """Return which boxes are free; one without a line may stand over the point that its own area is named at."""
    free = taken.free(boxes)
    is_area = ~led & ~free
    if is_area.any():
        free[is_area] = taken.free(boxes[is_area], owner)
    return free


def _leaders(mark: Mark, boxes: np.ndarray) -> np.ndarray:
    """Return the lines from the edges of labels to their mark: to the rim of a symbol, to the nearest part of a small area."""
    if mark.cells:
        cells = np.array(mark.cells)
        middles = np.column_stack([(cells[:, 0] + cells[:, 2]) / 2, (cells[:, 1] + cells[:, 3]) / 2])
        # Not its very edge: a little towards the middle.
        middles = middles + 0.2 * (middles.mean(axis=0) - middles)
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


def _spots(  # noqa: PLR0917
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
        for step in _STEPS
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
    return _FAR + step / 3 + 6 * np.abs(down), np.column_stack([left, top, left + w, top + h])


def _on_own(
    canvas: Canvas, mark: Mark, label: Label, frame: Box, taken: Taken
) -> tuple[float, Placed] | None:
    """Return a place in the middle of a small polygon, where only that polygon is in the way."""
    assert mark.small is not None  # noqa: S101 - asked for small ones alone
    left, top, right, bottom = mark.small
    x, y = (left + right) / 2, (top + bottom) / 2
    for extra, lines in _choices(canvas, label):
        w, h = _size(canvas, mark, label.name, lines)
        box = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        fits = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
        if fits and taken.free(np.array([box], float), mark.place.place_id)[0]:
            return 100 + extra, Placed(mark, label.name, lines, box, None)
    return None
