"""The strip above the lanes: reported strength, low to high, with who said each figure; planned apart and lighter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from muster.figures.timeline.levels import Levels, Line
from muster.figures.timeline.measure import cut, width
from muster.figures.timeline.scene import Scene, day_value, fade_up, nice_step

YOf = Callable[[float], float]
_MOST = 12
"""How many figures are named; the lines of all are drawn."""
TITLES = {
    "said": "Reported strength, as it had been said by each day",
    "happened": "Reported strength, by the day it is said of",
}
NOTE = "low to high, nothing added up"


def draw(
    scene: Scene, levels: Levels, top: float, tall: float, *, clock: str, size_px: float, is_low: bool = False
) -> None:
    """Draw the strip into `tall` pixels from `top`; a low one names who gives a figure, without the days."""
    theme, u = scene.theme, scene.unit
    title_px = size_px * 1.12
    scene.text(top + title_px * 0.7, TITLES[clock], title_px, theme.ink, px=12 * u, bold=True)
    note = f"{NOTE}; {levels.stops}" if levels.stops else NOTE
    right_of = 12 * u + width(TITLES[clock], title_px, "bold") + 12 * u
    if right_of + width(note, size_px) < scene.width - 12 * u:
        scene.text(top + title_px * 0.75, note, size_px, theme.quiet, px=right_of)
    base, head = top + tall, top + title_px * (3.0 if is_low else 2.6)
    if not levels.lines:
        scene.text(
            (base + head) / 2, "Nobody gives a number of people here.", size_px, theme.quiet, px=scene.left
        )
        return
    high = levels.top * 1.02

    def y_of(number: float) -> float:
        return base - (base - head) * number / high

    step = nice_step(high, 4)
    for number in range(0, int(high) + 1, step):
        scene.line(scene.first, scene.last, y_of(number), y_of(number), theme.rule, width=0.8)
        is_beside = scene.left > 60 * u
        y = y_of(number) if is_beside else y_of(number) - size_px * 0.7
        scene.text(
            y,
            f"{number:,}",
            size_px,
            theme.quiet,
            px=scene.left - 8 * u if is_beside else 12 * u,
            align="right" if is_beside else "left",
        )
    _draw_bands(scene, levels, y_of, base)
    _label(scene, levels, y_of, head, size_px, is_low=is_low)


def _draw_bands(scene: Scene, levels: Levels, y_of: YOf, base: float) -> None:
    theme, u = scene.theme, scene.unit
    for band in levels.planned:
        x0, x1 = day_value(band.first), day_value(band.last) + 1
        low, high = y_of(band.low), y_of(band.high)
        thick = max(low - high, 6 * u)
        tiles = max(1, round(thick / (8 * u)))
        tile = thick / tiles
        for i in range(tiles):
            y1 = max(low, high + thick) - i * tile
            scene.hatch(x0 + scene.days(i * tile % tile), x1, y1 - tile, y1, theme.planned, step_px=tile)
    for band in levels.present:
        x0, x1 = day_value(band.first), day_value(band.last) + 1
        low, high = y_of(band.low), y_of(band.high)
        if low > high:
            scene.rect(x0, x1, high, low, theme.accent, opacity=0.07 if band.is_possible else 0.17)
        if band.is_open_above:
            scene.rect(x0, x1, high - 18 * u, high, fade_up(theme.accent, (0, 0), (1, 0.3)))
        if band.is_open_below:
            scene.rect(x0, x1, low, min(low + 30 * u, base), fade_up(theme.accent, (0, 0.2), (1, 0)))
    for line in levels.lines:
        colour = theme.planned if line.is_planned else theme.accent
        wide, y = (1.4 if line.is_planned else 2.4), y_of(line.number)
        x0, x1 = day_value(line.first), day_value(line.last) + 1
        sure = day_value(line.possibly_until) + 1 if line.possibly_until else x0
        scene.line(x0, min(sure, x1), y, y, colour, width=wide, dashed=True)
        scene.line(sure, x1, y, y, colour, width=wide)


def _label(scene: Scene, levels: Levels, y_of: YOf, head: float, size_px: float, *, is_low: bool) -> None:
    """Name each figure at its start: above its line or below it, where neither words nor another line are; else as near as can be."""
    u = scene.unit
    taken: list[tuple[float, float, float]] = []
    heights = [y_of(line.number) for line in levels.lines]
    smallest = min((line.number for line in levels.lines if not line.is_planned), default=0)
    most_planned = max((line.number for line in levels.lines if line.is_planned), default=0)
    for line in sorted(levels.lines, key=lambda held: (held.is_planned, held.number))[:_MOST]:
        who = line.who if is_low or scene.plot_px <= 520 * u else f"{line.who}, {line.said}"
        bold = width(line.words, size_px * 1.04, "bold")
        who = cut(who, size_px, max(60 * u, scene.plot_px - bold - 12 * u))
        wide = bold + 7 * u + width(who, size_px)
        x = scene.px_of(max(day_value(line.first), scene.first)) + 5 * u
        x = max(min(x, scene.width - scene.right - wide), scene.left)
        own = y_of(line.number)
        below = line.number < most_planned if line.is_planned else line.number == smallest
        spots = [own + size_px * (step if below else -step) for step in (0.72, 0.64, 0.56)]
        spots += [own - size_px * (0.72 + 0.2 * step) for step in range(60)]
        free = [
            (abs(y - own) + index * 0.01 + (size_px * 1.5 if _is_struck(y, own, heights, size_px) else 0), y)
            for index, y in enumerate(spots)
            if head - size_px * 1.4 <= y <= y_of(0) - size_px * 0.4
            and not _is_taken(y, x, x + wide, taken, size_px)
        ]
        if is_low:
            # So near to other lines words would be read as theirs; the head of the figure has all numbers.
            free = [(cost, y) for cost, y in free if cost < size_px * 0.8]
        y = min(free)[1] if free else None
        if y is not None:
            taken.append((y, x, x + wide))
            _write(scene, line, y, x, bold, who, size_px)


def _is_struck(y: float, own: float, heights: Sequence[float], size_px: float) -> bool:
    """Return whether another line would run through words at a height."""
    return any(abs(y - other) < size_px * 0.5 for other in heights if other != own)


def _is_taken(
    y: float, left: float, right: float, taken: Sequence[tuple[float, float, float]], size_px: float
) -> bool:
    return any(abs(y - other) < size_px * 1.2 and left < end and start < right for other, start, end in taken)


def _write(scene: Scene, line: Line, y: float, x: float, bold: float, who: str, size_px: float) -> None:  # noqa: PLR0917
    theme, u = scene.theme, scene.unit
    # From the day, not from the edge: the words stay at their line whatever width the page gives.
    at = scene.first + scene.days(x - scene.left)
    colour = theme.quiet if line.is_planned else theme.ink
    scene.text(y, line.words, size_px * 1.04, colour, x=at, bold=True, halo=True)
    scene.text(y, who, size_px, theme.quiet, x=at, dx=bold + 7 * u, halo=True)
