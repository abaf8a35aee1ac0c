"""A timeline for who cannot see it: the same in a few sentences, and as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from muster.figures.timeline.bars import Bar, Timeline, label_words, short_name
from muster.figures.timeline.layout import Picture
from muster.model import Dataset
from muster.query.selection import Selection
from muster.query.standing import standing_words
from muster.words import dated_within, day_words, interval_words, range_words


def describe(dataset: Dataset, selection: Selection, picture: Picture) -> str:  # noqa: ARG001
    """Return what the picture shows: how many bars, from when to when, the undated, and each figure of strength with who said it."""
    bars, undated = picture.timeline.bars, [b for b in picture.timeline.bars if b.is_undated]
    if not bars:
        return "Timeline: no claim fits."
    within = dated_within((b.first_day, b.last_day) for b in bars)
    said = [day for b in bars for t in b.ticks for day in (t.earliest, t.latest) if day]
    parts = [f"Timeline of {_count(len(bars), 'assertion')} in {_count(_lanes(picture.timeline), 'lane')}."]
    if within:
        parts.append(f"Events, where dated: {within}.")
    if said:
        parts.append(f"Said within {range_words(min(said), max(said))}.")
    if undated:
        parts.append(f"{len(undated):,} of them give no date.")
    if selection.as_of:
        parts.append(f"As known on {day_words(selection.as_of)}.")
    for bands, words in ((picture.levels.present, "Reported present"), (picture.levels.planned, "Planned")):
        steps = [f"from {day_words(band.first)} {band.words}" for band in bands]
        if steps:
            parts.append(f"{words}: {'; '.join(steps)}.")
    who = [f"{line.words} by {line.who}, {line.said}" for line in picture.levels.lines]
    if who:
        parts.append(f"Said by: {'; '.join(who)}.")
    return " ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lanes(timeline: Timeline) -> int:
    return len({lane.key for lane in (*timeline.dated, *timeline.undated)})


def table(dataset: Dataset, selection: Selection, timeline: Timeline) -> list[dict[str, Any]]:
    """Return the bars as rows, in the order of the lanes."""
    return [
        {
            "from": short_name(dataset, bar.originator_id),
            "says": label_words(dataset, bar),
            "happened": _happened(bar),
            "first said": _said(bar.ticks[0].earliest, bar.ticks[0].latest) if bar.ticks else "",
            "said again": "; ".join(_said(t.earliest, t.latest) for t in bar.ticks[1:]),
            "standing": standing_words(dataset, dataset.claims_by_id[bar.claim_id], selection.as_of),
            "claims": len(bar.claim_ids),
        }
        for bar in timeline.bars
    ]


def _happened(bar: Bar) -> str:
    if bar.is_undated:
        return "planned, no date given" if bar.is_planned else "no date given"
    return interval_words(bar.first_day, bar.last_day)


def _said(first: date | None, last: date | None) -> str:
    if first and last:
        return range_words(first, last)
    return f"{day_words(first)} or later" if first else interval_words(first, last)
