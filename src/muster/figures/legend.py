"""How to read a map: only what occurs on it, as drawn samples with a few words each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from muster.errors import FigureError
from muster.figures.canvas import Canvas
from muster.figures.countries import CELL, HEAD, TEXT, countries_block
from muster.figures.furniture import Block, paragraph, stacked
from muster.figures.marks import LARGEST, Scale, has_symbol
from muster.figures.palette import FAMILIES, Family
from muster.figures.signs import draw_sign
from muster.figures.summaries import Summary, families
from muster.figures.symbols import draw_symbol
from muster.model import Dataset
from muster.vocabulary import PlaceKind

Sample = Callable[[float, float], None]
"""Draws a sample about the middle of its cell, in pixels."""


@dataclass(frozen=True, slots=True)
class Features:
    """What occurs on a map, so that its legend says no more and no less."""

    families: tuple[Family, ...]
    fills: frozenset[str]
    outlines: frozenset[str]
    scale: Scale
    has_symbols: bool


def features_of(dataset: Dataset, found: Iterable[Summary], scale: Scale) -> Features:
    """Return what of the legend is needed for some places."""
    shown: set[str] = set()
    fills: set[str] = set()
    outlines: set[str] = set()
    symbols = False
    for summary in found:
        place, tone = dataset.places[summary.place_id], summary.tone
        shown |= {family.label for family in families(dataset, summary)}
        if tone == "present":
            fills.add("strong" if summary.origins >= 2 else "one")
            if summary.is_disputed or summary.is_denied:
                fills.add("against")
        elif tone == "answer":
            fills.add("against")
        else:
            fills.add(tone)
        if not summary.is_sure and tone != "elsewhere":
            fills.add("faded")
        symbols |= has_symbol(place, summary)
        if place.geometry_id is None:
            outlines.add("ground")
        elif place.kind is PlaceKind.COUNTRY:
            outlines.add("country")
        elif place.kind in {PlaceKind.AREA, PlaceKind.MACRO_REGION}:
            outlines.add("hatch")
        elif place.kind is not PlaceKind.BORDER:
            outlines.add("region")
    return Features(
        tuple(f for f in FAMILIES if f.label in shown),
        frozenset(fills),
        frozenset(outlines),
        scale,
        symbols,
    )


def legend_groups(canvas: Canvas, features: Features, scale: float, wide_px: float) -> list[Block]:
    """Return the legend's groups at a width; `scale` makes its type smaller where room is short."""
    groups = [
        _group(canvas, "Colour and sign: who says so", _who(canvas, features, scale), scale, wide_px),
        _group(canvas, "Fill: how well supported", _fills(canvas, features, scale), scale, wide_px),
        _group(canvas, "Outline: how exactly known", _outlines(canvas, features, scale), scale, wide_px),
    ]
    if features.has_symbols:
        groups.append(_sizes(canvas, features, scale, wide_px))
    return [group for group in groups if group.height > 0]


def _group(
    canvas: Canvas, title: str, rows: Sequence[tuple[Sample, str]], scale: float, wide_px: float
) -> Block:
    if not rows:
        return Block(0, lambda _x, _y: None)
    unit = canvas.unit
    head = paragraph(canvas, title, wide_px, size=HEAD * scale, style="bold", leading=1.5, group="legend")
    cell = CELL * scale * unit
    lines = [
        paragraph(
            canvas,
            text,
            wide_px - cell,
            size=TEXT * scale,
            colour=canvas.theme.quiet,
            leading=1.28,
            group="legend",
        )
        for _, text in rows
    ]
    least = 24 * scale * unit
    heights = [max(line.height + 3 * scale * unit, least) for line in lines]

    def draw(x: float, y: float) -> None:
        head.draw(x, y)
        y += head.height
        for (sample, _), line, height in zip(rows, lines, heights, strict=True):
            sample(x + cell * 0.4, y + height / 2)
            line.draw(x + cell, y + (height - line.height) / 2 - 0.5 * unit)
            y += height

    return Block(head.height + sum(heights), draw)


