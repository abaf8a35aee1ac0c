"""When a placemark of KML is of: by its name, its own time, or the one day in its description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from muster.errors import DateError
from muster.ingest.days import month_of, read_days
from muster.ingest.reading.rows import Row

LONGEST = 4_000
"""How much of a text is searched."""
_MONTH = r"(?P<month>[A-Za-z]{3,9})"
_SEP = r"[ .,-]{0,3}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2}|'\d{2}|(?<=[A-Za-z])\d{2}|\d{2}(?=$|[^\w ]| +[^\w ]| *$))"
"""Four digits; or two that follow the month at once or end the date: in "24 OCT 12 tanks" they may count something."""
_SPAN = r" ?(?:-|\u2013|/|&|to|and) ?"
_WORDS = (
    rf"(?P<first>{_DAY}){_SEP}{_MONTH}{_SPAN}(?P<last>{_DAY}){_SEP}(?P<month2>[A-Za-z]{{3,9}}){_SEP}{_YEAR}",
    rf"(?P<first>{_DAY}){_SPAN}(?P<last>{_DAY}){_SEP}{_MONTH}{_SEP}{_YEAR}",
    rf"(?P<first>{_DAY}){_SEP}{_MONTH}{_SEP}{_YEAR}",
    rf"{_MONTH}{_SEP}(?P<first>{_DAY}),? *(?P<year>(?:19|20)\d{{2}})",
)
_NUMBERS = (
    r"(?P<whole>(?:19|20)\d{2}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2})(?:T[\d:.]+Z?)?",
    r"(?P<whole>(?P<one>\d{1,2})(?P<sep>[-/.])(?P<other>\d{1,2})(?P=sep)(?:(?:19|20)\d{2}|\d{2}))",
    r"(?P<whole>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))",
)
_PATTERNS = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}{end}", re.ASCII | re.IGNORECASE)
    for patterns, end in (
        (_WORDS, r"(?!\w)"),
        (_NUMBERS, r"(?!\w|[/.-]\d)"),
        ((rf"{_MONTH}[ .,-]{{1,3}}(?P<year>(?:19|20)\d{{2}})",), r"(?!\w)"),
    )
    for pattern in patterns
)
_NO_YEAR = re.compile(rf"(?<!\w){_DAY} ?{_MONTH}(?![A-Za-z])", re.ASCII)
_SIX = re.compile(r"(?<!\w)\d{6}(?!\w)", re.ASCII)
_WAY_OUT = "write the day into the name, such as 24 OCT 2024, or give a TimeStamp"


@dataclass(frozen=True, slots=True)
class Found:
    """The texts of the first and the last day; one of them is "" where that end is open."""

    first: str
    last: str
    place: str = ""
    """Where it stands, where that is not where it was looked for first."""


def days_in(text: str) -> list[Found]:
    """Return the days, spans of days and months that stand in the beginning of a text, each once, in their order."""
    text = re.sub(r"(?<=\d)_(?=\d)", "-", text[:LONGEST]).replace("_", " ")
    found: list[tuple[int, Found]] = []
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            one = _read(match)
            if one is not None and not any(
                start < match.end() and match.start() < end for start, end in taken
            ):
                taken.append(match.span())
                found.append((match.start(), one))
    return list(dict.fromkeys(one for _, one in sorted(found, key=lambda each: each[0])))


def has_day(name: str) -> bool:
    """Return whether a day stands in a placemark's name."""
    return bool(days_in(name))


def _read(match: re.Match[str]) -> Found | None:
    parts = match.groupdict()
    if "whole" in parts:
        numbers = [int(parts[name]) for name in ("one", "other") if parts.get(name)]
        if numbers and (max(numbers) > 31 or min(numbers) > 12):
            return None
        return Found(parts["whole"], parts["whole"])
    months = [parts["month"], parts.get("month2") or parts["month"]]
    ordered = [month_of(month) for month in months]
    if None in ordered:
        return None
    year = parts["year"].lstrip("'")
    before = f"{int(year) - 1:0{len(year)}}" if (ordered[0] or 0) > (ordered[1] or 0) else year
    if "first" not in parts:
        return Found(f"{months[0]} {year}", f"{months[0]} {year}")
    ends = [parts["first"], parts.get("last") or parts["first"]]
    first, last = (
        f"{re.sub('[^0-9]', '', day)} {month} {of_year}"
        for day, month, of_year in zip(ends, months, (before, year), strict=True)
    )
    return Found(first, last)


def placemark_days(row: Row, mapping: Mapping[str, str]) -> Found | str:
    """Return the days of a placemark, or why it has none, and the way out.

    A column that somebody named comes first. Where the day is looked for in the name, the placemark's own time is next;
    else the own time comes before the name. The description is last, and only where it has one day.
    """
    column = mapping.get("date", "")
    if column not in {"", "name", "when", "begin"} and row.cells.get(column, "").strip():
        text = row.cells[column].strip()
        return Found(text, row.cells.get(mapping.get("date_end", ""), "").strip() or text)
    name, own = row.cells.get("name", ""), _own_time(row)
    named = days_in(name)
    if column == "name" and len(named) > 1 and not _begins_with_day(name):
        return f"holds several days ({_listed(named)}); leave the one in it that is meant"
    options = [("", named[0] if named else None), ("its own time", own)]
    for place, found in options if column == "name" else reversed(options):
        if found is not None:
            return Found(found.first, found.last, place)
    described = days_in(_text_of(row.cells.get("description", "")))
    if len(described) == 1:
        return Found(described[0].first, described[0].last, "its description")
    if described:
        return f"holds no day, and its description has several ({_listed(described)}); {_WAY_OUT}"
    return f"{_hint(name)}, and the placemark has neither a time of its own nor a day in its description; {_WAY_OUT}"


def other_day(row: Row, taken: Found) -> str:
    """Return the placemark's own time where its name says another day, "" else."""
    own = _own_time(row)
    if own is None or taken.place or not own.first or own == taken:
        return ""
    try:
        mine, theirs = (read_days(text, None, has_short_years=True) for text in (taken.first, own.first))
    except DateError:
        return ""
    return "" if mine.first <= theirs.last and theirs.first <= mine.last else own.first


def texts_of(found: Found | str) -> Iterator[str]:
    """Yield the texts that are read as dates."""
    if not isinstance(found, str):
        yield from dict.fromkeys(text for text in (found.first, found.last) if text)


def _begins_with_day(name: str) -> bool:
    """Return whether a name has its day in front, as GeoConfirmed writes it: what follows is of something else."""
    front = name.lstrip(" [(~<>=\u2264\u2265")
    return any(
        match.start() == 0 and _read(match) is not None
        for pattern in _PATTERNS
        for match in pattern.finditer(front)
    )


def _own_time(row: Row) -> Found | None:
    when, begin, end = (row.cells.get(name, "").strip() for name in ("when", "begin", "end"))
    if begin or end:
        return Found(begin, end)
    return Found(when, when) if when else None


def _hint(name: str) -> str:
    partial = next((match[0] for match in _NO_YEAR.finditer(name) if month_of(match["month"])), "")
    if partial:
        return f"says {partial!r} without its year, or with two digits that may count something"
    six = _SIX.search(name)
    return f"says {six[0]}, which may be a day in several ways" if six else "holds no day"


def _text_of(description: str) -> str:
    return re.sub(r"https?://\S+", " ", re.sub(r"<[^<>]{0,2000}>", " ", description))


def _listed(found: list[Found]) -> str:
    return ", ".join(one.first for one in found[:3]) + (" ..." if len(found) > 3 else "")
