"""How each kind of cell is read. A reader takes the text of a cell and gives its value.

Every reader raises MalformedValueError with what is wrong and what to write. A reader takes a blank cell too, and says
whether blank is a value.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from muster.dates import DateSpan, parse_day, parse_span
from muster.errors import MalformedValueError
from muster.suggest import closest

Reader = Callable[[str], Any]

SEPARATOR = "|"
GROUP_SEPARATOR = "/"

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
DIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
AREA_ID = re.compile(r"area-[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
GEOMETRY = re.compile(rf"{COUNTRY.pattern}|{DIVISION.pattern}|{AREA_ID.pattern}", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
WIKIDATA = re.compile(r"Q[1-9][0-9]*", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,12}", re.ASCII)
NEGATIVE = re.compile(r"[-−][0-9]+([.][0-9]+)?", re.ASCII)
DECIMAL = re.compile(r"[-+]?[0-9]{1,12}([.][0-9]{1,20})?", re.ASCII)
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?)(Z|\+00:00)", re.ASCII)


_GUARDED = re.compile(r"'(?=['=+@\t\r-])")


def unguarded(text: str) -> str:
    """Return a cell as it was before an export guarded it: without the apostrophe that keeps a formula from running."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def read_text(text: str) -> str:
    """Return text of any kind, blank included; line breaks and tabs are text, other control characters are not."""
    found = CONTROL.search(text)
    if found is not None:
        raise MalformedValueError(
            text, f"holds the control character U+{ord(found[0]):04X}", "remove it and save again"
        )
    return text


def read_filled_text(text: str) -> str:
    """Return text that must be there."""
    if not text.strip():
        raise MalformedValueError("", "is blank", "fill it in")
    return read_text(text)


def required(reader: Reader) -> Reader:
    """Return a reader that refuses a blank cell."""

    def read(text: str) -> Any:
        if not text.strip():
            raise MalformedValueError("", "is blank", "fill it in")
        return reader(text)

    return read


def _pattern(pattern: re.Pattern[str], what: str, remedy: str) -> Reader:
    def read(text: str) -> str:
        if text and pattern.fullmatch(text) is None:
            problem = f"is no {what}"
            if text != text.strip():
                problem = "has spaces around it"
            raise MalformedValueError(text, problem, remedy)
        return text

    return read


read_slug = required(
    _pattern(SLUG, "slug", "use lower-case letters a to z, digits and single hyphens, such as 'kursk-oblast'")
)
read_code = required(_pattern(CODE, "id", "use letters, digits and single hyphens, such as 'C07b'"))
read_country = _pattern(COUNTRY, "country code", "use two capital letters (ISO 3166-1), such as 'KP'")
read_division = _pattern(DIVISION, "code of a division", "use ISO 3166-2, such as 'RU-KRS'")
read_area_id = required(_pattern(AREA_ID, "id of an area", "use a slug that starts with 'area-'"))
read_geometry = _pattern(
    GEOMETRY,
    "geometry id",
    "use a country ('RU'), a division ('RU-KRS') or an area of areas.csv ('area-...')",
)
read_language = _pattern(LANGUAGE, "language code", "use a code such as 'en' or 'ko'")
read_sha256 = _pattern(SHA256, "SHA-256", "use 64 hexadecimal digits in lower case")
read_geonames_id = _pattern(WHOLE, "GeoNames id", "use the number alone, such as '2020626'")
read_wikidata_id = _pattern(WIKIDATA, "Wikidata id", "use a Q and a number, such as 'Q5428'")


def optional_id(text: str) -> str | None:
    """Return an id, None when blank."""
    return text or None


def read_ids(text: str) -> tuple[str, ...]:
    """Return ids separated by `|`, none when blank."""
    if not text:
        return ()
    ids = tuple(part.strip() for part in text.split(SEPARATOR))
    for part in ids:
        if CODE.fullmatch(part) is None:
            raise MalformedValueError(text, f"has {part!r}, which is no id", f"separate ids by '{SEPARATOR}'")
    if len(set(ids)) < len(ids):
        raise MalformedValueError(text, "has an id twice", "name each id once")
    return ids


def read_optional_geometry(text: str) -> str | None:
    """Return a geometry id, None when blank."""
    read_geometry(text)
    return text or None


