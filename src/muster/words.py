"""Counts and dates in words that say as much as the claim does, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from muster.dates import DateSpan, Moment, parse_span
from muster.model import Claim, Dataset
from muster.vocabulary import DateBasis, Kind, PublishedBasis

_APPROXIMATE = re.compile(
    r"\b(about|around|approximately|approx|some|nearly|roughly|circa|almost|estimated)\b|~", re.IGNORECASE
)
_MORE_THAN = re.compile(r"\b(over|more than|above|upwards of)\b", re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count_words(claim: Claim) -> str:
    """Return a claim's count: `about 400`, `up to 3,000`, `over 7,000`; the empty string where none is given."""
    low, best, high = claim.count_low, claim.count_best, claim.count_high
    if best is not None:
        words = f"about {best:,}" if _APPROXIMATE.search(claim.count_text) else f"{best:,}"
        if low is not None and high is not None and low != high:
            words += f" ({low:,} to {high:,})"
        return words
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if high is not None:
        return f"up to {high:,}"
    if low is not None:
        return f"{'over' if _MORE_THAN.search(claim.count_text) else 'at least'} {low:,}"
    return ""


def bound_word(claim: Claim) -> str:
    """Return how a claim hedges its count: `up to`, `over`, `at least`, `about`; "" for a bare number or none."""
    low, best, high = claim.count_low, claim.count_best, claim.count_high
    if best is not None:
        return "about" if _APPROXIMATE.search(claim.count_text) else ""
    if low is None and high is not None:
        return "up to"
    if low is not None and high is None:
        return "over" if _MORE_THAN.search(claim.count_text) else "at least"
    return ""


