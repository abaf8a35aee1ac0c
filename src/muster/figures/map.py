"""The reported presence as a map with everything that makes it readable alone: `draw_map(dataset, spec)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from muster.figures import labels, placing
from muster.figures.basemap import draw_basemap
from muster.figures.canvas import Box, Canvas
from muster.figures.extents import draw_marks
from muster.figures.fitting import fitting_bounds, is_seen
from muster.figures.furniture import GAP, frame_of
from muster.figures.insets import PADS, Inset, draw_frames, draw_inset_frame, inset_view, insets_of, renamed
from muster.figures.kept import Kept
from muster.figures.legend import Features, features_of, side_block, strip_block
from muster.figures.marks import LARGEST, Mark, Scale, is_within, marks_of, scale_of
from muster.figures.obstacles import Taken
from muster.figures.projection import (
    LEAST_DEGREES,
    Bounds,
    View,
    box_of,
    read_extent,
    read_projection,
    view_of,
)
from muster.figures.scalebar import draw_scalebar, scalebar_box
from muster.figures.spec import FigureSpec
from muster.figures.summaries import Summary, label_of, summaries
from muster.figures.words import headlines, words_of
from muster.model import Dataset

LEAST_WHOLE = 4.5
"""How many degrees are seen at the least where nobody asks for an extent."""
_MOST_ROUNDS = 4
NOTHING = "No claim with a place passes these dates and filters"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished picture and what stands on it; `unnamed` are the places for whose names there was no room."""

    canvas: Canvas
    view: View
    marks: tuple[Mark, ...]
    unnamed: tuple[str, ...]


def draw_map(dataset: Dataset, spec: FigureSpec, *, live_text: bool = False, bare: bool = False) -> Drawn:
    """Return the map that a spec asks for. Raises FigureError and SelectionError for what cannot be drawn or asked."""
    canvas = Canvas(spec.size, spec.theme, live_text=live_text)
    frame = frame_of(canvas, words_of(dataset, spec), headlines(dataset, spec.selection), bare=bare)
    return draw_map_in(dataset, spec, canvas, frame)


def draw_map_in(
    dataset: Dataset, spec: FigureSpec, canvas: Canvas, frame: Box, *, bounds: Bounds | None = None, scale: Scale | None = None,
    features: Features | None = None, column_bottom: float = 0.0, is_wide: bool | None = None,
    whole: Sequence[Summary] | None = None, has_years: bool = False,
) -> Drawn:  # fmt: skip
    """Draw the map with its legend in a box of a canvas.

    `bounds`, `scale`, `features` and `whole`, all that any frame shows, hold a sequence of frames still; a legend that stands beside the map may reach down
    to `column_bottom`. `is_wide` says whether it stands beside; without it the shape of the box does. With `has_years` every
    day at a name has its year, else only where what is drawn is of several years.
    """
    found: Sequence[Summary] = summaries(dataset, spec.selection)
    if has_years:
        found = [replace(summary, of_years=True) for summary in found]
    asked = bounds or read_extent(dataset, spec.extent)
    shown = asked or fitting_bounds(dataset, found)
    scale = scale or scale_of(dataset, found)
    is_wide = is_beside(frame) if is_wide is None else is_wide
    below = column_bottom if is_wide else None
    legend, view, seen = fit(dataset, spec, canvas, frame, (found, shown, scale, features), below)
    legend()
    draw_basemap(canvas, view)
    draw_marks(canvas, view, marks_of(dataset, found, view, canvas.unit, scale))
    insets = _insets(dataset, canvas, view, whole or found, scale) if spec.insets and not spec.extent else []
    is_film = whole is not None
    laid = _lay(dataset, canvas, view, found, scale, renamed(dataset, insets, found), is_film=is_film)
    if insets and laid.left_out and not is_film:
        # Insets are for names: where more of them find room without, there are none.
        plain = _lay(dataset, canvas, view, found, scale, [])
        laid = plain if len(plain.left_out) < len(laid.left_out) else laid
    draw_frames(canvas, view, laid.insets)
    marks, taken = laid.marks, laid.taken
    draw_scalebar(canvas, view)
    unnamed = tuple(dict.fromkeys(mark.place.name for mark in laid.left_out))
    _say_left_out(
        canvas,
        view,
        {"unnamed": _unnamed_words(unnamed), "outside": _outside_words(dataset, found, seen)},
        taken,
    )
    labels.draw_base_labels(canvas, view, taken, own=labels.own_names(marks))
    labels.draw_labels(canvas, view, laid.placed, marks)
    for inset, picture in zip(laid.insets, laid.pictures, strict=True):
        _draw_inset(canvas, inset.view, picture)
        draw_inset_frame(canvas, inset)
    if not found:
        _say_nothing(canvas, view)
    canvas.box(view.box, stroke=canvas.theme.rule, width=1.4)
    return Drawn(canvas, view, tuple(marks), unnamed)


