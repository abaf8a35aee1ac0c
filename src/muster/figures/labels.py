"""Names on the map, set around their marks where nothing is in the way; the base map's names take what room is left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from muster.figures.basemap import base_labels
from muster.figures.canvas import Box, Canvas
from muster.figures.marks import Mark
from muster.figures.projection import View
from muster.figures.signs import draw_sign
from muster.figures.summaries import Label, label_of
from muster.model import Dataset
from muster.vocabulary import PlaceKind

NAME, LINE, BASE = 21.0, 17.0, 15.0
_MOST, _TRIES, _MOST_BASE = 60, 180, 70
_FEW, _ROUNDS = 24, 4
_CELL = 160.0
_LEAD = 15.0


class Taken:
    """Boxes that are taken, found by the cells that they touch: thousands of marks cost no more than those nearby."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def _touched(self, box: Box) -> Iterator[tuple[int, int]]:
        for x in range(math.floor(box[0] / _CELL), math.floor(box[2] / _CELL) + 1):
            for y in range(math.floor(box[1] / _CELL), math.floor(box[3] / _CELL) + 1):
                yield x, y

    def add(self, box: Box) -> None:
        for cell in self._touched(box):
            self._cells.setdefault(cell, []).append(box)

    def copy(self) -> Taken:
        other = Taken()
        other._cells = {cell: list(boxes) for cell, boxes in self._cells.items()}
        return other

    def take_over(self, other: Taken) -> None:
        """Hold what another holds."""
        self._cells = other._cells

    def hits(self, box: Box, but: Sequence[Box] = ()) -> bool:
        """Return whether anything lies in a box, `but` left aside."""
        aside = {id(other) for other in but}
        return any(
            id(other) not in aside
            and box[0] < other[2]
            and box[2] > other[0]
            and box[1] < other[3]
            and box[3] > other[1]
            for cell in self._touched(box)
            for other in self._cells.get(cell, ())
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands. `lines` is what of the words below its name found room."""

    mark: Mark
    name: str
    lines: tuple[str, ...]
    box: Box
    has_leader: bool


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
    frame = _inset(view.box, 4 * unit)
    for mark in marks:
        if mark.is_point and view.holds(mark.x, mark.y, 60 * unit):
            r = mark.radius + 3 * unit
            taken.add((mark.x - r, mark.y - r, mark.x + r, mark.y + r))
    for mark in marks:
        for cell in mark.cells:
            taken.add(cell)
    for mark in marks:
        _name_in_view(mark, view, blocked)
    wanted = [
        m
        for m in marks
        if m.extent != "country" and m.place.place_id not in elsewhere and _anchor_seen(m, view)
    ]
    wanted.sort(
        key=lambda m: (
            -(1e6 + (m.summary.size or 0) if m.summary.figures else 0) - 10 * m.level - len(m.summary.shown),
            m.place.place_id,
        )
    )
    best: tuple[list[Placed], list[Mark], Taken] | None = None
    for _ in range(_ROUNDS):
        trial = taken.copy()
        placed, left_out = _set(dataset, canvas, wanted[:_TRIES], frame, trial)
        if best is None or len(left_out) < len(best[1]):
            best = placed, left_out, trial
        if not left_out or len(wanted) > _FEW:
            break
        # Whoever found no room is served first in the next round.
        wanted = [*left_out, *(mark for mark in wanted if mark not in left_out)]
    placed, left_out, trial = best if best is not None else ([], [], taken)
    taken.take_over(trial)
    return placed, [*left_out, *wanted[_TRIES:]]


def _set(
    dataset: Dataset, canvas: Canvas, wanted: Sequence[Mark], frame: Box, taken: Taken
) -> tuple[list[Placed], list[Mark]]:
    placed: list[Placed] = []
    left_out: list[Mark] = []
    for mark in wanted:
        found = (
            _find(
                canvas, mark, label_of(dataset, mark.summary), frame, taken, is_sparse=len(wanted) <= 2 * _FEW
            )
            if len(placed) < _MOST
            else None
        )
        if found is None:
            left_out.append(mark)
        else:
            taken.add(found.box)
            placed.append(found)
    return placed, left_out


def _name_in_view(mark: Mark, view: View, blocked: Sequence[Box]) -> None:
    """Move the anchor of an area whose middle is out of sight to the part that is seen.

    It goes to the point of a coarse grid in it that is nearest to the middle of all such points.
    """
    if mark.path is None or mark.extent not in {"hatch", "polygon"}:
        return
    hidden = any(box[0] < mark.x < box[2] and box[1] < mark.y < box[3] for box in blocked)
    if view.holds(mark.x, mark.y) and not hidden:
        return
    left, top, right, bottom = view.box
    xs, ys = np.meshgrid(np.linspace(left, right, 25)[1:-1], np.linspace(top, bottom, 25)[1:-1])
    points = np.column_stack([xs.ravel(), ys.ravel()])
    inside = mark.path.contains_points(points, transform=view.to_pixels)
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


def _anchor_seen(mark: Mark, view: View) -> bool:
    return view.holds(mark.x, mark.y)


def _inset(box: Box, by: float) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def _size(canvas: Canvas, mark: Mark, name: str, lines: Sequence[str]) -> tuple[float, float]:
    signs = _signs_width(canvas, mark) if lines else 0.0
    widths = [canvas.width(line, LINE) + (signs if not index else 0) for index, line in enumerate(lines)]
    wide = max(canvas.width(name, NAME, "bold"), *widths, 0.0)
    return wide + 10 * canvas.unit, (NAME * 1.22 + LINE * 1.24 * len(lines) + 4) * canvas.unit


def _choices(canvas: Canvas, label: Label) -> list[tuple[str, ...]]:
    """Return the words below a name, the best first: all in one line, all in two, then ever less; what qualifies always stays."""
    whole, *others = label.choices
    found: list[tuple[str, ...]] = [(whole,) if whole else ()]
    parts = whole.split(" · ")
    if len(parts) > 1:
        cuts = [(" · ".join(parts[:n]), " · ".join(parts[n:])) for n in range(1, len(parts))]
        found.append(min(cuts, key=lambda cut: max(canvas.width(line, LINE) for line in cut)))
    found += [(line,) if line else () for line in others]
    return found


def _signs_width(canvas: Canvas, mark: Mark) -> float:
    return (
        len(mark.families) * 16 * canvas.unit + 3 * canvas.unit if mark.tone in {"present", "answer"} else 0.0
    )


def _find(
    canvas: Canvas, mark: Mark, label: Label, frame: Box, taken: Taken, *, is_sparse: bool
) -> Placed | None:
    sizes = [(lines, *_size(canvas, mark, label.name, lines)) for lines in _choices(canvas, label)]
    passes = ((_near, False), (_far, True), (_far, False)) if is_sparse else ((_near, False), (_far, True))
    for spots, must_be_clear in passes:
        for lines, wide, high in sizes:
            for box in spots(mark, wide, high, canvas.unit):
                fits = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
                if fits and not taken.hits(box) and not (must_be_clear and _is_crossed(mark, box, taken)):
                    return Placed(mark, label.name, lines, box, has_leader=spots is _far or not mark.is_point)
    for lines, wide, high in sizes if mark.small else ():
        if own := _on_own(mark, wide, high, frame, taken):
            return Placed(mark, label.name, lines, own, has_leader=False)
    return None


def _is_crossed(mark: Mark, box: Box, taken: Taken) -> bool:
    """Return whether the line from a label to its mark would pass over anything else."""
    x, y = min(max(mark.x, box[0]), box[2]), min(max(mark.y, box[1]), box[3])
    steps = [(x + (mark.x - x) * share, y + (mark.y - y) * share) for share in np.linspace(0.02, 0.8, 14)]
    own = ((mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius),)
    return any(
        taken.hits((a - 1, b - 1, a + 1, b + 1), but=mark.cells)
        for a, b in steps
        if not (own[0][0] - 4 < a < own[0][2] + 4 and own[0][1] - 4 < b < own[0][3] + 4)
    )


def _near(mark: Mark, w: float, h: float, unit: float) -> Iterator[Box]:
    """Yield the boxes that touch a mark, the best first: at its right, left, below, above; for an area, inside it."""
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
        corners = ((x - w / 2, y - h / 2),)  # type: ignore[assignment]
    yield from ((a, b, a + w, b + h) for a, b in corners)


def _far(mark: Mark, w: float, h: float, unit: float) -> Iterator[Box]:
    """Yield boxes ever farther round a mark; a line joins them to it."""
    if mark.small:
        reach_x, reach_y = (mark.small[2] - mark.small[0]) / 2, (mark.small[3] - mark.small[1]) / 2
        x, y = (mark.small[0] + mark.small[2]) / 2, (mark.small[1] + mark.small[3]) / 2
    else:
        x, y, reach_x = mark.x, mark.y, mark.radius
        reach_y = reach_x
    for step in (22, 44, 70, 100, 135, 175):
        for turn in (0, 180, 30, -30, 150, -150, 60, -60, 120, -120, 90, -90):
            across, down = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            cx, cy = x + (reach_x + step * unit) * across, y + (reach_y + step * unit) * down
            a = cx - w / 2 + across * w / 2
            b = cy - h / 2 + down * h / 2
            yield (a, b, a + w, b + h)


def _on_own(mark: Mark, w: float, h: float, frame: Box, taken: Taken) -> Box | None:
    """Return a box in the middle of a small polygon, where only that polygon is in the way."""
    assert mark.small is not None  # noqa: S101 - asked for small ones alone
    left, top, right, bottom = mark.small
    box = ((left + right - w) / 2, (top + bottom - h) / 2, (left + right + w) / 2, (top + bottom + h) / 2)
    fits = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
    return box if fits and not taken.hits(box, but=mark.cells) else None


def draw_labels(canvas: Canvas, view: View, placed: Sequence[Placed]) -> None:
    """Draw the lines that lead, then the names with what is said."""
    theme, unit = canvas.theme, canvas.unit
    for one in placed:
        if one.has_leader:
            x = min(max(one.mark.x, one.box[0]), one.box[2])
            y = min(max(one.mark.y, one.box[1]), one.box[3])
            if math.hypot(x - one.mark.x, y - one.mark.y) > _LEAD * unit:
                _lead(canvas, view, one, x, y)
    for one in placed:
        left, top, right, _ = one.box
        side = "left" if left >= one.mark.x else "right" if right <= one.mark.x else "center"
        pad = 5 * unit
        at = {"left": left + pad, "right": right - pad, "center": (left + right) / 2}[side]
        faded = 1.0 if one.mark.summary.is_sure else 0.78
        quiet = one.mark.tone != "present"
        base = top + (2 + NAME * 0.95) * unit
        colour = theme.quiet if quiet else theme.ink
        canvas.words(
            at,
            base,
            one.name,
            size=NAME,
            style="bold",
            colour=colour,
            align=side,
            halo=theme.land,
            box=view.box,
            group="label",
            alpha=faded,
        )
        signs = _signs_width(canvas, one.mark)
        for row, line in enumerate(one.lines):
            base += LINE * (1.3 if not row else 1.24) * unit
            lead = signs if not row else 0.0
            wide = canvas.width(line, LINE) + lead
            start = {"left": at, "right": at - wide, "center": at - wide / 2}[side]
            for index, family in enumerate(one.mark.families if lead else ()):
                sx, sy = start + (7 + 16 * index) * unit, base - 5.6 * unit
                canvas.circle(sx, sy, 8 * unit, fill=theme.land, alpha=0.85, box=view.box)
                draw_sign(canvas, family, sx, sy, 5.6 * unit, box=view.box)
            canvas.words(
                start + lead,
                base,
                line,
                size=LINE,
                colour=theme.quiet,
                halo=theme.land,
                box=view.box,
                group="label-line",
                alpha=faded,
            )


def _lead(canvas: Canvas, view: View, one: Placed, x: float, y: float) -> None:
    mark, theme = one.mark, canvas.theme
    ex, ey = mark.x, mark.y
    if mark.is_point:
        length = math.hypot(x - ex, y - ey)
        ex, ey = ex + (x - ex) * mark.radius / length, ey + (y - ey) * mark.radius / length
    canvas.lines([[(x, y), (ex, ey)]], stroke=theme.land, width=3.6, alpha=0.8, box=view.box)
    canvas.lines([[(x, y), (ex, ey)]], stroke=theme.ink, width=1.4, alpha=0.85, box=view.box, group="leader")
    if not mark.is_point:
        canvas.circle(ex, ey, 2.8 * canvas.unit, fill=theme.ink, box=view.box)


def draw_base_labels(
    canvas: Canvas, view: View, taken: Taken, *, own: frozenset[str], most: int = _MOST_BASE
) -> None:
    """Draw names of countries, divisions and cities where nothing else stands. `own` are names that the claims' labels have."""
    theme, unit = canvas.theme, canvas.unit
    frame = _inset(view.box, 6 * unit)
    drawn = 0
    for x, y, label in base_labels(view, unit):
        if drawn >= most:
            return
        if label["t"] in own and label["k"] != "country":
            continue
        is_country, is_city = label["k"] == "country", label["k"] == "city"
        text = label["t"].upper() if is_country else label["t"]
        spacing = 2.2 if is_country else 0.0
        size = BASE if is_country else BASE - 0.5
        wide = canvas.width(text, size, "regular", spacing)
        left = x + 7 * unit if is_city else x - wide / 2
        box = (left - (12 if is_city else 4) * unit, y - 11 * unit, left + wide + 4 * unit, y + 11 * unit)
        if (
            box[0] < frame[0]
            or box[1] < frame[1]
            or box[2] > frame[2]
            or box[3] > frame[3]
            or taken.hits(box)
        ):
            continue
        taken.add(box)
        drawn += 1
        colour = theme.label if is_country or label["k"] == "admin1" else theme.strong_label
        canvas.words(
            left,
            y + 5.2 * unit,
            text,
            size=size,
            colour=colour,
            halo=theme.land,
            box=view.box,
            group="base-label",
            spacing=spacing,
        )
        if is_city:
            canvas.circle(x, y, 2.3 * unit, fill=colour, box=view.box)


def own_names(marks: Iterable[Mark]) -> frozenset[str]:
    """Return the names that the claims' own labels carry, so that the base map does not repeat them; a country's stands."""
    return frozenset(mark.place.name for mark in marks if mark.place.kind is not PlaceKind.COUNTRY)