def _who(canvas: Canvas, features: Features, scale: float) -> list[tuple[Sample, str]]:
    def sample(family: Family) -> Sample:
        return lambda x, y: draw_sign(canvas, family, x, y, 8 * scale * canvas.unit)

    return [(sample(family), family.label) for family in features.families or FAMILIES]


def _fills(canvas: Canvas, features: Features, scale: float) -> list[tuple[Sample, str]]:
    one = (FAMILIES[0],)

    def ring(**style: Any) -> Sample:
        return lambda x, y: draw_symbol(
            canvas,
            x,
            y,
            8.5 * scale * canvas.unit,
            families=() if canvas.theme.name == "print" and style.get("tone") else one,
            **style,
        )

    rows: list[tuple[str, Sample, str]] = [
        ("strong", ring(is_strong=True), "two or more independent origins"),
        ("one", ring(), "one origin, however many carry it"),
        ("against", ring(is_dashed=True), "disputed or denied"),
        ("planned", ring(tone="planned", is_dashed=True), "only planned: not present"),
        ("faded", ring(is_sure=False), "faded: possible only, or undated"),
        ("elsewhere", ring(tone="elsewhere", is_dashed=True), "another report dates it outside these days"),
    ]
    needed = features.fills or {"strong", "one"}
    return [(draw, words) for key, draw, words in rows if key in needed | {"strong", "one"}]


def _outlines(canvas: Canvas, features: Features, scale: float) -> list[tuple[Sample, str]]:
    theme, unit = canvas.theme, canvas.unit * scale
    colour = FAMILIES[0].colour(theme)
    w, h = 15.0, 9.0
    corners = ((-w, -h * 0.5), (-w * 0.3, -h), (w, -h * 0.6), (w * 0.8, h * 0.8), (-w * 0.7, h))

    def shape(x: float, y: float) -> Path:
        points = [(x + a * unit, y + b * unit) for a, b in corners]
        return Path([*points, points[0]], closed=True)

    def ground(x: float, y: float) -> None:
        canvas.circle(x, y, 10 * unit, fill=colour, alpha=theme.wash)
        canvas.circle(x, y, 10 * unit, stroke=colour, width=1.2, alpha=0.6)

    def region(x: float, y: float) -> None:
        canvas.path(shape(x, y), fill=colour, alpha=theme.wash + 0.06)
        canvas.path(shape(x, y), stroke=colour, width=2.4 * scale)

    def hatched(x: float, y: float) -> None:
        path = shape(x, y)
        lines = [
            [(x + s * unit - h * unit, y + h * unit), (x + s * unit + h * unit, y - h * unit)]
            for s in range(-26, 27, 7)
        ]
        canvas.lines(lines, stroke=colour, width=1.3 * scale, alpha=0.7, clip=(path, IdentityTransform()))
        canvas.path(path, stroke=colour, width=1.6 * scale)

    def country(x: float, y: float) -> None:
        canvas.path(shape(x, y), stroke=theme.quiet, width=2.2 * scale)

    rows: list[tuple[str, Sample, str]] = [
        ("ground", ground, "tint: in or near a town, true to scale"),
        ("region", region, "known to the region only"),
        ("hatch", hatched, "a larger, vaguer area"),
        (
            "country",
            country,
            "a whole country: outline and list",
        ),
    ]
    return [(draw, words) for key, draw, words in rows if key in features.outlines]


