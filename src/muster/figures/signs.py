"""The sign of each kind of source: its shape tells as much as its colour, and survives a grey printer."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from muster.figures.canvas import CIRCLE, Box, Canvas
from muster.figures.palette import Family

_SIGNS = {
    "circle": Path(np.asarray(CIRCLE.vertices, dtype=float) * 0.92, CIRCLE.codes),
    "square": Path(np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * 0.84, closed=True),
    "triangle": Path([(0, -1.05), (1.06, 0.85), (-1.06, 0.85), (0, -1.05)], closed=True),
    "diamond": Path([(0, -1.16), (1.16, 0), (0, 1.16), (-1.16, 0), (0, -1.16)], closed=True),
    "bar": Path([(-1.1, -0.42), (1.1, -0.42), (1.1, 0.42), (-1.1, 0.42), (-1.1, -0.42)], closed=True),
}


def draw_sign(
    canvas: Canvas,
    family: Family,
    x: float,
    y: float,
    radius_px: float,
    *,
    box: Box | None = None,
    colour: str = "",
) -> None:
    """Draw a family's sign about a pixel."""
    move = Affine2D().scale(radius_px).translate(x, y)
    canvas.path(
        _SIGNS[family.sign], fill=colour or family.colour(canvas.theme), transform=move, box=box, group="sign"
    )
