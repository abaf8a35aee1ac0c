"""Map over timeline with the headline: the page that is handed out before a meeting."""

from __future__ import annotations

from collections.abc import Callable

from muster.figures.canvas import Box, Canvas
from muster.figures.furniture import frame_of
from muster.figures.map import draw_map_in, is_beside
from muster.figures.spec import FigureSpec
from muster.figures.timeline.compact import draw_compact, fair_height
from muster.figures.words import headlines, words_of
from muster.model import Dataset

Strip = Callable[[Dataset, FigureSpec, Canvas, Box], None]
MOST = 480.0
"""How high the timeline is at the most, in units."""
_WIDE = 1500.0
"""From what width a timeline beside a legend has its own legend on one line, in units."""


def draw_brief(
    dataset: Dataset,
    spec: FigureSpec,
    *,
    live_text: bool = False,
    bare: bool = False,
    strip: Strip = draw_compact,
) -> Canvas:
    """Return map over timeline; `strip` draws the timeline into a box of the canvas. Raises FigureError, SelectionError."""
    canvas = Canvas(spec.size, spec.theme, live_text=live_text)
    left, top, right, bottom = frame_of(
        canvas, words_of(dataset, spec), headlines(dataset, spec.selection), bare=bare
    )
    # A slide has width to spare and a page has height: there the legend stands beside, here below the map.
    beside = is_beside((left, top, right, bottom))
    below = (bottom - top) * 0.57 if beside else min((bottom - top) * 0.44, MOST * canvas.unit)
    below = min(
        below,
        fair_height(dataset, spec.selection, is_narrow=not beside or right - left < _WIDE * canvas.unit)
        * canvas.unit,
    )
    gap = 16 * canvas.unit
    frame = (left, top, right, bottom - below - gap)
    drawn = draw_map_in(dataset, spec, canvas, frame, column_bottom=bottom if beside else 0.0, is_wide=beside)
    strip(dataset, spec, canvas, (left, bottom - below, drawn.view.box[2] if beside else right, bottom))
    return canvas
