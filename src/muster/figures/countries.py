"""What is known to the country only, as a list beside the map."""

from __future__ import annotations

from collections.abc import Sequence

from muster.figures.canvas import Canvas
from muster.figures.furniture import Block, paragraph, stacked
from muster.figures.signs import draw_sign
from muster.figures.summaries import Summary, families, label_of
from muster.model import Dataset
from muster.vocabulary import PlaceKind

TEXT, HEAD = 16.5, 17.5
CELL = 40.0


def countries_block(
    dataset: Dataset, canvas: Canvas, found: Sequence[Summary], scale: float, wide_px: float, *, most: int
) -> Block:
    """Return what is known to the country only, as a list: a country is an outline on the map and never a dot."""
    rows = [summary for summary in found if dataset.places[summary.place_id].kind is PlaceKind.COUNTRY]
    if not rows:
        return Block(0, lambda _x, _y: None)
    theme, unit = canvas.theme, canvas.unit
    blocks = [
        paragraph(
            canvas,
            "Known to the country only",
            wide_px,
            size=HEAD * scale,
            style="bold",
            leading=1.5,
            group="countries",
        )
    ]
    blocks += [_country(dataset, canvas, summary, scale, wide_px) for summary in rows[:most]]
    if len(rows) > most:
        blocks.append(
            paragraph(
                canvas,
                f"and {len(rows) - most} more",
                wide_px,
                size=TEXT * scale,
                colour=theme.quiet,
                group="countries",
            )
        )
    return stacked(blocks, 2 * unit)


def _country(dataset: Dataset, canvas: Canvas, summary: Summary, scale: float, wide_px: float) -> Block:
    theme, unit = canvas.theme, canvas.unit
    label = label_of(dataset, summary)
    shown = families(dataset, summary)
    cell = CELL * scale * unit
    name = paragraph(
        canvas,
        label.name,
        wide_px - cell,
        size=(TEXT + 1) * scale,
        style="bold",
        leading=1.28,
        group="countries",
    )
    line = paragraph(
        canvas,
        label.line,
        wide_px - cell,
        size=(TEXT - 1) * scale,
        colour=theme.quiet,
        leading=1.28,
        most=3,
        group="countries",
    )

    def draw(x: float, y: float) -> None:
        for index, family in enumerate(shown[:4]):
            column, row = index % 2, index // 2
            draw_sign(
                canvas,
                family,
                x + (9 + 16 * column) * scale * unit,
                y + (11 + 17 * row) * scale * unit,
                6 * scale * unit,
            )
        name.draw(x + cell, y)
        line.draw(x + cell, y + name.height)

    return Block(
        max(name.height + line.height, (34 if len(shown) > 2 else 0) * scale * unit) + 5 * scale * unit, draw
    )
