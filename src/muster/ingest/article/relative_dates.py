"""Days by their distance from the publication: weekdays, "last week", "three days ago", "soon"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from muster.ingest.article.date_shapes import made, unread
from muster.ingest.article.spans import Span
from muster.ingest.article.when import (
    MONTH,
    OPEN,
    WEEK,
    Anchor,
    Bearing,
    When,
    month_span,
)
from muster.vocabulary import DateBasis

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


NUMBERED = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a": 1,
    "an": 1,
}


N = r"(?:\d{1,3}|" + "|".join(NUMBERED) + ")"


FUZZY_WEEKS = 4
"""How far back "in recent weeks" reaches, by convention; "in recent days" a week, "in recent months" four."""


def weekday(match: re.Match[str], anchor: Anchor) -> When | None:
    if not match["w"][0].isupper():
        return None
    number, how = WEEKDAYS.index(match["w"].lower()), (match["how"] or "").lower()
    if anchor.is_ahead and how not in {"last", "past"}:
        how = "next"
    if anchor.earliest is None or anchor.latest is None:
        return unread(match)
    ends = {_nearest(number, day, how) for day in (anchor.earliest, anchor.latest)}
    start, end = min(ends), max(ends)
    lead = len(match[0]) - len(match[0].lstrip())
    when = made(match, start, end, DateBasis.INFERRED)
    return replace(when, span=Span(match.start() + lead, match.end()))


def weekday_last_week(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "on Tuesday last week": of the week before that of the publication."""
    if anchor.latest is None:
        return unread(match)
    number = WEEKDAYS.index((match["w"] or match["w2"]).lower())
    day = anchor.latest - timedelta(days=anchor.latest.weekday() + 7 - number)
    return made(match, day, day, DateBasis.INFERRED)


def _nearest(weekday: int, day: date, how: str) -> date:
    back = (day.weekday() - weekday) % 7
    if how in {"next", "coming"}:
        return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
    if how == "last":
        return day - timedelta(days=back or 7)
    return day - timedelta(days=back)


def named_day(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.day is None or anchor.earliest != anchor.latest:
        return unread(match)
    word = match["w"].lower()
    if word == "overnight":
        return made(match, anchor.day - timedelta(days=1), anchor.day, DateBasis.INFERRED, 2)
    if word == "the day before yesterday":
        day = anchor.day - timedelta(days=2)
        return made(match, day, day, DateBasis.INFERRED)
    shift = -1 if word in {"yesterday", "last night", "the day before"} else 1 if word == "tomorrow" else 0
    day = anchor.day + timedelta(days=shift)
    return made(match, day, day, DateBasis.INFERRED)


_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}