def _lay(  # noqa: PLR0917
    dataset: Dataset, canvas: Canvas, view: View, found: Sequence[Summary], scale: Scale, insets: Sequence[Inset],
    *, is_film: bool = False,
) -> _Layout:  # fmt: skip
    """Return where all names stand on a map and in its insets; nothing is drawn."""
    marks = marks_of(dataset, found, view, canvas.unit, scale)
    taken = Taken()
    for inset in insets:
        taken.add(_grown(inset.box, 6 * canvas.unit))
        taken.add(inset.on_map, is_area=True)
        taken.add_line(inset.link)
    taken.add(scalebar_box(canvas, view))
    named = frozenset(place for inset in insets for place in inset.places)
    blocked = [inset.box for inset in insets]
    placed, left_out = placing.place_labels(
        dataset, canvas, view, marks, taken, elsewhere=named, blocked=blocked, is_film=is_film
    )
    pictures = [_inset_marks(dataset, canvas, inset.view, found, scale, is_film=is_film) for inset in insets]
    left_out += [mark for picture in pictures for mark in picture.left_out]
    return _Layout(insets, pictures, marks, placed, left_out, taken)


_held: Kept[list[Inset]] = Kept(64, lambda _: 1)


def _insets(
    dataset: Dataset, canvas: Canvas, view: View, found: Sequence[Summary], scale: Scale
) -> list[Inset]:
    """Return the insets of a view, found once for all the frames of a film."""
    key = (dataset, view, canvas.unit, scale, tuple((s.place_id, s.size, s.tone) for s in found))

    def make() -> list[Inset]:
        marks = marks_of(dataset, found, view, canvas.unit, scale)
        return [
            _roomiest(dataset, canvas, inset, found, scale)
            for inset in insets_of(dataset, canvas, view, found, marks)
        ]

    return _held.get(key, make)


def _roomiest(
    dataset: Dataset, canvas: Canvas, inset: Inset, found: Sequence[Summary], scale: Scale
) -> Inset:
    """Return an inset at the largest scale at which most of its names have room for all that is said of them."""
    best: tuple[float, Inset] | None = None
    for pad in PADS:
        wider = replace(inset, view=inset_view(canvas, inset.bounds, inset.box, pad=pad))
        picture = _inset_marks(dataset, canvas, wider.view, found, scale)
        unsaid = 3 * len(picture.left_out) + sum(_unsaid(dataset, one) for one in picture.placed)
        if best is None or unsaid < best[0] - 0.05:
            best = unsaid, wider
        if not unsaid:
            break
    return best[1] if best else inset


def _unsaid(dataset: Dataset, placed: placing.Placed) -> float:
    """Return the share of the words below a name that there was no room for; twice that where a number is among them."""
    summary = placed.mark.summary
    whole = len(label_of(dataset, summary).line)
    return (2 if summary.figures else 1) * (1 - len(" · ".join(placed.lines)) / whole) if whole else 0.0


