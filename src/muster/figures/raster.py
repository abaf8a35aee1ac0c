"""A canvas as pixels: straight to Agg, without matplotlib's artists, of which a map would need hundreds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol, get_args

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.transforms import Affine2D, Bbox, TransformedPath

from muster.figures.ink import Box, Cap, Ink, Item, Layer
from muster.figures.kept import Kept
from muster.figures.palette import Theme
from muster.figures.spec import Size

_ROOM_BYTES = 96_000_000
_layers: Kept[np.ndarray] = Kept(_ROOM_BYTES, lambda pixels: pixels.nbytes)


class Sheet(Protocol):
    """What is drawn here: `muster.figures.canvas.Canvas`."""

    size: Size
    theme: Theme
    items: list[Item]

    def blank(self) -> Any:
        """Return an empty sheet of the same size and theme."""


def pixels_of(sheet: Sheet) -> np.ndarray:
    """Return a sheet as an array of rows, columns, RGB."""
    wide, high = sheet.size.width_px, sheet.size.height_px
    renderer = RendererAgg(wide, high, sheet.size.dpi)  # type: ignore[no-untyped-call]
    rows = np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
    page = bytes([*(round(255 * part) for part in to_rgb(sheet.theme.page)), 255])
    rows.view(np.uint32)[...] = np.frombuffer(page, np.uint32)
    pens = _pens(renderer)
    for item in sheet.items:
        if isinstance(item, Ink):
            _draw(renderer, pens[item.cap], item, high, 72 / sheet.size.dpi)
        elif isinstance(item, Layer):
            left, top, right, bottom = _whole(item, wide, high)
            rows[top:bottom, left:right, :3] = _layer(sheet, item)
        else:
            raise TypeError(f"{item.text!r}: a canvas with live words has no pixels.")
    return rows[..., :3].copy()


def _whole(layer: Layer, wide: int, high: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge) for edge in layer.box)
    return max(left, 0), max(top, 0), min(right, wide), min(bottom, high)


def _layer(sheet: Sheet, layer: Layer) -> np.ndarray:
    def make() -> np.ndarray:
        alone = sheet.blank()
        layer.draw(alone)
        left, top, right, bottom = _whole(layer, sheet.size.width_px, sheet.size.height_px)
        return pixels_of(alone)[top:bottom, left:right].copy()

    return _layers.get((layer.key, layer.box, sheet.size, sheet.theme.name), make)


def _pens(renderer: RendererAgg) -> dict[Cap, GraphicsContextBase]:
    """Return a context for each end of a line, to be set anew for each path: to make one takes as long as a short path."""
    pens: dict[Cap, GraphicsContextBase] = {}
    for cap in get_args(Cap):
        pens[cap] = renderer.new_gc()
        pens[cap].set_joinstyle("round")
        pens[cap].set_capstyle(cap)
    return pens


def _draw(renderer: RendererAgg, gc: GraphicsContextBase, ink: Ink, high: int, points: float) -> None:
    gc.set_antialiased(ink.is_smooth)
    # Set on whole pixels, what has none but level and upright edges, such as an "I" in small type, would be gone.
    gc.set_snap(False if ink.is_letters else None)
    gc.set_linewidth(0 if ink.stroke is None else ink.width_px * points)
    if ink.stroke is not None:
        gc.set_foreground(ink.stroke, isRGBA=True)
    if ink.stroke is not None and ink.dash is not None:
        offset, runs = ink.dash
        gc.set_dashes(offset * points, [run * points for run in runs])
    else:
        gc.set_dashes(0, None)
    # Agg counts upwards.
    flip = np.array([[1.0, 0.0, 0.0], [0.0, -1.0, high], [0.0, 0.0, 1.0]])
    gc.set_clip_rectangle(_upwards(ink.box, high) if ink.box is not None else None)
    clip = None
    if ink.clip is not None:
        path, move = ink.clip
        clip = TransformedPath(path, Affine2D(flip @ move.get_matrix()))
    gc.set_clip_path(clip)
    renderer.draw_path(gc, ink.path, flip @ ink.move.get_matrix(), ink.fill)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=64)
def _upwards(box: Box, high: int) -> Bbox:
    left, top, right, bottom = box
    return Bbox([[left, high - bottom], [right, high - top]])