def _days_of(unit: str, many: int) -> int:
    """Return how many days a number of units is; hours are rounded up."""
    return -(-many // 24) if unit == "hour" else _UNIT_DAYS[unit] * many


def _count_of(word: str | None) -> int:
    text = ("1" if word is None else word).lower()
    return int(text) if text.isdecimal() else NUMBERED.get(text, 3)


def ago(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.earliest is None or anchor.latest is None:
        return unread(match)
    unit, many = match["u"].lower(), _count_of(match["n"])
    back = timedelta(days=_days_of(unit, many))
    slack = timedelta(
        days={"hour": 0, "day": 0, "week": 3, "fortnight": 3, "month": 15, "year": 182}[unit]
        + (2 if not match["n"] or "few" in match["n"] or "sev" in match["n"] else 0)
    )
    return made(match, anchor.earliest - back - slack, anchor.latest - back + slack, DateBasis.INFERRED)


def past_span(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.earliest is None or anchor.latest is None:
        return unread(match)
    back = timedelta(days=_days_of(match["u"].lower(), _count_of(match["n"])))
    return made(match, anchor.earliest - back, anchor.latest, DateBasis.INFERRED)


_PARTS = {"early": 0, "mid": 1, "late": 2, "beginning": 0, "start": 0, "middle": 1, "end": 2}


def part(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "late last month", "at the start of the week": the first, middle or last third."""
    if anchor.latest is None:
        return unread(match)
    how = match["how"].lower()
    which = _PARTS[match["part"].lower().removeprefix("the ").removesuffix(" of")]
    ahead = how == "next" or (anchor.is_ahead and how == "the")
    start, end = _span_of(match["u"].lower(), anchor.latest, _shift("this" if how == "the" else how))
    third = ((end - start).days + 1) / 3
    first = start + timedelta(days=round(third * which))
    last = start + timedelta(days=round(third * (which + 1)) - 1)
    if not ahead and not anchor.is_ahead:
        last = min(last, max(anchor.latest, first))
    when = made(match, first, last, DateBasis.INFERRED)
    return replace(when, bearing=Bearing.AHEAD if how == "next" else Bearing.WHOLE)


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def part_of_year(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "the first quarter of 2026", "the second half of this year"."""
    if match["y"]:
        year, basis = int(match["y"]), DateBasis.STATED
    elif anchor.latest is None:
        return unread(match)
    else:
        how = match["how"].lower()
        year, basis = anchor.latest.year + _shift("this" if how == "the" else how), DateBasis.INFERRED
    parts = 4 if match["u"].lower() == "quarter" else 2
    which = min(_NTH.get(match["nth"].lower(), parts - 1), parts - 1)
    months = 12 // parts
    start = date(year, which * months + 1, 1)
    _, end = month_span(year, (which + 1) * months)
    return replace(made(match, start, end, basis), precision=OPEN)


def recent(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.earliest is None or anchor.latest is None:
        return unread(match)
    back = {"day": 7, "week": 7 * FUZZY_WEEKS, "month": 30 * FUZZY_WEEKS, "year": 365 * FUZZY_WEEKS}
    return made(
        match, anchor.earliest - timedelta(days=back[match["u"].lower()]), anchor.latest, DateBasis.INFERRED
    )


def _span_of(unit: str, base: date, shift: int) -> tuple[date, date]:
    if unit in {"week", "weekend"}:
        monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * shift)
        return (
            (monday, monday + timedelta(days=6))
            if unit == "week"
            else (monday + timedelta(days=5), monday + timedelta(days=6))
        )
    if unit == "month":
        months = base.year * 12 + base.month - 1 + shift
        return month_span(months // 12, months % 12 + 1)
    return date(base.year + shift, 1, 1), date(base.year + shift, 12, 31)


def _shift(how: str) -> int:
    return -1 if how == "last" else 0 if how == "this" else 1


def earlier(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.earliest is None or anchor.latest is None:
        return unread(match)
    unit, shift = match["u"].lower(), _shift(match["which"].lower() or "this")
    start, _ = _span_of(unit, anchor.earliest, shift)
    _, end = _span_of(unit, anchor.latest, shift)
    if match["how"].lower() in {"earlier", "early"}:
        when = made(match, start, min(end, anchor.latest), DateBasis.INFERRED)
    else:
        when = replace(
            made(match, max(start, anchor.earliest), end, DateBasis.INFERRED),
            bearing=Bearing.AHEAD if shift >= 0 else Bearing.WHOLE,
        )
    return replace(when, precision={"week": WEEK, "month": MONTH}.get(unit, OPEN))


def whole(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.earliest is None or anchor.latest is None:
        return unread(match)
    how, unit = (match["how"] or "").lower(), (match["u"] or match["we"]).lower()
    if match["we"]:  # "at the weekend" is the last one
        saturday = anchor.latest - timedelta(days=(anchor.latest.weekday() - 5) % 7)
        return made(match, saturday, saturday + timedelta(days=1), DateBasis.INFERRED)
    start, _ = _span_of(unit, anchor.earliest, _shift(how))
    _, end = _span_of(unit, anchor.latest, _shift(how))
    when = made(match, start, end, DateBasis.INFERRED)
    if how == "this" and anchor.is_ahead:
        when = replace(when, start=max(start, anchor.latest))
    elif how == "this":
        when = replace(when, end=min(end, max(anchor.latest, start)))
    return replace(
        when,
        precision={"week": WEEK, "month": MONTH, "weekend": 2}.get(unit, OPEN),
        bearing=Bearing.AHEAD if _shift(how) > 0 else Bearing.WHOLE,
    )


def to_the_end(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "by the end of the year", "before the end of this month", "by the weekend": from the publication to that day."""
    if anchor.latest is None:
        return unread(match)
    unit = "weekend" if match["we"] else (match["u"] or "year").lower()
    base = anchor.latest if not match["of"] else date(int(match["of"]), 1, 1)
    _, end = _span_of(unit, base, 1 if match["end"] and " next " in match[0].lower() else 0)
    start = anchor.latest if end >= anchor.latest else None
    when = made(match, start, end, DateBasis.FUTURE, OPEN)
    return replace(when, bearing=Bearing.AHEAD)


def from_the_start(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "since the start of the month": from its first day to the publication."""
    if anchor.latest is None:
        return unread(match)
    start, _ = _span_of((match["u"] or "year").lower(), anchor.latest, 0)
    return made(match, start, anchor.latest, DateBasis.INFERRED, OPEN)


def ahead(match: re.Match[str], anchor: Anchor) -> When | None:
    when = made(match, anchor.latest, None, DateBasis.FUTURE, OPEN)
    return replace(when, bearing=Bearing.AHEAD)
