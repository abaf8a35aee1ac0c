"""Which column of a file is which field: as guessed by its profile, and as a person says."""

from __future__ import annotations

from collections.abc import Mapping

from muster.errors import IngestError, UnmappedError
from muster.ingest.opening import Opened
from muster.ingest.profiles import ANY, FIELDS, guess_mapping


def mapping_of(opened: Opened, said: Mapping[str, str]) -> dict[str, str]:
    """Return field to column; what is said overrides the guess, and a blank column takes it back.

    Raises IngestError for a field or a column that does not exist, and where place or date are in none.
    """
    if opened.profile is None:
        if said:
            raise IngestError("our own columns need no mapping; leave --map out, or name another format.")
        return {}
    for name, column in said.items():
        if name not in FIELDS:
            raise IngestError(f"{name!r} is no field; columns can be mapped to {', '.join(FIELDS)}.")
        if column and column not in opened.source.columns:
            raise IngestError(
                f"there is no column {column!r}; there are {', '.join(opened.source.columns[:40])}."
            )
    guessed = guess_mapping(opened.profile, opened.source.columns)
    for one, other in (("lat", "lon"), ("lon", "lat")):
        if one in guessed and other not in guessed and other not in said:
            del guessed[one]  # a column x without a y is no longitude
    taken = set(said.values())
    mapping = {name: column for name, column in guessed.items() if column not in taken}
    mapping |= said
    mapping = {name: column for name, column in mapping.items() if column}
    _check_mapping(opened, mapping)
    return mapping


def _check_mapping(opened: Opened, mapping: Mapping[str, str]) -> None:
    has_place = "place" in mapping or {"lat", "lon"} <= set(mapping) or opened.source.has_shapes
    missing = [] if has_place or "admin1" in mapping or "country" in mapping else ["place (or lat and lon)"]
    missing += [] if "date" in mapping else ["date"]
    if missing and opened.profile is not ANY:
        needed = [
            name for name in sorted(opened.profile.needed if opened.profile else ()) if name not in mapping
        ]
        missing = needed or missing
    if missing:
        raise UnmappedError(missing, opened.source.columns[:40])
