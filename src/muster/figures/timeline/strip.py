"""The strip above the lanes: reported strength, low to high, with who said each figure; planned apart and lighter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from muster.figures.ink import Box
from muster.figures.timeline import naming
from muster.figures.timeline.heading import heading_of
from muster.figures.timeline.levels import Levels
from muster.figures.timeline.measure import width
from muster.figures.timeline.scene import Scene, day_value, fade_up, nice_step

YOf = Callable[[float], float]
TITLES = {
    "said": "Reported strength, as it had been said by each day",
    "happened": "Reported strength, by the day it is said of",
}


def draw(
    scene: Scene, levels: Levels, top: float, tall: float, *, clock: str, size_px: float, is_low: bool = False,
    uprights: Sequence[float] = (),
) -> None:  # fmt: skip
    """Draw the strip into `tall` pixels from `top`; a low one names who gives a figure, without the days.

    `uprights` are days at which a line will run down through it: no name stands there.
    A figure for whose name there is no room clear of all lines has none: how many these are is said beside the title.
    """
    theme = scene.theme
    heading = heading_of(scene, levels, TITLES[clock], tall, size_px, is_low=is_low)
    heading.write_title(scene, top)
    base, head = top + tall, top + heading.head_px
    if not levels.lines:
        scene.text(
            (base + head) / 2, "Nobody gives a number of people here.", size_px, theme.quiet, px=scene.left
        )
        return
    high = levels.top * 1.02

    def y_of(number: float) -> float:
        return base - (base - head) * number / high

    numbers = _draw_numbers(scene, high, y_of, size_px)
    hatched = _draw_bands(scene, levels, y_of, base)
    frame = (scene.left, top + heading.above_px, scene.width - scene.right, base)
    ruled: list[Box] = [(x := scene.px_of(day), top, x, base) for day in uprights]
    tags = naming.place(
        scene,
        levels.lines,
        y_of,
        frame,
        hatched=hatched,
        taken=[*numbers, *ruled],
        size_px=size_px,
        is_low=is_low,
    )
    for tag in tags:
        naming.write(scene, tag, size_px)
    heading.write_note(scene, levels, top, len(levels.lines) - len(tags))


def _draw_numbers(scene: Scene, high: float, y_of: YOf, size_px: float) -> list[Box]:
    """Draw the scale: round numbers and the lines across at them. Return where numbers stand on the plot itself."""
    theme, u = scene.theme, scene.unit
    is_beside = scene.left > 60 * u
    boxes: list[Box] = []
    for number in range(0, int(high) + 1, nice_step(high, 4)):
        scene.line(scene.first, scene.last, y_of(number), y_of(number), theme.rule, width=0.8)
        if is_beside:
            px, y = scene.left - 8 * u, y_of(number)
            scene.text(y, f"{number:,}", size_px, theme.quiet, px=px, align="right")
            continue
        y = y_of(number) - size_px * 0.7
        scene.text(y, f"{number:,}", size_px, theme.quiet, px=12 * u)
        right = 12 * u + width(f"{number:,}", size_px)
        boxes.append((12 * u, y - size_px * 0.6, right, y + size_px * 0.6))
    return boxes


def _draw_bands(scene: Scene, levels: Levels, y_of: YOf, base: float) -> list[Box]:
    """Draw bands and lines; return the boxes that are hatched."""
    theme, u = scene.theme, scene.unit
    hatched: list[Box] = []
    for band in levels.planned:
        x0, x1 = day_value(band.first), day_value(band.last) + 1
        low, high = y_of(band.low), y_of(band.high)
        thick = max(low - high, 6 * u)
        tiles = max(1, round(thick / (8 * u)))
        tile = thick / tiles
        bottom = max(low, high + thick)
        hatched.append((scene.px_of(scene.clip(x0)), bottom - thick, scene.px_of(scene.clip(x1)), bottom))
        for i in range(tiles):
            y1 = bottom - i * tile
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
        if sure > x0:
            scene.line(x0, min(sure, x1), y, y, colour, width=wide, dashed=True, group="step")
        if x1 > sure:
            scene.line(sure, x1, y, y, colour, width=wide, group="step")
    return hatched
