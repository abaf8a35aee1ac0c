"""The story as a sequence of maps: a frame a day, a week or a day on which the data change, as GIF, MP4 or one PNG each."""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil, floor
from pathlib import Path

import numpy as np
from PIL import Image

from muster.errors import FigureError, StoppedError
from muster.figures.canvas import Box, Canvas
from muster.figures.fitting import fitting_bounds
from muster.figures.furniture import MARGIN, frame_blocks, frame_box, frame_of
from muster.figures.kept import Kept
from muster.figures.legend import Features, features_of
from muster.figures.map import Drawn, draw_map_in, fit, is_beside
from muster.figures.marks import Scale, scale_of
from muster.figures.palette import THEMES, coded
from muster.figures.projection import Bounds, read_extent
from muster.figures.save import DRAWING, encoded, pixels, png_bytes
from muster.figures.spec import FigureSpec
from muster.figures.spoken import alternative_text
from muster.figures.summaries import Summary, summaries
from muster.figures.words import answered, drawn_claims, headlines, words_of
from muster.model import Claim, Dataset
from muster.query.engine import asked_together
from muster.query.selection import Selection
from muster.words import day_words, range_words

MOST_FRAMES = 400
_LAST_HOLDS = 3
_MOST_MAPS = 40
_COMMON = 112
"""How many of a GIF's 256 colours are kept as they are, those of the theme among them."""
Progress = Callable[[int, int], bool]
"""Told how many frames of how many are done; False stops the work."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of the play: what is selected in it, and its days in words."""

    selection: Selection
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What stands still through a play: extent, scale of sizes, legend, all that is shown, which places the insets, and the room between header and footer.

    `maps` are those that were drawn, each for all the frames on which the same is shown: most days change nothing. What is
    kept of this play goes by its `name`.
    """

    bounds: Bounds
    scale: Scale
    features: Features
    whole: tuple[Summary, ...]
    top: float
    bottom: float
    maps: Kept[Drawn] = field(default_factory=lambda: Kept(_MOST_MAPS, lambda _: 1))
    name: object = field(default_factory=object)


def steps_of(dataset: Dataset, spec: FigureSpec) -> list[Frame]:
    """Return the steps of a play, as the map plays: up to one day after the other, and at the end the view itself.

    By the clock of the event its window grows from the first day; by that of knowledge more and more has been said. By
    day and by week steps run without gaps; by data there is one for each day on which something changes, so that quiet
    weeks are passed over. Raises FigureError where nothing has a day, and for more than 400 frames.
    """
    selection, is_known = spec.selection, spec.clock == "known"
    shown = drawn_claims(dataset, answered(dataset, selection))
    days = sorted(_said_days(dataset, selection, shown) if is_known else _event_days(selection, shown))
    first, last = (days[0], days[-1]) if days else (None, None)
    if not is_known:
        first, last = selection.event_from or first, selection.event_to or last
    if first is None or last is None:
        raise FigureError(
            "no claim of this selection has a date: there is nothing to play; leave the dates open or choose others."
        )
    if spec.step == "data":
        starts = sorted({first, *days})
    else:
        wide = 1 if spec.step == "day" else 7
        starts = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, wide)]
    if len(starts) > MOST_FRAMES:
        raise FigureError(
            f"{len(starts):,} frames are too many, {MOST_FRAMES} the most; take a longer step or fewer days."
        )
    ends = [start - timedelta(days=1) for start in starts[1:]]
    if is_known:
        frames = [Frame(replace(selection, as_of=end), f"as known on {day_words(end)}") for end in ends]
    else:
        frames = [
            Frame(replace(selection, event_from=first, event_to=end), range_words(first, end)) for end in ends
        ]
    return [*frames, Frame(selection, _end_words(selection, first, last, is_known=is_known))]


def _event_days(selection: Selection, shown: Sequence[Claim]) -> set[date]:
    days = (day for claim in shown for day in (claim.event_start, claim.event_end))
    return {day for day in days if day and _inside(selection, day)}


def _said_days(dataset: Dataset, selection: Selection, shown: Sequence[Claim]) -> set[date]:
    spans = (dataset.known_span(claim) for claim in shown)
    days = (day for span in spans for day in (span.earliest, span.latest))
    return {day for day in days if day and (selection.as_of is None or day <= selection.as_of)}


def _end_words(selection: Selection, first: date, last: date, *, is_known: bool) -> str:
    if is_known:
        return f"as known on {day_words(selection.as_of)}" if selection.as_of else "all that was published"
    return range_words(first, last) if selection.asks_window else "all dates"


def _inside(selection: Selection, day: date) -> bool:
    return (selection.event_from is None or day >= selection.event_from) and (
        selection.event_to is None or day <= selection.event_to
    )


def draw_frames(dataset: Dataset, spec: FigureSpec, progress: Progress | None = None) -> Iterator[np.ndarray]:
    """Yield the frames as arrays of rows, columns, RGB: one extent, one scale of sizes and one layout throughout.

    Raises StoppedError as soon as `progress` says so.
    """
    steps = steps_of(dataset, spec)
    held = _held(dataset, spec, steps)
    for index, step in enumerate(steps):
        if progress is not None and not progress(index, len(steps)):
            raise StoppedError("stopped: no file was written.")
        yield _pixels_of(dataset, spec, step, held, index / max(len(steps) - 1, 1))
    if progress is not None:
        progress(len(steps), len(steps))


def frame_png(dataset: Dataset, spec: FigureSpec, index: int) -> bytes:
    """Return one frame of a play as a PNG, as it will be in the film; an index past the last takes the last."""
    steps = steps_of(dataset, spec)
    index = max(0, min(index, len(steps) - 1))
    held = _held(dataset, spec, steps)
    with DRAWING:
        canvas = _draw(dataset, spec, steps[index], held, index / max(len(steps) - 1, 1))
        return png_bytes(canvas, encoded(dataset, spec), alternative_text(dataset, spec))


def _pixels_of(dataset: Dataset, spec: FigureSpec, step: Frame, held: Held, share: float) -> np.ndarray:
    with DRAWING:
        return pixels(_draw(dataset, spec, step, held, share))


def _held(dataset: Dataset, spec: FigureSpec, steps: Sequence[Frame]) -> Held:
    whole = summaries(dataset, replace(spec.selection, event_from=None, event_to=None))
    bounds = read_extent(dataset, spec.extent) or fitting_bounds(dataset, whole)
    scale = scale_of(dataset, whole)
    with asked_together(dataset, [step.selection for step in steps]), DRAWING:
        every = [summary for step in steps for summary in summaries(dataset, step.selection)]
        room = _room(dataset, spec, steps)
        if spec.extent:
            seen = _seen(dataset, spec, (whole, bounds, scale, None), room)
            every = [summary for summary in every if summary.place_id in seen]
        return Held(bounds, scale, features_of(dataset, every, scale), whole, *room)


def _seen(
    dataset: Dataset,
    spec: FigureSpec,
    shown: tuple[Sequence[Summary], Bounds, Scale, None],
    room: tuple[float, float],
) -> set[str]:
    """Return the places that lie in the map of an extent."""
    canvas = Canvas(spec.size, spec.theme)
    frame = _map_box(canvas, room)
    _, _, seen = fit(dataset, spec, canvas, frame, shown, 0.0 if is_beside(frame) else None)
    return {summary.place_id for summary in seen}


def _map_box(canvas: Canvas, room: tuple[float, float]) -> Box:
    margin = MARGIN * canvas.unit
    return (margin, room[0], canvas.size.width_px - margin, room[1] - 16 * canvas.unit)


def _room(dataset: Dataset, spec: FigureSpec, steps: Sequence[Frame]) -> tuple[float, float]:
    """Return the lowest top and the highest bottom that any frame leaves for its map, so that the map stands still."""
    canvas = Canvas(spec.size, spec.theme)
    boxes = [
        frame_box(
            canvas,
            *frame_blocks(
                canvas,
                words_of(dataset, replace(spec, selection=step.selection)),
                headlines(dataset, step.selection),
            ),
        )
        for step in steps
    ]
    return max(box[1] for box in boxes), min(box[3] for box in boxes)


def _draw(dataset: Dataset, spec: FigureSpec, step: Frame, held: Held, share: float) -> Canvas:
    now = replace(spec, kind="map", selection=step.selection)
    canvas = Canvas(spec.size, spec.theme)
    frame_of(canvas, words_of(dataset, now), headlines(dataset, step.selection))
    box = _map_box(canvas, (held.top, held.bottom))
    shown = tuple(map(_content, summaries(dataset, step.selection)))
    drawn = held.maps.get(
        shown,
        lambda: draw_map_in(
            dataset,
            now,
            canvas.blank(),
            box,
            bounds=held.bounds,
            scale=held.scale,
            features=held.features,
            whole=held.whole,
            has_years=True,
        ),
    )
    # All that is drawn there, and nothing else: header, footer and the bar keep clear of it.
    room = (0.0, floor(box[1] - 6 * canvas.unit), float(spec.size.width_px), ceil(box[3] + 3 * canvas.unit))
    canvas.layer((held.name, shown), room, lambda alone: alone.items.extend(drawn.canvas.items))
    canvas.texts += drawn.canvas.texts
    _progress_bar(canvas, drawn.view.box, share)
    return canvas


def _content(summary: Summary) -> Hashable:
    """Return all that is drawn of a place."""
    shown, planned = tuple(summary.shown), tuple(summary.planned)
    others = (tuple(summary.answers), tuple(summary.elsewhere), tuple(summary.figures))
    return (summary.place_id, shown, planned, *others, summary.origins, summary.of_years)


def _progress_bar(canvas: Canvas, box: tuple[float, float, float, float], share: float) -> None:
    unit, theme = canvas.unit, canvas.theme
    top = box[3] + 7 * unit
    canvas.box((box[0], top, box[2], top + 5 * unit), fill=theme.rule)
    canvas.box((box[0], top, box[0] + (box[2] - box[0]) * share, top + 5 * unit), fill=theme.accent)


def gif_bytes(frames: Iterator[np.ndarray], seconds: float, theme: str = "light") -> bytes:
    """Return an endless GIF. All frames share one set of colours, so that nothing flickers; those of the theme are kept as they are."""
    images = list(frames)
    palette = _palette([images[0], images[len(images) // 2], images[-1]], coded(THEMES[theme]))
    nearest = Nearest(palette)
    flat = [nearest.flatten(image) for image in images]
    shown_ms = max(20, round(seconds * 100) * 10)
    times = [shown_ms] * (len(flat) - 1) + [shown_ms * _LAST_HOLDS]
    out = io.BytesIO()
    flat[0].save(
        out, "GIF", save_all=True, append_images=flat[1:], duration=times, loop=0, optimize=False, disposal=1
    )
    return out.getvalue()


def _packed(rows: np.ndarray) -> np.ndarray:
    """Return each pixel as one number of 24 bits."""
    wide = rows.astype(np.uint32)
    packed: np.ndarray = wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]
    return packed


def _unpacked(colours: np.ndarray) -> np.ndarray:
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)


def _palette(images: Sequence[np.ndarray], reserved: Sequence[str]) -> np.ndarray:
    """Return 256 colours or fewer: the reserved ones, the commonest as they are, and the others as well as can be."""
    kept = np.array([int(colour[1:], 16) for colour in reserved], np.uint32)
    colours, counts = np.unique(
        np.concatenate([_packed(image).ravel() for image in images]), return_counts=True
    )
    order = np.argsort(-counts, kind="stable")
    order = order[~np.isin(colours[order], kept)]
    most = _COMMON - len(kept)
    common, rest = colours[order[:most]], np.sort(colours[order[most:]])
    exact = _unpacked(np.concatenate([kept, common])).astype(np.uint8)
    if not len(rest):
        return exact
    others = Image.fromarray(_unpacked(rest).astype(np.uint8)[None])
    reduced = others.quantize(256 - _COMMON, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return np.concatenate([exact, np.array(reduced.getpalette(), np.uint8).reshape(-1, 3)[: 256 - _COMMON]])


class Nearest:
    """The colour of a palette that is nearest to each of 24 bits, found as it is met: Pillow's own search is a few levels off, also for white."""

    def __init__(self, palette: np.ndarray) -> None:
        self._palette = palette
        self._index = np.full(1 << 24, -1, np.int16)

    def flatten(self, rows: np.ndarray) -> Image.Image:
        """Return a frame in the colours of the palette."""
        packed = _packed(rows)
        found = self._index[packed]
        new = np.unique(packed[found < 0])
        if len(new):
            table = self._palette.astype(np.int32)
            for start in range(0, len(new), 4096):
                some = new[start : start + 4096]
                apart = _unpacked(some).astype(np.int32)[:, None] - table[None]
                self._index[some] = (apart * apart).sum(axis=2).argmin(axis=1)
            found = self._index[packed]
        flat = Image.fromarray(found.astype(np.uint8), mode="P")
        flat.putpalette(self._palette.ravel().tolist())
        return flat


def write_mp4(frames: Iterator[np.ndarray], seconds: float, path: Path) -> None:
    """Write an H.264 film that plays everywhere, each frame as long as asked and the last one longer."""
    import imageio_ffmpeg  # noqa: PLC0415 - brings a program of 30 MB, for films alone

    rate = 10
    holds = max(1, round(seconds * rate))
    first = next(frames)
    high, wide = first.shape[0] // 2 * 2, first.shape[1] // 2 * 2
    writer = imageio_ffmpeg.write_frames(
        str(path), (wide, high), fps=rate, codec="libx264", quality=None, macro_block_size=2, pix_fmt_in="rgb24", pix_fmt_out="yuv420p",
        output_params=["-crf", "18", "-preset", "fast", "-movflags", "+faststart", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "2"],
    )  # fmt: skip
    writer.send(None)
    last = first
    try:
        for frame in _chain(first, frames):
            last = frame
            for _ in range(holds):
                writer.send(np.ascontiguousarray(frame[:high, :wide]))
        for _ in range(holds * (_LAST_HOLDS - 1)):
            writer.send(np.ascontiguousarray(last[:high, :wide]))
    finally:
        writer.close()


def _chain(first: np.ndarray, rest: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    yield first
    yield from rest
