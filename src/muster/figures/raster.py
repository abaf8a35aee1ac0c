"""A canvas as pixels: straight to Agg, without matplotlib's artists, of which a map would need hundreds."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.transforms import Affine2D, Bbox, TransformedPath

from muster.figures.ink import Ink, Item, Layer
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
    rows[...] = [*(round(255 * part) for part in to_rgb(sheet.theme.page)), 255]
    for item in sheet.items:
        if isinstance(item, Ink):
            _draw(renderer, item, high, 72 / sheet.size.dpi)
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


def _draw(renderer: RendererAgg, ink: Ink, high: int, points: float) -> None:
    gc = renderer.new_gc()
    gc.set_antialiased(ink.is_smooth)
    if ink.is_letters:
        # Set on whole pixels, what has none but level and upright edges, such as an "I" in small type, would be gone.
        gc.set_snap(False)
    gc.set_joinstyle("round")
    gc.set_capstyle(ink.cap)
    if ink.stroke is None:
        gc.set_linewidth(0)
    else:
        gc.set_foreground(ink.stroke, isRGBA=True)
        gc.set_linewidth(ink.width_px * points)
        if ink.dash is not None:
            offset, runs = ink.dash
            gc.set_dashes(offset * points, [run * points for run in runs])
    # Agg counts upwards.
    flip = np.array([[1.0, 0.0, 0.0], [0.0, -1.0, high], [0.0, 0.0, 1.0]])
    if ink.box is not None:
        left, top, right, bottom = ink.box
        gc.set_clip_rectangle(Bbox([[left, high - bottom], [right, high - top]]))
    if ink.clip is not None:
        path, move = ink.clip
        gc.set_clip_path(TransformedPath(path, Affine2D(flip @ move.get_matrix())))
    renderer.draw_path(gc, ink.path, flip @ ink.move.get_matrix(), ink.fill)  # type: ignore[no-untyped-call]
