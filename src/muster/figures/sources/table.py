"""The table of sources, drawn: a column for each thing that a briefing asks of a source, rows as high as their words need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from muster.errors import FigureError
from muster.figures.canvas import Box, Canvas
from muster.figures.furniture import Block, frame_of, paragraph, stacked
from muster.figures.palette import FAMILIES
from muster.figures.signs import draw_sign
from muster.figures.sources.rows import GRADES, ORDER, SourceRow, source_rows
from muster.figures.spec import FigureSpec
from muster.figures.words import NO_SOURCE, headlines, words_of
from muster.model import Dataset

TEXT = 19.0
SCALES = (1.12, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72)
_NARROW = 1560.0
NO_ROOM = "there is no room for the table of sources at this size; make the figure larger or its words fewer."
_SIGN = 30.0
_PAD, _GUTTER = 6.0, 20.0

Line = tuple[str, str, str]
"""A text, its style and whether it is `ink`, `quiet` or `planned`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and what it says of a row."""

    head: str
    share: float
    lines: Callable[[SourceRow], list[Line]]


def _who(row: SourceRow) -> list[Line]:
    return [(row.name, "bold", "ink"), (row.kind, "regular", "quiet")]


def _what(row: SourceRow) -> list[Line]:
    return [(row.reported, "regular", "ink"), (row.places, "regular", "quiet")]


def _present(row: SourceRow) -> list[Line]:
    told = [(row.present, "bold", "ink")] if row.present else []
    return [*told, *_deserted(row)] or [("–", "regular", "quiet")]


def _deserted(row: SourceRow) -> list[Line]:
    return [(f"{row.deserted} deserted", "bold", "ink")] if row.deserted else []


def _planned(row: SourceRow) -> list[Line]:
    return [(row.planned, "bold", "planned")] if row.planned else [("–", "regular", "quiet")]


def _numbers(row: SourceRow) -> list[Line]:
    told = [(f"{row.present} present", "bold", "ink")] if row.present else []
    told += _deserted(row)
    told += [(f"{row.planned} planned", "bold", "planned")] if row.planned else []
    return told or [("no number", "regular", "quiet")]


def _spoken(row: SourceRow) -> list[Line]:
    return [(row.spoken, "regular", "ink")]


def _claims(row: SourceRow) -> list[Line]:
    return [(f"{row.claims:,}", "bold", "ink"), (row.carried, "regular", "quiet")]


def _spoken_and_claims(row: SourceRow) -> list[Line]:
    many = f"{row.claims:,} claim{'' if row.claims == 1 else 's'}: {row.carried}"
    return [(row.spoken, "regular", "ink"), (many, "regular", "quiet")]


def _standing(row: SourceRow) -> list[Line]:
    return [(", ".join(row.standing), "regular", "ink")]


def _grade(row: SourceRow) -> list[Line]:
    return [(row.grade, "bold", "ink"), (row.grade_words, "regular", "quiet")]


def _standing_and_grade(row: SourceRow) -> list[Line]:
    return [*_standing(row), (f"{row.grade}: {row.grade_words}", "regular", "quiet")]


WIDE = (
    Column("Who", 0.165, _who),
    Column("Reported", 0.215, _what),
    Column("Present", 0.095, _present),
    Column("Planned", 0.09, _planned),
    Column("Spoken", 0.11, _spoken),
    Column("Claims, carried by", 0.12, _claims),
    Column("Standing", 0.105, _standing),
    Column("Grade", 0.1, _grade),
)
NARROW = (
    Column("Who", 0.21, _who),
    Column("Reported", 0.26, _what),
    Column("People", 0.15, _numbers),
    Column("Spoken, claims", 0.19, _spoken_and_claims),
    Column("Standing, grade", 0.19, _standing_and_grade),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table that fits: its columns, the size of its type as a share, its rows, how high each is, and the rows left out."""

    columns: tuple[Column, ...]
    scale: float
    rows: tuple[SourceRow, ...]
    heights: tuple[float, ...]
    rest: tuple[SourceRow, ...]

    @property
    def rest_words(self) -> str:
        """What is said of the rows that there was no room for."""
        if not self.rest:
            return ""
        many = sum(row.claims for row in self.rest)
        plural = "" if len(self.rest) == 1 else "s"
        return f"and {len(self.rest):,} more source{plural} with {many:,} claim{'' if many == 1 else 's'}"


