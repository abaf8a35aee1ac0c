"""How to read the marks, drawn with the marks themselves, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from muster.figures.palette import FAMILIES, families_of
from muster.figures.timeline.bars import Timeline
from muster.figures.timeline.measure import width
from muster.figures.timeline.scene import Scene
from muster.vocabulary import Stance

SHAPES = {
    "circle": "circle",
    "square": "square",
    "triangle": "triangle-up",
    "diamond": "diamond",
    "bar": "M-1,-0.4L1,-0.4L1,0.4L-1,0.4Z",
}
CROSS = "M-1,-1L1,1M-1,1L1,-1"
SWATCH_PX = 30


@dataclass(frozen=True, slots=True)
class Entry:
    words: str
    sign: str
    swatch_px: float


def entries_of(timeline: Timeline) -> list[Entry]:
    """Return what has to be explained, of what is drawn; signs of who speaks before those of when."""
    bars = timeline.bars
    found = [
        Entry(family.label, f"family:{i}", 10)
        for i, family in enumerate(FAMILIES)
        if family in families_of(b.source_kind for b in bars)
    ]
    solid = [b for b in bars if b.first_day and b.last_day and not b.is_answer]
    one_end = [
        b for b in bars if bool(b.first_day) != bool(b.last_day) and not b.is_planned and not b.is_answer
    ]
    if solid:
        found.append(Entry("within these days", "solid", SWATCH_PX))
    if any(b.last_day for b in one_end):
        found.append(Entry("some time before", "faded", SWATCH_PX))
    if any(b.first_day for b in one_end):
        found.append(Entry("some time after", "faded right", SWATCH_PX))
    if any(b.is_planned for b in bars):
        found.append(Entry("planned, from then on", "planned", SWATCH_PX))
    if any(b.is_answer and not b.is_undated for b in bars):
        found.append(Entry("denied or doubted", "answer", SWATCH_PX))
    if bars:
        found.append(Entry("first said", "tick", 8))
    if any(t.earliest != t.latest for b in bars for t in b.ticks):
        found.append(Entry("said in these days", "span", SWATCH_PX))
    if any(len(b.ticks) > 1 for b in bars):
        found.append(Entry("repeated by others", "echo", 8))
    if any(b.stance is Stance.DENIES for b in bars):
        found.append(Entry("denies", "cross", 9))
    return found


def draw(scene: Scene, entries: Iterable[Entry], y: float, *, size_px: float, left: float) -> float:
    """Draw the legend from `y` down; return where it ends."""
    u = scene.unit
    line, edge = size_px * 1.75, scene.width - 12 * u
    x, middle = left, y + line / 2
    held = list(entries)
    whole = sum(entry.swatch_px * u + 7 * u + width(entry.words, size_px) for entry in held)
    # Closer together, where that saves a line.
    gap = max(10 * u, min(22 * u, (edge - left - whole) / max(len(held) - 1, 1) - 0.1))
    gap = gap if left + whole + gap * (len(held) - 1) <= edge else 22 * u
    for entry in held:
        wide = entry.swatch_px * u + 7 * u + width(entry.words, size_px)
        if x > left and x + wide > edge:
            x, middle = left, middle + line
        _swatch(scene, entry, x, middle)
        scene.text(middle, entry.words, size_px, scene.theme.quiet, px=x + entry.swatch_px * u + 7 * u)
        x += wide + gap
    return middle + line / 2


def draw_columns(
    scene: Scene, entries: Sequence[Entry], box: tuple[float, float, float, float], *, size_px: float
) -> bool:
    """Draw the legend into a box (left, top, right, bottom), in two columns; return False, with nothing drawn, if it does not fit."""
    u = scene.unit
    left, top, right, bottom = box
    tall = (len(entries) + 1) // 2
    line = min(size_px * 1.7, (bottom - top) / max(tall, 1))
    halves = [entries[:tall], entries[tall:]]
    indent = (SWATCH_PX + 8) * u
    widths = [max((indent + width(e.words, size_px) for e in half), default=0.0) for half in halves]
    if line < size_px * 1.18 or sum(widths) + 18 * u > right - left:
        return False
    x = left
    for half, wide in zip(halves, widths, strict=True):
        for index, entry in enumerate(half):
            y = top + line * (index + 0.5)
            _swatch(scene, entry, x + (SWATCH_PX - entry.swatch_px) * u / 2, y)
            scene.text(y, entry.words, size_px, scene.theme.quiet, px=x + indent)
        x += wide + 18 * u
    return True


def _swatch(scene: Scene, entry: Entry, x: float, y: float) -> None:
    u, ink, quiet = scene.unit, scene.theme.ink, scene.theme.quiet
    wide = entry.swatch_px * u

    def path(*parts: str) -> str:
        return "".join(parts)

    if entry.sign.startswith("family:"):
        family = FAMILIES[int(entry.sign[7:])]
        scene.point(y, SHAPES[family.sign], 9 * u, family.colour(scene.theme), px=x + wide / 2)
        return
    draw: dict[str, Callable[[], None]] = {
        "solid": lambda: _box(scene, x, y, wide, quiet, (1.0, 1.0)),
        "faded": lambda: _box(scene, x, y, wide, quiet, (0.05, 0.6)),
        "faded right": lambda: _box(scene, x, y, wide, quiet, (0.6, 0.05)),
        "planned": lambda: _strokes(scene, x, y, wide, quiet),
        "answer": lambda: _shape(
            scene, x + wide / 2, y, wide, path("M-1,-0.28L1,-0.28L1,0.28L-1,0.28Z"), quiet
        ),
        "tick": lambda: _shape(scene, x + wide / 2, y, 15 * u, "M0,-1L0,1", ink),
        "span": lambda: _shape(scene, x + wide / 2, y, wide, "M-1,-0.4L-1,0.4L1,0.4L1,-0.4", ink),
        "echo": lambda: _shape(scene, x + wide / 2, y, 9 * u, "M0,-1L0,1", quiet),
        "cross": lambda: _shape(scene, x + wide / 2, y, 8 * u, CROSS, ink),
    }
    draw[entry.sign]()


def _shape(scene: Scene, px: float, y: float, size_px: float, shape: str, stroke: str) -> None:  # noqa: PLR0917
    scene.point(y, shape, size_px, "transparent", px=px, stroke=stroke)


def _box(scene: Scene, x: float, y: float, wide: float, colour: str, alphas: tuple[float, float]) -> None:  # noqa: PLR0917
    steps = 6
    for i in range(steps):
        share = alphas[0] + (alphas[1] - alphas[0]) * i / (steps - 1)
        scene.points.append(
            {
                "x": None, "px": x + wide * (i + 0.5) / steps, "y": y, "shape": "M-1,-1.6L1,-1.6L1,1.6L-1,1.6Z",
                "size": (wide / steps) ** 2, "fill": colour, "stroke": "transparent", "opacity": share,
            }
        )  # fmt: skip


def _strokes(scene: Scene, x: float, y: float, wide: float, colour: str) -> None:
    count = 5
    for i in range(count):
        _shape(scene, x + wide * (i + 0.5) / count, y, 8 * scene.unit, "M-1,1L1,-1", colour)
