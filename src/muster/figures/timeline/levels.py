"""How many are reported, phase by phase, for the band above the lanes: who said each figure, and which ends are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from muster.model import Dataset
from muster.query.headline import people_words
from muster.query.selection import Selection
from muster.query.strength import Step, strength_by_day, strength_by_report
from muster.query.totals import Range, Standing
from muster.query.windows import event_windows
from muster.words import figure_words, range_words, span_words, troops_words

_ONE = timedelta(days=1)
Span = tuple[date, date, Range]
CLOCKS = ("said", "happened")
"""By which day strength is told: what had been said by then, or what is said of that day."""


@dataclass(frozen=True, slots=True)
class Band:
    """What is reported over some days, both counted. `low` and `high` bound it.

    `is_open_below` holds where a figure says "up to" and nothing gives it a floor, `is_open_above` where the largest
    says "over" or "at least". `is_possible` holds where each figure has an end alone: some day before it, maybe not this
    one. `words` are those of the headline.
    """

    first: date
    last: date
    low: int
    high: int
    is_open_below: bool
    is_open_above: bool
    is_possible: bool
    words: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over the days that it stands; `possibly_until` is the last day on which that is no more than possible, if any.

    By `said` it is the day before it had surely been said; by `happened` the last of all where no first day is given.
    """

    first: date
    last: date
    number: int
    words: str
    who: str
    said: str
    claim_id: str
    possibly_until: date | None
    is_planned: bool


@dataclass(frozen=True, slots=True)
class Levels:
    """Strength as bands and lines, present and planned apart. `stops` says why it ends before the axis does, or ""."""

    present: tuple[Band, ...]
    planned: tuple[Band, ...]
    lines: tuple[Line, ...]
    stops: str

    @property
    def top(self) -> int:
        """The largest number of any band, 0 for none."""
        return max((band.high for band in (*self.present, *self.planned)), default=0)


@lru_cache(maxsize=16)
def levels_of(dataset: Dataset, selection: Selection, *, clock: str = "said", until: date) -> Levels:
    """Return reported strength over time. By `said` it stands until `until`; by `happened` it ends with the dated claims.

    On the days after the last dated claim only undated figures count, however small: to draw them on would be to show a
    collapse that nobody reports.
    """
    if clock == "said":
        steps, stops = strength_by_report(dataset, selection), ""
    else:
        every = strength_by_day(dataset, selection)
        steps = [step for step in every if step.day <= _last_dated(dataset, selection, every)]
        until = steps[-1].day if steps else until
        stops = "no later day is bounded by a dated figure" if len(steps) < len(every) else ""
    changes = [step for i, step in enumerate(steps) if i == 0 or not _same(step, steps[i - 1])]
    changes = [step for step in changes if step.day <= until]
    ends = [*(step.day - _ONE for step in changes[1:]), until][: len(changes)]
    phases = list(zip(changes, ends, strict=True))
    present = [(step.day, end, step.strength.present) for step, end in phases]
    planned = [(step.day, end, step.strength.planned) for step, end in phases]
    origins = {f.number.troop_origin for _, _, people in (*present, *planned) for f in people.figures}
    is_mixed = len(origins) > 1
    return Levels(
        tuple(band for spans in _by_troops(present) for band in _bands(dataset, spans, clock)),
        tuple(band for spans in _by_troops(planned) for band in _bands(dataset, spans, clock)),
        (
            *_lines(dataset, present, clock, is_planned=False, is_mixed=is_mixed),
            *_lines(dataset, planned, clock, is_planned=True, is_mixed=is_mixed),
        ),
        stops,
    )


