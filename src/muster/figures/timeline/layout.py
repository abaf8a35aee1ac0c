"""The whole picture laid out: head, strip, lanes, undated lanes, legend and foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from muster.figures.palette import THEMES
from muster.figures.timeline import lanes as lane_marks
from muster.figures.timeline import legend, strip
from muster.figures.timeline.axis import fit_names, names_of, span_of
from muster.figures.timeline.bars import Timeline, label_words, timeline_of
from muster.figures.timeline.lanes import Columns, Plan, plan
from muster.figures.timeline.levels import Levels, levels_of
from muster.figures.timeline.measure import width
from muster.figures.timeline.scene import Scene, day_value
from muster.model import Dataset
from muster.query.selection import Selection
from muster.words import day_words

UNDATED = "No date given: only when it was said is known"
EMPTY = "No claim fits these filters and dates."
STACKED_BELOW_PX = 700
MOST_ROWS = 150
LEAST_ROW, EASY_ROW = 18.0, 20.0
"""The least height of a row of a picture of fixed size, in units: its type is read from the back of a room. Where all rows
can be as high as the other, bars that look the same need not share one."""
MOST_ROW = 40.0
NARROW = 1400
"""Below so many units of width names and labels take a larger share of it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a timeline is drawn. With no `height` it is as tall as its rows need, `unit` is the length that 1 px stands for.

    `lanes` and `clock` are those of `bars` and `levels`; `chosen` is the claim whose bar is marked.
    """

    width: int = 1200
    height: int | None = None
    unit: float = 1.0
    theme: str = "light"
    lanes: str = "originator"
    join_echoes: bool = True
    clock: str = "said"
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What was laid out: the marks, and what they stand for. `hidden` counts the bars that there was no room for."""

    scene: Scene
    timeline: Timeline
    levels: Levels
    hidden: int


def lay_out(dataset: Dataset, selection: Selection, look: Look) -> Picture:
    """Return the picture of a selection. Raises SelectionError."""
    timeline = timeline_of(dataset, selection, lanes=look.lanes, join_echoes=look.join_echoes)
    first, last = span_of(dataset, selection)
    until = min(selection.as_of or last, last)
    levels = levels_of(dataset, selection, clock=look.clock, until=until)
    columns = _columns(dataset, timeline, look)
    u = look.unit
    left = 12 * u if columns.is_stacked else columns.label + columns.label_px + 12 * u
    if columns.is_stacked is False:
        left = max(left, 70 * u)
    scene = Scene(
        look.width,
        0.0,
        left,
        16 * u,
        day_value(first),
        day_value(last) + 1,
        THEMES[look.theme],
        u,
        look.height is not None,
    )
    top = 6 * u if look.height is None else 0.0
    entries = legend.entries_of(timeline)
    strip_px = (204 if look.height is None else min(240, max(150, look.height / u * 0.24))) * u
    if not levels.lines and columns.is_stacked:
        strip_px = 70 * u
    beside = (
        12 * u,
        top + columns.text * 2.2,
        left - 16 * u - width("00,000", columns.text),
        top + strip_px + 30 * u,
    )
    is_beside = not columns.is_stacked and any(
        legend.draw_columns(scene, entries, beside, size_px=columns.text * share)
        for share in (1.0, 0.93, 0.87)
    )
    legend_px = 0.0 if is_beside else _legend_height(scene, entries, columns)
    axis_px = 44 * u
    known_px = (18 if look.height is None else 22) * u if selection.as_of else 0.0
    fixed = top + strip_px + axis_px + legend_px + known_px + 10 * u
    plans, columns = _fit(dataset, timeline, columns, (look.height - fixed) if look.height else None, u)
    if look.height is not None:
        # Where rows are few, what is left over is better given to the strip than to nothing.
        rows = sum(lane_marks.height(planned, columns) for planned in plans)
        strip_px += min(max(look.height - fixed - rows, 0.0), 0.6 * strip_px)
    y = top
    uprights = uprights_of(selection, window=look.clock != "said")
    strip.draw(scene, levels, y, strip_px, clock=look.clock, size_px=columns.text, uprights=uprights)
    y += strip_px
    below_strip = y
    y = draw_axis(scene, first, last, y + 4 * u, columns.text)
    for index, planned in enumerate(plans):
        if not planned.lanes:
            continue
        if index == 1:
            y = _section(scene, UNDATED, y, columns)
        y = lane_marks.draw(
            scene, dataset, selection, planned, top=y, columns=columns, lanes=look.lanes, chosen=look.chosen
        )
    if not timeline.bars:
        scene.text(y + 24 * u, EMPTY, columns.text * 1.1, scene.theme.quiet, px=scene.left)
        y += 60 * u
    draw_grid(scene, first, last, top + columns.text * 2.4 if levels.lines else below_strip, y)
    # Where strength goes by what had been said, its days are none of the event's.
    draw_window(
        scene,
        selection,
        top + columns.text * 2.4,
        below_strip if look.clock == "said" else top + columns.text * 2.4,
        y,
    )
    y += known_px
    if not is_beside:
        y = legend.draw(scene, entries, y + 6 * u, size_px=columns.text, left=12 * u)
    scene.height = float(look.height or round(y + 8 * u))
    hidden = len(timeline.bars) - sum(len(row) for p in plans for f in p.lanes for row in f.shown)
    return Picture(scene, timeline, levels, hidden)