def _sizes(canvas: Canvas, features: Features, scale: float, wide_px: float) -> Block:
    theme, unit = canvas.theme, canvas.unit
    head = paragraph(
        canvas,
        "Size: people reported at a place",
        wide_px,
        size=HEAD * scale,
        style="bold",
        leading=1.5,
        group="legend",
    )
    numbers: list[int] = [0]
    if features.scale.largest > 1:
        numbers += [_round(features.scale.largest * share) for share in (0.25, 1.0)]
    numbers = list(dict.fromkeys(numbers))

    def words(number: int) -> str:
        return f"{number:,}" if number else "none given"

    def run(number: int) -> float:
        circle = 2 * features.scale.radius(number or None) * unit
        return circle + 24 * unit + canvas.width(words(number), TEXT * scale)

    while len(numbers) > 1 and sum(map(run, numbers)) - 16 * unit > wide_px:
        numbers.pop(1 if len(numbers) > 2 else 0)
    high = 2 * LARGEST * features.scale.share * unit if features.scale.largest > 1 else 24 * unit
    high = max(high, 24 * unit)

    def draw(x: float, y: float) -> None:
        head.draw(x, y)
        base = y + head.height + high
        at = x + 2 * unit
        for number in numbers:
            # The symbols of the map, as large as they are there.
            radius = features.scale.radius(number or None) * unit
            at += radius
            canvas.circle(at, base - radius, radius, stroke=theme.quiet, width=2.2, group="size")
            at += radius + 6 * unit
            box = canvas.words(
                at,
                base - 3 * unit,
                words(number),
                size=TEXT * scale,
                colour=theme.quiet,
                group="legend",
            )
            at = box[2] + 18 * unit

    return Block(head.height + high + 5 * unit, draw)


def _round(number: float) -> int:
    unit = 10.0 ** max(0, floor(log10(max(number, 1))) - (0 if number >= 20 else 1))
    return max(1, int(round(number / unit) * unit))


def side_block(
    dataset: Dataset,
    canvas: Canvas,
    found: Sequence[Summary],
    features: Features,
    *,
    wide_px: float,
    high_px: float,
) -> Block:
    """Return countries and legend for a column of a height; type gets smaller and the list shorter until it fits."""
    for scale in (1.12, 1.06, 1.0, 0.94, 0.88, 0.82):
        for most in (12, 5, 3):
            countries = countries_block(dataset, canvas, found, scale, wide_px, most=most)
            block = stacked(
                [*legend_groups(canvas, features, scale, wide_px), countries], 15 * scale * canvas.unit
            )
            if block.height <= high_px:
                return block
    for scale in (0.74, 0.66, 0.58):
        named = ", ".join(
            dataset.places[s.place_id].name
            for s in found
            if dataset.places[s.place_id].kind is PlaceKind.COUNTRY
        )
        countries = paragraph(
            canvas,
            f"Known to the country only: {named}" if named else "",
            wide_px,
            size=TEXT * scale,
            most=3,
            group="countries",
        )
        block = stacked([*legend_groups(canvas, features, scale, wide_px), countries], 7 * canvas.unit)
        if block.height <= high_px:
            return block
    raise FigureError(
        "there is no room for the legend at this size; make the figure larger or its words fewer."
    )


def strip_block(
    dataset: Dataset,
    canvas: Canvas,
    found: Sequence[Summary],
    features: Features,
    *,
    wide_px: float,
    high_px: float,
) -> Block:
    """Return countries and legend in columns below a map, each column as even as the groups allow."""
    unit = canvas.unit
    best: Block | None = None
    for scale in (1.0, 0.92, 0.84):
        for most in (6, 3):
            for columns in (2, 3, 4):
                gap = 28 * unit
                each = (wide_px - gap * (columns - 1)) / columns
                if each < 260 * unit * scale:
                    continue
                groups = [
                    *legend_groups(canvas, features, scale, each),
                    countries_block(dataset, canvas, found, scale, each, most=most),
                ]
                piles = _piled([g for g in groups if g.height > 0], columns, 14 * unit)
                height = max(pile.height for pile in piles)
                block = _beside(piles, each + gap, height)
                if best is None or height < best.height:
                    best = block
            if best is not None and best.height <= high_px:
                return best
    return best or Block(0, lambda _x, _y: None)


def _piled(groups: Sequence[Block], columns: int, gap: float) -> list[Block]:
    piles: list[list[Block]] = [[] for _ in range(columns)]
    heights = [0.0] * columns
    for group in sorted(groups, key=lambda g: -g.height):
        lowest = heights.index(min(heights))
        piles[lowest].append(group)
        heights[lowest] += group.height + gap
    return [stacked(pile, gap) for pile in piles]


def _beside(piles: Sequence[Block], step: float, height: float) -> Block:
    def draw(x: float, y: float) -> None:
        for index, pile in enumerate(piles):
            pile.draw(x + index * step, y)

    return Block(height, draw)
