"""Names on the map, set around their marks where nothing is in the way; the base map's names take what room is left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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

    def hits(self, box: Box) -> bool:
        return any(
            box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]
            for cell in self._touched(box)
            for other in self._cells.get(cell, ())
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands. `line` is what of its second line found room."""

    mark: Mark
    name: str
    line: str
    box: Box
    has_leader: bool


def place_labels(
    dataset: Dataset, canvas: Canvas, view: View, marks: Sequence[Mark], taken: Taken, *, elsewhere: frozenset[str] = frozenset()
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
        if mark.small:
            taken.add(mark.small)
    wanted = [m for m in marks if m.extent != "country" and m.place.place_id not in elsewhere and _anchor_seen(m, view)]
    wanted.sort(key=lambda m: (-(1e6 + (m.summary.size or 0) if m.summary.figures else 0) - 10 * m.level - len(m.summary.shown), m.place.place_id))
    placed: list[Placed] = []
    left_out: list[Mark] = list(wanted[_TRIES:])
    for mark in wanted[:_TRIES]:
        label = label_of(dataset, mark.summary)
        found = _find(canvas, mark, label, frame, taken) if len(placed) < _MOST else None
        if found is None:
            left_out.append(mark)
            continue
        taken.add(found.box)
        placed.append(found)
    return placed, left_out


def _anchor_seen(mark: Mark, view: View) -> bool:
    return view.holds(mark.x, mark.y)


def _inset(box: Box, by: float) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def _size(canvas: Canvas, mark: Mark, name: str, line: str) -> tuple[float, float]:
    signs = _signs_width(canvas, mark) if line else 0.0
    wide = max(canvas.width(name, NAME, "bold"), canvas.width(line, LINE) + signs)
    return wide + 10 * canvas.unit, (NAME * 1.22 + (LINE * 1.24 if line else 0) + 4) * canvas.unit


def _signs_width(canvas: Canvas, mark: Mark) -> float:
    return len(mark.families) * 16 * canvas.unit + 3 * canvas.unit if mark.tone in {"present", "answer"} else 0.0


def _find(canvas: Canvas, mark: Mark, label: Label, frame: Box, taken: Taken) -> Placed | None:
    for far in (0.0, 1.0):
        for line in label.choices:
            wide, high = _size(canvas, mark, label.name, line)
            for box, leads in _spots(mark, wide, high, canvas.unit, far=bool(far)):
                fits = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
                if fits and not taken.hits(box):
                    return Placed(mark, label.name, line, box, leads)
    return None


def _spots(mark: Mark, w: float, h: float, unit: float, *, far: bool) -> Iterator[tuple[Box, bool]]:
    """Yield boxes around a mark, the best first; far ones are joined to it by a line."""
    x, y = mark.x, mark.y
    corners: Iterable[tuple[float, float]]
    if mark.small:
        left, top, right, bottom = mark.small
        cx, cy = (left + right) / 2, (top + bottom) / 2
        for step in (4 * unit, 34 * unit, 70 * unit) if not far else (110 * unit, 160 * unit):
            corners = (
                (right + step, cy - h / 2), (left - w - step, cy - h / 2), (cx - w / 2, top - h - step), (cx - w / 2, bottom + step),
                (right + step, top - h / 2), (right + step, bottom - h / 2), (left - w - step, top - h / 2),
                (left - w - step, bottom - h / 2),
            )  # fmt: skip
            yield from (((a, b, a + w, b + h), True) for a, b in corners)
        return
    if mark.is_point:
        if far:
            for step in (30 * unit, 60 * unit, 100 * unit, 150 * unit):
                for turn in range(0, 360, 30):
                    cx = x + (mark.radius + step) * math.cos(math.radians(turn))
                    cy = y + (mark.radius + step) * math.sin(math.radians(turn))
                    a = cx if math.cos(math.radians(turn)) > 0.2 else cx - w if math.cos(math.radians(turn)) < -0.2 else cx - w / 2
                    b = cy - h / 2 if abs(math.sin(math.radians(turn))) < 0.8 else cy if math.sin(math.radians(turn)) > 0 else cy - h
                    yield (a, b, a + w, b + h), True
            return
        r = mark.radius + 5 * unit
        corners = (
            (x + r, y - h / 2), (x - r - w, y - h / 2), (x - w / 2, y + r), (x - w / 2, y - r - h),
            (x + r * 0.75, y + r * 0.5), (x + r * 0.75, y - r * 0.5 - h), (x - r * 0.75 - w, y + r * 0.5), (x - r * 0.75 - w, y - r * 0.5 - h),
        )  # fmt: skip
        yield from (((a, b, a + w, b + h), False) for a, b in corners)
        return
    for dx, dy in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)):
        step = 2.4 if far else 1.0
        a, b = x - w / 2 + dx * step * (w / 2 + 20 * unit), y - h / 2 + dy * step * (h / 2 + 26 * unit)
        yield (a, b, a + w, b + h), bool(dx or dy)


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
        canvas.words(at, base, one.name, size=NAME, style="bold", colour=colour, align=side, halo=theme.land, box=view.box, group="label", alpha=faded)
        if not one.line:
            continue
        base += LINE * 1.3 * unit
        signs = _signs_width(canvas, one.mark)
        wide = canvas.width(one.line, LINE) + signs
        start = {"left": at, "right": at - wide, "center": at - wide / 2}[side]
        if signs:
            for index, family in enumerate(one.mark.families):
                sx, sy = start + (7 + 16 * index) * unit, base - 5.6 * unit
                canvas.circle(sx, sy, 8 * unit, fill=theme.land, alpha=0.85, box=view.box)
                draw_sign(canvas, family, sx, sy, 5.6 * unit, box=view.box)
        canvas.words(start + signs, base, one.line, size=LINE, colour=theme.quiet, halo=theme.land, box=view.box, group="label-line", alpha=faded)


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


def draw_base_labels(dataset: Dataset, canvas: Canvas, view: View, taken: Taken, *, own: frozenset[str], most: int = _MOST_BASE) -> None:
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
        if box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3] or taken.hits(box):
            continue
        taken.add(box)
        drawn += 1
        colour = theme.label if is_country or label["k"] == "admin1" else theme.strong_label
        canvas.words(left, y + 5.2 * unit, text, size=size, colour=colour, halo=theme.land, box=view.box, group="base-label", spacing=spacing)
        if is_city:
            canvas.circle(x, y, 2.3 * unit, fill=colour, box=view.box)


def own_names(marks: Iterable[Mark]) -> frozenset[str]:
    """Return the names that the claims' own labels carry, so that the base map does not repeat them; a country's stands."""
    return frozenset(mark.place.name for mark in marks if mark.place.kind is not PlaceKind.COUNTRY)
