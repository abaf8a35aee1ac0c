"""What a file itself proves before its rows are understood: the order of its dates, the marks of its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from muster.errors import DateOrderError, DecimalMarkError
from muster.ingest.asking import EVERY, Options, Watching
from muster.ingest.cells import count_texts, date_texts
from muster.ingest.counts import Mark, MarkProof
from muster.ingest.days import Order, Proof
from muster.ingest.opening import Opened
from muster.ingest.reading.rows import Row

_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d*[1-9]\d*", re.ASCII)


@dataclass(slots=True)
class Proofs:
    """What was found in all rows; `total` is how many there are, None where they were not counted."""

    total: int | None = None
    dates: Proof = field(default_factory=Proof)
    numbers: MarkProof = field(default_factory=MarkProof)
    column: str = ""
    """The column of the first number that may be two."""

    def order(self, said: Order | None) -> Order | None:
        """Return the order of dates that is said, else the one that is proved. Raises DateOrderError where it is to be said."""
        if said is not None:
            return said
        found = self.dates
        if found.order is None and found.either and not (found.day and found.month):
            raise DateOrderError("dates", found.either)
        return found.order

    def mark(self, said: Mark | None) -> Mark | None:
        """Return the decimal mark that is said, else the one that is proved. Raises DecimalMarkError as `order` does."""
        if said is not None:
            return said
        found = self.numbers
        if found.mark is None and found.either and not (found.point and found.comma):
            raise DecimalMarkError(self.column, found.either)
        return found.mark

    def notes(self, options: Options) -> tuple[str, ...]:
        """Return what was proved, and where the file contradicts itself, in a line each."""
        notes = []
        dates, numbers = self.dates, self.numbers
        if dates.day and dates.month:
            notes.append(
                f"Dates stand in both orders ({dates.day!r}, {dates.month!r}); those that may be either are not read."
            )
        elif options.order is None and dates.order is not None:
            notes.append(
                f"Dates are {dates.order}: {(dates.day or dates.month)!r} can be read in no other way."
            )
        if not numbers.either:
            return tuple(notes)
        if numbers.point and numbers.comma:
            notes.append(
                f"Numbers have decimals after a point and after a comma ({numbers.point!r}, {numbers.comma!r}); those "
                "that may be either are not read."
            )
        elif options.mark is None and numbers.mark is not None:
            proof = numbers.point or numbers.comma or numbers.coordinate
            notes.append(
                f"Numbers have decimals after a {numbers.mark}: {proof!r} can be read in no other way."
            )
        return tuple(notes)


def prove(opened: Opened, mapping: Mapping[str, str], watching: Watching) -> Proofs:
    """Read a file once for its dates and numbers alone."""
    is_placemark = opened.source.row_word == "placemark"
    proofs = Proofs(dates=Proof(has_short_years=is_placemark))
    if opened.profile is None:
        return proofs
    count = 0
    for count, row in enumerate(opened.source.rows(), 1):
        if count % EVERY == 0:
            watching.tell("reading", count, None)
        for text in date_texts(row, mapping, is_placemark=is_placemark):
            proofs.dates.add(text)
        if not proofs.numbers.coordinate:
            proofs.numbers.coordinate = _decimal_coordinate(row, opened, mapping)
        for column, text in count_texts(row, mapping):
            proofs.numbers.add(text)
            if proofs.numbers.either and not proofs.column:
                proofs.column = column
    proofs.total = count
    return proofs


def _decimal_coordinate(row: Row, opened: Opened, mapping: Mapping[str, str]) -> str:
    """Return a coordinate of a row that is written with decimals, "" for none."""
    texts = [row.cells.get(mapping[name], "").strip() for name in ("lat", "lon") if name in mapping]
    if row.shape is not None and opened.source.kind in {
        "geojson",
        "kml",
    }:  # texts that somebody wrote, as a CSV is
        texts += [repr(row.shape.lat), repr(row.shape.lon)]
    return next((text for text in texts if _DECIMAL.fullmatch(text)), "")
