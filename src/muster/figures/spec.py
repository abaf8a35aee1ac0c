"""What a figure is asked to be: one frozen value, made by the page, by the command line, or read out of a figure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from muster.errors import FigureError, list_values, shorten
from muster.query.selection import Selection

KINDS = ("map", "timeline", "brief", "sources", "frames")
THEMES = ("light", "dark", "print")
STEPS = ("day", "week", "data")
CLOCKS = ("happened", "known")
LEAST_PX, MOST_PX, MOST_PIXELS = 240, 8000, 40_000_000
LONGEST_TEXT = 600
LONGEST_HANDLING = 160


@dataclass(frozen=True, slots=True)
class Size:
    """A size in pixels with the pixels to an inch that a page or slide gives them."""

    width_px: int
    height_px: int
    dpi: int = 144

    @property
    def unit(self) -> float:
        """The length that is 1 px on a slide of 1920x1080: all type and lines are multiples of it.

        It follows the area, held back by the shorter side, so that text keeps its share of a square or a page.
        """
        area = math.sqrt(self.width_px * self.height_px / (1920 * 1080))
        return min(area, self.width_px / 1240, self.height_px / 800)

    def __str__(self) -> str:
        return f"{self.width_px}x{self.height_px}"


SIZES: Mapping[str, Size] = {
    "1920x1080": Size(1920, 1080),
    "4:3": Size(1600, 1200, 160),
    "square": Size(1440, 1440),
    "a4": Size(2339, 1654, 200),
    "a4-portrait": Size(1654, 2339, 200),
}


def read_size(text: str) -> Size:
    """Return a size by its name (`a4`) or as `1280x720`. Raises FigureError."""
    name = text.strip().lower()
    if name in SIZES:
        return SIZES[name]
    match = re.fullmatch(r"(\d{1,6})\s*[x×]\s*(\d{1,6})", name)
    if match is None:
        raise FigureError(
            f"{shorten(text)} is no size; write {list_values(SIZES)} or pixels such as 1280x720."
        )
    width, height = int(match[1]), int(match[2])
    if not (
        min(width, height) >= LEAST_PX and max(width, height) <= MOST_PX and width * height <= MOST_PIXELS
    ):
        raise FigureError(
            f"{width}x{height} cannot be drawn: each side goes from {LEAST_PX} to {MOST_PX} pixels, "
            f"and both together to {MOST_PIXELS // 1_000_000} million."
        )
    return Size(width, height)


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A figure: of what, how large, in which theme, and the words that the presenter puts on it.

    `title` blank takes the data set's. `extent` is blank for all that is drawn, the name of one of the data set's
    extents, or `west,south,east,north` in degrees (west may be greater than east: across 180 degrees). `projection`
    is blank for one that suits the extent, else anything that PROJ reads. `lanes` is for a timeline, `step`, `clock`, `seconds`
    for frames.
    """

    kind: str = "map"
    selection: Selection = field(default_factory=Selection)
    size: Size = SIZES["1920x1080"]
    theme: str = "light"
    title: str = ""
    note: str = ""
    handling: str = ""
    extent: str = ""
    projection: str = ""
    lanes: str = "originator"
    step: str = "data"
    clock: str = "happened"
    seconds: float = 0.7
    insets: bool = True

    def __post_init__(self) -> None:
        for name, value, known in (
            ("kind", self.kind, KINDS),
            ("theme", self.theme, THEMES),
            ("step", self.step, STEPS),
            ("clock", self.clock, CLOCKS),
        ):
            if value not in known:
                raise FigureError(f"{name} {shorten(value)} does not exist. There are: {list_values(known)}.")
        for name in ("title", "note", "handling"):
            words = " ".join(getattr(self, name).split())
            most = LONGEST_HANDLING if name == "handling" else LONGEST_TEXT
            if len(words) > most:
                raise FigureError(
                    f"the {name} has {len(words)} characters; {most} are the most that a figure takes."
                )
            object.__setattr__(self, name, words)

    def to_json(self) -> dict[str, Any]:
        """Return plain values that `from_json` reads back; what is as it is by default is left out."""
        default = type(self)()
        plain: dict[str, Any] = {
            "kind": self.kind,
            "size": [self.size.width_px, self.size.height_px, self.size.dpi],
        }
        for name in _PLAIN:
            if getattr(self, name) != getattr(default, name):
                plain[name] = getattr(self, name)
        return {**plain, "selection": urlencode(self.selection.to_params())}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the spec that `to_json` gave. Raises FigureError for what is none, SelectionError for its selection."""
        try:
            width, height, dpi = (int(n) for n in plain["size"])
            read_size(f"{width}x{height}")
            selection = Selection.from_params(dict(parse_qsl(str(plain["selection"]))))
            given = {name: type(getattr(_DEFAULT, name))(plain[name]) for name in _PLAIN if name in plain}
            return cls(kind=str(plain["kind"]), selection=selection, size=Size(width, height, dpi), **given)
        except (KeyError, TypeError, ValueError) as error:
            raise FigureError(
                f"this is no description of a figure: {error!s} is missing or wrong."
            ) from error


_PLAIN = tuple(f.name for f in fields(FigureSpec) if f.name not in {"kind", "selection", "size"})
_DEFAULT = FigureSpec()
