"""The frame around every picture: title, clocks, numbers, legend, sources, tally, caveat, handling, version, on one grid.

`Block`s know how high they are at a width before they are drawn, so that nothing is ever set over anything else. Another
figure takes `header_block`, `footer_block` and `frame_of`, and draws its picture in the box that is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muster.figures.canvas import Box, Canvas
from muster.figures.words import FigureWords, Headline

MARGIN, GAP = 40.0, 20.0
SPEAKERS = 16.0
"""How large it is said who gives a number, in units."""
_HANDLING_STEP = 26
_TLP = {
    "RED": "#ff2b2b",
    "AMBER": "#ffc000",
    "AMBER+STRICT": "#ffc000",
    "GREEN": "#33ff00",
    "CLEAR": "#ffffff",
}
"""The colours that FIRST's standard (TLP 2.0) asks for, on black."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known height in pixels; `draw` takes its left and top."""

    height: float
    draw: Callable[[float, float], None]


def stacked(blocks: Sequence[Block], gap_px: float) -> Block:
    """Return blocks below one another; empty ones take no room."""
    kept = [block for block in blocks if block.height > 0]

    def draw(x: float, y: float) -> None:
        for block in kept:
            block.draw(x, y)
            y += block.height + gap_px

    return Block(sum(block.height for block in kept) + gap_px * max(len(kept) - 1, 0), draw)


def paragraph(
    canvas: Canvas, text: str, wide_px: float, *, size: float, style: str = "regular", colour: str = "", leading: float = 1.36,
    most: int = 0, group: str = "",
) -> Block:  # fmt: skip
    """Return a text as lines; `most` lines at the most, the last one cut with an ellipsis."""
    lines = canvas.wrapped(text, size, wide_px, style)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], canvas.cut(" ".join(lines[most - 1 :]), size, wide_px, style)]
    step = size * leading * canvas.unit

    def draw(x: float, y: float) -> None:
        for index, line in enumerate(lines):
            canvas.words(
                x,
                y + (size * 1.02) * canvas.unit + index * step,
                line,
                size=size,
                style=style,
                colour=colour or canvas.theme.ink,
                group=group,
            )

    return Block(len(lines) * step, draw)


def title_block(canvas: Canvas, title: str, wide_px: float) -> Block:
    """Return the title, as large as two lines of it allow, and smaller on more lines where it is very long."""
    for size, most in ((46.0, 1), (40.0, 2), (34.0, 2), (30.0, 3), (26.0, 4), (22.0, 6)):
        if len(canvas.wrapped(title, size, wide_px, "bold")) <= most:
            return paragraph(canvas, title, wide_px, size=size, style="bold", leading=1.2, group="title")
    return paragraph(canvas, title, wide_px, size=20.0, style="bold", leading=1.2, group="title")


def handling_size(canvas: Canvas, handling: str) -> tuple[float, float]:
    """Return how wide and high the handling mark is, in pixels; nothing where there is none."""
    if not handling:
        return 0.0, 0.0
    lines = _handling_lines(canvas, handling)
    wide = max(canvas.width(line, 20.0, "bold") for line in lines)
    return wide + 28 * canvas.unit, (36 + _HANDLING_STEP * (len(lines) - 1)) * canvas.unit


def _handling_lines(canvas: Canvas, handling: str) -> list[str]:
    """A long mark has several lines: in one it would take the width of the title, the tally and the sources."""
    return canvas.wrapped(handling, 20.0, max(canvas.size.width_px * 0.3, 240 * canvas.unit), "bold")


def draw_handling(canvas: Canvas, handling: str, right: float, top: float) -> None:
    """Draw a handling mark with its right end at `right`: those of the traffic light protocol in their colours on black."""
    wide, high = handling_size(canvas, handling)
    if not wide:
        return
    unit, theme = canvas.unit, canvas.theme
    label = handling.upper().replace(" ", "")
    colour = _TLP.get(label.removeprefix("TLP:")) if label.startswith("TLP:") else None
    box = (right - wide, top, right, top + high)
    if colour:
        canvas.box(box, fill="#000000", stroke="#ffffff" if theme.name == "dark" else None, width=1)
    else:
        canvas.box(box, stroke=theme.ink, width=1.6)
    ink = ("#ffffff" if theme.name == "print" else colour) if colour else theme.ink
    for index, line in enumerate(_handling_lines(canvas, handling)):
        canvas.words(
            right - wide / 2,
            top + (25 + _HANDLING_STEP * index) * unit,
            line,
            size=20.0,
            style="bold",
            colour=ink,
            align="center",
            group="handling",
        )


