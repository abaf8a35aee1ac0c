"""A date as a text gives it, and the publication that it is read against: never the clock."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from muster.dates import DateSpan
from muster.ingest.article.spans import Span
from muster.vocabulary import DateBasis

OPEN_END_DAYS = 45
HISTORY_DAYS = 730

WEEK, MONTH, OPEN = 3, 4, 5


class Bearing(StrEnum):
    """What a date does to the end that it does not give."""

    WHOLE = "whole"
    SINCE = "since"
    UNTIL = "until"
    AHEAD = "ahead"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class When:
    """A date as written, with the days that it can mean; an end that it leaves open is None."""

    start: date | None
    end: date | None
    precision: int
    """The codebook's `date_precision`."""
    basis: DateBasis
    span: Span
    bearing: Bearing = Bearing.WHOLE

    def is_history(self, published: date | None) -> bool:
        """Return whether it ended so long before the publication that it is no news."""
        end = self.end or self.start
        return (
            published is not None
            and end is not None
            and self.bearing is not Bearing.SINCE
            and (published - end).days > HISTORY_DAYS
        )

    @property
    def is_dated(self) -> bool:
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The publication that dates are read against; without any day, only dates with a year are read."""

    earliest: date | None
    latest: date | None
    is_ahead: bool = False

    @classmethod
    def of(cls, published: DateSpan | None) -> "Anchor":
        """Take the ends of a publication date; an end that is only approximate bounds nothing."""
        if published is None:
            return cls(None, None)
        latest = published.latest
        if re.search(r"[~?%]\s*$", published.text):
            latest = None
        return cls(published.earliest, latest)

    def on(self, day: date | None) -> "Anchor":
        """Return the anchor of an entry that was written on a day of its own; without one, this anchor."""
        return self if day is None else replace(self, earliest=day, latest=day)

    @property
    def day(self) -> date | None:
        """The day to count from: the earliest on which it can have appeared."""
        return self.earliest or self.latest

    @property
    def limit(self) -> date | None:
        """The last day that the text can tell of as past; where its end is open, some weeks after its start."""
        if self.latest or self.earliest is None:
            return self.latest
        return self.earliest + timedelta(days=OPEN_END_DAYS)

    @property
    def years(self) -> range:
        return range(self.day.year - 1, self.day.year + 2) if self.day else range(0)

    @property
    def month(self) -> date:
        """The first day of the month of publication."""
        return (self.day or date.min).replace(day=1)

    def ahead(self) -> "Anchor":
        """Return the same publication, for words that speak of what is to come."""
        return replace(self, is_ahead=True)


def span_precision(start: date, end: date) -> int:
    """Return the codebook's precision of a span with both its ends."""
    days = (end - start).days + 1
    for most, precision in ((1, 1), (6, 2), (8, WEEK), (31, MONTH)):
        if days <= most:
            return precision
    return OPEN


def safe_day(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, or None for one that there is not."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_day(month: int, day: int, anchor: Anchor) -> date | None:
    """Return the day in the year that the publication most likely means: the last that was not after it.

    Where the text looks ahead, it is the first that was not before the month of publication.
    """
    known = [one for year in anchor.years for one in [safe_day(year, month, day)] if one]
    if anchor.is_ahead:
        return min((one for one in known if one.replace(day=1) >= anchor.month), default=None)
    return max((one for one in known if anchor.limit and one <= anchor.limit), default=None)


def month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
