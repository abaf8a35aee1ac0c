"""Which format a file has: by what stands in it, not by its ending; a format that is named wins."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from muster.errors import IngestError, RefusedFileError
from muster.ingest.own import OWN, is_own
from muster.ingest.placemarks import has_day
from muster.ingest.profiles import ACLED, ANY, GEOCONFIRMED, PROFILES, TIMEMAP, UCDP, Profile
from muster.ingest.reading.arrow import read_geopackage, read_parquet
from muster.ingest.reading.csvs import read_csv
from muster.ingest.reading.excel import read_excel
from muster.ingest.reading.jsons import read_events, read_feature, read_geojson, sniff_json
from muster.ingest.reading.kml import read_kml
from muster.ingest.reading.rows import Source
from muster.ingest.reading.safety import check_file, open_archive, shown_name

CONTAINERS = ("csv", "excel", "parquet", "geojson", "geopackage", "kml", "json")
FORMATS = (OWN, *PROFILES, *CONTAINERS)
"""What `--format` takes: a known export, or any file of a kind, by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read, and the profile by which its columns are understood; None for our own columns."""

    format: str
    source: Source
    profile: Profile | None


def open_file(path: Path, *, file_format: str = "", encoding: str = "", part: str = "") -> Opened:
    """Return a file ready to be read. `part` names a sheet of a workbook or a layer of a GeoPackage.

    Raises RefusedFileError for what cannot be read, IngestError for a format that does not exist or does not fit.
    """
    if file_format and file_format not in FORMATS:
        raise IngestError(f"{file_format!r} is no format; there are {', '.join(FORMATS)}.")
    check_file(path)
    source = _read(path, encoding, part)
    if file_format in CONTAINERS:
        if file_format != source.kind:
            raise IngestError(f"{shown_name(path)} is {source.kind}, not {file_format}.")
        return Opened(file_format, source, ANY)
    if file_format == OWN:
        return Opened(OWN, source, None)
    profile = PROFILES.get(file_format)
    if profile is not None:
        return Opened(file_format, source, profile)
    return _recognise(source)


def _recognise(source: Source) -> Opened:
    columns = {column.lower() for column in source.columns}
    if is_own(source.columns):
        return Opened(OWN, source, None)
    for profile in (ACLED, UCDP):
        if profile.known_by <= columns:
            return Opened(profile.name, source, profile)
    if source.kind == "json" and TIMEMAP.known_by <= columns:
        return Opened(TIMEMAP.name, source, TIMEMAP)
    if source.kind == "kml" and _has_days_in_names(source):
        return Opened(GEOCONFIRMED.name, source, GEOCONFIRMED)
    return Opened(source.kind, source, ANY)


def _has_days_in_names(source: Source) -> bool:
    """Whether of the first placemarks most have a day in their name, and not as many a time of their own."""
    rows = list(islice(source.rows(), 50))
    timed = sum(bool(row.cells.get("when") or row.cells.get("begin")) for row in rows)
    return sum(has_day(row.cells.get("name", "")) for row in rows) * 2 > len(rows) and timed * 2 < len(rows)


def _read(path: Path, encoding: str, part: str) -> Source:
    with path.open("rb") as file:
        start = file.read(4096)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return _archive(path, part)
    if start.startswith(b"SQLite format 3\0"):
        return read_geopackage(path, layer=part)
    if start.startswith(b"PAR1"):
        return read_parquet(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFileError(
            f"{shown_name(path)} is a workbook of the old kind (.xls); save it as .xlsx or as CSV."
        )
    if text.startswith(b"<"):
        return read_kml(path)
    if text[:1] in {b"{", b"["}:
        return _json(path)
    return read_csv(path, encoding=encoding)


def _json(path: Path) -> Source:
    readers: dict[str, Callable[[Path], Source]] = {
        "geojson": read_geojson,
        "feature": read_feature,
        "events": read_events,
    }
    found = sniff_json(path)
    if found not in readers:
        raise RefusedFileError(
            f"{shown_name(path)} is neither a Feature or FeatureCollection of GeoJSON nor a list of events in JSON."
        )
    return readers[found](path)


def _archive(path: Path, part: str) -> Source:
    archive: zipfile.ZipFile = open_archive(path)
    with archive:
        names = archive.namelist()
    if "xl/workbook.xml" in names:
        return read_excel(path, sheet=part)
    if any(name.lower().endswith(".kml") for name in names):
        return read_kml(path)
    raise RefusedFileError(
        f"{shown_name(path)} is an archive with neither KML nor a workbook in it; unpack it first."
    )