def is_beside(frame: Box) -> bool:
    """Return whether a box is so wide that its legend stands beside the map."""
    return (frame[2] - frame[0]) / max(frame[3] - frame[1], 1) >= 1.55


def fit(  # noqa: PLR0917
    dataset: Dataset, spec: FigureSpec, canvas: Canvas, frame: Box,
    shown: tuple[Sequence[Summary], Bounds, Scale, Features | None], column_bottom: float | None,
) -> tuple[Callable[[], None], View, Sequence[Summary]]:  # fmt: skip
    """Return what draws the legend, the view of the map, and what of the found is seen in it; nothing is drawn."""
    found, bounds, scale, features = shown
    seen = [summary for summary in found if not spec.extent or is_seen(dataset, summary.place_id, bounds)]
    for _ in range(_MOST_ROUNDS):
        # What is seen decides how high the legend is, and a legend below the map what is seen.
        told = (seen, features or features_of(dataset, seen, scale))
        legend, box = _furniture(dataset, canvas, frame, told, column_bottom)
        view = view_of(
            bounds,
            box,
            read_projection(spec.projection, bounds),
            pad=_padding(canvas, box, whole=not spec.extent),
            least_degrees=LEAST_DEGREES if spec.extent else LEAST_WHOLE,
        )
        in_view = _in_view(dataset, canvas, view, found, scale) if spec.extent else seen
        if in_view == seen:
            break
        seen = in_view
    return legend, view, seen


def _furniture(
    dataset: Dataset,
    canvas: Canvas,
    frame: Box,
    shown: tuple[Sequence[Summary], Features],
    column_bottom: float | None,
) -> tuple[Callable[[], None], Box]:
    """Return what draws the legend, and the box that the map has.

    It stands beside the map, down to `column_bottom`, or below it where that is None.
    """
    found, features = shown
    unit = canvas.unit
    left, top, right, bottom = frame
    wide, high = right - left, bottom - top
    gap = GAP * 1.3 * unit
    if column_bottom is not None:
        side = min(352 * unit, wide * 0.27)
        block = side_block(
            dataset, canvas, found, features, wide_px=side, high_px=max(high, column_bottom - top)
        )
        return partial(block.draw, right - side, top), (left, top, right - side - gap, bottom)
    block = strip_block(dataset, canvas, found, features, wide_px=wide, high_px=high * 0.36)
    box = (left, top, right, bottom - block.height - gap * 0.8)
    return partial(block.draw, left, bottom - block.height), box


def _in_view(
    dataset: Dataset, canvas: Canvas, view: View, found: Sequence[Summary], scale: Scale
) -> list[Summary]:
    """Return what is drawn within a view: a projection shows more than the degrees that were asked for."""
    marks = marks_of(dataset, found, view, canvas.unit, scale)
    seen = {mark.place.place_id for mark in marks if is_within(mark, view)}
    return [summary for summary in found if summary.place_id in seen]


_LOW, _SIDE = 2.4, 140.0


def _padding(canvas: Canvas, box: Box, *, whole: bool) -> tuple[float, float, float, float]:
    pad = (70 if whole else 46) * canvas.unit
    low = min(pad, max((box[3] - box[1]) * 0.09, (LARGEST + 4) * canvas.unit))
    # In a low map names have no room above or below one another, and need it beside what they name.
    is_low = whole and (box[2] - box[0]) > _LOW * (box[3] - box[1])
    side = _SIDE * canvas.unit if is_low else pad
    return (side, low, side, low)


@dataclass(frozen=True, slots=True)
class _Picture:
    """What an inset shows, found before it is drawn so that the wide map can say what went without a name."""

    marks: list[Mark]
    placed: list[placing.Placed]
    left_out: list[Mark]
    taken: Taken


