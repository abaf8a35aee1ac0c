"""The title of a strip with what the reader has to know of it: above, or beside it where height is dear."""

from __future__ import annotations

from dataclasses import dataclass

from muster.figures.timeline.levels import Levels
from muster.figures.timeline.measure import width, wrapped
from muster.figures.timeline.scene import Scene

NOTE = "low to high, nothing added up"
_LEADING = 1.25


@dataclass(frozen=True, slots=True)
class Heading:
    """A title as lines, in pixels: its size, how much height it and the topmost name take, from where names may stand.

    The note begins `note_x` from the left and `note_y` from the top and has a room of `note_wide` and `note_high`.
    """

    lines: tuple[str, ...]
    title_px: float
    size_px: float
    head_px: float
    above_px: float
    note_x: float
    note_y: float
    note_wide: float
    note_high: float

    def write_title(self, scene: Scene, top: float) -> None:
        for index, line in enumerate(self.lines):
            y = top + self.title_px * (0.7 + index * _LEADING)
            scene.text(y, line, self.title_px, scene.theme.ink, px=12 * scene.unit, bold=True)

    def write_note(self, scene: Scene, levels: Levels, top: float, unnamed: int) -> None:
        """Write the fullest note that its room takes; `unnamed` counts the figures whose names found no room."""
        step = self.size_px * _LEADING
        for words in notes(levels, unnamed):
            lines = wrapped(words, self.size_px, self.note_wide)
            is_wide = any(width(line, self.size_px) > self.note_wide for line in lines)
            if len(lines) * step > self.note_high or is_wide:
                continue
            for index, line in enumerate(lines):
                y = top + self.note_y + index * step
                scene.text(y, line, self.size_px, scene.theme.quiet, px=self.note_x)
            return


def heading_of(
    scene: Scene, levels: Levels, title: str, tall: float, size_px: float, *, is_low: bool
) -> Heading:
    """Return the heading of a strip `tall` pixels high; a low one has it at its left, where the column of names is wide enough."""
    u, title_px = scene.unit, size_px * 1.12
    if is_low and levels.lines:
        column = scene.left - 30 * u - width(f"{levels.top:,}", size_px)
        lines = wrapped(title, size_px, column, "bold")
        note_y = size_px * (0.7 + len(lines) * _LEADING)
        note_high = tall - note_y + size_px * _LEADING / 2
        is_wide = any(width(line, size_px, "bold") > column for line in lines)
        if not is_wide and len(wrapped(NOTE, size_px, column)) * size_px * _LEADING <= note_high:
            return Heading(
                tuple(lines), size_px, size_px, size_px * 1.6, 0.0, 12 * u, note_y, column, note_high
            )
    edge = scene.width - 12 * u
    beside = 12 * u + width(title, title_px, "bold") * scene.slack + 14 * u
    is_below = beside + width(notes(levels, 0)[0], size_px) > edge
    head_px = title_px * (3.0 if is_low else 2.6) + (title_px * 1.2 if is_below else 0.0)
    above_px = title_px * (2.5 if is_below else 1.45)
    x, y = (12 * u, title_px * 1.9) if is_below else (beside, title_px * 0.75)
    return Heading((title,), title_px, size_px, head_px, above_px, x, y, edge - x, size_px * _LEADING)


def notes(levels: Levels, unnamed: int) -> list[str]:
    """Return what the reader has to know of the strip, in fewer and fewer words."""
    whole = "; ".join(part for part in (NOTE, levels.stops) if part)
    if not unnamed:
        return [whole, NOTE]
    words = f"{unnamed:,} of {len(levels.lines):,} figures not named, for want of room"
    return [f"{whole}; {words}", words, f"{unnamed:,} of {len(levels.lines):,} not named"]
