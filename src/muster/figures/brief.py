"""Map over timeline with the headline: the page that is handed out before a meeting.

`draw_strip` draws what stands below the map. It is replaced by the timeline's own drawing where that is installed.
"""

from __future__ import annotations

from collections.abc import Callable

from muster.figures.canvas import Box, Canvas
from muster.figures.furniture import frame_of
from muster.figures.map import draw_map_in, is_beside
from muster.figures.spec import FigureSpec
from muster.figures.strip import draw_strip
from muster.figures.words import headlines, words_of
from muster.model import Dataset

Strip = Callable[[Dataset, FigureSpec, Canvas, Box], None]
SHARE = 0.27


def draw_brief(
    dataset: Dataset,
    spec: FigureSpec,
    *,
    live_text: bool = False,
    bare: bool = False,
    strip: Strip = draw_strip,
) -> Canvas:
    """Return map over timeline; `strip` draws the timeline into a box of the canvas. Raises FigureError, SelectionError."""
    canvas = Canvas(spec.size, spec.theme, live_text=live_text)
    left, top, right, bottom = frame_of(
        canvas, words_of(dataset, spec), headlines(dataset, spec.selection), bare=bare
    )
    below = (bottom - top) * SHARE
    gap = 18 * canvas.unit
    frame = (left, top, right, bottom - below - gap)
    beside = is_beside((left, top, right, bottom))
    drawn = draw_map_in(dataset, spec, canvas, frame, column_bottom=bottom if beside else 0.0)
    strip(dataset, spec, canvas, (left, bottom - below, drawn.view.box[2] if beside else right, bottom))
    return canvas
