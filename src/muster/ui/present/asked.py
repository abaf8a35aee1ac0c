"""Which figure is asked: the view that was looked at, and the page's own parameters in the address.

Every value is read as one that somebody may have typed.
"""

from __future__ import annotations

import math
import shlex

from muster.errors import FigureError, list_values, shorten
from muster.figures.projection import ALL, read_extent
from muster.figures.spec import SIZES, FigureSpec, read_size
from muster.figures.timeline.bars import LANES
from muster.model import Dataset
from muster.ui.evidence.download import edits_option, selection_words
from muster.ui.state import View

AS_MAP = "As on the map"
_TILE_PX, _MAP_PX = 256, (1100, 760)
"""Leaflet's tile, and the part of a usual window that the map has: the address holds middle and zoom alone."""
_MOST_LATITUDE = 85.0
MOST_CLAIMS_IN_COMMAND = 12


def extents_of(dataset: Dataset, view: View) -> list[str]:
    """Return the extents that can be chosen, the one that stands without a choice first."""
    seen = [AS_MAP] if spot_extent(view.map_spot) else []
    return [*seen, ALL, *(extent.name for extent in dataset.extents)]


def spot_extent(spot: str) -> str:
    """Return about what a map at `lat,lon,zoom` shows, as `W,S,E,N`; "" for no spot and where it shows the whole world."""
    if not spot:
        return ""
    lat, lon, zoom = (float(part) for part in spot.split(","))
    world_px = _TILE_PX * 2**zoom
    half = 180 * _MAP_PX[0] / world_px
    if half >= 180:
        return ""
    lat = max(-_MOST_LATITUDE, min(lat, _MOST_LATITUDE))
    middle = math.asinh(math.tan(math.radians(lat)))
    reach = math.pi * _MAP_PX[1] / world_px
    south, north = (
        max(-_MOST_LATITUDE, min(math.degrees(math.atan(math.sinh(middle + sign * reach))), _MOST_LATITUDE))
        for sign in (-1, 1)
    )
    west, east = ((lon + sign * half + 180) % 360 - 180 for sign in (-1, 1))
    return f"{west:.3f},{south:.3f},{east:.3f},{north:.3f}"


def spec_of(dataset: Dataset, view: View) -> FigureSpec:
    """Return the figure that is asked. Raises FigureError for a choice that does not exist."""
    desk = view.desk
    extent = desk.get("extent", "") or extents_of(dataset, view)[0]
    if extent == AS_MAP:
        extent = spot_extent(view.map_spot)
    elif extent == ALL:
        extent = ""
    read_extent(dataset, extent)
    lanes = desk.get("lanes", "") or LANES[0]
    if lanes not in LANES:
        raise FigureError(f"lanes {shorten(lanes)} do not exist. There are: {list_values(LANES)}.")
    kind = desk.get("draw", "") or "map"
    return FigureSpec(
        kind=kind,
        selection=view.selection,
        size=read_size(desk.get("size", "") or next(iter(SIZES))),
        theme=desk.get("theme", "") or "light",
        title=desk.get("title", ""),
        note=desk.get("note", ""),
        handling=desk.get("handling", ""),
        extent="" if kind in {"timeline", "sources"} else extent,
        lanes=lanes if kind == "timeline" else LANES[0],
        step=(desk.get("every", "") or "data") if kind == "frames" else "data",
        clock=(desk.get("clock", "") or "happened") if kind == "frames" else "happened",
        seconds=_seconds(desk.get("seconds", "")) if kind == "frames" else 0.7,
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text or 0.7)
    except ValueError:
        seconds = math.nan
    if not 0.05 <= seconds <= 20:
        raise FigureError(f"seconds {shorten(text)} cannot be: a frame stands from 0.05 to 20 seconds.")
    return seconds


def command_of(dataset: Dataset, spec: FigureSpec, ending: str) -> str:
    """Return the command that writes the same file."""
    default = FigureSpec()
    names = {size: name for name, size in SIZES.items()}
    look = {
        "size": "" if spec.size == default.size else names.get(spec.size, str(spec.size)),
        "theme": "" if spec.theme == default.theme else spec.theme,
        "title": spec.title,
        "note": spec.note,
        "handling": spec.handling,
        "extent": spec.extent,
        "by": "" if spec.lanes == default.lanes else spec.lanes,
        "step": "" if spec.step == default.step else spec.step,
        "clock": "" if spec.clock == default.clock else spec.clock,
        "seconds": "" if spec.seconds == default.seconds else f"{spec.seconds:g}",
    }
    options = [f"--{name}={value}" for name, value in look.items() if value]
    asked = [*edits_option(dataset), *selection_words(spec.selection)]
    return shlex.join(["muster", "figure", spec.kind, "-o", f"figure{ending}", *options, *asked])
