"""One row of another format to one draft, or to everything that is wrong with the row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from muster.errors import MalformedValueError
from muster.ingest.cells import BLANK, COUNTS, as_written, cell, odd_numbers
from muster.ingest.counts import Mark, may_be_two, read_number
from muster.ingest.days import Days, Order, read_days
from muster.ingest.draft import Draft, DraftDocument
from muster.ingest.placemarks import Found, other_day, placemark_days
from muster.ingest.places import Asked, Places
from muster.ingest.profiles import ACLED, GEOCONFIRMED, UCDP, Profile, acled_kind, acled_scale
from muster.ingest.reading.rows import Finding, Row
from muster.tables.cells import read_country, read_url
from muster.vocabulary import Attribution, CountScope, CountUnit, DateBasis, Kind, SourceKind, Stance

LONGEST_SUMMARY = 2_000
LONGEST_NAME = 200
_COMMA = re.compile(r"[-+]?\d{1,3},\d{1,20}", re.ASCII)
"""A coordinate has no thousands: a comma in it stands before decimals."""
_INTERVAL = re.compile(
    r"(\d{4}-\d{2}(?:-\d{2})?) ?(?:/|\.\.|\u2013| - | to ) ?(\d{4}-\d{2}(?:-\d{2})?)", re.ASCII
)
_DECIMAL = re.compile(r"[-+]?\d{1,3}(?:\.(\d{1,20}))?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"'|)\]]+")
_SECTION = re.compile(r"\n\s*(?:sources?|geolocations?|geo\s*locations?)\s*(?:\(s\))?\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """How the rows of one file are read: by which columns, in which order of dates, with what where a column is silent."""

    profile: Profile
    mapping: Mapping[str, str]
    order: Order | None
    places: Places
    mark: Mark | None = None
    are_placemarks: bool = False
    kind: Kind | None = None
    troop_origin: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Names of sources of the data set, folded, to their ids."""


def draft_of(row: Row, rules: Rules) -> tuple[Draft | None, list[Finding]]:
    """Return the draft of a row, or all that is wrong with it; one of the two is empty."""
    if any(not fault.column for fault in row.faults):
        return None, list(row.faults)  # its cells may stand under the wrong columns, and are not judged
    reading = _Reading(row, rules)
    draft = reading.draft()
    return (None, reading.faults) if reading.faults else (draft, [])


