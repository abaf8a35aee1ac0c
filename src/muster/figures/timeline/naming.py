"""Where the figures of the strip are named: at their lines, and clear of every line and of one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from muster.figures.ink import Box
from muster.figures.obstacles import Segment
from muster.figures.timeline.levels import Line
from muster.figures.timeline.measure import cut, width
from muster.figures.timeline.scene import Scene, day_value

MOST = 12
"""How many figures are named; the lines of all are drawn."""
_BOLD, _ROUNDS, _FEW, _FINE = 1.04, 5, 8, 40.0
_ROW = 1.22
_STACKED, _SHORTER, _OFF, _HATCHED = 6.0, 12.0, 10.0, 150.0
"""What it costs to take two rows, to leave out the days, to stand off with a line, to stand on hatching."""
_SHARES = (0.0, 0.08, 0.16, 0.25, 0.35, 0.5, 0.65, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Words:
    """What names a figure: rows of (bold, quiet) words, with how wide and high they are and what it costs to say just this."""

    rows: tuple[tuple[str, str], ...]
    wide: float
    high: float
    cost: float


@dataclass(frozen=True, slots=True)
class Tag:
    """A figure's name and where it stands, in pixels of the scene; `leader` goes from it to its line, where it stands off."""

    line: Line
    words: Words
    box: Box
    align: Literal["left", "right"]
    leader: Segment | None
    cost: float


Spot = tuple[float, Box, Literal["left", "right"], Segment | None]


def by_weight(lines: Iterable[Line]) -> list[Line]:
    """Return figures as they are to be named: present ones before planned, those that stand to the end first, the largest first."""
    held = list(lines)
    end = max((line.last for line in held), default=None)
    return sorted(held, key=lambda line: (line.is_planned, line.last != end, -line.number, line.first))


def place(
    scene: Scene,
    lines: Sequence[Line],
    y_of: Callable[[float], float],
    frame: Box,
    *,
    hatched: Sequence[Box],
    taken: Sequence[Box],
    size_px: float,
    is_low: bool,
) -> list[Tag]:
    """Return the names for which there is room in a frame, the weightiest first; whose there is none for is left out.

    In boxes that are `hatched` words are hard to read; those that are `taken` have words of others. A low strip names who gives a figure, without the days.
    """
    runs = {line: _run(scene, line, y_of) for line in lines}
    weights = by_weight(lines)[:MOST]
    # Where one name takes the only room of another, the lines are tried from the bottom up and from the top down.
    orders = (weights, sorted(weights, key=lambda n: n.number), sorted(weights, key=lambda n: -n.number))

    def placed(order: Sequence[Line]) -> list[Tag]:
        tags: list[Tag] = []
        for line in order:
            tag = _tag(
                scene, line, runs, tags, frame, hatched=hatched, taken=taken, size_px=size_px, is_low=is_low
            )
            if tag is not None:
                tags.append(tag)
        return tags

    def worth(tags: Sequence[Tag]) -> tuple[int, float]:
        return (len(tags), -sum(tag.cost for tag in tags))

    best: list[Tag] = []
    for order in orders:
        best = max(best, placed(order), key=worth)
        if len(best) == len(weights) and all(tag.cost < _FINE for tag in best):
            return best
    last = best
    missed = dict.fromkeys(weights, 0)
    rounds = _ROUNDS if len(weights) <= _FEW else 1
    for _ in range(rounds if len(best) < len(weights) else 0):
        # Who found no room goes before the others, the more often the sooner.
        for line in weights:
            missed[line] += line not in {tag.line for tag in last}
        last = placed(sorted(weights, key=lambda line: -missed[line]))
        best = max(best, last, key=worth)
    return best


def _run(scene: Scene, line: Line, y_of: Callable[[float], float]) -> Segment:
    y = y_of(line.number)
    first, last = scene.clip(day_value(line.first)), scene.clip(day_value(line.last) + 1)
    return (scene.px_of(first), y, scene.px_of(last), y)


def _choices(scene: Scene, line: Line, size_px: float, room: float, *, is_low: bool) -> list[Words]:
    u = scene.unit
    bold = width(line.words, size_px * _BOLD, "bold") * scene.slack
    gap = 7 * u
    found = []
    tellings = [line.who] if is_low or scene.plot_px <= 520 * u else [f"{line.who}, {line.said}", line.who]
    for index, telling in enumerate(tellings):
        one = cut(telling, size_px, max(60 * u, room - bold - gap))
        two = cut(telling, size_px, max(60 * u, room))
        extra = _SHORTER * index
        found.append(
            Words(((line.words, one),), bold + gap + width(one, size_px) * scene.slack, size_px * _ROW, extra)
        )
        found.append(
            Words(
                ((line.words, ""), ("", two)),
                max(bold, width(two, size_px) * scene.slack),
                size_px * _ROW * 2,
                extra + _STACKED,
            )
        )
    return found


