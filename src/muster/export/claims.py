"""The claims of a view as a file: each says which selection of which data it is.

A view is what `muster claims` lists: background and claims without a place too, each with its bin. Geometry is WGS 84,
x = longitude, and the honest extent: a point at precision 1 alone, a circle of `radius_m` about a town or site, the
polygon of a region, nothing where no place is known; `lat` and `lon` are a label's anchor for all but precision 1 and 2.

Where the selection, the data version and the tally stand: GeoJSON has a member `muster`, GeoPackage a table `muster` of
keys and values, Parquet the key `muster` in its metadata, Linked Places a member `muster`, KML the document's description and data, STIX a note. CSV has no
such place, and a second file gets lost: there each row begins with `data_version` and `selection`, and in ACLED's columns
they stand in `tags`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import shapely
from shapely.geometry.base import BaseGeometry

from muster.errors import ExportError
from muster.export.cells import guarded
from muster.export.formats import format_of
from muster.geo.places import geometry_of, shape_of
from muster.geo.shapes import simplify
from muster.model import Claim, Dataset
from muster.query.engine import answer
from muster.query.listing import claims_json
from muster.query.plain import tally_json
from muster.query.selection import EDITS_AS_OF, Selection
from muster.query.standing import standing_words
from muster.tables.schema import CLAIMS
from muster.vocabulary import CREDIBILITY_LABELS, GEO_PRECISION_LABELS, GeoPrecision, PlaceKind
from muster.whole import whole_file

Record = dict[str, Any]
CAVEAT = "Reported, not confirmed. Numbers of different rows must not be added up."
COUNTRY_TOLERANCE_DEG = 0.05
OUTLINES = f"The outline of a country is simplified to {COUNTRY_TOLERANCE_DEG} degrees; every other is as exact as the boundaries are."
PLACE_FIELDS = ("name", "kind", "country", "admin1", "radius_m", "lat", "lon", "geometry_id")


def write_claims(dataset: Dataset, selection: Selection, path: Path, *, file_format: str = "") -> int:
    """Write the claims that a selection lists to a file, whole or not at all; return how many were written.

    The ending chooses the format where none is named; ACLED's columns take reported presence alone, and Linked Places are
    places: they are counted then. Raises ExportError for an ending that says no format or two, and for a file that cannot be written, and SelectionError for a selection that cannot be asked. A
    file that is there already is replaced.
    """
    from muster.export.acled import write_acled  # noqa: PLC0415 - these stand on this module
    from muster.export.kml import write_kml  # noqa: PLC0415
    from muster.export.linked import write_linked  # noqa: PLC0415
    from muster.export.stix import write_stix  # noqa: PLC0415

    writers: dict[
        str, Callable[[Dataset, list[Record], list[BaseGeometry | None], dict[str, Any], Path], int]
    ] = {
        "csv": _write_csv,
        "geojson": _write_geojson,
        "gpkg": _write_geopackage,
        "parquet": _write_parquet,
        "kml": write_kml,
        "stix": write_stix,
        "acled": write_acled,
        "lp": write_linked,
    }
    writer = writers[format_of(path, file_format)]
    records = records_of(dataset, selection)
    shapes = _shapes(dataset, [dataset.claims_by_id[record["claim_id"]] for record in records])
    try:
        with whole_file(path) as part:
            count = writer(dataset, records, shapes, about(dataset, selection), part)
    except (OSError, RuntimeError) as error:  # GDAL's errors are RuntimeErrors
        raise ExportError(
            f"{path} cannot be written ({getattr(error, 'strerror', None) or error})."
        ) from error
    return count


def about(dataset: Dataset, selection: Selection) -> dict[str, Any]:
    """Return what an export is of: the selection as the parameters of a URL, the data version, the tally.

    A data set that holds the edits of a moment has that among the parameters.
    """
    moment = dataset.edits_as_of
    return {
        "title": dataset.title,
        "data_version": dataset.version,
        "selection": urlencode({**selection.to_params(), **({EDITS_AS_OF: moment.text} if moment else {})}),
        "tally": tally_json(dataset, selection),
        "note": CAVEAT,
        "outlines": OUTLINES,
    }


def records_of(dataset: Dataset, selection: Selection) -> list[Record]:
    """Return the listed claims with every field of claims.csv, and what grades and places them."""
    bins = {row.claim_id: row.bin.value for row in answer(dataset, selection).rows}
    records = []
    for listed in claims_json(dataset, selection):
        claim = dataset.claims_by_id[listed["claim_id"]]
        source, place = dataset.sources[claim.originator_id], listed["place"] or {}
        records.append(
            {
                **{name: listed[name] for name in CLAIMS.readers},
                "published_at": listed["published_at"],
                "publisher_id": dataset.publisher_id(claim),
                "originator": source.name,
                "originator_kind": source.kind.value,
                "reliability": source.reliability.value,
                "reliability_label": source.reliability.label,
                "credibility_label": CREDIBILITY_LABELS.get(claim.credibility or 0),
                "geo_precision_label": GEO_PRECISION_LABELS[claim.geo_precision]
                if claim.geo_precision
                else None,
                **{f"place_{name}": place.get(name) for name in PLACE_FIELDS if name not in {"lat", "lon"}},
                "lat": place.get("lat"),
                "lon": place.get("lon"),
                "part_of": dataset.assertions[claim.assertion_id].part_of if claim.assertion_id else None,
                "standing": standing_words(dataset, claim, selection.as_of) or None,
                "bin": bins[claim.claim_id],
                "window": listed["window"],
                "known": listed["known"],
            }
        )
    return records


def _shapes(dataset: Dataset, claims: list[Claim]) -> list[BaseGeometry | None]:
    made: dict[tuple[str | None, bool], BaseGeometry | None] = {}
    for claim in claims:
        key = (claim.place_id, claim.geo_precision is GeoPrecision.SITE)
        if key not in made:
            made[key] = _shape(dataset, *key)
    return [made[claim.place_id, claim.geo_precision is GeoPrecision.SITE] for claim in claims]


def _shape(dataset: Dataset, place_id: str | None, is_site: bool) -> BaseGeometry | None:
    if place_id is None:
        return None
    place = dataset.places[place_id]
    if is_site and place.lat is not None and place.lon is not None:
        return shapely.Point(place.lon, place.lat)
    if place.geometry_id:
        whole = geometry_of(dataset, place.geometry_id)
        # A claim that knows no more than the country says nothing of its coast: each row has the outline over again.
        return simplify(whole, COUNTRY_TOLERANCE_DEG) if place.kind is PlaceKind.COUNTRY else whole
    return shape_of(dataset, place).geometry


def _write_csv(
    _: Dataset, records: list[Record], __: list[BaseGeometry | None], what: dict[str, Any], path: Path
) -> int:
    lead = {"data_version": what["data_version"], "selection": what["selection"] or "everything"}
    columns = [*lead, *(records[0] if records else CLAIMS.readers)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in (*lead.values(), *record.values())] for record in records)
    return len(records)


def _write_geojson(
    _: Dataset, records: list[Record], shapes: list[BaseGeometry | None], what: dict[str, Any], path: Path
) -> int:
    drawn = {id(shape): json.loads(shapely.to_geojson(shape)) for shape in shapes if shape is not None}
    features = [
        {
            "type": "Feature",
            "id": record["claim_id"],
            "geometry": None if shape is None else drawn[id(shape)],
            "properties": record,
        }
        for record, shape in zip(records, shapes, strict=True)
    ]
    document = {"type": "FeatureCollection", "muster": what, "features": features}
    written = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    path.write_text(written + "\n", "utf-8")
    return len(records)


def _frame(records: list[Record], shapes: list[BaseGeometry | None]) -> Any:
    import geopandas  # noqa: PLC0415 - slow to import, and only these two formats need it
    import pandas as pd  # noqa: PLC0415

    columns = list(records[0]) if records else list(CLAIMS.readers)
    table = pd.DataFrame.from_records(records, columns=columns)
    for column in table.columns:
        whole = column.startswith("count_") and column[6:] in {"low", "best", "high"}
        if whole or column in {"geo_precision", "date_precision", "credibility"}:
            table[column] = table[column].astype("Int64")
        elif column in {"lat", "lon", "place_radius_m"}:
            table[column] = table[column].astype("Float64")
        else:
            table[column] = table[column].astype("string")
    return geopandas.GeoDataFrame(table, geometry=list(shapes), crs="EPSG:4326")


def _write_geopackage(
    _: Dataset, records: list[Record], shapes: list[BaseGeometry | None], what: dict[str, Any], path: Path
) -> int:
    import pandas as pd  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415

    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(
        _frame(records, shapes), path, layer="claims", driver="GPKG", geometry_type="Unknown"
    )
    rows = [(key, value if isinstance(value, str) else json.dumps(value)) for key, value in what.items()]
    pyogrio.write_dataframe(
        pd.DataFrame(rows, columns=["key", "value"]), path, layer="muster", driver="GPKG", append=True
    )
    return len(records)


def _write_parquet(
    _: Dataset, records: list[Record], shapes: list[BaseGeometry | None], what: dict[str, Any], path: Path
) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415

    _frame(records, shapes).to_parquet(path, index=False)
    table = pq.read_table(path)
    metadata = {**(table.schema.metadata or {}), b"muster": json.dumps(what, ensure_ascii=False).encode()}
    pq.write_table(table.replace_schema_metadata(metadata), path)
    return len(records)
