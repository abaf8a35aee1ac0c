"""A picture in pixels, y downwards: lines, areas and words, held in order until they are pixels (`raster`) or a file (`vector`)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from muster.figures import fonts
from muster.figures.ink import Box, Cap, Colour, Ink, Item, Layer, Words
from muster.figures.palette import THEMES, Theme
from muster.figures.spec import Size

__all__ = ["CIRCLE", "Box", "Canvas"]
_STILL = Affine2D()
_HANGUL = "\u1100"
"""From here on scripts break between any two signs, without a hyphen."""


@cache
def _colour(text: str, alpha: float) -> Colour:
    return (*to_rgb(text), alpha)


@lru_cache(maxsize=4096)
def _wrapped(text: str, size: float, unit: float, wide_px: float, style: str) -> tuple[str, ...]:
    """Lay a text out as lines; the words of a legend come again at each size that is tried, and on each frame of a film."""

    def width(line: str) -> float:
        return fonts.width(line, style) * size * unit

    lines: list[str] = []
    line: list[str] = []
    used, space = 0.0, width(" ")
    # Word by word: the few words of many lines are measured once.
    for word in text.split():
        wide = width(word)
        if line and used + space + wide > wide_px:
            lines.append(" ".join(line))
            line = []
        while wide > wide_px and len(word) > 1:
            cut = next(
                n
                for n in range(len(word) - 1, 0, -1)
                if n == 1 or width(word[:n] + _sign(word, n)) <= wide_px
            )
            lines.append(word[:cut] + _sign(word, cut))
            word = word[cut:]  # noqa: PLW2901 - what is left of it
            wide = width(word)
        used = used + space + wide if line else wide
        line.append(word)
    return (*lines, " ".join(line)) if line else tuple(lines)


class Canvas:
    """One figure. `unit` is a pixel of a 1920x1080 slide; sizes and widths are given in units, positions in pixels."""

    def __init__(self, size: Size, theme: str, *, live_text: bool = False) -> None:
        """With `live_text` words stay words, as PDF and SVG want them; else they are outlines, which pixels need."""
        self.size = size
        self.live_text = live_text
        self.unit = size.unit
        self.theme: Theme = THEMES[theme]
        self.items: list[Item] = []
        self.texts: list[tuple[str, Box, str]] = []
        """Every line of words with its box and what it belongs to: what tests read."""

    def blank(self) -> Canvas:
        """Return an empty canvas of the same size and theme."""
        return Canvas(self.size, self.theme.name, live_text=self.live_text)

    def path(
        self, path: Path, *, fill: str | None = None, stroke: str | None = None, width: float = 1.0, alpha: float = 1.0,
        fill_alpha: float | None = None, dash: Sequence[float] | None = None, offset: float = 0.0, clip: Any = None, box: Box | None = None,
        transform: Affine2D | None = None, cap: Cap = "butt", group: str = "", is_smooth: bool = True, is_letters: bool = False,
    ) -> None:  # fmt: skip
        """Draw a path; `width` and `dash` are in units. `clip` is a (path, transform) to stay inside of, `box` a box of pixels."""
        self.items.append(
            Ink(
                path=path,
                move=transform or _STILL,
                fill=_colour(fill, alpha if fill_alpha is None else fill_alpha) if fill else None,
                stroke=_colour(stroke, alpha) if stroke else None,
                width_px=width * self.unit,
                dash=(offset * self.unit, tuple(run * self.unit for run in dash)) if dash else None,
                cap=cap,
                clip=clip,
                box=box,
                group=group,
                is_smooth=is_smooth,
                is_letters=is_letters,
            )
        )

    def layer(self, key: Hashable, box: Box, draw: Callable[[Canvas], None]) -> None:
        """Have `draw` fill a box with something opaque; all that share a key look the same, and pixels of it are kept."""
        self.items.append(Layer(key, box, draw))

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
        halo_share: float = 0.2,
    ) -> Box:  # fmt: skip
        """Write one line with its baseline at `y`; return its box. `size` and `spacing` are in units, a halo in shares of the size."""
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
                    width=max(3.2, size * halo_share),
                    transform=move,
                    box=box,
                    alpha=0.92 * alpha,
                    cap="round",
                    is_letters=True,
                )
            if self.live_text:
                self.items.append(Words(at, y, piece, style, px, _colour(colour, alpha), box, group))
            else:
                self.path(
                    outline, fill=colour, alpha=alpha, transform=move, box=box, group=group, is_letters=True
                )
        return self.texts[-1][1]

    def width(self, text: str, size: float, style: str = "regular", spacing: float = 0.0) -> float:
        """Return how many pixels a line runs."""
        return (fonts.width(text, style) * size + spacing * max(len(text) - 1, 0)) * self.unit

    def wrapped(self, text: str, size: float, wide_px: float, style: str = "regular") -> list[str]:
        """Return a text as lines that fit a width; a word that is wider than a line is broken, within letters with a hyphen."""
        return list(_wrapped(text, size, self.unit, wide_px, style))

    def cut(self, text: str, size: float, wide_px: float, style: str = "regular") -> str:
        """Return a line that fits a width, its end given up for an ellipsis where it must be."""
        if self.width(text, size, style) <= wide_px:
            return text
        for n in range(len(text) - 1, 0, -1):
            shorter = text[:n].rstrip(" ,·;") + "…"
            if self.width(shorter, size, style) <= wide_px:
                return shorter
        return "…"


def _sign(word: str, cut: int) -> str:
    """Return the hyphen that a word takes where it is cut: between letters of a script that has one."""
    before, after = word[cut - 1], word[cut]
    return "-" if before.isalpha() and after.isalpha() and max(before, after) < _HANGUL else ""


def _circle() -> Path:
    turn = np.linspace(0, 2 * np.pi, 73)
    return Path(np.column_stack([np.cos(turn), np.sin(turn)]), closed=True)


CIRCLE = _circle()
