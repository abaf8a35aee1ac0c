"""Partial dates, and how an event and a publication stand to the days that are asked.

An open end is None: it is never replaced by today. Partial dates are EDTF (ISO 8601-2).
"""

import io
import re
from calendar import monthrange
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import isinf
from threading import Lock
from time import struct_time

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from muster.errors import DateError
from muster.vocabulary import Known, Window

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
LOCAL_DAY = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*", re.ASCII)
PLAIN_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?", re.ASCII)
TIME_OF_DAY = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?",
    re.ASCII,
)
EDTF_CHARACTERS = re.compile(r"[-+0-9XYESTZ:~?%./,\[\]{}]+", re.ASCII)
EDTF_LONGEST = 64
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)Z?)?", re.ASCII)
ISO_REMEDY = "write a day as YYYY-MM-DD"
MOMENT_REMEDY = "write it as 2024-10-18 or 2024-10-18T16:25, in UTC"
EDTF_REMEDY = (
    "write it as 2024-10-18, 2024-10, 2024-10-18T16:25, 2024-10-18/.. or 2024-10-23/2024-10-29 (EDTF)"
)
READING_ERRORS = (
    EDTFParseException,
    ValueError,
    AttributeError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    RecursionError,
)
UNREADABLE = "is no date that can be read"

_parser_lock = Lock()


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The earliest and latest day of a partial date, each None where it is open, and the date as written."""

    earliest: date | None
    latest: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a minute or a second of one, in UTC. What was done in it counts: `last` is its last microsecond.

    `text` is YYYY-MM-DD, with THH:MM or THH:MM:SS after it.
    """

    text: str
    last: datetime


def parse_moment(text: str, *, now: datetime) -> Moment:
    """Return the moment of a text. Raises DateError for what is none, and for one that begins after `now`."""
    match = MOMENT.fullmatch(text.strip())
    if match is None:
        if ISO_DAY.match(text.strip()):
            raise DateError(text, "is no moment that can be read", MOMENT_REMEDY)
        raise DateError(text, _explain_local_day(text).problem, MOMENT_REMEDY)
    day, at, _, seconds = match.groups()
    length = timedelta(days=1) if at is None else timedelta(seconds=1 if seconds else 60)
    first = datetime.combine(parse_day(day), time.fromisoformat(at or "00:00"), UTC)
    if first > now:
        raise DateError(text, "is still to come", "choose a moment that is past")
    return Moment(f"{day}T{at}" if at else day, first + length - timedelta(microseconds=1))


def parse_day(text: str) -> date:
    """Return one calendar day, written YYYY-MM-DD and in no other way."""
    match = ISO_DAY.fullmatch(text)
    if match is None:
        raise _explain_local_day(text)
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise DateError(text, "is not a day of the calendar", ISO_REMEDY) from None


def _explain_local_day(text: str) -> DateError:
    match = LOCAL_DAY.fullmatch(text)
    if match is None:
        return DateError(text, UNREADABLE, ISO_REMEDY)
    first, second, year = (int(part) for part in match.groups())
    readings = []
    for month, day in ((second, first), (first, second)):
        try:
            reading = date(year, month, day).isoformat()
        except ValueError:
            continue
        if reading not in readings:
            readings.append(reading)
    if not readings:
        return DateError(text, "is not a day of the calendar, whichever number is the month", ISO_REMEDY)
    if len(readings) == 1:
        return DateError(text, "is not in ISO order", f"write it as {readings[0]}")
    return DateError(
        text,
        "may be read day first or month first",
        f"write it as {readings[0]} or {readings[1]}, whichever is meant",
    )


@lru_cache(maxsize=8192)
def parse_span(text: str) -> DateSpan:
    """Return the days that an EDTF date may mean.

    A time keeps its day as written, in the clock of the place that wrote it. An interval with `..` or nothing at an
    end is open there. `~`, `?` and `%` after a date widen it by one of its own unit on both sides.
    """
    parts = text.split("/")
    if len(text) > EDTF_LONGEST or len(parts) > 2:
        raise DateError(text, UNREADABLE, EDTF_REMEDY)
    if len(parts) == 1:
        earliest, latest = _bounds(text, text)
        return DateSpan(earliest, latest, text)
    if all(part in {"", ".."} for part in parts):
        raise DateError(text, "is open at both ends and says nothing", "leave the cell blank")
    earliest = None if parts[0] in {"", ".."} else _bounds(parts[0], text)[0]
    latest = None if parts[1] in {"", ".."} else _bounds(parts[1], text)[1]
    if earliest and latest and earliest > latest:
        raise DateError(text, "ends before it starts", "put the earlier day first")
    return DateSpan(earliest, latest, text)


