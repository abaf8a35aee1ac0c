"""The gazetteer as Linked Places (GeoJSON-T) and as a CSV for reconciliation."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import shapely

from muster.errors import GazetteerError, GeoError, shorten
from muster.export.cells import guarded
from muster.export.formats import LABELS, said_before
from muster.gazetteer.layers import shadowed
from muster.gazetteer.world import shipped_world
from muster.geo.places import geometry_of
from muster.geo.shapes import label_point
from muster.model import Dataset, Place
from muster.whole import whole_file

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
GEONAMES = "https://sws.geonames.org/"
WIKIDATA = "http://www.wikidata.org/entity/"
PLACES = "urn:muster:place:"
COLUMNS = (
    "id", "name", "type", "country", "de_facto", "admin1", "lat", "lon", "radius_m",
    "alternate_names", "geonames_id", "wikidata_id", "geometry_id", "coordinate_basis", "note",
)  # fmt: skip
# GeoNames feature classes, which Linked Places uses for kinds: P settlement, A division, L area, S site.
CLASSES = {
    "city": "P", "town": "P", "village": "P", "country": "A", "region": "A", "district": "A", "macro_region": "L",
    "area": "L", "border": "L", "training_ground": "S", "base": "S", "airfield": "S", "port": "S", "site": "S",
}  # fmt: skip


_SAID = dict.fromkeys((".json", ".geojson", ".jsonld"), LABELS["lp"]) | {".csv": LABELS["csv"]}


def places_of(dataset: Dataset, *, world: bool) -> Iterator[Place]:
    """Yield the data set's places by id, then, if asked, those of the world that none of them stands for."""
    yield from (dataset.places[key] for key in sorted(dataset.places))
    if world:
        shipped = shipped_world()
        stood_for = shadowed(dataset, shipped)
        yield from (place for number, place in enumerate(shipped) if number not in stood_for)


def write_gazetteer(dataset: Dataset, path: Path, *, world: bool = False) -> int:
    """Write the places to a file, whole or not at all; return how many.

    The ending chooses: `.csv`, or `.json`, `.geojson`, `.jsonld` for Linked Places. Raises GazetteerError for another
    ending and for a folder that cannot be written.
    """
    writers: dict[str, Callable[[Dataset, Iterable[Place], IO[str]], int]] = {
        ".csv": _write_csv, ".json": _write_linked, ".geojson": _write_linked, ".jsonld": _write_linked,
    }  # fmt: skip
    writer = writers.get(path.suffix.lower())
    if writer is None:
        msg = f"{path.name!r} ends in none of {', '.join(writers)}; the ending chooses the format."
        raise GazetteerError(msg)
    other = said_before(path.name, path.suffix.lower())
    if (
        other
        and LABELS[other] != _SAID[path.suffix.lower()]
        and not (other == "geojson" and writer is _write_linked)
    ):
        raise GazetteerError(
            f"{path.name!r} may be meant as {LABELS[other]}, which places are not written in, or as "
            f"{_SAID[path.suffix.lower()]}; give it one ending."
        )
    try:
        with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            count = writer(dataset, places_of(dataset, world=world), file)
    except OSError as error:
        raise GazetteerError(f"{path} cannot be written ({error.strerror or error}).") from error
    return count


def linked_place(dataset: Dataset, place: Place) -> dict[str, Any]:
    """Return one feature of Linked Places 1.1: names with language, types, geometry with its basis, links.

    The geometry is the point of a place with coordinates (its reach is in `properties.radius_m`), the polygon or line
    of one with a boundary, WGS 84, x = longitude; None for one with neither.
    """
    geometry: dict[str, Any] | None = None
    if place.geometry_id:
        geometry = json.loads(shapely.to_geojson(geometry_of(dataset, place.geometry_id)))
    elif place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    if geometry is not None:
        geometry["certainty"] = "certain" if place.geometry_id else "less-certain"
        geometry["citations"] = [{"label": place.geometry_id or place.coordinate_basis}]
    names = [{"toponym": place.name, "lang": "en"}]
    names += [{"toponym": name, "lang": lang} for lang, name in place.names if name != place.name]
    links = [GEONAMES + place.geonames_id] * bool(place.geonames_id)
    links += [WIKIDATA + place.wikidata_id] * bool(place.wikidata_id)
    kept = ("radius_m", "radius_basis", "de_facto", "admin1", "coordinate_basis", "note")
    return {
        "@id": PLACES + place.place_id,
        "type": "Feature",
        "properties": {
            "title": place.name,
            "ccodes": [place.country] if place.country else [],
            "fclasses": [CLASSES[place.kind]],
            **{key: value for key in kept if (value := getattr(place, key)) not in {None, ""}},
        },
        "names": names,
        "types": [{"identifier": f"muster:{place.kind}", "label": place.kind.label}],
        "geometry": geometry,
        "links": [{"type": "exactMatch", "identifier": link} for link in links],
    }


def _write_linked(dataset: Dataset, places: Iterable[Place], file: IO[str]) -> int:
    head = json.dumps({"type": "FeatureCollection", "@context": CONTEXT}, ensure_ascii=False)
    file.write(f'{head[:-1]}, "features": [')
    count = 0
    for count, place in enumerate(places, 1):
        feature = json.dumps(linked_place(dataset, place), ensure_ascii=False, allow_nan=False)
        file.write((",\n" if count > 1 else "\n") + feature)
    file.write("\n]}\n")
    return count


def _write_csv(dataset: Dataset, places: Iterable[Place], file: IO[str]) -> int:
    """Write one row a place; a place without a point gets its label anchor, and its `geometry_id` says so."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for count, place in enumerate(places, 1):  # noqa: B007 - the last number is the count
        lat, lon = _point(dataset, place)
        cells = (
            place.place_id, place.name, place.kind, place.country, place.de_facto, place.admin1, lat, lon,
            place.radius_m, "|".join(dict.fromkeys(name for _, name in place.names)), place.geonames_id,
            place.wikidata_id, place.geometry_id, place.coordinate_basis, place.note,
        )  # fmt: skip
        writer.writerow([guarded(cell) for cell in cells])
    return count


def _point(dataset: Dataset, place: Place) -> tuple[float | None, float | None]:
    if place.lat is not None or not place.geometry_id:
        return place.lat, place.lon
    try:
        lon, lat = label_point(geometry_of(dataset, place.geometry_id))
    except GeoError as error:
        raise GeoError(f"{shorten(place.place_id)} has no point ({error})") from error
    return round(lat, 5), round(lon, 5)