def clocks_block(canvas: Canvas, words: FigureWords, wide_px: float) -> Block:
    """Return both clocks: in one line where they fit, else below one another."""
    size, unit = 21.0, canvas.unit
    parts = [tuple(text.split(": ", 1)) for text in (words.happened, words.said)]
    gap = 26 * unit
    widths = [canvas.width(f"{name} ", size, "bold") + canvas.width(text, size) for name, text in parts]
    is_one = sum(widths) + gap <= wide_px
    lines: list[list[tuple[str, str]]] = [[(name, text) for name, text in parts]] if is_one else []
    if not is_one:
        for name, text in parts:
            wrapped = canvas.wrapped(f"{name} {text}", size, wide_px)
            lines.append([(name, wrapped[0].removeprefix(name).strip())])
            lines += [[("", rest)] for rest in wrapped[1:]]
    step = size * 1.4 * unit

    def draw(x: float, y: float) -> None:
        for index, line in enumerate(lines):
            at = x
            for name, text in line:
                base = y + size * 1.05 * unit + index * step
                if name:
                    canvas.words(
                        at, base, name, size=size, style="bold", colour=canvas.theme.accent, group="clock"
                    )
                    at += canvas.width(f"{name} ", size, "bold")
                canvas.words(at, base, text, size=size, colour=canvas.theme.ink, group="clock")
                at += canvas.width(text, size) + gap

    return Block(len(lines) * step, draw)


def headline_size(canvas: Canvas, lines: Sequence[Headline], wide_px: float) -> float:
    """Return the largest size at which all the numbers fit a width."""
    wide = max((canvas.width(line.number, 1.0, "bold") for line in lines), default=0.0)
    return next((size for size in (40.0, 36.0, 33.0, 31.0, 29.0, 27.0, 24.0) if wide * size <= wide_px), 21.0)


def headline_block(canvas: Canvas, line: Headline, wide_px: float, size: float) -> Block:
    """Return a number with what it means and who gives it; a planned one is lighter."""
    theme = canvas.theme
    colour = theme.planned if line.is_planned else theme.ink
    return stacked(
        [
            paragraph(
                canvas,
                line.number,
                wide_px,
                size=size,
                style="bold",
                colour=colour,
                leading=1.16,
                most=2,
                group="headline",
            ),
            paragraph(
                canvas, line.meaning, wide_px, size=18.0, colour=colour, leading=1.3, most=2, group="headline"
            ),
            *(
                paragraph(
                    canvas,
                    text,
                    wide_px,
                    size=SPEAKERS,
                    colour=theme.quiet,
                    leading=1.3,
                    most=most,
                    group="headline",
                )
                for text, most in _speakers(canvas, line.speakers, wide_px)
            ),
        ],
        0,
    )


def _speakers(canvas: Canvas, speakers: str, wide_px: float) -> list[tuple[str, int]]:
    """Return who gives a number as texts with how many lines each may take: broken between speakers where that is enough."""
    lines: list[str] = []
    for part in speakers.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and canvas.width(longer, SPEAKERS) <= wide_px:
            lines[-1] = longer
        else:
            lines.append(part)
    if len(lines) <= 3 and all(canvas.width(text, SPEAKERS) <= wide_px for text in lines):
        return [(text, 1) for text in lines]
    return [(speakers, 3)]


