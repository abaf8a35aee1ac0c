"""The ring that stands for a number, and the colours of whoever speaks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from muster.figures.canvas import CIRCLE, Box, Canvas
from muster.figures.palette import FADED, Family, Theme
from muster.figures.signs import draw_sign

ELSEWHERE = 7.0


def colours_of(shown: Sequence[Family], tone: str, theme: Theme) -> list[str]:
    """Return the colours that a mark shows: one for each family that speaks; one grey for what is no presence."""
    if tone in {"planned", "elsewhere"} or not shown:
        return [theme.planned]
    return [family.colour(theme) for family in shown]


@lru_cache(maxsize=64)
def _arc(index: int, count: int) -> Path:
    if count == 1:
        return CIRCLE
    turn = np.linspace(index, index + 1, 49) / count * 2 * np.pi - np.pi / 2
    return Path(np.column_stack([np.cos(turn), np.sin(turn)]))


@lru_cache(maxsize=64)
def _wedge(index: int, count: int) -> Path:
    if count == 1:
        return CIRCLE
    return Path(np.concatenate([[(0, 0)], _arc(index, count).vertices, [(0, 0)]]), closed=True)


def draw_symbol(
    canvas: Canvas, x: float, y: float, radius: float, *, families: Sequence[Family], tone: str = "present", is_strong: bool = False,
    is_dashed: bool = False, is_sure: bool = True, number: int | None = None, box: Box | None = None,
) -> None:  # fmt: skip
    """Draw the ring that stands for a number, divided among the kinds of source that speak, with the number where it fits.

    Hollow: one origin; filled: two or more. On paper each part of a divided ring has its kind's sign on it.
    """
    theme, unit = canvas.theme, canvas.unit
    colours = colours_of(families, tone, theme)
    faded = 1.0 if is_sure else FADED
    strong = is_strong and tone == "present"
    move = Affine2D().scale(radius).translate(x, y)
    # A casing keeps the ring apart from whatever lies beneath it.
    share = min(1.0, radius / (ELSEWHERE * unit))
    canvas.circle(
        x,
        y,
        radius + 3.2 * unit * share,
        fill=theme.casing,
        alpha=0.92 if tone == "present" else 0.7,
        box=box,
    )
    width = share * (2.0 if tone == "elsewhere" else 4.0)
    dash = (
        (
            (2.2, 3.0)
            if tone == "elsewhere"
            else (max(4.0, radius / unit * 0.34), max(3.2, radius / unit * 0.28))
        )
        if is_dashed
        else None
    )
    for index, colour in enumerate(colours):
        if strong:
            canvas.path(_wedge(index, len(colours)), fill=colour, alpha=faded, transform=move, box=box)
        canvas.path(
            _arc(index, len(colours)),
            stroke=colour,
            width=width,
            alpha=faded,
            dash=dash,
            transform=move,
            box=box,
            group="ring",
        )
    if theme.name == "print" and tone in {"present", "answer"}:
        _sign_ring(canvas, x, y, radius, families, is_strong=strong, is_numbered=number is not None, box=box)
    if number is not None:
        words = f"{number:,}"
        if canvas.width(words, 17, "bold") <= 2 * radius - 9 * unit:
            colour = theme.casing if strong else theme.ink
            canvas.words(
                x,
                y + 6.2 * unit,
                words,
                size=17,
                style="bold",
                colour=colour,
                align="center",
                box=box,
                group="number",
            )


def _sign_ring(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    families: Sequence[Family],
    *,
    is_strong: bool,
    is_numbered: bool,
    box: Box | None,
) -> None:
    """Put the signs of the kinds of source on a ring: on its parts, or in its middle where one kind alone speaks."""
    unit = canvas.unit
    if len(families) == 1:
        if not is_numbered:
            draw_sign(
                canvas,
                families[0],
                x,
                y,
                min(0.42 * radius, 7 * unit),
                box=box,
                colour=canvas.theme.casing if is_strong else "",
            )
        return
    for index, family in enumerate(families):
        turn = (index + 0.5) / len(families) * 2 * np.pi - np.pi / 2
        sx, sy = x + radius * math.cos(turn), y + radius * math.sin(turn)
        canvas.circle(sx, sy, 7.5 * unit, fill=canvas.theme.casing, box=box)
        draw_sign(canvas, family, sx, sy, 5.5 * unit, box=box)
