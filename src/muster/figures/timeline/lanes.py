"""The lanes: their names and labels at the left, or above the bars where the picture is narrow, and each bar with its ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from muster.figures.palette import family_of
from muster.figures.timeline.bars import Bar, Lane, Tick, label_words, row_words, short_name, size
from muster.figures.timeline.legend import CROSS, SHAPES
from muster.figures.timeline.measure import cut, width
from muster.figures.timeline.scene import Scene, day_value, fade
from muster.model import Dataset
from muster.query.selection import Selection
from muster.query.standing import standing_words
from muster.vocabulary import Stance, Status
from muster.words import event_words, said_words

_WARNING = {"light": "#b34700", "dark": "#f6a765", "print": "#000000"}
NO_DATE = "no date given"
_OPPOSED = (Status.DENIED.value, Status.DISPUTED.value)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand across and how high rows are, in pixels. `is_stacked`: names and labels stand above the bars."""

    name: float
    label: float
    label_px: float
    row: float
    head: float
    gap: float
    text: float
    is_stacked: bool


Row = tuple[Bar, ...]
"""What stands in one row: a bar, or several that look the same."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A lane with the rows that are drawn and the bars that there is no room for."""

    lane: Lane
    shown: tuple[Row, ...]
    rest: tuple[Bar, ...]

    @property
    def rows(self) -> int:
        return len(self.shown) + bool(self.rest)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn of some lanes. `left_out` are whole lanes for which there is no room."""

    lanes: tuple[Folded, ...]
    left_out: tuple[Lane, ...]

    @property
    def rows(self) -> int:
        return sum(lane.rows for lane in self.lanes) + bool(self.left_out)


def rows_of(lane: Lane, *, is_joined: bool) -> list[Row]:
    """Return the rows of a lane; with `is_joined` bars of the same days, said on the same days, stand in one: they look the same."""
    rows: dict[tuple[object, ...], list[Bar]] = {}
    for bar in lane.bars:
        said = tuple((tick.earliest, tick.latest) for tick in bar.ticks)
        alike = (bar.first_day, bar.last_day, said, bar.is_planned, bar.source_kind, bar.is_elsewhere)
        rows.setdefault(alike if is_joined and not bar.is_answer else (bar.claim_id, lane.key), []).append(
            bar
        )
    return [tuple(row) for row in rows.values()]


def plan(dataset: Dataset, lanes: Sequence[Lane], most: int, *, is_joined: bool = False) -> Plan:
    """Return what of some lanes fits into `most` rows, at least one.

    Where all do not fit every lane keeps its fair share, and the most carried, then the largest, bars of it; lanes with
    the most bars come before others where even one row each is too much. What is left out is counted.
    """
    rows = [rows_of(lane, is_joined=is_joined) for lane in lanes]
    if sum(map(len, rows)) <= most:
        return Plan(tuple(Folded(lane, tuple(held), ()) for lane, held in zip(lanes, rows, strict=True)), ())
    every = range(len(lanes))
    by_weight = sorted(every, key=lambda i: (-len(lanes[i].bars), i))
    kept = sorted(by_weight[: max(1, most - 1)]) if len(lanes) > most else list(every)
    left_out = tuple(lane for i, lane in enumerate(lanes) if i not in kept)
    given = dict.fromkeys(kept, 1)
    spare = max(most - bool(left_out), len(kept)) - len(kept)
    while spare:
        wanting = [i for i in kept if given[i] < len(rows[i])][:spare]
        if not wanting:
            break
        for i in wanting:
            given[i] += 1
        spare -= len(wanting)
    return Plan(tuple(_fold(dataset, lanes[i], rows[i], given[i]) for i in kept), left_out)


def _fold(dataset: Dataset, lane: Lane, rows: list[Row], most: int) -> Folded:
    if len(rows) <= most:
        return Folded(lane, tuple(rows), ())

    def weight(row: Row) -> tuple[int, int, date, str]:
        return (
            -sum(len(bar.claim_ids) for bar in row), -max(size(dataset, bar) for bar in row), row[0].first_said, row[0].claim_id
        )  # fmt: skip

    chosen = sorted(rows, key=weight)[: most - 1]
    rest = tuple(bar for row in rows if row not in chosen for bar in row)
    return Folded(lane, tuple(row for row in rows if row in chosen), rest)


def height(planned: Plan, columns: Columns) -> float:
    """Return how high the lanes are."""
    lanes = len(planned.lanes) + bool(planned.left_out)
    return planned.rows * columns.row + lanes * (columns.gap + columns.head)


def draw(
    scene: Scene,
    dataset: Dataset,
    selection: Selection,
    planned: Plan,
    *,
    top: float,
    columns: Columns,
    lanes: str,
    chosen: str,
) -> float:
    """Draw lanes from `top` down; return where they end."""
    y, theme = top, scene.theme
    for index, folded in enumerate(planned.lanes):
        tall = folded.rows * columns.row + columns.gap + columns.head
        if index % 2 == 0:
            scene.bands.append({"y": y, "y2": y + tall, "fill": theme.ink, "opacity": 0.03})
        _name(scene, dataset, folded.lane, y, columns, lanes)
        row = y + columns.gap / 2 + columns.head
        for bars in folded.shown:
            is_chosen = any(chosen in bar.claim_ids for bar in bars)
            _row(scene, dataset, selection, bars, row, columns, lanes, is_chosen=is_chosen)
            row += columns.row
        if folded.rest:
            _rest(scene, folded.rest, row, columns, is_all=not folded.shown)
        y += tall
    if planned.left_out:
        count = sum(len(lane.bars) for lane in planned.left_out)
        words = f"and {len(planned.left_out):,} more lanes with {count:,} more"
        scene.text(y + columns.gap / 2 + columns.row / 2, words, columns.text, theme.quiet, px=columns.name)
        y += columns.row + columns.gap + columns.head
    return y


def _name(scene: Scene, dataset: Dataset, lane: Lane, y: float, columns: Columns, lanes: str) -> None:  # noqa: PLR0917
    u = scene.unit
    middle = (
        y + (columns.gap + columns.head) / 2 if columns.is_stacked else y + columns.gap / 2 + columns.row / 2
    )
    x = columns.name
    if lanes == "originator":
        family = family_of(dataset.sources[lane.key].kind)
        scene.point(middle, SHAPES[family.sign], 9.5 * u, family.colour(scene.theme), px=x + 6 * u)
        x += 18 * u
    room = (scene.width - 20 * u if columns.is_stacked else columns.label - 10 * u) - x
    size_px = columns.text * 1.04
    scene.text(middle, cut(lane.name, size_px, room, "bold"), size_px, scene.theme.ink, px=x, bold=True)


def _row(  # noqa: PLR0917
    scene: Scene,
    dataset: Dataset,
    selection: Selection,
    bars: Row,
    y: float,
    columns: Columns,
    lanes: str,
    *,
    is_chosen: bool,
) -> None:
    u, theme, bar = scene.unit, scene.theme, bars[0]
    family = family_of(bar.source_kind)
    colour = family.colour(theme)
    text_y = y + columns.text * 0.75 if columns.is_stacked else y + columns.row / 2
    thick = min(9 * u, columns.row * 0.5)
    middle = y + columns.row - thick * 0.5 - 5 * u if columns.is_stacked else y + columns.row / 2
    x = columns.label
    if lanes != "originator":
        scene.point(text_y, SHAPES[family.sign], 8 * u, colour, px=x + 5 * u)
        x += 15 * u
    opposed = ", ".join(
        dict.fromkeys(filter(None, (_opposition(dataset, held, selection.as_of) for held in bars)))
    )
    marks = [(opposed, _WARNING[theme.name])] if opposed else []
    room = columns.label_px - (x - columns.label)
    if scene.is_fixed and not columns.is_stacked:
        room = max(room, begin_px(scene, bar) - 10 * u - x)
        marks += [(NO_DATE, theme.quiet)] if bar.is_undated and not bar.is_answer else []
    marked = sum(width(mark, columns.text) + 8 * u for mark, _ in marks)
    shown = _fitting(row_words(dataset, bars, lanes=lanes), columns.text, room - marked)
    scene.text(text_y, shown, columns.text, theme.ink, px=x)
    at = x + width(shown, columns.text) + 8 * u
    for mark, tint in marks:
        scene.text(text_y, mark, columns.text, tint, px=at)
        at += width(mark, columns.text) + 8 * u
    if is_chosen:
        scene.bands.append({"y": y, "y2": y + columns.row, "fill": theme.accent, "opacity": 0.14})
    opacity = 0.35 if bar.is_elsewhere else 1.0
    draw_extent(scene, bar, middle, thick, colour, opacity)
    draw_ticks(scene, bar, middle, thick, colour)
    scene.hits.append({"y": y, "y2": y + columns.row, "id": bar.claim_id, **told(dataset, selection, bar)})


def _fitting(parts: Sequence[str], size_px: float, room_px: float) -> str:
    """Return parts in one line, with how many more there are where not all fit."""
    for kept in range(len(parts), 0, -1):
        more = f"; + {len(parts) - kept} more" if kept < len(parts) else ""
        words = "; ".join(parts[:kept]) + more
        if width(words, size_px) <= room_px:
            return words
    more = f"; + {len(parts) - 1} more" if len(parts) > 1 else ""
    return cut(parts[0], size_px, room_px - width(more, size_px)) + more


def begin_px(scene: Scene, bar: Bar) -> float:
    """Return where the first mark of a bar stands."""
    if bar.first_day is None and bar.last_day is not None:
        return scene.left
    days = [day for day in (bar.first_day, *(t.earliest or t.latest for t in bar.ticks)) if day]
    cross = 14 * scene.unit if bar.stance is Stance.DENIES else 0
    return scene.px_of(scene.clip(day_value(min(days)))) - cross if days else scene.left


def _opposition(dataset: Dataset, bar: Bar, as_of: date | None) -> str:
    if bar.is_answer:
        return ""
    words = standing_words(dataset, dataset.claims_by_id[bar.claim_id], as_of)
    return ", ".join(part for part in words.split(", ") if part in _OPPOSED)


def draw_extent(scene: Scene, bar: Bar, y: float, thick: float, colour: str, opacity: float) -> None:  # noqa: PLR0917
    u, top, base = scene.unit, y - thick / 2, y + thick / 2
    first = day_value(bar.first_day) if bar.first_day else None
    last = day_value(bar.last_day) + 1 if bar.last_day else None
    if bar.is_planned:
        start = (
            first
            if first is not None
            else day_value(bar.first_said)
            if bar.first_said > date.min
            else scene.first
        )
        scene.hatch(start, last or scene.last, top, base, colour, step_px=7 * u, fade=last is None)
        if first is not None:
            scene.line(first, first, top, base, colour, width=2)
        return
    if first is None and last is None:
        return
    begin, end = first if first is not None else scene.first, last if last is not None else scene.last
    end = max(end, begin + scene.days(4 * u))
    if bar.is_answer:
        scene.outline(begin, end, top, base, colour, width=1.4)
        return
    if first is not None and last is not None:
        scene.rect(begin, end, top, base, colour, opacity=opacity)
        return
    scene.rect(
        begin,
        end,
        top,
        base,
        fade(colour, (0, 0.03), (1, 0.5)) if first is None else fade(colour, (0, 0.5), (1, 0.03)),
        opacity=opacity,
    )
    edge = end if first is None else begin
    scene.line(edge, edge, top, base, colour, width=2.2, opacity=opacity)


def draw_ticks(scene: Scene, bar: Bar, y: float, thick: float, colour: str) -> None:
    """Draw when a bar was said, joined to it by a line as long as the lag."""
    if not bar.ticks:
        return
    u, theme = scene.unit, scene.theme
    begins = [_middle(t.earliest or t.latest) for t in bar.ticks if t.earliest or t.latest]
    end = day_value(bar.last_day) + 1 if bar.last_day else begins[0] if begins else None
    if end is not None and begins and not bar.is_planned:
        far, near = max(begins), begins[0]
        if near > end:
            scene.line(end, near, y, y, colour, width=1.2, opacity=0.65)
        if far > max(end, near):
            scene.line(max(end, near), far, y, y, theme.quiet, width=0.8, opacity=0.4)
    for index, tick in enumerate(reversed(bar.ticks)):
        _tick(scene, tick, y, thick, is_first=index == len(bar.ticks) - 1)
    if bar.stance is Stance.DENIES and begins:
        first = bar.ticks[0]
        x = day_value(first.earliest or first.latest or date.min) - scene.days(9 * u)
        scene.point(y, CROSS, thick, "transparent", x=x, stroke=colour)


def _middle(day: date | None) -> float:
    return day_value(day) + 0.5 if day else 0.0


def _tick(scene: Scene, tick: Tick, y: float, thick: float, *, is_first: bool) -> None:
    u, theme = scene.unit, scene.theme
    colour, wide = (theme.ink, 2.0) if is_first else (theme.quiet, 1.1)
    reach = thick / 2 + (3.2 * u if is_first else 0.5 * u)
    if tick.earliest is not None and tick.earliest == tick.latest:
        x = _middle(tick.earliest)
        scene.line(x, x, y - reach, y + reach, colour, width=wide)
        return
    first = day_value(tick.earliest) if tick.earliest else None
    last = day_value(tick.latest) + 1 if tick.latest else None
    base = y + thick / 2 + 2.2 * u
    if first is not None:
        scene.line(first, first, y - reach, base, colour, width=wide)
    if last is not None:
        scene.line(last, last, base - thick * 0.5, base, colour, width=wide)
    start = first if first is not None else (last or scene.last) - scene.days(28 * u)
    stop = last if last is not None else start + scene.days(28 * u)
    scene.line(
        start, stop, base, base, colour, width=max(wide * 0.6, 0.9), dashed=first is None or last is None
    )


def _rest(scene: Scene, rest: Sequence[Bar], y: float, columns: Columns, *, is_all: bool) -> None:
    """A row for what there is no room for: how many, and when they were said, the more the darker."""
    theme, u = scene.theme, scene.unit
    words = f"{len(rest):,} in all, first said" if is_all else f"+ {len(rest):,} more, first said"
    text_y = y + columns.text * 0.75 if columns.is_stacked else y + columns.row / 2
    scene.text(text_y, words, columns.text, theme.quiet, px=columns.label)
    cells = max(12, int(scene.plot_px / (9 * u)))
    wide = (scene.last - scene.first) / cells
    counts: dict[int, int] = {}
    for bar in rest:
        at = int((day_value(bar.first_said) - scene.first) / wide) if bar.first_said > date.min else -1
        if 0 <= at < cells:
            counts[at] = counts.get(at, 0) + 1
    most = max(counts.values(), default=1)
    thick = min(9 * u, columns.row * 0.5)
    middle = y + columns.row - thick * 0.5 - 5 * u if columns.is_stacked else y + columns.row / 2
    for at, count in counts.items():
        x = scene.first + at * wide
        share = 0.15 + 0.75 * count / most
        scene.rect(x, x + wide * 0.9, middle - thick / 2, middle + thick / 2, theme.quiet, opacity=share)


def told(dataset: Dataset, selection: Selection, bar: Bar) -> dict[str, str]:
    """Return what is told of a bar when it is pointed at; every value may be text from data."""
    claim = dataset.claims_by_id[bar.claim_id]
    standing = standing_words(dataset, claim, selection.as_of)
    documents = len({dataset.claims_by_id[key].document_id for key in bar.claim_ids})
    return {
        "who": short_name(dataset, bar.originator_id),
        "what": label_words(dataset, bar),
        "summary": claim.summary,
        "happened": _happened(bar, event_words(claim)),
        "said": said_words(dataset, claim),
        "standing": standing or "reported",
        "carried": f"{len(bar.claim_ids):,} claims in {documents:,} documents"
        if len(bar.claim_ids) > 1
        else "1 claim",
    }


def _happened(bar: Bar, own: str) -> str:
    return f"{own} (another report of it lies outside these days)" if bar.is_elsewhere else own
