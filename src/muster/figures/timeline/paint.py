"""The marks of a scene on a canvas of figures: the picture of the page in a file, in the frame that all figures share."""

from __future__ import annotations

import re

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from muster.figures.canvas import CIRCLE, Box, Canvas
from muster.figures.furniture import frame_of
from muster.figures.spec import FigureSpec
from muster.figures.timeline.layout import Look, Picture, lay_out
from muster.figures.timeline.scene import Scene
from muster.figures.words import headlines, words_of
from muster.model import Dataset

_NAMED = {
    "circle": CIRCLE,
    "square": Path([(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89), (-0.89, -0.89)], closed=True),
    "triangle-up": Path([(-1, 0.87), (0, -0.87), (1, 0.87), (-1, 0.87)], closed=True),
    "diamond": Path([(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0), (0, -1.15)], closed=True),
}
_STEP = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")
_SLICES = 48


def draw_timeline(
    dataset: Dataset, spec: FigureSpec, *, live_text: bool = False, bare: bool = False
) -> Canvas:
    """Return a timeline as a figure that stands alone. Raises FigureError and SelectionError."""
    canvas = Canvas(spec.size, spec.theme, live_text=live_text)
    box = frame_of(canvas, words_of(dataset, spec), headlines(dataset, spec.selection), bare=bare)
    draw_in(dataset, spec, canvas, box)
    return canvas


def draw_in(dataset: Dataset, spec: FigureSpec, canvas: Canvas, box: Box) -> Picture:
    """Draw the picture of a timeline into a box of a canvas, as below a map; return what was drawn."""
    left, top, right, bottom = box
    look = Look(
        width=round(right - left),
        height=round(bottom - top),
        unit=canvas.unit,
        theme=spec.theme,
        lanes=spec.lanes,
    )
    picture = lay_out(dataset, spec.selection, look)
    paint(picture.scene, canvas, left, top)
    return picture


def paint(scene: Scene, canvas: Canvas, left: float, top: float) -> None:  # noqa: C901
    """Draw all marks with their left upper corner at a pixel of the canvas, in the order in which the chart has them."""

    def x_of(mark: dict[str, object]) -> float:
        x, px = mark["x"], float(mark.get("px", 0.0))  # type: ignore[arg-type]
        if x is not None:
            return left + scene.px_of(float(x)) + px  # type: ignore[arg-type]
        return left + (scene.width + px if px < 0 else px)

    for mark in scene.bands:
        box = (left, top + mark["y"], left + scene.width, top + mark["y2"])
        canvas.box(box, fill=mark["fill"], fill_alpha=mark["opacity"], group="band")
    for mark in (*scene.shades, *scene.grid, *scene.rects):
        x0 = left + scene.px_of(mark["x"])
        if "x2" not in mark:
            canvas.lines(
                [[(x0, top + mark["y"]), (x0, top + mark["y2"])]],
                stroke=mark["colour"],
                width=mark["width"] / canvas.unit,
            )
            continue
        box = (x0, top + mark["y"], left + scene.px_of(mark["x2"]), top + mark["y2"])
        if isinstance(mark["fill"], str):
            canvas.box(box, fill=mark["fill"], fill_alpha=mark["opacity"], group="extent")
        else:
            _gradient(canvas, box, mark["fill"], mark["opacity"])
    unit = canvas.unit
    for mark in scene.hatches:
        _sign(canvas, x_of(mark), top + mark["y"], {**mark, "fill": "transparent"}, 1.3 * unit)
    for dash, marks in ((None, scene.rules), ((4.0, 3.0), scene.dashes)):
        for mark in marks:
            ends = [
                (left + scene.px_of(mark["x"]), top + mark["y"]),
                (left + scene.px_of(mark["x2"]), top + mark["y2"]),
            ]
            canvas.lines(
                [ends], stroke=mark["colour"], width=mark["width"] / unit, alpha=mark["opacity"], dash=dash, group=mark.get("group", ""),
            )  # fmt: skip
    for mark in scene.points:
        _sign(canvas, x_of(mark), top + mark["y"], mark, 1.5 * unit)
    for mark in scene.texts:
        canvas.words(
            x_of(mark), top + mark["y"] + mark["size"] * 0.35, mark["text"], size=mark["size"] / unit, colour=mark["colour"],
            style="bold" if mark["bold"] else "regular", align=mark["align"], halo=scene.theme.page if mark["halo"] else None, group="figure" if mark["halo"] else "timeline",
        )  # fmt: skip


def _sign(canvas: Canvas, x: float, y: float, mark: dict[str, object], width_px: float) -> None:
    scale = float(mark["size"]) ** 0.5 / 2  # type: ignore[arg-type]
    fill, stroke, alpha = str(mark["fill"]), str(mark["stroke"]), float(mark.get("opacity", 1.0))  # type: ignore[arg-type]
    canvas.path(
        _outline(str(mark["shape"])), transform=Affine2D().scale(scale).translate(x, y), width=width_px / canvas.unit, alpha=alpha,
        fill=None if fill == "transparent" else fill, stroke=stroke if fill == "transparent" else None, group="sign",
    )  # fmt: skip


def _outline(shape: str) -> Path:
    """Return a sign of the legend, by its name or as the path that the chart has (moves, lines and ends alone)."""
    if shape in _NAMED:
        return _NAMED[shape]
    points, codes = [], []
    codes_of = {"M": Path.MOVETO, "L": Path.LINETO, "Z": Path.CLOSEPOLY}
    for step, x, y in _STEP.findall(shape):
        points.append((float(x), float(y)) if x else (0.0, 0.0))
        codes.append(codes_of[step])
    return Path(points, codes)


def _gradient(canvas: Canvas, box: Box, fill: dict[str, object], opacity: float) -> None:
    """Fill a box with slices that end on whole pixels, so that no seam is seen."""
    left, top, right, bottom = box
    stops = [_rgba(str(stop["color"])) for stop in fill["stops"]]  # type: ignore[attr-defined]
    is_upright = bool(fill["y2"])
    start, end = (top, bottom) if is_upright else (left, right)
    count = max(1, min(_SLICES, int(end - start)))
    edges = np.round(np.linspace(start, end, count + 1))
    edges[0], edges[-1] = start, end
    first, last = np.array(stops[0]), np.array(stops[-1])
    colours = [first + (last - first) * (i + 0.5) / count for i in range(count)]
    for colour in colours:
        colour[3] *= opacity
    for a, b, (red, green, blue, alpha) in zip(edges[:-1], edges[1:], colours, strict=True):
        piece = (left, a, right, b) if is_upright else (a, top, b, bottom)
        canvas.box(piece, fill=to_hex((red, green, blue)), fill_alpha=float(alpha), is_smooth=False)


def _rgba(text: str) -> list[float]:
    red, green, blue, alpha = (float(part) for part in text[5:-1].split(","))
    return [red / 255, green / 255, blue / 255, alpha]
