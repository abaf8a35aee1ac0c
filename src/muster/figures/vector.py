"""A canvas as a figure of matplotlib, for SVG and PDF: words may stay words."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.transforms import Bbox, TransformedBbox

from muster.figures import fonts
from muster.figures.ink import Box, Ink, Item, Layer, Words
from muster.figures.raster import Sheet

STYLE = {
    "svg.fonttype": "path",
    "svg.hashsalt": "muster",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "no_hinting",
    "text.antialiased": True,
    "text.parse_math": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.2,
}


def figure_of(sheet: Sheet) -> Figure:
    """Return a sheet as a figure with an artist for each item, in their order."""
    size = sheet.size
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        figure = Figure(
            figsize=(size.width_px / size.dpi, size.height_px / size.dpi),
            dpi=size.dpi,
            facecolor=sheet.theme.page,
        )
        axes: Axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, size.width_px)
        axes.set_ylim(size.height_px, 0)
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        axes.patch.set_visible(False)
        for depth, item in enumerate(_flat(sheet, sheet.items)):
            artist = _patch(axes, item, size.dpi) if isinstance(item, Ink) else _text(axes, item, size.dpi)
            artist.set_zorder(1 + depth * 1e-4)
            if item.group:
                artist.set_gid(item.group)
    return figure


def _flat(sheet: Sheet, items: list[Item]) -> list[Ink | Words]:
    found: list[Ink | Words] = []
    for item in items:
        if isinstance(item, Layer):
            alone = sheet.blank()
            item.draw(alone)
            found += _flat(alone, alone.items)
        else:
            found.append(item)
    return found


def _patch(axes: Axes, ink: Ink, dpi: int) -> PathPatch:
    width = ink.width_px * 72 / dpi
    patch = PathPatch(
        ink.path, facecolor=ink.fill or "none", edgecolor=ink.stroke or "none", linewidth=width if ink.stroke else 0,
        joinstyle="round", capstyle=ink.cap, antialiased=ink.is_smooth,
    )  # fmt: skip
    if ink.stroke and ink.dash is not None and width:
        # matplotlib counts dashes in widths of the line.
        offset, runs = ink.dash
        patch.set_linestyle((offset / ink.width_px, [run / ink.width_px for run in runs]))
    patch.set_transform(ink.move + axes.transData)
    axes.add_artist(patch)
    patch.set_clip_on(ink.box is not None or ink.clip is not None)
    if ink.box is not None:
        patch.set_clip_box(_clip(axes, ink.box))
    if ink.clip is not None:
        patch.set_clip_path(ink.clip[0], ink.clip[1] + axes.transData)
    return patch


def _text(axes: Axes, words: Words, dpi: int) -> Any:
    face = fonts.properties(words.style).copy()
    face.set_size(words.px * 72 / dpi)
    artist = axes.text(
        words.x, words.y, words.text, fontproperties=face, color=words.colour[:3], alpha=words.colour[3], ha="left", va="baseline",
        parse_math=False,
    )  # fmt: skip
    artist.set_clip_on(words.box is not None)
    if words.box is not None:
        artist.set_clip_box(_clip(axes, words.box))
    return artist


def _clip(axes: Axes, box: Box) -> TransformedBbox:
    # Bound to the axes, not to pixels: SVG and PDF count in points.
    left, top, right, bottom = box
    return TransformedBbox(Bbox([[left, top], [right, bottom]]), axes.transData)
