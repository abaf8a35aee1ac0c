"""A spec to a file: the ending chooses the format. `ways` are the kinds of figure; another module adds its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from muster.errors import FigureError, list_values
from muster.figures import fonts
from muster.figures.brief import draw_brief
from muster.figures.canvas import Canvas
from muster.figures.frames import Progress, draw_frames, gif_bytes, write_mp4
from muster.figures.map import draw_map
from muster.figures.save import DRAWING, encoded, picture_bytes, png_bytes, whole_file
from muster.figures.slide import TITLE_SHARE, slide_bytes
from muster.figures.sources.slide import sources_slide
from muster.figures.sources.table import draw_sources
from muster.figures.spec import FigureSpec, Size
from muster.figures.spoken import alternative_text
from muster.figures.timeline.paint import draw_timeline
from muster.figures.words import words_of
from muster.model import Dataset

PICTURES = (".png", ".svg", ".pdf", ".pptx")
FILMS = (".gif", ".mp4")

Draw = Callable[..., Canvas]


def _map(dataset: Dataset, spec: FigureSpec, *, live_text: bool = False, bare: bool = False) -> Canvas:
    return draw_map(dataset, spec, live_text=live_text, bare=bare).canvas


ways: dict[str, Draw] = {"map": _map, "brief": draw_brief, "timeline": draw_timeline, "sources": draw_sources}
"""What draws each kind: `(dataset, spec, live_text=..., bare=...)`. A bare one leaves its title to the slide."""


def endings_of(kind: str) -> tuple[str, ...]:
    """Return the endings that a kind of figure can be written as, here."""
    return FILMS if kind == "frames" else PICTURES


def write_figure(
    dataset: Dataset,
    spec: FigureSpec,
    path: Path,
    progress: Progress | None = None,
    *,
    others: Sequence[str] = (),
) -> None:
    """Write a figure to a file, whole or not at all; a file that is there is replaced.

    `others` are the endings that the caller writes itself, to be named beside these where an ending is refused.

    Raises FigureError for an ending that the kind does not have, for what cannot be drawn and for a file that cannot be
    written, SelectionError for a selection that cannot be asked, StoppedError as soon as `progress` says so.
    """
    suffix = path.suffix.lower()
    if suffix not in endings_of(spec.kind):
        raise FigureError(
            f"{path.name!r}: a figure {spec.kind!r} is written as {list_values((*endings_of(spec.kind), *others))}; the ending chooses."
        )
    check_letters(dataset, spec)
    with whole_file(path) as part:
        if suffix == ".mp4":
            write_mp4(draw_frames(dataset, spec, progress), spec.seconds, part)
        elif suffix == ".gif":
            part.write_bytes(gif_bytes(draw_frames(dataset, spec, progress), spec.seconds, spec.theme))
        else:
            part.write_bytes(figure_bytes(dataset, spec, suffix))


def figure_bytes(dataset: Dataset, spec: FigureSpec, suffix: str) -> bytes:
    """Return a still figure in one of `PICTURES`. Raises FigureError and SelectionError."""
    draw = ways.get(spec.kind)
    if draw is None:
        raise FigureError(f"{spec.kind!r} is no still figure. There are: {list_values(ways)}.")
    if suffix != ".pptx":
        return picture_bytes(
            dataset, spec, suffix, lambda live_text: draw(dataset, spec, live_text=live_text)
        )
    if spec.kind == "sources":
        return sources_slide(dataset, spec, encoded(dataset, spec))
    size = spec.size
    below = replace(spec, size=Size(size.width_px, round(size.height_px * (1 - TITLE_SHARE)), size.dpi))
    with DRAWING:
        picture = png_bytes(
            draw(dataset, below, bare=True), encoded(dataset, spec), alternative_text(dataset, spec)
        )
    return slide_bytes(dataset, spec, picture)


def check_letters(dataset: Dataset, spec: FigureSpec) -> None:
    """Raise FigureError where the figure's words need characters that no vendored font has: better no figure than boxes."""
    named = [dataset.places[c.place_id].name for c in dataset.claims if c.place_id]
    letters = fonts.missing([*words_of(dataset, spec).all, *dict.fromkeys(named)])
    if letters:
        plural = "" if len(letters) == 1 else "s"
        raise FigureError(
            f"no vendored font has the character{plural} {letters[:20]!r}; write the title, note or name without."
        )


def preview(dataset: Dataset, spec: FigureSpec, wide_px: int) -> bytes:
    """Return a still figure as a PNG of a width, laid out as the large one."""
    share = wide_px / spec.size.width_px
    small = Size(wide_px, max(1, round(spec.size.height_px * share)), max(1, round(spec.size.dpi * share)))
    return figure_bytes(dataset, replace(spec, size=small), ".png")
