"""Where each name on the map stands: beside or within its mark, else farther off with a line to it, and never over anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from muster.figures.canvas import Box, Canvas
from muster.figures.grid import grid_of
from muster.figures.marks import Mark
from muster.figures.obstacles import Room, Segment, Taken
from muster.figures.projection import View
from muster.figures.spots import FAR, STEPS, leaders, spots
from muster.figures.summaries import Label, label_of
from muster.model import Dataset

NAME, LINE = 22.0, 18.0
MOST, TRIES = 60, 180
_FEW, _MOVES, _SWEEPS = 24, 3, 2
_ALONG = (0.1, 0.3, 0.5, 0.7, 0.9)
_SHORTER, _NUMBER, _SPLIT, _OVER = 45.0, 200.0, 4.0, 70.0
"""What it costs to say less, to leave out a number, to take two lines, to lead over another area; about in units of distance."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands. `lines` is what of the words below its name found room; `leader` goes from it to its mark, `cost` is about its distance."""

    mark: Mark
    name: str
    lines: tuple[str, ...]
    box: Box
    leader: Segment | None
    cost: float


def place_labels(
    dataset: Dataset,
    canvas: Canvas,
    view: View,
    marks: Sequence[Mark],
    taken: Taken,
    *,
    elsewhere: frozenset[str] = frozenset(),
    blocked: Sequence[Box] = (),
    is_film: bool = False,
) -> tuple[list[Placed], list[Mark]]:
    """Return where each label stands, and the marks for whose names there is no room.

    `taken` grows by what is set. `elsewhere` are the places that an inset names. Countries are listed beside the map.
    In a film, where the next frame follows at once, names are set only once.
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
    hatched = tuple(
        (m.place.place_id, grid_of(m.path, view)) for m in marks if m.path is not None and m.extent == "hatch"
    )
    areas = tuple((m.place.place_id, np.array(m.cells)) for m in marks if m.cells)
    room = Room(frame, hatched, areas)
    placed, left_out = _Setting(dataset, canvas, view, room, taken, wanted[:TRIES], is_film=is_film).result()
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
        self, dataset: Dataset, canvas: Canvas, view: View, room: Room, ground: Taken, wanted: Sequence[Mark],
        *, is_film: bool,
    ) -> None:  # fmt: skip
        self._is_film = is_film
        self._dataset, self._canvas, self._view, self._room = dataset, canvas, view, room
        self._ground, self._wanted = ground, wanted
        self._reach = len(STEPS) if len(wanted) <= 2 * _FEW else 4

    def result(self) -> tuple[list[Placed], list[Mark]]:
        """Return where each name stands, and the marks without one.

        Where some found no room, or none for their number, all are set again with those first, from the north, and from the south, and the best of these stands.
        """
        best = self._set(self._wanted)
        if self._is_film or len(self._wanted) > _FEW:
            return best
        cut = {mark.place.place_id for mark in best[1]} | {
            one.mark.place.place_id for one in best[0] if one.mark.summary.figures and one.cost >= _NUMBER
        }
        orders: list[Callable[[Mark], float]] = [
            lambda mark: mark.place.place_id not in cut,
            lambda mark: mark.y,
            lambda mark: -mark.y,
        ]
        for order in orders if cut else []:
            other = self._set(sorted(self._wanted, key=order))
            if self._cost(other) < self._cost(best):
                best = other
        return best

    def _cost(self, result: tuple[list[Placed], list[Mark]]) -> tuple[int, float]:
        placed, left_out = result
        return len(left_out), sum(one.cost for one in placed)

    def _set(self, wanted: Sequence[Mark]) -> tuple[list[Placed], list[Mark]]:
        placed: list[Placed] = []
        left_out: list[Mark] = []
        taken = self._ground.copy()
        for mark in wanted:
            found = self._find(mark, taken) if len(placed) < MOST else None
            if found is not None:
                placed.append(found[1])
                _take(taken, found[1])
            elif len(placed) < MOST and len(wanted) <= _FEW and (moved := self._move_over(mark, placed)):
                placed = moved
                taken = self._taken_by(placed)
            else:
                left_out.append(mark)
        return (self._settled(placed) if len(wanted) <= _FEW else placed), left_out

    def _settled(self, placed: list[Placed]) -> list[Placed]:
        """Return the labels after each was set anew among the others: who had to make way may have room by now."""
        for _ in range(_SWEEPS):
            before = list(placed)
            for index, one in enumerate(before):
                if one.leader is None and self._says_all(one):
                    continue
                found = self._anew(placed, index)
                if found is not None:
                    placed[index] = found[1]
            if placed == before:
                break
        for index in range(0 if self._is_film else len(placed)):
            if not self._says_all(placed[index]):
                placed = self._with_room_for(placed, index)
        return placed

    def _says_all(self, one: Placed) -> bool:
        return " · ".join(one.lines) == label_of(self._dataset, one.mark.summary).line

    def _anew(self, placed: Sequence[Placed], index: int) -> tuple[float, Placed] | None:
        taken = self._taken_by([*placed[:index], *placed[index + 1 :]])
        return self._find(placed[index].mark, taken)

    def _with_room_for(self, placed: list[Placed], index: int) -> list[Placed]:
        """Return the labels with one other moved so that this one says more, where both together are the better for it."""
        now = self._anew(placed, index)
        if now is None:
            return placed
        best: tuple[float, list[Placed]] | None = None
        for at, other in enumerate(placed):
            if at == index:
                continue
            taken = self._taken_by([one for k, one in enumerate(placed) if k not in {index, at}])
            own = self._find(placed[index].mark, taken)
            if own is None or own[0] >= now[0]:
                continue
            _take(taken, own[1])
            moved, stays = self._find(other.mark, taken), self._anew(placed, at)
            if moved is None or stays is None:
                continue
            gain = now[0] + stays[0] - own[0] - moved[0]
            if gain > (best[0] if best else 0.0):
                changed = list(placed)
                changed[index], changed[at] = own[1], moved[1]
                best = gain, changed
        return best[1] if best else placed

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
        return _find_along(self._canvas, self._view, mark, label, self._room, taken, self._reach)


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


def _choices(canvas: Canvas, mark: Mark, label: Label) -> list[tuple[float, tuple[str, ...]]]:
    """Return the words below a name with what each choice costs: all in one line or in two, then ever less; what qualifies stays."""
    found: list[tuple[float, tuple[str, ...]]] = []
    for index, line in enumerate(label.choices):
        is_last = index and index == len(label.choices) - 1
        less = _SHORTER * index + (_NUMBER if is_last and mark.summary.figures else 0)
        found.append((less, (line,) if line else ()))
        parts = line.split(" · ")
        if len(parts) > 1:
            cuts = [(" · ".join(parts[:n]), " · ".join(parts[n:])) for n in range(1, len(parts))]
            two = min(cuts, key=lambda cut: max(canvas.width(line, LINE) for line in cut))
            found.append((less + _SPLIT, two))
    return found


def _find_along(  # noqa: PLR0917
    canvas: Canvas, view: View, mark: Mark, label: Label, room: Room, taken: Taken, reach: int
) -> tuple[float, Placed] | None:
    """Return the cheapest place for a name: of a line, which may be named at any point of it, from wherever that is cheapest."""
    best = _find(canvas, view, mark, label, room, taken, reach)
    if mark.extent != "line" or mark.path is None or (best is not None and best[0] < FAR + _OVER):
        return best
    points = mark.path.vertices @ view.to_pixels.get_matrix()[:2, :2].T + view.to_pixels.get_matrix()[:2, 2]
    for share in _ALONG:
        x, y = points[int(share * (len(points) - 1))]
        if not view.holds(x, y, -8 * canvas.unit):
            continue
        found = _find(canvas, view, replace(mark, x=float(x), y=float(y)), label, room, taken, reach)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return best


def _find(  # noqa: PLR0917
    canvas: Canvas, view: View, mark: Mark, label: Label, room: Room, taken: Taken, reach: int
) -> tuple[float, Placed] | None:
    """Return the cheapest place of all that are free, with what it costs; None where there is none."""
    unit, owner, frame = canvas.unit, mark.place.place_id, room.frame
    best: tuple[float, Placed] | None = None
    for extra, lines in _choices(canvas, mark, label):
        if best is not None and best[0] <= extra:
            break
        wide, high = _size(canvas, mark, label.name, lines)
        costs, boxes, led = spots(mark, view, wide, high, unit, reach)
        costs = costs + extra
        inside = (
            (boxes[:, 0] >= frame[0])
            & (boxes[:, 1] >= frame[1])
            & (boxes[:, 2] <= frame[2])
            & (boxes[:, 3] <= frame[3])
        )
        if best is not None:
            inside &= costs < best[0]
        costs, boxes, led = costs[inside], boxes[inside], led[inside]
        if not len(boxes):
            continue
        costs = costs + room.hidden(boxes, owner) + room.astray(boxes, owner)
        fits = costs < (best[0] if best is not None else np.inf)
        fits[fits] = _free(taken, boxes[fits], led[fits], owner)
        those = np.flatnonzero(led & fits)
        if len(those):
            led_by = leaders(mark, boxes[those])
            fits[those] = taken.clear(led_by, owner, (mark.x, mark.y), areas=False)
            costs[those] += np.where(taken.clear(led_by, owner, (mark.x, mark.y), areas=True), 0.0, _OVER)
        if not fits.any():
            continue
        index = int(np.where(fits, costs, np.inf).argmin())
        cost, row = float(costs[index]), boxes[index].tolist()
        if best is None or cost < best[0]:
            box: Box = (row[0], row[1], row[2], row[3])
            leader = leaders(mark, boxes[index : index + 1])[0].tolist() if led[index] else None
            best = cost, Placed(mark, label.name, lines, box, tuple(leader) if leader else None, cost)
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


def _on_own(
    canvas: Canvas, mark: Mark, label: Label, frame: Box, taken: Taken
) -> tuple[float, Placed] | None:
    """Return a place in the middle of a small polygon, where only that polygon is in the way."""
    assert mark.small is not None  # noqa: S101 - asked for small ones alone
    left, top, right, bottom = mark.small
    x, y = (left + right) / 2, (top + bottom) / 2
    for extra, lines in _choices(canvas, mark, label):
        w, h = _size(canvas, mark, label.name, lines)
        box = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        fits = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
        if fits and taken.free(np.array([box], float), mark.place.place_id)[0]:
            return 100 + extra, Placed(mark, label.name, lines, box, None, 100 + extra)
    return None
