"""A picture in pixels, y downwards: lines, areas and words on matplotlib without pyplot, the same for PNG, SVG and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox

from muster.figures import fonts
from muster.figures.palette import THEMES, Theme
from muster.figures.spec import Size

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""

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
    "agg.path.chunksize": 0,
}
_GREY = 0.62


class Canvas:
    """One figure. `unit` is a pixel of a 1920x1080 slide; sizes and widths are given in units, positions in pixels."""

    def __init__(self, size: Size, theme: str, *, live_text: bool = False) -> None:
        """With `live_text` words stay words, as PDF and SVG want them; else they are outlines, three times as fast."""
        self.size = size
        self.live_text = live_text
        self.unit = size.unit
        self.theme: Theme = THEMES[theme]
        with mpl.rc_context(STYLE):  # type: ignore[arg-type]
            self.figure = Figure(
                figsize=(size.width_px / size.dpi, size.height_px / size.dpi),
                dpi=size.dpi,
                facecolor=self.theme.page,
            )
            self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, size.width_px)
        self.axes.set_ylim(size.height_px, 0)
        self.axes.set_axis_off()
        self.axes.set_autoscale_on(False)
        self.axes.patch.set_visible(False)
        self.texts: list[tuple[str, Box, str]] = []
        """Every line of words with its box and what it belongs to: what tests read."""
        self._depth = 1.0

    @property
    def points(self) -> float:
        """Points to a pixel."""
        return 72 / self.size.dpi

    def path(
        self, path: Path, *, fill: str | None = None, stroke: str | None = None, width: float = 1.0, alpha: float = 1.0,
        fill_alpha: float | None = None, dash: Sequence[float] | None = None, offset: float = 0.0, clip: Any = None, box: Box | None = None,
        transform: Transform | None = None, cap: str = "butt", group: str = "",
    ) -> PathPatch:  # fmt: skip
        """Draw a path; `width` and `dash` are in units. `clip` is a (path, transform) to stay inside of, `box` a box of pixels."""
        patch = PathPatch(
            path, facecolor=fill or "none", edgecolor=stroke or "none", linewidth=width * self.unit * self.points if stroke else 0,
            alpha=None, joinstyle="round", capstyle=cap,
        )  # fmt: skip
        if fill:
            patch.set_facecolor((*mpl.colors.to_rgb(fill), alpha if fill_alpha is None else fill_alpha))
        if stroke:
            patch.set_edgecolor((*mpl.colors.to_rgb(stroke), alpha))
            if dash:
                unit = 1 / max(width, 0.01)
                patch.set_linestyle((offset * unit, [d * unit for d in dash]))
        patch.set_transform((transform or Affine2D()) + self.axes.transData)
        self._add(patch, clip, box, group)
        return patch

    def _add(self, artist: Any, clip: Any, box: Box | None, group: str) -> None:
        self._depth += 1e-4
        artist.set_zorder(self._depth)
        if group:
            artist.set_gid(group)
        self.axes.add_artist(artist)
        artist.set_clip_on(box is not None or clip is not None)
        if box is not None:
            artist.set_clip_box(self._clip(box))
        if clip is not None:
            artist.set_clip_path(clip[0], clip[1] + self.axes.transData)

    def _clip(self, box: Box) -> TransformedBbox:
        # Bound to the axes, not to pixels: SVG and PDF count in points.
        left, top, right, bottom = box
        return TransformedBbox(Bbox([[left, top], [right, bottom]]), self.axes.transData)

    def lines(self, segments: Sequence[Sequence[Sequence[float]]], **style: Any) -> None:
        """Draw polylines as one path."""
        parts = [np.asarray(segment, dtype=float) for segment in segments if len(segment) > 1]
        if parts:
            codes = np.concatenate([[Path.MOVETO] + [Path.LINETO] * (len(part) - 1) for part in parts])
            self.path(Path(np.concatenate(parts), codes.astype(Path.code_type)), **style)

    def box(self, box: Box, *, radius: float = 0.0, **style: Any) -> None:
        """Draw a rectangle, its corners rounded by `radius` units."""
        left, top, right, bottom = box
        r = radius * self.unit
        if r <= 0:
            corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            self.path(Path(corners, closed=True), **style)
            return
        k = r * 0.4477
        points = [
            (left + r, top), (right - r, top), (right - k, top), (right, top + k), (right, top + r), (right, bottom - r),
            (right, bottom - k), (right - k, bottom), (right - r, bottom), (left + r, bottom), (left + k, bottom),
            (left, bottom - k), (left, bottom - r), (left, top + r), (left, top + k), (left + k, top), (left + r, top), (left + r, top),
        ]  # fmt: skip
        m, line, curve = Path.MOVETO, Path.LINETO, Path.CURVE4
        codes = [
            m,
            line,
            curve,
            curve,
            curve,
            line,
            curve,
            curve,
            curve,
            line,
            curve,
            curve,
            curve,
            line,
            curve,
            curve,
            curve,
            Path.CLOSEPOLY,
        ]
        self.path(Path(points, codes), **style)

    def circle(self, x: float, y: float, radius_px: float, **style: Any) -> None:
        """Draw a circle about a pixel."""
        self.path(CIRCLE, transform=Affine2D().scale(radius_px).translate(x, y), **style)

    def words(
        self, x: float, y: float, text: str, *, size: float, style: str = "regular", colour: str | None = None, align: str = "left",
        halo: str | None = None, group: str = "", box: Box | None = None, alpha: float = 1.0, spacing: float = 0.0,
    ) -> Box:  # fmt: skip
        """Write one line with its baseline at `y`; return its box. `size` and `spacing` are in units."""
        if not text:
            return (x, y, x, y)
        px = size * self.unit
        wide = self.width(text, size, style, spacing)
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        colour = colour or self.theme.ink
        self.texts.append((text, (left, y - 0.76 * px, left + wide, y + 0.24 * px), group))
        pieces = [(left, text)]
        if spacing:
            pieces = []
            for letter in text:
                pieces.append((left, letter))
                left += (fonts.width(letter, style) * size + spacing) * self.unit
        for at, piece in pieces:
            outline = fonts.outline(piece, style)
            move = Affine2D().scale(px, -px).translate(at, y)
            if halo:
                self.path(
                    outline,
                    stroke=halo,
                    width=max(3.2, size * 0.2),
                    transform=move,
                    box=box,
                    alpha=0.92 * alpha,
                    cap="round",
                )
            if self.live_text:
                self._write(
                    at, y, piece, px=px, style=style, colour=colour, alpha=alpha, group=group, box=box
                )
            else:
                self.path(outline, fill=colour, alpha=alpha, transform=move, box=box, group=group)
        return self.texts[-1][1]

    def _write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        px: float,
        style: str,
        colour: str,
        alpha: float,
        group: str,
        box: Box | None,
    ) -> None:
        face = fonts.properties(style).copy()
        face.set_size(px * self.points)
        with mpl.rc_context(STYLE):  # type: ignore[arg-type]
            artist = self.axes.text(
                x,
                y,
                text,
                fontproperties=face,
                color=colour,
                alpha=alpha,
                ha="left",
                va="baseline",
                parse_math=False,
            )
        self._depth += 1e-4
        artist.set_zorder(self._depth)
        artist.set_clip_on(box is not None)
        if group:
            artist.set_gid(group)
        if box is not None:
            artist.set_clip_box(self._clip(box))

    def width(self, text: str, size: float, style: str = "regular", spacing: float = 0.0) -> float:
        """Return how many pixels a line runs."""
        return (fonts.width(text, style) * size + spacing * max(len(text) - 1, 0)) * self.unit

    def wrapped(self, text: str, size: float, wide_px: float, style: str = "regular") -> list[str]:
        """Return a text as lines that fit a width; a word that is wider than a line is broken."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            both = f"{line} {word}" if line else word
            if self.width(both, size, style) <= wide_px:
                line = both
                continue
            if line:
                lines.append(line)
            while self.width(word, size, style) > wide_px and len(word) > 1:
                cut = next(
                    n
                    for n in range(len(word) - 1, 0, -1)
                    if n == 1 or self.width(word[:n], size, style) <= wide_px
                )
                lines.append(word[:cut])
                word = word[cut:]  # noqa: PLW2901 - what is left of it
            line = word
        return [*lines, line] if line else lines

    def cut(self, text: str, size: float, wide_px: float, style: str = "regular") -> str:
        """Return a line that fits a width, its end given up for an ellipsis where it must be."""
        if self.width(text, size, style) <= wide_px:
            return text
        for n in range(len(text) - 1, 0, -1):
            shorter = text[:n].rstrip(" ,·;") + "…"
            if self.width(shorter, size, style) <= wide_px:
                return shorter
        return "…"


def _circle() -> Path:
    turn = np.linspace(0, 2 * np.pi, 73)
    return Path(np.column_stack([np.cos(turn), np.sin(turn)]), closed=True)


CIRCLE = _circle()
