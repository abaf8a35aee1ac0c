"""The scale bar: true in the middle of the map, which it says."""

from __future__ import annotations

import math

from muster.figures.canvas import Box, Canvas
from muster.figures.projection import View


def nice_length_m(most_m: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that is not above `most_m`."""
    power = 10.0 ** math.floor(math.log10(most_m))
    # The logarithm of a number just below a power of ten is rounded up to it.
    steps = (power * step for step in (5.0, 2.0, 1.0, 0.5))
    return next(length for length in steps if length <= most_m)


def _plan(
    canvas: Canvas, view: View, longest: float, small: bool
) -> tuple[float, str, float, float, float, float]:
    unit = canvas.unit
    per_pixel = view.metres_per_pixel()
    length_m = nice_length_m(longest * unit * per_pixel)
    words = f"{length_m / 1000:,.0f} km" if length_m >= 1000 else f"{length_m:,.0f} m"
    if not small:
        words += ", true at the map's middle"
    left, bottom = view.box[0] + (14 if small else 22) * unit, view.box[3] - (12 if small else 20) * unit
    return length_m / per_pixel, words, left, bottom, (5 if small else 7) * unit, 14.0 if small else 16.0


def scalebar_box(canvas: Canvas, view: View, *, longest: float = 240.0, small: bool = False) -> Box:
    """Return the box that the bar and its words take."""
    px, words, left, bottom, high, size = _plan(canvas, view, longest, small)
    unit = canvas.unit
    wide = max(px, canvas.width(words, size))
    return (left - 6 * unit, bottom - high - (11 + size) * unit, left + wide + 8 * unit, bottom + 8 * unit)


def draw_scalebar(canvas: Canvas, view: View, *, longest: float = 240.0, small: bool = False) -> Box:
    """Draw a bar of a round length at the bottom left of a view; return the box that it takes."""
    theme, unit = canvas.theme, canvas.unit
    px, words, left, bottom, high, size = _plan(canvas, view, longest, small)
    canvas.box(
        (left - 2 * unit, bottom - high - 2 * unit, left + px + 2 * unit, bottom + 2 * unit),
        fill=theme.land,
        alpha=0.85,
    )
    canvas.box((left, bottom - high, left + px / 2, bottom), fill=theme.ink, group="scale")
    canvas.box((left, bottom - high, left + px, bottom), stroke=theme.ink, width=1.2, group="scale")
    canvas.words(
        left,
        bottom - high - 7 * unit,
        words,
        size=size,
        colour=theme.ink,
        halo=theme.land,
        group="scale",
        box=view.box,
    )
    return scalebar_box(canvas, view, longest=longest, small=small)