def read_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Return geometry ids separated by `|`, in groups separated by `/`."""
    groups = tuple(
        tuple(part.strip() for part in group.split(SEPARATOR)) for group in text.split(GROUP_SEPARATOR)
    )
    for group in groups:
        for part in group:
            if COUNTRY.fullmatch(part) is None and DIVISION.fullmatch(part) is None:
                raise MalformedValueError(
                    text,
                    f"has {part!r}, which is no country or division",
                    "write members as 'RU-KRS|RU-BRY', two groups as 'RU-KRS|RU-BRY/UA'",
                )
    return groups


def read_names(text: str) -> tuple[tuple[str, str], ...]:
    """Return names written `lang:name`, separated by `|`, as (language, name)."""
    if not text.strip():
        return ()
    names = []
    for part in read_text(text).split(SEPARATOR):
        language, colon, name = part.strip().partition(":")
        if not colon or not name.strip() or LANGUAGE.fullmatch(language) is None:
            raise MalformedValueError(
                text, f"has {part!r}, which is no name with its language", "write 'ru:Курск|ko:쿠르스크'"
            )
        names.append((language, name.strip()))
    return tuple(names)


def term_reader(terms: type[StrEnum], what: str) -> Reader:
    """Return a reader of one closed vocabulary; None when blank."""
    existing = {str(term): term for term in terms}

    def read(text: str) -> StrEnum | None:
        if not text:
            return None
        if text not in existing:
            raise MalformedValueError(text, f"is no {what}", _name_existing(text, existing))
        return existing[text]

    return read


def scale_reader(last: int, what: str, number: Callable[[int], int] = int) -> Reader:
    """Return a reader of a grade from 1 to `last`; None when blank."""

    def read(text: str) -> int | None:
        if not text:
            return None
        if WHOLE.fullmatch(text) is None or not 1 <= int(text) <= last:
            raise MalformedValueError(text, f"is no {what}", f"use a whole number from 1 to {last}")
        return number(int(text))

    return read


def _name_existing(text: str, existing: Iterable[str]) -> str:
    known = tuple(existing)
    close = closest(text, known)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    return f"{hint}use one of: {', '.join(known)}"


def read_count(text: str) -> int | None:
    """Return a whole number that is not negative, None when blank."""
    if not text:
        return None
    if WHOLE.fullmatch(text) is not None:
        return int(text)
    if NEGATIVE.fullmatch(text) is not None:
        raise MalformedValueError(
            text, "is below zero", "write how many there are, or leave it blank for unknown"
        )
    raise MalformedValueError(
        text, "is no whole number", "write digits only, such as '1500', or leave it blank for unknown"
    )


def decimal_reader(lowest: float, highest: float, what: str, remedy: str) -> Reader:
    """Return a reader of a decimal number within bounds; None when blank."""

    def read(text: str) -> float | None:
        if not text:
            return None
        if DECIMAL.fullmatch(text) is None:
            raise MalformedValueError(
                text, f"is no {what}", "write a decimal number with a point, such as '44.335'"
            )
        value = float(text)
        if not lowest <= value <= highest:
            raise MalformedValueError(text, f"is outside {lowest:g} to {highest:g}", remedy)
        return value

    return read


def read_day(text: str) -> date | None:
    """Return one day, None when blank."""
    return parse_day(text) if text else None


def read_span(text: str) -> DateSpan | None:
    """Return a partial date, None when blank."""
    return parse_span(text) if text else None


def read_publication(text: str) -> DateSpan:
    """Return a partial date; blank is one that is open at both ends."""
    return parse_span(text) if text else DateSpan(None, None, "")


def read_moment(text: str) -> datetime | None:
    """Return a time in UTC, None when blank."""
    if not text:
        return None
    match = MOMENT.fullmatch(text)
    remedy = "write it in UTC as '2024-11-02T08:30:00Z'"
    if match is None:
        raise MalformedValueError(text, "is no time in UTC", remedy)
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    except ValueError:
        raise MalformedValueError(text, "is no time of the calendar", remedy) from None


def read_url(text: str) -> str:
    """Return an address that starts with http:// or https://, blank when blank."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"`\\\x00-\x20\x7f]", text):
        raise MalformedValueError(
            text, "is no web address", "use one that starts with http:// or https://, or leave it blank"
        )
    return text
