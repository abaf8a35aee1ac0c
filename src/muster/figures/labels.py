"""Names on the map, drawn where `placing` has set them; the base map's names take what room is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from muster.figures.basemap import base_labels
from muster.figures.canvas import Box, Canvas
from muster.figures.grid import grid_of
from muster.figures.marks import Mark
from muster.figures.obstacles import Taken
from muster.figures.placing import LINE, NAME, Placed, signs_width
from muster.figures.projection import View
from muster.figures.signs import draw_sign
from muster.vocabulary import PlaceKind

BASE = 15.5
_MOST_BASE = 70
_PLAIN, _HATCHED = 0.2, 0.5
"""How wide a halo is, as a share of the size of the type."""


def draw_labels(canvas: Canvas, view: View, placed: Sequence[Placed], marks: Sequence[Mark]) -> None:
    """Draw the lines that lead, then the names with what is said; on hatching their halo is wide, so that they are read and it is seen."""
    for one in placed:
        if one.leader:
            _draw_leader(canvas, view, one)
    hatched = [mark for mark in marks if mark.path is not None and mark.extent in {"hatch", "polygon"}]
    for one in placed:
        _draw_label(canvas, view, one, halo=_HATCHED if _lies_on(one.box, hatched, view) else _PLAIN)


def _lies_on(box: Box, areas: Sequence[Mark], view: View) -> bool:
    return any(
        grid_of(mark.path, view).share(np.array([box]))[0] > 0 for mark in areas if mark.path is not None
    )


def _draw_label(canvas: Canvas, view: View, one: Placed, *, halo: float) -> None:
    theme, unit = canvas.theme, canvas.unit
    left, top, right, _ = one.box
    # Towards the mark, or to where the line to it begins.
    third = (right - left) / 3 if one.leader else 0.0
    middle = one.leader[0] if one.leader else one.mark.x
    side = "left" if left + third >= middle else "right" if right - third <= middle else "center"
    pad = 6 * unit
    at = {"left": left + pad, "right": right - pad, "center": (left + right) / 2}[side]
    faded = 1.0 if one.mark.summary.is_sure else 0.82
    base = top + (2 + NAME * 0.95) * unit
    canvas.words(
        at,
        base,
        one.name,
        size=NAME,
        style="bold",
        colour=theme.ink if one.mark.tone == "present" else theme.quiet,
        align=side,
        halo=theme.land,
        halo_share=halo,
        box=view.box,
        group="label",
        alpha=faded,
    )
    signs = signs_width(canvas, one.mark)
    for row, line in enumerate(one.lines):
        base += LINE * (1.3 if not row else 1.24) * unit
        lead = signs if not row else 0.0
        wide = canvas.width(line, LINE) + lead
        start = {"left": at, "right": at - wide, "center": at - wide / 2}[side]
        for index, family in enumerate(one.mark.families if lead else ()):
            sx, sy = start + (7 + 17 * index) * unit, base - 6 * unit
            canvas.circle(sx, sy, 8 * unit, fill=theme.land, alpha=0.85, box=view.box)
            draw_sign(canvas, family, sx, sy, 6 * unit, box=view.box)
        canvas.words(
            start + lead,
            base,
            line,
            size=LINE,
            colour=theme.ink if one.mark.tone == "present" else theme.quiet,
            halo=theme.land,
            halo_share=halo,
            box=view.box,
            group="label-line",
            alpha=faded,
        )


def _draw_leader(canvas: Canvas, view: View, one: Placed) -> None:
    assert one.leader is not None  # noqa: S101 - drawn only where there is one
    theme, (x, y, ex, ey) = canvas.theme, one.leader
    canvas.lines([[(x, y), (ex, ey)]], stroke=theme.land, width=4.0, alpha=0.85, box=view.box)
    canvas.lines([[(x, y), (ex, ey)]], stroke=theme.ink, width=1.5, alpha=0.9, box=view.box, group="leader")
    if not one.mark.is_point:
        canvas.circle(ex, ey, 3 * canvas.unit, fill=theme.ink, box=view.box)


def draw_base_labels(
    canvas: Canvas, view: View, taken: Taken, *, own: frozenset[str], most: int = _MOST_BASE
) -> None:
    """Draw names of countries, divisions and cities where nothing else stands. `own` are names that the claims' labels have."""
    unit = canvas.unit
    frame = view.box[0] + 6 * unit, view.box[1] + 6 * unit, view.box[2] - 6 * unit, view.box[3] - 6 * unit
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
        box = (left - (12 if is_city else 4) * unit, y - 12 * unit, left + wide + 4 * unit, y + 12 * unit)
        inside = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
        if not inside or taken.hits(box):
            continue
        taken.add(box)
        drawn += 1
        theme = canvas.theme
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