def lay_out(canvas: Canvas, rows: Sequence[SourceRow], wide_px: float, high_px: float) -> Layout:
    """Return the table at the largest type at which all rows fit, else as many as fit at the smallest. Raises FigureError.

    It is smaller where that keeps a long name from being broken.
    """
    columns = WIDE if wide_px >= _NARROW * canvas.unit else NARROW
    whole = [scale for scale in SCALES if _is_whole(canvas, columns, rows, scale, wide_px)]
    for scale in whole or SCALES:
        heights = [_height(canvas, columns, row, scale, wide_px) for row in rows]
        if sum(heights) <= high_px:
            # What is left over goes between the rows, within reason.
            spare = min((high_px - sum(heights)) / max(len(rows), 1), 14 * canvas.unit)
            return Layout(columns, scale, tuple(rows), tuple(height + spare for height in heights), ())
    last, used, kept = 28 * canvas.unit, 0.0, 0
    while kept < len(rows) and used + heights[kept] <= high_px - last:
        used += heights[kept]
        kept += 1
    if not kept:
        raise FigureError(NO_ROOM)
    return Layout(columns, scale, tuple(rows[:kept]), tuple(heights[:kept]), tuple(rows[kept:]))


def lay_out_pages(
    canvas: Canvas, rows: Sequence[SourceRow], box: tuple[float, float], scale: float, most: int
) -> list[Layout]:
    """Return a table (wide, high) on as many pages as it takes at a size of type, `most` at the most; the last counts what is left out.

    The type is smaller only where a single row finds no room. Raises FigureError.
    """
    wide_px, high_px = box
    columns = WIDE if wide_px >= _NARROW * canvas.unit else NARROW
    if columns is WIDE and not _is_whole(canvas, columns, rows, scale, wide_px):
        columns = NARROW
    for size in (scale, *(smaller for smaller in SCALES if smaller < scale)):
        heights = [_height(canvas, columns, row, size, wide_px) for row in rows]
        if max(heights) <= high_px:
            break
    else:
        raise FigureError(NO_ROOM)
    cuts = _cuts(heights, high_px, len(rows))
    even = _cuts(heights, high_px, -(-len(rows) // len(cuts)))
    cuts = even if len(even) == len(cuts) else cuts
    pages = [
        Layout(columns, size, tuple(rows[start:end]), tuple(heights[start:end]), ())
        for start, end in cuts[:most]
    ]
    left_out = tuple(rows[cuts[most][0] :]) if len(cuts) > most else ()
    return [*pages[:-1], replace(pages[-1], rest=left_out)]


def _cuts(heights: Sequence[float], high: float, most: int) -> list[tuple[int, int]]:
    """Return from which to which row each page goes: as many as fit, `most` at the most."""
    cuts, start, used = [], 0, 0.0
    for index, height in enumerate(heights):
        if index > start and (used + height > high or index - start == most):
            cuts.append((start, index))
            start, used = index, 0.0
        used += height
    return [*cuts, (start, len(heights))]


def _room(canvas: Canvas, column: Column, scale: float, wide_px: float) -> float:
    return column.share * wide_px - (_GUTTER + (_SIGN if column.head == "Who" else 0)) * scale * canvas.unit


def _size(index: int, scale: float) -> float:
    return (TEXT if index == 0 else TEXT - 2) * scale


def _is_whole(
    canvas: Canvas, columns: Sequence[Column], rows: Sequence[SourceRow], scale: float, wide_px: float
) -> bool:
    """Return whether every word of a table fits its column at a size."""
    return all(
        canvas.width(word, _size(index, scale), style) <= _room(canvas, column, scale, wide_px)
        for row in rows
        for column in columns
        for index, (text, style, _) in enumerate(column.lines(row))
        for word in text.split()
    )


def _cell(canvas: Canvas, column: Column, row: SourceRow, scale: float, wide_px: float) -> Block:
    theme = canvas.theme
    colours = {"ink": theme.ink, "quiet": theme.quiet, "planned": theme.planned}
    room = _room(canvas, column, scale, wide_px)
    return stacked(
        [
            paragraph(
                canvas,
                text,
                room,
                size=_size(index, scale),
                style=style,
                colour=colours[colour],
                leading=1.24,
                group="table",
            )
            for index, (text, style, colour) in enumerate(column.lines(row))
            if text
        ],
        1 * canvas.unit,
    )


def _height(canvas: Canvas, columns: Sequence[Column], row: SourceRow, scale: float, wide_px: float) -> float:
    cells = [_cell(canvas, column, row, scale, wide_px).height for column in columns]
    return max(cells) + 2 * _PAD * scale * canvas.unit


def draw_sources(
    dataset: Dataset, spec: FigureSpec, *, live_text: bool = False, bare: bool = False
) -> Canvas:
    """Return the table of sources as a figure that stands alone. Raises FigureError and SelectionError."""
    canvas = Canvas(spec.size, spec.theme, live_text=live_text)
    words = words_of(dataset, spec)
    frame = frame_of(canvas, words, headlines(dataset, spec.selection), bare=bare)
    rows = source_rows(dataset, spec.selection)
    if not rows:
        _say_nothing(canvas, frame)
        return canvas
    draw_table(canvas, rows, frame)
    return canvas


def draw_table(canvas: Canvas, rows: Sequence[SourceRow], frame: Box) -> Layout:
    """Draw the table with its head and its legend into a box; return what was drawn. Raises FigureError."""
    theme, unit = canvas.theme, canvas.unit
    left, top, right, bottom = frame
    wide = right - left
    legend = legend_block(canvas, rows, wide)
    head_px = 36 * unit
    table_bottom = bottom - legend.height - 12 * unit
    layout = lay_out(canvas, rows, wide, table_bottom - top - head_px)
    size = 17.0 * min(layout.scale, 1.05)
    x = left
    for column in layout.columns:
        canvas.words(
            x, top + 22 * unit, column.head, size=size, style="bold", colour=theme.accent, group="head"
        )
        x += column.share * wide
    y = top + head_px
    canvas.lines([[(left, y - 3 * unit), (right, y - 3 * unit)]], stroke=theme.ink, width=1.6)
    for index, (row, height) in enumerate(zip(layout.rows, layout.heights, strict=True)):
        if index % 2:
            canvas.box((left - 8 * unit, y, right + 8 * unit, y + height), fill=theme.ink, alpha=0.035)
        _draw_row(canvas, layout, row, (left, y, right, y + height))
        y += height
        canvas.lines([[(left, y), (right, y)]], stroke=theme.rule, width=1.0)
    if layout.rest:
        canvas.words(left, y + 20 * unit, layout.rest_words, size=17, colour=theme.quiet, group="table")
    legend.draw(left, bottom - legend.height)
    return layout


def _draw_row(canvas: Canvas, layout: Layout, row: SourceRow, box: Box) -> None:
    left, top, right, bottom = box
    wide, unit, x = right - left, canvas.unit, left
    for column in layout.columns:
        block = _cell(canvas, column, row, layout.scale, wide)
        at = x
        if column.head == "Who":
            size = TEXT * layout.scale * unit
            draw_sign(
                canvas,
                row.family,
                x + 9 * unit,
                top + (bottom - top - block.height) / 2 + size * 0.72,
                8 * unit,
            )
            at += _SIGN * layout.scale * unit
        block.draw(at, top + (bottom - top - block.height) / 2)
        x += column.share * wide


def legend_block(canvas: Canvas, rows: Sequence[SourceRow], wide_px: float) -> Block:
    """Return how to read the table: whose sign is which, the order, and what the grades mean."""
    theme, unit = canvas.theme, canvas.unit
    shown = [family for family in FAMILIES if any(row.family is family for row in rows)]
    size, cell = 16.0, 26 * unit
    lines: list[list[int]] = [[]]
    used = 0.0
    for index, family in enumerate(shown):
        run = cell + canvas.width(family.label, size) + 22 * unit
        if lines[-1] and used + run > wide_px:
            lines.append([])
            used = 0.0
        lines[-1].append(index)
        used += run
    step = 25 * unit
    notes = paragraph(canvas, f"{ORDER} {GRADES}", wide_px, size=size, colour=theme.quiet, group="legend")

    def draw(x: float, y: float) -> None:
        for row, held in enumerate(lines):
            at = x
            for index in held:
                draw_sign(canvas, shown[index], at + 8 * unit, y + row * step + 11 * unit, 7 * unit)
                box = canvas.words(
                    at + cell,
                    y + row * step + 17 * unit,
                    shown[index].label,
                    size=size,
                    colour=theme.quiet,
                    group="legend",
                )
                at = box[2] + 22 * unit
        notes.draw(x, y + len(lines) * step + 2 * unit)

    return Block(len(lines) * step + 2 * unit + notes.height, draw)


def _say_nothing(canvas: Canvas, frame: Box) -> None:
    left, top, right, bottom = frame
    canvas.words(
        (left + right) / 2,
        (top + bottom) / 2,
        NO_SOURCE,
        size=26.0,
        style="bold",
        align="center",
        group="nothing",
    )
