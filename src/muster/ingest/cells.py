"""The cells of a row by the fields that they are read for: dates, numbers, ids, and what is blank."""

from __future__ import annotations

from collections.abc import Mapping

from muster.ingest.counts import may_be_two, read_number
from muster.ingest.placemarks import placemark_days, texts_of
from muster.ingest.profiles import Profile
from muster.ingest.reading.rows import Row

COUNTS = ("count_low", "count_best", "count_high")
BLANK = frozenset({"na", "n/a", "nan", "null", "none", "-", "nil"})


def date_texts(row: Row, mapping: Mapping[str, str], *, is_placemark: bool) -> list[str]:
    """Return the texts of a row that are read as dates, for the proof of their order."""
    published = cell(row, mapping, "published")
    if is_placemark:
        texts = [*texts_of(placemark_days(row, mapping)), published]
    else:
        texts = [*(cell(row, mapping, name) for name in ("date", "date_end")), published]
    return [text for text in texts if text]


def count_texts(row: Row, mapping: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (column, text) of a row's numbers, for the proof of their marks."""
    texts = ((mapping[name], cell(row, mapping, name)) for name in COUNTS if name in mapping)
    return [(column, text) for column, text in texts if text]


def key_of(row: Row, mapping: Mapping[str, str]) -> str:
    """Return what tells a row from the others in every version of its file: its id, else its place and date."""
    own = cell(row, mapping, "id")
    if own:
        return own
    shape = f"{row.shape.lat:.5f},{row.shape.lon:.5f}" if row.shape else ""
    names = ("place", "lat", "lon", "date", "date_end", "originator")
    return "|".join([shape, *(cell(row, mapping, name) for name in names)])


def odd_numbers(row: Row, profile: Profile) -> list[tuple[str, str]]:
    """Return the numbers that are kept but not used, where they are none: nobody would see it otherwise."""
    texts = ((name, as_written(row, name)) for name in profile.unused_numbers)
    return [
        (name, text)
        for name, text in texts
        if text and text.lower() not in BLANK and read_number(text, None) is None and not may_be_two(text)
    ]


def as_written(row: Row, name: str) -> str:
    """Return the text of a column that is kept as it was written, by its name in small or capital letters."""
    return (row.cells.get(name) or row.cells.get(name.upper()) or "").strip()


def cell(row: Row, mapping: Mapping[str, str], name: str) -> str:
    """Return the text that stands for a field; what other formats write for a blank is blank."""
    column = mapping.get(name)
    text = row.cells.get(column, "").strip() if column else ""
    return (
        "" if text.lower() in BLANK and not (name == "country" and len(text) == 2 and text != "-") else text
    )
