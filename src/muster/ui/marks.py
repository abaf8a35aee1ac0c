"""What of an address the map's frame alone writes: where the map stands, and how play goes."""

from __future__ import annotations

import re

_MOST_LAT, _MOST_LON, _ZOOMS = 85, 540, (1, 12)
_MAP_SPOT = re.compile(r"-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?,\d{1,2}(\.\d{1,4})?", re.ASCII)
_PLAY_WORDS = frozenset({"known", "1", "2", "3", "4", "5", "days", "loop"})
"""How play goes, where it is not as at first: the clock, the speed, every day, begin again."""


def is_spot(text: str) -> bool:
    """Return whether the frame can go to `lat,lon,zoom`; the bounds are those of `linked` in frame.js."""
    if not _MAP_SPOT.fullmatch(text):
        return False
    lat, lon, zoom = (float(part) for part in text.split(","))
    return abs(lat) <= _MOST_LAT and abs(lon) <= _MOST_LON and _ZOOMS[0] <= zoom <= _ZOOMS[1]


def is_play(text: str) -> bool:
    """Return whether a text says how play goes; blank says that it goes as at first."""
    return not text or set(text.split(",")) <= _PLAY_WORDS