def _tag(
    scene: Scene, line: Line, runs: dict[Line, Segment], tags: Sequence[Tag], frame: Box,
    *, hatched: Sequence[Box], taken: Sequence[Box], size_px: float, is_low: bool,
) -> Tag | None:  # fmt: skip
    u = scene.unit
    every = list(runs.values())
    # A leader that passes close by the end of a line would seem to lead to that one.
    others = [(x0 - 8 * u, y0, x1 + 8 * u, y1) for other, (x0, y0, x1, y1) in runs.items() if other != line]
    boxes = [*taken, *(tag.box for tag in tags)]
    leaders = [tag.leader for tag in tags if tag.leader]
    best: tuple[float, Tag] | None = None
    for words in _choices(scene, line, size_px, frame[2] - frame[0] - 4 * u, is_low=is_low):
        for cost, box, align, leader in _spots(scene, runs[line], words, frame, size_px):
            total = cost + words.cost
            if best is not None and total >= best[0]:
                continue
            grown = (box[0] - 3 * u, box[1] - 0.5 * u, box[2] + 3 * u, box[3] + 0.5 * u)
            if not _is_inside(box, frame) or any(_is_struck(grown, run) for run in every):
                continue
            if any(_touch(grown, other) for other in boxes) or any(_through(one, grown) for one in leaders):
                continue
            if leader is not None and (
                any(_through(leader, other) for other in boxes)
                or any(_cross(leader, other) for other in (*others, *leaders))
            ):
                continue
            total += _HATCHED * sum(_share(box, other) for other in hatched)
            if best is None or total < best[0]:
                best = total, Tag(line, words, box, align, leader, total)
    return best[1] if best else None


def _spots(scene: Scene, run: Segment, words: Words, frame: Box, size_px: float) -> Iterable[Spot]:
    """Yield where words may stand and what that costs: before the start of a line, then over or under it, then off it."""
    u, (start, own, end, _) = scene.unit, run
    w, h = words.wide, words.high
    right = start - 7 * u
    yield (0.0, (right - w, own - h / 2, right, own + h / 2), "right", None)
    for step in range(1, 13):
        for way in (-1, 1):
            middle, edge = own + way * step * size_px * 0.34, start - 20 * u
            leader = (edge + 3 * u, middle, start, own)
            cost = _OFF + 1.7 * step
            yield (cost, (edge - w, middle - h / 2, edge, middle + h / 2), "right", leader)
    for share in _SHARES:
        left = min(max(start, frame[0]) + 4 * u + share * max(end - start - w, 0), frame[2] - w)
        cost = 4 + 24 * share
        yield (cost, (left, own - 2.6 * u - h, left + w, own - 2.6 * u), "left", None)
        yield (cost + 1, (left, own + 2.6 * u, left + w, own + 2.6 * u + h), "left", None)
        x = left + 2 * u
        if not start <= x <= end:
            continue
        for step in range(1, 9):
            far = (4 + step * 6) * u
            above, below = own - far - h, own + far
            off = cost + _OFF + 2.5 * step
            yield (off, (left, above, left + w, above + h), "left", (x, above + h, x, own))
            yield (off + 1, (left, below, left + w, below + h), "left", (x, below, x, own))


def _is_inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _is_struck(box: Box, run: Segment) -> bool:
    """Return whether a level line runs through a box."""
    return run[0] < box[2] and run[2] > box[0] and box[1] < run[1] < box[3]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _through(line: Segment, box: Box) -> bool:
    """Return whether a line passes through a box (Liang and Barsky's cut)."""
    first, last = 0.0, 1.0
    for start, stop, low, high in ((line[0], line[2], box[0], box[2]), (line[1], line[3], box[1], box[3])):
        step = stop - start
        if abs(step) < 1e-9:
            if not low < start < high:
                return False
            continue
        one, other = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, one), min(last, other)
    return first < last


def _cross(one: Segment, other: Segment) -> bool:
    """Return whether two lines cross."""

    def side(line: Segment, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(one, *other[:2]) * side(one, *other[2:]) < 0
        and side(other, *one[:2]) * side(other, *one[2:]) < 0
    )


def _share(box: Box, other: Box) -> float:
    across = max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
    down = max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
    return across * down / max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)


def write(scene: Scene, tag: Tag, size_px: float) -> None:
    """Draw a name, and the line that leads to its figure.

    All of it stands at a day, not so far from the edge: it keeps to its line whatever width the page gives.
    """
    theme, u = scene.theme, scene.unit

    def day_at(px: float) -> float:
        return scene.first + scene.days(px - scene.left)

    colour = theme.quiet if tag.line.is_planned else theme.ink
    left, top, right, _ = tag.box
    if tag.leader:
        x0, y0, x1, y1 = tag.leader
        scene.line(day_at(x0), day_at(x1), y0, y1, theme.quiet, width=1.0, group="lead")
    is_right = tag.align == "right"
    # To the right of it its line begins; with a leader, that.
    at = tag.leader[0] if is_right and tag.leader else right + 7 * u if is_right else left
    for index, (bold, quiet) in enumerate(tag.words.rows):
        y = top + size_px * _ROW * (index + 0.5)
        wide = width(bold, size_px * _BOLD, "bold") * scene.slack
        if is_right:
            behind = right - at - (width(quiet, size_px) * scene.slack + 7 * u if bold and quiet else 0)
            scene.text(
                y, bold, size_px * _BOLD, colour, x=day_at(at), dx=behind, align="right", bold=True, halo=True
            )
            scene.text(y, quiet, size_px, theme.quiet, x=day_at(at), dx=right - at, align="right", halo=True)
            continue
        scene.text(y, bold, size_px * _BOLD, colour, x=day_at(at), bold=True, halo=True)
        scene.text(y, quiet, size_px, theme.quiet, x=day_at(at), dx=wide + 7 * u if bold else 0.0, halo=True)