def _bounds(part: str, whole: str) -> tuple[date | None, date | None]:
    time = TIME_OF_DAY.fullmatch(part)
    if time is not None:
        part = time["day"]
    plain = PLAIN_DATE.fullmatch(part)
    if plain is None:
        if LOCAL_DAY.fullmatch(part):
            raise _explain_local_day(part)
        return _bounds_by_edtf(part, whole)
    year, month, day, qualifier = plain.groups()
    try:
        return _plain_bounds(int(year), int(month or 0), int(day or 0), widened=qualifier is not None)
    except (ValueError, OverflowError):
        if month and not day and 21 <= int(month) <= 41:  # EDTF writes a season as a month from 21 up
            return _bounds_by_edtf(part, whole)
        raise DateError(whole, "is not in the calendar", EDTF_REMEDY) from None


def _plain_bounds(year: int, month: int, day: int, *, widened: bool) -> tuple[date, date]:
    step = 1 if widened else 0
    if day:
        centre = date(year, month, day)
        return centre - timedelta(days=step), centre + timedelta(days=step)
    if not month:
        return date(year - step, 1, 1), date(year + step, 12, 31)
    date(year, month, 1)  # refuses a thirteenth month before it is counted on
    first_year, first_month = divmod(year * 12 + month - 1 - step, 12)
    last_year, last_month = divmod(year * 12 + month - 1 + step, 12)
    last_day = monthrange(last_year, last_month + 1)[1]
    return date(first_year, first_month + 1, 1), date(last_year, last_month + 1, last_day)


def _bounds_by_edtf(part: str, whole: str) -> tuple[date | None, date | None]:
    """Read the rarer forms (sets, seasons, unspecified digits) with the edtf library.

    The library is slow (10 ms a date), raises AttributeError on some well-formed dates (2024-1X) and then prints,
    and is known safe from one thread only; hence the lock, the length limit and the swallowed output.
    """
    if EDTF_CHARACTERS.fullmatch(part) is None:
        raise DateError(whole, UNREADABLE, EDTF_REMEDY)
    try:
        with _parser_lock, redirect_stdout(io.StringIO()):
            parsed = parse_edtf(part)
            lower, upper = parsed.lower_fuzzy(), parsed.upper_fuzzy()
    except READING_ERRORS:
        raise DateError(whole, UNREADABLE, EDTF_REMEDY) from None
    return _to_day(lower, whole), _to_day(upper, whole)


def _to_day(bound: struct_time | float, whole: str) -> date | None:
    if isinstance(bound, float) and isinf(bound):
        return None
    try:
        year, month, day = tuple(bound)[:3]  # type: ignore[arg-type]
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise DateError(whole, "is outside the years 1 to 9999", EDTF_REMEDY) from None


def window_fit(
    event_start: date | None, event_end: date | None, window_from: date | None, window_to: date | None
) -> Window | None:
    """Return how an event fits a window, None when it cannot have happened in it.

    Every end may be None, for open. Only an event with both its ends lies surely inside: what is open at an end is
    possible at the most, in a window that is open there too.
    """
    if event_start is None and event_end is None:
        return Window.UNDATED
    if event_start is not None and window_to is not None and event_start > window_to:
        return None
    if event_end is not None and window_from is not None and event_end < window_from:
        return None
    if event_start is None or event_end is None:
        return Window.POSSIBLE
    starts_inside = window_from is None or event_start >= window_from
    ends_inside = window_to is None or event_end <= window_to
    return Window.CERTAIN if starts_inside and ends_inside else Window.POSSIBLE


def known_on(span: DateSpan, as_of: date) -> Known | None:
    """Return whether what was said within `span` had been said by the end of `as_of`, None when surely not.

    A span that is open at its start may always have begun before.
    """
    if span.latest is not None and span.latest <= as_of:
        return Known.KNOWN
    if span.earliest is None or span.earliest <= as_of:
        return Known.POSSIBLY
    return None
