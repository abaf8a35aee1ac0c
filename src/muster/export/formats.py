"""What a view can be given away as, and which of them a file's name says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from muster.errors import ExportError

ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "csv": (".csv",),
        "geojson": (".geojson", ".geo.json"),
        "gpkg": (".gpkg",),
        "parquet": (".parquet",),
        "kml": (".kml",),
        "stix": (".json", ".stix.json", ".stix"),
        "acled": (".acled.csv",),
        "lp": (".lp.json", ".lp.geojson", ".lpf.json", ".lpf", ".jsonld"),
    }
)
"""The formats, each with the endings that choose it."""
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "CSV",
        "geojson": "GeoJSON",
        "gpkg": "GeoPackage",
        "parquet": "Parquet",
        "kml": "KML",
        "stix": "STIX 2.1",
        "acled": "CSV in the columns of ACLED",
        "lp": "Linked Places",
    }
)
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        word: name
        for name in ENDINGS
        for word in (name, *(end[1:] for end in ENDINGS[name] if "." not in end[1:]))
    }
    | {"lpf": "lp", "geo": "geojson"}
)
"""What a part of a name says of its format: `stix` in `view.stix.csv`."""


def format_of(path: Path, named: str = "") -> str:
    """Return the format that is named, else the one that the ending of a file chooses.

    Raises ExportError for neither, and for a name that says two formats (`view.stix.csv`).
    """
    if named:
        if named not in ENDINGS:
            raise ExportError(f"{named!r} is no format; there are {', '.join(ENDINGS)}.")
        return named
    name = path.name.lower()
    every = sorted(
        ((end, known) for known, ends in ENDINGS.items() for end in ends), key=lambda one: -len(one[0])
    )
    ending, found = next(((end, known) for end, known in every if name.endswith(end)), ("", ""))
    if not found:
        firsts = ", ".join(ends[0] for ends in ENDINGS.values())
        raise ExportError(
            f"{path.name!r} ends in none of {firsts}; the ending chooses the format, or --format does."
        )
    other = said_before(name, ending)
    if other and other != found:
        raise ExportError(
            f"{path.name!r} may be meant as {LABELS[other]} or as {LABELS[found]}: name one with --format {other} or "
            f"--format {found}, or give it one ending."
        )
    return found


def said_before(name: str, ending: str) -> str:
    """Return the format that a file's name says just before its ending, "" where it says none."""
    before = name.lower().removesuffix(ending).rpartition(".")
    return _WORDS.get(before[2], "") if before[1] else ""