def header_block(
    canvas: Canvas, words: FigureWords, lines: Sequence[Headline], wide_px: float, *, bare: bool = False
) -> Block:
    """Return title, clocks, filters and note at the left; the numbers and the handling mark at the right, or below.

    A bare one has no title: a slide has its own.
    """
    unit = canvas.unit
    hand_w, hand_h = handling_size(canvas, words.handling)
    beside = wide_px >= 1500 * unit
    column = 330 * unit
    numbers_w = len(lines) * (column + 24 * unit) if beside else 0.0
    theme = canvas.theme

    def left_of(left_w: float) -> Block:
        return stacked(
            [
                title_block(canvas, "" if bare else words.title, left_w),
                paragraph(canvas, words.subtitle, left_w, size=22.0, colour=theme.quiet, group="subtitle"),
                clocks_block(canvas, words, left_w),
                paragraph(
                    canvas, words.filters, left_w, size=18.0, colour=theme.quiet, most=3, group="filters"
                ),
                paragraph(
                    canvas, words.note, left_w, size=19.0, style="regular", colour=theme.ink, group="note"
                ),
            ],
            5 * unit,
        )

    each = column if beside else (wide_px - 24 * unit * max(len(lines) - 1, 0)) / max(len(lines), 1)
    size = headline_size(canvas, lines, each - 16 * unit)
    numbers = [headline_block(canvas, line, each, size) for line in lines]
    numbers_h = max((block.height for block in numbers), default=0.0)
    aside = hand_w + 24 * unit if hand_w else 0.0
    lifted, shifted = (hand_h + 10 * unit if hand_h and beside and lines else 0.0), 0.0
    left = left_of(wide_px - max(numbers_w, aside))
    height = (
        max(left.height, numbers_h + lifted)
        if beside
        else left.height + (numbers_h + 14 * unit if lines else 0)
    )
    if lifted:
        # The numbers stand below the handling mark, or at its left where that takes less height.
        narrower = left_of(wide_px - numbers_w - aside)
        if max(narrower.height, numbers_h) < height:
            left, height, lifted, shifted = narrower, max(narrower.height, numbers_h), 0.0, aside

    def draw(x: float, y: float) -> None:
        left.draw(x, y)
        draw_handling(canvas, words.handling, x + wide_px, y)
        at = x + wide_px - numbers_w - shifted + 24 * unit if beside else x
        top = y + lifted if beside else y + left.height + 14 * unit
        for block, line in zip(numbers, lines, strict=True):
            if beside:
                edge = theme.planned if line.is_planned else theme.accent
                canvas.lines(
                    [[(at - 14 * unit, top + 4 * unit), (at - 14 * unit, top + numbers_h - 2 * unit)]],
                    stroke=edge,
                    width=3,
                )
            block.draw(at, top)
            at += each + 24 * unit

    return Block(max(height, hand_h), draw)


def footer_block(canvas: Canvas, words: FigureWords, wide_px: float) -> Block:
    """Return caveat and tally, the sources, then version and credit, below a rule."""
    theme, unit = canvas.theme, canvas.unit
    hand_w, hand_h = handling_size(canvas, words.handling)
    inner = wide_px - (hand_w + 24 * unit if hand_w else 0)
    size = 18.0
    caveat_w = canvas.width(words.caveat, size, "bold") + 18 * unit
    one = caveat_w + canvas.width(words.tally, size) <= inner
    tally = paragraph(canvas, words.tally, inner - (caveat_w if one else 0), size=size, group="tally")
    caveat = paragraph(canvas, words.caveat, inner, size=size, style="bold", colour=theme.ink, group="caveat")
    sources = paragraph(canvas, words.sources, inner, size=16.5, colour=theme.ink, most=4, group="sources")
    credit = paragraph(
        canvas, f"{words.version} · {words.credit}", inner, size=14.0, colour=theme.quiet, group="version"
    )
    first = caveat.height if one else caveat.height + tally.height
    height = 12 * unit + first + sources.height + 3 * unit + credit.height

    def draw(x: float, y: float) -> None:
        canvas.lines([[(x, y), (x + wide_px, y)]], stroke=theme.rule, width=1.4)
        top = y + 12 * unit
        caveat.draw(x, top)
        if one:
            tally.draw(x + caveat_w, top)
        else:
            tally.draw(x, top + caveat.height)
        top += first
        sources.draw(x, top)
        credit.draw(x, top + sources.height + 3 * unit)
        draw_handling(canvas, words.handling, x + wide_px, y + height - hand_h)

    return Block(max(height, hand_h + 12 * unit), draw)


def frame_box(canvas: Canvas, header: Block, footer: Block) -> Box:
    """Return the box between a header and a footer, for the picture."""
    margin, gap = MARGIN * canvas.unit, GAP * canvas.unit
    size = canvas.size
    return (
        margin,
        margin * 0.85 + header.height + gap,
        size.width_px - margin,
        size.height_px - margin * 0.7 - footer.height - gap * 0.8,
    )


def frame_blocks(
    canvas: Canvas, words: FigureWords, lines: Sequence[Headline], *, bare: bool = False
) -> tuple[Block, Block]:
    """Return header and footer at the width of a canvas."""
    wide = canvas.size.width_px - 2 * MARGIN * canvas.unit
    return header_block(canvas, words, lines, wide, bare=bare), footer_block(canvas, words, wide)


def frame_of(canvas: Canvas, words: FigureWords, lines: Sequence[Headline], *, bare: bool = False) -> Box:
    """Draw header and footer; return the box between them, for the picture."""
    header, footer = frame_blocks(canvas, words, lines, bare=bare)
    margin = MARGIN * canvas.unit
    header.draw(margin, margin * 0.85)
    footer.draw(margin, canvas.size.height_px - margin * 0.7 - footer.height)
    return frame_box(canvas, header, footer)
