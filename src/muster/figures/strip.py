"""Claims by day and kind of source, below a map: solid on the days that a claim gives, pale where only a bound is given."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from muster.figures.canvas import Box, Canvas
from muster.figures.palette import FAMILIES, family_of
from muster.figures.spec import FigureSpec
from muster.figures.words import answered, drawn_claims
from muster.model import Claim, Dataset
from muster.vocabulary import Kind
from muster.words import day_words

_MOST_DAYS = 400


def claims_by_day(
    dataset: Dataset, spec: FigureSpec
) -> tuple[list[date], dict[str, Counter[date]], dict[str, Counter[date]]]:
    """Return the days, then the claims that may lie on each by family: those with both bounds, and those with one.

    A claim with both counts on each of its days; with one, on that day.
    """
    shown = [
        c
        for c in drawn_claims(
            dataset, answered(dataset, replace(spec.selection, event_from=None, event_to=None))
        )
        if c.kind is not Kind.PLANNED
    ]
    ends = [day for c in shown for day in (c.event_start, c.event_end) if day]
    first = spec.selection.event_from or min(ends, default=None)
    last = spec.selection.event_to or max(ends, default=None)
    solid: dict[str, Counter[date]] = {family.label: Counter() for family in FAMILIES}
    pale: dict[str, Counter[date]] = {family.label: Counter() for family in FAMILIES}
    if first is None or last is None or not ends:
        return [], solid, pale
    low, high = min([first, *ends]), max([last, *ends])
    if (high - low).days > _MOST_DAYS:
        low = high - timedelta(days=_MOST_DAYS)
    days = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    for claim in shown:
        _count(dataset, claim, (low, high), solid, pale)
    return days, solid, pale


def _count(
    dataset: Dataset,
    claim: Claim,
    span: tuple[date, date],
    solid: dict[str, Counter[date]],
    pale: dict[str, Counter[date]],
) -> None:
    label = family_of(dataset.sources[claim.originator_id].kind).label
    start, end = claim.event_start, claim.event_end
    if start and end:
        day = max(start, span[0])
        while day <= min(end, span[1]):
            solid[label][day] += 1
            day += timedelta(days=1)
    elif (bound := start or end) is not None:
        pale[label][bound] += 1


def draw_strip(dataset: Dataset, spec: FigureSpec, canvas: Canvas, box: Box) -> None:
    """Draw the claims by day into a box, the window that is asked marked on it."""
    unit, theme = canvas.unit, canvas.theme
    left, top, right, bottom = box
    canvas.words(
        left,
        top + 17 * unit,
        "Claims by day of the event, by kind of source",
        size=17,
        style="bold",
        group="strip",
    )
    canvas.words(
        right,
        top + 17 * unit,
        "solid: on that day · pale: only a bound is given",
        size=15,
        colour=theme.quiet,
        align="right",
        group="strip",
    )
    days, solid, pale = claims_by_day(dataset, spec)
    base, head = bottom - 26 * unit, top + 34 * unit
    canvas.lines([[(left, base), (right, base)]], stroke=theme.rule, width=1.4)
    if not days:
        canvas.words(
            (left + right) / 2,
            (head + base) / 2,
            "No claim of this selection is dated",
            size=18,
            colour=theme.quiet,
            align="center",
            group="strip",
        )
        return
    step = (right - left) / len(days)
    tallest = max(sum(c[day] for c in (*solid.values(), *pale.values())) for day in days) or 1
    asked = spec.selection
    if asked.asks_window:
        a = left + step * max(0, ((asked.event_from or days[0]) - days[0]).days)
        b = left + step * min(len(days), ((asked.event_to or days[-1]) - days[0]).days + 1)
        canvas.box((a, head - 6 * unit, b, base), fill=theme.accent, alpha=0.10)
    for index, day in enumerate(days):
        y = base
        for family in FAMILIES:
            for counted, alpha in ((solid, 1.0), (pale, 0.4)):
                high = counted[family.label][day] / tallest * (base - head)
                if high:
                    x = left + index * step
                    canvas.box(
                        (x + step * 0.1, y - high, x + step * 0.9, y),
                        fill=family.colour(theme),
                        alpha=alpha,
                        group="bar",
                    )
                    y -= high
    every = max(1, round(len(days) * 110 * unit / (right - left)))
    for index in range(0, len(days), every):
        words = day_words(days[index]) if index == 0 else day_words(days[index]).rsplit(" ", 1)[0]
        x = left + (index + 0.5) * step
        align = "left" if index == 0 else "center"
        if x + canvas.width(words, 15) / 2 <= right:
            canvas.words(
                left if index == 0 else x,
                bottom - 6 * unit,
                words,
                size=15,
                colour=theme.quiet,
                align=align,
                group="strip",
            )