def _columns(dataset: Dataset, timeline: Timeline, look: Look) -> Columns:
    u = look.unit
    is_stacked = look.width < STACKED_BELOW_PX * u
    is_narrow = look.height is not None and look.width < NARROW * u
    text = (12.5 if look.height is None else 16.0 if is_narrow else 17.0) * u
    if is_stacked:
        return Columns(12 * u, 12 * u, look.width - 24 * u, 34 * u, 24 * u, 8 * u, text, is_stacked)
    names = [lane.name for lane in (*timeline.dated, *timeline.undated)]
    widest = max((width(name, text * 1.04, "bold") for name in names), default=0) + 24 * u
    label = 12 * u + min(
        widest + (14 * u if look.lanes == "originator" else 0), look.width * (0.2 if is_narrow else 0.172)
    )
    labels = [
        width(label_words(dataset, bar, lanes=look.lanes), text)
        + (0 if look.lanes == "originator" else 15 * u)
        for bar in timeline.bars[: MOST_ROWS * 2]
    ]
    wanted = max(labels, default=0) + 70 * u
    return Columns(
        12 * u,
        label,
        min(wanted, look.width * (0.31 if is_narrow else 0.26)),
        21 * u,
        0.0,
        6 * u,
        text,
        is_stacked,
    )


def _fit(
    dataset: Dataset, timeline: Timeline, columns: Columns, room: float | None, u: float
) -> tuple[tuple[Plan, Plan], Columns]:
    """Return what of both sections is drawn, and rows as high as the room allows; all up to a limit where room is None."""
    # On a picture of fixed size a lane stands once, so that its type can be large; a page has room for both sections.
    both = (timeline.dated, timeline.undated) if room is None else (timeline.together, ())
    lanes = sum(map(len, both))
    gap = columns.gap if room is None or columns.is_stacked else 3 * u
    singly, joined = (
        [sum(len(lane_marks.rows_of(lane, is_joined=is_joined)) for lane in part) for part in both]
        for is_joined in (False, True)
    )
    is_joined = room is not None and sum(singly) * EASY_ROW * u + lanes * (gap + columns.head) > room
    counts = joined if is_joined else singly
    section = 26 * u if counts[1] else 0.0
    most = MOST_ROWS
    if room is not None:
        least = columns.row if columns.is_stacked else LEAST_ROW * u
        by_row = (room - section - lanes * (gap + columns.head)) / least
        most = max(4, int(max(by_row, (room - section) / (least + gap + columns.head))))
    if sum(counts) <= most:
        shares = counts
    elif all(counts):
        first = max(2, min(most - 2, round(most * counts[0] / sum(counts))))
        shares = [first, most - first]
    else:
        shares = [most, most]
    plans = tuple(
        plan(dataset, part, share, is_joined=is_joined) if count else Plan((), ())
        for part, share, count in zip(both, shares, counts, strict=True)
    )
    rows, lanes = sum(p.rows for p in plans), sum(len(p.lanes) + bool(p.left_out) for p in plans)
    if room is not None and rows and not columns.is_stacked:
        row = min(MOST_ROW * u, max(LEAST_ROW * u, (room - section - lanes * gap) / rows))
        columns = replace(columns, row=row, gap=gap, text=min(columns.text, row * 0.87))
    return (plans[0], plans[1]), columns


