"""The marks of a timeline as plain values: days across or pixels from an edge, pixels down. `chart` draws them in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from muster.figures.palette import Theme

Fill = str | dict[str, Any]
"""A colour, or a gradient as Vega writes it."""
Align = Literal["left", "center", "right"]


def day_value(day: date) -> float:
    """Return a day as a number of days; its end is that of the next."""
    return float(day.toordinal())


@dataclass(slots=True)
class Scene:
    """All marks of one chart. Where `x` is None a position is `px` pixels from the left edge, or from the right where negative.

    `first` and `last` are the ends of the time axis in days, `left` and `right` how many pixels it keeps from the edges.
    `is_fixed`: it is drawn at just this width, and not stretched to that of a page.
    """

    width: int
    height: float
    left: float
    right: float
    first: float
    last: float
    theme: Theme
    unit: float = 1.0
    is_fixed: bool = False
    bands: list[dict[str, Any]] = field(default_factory=list)
    shades: list[dict[str, Any]] = field(default_factory=list)
    grid: list[dict[str, Any]] = field(default_factory=list)
    rects: list[dict[str, Any]] = field(default_factory=list)
    hatches: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    dashes: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    hits: list[dict[str, Any]] = field(default_factory=list)

    @property
    def plot_px(self) -> float:
        """How many pixels the time axis runs at the width for which the scene was laid out."""
        return self.width - self.left - self.right

    @property
    def slack(self) -> float:
        """How much wider words may run than measured: a browser sets the same face a little wider than a figure."""
        return 1.0 if self.is_fixed else 1.05

    def px_of(self, day: float) -> float:
        """Return where a day stands at that width, in pixels from the left edge."""
        return self.left + (day - self.first) / (self.last - self.first) * self.plot_px

    def days(self, pixels: float) -> float:
        """Return how many days some pixels are at that width."""
        return pixels * (self.last - self.first) / self.plot_px

    def clip(self, day: float) -> float:
        return min(max(day, self.first), self.last)

    def rect(self, x0: float, x1: float, y0: float, y1: float, fill: Fill, *, opacity: float = 1.0) -> None:
        """Fill a box between two days."""
        x0, x1 = self.clip(x0), self.clip(x1)
        if x1 > x0:
            self.rects.append({"x": x0, "x2": x1, "y": y0, "y2": y1, "fill": fill, "opacity": opacity})

    def outline(
        self, x0: float, x1: float, y0: float, y1: float, colour: str, *, width: float, dashed: bool = False
    ) -> None:
        """Draw the outline of a box between two days."""
        x0, x1 = self.clip(x0), self.clip(x1)
        for a, b, c, d in ((x0, x1, y0, y0), (x0, x1, y1, y1), (x0, x0, y0, y1), (x1, x1, y0, y1)):
            self.line(a, b, c, d, colour, width=width, dashed=dashed)

    def line(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        colour: str,
        *,
        width: float = 1.0,
        dashed: bool = False,
        opacity: float = 1.0,
        group: str = "",
    ) -> None:
        """Draw a line between two days; one that lies wholly off the axis is left out. `group` says what it is part of."""
        if max(x0, x1) < self.first or min(x0, x1) > self.last:
            return
        mark = {
            "x": self.clip(x0),
            "x2": self.clip(x1),
            "y": y0,
            "y2": y1,
            "colour": colour,
            "width": width * self.unit,
            "opacity": opacity,
        }
        if group:
            mark["group"] = group
        (self.dashes if dashed else self.rules).append(mark)

    def point(
        self,
        y: float,
        shape: str,
        size_px: float,
        fill: str,
        *,
        x: float | None = None,
        px: float = 0.0,
        stroke: str = "",
    ) -> None:
        """Draw a sign; `size_px` is its breadth."""
        if x is not None and not self.first <= x <= self.last:
            return
        self.points.append(
            {
                "x": x,
                "px": px,
                "y": y,
                "shape": shape,
                "size": size_px**2,
                "fill": fill,
                "stroke": stroke or fill,
            }
        )

    def hatch(
        self, x0: float, x1: float, y0: float, y1: float, colour: str, *, step_px: float, fade: bool = False
    ) -> None:
        """Hatch a box between two days with strokes at a fixed slope, thinning towards its end with `fade`.

        At a fixed width all strokes of about one strength are one sign, which draws much faster.
        """
        x0, x1 = self.clip(x0), self.clip(x1)
        step, half = self.days(step_px), (y1 - y0) / 2
        count = int((x1 - x0) / step)
        groups = min(8, count) if fade else min(1, count)
        for group in range(groups):
            inside = range(count * group // groups, count * (group + 1) // groups)
            opacity = 1 - 0.85 * group / groups if fade else 1.0
            if self.is_fixed:
                strokes = "".join(
                    f"M{step_px * (i - inside[0]) / half - 1:.2f},1L{step_px * (i - inside[0]) / half + 1:.2f},-1"
                    for i in inside
                )
                self._stroke(x0 + (inside[0] + 0.5) * step, (y0 + y1) / 2, half, strokes, colour, opacity)
            else:
                for i in inside:
                    self._stroke(x0 + (i + 0.5) * step, (y0 + y1) / 2, half, "", colour, opacity)

    def _stroke(self, x: float, y: float, half: float, shape: str, colour: str, opacity: float) -> None:  # noqa: PLR0917
        mark = {"x": x, "y": y, "size": 4 * half * half, "stroke": colour, "opacity": opacity}
        self.hatches.append({**mark, "shape": shape} if shape else mark)

    def text(
        self,
        y: float,
        words: str,
        size_px: float,
        colour: str,
        *,
        x: float | None = None,
        px: float = 0.0,
        align: Align = "left",
        bold: bool = False,
        dx: float = 0.0,
        halo: bool = False,
    ) -> None:
        """Write one line about the height `y`."""
        if words:
            self.texts.append(
                {
                    "x": x,
                    "px": px + dx,
                    "y": y,
                    "text": words,
                    "size": size_px,
                    "colour": colour,
                    "align": align,
                    "bold": bold,
                    "halo": halo,
                }
            )


def fade(colour: str, *stops: tuple[float, float]) -> dict[str, Any]:
    """Return a gradient across a box from (offset, opacity) stops."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return {
        "gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 0,
        "stops": [{"offset": at, "color": f"rgba({red},{green},{blue},{alpha:g})"} for at, alpha in stops],
    }  # fmt: skip


def fade_up(colour: str, *stops: tuple[float, float]) -> dict[str, Any]:
    """Return a gradient up a box from (offset, opacity) stops, 0 at its top."""
    return fade(colour, *stops) | {"x2": 0, "y2": 1}


def nice_step(top: float, most: int) -> int:
    """Return a round step of which at most `most` reach a number."""
    step = 1
    while top / step > most:
        step = next(n for n in _steps() if n > step)
    return step


def _steps() -> Sequence[int]:
    return [m * 10**e for e in range(13) for m in (1, 2, 4, 5)]
