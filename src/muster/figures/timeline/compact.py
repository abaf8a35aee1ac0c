"""A timeline low enough to stand below a map: strength, then one lane for each originator with its bars on few tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.figures.canvas import Box, Canvas
from muster.figures.palette import THEMES, family_of
from muster.figures.spec import FigureSpec
from muster.figures.timeline import legend, strip
from muster.figures.timeline.axis import span_of
from muster.figures.timeline.bars import Bar, Lane, timeline_of
from muster.figures.timeline.lanes import begin_px, draw_extent, draw_ticks
from muster.figures.timeline.layout import EMPTY, draw_axis, draw_grid, draw_window, uprights_of
from muster.figures.timeline.levels import levels_of
from muster.figures.timeline.measure import cut, width
from muster.figures.timeline.paint import paint
from muster.figures.timeline.scene import Scene, day_value
from muster.model import Dataset
from muster.query.selection import Selection
from muster.vocabulary import Stance

_LANE, _NAME = 15.0, 15.2
"""The least height of a lane, and how large its name is, in units."""
_BETWEEN = 1.0
_TRACKS = (16.0, 13.5, 11.5, 10.0, 8.8)
"""How high a track may be, the roomiest first."""
_MOST, _EASY = 12, 10
LOWEST_STRIP = 124.0
"""The least height of the strip of strength, in units."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A lane with what stands on each of its tracks, and how many bars found no track."""

    lane: Lane
    tracks: tuple[tuple[Bar, ...], ...]
    hidden: int


def draw_compact(dataset: Dataset, spec: FigureSpec, canvas: Canvas, box: Box) -> None:
    """Draw the timeline of a spec into a box of a canvas, `left, top, right, bottom` in pixels. Raises SelectionError."""
    left, top, right, bottom = box
    u, wide, high = canvas.unit, round(right - left), bottom - top
    selection = spec.selection
    timeline = timeline_of(dataset, selection)
    first, last = span_of(dataset, selection)
    levels = levels_of(dataset, selection, until=min(selection.as_of or last, last))
    lanes = timeline.together
    names = max((_name_px(lane, u) for lane in lanes), default=0.0) + 30 * u
    column = max(70 * u, min(names, wide * 0.2))
    scene = Scene(
        wide,
        high,
        column,
        16 * u,
        day_value(first),
        day_value(last) + 1,
        THEMES[spec.theme],
        u,
        is_fixed=True,
    )
    size = 15.5 * u
    strip_px = min(165 * u, max(LOWEST_STRIP * u, high * 0.27))
    uprights = uprights_of(selection, window=False)
    strip.draw(scene, levels, 0.0, strip_px, clock="said", size_px=size, is_low=True, uprights=uprights)
    y = draw_axis(scene, first, last, strip_px + 3 * u, size)
    entries = [entry for entry in legend.entries_of(timeline) if not entry.sign.startswith("family:")]
    trial = Scene(wide, high, column, 16 * u, scene.first, scene.last, scene.theme, u)
    legend_px = legend.draw(trial, entries, 0.0, size_px=size, left=0.0) if entries else 0.0
    known_px = 22 * u if selection.as_of else 0.0
    room = high - y - legend_px - known_px - 4 * u
    base = y
    if lanes:
        packed, track, left_out = _fit(scene, lanes, room, u)
        base = _draw_lanes(scene, dataset, packed, y, track)
        if left_out:
            many = sum(len(lane.bars) for lane in left_out)
            words = f"and {len(left_out):,} more sources with {many:,} more"
            scene.text(base + 10 * u, words, _NAME * u, scene.theme.quiet, px=0.0)
            base += 20 * u
    else:
        scene.text(y + 20 * u, EMPTY, 16 * u, scene.theme.quiet, px=column)
    draw_grid(scene, first, last, size * 1.2 if levels.lines else strip_px, base)
    draw_window(scene, selection, size * 1.2, strip_px, base)
    if entries:
        legend.draw(scene, entries, high - legend_px, size_px=size, left=0.0)
    paint(scene, canvas, left, top)


def fair_height(dataset: Dataset, selection: Selection, *, is_narrow: bool) -> float:
    """Return the height, in units, at which every lane has a track or two; more of it is better left to the map above.

    A narrow one has its legend on two lines.
    """
    timeline = timeline_of(dataset, selection)
    rows = max(len(timeline.together), min(len(timeline.bars), _EASY))
    return (
        LOWEST_STRIP
        + 44
        + (55 if is_narrow else 28)
        + 22 * bool(selection.as_of)
        + (_LANE + _BETWEEN) * max(rows, 4)
        + 6
    )


def _name_px(lane: Lane, u: float) -> float:
    """Return how wide a lane's name runs, with the number of bars that may find no track."""
    return width(lane.name, _NAME * u, "bold") + width(f" +{len(lane.bars):,}", _NAME * u)