class _Reading:
    """One row on its way to a draft; `faults` grows as its cells are read."""

    def __init__(self, row: Row, rules: Rules) -> None:
        self.row = row
        self.rules = rules
        self.faults = list(row.faults)
        self.notes: list[str] = []

    def draft(self) -> Draft:
        profile = self.rules.profile
        for name in sorted(profile.needed - set(self.rules.mapping)):
            if not (name in {"lat", "lon"} and self.row.shape):
                self.fault(name, "", "has no column; say which with --map")
        place = self.place()
        dates = self.dates()
        counts = self.counts()
        originator = self.text("originator", LONGEST_NAME)
        found = self.rules.sources.get(" ".join(originator.lower().split()))
        summary, stance = self.summary(), self.stance()
        self.notes += [
            f"{name} is {text[:40]!r}, which is no whole number; it is not used."
            for name, text in odd_numbers(self.row, self.rules.profile)
        ]
        notes = (*place.pop("notes", ()), *self.notes)
        return Draft(
            **place,
            **dates,
            **counts,
            kind=self.kind(),
            stance=stance,
            troop_origin=self.troop_origin(),
            originator=originator,
            originator_id=found,
            originator_kind=self.originator_kind(),
            attribution=Attribution.EXPLICIT if originator else Attribution.NONE,
            credibility=self.credibility(),
            locator=self.locator(),
            summary=summary,
            document=self.document(),
            notes=notes,
            original=self.original(),
        )

    def locator(self) -> str:
        """Return where the row stands in every version of its file: its id. A row's number is another in the next one."""
        own = self.text("id", LONGEST_NAME)
        return f"{self.rules.mapping['id']} {own}" if own else ""

    def fault(self, name: str, value: str, why: str) -> None:
        column = self.rules.mapping.get(name, name)
        value = (
            value or self.row.cells.get(column, "").strip()
        )  # what is taken for blank was written as something
        self.faults.append(Finding(self.row.number, column, value[:200], why))

    def text(self, name: str, longest: int = LONGEST_SUMMARY) -> str:
        text = cell(self.row, self.rules.mapping, name)
        if name == "country" and text.lower() in BLANK and self.rules.profile in (ACLED, UCDP):
            text = ""  # they write the names of countries: NA is not Namibia there
        return text if len(text) <= longest else f"{text[: longest - 1]}…"

    def place(self) -> dict[str, Any]:
        lat, lon, step = self.coordinate("lat", 90), self.coordinate("lon", 180), 0.0
        if (lat is None) != (lon is None) and not self.faults:
            missing = "lat" if lat is None else "lon"
            self.fault(missing, "", "is blank though the other coordinate is there; give both, or neither")
        code, known = self.text("geo_precision"), self.rules.profile.geo_precision
        code = code.removesuffix(".0")
        if code and code not in known:
            self.fault(
                "geo_precision", code, f"is no code of precision; there are {', '.join(known) or 'none'}"
            )
        reach_m = 0.0
        if lat is not None and lon is not None:
            step = max(_step(self.text("lat")), _step(self.text("lon")))
        elif self.row.shape is not None:
            lat, lon, reach_m = self.row.shape.lat, self.row.shape.lon, self.row.shape.reach_m
        if self.faults:
            return {}
        settled = self.rules.places.settle(
            Asked(
                name=self.text("place", LONGEST_NAME),
                country=self.text("country", LONGEST_NAME),
                admin1=self.text("admin1", LONGEST_NAME),
                lat=lat,
                lon=lon,
                step_deg=step,
                reach_m=reach_m,
                geo_precision=known.get(code),
                radius_m=self.rules.profile.radius_m.get(code),
            )
        )
        if lat is None and {"lat", "lon"} <= self.rules.profile.needed:
            self.notes.append("The file gives no coordinate; the place goes by its name.")
        for name, why in settled.faults:
            self.fault(name, self.text(name), why)
        return dict(settled.fields)

    def names_a_place(self) -> bool:
        return any(self.text(name) for name in ("place", "admin1", "country"))

    def coordinate(self, name: str, most: int) -> float | None:
        text = self.text(name)
        if not text:
            is_needed = name in self.rules.profile.needed and name in self.rules.mapping
            if is_needed and self.row.shape is None and not self.names_a_place():
                self.fault(name, "", "is blank, and no place is named; give one of them")
            return None
        text = text.replace(",", ".") if _COMMA.fullmatch(text) else text
        if _DECIMAL.fullmatch(text) is None:
            self.fault(name, text, "is no coordinate; write decimal degrees with a point, such as 51.23")
            return None
        value = float(text)
        if abs(value) > most:
            self.fault(name, text, f"is outside -{most} to {most}; look whether lat and lon are swapped")
            return None
        return value

    def dates(self) -> dict[str, Any]:
        if self.rules.are_placemarks:
            return self.placemark_dates()
        text, until = self.text("date"), self.text("date_end")
        span = None if until else _INTERVAL.fullmatch(text)
        if span is not None:
            text, until = span.groups()
        if not text:
            if self.rules.profile.needed & {"date"} and self.rules.mapping.get("date"):
                self.fault("date", "", "is blank")
            return {}
        return self.dates_of(text, until)

    def placemark_dates(self) -> dict[str, Any]:
        """Return the days of a placemark, wherever they stand."""
        found = placemark_days(self.row, self.rules.mapping)
        if isinstance(found, str):
            name = self.row.cells.get("name", "")
            self.faults.append(Finding(self.row.number, "name", name[:200], found))
            return {}
        if found.place:
            self.notes.append(f"The day is from {found.place}.")
        other = other_day(self.row, found)
        if other:
            self.notes.append(f"The placemark's own time says {other[:40]!r}; the day in its name is taken.")
        if found.first and found.last:
            return self.dates_of(found.first, found.last if found.last != found.first else "")
        return self.open_dates(found)

    def open_dates(self, found: Found) -> dict[str, Any]:
        """Return the days of a span that has one end: the other one stays open."""
        day = self.day("date", found.first or found.last)
        if day is None:
            return {}
        return {
            "event_start": day.first if found.first else None,
            "event_end": day.last if found.last else None,
            "date_precision": 5,
            "date_text": f"{found.first or 'open'} / {found.last or 'open'}",
            "date_basis": DateBasis.STATED,
        }

    def dates_of(self, text: str, until: str) -> dict[str, Any]:
        """Return the days from a text, to another where there is one."""
        first = self.day("date", text)
        last = self.day("date_end", until) if until else first
        if first is None or last is None:
            return {}
        if last.last < first.first:
            self.fault("date_end", until, f"is before {first.first}, where it starts")
            return {}
        days = Days(first.first, last.last)
        code = self.text("date_precision").removesuffix(".0")
        known = self.rules.profile.date_precision
        if code and code not in known:
            self.fault("date_precision", code, f"is no code of precision; there are {', '.join(known)}")
            return {}
        precision = known.get(code, days.precision)
        days = _widened(days, precision)
        shown = text if until in {"", text} else f"{text} / {until}"
        return {
            "event_start": days.first,
            "event_end": days.last,
            "date_precision": max(precision, 1),
            "date_text": shown,
            "date_basis": DateBasis.STATED,
        }

    def day(self, name: str, text: str) -> Days | None:
        try:
            return read_days(text, self.rules.order, has_short_years=self.rules.are_placemarks)
        except MalformedValueError as error:
            self.fault(name, text, f"{error.problem}; {error.remedy}")
            return None

    def counts(self) -> dict[str, Any]:
        counts = {name: self.number(name) for name in COUNTS}
        given = [(name, value) for name, value in counts.items() if value is not None]
        for (name, low), (larger, high) in pairwise(given):
            if low > high:
                self.fault(name, str(low), f"is more than {self.rules.mapping.get(larger, larger)} ({high})")
        if not given:
            return {}
        shown = self.text("count_text", LONGEST_NAME)
        return {
            **counts,
            "count_unit": CountUnit.PEOPLE,
            "count_scope": CountScope.PLACE,
            "count_text": shown,
        }

    def number(self, name: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        found = read_number(text, self.rules.mark)
        if found is None:
            self.fault(name, text, _why_no_number(text, self.rules.mark))
        return found

    def kind(self) -> Kind | None:
        text = self.text("kind").lower()
        if text:
            if text in set(Kind):
                return Kind(text)
            self.fault("kind", text, f"is no kind of claim; there are {', '.join(Kind)}")
            return None
        own = None
        if self.rules.profile is ACLED:
            own = acled_kind(self.row.cells.get("event_type", ""), self.row.cells.get("sub_event_type", ""))
        elif self.rules.profile is UCDP:
            own = Kind.CASUALTIES
        found = own or self.rules.kind
        if found is None:
            self.notes.append("What is claimed of troops is not said; choose a kind before it is accepted.")
        return found

    def stance(self) -> Stance:
        text = self.text("stance").lower()
        if text and text not in set(Stance):
            self.fault("stance", text, f"is no stance; there are {', '.join(Stance)}")
            return Stance.ASSERTS
        stance = Stance(text or Stance.ASSERTS)
        if stance is Stance.CONFIRMS:
            self.notes.append(
                "The file says that it confirms; name the assertion that it answers, or choose “asserts”."
            )
        elif stance is not Stance.ASSERTS:
            self.notes.append(f"The file says that it {text}; name what it answers before it is accepted.")
        return stance

    def troop_origin(self) -> str:
        text = self.text("troop_origin") or self.rules.troop_origin
        return str(self.checked("troop_origin", text, read_country))

    def credibility(self) -> int | None:
        text = self.text("credibility").removesuffix(".0")
        if text and text not in {"1", "2", "3", "4", "5", "6"}:
            self.fault("credibility", text, "is no credibility; use a whole number from 1 to 6")
            return None
        return int(text) if text else 6

    def originator_kind(self) -> SourceKind:
        return acled_scale(self.text("scale")) if self.rules.profile is ACLED else SourceKind.UNATTRIBUTED

    def summary(self) -> str:
        text = self.text("summary", 100_000)
        if self.rules.profile is GEOCONFIRMED:
            text = _SECTION.split(text)[0].strip()
        text = re.sub(r"<[^<>]{0,200}>", " ", text) if self.rules.profile is GEOCONFIRMED else text
        text = " ".join(text.split())
        return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1]}…"

    def document(self) -> DraftDocument | None:
        url = self.url()
        publisher, published = self.text("publisher", LONGEST_NAME), self.text("published")
        if not (url or publisher or published):
            return None
        day = self.day("published", published) if published else None
        return DraftDocument(
            publisher=publisher,
            url=url,
            published_at="" if day is None else _span(day.first, day.last),
            title=publisher or url[:LONGEST_NAME],
        )

    def url(self) -> str:
        text = self.text("url", 100_000)
        if self.rules.profile is GEOCONFIRMED:
            text = self.text("summary", 100_000)
        for match in _URL.finditer(text):
            try:
                return str(read_url(match[0].rstrip(".,;:")))
            except MalformedValueError:
                continue
        return ""

    def checked(self, name: str, text: str, reader: Any) -> Any:
        try:
            return reader(text)
        except MalformedValueError as error:
            self.fault(name, text, f"{error.problem}; {error.remedy}")
            return ""

    def original(self) -> dict[str, str]:
        kept = {name: as_written(self.row, name)[:500] for name in self.rules.profile.kept}
        return {name: text for name, text in kept.items() if text and text.lower() not in BLANK}


def _why_no_number(text: str, mark: Mark | None) -> str:
    if may_be_two(text):
        if mark is None:
            return "may have thousands or decimals: the file has numbers of both kinds; write digits only"
        return f"is no whole number with a decimal {mark}; write digits only, or leave it blank for unknown"
    return "is no whole number; write digits only, or leave it blank for unknown"


def _step(text: str) -> float:
    """Return the unit of the last decimal that was written: 51.2 is known to a tenth of a degree."""
    match = _DECIMAL.fullmatch(text.replace(",", "."))
    return 10.0 ** -len(match[1] or "") if match and "e" not in text.lower() else 0.0


def _widened(days: Days, precision: int) -> Days:
    """Return the days that a date of that precision may mean, where the file gives but one of them."""
    if days.first != days.last or precision <= 1:
        return days
    if precision <= 3:
        return days.spread(3)
    month = days.whole_month()
    return month if precision == 4 else Days(date(days.first.year, 1, 1), date(days.last.year, 12, 31))


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first}/{last}"