def _legend_height(scene: Scene, entries: list[legend.Entry], columns: Columns) -> float:
    trial = replace(scene, points=[], texts=[])
    return legend.draw(trial, entries, 0.0, size_px=columns.text, left=12 * scene.unit) + 8 * scene.unit


def _section(scene: Scene, words: str, y: float, columns: Columns) -> float:
    u, theme = scene.unit, scene.theme
    scene.text(y + 14 * u, words, columns.text * 1.06, theme.ink, px=columns.name, bold=True)
    return y + 26 * u


def draw_axis(scene: Scene, first: date, last: date, y: float, size_px: float) -> float:
    """Name days and months from `y` down; return where they end."""
    u, theme = scene.unit, scene.theme
    right, inset = scene.width - scene.right, 3 * u
    names = [
        name
        for name in names_of(first, last, max(2, int(scene.plot_px / (44 * u))))
        if scene.px_of(day_value(name.day)) + width(name.words, size_px) <= right
    ]
    fitting = fit_names(
        names,
        lambda day: scene.px_of(day_value(day)) + inset,
        lambda words: width(words, size_px, "bold"),
        right=right,
        gap=8 * u,
    )
    for name in fitting:
        x = day_value(name.day)
        scene.text(y + size_px * 1.75, name.words, size_px, theme.quiet, x=x, dx=inset)
        if name.above:
            scene.text(y + size_px * 0.5, name.above, size_px, theme.ink, x=x, dx=inset, bold=True)
    return y + 40 * u


def draw_grid(scene: Scene, first: date, last: date, top: float, base: float) -> None:
    """Draw a line down from each named day."""
    for name in names_of(first, last, max(2, int(scene.plot_px / (44 * scene.unit)))):
        x = day_value(name.day)
        scene.grid.append(
            {"x": x, "y": top, "y2": base, "colour": scene.theme.rule, "width": 0.8 * scene.unit}
        )


def uprights_of(selection: Selection, *, window: bool) -> list[float]:
    """Return the days at which `draw_window` rules a line down through the strip; those of the window where that begins above."""
    found = [day_value(selection.as_of) + 1] if selection.as_of else []
    if window:
        found += [day_value(selection.event_from)] if selection.event_from else []
        found += [day_value(selection.event_to) + 1] if selection.event_to else []
    return found


def draw_window(scene: Scene, selection: Selection, top: float, head: float, base: float) -> None:
    """Shade the days of the event that are not asked, from `head` down, and rule off the day of knowledge."""
    begin = day_value(selection.event_from) if selection.event_from else scene.first
    end = day_value(selection.event_to) + 1 if selection.event_to else scene.last
    theme = scene.theme
    for start, stop in ((scene.first, begin), (end, scene.last)):
        x0, x1 = scene.clip(start), scene.clip(stop)
        if x1 > x0:
            scene.shades.append(
                {"x": x0, "x2": x1, "y": head, "y2": base, "fill": theme.ink, "opacity": 0.07}
            )
    for x in (selection.event_from and begin, selection.event_to and end):
        if x:
            scene.line(x, x, head, base, theme.accent, width=1.4)
    if selection.as_of:
        x = day_value(selection.as_of) + 1
        scene.line(x, x, top, base, theme.ink, width=1.2, dashed=True)
        words, size_px = (
            f"as known on {day_words(selection.as_of)}",
            (16 if scene.is_fixed else 12) * scene.unit,
        )
        is_left = scene.px_of(scene.clip(x)) + width(words, size_px) > scene.width - scene.right
        shift = -5 * scene.unit if is_left else 5 * scene.unit
        if scene.first <= x <= scene.last:
            scene.text(
                base + (11 if scene.is_fixed else 9) * scene.unit,
                words,
                size_px,
                theme.ink,
                x=x,
                dx=shift,
                align="right" if is_left else "left",
            )