def _by_troops(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the spans once for each origin of troops: the numbers of one make no range with another's."""
    origins = sorted({f.number.troop_origin for _, _, people in spans for f in people.figures})
    return [[(first, last, _only(people, origin)) for first, last, people in spans] for origin in origins]


def _only(people: Range, origin: str) -> Range:
    figures = tuple(f for f in people.figures if f.number.troop_origin == origin)
    given = {key for f in figures for key in (*f.claim_ids, *(f.part.claim_ids if f.part else ()))}
    return replace(people, figures=figures, claim_ids=tuple(key for key in people.claim_ids if key in given))


def _same(one: Step, other: Step) -> bool:
    return one.strength == other.strength


def _last_dated(dataset: Dataset, selection: Selection, steps: Iterable[Step]) -> date:
    """Return the last day on which a figure with a last day of its own stands; the last day of all where none has one."""
    steps = list(steps)
    days = event_windows(dataset, selection.as_of)
    bounds = []
    for step in steps:
        for figure in step.strength.present.figures:
            claim = dataset.claims_by_id[figure.number.claim_id]
            found = [end for (key, _), (_, end) in days.items() if key == claim.assertion_id and end]
            bounds += found
    latest = max(bounds, default=None)
    return min(latest, steps[-1].day) if latest and steps else date.max


def _bands(dataset: Dataset, spans: Iterable[Span], clock: str) -> tuple[Band, ...]:
    bands: list[Band] = []
    for first, last, people in spans:
        if not people.figures:
            continue
        numbers = [n for f in people.figures for n in _numbers(f)]
        low, high = min(numbers), max(numbers)
        band = Band(
            first,
            last,
            low,
            high,
            any(_floor(f) is None for f in people.figures),
            any(
                f.number.high is None and f.number.best is None and f.number.low == high
                for f in people.figures
            ),
            clock == "happened"
            and all(_has_no_start(f) for figure in people.figures for f in (figure, figure.part) if f),
            people_words(dataset, people.figures),
            people.claim_ids,
        )
        before = bands[-1] if bands else None
        if before and _joins(before, band):
            bands[-1] = Band(before.first, last, *(getattr(band, n) for n in _BAND_REST))
        else:
            bands.append(band)
    return tuple(bands)


_BAND_REST = ("low", "high", "is_open_below", "is_open_above", "is_possible", "words", "claim_ids")


def _joins(one: Band, other: Band) -> bool:
    looks = _BAND_REST[:-1]
    return other.first - one.last == _ONE and all(
        getattr(one, name) == getattr(other, name) for name in looks
    )


def _has_no_start(figure: Standing) -> bool:
    """Return whether a figure can be of any day before the last one that it may be of."""
    return figure.number.event_start is None and figure.number.first_day is None


def _numbers(figure: Standing) -> list[int]:
    n = figure.number
    own = [value for value in (n.low, n.best, n.high) if value is not None]
    return own + ([figure.part.number.size] if figure.part else [])


def _floor(figure: Standing) -> int | None:
    n, part = figure.number, figure.part.number.size if figure.part else None
    return next((value for value in (n.low, n.best, part) if value is not None), None)


def _lines(
    dataset: Dataset, spans: Iterable[Span], clock: str, *, is_planned: bool, is_mixed: bool
) -> list[Line]:
    """Return each figure from the phase in which it first stands to the last in a row, however many come to carry it."""
    lines: list[tuple[date, date, Standing, set[str]]] = []
    standing: dict[str, int] = {}
    for first, last, people in spans:
        now: dict[str, int] = {}
        for figure in (*people.figures, *(f.part for f in people.figures if f.part)):
            key = figure.number.assertion_id
            index = standing.get(key, len(lines))
            if index < len(lines) and lines[index][2].number.size == figure.number.size:
                old = lines[index]
                lines[index] = (old[0], last, old[2], old[3] | set(figure.claim_ids))
            else:
                index = len(lines)
                lines.append((first, last, figure, set(figure.claim_ids)))
            now[key] = index
        standing = now
    return [_line(dataset, line, clock, is_planned=is_planned, is_mixed=is_mixed) for line in lines]


def _line(
    dataset: Dataset,
    line: tuple[date, date, Standing, set[str]],
    clock: str,
    *,
    is_planned: bool,
    is_mixed: bool,
) -> Line:
    first, last, figure, claim_ids = line
    claim = dataset.claims_by_id[figure.number.claim_id]
    spans = [dataset.known_span(dataset.claims_by_id[key]) for key in sorted(claim_ids)]
    said = min(spans, key=lambda span: (span.latest or date.max, span.earliest or date.min))
    sure = said.latest or last + _ONE
    unsure = min(sure - _ONE, last) if clock == "said" and sure > first else None
    told = range_words(first, said.latest) if unsure and said.latest else span_words(said)
    if clock == "happened" and _has_no_start(figure):
        unsure = last
    words = figure_words(dataset, claim) + (
        f" from {troops_words(figure.number.troop_origin)}" if is_mixed else ""
    )
    words += " planned" if is_planned else " deserted" if figure.number.is_desertion else ""
    who = dataset.sources[figure.number.originator_id]
    return Line(
        first, last, figure.number.size, words, who.called, told, claim.claim_id, unsure,
        is_planned,
    )  # fmt: skip