def figure_words(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's count with what it covers: `18 over 2 places` where one total stands for a whole statement."""
    words, places = count_words(claim), dataset.places_of_statement(claim)
    return f"{words} over {places} places" if words and places > 1 else words


@cache
def country_words(code: str) -> str:
    """Return a country's name in English by its alpha-2 code, as the Unicode CLDR has it; a code that it does not know as it is."""
    from babel import Locale  # noqa: PLC0415 - read where there is something to name

    names = Locale("en").territories
    return str(names.get(code.upper(), code))


def troops_words(code: str) -> str:
    """Return whose troops they are: the country's name, `others` where none is given."""
    return country_words(code) if code else "others"


def how_many(count: int, noun: str, nouns: str = "") -> str:
    """Return `1 place`, `2 places`: a number and what there are so many of."""
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"


def stretch_words(first: int, count: int, total: int, noun: str) -> str:
    """Return which of how many are listed, `first` counted from 1: `12 claims` for all, else `101 to 200 of 2,000 claims`."""
    every = how_many(total, noun)
    if count == total:
        return every
    if not count:
        return f"none from number {first:,} on of {every}"
    return f"{f'{first:,} to {first + count - 1:,}' if count > 1 else f'number {first:,}'} of {every}"


def day_words(day: date) -> str:
    """Return `16 Oct 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: Moment) -> str:
    """Return `14:05 on 16 Oct 2024 (UTC)`, or `the end of 16 Oct 2024 (UTC)` for a whole day."""
    day, _, at = moment.text.partition("T")
    return f"{at or 'the end'} {'on' if at else 'of'} {day_words(date.fromisoformat(day))} (UTC)"


def edits_words(moment: Moment, later: int) -> str:
    """Return what a data set with the edits of a moment is, and how many edits came later."""
    left = f"{how_many(later, 'later edit')} left out" if later else "no edit came later"
    return f"Our own tables as they stood at {moment_words(moment)}: {left}"


def same_start(old: str, new: str, *, at_most: int = 40) -> int:
    """Return where two texts may be cut so that their difference is seen: 0, or after a word of their common beginning."""
    pairs = enumerate(zip(old, new, strict=False))
    common = next((at for at, (mine, other) in pairs if mine != other), min(len(old), len(new)))
    return 0 if common <= at_most else old.rfind(" ", 0, common - at_most // 2) + 1


def read_only_words(shown: str) -> str:
    """Return the line that says of a store that nothing can be written there."""
    return f"Nothing can be written now, as {shown} may only be read. What is there is shown."


def range_words(first: date, last: date) -> str:
    """Return `8 to 13 Oct 2024`, saying month and year once where they are the same."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def interval_words(first: date | None, last: date | None) -> str:
    """Return `8 to 13 Oct 2024`, `not after 6 Nov 2024` or `from 1 Mar 2019 on`; at least one end is given."""
    if first is not None and last is not None:
        return range_words(first, last)
    if last is not None:
        return f"not after {day_words(last)}"
    return f"from {day_words(first)} on" if first is not None else "no date given"


def dated_within(spans: Iterable[tuple[date | None, date | None]]) -> str:
    """Return the days between which events lie, as `interval_words` does; "" where none has a day.

    Where all are open on the same side there is only a bound, and no day on which anything is said to have happened.
    """
    given = list(spans)
    firsts, lasts = [first for first, _ in given if first], [last for _, last in given if last]
    if firsts and lasts:
        return range_words(min(firsts + lasts), max(firsts + lasts))
    return interval_words(min(firsts, default=None), max(lasts, default=None)) if firsts or lasts else ""


def event_words(claim: Claim) -> str:
    """Return when it is said to have happened, with how that is known where it was not stated."""
    first, last = claim.event_start, claim.event_end
    if first is None and last is None:
        return "planned, no date given" if claim.kind is Kind.PLANNED else "no date given"
    words = interval_words(first, last)
    if claim.date_basis is DateBasis.INFERRED:
        words += " (inferred)"
    return words


def span_words(span: DateSpan) -> str:
    """Return a partial date as it is written: a day, a range, or an open end in words, with what EDTF marks as unsure.

    A date that is marked counts for a day, month or year more on both sides; what is said is what was written.
    """
    written, qualifier = _as_written(span)
    return _span_words(written) + qualifier


def _as_written(span: DateSpan) -> tuple[DateSpan, str]:
    """Return the span without what marks it as unsure, and that in words."""
    qualifier = next((words for mark, words in _QUALIFIERS.items() if mark in span.text), "")
    return (parse_span(re.sub("[~?%]", "", span.text)) if qualifier else span), qualifier


_QUALIFIERS = {"%": " (uncertain and approximate)", "~": " (approximate)", "?": " (uncertain)"}


def _span_words(span: DateSpan) -> str:
    if span.earliest is not None and span.latest is not None:
        return range_words(span.earliest, span.latest)
    if span.earliest is not None:
        return f"{day_words(span.earliest)} or later"
    if span.latest is not None:
        return f"not after {day_words(span.latest)}"
    return "no date given"


def event_cell(claim: Claim) -> str:
    """Return what `event_words` says so that a column of text sorts by day: `2024-10-08 to 10-13`, no day last."""
    if claim.event_start is None and claim.event_end is None:
        return event_words(claim)
    inferred = " (inferred)" if claim.date_basis is DateBasis.INFERRED else ""
    return _days_cell(claim.event_start, claim.event_end) + inferred


def span_cell(span: DateSpan) -> str:
    """Return what `span_words` says so that a column of text sorts by day: `2024-10-23 to 10-29`, no day last."""
    written, qualifier = _as_written(span)
    return _days_cell(written.earliest, written.latest) + qualifier


def _days_cell(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        if first == last:
            return f"{first}"
        return f"{first} to {last:%m-%d}" if first.year == last.year else f"{first} to {last}"
    if last is not None:
        return f"{last} or before"
    return f"{first} or later" if first is not None else "no date given"


def said_words(dataset: Dataset, claim: Claim) -> str:
    """Return when it was said in public and when the document that carries it was published."""
    document = dataset.documents[claim.document_id]
    published = f"published {span_words(document.published_at)}"
    if document.published_basis is not PublishedBasis.STATED:
        basis = document.published_basis.label.lower()
        published = f"{published[:-1]}, {basis})" if published.endswith(")") else f"{published} ({basis})"
    return f"said {span_words(claim.reported_on)} · {published}" if claim.reported_on else published