@dataclass(frozen=True, slots=True)
class _Layout:
    """A map with its insets, laid out. `left_out` are the marks without a name on either."""

    insets: Sequence[Inset]
    pictures: list[_Picture]
    marks: list[Mark]
    placed: list[placing.Placed]
    left_out: list[Mark]
    taken: Taken


def _inset_marks(
    dataset: Dataset,
    canvas: Canvas,
    view: View,
    found: Sequence[Summary],
    scale: Scale,
    *,
    is_film: bool = False,
) -> _Picture:
    marks = marks_of(dataset, found, view, canvas.unit, scale)
    taken = Taken()
    taken.add(scalebar_box(canvas, view, longest=110.0, small=True))
    exact = [mark for mark in marks if mark.extent not in {"hatch", "line"}]
    placed, left_out = placing.place_labels(dataset, canvas, view, exact, taken, is_film=is_film)
    return _Picture(marks, placed, left_out, taken)


def _draw_inset(canvas: Canvas, view: View, picture: _Picture) -> None:
    draw_basemap(canvas, view)
    draw_marks(canvas, view, picture.marks)
    draw_scalebar(canvas, view, longest=110.0, small=True)
    labels.draw_base_labels(canvas, view, picture.taken, own=labels.own_names(picture.marks), most=8)
    labels.draw_labels(canvas, view, picture.placed, picture.marks)


def _unnamed_words(unnamed: Sequence[str]) -> str:
    if not unnamed:
        return ""
    if len(unnamed) <= 4:
        return f"Not named, for want of room: {', '.join(unnamed)}"
    return f"{len(unnamed):,} places are not named, for want of room"


def _outside_words(dataset: Dataset, found: Sequence[Summary], seen: Sequence[Summary]) -> str:
    """Return how many places a map leaves out that others of the same selection show: the numbers above and the tally are of all."""
    inside = {summary.place_id for summary in seen}
    many = sum(s.place_id not in inside and box_of(dataset, s.place_id) is not None for s in found)
    plural = "" if many == 1 else "s"
    return f"{many:,} place{plural} outside this map; numbers and tally are of all" if many else ""


def _say_left_out(canvas: Canvas, view: View, texts: Mapping[str, str], taken: Taken) -> None:
    """Write what the map leaves out, each text in a group of its own, where nothing else stands."""
    kept = {group: text for group, text in texts.items() if text}
    if not kept:
        return
    unit, size = canvas.unit, 15.0
    pad, (left, top, right, bottom) = 10 * unit, view.box
    for share in (0.5, 0.36, 0.26, 0.18):
        lines = [
            (group, line)
            for group, text in kept.items()
            for line in canvas.wrapped(text, size, share * (right - left))
        ]
        wide = max(canvas.width(line, size) for _, line in lines) + 16 * unit
        high = (len(lines) * 20 + 8) * unit
        xs = np.linspace(right - pad - wide, left + pad, 31)
        ys = np.linspace(bottom - pad - high, top + pad, 31)
        spots = np.array([(x, y, x + wide, y + high) for y in ys for x in xs])
        free = taken.free(spots)
        if free.any():
            break
    spot = spots[int(free.argmax())]
    box = (float(spot[0]), float(spot[1]), float(spot[2]), float(spot[3]))
    taken.add(box)
    canvas.box(box, fill=canvas.theme.page, alpha=0.88, radius=3)
    for row, (group, line) in enumerate(lines):
        canvas.words(
            box[0] + 8 * unit,
            box[1] + (19 + 20 * row) * unit,
            line,
            size=size,
            colour=canvas.theme.quiet,
            box=view.box,
            group=group,
        )


def _say_nothing(canvas: Canvas, view: View) -> None:
    x, y = (view.box[0] + view.box[2]) / 2, (view.box[1] + view.box[3]) / 2
    canvas.words(
        x,
        y,
        NOTHING,
        size=26.0,
        style="bold",
        align="center",
        halo=canvas.theme.land,
        box=view.box,
        group="nothing",
    )


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)
