"""How wide words run in the vendored fonts, and where to break or cut them."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parents[1] / "fonts"
_EM = 100
_FILES = {"regular": "Regular", "bold": "SemiBold"}
_HANGUL = 0x1100


@cache
def _faces(style: str) -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    name = _FILES[style]
    latin, korean = (
        ImageFont.truetype(str(FONTS / f"{family}-{name}.ttf"), _EM) for family in ("Inter", "NotoSansKR")
    )
    return latin, korean


@lru_cache(maxsize=50_000)
def _width(text: str, style: str) -> float:
    latin, korean = _faces(style)
    if all(ord(letter) < _HANGUL for letter in text):
        return latin.getlength(text) / _EM
    return sum((latin if ord(letter) < _HANGUL else korean).getlength(letter) for letter in text) / _EM


def width(text: str, size_px: float, style: str = "regular") -> float:
    """Return how many pixels a line runs."""
    return _width(text, style) * size_px


def cut(text: str, size_px: float, room_px: float, style: str = "regular") -> str:
    """Return a line that fits its room, its end given up for an ellipsis where it must be."""
    if width(text, size_px, style) <= room_px:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle] + "…", size_px, style) <= room_px else (low, middle - 1)
    return text[:low].rstrip(" ,·;:") + "…"


def wrapped(text: str, size_px: float, room_px: float, style: str = "regular") -> list[str]:
    """Return a text as lines that fit a width; a word that is wider than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        both = f"{line} {word}" if line else word
        if width(both, size_px, style) <= room_px:
            line = both
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size_px, style) > room_px and len(line) > 1:
            fits = max((n for n in range(1, len(line)) if width(line[:n], size_px, style) <= room_px), default=1)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines
