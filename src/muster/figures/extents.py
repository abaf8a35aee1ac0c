"""The marks of a map drawn: the extent of what a name covers, filled as it is supported, then the symbols above all extents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox, IdentityTransform

from muster.figures.canvas import Canvas
from muster.figures.marks import Mark, pixels_of
from muster.figures.palette import FADED
from muster.figures.projection import View
from muster.figures.symbols import colours_of, draw_symbol


def draw_marks(canvas: Canvas, view: View, marks: Sequence[Mark]) -> None:
    """Draw the extents, then the symbols above them."""
    for mark in marks:
        if mark.path is not None:
            _draw_extent(canvas, view, mark)
    for mark in marks:
        if mark.is_point:
            draw_symbol(
                canvas, mark.x, mark.y, mark.radius, families=mark.families, tone=mark.tone,
                is_strong=mark.summary.origins >= 2, is_dashed=_is_dashed(mark), is_sure=mark.summary.is_sure,
                number=mark.summary.size if mark.is_numbered else None, box=view.box,
            )  # fmt: skip


def _is_dashed(mark: Mark) -> bool:
    return mark.summary.is_disputed or mark.summary.is_denied or mark.tone != "present"


def _draw_extent(canvas: Canvas, view: View, mark: Mark) -> None:
    theme = canvas.theme
    colours = colours_of(mark.families, mark.tone, theme)
    style: dict[str, Any] = {"transform": view.to_pixels, "box": view.box}
    path, faded = mark.path, 1.0 if mark.summary.is_sure else FADED
    assert path is not None  # noqa: S101 - the caller draws only marks that have one
    dashed, strong = _is_dashed(mark), mark.summary.origins >= 2
    if mark.extent == "country":
        canvas.path(
            path,
            stroke=theme.quiet,
            width=2.0,
            alpha=(0.5 if theme.name == "dark" else 0.7) * faded,
            dash=(7, 6) if dashed else None,
            group="country",
            **style,
        )
        return
    if mark.extent == "line":
        shared_stroke(canvas, path, colours, width=4.0, dashed=True, alpha=faded, **style)
        return
    if mark.extent == "circle":
        if mark.tone == "present":
            canvas.path(path, fill=colours[0], alpha=theme.wash * faded, group="ground", **style)
        shared_stroke(
            canvas, path, colours, width=1.3, dashed=mark.tone != "present", alpha=0.6 * faded, **style
        )
        return
    if mark.tone == "present" and mark.extent == "hatch":
        hatch(canvas, view, path, colours, alpha=faded * (0.8 if strong else 0.5))
    elif mark.tone == "present":
        canvas.path(path, fill=theme.land, group="region", **style)
        fill = faded * (theme.solid if strong else theme.wash + 0.06)
        if len(colours) > 1:
            bands(canvas, view, path, colours, alpha=fill)
        else:
            canvas.path(path, fill=colours[0], alpha=fill, group="region", **style)
    width = 1.8 if mark.extent == "hatch" else 2.8
    shared_stroke(canvas, path, colours, width=width, dashed=dashed, alpha=faded, **style)


def shared_stroke(
    canvas: Canvas, path: Path, colours: Sequence[str], *, width: float, dashed: bool, **style: Any
) -> None:
    """Draw an outline that gives every kind of source its share of the line."""
    run, gap = (9.0, 7.0) if dashed else (13.0, 0.0)
    for index, colour in enumerate(colours):
        dash = None
        if len(colours) > 1 or dashed:
            period = (run + gap) * len(colours)
            dash = (run, period - run)
        canvas.path(path, stroke=colour, width=width, dash=dash, offset=-index * (run + gap), **style)


def _diagonals(view: View, path: Path, gap: float, offset: float, rising: bool) -> Path | None:
    """Return parallel lines at 45 degrees over what a path covers of the view, in pixels."""
    left, top, right, bottom = pixels_of(path, view)
    left, right = max(left, view.box[0]), min(right, view.box[2])
    top, bottom = max(top, view.box[1]), min(bottom, view.box[3])
    if right <= left or bottom <= top:
        return None
    high = bottom - top
    # Counted from the corner of the view, so that neighbours' lines run on.
    start = math.floor((left - high) / gap) * gap + offset
    xs = np.arange(start, right + high + gap, gap)
    points = np.empty((2 * len(xs), 2))
    points[0::2] = np.column_stack([xs, np.full(len(xs), bottom)])
    points[1::2] = np.column_stack([xs + high, np.full(len(xs), top)])
    if not rising:
        points[:, 0] = left + right - points[:, 0]
    codes = np.tile([Path.MOVETO, Path.LINETO], len(xs)).astype(Path.code_type)
    return Path(points, codes)


def _within(path: Path, view: View) -> Path:
    """Return what of an area lies in the view, in pixels: an SVG clips to one thing alone."""
    left, top, right, bottom = view.box
    return path.transformed(view.to_pixels).clip_to_bbox(Bbox([[left, top], [right, bottom]]))


def hatch(canvas: Canvas, view: View, path: Path, colours: Sequence[str], *, alpha: float) -> None:
    """Fill an area with thin diagonal lines: it is larger or vaguer than a division."""
    gap = 14 * canvas.unit * max(1, len(colours))
    within = _within(path, view)
    for index, colour in enumerate(colours):
        lines = _diagonals(view, path, gap, index * gap / len(colours), rising=True)
        if lines is not None:
            canvas.path(
                lines,
                stroke=colour,
                width=1.5,
                alpha=alpha,
                clip=(within, IdentityTransform()),
                group="hatch",
            )


def bands(canvas: Canvas, view: View, path: Path, colours: Sequence[str], *, alpha: float) -> None:
    """Fill an area with flat bands in turn: several kinds of source speak of it, and no mixture of their colours does."""
    wide = 11.0
    gap = wide * canvas.unit * len(colours) * math.sqrt(2)
    within = _within(path, view)
    for index, colour in enumerate(colours):
        lines = _diagonals(view, path, gap, index * gap / len(colours), rising=False)
        if lines is not None:
            canvas.path(
                lines,
                stroke=colour,
                width=wide,
                alpha=alpha,
                clip=(within, IdentityTransform()),
                group="bands",
            )
