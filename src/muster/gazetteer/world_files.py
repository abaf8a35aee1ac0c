"""The files of the world gazetteer (geodata/gazetteer) as its builder writes them and its index reads them."""

import zlib

PLACES = "places.arrow"
"""One row a place, extents first, then settlements by GeoNames id; a place's number is its row. `lat` and `lon` are in
units of 1/100000 degree; `is_capital` is 0 or 1; a settlement's id is `gn-` and its GeoNames id."""
EXTENTS = "extents.arrow"
"""`place_id`, `geometry_id` and `wikidata_id` of the places that come first: countries, areas, divisions."""
NAMES = "names.parquet"
"""`names`: the other names of each place as `language:name`, in the order of the places; `und` where it is not known."""
TRIE = "keys.marisa"
"""Every folded name, and FORM plus the stem of what needs a word for its kind; a key's number is the trie's."""
KEYS = "keys.arrow"
"""`places`, a list for each key in the order of key numbers: number << 14 | is the place's own name << 13 | spelling."""
ALIKE = "alike.arrow"
"""`key`, `signature` (`likeness.signature`), sorted by the key's length; the metadata's `starts` say where each begins."""
DEGREE = 100_000
FORM = "#"
SPELLING_BITS = 13

RADII_M = (
    (5_000_000, 30_000),
    (1_000_000, 18_000),
    (500_000, 12_000),
    (50_000, 8_000),
    (5_000, 5_000),
    (0, 3_000),
)
RADIUS_BASIS = (
    "convention by population: 3 km, from 5,000 people 5 km, from 50,000 8 km, from 500,000 12 km, from 1 million 18 km, "
    "from 5 million 30 km"
)
"""Taken from the curated rows: circles of the city's area are 7 to 11 km for 170,000 to 600,000 people."""


def radius_m(population: int) -> float:
    """Return how far a settlement may reach, by RADII_M."""
    return float(next(radius for least, radius in RADII_M if population >= least))


def spelling_bits(spelled: str) -> int:
    """Return 13 bits of a name as `plain` leaves it, which tell its spellings under one key apart, nearly always."""
    return zlib.crc32(spelled.encode()) & ((1 << SPELLING_BITS) - 1)