def _fit(
    scene: Scene, lanes: Sequence[Lane], room: float, u: float
) -> tuple[list[Packed], float, Sequence[Lane]]:
    """Return the lanes on as many tracks as there is room for, how high a track is, and the lanes that are left out.

    Every lane has a track; further ones go, one by one, to the lane with the most bars that have none.
    """
    for track in _TRACKS:
        packed = [_pack(scene, lane, _MOST) for lane in lanes]
        if sum(_height(one, track * u, u) for one in packed) <= room:
            return packed, track * u, ()
    track = _TRACKS[-1] * u
    kept = len(lanes)
    if kept * (_LANE + _BETWEEN) * u > room:
        kept = max(1, int((room - 20 * u) / ((_LANE + _BETWEEN) * u)))
    by_weight = sorted(range(len(lanes)), key=lambda i: (-len(lanes[i].bars), i))
    chosen = sorted(by_weight[:kept])
    rest = [lane for i, lane in enumerate(lanes) if i not in chosen]
    packed = [_pack(scene, lanes[i], 1) for i in chosen]
    room -= 20 * u if rest else 0
    while True:
        wanting = max(packed, key=lambda one: one.hidden)
        more = _pack(scene, wanting.lane, len(wanting.tracks) + 1)
        tall = sum(_height(one if one is not wanting else more, track, u) for one in packed)
        if not wanting.hidden or tall > room:
            return packed, track, rest
        packed[packed.index(wanting)] = more


def _height(packed: Packed, track: float, u: float) -> float:
    return max(len(packed.tracks) * track, _LANE * u) + _BETWEEN * u


def _pack(scene: Scene, lane: Lane, most: int) -> Packed:
    """Return a lane's bars on tracks on which none lies over another; those that look the same are drawn once."""
    seen: dict[tuple[object, ...], Bar] = {}
    for bar in lane.bars:
        said = tuple((tick.earliest, tick.latest) for tick in bar.ticks)
        seen.setdefault((bar.first_day, bar.last_day, bar.role, bar.stance, said), bar)
    tracks: list[list[Bar]] = []
    ends: list[float] = []
    hidden = 0
    # What is best known comes first: where tracks are few the others are the ones that find none.
    for bar in sorted(
        seen.values(),
        key=lambda bar: (
            bar.is_planned,
            bar.is_undated,
            bar.first_day is None or bar.last_day is None,
            _reach(scene, bar),
        ),
    ):
        start, end = _reach(scene, bar)
        free = next((i for i, edge in enumerate(ends) if edge + 4 * scene.unit <= start), None)
        if free is not None:
            tracks[free].append(bar)
            ends[free] = end
        elif len(tracks) < most:
            tracks.append([bar])
            ends.append(end)
        else:
            hidden += 1
    return Packed(lane, tuple(map(tuple, tracks)), hidden)


def _reach(scene: Scene, bar: Bar) -> tuple[float, float]:
    """Return from where to where a bar and its ticks run, in pixels."""
    days = [day for day in (bar.first_day, bar.last_day) if day]
    days += [day for tick in bar.ticks for day in (tick.earliest, tick.latest) if day]
    end = scene.last if bar.is_planned or not days else day_value(max(days)) + 1
    opens = any(tick.earliest is None or tick.latest is None for tick in bar.ticks)
    edge = 30 * scene.unit if opens else 0.0
    cross = 12 * scene.unit if bar.stance is Stance.DENIES else 0.0
    return begin_px(scene, bar) - edge - cross, scene.px_of(scene.clip(end)) + edge


def _draw_lanes(scene: Scene, dataset: Dataset, packed: Sequence[Packed], y: float, track: float) -> float:
    u, theme = scene.unit, scene.theme
    for index, one in enumerate(packed):
        tall = _height(one, track, u)
        if index % 2 == 0:
            scene.bands.append({"y": y, "y2": y + tall, "fill": theme.ink, "opacity": 0.035})
        family = family_of(dataset.sources[one.lane.key].kind)
        colour = family.colour(theme)
        scene.point(y + tall / 2, legend.SHAPES[family.sign], 9 * u, colour, px=6 * u)
        more = f" +{one.hidden:,}" if one.hidden else ""
        room = scene.left - 28 * u - width(more, _NAME * u)
        name = cut(one.lane.name, _NAME * u, room, "bold")
        scene.text(y + tall / 2, name, _NAME * u, theme.ink, px=17 * u, bold=True)
        if more:
            at = 17 * u + width(name, _NAME * u, "bold")
            scene.text(y + tall / 2, more, _NAME * u, theme.quiet, px=at)
        thick = min(9 * u, track * 0.52)
        top = y + (tall - len(one.tracks) * track) / 2
        for row, bars in enumerate(one.tracks):
            middle = top + (row + 0.5) * track
            for bar in bars:
                draw_extent(scene, bar, middle, thick, colour, 0.35 if bar.is_elsewhere else 1.0)
                draw_ticks(scene, bar, middle, thick, colour)
        y += tall
    return y
