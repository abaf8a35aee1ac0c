"""The table of sources as a slide with a table of its own: it can be edited, copied and read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from muster.figures.canvas import Canvas
from muster.figures.furniture import frame_of
from muster.figures.palette import Theme
from muster.figures.slide import Deck, faces, paint, rgb
from muster.figures.sources.rows import GRADES, ORDER, SourceRow, source_rows
from muster.figures.sources.table import TEXT, Layout, lay_out_pages
from muster.figures.spec import FigureSpec
from muster.figures.words import NO_SOURCE, headlines, words_of
from muster.model import Dataset

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own "no style, no grid": the colours are those of the theme."""
_COUNTED = "Sources 1 to 2"
_HEAD = 40.0
_MOST_SLIDES = 12
_SCALE = 1.25
"""Of the table's type: 11 points and 10 on a slide that is 13.3 inches wide, which is read from the back of a room."""
_WIDER = 1.06
"""Room for faces that run wider than ours: a slide is shown with what the machine has."""


def sources_slide(dataset: Dataset, spec: FigureSpec, described: str) -> bytes:
    """Return a presentation with the table, on as many slides as it takes to be read from the back of a room.

    `described` is what the figure is of, kept in a part of its own.
    """
    words = words_of(dataset, spec)
    deck = Deck(dataset, spec)
    theme, points = deck.theme, 72 / spec.size.dpi
    canvas = Canvas(spec.size, spec.theme)
    left, _, right, _ = frame_of(canvas, words, headlines(dataset, spec.selection), bare=True)
    unit = canvas.unit
    numbers = [f"{line.number} {line.meaning}" for line in headlines(dataset, spec.selection)]
    above = [(words.clocks, 20.0, theme.ink), (" · ".join(numbers), 22.0, theme.ink)]
    above += [(text, 20.0, theme.quiet) for text in (words.filters, words.note, words.handling) if text]
    below = [(f"{words.caveat}. {words.tally}", 20.0, theme.ink)]
    below += [
        (f"{words.sources}. {ORDER} {GRADES}", 20.0, theme.quiet),
        (f"{words.version} · {words.credit}", 14.0, theme.quiet),
    ]

    def high(lines: Sequence[tuple[str, float, str]]) -> float:
        return sum(
            len(canvas.wrapped(text, size, (right - left) * 0.92)) * size * 1.3 * unit
            for text, size, _ in lines
        )

    def write(lines: Sequence[tuple[str, float, str]], top: float) -> None:
        deck.write(
            [(text, size * unit * points, colour) for text, size, colour in lines], left, top, right - left
        )

    rows = source_rows(dataset, spec.selection)
    top = deck.head_px + high([*above, (_COUNTED, 20.0, "")]) + 6 * unit
    # One line is kept for what is left out.
    bottom = spec.size.height_px - high([*below, (_COUNTED, 20.0, "")]) - 14 * unit
    if not rows:
        write(above, deck.head_px)
        write([(NO_SOURCE, 24.0, theme.ink)], top)
        write(below, bottom)
        return deck.saved(described)
    box = ((right - left) / _WIDER, bottom - top - _HEAD * unit)
    pages = lay_out_pages(canvas, rows, box, _SCALE, _MOST_SLIDES)
    done = 0
    for number, layout in enumerate(pages, start=1):
        if number > 1:
            deck.turn(f"{words.title} ({number} of {len(pages)})")
        first, done = done + 1, done + len(layout.rows)
        counted = f"Sources {first} to {done} of {len(rows):,}" if len(layout.rows) < len(rows) else ""
        write([*above, *([(counted, 20.0, theme.quiet)] if counted else [])], deck.head_px)
        _table(deck, layout, (left, top, right), unit * points)
        rest = [(layout.rest_words, 20.0, theme.quiet)] if layout.rest else []
        write([*rest, *below], bottom)
    return deck.saved(described)


def _table(deck: Deck, layout: Layout, box: tuple[float, float, float], unit_points: float) -> None:
    left, top, right = box
    high = _HEAD * unit_points * deck.per_point + sum(layout.heights)
    frame = deck.slide.shapes.add_table(
        len(layout.rows) + 1, len(layout.columns), *deck.emu(left, top, right - left, high)
    )
    frame.name = "Figure"
    deck.describe(frame._element.nvGraphicFramePr.cNvPr)  # noqa: SLF001 - python-pptx has no name for it
    table = frame.table
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))  # noqa: SLF001 - python-pptx has no name for it
    style.text = _NO_STYLE
    table.horz_banding = False
    shares = [column.share for column in layout.columns]
    for index, share in enumerate(shares):
        table.columns[index].width = Emu(round(deck.emu_of(right - left) * share / sum(shares)))
    for index, column in enumerate(layout.columns):
        _fill(deck, table.cell(0, index), [(column.head, "bold", "accent")], 20 * unit_points, None)
    table.rows[0].height = Emu(deck.emu_of(36 * unit_points * deck.per_point))
    size = TEXT * layout.scale * unit_points / _WIDER
    for at, (row, height) in enumerate(zip(layout.rows, layout.heights, strict=True), start=1):
        table.rows[at].height = Emu(deck.emu_of(height))
        for index, column in enumerate(layout.columns):
            lines = (
                [(f"{row.name}", "bold", "family"), *column.lines(row)[1:]]
                if not index
                else column.lines(row)
            )
            _fill(deck, table.cell(at, index), lines, size, row)


def _rule(cell: Any, colour: str) -> None:
    """Rule a cell off below: python-pptx has no borders."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    line = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": rgb(colour)}))
    line.append(fill)
    properties.insert(0, line)


def _fill(
    deck: Deck, cell: Any, lines: list[tuple[str, str, str]], size: float, row: SourceRow | None
) -> None:
    theme: Theme = deck.theme
    colours = {"ink": theme.ink, "quiet": theme.quiet, "planned": theme.planned, "accent": theme.accent}
    if row is not None:
        colours["family"] = row.family.colour(theme)
    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = (
        Emu(0),
        Emu(60_000),
        Emu(18_000),
        Emu(18_000),
    )
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.background()
    _rule(cell, theme.rule if row is not None else theme.ink)
    frame = cell.text_frame
    frame.word_wrap = True
    for index, (text, style, colour) in enumerate(line for line in lines if line[0]):
        paragraph = frame.paragraphs[0] if not index else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(round((size if not index else size * 0.9) * 10) / 10)
        run.font.bold = style == "bold"
        run.font.color.rgb = paint(colours[colour])
        faces(run)
