"""What a canvas holds: paths, lines of words and whole layers, in the order in which they are drawn, in pixels, y downwards."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""
Colour = tuple[float, float, float, float]
Cap = Literal["butt", "projecting", "round"]


@dataclass(frozen=True, slots=True)
class Ink:
    """A path with its fill and its line. `width_px` and `dash` (offset, then runs and gaps) are in pixels.

    `clip` is a path with what brings it to pixels, `box` a box of pixels; nothing is drawn outside of them.
    """

    path: Path
    move: Affine2D
    fill: Colour | None
    stroke: Colour | None
    width_px: float
    dash: tuple[float, tuple[float, ...]] | None
    cap: Cap
    clip: tuple[Path, Affine2D] | None
    box: Box | None
    group: str
    is_smooth: bool = True
    is_letters: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words that stay words; `x, y` is the left end of its baseline."""

    x: float
    y: float
    text: str
    style: str
    px: float
    colour: Colour
    box: Box | None
    group: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Something opaque that fills a box. Where pixels are wanted it is drawn once for all that share its key."""

    key: Hashable
    box: Box
    draw: Callable[[Any], None]


Item = Ink | Words | Layer
