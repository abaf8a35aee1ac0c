"""A view as KML 2.2 for Google Earth: honest extents, time spans, and nothing that a reader of HTML would run.

A claim is a point at precision 1 alone; a country and a claim without a place have no geometry and are listed. What is
not certain to be shown (background, filtered, outside) is there, switched off. A time span that is open stays open.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, register_namespace

import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from muster.model import Dataset
from muster.query.roles import Role
from muster.query.said import role_in
from muster.tables.cells import CONTROL
from muster.vocabulary import Bin, GeoPrecision

KML = "http://www.opengis.net/kml/2.2"
# aabbggrr: colours of what is said, as KML writes them.
_STYLES = {
    "present": ("ffb27200", "59b27200"),
    "planned": ("ffb27200", "1ab27200"),
    "denied": ("ff005ed5", "00000000"),
    "other": ("ff75706b", "2675706b"),
}
_WORLD = shapely.box(-180, -90, 180, 90)


def write_kml(
    dataset: Dataset,
    records: list[dict[str, Any]],
    shapes: list[BaseGeometry | None],
    what: dict[str, Any],
    path: Path,
) -> int:
    """Write the claims of a view as KML; return how many."""
    register_namespace("", KML)
    root = Element(f"{{{KML}}}kml")
    document = _add(root, "Document")
    _add(document, "name", what["title"])
    _add(document, "description", _about(what))
    for name, (line, fill) in _STYLES.items():
        style = _add(document, "Style")
        style.set("id", name)
        _add(_add(style, "LineStyle"), "color", line)
        polygon = _add(style, "PolyStyle")
        _add(polygon, "color", fill)
    _data(
        document, {key: value if isinstance(value, str) else json.dumps(value) for key, value in what.items()}
    )
    folders: dict[str, Element] = {}
    for record, shape in zip(records, shapes, strict=True):
        name = Bin(record["bin"])
        if name not in folders:
            folders[name] = _add(document, "Folder")
            _add(folders[name], "name", name.label)
        is_country = record["geo_precision"] == GeoPrecision.COUNTRY
        _placemark(folders[name], dataset, record, None if is_country else shape)
    indent(root)
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return len(records)


def _about(what: dict[str, Any]) -> str:
    tally = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in what["tally"].items())
    lines = (
        what["note"],
        f"Selection: {what['selection'] or 'everything'}.",
        f"Data version {what['data_version']}.",
        f"Tally: {tally}.",
    )
    return "<br>".join(html.escape(line) for line in lines)


def _placemark(folder: Element, dataset: Dataset, record: dict[str, Any], shape: BaseGeometry | None) -> None:
    claim = dataset.claims_by_id[record["claim_id"]]
    placemark = _add(folder, "Placemark")
    placemark.set("id", f"claim-{record['claim_id']}")
    where = record["place_name"] or record["place_text"] or "No place"
    _add(placemark, "name", f"{where}: {claim.kind.label.lower()}")
    _add(placemark, "visibility", "1" if record["bin"] == "shown" else "0")
    _add(placemark, "description", _description(record))
    span = [("begin", claim.event_start), ("end", claim.event_end)]
    if any(day for _, day in span):
        times = _add(placemark, "TimeSpan")
        for tag, day in span:
            if day is not None:
                _add(times, tag, day.isoformat())
    _add(placemark, "styleUrl", f"#{_style(record, role_in(dataset, claim))}")
    _data(placemark, record)
    if shape is not None and not shape.is_empty:
        _geometry(placemark, shape)


def _style(record: dict[str, Any], role: Role) -> str:
    if record["stance"] in {"denies", "doubts"}:
        return "denied"
    if role is Role.PLANNED or record["kind"] == "planned":
        return "planned"
    return "present" if role is Role.PRESENT else "other"


def _description(record: dict[str, Any]) -> str:
    """Return what a balloon shows: KML takes it for HTML, so every text in it is escaped."""
    dates = " to ".join(day or "open" for day in (record["event_start"], record["event_end"]))
    undated = not (record["event_start"] or record["event_end"])
    rows = (
        ("", record["summary"]),
        ("Said by", record["originator"]),
        ("Said to have happened", "no date given" if undated else dates),
        ("How exactly placed", record["geo_precision_label"]),
        ("Grade", f"{record['reliability']}{record['credibility'] or ''}"),
        ("Standing", record["standing"]),
        ("", "Reported, not confirmed."),
    )
    lines = (f"{name}: {value}" if name else str(value) for name, value in rows if value)
    return "<br>".join(html.escape(line) for line in lines)


def _data(parent: Element, values: dict[str, Any]) -> None:
    extended = _add(parent, "ExtendedData")
    for name, value in values.items():
        if value is None or value == "":
            continue
        data = _add(extended, "Data")
        data.set("name", name)
        _add(data, "value", "|".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _geometry(parent: Element, shape: BaseGeometry) -> None:
    parts = list(_parts(shape))
    if len(parts) != 1:
        parent = _add(parent, "MultiGeometry")
    for part in parts:
        if part.geom_type == "Point":
            _add(_add(parent, "Point"), "coordinates", _coordinates(part.coords))
        elif part.geom_type == "Polygon":
            polygon = _add(parent, "Polygon")
            _add(polygon, "tessellate", "1")
            for tag, ring in (
                ("outerBoundaryIs", part.exterior),
                *(("innerBoundaryIs", one) for one in part.interiors),
            ):
                _add(_add(_add(polygon, tag), "LinearRing"), "coordinates", _coordinates(ring.coords))
        elif part.geom_type in {"LineString", "LinearRing"}:
            line = _add(parent, "LineString")
            _add(line, "tessellate", "1")
            _add(line, "coordinates", _coordinates(part.coords))


def _parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield simple parts between -180 and 180 degrees: what reaches over the antimeridian is cut there."""
    west, _, east, _ = shape.bounds
    pieces = [shape]
    if west < -180 or east > 180:
        pieces = [translate(shape, xoff=step).intersection(_WORLD) for step in (-360, 0, 360)]
    for piece in pieces:
        if hasattr(piece, "geoms"):
            yield from (part for one in piece.geoms for part in _parts(one))
        elif not piece.is_empty:
            yield piece


def _coordinates(points: Any) -> str:
    return " ".join(f"{point[0]:.6f},{point[1]:.6f}" for point in points)


def _add(parent: Element, tag: str, text: str | None = None) -> Element:
    element = SubElement(parent, f"{{{KML}}}{tag}")
    if text is not None:
        element.text = CONTROL.sub("", text)
    return element
