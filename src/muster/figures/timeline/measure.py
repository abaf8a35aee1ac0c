"""How wide words run in the figures' fonts, and where to cut them."""

from __future__ import annotations

from muster.figures import fonts


def width(text: str, size_px: float, style: str = "regular") -> float:
    """Return how many pixels a line runs."""
    return fonts.width(text, style) * size_px


def cut(text: str, size_px: float, room_px: float, style: str = "regular") -> str:
    """Return a line that fits its room, its end given up for an ellipsis where it must be."""
    if width(text, size_px, style) <= room_px:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(text[:middle] + "…", size_px, style) <= room_px
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip(" ,·;:") + "…"


def wrapped(text: str, size_px: float, room_px: float, style: str = "regular") -> list[str]:
    """Return a text as lines of whole words; a word that is wider than its room stands alone and runs over."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size_px, style) <= room_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
