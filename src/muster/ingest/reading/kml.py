"""KML and KMZ, placemark by placemark, through defusedxml: no entities, no documents from elsewhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from muster.errors import RefusedFileError
from muster.ingest.reading.rows import Finding, Row, Source
from muster.ingest.reading.safety import (
    LARGEST_XML,
    LONGEST_CELL,
    MEGABYTE,
    MOST_ROWS,
    MOST_VERTICES_OF_ONE,
    Bounded,
    clean,
    open_archive,
    shown_name,
)
from muster.ingest.reading.shapes import shape_of_points

COLUMNS = ("name", "description", "when", "begin", "end", "folder", "id", "style")
_DEEPEST = 100
_MOST_ELEMENTS = 2 * MOST_VERTICES_OF_ONE + 1_000
"""Of one placemark: a track has two for each of its points."""


def read_kml(path: Path) -> Source:
    """Return the placemarks of a KML or KMZ file as rows, with what ExtendedData they have as further columns."""
    extra: dict[str, None] = {}
    for count, row in enumerate(_rows(path)):
        extra.update(dict.fromkeys(name for name in row.cells if name not in COLUMNS))
        if count >= 1_000 or len(extra) > 200:
            break
    return Source(
        "kml",
        (*COLUMNS, *extra),
        lambda: _rows(path),
        has_shapes=True,
        row_word="placemark",
        notes=_other_members(path),
    )


def _other_members(path: Path) -> tuple[str, ...]:
    """Return a note on the KML in an archive that is not read: the first is the one that is shown anywhere."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return ()
    with open_archive(path) as archive:
        read, *others = _members(archive)
    names = ", ".join(shown_name(name) for name in others[:5]) + (" and more" if len(others) > 5 else "")
    return (
        (f"{shown_name(read)} is read; {names} in the same archive is not: give it by itself.",)
        if others
        else ()
    )


def _members(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the KML in an archive, the one that is read first."""
    names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
    return sorted(names, key=lambda name: name.lower() != "doc.kml")


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            if path.stat().st_size > LARGEST_XML:
                raise RefusedFileError(
                    f"{shown_name(path)} has {path.stat().st_size // MEGABYTE:,} MB; at most "
                    f"{LARGEST_XML // MEGABYTE} of KML are read. Split it."
                )
            file.seek(0)
            yield file
            return
    archive = open_archive(path)
    try:
        names = _members(archive)
        if not names:
            raise RefusedFileError(f"{shown_name(path)} holds no KML.")
        member = Bounded(archive, names[0], shown_name(path))
        try:
            yield member
        finally:
            member.close()
    finally:
        archive.close()


def _rows(path: Path) -> Iterator[Row]:
    number = 0
    with _opened(path) as file:
        for placemark, folder in _placemarks(path, file):
            number += 1
            if number > MOST_ROWS:
                raise RefusedFileError(
                    f"{shown_name(path)} has more than {MOST_ROWS:,} placemarks; split it."
                )
            yield _row(number, placemark, folder)
    if number == 0:
        raise RefusedFileError(f"{shown_name(path)} has no placemark{_why_none(path)}.")


def _why_none(path: Path) -> str:
    """Return what a KML file has instead of placemarks, where that is a link to others."""
    with _opened(path) as file:
        start = file.read(MEGABYTE)
    if b"NetworkLink" not in start:
        return ""
    return ", only a link to another file (NetworkLink), which is not followed; fetch that one and give it"


def _placemarks(  # noqa: C901 - one pass, in which nothing is kept
    path: Path, file: IO[bytes]
) -> Iterator[tuple[Element, str]]:
    """Yield each placemark with the names of the folders around it; elements are let go as they end."""
    open_elements: list[Element] = []
    names: list[str] = []
    inside = 0
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            tag = _tag(element)
            if event == "start":
                open_elements.append(element)
                inside = 0 if tag == "Placemark" else inside + 1
                if inside > _MOST_ELEMENTS:
                    raise RefusedFileError(
                        f"{shown_name(path)} has a placemark of more than {_MOST_ELEMENTS:,} elements; simplify it."
                    )
                if tag in {"Folder", "Document"}:
                    names.append("")
                if len(open_elements) > _DEEPEST:
                    raise RefusedFileError(
                        f"{shown_name(path)} is nested more than {_DEEPEST} deep; it is not read."
                    )
                continue
            open_elements.pop()
            parent = open_elements[-1] if open_elements else None
            if tag == "Placemark":
                yield element, " / ".join(name for name in names[1:] if name)
            elif tag in {"Folder", "Document"}:
                names.pop()
            elif tag == "name" and parent is not None and _tag(parent) in {"Folder", "Document"}:
                names[-1] = clean(element.text or "").strip()[:200]
            if parent is not None and not any(_tag(outer) == "Placemark" for outer in open_elements):
                parent.remove(element)
    except DefusedXmlException as error:
        raise RefusedFileError(
            f"{shown_name(path)} declares a document type or entities ({type(error).__name__}); KML needs none, and it is "
            "not read."
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedFileError(
            f"{shown_name(path)} is no KML that can be read ({clean(str(error))[:100]})."
        ) from None


def _row(number: int, placemark: Element, folder: str) -> Row:
    cells = dict.fromkeys(COLUMNS, "")
    cells["folder"], cells["id"] = folder, clean(placemark.get("id", ""))
    points: list[tuple[float, float]] = []
    fault, shape, written = "", None, ""
    times: list[str] = []
    for element in placemark.iter():
        tag, text = _tag(element), (element.text or "").strip()
        if tag in {"name", "description"} and not cells[tag]:
            cells[tag] = clean(text)[:LONGEST_CELL]
        elif tag == "when" and text:
            times = [*times[:1], clean(text)[:100]]
        elif tag in {"begin", "end"} and not cells[tag]:
            cells[tag] = clean(text)[:100]
        elif tag == "styleUrl":
            cells["style"] = clean(text)[:200]
        elif tag in {"Data", "SimpleData"}:
            _extend(cells, element, text)
        elif tag in {"coordinates", "coord"} and not fault:
            written = written or clean(text)[:80]
            fault = _add(points, text, " " if tag == "coord" else ",")
    if times:  # a track has one for each of its points
        cells |= {"when": times[0]} if len(times) == 1 else {"begin": times[0], "end": times[-1]}
    if not fault:
        shape = shape_of_points(points)
        fault = "" if shape or not points else "lies off the Earth; KML has longitude first, then latitude"
    return Row(number, cells, shape, (Finding(number, "coordinates", written, fault),) if fault else ())


def _extend(cells: dict[str, str], element: Element, text: str) -> None:
    """Add a value of ExtendedData to the cells, unless its name is taken."""
    if _tag(element) == "Data":
        text = next((child.text or "" for child in element if _tag(child) == "value"), "").strip()
    cells.setdefault(clean(element.get("name", ""))[:100] or "data", clean(text)[:LONGEST_CELL])


def _add(points: list[tuple[float, float]], text: str, separator: str) -> str:
    """Add the points of a list of coordinates; return what is wrong with it, "" where nothing is."""
    parts = [text] if separator == " " else re.sub(r"\s*,\s*", ",", text).split()
    if len(points) + len(parts) > MOST_VERTICES_OF_ONE:
        return f"has more than {MOST_VERTICES_OF_ONE:,} vertices; simplify it"
    for part in parts:
        try:
            lon, lat = (float(value) for value in part.split(separator)[:2])
        except ValueError:
            return f"{clean(part)[:60]!r} is no longitude and latitude"
        points.append((lon, lat))
    return ""


def _tag(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
